/* Dotted leaf names: how a table's columns and a GeoJSON feature's properties become the tree that the reader takes.
 *
 * `soil.clay_frac` is the unit's soil's clay; a figure takes `<name>.unit`, `<name>.source`, `<name>.status` beside it;
 * `name.zh` is a text's language; `finance.shares.village` a share; `land.class` a field of a single entry. A list
 * stands in one cell as JSON, or for words and numbers separated by `|`. A name is looked up among a unit's fields
 * first, then among a site's.
 */
#ifndef QS_IO_LEAVES_H
#define QS_IO_LEAVES_H

#include "io/json.h"
#include "model/base/arena.h"
#include "model/base/fields.h"

#include <stddef.h>

enum qs_leaf_kind { QS_LEAF_TEXT, QS_LEAF_NUMBER, QS_LEAF_BOOL, QS_LEAF_LIST, QS_LEAF_ANY };

struct qs_leaf {
	const char *name; /* as it stands in the table */
	const char *path; /* in the tree: the name, with ".value" behind a figure */
	enum qs_leaf_kind kind;
	int of_unit; /* a unit's field, else a site's */
};

/* Finds what a name means; the leaf's texts lie in the arena or are the name. Returns 0, 1 if the name is unknown, -1
 * without memory. */
int qs_leaf_find(struct qs_arena *arena, const char *name, struct qs_leaf *leaf);

/* All leaf names of units and sites, ending in NULL; NULL without memory. */
const char *const *qs_leaf_names(struct qs_arena *arena);

/* A node of a kind at a place; NULL without memory. */
struct qs_json *qs_leaf_node(struct qs_arena *arena, enum qs_json_kind kind, unsigned line, const char *table_column);

/* The value of a table's cell: a number if it reads as one where a number belongs, true or false (also 是, 否, 1, 0), a
 * list, or the text. What does not fit stays a text, which the reader then refuses. NULL without memory. */
struct qs_json *qs_leaf_cell(struct qs_arena *arena, const struct qs_leaf *leaf, const char *text, unsigned line);

/* Hangs a value into an object at a dotted path, making the objects on the way. Returns 0, 1 if something stands there
 * already or a value is in the way, -1 without memory. */
int qs_leaf_put(struct qs_arena *arena, struct qs_json *root, const char *path, struct qs_json *value);

/* Hangs a value under a parent with a key (NULL in an array). */
void qs_leaf_hang(struct qs_json *parent, const char *key, struct qs_json *value);

#endif
