#include "io/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POOL = 8192 };

void qs_reader_open(struct qs_reader *reader, struct qs_arena *arena, struct qs_mistakes *mistakes, const char *file)
{
	memset(reader, 0, sizeof *reader);
	reader->arena = arena;
	reader->mistakes = mistakes;
	reader->file = file;
	qs_arena_init(&reader->scratch, &arena->from);
	reader->kept.arena = &reader->scratch;
}

void qs_reader_close(struct qs_reader *reader)
{
	struct qs_names none = {NULL, NULL, 0, 0};

	none.arena = reader->kept.arena;
	qs_arena_free(&reader->scratch);
	reader->kept = none;
}

struct qs_given *qs_given_of(const struct qs_table *table, void *object)
{
	return (void *)((char *)object + (table->size - sizeof(struct qs_given)));
}

void *qs_reader_take(struct qs_reader *reader, size_t n, size_t size)
{
	void *const piece = qs_arena_take(reader->arena, n, size);

	if (!piece)
		reader->no_memory = 1;
	return piece;
}

const char *qs_reader_keep(struct qs_reader *reader, const char *text, size_t n)
{
	/* A source cited a thousand times is one text; short texts share pieces of memory. */
	const struct qs_name *const found = qs_names_find(&reader->kept, text, n);
	char *copy;

	if (found)
		return found->text;
	if (n >= POOL / 4) {
		copy = qs_reader_take(reader, n + 1, 1);
	} else {
		if (reader->pool_left < n + 1) {
			reader->pool = qs_reader_take(reader, POOL, 1);
			reader->pool_left = reader->pool ? POOL : 0;
		}
		copy = reader->pool;
		if (copy) {
			reader->pool += n + 1;
			reader->pool_left -= n + 1;
		}
	}
	if (!copy)
		return "";
	memcpy(copy, text, n);
	copy[n] = 0;
	if (qs_names_add(&reader->kept, copy, n, 0) < 0)
		reader->no_memory = 1;
	return copy;
}

void qs_reader_say(struct qs_reader *reader, enum qs_mistake_code code, const struct qs_json *at, const char *arg1,
		   const char *arg2, const char *arg3, const char *arg4)
{
	qs_mistakes_add(reader->mistakes, code, qs_json_place(at, reader->file), reader->path, arg1, arg2, arg3, arg4);
}

void qs_reader_say_unknown(struct qs_reader *reader, const struct qs_json *at, const char *const *known)
{
	struct qs_place place = qs_json_place(at, reader->file);
	const size_t length = reader->path_length;

	if (at->key_line) {
		place.line = at->key_line;
		place.column = at->key_column;
	}
	qs_reader_enter(reader, at->key);
	qs_mistakes_add(reader->mistakes, QS_E2101, place, reader->path, at->key, qs_nearest_word(at->key, known), NULL,
			NULL);
	qs_reader_leave(reader, length);
}

static void path_put(struct qs_reader *reader, char c)
{
	if (reader->path_length + 1 < sizeof reader->path)
		reader->path[reader->path_length++] = c;
	reader->path[reader->path_length] = 0;
}

/* A step of a JSON pointer: RFC 6901 writes ~ as ~0 and / as ~1. */
void qs_reader_enter(struct qs_reader *reader, const char *key)
{
	path_put(reader, '/');
	for (; *key; key++) {
		if (*key == '~' || *key == '/') {
			path_put(reader, '~');
			path_put(reader, *key == '~' ? '0' : '1');
		} else {
			path_put(reader, *key);
		}
	}
}

void qs_reader_enter_index(struct qs_reader *reader, size_t i)
{
	char text[24];

	snprintf(text, sizeof text, "%zu", i);
	qs_reader_enter(reader, text);
}

void qs_reader_leave(struct qs_reader *reader, size_t path_length)
{
	reader->path_length = path_length;
	reader->path[path_length] = 0;
}

