/* RothC: the repeated year and its equilibrium, the properties of soils, the form for dry soils, its cases. */
#include "tests/rothc_lanes.h"
#include "validation/rothc_case.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

/* ---- the repeated year ---- */

struct years {
	double temperature_c[YEAR * N], balance_mm[YEAR * N], cover[YEAR * N], r[YEAR * N];
	double dpm_in[YEAR * N], rpm_in[YEAR * N], hum_in[YEAR * N];
};

static void fill_years(struct years *y)
{
	for (size_t m = 0; m < YEAR; m++)
		for (size_t i = 0; i < N; i++) {
			const size_t at = m * N + i;

			y->temperature_c[at] = month_t[m] + 0.08 * (double)i;
			/* lane 3 dries by 15 mm a year and needs many years to reach the end of its deep store */
			y->balance_mm[at] = month_rain[m] - (i == 3 ? 0.3824 : 0.5 + 0.005 * (double)i) * month_pan[m];
			y->cover[at] = m > 3 && m < 10 ? 1.0 - 0.01 * (double)i : 0.3;
			y->dpm_in[at] = 0.01 * (double)(m + i % 5);
			y->rpm_in[at] = 0.02 * (double)m;
			y->hum_in[at] = i % 2 ? 0.002 : 0.0;
		}
}

static void step_years(const struct qs_kernels *k, const struct years *y, struct lanes *x, int years)
{
	for (int n = 0; n < years; n++)
		for (size_t m = 0; m < YEAR; m++) {
			k->rothc_temperature(N, y->temperature_c + m * N, x->a);
			memcpy(x->balance_mm, y->balance_mm + m * N, sizeof x->balance_mm);
			memcpy(x->cover, y->cover + m * N, sizeof x->cover);
			run_parts(k, x, y->dpm_in + m * N, y->rpm_in + m * N, y->hum_in + m * N);
		}
}

static void assert_near(const double *x, const double *y, double relative)
{
	for (size_t i = 0; i < N; i++)
		assert_true(fabs(x[i] - y[i]) <= relative * fabs(y[i]));
}

static void fill_soils(struct lanes *x)
{
	fill_lanes(x, 4);
	x->smd_max[3] = -900;
	x->swc[3] = 0;
}

static void solve(const struct qs_kernels *k, struct years *y, struct lanes *x)
{
	k->rothc_year_rates(N, x->smd_max, y->temperature_c, y->balance_mm, y->cover, x->swc, y->r);
	k->rothc_equilibrium(N, x->kept, y->r, y->dpm_in, y->rpm_in, y->hum_in, x->dpm, x->rpm, x->bio, x->hum);
}

static void equilibrium_is_a_fixed_point_of_the_year_on_every_isa(void **state)
{
	struct years y;
	struct lanes at, after, first;

	(void)state;
	fill_years(&y);
	fill_soils(&first);
	solve(best(), &y, &first);
	for (size_t i = 0; i < sizeof isas / sizeof *isas; i++) {
		const struct qs_kernels *const k = qs_kernels_for(isas[i]);

		if (!k)
			continue;
		fill_soils(&at);
		solve(k, &y, &at);
		assert_same_state(&first, &at);
		after = at;
		step_years(k, &y, &after, 1);
		assert_memory_equal(at.swc, after.swc, sizeof at.swc);
		assert_near(after.dpm, at.dpm, 1e-12);
		assert_near(after.rpm, at.rpm, 1e-12);
		assert_near(after.bio, at.bio, 1e-12);
		assert_near(after.hum, at.hum, 1e-12);
	}
}

static void equilibrium_equals_a_long_spin_up(void **state)
{
	struct years y;
	struct lanes solved, spun;

	(void)state;
	fill_years(&y);
	fill_soils(&solved);
	spun = solved;
	solve(best(), &y, &solved);
	step_years(best(), &y, &spun, 6000);
	assert_near(spun.dpm, solved.dpm, 1e-12);
	assert_near(spun.rpm, solved.rpm, 1e-12);
	assert_near(spun.bio, solved.bio, 1e-11);
	assert_near(spun.hum, solved.hum, 1e-11);
}

/* ---- soils ---- */

static void assert_close(double x, double y, double relative)
{
	if (!(fabs(x - y) <= relative * fabs(y)))
		fail_msg("%.17g is not %.17g", x, y);
}

