/* What works cost: a treatment by hand, years of prices, sharing of draws, two published cases. */
#include "model/land/costs.h"
#include "tests/land_runs.h"

#include <math.h>

/* clang-format off */
#define FIGURE(value) "{\"value\":" value ",\"unit\":\"CNY\",\"source\":\"test\",\"status\":\"assumption\"}"
#define PRICE(id, value, year) "\"" id "\":{\"unit_cost_cny\":" FIGURE(value) ",\"cost_price_year\":" year "}"

/* Certain prices, so that a year can be computed by hand. */
#define GROUND(id, value, spread) \
	"\"" id "\":{\"works_price_factor\":{\"value\":" value ",\"unit\":\"1\",\"source\":\"test\",\"status\":\"assumption\"" spread "}}"
#define SURE_GROUND "\"substrates\":{" GROUND("waste_rock", "1", "") "}"
#define PRICES \
	"{" SURE_GROUND ",\"measures\":{" PRICE("grade", "10", "2023") "," PRICE("import_soil", "30", "2025") "," PRICE("patrol", "200", "2025") "," \
	PRICE("upkeep", "9000", "2025") "," PRICE("irrigate", "30", "2025") "," PRICE("close_hillside", "500", "2027") "," \
	PRICE("spray", "800", "2025") "},\"materials\":{" PRICE("haul", "0.6", "2025") "," PRICE("fence", "50", "2025") "," \
	PRICE("electricity", "0.8", "2025") "," PRICE("cement", "0.5", "2025") "}}"

#define HEAD(members, treatments) \
	"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":2026,\"years\":12,\"members\":" #members ",\"packs\":[\"packs.json\"]," \
	"\"outputs\":{\"members\":[\"works_cny\"]},\"regions\":{\"west\":{\"station\":\"54511\"}}," \
	"\"finance\":{\"price_year\":2025,\"price_index\":{\"base_price_year\":2023,\"change_pct\":[1]},\"inflation_pct\":2," \
	"\"design_frac\":0.1,\"contingency_frac\":0.05}," \
	"\"natural_treatment\":\"closure\",\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[" \
	"{\"measure\":\"close_hillside\",\"year\":0,\"fence_m_per_ha\":40}," \
	"{\"measure\":\"patrol\",\"year\":0,\"every_year\":true,\"amount\":1,\"unit\":\"ha/ha\"}]}," treatments "},\"sites\":["
#define SITE(id, treatment, area, basis) \
	"{\"id\":\"" id "\",\"name\":\"" id "\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":" area ",\"area_basis\":\"" basis "\",\"slope_deg\":60," \
	"\"substrate\":\"waste_rock\",\"cover_frac\":0.1,\"treatment\":\"" treatment "\"}]}"
#define SOIL "{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.3,\"unit\":\"m3/m2\",\"stones_frac\":0,\"fine_earth_density_g_cm3\":1.5"
#define BUILD \
	"\"build\":{\"class\":\"engineered\",\"upkeep_years\":2,\"measures\":[" \
	"{\"measure\":\"grade\",\"year\":0,\"amount\":0.4,\"unit\":\"m3/m2\"}," SOIL ",\"haul_km\":20,\"renew\":[{\"year\":5," \
	"\"area_frac\":0.2}]},{\"measure\":\"spray\",\"year\":1,\"amount\":100,\"unit\":\"m3\",\"cement_kg_m3\":80,\"area_frac\":0.5}," \
	"{\"measure\":\"irrigate\",\"year\":0,\"mm\":[100,80,60],\"then_mm\":10,\"lift_m\":36}]}"

/* clang-format on */

static double mean_of(const struct kept *k, size_t i, int output, int arm, size_t year)
{
	return k->mean[i][((size_t)(output * QS_SERIES_COUNT + arm)) * k->years + year];
}

static void near(double got, double want)
{
	if (!(fabs(got - want) <= 1e-9 * fabs(want) + 2.0 / 1024))
		fail_msg("%.9g, not %.9g", got, want);
}

