/* Accounts of a run: a site by hand, price bases, gates, groups, sums, experiments, hard rules. */
#include "tests/land_runs.h"

#include <math.h>

/* clang-format off */
#define FIGURE(value) "{\"value\":" value ",\"unit\":\"CNY\",\"source\":\"test\",\"status\":\"assumption\"}"
#define PLAIN(value, unit) "{\"value\":" value ",\"unit\":\"" unit "\",\"source\":\"test\",\"status\":\"assumption\"}"

/* Certain values, so that a year can be computed by hand. */
#define CERTAIN \
	"{\"substrates\":{\"native\":{\"works_price_factor\":" PLAIN("1", "1") "}}," \
	"\"measures\":{\"plant\":{\"unit_cost_cny\":" FIGURE("10") ",\"cost_price_year\":2025}," \
	"\"patrol\":{\"unit_cost_cny\":" FIGURE("300") ",\"cost_price_year\":2025}}," \
	"\"methodologies\":{\"CCER-14-001-V01\":{\"registration_cny\":" FIGURE("300000") ",\"verification_cny\":" FIGURE("100000") "}}," \
	"\"accounts\":{\"accounts\":{\"visits_cv_frac\":" PLAIN("0", "1") ",\"delay_years\":" PLAIN("0", "a") "," \
	"\"spoil_cny_t\":" PLAIN("20", "CNY/t") ",\"spoil_price_year\":2025}}}"

#define HEAD(members, finance) \
	"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":2026,\"years\":20,\"members\":" #members ",\"packs\":[\"packs.json\"]," \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"finance\":{\"price_year\":2025,\"inflation_pct\":2,\"discount_rate_pct\":6," \
	"\"design_frac\":0.1,\"contingency_frac\":0.05" finance "},\"market\":{\"prices\":{\"CCER\":{\"model\":\"flat\",\"cny_t\":100}}}," \
	"\"treatments\":{\"woods\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":0,\"species\":" \
	"{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000},{\"measure\":\"patrol\",\"year\":0,\"every_year\":true,\"amount\":1," \
	"\"unit\":\"ha/ha\"}]}},\"sites\":["
#define SITE(id, class, planned, finance, treatment) \
	"{\"id\":\"" id "\",\"name\":\"" id "\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"finance\":{" finance "},\"facts\":{},\"units\":[{\"id\":\"u\",\"area_ha\":20,\"substrate\":\"native\"," \
	"\"cover_frac\":0.6,\"woody_cover_frac\":0.1,\"crown_density_frac\":0.05,\"treatment\":" treatment "," \
	"\"land\":{\"from\":\"2015-01-01\",\"class\":\"" class "\",\"planned_afforestation\":" planned "}}]}"
#define MONEY "\"grant_frac\":0.4,\"rent_cny_per_mu_year\":100,\"spoil_surplus_m3\":1000,\"spoil_share_frac\":0.15,\"acceptance_due\":2029," \
	"\"revenues\":[{\"line\":\"eco_tourism\",\"from\":\"acceptance\",\"visits_per_year\":1000,\"cny_per_visit\":80,\"margin_frac\":0.25," \
	"\"ramp_years\":2}]"
#define REGISTRATION(id, methodology, sites, sell) \
	"{\"id\":\"" id "\",\"methodology\":\"" methodology "\",\"sites\":[" sites "],\"start\":\"2026-03-01\",\"sell\":" sell "}"
#define SOLD "],\"registrations\":[" REGISTRATION("r", "CCER-14-001-V01", "\"a\"", "true") "]}"
/* clang-format on */

static void near(double got, double want)
{
	if (!(fabs(got - want) <= 1e-9 * fabs(want) + 2.0 / 1024))
		fail_msg("%.10g, not %.10g", got, want);
}

