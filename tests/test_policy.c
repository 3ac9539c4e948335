/* The policy's rules: each holds and breaks on its examples, three values, dates. */
#include "tests/judging_policy.h"

enum { EXAMPLES = sizeof examples / sizeof examples[0] };

/* Keys at the top that three rules and the sale of credits need. */
static const char *top_of(const struct example *e, const char *text, char *buffer, size_t size)
{
	if (!strcmp(e->rule, "S14"))
		snprintf(buffer, size, "\"finance\":{\"debt\":{\"share_frac\":%s}},", text);
	else if (!strcmp(e->rule, "S16"))
		snprintf(buffer, size,
			 "\"finance\":{\"debt\":{\"share_frac\":0.5,\"rate_pct\":4,\"subsidy_rate_pct\":%s}},", text);
	else
		snprintf(buffer, size,
			 "\"registrations\":[{\"id\":\"g\",\"methodology\":\"%s\",\"sites\":[\"A\"],\"sell\":true}],",
			 e->place == TOP ? text : "CCER-14-001-V01");
	return buffer;
}

static enum qs_policy_outcome outcome_on(const struct example *e, const char *text)
{
	struct qs_policy_results results = qs_policy_no_results();
	char site[1536], unit[512], policy[1024], top[256];
	enum qs_policy_outcome outcome;
	char *all;

	snprintf(site, sizeof site, "%s", e->place == SITE || e->place == TABLES ? text : MINE);
	if (!strcmp(e->rule, "S07")) /* 12 ha of a gentle slope, 9.2 ha of a steep one */
		snprintf(site, sizeof site, MINE ",\"policy\":{\"targets_met\":true}");
	snprintf(unit, sizeof unit, ",\"substrate\":\"native\",%s", e->place == UNIT ? text : "\"treatment\":\"two\"");
	snprintf(policy, sizeof policy, "%s%s%s", e->place == TERMS ? "\"terms\":{" : "",
		 e->place == POLICY || e->place == TERMS ? text
		 : !strcmp(e->rule, "S15F")              ? "\"terms\":{\"mode\":\"ppp_user_pays\"}"
		 : !strcmp(e->rule, "P05S")              ? "\"stakeholders\":[{\"id\":\"village\"}]"
							 : "",
		 e->place == TERMS ? "}" : "");
	if (e->place == RUN)
		results.funding_balance = results.cost_over_natural_cny_t = results.fiscal_share_pct =
			results.lapsing_income_frac = strtod(text, NULL);
	all = portfolio_of(site, unit, policy, top_of(e, text, top, sizeof top));
	outcome = outcome_of(all, e->rule, &results);
	free(all);
	return outcome;
}

static void every_rule_holds_on_one_example_and_is_broken_on_another(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++) {
		const struct example *const e = &examples[i];
		const enum qs_policy_outcome good = outcome_on(e, e->holds), bad = outcome_on(e, e->broken);

		if (good != QS_POLICY_holds || bad != QS_POLICY_broken)
			fail_msg("%s: %s and %s", e->rule, qs_policy_outcome_word(good), qs_policy_outcome_word(bad));
	}
}

static void every_rule_has_examples_a_source_and_both_languages(void **state)
{
	struct qs_mistakes mistakes;
	struct qs_packs packs = {0};
	struct qs_context context = {0};
	struct qs_err err;

	(void)state;
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_packs_read_shipped(&context, &packs, &mistakes, &err), QS_OK);
	assert_true(packs.policy.n >= 40);
	for (size_t i = 0; i < packs.policy.n; i++) {
		const struct qs_policy_pack *const rule = &packs.policy.items[i];
		size_t k = 0;

		while (k < EXAMPLES && strcmp(examples[k].rule, rule->id) != 0)
			k++;
		if (k == EXAMPLES)
			fail_msg("%s has no example", rule->id);
		assert_true(*rule->name.zh && *rule->name.en && *rule->why.zh && *rule->why.en && *rule->source);
		assert_true(strcmp(rule->name.zh, rule->name.en) != 0);
	}
	qs_arena_free(&packs.arena);
	qs_mistakes_free(&mistakes);
}

/* ---- three values ---- */

