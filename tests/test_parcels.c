/* io/parcels: which polygons join, what they share, the connected area of a site, and what is told. */
#include "tests/portfolio_files.h"

#include "io/parcels.h"

#include <math.h>

/* A rectangle of an own outer ring, in units of 0.001 degree from 116 E, 40 N: some 85 m by 111 m. */
static void rectangle(char *to, size_t size, double west, double south, double east, double north)
{
	const double x0 = 116 + west / 1000, x1 = 116 + east / 1000, y0 = 40 + south / 1000, y1 = 40 + north / 1000;

	snprintf(to, size, "[[%.9f,%.9f],[%.9f,%.9f],[%.9f,%.9f],[%.9f,%.9f],[%.9f,%.9f]]", x0, y0, x1, y0, x1, y1, x0,
		 y1, x0, y0);
}

enum { TEXT = 512 };

/* Two polygons as the text of their rings: 1 if they join, with the share of the smaller that they have in common. */
static int joined(const char *a, const char *b, double *frac)
{
	struct qs_arena arena = {0};
	struct qs_mistakes mistakes;
	struct qs_features features;
	struct qs_joints joints;
	struct qs_err err = {0};
	const struct qs_json *root;
	char text[4 * TEXT];
	int result;

	snprintf(text, sizeof text,
		 "{\"type\":\"FeatureCollection\",\"features\":["
		 "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]}},"
		 "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]}}]}",
		 a, b);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_json_parse(text, strlen(text), "g", &arena, &mistakes, &root, &err), QS_OK);
	assert_int_equal(qs_geojson_read(root, "g", &arena, &mistakes, &features, &err), QS_OK);
	assert_int_equal(mistakes.errors, 0);
	assert_int_equal(qs_joints_find(&features, &arena, &joints), 0);
	result = (int)joints.n;
	*frac = joints.n ? joints.items[0].overlap_frac : 0;
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
	return result;
}

