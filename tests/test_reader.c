/* io/reader: every kind of field row, its mistakes with place and path, and the figures' units, sources and spreads. */
#include "io/reader.h"

#include "io/mistakes_print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const qs_words_colour[] = {"red", "green", "blue", NULL};

#define QS_FIELDS_LEAF(X)                                       \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(NUMBER, weight, none, "t", 0, 10, 1, QS_ABOVE_MIN, "重量", "weight")
QS_FIELD_STRUCT(leaf, QS_FIELDS_LEAF);

#define QS_FIELDS_THING(X)                                                                \
	X(NUMBER, area, none, "ha", 0, 1e9, 2, QS_ABOVE_MIN | QS_SAMPLED, "面积", "area") \
	X(NUMBER, share, none, "1", 0, 1, 0.5, 0, "比例", "share")                        \
	X(NUMBER, aspect, none, "degree", 0, 360, 180, QS_NULL_OK, "坡向", "aspect")      \
	X(NUMBER, plain, none, "", 0, 1e12, 0, 0, "数量", "amount")                       \
	X(INTEGER, count, none, "1", 1, 100, 7, 0, "个数", "count")                       \
	X(BOOL, yes, none, "", 0, 1, 0, 0, "是否", "yes")                                 \
	X(STRING, word, none, "", 0, 0, 0, QS_NULL_OK, "词", "word")                      \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name")                     \
	X(CHOICE, colour, colour, "", 0, 0, 1, 0, "颜色", "colour")                       \
	X(DATE, day, none, "", 0, 0, 0, 0, "日期", "day")                                 \
	X(SEED, seed, none, "", 0, 0, 1, 0, "种子", "seed")                               \
	X(NUMBERS, list, none, "mm/a", 0, 100, 0, 0, "数列", "list")                      \
	X(SERIES, series, none, "C", -40, 40, 0, 0, "序列", "series")                     \
	X(STRINGS, words, none, "", 0, 0, 0, QS_NOT_EMPTY, "词列", "words")               \
	X(SHARES, shares, none, "1", 0, 1, 0, QS_SUM_ONE, "份额", "shares")               \
	X(OBJECT, inner, leaf, "", 0, 0, 0, QS_OPTIONAL_OBJECT, "内", "inner")            \
	X(LIST, leaves, leaf, "", 0, 0, 0, QS_NOT_EMPTY, "列", "leaves")                  \
	X(MAP, named, leaf, "", 0, 0, 0, 0, "表", "named")                                \
	X(ONE_OR_LIST, some, leaf, "", 0, 0, 0, 0, "一或多", "some")                      \
	X(CARRIED, carried, none, "", 0, 0, 0, 0, "携带", "carried")
QS_FIELD_STRUCT(thing, QS_FIELDS_THING);

#define QS_THIS struct qs_leaf
QS_FIELD_TABLE(leaf, QS_FIELDS_LEAF);
#undef QS_THIS
#define QS_THIS struct qs_thing
QS_FIELD_TABLE(thing, QS_FIELDS_THING);
#undef QS_THIS

struct read {
	struct qs_arena arena, tree;
	struct qs_mistakes mistakes;
	struct qs_thing thing;
	char line[1024]; /* the first mistake */
};

static void read_as(struct read *r, const char *json, int pack)
{
	struct qs_err err = {0};
	struct qs_reader reader;
	const struct qs_json *root;

	memset(r, 0, sizeof *r);
	qs_mistakes_init(&r->mistakes, NULL);
	assert_int_equal(qs_json_parse(json, strlen(json), "t.json", &r->tree, &r->mistakes, &root, &err), QS_OK);
	qs_reader_open(&reader, &r->arena, &r->mistakes, "t.json");
	reader.pack = pack;
	qs_read_struct(&reader, &qs_table_thing, root, &r->thing);
	assert_false(reader.no_memory);
	qs_reader_close(&reader);
	qs_reader_close(&reader);
	qs_arena_free(&r->tree); /* what was read does not lean on the tree */
	if (r->mistakes.kept)
		qs_mistake_line(&r->mistakes.items[0], QS_EN, r->line, sizeof r->line);
}

