/* Taxes, debt and owners: a site by hand in money of the year, loans that close, rules of exemption, shares. */
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
	"\"treatments\":{\"woods\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":" \
	"{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000},{\"measure\":\"patrol\",\"year\":0,\"every_year\":true,\"amount\":1," \
	"\"unit\":\"ha/ha\"}]}},\"sites\":["
#define SITE(finance) \
	"{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"finance\":{\"acceptance_due\":2029,\"acceptance_cover_frac\":0," finance "},\"facts\":{},\"units\":[" \
	"{\"id\":\"u\",\"area_ha\":20,\"substrate\":\"native\",\"cover_frac\":0.6,\"woody_cover_frac\":0.1,\"treatment\":\"woods\"}]}]}"
#define MONEY "\"grant_frac\":0.4,\"rent_cny_per_mu_year\":100,\"spoil_surplus_m3\":1000,\"shares\":{\"village\":0.2,\"investor\":0.8}," \
	"\"revenues\":[{\"line\":\"eco_tourism\",\"from\":\"acceptance\",\"visits_per_year\":1500,\"cny_per_visit\":100,\"margin_frac\":0.6}]"
#define DEBT(type, more) ",\"debt\":{\"type\":\"" type "\",\"share_frac\":0.7,\"rate_pct\":5,\"years\":8" more "}"
/* clang-format on */

enum { YEARS = 24 };

static void near(double got, double want)
{
	if (!(fabs(got - want) <= 1e-9 * fabs(want) + 3.0 / 1024))
		fail_msg("%.10g, not %.10g", got, want);
}

/* Money of the year of a line. */
static double nominal(const struct kept *k, int line, size_t y)
{
	return line_at(k, 0, line, y) * pow(1.02, (double)y + 1);
}

static double rows(const struct kept *k, const int *lines, size_t n, size_t y)
{
	double sum = 0;

	for (size_t l = 0; l < n; l++)
		sum += nominal(k, lines[l], y);
	return sum;
}

/* clang-format off */
#define ROCK(surplus) "\"spoil_surplus_m3\":" surplus ",\"spoil_share_frac\":0.3},\"policy\":{\"materials\":" \
	"[{\"class\":\"rock\",\"left\":2000,\"recovery_frac\":0.25}]"
#define PLATFORM(policy) "},\"policy\":{" policy
/* clang-format on */

/* Of 2,000 m3 a quarter is fit for use: 500 m3 are left. */
static void surplus_beyond_what_is_left_earns_nothing_and_the_platform_takes_its_fee(void **state)
{
	const double value = 2.6 * 20; /* of a m3, CNY */
	struct kept few, all, late;

	(void)state;
	run_text(&few, 1, CERTAIN, "%s", HEAD(3, PLATFORM("\"platform_fee_frac\":0.01")) SITE(ROCK("300")));
	run_text(&all, 1, CERTAIN, "%s", HEAD(3, "") SITE(ROCK("1000")));
	run_text(&late, 1, CERTAIN, "%s",
		 HEAD(3, PLATFORM("\"platform_fee_frac\":0.01,\"platform_lag_years\":2")) SITE(ROCK("1000")));
	near(line_at(&few, 0, QS_LINE_OF_spoil_value, 1), 300 * value);
	near(line_at(&few, 0, QS_LINE_OF_spoil_income, 1), 0.3 * 300 * value);
	near(line_at(&few, 0, QS_LINE_OF_platform_fee, 1), 0.003 * 300 * value);
	near(line_at(&all, 0, QS_LINE_OF_spoil_value, 1), 500 * value);
	near(line_at(&all, 0, QS_LINE_OF_platform_fee, 1), 0);
	near(line_at(&late, 0, QS_LINE_OF_spoil_value, 3), 500 * value);
	near(line_at(&late, 0, QS_LINE_OF_cash_flow, 3),
	     line_at(&all, 0, QS_LINE_OF_cash_flow, 3) + 0.99 * 0.3 * 500 * value);
	forget(&few);
	forget(&all);
	forget(&late);
}

static void without_tax_and_debt_owners_get_the_cash_flow(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(20, "") SITE(MONEY));
	for (size_t y = 0; y < YEARS; y++) {
		const double flow = line_at(&k, 0, QS_LINE_OF_cash_flow, y);

		near(line_at(&k, 0, QS_LINE_OF_cash_after_tax, y), flow);
		near(line_at(&k, 0, QS_LINE_OF_equity_flow, y), flow);
		for (int line = QS_LINE_OF_insurance; line < QS_LINE_OF_cash_after_tax; line++)
			near(line_at(&k, 0, line, y), 0);
	}
	assert_true(k.result[0].scalar[QS_SCALAR_irr_equity].p50 >= k.result[0].scalar[QS_SCALAR_irr].p50 &&
		    k.result[0].scalar[QS_SCALAR_irr_equity].p50 <= k.result[0].scalar[QS_SCALAR_irr].p50);
	assert_string_equal(k.result[0].scalar[QS_SCALAR_dscr_min].why, "NO_DEBT");
	forget(&k);
}

