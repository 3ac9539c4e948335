/* model/market/way: the search against trying every set, and what the shipped sites need. */
#include "model/market/way.h"
#include "tests/judging.h"

static uint64_t next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

static unsigned below(uint64_t *s, unsigned n)
{
	return (unsigned)(next(s) >> 33) % n;
}

/* ---- against brute force ---- */

/* Facts of a part as they might be: some known ones unknown, some unknown ones known, truths turned round. */
static void stir(uint64_t *s, struct qs_facts *facts)
{
	static const enum qs_fact truths[] = {QS_FACT_IS_planned_afforestation, QS_FACT_IS_plants_woody, QS_FACT_IS_sows_woody,
					      QS_FACT_IS_plants_economic, QS_FACT_IS_trees_removed, QS_FACT_IS_planted_early};
	static const struct {
		enum qs_fact fact;
		double values[3];
	} numbers[] = {{QS_FACT_IS_planned_years, {0, 1.5, 4}},     {QS_FACT_IS_class_years, {0, 5, 30}},
		       {QS_FACT_IS_stems_per_ha, {0, 45, 2000}},    {QS_FACT_IS_last_disturbance_year, {-1, 1, 9}},
		       {QS_FACT_IS_crediting_years, {10, 30, 60}},  {QS_FACT_IS_first_batch_years, {1, 5, 8}},
		       {QS_FACT_IS_woody_removed_frac, {0, 0.1, 0.5}}, {QS_FACT_IS_crown_density_frac, {0, 0.1, 0.1}},
		       {QS_FACT_IS_land_class, {QS_FOREST, QS_MINING, QS_GRASS}}};

	for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++)
		facts->value[truths[i]] = (struct qs_fact_value){below(s, 4) > 0, below(s, 2)};
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		facts->value[numbers[i].fact] = (struct qs_fact_value){below(s, 5) > 0, numbers[i].values[below(s, 3)]};
}

static int lesser(const struct qs_way *a, const struct qs_way *b)
{
	if (a->count != b->count)
		return a->count < b->count;
	if (fabs(a->delay_years - b->delay_years) > 1e-12)
		return a->delay_years < b->delay_years;
	return a->cost_cny < b->cost_cny - 1e-9;
}

/* Every set of all changes, whether it concerns the rules or not. fixed: rules that are false whatever is made. */
static void try_all(const struct qs_way_task *task, struct qs_way *best, uint64_t *fixed)
{
	*best = (struct qs_way){0};
	*fixed = ~(uint64_t)0;
	for (uint32_t set = 0; set < (uint32_t)1 << task->packs->changes.n; set++) {
		struct qs_way one = {0};

		if (qs_way_try(task, set, &one))
			continue;
		*fixed &= one.fixed;
		if (one.found && (!best->found || lesser(&one, best)))
			*best = one;
	}
}

/* Other ways to the same, so that sets of one size differ in delay and cost. */
#define OTHER(id, sets) \
	"\"" id "\":{\"name\":\"" id "\",\"source\":\"s\",\"status\":\"assumption\",\"sets\":[" sets "]}"
#define TO(fact, value) \
	"{\"fact\":\"" fact "\",\"value\":{\"value\":" value ",\"source\":\"s\",\"status\":\"assumption\"}}"
#define OTHERS \
	"{\"packs\":[{\"changes\":{" OTHER("other_class", "{\"fact\":\"land_class\",\"is\":\"forest\"}," TO("planned_afforestation", "1")) "," \
	OTHER("other_plants", TO("plants_woody", "1") "," TO("stems_per_ha", "40")) "," OTHER("other_period", TO("crediting_years", "40")) "}}],"

/* The demonstration with them. */
static char *with_others(void)
{
	char *const plain = demonstration_with("2022-10-01", "2022-10-02");
	char *const text = malloc(strlen(plain) + sizeof OTHERS);

	assert_non_null(text);
	strcpy(text, OTHERS);
	strcat(text, strchr(plain, '{') + 1);
	free(plain);
	return text;
}

/* Delays and costs as they might be. */
static void price(uint64_t *s, const struct qs_packs *packs)
{
	for (size_t c = 0; c < packs->changes.n; c++) {
		packs->changes.items[c].delay_years.value = below(s, 3) / 2.0;
		packs->changes.items[c].cost_cny.value = 1000.0 * below(s, 20);
	}
}

