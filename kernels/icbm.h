/* ICBM: soil organic carbon in two pools, young and old, each of first order.
 *
 *     dY/dt = i - k1 r Y        dO/dt = h k1 r Y - k2 r O
 *
 * Pools in any mass of carbon (t C/ha, kg C/m2), the input i in the same a year, k1 and k2 a year, h the humified share
 * of what the young pool loses, r >= 0 the climate's and soil's factor (1: the site the model was fitted to). A step is
 * exact for any length while i, r and h stay as they are, k1 = k2 and rates of 0 included; nothing in it is a
 * difference of stocks. Columns have n lanes. Source: Andren and Katterer 1997, Ecol. Appl. 7, 1226-1236; docs/soils.md
 * has the published values.
 */
#ifndef QS_KERNELS_ICBM_H
#define QS_KERNELS_ICBM_H

#include <stddef.h>

/* Rates of decay (1/a). */
struct qs_icbm_rates {
	double young, old;
};

/* Steps both pools over `years` >= 0 with the input (a year) evenly spread, and adds what is respired to `respired`. */
typedef void qs_k_icbm_step_fn(size_t n, const struct qs_icbm_rates *rates, double years, const double *restrict r,
			       const double *restrict h, const double *restrict input, double *restrict young,
			       double *restrict old, double *restrict respired);

/* Pools that an input leaves as they are: i/(k1 r) and h i/(k2 r). Not finite where a rate is 0. */
typedef void qs_k_icbm_equilibrium_fn(size_t n, const struct qs_icbm_rates *rates, const double *restrict r,
				      const double *restrict h, const double *restrict input, double *restrict young,
				      double *restrict old);

#endif
