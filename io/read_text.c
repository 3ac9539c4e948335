/* Texts, words, dates and seeds. */
#include "io/reader.h"
#include "model/land/site.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* A text that fits a C string; NULL with the mistake told. */
static const char *read_text(struct qs_reader *reader, const struct qs_json *node, int must_not_be_empty)
{
	if (!qs_reader_is_kind(reader, node, QS_JSON_STRING))
		return NULL;
	if (strlen(node->text) != node->length) {
		qs_reader_say(reader, QS_E2206, node, "文本中含有空字符 U+0000\x1fthe text holds the character U+0000",
			      NULL, NULL, NULL);
		return NULL;
	}
	if (must_not_be_empty && !node->length) {
		qs_reader_say(reader, QS_E2109, node, NULL, NULL, NULL, NULL);
		return NULL;
	}
	return qs_reader_keep(reader, node->text, node->length);
}

int qs_read_string(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		   const char **member)
{
	const char *const text = read_text(reader, node, (field->flags & (QS_REQUIRED | QS_NOT_EMPTY)) != 0);

	if (!text)
		return 0;
	if (field->kind == QS_KIND_ID && !qs_is_id(text, node->length)) {
		qs_reader_say(reader, QS_E2114, node, text, NULL, NULL, NULL);
		return 0;
	}
	*member = text;
	return 1;
}

int qs_read_both(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		 struct qs_text *text)
{
	static const char *const languages[] = {"zh", "en", NULL};
	const int needed = (field->flags & (QS_REQUIRED | QS_NOT_EMPTY)) != 0;
	const size_t length = reader->path_length;
	struct qs_text found = {NULL, NULL};

	if (node->kind == QS_JSON_STRING) {
		found.zh = found.en = read_text(reader, node, needed);
	} else if (node->kind == QS_JSON_OBJECT) {
		for (const struct qs_json *child = node->first; child; child = child->next) {
			const int zh = !strcmp(child->key, "zh");

			if (!zh && strcmp(child->key, "en") != 0) {
				qs_reader_say_unknown(reader, child, languages);
				continue;
			}
			qs_reader_enter(reader, child->key);
			*(zh ? &found.zh : &found.en) = read_text(reader, child, needed);
			qs_reader_leave(reader, length);
		}
		if (!node->n)
			qs_reader_say(reader, QS_E2109, node, NULL, NULL, NULL, NULL);
	} else {
		qs_reader_say_type(reader, node,
				   "文本或 {zh, en}\x1f"
				   "a text or {zh, en}");
	}
	if (!found.zh && !found.en)
		return 0;
	text->zh = found.zh ? found.zh : found.en;
	text->en = found.en ? found.en : found.zh;
	return 1;
}

int qs_read_choice(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node, int *member)
{
	char all[512] = "";
	size_t n = 0;

	if (!qs_reader_is_kind(reader, node, QS_JSON_STRING))
		return 0;
	for (int i = 0; field->words[i]; i++) {
		if (!strcmp(field->words[i], node->text) && strlen(node->text) == node->length) {
			*member = i;
			return 1;
		}
		if (n < sizeof all)
			n += (size_t)snprintf(all + n, sizeof all - n, i ? ", %s" : "%s", field->words[i]);
	}
	qs_reader_say(reader, qs_field_find(&qs_table_models, field->name) == field ? QS_E2210 : QS_E2105, node, node->text, all,
		      NULL, NULL);
	return 0;
}

static int two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* YYYY-MM-DD in the Gregorian calendar, years 1000 to 9999. */
static int date_of(const char *text, size_t n, struct qs_date *date)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int leap;

	if (n != 10 || text[4] != '-' || text[7] != '-')
		return -1;
	for (int i = 0; i < 10; i++)
		if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9'))
			return -1;
	date->year = two_digits(text) * 100 + two_digits(text + 2);
	date->month = two_digits(text + 5);
	date->day = two_digits(text + 8);
	leap = (date->year % 4 == 0 && date->year % 100 != 0) || date->year % 400 == 0;
	if (date->year < 1000 || date->month < 1 || date->month > 12 || date->day < 1)
		return -1;
	return date->day <= days[date->month - 1] + (date->month == 2 && leap) ? 0 : -1;
}

int qs_read_date(struct qs_reader *reader, const struct qs_json *node, struct qs_date *member)
{
	struct qs_date date;

	if (!qs_reader_is_kind(reader, node, QS_JSON_STRING))
		return 0;
	if (date_of(node->text, node->length, &date)) {
		qs_reader_say(reader, QS_E2106, node, node->text, NULL, NULL, NULL);
		return 0;
	}
	*member = date;
	return 1;
}

int qs_read_seed(struct qs_reader *reader, const struct qs_json *node, uint64_t *member)
{
	uint64_t seed = 0;
	int good = node->kind == QS_JSON_STRING && node->length > 0;

	for (size_t i = 0; good && i < node->length; i++) {
		const unsigned digit = (unsigned)(unsigned char)node->text[i] - '0';

		good = digit < 10 && (seed < UINT64_MAX / 10 || (seed == UINT64_MAX / 10 && digit <= UINT64_MAX % 10));
		seed = seed * 10 + digit;
	}
	if (good)
		*member = seed;
	else
		qs_reader_say(reader, QS_E2110, node, node->text ? node->text : qs_json_kind_word(node->kind), NULL,
			      NULL, NULL);
	return good;
}

int qs_read_strings(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		    struct qs_strings *strings)
{
	const size_t length = reader->path_length;
	size_t i = 0;
	const int all = node->kind == QS_JSON_STRING && !strcmp(node->text, "all");

	if (!all && node->kind != QS_JSON_ARRAY) {
		qs_reader_say_type(reader, node,
				   "文本列表\x1f"
				   "a list of texts");
		return 0;
	}
	strings->n = 0;
	strings->items = qs_reader_take(reader, all ? 1 : node->n, sizeof *strings->items);
	if (!strings->items)
		return 0;
	if (all)
		strings->items[strings->n++] = qs_reader_keep(reader, "all", 3);
	for (const struct qs_json *child = node->first; child; child = child->next) {
		const char *text;

		qs_reader_enter_index(reader, i++);
		text = read_text(reader, child, 1);
		if (text)
			strings->items[strings->n++] = text;
		qs_reader_leave(reader, length);
	}
	if (!all && !node->n && field->flags & QS_NOT_EMPTY)
		qs_reader_say(reader, QS_E2111, node, NULL, NULL, NULL, NULL);
	return 1;
}
