/* model/market: what holds where facts are missing, how land is read, verdicts of the shipped sites and of small
 * made-up units. */
#include "tests/judging.h"

/* ---- three values ---- */

/* A leaf that is true, false or unknown whatever the input: evidence_held and its like are set by the test. */
static struct qs_condition leaf_of(enum qs_truth truth)
{
	static const char *const ids[] = {"sows_woody", "trees_removed", "plants_woody"};

	return (struct qs_condition){.fact = ids[truth]};
}

static struct qs_facts three_facts(void)
{
	static const struct qs_stated_facts nothing;
	struct qs_facts facts = {.stated = {&nothing}};

	facts.value[QS_FACT_IS_sows_woody] = (struct qs_fact_value){1, 0};
	facts.value[QS_FACT_IS_plants_woody] = (struct qs_fact_value){1, 1};
	return facts; /* trees_removed is unknown */
}

static void all_any_and_not_follow_kleenes_tables(void **state)
{
	static const enum qs_truth F = QS_FALSE, U = QS_UNKNOWN, T = QS_TRUE;
	const enum qs_truth both[3][3] = {{F, F, F}, {F, U, U}, {F, U, T}},
			    either[3][3] = {{F, U, T}, {U, U, T}, {T, T, T}};
	const enum qs_truth other[3] = {T, U, F};
	const struct qs_facts facts = three_facts();

	(void)state;
	for (int a = 0; a < 3; a++) {
		struct qs_condition one = leaf_of((enum qs_truth)a), node = {.not = {&one, 1}};

		assert_int_equal(qs_condition_holds(&one, &facts), a);
		assert_int_equal(qs_condition_holds(&node, &facts), other[a]);
		for (int b = 0; b < 3; b++) {
			struct qs_condition two[] = {leaf_of((enum qs_truth)a), leaf_of((enum qs_truth)b)};
			struct qs_condition all = {.all = {two, 2}}, any = {.any = {two, 2}},
					    not_all = {.not = {two, 2}};

			assert_int_equal(qs_condition_holds(&all, &facts), both[a][b]);
			assert_int_equal(qs_condition_holds(&any, &facts), either[a][b]);
			assert_int_equal(qs_condition_holds(&not_all, &facts), other[both[a][b]]);
			assert_int_equal(qs_conditions_hold(two, 2, &facts), both[a][b]);
		}
	}
}

static void numbers_dates_and_words_compare_and_the_unknown_stays_unknown(void **state)
{
	static const struct {
		const char *op;
		int below, at, above;
	} ops[] = {{"<", 1, 0, 0}, {"<=", 1, 1, 0}, {">", 0, 0, 1}, {">=", 0, 1, 1}, {"==", 0, 1, 0}, {"!=", 1, 0, 1}};
	static const char *words[] = {"mining", "wetland"};
	struct qs_facts facts = three_facts();
	struct qs_condition leaf = {.fact = "planned_years", .op = ">=", .value = {.value = 3}};

	(void)state;
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_UNKNOWN);
	for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
		const int expected[] = {ops[i].below, ops[i].at, ops[i].above};

		leaf.op = ops[i].op;
		for (int k = 0; k < 3; k++) {
			facts.value[QS_FACT_IS_planned_years] = (struct qs_fact_value){1, 2 + k};
			assert_int_equal(qs_condition_holds(&leaf, &facts), expected[k] ? QS_TRUE : QS_FALSE);
		}
	}
	leaf = (struct qs_condition){.fact = "start", .op = ">", .date = {2012, 11, 8}};
	facts.value[QS_FACT_IS_start] = (struct qs_fact_value){1, 20121108};
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_FALSE);
	facts.value[QS_FACT_IS_start].number = 20121109;
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_TRUE);
	leaf = (struct qs_condition){.fact = "land_class", .is = {words, 2}};
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_UNKNOWN);
	facts.value[QS_FACT_IS_land_class] = (struct qs_fact_value){1, QS_WETLAND};
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_TRUE);
	facts.value[QS_FACT_IS_land_class].number = QS_FOREST;
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_FALSE);
}

