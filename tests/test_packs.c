/* io/packs and io/schema: what a portfolio puts over the shipped packs, and the JSON Schema of both. */
#include "tests/portfolio_files.h"

#include "io/json.h"
#include "io/packs.h"
#include "io/schema.h"

static void packs_replace_fields_and_add_entries(void **state)
{
	static const char mine[] = "{\"$schema\":\"x\",\"species\":{\"acer_truncatum\":{\"root_shoot\":{\"value\":0.33,"
				   "\"source\":\"mine\",\"status\":\"verified\"}}},"
				   "\"materials\":[{\"id\":\"mulch\",\"name\":\"mulch\",\"unit\":\"t\",\"emission_kg_"
				   "co2e\":{\"value\":9,\"source\":\"mine\",\"status\":\"verified\"}}]}";
	char *text = changed("\"members\":8", "\"members\":8,\"packs\":[\"mine.json\"]");
	const struct qs_species_pack *maple;
	struct read r, shipped;

	(void)state;
	write_file("mine.json", mine, strlen(mine));
	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	read_text(&shipped, base);
	maple = qs_packs_species(&r.input.packs, "acer_truncatum");
	assert_true(maple->root_shoot.value == 0.33);
	assert_true(maple->above_max_t_ha.value ==
		    qs_packs_species(&shipped.input.packs, "acer_truncatum")->above_max_t_ha.value);
	assert_true(qs_packs_materials(&r.input.packs, "mulch")->emission_kg_co2e.value == 9);
	assert_true(r.input.packs.materials.n == shipped.input.packs.materials.n + 1);
	assert_int_equal(r.input.hash_count, 2);
	assert_string_equal(r.input.hashes[1].name, "mine.json");
	assert_non_null(strstr(r.input.resolved_json, "\"mulch\""));
	drop(&shipped);
	drop(&r);
	write_file("p.json", text, strlen(text));
	resolves_to_itself(path_of("p.json"));
	free(text);
}

static void second_pack_of_one_of_a_kind_is_refused(void **state)
{
	char *text = changed("\"members\":8",
			     "\"members\":8,\"packs\":[{\"evaluation\":{\"x\":{}},\"accounts\":{\"x\":{}}}]");
	struct read r;

	(void)state;
	read_text(&r, text);
	assert_int_equal(r.status, QS_EINPUT);
	assert_int_equal(r.mistakes.count[QS_E2206], 2);
	drop(&r);
	free(text);
}

static void tables_by_class_have_a_length_a_range_and_an_order(void **state)
{
#define COVER(values)                                                                \
	"\"land\":{\"land\":{\"erosion\":{\"cover_factor_herb\":{\"values\":" values \
	",\"source\":\"test\",\"status\":\"assumption\"}}}}"
#define CURVE(values) \
	"\"water\":{\"water\":{\"curve_tree\":{\"values\":" values ",\"source\":\"test\",\"status\":\"assumption\"}}}"
	static const struct {
		const char *pack;
		int code;
		const char *said;
	} cases[] = {{COVER("[0.5,0.4,0.3,0.2,0.1]"), QS_E2206, "six values"},
		     {COVER("[0.5,0.4,0.3,0.2,0.1,-0.1]"), QS_E2104, "cover_factor_herb/5"},
		     {COVER("[1.5,0.4,0.3,0.2,0.1,0.1]"), QS_E2104, "cover_factor_herb/0"},
		     {COVER("[0.5,0.4,0.3,\"x\",0.1,0.1]"), QS_E2103, "cover_factor_herb/3"},
		     {COVER("[0.5,0.4,0.41,0.2,0.1,0.1]"), QS_E2206, "larger C"},
		     {COVER("[0.5,0.4,0.3,0.2,0.1,0.1],\"unit\":\"t\""), QS_E2107, "cover_factor_herb"},
		     {CURVE("[30,55,70]"), QS_E2206, "four values"},
		     {CURVE("[30,55,70,60]"), QS_E2206, "must not fall"},
		     {CURVE("[30,55,70,101]"), QS_E2104, "curve_tree/3"},
		     {CURVE("[30,55,70,77]"), -1, ""}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char part[400];
		char *text;
		struct read r;

		snprintf(part, sizeof part, "\"members\":8,\"packs\":[{%s}]", cases[i].pack);
		text = changed("\"members\":8", part);
		read_text(&r, text);
		/* one mistake each: what is out of range is not also said to be too few */
		if (r.status != (cases[i].code < 0 ? QS_OK : QS_EINPUT) ||
		    r.mistakes.errors != (size_t)(cases[i].code >= 0) ||
		    (cases[i].code >= 0 && !r.mistakes.count[cases[i].code]) || !strstr(r.line, cases[i].said))
			fail_msg("%s: %zu mistakes, %s", cases[i].pack, r.mistakes.errors, r.line);
		drop(&r);
		free(text);
	}
}