static void drop(struct read *r)
{
	qs_arena_free(&r->arena);
	qs_mistakes_free(&r->mistakes);
}

static void absent_fields_take_defaults(void **state)
{
	struct read r;

	(void)state;
	read_as(&r, "{\"name\":\"x\"}", 0);
	assert_int_equal(r.mistakes.errors, 0);
	assert_true(r.thing.area.value == 2 && !r.thing.area.given && r.thing.area.basis == QS_ASSUMPTION);
	assert_string_equal(r.thing.area.source, "default");
	assert_int_equal(r.thing.count, 7);
	assert_int_equal(r.thing.colour, 1);
	assert_true(r.thing.seed == 1 && !r.thing.word && !r.thing.words.items && !r.thing.day.year &&
		    !r.thing.carried.json);
	assert_true(r.thing.given.mask == (uint64_t)1 << 7);
	drop(&r);
}

static void every_kind_is_read(void **state)
{
	struct read r;

	(void)state;
	read_as(&r,
		"{\"area\":15,\"share\":0.25,\"aspect\":null,\"plain\":3,\"count\":9,\"yes\":true,\"word\":\"w\","
		"\"name\":{\"zh\":\"山\",\"en\":\"hill\"},"
		"\"colour\":\"blue\",\"day\":\"2024-02-29\",\"seed\":\"18446744073709551615\",\"list\":[1,2.5],"
		"\"series\":{\"values\":[-1,2],\"unit\":\"C\",\"source\":\"s\",\"status\":\"verified\"},\"words\":["
		"\"a\",\"b\"],"
		"\"shares\":{\"p\":0.25,\"q\":0.75},\"inner\":{\"id\":\"i-1\",\"weight\":2},\"leaves\":[{\"id\":\"a\"},"
		"{\"id\":\"b\",\"weight\":3}],"
		"\"named\":{\"k\":{\"id\":\"k\",\"weight\":4},\"l\":{}},\"some\":{\"id\":\"one\"},\"carried\":{\"x\": "
		"[1, {\"y\":\"z\"}]}}",
		0);
	assert_int_equal(r.mistakes.errors, 0);
	assert_true(r.thing.area.value == 15 && r.thing.area.given);
	assert_string_equal(r.thing.area.source, "user");
	assert_true(!r.thing.aspect.given && r.thing.aspect.value == 180);
	assert_true(r.thing.count == 9 && r.thing.yes == 1 && r.thing.colour == 2);
	assert_string_equal(r.thing.name.zh, "山");
	assert_string_equal(r.thing.name.en, "hill");
	assert_true(r.thing.day.year == 2024 && r.thing.day.month == 2 && r.thing.day.day == 29);
	assert_true(r.thing.seed == UINT64_MAX);
	assert_true(r.thing.list.n == 2 && r.thing.list.items[1] == 2.5);
	assert_true(r.thing.series.n == 2 && r.thing.series.items[0] == -1 && r.thing.series.basis == QS_VERIFIED);
	assert_string_equal(r.thing.words.items[1], "b");
	assert_string_equal(r.thing.shares.items[1].name, "q");
	assert_true(r.thing.shares.items[1].value == 0.75);
	assert_string_equal(r.thing.inner.id, "i-1");
	assert_true(r.thing.leaves.n == 2 && r.thing.leaves.items[0].weight.value == 1 &&
		    r.thing.leaves.items[1].weight.value == 3);
	assert_true(r.thing.named.n == 2 && r.thing.named.items[0].weight.value == 4);
	assert_string_equal(r.thing.named.items[1].id, "l");
	assert_true(r.thing.some.n == 1);
	assert_string_equal(r.thing.some.items[0].id, "one");
	assert_string_equal(r.thing.carried.json, "{\"x\":[1,{\"y\":\"z\"}]}");
	assert_int_equal(r.thing.leaves.items[1].given.line, 1);
	drop(&r);
}

