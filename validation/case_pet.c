#include "kernels/kernels.h"
#include "kernels/pet.h"
#include "validation/case_columns.h"
#include "validation/case_water.h"

#include <math.h>

enum { MONTHS = 12, PENMAN = 0, HARGREAVES, HARGREAVES_RAIN, THORNTHWAITE };

/* What one of the daily methods reads. */
struct daily {
	int method;
	size_t n;
	double kelvin, least;
	struct qs_pet_day day;
	const double *mean_c, *min_c, *max_c, *ra, *rain;
};

/* 0 if negative results become 0, else, and where the case does not say, what leaves them. */
static double read_least(const struct qs_case_given *given)
{
	const struct qs_json *const value = qs_json_find(given->object, "negative_to_zero");

	if (value && value->kind != QS_JSON_BOOL && value->kind != QS_JSON_NULL)
		qs_case_refuse(given, "negative_to_zero", "negative_to_zero must be true or false");
	return value && value->kind == QS_JSON_BOOL && value->truth ? 0 : -HUGE_VAL;
}

static void read_penman(const struct qs_case_given *given, struct daily *daily)
{
	struct qs_pet_day *const day = &daily->day;

	daily->kelvin = qs_case_optional(given, "kelvin_offset", 272, 275, 273);
	day->mean_c = daily->mean_c;
	day->wind_2m = qs_case_column(given, "wind_2m_m_s", 0, 200, &daily->n);
	day->net = qs_case_column(given, "net_radiation_mj_m2_d", -100, 100, &daily->n);
	day->ground = qs_case_column(given, "soil_heat_flux_mj_m2_d", -100, 100, &daily->n);
	day->saturated = qs_case_column(given, "saturation_vapour_pressure_kpa", 0, 100, &daily->n);
	day->vapour = qs_case_column(given, "actual_vapour_pressure_kpa", 0, 100, &daily->n);
	day->slope = qs_case_column(given, "slope_vapour_pressure_kpa_c", 1e-9, 10, &daily->n);
	day->psychrometric = qs_case_column(given, "psychrometric_kpa_c", 0, 10, &daily->n);
}

static void read_hargreaves(const struct qs_case_given *given, struct daily *daily)
{
	daily->min_c = qs_case_column(given, "tmin_c", -90, 70, &daily->n);
	daily->max_c = qs_case_column(given, "tmax_c", -90, 70, &daily->n);
	daily->ra = qs_case_column(given, "ra_mj_m2_d", 0, 100, &daily->n);
	if (daily->method == HARGREAVES_RAIN) /* a negative range has a result there */
		daily->rain = qs_case_column(given, "rain_mm_month", 0, 1e5, &daily->n);
	for (size_t i = 0; !daily->rain && daily->min_c && daily->max_c && i < daily->n; i++)
		if (daily->min_c[i] > daily->max_c[i])
			qs_case_refuse(given, "tmax_c", "a tmax_c below tmin_c");
}

static qs_status run_daily(const struct qs_kernels *kernels, const struct qs_case_given *given, struct daily *d,
			   struct qs_json_out *out, struct qs_err *err)
{
	double *et0;

	d->least = read_least(given);
	d->mean_c = qs_case_column(given, "tmean_c", -90, 70, &d->n);
	if (d->method == PENMAN)
		read_penman(given, d);
	else
		read_hargreaves(given, d);
	if (qs_case_failed(given))
		return QS_OK;
	if (qs_case_columns(given, d->n, &et0, 1))
		return qs_fail(err, QS_ENOMEM, "columns of a case");
	if (d->method == PENMAN)
		kernels->pet_penman(d->n, d->kelvin, d->least, &d->day, et0);
	else if (d->method == HARGREAVES)
		kernels->pet_hargreaves(d->n, d->least, d->mean_c, d->min_c, d->max_c, d->ra, et0);
	else
		kernels->pet_hargreaves_rain(d->n, d->least, d->mean_c, d->min_c, d->max_c, d->ra, d->rain, et0);
	qs_case_put_column(out, "et0_mm_d", et0, d->n);
	return QS_OK;
}

static qs_status run_thornthwaite(const struct qs_case_given *given, struct qs_json_out *out)
{
	static const char *const words[] = {"same-formula", NULL};
	struct qs_pet_year year;
	size_t n = MONTHS;
	const double *const mean_c = qs_case_column(given, "tmean_c", -90, 70, &n);
	const double *const daylight_h = qs_case_column(given, "day_length_h", 0, 24, &n);
	const double *const days = qs_case_column(given, "days_in_month", 1, 31, &n);

	(void)qs_case_word(given, "hot_months", words, 0);
	if (qs_case_failed(given) || !mean_c || !daylight_h || !days)
		return QS_OK;
	qs_pet_thornthwaite(mean_c, daylight_h, days, &year);
	qs_json_out_number(out, "heat_index", year.heat_index);
	qs_json_out_number(out, "exponent", year.exponent);
	qs_case_put_column(out, "pet_mm", year.pet_mm, MONTHS);
	return QS_OK;
}

qs_status qs_case_pet(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		      struct qs_err *err)
{
	static const char *const keys[] = {"method",
					   "kelvin_offset",
					   "negative_to_zero",
					   "tmean_c",
					   "wind_2m_m_s",
					   "net_radiation_mj_m2_d",
					   "soil_heat_flux_mj_m2_d",
					   "saturation_vapour_pressure_kpa",
					   "actual_vapour_pressure_kpa",
					   "slope_vapour_pressure_kpa_c",
					   "psychrometric_kpa_c",
					   "tmin_c",
					   "tmax_c",
					   "ra_mj_m2_d",
					   "rain_mm_month",
					   "day_length_h",
					   "days_in_month",
					   "hot_months",
					   NULL};
	static const char *const methods[] = {"penman-monteith", "hargreaves", "hargreaves-modified", "thornthwaite",
					      NULL};
	struct daily daily = {.method = qs_case_choice(given, "method", methods)};

	qs_case_only(given, keys);
	if (daily.method < 0)
		return QS_OK;
	if (daily.method == THORNTHWAITE)
		return run_thornthwaite(given, out);
	return run_daily(kernels, given, &daily, out, err);
}
