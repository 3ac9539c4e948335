/* Fire, pests and fertility by whole runs: rates, balance, what is left alone, what arms share. */
#include "tests/land_runs.h"

#include <math.h>

#define FIGURE(v) "{\"value\":" #v ",\"source\":\"test\",\"status\":\"assumption\"}"
#define HEAD(hazards)                                                                                              \
	"{\"name\":\"t\",\"seed\":\"7\",\"start_year\":2026,\"years\":30,\"members\":400,\"models\":{\"hazards\":" \
	"\"" hazards                                                                                               \
	"\"},\"regions\":{\"west\":{\"station\":\"54511\",\"rain_sd_frac\":0.24}},\"packs\":[\"packs.json\"],"     \
	"\"natural_treatment\":\"closure\",\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[{"     \
	"\"measure\":"                                                                                             \
	"\"close_hillside\",\"year\":0,\"fence_m_per_ha\":40}]},\"woods\":{\"class\":\"assisted\",\"measures\":[{" \
	"\"measure\":\"plant\","                                                                                   \
	"\"year\":1,\"species\":{\"pinus_tabuliformis\":0.5,\"quercus_mongolica\":0.5},\"stems_per_ha\":1650,"     \
	"\"height_m\":2}]},"                                                                                       \
	"\"soil\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.4," \
	"\"unit\":\"m3/m2\"}]}},"                                                                                  \
	"\"sites\":["
#define SITE(id, treatment)                                                                                          \
	"{\"id\":\"" id "\",\"name\":\"" id                                                                          \
	"\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300,\"lat\":40,"                     \
	"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":2,\"substrate\":\"native\",\"slope_deg\":10," \
	"\"cover_frac\":0.6,"                                                                                        \
	"\"live_c_t_ha\":8,\"woody_cover_frac\":0.4,\"soil\":{\"depth_cm\":40,\"organic_c_g_kg\":12},\"treatment\":" \
	"\"" treatment                                                                                               \
	"\",\"baseline\":{\"cover_frac\":0.6,\"tau_years\":20},\"natural\":{\"cover_frac\":0.8,\"tau_years\":12}}]}"
#define END "]}"

static void run_hazards(struct kept *k, const char *land, const char *hazards_text)
{
	char packs[1024];

	snprintf(packs, sizeof packs, "{\"land\":{\"land\":{\"hazards\":{%s}}}}", land);
	run_text(k, 2, packs, "%s", hazards_text);
}

#define DRAWN HEAD("drawn") SITE("a", "woods") "," SITE("b", "closure") END
#define NONE HEAD("none") SITE("a", "woods") "," SITE("b", "closure") END

static double mean_at(const struct kept *k, size_t i, int output, int series, size_t year)
{
	return k->mean[i][((size_t)output * QS_SERIES_COUNT + (size_t)series) * k->years + year];
}

static void carbon_closes_with_a_fire_and_a_pest_each_year(void **state)
{
	struct kept k;

	(void)state;
	run_hazards(&k, "\"fire_rate\":" FIGURE(5) ",\"pest_rate\":" FIGURE(5) ",\"fire_least_fuel_t_ha\":" FIGURE(0),
		    DRAWN);
	for (size_t i = 0; i <= k.n; i++)
		assert_true(k.result[i].balance_residual_max <= 1e-12);
	for (int s = 0; s < QS_ARMS; s++)
		assert_true(mean_at(&k, 0, QS_OUT_burnt_c, s, 5) > 0);
	forget(&k);
}

/* 3-PG keeps masses of its own: they go with what is booked, of trees that grow, burn and are eaten each year. */
static void carbon_closes_under_3pg(void **state)
{
	struct kept k, none;

	(void)state;
	run_hazards(&none, "", HEAD("none\",\"vegetation\":\"3pg") SITE("a", "woods") END);
	run_hazards(&k,
		    "\"fire_rate\":" FIGURE(0.2) ",\"pest_rate\":" FIGURE(0.4) ",\"fire_least_fuel_t_ha\":" FIGURE(0),
		    HEAD("drawn\",\"vegetation\":\"3pg") SITE("a", "woods") END);
	assert_true(k.result[0].balance_residual_max <= 1e-12);
	assert_true(mean_at(&k, 0, QS_OUT_woody_c, 2, 29) < 0.9 * mean_at(&none, 0, QS_OUT_woody_c, 2, 29));
	assert_true(mean_at(&k, 0, QS_OUT_woody_c, 2, 29) > 0);
	forget(&none);
	forget(&k);
}

