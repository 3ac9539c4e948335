/* Curves of charts: what is left out is not seen, and steps add up to the points. */
#include "io/chart_frame.h"
#include "io/chart_map.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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

static size_t times(const char *text, const char *piece)
{
	size_t n = 0;

	for (const char *c = strstr(text, piece); c; c = strstr(c + 1, piece))
		n++;
	return n;
}

static double after(const char **at, const char *mark)
{
	const char *const found = strstr(*at, mark);

	assert_non_null(found);
	*at = found + strlen(mark);
	return strtod(*at, NULL);
}

/* At 40 degrees north a degree of longitude is cos(40 degrees) = 0.766 of one of latitude. */
static void a_map_keeps_true_distances_and_names_districts_once(void **state)
{
	struct qs_chart_place place[] = {{"A", "west</svg>", 116, 40.05},
					 {"B", "west</svg>", 116.5, 40.05},
					 {"C", "south", 116, 39.95},
					 {"D", "lost", (double)NAN, 40}};
	const struct qs_chart chart = {.title = "where", .description = "points"};
	struct qs_buffer map = {0};
	double x[3], y[3];
	const char *at;

	(void)state;
	qs_chart_map(&map, &chart, place, 4);
	at = map.bytes;
	for (int i = 0; i < 3; i++) { /* from north to south, then by label */
		x[i] = after(&at, "cx=\"");
		y[i] = after(&at, "cy=\"");
	}
	assert_true(x[0] < x[1] && y[2] > y[0]);
	assert_true(fabs((x[1] - x[0]) / (y[2] - y[0]) / (0.5 * cos(40 * 3.14159265 / 180) / 0.1) - 1) < 0.01);
	assert_int_equal(times(map.bytes, "west&lt;/svg&gt;"), 1);
	assert_int_equal(times(map.bytes, "</svg>"), 1);
	assert_int_equal(times(map.bytes, "lost"), 0);
	assert_int_equal(times(map.bytes, " km</text>"), 1);
	qs_buffer_free(&map);
	qs_chart_map(&map, &chart, place + 3, 1);
	assert_int_equal(map.length, 0);
}

static void boundaries_come_from_a_file_alone(void **state)
{
	static const char json[] =
		"{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
		"[[[116,39.95],[116.5,39.95],[116.5,40.05],[116,39.95]]]}}]}";
	struct qs_chart_place place[] = {{"A", "w", 116, 40.05}, {"B", "w", 116.5, 40.05}, {"C", "s", 116, 39.95}};
	const struct qs_chart chart = {.title = "where", .description = "points"};
	struct qs_buffer map = {0}, drawn = {0};
	const struct qs_json *root = NULL;
	struct qs_mistakes mistakes;
	struct qs_arena arena;
	char first[64];
	const char *at;
	double x, y;

	(void)state;
	qs_arena_init(&arena, NULL);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_json_parse(json, strlen(json), "f", &arena, &mistakes, &root, NULL), QS_OK);
	qs_chart_map(&map, &chart, place, 3);
	assert_int_equal(times(map.bytes, "bound"), 0);
	assert_int_equal(qs_chart_map_draw(&drawn, map.bytes, root), 1);
	at = strstr(map.bytes, "<circle"); /* C is the last point, and the ring begins on it */
	for (int i = 0; i < 3; i++) {
		x = after(&at, "cx=\"");
		y = after(&at, "cy=\"");
	}
	snprintf(first, sizeof first, "<path class=\"bound\" d=\"M%g %g", x, y);
	assert_non_null(strstr(drawn.bytes, first));
	assert_int_equal(qs_chart_map_draw(&drawn, "<p>no map</p>", root), 0);
	qs_buffer_free(&map);
	qs_buffer_free(&drawn);
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_curve_stays_near_every_point),
		cmocka_unit_test(straight_lines_are_one_step_and_corners_stay),
		cmocka_unit_test(steps_do_not_drift),
		cmocka_unit_test(a_map_keeps_true_distances_and_names_districts_once),
		cmocka_unit_test(boundaries_come_from_a_file_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
