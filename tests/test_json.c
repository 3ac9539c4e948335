/* io/json: texts that must be refused and texts that must be read, by classes; places; locales; memory; the way out. */
#include "io/json.h"
#include "tests/failing_memory.h"
#include "tests/json_samples.h"

#include <cjson/cJSON.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct parsed {
	struct qs_arena arena;
	struct qs_mistakes mistakes;
	const struct qs_json *root;
	qs_status status;
};

static void parse(struct parsed *p, const char *bytes, size_t n)
{
	struct qs_err err = {0};
	char *exact = malloc(n ? n : 1); /* so that reading past the end is seen */

	memset(p, 0, sizeof *p);
	qs_mistakes_init(&p->mistakes, NULL);
	memcpy(exact, bytes, n);
	p->status = qs_json_parse(exact, n, "a.json", &p->arena, &p->mistakes, &p->root, &err);
	free(exact);
}

static void drop(struct parsed *p)
{
	qs_arena_free(&p->arena);
	qs_mistakes_free(&p->mistakes);
}

static void refuses_what_rfc_8259_and_we_refuse(void **state)
{
	(void)state;
	assert_true(sizeof refused / sizeof refused[0] >= 150);
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct parsed p;

		parse(&p, refused[i].bytes, refused[i].n);
		if (p.status != QS_EINPUT || !p.mistakes.count[refused[i].code])
			fail_msg("%zu: \"%s\": status %d, %s expected", i, refused[i].bytes, (int)p.status,
				 qs_mistake_word(refused[i].code));
		assert_true(p.mistakes.items[0].place.line > 0 && p.mistakes.items[0].place.column > 0);
		drop(&p);
	}
}

static void same_as_cjson(const struct qs_json *ours, const cJSON *theirs)
{
	const cJSON *child = theirs->child;

	switch (ours->kind) {
	case QS_JSON_NULL:
		assert_true(cJSON_IsNull(theirs));
		break;
	case QS_JSON_BOOL:
		assert_true(ours->truth ? cJSON_IsTrue(theirs) : cJSON_IsFalse(theirs));
		break;
	case QS_JSON_NUMBER:
		assert_true(cJSON_IsNumber(theirs) && !memcmp(&theirs->valuedouble, &ours->number, sizeof(double)));
		break;
	case QS_JSON_STRING:
		assert_true(cJSON_IsString(theirs));
		assert_string_equal(theirs->valuestring, ours->text);
		break;
	case QS_JSON_ARRAY:
	case QS_JSON_OBJECT:
	default:
		assert_true(ours->kind == QS_JSON_ARRAY ? cJSON_IsArray(theirs) : cJSON_IsObject(theirs));
		for (const struct qs_json *our = ours->first; our; our = our->next, child = child->next) {
			assert_non_null(child);
			if (ours->kind == QS_JSON_OBJECT)
				assert_string_equal(child->string, our->key);
			same_as_cjson(our, child);
		}
		assert_null(child);
	}
}

static void reads_what_rfc_8259_allows_as_cjson_does(void **state)
{
	(void)state;
	assert_true(sizeof read_well / sizeof read_well[0] >= 60);
	for (size_t i = 0; i < sizeof read_well / sizeof read_well[0]; i++) {
		struct parsed p;
		cJSON *theirs = cJSON_ParseWithLength(read_well[i].bytes, read_well[i].n);

		parse(&p, read_well[i].bytes, read_well[i].n);
		if (p.status != QS_OK || !p.root || p.mistakes.errors)
			fail_msg("%zu: \"%s\" refused", i, read_well[i].bytes);
		assert_non_null(theirs);
		same_as_cjson(p.root, theirs);
		cJSON_Delete(theirs);
		drop(&p);
	}
}

static void zero_escape_is_kept_with_the_length(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "[\"a\\u0000b\"]", 12);
	assert_int_equal(p.status, QS_OK);
	assert_int_equal(p.root->first->length, 3);
	assert_memory_equal(p.root->first->text, "a\0b", 4);
	drop(&p);
}

static void depth_512_is_read_and_513_and_100000_are_refused(void **state)
{
	static const size_t depths[] = {QS_JSON_DEPTH, QS_JSON_DEPTH + 1, 100000};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const size_t n = depths[i];
		char *text = malloc(2 * n);
		struct parsed p;

		memset(text, '[', n);
		memset(text + n, ']', n);
		parse(&p, text, 2 * n);
		assert_int_equal(p.status, i ? QS_EINPUT : QS_OK);
		assert_int_equal(p.mistakes.count[QS_E1004], i ? 1 : 0);
		drop(&p);
		parse(&p, text, n); /* never closed */
		assert_int_equal(p.status, QS_EINPUT);
		drop(&p);
		free(text);
	}
}