static void nothing_is_computed_from_a_pack_with_gaps(void **state)
{
	char *text = changed("\"sites\":[{\"id\":\"A\",", "\"packs\":[{\"land\":{\"a\":{}}}],\"sites\":[{\"id\":\"A\","
							  "\"finance\":{\"spoil_surplus_m3\":10},");
	struct read r;

	(void)state;
	read_text(&r, text);
	assert_int_equal(r.status, QS_EINPUT);
	assert_true(r.mistakes.count[QS_E2102] > 0);
	drop(&r);
	free(text);
}

static void shared_packs_are_not_changed_by_a_portfolio(void **state)
{
	static const char over[] =
		"\"members\":8,\"packs\":[{\"species\":{\"acer_truncatum\":{\"root_shoot\":{\"value\":0.33,"
		"\"source\":\"mine\",\"status\":\"verified\"}}}}]";
	struct qs_packs shipped;
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	const struct qs_input_override sharing = {.shipped = &shipped};
	char *text = changed("\"members\":8", over);
	double before;

	(void)state;
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_packs_read_shipped(NULL, &shipped, &mistakes, &err), QS_OK);
	before = qs_packs_species(&shipped, "acer_truncatum")->root_shoot.value;
	assert_true(before != 0.33);
	for (int i = 0; i < 2; i++) {
		const char *const given = i ? base : text;
		struct qs_input input;

		assert_int_equal(
			qs_input_read_text(NULL, "p.json", given, strlen(given), &sharing, &input, &mistakes, &err),
			QS_OK);
		assert_true(qs_packs_species(&input.packs, "acer_truncatum")->root_shoot.value == (i ? before : 0.33));
		qs_input_free(&input);
		assert_true(qs_packs_species(&shipped, "acer_truncatum")->root_shoot.value == before);
	}
	qs_arena_free(&shipped.arena);
	qs_mistakes_free(&mistakes);
	free(text);
}

static void schema_is_json_and_names_every_top_field(void **state)
{
	struct qs_arena arena = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	const struct qs_json *root, *properties;
	const char *const text = qs_schema_text(QS_EN, &arena);

	(void)state;
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_json_parse(text, strlen(text), "s", &arena, &mistakes, &root, &err), QS_OK);
	properties = qs_json_find(root, "properties");
	for (size_t i = 0; i < qs_table_portfolio.n; i++)
		assert_non_null(qs_json_find(properties, qs_table_portfolio.fields[i].name));
	assert_non_null(qs_json_find(properties, "sites"));
	assert_non_null(qs_json_find(qs_json_find(root, "definitions"), "unit"));
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packs_replace_fields_and_add_entries),
		cmocka_unit_test(second_pack_of_one_of_a_kind_is_refused),
		cmocka_unit_test(tables_by_class_have_a_length_a_range_and_an_order),
		cmocka_unit_test(nothing_is_computed_from_a_pack_with_gaps),
		cmocka_unit_test(shared_packs_are_not_changed_by_a_portfolio),
		cmocka_unit_test(schema_is_json_and_names_every_top_field),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
