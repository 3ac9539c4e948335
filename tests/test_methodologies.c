/* Packs of methodologies: what is open and closed, dates that stay apart, deductions and pools that need no C. */
#include "model/market/additionality.h"
#include "model/market/credits.h"
#include "model/market/demand.h"
#include "tests/judging.h"

static const char beijing[] = QS_SOURCE_DIR "/scenarios/beijing/portfolio.json";

static void what_takes_no_new_projects_is_never_better_than_accounting(void **state)
{
	static const char *const closed[] = {"AR-ACM0003", "AR-CM-001", "GS-403", "DB11T-953-2024"};
	size_t accounted = 0;
	struct read r;

	(void)state;
	read_path(&r, beijing, NULL);
	assert_int_equal(r.status, QS_OK);
	for (size_t c = 0; c < sizeof closed / sizeof closed[0]; c++)
		for (size_t s = 0; s < r.n; s++) {
			struct judged j;

			judge(&j, &r, &r.sites[s], closed[c]);
			assert_true(j.all->site[j.m].grade <= QS_ACCOUNTING_ONLY);
			accounted += j.all->site[j.m].grade == QS_ACCOUNTING_ONLY;
			qs_arena_free(&j.arena);
		}
	assert_true(accounted > 10);
	drop(&r);
}

static const struct qs_verdict *site_verdict(struct judged *j, const struct read *r, const char *site,
					     const char *methodology)
{
	judge(j, r, site_of(r, site), methodology);
	return &j->all->site[j->m];
}

static uint64_t rule_bit(const struct qs_strings *rules, const char *id)
{
	for (size_t i = 0; i < rules->n; i++)
		if (!strcmp(rules->items[i], id))
			return (uint64_t)1 << i;
	fail_msg("no rule %s", id);
	return 0;
}

/* A rule that informs is told and leaves the grade alone. */
static void liable_parties_grants_and_double_counts_are_told(void **state)
{
	static const struct {
		const char *site, *rule;
		int failed;
	} table[] = {{"SYM", "F-LIABLE", 1},
		     {"QJT", "F-LIABLE", 1},
		     {"YQ", "F-LIABLE", 0},
		     {"SYM", "F-DOUBLE", 0},
		     {"SYM", "BJ02", 0}};
	struct judged j;
	struct read r;

	(void)state;
	read_path(&r, beijing, NULL);
	assert_int_equal(r.status, QS_OK);
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const struct qs_verdict *const v = site_verdict(&j, &r, table[i].site, CCER);
		const uint64_t bit = rule_bit(&j.all->methodologies[j.m].informs, table[i].rule);

		assert_int_equal((v->told_failed & bit) != 0, table[i].failed);
		if (!strcmp(table[i].rule, "BJ02")) /* no buyer is stated */
			assert_true(v->told_missing & bit);
		qs_arena_free(&j.arena);
	}
	drop(&r);
}

static void dates_of_batches_planting_and_use_are_facts_of_their_own(void **state)
{
	static const struct {
		const char *what;
		int start, application, planting, every;
		const char *rule;
		int fails;
	} table[] = {
		{"as shipped", 2026, 0, 0, 5, "N04", 0},
		{"every eight years", 2026, 0, 0, 8, "N04", 1},
		{"every eight years, first applied for in time", 2026, 2031, 0, 8, "N04", 0},
		{"applied for in the sixth year", 2026, 2032, 0, 5, "N04", 1},
		{"vintages before 2020 do not count for the age", 2016, 2025, 0, 5, "N04", 0},
		{"a period that ended before", 1995, 0, 0, 5, "N02", 0},
		{"planted before the start", 2026, 0, 2025, 5, "CCER-A04", 1},
		{"planted at the start", 2026, 0, 2026, 5, "CCER-A04", 0},
	};
	struct read r;

	(void)state;
	read_path(&r, beijing, NULL);
	assert_int_equal(r.status, QS_OK);
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const struct qs_verdict *v;
		struct judged j;

		for (size_t g = 0; g < r.input.portfolio.registrations.n; g++) {
			struct qs_registration *const one = &r.input.portfolio.registrations.items[g];

			one->start = (struct qs_date){table[i].start, 3, 1};
			one->application = (struct qs_date){table[i].application, 3, 1};
			one->planting = (struct qs_date){table[i].planting, 3, 1};
			one->verification_every_years = table[i].every;
		}
		v = site_verdict(&j, &r, "PG", CCER);
		if (((v->failed & rule_bit(&j.all->methodologies[j.m].needs, table[i].rule)) != 0) != table[i].fails)
			fail_msg("%s: %s", table[i].what, table[i].rule);
		qs_arena_free(&j.arena);
	}
	drop(&r);
}

