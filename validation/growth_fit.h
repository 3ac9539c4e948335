/* Fits a Chapman-Richards curve y(t) = A (1 - exp(-k t))^p (kernels/growth.h) to ages and values.
 *
 * Least squares of logarithms within bounds (validation/bounded_fit.h), residual (ln y(t) - ln value) / sd, with the
 * derivatives in closed form. Three kinds of points:
 *
 *     data     a value with its weight w, sd = w^(-1/2): the inverse variance of ln value
 *     anchor   a range low to high that the curve is believed to pass; it is a prior, lognormal, the range being its
 *              central 95 %: value = sqrt(low high), sd = ln(high / low) / (2 x 1.959964)
 *     apart    compared with the curve, not used
 *
 * Ages are years, > 0; values > 0 in any one unit. The same points serve fits of 3-PG (validation/forest_fit.h).
 */
#ifndef QS_VALIDATION_GROWTH_FIT_H
#define QS_VALIDATION_GROWTH_FIT_H

#include "validation/bounded_fit.h"

enum qs_growth_use { QS_GROWTH_DATA, QS_GROWTH_ANCHOR, QS_GROWTH_APART };

enum qs_growth_parameter { QS_GROWTH_A, QS_GROWTH_K, QS_GROWTH_P, QS_GROWTH_PARAMETERS };

struct qs_growth_point {
	enum qs_growth_use use;
	double age, value, sd;
	double low, high;        /* of an anchor */
	double fitted, residual; /* by the fit: the model's value; (ln fitted - ln value) / sd */
};

struct qs_growth_score {
	size_t count[QS_GROWTH_APART + 1]; /* points by use */
	double chi2_data, chi2_anchors;    /* sums of squared residuals */
};

struct qs_growth_fit {
	struct qs_bounded_fit par; /* by enum qs_growth_parameter */
	struct qs_growth_score score;
};

/* Bounds that a fit begins with: A 0.1 to 1000, k 0.001 to 1 1/a, p 1 to 8. */
void qs_growth_bounds(struct qs_growth_fit *fit);

/* An anchor's value and sd from its range, 0 < low < high. */
void qs_growth_anchor(struct qs_growth_point *point);

/* Points by use, and sums of zero. */
void qs_growth_count(const struct qs_growth_point *points, size_t n, struct qs_growth_score *score);

/* Residuals of points whose fitted value stands, and their sums. */
void qs_growth_judge(struct qs_growth_point *points, size_t n, struct qs_growth_score *score);

/* Fits within the parameters' bounds and fills the rest of the fit and of the points. QS_EINPUT if there are fewer data
 * and anchors than free parameters, QS_EFAILED if no start converges. */
qs_status qs_growth_fit(struct qs_growth_point *points, size_t n, struct qs_growth_fit *fit, struct qs_err *err);

/* The curve of a fit at an age. */
double qs_growth_curve(const struct qs_growth_fit *fit, double age);

#endif
