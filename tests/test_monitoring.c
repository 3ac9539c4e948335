/* Monitoring plans: plots, shares, what fewer plots cost. */
#include "kernels/sampling.h"
#include "model/market/monitoring.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { YEARS = 10 };

struct world {
	struct qs_arena arena;
	struct qs_portfolio portfolio;
	struct qs_methodology_pack methodology;
	struct qs_registration registration;
	struct qs_credit_stratum strata[3];
	double carbon[3][YEARS];
	struct qs_credit_batch batch[2];
	struct qs_credit_table table;
	struct qs_monitoring_plan plan;
	struct qs_err err;
};

/* Strata of .5, .3, .2 of 60 ha with stocks 30, 20, 50 t C/ha at the last verification, coefficient of variation 40 %. */
static void make(struct world *w)
{
	static const double ha[] = {30, 18, 12}, stock[] = {30, 20, 50};

	*w = (struct world){.portfolio = {.start_year = 2026, .years = YEARS},
			    .methodology = {.deduction = QS_DEDUCTION_AR_TOOL14, .plot_area_ha.value = 0.06, .plot_cny.value = 1000, .cost_price_year = 2025},
			    .registration = {.id = "r", .sampling = {.confidence.value = 0.9, .precision_frac.value = 0.1, .cv_frac.value = 0.4}},
			    .batch = {{.year = 2030}, {.year = 2035}}};
	qs_arena_init(&w->arena, NULL);
	w->portfolio.finance.price_year = 2025;
	for (size_t i = 0; i < 3; i++) {
		w->strata[i] = (struct qs_credit_stratum){
			.next = i < 2 ? &w->strata[i + 1] : NULL, .area_ha = ha[i], .project_c = w->carbon[i]};
		w->carbon[i][YEARS - 1] = stock[i] * ha[i];
	}
	w->table = (struct qs_credit_table){.registration = &w->registration, .methodology = &w->methodology, .strata = w->strata,
					    .batches = w->batch, .count = 2, .issued_t.mean = 1000, .sells = 1, .income_cny.mean = 70000};
	assert_int_equal(qs_monitoring_of(&w->arena, &w->portfolio, &w->table, &w->plan, &w->err), QS_OK);
}

static void plots_reach_the_precision_and_one_fewer_does_not(void **state)
{
	struct world w;

	(void)state;
	make(&w);
	assert_int_equal(w.plan.strata, 3);
	for (int less = 0; less < 2; less++) {
		const double n = w.plan.infinite - less, t = qs_student(0.9, n - 3);

		/* with one coefficient of variation sum w s = cv x mean, whatever the stocks */
		assert_true((t * 0.4 / sqrt(n) <= 0.1 * (1 + 1e-12)) == !less);
	}
	assert_true(w.plan.finite < w.plan.infinite && w.plan.finite > 3);
	assert_true(w.plan.plots >= w.plan.infinite); /* shares are rounded up */
	qs_arena_free(&w.arena);
}

static void neyman_goes_where_stocks_vary_and_area_where_land_is(void **state)
{
	struct world w;
	double sum = 0;

	(void)state;
	make(&w);
	/* w s: .5 x 30, .3 x 20, .2 x 50 of 31, times the coefficient */
	assert_true(fabs(w.plan.rows[0].neyman / w.plan.infinite - 15.0 / 31) < 1e-12);
	assert_true(fabs(w.plan.rows[2].neyman / w.plan.infinite - 10.0 / 31) < 1e-12);
	assert_true(fabs(w.plan.rows[2].proportional / w.plan.infinite - 0.2) < 1e-12);
	for (size_t i = 0; i < 3; i++)
		sum += w.plan.rows[i].plots_neyman;
	assert_true(sum == w.plan.plots);
	qs_arena_free(&w.arena);
}

static void fewer_plots_cost_credits_and_save_their_cost(void **state)
{
	struct world w;

	(void)state;
	make(&w);
	assert_true(w.plan.option[0].plots == w.plan.plots && w.plan.option[0].deduction == 0 && w.plan.option[0].lost_t == 0);
	for (size_t i = 1; i < QS_PLOT_OPTIONS; i++) {
		const struct qs_plot_option *const a = &w.plan.option[i - 1], *const b = &w.plan.option[i];

		assert_true(b->plots < a->plots && b->half_width > a->half_width && b->deduction >= a->deduction);
		assert_true(fabs(b->lost_t - 1000 * b->deduction) < 1e-9 && fabs(b->lost_cny - 70 * b->lost_t) < 1e-6);
		assert_true(fabs(b->deduction - b->tool14) < 1e-15);
		/* two visits, rate 0 */
		assert_true(fabs(b->saved_cny - 2 * (w.plan.plots - b->plots) * w.plan.visit_cny / w.plan.plots) < 1e-6);
	}
	assert_true(w.plan.option[QS_PLOT_OPTIONS - 1].cm001 == 1); /* beyond its last step there is no result */
	qs_arena_free(&w.arena);
}

static void the_methodology_may_ask_for_more_and_nothing_needs_no_plots(void **state)
{
	struct world w;

	(void)state;
	make(&w);
	w.methodology.plots_least.value = 200;
	assert_int_equal(qs_monitoring_of(&w.arena, &w.portfolio, &w.table, &w.plan, &w.err), QS_OK);
	assert_true(w.plan.plots >= 200);
	for (size_t i = 0; i < 3; i++)
		w.carbon[i][YEARS - 1] = 0;
	assert_int_equal(qs_monitoring_of(&w.arena, &w.portfolio, &w.table, &w.plan, &w.err), QS_OK);
	assert_int_equal(w.plan.strata, 0);
	w.table.strata = NULL;
	assert_int_equal(qs_monitoring_of(&w.arena, &w.portfolio, &w.table, &w.plan, &w.err), QS_OK);
	assert_int_equal(w.plan.strata, 0);
	qs_arena_free(&w.arena);
}

static void small_strata_are_measured_whole(void **state)
{
	struct world w;

	(void)state;
	make(&w);
	w.strata[1].area_ha = 0.06; /* one plot fits */
	w.carbon[1][YEARS - 1] = 0.06 * 20;
	assert_int_equal(qs_monitoring_of(&w.arena, &w.portfolio, &w.table, &w.plan, &w.err), QS_OK);
	assert_true(w.plan.rows[1].plots_neyman == 1);
	qs_arena_free(&w.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plots_reach_the_precision_and_one_fewer_does_not),
		cmocka_unit_test(neyman_goes_where_stocks_vary_and_area_where_land_is),
		cmocka_unit_test(fewer_plots_cost_credits_and_save_their_cost),
		cmocka_unit_test(the_methodology_may_ask_for_more_and_nothing_needs_no_plots),
		cmocka_unit_test(small_strata_are_measured_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