static struct qs_sampling plots(int64_t n)
{
	return (struct qs_sampling){
		.confidence.value = 0.9, .precision_frac.value = 0.1, .cv_frac.value = 0.4, .plots = n};
}

static void shipped_deductions_are_those_of_their_texts(void **state)
{
	struct qs_sampling design = plots(0);
	struct read r;

	(void)state;
	read_path(&r, beijing, NULL);
	design.precision_frac.value = 0.23;
	/* Gold Standard: a mean of 100 with an error of 23 % leaves 97 */
	assert_true(fabs(qs_credit_deduction(qs_packs_methodologies(&r.input.packs, "GS-403"), &design) - 0.03) <
		    1e-12);
	assert_true(fabs(qs_credit_deduction(qs_packs_methodologies(&r.input.packs, "AR-CM-001"), &design) - 0.11) <
		    1e-12);
	assert_true(fabs(qs_credit_deduction(qs_packs_methodologies(&r.input.packs, CCER), &design) - 0.75 * 0.23) <
		    1e-12);
	assert_true(qs_credit_deduction(qs_packs_methodologies(&r.input.packs, "DB11T-953-2024"), &design) == 0);
	design.precision_frac.value = 0.05;
	assert_true(fabs(qs_credit_deduction(qs_packs_methodologies(&r.input.packs, "VM0047-AREA"), &design) - 0.1) <
		    1e-12);
	assert_true(qs_credit_deduction(qs_packs_methodologies(&r.input.packs, "GS-403"), &design) == 0);
	drop(&r);
}

#define LIST(...) "{\"values\":[" #__VA_ARGS__ "],\"source\":\"s\",\"status\":\"assumption\"}"
#define NEW_PACK                                                                                                      \
	"\"members\":8,\"packs\":[{\"methodologies\":{\"OURS\":{\"name\":\"ours\",\"programme\":\"p\",\"open_to_new_" \
	"projects\":\"yes\","                                                                                         \
	"\"as_of\":\"2026-01-01\",\"source\":\"s\",\"status\":\"assumption\",\"risk_deduction_frac\":{\"value\":0.2," \
	"\"source\":\"s\","                                                                                           \
	"\"status\":\"assumption\"},\"dead_wood_frac\":{\"value\":0.5,\"source\":\"s\",\"status\":\"assumption\"},"   \
	"\"litter_frac\":"                                                                                            \
	"{\"value\":0.25,\"source\":\"s\",\"status\":\"assumption\"},%s\"needs\":[\"CCER-A07\"]}}}]"

