/* io/check: what a run could not do is told before it begins. */
#include "tests/portfolio_files.h"

static void more_species_than_cohorts_are_told_by_the_check(void **state)
{
	char more[4096] = "\"stems_per_ha\":1650";
	struct read r;
	char *text;

	(void)state;
	for (int i = 0; i < 10; i++)
		strcat(more, "},{\"measure\":\"plant\",\"year\":2,\"stems_per_ha\":9,\"species\":{\"ulmus_pumila\":0.5,"
			     "\"acer_truncatum\":0.5}");
	text = changed("\"stems_per_ha\":1650", more);
	read_text(&r, text);
	assert_int_equal(r.status, QS_EINPUT);
	assert_non_null(
		strstr(r.line, "E2206]: /treatments/green/measures the measures of a treatment have at most 21"));
	drop(&r);
	free(text);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(more_species_than_cohorts_are_told_by_the_check),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
