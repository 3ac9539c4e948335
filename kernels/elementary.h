/* Elementary functions with the same bits on every machine.
 *
 * Branch-free (selects only), from + - * / sqrt and operations on bits, so that a loop marked `#pragma omp simd`
 * that calls them becomes vector code on gcc and clang, and a scalar call gives the same bits as a vector lane.
 * No fused multiply-add, no libm. Errors stated are the largest measured against long double libm (E1: 30 digits) over
 * dense random samples, in units in the last place (ulp); tests/test_elementary.c holds each to its limit.
 * NaN gives NaN. Polynomials interpolate at Chebyshev nodes, computed with 90 digits for this project. The steps of log
 * and pow (atanh of (m - 1) / (m + 1), heads of 26 bits whose products are exact) are those of Sun's fdlibm, 1993.
 */
#ifndef QS_KERNELS_ELEMENTARY_H
#define QS_KERNELS_ELEMENTARY_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* Batches over a column: out[i] = f(x[i]), for n lanes. */
typedef void qs_k_exp_n_fn(size_t n, const double *restrict x, double *restrict y);
typedef qs_k_exp_n_fn qs_k_log_n_fn, qs_k_expm1_n_fn, qs_k_log1p_n_fn, qs_k_cbrt_n_fn, qs_k_sin_n_fn, qs_k_cos_n_fn,
	qs_k_atan_n_fn, qs_k_erfc_n_fn, qs_k_lgamma_n_fn, qs_k_e1_n_fn;
typedef void qs_k_pow_n_fn(size_t n, const double *restrict x, const double *restrict y, double *restrict out);

/* A loop becomes vector code only when all it calls is inlined; compilers stop at a size of their own otherwise. */
#define QS_K_INLINE static inline __attribute__((always_inline))

/* The 64 bits of a double. */
QS_K_INLINE uint64_t qs_k_bits(double x)
{
	uint64_t u;

	__builtin_memcpy(&u, &x, sizeof u);
	return u;
}

/* The double of 64 bits. */
QS_K_INLINE double qs_k_double(uint64_t u)
{
	double x;

	__builtin_memcpy(&x, &u, sizeof x);
	return x;
}

/* a if it is so, else b. Compilers thread jumps through chains of ?: and then find no vector form; bits have no jumps.
 */
QS_K_INLINE double qs_k_select(_Bool so, double a, double b)
{
	const uint64_t mask = 0 - (uint64_t)so;

	return qs_k_double((qs_k_bits(a) & mask) | (qs_k_bits(b) & ~mask));
}

/* x with the low 27 bits of its significand cleared: 26 bits are left, and the product of two such is exact. */
QS_K_INLINE double qs_k_short(double x)
{
	return qs_k_double(qs_k_bits(x) & ~(uint64_t)0x7ffffff);
}

/* An integer of less than 2^52 as a double, exactly (no vector conversion exists before x86-64-v4). */
QS_K_INLINE double qs_k_from_uint(uint64_t u)
{
	return qs_k_double(u | 0x4330000000000000u) - 0x1p52;
}

/* Adding QS_K_ROUND to |x| < 2^51 rounds x to an integer, which stands in the low bits of the sum. */
#define QS_K_ROUND 0x1.8p52

#define QS_K_LN2_HI 0x1.62e42fefa3800p-1 /* 42 bits: times an integer below 2^11 is exact */
#define QS_K_LN2_LO 0x1.ef35793c76730p-45
#define QS_K_LOG2E 0x1.71547652b82fep+0

/* (exp(r) - 1 - r - r^2 / 2) / r^3 for |r| <= log(2) / 2 */
QS_K_INLINE double qs_k_exp_rest(double r)
{
	const double r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
	const double q = (((0x1.5555555555556p-3 + 0x1.5555555555555p-5 * r) +
			   r2 * (0x1.11111111109a3p-7 + 0x1.6c16c16c16706p-10 * r)) +
			  r4 * ((0x1.a01a01a7d08e8p-13 + 0x1.a01a01a4f4d8bp-16 * r) +
				r2 * (0x1.71de0d7e1c052p-19 + 0x1.27e4e06def573p-22 * r))) +
			 r8 * (0x1.af391c6433798p-26 + 0x1.1f6a12d5662c0p-29 * r);

	return q;
}

