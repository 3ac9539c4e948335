/* Sizes of mean trees: diameter, basal area, height, crowns, and the ratio of foliage to stem. */
#include "kernels/kernels.h"
#include "kernels/threepg/strip.h"

void QS_K(threepg_weigh)(size_t n, const struct qs_threepg_block *b)
{
	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const stems = qs_3pg_state(b, c, QS_3PG_N);
		const double *restrict const stem = qs_3pg_state(b, c, QS_3PG_STEM);
		const double *restrict const foliage = qs_3pg_state(b, c, QS_3PG_FOLIAGE);
		const double *restrict const sla = qs_3pg_result(b, c, QS_3PG_SLA);
		double *restrict const tree = qs_3pg_state(b, c, QS_3PG_TREE);
		double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			tree[i] = stems[i] > 0 ? stem[i] * 1000.0 / stems[i] : 0.0;
			lai[i] = foliage[i] * sla[i] * 0.1;
		}
	}
}

/* Competition: the sum of basal areas by wood density. Mean height by stems, where cohorts are compared. */
static void stand(size_t n, const struct qs_threepg_block *b)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	double *restrict const comp = qs_3pg_stand(b, S_COMP), *restrict const ln_comp = qs_3pg_stand(b, S_LN_COMP);
	double *restrict const inverse = qs_3pg_stand(b, S_INV_HEIGHT), *restrict const sum = qs_3pg_stand(b, S_BA);
	double *restrict const heights = qs_3pg_stand(b, S_ACTIVE);

	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const rho = qs_3pg_result(b, c, QS_3PG_RHO);
		const double *restrict const ba = qs_3pg_state(b, c, QS_3PG_BA);
		const double *restrict const stems = qs_3pg_state(b, c, QS_3PG_N);
		const double *restrict const h = qs_3pg_state(b, c, QS_3PG_H);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double before = c ? sum[i] : 0.0;

			sum[i] = before + rho[i] * ba[i];
		}
		if (b->cohorts == 1)
			continue;
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			heights[i] = (c ? heights[i] : 0.0) + h[i] * stems[i];
			inverse[i] = (c ? inverse[i] : 0.0) + stems[i];
		}
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double ln = qs_3pg_log(sum[i]);

		comp[i] = update[i] > 0 ? sum[i] : comp[i];
		ln_comp[i] = update[i] > 0 ? ln : ln_comp[i];
	}
	if (b->cohorts == 1)
		return;
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		inverse[i] = heights[i] > 0 ? inverse[i] / heights[i] : 0.0;
}

/* ln of height over mean height; 0 where nothing stands. */
static void relative(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	const double *restrict const inverse = qs_3pg_stand(b, S_INV_HEIGHT);
	const double *restrict const h = qs_3pg_state(b, c, QS_3PG_H);
	double *restrict const ln_rel = qs_3pg_result(b, c, W_LN_REL);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double ln = qs_3pg_log(inverse[i] > 0 ? h[i] * inverse[i] : 1.0);

		ln_rel[i] = update[i] > 0 ? ln : ln_rel[i];
	}
}

/* D = (w / aWS)^(1 / nWS), without correction; as the cohort's sizes if they need none. */
static void plain(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	const double *restrict const tree = qs_3pg_state(b, c, QS_3PG_TREE);
	const double *restrict const stems = qs_3pg_state(b, c, QS_3PG_N);
	const double *restrict const ln_a = qs_3pg_coef(b, c, QS_3PG_C_WS_LN_A);
	const double *restrict const inv_n = qs_3pg_coef(b, c, QS_3PG_C_WS_INV_N);
	double *restrict const d = qs_3pg_state(b, c, QS_3PG_D), *restrict const ba = qs_3pg_state(b, c, QS_3PG_BA);
	double *restrict const ln_d = qs_3pg_state(b, c, QS_3PG_LN_D), *restrict const cv2 = qs_3pg_result(b, c, W_CV2);
	double *restrict const size = qs_3pg_result(b, c, W_PLAIN);
	const _Bool bias = b->settings.bias;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool now = !bias & (update[i] > 0);
		const double ln = (qs_3pg_log(tree[i]) - ln_a[i]) * inv_n[i];
		const double x = qs_3pg_size(ln);

		size[i] = x;
		ln_d[i] = now ? ln : ln_d[i];
		d[i] = now ? x : d[i];
		ba[i] = now ? x * x / 4.0 * QS_3PG_PI * stems[i] / 10000.0 : ba[i];
		cv2[i] = bias ? cv2[i] : 0.0;
	}
}

