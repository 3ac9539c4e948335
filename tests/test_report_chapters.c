/* Chapters of report.html: unverified figures, conditions, evidence; and that links lead somewhere. */
#include "report_help.h"

/* A figure that all sites share stands once, with how many they are; one that differs by source has a row for each. */
static void weak_figures_are_grouped_by_source(void **state)
{
	struct fixture *f = *state;
	const char *page;

	for (size_t i = 0; i < SITES; i++)
		feed_figure(&f->feed.sites[i].elevation_m, i ? 311 : 322, i ? "map of hills" : "survey " HOSTILE, QS_ASSUMPTION);
	for (size_t i = 0; i < SITES; i++)
		feed_figure(&f->feed.sites[i].rain_mm_per_year, 543, "gauge", QS_UNVERIFIED);
	run(f, QS_EN);
	page = part(f, "id=\"weak\"", "</details>"); /* of the sites */
	assert_int_equal(times(page, "<code>elevation_m</code>"), 1);
	assert_int_equal(times(page, "map of hills"), 1);
	assert_int_equal(times(page, "survey &lt;/script&gt;"), 1);
	assert_non_null(strstr(page, "<td rowspan=\"2\">elevation"));
	assert_non_null(strstr(page, "543 <i>all 3</i></td><td>gauge</td><td>unverified"));
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

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(weak_figures_are_grouped_by_source),
		TEST(rules_are_told_once),
		TEST(links_lead_to_what_is_there),
		TEST(evidence_names_the_sites_that_lack_it),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
