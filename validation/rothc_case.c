#include "validation/rothc_case.h"

#include "kernels/kernels.h"

#include <math.h>

enum { YEAR = 12, MOST_SPIN_YEARS = 200000 };

/* A case being run: its soil, its months as columns, its state (one lane). */
struct run {
	const struct qs_kernels *kernels;
	const struct qs_rothc_case *given;
	struct qs_rothc_limits limits;
	double kept;
	double *a, *balance_mm, *dpm_in, *rpm_in, *hum_in;
	double dpm, rpm, bio, hum, swc;
};

static int take_columns(struct qs_arena *arena, size_t n, double **const columns[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		*columns[i] = qs_arena_take(arena, n, sizeof **columns[i]);
		if (!*columns[i])
			return -1;
	}
	return 0;
}

static int open_run(struct run *run, struct qs_arena *arena)
{
	const struct qs_rothc_case *const given = run->given;
	double **const columns[] = {&run->a, &run->balance_mm, &run->dpm_in, &run->rpm_in, &run->hum_in};
	const double smd_max = qs_rothc_smd_max(given->clay_pct, given->depth_cm, 0.0);
	struct qs_rothc_deficits deficits = {0, 0, 0};

	if (take_columns(arena, given->months, columns, sizeof columns / sizeof *columns))
		return -1;
	if (given->dryland && given->water != QS_ROTHC_WATER_STANDARD)
		deficits = qs_rothc_pedotransfer(given->clay_pct, given->silt_pct, given->bulk_density_g_cm3,
						 given->organic_carbon_pct, given->depth_cm);
	run->limits = qs_rothc_dryland_limits(given->dryland ? given->water : QS_ROTHC_WATER_STANDARD,
					      given->dryland ? given->bare : QS_ROTHC_BARE_STANDARD,
					      given->dryland ? given->least : 0.2, smd_max, deficits);
	run->kept = qs_rothc_kept(given->clay_pct);
	run->kernels->rothc_temperature(given->months, given->temperature_c, run->a);
	for (size_t m = 0; m < given->months; m++) {
		const struct qs_rothc_input in =
			qs_rothc_split(given->plant_c[m], given->manure_c[m], given->dpm_rpm_ratio[m]);

		run->balance_mm[m] = given->rain_mm[m] - 0.75 * given->pan_evaporation_mm[m];
		run->dpm_in[m] = in.dpm;
		run->rpm_in[m] = in.rpm;
		run->hum_in[m] = in.hum;
	}
	run->dpm = given->initial.dpm;
	run->rpm = given->initial.rpm;
	run->bio = given->initial.bio;
	run->hum = given->initial.hum;
	run->swc = given->swc_mm;
	return 0;
}

/* Water and rate of a month of the dryland form. */
static double dryland_rate(struct run *run, size_t m)
{
	const struct qs_rothc_limits *const l = &run->limits;
	const double *const cover = &run->given->cover[m];
	double b, r;

	run->kernels->rothc_dryland_moisture(1, &l->max, &l->bare, &l->one, &l->dry, &l->least, cover,
					     &run->balance_mm[m], &run->swc, &b);
	run->kernels->rothc_rate(1, &run->a[m], &b, cover, &r);
	return r;
}

/* One month; returns the carbon respired. The dryland form has no fused kernel and goes through the parts. */
static double step_month(struct run *run, size_t m)
{
	const struct qs_kernels *const k = run->kernels;
	double r, lost[4], decay[4], to_bio, to_hum, to_air, respired = 0;

	if (!run->given->dryland) {
		k->rothc_month(1, run->a[m], run->balance_mm[m], &run->limits.max, &run->given->cover[m], &run->kept,
			       &run->dpm_in[m], &run->rpm_in[m], &run->hum_in[m], &run->dpm, &run->rpm, &run->bio,
			       &run->hum, &run->swc, &respired);
		return respired;
	}
	r = dryland_rate(run, m);
	k->rothc_fractions(1, &r, &lost[0], &lost[1], &lost[2], &lost[3]);
	k->rothc_decay(1, &run->kept, &lost[0], &lost[1], &lost[2], &lost[3], &run->dpm, &run->rpm, &run->bio,
		       &run->hum, &decay[0], &decay[1], &decay[2], &decay[3], &to_bio, &to_hum, &to_air);
	k->rothc_apply(1, &decay[0], &decay[1], &decay[2], &decay[3], &to_bio, &to_hum, &to_air, &run->dpm_in[m],
		       &run->rpm_in[m], &run->hum_in[m], &run->dpm, &run->rpm, &run->bio, &run->hum, &respired);
	return respired;
}