/* exp(x + lo) for |lo| much below 1; the body of exp and pow. */
QS_K_INLINE double qs_k_exp_sum(double x, double lo)
{
	const double bound =
		qs_k_double((qs_k_bits(x) & 0x8000000000000000u) | 0x4087700000000000u); /* 750 with x's sign */
	const double xc = fabs(x) > 750.0 ? bound : x;
	const double t = xc * QS_K_LOG2E + QS_K_ROUND;
	const double k = t - QS_K_ROUND;
	const double r = (xc - k * QS_K_LN2_HI) + (lo - k * QS_K_LN2_LO);
	const double e = 1.0 + (r + r * r * (0.5 + r * qs_k_exp_rest(r)));
	const uint64_t k2048 = qs_k_bits(t) - qs_k_bits(QS_K_ROUND) + 2048; /* k + 2048 > 0 */
	const uint64_t half = k2048 >> 1;

	/* 2^k in two factors: neither overflows, and the last product rounds to a subnormal once */
	return e * qs_k_double((half - 1) << 52) * qs_k_double((k2048 - half - 1) << 52);
}

/* exp(x). 0 below -745.13, inf above 709.78. Measured 0.93 ulp, subnormal results included. */
QS_K_INLINE double qs_k_exp(double x)
{
	return qs_k_exp_sum(x, 0.0);
}

/* x > 0, not subnormal, as 2^k m with m in [sqrt(1/2), sqrt(2)): returns m. */
QS_K_INLINE double qs_k_split(double x, double *k)
{
	const uint64_t half = 0x3fe6a09e667f3bcdu; /* sqrt(1/2) */
	const uint64_t u = qs_k_bits(x) + (0x3ff0000000000000u - half);

	*k = qs_k_from_uint(u >> 52) - 1023.0;
	return qs_k_double((u & 0xfffffffffffffu) + half);
}

/* k ln 2 + log(1 + f) + c for 1 + f in [sqrt(1/2), sqrt(2)): with s = f / (2 + f), log(1 + f) = 2 atanh s. */
QS_K_INLINE double qs_k_log_sum(double k, double f, double c)
{
	const double s = f / (2.0 + f);
	const double z = s * s;
	const double hfsq = 0.5 * f * f;
	const double z2 = z * z, z4 = z2 * z2;
	const double q = ((0x1.5555555555558p-1 + 0x1.9999999995273p-2 * z) +
			  z2 * (0x1.2492492dfd86cp-2 + 0x1.c71c62d5e53dfp-3 * z)) +
			 z4 * ((0x1.7462b91b8df9fp-3 + 0x1.39fdcceb4b524p-3 * z) + z2 * 0x1.2b5f68a51190dp-3);

	return k * QS_K_LN2_HI - ((hfsq - (s * (hfsq + z * q) + (k * QS_K_LN2_LO + c))) - f);
}

/* Natural logarithm. -inf at 0, NaN below 0. Measured 0.82 ulp, subnormal x included. */
QS_K_INLINE double qs_k_log(double x)
{
	const _Bool tiny = x < 0x1p-1022;
	double k;
	const double m = qs_k_split(qs_k_select(tiny, x * 0x1p54, x), &k);
	const double y = qs_k_log_sum(qs_k_select(tiny, k - 54.0, k), m - 1.0, 0.0);
	const double z = qs_k_select(x < (double)INFINITY, y, x); /* inf and NaN go through */
	const double low = qs_k_select(x < 0.0, (double)NAN, -(double)INFINITY);

	return qs_k_select(x <= 0.0, low, z);
}

