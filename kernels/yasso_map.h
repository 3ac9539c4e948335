/* The affine map that a time makes of the pools of Yasso, and its powers.
 *
 * x becomes x + D x + f for A, W, E, N, and h becomes h + r x + g h + e: the part that a map adds to what was there, as
 * a matrix of six columns whose last row is zero. Near no change at all that part keeps its digits; where a map does
 * much, I + D has no negative element and no difference is left in its powers. Inline pieces of kernels/yasso.c.
 */
#ifndef QS_KERNELS_YASSO_MAP_H
#define QS_KERNELS_YASSO_MAP_H

#include "kernels/elementary.h"

/* D row by row (to, from), f, r, g and e. */
struct qs_yasso_map {
	double aa, aw, ae, an, wa, ww, we, wn, ea, ew, ee, en, na, nw, ne, nn;
	double fa, fw, fe, fn;
	double ra, rw, re, rn, g, e;
};

/* Maps of a chunk of lanes. */
enum { QS_YASSO_CHUNK = 64 };

struct qs_yasso_maps {
	double aa[QS_YASSO_CHUNK], aw[QS_YASSO_CHUNK], ae[QS_YASSO_CHUNK], an[QS_YASSO_CHUNK];
	double wa[QS_YASSO_CHUNK], ww[QS_YASSO_CHUNK], we[QS_YASSO_CHUNK], wn[QS_YASSO_CHUNK];
	double ea[QS_YASSO_CHUNK], ew[QS_YASSO_CHUNK], ee[QS_YASSO_CHUNK], en[QS_YASSO_CHUNK];
	double na[QS_YASSO_CHUNK], nw[QS_YASSO_CHUNK], ne[QS_YASSO_CHUNK], nn[QS_YASSO_CHUNK];
	double fa[QS_YASSO_CHUNK], fw[QS_YASSO_CHUNK], fe[QS_YASSO_CHUNK], fn[QS_YASSO_CHUNK];
	double ra[QS_YASSO_CHUNK], rw[QS_YASSO_CHUNK], re[QS_YASSO_CHUNK], rn[QS_YASSO_CHUNK];
	double g[QS_YASSO_CHUNK], e[QS_YASSO_CHUNK];
};

struct qs_yasso_pools {
	double a, w, e, n, h;
};

QS_K_INLINE void qs_yasso_put(struct qs_yasso_maps *to, size_t i, const struct qs_yasso_map x)
{
	to->aa[i] = x.aa;
	to->aw[i] = x.aw;
	to->ae[i] = x.ae;
	to->an[i] = x.an;
	to->wa[i] = x.wa;
	to->ww[i] = x.ww;
	to->we[i] = x.we;
	to->wn[i] = x.wn;
	to->ea[i] = x.ea;
	to->ew[i] = x.ew;
	to->ee[i] = x.ee;
	to->en[i] = x.en;
	to->na[i] = x.na;
	to->nw[i] = x.nw;
	to->ne[i] = x.ne;
	to->nn[i] = x.nn;
	to->fa[i] = x.fa;
	to->fw[i] = x.fw;
	to->fe[i] = x.fe;
	to->fn[i] = x.fn;
	to->ra[i] = x.ra;
	to->rw[i] = x.rw;
	to->re[i] = x.re;
	to->rn[i] = x.rn;
	to->g[i] = x.g;
	to->e[i] = x.e;
}

QS_K_INLINE struct qs_yasso_map qs_yasso_get(const struct qs_yasso_maps *from, size_t i)
{
	const struct qs_yasso_map x = {from->aa[i], from->aw[i], from->ae[i], from->an[i], from->wa[i], from->ww[i],
				       from->we[i], from->wn[i], from->ea[i], from->ew[i], from->ee[i], from->en[i],
				       from->na[i], from->nw[i], from->ne[i], from->nn[i], from->fa[i], from->fw[i],
				       from->fe[i], from->fn[i], from->ra[i], from->rw[i], from->re[i], from->rn[i],
				       from->g[i],  from->e[i]};

	return x;
}

/* x if it is so, else y. */
QS_K_INLINE struct qs_yasso_map qs_yasso_choose(_Bool so, const struct qs_yasso_map x, const struct qs_yasso_map y)
{
	const struct qs_yasso_map z = {
		qs_k_select(so, x.aa, y.aa), qs_k_select(so, x.aw, y.aw), qs_k_select(so, x.ae, y.ae),
		qs_k_select(so, x.an, y.an), qs_k_select(so, x.wa, y.wa), qs_k_select(so, x.ww, y.ww),
		qs_k_select(so, x.we, y.we), qs_k_select(so, x.wn, y.wn), qs_k_select(so, x.ea, y.ea),
		qs_k_select(so, x.ew, y.ew), qs_k_select(so, x.ee, y.ee), qs_k_select(so, x.en, y.en),
		qs_k_select(so, x.na, y.na), qs_k_select(so, x.nw, y.nw), qs_k_select(so, x.ne, y.ne),
		qs_k_select(so, x.nn, y.nn), qs_k_select(so, x.fa, y.fa), qs_k_select(so, x.fw, y.fw),
		qs_k_select(so, x.fe, y.fe), qs_k_select(so, x.fn, y.fn), qs_k_select(so, x.ra, y.ra),
		qs_k_select(so, x.rw, y.rw), qs_k_select(so, x.re, y.re), qs_k_select(so, x.rn, y.rn),
		qs_k_select(so, x.g, y.g),   qs_k_select(so, x.e, y.e)};

	return z;
}