static void mistakes_have_line_and_character(void **state)
{
	static const struct {
		const char *text;
		unsigned line, column;
	} samples[] = {
		{"{\n  \"a\": 01\n}", 2, 8},
		{"{\"a\":1,\r\n \"a\":2}", 2, 2},
		{"[1,\r2,\r]", 3, 1},
		{"{\"\xE5\xB1\xB1\":\xE5}", 1, 6},
		{"[\n\n1e999]", 3, 1},
		{"[\"ab\\q\"]", 1, 5},
		{"[1", 1, 3},
		{"{}\n x", 2, 2},
		{"\xEF\xBB\xBF[x]", 1, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct parsed p;

		parse(&p, samples[i].text, strlen(samples[i].text));
		assert_int_equal(p.mistakes.kept, 1);
		assert_int_equal(p.mistakes.items[0].place.line, samples[i].line);
		assert_int_equal(p.mistakes.items[0].place.column, samples[i].column);
		assert_string_equal(p.mistakes.items[0].place.file, "a.json");
		drop(&p);
	}
}

static void values_have_line_and_character(void **state)
{
	static const char text[] = "{\"\xE5\xB1\xB1\": [1,\n  {\"b\":true}]}";
	const struct qs_json *list, *inner;
	struct parsed p;

	(void)state;
	parse(&p, text, sizeof text - 1);
	list = qs_json_find(p.root, "\xE5\xB1\xB1");
	assert_int_equal(list->key_column, 2);
	assert_int_equal(list->column, 7);
	inner = qs_json_find(qs_json_at(list, 1), "b");
	assert_int_equal(inner->line, 2);
	assert_int_equal(inner->key_column, 4);
	assert_int_equal(inner->column, 8);
	assert_null(qs_json_at(list, 2));
	assert_null(qs_json_find(list, "b"));
	drop(&p);
}

/* Strings are looked at a word at a time: what needs a look of its own is found wherever in a word it stands. */
static void every_byte_of_a_string_counts_wherever_it_stands(void **state)
{
	static const struct {
		const char *part, *read; /* NULL: refused */
		enum qs_mistake_code code;
		unsigned characters; /* up to what follows, or to the mistake */
	} parts[] = {
		{"\\n", "\n", 0, 2},         {"\\\"", "\"", 0, 2},
		{"山", "山", 0, 1},          {"\x7f", "\x7f", 0, 1},
		{"é山𝄞", "é山𝄞", 0, 3},      {"\x1f", NULL, QS_E1001, 0},
		{"\n", NULL, QS_E1001, 0},   {"\\x", NULL, QS_E1001, 0},
		{"\x80", NULL, QS_E1003, 0}, {"\xe5\xb1", NULL, QS_E1003, 0},
	};

	(void)state;
	for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
		for (int before = 0; before < 20; before++)
			for (int after = 0; after < 20; after++) {
				char text[128], expected[128];
				struct parsed p;
				const int n =
					snprintf(text, sizeof text, "[\"%.*s%s%.*s\", x", before,
						 "abcdefghijklmnopqrst", parts[k].part, after, "ABCDEFGHIJKLMNOPQRST");

				snprintf(expected, sizeof expected, "%.*s%s%.*s", before, "abcdefghijklmnopqrst",
					 parts[k].read ? parts[k].read : "", after, "ABCDEFGHIJKLMNOPQRST");
				parse(&p, text, (size_t)n - (parts[k].read ? 3 : 0));
				assert_int_equal(p.mistakes.kept,
						 1); /* the list does not end, or the string is refused */
				if (!parts[k].read) {
					assert_int_equal(p.mistakes.items[0].code, parts[k].code);
					assert_int_equal(p.mistakes.items[0].place.line, 1);
					assert_int_equal(p.mistakes.items[0].place.column, 3 + before);
				} else {
					struct qs_json_out out;
					const char *written;
					struct parsed again;

					assert_int_equal(p.mistakes.items[0].place.column,
							 4u + (unsigned)before + parts[k].characters + (unsigned)after);
					drop(&p);
					text[n - 3] = ']';
					parse(&p, text, (size_t)n - 2);
					assert_int_equal(p.status, QS_OK);
					assert_string_equal(p.root->first->text, expected);
					qs_json_out_open(&out, &p.arena, 0);
					qs_json_out_value(&out, NULL, p.root);
					written = qs_json_out_text(&out, NULL);
					parse(&again, written, strlen(written));
					assert_int_equal(again.status, QS_OK);
					assert_string_equal(again.root->first->text, expected);
					drop(&again);
				}
				drop(&p);
			}
}

static void every_duplicate_and_range_mistake_is_told(void **state)
{
	static const char text[] = "{\"a\":1,\"a\":1e999,\"b\":{\"c\":1,\"c\":2,\"c\":3},\"d\":[-1e999]}";
	struct parsed p;

	(void)state;
	parse(&p, text, sizeof text - 1);
	assert_int_equal(p.status, QS_EINPUT);
	assert_non_null(p.root);
	assert_int_equal(p.mistakes.count[QS_E1002], 3);
	assert_int_equal(p.mistakes.count[QS_E1005], 2);
	drop(&p);
}

static void many_keys_are_compared_in_little_time(void **state)
{
	enum { KEYS = 200000 };
	char *text = malloc(KEYS * 14 + 32);
	size_t n = (size_t)sprintf(text, "{");
	struct parsed p;

	(void)state;
	for (int i = 0; i < KEYS; i++)
		n += (size_t)sprintf(text + n, "\"k%d\":1,", i);
	n += (size_t)sprintf(text + n, "\"k77\":1}");
	parse(&p, text, n);
	assert_int_equal(p.mistakes.count[QS_E1002], 1);
	assert_int_equal(p.root->n, KEYS + 1);
	drop(&p);
	free(text);
}

/* Sets a locale with a decimal comma: one that is installed, or one made by localedef; 0 if there is none. */
static int set_comma_locale(void)
{
	static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ru_RU.UTF-8", "de_DE"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (setlocale(LC_ALL, names[i]))
			return 1;
#ifndef __SANITIZE_ADDRESS__ /* glibc keeps the parts of LOCPATH for ever */
	if (!system("mkdir -p " QS_BINARY_DIR "/locale && localedef -i de_DE -f UTF-8 " QS_BINARY_DIR
		    "/locale/de_DE.UTF-8 2>" QS_BINARY_DIR "/locale/log") &&
	    !setenv("LOCPATH", QS_BINARY_DIR "/locale", 1) && setlocale(LC_ALL, "de_DE.UTF-8"))
		return 1;
#endif
	return 0;
}

static void decimal_comma_changes_nothing(void **state)
{
	struct qs_arena arena = {0};
	struct qs_json_out out;
	struct parsed p;
	char shown[16];

	(void)state;
	if (!set_comma_locale())
		skip();
	snprintf(shown, sizeof shown, "%.1f", 1.5);
	assert_string_equal(shown, "1,5");
	parse(&p, "[1.5,-2.25e-3]", 14);
	assert_int_equal(p.status, QS_OK);
	assert_true(p.root->first->number == 1.5 && p.root->first->next->number == -2.25e-3);
	qs_json_out_open(&out, &arena, 0);
	qs_json_out_number(&out, NULL, 1.5);
	assert_string_equal(qs_json_out_text(&out, NULL), "1.5");
	snprintf(shown, sizeof shown, "%.1f", 1.5);
	assert_string_equal(shown, "1,5"); /* and the locale is left as it was */
	setlocale(LC_ALL, "C");
	qs_arena_free(&arena);
	drop(&p);
}

static void numbers_read_back_equal_in_the_fewest_digits(void **state)
{
	static const struct {
		double value;
		const char *text;
	} samples[] = {{0.1, "0.1"},
		       {1.0 / 3, "0.333333333333333315"},
		       {100, "100"},
		       {1e21, "1e+21"},
		       {-0.0, "-0"},
		       {0.1 + 0.2, "0.30000000000000004"},
		       {1e15, "1e+15"},
		       {123456.5, "123456.5"},
		       {5e-324, "4.94065645841247e-324"},
		       {1.7976931348623157e308, "1.7976931348623157e+308"}};
	uint64_t bits = 88172645463325252u;

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char text[32];

		qs_number_write(samples[i].value, text);
		if (i != 1)
			assert_string_equal(text, samples[i].text);
	}
	for (int i = 0; i < 100000; i++) { /* xorshift64 over all bit patterns */
		char text[32];
		double value, back;

		bits ^= bits << 13;
		bits ^= bits >> 7;
		bits ^= bits << 17;
		memcpy(&value, &bits, sizeof value);
		if (value - value != 0)
			continue;
		assert_int_equal(qs_number_read(text, qs_number_write(value, text), &back), 0);
		assert_memory_equal(&value, &back, sizeof value);
	}
}

