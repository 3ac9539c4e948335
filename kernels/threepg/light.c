/* Light absorbed by cohorts: one canopy each (3-PGpjs) or layers of crowns (3-PGmix). */
#include "kernels/kernels.h"
#include "kernels/threepg/strip.h"

#define LN_10 2.302585092994046
#define NEVER 1e250 /* a height beyond all */

static void pjs(size_t n, const struct qs_threepg_block *b, double days, size_t c)
{
	const double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI);
	const double *restrict const age = qs_3pg_result(b, c, W_AGE_M);
	const double *restrict const full = qs_3pg_coef(b, c, QS_3PG_C_FULL_AGE);
	const double *restrict const k = qs_3pg_coef(b, c, QS_3PG_C_K);
	const double *restrict const sun = qs_3pg_weather(b, QS_3PG_SUN), *restrict const vpd =
										  qs_3pg_weather(b, QS_3PG_VPD);
	double *restrict const apar = qs_3pg_result(b, c, QS_3PG_APAR), *restrict const fi = qs_3pg_result(b, c, W_FI);
	double *restrict const vpd_here = qs_3pg_result(b, c, W_VPD);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool open = (full[i] > 0) & (age[i] < full[i]) & (lai[i] > 0);
		const double cover = open ? (age[i] + 0.01) / full[i] : 1.0;
		const double share = (1.0 - qs_3pg_exp(-k[i] * lai[i] / cover)) * cover;

		apar[i] = sun[i] * days * share;
		fi[i] = 0.0; /* only layers share net radiation */
		vpd_here[i] = vpd[i];
	}
}

/* Surface of crowns with rounded sides (ellipsoid 2, half an ellipsoid 3) of radius r and length l, by Thomsen's
 * formula: 4 pi r^2 ((1 + 2 (h / r)^p) / 3)^(1/p), p = 1.6075, h half the length or, of half an ellipsoid, all of it.
 */
static void round_surface(size_t n, const struct qs_threepg_block *b, size_t c, double *restrict surface)
{
	const double *restrict const length = qs_3pg_state(b, c, QS_3PG_CROWN_LENGTH);
	const double *restrict const width = qs_3pg_state(b, c, QS_3PG_CROWN_WIDTH);
	const double *restrict const shape = qs_3pg_coef(b, c, QS_3PG_C_SHAPE);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool whole = shape[i] == 2;
		const double r = 0.5 * width[i], h = whole ? 0.5 * length[i] : length[i];
		const double u = qs_3pg_size(1.6075 * qs_3pg_log(h / (r > 0 ? r : 1.0)));
		const double power = qs_3pg_size(qs_3pg_log((1.0 + 2.0 * u) / 3.0) * (1.0 / 1.6075));
		const double all = 4.0 * QS_3PG_PI * r * r * power;

		surface[i] = whole ? all : QS_3PG_PI * r * r + 0.5 * all;
	}
}

/* Crowns of a cohort: their volume, and k times leaf area over surface. */
static void crowns(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI);
	const double *restrict const stems = qs_3pg_state(b, c, QS_3PG_N);
	const double *restrict const length = qs_3pg_state(b, c, QS_3PG_CROWN_LENGTH);
	const double *restrict const width = qs_3pg_state(b, c, QS_3PG_CROWN_WIDTH);
	const double *restrict const shape = qs_3pg_coef(b, c, QS_3PG_C_SHAPE);
	const double *restrict const k = qs_3pg_coef(b, c, QS_3PG_C_K);
	double *restrict const filled = qs_3pg_result(b, c, W_FILLED), *restrict const kl = qs_3pg_result(b, c, W_KL);
	double *restrict const ratio = qs_3pg_result(b, c, W_RATIO), *restrict const round =
									     qs_3pg_result(b, c, W_SPARE);

	round_surface(n, b, c, round);
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double r = 0.5 * width[i], l = length[i];
		const double cone = QS_3PG_PI * r * (r + sqrt(r * r + l * l));
		const double box = 2.0 * width[i] * (width[i] + 2.0 * l);
		const double surface = shape[i] == 1 ? cone : shape[i] == 4 ? box : round[i];
		const double part = shape[i] == 1 ? QS_3PG_PI / 12.0 : shape[i] == 4 ? 1.0 : QS_3PG_PI / 6.0;
		const _Bool leafed = (lai[i] > 0) & (stems[i] > 0);
		const double each = leafed ? stems[i] * surface : 1.0;

		filled[i] = leafed ? part * width[i] * width[i] * l * stems[i] : 0.0;
		kl[i] = k[i] * lai[i];
		const double over = each > 0 ? lai[i] * 10000.0 / each : NEVER;

		/* kLS is 1 long before; without an end, a crown of no width makes 0 times infinity in other layers */
		ratio[i] = leafed ? k[i] * (over < NEVER ? over : NEVER) : 0.0;
	}
}

