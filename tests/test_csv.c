/* io/csv: RFC 4180 with its separators and encodings, and what is refused, each with its line. */
#include "io/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct parsed {
	struct qs_arena arena;
	struct qs_mistakes mistakes;
	struct qs_csv csv;
	qs_status status;
};

static void parse(struct parsed *p, const char *bytes, size_t n)
{
	struct qs_err err = {0};
	char *exact = malloc(n ? n : 1); /* so that reading past the end is seen */

	memset(p, 0, sizeof *p);
	qs_mistakes_init(&p->mistakes, NULL);
	memcpy(exact, bytes, n);
	p->status = qs_csv_parse(exact, n, "a.csv", &p->arena, &p->mistakes, &p->csv, &err);
	free(exact);
}

static void drop(struct parsed *p)
{
	qs_arena_free(&p->arena);
	qs_mistakes_free(&p->mistakes);
}

#define T(text) text, sizeof(text) - 1

static void forms_of_one_table_give_the_same_cells(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} samples[] = {
		{T("id,a,b\nx,1,\"y, z\"\n")},
		{T("id,a,b\nx,1,\"y, z\"")},
		{T("id,a,b\r\nx,1,\"y, z\"\r\n")},
		{T("\xEF\xBB\xBFid,a,b\nx,1,\"y, z\"\n")},
		{T("id;a;b\nx;1;y, z\n")},
		{T("id\ta\tb\nx\t1\ty, z\n")},
		{T("\"id\",\"a\",\"b\"\n\"x\",\"1\",\"y, z\"\n")},
		{T("id,a,b\nx, 1 ,\"y, z\"\n\n,,\n")},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct parsed p;

		parse(&p, samples[i].bytes, samples[i].n);
		assert_int_equal(p.status, QS_OK);
		assert_int_equal(p.csv.columns, 3);
		assert_int_equal(p.csv.rows, 1);
		assert_string_equal(p.csv.names[0], "id");
		assert_string_equal(p.csv.names[2], "b");
		assert_string_equal(p.csv.cells[0], "x");
		assert_string_equal(p.csv.cells[1], "1");
		assert_string_equal(p.csv.cells[2], "y, z");
		assert_int_equal(p.csv.lines[0], 2);
		drop(&p);
	}
}

static void quotes_keep_separators_line_ends_and_quotes(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, T("a,b\n\"one\ntwo\",\"say \"\"hi\"\"\"\n\" c \",\n"));
	assert_int_equal(p.status, QS_OK);
	assert_int_equal(p.csv.rows, 2);
	assert_string_equal(p.csv.cells[0], "one\ntwo");
	assert_string_equal(p.csv.cells[1], "say \"hi\"");
	assert_string_equal(p.csv.cells[2], " c ");
	assert_string_equal(p.csv.cells[3], "");
	assert_int_equal(p.csv.lines[1], 4);
	drop(&p);
}

static void gb18030_is_read_with_a_notice(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, T("id,name.zh\nMZY,\xC3\xC5\xCD\xB7\xB9\xB5\n")); /* 门头沟 */
	assert_int_equal(p.status, QS_OK);
	assert_int_equal(p.mistakes.count[QS_W1103], 1);
	assert_string_equal(p.csv.cells[1], "门头沟");
	drop(&p);
}

static void refuses_what_is_no_table(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum qs_mistake_code code;
		unsigned line;
	} samples[] = {
		{T(""), QS_E1006, 1},
		{T("\xEF\xBB\xBF"), QS_E1006, 1},
		{T("a,b\n1\n"), QS_E1102, 2},
		{T("a,b\n1,2,3\n"), QS_E1102, 2},
		{T("a,b\n1,2\n\n3\n"), QS_E1102, 4},
		{T("a,b\n\"1\n2\",3\n4\n"), QS_E1102, 4},
		{T("a,b\n1,\"2\n"), QS_E1101, 3},
		{T("a,b\n1,\"2\"x\n"), QS_E1101, 2},
		{T("a,b\n1,2\"x\n"), QS_E1101, 2},
		{T("a,b\n1,2\rx,3\n"), QS_E1101, 2},
		{T("a,\n1,2\n"), QS_E1101, 1},
		{T("a,a\n1,2\n"), QS_E1002, 1},
		{T("a,b\n1,\0\n"), QS_E1101, 1},
		{T("\xFF\xFE"
		   "a\0,\0"),
		 QS_E1101, 1},
		{T("a,b\n1,\xFF\xFF\n"), QS_E1003, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct parsed p;

		parse(&p, samples[i].bytes, samples[i].n);
		if (p.status != QS_EINPUT || !p.mistakes.kept || p.mistakes.items[0].code != samples[i].code ||
		    p.mistakes.items[0].place.line != samples[i].line)
			fail_msg("%zu: %s expected on line %u, found %s on %u", i, qs_mistake_word(samples[i].code),
				 samples[i].line, p.mistakes.kept ? qs_mistake_word(p.mistakes.items[0].code) : "none",
				 p.mistakes.kept ? p.mistakes.items[0].place.line : 0);
		drop(&p);
	}
}

static void every_ragged_row_is_told(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, T("a,b\n1\n1,2\n3\n4,5,6\n"));
	assert_int_equal(p.mistakes.count[QS_E1102], 3);
	drop(&p);
}

static void many_rows_are_read(void **state)
{
	enum { ROWS = 100000 };
	char *text = malloc(ROWS * 16 + 16);
	size_t n = (size_t)sprintf(text, "a,b\n");
	struct parsed p;

	(void)state;
	for (int i = 0; i < ROWS; i++)
		n += (size_t)sprintf(text + n, "%d,%d\n", i, i * 2);
	parse(&p, text, n);
	assert_int_equal(p.csv.rows, ROWS);
	assert_string_equal(p.csv.cells[2 * (ROWS - 1) + 1], "199998");
	assert_int_equal(p.csv.lines[ROWS - 1], ROWS + 1);
	drop(&p);
	free(text);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_of_one_table_give_the_same_cells),
		cmocka_unit_test(quotes_keep_separators_line_ends_and_quotes),
		cmocka_unit_test(gb18030_is_read_with_a_notice),
		cmocka_unit_test(refuses_what_is_no_table),
		cmocka_unit_test(every_ragged_row_is_told),
		cmocka_unit_test(many_rows_are_read),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
