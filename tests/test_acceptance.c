/* Acceptance: what is asked, when members pass, what failing costs and delays. */
#include "tests/land_runs.h"

#include "model/finance/accounts.h"

#include <math.h>

#define PORTFOLIO PORTFOLIO_OF("0", "")
#define PORTFOLIO_OF(cover, before) \
	"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":2026,\"years\":14,\"members\":40,\"packs\":[\"packs.json\"]," \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"finance\":{\"price_year\":2025,\"discount_rate_pct\":6}," \
	"\"natural_treatment\":\"closure\",\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[" \
	"{\"measure\":\"patrol\",\"year\":0,\"every_year\":true,\"amount\":1,\"unit\":\"ha/ha\"}]},\"woods\":{\"class\":\"assisted\"," \
	"\"measures\":[{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.2,\"unit\":\"m3/m2\"},{\"measure\":\"plant\",\"year\":1,\"species\":" \
	"{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000}]}}," \
	"\"sites\":[{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"finance\":{\"acceptance_due\":2029,\"acceptance_cover_frac\":" cover ",%s\"revenues\":[{\"line\":\"eco_tourism\"," \
	"\"cny_per_year\":100000,\"from\":\"acceptance\"}]},\"units\":[" before "{\"id\":\"u\",\"area_ha\":20,\"slope_deg\":22,\"substrate\":\"native\"," \
	"\"cover_frac\":0.6,\"woody_cover_frac\":0.1,\"soil\":{\"depth_cm\":10},\"treatment\":\"woods\"}]}]}"
#define BARE \
	"{\"id\":\"v\",\"area_ha\":2,\"slope_deg\":60,\"substrate\":\"rock_face\",\"cover_frac\":0.01,\"woody_cover_frac\":0," \
	"\"soil\":{\"depth_cm\":10},\"treatment\":\"woods\"},"
#define CERTAIN \
	"{\"accounts\":{\"accounts\":{\"visits_cv_frac\":{\"value\":0,\"unit\":\"1\",\"source\":\"test\",\"status\":\"assumption\"}," \
	"\"delay_years\":{\"value\":0,\"unit\":\"a\",\"source\":\"test\",\"status\":\"assumption\"}}}}"

static struct qs_acceptance_figures figures;
static double accepted[32];

/* A run; figures and chances by year of its site are kept. */
static void run_asked(struct kept *k, const char *asked)
{
	run_text(k, 1, CERTAIN, PORTFOLIO, asked);
}

static double total(const struct kept *k, int line)
{
	double sum = 0;

	for (size_t y = 0; y < k->years; y++)
		sum += line_at(k, 0, line, y);
	return sum;
}

static void near(double a, double b, double within)
{
	if (!(fabs(a - b) <= within))
		fail_msg("%.17g and not %.17g", a, b);
}

/* Accepted in year 3, in business from year 4: ten years of 100,000. */
static void what_is_not_asked_changes_nothing(void **state)
{
	struct kept plain, easy;

	(void)state;
	run_asked(&plain, "");
	run_asked(&easy, "\"acceptance_survival_frac\":0,\"acceptance_retention_frac\":0,\"acceptance_soil_cm\":30,"
			 "\"acceptance_slope_deg\":22,\"acceptance_co2e_t\":-1e6,");
	near(total(&plain, QS_LINE_OF_industry_income), 10 * 100000, 1);
	near(plain.result[0].acceptance_due_share, 1, 0);
	assert_true(total(&plain, QS_LINE_OF_rework) == 0 && total(&easy, QS_LINE_OF_rework) == 0);
	assert_memory_equal(plain.line_mean[0], easy.line_mean[0], QS_LINE_COUNT * plain.years * sizeof(double));
	forget(&plain);
	forget(&easy);
}

/* A stand that fails is reworked at a tenth of the works and shown again two years later; land earns two years later. */
static void a_failing_stand_costs_rework_and_years(void **state)
{
	struct kept k;

	(void)state;
	run_asked(&k, "\"acceptance_survival_frac\":1,");
	near(k.result[0].acceptance_due_share, 0, 0);
	near(line_at(&k, 0, QS_LINE_OF_rework, 3), 0.1 * total(&k, QS_LINE_OF_works), 1);
	near(total(&k, QS_LINE_OF_rework), 0.1 * total(&k, QS_LINE_OF_works), 1);
	near(k.acceptance[0].rework_cny, total(&k, QS_LINE_OF_rework), 1);
	near(k.acceptance[0].failing[QS_ACCEPTANCE_survival], 1, 0);
	near(total(&k, QS_LINE_OF_industry_income), 8 * 100000, 1);
	assert_true(k.result[0].scalar[QS_SCALAR_npv].p50 < 0);
	forget(&k);
	run_asked(&k, "\"acceptance_retention_frac\":1,");
	near(total(&k, QS_LINE_OF_industry_income), 8 * 100000, 1);
	forget(&k);
}

