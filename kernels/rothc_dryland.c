/* RothC for dry soils: the month's water (kernels/rothc_dryland.h). */
#include "kernels/rothc_core.h"

#include "kernels/kernels.h"

void QS_K(rothc_dryland_moisture)(size_t n, const double *restrict smd_max, const double *restrict smd_bare,
				  const double *restrict smd_one, const double *restrict smd_dry,
				  const double *restrict least, const double *restrict cover,
				  const double *restrict balance_mm, double *restrict swc, double *restrict b)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double limit = (1.0 - cover[i]) * smd_bare[i] + cover[i] * smd_max[i];

		swc[i] = qs_rothc_step_water(smd_max[i], limit, balance_mm[i], swc[i]);
		const double line = qs_rothc_factor_b(smd_one[i], smd_dry[i], least[i], swc[i]);
		b[i] = swc[i] < smd_dry[i] ? least[i] : line;
	}
}
