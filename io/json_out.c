#include "io/json.h"
#include "io/json_scan.h"

#include "model/base/bug.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void qs_json_out_open(struct qs_json_out *out, struct qs_arena *arena, int indent)
{
	memset(out, 0, sizeof *out);
	out->arena = arena;
	out->indent = indent;
}

void qs_json_out_count(struct qs_json_out *out, int indent)
{
	qs_json_out_open(out, NULL, indent);
	out->counting = 1;
}

void qs_json_out_room(struct qs_json_out *out, size_t n)
{
	qs_bug_assert(!out->text && !out->counting);
	out->text = qs_arena_take(out->arena, n + 1, 1);
	out->room = n + 1;
	out->failed = !out->text;
}

static void put(struct qs_json_out *out, const char *bytes, size_t n)
{
	if (out->counting)
		out->n += n;
	if (out->failed || out->counting)
		return;
	if (out->room - out->n < n) {
		const size_t room = 2 * out->room + n + 1024;
		char *const text = qs_arena_take(out->arena, room, 1);

		if (!text) {
			out->failed = 1;
			return;
		}
		if (out->n)
			memcpy(text, out->text, out->n);
		out->text = text;
		out->room = room;
	}
	memcpy(out->text + out->n, bytes, n);
	out->n += n;
}

static void put_text(struct qs_json_out *out, const char *text)
{
	put(out, text, strlen(text));
}

static void put_quoted(struct qs_json_out *out, const char *text, size_t n)
{
	const char *const end = text + n;

	put(out, "\"", 1);
	while (text < end) {
		const char *plain = text + qs_json_plain(text, end, 0);
		char escape[8];

		while (plain < end && (unsigned char)*plain >= 0x20 && *plain != '"' && *plain != '\\')
			plain++;
		put(out, text, (size_t)(plain - text));
		if (plain == end)
			break;
		if (*plain == '"' || *plain == '\\')
			snprintf(escape, sizeof escape, "\\%c", *plain);
		else if (*plain == '\n')
			snprintf(escape, sizeof escape, "\\n");
		else if (*plain == '\t')
			snprintf(escape, sizeof escape, "\\t");
		else
			snprintf(escape, sizeof escape, "\\u%04x", (unsigned)(unsigned char)*plain);
		put_text(out, escape);
		text = plain + 1;
	}
	put(out, "\"", 1);
}

static void put_line(struct qs_json_out *out)
{
	static const char blanks[] = "                                ";
	enum { MOST = sizeof blanks - 1 };
	size_t left = (size_t)out->depth * (size_t)out->indent;

	if (!out->indent || out->flat)
		return;
	put(out, "\n", 1);
	for (; left > MOST; left -= MOST)
		put(out, blanks, MOST);
	put(out, blanks, left);
}

/* What stands between the member before and a value: comma, line, key. */
static void before_value(struct qs_json_out *out, const char *key, size_t key_length)
{
	unsigned char *const filled = &out->filled[out->depth / 8];
	const unsigned char bit = (unsigned char)(1u << out->depth % 8);
	const int in_object = out->depth && !(out->arrays[out->depth / 8] & bit);

	qs_bug_assert(in_object == (key != NULL));
	if (out->depth) {
		if (*filled & bit)
			put_text(out, out->flat && out->indent ? ", " : ",");
		put_line(out);
	} else {
		qs_bug_assert(!(*filled & bit)); /* one value at the top */
	}
	*filled |= bit;
	if (key) {
		put_quoted(out, key, key_length);
		put_text(out, out->indent ? ": " : ":");
	}
}

static void before(struct qs_json_out *out, const char *key)
{
	before_value(out, key, key ? strlen(key) : 0);
}

/* Opens a level; the value's place is prepared already. */
static void open_level(struct qs_json_out *out, int is_array, int flat)
{
	unsigned char bit;

	put(out, is_array ? "[" : "{", 1);
	out->depth++;
	qs_bug_assert(out->depth <= QS_JSON_DEPTH);
	bit = (unsigned char)(1u << out->depth % 8);
	out->filled[out->depth / 8] &= (unsigned char)~bit;
	out->arrays[out->depth / 8] &= (unsigned char)~bit;
	if (is_array)
		out->arrays[out->depth / 8] |= bit;
	if (flat && !out->flat)
		out->flat = out->depth;
}

