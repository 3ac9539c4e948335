#include "validation/case_water.h"

#include "kernels/kernels.h"
#include "kernels/water.h"
#include "validation/case_columns.h"

#include <math.h>

#define LEAST 1e-9     /* of what must be above zero */
#define MM_MAX 1e6     /* a depth of water */
#define M3_PER_MM 10.0 /* on a hectare */

static qs_status no_memory(struct qs_err *err)
{
	return qs_fail(err, QS_ENOMEM, "columns of a case");
}

/* ---- scs-cn ---- */

qs_status qs_case_scs_cn(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			 struct qs_err *err)
{
	static const char *const keys[] = {
		"precip_mm", "cn", "area_ha", "initial_abstraction_frac", "cn_zero_retention_mm", NULL};
	enum { RETENTION, RUNOFF, INDEX, KEPT_M3, RUNOFF_M3, COLUMNS };
	static const char *const names[] = {"retention_mm", "runoff_mm", "retention_index_frac", "retained_m3",
					    "runoff_m3"};
	const double abstraction = qs_case_number(given, "initial_abstraction_frac", 0, 1);
	const double cn_zero = qs_case_number(given, "cn_zero_retention_mm", 0, 1e12);
	size_t n = 0;
	const double *const precip = qs_case_column(given, "precip_mm", 0, MM_MAX, &n);
	const double *const cn = qs_case_column(given, "cn", 0, 100, &n);
	const double *const area = qs_case_column(given, "area_ha", 0, 1e9, &n);
	double *at[COLUMNS];

	qs_case_only(given, keys);
	if (qs_case_failed(given))
		return QS_OK;
	if (!precip || !cn || !area || qs_case_columns(given, n, at, COLUMNS))
		return no_memory(err);
	kernels->water_runoff(n, abstraction, cn_zero, precip, cn, at[RETENTION], at[RUNOFF]);
	for (size_t i = 0; i < n; i++) {
		at[INDEX][i] = precip[i] > 0 ? 1 - at[RUNOFF][i] / precip[i] : (double)NAN;
		at[KEPT_M3][i] = (precip[i] - at[RUNOFF][i]) * area[i] * M3_PER_MM;
		at[RUNOFF_M3][i] = at[RUNOFF][i] * area[i] * M3_PER_MM;
	}
	for (size_t c = 0; c < COLUMNS; c++)
		qs_case_put_column(out, names[c], at[c], n);
	return QS_OK;
}

/* ---- quickflow ---- */

qs_status qs_case_quickflow(const struct qs_kernels *kernels, const struct qs_case_given *given,
			    struct qs_json_out *out, struct qs_err *err)
{
	static const char *const keys[] = {"precip_mm", "events", "cn", "stream", "ratio_limit", NULL};
	enum { RETENTION, EVENT, FLOW, COLUMNS };
	static const char *const names[] = {"retention_in", "mean_event_in", "quickflow_mm"};
	const double limit = qs_case_number(given, "ratio_limit", 0, 1e9);
	size_t n = 0;
	const double *const precip = qs_case_column(given, "precip_mm", 0, MM_MAX, &n);
	const double *const events = qs_case_column(given, "events", 0, 1e4, &n);
	const double *const cn = qs_case_column(given, "cn", 0, 100, &n);
	const double *const stream = qs_case_flags(given, "stream", &n);
	double *at[COLUMNS];
	double total = 0;

	qs_case_only(given, keys);
	if (qs_case_failed(given))
		return QS_OK;
	if (!precip || !events || !cn || !stream || qs_case_columns(given, n, at, COLUMNS))
		return no_memory(err);
	kernels->water_quickflow(n, limit, precip, events, cn, stream, at[RETENTION], at[EVENT], at[FLOW]);
	for (size_t i = 0; i < n; i++)
		total += at[FLOW][i];
	for (size_t c = 0; c < COLUMNS; c++)
		qs_case_put_column(out, names[c], at[c], n);
	qs_json_out_number(out, "quickflow_total_mm", total);
	return QS_OK;
}

/* ---- water-yield ---- */

enum yield_column { FRAC, AET, YIELD, W, YIELD_COLUMNS };

