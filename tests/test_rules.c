/* Rules as packs: what is refused and where, what a user's pack changes, what a resolved plan keeps. */
#include "tests/judging.h"

static void a_malformed_rule_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *rule, *says;
	} samples[] = {
		{"\"when\":{\"fact\":\"land_clas\",\"is\":[\"mining\"]}",
		 "/rules/CCER-A03/when/0 fact \"land_clas\" is not defined  hint: nearest: land_class"},
		{"\"when\":{\"fact\":\"land_class\",\"is\":[\"minning\"]}",
		 "/rules/CCER-A03/when/0 word \"minning\" is not defined"},
		{"\"when\":{\"fact\":\"land_class\"}", "/rules/CCER-A03/when/0 the fact is a word and needs \"is\""},
		{"\"when\":{\"fact\":\"start\",\"op\":\">\"}", "needs \"date\""},
		{"\"when\":{\"fact\":\"slope_deg\",\"op\":\"<\"}", "needs \"value\""},
		{"\"when\":{\"fact\":\"slope_deg\",\"op\":\"=<\",\"value\":{\"value\":3,\"source\":\"s\",\"status\":"
		 "\"verified\"}}",
		 "not one of the allowed words: \"=<\""},
		{"\"when\":{\"fact\":\"slope_deg\",\"op\":\"<\",\"value\":3}",
		 "E2301]: /packs/0/rules/CCER-A03/when/value"},
		{"\"when\":{\"fact\":\"slope_deg\",\"op\":\"<\",\"value\":{\"source\":\"s\",\"status\":\"verified\"}}",
		 "E2102]"},
		{"\"when\":{\"fact\":\"burning\",\"op\":\"==\"}", "does not fit the type of the fact"},
		{"\"when\":{\"any\":[{\"fact\":\"burning\"},{\"all\":[{\"not\":{\"fact\":\"burnin\"}}]}]}",
		 "/rules/CCER-A03/when/0/any/1/all/0/not/0 fact \"burnin\""},
		{"\"when\":{\"any\":[]}", "E2111]: /packs/0/rules/CCER-A03/when/any"},
		{"\"when\":[]", "E2111]: /packs/0/rules/CCER-A03/when"},
		{"\"when\":{}", "exactly one of fact, all, any and not"},
		{"\"when\":{\"fact\":\"burning\",\"not\":{\"fact\":\"burning\"}}",
		 "exactly one of fact, all, any and not"},
		{"\"when\":{\"al\":[{\"fact\":\"burning\"}]}", "unknown key \"al\"  hint: nearest known key: all"},
		{"\"when\":{\"all\":[{\"fact\":\"burning\"}],\"op\":\"<\"}", "there is no fact to compare"},
		{"\"when\":\"slope < 3\"", "E2103]: /packs/0/rules/CCER-A03/when"},
		{"\"status\":\"sure\"", "E2105]: /packs/0/rules/CCER-A03/status"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char part[1024];
		char *text;
		struct read r;

		snprintf(part, sizeof part, "\"members\":8,\n\n\"packs\":[{\"rules\":{\"CCER-A03\":{%s}}}]",
			 samples[i].rule);
		text = changed("\"members\":8", part);
		read_text(&r, text);
		if (r.status != QS_EINPUT || !strstr(r.line, samples[i].says) || !strstr(r.line, "p.json:3:"))
			fail_msg("%s: status %d, \"%s\"", samples[i].rule, (int)r.status, r.line);
		drop(&r);
		free(text);
	}
}

static void a_rule_says_what_follows_where_it_is_not_met(void **state)
{
	static const char rule[] = "\"members\":8,\"packs\":[{\"rules\":{\"OWN\":{\"name\":\"n\",\"why\":\"w\",%s\"group\":\"g\","
				   "\"source\":\"s\",\"status\":\"assumption\",\"when\":{\"fact\":\"burning\"}}}}]";
	static const char *const given[] = {"", "\"unmet\":\"nothing is issued\","};
	const struct qs_rule_pack *own;

	(void)state;
	for (int k = 0; k < 2; k++) {
		char part[512];
		char *text;
		struct read r;

		snprintf(part, sizeof part, rule, given[k]);
		text = changed("\"members\":8", part);
		read_text(&r, text);
		own = k ? qs_packs_rules(&r.input.packs, "OWN") : NULL;
		if (r.status != (k ? QS_OK : QS_EINPUT) || (!k && !strstr(r.line, "unmet")))
			fail_msg("%d: %s", k, r.line);
		assert_true(!k || !strcmp(own->unmet.en, "nothing is issued"));
		for (size_t i = 0; k && i < r.input.packs.rules.n; i++) {
			const struct qs_rule_pack *const one = &r.input.packs.rules.items[i];

			if (one != own && !strcmp(one->unmet.zh, one->unmet.en))
				fail_msg("%s: one language for both", one->id);
		}
		drop(&r);
		free(text);
	}
}