/* What the C library writes with the fewest of 15, 16 or 17 digits. */
static void plain_text(double value, char text[32])
{
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(text, 32, "%.*g", precision, value);
		if (strtod(text, NULL) == value)
			return;
	}
}

static void numbers_are_written_as_the_c_library_does(void **state)
{
	static const double scales[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 3, 1e12, 1e18, 1e22, 1e25, 1e30};
	uint64_t bits = 88172645463325252u;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		char ours[32], theirs[32];
		double value;

		bits ^= bits << 13;
		bits ^= bits >> 7;
		bits ^= bits << 17;
		value = (double)(int64_t)(bits >> (bits % 60)) / scales[i % 14] * (i % 2 ? 1 : -1);
		qs_number_write(value, ours);
		plain_text(value, theirs);
		assert_string_equal(ours, theirs);
	}
}

static void what_is_written_is_read_back_the_same(void **state)
{
	struct qs_arena arena = {0};
	struct qs_json_out out, again;
	struct parsed p;
	const char *text, *second;
	size_t n;

	(void)state;
	qs_json_out_open(&out, &arena, 2);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "a\"\\\n\x01", "\xE5\xB1\xB1\t\x1f\x7f/");
	qs_json_out_array(&out, "empty");
	qs_json_out_end(&out);
	qs_json_out_row(&out, "row");
	qs_json_out_number(&out, "x", 0.25);
	qs_json_out_number(&out, "nan", (double)NAN);
	qs_json_out_array(&out, "in");
	qs_json_out_int(&out, NULL, INT64_MIN);
	qs_json_out_uint(&out, NULL, UINT64_MAX);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	qs_json_out_bool(&out, "yes", 1);
	qs_json_out_null(&out, "none");
	qs_json_out_string(&out, "no text", NULL);
	qs_json_out_raw(&out, "raw", "[1]");
	qs_json_out_end(&out);
	text = qs_json_out_text(&out, &n);
	assert_non_null(strstr(text, "\n  \"row\": {\"x\": 0.25, \"nan\": null, \"in\": [-9223372036854775808, "
				     "18446744073709551615]},\n  \"yes\": true"));
	parse(&p, text, n);
	assert_int_equal(p.status, QS_OK);
	assert_string_equal(p.root->first->key, "a\"\\\n\x01");
	assert_string_equal(p.root->first->text, "\xE5\xB1\xB1\t\x1f\x7f/");
	qs_json_out_open(&out, &arena, 0);
	qs_json_out_value(&out, NULL, p.root);
	second = qs_json_out_text(&out, &n);
	drop(&p);
	parse(&p, second, n);
	qs_json_out_open(&again, &arena, 0);
	qs_json_out_value(&again, NULL, p.root);
	assert_string_equal(second, qs_json_out_text(&again, NULL));
	drop(&p);
	qs_arena_free(&arena);
}

