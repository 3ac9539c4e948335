#include "validation/case_3pg.h"

#include "kernels/elementary.h"
#include "validation/case_columns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MONTHS_MAX = 12000 };

/* ---- site, settings ---- */

static void read_site(const struct qs_case_given *given, struct qs_case_3pg_given *asked, double *start)
{
	static const char *const keys[] = {"latitude", "altitude", "soil_class", "asw_i", "asw_min",
					   "asw_max",  "year_i",   "month_i",    NULL};
	const struct qs_case_given site = qs_case_object(given, "site");

	qs_case_only(&site, keys);
	asked->latitude = qs_case_number(&site, "latitude", -89.9, 89.9);
	qs_case_optional(&site, "altitude", -500, 9000, 0);
	asked->soil_class = (int)qs_case_whole(&site, "soil_class", -1, 4);
	asked->asw = qs_case_number(&site, "asw_i", 0, 1e5);
	asked->asw_min = qs_case_number(&site, "asw_min", 0, 1e5);
	asked->asw_max = qs_case_number(&site, "asw_max", 0.1, 1e5);
	asked->month = (int)qs_case_whole(&site, "month_i", 1, 12);
	*start = 12 * qs_case_whole(&site, "year_i", -9999, 9999) + asked->month;
}

static void read_settings(const struct qs_case_given *given, struct qs_threepg_settings *settings)
{
	static const char *const keys[] = {"light_model",  "transp_model",   "phys_model", "height_model",
					   "correct_bias", "calculate_d13c", NULL};
	const struct qs_case_given at = qs_case_object(given, "settings");

	qs_case_only(&at, keys);
	settings->light = (int)qs_case_whole(&at, "light_model", 1, 2);
	settings->transpiration = (int)qs_case_whole(&at, "transp_model", 1, 2);
	settings->physiology = (int)qs_case_whole(&at, "phys_model", 1, 2);
	settings->height = (int)qs_case_whole(&at, "height_model", 1, 2);
	settings->bias = qs_case_flag(&at, "correct_bias");
	if (qs_case_has(&at, "calculate_d13c"))
		qs_case_flag(&at, "calculate_d13c");
}

/* ---- weather ---- */

/* A column that may be left out. */
static const double *some_column(const struct qs_case_given *given, const char *key, double least, double most,
				 size_t n)
{
	return qs_case_has(given, key) ? qs_case_column(given, key, least, most, &n) : NULL;
}

/* Vapour pressure deficit (mbar) as half the difference of saturation at the two temperatures. */
static double deficit(double cold, double warm)
{
	const double low = 6.1078 * qs_k_exp(17.269 * cold / (237.3 + cold));
	const double high = 6.1078 * qs_k_exp(17.269 * warm / (237.3 + warm));

	return (high - low) / 2;
}

static void check_calendar(const struct qs_case_given *climate, const struct qs_case_3pg_given *asked, double start)
{
	const double *const year = some_column(climate, "year", -9999, 99999, asked->months);
	const double *const month = some_column(climate, "month", 1, 12, asked->months);

	for (size_t i = 0; i < asked->months; i++) {
		const double now = start + (double)i - 1, in_year = now - 12 * floor(now / 12);

		if ((month && month[i] != in_year + 1) || (year && year[i] != floor(now / 12))) {
			qs_case_refuse(climate, month ? "month" : "year",
				       "year and month must run on from year_i and month_i");
			return;
		}
	}
}

