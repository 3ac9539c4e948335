/* Thornthwaite's year (kernels/pet.h). A plain function, compiled once. */
#include "kernels/elementary.h"
#include "kernels/pet.h"

enum { MONTHS = 12 };

void qs_pet_thornthwaite(const double *mean_c, const double *daylight_h, const double *days, struct qs_pet_year *year)
{
	double heat = 0;

	for (size_t m = 0; m < MONTHS; m++)
		heat += mean_c[m] > 0 ? qs_k_pow(mean_c[m] / 5.0, 1.514) : 0;
	year->heat_index = heat;
	year->exponent = 0.49239 + heat * (1.792e-2 + heat * (-7.71e-5 + heat * 6.75e-7));
	for (size_t m = 0; m < MONTHS; m++)
		year->pet_mm[m] = mean_c[m] > 0 ? 16.0 * (daylight_h[m] / 12.0) * (days[m] / 30.0) *
							  qs_k_pow(10.0 * mean_c[m] / heat, year->exponent)
						: 0;
}
