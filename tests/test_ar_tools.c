/* The afforestation tools, stratified sampling and Student's t against published examples, closed forms and GSL. */
#include "kernels/ar_tools.h"
#include "kernels/sampling.h"
#include "kernels/student.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

static uint64_t next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

static double draw(uint64_t *s, double lo, double hi)
{
	return lo + (hi - lo) * ((double)(next(s) >> 12) + 0.5) * 0x1p-52;
}

static void near_to(double got, double want, double within)
{
	if (!(fabs(got - want) <= within))
		fail_msg("%.17g, not %.17g within %g", got, want, within);
}

/* ---- trees, shrubs, dead matter ---- */

static void root_shoot_falls_with_biomass_as_the_tool_prints_it(void **state)
{
	static const double b[] = {5, 10, 20, 50, 100, 150};
	static const double r[] = {0.2998, 0.2847, 0.2704, 0.2526, 0.2399, 0.2327};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		near_to(qs_ar_root_shoot(b[i]), r[i], 0.00005);
		near_to(qs_ar_root_shoot(b[i]), exp(-1.085) * pow(b[i], 0.9256 - 1), 1e-15);
		assert_true(qs_ar_with_roots(b[i], r[i]) == b[i] * (1 + r[i]));
	}
}

static void nothing_above_ground_has_no_ratio_and_no_roots(void **state)
{
	(void)state;
	assert_true(isnan(qs_ar_root_shoot(0)));
	assert_true(qs_ar_with_roots(0, qs_ar_root_shoot(0)) == 0);
	assert_true(qs_ar_with_roots(0, 0.25) == 0);
}

static void plot_biomass_is_the_sum_over_trees_of_their_terms(void **state)
{
	static const double dbh[] = {10, 20}, none = 0;
	static const struct qs_ar_term squares[] = {{0.1, 2}, {1, 1}, {3, 0}};

	(void)state;
	/* 0.1 D^2 + D + 3: 23 and 63 kg on 0.01 ha */
	near_to(qs_ar_plot_biomass(2, dbh, 3, squares, 0.01), 8.6, 1e-14);
	near_to(qs_ar_plot_biomass(2, dbh, 1, squares, 0.02), 2.5, 1e-15);
	assert_true(qs_ar_plot_biomass(0, &none, 3, squares, 0.01) == 0);
	assert_true(qs_ar_plot_biomass(1, &none, 1, squares, 0.01) == 0);
}

static void chinese_pine_of_40_m3_holds_54_7_t_co2(void **state)
{
	const double above = qs_ar_volume_biomass(40, 0.36, 1.589);

	(void)state;
	near_to(above, 22.8816, 1e-13);
	near_to(qs_ar_with_roots(above, 0.251) * 0.521 * 44 / 12, 54.7, 0.05);
}

static void shrubs_below_the_least_cover_count_for_nothing(void **state)
{
	(void)state;
	near_to(qs_ar_shrub_biomass(61, 0.1, 0.35, 0.05), 2.135, 1e-15);
	near_to(qs_ar_shrub_biomass(61, 0.1, 0.05, 0.05), 0.305, 1e-15); /* the limit counts */
	assert_true(qs_ar_shrub_biomass(61, 0.1, 0.049999, 0.05) == 0);
}

static void dead_wood_and_litter_of_100_t_are_12_t_if_they_stay(void **state)
{
	(void)state;
	near_to(qs_ar_dead_share(100, 0.08, 1) + qs_ar_dead_share(100, 0.04, 1), 12, 1e-14);
	assert_true(qs_ar_dead_share(100, 0.08, 0) == 0);
}

/* ---- soil ---- */

static const struct qs_ar_soil_rule tool16 = {.limit = 0.1, .loss = 0.1, .years = 20, .cap = 0.8};

static void soil_rates_and_losses_are_those_of_the_examples(void **state)
{
	static const struct {
		double reference, disturbed, lost, rate;
	} row[] = {{38, 0.03, 0, 0.570}, {38, 0.25, 2.66, 0.703}, {50, 0.25, 3.5, 0.8}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct qs_ar_soil soil = {row[i].reference, 1, 0.7, 1, row[i].disturbed};
		const struct qs_ar_soil_change c = qs_ar_soil(&soil, &tool16);

		near_to(c.initial, 0.7 * row[i].reference, 1e-14);
		near_to(c.lost, row[i].lost, 1e-14);
		near_to(c.rate, row[i].rate, 1e-14);
	}
}