static void soil_helpers_give_the_published_worked_values(void **state)
{
	const struct qs_rothc_input in = qs_rothc_split(5.0, 2.0, 0.25);

	(void)state;
	assert_close(qs_rothc_smd_max(23.4, 23.0, 0.0), -44.9444, 1e-14);
	assert_close(qs_rothc_smd_max(23.4, 11.5, 0.25), -44.9444 * 0.375, 1e-14);
	assert_close(qs_rothc_x(0.0), 1.67 * 3.45, 1e-15);
	assert_close(qs_rothc_kept(23.4) * (qs_rothc_x(23.4) + 1.0), 1.0, 1e-15);
	assert_close(qs_rothc_iom(50.0), 0.049 * pow(50.0, 1.139), 1e-14);
	assert_true(qs_rothc_iom(0.0) <= 0);
	assert_close(in.dpm, 1.0 + 0.98, 1e-15);
	assert_close(in.rpm, 4.0 + 0.98, 1e-15);
	assert_close(in.hum, 0.04, 1e-15);
}

static void dryland_standard_store_has_the_bits_of_the_standard_water(void **state)
{
	const struct qs_rothc_deficits none = {0, 0, 0};
	struct lanes x;
	double limits[5][N], swc[N], b[N];

	(void)state;
	fill_lanes(&x, 31);
	for (size_t i = 0; i < N; i++) {
		const struct qs_rothc_limits l = qs_rothc_dryland_limits(
			QS_ROTHC_WATER_STANDARD, QS_ROTHC_BARE_STANDARD, 0.2, x.smd_max[i], none);

		x.cover[i] = i % 2 ? 1.0 : 0.0;
		limits[0][i] = l.max;
		limits[1][i] = l.bare;
		limits[2][i] = l.one;
		limits[3][i] = l.dry;
		limits[4][i] = l.least;
	}
	memcpy(swc, x.swc, sizeof swc);
	for (size_t i = 0; i < sizeof isas / sizeof *isas; i++) {
		const struct qs_kernels *const k = qs_kernels_for(isas[i]);

		if (!k)
			continue;
		memcpy(swc, x.swc, sizeof swc);
		k->rothc_dryland_moisture(N, limits[0], limits[1], limits[2], limits[3], limits[4], x.cover,
					  x.balance_mm, swc, b);
		struct lanes y = x;
		best()->rothc_moisture(N, y.smd_max, y.cover, y.balance_mm, y.swc, y.b);
		assert_memory_equal(swc, y.swc, sizeof swc);
		assert_memory_equal(b, y.b, sizeof b);
	}
}

static void dryland_rate_falls_to_its_least_and_stays_there(void **state)
{
	const double max = -120, bare = -70, one = -30, dry = -90, least = 0.15, cover = 1;
	double swc = 0, b = 1, last = 1;

	(void)state;
	for (int month = 0; month < 30; month++) {
		const double balance = -5;

		best()->rothc_dryland_moisture(1, &max, &bare, &one, &dry, &least, &cover, &balance, &swc, &b);
		assert_true(b <= last);
		assert_close(b, swc >= one ? 1.0 : swc <= dry ? least : 0.15 + 0.85 * (swc + 90) / 60, 1e-14);
		last = b;
	}
	assert_close(swc, -120, 1e-15);
	const double wet = 500, none = 0, dry_month = -500;
	best()->rothc_dryland_moisture(1, &max, &bare, &one, &dry, &least, &none, &dry_month, &swc, &b);
	assert_close(swc, -120, 1e-15); /* drier than a bare soil gets by itself: it stays */
	best()->rothc_dryland_moisture(1, &max, &bare, &one, &dry, &least, &none, &wet, &swc, &b);
	best()->rothc_dryland_moisture(1, &max, &bare, &one, &dry, &least, &none, &dry_month, &swc, &b);
	assert_close(swc, -70, 1e-15);
}

static void pedotransfer_gives_the_deficits_of_a_second_calculation(void **state)
{
	const struct qs_rothc_deficits loam = qs_rothc_pedotransfer(24.0, 51.0, 1.32, 1.2, 30.0);
	const struct qs_rothc_deficits sand = qs_rothc_pedotransfer(5.0, 12.0, 1.6, 0.2, 20.0);

	(void)state;
	assert_close(loam.bar_1, -44.428693184675552, 1e-12);
	assert_close(loam.bar_15, -72.874576812370393, 1e-12);
	assert_close(loam.bar_1000, -96.764237873859017, 1e-12);
	assert_close(sand.bar_1, -29.517632285564893, 1e-12);
	assert_close(sand.bar_15, -37.592623550767406, 1e-12);
	assert_close(sand.bar_1000, -40.541905140946199, 1e-12);
}