static void all_stands_for_a_list_and_one_text_for_both_languages(void **state)
{
	struct read r;

	(void)state;
	read_as(&r, "{\"name\":\"x\",\"words\":\"all\"}", 0);
	assert_int_equal(r.mistakes.errors, 0);
	assert_true(r.thing.words.n == 1 && !strcmp(r.thing.words.items[0], "all"));
	assert_string_equal(r.thing.name.zh, "x");
	assert_string_equal(r.thing.name.en, "x");
	drop(&r);
}

static void units_are_converted_at_the_door(void **state)
{
	static const struct {
		const char *json;
		double area;
	} samples[] = {{"{\"name\":\"x\",\"area\":{\"value\":15,\"unit\":\"mu\"}}", 1},
		       {"{\"name\":\"x\",\"area\":{\"value\":45,\"unit\":\"亩\"}}", 3},
		       {"{\"name\":\"x\",\"area\":{\"value\":2.5,\"unit\":\"km2\"}}", 250},
		       {"{\"name\":\"x\",\"area\":{\"value\":10000,\"unit\":\"m2\"}}", 1}};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct read r;

		read_as(&r, samples[i].json, 0);
		assert_int_equal(r.mistakes.errors, 0);
		assert_true(r.thing.area.value == samples[i].area);
		drop(&r);
	}
}

