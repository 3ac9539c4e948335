/* What a saved state depends on: two resolved plans side by side. */
#include "io/axes.h"
#include "io/json.h"
#include "io/state_file.h"

#include <stdio.h>
#include <string.h>

enum { PATH = 512, VALUE = 64 };

struct comparison {
	double years; /* done */
	char path[PATH];
	const struct qs_json *saved, *here; /* that differ; NULL: not there */
	int differ;
};

static int compare(struct comparison *c, const struct qs_json *a, const struct qs_json *b);

static int differ(struct comparison *c, const struct qs_json *a, const struct qs_json *b)
{
	c->saved = a;
	c->here = b;
	return c->differ = 1;
}

/* What says whence a figure comes or how a thing is called moves nothing, nor does what is kept of the results. */
static int is_told(const struct comparison *c, const char *key)
{
	return !strcmp(key, "source") || !strcmp(key, "status") || !strcmp(key, "name") || !strcmp(c->path, "/years") ||
	       !strcmp(c->path, "/outputs") || !strcmp(c->path, "/soils_compared");
}

/* Happens after the years done: a measure or a renewal; until a year after them: the end of one. */
static int is_later(const struct comparison *c, const struct qs_json *entry)
{
	return qs_json_number(entry, "year", -1) >= c->years;
}

static const struct qs_json *skip_later(const struct comparison *c, const struct qs_json *entry)
{
	while (entry && is_later(c, entry))
		entry = entry->next;
	return entry;
}

/* Steps into a child of a path; where the path ended. */
static size_t enter(struct comparison *c, const char *step)
{
	const size_t n = strlen(c->path);

	snprintf(c->path + n, PATH - n, "/%s", step);
	return n;
}

static int compare_lists(struct comparison *c, const struct qs_json *a, const struct qs_json *b)
{
	const int works = a->key && (!strcmp(a->key, "measures") || !strcmp(a->key, "renew"));
	const int flat = !strcmp(c->path, "/packs"); /* its one entry holds all kinds */
	const struct qs_json *i = a->first, *k = b->first;
	size_t place = 0;

	for (;; place++) {
		char step[24];
		size_t end = strlen(c->path);

		i = works ? skip_later(c, i) : i;
		k = works ? skip_later(c, k) : k;
		if (!i && !k)
			return 0;
		snprintf(step, sizeof step, "%zu", place);
		if (!flat)
			enter(c, step);
		if (!i || !k)
			return differ(c, i, k);
		if (compare(c, i, k))
			return 1;
		c->path[end] = 0;
		i = i->next;
		k = k->next;
	}
}

/* The members of a and those of b that a has not. */
static int compare_objects(struct comparison *c, const struct qs_json *a, const struct qs_json *b)
{
	const struct qs_json *other = b->first; /* the same keys come in the same order, nearly always */

	for (int round = 0; round < 2; round++) {
		for (const struct qs_json *i = round ? b->first : a->first; i; i = i->next) {
			const struct qs_json *const of = round ? a : b;
			const struct qs_json *const k =
				!round && other && !strcmp(other->key, i->key) ? other : qs_json_find(of, i->key);
			const size_t end = enter(c, i->key);

			other = !round && k ? k->next : other;
			if (!is_told(c, i->key) && qs_path_kind(c->path) == QS_AXIS_physical &&
			    !(k && !strcmp(i->key, "until_year") && i->number >= c->years && k->number >= c->years)) {
				if (!k)
					return round ? differ(c, NULL, i) : differ(c, i, NULL);
				if (!round && compare(c, i, k))
					return 1;
			}
			c->path[end] = 0;
		}
	}
	return 0;
}

static int compare(struct comparison *c, const struct qs_json *a, const struct qs_json *b)
{
	if (a->kind != b->kind)
		return differ(c, a, b);
	switch (a->kind) {
	case QS_JSON_BOOL:
		return a->truth != b->truth && differ(c, a, b);
	case QS_JSON_NUMBER:
		return (a->number < b->number || a->number > b->number) && differ(c, a, b);
	case QS_JSON_STRING:
		return strcmp(a->text, b->text) != 0 && differ(c, a, b);
	case QS_JSON_ARRAY:
		return compare_lists(c, a, b);
	case QS_JSON_OBJECT:
		return compare_objects(c, a, b);
	case QS_JSON_NULL:
	default:
		return 0;
	}
}

static void say(const struct qs_json *value, char text[VALUE])
{
	static const char *const truth[] = {"false", "true"};

	if (!value)
		snprintf(text, VALUE, "nothing");
	else if (value->kind == QS_JSON_NUMBER || value->kind == QS_JSON_STRING)
		snprintf(text, VALUE, "%.*s", VALUE - 1, value->text);
	else
		snprintf(text, VALUE, "%s", value->kind == QS_JSON_BOOL ? truth[!!value->truth] : "something else");
}

static qs_status parse(struct qs_arena *arena, const char *name, const char *text, size_t n,
		       const struct qs_json **root, struct qs_err *err)
{
	struct qs_mistakes mistakes;
	qs_status status;

	qs_mistakes_init(&mistakes, &arena->from);
	status = qs_json_parse(text, n, name, arena, &mistakes, root, err);
	qs_mistakes_free(&mistakes);
	return status == QS_EINPUT || (status == QS_OK && !qs_json_find(*root, "plan"))
		       ? qs_fail(err, QS_EINPUT, "%s: this is no saved state of a run", name)
		       : status;
}

/* A file of cells is named in a plan that does not hold them. */
static int other_cells(const struct qs_json *saved, const struct qs_json *here)
{
	const struct qs_json *const sites = qs_json_find(qs_json_find(here, "plan"), "sites");
	const char *const name = sites && sites->kind == QS_JSON_OBJECT && sites->first ? sites->first->text : NULL;

	return name && strcmp(qs_json_string(qs_json_find(saved, "input"), name, ""),
			      qs_json_string(qs_json_find(here, "input"), name, "")) != 0;
}

static qs_status compare_plans(struct qs_arena *arena, const struct qs_state_file *saved, const char *text,
			       struct qs_err *err)
{
	struct comparison c = {.years = (double)saved->years};
	const struct qs_json *was = NULL, *is = NULL;
	char there[VALUE], here[VALUE];
	qs_status status = parse(arena, saved->path, saved->text, saved->text_length, &was, err);

	if (status == QS_OK)
		status = parse(arena, saved->path, text, strlen(text), &is, err);
	if (status != QS_OK)
		return status;
	if (strcmp(qs_json_string(was, "version", ""), qs_json_string(is, "version", "")) != 0)
		return qs_fail(err, QS_EINPUT, "%s: another version of the program saved the state (%s)", saved->path,
			       qs_json_string(was, "version", "?"));
	if (other_cells(was, is))
		return qs_fail(err, QS_EINPUT, "%s: the state was saved of another file of sites", saved->path);
	if (!compare(&c, qs_json_find(was, "plan"), qs_json_find(is, "plan")))
		return QS_OK;
	say(c.saved, there);
	say(c.here, here);
	return qs_fail(
		err, QS_EINPUT,
		"%s: the state was saved of another portfolio: %s was %s and is %s; hint: money, market, policy, "
		"outputs and what is done in later years may differ",
		saved->path, c.path, there, here);
}

qs_status qs_state_fits(const struct qs_allocator *allocator, const struct qs_state_file *saved, const char *text,
			struct qs_err *err)
{
	struct qs_arena arena; /* two plans take more than a block of lanes */
	qs_status status;

	qs_arena_init(&arena, allocator);
	status = compare_plans(&arena, saved, text, err);
	qs_arena_free(&arena);
	return status;
}
