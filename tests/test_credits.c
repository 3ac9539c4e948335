/* Deductions, VM0047, the risk buffer; and what their cases say of a bad input. */
#include "model/market/buffer.h"
#include "model/market/deduction.h"
#include "model/market/ex_ante.h"
#include "model/market/vm0047.h"
#include "validation/runner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
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

/* ---- deductions ---- */

static const double limits_14[] = {0.10, 0.15, 0.20, 0.30}, shares_14[] = {0, 0.25, 0.5, 0.75, 1};
static const double limits_cm[] = {0.10, 0.20, 0.30}, shares_cm[] = {0, 0.06, 0.11};
static const struct qs_deduction_steps tool14 = {4, limits_14, shares_14, 1}, cm_001 = {3, limits_cm, shares_cm, 0};
static const struct qs_deduction_vm0047 ex_post = {0.1, 0.1, 0}, ex_ante = {0.1, 0.1, 1};

static struct qs_estimate around(double mean, double u)
{
	return (struct qs_estimate){mean, u * mean, u * mean, u};
}

static void ar_tool14_takes_its_share_of_the_half_width(void **state)
{
	const struct qs_estimate e = around(60, 0.15);

	(void)state;
	near_to(qs_deduction_ar_tool14(&tool14, &e, 0).result, 57.75, 1e-13);
	near_to(qs_deduction_ar_tool14(&tool14, &e, 1).result, 62.25, 1e-13);
}

static void limit_belongs_to_the_milder_class_rounding_or_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const struct qs_estimate at = around(100, limits_14[i]),
					 rounded = around(100, limits_14[i] * (1 + 1e-14)),
					 above = around(100, limits_14[i] * (1 + 1e-9));

		assert_true(qs_deduction_ar_tool14(&tool14, &at, 0).share == shares_14[i]);
		assert_true(qs_deduction_ar_tool14(&tool14, &rounded, 0).share == shares_14[i]);
		assert_true(qs_deduction_ar_tool14(&tool14, &above, 0).share == shares_14[i + 1]);
	}
}

static void ar_cm_001_asks_for_plots_beyond_30_per_cent(void **state)
{
	const struct qs_estimate good = around(47.3, 0.136), bad = around(47.3, 0.31);
	const struct qs_deduction d = qs_deduction_ar_cm_001(&cm_001, &bad);

	(void)state;
	near_to(qs_deduction_ar_cm_001(&cm_001, &good).result, 44.462, 1e-12);
	assert_int_equal(qs_deduction_ar_cm_001(&cm_001, &good).more_plots, 0);
	assert_int_equal(d.more_plots, 1);
	assert_true(isnan(d.share) && isnan(d.result));
}

static void vm0047_takes_what_exceeds_its_allowance_and_ex_ante_no_less_than_10(void **state)
{
	const struct qs_estimate wild = around(10, 1.01), edge = around(10, 1);

	(void)state;
	near_to(qs_deduction_vm0047_share(&ex_post, 0.124), 0.024, 1e-15);
	assert_true(qs_deduction_vm0047_share(&ex_post, 0.05) == 0);
	assert_true(qs_deduction_vm0047_share(&ex_ante, 0.05) == 0.1);
	near_to(qs_deduction_vm0047_share(&ex_ante, 0.25), 0.15, 1e-15);
	assert_true(qs_deduction_vm0047_share(&ex_post, 7) == 1);
	assert_true(qs_deduction_vm0047(&ex_post, &wild).result == 0);
	near_to(qs_deduction_vm0047(&ex_post, &edge).result, 1, 1e-14);
}

static void at_design_precision_only_vm0047_deducts_ex_ante(void **state)
{
	const struct qs_estimate design = around(80, 0.1);

	(void)state;
	assert_true(qs_deduction_ar_tool14(&tool14, &design, 0).result == 80);
	assert_true(qs_deduction_ar_cm_001(&cm_001, &design).result == 80);
	assert_true(qs_deduction_vm0047(&ex_ante, &design).result == 72);
}

static void more_error_never_deducts_less(void **state)
{
	uint64_t s = 4;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		const double mean = draw(&s, 1, 200), u = draw(&s, 0, 0.3), v = u + draw(&s, 0, 0.3 - u);
		const struct qs_estimate small = around(mean, u), large = around(mean, v);

		assert_true(qs_deduction_ar_tool14(&tool14, &large, 0).result <=
			    qs_deduction_ar_tool14(&tool14, &small, 0).result);
		assert_true(qs_deduction_ar_tool14(&tool14, &large, 1).result >=
			    qs_deduction_ar_tool14(&tool14, &small, 1).result);
		assert_true(qs_deduction_ar_cm_001(&cm_001, &large).result <=
			    qs_deduction_ar_cm_001(&cm_001, &small).result);
		assert_true(qs_deduction_vm0047(&ex_post, &large).result <=
			    qs_deduction_vm0047(&ex_post, &small).result);
	}
}

