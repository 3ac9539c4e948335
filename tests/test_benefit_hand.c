/* Ecosystem services of a site by hand: quantities, prices, what must not be added up, and what is plausible. */
#include "tests/land_runs.h"

#include "model/benefit/plausible.h"
#include "model/benefit/services.h"

#include <math.h>
#include <string.h>

static void near(double got, double want, double share)
{
	if (!(fabs(got - want) <= share * fabs(want)))
		fail_msg("%.12g, not %.12g", got, want);
}

/* The shipped packs, until the group ends. */
static struct qs_packs shipped;

static int read_shipped(void **state)
{
	static struct qs_context context;
	struct qs_mistakes mistakes;
	struct qs_err err = {0};

	(void)state;
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	assert_int_equal(qs_packs_read_shipped(&context, &shipped, &mistakes, &err), QS_OK);
	qs_mistakes_free(&mistakes);
	return 0;
}

static int free_shipped(void **state)
{
	(void)state;
	qs_arena_free(&shipped.arena);
	return 0;
}

/* ---- by hand ---- */

/* A site of 2 ha, two years, one member: every source differs by a round number. */
struct hand {
	struct qs_context context;
	struct qs_packs packs;
	struct qs_portfolio portfolio;
	struct qs_site site;
	double land[QS_SERVICE_SOURCE_COUNT][QS_ARMS][2];
	double lines[QS_LINE_COUNT][2], benefit, added, set[QS_PRICE_SETS];
};

static void fill_hand_under(struct hand *h, double people, double canopy_ha, double ions)
{
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	double *const sets[QS_PRICE_SETS] = {&h->set[0], &h->set[1], &h->set[2], &h->set[3]};
	double price[QS_SERVICE_COUNT];
	struct qs_service_plan plan;
	struct qs_service_input in = {.plan = &plan, .site = &h->site, .years = 2, .members = 1, .area_ha = 2};

	*h = (struct hand){.site.id = "a"};
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&h->context, NULL, &err), QS_OK);
	assert_int_equal(qs_packs_read_shipped(&h->context, &h->packs, &mistakes, &err), QS_OK);
	qs_mistakes_free(&mistakes);
	h->portfolio.finance.price_year = 2025;
	h->portfolio.finance.inflation_pct.value = 1.5;
	h->site.facts.beneficiaries_within_1km.value = people;
	h->site.facts.recreation_visits_per_year.value = 80; /* 60 of them where it is green */
	for (size_t s = 0; s < h->packs.services.n; s++) {
		h->packs.services.items[s].ions_cm3.value = ions;
		if (!strcmp(h->packs.services.items[s].id, "services"))
			h->packs.services.items[s].reservoir_cny_m3.spread =
				h->packs.services.items[s].carbon_cny_t.spread = NULL;
	}
	assert_int_equal(qs_service_plan(&h->context, &h->portfolio, &h->packs, 1, 1, &h->packs.arena, &plan), 0);
	for (int t = 0; t < 2; t++) {
		h->land[QS_SOURCE_soil_loss_t][QS_SERIES_baseline][t] = 30;
		h->land[QS_SOURCE_soil_loss_t][QS_SERIES_natural][t] = 25;
		h->land[QS_SOURCE_soil_loss_t][QS_SERIES_project][t] = 20;
		for (int a = 0; a < QS_ARMS; a++)
			h->land[QS_SOURCE_sediment_t][a][t] = 0.24 * h->land[QS_SOURCE_soil_loss_t][a][t];
		h->land[QS_SOURCE_recharge_m3][QS_SERIES_baseline][t] = 2000;
		h->land[QS_SOURCE_recharge_m3][QS_SERIES_project][t] = 1000;
		h->land[QS_SOURCE_quickflow_m3][QS_SERIES_baseline][t] = 1500;
		h->land[QS_SOURCE_quickflow_m3][QS_SERIES_project][t] = 500;
		h->land[QS_SOURCE_storm_flow_m3][QS_SERIES_baseline][t] = 400;
		h->land[QS_SOURCE_storm_flow_m3][QS_SERIES_project][t] = 100;
		h->land[QS_SOURCE_hot_et_m3][QS_SERIES_project][t] = 1000;
		h->land[QS_SOURCE_leaf_ha][QS_SERIES_project][t] = 6;
		h->land[QS_SOURCE_grown_co2e][QS_SERIES_project][t] = t ? 5 : 3;
		h->land[QS_SOURCE_shannon_ha][QS_SERIES_project][t] = 3;
		h->land[QS_SOURCE_cover_ha][QS_SERIES_project][t] = 1.5;
		h->land[QS_SOURCE_growth_c][QS_SERIES_project][t] = 2;
		h->land[QS_SOURCE_canopy_ha][QS_SERIES_project][t] = canopy_ha;
	}
	for (int s = 0; s < QS_SERVICE_SOURCE_COUNT; s++)
		for (int a = 0; a < QS_ARMS; a++)
			in.land[s][a] = h->land[s][a];
	qs_services_fill(&in, &h->lines[0][0], &h->benefit, &h->added, sets, price);
	qs_arena_free(&h->packs.arena);
	qs_close(&h->context);
}

