/* Sweeps: designs, axes on fields, one physics for several scenarios. */
#include "io/sweep_input.h"
#include "failing_memory.h"
#include "portfolio_files.h"
#include "scenarios/design.h"
#include "scenarios/shared.h"
#include "sweep_help.h"

#include <math.h>

static const struct qs_design_axis mixed[] = {{3, 0, 0}, {0, 5, 1}, {0, 4, 0}, {2, 0, 0}};

static void a_product_has_every_pair_once(void **state)
{
	const struct qs_design d = {.kind = QS_DESIGN_PRODUCT, .n = 3, .axis = mixed};
	static double u[4][MOST];
	int seen[3][5][4] = {{{0}}};

	(void)state;
	assert_int_equal(points_of(&d, u), 60);
	for (size_t s = 0; s < 60; s++)
		seen[(int)(u[0][s] * 3)][(int)(u[1][s] * 4 + 0.5)][(int)(u[2][s] * 4)]++;
	for (int i = 0; i < 60; i++)
		assert_int_equal((&seen[0][0][0])[i], 1);
	assert_true(u[1][0] == 0 && u[1][59] == 1 && u[2][0] == 0.125);
}

static void a_hypercube_has_one_point_a_slice(void **state)
{
	const struct qs_design d = {.kind = QS_DESIGN_LHS, .points = 100, .seed = 3, .n = 2, .axis = mixed};
	static double u[4][MOST];

	(void)state;
	points_of(&d, u);
	for (int a = 0; a < 2; a++) {
		int seen[100] = {0};

		for (int s = 0; s < 100; s++)
			seen[(int)(u[a][s] * 100)]++;
		for (int s = 0; s < 100; s++)
			assert_int_equal(seen[s], 1);
	}
}

static void a_longer_design_keeps_its_first_points(void **state)
{
	static const enum qs_sweep_design_kind kinds[] = {QS_DESIGN_SOBOL, QS_DESIGN_SALTELLI, QS_DESIGN_MORRIS};
	static double few[4][MOST], many[4][MOST];

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		struct qs_design d = {.kind = kinds[k], .points = 7, .levels = 4, .seed = 9, .n = 4, .axis = mixed};
		const size_t n = points_of(&d, few);

		d.points = 50;
		points_of(&d, many);
		for (int a = 0; a < 4; a++)
			assert_memory_equal(few[a], many[a], n * sizeof few[a][0]);
	}
}

static void correlated_axes_have_that_correlation(void **state)
{
	const double rho[] = {1, 0.8, 0.8, 1};
	const struct qs_design d = {.kind = QS_DESIGN_SOBOL, .points = 4000, .seed = 1, .n = 2, .axis = mixed, .rho = rho};
	static double u[4][MOST];
	double xy = 0, xx = 0, yy = 0;

	(void)state;
	points_of(&d, u);
	for (int s = 0; s < 4000; s++) {
		const double x = u[0][s] - 0.5, y = u[1][s] - 0.5;

		xy += x * y;
		xx += x * x;
		yy += y * y;
		assert_true(u[1][s] > 0 && u[1][s] < 1);
	}
	/* of probabilities under a Gaussian copula: 6/pi asin(rho / 2) */
	assert_true(fabs(xy / sqrt(xx * yy) - 6 / 3.14159265358979 * asin(0.4)) < 0.01);
	assert_true(fabs(xx / 4000 - 1.0 / 12) < 1e-3 && fabs(yy / 4000 - 1.0 / 12) < 1e-3);
}

static void scenarios_of_one_physics_follow_each_other(void **state)
{
	const double physical[] = {2, 1, 2, 1, 1}, price[] = {5, 4, 3, 2, 1}, *const at[] = {physical, price};
	const enum qs_axis_kind kind[] = {QS_AXIS_physical, QS_AXIS_market};
	struct qs_context context = open_context();
	struct qs_err err = {0};
	size_t order[5], first[6], groups;
	const size_t expected[] = {1, 3, 4, 0, 2};

	(void)state;
	assert_int_equal(qs_design_groups(&context, 5, 2, at, kind, order, first, &groups, &err), QS_OK);
	assert_int_equal(groups, 2);
	assert_memory_equal(order, expected, sizeof expected);
	assert_true(first[0] == 0 && first[1] == 3 && first[2] == 5);
	qs_close(&context);
}