/* Height by powers. */
static void height_1(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	const double *restrict const ln_comp = qs_3pg_stand(b, S_LN_COMP);
	const double *restrict const ln_d = qs_3pg_state(b, c, QS_3PG_LN_D);
	const double *restrict const cv2 = qs_3pg_result(b, c, W_CV2);
	const double *restrict const a = qs_3pg_coef(b, c, QS_3PG_C_H_A);
	const double *restrict const by_d = qs_3pg_coef(b, c, QS_3PG_C_H_D);
	const double *restrict const by_comp = qs_3pg_coef(b, c, QS_3PG_C_H_COMP);
	const double *restrict const bias = qs_3pg_coef(b, c, QS_3PG_C_BIAS_H);
	double *restrict const h = qs_3pg_state(b, c, QS_3PG_H);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double size = a[i] * qs_3pg_size(by_d[i] * ln_d[i] + by_comp[i] * ln_comp[i]) *
				    (1.0 + qs_3pg_half(bias[i] * cv2[i]));

		h[i] = update[i] > 0 ? size : h[i];
	}
}

/* 1.3 + a exp(-b / D) + c comp D */
QS_K_INLINE double exponential(double a, double by_d, double by_comp, double d, double comp)
{
	const double inverse = d > 1e-100 ? 1.0 / d : 1e100;

	return 1.3 + a * qs_3pg_size(-by_d * inverse) + by_comp * comp * d;
}

/* Height by exponentials. */
static void height_2(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE), *restrict const comp = qs_3pg_stand(b, S_COMP);
	const double *restrict const d = qs_3pg_state(b, c, QS_3PG_D);
	const double *restrict const a = qs_3pg_coef(b, c, QS_3PG_C_H_A);
	const double *restrict const by_d = qs_3pg_coef(b, c, QS_3PG_C_H_D);
	const double *restrict const by_comp = qs_3pg_coef(b, c, QS_3PG_C_H_COMP);
	double *restrict const h = qs_3pg_state(b, c, QS_3PG_H);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double size = exponential(a[i], by_d[i], by_comp[i], d[i], comp[i]);

		h[i] = update[i] > 0 ? size : h[i];
	}
}

void QS_K(threepg_sizes)(size_t n, const struct qs_threepg_block *b)
{
	const int alone = b->cohorts == 1, bias = b->settings.bias;

	/* twice: each round reads the heights and basal areas of the one before; what the first leaves unread is left
	 * out */
	for (int round = 0; round < 2; round++) {
		const int heights = round == 1 || !alone;

		if (heights || bias)
			stand(n, b);
		for (size_t c = 0; c < b->cohorts && !alone; c++)
			relative(n, b, c);
		for (size_t c = 0; c < b->cohorts; c++) {
			if (round == 0)
				plain(n, b, c);
			if (bias)
				QS_K(threepg_biased)(n, b, c);
			if (heights && b->settings.height == 1)
				height_1(n, b, c);
			else if (heights)
				height_2(n, b, c);
		}
	}
}

/* ---- crowns ---- */

/* Length of crowns, at most the height. */
static void length_1(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE), *restrict const lai = qs_3pg_stand(b, S_LAI);
	const double *restrict const ln_comp = qs_3pg_stand(b, S_LN_COMP);
	const double *restrict const ln_d = qs_3pg_state(b, c, QS_3PG_LN_D);
	const double *restrict const ln_rel = qs_3pg_result(b, c, W_LN_REL);
	const double *restrict const cv2 = qs_3pg_result(b, c, W_CV2), *restrict const h = qs_3pg_state(b, c, QS_3PG_H);
	const double *restrict const a = qs_3pg_coef(b, c, QS_3PG_C_L_A);
	const double *restrict const by_d = qs_3pg_coef(b, c, QS_3PG_C_L_D);
	const double *restrict const by_lai = qs_3pg_coef(b, c, QS_3PG_C_L_LAI);
	const double *restrict const by_comp = qs_3pg_coef(b, c, QS_3PG_C_L_COMP);
	const double *restrict const by_rel = qs_3pg_coef(b, c, QS_3PG_C_L_REL);
	const double *restrict const bias = qs_3pg_coef(b, c, QS_3PG_C_BIAS_L);
	double *restrict const spare = qs_3pg_result(b, c, W_SPARE);
	double *restrict const length = qs_3pg_state(b, c, QS_3PG_CROWN_LENGTH);
	const int with_lai = qs_3pg_any(n, by_lai);

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		spare[i] = by_d[i] * ln_d[i] + by_comp[i] * ln_comp[i] + by_rel[i] * ln_rel[i];
	if (with_lai) {
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			spare[i] += by_lai[i] * qs_3pg_log(lai[i]);
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double size = a[i] * qs_3pg_size(spare[i]) * (1.0 + qs_3pg_half(bias[i] * cv2[i]));
		const double most = size > h[i] ? h[i] : size;

		length[i] = update[i] > 0 ? most : length[i];
	}
}

