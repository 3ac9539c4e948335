/* Growth curves against their closed forms in long double, and the step by effective age. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

enum { N = 1003 };

#define ULP 0x1p-52

static const char *const isas[] = {"v2", "v3", "v4"};
static const double powers[] = {0.4, 1, 1.5, 2, 2.3, 3, 6, 20};
enum { POWERS = sizeof powers / sizeof *powers };

static double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static void close_to(const char *what, double at, double got, long double want, double relative)
{
	if (!(fabsl((long double)got - want) <= (long double)relative * fabsl(want)))
		fail_msg("%s(%.17g) = %.17g, not %.17g", what, at, got, (double)want);
}

static void curves_equal_their_closed_forms(void **state)
{
	double t[N], y[N];
	uint64_t s = 1;

	(void)state;
	for (size_t i = 0; i < N; i++)
		t[i] = i % 2 ? draw(&s, 0, 200) : pow(10, draw(&s, -3, 3));
	for (size_t v = 0; v < 3; v++) {
		const struct qs_kernels *ks = qs_kernels_for(isas[v]);

		if (!ks)
			continue;
		ks->chapman(N, 180, 0.05, 2.3, t, y);
		for (size_t i = 0; i < N; i++)
			close_to("chapman", t[i], y[i], 180 * powl(-expm1l(-0.05L * (long double)t[i]), 2.3L),
				 (4 + 2.3 * fabs(log(-expm1(-0.05 * t[i])))) * ULP);
		ks->logistic(N, 180, 9, 0.1, t, y);
		for (size_t i = 0; i < N; i++)
			close_to("logistic", t[i], y[i], 180 / (1 + 9 * expl(-0.1L * (long double)t[i])), 12 * ULP);
		ks->korf(N, 180, 8, 0.7, t, y);
		for (size_t i = 0; i < N; i++) {
			const long double x = 8 * powl((long double)t[i], -0.7L);

			if (x < 700) /* below: subnormal or 0 */
				close_to("korf", t[i], y[i], 180 * expl(-x), (4 + 4 * (double)x) * ULP);
		}
		ks->schumacher(N, 180, 11, t, y);
		for (size_t i = 0; i < N; i++)
			if (t[i] > 0.1)
				close_to("schumacher", t[i], y[i], 180 * expl(-11 / (long double)t[i]),
					 (4 + 11 / t[i]) * ULP);
	}
}

static void curves_start_where_they_should(void **state)
{
	(void)state;
	assert_true(qs_k_chapman(0, 100, 0.1, 0.6) == 0);
	assert_true(qs_k_korf(0, 100, 5, 0.5) == 0);
	assert_true(qs_k_schumacher(0, 100, 5) == 0 && qs_k_schumacher(-0.0, 100, 5) == 0);
	assert_true(qs_k_logistic(0, 100, 9, 0.1) == 10);
	assert_true(isnan(qs_k_chapman(-1, 100, 0.1, 2)) && isnan(qs_k_korf(-1, 100, 5, 0.5)));
}

static void a_column_of_asymptotes_changes_nothing_else(void **state)
{
	const struct qs_kernels *ks = qs_kernels_for(0);
	double t[N], a[N], y[N], z[N];

	(void)state;
	for (size_t i = 0; i < N; i++)
		t[i] = 0.1 * (double)i, a[i] = 70;
	ks->chapman(N, 70, 0.04, 1.8, t, y);
	ks->chapman_a(N, 0.04, 1.8, a, t, z);
	assert_memory_equal(y, z, sizeof y);
	ks->logistic(N, 70, 4, 0.05, t, y);
	ks->logistic_a(N, 4, 0.05, a, t, z);
	assert_memory_equal(y, z, sizeof y);
	ks->korf(N, 70, 4, 0.5, t, y);
	ks->korf_a(N, 4, 0.5, a, t, z);
	assert_memory_equal(y, z, sizeof y);
	ks->schumacher(N, 70, 4, t, y);
	ks->schumacher_a(N, 4, a, t, z);
	assert_memory_equal(y, z, sizeof y);
	for (size_t i = 0; i < N; i++)
		t[i] = 0.07 * (double)i;
	ks->chapman_age(N, 70, 0.04, 1.8, t, y);
	ks->chapman_age_a(N, 0.04, 1.8, a, t, z);
	assert_memory_equal(y, z, sizeof y);
}

