/* Reference cases: the envelope, the comparison, the verdicts; and every case that ships. */
#include "validation/runner.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct qs_context context;
	struct qs_cases cases;
	struct qs_mistakes mistakes;
	struct qs_err err;
};

static int open_fixture(void **state)
{
	struct fixture *const f = calloc(1, sizeof *f);

	*state = f;
	if (!f)
		return -1;
	qs_mistakes_init(&f->mistakes, NULL);
	return (int)qs_open(&f->context, NULL, &f->err);
}

static int close_fixture(void **state)
{
	struct fixture *const f = *state;

	qs_cases_free(&f->cases);
	qs_cases_free(&f->cases);
	qs_mistakes_free(&f->mistakes);
	qs_close(&f->context);
	free(f);
	return 0;
}

/* ---- the comparison ---- */

static const struct qs_json *parse(struct qs_arena *arena, const char *text)
{
	struct qs_mistakes mistakes;
	const struct qs_json *root = NULL;

	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_json_parse(text, strlen(text), "test", arena, &mistakes, &root, NULL), QS_OK);
	qs_mistakes_free(&mistakes);
	return root;
}

/* Compares texts; where and reason stay valid for the asserts that follow, the arena is the test's. */
static struct qs_comparison compare(struct qs_arena *arena, const char *expect, const char *got, const char *within)
{
	struct qs_comparison comparison;

	assert_int_equal(
		qs_comparison_run(parse(arena, expect), parse(arena, got), parse(arena, within), arena, &comparison),
		0);
	return comparison;
}

static void number_passes_up_to_absolute_plus_relative_and_not_beyond(void **state)
{
	struct qs_arena arena = {0};
	const char *const within = "{\"relative\":0.25,\"absolute\":1}";
	struct qs_comparison c;

	(void)state;
	c = compare(&arena, "{\"x\":8}", "{\"x\":11}", within); /* 3 <= 1 + 0.25 * 8 */
	assert_null(c.reason);
	assert_true(c.used == 1);
	assert_true(c.worst == 0.375);
	c = compare(&arena, "{\"x\":8}", "{\"x\":11.0000001}", within);
	assert_string_equal(c.reason, "differs");
	assert_string_equal(c.where, "/x");
	c = compare(&arena, "{\"x\":-8}", "{\"x\":-11}", within);
	assert_null(c.reason);
	c = compare(&arena, "{\"x\":0}", "{\"x\":0}", "{}");
	assert_null(c.reason);
	assert_true(c.used == 0 && c.worst == 0);
	c = compare(&arena, "{\"x\":0}", "{\"x\":1e-300}", "{}");
	assert_string_equal(c.reason, "differs");
	qs_arena_free(&arena);
}

static void tolerance_of_a_name_holds_for_it_and_below_it_only(void **state)
{
	struct qs_arena arena = {0};
	const char *const within = "{\"relative\":0,\"absolute\":0,\"a\":{\"absolute\":0.5}}";
	struct qs_comparison c;

	(void)state;
	c = compare(&arena, "{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1.5,1.5]}}", within);
	assert_null(c.reason);
	assert_int_equal(c.compared, 2);
	c = compare(&arena, "{\"a\":1,\"b\":1}", "{\"a\":1.25,\"b\":1.25}", within);
	assert_string_equal(c.where, "/b");
	qs_arena_free(&arena);
}

static void worst_place_is_the_one_nearest_to_or_farthest_beyond_its_tolerance(void **state)
{
	struct qs_arena arena = {0};
	struct qs_comparison c;

	(void)state;
	c = compare(&arena, "{\"a\":[1,1,1],\"b\":1}", "{\"a\":[1.1,1.3,1.2],\"b\":1.25}", "{\"relative\":0.4}");
	assert_string_equal(c.where, "/a/1");
	assert_true(c.used > 0.74 && c.used < 0.76);
	assert_true(c.worst > 0.29 && c.worst < 0.31);
	assert_null(c.reason);
	c = compare(&arena, "{\"a\":[1,1],\"b\":1}", "{\"a\":[3,1],\"b\":7}", "{\"relative\":0.4}");
	assert_string_equal(c.where, "/b");
	assert_true(c.expected == 1 && c.got == 7);
	qs_arena_free(&arena);
}

