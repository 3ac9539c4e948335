#include "io/resolve.h"

#include "io/json.h"
#include "io/packs.h"
#include "io/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void put_struct(struct qs_json_out *out, const struct qs_table *table, const void *object, const char *without);

static void put_spread(struct qs_json_out *out, const struct qs_spread *spread)
{
	const double n[4] = {spread->a, spread->b, spread->c, spread->d};
	const char *const *const names = qs_spread_numbers(spread->kind);

	qs_json_out_row(out, "spread");
	qs_json_out_string(out, "kind", qs_words_spread[spread->kind]);
	for (int i = 0; names[i]; i++)
		qs_json_out_number(out, names[i], n[i]);
	qs_json_out_string(out, "scope", qs_words_scope[spread->scope]);
	qs_json_out_end(out);
}

static void put_beside(struct qs_json_out *out, const struct qs_field *field, const char *source, enum qs_basis basis)
{
	if (*field->unit)
		qs_json_out_string(out, "unit", field->unit);
	qs_json_out_string(out, "source", source);
	qs_json_out_string(out, "status", qs_basis_word(basis));
}

static void put_figure(struct qs_json_out *out, const struct qs_field *field, const struct qs_figure *figure)
{
	if (!figure->given && !qs_field_in_range(field, figure->value))
		return; /* a default that only stands for "not given" */
	qs_json_out_row(out, field->name);
	qs_json_out_number(out, "value", figure->value);
	put_beside(out, field, figure->source, figure->basis);
	if (figure->spread)
		put_spread(out, figure->spread);
	qs_json_out_end(out);
}

static void put_numbers(struct qs_json_out *out, const char *key, const double *items, size_t n)
{
	qs_json_out_array_row(out, key);
	for (size_t i = 0; i < n; i++)
		qs_json_out_number(out, NULL, items[i]);
	qs_json_out_end(out);
}

static void put_series(struct qs_json_out *out, const struct qs_field *field, const struct qs_series *series)
{
	if (!series->source)
		return;
	qs_json_out_row(out, field->name);
	put_numbers(out, "values", series->items, series->n);
	put_beside(out, field, series->source, series->basis);
	qs_json_out_end(out);
}

static void put_list(struct qs_json_out *out, const struct qs_field *field, const struct qs_list *list)
{
	const int map = field->kind == QS_KIND_MAP;
	const char *item = list->items;

	if (!list->items)
		return;
	if (map)
		qs_json_out_object(out, field->name);
	else
		qs_json_out_array(out, field->name);
	for (size_t i = 0; i < list->n; i++, item += field->child->size) {
		const char *id = NULL;

		if (map)
			memcpy(&id, item, sizeof id);
		qs_json_out_object(out, id);
		put_struct(out, field->child, item, map ? field->child->fields[0].name : NULL);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

/* Texts and the like: nothing if absent, null where null means absent. */
static void put_text(struct qs_json_out *out, const struct qs_field *field, const char *text)
{
	if (text)
		qs_json_out_string(out, field->name, text);
	else if (field->flags & QS_NULL_OK)
		qs_json_out_null(out, field->name);
}

static void put_both(struct qs_json_out *out, const struct qs_field *field, const struct qs_text *text)
{
	if (!text->zh)
		return;
	qs_json_out_row(out, field->name);
	qs_json_out_string(out, "zh", text->zh);
	qs_json_out_string(out, "en", text->en);
	qs_json_out_end(out);
}

static void put_integer(struct qs_json_out *out, const struct qs_field *field, int64_t value)
{
	if (qs_field_in_range(field, (double)value))
		qs_json_out_int(out, field->name, value);
	else if (field->flags & QS_NULL_OK)
		qs_json_out_null(out, field->name);
}

static void put_date(struct qs_json_out *out, const struct qs_field *field, const struct qs_date *date)
{
	char text[40];

	if (!date->year)
		return;
	snprintf(text, sizeof text, "%04d-%02d-%02d", date->year, date->month, date->day);
	qs_json_out_string(out, field->name, text);
}

static void put_seed(struct qs_json_out *out, const struct qs_field *field, uint64_t seed)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRIu64, seed);
	qs_json_out_string(out, field->name, text);
}

static void put_strings(struct qs_json_out *out, const struct qs_field *field, const struct qs_strings *strings)
{
	if (!strings->items)
		return;
	qs_json_out_array_row(out, field->name);
	for (size_t i = 0; i < strings->n; i++)
		qs_json_out_string(out, NULL, strings->items[i]);
	qs_json_out_end(out);
}

static void put_shares(struct qs_json_out *out, const struct qs_field *field, const struct qs_shares *shares)
{
	if (!shares->items)
		return;
	qs_json_out_row(out, field->name);
	for (size_t i = 0; i < shares->n; i++)
		qs_json_out_number(out, shares->items[i].name, shares->items[i].value);
	qs_json_out_end(out);
}

