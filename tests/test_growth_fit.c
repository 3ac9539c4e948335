/* Fits of growth curves: what made the points is found again, bounds, anchors, errors, tables that are not. */
#include "kernels/growth.h"
#include "model/base/context.h"
#include "validation/growth_series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

enum { N = 9 };

static const double ages[N] = {3, 8, 14, 20, 28, 37, 50, 66, 85};

static void fill(struct qs_growth_point *points, double a, double k, double p)
{
	for (size_t i = 0; i < N; i++)
		points[i] = (struct qs_growth_point){
			.use = QS_GROWTH_DATA, .age = ages[i], .value = qs_k_chapman(ages[i], a, k, p), .sd = 0.1};
}

static double sum(const struct qs_growth_point *points, const struct qs_growth_fit *fit)
{
	double all = 0;

	for (size_t i = 0; i < N; i++) {
		const double r = log(qs_growth_curve(fit, points[i].age) / points[i].value) / points[i].sd;

		all += points[i].use == QS_GROWTH_APART ? 0 : r * r;
	}
	return all;
}

static void the_curve_that_made_the_points_is_found(void **state)
{
	static const double truth[][3] = {{30, 0.07, 3}, {163, 0.0135, 2}, {0.5, 0.8, 1.2}, {42, 0.05, 4.4}};

	(void)state;
	for (size_t t = 0; t < sizeof truth / sizeof truth[0]; t++) {
		struct qs_growth_point points[N];
		struct qs_growth_fit fit;

		fill(points, truth[t][0], truth[t][1], truth[t][2]);
		qs_growth_bounds(&fit);
		assert_int_equal(qs_growth_fit(points, N, &fit, NULL), QS_OK);
		for (int i = 0; i < 3; i++)
			assert_true(fabs(fit.par.value[i] / truth[t][i] - 1) < 1e-6);
		assert_true(fit.score.chi2_data < 1e-10);
	}
}

/* The place is a minimum: no small step of a parameter lowers the sum. Errors are those of the curvature, by
 * differences. */
static void no_step_away_lowers_the_sum_and_errors_are_its_curvature(void **state)
{
	struct qs_growth_point points[N];
	struct qs_growth_fit fit;

	(void)state;
	fill(points, 30, 0.07, 3);
	for (size_t i = 0; i < N; i++)
		points[i].value *= i % 2 ? 1.1 : 0.93;
	qs_growth_bounds(&fit);
	fit.par.low[QS_GROWTH_P] = fit.par.high[QS_GROWTH_P] = 3;
	assert_int_equal(qs_growth_fit(points, N, &fit, NULL), QS_OK);
	assert_true(isnan(fit.par.error[QS_GROWTH_P]) && fit.par.value[QS_GROWTH_P] == 3);
	assert_true(fabs(sum(points, &fit) / fit.score.chi2_data - 1) < 1e-9);
	for (int i = 0; i < 2; i++)
		for (int sign = -1; sign <= 1; sign += 2) {
			struct qs_growth_fit other = fit;

			other.par.value[i] *= 1 + sign * 1e-3;
			assert_true(sum(points, &other) > fit.score.chi2_data);
		}
	{ /* half the second derivatives of the sum are J'J where residuals are small */
		double h[2][2];
		const double base = fit.score.chi2_data, step[2] = {1e-4 * fit.par.value[0], 1e-4 * fit.par.value[1]};

		for (int i = 0; i < 2; i++)
			for (int j = 0; j < 2; j++) {
				double f[2];

				for (int s = 0; s < 2; s++) {
					struct qs_growth_fit other = fit;

					other.par.value[i] += step[i];
					other.par.value[j] += s ? step[j] : -step[j];
					f[s] = sum(points, &other);
					other = fit;
					other.par.value[i] -= step[i];
					other.par.value[j] -= s ? step[j] : -step[j];
					f[s] += sum(points, &other);
				}
				h[i][j] = i == j ? (f[1] - 2 * base) / (8 * step[i] * step[i])
						 : (f[1] - f[0]) / (8 * step[i] * step[j]);
			}
		const double det = h[0][0] * h[1][1] - h[0][1] * h[1][0];

		assert_true(fabs(fit.par.error[0] / sqrt(h[1][1] / det) - 1) < 0.1);
		assert_true(fabs(fit.par.error[1] / sqrt(h[0][0] / det) - 1) < 0.1);
	}
}

static void a_parameter_stays_within_its_bounds_and_says_when_it_meets_one(void **state)
{
	struct qs_growth_point points[N];
	struct qs_growth_fit fit;

	(void)state;
	fill(points, 30, 0.07, 2);
	qs_growth_bounds(&fit);
	fit.par.low[QS_GROWTH_P] = 2.5;
	fit.par.high[QS_GROWTH_P] = 6;
	assert_int_equal(qs_growth_fit(points, N, &fit, NULL), QS_OK);
	assert_int_equal(fit.par.at_bound[QS_GROWTH_P], -1);
	assert_true(fit.par.value[QS_GROWTH_P] >= 2.5 && fit.par.value[QS_GROWTH_P] < 2.501);
	assert_true(isnan(fit.par.error[QS_GROWTH_P]) && fit.par.error[QS_GROWTH_K] > 0);
}