int qs_is_id(const char *text, size_t n)
{
	static const char others[] = "-_.";

	if (n < 1 || n > 64)
		return 0;
	for (size_t i = 0; i < n; i++) {
		const char c = text[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      (c && strchr(others, c))))
			return 0;
	}
	return 1;
}

void qs_reader_say_type(struct qs_reader *reader, const struct qs_json *node, const char *expected)
{
	qs_reader_say(reader, QS_E2103, node, expected, qs_json_kind_word(node->kind), NULL, NULL);
}

int qs_reader_is_kind(struct qs_reader *reader, const struct qs_json *node, enum qs_json_kind kind)
{
	if (node->kind == kind)
		return 1;
	qs_reader_say_type(reader, node, qs_json_kind_word(kind));
	return 0;
}

static int read_integer(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
			int64_t *member)
{
	if (!qs_reader_is_kind(reader, node, QS_JSON_NUMBER))
		return 0;
	if (node->number < -9007199254740992.0 || node->number > 9007199254740992.0 ||
	    (double)(int64_t)node->number != node->number) {
		qs_reader_say(reader, QS_E2113, node, node->text, NULL, NULL, NULL);
		return 0;
	}
	if (!qs_field_in_range(field, node->number)) {
		char range[128];

		qs_range_words(field, node->number, range, sizeof range);
		qs_reader_say(reader, QS_E2104, node, range, node->text, "", NULL);
		return 0;
	}
	*member = (int64_t)node->number;
	return 1;
}

/* LIST, ONE_OR_LIST and MAP have one layout: pointer and number. */
static int read_list(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		     struct qs_list *list)
{
	const int map = field->kind == QS_KIND_MAP;
	const int one = field->kind == QS_KIND_ONE_OR_LIST && node->kind == QS_JSON_OBJECT;
	const size_t length = reader->path_length;
	const struct qs_json *child = one ? node : node->first;
	char *items;

	if (!one && !qs_reader_is_kind(reader, node, map ? QS_JSON_OBJECT : QS_JSON_ARRAY))
		return 0;
	list->n = one ? 1 : node->n;
	items = list->items = qs_reader_take(reader, list->n, field->child->size);
	if (!items) {
		list->n = 0;
		return 0;
	}
	for (size_t i = 0; i < list->n; i++, child = child->next) {
		void *const item = items + i * field->child->size;

		qs_fields_default(field->child, item);
		if (map) {
			const char *const id = qs_reader_keep(reader, child->key, child->key_length);

			qs_reader_enter(reader, child->key);
			if (!qs_is_id(child->key, child->key_length))
				qs_reader_say(reader, QS_E2114, child, child->key, NULL, NULL, NULL);
			memcpy(item, &id, sizeof id);
			qs_given_of(field->child, item)->mask |= 1;
		} else if (!one) {
			qs_reader_enter_index(reader, i);
		}
		qs_read_over(reader, field->child, child, item);
		if (map) {
			const char *id;

			memcpy(&id, item, sizeof id);
			if (strcmp(id, child->key) != 0)
				qs_reader_say(reader, QS_E2206, child, "id 与键不同\x1fthe id differs from the key",
					      NULL, NULL, NULL);
		}
		qs_reader_leave(reader, length);
	}
	if (!list->n && field->flags & QS_NOT_EMPTY)
		qs_reader_say(reader, QS_E2111, node, NULL, NULL, NULL, NULL);
	return 1;
}

static int read_carried(struct qs_reader *reader, const struct qs_json *node, struct qs_carried *carried)
{
	struct qs_json_out out;

	qs_json_out_open(&out, reader->arena, 0);
	qs_json_out_value(&out, NULL, node);
	carried->json = qs_json_out_text(&out, NULL);
	if (!carried->json)
		reader->no_memory = 1;
	return 1;
}

