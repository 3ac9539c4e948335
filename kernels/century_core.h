/* A step of Century (kernels/century.h) on one lane, for its batch kernels.
 *
 * With f the largest rate, z = f xi t and B = I + A/f, which has no negative element,
 *     x(t) = exp(-z) sum z^m/m! B^m x(0),    integral of x = t exp(-z) sum z^m/m! S_m B^m x(0)
 * over m = 0, 1, ... with S_(m-1) = (1 + z S_m)/m, and the same with a constant input as one element more. Every term
 * is positive, so each pool's integral keeps its digits. Rates times integrals are the flows of the step, and the pools
 * are what the flows leave: carbon is kept to the rounding of sums, and with z <= 1.6 no pool loses all it has.
 */
#ifndef QS_KERNELS_CENTURY_CORE_H
#define QS_KERNELS_CENTURY_CORE_H

#include "kernels/century.h"
#include "kernels/elementary.h"

enum { QS_CENTURY_TERMS = 20 }; /* z = 1.6: the weights that are left out are 8e-17 of all */

/* Pools, or one figure for each: litter (structural, metabolic) on the surface and in the soil, active, slow, passive;
 * `co2` is what a step respired. */
struct qs_century_state {
	double ss, ms, sb, mb, a, l, p, co2;
};

/* Shares of a lane's flows and its rates under xi = 1. */
struct qs_century_lane {
	double metabolic, surface_active, soil_active, structural_slow, active_slow;
	double k_ss, k_ms, k_sb, k_mb, k_a, k_l, k_p, k_most;
};

QS_K_INLINE double qs_century_most(double a, double b)
{
	return a > b ? a : b;
}

QS_K_INLINE double qs_century_fastest(const struct qs_century_rates *k)
{
	const double surface = qs_century_most(k->str_surface, k->met_surface);
	const double soil = qs_century_most(k->str_soil, k->met_soil);
	const double som = qs_century_most(qs_century_most(k->active, k->slow), k->passive);

	return qs_century_most(qs_century_most(surface, soil), som);
}

QS_K_INLINE struct qs_century_lane qs_century_lane_of(const struct qs_century_rates k, double k_most,
						      double lignin_nitrogen, double ls, double tx)
{
	const double slowed = qs_k_exp(-3.0 * ls);

	return (struct qs_century_lane){
		.metabolic = 0.85 - 0.018 * lignin_nitrogen,
		.surface_active = 0.55 * (1.0 - ls),
		.soil_active = 0.45 * (1.0 - ls),
		.structural_slow = 0.7 * ls,
		.active_slow = 0.146 + 0.68 * tx,
		.k_ss = k.str_surface * slowed,
		.k_ms = k.met_surface,
		.k_sb = k.str_soil * slowed,
		.k_mb = k.met_soil,
		.k_a = k.active * (1.0 - 0.75 * tx),
		.k_l = k.slow,
		.k_p = k.passive,
		.k_most = k_most,
	};
}

QS_K_INLINE double qs_century_whole(double x)
{
	return qs_k_select(x < 1e-30, 0.0, x);
}

/* A step's rates times xi t, shares and inputs (amounts over the step). */
struct qs_century_flows {
	double z, ss, ms, sb, mb, a, l, p;
	double surface_active, soil_active, structural_slow, active_slow;
	double in_ss, in_ms, in_sb, in_mb;
};

QS_K_INLINE struct qs_century_flows qs_century_flows_of(const struct qs_century_lane k, double xt, double surface_in,
							double soil_in)
{
	const double in_ms = surface_in * k.metabolic, in_mb = soil_in * k.metabolic;

	return (struct qs_century_flows){
		.z = k.k_most * xt,
		.ss = k.k_ss * xt,
		.ms = k.k_ms * xt,
		.sb = k.k_sb * xt,
		.mb = k.k_mb * xt,
		.a = k.k_a * xt,
		.l = k.k_l * xt,
		.p = k.k_p * xt,
		.surface_active = k.surface_active,
		.soil_active = k.soil_active,
		.structural_slow = k.structural_slow,
		.active_slow = k.active_slow,
		.in_ss = surface_in - in_ms,
		.in_ms = in_ms,
		.in_sb = soil_in - in_mb,
		.in_mb = in_mb,
	};
}

