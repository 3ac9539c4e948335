/* One store of soil water for soil models and 3-PG: what `soil_water` moves, what it leaves, and what is refused. */
#include "tests/land_runs.h"

#include "kernels/dispatch.h"
#include "kernels/kernels.h"

#include <math.h>

#define PORTFOLIO                                                                                                      \
	"{\"name\":\"t\",\"seed\":\"11\",\"start_year\":2026,\"years\":20,\"members\":60,\"models\":{\"vegetation\":"  \
	"\"%s\",\"soil\":\"%s\","                                                                                      \
	"\"soil_water\":\"%s\"},\"regions\":{\"west\":{\"station\":\"54511\"}},\"natural_treatment\":\"closure\","     \
	"\"treatments\":{"                                                                                             \
	"\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0,\"fence_m_per_"   \
	"ha\":40}]},"                                                                                                  \
	"\"woods\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.3,"    \
	"\"unit\":\"m3/m2\"},"                                                                                         \
	"{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":1},\"stems_per_ha\":1650,\"height_m\":" \
	"1},"                                                                                                          \
	"{\"measure\":\"irrigate\",\"year\":1,\"mm\":[%d,60]}]}},\"sites\":[{\"id\":\"a\",\"name\":\"a\",\"region\":"  \
	"\"west\","                                                                                                    \
	"\"type\":\"abandoned_mine\",\"elevation_m\":300,\"lat\":40,\"rain_mm_per_year\":550,\"units\":[{\"id\":"      \
	"\"u\",\"area_ha\":2,"                                                                                         \
	"\"substrate\":\"native\",\"slope_deg\":20,\"cover_frac\":0.3,\"live_c_t_ha\":2,\"soil\":{\"depth_cm\":40,"    \
	"\"organic_c_g_kg\":8},"                                                                                       \
	"\"treatment\":\"woods\",\"baseline\":{\"cover_frac\":0.3,\"tau_years\":20},\"natural\":{\"cover_frac\":0.5,"  \
	"\"tau_years\":12}}]}]}"

enum { LAST = 19 };

static void run(struct kept *k, const char *vegetation, const char *soil, const char *water)
{
	run_text(k, 2, "{}", PORTFOLIO, vegetation, soil, water, 100);
	assert_true(k->result[0].balance_residual_max <= 1e-12);
}

static double last(const struct kept *k, int output)
{
	return at(k, 0, output, QS_SERIES_project, LAST, QS_P50);
}

static int same_series(const struct kept *a, const struct kept *b, int output)
{
	const size_t rows = QS_SERIES_COUNT * a->years * QS_QUANTILES;

	return !memcmp(a->quantile[0] + (size_t)output * rows, b->quantile[0] + (size_t)output * rows,
		       rows * sizeof(double));
}

/* Water and plants of curves do not read the soil's water: only decay differs. */
static void under_curves_shared_water_moves_the_soil_and_nothing_before_it(void **state)
{
	static const char *const soils[] = {"rothc", "rothc-dryland", "icbm"};
	struct kept own, shared;

	(void)state;
	for (size_t i = 0; i < sizeof soils / sizeof *soils; i++) {
		run(&own, "curve", soils[i], "own");
		run(&shared, "curve", soils[i], "shared");
		print_message("%-14s soil of the project after 20 years: own %.2f t C, shared %.2f t C; respired in "
			      "the last year %.3f, %.3f t C\n",
			      soils[i], last(&own, QS_OUT_soil_c), last(&shared, QS_OUT_soil_c),
			      last(&own, QS_OUT_respired_c), last(&shared, QS_OUT_respired_c));
		for (int o = QS_OUT_et_m3; o <= QS_OUT_hot_et_m3; o++)
			assert_true(same_series(&own, &shared, o));
		assert_true(same_series(&own, &shared, QS_OUT_live_c));
		assert_false(same_series(&own, &shared, QS_OUT_soil_c));
		assert_true(fabs(last(&shared, QS_OUT_soil_c) / last(&own, QS_OUT_soil_c) - 1) < 0.25);
		forget(&own);
		forget(&shared);
	}
}

static void under_3pg_the_store_of_the_water_balance_slows_growth(void **state)
{
	struct kept own, shared;

	(void)state;
	run(&own, "3pg", "rothc", "own");
	run(&shared, "3pg", "rothc", "shared");
	print_message("3pg: live carbon after 20 years own %.2f, shared %.2f t C; soil %.2f, %.2f t C; water yield of "
		      "the last year %.0f, %.0f m3\n",
		      last(&own, QS_OUT_live_c), last(&shared, QS_OUT_live_c), last(&own, QS_OUT_soil_c),
		      last(&shared, QS_OUT_soil_c), last(&own, QS_OUT_recharge_m3) + last(&own, QS_OUT_quickflow_m3),
		      last(&shared, QS_OUT_recharge_m3) + last(&shared, QS_OUT_quickflow_m3));
	assert_false(same_series(&own, &shared, QS_OUT_live_c));
	assert_true(last(&shared, QS_OUT_live_c) > 0.4 * last(&own, QS_OUT_live_c));
	assert_true(last(&shared, QS_OUT_live_c) < 0.8 * last(&own, QS_OUT_live_c));
	assert_true(last(&shared, QS_OUT_recharge_m3) > last(&own, QS_OUT_recharge_m3)); /* fewer leaves */
	forget(&own);
	forget(&shared);
}

