#include "validation/case_sdr.h"

#include "kernels/delivery.h"
#include "kernels/kernels.h"
#include "validation/case_columns.h"

#include <math.h>

#define LEAST 1e-12 /* of what must be above zero */

enum column {
	UP,
	DOWN,
	IC,
	SDR,
	EXPORT,
	NOT_EXPORTED,
	AVOIDED,
	AVOIDED_EXPORT,
	PUT,
	STREAM = PUT,
	USLE,
	RKLS,
	TRAPPED,
	AREA,
	COLUMNS
};

static const char *const names[PUT] = {"d_up_m",
				       "d_dn_m",
				       "ic",
				       "sdr_frac",
				       "export_t_ha",
				       "not_exported_t_ha",
				       "avoided_erosion_t_ha",
				       "avoided_export_t_ha"};

static double read_up(const struct qs_case_given *parcel, struct qs_delivery_limits limits)
{
	static const char *const keys[] = {"c", "slope_m_m", "area_m2", NULL};
	const struct qs_case_given up = qs_case_object(parcel, "upslope");
	size_t n = 0;
	const double *const c = qs_case_column(&up, "c", 0, 10, &n);
	const double *const slope = qs_case_column(&up, "slope_m_m", 0, 1e3, &n);
	const double area_m2 = qs_case_number(&up, "area_m2", LEAST, 1e15);

	qs_case_only(&up, keys);
	return c && slope ? qs_delivery_up(limits, n, c, slope, area_m2) : 0;
}

/* The way of a stream may be empty. */
static double read_down(const struct qs_case_given *parcel, struct qs_delivery_limits limits, int stream)
{
	static const char *const keys[] = {"length_m", "c", "slope_m_m", NULL};
	const struct qs_case_given down = qs_case_object(parcel, "downslope");
	size_t n = 0, n_c = 0, n_slope = 0;
	const double *const length_m = qs_case_numbers(&down, "length_m", LEAST, 1e9, &n);
	const double *const c = qs_case_numbers(&down, "c", 0, 10, &n_c);
	const double *const slope = qs_case_numbers(&down, "slope_m_m", 0, 1e3, &n_slope);

	qs_case_only(&down, keys);
	if (!length_m || !c || !slope)
		return 0;
	if (n != n_c || n != n_slope)
		qs_case_refuse(&down, "c", "length_m, c and slope_m_m are not of one length");
	else if (!n && !stream)
		qs_case_refuse(&down, "length_m", "no way to the stream");
	else
		return qs_delivery_down(limits, n, length_m, c, slope);
	return 0;
}

static void read_parcel(const struct qs_case_given *parcel, struct qs_delivery_limits limits, double **at, size_t i)
{
	static const char *const keys[] = {"upslope",   "downslope",    "stream",  "usle_t_ha",
					   "rkls_t_ha", "trapped_t_ha", "area_ha", NULL};

	qs_case_only(parcel, keys);
	at[STREAM][i] = qs_case_flag(parcel, "stream");
	at[UP][i] = read_up(parcel, limits);
	at[DOWN][i] = read_down(parcel, limits, at[STREAM][i] != 0);
	if (at[STREAM][i] != 0 || qs_case_failed(parcel))
		at[IC][i] = 0;
	else if (at[UP][i] > 0 && at[DOWN][i] < HUGE_VAL)
		at[IC][i] = qs_delivery_connectivity(at[UP][i], at[DOWN][i]);
	else
		qs_case_refuse(parcel, "upslope", "a c or slope of 0 that no limit lifts: no connectivity");
	at[USLE][i] = qs_case_number(parcel, "usle_t_ha", 0, 1e9);
	at[RKLS][i] = qs_case_number(parcel, "rkls_t_ha", 0, 1e9);
	at[TRAPPED][i] = qs_case_number(parcel, "trapped_t_ha", 0, 1e9);
	at[AREA][i] = qs_case_number(parcel, "area_ha", 0, 1e9);
}

/* What leaves the parcel and what is kept, from its delivery ratio. */
static void settle(double **at, size_t i)
{
	if (at[STREAM][i] != 0) {
		at[SDR][i] = 1;
		at[IC][i] = at[DOWN][i] = (double)NAN;
	}
	at[EXPORT][i] = at[USLE][i] * at[SDR][i];
	at[NOT_EXPORTED][i] = at[USLE][i] * (1 - at[SDR][i]);
	at[AVOIDED][i] = at[RKLS][i] - at[USLE][i];
	at[AVOIDED_EXPORT][i] = at[AVOIDED][i] * at[SDR][i] + at[TRAPPED][i];
}

static struct qs_delivery_limits read_limits(const struct qs_case_given *given)
{
	const struct qs_delivery_limits limits = {qs_case_number(given, "c_min", 0, 1),
						  qs_case_number(given, "slope_min_m_m", 0, 1e3),
						  qs_case_number(given, "slope_max_m_m", LEAST, 1e3)};

	if (limits.slope_min > limits.slope_max)
		qs_case_refuse(given, "slope_max_m_m", "slope_max_m_m is below slope_min_m_m");
	return limits;
}

static void put(struct qs_json_out *out, double **at, size_t n)
{
	double total = 0;

	for (size_t c = 0; c < PUT; c++)
		qs_case_put_column(out, names[c], at[c], n);
	for (size_t i = 0; i < n; i++)
		total += at[EXPORT][i] * at[AREA][i];
	qs_json_out_number(out, "export_total_t", total);
}

qs_status qs_case_sdr(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		      struct qs_err *err)
{
	static const char *const keys[] = {"ic0",           "k",       "sdr_max", "c_min", "slope_min_m_m",
					   "slope_max_m_m", "parcels", NULL};
	const double ic0 = qs_case_number(given, "ic0", -100, 100), k = qs_case_number(given, "k", LEAST, 100);
	const double sdr_max = qs_case_number(given, "sdr_max", 0, 1);
	const struct qs_delivery_limits limits = read_limits(given);
	size_t n, i = 0;
	const struct qs_json *const list = qs_case_list(given, "parcels", &n);
	double *at[COLUMNS];

	qs_case_only(given, keys);
	if (qs_case_columns(given, n, at, COLUMNS))
		return qs_fail(err, QS_ENOMEM, "parcels of a case");
	if (list && !n)
		qs_case_refuse(given, "parcels", "no parcel");
	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given parcel = qs_case_item(given, "parcels", item, i);

		read_parcel(&parcel, limits, at, i);
	}
	if (qs_case_failed(given))
		return QS_OK;
	kernels->delivery_ratio(n, ic0, k, sdr_max, at[IC], at[SDR]);
	for (i = 0; i < n; i++)
		settle(at, i);
	put(out, at, n);
	return QS_OK;
}
