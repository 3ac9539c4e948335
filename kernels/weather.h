/* A year's weather of lanes, and what plants make of it.
 *
 * Month by month: temperature and rain from a station's shape and the lane's own yearly figures, the potential
 * evapotranspiration that is linear in temperature (Hargreaves), the water balance and RothC's temperature factor.
 * Tables are [12][n], month first. Growth responses: 3-PG's temperature modifier relative to the normal year's, and a
 * saturating response to moisture relative to the normal year's.
 * Sources: Hargreaves and Samani 1985; Landsberg and Waring 1997 (f_T); Coleman and Jenkinson 2014 (a).
 */
#ifndef QS_KERNELS_WEATHER_H
#define QS_KERNELS_WEATHER_H

#include <stddef.h>

/* A station's year: months' temperature minus the year's mean (C), months' share of the year's rain. */
struct qs_station_year {
	double anomaly_c[12], rain_share[12];
};

/* The sun of twelve days over a slope, factors of the hour angle's cosine and sine: the sine of its height over the horizontal plane
 * is flat0 + flat1 cosine, over the slope slope0 + sun cosine toward + slope2 sine. */
struct qs_slope_days {
	double flat0[12], flat1[12], slope0[12], sun[12], slope2[12];
};

/* Sums of the two over `steps` hour angles, where they are above 0 and the sun is up (Duffie and Beckman, eq. 1.6.2). */
typedef void qs_k_slope_sums_fn(size_t steps, const double *cosine, const double *sine, const struct qs_slope_days *days,
				double toward, double flat[12], double inclined[12]);

/* The balance rain - PET (mm, table) and the rate factor a times `rate` (table) of a year of mean temperature `mean_c` (C)
 * and rain `rain_mm` (mm). PET of a month = et_slope (table, mm/C) * max(0, T + 17.8). */
typedef void qs_k_weather_year_fn(size_t n, const struct qs_station_year *station, const double *mean_c, const double *rain_mm,
				  const double *et_slope, const double *rate, double *balance_mm, double *a);

/* 3-PG's f_T at t (C): ((t-low)/(best-low)) ((high-t)/(high-best))^((high-best)/(best-low)), 0 outside (low, high). */
typedef void qs_k_weather_warmth_fn(size_t n, double low, double best, double high, const double *t, double *warmth);

/* Growth response: warmth / normal warmth * (1 + half) m / (half + m), m moisture relative to normal; 0 where the normal
 * warmth is 0. */
typedef void qs_k_weather_response_fn(size_t n, double half, const double *warmth, const double *normal_warmth,
				      const double *moisture, double *response);

#endif