static void what_is_not_stated_breaks_no_rule(void **state)
{
	char *const text = portfolio_of(MINE, ",\"substrate\":\"native\"", "", "");
	struct qs_policy_review review;
	struct read r;

	(void)state;
	read_text(&r, text);
	assert_int_equal(r.status, QS_OK);
	qs_policy_begin(&review, &r.input.portfolio, &r.input.packs);
	qs_policy_site(&review, r.sites, NULL);
	qs_policy_end(&review, NULL);
	assert_int_equal(review.count[QS_HARD][QS_POLICY_broken], 0);
	assert_int_equal(review.count[QS_SOFT][QS_POLICY_broken], 0);
	assert_true(review.count[QS_HARD][QS_POLICY_not_known] > 8);
	assert_true(isnan(review.plan_blocks) && isnan(review.natural_first_index));
	drop(&r);
	free(text);
}

static void evidence_answers_an_open_rule_and_never_a_broken_one(void **state)
{
	char *const open =
		portfolio_of(MINE ",\"evidence\":{\"Q04\":{\"held\":true}}", ",\"substrate\":\"native\"", "", "");
	char *const said =
		portfolio_of(MINE ",\"evidence\":{\"Q04\":{\"held\":true}},\"policy\":{\"supervised\":false}",
			     ",\"substrate\":\"native\"", "", "");
	char *const whole =
		portfolio_of(MINE, ",\"substrate\":\"native\"", "\"evidence\":{\"P10\":{\"held\":true}}", "");

	(void)state;
	assert_int_equal(outcome_of(open, "Q04", NULL), QS_POLICY_holds);
	assert_int_equal(outcome_of(said, "Q04", NULL), QS_POLICY_broken);
	assert_int_equal(outcome_of(whole, "P10", NULL), QS_POLICY_holds);
	free(open);
	free(said);
	free(whole);
}

static void a_rule_that_may_not_apply_is_not_broken(void **state)
{
	/* cropland stands in no table: whether it is touched is not known, though it is said to lie in the hold */
	char *const text =
		portfolio_of(MINE ",\"policy\":{\"cropland_in_hold_ha\":3}", ",\"substrate\":\"native\"", "", "");

	(void)state;
	assert_int_equal(outcome_of(text, "S02H", NULL), QS_POLICY_not_known);
	free(text);
}

static void connected_area_is_bounded_where_no_polygon_says_it(void **state)
{
	static const struct {
		const char *site, *unit;
		enum qs_policy_outcome outcome;
	} samples[] = {
		{"{\"targets_met\":true}", "", QS_POLICY_holds},                   /* one parcel of 12 ha */
		{"{\"targets_met\":true}", ",\"parcels\":4", QS_POLICY_not_known}, /* four of 3 ha */
		{"{\"targets_met\":true,\"contiguous_ha\":11}", ",\"parcels\":4", QS_POLICY_holds},
		{"{\"targets_met\":true,\"contiguous_ha\":9}", "", QS_POLICY_broken}, /* one unit of two parcels */
		{"{}", "", QS_POLICY_not_known},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char site[256], unit[128];
		char *text;

		snprintf(site, sizeof site, MINE ",\"policy\":%s", samples[i].site);
		snprintf(unit, sizeof unit, ",\"substrate\":\"native\",\"treatment\":\"two\"%s", samples[i].unit);
		text = portfolio_of(site, unit, "", "");
		assert_int_equal(outcome_of(text, "S07", NULL), samples[i].outcome);
		free(text);
	}
}

