/* For tests of prices: columns of draws under one fixed seed, and samples against exact moments and distributions. A
 * comparison with a distribution would fail by chance for one seed in a thousand; with the seed fixed it fails when the
 * sampler changes. */
#ifndef QS_TESTS_PRICE_HELP_H
#define QS_TESTS_PRICE_HELP_H

#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/cash_help.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>

enum { N = 60000, STEPS = 4, ROWS = STEPS * N, ALL = ROWS + N, FEW = 501 };

/* Columns of draws and of prices. */
struct paths {
	double u[ROWS], w[ROWS], z[ROWS], y[ROWS], price[ALL], seen[ALL];
	uint32_t regime[ALL];
};

/* Draws of n lanes: u and w uniform, z and y normal, all independent. */
static inline void draw_paths(struct paths *x, size_t n, uint64_t seed)
{
	const struct qs_kernels *const ks = qs_kernels_for(0);

	for (uint32_t t = 0; t < STEPS; t++) {
		const size_t at = t * n;

		ks->uniform2_members(n, seed, 9, t, 0, 4711, 0, x->u + at, x->w + at);
		ks->uniform2_members(n, seed, 9, t, 2, 4711, 0, x->z + at, x->y + at);
	}
	for (size_t k = 0; k < STEPS * n; k++) {
		x->z[k] = qs_k_normal(x->z[k]);
		x->y[k] = qs_k_normal(x->y[k]);
	}
}

static inline void start_at(struct paths *x, size_t n, double start)
{
	for (size_t i = 0; i < n; i++)
		x->price[i] = start;
}

static inline int ascending(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Mean and variance within four standard errors of what is exact. */
static inline void assert_moments(const char *what, const double *x, struct qs_price_moments exact)
{
	double mean = 0, v = 0, fourth = 0;

	for (size_t i = 0; i < N; i++)
		mean += x[i] / N;
	for (size_t i = 0; i < N; i++) {
		v += (x[i] - mean) * (x[i] - mean) / N;
		fourth += pow(x[i] - mean, 4) / N;
	}
	near(what, mean, exact.mean, 4 * sqrt(exact.variance / N));
	near(what, v, exact.variance, 4 * sqrt((fourth - v * v) / N));
}

typedef double cdf_fn(const void *model, double x);

/* Kolmogorov and Smirnov: the largest distance of the two distributions, times sqrt(N), passes 1.95 once in 1000. */
static inline void assert_distribution(const char *what, const double *x, cdf_fn *cdf, const void *model)
{
	static double sorted[N];
	double worst = 0;

	memcpy(sorted, x, sizeof sorted);
	qsort(sorted, N, sizeof *sorted, ascending);
	for (size_t i = 0; i < N; i++) {
		const double f = cdf(model, sorted[i]);

		worst = fmax(worst, fmax(f - (double)i / N, (double)(i + 1) / N - f));
	}
	if (!(worst * sqrt(N) < 1.95))
		fail_msg("%s: Kolmogorov-Smirnov %.3f", what, worst * sqrt(N));
}

/* Pearson's chi-square of counts against chances that sum to 1. */
static inline void assert_counts(const char *what, size_t classes, const double *count, const double *chance)
{
	double sum = 0, free = -1;

	for (size_t k = 0; k < classes; k++) {
		if (chance[k] * N < 1e-6) {
			assert_true(count[k] == 0);
			continue;
		}
		sum += (count[k] - chance[k] * N) * (count[k] - chance[k] * N) / (chance[k] * N);
		free += 1;
	}
	if (!(sum < gsl_cdf_chisq_Pinv(0.999, free)))
		fail_msg("%s: chi-square %.2f of %.0f degrees", what, sum, free);
}

struct lognormal {
	double mean, sd;
};

static inline double lognormal_cdf(const void *model, double x)
{
	const struct lognormal *const m = model;

	return gsl_cdf_ugaussian_P((log(x) - m->mean) / m->sd);
}

#endif
