#include "model/base/mistakes.h"

#include "model/base/bug.h"

#include <string.h>

static const struct {
	const char *word, *zh, *en, *hint_zh, *hint_en;
} rows[] = {
#define X(code, zh, en, hint_zh, hint_en) {#code, zh, en, hint_zh, hint_en},
	QS_MISTAKES(X)
#undef X
};

void qs_mistakes_init(struct qs_mistakes *list, const struct qs_allocator *from)
{
	memset(list, 0, sizeof *list);
	qs_arena_init(&list->arena, from);
}

void qs_mistakes_free(struct qs_mistakes *list)
{
	const struct qs_allocator from = list->arena.from;

	qs_arena_free(&list->arena);
	qs_mistakes_init(list, &from);
}

static const char *copy(struct qs_arena *arena, const char *text)
{
	const char *made;

	if (!text)
		return NULL;
	made = qs_arena_text(arena, text, strlen(text));
	return made ? made : "";
}

static void count(struct qs_mistakes *list, enum qs_mistake_code code, size_t n)
{
	list->count[code] += n;
	if (qs_mistake_is_error(code))
		list->errors += n;
	else
		list->notices += n;
}

void qs_mistakes_add(struct qs_mistakes *list, enum qs_mistake_code code, struct qs_place place, const char *path,
		     const char *arg1, const char *arg2, const char *arg3, const char *arg4)
{
	const char *const args[4] = {arg1, arg2, arg3, arg4};
	struct qs_mistake *mistake;

	qs_bug_assert((unsigned)code < QS_MISTAKE_CODES);
	count(list, code, 1);
	if (list->kept == QS_MISTAKES_KEPT)
		return;
	if (!list->items) {
		list->items = qs_arena_take(&list->arena, QS_MISTAKES_KEPT, sizeof *list->items);
		if (!list->items)
			return; /* counted all the same: the input is refused */
	}
	mistake = &list->items[list->kept++];
	mistake->code = code;
	mistake->place = place;
	mistake->place.file = copy(&list->arena, place.file);
	mistake->place.table_column = copy(&list->arena, place.table_column);
	mistake->path = copy(&list->arena, path ? path : "");
	for (int i = 0; i < 4; i++)
		mistake->arg[i] = copy(&list->arena, args[i]);
}

void qs_mistakes_append(struct qs_mistakes *list, const struct qs_mistakes *other)
{
	size_t rest[QS_MISTAKE_CODES];

	memcpy(rest, other->count, sizeof rest);
	for (size_t i = 0; i < other->kept; i++) {
		const struct qs_mistake *const item = &other->items[i];

		rest[item->code]--;
		qs_mistakes_add(list, item->code, item->place, item->path, item->arg[0], item->arg[1], item->arg[2],
				item->arg[3]);
	}
	for (int i = 0; i < QS_MISTAKE_CODES; i++)
		count(list, (enum qs_mistake_code)i, rest[i]);
}

const char *qs_mistake_word(enum qs_mistake_code code)
{
	qs_bug_assert((unsigned)code < QS_MISTAKE_CODES);
	return rows[code].word;
}

enum qs_mistake_code qs_mistake_of_word(const char *word)
{
	for (int i = 0; i < QS_MISTAKE_CODES; i++)
		if (!strcmp(rows[i].word, word))
			return (enum qs_mistake_code)i;
	return QS_MISTAKE_CODES;
}

int qs_mistake_is_error(enum qs_mistake_code code)
{
	return qs_mistake_word(code)[0] == 'E';
}

/* The part of a particular that is in a language, and its length. */
static const char *part(const char *arg, enum qs_lang lang, size_t *n)
{
	const char *const cut = strchr(arg, '\x1f');

	*n = cut && lang == QS_ZH ? (size_t)(cut - arg) : strlen(arg);
	if (!cut || lang == QS_ZH)
		return arg;
	*n -= (size_t)(cut + 1 - arg);
	return cut + 1;
}

size_t qs_mistake_text(const struct qs_mistake *mistake, enum qs_lang lang, int hint, char *buffer, size_t size)
{
	const char *zh = hint ? rows[mistake->code].hint_zh : rows[mistake->code].zh;
	const char *en = hint ? rows[mistake->code].hint_en : rows[mistake->code].en;
	const char *from = lang == QS_ZH ? zh : en;
	size_t n = 0;

	qs_bug_assert(size > 0);
	buffer[0] = 0;
	for (; from && *from && n + 1 < size; from++) {
		const char *arg;

		if (from[0] != '{' || from[1] < '1' || from[1] > '4' || from[2] != '}') {
			buffer[n++] = *from;
			continue;
		}
		arg = mistake->arg[from[1] - '1'];
		if (hint && (!arg || !*arg)) { /* no particular, no hint */
			n = 0;
			break;
		}
		if (arg) {
			size_t left;

			for (arg = part(arg, lang, &left); left && n + 1 < size; left--)
				buffer[n++] = *arg++;
		}
		from += 2;
	}
	buffer[n] = 0;
	return n;
}

qs_status qs_mistakes_status(const struct qs_mistakes *list, struct qs_err *err)
{
	if (!list->errors)
		return QS_OK;
	return qs_fail(err, QS_EINPUT, "%zu error%s in the input", list->errors, list->errors == 1 ? "" : "s");
}