static void a_small_treatment_costs_what_the_hand_finds(void **state)
{
	/* 10 m3 a mm and ha, by 36 m at 0.6: 1.634441667 kWh */
	const double mm = 30 + 10 * 1000 * 9.80665 * 36 / 3.6e6 / 0.6 * 0.8;
	/* hectares of the unit's own basis: soil at 1.5 t/m3 over 20 km; 100 m3 of spray for the whole unit, on half of
	 * it */
	const double grade = 4000 * 10 * 1.01 * 1.02, soil = 3000 * (30 + 1.5 * 20 * 0.6),
		     spray = 50 * (800 + 80 * 0.5) * 0.5;
	struct kept k;

	(void)state;
	run_text(&k, 1, PRICES, HEAD(20, BUILD) SITE("a", "build", "2", "slope") "]}");
	near(mean_of(&k, 0, QS_OUT_works_cny, QS_SERIES_project, 0), 1.15 * 2 * (grade + soil + 100 * mm));
	near(mean_of(&k, 0, QS_OUT_upkeep_cny, QS_SERIES_project, 0), 0);
	near(mean_of(&k, 0, QS_OUT_works_cny, QS_SERIES_project, 1), 1.15 * 2 * (spray + 80 * mm));
	near(mean_of(&k, 0, QS_OUT_upkeep_cny, QS_SERIES_project, 1), 2 * 9000);
	/* what is built is built: water is upkeep from here */
	near(mean_of(&k, 0, QS_OUT_works_cny, QS_SERIES_project, 2), 0);
	near(mean_of(&k, 0, QS_OUT_upkeep_cny, QS_SERIES_project, 2), 2 * (9000 + 60 * mm));
	near(mean_of(&k, 0, QS_OUT_upkeep_cny, QS_SERIES_project, 3), 2 * 10 * mm);
	/* the renewal is capital */
	near(mean_of(&k, 0, QS_OUT_works_cny, QS_SERIES_project, 5), 1.15 * 2 * 0.2 * soil);
	near(k.result[0].scalar[QS_SCALAR_capex_project].p50, 1.15 * 2 * (grade + 1.2 * soil + spray + 180 * mm));
	near(k.result[0].scalar[QS_SCALAR_upkeep_project].p50, 2 * (2 * 9000 + (60 + 9 * 10) * mm) / 12);
	forget(&k);
}

static void the_natural_arm_costs_its_closure_and_the_baseline_nothing(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, PRICES, HEAD(20, BUILD) SITE("a", "build", "2", "planimetric") "]}");
	near(mean_of(&k, 0, QS_OUT_works_cny, QS_SERIES_natural, 0), 1.15 * 2 * (500 / 1.02 / 1.02 + 40 * 50));
	near(k.result[0].scalar[QS_SCALAR_capex_natural].p50, 1.15 * 2 * (500 / 1.02 / 1.02 + 40 * 50));
	for (size_t y = 0; y < k.years; y++) {
		near(mean_of(&k, 0, QS_OUT_upkeep_cny, QS_SERIES_natural, y), 2 * 200);
		assert_true(mean_of(&k, 0, QS_OUT_works_cny, QS_SERIES_baseline, y) == 0);
		assert_true(mean_of(&k, 0, QS_OUT_upkeep_cny, QS_SERIES_baseline, y) == 0);
	}
	forget(&k);
}

static void costs_that_are_given_replace_the_table(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, PRICES,
		 HEAD(20, "\"build\":{\"class\":\"engineered\",\"measures\":[" SOIL
			  ",\"haul_km\":20,\"area_frac\":0.4,\"cost_cny\":70000,"
			  "\"cny_per_ha\":100}]},\"more\":{\"class\":\"engineered\",\"measures\":[" SOIL
			  ",\"cny_per_ha\":100},{\"measure\":\"grade\",\"year\":3,"
			  "\"amount\":0,\"unit\":\"m3/"
			  "m2\"},{\"measure\":\"irrigate\",\"year\":3,\"mm\":[80],\"area_frac\":0.5,"
			  "\"cny_per_ha\":100}]}")
			 SITE("a", "build", "2", "slope") "," SITE("b", "more", "2", "planimetric") "]}");
	near(mean_of(&k, 0, QS_OUT_works_cny, QS_SERIES_project, 0), 1.15 * (70000 + 0.4 * 2 * 100));
	near(mean_of(&k, 1, QS_OUT_works_cny, QS_SERIES_project, 0), 1.15 * 2 * 100);
	near(mean_of(&k, 1, QS_OUT_works_cny, QS_SERIES_project, 3), 1.15 * 2 * 0.5 * 100);
	near(mean_of(&k, 1, QS_OUT_works_cny, QS_SERIES_project, 4), 0);
	forget(&k);
}