/* Gaps between crowns: of the canopy's filled fraction and kLS, k times leaf area over crown surface. */
QS_K_INLINE double horizontal(double filled, double kls, double sun_term)
{
	const double tenth = qs_3pg_exp(-LN_10 * filled);
	const double capped = kls > 1.0 ? 1.0 : kls;

	return 0.8285 + (1.09498 - 0.781928 * capped) * tenth - 0.6714096 * tenth + sun_term;
}

static void alone(size_t n, const struct qs_threepg_block *b, double days)
{
	const double *restrict const lai = qs_3pg_state(b, 0, QS_3PG_LAI), *restrict const h =
										   qs_3pg_state(b, 0, QS_3PG_H);
	const double *restrict const length = qs_3pg_state(b, 0, QS_3PG_CROWN_LENGTH);
	const double *restrict const filled = qs_3pg_result(b, 0, W_FILLED);
	const double *restrict const kl = qs_3pg_result(b, 0, W_KL), *restrict const ratio =
									     qs_3pg_result(b, 0, W_RATIO);
	const double *restrict const sun = qs_3pg_weather(b, QS_3PG_SUN), *restrict const vpd =
										  qs_3pg_weather(b, QS_3PG_VPD);
	const double *restrict const term = qs_3pg_weather(b, QS_3PG_SUN_TERM);
	double *restrict const apar = qs_3pg_result(b, 0, QS_3PG_APAR), *restrict const fi = qs_3pg_result(b, 0, W_FI);
	double *restrict const vpd_here = qs_3pg_result(b, 0, W_VPD);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double deep = h[i] - (h[i] - length[i]);
		const double share = deep > 0 ? filled[i] / (deep * 10000.0) : 0.0;
		const double part = (1.0 - qs_3pg_exp(-kl[i])) * horizontal(share, ratio[i], term[i]);

		fi[i] = lai[i] > 0 ? part : 0.0;
		apar[i] = sun[i] * days * fi[i];
		vpd_here[i] = vpd[i];
	}
}

/* ---- layers ---- */

/* Crowns that overlap, directly or by others between, are one layer: its top and bottom for each cohort. */
static void join(size_t n, const struct qs_threepg_block *b)
{
	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const h = qs_3pg_state(b, c, QS_3PG_H);
		const double *restrict const length = qs_3pg_state(b, c, QS_3PG_CROWN_LENGTH);
		double *restrict const top = qs_3pg_result(b, c, W_TOP);
		double *restrict const bottom = qs_3pg_result(b, c, W_BOTTOM);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			top[i] = h[i];
			bottom[i] = h[i] - length[i];
		}
	}
	for (size_t round = 1; round < b->cohorts; round++)
		for (size_t c = 0; c < b->cohorts; c++)
			for (size_t o = 0; o < b->cohorts; o++) {
				double *restrict const top = qs_3pg_result(b, c, W_TOP);
				double *restrict const bottom = qs_3pg_result(b, c, W_BOTTOM);
				const double *restrict const other_top = qs_3pg_result(b, o, W_TOP);
				const double *restrict const other_bottom = qs_3pg_result(b, o, W_BOTTOM);

				if (o == c)
					continue;
#pragma omp simd
				for (size_t i = 0; i < n; i++) {
					const _Bool meet = (other_bottom[i] <= top[i]) & (bottom[i] <= other_top[i]);
					const double t = other_top[i] > top[i] ? other_top[i] : top[i];
					const double u = other_bottom[i] < bottom[i] ? other_bottom[i] : bottom[i];

					top[i] = meet ? t : top[i];
					bottom[i] = meet ? u : bottom[i];
				}
			}
}

