/* The land model by whole runs: the hard rules of accounting, the scopes of draws, one state at the start. */
#include "tests/land_runs.h"

#include "model/land/block.h"

#include <math.h>

/* No draws but those a test switches on. */
#define CALM_LAND \
	"\"land\":{\"land\":{\"litter_cv_frac\":" ZERO ",\"soil_rate_cv_frac\":" ZERO ",\"survival_logit_sd\":" ZERO "%s}}"
#define ZERO "{\"value\":0,\"source\":\"test\",\"status\":\"assumption\"}"

#define HEAD(members) \
	"{\"name\":\"t\",\"seed\":\"11\",\"start_year\":2026,\"years\":30,\"members\":" #members "," \
	"\"regions\":{\"west\":{\"station\":\"54511\",\"rain_sd_frac\":%s,\"temperature_sd_c\":0}},\"packs\":[\"packs.json\"]," \
	"\"natural_treatment\":\"closure\",\"treatments\":{" \
	"\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0,\"fence_m_per_ha\":40}]}," \
	"\"bring\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"import_soil\",\"year\":1,\"amount\":0.3,\"unit\":\"m3/m2\"," \
	"\"organic_c_g_kg\":9.4,\"stones_frac\":0.05,\"fine_earth_density_g_cm3\":1.35,\"haul_km\":20}]}," \
	"\"woods\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"grade\",\"year\":0,\"amount\":0.4,\"unit\":\"m3/m2\"}," \
	"{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.4,\"unit\":\"m3/m2\",\"haul_km\":25}," \
	"{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":1},\"stems_per_ha\":1650,\"height_m\":1}]}},\"sites\":["
#define SITE(id) \
	"{\"id\":\"" id "\",\"name\":\"" id "\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300,\"lat\":40," \
	"\"rain_mm_per_year\":550,\"units\":["
#define UNIT(id, treatment, cover, live, course) \
	"{\"id\":\"" id "\",\"area_ha\":2,\"substrate\":\"waste_rock\",\"slope_deg\":20,\"cover_frac\":" #cover ",\"live_c_t_ha\":" #live \
	",\"woody_cover_frac\":0,\"soil\":{\"depth_cm\":20,\"organic_c_g_kg\":3,\"geogenic_c_g_kg\":12},\"treatment\":" treatment course "}"
#define COURSES(base, natural) \
	",\"baseline\":{\"cover_frac\":" #base ",\"tau_years\":20},\"natural\":{\"cover_frac\":" #natural ",\"tau_years\":12}"
#define BARE COURSES(0, 0)
#define END "]}]}"

static void natural_recovery_as_project_is_the_natural_arm_bit_for_bit(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 2, "{}", HEAD(300) SITE("a") UNIT("u", "\"closure\"", 0.3, 2, COURSES(0.4, 0.6)) END, "0.24");
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		for (size_t y = 0; y < k.years; y++)
			for (int q = 0; q < QS_QUANTILES; q++) {
				assert_true(at(&k, 0, o, QS_SERIES_project, y, q) == at(&k, 0, o, QS_SERIES_natural, y, q));
				assert_true(at(&k, 0, o, QS_SERIES_project_minus_natural, y, q) == 0);
			}
	/* the rule says something: the arms do differ from the baseline */
	assert_true(at(&k, 0, QS_OUT_live_c, QS_SERIES_natural, 29, QS_P50) > at(&k, 0, QS_OUT_live_c, QS_SERIES_baseline, 29, QS_P50));
	forget(&k);
}

static void equal_courses_without_treatment_make_all_arms_equal(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", HEAD(50) SITE("a") UNIT("u", "null", 0.3, 2, COURSES(0.5, 0.5)) END, "0.24");
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		for (size_t y = 0; y < k.years; y++)
			assert_true(at(&k, 0, o, QS_SERIES_project, y, QS_P50) == at(&k, 0, o, QS_SERIES_baseline, y, QS_P50));
	forget(&k);
}

