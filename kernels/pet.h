/* Reference and potential evapotranspiration in four ways.
 *
 * Daily methods give mm/d by lane, at least `least` (0, or -INFINITY to leave negative values); temperatures in degC,
 * Ra extraterrestrial radiation in MJ/(m2 d), of which 1 MJ evaporates 0.408 mm.
 */
#ifndef QS_KERNELS_PET_H
#define QS_KERNELS_PET_H

#include <stddef.h>

/* What a day's equation of Penman and Monteith takes. */
struct qs_pet_day {
	const double *mean_c, *wind_2m;      /* degC; m/s at 2 m */
	const double *net, *ground;          /* net radiation, heat flux into the ground, MJ/(m2 d) */
	const double *saturated, *vapour;    /* vapour pressure: saturation, actual, kPa */
	const double *slope, *psychrometric; /* kPa/degC */
};

/* FAO Irrigation and Drainage Paper 56 (Allen et al. 1998), equation 6; D slope, g psychrometric constant:
 * (0.408 D (Rn - G) + g 900/(T + kelvin) u2 (es - ea)) / (D + g (1 + 0.34 u2)), kelvin 273. */
typedef void qs_k_pet_penman_fn(size_t n, double kelvin, double least, const struct qs_pet_day *day,
				double *restrict et0);

/* Hargreaves and Samani 1985: 0.0023 (T + 17.8) sqrt(Tmax - Tmin) 0.408 Ra. */
typedef void qs_k_pet_hargreaves_fn(size_t n, double least, const double *restrict mean_c, const double *restrict min_c,
				    const double *restrict max_c, const double *restrict ra, double *restrict et0);

/* Droogers and Allen 2002: 0.0013 0.408 Ra (T + 17) (Tmax - Tmin - 0.0123 P)^0.76 with the month's rain P in mm; 0
 * where the base of the power is not above 0. */
typedef void qs_k_pet_hargreaves_rain_fn(size_t n, double least, const double *restrict mean_c,
					 const double *restrict min_c, const double *restrict max_c,
					 const double *restrict ra, const double *restrict rain_month,
					 double *restrict et0);

/* A year by Thornthwaite. */
struct qs_pet_year {
	double heat_index, exponent;
	double pet_mm[12];
};

/* Thornthwaite 1948: 16 (L/12) (N/30) (10 T/I)^a mm a month, I = sum (T/5)^1.514,
 * a = 6.75e-7 I^3 - 7.71e-5 I^2 + 1.792e-2 I + 0.49239; L hours of daylight, N days. Months at or below 0 degC have
 * none; there is no other form above 26.5 degC. Arrays of 12. */
void qs_pet_thornthwaite(const double *mean_c, const double *daylight_h, const double *days, struct qs_pet_year *year);

#endif
