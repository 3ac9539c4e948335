/* Risk and thresholds of a net present value: what a grant, visits, spoil or a price would have to be; abatement; the economic flow. */
#include "model/finance/surveys.h"
#include "tests/land_runs.h"

#include <math.h>

/* clang-format off */
#define FIGURE(value, unit) "{\"value\":" value ",\"unit\":\"" unit "\",\"source\":\"test\",\"status\":\"assumption\"}"
#define CERTAIN \
	"{\"substrates\":{\"native\":{\"works_price_factor\":" FIGURE("1", "1") "}}," \
	"\"measures\":{\"plant\":{\"unit_cost_cny\":" FIGURE("10", "CNY") ",\"cost_price_year\":2025}," \
	"\"patrol\":{\"unit_cost_cny\":" FIGURE("300", "CNY") ",\"cost_price_year\":2025}}," \
	"\"accounts\":{\"accounts\":{\"visits_cv_frac\":" FIGURE("0", "1") ",\"delay_years\":" FIGURE("0", "a") "," \
	"\"spoil_cny_t\":" FIGURE("20", "CNY/t") ",\"spoil_price_year\":2025}}}"
#define HEAD(members, finance) \
	"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":2026,\"years\":24,\"members\":" #members ",\"packs\":[\"packs.json\"]," \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"finance\":{\"price_year\":2025,\"inflation_pct\":2,\"discount_rate_pct\":6," \
	"\"design_frac\":0.1,\"contingency_frac\":0.05" finance "}," \
	"\"natural_treatment\":\"closure\",\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[" \
	"{\"measure\":\"patrol\",\"year\":0,\"every_year\":true,\"amount\":0.5,\"unit\":\"ha/ha\"}]},\"woods\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":" \
	"{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000},{\"measure\":\"patrol\",\"year\":0,\"every_year\":true,\"amount\":1," \
	"\"unit\":\"ha/ha\"}]}},\"sites\":["
#define SITE(finance) \
	"{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"finance\":{\"acceptance_due\":2029,\"acceptance_cover_frac\":0," finance "},\"facts\":{},\"units\":[" \
	"{\"id\":\"u\",\"area_ha\":20,\"substrate\":\"native\",\"cover_frac\":0.6,\"woody_cover_frac\":0.1,\"treatment\":\"woods\"}]}]}"
#define MONEY "\"grant_frac\":0.4,\"rent_cny_per_mu_year\":100,\"spoil_surplus_m3\":1000,\"shares\":{\"village\":0.2,\"investor\":0.8}," \
	"\"revenues\":[{\"line\":\"eco_tourism\",\"from\":\"acceptance\",\"visits_per_year\":1500,\"cny_per_visit\":100,\"margin_frac\":0.6}]"
#define GIVEN(grant, spoil, visits) "\"grant_frac\":" grant ",\"spoil_surplus_m3\":10000,\"spoil_share_frac\":" spoil ",\"revenues\":[" \
	"{\"line\":\"eco_tourism\",\"from\":\"acceptance\",\"visits_per_year\":" visits ",\"cny_per_visit\":100,\"margin_frac\":0.6}]"
/* clang-format on */

enum { YEARS = 24 };

static double middle(const struct kept *k, enum qs_scalar_id id)
{
	return k->result[0].scalar[id].p50;
}

/* An input set to its break-even, alone, brings the net present value to zero. */
static void each_break_even_alone_brings_zero(void **state)
{
	struct kept k, again;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, "") SITE(GIVEN("0.1", "0.1", "200")));
	assert_true(middle(&k, QS_SCALAR_npv) < -1000);
	run_text(&again, 1, CERTAIN, HEAD(3, "") SITE(GIVEN("%.17g", "0.1", "200")), middle(&k, QS_SCALAR_break_even_grant));
	assert_true(fabs(middle(&again, QS_SCALAR_npv)) < 1);
	forget(&again);
	run_text(&again, 1, CERTAIN, HEAD(3, "") SITE(GIVEN("0.1", "%.17g", "200")), middle(&k, QS_SCALAR_break_even_spoil));
	assert_true(fabs(middle(&again, QS_SCALAR_npv)) < 1);
	forget(&again);
	run_text(&again, 1, CERTAIN, HEAD(3, "") SITE(GIVEN("0.1", "0.1", "%.17g")), 200 * middle(&k, QS_SCALAR_break_even_visits));
	assert_true(fabs(middle(&again, QS_SCALAR_npv)) < 1);
	forget(&again);
	assert_string_equal(k.result[0].scalar[QS_SCALAR_break_even_price].why, "NO_CREDITS");
	forget(&k);
}

