/* Soil loss in runs: what a measure keeps, for how long, and with which others. */
#include "tests/land_runs.h"

#include <math.h>

/* clang-format off */
/* Bare waste rock that stays bare; whatever is done on it. */
#define BARE_RUN(measures) RUN_OF("", measures)
#define RUN_OF(models, measures) \
	"{\"name\":\"t\",\"seed\":\"3\",\"start_year\":2026,\"years\":12,\"members\":4,\"packs\":[\"packs.json\"]," models \
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

/* Each member has its P: with the shipped spread the quantiles part. */
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

/* ---- choices ---- */

/* clang-format off */
/* Waste rock whose cover stays as it is, most of it herbs; its soil, its models and what else its unit says. */
#define COVERED(models, cover, unit) \
	"{\"name\":\"t\",\"seed\":\"3\",\"start_year\":2026,\"years\":2,\"members\":2,\"packs\":[\"packs.json\"],\"models\":{" models "}," \
	"\"regions\":{\"west\":{\"station\":\"54511\",\"rain_sd_frac\":0}},\"treatments\":{},\"sites\":[{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\"," \
	"\"type\":\"abandoned_mine\",\"elevation_m\":300,\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":1," \
	"\"substrate\":\"waste_rock\",\"slope_deg\":20,\"cover_frac\":" cover ",\"live_c_t_ha\":" cover "," \
	"\"baseline\":{\"cover_frac\":" cover ",\"tau_years\":20},\"natural\":{\"cover_frac\":" cover ",\"tau_years\":20}" unit "}]}]}"
#define WAY(distance) ",\"contributing_area_ha\":3,\"stream_distance_m\":" distance ",\"stream_slope_deg\":10,\"stream_cover_frac\":0.5"
/* clang-format on */

/* Loss, or what of it reaches waters, t. */
static double amount_of(const char *portfolio, int output)
{
	struct kept k;
	double amount;

	run_text(&k, 1, "{}", "%s", portfolio);
	amount = at(&k, 0, output, QS_SERIES_baseline, 1, QS_P50);
	forget(&k);
	return amount;
}

static double loss_of(const char *portfolio)
{
	return amount_of(portfolio, QS_OUT_soil_loss_t);
}

static void near(double got, double want, double share)
{
	if (!(fabs(got - want) <= share * fabs(want)))
		fail_msg("%.9g, not %.9g", got, want);
}

/* Bare ground has a C of 1 by every equation; covered to 60 %, most of it by herbs, Cai's, the table's of 50 to 70 % and the plots'.
 */
static void the_chosen_cover_factor_moves_soil_loss_by_its_own_ratio(void **state)
{
	const double bare = loss_of(COVERED("", "0", "")), cai = 0.6508 - 0.3436 * log10(60);

	(void)state;
	near(loss_of(COVERED("\"cover_factor\":\"cai\"", "0.6", "")) / bare, cai, 0.01);
	near(loss_of(COVERED("\"cover_factor\":\"classes\"", "0", "")), bare, 1e-6);
	near(loss_of(COVERED("\"cover_factor\":\"plots\"", "0", "")), bare, 1e-6);
	{
		const double table = loss_of(COVERED("\"cover_factor\":\"classes\"", "0.6", "")) / bare;
		const double plots = loss_of(COVERED("\"cover_factor\":\"plots\"", "0.6", "")) / bare;

		print_message("C of 60 %%: Cai %.4f, table %.4f, plots %.4f\n", cai, table, plots);
		assert_true(table > 0.02 && table <= 0.09001); /* trees to herbs */
		assert_true(plots > pow(0.025, 0.6 / 0.8) && plots <= pow(0.045, 0.6 / 0.8) * 1.001);
	}
}

