/* Services over columns. */
#include "kernels/services.h"

#include "kernels/kernels.h"

void QS_K(services_soil)(size_t n, const struct qs_services_soil *soil, const double *restrict retained,
			 double *restrict sediment, double *restrict nitrogen, double *restrict phosphorus)
{
	const struct qs_services_soil s = *soil;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		sediment[i] = retained[i] * s.siltation_frac / s.bulk_density;
		nitrogen[i] = retained[i] * s.nitrogen_frac;
		phosphorus[i] = retained[i] * s.phosphorus_frac;
	}
}

void QS_K(services_water)(size_t n, const double *restrict precip, const double *restrict runoff,
			  const double *restrict et, const double *restrict area, double *restrict volume)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		volume[i] = 10.0 * (precip[i] - runoff[i] - et[i]) * area[i];
}

void QS_K(services_heat)(size_t n, double latent, const double *restrict et, const double *restrict area,
			 double *restrict heat)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		heat[i] = 1e4 * et[i] * area[i] * latent / 3.6;
}

void QS_K(services_times)(size_t n, double factor, const double *restrict quantity, double *restrict product)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		product[i] = quantity[i] * factor;
}

void QS_K(services_carbon)(size_t n, double worth, const double *restrict base, const double *restrict alternate,
			   const double *restrict area, double *restrict change, double *restrict per_ha,
			   double *restrict total)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		change[i] = alternate[i] - base[i];
		per_ha[i] = change[i] * worth;
		total[i] = per_ha[i] * area[i];
	}
}