/* Every root of the mean flow stands between values of different signs, and each member is in one class. */
static void rates_of_return_are_told_with_what_proves_them(void **state)
{
	struct kept k;
	const struct qs_flow_roots *r;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, "") SITE(GIVEN("0.3", "0.1", "1500")));
	r = &k.risk[0].roots;
	assert_true(r->none + r->one + r->several == 1 && r->certain == 1);
	assert_true(r->one == 1 && r->count == 1 && r->below[0] > 0 && r->above[0] < 0);
	assert_true(fabs(100 * r->rate[0] - middle(&k, QS_SCALAR_irr)) < 0.01);
	assert_true(fabs(100 * r->mirr - middle(&k, QS_SCALAR_mirr)) < 0.01);
	forget(&k);
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, "") SITE("\"grant_frac\":0"));
	r = &k.risk[0].roots;
	assert_true(r->none == 1 && r->count == 0 && r->signs == 0 && isnan(r->mirr));
	forget(&k);
}

/* Costs cut by what is told bring zero; the money below zero is what the running sum says; the modified rate is the hurdle where NPV is 0. */
static void funding_follows_the_running_sum(void **state)
{
	struct kept k;
	double lowest = 0, below = 0;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, "") SITE(GIVEN("0.3", "0.1", "1500")));
	for (size_t y = 0; y < YEARS; y++) {
		const double total = line_at(&k, 0, QS_LINE_OF_cash_total, y);

		lowest = total < lowest ? total : lowest;
		below += total < 0;
	}
	assert_true(lowest < -1000 && below > 0);
	assert_true(fabs(middle(&k, QS_SCALAR_peak_funding) + lowest) < 1);
	assert_true(fabs(middle(&k, QS_SCALAR_years_below_zero) - below) < 1e-9);
	assert_true(fabs(middle(&k, QS_SCALAR_leverage) - (middle(&k, QS_SCALAR_pv_cost) - middle(&k, QS_SCALAR_pv_grant)) /
							     middle(&k, QS_SCALAR_pv_grant)) < 1e-6);
	assert_true(fabs(middle(&k, QS_SCALAR_break_even_cost) * middle(&k, QS_SCALAR_pv_cost) + middle(&k, QS_SCALAR_npv)) < 1);
	assert_true((middle(&k, QS_SCALAR_mirr) < 6) == (middle(&k, QS_SCALAR_npv) < 0));
	forget(&k);
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, "") SITE(GIVEN("0", "0", "0")));
	assert_string_equal(k.result[0].scalar[QS_SCALAR_leverage].why, "NO_GRANT");
	assert_string_equal(k.result[0].scalar[QS_SCALAR_mirr].why, "NO_ROOT");
	forget(&k);
}