static void the_chosen_slope_factors_move_soil_loss_by_their_own_ratio(void **state)
{
	const double sine = sin(20 * 3.14159265358979323846 / 180), base = loss_of(COVERED("", "0", ""));
	const double b = sine / 0.0896 / (3 * pow(sine, 0.8) + 0.56), m = b / (1 + b), side = 100, above = 30000;
	const double cell = (pow(above + side * side, m + 1) - pow(above, m + 1)) / (pow(side, m + 2) * pow(22.13, m));

	(void)state;
	near(loss_of(COVERED("\"slope_factor\":\"mccool\"", "0", "")) / base,
	     (16.8 * sine - 0.5) / (21.91 * sine - 0.96), 1e-5);
	near(loss_of(COVERED("\"slope_length\":\"desmet-govers\"", "0", ",\"contributing_area_ha\":3")) / base,
	     cell / pow(50 / 22.13, m), 1e-5);
	/* without anything above, the cell is a slope of its own side */
	near(loss_of(COVERED("\"slope_length\":\"desmet-govers\"", "0", ",\"contributing_area_ha\":0")) / base,
	     pow(side / 50, m), 1e-5);
}

static void what_reaches_waters_goes_by_a_share_or_by_connectivity(void **state)
{
	const double pi = 3.14159265358979323846, c = 0.6508 - 0.3436 * log10(50);
	const double up = tan(20 * pi / 180) * sqrt(40000), down = 120 / (c * tan(10 * pi / 180));
	const double sdr = 0.8 / (1 + exp((0.5 - log10(up / down)) / 2));
	const char *const by_way = COVERED("\"delivery\":\"connectivity\"", "0", WAY("120"));

	(void)state;
	near(amount_of(COVERED("", "0", ""), QS_OUT_sediment_t), 0.24 * loss_of(COVERED("", "0", "")), 1e-6);
	near(amount_of(by_way, QS_OUT_sediment_t) / loss_of(by_way), sdr, 1e-5);
	near(loss_of(by_way), loss_of(COVERED("", "0", "")), 1e-9);
	assert_true(amount_of(COVERED("\"delivery\":\"connectivity\"", "0", WAY("1200")), QS_OUT_sediment_t) <
		    amount_of(by_way, QS_OUT_sediment_t));
}

/* Trees on benches have their benches in the plots' ratio: terraces are not taken off twice, nets still count. */
static void plots_leave_out_what_shapes_the_slope(void **state)
{
	(void)state;
	p_of(RUN_OF("\"models\":{\"cover_factor\":\"plots\"},", PITS("\"amount\":1000")), PACKS, 4, 1);
	p_of(RUN_OF("\"models\":{\"cover_factor\":\"plots\"},", PITS("\"amount\":1000") NET), PACKS, 4, 0.25);
}

static void a_choice_without_its_inputs_is_refused(void **state)
{
	struct qs_err err;
	struct kept k;

	(void)state;
	assert_int_equal(try_text(&k, 1, "{}", &err, "%s", COVERED("\"slope_length\":\"desmet-govers\"", "0", "")),
			 QS_EINPUT);
	forget(&k);
	assert_int_equal(try_text(&k, 1, "{}", &err, "%s",
				  COVERED("\"delivery\":\"connectivity\"", "0", ",\"contributing_area_ha\":3")),
			 QS_EINPUT);
	forget(&k);
	assert_int_equal(try_text(&k, 1, "{}", &err, "%s", COVERED("\"cover_factor\":\"guess\"", "0", "")), QS_EINPUT);
	forget(&k);
	assert_int_equal(try_text(&k, 1, "{\"land\":{\"land\":{\"erosion\":{\"cover_factor_herb\":[0.5,0.1]}}}}", &err, "%s",
				  COVERED("\"cover_factor\":\"classes\"", "0.5", "")),
			 QS_EINPUT);
	forget(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_measure_keeps_soil_from_its_works_to_the_end_of_its_life),
		cmocka_unit_test(it_keeps_no_more_than_the_ground_it_covers),
		cmocka_unit_test(of_one_kind_the_best_counts_and_kinds_are_multiplied),
		cmocka_unit_test(p_is_drawn_by_member),
		cmocka_unit_test(a_measure_without_p_keeps_nothing),
		cmocka_unit_test(the_chosen_cover_factor_moves_soil_loss_by_its_own_ratio),
		cmocka_unit_test(the_chosen_slope_factors_move_soil_loss_by_their_own_ratio),
		cmocka_unit_test(what_reaches_waters_goes_by_a_share_or_by_connectivity),
		cmocka_unit_test(plots_leave_out_what_shapes_the_slope),
		cmocka_unit_test(a_choice_without_its_inputs_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
