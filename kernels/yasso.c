/* Yasso: climate, step and steady state over columns (kernels/yasso.h). */
#include "kernels/yasso.h"

#include "kernels/kernels.h"
#include "kernels/yasso_map.h"

#include <stdint.h>

#define NOTHING 1e-16 /* a factor of A, W, E at or below it: nothing decays */
#define LOG_PARTS 8   /* a step has 2^8 parts: NEAR squarings of what a map adds, and it is applied 8 times */
#define NEAR 5        /* before the unit matrix enters, whose digits hide small rates */
#define MOST 32.0     /* k t of the fastest pool for which they are enough: 1/8 a part */

enum { CHUNK = QS_YASSO_CHUNK };

/* ---- climate ---- */

/* One number for each factor. Their polynomials go step by step together: one after another they would wait for
 * themselves. */
struct three {
	double awe, n, h;
};

QS_K_INLINE struct three times(const struct three x, const struct three y)
{
	return (struct three){x.awe * y.awe, x.n * y.n, x.h * y.h};
}

QS_K_INLINE struct three plus(const struct three x, double y)
{
	return (struct three){x.awe + y, x.n + y, x.h + y};
}

QS_K_INLINE struct three sum(const struct three x, const struct three y)
{
	return (struct three){x.awe + y.awe, x.n + y.n, x.h + y.h};
}

QS_K_INLINE struct three less(const struct three x, const struct three y)
{
	return (struct three){x.awe - y.awe, x.n - y.n, x.h - y.h};
}

/* c + g x */
QS_K_INLINE struct three next(double c, const struct three g, const struct three x)
{
	return (struct three){c + g.awe * x.awe, c + g.n * x.n, c + g.h * x.h};
}

QS_K_INLINE double scale_of(double t)
{
	return qs_k_double(qs_k_bits(t) << 52);
}

/* 2^y = scale (1 + part), |y| <= 1000; part keeps its digits near y = 0. Relative error below 8e-16. */
QS_K_INLINE struct three powers_of_2(const struct three y, struct three *scale)
{
	const double round = QS_K_ROUND + 1023.0; /* leaves k + 1023 in the low bits of the sum */
	const struct three t = plus(y, round);
	const struct three f = less(y, plus(t, -round));
	const struct three g = times(f, f);
	struct three even = {0x1.b6571de2f2351p-24, 0x1.b6571de2f2351p-24, 0x1.b6571de2f2351p-24};
	struct three odd = {0x1.e5e9f548e5725p-28, 0x1.e5e9f548e5725p-28, 0x1.e5e9f548e5725p-28};

	even = next(0x1.ffcb76789860fp-17, g, even);
	odd = next(0x1.62bfe46117445p-20, g, odd);
	even = next(0x1.5d87fe908f88ap-10, g, even);
	odd = next(0x1.4309130378460p-13, g, odd);
	even = next(0x1.c6b08d7044119p-5, g, even);
	odd = next(0x1.3b2ab6fba385fp-7, g, odd);
	even = next(0x1.62e42fefa39f7p-1, g, even);
	odd = next(0x1.ebfbdff82c590p-3, g, odd);
	*scale = (struct three){scale_of(t.awe), scale_of(t.n), scale_of(t.h)};
	return sum(times(g, odd), times(f, even));
}

/* exp(beta1 T + beta2 T^2), the betas times log2 e. */
QS_K_INLINE struct three warmth(const struct three beta1, const struct three beta2, double t)
{
	const struct three ts = {t, t, t};
	struct three scale;
	const struct three part = powers_of_2(times(ts, sum(beta1, times(beta2, ts))), &scale);

	return times(plus(part, 1.0), scale);
}

/* 1 - exp(gamma P), gamma times log2 e; at least 1 - 2^-1000. */
QS_K_INLINE struct three wet(const struct three gamma, double p)
{
	const struct three y = times(gamma, (struct three){p, p, p});
	const struct three low = {-1000.0 > y.awe ? -1000.0 : y.awe, -1000.0 > y.n ? -1000.0 : y.n,
				  -1000.0 > y.h ? -1000.0 : y.h}; /* this way round NaN stays */
	struct three scale;
	const struct three part = powers_of_2(low, &scale);

	return (struct three){(1.0 - scale.awe) - scale.awe * part.awe, (1.0 - scale.n) - scale.n * part.n,
			      (1.0 - scale.h) - scale.h * part.h};
}

