/* Soil carbon and dead wood by Yasso07, Yasso15 and Yasso20: pools A, W, E, N (soluble in acid, water, ethanol, not
 * soluble) and humus H, any unit of mass, in years.
 *
 *     x' = M x + b,  M = P diag(k) - l I on A, W, E, N;  h' = p_h sum(k x) - k_h h + b_h
 *
 * P has -1 on its diagonal and the share of what a pool loses that enters another beside it; b is the litter of a year;
 * l is what leaves by leaching (1/a), from A, W, E and N only. Rates (1/a) are k = alpha f s with s by the diameter of
 * the wood (qs_yasso_size; 1 for what is not wood, humus has none) and the factors of climate
 *
 *     f = mean(exp(beta1 T + beta2 T^2)) (1 - exp(gamma P/1000)),  T in degC, P in mm/a,
 *
 * the mean over twelve months (Yasso15 as monthly, Yasso20) or four points of a sine (Yasso07, Yasso15); one factor for
 * all pools (Yasso07), or one for A, W and E, one for N and one for H. The two forms of Yasso15 are not the same.
 * Litter of a kind and diameter has pools of its own; the model is linear, so kinds are run apart and added.
 *
 * A step is the exact solution at its end under constant climate and litter, as published. It is computed without the
 * inverse of M (which the published programs divide by, and which loses digits where a rate is small): a Taylor
 * polynomial of degree 8 of parts in which the fastest pool loses at most an eighth, squared back. The fastest rate is
 * off by at most 1.7e-13 of itself; else rounding, and about 1e-16 k t of the fastest pool where that is more. Nothing
 * becomes negative. Where f of A, W and E is at most 1e-16 nothing decays, in any pool, as published: x + b t. Litter
 * is a year's, whatever the length of the step.
 *
 * Domain: rates and leaching at least 0, shares and p_h in [0, 1], gamma at most 0, |beta1 T + beta2 T^2| at most 690.
 *
 * Sources: Tuomi et al. 2009, Ecol. Model. 220, 3362-3371 (climate of Yasso07); Viskari et al. 2022 (Yasso20); the
 * programs of the Finnish Meteorological Institute for all three. Parameters: kernels/yasso_sets.h.
 */
#ifndef QS_KERNELS_YASSO_H
#define QS_KERNELS_YASSO_H

#include <stddef.h>

/* Index of a pool, and of a factor of climate. */
enum { QS_YASSO_A, QS_YASSO_W, QS_YASSO_E, QS_YASSO_N, QS_YASSO_H, QS_YASSO_POOLS };
enum { QS_YASSO_AWE, QS_YASSO_F_N, QS_YASSO_F_H, QS_YASSO_FACTORS };

struct qs_yasso {
	double alpha[QS_YASSO_POOLS]; /* 1/a, at a factor of 1 */
	double share[4][4];           /* [to][from], 0 where to = from */
	double p_h;                   /* to humus */
	double beta1[QS_YASSO_FACTORS], beta2[QS_YASSO_FACTORS], gamma[QS_YASSO_FACTORS]; /* 1/degC, 1/degC^2, 1/m */
	double size1, size2, size_power;                                                  /* 1/cm, 1/cm^2 */
	int size_slows; /* wood is at most as fast as other litter */
};

/* Factors of climate of a year from its months, temperature_c [12][n], month first; precipitation in mm/a. */
typedef void qs_k_yasso_months_fn(size_t n, const struct qs_yasso *yasso, const double *temperature_c,
				  const double *precip_mm, double *f_awe, double *f_n, double *f_h);

/* The same from the year's mean and half of the difference between its warmest and coldest month. */
typedef void qs_k_yasso_amplitude_fn(size_t n, const struct qs_yasso *yasso, const double *mean_c,
				     const double *amplitude_c, const double *precip_mm, double *f_awe, double *f_n,
				     double *f_h);

/* What the step of a lane reads besides its pools: years, factors of climate and of size, leaching l (1/a), litter by
 * pool (mass a year). */
struct qs_yasso_lanes {
	const double *years, *f_awe, *f_n, *f_h, *size, *leached, *litter[QS_YASSO_POOLS];
};

/* Steps the pools (in and out) by years. */
typedef void qs_k_yasso_step_fn(size_t n, const struct qs_yasso *yasso, const struct qs_yasso_lanes *lanes, double *a,
				double *w, double *e, double *nn, double *h);

/* Pools that stay as they are, -M^-1 b, solved directly; years are not read. Not finite where a pool does not decay. */
typedef qs_k_yasso_step_fn qs_k_yasso_steady_fn;

#endif