static void the_search_finds_what_trying_every_set_finds(void **state)
{
	char *const text = with_others();
	size_t found = 0, none = 0, several = 0;
	uint64_t s = 77;
	struct read r;

	(void)state;
	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	for (int i = 0; i < 150; i++) {
		const struct qs_site *const site = &r.sites[below(&s, (unsigned)r.n)];
		const struct qs_unit *const unit = &site->units.items[below(&s, (unsigned)site->units.n)];
		const struct qs_methodology_pack *const m =
			&r.input.packs.methodologies.items[below(&s, (unsigned)r.input.packs.methodologies.n)];
		const struct qs_date start = {2026, 3, 1};
		const struct qs_registration *registration;
		struct qs_way way = {0}, best;
		struct qs_land_part part;
		struct qs_facts facts;
		uint64_t fixed;

		price(&s, &r.input.packs);
		qs_start_of(&r.input.portfolio, site, m->id, &registration);
		assert_true(qs_land_part(unit, &start, 0, &part));
		qs_facts_of(&r.input.portfolio, &r.input.packs, site, unit, &part, registration, &start, &facts);
		stir(&s, &facts);
		const struct qs_way_task task = {&r.input.portfolio, &r.input.packs, site, m, &facts, 3};

		qs_way_search(&task, &way);
		try_all(&task, &best, &fixed);
		if (way.found != best.found || (way.found && (way.count != best.count || fabs(way.delay_years - best.delay_years) > 1e-12 ||
							      fabs(way.cost_cny - best.cost_cny) > 1e-9)))
			fail_msg("case %d, %s: %d changes found %d, by force %d changes found %d", i, m->id, (int)way.count, way.found,
				 (int)best.count, best.found);
		if (!way.found && way.fixed != fixed)
			fail_msg("case %d, %s: rules that cannot change differ", i, m->id);
		found += (size_t)way.found;
		none += !way.found;
		several += way.count > 1;
	}
	if (found < 30 || none < 10 || several < 10) /* all kinds are to be seen */
		fail_msg("%zu found, %zu of several changes, %zu not", found, several, none);
	drop(&r);
	free(text);
}

/* ---- the shipped sites ---- */

static const struct qs_way *way_in(const struct qs_site *site, const struct qs_way *ways, size_t n, const char *unit,
				   const char *methodology)
{
	for (size_t w = 0; w < n; w++)
		if (!strcmp(site->units.items[ways[w].unit].id, unit) && !strcmp(ways[w].methodology->id, methodology))
			return &ways[w];
	return NULL;
}

static void expect_way(const struct read *r, const char *site_id, const char *unit, const char *methodology, const char *changes,
		       double delay, int year)
{
	const struct qs_site *const site = site_of(r, site_id);
	const struct qs_way *way;
	struct qs_way *ways;
	char made[200] = "";
	struct qs_err err = {0};
	struct judged j;
	size_t n;

	judge(&j, r, site, methodology);
	assert_int_equal(qs_ways_of(&j.arena, &r->input.portfolio, &r->input.packs, site, j.all, &ways, &n, &err), QS_OK);
	way = way_in(site, ways, n, unit, methodology);
	if (!changes) {
		assert_null(way); /* not excluded */
	} else {
		assert_non_null(way);
		for (size_t s = 0; s < way->count; s++)
			snprintf(made + strlen(made), sizeof made - strlen(made), "%s%s", s ? " " : "", way->steps[s].change->id);
		assert_string_equal(made, changes);
		assert_int_equal(way->found, *changes != 0);
		assert_true(fabs(way->delay_years - delay) < 1e-9);
		assert_int_equal(way->start.year, year);
	}
	qs_arena_free(&j.arena);
}

static void quarries_are_reclassed_and_wait_three_years(void **state)
{
	struct read r;

	(void)state;
	read_path(&r, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	assert_int_equal(r.status, QS_OK);
	expect_way(&r, "SYZ", "SYZ-a", CCER, "reclass_forest wait_unplanted", 4, 2030);
	expect_way(&r, "SYZ", "SYZ-b", CCER, "reclass_forest wait_unplanted", 4, 2030);
	expect_way(&r, "MZY", "MZY-b", CCER, "reclass_forest wait_unplanted", 4, 2030);
	/* cleared building land: the same, or at once by the census route with fewer trees */
	expect_way(&r, "NTL", "NTL-a", CCER, "reclass_forest wait_unplanted", 4, 2030);
	expect_way(&r, "NTL", "NTL-a", "VM0047-CENSUS", "plant_sparse", 0, 2026);
	expect_way(&r, "MZY", "MZY-a", "VM0047-CENSUS", "", 0, 2026); /* nothing can be planted on a rock face */
	expect_way(&r, "YQ", "YQ-b", CCER, "plant_woody", 0, 2026);   /* closed until now */
	expect_way(&r, "PG", "PG-a", CCER, NULL, 0, 0);
	drop(&r);
}

static void a_twin_reclassed_in_2024_waits_for_the_rest_of_three_years(void **state)
{
	char *const text = demonstration_with("2022-10-01", "2024-10-01");
	const struct qs_date since = {2024, 10, 1}, start = {2026, 3, 1};
	struct read r;

	(void)state;
	read_text(&r, text);
	assert_int_equal(r.status, QS_OK);
	expect_way(&r, "PG", "PG-a", CCER, "wait_unplanted", 3 - qs_years_between(&since, &start), 2027);
	drop(&r);
	free(text);
}

static void changes_of_a_registration_older_than_the_run_begin_with_the_run(void **state)
{
	char *const text = demonstration_with("2026-03-01", "2021-03-01");
	struct read r;

	(void)state;
	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	expect_way(&r, "SYZ", "SYZ-a", CCER, "reclass_forest wait_unplanted", 4, 2030); /* and not 2025 */
	expect_way(&r, "NTL", "NTL-a", "VM0047-CENSUS", "plant_sparse", 0, 2026);
	drop(&r);
	free(text);
}

static void dates_move_by_months_of_their_own_length(void **state)
{
	static const struct {
		struct qs_date from;
		double years;
		struct qs_date to;
	} table[] = {{{2026, 3, 1}, 4, {2030, 3, 1}},
		     {{2026, 3, 1}, 1.5, {2027, 9, 1}},
		     {{2026, 8, 31}, 0.5, {2027, 3, 1}}, /* no 31 February */
		     {{2024, 10, 1}, 3, {2027, 10, 1}},
		     {{2026, 12, 31}, 0, {2026, 12, 31}}};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const struct qs_date got = qs_date_later(&table[i].from, table[i].years);

		if (got.year != table[i].to.year || got.month != table[i].to.month || got.day != table[i].to.day)
			fail_msg("row %zu: %04d-%02d-%02d", i, got.year, got.month, got.day);
	}
}