static void age_of_biomass_returns(void **state)
{
	const struct qs_kernels *ks = qs_kernels_for(0);
	double t[N], y[N], back[N];
	uint64_t s = 2;

	(void)state;
	for (size_t i = 0; i < N; i++)
		t[i] = draw(&s, 0.01, 60);
	for (size_t j = 0; j < POWERS; j++) {
		ks->chapman(N, 150, 0.06, powers[j], t, y);
		ks->chapman_age(N, 150, 0.06, powers[j], y, back);
		for (size_t i = 0; i < N; i++) /* near A the curve is flat: exp(k t) ulps */
			close_to("age", t[i], back[i], (long double)t[i],
				 (16 + 8 * exp(0.06 * t[i]) / (0.06 * t[i])) * ULP);
	}
	assert_true(qs_k_chapman_age(0, 150, 0.06, 2) == 0);
	assert_true(isinf(qs_k_chapman_age(150, 150, 0.06, 2)) && isinf(qs_k_chapman_age(151, 150, 0.06, 2)));
	assert_true(isnan(qs_k_chapman_age(-1, 150, 0.06, 2)));
}

static void step_equals_the_curve_in_long_double(void **state)
{
	double g[N], dt[N], next[N];
	uint64_t s = 3;

	(void)state;
	for (size_t j = 0; j < POWERS; j++) {
		const long double p = (long double)powers[j];

		for (size_t i = 0; i < N; i++) {
			g[i] = i % 2 ? draw(&s, 0, 1) : pow(10, draw(&s, -12, 0));
			dt[i] = i % 3 ? draw(&s, 0, 3) : pow(10, draw(&s, -3, 3));
		}
		qs_kernels_for(0)->growth_step(N, 0.05, powers[j], g, dt, next);
		for (size_t i = 0; i < N; i++) {
			const long double w = powl((long double)g[i], 1 / p);
			const long double want = powl(w - (1 - w) * expm1l((long double)-0.05 * (long double)dt[i]), p);

			close_to("step", g[i], next[i], want, (6 + 2 * powers[j] - 3 * log(next[i])) * ULP);
		}
	}
}

static void two_half_steps_equal_one(void **state)
{
	const struct qs_kernels *ks = qs_kernels_for(0);
	double g[N], dt[N], half[N], once[N], mid[N], twice[N];
	uint64_t s = 4;

	(void)state;
	for (size_t j = 0; j < POWERS; j++) {
		for (size_t i = 0; i < N; i++) {
			g[i] = draw(&s, 0, 1);
			dt[i] = draw(&s, 0.1, 5);
			half[i] = 0.5 * dt[i];
		}
		ks->growth_step(N, 0.05, powers[j], g, dt, once);
		ks->growth_step(N, 0.05, powers[j], g, half, mid);
		ks->growth_step(N, 0.05, powers[j], mid, half, twice);
		for (size_t i = 0; i < N; i++)
			close_to("two halves", g[i], twice[i], (long double)once[i],
				 (12 + 4 * powers[j] - 6 * log(once[i])) * ULP);
	}
}

static void steps_follow_the_curve_from_nothing(void **state)
{
	double g = 0, dt = 1, next;

	(void)state;
	for (int year = 1; year <= 80; year++) {
		qs_kernels_for(0)->growth_step(1, 0.05, 2.3, &g, &dt, &next);
		g = next;
		close_to("years", year, g, powl(-expm1l(-0.05L * year), 2.3L), 1e-13);
	}
}

