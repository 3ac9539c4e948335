/* The base: statuses, mistakes, arena, field rows, units, packs, context, output rows. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "model/base/arena.h"
#include "model/base/context.h"
#include "model/base/fields.h"
#include "model/base/mistakes.h"
#include "model/base/packs.h"
#include "model/base/status.h"
#include "model/base/units.h"
#include "model/base/version.h"
#include "model/land/outputs.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- statuses ---- */

static void the_first_failure_is_kept(void **state)
{
	struct qs_err err = {0};

	(void)state;
	assert_int_equal(qs_fail(&err, QS_EFILE, "first %d", 1), QS_EFILE);
	assert_int_equal(qs_fail(&err, QS_EINPUT, "second"), QS_EINPUT);
	assert_int_equal(err.status, QS_EFILE);
	assert_string_equal(err.text, "first 1");
	assert_int_equal(qs_fail(NULL, QS_ENOMEM, "nowhere to write"), QS_ENOMEM);
}

static void a_long_failure_is_cut_not_overrun(void **state)
{
	struct qs_err err = {0};
	char text[3000];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = 0;
	qs_fail(&err, QS_EFILE, "%s", text);
	assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

static void every_status_has_its_exit_code_and_texts(void **state)
{
	static const int code[QS_STATUS_COUNT] = {
		[QS_OK] = 0,         [QS_EFAILED] = 1,        [QS_EUSAGE] = 2,        [QS_EINPUT] = 3,
		[QS_EINVARIANT] = 4, [QS_EFILE] = 5,          [QS_ENOMEM] = 1,        [QS_EPARTLY] = 6,
		[QS_EBUG] = 70,      [QS_EINTERRUPTED] = 130, [QS_ETERMINATED] = 143,
	};

	(void)state;
	for (int i = 0; i < QS_STATUS_COUNT; i++) {
		assert_int_equal(qs_status_exit_code((qs_status)i), code[i]);
		assert_true(*qs_status_text((qs_status)i, QS_ZH));
		assert_true(*qs_status_text((qs_status)i, QS_EN));
	}
}

/* ---- mistakes ---- */

static void a_mistake_tells_its_particulars_in_both_languages(void **state)
{
	struct qs_mistakes list;
	struct qs_place place = {.file = "a.json", .line = 47, .column = 18};
	char text[200], value[] = "-12.5";
	size_t n;

	(void)state;
	qs_mistakes_init(&list, NULL);
	qs_mistakes_add(&list, QS_E2104, place, "/sites/3/area_ha", "> 0", value, "ha", "1 ha = 15 mu (亩)");
	value[0] = '9'; /* texts are copied */
	assert_true(qs_mistake_text(&list.items[0], QS_EN, 0, text, sizeof text) > 0);
	assert_string_equal(text, "must be > 0 (found -12.5 ha)");
	n = qs_mistake_text(&list.items[0], QS_ZH, 0, text, sizeof text);
	assert_int_equal(n, strlen(text));
	assert_non_null(strstr(text, "-12.5"));
	qs_mistake_text(&list.items[0], QS_EN, 1, text, sizeof text);
	assert_string_equal(text, "1 ha = 15 mu (亩)");
	assert_int_equal(qs_mistake_text(&list.items[0], QS_EN, 0, text, 5), 4);
	assert_string_equal(text, "must");
	assert_string_equal(list.items[0].path, "/sites/3/area_ha");
	assert_int_equal(list.items[0].place.line, 47);
	qs_mistakes_free(&list);
	qs_mistakes_free(&list);
}

static void a_hint_without_its_particular_is_left_out(void **state)
{
	struct qs_mistakes list;
	struct qs_place nowhere = {0};
	char text[200];

	(void)state;
	qs_mistakes_init(&list, NULL);
	qs_mistakes_add(&list, QS_E2101, nowhere, NULL, "area", NULL, NULL, NULL);
	qs_mistakes_add(&list, QS_E2101, nowhere, NULL, "area", "area_ha", NULL, NULL);
	assert_int_equal(qs_mistake_text(&list.items[0], QS_EN, 1, text, sizeof text), 0);
	assert_string_equal(text, "");
	qs_mistake_text(&list.items[1], QS_EN, 1, text, sizeof text);
	assert_string_equal(text, "nearest known key: area_ha");
	qs_mistakes_free(&list);
}

static void mistakes_after_the_hundredth_are_counted_by_code(void **state)
{
	struct qs_mistakes list;
	struct qs_place place = {.file = "units.csv", .line = 1, .table_column = "area_ha"};
	struct qs_err err = {0};

	(void)state;
	qs_mistakes_init(&list, NULL);
	assert_int_equal(qs_mistakes_status(&list, &err), QS_OK);
	qs_mistakes_add(&list, QS_W1103, place, "", NULL, NULL, NULL, NULL);
	assert_int_equal(qs_mistakes_status(&list, &err), QS_OK); /* a notice refuses nothing */
	for (int i = 0; i < 250; i++)
		qs_mistakes_add(&list, i % 2 ? QS_E2104 : QS_E2101, place, "/x", "a", "b", "c", NULL);
	assert_int_equal(list.kept, QS_MISTAKES_KEPT);
	assert_int_equal(list.errors, 250);
	assert_int_equal(list.notices, 1);
	assert_int_equal(list.count[QS_E2104], 125);
	assert_int_equal(list.count[QS_E2101], 125);
	assert_int_equal(qs_mistakes_status(&list, &err), QS_EINPUT);
	assert_non_null(strstr(err.text, "250"));
	qs_mistakes_free(&list);
	assert_int_equal(list.errors, 0);
}

static void every_mistake_code_is_one_word_and_has_both_texts(void **state)
{
	(void)state;
	for (int i = 0; i < QS_MISTAKE_CODES; i++) {
		const enum qs_mistake_code code = (enum qs_mistake_code)i;
		const char *const word = qs_mistake_word(code);
		const struct qs_mistake mistake = {.code = code, .arg = {"p", "q", "r", "s"}};
		char text[300];

		assert_int_equal(strlen(word), 5);
		assert_true(word[0] == 'E' || word[0] == 'W');
		assert_int_equal(qs_mistake_of_word(word), code);
		assert_int_equal(qs_mistake_is_error(code), word[0] == 'E');
		for (int lang = 0; lang < 2; lang++) {
			assert_true(qs_mistake_text(&mistake, (enum qs_lang)lang, 0, text, sizeof text) > 0);
			assert_null(strchr(text, '{'));
		}
		assert_int_equal(!qs_mistake_text(&mistake, QS_ZH, 1, text, sizeof text),
				 !qs_mistake_text(&mistake, QS_EN, 1, text, sizeof text));
	}
	assert_int_equal(qs_mistake_of_word("E0000"), QS_MISTAKE_CODES);
}

/* ---- arena ---- */

struct counted {
	int got, put, refuse_at; /* refuse_at: the request that fails, 1-based; 0: none */
};

static void *counted_get(void *self, size_t bytes)
{
	struct counted *c = self;

	if (++c->got == c->refuse_at) {
		c->got--;
		c->refuse_at = 0;
		return NULL;
	}
	return aligned_alloc(64, bytes);
}

static void counted_put(void *self, void *piece)
{
	struct counted *c = self;

	c->put++;
	free(piece);
}

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
	struct counted counted = {0};
	const struct qs_allocator from = {counted_get, counted_put, &counted};
	struct qs_arena arena;
	unsigned char *piece[300];

	(void)state;
	qs_arena_init(&arena, &from);
	for (size_t i = 0; i < 300; i++) {
		const size_t n = i % 7 == 3 ? 100000 : 1 + i * 5; /* now and then one larger than a chunk */

		piece[i] = qs_arena_take(&arena, n, 1);
		assert_non_null(piece[i]);
		assert_int_equal((uintptr_t)piece[i] % 64, 0);
		for (size_t k = 0; k < n; k++)
			assert_int_equal(piece[i][k], 0);
		memset(piece[i], (int)(i % 251), n);
	}
	for (size_t i = 0; i < 300; i++) {
		const size_t n = i % 7 == 3 ? 100000 : 1 + i * 5;

		assert_int_equal(piece[i][0], i % 251);
		assert_int_equal(piece[i][n - 1], i % 251);
	}
	qs_arena_free(&arena);
	qs_arena_free(&arena);
	assert_int_equal(counted.got, counted.put);
	assert_true(counted.got > 40);
}

