#include "validation/case_rusle.h"

#include "kernels/erosion.h"
#include "kernels/kernels.h"
#include "validation/case_columns.h"

#include <math.h>

enum { MONTHS = 12 };

/* ---- rain ---- */

enum rain_method { RAIN_VALUE, RAIN_WISCHMEIER, RAIN_ZHANG_MONTHLY, RAIN_ZHANG_DAILY };

struct rain {
	int method; /* of enum rain_method; below 0 if it is not known */
	double r, fournier_mm;
	struct qs_erosion_daily daily;
};

/* Days of a month of a year of the common calendar. */
static int days_of(int year, int month)
{
	const int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month == 2)
		return 28 + leap;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static int whole_within(double value, double min, double max)
{
	return value >= min && value <= max && value == floor(value);
}

/* A row of wet_days; NULL or what is wrong with it. */
static const char *read_day(const double *row, const double *years, size_t n_years, struct qs_erosion_day *day)
{
	size_t y = 0;

	while (y < n_years && years[y] != row[0])
		y++;
	if (y == n_years)
		return "a day of a year that is not in years";
	if (!whole_within(row[1], 1, MONTHS) || !whole_within(row[2], 1, days_of((int)row[0], (int)row[1])))
		return "a day that is not in the calendar";
	if (!(row[3] >= 0))
		return "a day with rain below 0";
	day->month = (int)row[1];
	day->day = (int)row[2];
	day->mm = row[3];
	return NULL;
}

/* Adds what is wrong with row i of wet_days, at the row. */
static void refuse_day(const struct qs_case_given *given, size_t i, const char *wrong)
{
	const struct qs_json *const row = qs_json_at(qs_json_find(given->object, "wet_days"), i);

	qs_mistakes_add(given->mistakes, QS_E2206, qs_json_place(row, given->file), given->path, wrong, NULL, NULL,
			NULL);
}

static void read_days(const struct qs_case_given *given, struct rain *rain)
{
	const double threshold = qs_case_number(given, "threshold_mm", 0, 1e4);
	size_t n = 0, n_years = 0, columns = 4;
	const double *const years = qs_case_numbers(given, "years", -1e4, 1e4, &n_years);
	const double *const rows = qs_case_table(given, "wet_days", -1e4, 1e4, 0, &n, &columns);
	struct qs_erosion_day *const days = qs_arena_take(given->arena, n, sizeof *days);

	if (!years || !rows || !days)
		return;
	if (!n_years)
		qs_case_refuse(given, "years", "no year");
	for (size_t y = 0; y < n_years; y++)
		if (years[y] != floor(years[y]))
			qs_case_refuse(given, "years", "a year that is not a whole number");
	for (size_t i = 0; i < n; i++) {
		const char *const wrong = read_day(rows + 4 * i, years, n_years, &days[i]);

		if (wrong)
			refuse_day(given, i, wrong);
	}
	if (qs_case_failed(given))
		return;
	qs_erosion_r_daily(n_years, threshold, n, days, &rain->daily);
	rain->r = rain->daily.r;
}

static void read_years(const struct qs_case_given *given, struct rain *rain)
{
	const double coefficient = qs_case_number(given, "coefficient", 0, 1e6);
	const double exponent = qs_case_number(given, "exponent", 0, 10);
	size_t years = 0, months = MONTHS;
	const double *const mm = qs_case_table(given, "monthly_mm_by_year", 0, 1e5, 0, &years, &months);

	if (mm && !years)
		qs_case_refuse(given, "monthly_mm_by_year", "no year");
	if (!mm || !years)
		return;
	rain->fournier_mm = qs_erosion_fournier(years, mm);
	rain->r = qs_erosion_r_fournier(coefficient, exponent, rain->fournier_mm);
}

static struct rain read_rain(const struct qs_case_given *given)
{
	static const char *const keys[] = {
		"method", "r_mj_mm_ha_h", "unit_factor",  "monthly_mm", "monthly_mm_by_year", "coefficient", "exponent",
		"years",  "wet_days",     "threshold_mm", NULL};
	static const char *const methods[] = {"value", "wischmeier-monthly-si", "zhang-monthly", "zhang-daily", NULL};
	const struct qs_case_given rain_given = qs_case_object(given, "rain");
	struct rain rain = {.method = qs_case_choice(&rain_given, "method", methods)};
	size_t months = MONTHS;