static void null_is_not_compared_and_null_for_a_number_fails(void **state)
{
	struct qs_arena arena = {0};
	struct qs_comparison c;

	(void)state;
	c = compare(&arena, "{\"x\":null,\"y\":1}", "{\"x\":5,\"y\":1}", "{}");
	assert_null(c.reason);
	assert_int_equal(c.compared, 1);
	c = compare(&arena, "{\"x\":1}", "{\"x\":null}", "{\"relative\":1e9}"); /* a NaN is written as null */
	assert_non_null(c.reason);
	qs_arena_free(&arena);
}

static void missing_key_length_kind_and_text_fail_whatever_the_tolerance(void **state)
{
	static const struct {
		const char *expect, *got, *where;
	} rows[] = {
		{"{\"x\":1,\"y\":2}", "{\"x\":1}", "/y"}, {"{\"x\":[1,2]}", "{\"x\":[1,2,3]}", "/x"},
		{"{\"x\":[1,2]}", "{\"x\":[1]}", "/x"},   {"{\"x\":1}", "{\"x\":\"1\"}", "/x"},
		{"{\"x\":{\"y\":1}}", "{\"x\":1}", "/x"}, {"{\"x\":\"level\"}", "{\"x\":\"levels\"}", "/x"},
		{"{\"x\":true}", "{\"x\":false}", "/x"},
	};
	struct qs_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct qs_comparison c =
			compare(&arena, rows[i].expect, rows[i].got, "{\"relative\":1e9,\"absolute\":1e9}");

		assert_non_null(c.reason);
		assert_string_equal(c.where, rows[i].where);
	}
	assert_null(compare(&arena, "{\"x\":\"a\"}", "{\"x\":\"a\",\"y\":3}", "{}")
			    .reason); /* more than expected is fine */
	qs_arena_free(&arena);
}

/* ---- the envelope ---- */

static void run(struct fixture *f, const char *text)
{
	assert_int_equal(qs_cases_run_text(&f->context, text, strlen(text), "c.json", &f->cases, &f->mistakes, &f->err),
			 QS_OK);
}

static void malformed_cases_are_told_with_their_place_and_not_counted(void **state)
{
	static const struct {
		const char *text;
		enum qs_mistake_code code;
		unsigned line, column;
	} rows[] = {
		{"", QS_E1006, 0, 0},
		{"{\"case\":}", QS_E1001, 1, 9},
		{"[]", QS_E2103, 1, 1},
		{"{\"case\":\"a\",\"model\":\"rothc\",\"expect\":{\"x\":1},\"within\":{}}", QS_E2102, 1, 1},
		{"{\"case\":\"a\",\"model\":\"rothc\",\"given\":{},\"within\":{}}", QS_E2102, 1, 1},
		{"{\"case\":\"a\",\"model\":\"rothc\",\"given\":{},\"expect\":{\"x\":1}}", QS_E2102, 1, 1},
		{"{\"case\":\"a\",\"model\":\"m\",\"given\":{},\"expect\":{\"x\":1},\n \"within\":{\"relative\":-1}}",
		 QS_E2104, 2, 23},
		{"{\"case\":\"a\",\"model\":\"m\",\"given\":{},\"expect\":{\"x\":1},\n \"within\":{\"y\":{}}}",
		 QS_E2101, 2, 12},
		{"{\"case\":\"a\",\"model\":\"m\",\"given\":{},\"expect\":{\"x\":1},\n \"within\":{\"x\":{\"rel\":1}}}",
		 QS_E2101, 2, 17},
		{"{\"case\":\"a\",\"model\":\"m\",\"given\":{},\"expect\":{\"x\":1},\"within\":{},\n\"expected\":{}}",
		 QS_E2101, 2, 1},
		{"{\"case\":7,\"model\":\"m\",\"given\":{},\"expect\":{\"x\":1},\"within\":{}}", QS_E2103, 1, 9},
		{"{\"case\":\"a\",\"case\":\"b\",\"model\":\"m\",\"given\":{},\"expect\":{\"x\":1},\"within\":{}}",
		 QS_E1002, 1, 13},
	};
	struct fixture *const f = *state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct qs_mistake *first;

		qs_mistakes_free(&f->mistakes);
		run(f, rows[i].text);
		assert_true(f->mistakes.errors > 0);
		assert_int_equal(f->cases.n, 0);
		first = &f->mistakes.items[0];
		assert_string_equal(qs_mistake_word(first->code), qs_mistake_word(rows[i].code));
		assert_string_equal(first->place.file, "c.json");
		if (rows[i].line) {
			assert_int_equal(first->place.line, rows[i].line);
			assert_int_equal(first->place.column, rows[i].column);
		}
	}
}

