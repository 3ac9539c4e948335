/* What the parts of a month of 3-PG share: columns of a strip of lanes, and exp and log for sizes.
 *
 * A part works on a strip, a block whose column pointers stand at the strip's first lane and whose n lanes fit in the
 * first-level cache. Rare events (thinning) are looked for over a strip; what a lane gets does not depend on its strip.
 * The natural logarithm of 0 is QS_3PG_LN_0, finite: 0 to the power 0 is then 1, to a power above 0 it is 0, below 0 it
 * is as large as a size may be, and nothing is NaN.
 */
#ifndef QS_KERNELS_THREEPG_STRIP_H
#define QS_KERNELS_THREEPG_STRIP_H

#include "kernels/elementary.h"
#include "kernels/isa.h"
#include "kernels/threepg/threepg.h"

#define QS_3PG_PI 3.141592654  /* constants as published */
#define QS_3PG_LN2 0.693147181 /* of curves of age and of the canopy's layers */
#define QS_3PG_LN_0 (-1e300)
enum { QS_3PG_STRIP = 128 };

#define QS_3PG_SIZE_MAX 200.0 /* ln of the largest size by powers */

/* Work columns of a cohort. */
enum {
	W_LN_AGE = QS_3PG_WORK,
	W_PLAIN, /* D without correction */
	W_LN_REL,
	W_CV2,
	W_AGE_M,  /* age a month ago: what the curves of age read */
	W_FILLED, /* volume of crowns, m3/ha */
	W_KL,
	W_RATIO, /* leaf area over crown surface, times k */
	W_TOP,   /* of the cohort's layer */
	W_BOTTOM,
	W_LEAF_TOP, /* of leafed crowns in it */
	W_LEAF_BOTTOM,
	W_SUM_KL,
	W_SUM_KLS,
	W_SUM_FILLED,
	W_SUM_LAI,
	W_ABOVE_KL,
	W_ABOVE_LAI,
	W_PART, /* of the layer's light */
	W_SUM_PART,
	W_FI, /* share of the light above the canopy */
	W_VPD,
	W_G, /* conductance, m/s */
	W_SPARE
};

/* Work columns of a stand. */
enum {
	S_UPDATE = QS_3PG_STAND_WORK, /* 1: sizes are to be computed again */
	S_COMP,
	S_LN_COMP,
	S_LAI,
	S_INV_HEIGHT, /* 1 / mean height by stems; 0 where nothing stands */
	S_TALLEST,
	S_FI,
	S_T,
	S_RAIN,
	S_SCALE,
	S_BA,
	S_ACTIVE
};

QS_K_INLINE const double *qs_3pg_coef(const struct qs_threepg_block *b, size_t cohort, int column)
{
	return b->coefs + (cohort * QS_3PG_COEFS + (size_t)column) * b->stride;
}

QS_K_INLINE double *qs_3pg_state(const struct qs_threepg_block *b, size_t cohort, int column)
{
	return b->state + (cohort * QS_3PG_STATES + (size_t)column) * b->stride;
}

QS_K_INLINE double *qs_3pg_result(const struct qs_threepg_block *b, size_t cohort, int column)
{
	return b->result + (cohort * QS_3PG_RESULTS + (size_t)column) * b->stride;
}

QS_K_INLINE double *qs_3pg_stand(const struct qs_threepg_block *b, int column)
{
	return b->stand + (size_t)column * b->stride;
}

QS_K_INLINE const double *qs_3pg_weather(const struct qs_threepg_block *b, int column)
{
	return b->weather + (size_t)column * b->stride;
}

QS_K_INLINE const double *qs_3pg_site(const struct qs_threepg_block *b, int column)
{
	return b->site + (size_t)column * b->stride;
}

