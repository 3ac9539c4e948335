/* Soil loss over columns. */
#include "kernels/erosion.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

#define LOG10_E 0.43429448190325182765

void QS_K(erosion_cover)(size_t n, double c_min, double c_max, const double *restrict cover_pct, double *restrict c)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double cover = cover_pct[i];
		const double open = 0.6508 - 0.3436 * (LOG10_E * qs_k_log(cover <= 0 ? 1.0 : cover));
		const double full = cover > 78.3 ? 0.0 : open;
		const double any = cover <= 0 ? 1.0 : full; /* NaN stays */
		const double low = any < c_min ? c_min : any;

		c[i] = low > c_max ? c_max : low;
	}
}

static inline double of_class(const double *row, double cover)
{
	const double open = cover < 0.1 ? row[0] : cover < 0.3 ? row[1] : row[2];
	const double full = cover < 0.7 ? row[3] : cover < 0.9 ? row[4] : row[5];

	return cover < 0.5 ? open : full;
}

void QS_K(erosion_cover_table)(size_t n, const struct qs_erosion_table *table, const double *restrict cover,
			       const double *restrict trees, const double *restrict shrubs,
			       const double *restrict herbs, double *restrict c)
{
	const struct qs_erosion_table t = *table;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double all = trees[i] + shrubs[i] + herbs[i];
		const double sum = trees[i] * of_class(t.c[0], cover[i]) + shrubs[i] * of_class(t.c[1], cover[i]) +
				   herbs[i] * of_class(t.c[2], cover[i]);

		c[i] = all > 0 ? sum / all : 1.0;
	}
}

void QS_K(erosion_cover_plots)(size_t n, const double ratio[QS_EROSION_GROUPS], double full, double c_min,
			       const double *restrict trees, const double *restrict shrubs,
			       const double *restrict herbs, double *restrict c)
{
	const double tree = qs_k_log(ratio[0]) / full, shrub = qs_k_log(ratio[1]) / full,
		     herb = qs_k_log(ratio[2]) / full;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double left = qs_k_exp(trees[i] * tree + shrubs[i] * shrub + herbs[i] * herb);

		c[i] = left < c_min ? c_min : left;
	}
}

void QS_K(erosion_loss)(size_t n, const double *restrict r, const double *restrict k, const double *restrict ls,
			const double *restrict c, const double *restrict p, double *restrict potential,
			double *restrict actual, double *restrict retention)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double rkls = r[i] * k[i] * ls[i], left = c[i] * p[i];

		potential[i] = rkls;
		actual[i] = rkls * left;
		retention[i] = rkls * (1.0 - left);
	}
}
