#include "validation/compare.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct walk {
	const struct qs_json *within;
	struct qs_arena *arena;
	struct qs_comparison *found;
	char path[512];
	size_t length;
	int failed; /* no memory */
};

struct tolerance {
	double relative, absolute;
};

/* Notes the place; a mismatch that is no number counts for more than any number and the first of them stays. Nonzero if
 * this one was kept. */
static int note(struct walk *walk, double ratio, double expected, double got, const char *reason)
{
	struct qs_comparison *const found = walk->found;
	const int first = !found->where;

	if (!first && (found->reason ? !reason || !(ratio > found->used) : !reason && !(ratio > found->used)))
		return 0;
	found->where = qs_arena_text(walk->arena, walk->path, walk->length);
	if (!found->where)
		walk->failed = 1;
	found->used = ratio;
	found->worst = fabs(got - expected) / (fabs(expected) > 0 ? fabs(expected) : 1);
	found->expected = expected;
	found->got = got;
	found->expected_kind = found->got_kind = QS_JSON_NULL;
	found->reason = reason;
	return 1;
}

static void compare_number(struct walk *walk, const struct qs_json *expect, const struct qs_json *got,
			   struct tolerance tolerance)
{
	const double difference = fabs(got->number - expect->number);
	const double allowed = tolerance.absolute + tolerance.relative * fabs(expect->number);
	const int within = difference <= allowed;

	walk->found->compared++;
	(void)note(walk, difference > 0 ? difference / allowed : 0, expect->number, got->number,
		   within ? NULL : "differs");
}

/* The tolerance for what lies under a name. */
static struct tolerance under(const struct walk *walk, const char *name, struct tolerance tolerance)
{
	const struct qs_json *const own = qs_json_find(walk->within, name);

	if (own && own->kind == QS_JSON_OBJECT) {
		tolerance.relative = qs_json_number(own, "relative", tolerance.relative);
		tolerance.absolute = qs_json_number(own, "absolute", tolerance.absolute);
	}
	return tolerance;
}

static void compare_value(struct walk *walk, const struct qs_json *expect, const struct qs_json *got,
			  struct tolerance tolerance);

static size_t descend(struct walk *walk, const char *name, size_t index)
{
	const size_t before = walk->length;
	const size_t room = sizeof walk->path - before;
	const int n = name ? snprintf(walk->path + before, room, "/%s", name)
			   : snprintf(walk->path + before, room, "/%zu", index);

	walk->length = n > 0 && (size_t)n < room ? before + (size_t)n : sizeof walk->path - 1;
	return before;
}

static void ascend(struct walk *walk, size_t length)
{
	walk->length = length;
	walk->path[length] = 0;
}

static void compare_array(struct walk *walk, const struct qs_json *expect, const struct qs_json *got,
			  struct tolerance tolerance)
{
	const struct qs_json *other = got->first;
	size_t i = 0;

	if (expect->n != got->n) {
		if (note(walk, HUGE_VAL, (double)NAN, (double)NAN, "length")) {
			walk->found->expected = (double)expect->n;
			walk->found->got = (double)got->n;
		}
		return;
	}
	for (const struct qs_json *value = expect->first; value; value = value->next, other = other->next) {
		const size_t before = descend(walk, NULL, i++);

		compare_value(walk, value, other, tolerance);
		ascend(walk, before);
	}
}

static void compare_object(struct walk *walk, const struct qs_json *expect, const struct qs_json *got,
			   struct tolerance tolerance)
{
	for (const struct qs_json *value = expect->first; value; value = value->next) {
		const size_t before = descend(walk, value->key, 0);
		const struct qs_json *const other = qs_json_find(got, value->key);

		if (other)
			compare_value(walk, value, other, under(walk, value->key, tolerance));
		else
			(void)note(walk, HUGE_VAL, (double)NAN, (double)NAN, "missing");
		ascend(walk, before);
	}
}

static void compare_value(struct walk *walk, const struct qs_json *expect, const struct qs_json *got,
			  struct tolerance tolerance)
{
	int same;

	if (expect->kind == QS_JSON_NULL)
		return;
	if (expect->kind != got->kind) {
		if (note(walk, HUGE_VAL, (double)NAN, (double)NAN,
			 got->kind == QS_JSON_NULL ? "not a number" : "kind")) {
			walk->found->expected_kind = expect->kind;
			walk->found->got_kind = got->kind;
		}
		return;
	}
	switch (expect->kind) {
	case QS_JSON_NUMBER:
		compare_number(walk, expect, got, tolerance);
		return;
	case QS_JSON_ARRAY:
		compare_array(walk, expect, got, tolerance);
		return;
	case QS_JSON_OBJECT:
		compare_object(walk, expect, got, tolerance);
		return;
	case QS_JSON_STRING:
		same = expect->length == got->length && !memcmp(expect->text, got->text, got->length);
		break;
	case QS_JSON_BOOL:
	case QS_JSON_NULL:
	default:
		same = expect->truth == got->truth;
		break;
	}
	walk->found->compared++;
	(void)note(walk, same ? 0 : HUGE_VAL, (double)NAN, (double)NAN, same ? NULL : "differs");
}

int qs_comparison_run(const struct qs_json *expect, const struct qs_json *got, const struct qs_json *within,
		      struct qs_arena *arena, struct qs_comparison *comparison)
{
	struct walk walk = {.within = within, .arena = arena, .found = comparison};
	const struct tolerance tolerance = {qs_json_number(within, "relative", 0),
					    qs_json_number(within, "absolute", 0)};

	memset(comparison, 0, sizeof *comparison);
	compare_value(&walk, expect, got, tolerance);
	return walk.failed ? -1 : 0;
}