static void any_failing_allocation_is_no_memory_and_no_leak(void **state)
{
	enum { MEMBERS = 3000 };
	char *text = malloc(MEMBERS * 16);
	size_t n = (size_t)sprintf(text, "{");
	qs_status status = QS_ENOMEM;

	(void)state;
	for (int i = 0; i < MEMBERS; i++)
		n += (size_t)sprintf(text + n, "%s\"k%d\":1", i ? "," : "", i);
	n += (size_t)sprintf(text + n, "}");
	for (size_t at = 0; status == QS_ENOMEM; at++) {
		struct failing failing = {.left = (int64_t)at};
		const struct qs_allocator from = {failing_get, failing_put, &failing};
		struct qs_arena arena;
		struct qs_mistakes mistakes;
		struct qs_err err = {0};
		const struct qs_json *root;

		assert_true(at < 100);
		qs_arena_init(&arena, &from);
		qs_mistakes_init(&mistakes, &from);
		status = qs_json_parse(text, n, "a.json", &arena, &mistakes, &root, &err);
		assert_true(status == QS_OK || (status == QS_ENOMEM && err.status == QS_ENOMEM && !root));
		qs_arena_free(&arena);
		qs_mistakes_free(&mistakes);
		assert_int_equal(failing.out, 0);
	}
	assert_int_equal(status, QS_OK);
	free(text);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_what_rfc_8259_and_we_refuse),
		cmocka_unit_test(reads_what_rfc_8259_allows_as_cjson_does),
		cmocka_unit_test(zero_escape_is_kept_with_the_length),
		cmocka_unit_test(depth_512_is_read_and_513_and_100000_are_refused),
		cmocka_unit_test(mistakes_have_line_and_character),
		cmocka_unit_test(values_have_line_and_character),
		cmocka_unit_test(every_byte_of_a_string_counts_wherever_it_stands),
		cmocka_unit_test(every_duplicate_and_range_mistake_is_told),
		cmocka_unit_test(many_keys_are_compared_in_little_time),
		cmocka_unit_test(decimal_comma_changes_nothing),
		cmocka_unit_test(numbers_read_back_equal_in_the_fewest_digits),
		cmocka_unit_test(numbers_are_written_as_the_c_library_does),
		cmocka_unit_test(what_is_written_is_read_back_the_same),
		cmocka_unit_test(any_failing_allocation_is_no_memory_and_no_leak),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