static void dryland_options_choose_their_limits(void **state)
{
	const struct qs_rothc_deficits d = {-40, -80, -100};
	struct qs_rothc_limits l;

	(void)state;
	l = qs_rothc_dryland_limits(QS_ROTHC_WATER_STANDARD, QS_ROTHC_BARE_15_BAR, 0.1, -50, d);
	assert_close(l.bare, -50, 0);
	assert_close(l.least, 0.1, 0);
	l = qs_rothc_dryland_limits(QS_ROTHC_WATER_TO_1000_BAR, QS_ROTHC_BARE_STANDARD, 0.1, -50, d);
	assert_close(l.max, -100, 0);
	assert_close(l.bare, -80 + 0.6388 / 0.8 * 40, 1e-15);
	assert_close(l.dry, -80, 0);
	assert_close(l.one, -40, 0);
	assert_close(l.least, 0.1, 0);
	l = qs_rothc_dryland_limits(QS_ROTHC_WATER_TO_15_BAR, QS_ROTHC_BARE_15_BAR, 0.1, -50, d);
	assert_close(l.max, -80, 0);
	assert_close(l.bare, -80, 0);
}

/* ---- cases ---- */

static void fill_case(struct qs_rothc_case *given, double *const columns[7], size_t months)
{
	static const double ratio = 0.67;

	for (size_t m = 0; m < months; m++) {
		columns[0][m] = month_t[m % YEAR];
		columns[1][m] = month_rain[m % YEAR];
		columns[2][m] = month_pan[m % YEAR];
		columns[3][m] = m % YEAR > 3 ? 0.1 : 0.0;
		columns[4][m] = m % YEAR == 9 ? 0.2 : 0.0;
		columns[5][m] = m % YEAR > 3 && m % YEAR < 10;
		columns[6][m] = ratio;
	}
	memset(given, 0, sizeof *given);
	given->clay_pct = 15;
	given->depth_cm = 30;
	given->iom_c = 1.5;
	given->months = months;
	given->temperature_c = columns[0];
	given->rain_mm = columns[1];
	given->pan_evaporation_mm = columns[2];
	given->plant_c = columns[3];
	given->manure_c = columns[4];
	given->cover = columns[5];
	given->dpm_rpm_ratio = columns[6];
	given->water = QS_ROTHC_WATER_TO_1000_BAR;
	given->bare = QS_ROTHC_BARE_STANDARD;
	given->silt_pct = 40;
	given->bulk_density_g_cm3 = 1.4;
	given->organic_carbon_pct = 0.6;
	given->least = 0.15;
}

static void case_stays_at_its_equilibrium_and_the_published_spin_up_stops_short(void **state)
{
	double table[7][2 * YEAR];
	double *const columns[7] = {table[0], table[1], table[2], table[3], table[4], table[5], table[6]};
	struct qs_rothc_case given;

	(void)state;
	for (int dryland = 0; dryland < 2; dryland++) {
		struct qs_rothc_result exact = {0}, published = {0};
		struct qs_arena arena = {0};

		fill_case(&given, columns, 2 * YEAR);
		given.dryland = dryland;
		given.spin = QS_ROTHC_SPIN_EQUILIBRIUM;
		assert_int_equal(qs_rothc_case_run(best(), &given, &arena, &exact, NULL), QS_OK);
		assert_int_equal(exact.n, YEAR);
		assert_close(exact.hum[YEAR - 1], exact.equilibrium.hum, 1e-13);
		assert_close(exact.dpm[YEAR - 1], exact.equilibrium.dpm, 1e-13);
		assert_close(exact.co2_cumulative[YEAR - 1], 0.8 + 0.2, 1e-12);
		given.spin = QS_ROTHC_SPIN_PUBLISHED;
		assert_int_equal(qs_rothc_case_run(best(), &given, &arena, &published, NULL), QS_OK);
		assert_true(published.equilibrium.hum < exact.equilibrium.hum - 2e-5);
		assert_true(published.equilibrium.hum > exact.equilibrium.hum - 4e-4);
		qs_arena_free(&arena);
	}
}

static void case_of_eleven_months_or_without_silt_is_refused(void **state)
{
	double table[7][2 * YEAR];
	double *const columns[7] = {table[0], table[1], table[2], table[3], table[4], table[5], table[6]};
	struct qs_rothc_case given;
	struct qs_rothc_result result = {0};
	struct qs_arena arena = {0};
	struct qs_err err = {0};

	(void)state;
	fill_case(&given, columns, YEAR - 1);
	given.spin = QS_ROTHC_SPIN_EQUILIBRIUM;
	assert_int_equal(qs_rothc_case_run(best(), &given, &arena, &result, &err), QS_EINPUT);
	assert_non_null(strstr(err.text, "11 months"));
	fill_case(&given, columns, YEAR);
	given.dryland = 1;
	given.silt_pct = 0;
	assert_int_equal(qs_rothc_case_run(best(), &given, &arena, &result, NULL), QS_EINPUT);
	qs_arena_free(&arena);
}

