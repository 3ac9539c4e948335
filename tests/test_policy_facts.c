/* Facts of the policy in figures, and the findings on the demonstration. */
#include "tests/judging_policy.h"

#include "model/land/costs.h"
#include "model/policy/built.h"

/* ---- facts in figures ---- */

static void the_facts_of_land_and_species_are_their_formulas(void **state)
{
	char *const text = portfolio_of(
		LAND(ROW("cropland", 1, ",\"grade\":9") "," ROW("cropland", 3, ",\"grade\":5") "," ROW("grass", 8, ""),
		     ROW("cropland", 6, ",\"grade\":5.5") "," ROW("water", 0.5, "") "," ROW(
			     "grass", 5.5, "")) ",\"policy\":{"
						"\"cropland_eligible\":true,\"cropland_used_ha\":0.5}",
		",\"substrate\":\"native\",\"treatment\":\"three\",\"natural\":{\"cover_frac\":0.6,\"tau_years\":10}",
		"", "");
	const struct qs_policy_results none = qs_policy_no_results();
	struct qs_facts facts, unit;
	struct read r;

	(void)state;
	read_text(&r, text);
	assert_int_equal(r.status, QS_OK);
	qs_policy_site_facts(&r.input.portfolio, &r.input.packs, r.sites, &none, &facts);
	near(facts.value[QS_FACT_IS_cropland_change_ha].number, 2, 1e-12);
	near(facts.value[QS_FACT_IS_cropland_grade_change].number, -0.5, 1e-12); /* 6 to 5.5 */
	near(facts.value[QS_FACT_IS_cropland_surplus_ha].number, 1.5, 1e-12);
	near(facts.value[QS_FACT_IS_water_change_ha].number, 0.5, 1e-12);
	near(facts.value[QS_FACT_IS_planted_shannon].number, 1.5 * 0.69314718055994531, 1e-12);
	qs_policy_unit_facts(&r.input.portfolio, &r.input.packs, r.sites, r.sites->units.items, &facts, &unit);
	/* native soil is asked for 0.45 unless the pack says otherwise */
	near(unit.value[QS_FACT_IS_natural_cover_of_asked].number *
		     qs_packs_substrates(&r.input.packs, "native")->acceptance_cover_frac.value,
	     0.2 + 0.4 * (1 - 0.36787944117144233), 1e-12);
	drop(&r);
	free(text);
}

static void districts_are_read_in_both_scripts(void **state)
{
	static const struct {
		const char *district;
		enum qs_policy_outcome outcome;
	} samples[] = {
		{"门头沟", QS_POLICY_holds},   {"延庆区", QS_POLICY_holds},    {"Huairou", QS_POLICY_holds},
		{"pinggu", QS_POLICY_holds},   {"房山", QS_POLICY_not_known}, /* which part is not said */
		{"Haidian", QS_POLICY_broken}, {"密云水库", QS_POLICY_broken},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char site[128];
		char *text;

		snprintf(site, sizeof site, MINE ",\"district\":\"%s\"", samples[i].district);
		text = portfolio_of(site, ",\"substrate\":\"native\"", "", "");
		if (outcome_of(text, "F01", NULL) != samples[i].outcome)
			fail_msg("%s", samples[i].district);
		free(text);
	}
}

/* ---- works as built ---- */

#define AS_BUILT(rows) MINE ",\"policy\":{\"as_built\":[" rows "]}"
#define PLANTED(more) "{\"unit\":\"A-1\",\"measure\":\"plant\"" more "}"

static void read_one(struct read *r, const char *site)
{
	char *const text = portfolio_of(site, ",\"substrate\":\"native\",\"treatment\":\"two\"", "", "");

	read_text(r, text);
	free(text);
}