static void a_new_pack_chooses_pools_and_steps_without_c(void **state)
{
	char part[1200], *text;
	struct qs_registration registration = {
		.id = "r", .methodology = "OURS", .crediting_years = 40, .verification_every_years = 5};
	struct qs_credit_terms terms;
	struct read r;

	(void)state;
	snprintf(part, sizeof part, NEW_PACK,
		 "\"pools\":[\"woody\",\"litter\"],\"deduction\":\"ar-cm-001\",\"deduction_limits\":" LIST(
			 0.2, 0.4) ",\"deduction_shares\":" LIST(0.01, 0.3) ","
									    "\"vintage_from\":\"2028-09-22\",\"vintage_"
									    "to\":\"2040-12-31\",");
	text = changed("\"members\":8", part);
	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	registration.sampling = plots(0);
	registration.sampling.precision_frac.value = 0.3;
	assert_int_equal(qs_credit_terms(&r.input.portfolio, &r.input.packs, &registration, &terms), 0);
	assert_true(fabs(terms.sampling - 0.3) < 1e-12 && fabs(terms.risk - 0.2) < 1e-12);
	assert_true(fabs(terms.per_c - 44.0 / 12 * 1.25 * 0.7) < 1e-12); /* dead wood is not counted */
	assert_int_equal(terms.before, 2);                               /* 2028 lies before the first whole year */
	assert_int_equal(terms.first, 3);
	assert_int_equal(terms.last, 14);
	drop(&r);
	free(text);
}

static void soil_counts_on_native_ground_alone(void **state)
{
	struct read r;
	struct qs_credit_terms terms = {0};

	(void)state;
	read_path(&r, beijing, NULL);
	terms.methodology = qs_packs_methodologies(&r.input.packs, "AR-ACM0003");
	/* 38 x (1 - 0.95) / 20 a year, over twenty years and no more */
	assert_true(fabs(qs_credit_soil(&terms, QS_NATIVE, 0.05, 10) - 44.0 / 12 * 38 * 0.05 / 20 * 10) < 1e-9);
	assert_true(fabs(qs_credit_soil(&terms, QS_NATIVE, 0.05, 35) - 44.0 / 12 * 38 * 0.05) < 1e-9);
	assert_true(qs_credit_soil(&terms, QS_NATIVE, 0.5, 0) < 0); /* more than a tenth disturbed: a loss first */
	assert_true(qs_credit_soil(&terms, QS_WASTE_ROCK, 0.05, 10) == 0);
	assert_true(qs_credit_baseline_fixed(terms.methodology, QS_COAL_GANGUE));
	assert_false(qs_credit_baseline_fixed(terms.methodology, QS_NATIVE));
	terms.methodology = qs_packs_methodologies(&r.input.packs, CCER);
	assert_true(qs_credit_soil(&terms, QS_NATIVE, 0.05, 10) == 0);
	assert_false(qs_credit_baseline_fixed(terms.methodology, QS_COAL_GANGUE));
	drop(&r);
}

