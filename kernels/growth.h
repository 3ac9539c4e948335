/* Growth curves y(t) of stands, and growth by advancing effective age.
 *
 *     Chapman-Richards   y = A (1 - exp(-k t))^p        Richards 1959, J. Exp. Bot. 10, 290-301; Chapman 1961
 *     logistic           y = A / (1 + b exp(-k t))      Verhulst 1838; y(0) = A / (1 + b), not 0
 *     Korf               y = A exp(-b t^-c)             Korf 1939; 0 at t = 0
 *     Schumacher         y = A exp(-b / t)              Schumacher 1939, J. For. 37, 819-820; 0 at t = 0
 *     Hossfeld           y = A t^c / (b + t^c)          Hossfeld 1822 (his fourth); 0 at t = 0, A / 2 at t = b^(1/c)
 *
 * t >= 0 is an age in the unit of 1 / k (years); y has the unit of A > 0; k, b, c, p > 0. Out of its domain a lane is
 * NaN. Kernels take t as a column and the parameters as scalars; those ending in _a take the asymptote A as a column.
 * Sites and climate act by effective age: dt_eff = f_site f_climate dt, which keeps A.
 */
#ifndef QS_KERNELS_GROWTH_H
#define QS_KERNELS_GROWTH_H

#include "kernels/elementary.h"

#include <stddef.h>

/* Largest relative biomass: 1 would have no age. */
#define QS_K_GROWTH_MAX (1.0 - 0x1p-53)

/* y at age t, by the equations above; a is A, in the unit of y. */
typedef void qs_k_chapman_fn(size_t n, double a, double k, double p, const double *restrict t, double *restrict y);
typedef void qs_k_chapman_a_fn(size_t n, double k, double p, const double *restrict a, const double *restrict t,
			       double *restrict y);
typedef void qs_k_logistic_fn(size_t n, double a, double b, double k, const double *restrict t, double *restrict y);
typedef void qs_k_logistic_a_fn(size_t n, double b, double k, const double *restrict a, const double *restrict t,
				double *restrict y);
typedef void qs_k_korf_fn(size_t n, double a, double b, double c, const double *restrict t, double *restrict y);
typedef void qs_k_korf_a_fn(size_t n, double b, double c, const double *restrict a, const double *restrict t,
			    double *restrict y);
typedef void qs_k_schumacher_fn(size_t n, double a, double b, const double *restrict t, double *restrict y);
typedef void qs_k_schumacher_a_fn(size_t n, double b, const double *restrict a, const double *restrict t,
				  double *restrict y);
typedef void qs_k_hossfeld_fn(size_t n, double a, double b, double c, const double *restrict t, double *restrict y);
typedef void qs_k_hossfeld_a_fn(size_t n, double b, double c, const double *restrict a, const double *restrict t,
				double *restrict y);

/* Age t at which Chapman-Richards reaches y; inf from y = A on. */
typedef void qs_k_chapman_age_fn(size_t n, double a, double k, double p, const double *restrict y, double *restrict t);
typedef void qs_k_chapman_age_a_fn(size_t n, double k, double p, const double *restrict a, const double *restrict y,
				   double *restrict t);

/* Relative biomass g = y / A in [0, 1) after dt_eff >= 0 years of effective age; see qs_k_growth_step. next may not
 * be g. */
typedef void qs_k_growth_step_fn(size_t n, double k, double p, const double *restrict g, const double *restrict dt_eff,
				 double *restrict next);

/* A / (1 + b exp(-k t)) */
QS_K_INLINE double qs_k_logistic(double t, double a, double b, double k)
{
	return a / (1.0 + b * qs_k_exp(-k * t));
}

/* A exp(-b t^-c) */
QS_K_INLINE double qs_k_korf(double t, double a, double b, double c)
{
	return a * qs_k_exp(-b * qs_k_pow(t, -c));
}

/* A exp(-b / t) */
QS_K_INLINE double qs_k_schumacher(double t, double a, double b)
{
	return a * qs_k_exp(-b / fabs(t));
}

/* A t^c / (b + t^c), as A / (1 + b t^-c): no overflow of t^c, and A itself where b t^-c is nothing. */
QS_K_INLINE double qs_k_hossfeld(double t, double a, double b, double c)
{
	return a / (1.0 + b * qs_k_pow(t, -c));
}

