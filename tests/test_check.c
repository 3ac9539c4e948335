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

static void a_site_where_nothing_decays_is_told(void **state)
{
	/* 54511: 13.3 C at 31 m, warmest month 14 C above the year, 6 C per km */
	static const char *const high[] = {"\"elevation_m\":5000", "\"elevation_m\":6000"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		char *const text = changed("\"elevation_m\":500", high[i]);
		struct read r;

		read_text(&r, text);
		assert_int_equal(r.status, i ? QS_EINPUT : QS_OK);
		if (i)
			assert_non_null(strstr(r.line, "E2206]: /sites/1/elevation_m no month is warmer than -5 C"));
		drop(&r);
		free(text);
	}
}

static void a_species_that_covers_nothing_is_told(void **state)
{
	char *const text = changed("\"members\":8",
				   "\"members\":8,\"packs\":[{\"species\":{\"spontaneous_herbs\":{"
				   "\"cover_max_frac\":{\"value\":0,\"source\":\"t\",\"status\":\"assumption\"}}}}]");
	struct read r;

	(void)state;
	read_text(&r, text);
	assert_int_equal(r.status, QS_EINPUT);
	assert_non_null(strstr(r.line, "E2104]: /packs/0/species/spontaneous_herbs/cover_max_frac must be > 0"));
	drop(&r);
	free(text);
}

static void lists_of_an_allometry_that_do_not_fit_are_told(void **state)
{
#define SERIES(values) "{\"values\":[" values "],\"source\":\"t\",\"status\":\"assumption\"}"
#define CLASSES(limits, values) "\"root_shoot_limits_t_ha\":" SERIES(limits) ",\"root_shoot_classes\":" SERIES(values)
#define EQUATION(a, b, low)                                                                                \
	"\"equations\":[{\"region\":\"t\",\"form\":\"power\",\"mass\":\"kg\",\"coefficients\":" SERIES(    \
		a) ",\"exponents\":" SERIES(b) ",\"dbh_min_cm\":{\"value\":" low                           \
					       ",\"source\":\"t\",\"status\":\"assumption\"},"             \
					       "\"dbh_max_cm\":{\"value\":20,\"source\":\"t\",\"status\":" \
					       "\"assumption\"}}]"
	static const struct {
		const char *entry, *says;
	} samples[] = {
		{CLASSES("0,50", "0.4"), "/allometry/pinus_bungeana/root_shoot_classes the two lists differ in length"},
		{CLASSES("0,0", "0.4,0.3"), "/allometry/pinus_bungeana/root_shoot_classes limits of classes must rise"},
		{CLASSES("0,1,2,3,4,5,6,7,8", "0,1,2,3,4,5,6,7,8"), "root_shoot_classes too many elements"},
		{EQUATION("1,2", "2", "5"), "/allometry/pinus_bungeana/equations/0 the two lists differ in length"},
		{EQUATION("1,1,1,1,1", "1,1,1,1,1", "5"), "equations/0 too many elements"},
		{EQUATION("", "", "5"), "equations/0 one term is needed"},
		{EQUATION("1", "2", "30"), "dbh_m"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char more[2048];
		struct read r;
		char *text;

		snprintf(more, sizeof more, "\"members\":8,\"packs\":[{\"allometry\":{\"pinus_bungeana\":{%s}}}]",
			 samples[i].entry);
		text = changed("\"members\":8", more);
		read_text(&r, text);
		if (r.status != QS_EINPUT || !strstr(r.line, samples[i].says))
			fail_msg("\"%s\" does not say \"%s\"", r.line, samples[i].says);
		drop(&r);
		free(text);
	}
#undef SERIES
#undef CLASSES
#undef EQUATION
}

static void what_is_too_large_is_told_the_upper_end(void **state)
{
	static const struct {
		const char *from, *to, *says;
	} samples[] = {
		{"\"area_ha\":12", "\"area_ha\":2e9",
		 "/sites/1/area_ha must be between 1e-09 and 1000000 (found 2e9 ha)"},
		{"\"area_ha\":12", "\"area_ha\":0", "/sites/1/area_ha must be >= 1e-09 (found 0 ha)"},
		{"\"members\":8", "\"members\":2000000", "/members must be between 1 and 1000000 (found 2000000)"},
		{"\"stems_per_ha\":1650", "\"stems_per_ha\":1e6",
		 "/stems_per_ha must be between 0 and 100000 (found 1e6 1/ha)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char *const text = changed(samples[i].from, samples[i].to);
		struct read r;

		read_text(&r, text);
		if (r.status != QS_EINPUT || !strstr(r.line, samples[i].says))
			fail_msg("%zu errors, \"%s\" does not say \"%s\"", r.mistakes.errors, r.line, samples[i].says);
		drop(&r);
		free(text);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(more_species_than_cohorts_are_told_by_the_check),
		cmocka_unit_test(a_site_where_nothing_decays_is_told),
		cmocka_unit_test(a_species_that_covers_nothing_is_told),
		cmocka_unit_test(lists_of_an_allometry_that_do_not_fit_are_told),
		cmocka_unit_test(what_is_too_large_is_told_the_upper_end),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
