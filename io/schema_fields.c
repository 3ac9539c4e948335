#include "io/schema_fields.h"

#include <stdio.h>
#include <string.h>

#include "io/reader.h"
#include "model/base/units.h"

void qs_schema_type(struct qs_schema *s, const char *type)
{
	qs_json_out_string(&s->out, "type", type);
}

void qs_schema_ref(struct qs_schema *s, const char *key, const char *name)
{
	char text[128];

	snprintf(text, sizeof text, "#/definitions/%s", name);
	if (key) {
		qs_json_out_row(&s->out, key);
	} else { /* draft-07 reads nothing beside "$ref" */
		qs_json_out_array_row(&s->out, "allOf");
		qs_json_out_row(&s->out, NULL);
	}
	qs_json_out_string(&s->out, "$ref", text);
	qs_json_out_end(&s->out);
	if (!key)
		qs_json_out_end(&s->out);
}

void qs_schema_name(const struct qs_table *table, enum qs_schema_form form, char *buffer, size_t size)
{
	static const char *const before[] = {"", "pack_", "entry_"};

	snprintf(buffer, size, "%s%s", before[form], table->name);
}

void qs_schema_table(struct qs_schema *s, const char *key, const struct qs_table *table, enum qs_schema_form form)
{
	char name[96];
	size_t i = 0;

	while (i < s->n && !(s->tables[i].table == table && s->tables[i].form == form))
		i++;
	if (i == s->n && s->n < QS_SCHEMA_TABLES) {
		s->tables[s->n].table = table;
		s->tables[s->n++].form = form;
	}
	qs_schema_name(table, form, name, sizeof name);
	qs_schema_ref(s, key, name);
}

static void put_range(struct qs_schema *s, const struct qs_field *field)
{
	qs_json_out_number(&s->out, field->flags & QS_ABOVE_MIN ? "exclusiveMinimum" : "minimum", field->min);
	qs_json_out_number(&s->out, field->flags & QS_BELOW_MAX ? "exclusiveMaximum" : "maximum", field->max);
}

/* A number in the row's unit and range. */
static void put_plain_number(struct qs_schema *s, const char *key, const struct qs_field *field)
{
	qs_json_out_row(&s->out, key);
	qs_schema_type(s, "number");
	put_range(s, field);
	qs_json_out_end(&s->out);
}

