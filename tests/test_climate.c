/* Derived climate against published figures, and the addresses of draws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/input.h"
#include "kernels/kernels.h"
#include "model/base/draws.h"
#include "model/land/climate.h"

#include <math.h>

struct shipped {
	struct qs_context context;
	struct qs_packs packs;
};

static int open_packs(void **state)
{
	static struct shipped s; /* the tests' own */
	struct qs_mistakes mistakes;
	struct qs_err err = {0};

	qs_mistakes_init(&mistakes, NULL);
	*state = &s;
	if (qs_open(&s.context, NULL, &err) != QS_OK)
		return -1;
	s.context.threads = 1;
	return qs_packs_read_shipped(&s.context, &s.packs, &mistakes, &err) == QS_OK ? 0 : -1;
}

static int close_packs(void **state)
{
	struct shipped *s = *state;

	qs_arena_free(&s->packs.arena);
	qs_close(&s->context);
	return 0;
}

static void climate_of(const struct shipped *s, double elevation_m, double slope_deg, double aspect_deg,
		       struct qs_unit_climate *out)
{
	struct qs_site site = {.elevation_m.value = elevation_m, .lat.value = 40, .rain_mm_per_year.value = 550};
	struct qs_unit unit = {.slope_deg.value = slope_deg, .aspect_deg.value = aspect_deg};
	struct qs_sun_hours sun;

	qs_sun_hours(s->context.kernels, &sun);
	qs_unit_climate(qs_packs_climate(&s->packs, "54511"), s->packs.land.items, &site, &unit, &sun, out);
}

static double yearly_pet(const struct qs_unit_climate *c)
{
	double sum = 0;

	for (int m = 0; m < 12; m++)
		sum += c->pet_mm[m];
	return sum;
}

/* FAO-56, example 8: 3 September at 20 S has Ra = 32.2; annex 2, table 2.6 gives 40 N by month. Ours uses the month's
 * middle. */
static void extraterrestrial_radiation_is_that_of_fao56(void **state)
{
	static const double table_40_n[12] = {15.0, 20.4, 27.2, 34.7, 39.7, 41.9, 40.8, 36.7, 30.0, 22.5, 16.3, 13.6};
	struct qs_unit_climate c;

	climate_of(*state, 31, 0, 180, &c);
	for (int m = 0; m < 12; m++)
		assert_true(fabs(c.extraterrestrial[m] - table_40_n[m]) < 0.35);
}

static void temperature_of_a_mountain_station_is_met(void **state)
{
	struct qs_unit_climate c;

	climate_of(*state, 1224.7, 0, 180, &c);
	assert_true(fabs(c.temperature_c - 5.8) < 0.4); /* Foyeding, observed 1991-2020 */
}

static void slopes_change_evaporation_as_measured_at_40_north(void **state)
{
	struct qs_unit_climate flat, south, north;

	climate_of(*state, 300, 0, 180, &flat);
	climate_of(*state, 300, 25, 180, &south);
	climate_of(*state, 300, 25, 0, &north);
	print_message("south %+.3f, north %+.3f\n", yearly_pet(&south) / yearly_pet(&flat) - 1,
		      yearly_pet(&north) / yearly_pet(&flat) - 1);
	assert_true(yearly_pet(&south) / yearly_pet(&flat) > 1.02 && yearly_pet(&south) / yearly_pet(&flat) < 1.13);
	assert_true(yearly_pet(&north) / yearly_pet(&flat) > 0.75 && yearly_pet(&north) / yearly_pet(&flat) < 0.88);
	for (int m = 0; m < 12; m++)
		assert_true(fabs(flat.slope_factor[m] - 1) < 1e-12);
}

static void derived_climate_is_plausible_for_beijing(void **state)
{
	struct qs_unit_climate c;
	double frost = 0;

	climate_of(*state, 31, 0, 180, &c);
	for (int m = 0; m < 12; m++) {
		frost += c.frost_days[m];
		assert_true(c.vpd_kpa[m] > 0 && c.radiation[m] > 0 && c.radiation[m] < c.extraterrestrial[m]);
	}
	assert_true(yearly_pet(&c) > 850 && yearly_pet(&c) < 1250);
	assert_true(frost > 100 && frost < 170);
	assert_true(c.frost_days[0] > 28 && c.frost_days[6] < 0.01);
}

