/* io/geojson: areas on the ellipsoid against closed forms, centroids, and what is asked about. */
#include "io/geojson.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PI 3.14159265358979323846

static int near(double a, double b, double relative)
{
	return fabs(a - b) <= relative * fabs(b);
}

/* The whole ellipsoid: 2 pi a^2 (1 + (1 - e^2) atanh(e) / e), with the libm of the test. */
static void area_of_all_bands_is_the_area_of_the_ellipsoid(void **state)
{
	const double a = 6378137, f = 1 / 298.257222101, e2 = f * (2 - f), e = sqrt(e2);
	const double whole = 2 * PI * a * a * (1 + (1 - e2) * atanh(e) / e) * 1e-4;
	double sum = 0;

	(void)state;
	for (int lat = -90; lat < 90; lat += 5)
		for (int lon = -180; lon < 180; lon += 90) {
			const double x[] = {lon, lon + 90, lon + 90, lon}, y[] = {lat, lat, lat + 5, lat + 5};

			sum += qs_ring_area_ha(x, y, 4);
		}
	assert_true(near(sum, whole, 1e-13));
}

/* A cell of one second of arc: the product of the arcs of parallel and meridian at its middle. */
static void small_cell_is_arc_by_arc(void **state)
{
	static const double lats[] = {0, 39.9, 60, -35};

	(void)state;
	for (size_t i = 0; i < sizeof lats / sizeof lats[0]; i++) {
		const double a = 6378137, f = 1 / 298.257222101, e2 = f * (2 - f), d = 1.0 / 3600, r = PI / 180;
		const double s = sin((lats[i] + d / 2) * r), w = 1 - e2 * s * s;
		const double meridian = a * (1 - e2) / (w * sqrt(w)) * d * r;
		const double parallel = a / sqrt(w) * cos((lats[i] + d / 2) * r) * d * r;
		const double x[] = {116, 116 + d, 116 + d, 116}, y[] = {lats[i], lats[i], lats[i] + d, lats[i] + d};

		assert_true(near(qs_ring_area_ha(x, y, 4), meridian * parallel * 1e-4, 1e-8));
	}
}

static void area_is_the_same_either_way_round_and_from_any_vertex(void **state)
{
	const double x[] = {115.9, 116.0, 116.05, 115.95}, y[] = {39.9, 39.88, 40.0, 40.02};
	const double xr[] = {116.05, 116.0, 115.9, 115.95}, yr[] = {40.0, 39.88, 39.9, 40.02};

	(void)state;
	assert_true(near(qs_ring_area_ha(xr, yr, 4), qs_ring_area_ha(x, y, 4), 1e-9));
}

struct read {
	struct qs_arena arena;
	struct qs_mistakes mistakes;
	struct qs_features features;
};

static void read_text(struct read *r, const char *json)
{
	struct qs_err err = {0};
	const struct qs_json *root;

	memset(r, 0, sizeof *r);
	qs_mistakes_init(&r->mistakes, NULL);
	assert_int_equal(qs_json_parse(json, strlen(json), "g", &r->arena, &r->mistakes, &root, &err), QS_OK);
	assert_int_equal(qs_geojson_read(root, "g", &r->arena, &r->mistakes, &r->features, &err), QS_OK);
}

static void drop(struct read *r)
{
	qs_arena_free(&r->arena);
	qs_mistakes_free(&r->mistakes);
}

#define SQUARE "[[116,40],[116.01,40],[116.01,40.01],[116,40.01],[116,40]]"
#define HOLE "[[116.002,40.002],[116.004,40.002],[116.004,40.004],[116.002,40.004],[116.002,40.002]]"
#define FEATURE(type, coordinates)                                                           \
	"{\"type\":\"Feature\",\"properties\":{\"id\":\"a\"},\"geometry\":{\"type\":\"" type \
	"\",\"coordinates\":" coordinates "}}"
#define COLLECTION(more, features) "{\"type\":\"FeatureCollection\"," more "\"features\":[" features "]}"

static void polygon_gives_area_and_centroid(void **state)
{
	const double x[] = {116, 116.01, 116.01, 116}, y[] = {40, 40, 40.01, 40.01};
	struct read r;

	(void)state;
	read_text(&r, COLLECTION("", FEATURE("Polygon", "[" SQUARE "]")));
	assert_int_equal(r.mistakes.errors, 0);
	assert_int_equal(r.features.n, 1);
	assert_true(near(r.features.items[0].area_ha, qs_ring_area_ha(x, y, 4), 1e-15));
	assert_true(near(r.features.items[0].lon, 116.005, 1e-12) && near(r.features.items[0].lat, 40.005, 1e-12));
	drop(&r);
}

