/* Stratified sampling of plots: mean, standard error, how many plots, and how many in which stratum.
 *
 * Plain functions, once a design. Neyman's optimum allocation as in the A/R methodological tool for the number of
 * sample plots (AR-TOOL03): Cochran 1977, Sampling Techniques, chapter 5. The unit of mean and sd is the user's (t/ha).
 * Inputs in their ranges give finite results but where a function says so.
 */
#ifndef QS_KERNELS_SAMPLING_H
#define QS_KERNELS_SAMPLING_H

#include <stddef.h>

/* A stratum: its share of the area, or in a design its size in any unit; the plots' mean and standard deviation (n -
 * 1); the number of plots. */
struct qs_stratum {
	double weight, mean, sd, n;
};

/* What a sample says. */
struct qs_estimate {
	double mean;           /* sum w m */
	double standard_error; /* sqrt(sum w^2 sd^2 / n) */
	double half_width;     /* t x standard error */
	double relative;       /* half-width / |mean|; 0 if the half-width is 0, infinite if only the mean is */
};

/* The estimate of a stratified sample; n >= 1 in each of the strata. t is the quantile wanted, see qs_student. */
struct qs_estimate qs_sampling_estimate(size_t strata, const struct qs_stratum *stratum, double t);

/* Relative half-width of a difference C2 - C1 of two stocks with relative half-widths u1, u2:
 * sqrt((u1 C1)^2 + (u2 C2)^2) / |C2 - C1|; infinite where the stocks are equal and not certain. AR-TOOL14. */
double qs_sampling_difference(double c1, double u1, double c2, double u2);

/* Two-sided quantile of Student's t: confidence in (0, 1), df > 0 degrees of freedom (plots - strata). */
double qs_student(double confidence, double df);

/* Plots needed, not rounded: half-width `allowed` > 0 at this t. Weights are shares of the area, their sum 1: a
 * population without end, n = (t / E)^2 (sum w sd)^2. Weights are numbers of plots that would fit: n = (sum N sd)^2 /
 * (N^2 E^2 / t^2 + sum N sd^2), N their sum. */
double qs_sampling_plots_infinite(size_t strata, const struct qs_stratum *stratum, double allowed, double t);
double qs_sampling_plots_finite(size_t strata, const struct qs_stratum *stratum, double allowed, double t);

/* The fewest whole plots n > strata that are enough for the t which belongs to them, n - strata degrees of freedom at
 * this confidence (two-sided); *t is that quantile. finite: weights are numbers of plots that would fit. At most about
 * 1e9. */
double qs_sampling_design(size_t strata, const struct qs_stratum *stratum, double allowed, double confidence,
			  int finite, double *t);

/* Shares n of the plots out: n w sd / sum w sd to each stratum, not rounded; 0 to each where no stratum varies. */
void qs_sampling_allocate(size_t strata, const struct qs_stratum *stratum, double n, double *allocation);

/* Whole plots: x rounded up. What lies above a whole number by no more than rounding (1e-12 of it) is that number. */
double qs_sampling_whole(double x);

#endif