static void methodologies_and_inputs_name_rules_and_facts_that_there_are(void **state)
{
	static const struct {
		const char *from, *to, *says;
	} samples[] = {
		{"\"members\":8",
		 "\"members\":8,\"packs\":[{\"methodologies\":{\"AR-ACM0003\":{\"needs\":[\"ACM1\"]}}}]",
		 "/methodologies/AR-ACM0003/needs rule \"ACM1\" is not defined  hint: nearest: ACM"},
		{"\"id\":\"A\",", "\"id\":\"A\",\"evidence\":{\"CCER-A5\":{\"held\":true}},",
		 "/sites/0/evidence/CCER-A5 rule \"CCER-A5\" is not defined  hint: nearest: CCER-A"},
		{"\"id\":\"A\",", "\"id\":\"A\",\"evidence\":{\"CCER-A05\":{\"hold\":true}},", "unknown key \"hold\""},
		{"\"id\":\"A\",", "\"id\":\"A\",\"facts\":{\"program_planted\":true},",
		 "E2101]: /sites/0/facts/program_planted unknown key \"program_planted\"  hint: nearest known key: "
		 "programme_planted"},
		{"\"id\":\"A\",", "\"id\":\"A\",\"facts\":{\"protected_area_ha\":true},",
		 "E2103]: /sites/0/facts/protected_area_ha"},
		{"\"id\":\"A\",", "\"id\":\"A\",\"facts\":{\"burning\":1},", "E2103]: /sites/0/facts/burning"},
		{"\"id\":\"A\",", "\"id\":\"A\",\"facts\":{\"protected_area_ha\":-1},",
		 "E2104]: /sites/0/facts/protected_area_ha"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char *text = changed(samples[i].from, samples[i].to);
		struct read r;

		read_text(&r, text);
		if (r.status != QS_EINPUT || r.mistakes.errors != 1 || !strstr(r.line, samples[i].says))
			fail_msg("%zu: status %d, \"%s\" does not say \"%s\"", i, (int)r.status, r.line,
				 samples[i].says);
		drop(&r);
		free(text);
	}
}

static void a_rule_of_the_user_takes_the_place_of_the_shipped_one(void **state)
{
	char *const text = demonstration_with("\"seed\": \"20261124\",", "\"seed\": \"2026112\", ");
	char *const with = malloc(strlen(text) + 512);
	struct judged j;
	struct read r;

	(void)state;
	assert_non_null(with);
	sprintf(with,
		"{\"packs\":[{\"rules\":{\"CCER-A03\":{\"when\":{\"not\":{\"fact\":\"slope_deg\",\"op\":\">\","
		"\"value\":"
		"{\"value\":45,\"source\":\"s\",\"status\":\"assumption\"}}}}},\"methodologies\":{\"AR-ACM0003\":"
		"{\"open_to_new_projects\":\"yes\"}}}],%s",
		strchr(text, '{') + 1);
	read_text(&r, with);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	judge(&j, &r, site_of(&r, "MZY"), CCER);
	expect_rules(&j, j.all->units[j.m].failed, "CCER-A03 CCER-A04", 1, "MZY-a, steep");
	expect_rules(&j, j.all->units[j.all->n + j.m].failed, "CCER-A04", 1, "MZY-b, gentle");
	qs_arena_free(&j.arena);
	judge(&j, &r, site_of(&r, "MZY"), "AR-ACM0003");
	assert_int_equal(j.all->site[j.m].grade, QS_CREDIT_CONDITIONAL);
	qs_arena_free(&j.arena);
	drop(&r);
	free(with);
	free(text);
}

static void what_is_not_stated_is_still_not_stated_in_the_resolved_plan(void **state)
{
	struct read a, b;
	char *first;

	(void)state;
	read_path(&a, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	assert_int_equal(a.status, QS_OK);
	first = copy_of(a.input.resolved_json);
	read_text(&b, first);
	assert_int_equal(b.status, QS_OK);
	for (size_t i = 0; i < a.n; i++) {
		struct judged x, y;

		judge(&x, &a, &a.sites[i], CCER);
		judge(&y, &b, &b.sites[i], CCER);
		assert_memory_equal(x.all->site, y.all->site, x.all->n * sizeof *x.all->site);
		qs_arena_free(&x.arena);
		qs_arena_free(&y.arena);
	}
	drop(&a);
	drop(&b);
	free(first);
}

/* Memory may fail at any request; then the caller is told, and nothing leaks. */
struct countdown {
	size_t left;
};

static void *take_or_fail(void *self, size_t bytes)
{
	struct countdown *const c = self;

	if (!c->left)
		return NULL;
	c->left--;
	return aligned_alloc(64, (bytes + 63) / 64 * 64);
}

static void give(void *self, void *piece)
{
	(void)self;
	free(piece);
}

static void judging_without_memory_fails_and_says_so(void **state)
{
	struct countdown none = {0};
	const struct qs_allocator from = {take_or_fail, give, &none};
	const struct qs_verdicts *all = NULL;
	struct qs_err err = {0};
	struct qs_arena arena;
	struct read r;

	(void)state;
	read_text(&r, base);
	assert_int_equal(r.status, QS_OK);
	qs_arena_init(&arena, &from);
	assert_int_equal(qs_judge(&arena, &r.input.portfolio, &r.input.packs, r.sites, &all, &err), QS_ENOMEM);
	assert_null(all);
	qs_arena_free(&arena);
	drop(&r);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_malformed_rule_is_refused_with_its_place),
		cmocka_unit_test(a_rule_says_what_follows_where_it_is_not_met),
		cmocka_unit_test(methodologies_and_inputs_name_rules_and_facts_that_there_are),
		cmocka_unit_test(a_rule_of_the_user_takes_the_place_of_the_shipped_one),
		cmocka_unit_test(what_is_not_stated_is_still_not_stated_in_the_resolved_plan),
		cmocka_unit_test(judging_without_memory_fails_and_says_so),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
