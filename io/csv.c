#include "io/csv.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "io/json_scan.h"
#include "io/names.h"

struct table {
	struct qs_arena *arena;
	struct qs_mistakes *mistakes;
	const char *file;
	const char *at, *end;
	char separator;
	unsigned line;
	char *pool; /* texts of cells, each with a final zero */
	const char **cells;
	unsigned *lines;
	size_t n, room, rows, lines_room; /* cells and rows */
	int no_memory;
};

static void say(struct table *t, enum qs_mistake_code code, const char *arg1, const char *arg2, const char *arg3)
{
	const struct qs_place place = {t->file, t->line, 0, NULL};

	qs_mistakes_add(t->mistakes, code, place, "", arg1, arg2, arg3, NULL);
}

/* A larger copy of an array; NULL (and no_memory) without memory. */
static void *grown(struct table *t, const void *items, size_t n, size_t *room, size_t size)
{
	void *larger;

	*room = 2 * *room + 256;
	larger = qs_arena_take(t->arena, *room, size);
	if (!larger) {
		t->no_memory = 1;
		return NULL;
	}
	if (n)
		memcpy(larger, items, n * size);
	return larger;
}

static int add_cell(struct table *t, const char *text)
{
	if (t->n == t->room) {
		const char **const cells = grown(t, t->cells, t->n, &t->room, sizeof *cells);

		if (!cells)
			return -1;
		t->cells = cells;
	}
	t->cells[t->n++] = text;
	return 0;
}

static int add_row(struct table *t, unsigned line)
{
	if (t->rows == t->lines_room) {
		unsigned *const lines = grown(t, t->lines, t->rows, &t->lines_room, sizeof *lines);

		if (!lines)
			return -1;
		t->lines = lines;
	}
	t->lines[t->rows++] = line;
	return 0;
}

static int at_line_end(const struct table *t)
{
	return t->at == t->end || *t->at == '\n' || (*t->at == '\r' && t->at + 1 < t->end && t->at[1] == '\n');
}

static const char *quoted_cell(struct table *t)
{
	char *to = t->pool;
	const char *const text = to;

	for (t->at++;; t->at++) {
		if (t->at == t->end) {
			say(t, QS_E1101,
			    "引号未闭合\x1f"
			    "a quote does not end",
			    NULL, NULL);
			return NULL;
		}
		if (*t->at == '"') {
			if (t->at + 1 == t->end || t->at[1] != '"')
				break;
			t->at++;
		}
		if (*t->at == '\n')
			t->line++;
		*to++ = *t->at;
	}
	t->at++;
	if (!at_line_end(t) && *t->at != t->separator) {
		say(t, QS_E1101,
		    "闭合引号后应为分隔符\x1f"
		    "a separator must follow a closing quote",
		    NULL, NULL);
		return NULL;
	}
	*to++ = 0;
	t->pool = to;
	return text;
}

static const char *plain_cell(struct table *t)
{
	const char *from = t->at, *to;
	const char *const text = t->pool;

	for (; !at_line_end(t) && *t->at != t->separator; t->at++) {
		if (*t->at == '"' || *t->at == '\r') {
			say(t, QS_E1101,
			    *t->at == '"' ? "未加引号的字段中有引号\x1f"
					    "a quote inside a field without quotes"
					  : "行内有单独的回车符\x1f"
					    "a carriage return inside a row",
			    NULL, NULL);
			return NULL;
		}
	}
	to = t->at;
	while (from < to && *from == ' ')
		from++;
	while (to > from && to[-1] == ' ')
		to--;
	memcpy(t->pool, from, (size_t)(to - from));
	t->pool += to - from;
	*t->pool++ = 0;
	return text;
}

/* One row: its cells behind those there are. Returns how many, 0 at the end or after a mistake (told). */
static size_t read_row(struct table *t, int *bad)
{
	size_t n = 0;

	*bad = 0;
	if (t->at == t->end)
		return 0;
	for (;;) {
		const char *const text = t->at < t->end && *t->at == '"' ? quoted_cell(t) : plain_cell(t);

		if (!text || add_cell(t, text)) {
			*bad = 1;
			return 0;
		}
		n++;
		if (at_line_end(t))
			break;
		t->at++; /* the separator; an empty cell may follow at the end */
	}
	if (t->at < t->end) {
		t->at += *t->at == '\r' ? 2 : 1;
		t->line++;
	}
	return n;
}

static int all_empty(const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*cells[i])
			return 0;
	return 1;
}

static char find_separator(const char *at, const char *end)
{
	static const char candidates[] = ",;\t";
	size_t count[3] = {0};
	int quoted = 0, best = 0;

	for (; at < end && (quoted || *at != '\n'); at++) {
		const char *const found = *at ? strchr(candidates, *at) : NULL;

		if (*at == '"')
			quoted = !quoted;
		else if (found && !quoted)
			count[found - candidates]++;
	}
	for (int i = 1; i < 3; i++)
		if (count[i] > count[best])
			best = i;
	return candidates[best];
}