/* The same tax computed year by year in money of the year: input tax carried forward, works written off over 20 years, losses
 * carried for five. */
static void a_tax_is_what_the_hand_finds(void **state)
{
	static const int in[] = {QS_LINE_OF_carbon_income, QS_LINE_OF_industry_income, QS_LINE_OF_spoil_income};
	static const int served[] = {QS_LINE_OF_upkeep, QS_LINE_OF_registration, QS_LINE_OF_insurance};
	double loss[YEARS] = {0}, base[YEARS] = {0}, carried = 0;
	struct kept k;
	int paid = 0;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, ",\"insurance_pct\":0.5,\"tax\":{\"income_rate_pct\":25}") SITE(MONEY));
	for (size_t y = 0; y < YEARS; y++) {
		const double works = nominal(&k, QS_LINE_OF_works, y), spoil = nominal(&k, QS_LINE_OF_spoil_income, y);
		const double output = spoil * 0.13 / 1.13 + nominal(&k, QS_LINE_OF_industry_income, y) * 0.06 / 1.06;
		const double run = rows(&k, served, 3, y) * 0.06 / 1.06, input = run + works * 0.09 / 1.09;
		const double net = output - input - carried, vat = net > 0 ? net : 0;
		double profit = rows(&k, in, 3, y) - output - rows(&k, served, 3, y) + run -
				nominal(&k, QS_LINE_OF_rent, y) - nominal(&k, QS_LINE_OF_industry_cost, y) - 0.06 * vat;

		carried = net > 0 ? 0 : -net;
		near(nominal(&k, QS_LINE_OF_vat, y), vat);
		near(nominal(&k, QS_LINE_OF_surcharge, y), 0.06 * vat);
		near(line_at(&k, 0, QS_LINE_OF_insurance, y), y ? 0.005 * 230000 : 0);
		base[y] = works / 1.09 - nominal(&k, QS_LINE_OF_grant, y);
		for (size_t s = 0; s < y; s++)
			profit -= y - s <= 20 ? base[s] / 20 : 0;
		near(nominal(&k, QS_LINE_OF_ebit, y), profit);
		loss[y] = profit < 0 ? -profit : 0;
		for (size_t s = y > 5 ? y - 5 : 0; s < y && profit > 0; s++) {
			const double use = loss[s] < profit ? loss[s] : profit;

			profit -= use;
			loss[s] -= use;
		}
		near(nominal(&k, QS_LINE_OF_income_tax, y), profit > 0 ? 0.25 * profit : 0);
		near(line_at(&k, 0, QS_LINE_OF_income_tax_unlevered, y), line_at(&k, 0, QS_LINE_OF_income_tax, y));
		paid += profit > 0;
	}
	assert_true(paid > 5);
	forget(&k);
}

/* What is owed closes, grows by what is drawn and falls by what is paid; who lends gets the rate less the subsidy. */
static void debt_closes(const struct kept *k, double rate, double subsidised, size_t subsidy_years)
{
	double owed = 0;

	for (size_t y = 0; y < YEARS; y++) {
		const double due = nominal(k, QS_LINE_OF_interest, y), subsidy = nominal(k, QS_LINE_OF_interest_subsidy, y);

		near(due, rate * owed);
		near(subsidy, (y <= subsidy_years ? subsidised : 0) * owed);
		owed += nominal(k, QS_LINE_OF_debt_draw, y) - nominal(k, QS_LINE_OF_principal, y);
		near(nominal(k, QS_LINE_OF_debt_balance, y), owed);
	}
	near(owed, 0);
}