static void brought_soil_without_plants_never_counts_as_grown(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 2, "{}", HEAD(100) SITE("a") UNIT("u", "\"bring\"", 0, 0, BARE) END, "0.24");
	for (size_t y = 0; y < k.years; y++)
		for (int q = 0; q < QS_QUANTILES; q++) {
			const double now = at(&k, 0, QS_OUT_grown_co2e, QS_SERIES_project, y, q);

			assert_true(now <= (y ? at(&k, 0, QS_OUT_grown_co2e, QS_SERIES_project, y - 1, q) : 0));
		}
	/* 0.3 m x 1.35 t/m3 x 0.95 x 9.4 g/kg = 36.2 t C/ha on two hectares */
	assert_true(fabs(at(&k, 0, QS_OUT_imported_c, QS_SERIES_project, 1, QS_P50) - 2 * 36.1665) < 0.01);
	assert_true(at(&k, 0, QS_OUT_brought_c, QS_SERIES_project, 0, QS_P50) == 0);
	for (size_t y = 2; y < k.years; y++)
		assert_true(at(&k, 0, QS_OUT_brought_c, QS_SERIES_project, y, QS_P50) <
			    at(&k, 0, QS_OUT_brought_c, QS_SERIES_project, y - 1, QS_P50));
	forget(&k);
}

static void geogenic_carbon_stays(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", HEAD(20) SITE("a") UNIT("u", "\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) END, "0.24");
	/* 12 g/kg x 1.3 x 20 cm x 0.7 x 0.1 = 21.84 t/ha */
	for (int s = 0; s < QS_ARMS; s++)
		for (size_t y = 0; y < k.years; y++)
			assert_true(fabs(at(&k, 0, QS_OUT_geogenic_c, s, y, QS_P50) - 2 * 21.84) < 1e-5);
	forget(&k);
}

static void works_weigh_more_than_growth_in_the_first_three_years(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", HEAD(200) SITE("a") UNIT("u", "\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) END, "0.24");
	for (size_t y = 0; y < 3; y++)
		assert_true(at(&k, 0, QS_OUT_net_co2e, QS_SERIES_project, y, QS_P90) < 0);
	assert_true(k.result[0].scalar[QS_SCALAR_carbon_payback_year].p50 > 3);
	assert_true(k.result[0].scalar[QS_SCALAR_works_project].p50 > 0);
	forget(&k);
}

static void payback_does_not_count_the_years_before_the_works(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", HEAD(20) SITE("a") UNIT("u", "\"bring\"", 0, 0, BARE) "]}," SITE("b")
		 UNIT("u", "null", 0, 0, BARE) END, "0.24");
	/* works in the second year and nothing grows: equal to the baseline in the first year, never paid back */
	assert_true(at(&k, 0, QS_OUT_net_co2e, QS_SERIES_project_minus_baseline, 0, QS_P50) == 0);
	assert_true(k.result[0].scalar[QS_SCALAR_carbon_payback_year].share == 0);
	assert_string_equal(k.result[0].scalar[QS_SCALAR_carbon_payback_year].why, "NEVER_WITHIN_HORIZON");
	forget(&k);
	/* nor where pressures that end put the project ahead at once */
	run_text(&k, 1, "{}", HEAD(20) SITE("a") UNIT("u", "\"bring\"", 0, 0, COURSES(0, 0.3)) END, "0.24");
	assert_true(at(&k, 0, QS_OUT_net_co2e, QS_SERIES_project_minus_baseline, 0, QS_P10) > 0);
	assert_true(at(&k, 0, QS_OUT_net_co2e, QS_SERIES_project_minus_baseline, 1, QS_P90) < 0);
	assert_true(!(k.result[0].scalar[QS_SCALAR_carbon_payback_year].p10 < 3));
	forget(&k);
}