void qs_json_out_object(struct qs_json_out *out, const char *key)
{
	before(out, key);
	open_level(out, 0, 0);
}

void qs_json_out_row(struct qs_json_out *out, const char *key)
{
	before(out, key);
	open_level(out, 0, 1);
}

void qs_json_out_array(struct qs_json_out *out, const char *key)
{
	before(out, key);
	open_level(out, 1, 0);
}

void qs_json_out_array_row(struct qs_json_out *out, const char *key)
{
	before(out, key);
	open_level(out, 1, 1);
}

void qs_json_out_end(struct qs_json_out *out)
{
	const unsigned char bit = (unsigned char)(1u << out->depth % 8);
	const int is_array = out->arrays[out->depth / 8] & bit;
	const int filled = out->filled[out->depth / 8] & bit;

	qs_bug_assert(out->depth);
	out->depth--;
	if (filled)
		put_line(out);
	if (out->flat > out->depth)
		out->flat = 0;
	put(out, is_array ? "]" : "}", 1);
}

void qs_json_out_number(struct qs_json_out *out, const char *key, double value)
{
	char text[32];

	if (value - value != 0) {
		qs_json_out_null(out, key);
		return;
	}
	before(out, key);
	put(out, text, qs_number_write(value, text));
}

void qs_json_out_numbers(struct qs_json_out *out, const char *key, const double *values, size_t n)
{
	qs_json_out_array_row(out, key);
	for (size_t i = 0; i < n; i++)
		qs_json_out_number(out, NULL, values[i]);
	qs_json_out_end(out);
}

void qs_json_out_int(struct qs_json_out *out, const char *key, int64_t value)
{
	char text[32];

	snprintf(text, sizeof text, "%" PRId64, value);
	before(out, key);
	put_text(out, text);
}

void qs_json_out_uint(struct qs_json_out *out, const char *key, uint64_t value)
{
	char text[32];

	snprintf(text, sizeof text, "%" PRIu64, value);
	before(out, key);
	put_text(out, text);
}

void qs_json_out_bool(struct qs_json_out *out, const char *key, int value)
{
	before(out, key);
	put_text(out, value ? "true" : "false");
}

void qs_json_out_null(struct qs_json_out *out, const char *key)
{
	before(out, key);
	put_text(out, "null");
}

void qs_json_out_string(struct qs_json_out *out, const char *key, const char *text)
{
	before(out, key);
	if (text)
		put_quoted(out, text, strlen(text));
	else
		put_text(out, "null");
}

void qs_json_out_raw(struct qs_json_out *out, const char *key, const char *json)
{
	before(out, key);
	put_text(out, json);
}

static void put_leaf(struct qs_json_out *out, const struct qs_json *value)
{
	if (value->kind == QS_JSON_STRING)
		put_quoted(out, value->text, value->length);
	else if (value->kind == QS_JSON_NUMBER)
		put(out, value->text, value->length);
	else if (value->kind == QS_JSON_BOOL)
		put_text(out, value->truth ? "true" : "false");
	else
		put_text(out, "null");
}

void qs_json_out_value(struct qs_json_out *out, const char *key, const struct qs_json *value)
{
	const struct qs_json *open[QS_JSON_DEPTH]; /* the next brother of each open parent */
	size_t depth = 0;
	size_t key_length = key ? strlen(key) : 0;

	for (;;) {
		before_value(out, key, key_length);
		if (value->kind == QS_JSON_OBJECT || value->kind == QS_JSON_ARRAY) {
			qs_bug_assert(depth < QS_JSON_DEPTH);
			open_level(out, value->kind == QS_JSON_ARRAY, 0);
			open[depth++] = value->first;
		} else {
			put_leaf(out, value);
		}
		while (depth && !open[depth - 1]) {
			qs_json_out_end(out);
			depth--;
		}
		if (!depth)
			return;
		value = open[depth - 1];
		open[depth - 1] = value->next;
		key = value->key;
		key_length = value->key_length;
	}
}

const char *qs_json_out_text(struct qs_json_out *out, size_t *length)
{
	qs_bug_assert(!out->depth);
	put(out, "", 1); /* the final zero */
	if (out->failed || out->counting)
		return NULL;
	out->n--;
	if (length)
		*length = out->n;
	return out->text;
}