static void disturbance_at_the_limit_loses_nothing(void **state)
{
	struct qs_ar_soil soil = {38, 0.8, 1, 0.95, 0.1};

	(void)state;
	assert_true(qs_ar_soil(&soil, &tool16).lost == 0);
	soil.disturbed = nextafter(0.1, 1);
	near_to(qs_ar_soil(&soil, &tool16).lost, 0.1 * 38 * 0.8 * 0.95, 1e-14);
}

static void soil_without_a_cap_comes_back_to_its_reference_in_the_given_years(void **state)
{
	uint64_t s = 1;

	(void)state;
	for (int i = 0; i < 200; i++) {
		const struct qs_ar_soil_rule rule = {0.1, draw(&s, 0, 0.3), floor(draw(&s, 1, 40)), 1e9};
		const struct qs_ar_soil soil = {draw(&s, 10, 100), draw(&s, 0.6, 1), draw(&s, 0.6, 1.2),
						draw(&s, 0.8, 1.4), draw(&s, 0, 0.3)};
		const struct qs_ar_soil_change c = qs_ar_soil(&soil, &rule);
		double stock = c.initial;

		for (double y = -3; y < 60; y++) {
			if (y < 0 || y > rule.years)
				assert_true(qs_ar_soil_year(&c, &rule, y) == 0);
			stock += qs_ar_soil_year(&c, &rule, y);
		}
		near_to(stock, soil.reference, 1e-11);
	}
}

static void soil_above_its_reference_loses_towards_it(void **state)
{
	const struct qs_ar_soil soil = {38, 1, 1.2, 1, 0};

	(void)state;
	near_to(qs_ar_soil(&soil, &tool16).rate, -0.38, 1e-15);
}

/* ---- sampling ---- */

static void estimate_of_34_plots_is_the_printed_one(void **state)
{
	const struct qs_stratum one = {1, 45.328, 12.776, 34};
	const struct qs_estimate e = qs_sampling_estimate(1, &one, 1.692);

	(void)state;
	near_to(e.standard_error, 2.191, 0.0005);
	near_to(e.half_width, 3.707, 0.0005);
	near_to(e.relative, 0.0818, 0.00005);
	near_to(qs_student(0.9, 33), 1.692, 0.0005);
}

static void estimate_of_nothing_is_certain_or_boundless(void **state)
{
	const struct qs_stratum bare = {1, 0, 0, 5}, around_0 = {1, 0, 3, 5}, loss = {1, -60, 9, 1};

	(void)state;
	assert_true(qs_sampling_estimate(1, &bare, 1.7).relative == 0);
	assert_true(isinf(qs_sampling_estimate(1, &around_0, 1.7).relative));
	near_to(qs_sampling_estimate(1, &loss, 1).relative, 0.15, 1e-15);
}

static void equal_strata_are_one_stratum(void **state)
{
	const struct qs_stratum one = {1, 30, 8, 40};
	const struct qs_stratum four[] = {{0.25, 30, 8, 10}, {0.25, 30, 8, 10}, {0.25, 30, 8, 10}, {0.25, 30, 8, 10}};

	(void)state;
	near_to(qs_sampling_estimate(4, four, 1.7).half_width, qs_sampling_estimate(1, &one, 1.7).half_width, 1e-14);
}

static void uncertainty_of_a_difference_grows_as_the_stocks_approach(void **state)
{
	(void)state;
	near_to(qs_sampling_difference(30, 0.1, 70, 0.1), sqrt(9 + 49) / 40, 1e-15);
	near_to(qs_sampling_difference(0, 0.5, 70, 0.1), 0.1, 1e-15);
	assert_true(qs_sampling_difference(60, 0.1, 70, 0.1) > qs_sampling_difference(30, 0.1, 70, 0.1));
	assert_true(isinf(qs_sampling_difference(70, 0.1, 70, 0.1)));
	assert_true(qs_sampling_difference(70, 0, 70, 0) == 0);
}

static void three_strata_need_18_plots_10_4_and_5(void **state)
{
	static const struct qs_stratum w[] = {
		{.weight = .5, .sd = 12}, {.weight = .3, .sd = 8}, {.weight = .2, .sd = 15}};
	static const double raw[] = {9.14, 3.66, 4.57}, whole[] = {10, 4, 5};
	const double n = qs_sampling_plots_infinite(3, w, 4.5, 1.645);
	double a[3];

	(void)state;
	near_to(n, 17.37, 0.005);
	assert_true(qs_sampling_whole(n) == 18);
	qs_sampling_allocate(3, w, n, a);
	for (size_t i = 0; i < 3; i++) {
		near_to(a[i], raw[i], 0.005);
		assert_true(qs_sampling_whole(a[i]) == whole[i]);
	}
}