static void step_never_shrinks_and_stays_below_1(void **state)
{
	static const double gs[] = {0, 0x1p-1074, 1e-305, 1e-100, 1e-9, 0.3, 0.999999, 1 - 0x1p-53};
	static const double dts[] = {0, 1e-300, 1e-9, 0.5, 1, 100, 1e5, 1e300};
	enum { G = sizeof gs / sizeof *gs, D = sizeof dts / sizeof *dts };
	double g[G * D], dt[G * D], next[G * D];

	(void)state;
	for (size_t i = 0; i < G * D; i++)
		g[i] = gs[i % G], dt[i] = dts[i / G];
	for (size_t j = 0; j < POWERS; j++) {
		qs_kernels_for(0)->growth_step(G * D, 0.05, powers[j], g, dt, next);
		for (size_t i = 0; i < G * D; i++) {
			assert_true(next[i] >= g[i] && next[i] < 1);
			assert_true(dt[i] > 0 || next[i] == g[i]);
			assert_true(i < G || next[i] >= next[i - G]); /* more time, more growth */
		}
	}
}

static void step_gives_the_same_bits_on_every_isa_and_cut(void **state)
{
	double g[N], dt[N], next[N], other[N];
	uint64_t s = 5;

	(void)state;
	for (size_t i = 0; i < N; i++)
		g[i] = draw(&s, 0, 1), dt[i] = draw(&s, 0, 2);
	for (size_t j = 0; j < POWERS; j++) {
		qs_kernels_for("v2")->growth_step(N, 0.07, powers[j], g, dt, next);
		for (size_t i = 0; i < N; i++)
			assert_true(next[i] == qs_k_growth_step(g[i], 0.07, powers[j], dt[i]));
		for (size_t v = 0; v < 3; v++) {
			if (!qs_kernels_for(isas[v]))
				continue;
			qs_kernels_for(isas[v])->growth_step(N, 0.07, powers[j], g, dt, other);
			assert_memory_equal(next, other, sizeof next);
			for (size_t i = 0; i < N; i += 59)
				qs_kernels_for(isas[v])->growth_step(N - i < 59 ? N - i : 59, 0.07, powers[j], g + i,
								     dt + i, other + i);
			assert_memory_equal(next, other, sizeof next);
		}
	}
}

static void hossfeld_equals_its_closed_form_and_never_overflows(void **state)
{
	static const double ages[] = {0, 1e-300, 0.5, 10, 80, 1e300};
	double y[6], a[6] = {200, 200, 200, 200, 200, 200}, other[6];

	(void)state;
	qs_kernels_for(0)->hossfeld(6, 200, 400, 1.7, ages, y);
	qs_kernels_for(0)->hossfeld_a(6, 400, 1.7, a, ages, other);
	assert_memory_equal(y, other, sizeof y);
	assert_true(y[0] == 0 && y[5] == 200);
	for (size_t i = 2; i < 5; i++) {
		const long double power = powl((long double)ages[i], 1.7L);

		close_to("hossfeld", ages[i], y[i], 200 * power / (400 + power), 8 * ULP);
	}
	qs_kernels_for(0)->hossfeld(1, 200, 400, 2, (const double[]){20}, y);
	close_to("hossfeld at b^(1/c)", 20, y[0], 100, 4 * ULP);
	qs_kernels_for(0)->hossfeld(1, 200, 400, 2, (const double[]){-1}, y);
	assert_true(isnan(y[0]));
}

/* ---- yield tables ---- */

static const double table_ages[] = {10, 20, 30, 45, 60, 80}, table_yields[] = {12, 80, 171, 171, 240, 232};
enum { POINTS = 6 };

static double yield_at(const double *slope, double t)
{
	const struct qs_yield_table table = {POINTS, table_ages, table_yields, slope};
	double y;

	qs_kernels_for(0)->yield(1, &table, &t, &y);
	return y;
}

