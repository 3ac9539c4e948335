/* The steady-state method of the IPCC (2019 Refinement, Tier 2) for carbon of mineral soils, 0 to 30 cm, year by year.
 *
 * Three pools, active, slow and passive, each moving towards a steady state that is computed anew every year. Carbon in
 * any mass (t C/ha, g C/m2), rates a year, columns of n lanes, tables of months [12][n].
 *     tfac = mean of ((Tmax - T)/(Tmax - Topt))^ta exp(tc (1 - ((Tmax - T)/(Tmax - Topt))^tb)), `hot` above Tmax
 *     wfac = 1.5 mean of w0 + w1 m + w2 m^2, m = min(1.25, P/PET); the month's value is w_irrigated where irrigated
 *     d    = tfac wfac
 *     ka = 7.4 d (0.25 + 0.75 sand) till    ks = 0.209 d till    kp = 0.00689 d
 *     beta  = C (0.85 - 0.018 L/N)          f4 = 1 - f5 - (0.17 + 0.68 sand)
 *     alpha = (beta f1 + (C (1 - L) - beta) f2 + C L f3 (f7 + f6 f8))/(1 - f4 f7 - f5 f8 - f4 f6 f8)
 *     A* = alpha/ka    S* = (C L f3 + A* ka f4)/ks    P* = (A* ka f5 + S* ks f6)/kp
 *     each pool += (pool* - pool) min(1, k)
 * C is the input of carbon, L and N its lignin and nitrogen (fractions), till the tillage. At the steady state carbon
 * closes; on the way there the method is not a balance: pools approach their ends one by one, and nothing says what was
 * respired. Two sets of parameters and limits go by this name (qs_ipcc_tier2_published, qs_ipcc_tier2_csu);
 * docs/soils.md has both, with their sources.
 */
#ifndef QS_KERNELS_IPCC_TIER2_H
#define QS_KERNELS_IPCC_TIER2_H

#include <stddef.h>

enum qs_tillage { QS_TILLAGE_UNKNOWN, QS_TILLAGE_FULL, QS_TILLAGE_REDUCED, QS_TILLAGE_NONE, QS_TILLAGES };

/* Parameters, named as above. Limits that a set does not have are as wide as the numbers. */
struct qs_ipcc_tier2 {
	double till[QS_TILLAGES], f2[QS_TILLAGES]; /* by enum qs_tillage; unknown tillage counts as full in `till` */
	double w0, w1, w2, w_irrigated, w_mean;    /* w_mean: 1.5 */
	double k_active, k_sand0, k_sand1, k_slow, k_passive;
	double f1, f3, f4_0, f4_1, f5, f6, f7, f8;
	double ta, tb, tc, t_max, t_opt, hot;
	double metabolic0, metabolic1;          /* 0.85, 0.018 */
	double w_least, w_most;                 /* of a month's w, before irrigation */
	double d_least;                         /* of d */
	double metabolic_least, metabolic_most; /* of beta/C */
	double f4_least, f4_most;
};

/* P/PET of months, at most 1.25; 1.25 where PET is 0. */
typedef void qs_k_tier2_wetness_fn(size_t n, const double *restrict rain_mm, const double *restrict pet_mm,
				   double *restrict wetness);

/* tfac and wfac of a year from temperatures (degC), P/PET and, if not NULL, flags of irrigation (0 or 1). */
typedef void qs_k_tier2_climate_fn(size_t n, const struct qs_ipcc_tier2 *set, const double *restrict temperature_c,
				   const double *restrict wetness, const double *restrict irrigated,
				   double *restrict tfac, double *restrict wfac);

/* Rates of a year (1/a). */
typedef void qs_k_tier2_rates_fn(size_t n, const struct qs_ipcc_tier2 *set, const double *restrict tfac,
				 const double *restrict wfac, const double *restrict sand, const double *restrict till,
				 double *restrict ka, double *restrict ks, double *restrict kp);

/* What enters a year, by lane. */
struct qs_tier2_input {
	const double *carbon, *lignin, *nitrogen; /* nitrogen > 0 */
	const double *f2;
};

/* alpha and the steady state. Not finite where a rate is 0. */
typedef void qs_k_tier2_steady_fn(size_t n, const struct qs_ipcc_tier2 *set, const struct qs_tier2_input *input,
				  const double *restrict sand, const double *restrict ka, const double *restrict ks,
				  const double *restrict kp, double *restrict alpha, double *restrict active_ss,
				  double *restrict slow_ss, double *restrict passive_ss);

/* A pool's way towards its steady state in a year: += (steady - pool) min(1, k). */
typedef void qs_k_tier2_year_fn(size_t n, const double *restrict k, const double *restrict steady,
				double *restrict pool);

/* The table published with the guidelines: slope of wetness 1.331, f2 by tillage, no limits; 0 above Tmax. */
struct qs_ipcc_tier2 qs_ipcc_tier2_published(void);

/* As coded by the method's authors (Gurung and Ogle, Colorado State University): slope 0.9303, f2 0.368, a month's w
 * within 0 and 1, d at least 1e-4, beta/C within 0 and 0.999, f4 within 0 and 1; 1e-4 above Tmax. */
struct qs_ipcc_tier2 qs_ipcc_tier2_csu(void);

/* f4 of a sand fraction. */
double qs_ipcc_tier2_f4(const struct qs_ipcc_tier2 *set, double sand);

/* Share of an input that enters active and slow pool as it decays: beta/C f1 + (1 - L - beta/C) f2 + L f3. The
 * published equations leave [0, 1] for some litter; a caller refuses it. */
double qs_ipcc_tier2_stabilised(const struct qs_ipcc_tier2 *set, double f2, double lignin, double nitrogen);

#endif
