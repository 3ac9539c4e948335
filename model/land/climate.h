/* Climate of a site: one station's normals moved by elevation, varied between years by region.
 *
 * Temperature T(z) = T_station - lapse * (z - z_station); rain is the site's yearly figure with the station's monthly
 * shares; reference evaporation by Hargreaves from the daily range and radiation of the slope (model/land/climate.c).
 */
#ifndef QS_MODEL_LAND_CLIMATE_H
#define QS_MODEL_LAND_CLIMATE_H

#include "model/base/fields.h"

struct qs_kernels;

#define QS_FIELDS_REGION(X) \
	X(ID, id, none, "", 0, 0, 0, 0, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, 0, "名称", "name") \
	X(STRING, station, none, "", 0, 0, 0, QS_REQUIRED, "气象站", "station, an id of `list climate`") \
	X(NUMBER, trend_c_per_decade, none, "C", -2, 2, 0, QS_SAMPLED, "升温趋势", "warming a decade") \
	X(NUMBER, rain_trend_frac_per_decade, none, "1", -0.5, 0.5, 0, QS_SAMPLED, "降水趋势", "change of rain a decade") \
	X(NUMBER, temperature_sd_c, none, "C", 0, 5, 0.6, 0, "气温年际标准差", "standard deviation of yearly means") \
	X(NUMBER, rain_sd_frac, none, "1", 0, 1, 0.24, 0, "降水年际变差系数", "coefficient of variation of yearly rain") \
	X(NUMBER, rain_correlation, none, "1", 0, 1, 0.8, 0, "区域间相关系数", "correlation of years between regions")
QS_FIELD_STRUCT(region, QS_FIELDS_REGION);

#define QS_FIELDS_CLIMATE_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(NUMBER, elevation_m, none, "m", -430, 6000, 0, QS_REQUIRED, "海拔", "elevation") \
	X(NUMBER, lat, none, "degree", -66, 66, 40, QS_REQUIRED, "纬度", "latitude") \
	X(NUMBER, temperature_c, none, "C", -30, 35, 0, QS_REQUIRED, "年均气温", "mean temperature of the year") \
	X(SERIES, temperature_anomaly_c, none, "C", -40, 40, 0, QS_REQUIRED, "逐月气温距平", "months minus year") \
	X(SERIES, rain_share_frac, none, "1", 0, 1, 0, QS_REQUIRED, "逐月降水占比", "months' share of the year's rain") \
	X(NUMBER, daily_range_c, none, "C", 1, 30, 11, QS_REQUIRED, "气温日较差", "mean daily temperature range") \
	X(NUMBER, lapse_c_per_km, none, "C", 0, 10, 6, QS_REQUIRED, "气温直减率", "lapse rate")
QS_FIELD_STRUCT(climate_pack, QS_FIELDS_CLIMATE_PACK);

struct qs_site;
struct qs_unit;
struct qs_land_pack;

/* The normal year of a unit. Everything but temperature and rain is derived (FAO-56, Hargreaves), not measured. */
struct qs_unit_climate {
	double temperature_c;      /* mean of the year */
	double rain_mm;            /* of the year */
	double month_c[12];        /* mean temperature */
	double month_rain_mm[12];
	double extraterrestrial[12]; /* Ra, MJ/m2/d, FAO-56 eq. 21 */
	double radiation[12];      /* Rs of a horizontal plane, MJ/m2/d: kRs sqrt(range) Ra, FAO-56 eq. 50 */
	double slope_factor[12];   /* radiation on the slope / on the horizontal plane */
	double et_slope_mm_c[12];  /* PET of the month = this * max(0, T + 17.8), mm; Hargreaves, FAO-56 eq. 52 */
	double pet_mm[12];
	double vpd_kpa[12];        /* (es(Tmax) + es(Tmin))/2 - es(Tmin), FAO-56 eq. 11, 12, 48 */
	double frost_days[12];     /* days with a minimum below 0 C, minima normal around T - range/2 */
};

/* Hour angles of the middles of a day's steps, and the sun in the middles of the months. */
enum { QS_SUN_STEPS = 288 };

struct qs_sun_hours {
	const struct qs_kernels *kernels;
	double cosine[QS_SUN_STEPS], sine[QS_SUN_STEPS];
	double sin_sun[12], cos_sun[12]; /* of its declination, FAO-56 eq. 24 */
	double distance[12];             /* inverse relative distance, eq. 23 */
};

/* Fills them: once for many units. */
void qs_sun_hours(const struct qs_kernels *kernels, struct qs_sun_hours *sun);

/* The normal year of a unit from its station, its site's elevation, latitude and rain, and its slope and aspect. */
void qs_unit_climate(const struct qs_climate_pack *station, const struct qs_land_pack *land, const struct qs_site *site,
		     const struct qs_unit *unit, const struct qs_sun_hours *sun, struct qs_unit_climate *climate);

/* Of it what evaporation depends on: temperature_c, rain_mm, extraterrestrial, radiation, slope_factor, et_slope_mm_c. */
void qs_unit_evaporation(const struct qs_climate_pack *station, const struct qs_land_pack *land, const struct qs_site *site,
			 const struct qs_unit *unit, const struct qs_sun_hours *sun, struct qs_unit_climate *climate);

/* Vapour pressure deficit (kPa) of a day between two temperatures, dew point at the lower one: FAO-56 eq. 11, 12, 48. */
double qs_vpd_kpa(double coldest_c, double warmest_c);

/* Days of a month (0 January) with a minimum below 0 C, minima normal around a mean. */
double qs_frost_days(size_t month, double coldest_c, double sd_c);

#endif