static void what_touches_joins_and_what_is_apart_does_not(void **state)
{
	static const struct {
		const char *what;
		double box[4]; /* beside 0 0 10 10 */
		int join;
		double frac;
	} samples[] = {
		{"shared edge", {10, 0, 20, 10}, 1, 0},
		{"vertices on an edge", {10, 3, 20, 7}, 1, 0},
		{"shared corner", {10, 10, 20, 20}, 1, 0},
		{"5 cm apart", {10 + 0.05 / 85.39, 0, 20, 10}, 1, 0},
		{"a metre apart", {10 + 1 / 85.39, 0, 20, 10}, 0, 0},
		{"a metre apart to the north", {0, 10 + 1 / 111.0, 10, 20}, 0, 0},
		{"far", {40, 0, 50, 10}, 0, 0},
		{"overlapping by half", {5, 0, 15, 10}, 1, 0.5},
		{"a corner in the other", {8, 8, 18, 18}, 1, 0.04},
		{"crossing, no vertex inside", {4, -5, 6, 15}, 1, 0.5},
		{"within", {4, 4, 6, 6}, 1, 1},
		{"around", {-5, -5, 15, 15}, 1, 1},
		{"the same", {0, 0, 10, 10}, 1, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		const double *const box = samples[i].box;
		char a[TEXT], b[TEXT];
		double frac, back;

		rectangle(a, sizeof a, 0, 0, 10, 10);
		rectangle(b, sizeof b, box[0], box[1], box[2], box[3]);
		if (joined(a, b, &frac) != samples[i].join || fabs(frac - samples[i].frac) > 1e-3)
			fail_msg("%s: share %.9g", samples[i].what, frac);
		if (joined(b, a, &back) != samples[i].join || fabs(frac - back) > 1e-3)
			fail_msg("%s, the other way: share %.9g", samples[i].what, back);
	}
}

static void a_parcel_in_a_hole_is_outside(void **state)
{
	char outer[TEXT], hole[TEXT], holed[2 * TEXT], b[TEXT];
	double frac;

	(void)state;
	rectangle(outer, sizeof outer, 0, 0, 10, 10);
	rectangle(hole, sizeof hole, 2, 2, 8, 8); /* drawn the same way round as the outer ring */
	snprintf(holed, sizeof holed, "%s,%s", outer, hole);
	rectangle(b, sizeof b, 4, 4, 6, 6);
	assert_int_equal(joined(holed, b, &frac), 0);
	rectangle(b, sizeof b, 2, 4, 6, 6); /* at the rim of the hole */
	assert_int_equal(joined(holed, b, &frac), 1);
	assert_true(frac < 1e-9);
	rectangle(b, sizeof b, 1, 4, 3, 6); /* half of it in the hole */
	assert_int_equal(joined(holed, b, &frac), 1);
	assert_true(fabs(frac - 0.5) < 1e-3);
	rectangle(b, sizeof b, 2, 2, 8, 8); /* fills it */
	assert_int_equal(joined(holed, b, &frac), 1);
	assert_true(frac < 1e-9);
}

/* Triangles that cross with slanted edges: the common part of x + y <= 10 and x >= y in the first quadrant. */
static void slanted_edges_share_what_plane_geometry_says(void **state)
{
	const char *const a = "[[116,40],[116.01,40],[116,40.01],[116,40]]";
	const char *const b = "[[116,40],[116.01,40],[116.01,40.01],[116,40]]";
	double frac;

	(void)state;
	assert_int_equal(joined(a, b, &frac), 1);
	assert_true(fabs(frac - 0.5) < 1e-4);
}

/* ---- through the portfolio ---- */

struct unit {
	double box[4];
	const char *more; /* further properties */
	int no_polygon;
};

static void read_units(struct read *r, const struct unit *units, size_t n)
{
	char text[4096] = "{\"type\":\"FeatureCollection\",\"features\":[";
	char portfolio[4096];
	const char *const sites = strstr(base, "\"sites\":"), *const rest = strstr(base, "\"market\":");

	for (size_t i = 0; i < n; i++) {
		char ring[TEXT], polygon[2 * TEXT];

		rectangle(ring, sizeof ring, units[i].box[0], units[i].box[1], units[i].box[2], units[i].box[3]);
		snprintf(polygon, sizeof polygon, "{\"type\":\"Polygon\",\"coordinates\":[%s]}", ring);
		snprintf(text + strlen(text), sizeof text - strlen(text),
			 "%s{\"type\":\"Feature\",\"properties\":{\"site\":\"A\",\"id\":\"A-%zu\",\"substrate\":"
			 "\"native\","
			 "\"cover_frac\":0.2%s%s},\"geometry\":%s}",
			 i ? "," : "", i + 1,
			 i ? ""
			   : ",\"name\":\"a\",\"region\":\"r\",\"type\":\"abandoned_mine\",\"elevation_m\":300,"
			     "\"rain_mm_per_year\":550",
			 units[i].more, units[i].no_polygon ? "null" : polygon);
	}
	strcat(text, "]}");
	write_file("s.geojson", text, strlen(text));
	snprintf(portfolio, sizeof portfolio, "%.*s\"sites\":{\"geojson\":\"s.geojson\"},%s", (int)(sites - base), base,
		 rest);
	read_text(r, portfolio);
	if (r->status != QS_OK)
		fail_msg("%s", r->line);
}

#define GREEN ",\"treatment\":\"green\""

/* A square of 0.01 degree at 40 N is 94.8 ha: closed form of the quadrangle on the ellipsoid, in the test of areas. */
static void the_largest_connected_area_of_treated_units_is_a_fact(void **state)
{
	static const struct {
		const char *what;
		struct unit units[3];
		double squares; /* 0: not known */
	} samples[] = {
		{"a chain", {{{0, 0, 10, 10}, GREEN, 0}, {{10, 0, 20, 10}, GREEN, 0}, {{20, 0, 30, 10}, GREEN, 0}}, 3},
		{"one apart",
		 {{{0, 0, 10, 10}, GREEN, 0}, {{10, 0, 20, 10}, GREEN, 0}, {{40, 0, 50, 10}, GREEN, 0}},
		 2},
		{"broken by one that is left alone",
		 {{{0, 0, 10, 10}, GREEN, 0}, {{10, 0, 20, 10}, "", 0}, {{20, 0, 30, 10}, GREEN, 0}},
		 1},
		{"overlap counted once",
		 {{{0, 0, 10, 10}, GREEN, 0}, {{5, 0, 15, 10}, GREEN, 0}, {{40, 0, 50, 10}, GREEN, 0}},
		 1.5},
		{"none treated", {{{0, 0, 10, 10}, "", 0}, {{10, 0, 20, 10}, "", 0}, {{20, 0, 30, 10}, "", 0}}, 0},
		{"one without a polygon",
		 {{{0, 0, 10, 10}, GREEN, 0}, {{10, 0, 20, 10}, GREEN, 0}, {{0, 0, 0, 0}, GREEN ",\"area_ha\":1", 1}},
		 0},
		{"stated otherwise",
		 {{{0, 0, 10, 10}, GREEN ",\"policy\":{\"contiguous_ha\":9,\"targets_met\":true}", 0},
		  {{10, 0, 20, 10}, GREEN, 0},
		  {{40, 0, 50, 10}, GREEN, 0}},
		 2},
		{"stated, one without a polygon",
		 {{{0, 0, 10, 10}, GREEN ",\"policy.contiguous_ha\":94.8", 0},
		  {{10, 0, 20, 10}, GREEN, 0},
		  {{0, 0, 0, 0}, GREEN ",\"area_ha\":1", 1}},
		 1},
	};
	struct read r;
	double square;

	(void)state;
	read_units(&r, samples[0].units, 1);
	square = r.sites[0].units.items[0].area_ha.value;
	drop(&r);
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		read_units(&r, samples[i].units, 3);
		if (r.sites[0].policy.contiguous_ha.given != (samples[i].squares > 0) ||
		    (samples[i].squares > 0 &&
		     fabs(r.sites[0].policy.contiguous_ha.value / square - samples[i].squares) > 1e-3))
			fail_msg("%s: %.9g ha", samples[i].what, r.sites[0].policy.contiguous_ha.value);
		assert_int_equal(r.mistakes.count[QS_W2904], !strcmp(samples[i].what, "overlap counted once"));
		assert_int_equal(r.mistakes.count[QS_W2905], !strcmp(samples[i].what, "stated otherwise"));
		if (!strcmp(samples[i].what, "stated otherwise"))
			assert_int_equal(r.sites[0].policy.targets_met, 1);
		drop(&r);
		resolves_to_itself(path_of("p.json"));
	}
}

static void overlapping_units_are_told_by_name_in_both_languages(void **state)
{
	static const struct unit units[] = {{{0, 0, 10, 10}, GREEN, 0}, {{8, 8, 18, 18}, "", 0}};
	struct read r;
	char zh[512];

	(void)state;
	read_units(&r, units, 2);
	assert_int_equal(r.mistakes.notices, 1);
	assert_non_null(
		strstr(r.line, "notice[W2904]: /features/1 the polygons of \"A-1\" and \"A-2\" overlap by 3.7"));
	qs_mistake_text(&r.mistakes.items[0], QS_ZH, 0, zh, sizeof zh);
	assert_non_null(strstr(zh, "“A-1”与“A-2”的多边形重叠 3.7"));
	drop(&r);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_touches_joins_and_what_is_apart_does_not),
		cmocka_unit_test(a_parcel_in_a_hole_is_outside),
		cmocka_unit_test(slanted_edges_share_what_plane_geometry_says),
		cmocka_unit_test(the_largest_connected_area_of_treated_units_is_a_fact),
		cmocka_unit_test(overlapping_units_are_told_by_name_in_both_languages),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