/* 1000 stems a hectare on 20 ha at 10 CNY, with 15 % beside; patrol at 300 CNY/ha. */
static void a_small_site_balances_as_the_hand_finds(void **state)
{
	struct kept k;
	double npv = 0, carbon = 0;

	(void)state;
	run_text(&k, 1, CERTAIN, "%s", HEAD(20, "") SITE("a", "forest", "true", MONEY, "\"woods\"") SOLD);
	near(line_at(&k, 0, QS_LINE_OF_works, 0), 20 * 1000 * 10 * 1.15);
	near(line_at(&k, 0, QS_LINE_OF_works, 1), 0);
	near(line_at(&k, 0, QS_LINE_OF_grant, 0), 0.4 * 20 * 1000 * 10 * 1.15);
	near(line_at(&k, 0, QS_LINE_OF_spoil_income, 0), 1000 * 2.6 * 0.15 * 20);
	for (size_t y = 0; y < 20; y++) {
		const int verified = y == 4 || y == 9 || y == 14 || y == 19;

		near(line_at(&k, 0, QS_LINE_OF_upkeep, y), 20 * 300);
		near(line_at(&k, 0, QS_LINE_OF_rent, y), 100 * 15 * 20);
		near(line_at(&k, 0, QS_LINE_OF_registration, y), (y == 0 ? 300000 : 0) + (verified ? 100000 : 0));
		/* accepted in 2029, year 3: in business from year 4, in full from the second year on */
		near(line_at(&k, 0, QS_LINE_OF_industry_income, y), y < 4 ? 0 : y == 4 ? 40000 : 80000);
		near(line_at(&k, 0, QS_LINE_OF_industry_cost, y), y < 4 ? 0 : y == 4 ? 30000 : 60000);
		/* money comes a year after the verification, that of the last year at once */
		assert_true((line_at(&k, 0, QS_LINE_OF_credits_sold, y) > 0) == (y == 5 || y == 10 || y == 15 || y == 19));
		near(line_at(&k, 0, QS_LINE_OF_carbon_income, y), 100 * line_at(&k, 0, QS_LINE_OF_credits_sold, y));
		npv += line_at(&k, 0, QS_LINE_OF_cash_flow, y) / pow(1.06, (double)y);
		carbon += line_at(&k, 0, QS_LINE_OF_carbon_income, y) / pow(1.06, (double)y);
	}
	assert_true(fabs(k.result[0].scalar[QS_SCALAR_npv].mean - npv) < 1);
	assert_true(fabs(k.result[0].scalar[QS_SCALAR_pv_carbon].mean - carbon) < 1);
	assert_true(fabs(k.result[0].scalar[QS_SCALAR_pv_income].mean - k.result[0].scalar[QS_SCALAR_pv_cost].mean - npv) < 1);
	assert_true(k.result[0].scalar[QS_SCALAR_funding_gap].p50 == -k.result[0].scalar[QS_SCALAR_npv].p50);
	forget(&k);
}

/* Both bases have one net present value; a nominal line is the real one in money of its year. */
static void real_and_nominal_runs_have_one_real_value(void **state)
{
	struct kept real, nominal;

	(void)state;
	run_text(&real, 2, "{}", "%s", HEAD(50, "") SITE("a", "forest", "true", MONEY, "\"woods\"") SOLD);
	run_text(&nominal, 1, "{}", "%s",
		 HEAD(50, ",\"price_basis\":\"nominal\"") SITE("a", "forest", "true", MONEY, "\"woods\"") SOLD);
	for (int s = QS_SCALARS_OF_LAND; s < QS_SCALAR_COUNT; s++) {
		const double a = real.result[0].scalar[s].p50, b = nominal.result[0].scalar[s].p50;

		if (s != QS_SCALAR_irr && s != QS_SCALAR_irr_after_tax && s != QS_SCALAR_irr_equity && s != QS_SCALAR_money_payback_year && s != QS_SCALAR_peak_funding && s != QS_SCALAR_mirr && (a < b || a > b))
			fail_msg("%s: %.12g and %.12g", qs_scalar_rows[s].name, a, b);
	}
	for (size_t y = 0; y < 20; y++) {
		const double now = line_at(&real, 0, QS_LINE_OF_cash_flow, y) * pow(1.02, (double)y + 1);

		assert_true(fabs(line_at(&nominal, 0, QS_LINE_OF_cash_flow, y) - now) < 1e-9 * fabs(now) + 0.01);
	}
	forget(&real);
	forget(&nominal);
}

