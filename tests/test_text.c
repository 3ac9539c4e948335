#include "io/chart.h"
#include "io/text.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_people(double value, const char *text)
{
	struct qs_people number;

	assert_string_equal(qs_people_number(value, &number), text);
}

static void number_for_people_has_three_digits_and_commas(void **state)
{
	(void)state;
	assert_people(0, "0");
	assert_people(1234567, "1,230,000");
	assert_people(12345.6, "12,300");
	assert_people(999.6, "1,000");
	assert_people(99.96, "100");
	assert_people(9.996, "10.0");
	assert_people(18, "18.0");
	assert_people(-1106.2, "−1,110");
	assert_people(0.04567, "0.0457");
	assert_people(-0.5, "−0.500");
	assert_people(2.2e-13, "2.2e-13");
	assert_people((double)NAN, "–");
	assert_people((double)INFINITY, "–");
}

static void assert_given(double value, const char *text)
{
	struct qs_people number;

	assert_string_equal(qs_people_given(value, &number), text);
}

static void figure_of_the_input_stays_as_given(void **state)
{
	(void)state;
	assert_given(0.03, "0.03");
	assert_given(30, "30");
	assert_given(540, "540");
	assert_given(1.35, "1.35");
	assert_given(1650, "1,650");
	assert_given(1234.5, "1,234.5");
	assert_given(123456, "123,460");
	assert_given(-430.25, "−430.25");
	assert_given(0.1 + 0.2, "0.3");
	assert_given(2.2e-13, "2.2e-13");
}

static void fixed(double value, int decimals, const char *text)
{
	struct qs_buffer b = {0};

	qs_buffer_fixed(&b, value, decimals);
	assert_string_equal(qs_buffer_text(&b), text);
	qs_buffer_free(&b);
}

static void fixed_number_is_never_minus_zero(void **state)
{
	(void)state;
	fixed(116.0123456789, 7, "116.0123457");
	fixed(-0.04, 1, "0.0");
	fixed(-0.06, 1, "-0.1");
	fixed(1e20, 0, "100000000000000000000");
	fixed((double)NAN, 2, "");
}

static void numbers_do_not_know_the_locale(void **state)
{
	static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "ru_RU.UTF-8"};
	struct qs_buffer b = {0};
	struct qs_people number;
	int found = 0;

	(void)state;
	for (int i = 0; i < 4 && !found; i++)
		found = setlocale(LC_NUMERIC, names[i]) != NULL;
	qs_buffer_number(&b, 1234.5);
	qs_buffer_put(&b, " ");
	qs_buffer_fixed(&b, 0.25, 2);
	qs_buffer_put(&b, " ");
	qs_buffer_put(&b, qs_people_number(0.25, &number));
	setlocale(LC_NUMERIC, "C");
	assert_string_equal(qs_buffer_text(&b), "1234.5 0.25 0.250");
	qs_buffer_free(&b);
}

static void html_holds_no_markup_of_the_input(void **state)
{
	struct qs_buffer b = {0};

	(void)state;
	qs_buffer_html(&b, "<a href='x'>\"&\"\x01 山</a>");
	assert_string_equal(qs_buffer_text(&b), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot; 山&lt;/a&gt;");
	qs_buffer_free(&b);
}

static void csv_cell_is_quoted_and_never_a_formula(void **state)
{
	static const char *const rows[][2] = {{"plain", "plain"},
					      {"a,b", "\"a,b\""},
					      {"say \"x\"", "\"say \"\"x\"\"\""},
					      {"two\nlines", "\"two\nlines\""},
					      {"=1+1", "'=1+1"},
					      {"@a,b", "\"'@a,b\""}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct qs_buffer b = {0};

		qs_buffer_csv(&b, rows[i][0]);
		assert_string_equal(qs_buffer_text(&b), rows[i][1]);
		qs_buffer_free(&b);
	}
}

static void cells_of_equal_numbers_are_those_of_each(void **state)
{
	const double values[] = {0, 0, -0.0, (double)NAN, (double)NAN, 1, 0.1, 0.1, (double)INFINITY, 0.1};
	struct qs_buffer together = {0}, alone = {0};

	(void)state;
	qs_buffer_number_cells(&together, sizeof values / sizeof values[0], values);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		qs_buffer_number_cell(&alone, values[i]);
	assert_string_equal(qs_buffer_text(&together), qs_buffer_text(&alone));
	assert_string_equal(qs_buffer_text(&together), ",0,0,-0,,,1,0.1,0.1,,0.1");
	qs_buffer_free(&together);
	qs_buffer_free(&alone);
}

static void *no_memory(void *self, size_t bytes)
{
	(void)self;
	(void)bytes;
	return NULL;
}

static void put_back(void *self, void *piece)
{
	(void)self;
	free(piece);
}

static void lost_memory_is_remembered(void **state)
{
	struct qs_buffer b;

	(void)state;
	qs_buffer_init(&b, &(struct qs_allocator){no_memory, put_back, NULL});
	qs_buffer_put(&b, "x");
	qs_buffer_format(&b, "%d", 5);
	assert_int_equal(qs_buffer_status(&b, NULL), QS_ENOMEM);
	assert_string_equal(qs_buffer_text(&b), "");
	qs_buffer_free(&b);
	qs_buffer_free(&b);
}

/* Values that a chart must survive: none, one, all zero, missing, huge. */
static void chart_draws_whatever_the_values(void **state)
{
	static const double values[][3] = {{0, 0, 0},       {1, 2, 3},           {-5, 0, 1e12},
					   {1e-9, 2e-9, 0}, {(double)NAN, 1, 2}, {(double)INFINITY, 1, 2}};

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		for (size_t years = 0; years <= 3; years++) {
			const struct qs_chart_line line = {"<x>", "c2", values[i], values[i], values[i], 1};
			const struct qs_chart_bar bar = {"<x>", values[i][0], values[i][1], values[i][2]};
			const struct qs_chart chart = {.title = "<t>",
						       .unit = "t",
						       .description = "d",
						       .first_year = 2026,
						       .years = years,
						       .line = &line,
						       .lines = 1};
			struct qs_buffer b = {0};

			qs_chart_lines(&b, &chart);
			qs_chart_stack(&b, &chart);
			qs_chart_columns(&b, &chart);
			qs_chart_bars(&b, &chart, &bar, 1);
			assert_int_equal(qs_buffer_status(&b, NULL), QS_OK);
			assert_null(strstr(qs_buffer_text(&b), "nan"));
			assert_null(strstr(qs_buffer_text(&b), "inf"));
			assert_null(strstr(qs_buffer_text(&b), "<t>"));
			assert_null(strstr(qs_buffer_text(&b), "<x>"));
			qs_buffer_free(&b);
		}
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_for_people_has_three_digits_and_commas),
		cmocka_unit_test(figure_of_the_input_stays_as_given),
		cmocka_unit_test(fixed_number_is_never_minus_zero),
		cmocka_unit_test(numbers_do_not_know_the_locale),
		cmocka_unit_test(html_holds_no_markup_of_the_input),
		cmocka_unit_test(csv_cell_is_quoted_and_never_a_formula),
		cmocka_unit_test(cells_of_equal_numbers_are_those_of_each),
		cmocka_unit_test(lost_memory_is_remembered),
		cmocka_unit_test(chart_draws_whatever_the_values),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