/* The sums that gather adds to, empty. */
static void no_sums(size_t n, const struct qs_threepg_block *b, size_t c)
{
	for (int k = W_SUM_KL; k <= W_ABOVE_LAI; k++) {
		double *restrict const sum = qs_3pg_result(b, c, k);

		for (size_t i = 0; i < n; i++)
			sum[i] = 0.0;
	}
}

/* What cohort o adds to the sums of cohort c's layer and of the layers above it. */
static void gather(size_t n, const struct qs_threepg_block *b, size_t c, size_t o)
{
	const double *restrict const top = qs_3pg_result(b, c, W_TOP), *restrict const other =
									       qs_3pg_result(b, o, W_TOP);
	const double *restrict const lai = qs_3pg_state(b, o, QS_3PG_LAI), *restrict const kl =
										   qs_3pg_result(b, o, W_KL);
	const double *restrict const filled = qs_3pg_result(b, o, W_FILLED), *restrict const ratio =
										     qs_3pg_result(b, o, W_RATIO);
	double *restrict const sum_kl = qs_3pg_result(b, c, W_SUM_KL), *restrict const kls =
									       qs_3pg_result(b, c, W_SUM_KLS);
	double *restrict const sum_filled = qs_3pg_result(b, c, W_SUM_FILLED);
	double *restrict const sum_lai = qs_3pg_result(b, c, W_SUM_LAI);
	double *restrict const above_kl = qs_3pg_result(b, c, W_ABOVE_KL);
	double *restrict const above_lai = qs_3pg_result(b, c, W_ABOVE_LAI);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double same = other[i] == top[i] ? 1.0 : 0.0, above = other[i] > top[i] ? 1.0 : 0.0;

		sum_kl[i] += same * kl[i];
		kls[i] += same * ratio[i] * kl[i];
		sum_filled[i] += same * filled[i];
		sum_lai[i] += same * lai[i];
		above_kl[i] += above * kl[i];
		above_lai[i] += above * lai[i];
	}
}

/* Top and bottom of the leafed crowns in cohort c's layer. */
static void leafed(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const layer = qs_3pg_result(b, c, W_TOP);
	double *restrict const top = qs_3pg_result(b, c, W_LEAF_TOP), *restrict const bottom =
									      qs_3pg_result(b, c, W_LEAF_BOTTOM);

	for (size_t i = 0; i < n; i++) {
		top[i] = -NEVER;
		bottom[i] = NEVER;
	}
	for (size_t o = 0; o < b->cohorts; o++) {
		const double *restrict const other = qs_3pg_result(b, o, W_TOP), *restrict const h =
											 qs_3pg_state(b, o, QS_3PG_H);
		const double *restrict const lai = qs_3pg_state(b, o, QS_3PG_LAI);
		const double *restrict const length = qs_3pg_state(b, o, QS_3PG_CROWN_LENGTH);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const _Bool here = (other[i] == layer[i]) & (lai[i] > 0);
			const double t = here ? h[i] : -NEVER, u = here ? h[i] - length[i] : NEVER;

			top[i] = t > top[i] ? t : top[i];
			bottom[i] = u < bottom[i] ? u : bottom[i];
		}
	}
}

/* The cohort's part of its layer's light, before the parts of a layer are made to sum to 1; and its vapour deficit. */
static void part_of_layer(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI), *restrict const h =
										   qs_3pg_state(b, c, QS_3PG_H);
	const double *restrict const length = qs_3pg_state(b, c, QS_3PG_CROWN_LENGTH);
	const double *restrict const kl = qs_3pg_result(b, c, W_KL), *restrict const sum_kl =
									     qs_3pg_result(b, c, W_SUM_KL);
	const double *restrict const leaf_top = qs_3pg_result(b, c, W_LEAF_TOP);
	const double *restrict const leaf_bottom = qs_3pg_result(b, c, W_LEAF_BOTTOM);
	const double *restrict const sum_lai = qs_3pg_result(b, c, W_SUM_LAI);
	const double *restrict const above_lai = qs_3pg_result(b, c, W_ABOVE_LAI);
	const double *restrict const vpd_lai = qs_3pg_coef(b, c, QS_3PG_C_VPD_LAI);
	const double *restrict const vpd = qs_3pg_weather(b, QS_3PG_VPD);
	double *restrict const part = qs_3pg_result(b, c, W_PART), *restrict const vpd_here =
									   qs_3pg_result(b, c, W_VPD);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool any = sum_lai[i] > 0; /* else heights of the layer's leaves are not there */
		const double middle = any ? leaf_bottom[i] + (leaf_top[i] - leaf_bottom[i]) / 2.0 : 1.0;
		const double r = (h[i] - length[i] / 2.0) / (middle > 0 ? middle : 1.0);
		const double x = sum_kl[i] > 0 ? kl[i] / sum_kl[i] : 0.0;
		const double raw = 0.012306 + 0.2366090 * x + 0.029118 * r + 0.608381 * x * r;
		const double own = (any & (r < 0.9999999999999)) ? sum_lai[i] * (1.0 - r) : 0.0;

		part[i] = lai[i] > 0 ? raw : 0.0;
		vpd_here[i] = vpd[i] * qs_3pg_exp((above_lai[i] + own) * vpd_lai[i]);
	}
}