static double income(const struct kept *k)
{
	double sum = 0;

	for (size_t y = 0; y < k->years; y++)
		sum += line_at(k, 0, QS_LINE_OF_carbon_income, y);
	return sum;
}

/* Hard rule: a closed programme brings no income; nor does what fails a rule, or is not sold. Neither pays for a registration. */
static void only_what_is_open_eligible_and_sold_brings_money(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", "%s", HEAD(20, "") SITE("a", "forest", "true", "", "\"woods\"") "],\"registrations\":["
		 REGISTRATION("r", "AR-ACM0003", "\"a\"", "true") "]}");
	assert_true(k.accounted[0][0] && k.credit[0][0].p50 > 0 && !(income(&k) > 0));
	assert_true(line_at(&k, 0, QS_LINE_OF_registration, 0) <= 0);
	forget(&k);
	run_text(&k, 1, "{}", "%s", HEAD(20, "") SITE("a", "mining", "false", "", "\"woods\"") SOLD);
	assert_true(!(income(&k) > 0) && line_at(&k, 0, QS_LINE_OF_registration, 0) <= 0);
	assert_string_equal(k.result[0].scalar[QS_SCALAR_break_even_price].why, "NO_CREDITS");
	forget(&k);
	run_text(&k, 1, "{}", "%s", HEAD(20, "") SITE("a", "forest", "true", "", "\"woods\"") "],\"registrations\":["
		 REGISTRATION("r", "CCER-14-001-V01", "\"a\"", "false") "]}");
	assert_true(k.credit[0][0].p50 > 0 && !(income(&k) > 0));
	forget(&k);
	run_text(&k, 1, "{}", "%s", HEAD(20, "") SITE("a", "forest", "true", "", "\"woods\"") SOLD);
	assert_true(income(&k) > 0);
	forget(&k);
}

/* Hard rule: a denominator that is not above zero gives no figure and a reason. */
static void without_removals_there_is_no_cost_a_tonne(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", "%s", HEAD(20, "") SITE("a", "forest", "true", "", "null") "]}");
	assert_string_equal(k.result[0].scalar[QS_SCALAR_carbon_share_of_cost].why, "NO_COST");
	assert_true(isnan(k.result[0].scalar[QS_SCALAR_carbon_share_of_cost].p50));
	assert_string_equal(k.result[0].scalar[QS_SCALAR_irr].why, "NO_ROOT");
	assert_true(k.result[0].scalar[QS_SCALAR_irr].share <= 0);
	assert_string_equal(k.result[0].scalar[QS_SCALAR_break_even_price].why, "NO_CREDITS");
	/* without works, project and baseline are one: nothing is gained over the baseline */
	assert_string_equal(k.result[0].scalar[QS_SCALAR_lcoc_net].why, "NO_REMOVALS");
	assert_true(k.result[0].probability_of_loss <= 0 && isnan(k.result[0].acceptance_due_share));
	forget(&k);
}