/* -log(1 - (y / A)^(1 / p)) / k */
QS_K_INLINE double qs_k_chapman_age(double y, double a, double k, double p)
{
	const double w = qs_k_pow(y / a, 1.0 / p);

	return -qs_k_log1p(-qs_k_select(w > 1.0, 1.0, w)) / k;
}

/* The three parts of a step. Their domains are narrow, so they do without the ends of qs_k_log, qs_k_exp, qs_k_expm1:
 * log g for g in [2^-1000, 1]; exp(x) for x in [-700, 0]; expm1(x) for x <= 0. Errors as there, and 1 ulp. */
#define QS_K_GROWTH_MIN 0x1p-1000 /* less counts as nothing */

QS_K_INLINE double qs_k_growth_log(double g)
{
	double k;
	const double m = qs_k_split(g < QS_K_GROWTH_MIN ? QS_K_GROWTH_MIN : g, &k);

	return qs_k_log_sum(k, m - 1.0, 0.0);
}

QS_K_INLINE double qs_k_growth_exp(double x)
{
	const double xc = x < -700.0 ? -700.0 : x;
	const double t = xc * QS_K_LOG2E + QS_K_ROUND;
	const double k = t - QS_K_ROUND;
	const double r = (xc - k * QS_K_LN2_HI) - k * QS_K_LN2_LO;
	const double e = 1.0 + (r + r * r * (0.5 + r * qs_k_exp_rest(r)));

	return e * qs_k_double((qs_k_bits(t) + 1023) << 52);
}

QS_K_INLINE double qs_k_growth_expm1(double x)
{
	const double xc = x < -60.0 ? -60.0 : x;
	const double t = xc * QS_K_LOG2E + QS_K_ROUND;
	const double k = t - QS_K_ROUND;
	const double r = (xc - k * QS_K_LN2_HI) - k * QS_K_LN2_LO;
	const double scale = qs_k_double((qs_k_bits(t) + 1023) << 52);

	return (scale - 1.0) + scale * (r + r * r * (0.5 + r * qs_k_exp_rest(r)));
}

/* A (1 - exp(-k t))^p as A exp(p log w), w = 1 - exp(-k t): off by about 4 + |p log w| ulp. */
QS_K_INLINE double qs_k_chapman(double t, double a, double k, double p)
{
	const double w = -qs_k_growth_expm1(-k * t);
	const double power = qs_k_growth_exp(p * qs_k_growth_log(w));

	return a * qs_k_select(t >= 0.0, qs_k_select(w < QS_K_GROWTH_MIN, 0.0, power), (double)NAN);
}

/* w = g^(1/p) is 1 - exp(-k t) at the effective age t; dt later it is w - (1 - w) expm1(-k dt), without cancellation
 * in a young stand. This is the step between both powers. */
QS_K_INLINE double qs_k_growth_advance(double w, double k, double dt_eff)
{
	return w - (1.0 - w) * qs_k_growth_expm1(-k * dt_eff);
}

/* Ends a step: no shrinking by rounding, g itself for no time, and below 1. */
QS_K_INLINE double qs_k_growth_settle(double next, double g, double dt_eff)
{
	const double grown = qs_k_select((next < g) | (dt_eff == 0.0), g, next);

	return grown > QS_K_GROWTH_MAX ? QS_K_GROWTH_MAX : grown;
}

/* ((1 - (1 - g^(1/p)) exp(-k dt)))^p: relative biomass g in [0, 1) after dt_eff >= 0 years. Powers are exp(e log x),
 * off by about 1 + |log g| ulp; p = 1, 2 and 3 use only *, sqrt and the cube root. */
QS_K_INLINE double qs_k_growth_step(double g, double k, double p, double dt_eff)
{
	double w, next;

	if (p == 1.0) {
		next = qs_k_growth_advance(g, k, dt_eff);
	} else if (p == 2.0) {
		w = qs_k_growth_advance(sqrt(g), k, dt_eff);
		next = w * w;
	} else if (p == 3.0) {
		w = qs_k_growth_advance(qs_k_cbrt(g), k, dt_eff);
		next = w * w * w;
	} else {
		w = qs_k_growth_exp(1.0 / p * qs_k_growth_log(g));
		w = qs_k_growth_advance(g < QS_K_GROWTH_MIN ? 0.0 : w, k, dt_eff);
		next = qs_k_growth_exp(p * qs_k_growth_log(w));
	}
	return qs_k_growth_settle(next, g, dt_eff);
}

#endif
