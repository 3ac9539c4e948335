#include "model/land/climate.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/land/land.h"
#include "model/land/site.h"

#include <math.h>

#define QS_THIS struct qs_region
QS_FIELD_TABLE(region, QS_FIELDS_REGION);
#undef QS_THIS

#define QS_THIS struct qs_climate_pack
QS_FIELD_TABLE(climate_pack, QS_FIELDS_CLIMATE_PACK);
#undef QS_THIS

static const double days_of_month[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
static const double middle_of_month[12] = {15, 46, 74, 105, 135, 166, 196, 227, 258, 288, 319, 349};

#define PI 3.14159265358979323846
#define RADIAN (PI / 180)

static double arc_cosine(double x)
{
	return x <= -1 ? PI : x >= 1 ? 0 : 2 * qs_k_atan(sqrt((1 - x) / (1 + x)));
}

static double declination(double day)
{
	return 0.409 * qs_k_sin(2 * PI / 365 * day - 1.39); /* FAO-56 eq. 24 */
}

void qs_sun_hours(const struct qs_kernels *kernels, struct qs_sun_hours *sun)
{
	sun->kernels = kernels;
	for (int i = 0; i < QS_SUN_STEPS; i++) {
		const double hour = 2 * PI * (i + 0.5) / QS_SUN_STEPS - PI;

		sun->cosine[i] = qs_k_cos(hour);
		sun->sine[i] = qs_k_sin(hour);
	}
	for (int m = 0; m < 12; m++) {
		const double down = declination(middle_of_month[m]);

		sun->sin_sun[m] = qs_k_sin(down);
		sun->cos_sun[m] = qs_k_cos(down);
		sun->distance[m] = 1 + 0.033 * qs_k_cos(2 * PI / 365 * middle_of_month[m]); /* FAO-56 eq. 23 */
	}
}

/* FAO-56 eq. 21, MJ/m2/d, of the middles of the months. */
static void extraterrestrial(const struct qs_sun_hours *sun, double lat_deg, double radiation[12])
{
	const double lat = lat_deg * RADIAN, sin_lat = qs_k_sin(lat), cos_lat = qs_k_cos(lat);

	for (int m = 0; m < 12; m++) {
		const double sine = sin_lat * sun->sin_sun[m], cosine = cos_lat * sun->cos_sun[m];
		const double sunset = arc_cosine(-sine / cosine); /* eq. 25 */

		radiation[m] = 24 * 60 / PI * 0.0820 * sun->distance[m] * (sunset * sine + cosine * qs_k_sin(sunset));
	}
}

/* Radiation on a slope over that on the horizontal plane, for the sun in the middles of the months: direct beams
 * integrated over the day (Duffie and Beckman, Solar engineering, eq. 1.6.2), diffuse by the visible sky (1 + cos
 * slope)/2. Angles in degree; aspect clockwise from north. */
static void slope_radiation(const struct qs_sun_hours *sun, double lat_deg, double slope_deg, double aspect_deg,
			    double diffuse_frac, double factor[12])
{
	const double lat = lat_deg * RADIAN, slope = slope_deg * RADIAN, azimuth = (aspect_deg - 180) * RADIAN;
	const double sin_lat = qs_k_sin(lat), cos_lat = qs_k_cos(lat);
	const double sin_slope = qs_k_sin(slope), cos_slope = qs_k_cos(slope);
	const double sin_azimuth = qs_k_sin(azimuth), cos_azimuth = qs_k_cos(azimuth);
	const double toward = cos_lat * cos_slope + sin_lat * sin_slope * cos_azimuth;
	struct qs_slope_days days;
	double flat[12], inclined[12];

	for (int m = 0; m < 12; m++) {
		const double sin_sun = sun->sin_sun[m], cos_sun = sun->cos_sun[m];

		days.flat0[m] = sin_sun * sin_lat;
		days.flat1[m] = cos_sun * cos_lat;
		days.slope0[m] = sin_sun * (sin_lat * cos_slope - cos_lat * sin_slope * cos_azimuth);
		days.sun[m] = cos_sun;
		days.slope2[m] = cos_sun * sin_slope * sin_azimuth;
	}
	sun->kernels->slope_sums(QS_SUN_STEPS, sun->cosine, sun->sine, &days, toward, flat, inclined);
	for (int m = 0; m < 12; m++) /* polar night: nothing to divide */
		factor[m] = flat[m] > 0
				    ? (1 - diffuse_frac) * inclined[m] / flat[m] + diffuse_frac * (1 + cos_slope) / 2
				    : 1;
}

/* Saturation vapour pressure, kPa: FAO-56 eq. 11. */
static double saturation_kpa(double t)
{
	return 0.6108 * qs_k_exp(17.27 * t / (t + 237.3));
}

double qs_vpd_kpa(double coldest_c, double warmest_c)
{
	return (saturation_kpa(warmest_c) - saturation_kpa(coldest_c)) / 2;
}

double qs_frost_days(size_t month, double coldest_c, double sd_c)
{
	return days_of_month[month] * 0.5 * qs_k_erfc(coldest_c / (sd_c * sqrt(2)));
}

void qs_unit_evaporation(const struct qs_climate_pack *station, const struct qs_land_pack *land,
			 const struct qs_site *site, const struct qs_unit *unit, const struct qs_sun_hours *sun,
			 struct qs_unit_climate *climate)
{
	const double above_m = site->elevation_m.value - station->elevation_m.value;
	const double range = sqrt(station->daily_range_c.value);

	climate->temperature_c = station->temperature_c.value - station->lapse_c_per_km.value * above_m / 1000;
	climate->rain_mm = site->rain_mm_per_year.value;
	extraterrestrial(sun, site->lat.value, climate->extraterrestrial);
	slope_radiation(sun, site->lat.value, unit->slope_deg.value, unit->aspect_deg.value, land->diffuse_frac.value,
			climate->slope_factor);
	for (int m = 0; m < 12; m++) {
		const double ra = climate->extraterrestrial[m];

		climate->radiation[m] = land->radiation_coefficient.value * range * ra;
		climate->et_slope_mm_c[m] = 0.0023 * 0.408 * ra * range * days_of_month[m] * climate->slope_factor[m];
	}
}

void qs_unit_climate(const struct qs_climate_pack *station, const struct qs_land_pack *land, const struct qs_site *site,
		     const struct qs_unit *unit, const struct qs_sun_hours *sun, struct qs_unit_climate *climate)
{
	const double range = station->daily_range_c.value;

	qs_unit_evaporation(station, land, site, unit, sun, climate);
	for (int m = 0; m < 12; m++) {
		const double t = climate->temperature_c + station->temperature_anomaly_c.items[m];
		const double coldest = t - range / 2, warmest = t + range / 2;

		climate->month_c[m] = t;
		climate->month_rain_mm[m] = climate->rain_mm * station->rain_share_frac.items[m];
		climate->pet_mm[m] = climate->et_slope_mm_c[m] * (t + 17.8 > 0 ? t + 17.8 : 0);
		climate->vpd_kpa[m] = qs_vpd_kpa(coldest, warmest);
		climate->frost_days[m] = qs_frost_days((size_t)m, coldest, land->frost_sd_c.value);
	}
}