/* ---- VM0047 ---- */

static void credits_sum_to_the_last_net_and_may_be_taken_back(void **state)
{
	const struct qs_vm0047 rule = {1, 0, 1, {0.1, 0.1, 0}};
	uint64_t s = 5;
	int taken_back = 0;

	(void)state;
	for (int run = 0; run < 50; run++) {
		double so_far = 0, sum = 0, change = 0;

		for (int y = 0; y < 20; y++) {
			const struct qs_vm0047_year year = {change += draw(&s, -30, 100),
							    0.5 * y,
							    draw(&s, 0, 0.5),
							    y,
							    draw(&s, 0, 0.05),
							    draw(&s, 0.1, 0.3)};
			const struct qs_vm0047_credit c = qs_vm0047_year(&rule, &year, &so_far);
			const double unc = fmax(0, year.half_width - 0.1), pb = year.control / year.project;

			near_to(c.net, change * (1 - pb) * (1 - unc) - y - 0.5 * y, 1e-9);
			near_to(so_far, c.net, 1e-9);
			taken_back |= c.credit < 0;
			sum += c.credit;
			near_to(sum, so_far, 1e-9);
		}
	}
	assert_true(taken_back);
}

static void year_with_a_half_width_above_100_credits_nothing_and_loses_nothing(void **state)
{
	const struct qs_vm0047 rule = {0, 0, 0, {0.1, 0.1, 0}};
	const struct qs_vm0047_year years[] = {{100, 0, 0.1, 0, 0, 0}, {200, 0, 1.01, 0, 0, 0}, {300, 0, 0.1, 0, 0, 0}};
	double so_far = 0;

	(void)state;
	near_to(qs_vm0047_year(&rule, &years[0], &so_far).credit, 100, 1e-12);
	assert_true(qs_vm0047_year(&rule, &years[1], &so_far).credit == 0);
	near_to(qs_vm0047_year(&rule, &years[2], &so_far).credit, 200, 1e-12);
}

static void benchmark_stays_within_its_limits(void **state)
{
	const struct qs_vm0047 rule = {1, 0.05, 0.9, {0.1, 0.1, 0}};

	(void)state;
	near_to(qs_vm0047_benchmark(&rule, 0.01, 0.05), 0.2, 1e-15);
	assert_true(qs_vm0047_benchmark(&rule, -0.01, 0.05) == 0.05);
	assert_true(qs_vm0047_benchmark(&rule, 0.06, 0.05) == 0.9);
	assert_true(qs_vm0047_benchmark(&rule, 0, 0) == 0.9 && qs_vm0047_benchmark(&rule, 0.01, 0) == 0.9);
}

/* ---- buffer ---- */

static const double lower_loss[] = {0.7, 0.5, 0.25, 0.05, 0}, lower_years[] = {0, 10, 25, 50, 100};
static const double scores[] = {(double)NAN, 30, 20, 5, 4, 30, 20, 5, 4, 3, 20, 5, 4,
				3,           2,  5,  4, 3, 2,  1,  4, 3, 2, 1,  1};
static const struct qs_buffer_matrix vcs = {5, 5, lower_loss, lower_years, scores};

static void lower_limit_belongs_to_its_class(void **state)
{
	static const struct {
		double loss, years;
		size_t i, j;
	} row[] = {{0.7, 10, 0, 1}, {0.69, 9.99, 1, 0}, {0.05, 100, 3, 4}, {0, 0, 4, 0}, {1, 1e9, 0, 4}};
	struct qs_buffer_score score;

	(void)state;
	for (size_t r = 0; r < sizeof row / sizeof row[0]; r++) {
		const struct qs_buffer_factor f = {row[r].loss, row[r].years, 0.5};

		assert_int_equal(qs_buffer_rate(&vcs, &f, &score), 0);
		assert_true(score.loss == row[r].i && score.interval == row[r].j);
		near_to(score.score, 0.5 * scores[5 * row[r].i + row[r].j], 1e-15);
	}
}

static void forbidden_cell_fails_whatever_protects(void **state)
{
	const struct qs_buffer_factor f = {0.8, 5, 0.25};
	struct qs_buffer_score score;

	(void)state;
	assert_int_equal(qs_buffer_rate(&vcs, &f, &score), 0);
	assert_true(isnan(score.score) && isnan(qs_buffer_of(score.score, 1, 1, 12, 1000).buffer));
}