static void ids_of_names_do_not_run_together(void **state)
{
	(void)state;
	assert_true(qs_scope_id("site", "MZ", "Y") != qs_scope_id("site", "MZY", NULL));
	assert_true(qs_scope_id("site", "a", NULL) != qs_scope_id("unit", "a", NULL));
	assert_true(qs_scope_id("site", "a", NULL) == qs_scope_id("site", "a", NULL));
}

static void draws_have_their_mean_and_their_spread(void **state)
{
	enum { N = 20000 };
	static double x[N]; /* the test's own */
	const struct qs_spread spreads[] = {
		{QS_SPREAD_UNIFORM, QS_SCOPE_SITE, 2, 4, 0, 0, 0, 0},
		{QS_SPREAD_NORMAL, QS_SCOPE_SITE, 3, 0.5, 0, 0, 0, 0},
		{QS_SPREAD_LOGNORMAL, QS_SCOPE_SITE, 3, 0.3, 0, 0, 0, 0},
		{QS_SPREAD_TRIANGULAR, QS_SCOPE_SITE, 1, 3, 5, 0, 0, 0},
		{QS_SPREAD_BETA, QS_SCOPE_SITE, 3, 0.4, 1, 5, 0, 0},
	};
	const double sd[] = {2 / sqrt(12), 0.5, 0.9, 2 / sqrt(6), 0.4};
	const struct shipped *s = *state;

	for (size_t k = 0; k < sizeof spreads / sizeof spreads[0]; k++) {
		const struct qs_figure figure = {.value = 7, .spread = &spreads[k]};
		double sum = 0, square = 0;

		qs_draw_figure(&s->context, N, 5, &figure, 77, 0, x);
		for (int i = 0; i < N; i++)
			sum += x[i];
		for (int i = 0; i < N; i++)
			square += (x[i] - sum / N) * (x[i] - sum / N);
		assert_true(fabs(sum / N - 3) < 4 * sd[k] / sqrt(N));
		assert_true(fabs(sqrt(square / N) / sd[k] - 1) < 0.05);
	}
}

static void spreads_without_ends_stay_in_their_fields_range(void **state)
{
	enum { N = 4000 };
	static double x[N]; /* the test's own */
	const struct qs_spread spreads[] = {{QS_SPREAD_NORMAL, QS_SCOPE_SITE, 0.5, 0.4, 0, 0, 0, 1},
					    {QS_SPREAD_LOGNORMAL, QS_SCOPE_SITE, 0.5, 0.8, 0, 0, 0, 1}};
	const struct shipped *s = *state;

	for (size_t k = 0; k < sizeof spreads / sizeof spreads[0]; k++) {
		const struct qs_figure figure = {.value = 0.5, .spread = &spreads[k]};
		int low = 0, high = 0;

		qs_draw_figure(&s->context, N, 5, &figure, 77, 0, x);
		for (int i = 0; i < N; i++) {
			assert_true(x[i] >= 0 && x[i] <= 1);
			low += x[i] < 0.25;
			high += x[i] > 0.75;
		}
		assert_true(low > N / 10 && high > N / 20); /* cut, not clamped: the rest keeps its shape */
		for (int i = 0; i < N; i++)
			assert_true(x[i] != 0 && x[i] != 1);
	}
}

static void a_member_draws_the_same_in_any_cut(void **state)
{
	const struct shipped *s = *state;
	double all[700], part[300];

	qs_draw_normal(&s->context, 700, 5, QS_STREAM_quality, 9, 0, 0, all);
	qs_draw_normal(&s->context, 300, 5, QS_STREAM_quality, 9, 391, 0, part);
	for (size_t i = 0; i < 300; i++)
		assert_true(all[391 + i] == part[i]);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(extraterrestrial_radiation_is_that_of_fao56),
		cmocka_unit_test(temperature_of_a_mountain_station_is_met),
		cmocka_unit_test(slopes_change_evaporation_as_measured_at_40_north),
		cmocka_unit_test(derived_climate_is_plausible_for_beijing),
		cmocka_unit_test(ids_of_names_do_not_run_together),
		cmocka_unit_test(draws_have_their_mean_and_their_spread),
		cmocka_unit_test(spreads_without_ends_stay_in_their_fields_range),
		cmocka_unit_test(a_member_draws_the_same_in_any_cut),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, open_packs, close_packs);
}
