/* Money of the public side: formulas by published figures, quotas, payments for services, concessions in a run. */
#include "tests/land_runs.h"

#include "model/finance/public_money.h"

#include <math.h>

/* clang-format off */
#define PLAIN(value, unit) "{\"value\":" value ",\"unit\":\"" unit "\",\"source\":\"test\",\"status\":\"assumption\"}"
#define PACKS "{\"accounts\":{\"accounts\":{\"visits_cv_frac\":" PLAIN("0", "1") ",\"delay_years\":" PLAIN("0", "a") ",\"quota_cny_mu\":" \
	PLAIN("1000", "CNY") ",\"quota_price_year\":2025}}}"
/* Works 100,000 CNY in year 0 and 2,000 a year of upkeep; accepted in year 1, in business from year 2. */
#define PORTFOLIO \
	"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":%s,\"years\":14,\"members\":1,\"packs\":[\"packs.json\"]," \
	"\"finance\":{\"price_year\":2025,\"inflation_pct\":%s,\"design_frac\":0,\"contingency_frac\":0},%s" \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"treatments\":{\"woods\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\"," \
	"\"year\":0,\"species\":{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000,\"cost_cny\":100000},{\"measure\":\"patrol\",\"year\":0," \
	"\"every_year\":true,\"cost_cny\":2000}]}}," \
	"\"sites\":[{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,%s\"finance\":{\"acceptance_due\":%s,\"acceptance_cover_frac\":0,\"revenues\":[{\"line\":\"eco_tourism\"," \
	"\"cny_per_year\":8000,\"margin_frac\":0.5}]%s},\"units\":[{\"id\":\"u\",\"area_ha\":20,\"substrate\":\"native\",\"cover_frac\":0.6," \
	"\"treatment\":\"woods\"}]}]}"
/* clang-format on */

static void run_with(struct kept *k, const char *inflation, const char *tax, const char *site, const char *finance)
{
	run_text(k, 1, PACKS, PORTFOLIO, "2026", inflation, tax, site, "2027", finance);
}

static void near(double a, double b)
{
	if (!(fabs(a - b) <= 1e-6 * fabs(b) + 0.01))
		fail_msg("%.12g and not %.12g", a, b);
}

/* 10,000 of cost, 6 %, 4.5 %, ten years, 300 of running cost: 1425.7 rising to 1964.148. A contract of 80 million
 * at 7.99 % over 18 years: 8.530247 million a year on the cost. */
static void formulas_give_the_published_payments(void **state)
{
	struct qs_government_pay t = {.form = 0, .years = 10};

	(void)state;
	t.margin_frac.value = 0.06;
	t.rate_pct.value = 4.5;
	near(qs_government_pay(&t, 10000, 300, 0, 1), 1425.7);
	near(qs_government_pay(&t, 10000, 300, 0, 2), 1475.5465);
	near(qs_government_pay(&t, 10000, 300, 0, 10), 1964.1476);
	near(qs_government_pay(&t, 10000, 300, 400, 1), 1025.7);
	assert_true(qs_government_pay(&t, 10000, 300, 5000, 1) == 0 && qs_government_pay(&t, 10000, 300, 0, 0) == 0 &&
		    qs_government_pay(&t, 10000, 300, 0, 11) == 0);
	t = (struct qs_government_pay){.form = 1, .years = 18};
	t.rate_pct.value = 7.99;
	assert_true(fabs(qs_government_pay(&t, 80e6, 0, 0, 7) - 8530247) < 1);
	t.rate_pct.value = 0;
	near(qs_government_pay(&t, 18, 0, 0, 1), 1);
}

#define LEGACY ",\"government_pay\":{\"years\":10,\"rate_pct\":5,\"margin_frac\":0.1}"

/* The formula is in money of the year: with inflation the real payment falls behind, and running cost stays real. */
static void a_run_pays_by_the_formula_after_acceptance(void **state)
{
	struct kept k;

	(void)state;
	run_with(&k, "0", "", "", LEGACY);
	for (size_t t = 0; t < 14; t++)
		near(line_at(&k, 0, QS_LINE_OF_government_pay, t),
		     t < 2 || t > 11 ? 0 : 100000 * 1.1 * pow(1.05, (double)t - 1) / 10 + 2000 * 1.1);
	forget(&k);
	run_with(&k, "3", "", "", LEGACY);
	for (size_t t = 2; t < 12; t++)
		near(line_at(&k, 0, QS_LINE_OF_government_pay, t),
		     100000 * 1.03 * 1.1 * pow(1.05, (double)t - 1) / 10 / pow(1.03, (double)t + 1) + 2000 * 1.1);
	forget(&k);
	run_with(&k, "0", "", "",
		 ",\"government_pay\":{\"years\":10,\"rate_pct\":5,\"margin_frac\":0.1,\"user_fees\":true}");
	near(line_at(&k, 0, QS_LINE_OF_government_pay, 2), 100000 * 1.1 * 1.05 / 10 + 2000 * 1.1 - 4000);
	near(line_at(&k, 0, QS_LINE_OF_cash_flow, 2),
	     line_at(&k, 0, QS_LINE_OF_government_pay, 2) + 4000 - line_at(&k, 0, QS_LINE_OF_upkeep, 2));
	forget(&k);
}

