/* Century over columns: factors of climate, the step. */
#include "kernels/century_core.h"

#include "kernels/kernels.h"

void QS_K(century_temperature)(size_t n, double t_max_c, double t_opt_c, const double *restrict temperature_c,
			       double *restrict factor)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool alive = temperature_c[i] < t_max_c;
		const double x = qs_k_select(alive, (t_max_c - temperature_c[i]) / (t_max_c - t_opt_c), 1.0);
		const double f = qs_k_pow(x, 0.2) * qs_k_exp(0.2 / 2.63 * (1.0 - qs_k_pow(x, 2.63)));

		factor[i] = qs_k_select(alive, f, 0.0);
	}
}

void QS_K(century_daycent_temperature)(size_t n, const double *restrict temperature_c, double *restrict factor)
{
	const double pi = 0x1.921fb54442d18p+1;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double f = 0.56 + 1.46 * qs_k_atan(pi * 0.0309 * (temperature_c[i] - 15.7)) / pi;

		factor[i] = qs_k_select(f < 0.0, 0.0, f);
	}
}

void QS_K(century_moisture)(size_t n, const double *restrict rain, const double *restrict pet, double *restrict factor)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool demand = pet[i] > 0.0;
		const double ratio = rain[i] / qs_k_select(demand, pet[i], 1.0);

		factor[i] = qs_k_select(demand, 1.0 / (1.0 + 30.0 * qs_k_exp(-8.5 * ratio)), 1.0);
	}
}

/* Lanes whose series runs at once: its terms stay in the first-level cache. */
enum { CHUNK = 32 };

struct chunk {
	double ss[CHUNK], ms[CHUNK], sb[CHUNK], mb[CHUNK], a[CHUNK], l[CHUNK], p[CHUNK], co2[CHUNK];
};

struct chunk_flows {
	double z[CHUNK], ss[CHUNK], ms[CHUNK], sb[CHUNK], mb[CHUNK], a[CHUNK], l[CHUNK], p[CHUNK];
	double surface_active[CHUNK], soil_active[CHUNK], structural_slow[CHUNK], active_slow[CHUNK];
	double in_ss[CHUNK], in_ms[CHUNK], in_sb[CHUNK], in_mb[CHUNK];
};

QS_K_INLINE struct qs_century_state get(const struct chunk *x, size_t i)
{
	return (struct qs_century_state){x->ss[i], x->ms[i], x->sb[i], x->mb[i], x->a[i], x->l[i], x->p[i], x->co2[i]};
}

QS_K_INLINE void put(struct chunk *x, size_t i, const struct qs_century_state s)
{
	x->ss[i] = s.ss;
	x->ms[i] = s.ms;
	x->sb[i] = s.sb;
	x->mb[i] = s.mb;
	x->a[i] = s.a;
	x->l[i] = s.l;
	x->p[i] = s.p;
	x->co2[i] = s.co2;
}

QS_K_INLINE struct qs_century_flows get_flows(const struct chunk_flows *f, size_t i)
{
	return (struct qs_century_flows){f->z[i],
					 f->ss[i],
					 f->ms[i],
					 f->sb[i],
					 f->mb[i],
					 f->a[i],
					 f->l[i],
					 f->p[i],
					 f->surface_active[i],
					 f->soil_active[i],
					 f->structural_slow[i],
					 f->active_slow[i],
					 f->in_ss[i],
					 f->in_ms[i],
					 f->in_sb[i],
					 f->in_mb[i]};
}

QS_K_INLINE void put_flows(struct chunk_flows *f, size_t i, const struct qs_century_flows k)
{
	f->z[i] = k.z;
	f->ss[i] = k.ss;
	f->ms[i] = k.ms;
	f->sb[i] = k.sb;
	f->mb[i] = k.mb;
	f->a[i] = k.a;
	f->l[i] = k.l;
	f->p[i] = k.p;
	f->surface_active[i] = k.surface_active;
	f->soil_active[i] = k.soil_active;
	f->structural_slow[i] = k.structural_slow;
	f->active_slow[i] = k.active_slow;
	f->in_ss[i] = k.in_ss;
	f->in_ms[i] = k.in_ms;
	f->in_sb[i] = k.in_sb;
	f->in_mb[i] = k.in_mb;
}

/* S_m of the series (kernels/century_core.h) and the sum of its weights. */
static void chunk_weights(size_t n, const double *restrict z, double s[QS_CENTURY_TERMS + 1][CHUNK],
			  double *restrict weight)
{
	for (size_t i = 0; i < CHUNK; i++) {
		s[QS_CENTURY_TERMS][i] = 1.0 / (QS_CENTURY_TERMS + 1);
		weight[i] = 1.0;
	}
	for (int m = QS_CENTURY_TERMS; m > 0; m--) {
		const double d = 1.0 / m;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			s[m - 1][i] = d * (1.0 + z[i] * s[m][i]);
			weight[i] = 1.0 + d * z[i] * weight[i];
		}
	}
}