static void a_total_of_the_natural_treatment_is_once_a_unit(void **state)
{
	const char *const unit = "{\"id\":\"%s\",\"area_ha\":%s,\"substrate\":\"waste_rock\",\"cover_frac\":0.1,\"treatment\":\"%s\"}";
	static const char *const areas[2] = {"2", "20"};
	double works[2];

	(void)state;
	for (int turned = 0; turned < 2; turned++) {
		char first[160], second[160];
		struct kept k;

		snprintf(first, sizeof first, unit, "u", areas[turned], "woods");
		snprintf(second, sizeof second, unit, "v", areas[1 - turned], "woods");
		run_text(&k, 1, "{}",
			 "{\"name\":\"t\",\"start_year\":2026,\"years\":2,\"members\":3,\"regions\":{\"west\":{\"station\":\"54511\"}},"
			 "\"natural_treatment\":\"ditch\",\"treatments\":{\"ditch\":{\"class\":\"natural\",\"measures\":["
			 "{\"measure\":\"ditch\",\"year\":0,\"amount\":1000,\"unit\":\"m\"}]},"
			 "\"woods\":{\"class\":\"engineered\",\"measures\":[]}},\"sites\":[" SITE("a") "%s,%s" END, first, second);
		works[turned] = k.result[0].scalar[QS_SCALAR_works_natural].p50;
		forget(&k);
	}
	/* 2 km of ditch, whichever unit stands first */
	assert_true(works[0] > 0 && fabs(works[0] - works[1]) < 1e-4 * works[0]);
}

static void nothing_comes_up_through_sealed_ground(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}",
		 "{\"name\":\"t\",\"start_year\":2026,\"years\":40,\"members\":3,\"regions\":{\"west\":{\"station\":\"54511\"}},"
		 "\"treatments\":{\"open\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"break_seal\",\"year\":9,"
		 "\"amount\":0.2,\"unit\":\"m3/m2\",\"area_frac\":0.5}]}},\"sites\":[" SITE("a")
		 "{\"id\":\"u\",\"area_ha\":1,\"substrate\":\"fill\",\"sealed_frac\":1,\"cover_frac\":0,\"treatment\":\"open\""
		 COURSES(0.8, 0.8) "}" END);
	for (size_t y = 0; y < k.years; y++) {
		assert_true(at(&k, 0, QS_OUT_cover_ha, QS_SERIES_baseline, y, QS_P90) == 0);
		assert_true(at(&k, 0, QS_OUT_live_c, QS_SERIES_natural, y, QS_P90) == 0);
		assert_true((at(&k, 0, QS_OUT_cover_ha, QS_SERIES_project, y, QS_P90) > 0) == (y >= 9));
		assert_true(at(&k, 0, QS_OUT_cover_ha, QS_SERIES_project, y, QS_P90) <= 0.5);
	}
	forget(&k);
}

#define DRAWN \
	"{\"value\":0.5,\"source\":\"test\",\"status\":\"assumption\"," \
	"\"spread\":{\"kind\":\"uniform\",\"low\":0.3,\"high\":0.7,\"scope\":\"site\"}}"

/* Width of the 10-90 % interval of cover (ha of 2) at the end. */
static double cover_width(const struct kept *k, int series)
{
	return at(k, 0, QS_OUT_cover_ha, series, 29, QS_P90) - at(k, 0, QS_OUT_cover_ha, series, 29, QS_P10);
}

static void ends_of_both_courses_are_one_draw_and_spread_cover(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", HEAD(400) SITE("a") UNIT("u", "\"closure\"", 0, 0, ",\"baseline\":{\"cover_frac\":" DRAWN
		 ",\"tau_years\":5},\"natural\":{\"cover_frac\":" DRAWN ",\"tau_years\":5}") END, "0");
	/* 0.8 of 0.4 of 2 ha, but for what is missing after 30 years of a time constant of 5 */
	assert_true(cover_width(&k, QS_SERIES_baseline) > 0.6 && cover_width(&k, QS_SERIES_baseline) < 0.68);
	for (size_t y = 0; y < k.years; y++)
		assert_true(at(&k, 0, QS_OUT_cover_ha, QS_SERIES_project_minus_baseline, y, QS_P90) == 0);
	forget(&k);
}

static void the_cover_that_is_sown_has_a_spread(void **state)
{
	static const char *const covers[] = {"0.5", DRAWN};
	struct kept k;
	double width[2];

	(void)state;
	for (int drawn = 0; drawn < 2; drawn++) {
		run_text(&k, 1, "{}",
			 "{\"name\":\"t\",\"start_year\":2026,\"years\":30,\"members\":200,\"regions\":{\"west\":{\"station\":\"54511\"}},"
			 "\"treatments\":{\"seed\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"hydroseed\",\"year\":0,"
			 "\"amount\":1,\"unit\":\"m2/m2\",\"species\":{\"sown_grass\":1},\"cover_frac\":%s}]}},\"sites\":["
			 SITE("a") UNIT("u", "\"seed\"", 0, 0, BARE) END, covers[drawn]);
		width[drawn] = cover_width(&k, QS_SERIES_project);
		forget(&k);
	}
	assert_true(width[1] > width[0] + 0.1);
}

