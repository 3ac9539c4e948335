/* `qingshan list WHAT`: what a portfolio may name, and what a run writes. */
#include "app/options.h"
#include "io/input.h"
#include "model/base/bug.h"
#include "model/base/units.h"
#include "model/benefit/services.h"
#include "model/land/outputs.h"
#include "model/land/soil_kind.h"
#include "model/market/facts.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

/* One list being printed: a JSON array, or lines of a table. */
struct list {
	struct qs_app *app;
	struct qs_json_out out;
};

/* Begins a row; the JSON object stays open for more. */
static void open_row(struct list *list, const char *id, const char *zh, const char *en, const char *unit,
		     const char *group)
{
	if (!list->app->json) {
		qs_put_padded(stdout, id, 34);
		putchar(' ');
		qs_put_padded(stdout, qs_tr(list->app, zh, en), 42);
		putchar(' ');
		qs_put_padded(stdout, unit, 10);
		printf(" %s\n", group);
	}
	qs_json_out_row(&list->out, NULL);
	qs_json_out_string(&list->out, "id", id);
	qs_json_out_string(&list->out, "name_zh", zh);
	qs_json_out_string(&list->out, "name_en", en);
	qs_json_out_string(&list->out, "unit", unit);
	qs_json_out_string(&list->out, "group", group);
}

static void close_row(struct list *list)
{
	qs_json_out_end(&list->out);
}

static void row(struct list *list, const char *id, const char *zh, const char *en, const char *unit, const char *group)
{
	open_row(list, id, zh, en, unit, group);
	close_row(list);
}

/* ---- packs ---- */

static const void *member(const void *object, const struct qs_field *field)
{
	return (const char *)object + field->offset;
}

static void put_source(struct list *list, const char *unit, const char *source, enum qs_basis basis)
{
	qs_json_out_string(&list->out, "unit", unit);
	qs_json_out_string(&list->out, "source", source);
	qs_json_out_string(&list->out, "status", qs_basis_word(basis));
	qs_json_out_end(&list->out);
}

static void put_object(struct list *list, const struct qs_table *table, const void *object);

static void put_items(struct list *list, const struct qs_field *field, const void *object)
{
	struct qs_list items;

	memcpy(&items, member(object, field), sizeof items);
	qs_json_out_array(&list->out, field->name);
	for (size_t i = 0; i < items.n; i++) {
		qs_json_out_object(&list->out, NULL);
		put_object(list, field->child, (const char *)items.items + i * field->child->size);
		qs_json_out_end(&list->out);
	}
	qs_json_out_end(&list->out);
}

static void put_series(struct list *list, const struct qs_field *field, const struct qs_series *series)
{
	if (!series->n)
		return;
	qs_json_out_object(&list->out, field->name);
	qs_json_out_array(&list->out, "values");
	for (size_t i = 0; i < series->n; i++)
		qs_json_out_number(&list->out, NULL, series->items[i]);
	qs_json_out_end(&list->out);
	put_source(list, field->unit, series->source, series->basis);
}

static void put_both(struct list *list, const struct qs_field *field, const struct qs_text *text)
{
	qs_json_out_row(&list->out, field->name);
	qs_json_out_string(&list->out, "zh", text->zh);
	qs_json_out_string(&list->out, "en", text->en);
	qs_json_out_end(&list->out);
}

static void put_strings(struct list *list, const struct qs_field *field, const struct qs_strings *strings)
{
	qs_json_out_array(&list->out, field->name);
	for (size_t i = 0; i < strings->n; i++)
		qs_json_out_string(&list->out, NULL, strings->items[i]);
	qs_json_out_end(&list->out);
}

static void put_date(struct list *list, const struct qs_field *field, const struct qs_date *date)
{
	char text[40];

	snprintf(text, sizeof text, "%04d-%02d-%02d", date->year, date->month, date->day);
	qs_json_out_string(&list->out, field->name, date->year ? text : NULL);
}