static void a_stated_truth_is_known_only_if_stated(void **state)
{
	struct qs_stated_facts stated = {.programme_planted = 0};
	struct qs_facts facts = {.stated = {&stated}};
	const struct qs_condition leaf = {.fact = "programme_planted"};
	const struct qs_field *const row = qs_field_find(&qs_table_stated_facts, "programme_planted");

	(void)state;
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_UNKNOWN);
	stated.given.mask = (uint64_t)1 << (row - qs_table_stated_facts.fields);
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_FALSE);
	stated.programme_planted = 1;
	assert_int_equal(qs_condition_holds(&leaf, &facts), QS_TRUE);
}

/* ---- land ---- */

static struct qs_land_spell spell(int year, int month, int class, int planned)
{
	struct qs_land_spell one = {.from = {year, month, 1}, .class = class, .area_frac = {.value = 1}};
	const struct qs_field *const row = qs_field_find(&qs_table_land_spell, "planned_afforestation");

	if (planned >= 0) {
		one.planned_afforestation = planned;
		one.given.mask = (uint64_t)1 << (row - qs_table_land_spell.fields);
	}
	return one;
}

static void years_are_whole_at_anniversaries(void **state)
{
	const struct qs_date a = {2022, 10, 1}, b = {2025, 10, 1}, c = {2025, 9, 30}, d = {2026, 3, 1};

	(void)state;
	assert_true(qs_years_between(&a, &b) == 3);
	assert_true(qs_years_between(&a, &c) < 3 && qs_years_between(&a, &c) > 2.99);
	assert_true(fabs(qs_years_between(&a, &d) - 41.0 / 12) < 1e-12);
	assert_true(qs_years_between(&b, &a) == -3);
}

static void the_land_at_the_start_counts_and_later_land_does_not(void **state)
{
	struct qs_land_spell history[] = {spell(2000, 1, QS_FOREST, -1), spell(2021, 6, QS_FOREST, 1),
					  spell(2024, 1, QS_MINING, -1)};
	struct qs_unit unit = {.land = {history, 3}};
	struct qs_land_part part;

	(void)state;
	assert_int_equal(qs_land_part(&unit, &(struct qs_date){2023, 6, 1}, 0, &part), 1);
	assert_true(part.land_class.number == QS_FOREST && part.planned.number > 0);
	assert_true(part.planned_years.known && part.planned_years.number == 2);
	assert_true(part.class_years.known && fabs(part.class_years.number - 23 - 5.0 / 12) < 1e-12);
	assert_int_equal(qs_land_part(&unit, &(struct qs_date){2023, 6, 1}, 1, &part), 0);
	qs_land_part(&unit, &(struct qs_date){2024, 1, 1}, 0, &part);
	assert_true(part.land_class.number == QS_MINING && part.class_years.number == 0);
	assert_true(part.planned.known && part.planned.number <= 0 && part.planned_years.known &&
		    part.planned_years.number <= 0);
	assert_int_equal(qs_land_part(&unit, &(struct qs_date){1999, 1, 1}, 0, &part), 1);
	assert_true(!part.land_class.known && !part.planned.known && part.area_frac == 1);
	unit.land.n = 0;
	assert_int_equal(qs_land_part(&unit, &(struct qs_date){2023, 6, 1}, 0, &part), 1);
	assert_int_equal(qs_land_part(&unit, &(struct qs_date){2023, 6, 1}, 1, &part), 0);
}

static void a_share_is_followed_back_where_that_is_clear(void **state)
{
	struct qs_land_spell history[] = {spell(1990, 1, QS_MINING, -1), spell(2010, 1, QS_MINING, -1),
					  spell(2010, 1, QS_FOREST, 1),  spell(2020, 1, QS_MINING, -1),
					  spell(2020, 1, QS_FOREST, 1),  spell(2020, 1, QS_GRASS, -1)};
	struct qs_unit unit = {.land = {history, 6}};
	const struct qs_date at = {2026, 1, 1};
	struct qs_land_part part;

	(void)state;
	assert_int_equal(qs_land_part(&unit, &at, 0, &part), 1);
	assert_true(part.land_class.number == QS_MINING && part.class_years.number == 36);
	assert_int_equal(qs_land_part(&unit, &at, 1, &part), 1);
	assert_true(part.land_class.number == QS_FOREST && part.planned_years.number == 16 &&
		    part.class_years.number == 16);
	assert_int_equal(qs_land_part(&unit, &at, 2, &part), 1);
	assert_true(part.land_class.number == QS_GRASS && !part.class_years.known && !part.planned.known);
	assert_int_equal(qs_land_part(&unit, &at, 3, &part), 0);
}