/* One value and one range, two unknowns: both are met; a range pulls the less the wider it is. */
static void anchors_pull_and_points_apart_do_not(void **state)
{
	struct qs_growth_point points[N];
	struct qs_growth_fit with, without;

	(void)state;
	fill(points, 30, 0.07, 3);
	points[2].use = QS_GROWTH_APART;
	points[2].value = 1e4;
	qs_growth_bounds(&without);
	assert_int_equal(qs_growth_fit(points, N, &without, NULL), QS_OK);
	assert_true(fabs(without.par.value[QS_GROWTH_A] / 30 - 1) < 1e-6 && points[2].residual < -50);
	for (int narrow = 0; narrow < 2; narrow++) {
		struct qs_growth_point p[2] = {
			{.use = QS_GROWTH_DATA, .age = 40, .value = 20, .sd = 0.1},
			{.use = QS_GROWTH_ANCHOR, .age = 10, .low = 1, .high = narrow ? 1.21 : 4}};

		qs_growth_anchor(&p[1]);
		qs_growth_bounds(&with);
		with.par.low[QS_GROWTH_P] = with.par.high[QS_GROWTH_P] = 3;
		with.par.low[QS_GROWTH_K] = with.par.high[QS_GROWTH_K] = 0.08;
		assert_int_equal(qs_growth_fit(p, 2, &with, NULL), QS_OK);
		assert_true(narrow ? fabs(p[1].residual) < fabs(p[0].residual) : fabs(p[1].residual) > 0);
		assert_true(fabs(p[0].residual / p[0].sd + p[1].residual / p[1].sd) < 1e-5); /* weights balance */
	}
}

static void too_few_rows_are_refused(void **state)
{
	struct qs_growth_point points[N];
	struct qs_growth_fit fit;
	struct qs_err err = {0};

	(void)state;
	fill(points, 30, 0.07, 3);
	qs_growth_bounds(&fit);
	assert_int_equal(qs_growth_fit(points, 2, &fit, &err), QS_EINPUT);
	assert_non_null(strstr(err.text, "2 rows"));
	for (int i = 0; i < 3; i++)
		fit.par.high[i] = fit.par.low[i];
	assert_int_equal(qs_growth_fit(points, N, &fit, NULL), QS_EINPUT);
}

static qs_status read(const char *text, struct qs_growth_series *series, struct qs_mistakes *mistakes,
		      struct qs_arena *arena)
{
	qs_mistakes_init(mistakes, NULL);
	qs_arena_init(arena, NULL);
	return qs_growth_series_read(text, strlen(text), "t.csv", arena, mistakes, series, NULL);
}

static void a_table_is_read_by_kind(void **state)
{
	struct qs_growth_series series;
	struct qs_mistakes mistakes;
	struct qs_arena arena;

	(void)state;
	assert_int_equal(read("kind,age_yr,value,weight,low,high,source\ndata,20,10,4,,,\"a, b\"\n"
			      "anchor,5,,,1,4,\napart,30,12,,,,\np,,,,2,3,\nA,,,,7,7,\n",
			      &series, &mistakes, &arena),
			 QS_OK);
	assert_int_equal(series.n, 3);
	assert_true(series.points[0].sd == 0.5 && series.points[1].value == 2 && series.points[2].sd == 1);
	assert_true(fabs(series.points[1].sd - log(4) / 3.919928) < 1e-12);
	assert_true(series.fit.par.low[QS_GROWTH_P] == 2 && series.fit.par.high[QS_GROWTH_A] == 7);
	assert_true(series.fit.par.low[QS_GROWTH_K] > 0); /* the default */
	qs_arena_free(&arena);
	qs_mistakes_free(&mistakes);
}

static void every_mistake_of_a_table_is_told(void **state)
{
	static const struct {
		const char *text;
		enum qs_mistake_code code;
	} bad[] = {{"kind,age_yr,value,weight\ndata,-1,10,4\n", QS_E2104},
		   {"kind,age_yr,value,weight\ndata,nan,10,4\n", QS_E2104},
		   {"kind,age_yr,value,weight\ndata,5,10,\n", QS_E2102},
		   {"kind,age_yr,value,weight\ndata,5,10,1e13\n", QS_E2104},
		   {"kind,age_yr,value,weight,low,high\nanchor,5,1,,2,3\n", QS_E2101},
		   {"kind,age_yr,low,high\nanchor,5,3,3\n", QS_E2204},
		   {"kind,age_yr,value,weight\nplot,5,10,1\n", QS_E2105},
		   {"kind,age,value,weight\n", QS_E2101},
		   {"age_yr,value\n1,2\n", QS_E2102},
		   {"kind,low,high\np,2,3\np,2,3\n", QS_E1002},
		   {"kind,low,high,low\np,2,3,2\n", QS_E1002}};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct qs_growth_series series;
		struct qs_mistakes mistakes;
		struct qs_arena arena;

		if (read(bad[i].text, &series, &mistakes, &arena) != QS_EINPUT || !mistakes.count[bad[i].code])
			fail_msg("%s: %zu errors, none is %s", bad[i].text, mistakes.errors,
				 qs_mistake_word(bad[i].code));
		qs_arena_free(&arena);
		qs_mistakes_free(&mistakes);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_curve_that_made_the_points_is_found),
		cmocka_unit_test(no_step_away_lowers_the_sum_and_errors_are_its_curvature),
		cmocka_unit_test(a_parameter_stays_within_its_bounds_and_says_when_it_meets_one),
		cmocka_unit_test(anchors_pull_and_points_apart_do_not),
		cmocka_unit_test(too_few_rows_are_refused),
		cmocka_unit_test(a_table_is_read_by_kind),
		cmocka_unit_test(every_mistake_of_a_table_is_told),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