/* x y of two matrices whose last row is zero. */
QS_K_INLINE struct qs_yasso_map qs_yasso_times(const struct qs_yasso_map x, const struct qs_yasso_map y)
{
	struct qs_yasso_map z;

	z.aa = (x.aa * y.aa + x.aw * y.wa) + (x.ae * y.ea + x.an * y.na);
	z.aw = (x.aa * y.aw + x.aw * y.ww) + (x.ae * y.ew + x.an * y.nw);
	z.ae = (x.aa * y.ae + x.aw * y.we) + (x.ae * y.ee + x.an * y.ne);
	z.an = (x.aa * y.an + x.aw * y.wn) + (x.ae * y.en + x.an * y.nn);
	z.wa = (x.wa * y.aa + x.ww * y.wa) + (x.we * y.ea + x.wn * y.na);
	z.ww = (x.wa * y.aw + x.ww * y.ww) + (x.we * y.ew + x.wn * y.nw);
	z.we = (x.wa * y.ae + x.ww * y.we) + (x.we * y.ee + x.wn * y.ne);
	z.wn = (x.wa * y.an + x.ww * y.wn) + (x.we * y.en + x.wn * y.nn);
	z.ea = (x.ea * y.aa + x.ew * y.wa) + (x.ee * y.ea + x.en * y.na);
	z.ew = (x.ea * y.aw + x.ew * y.ww) + (x.ee * y.ew + x.en * y.nw);
	z.ee = (x.ea * y.ae + x.ew * y.we) + (x.ee * y.ee + x.en * y.ne);
	z.en = (x.ea * y.an + x.ew * y.wn) + (x.ee * y.en + x.en * y.nn);
	z.na = (x.na * y.aa + x.nw * y.wa) + (x.ne * y.ea + x.nn * y.na);
	z.nw = (x.na * y.aw + x.nw * y.ww) + (x.ne * y.ew + x.nn * y.nw);
	z.ne = (x.na * y.ae + x.nw * y.we) + (x.ne * y.ee + x.nn * y.ne);
	z.nn = (x.na * y.an + x.nw * y.wn) + (x.ne * y.en + x.nn * y.nn);
	z.fa = (x.aa * y.fa + x.aw * y.fw) + (x.ae * y.fe + x.an * y.fn);
	z.fw = (x.wa * y.fa + x.ww * y.fw) + (x.we * y.fe + x.wn * y.fn);
	z.fe = (x.ea * y.fa + x.ew * y.fw) + (x.ee * y.fe + x.en * y.fn);
	z.fn = (x.na * y.fa + x.nw * y.fw) + (x.ne * y.fe + x.nn * y.fn);
	z.ra = (x.ra * y.aa + x.rw * y.wa) + (x.re * y.ea + x.rn * y.na) + x.g * y.ra;
	z.rw = (x.ra * y.aw + x.rw * y.ww) + (x.re * y.ew + x.rn * y.nw) + x.g * y.rw;
	z.re = (x.ra * y.ae + x.rw * y.we) + (x.re * y.ee + x.rn * y.ne) + x.g * y.re;
	z.rn = (x.ra * y.an + x.rw * y.wn) + (x.re * y.en + x.rn * y.nn) + x.g * y.rn;
	z.g = x.g * y.g;
	z.e = (x.ra * y.fa + x.rw * y.fw) + (x.re * y.fe + x.rn * y.fn) + x.g * y.e;
	return z;
}

/* s x + t y */
QS_K_INLINE struct qs_yasso_map qs_yasso_mix(double s, const struct qs_yasso_map x, double t,
					     const struct qs_yasso_map y)
{
	struct qs_yasso_map z;

	z.aa = s * x.aa + t * y.aa;
	z.aw = s * x.aw + t * y.aw;
	z.ae = s * x.ae + t * y.ae;
	z.an = s * x.an + t * y.an;
	z.wa = s * x.wa + t * y.wa;
	z.ww = s * x.ww + t * y.ww;
	z.we = s * x.we + t * y.we;
	z.wn = s * x.wn + t * y.wn;
	z.ea = s * x.ea + t * y.ea;
	z.ew = s * x.ew + t * y.ew;
	z.ee = s * x.ee + t * y.ee;
	z.en = s * x.en + t * y.en;
	z.na = s * x.na + t * y.na;
	z.nw = s * x.nw + t * y.nw;
	z.ne = s * x.ne + t * y.ne;
	z.nn = s * x.nn + t * y.nn;
	z.fa = s * x.fa + t * y.fa;
	z.fw = s * x.fw + t * y.fw;
	z.fe = s * x.fe + t * y.fe;
	z.fn = s * x.fn + t * y.fn;
	z.ra = s * x.ra + t * y.ra;
	z.rw = s * x.rw + t * y.rw;
	z.re = s * x.re + t * y.re;
	z.rn = s * x.rn + t * y.rn;
	z.g = s * x.g + t * y.g;
	z.e = s * x.e + t * y.e;
	return z;
}

