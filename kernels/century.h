/* Century's soil organic carbon of 1987: four pools of litter and three of the soil, each of first order.
 *
 *     dx/dt = xi A x + input
 *
 * Litter on the surface and in the soil is structural or metabolic; the soil is active, slow and passive. Mass in any
 * unit (t C/ha, g C/m2); rates, time and inputs share one unit of time, the week for the published rates. With L/N the
 * litter's lignin by its nitrogen, Ls the lignin of the structural litter (a fraction), Tx = clay + silt (a fraction):
 *     share of an input that is metabolic     Fm = 0.85 - 0.018 L/N, the rest structural; L/N from 0 to 47.2
 *     rates                                   structural k exp(-3 Ls); active k (1 - 0.75 Tx); others k; all times xi
 *     structural on the surface, in the soil  to active 0.55 (1 - Ls), 0.45 (1 - Ls); to slow 0.7 Ls
 *     metabolic                               to active 0.45
 *     active                                  to slow 0.146 + 0.68 Tx, to passive 0.004
 *     slow                                    to active 0.42, to passive 0.03
 *     passive                                 to active 0.45
 * and what is not passed on is respired. Source: Parton et al. 1987, Soil Sci. Soc. Am. J. 51, 1173-1179, in the form
 * of SoilR's CenturyModel. Without what later versions have: a microbial pool on the surface, nitrogen that limits,
 * leaching. docs/soils.md has parameters and what a month as one step costs. A pool that falls below 1e-30 is lost
 * whole. Columns have n lanes.
 */
#ifndef QS_KERNELS_CENTURY_H
#define QS_KERNELS_CENTURY_H

#include <stddef.h>

/* Rates of decay under xi = 1; the published ones are 0.076, 0.28, 0.094, 0.35, 0.14, 0.0038, 0.00013 a week. */
struct qs_century_rates {
	double str_surface, met_surface, str_soil, met_soil, active, slow, passive;
};

/* What a lane's litter and soil are: L/N, Ls, Tx. */
struct qs_century_soil {
	const double *lignin_nitrogen, *lignin, *texture;
};

struct qs_century_pools {
	double *str_surface, *met_surface, *str_soil, *met_soil, *active, *slow, *passive;
};

/* Factor of temperature (degC): ((Tmax - T)/(Tmax - Topt))^0.2 exp(0.2/2.63 (1 - ((Tmax - T)/(Tmax - Topt))^2.63)),
 * published with Tmax 45 and Topt 35. 0 at and above Tmax, where the published form has no value. Burke et al. 2003. */
typedef void qs_k_century_temperature_fn(size_t n, double t_max_c, double t_opt_c, const double *restrict temperature_c,
					 double *restrict factor);

/* DayCent's factor of temperature, in the form of SoilR: 0.56 + 1.46 atan(0.0309 pi (T - 15.7))/pi; 0 where that is
 * negative, below -11.2 degC. */
typedef void qs_k_century_daycent_temperature_fn(size_t n, const double *restrict temperature_c,
						 double *restrict factor);

/* Factor of a month's rain and potential evapotranspiration 1/(1 + 30 exp(-8.5 P/PET)); 1 without demand (PET = 0).
 * Adair et al. 2008, Global Change Biol. 14, 2636-2660. */
typedef void qs_k_century_moisture_fn(size_t n, const double *restrict rain, const double *restrict pet,
				      double *restrict factor);

/* Steps the pools over `time` with constant xi (>= 0); inputs are the amounts that enter evenly over the step. Adds
 * what is respired to `respired`. Exact to rounding: the exponential of the whole system as a series of positive terms,
 * with the largest rate as its unit of time, in `parts` equal steps (qs_century_parts of a limit of xi that holds for
 * all lanes). */
typedef void qs_k_century_step_fn(size_t n, const struct qs_century_rates *rates, double time, size_t parts,
				  const struct qs_century_soil *soil, const double *restrict xi,
				  const double *restrict surface_in, const double *restrict soil_in,
				  const struct qs_century_pools *pools, double *restrict respired);

/* Pools at the end of a year that comes again and again: twelve steps of length `time` with xi and inputs [12][n].
 * Exact and without subtraction. Not finite in a lane where nothing decays. */
typedef void qs_k_century_equilibrium_fn(size_t n, const struct qs_century_rates *rates, double time, size_t parts,
					 const struct qs_century_soil *soil, const double *restrict xi,
					 const double *restrict surface_in, const double *restrict soil_in,
					 const struct qs_century_pools *pools);

/* The published rates, a week. */
struct qs_century_rates qs_century_published(void);

/* Parts of a step of `time` that keep rate x xi x time within 1.6, the reach of the series; at least 1. */
size_t qs_century_parts(const struct qs_century_rates *rates, double time, double xi_max);

/* The largest L/N at which no share is negative, 0.85/0.018. */
double qs_century_lignin_nitrogen_max(void);

#endif
