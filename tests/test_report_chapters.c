/* Chapters of report.html: unverified figures, conditions, evidence; and that links lead somewhere. */
#include "report_help.h"

#include "model/finance/risk.h"

/* A figure that all sites share stands once, with how many they are; one that differs by source has a row for each. */
static void weak_figures_are_grouped_by_source(void **state)
{
	struct fixture *f = *state;
	const char *page;

	for (size_t i = 0; i < SITES; i++)
		feed_figure(&f->feed.sites[i].elevation_m, i ? 311 : 322, i ? "map of hills" : "survey " HOSTILE,
			    QS_ASSUMPTION);
	for (size_t i = 0; i < SITES; i++)
		feed_figure(&f->feed.sites[i].rain_mm_per_year, 543, "gauge", QS_UNVERIFIED);
	run(f, QS_EN);
	page = part(f, "id=\"weak\"", "</details>"); /* of the sites */
	assert_int_equal(times(page, "<code>elevation_m</code>"), 1);
	assert_int_equal(times(page, "map of hills"), 1);
	assert_int_equal(times(page, "survey &lt;/script&gt;"), 1);
	assert_non_null(strstr(page, "<td rowspan=\"2\">elevation"));
	assert_non_null(strstr(page, "543 <i>all 3</i></td><td>gauge</td><td>unverified"));
	assert_null(strstr(page, "<code>policy/excavated_m3</code>")); /* its default only says that it is not given */
	assert_non_null(strstr(page, "<code>units/slope_deg</code>")); /* a default that counts */
}

/* Each condition's words stand once; sites point to them. */
static void rules_are_told_once(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < RULES; i++)
		f->rule[i].why = (struct qs_text){"理由", i ? "why it is open" : "why it never holds"};
	run(f, QS_EN);
	assert_int_equal(times(f->html, "why it is open"), 1);
	assert_int_equal(times(f->html, "id=\"rule-R-OPEN\""), 1);
	assert_true(times(f->html, "href=\"#rule-R-OPEN\"") >= SITES);
}

/* No link within the page leads nowhere, with and without chapters that a portfolio may lack. */
static void links_lead_to_what_is_there(void **state)
{
	struct fixture *f = *state;

	for (int bare = 0; bare < 2; bare++) {
		size_t links = 0;

		if (bare) {
			f->feed.tornado = NULL;
			f->feed.verdicts = NULL;
			f->feed.packs.methodologies.n = 0;
		}
		run(f, QS_EN);
		for (const char *at = f->html; (at = strstr(at, "href=\"#")); links++) {
			char id[160];

			at += strlen("href=\"#");
			snprintf(id, sizeof id, "id=\"%.*s\"", (int)strcspn(at, "\""), at);
			if (times(f->html, id) != 1)
				fail_msg("%s stands %zu times", id, times(f->html, id));
		}
		assert_true(links > 10);
	}
}

static void evidence_names_the_sites_that_lack_it(void **state)
{
	struct fixture *f = *state;
	struct qs_evidence paper = {.id = "R-OPEN", .held = 0, .document = {"林权证" HOSTILE, "deed" HOSTILE}};
	const char *page;

	f->feed.sites[2].evidence.items = &paper;
	f->feed.sites[2].evidence.n = 1;
	run(f, QS_EN);
	assert_non_null(strstr(f->html, "Evidence: of the 3 conditional sites 3 lack &quot;tenure is clear"));
	page = part(f, "id=\"evidence\"", "<h2 ");
	for (size_t i = 0; i < SITES; i++)
		assert_non_null(strstr(page, f->feed.sites[i].id));
	assert_non_null(strstr(page, "deed&lt;/script&gt;"));
	assert_non_null(strstr(page, "not yet held"));
	assert_null(strstr(page, "R-NEVER"));
}

/* What a design document asks for: a row a registration and unit, its units outside the boundary too; values with their
 * source. */
static void boundary_and_parameters_stand_in_the_report(void **state)
{
	struct fixture *f = *state;
	const char *site = f->feed.sites[1].id; /* the one of two units */
	struct qs_monitored_pack monitored[2] = {0};
	const char *other = "ANOTHER";
	const char *page;

	for (int i = 0; i < 2; i++) {
		qs_fields_default(&qs_table_monitored_pack, &monitored[i]);
		monitored[i].name = i ? (struct qs_text){"不测", "not asked for"}
				      : (struct qs_text){"胸径" HOSTILE, "girth" HOSTILE};
		monitored[i].unit = "cm";
		monitored[i].source = "tape";
	}
	monitored[1].methodologies = (struct qs_strings){&other, 1};
	f->feed.packs.monitored.items = monitored;
	f->feed.packs.monitored.n = 2;
	f->registration.methodology = "CLOSED-1"; /* found in either order */
	f->registration.sites = (struct qs_strings){&site, 1};
	feed_figure(&f->methodology[1].risk_deduction_frac, 0.125, "text " HOSTILE, QS_UNVERIFIED);
	run(f, QS_EN);
	page = part(f, "<details><summary>Boundary", "<h2 ");
	assert_int_equal(times(page, "<tr><td><code>r</code></td><td><code>CLOSED-1</code>"), UNITS);
	assert_int_equal(times(page, "<td class=\"n\">0</td><td class=\"n\">0 %</td><td>"),
			 1); /* outside: no area, no share */
	assert_non_null(strstr(page, "<code>CLOSED-1/risk_deduction_frac</code>"));
	assert_null(strstr(page, "OPEN-1/")); /* nothing is registered under it */
	assert_non_null(strstr(page, "<td class=\"n\">0.125</td><td>1</td><td>text &lt;/script&gt;"));
	assert_non_null(strstr(page, "girth&lt;/script&gt;"));
	assert_null(strstr(page, "not asked for"));
	assert_non_null(strstr(page, "<th class=\"n\" scope=\"col\">value</th>"));
	assert_int_equal(times(page, "<th class=\"n\""), 6); /* heads over numbers may wrap */
}

