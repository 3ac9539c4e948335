#include "io/schema.h"

#include <stdio.h>
#include <string.h>

#include "io/json.h"
#include "io/packs.h"
#include "io/reader.h"
#include "model/base/units.h"
#include "model/land/site.h"
#include "model/portfolio.h"

enum { TABLES = 64 };

struct schema {
	struct qs_json_out out;
	enum qs_lang lang;
	const struct qs_table *tables[TABLES]; /* those that "$defs" must hold */
	size_t n;
};

static void put_type(struct schema *s, const char *type)
{
	qs_json_out_string(&s->out, "type", type);
}

static void put_pattern(struct schema *s, const char *pattern)
{
	put_type(s, "string");
	qs_json_out_string(&s->out, "pattern", pattern);
}

/* "$ref" to a definition, which is remembered if it is a table's. */
static void put_ref(struct schema *s, const char *key, const char *name)
{
	char text[96];

	snprintf(text, sizeof text, "#/$defs/%s", name);
	if (key)
		qs_json_out_row(&s->out, key);
	qs_json_out_string(&s->out, "$ref", text);
	if (key)
		qs_json_out_end(&s->out);
}

static void put_table_ref(struct schema *s, const char *key, const struct qs_table *table)
{
	size_t i = 0;

	while (i < s->n && s->tables[i] != table)
		i++;
	if (i == s->n && s->n < TABLES)
		s->tables[s->n++] = table;
	put_ref(s, key, table->name);
}

static void put_range(struct schema *s, const struct qs_field *field)
{
	qs_json_out_number(&s->out, field->flags & QS_ABOVE_MIN ? "exclusiveMinimum" : "minimum", field->min);
	qs_json_out_number(&s->out, field->flags & QS_BELOW_MAX ? "exclusiveMaximum" : "maximum", field->max);
}

/* A number in the row's unit and range. */
static void put_plain_number(struct schema *s, const char *key, const struct qs_field *field)
{
	qs_json_out_row(&s->out, key);
	put_type(s, "number");
	put_range(s, field);
	qs_json_out_end(&s->out);
}

