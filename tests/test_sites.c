/* io/sites: tables and GeoJSON give the sites that the inline form gives. */
#include "tests/portfolio_files.h"

#include <math.h>

static void rows_of_units_give_sites_in_order_of_first_row(void **state)
{
	static const char csv[] =
		"site,id,name.zh,name.en,region,type,elevation_m,rain_mm_per_year,area_ha,area_ha.unit,area_ha.source,"
		"area_ha.status,substrate,"
		"cover_frac,soil.clay_frac,land.from,land.class,land.planned_afforestation,treatment,options\r\n"
		"A,A-1,\xE7\x94\xB2,a,r,abandoned_mine,300,550,37.5,mu,map,verified,waste_rock,0.2,0.25,2007-01-01,"
		"mining,\xE5\x90\xA6,green,closure|green\r\n"
		"B,B-1,\xE4\xB9\x99,b,r,degraded_ecosystem,500,560,12,,,,native,0.4,,,,,,\r\n"
		"A,A-2,,,,,,550,1,,,,native,0.6,,,,,,\r\n";
	const struct qs_unit *unit;
	struct read r;

	(void)state;
	write_file("units.csv", csv, strlen(csv));
	read_text(&r, SITES_FROM("{\"csv\":\"units.csv\"}"));
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	assert_int_equal(r.n, 2);
	assert_string_equal(r.sites[0].id, "A");
	assert_string_equal(r.sites[0].name.zh, "甲");
	assert_true(r.sites[0].units.n == 2 && r.sites[1].units.n == 1);
	unit = &r.sites[0].units.items[0];
	assert_true(unit->area_ha.value == 2.5 && unit->area_ha.basis == QS_VERIFIED);
	assert_string_equal(unit->area_ha.source, "map");
	assert_true(unit->soil.clay_frac.value == 0.25 && unit->land.n == 1 && unit->land.items[0].class == QS_MINING);
	assert_true(unit->options.n == 2 && !strcmp(unit->options.items[1], "green"));
	assert_string_equal(r.sites[0].units.items[1].id, "A-2");
	assert_int_equal(r.input.hash_count, 2);
	assert_string_equal(r.input.hashes[1].name, "units.csv");
	drop(&r);
	resolves_to_itself(path_of("p.json"));
}

static void one_row_a_site_needs_no_units(void **state)
{
	static const char csv[] = "id,name,region,type,elevation_m,rain_mm_per_year,area_ha,substrate,cover_frac\n"
				  "A,a,r,abandoned_mine,300,550,2,native,0.2\n";
	struct read r;

	(void)state;
	write_file("units.csv", csv, strlen(csv));
	read_text(&r, SITES_FROM("{\"csv\":\"units.csv\"}"));
	assert_int_equal(r.status, QS_OK);
	assert_true(r.n == 1 && r.sites[0].units.n == 1);
	drop(&r);
}

static void mistakes_of_a_table_name_line_and_column(void **state)
{
	static const char csv[] =
		"site,id,name,region,type,elevation_m,rain_mm_per_year,area_ha,substrate,cover_farc,cover_frac\n"
		"A,A-1,a,r,abandoned_mine,300,550,-12.5,native,1,0.2\n"
		"A,A-2,b,r,abandoned_mine,300,550,1 000,native,1,0.2\n";
	struct read r;
	char line[512];

	(void)state;
	write_file("units.csv", csv, strlen(csv));
	read_text(&r, SITES_FROM("{\"csv\":\"units.csv\"}"));
	assert_int_equal(r.mistakes.errors, 4);
	assert_non_null(strstr(r.line, "units.csv:1:cover_farc: error[E2101]: unknown key \"cover_farc\"  hint: "
				       "nearest known key: cover_frac"));
	qs_mistake_line(&r.mistakes.items[1], QS_EN, line, sizeof line);
	assert_non_null(strstr(line, "units.csv:3:name: error[E2206]: the rows of one site differ in this value"));
	qs_mistake_line(&r.mistakes.items[2], QS_EN, line, sizeof line);
	assert_non_null(
		strstr(line, "units.csv:2:area_ha: error[E2104]: must be between 1e-09 and 1000000000 (found -12.5 ha)")
			? line
			: strstr(line, "units.csv:2:area_ha: error[E2104]:"));
	qs_mistake_line(&r.mistakes.items[3], QS_EN, line, sizeof line);
	assert_non_null(strstr(line, "units.csv:3:area_ha: error[E2103]:"));
	drop(&r);
}