static void fill_hand(struct hand *h, double people)
{
	fill_hand_under(h, people, 0, 1200);
}

static void a_site_by_hand(void **state)
{
	struct hand h;
	const double reservoir = 6.11 * 0.05 / (1 - pow(1.05, -50)) * pow(1.015, 20);
	const double air = 6.0 / 6 * 200 * 86400 * 1e-8 * (0.004 * 4 * 1200 + 0.003 * 22 * 630 + 0.0064 * 48 * 150) *
			   pow(1.015, 22);
	const double soil =
		10 * 0.24 * (15.58 / 1.3 * pow(1.015, 15) + (0.0008 * 875 + 0.0006 * 2800) * pow(1.015, 22));

	(void)state;
	fill_hand(&h, 10);
	near(h.lines[QS_LINE_OF_water_conservation][0], -1000 * reservoir, 1e-12);
	near(h.lines[QS_LINE_OF_flood_regulation][0], 300 * reservoir, 1e-12);
	near(h.lines[QS_LINE_OF_water_yield][0], -2000, 1e-12);
	near(h.lines[QS_LINE_OF_soil_retained][1], 10, 1e-12);
	near(h.lines[QS_LINE_OF_soil_retention][1], soil, 1e-12);
	near(h.lines[QS_LINE_OF_soil_retention_over_natural][1], soil / 2, 1e-12);
	near(h.lines[QS_LINE_OF_phosphorus_retained][1], 10 * 0.24 * 0.0006, 1e-12);
	near(h.lines[QS_LINE_OF_pm10_removed][0], 0.0064 * 48 * 200 * 86400 * 1e-8, 1e-12);
	near(h.lines[QS_LINE_OF_air_purification][0], air, 1e-12);
	near(h.lines[QS_LINE_OF_heat_evaporated][0], 680600, 1e-12);
	near(h.lines[QS_LINE_OF_climate_regulation][0], 680600.0 / 3 * 0.4883, 1e-12);
	near(h.lines[QS_LINE_OF_carbon_sequestration][0], 3 * 79.92 * pow(1.015, 4), 1e-12);
	near(h.lines[QS_LINE_OF_carbon_sequestration][1], 2 * 79.92 * pow(1.015, 4), 1e-12);
	near(h.lines[QS_LINE_OF_oxygen_release][1], 2 * 32.0 / 44 * 1000 * pow(1.015, 18), 1e-12);
	near(h.lines[QS_LINE_OF_biodiversity][0], 1.5 * 5000 * pow(1.015, 18), 1e-12);
	near(h.benefit, -1000 * reservoir + soil + air + 680600.0 / 3 * 0.4883 + 2.5 * 79.92 * pow(1.015, 4), 1e-12);
	near(h.added, h.benefit - soil / 2 + 2000 * reservoir,
	     1e-12); /* natural recovery of the hand site drains nothing */
}