static int read_climate(const struct qs_case_given *given, struct qs_case_3pg_given *asked, double start)
{
	static const char *const keys[] = {"year", "month",      "tmp_min", "tmp_max", "tmp_ave", "prcp",
					   "srad", "frost_days", "vpd_day", "co2",     "d13catm", NULL};
	const struct qs_case_given climate = qs_case_object(given, "climate");
	size_t n = asked->months;
	const double *const cold = qs_case_column(&climate, "tmp_min", -90, 70, &n);
	const double *const warm = qs_case_column(&climate, "tmp_max", -90, 70, &n);
	double *made[3];

	qs_case_only(&climate, keys);
	asked->weather[QS_3PG_T_MAX] = warm;
	asked->weather[QS_3PG_T_AVE] = some_column(&climate, "tmp_ave", -90, 70, n);
	asked->weather[QS_3PG_RAIN] = qs_case_column(&climate, "prcp", 0, 1e5, &n);
	asked->weather[QS_3PG_SUN] = qs_case_column(&climate, "srad", 0, 60, &n);
	asked->weather[QS_3PG_FROST_DAYS] = qs_case_column(&climate, "frost_days", 0, 31, &n);
	asked->weather[QS_3PG_VPD] = some_column(&climate, "vpd_day", 0, 200, n);
	asked->weather[QS_3PG_CO2] = some_column(&climate, "co2", 50, 5000, n);
	check_calendar(&climate, asked, start);
	for (size_t i = 0; cold && warm && i < n; i++)
		if (cold[i] > warm[i]) {
			qs_case_refuse(&climate, "tmp_min", "above tmp_max");
			break;
		}
	if (qs_case_failed(given))
		return 0;
	if (!cold || !warm || qs_case_columns(given, n, made, 3))
		return 1;
	for (size_t i = 0; i < n; i++) {
		made[0][i] = (cold[i] + warm[i]) / 2;
		made[1][i] = deficit(cold[i], warm[i]);
		made[2][i] = 350;
	}
	if (!asked->weather[QS_3PG_T_AVE])
		asked->weather[QS_3PG_T_AVE] = made[0];
	if (!asked->weather[QS_3PG_VPD])
		asked->weather[QS_3PG_VPD] = made[1];
	if (!asked->weather[QS_3PG_CO2])
		asked->weather[QS_3PG_CO2] = made[2];
	return 0;
}

/* ---- cohorts ---- */

static void read_parameters(const struct qs_case_given *given, struct qs_case_3pg_cohort *cohort, int bias)
{
	static const char *const names[] = {
#define X(name, least, most, otherwise) #name,
		QS_THREEPG_PARAMETERS(X)
#undef X
			NULL};
	static const double ranges[][3] = {
#define X(name, least, most, otherwise) {least, most, otherwise},
		QS_THREEPG_PARAMETERS(X)
#undef X
	};
	static const char *const sizes[] = {
#define X(name) #name,
		QS_THREEPG_SIZES(X)
#undef X
			NULL};
	static const int whole[] = {QS_3PG_leafgrow, QS_3PG_leaffall, QS_3PG_crownshape};
	const struct qs_case_given all = qs_case_object(given, "parameters");
	const struct qs_case_given own = qs_case_object(&all, cohort->name);

	qs_case_only(&own, names);
	for (int i = 0; i < QS_3PG_PARAMETERS; i++)
		cohort->parameters[i] = qs_case_optional(&own, names[i], ranges[i][0], ranges[i][1], ranges[i][2]);
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (cohort->parameters[whole[i]] != floor(cohort->parameters[whole[i]]))
			qs_case_refuse(&own, names[whole[i]], "must be a whole number");
	if (qs_case_has(given, "size_dist")) {
		const struct qs_case_given lists = qs_case_object(given, "size_dist");
		const struct qs_case_given spread = qs_case_object(&lists, cohort->name);

		qs_case_only(&spread, sizes);
		for (int i = 0; i < QS_3PG_SIZES; i++)
			cohort->sizes[i] = qs_case_optional(&spread, sizes[i], -1e3, 1e3, 0);
	} else if (bias) {
		qs_case_refuse(given, "size_dist", "correct_bias needs size_dist");
	}
}

/* Names are unique: what a case gives by name would be one cohort's or another's. */
static void check_name(const struct qs_case_given *at, const struct qs_case_3pg_given *asked, size_t i)
{
	for (size_t o = 0; o < i; o++)
		if (!strcmp(asked->cohort[o].name, asked->cohort[i].name))
			qs_case_refuse(at, "species", "stands twice");
}

static int read_cohorts(const struct qs_case_given *given, struct qs_case_3pg_given *asked, double start)
{
	static const char *const keys[] = {"species",   "year_p",    "month_p",      "fertility", "stems_n",
					   "biom_stem", "biom_root", "biom_foliage", NULL};
	size_t i = 0;
	const struct qs_json *const list = qs_case_list(given, "species", &asked->cohorts);

	if (list && (!asked->cohorts || asked->cohorts > QS_3PG_COHORTS_MAX)) {
		qs_case_refuse(given, "species", "must have 1 to 16 cohorts");
		asked->cohorts = 0;
		return 0;
	}
	asked->cohort = qs_arena_take(given->arena, asked->cohorts + 1, sizeof *asked->cohort);
	if (!asked->cohort)
		return 1;
	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given at = qs_case_item(given, "species", item, i);
		struct qs_case_3pg_cohort *const cohort = &asked->cohort[i];
		double planted;

		*cohort = (struct qs_case_3pg_cohort){.name = qs_case_text(&at, "species", 1)};
		qs_case_only(&at, keys);
		check_name(&at, asked, i);
		planted = 12 * qs_case_whole(&at, "year_p", -9999, 9999);
		planted += qs_case_whole(&at, "month_p", 1, 12);
		cohort->months = start - planted;
		cohort->planting.fertility = qs_case_number(&at, "fertility", 0, 1);
		cohort->planting.stems = qs_case_number(&at, "stems_n", 0.01, 1e6);
		cohort->planting.stem = qs_case_number(&at, "biom_stem", 1e-6, 1e4);
		cohort->planting.root = qs_case_number(&at, "biom_root", 0, 1e4);
		cohort->planting.foliage = qs_case_number(&at, "biom_foliage", 0, 1e4);
		if (cohort->name[0])
			read_parameters(given, cohort, asked->settings.bias);
	}
	return 0;
}

