#include "io/mistakes_print.h"

#include "io/json.h"

#include <stdio.h>
#include <string.h>

enum { TEXT = 1024, LINE = 4096 };

static void clean(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			*text = '?';
}

/* Cuts a text that fills its buffer back to whole UTF-8 characters. */
static size_t whole(char *text, size_t n)
{
	size_t start = n;

	while (start && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start && (unsigned char)text[start - 1] >= 0xC0) {
		const unsigned char first = (unsigned char)text[start - 1];
		const size_t need = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;

		if (n - (start - 1) < need)
			n = start - 1;
	}
	text[n] = 0;
	return n;
}

static void text_of(const struct qs_mistake *mistake, enum qs_lang lang, int hint, char text[TEXT])
{
	whole(text, qs_mistake_text(mistake, lang, hint, text, TEXT));
	clean(text);
}

size_t qs_mistake_line(const struct qs_mistake *mistake, enum qs_lang lang, char *buffer, size_t size)
{
	const struct qs_place *const place = &mistake->place;
	const int error = qs_mistake_is_error(mistake->code), zh = lang == QS_ZH;
	char where[64] = "", text[TEXT], hint[TEXT];
	const char *const kind = error ? zh ? "错误" : "error" : zh ? "提示" : "notice";
	int n;

	text_of(mistake, lang, 0, text);
	text_of(mistake, lang, 1, hint);
	if (place->table_column && place->line)
		snprintf(where, sizeof where, "%u:%.48s:", place->line, place->table_column);
	else if (place->line && place->column)
		snprintf(where, sizeof where, "%u:%u:", place->line, place->column);
	else if (place->line)
		snprintf(where, sizeof where, "%u:", place->line);
	whole(where, strlen(where));
	n = snprintf(buffer, size, "%s:%s %s[%s]: %s%s%s%s%s", place->file ? place->file : "", where, kind,
		     qs_mistake_word(mistake->code), place->table_column ? "" : mistake->path,
		     *mistake->path && !place->table_column ? " " : "", text, *hint ? zh ? "  建议：" : "  hint: " : "",
		     hint);
	clean(buffer);
	return whole(buffer, n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1);
}

struct text {
	struct qs_arena *arena;
	char *bytes;
	size_t n, room;
	int failed;
};

static void put(struct text *text, const char *bytes, size_t n)
{
	if (!text->bytes || text->room - text->n < n + 1) {
		const size_t room = 2 * text->room + n + LINE;
		char *const larger = qs_arena_take(text->arena, room, 1);

		if (!larger) {
			text->failed = 1;
			return;
		}
		if (text->n)
			memcpy(larger, text->bytes, text->n);
		text->bytes = larger;
		text->room = room;
	}
	memcpy(text->bytes + text->n, bytes, n);
	text->n += n;
	text->bytes[text->n] = 0;
}

/* How many mistakes of a code stand in full. */
static size_t kept_of(const struct qs_mistakes *list, enum qs_mistake_code code)
{
	size_t n = 0;

	for (size_t i = 0; i < list->kept; i++)
		n += list->items[i].code == code;
	return n;
}

static void put_rest(struct text *text, const struct qs_mistakes *list, enum qs_lang lang)
{
	const size_t rest = list->errors + list->notices - list->kept;
	char line[128];
	const char *between = lang == QS_ZH ? "：" : ": ";

	put(text, line, (size_t)snprintf(line, sizeof line, lang == QS_ZH ? "另有 %zu 项" : "and %zu more", rest));
	for (int i = 0; i < QS_MISTAKE_CODES; i++) {
		const size_t more = list->count[i] - kept_of(list, (enum qs_mistake_code)i);

		if (!more)
			continue;
		put(text, line,
		    (size_t)snprintf(line, sizeof line, "%s%s x %zu", between, qs_mistake_word((enum qs_mistake_code)i),
				     more));
		between = ", ";
	}
	put(text, "\n", 1);
}

const char *qs_mistakes_text(const struct qs_mistakes *list, enum qs_lang lang, struct qs_arena *arena)
{
	struct text text = {arena, NULL, 0, 0, 0};

	put(&text, "", 0);
	for (size_t i = 0; i < list->kept; i++) {
		char line[LINE];

		put(&text, line, qs_mistake_line(&list->items[i], lang, line, sizeof line));
		put(&text, "\n", 1);
	}
	if (list->errors + list->notices > list->kept)
		put_rest(&text, list, lang);
	return text.failed ? NULL : text.bytes;
}

static void put_mistake(struct qs_json_out *out, const struct qs_mistake *mistake, enum qs_lang lang)
{
	const struct qs_place *const place = &mistake->place;
	char text[TEXT], hint[TEXT];

	text_of(mistake, lang, 0, text);
	text_of(mistake, lang, 1, hint);
	qs_json_out_row(out, NULL);
	qs_json_out_string(out, "code", qs_mistake_word(mistake->code));
	qs_json_out_string(out, "file", place->file);
	if (place->line)
		qs_json_out_uint(out, "line", place->line);
	else
		qs_json_out_null(out, "line");
	if (place->table_column)
		qs_json_out_string(out, "column", place->table_column);
	else if (place->column)
		qs_json_out_uint(out, "column", place->column);
	else
		qs_json_out_null(out, "column");
	qs_json_out_string(out, "path", mistake->path);
	qs_json_out_string(out, "text", text);
	qs_json_out_string(out, "hint", *hint ? hint : NULL);
	qs_json_out_end(out);
}

const char *qs_mistakes_json(const struct qs_mistakes *list, enum qs_lang lang, int indent, struct qs_arena *arena)
{
	struct qs_json_out out;

	qs_json_out_open(&out, arena, indent);
	qs_json_out_object(&out, NULL);
	for (int notices = 0; notices < 2; notices++) {
		qs_json_out_array(&out, notices ? "notices" : "errors");
		for (size_t i = 0; i < list->kept; i++)
			if (qs_mistake_is_error(list->items[i].code) != notices)
				put_mistake(&out, &list->items[i], lang);
		qs_json_out_end(&out);
	}
	qs_json_out_uint(&out, "error_count", list->errors);
	qs_json_out_uint(&out, "notice_count", list->notices);
	qs_json_out_row(&out, "counts");
	for (int i = 0; i < QS_MISTAKE_CODES; i++)
		if (list->count[i])
			qs_json_out_uint(&out, qs_mistake_word((enum qs_mistake_code)i), list->count[i]);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, NULL);
}