static void the_abuse_index_is_settled_by_its_bounds(void **state)
{
	static const struct {
		const char *policy;
		enum qs_policy_outcome outcome;
	} samples[] = {
		{"{}", QS_POLICY_not_known},                                            /* 0 to 2/3 */
		{"{\"industry_land_ha\":0}", QS_POLICY_holds},                          /* 0 to 1/3 */
		{"{\"industry_land_ha\":12,\"evaluated_score\":60}", QS_POLICY_holds},  /* (0 + 1 + 0.4) / 3 */
		{"{\"industry_land_ha\":12,\"evaluated_score\":49}", QS_POLICY_broken}, /* (0 + 1 + 0.51) / 3 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char site[256];
		char *text;

		snprintf(site, sizeof site, MINE ",\"policy\":%s", samples[i].policy);
		text = portfolio_of(site, ",\"substrate\":\"native\",\"treatment\":\"two\"", "", "");
		assert_int_equal(outcome_of(text, "B02", NULL), samples[i].outcome);
		free(text);
	}
}

/* ---- dates ---- */

static void bids_are_dated_by_the_portfolio(void **state)
{
	static const struct {
		const char *policy;
		enum qs_policy_outcome outcome;
	} samples[] = {
		{"", QS_POLICY_holds}, /* 1 January 2026 */
		{"\"bid_date\":\"2028-03-12\"", QS_POLICY_holds},
		{"\"bid_date\":\"2028-03-13\"", QS_POLICY_broken},
		{"\"bid_date\":\"2023-03-12\"", QS_POLICY_broken}, /* before it was issued */
		{"\"bid_date\":\"2029-01-01\",\"valid_to\":\"2030-03-12\"", QS_POLICY_holds},
		{"\"valid_to\":\"2025-12-31\"", QS_POLICY_broken},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char *const text = portfolio_of(MINE, ",\"substrate\":\"native\"", samples[i].policy, "");

		assert_int_equal(outcome_of(text, "B04", NULL), samples[i].outcome);
		free(text);
	}
}

static void income_on_a_date_is_early_whatever_other_lines_do(void **state)
{
	static const struct {
		const char *finance;
		enum qs_policy_outcome outcome;
	} samples[] = {
		{"{\"revenues\":[{\"line\":\"understory\"}]}", QS_POLICY_holds}, /* the year after, whenever that is */
		{"{\"revenues\":[{\"line\":\"understory\",\"from\":\"2029\"}]}", QS_POLICY_not_known},
		{"{\"acceptance_due\":2030,\"revenues\":[{\"line\":\"understory\"},{\"line\":\"sports\",\"from\":"
		 "\"2028\"}]}",
		 QS_POLICY_broken},
		{"{}", QS_POLICY_not_concerned},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char site[256];
		char *text;

		snprintf(site, sizeof site, MINE ",\"finance\":%s", samples[i].finance);
		text = portfolio_of(site, ",\"substrate\":\"native\"", "", "");
		if (outcome_of(text, "P07", NULL) != samples[i].outcome)
			fail_msg("%s", samples[i].finance);
		free(text);
	}
}

static void credit_is_what_is_stated_or_what_the_years_add_up_to(void **state)
{
	static const struct {
		const char *terms;
		enum qs_policy_outcome outcome;
	} samples[] = {
		{"{\"black_listed\":false,\"credit_history\":[90,40,40]}", QS_POLICY_holds}, /* 64.5 */
		{"{\"black_listed\":false,\"credit_history\":[40,90]}", QS_POLICY_broken},   /* 55 */
		{"{\"black_listed\":false,\"credit_history\":[40,90],\"credit_score\":61}", QS_POLICY_holds},
		{"{\"credit_history\":[90]}", QS_POLICY_not_known}, /* whether it is listed is not said */
		{"{\"black_listed\":false,\"credit_years\":[{\"year\":2024,\"contract\":90},{\"year\":2025,"
		 "\"contract\":80,\"ecology\":70}]}",
		 QS_POLICY_holds},
		{"{\"black_listed\":false,\"credit_years\":[{\"year\":2025,\"contract\":99,\"serious_violation\":true}]"
		 "}",
		 QS_POLICY_broken},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char policy[256];
		char *text;

		snprintf(policy, sizeof policy, "\"terms\":%s", samples[i].terms);
		text = portfolio_of(MINE, ",\"substrate\":\"native\"", policy, "");
		if (outcome_of(text, "E02", NULL) != samples[i].outcome)
			fail_msg("%s", samples[i].terms);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_holds_on_one_example_and_is_broken_on_another),
		cmocka_unit_test(every_rule_has_examples_a_source_and_both_languages),
		cmocka_unit_test(what_is_not_stated_breaks_no_rule),
		cmocka_unit_test(evidence_answers_an_open_rule_and_never_a_broken_one),
		cmocka_unit_test(a_rule_that_may_not_apply_is_not_broken),
		cmocka_unit_test(connected_area_is_bounded_where_no_polygon_says_it),
		cmocka_unit_test(the_abuse_index_is_settled_by_its_bounds),
		cmocka_unit_test(bids_are_dated_by_the_portfolio),
		cmocka_unit_test(income_on_a_date_is_early_whatever_other_lines_do),
		cmocka_unit_test(credit_is_what_is_stated_or_what_the_years_add_up_to),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