/* ---- packs of changes ---- */

#define PACKS(more) "\"members\":8,\"packs\":[{\"changes\":{" more "}}]"

static void a_change_of_a_users_pack_is_found_without_any_c(void **state)
{
	char *const text = changed("\"members\":8", PACKS("\"decree\":{\"name\":\"by decree\",\"source\":\"s\",\"status\":\"assumption\","
							    "\"sets\":[{\"fact\":\"land_class\",\"is\":\"forest\"},"
							    "{\"fact\":\"planned_afforestation\",\"value\":{\"value\":1,\"source\":\"s\",\"status\":\"assumption\"}},"
							    "{\"fact\":\"planned_years\",\"value\":{\"value\":9,\"source\":\"s\",\"status\":\"assumption\"}}]}"));
	struct read r;

	(void)state;
	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	expect_way(&r, "A", "A-1", CCER, "decree", 0, 2026); /* one change in place of two */
	drop(&r);
	free(text);
}

static void a_malformed_change_is_refused(void **state)
{
	static const struct {
		const char *pack, *says;
	} table[] = {
		{"\"sets\":[{\"fact\":\"land_clas\",\"is\":\"forest\"}]", "fact \"land_clas\" is not defined"},
		{"\"sets\":[{\"fact\":\"land_class\",\"is\":\"woods\"}]", "word \"woods\" is not defined"},
		{"\"sets\":[{\"fact\":\"land_class\"}]", "does not fit the type of the fact"},
		{"\"sets\":[{\"fact\":\"start\",\"is\":\"x\"}]", "does not fit the type of the fact"},
		{"\"waits_for\":\"planned_years\",\"sets\":[{\"fact\":\"land_class\",\"is\":\"forest\"}]", "waits_for must be a number"},
		{"\"after\":[\"nothing\"],\"sets\":[{\"fact\":\"land_class\",\"is\":\"forest\"}]", "change \"nothing\" is not defined"},
		{"\"serves\":[\"none\"],\"sets\":[{\"fact\":\"land_class\",\"is\":\"forest\"}]", "methodology \"none\" is not defined"},
		{"\"when\":{\"fact\":\"x\"},\"sets\":[{\"fact\":\"land_class\",\"is\":\"forest\"}]", "fact \"x\" is not defined"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char part[800];
		struct read r;
		char *text;

		snprintf(part, sizeof part, PACKS("\"c\":{\"name\":\"c\",\"source\":\"s\",\"status\":\"assumption\",%s}"), table[i].pack);
		text = changed("\"members\":8", part);
		read_text(&r, text);
		if (r.status != QS_EINPUT || !strstr(r.line, table[i].says))
			fail_msg("%s: %s", table[i].pack, r.line);
		drop(&r);
		free(text);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_search_finds_what_trying_every_set_finds),
		cmocka_unit_test(quarries_are_reclassed_and_wait_three_years),
		cmocka_unit_test(a_twin_reclassed_in_2024_waits_for_the_rest_of_three_years),
		cmocka_unit_test(changes_of_a_registration_older_than_the_run_begin_with_the_run),
		cmocka_unit_test(dates_move_by_months_of_their_own_length),
		cmocka_unit_test(a_change_of_a_users_pack_is_found_without_any_c),
		cmocka_unit_test(a_malformed_change_is_refused),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