static struct three scaled(const double *of, double by)
{
	return (struct three){of[QS_YASSO_AWE] * by, of[QS_YASSO_F_N] * by, of[QS_YASSO_F_H] * by};
}

static void add_month(size_t n, const struct three beta1, const struct three beta2, const double *restrict t,
		      double *restrict f_awe, double *restrict f_n, double *restrict f_h)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct three w = warmth(beta1, beta2, t[i]);

		f_awe[i] += w.awe;
		f_n[i] += w.n;
		f_h[i] += w.h;
	}
}

/* Sums of points become factors. */
static void finish(size_t n, const struct three gamma, double points, const double *restrict precip_mm,
		   double *restrict f_awe, double *restrict f_n, double *restrict f_h)
{
	const double one = 1.0 / points;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct three w = wet(gamma, precip_mm[i]);

		f_awe[i] = f_awe[i] * one * w.awe;
		f_n[i] = f_n[i] * one * w.n;
		f_h[i] = f_h[i] * one * w.h;
	}
}

static void zero(size_t n, double *restrict f)
{
	for (size_t i = 0; i < n; i++)
		f[i] = 0.0;
}

/* Factors from points rows of temperatures, step elements apart. One factor for all is computed three times: the years
 * of Yasso07 have four points, and the same bits come out. */
static void factors(size_t n, const struct qs_yasso *yasso, const double *t, size_t step, size_t points,
		    const double *precip_mm, double *f_awe, double *f_n, double *f_h)
{
	const struct three beta1 = scaled(yasso->beta1, QS_K_LOG2E), beta2 = scaled(yasso->beta2, QS_K_LOG2E);

	zero(n, f_awe);
	zero(n, f_n);
	zero(n, f_h);
	for (size_t m = 0; m < points; m++)
		add_month(n, beta1, beta2, t + m * step, f_awe, f_n, f_h);
	finish(n, scaled(yasso->gamma, QS_K_LOG2E / 1000.0), (double)points, precip_mm, f_awe, f_n, f_h);
}

void QS_K(yasso_months)(size_t n, const struct qs_yasso *yasso, const double *restrict temperature_c,
			const double *restrict precip_mm, double *restrict f_awe, double *restrict f_n,
			double *restrict f_h)
{
	factors(n, yasso, temperature_c, n, 12, precip_mm, f_awe, f_n, f_h);
}

/* The four points of a sine of the year. */
static void points_of_year(size_t n, const double *restrict mean_c, const double *restrict amplitude_c,
			   double t[][CHUNK])
{
	const double four_pi = 0x1.45f306dc9c883p+0, root = 0x1.6a09e667f3bcdp-1; /* 4/pi, 1/sqrt 2 */

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double far = amplitude_c[i] * (four_pi * root), near = amplitude_c[i] * (four_pi * (1.0 - root));

		t[0][i] = mean_c[i] - near;
		t[1][i] = mean_c[i] - far;
		t[2][i] = mean_c[i] + near;
		t[3][i] = mean_c[i] + far;
	}
}

void QS_K(yasso_amplitude)(size_t n, const struct qs_yasso *yasso, const double *restrict mean_c,
			   const double *restrict amplitude_c, const double *restrict precip_mm, double *restrict f_awe,
			   double *restrict f_n, double *restrict f_h)
{
	double t[4][CHUNK];

	for (size_t i = 0; i < n; i += CHUNK) {
		const size_t m = n - i < CHUNK ? n - i : CHUNK;

		points_of_year(m, mean_c + i, amplitude_c + i, t);
		factors(m, yasso, t[0], CHUNK, 4, precip_mm + i, f_awe + i, f_n + i, f_h + i);
	}
}

/* ---- a step ---- */

/* Rates of a lane, 1/a: of the pools, and leaching. */
struct rates {
	double a, w, e, n, h, leached;
};

QS_K_INLINE struct rates rates_of(const struct qs_yasso *y, const struct qs_yasso_lanes *l, size_t i)
{
	const _Bool any = !(l->f_awe[i] <= NOTHING);
	const double awe = qs_k_select(any, l->f_awe[i] * l->size[i], 0.0);
	const double n = qs_k_select(any, l->f_n[i] * l->size[i], 0.0);
	const double h = qs_k_select(any, l->f_h[i], 0.0);
	const struct rates k = {y->alpha[0] * awe, y->alpha[1] * awe, y->alpha[2] * awe,
				y->alpha[3] * n,   y->alpha[4] * h,   qs_k_select(any, l->leached[i], 0.0)};

	return k;
}