static void a_path_tells_what_it_moves(void **state)
{
	(void)state;
	assert_int_equal(qs_path_kind("/finance/discount_rate_pct"), QS_AXIS_financial);
	assert_int_equal(qs_path_kind("/finance/inflation_pct"), QS_AXIS_financial);
	assert_int_equal(qs_path_kind("/finance/debt/rate_pct"), QS_AXIS_financial);
	assert_int_equal(qs_path_kind("/sites/*/finance/grant_frac"), QS_AXIS_financial);
	assert_int_equal(qs_path_kind("/sites/A/facts/burning"), QS_AXIS_market);
	assert_int_equal(qs_path_kind("/market/prices/CCER/cny_t"), QS_AXIS_market);
	assert_int_equal(qs_path_kind("/registrations/0/sell"), QS_AXIS_market);
	assert_int_equal(qs_path_kind("/sites/*/units/*/slope_deg"), QS_AXIS_physical);
	assert_int_equal(qs_path_kind("/packs/measures/plant/unit_cost_cny"), QS_AXIS_financial);
	assert_int_equal(qs_path_kind("/packs/measures/plant/disturbs_frac"), QS_AXIS_physical);
	assert_int_equal(qs_path_kind("/financed"), QS_AXIS_physical);
}

/* ---- files ---- */

static const char *write_sweep(const char *text)
{
	write_file("p.json", base, strlen(base));
	write_file("q.json", text, strlen(text));
	return path_of("q.json");
}

static qs_status read_sweep(const struct qs_context *context, const char *text, struct qs_sweep_input *sweep,
			    struct qs_mistakes *mistakes)
{
	struct qs_err err = {0};

	qs_mistakes_init(mistakes, NULL);
	return qs_sweep_read(context, write_sweep(text), 0, sweep, mistakes, &err);
}

#define HEAD "{\"name\":\"s\",\"portfolio\":\"p.json\","

static void all_mistakes_are_told_at_once(void **state)
{
	struct qs_context context = open_context();
	struct qs_sweep_input sweep;
	struct qs_mistakes m;

	(void)state;
	assert_int_equal(
		read_sweep(&context,
			   HEAD "\"design\":{\"kind\":\"lhs\",\"points\":4},\"outputs\":[\"npv_p5\"],\"axes\":["
				"{\"id\":\"a\",\"path\":\"/finance/discount_rate\",\"range\":[1,2]},"
				"{\"id\":\"b\",\"path\":\"/sites/*/units/*/cover_frac\",\"range\":[0.5,1.5]},"
				"{\"id\":\"c\",\"path\":\"/sites/A/units/A-1/treatment\",\"values\":[\"green\",\"blue\"]},"
				"{\"id\":\"d\",\"path\":\"/sites/Z/region\",\"values\":[\"r\"]},"
				"{\"id\":\"e\",\"path\":\"/years\",\"values\":[1]},"
				"{\"id\":\"f\",\"path\":\"/sites/A/elevation_m\",\"values\":[\"high\"]}],"
				"\"correlations\":[{\"a\":\"a\",\"b\":\"b\",\"rho\":0.9},{\"a\":\"a\",\"b\":\"c\",\"rho\":0.9},"
				"{\"a\":\"b\",\"b\":\"c\",\"rho\":-0.9},{\"a\":\"a\",\"b\":\"x\",\"rho\":0}]}",
			   &sweep, &m),
		QS_EINPUT);
	assert_int_equal(m.count[QS_E2101], 1); /* discount_rate */
	assert_int_equal(m.count[QS_E2104], 1); /* 1.5 */
	assert_int_equal(m.count[QS_E2103], 1); /* "high" */
	assert_int_equal(m.count[QS_E2202], 3); /* npv_p5, Z, x */
	assert_int_equal(m.count[QS_E2206], 3); /* blue, years, not definite */
	qs_mistakes_free(&m);
	qs_sweep_free(&sweep);
	qs_close(&context);
}

static void a_star_over_lists_of_which_some_are_empty_takes_the_rest(void **state)
{
	struct qs_context context = open_context();
	struct qs_sweep_input sweep;
	struct qs_mistakes m;

	(void)state;
	assert_int_equal(
		read_sweep(&context,
			   HEAD "\"design\":{\"kind\":\"lhs\",\"points\":4},\"axes\":["
				"{\"id\":\"a\",\"path\":\"/sites/*/units/*/land/*/planned_afforestation\",\"values\":[false,true]},"
				"{\"id\":\"b\",\"path\":\"/sites/*/finance/revenues/*/margin_frac\",\"range\":[0,1]}]}",
			   &sweep, &m),
		QS_EINPUT);
	assert_int_equal(m.errors, 1); /* no site has revenues, and a unit without land stands beside one with it */
	assert_int_equal(m.count[QS_E2206], 1);
	qs_mistakes_free(&m);
	qs_sweep_free(&sweep);
	qs_close(&context);
}