static void unknown_model_fails_and_says_so(void **state)
{
	struct fixture *const f = *state;

	run(f, "{\"case\":\"a\",\"model\":\"nope\",\"given\":{},\"expect\":{\"x\":1},\"within\":{}}");
	assert_int_equal(f->mistakes.errors, 0);
	assert_int_equal(f->cases.failed, 1);
	assert_string_equal(f->cases.items[0].comparison.reason, "unknown model");
}

#define MONTHLY(value)                                                           \
	"\"monthly\":{\"temperature_c\":[" value                                 \
	"],\"rain_mm\":[50],\"open_pan_evaporation_mm\":[40],\"plant_c\":[0.1]," \
	"\"manure_c\":[0],\"plant_cover\":[1],\"dpm_rpm_ratio\":[1.44]}"
#define GIVEN(value)                                                                                                   \
	"\"given\":{\"clay_percent\":20,\"depth_cm\":23,\"iom\":1,\"initial\":{\"dpm\":0,\"rpm\":0,\"bio\":0,\"hum\":" \
	"0},"                                                                                                          \
	"\"initial_swc_mm\":0," MONTHLY(value) "}"
#define CASE(model, given, expect) \
	"{\"case\":\"t\",\"model\":\"" model "\"," given ",\"expect\":" expect ",\"within\":{\"relative\":1e-12}}"

static void rothc_case_without_stocks_holds_its_first_input_split_by_the_ratio(void **state)
{
	struct fixture *const f = *state;

	run(f,
	    CASE("rothc", GIVEN("10"), "{\"dpm\":[0.05901639344262295],\"rpm\":[0.040983606557377046],\"soc\":[1.1]}"));
	assert_int_equal(f->cases.passed, 1);
	run(f, CASE("rothc", GIVEN("10"), "{\"dpm\":[0.0590163934427]}"));
	assert_int_equal(f->cases.failed, 1);
	assert_string_equal(f->cases.items[1].comparison.where, "/dpm/0");
}

static void case_that_compares_nothing_fails(void **state)
{
	struct fixture *const f = *state;

	run(f, CASE("rothc", GIVEN("10"), "{}"));
	run(f, CASE("rothc", GIVEN("10"), "{\"dpm\":null}"));
	assert_int_equal(f->cases.failed, 2);
	assert_string_equal(f->cases.items[0].comparison.reason, "nothing to compare");
	assert_false(f->cases.items[1].pass);
}

static void mistakes_of_given_are_told_all_at_once_with_paths(void **state)
{
	struct fixture *const f = *state;
	int found = 0;

	run(f, CASE("rothc",
		    "\"given\":{\"clay_percent\":120,\"depht_cm\":23,\"iom\":\"1\",\"initial\":{},\"initial_swc_mm\":"
		    "0," MONTHLY("10,11") "}",
		    "{\"soc\":[1]}"));
	assert_int_equal(f->cases.n, 0);
	for (size_t i = 0; i < f->mistakes.kept; i++) {
		const char *const path = f->mistakes.items[i].path;

		found |= !strcmp(path, "/given/clay_percent") ? 1 : 0;
		found |= !strcmp(path, "/given/depht_cm") ? 2 : 0;
		found |= !strcmp(path, "/given/iom") ? 4 : 0;
		found |= !strcmp(path, "/given/monthly/rain_mm") ? 8 : 0; /* not as long as the temperatures */
	}
	assert_int_equal(found, 15);
}

/* Empty, the list that says the length must not leave it to the next one. */
static void empty_list_before_full_ones_is_refused_at_its_place(void **state)
{
	static const struct {
		const char *text, *path;
	} rows[] = {
		{CASE("rothc", GIVEN(""), "{\"soc\":[1]}"), "/given/monthly/temperature_c"},
		{CASE("lcoc",
		      "\"given\":{\"method\":\"flows\",\"cost_cny\":[],\"co_revenue_cny\":[0],\"credits_co2e_t\":[1],"
		      "\"discount_frac\":0}",
		      "{\"lcoc_cny_t\":1}"),
		 "/given/cost_cny"},
		{CASE("vm0047",
		      "\"given\":{\"method\":\"census\",\"stock_change_co2e_t\":[],\"half_width_frac\":[0],"
		      "\"project_emissions_co2e_t\":[1],\"allowance_frac\":0.1,\"ex_ante\":0,\"ex_ante_minimum_frac\":"
		      "0}",
		      "{\"total_credit_co2e_t\":1}"),
		 "/given/stock_change_co2e_t"},
		{CASE("ar-tool12",
		      "\"given\":{\"tree_co2e_t\":[],\"dead_wood_frac\":0,\"litter_frac\":0,\"dead_wood_stays\":1,"
		      "\"litter_stays\":1,\"litter_method\":\"measured\",\"litter_t_dm_ha\":[1],\"litter_cf\":0.4,"
		      "\"area_ha\":1}",
		      "{\"litter_co2e_t\":[1]}"),
		 "/given/tree_co2e_t"},
	};
	struct fixture *const f = *state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		run(f, rows[i].text);
		assert_int_equal(f->cases.n, 0);
		assert_int_equal(f->mistakes.kept, i + 1);
		assert_string_equal(f->mistakes.items[i].path, rows[i].path);
	}
}