/* The same amounts under the other shipped sets: what each counts, at its prices. */
static void other_sets_price_the_same_amounts(void **state)
{
	const double cpi = pow(1.015, 18), air = 200 * 86400 * 1e-8, silt = 10 * 0.24;
	const double cooled = 680600.0 / 3;
	struct hand h;

	(void)state;
	fill_hand(&h, 10);
	near(h.set[1],
	     -1000 * 7.06 * pow(1.015, 15) +
		     silt * (15.58 / 1.3 * pow(1.015, 15) + (0.0008 * 875 + 0.0006 * 2800) * pow(1.015, 22)) +
		     air * (0.004 * 4 * 1200 + 0.003 * 22 * 630 + 0.0064 * 48 * 150) * pow(1.015, 22) +
		     cooled * 0.53 * pow(1.015, 15) + 2.5 * 380 * pow(1.015, 15) + 60 * 30,
	     1e-12);
	/* no crowns: neither table nor ions; 2 t C grow in the year */
	near(h.set[2],
	     -1000 * (6.11 * pow(1.015, 20) + 2.09 * cpi) + 10 * 12.6 / 1.3 * cpi +
		     10 * (2400 * (0.0008 / 0.14 + 0.0006 / 0.1501) + 2200 * 0.015 / 0.5 + 320 * 0.01) * cpi +
		     2 / 0.47 * (2400 * (0.004 / 0.14 + 0.0008 / 0.1501) + 2200 * 0.0024 / 0.5) * cpi +
		     2.5 * 327.27 * pow(1.015, 17) + 60 * 30,
	     1e-12);
	near(h.lines[QS_LINE_OF_water_conservation_other][0], -1000 * 6.11 * pow(1.015, 20), 1e-12);
	near(h.lines[QS_LINE_OF_visits_added][0], 60, 1e-12);
	near(h.lines[QS_LINE_OF_recreation][0], 60 * 30, 1e-12);
}

/* Ions last minutes and count above 600 a cm3: without the first the worth is several times as much, below the second
 * it is none. */
static void ions_are_divided_by_their_minutes_and_count_above_600(void **state)
{
	const struct qs_services_pack *const v = qs_packs_services(&shipped, "services");
	struct hand h;

	(void)state;
	fill_hand_under(&h, 0, 0.5, 1500);
	assert_true(v->ion_minutes.value > 1);
	near(h.lines[QS_LINE_OF_negative_ions][0],
	     0.5 * 525600 * 1e4 * 1e6 * v->stand_height_m.value * 900 / v->ion_minutes.value * 5.8185e-18 *
		     pow(1.015, 18),
	     1e-9);
	fill_hand_under(&h, 0, 0.5, 599);
	assert_true(h.lines[QS_LINE_OF_negative_ions][0] == 0);
}

static void carbon_has_prices_a_tonne_of_co2_and_not_of_carbon(void **state)
{
	(void)state;
	for (size_t k = 0; k < shipped.services.n; k++) {
		const double price = shipped.services.items[k].carbon_cny_t.value;

		assert_true(price > 40 && price < 400); /* a tonne of carbon: 1,200 and 1,320 */
	}
	near(qs_packs_services(&shipped, "gbt38582")->carbon_cny_t.value, 1200.0 * 12 / 44, 1e-4);
}

static void nobody_near_is_cooled_for_money_but_the_heat_is_told(void **state)
{
	struct hand h;

	(void)state;
	for (int people = -1; people <= 0; people++) { /* not stated; none */
		fill_hand(&h, people);
		assert_true(h.lines[QS_LINE_OF_climate_regulation][0] == 0 &&
			    h.lines[QS_LINE_OF_heat_evaporated][0] > 0);
	}
}

