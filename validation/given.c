#include "validation/given.h"

#include "model/base/fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *path_of(const struct qs_case_given *given, const char *key)
{
	const size_t room = strlen(given->path) + strlen(key) + 2;
	char *const path = qs_arena_take(given->arena, room, 1);

	if (!path)
		return given->path;
	snprintf(path, room, "%s/%s", given->path, key);
	return path;
}

static void wrong_kind(const struct qs_case_given *given, const struct qs_json *value, const char *path,
		       enum qs_json_kind expected)
{
	qs_mistakes_add(given->mistakes, QS_E2103, qs_json_place(value, given->file), path, qs_json_kind_word(expected),
			qs_json_kind_word(value->kind), NULL, NULL);
}

static void missing(const struct qs_case_given *given, const char *key)
{
	qs_mistakes_add(given->mistakes, QS_E2102, qs_json_place(given->object, given->file), given->path, key, "case",
			NULL, NULL);
}

/* The child of a key; NULL and a mistake if it is required and absent. */
static const struct qs_json *child(const struct qs_case_given *given, const char *key, int required)
{
	const struct qs_json *const value = qs_json_find(given->object, key);

	if (value && value->kind != QS_JSON_NULL)
		return value;
	if (required && given->object)
		missing(given, key);
	return NULL;
}

static double number(const struct qs_case_given *given, const struct qs_json *value, const char *path, double min,
		     double max)
{
	char range[80], found[40];

	if (value->kind != QS_JSON_NUMBER) {
		wrong_kind(given, value, path, QS_JSON_NUMBER);
		return 0;
	}
	if (value->number >= min && value->number <= max)
		return value->number;
	snprintf(range, sizeof range, "%.15g..%.15g", min, max);
	snprintf(found, sizeof found, "%.15g", value->number);
	qs_mistakes_add(given->mistakes, QS_E2104, qs_json_place(value, given->file), path, range, found, "", NULL);
	return 0;
}

int qs_case_failed(const struct qs_case_given *given)
{
	return given->mistakes->errors != 0;
}

int qs_case_has(const struct qs_case_given *given, const char *key)
{
	return child(given, key, 0) != NULL;
}

double qs_case_number(const struct qs_case_given *given, const char *key, double min, double max)
{
	const struct qs_json *const value = child(given, key, 1);

	return value ? number(given, value, path_of(given, key), min, max) : 0;
}

double qs_case_optional(const struct qs_case_given *given, const char *key, double min, double max, double otherwise)
{
	return qs_case_has(given, key) ? qs_case_number(given, key, min, max) : otherwise;
}

void qs_case_refuse(const struct qs_case_given *given, const char *key, const char *text)
{
	const struct qs_json *const value = qs_json_find(given->object, key);

	if (!given->object)
		return;
	qs_mistakes_add(given->mistakes, QS_E2206, qs_json_place(value ? value : given->object, given->file),
			value ? path_of(given, key) : given->path, text, NULL, NULL, NULL);
}

double qs_case_whole(const struct qs_case_given *given, const char *key, double min, double max)
{
	const double value = qs_case_number(given, key, min, max);
	char found[40];

	if (value == floor(value))
		return value;
	snprintf(found, sizeof found, "%.15g", value);
	qs_mistakes_add(given->mistakes, QS_E2113, qs_json_place(qs_json_find(given->object, key), given->file),
			path_of(given, key), found, NULL, NULL, NULL);
	return 0;
}

int qs_case_flag(const struct qs_case_given *given, const char *key)
{
	return qs_case_whole(given, key, 0, 1) != 0;
}

/* The list of a key; NULL and a mistake if it is absent or no list. */
static const struct qs_json *list_of(const struct qs_case_given *given, const char *key)
{
	const struct qs_json *const list = child(given, key, 1);

	if (!list || list->kind == QS_JSON_ARRAY)
		return list;
	wrong_kind(given, list, path_of(given, key), QS_JSON_ARRAY);
	return NULL;
}

/* Nonzero if a list has n elements or n is 0; else a mistake. */
static int has_length(const struct qs_case_given *given, const struct qs_json *list, const char *path, size_t n)
{
	char text[96];

	if (!n || list->n == n)
		return 1;
	snprintf(text, sizeof text, "%zu elements, not %zu", list->n, n);
	qs_mistakes_add(given->mistakes, QS_E2206, qs_json_place(list, given->file), path, text, NULL, NULL, NULL);
	return 0;
}

const double *qs_case_numbers(const struct qs_case_given *given, const char *key, double min, double max, size_t *n)
{
	const struct qs_json *const list = list_of(given, key);
	const char *const path = path_of(given, key);
	double *items;
	size_t i = 0;

	if (!list || !has_length(given, list, path, *n))
		return NULL;
	items = qs_arena_take(given->arena, list->n, sizeof *items);
	if (!items)
		return NULL;
	for (const struct qs_json *value = list->first; value; value = value->next)
		items[i++] = number(given, value, path, min, max);
	*n = list->n;
	return items;
}