/* What one of the methods reads; a column that another method reads is NULL. */
struct yield_given {
	int method;
	size_t n;
	const double *precip, *pet, *w, *forest;
	struct qs_water_zhang zhang;
	double z, w_max;
	struct qs_water_cells cells;
};

static void read_fu(const struct qs_case_given *given, struct yield_given *asked)
{
	asked->pet = qs_case_column(given, "pet_mm", 0, MM_MAX, &asked->n);
	asked->w = qs_case_column(given, "w", 1, 1e3, &asked->n);
}

static void read_zhang(const struct qs_case_given *given, struct yield_given *asked)
{
	asked->forest = qs_case_column(given, "forest_frac", 0, 1, &asked->n);
	asked->zhang.w_forest = qs_case_number(given, "w_forest", 0, 1e3);
	asked->zhang.w_grass = qs_case_number(given, "w_grass", 0, 1e3);
	asked->zhang.e0_forest = qs_case_number(given, "e0_forest_mm", LEAST, MM_MAX);
	asked->zhang.e0_grass = qs_case_number(given, "e0_grass_mm", LEAST, MM_MAX);
}

static void read_invest(const struct qs_case_given *given, struct yield_given *asked)
{
	struct qs_water_cells *const cells = &asked->cells;

	asked->z = qs_case_number(given, "z", 0, 1e6);
	asked->w_max = qs_case_number(given, "w_max", 1, 1e3);
	cells->precip = asked->precip;
	cells->kc = qs_case_column(given, "kc", 0, 100, &asked->n);
	cells->eto = qs_case_column(given, "eto_mm", 0, MM_MAX, &asked->n);
	cells->root = qs_case_column(given, "root_depth_mm", 0, MM_MAX, &asked->n);
	cells->soil = qs_case_column(given, "soil_depth_mm", 0, MM_MAX, &asked->n);
	cells->pawc = qs_case_column(given, "pawc_frac", 0, 1, &asked->n);
	cells->vegetated = qs_case_flags(given, "vegetated", &asked->n);
}

static struct yield_given read_yield(const struct qs_case_given *given)
{
	static const char *const keys[] = {
		"method",  "precip_mm",     "pet_mm",        "w",         "forest_frac", "w_forest",
		"w_grass", "e0_forest_mm",  "e0_grass_mm",   "z",         "w_max",       "kc",
		"eto_mm",  "root_depth_mm", "soil_depth_mm", "pawc_frac", "vegetated",   NULL};
	static const char *const methods[] = {"fu", "zhang2001", "invest", NULL};
	struct yield_given asked = {.method = qs_case_choice(given, "method", methods)};

	qs_case_only(given, keys);
	asked.precip = qs_case_column(given, "precip_mm", 0, MM_MAX, &asked.n);
	if (asked.method == 0)
		read_fu(given, &asked);
	else if (asked.method == 1)
		read_zhang(given, &asked);
	else if (asked.method == 2)
		read_invest(given, &asked);
	return asked;
}

qs_status qs_case_water_yield(const struct qs_kernels *kernels, const struct qs_case_given *given,
			      struct qs_json_out *out, struct qs_err *err)
{
	const struct yield_given asked = read_yield(given);
	double *at[YIELD_COLUMNS];

	if (qs_case_failed(given))
		return QS_OK;
	if (!asked.precip || qs_case_columns(given, asked.n, at, YIELD_COLUMNS))
		return no_memory(err);
	if (asked.method == 0)
		kernels->water_fu(asked.n, asked.precip, asked.pet, asked.w, at[FRAC]);
	else if (asked.method == 1)
		kernels->water_zhang(asked.n, &asked.zhang, asked.precip, asked.forest, at[FRAC]);
	else
		kernels->water_invest(asked.n, asked.z, asked.w_max, &asked.cells, at[W], at[FRAC]);
	kernels->water_yield(asked.n, asked.precip, at[FRAC], at[AET], at[YIELD]);
	qs_case_put_column(out, "aet_frac", at[FRAC], asked.n);
	qs_case_put_column(out, "aet_mm", at[AET], asked.n);
	qs_case_put_column(out, "yield_mm", at[YIELD], asked.n);
	if (asked.method == 2)
		qs_case_put_column(out, "w", at[W], asked.n);
	return QS_OK;
}