static void years_of_a_run_come_to_the_price_year_by_inflation(void **state)
{
	struct qs_finance finance = {.price_year = 2025, .inflation_pct = {.value = 1.5}};

	(void)state;
	assert_true(fabs(qs_price_factor(&finance, 2018) - pow(1.015, 7)) < 1e-14);
	assert_true(qs_price_factor(&finance, 2025) == 1);
	assert_true(fabs(qs_price_factor(&finance, 2030) - pow(1.015, -5)) < 1e-14);
	finance.inflation_pct.value = 0;
	assert_true(qs_price_factor(&finance, 1990) == 1);
}

/* 2 % in 2023, -1 % in 2024; the rest by inflation. Forth and back is the same. */
static void quotes_come_to_the_price_year_by_the_index_year_after_year(void **state)
{
	double change[] = {2, -1};
	struct qs_finance finance = {
		.price_year = 2025,
		.inflation_pct = {.value = 1.5},
		.price_index = {.base_price_year = 2022, .change_pct = {change, 2, "test", QS_VERIFIED}}};

	(void)state;
	assert_true(fabs(qs_quote_factor(&finance, 2024) - 1.015) < 1e-14);
	assert_true(fabs(qs_quote_factor(&finance, 2023) - 0.99 * 1.015) < 1e-14);
	assert_true(fabs(qs_quote_factor(&finance, 2020) - 1.015 * 1.015 * 1.02 * 0.99 * 1.015) < 1e-14);
	assert_true(fabs(qs_quote_factor(&finance, 2027) - pow(1.015, -2)) < 1e-14);
	finance.price_year = 2022;
	assert_true(fabs(qs_quote_factor(&finance, 2024) * 1.02 * 0.99 - 1) < 1e-14);
	assert_true(fabs(qs_price_factor(&finance, 2024) - pow(1.015, -2)) < 1e-14); /* years of a run know no index */
}

/* clang-format off */
/* One measure a site, with spread. */
#define DRAWN "{\"value\":30,\"unit\":\"CNY\",\"source\":\"test\",\"status\":\"assumption\",\"spread\":%s}"
#define ONE_EACH \
	HEAD(4000, "\"soil\":{\"class\":\"engineered\",\"measures\":[" SOIL "}]},\"grade\":{\"class\":\"engineered\",\"measures\":[" \
		   "{\"measure\":\"grade\",\"year\":0,\"amount\":0.4,\"unit\":\"m3/m2\"}]}") \
	SITE("a", "soil", "1", "planimetric") "," SITE("b", "soil", "1", "planimetric") "," SITE("c", "grade", "1", "planimetric") "]}"

/* clang-format on */

/* Correlation of the logarithms of two sites' works in year 0. */
static double correlation(const struct kept *k, size_t a, size_t b)
{
	const size_t at = QS_SERIES_project * k->years * k->members, n = k->members;
	double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;

	for (size_t i = 0; i < n; i++) {
		ma += log((double)k->member[a][at + i]) / (double)n;
		mb += log((double)k->member[b][at + i]) / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		const double x = log((double)k->member[a][at + i]) - ma, y = log((double)k->member[b][at + i]) - mb;

		aa += x * x;
		bb += y * y;
		ab += x * y;
	}
	return ab / sqrt(aa * bb);
}

static void prices_keep_their_mean_and_correlate_between_sites_and_measures(void **state)
{
	static const struct {
		const char *spread;
		double mean, sd;
	} rows[] = {{"{\"kind\":\"lognormal\",\"cv\":0.25}", 30, 7.5},
		    {"{\"kind\":\"triangular\",\"low\":15,\"high\":60}", 35, 9.354143}};

	(void)state;
	for (int r = 0; r < 2; r++) {
		struct kept k;
		char packs[2048], price[512];
		double mean = 0, square = 0;

		snprintf(price, sizeof price, DRAWN, rows[r].spread);
		snprintf(packs, sizeof packs,
			 "{" SURE_GROUND
			 ",\"measures\":{\"import_soil\":{\"unit_cost_cny\":%s,\"cost_price_year\":2025},\"grade\":{"
			 "\"unit_cost_cny\":%s,"
			 "\"cost_price_year\":2025}}}",
			 price, price);
		run_text(&k, 2, packs, ONE_EACH);
		for (size_t i = 0; i < k.members; i++) {
			const double x =
				(double)k.member[0][QS_SERIES_project * k.years * k.members + i] / 1024 / (1.15 * 3000);

			mean += x / (double)k.members;
			square += x * x / (double)k.members;
		}
		print_message("mean %.3f, sd %.3f, same price %.3f, other price %.3f\n", mean,
			      sqrt(square - mean * mean), correlation(&k, 0, 1), correlation(&k, 0, 2));
		assert_true(fabs(mean / rows[r].mean - 1) < 0.012);
		assert_true(fabs(sqrt(square - mean * mean) / rows[r].sd - 1) < 0.04);
		assert_true(fabs(correlation(&k, 0, 1) - 0.3) < 0.04);
		assert_true(fabs(correlation(&k, 0, 2) - 0.15) < 0.04);
		forget(&k);
	}
}