static void prices_follow_their_table_and_their_growth(void **state)
{
	/* quoted in 2024 at 100: 102 in prices of 2025; 3 % a year nominal is 1.03/1.02 real */
	static const char *const grow = "\"CCER\":{\"model\":\"flat\",\"cny_t\":100,\"price_year\":2024,\"growth_pct\":3,\"basis\":\"nominal\"}";
	static const char *const table = "\"CCER\":{\"model\":\"table\",\"years\":[2030,2040],\"prices\":[60,110]}";
	static const char *const flat = "\"CCER\":{\"model\":\"flat\",\"cny_t\":100}";
	const char *const text = HEAD(20, "") SITE("a", "forest", "true", "", "\"woods\"") SOLD;
	const char *const at = strstr(text, flat);
	struct kept k;

	(void)state;
	assert_non_null(at);
	run_text(&k, 1, CERTAIN, "%.*s%s%s", (int)(at - text), text, grow, at + strlen(flat));
	near(line_at(&k, 0, QS_LINE_OF_carbon_income, 5),
	     line_at(&k, 0, QS_LINE_OF_credits_sold, 5) * 102 * pow(1.03 / 1.02, 7)); /* 2031 */
	forget(&k);
	run_text(&k, 1, CERTAIN, "%.*s%s%s", (int)(at - text), text, table, at + strlen(flat));
	near(line_at(&k, 0, QS_LINE_OF_carbon_income, 5), line_at(&k, 0, QS_LINE_OF_credits_sold, 5) * 65);
	near(line_at(&k, 0, QS_LINE_OF_carbon_income, 19), line_at(&k, 0, QS_LINE_OF_credits_sold, 19) * 110);
	forget(&k);
}

/* Mean over members and the relation of income to credits: each year's price has the model's exact mean. */
static void random_prices_have_the_means_of_their_models(void **state)
{
	static const struct {
		const char *price;
		double mean_2031; /* five years after the start */
	} models[] = {
		{"\"CCER\":{\"model\":\"gbm\",\"cny_t\":100,\"growth_pct\":4,\"sigma\":0.2}", 0},
		{"\"CCER\":{\"model\":\"cir\",\"cny_t\":60,\"level_cny_t\":120,\"reversion\":0.3,\"sigma\":1.5}", 1},
		{"\"CCER\":{\"model\":\"log-ou\",\"cny_t\":60,\"level_cny_t\":120,\"reversion\":0.3,\"sigma\":0.2}", 2},
		{"\"CCER\":{\"model\":\"jump\",\"cny_t\":100,\"growth_pct\":4,\"sigma\":0.1,\"jumps_per_year\":0.2,\"jump_mean\":-0.2,"
		 "\"jump_sd\":0.1}", 0},
		{"\"CCER\":{\"model\":\"regimes\",\"levels_cny_t\":[50,100],\"chances\":[0.8,0.2,0.1,0.9]}", 3},
		{"\"CCER\":{\"model\":\"gbm\",\"cny_t\":100,\"growth_pct\":4,\"sigma\":0.2,\"floor_cny_t\":99.999,\"ceiling_cny_t\":100.001}",
		 4},
	};
	const double b = exp(-1.5), v = 0.04 * (1 - b * b) / 0.6;
	const double means[] = {100 * pow(1.04, 5), 60 * b + 120 * (1 - b), exp(log(60) * b + log(120) * (1 - b) + v / 2),
				100 - 50 * (1.0 / 3 + 2.0 / 3 * pow(0.7, 5)), 100};
	static const char *const flat = "\"CCER\":{\"model\":\"flat\",\"cny_t\":100}";
	const char *const text = HEAD(4000, "") SITE("a", "forest", "true", "", "\"woods\"") SOLD;
	const char *const at = strstr(text, flat);

	(void)state;
	for (size_t m = 0; m < sizeof models / sizeof models[0]; m++) {
		const double want = means[(size_t)models[m].mean_2031];
		struct kept k;
		double got;

		run_text(&k, 2, CERTAIN, "%.*s%s%s", (int)(at - text), text, models[m].price, at + strlen(flat));
		got = line_at(&k, 0, QS_LINE_OF_carbon_income, 5) / line_at(&k, 0, QS_LINE_OF_credits_sold, 5);
		if (fabs(got / want - 1) > 0.025)
			fail_msg("%s: %.6g, not %.6g", models[m].price, got, want);
		forget(&k);
	}
}

