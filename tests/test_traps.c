/* Portfolios that tempt: each looks like woods that could be registered, and is not, or not by the way it seems. */
#include "tests/judging.h"

#define HEAD(members) \
	"{\"name\":\"t\",\"seed\":\"3\",\"start_year\":2026,\"years\":30,\"members\":" #members "," \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"treatments\":{" \
	"\"trees\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":0,\"species\":{\"pinus_tabuliformis\":1}," \
	"\"stems_per_ha\":1650}]}," \
	"\"park\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":0,\"species\":{\"sophora_japonica\":1}," \
	"\"stems_per_ha\":45}]}," \
	"\"flowers\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"sow\",\"year\":0,\"amount\":10,\"species\":{\"flowers_crops\":1}," \
	"\"cover_frac\":0.6}]}," \
	"\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0}]}},\"sites\":["
#define UNIT(area, more, land, treatment) \
	"{\"id\":\"S\",\"name\":\"s\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300,\"rain_mm_per_year\":550," \
	"\"units\":[{\"id\":\"u\",\"area_ha\":" area ",\"substrate\":\"native\",\"cover_frac\":0.3," more "\"land\":" land \
	",\"treatment\":\"" treatment "\"}]}],"
#define REGISTRATION "\"registrations\":[{\"id\":\"g\",\"methodology\":\"" CCER "\",\"sites\":[\"S\"],\"start\":\"2026-03-01\"}]}"
#define PLANNED "{\"from\":\"2000-01-01\",\"class\":\"forest\",\"planned_afforestation\":true}"
#define URBAN "{\"from\":\"2000-01-01\",\"class\":\"construction_urban\"}"
#define ORCHARD "{\"from\":\"2000-01-01\",\"class\":\"orchard\"}"
#define LATE "[{\"from\":\"1990-01-01\",\"class\":\"mining\"},{\"from\":\"2024-03-01\",\"class\":\"forest\",\"planned_afforestation\":true}]"
#define OPEN "\"woody_cover_frac\":0.1,\"crown_density_frac\":0.05,"

static void each_trap_is_seen(void **state)
{
	static const struct {
		const char *what, *text, *methodology;
		enum qs_grade grade;
		double ha;
		const char *failed;
	} traps[] = {
		{"quarry re-classed in 2024, planted in 2026", HEAD(8) UNIT("10", OPEN, LATE, "trees") REGISTRATION, CCER, QS_INELIGIBLE, 10,
		 "CCER-A04"},
		{"park with 45 trees a hectare", HEAD(8) UNIT("10", OPEN, URBAN, "park") REGISTRATION, CCER, QS_INELIGIBLE, 10, "CCER-A03"},
		{"the same by the census", HEAD(8) UNIT("10", OPEN, URBAN, "park") REGISTRATION, "VM0047-CENSUS", QS_CREDIT_CONDITIONAL, 10, ""},
		{"a dense park by the census", HEAD(8) UNIT("10", OPEN, URBAN, "trees") REGISTRATION, "VM0047-CENSUS", QS_INELIGIBLE, 10,
		 "VM02"},
		{"orchard", HEAD(8) UNIT("10", OPEN, ORCHARD, "trees") REGISTRATION, CCER, QS_INELIGIBLE, 10, "CCER-A02 CCER-A04"},
		{"stand with a crown density of 0.25", HEAD(8) UNIT("10", "\"woody_cover_frac\":0.3,\"crown_density_frac\":0.25,", PLANNED, "trees")
		 REGISTRATION, CCER, QS_INELIGIBLE, 10, "CCER-A04"},
		{"closure only", HEAD(8) UNIT("10", OPEN, PLANNED, "closure") REGISTRATION, CCER, QS_INELIGIBLE, 10, "CCER-A17"},
		{"flowers", HEAD(8) UNIT("10", OPEN, PLANNED, "flowers") REGISTRATION, CCER, QS_INELIGIBLE, 10, "CCER-A01 CCER-A02 CCER-A17"},
		{"parcel of 380 m2", HEAD(8) UNIT("0.038", OPEN, PLANNED, "trees") REGISTRATION, CCER, QS_INELIGIBLE, 0.038, "CCER-A06"},
		{"parcel of 400 m2", HEAD(8) UNIT("0.04", OPEN, PLANNED, "trees") REGISTRATION, CCER, QS_CREDIT_CONDITIONAL, 0.04, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof traps / sizeof traps[0]; i++) {
		struct judged j;
		struct read r;

		read_text(&r, traps[i].text);
		if (r.status != QS_OK)
			fail_msg("%s: %s %s", traps[i].what, r.err.text, r.line);
		judge(&j, &r, r.sites, traps[i].methodology);
		expect_verdict(&j, &j.all->site[j.m], traps[i].what, traps[i].grade, traps[i].ha, traps[i].failed, "");
		qs_arena_free(&j.arena);
		drop(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_trap_is_seen),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