/* ---- verdicts ---- */

static void the_ten_sites_have_the_verdicts_of_the_demonstration(void **state)
{
	static const struct {
		const char *site, *unit; /* unit NULL: the site's own */
		enum qs_grade grade;
		double ha;
		const char *failed, *missing;
	} expected[] = {
		{"MZY", "MZY-a", QS_INELIGIBLE, 3.5, "CCER-A03 CCER-A04", "CCER-A17"},
		{"MZY", "MZY-b", QS_INELIGIBLE, 2, "CCER-A03 CCER-A04", ""},
		{"MZY", NULL, QS_INELIGIBLE, 5.5, "CCER-A03 CCER-A04", ""},
		{"SYZ", NULL, QS_INELIGIBLE, 3.155742, "CCER-A03 CCER-A04", ""},
		{"XQS", "XQS-a", QS_INELIGIBLE, 7, "CCER-A02 CCER-A03 CCER-A17", ""},
		{"XQS", "XQS-b", QS_INELIGIBLE, 1.67, "CCER-A17", ""},
		{"XQS", NULL, QS_INELIGIBLE, 8.67, "CCER-A02 CCER-A03", ""},
		{"CJF", "CJF-a", QS_INELIGIBLE, 14, "CCER-A03", ""},
		{"CJF", "CJF-b", QS_CREDIT_CONDITIONAL, 6, "CCER-A03", "CCER-A04 CCER-A05 CCER-A08"},
		{"CJF", "CJF-c", QS_INELIGIBLE, 12, "CCER-A17", ""},
		{"CJF", NULL, QS_CREDIT_CONDITIONAL, 6, "CCER-A03", "CCER-A05 CCER-A08"},
		{"SYM", NULL, QS_INELIGIBLE, 63.1, "CCER-A03", "N06"},
		{"NTL", "NTL-a", QS_INELIGIBLE, 11.3, "CCER-A03", "N06"},
		{"NTL", NULL, QS_INELIGIBLE, 13.33, "CCER-A03", ""},
		{"QJT", "QJT-c", QS_INELIGIBLE, 24, "CCER-A03 CCER-A17", ""},
		{"QJT", "QJT-d", QS_INELIGIBLE, 8, "CCER-A17", ""},
		{"QJT", NULL, QS_INELIGIBLE, 48.4, "CCER-A03 CCER-A17", ""},
		{"YQ", "YQ-a", QS_CREDIT_CONDITIONAL, 45, "", "CCER-A05 CCER-A11 CCER-A13 CCER-B01"},
		{"YQ", "YQ-b", QS_INELIGIBLE, 15, "CCER-A17", ""},
		{"YQ", NULL, QS_CREDIT_CONDITIONAL, 45, "", "CCER-A05 CCER-A11 CCER-A13 CCER-B01"},
		{"HR", "HR-a", QS_INELIGIBLE, 34, "CCER-A17", ""},
		{"HR", "HR-b", QS_INELIGIBLE, 6, "CCER-A03 CCER-A17", ""},
		{"HR", NULL, QS_INELIGIBLE, 40, "CCER-A17", ""},
		{"PG", "PG-a", QS_CREDIT_CONDITIONAL, 14, "", "CCER-A04 CCER-A05 CCER-A13"},
		{"PG", "PG-b", QS_CREDIT_CONDITIONAL, 3.61089, "", "CCER-A04 CCER-A08 CCER-A17"},
		{"PG", NULL, QS_CREDIT_CONDITIONAL, 17.61089, "", "CCER-A04 CCER-A17"},
	};
	struct read r;

	(void)state;
	read_path(&r, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	assert_int_equal(r.status, QS_OK);
	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
		const struct qs_site *const site = site_of(&r, expected[i].site);
		const struct qs_verdict *verdict;
		struct judged j;
		size_t u = 0;

		judge(&j, &r, site, CCER);
		while (expected[i].unit && u < site->units.n && strcmp(site->units.items[u].id, expected[i].unit) != 0)
			u++;
		assert_true(u < site->units.n);
		verdict = expected[i].unit ? &j.all->units[u * j.all->n + j.m] : &j.all->site[j.m];
		expect_verdict(&j, verdict, expected[i].unit ? expected[i].unit : expected[i].site, expected[i].grade,
			       expected[i].ha, expected[i].failed, expected[i].missing);
		if (!strcmp(expected[i].site, "YQ") && !expected[i].unit) /* these four and nothing else */
			expect_rules(&j, verdict->missing, expected[i].missing, 1, "YQ");
		qs_arena_free(&j.arena);
	}
	drop(&r);
}