static void holes_are_taken_off_and_parts_added(void **state)
{
	struct read whole, holed, parts;

	(void)state;
	read_text(&whole, COLLECTION("", FEATURE("Polygon", "[" SQUARE "]")));
	read_text(&holed, COLLECTION("", FEATURE("Polygon", "[" SQUARE "," HOLE "]")));
	read_text(&parts, COLLECTION("", FEATURE("MultiPolygon", "[[" SQUARE "," HOLE "],[" HOLE "]]")));
	assert_true(near(holed.features.items[0].area_ha, whole.features.items[0].area_ha * 0.96, 1e-4));
	assert_true(near(parts.features.items[0].area_ha, whole.features.items[0].area_ha, 1e-12));
	drop(&whole);
	drop(&holed);
	drop(&parts);
}

static void what_is_unsure_is_asked_about(void **state)
{
	static const struct {
		const char *json, *says;
	} samples[] = {
		{"{\"type\":\"Feature\"}", "FeatureCollection"},
		{"[]", "FeatureCollection"},
		{COLLECTION("", "{\"type\":\"Polygon\"}"), "Feature"},
		{COLLECTION("", FEATURE("Point", "[116,40]")), "MultiPolygon"},
		{COLLECTION("", FEATURE("Polygon",
					"[[[437000,4427000],[437100,4427000],[437100,4427100],[437000,4427000]]]")),
		 "metres"},
		{COLLECTION("", FEATURE("Polygon", "[[[40,116],[40.01,116],[40.01,116.01],[40,116]]]")), "swapped"},
		{COLLECTION("", FEATURE("Polygon", "[[[116,40],[116.01,40],[116.01,40.01],[116,40.01]]]")),
		 "not closed"},
		{COLLECTION("", FEATURE("Polygon", "[[[116,40],[116.01,40],[116,40]]]")), "four positions"},
		{COLLECTION("", FEATURE("Polygon", "[[[116,40],[116.01,40],[116.02,40],[116,40]]]")), "no area"},
		{COLLECTION("", FEATURE("Polygon", "[" HOLE "," SQUARE "]")), "not above 0"},
		{COLLECTION("", FEATURE("MultiPolygon", "[[" SQUARE "],[" HOLE "," HOLE "]]")), "not above 0"},
		{COLLECTION("", FEATURE("Polygon", "[]")), "no coordinates"},
		{COLLECTION("", FEATURE("Polygon", "[[[116,\"40\"],[1,1],[1,2],[1,1]]]")), "position"},
		{COLLECTION("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4527\"}},",
			    FEATURE("Polygon", "[" SQUARE "]")),
		 "which system"},
		{COLLECTION("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:43260\"}},",
			    FEATURE("Polygon", "[" SQUARE "]")),
		 "which system"},
		{COLLECTION("\"datum\":\"GCJ-02\",", FEATURE("Polygon", "[" SQUARE "]")), "shifted"},
		{COLLECTION("", "{\"type\":\"Feature\",\"properties\":{\"datum\":\"BD-09\"},\"geometry\":null}"),
		 "shifted"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char text[1024];
		struct read r;

		read_text(&r, samples[i].json);
		if (r.mistakes.count[QS_E1201] != 1)
			fail_msg("%zu: %zu mistakes", i, r.mistakes.count[QS_E1201]);
		qs_mistake_text(&r.mistakes.items[0], QS_EN, 0, text, sizeof text);
		if (!strstr(text, samples[i].says))
			fail_msg("%zu: \"%s\" does not say \"%s\"", i, text, samples[i].says);
		drop(&r);
	}
}

static void known_systems_are_taken(void **state)
{
	static const char *const names[] = {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4490", "EPSG:4326"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char json[1024];
		struct read r;

		snprintf(json, sizeof json,
			 COLLECTION("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"%s\"}},", "%s"), names[i],
			 FEATURE("Polygon", "[" SQUARE "]"));
		read_text(&r, json);
		assert_int_equal(r.mistakes.errors, 0);
		assert_true(r.features.items[0].has_area);
		drop(&r);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(area_of_all_bands_is_the_area_of_the_ellipsoid),
		cmocka_unit_test(small_cell_is_arc_by_arc),
		cmocka_unit_test(area_is_the_same_either_way_round_and_from_any_vertex),
		cmocka_unit_test(polygon_gives_area_and_centroid),
		cmocka_unit_test(holes_are_taken_off_and_parts_added),
		cmocka_unit_test(what_is_unsure_is_asked_about),
		cmocka_unit_test(known_systems_are_taken),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
