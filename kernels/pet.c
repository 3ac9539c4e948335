/* Daily evapotranspiration over columns. */
#include "kernels/pet.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

#define MM_PER_MJ 0.408

void QS_K(pet_penman)(size_t n, double kelvin, double least, const struct qs_pet_day *day, double *restrict et0)
{
	const struct qs_pet_day d = *day;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double radiation = MM_PER_MJ * d.slope[i] * (d.net[i] - d.ground[i]);
		const double air = d.psychrometric[i] * (900.0 / (d.mean_c[i] + kelvin)) * d.wind_2m[i] *
				   (d.saturated[i] - d.vapour[i]);
		const double et = (radiation + air) / (d.slope[i] + d.psychrometric[i] * (1.0 + 0.34 * d.wind_2m[i]));

		et0[i] = et < least ? least : et;
	}
}

void QS_K(pet_hargreaves)(size_t n, double least, const double *restrict mean_c, const double *restrict min_c,
			  const double *restrict max_c, const double *restrict ra, double *restrict et0)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double et = 0.0023 * (mean_c[i] + 17.8) * sqrt(max_c[i] - min_c[i]) * (MM_PER_MJ * ra[i]);

		et0[i] = et < least ? least : et;
	}
}

void QS_K(pet_hargreaves_rain)(size_t n, double least, const double *restrict mean_c, const double *restrict min_c,
			       const double *restrict max_c, const double *restrict ra,
			       const double *restrict rain_month, double *restrict et0)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double base = max_c[i] - min_c[i] - 0.0123 * rain_month[i];
		const double power = qs_k_pow(base <= 0 ? 0.0 : base, 0.76);
		const double et = 0.0013 * (MM_PER_MJ * ra[i]) * (mean_c[i] + 17.0) * power;

		et0[i] = et < least ? least : et;
	}
}
