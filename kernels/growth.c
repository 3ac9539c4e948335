/* Growth curves over columns. */
#include "kernels/growth.h"

#include "kernels/kernels.h"

enum { STRIP = 256 };

/* (1 - exp(-k t))^p of a strip. Short loops one after another: one long loop runs out of registers. */
static void chapman_strip(size_t n, double k, double p, const double *restrict t, double *restrict y)
{
	double w[STRIP];

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		w[i] = -qs_k_growth_expm1(-k * t[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = p * qs_k_growth_log(w[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_growth_exp(y[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_select(t[i] >= 0.0, qs_k_select(w[i] < QS_K_GROWTH_MIN, 0.0, y[i]), (double)NAN);
}

void QS_K(chapman)(size_t n, double a, double k, double p, const double *restrict t, double *restrict y)
{
	for (size_t at = 0; at < n; at += STRIP) {
		const size_t here = n - at < STRIP ? n - at : STRIP;

		chapman_strip(here, k, p, t + at, y + at);
#pragma omp simd
		for (size_t i = at; i < at + here; i++)
			y[i] = a * y[i];
	}
}

void QS_K(chapman_a)(size_t n, double k, double p, const double *restrict a, const double *restrict t,
		     double *restrict y)
{
	for (size_t at = 0; at < n; at += STRIP) {
		const size_t here = n - at < STRIP ? n - at : STRIP;

		chapman_strip(here, k, p, t + at, y + at);
#pragma omp simd
		for (size_t i = at; i < at + here; i++)
			y[i] = a[i] * y[i];
	}
}

void QS_K(logistic)(size_t n, double a, double b, double k, const double *restrict t, double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_logistic(t[i], a, b, k);
}

void QS_K(logistic_a)(size_t n, double b, double k, const double *restrict a, const double *restrict t,
		      double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_logistic(t[i], a[i], b, k);
}

void QS_K(korf)(size_t n, double a, double b, double c, const double *restrict t, double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_korf(t[i], a, b, c);
}

void QS_K(korf_a)(size_t n, double b, double c, const double *restrict a, const double *restrict t, double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_korf(t[i], a[i], b, c);
}

void QS_K(schumacher)(size_t n, double a, double b, const double *restrict t, double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_schumacher(t[i], a, b);
}

void QS_K(schumacher_a)(size_t n, double b, const double *restrict a, const double *restrict t, double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_schumacher(t[i], a[i], b);
}

void QS_K(hossfeld)(size_t n, double a, double b, double c, const double *restrict t, double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_hossfeld(t[i], a, b, c);
}

void QS_K(hossfeld_a)(size_t n, double b, double c, const double *restrict a, const double *restrict t,
		      double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_hossfeld(t[i], a[i], b, c);
}

void QS_K(chapman_age)(size_t n, double a, double k, double p, const double *restrict y, double *restrict t)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		t[i] = qs_k_chapman_age(y[i], a, k, p);
}

void QS_K(chapman_age_a)(size_t n, double k, double p, const double *restrict a, const double *restrict y,
			 double *restrict t)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		t[i] = qs_k_chapman_age(y[i], a[i], k, p);
}

/* Any p, by strips as above. */
static void step_any(size_t n, double k, double p, const double *restrict g, const double *restrict dt_eff,
		     double *restrict next)
{
	const double inv = 1.0 / p;
	double w[STRIP];

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		w[i] = inv * qs_k_growth_log(g[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		w[i] = g[i] < QS_K_GROWTH_MIN ? 0.0 : qs_k_growth_exp(w[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		w[i] = qs_k_growth_advance(w[i], k, dt_eff[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		w[i] = p * qs_k_growth_log(w[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		next[i] = qs_k_growth_settle(qs_k_growth_exp(w[i]), g[i], dt_eff[i]);
}

void QS_K(growth_step)(size_t n, double k, double p, const double *restrict g, const double *restrict dt_eff,
		       double *restrict next)
{
	if (p == 1.0) {
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			next[i] = qs_k_growth_step(g[i], k, 1.0, dt_eff[i]);
	} else if (p == 2.0) {
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			next[i] = qs_k_growth_step(g[i], k, 2.0, dt_eff[i]);
	} else if (p == 3.0) {
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			next[i] = qs_k_growth_step(g[i], k, 3.0, dt_eff[i]);
	} else {
		for (size_t i = 0; i < n; i += STRIP)
			step_any(n - i < STRIP ? n - i : STRIP, k, p, g + i, dt_eff + i, next + i);
	}
}