static void a_refused_piece_leaves_the_arena_whole(void **state)
{
	struct counted counted = {.refuse_at = 2};
	const struct qs_allocator from = {counted_get, counted_put, &counted};
	struct qs_arena arena;
	char *first;

	(void)state;
	qs_arena_init(&arena, &from);
	first = qs_arena_text(&arena, "kept", 4);
	assert_non_null(first);
	assert_null(qs_arena_take(&arena, 1 << 20, 1));
	assert_non_null(qs_arena_take(&arena, 1 << 20, 1)); /* the next request is granted */
	assert_string_equal(first, "kept");
	qs_arena_free(&arena);
	assert_int_equal(counted.got, counted.put);
}

static void a_size_that_overflows_is_refused(void **state)
{
	struct qs_arena arena = {0};

	(void)state;
	assert_null(qs_arena_take(&arena, SIZE_MAX / 2, 3));
	assert_null(qs_arena_take(&arena, SIZE_MAX, 1));
	assert_non_null(qs_arena_take(&arena, 0, 8));
	assert_non_null(qs_arena_take(&arena, 8, 0));
	assert_string_equal(qs_arena_text(&arena, "青山和水", 6), "青山");
	qs_arena_free(&arena);
}

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
		if (f->child)
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

/* ---- context ---- */