static void upkeep_follows_the_works(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}",
		 "{\"name\":\"t\",\"start_year\":2026,\"years\":10,\"members\":3,\"regions\":{\"west\":{\"station\":\"54511\"}},"
		 "\"treatments\":{\"later\":{\"class\":\"engineered\",\"upkeep_years\":3,\"measures\":["
		 "{\"measure\":\"grade\",\"year\":4,\"amount\":0.4,\"unit\":\"m3/m2\"}]}},\"sites\":[" SITE("a")
		 "{\"id\":\"u\",\"area_ha\":2,\"substrate\":\"waste_rock\",\"cover_frac\":0.1,\"treatment\":\"later\"}" END);
	for (size_t y = 0; y < k.years; y++)
		assert_true((at(&k, 0, QS_OUT_works_co2e, QS_SERIES_project, y, QS_P50) > 0) == (y >= 4 && y <= 7));
	forget(&k);
}

static void cover_and_canopy_are_shares_and_carbon_closes(void **state)
{
	struct kept k;
	struct qs_err err = {0};

	(void)state;
	assert_int_equal(run_file(QS_SOURCE_DIR "/tests/whole/small.json", 2, NULL, &k, &err), QS_OK);
	for (size_t i = 0; i <= k.n; i++) {
		assert_true(k.result[i].balance_residual_max <= 1e-12);
		for (int s = 0; s < QS_ARMS; s++)
			for (size_t y = 0; y < k.years; y++)
				for (int q = 0; q < QS_QUANTILES; q++) {
					const double cover = at(&k, i, QS_OUT_cover_ha, s, y, q), canopy = at(&k, i, QS_OUT_canopy_ha, s, y, q);

					assert_true(canopy >= 0 && canopy <= cover && cover <= k.result[i].area_ha);
				}
	}
	forget(&k);
}

/* (q90 - q10) of the portfolio over that of a site of two that are alike but for their ids. */
static double spread_of_two(const char *land_extra, const char *quality, int output, int series)
{
	struct kept k;
	char packs[2048];
	double ratio;

	snprintf(packs, sizeof packs,
		 "{" CALM_LAND ",\"substrates\":{\"waste_rock\":{\"quality_cv_frac\":{\"value\":%s,\"source\":\"test\",\"status\":"
		 "\"assumption\"}}},\"species\":{\"pinus_tabuliformis\":{\"growth_cv_frac\":" ZERO "},\"spontaneous_trees\":{"
		 "\"growth_cv_frac\":" ZERO "},\"spontaneous_shrubs\":{\"growth_cv_frac\":" ZERO "},\"spontaneous_herbs\":{\"growth_cv_frac\":"
		 ZERO "}}}",
		 land_extra, quality);
	run_text(&k, 2, packs, HEAD(4000) SITE("a") UNIT("u", "\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) "]}," SITE("b")
		 UNIT("u", "\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) END, "0");
	ratio = (at(&k, 2, output, series, 29, QS_P90) - at(&k, 2, output, series, 29, QS_P10)) /
		(at(&k, 0, output, series, 29, QS_P90) - at(&k, 0, output, series, 29, QS_P10));
	forget(&k);
	return ratio;
}

static void two_sites_spread_twice_for_global_streams_and_root_two_for_site_streams(void **state)
{
	const double global = spread_of_two(",\"works_cv_frac\":{\"value\":0.2,\"source\":\"test\",\"status\":\"assumption\"}", "0",
					    QS_OUT_net_co2e, QS_SERIES_project);
	const double site = spread_of_two(",\"works_cv_frac\":" ZERO, "0.2", QS_OUT_grown_co2e, QS_SERIES_project);

	(void)state;
	print_message("global %.4f, site %.4f\n", global, site);
	assert_true(fabs(global - 2) < 1e-3);
	assert_true(fabs(site - sqrt(2)) < 0.06);
}

static void portfolio_spreads_no_more_than_its_sites_together(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 2, "{}", HEAD(500) SITE("a") UNIT("u", "\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) "]}," SITE("b")
		 UNIT("u", "\"closure\"", 0.3, 2, COURSES(0.4, 0.6)) END, "0.24");
	for (int s = 0; s < QS_SERIES_COUNT; s++)
		for (size_t y = 0; y < k.years; y++) {
			double sites = 0;

			for (size_t i = 0; i < 2; i++)
				sites += at(&k, i, QS_OUT_grown_co2e, s, y, QS_P90) - at(&k, i, QS_OUT_grown_co2e, s, y, QS_P10);
			assert_true(at(&k, 2, QS_OUT_grown_co2e, s, y, QS_P90) - at(&k, 2, QS_OUT_grown_co2e, s, y, QS_P10) <= sites * 1.02 + 1e-6);
		}
	forget(&k);
}