/* Models of the soil that take traits of litter close too, and what burns or is left changes the soil. */
static void carbon_closes_under_every_soil(void **state)
{
	static const char *const heads[] = {HEAD("drawn\",\"soil\":\"yasso20") SITE("a", "woods") END,
					    HEAD("drawn\",\"soil\":\"century") SITE("a", "woods") END,
					    HEAD("drawn\",\"soil\":\"icbm") SITE("a", "woods") END,
					    HEAD("drawn\",\"soil\":\"ipcc-tier2") SITE("a", "woods") END,
					    HEAD("drawn\",\"soil\":\"yasso20\",\"vegetation\":\"3pg") SITE("a", "woods")
						    END};

	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		struct kept k, calm;

		run_hazards(&k, "\"fire_rate\":" FIGURE(0.2) ",\"pest_rate\":" FIGURE(0.4), heads[i]);
		run_hazards(&calm, "\"fire_rate\":" FIGURE(0) ",\"pest_rate\":" FIGURE(0), heads[i]);
		assert_true(k.result[0].balance_residual_max <= 1e-12);
		assert_true(mean_at(&k, 0, QS_OUT_soil_c, 2, 29) != mean_at(&calm, 0, QS_OUT_soil_c, 2, 29));
		assert_true(mean_at(&k, 0, QS_OUT_soil_c, 2, 29) > 0);
		forget(&k);
		forget(&calm);
	}
}

static void rates_of_zero_are_no_hazards_bit_for_bit(void **state)
{
	struct kept none, zero;

	(void)state;
	run_hazards(&none, "", NONE);
	run_hazards(&zero, "\"fire_rate\":" FIGURE(0) ",\"pest_rate\":" FIGURE(0), DRAWN);
	for (size_t i = 0; i <= none.n; i++)
		assert_memory_equal(none.quantile[i], zero.quantile[i], rows_of(&none) * QS_QUANTILES * sizeof(double));
	forget(&none);
	forget(&zero);
}

/* With one fire a year at most, the share of members that burn in a year is 1 - exp(-rate); a quantile shows it. */
static void fires_come_at_their_rate(void **state)
{
	struct kept k;
	size_t above = 0, years = 0;

	(void)state;
	run_hazards(
		&k,
		"\"fire_rate\":" FIGURE(0.28768207) ",\"pest_rate\":" FIGURE(0) ",\"fire_least_fuel_t_ha\":" FIGURE(0),
		DRAWN);
	for (size_t y = 0; y < k.years; y++, years++) { /* 25 % burn: the 75 % quantile is 0 in about half the years */
		assert_true(at(&k, 0, QS_OUT_burnt_c, 0, y, QS_P50) == 0);
		assert_true(at(&k, 0, QS_OUT_burnt_c, 0, y, QS_P90) > 0);
		above += at(&k, 0, QS_OUT_burnt_c, 0, y, QS_P75) > 0;
	}
	assert_true(above >= 4 && above <= years - 4);
	forget(&k);
}

static void nothing_burns_without_fuel(void **state)
{
	struct kept k;

	(void)state;
	run_hazards(&k, "\"fire_rate\":" FIGURE(5) ",\"pest_rate\":" FIGURE(0) ",\"fire_least_fuel_t_ha\":" FIGURE(50),
		    DRAWN);
	for (size_t y = 0; y < k.years; y++)
		assert_true(mean_at(&k, 0, QS_OUT_burnt_c, 2, y) == 0);
	forget(&k);
}