	qs_case_only(&rain_given, keys);
	if (rain.method == RAIN_VALUE) {
		rain.r = qs_case_number(&rain_given, "r_mj_mm_ha_h", 0, 1e6);
	} else if (rain.method == RAIN_WISCHMEIER) {
		const double factor = qs_case_number(&rain_given, "unit_factor", 0, 1e6);
		const double *const mm = qs_case_numbers(&rain_given, "monthly_mm", 0, 1e5, &months);

		if (mm)
			rain.r = qs_erosion_r_wischmeier(factor, mm);
	} else if (rain.method == RAIN_ZHANG_MONTHLY) {
		read_years(&rain_given, &rain);
	} else if (rain.method == RAIN_ZHANG_DAILY) {
		read_days(&rain_given, &rain);
	}
	return rain;
}

static void put_rain(struct qs_json_out *out, const struct rain *rain)
{
	qs_json_out_number(out, "r_mj_mm_ha_h", rain->r);
	if (rain->method == RAIN_ZHANG_MONTHLY)
		qs_json_out_number(out, "fournier_mm", rain->fournier_mm);
	if (rain->method != RAIN_ZHANG_DAILY)
		return;
	qs_json_out_number(out, "pd12_mm", rain->daily.mean_mm);
	qs_json_out_number(out, "py12_mm", rain->daily.year_mm);
	qs_json_out_number(out, "beta", rain->daily.beta);
	qs_json_out_number(out, "alpha", rain->daily.alpha);
	qs_case_put_column(out, "half_month_r", rain->daily.half_month_r, QS_EROSION_HALF_MONTHS);
}

/* ---- parcels ---- */

enum column { K_US, K_SI, M, L, S, LS, C, POTENTIAL, ACTUAL, RETENTION, PUT, R = PUT, P, COVER, AREA, COLUMNS };

static const char *const names[PUT] = {"k_us",        "k_si",          "m", "l", "s", "ls", "c", "potential_t_ha",
				       "actual_t_ha", "retention_t_ha"};

struct parcels {
	size_t n;
	double *at[COLUMNS];
};

static void set_parcel(const struct parcels *parcels, const struct qs_kernels *kernels, size_t i, double r,
		       const struct qs_rusle_parcel *parcel)
{
	double *const *const at = parcels->at;

	at[R][i] = r;
	at[K_US][i] = parcel->k_us;
	at[K_SI][i] = parcel->k_si;
	at[M][i] = parcel->m;
	at[L][i] = parcel->l;
	at[S][i] = parcel->s;
	at[LS][i] = parcel->l * parcel->s;
	at[P][i] = parcel->practice;
	at[AREA][i] = parcel->area_ha;
	at[COVER][i] = parcel->cover_pct;
	at[C][i] = parcel->c;
	if (parcel->cover_pct >= 0)
		kernels->erosion_cover(1, parcel->c_min, parcel->c_max, at[COVER] + i, at[C] + i);
}

static qs_status read_parcels(const struct qs_kernels *kernels, const struct qs_case_given *given, double r,
			      struct parcels *parcels, struct qs_err *err)
{
	const struct qs_json *const list = qs_case_list(given, "parcels", &parcels->n);
	size_t i = 0;

	if (qs_case_columns(given, parcels->n, parcels->at, COLUMNS))
		return qs_fail(err, QS_ENOMEM, "parcels of a case");
	if (list && !list->n)
		qs_case_refuse(given, "parcels", "no parcel");
	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given one = qs_case_item(given, "parcels", item, i);
		const struct qs_rusle_parcel parcel = qs_rusle_parcel_read(&one);

		set_parcel(parcels, kernels, i, r, &parcel);
	}
	return QS_OK;
}

static void put_total(struct qs_json_out *out, const char *name, const struct parcels *parcels, enum column column)
{
	double total = 0;

	for (size_t i = 0; i < parcels->n; i++)
		total += parcels->at[column][i] * parcels->at[AREA][i];
	qs_json_out_number(out, name, total);
}

static void put_parcels(struct qs_json_out *out, const struct parcels *parcels)
{
	for (size_t c = 0; c < PUT; c++)
		qs_case_put_column(out, names[c], parcels->at[c], parcels->n);
	put_total(out, "potential_total_t", parcels, POTENTIAL);
	put_total(out, "actual_total_t", parcels, ACTUAL);
	put_total(out, "retention_total_t", parcels, RETENTION);
}

qs_status qs_case_rusle(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			struct qs_err *err)
{
	static const char *const keys[] = {"rain", "parcels", NULL};
	struct parcels parcels = {0};
	const struct rain rain = read_rain(given);
	const qs_status status = read_parcels(kernels, given, rain.r, &parcels, err);

	qs_case_only(given, keys);
	if (status || qs_case_failed(given))
		return status;
	kernels->erosion_loss(parcels.n, parcels.at[R], parcels.at[K_SI], parcels.at[LS], parcels.at[C], parcels.at[P],
			      parcels.at[POTENTIAL], parcels.at[ACTUAL], parcels.at[RETENTION]);
	put_rain(out, &rain);
	put_parcels(out, &parcels);
	return QS_OK;
}