/* log x of a positive finite x in two parts: the first of 26 bits; their sum is good to about 2^-64. */
QS_K_INLINE double qs_k_log_parts(double x, double *lo)
{
	const _Bool tiny = x < 0x1p-1022;
	double k;
	const double m = qs_k_split(qs_k_select(tiny, x * 0x1p54, x), &k);
	const double kk = qs_k_select(tiny, k - 54.0, k);
	const double f = m - 1.0, inv = 1.0 / (m + 1.0);
	const double s = f * inv; /* about sh + sl = (m - 1) / (m + 1) */
	const double sh = qs_k_short(s);
	const double gh = qs_k_short(m + 1.0);
	const double sl = inv * ((f - sh * gh) - sh * (m - (gh - 1.0)));
	const double z = s * s;
	const double z2 = z * z, z4 = z2 * z2;
	const double q = ((0x1.3333333333337p-1 + 0x1.b6db6db6d5744p-2 * z) +
			  z2 * (0x1.55555561fccc1p-2 + 0x1.1745c76ae21b0p-2 * z)) +
			 z4 * ((0x1.d8a51ac432b35p-3 + 0x1.982452f2be166p-3 * z) + z2 * 0x1.8cbd6de8176b5p-3);
	/* log m = 2/3 s (3 + s^2 + z^2 q) = 2/3 (sh + sl) (bh + bl) = 2/3 (ph + pl) */
	const double zh = sh * sh;
	const double r = z * z * q + sl * (sh + s);
	const double bh = qs_k_short(3.0 + zh + r);
	const double bl = r - ((bh - 3.0) - zh);
	const double u = sh * bh, v = sl * bh + bl * s;
	const double ph = qs_k_short(u + v);
	const double pl = v - (ph - u);
	const double h = ph * 0x1.555555p-1; /* 2/3 in two parts */
	const double l = ph * 0x1.5555555555555p-27 + pl * 0x1.5555555555555p-1;
	const double kh = kk * QS_K_LN2_HI;
	const double a = kh + h;
	const double b = ((kh - a) + h) + (l + kk * QS_K_LN2_LO);
	const double top = qs_k_short(a + b);

	*lo = b - (top - a);
	return top;
}

/* x^y for x >= 0 and any y: x^0 = 1; 0^y = 0 for y > 0, inf for y < 0; NaN for x < 0 unless y = 0.
 * Measured 1.0 ulp, and 2.0 where |y log x| is above 100. */
QS_K_INLINE double qs_k_pow(double x, double y)
{
	const double inf = (double)INFINITY;
	const double small = qs_k_select(y < -0x1p66, -0x1p66, y); /* x^(2^66) is 0, 1 or inf */
	const double yc = qs_k_select(small > 0x1p66, 0x1p66, small);
	const double yh = qs_k_short(yc);
	double lo;
	const double hi = qs_k_log_parts(x, &lo);
	const double ph = yh * hi;
	const double pl = (yc - yh) * hi + yc * lo;
	const double v = qs_k_exp_sum(ph, qs_k_select(fabs(ph) > 751.0, 0.0, pl));
	const double at_0 = qs_k_select(y > 0.0, 0.0, inf), at_inf = qs_k_select(y > 0.0, inf, 0.0);
	const double edge = qs_k_select(x == 0.0, at_0, at_inf);
	const double at_edge = qs_k_select(x >= 0.0, edge, (double)NAN);
	const double w = qs_k_select((x > 0.0) & (x < inf), v, at_edge);
	const double one = qs_k_select(y == 0.0, 1.0, w);

	return qs_k_select(y == y, one, y);
}

/* exp(x) - 1, keeping relative accuracy near 0. Measured 1.02 ulp. */
QS_K_INLINE double qs_k_expm1(double x)
{
	const double low = qs_k_select(x < -60.0, -60.0, x);
	const double xc = qs_k_select(low > 710.0, 710.0, low);
	const double t = xc * QS_K_LOG2E + QS_K_ROUND;
	const double k = t - QS_K_ROUND;
	const double hi = xc - k * QS_K_LN2_HI;
	const double tail = -(k * QS_K_LN2_LO);
	const double r = hi + tail;
	const double w = tail - (r - hi);
	const double e = r * r * (0.5 + r * qs_k_exp_rest(r)) + (w + w * r);
	const uint64_t ku = qs_k_bits(t) - qs_k_bits(QS_K_ROUND);
	const double scale = qs_k_double((ku + 1022) << 52); /* 2^(k - 1): 2^1024 would overflow */
	const double a = scale - 0.5, b = scale * r;
	const double s = a + b, bb = s - a; /* two-sum: a + b = s + d exactly */
	const double d = (a - (s - bb)) + (b - bb);

	return qs_k_select(k == 0.0, r + e, 2.0 * (s + (d + scale * e)));
}

