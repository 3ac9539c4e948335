/* Stratified sampling (kernels/sampling.h). */
#include "kernels/sampling.h"

#include "kernels/student.h"

struct qs_estimate qs_sampling_estimate(size_t strata, const struct qs_stratum *stratum, double t)
{
	struct qs_estimate e = {0};
	double variance = 0.0;

	for (size_t i = 0; i < strata; i++) {
		const double spread = stratum[i].weight * stratum[i].sd;

		e.mean += stratum[i].weight * stratum[i].mean;
		variance += spread * spread / stratum[i].n;
	}
	e.standard_error = sqrt(variance);
	e.half_width = t * e.standard_error;
	e.relative = e.half_width > 0.0 ? e.half_width / fabs(e.mean) : 0.0;
	return e;
}

double qs_sampling_difference(double c1, double u1, double c2, double u2)
{
	const double first = u1 * c1, second = u2 * c2;
	const double half_width = sqrt(first * first + second * second);

	return half_width > 0.0 ? half_width / fabs(c2 - c1) : 0.0;
}

double qs_student(double confidence, double df)
{
	return qs_k_student_two_sided(confidence, df);
}

static double sum_of_spreads(size_t strata, const struct qs_stratum *stratum)
{
	double sum = 0.0;

	for (size_t i = 0; i < strata; i++)
		sum += stratum[i].weight * stratum[i].sd;
	return sum;
}

double qs_sampling_plots_infinite(size_t strata, const struct qs_stratum *stratum, double allowed, double t)
{
	const double spread = t / allowed * sum_of_spreads(strata, stratum);

	return spread * spread;
}

double qs_sampling_plots_finite(size_t strata, const struct qs_stratum *stratum, double allowed, double t)
{
	const double spread = sum_of_spreads(strata, stratum);
	double fit = 0.0, variance = 0.0, error;

	for (size_t i = 0; i < strata; i++) {
		fit += stratum[i].weight;
		variance += stratum[i].weight * stratum[i].sd * stratum[i].sd;
	}
	error = fit * allowed / t;
	return spread * spread / (error * error + variance);
}

/* Plots that a design of n plots asks for. */
static double asked(size_t strata, const struct qs_stratum *stratum, double allowed, double confidence, int finite,
		    double n, double *t)
{
	*t = qs_student(confidence, n - (double)strata);
	return finite ? qs_sampling_plots_finite(strata, stratum, allowed, *t)
		      : qs_sampling_plots_infinite(strata, stratum, allowed, *t);
}

double qs_sampling_design(size_t strata, const struct qs_stratum *stratum, double allowed, double confidence,
			  int finite, double *t)
{
	const double least = (double)strata + 1.0;
	double lo = least - 1.0, hi = least; /* lo is too few, hi is enough */

	/* More plots make t smaller, so what is enough stays enough: doubling, then bisection. */
	while (hi < 1e9 && asked(strata, stratum, allowed, confidence, finite, hi, t) > hi) {
		lo = hi;
		hi *= 2.0;
	}
	while (hi - lo > 1.0) {
		const double mid = floor(0.5 * (lo + hi));

		if (asked(strata, stratum, allowed, confidence, finite, mid, t) > mid)
			lo = mid;
		else
			hi = mid;
	}
	(void)asked(strata, stratum, allowed, confidence, finite, hi, t);
	return hi;
}

void qs_sampling_allocate(size_t strata, const struct qs_stratum *stratum, double n, double *allocation)
{
	const double spread = sum_of_spreads(strata, stratum);

	for (size_t i = 0; i < strata; i++)
		allocation[i] = spread > 0.0 ? n * (stratum[i].weight * stratum[i].sd) / spread : 0.0;
}

double qs_sampling_whole(double x)
{
	return -floor(-x * (1.0 - 1e-12));
}