static void finite_population_needs_fewer_plots_and_never_more_than_fit(void **state)
{
	uint64_t s = 2;

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct qs_stratum share[3], plots[3];
		double fit = 0, e = draw(&s, 0.1, 10), t = draw(&s, 1, 3), sum = 0, n, a[3];

		for (size_t j = 0; j < 3; j++) {
			share[j] = plots[j] = (struct qs_stratum){.weight = draw(&s, 5, 200), .sd = draw(&s, 0.5, 20)};
			fit += plots[j].weight;
		}
		for (size_t j = 0; j < 3; j++)
			share[j].weight /= fit;
		n = qs_sampling_plots_finite(3, plots, e, t);
		assert_true(n < qs_sampling_plots_infinite(3, share, e, t) && n < fit);
		qs_sampling_allocate(3, plots, n, a);
		for (size_t j = 0; j < 3; j++)
			sum += a[j];
		near_to(sum, n, 1e-9 * n);
		for (size_t j = 0; j < 3; j++)
			plots[j].weight *= 1e9; /* a population that is nearly endless */
		near_to(qs_sampling_plots_finite(3, plots, e, t) / qs_sampling_plots_infinite(3, share, e, t), 1, 1e-6);
	}
}

static void plots_as_planned_give_the_half_width_allowed(void **state)
{
	struct qs_stratum w[] = {{0.5, 45, 12, 0}, {0.3, 45, 8, 0}, {0.2, 45, 15, 0}};
	double a[3];

	(void)state;
	qs_sampling_allocate(3, w, qs_sampling_plots_infinite(3, w, 4.5, 1.7), a);
	for (size_t i = 0; i < 3; i++)
		w[i].n = a[i];
	near_to(qs_sampling_estimate(3, w, 1.7).half_width, 4.5, 1e-13);
}

static void design_is_the_fewest_plots_that_are_enough_for_their_own_t(void **state)
{
	uint64_t s = 3;

	(void)state;
	for (int i = 0; i < 100; i++) {
		struct qs_stratum w[2] = {{.weight = 0.4, .sd = draw(&s, 0, 30)},
					  {.weight = 0.6, .sd = draw(&s, 0, 30)}};
		const int finite = i % 2;
		double t, n, fewer;

		for (size_t j = 0; j < 2 && finite; j++)
			w[j].weight *= 500;
		n = qs_sampling_design(2, w, 2, 0.9, finite, &t);
		assert_true(n >= 3 && n == floor(n) && t == qs_student(0.9, n - 2));
		assert_true((finite ? qs_sampling_plots_finite : qs_sampling_plots_infinite)(2, w, 2, t) <= n);
		if (n == 3)
			continue;
		fewer = qs_student(0.9, n - 3);
		assert_true((finite ? qs_sampling_plots_finite : qs_sampling_plots_infinite)(2, w, 2, fewer) > n - 1);
	}
}

static void whole_plots_round_up_but_not_for_rounding(void **state)
{
	(void)state;
	assert_true(qs_sampling_whole(17.01) == 18 && qs_sampling_whole(18) == 18 && qs_sampling_whole(0) == 0);
	assert_true(qs_sampling_whole(nextafter(18, 19)) == 18 && qs_sampling_whole(18 + 1e-9) == 19);
}

static void strata_that_do_not_vary_need_no_plots(void **state)
{
	const struct qs_stratum even[] = {{.weight = 0.5}, {.weight = 0.5}};
	double a[2] = {1, 1};

	(void)state;
	qs_sampling_allocate(2, even, qs_sampling_plots_infinite(2, even, 4.5, 1.645), a);
	assert_true(a[0] == 0 && a[1] == 0);
}

/* ---- Student's t ---- */

static void student_of_1_2_and_4_degrees_has_its_closed_forms(void **state)
{
	uint64_t s = 4;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		const double u = i % 2 ? draw(&s, 0, 1) : pow(10, draw(&s, -12, 0)) / 2;
		const double pi = 3.14159265358979323846, four = 4 * u * (1 - u);
		const double c = sqrt(four), root = 2 * sqrt(cos(acos(c) / 3) / c - 1);
		const double t1 = u < 0.25 ? -1 / tan(pi * u) : tan(pi * (u - 0.5)), t2 = (2 * u - 1) / sqrt(four / 2);

		near_to(qs_k_student(u, 1) / t1, 1, 1e-12);
		near_to(qs_k_student(u, 2) / t2, 1, 1e-12);
		if (c < 0.9)
			near_to(fabs(qs_k_student(u, 4)) / root, 1, 1e-12);
	}
}