static void what_a_model_refuses_is_a_mistake_of_the_case(void **state)
{
	struct fixture *const f = *state;

	run(f, CASE("rothc",
		    "\"given\":{\"clay_percent\":20,\"depth_cm\":23,\"iom\":1,\"initial\":{\"dpm\":0,\"rpm\":0,\"bio\":"
		    "0,\"hum\":0},"
		    "\"initial_swc_mm\":0,\"spin_up\":\"equilibrium\"," MONTHLY("10") "}",
		    "{\"equilibrium\":{\"dpm\":1}}"));
	assert_int_equal(f->mistakes.errors, 1);
	assert_string_equal(f->mistakes.items[0].path, "/given");
}

static void every_mistake_of_a_case_is_counted_beyond_those_told(void **state)
{
	struct fixture *const f = *state;
	char text[8192] =
		"{\"case\":\"t\",\"model\":\"tax\",\"expect\":{\"x\":1},\"within\":{},\"given\":"
		"{\"taxable_profit_cny\":[1],\"exempt_profit_cny\":[0],\"rate_frac\":[0.25],\"carry_years\":5";

	for (int i = 0; i < 300; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), ",\"k%d\":1", i);
	strcat(text, "}}");
	assert_int_equal(qs_cases_run_text(&f->context, text, strlen(text), "t.json", &f->cases, &f->mistakes, &f->err),
			 QS_OK);
	assert_int_equal(f->mistakes.errors, 300);
	assert_int_equal(f->mistakes.count[QS_E2101], 300);
	assert_int_equal(f->cases.malformed, 1);
}

/* Runs a case; its comparison is f->cases.items[0], if it is not malformed. */
static void run_case(struct fixture *f, const char *text)
{
	assert_int_equal(qs_cases_run_text(&f->context, text, strlen(text), "t.json", &f->cases, &f->mistakes, &f->err),
			 QS_OK);
}

static void tax_of_all_is_a_bid_unless_it_pays_everything_back(void **state)
{
	struct fixture *const f = *state;

	run_case(f,
		 "{\"case\":\"t\",\"model\":\"bid\",\"within\":{\"absolute\":1e-9},\"expect\":{\"bid_cost_factor\":0.2,"
		 "\"max_bid_cny\":[50]},\"given\":{\"npv_cny\":[10],\"probability_frac\":[0.5],\"deductible\":1,"
		 "\"tax_rate_frac\":1,\"amortisation_years\":1,\"discount_frac\":0.25}}");
	assert_int_equal(f->cases.passed, 1);
	run_case(f, "{\"case\":\"t\",\"model\":\"bid\",\"within\":{},\"expect\":{\"bid_cost_factor\":0},\"given\":{"
		    "\"npv_cny\":[10],\"probability_frac\":[0.5],\"deductible\":1,\"tax_rate_frac\":1,"
		    "\"amortisation_years\":3,\"discount_frac\":0}}");
	assert_int_equal(f->cases.malformed, 1);
	assert_string_equal(f->mistakes.items[0].path, "/given/tax_rate_frac");
}