/* 1,000 stems a ha on 12 ha in the second year, at the price of the pack. */
static void works_as_built_are_held_against_what_the_treatment_asks_for(void **state)
{
	const double price = 1.1; /* paid by planned, below */
	struct qs_deviation d;
	struct qs_built_row row;
	char site[512];
	struct read r;

	(void)state;
	read_one(&r, AS_BUILT(PLANTED(",\"quantity\":9000,\"area_ha\":11,\"finished\":\"2028-03-31\"")));
	assert_int_equal(r.status, QS_OK);
	assert_int_equal(qs_built_row(&r.input.portfolio, &r.input.packs, r.sites, 0, &row), 0);
	near(row.planned_amount, 12000, 1e-9);
	near(row.planned_cny,
	     12000 * qs_packs_measures(&r.input.packs, "plant")->unit_cost_cny.value *
		     qs_quote_factor(&r.input.portfolio.finance,
				     qs_packs_measures(&r.input.packs, "plant")->cost_price_year),
	     1e-6);
	d = qs_built_deviation(&r.input.portfolio, &r.input.packs, r.sites, r.sites->units.items);
	near(d.amount, -0.25, 1e-12);
	near(d.area, -1.0 / 12, 1e-9);
	near(d.time, (2 + 90 / 365.25) / 2 - 1, 1e-3); /* two years to the end of 2027, 2028 is a leap year */
	assert_true(isnan(d.cost));
	near(qs_built_worst(&r.input.portfolio, &r.input.packs, r.sites), 0.25, 1e-12);
	snprintf(site, sizeof site, AS_BUILT(PLANTED(",\"cost_cny\":%.17g")), price * row.planned_cny);
	drop(&r);
	read_one(&r, site);
	d = qs_built_deviation(&r.input.portfolio, &r.input.packs, r.sites, NULL);
	near(d.cost, price - 1, 1e-9);
	assert_true(isnan(d.amount) && isnan(d.time));
	drop(&r);
}

static void a_deviation_that_the_site_states_stands_before_its_rows(void **state)
{
	struct qs_deviation d;
	struct read r;

	(void)state;
	read_one(&r, MINE ",\"policy\":{\"area_deviation_frac\":0.05,\"as_built\":[" PLANTED(
			     ",\"area_ha\":6,\"quantity\":12000") "]}");
	d = qs_built_deviation(&r.input.portfolio, &r.input.packs, r.sites, NULL);
	near(d.area, 0.05, 0);
	d = qs_built_deviation(&r.input.portfolio, &r.input.packs, r.sites, r.sites->units.items);
	near(d.area, -0.5, 1e-12);
	near(qs_built_worst(&r.input.portfolio, &r.input.packs, r.sites), 0.5,
	     1e-12); /* the unit is flagged all the same */
	drop(&r);
}

static void works_that_no_treatment_has_are_a_mistake(void **state)
{
	static const char *const rows[] = {
		"{\"unit\":\"A-2\",\"measure\":\"plant\"}",
		"{\"unit\":\"A-1\",\"measure\":\"spray\"}",
		"{\"unit\":\"A-1\",\"measure\":\"plant\",\"nth\":2}",
		"{\"unit\":\"A-1\",\"measure\":\"plant\",\"finished\":\"2025-12-31\"}",
		"{\"unit\":\"A-1\",\"measure\":\"plant\",\"quantity\":-1}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char site[256];
		struct read r;

		snprintf(site, sizeof site, AS_BUILT("%s"), rows[i]);
		read_one(&r, site);
		if (r.status != QS_EINPUT || !strstr(r.line, "as_built/0"))
			fail_msg("%s: %d %s", rows[i], (int)r.status, r.line);
		drop(&r);
	}
}

/* ---- the demonstration ---- */

struct demonstration {
	char f01[64], f04[64], s09[64], unneeded[64];
};

static void note(char *list, const char *id)
{
	if (*list)
		strcat(list, " ");
	strcat(list, id);
}