static void debts_are_drawn_and_paid_back(void **state)
{
	static const char *const types[] = {"level", "equal-principal", "bond"};
	struct kept k;

	(void)state;
	for (size_t t = 0; t < 3; t++) {
		run_text(&k, 1, CERTAIN, HEAD(3, "%s%s%s") SITE(MONEY), ",\"debt\":{\"type\":\"", types[t],
			 "\",\"share_frac\":0.7,\"rate_pct\":5,\"years\":8,\"grace_years\":2,\"grace_interest\":\"paid\","
			 "\"subsidy_rate_pct\":3,\"subsidy_years\":4,\"fee_frac\":0.006}");
		debt_closes(&k, 0.05, 0.03, 4);
		near(line_at(&k, 0, QS_LINE_OF_debt_draw, 1), 0.7 * 0.6 * 230000); /* of the works less the grant */
		near(line_at(&k, 0, QS_LINE_OF_debt_fee, 1), 0.006 * 0.7 * 0.6 * 230000);
		near(line_at(&k, 0, QS_LINE_OF_principal, 3), 0); /* grace: years 2 and 3 */
		near(line_at(&k, 0, QS_LINE_OF_debt_balance, 11), 0);
		if (t == 0) /* equal sums, in money of the year, once the subsidy has ended */
			near(nominal(&k, QS_LINE_OF_principal, 6) + nominal(&k, QS_LINE_OF_interest, 6),
			     nominal(&k, QS_LINE_OF_principal, 11) + nominal(&k, QS_LINE_OF_interest, 11));
		if (t == 1)
			near(nominal(&k, QS_LINE_OF_principal, 4), nominal(&k, QS_LINE_OF_principal, 11));
		if (t == 2)
			near(nominal(&k, QS_LINE_OF_principal, 11), nominal(&k, QS_LINE_OF_debt_draw, 1));
		assert_true(k.result[0].scalar[QS_SCALAR_dscr_min].why == NULL);
		forget(&k);
	}
}

/* Interest that is added to the balance is no cash; a subsidy as large as the rate leaves nothing to add. */
static void grace_adds_interest_unless_it_is_subsidised(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, DEBT("level", ",\"grace_years\":2")) SITE(MONEY));
	near(line_at(&k, 0, QS_LINE_OF_interest, 3), 0);
	near(nominal(&k, QS_LINE_OF_debt_balance, 3), 1.05 * 1.05 * nominal(&k, QS_LINE_OF_debt_draw, 1));
	near(line_at(&k, 0, QS_LINE_OF_debt_balance, 11), 0);
	forget(&k);
	run_text(&k, 1, CERTAIN, "%s",
		 HEAD(3, DEBT("level", ",\"grace_years\":2,\"subsidy_rate_pct\":9,\"subsidy_years\":30")) SITE(MONEY));
	near(nominal(&k, QS_LINE_OF_debt_balance, 3), nominal(&k, QS_LINE_OF_debt_draw, 1));
	for (size_t y = 0; y < YEARS; y++)
		near(line_at(&k, 0, QS_LINE_OF_interest, y), line_at(&k, 0, QS_LINE_OF_interest_subsidy, y));
	forget(&k);
}

/* A sculpted debt is covered as asked in every year of repayment, tax on its own interest included; never above its share. */
static void a_sculpted_debt_is_covered_as_asked(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s",
		 HEAD(3, ",\"tax\":{},\"debt\":{\"type\":\"sculpted\",\"rate_pct\":5,\"years\":8,\"grace_years\":4,\"dscr\":3}") SITE(MONEY));
	assert_true(line_at(&k, 0, QS_LINE_OF_debt_draw, 1) > 1000);
	for (size_t y = 6; y < 14; y++)
		assert_true(fabs(nominal(&k, QS_LINE_OF_cfads, y) /
				 (nominal(&k, QS_LINE_OF_interest, y) + nominal(&k, QS_LINE_OF_principal, y)) - 3) < 1e-6);
	assert_true(fabs(k.result[0].scalar[QS_SCALAR_dscr_min].p50 - 3) < 1e-6);
	near(line_at(&k, 0, QS_LINE_OF_debt_balance, 13), 0);
	forget(&k);
	run_text(&k, 1, CERTAIN, "%s",
		 HEAD(3, ",\"debt\":{\"type\":\"sculpted\",\"share_frac\":0.01,\"rate_pct\":5,\"years\":8,\"grace_years\":4}") SITE(MONEY));
	near(line_at(&k, 0, QS_LINE_OF_debt_draw, 1), 0.01 * 0.6 * 230000);
	assert_true(k.result[0].scalar[QS_SCALAR_dscr_min].p50 > 1.3);
	forget(&k);
}