static void risk_below_every_class_is_refused(void **state)
{
	struct qs_buffer_matrix narrow = vcs;
	const struct qs_buffer_factor f = {0.04, 5, 1};
	struct qs_buffer_score score;

	(void)state;
	narrow.losses = 4;
	assert_int_equal(qs_buffer_rate(&narrow, &f, &score), -1);
}

static void buffer_is_the_total_or_the_minimum(void **state)
{
	const struct qs_buffer large = qs_buffer_of(7.5, 3, 2, 12, 1000), small = qs_buffer_of(2, 3, 2, 12, 1000);

	(void)state;
	assert_true(large.held == 12.5 && large.buffer == 125 && large.issued == 875);
	assert_true(small.total == 7 && small.held == 12 && small.buffer == 120 && small.issued == 880);
}

/* ---- bad cases ---- */

static void bad_given_is_told_with_its_place(void **state)
{
	static const struct {
		const char *model, *given, *path;
		enum qs_mistake_code code;
	} row[] = {
		{"ar-tool12",
		 "\"tree_co2e_t\":[1],\"dead_wood_frac\":8,\"litter_frac\":0.04,\"dead_wood_stays\":1,"
		 "\"litter_stays\":1,\"litter_method\":\"default\"",
		 "/given/dead_wood_frac", QS_E2104},
		{"ar-tool12",
		 "\"tree_co2e_t\":[1],\"dead_wood_frac\":0.08,\"litter_frac\":0.04,\"dead_wood_stays\":0.5,"
		 "\"litter_stays\":1,\"litter_method\":\"default\"",
		 "/given/dead_wood_stays", QS_E2113},
		{"ar-tool12",
		 "\"tree_co2e_t\":[1,2],\"dead_wood_frac\":0.08,\"litter_frac\":0.04,\"dead_wood_stays\":0,"
		 "\"litter_stays\":1,\"litter_method\":\"measured\",\"litter_t_dm_ha\":[1],\"litter_cf\":0.37,"
		 "\"area_ha\":1",
		 "/given/litter_t_dm_ha", QS_E2206},
		{"ar-tool14", "\"trees\":[],\"shrubs\":{}", "/given/shrubs", QS_E2103},
		{"ar-tool14",
		 "\"shrubs\":[],\"trees\":[{\"method\":\"bef\",\"area_ha\":1,\"volume_m3_ha\":5,"
		 "\"density_t_m3\":1,\"bef\":1,\"root_shoot\":\"fourfold\",\"cf\":0.47}]",
		 "/given/trees/0/root_shoot", QS_E2105},
		{"ar-tool14",
		 "\"shrubs\":[],\"trees\":[{\"method\":\"guess\",\"area_ha\":1,\"root_shoot\":0.2,\"cf\":0.47}]",
		 "/given/trees/0/method", QS_E2105},
		{"ar-tool14",
		 "\"shrubs\":[],\"trees\":[{\"method\":\"allometric\",\"area_ha\":1,\"plot_area_ha\":0.01,"
		 "\"dbh_cm\":[3],\"terms_kg\":[[1,2,3]],\"root_shoot\":0.2,\"cf\":0.47}]",
		 "/given/trees/0/terms_kg", QS_E2206},
		{"ar-tool16",
		 "\"years\":5,\"transition_years\":20,\"cap_t_c_ha_yr\":0.8,\"loss_frac\":0.1,"
		 "\"disturbance_limit_frac\":0.1,\"strata\":[{\"area_ha\":1,\"soc_ref_t_c_ha\":38,\"f_lu\":1,"
		 "\"f_mg\":1,\"f_in\":1,\"disturbed_frac\":0,\"prep_year\":0}]",
		 "/given/strata/0/prep_year", QS_E2104},
		{"sample-size",
		 "\"population\":\"infinite\",\"mean\":45,\"precision_frac\":0.1,\"t_value\":1.6,\"strata\":[]",
		 "/given/strata", QS_E2206},
		{"sample-size",
		 "\"population\":\"infinite\",\"mean\":45,\"precision_frac\":0.1,\"strata\":[{\"area_ha\":1,"
		 "\"sd\":3}]",
		 "/given", QS_E2102},
		{"uncertainty-discount",
		 "\"method\":\"ar-cm-001\",\"t_value\":1.7,\"limits_frac\":[0.1,0.1],"
		 "\"share_frac\":[0,0.06],\"strata\":[{\"weight\":1,\"mean\":4,\"sd\":1,\"n\":5}]",
		 "/given/limits_frac", QS_E2206},
		{"uncertainty-discount",
		 "\"method\":\"ar-tool14\",\"t_value\":1.7,\"limits_frac\":[0.1],\"share_frac\":[0],"
		 "\"strata\":[{\"weight\":1,\"mean\":4,\"sd\":1,\"n\":5}]",
		 "/given/share_frac", QS_E2206},
		{"uncertainty-discount",
		 "\"method\":\"ar-tool14\",\"confidence_frac\":0.9,\"limits_frac\":[],\"share_frac\":[0],"
		 "\"strata\":[{\"weight\":1,\"mean\":4,\"sd\":1,\"n\":1}]",
		 "/given/confidence_frac", QS_E2206},
		{"vm0047",
		 "\"method\":\"census\",\"allowance_frac\":0.1,\"ex_ante\":0,\"ex_ante_minimum_frac\":0.1,"
		 "\"stock_change_co2e_t\":[1,2],\"half_width_frac\":[0],\"project_emissions_co2e_t\":[0,0]",
		 "/given/half_width_frac", QS_E2206},
		{"risk-buffer",
		 "\"matrix\":[[1,2],[3]],\"loss_lower_frac\":[0.5,0],\"interval_lower_years\":[0,10],"
		 "\"minimum_pct\":12,\"factors\":[],\"internal_pct\":0,\"external_pct\":0,\"credit_co2e_t\":1",
		 "/given/matrix", QS_E2206},
		{"risk-buffer",
		 "\"matrix\":[[1,2]],\"loss_lower_frac\":[0.5],\"interval_lower_years\":[0,10],"
		 "\"minimum_pct\":12,\"factors\":[{\"loss_frac\":0.4,\"interval_years\":3,\"mitigation\":1}],"
		 "\"internal_pct\":0,\"external_pct\":0,\"credit_co2e_t\":1",
		 "/given/factors/0/loss_frac", QS_E2206},
	};
	struct qs_context context;
	struct qs_cases cases = {0};

	(void)state;
	assert_int_equal(qs_open(&context, NULL, NULL), QS_OK);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct qs_mistakes mistakes;
		struct qs_err err = {0};
		char text[1024];

		qs_mistakes_init(&mistakes, NULL);
		snprintf(text, sizeof text,
			 "{\"case\":\"c\",\"model\":\"%s\",\n\"given\":{%s},\"expect\":{\"x\":1},\"within\":{}}",
			 row[i].model, row[i].given);
		assert_int_equal(qs_cases_run_text(&context, text, strlen(text), "c.json", &cases, &mistakes, &err),
				 QS_OK);
		if (mistakes.errors != 1)
			fail_msg("%s: %zu mistakes", row[i].given, (size_t)mistakes.errors);
		assert_string_equal(mistakes.items[0].path, row[i].path);
		assert_string_equal(qs_mistake_word(mistakes.items[0].code), qs_mistake_word(row[i].code));
		assert_int_equal(mistakes.items[0].place.line, 2);
		qs_mistakes_free(&mistakes);
	}
	assert_int_equal(cases.n, 0);
	qs_cases_free(&cases);
	qs_close(&context);
}