static void who_leaves_gets_a_multiple_and_nothing_later(void **state)
{
	struct kept stays, leaves;

	(void)state;
	run_text(&stays, 1, CERTAIN, "%s", HEAD(20, "") SITE("a", "forest", "true", MONEY, "\"woods\"") SOLD);
	run_text(&leaves, 1, CERTAIN, "%s",
		 HEAD(20, ",\"exit\":{\"year\":2037,\"income_multiple\":3}") SITE("a", "forest", "true", MONEY, "\"woods\"") SOLD);
	near(line_at(&leaves, 0, QS_LINE_OF_exit_value, 11), 0); /* 20,000 of tourism against 36,000 of upkeep and rent */
	for (size_t y = 0; y < 20; y++)
		near(line_at(&leaves, 0, QS_LINE_OF_cash_flow, y), y <= 11 ? line_at(&stays, 0, QS_LINE_OF_cash_flow, y) : 0);
	forget(&leaves);
	run_text(&leaves, 1, CERTAIN, "%s", HEAD(20, ",\"exit\":{\"year\":2037,\"income_multiple\":3}")
		 SITE("a", "forest", "true", "\"acceptance_due\":2029,\"revenues\":[{\"line\":\"eco_tourism\",\"cny_per_year\":50000}]",
		      "\"woods\"") SOLD);
	near(line_at(&leaves, 0, QS_LINE_OF_exit_value, 11), 3 * (50000 - 6000));
	forget(&stays);
	forget(&leaves);
}

/* The portfolio's money is the sum of its sites', member by member; its quantiles lie inside the sum of theirs. */
static void a_portfolio_is_the_sum_of_its_sites(void **state)
{
	struct kept k;
	double npv = 0, spread = 0;

	(void)state;
	run_text(&k, 2, "{}", "%s", HEAD(200, "") SITE("a", "forest", "true", MONEY, "\"woods\"") "," SITE("b", "forest", "true", MONEY, "\"woods\"")
		 "],\"registrations\":[" REGISTRATION("r", "CCER-14-001-V01", "\"a\",\"b\"", "true") "]}");
	for (size_t s = 0; s < 2; s++) {
		npv += k.result[s].scalar[QS_SCALAR_npv].mean;
		spread += k.result[s].scalar[QS_SCALAR_npv].p90 - k.result[s].scalar[QS_SCALAR_npv].p10;
		/* a registration shared in equal parts costs each half */
		assert_true(fabs(line_at(&k, s, QS_LINE_OF_registration, 0) / line_at(&k, 2, QS_LINE_OF_registration, 0) - 0.5) < 1e-6);
	}
	assert_true(fabs(npv - k.result[2].scalar[QS_SCALAR_npv].mean) < 0.01);
	assert_true(k.result[2].scalar[QS_SCALAR_npv].p90 - k.result[2].scalar[QS_SCALAR_npv].p10 <= spread * 1.0000001);
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (size_t y = 0; y < 20; y++) {
			const double sum = line_at(&k, 0, line, y) + line_at(&k, 1, line, y);

			assert_true(fabs(line_at(&k, 2, line, y) - sum) <= 1e-9 * fabs(sum) + 1e-2);
		}
	forget(&k);
}

/* Sampling deductions come from the design: with twice the spread of growth the quantiles move, the quantity per removal does not. */
static void spread_moves_quantiles_and_no_deduction(void **state)
{
	static const char *const wide = "{\"species\":{\"pinus_tabuliformis\":{\"growth_cv_frac\":{\"value\":0.72,\"unit\":\"1\",\"source\":"
					"\"test\",\"status\":\"assumption\"}}}}";
	struct kept narrow, broad;

	(void)state;
	run_text(&narrow, 2, "{}", "%s", HEAD(400, "") SITE("a", "forest", "true", "", "\"woods\"") SOLD);
	run_text(&broad, 2, wide, "%s", HEAD(400, "") SITE("a", "forest", "true", "", "\"woods\"") SOLD);
	assert_true(broad.credit[0][0].p90 - broad.credit[0][0].p10 > 1.5 * (narrow.credit[0][0].p90 - narrow.credit[0][0].p10));
	for (int i = 0; i < 2; i++) {
		const struct kept *const k = i ? &broad : &narrow;
		const double net = at(k, 0, QS_OUT_woody_c, QS_SERIES_project_minus_baseline, 19, QS_P50) * 44 / 12 * 1.12;

		/* 10 % for non-permanence and nothing for sampling at design precision, whatever the spread */
		assert_true(fabs(k->credit[0][0].p50 / (0.9 * net) - 1) < 1e-3);
	}
	forget(&narrow);
	forget(&broad);
}

