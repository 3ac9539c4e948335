/* Data as rows: every field's unit, range and labels; units; packs; outputs. */
#include "model/base/fields.h"
#include "model/base/packs.h"
#include "model/base/units.h"
#include "model/cells.h"
#include "model/land/outputs.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- field rows ---- */

static const size_t size_of_kind[] = {
	[QS_KIND_NUMBER] = sizeof(struct qs_figure),
	[QS_KIND_INTEGER] = sizeof(int64_t),
	[QS_KIND_BOOL] = sizeof(int),
	[QS_KIND_STRING] = sizeof(char *),
	[QS_KIND_ID] = sizeof(char *),
	[QS_KIND_TEXT] = sizeof(struct qs_text),
	[QS_KIND_CHOICE] = sizeof(int),
	[QS_KIND_DATE] = sizeof(struct qs_date),
	[QS_KIND_SEED] = sizeof(uint64_t),
	[QS_KIND_NUMBERS] = sizeof(struct qs_numbers),
	[QS_KIND_SERIES] = sizeof(struct qs_series),
	[QS_KIND_STRINGS] = sizeof(struct qs_strings),
	[QS_KIND_SHARES] = sizeof(struct qs_shares),
	[QS_KIND_LIST] = sizeof(struct qs_list),
	[QS_KIND_MAP] = sizeof(struct qs_list),
	[QS_KIND_ONE_OR_LIST] = sizeof(struct qs_list),
	[QS_KIND_CARRIED] = sizeof(struct qs_carried),
};

static int is_number(enum qs_kind kind)
{
	return kind == QS_KIND_NUMBER || kind == QS_KIND_NUMBERS || kind == QS_KIND_SERIES || kind == QS_KIND_SHARES;
}

static void check_row(const struct qs_table *table, const struct qs_field *f)
{
	const size_t size = f->kind == QS_KIND_OBJECT ? f->child->size : size_of_kind[f->kind];
	char place[200];

	snprintf(place, sizeof place, "%s.%s", table->name, f->name);
#define CLAIM(claim)                                       \
	do {                                               \
		if (!(claim))                              \
			fail_msg("%s: %s", place, #claim); \
	} while (0)
	CLAIM(f->zh && *f->zh && f->en && *f->en);
	CLAIM(f->offset + size <= table->size);
	CLAIM(qs_field_find(table, f->name) == f); /* a name stands once */
	if (is_number(f->kind) || f->kind == QS_KIND_INTEGER) {
		CLAIM(f->min < f->max && isfinite(f->min) && isfinite(f->max));
		CLAIM(*f->unit ||
		      strstr(f->en, "unit")); /* "" only where a sibling states the unit, and the meaning says so */
	}
	if ((f->kind == QS_KIND_NUMBER || f->kind == QS_KIND_INTEGER) && !(f->flags & (QS_REQUIRED | QS_NULL_OK)))
		CLAIM(qs_field_in_range(f, f->standard));
	if (f->kind == QS_KIND_OBJECT || f->kind == QS_KIND_LIST || f->kind == QS_KIND_MAP ||
	    f->kind == QS_KIND_ONE_OR_LIST)
		CLAIM(f->child);
	if (f->kind == QS_KIND_MAP)
		CLAIM(f->child->fields[0].kind == QS_KIND_ID && f->child->fields[0].offset == 0);
	if (f->kind == QS_KIND_CHOICE) {
		size_t n = 0;

		CLAIM(f->words && f->words[0]);
		while (f->words[n])
			n++;
		CLAIM(f->standard >= 0 && f->standard < (double)n);
	}
	if (f->flags & QS_SAMPLED)
		CLAIM(f->kind == QS_KIND_NUMBER);
	if (f->flags & QS_SUM_ONE)
		CLAIM(f->kind == QS_KIND_SHARES);
#undef CLAIM
}

static size_t check_table(const struct qs_table *table)
{
	size_t rows = table->n;

	assert_true(table->n > 0 && table->n <= 64); /* one bit a field in qs_given */
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const f = &table->fields[i];

		check_row(table, f);
		for (size_t k = 0; k < i; k++)
			assert_true(table->fields[k].offset < f->offset);
		if (f->child && f->child != table) /* a condition holds conditions */
			rows += check_table(f->child);
	}
	return rows;
}

static void every_field_has_unit_range_and_both_labels(void **state)
{
	size_t rows = check_table(&qs_table_portfolio) + check_table(&qs_table_site);

	(void)state;
#define X(kind, entry) rows += check_table(&qs_table_##entry);
	QS_PACK_KINDS(X)
#undef X
	assert_true(rows > 200);
}