/* log(1 + x), keeping relative accuracy near 0. -inf at -1, NaN below. Measured 0.85 ulp. */
QS_K_INLINE double qs_k_log1p(double x)
{
	const double inf = (double)INFINITY;
	const double u = 1.0 + x;
	const double v = u - 1.0;
	const double lost = (1.0 - (u - v)) + (x - v); /* u + lost = 1 + x exactly */
	double k;
	const double m = qs_k_split(u, &k);
	const double y = qs_k_log_sum(k, qs_k_select(k == 0.0, x, m - 1.0), qs_k_select(k == 0.0, 0.0, lost / u));
	const double z = qs_k_select(x < inf, y, x);

	return qs_k_select((x > -1.0) | (x != x), z, qs_k_select(x < -1.0, (double)NAN, -inf));
}

/* Cube root of x >= 0; NaN below 0. Measured 0.68 ulp.
 * y = x^(-1/3) from a third of the exponent, then y (1 - e)^(-1/3) with e = 1 - x y^3, twice; no division. */
QS_K_INLINE double qs_k_cbrt(double x)
{
	const _Bool tiny = x < 0x1p-1022;
	const double xs = qs_k_select(tiny, x * 0x1p54, x);
	const double top = qs_k_from_uint(qs_k_bits(xs) >> 32);
	const double guess = (1430186164.0 - top * (1.0 / 3.0)) + 0x1p52; /* high word of x^(-1/3), to 4 % */
	const double y0 = qs_k_double(qs_k_bits(guess) << 32);
	const double e0 = 1.0 - (y0 * y0) * (y0 * xs);
	const double y1 = y0 + y0 * (e0 * (1.0 / 3.0 + e0 * (2.0 / 9.0 + e0 * (14.0 / 81.0 + e0 * (35.0 / 243.0)))));
	const double e1 = 1.0 - (y1 * y1) * (y1 * xs);
	const double y2 = y1 + y1 * (e1 * (1.0 / 3.0 + e1 * (2.0 / 9.0)));
	const double c = qs_k_short(xs * (y2 * y2)); /* then c (1 - d)^(-1/3), d = 1 - c^3 / x without rounding */
	const double c2 = c * c, c2h = qs_k_short(c2);
	const double d = ((xs - c2h * c) - (c2 - c2h) * c) * (y2 * y2 * y2);
	const double r = c + c * (d * (1.0 / 3.0 + d * (2.0 / 9.0)));
	const double root = qs_k_select(tiny, r * 0x1p-18, r);
	const double edge = qs_k_select(x >= 0.0, x, (double)NAN); /* 0 and inf are their own roots */

	return qs_k_select((x > 0.0) & (x < (double)INFINITY), root, edge);
}

/* x minus the nearest multiple n of pi/2, in two parts, and the last two bits of n, for |x| <= 1e5. */
QS_K_INLINE double qs_k_quadrant(double x, double *lo, uint64_t *quarter)
{
	const double t = x * 0x1.45f306dc9c883p-1 + QS_K_ROUND;
	const double n = t - QS_K_ROUND;
	const double w = x - n * 0x1.921fb544p+0; /* pi/2 in 33 + 33 + 53 bits: both products are exact */
	const double p = n * 0x1.0b4611a6p-34;
	const double v = w - p;
	const double c = ((w - v) - p) - n * 0x1.3198a2e037073p-69;
	const double r = v + c;

	*lo = (v - r) + c;
	*quarter = qs_k_bits(t) & 3;
	return r;
}