/* GSL's own inverse is off by 1.2e-8 in the far tail of 1 degree, its distribution by 1e-11 at many. */
static void student_equals_gsl_inverse_and_gives_its_distribution_back(void **state)
{
	uint64_t s = 5;

	(void)state;
	for (int i = 0; i < 4000; i++) {
		const double df = i % 2 ? floor(pow(10, draw(&s, 0, 4))) : pow(10, draw(&s, 0, 6));
		const double u = i % 3 ? draw(&s, 0.0005, 0.9995) : pow(10, draw(&s, -9, -0.31));
		const double t = qs_k_student(u, df);

		near_to(t / gsl_cdf_tdist_Pinv(u, df), 1, 2e-8);
		near_to(gsl_cdf_tdist_P(t, df) / u, 1, 1e-10);
	}
}

/* Solved with 40 digits from the incomplete beta function. */
static void student_keeps_13_digits_on_both_sides_of_its_expansion(void **state)
{
	static const struct {
		double df, u, t;
	} row[] = {{10, 1e-9, -20.144697766673996935},
		   {30, 0.05, -1.6972608865939578196},
		   {100, 0.05, -1.660234326085339528},
		   {999, 0.05, -1.6463803454275356198},
		   {1000, 0.05, -1.6463788172854646886}};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		near_to(qs_k_student(row[i].u, row[i].df) / row[i].t, 1, 1e-13);
}

static void student_is_odd_rises_and_ends_in_the_normal(void **state)
{
	static const double df[] = {0.3, 1, 3, 30, 1e3, 1e9};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		double last = -HUGE_VAL;

		for (int k = 1; k < 1024; k++) {
			const double u = k / 1024.0, t = qs_k_student(u, df[i]);

			assert_true(t > last && t == -qs_k_student(1 - u, df[i]));
			last = t;
			if (i == 5)
				near_to(t, qs_k_normal(u), 1e-8);
		}
		assert_true(qs_k_student(0.5, df[i]) == 0);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_shoot_falls_with_biomass_as_the_tool_prints_it),
		cmocka_unit_test(nothing_above_ground_has_no_ratio_and_no_roots),
		cmocka_unit_test(plot_biomass_is_the_sum_over_trees_of_their_terms),
		cmocka_unit_test(chinese_pine_of_40_m3_holds_54_7_t_co2),
		cmocka_unit_test(shrubs_below_the_least_cover_count_for_nothing),
		cmocka_unit_test(dead_wood_and_litter_of_100_t_are_12_t_if_they_stay),
		cmocka_unit_test(soil_rates_and_losses_are_those_of_the_examples),
		cmocka_unit_test(disturbance_at_the_limit_loses_nothing),
		cmocka_unit_test(soil_without_a_cap_comes_back_to_its_reference_in_the_given_years),
		cmocka_unit_test(soil_above_its_reference_loses_towards_it),
		cmocka_unit_test(estimate_of_34_plots_is_the_printed_one),
		cmocka_unit_test(estimate_of_nothing_is_certain_or_boundless),
		cmocka_unit_test(equal_strata_are_one_stratum),
		cmocka_unit_test(uncertainty_of_a_difference_grows_as_the_stocks_approach),
		cmocka_unit_test(three_strata_need_18_plots_10_4_and_5),
		cmocka_unit_test(finite_population_needs_fewer_plots_and_never_more_than_fit),
		cmocka_unit_test(plots_as_planned_give_the_half_width_allowed),
		cmocka_unit_test(design_is_the_fewest_plots_that_are_enough_for_their_own_t),
		cmocka_unit_test(whole_plots_round_up_but_not_for_rounding),
		cmocka_unit_test(strata_that_do_not_vary_need_no_plots),
		cmocka_unit_test(student_of_1_2_and_4_degrees_has_its_closed_forms),
		cmocka_unit_test(student_equals_gsl_inverse_and_gives_its_distribution_back),
		cmocka_unit_test(student_keeps_13_digits_on_both_sides_of_its_expansion),
		cmocka_unit_test(student_is_odd_rises_and_ends_in_the_normal),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
