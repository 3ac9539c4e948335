/* Century: the pools that a repeated year leaves as they were (kernels/century.h). */
#include "kernels/century_core.h"

#include "kernels/kernels.h"

enum { MONTHS = 12 };

/* A lane's year. */
struct year {
	struct qs_century_lane lane;
	const double *xi, *surface_in, *soil_in; /* month m at [m * step] */
	size_t step, parts;
	double time;
};

/* One part of a step on one lane: kernels/century.c has the same for a column. */
static struct qs_century_state run_part(const struct qs_century_flows k, const struct qs_century_state at)
{
	double s[QS_CENTURY_TERMS + 1], weight = 1.0, c = 1.0;
	struct qs_century_state t = at, integral = {0};

	s[QS_CENTURY_TERMS] = 1.0 / (QS_CENTURY_TERMS + 1);
	for (int m = QS_CENTURY_TERMS; m > 0; m--) {
		s[m - 1] = 1.0 / m * (1.0 + k.z * s[m]);
		weight = 1.0 + 1.0 / m * k.z * weight;
	}
	integral = qs_century_add(integral, s[0], t);
	for (int m = 1; m <= QS_CENTURY_TERMS; m++) {
		t = qs_century_term(k, 1.0 / m, c, t);
		integral = qs_century_add(integral, s[m], t);
		c = c * k.z * (1.0 / m);
	}
	return qs_century_apply(k, integral, weight, at);
}

/* The state after the year; inputs are left out if `bare`. */
static struct qs_century_state run_year(const struct year *y, struct qs_century_state x, _Bool bare)
{
	const double share = 1.0 / (double)y->parts, t = y->time * share;
	double co2 = 0.0;

	for (size_t m = 0; m < MONTHS; m++) {
		const double surface_in = bare ? 0.0 : y->surface_in[m * y->step] * share;
		const double soil_in = bare ? 0.0 : y->soil_in[m * y->step] * share;

		const struct qs_century_flows flows =
			qs_century_flows_of(y->lane, y->xi[m * y->step] * t, surface_in, soil_in);

		for (size_t part = 0; part < y->parts; part++) {
			x = run_part(flows, x);
			co2 += x.co2;
		}
	}
	x.co2 = co2;
	return x;
}

/* Litter: over the year s becomes exp(-k Z) s + f, Z the year's xi t, so s = f/(1 - exp(-k Z)). */
static struct qs_century_state litter(const struct year *y)
{
	const struct qs_century_state none = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
	struct qs_century_state x = run_year(y, none, 0);
	double z = 0.0;

	for (size_t m = 0; m < MONTHS; m++)
		z += y->xi[m * y->step] * y->time;
	x.ss /= -qs_k_expm1(-y->lane.k_ss * z);
	x.ms /= -qs_k_expm1(-y->lane.k_ms * z);
	x.sb /= -qs_k_expm1(-y->lane.k_sb * z);
	x.mb /= -qs_k_expm1(-y->lane.k_mb * z);
	x.a = x.l = x.p = 0.0;
	return x;
}

/* Soil: with a, l, p what a year makes of a unit of each pool and f what it makes of litter and input, s = M s + f.
 * 1 - M is known without subtraction (what a pool sends on and respires), and elimination adds only. */
static void solve_soil(const struct year *y, struct qs_century_state *x)
{
	const struct qs_century_state one_a = {.a = 1.0}, one_l = {.l = 1.0}, one_p = {.p = 1.0};
	const struct qs_century_state f = run_year(y, *x, 0);
	const struct qs_century_state a = run_year(y, one_a, 1), l = run_year(y, one_l, 1), p = run_year(y, one_p, 1);
	const double from_a = a.l + a.p + a.co2;
	const double la = l.a / from_a, pa = p.a / from_a, fa = f.a / from_a;
	const double l_to_p = l.p + a.p * la, l_out = l.co2 + a.co2 * la;
	const double p_to_l = p.l + a.l * pa, p_out = p.co2 + a.co2 * pa;
	const double from_l = l_to_p + l_out, in_l = f.l + a.l * fa;
	const double in_p = f.p + a.p * fa + l_to_p * in_l / from_l;

	x->p = in_p / (p_out + l_out * p_to_l / from_l);
	x->l = (in_l + p_to_l * x->p) / from_l;
	x->a = fa + la * x->l + pa * x->p;
}

void QS_K(century_equilibrium)(size_t n, const struct qs_century_rates *rates, double time, size_t parts,
			       const struct qs_century_soil *soil, const double *restrict xi,
			       const double *restrict surface_in, const double *restrict soil_in,
			       const struct qs_century_pools *pools)
{
	const double k_most = qs_century_fastest(rates);

	for (size_t i = 0; i < n; i++) {
		const struct year y = {
			.lane = qs_century_lane_of(*rates, k_most, soil->lignin_nitrogen[i], soil->lignin[i],
						   soil->texture[i]),
			.xi = xi + i,
			.surface_in = surface_in + i,
			.soil_in = soil_in + i,
			.step = n,
			.parts = parts,
			.time = time,
		};
		struct qs_century_state x = litter(&y);

		solve_soil(&y, &x);
		pools->str_surface[i] = x.ss;
		pools->met_surface[i] = x.ms;
		pools->str_soil[i] = x.sb;
		pools->met_soil[i] = x.mb;
		pools->active[i] = x.a;
		pools->slow[i] = x.l;
		pools->passive[i] = x.p;
	}
}
