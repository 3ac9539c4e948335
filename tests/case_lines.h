/* Cases written in one line, run as a test wants them: the place and code of the first mistake, or the comparison. */
#ifndef QS_TESTS_CASE_LINES_H
#define QS_TESTS_CASE_LINES_H

#include "validation/runner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A given that is wrong, the mistake it makes and what the mistake's path ends with. */
struct wrong_given {
	const char *given;
	enum qs_mistake_code code;
	const char *path;
};

static inline const char *ending(const char *text, const char *end)
{
	const size_t n = strlen(text), m = strlen(end);

	return n >= m ? text + (n - m) : text;
}

/* Each given is refused with its mistake first, at a place with a line, and no case is counted. */
static inline void assert_refused(const char *model, const struct wrong_given *rows, size_t n)
{
	struct qs_context context;
	struct qs_err err = {0};

	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	for (size_t i = 0; i < n; i++) {
		struct qs_cases cases = {0};
		struct qs_mistakes mistakes;
		char text[4096];

		qs_mistakes_init(&mistakes, NULL);
		snprintf(text, sizeof text,
			 "{\"case\":\"x\",\"model\":\"%s\",\"expect\":{\"none\":1},\"within\":{},\n\"given\":%s}",
			 model, rows[i].given);
		assert_int_equal(qs_cases_run_text(&context, text, strlen(text), "c.json", &cases, &mistakes, &err),
				 QS_OK);
		if (!mistakes.kept || mistakes.items[0].code != rows[i].code ||
		    strcmp(ending(mistakes.items[0].path, rows[i].path), rows[i].path) ||
		    mistakes.items[0].place.line != 2)
			fail_msg("%s: row %zu: %s at %s, not %s at %s", model, i,
				 mistakes.kept ? qs_mistake_word(mistakes.items[0].code) : "nothing",
				 mistakes.kept ? mistakes.items[0].path : "", qs_mistake_word(rows[i].code),
				 rows[i].path);
		assert_int_equal(cases.n, 0);
		qs_cases_free(&cases);
		qs_mistakes_free(&mistakes);
	}
	qs_close(&context);
}

/* A case that gives what is expected, to the bit. */
static inline void assert_gives(const char *model, const char *given, const char *expect)
{
	struct qs_context context;
	struct qs_cases cases = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	char text[4096];

	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	qs_mistakes_init(&mistakes, NULL);
	snprintf(text, sizeof text, "{\"case\":\"x\",\"model\":\"%s\",\"expect\":%s,\"within\":{},\n\"given\":%s}",
		 model, expect, given);
	assert_int_equal(qs_cases_run_text(&context, text, strlen(text), "c.json", &cases, &mistakes, &err), QS_OK);
	if (mistakes.kept)
		fail_msg("%s: %s at %s", model, qs_mistake_word(mistakes.items[0].code), mistakes.items[0].path);
	assert_int_equal(cases.n, 1);
	if (!cases.items[0].pass)
		fail_msg("%s: %s: expected %.17g, got %.17g", model, cases.items[0].comparison.where,
			 cases.items[0].comparison.expected, cases.items[0].comparison.got);
	qs_cases_free(&cases);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
}

#endif