/* The kinds of field that packs have. */
static void put_field(struct list *list, const struct qs_field *field, const void *object)
{
	const void *const at = member(object, field);
	const struct qs_figure *figure;

	switch (field->kind) {
	case QS_KIND_NUMBER:
		figure = at;
		if (!figure->given && !qs_field_in_range(field, figure->value)) /* not given, and null is allowed */
			return;
		qs_json_out_object(&list->out, field->name);
		qs_json_out_number(&list->out, "value", figure->value);
		put_source(list, field->unit, figure->source, figure->basis);
		return;
	case QS_KIND_SERIES:
		put_series(list, field, at);
		return;
	case QS_KIND_BOOL:
		qs_json_out_bool(&list->out, field->name, *(const int *)at);
		return;
	case QS_KIND_CHOICE:
		qs_json_out_string(&list->out, field->name,
				   *(const int *)at < 0 ? NULL : field->words[*(const int *)at]);
		return;
	case QS_KIND_STRING:
	case QS_KIND_ID:
		qs_json_out_string(&list->out, field->name, *(const char *const *)at);
		return;
	case QS_KIND_LIST:
	case QS_KIND_ONE_OR_LIST:
		put_items(list, field, object);
		return;
	case QS_KIND_TEXT:
		put_both(list, field, at);
		return;
	case QS_KIND_STRINGS:
		put_strings(list, field, at);
		return;
	case QS_KIND_DATE:
		put_date(list, field, at);
		return;
	case QS_KIND_INTEGER:
	case QS_KIND_SEED:
	case QS_KIND_NUMBERS:
	case QS_KIND_SHARES:
	case QS_KIND_OBJECT:
	case QS_KIND_MAP:
	case QS_KIND_CARRIED:
	default:
		return;
	}
}

/* Every field but those that each row has; of a condition only what is given: its node has one part of many. */
static void put_object(struct list *list, const struct qs_table *table, const void *object)
{
	static const char *const common[] = {"id", "name", "unit", "group"};
	struct qs_given given;

	memcpy(&given, (const char *)object + (table->size - sizeof given), sizeof given);
	for (size_t i = 0; i < table->n; i++) {
		int stands = table == &qs_table_condition && !(given.mask >> i & 1);

		for (size_t j = 0; j < sizeof common / sizeof common[0]; j++)
			stands |= !strcmp(table->fields[i].name, common[j]);
		if (!stands)
			put_field(list, &table->fields[i], object);
	}
}

static const char *text_of(const struct qs_table *table, const void *object, const char *name)
{
	const struct qs_field *const field = qs_field_find(table, name);

	if (field && field->kind == QS_KIND_CHOICE)
		return *(const int *)member(object, field) < 0 ? "" : field->words[*(const int *)member(object, field)];
	if (field && (field->kind == QS_KIND_STRING || field->kind == QS_KIND_ID))
		return *(const char *const *)member(object, field);
	return "";
}

static void put_pack(struct list *list, const struct qs_table *table, const void *items, size_t n)
{
	const struct qs_field *const name = qs_field_find(table, "name");
	const char *const group = qs_field_find(table, "group")    ? "group"
				  : qs_field_find(table, "action") ? "action"
								   : "programme";

	qs_bug_assert(name && name->kind == QS_KIND_TEXT);
	for (size_t i = 0; i < n; i++) {
		const void *const entry = (const char *)items + i * table->size;
		const struct qs_text *const text = member(entry, name);

		open_row(list, text_of(table, entry, "id"), text->zh, text->en, text_of(table, entry, "unit"),
			 text_of(table, entry, group));
		put_object(list, table, entry);
		close_row(list);
	}
}

