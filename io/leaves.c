#include "io/leaves.h"

#include "model/land/site.h"

#include <stdio.h>
#include <string.h>

static const char *const figure_parts[] = {"value", "unit", "source", "status", NULL};
static const char *const series_parts[] = {"values", "unit", "source", "status", NULL};

static int is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (!strcmp(word, *words))
			return 1;
	return 0;
}

static const struct qs_field *find_first(const struct qs_table *table, const char *name, const char **rest)
{
	const size_t n = strcspn(name, ".");

	*rest = name[n] ? name + n + 1 : NULL;
	for (size_t i = 0; i < table->n; i++)
		if (strlen(table->fields[i].name) == n && !strncmp(table->fields[i].name, name, n))
			return &table->fields[i];
	return NULL;
}

/* The kind of a leaf in a table, or -1 if the name means nothing. *suffix is what the tree's path has behind the name.
 */
static int kind_in(const struct qs_table *table, const char *name, const char **suffix)
{
	const char *rest;
	const struct qs_field *const field = find_first(table, name, &rest);

	*suffix = "";
	if (!field || (rest && !*rest))
		return -1;
	switch (field->kind) {
	case QS_KIND_NUMBER:
		*suffix = rest ? "" : ".value";
		if (rest && !is_one_of(rest, figure_parts))
			return -1;
		return !rest || !strcmp(rest, "value") ? QS_LEAF_NUMBER : QS_LEAF_TEXT;
	case QS_KIND_SERIES:
		*suffix = rest ? "" : ".values";
		if (rest && !is_one_of(rest, series_parts))
			return -1;
		return !rest || !strcmp(rest, "values") ? QS_LEAF_LIST : QS_LEAF_TEXT;
	case QS_KIND_TEXT:
		return !rest || !strcmp(rest, "zh") || !strcmp(rest, "en") ? QS_LEAF_TEXT : -1;
	case QS_KIND_OBJECT:
		return rest ? kind_in(field->child, rest, suffix) : -1;
	case QS_KIND_ONE_OR_LIST:
		return rest ? kind_in(field->child, rest, suffix) : QS_LEAF_LIST;
	case QS_KIND_SHARES:
		return rest ? QS_LEAF_NUMBER : QS_LEAF_LIST;
	case QS_KIND_CARRIED:
		return QS_LEAF_ANY;
	case QS_KIND_INTEGER:
		return rest ? -1 : QS_LEAF_NUMBER;
	case QS_KIND_BOOL:
		return rest ? -1 : QS_LEAF_BOOL;
	case QS_KIND_MAP:
		return rest ? QS_LEAF_ANY : QS_LEAF_LIST;
	case QS_KIND_NUMBERS:
	case QS_KIND_STRINGS:
	case QS_KIND_LIST:
		return rest ? -1 : QS_LEAF_LIST;
	case QS_KIND_STRING:
	case QS_KIND_ID:
	case QS_KIND_CHOICE:
	case QS_KIND_DATE:
	case QS_KIND_SEED:
	default:
		return rest ? -1 : QS_LEAF_TEXT;
	}
}

int qs_leaf_find(struct qs_arena *arena, const char *name, struct qs_leaf *leaf)
{
	const char *suffix;
	int kind = kind_in(&qs_table_unit, name, &suffix);
	char *path;

	leaf->name = name;
	leaf->of_unit = kind >= 0;
	if (kind < 0)
		kind = kind_in(&qs_table_site, name, &suffix);
	if (kind < 0)
		return 1;
	leaf->kind = (enum qs_leaf_kind)kind;
	path = qs_arena_take(arena, strlen(name) + strlen(suffix) + 1, 1);
	if (!path)
		return -1;
	memcpy(path, name, strlen(name));
	memcpy(path + strlen(name), suffix, strlen(suffix));
	leaf->path = path;
	return 0;
}

struct names {
	const char *items[400];
	size_t n;
	int no_memory;
};

static void add_names(struct names *names, struct qs_arena *arena, const struct qs_table *table, const char *before)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const field = &table->fields[i];
		char name[256];
		const int n = snprintf(name, sizeof name, "%s%s%s", before, *before ? "." : "", field->name);

		if (field->kind == QS_KIND_OBJECT || field->kind == QS_KIND_ONE_OR_LIST)
			add_names(names, arena, field->child, name);
		if (field->kind == QS_KIND_OBJECT || names->n + 1 == sizeof names->items / sizeof names->items[0])
			continue;
		names->items[names->n] = qs_arena_text(arena, name, (size_t)n);
		if (!names->items[names->n])
			names->no_memory = 1;
		else
			names->n++;
	}
}

const char *const *qs_leaf_names(struct qs_arena *arena)
{
	struct names *const names = qs_arena_take(arena, 1, sizeof *names);

	if (!names)
		return NULL;
	add_names(names, arena, &qs_table_unit, "");
	add_names(names, arena, &qs_table_site, "");
	return names->no_memory ? NULL : names->items;
}

struct qs_json *qs_leaf_node(struct qs_arena *arena, enum qs_json_kind kind, unsigned line, const char *table_column)
{
	struct qs_json *const node = qs_arena_take(arena, 1, sizeof *node);