static void a_malformed_methodology_is_refused(void **state)
{
	static const struct {
		const char *more, *says;
	} table[] = {
		{"\"deduction\":\"none\",\"pools\":[\"roots\"],", "pool \"roots\" is not defined"},
		{"\"deduction\":\"none\",\"informs\":[\"X1\"],", "rule \"X1\" is not defined"},
		{"\"deduction\":\"ar-tool14\",\"deduction_limits\":" LIST(0.2,
									  0.1) ",\"deduction_shares\":" LIST(0, 1) ",",
		 "limits must rise"},
		{"\"deduction\":\"ar-tool14\",\"deduction_limits\":" LIST(0.1,
									  0.2) ",\"deduction_shares\":" LIST(0) ",",
		 "limits must rise"},
		{"\"deduction\":\"some\",", "not one of the allowed words"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char part[1200], *text;
		struct read r;

		snprintf(part, sizeof part, NEW_PACK, table[i].more);
		text = changed("\"members\":8", part);
		read_text(&r, text);
		if (r.status != QS_EINPUT || !strstr(r.line, table[i].says))
			fail_msg("%s: %s", table[i].more, r.line);
		drop(&r);
		free(text);
	}
}

/* A figure or a text that says of itself that it was recalled, or names no source, is refused as verified: none can
 * print so. */
static void what_was_recalled_cannot_stand_as_verified(void **state)
{
#define RISK(source, status) "\"risk_deduction_frac\":{\"value\":0.2" source ",\"status\":\"" status "\"}"
#define PACK(source, status, risk)                                                                                    \
	"\"members\":8,\"packs\":[{\"methodologies\":{\"OURS\":{\"name\":\"ours\",\"programme\":\"p\",\"open_to_new_" \
	"projects\":"                                                                                                 \
	"\"yes\",\"as_of\":\"2026-01-01\",\"source\":\"" source "\",\"status\":\"" status "\"," risk                  \
	",\"dead_wood_frac\":{\"value\":0,\"source\":\"s\",\"status\":\"assumption\"},\"litter_frac\":{\"value\":0,"  \
	"\"source\":\"s\",\"status\":\"assumption\"},\"deduction\":\"none\",\"needs\":[\"CCER-A07\"]}}}]"
	static const struct {
		const char *part;
		int refused;
	} table[] = {
		{PACK("the text, clause 4", "verified", RISK(",\"source\":\"table 2 of the text\"", "verified")), 0},
		{PACK("the text, clause 4", "verified", RISK(",\"source\":\"recalled\"", "unverified")), 0},
		{PACK("the text, clause 4", "verified", RISK(",\"source\":\"table 2, recalled\"", "verified")), 1},
		{PACK("the text, clause 4", "verified", RISK(",\"source\":\"凭记忆\"", "verified")), 1},
		{PACK("the text, clause 4", "verified", RISK("", "verified")), 1},
		{PACK("recalled from the text", "verified", RISK(",\"source\":\"table 2 of the text\"", "verified")),
		 1},
		{PACK("recalled from the text", "unverified", RISK(",\"source\":\"table 2 of the text\"", "verified")),
		 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char *const text = changed("\"members\":8", table[i].part);
		struct read r;

		read_text(&r, text);
		if (r.status != (table[i].refused ? QS_EINPUT : QS_OK) ||
		    (table[i].refused && !strstr(r.line, "error[E2115]")))
			fail_msg("%zu: %s", i, r.line);
		drop(&r);
		free(text);
	}
}

/* Tests of additionality are rules: figures of a run, stated facts and papers settle them, each alone. */
static void tests_of_additionality_follow_the_cash_flow_and_what_is_stated(void **state)
{
	static const struct {
		const char *what;
		double npv, share, rain, practice; /* CNY, %; NaN: not known */
		int barrier;
		const char *failed, *missing;
	} table[] = {
		{"needs credits", -1, 5, 550, 0.1, 1, "", "AD-EXEMPT"},
		{"too small to matter", -1, 4.9, 550, 0.1, 1, "AD-INVEST", "AD-EXEMPT"},
		{"pays without", 0, 50, 550, 0.1, 1, "AD-INVEST", "AD-EXEMPT"},
		{"nothing known", (double)NAN, (double)NAN, 550, (double)NAN, 0, "",
		 "AD-EXEMPT AD-INVEST AD-BARRIER AD-COMMON"},
		{"usual here", -1, 5, 550, 0.15, 0, "AD-COMMON", "AD-EXEMPT AD-BARRIER"},
		{"dry", 1, 0, 399, (double)NAN, 0, "AD-INVEST", "AD-BARRIER AD-COMMON"},
	};
	const struct qs_field *const row = qs_field_find(&qs_table_stated_facts, "common_practice_frac");
	struct qs_evidence paper = {.id = "AD-BARRIER"};
	struct read r;

	(void)state;
	read_path(&r, beijing, NULL);
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		struct qs_site site = *site_of(&r, "YQ");
		struct qs_result result = {.site = &site};
		struct qs_scalar *const npv = &result.scalar[QS_SCALAR_npv_without_credits],
					*const share = &result.scalar[QS_SCALAR_carbon_share_of_cost];
		const struct qs_methodology_pack *m;
		struct qs_additionality found;
		struct judged j;

		*npv = (struct qs_scalar){.p50 = table[i].npv, .why = isnan(table[i].npv) ? "NOT_RUN" : NULL};
		*share = (struct qs_scalar){.p50 = table[i].share, .why = isnan(table[i].share) ? "NO_COST" : NULL};
		site.rain_mm_per_year.value = table[i].rain;
		site.facts.common_practice_frac =
			(struct qs_figure){.value = table[i].practice, .given = !isnan(table[i].practice)};
		if (!isnan(table[i].practice))
			site.facts.given.mask |= (uint64_t)1 << (row - qs_table_stated_facts.fields);
		paper.held = table[i].barrier;
		site.evidence.items = &paper;
		site.evidence.n = 1;
		judge(&j, &r, &site, CCER);
		result.verdicts = j.all;
		m = &j.all->methodologies[j.m];
		assert_int_equal(qs_additionality_of(&r.input.portfolio, &r.input.packs, &result, m, &found), 0);
		for (size_t k = 0; k < m->additionality.n; k++) {
			const char *const id = m->additionality.items[k];

			if ((found.failed >> k & 1) != (strstr(table[i].failed, id) != NULL) ||
			    (found.missing >> k & 1) != (strstr(table[i].missing, id) != NULL))
				fail_msg("%s: %s", table[i].what, id);
		}
		/* a closed methodology credits nothing: there is nothing to show */
		assert_int_equal(qs_additionality_of(&r.input.portfolio, &r.input.packs, &result,
						     qs_packs_methodologies(&r.input.packs, "AR-ACM0003"), &found),
				 -1);
		qs_arena_free(&j.arena);
	}
	drop(&r);
}

/* 1,000 t from inside and 1,000 t from outside the city, verified in 2030 and 2035, sold a year later: of 4,000 t a
 * year a buyer may offset 200, of them 100 from outside. */
static void a_buyer_uses_what_the_local_rules_let_it(void **state)
{
	static const struct {
		double emissions, stated; /* 0: not stated */
		double used, left, most, takes;
	} table[] = {
		{4000, 0, 9 * 200, 4000 - 9 * 200, 0.05, 8000},     /* 2031 to 2039 */
		{4000, 0.04, 9 * 160, 4000 - 9 * 160, 0.04, 10000}, /* it wants less than it may */
		{4000, 0.2, 9 * 200, 4000 - 9 * 200, 0.05, 8000},   /* it may no more */
		{1e6, 0, 4000, 0, 0.002, 8000},                     /* all at once */
		{0, 0, (double)NAN, (double)NAN, (double)NAN, 8000},
	};
	struct qs_credit_batch batch[2] = {{.year = 2030, .issued_t.mean = 1000},
					   {.year = 2035, .issued_t.mean = 1000}};
	const struct qs_registration sells = {.sell = 1};
	struct qs_credit_table tables[3];
	struct read r;

	(void)state;
	read_path(&r, beijing, NULL);
	r.input.portfolio.years = 14; /* to 2039 */
	for (int i = 0; i < 3; i++)
		tables[i] = (struct qs_credit_table){
			.registration = &sells,
			.methodology = qs_packs_methodologies(&r.input.packs, i < 2 ? CCER : "VM0047-AREA"),
			.terms.every = 5,
			.batches = batch,
			.count = 2,
			.outside = i == 1};
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		struct qs_market *const market = &r.input.portfolio.market;
		struct qs_demand d;

		market->buyer_emissions_t_per_year =
			(struct qs_figure){.value = table[i].emissions, .given = table[i].emissions > 0};
		market->buyer_offset_frac = (struct qs_figure){.value = table[i].stated, .given = table[i].stated > 0};
		d = qs_demand_of(&r.input.portfolio, &r.input.packs, tables,
				 3); /* units of another programme are none of it */
		assert_true(d.applies && fabs(d.offered_t - 4000) < 1e-9 && fabs(d.outside_t - 2000) < 1e-9);
		assert_true(fabs(d.takes_emissions_t - table[i].takes) < 1e-6);
		if (table[i].emissions > 0)
			assert_true(fabs(d.limits.t - 0.05 * table[i].emissions) < 1e-9 &&
				    fabs(d.limits.outside_t - 0.025 * table[i].emissions) < 1e-9);
		assert_int_equal(d.limits.met, table[i].stated > 0.05 ? 0 : table[i].emissions > 0 ? 1 : -1);
		assert_int_equal(d.limits.outside_met, table[i].stated > 0.025 ? 0 : table[i].emissions > 0 ? 1 : -1);
		for (int land = -1; land < 1; land++) { /* where it lies is not said; all inside the city */
			const struct qs_demand_limits l = qs_demand_limits_of(&r.input.portfolio, &r.input.packs, land);

			const int met = !land || (table[i].emissions > 0 && !(table[i].stated > 0));

			assert_int_equal(l.outside_met, met ? 1 : -1);
		}
		if (isnan(table[i].used)) {
			assert_true(isnan(d.used_t) && isnan(d.left_t) && isnan(d.most_frac));
			continue;
		}
		if (fabs(d.used_t - table[i].used) > 1e-6 || fabs(d.left_t - table[i].left) > 1e-6 ||
		    fabs(d.most_frac - table[i].most) > 1e-9)
			fail_msg("%zu: used %g, left %g, most %g", i, d.used_t, d.left_t, d.most_frac);
	}
	assert_true(!qs_demand_of(&r.input.portfolio, &r.input.packs, tables + 2, 1).applies);
	drop(&r);
}