/* ---- one physics ---- */

struct heard {
	struct qs_scenario *scenario;
	const double (*at)[8];
	double value[3][1000];
	size_t width;
};

static qs_status choose(void *self, size_t k, struct qs_err *err)
{
	struct heard *const h = self;

	return qs_scenario_move(h->scenario, h->at[k], err);
}

static qs_status hear(void *self, size_t k, const double *value, const struct qs_err *why, struct qs_err *err)
{
	struct heard *const h = self;

	(void)err;
	if (!value)
		fail_msg("%s", why->text);
	assert_true(h->width <= 1000);
	memcpy(h->value[k], value, h->width * sizeof *value);
	return QS_OK;
}

static void run_scenarios(const struct qs_context *context, const struct qs_sweep_input *sweep, size_t n,
			  const double (*at)[8], struct heard *h)
{
	struct qs_scenario scenario;
	struct qs_shared_times times = {0};
	struct qs_err err = {0};
	struct qs_run_input run;
	const struct qs_shared_job job = {n, h, choose, hear};

	assert_int_equal(qs_scenario_open(context, sweep, at[0], &scenario, &err), QS_OK);
	*h = (struct heard){.scenario = &scenario, .at = at, .width = qs_sweep_outputs(&sweep->base.packs)};
	run = (struct qs_run_input){.portfolio = &scenario.input.portfolio, .packs = &scenario.input.packs, .sites = &scenario.input.sites};
	assert_int_equal(qs_run_shared(context, &run, &job, &times, &err), QS_OK);
	assert_int_equal(times.physics_runs, 1);
	qs_scenario_close(&scenario);
}

#define AXIS(id, path, values) "{\"id\":\"" id "\",\"path\":\"" path "\",\"values\":" values "}"

/* Every kind of axis that is not physical: whoever shares a physics has the bits of a physics of its own. */
static void a_shared_physics_changes_no_bit(void **state)
{
	static const char text[] =
		HEAD "\"design\":{\"kind\":\"list\"},\"axes\":[" AXIS("a", "/finance/discount_rate_pct", "[3,9]") "," AXIS(
			"b", "/market/prices/CCER/cny_t", "[50,400]") "," AXIS("c", "/sites/*/finance/grant_frac", "[0,0.7]") "," AXIS(
			"d", "/registrations/g/sell", "[true,false]") "," AXIS("e", "/finance/tax/income_rate_pct", "[25,15]") "," AXIS(
			"f", "/sites/A/facts/burning", "[false,true]") "," AXIS("g", "/packs/accounts/*/acceptance_after_years", "[1,4]") "]}";
	static const double at[2][8] = {{0, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1}};
	struct qs_context context = open_context();
	struct qs_sweep_input sweep;
	struct qs_mistakes m;
	static struct heard both, alone;

	(void)state;
	assert_int_equal(read_sweep(&context, text, &sweep, &m), QS_OK);
	for (size_t a = 0; a < sweep.n; a++)
		assert_int_not_equal(sweep.axes[a].kind, QS_AXIS_physical);
	run_scenarios(&context, &sweep, 2, at, &both);
	run_scenarios(&context, &sweep, 1, at + 1, &alone);
	assert_memory_equal(both.value[1], alone.value[0], alone.width * sizeof(double));
	assert_memory_not_equal(both.value[0], both.value[1], alone.width * sizeof(double));
	qs_mistakes_free(&m);
	qs_sweep_free(&sweep);
	qs_close(&context);
}

/* What works cost is made anew for other prices, over the same land, in any order of scenarios. */
static void prices_of_works_move_over_one_physics(void **state)
{
	static const char text[] =
		HEAD "\"design\":{\"kind\":\"list\"},\"axes\":[" AXIS("a", "/packs/measures/*/unit_cost_cny", "[20,45]") "," AXIS(
			"b", "/packs/materials/*/unit_cost_cny", "[1,2]") "," AXIS("c", "/finance/inflation_pct", "[1.5,4]") "," AXIS(
			"d", "/finance/design_frac", "[0.1,0.2]") "," AXIS("e", "/finance/contingency_frac", "[0,0.3]") "," AXIS(
			"f", "/finance/price_year", "[2025,2020]") "," AXIS("g", "/finance/price_index/base_price_year", "[1990,1995]") "]}";
	static const double at[3][8] = {{0, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 0, 0}};
	struct qs_context context = open_context();
	struct qs_sweep_input sweep;
	struct qs_mistakes m;
	static struct heard three, alone;
	const size_t capex = QS_SCALAR_capex_project * QS_SWEEP_STATS;

	(void)state;
	assert_int_equal(read_sweep(&context, text, &sweep, &m), QS_OK);
	for (size_t a = 0; a < sweep.n; a++)
		assert_int_equal(sweep.axes[a].kind, QS_AXIS_financial);
	run_scenarios(&context, &sweep, 3, at, &three);
	run_scenarios(&context, &sweep, 1, at + 1, &alone);
	assert_memory_equal(three.value[1], alone.value[0], alone.width * sizeof(double));
	assert_memory_equal(three.value[2], three.value[0], alone.width * sizeof(double));
	assert_true(three.value[1][capex] > 1.2 * three.value[0][capex]);
	qs_mistakes_free(&m);
	qs_sweep_free(&sweep);
	qs_close(&context);
}