static void published_factors_hold(void **state)
{
	static double classes[] = {3000, 5000, 10000, 20000, 30000, 40000, 50000};
	const struct qs_series values = {.items = classes, .n = 7};

	(void)state;
	near(qs_service_reservoir_annuity(6.11, 0.05, 50), 0.3347, 1e-4); /* 18 times less than the capital */
	near(qs_service_reservoir_annuity(100, 0, 50), 2, 1e-15);
	near(qs_service_reservoir_annuity(1, 0.05, 50) * 18.256, 1, 1e-3);
	near(qs_service_diversity_value(&values, 0), 3000, 1e-15);
	near(qs_service_diversity_value(&values, 2.5), 10000, 1e-15);
	near(qs_service_diversity_value(&values, 3), 15000, 1e-15);
	near(qs_service_diversity_value(&values, 9), 50000, 1e-15);
	near(qs_service_diversity_value(&values, 6.5), 50000, 1e-15);
}

static void what_holds_the_same_thing_conflicts_both_ways(void **state)
{
	(void)state;
	assert_true(qs_service_conflict("oxygen_release", "carbon_sequestration"));
	assert_true(qs_service_conflict("carbon_sequestration", "oxygen_release"));
	assert_true(qs_service_conflict("flood_regulation", "water_conservation"));
	assert_true(qs_service_conflict("carbon_income", "carbon_sequestration"));
	assert_true(qs_service_conflict("soil_retention", "soil_fertility"));
	assert_non_null(strstr(qs_service_reason("soil_fertility", "soil_retention"), "nitrogen and phosphorus"));
	assert_null(qs_service_reason("soil_retention", "water_conservation"));
	assert_true(!qs_service_conflict("soil_retention", "water_conservation"));
	assert_true(!qs_service_conflict("carbon_sequestration", "carbon"));
	assert_true(!qs_service_conflict("carbon_sequestration", "release")); /* words, not parts of words */
	assert_int_equal(qs_service_find("no_service"), -1);
	for (int a = 0; a < QS_SERVICE_COUNT; a++) {
		assert_int_equal(qs_service_find(qs_service_rows[a].id), a);
		assert_string_equal(qs_line_rows[qs_service_rows[a].line].name, qs_service_rows[a].id);
		assert_int_equal(qs_line_rows[qs_service_rows[a].line].group, QS_LINE_SERVICE);
		assert_int_equal(qs_line_rows[qs_service_rows[a].natural_line].group, QS_LINE_SERVICE_OVER_NATURAL);
	}
}

/* ---- what is plausible ---- */

enum { RUN = 40 };

/* A hectare in which nothing happens for 40 years but that waste rock loses `loss` t of soil: what is told of it. */
static size_t outside(enum qs_treatment_class class, enum qs_substrate substrate, double loss,
		      struct qs_implausible *told)
{
	static double quantile[QS_OUTPUT_COUNT * QS_SERIES_COUNT * RUN * QS_QUANTILES],
		line_quantile[QS_LINE_COUNT * RUN * QS_QUANTILES], line_mean[QS_LINE_COUNT * RUN];
	struct qs_treatment treatment = {.id = "t", .class = (int)class};
	struct qs_unit unit = {.area_ha.value = 1, .treatment = "t", .substrate = (int)substrate};
	struct qs_portfolio portfolio = {.treatments = {.items = &treatment, .n = 1}};
	struct qs_site site = {.id = "a", .units = {.items = &unit, .n = 1}};
	const struct qs_result_head head = {.portfolio = &portfolio, .packs = &shipped, .years = RUN};
	const struct qs_result result = {.site = &site,
					 .area_ha = 1,
					 .quantile = quantile,
					 .line_quantile = line_quantile,
					 .line_mean = line_mean};

	quantile[((size_t)(QS_OUT_soil_loss_t * QS_SERIES_COUNT + QS_SERIES_project) * RUN + 14) * QS_QUANTILES +
		 QS_P50] = loss;
	return qs_implausible(&head, &result, told);
}

static int told_of(const struct qs_implausible *told, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(told[i].band->id, id))
			return 1;
	return 0;
}