/* ---- what the month as a step costs ---- */

struct slope {
	double r, dpm_in, rpm_in, kept; /* rate factor and inputs of a month */
};

/* The same equations without steps: pools pass on at once, litter comes evenly. */
static int slope_of(double t, const double y[], double dydt[], void *data)
{
	static const double rate[4] = {10, 0.3, 0.66, 0.02};
	const struct slope *const s = data;
	double gone = 0;

	(void)t;
	for (int p = 0; p < 4; p++) {
		dydt[p] = -rate[p] * s->r * y[p];
		gone -= dydt[p];
	}
	dydt[0] += s->dpm_in;
	dydt[1] += s->rpm_in;
	dydt[2] += 0.46 * s->kept * gone;
	dydt[3] += 0.54 * s->kept * gone;
	return GSL_SUCCESS;
}

/* Two sets of pools under plants, 2 t C/ha of litter a year: by months as published, and by tiny steps. */
static void both_ways(int years, double month[4], double tiny[4])
{
	const struct qs_kernels *const k = best();
	struct slope s = {.dpm_in = 2.0 / 12 * 0.4, .rpm_in = 2.0 / 12 * 0.6, .kept = qs_rothc_kept(20)};
	gsl_odeiv2_system system = {slope_of, NULL, 4, &s};
	gsl_odeiv2_driver *const driver =
		gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-2, 1e-13, 1e-12);
	double a, air = 0;

	assert_non_null(driver);
	for (int m = 0; m < 12 * years; m++) {
		double lost[4], decay[4], to_bio, to_hum, to_air, none = 0, t = 0;

		k->rothc_temperature(1, &month_t[m % 12], &a);
		s.r = 0.6 * a / 12;
		k->rothc_fractions(1, &s.r, &lost[0], &lost[1], &lost[2], &lost[3]);
		k->rothc_decay(1, &s.kept, &lost[0], &lost[1], &lost[2], &lost[3], &month[0], &month[1], &month[2],
			       &month[3], &decay[0], &decay[1], &decay[2], &decay[3], &to_bio, &to_hum, &to_air);
		k->rothc_apply(1, &decay[0], &decay[1], &decay[2], &decay[3], &to_bio, &to_hum, &to_air, &s.dpm_in,
			       &s.rpm_in, &none, &month[0], &month[1], &month[2], &month[3], &air);
		assert_int_equal(gsl_odeiv2_driver_reset(driver), GSL_SUCCESS);
		assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, 1, tiny), GSL_SUCCESS);
	}
	gsl_odeiv2_driver_free(driver);
}

static void a_month_as_a_step_costs_what_the_document_says(void **state)
{
	double month[4] = {0}, tiny[4] = {0}, more[5] = {0}, sum[2] = {0};

	(void)state;
	both_ways(100, month, tiny);
	for (int p = 0; p < 4; p++) {
		more[p] = month[p] / tiny[p] - 1;
		sum[0] += month[p];
		sum[1] += tiny[p];
	}
	more[4] = sum[0] / sum[1] - 1;
	/* docs/validation.md: DPM +20.6 %, RPM +1.3 %, BIO +5.2 %, HUM +0.13 %, all +0.75 % */
	assert_true(fabs(more[0] - 0.206) < 5e-4 && fabs(more[1] - 0.0132) < 5e-5 && fabs(more[2] - 0.0523) < 1e-4);
	assert_true(fabs(more[3] - 0.00127) < 1e-5 && fabs(more[4] - 0.00755) < 1e-5);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equilibrium_is_a_fixed_point_of_the_year_on_every_isa),
		cmocka_unit_test(equilibrium_equals_a_long_spin_up),
		cmocka_unit_test(soil_helpers_give_the_published_worked_values),
		cmocka_unit_test(dryland_standard_store_has_the_bits_of_the_standard_water),
		cmocka_unit_test(dryland_rate_falls_to_its_least_and_stays_there),
		cmocka_unit_test(pedotransfer_gives_the_deficits_of_a_second_calculation),
		cmocka_unit_test(dryland_options_choose_their_limits),
		cmocka_unit_test(case_stays_at_its_equilibrium_and_the_published_spin_up_stops_short),
		cmocka_unit_test(case_of_eleven_months_or_without_silt_is_refused),
		cmocka_unit_test(a_month_as_a_step_costs_what_the_document_says),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, 0, 0);
}