static void plots_of_no_area_are_refused_in_either_population(void **state)
{
	struct fixture *const f = *state;

	run_case(f,
		 "{\"case\":\"t\",\"model\":\"sample-size\",\"within\":{},\"expect\":{\"n\":0},\"given\":{"
		 "\"population\":\"finite\",\"plot_area_ha\":0.06,\"mean\":45,\"precision_frac\":0.1,\"t_value\":1.645,"
		 "\"strata\":[{\"area_ha\":0,\"sd\":12}]}}");
	run_case(f, "{\"case\":\"t\",\"model\":\"sample-size\",\"within\":{},\"expect\":{\"n\":0},\"given\":{"
		    "\"population\":\"infinite\",\"mean\":45,\"precision_frac\":0.1,\"t_value\":1.645,"
		    "\"strata\":[{\"area_ha\":0,\"sd\":12}]}}");
	assert_int_equal(f->cases.malformed, 2);
	assert_string_equal(f->mistakes.items[0].path, "/given/strata");
}

/* ---- files and what ships ---- */

static void folder_without_cases_and_missing_path_are_told_and_counted(void **state)
{
	struct fixture *const f = *state;

	assert_int_equal(
		qs_cases_run_path(&f->context, QS_SOURCE_DIR "/tests/nowhere", &f->cases, &f->mistakes, &f->err),
		QS_OK);
	assert_int_equal(qs_cases_run_path(&f->context, QS_SOURCE_DIR "/kernels", &f->cases, &f->mistakes, &f->err),
			 QS_OK);
	assert_int_equal(f->cases.unread, 2);
	assert_int_equal(f->mistakes.count[QS_E1008], 2);
	assert_int_equal(f->cases.malformed, 0);
}

static void every_shipped_case_passes_on_every_instruction_set(void **state)
{
	static const char *const sets[] = {"v2", "v3", "v4"};
	struct fixture *const f = *state;

	for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
		struct qs_context context;

		if (qs_open(&context, sets[i], NULL))
			continue;
		assert_int_equal(qs_cases_run_shipped(&context, &f->cases, &f->mistakes, &f->err), QS_OK);
		qs_close(&context);
	}
	assert_int_equal(f->mistakes.errors, 0);
	assert_true(f->cases.passed >= qs_embedded_case_count && qs_embedded_case_count > 0);
	for (size_t i = 0; i < f->cases.n; i++)
		if (!f->cases.items[i].pass)
			fail_msg("%s at %s", f->cases.items[i].id, f->cases.items[i].comparison.where);
}

static void shipped_folder_gives_the_embedded_cases(void **state)
{
	struct fixture *const f = *state;

	assert_int_equal(
		qs_cases_run_path(&f->context, QS_SOURCE_DIR "/validation/cases", &f->cases, &f->mistakes, &f->err),
		QS_OK);
	assert_int_equal(f->cases.n, qs_embedded_case_count);
	assert_int_equal(f->cases.failed, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_passes_up_to_absolute_plus_relative_and_not_beyond),
		cmocka_unit_test(tolerance_of_a_name_holds_for_it_and_below_it_only),
		cmocka_unit_test(worst_place_is_the_one_nearest_to_or_farthest_beyond_its_tolerance),
		cmocka_unit_test(null_is_not_compared_and_null_for_a_number_fails),
		cmocka_unit_test(missing_key_length_kind_and_text_fail_whatever_the_tolerance),
		cmocka_unit_test_setup_teardown(malformed_cases_are_told_with_their_place_and_not_counted, open_fixture,
						close_fixture),
		cmocka_unit_test_setup_teardown(unknown_model_fails_and_says_so, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(rothc_case_without_stocks_holds_its_first_input_split_by_the_ratio,
						open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(case_that_compares_nothing_fails, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(mistakes_of_given_are_told_all_at_once_with_paths, open_fixture,
						close_fixture),
		cmocka_unit_test_setup_teardown(empty_list_before_full_ones_is_refused_at_its_place, open_fixture,
						close_fixture),
		cmocka_unit_test_setup_teardown(what_a_model_refuses_is_a_mistake_of_the_case, open_fixture,
						close_fixture),
		cmocka_unit_test_setup_teardown(every_mistake_of_a_case_is_counted_beyond_those_told, open_fixture,
						close_fixture),
		cmocka_unit_test_setup_teardown(tax_of_all_is_a_bid_unless_it_pays_everything_back, open_fixture,
						close_fixture),
		cmocka_unit_test_setup_teardown(plots_of_no_area_are_refused_in_either_population, open_fixture,
						close_fixture),
		cmocka_unit_test_setup_teardown(folder_without_cases_and_missing_path_are_told_and_counted,
						open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(every_shipped_case_passes_on_every_instruction_set, open_fixture,
						close_fixture),
		cmocka_unit_test_setup_teardown(shipped_folder_gives_the_embedded_cases, open_fixture, close_fixture),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