/* The right side of the equation times t. */
QS_K_INLINE struct qs_yasso_map rate_map(const struct qs_yasso *y, const struct rates k, const struct qs_yasso_lanes *l,
					 size_t i, double t)
{
	const double a = k.a * t, w = k.w * t, e = k.e * t, n = k.n * t, out = k.leached * t;
	struct qs_yasso_map x;

	x.aa = -(a + out);
	x.aw = y->share[0][1] * w;
	x.ae = y->share[0][2] * e;
	x.an = y->share[0][3] * n;
	x.wa = y->share[1][0] * a;
	x.ww = -(w + out);
	x.we = y->share[1][2] * e;
	x.wn = y->share[1][3] * n;
	x.ea = y->share[2][0] * a;
	x.ew = y->share[2][1] * w;
	x.ee = -(e + out);
	x.en = y->share[2][3] * n;
	x.na = y->share[3][0] * a;
	x.nw = y->share[3][1] * w;
	x.ne = y->share[3][2] * e;
	x.nn = -(n + out);
	x.fa = l->litter[0][i] * t;
	x.fw = l->litter[1][i] * t;
	x.fe = l->litter[2][i] * t;
	x.fn = l->litter[3][i] * t;
	x.ra = y->p_h * a;
	x.rw = y->p_h * w;
	x.re = y->p_h * e;
	x.rn = y->p_h * n;
	x.g = -(k.h * t);
	x.e = l->litter[4][i] * t;
	return x;
}

QS_K_INLINE double larger(double a, double b)
{
	return a > b ? a : b;
}

/* Squarings beyond those of every lane: the least j with k t <= 2^j MOST. */
QS_K_INLINE uint64_t more_squarings(const struct rates k, double years)
{
	const double most = larger(larger(larger(k.a, k.w), larger(k.e, k.n)) + k.leached, k.h);
	const double over = larger(most * years, MOST) / MOST;

	return ((qs_k_bits(over) + 0xfffffffffffffu) >> 52) - 1023;
}

/* What the maps of the 2^-(LOG_PARTS + more)-th parts of the steps add, and `more`. */
static void start_maps(size_t n, const struct qs_yasso *yasso, const struct qs_yasso_lanes *lanes,
		       struct qs_yasso_maps *restrict maps, uint64_t *restrict more)
{
	const struct qs_yasso y = *yasso;
	const struct qs_yasso_lanes l = *lanes;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct rates k = rates_of(&y, &l, i);
		const uint64_t extra = more_squarings(k, l.years[i]);
		const double part = qs_k_double((1023 - LOG_PARTS - extra) << 52);

		qs_yasso_put(maps, i, qs_yasso_exp(rate_map(&y, k, &l, i, l.years[i] * part)));
		more[i] = extra;
	}
}

/* Squares what the maps add. */
static void square_near(size_t n, struct qs_yasso_maps *restrict maps)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		qs_yasso_put(maps, i, qs_yasso_twice_near(qs_yasso_get(maps, i)));
}

/* The same once more, and the unit matrix enters. */
static void square_to_whole(size_t n, struct qs_yasso_maps *restrict maps)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_yasso_map x = qs_yasso_shift(qs_yasso_twice_near(qs_yasso_get(maps, i)), 1.0);

		qs_yasso_put(maps, i, x);
	}
}

/* Squares the maps of the lanes that want more than `done` squarings. */
static void square_maps(size_t n, const uint64_t *restrict more, uint64_t done, struct qs_yasso_maps *restrict maps)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_yasso_map x = qs_yasso_get(maps, i);

		qs_yasso_put(maps, i, qs_yasso_choose(more[i] > done, qs_yasso_twice(x), x));
	}
}

static void apply_maps(size_t n, const struct qs_yasso_maps *restrict maps, double *restrict a, double *restrict w,
		       double *restrict e, double *restrict nn, double *restrict h)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_yasso_map x = qs_yasso_get(maps, i);
		struct qs_yasso_pools p = {a[i], w[i], e[i], nn[i], h[i]};

		p = qs_yasso_after(x, p);
		p = qs_yasso_after(x, p);
		p = qs_yasso_after(x, p);
		p = qs_yasso_after(x, p);
		p = qs_yasso_after(x, p);
		p = qs_yasso_after(x, p);
		p = qs_yasso_after(x, p);
		p = qs_yasso_after(x, p);
		a[i] = p.a;
		w[i] = p.w;
		e[i] = p.e;
		nn[i] = p.n;
		h[i] = p.h;
	}
}