/* sin(x + quarter pi / 2) */
QS_K_INLINE double qs_k_sin_turned(double x, uint64_t turn)
{
	double lo;
	uint64_t quarter;
	const double r = qs_k_quadrant(x, &lo, &quarter);
	const double z = r * r;
	const double z2 = z * z, z4 = z2 * z2;
	const double p = ((-0x1.5555555555555p-3 + 0x1.1111111111110p-7 * z) +
			  z2 * (-0x1.a01a01a019926p-13 + 0x1.71de3a545e700p-19 * z)) +
			 z4 * ((-0x1.ae64540f0ba18p-26 + 0x1.61217c1864fa0p-33 * z) + z2 * -0x1.ab161757f0c02p-41);
	const double q = ((0x1.5555555555555p-5 - 0x1.6c16c16c16960p-10 * z) +
			  z2 * (0x1.a01a019f4d0edp-16 - 0x1.27e4fa15bd814p-22 * z)) +
			 z4 * (0x1.1eeb66b683027p-29 - 0x1.907c0e63adb5ep-37 * z);
	const double half = 0.5 * z, one = 1.0 - half;
	const double sine = r + (r * z * p + lo * one);
	const double cosine = one + (((1.0 - one) - half) + (z * z * q - r * lo));
	const uint64_t n = quarter + turn;
	const double y = qs_k_select((n & 1) != 0, cosine, sine);

	return qs_k_select((n & 2) != 0, -y, y);
}

/* sin(x) for |x| <= 1e5 (accuracy falls beyond). Measured 0.85 ulp. */
QS_K_INLINE double qs_k_sin(double x)
{
	return qs_k_sin_turned(x, 0);
}

/* cos(x) for |x| <= 1e5 (accuracy falls beyond). Measured 0.78 ulp. */
QS_K_INLINE double qs_k_cos(double x)
{
	return qs_k_sin_turned(x, 1);
}

/* Arc tangent. Measured 1.8 ulp. */
QS_K_INLINE double qs_k_atan(double x)
{
	const double a = fabs(x);
	const _Bool mid = a > 0x1.a827999fcef32p-2, far = a > 0x1.3504f333f9de6p+1; /* tan(pi/8), tan(3 pi/8) */
	const double num = qs_k_select(far, -1.0, qs_k_select(mid, a - 1.0, a));
	const double den = qs_k_select(far, a, qs_k_select(mid, a + 1.0, 1.0));
	const double hi = qs_k_select(far, 0x1.921fb54442d18p+0, qs_k_select(mid, 0x1.921fb54442d18p-1, 0.0));
	const double lo = qs_k_select(far, 0x1.1a62633145c07p-54, qs_k_select(mid, 0x1.1a62633145c07p-55, 0.0));
	const double t = num / den;
	const double z = t * t;
	const double z2 = z * z, z4 = z2 * z2, z8 = z4 * z4;
	const double q = (((-0x1.5555555555555p-2 + 0x1.9999999999952p-3 * z) +
			   z2 * (-0x1.249249248d739p-3 + 0x1.c71c71c2fc236p-4 * z)) +
			  z4 * ((-0x1.745d165c497f3p-4 + 0x1.3b1392a9c2d8ap-4 * z) +
				z2 * (-0x1.110e84aa36d92p-4 + 0x1.e199c62156541p-5 * z))) +
			 z8 * ((-0x1.ac7858539df7cp-5 + 0x1.74d3a7b43205ap-5 * z) +
			       z2 * (-0x1.1b1992aa3e38dp-5 + 0x1.0a997ba336052p-6 * z));
	const double y = hi + (t + (t * z * q + lo));

	return qs_k_select(x < 0.0, -y, y);
}

/* Complementary error function 2 / sqrt(pi) times the integral of exp(-t^2) from x. Measured 6.7 ulp for results
 * above 1e-300. (1 + 2x) exp(x^2) erfc(x) is a polynomial in (x - 4) / (x + 4). */