/* Nonzero if WHAT is a kind of pack; then *status says how it went. */
static int list_packs(struct list *list, const char *what, qs_status *status)
{
	struct qs_packs packs = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	int found = 0;

	qs_mistakes_init(&mistakes, NULL);
	*status = qs_packs_read_shipped(&list->app->context, &packs, &mistakes, &err);
#define X(kind, entry)                                                             \
	if (!*status && !strcmp(what, #kind)) {                                    \
		put_pack(list, &qs_table_##entry, packs.kind.items, packs.kind.n); \
		found = 1;                                                         \
	}
	QS_PACK_KINDS(X)
#undef X
	if (!*status && !strcmp(what, "rules")) /* one list of all that has conditions */
		put_pack(list, &qs_table_policy_pack, packs.policy.items, packs.policy.n);
	if (*status)
		qs_say_err(list->app, &err);
	qs_arena_free(&packs.arena);
	qs_mistakes_free(&mistakes);
	return found || *status;
}

/* ---- what the program has ---- */

static void list_soil_models(struct list *list)
{
#define X(name, symbol, word, zh, en) zh, en,
	static const char *const names[] = {QS_SOIL_MODELS(X)};
#undef X

	for (int i = 0; qs_words_soil_model[i]; i++) {
		char text[2][256];

		for (int k = 0; k < 2; k++)
			snprintf(text[k], sizeof text[k], "%s (%s)", names[2 * i + k], qs_soil_kind(i)->source);
		row(list, qs_words_soil_model[i], text[0], text[1], "", "soil");
	}
}

static void list_models(struct list *list)
{
	static const struct {
		const char *id, *zh, *en;
	} names[] = {
		{"curve", "生长曲线（Chapman-Richards）", "growth curve (Chapman-Richards)"},
		{"3pg", "种植乔木用 3-PG，其余用生长曲线", "planted trees by 3-PG, all else by growth curves"},
		{"own", "各模型自带", "each model's own"}, {"shared", "共用水量平衡的土壤水", "the water balance's"},
	};
	const struct qs_table *const table = &qs_table_models;

	for (size_t i = 0; i < table->n; i++) {
		if (table->fields[i].words == qs_words_soil_model) {
			list_soil_models(list);
			continue;
		}
		for (const char *const *word = table->fields[i].words; word && *word; word++) {
			const char *zh = *word, *en = *word;

			for (size_t j = 0; j < sizeof names / sizeof names[0]; j++) {
				if (!strcmp(names[j].id, *word)) {
					zh = names[j].zh;
					en = names[j].en;
				}
			}
			row(list, *word, zh, en, "", table->fields[i].name);
		}
	}
}

static void list_outputs(struct list *list)
{
	static const char *const kinds[] = {[QS_STOCK] = "stock", [QS_FLOW] = "flow", [QS_STATE] = "state"};

	for (int i = 0; i < QS_OUTPUT_COUNT; i++) {
		const struct qs_output_row *const output = &qs_output_rows[i];

		open_row(list, output->name, output->zh, output->en, output->unit, kinds[output->kind]);
		qs_json_out_number(&list->out, "quantum", output->quantum);
		close_row(list);
	}
	for (int i = 0; i < QS_LINE_COUNT; i++) {
		const struct qs_line_row *const line = &qs_line_rows[i];

		open_row(list, line->name, line->zh, line->en, line->unit, qs_line_group_word(line->group));
		qs_json_out_number(&list->out, "quantum", line->quantum);
		close_row(list);
	}
}

/* Services with their names in frames, and what each must not be added to. */
static void list_services(struct list *list)
{
	for (int i = 0; i < QS_SERVICE_COUNT; i++) {
		const struct qs_service_row *const service = &qs_service_rows[i];
		const struct qs_line_row *const line = &qs_line_rows[service->line];

		open_row(list, service->id, line->zh, line->en, line->unit, "service");
		qs_json_out_string(&list->out, "conflicts_with", service->conflicts);
		qs_json_out_string(&list->out, "seea_ea", service->seea);
		qs_json_out_string(&list->out, "seea_ea_code", service->seea_code);
		qs_json_out_string(&list->out, "gep", service->gep);
		qs_json_out_string(&list->out, "gbt_38582", service->gbt);
		close_row(list);
	}
}

/* Facts that conditions may name: computed by the program, or stated by a site. */
static void list_facts(struct list *list)
{
	static const char *const types[] = {
		[QS_FACT_NUMBER] = "number", [QS_FACT_BOOL] = "bool", [QS_FACT_WORD] = "word", [QS_FACT_DATE] = "date"};
	struct qs_fact_row fact;

	for (size_t i = 0; qs_fact_row(i, &fact); i++) {
		open_row(list, fact.id, fact.zh, fact.en, fact.unit, fact.is_stated ? "stated" : "computed");
		qs_json_out_string(&list->out, "for", fact.of_policy ? "policy" : "methodologies");
		qs_json_out_string(&list->out, "type", types[fact.type]);
		if (fact.words) {
			qs_json_out_array(&list->out, "words");
			for (const char *const *word = fact.words; *word; word++)
				qs_json_out_string(&list->out, NULL, *word);
			qs_json_out_end(&list->out);
		}
		close_row(list);
	}
}

static void list_scalars(struct list *list)
{
	for (int i = 0; i < QS_SCALAR_COUNT; i++)
		row(list, qs_scalar_rows[i].name, qs_scalar_rows[i].zh, qs_scalar_rows[i].en, qs_scalar_rows[i].unit,
		    "horizon");
}

/* ---- fields of the input ---- */

static const char *kind_word(enum qs_kind kind)
{
	static const char *const words[] = {
		[QS_KIND_NUMBER] = "number",
		[QS_KIND_INTEGER] = "integer",
		[QS_KIND_BOOL] = "bool",
		[QS_KIND_STRING] = "string",
		[QS_KIND_ID] = "id",
		[QS_KIND_TEXT] = "text",
		[QS_KIND_CHOICE] = "choice",
		[QS_KIND_DATE] = "date",
		[QS_KIND_SEED] = "seed",
		[QS_KIND_NUMBERS] = "numbers",
		[QS_KIND_SERIES] = "series",
		[QS_KIND_STRINGS] = "strings",
		[QS_KIND_SHARES] = "shares",
		[QS_KIND_OBJECT] = "object",
		[QS_KIND_LIST] = "list",
		[QS_KIND_MAP] = "map",
		[QS_KIND_ONE_OR_LIST] = "one or list",
		[QS_KIND_CARRIED] = "any",
	};

	return words[kind];
}

static void put_range(struct list *list, const struct qs_field *field)
{
	struct qs_json_out *const out = &list->out;

	qs_json_out_string(out, "kind", kind_word(field->kind));
	qs_json_out_bool(out, "required", (field->flags & QS_REQUIRED) != 0);
	qs_json_out_bool(out, "sampled", (field->flags & QS_SAMPLED) != 0);
	if (field->max > field->min) {
		qs_json_out_number(out, "min", field->min);
		qs_json_out_number(out, "max", field->max);
	}
	if (!(field->flags & QS_REQUIRED) && (field->kind == QS_KIND_NUMBER || field->kind == QS_KIND_INTEGER))
		qs_json_out_number(out, "default", field->standard);
	if (field->words) {
		qs_json_out_array(out, "words");
		for (const char *const *word = field->words; *word; word++)
			qs_json_out_string(out, NULL, *word);
		qs_json_out_end(out);
	}
}

/* Every field below a path; tables contain no table twice on a way down. */
static void list_fields(struct list *list, const struct qs_table *table, const char *path)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const field = &table->fields[i];
		const char *const mark = field->kind == QS_KIND_LIST || field->kind == QS_KIND_ONE_OR_LIST ? "[]"
					 : field->kind == QS_KIND_MAP                                      ? ".<id>"
													   : "";
		char below[256];

		snprintf(below, sizeof below, "%s%s%s%s", path, *path ? "." : "", field->name, mark);
		open_row(list, below, field->zh, field->en, field->unit, table->name);
		put_range(list, field);
		close_row(list);
		if (field->child)
			list_fields(list, field->child, below);
	}
}