static void natural_recovery_costs_the_same_in_both_arms(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", HEAD(100, BUILD) SITE("a", "closure", "3", "planimetric") "]}");
	for (size_t y = 0; y < k.years; y++)
		for (int q = 0; q < QS_QUANTILES; q++) {
			assert_true(at(&k, 0, QS_OUT_works_cny, QS_SERIES_project_minus_natural, y, q) == 0);
			assert_true(at(&k, 0, QS_OUT_upkeep_cny, QS_SERIES_project_minus_natural, y, q) == 0);
		}
	assert_true(at(&k, 0, QS_OUT_works_cny, QS_SERIES_project, 0, QS_P90) >
		    at(&k, 0, QS_OUT_works_cny, QS_SERIES_project, 0, QS_P10));
	forget(&k);
}

/* Published cases: CNY/m2 of their year, on the area in the source. */
static void two_published_cases_lie_between_the_quantiles_of_their_sites(void **state)
{
	static const struct {
		size_t site;
		const char *id;
		double cny_m2, own_ha;
		int64_t year;
	} rows[] = {{0, "MZY", 123, 9, 2018}, {4, "SYM", 43, 63.1, 2010}};
	/* consumer prices of 2011 to 2024 */
	double change[] = {5.554, 2.62, 2.621, 1.922, 1.437, 2, 1.593, 2.075, 2.899, 2.419, 0.981, 1.974, 0.235, 0.218};
	const struct qs_finance finance = {
		.price_year = 2025,
		.inflation_pct = {.value = 1.5},
		.price_index = {.base_price_year = 2010,
				.change_pct = {change, sizeof change / sizeof *change, "test", QS_VERIFIED}}};
	struct kept k;
	struct qs_err err = {0};

	(void)state;
	assert_int_equal(run_file(QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", 2, NULL, &k, &err), QS_OK);
	for (size_t i = 0; i < 2; i++) {
		const struct qs_scalar *s = &k.result[rows[i].site].scalar[QS_SCALAR_capex_project];
		const double m2 = rows[i].own_ha * 1e4,
			     case_m2 = rows[i].cny_m2 * qs_quote_factor(&finance, rows[i].year);

		print_message("%s: %.1f; 10 %% %.1f, 50 %% %.1f, 90 %% %.1f CNY/m2\n", rows[i].id, case_m2, s->p10 / m2,
			      s->p50 / m2, s->p90 / m2);
		/* the 5 and 95 % quantiles of a lognormal through those of 10, 50 and 90 % */
		assert_true(case_m2 > s->p50 / m2 * pow(s->p10 / s->p50, 1.6449 / 1.2816));
		assert_true(case_m2 < s->p50 / m2 * pow(s->p90 / s->p50, 1.6449 / 1.2816));
	}
	assert_true(k.result[k.n].scalar[QS_SCALAR_capex_project].p10 > 70e6);
	assert_true(k.result[k.n].scalar[QS_SCALAR_capex_project].p90 < 250e6);
	forget(&k);
}

static const struct qs_estimate_item *item_of(const struct kept *k, size_t i, const char *id)
{
	for (size_t r = 0; r < k->estimate[i].n; r++)
		if (!strcmp(k->estimate[i].items[r].id, id))
			return &k->estimate[i].items[r];
	fail_msg("no item %s", id);
	return NULL;
}

/* With certain prices an estimate is what every member pays for capital works, item by item. */
static void an_estimate_is_quantities_times_prices(void **state)
{
	const struct qs_estimate_item *item;
	struct kept k;
	double works = 0;

	(void)state;
	run_text(&k, 1, PRICES,
		 HEAD(5, BUILD) SITE("a", "build", "2", "slope") "," SITE("b", "build", "3", "slope") "]}");
	item = item_of(&k, 0, "import_soil"); /* once, and a fifth renewed */
	near(item->quantity, 1.2 * 3000 * 2);
	near(item->amount_cny, 1.2 * 3000 * 2 * 30);
	assert_string_equal(item->unit, "m3");
	item = item_of(&k, 0, "grade");
	near(item->amount_cny, 4000 * 2 * 10 * 1.01 * 1.02);
	near(item->listed_cny, 10);
	assert_true(item->year == 2023 && item->basis == QS_ASSUMPTION);
	near(item_of(&k, 0, "haul")->quantity, 1.2 * 3000 * 2 * 1.5 * 20);
	/* members pay for a measure with what goes with it, once */
	near(item_of(&k, 0, "import_soil")->paid.p10, 1.2 * 3000 * 2 * (30 + 1.5 * 20 * 0.6));
	near(item_of(&k, 2, "import_soil")->paid.p90, 1.2 * 3000 * 5 * (30 + 1.5 * 20 * 0.6));
	near(item_of(&k, 0, "spray")->paid.p50, 50 * (800 + 80 * 0.5));
	assert_true(item_of(&k, 0, "haul")->paid.share == 0);
	near(item_of(&k, 0, "spray")->quantity, 50); /* 100 m3 for the whole unit, on half of it */
	near(item_of(&k, 0, "irrigate")->quantity, 180 * 2);
	for (size_t y = 0; y < 12; y++)
		works += mean_of(&k, 0, QS_OUT_works_cny, QS_SERIES_project, y);
	near(k.estimate[0].total_cny, works);
	near(k.estimate[0].part_cny[QS_ESTIMATE_OTHER], 0.1 * k.estimate[0].part_cny[QS_ESTIMATE_WORKS]);
	near(item_of(&k, 0, "contingency")->amount_cny, 0.05 * works / 1.15);
	near(item_of(&k, 0, "contingency")->paid.p50, 0.05 * works / 1.15);
	near(k.estimate[2].total_cny, k.estimate[0].total_cny + k.estimate[1].total_cny);
	near(item_of(&k, 2, "haul")->quantity, 2.5 * item_of(&k, 0, "haul")->quantity);
	forget(&k);
}

#define BESIDE 1.15 /* design and contingency */

/* With prices at random, and a cost that the treatment gives, it is the mean of the members. */
static void an_estimate_is_the_mean_of_the_members(void **state)
{
	static const char *const treatment = "\"build\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"spray\","
					     "\"year\":1,\"amount\":0.1,\"unit\":\"m3/m2\"},"
					     "{\"measure\":\"grade\",\"year\":0,\"amount\":0.1,\"unit\":\"m3/"
					     "m2\",\"cny_per_ha\":7000,\"area_frac\":0.5},{\"measure\":\"sign\","
					     "\"year\":0,\"amount\":1,\"unit\":\"1/ha\",\"cost_cny\":5000}]}";
	const double n = 4000;
	struct kept k;

	(void)state;
	run_text(&k, 2, "{}", HEAD(4000, "%s") SITE("a", "build", "2", "slope") "]}", treatment);
	near(item_of(&k, 0, "grade")->amount_cny, 7000 * 0.5 * 2);
	near(item_of(&k, 0, "sign")->amount_cny, 5000);
	assert_true(item_of(&k, 0, "spray")->listed_cny > 0);
	{
		const struct qs_scalar *const s = &k.result[0].scalar[QS_SCALAR_capex_project];
		const double error = (s->p90 - s->p10) / 2.56 / sqrt(n);

		if (!(fabs(k.estimate[0].total_cny - s->mean) < 4 * error))
			fail_msg("%.9g, and a mean of %.9g +- %.3g", k.estimate[0].total_cny, s->mean, error);
		/* the other rows are certain here: the quantiles of all works are those of the one price */
		near(1 + (item_of(&k, 0, "spray")->paid.p10 + 12000 - s->p10 / BESIDE) / s->p10, 1);
		near(1 + (item_of(&k, 0, "spray")->paid.p90 + 12000 - s->p90 / BESIDE) / s->p90, 1);
		near(1 + (item_of(&k, 1, "design")->paid.p90 - 0.1 * s->p90 / BESIDE) / s->p90, 1);
		near(item_of(&k, 0, "grade")->paid.p10, 7000);
		assert_true(item_of(&k, 0, "spray")->paid.p10 < 0.95 * item_of(&k, 0, "spray")->paid.p90);
	}
	forget(&k);
}

/* clang-format off */
/* Certain prices on two kinds of ground; c lies on rock, the rest on waste rock, d with a cost of its own. */
#define ON_GROUND \
	"{\"substrates\":{" GROUND("waste_rock", "1.3", ",\"spread\":{\"kind\":\"lognormal\",\"cv\":0.2}") "," \
	GROUND("rock_face", "2", ",\"spread\":{\"kind\":\"uniform\",\"low\":1.5,\"high\":3.5}") "},\"measures\":{" \
	PRICE("import_soil", "30", "2025") "},\"materials\":{" PRICE("haul", "0.6", "2025") "}}"
#define FOUR_SITES \
	HEAD(4000, "\"soil\":{\"class\":\"engineered\",\"measures\":[" SOIL ",\"haul_km\":20}]},\"own\":{\"class\":\"engineered\"," \
		   "\"measures\":[" SOIL ",\"haul_km\":20,\"cny_per_ha\":500}]}") \
	SITE("a", "soil", "1", "planimetric") "," SITE("b", "soil", "1", "planimetric") "," \
	"%s," SITE("d", "own", "1", "planimetric") "]}"

/* clang-format on */

/* Mean and standard deviation of a site's works in year 0 over what a price of 1 would cost, haul taken off. */
static void moments_of(const struct kept *k, size_t site, double *mean, double *sd)
{
	const double n = (double)k->members;
	double sum = 0, square = 0;

	for (size_t i = 0; i < k->members; i++) {
		const double cny =
			(double)k->member[site][QS_SERIES_project * k->years * k->members + i] / 1024 / 1.15 / 3000;
		const double x = (cny - 1.5 * 20 * 0.6) / 30;

		sum += x / n;
		square += x * x / n;
	}
	*mean = sum;
	*sd = sqrt(square - sum * sum);
}

static void the_ground_moves_prices_of_measures_as_one_for_all_its_sites(void **state)
{
	static const char *const on_rock =
		"{\"id\":\"c\",\"name\":\"c\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300,"
		"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":1,\"area_basis\":\"planimetric\","
		"\"slope_deg\":60,\"substrate\":\"rock_face\",\"cover_frac\":0.1,\"treatment\":\"soil\"}]}";
	const double error = 4 / sqrt(4000);
	struct kept k;
	double mean, sd;

	(void)state;
	run_text(&k, 2, ON_GROUND, FOUR_SITES, on_rock);
	moments_of(&k, 0, &mean, &sd);
	if (!(fabs(mean - 1.3) < 0.26 * error && fabs(sd / 0.26 - 1) < 1.3 * error))
		fail_msg("waste rock: %.9g, %.9g", mean, sd);
	moments_of(&k, 2, &mean, &sd);
	if (!(fabs(mean - 2.5) < 2 / sqrt(12) * error && fabs(sd / (2 / sqrt(12)) - 1) < error))
		fail_msg("rock: %.9g, %.9g", mean, sd);
	for (size_t i = 0; i < k.members; i++) {
		const size_t at = QS_SERIES_project * k.years * k.members + i;

		assert_int_equal(k.member[0][at], k.member[1][at]);
		near((double)k.member[3][at] / 1024, 1.15 * 500); /* what the treatment states knows no ground */
	}
	assert_true(fabs(correlation(&k, 0, 2)) < error);
	near(item_of(&k, 0, "import_soil")->amount_cny, 3000 * 30 * 1.3);
	near(item_of(&k, 0, "import_soil")->listed_cny, 30);
	near(item_of(&k, 2, "import_soil")->amount_cny, 3000 * 30 * 2.5);
	near(item_of(&k, 2, "haul")->amount_cny, 3000 * 1.5 * 20 * 0.6);
	forget(&k);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_estimate_is_quantities_times_prices),
		cmocka_unit_test(an_estimate_is_the_mean_of_the_members),
		cmocka_unit_test(a_small_treatment_costs_what_the_hand_finds),
		cmocka_unit_test(the_natural_arm_costs_its_closure_and_the_baseline_nothing),
		cmocka_unit_test(costs_that_are_given_replace_the_table),
		cmocka_unit_test(years_of_a_run_come_to_the_price_year_by_inflation),
		cmocka_unit_test(quotes_come_to_the_price_year_by_the_index_year_after_year),
		cmocka_unit_test(prices_keep_their_mean_and_correlate_between_sites_and_measures),
		cmocka_unit_test(the_ground_moves_prices_of_measures_as_one_for_all_its_sites),
		cmocka_unit_test(natural_recovery_costs_the_same_in_both_arms),
		cmocka_unit_test(two_published_cases_lie_between_the_quantiles_of_their_sites),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