/* Arms share events: natural recovery as the treatment stays the natural arm, and less grows than without. */
static void arms_share_their_events_and_hazards_cost_carbon(void **state)
{
	static const char *const land[] = {"\"fire_rate\":" FIGURE(0.05) ",\"pest_rate\":" FIGURE(0),
					   "\"fire_rate\":" FIGURE(0) ",\"pest_rate\":" FIGURE(0.3)};
	struct kept none, k;

	(void)state;
	run_hazards(&none, "", NONE);
	for (int i = 0; i < 2; i++) {
		run_hazards(&k, land[i], DRAWN);
		for (size_t y = 0; y < k.years; y++)
			for (int q = 0; q < QS_QUANTILES; q++)
				assert_true(at(&k, 1, QS_OUT_woody_c, 1, y, q) == at(&k, 1, QS_OUT_woody_c, 2, y, q));
		assert_true(mean_at(&k, 0, QS_OUT_woody_c, 2, 29) < 0.95 * mean_at(&none, 0, QS_OUT_woody_c, 2, 29));
		assert_true(mean_at(&k, 0, QS_OUT_woody_c, 2, 29) > 0.2 * mean_at(&none, 0, QS_OUT_woody_c, 2, 29));
		forget(&k);
	}
	forget(&none);
}

static void a_unit_keeps_its_events_when_other_sites_come(void **state)
{
	struct kept alone, behind;

	(void)state;
	run_hazards(&alone, "\"fire_rate\":" FIGURE(0.1), HEAD("drawn") SITE("b", "woods") END);
	run_hazards(&behind, "\"fire_rate\":" FIGURE(0.1), HEAD("drawn") SITE("a", "woods") "," SITE("b", "woods") END);
	assert_memory_equal(alone.quantile[0], behind.quantile[1], rows_of(&alone) * QS_QUANTILES * sizeof(double));
	assert_memory_not_equal(behind.quantile[0], behind.quantile[1],
				rows_of(&alone) * QS_QUANTILES * sizeof(double));
	forget(&alone);
	forget(&behind);
}

/* Fertility that begins at half: slower at first, and near what it comes to at last; laid soil is not held back. */
static void spoil_ripens_and_laid_soil_is_ripe(void **state)
{
	static const char packs[] = "{\"substrates\":{\"native\":{\"fertility_start_frac\":" FIGURE(
		0.5) ",\"fertility_years\":" FIGURE(4) "}}}";
	struct kept ripe, raw, laid_ripe, laid_raw;

	(void)state;
	run_text(&ripe, 2, "{}", "%s", HEAD("none") SITE("a", "woods") END);
	run_text(&raw, 2, packs, "%s", HEAD("none") SITE("a", "woods") END);
	assert_true(raw.result[0].balance_residual_max <= 1e-12);
	for (size_t y = 0; y < 30; y += 29) { /* growth of the first year, and of the last */
		const double share = mean_at(&raw, 0, QS_OUT_growth_c, 2, y) / mean_at(&ripe, 0, QS_OUT_growth_c, 2, y);

		assert_true(y ? share > 0.95 && share < 1.15 : share < 0.85);
	}
	run_text(&laid_ripe, 2, "{}", "%s", HEAD("none") SITE("a", "soil") END);
	run_text(&laid_raw, 2, packs, "%s", HEAD("none") SITE("a", "soil") END);
	{
		const double lost = 1 - mean_at(&laid_raw, 0, QS_OUT_growth_c, 2, 1) /
						mean_at(&laid_ripe, 0, QS_OUT_growth_c, 2, 1);
		const double lost_own = 1 - mean_at(&laid_raw, 0, QS_OUT_growth_c, 0, 1) /
						    mean_at(&laid_ripe, 0, QS_OUT_growth_c, 0, 1);

		assert_true(lost > 0 && lost < lost_own);
	}
	forget(&ripe);
	forget(&raw);
	forget(&laid_ripe);
	forget(&laid_raw);
}