static void payments_bid_after_the_rule_do_not_comply(void **state)
{
	static struct qs_portfolio p = {.start_year = 2026};
	static struct qs_site s;

	(void)state;
	assert_true(qs_government_pay_complies(&p, &s)); /* none */
	s.finance.government_pay.years = 5;
	assert_false(qs_government_pay_complies(&p, &s));
	p.policy.bid_date = (struct qs_date){2023, 11, 2};
	assert_true(qs_government_pay_complies(&p, &s));
	p.policy.bid_date = (struct qs_date){2023, 11, 3};
	assert_false(qs_government_pay_complies(&p, &s));
}

/* 2 ha are 30 mu at 1,000 CNY. */
static void quotas_go_to_the_district_unless_a_share_is_given(void **state)
{
	static const char land[] =
		"\"land_before\":[{\"class\":\"mining\",\"ha\":5}],\"land_after\":[{\"class\":\"cropland\",\"ha\":3},"
		"{\"class\":\"forest\",\"ha\":2}],\"policy\":{\"cropland_eligible\":true,\"cropland_used_ha\":1},";
	struct kept k;

	(void)state;
	run_with(&k, "0", "", "", ",\"quota_ha\":2");
	near(line_at(&k, 0, QS_LINE_OF_quota_value, 2), 30000);
	near(line_at(&k, 0, QS_LINE_OF_quota_income, 2), 0);
	near(line_at(&k, 0, QS_LINE_OF_quota_value, 3), 0);
	forget(&k);
	run_with(&k, "0", "", land, ",\"quota_share_frac\":0.25");
	near(line_at(&k, 0, QS_LINE_OF_quota_value, 2), 30000);
	near(line_at(&k, 0, QS_LINE_OF_quota_income, 2), 7500);
	forget(&k);
	run_with(&k, "0", "", land, ",\"quota_ha\":0,\"quota_share_frac\":1");
	near(line_at(&k, 0, QS_LINE_OF_quota_value, 2), 0);
	forget(&k);
}

/* Six years from the start: business in years 2 to 5. */
static void a_concession_ends_the_industry_and_takes_its_fee(void **state)
{
	struct kept k;

	(void)state;
	run_with(&k, "0", "", "",
		 ",\"service_payment_cny_per_ha\":300,\"concession\":{\"years\":6,\"fee_frac\":0.05,\"fee_cny_per_"
		 "year\":100}");
	for (size_t t = 0; t < 14; t++) {
		near(line_at(&k, 0, QS_LINE_OF_industry_income, t), t < 2 || t > 5 ? 0 : 8000);
		near(line_at(&k, 0, QS_LINE_OF_industry_cost, t), t < 2 || t > 5 ? 0 : 4000);
		near(line_at(&k, 0, QS_LINE_OF_concession_fee, t), t < 2 || t > 5 ? 0 : 500);
		near(line_at(&k, 0, QS_LINE_OF_service_payment, t), t < 2 ? 0 : 6000);
		near(line_at(&k, 0, QS_LINE_OF_area_built, t), 20);
		near(line_at(&k, 0, QS_LINE_OF_area_accepted, t), t < 1 ? 0 : 20);
		near(line_at(&k, 0, QS_LINE_OF_area_earning, t), t < 2 || t > 5 ? 0 : 20);
	}
	forget(&k);
}