int qs_read_field(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node, void *member)
{
	if (node->kind == QS_JSON_NULL && field->flags & (QS_NULL_OK | QS_OPTIONAL_OBJECT))
		return 0;
	switch (field->kind) {
	case QS_KIND_NUMBER:
		return qs_read_figure(reader, field, node, member);
	case QS_KIND_INTEGER:
		return read_integer(reader, field, node, member);
	case QS_KIND_BOOL:
		if (!qs_reader_is_kind(reader, node, QS_JSON_BOOL))
			return 0;
		*(int *)member = node->truth;
		return 1;
	case QS_KIND_STRING:
	case QS_KIND_ID:
		return qs_read_string(reader, field, node, member);
	case QS_KIND_TEXT:
		return qs_read_both(reader, field, node, member);
	case QS_KIND_CHOICE:
		return qs_read_choice(reader, field, node, member);
	case QS_KIND_DATE:
		return qs_read_date(reader, node, member);
	case QS_KIND_SEED:
		return qs_read_seed(reader, node, member);
	case QS_KIND_NUMBERS:
		return qs_read_numbers(reader, field, node, member);
	case QS_KIND_SERIES:
		return qs_read_series(reader, field, node, member);
	case QS_KIND_STRINGS:
		return qs_read_strings(reader, field, node, member);
	case QS_KIND_SHARES:
		return qs_read_shares(reader, field, node, member);
	case QS_KIND_OBJECT:
		qs_read_over(reader, field->child, node, member);
		return 1;
	case QS_KIND_LIST:
	case QS_KIND_MAP:
	case QS_KIND_ONE_OR_LIST: {
		struct qs_list list;
		int given;

		memcpy(&list, member, sizeof list);
		given = read_list(reader, field, node, &list);
		memcpy(member, &list, sizeof list);
		return given;
	}
	case QS_KIND_CARRIED:
	default:
		return read_carried(reader, node, member);
	}
}

static void say_unknown_field(struct qs_reader *reader, const struct qs_table *table, const struct qs_json *child)
{
	const char *names[65];
	size_t n = 0;

	for (; n < table->n && n < 64; n++)
		names[n] = table->fields[n].name;
	names[n] = NULL;
	qs_reader_say_unknown(reader, child, names);
}

void qs_read_over(struct qs_reader *reader, const struct qs_table *table, const struct qs_json *node, void *object)
{
	struct qs_given *const given = qs_given_of(table, object);
	const size_t length = reader->path_length;
	uint64_t tried = 0;

	given->file = qs_reader_keep(reader, reader->file, strlen(reader->file));
	given->line = node->line;
	given->column = node->column;
	if (!qs_reader_is_kind(reader, node, QS_JSON_OBJECT))
		return;
	for (const struct qs_json *child = node->first; child; child = child->next) {
		const struct qs_field *const field = qs_field_find(table, child->key);
		size_t row;

		if (!field || strlen(child->key) != child->key_length) {
			say_unknown_field(reader, table, child);
			continue;
		}
		row = (size_t)(field - table->fields);
		qs_reader_enter(reader, child->key);
		/* null may stand for "not given"; then a required field is missing */
		if (qs_read_field(reader, field, child, (char *)object + field->offset))
			given->mask |= (uint64_t)1 << row;
		else if (child->kind == QS_JSON_NULL && field->flags & QS_NULL_OK)
			given->mask &= ~((uint64_t)1 << row);
		tried |= (uint64_t)1 << row;
		qs_reader_leave(reader, length);
	}
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const field = &table->fields[i];

		if (!(field->flags & QS_REQUIRED) || (given->mask | tried) >> i & 1)
			continue;
		qs_reader_enter(reader, field->name);
		{
			char both[256];

			snprintf(both, sizeof both, "%s\x1f%s", field->zh, field->en);
			qs_reader_say(reader, QS_E2102, node, field->name, both, NULL, NULL);
		}
		qs_reader_leave(reader, length);
	}
}

void qs_read_struct(struct qs_reader *reader, const struct qs_table *table, const struct qs_json *node, void *object)
{
	qs_fields_default(table, object);
	qs_read_over(reader, table, node, object);
}