static void put_units(struct schema *s, const struct qs_field *field)
{
	char accepted[512], *unit = accepted;

	if (!*field->unit)
		return;
	qs_unit_accepted(field->unit, accepted, sizeof accepted);
	qs_json_out_row(&s->out, "unit");
	qs_json_out_array(&s->out, "enum");
	while (unit) {
		char *const end = strstr(unit, ", ");

		if (end)
			*end = 0;
		qs_json_out_string(&s->out, NULL, unit);
		unit = end ? end + 2 : NULL;
	}
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

/* {value or values, unit, source, status, spread}. The value may be in another unit, so its range is not said. */
static void put_stated(struct schema *s, const struct qs_field *field, const char *value, int spread)
{
	qs_json_out_object(&s->out, NULL);
	put_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	qs_json_out_row(&s->out, value);
	put_type(s, spread ? "number" : "array");
	if (!spread) {
		qs_json_out_row(&s->out, "items");
		put_type(s, "number");
		qs_json_out_end(&s->out);
	}
	qs_json_out_end(&s->out);
	put_units(s, field);
	put_ref(s, "source", "source");
	put_ref(s, "status", "status");
	if (spread)
		put_ref(s, "spread", "spread");
	qs_json_out_end(&s->out);
	qs_json_out_array_row(&s->out, "required");
	qs_json_out_string(&s->out, NULL, value);
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_end(&s->out);
}

static void put_null(struct schema *s)
{
	qs_json_out_row(&s->out, NULL);
	put_type(s, "null");
	qs_json_out_end(&s->out);
}

static void put_figure(struct schema *s, const struct qs_field *field)
{
	qs_json_out_array(&s->out, "anyOf");
	put_plain_number(s, NULL, field);
	put_stated(s, field, "value", 1);
	if (field->flags & QS_NULL_OK)
		put_null(s);
	qs_json_out_end(&s->out);
}

static void put_numbers(struct schema *s, const struct qs_field *field)
{
	put_type(s, "array");
	put_plain_number(s, "items", field);
}

static void put_series(struct schema *s, const struct qs_field *field)
{
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_object(&s->out, NULL);
	put_numbers(s, field);
	qs_json_out_end(&s->out);
	put_stated(s, field, "values", 0);
	qs_json_out_end(&s->out);
}

static void put_strings(struct schema *s, const struct qs_field *field)
{
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_row(&s->out, NULL);
	qs_json_out_string(&s->out, "const", "all");
	qs_json_out_end(&s->out);
	qs_json_out_object(&s->out, NULL);
	put_type(s, "array");
	put_ref(s, "items", "source");
	if (field->flags & QS_NOT_EMPTY)
		qs_json_out_int(&s->out, "minItems", 1);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

static void put_simple(struct schema *s, const struct qs_field *field, const char *type)
{
	if (field->flags & (QS_NULL_OK | QS_OPTIONAL_OBJECT)) {
		qs_json_out_array_row(&s->out, "type");
		qs_json_out_string(&s->out, NULL, type);
		qs_json_out_string(&s->out, NULL, "null");
		qs_json_out_end(&s->out);
	} else {
		put_type(s, type);
	}
}

static void put_choice(struct schema *s, const struct qs_field *field)
{
	qs_json_out_array_row(&s->out, "enum");
	for (const char *const *word = field->words; *word; word++)
		qs_json_out_string(&s->out, NULL, *word);
	qs_json_out_end(&s->out);
}

/* The kinds that hold a struct of fields. */
static void put_nested(struct schema *s, const struct qs_field *field)
{
	switch (field->kind) {
	case QS_KIND_LIST:
		put_type(s, "array");
		put_table_ref(s, "items", field->child);
		if (field->flags & QS_NOT_EMPTY)
			qs_json_out_int(&s->out, "minItems", 1);
		break;
	case QS_KIND_MAP:
		put_type(s, "object");
		put_table_ref(s, "additionalProperties", field->child);
		if (field->flags & QS_NOT_EMPTY)
			qs_json_out_int(&s->out, "minProperties", 1);
		break;
	case QS_KIND_ONE_OR_LIST:
		qs_json_out_array(&s->out, "anyOf");
		qs_json_out_row(&s->out, NULL);
		put_table_ref(s, NULL, field->child);
		qs_json_out_end(&s->out);
		qs_json_out_object(&s->out, NULL);
		put_type(s, "array");
		put_table_ref(s, "items", field->child);
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
		break;
	default:
		if (field->flags & QS_OPTIONAL_OBJECT) {
			qs_json_out_array(&s->out, "anyOf");
			qs_json_out_row(&s->out, NULL);
			put_table_ref(s, NULL, field->child);
			qs_json_out_end(&s->out);
			put_null(s);
			qs_json_out_end(&s->out);
		} else {
			put_table_ref(s, NULL, field->child);
		}
		break;
	}
}

static void put_kind(struct schema *s, const struct qs_field *field)
{
	switch (field->kind) {
	case QS_KIND_NUMBER:
		put_figure(s, field);
		break;
	case QS_KIND_INTEGER:
		put_simple(s, field, "integer");
		put_range(s, field);
		break;
	case QS_KIND_BOOL:
		put_simple(s, field, "boolean");
		break;
	case QS_KIND_ID:
		put_pattern(s, "^[A-Za-z0-9._-]{1,64}$");
		break;
	case QS_KIND_TEXT:
		put_ref(s, NULL, "text");
		break;
	case QS_KIND_CHOICE:
		put_choice(s, field);
		break;
	case QS_KIND_DATE:
		put_pattern(s, "^[1-9][0-9]{3}-[01][0-9]-[0-3][0-9]$");
		break;
	case QS_KIND_SEED:
		put_pattern(s, "^[0-9]+$");
		break;
	case QS_KIND_NUMBERS:
		put_numbers(s, field);
		break;
	case QS_KIND_SERIES:
		put_series(s, field);
		break;
	case QS_KIND_STRINGS:
		put_strings(s, field);
		break;
	case QS_KIND_SHARES:
		put_type(s, "object");
		put_plain_number(s, "additionalProperties", field);
		break;
	case QS_KIND_OBJECT:
	case QS_KIND_LIST:
	case QS_KIND_MAP:
	case QS_KIND_ONE_OR_LIST:
		put_nested(s, field);
		break;
	case QS_KIND_CARRIED: /* anything */
		break;
	case QS_KIND_STRING:
	default:
		put_simple(s, field, "string");
		break;
	}
}

static void put_default(struct schema *s, const struct qs_field *field)
{
	const int number = field->kind == QS_KIND_NUMBER || field->kind == QS_KIND_INTEGER;

	if (field->flags & QS_REQUIRED)
		return;
	if (number && qs_field_in_range(field, field->standard))
		qs_json_out_number(&s->out, "default", field->standard);
	else if (field->kind == QS_KIND_BOOL && !(field->flags & QS_NULL_OK))
		qs_json_out_bool(&s->out, "default", field->standard != 0);
	else if (field->kind == QS_KIND_CHOICE)
		qs_json_out_string(&s->out, "default", field->words[(int)field->standard]);
}

static void put_field(struct schema *s, const struct qs_field *field)
{
	char title[256];
	const char *const name = s->lang == QS_ZH ? field->zh : field->en;
	const int has_unit = *field->unit && strcmp(field->unit, "1") != 0;

	snprintf(title, sizeof title, has_unit ? "%s (%s)" : "%s%s", name, has_unit ? field->unit : "");
	qs_json_out_object(&s->out, field->name);
	qs_json_out_string(&s->out, "title", title);
	put_kind(s, field);
	put_default(s, field);
	qs_json_out_end(&s->out);
}

static void put_required(struct schema *s, const struct qs_table *table, const char *more)
{
	qs_json_out_array_row(&s->out, "required");
	for (size_t i = 0; i < table->n; i++)
		if (table->fields[i].flags & QS_REQUIRED)
			qs_json_out_string(&s->out, NULL, table->fields[i].name);
	if (more)
		qs_json_out_string(&s->out, NULL, more);
	qs_json_out_end(&s->out);
}

static void put_fields(struct schema *s, const struct qs_table *table, const struct qs_table *besides,
		       const char *without)
{
	for (size_t i = 0; i < table->n; i++)
		if (!(besides && qs_field_find(besides, table->fields[i].name)) &&
		    !(without && !strcmp(without, table->fields[i].name)))
			put_field(s, &table->fields[i]);
}

/* A site has units, or is one: then the unit's keys stand on it, and its own required keys but for the units. */
static void put_site(struct schema *s)
{
	put_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	put_fields(s, &qs_table_site, NULL, NULL);
	put_fields(s, &qs_table_unit, &qs_table_site, NULL);
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_object(&s->out, NULL);
	put_required(s, &qs_table_site, NULL);
	qs_json_out_end(&s->out);
	qs_json_out_object(&s->out, NULL);
	put_required(s, &qs_table_unit, NULL);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

static void put_table(struct schema *s, const struct qs_table *table)
{
	qs_json_out_object(&s->out, table->name);
	if (table == &qs_table_site) {
		put_site(s);
	} else {
		put_type(s, "object");
		qs_json_out_object(&s->out, "properties");
		put_fields(s, table, NULL, NULL);
		qs_json_out_end(&s->out);
		put_required(s, table, NULL);
		qs_json_out_bool(&s->out, "additionalProperties", 0);
	}
	qs_json_out_end(&s->out);
}

static void put_file(struct schema *s, const char *key)
{
	qs_json_out_object(&s->out, NULL);
	put_type(s, "object");
	qs_json_out_row(&s->out, "properties");
	put_ref(s, key, "source");
	qs_json_out_end(&s->out);
	qs_json_out_array_row(&s->out, "required");
	qs_json_out_string(&s->out, NULL, key);
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_end(&s->out);
}

static void put_sites(struct schema *s)
{
	qs_json_out_object(&s->out, "sites");
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_object(&s->out, NULL);
	put_type(s, "array");
	put_table_ref(s, "items", &qs_table_site);
	qs_json_out_int(&s->out, "minItems", 1);
	qs_json_out_end(&s->out);
	put_file(s, "csv");
	put_file(s, "geojson");
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

/* Names of files, or packs in place: entries may be partial, so that only the names of their fields are said. */
static void put_packs(struct schema *s)
{
	qs_json_out_object(&s->out, "packs");
	put_type(s, "array");
	qs_json_out_object(&s->out, "items");
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_row(&s->out, NULL);
	put_ref(s, NULL, "source");
	qs_json_out_end(&s->out);
	qs_json_out_object(&s->out, NULL);
	put_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	for (size_t i = 0; i < qs_pack_kind_count; i++) {
		qs_json_out_row(&s->out, qs_pack_kinds[i].name);
		qs_json_out_array(&s->out, "type");
		qs_json_out_string(&s->out, NULL, "object");
		qs_json_out_string(&s->out, NULL, "array");
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
	}
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

/* Texts, statuses and spreads. */
static void put_common(struct schema *s)
{
	qs_json_out_raw(&s->out, "source", "{\"type\": \"string\", \"minLength\": 1}");
	qs_json_out_row(&s->out, "status");
	qs_json_out_array(&s->out, "enum");
	for (int i = 0; i < QS_BASIS_COUNT; i++)
		qs_json_out_string(&s->out, NULL, qs_basis_word((enum qs_basis)i));
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_raw(&s->out, "text",
			"{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"object\", \"properties\": {\"zh\": "
			"{\"type\": \"string\"}, "
			"\"en\": {\"type\": \"string\"}}, \"minProperties\": 1, \"additionalProperties\": false}]}");
	qs_json_out_object(&s->out, "spread");
	qs_json_out_array(&s->out, "anyOf");
	for (int kind = QS_SPREAD_UNIFORM; qs_words_spread[kind]; kind++) {
		qs_json_out_object(&s->out, NULL);
		put_type(s, "object");
		qs_json_out_object(&s->out, "properties");
		qs_json_out_row(&s->out, "kind");
		qs_json_out_string(&s->out, "const", qs_words_spread[kind]);
		qs_json_out_end(&s->out);
		for (const char *const *name = qs_spread_numbers((enum qs_spread_kind)kind); *name; name++)
			qs_json_out_raw(&s->out, *name, "{\"type\": \"number\"}");
		qs_json_out_row(&s->out, "scope");
		qs_json_out_array(&s->out, "enum");
		for (const char *const *scope = qs_words_scope; *scope; scope++)
			qs_json_out_string(&s->out, NULL, *scope);
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
		qs_json_out_raw(&s->out, "required", "[\"kind\"]");
		qs_json_out_bool(&s->out, "additionalProperties", 0);
		qs_json_out_end(&s->out);
	}
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

const char *qs_schema_text(enum qs_lang lang, struct qs_arena *arena)
{
	struct schema s;

	memset(&s, 0, sizeof s);
	s.lang = lang;
	qs_json_out_open(&s.out, arena, 1);
	qs_json_out_object(&s.out, NULL);
	qs_json_out_string(&s.out, "$schema", "https://json-schema.org/draft/2020-12/schema");
	qs_json_out_string(&s.out, "title", lang == QS_ZH ? "青山项目组合" : "Portfolio of Qingshan");
	put_type(&s, "object");
	qs_json_out_object(&s.out, "properties");
	qs_json_out_raw(&s.out, "$schema", "{\"type\": \"string\"}");
	put_fields(&s, &qs_table_portfolio, NULL, "packs");
	put_sites(&s);
	put_packs(&s);
	qs_json_out_end(&s.out);
	put_required(&s, &qs_table_portfolio, "sites");
	qs_json_out_bool(&s.out, "additionalProperties", 0);
	qs_json_out_object(&s.out, "$defs");
	put_common(&s);
	for (size_t i = 0; i < s.n; i++) /* grows while it is written */
		put_table(&s, s.tables[i]);
	qs_json_out_end(&s.out);
	qs_json_out_end(&s.out);
	return qs_json_out_text(&s.out, NULL);
}