/* Parts of the works sum to them in every year and follow what is done in it. */
static void works_are_told_by_kind(void **state)
{
	static const int parts[] = {QS_LINE_OF_works_ground, QS_LINE_OF_works_soil,   QS_LINE_OF_works_plants,
				    QS_LINE_OF_works_water,  QS_LINE_OF_works_design, QS_LINE_OF_works_contingency};
	static const char text[] =
		"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":2026,\"years\":8,\"members\":9,\"packs\":[\"packs."
		"json\"],"
		"\"finance\":{\"design_frac\":0.1,\"contingency_frac\":0.05},\"regions\":{\"west\":{\"station\":"
		"\"54511\"}},"
		"\"treatments\":{\"t\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"import_soil\",\"year\":0,"
		"\"amount\":0.3,\"unit\":\"m3/"
		"m2\",\"haul_km\":10},{\"measure\":\"clear_rock\",\"year\":0,\"amount\":0.1,"
		"\"unit\":\"m3/m2\"},{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":1},"
		"\"stems_per_ha\":1000}]}},\"sites\":[{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":"
		"\"abandoned_mine\",\"elevation_m\":300,\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":"
		"2,"
		"\"substrate\":\"waste_rock\",\"cover_frac\":0.1,\"treatment\":\"t\"}]}]}";
	struct kept k;

	(void)state;
	run_text(&k, 1, PACKS, "%s", text);
	for (size_t t = 0; t < 8; t++) {
		double sum = 0;

		for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
			sum += line_at(&k, 0, parts[p], t);
		near(sum, line_at(&k, 0, QS_LINE_OF_works, t));
	}
	assert_true(line_at(&k, 0, QS_LINE_OF_works_soil, 0) > 0 && line_at(&k, 0, QS_LINE_OF_works_ground, 0) > 0);
	near(line_at(&k, 0, QS_LINE_OF_works_plants, 0), 0);
	near(line_at(&k, 0, QS_LINE_OF_works_plants, 1), line_at(&k, 0, QS_LINE_OF_works, 1) / 1.15);
	near(line_at(&k, 0, QS_LINE_OF_works_design, 0), 0.1 / 1.15 * line_at(&k, 0, QS_LINE_OF_works, 0));
	forget(&k);
}

/* All that comes in and goes out stands in the present values and, with taxes, in the profit. */
static void lines_of_the_public_side_reach_sums_and_profit(void **state)
{
	struct kept k;
	double npv;

	(void)state;
	run_with(&k, "0", "", "",
		 LEGACY ",\"service_payment_cny_per_ha\":300,\"quota_ha\":2,\"quota_share_frac\":1,"
			"\"concession\":{\"years\":9,\"fee_frac\":0.1}");
	npv = k.result[0].scalar[QS_SCALAR_npv].mean;
	near(k.result[0].scalar[QS_SCALAR_pv_income].mean - k.result[0].scalar[QS_SCALAR_pv_cost].mean, npv);
	forget(&k);
	/* profit of year 4: income and payments less cost, fee, upkeep and a twentieth of the works */
	run_with(&k, "0,\"tax\":{\"vat_rate_pct\":0,\"vat_works_pct\":0}", "", "",
		 LEGACY ",\"service_payment_cny_per_ha\":300,\"concession\":{\"years\":9,\"fee_frac\":0.1}");
	near(line_at(&k, 0, QS_LINE_OF_ebit, 4),
	     8000 - 4000 + 6000 - 800 - 2000 - 5000 + line_at(&k, 0, QS_LINE_OF_government_pay, 4));
	forget(&k);
}

/* Accepted in 2027, handed over two years later: from year 4 on 20 ha cost 50 CNY each beside the 2,000 of the patrol. The investor
 * pays it, or the public side, and then it is no cash of the investor's and still a cost of the economy. */
static void upkeep_after_the_hand_over_has_a_payer(void **state)
{
	static const char *const terms[] = {"", ",\"handover_years\":2,\"upkeep_after_cny_per_ha\":50",
					    ",\"handover_years\":2,\"upkeep_after_cny_per_ha\":50,\"upkeep_after_payer\":\"public\""};
	double economic[3], abatement[3];

	(void)state;
	for (int k = 0; k < 3; k++) {
		struct kept run;

		run_with(&run, "0", "", "", terms[k]);
		for (size_t t = 0; t < 14; t++) {
			const double after = t < 4 ? 0 : k ? 1000 : 0, all = 2000 + after;
			const int public = k == 2 && t >= 4;

			near(line_at(&run, 0, QS_LINE_OF_upkeep, t), public ? 0 : all);
			near(line_at(&run, 0, QS_LINE_OF_upkeep_public, t), public ? all : 0);
		}
		economic[k] = line_at(&run, 0, QS_LINE_OF_economic_flow, 6);
		abatement[k] = run.result[0].scalar[QS_SCALAR_mac_natural].p50;
		forget(&run);
	}
	near(economic[0] - economic[1], 1000);
	near(economic[1], economic[2]);
	near(abatement[1], abatement[2]);
	assert_true(abatement[1] > abatement[0]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(formulas_give_the_published_payments),
		cmocka_unit_test(a_run_pays_by_the_formula_after_acceptance),
		cmocka_unit_test(payments_bid_after_the_rule_do_not_comply),
		cmocka_unit_test(quotas_go_to_the_district_unless_a_share_is_given),
		cmocka_unit_test(a_concession_ends_the_industry_and_takes_its_fee),
		cmocka_unit_test(works_are_told_by_kind),
		cmocka_unit_test(upkeep_after_the_hand_over_has_a_payer),
		cmocka_unit_test(lines_of_the_public_side_reach_sums_and_profit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