static void defaults_fill_nested_objects(void **state)
{
	struct qs_unit unit;

	(void)state;
	memset(&unit, 0, sizeof unit);
	qs_fields_default(&qs_table_unit, &unit);
	assert_true(unit.soil.depth_cm.value == qs_field_find(&qs_table_soil, "depth_cm")->standard);
	assert_int_equal(unit.soil.depth_cm.basis, QS_ASSUMPTION);
	assert_string_equal(unit.soil.depth_cm.source, "default");
	assert_int_equal(unit.soil.depth_cm.given, 0);
	assert_int_equal(unit.parcels, 1);
	assert_int_equal(unit.land.n, 0);
}

static void a_range_is_closed_unless_the_row_opens_it(void **state)
{
	struct qs_field f = {.min = 0, .max = 1};

	(void)state;
	assert_true(qs_field_in_range(&f, 0) && qs_field_in_range(&f, 1));
	assert_false(qs_field_in_range(&f, -1e-300) || qs_field_in_range(&f, 1 + 1e-15));
	assert_false(qs_field_in_range(&f, (double)NAN) || qs_field_in_range(&f, HUGE_VAL) ||
		     qs_field_in_range(&f, -HUGE_VAL));
	f.flags = QS_ABOVE_MIN | QS_BELOW_MAX;
	assert_false(qs_field_in_range(&f, 0) || qs_field_in_range(&f, 1));
	assert_true(qs_field_in_range(&f, 0.5));
}

static void the_weakest_status_wins(void **state)
{
	(void)state;
	assert_int_equal(qs_basis_weaker(QS_VERIFIED, QS_UNVERIFIED), QS_UNVERIFIED);
	assert_int_equal(qs_basis_weaker(QS_ASSUMPTION, QS_VERIFIED), QS_ASSUMPTION);
	assert_int_equal(qs_basis_weaker(QS_VERIFIED, QS_VERIFIED), QS_VERIFIED);
	assert_string_equal(qs_basis_word(QS_UNVERIFIED), "unverified");
}

static void the_nearest_word_is_near_or_none(void **state)
{
	static const char *const words[] = {"area_ha", "slope_deg", "aspect_deg", NULL};
	char far[200];

	(void)state;
	assert_string_equal(qs_nearest_word("area", words), "area_ha");
	assert_string_equal(qs_nearest_word("slop_deg", words), "slope_deg");
	assert_string_equal(qs_nearest_word("aspekt_deg", words), "aspect_deg");
	assert_null(qs_nearest_word("q", words));
	memset(far, 'x', sizeof far - 1);
	far[sizeof far - 1] = 0;
	assert_null(qs_nearest_word(far, words));
	assert_null(qs_nearest_word("", words));
}

/* ---- units ---- */

static double converted(const char *from, const char *to, double value)
{
	double out = (double)NAN;

	assert_int_equal(qs_unit_convert(from, to, value, &out), 0);
	return out;
}

static void units_of_the_trade_convert_exactly(void **state)
{
	(void)state;
	assert_true(converted("亩", "ha", 15) == 1);
	assert_true(converted("mu", "ha", 200) == 200.0 / 15);
	assert_true(converted("m2", "ha", 46633.53) == 46633.53 * 1e-4);
	assert_true(converted("万元", "CNY", 1107) == 1107e4);
	assert_true(converted("g/kg", "g/kg", 6) == 6);
	assert_true(fabs(converted("% SOM", "g/kg", 1) - 5.8) < 1e-12);
	assert_true(converted("株/亩", "1/ha", 110) == 1650);
	assert_true(fabs(converted("元/m2", "CNY/ha", 4) - 4e4) < 1e-9);
	assert_true(fabs(qs_co2e_of_c(12) - 44) < 1e-12);
}

static void units_of_different_quantities_do_not_convert(void **state)
{
	double out = 7;

	(void)state;
	assert_int_equal(qs_unit_convert("ha", "m", 1, &out), -1);
	assert_int_equal(qs_unit_convert("furlong", "m", 1, &out), -1);
	assert_int_equal(qs_unit_convert("CNY", "t", 1, &out), -1);
	assert_true(out == 7);
}

static void accepted_units_are_listed_and_cut(void **state)
{
	char text[200], little[4];

	(void)state;
	qs_unit_accepted("ha", text, sizeof text);
	assert_non_null(strstr(text, "亩"));
	assert_non_null(strstr(text, "m2"));
	assert_true(qs_unit_accepted("ha", little, sizeof little) < sizeof little);
	assert_true(strlen(little) < sizeof little);
}

/* Every unit that a field row names converts from itself; those of an area accept mu. */
static void area_rows_accept_mu(void **state)
{
	const struct qs_field *area = qs_field_find(&qs_table_unit, "area_ha");
	double out;

	(void)state;
	assert_int_equal(qs_unit_convert("mu", area->unit, 30, &out), 0);
	assert_true(out == 2);
}

/* ---- packs ---- */