static void length_2(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE), *restrict const comp = qs_3pg_stand(b, S_COMP);
	const double *restrict const d = qs_3pg_state(b, c, QS_3PG_D), *restrict const h = qs_3pg_state(b, c, QS_3PG_H);
	const double *restrict const a = qs_3pg_coef(b, c, QS_3PG_C_L_A);
	const double *restrict const by_d = qs_3pg_coef(b, c, QS_3PG_C_L_D);
	const double *restrict const by_comp = qs_3pg_coef(b, c, QS_3PG_C_L_COMP);
	double *restrict const length = qs_3pg_state(b, c, QS_3PG_CROWN_LENGTH);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double size = exponential(a[i], by_d[i], by_comp[i], d[i], comp[i]);
		const double most = size > h[i] ? h[i] : size;

		length[i] = update[i] > 0 ? most : length[i];
	}
}

/* Width of crowns, 0 without leaves. */
static void width(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	const double *restrict const ln_comp = qs_3pg_stand(b, S_LN_COMP);
	const double *restrict const ln_d = qs_3pg_state(b, c, QS_3PG_LN_D);
	const double *restrict const ln_rel = qs_3pg_result(b, c, W_LN_REL);
	const double *restrict const cv2 = qs_3pg_result(b, c, W_CV2), *restrict const h = qs_3pg_state(b, c, QS_3PG_H);
	const double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI);
	const double *restrict const a = qs_3pg_coef(b, c, QS_3PG_C_W_A);
	const double *restrict const by_d = qs_3pg_coef(b, c, QS_3PG_C_W_D);
	const double *restrict const by_h = qs_3pg_coef(b, c, QS_3PG_C_W_H);
	const double *restrict const by_comp = qs_3pg_coef(b, c, QS_3PG_C_W_COMP);
	const double *restrict const by_rel = qs_3pg_coef(b, c, QS_3PG_C_W_REL);
	const double *restrict const bias = qs_3pg_coef(b, c, QS_3PG_C_BIAS_W);
	double *restrict const spare = qs_3pg_result(b, c, W_SPARE);
	double *restrict const wide = qs_3pg_state(b, c, QS_3PG_CROWN_WIDTH);
	const int with_h = qs_3pg_any(n, by_h);

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		spare[i] = by_d[i] * ln_d[i] + by_comp[i] * ln_comp[i] + by_rel[i] * ln_rel[i];
	if (with_h) {
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			spare[i] += by_h[i] * qs_3pg_log(h[i]);
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double size = a[i] * qs_3pg_size(spare[i]) * (1.0 + qs_3pg_half(bias[i] * cv2[i]));
		const double leafed = lai[i] > 0 ? size : 0.0;

		wide[i] = update[i] > 0 ? leafed : wide[i];
	}
}

/* Foliage to stem by D. */
static void partition(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	const double *restrict const ln_d = qs_3pg_state(b, c, QS_3PG_LN_D);
	const double *restrict const cv2 = qs_3pg_result(b, c, W_CV2);
	const double *restrict const a = qs_3pg_coef(b, c, QS_3PG_C_PFS_A);
	const double *restrict const power = qs_3pg_coef(b, c, QS_3PG_C_PFS_N);
	const double *restrict const bias = qs_3pg_coef(b, c, QS_3PG_C_BIAS_PFS);
	double *restrict const pfs = qs_3pg_state(b, c, QS_3PG_PFS);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double ratio = a[i] * qs_3pg_size(power[i] * ln_d[i]) * (1.0 + qs_3pg_half(bias[i] * cv2[i]));

		pfs[i] = update[i] > 0 ? ratio : pfs[i];
	}
}

void QS_K(threepg_crowns)(size_t n, const struct qs_threepg_block *b)
{
	double *restrict const total = qs_3pg_stand(b, S_LAI);

	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI);

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			total[i] = (c ? total[i] : 0.0) + lai[i];
	}
	for (size_t c = 0; c < b->cohorts; c++) {
		if (b->settings.height == 1)
			length_1(n, b, c);
		else
			length_2(n, b, c);
		width(n, b, c);
		partition(n, b, c);
	}
}