/* The next term of the series: d = 1/m, c = z^(m-1)/(m-1)!. */
QS_K_INLINE struct qs_century_state qs_century_term(const struct qs_century_flows k, double d, double c,
						    const struct qs_century_state t)
{
	const double ss = k.ss * t.ss, ms = k.ms * t.ms, sb = k.sb * t.sb, mb = k.mb * t.mb;
	const double a = k.a * t.a, l = k.l * t.l, p = k.p * t.p;
	const double to_a = k.surface_active * ss + k.soil_active * sb + 0.45 * (ms + mb + p) + 0.42 * l;
	const double to_l = k.structural_slow * (ss + sb) + k.active_slow * a;

	return (struct qs_century_state){
		.ss = ((k.z - k.ss) * t.ss + k.in_ss * c) * d,
		.ms = ((k.z - k.ms) * t.ms + k.in_ms * c) * d,
		.sb = ((k.z - k.sb) * t.sb + k.in_sb * c) * d,
		.mb = ((k.z - k.mb) * t.mb + k.in_mb * c) * d,
		.a = ((k.z - k.a) * t.a + to_a) * d,
		.l = ((k.z - k.l) * t.l + to_l) * d,
		.p = ((k.z - k.p) * t.p + (0.004 * a + 0.03 * l)) * d,
	};
}

/* x + s y, pool by pool. */
QS_K_INLINE struct qs_century_state qs_century_add(const struct qs_century_state x, double s,
						   const struct qs_century_state y)
{
	return (struct qs_century_state){
		.ss = x.ss + s * y.ss,
		.ms = x.ms + s * y.ms,
		.sb = x.sb + s * y.sb,
		.mb = x.mb + s * y.mb,
		.a = x.a + s * y.a,
		.l = x.l + s * y.l,
		.p = x.p + s * y.p,
	};
}

/* What the flows of a step leave: `integral` is the sum of S_m times the terms, `weight` that of z^m/m!. */
QS_K_INLINE struct qs_century_state qs_century_apply(const struct qs_century_flows k,
						     const struct qs_century_state integral, double weight,
						     const struct qs_century_state at)
{
	const double w = 1.0 / weight;
	const double ss = k.ss * (integral.ss * w), ms = k.ms * (integral.ms * w);
	const double sb = k.sb * (integral.sb * w), mb = k.mb * (integral.mb * w);
	const double a = k.a * (integral.a * w), l = k.l * (integral.l * w), p = k.p * (integral.p * w);
	const double surface_air = 1.0 - k.surface_active - k.structural_slow;
	const double soil_air = 1.0 - k.soil_active - k.structural_slow;
	const double active_air = 1.0 - 0.004 - k.active_slow;
	const double to_a = k.surface_active * ss + k.soil_active * sb + 0.45 * (ms + mb + p) + 0.42 * l;
	const double to_l = k.structural_slow * (ss + sb) + k.active_slow * a;
	const double to_p = 0.004 * a + 0.03 * l;

	return (struct qs_century_state){
		.ss = qs_century_whole(at.ss + (k.in_ss - ss)),
		.ms = qs_century_whole(at.ms + (k.in_ms - ms)),
		.sb = qs_century_whole(at.sb + (k.in_sb - sb)),
		.mb = qs_century_whole(at.mb + (k.in_mb - mb)),
		.a = qs_century_whole(at.a + (to_a - a)),
		.l = qs_century_whole(at.l + (to_l - l)),
		.p = qs_century_whole(at.p + (to_p - p)),
		.co2 = surface_air * ss + soil_air * sb + 0.55 * (ms + mb + l + p) + active_air * a,
	};
}

#endif