static void each_mistake_has_its_code_and_line(void **state)
{
	/* clang-format off */
	static const struct {
		const char *json, *line;
	} samples[] = {
		{"{}", "t.json:1:1: error[E2102]: /name missing key \"name\" (name)"},
		{"[]", "t.json:1:1: error[E2103]: wrong type: expected an object, found a list"},
		{"{\"name\":\"x\",\n \"araa\":1}", "t.json:2:2: error[E2101]: /araa unknown key \"araa\"  hint: nearest known key: area"},
		{"{\"name\":\"x\",\"qqqqqqqqqq\":1}", "t.json:1:13: error[E2101]: /qqqqqqqqqq unknown key \"qqqqqqqqqq\""},
		{"{\"name\":\"x\",\"area\":-12.5}", "t.json:1:20: error[E2104]: /area must be > 0 (found -12.5 ha)  hint: 1 ha = 15 mu (亩)"},
		{"{\"name\":\"x\",\"area\":{\"value\":-3,\"unit\":\"mu\"}}",
		 "t.json:1:29: error[E2104]: /area must be > 0 (found -3 mu)  hint: 1 ha = 15 mu (亩)"},
		{"{\"name\":\"x\",\"share\":30}", "t.json:1:21: error[E2104]: /share must be between 0 and 1 (found 30)  hint: a ratio: 30 % is 0.3"},
		{"{\"name\":\"x\",\"aspect\":361}", "t.json:1:22: error[E2104]: /aspect must be between 0 and 360 (found 361 degree)"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"unit\":\"kg\"}}",
		 "t.json:1:20: error[E2107]: /area unit \"kg\" does not convert to ha  hint: accepted: ha, hm2, m2, km2, mu, 亩, 公顷"},
		{"{\"name\":\"x\",\"plain\":{\"value\":1,\"unit\":\"kg\"}}",
		 "t.json:1:21: error[E2107]: /plain unit \"kg\" does not convert to (no unit of its own)"},
		{"{\"name\":\"x\",\"area\":\"7\"}",
		 "t.json:1:20: error[E2103]: /area wrong type: expected a number or {value, unit, source, status}, found a text"},
		{"{\"name\":\"x\",\"area\":null}",
		 "t.json:1:20: error[E2103]: /area wrong type: expected a number or {value, unit, source, status}, found null"},
		{"{\"name\":\"x\",\"area\":{\"unit\":\"ha\"}}", "t.json:1:20: error[E2102]: /area/value missing key \"value\" (the value itself)"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"sorce\":\"a\"}}",
		 "t.json:1:31: error[E2101]: /area/sorce unknown key \"sorce\"  hint: nearest known key: source"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"status\":\"sure\"}}",
		 "t.json:1:40: error[E2108]: /area/status not a status: \"sure\"  hint: verified, unverified or assumption"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"source\":\"\"}}", "t.json:1:40: error[E2109]: /area/source the text is empty"},
		{"{\"name\":\"x\",\"count\":1.5}", "t.json:1:21: error[E2113]: /count must be a whole number (found 1.5)"},
		{"{\"name\":\"x\",\"count\":1e300}", "t.json:1:21: error[E2113]: /count must be a whole number (found 1e300)"},
		{"{\"name\":\"x\",\"count\":0}", "t.json:1:21: error[E2104]: /count must be between 1 and 100 (found 0)"},
		{"{\"name\":\"x\",\"yes\":1}", "t.json:1:19: error[E2103]: /yes wrong type: expected a boolean, found a number"},
		{"{\"name\":\"\"}", "t.json:1:9: error[E2109]: /name the text is empty"},
		{"{\"name\":{\"eng\":\"x\"}}", "t.json:1:10: error[E2101]: /name/eng unknown key \"eng\"  hint: nearest known key: en"},
		{"{\"name\":\"a\\u0000b\"}", "t.json:1:9: error[E2206]: /name the text holds the character U+0000"},
		{"{\"name\":\"x\",\"colour\":\"pink\"}",
		 "t.json:1:22: error[E2105]: /colour not one of the allowed words: \"pink\"  hint: allowed: red, green, blue"},
		{"{\"name\":\"x\",\"day\":\"2023-02-29\"}",
		 "t.json:1:19: error[E2106]: /day not a date: \"2023-02-29\"  hint: write YYYY-MM-DD"},
		{"{\"name\":\"x\",\"day\":\"2024/1/1\"}", "t.json:1:19: error[E2106]: /day not a date: \"2024/1/1\"  hint: write YYYY-MM-DD"},
		{"{\"name\":\"x\",\"day\":\"1900-02-29\"}",
		 "t.json:1:19: error[E2106]: /day not a date: \"1900-02-29\"  hint: write YYYY-MM-DD"},
		{"{\"name\":\"x\",\"seed\":\"18446744073709551616\"}",
		 "t.json:1:20: error[E2110]: /seed a seed is a string of decimal digits, 0 to 18446744073709551615 (found \"18446744073709551616\")"},
		{"{\"name\":\"x\",\"seed\":5}",
		 "t.json:1:20: error[E2110]: /seed a seed is a string of decimal digits, 0 to 18446744073709551615 (found \"5\")"},
		{"{\"name\":\"x\",\"list\":[1,200]}", "t.json:1:23: error[E2104]: /list/1 must be between 0 and 100 (found 200 mm/a)"},
		{"{\"name\":\"x\",\"words\":[]}", "t.json:1:21: error[E2111]: /words the list is empty"},
		{"{\"name\":\"x\",\"words\":\"some\"}", "t.json:1:21: error[E2103]: /words wrong type: expected a list of texts, found a text"},
		{"{\"name\":\"x\",\"shares\":{\"a\":0.5,\"b\":0.4}}", "t.json:1:22: error[E2203]: /shares the shares sum to 0.9, not 1"},
		{"{\"name\":\"x\",\"inner\":{\"id\":\"a b\"}}",
		 "t.json:1:27: error[E2114]: /inner/id \"a b\" is not a valid id  hint: letters, digits, hyphen, underscore, dot; at most 64 bytes"},
		{"{\"name\":\"x\",\"leaves\":[{\"id\":\"a\"},{}]}", "t.json:1:34: error[E2102]: /leaves/1/id missing key \"id\" (id)"},
		{"{\"name\":\"x\",\"named\":{\"a/b~\":{}}}",
		 "t.json:1:29: error[E2114]: /named/a~1b~0 \"a/b~\" is not a valid id  hint: letters, digits, hyphen, underscore, dot; at most 64 bytes"},
		{"{\"name\":\"x\",\"named\":{\"a\":{\"id\":\"b\"}}}", "t.json:1:26: error[E2206]: /named/a the id differs from the key"},
		{"{\"name\":\"x\",\"named\":[]}", "t.json:1:21: error[E2103]: /named wrong type: expected an object, found a list"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"spread\":{\"kind\":\"normal\",\"mean\":2,\"sd\":1}}}",
		 "t.json:1:40: error[E2112]: /area/spread spread is not valid: the mean differs from the value: leave it out, or "
		 "change the value"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"spread\":{\"kind\":\"normal\",\"sd\":-1}}}",
		 "t.json:1:40: error[E2112]: /area/spread spread is not valid: sd must be > 0"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"spread\":{\"kind\":\"uniform\",\"low\":2,\"high\":3}}}",
		 "t.json:1:40: error[E2112]: /area/spread spread is not valid: the value does not lie between low and high"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"spread\":{\"kind\":\"uniform\",\"low\":2}}}",
		 "t.json:1:40: error[E2112]: /area/spread spread is not valid: high"},
		{"{\"name\":\"x\",\"share\":{\"value\":0.5,\"spread\":{\"kind\":\"normal\",\"sd\":0.1}}}",
		 "t.json:1:43: notice[W2902]: /share/spread the spread of \"share\" is not sampled by this run"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"spread\":{\"kind\":\"normal\",\"sd\":1,\"scope\":0}}}",
		 "t.json:1:72: error[E2103]: /area/spread wrong type: expected a text, found a number"},
		{"{\"name\":\"x\",\"area\":{\"value\":1,\"spread\":{\"kind\":\"gamma\",\"sd\":1}}}",
		 "t.json:1:40: error[E2105]: /area/spread not one of the allowed words: \"gamma\"  hint: allowed: uniform, normal, lognormal, beta, "
		 "triangular"},
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct read r;

		read_as(&r, samples[i].json, 0);
		assert_string_equal(r.line, samples[i].line);
		assert_int_equal(r.mistakes.kept, 1);
		drop(&r);
	}
}