QS_K_INLINE double qs_k_erfc(double x)
{
	const double ax = fabs(x);
	const double a = qs_k_select(ax > 28.0, 28.0, ax);
	const double t = (a - 4.0) / (a + 4.0);
	const double h = qs_k_short(a);
	const double t2 = t * t, t4 = t2 * t2, t8 = t4 * t4, t16 = t8 * t8;
	const double q =
		((((0x1.3ba5916e9fd7fp+0 - 0x1.1df1ad154a29cp-3 * t) +
		   t2 * (0x1.f7f5df66fd951p-7 + 0x1.16ecefcfa6077p-4 * t)) +
		  t4 * ((-0x1.9ddb23c3e98a6p-4 + 0x1.7fee004df6263p-4 * t) +
			t2 * (-0x1.0fb06dfe46987p-4 + 0x1.3079edfa1033fp-5 * t))) +
		 t8 * (((-0x1.0962388367b2fp-6 + 0x1.49c671893963fp-8 * t) +
			t2 * (-0x1.8d4a9dc0d22f3p-11 - 0x1.a1de7c6e9ac9cp-13 * t)) +
		       t4 * ((0x1.3be0b393ee921p-13 - 0x1.996ad056e530bp-16 * t) +
			     t2 * (-0x1.78a43458cca4bp-17 + 0x1.7fb88e391a9fep-18 * t)))) +
		t16 * (((0x1.4392983419eddp-22 - 0x1.c05fc977974eap-21 * t) +
			t2 * (0x1.0d535fce28f99p-24 + 0x1.ef6c0c38d1a2bp-24 * t)) +
		       t4 * ((-0x1.09198a32cd9a9p-27 - 0x1.d5bb4c6d5b92dp-27 * t) + t2 * -0x1.f47207b168acdp-30));
	const double y = qs_k_exp_sum(-(h * h), -((a - h) * (a + h))) * (q / (1.0 + 2.0 * a));

	return qs_k_select(x < 0.0, 2.0 - y, y);
}

/* log of the gamma function for x > 0; inf at 0, NaN below. Measured 6.4 ulp.
 * Below 8: log Gamma(y) = (y - 1)(y - 2) P(y - 1) / Q(y - 1) on [1, 3] and Gamma(x + 1) = x Gamma(x); Stirling above.
 */
QS_K_INLINE double qs_k_lgamma(double x)
{
	const _Bool below = x < 1.0, far = x >= 8.0;
	const double n = qs_k_select((x < 3.0) | far, 0.0, floor(x) - 2.0);
	const double p1 = qs_k_select(n >= 1.0, x - 1.0, 1.0);
	const double p2 = qs_k_select(n >= 2.0, (x - 2.0) * p1, p1);
	const double p3 = qs_k_select(n >= 3.0, (x - 3.0) * p2, p2);
	const double p4 = qs_k_select(n >= 4.0, (x - 4.0) * p3, p3);
	const double p5 = qs_k_select(n >= 5.0, (x - 5.0) * p4, p4);
	const double l = qs_k_log(qs_k_select(below | far, x, p5));
	const double v = qs_k_select(below, x, qs_k_select(far, 1.0, x - n - 1.0));
	double p = -0x1.27253091b574ap-25;
	p = p * v + 0x1.5987ef5d62473p-18;
	p = p * v + 0x1.3e35fb3a0decfp-10;
	p = p * v + 0x1.e0b2abcee4d63p-6;
	p = p * v + 0x1.fdb8e9262425ep-3;
	p = p * v + 0x1.ea9abdcfafc44p-1;
	p = p * v + 0x1.d1c05b58d4d68p+0;
	p = p * v + 0x1.a84548df36121p+0;
	p = p * v + 0x1.2788cfc6fb619p-1;
	double q = 0x1.6b4fada3d0402p-12;
	q = q * v + 0x1.b8f947e57f9b4p-7;
	q = q * v + 0x1.5acb89d39615ep-3;
	q = q * v + 0x1.ec69ac325df3dp-1;
	q = q * v + 0x1.6559b99ec31e1p+1;
	q = q * v + 0x1.121e818fb01cfp+2;
	q = q * v + 0x1.a5e67dfc98b9cp+1;
	q = q * v + 0x1.0000000000000p+0;
	const double near = v * (v - 1.0) * (p / q);
	const double inv = qs_k_select(far, 1.0 / x, 0.125);
	const double w = inv * inv;
	double s = 0x1.4bffc9d0823f6p-8;
	s = s * w - 0x1.ef8d74894034cp-10;
	s = s * w + 0x1.b92c33f933a9ap-11;
	s = s * w - 0x1.38134d4f886ecp-11;
	s = s * w + 0x1.a01a017dcf9dep-11;
	s = s * w - 0x1.6c16c16c149f4p-9;
	s = s * w + 0x1.5555555555555p-4;
	const double stirling = x * (l - 1.0) - (0.5 * l - (0x1.d67f1c864beb5p-1 + s * inv));
	const double y = qs_k_select(far, stirling, qs_k_select(below, near - l, near + l));

	return qs_k_select(x > 2.55634e305, (double)INFINITY, y);
}