static void check_header(struct table *t, size_t columns)
{
	struct qs_names names = {t->arena, NULL, 0, 0};

	t->line = 1;
	for (size_t i = 0; i < columns; i++) {
		const char *const name = t->cells[i];
		int twice;

		if (!*name) {
			say(t, QS_E1101,
			    "列名为空\x1f"
			    "a column has no name",
			    NULL, NULL);
			continue;
		}
		twice = qs_names_add(&names, name, strlen(name), i);
		if (twice < 0)
			t->no_memory = 1;
		else if (twice)
			say(t, QS_E1002, name, NULL, NULL);
	}
}

/* All rows behind the header; the header's cells stand first. */
static void read_rows(struct table *t, size_t columns)
{
	int bad = 0;

	while (t->at < t->end && !bad) {
		const unsigned line = t->line;
		const size_t before = t->n, n = read_row(t, &bad);

		if (bad)
			break;
		if (all_empty(t->cells + before, n) && (n == 1 || n == columns)) {
			t->n = before;
		} else if (n != columns) {
			char texts[3][24];
			const unsigned after = t->line;

			snprintf(texts[0], sizeof texts[0], "%zu", t->rows + 1);
			snprintf(texts[1], sizeof texts[1], "%zu", n);
			snprintf(texts[2], sizeof texts[2], "%zu", columns);
			t->line = line;
			say(t, QS_E1102, texts[0], texts[1], texts[2]);
			t->line = after;
			t->n = before;
		} else if (add_row(t, line)) {
			break;
		}
	}
}

/* GB18030 to UTF-8 in the arena; 0, or -1 with the mistake told or no_memory set. */
static int convert(struct table *t, size_t n)
{
	const size_t room = 2 * n + 16; /* a two-byte character becomes three bytes, a four-byte one four */
	char *const text = qs_arena_take(t->arena, room, 1);
	char *const bytes = qs_arena_text(t->arena, t->at, n);
	char *in = bytes, *to = text;
	size_t left = n, free_left = room;
	iconv_t table;
	size_t result;

	if (!text || !bytes) {
		t->no_memory = 1;
		return -1;
	}
	table = iconv_open("UTF-8", "GB18030");
	result = table == (iconv_t)-1 ? (size_t)-1 : iconv(table, &in, &left, &to, &free_left);
	if (table != (iconv_t)-1)
		iconv_close(table);
	if (result == (size_t)-1 || left) {
		for (const char *p = bytes; p < in; p++)
			t->line += *p == '\n';
		say(t, QS_E1003, NULL, NULL, NULL);
		return -1;
	}
	say(t, QS_W1103, NULL, NULL, NULL);
	t->at = text;
	t->end = to;
	return 0;
}

/* Makes the text UTF-8 without mark; 0 or -1. */
static int open_text(struct table *t, const char *bytes, size_t n)
{
	t->line = 1;
	t->at = bytes;
	t->end = bytes + n;
	if (n >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
		t->at += 3;
	if (t->at == t->end) {
		say(t, QS_E1006, NULL, NULL, NULL);
		return -1;
	}
	if (memchr(bytes, 0, n)) {
		say(t, QS_E1101, "含有空字符（不接受 UTF-16）\x1fit holds zero bytes (UTF-16 is not accepted)", NULL,
		    NULL);
		return -1;
	}
	if (qs_utf8_valid(t->at, (size_t)(t->end - t->at)))
		return 0;
	return convert(t, (size_t)(t->end - t->at));
}

qs_status qs_csv_parse(const char *bytes, size_t n, const char *file, struct qs_arena *arena,
		       struct qs_mistakes *mistakes, struct qs_csv *csv, struct qs_err *err)
{
	return qs_csv_parse_part(bytes, n, file, 0, arena, mistakes, csv, err);
}

qs_status qs_csv_parse_part(const char *bytes, size_t n, const char *file, unsigned first_line, struct qs_arena *arena,
			    struct qs_mistakes *mistakes, struct qs_csv *csv, struct qs_err *err)
{
	const size_t before = mistakes->errors;
	struct table t;
	int bad = 0;

	memset(&t, 0, sizeof t);
	memset(csv, 0, sizeof *csv);
	csv->file = file;
	t.arena = arena;
	t.mistakes = mistakes;
	t.file = file;
	if (!open_text(&t, bytes, n)) {
		/* A cell of k bytes and its separator or line end take k + 1 at most; the last has no end. */
		t.pool = qs_arena_take(arena, (size_t)(t.end - t.at) + 2, 1);
		t.no_memory = !t.pool;
		t.separator = find_separator(t.at, t.end);
		if (t.pool)
			csv->columns = read_row(&t, &bad);
		if (t.pool && !bad) {
			const unsigned line = t.line;

			check_header(&t, csv->columns);
			t.line = first_line ? first_line : line;
			read_rows(&t, csv->columns);
		}
	}
	if (t.no_memory)
		return qs_fail(err, QS_ENOMEM, "%s: table", file);
	if (mistakes->errors > before)
		return qs_fail(err, QS_EINPUT, "%s: not a valid table", file);
	csv->names = t.cells;
	csv->cells = t.cells + csv->columns;
	csv->rows = t.rows;
	csv->lines = t.lines;
	return QS_OK;
}
