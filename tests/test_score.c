/* Scores, grades, credit over years, and how firm a ranking is. */
#include "kernels/mcda.h"
#include "model/policy/score.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void near(double a, double b, double within)
{
	if (!(fabs(a - b) <= within))
		fail_msg("%.17g and not %.17g", a, b);
}

static void grades_change_at_their_bounds(void **state)
{
	(void)state;
	assert_int_equal(qs_score_grade(100), QS_BENEFIT_excellent);
	assert_int_equal(qs_score_grade(90), QS_BENEFIT_excellent);
	assert_int_equal(qs_score_grade(89.999), QS_BENEFIT_good);
	assert_int_equal(qs_score_grade(80), QS_BENEFIT_good);
	assert_int_equal(qs_score_grade(60), QS_BENEFIT_fair);
	assert_int_equal(qs_score_grade(59.999), QS_BENEFIT_poor);
	assert_int_equal(qs_score_grade(0), QS_BENEFIT_poor);
	assert_string_equal(qs_score_grade_label(QS_BENEFIT_fair, QS_ZH), "中");
}

static void tau_is_one_for_one_order_and_counts_ties(void **state)
{
	static const double a[] = {1, 2, 3, 4}, b[] = {10, 20, 30, 40}, c[] = {4, 3, 2, 1}, d[] = {1, 2, 2, 3};
	static const double swap[] = {1, 3, 2, 4}, none[] = {5, 5, 5, 5};

	(void)state;
	near(qs_score_tau(a, b, 4), 1, 0);
	near(qs_score_tau(a, c, 4), -1, 0);
	near(qs_score_tau(a, swap, 4), 4.0 / 6, 1e-15);
	near(qs_score_tau(a, d, 4), 5 / sqrt(30), 1e-15); /* five of six pairs are not tied */
	assert_true(isnan(qs_score_tau(a, none, 4)));
}

static void a_ranking_by_one_criterion_is_firm_and_falls_without_it(void **state)
{
	static const double x[] = {7, 9, 9, 8, 8, 7, 8, 7, 9, 6, 8, 9, 6, 7, 8, 6};
	static const double clear[] = {.32199629, .31709642, .03891099, .32199629}, one[] = {1, 0, 0, 0};
	static const int cost[] = {0, 0, 0, 0};
	double up[4], down[4], without[4], work[4 * 4 + 4], best[4], worst[4], closeness[4];

	(void)state;
	qs_mcda_topsis(4, 4, x, cost, clear, best, worst, closeness);
	near(closeness[0], .62881484, 1e-8); /* the order is 1, 3, 2, 4 */
	qs_score_firmness(4, 4, x, cost, clear, 0.2, up, down, without, work);
	for (int j = 0; j < 4; j++) {
		assert_true(up[j] <= 1 && up[j] >= -1 && down[j] <= 1 && without[j] <= 1);
		assert_true(up[j] >= 0.6 && down[j] >= 0.6); /* at most one pair turns */
	}
	near(without[2], 1, 0); /* the lightest criterion decides nothing */
	qs_score_firmness(4, 4, x, cost, one, 0.2, up, down, without, work);
	near(up[0], 1, 0);
	near(down[0], 1, 0);
	assert_true(isnan(without[0])); /* no weight is left: no order */
	near(up[1], 1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grades_change_at_their_bounds),
		cmocka_unit_test(tau_is_one_for_one_order_and_counts_ties),
		cmocka_unit_test(a_ranking_by_one_criterion_is_firm_and_falls_without_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
