/* Portfolios with traps: land and works that look like credits and are not, under the methodologies that ask. */
#include "model/market/way.h"
#include "tests/judging.h"

#define PLANT(stems, species)                                                                                      \
	"{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":{\"" species "\":1}," \
	"\"stems_per_ha\":" stems "}]}"
#define SOW                                                                                                            \
	"{\"class\":\"engineered\",\"measures\":[{\"measure\":\"sow\",\"year\":0,\"amount\":0.005,\"unit\":\"kg/m2\"," \
	"\"species\":{\"flowers_crops\":1},\"cover_frac\":0.85}]}"
#define CLOSE "{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0}]}"
#define PLANNED "[{\"from\":\"2000-01-01\",\"class\":\"forest\",\"planned_afforestation\":true}]"
#define CLASS(class) "[{\"from\":\"1990-01-01\",\"class\":\"" class "\"}]"
#define OPEN "\"area_ha\":10,\"woody_cover_frac\":0.1,\"crown_density_frac\":0.05"
#define PINE "pinus_tabuliformis"

/* A site of one unit with its treatment; registered under CCER-14-001 from 2026-03-01, planted at the start. */
static void read_trap(struct read *r, const char *unit, const char *land, const char *treatment)
{
	static const char format[] =
		"{\"name\":\"trap\",\"start_year\":2026,\"years\":40,\"regions\":{\"r\":{\"station\":\"54511\"}},"
		"\"treatments\":{\"t\":%s},\"sites\":[{\"id\":\"S\",\"name\":\"s\",\"region\":\"r\",\"type\":"
		"\"degraded_ecosystem\",\"elevation_m\":300,\"rain_mm_per_year\":550,\"facts\":{\"programme_planted\":"
		"false,"
		"\"burning\":false,\"timber_harvest_10_years\":false},\"units\":[{\"id\":\"u\",\"substrate\":\"waste_"
		"rock\","
		"\"cover_frac\":0.3,\"baseline\":{\"grazing_frac\":0},%s,\"land\":%s,\"treatment\":\"t\"}]}],"
		"\"registrations\":[{\"id\":\"g\",\"methodology\":\"" CCER
		"\",\"sites\":[\"S\"],\"start\":\"2026-03-01\",\"planting\":\"2026-04-01\"}]}";
	char text[4096];

	assert_true((size_t)snprintf(text, sizeof text, format, treatment, unit, land) < sizeof text);
	read_text(r, text);
	if (r->status != QS_OK)
		fail_msg("%s: %s", unit, r->line);
}

static void traps_have_their_verdicts(void **state)
{
	static const char census[] = "VM0047-CENSUS", area[] = "VM0047-AREA", engine[] = "AR-ACM0003";
	static const struct {
		const char *what, *unit, *land, *treatment, *methodology;
		enum qs_grade grade;
		double ha;
		const char *failed;
	} table[] = {
		{"planted hill, for comparison", OPEN, PLANNED, PLANT("1650", PINE), CCER, QS_CREDIT_CONDITIONAL, 10,
		 ""},
		{"quarry re-classed in 2024, planted in 2026", OPEN,
		 "[{\"from\":\"1990-01-01\",\"class\":\"mining\"},{\"from\":\"2024-06-01\",\"class\":\"forest\","
		 "\"planned_afforestation\":true}]",
		 PLANT("1650", PINE), CCER, QS_INELIGIBLE, 10, "CCER-A04"},
		{"park of 45 trees a hectare", OPEN, CLASS("construction_urban"), PLANT("45", "sophora_japonica"), CCER,
		 QS_INELIGIBLE, 10, "CCER-A03"},
		{"park of 45, by census", OPEN, CLASS("construction_urban"), PLANT("45", "sophora_japonica"), census,
		 QS_CREDIT_CONDITIONAL, 10, ""},
		{"park of 51, by census", OPEN, CLASS("construction_urban"), PLANT("51", "sophora_japonica"), census,
		 QS_INELIGIBLE, 10, "VM02"},
		{"orchard land", OPEN, CLASS("orchard"), PLANT("1650", PINE), CCER, QS_INELIGIBLE, 10, "CCER-A02"},
		{"walnut orchard on planned land", OPEN, PLANNED, PLANT("333", "juglans_regia"), CCER, QS_INELIGIBLE,
		 10, "CCER-A02"},
		{"chestnut orchard, engine", OPEN, PLANNED, PLANT("500", "castanea_mollissima"), engine,
		 QS_ACCOUNTING_ONLY, 10, ""},
		{"45 peach trees a hectare of cropland, by census", OPEN, CLASS("cropland"),
		 PLANT("45", "prunus_persica"), census, QS_CREDIT_CONDITIONAL, 10, ""},
		{"crown density 0.25", "\"area_ha\":10,\"woody_cover_frac\":0.3,\"crown_density_frac\":0.25", PLANNED,
		 PLANT("1650", PINE), CCER, QS_INELIGIBLE, 10, "CCER-A04"},
		{"crown density 0.25, stock grows",
		 "\"area_ha\":10,\"woody_cover_frac\":0.3,\"crown_density_frac\":0.25", PLANNED, PLANT("1650", PINE),
		 area, QS_CREDIT_CONDITIONAL, 10, ""},
		{"crown density 0.25, engine", "\"area_ha\":10,\"woody_cover_frac\":0.3,\"crown_density_frac\":0.25",
		 PLANNED, PLANT("1650", PINE), engine, QS_INELIGIBLE, 10, "ACM03"},
		{"closure only", OPEN, PLANNED, CLOSE, CCER, QS_INELIGIBLE, 10, "CCER-A17"},
		{"closure only, engine", OPEN, PLANNED, CLOSE, engine, QS_ACCOUNTING_ONLY, 10, ""},
		{"flowers", OPEN, PLANNED, SOW, CCER, QS_INELIGIBLE, 10, "CCER-A01 CCER-A02 CCER-A17"},
		{"parcel of 380 m2", "\"area_ha\":0.038,\"woody_cover_frac\":0.1,\"crown_density_frac\":0.05", PLANNED,
		 PLANT("1650", PINE), CCER, QS_INELIGIBLE, 0.038, "CCER-A06"},
		{"parcel of 400 m2", "\"area_ha\":0.04,\"woody_cover_frac\":0.1,\"crown_density_frac\":0.05", PLANNED,
		 PLANT("1650", PINE), CCER, QS_CREDIT_CONDITIONAL, 0.04, ""},
		{"400 m2 on the slope",
		 "\"area_ha\":0.04,\"area_basis\":\"slope\",\"slope_deg\":25,\"woody_cover_frac\":0.1,"
		 "\"crown_density_frac\":0.05",
		 PLANNED, PLANT("1650", PINE), CCER, QS_INELIGIBLE, 0.036252, "CCER-A06"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		struct judged j;
		struct read r;

		read_trap(&r, table[i].unit, table[i].land, table[i].treatment);
		judge(&j, &r, r.sites, table[i].methodology);
		expect_verdict(&j, &j.all->site[j.m], table[i].what, table[i].grade, table[i].ha, table[i].failed, "");
		if (!*table[i].failed && j.all->site[j.m].failed)
			fail_msg("%s: a rule fails", table[i].what);
		qs_arena_free(&j.arena);
		drop(&r);
	}
}

/* An orchard's way in is another design: nut trees go, and with them their income. */
static void the_orchards_way_in_is_to_drop_its_species(void **state)
{
	struct qs_err err = {0};
	struct qs_way *ways;
	struct judged j;
	struct read r;
	size_t n, w = 0;

	(void)state;
	read_trap(&r, OPEN, PLANNED, PLANT("333", "juglans_regia"));
	judge(&j, &r, r.sites, CCER);
	assert_int_equal(qs_ways_of(&j.arena, &r.input.portfolio, &r.input.packs, r.sites, j.all, &ways, &n, &err),
			 QS_OK);
	while (w < n && strcmp(ways[w].methodology->id, CCER) != 0)
		w++;
	assert_true(w < n && ways[w].found && ways[w].count == 1);
	assert_string_equal(ways[w].steps[0].change->id, "drop_economic");
	qs_arena_free(&j.arena);
	drop(&r);
}

/* The quarry waits until three years of planning are over, to the day; nothing else is asked of it. */
static void the_quarrys_way_in_is_to_wait(void **state)
{
	struct qs_err err = {0};
	struct qs_way *ways;
	struct judged j;
	struct read r;
	size_t n, w = 0;

	(void)state;
	read_trap(&r, OPEN,
		  "[{\"from\":\"1990-01-01\",\"class\":\"mining\"},{\"from\":\"2024-06-01\",\"class\":\"forest\","
		  "\"planned_afforestation\":true}]",
		  PLANT("1650", PINE));
	judge(&j, &r, r.sites, CCER);
	assert_int_equal(qs_ways_of(&j.arena, &r.input.portfolio, &r.input.packs, r.sites, j.all, &ways, &n, &err),
			 QS_OK);
	while (w < n && strcmp(ways[w].methodology->id, CCER) != 0)
		w++;
	assert_true(w < n && ways[w].found);
	assert_int_equal(ways[w].count, 1);
	assert_string_equal(ways[w].steps[0].change->id, "wait_unplanted");
	assert_true(fabs(ways[w].delay_years - 1.25) < 1e-9);
	assert_int_equal(ways[w].start.year * 10000 + ways[w].start.month * 100 + ways[w].start.day, 20270601);
	qs_arena_free(&j.arena);
	drop(&r);
}

/* ---- polygons, as a map program writes them ---- */

enum { TEXT = 3000 };

/* A ring of a square, in metres east and north of 116 E 40 N; the other way round for a hole. */
static void square(char *to, double west, double south, double side, int hole)
{
	static const double east_m = 85394.0, north_m = 111035.0; /* a degree at 40 N */
	const double e[] = {west, west + side, west + side, west, west},
		     n[] = {south, south, south + side, south + side, south};

	strcpy(to, "[");
	for (int i = 0; i < 5; i++) {
		const int k = hole ? 4 - i : i;

		sprintf(to + strlen(to), "%s[%.9f,%.9f]", i ? "," : "", 116 + e[k] / east_m, 40 + n[k] / north_m);
	}
	strcat(to, "]");
}

/* Two units of one site, squares of 24 m: the first with a hole of so many metres, the second so far east of it. */
static void read_map(struct read *r, double hole, double east)
{
	static const char common[] =
		"\"site\":\"S\",\"substrate\":\"native\",\"cover_frac\":0.3,\"woody_cover_frac\":0.1,"
		"\"crown_density_frac\":0.05,\"treatment\":\"t\",\"land\":" PLANNED;
	static const char portfolio[] =
		"{\"name\":\"map\",\"start_year\":2026,\"years\":40,\"regions\":{\"r\":{\"station\":\"54511\"}},"
		"\"treatments\":{\"t\":" PLANT("1650", PINE) "},\"sites\":{\"geojson\":\"s.geojson\"},"
							     "\"registrations\":[{\"id\":\"g\",\"methodology\":\"" CCER
							     "\",\"sites\":[\"S\"],\"start\":\"2026-03-01\"}]}";
	char outer[TEXT / 8], inner[TEXT / 8], second[TEXT / 8], text[TEXT];

	square(outer, 0, 0, 24, 0);
	square(inner, 5, 5, hole, 1);
	square(second, east, 0, 24, 0);
	assert_true(snprintf(text, sizeof text,
			     "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{"
			     "\"id\":\"a\",\"name\":"
			     "\"s\",\"region\":\"r\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300,\"rain_mm_per_"
			     "year\":550,%s},"
			     "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s%s%s]}},{\"type\":\"Feature\","
			     "\"properties\":{\"id\":"
			     "\"b\",%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]}}]}",
			     common, outer, hole > 0 ? "," : "", hole > 0 ? inner : "", common, second) < TEXT);
	write_file("s.geojson", text, strlen(text));
	read_text(r, portfolio);
	if (r->status != QS_OK)
		fail_msg("%s", r->line);
}

/* 576 m2 less a hole of 196 m2 are 380 m2: too small a plot, though its outline is not. Two that overlap are told by
 * name, since the ground that they share would be credited twice. */
static void a_hole_makes_a_plot_too_small_and_an_overlap_is_told(void **state)
{
	static const struct {
		double hole, east;
		int overlap;
		enum qs_grade first;
	} table[] = {{0, 40, 0, QS_CREDIT_CONDITIONAL},
		     {14, 40, 0, QS_INELIGIBLE},
		     {13, 40, 0, QS_CREDIT_CONDITIONAL},
		     {0, 20, 1, QS_CREDIT_CONDITIONAL}};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const double ha = (576 - table[i].hole * table[i].hole) / 1e4;
		struct judged j;
		struct read r;

		read_map(&r, table[i].hole, table[i].east);
		judge(&j, &r, r.sites, CCER);
		assert_true(fabs(j.all->units[j.m].area_ha / ha - 1) < 1e-3);
		assert_int_equal(j.all->units[j.m].grade, table[i].first);
		expect_rules(&j, j.all->units[j.m].failed, table[i].first ? "" : "CCER-A06", 1, "hole");
		assert_int_equal(j.all->units[j.all->n + j.m].grade, QS_CREDIT_CONDITIONAL);
		assert_int_equal(r.mistakes.count[QS_W2904], table[i].overlap);
		if (table[i].overlap) /* 4 m x 24 m */
			assert_non_null(strstr(r.line, "\"a\" and \"b\" overlap by 0.0096"));
		qs_arena_free(&j.arena);
		drop(&r);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(traps_have_their_verdicts),
		cmocka_unit_test(the_orchards_way_in_is_to_drop_its_species),
		cmocka_unit_test(the_quarrys_way_in_is_to_wait),
		cmocka_unit_test(a_hole_makes_a_plot_too_small_and_an_overlap_is_told),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