/* Checks that a table is a list of lists of one length. */
static int table_shape(const struct qs_case_given *given, const struct qs_json *table, const char *path, size_t *rows,
		       size_t *columns)
{
	if (!table || !has_length(given, table, path, *rows))
		return 0;
	*rows = table->n;
	for (const struct qs_json *row = table->first; row; row = row->next) {
		if (row->kind != QS_JSON_ARRAY) {
			wrong_kind(given, row, path, QS_JSON_ARRAY);
			return 0;
		}
		if (!has_length(given, row, path, *columns))
			return 0;
		*columns = row->n;
	}
	return 1;
}

const double *qs_case_table(const struct qs_case_given *given, const char *key, double min, double max, int nulls,
			    size_t *rows, size_t *columns)
{
	const struct qs_json *const table = list_of(given, key);
	const char *const path = path_of(given, key);
	double *items;
	size_t i = 0;

	if (!table_shape(given, table, path, rows, columns))
		return NULL;
	items = qs_arena_take(given->arena, *rows * *columns, sizeof *items);
	if (!items)
		return NULL;
	for (const struct qs_json *row = table->first; row; row = row->next)
		for (const struct qs_json *value = row->first; value; value = value->next)
			items[i++] = nulls && value->kind == QS_JSON_NULL ? (double)NAN
									  : number(given, value, path, min, max);
	return items;
}

const struct qs_json *qs_case_list(const struct qs_case_given *given, const char *key, size_t *n)
{
	const struct qs_json *const list = list_of(given, key);

	*n = list ? list->n : 0;
	return list;
}

struct qs_case_given qs_case_item(const struct qs_case_given *given, const char *key, const struct qs_json *item,
				  size_t i)
{
	struct qs_case_given within = *given;
	char name[160];

	snprintf(name, sizeof name, "%s/%zu", key, i);
	within.object = item;
	within.path = path_of(given, name);
	if (item->kind != QS_JSON_OBJECT) {
		wrong_kind(given, item, within.path, QS_JSON_OBJECT);
		within.object = NULL;
	}
	return within;
}

int qs_case_word(const struct qs_case_given *given, const char *key, const char *const *words, int otherwise)
{
	const struct qs_json *const value = child(given, key, 0);
	char allowed[256] = "";
	size_t length = 0;

	if (!value)
		return otherwise;
	if (value->kind != QS_JSON_STRING) {
		wrong_kind(given, value, path_of(given, key), QS_JSON_STRING);
		return otherwise;
	}
	for (int i = 0; words[i]; i++) {
		if (!strcmp(words[i], value->text))
			return i;
		if (length < sizeof allowed)
			length += (size_t)snprintf(allowed + length, sizeof allowed - length, "%s%s", i ? ", " : "",
						   words[i]);
	}
	qs_mistakes_add(given->mistakes, QS_E2105, qs_json_place(value, given->file), path_of(given, key), value->text,
			allowed, NULL, NULL);
	return otherwise;
}

int qs_case_choice(const struct qs_case_given *given, const char *key, const char *const *words)
{
	(void)child(given, key, 1);
	return qs_case_word(given, key, words, -1);
}

const char *qs_case_text(const struct qs_case_given *given, const char *key, int required)
{
	const struct qs_json *const value = child(given, key, required);

	if (!value)
		return "";
	if (value->kind == QS_JSON_STRING && value->length)
		return value->text;
	if (value->kind == QS_JSON_STRING)
		qs_mistakes_add(given->mistakes, QS_E2109, qs_json_place(value, given->file), path_of(given, key), NULL,
				NULL, NULL, NULL);
	else
		wrong_kind(given, value, path_of(given, key), QS_JSON_STRING);
	return "";
}

struct qs_case_given qs_case_object(const struct qs_case_given *given, const char *key)
{
	struct qs_case_given within = *given;

	within.object = child(given, key, 1);
	within.path = path_of(given, key);
	if (within.object && within.object->kind != QS_JSON_OBJECT) {
		wrong_kind(given, within.object, within.path, QS_JSON_OBJECT);
		within.object = NULL;
	}
	return within;
}

static int is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (!strcmp(*words, word))
			return 1;
	return 0;
}

void qs_case_only(const struct qs_case_given *given, const char *const *keys)
{
	if (!given->object)
		return;
	for (const struct qs_json *value = given->object->first; value; value = value->next) {
		struct qs_place place = {given->file, value->key_line, value->key_column, NULL};

		if (!is_one_of(value->key, keys))
			qs_mistakes_add(given->mistakes, QS_E2101, place, path_of(given, value->key), value->key,
					qs_nearest_word(value->key, keys), NULL, NULL);
	}
}