static void listen(void *self, const struct qs_policy_finding *finding)
{
	struct demonstration *const d = self;
	const char *const rule = finding->rule->id;

	if (!strcmp(rule, "F01") && finding->outcome == QS_POLICY_holds)
		note(d->f01, finding->site->id);
	if (!strcmp(rule, "F04") && finding->outcome == QS_POLICY_broken)
		note(d->f04, finding->site->id);
	if (!strcmp(rule, "S09") && finding->outcome != QS_POLICY_not_concerned)
		note(d->s09, finding->site->id);
	if (!strcmp(rule, "G01U") && finding->outcome == QS_POLICY_broken)
		note(d->unneeded, finding->unit->id);
}

static void the_demonstration_is_judged_as_its_cases_ask(void **state)
{
	struct demonstration d = {"", "", "", ""};
	struct qs_policy_review review;
	double soft = 0, all = 0;
	struct read r;

	(void)state;
	read_path(&r, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	assert_int_equal(r.status, QS_OK);
	qs_policy_begin(&review, &r.input.portfolio, &r.input.packs);
	review.tell = listen;
	review.self = &d;
	for (size_t i = 0; i < r.n; i++)
		qs_policy_site(&review, &r.sites[i], NULL);
	qs_policy_end(&review, NULL);
	assert_string_equal(d.f01, "MZY SYZ XQS CJF SYM NTL QJT YQ HR PG");
	assert_string_equal(d.f04, "SYM QJT");
	assert_string_equal(d.s09, "XQS CJF");
	assert_string_equal(d.unneeded, "");
	for (size_t i = 0; i < r.n; i++)
		for (size_t u = 0; u < r.sites[i].units.n; u++) {
			const struct qs_unit *const unit = &r.sites[i].units.items[u];
			const struct qs_treatment *const t =
				unit->treatment ? qs_portfolio_treatment(&r.input.portfolio, unit->treatment) : NULL;

			all += t ? qs_unit_planimetric_ha(unit) : 0;
			soft += t && t->class != QS_ENGINEERED ? qs_unit_planimetric_ha(unit) : 0;
		}
	near(soft, 173.7, 1e-9); /* XQS-b CJF-b CJF-c NTL-b QJT-c YQ HR */
	near(review.natural_first_index, soft / all, 1e-12);
	assert_true(review.natural_first_index > 0.55 && review.natural_first_index < 0.56);
	near(review.plan_blocks, 8, 0);
	assert_int_equal(review.count[QS_HARD][QS_POLICY_broken], 0);
	drop(&r);
}

static void a_resolved_plan_is_judged_alike(void **state)
{
	struct qs_policy_review a, b;
	struct read first, second;
	char *resolved;

	(void)state;
	read_path(&first, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	resolved = copy_of(first.input.resolved_json);
	read_text(&second, resolved);
	assert_int_equal(second.status, QS_OK);
	qs_policy_begin(&a, &first.input.portfolio, &first.input.packs);
	qs_policy_begin(&b, &second.input.portfolio, &second.input.packs);
	for (size_t i = 0; i < first.n; i++) {
		qs_policy_site(&a, &first.sites[i], NULL);
		qs_policy_site(&b, &second.sites[i], NULL);
	}
	qs_policy_end(&a, NULL);
	qs_policy_end(&b, NULL);
	assert_memory_equal(a.count, b.count, sizeof a.count);
	drop(&first);
	drop(&second);
	free(resolved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_facts_of_land_and_species_are_their_formulas),
		cmocka_unit_test(districts_are_read_in_both_scripts),
		cmocka_unit_test(works_as_built_are_held_against_what_the_treatment_asks_for),
		cmocka_unit_test(a_deviation_that_the_site_states_stands_before_its_rows),
		cmocka_unit_test(works_that_no_treatment_has_are_a_mistake),
		cmocka_unit_test(the_demonstration_is_judged_as_its_cases_ask),
		cmocka_unit_test(a_resolved_plan_is_judged_alike),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