struct units {
	const char *seen[64];
	size_t n;
};

static void list_units(struct list *list, const struct qs_table *table, struct units *units)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const field = &table->fields[i];
		char accepted[256];
		size_t j = 0;

		if (field->child)
			list_units(list, field->child, units);
		while (j < units->n && strcmp(units->seen[j], field->unit))
			j++;
		if (!*field->unit || j < units->n || units->n == sizeof units->seen / sizeof units->seen[0])
			continue;
		units->seen[units->n++] = field->unit;
		qs_unit_accepted(field->unit, accepted, sizeof accepted);
		open_row(list, field->unit, accepted, accepted, field->unit, "");
		close_row(list);
	}
}

static qs_status no_list(const struct qs_app *app, const char *what)
{
	static const char *const words[] = {
		"models", "species", "threepg", "measures", "materials", "substrates", "allometry", "climate", "litter", "land",
		"methodologies", "rules", "policy", "facts", "outputs", "scalars", "units", "fields", "services", "prices",
		"water", "changes", "revenue_lines", "earth", "evaluation", "monitored", "plausible", NULL};
	const char *const near = qs_nearest_word(what, words);
	char hint[256];

	snprintf(hint, sizeof hint, "%s%s%s%s", near ? qs_tr(app, "最接近：", "nearest: ") : "", near ? near : "", near ? "; " : "",
		 "models species threepg measures materials substrates allometry climate litter land methodologies rules policy "
		 "facts outputs scalars units fields services prices water changes revenue_lines earth evaluation monitored plausible");
	return qs_say(app, QS_EUSAGE, hint, qs_tr(app, "没有列表“%s”", "no such list: \"%s\""), what);
}

qs_status qs_app_list(struct qs_app *app, const struct qs_args *args)
{
	const char *const what = args->operand[0];
	struct list list = {.app = app};
	struct units units = {0};
	qs_status status = QS_OK;

	qs_out_open(app, &list.out);
	qs_json_out_object(&list.out, NULL);
	qs_json_out_array(&list.out, what);
	if (!strcmp(what, "models")) {
		list_models(&list);
	} else if (!strcmp(what, "outputs")) {
		list_outputs(&list);
	} else if (!strcmp(what, "services")) {
		list_services(&list);
	} else if (!strcmp(what, "facts")) {
		list_facts(&list);
	} else if (!strcmp(what, "scalars")) {
		list_scalars(&list);
	} else if (!strcmp(what, "units")) {
		list_units(&list, &qs_table_portfolio, &units);
		list_units(&list, &qs_table_site, &units);
	} else if (!strcmp(what, "fields")) {
		list_fields(&list, &qs_table_portfolio, "");
		list_fields(&list, &qs_table_site, "sites[]");
	} else if (!list_packs(&list, strcmp(what, "prices") ? what : "services", &status)) {
		return no_list(app, what);
	}
	if (status)
		return status;
	qs_json_out_end(&list.out);
	qs_json_out_end(&list.out);
	return app->json ? qs_out_print(app, &list.out) : QS_OK;
}
