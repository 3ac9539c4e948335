/* Draws of parameters: a member stands on its draw bit for bit, whatever the others are; what cannot be drawn is told. */
#include "tests/portfolio_files.h"

#include "model/base/context.h"
#include "scenarios/steps.h"

#include <stdio.h>

enum { MEMBERS = 8 };

/* Live carbon of the project's first site after four years, by member, of the base with rows of draws put in. */
static void run_with(const char *rows, const uint32_t *numbers, double value[MEMBERS])
{
	char *const text = changed("\"regions\":", rows);
	struct qs_context context = {0};
	struct qs_err err = {0};
	struct qs_steps *steps;
	struct read r;

	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	context.threads = 2;
	context.members = numbers;
	const struct qs_run_input run = {&r.input.portfolio, &r.input.packs, &r.input.sites, NULL, NULL, 0};

	assert_int_equal(qs_steps_open(&context, &run, &steps, &err), QS_OK);
	while (qs_steps_done(steps) < 4)
		if (qs_steps_year(steps, &err))
			fail_msg("%s", err.text);
	assert_int_equal(qs_steps_values(steps, 0, QS_OUT_live_c, QS_SERIES_project, value, &err), QS_OK);
	qs_steps_close(steps);
	qs_close(&context);
	drop(&r);
	free(text);
}

#define ROWS(rows) "\"parameter_draws\":[" rows "],\"regions\":"
#define RATE(values) "{\"id\":\"rate\",\"path\":\"/packs/species/*/growth_rate\",\"how\":\"multiply\",\"values\":[" values "]}"
#define MOST(values) "{\"id\":\"most\",\"paths\":[\"/packs/species/*/above_max_t_ha\"],\"how\":\"multiply\",\"values\":[" values "]}"

static void a_member_stands_on_its_draw_whatever_the_others_are(void **state)
{
	static const char *const alone[] = {ROWS(RATE("0.8") "," MOST("1.2")), ROWS(RATE("1") "," MOST("1")),
					    ROWS(RATE("1.5") "," MOST("0.7"))};
	double all[MEMBERS], plain[MEMBERS], one[MEMBERS];

	(void)state;
	run_with("\"regions\":", NULL, plain);
	run_with(ROWS(RATE("0.8,1,1.5") "," MOST("1.2,1,0.7")), NULL, all);
	for (size_t d = 0; d < 3; d++) {
		run_with(alone[d], NULL, one);
		for (size_t m = 0; m < MEMBERS; m++) {
			if (m % 3 == d)
				assert_true(all[m] == one[m]);
			assert_true((one[m] == plain[m]) == (d == 1)); /* and draws matter */
		}
	}
}

static void a_member_keeps_its_draw_where_members_are_chosen(void **state)
{
	const uint32_t numbers[MEMBERS] = {7, 7, 2, 0, 1, 1, 5, 4};
	double all[MEMBERS], chosen[MEMBERS];

	(void)state;
	run_with(ROWS(RATE("0.8,1,1.5") "," MOST("1.2,1,0.7")), NULL, all);
	run_with(ROWS(RATE("0.8,1,1.5") "," MOST("1.2,1,0.7")), numbers, chosen);
	for (size_t m = 0; m < MEMBERS; m++)
		assert_true(chosen[m] == all[numbers[m]]);
}

static void a_table_gives_what_its_values_give_and_the_plan_holds_them(void **state)
{
	const char *const table = "most,other,rate\n1.2,0,0.8\n1,0,1\n0.7,0,1.5\n";
	double values[MEMBERS], from[MEMBERS];
	struct read r;
	char *text;

	(void)state;
	write_file("units.csv", table, strlen(table));
	run_with(ROWS(RATE("0.8,1,1.5") "," MOST("1.2,1,0.7")), NULL, values);
	run_with(ROWS("{\"id\":\"k\",\"path\":\"/packs/species/*/growth_rate\",\"how\":\"multiply\",\"from\":\"units.csv\","
		      "\"column\":\"rate\"},"
		      "{\"id\":\"most\",\"path\":\"/packs/species/*/above_max_t_ha\",\"how\":\"multiply\",\"from\":\"units.csv\"}"),
		 NULL, from);
	assert_memory_equal(values, from, sizeof values);
	text = changed("\"regions\":", ROWS("{\"id\":\"rate\",\"path\":\"/packs/species/*/growth_rate\",\"from\":\"units.csv\"}"));
	read_text(&r, text);
	assert_int_equal(r.status, QS_OK);
	assert_non_null(strstr(r.input.resolved_json, "\"rate\""));
	assert_null(strstr(r.input.resolved_json, "units.csv"));
	drop(&r);
	free(text);
}

static void what_cannot_be_drawn_is_told(void **state)
{
	static const struct {
		const char *rows, *says;
	} table[] = {
		{"{\"id\":\"a\",\"path\":\"/packs/species/*/growth_rat\",\"values\":[1]}", "growth_rat"},
		{"{\"id\":\"a\",\"path\":\"/packs/measures/*/unit_cost_cny\",\"values\":[1]}", "begin with /packs/"},
		{"{\"id\":\"a\",\"path\":\"/sites/*/elevation_m\",\"values\":[1]}", "begin with /packs/"},
		{"{\"id\":\"a\",\"path\":\"/packs/spec\",\"values\":[1]}", "begin with /packs/"},
		{"{\"id\":\"a\",\"path\":\"/packs/species/*/litter\",\"values\":[1]}", "numbers of an entry itself"},
		{RATE("1,2") "," MOST("1"), "as many draws"},
		{RATE("1") "," RATE("2"), "\"rate\" stands twice"},
		{"{\"id\":\"a\",\"path\":\"/packs/species/*/growth_rate\",\"values\":[1],\"column\":\"b\"}", "goes with from"},
		{"{\"id\":\"a\",\"values\":[1]}", "either path or paths"},
		{"{\"id\":\"a\",\"path\":\"/packs/species/*/growth_rate\"}", "either from or values"},
		{"{\"id\":\"a\",\"path\":\"/packs/species/*/growth_rate\",\"values\":[]}", "empty"},
		{"{\"id\":\"a\",\"path\":\"/packs/species/*/growth_rate\",\"values\":[1,-2]}", "must be between"},
		{"{\"id\":\"a\",\"path\":\"/packs/species/*/growth_rate\",\"from\":\"units.csv\"}", "column"},
	};

	(void)state;
	write_file("units.csv", "b\n1\n", 4);
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char rows[600];
		struct read r;
		char *text;

		snprintf(rows, sizeof rows, ROWS("%s"), table[i].rows);
		text = changed("\"regions\":", rows);
		read_text(&r, text);
		if (r.status != QS_EINPUT || !strstr(r.line, table[i].says))
			fail_msg("%s: %s", table[i].rows, r.line);
		drop(&r);
		free(text);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_member_stands_on_its_draw_whatever_the_others_are),
		cmocka_unit_test(a_member_keeps_its_draw_where_members_are_chosen),
		cmocka_unit_test(a_table_gives_what_its_values_give_and_the_plan_holds_them),
		cmocka_unit_test(what_cannot_be_drawn_is_told),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