static void a_reserve_is_filled_and_given_back(void **state)
{
	double sum = 0;
	struct kept k;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, DEBT("level", ",\"reserve_months\":6")) SITE(MONEY));
	near(nominal(&k, QS_LINE_OF_reserve_paid, 1),
	     0.5 * (nominal(&k, QS_LINE_OF_interest, 2) + nominal(&k, QS_LINE_OF_principal, 2)));
	for (size_t y = 0; y < YEARS; y++)
		sum += nominal(&k, QS_LINE_OF_reserve_paid, y);
	near(sum, 0);
	forget(&k);
}

/* Exempt profit is not taxed, and an exempt loss shelters nothing: both lie inside a ring. */
static void exempt_lines_are_ring_fenced(void **state)
{
	double taxes = 0, exempt = 0, free_taxes = 0;
	struct kept k, f;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, ",\"tax\":{}") SITE(MONEY));
	run_text(&f, 1, CERTAIN, "%s", HEAD(3, ",\"tax\":{\"exempt_lines\":[\"eco_tourism\"]}") SITE(MONEY));
	for (size_t y = 0; y < YEARS; y++) {
		taxes += line_at(&k, 0, QS_LINE_OF_income_tax, y);
		free_taxes += line_at(&f, 0, QS_LINE_OF_income_tax, y);
		exempt += line_at(&f, 0, QS_LINE_OF_exempt_profit, y);
		near(line_at(&f, 0, QS_LINE_OF_exempt_profit, y) + line_at(&f, 0, QS_LINE_OF_taxable_profit, y),
		     line_at(&f, 0, QS_LINE_OF_ebit, y));
		near(line_at(&f, 0, QS_LINE_OF_vat, y), line_at(&k, 0, QS_LINE_OF_vat, y));
	}
	assert_true(exempt > 0 && free_taxes < 0.5 * taxes);
	forget(&k);
	forget(&f);
	/* years free of tax, then half: tourism earns from year 4, spoil in year 1 */
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, ",\"tax\":{}") SITE(MONEY));
	run_text(&f, 1, CERTAIN, "%s", HEAD(3, ",\"tax\":{\"free_years\":6,\"half_years\":10}") SITE(MONEY));
	near(line_at(&f, 0, QS_LINE_OF_income_tax, 6), 0);
	assert_true(line_at(&k, 0, QS_LINE_OF_income_tax, 10) > 0);
	near(line_at(&f, 0, QS_LINE_OF_income_tax, 10), 0.5 * line_at(&k, 0, QS_LINE_OF_income_tax, 10));
	near(line_at(&f, 0, QS_LINE_OF_income_tax, 20), line_at(&k, 0, QS_LINE_OF_income_tax, 20));
	forget(&k);
	forget(&f);
}

static void rates_change_by_year_and_small_payers_pay_on_sales(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s",
		 HEAD(3, ",\"tax\":{\"vat_payer\":\"small\",\"changes\":[{\"year\":2040,\"vat_small_pct\":5,\"surcharge_frac\":0.5}]}") SITE(MONEY));
	near(line_at(&k, 0, QS_LINE_OF_vat, 1), line_at(&k, 0, QS_LINE_OF_spoil_income, 1) * 0.01 / 1.01); /* 2027 */
	near(line_at(&k, 0, QS_LINE_OF_vat, 5), 150000 * 0.03 / 1.03);
	near(line_at(&k, 0, QS_LINE_OF_vat, 13), 150000 * 0.03 / 1.03);
	near(line_at(&k, 0, QS_LINE_OF_vat, 14), 150000 * 0.05 / 1.05);
	near(line_at(&k, 0, QS_LINE_OF_surcharge, 14), 0.5 * 150000 * 0.05 / 1.05);
	forget(&k);
}