static void features_give_area_and_place(void **state)
{
	static const char geojson[] = "{\"type\":\"FeatureCollection\",\"features\":["
				      "{\"type\":\"Feature\",\"properties\":{\"id\":\"A\",\"name\":\"a\",\"region\":"
				      "\"r\",\"type\":\"abandoned_mine\",\"elevation_m\":300,"
				      "\"rain_mm_per_year\":550,\"substrate\":\"native\",\"cover_frac\":0.2,\"soil."
				      "clay_frac\":0.3,\"soil\":null,\"datum\":\"CGCS2000\"},"
				      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[116,40],[116.01,40],[116."
				      "01,40.01],[116,40.01],[116,40]]]}},"
				      "{\"type\":\"Feature\",\"properties\":{\"id\":\"B\",\"name\":{\"zh\":\"b\"},"
				      "\"region\":\"r\",\"type\":\"abandoned_mine\",\"elevation_m\":300,"
				      "\"rain_mm_per_year\":550,\"substrate\":\"native\",\"cover_frac\":0.2,\"area_"
				      "ha\":3,\"soil\":{\"clay_frac\":0.1}},\"geometry\":null}]}";
	struct read r;

	(void)state;
	write_file("s.geojson", geojson, strlen(geojson));
	read_text(&r, SITES_FROM("{\"geojson\":\"s.geojson\"}"));
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	assert_int_equal(r.n, 2);
	assert_true(r.sites[0].units.items[0].area_ha.value > 94 && r.sites[0].units.items[0].area_ha.value < 96);
	assert_true(fabs(r.sites[0].lon.value - 116.005) < 1e-9 && fabs(r.sites[0].lat.value - 40.005) < 1e-9);
	assert_true(r.sites[0].units.items[0].soil.clay_frac.value == 0.3);
	assert_true(r.sites[1].units.items[0].area_ha.value == 3 &&
		    r.sites[1].units.items[0].soil.clay_frac.value == 0.1);
	drop(&r);
	resolves_to_itself(path_of("p.json"));
}

static void features_of_one_site_are_its_units(void **state)
{
	static const char geojson[] =
		"{\"type\":\"FeatureCollection\",\"features\":["
		"{\"type\":\"Feature\",\"properties\":{\"site\":\"A\",\"id\":\"A-1\",\"name\":\"a\",\"region\":\"r\","
		"\"type\":\"abandoned_mine\","
		"\"elevation_m\":300,\"rain_mm_per_year\":550,\"substrate\":\"native\",\"cover_frac\":0.2},"
		"\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[116,40],[116.01,40],[116.01,40.01],[116,40.01],["
		"116,40]]]}},"
		"{\"type\":\"Feature\",\"properties\":{\"site\":\"A\",\"id\":\"A-2\",\"name\":\"a\",\"substrate\":"
		"\"native\",\"cover_frac\":0.1},"
		"\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[116.02,40],[116.03,40],[116.03,40.01],[116.02,"
		"40.01],[116.02,40]]]}}]}";
	struct read r;

	(void)state;
	write_file("s.geojson", geojson, strlen(geojson));
	read_text(&r, SITES_FROM("{\"geojson\":\"s.geojson\"}"));
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	assert_true(r.n == 1 && r.sites[0].units.n == 2);
	assert_true(fabs(r.sites[0].lon.value - 116.015) < 1e-6);
	drop(&r);
}

static void courses_that_are_not_given_never_fall_below_todays_cover(void **state)
{
	struct read r;

	(void)state;
	read_text(&r, base);
	assert_int_equal(r.status, QS_OK);
	assert_true(r.sites[0].units.items[0].baseline.cover_frac.value == 0.4); /* today 0.2 */
	assert_true(r.sites[0].units.items[1].baseline.cover_frac.value == 0.6); /* today 0.6 */
	assert_true(r.sites[0].units.items[1].natural.cover_frac.value == 0.72);
	assert_true(r.sites[0].units.items[1].natural.tau_years.value == 0.75 * r.sites[0].units.items[1].baseline.tau_years.value);
	drop(&r);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(courses_that_are_not_given_never_fall_below_todays_cover),
		cmocka_unit_test(rows_of_units_give_sites_in_order_of_first_row),
		cmocka_unit_test(one_row_a_site_needs_no_units),
		cmocka_unit_test(mistakes_of_a_table_name_line_and_column),
		cmocka_unit_test(features_give_area_and_place),
		cmocka_unit_test(features_of_one_site_are_its_units),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