static void yield_passes_through_every_point_and_has_no_extreme_between(void **state)
{
	double slope[POINTS], last = 12;

	(void)state;
	assert_int_equal(qs_yield_slopes(POINTS, table_ages, table_yields, slope), 0);
	for (size_t i = 0; i < POINTS; i++)
		assert_true(yield_at(slope, table_ages[i]) == table_yields[i]);
	assert_true(isnan(yield_at(slope, 9.99)) && isnan(yield_at(slope, 80.01)) &&
		    isnan(yield_at(slope, (double)NAN)));
	assert_true(slope[2] == 0 && slope[3] == 0 && slope[4] == 0);
	for (double t = 10; t <= 60; t += 0.01) {
		const double y = yield_at(slope, t);

		assert_true(y >= last - 1e-12 * last && y <= 240);
		last = y;
	}
	assert_true(yield_at(slope, 37) == 171);
	for (double t = 60; t <= 80; t += 0.01)
		assert_true(yield_at(slope, t) <= 240 && yield_at(slope, t) >= 232 * (1 - 1e-14));
}

static void yield_slopes_are_weighted_harmonic_means(void **state)
{
	static const double ages[] = {0, 1, 3}, yields[] = {0, 1, 5};
	double slope[3], line[2];

	(void)state;
	/* differences 1 and 2 over 1 and 2: w = 2*2 + 1 = 5, v = 2 + 2*1 = 4: 9 / (5 / 1 + 4 / 2); ends by three points
	 */
	assert_int_equal(qs_yield_slopes(3, ages, yields, slope), 0);
	close_to("middle", 1, slope[1], 9.0L / 7, 2 * ULP);
	close_to("first", 0, slope[0], ((2 + 2) * 1 - 1 * 2) / 3.0L, 2 * ULP);
	close_to("last", 3, slope[2], ((4 + 1) * 2 - 2 * 1) / 3.0L, 2 * ULP);
	assert_int_equal(qs_yield_slopes(2, ages, yields, line), 0);
	assert_true(line[0] == 1 && line[1] == 1);
	assert_int_not_equal(qs_yield_slopes(1, ages, yields, slope), 0);
	assert_int_not_equal(qs_yield_slopes(2, (const double[]){1, 1}, yields, slope), 0);
	assert_int_not_equal(qs_yield_slopes(2, ages, (const double[]){1, (double)INFINITY}, slope), 0);
}

static void yield_gives_the_same_bits_on_every_isa_and_cut(void **state)
{
	double slope[POINTS], t[N], y[N], other[N];
	const struct qs_yield_table table = {POINTS, table_ages, table_yields, slope};
	uint64_t s = 8;

	(void)state;
	assert_int_equal(qs_yield_slopes(POINTS, table_ages, table_yields, slope), 0);
	for (size_t i = 0; i < N; i++)
		t[i] = draw(&s, 10, 80);
	qs_kernels_for("v2")->yield(N, &table, t, y);
	for (size_t v = 0; v < 3; v++) {
		if (!qs_kernels_for(isas[v]))
			continue;
		for (size_t i = 0; i < N; i += 59)
			qs_kernels_for(isas[v])->yield(N - i < 59 ? N - i : 59, &table, t + i, other + i);
		assert_memory_equal(y, other, sizeof y);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(curves_equal_their_closed_forms),
		cmocka_unit_test(curves_start_where_they_should),
		cmocka_unit_test(a_column_of_asymptotes_changes_nothing_else),
		cmocka_unit_test(age_of_biomass_returns),
		cmocka_unit_test(step_equals_the_curve_in_long_double),
		cmocka_unit_test(two_half_steps_equal_one),
		cmocka_unit_test(steps_follow_the_curve_from_nothing),
		cmocka_unit_test(step_never_shrinks_and_stays_below_1),
		cmocka_unit_test(step_gives_the_same_bits_on_every_isa_and_cut),
		cmocka_unit_test(hossfeld_equals_its_closed_form_and_never_overflows),
		cmocka_unit_test(yield_passes_through_every_point_and_has_no_extreme_between),
		cmocka_unit_test(yield_slopes_are_weighted_harmonic_means),
		cmocka_unit_test(yield_gives_the_same_bits_on_every_isa_and_cut),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, 0, 0);
}