static void no_mistake_hides_another(void **state)
{
	struct read r;

	(void)state;
	read_as(&r,
		"{\"area\":-1,\"share\":\"x\",\"count\":1.5,\"colour\":\"no\",\"day\":\"d\",\"leaves\":[{},{\"id\":1}],"
		"\"zz\":0}",
		0);
	assert_int_equal(r.mistakes.errors, 9);
	drop(&r);
}

static void spreads_are_read_in_the_rows_unit(void **state)
{
	struct read r;

	(void)state;
	read_as(&r,
		"{\"name\":\"x\",\"area\":{\"value\":30,\"unit\":\"mu\",\"source\":\"s\",\"status\":\"unverified\","
		"\"spread\":{\"kind\":\"triangular\",\"low\":15,\"high\":60,\"scope\":\"site\"}}}",
		0);
	assert_int_equal(r.mistakes.errors + r.mistakes.notices, 0);
	assert_true(r.thing.area.value == 2 && r.thing.area.basis == QS_UNVERIFIED);
	assert_true(r.thing.area.spread->kind == QS_SPREAD_TRIANGULAR && r.thing.area.spread->scope == QS_SCOPE_SITE);
	assert_true(r.thing.area.spread->a == 1 && r.thing.area.spread->b == 2 && r.thing.area.spread->c == 4);
	drop(&r);
	read_as(&r, "{\"name\":\"x\",\"area\":{\"value\":3,\"spread\":{\"kind\":\"lognormal\",\"cv\":0.2}}}", 0);
	assert_true(r.thing.area.spread->a == 3 && r.thing.area.spread->b == 0.2);
	assert_true(r.thing.area.spread->scope == QS_SCOPE_PARAMETER);
	drop(&r);
}

static void pack_values_need_source_and_status(void **state)
{
	struct read r;

	(void)state;
	read_as(&r, "{\"name\":\"x\",\"area\":1,\"share\":{\"value\":0.1,\"source\":\"s\"},\"series\":[1],\"count\":3}",
		1);
	assert_int_equal(r.mistakes.count[QS_E2301], 3);
	drop(&r);
	read_as(&r, "{\"name\":\"x\",\"area\":{\"value\":1,\"source\":\"s\",\"status\":\"verified\"}}", 1);
	assert_int_equal(r.mistakes.errors, 0);
	drop(&r);
}

