/* One lane of RothC-26.3: the equations that the kernels of rothc.c, rothc_dryland.c and rothc_equilibrium.c share.
 *
 * Included by kernel sources only. Each function is the arithmetic of one lane in a fixed order, so that a fused kernel
 * and a chain of single ones give the same bits. Units: t C/ha, mm, degC, months; water is a deficit, zero or negative.
 * Source: Coleman and Jenkinson, RothC description (2014); Farina et al. 2013, Geoderma 200, 18-30 (dry soils).
 */
#ifndef QS_KERNELS_ROTHC_CORE_H
#define QS_KERNELS_ROTHC_CORE_H

#include "kernels/elementary.h"

/* Share of a pool that is lost in a month. */
struct qs_rothc_lost {
	double dpm, rpm, bio, hum;
};

/* What leaves each pool in a month, and where the sum of it goes (t C/ha). */
struct qs_rothc_flow {
	double dpm, rpm, bio, hum;
	double to_bio, to_hum, to_air;
};

/* A pool below this (t C/ha) is lost whole: pools without input would otherwise sink into subnormal numbers, which are
 * slow. */
#define QS_ROTHC_TINY 1e-30

static inline double qs_rothc_min(double a, double b)
{
	return a < b ? a : b;
}

static inline double qs_rothc_max(double a, double b)
{
	return a > b ? a : b;
}

/* Rate factor a of mean air temperature (degC): 0 below -5, else 47.91/(exp(106.06/(T + 18.27)) + 1). */
static inline double qs_rothc_exponent_a(double temperature_c)
{
	return 106.06 / ((temperature_c < -5.0 ? -5.0 : temperature_c) + 18.27);
}

/* The same from the exponential of that. */
static inline double qs_rothc_factor_a_of(double temperature_c, double power)
{
	const double a = 47.91 / (power + 1.0);

	return temperature_c < -5.0 ? 0.0 : a;
}

static inline double qs_rothc_factor_a(double temperature_c)
{
	return qs_rothc_factor_a_of(temperature_c, qs_k_exp(qs_rothc_exponent_a(temperature_c)));
}

/* Deficit after a month with this balance (rain - 0.75 open-pan evaporation). A soil dries to `limit`; one that is
 * drier than that keeps its deficit and only wets; none is drier than `deepest`. */
static inline double qs_rothc_step_water(double deepest, double limit, double balance_mm, double swc)
{
	const double driest = qs_rothc_max(deepest, qs_rothc_min(limit, swc));

	return qs_rothc_max(driest, qs_rothc_min(0.0, swc + balance_mm));
}

/* The same for the standard store: bare soil dries to 0.556 of the deepest deficit, covered soil to all of it. The sum
 * is exactly 1 at cover 1. */
static inline double qs_rothc_step_standard(double smd_max, double cover, double balance_mm, double swc)
{
	return qs_rothc_step_water(smd_max, smd_max * (0.556 + 0.444 * cover), balance_mm, swc);
}

/* Rate factor b, falling in a line from 1 at the deficit `one` to `least` at `dry`. The line is 1 at `one` itself, so
 * that a store of nothing (all zero) is wet and not 0/0. */
static inline double qs_rothc_factor_b(double one, double dry, double least, double swc)
{
	const double line = least + (1.0 - least) * ((dry - swc) / (dry - one));

	return swc < one ? line : 1.0;
}

static inline double qs_rothc_standard_b(double smd_max, double swc)
{
	return qs_rothc_factor_b(0.444 * smd_max, smd_max, 0.2, swc);
}

/* Rate of a month: a b c / 12 with c = 1 on bare soil and 0.6 under plants. */
static inline double qs_rothc_rate(double a, double b, double cover)
{
	return a * (1.0 / 12.0) * (b * (1.0 - 0.4 * cover));
}

/* 1 - (1-p)(1-q): what two losses in turn take. Relative errors do not grow through it. */
static inline double qs_rothc_both(double p, double q)
{
	return p + q * (1.0 - p);
}

static inline double qs_rothc_twice(double p)
{
	return p * (2.0 - p);
}

static inline double qs_rothc_thrice(double p)
{
	return p * (3.0 - p * (3.0 - p));
}

/* Lost shares 1 - exp(-k r) for k = 10, 0.3, 0.66, 0.02 a year and r in [0, 2] (the greatest that factor a allows).
 * With y = 0.02 r the four are 1 - exp(-m y) for m = 500, 15, 33, 1. The series of 1 - exp(-y) leaves 3e-18 of itself
 * up to r = 0.7 and 4e-15 at 2 (qs_rothc_lost_hum); the others are built from it by taking losses in turn, without
 * cancellation. */
static inline double qs_rothc_lost_hum(double r)
{
	const double y = 0.02 * r;
	const double tail = 1.0 / 120.0 - y * (1.0 / 720.0 - y * (1.0 / 5040.0));

	return y * (1.0 - y * (0.5 - y * (1.0 / 6.0 - y * (1.0 / 24.0 - y * tail))));
}

static inline struct qs_rothc_lost qs_rothc_lost_from(double w1)
{
	const double w2 = qs_rothc_twice(w1);
	const double w3 = qs_rothc_both(w1, w2);
	const double w5 = qs_rothc_both(w2, w3);
	const double w15 = qs_rothc_thrice(w5);
	const double w30 = qs_rothc_twice(w15);
	const double w33 = qs_rothc_both(w3, w30);
	const double w120 = qs_rothc_twice(qs_rothc_twice(w30));
	const double w125 = qs_rothc_both(w5, w120);
	const struct qs_rothc_lost lost = {qs_rothc_twice(qs_rothc_twice(w125)), w15, w33, w1};

	return lost;
}

static inline struct qs_rothc_lost qs_rothc_lost_shares(double r)
{
	return qs_rothc_lost_from(qs_rothc_lost_hum(r));
}

/* Flows of a month. `kept` = 1/(x + 1) is the share of the decomposed carbon that stays in the soil; air by difference.
 */
static inline struct qs_rothc_flow qs_rothc_decay_pools(struct qs_rothc_lost lost, double kept, double dpm, double rpm,
							double bio, double hum)
{
	struct qs_rothc_flow f;

	f.dpm = dpm < QS_ROTHC_TINY ? dpm : dpm * lost.dpm;
	f.rpm = rpm * lost.rpm;
	f.bio = bio * lost.bio;
	f.hum = hum * lost.hum;
	const double all = (f.dpm + f.rpm) + (f.bio + f.hum);
	const double stays = all * kept;
	f.to_bio = 0.46 * stays;
	f.to_hum = stays - f.to_bio;
	f.to_air = all - stays;
	return f;
}

/* Decays the pools of a lane in place. */
static inline void qs_rothc_decay_lane(struct qs_rothc_lost lost, double kept, double *dpm, double *rpm, double *bio,
				       double *hum, double *respired)
{
	const struct qs_rothc_flow f = qs_rothc_decay_pools(lost, kept, *dpm, *rpm, *bio, *hum);

	*dpm = *dpm - f.dpm;
	*rpm = *rpm - f.rpm;
	*bio = *bio - f.bio + f.to_bio;
	*hum = *hum - f.hum + f.to_hum;
	*respired += f.to_air;
}

#endif