static const struct qs_tornado_row *row_of(const struct kept *k, const char *id)
{
	for (size_t i = 0; i < k->tornado.n; i++)
		if (!strcmp(k->tornado.rows[i].id, id))
			return &k->tornado.rows[i];
	fail_msg("no input %s in the tornado", id);
	return NULL;
}

static void experiments_move_one_input_and_are_ranked(void **state)
{
	const struct qs_tornado *t;
	struct kept k;

	(void)state;
	run_text(&k, 2, "{}", "%s", HEAD(300, "") SITE("a", "forest", "true", MONEY, "\"woods\"") SOLD);
	t = &k.tornado;
	assert_true(t->computed && t->n >= 10);
	assert_true(row_of(&k, "carbon_price")->npv_low < t->npv && row_of(&k, "carbon_price")->npv_high > t->npv);
	assert_true(row_of(&k, "growth")->credits_low < t->credits && row_of(&k, "growth")->credits_high > t->credits);
	assert_true(row_of(&k, "plant")->npv_low > t->npv && row_of(&k, "plant")->npv_high < t->npv); /* a price: dear is bad */
	/* a tenth more of a grant is worth a tenth of the works of year 0 */
	assert_true(fabs(row_of(&k, "grant")->npv_high - row_of(&k, "grant")->npv_low - 0.2 / 0.4 * k.result[0].scalar[QS_SCALAR_pv_grant].p50) <
		    0.03 * k.result[0].scalar[QS_SCALAR_pv_grant].p50);
	for (size_t i = 1; i < t->npv_count; i++) {
		const struct qs_tornado_row *const a = &t->rows[t->by_npv[i - 1]], *const b = &t->rows[t->by_npv[i]];

		assert_true(fabs(a->npv_high - a->npv_low) >= fabs(b->npv_high - b->npv_low));
	}
	/* money moves no credits */
	for (size_t i = 0; i < t->credits_count; i++)
		assert_string_not_equal(t->rows[t->by_credits[i]].id, "carbon_price");
	forget(&k);
}

static void acceptance_waits_for_its_cover(void **state)
{
	struct kept easy, hard;

	(void)state;
	run_text(&easy, 1, CERTAIN, "%s", HEAD(50, "") SITE("a", "forest", "true", MONEY ",\"acceptance_cover_frac\":0.05", "\"woods\"") SOLD);
	run_text(&hard, 1, CERTAIN, "%s", HEAD(50, "") SITE("a", "forest", "true", MONEY ",\"acceptance_cover_frac\":1", "\"woods\"") SOLD);
	assert_true(easy.result[0].acceptance_due_share >= 1 && hard.result[0].acceptance_due_share <= 0);
	assert_true(line_at(&easy, 0, QS_LINE_OF_industry_income, 5) > 0);
	for (size_t y = 0; y < 20; y++)
		near(line_at(&hard, 0, QS_LINE_OF_industry_income, y), 0);
	forget(&easy);
	forget(&hard);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_small_site_balances_as_the_hand_finds),
		cmocka_unit_test(real_and_nominal_runs_have_one_real_value),
		cmocka_unit_test(only_what_is_open_eligible_and_sold_brings_money),
		cmocka_unit_test(without_removals_there_is_no_cost_a_tonne),
		cmocka_unit_test(prices_follow_their_table_and_their_growth),
		cmocka_unit_test(random_prices_have_the_means_of_their_models),
		cmocka_unit_test(who_leaves_gets_a_multiple_and_nothing_later),
		cmocka_unit_test(a_portfolio_is_the_sum_of_its_sites),
		cmocka_unit_test(spread_moves_quantiles_and_no_deduction),
		cmocka_unit_test(experiments_move_one_input_and_are_ranked),
		cmocka_unit_test(acceptance_waits_for_its_cover),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
