/* Curves of charts: what is left out is not seen, and steps add up to the points. */
#include "io/chart_frame.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS = 41, STEPS = 200 };

/* The points of a path of M and l commands, as read back. */
static size_t read_path(char *path, double *x, double *y)
{
	size_t n = 0;

	for (char *c = path; *c;) {
		const char command = *c++;

		assert_true(command == 'M' || command == 'l');
		x[n] = strtod(c, &c);
		y[n] = strtod(c, &c);
		if (command == 'l') {
			x[n] += x[n - 1];
			y[n] += y[n - 1];
		}
		n++;
	}
	return n;
}

static double height(size_t i)
{
	return 100 - 60 * (1 - exp(-0.1 * (double)i)) + (i == 20 ? 5 : 0);
}

static void a_curve_stays_near_every_point(void **state)
{
	struct qs_buffer path = {0};
	struct qs_chart_pen pen = {.to = &path};
	double x[POINTS], y[POINTS];
	size_t n;

	(void)state;
	for (size_t i = 0; i < POINTS; i++)
		qs_chart_pen_to(&pen, 7.3 * (double)i, height(i));
	qs_chart_pen_up(&pen);
	n = read_path(path.bytes, x, y);
	assert_true(n > 5 && n < POINTS - 5);
	for (size_t i = 0, k = 0; i < POINTS; i++) {
		const double at = 7.3 * (double)i;
		double line;

		while (k + 2 < n && x[k + 1] < at)
			k++;
		line = y[k] + (y[k + 1] - y[k]) * (at - x[k]) / (x[k + 1] - x[k]);
		assert_true(fabs(line - height(i)) < QS_CHART_NEAR + 0.2); /* 0.2: tenths, on a slope of at most 2 */
	}
	assert_true(fabs(x[n - 1] - 7.3 * (POINTS - 1)) < 0.051 && fabs(y[n - 1] - height(POINTS - 1)) < 0.051);
	qs_buffer_free(&path);
}

static void straight_lines_are_one_step_and_corners_stay(void **state)
{
	struct qs_buffer path = {0};
	struct qs_chart_pen pen = {.to = &path};

	(void)state;
	for (int i = 0; i <= 10; i++)
		qs_chart_pen_to(&pen, i, 2 * i);
	qs_chart_pen_corner(&pen);
	for (int i = 10; i >= 0; i--)
		qs_chart_pen_to(&pen, i, 30);
	qs_chart_pen_up(&pen);
	qs_chart_pen_to(&pen, 1.04, -0.46);
	qs_chart_pen_up(&pen);
	assert_string_equal(qs_buffer_text(&path), "M0 0l10 20l0 10l-10 0M1-.5");
	qs_buffer_free(&path);
}

/* Rounded steps do not add up their errors: each is the difference of rounded places. */
static void steps_do_not_drift(void **state)
{
	struct qs_buffer path = {0};
	struct qs_chart_pen pen = {.to = &path};
	double x[STEPS], y[STEPS];
	size_t n;

	(void)state;
	for (int i = 0; i < STEPS; i++)
		qs_chart_pen_to(&pen, 0.333 * i, i % 2 ? 10.04 : 20.04);
	qs_chart_pen_up(&pen);
	n = read_path(path.bytes, x, y);
	assert_int_equal(n, STEPS);
	for (size_t i = 0; i < n; i++) {
		assert_true(fabs(x[i] - 0.333 * (double)i) < 0.051);
		assert_true(fabs(y[i] - (i % 2 ? 10.04 : 20.04)) < 0.051);
	}
	qs_buffer_free(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_curve_stays_near_every_point),
		cmocka_unit_test(straight_lines_are_one_step_and_corners_stay),
		cmocka_unit_test(steps_do_not_drift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
