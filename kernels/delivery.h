/* Delivery of sediment from a slope to a stream: index of connectivity and delivery ratio.
 *
 *     D_up = mean C x mean S x sqrt(A),  D_dn = sum d/(C S),  IC = log10(D_up/D_dn),
 *     SDR = SDR_max/(1 + exp((IC0 - IC)/k)), export = SDR x soil loss
 *
 * C is the cover factor of soil loss, S the slope in m/m, A the area above in m2, d the length of a piece of the way to
 * the stream in m. Sources: Borselli et al. 2008, Catena 75, 268-277 (IC); Vigiak et al. 2012, Geomorphology 138,
 * 74-88 (SDR); limits and parameters as in InVEST: C >= 0.001, S in [0.005, 1], IC0 0.5, k 2, SDR_max 0.8.
 */
#ifndef QS_KERNELS_DELIVERY_H
#define QS_KERNELS_DELIVERY_H

#include <stddef.h>

/* Delivery ratio of a connectivity, by lane; k > 0. */
typedef void qs_k_delivery_ratio_fn(size_t n, double ic0, double k, double sdr_max, const double *restrict ic,
				    double *restrict sdr);

/* Limits that act on each C and S before they are averaged or summed. */
struct qs_delivery_limits {
	double c_min, slope_min, slope_max;
};

/* D_up (m) of n elements above, n >= 1. */
double qs_delivery_up(struct qs_delivery_limits limits, size_t n, const double *c, const double *slope, double area_m2);

/* D_dn (m) of n pieces of the way down; 0 if there is none. */
double qs_delivery_down(struct qs_delivery_limits limits, size_t n, const double *length_m, const double *c,
			const double *slope);

/* IC = log10(up/down). */
double qs_delivery_connectivity(double up_m, double down_m);

#endif
