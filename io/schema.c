#include "io/schema.h"

#include <stdio.h>
#include <string.h>

#include "io/packs.h"
#include "io/schema_fields.h"
#include "model/land/site.h"
#include "model/portfolio.h"

/* "required": the rows that must be given, but for one name, and one more. */
static void put_required(struct qs_schema *s, const struct qs_table *table, const char *but, const char *more)
{
	qs_json_out_array_row(&s->out, "required");
	for (size_t i = 0; i < table->n; i++)
		if (table->fields[i].flags & QS_REQUIRED && !(but && !strcmp(but, table->fields[i].name)))
			qs_json_out_string(&s->out, NULL, table->fields[i].name);
	if (more)
		qs_json_out_string(&s->out, NULL, more);
	qs_json_out_end(&s->out);
}

static void put_fields(struct qs_schema *s, const struct qs_table *table, const struct qs_table *besides,
		       const char *but)
{
	for (size_t i = 0; i < table->n; i++)
		if (!(besides && qs_field_find(besides, table->fields[i].name)) &&
		    !(but && !strcmp(but, table->fields[i].name)))
			qs_schema_field(s, &table->fields[i]);
}

/* A table as an object of its rows and no others. */
static void put_members(struct qs_schema *s, const struct qs_table *table)
{
	qs_schema_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	put_fields(s, table, NULL, NULL);
	qs_json_out_end(&s->out);
	if (s->form != QS_SCHEMA_ENTRY)
		put_required(s, table, NULL, NULL);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
}

/* A site that is its one unit: the unit's keys stand on it. */
static void put_site_of_one(struct qs_schema *s)
{
	qs_json_out_object(&s->out, "site_of_one_unit");
	qs_schema_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	put_fields(s, &qs_table_site, NULL, "units");
	put_fields(s, &qs_table_unit, &qs_table_site, NULL);
	qs_json_out_end(&s->out);
	qs_json_out_array(&s->out, "allOf");
	qs_json_out_object(&s->out, NULL);
	put_required(s, &qs_table_site, "units", NULL);
	qs_json_out_end(&s->out);
	qs_json_out_object(&s->out, NULL);
	put_required(s, &qs_table_unit, "id", NULL);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_end(&s->out);
}

static void put_file(struct qs_schema *s, const char *key)
{
	qs_json_out_object(&s->out, NULL);
	qs_schema_type(s, "object");
	qs_json_out_row(&s->out, "properties");
	qs_schema_ref(s, key, "source");
	qs_json_out_end(&s->out);
	qs_json_out_array_row(&s->out, "required");
	qs_json_out_string(&s->out, NULL, key);
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_end(&s->out);
}

static void put_sites(struct qs_schema *s)
{
	qs_json_out_object(&s->out, "sites");
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_object(&s->out, NULL);
	qs_schema_type(s, "array");
	qs_json_out_row(&s->out, "items");
	qs_json_out_raw(&s->out, "if", "{\"required\": [\"units\"]}");
	qs_schema_table(s, "then", &qs_table_site, QS_SCHEMA_PLAIN);
	qs_schema_ref(s, "else", "site_of_one_unit");
	qs_json_out_end(&s->out);
	qs_json_out_int(&s->out, "minItems", 1);
	qs_json_out_end(&s->out);
	put_file(s, "csv");
	put_file(s, "geojson");
	put_file(s, "hdf5");
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

/* Names of files, or packs in place. */
static void put_packs(struct qs_schema *s)
{
	qs_json_out_object(&s->out, "packs");
	qs_schema_type(s, "array");
	qs_json_out_object(&s->out, "items");
	qs_json_out_array(&s->out, "anyOf");
	qs_json_out_row(&s->out, NULL);
	qs_schema_ref(s, NULL, "source");
	qs_json_out_end(&s->out);
	qs_json_out_row(&s->out, NULL);
	qs_schema_ref(s, NULL, "packs");
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
	qs_json_out_end(&s->out);
}

/* A file of packs: entries by id, or a list of entries that name themselves. */
static void put_packs_file(struct qs_schema *s)
{
	qs_json_out_object(&s->out, "packs");
	qs_schema_type(s, "object");
	qs_json_out_object(&s->out, "properties");
	qs_json_out_raw(&s->out, "$schema", "{}");
	for (size_t i = 0; i < qs_pack_kind_count; i++) {
		qs_json_out_object(&s->out, qs_pack_kinds[i].name);
		qs_json_out_array(&s->out, "anyOf");
		qs_json_out_object(&s->out, NULL);
		qs_schema_type(s, "object");
		qs_schema_ref(s, "propertyNames", "id");
		qs_schema_table(s, "additionalProperties", qs_pack_kinds[i].table, QS_SCHEMA_ENTRY);
		qs_json_out_end(&s->out);
		qs_json_out_object(&s->out, NULL);
		qs_schema_type(s, "array");
		qs_json_out_object(&s->out, "items");
		qs_schema_table(s, NULL, qs_pack_kinds[i].table, QS_SCHEMA_ENTRY);
		qs_json_out_raw(&s->out, "required", "[\"id\"]");
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
		qs_json_out_end(&s->out);
	}
	qs_json_out_end(&s->out);
	qs_json_out_bool(&s->out, "additionalProperties", 0);
	qs_json_out_end(&s->out);
}

const char *qs_schema_text(enum qs_lang lang, struct qs_arena *arena)
{
	struct qs_schema s;

	memset(&s, 0, sizeof s);
	s.lang = lang;
	qs_json_out_open(&s.out, arena, 1);
	qs_json_out_object(&s.out, NULL);
	qs_json_out_string(&s.out, "$schema", "http://json-schema.org/draft-07/schema#");
	qs_json_out_string(&s.out, "title", lang == QS_ZH ? "青山项目组合" : "Portfolio of Qingshan");
	qs_schema_type(&s, "object");
	qs_json_out_object(&s.out, "properties");
	qs_json_out_raw(&s.out, "$schema", "{}");
	put_fields(&s, &qs_table_portfolio, NULL, "packs");
	put_sites(&s);
	put_packs(&s);
	qs_json_out_end(&s.out);
	put_required(&s, &qs_table_portfolio, NULL, "sites");
	qs_json_out_bool(&s.out, "additionalProperties", 0);
	qs_json_out_object(&s.out, "definitions");
	qs_schema_common(&s);
	put_site_of_one(&s);
	put_packs_file(&s);
	for (size_t i = 0; i < s.n; i++) { /* grows while it is written */
		char name[96];

		s.form = s.tables[i].form;
		qs_schema_name(s.tables[i].table, s.form, name, sizeof name);
		qs_json_out_object(&s.out, name);
		put_members(&s, s.tables[i].table);
		qs_json_out_end(&s.out);
	}
	qs_json_out_end(&s.out);
	qs_json_out_end(&s.out);
	return qs_json_out_text(&s.out, NULL);
}