static uint64_t largest(size_t n, const uint64_t *more)
{
	uint64_t most = 0;

	for (size_t i = 0; i < n; i++)
		most = more[i] > most ? more[i] : most;
	return most;
}

static struct qs_yasso_lanes lanes_from(const struct qs_yasso_lanes *lanes, size_t i)
{
	struct qs_yasso_lanes l = {lanes->years + i,
				   lanes->f_awe + i,
				   lanes->f_n + i,
				   lanes->f_h + i,
				   lanes->size + i,
				   lanes->leached + i,
				   {0}};

	for (int pool = 0; pool < QS_YASSO_POOLS; pool++)
		l.litter[pool] = lanes->litter[pool] + i;
	return l;
}

void QS_K(yasso_step)(size_t n, const struct qs_yasso *yasso, const struct qs_yasso_lanes *lanes, double *restrict a,
		      double *restrict w, double *restrict e, double *restrict nn, double *restrict h)
{
	struct qs_yasso_maps maps;
	uint64_t more[CHUNK];

	for (size_t i = 0; i < n; i += CHUNK) {
		const size_t m = n - i < CHUNK ? n - i : CHUNK;
		const struct qs_yasso_lanes l = lanes_from(lanes, i);
		uint64_t most;

		start_maps(m, yasso, &l, &maps, more);
		for (int near = 1; near < NEAR; near++)
			square_near(m, &maps);
		square_to_whole(m, &maps);
		most = largest(m, more);
		for (uint64_t done = 0; done < most; done++)
			square_maps(m, more, done, &maps);
		apply_maps(m, &maps, a + i, w + i, e + i, nn + i, h + i);
	}
}

/* ---- the steady state ---- */

/* Solves -x p + f = 0 of a map's D and f by elimination from N to A; -D is diagonally dominant by column, so no pivot
 * is needed. */
QS_K_INLINE struct qs_yasso_pools steady(const struct qs_yasso_map x)
{
	struct qs_yasso_pools p;
	const double n = -1.0 / x.nn;
	const double an = x.an * n, wn = x.wn * n, en = x.en * n;
	const double aa = x.aa + an * x.na, aw = x.aw + an * x.nw, ae = x.ae + an * x.ne, fa = x.fa + an * x.fn;
	const double wa = x.wa + wn * x.na, ww = x.ww + wn * x.nw, we = x.we + wn * x.ne, fw = x.fw + wn * x.fn;
	const double ea = x.ea + en * x.na, ew = x.ew + en * x.nw, ee = x.ee + en * x.ne, fe = x.fe + en * x.fn;
	const double e = -1.0 / ee;
	const double ae2 = ae * e, we2 = we * e;
	const double a2 = aa + ae2 * ea, aw2 = aw + ae2 * ew, fa2 = fa + ae2 * fe;
	const double wa2 = wa + we2 * ea, ww2 = ww + we2 * ew, fw2 = fw + we2 * fe;
	const double w = -1.0 / ww2;
	const double aw3 = aw2 * w;

	p.a = -(fa2 + aw3 * fw2) / (a2 + aw3 * wa2);
	p.w = (fw2 + wa2 * p.a) * w;
	p.e = (fe + ea * p.a + ew * p.w) * e;
	p.n = (x.fn + x.na * p.a + x.nw * p.w + x.ne * p.e) * n;
	p.h = (x.ra * p.a + x.rw * p.w + x.re * p.e + x.rn * p.n + x.e) / -x.g;
	return p;
}

void QS_K(yasso_steady)(size_t n, const struct qs_yasso *yasso, const struct qs_yasso_lanes *lanes, double *restrict a,
			double *restrict w, double *restrict e, double *restrict nn, double *restrict h)
{
	const struct qs_yasso y = *yasso;
	const struct qs_yasso_lanes l = *lanes;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_yasso_pools p = steady(rate_map(&y, rates_of(&y, &l, i), &l, i, 1.0));

		a[i] = p.a;
		w[i] = p.w;
		e[i] = p.e;
		nn[i] = p.n;
		h[i] = p.h;
	}
}
