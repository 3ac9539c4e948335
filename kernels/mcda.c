#include "kernels/mcda.h"

#include "kernels/elementary.h"

/* ---- AHP ---- */

/* x of (shift I - A) x = b for a shift at or above lambda: an M-matrix, so elimination needs no pivots. What rounding
 * leaves of the last pivot at the shift lambda is taken as a small positive one: then x grows along the eigenvector. */
static void solve(size_t n, const double *a, double shift, double *m, double *x)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			m[i * n + j] = (i == j ? shift : 0) - a[i * n + j];
	for (size_t k = 0; k < n; k++) {
		const double least = 0x1p-53 * shift;

		if (!(m[k * n + k] > least))
			m[k * n + k] = least;
		for (size_t i = k + 1; i < n; i++) {
			const double f = m[i * n + k] / m[k * n + k];

			for (size_t j = k + 1; j < n; j++)
				m[i * n + j] -= f * m[k * n + j];
			x[i] -= f * x[k];
		}
	}
	for (size_t k = n; k--;) {
		for (size_t j = k + 1; j < n; j++)
			x[k] -= m[k * n + j] * x[j];
		x[k] /= m[k * n + k];
	}
}

/* y = A w; returns the sum of y, and the extremes of y / w, between which lambda lies (Collatz 1942). */
static double apply(size_t n, const double *a, const double *w, double *y, double *low, double *high)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		double s = 0;

		for (size_t j = 0; j < n; j++)
			s += a[i * n + j] * w[j];
		y[i] = s;
		sum += s;
		*low = i && s / w[i] > *low ? *low : s / w[i];
		*high = i && s / w[i] < *high ? *high : s / w[i];
	}
	return sum;
}

static void scale_to_one(size_t n, double *w)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += w[i];
	for (size_t i = 0; i < n; i++)
		w[i] /= sum;
}

double qs_mcda_principal(size_t n, const double *a, double *w, double *work)
{
	enum { MOST = 200, POLISH = 3 };
	double *const m = work, *const y = work + n * n;
	double low = 0, high = 0, width = HUGE_VAL, lambda = 0;

	for (size_t i = 0; i < n; i++)
		w[i] = 1 / (double)n;
	for (int step = 0; step < MOST; step++) {
		const double before = width;

		(void)apply(n, a, w, y, &low, &high);
		width = (high - low) / high;
		if (width <= 0x1p-52 || (width < 1e-9 && !(width < before)))
			break;
		solve(n, a, high, m, w);
		scale_to_one(n, w);
	}
	for (int step = 0; step < POLISH; step++) { /* the power method forgets what elimination rounded */
		(void)apply(n, a, w, y, &low, &high);
		for (size_t i = 0; i < n; i++)
			w[i] = y[i];
		scale_to_one(n, w);
	}
	lambda = apply(n, a, w, y, &low, &high);
	return lambda;
}

double qs_mcda_consistency(double lambda, size_t n)
{
	return n > 1 ? (lambda - (double)n) / ((double)n - 1) : 0;
}

/* ---- entropy ---- */

struct column {
	size_t m, stride;
	const double *x;
	double low, high;
};

static struct column column_of(size_t m, size_t n, const double *x, size_t j)
{
	struct column c = {m, n, x + j, m ? x[j] : 0, m ? x[j] : 0};

	for (size_t i = 1; i < m; i++) {
		const double v = c.x[i * n];

		c.low = v < c.low ? v : c.low;
		c.high = v > c.high ? v : c.high;
	}
	return c;
}

/* 1 - entropy. With p m = 1 + d, sum d = 0: (1 / m) sum ((1 + d) ln (1 + d) - d) / ln m, a sum of positive terms, which
 * keeps its digits where the plans are nearly equal. */
static double spread_of(const struct column *c, int cost)
{
	const double m = (double)c->m;
	double sum = 0, spread = 0;

	if (!(c->high > c->low))
		return 0;
	for (size_t i = 0; i < c->m; i++)
		sum += cost ? (c->high - c->x[i * c->stride]) / (c->high - c->low) : c->x[i * c->stride] / c->high;
	for (size_t i = 0; i < c->m; i++) {
		const double v = c->x[i * c->stride];
		const double part = cost ? (c->high - v) / (c->high - c->low) : v / c->high;
		const double d = (m * part - sum) / sum;

		spread += 1 + d > 0 ? (1 + d) * qs_k_log1p(d) - d : 1; /* 0 ln 0 = 0, also of a share below rounding */
	}
	return spread / (m * qs_k_log(m));
}

void qs_mcda_entropy(size_t m, size_t n, const double *x, const int *cost, double *entropy, double *weight)
{
	double sum = 0;

	for (size_t j = 0; j < n; j++) {
		const struct column c = column_of(m, n, x, j);

		weight[j] = spread_of(&c, cost[j]);
		entropy[j] = 1 - weight[j];
		sum += weight[j];
	}
	for (size_t j = 0; j < n; j++)
		weight[j] = sum > 0 ? weight[j] / sum : (double)NAN;
}

/* ---- TOPSIS ---- */

void qs_mcda_topsis(size_t m, size_t n, const double *x, const int *cost, const double *weight, double *best,
		    double *worst, double *closeness)
{
	for (size_t i = 0; i < m; i++)
		best[i] = worst[i] = 0;
	for (size_t j = 0; j < n; j++) {
		const struct column c = column_of(m, n, x, j);
		const double top = fabs(c.low) > fabs(c.high) ? fabs(c.low) : fabs(c.high);
		const double good = cost[j] ? c.low : c.high, bad = cost[j] ? c.high : c.low;
		double square = 0, norm;

		if (!(top > 0))
			continue;
		for (size_t i = 0; i < m; i++)
			square += (c.x[i * n] / top) * (c.x[i * n] / top);
		norm = sqrt(square);
		for (size_t i = 0; i < m; i++) {
			const double to_good = weight[j] * ((c.x[i * n] - good) / top) / norm;
			const double to_bad = weight[j] * ((c.x[i * n] - bad) / top) / norm;

			best[i] += to_good * to_good;
			worst[i] += to_bad * to_bad;
		}
	}
	for (size_t i = 0; i < m; i++) {
		best[i] = sqrt(best[i]);
		worst[i] = sqrt(worst[i]);
		closeness[i] = worst[i] / (best[i] + worst[i]);
	}
}

void qs_mcda_rank(size_t m, const double *value, double *rank)
{
	for (size_t i = 0; i < m; i++) {
		rank[i] = value[i] == value[i] ? 1 : (double)NAN;
		for (size_t j = 0; j < m; j++)
			rank[i] += value[j] > value[i] + 1e-12;
	}
}
