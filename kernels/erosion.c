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