/* Stems live by the land model's draws: some members pass a middling demand, more pass a lower one, and only those pay. */
static void members_pass_by_their_own_survival(void **state)
{
	double before = -1;

	(void)state;
	for (double asked = 0.95; asked > 0.5; asked -= 0.1) {
		struct kept k;
		char text[80];
		double share;

		snprintf(text, sizeof text, "\"acceptance_survival_frac\":%.2f,", asked);
		run_asked(&k, text);
		share = k.result[0].acceptance_due_share;
		assert_true(share >= before);
		near(total(&k, QS_LINE_OF_rework), (1 - share) * 0.1 * total(&k, QS_LINE_OF_works), 0.02 * total(&k, QS_LINE_OF_works));
		near(total(&k, QS_LINE_OF_industry_income), (8 + 2 * share) * 100000, 1);
		before = share;
		forget(&k);
	}
	assert_true(before > 0.5);
}

static void thin_soil_and_steep_ground_are_never_accepted(void **state)
{
	static const char *const asked[] = {"\"acceptance_soil_cm\":30.1,", "\"acceptance_slope_deg\":21.9,", "\"acceptance_co2e_t\":1e6,"};

	(void)state;
	for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
		struct kept k;

		run_asked(&k, asked[i]);
		assert_true(total(&k, QS_LINE_OF_industry_income) == 0);
		near(k.result[0].acceptance_due_share, 0, 0);
		assert_true(total(&k, QS_LINE_OF_rework) == 0);
		forget(&k);
	}
}

/* The carbon that the plan asks for comes with the years. */
static void carbon_that_comes_late_is_accepted_late(void **state)
{
	struct kept k;
	double income;

	(void)state;
	run_asked(&k, "\"acceptance_co2e_t\":150,");
	income = total(&k, QS_LINE_OF_industry_income);
	assert_true(income < 9 * 100000 && income > 0);
	forget(&k);
}

/* A tenth of the land lies bare: on average the site has its cover at once, but land that has not come up is not accepted,
 * and with it the project. */
static void a_unit_that_lags_holds_its_project_back(void **state)
{
	double income[2];
	struct kept k;

	(void)state;
	run_text(&k, 1, CERTAIN, PORTFOLIO_OF("0.25", ""), "");
	income[0] = total(&k, QS_LINE_OF_industry_income);
	forget(&k);
	run_text(&k, 1, CERTAIN, PORTFOLIO_OF("0.25", BARE), "");
	income[1] = total(&k, QS_LINE_OF_industry_income);
	forget(&k);
	near(income[0], 10 * 100000, 1);
	assert_true(income[1] < 9.6 * 100000);
}

/* ---- the figures, from columns ---- */

#include "model/finance/acceptance.h"

static void chances_rise_by_year_and_the_cost_of_failing_is_a_difference(void **state)
{
	enum { MEMBERS = 4, YEARS = 6 };
	const double npv[MEMBERS] = {100, 90, 80, 70};
	double when[MEMBERS] = {3, 3, 5, 6};
	struct qs_accounts_pack pack = {0};
	struct qs_packs packs = {0};
	struct qs_portfolio portfolio = {.start_year = 2026};
	struct qs_site site = {0};
	struct qs_account_input in = {.portfolio = &portfolio, .packs = &packs, .site = &site, .years = YEARS, .members = MEMBERS, .worked_ha = 1};

	(void)state;
	packs.accounts.items = &pack;
	packs.accounts.n = 1;
	site.finance.acceptance_due = 2029;
	qs_acceptance_tell(&in, when, npv, accepted, &figures);
	near(accepted[2], 0, 0);
	near(accepted[3], 0.5, 0);
	near(accepted[4], 0.5, 0);
	near(accepted[5], 0.75, 0);
	near(figures.npv_passed, 95, 1e-12);
	near(figures.npv_late, 75, 1e-12);
	when[2] = when[3] = 3;
	qs_acceptance_tell(&in, when, npv, accepted, &figures);
	assert_true(isnan(figures.npv_late));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_asked_changes_nothing),
		cmocka_unit_test(a_failing_stand_costs_rework_and_years),
		cmocka_unit_test(members_pass_by_their_own_survival),
		cmocka_unit_test(thin_soil_and_steep_ground_are_never_accepted),
		cmocka_unit_test(carbon_that_comes_late_is_accepted_late),
		cmocka_unit_test(a_unit_that_lags_holds_its_project_back),
		cmocka_unit_test(chances_rise_by_year_and_the_cost_of_failing_is_a_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