/* Exponential integral E1(x), the integral of exp(-t) / t from x > 0; inf at 0, NaN below. Measured 3.4 ulp.
 * To 1: -log x - gamma + x P(x). Above: exp(-x) / x times a polynomial in (x - 2) / (x + 2). */
QS_K_INLINE double qs_k_e1(double x)
{
	const double b = qs_k_select(x > 745.0, 745.0, x);
	const double a = qs_k_select(b < 1.0, 1.0, b);
	const double c = qs_k_select(x > 1.0, 1.0, x);
	const double t = (a - 2.0) / (a + 2.0);
	double p = -0x1.f602e92499af0p-34;
	p = p * c + 0x1.2501cfb56a632p-29;
	p = p * c - 0x1.d5ccfb1c78e43p-26;
	p = p * c + 0x1.488f37768daf6p-22;
	p = p * c - 0x1.a015c78658ad4p-19;
	p = p * c + 0x1.db8b37250627fp-16;
	p = p * c - 0x1.e573aa9ed77e4p-13;
	p = p * c + 0x1.b4e81b43a2377p-10;
	p = p * c - 0x1.55555555315fbp-7;
	p = p * c + 0x1.c71c71c71bf6cp-5;
	p = p * c - 0x1.ffffffffffff6p-3;
	p = p * c + 0x1.0000000000000p+0;
	const double t2 = t * t, t4 = t2 * t2, t8 = t4 * t4, t16 = t8 * t8;
	const double q =
		((((0x1.7200210293480p-1 + 0x1.58018c1ee75fep-2 * t) +
		   t2 * (-0x1.9fe94e3abe35dp-4 + 0x1.0aed5fdef6659p-4 * t)) +
		  t4 * ((-0x1.3ea985486144bp-5 + 0x1.ca84b455452c1p-6 * t) +
			t2 * (-0x1.4a8fd4cff21edp-6 + 0x1.0006ba3ada61ap-6 * t))) +
		 t8 * (((-0x1.922fbafcebab5p-7 + 0x1.472df939995b5p-7 * t) +
			t2 * (-0x1.0dd9f72a64b8fp-7 + 0x1.c647c6b01e484p-8 * t)) +
		       t4 * ((-0x1.82e2604391a5ap-8 + 0x1.4e6093fd90812p-8 * t) +
			     t2 * (-0x1.23601a02e1c4cp-8 + 0x1.f917125c83f0cp-9 * t)))) +
		t16 * ((((-0x1.b2235e4279f9fp-9 + 0x1.948ae04fb6d37p-9 * t) +
			 t2 * (-0x1.be98d114d1b9ep-9 + 0x1.da859480cf0e5p-9 * t)) +
			t4 * ((-0x1.343904f597c81p-9 - 0x1.0eba77b607ecfp-11 * t) +
			      t2 * (0x1.8499f178a61c8p-9 - 0x1.a3998573aba95p-9 * t))) +
		       t8 * ((0x1.e0c90c093dde0p-10 - 0x1.2c5863e8e1e08p-11 * t) + t2 * 0x1.445a9ba1521b0p-14));
	const double near = (c * p - 0x1.2788cfc6fb619p-1) - qs_k_log(c);

	return qs_k_select(x > 1.0, qs_k_exp(-a) * (q / a), near);
}

#endif