#define PINE(name, value)                                                                               \
	"{\"threepg\":{\"pine\":{\"" name "\":{\"value\":" value ",\"unit\":\"1\",\"source\":\"test\"," \
	"\"status\":\"assumption\"}}}}"

static double live_with(const char *packs, const char *water)
{
	char text[4096];
	struct kept k;
	double live;

	snprintf(text, sizeof text, PORTFOLIO, "3pg", "rothc", water, 100);
	run_text(&k, 2, packs, "{\"packs\":[\"packs.json\"],%s", text + 1);
	live = last(&k, QS_OUT_live_c);
	forget(&k);
	return live;
}

/* A set's figures for shared water stand in for its own there, and nowhere else. */
static void a_set_has_figures_of_its_own_for_the_common_store(void **state)
{
	const double own = live_with("{}", "own"), shared = live_with("{}", "shared");

	(void)state;
	assert_true(live_with(PINE("alphaCx_shared", "0.03"), "shared") < shared);
	assert_true(live_with(PINE("alphaCx_shared", "0.03"), "own") == own);
	assert_true(live_with(PINE("alphaCx", "0.06"), "shared") == shared);
	assert_true(live_with(PINE("alphaCx", "0.06"), "own") > own);
}

/* Irrigation fills the common store: in its years more is respired than without it. */
static void irrigation_reaches_decay_through_the_common_store(void **state)
{
	struct kept dry, wet;

	(void)state;
	run_text(&dry, 1, "{}", PORTFOLIO, "curve", "rothc", "shared", 0);
	run_text(&wet, 1, "{}", PORTFOLIO, "curve", "rothc", "shared", 400);
	for (size_t y = 1; y < 2; y++)
		assert_true(at(&wet, 0, QS_OUT_brought_lost_c, QS_SERIES_project, y, QS_P50) >
			    1.02 * at(&dry, 0, QS_OUT_brought_lost_c, QS_SERIES_project, y, QS_P50));
	forget(&dry);
	forget(&wet);
}

static void threads_give_the_same_bits(void **state)
{
	struct kept one, two;

	(void)state;
	run_text(&one, 1, "{}", PORTFOLIO, "3pg", "icbm", "shared", 100);
	run_text(&two, 2, "{}", PORTFOLIO, "3pg", "icbm", "shared", 100);
	assert_memory_equal(one.quantile[0], two.quantile[0], rows_of(&one) * QS_QUANTILES * sizeof(double));
	forget(&one);
	forget(&two);
}

/* Factor b of a share of the store is RothC's own of that deficit. */
static void factor_b_of_a_share_is_rothcs_of_its_deficit(void **state)
{
	const double least = 0.2, one = 0.444, cover = 1, none = 0, smd_max = -45;

	(void)state;
	for (int i = 0; i <= 100; i++) {
		const double full = i / 100.0;
		double swc = smd_max * (1 - full), own, shared;

		qs_kernels_for(0)->rothc_moisture(1, &smd_max, &cover, &none, &swc, &own);
		qs_kernels_for(0)->rothc_moisture_of(1, &one, &least, &full, &shared);
		assert_true(fabs(own - shared) <= 1e-14);
	}
}

static void shared_water_that_moves_nothing_is_refused(void **state)
{
	static const struct {
		const char *vegetation, *soil;
		int refused;
	} tries[] = {{"curve", "yasso20", 1},    {"curve", "century", 1}, {"curve", "cbm", 1},
		     {"curve", "ipcc-tier2", 1}, {"3pg", "yasso20", 0},   {"curve", "rothc-dryland", 0}};
	char path[] = "/tmp/qs-shared-XXXXXX", text[4096], said[512];
	const int file = mkstemp(path);

	(void)state;
	assert_true(file >= 0);
	close(file);
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		struct qs_context context = {0};
		struct qs_input input = {0};
		struct qs_mistakes mistakes;
		struct qs_err err = {0};

		snprintf(text, sizeof text, PORTFOLIO, tries[i].vegetation, tries[i].soil, "shared", 100);
		write_text(path, text);
		qs_mistakes_init(&mistakes, NULL);
		assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
		assert_int_equal(qs_input_read(&context, path, &input, &mistakes, &err),
				 tries[i].refused ? QS_EINPUT : QS_OK);
		if (tries[i].refused) {
			qs_mistake_text(&mistakes.items[0], QS_EN, 0, said, sizeof said);
			assert_non_null(strstr(said, tries[i].soil));
			assert_non_null(strstr(said, "rothc-dryland"));
			assert_string_equal(mistakes.items[0].path, "/sites/0/models/soil_water");
		}
		qs_input_free(&input);
		qs_mistakes_free(&mistakes);
		qs_close(&context);
	}
	unlink(path);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(under_curves_shared_water_moves_the_soil_and_nothing_before_it),
		cmocka_unit_test(under_3pg_the_store_of_the_water_balance_slows_growth),
		cmocka_unit_test(a_set_has_figures_of_its_own_for_the_common_store),
		cmocka_unit_test(irrigation_reaches_decay_through_the_common_store),
		cmocka_unit_test(threads_give_the_same_bits),
		cmocka_unit_test(factor_b_of_a_share_is_rothcs_of_its_deficit),
		cmocka_unit_test(shared_water_that_moves_nothing_is_refused),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