/* "unit": one of those that the row accepts, or of those that are another name of its own. */
static void put_units(struct qs_schema *s, const struct qs_field *field, int own)
{
	char accepted[512], *unit = accepted;

	if (!*field->unit)
		return;
	qs_unit_accepted(field->unit, accepted, sizeof accepted);
	qs_json_out_row(&s->out, "unit");
	qs_json_out_array(&s->out, "enum");
	while (unit) {
		char *const end = strstr(unit, ", ");
		double factor = 0;

		if (end)
			*end = 0;
		if (!own || (!qs_unit_convert(unit, field->unit, 1, &factor) && factor >= 1 && factor <= 1))
			qs_json_out_string(&s->out, NULL, unit);
		unit = end ? end + 2 : NULL;
	}
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

/* The value or values of a stated figure: numbers, within the row's range or any. */
static void put_value(struct qs_schema *s, const struct qs_field *field, int list, int ranged)
{
	qs_json_out_row(&s->out, list ? "values" : "value");
	if (list) {
		qs_schema_type(s, "array");
		qs_json_out_row(&s->out, "items");
	}
	qs_schema_type(s, "number");
	if (ranged)
		put_range(s, field);
	if (list)
		qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

/* {value or values, unit, source, status, spread}. In a unit that must be converted the range is not said. */
static void put_stated(struct qs_schema *s, const struct qs_field *field, int list)
{
	const int has_unit = *field->unit != 0;

	qs_json_out_object(&s->out, NULL);
	qs_schema_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	put_value(s, field, list, !has_unit);
	put_units(s, field, 0);
	qs_schema_ref(s, "source", "source");
	qs_schema_ref(s, "status", "status");
	if (!list)
		qs_schema_ref(s, "spread", "spread");
	qs_json_out_end(&s->out);
	qs_json_out_array_row(&s->out, "required");
	qs_json_out_string(&s->out, NULL, list ? "values" : "value");
	if (s->form != QS_SCHEMA_PLAIN) {
		qs_json_out_string(&s->out, NULL, "source");
		qs_json_out_string(&s->out, NULL, "status");
	}
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_schema_ref(s, NULL, "vouched");
	for (int then = 0; has_unit && then < 2; then++) {
		qs_json_out_row(&s->out, then ? "then" : "if");
		qs_json_out_row(&s->out, "properties");
		if (then)
			put_value(s, field, list, 1);
		else
			put_units(s, field, 1);
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
	}
	qs_json_out_end(&s->out);
}

/* {"value": null}, which is not given. */
static void put_stated_null(struct qs_schema *s)
{
	qs_json_out_object(&s->out, NULL);
	qs_schema_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	qs_json_out_raw(&s->out, "value", "{\"type\": \"null\"}");
	qs_schema_ref(s, "unit", "source");
	qs_schema_ref(s, "source", "source");
	qs_schema_ref(s, "status", "status");
	qs_json_out_raw(&s->out, "spread", "{}");
	qs_json_out_end(&s->out);
	qs_json_out_raw(&s->out, "required", "[\"value\"]");
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_schema_ref(s, NULL, "vouched");
	qs_json_out_end(&s->out);
}

static void put_numbers(struct qs_schema *s, const struct qs_field *field)
{
	qs_schema_type(s, "array");
	put_plain_number(s, "items", field);
	if (field->flags & QS_NOT_EMPTY)
		qs_json_out_int(&s->out, "minItems", 1);
}

static void put_figure(struct qs_schema *s, const struct qs_field *field)
{
	const int list = field->kind == QS_KIND_SERIES;

	qs_json_out_array(&s->out, "anyOf");
	if (s->form == QS_SCHEMA_PLAIN) {
		qs_json_out_row(&s->out, NULL);
		if (list) {
			put_numbers(s, field);
		} else {
			qs_schema_type(s, "number");
			put_range(s, field);
		}
		qs_json_out_end(&s->out);
	}
	put_stated(s, field, list);
	if (!list && field->flags & QS_NULL_OK)
		put_stated_null(s);
	qs_json_out_end(&s->out);
}

static void put_strings(struct qs_schema *s, const struct qs_field *field)
{
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_raw(&s->out, NULL, "{\"const\": \"all\"}");
	qs_json_out_object(&s->out, NULL);
	qs_schema_type(s, "array");
	qs_schema_ref(s, "items", "source");
	if (field->flags & QS_NOT_EMPTY)
		qs_json_out_int(&s->out, "minItems", 1);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

static void put_choice(struct qs_schema *s, const struct qs_field *field)
{
	qs_json_out_array_row(&s->out, "enum");
	for (const char *const *word = field->words; *word; word++)
		qs_json_out_string(&s->out, NULL, *word);
	qs_json_out_end(&s->out);
}

/* Lists and maps hold new objects, which must be whole; an object of an entry may be given in part. */
static void put_nested(struct qs_schema *s, const struct qs_field *field)
{
	const enum qs_schema_form whole = s->form == QS_SCHEMA_PLAIN ? QS_SCHEMA_PLAIN : QS_SCHEMA_PACK;
	const int some = (field->flags & QS_NOT_EMPTY) != 0;

	switch (field->kind) {
	case QS_KIND_LIST:
		qs_schema_type(s, "array");
		qs_schema_table(s, "items", field->child, whole);
		if (some)
			qs_json_out_int(&s->out, "minItems", 1);
		break;
	case QS_KIND_MAP:
		qs_schema_type(s, "object");
		qs_schema_ref(s, "propertyNames", "id");
		qs_schema_table(s, "additionalProperties", field->child, whole);
		if (some)
			qs_json_out_int(&s->out, "minProperties", 1);
		break;
	case QS_KIND_ONE_OR_LIST:
		qs_json_out_array(&s->out, "anyOf");
		qs_json_out_row(&s->out, NULL);
		qs_schema_table(s, NULL, field->child, whole);
		qs_json_out_end(&s->out);
		qs_json_out_object(&s->out, NULL);
		qs_schema_type(s, "array");
		qs_schema_table(s, "items", field->child, whole);
		if (some)
			qs_json_out_int(&s->out, "minItems", 1);
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
		break;
	default:
		qs_schema_table(s, NULL, field->child, s->form);
		break;
	}
}

static void put_kind(struct qs_schema *s, const struct qs_field *field)
{
	const int needed = (field->flags & (QS_REQUIRED | QS_NOT_EMPTY)) != 0;

	switch (field->kind) {
	case QS_KIND_NUMBER:
	case QS_KIND_SERIES:
		put_figure(s, field);
		break;
	case QS_KIND_INTEGER:
		qs_schema_type(s, "integer");
		put_range(s, field);
		break;
	case QS_KIND_BOOL:
		qs_schema_type(s, "boolean");
		break;
	case QS_KIND_ID:
		qs_schema_ref(s, NULL, "id");
		break;
	case QS_KIND_TEXT:
		qs_schema_ref(s, NULL, needed ? "text" : "text_or_none");
		break;
	case QS_KIND_CHOICE:
		put_choice(s, field);
		break;
	case QS_KIND_DATE:
		qs_schema_ref(s, NULL, "date");
		break;
	case QS_KIND_SEED:
		qs_schema_ref(s, NULL, "seed");
		break;
	case QS_KIND_NUMBERS:
		put_numbers(s, field);
		break;
	case QS_KIND_STRINGS:
		put_strings(s, field);
		break;
	case QS_KIND_SHARES:
		qs_schema_type(s, "object");
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
		if (needed)
			qs_schema_ref(s, NULL, "source");
		else
			qs_schema_type(s, "string");
		break;
	}
}

static void put_default(struct qs_schema *s, const struct qs_field *field)
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

void qs_schema_field(struct qs_schema *s, const struct qs_field *field)
{
	const int null = field->kind != QS_KIND_CARRIED && field->flags & (QS_NULL_OK | QS_OPTIONAL_OBJECT);
	const char *const name = s->lang == QS_ZH ? field->zh : field->en;
	const int has_unit = *field->unit && strcmp(field->unit, "1") != 0;
	char title[256];

	snprintf(title, sizeof title, has_unit ? "%s (%s)" : "%s%s", name, has_unit ? field->unit : "");
	qs_json_out_object(&s->out, field->name);
	qs_json_out_string(&s->out, "title", title);
	if (null) {
		qs_json_out_array(&s->out, "anyOf");
		qs_json_out_raw(&s->out, NULL, "{\"type\": \"null\"}");
		qs_json_out_object(&s->out, NULL);
	}
	put_kind(s, field);
	if (null) {
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
	}
	put_default(s, field);
	qs_json_out_end(&s->out);
}

/* ---- definitions that fields refer to ---- */

/* A distribution's numbers; those that may be left out take the figure's value. */
static void put_spread(struct qs_schema *s, enum qs_spread_kind kind)
{
	const char *const *const names = qs_spread_numbers(kind);

	qs_json_out_object(&s->out, NULL);
	qs_schema_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	qs_json_out_row(&s->out, "kind");
	qs_json_out_string(&s->out, "const", qs_words_spread[kind]);
	qs_json_out_end(&s->out);
	for (const char *const *name = names; *name; name++)
		qs_json_out_raw(&s->out, *name, "{\"type\": \"number\"}");
	qs_json_out_row(&s->out, "scope");
	qs_json_out_array(&s->out, "enum");
	for (const char *const *scope = qs_words_scope; *scope; scope++)
		qs_json_out_string(&s->out, NULL, *scope);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_array_row(&s->out, "required");
	qs_json_out_string(&s->out, NULL, "kind");
	for (const char *const *name = names; *name; name++)
		if (strcmp(*name, "mean") != 0 && strcmp(*name, "mode") != 0)
			qs_json_out_string(&s->out, NULL, *name);
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_end(&s->out);
}

static void put_pattern(struct qs_schema *s, const char *name, const char *pattern)
{
	qs_json_out_row(&s->out, name);
	qs_schema_type(s, "string");
	qs_json_out_string(&s->out, "pattern", pattern);
	qs_json_out_end(&s->out);
}

/* A text in one language for both, or in each. */
static void put_text(struct qs_schema *s, const char *name, const char *part)
{
	qs_json_out_object(&s->out, name);
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_raw(&s->out, NULL, part);
	qs_json_out_object(&s->out, NULL);
	qs_schema_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	qs_json_out_raw(&s->out, "zh", part);
	qs_json_out_raw(&s->out, "en", part);
	qs_json_out_end(&s->out);
	qs_json_out_int(&s->out, "minProperties", 1);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

/* What is verified has a source that was not recalled. */
static void put_vouched(struct qs_schema *s)
{
	char pattern[256];
	size_t n = 0;

	for (size_t i = 0; qs_words_recalled[i] && n < sizeof pattern; i++)
		n += (size_t)snprintf(pattern + n, sizeof pattern - n, i ? "|%s" : "%s", qs_words_recalled[i]);
	qs_json_out_object(&s->out, "vouched");
	qs_json_out_raw(&s->out, "if", "{\"properties\": {\"status\": {\"const\": \"verified\"}}, \"required\": [\"status\"]}");
	qs_json_out_row(&s->out, "then");
	qs_json_out_raw(&s->out, "required", "[\"source\"]");
	qs_json_out_row(&s->out, "properties");
	qs_json_out_row(&s->out, "source");
	qs_json_out_row(&s->out, "not");
	qs_json_out_string(&s->out, "pattern", pattern);
	for (int open = 0; open < 5; open++)
		qs_json_out_end(&s->out);
}

void qs_schema_common(struct qs_schema *s)
{
	static const char full[] = "{\"type\": \"string\", \"minLength\": 1}";

	qs_json_out_raw(&s->out, "source", full);
	put_vouched(s);
	put_text(s, "text", full);
	put_text(s, "text_or_none", "{\"type\": \"string\"}");
	put_pattern(s, "id", "^[A-Za-z0-9._-]{1,64}$");
	/* days of the Gregorian calendar, 1000 to 9999 */
	put_pattern(s, "date",
		    "^([1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-("
		    "0[1-9]|1[0-9]|2[0-8]))"
		    "|([1-9][0-9](0[48]|[2468][048]|[13579][26])|(1[26]|[2468][048]|[3579][26])00)-02-29)$");
	/* 0 to 2^64 - 1 */
	put_pattern(s, "seed",
		    "^0*([0-9]{1,19}|1[0-7][0-9]{18}|18[0-3][0-9]{17}|184[0-3][0-9]{16}|1844[0-5][0-9]{15}|18446[0-6]["
		    "0-9]{14}"
		    "|184467[0-3][0-9]{13}|1844674[0-3][0-9]{12}|184467440[0-6][0-9]{10}|1844674407[0-2][0-9]{9}|"
		    "18446744073[0-6][0-9]{8}"
		    "|1844674407370[0-8][0-9]{6}|18446744073709[0-4][0-9]{5}|184467440737095[0-4][0-9]{4}|"
		    "18446744073709550[0-9]{3}"
		    "|18446744073709551[0-5][0-9]{2}|1844674407370955160[0-9]|1844674407370955161[0-5])$");
	qs_json_out_row(&s->out, "status");
	qs_json_out_array(&s->out, "enum");
	for (int i = 0; i < QS_BASIS_COUNT; i++)
		qs_json_out_string(&s->out, NULL, qs_basis_word((enum qs_basis)i));
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_object(&s->out, "spread");
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_raw(&s->out, NULL, "{\"type\": \"null\"}");
	for (int kind = QS_SPREAD_UNIFORM; qs_words_spread[kind]; kind++)
		put_spread(s, (enum qs_spread_kind)kind);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}
