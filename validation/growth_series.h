/* The table that `qingshan calibrate growth` and `calibrate 3pg` read (io/csv.h): a row a point of the curve, or the
 * bounds of a parameter.
 *
 * Columns: kind, age_yr, value, weight, low, high and, not read, source. By kind (validation/growth_fit.h):
 *
 *     data      age_yr, value, weight        fitted
 *     anchor    age_yr, low, high            a prior; low < high
 *     apart     age_yr, value, weight or none (then 1)
 *     A, k, p   low, high                    bounds of the curve's parameter; equal: held
 *     3pg.NAME  low, high                    bounds of parameter NAME of 3-PG's set (model/land/threepg.h)
 *
 * Cells that a kind does not use are empty. Ages up to 1000 years, values and bounds above 0, weights above 0.
 */
#ifndef QS_VALIDATION_GROWTH_SERIES_H
#define QS_VALIDATION_GROWTH_SERIES_H

#include "model/base/arena.h"
#include "model/base/mistakes.h"
#include "validation/growth_fit.h"

struct qs_growth_series {
	struct qs_growth_point *points;
	size_t n;
	struct qs_growth_fit fit;  /* its bounds alone */
	struct qs_bounded_fit set; /* the same of 3-PG's parameters */
	const char *set_name[QS_FIT_PARAMETERS_MAX];
};

/* The word of a use: data, anchor, apart; the name of a parameter: A, k, p. */
const char *qs_growth_use_word(enum qs_growth_use use);
const char *qs_growth_parameter_name(enum qs_growth_parameter parameter);

/* Reads a table; everything lies in the arena. QS_EINPUT if a mistake was added. */
qs_status qs_growth_series_read(const char *bytes, size_t n, const char *file, struct qs_arena *arena,
				struct qs_mistakes *mistakes, struct qs_growth_series *series, struct qs_err *err);

#endif