/* exp(x): 0 below -700, exp(700) above 700. */
QS_K_INLINE double qs_3pg_exp(double x)
{
	const double low = x < -700.0 ? -700.0 : x;
	const double xc = low > 700.0 ? 700.0 : low;
	const double t = xc * QS_K_LOG2E + QS_K_ROUND;
	const double k = t - QS_K_ROUND;
	const double r = (xc - k * QS_K_LN2_HI) - k * QS_K_LN2_LO;
	const double e = 1.0 + (r + r * r * (0.5 + r * qs_k_exp_rest(r)));

	return x < -700.0 ? 0.0 : e * qs_k_double((qs_k_bits(t) + 1023) << 52);
}

/* A size by powers: exp(x), at most exp(QS_3PG_SIZE_MAX). */
QS_K_INLINE double qs_3pg_size(double x)
{
	return qs_3pg_exp(x > QS_3PG_SIZE_MAX ? QS_3PG_SIZE_MAX : x);
}

/* log(x); QS_3PG_LN_0 for 0, less, and what is next to it. */
QS_K_INLINE double qs_3pg_log(double x)
{
	const _Bool some = x > 0x1p-1000;
	double k;
	const double m = qs_k_split(some ? x : 1.0, &k);
	const double y = qs_k_log_sum(k, m - 1.0, 0.0);

	return some ? y : QS_3PG_LN_0;
}

/* x within [-0.5, 0.5]: the bounds of a bias. */
QS_K_INLINE double qs_3pg_half(double x)
{
	const double low = x < -0.5 ? -0.5 : x;

	return low > 0.5 ? 0.5 : low;
}

/* 1 if any of n elements is not 0. */
QS_K_INLINE int qs_3pg_any(size_t n, const double *restrict x)
{
	uint64_t bits = 0;

#pragma omp simd reduction(| : bits)
	for (size_t i = 0; i < n; i++)
		bits |= qs_k_bits(x[i]) << 1;
	return bits != 0;
}

/* 1 if all of n elements have the same bits. */
QS_K_INLINE int qs_3pg_same(size_t n, const double *restrict x)
{
	const uint64_t first = qs_k_bits(x[0]);
	uint64_t other = 0;

#pragma omp simd reduction(| : other)
	for (size_t i = 0; i < n; i++)
		other |= qs_k_bits(x[i]) ^ first;
	return other == 0;
}

/* A part of a month over n lanes of a strip. */
typedef void qs_3pg_part(size_t n, const struct qs_threepg_block *b);

/* size.c: trees and leaves from masses; sizes of the stands whose S_UPDATE is 1; their crowns and pFS. */
extern qs_3pg_part QS_K(threepg_weigh), QS_K(threepg_sizes), QS_K(threepg_crowns);

/* bias.c: D, basal area and the variation of D of a cohort, corrected; reads the state's D. */
extern void QS_K(threepg_biased)(size_t n, const struct qs_threepg_block *b, size_t c);

/* light.c: W_FI, W_VPD and the light absorbed in a month of so many days. */
extern void QS_K(threepg_light)(size_t n, const struct qs_threepg_block *b, double days);

/* modifiers.c: curves of age; factors of temperature and frost; all factors and production before water. */
extern void QS_K(threepg_ages)(size_t n, const struct qs_threepg_block *b, int first);
extern void QS_K(threepg_climate)(size_t n, const struct qs_threepg_block *b, double days);
extern qs_3pg_part QS_K(threepg_produce);

/* water.c: conductance, evaporation, soil water, and production scaled by it. */
extern void QS_K(threepg_water)(size_t n, const struct qs_threepg_block *b, double days);

/* stems.c: volume and increments; thinning; mortality by stress; self-thinning. Those that change stems set S_UPDATE
 * and return 1 if any lane's is. */
extern void QS_K(threepg_volume)(size_t n, const struct qs_threepg_block *b, int grown);
extern int QS_K(threepg_cut)(size_t n, const struct qs_threepg_block *b);
extern int QS_K(threepg_stress)(size_t n, const struct qs_threepg_block *b);
extern int QS_K(threepg_self)(size_t n, const struct qs_threepg_block *b);

#endif