static void a_site_keeps_its_bits_when_others_come_or_change_places(void **state)
{
	struct kept alone, behind;

	(void)state;
	/* three sites of one recipe are 300 lanes in two blocks: the site in the middle stands in both */
	run_text(&alone, 1, "{}", HEAD(100) SITE("b") UNIT("u", "\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) END, "0.24");
	run_text(&behind, 2, "{}", HEAD(100) SITE("a") UNIT("u", "\"woods\"", 0.2, 2, COURSES(0.3, 0.5)) "]}," SITE("b")
		 UNIT("u", "\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) "]}," SITE("c")
		 UNIT("u", "\"woods\"", 0.2, 2, COURSES(0.3, 0.5)) END, "0.24");
	assert_memory_equal(alone.quantile[0], behind.quantile[1], rows_of(&alone) * QS_QUANTILES * sizeof(double));
	assert_memory_not_equal(behind.quantile[0], behind.quantile[2], rows_of(&alone) * QS_QUANTILES * sizeof(double));
	assert_memory_not_equal(behind.quantile[0], behind.quantile[1], rows_of(&alone) * QS_QUANTILES * sizeof(double));
	forget(&alone);
	forget(&behind);
}

static void instruction_sets_and_threads_give_the_same_bits(void **state)
{
	static const char *const sets[] = {"v2", "v3", "v4"};
	struct kept first, k;
	struct qs_err err = {0};

	(void)state;
	assert_int_equal(run_file(QS_SOURCE_DIR "/tests/whole/small.json", 1, "v2", &first, &err), QS_OK);
	for (int i = 0; i < 3; i++) {
		struct qs_context context = {0};
		struct qs_err none = {0};

		if (qs_open(&context, sets[i], &none) != QS_OK)
			continue;
		qs_close(&context);
		assert_int_equal(run_file(QS_SOURCE_DIR "/tests/whole/small.json", 1 + i, sets[i], &k, &err), QS_OK);
		for (size_t s = 0; s <= first.n; s++)
			assert_memory_equal(first.quantile[s], k.quantile[s], rows_of(&k) * QS_QUANTILES * sizeof(double));
		forget(&k);
	}
	forget(&first);
}

static void all_arms_start_from_one_state(void **state)
{
	struct qs_context context = {0};
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_arena arena = {0};
	struct qs_recipe recipe;
	struct qs_block block;
	struct qs_err err = {0};
	const struct qs_site *sites;
	size_t n;

	(void)state;
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	context.threads = 1;
	assert_int_equal(qs_input_read(&context, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", &input, &mistakes, &err), QS_OK);
	assert_int_equal(input.sites.next(input.sites.self, &sites, 64, &n), 0);
	for (size_t s = 0; s < n; s++)
		for (size_t u = 0; u < sites[s].units.n; u++) {
			const struct qs_segment segment = {&sites[s], &sites[s].units.items[u],
							   qs_portfolio_region(&input.portfolio, sites[s].region), 0, 40, 0};

			assert_int_equal(qs_recipe_build(&input.packs, &input.portfolio, &sites[s], segment.unit, &arena, &recipe, &err), QS_OK);
			assert_int_equal(qs_block_start(&context, &input.portfolio, &recipe, &segment, 1, &arena, &block, &err), QS_OK);
			for (int a = 1; a < QS_ARMS; a++)
				for (int p = 0; p < QS_POOL_COUNT; p++)
					assert_memory_equal(block.arm[a].now[p], block.arm[0].now[p], block.n * sizeof(double));
			if (segment.unit->live_c_t_ha.value > 0 && !segment.unit->live_c_t_ha.spread)
				assert_true(fabs(block.arm[0].now[QS_POOL_live][0] / segment.unit->live_c_t_ha.value - 1) < 1e-12);
		}
	qs_arena_free(&arena);
	qs_input_free(&input);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
}

static void the_start_is_no_step(void **state)
{
	struct kept k;

	(void)state;
	/* cover stays where it is: floor and dead wood hold their level, soil moves by its slow pools only */
	run_text(&k, 1, "{}", HEAD(1) SITE("a") UNIT("u", "null", 0.4, 1.2, COURSES(0.4, 0.4)) END, "0");
	assert_true(fabs(at(&k, 0, QS_OUT_floor_c, 0, 1, QS_P50) / at(&k, 0, QS_OUT_floor_c, 0, 0, QS_P50) - 1) < 0.03);
	assert_true(fabs(at(&k, 0, QS_OUT_soil_c, 0, 1, QS_P50) / at(&k, 0, QS_OUT_soil_c, 0, 0, QS_P50) - 1) < 0.02);
	assert_true(fabs(at(&k, 0, QS_OUT_live_c, 0, 0, QS_P50) / 2.4 - 1) < 0.1);
	forget(&k);
}

static void bare_ground_loses_what_rusle_says(void **state)
{
	/* station's shares of the year's rain; loam 40/40/20, 0.3 % organic carbon, 30 % stones, 20 degrees, 50 m */
	static const double share[12] = {0.0047, 0.0086, 0.0145, 0.0371, 0.0598, 0.1366, 0.3239, 0.2793, 0.0796, 0.0381, 0.0129, 0.0049};
	const double sine = sin(20 * 3.14159265358979323846 / 180), sn1 = 0.6;
	const double beta = sine / 0.0896 / (3 * pow(sine, 0.8) + 0.56), length = pow(50 / 22.13, beta / (1 + beta));
	const double us = (0.2 + 0.3 * exp(-0.0256 * 40 * 0.6)) * pow(40.0 / 60, 0.3) * (1 - 0.25 * 0.3 / (0.3 + exp(3.72 - 2.95 * 0.3))) *
			  (1 - 0.7 * sn1 / (sn1 + exp(-5.51 + 22.9 * sn1)));
	const double k = (-0.01383 + 0.51575 * us) * 0.1317 * exp(-0.053 * 30);
	double fournier = 0, loss;
	struct kept run;

	(void)state;
	for (int m = 0; m < 12; m++)
		fournier += 550 * share[m] * share[m];
	loss = 0.1833 * pow(fournier, 1.9957) * k * length * (21.91 * sine - 0.96);
	run_text(&run, 1, "{}", HEAD(1) SITE("a") UNIT("u", "\"bring\"", 0, 0, BARE) END, "0");
	print_message("%.3f by hand, %.3f\n", 2 * loss, at(&run, 0, QS_OUT_soil_loss_t, QS_SERIES_baseline, 5, QS_P50));
	assert_true(fabs(at(&run, 0, QS_OUT_soil_loss_t, QS_SERIES_baseline, 5, QS_P50) / (2 * loss) - 1) < 0.01);
	/* laid loam with 5 % stones is easier to wash away than what lay under it: the difference stays negative */
	assert_true(at(&run, 0, QS_OUT_soil_loss_t, QS_SERIES_project_minus_baseline, 5, QS_P50) > 0);
	forget(&run);
	run_text(&run, 1, "{\"substrates\":{\"waste_rock\":{\"erodible_frac\":{\"value\":0.05,\"source\":\"test\",\"status\":\"assumption\"}}}}",
		 HEAD(1) SITE("a") UNIT("u", "null", 0, 0, BARE) END, "0");
	assert_true(at(&run, 0, QS_OUT_soil_loss_t, QS_SERIES_baseline, 5, QS_P50) <= 0.0501 * 2 * loss * 1.01);
	forget(&run);
}

static void only_native_soil_has_inert_carbon(void **state)
{
	struct kept spoil, native;

	(void)state;
	/* bare ground for 30 years: what is left of 3 g/kg is more where a part is inert */
	run_text(&spoil, 1, "{}", HEAD(1) SITE("a") UNIT("u", "null", 0, 0, BARE) END, "0");
	run_text(&native, 1, "{\"substrates\":{\"waste_rock\":{\"inert_carbon\":true}}}",
		 HEAD(1) SITE("a") UNIT("u", "null", 0, 0, BARE) END, "0");
	/* 3 g/kg x 1.3 x 20 cm x 0.7 x 0.1 = 5.46 t/ha; inert 0.049 x 5.46^1.139 = 0.339 */
	assert_true(at(&spoil, 0, QS_OUT_soil_c, 0, 0, QS_P50) < 2 * 5.46);
	assert_true(at(&native, 0, QS_OUT_soil_c, 0, 29, QS_P50) > at(&spoil, 0, QS_OUT_soil_c, 0, 29, QS_P50) * 1.005);
	forget(&spoil);
	forget(&native);
}

static void the_form_for_dry_soils_closes_and_keeps_more_carbon(void **state)
{
	struct kept wet, dry;

	(void)state;
	run_text(&wet, 1, "{}", HEAD(40) SITE("a") UNIT("u", "\"woods\"", 0.3, 1, COURSES(0.4, 0.5)) END, "0.24");
	run_text(&dry, 2, "{}", HEAD(40) SITE("a") UNIT("u", "\"woods\"", 0.3, 1, COURSES(0.4, 0.5)) "],\"models\":{\"soil\":"
		 "\"rothc-dryland\"}}]}", "0.24");
	assert_true(dry.result[0].balance_residual_max <= 1e-12);
	for (int s = 0; s < QS_ARMS; s++) {
		assert_true(at(&dry, 0, QS_OUT_soil_c, s, 29, QS_P50) > at(&wet, 0, QS_OUT_soil_c, s, 29, QS_P50));
		assert_true(at(&dry, 0, QS_OUT_live_c, s, 29, QS_P50) == at(&wet, 0, QS_OUT_live_c, s, 29, QS_P50));
	}
	forget(&wet);
	forget(&dry);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(natural_recovery_as_project_is_the_natural_arm_bit_for_bit),
		cmocka_unit_test(equal_courses_without_treatment_make_all_arms_equal),
		cmocka_unit_test(brought_soil_without_plants_never_counts_as_grown),
		cmocka_unit_test(geogenic_carbon_stays),
		cmocka_unit_test(works_weigh_more_than_growth_in_the_first_three_years),
		cmocka_unit_test(payback_does_not_count_the_years_before_the_works),
		cmocka_unit_test(a_total_of_the_natural_treatment_is_once_a_unit),
		cmocka_unit_test(nothing_comes_up_through_sealed_ground),
		cmocka_unit_test(ends_of_both_courses_are_one_draw_and_spread_cover),
		cmocka_unit_test(the_cover_that_is_sown_has_a_spread),
		cmocka_unit_test(upkeep_follows_the_works),
		cmocka_unit_test(cover_and_canopy_are_shares_and_carbon_closes),
		cmocka_unit_test(two_sites_spread_twice_for_global_streams_and_root_two_for_site_streams),
		cmocka_unit_test(portfolio_spreads_no_more_than_its_sites_together),
		cmocka_unit_test(a_site_keeps_its_bits_when_others_come_or_change_places),
		cmocka_unit_test(instruction_sets_and_threads_give_the_same_bits),
		cmocka_unit_test(all_arms_start_from_one_state),
		cmocka_unit_test(the_start_is_no_step),
		cmocka_unit_test(bare_ground_loses_what_rusle_says),
		cmocka_unit_test(only_native_soil_has_inert_carbon),
		cmocka_unit_test(the_form_for_dry_soils_closes_and_keeps_more_carbon),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