/* A financial axis moves nothing that the land gives. */
static void money_moves_nothing_of_the_land(void **state)
{
	static const char text[] = HEAD "\"design\":{\"kind\":\"list\"},\"axes\":[" AXIS("a", "/finance/discount_rate_pct", "[3,9]") "]}";
	static const double at[2][8] = {{0}, {1}};
	struct qs_context context = open_context();
	struct qs_sweep_input sweep;
	struct qs_mistakes m;
	static struct heard low, high;

	(void)state;
	assert_int_equal(read_sweep(&context, text, &sweep, &m), QS_OK);
	run_scenarios(&context, &sweep, 1, at, &low);
	run_scenarios(&context, &sweep, 1, at + 1, &high);
	assert_memory_equal(low.value[0], high.value[0], QS_SCALARS_OF_LAND * QS_SWEEP_STATS * sizeof(double));
	assert_true(low.value[0][QS_SCALAR_npv * QS_SWEEP_STATS] != high.value[0][QS_SCALAR_npv * QS_SWEEP_STATS]);
	qs_mistakes_free(&m);
	qs_sweep_free(&sweep);
	qs_close(&context);
}

/* The n-th request for memory fails: the scenario is refused, and everything is given back. */
static void without_memory_nothing_is_left(void **state)
{
	static const char text[] = HEAD "\"design\":{\"kind\":\"list\"},\"axes\":[" AXIS("a", "/finance/discount_rate_pct", "[3,9]") "]}";
	static const double at[1][8] = {{0}};
	struct qs_context context = open_context();
	struct qs_sweep_input sweep;
	struct qs_scenario scenario;
	struct qs_mistakes m;
	static struct heard h;
	const struct qs_shared_job job = {1, &h, choose, hear};
	qs_status status = QS_ENOMEM;
	size_t told = 0;

	(void)state;
	assert_int_equal(read_sweep(&context, text, &sweep, &m), QS_OK);
	for (int64_t n = 0; status == QS_ENOMEM; n += n < 40 ? 1 : 1 + n / 8, told++) {
		struct failing failing = {.left = n};
		struct qs_shared_times times = {0};
		struct qs_err err = {0};

		context.allocator = (struct qs_allocator){failing_get, failing_put, &failing};
		h = (struct heard){.scenario = &scenario, .at = at, .width = qs_sweep_outputs(&sweep.base.packs)};
		status = qs_scenario_open(&context, &sweep, at[0], &scenario, &err);
		if (status == QS_OK) {
			const struct qs_run_input run = {.portfolio = &scenario.input.portfolio,
							 .packs = &scenario.input.packs,
							 .sites = &scenario.input.sites};

			status = qs_run_shared(&context, &run, &job, &times, &err);
		}
		qs_scenario_close(&scenario);
		if (failing.out)
			fail_msg("request %lld: %lld pieces are left", (long long)n, (long long)failing.out);
		assert_true(status == QS_OK || status == QS_ENOMEM);
	}
	assert_true(told > 45);
	qs_mistakes_free(&m);
	context.allocator = (struct qs_allocator){0};
	qs_sweep_free(&sweep);
	qs_close(&context);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_product_has_every_pair_once),
		cmocka_unit_test(a_hypercube_has_one_point_a_slice),
		cmocka_unit_test(a_longer_design_keeps_its_first_points),
		cmocka_unit_test(correlated_axes_have_that_correlation),
		cmocka_unit_test(scenarios_of_one_physics_follow_each_other),
		cmocka_unit_test(a_path_tells_what_it_moves),
		cmocka_unit_test(all_mistakes_are_told_at_once),
		cmocka_unit_test(a_star_over_lists_of_which_some_are_empty_takes_the_rest),
		cmocka_unit_test(a_shared_physics_changes_no_bit),
		cmocka_unit_test(prices_of_works_move_over_one_physics),
		cmocka_unit_test(money_moves_nothing_of_the_land),
		cmocka_unit_test(without_memory_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