/* "all" is a word where a list of ids stands. */
static int is_all(const struct qs_strings *strings)
{
	return strings->items && strings->n == 1 && !strcmp(strings->items[0], "all");
}

static void put_field(struct qs_json_out *out, const struct qs_field *field, const void *member, int given)
{
	struct qs_list list;

	switch (field->kind) {
	case QS_KIND_NUMBER:
		put_figure(out, field, member);
		break;
	case QS_KIND_INTEGER:
		put_integer(out, field, *(const int64_t *)member);
		break;
	case QS_KIND_BOOL:
		if (given || !(field->flags & QS_NULL_OK)) /* null: neither yes nor no */
			qs_json_out_bool(out, field->name, *(const int *)member);
		break;
	case QS_KIND_STRING:
	case QS_KIND_ID:
		put_text(out, field, *(const char *const *)member);
		break;
	case QS_KIND_TEXT:
		put_both(out, field, member);
		break;
	case QS_KIND_CHOICE:
		qs_json_out_string(out, field->name, field->words[*(const int *)member]);
		break;
	case QS_KIND_DATE:
		put_date(out, field, member);
		break;
	case QS_KIND_SEED:
		put_seed(out, field, *(const uint64_t *)member);
		break;
	case QS_KIND_NUMBERS: {
		const struct qs_numbers *const numbers = member;

		if (numbers->items)
			put_numbers(out, field->name, numbers->items, numbers->n);
		break;
	}
	case QS_KIND_SERIES:
		put_series(out, field, member);
		break;
	case QS_KIND_STRINGS:
		if (is_all(member))
			qs_json_out_string(out, field->name, "all");
		else
			put_strings(out, field, member);
		break;
	case QS_KIND_SHARES:
		put_shares(out, field, member);
		break;
	case QS_KIND_OBJECT:
		if (field->flags & QS_OPTIONAL_OBJECT && !given)
			break;
		qs_json_out_object(out, field->name);
		put_struct(out, field->child, member, NULL);
		qs_json_out_end(out);
		break;
	case QS_KIND_LIST:
	case QS_KIND_MAP:
	case QS_KIND_ONE_OR_LIST:
		memcpy(&list, member, sizeof list);
		put_list(out, field, &list);
		break;
	case QS_KIND_CARRIED:
	default:
		if (((const struct qs_carried *)member)->json)
			qs_json_out_raw(out, field->name, ((const struct qs_carried *)member)->json);
		break;
	}
}

/* The members of a struct, without the one of a name. */
static void put_struct(struct qs_json_out *out, const struct qs_table *table, const void *object, const char *without)
{
	struct qs_given given;

	memcpy(&given, (const char *)object + (table->size - sizeof given), sizeof given);
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const field = &table->fields[i];

		if (!without || strcmp(without, field->name) != 0)
			put_field(out, field, (const char *)object + field->offset, (int)(given.mask >> i & 1));
	}
}

static void put_packs(struct qs_json_out *out, const struct qs_packs *packs)
{
	qs_json_out_array(out, "packs");
	qs_json_out_object(out, NULL);
	for (size_t k = 0; k < qs_pack_kind_count; k++) {
		const struct qs_pack_kind *const kind = &qs_pack_kinds[k];
		const struct qs_list list = qs_packs_list(packs, kind);
		const char *entry = list.items;

		if (!list.n)
			continue;
		qs_json_out_object(out, kind->name);
		for (size_t i = 0; i < list.n; i++, entry += kind->table->size) {
			const char *id;

			memcpy(&id, entry, sizeof id);
			qs_json_out_object(out, id);
			put_struct(out, kind->table, entry, "id");
			qs_json_out_end(out);
		}
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_end(out);
}

static void put_plan(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		     const struct qs_sites *sites, const struct qs_json *named)
{
	qs_json_out_object(out, NULL);
	put_struct(out, &qs_table_portfolio, portfolio, "packs");
	if (named) {
		qs_json_out_object(out, "sites");
		qs_json_out_string(out, named->first->key, named->first->text);
	} else {
		qs_json_out_array(out, "sites");
	}
	for (size_t i = 0; !named && i < sites->n; i++) {
		qs_json_out_object(out, NULL);
		put_struct(out, &qs_table_site, &sites->items[i], NULL);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	put_packs(out, packs);
	qs_json_out_end(out);
}

qs_status qs_resolve(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_sites *sites,
		     const struct qs_json *named, struct qs_arena *arena, const char **json, struct qs_err *err)
{
	struct qs_json_out out;
	size_t n;

	/* counted first: the plan of many sites is large */
	qs_json_out_count(&out, 1);
	put_plan(&out, portfolio, packs, sites, named);
	n = out.n;
	qs_json_out_open(&out, arena, 1);
	qs_json_out_room(&out, n);
	put_plan(&out, portfolio, packs, sites, named);
	*json = qs_json_out_text(&out, NULL);
	return *json ? QS_OK : qs_fail(err, QS_ENOMEM, "resolved plan");
}
