/* ICBM over columns. With a = k1 r t and b = k2 r t all parts of a step are divided differences of exp(-x) at a, b and
 * 0, which have no cancellation where a = b or where both are small. */
#include "kernels/icbm.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

#define SMALL 0.25 /* below: power series */
#define TERMS 12   /* of the series: what is left is below 1e-17 of it */

/* (1 - exp(-x))/x: mean over the step of what is left of a pool. */
QS_K_INLINE double mean_left(double x)
{
	const double some = qs_k_select(x > 0.0, x, 1.0);

	return qs_k_select(x > 0.0, -qs_k_expm1(-some) / some, 1.0);
}

/* (x - 1 + exp(-x))/x^2, given (1 - exp(-x))/x. */
QS_K_INLINE double mean_lost(double x, double left)
{
	const double s = qs_k_select(x < SMALL, x, SMALL);
	const double l = qs_k_select(x < SMALL, 1.0, x);
	double series = 0.0, power = 0.5;

	for (int m = 0; m < TERMS; m++) {
		series += power;
		power *= -s / (m + 3);
	}
	return qs_k_select(x < SMALL, series, (1.0 - left) / l);
}

/* Two divided differences at lo <= hi: of (1 - exp(-x))/x, negated, and of what mean_lost gives, negated. */
struct differences {
	double second, third;
};

QS_K_INLINE struct differences small_differences(double lo, double hi)
{
	const double a = qs_k_select(hi < SMALL, hi, SMALL), b = qs_k_select(hi < SMALL, lo, SMALL);
	double h = 1.0, power = 1.0, c = 0.5; /* h: sum of all products of m factors a or b; c: (-1)^m/(m + 2)! */
	struct differences sum = {0.0, 0.0};

	for (int m = 0; m < TERMS; m++) {
		sum.second += c * h;
		sum.third += c * h / (m + 3);
		power *= b;
		h = a * h + power;
		c /= -(m + 3);
	}
	return sum;
}

QS_K_INLINE struct differences both_differences(double lo, double hi, double left_lo, double lost_lo, double between)
{
	const struct differences s = small_differences(lo, hi);
	const double d = qs_k_select(hi < SMALL, 1.0, hi);
	const double second = qs_k_select(hi < SMALL, s.second, (left_lo - between) / d);

	return (struct differences){second, qs_k_select(hi < SMALL, s.third, (lost_lo - second) / d)};
}

void QS_K(icbm_step)(size_t n, const struct qs_icbm_rates *rates, double years, const double *restrict r,
		     const double *restrict h, const double *restrict input, double *restrict young,
		     double *restrict old, double *restrict respired)
{
	const double at = rates->young * years, bt = rates->old * years;
	const _Bool young_first = at > bt;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double a = at * r[i], b = bt * r[i];
		const double lo = qs_k_select(young_first, b, a), hi = qs_k_select(young_first, a, b);
		const double left_a = mean_left(a), left_b = mean_left(b);
		const double lost_a = mean_lost(a, left_a), lost_b = mean_lost(b, left_b);
		const double between = qs_k_exp(-lo) * mean_left(hi - lo); /* (exp(-lo) - exp(-hi))/(hi - lo) */
		const struct differences d = both_differences(lo, hi, qs_k_select(young_first, left_b, left_a),
							      qs_k_select(young_first, lost_b, lost_a), between);
		const double in = input[i] * years, y = young[i], o = old[i];
		const double lost_young = a * (y * left_a + in * lost_a);
		const double lost_old = b * (o * left_b + h[i] * a * (y * d.second + in * d.third));

		young[i] = y * qs_k_exp(-a) + in * left_a;
		old[i] = o * qs_k_exp(-b) + h[i] * a * (y * between + in * d.second);
		respired[i] += (1.0 - h[i]) * lost_young + lost_old;
	}
}

void QS_K(icbm_equilibrium)(size_t n, const struct qs_icbm_rates *rates, const double *restrict r,
			    const double *restrict h, const double *restrict input, double *restrict young,
			    double *restrict old)
{
	const double k1 = rates->young, k2 = rates->old;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		young[i] = input[i] / (k1 * r[i]);
		old[i] = h[i] * input[i] / (k2 * r[i]);
	}
}