static void a_context_restores_what_it_switched_off(void **state)
{
	struct qs_context context = {0};
	struct qs_err err = {0};
	gsl_error_handler_t *before, *inside, *after;

	(void)state;
	before = gsl_set_error_handler_off();
	gsl_set_error_handler(before);
	qs_close(&context); /* safe on a zeroed context */
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	assert_true(context.threads >= 1);
	inside = gsl_set_error_handler_off();
	gsl_set_error_handler(inside);
	assert_true(inside != before);
	qs_close(&context);
	qs_close(&context);
	after = gsl_set_error_handler_off();
	gsl_set_error_handler(after);
	assert_true(after == before);
}

static void an_unknown_instruction_set_is_wrong_usage(void **state)
{
	struct qs_context context = {0};
	struct qs_err err = {0};

	(void)state;
	assert_int_equal(qs_open(&context, "v9", &err), QS_EUSAGE);
	assert_non_null(strstr(err.text, "v9"));
	assert_null(qs_kernels_for("V2"));
	assert_null(qs_kernels_for("v22"));
	assert_string_equal(qs_kernels_for("v2")->isa, "v2");
	assert_non_null(qs_kernels_for(""));
	assert_ptr_equal(qs_kernels_for(""), qs_kernels_for(NULL));
}

/* ---- outputs and version ---- */

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

static void the_version_names_the_release_and_the_commit(void **state)
{
	(void)state;
	assert_non_null(strchr(qs_version, '+'));
	assert_true(strlen(strchr(qs_version, '+')) >= 8);
	assert_null(strchr(qs_version, '$'));
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

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_failure_is_kept),
		cmocka_unit_test(a_long_failure_is_cut_not_overrun),
		cmocka_unit_test(every_status_has_its_exit_code_and_texts),
		cmocka_unit_test(a_mistake_tells_its_particulars_in_both_languages),
		cmocka_unit_test(a_hint_without_its_particular_is_left_out),
		cmocka_unit_test(mistakes_after_the_hundredth_are_counted_by_code),
		cmocka_unit_test(every_mistake_code_is_one_word_and_has_both_texts),
		cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(a_refused_piece_leaves_the_arena_whole),
		cmocka_unit_test(a_size_that_overflows_is_refused),
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
		cmocka_unit_test(a_context_restores_what_it_switched_off),
		cmocka_unit_test(an_unknown_instruction_set_is_wrong_usage),
		cmocka_unit_test(every_output_has_unit_labels_and_a_quantum_that_is_a_power_of_two),
		cmocka_unit_test(the_version_names_the_release_and_the_commit),
		cmocka_unit_test(planimetric_area_is_what_a_map_shows),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