static void the_yearly_table_ends_with_the_crediting_period_or_the_run(void **state)
{
	struct qs_credit_table table = {.terms.first = 0, .terms.last = 19};

	(void)state;
	assert_int_equal(qs_ex_ante_end(&table, 40), 20);
	assert_int_equal(qs_ex_ante_end(&table, 10), 10);
	table.terms.last = -3; /* it ended before the run */
	assert_int_equal(qs_ex_ante_end(&table, 40), 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_yearly_table_ends_with_the_crediting_period_or_the_run),
		cmocka_unit_test(ar_tool14_takes_its_share_of_the_half_width),
		cmocka_unit_test(limit_belongs_to_the_milder_class_rounding_or_not),
		cmocka_unit_test(ar_cm_001_asks_for_plots_beyond_30_per_cent),
		cmocka_unit_test(vm0047_takes_what_exceeds_its_allowance_and_ex_ante_no_less_than_10),
		cmocka_unit_test(at_design_precision_only_vm0047_deducts_ex_ante),
		cmocka_unit_test(more_error_never_deducts_less),
		cmocka_unit_test(credits_sum_to_the_last_net_and_may_be_taken_back),
		cmocka_unit_test(year_with_a_half_width_above_100_credits_nothing_and_loses_nothing),
		cmocka_unit_test(benchmark_stays_within_its_limits),
		cmocka_unit_test(lower_limit_belongs_to_its_class),
		cmocka_unit_test(forbidden_cell_fails_whatever_protects),
		cmocka_unit_test(risk_below_every_class_is_refused),
		cmocka_unit_test(buffer_is_the_total_or_the_minimum),
		cmocka_unit_test(bad_given_is_told_with_its_place),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