/* What a decision gains by knowing an input first, by direct integration over it. */
static void a_survey_is_worth_what_the_better_decision_gains(void **state)
{
	const struct qs_tornado_row rows[] = {{"growth", "", "", "p10-p90", -200, 300, 0, 0},
					      {"price", "", "", "p10-p90", 0, 400, 0, 0},
					      {"grant", "", "", "-0.1..+0.1", 0, 350, 0, 0},
					      {"soil", "", "", "p10-p90", 100, 0, 0, 0}};
	const size_t order[] = {0, 1, 2, 3};
	const struct qs_tornado t = {.computed = 1, .rows = rows, .n = 4, .by_npv = order, .npv_count = 4};
	const struct qs_scalar npv = {.p10 = -400, .p90 = 500, .mean = -60};
	struct qs_survey survey[QS_SURVEYS];
	double gain = 0;

	(void)state;
	assert_int_equal(qs_surveys_rank(&t, &npv, survey), 2);
	assert_string_equal(survey[0].row->id, "growth");
	assert_string_equal(survey[1].row->id, "soil");
	assert_true(fabs(survey[0].share - 25.0 / 81) < 1e-12 && fabs(survey[1].share - 1.0 / 81) < 1e-12);
	for (int i = 0; i < 200000; i++) {
		const double z = -10 + (i + 0.5) * 1e-4, npv_at = -60 + 500 / (2 * 1.2815515655446004) * z;

		gain += npv_at > 0 ? npv_at * exp(-z * z / 2) / sqrt(2 * acos(-1)) * 1e-4 : 0;
	}
	assert_true(fabs(survey[0].value_cny - gain) < 1e-3);
	assert_int_equal(qs_surveys_rank(NULL, &npv, survey), 0);
}

/* Without spread all tails are the value; with it they stand in order and hold what they say. */
static void tails_grants_and_bids_follow_the_members(void **state)
{
	const struct qs_npv_risk *r;
	struct kept k;
	double visits;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(100, "") SITE(GIVEN("0.1", "0.1", "200")));
	r = &k.risk[0];
	assert_true(fabs(r->var95 + middle(&k, QS_SCALAR_npv)) < 0.01 && fabs(r->cvar95 - r->var95) < 0.01);
	assert_true(fabs(r->grant - r->var95) < 0.01 && fabs(r->subsidy - r->grant) < 0.01 && fabs(r->error[1]) < 1e-6);
	assert_true(r->loss_low > 0.95 && r->loss_high >= 1 && r->loss_high <= 1);
	forget(&k);
	run_text(&k, 2, "{}", "%s", HEAD(200, "") SITE(GIVEN("0.5", "0.1", "900")));
	visits = 900 * middle(&k, QS_SCALAR_break_even_visits);
	forget(&k);
	run_text(&k, 2, "{}", HEAD(2000, "") SITE(GIVEN("0.5", "0.1", "%.17g")), visits);
	r = &k.risk[0];
	assert_true(k.result[0].probability_of_loss > 0.02 && k.result[0].probability_of_loss < 0.98);
	assert_true(r->loss_low < k.result[0].probability_of_loss && r->loss_high > k.result[0].probability_of_loss);
	assert_true(r->cvar95 > r->var95 && -r->var95 < k.result[0].scalar[QS_SCALAR_npv].p10);
	assert_true(r->bid > k.result[0].scalar[QS_SCALAR_npv].p10 && r->bid < r->reserve);
	assert_true(fabs(r->reserve - middle(&k, QS_SCALAR_npv)) < 0.01);
	assert_true(r->error[0] > 0 && r->error[0] < 0.2 * (k.result[0].scalar[QS_SCALAR_npv].p90 - k.result[0].scalar[QS_SCALAR_npv].p10));
	assert_true(r->shade[0] > 0 && r->shade[1] > r->shade[0] && r->shade[2] > r->shade[1]);
	forget(&k);
}

/* A grant at the start of the size that is asked for leaves a fifth of the members below zero. */
static void the_grant_asked_for_is_enough_for_four_of_five(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 2, "{}", "%s", HEAD(1000, "") SITE(GIVEN("0", "0.1", "500")));
	assert_true(k.risk[0].grant > 0);
	assert_true(-k.risk[0].grant > k.result[0].scalar[QS_SCALAR_npv].p10 && -k.risk[0].grant < middle(&k, QS_SCALAR_npv));
	/* a tenth of the probability higher it is the 90 % quantile of the gap */
	assert_true(k.risk[0].grant < k.result[0].scalar[QS_SCALAR_funding_gap].p90);
	forget(&k);
}

static double amount(const struct kept *k, int output, int arm, size_t y)
{
	return k->mean[0][((size_t)(output * QS_SERIES_COUNT + arm)) * k->years + y];
}

