/* A field row as JSON Schema: what io/schema.c says of every field of a table. Private to the schema.
 *
 * A table is said in one of three ways: as it stands in a portfolio; as part of a pack, where every figure has source
 * and status; and as an entry of a pack, which may give some of its fields alone, because it may stand over a known
 * one.
 */
#ifndef QS_IO_SCHEMA_FIELDS_H
#define QS_IO_SCHEMA_FIELDS_H

#include "io/json.h"
#include "model/base/fields.h"

enum qs_schema_form { QS_SCHEMA_PLAIN, QS_SCHEMA_PACK, QS_SCHEMA_ENTRY };

enum { QS_SCHEMA_TABLES = 256 };

struct qs_schema {
	struct qs_json_out out;
	enum qs_lang lang;
	enum qs_schema_form form; /* of the table that is being written */
	struct {
		const struct qs_table *table;
		enum qs_schema_form form;
	} tables[QS_SCHEMA_TABLES]; /* those that "definitions" must hold; it grows while they are written */
	size_t n;
};

/* "type": type. */
void qs_schema_type(struct qs_schema *s, const char *type);

/* "$ref" to a definition, under a key or, with NULL, in the object that is open. */
void qs_schema_ref(struct qs_schema *s, const char *key, const char *name);

/* "$ref" to a table in a form; the table is remembered. */
void qs_schema_table(struct qs_schema *s, const char *key, const struct qs_table *table, enum qs_schema_form form);

/* The name of a table's definition. */
void qs_schema_name(const struct qs_table *table, enum qs_schema_form form, char *buffer, size_t size);

/* The definitions that fields refer to: texts, dates, statuses, spreads. */
void qs_schema_common(struct qs_schema *s);

/* "name": what the row says. */
void qs_schema_field(struct qs_schema *s, const struct qs_field *field);

#endif