static int known_kind(const char *kind)
{
#define X(name, entry)            \
	if (!strcmp(kind, #name)) \
		return 1;
	QS_PACK_KINDS(X)
#undef X
	return 0;
}

static void embedded_packs_are_sorted_objects_of_known_kinds(void **state)
{
	(void)state;
	assert_true(qs_embedded_pack_count > 0);
	for (size_t i = 0; i < qs_embedded_pack_count; i++) {
		const struct qs_embedded_pack *const p = &qs_embedded_packs[i];

		assert_true(known_kind(p->kind));
		assert_int_equal(strlen(p->json), p->length);
		assert_int_equal(p->json[0], '{');
		assert_non_null(strstr(p->json, p->id));
		if (i) {
			const struct qs_embedded_pack *const q = p - 1;
			const int order = strcmp(q->kind, p->kind);

			assert_true(order < 0 || (!order && strcmp(q->id, p->id) < 0));
		}
	}
}

static void every_pack_entry_is_found_by_its_id_and_no_other(void **state)
{
	struct qs_material_pack items[7];
	struct qs_packs packs;
	static const char *const ids[] = {"a", "ab", "b", "ba", "c", "d", "e"};

	(void)state;
	memset(&packs, 0, sizeof packs);
	memset(items, 0, sizeof items);
	assert_null(qs_packs_materials(&packs, "a"));
	for (int i = 0; i < 7; i++)
		items[i].id = ids[i];
	packs.materials.items = items;
	for (packs.materials.n = 1; packs.materials.n <= 7; packs.materials.n++) {
		for (size_t i = 0; i < packs.materials.n; i++)
			assert_ptr_equal(qs_packs_materials(&packs, ids[i]), &items[i]);
		assert_null(qs_packs_materials(&packs, "aa"));
		assert_null(qs_packs_materials(&packs, ""));
		assert_null(qs_packs_materials(&packs, "f"));
	}
}

/* ---- outputs and areas ---- */

static void every_output_has_unit_labels_and_a_quantum_that_is_a_power_of_two(void **state)
{
	(void)state;
	for (int i = 0; i < QS_OUTPUT_COUNT; i++) {
		const struct qs_output_row *const row = &qs_output_rows[i];
		int exponent;

		assert_true(*row->name && *row->unit && *row->zh && *row->en);
		assert_true(frexp(row->quantum, &exponent) == 0.5 && exponent < 1);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(row->name, qs_output_rows[k].name);
	}
	for (int i = 0; i < QS_SCALAR_COUNT; i++)
		assert_true(*qs_scalar_rows[i].unit && *qs_scalar_rows[i].zh && *qs_scalar_rows[i].en);
}

static void planimetric_area_is_what_a_map_shows(void **state)
{
	struct qs_unit unit;

	(void)state;
	memset(&unit, 0, sizeof unit);
	qs_fields_default(&qs_table_unit, &unit);
	unit.area_ha.value = 7;
	unit.slope_deg.value = 60;
	unit.area_basis = QS_PLANIMETRIC;
	assert_true(qs_unit_planimetric_ha(&unit) == 7);
	unit.area_basis = QS_SLOPE;
	assert_true(fabs(qs_unit_planimetric_ha(&unit) - 3.5) < 1e-14);
}

static void every_name_of_a_value_of_cells_is_found_and_no_other(void **state)
{
	struct qs_cell_value value;
	char name[96];
	size_t n = 0;

	(void)state;
	for (; !qs_cell_value_name(n, name); n++)
		assert_int_equal(qs_cell_value_find(name, &value), 0);
	assert_true(n > QS_OUTPUT_COUNT * QS_SERIES_COUNT);
	assert_int_not_equal(qs_cell_value_find("grown_co2e", &value), 0);
	assert_int_not_equal(qs_cell_value_find("grown_co2e.best", &value), 0);
	assert_int_not_equal(qs_cell_value_find("irr", &value), 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_has_unit_range_and_both_labels),
		cmocka_unit_test(defaults_fill_nested_objects),
		cmocka_unit_test(a_range_is_closed_unless_the_row_opens_it),
		cmocka_unit_test(the_weakest_status_wins),
		cmocka_unit_test(the_nearest_word_is_near_or_none),
		cmocka_unit_test(units_of_the_trade_convert_exactly),
		cmocka_unit_test(units_of_different_quantities_do_not_convert),
		cmocka_unit_test(accepted_units_are_listed_and_cut),
		cmocka_unit_test(area_rows_accept_mu),
		cmocka_unit_test(embedded_packs_are_sorted_objects_of_known_kinds),
		cmocka_unit_test(every_pack_entry_is_found_by_its_id_and_no_other),
		cmocka_unit_test(every_output_has_unit_labels_and_a_quantum_that_is_a_power_of_two),
		cmocka_unit_test(planimetric_area_is_what_a_map_shows),
		cmocka_unit_test(every_name_of_a_value_of_cells_is_found_and_no_other),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