	if (node) {
		node->kind = kind;
		node->line = line;
		node->table_column = table_column;
	}
	return node;
}

static struct qs_json *text_node(struct qs_arena *arena, const char *text, size_t n, unsigned line, const char *column)
{
	struct qs_json *const node = qs_leaf_node(arena, QS_JSON_STRING, line, column);

	if (!node)
		return NULL;
	node->text = text[n] ? qs_arena_text(arena, text, n) : text;
	node->length = n;
	return node->text ? node : NULL;
}

/* A number if the text is one, else the text. */
static struct qs_json *number_node(struct qs_arena *arena, const char *text, size_t n, unsigned line,
				   const char *column)
{
	struct qs_json *const node = text_node(arena, text, n, line, column);

	if (node && !qs_number_read(node->text, n, &node->number))
		node->kind = QS_JSON_NUMBER;
	return node;
}

static void place_all(struct qs_json *node, unsigned line, const char *column)
{
	for (; node; node = node->next) {
		node->line = line;
		node->column = node->key_line = node->key_column = 0;
		node->table_column = column;
		place_all(node->first, line, column);
	}
}

/* A cell that holds JSON: its tree in the table's place, or NULL if it is no JSON. Depth is bounded by the parser. */
static struct qs_json *json_node(struct qs_arena *arena, const char *text, unsigned line, const char *column)
{
	struct qs_mistakes ignored;
	const struct qs_json *root;
	struct qs_json *copy = NULL;
	struct qs_err err = {0};

	qs_mistakes_init(&ignored, &arena->from);
	if (qs_json_parse(text, strlen(text), "", arena, &ignored, &root, &err) == QS_OK) {
		copy = qs_arena_take(arena, 1, sizeof *copy);
		if (copy) {
			*copy = *root;
			place_all(copy, line, column);
		}
	}
	qs_mistakes_free(&ignored);
	return copy;
}

static struct qs_json *list_node(struct qs_arena *arena, const char *text, unsigned line, const char *column)
{
	struct qs_json *const list = qs_leaf_node(arena, QS_JSON_ARRAY, line, column);

	while (list) {
		const size_t n = strcspn(text, "|");
		struct qs_json *const item = number_node(arena, text, n, line, column);

		if (!item)
			return NULL;
		qs_leaf_hang(list, NULL, item);
		if (!text[n])
			break;
		text += n + 1;
	}
	return list;
}

struct qs_json *qs_leaf_cell(struct qs_arena *arena, const struct qs_leaf *leaf, const char *text, unsigned line)
{
	static const char *const yes[] = {"true", "TRUE", "True", "1", "是", NULL};
	static const char *const no[] = {"false", "FALSE", "False", "0", "否", NULL};
	struct qs_json *node = NULL;

	if ((leaf->kind == QS_LEAF_LIST || leaf->kind == QS_LEAF_ANY) && (*text == '[' || *text == '{'))
		node = json_node(arena, text, line, leaf->name);
	if (node)
		return node;
	if (leaf->kind == QS_LEAF_LIST && strcmp(text, "all") != 0)
		return list_node(arena, text, line, leaf->name);
	if (leaf->kind == QS_LEAF_NUMBER || leaf->kind == QS_LEAF_ANY)
		node = number_node(arena, text, strlen(text), line, leaf->name);
	else
		node = text_node(arena, text, strlen(text), line, leaf->name);
	if (node && node->kind == QS_JSON_STRING && (leaf->kind == QS_LEAF_BOOL || leaf->kind == QS_LEAF_ANY) &&
	    (is_one_of(text, yes) || is_one_of(text, no))) {
		node->kind = QS_JSON_BOOL;
		node->truth = is_one_of(text, yes);
	}
	return node;
}

void qs_leaf_hang(struct qs_json *parent, const char *key, struct qs_json *value)
{
	struct qs_json **end = &parent->first;

	while (*end)
		end = &(*end)->next;
	*end = value;
	value->next = NULL;
	value->key = key;
	value->key_length = key ? strlen(key) : 0;
	parent->n++;
}

static struct qs_json *child_of(const struct qs_json *parent, const char *key, size_t n)
{
	struct qs_json *child = parent->first;

	while (child && (child->key_length != n || memcmp(child->key, key, n) != 0))
		child = child->next;
	return child;
}

int qs_leaf_put(struct qs_arena *arena, struct qs_json *root, const char *path, struct qs_json *value)
{
	for (;;) {
		const size_t n = strcspn(path, ".");
		struct qs_json *child = child_of(root, path, n);
		const char *key;

		if (child && (!path[n] || child->kind != QS_JSON_OBJECT))
			return 1;
		if (!child) {
			key = qs_arena_text(arena, path, n);
			if (!key)
				return -1;
			if (!path[n]) {
				qs_leaf_hang(root, key, value);
				return 0;
			}
			child = qs_leaf_node(arena, QS_JSON_OBJECT, value->line, value->table_column);
			if (!child)
				return -1;
			qs_leaf_hang(root, key, child);
		}
		root = child;
		path += n + 1;
	}
}