/* Judged by the date of the real case, the rules that fail as if in 2026 fail too; works before November 2012 fail N01. */
static void at_the_dates_of_the_replays_the_same_rules_fail(void **state)
{
	static const char *const replays[] = {"MZY", "SYZ", "XQS", "CJF", "SYM", "NTL", "QJT"};
	struct read r;

	(void)state;
	read_path(&r, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	assert_int_equal(r.status, QS_OK);
	for (size_t i = 0; i < sizeof replays / sizeof replays[0]; i++) {
		const struct qs_site *const site = site_of(&r, replays[i]);
		const int early = site->replay_of.year < 2012;
		struct judged now, then;
		size_t n01 = 0;

		judge(&now, &r, site, CCER);
		for (size_t g = 0; g < r.input.portfolio.registrations.n; g++)
			r.input.portfolio.registrations.items[g].start = (struct qs_date){(int)site->replay_of.year, 3, 1};
		judge(&then, &r, site, CCER);
		for (size_t g = 0; g < r.input.portfolio.registrations.n; g++)
			r.input.portfolio.registrations.items[g].start = (struct qs_date){2026, 3, 1};
		while (strcmp(then.all->methodologies[then.m].needs.items[n01], "N01") != 0)
			n01++;
		for (size_t u = 0; u < site->units.n; u++) {
			const struct qs_verdict *const a = &now.all->units[u * now.all->n + now.m], *const b = &then.all->units[u * then.all->n + then.m];

			if (a->failed & ~b->failed)
				fail_msg("%s: a rule that fails in 2026 does not in %d", replays[i], (int)site->replay_of.year);
			assert_int_equal((int)(b->failed >> n01 & 1), early);
			assert_false(a->failed >> n01 & 1);
		}
		assert_int_equal(then.all->site[then.m].grade == QS_INELIGIBLE, early || now.all->site[now.m].grade == QS_INELIGIBLE);
		qs_arena_free(&now.arena);
		qs_arena_free(&then.arena);
	}
	assert_true(site_of(&r, "SYM")->replay_of.year < 2012);
	drop(&r);
}

static void other_methodologies_judge_the_sites_too(void **state)
{
	struct judged j;
	struct read r;

	(void)state;
	read_path(&r, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	assert_int_equal(r.status, QS_OK);
	judge(&j, &r, site_of(&r, "NTL"), "VM0047-CENSUS"); /* 975 trees a hectare against 50 */
	expect_verdict(&j, &j.all->units[j.m], "NTL-a", QS_INELIGIBLE, 11.3, "VM02", "");
	qs_arena_free(&j.arena);
	judge(&j, &r, site_of(&r, "MZY"), "AR-ACM0003"); /* takes no new projects: never better than accounting */
	expect_verdict(&j, &j.all->site[j.m], "MZY", QS_ACCOUNTING_ONLY, 5.5, "", "");
	qs_arena_free(&j.arena);
	judge(&j, &r, site_of(&r, "YQ"), "VM0047-AREA");
	expect_verdict(&j, &j.all->site[j.m], "YQ", QS_CREDIT_CONDITIONAL, 60, "", "VM05");
	qs_arena_free(&j.arena);
	drop(&r);
}

static void a_quarry_reclassed_too_late_fails_the_three_years(void **state)
{
	static const struct {
		const char *from;
		int fails;
	} twins[] = {{"2024-10-01", 1}, {"2023-03-02", 1}, {"2023-03-01", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++) {
		char *const text = demonstration_with("2022-10-01", twins[i].from);
		struct judged j;
		struct read r;

		read_text(&r, text);
		assert_int_equal(r.status, QS_OK);
		judge(&j, &r, site_of(&r, "PG"), CCER);
		expect_verdict(&j, &j.all->site[j.m], twins[i].from,
			       twins[i].fails ? QS_INELIGIBLE : QS_CREDIT_CONDITIONAL, 17.61089,
			       twins[i].fails ? "CCER-A04" : "", "");
		qs_arena_free(&j.arena);
		drop(&r);
		free(text);
	}
}

#define PLANNED "{\"from\":\"2000-01-01\",\"class\":\"forest\",\"planned_afforestation\":true}"
#define RECLASSED                                                                                                  \
	"[{\"from\":\"1990-01-01\",\"class\":\"mining\"},{\"from\":\"2021-01-01\",\"class\":\"forest\",\"planned_" \
	"afforestation\":true}]"
#define LAND(class) "{\"from\":\"1990-01-01\",\"class\":\"" class "\"}"
#define HELD "{\"CCER-A05\":{\"held\":true},\"CCER-A13\":{\"held\":true},\"CCER-B01\":{\"held\":true}}"

#define ALL_HELD                                                                                                 \
	"{\"CCER-A02\":{\"held\":true},\"CCER-A03\":{\"held\":true},\"CCER-A04\":{\"held\":true},\"CCER-A05\":{" \
	"\"held\":true},"                                                                                        \
	"\"CCER-A07\":{\"held\":true},\"CCER-A10\":{\"held\":true},\"CCER-A11\":{\"held\":true},\"CCER-A13\":{"  \
	"\"held\":true},"                                                                                        \
	"\"CCER-B01\":{\"held\":true},\"N06\":{\"held\":true}}"

/* One site of one unit. */
static char *one_unit(const char *land, const char *more, const char *treatment, const char *facts,
		      const char *evidence)
{
	char *const text = malloc(8192);

	assert_non_null(text);
	snprintf(
		text, 8192,
		"{\"name\":\"n\",\"start_year\":2026,\"years\":40,\"regions\":{\"r\":{\"station\":\"54511\"}},"
		"\"treatments\":{"
		"\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0}]},"
		"\"trees\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":"
		"{\"pinus_tabuliformis\":1},\"stems_per_ha\":1650}]},"
		"\"shrubs\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":"
		"{\"vitex_negundo\":1},\"stems_per_ha\":2500}]},"
		"\"spray\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"hydroseed\",\"year\":1,\"amount\":1,"
		"\"species\":{\"vitex_negundo\":1},\"cover_frac\":0.5}]},"
		"\"cleared\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"grade\",\"year\":0,\"amount\":0.3},"
		"{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":1},\"stems_per_ha\":1650}]},"
		"\"grass\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"hydroseed\",\"year\":1,\"amount\":1,"
		"\"species\":{\"sown_grass\":1},\"cover_frac\":0.5}]},"
		"\"late\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":"
		"{\"pinus_tabuliformis\":1},\"stems_per_ha\":1650},{\"measure\":\"rip\",\"year\":9,\"amount\":0.3}]},"
		"\"sparse\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":"
		"{\"sophora_japonica\":1},\"stems_per_ha\":50}]}},"
		"\"sites\":[{\"id\":\"S\",\"name\":\"s\",\"region\":\"r\",\"type\":\"degraded_ecosystem\",\"elevation_"
		"m\":300,"
		"\"rain_mm_per_year\":550,\"facts\":%s,\"evidence\":%s,"
		"\"units\":[{\"id\":\"S-1\",\"area_ha\":10,\"substrate\":\"waste_rock\",\"cover_frac\":0.3,"
		"%s%s\"land\":%s,\"treatment\":\"%s\"}]}],"
		"\"registrations\":[{\"id\":\"g\",\"methodology\":\"" CCER
		"\",\"sites\":[\"S\"],\"start\":\"2026-03-01\"}]}",
		facts, evidence, strstr(more, "baseline") ? "" : "\"baseline\":{\"grazing_frac\":0},", more, land,
		treatment);
	return text;
}

static void small_units_follow_the_decision_table(void **state)
{
	static const char unplanted[] = "{\"programme_planted\":false,\"burning\":false}";
	static const char planted[] = "{\"programme_planted\":false,\"burning\":false,\"planted_before_start\":true}";
	static const char burnt[] = "{\"programme_planted\":false,\"burning\":true}";
	static const char open[] = "\"woody_cover_frac\":0.1,\"crown_density_frac\":0.05,";
	static const char dense[] = "\"woody_cover_frac\":0.3,\"crown_density_frac\":0.2,";
	static const struct {
		const char *what, *land, *more, *treatment, *facts, *evidence;
		enum qs_grade grade;
		const char *failed, *missing;
	} table[] = {
		{"hill, all papers", PLANNED, open, "trees", unplanted, HELD, QS_CREDIT_EX_ANTE, "", ""},
		{"hill, no papers", PLANNED, open, "trees", unplanted, "{}", QS_CREDIT_CONDITIONAL, "",
		 "CCER-A05 CCER-A13 CCER-B01"},
		{"hill, nothing stated", PLANNED, open, "trees", "{}", "{}", QS_CREDIT_CONDITIONAL, "", "CCER-A10 N06"},
		{"stand with crowns", PLANNED, dense, "trees", unplanted, HELD, QS_INELIGIBLE, "CCER-A04", ""},
		{"shrubs", PLANNED, open, "shrubs", unplanted, HELD, QS_CREDIT_EX_ANTE, "", ""},
		{"hydroseeded shrubs", PLANNED, open, "spray", unplanted, HELD, QS_CREDIT_CONDITIONAL, "", "CCER-A17"},
		{"hydroseeded grass", PLANNED, open, "grass", unplanted, HELD, QS_INELIGIBLE, "CCER-A01 CCER-A17", ""},
		{"closure", PLANNED, open, "closure", unplanted, HELD, QS_INELIGIBLE, "CCER-A17", ""},
		{"soil worked again", PLANNED, open, "late", unplanted, HELD, QS_INELIGIBLE, "CCER-A09", ""},
		{"quarry", LAND("mining"), open, "trees", unplanted, HELD, QS_INELIGIBLE, "CCER-A03 CCER-A04", ""},
		{"quarry, re-classed", RECLASSED, open, "trees", unplanted, HELD, QS_CREDIT_CONDITIONAL, "",
		 "CCER-A04"},
		{"quarry, planted before", RECLASSED, open, "trees", planted, HELD, QS_INELIGIBLE, "CCER-A04", ""},
		{"park", LAND("construction_urban"), open, "trees", unplanted, HELD, QS_INELIGIBLE, "CCER-A03", ""},
		{"farmland", LAND("cropland"), open, "trees", unplanted, HELD, QS_INELIGIBLE, "CCER-A04 CCER-A11", ""},
		{"wetland", LAND("wetland"), open, "trees", unplanted, HELD, QS_INELIGIBLE, "CCER-A07", ""},
		{"orchard", LAND("orchard"), open, "trees", unplanted, HELD, QS_INELIGIBLE, "CCER-A02", ""},
		{"many small plots", PLANNED, "\"parcels\":300,\"woody_cover_frac\":0.1,\"crown_density_frac\":0.05,",
		 "trees", unplanted, HELD, QS_INELIGIBLE, "CCER-A06", ""},
		{"forest, plan not stated", LAND("forest"), open, "trees", unplanted, HELD, QS_CREDIT_CONDITIONAL, "",
		 "CCER-A04"},
		{"trees in the way", PLANNED, open, "cleared", unplanted, HELD, QS_INELIGIBLE, "CCER-A08", ""},
		{"trees not surveyed", PLANNED, "\"woody_cover_frac\":0.1,", "cleared", unplanted, HELD,
		 QS_CREDIT_CONDITIONAL, "", "CCER-A08"},
		{"no trees", PLANNED, "\"woody_cover_frac\":0.1,\"crown_density_frac\":0,", "cleared", unplanted, HELD,
		 QS_CREDIT_EX_ANTE, "", ""},
		{"many shrubs in the way", PLANNED, "\"woody_cover_frac\":0.21,\"crown_density_frac\":0,", "cleared",
		 unplanted, HELD, QS_INELIGIBLE, "CCER-A08", ""},
		{"grazed", PLANNED, "\"baseline\":{\"grazing_frac\":0.3},\"crown_density_frac\":0,", "trees", unplanted,
		 HELD, QS_CREDIT_CONDITIONAL, "", "CCER-A11"},
		{"papers answer what is open", "[]", open, "trees", "{}", ALL_HELD, QS_CREDIT_EX_ANTE, "", ""},
		{"and not what fails", LAND("mining"), open, "trees", "{\"burning\":true}", ALL_HELD, QS_INELIGIBLE,
		 "CCER-A03 CCER-A04 CCER-A10", ""},
		{"burnt", PLANNED, open, "trees", burnt, HELD, QS_INELIGIBLE, "CCER-A10", ""},
		{"no land stated", "[]", open, "trees", unplanted, HELD, QS_CREDIT_CONDITIONAL, "",
		 "CCER-A02 CCER-A03 CCER-A04 CCER-A07 CCER-A11"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char *const text =
			one_unit(table[i].land, table[i].more, table[i].treatment, table[i].facts, table[i].evidence);
		struct judged j;
		struct read r;

		read_text(&r, text);
		if (r.status != QS_OK)
			fail_msg("%s: %s %s", table[i].what, r.err.text, r.line);
		judge(&j, &r, r.sites, CCER);
		expect_verdict(&j, &j.all->site[j.m], table[i].what, table[i].grade, 10, table[i].failed,
			       table[i].missing);
		if (table[i].grade == QS_CREDIT_EX_ANTE)
			assert_true(!j.all->site[j.m].missing && !j.all->site[j.m].failed);
		if (table[i].grade == QS_CREDIT_CONDITIONAL)
			assert_true(!j.all->site[j.m].failed);
		qs_arena_free(&j.arena);
		drop(&r);
		free(text);
	}
}

static void the_census_route_takes_fifty_trees_a_hectare(void **state)
{
	char *const text = one_unit(LAND("construction_urban"), "", "sparse", "{\"burning\":false}", "{}");
	struct judged j;
	struct read r;

	(void)state;
	read_text(&r, text);
	assert_int_equal(r.status, QS_OK);
	judge(&j, &r, r.sites, "VM0047-CENSUS");
	expect_verdict(&j, &j.all->site[j.m], "park", QS_CREDIT_CONDITIONAL, 10, "", "VM02 VM06");
	qs_arena_free(&j.arena);
	drop(&r);
	free(text);
}

static void every_fact_row_is_found_and_named_in_both_languages(void **state)
{
	struct qs_fact_row row;
	size_t n = 0;

	(void)state;
	for (; qs_fact_row(n, &row); n++) {
		assert_int_equal(qs_fact_find(row.id), n);
		assert_true(*row.zh && *row.en && row.unit);
		assert_true((row.type == QS_FACT_WORD) == (row.words != NULL));
		assert_true(row.is_stated == (n >= QS_FACT_COUNT));
	}
	assert_true(n > QS_FACT_COUNT + qs_table_stated_facts.n + qs_table_policy_terms.n);
	assert_int_equal(qs_fact_find("no_such_fact"), -1);
	for (size_t i = 0; i < qs_table_stated_facts.n; i++) {
		const enum qs_kind kind = qs_table_stated_facts.fields[i].kind;

		assert_true(kind == QS_KIND_BOOL || kind == QS_KIND_NUMBER); /* what a condition can compare */
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_any_and_not_follow_kleenes_tables),
		cmocka_unit_test(numbers_dates_and_words_compare_and_the_unknown_stays_unknown),
		cmocka_unit_test(a_stated_truth_is_known_only_if_stated),
		cmocka_unit_test(years_are_whole_at_anniversaries),
		cmocka_unit_test(the_land_at_the_start_counts_and_later_land_does_not),
		cmocka_unit_test(a_share_is_followed_back_where_that_is_clear),
		cmocka_unit_test(the_ten_sites_have_the_verdicts_of_the_demonstration),
		cmocka_unit_test(at_the_dates_of_the_replays_the_same_rules_fail),
		cmocka_unit_test(other_methodologies_judge_the_sites_too),
		cmocka_unit_test(a_quarry_reclassed_too_late_fails_the_three_years),
		cmocka_unit_test(small_units_follow_the_decision_table),
		cmocka_unit_test(the_census_route_takes_fifty_trees_a_hectare),
		cmocka_unit_test(every_fact_row_is_found_and_named_in_both_languages),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