/* x with s added to the diagonal of D and to g. */
QS_K_INLINE struct qs_yasso_map qs_yasso_shift(struct qs_yasso_map x, double s)
{
	x.aa += s;
	x.ww += s;
	x.ee += s;
	x.nn += s;
	x.g += s;
	return x;
}

/* x (y + u I), I the unit matrix of all six columns. */
QS_K_INLINE struct qs_yasso_map qs_yasso_times_plus(const struct qs_yasso_map x, const struct qs_yasso_map y, double u)
{
	struct qs_yasso_map z = qs_yasso_times(x, qs_yasso_shift(y, u));

	z.fa += u * x.fa;
	z.fw += u * x.fw;
	z.fe += u * x.fe;
	z.fn += u * x.fn;
	z.e += u * x.e;
	return z;
}

/* What exp(x) adds, to degree 8 in three products. With s = sqrt 177 and u = (1 + s)/528, Bader, Blanes and Casas 2019
 * have it as x + c8 x^2 + (2/3 x^2 + u p) (v4 + v5 x + v6 x^2 + v7 u p), p = x^2 (4 x + x^2); u is taken out of the
 * first factor. */
QS_K_INLINE struct qs_yasso_map qs_yasso_exp(const struct qs_yasso_map x)
{
	const double c3 = 0x1.89bb78af6cabcp+4;  /* 2/(3 u) */
	const double c4 = 0x1.e55f744f4e252p-7;  /* u (-271 + 29 s)/210 */
	const double c5 = 0x1.1e11e11e11e12p-8;  /* u 11 (-1 + s)/840 */
	const double c6 = 0x1.90486068f5f84p-12; /* u 11 (-9 + s)/3360 */
	const double c7 = 0x1.a01a01a01a01ap-16; /* u^2 (89 - s)/2240 */
	const double c8 = 0x1.157d04e6f24b6p-3;  /* (857 - 58 s)/630 */
	const struct qs_yasso_map x2 = qs_yasso_times(x, x);
	const struct qs_yasso_map p = qs_yasso_times(x2, qs_yasso_mix(4.0, x, 1.0, x2));
	const struct qs_yasso_map left = qs_yasso_mix(c3, x2, 1.0, p);
	const struct qs_yasso_map right = qs_yasso_mix(1.0, qs_yasso_mix(c5, x, c6, x2), c7, p);

	return qs_yasso_mix(1.0, qs_yasso_mix(1.0, x, c8, x2), 1.0, qs_yasso_times_plus(left, right, c4));
}

/* Twice what x does, x the part that is added: x (x + 2). */
QS_K_INLINE struct qs_yasso_map qs_yasso_twice_near(const struct qs_yasso_map x)
{
	return qs_yasso_times_plus(x, x, 2.0);
}

/* The same of a map whose D and g have the unit matrix in them. */
QS_K_INLINE struct qs_yasso_map qs_yasso_twice(const struct qs_yasso_map x)
{
	struct qs_yasso_map z = qs_yasso_times(x, x);

	z.fa += x.fa;
	z.fw += x.fw;
	z.fe += x.fe;
	z.fn += x.fn;
	z.e += x.e;
	return z;
}

/* The pools after a map with the unit matrix in it. */
QS_K_INLINE struct qs_yasso_pools qs_yasso_after(const struct qs_yasso_map x, const struct qs_yasso_pools p)
{
	struct qs_yasso_pools q;

	q.a = ((x.aa * p.a + x.aw * p.w) + (x.ae * p.e + x.an * p.n)) + x.fa;
	q.w = ((x.wa * p.a + x.ww * p.w) + (x.we * p.e + x.wn * p.n)) + x.fw;
	q.e = ((x.ea * p.a + x.ew * p.w) + (x.ee * p.e + x.en * p.n)) + x.fe;
	q.n = ((x.na * p.a + x.nw * p.w) + (x.ne * p.e + x.nn * p.n)) + x.fn;
	q.h = ((x.ra * p.a + x.rw * p.w) + (x.re * p.e + x.rn * p.n)) + (x.g * p.h + x.e);
	return q;
}

#endif