/* Rates of the first twelve months of a dryland case when their water has become periodic. */
static void dryland_year_rates(struct run *run, double *r)
{
	double before = (double)NAN;

	for (int year = 0; year < 200 && !(run->swc <= before && run->swc >= before); year++) {
		before = run->swc;
		for (size_t m = 0; m < YEAR; m++)
			r[m] = dryland_rate(run, m);
	}
}

static void solve_equilibrium(struct run *run)
{
	double r[YEAR];

	if (run->given->dryland) {
		dryland_year_rates(run, r);
	} else {
		double smd_max = run->limits.max;

		run->kernels->rothc_year_rates(1, &smd_max, run->given->temperature_c, run->balance_mm,
					       run->given->cover, &run->swc, r);
	}
	run->kernels->rothc_equilibrium(1, &run->kept, r, run->dpm_in, run->rpm_in, run->hum_in, &run->dpm, &run->rpm,
					&run->bio, &run->hum);
}

static qs_status spin_as_published(struct run *run, struct qs_err *err)
{
	double before = 0;

	for (int year = 0; year < MOST_SPIN_YEARS; year++) {
		for (size_t m = 0; m < YEAR; m++)
			(void)step_month(run, m);
		const double now = run->dpm + run->rpm + run->bio + run->hum;
		if (fabs(now - before) <= 1e-6)
			return QS_OK;
		before = now;
	}
	return qs_fail(err, QS_EINPUT, "spin-up of RothC: no end in %d years", MOST_SPIN_YEARS);
}

static qs_status spin(struct run *run, struct qs_rothc_result *result, struct qs_err *err)
{
	qs_status status = QS_OK;

	if (run->given->spin == QS_ROTHC_SPIN_NONE)
		return QS_OK;
	if (run->given->months < YEAR)
		return qs_fail(err, QS_EINPUT, "spin-up of RothC: %zu months, 12 are needed", run->given->months);
	if (run->given->spin == QS_ROTHC_SPIN_EQUILIBRIUM)
		solve_equilibrium(run);
	else
		status = spin_as_published(run, err);
	result->equilibrium = (struct qs_rothc_pools){run->dpm, run->rpm, run->bio, run->hum};
	return status;
}

qs_status qs_rothc_case_run(const struct qs_kernels *kernels, const struct qs_rothc_case *given, struct qs_arena *arena,
			    struct qs_rothc_result *result, struct qs_err *err)
{
	struct run run = {.kernels = kernels, .given = given};
	const size_t first = given->spin == QS_ROTHC_SPIN_NONE ? 0 : YEAR;
	const size_t n = given->months > first ? given->months - first : 0;
	double **const columns[] = {&result->swc_mm, &result->dpm, &result->rpm, &result->bio,
				    &result->hum,    &result->soc, &result->co2, &result->co2_cumulative};
	double total = 0;
	qs_status status;

	if (given->dryland && given->water != QS_ROTHC_WATER_STANDARD &&
	    !(given->clay_pct > 0 && given->silt_pct > 0 && given->bulk_density_g_cm3 > 0 &&
	      given->organic_carbon_pct > 0))
		return qs_fail(err, QS_EINPUT,
			       "RothC for dry soils: clay, silt, bulk density and organic carbon must be > 0");
	if (open_run(&run, arena) || take_columns(arena, n, columns, sizeof columns / sizeof *columns))
		return qs_fail(err, QS_ENOMEM, "a case of RothC, %zu months", given->months);
	status = spin(&run, result, err);
	if (status)
		return status;
	result->n = n;
	for (size_t i = 0; i < n; i++) {
		result->co2[i] = step_month(&run, first + i);
		total += result->co2[i];
		result->co2_cumulative[i] = total;
		result->swc_mm[i] = run.swc;
		result->dpm[i] = run.dpm;
		result->rpm[i] = run.rpm;
		result->bio[i] = run.bio;
		result->hum[i] = run.hum;
		result->soc[i] = run.dpm + run.rpm + run.bio + run.hum + given->iom_c;
	}
	return QS_OK;
}