static void absorb(size_t n, const struct qs_threepg_block *b, double days, size_t c)
{
	const double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI), *restrict const part =
										   qs_3pg_result(b, c, W_PART);
	const double *restrict const sum_part = qs_3pg_result(b, c, W_SUM_PART);
	const double *restrict const sum_kl = qs_3pg_result(b, c, W_SUM_KL), *restrict const kls =
										     qs_3pg_result(b, c, W_SUM_KLS);
	const double *restrict const above_kl = qs_3pg_result(b, c, W_ABOVE_KL);
	const double *restrict const filled = qs_3pg_result(b, c, W_SUM_FILLED);
	const double *restrict const leaf_top = qs_3pg_result(b, c, W_LEAF_TOP);
	const double *restrict const leaf_bottom = qs_3pg_result(b, c, W_LEAF_BOTTOM);
	const double *restrict const sun = qs_3pg_weather(b, QS_3PG_SUN), *restrict const term =
										  qs_3pg_weather(b, QS_3PG_SUN_TERM);
	double *restrict const apar = qs_3pg_result(b, c, QS_3PG_APAR), *restrict const fi = qs_3pg_result(b, c, W_FI);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double deep = leaf_top[i] - leaf_bottom[i];
		const double share = deep > 0 ? filled[i] / (deep * 10000.0) : 0.0;
		const double weighted = sum_kl[i] > 0 ? kls[i] / sum_kl[i] : 0.0;
		const double layer = qs_3pg_exp(-above_kl[i]) * (1.0 - qs_3pg_exp(-sum_kl[i]));
		const double vertical = sum_part[i] > 0 ? part[i] / sum_part[i] : part[i];

		fi[i] = lai[i] > 0 ? layer * horizontal(share, weighted, term[i]) * vertical : 0.0;
		apar[i] = sun[i] * days * fi[i];
	}
}

static void layers(size_t n, const struct qs_threepg_block *b, double days)
{
	join(n, b);
	for (size_t c = 0; c < b->cohorts; c++) {
		no_sums(n, b, c);
		for (size_t o = 0; o < b->cohorts; o++)
			gather(n, b, c, o);
		leafed(n, b, c);
		part_of_layer(n, b, c);
	}
	for (size_t c = 0; c < b->cohorts; c++) {
		double *restrict const sum = qs_3pg_result(b, c, W_SUM_PART);

		for (size_t o = 0; o < b->cohorts; o++) {
			const double *restrict const top = qs_3pg_result(b, c, W_TOP);
			const double *restrict const other = qs_3pg_result(b, o, W_TOP);
			const double *restrict const part = qs_3pg_result(b, o, W_PART);

#pragma omp simd
			for (size_t i = 0; i < n; i++)
				sum[i] = (o ? sum[i] : 0.0) + (other[i] == top[i] ? part[i] : 0.0);
		}
		absorb(n, b, days, c);
	}
}

void QS_K(threepg_light)(size_t n, const struct qs_threepg_block *b, double days)
{
	for (size_t c = 0; c < b->cohorts; c++) {
		if (b->settings.light == 1)
			pjs(n, b, days, c);
		else
			crowns(n, b, c);
	}
	if (b->settings.light == 1)
		return;
	if (b->cohorts == 1)
		alone(n, b, days);
	else
		layers(n, b, days);
}