/* Parameters that are each in their range may not fit one another, or the climate. */
static void check_cohorts(const struct qs_case_given *given, const struct qs_case_3pg_given *asked)
{
	const struct qs_case_given all = qs_case_object(given, "parameters");
	const double *const co2 = asked->weather[QS_3PG_CO2];
	double least = co2[0], most = co2[0];

	for (size_t i = 1; i < asked->months; i++) {
		least = fmin(least, co2[i]);
		most = fmax(most, co2[i]);
	}
	for (size_t c = 0; c < asked->cohorts; c++) {
		const char *const wrong = qs_threepg_fault(asked->cohort[c].parameters, asked->settings.light == 2,
							   asked->settings.height, least, most);

		if (wrong)
			qs_case_refuse(&all, asked->cohort[c].name, wrong);
	}
}

/* ---- thinning ---- */

/* Puts a row behind those that are not older. */
static void add_cut(struct qs_case_3pg_cohort *cohort, struct qs_threepg_cut cut)
{
	size_t i = cohort->cuts++;

	for (; i > 0 && cohort->cut[i - 1].age > cut.age; i--)
		cohort->cut[i] = cohort->cut[i - 1];
	cohort->cut[i] = cut;
}

static int read_thinning(const struct qs_case_given *given, struct qs_case_3pg_given *asked)
{
	static const char *const keys[] = {"species", "age", "stems_n", "stem", "root", "foliage", NULL};
	size_t n = 0, i = 0;
	const struct qs_json *const list = qs_case_has(given, "thinning") ? qs_case_list(given, "thinning", &n) : NULL;

	for (size_t c = 0; c < asked->cohorts; c++) {
		asked->cohort[c].cut = qs_arena_take(given->arena, n + 1, sizeof *asked->cohort[c].cut);
		if (!asked->cohort[c].cut)
			return 1;
	}
	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given at = qs_case_item(given, "thinning", item, i);
		const char *const name = qs_case_text(&at, "species", 1);
		const struct qs_threepg_cut cut = {.age = qs_case_number(&at, "age", 0, 1e4),
						   .stems = qs_case_number(&at, "stems_n", 0, 1e6),
						   .stem = qs_case_optional(&at, "stem", 0, 5, 1),
						   .root = qs_case_optional(&at, "root", 0, 5, 1),
						   .foliage = qs_case_optional(&at, "foliage", 0, 5, 1)};
		size_t c = 0;

		qs_case_only(&at, keys);
		while (c < asked->cohorts && strcmp(asked->cohort[c].name, name) != 0)
			c++;
		if (c < asked->cohorts)
			add_cut(&asked->cohort[c], cut);
		else if (name[0])
			qs_case_refuse(&at, "species", "is not one of the case's species");
	}
	return 0;
}

int qs_case_3pg_read(const struct qs_case_given *given, struct qs_case_3pg_given *asked)
{
	static const char *const keys[] = {"site",       "species",   "settings", "thinning", "n_months",
					   "parameters", "size_dist", "climate",  NULL};
	double start = 0;

	*asked = (struct qs_case_3pg_given){0};
	qs_case_only(given, keys);
	asked->months = (size_t)qs_case_whole(given, "n_months", 1, MONTHS_MAX);
	read_site(given, asked, &start);
	read_settings(given, &asked->settings);
	if (read_cohorts(given, asked, start) || read_thinning(given, asked))
		return 1;
	if (!asked->months)
		return 0;
	if (read_climate(given, asked, start))
		return 1;
	if (!qs_case_failed(given))
		check_cohorts(given, asked);
	return 0;
}