static void abatement_costs_what_works_add_to_natural_recovery(void **state)
{
	double cost = 0, gain = 0, last = 0, factor = 1;
	struct kept k;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(1, "") SITE(GIVEN("0.1", "0.1", "200")));
	for (size_t y = 0; y < YEARS; y++, factor /= 1.06) {
		const double more = amount(&k, QS_OUT_grown_co2e, QS_SERIES_project, y) - amount(&k, QS_OUT_grown_co2e, QS_SERIES_natural, y);

		cost += factor * (line_at(&k, 0, QS_LINE_OF_works, y) + line_at(&k, 0, QS_LINE_OF_upkeep, y) -
				  amount(&k, QS_OUT_works_cny, QS_SERIES_natural, y) - amount(&k, QS_OUT_upkeep_cny, QS_SERIES_natural, y));
		gain += factor * (more - last);
		last = more;
	}
	assert_true(gain > 0 && amount(&k, QS_OUT_upkeep_cny, QS_SERIES_natural, 5) > 0);
	assert_true(fabs(middle(&k, QS_SCALAR_mac_natural) / (cost / gain) - 1) < 1e-6);
	forget(&k);
}

/* Only what is counted, less real costs: no grant, no rent, the spoil as a whole. */
static void the_economic_flow_counts_each_thing_once(void **state)
{
	double want = 0;
	struct kept k;
	struct qs_err err;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s",
		 HEAD(2, ",\"social_rate_pct\":4,\"economic\":[\"industry_income\",\"spoil_value\",\"soil_retention\"]")
		 SITE("\"rent_cny_per_mu_year\":100," GIVEN("0.5", "0.1", "200")));
	for (size_t y = 0; y < YEARS; y++) {
		static const int plus[] = {QS_LINE_OF_industry_income, QS_LINE_OF_spoil_value, QS_LINE_OF_soil_retention};
		static const int less[] = {QS_LINE_OF_industry_cost, QS_LINE_OF_works, QS_LINE_OF_upkeep, QS_LINE_OF_registration};

		for (size_t l = 0; l < 3; l++)
			want += line_at(&k, 0, plus[l], y) / pow(1.04, (double)y);
		for (size_t l = 0; l < 4; l++)
			want -= line_at(&k, 0, less[l], y) / pow(1.04, (double)y);
	}
	assert_true(fabs(k.result[0].scalar[QS_SCALAR_npv_economic].mean - want) < 1e-6 * fabs(want));
	assert_true(fabs(line_at(&k, 0, QS_LINE_OF_spoil_value, 1) - 10 * line_at(&k, 0, QS_LINE_OF_spoil_income, 1)) < 0.1);
	forget(&k);
	assert_int_equal(try_text(&k, 1, CERTAIN, &err, "%s",
				  HEAD(2, ",\"economic\":[\"carbon_income\",\"carbon_sequestration\"]") SITE(GIVEN("0", "0", "0"))),
			 QS_EINPUT);
	assert_int_equal(try_text(&k, 1, CERTAIN, &err, "%s",
				  HEAD(2, ",\"economic\":[\"industry_income\",\"recreation\"]") SITE(GIVEN("0", "0", "0"))),
			 QS_EINPUT);
	assert_int_equal(try_text(&k, 1, CERTAIN, &err, "%s",
				  HEAD(2, ",\"economic\":[\"water_conservation\",\"water_conservation\"]") SITE(GIVEN("0", "0", "0"))),
			 QS_EINPUT);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_break_even_alone_brings_zero),
		cmocka_unit_test(rates_of_return_are_told_with_what_proves_them),
		cmocka_unit_test(funding_follows_the_running_sum),
		cmocka_unit_test(a_survey_is_worth_what_the_better_decision_gains),
		cmocka_unit_test(tails_grants_and_bids_follow_the_members),
		cmocka_unit_test(the_grant_asked_for_is_enough_for_four_of_five),
		cmocka_unit_test(abatement_costs_what_works_add_to_natural_recovery),
		cmocka_unit_test(the_economic_flow_counts_each_thing_once),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