/* Hard rule: shares sum to 1, and what is shared out is all that is shared out. */
static void shares_sum_to_one(void **state)
{
	struct kept k;
	struct qs_err err;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(3, ",\"tax\":{}" DEBT("level", "")) SITE(MONEY));
	for (size_t y = 0; y < YEARS; y++) {
		const double equity = line_at(&k, 0, QS_LINE_OF_equity_flow, y), shared = line_at(&k, 0, QS_LINE_OF_distribution, y);

		near(shared, equity > 0 ? equity : 0);
		near(line_at(&k, 0, QS_LINE_OF_distribution_others, y), 0.2 * shared);
		near(line_at(&k, 0, QS_LINE_OF_investor_flow, y), equity > 0 ? 0.8 * equity : equity);
	}
	forget(&k);
	assert_int_equal(try_text(&k, 1, CERTAIN, &err, "%s",
				  HEAD(3, "") SITE("\"shares\":{\"village\":0.2,\"investor\":0.7}")), QS_EINPUT);
}

/* The exit pays the debt back, and nothing is due later. */
static void who_leaves_pays_back(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s",
		 HEAD(3, ",\"tax\":{},\"exit\":{\"year\":2032,\"income_multiple\":5}" DEBT("equal-principal", "")) SITE(MONEY));
	debt_closes(&k, 0.05, 0, 0);
	near(line_at(&k, 0, QS_LINE_OF_debt_balance, 6), 0);
	near(nominal(&k, QS_LINE_OF_principal, 6), nominal(&k, QS_LINE_OF_debt_balance, 5));
	for (size_t y = 7; y < YEARS; y++) {
		near(line_at(&k, 0, QS_LINE_OF_equity_flow, y), 0);
		near(line_at(&k, 0, QS_LINE_OF_income_tax, y), 0);
	}
	forget(&k);
}

/* Money of the year inside: both bases have one value of equity, and lines that differ by inflation alone. */
static void real_and_nominal_runs_have_one_value_of_equity(void **state)
{
	struct kept real, money;

	(void)state;
	run_text(&real, 2, "{}", "%s", HEAD(150, ",\"tax\":{}" DEBT("level", ",\"grace_years\":1,\"reserve_months\":6")) SITE(MONEY));
	run_text(&money, 1, "{}", "%s",
		 HEAD(150, ",\"price_basis\":\"nominal\",\"tax\":{}" DEBT("level", ",\"grace_years\":1,\"reserve_months\":6")) SITE(MONEY));
	for (int s = QS_SCALAR_npv_after_tax; s <= QS_SCALAR_llcr; s++) {
		const double a = real.result[0].scalar[s].p50, b = money.result[0].scalar[s].p50;

		if (s != QS_SCALAR_irr_after_tax && s != QS_SCALAR_irr_equity && fabs(a - b) > 1e-9 * fabs(a))
			fail_msg("%s: %.12g and %.12g", qs_scalar_rows[s].name, a, b);
	}
	for (int line = QS_LINE_OF_insurance; line <= QS_LINE_OF_investor_flow; line++)
		for (size_t y = 0; y < YEARS; y++)
			assert_true(fabs(line_at(&money, 0, line, y) - nominal(&real, line, y)) <
				    1e-9 * fabs(nominal(&real, line, y)) + 0.01);
	forget(&real);
	forget(&money);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(surplus_beyond_what_is_left_earns_nothing_and_the_platform_takes_its_fee),
		cmocka_unit_test(without_tax_and_debt_owners_get_the_cash_flow),
		cmocka_unit_test(a_tax_is_what_the_hand_finds),
		cmocka_unit_test(debts_are_drawn_and_paid_back),
		cmocka_unit_test(grace_adds_interest_unless_it_is_subsidised),
		cmocka_unit_test(a_sculpted_debt_is_covered_as_asked),
		cmocka_unit_test(a_reserve_is_filled_and_given_back),
		cmocka_unit_test(exempt_lines_are_ring_fenced),
		cmocka_unit_test(rates_change_by_year_and_small_payers_pay_on_sales),
		cmocka_unit_test(shares_sum_to_one),
		cmocka_unit_test(who_leaves_pays_back),
		cmocka_unit_test(real_and_nominal_runs_have_one_value_of_equity),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
