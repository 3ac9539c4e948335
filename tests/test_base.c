/* The base: statuses, mistakes, arena, context, version. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "model/base/arena.h"
#include "model/base/context.h"
#include "model/base/mistakes.h"
#include "model/base/status.h"
#include "model/base/version.h"

#include <gsl/gsl_errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
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
	qs_mistakes_add(&list, QS_E2104, place, "/sites/3/area_ha", "> 0", value, " ha", "1 ha = 15 mu (亩)");
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

/* Of the C library, whose fresh pages are taken to be zero. */
static void a_large_piece_is_zero_again_after_a_reset(void **state)
{
	enum { LARGE = 1 << 21 };
	struct qs_arena arena = {0};

	(void)state;
	for (int time = 0; time < 3; time++) {
		unsigned char *const piece = qs_arena_take(&arena, LARGE, 1), *const raw =
										      qs_arena_take_raw(&arena, 100, 1);
		size_t other = 0;

		assert_non_null(piece);
		assert_non_null(raw);
		assert_int_equal((uintptr_t)piece % 64, 0);
		for (size_t k = 0; k < LARGE; k++)
			other += piece[k] != 0;
		assert_int_equal(other, 0);
		memset(piece, 7, LARGE);
		qs_arena_reset(&arena);
	}
	qs_arena_free(&arena);
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

static void the_version_names_the_release_and_the_commit(void **state)
{
	(void)state;
	assert_non_null(strchr(qs_version, '+'));
	assert_true(strlen(strchr(qs_version, '+')) >= 8);
	assert_null(strchr(qs_version, '$'));
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
		cmocka_unit_test(a_large_piece_is_zero_again_after_a_reset),
		cmocka_unit_test(a_refused_piece_leaves_the_arena_whole),
		cmocka_unit_test(a_size_that_overflows_is_refused),
		cmocka_unit_test(a_context_restores_what_it_switched_off),
		cmocka_unit_test(an_unknown_instruction_set_is_wrong_usage),
		cmocka_unit_test(the_version_names_the_release_and_the_commit),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