static void source_default_is_not_given_only_at_the_default(void **state)
{
	struct read r;

	(void)state;
	read_as(&r,
		"{\"name\":\"x\",\"area\":{\"value\":2,\"source\":\"default\"},\"share\":{\"value\":0.4,\"source\":"
		"\"default\"}}",
		0);
	assert_false(r.thing.area.given);
	assert_true(r.thing.share.given && r.thing.share.value == 0.4);
	drop(&r);
}

static void over_replaces_what_is_given_and_keeps_the_rest(void **state)
{
	static const char json[] = "{\"area\":5}";
	struct qs_err err = {0};
	struct qs_reader reader;
	const struct qs_json *root;
	struct read r;

	(void)state;
	read_as(&r, "{\"name\":\"x\",\"count\":9}", 0);
	assert_int_equal(qs_json_parse(json, sizeof json - 1, "u.json", &r.tree, &r.mistakes, &root, &err), QS_OK);
	qs_reader_open(&reader, &r.arena, &r.mistakes, "u.json");
	qs_read_over(&reader, &qs_table_thing, root, &r.thing);
	qs_reader_close(&reader);
	assert_int_equal(r.mistakes.errors, 0);
	assert_true(r.thing.area.value == 5 && r.thing.count == 9);
	assert_string_equal(r.thing.name.zh, "x");
	qs_arena_free(&r.tree);
	drop(&r);
}

static void both_languages_have_whole_sentences(void **state)
{
	struct read r;
	char line[1024];

	(void)state;
	read_as(&r, "{\"name\":\"x\",\"area\":\"7\"}", 0);
	qs_mistake_line(&r.mistakes.items[0], QS_ZH, line, sizeof line);
	assert_string_equal(
		line, "t.json:1:20: 错误[E2103]: /area 类型不符：应为数字或 {value, unit, source, status}，实为文本");
	drop(&r);
}

static void mistakes_as_json_are_json_and_counted(void **state)
{
	char text[8192] = "{\"name\":\"x\"";
	struct qs_arena arena = {0};
	struct qs_mistakes none;
	struct qs_err err = {0};
	const struct qs_json *root;
	const char *json;
	struct read r;

	(void)state;
	for (int i = 0; i < 150; i++) {
		char key[32];

		snprintf(key, sizeof key, ",\"bad%d\":1", i);
		strcat(text, key);
	}
	strcat(text, "}");
	read_as(&r, text, 0);
	json = qs_mistakes_json(&r.mistakes, QS_ZH, 1, &arena);
	qs_mistakes_init(&none, NULL);
	assert_int_equal(qs_json_parse(json, strlen(json), "m", &arena, &none, &root, &err), QS_OK);
	assert_int_equal(qs_json_find(root, "errors")->n, QS_MISTAKES_KEPT);
	assert_true(qs_json_number(root, "error_count", 0) == 150);
	assert_true(qs_json_number(qs_json_find(root, "counts"), "E2101", 0) == 150);
	assert_non_null(strstr(qs_mistakes_text(&r.mistakes, QS_EN, &arena), "\nand 50 more: E2101 x 50\n"));
	qs_mistakes_free(&none);
	qs_arena_free(&arena);
	drop(&r);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(absent_fields_take_defaults),
		cmocka_unit_test(every_kind_is_read),
		cmocka_unit_test(all_stands_for_a_list_and_one_text_for_both_languages),
		cmocka_unit_test(units_are_converted_at_the_door),
		cmocka_unit_test(each_mistake_has_its_code_and_line),
		cmocka_unit_test(no_mistake_hides_another),
		cmocka_unit_test(spreads_are_read_in_the_rows_unit),
		cmocka_unit_test(pack_values_need_source_and_status),
		cmocka_unit_test(source_default_is_not_given_only_at_the_default),
		cmocka_unit_test(over_replaces_what_is_given_and_keeps_the_rest),
		cmocka_unit_test(both_languages_have_whole_sentences),
		cmocka_unit_test(mistakes_as_json_are_json_and_counted),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