static void what_no_ground_like_it_shows_is_told_with_its_band(void **state)
{
	struct qs_implausible told[QS_PLAUSIBLE_MOST];
	size_t n = outside(QS_ENGINEERED, QS_WASTE_ROCK, 5, told);

	(void)state;
	assert_true(told_of(told, n, "cover_year_20") && told_of(told, n, "woody_gain_year_40") &&
		    told_of(told, n, "quick_flow_year_15"));
	assert_true(!told_of(told, n, "soil_loss_year_15") && !told_of(told, n, "water_yield_year_15"));
	for (size_t i = 0; i < n; i++)
		assert_true(told[i].value < told[i].low || told[i].value > told[i].high);
	n = outside(QS_ENGINEERED, QS_WASTE_ROCK, 500, told);
	assert_true(told_of(told, n, "soil_loss_year_15"));
	n = outside(QS_NATURAL, QS_WASTE_ROCK, 5, told); /* left alone: spoil may stay as it is */
	assert_true(!told_of(told, n, "woody_gain_year_10") && !told_of(told, n, "quick_flow_year_15") &&
		    told_of(told, n, "cover_year_20"));
	for (size_t k = 0; k < shipped.plausible.n; k++) { /* bands are data */
		struct qs_plausible_pack *const band = &shipped.plausible.items[k];

		if (!strcmp(band->id, "soil_loss_year_15"))
			band->high.items[1] = 3;
	}
	n = outside(QS_ENGINEERED, QS_WASTE_ROCK, 5, told);
	assert_true(told_of(told, n, "soil_loss_year_15"));
}

static double *woody_at(double *quantile, int series, size_t year)
{
	return &quantile[((size_t)(QS_OUT_woody_c * QS_SERIES_COUNT + series) * RUN + year - 1) * QS_QUANTILES +
			 QS_P50];
}

static void herbs_of_the_start_are_no_loss_of_wood(void **state)
{
	static double quantile[QS_OUTPUT_COUNT * QS_SERIES_COUNT * RUN * QS_QUANTILES],
		line_quantile[QS_LINE_COUNT * RUN * QS_QUANTILES], line_mean[QS_LINE_COUNT * RUN];
	struct qs_treatment treatment = {.id = "t", .class = QS_NATURAL};
	struct qs_unit unit = {.area_ha.value = 1,
			       .treatment = "t",
			       .substrate = QS_NATIVE,
			       .woody_cover_frac.value = 0.3,
			       .live_c_t_ha.value = 15};
	struct qs_portfolio portfolio = {.treatments = {.items = &treatment, .n = 1}};
	struct qs_site site = {.id = "a", .units = {.items = &unit, .n = 1}};
	const struct qs_result_head head = {.portfolio = &portfolio, .packs = &shipped, .years = RUN};
	const struct qs_result result = {.site = &site,
					 .area_ha = 1,
					 .quantile = quantile,
					 .line_quantile = line_quantile,
					 .line_mean = line_mean};
	struct qs_implausible told[QS_PLAUSIBLE_MOST];

	(void)state;
	*woody_at(quantile, QS_SERIES_baseline, 1) = 10; /* and 5 t C of herbs */
	*woody_at(quantile, QS_SERIES_project, 10) = 11; /* 3.7 t CO2 more; 1 to 12 are plausible */
	assert_true(!told_of(told, qs_implausible(&head, &result, told), "woody_gain_year_10"));
	*woody_at(quantile, QS_SERIES_project, 10) = 10.2;
	assert_true(told_of(told, qs_implausible(&head, &result, told), "woody_gain_year_10"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_site_by_hand),
		cmocka_unit_test(other_sets_price_the_same_amounts),
		cmocka_unit_test(ions_are_divided_by_their_minutes_and_count_above_600),
		cmocka_unit_test(carbon_has_prices_a_tonne_of_co2_and_not_of_carbon),
		cmocka_unit_test(nobody_near_is_cooled_for_money_but_the_heat_is_told),
		cmocka_unit_test(published_factors_hold),
		cmocka_unit_test(what_holds_the_same_thing_conflicts_both_ways),
		cmocka_unit_test(what_no_ground_like_it_shows_is_told_with_its_band),
		cmocka_unit_test(herbs_of_the_start_are_no_loss_of_wood),
	};

	return cmocka_run_group_tests(tests, read_shipped, free_shipped);
}