/* A lane's way through the series. */
struct way {
	struct qs_century_state t, integral;
	double c;
};

QS_K_INLINE struct way onward(const struct qs_century_flows k, double d, double s, const struct way at)
{
	const struct qs_century_state t = qs_century_term(k, d, at.c, at.t);

	return (struct way){t, qs_century_add(at.integral, s, t), at.c * k.z * d};
}

/* A part of a step of n lanes; `at` is the state before and after. Five terms a pass stay in registers. */
static void chunk_part(size_t n, const struct chunk_flows *flows, double s[QS_CENTURY_TERMS + 1][CHUNK],
		       const double *restrict weight, struct chunk *at)
{
	struct chunk t = *at, integral;
	double c[CHUNK];

	for (size_t i = 0; i < CHUNK; i++) {
		const struct qs_century_state none = {0};

		put(&integral, i, qs_century_add(none, s[0][i], get(&t, i)));
		c[i] = 1.0;
	}
	for (int m = 1; m <= QS_CENTURY_TERMS; m += 5) {
		const double d0 = 1.0 / m, d1 = 1.0 / (m + 1), d2 = 1.0 / (m + 2), d3 = 1.0 / (m + 3),
			     d4 = 1.0 / (m + 4);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const struct qs_century_flows k = get_flows(flows, i);
			struct way x = {get(&t, i), get(&integral, i), c[i]};

			x = onward(k, d0, s[m][i], x);
			x = onward(k, d1, s[m + 1][i], x);
			x = onward(k, d2, s[m + 2][i], x);
			x = onward(k, d3, s[m + 3][i], x);
			x = onward(k, d4, s[m + 4][i], x);
			put(&t, i, x.t);
			put(&integral, i, x.integral);
			c[i] = x.c;
		}
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		put(at, i, qs_century_apply(get_flows(flows, i), get(&integral, i), weight[i], get(at, i)));
}

static void load(size_t n, size_t first, const struct qs_century_pools *pools, struct chunk *x)
{
	const struct qs_century_pools p = *pools;

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		put(x, i,
		    (struct qs_century_state){p.str_surface[first + i], p.met_surface[first + i], p.str_soil[first + i],
					      p.met_soil[first + i], p.active[first + i], p.slow[first + i],
					      p.passive[first + i], 0.0});
}

static void store(size_t n, size_t first, const struct chunk *x, const struct qs_century_pools *pools,
		  double *restrict respired)
{
	const struct qs_century_pools p = *pools;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		p.str_surface[first + i] = x->ss[i];
		p.met_surface[first + i] = x->ms[i];
		p.str_soil[first + i] = x->sb[i];
		p.met_soil[first + i] = x->mb[i];
		p.active[first + i] = x->a[i];
		p.slow[first + i] = x->l[i];
		p.passive[first + i] = x->p[i];
		respired[first + i] += x->co2[i];
	}
}

void QS_K(century_step)(size_t n, const struct qs_century_rates *rates, double time, size_t parts,
			const struct qs_century_soil *soil, const double *restrict xi,
			const double *restrict surface_in, const double *restrict soil_in,
			const struct qs_century_pools *pools, double *restrict respired)
{
	const struct qs_century_rates k = *rates;
	const struct qs_century_soil s = *soil;
	const double k_most = qs_century_fastest(rates), share = 1.0 / (double)parts, t = time * share;

	for (size_t first = 0; first < n; first += CHUNK) {
		const size_t lanes = n - first < CHUNK ? n - first : CHUNK;
		struct chunk_flows flows = {0};
		struct chunk x = {0};
		double sums[QS_CENTURY_TERMS + 1][CHUNK], weight[CHUNK];

#pragma omp simd
		for (size_t i = 0; i < lanes; i++) {
			const size_t j = first + i;
			const struct qs_century_lane lane =
				qs_century_lane_of(k, k_most, s.lignin_nitrogen[j], s.lignin[j], s.texture[j]);

			put_flows(&flows, i,
				  qs_century_flows_of(lane, xi[j] * t, surface_in[j] * share, soil_in[j] * share));
		}
		chunk_weights(lanes, flows.z, sums, weight);
		load(lanes, first, pools, &x);
		for (size_t part = 0; part < parts; part++) {
			chunk_part(lanes, &flows, sums, weight, &x);
			store(lanes, first, &x, pools, respired);
		}
	}
}
