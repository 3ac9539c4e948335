/* Comparison of a model's result with what a case expects: generic over the tree of `expect`. */
#ifndef QS_VALIDATION_COMPARE_H
#define QS_VALIDATION_COMPARE_H

#include "io/json.h"
#include "model/base/arena.h"

#include <stddef.h>

/* What the comparison found. */
struct qs_comparison {
	size_t compared; /* numbers, texts and truths that were compared */
	double used;     /* the largest |got - expected| / (absolute + relative |expected|): passes if <= 1 */
	double worst; /* there: |got - expected| / |expected|, or |got - expected| if 0 is expected; NaN if no numbers
		       */
	double expected, got;                      /* there */
	enum qs_json_kind expected_kind, got_kind; /* there, if they differ; else both null */
	const char *where;  /* its path in `expect`, or the path of what failed; NULL if nothing was compared */
	const char *reason; /* NULL if all is within; else what was wrong at `where` */
};

/* Compares `got` with `expect`. `within` is the case's object: "relative" and "absolute" for all, and the same two by a
 * name in `expect`, which hold for that name and everything under it. null in `expect` is not compared. Paths lie in
 * the arena. Returns 0, or -1 if there is no memory. */
int qs_comparison_run(const struct qs_json *expect, const struct qs_json *got, const struct qs_json *within,
		      struct qs_arena *arena, struct qs_comparison *comparison);

#endif