/* A thinning of half the stems at 0.6 of the mean mass takes 0.3 of what stands; half of the tops leave. */
static void thin_under(const char *model)
{
	const int curve = !strcmp(model, "curve");
	static const char head[] = "{\"name\":\"t\",\"seed\":\"7\",\"start_year\":2026,\"years\":30,\"members\":50,"
				   "\"models\":{\"vegetation\":\"%s\"},"
				   "\"regions\":{\"west\":{\"station\":\"54511\","
				   "\"rain_sd_frac\":0.24}},\"packs\":[\"packs.json\"],\"natural_treatment\":"
				   "\"closure\",\"treatments\":{\"closure\":{\"class\":\"natural\","
				   "\"measures\":[{\"measure\":\"close_hillside\",\"year\":0,\"fence_m_per_ha\":40}]},"
				   "\"woods\":{\"class\":\"assisted\",\"measures\":["
				   "{\"measure\":\"plant\",\"year\":0,\"species\":{\"pinus_tabuliformis\":1},\"stems_"
				   "per_ha\":3000,\"height_m\":0.4}%s]}},\"sites\":[";
	static const char measure[] = ",{\"measure\":\"thin\",\"year\":20,\"thin_frac\":0.5,\"harvest_frac\":0.5}";
	static const char site[] =
		"{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300,"
		"\"lat\":40,"
		"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":2,\"substrate\":\"native\",\"slope_"
		"deg\":0,\"cover_frac\":0,"
		"\"live_c_t_ha\":0,\"woody_cover_frac\":0,\"soil\":{\"depth_cm\":40,\"organic_c_g_kg\":12},"
		"\"treatment\":\"woods\","
		"\"baseline\":{\"cover_frac\":0,\"tau_years\":20},\"natural\":{\"cover_frac\":0,\"tau_years\":12}}]}]}";
	struct kept plain, thinned;
	char text[4096];

	for (int i = 0; i < 2; i++) {
		const int n = snprintf(text, sizeof text, head, model, i ? measure : "");

		snprintf(text + n, sizeof text - (size_t)n, "%s", site);
		run_text(i ? &thinned : &plain, 2, "{}", "%s", text);
	}
	assert_true(thinned.result[0].balance_residual_max <= 1e-12);
	{
		const double stood = mean_at(&plain, 0, QS_OUT_woody_c, 2, 19),
			     gone = mean_at(&thinned, 0, QS_OUT_harvested_c, 2, 20);

		assert_true(mean_at(&thinned, 0, QS_OUT_woody_c, 2, 19) == stood);
		if (curve) /* pine: root:shoot 0.239 */
			assert_true(fabs(gone / (0.3 * 0.5 * stood / 1.239) - 1) < 1e-6);
		assert_true(gone > 0.3 * 0.5 * stood * 0.6 && gone < 0.3 * 0.5 * stood * 0.95);
		assert_true(mean_at(&thinned, 0, QS_OUT_dead_wood_c, 2, 20) >
			    mean_at(&plain, 0, QS_OUT_dead_wood_c, 2, 20) + 0.9 * gone);
		assert_true(mean_at(&thinned, 0, QS_OUT_woody_c, 2, 20) <
			    0.8 * mean_at(&plain, 0, QS_OUT_woody_c, 2, 20));
		assert_true(mean_at(&thinned, 0, QS_OUT_woody_c, 2, 29) >
			    (curve ? 0.8 : 0.6) * mean_at(&plain, 0, QS_OUT_woody_c, 2, 29));
	}
	for (size_t y = 0; y < 30; y++)
		assert_true(y == 20 || mean_at(&thinned, 0, QS_OUT_harvested_c, 2, y) == 0);
	forget(&plain);
	forget(&thinned);
}

static void thinning_takes_its_share_by_named_flows(void **state)
{
	(void)state;
	thin_under("curve");
	thin_under("3pg");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carbon_closes_with_a_fire_and_a_pest_each_year),
		cmocka_unit_test(carbon_closes_under_3pg),
		cmocka_unit_test(carbon_closes_under_every_soil),
		cmocka_unit_test(rates_of_zero_are_no_hazards_bit_for_bit),
		cmocka_unit_test(fires_come_at_their_rate),
		cmocka_unit_test(nothing_burns_without_fuel),
		cmocka_unit_test(arms_share_their_events_and_hazards_cost_carbon),
		cmocka_unit_test(a_unit_keeps_its_events_when_other_sites_come),
		cmocka_unit_test(spoil_ripens_and_laid_soil_is_ripe),
		cmocka_unit_test(thinning_takes_its_share_by_named_flows),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