/* Emissions alone settle the rules on use, a share above the limit breaks them, and nothing stated leaves them open. */
static void a_buyers_emissions_settle_the_rules_on_use(void **state)
{
	static const struct {
		double emissions, share; /* 0: not stated */
		int failed, open;        /* bit 0: BJ02, bit 1: BJ03 */
	} table[] = {{0, 0, 0, 3}, {20000, 0, 0, 0}, {0, 0.02, 0, 0}, {0, 0.04, 2, 0}, {20000, 0.2, 3, 0}};
	static const char *const rules[] = {"BJ02", "BJ03"};
	struct qs_site site;
	struct read r;

	(void)state;
	read_path(&r, beijing, NULL);
	site = *r.sites;
	site.facts.outside_city = 1;
	for (size_t f = 0; f < qs_table_stated_facts.n; f++)
		if (!strcmp(qs_table_stated_facts.fields[f].name, "outside_city"))
			site.facts.given.mask |= (uint64_t)1 << f;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		struct qs_market *const market = &r.input.portfolio.market;
		struct judged j;

		market->buyer_emissions_t_per_year =
			(struct qs_figure){.value = table[i].emissions, .given = table[i].emissions > 0};
		market->buyer_offset_frac = (struct qs_figure){.value = table[i].share, .given = table[i].share > 0};
		judge(&j, &r, &site, CCER);
		for (int k = 0; k < 2; k++) {
			const struct qs_strings *const informs = &j.all->methodologies[j.m].informs;
			size_t bit = 0;

			while (bit < informs->n && strcmp(informs->items[bit], rules[k]) != 0)
				bit++;
			if ((int)(j.all->site[j.m].told_failed >> bit & 1) != (table[i].failed >> k & 1) ||
			    (int)(j.all->site[j.m].told_missing >> bit & 1) != (table[i].open >> k & 1))
				fail_msg("%zu: %s", i, rules[k]);
		}
		qs_arena_free(&j.arena);
	}
	drop(&r);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_takes_no_new_projects_is_never_better_than_accounting),
		cmocka_unit_test(liable_parties_grants_and_double_counts_are_told),
		cmocka_unit_test(dates_of_batches_planting_and_use_are_facts_of_their_own),
		cmocka_unit_test(shipped_deductions_are_those_of_their_texts),
		cmocka_unit_test(a_new_pack_chooses_pools_and_steps_without_c),
		cmocka_unit_test(soil_counts_on_native_ground_alone),
		cmocka_unit_test(a_malformed_methodology_is_refused),
		cmocka_unit_test(a_buyer_uses_what_the_local_rules_let_it),
		cmocka_unit_test(a_buyers_emissions_settle_the_rules_on_use),
		cmocka_unit_test(tests_of_additionality_follow_the_cash_flow_and_what_is_stated),
		cmocka_unit_test(what_was_recalled_cannot_stand_as_verified),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