/* A subsidy is called one, the winner's curse stands for each number of bidders, roots with what proves their number.
 */
static void bids_losses_and_rates_are_told(void **state)
{
	struct fixture *f = *state;
	const struct qs_npv_risk risk = {.var95 = 4e6,
					 .cvar95 = 5e6,
					 .loss_low = 0.42,
					 .loss_high = 0.58,
					 .grant = 3e6,
					 .bid_probability = 0.8,
					 .bid = -7e6,
					 .subsidy = 7e6,
					 .reserve = -2e6,
					 .shade = {1e6, 1.5e6, 2e6},
					 .roots = {.none = 0.25,
						   .one = 0.5,
						   .several = 0.25,
						   .certain = 0.75,
						   .signs = 3,
						   .count = 2,
						   .rate = {-0.125, 0.0625},
						   .mirr = 0.03125}};
	const char *page;

	f->feed.risk = &risk;
	run(f, QS_EN);
	page = part(f, "Bids, risk and rates of return", "modified rate");
	assert_non_null(strstr(page, "least subsidy at the start to reach the hurdle with a chance of 80"));
	assert_null(strstr(page, "highest bid"));
	assert_int_equal(times(page, "what the winner among"), 3);
	assert_non_null(strstr(page, "25.0 % of the cases have none, 50.0 % one, 25.0 % several; of 75.0 %"));
	assert_non_null(strstr(page, "Changes of sign of the mean flow: 3;"));
	assert_non_null(strstr(page, "6.25 %"));
}

/* A share that the buyer states above a limit is said to be, and is open while it is not known where the land lies. */
static void what_a_local_buyer_may_not_use_is_told(void **state)
{
	static const char *const told[] = {"(BJ02 is not met)", "(BJ03 is not met)", "BJ03 is open"};
	static const struct {
		double share;
		int outside, told; /* -1: nothing */
	} table[] = {{0.06, 0, 0}, {0.04, 1, 1}, {0.04, -1, 2}, {0.04, 0, -1}, {0.02, -1, -1}};
	struct fixture *f = *state;
	const char *informs = "BJ02";
	struct qs_condition above[2];
	struct qs_accounts_pack accounts = {.id = "accounts"};
	double none[YEARS] = {0};
	const struct qs_credit_stratum stratum = {
		.units = 1, .project_c = none, .baseline_c = none, .soil_t = none, .fire_t = none};
	struct qs_credit_table sold = {
		.registration = &f->registration, .methodology = &f->methodology[0], .strata = &stratum};

	f->feed.packs.accounts.items = &accounts;
	f->feed.packs.accounts.n = 1;
	for (int i = 0; i < 2; i++) {
		qs_fields_default(&qs_table_condition, &above[i]);
		above[i].fact = "buyer_offset_frac";
		above[i].value.value = i ? 0.025 : 0.05;
		f->rule[i].id = f->need[i] = i ? "BJ03" : "BJ02";
		f->rule[i].when.items = &above[i];
		f->rule[i].when.n = 1;
	}
	f->methodology[0].informs = (struct qs_strings){&informs, 1};
	f->feed.tables = &sold;
	f->feed.table_count = 1;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		f->feed.portfolio.market.buyer_offset_frac = (struct qs_figure){.value = table[i].share, .given = 1};
		sold.outside = table[i].outside;
		run(f, QS_EN);
		assert_non_null(strstr(f->html, "Demand of the Beijing market"));
		for (int k = 0; k < 3; k++)
			assert_int_equal(times(f->html, told[k]), k == table[i].told);
	}
}

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(weak_figures_are_grouped_by_source),
		TEST(rules_are_told_once),
		TEST(what_a_local_buyer_may_not_use_is_told),
		TEST(bids_losses_and_rates_are_told),
		TEST(links_lead_to_what_is_there),
		TEST(evidence_names_the_sites_that_lack_it),
		TEST(boundary_and_parameters_stand_in_the_report),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
