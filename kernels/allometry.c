/* Mass by diameter and by classes over columns. */
#include "kernels/allometry.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

/* Counts of a column of statuses are whole numbers: no order changes their sum. */
static void count_of(size_t n, const double *restrict status, uint64_t *count)
{
	double below = 0, above = 0, none = 0;

#pragma omp simd reduction(+ : below, above, none)
	for (size_t i = 0; i < n; i++) {
		below += status[i] == QS_ALLOMETRY_BELOW ? 1.0 : 0.0;
		above += status[i] == QS_ALLOMETRY_ABOVE ? 1.0 : 0.0;
		none += status[i] == QS_ALLOMETRY_NONE ? 1.0 : 0.0;
	}
	count[QS_ALLOMETRY_BELOW] += (uint64_t)below;
	count[QS_ALLOMETRY_ABOVE] += (uint64_t)above;
	count[QS_ALLOMETRY_NONE] += (uint64_t)none;
	count[QS_ALLOMETRY_INSIDE] += n - (uint64_t)(below + above + none);
}

void QS_K(allometry_tree)(size_t n, const struct qs_allometry *equation, const double *restrict dbh_cm,
			  double *restrict kg, double *restrict status, uint64_t count[QS_ALLOMETRY_STATUS_COUNT])
{
	const double constant = equation->constant, intercept = equation->intercept, slope = equation->slope;
	const double least = equation->dbh_min, most = equation->dbh_max;

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		kg[i] = constant;
	for (size_t t = 0; t < equation->n; t++) {
		const double a = equation->coefficient[t], b = equation->exponent[t];

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double x = intercept + slope * dbh_cm[i];

			kg[i] += a * qs_k_pow(qs_k_select(x > 0, x, 1.0), b);
		}
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double d = dbh_cm[i];
		const _Bool some = (kg[i] > 0) & (intercept + slope * d > 0);
		const double outer = qs_k_select(d > most, (double)QS_ALLOMETRY_ABOVE, (double)QS_ALLOMETRY_INSIDE);
		const double range = qs_k_select(d < least, (double)QS_ALLOMETRY_BELOW, outer);

		status[i] = qs_k_select(some, range, (double)QS_ALLOMETRY_NONE);
		kg[i] = qs_k_select(some, kg[i], 0.0);
	}
	count_of(n, status, count);
}

void QS_K(allometry_class)(size_t n, const struct qs_allometry_classes *classes, const double *restrict x,
			   double *restrict value, double *restrict status, uint64_t count[QS_ALLOMETRY_STATUS_COUNT])
{
	const double least = classes->limit[0], first = classes->value[0];

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		value[i] = first;
		status[i] = qs_k_select(x[i] < least, (double)QS_ALLOMETRY_BELOW, (double)QS_ALLOMETRY_INSIDE);
	}
	for (size_t k = 1; k < classes->n; k++) {
		const double limit = classes->limit[k], next = classes->value[k];

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			value[i] = qs_k_select(x[i] > limit, next, value[i]);
	}
	count_of(n, status, count);
}

void QS_K(allometry_carbon)(size_t n, double carbon_frac, const double *restrict root_shoot,
			    const double *restrict above, double *restrict below, double *restrict carbon)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		below[i] = root_shoot[i] * above[i];
		carbon[i] = carbon_frac * (above[i] + below[i]);
	}
}
