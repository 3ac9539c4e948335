/* What the tests of sweeps share: a context, the points of a design. */
#ifndef QS_TESTS_SWEEP_HELP_H
#define QS_TESTS_SWEEP_HELP_H

#include "scenarios/design.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 4000 };

static inline struct qs_context open_context(void)
{
	struct qs_context context = {0};
	struct qs_err err = {0};

	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	context.threads = 2;
	return context;
}

/* Points of a design, u[axis][scenario]. */
static inline size_t points_of(const struct qs_design *d, double u[4][MOST])
{
	struct qs_context context = open_context();
	double *column[4] = {u[0], u[1], u[2], u[3]};
	struct qs_err err = {0};

	assert_true(qs_design_size(d) <= MOST && d->n <= 4);
	assert_int_equal(qs_design_points(&context, d, column, &err), QS_OK);
	qs_close(&context);
	return qs_design_size(d);
}

#endif
