/* Soil loss in runs: what a measure keeps, for how long, and with which others. */
#include "tests/land_runs.h"

#include <math.h>

/* clang-format off */
/* Bare waste rock that stays bare; whatever is done on it. */
#define BARE_RUN(measures) \
	"{\"name\":\"t\",\"seed\":\"3\",\"start_year\":2026,\"years\":12,\"members\":4,\"packs\":[\"packs.json\"]," \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"treatments\":{\"t\":{\"class\":\"engineered\",\"upkeep_years\":0,\"measures\":[" \
	measures "]}},\"sites\":[{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":1,\"substrate\":\"waste_rock\",\"slope_deg\":20,\"cover_frac\":0," \
	"\"baseline\":{\"cover_frac\":0,\"tau_years\":20},\"natural\":{\"cover_frac\":0,\"tau_years\":20},\"treatment\":\"t\"}]}]}"
#define FIGURE(value) "{\"value\":" value ",\"source\":\"test\",\"status\":\"assumption\"}"
#define STILL "\"clears_frac\":" FIGURE("0") ",\"disturbs_frac\":" FIGURE("0")
/* Pits of P 0.4 that last five years, terraces of P 0.5 and nets of P 0.25 for ever; none lays anything bare. */
#define PACKS \
	"{\"measures\":{\"fish_scale_pits\":{" STILL ",\"practice_factor\":" FIGURE("0.4") ",\"practice_amount\":" FIGURE("1000") \
	",\"practice_years\":" FIGURE("5") "},\"terrace\":{" STILL ",\"practice_factor\":" FIGURE("0.5") ",\"practice_amount\":" FIGURE("0") \
	",\"practice_years\":" FIGURE("500") "},\"steel_net\":{" STILL ",\"practice_factor\":" FIGURE("0.25") ",\"practice_amount\":" FIGURE("0") \
	",\"practice_years\":" FIGURE("500") "}}}"
#define PITS(more) "{\"measure\":\"fish_scale_pits\",\"year\":2,\"unit\":\"1/ha\"," more "}"
#define TERRACE ",{\"measure\":\"terrace\",\"year\":2,\"amount\":500,\"unit\":\"m/ha\"}"
#define NET ",{\"measure\":\"steel_net\",\"year\":2,\"amount\":2,\"unit\":\"kg/m2\"}"
/* clang-format on */

/* Loss under the treatment over that of the baseline, every quantile the same. */
static double left(const struct kept *k, size_t year)
{
	const double bare = at(k, 0, QS_OUT_soil_loss_t, QS_SERIES_baseline, year, QS_P95);

	assert_true(bare > 1);
	assert_true(fabs(at(k, 0, QS_OUT_soil_loss_t, QS_SERIES_natural, year, QS_P95) - bare) < 1e-9);
	return at(k, 0, QS_OUT_soil_loss_t, QS_SERIES_project, year, QS_P95) / bare;
}

static void p_of(const char *portfolio, const char *packs, size_t year, double want)
{
	struct kept k;

	run_text(&k, 1, packs, "%s", portfolio);
	if (!(fabs(left(&k, year) - want) < 1e-6))
		fail_msg("year %zu: %.9f, not %.9f", year, left(&k, year), want);
	forget(&k);
}

static void a_measure_keeps_soil_from_its_works_to_the_end_of_its_life(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, PACKS, "%s", BARE_RUN(PITS("\"amount\":1000")));
	for (size_t y = 0; y < k.years; y++)
		assert_true(fabs(left(&k, y) - (y >= 2 && y < 7 ? 0.4 : 1)) < 1e-6);
	forget(&k);
	run_text(&k, 1, PACKS, "%s", BARE_RUN(PITS("\"amount\":1000,\"renew\":[{\"year\":8,\"area_frac\":0.25}]")));
	for (size_t y = 7; y < k.years; y++)
		assert_true(fabs(left(&k, y) - (y == 7 ? 1 : 1 - 0.25 * 0.6)) < 1e-6);
	forget(&k);
}

static void it_keeps_no_more_than_the_ground_it_covers(void **state)
{
	(void)state;
	p_of(BARE_RUN(PITS("\"amount\":500")), PACKS, 4, 1 - 0.5 * 0.6);
	p_of(BARE_RUN(PITS("\"amount\":3000")), PACKS, 4, 0.4);
	p_of(BARE_RUN(PITS("\"amount\":500,\"area_frac\":0.5")), PACKS, 4, 1 - 0.25 * 0.6);
}

static void of_one_kind_the_best_counts_and_kinds_are_multiplied(void **state)
{
	(void)state;
	p_of(BARE_RUN(PITS("\"amount\":1000") TERRACE), PACKS, 4, 0.4);
	p_of(BARE_RUN(PITS("\"amount\":1000") TERRACE), PACKS, 8, 0.5); /* the pits are full */
	p_of(BARE_RUN(PITS("\"amount\":1000") TERRACE NET), PACKS, 4, 0.4 * 0.25);
}

/* Each member has its P, the same for all units: with the shipped spread the quantiles part. */
static void p_is_drawn_by_member(void **state)
{
	struct kept k;
	double low, high;

	(void)state;
	run_text(&k, 1, "{\"measures\":{\"fish_scale_pits\":{" STILL "}}}", "%s", BARE_RUN(PITS("\"amount\":3000")));
	low = at(&k, 0, QS_OUT_soil_loss_t, QS_SERIES_project, 4, QS_P05) /
	      at(&k, 0, QS_OUT_soil_loss_t, QS_SERIES_baseline, 4, QS_P05);
	high = left(&k, 4);
	print_message("P from %.3f to %.3f\n", low, high);
	assert_true(low > 0.15 && high < 0.6 && fabs(high - low) > 1e-3);
	forget(&k);
}

static void a_measure_without_p_keeps_nothing(void **state)
{
	(void)state;
	p_of(BARE_RUN("{\"measure\":\"drainage_check\",\"year\":2,\"amount\":1,\"unit\":\"ha/ha\"}"), "{}", 4, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_measure_keeps_soil_from_its_works_to_the_end_of_its_life),
		cmocka_unit_test(it_keeps_no_more_than_the_ground_it_covers),
		cmocka_unit_test(of_one_kind_the_best_counts_and_kinds_are_multiplied),
		cmocka_unit_test(p_is_drawn_by_member),
		cmocka_unit_test(a_measure_without_p_keeps_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
