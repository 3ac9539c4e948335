#include "model/benefit/services.h"

#include "model/base/draws.h"
#include "model/base/units.h"
#include "model/land/costs.h"

#include <string.h>

enum { SECONDS_A_DAY = 86400 };
static const double t_of_ug_m2_ha = 1e-8;      /* 1 ug/m2 on a hectare, t */
static const double oxygen_of_co2 = 32.0 / 44; /* by mass */
static const double carbon_of_dry_matter = 0.47;
static const double ions_a_year = 5.256e15; /* minutes of a year x m2 of a ha x cm3 of a m3 */
static const double dap_nitrogen = 0.14, dap_phosphorus = 0.1501, kcl_potassium = 0.5;

const struct qs_service_row qs_service_rows[QS_SERVICE_COUNT] = {
#define X(id, conflicts, seea, code, gep, gbt) \
	{#id, QS_LINE_OF_##id, QS_LINE_OF_##id##_over_natural, conflicts, seea, code, gep, gbt},
	QS_SERVICES(X)
#undef X
};

int qs_service_find(const char *id)
{
	for (int s = 0; s < QS_SERVICE_COUNT; s++)
		if (!strcmp(qs_service_rows[s].id, id))
			return s;
	return -1;
}

/* Nonzero if a word stands in a list of words apart by spaces. */
static int holds(const char *list, const char *word)
{
	const size_t length = strlen(word);

	for (const char *at = strstr(list, word); length && at; at = strstr(at + 1, word))
		if ((at == list || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return 1;
	return 0;
}

int qs_service_conflict(const char *a, const char *b)
{
	const int first = qs_service_find(a), second = qs_service_find(b);

	return (first >= 0 && holds(qs_service_rows[first].conflicts, b)) ||
	       (second >= 0 && holds(qs_service_rows[second].conflicts, a));
}

const char *qs_service_reason(const char *a, const char *b)
{
	static const struct {
		const char *one, *other, *why;
	} pairs[] = {{"water_conservation", "flood_regulation",
		      "下渗补给与快速径流是同一场雨的两部分，按同一水库造价计价\x1f"
		      "recharge and quick flow are parts of one rain at the price of one reservoir"},
		     {"carbon_sequestration", "oxygen_release",
		      "固碳与释氧是同一光合作用\x1f"
		      "carbon and oxygen come of one photosynthesis"},
		     {"soil_retention", "soil_fertility",
		      "保肥与减少氮磷流失是同一氮磷\x1f"
		      "soil fertility is the nitrogen and phosphorus of soil retention once more"},
		     {"soil_retention", "soil_fixation",
		      "固土与减淤是同一土壤\x1f"
		      "soil fixation and less dredging are one soil"},
		     {"carbon_sequestration", "carbon_income",
		      "固碳价值与碳信用收入是同一吨碳\x1f"
		      "the worth of carbon and the income of credits are of one tonne"}};

	if (!qs_service_conflict(a, b))
		return NULL;
	for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++)
		if ((!strcmp(a, pairs[p].one) && !strcmp(b, pairs[p].other)) ||
		    (!strcmp(b, pairs[p].one) && !strcmp(a, pairs[p].other)))
			return pairs[p].why;
	return "同一实物量不得在合计中重复计价\x1ftwo services of one total hold the same thing";
}

const char *const qs_price_sets[QS_PRICE_SETS] = {"services", "gep", "gbt38582", "seea"};

const struct qs_services_pack *qs_services_chosen(const struct qs_packs *packs, const struct qs_portfolio *portfolio)
{
	return qs_packs_services(packs, portfolio->finance.services ? portfolio->finance.services : qs_price_sets[0]);
}

double qs_service_reservoir_annuity(double price, double rate, double years)
{
	double factor = 1;

	for (int n = 0; n < (int)(years + 0.5); n++)
		factor /= 1 + rate;
	return rate > 0 ? price * rate / (1 - factor) : price / years;
}

double qs_service_diversity_value(const struct qs_series *classes, double index)
{
	const double at = index - 0.5, last = (double)classes->n - 1;
	const size_t below = at > 0 ? (size_t)(at < last ? at : last) : 0;

	if (!(at > 0) || at >= last)
		return classes->items[below];
	return classes->items[below] + (classes->items[below + 1] - classes->items[below]) * (at - (double)below);
}

/* ---- amounts ---- */

/* t a year that a hectare of leaves takes from the air. */
static double deposited(const struct qs_services_pack *v, double velocity, double concentration, double kept)
{
	return velocity * concentration * v->deposition_days.value * SECONDS_A_DAY / v->canopy_leaf_area.value *
	       t_of_ug_m2_ha * kept;
}

/* Values of a column that are handled at once: a row of members, or the years of a single member. */
enum { STRIP = 64 };

/* How many values from k on, counted over [years][members], make a strip. */
static size_t strip(const struct qs_service_input *in, size_t k)
{
	const size_t left = in->members > 1 ? in->members - k % in->members : in->years - k;

	return left < STRIP ? left : STRIP;
}

/* What the project has of a source more than another arm, n values from k on: of stocks the change of the year, of
 * covers the area. */
static void difference(const struct qs_service_input *in, enum qs_service_source source, int other, size_t k, size_t n,
		       double *restrict to)
{
	const double *const project = in->land[source][QS_SERIES_project] + k, *const against =
										       in->land[source][other] + k;
	const size_t m = in->members, first = k < m ? (m - k < n ? m - k : n) : 0; /* of them in the first year */
	const size_t plain = source == QS_SOURCE_grown_co2e ? first : n;

	for (size_t j = 0; j < plain; j++)
		to[j] = project[j] - against[j];
	for (size_t j = plain; j < n; j++)
		to[j] = (project[j] - *(project + j - m)) - (against[j] - *(against + j - m));
}

/* Values of the diversity of an arm, CNY in prices of the pack. */
static void diversity(const struct qs_service_input *in, const struct qs_services_pack *values, int arm, size_t k,
		      size_t n, double *to)
{
	const double *const shannon = in->land[QS_SOURCE_shannon_ha][arm] + k;
	const double *const cover = in->land[QS_SOURCE_cover_ha][arm] + k;

	for (size_t j = 0; j < n; j++)
		to[j] = cover[j] * qs_service_diversity_value(&values->diversity_cny_ha, shannon[j] / in->area_ha);
}

/* What a set of prices takes for the air: leaves, or the area under crowns. */
static enum qs_service_source air_source(const struct qs_services_pack *v)
{
	return v->air_by_table ? QS_SOURCE_canopy_ha : QS_SOURCE_leaf_ha;
}

/* t a year of SO2, NO2 and PM10 (or settled dust) of a ha of that source. */
static void air_amounts(const struct qs_services_pack *v, double t_ha[3])
{
	if (v->air_by_table) {
		t_ha[0] = v->so2_table_kg_ha.value / 1000;
		t_ha[1] = v->nox_table_kg_ha.value / 1000;
		t_ha[2] = v->dust_table_kg_ha.value / 1000;
		return;
	}
	t_ha[0] = deposited(v, v->so2_velocity_m_s.value, v->so2_ug_m3.value, 1);
	t_ha[1] = deposited(v, v->no2_velocity_m_s.value, v->no2_ug_m3.value, 1);
	t_ha[2] = deposited(v, v->pm10_velocity_m_s.value, v->pm10_ug_m3.value, 1 - v->resuspended_frac.value);
}

/* Visits a year of a covered ha; what is not stated is none. */
static double visits_of(const struct qs_service_input *in, const struct qs_figure *stated)
{
	return stated->value > 0 ? stated->value / in->area_ha : 0;
}

static double *row(const struct qs_service_input *in, double *lines, enum qs_line line, size_t year)
{
	return lines + ((size_t)line * in->years + year) * in->members;
}

/* What is counted in its own unit: factor x (project - baseline) of a source. */
static void add_quantities(const struct qs_service_input *in, double *lines)
{
	const struct qs_services_pack *const v = in->plan->chosen.values;
	const struct qs_stated_facts *const facts = &in->site->facts;
	const enum qs_service_source air = air_source(v);
	double t_ha[3];

	air_amounts(v, t_ha);

	const struct {
		enum qs_line line;
		enum qs_service_source source;
		double factor;
	} parts[] = {
		{QS_LINE_OF_water_recharged, QS_SOURCE_recharge_m3, 1},
		{QS_LINE_OF_quickflow_avoided, QS_SOURCE_quickflow_m3, -1},
		{QS_LINE_OF_storm_flow_avoided, QS_SOURCE_storm_flow_m3, -1},
		{QS_LINE_OF_water_yield, QS_SOURCE_recharge_m3, 1},
		{QS_LINE_OF_water_yield, QS_SOURCE_quickflow_m3, 1},
		{QS_LINE_OF_soil_retained, QS_SOURCE_soil_loss_t, -1},
		{QS_LINE_OF_nitrogen_retained, QS_SOURCE_sediment_t, -v->nitrogen_frac.value},
		{QS_LINE_OF_phosphorus_retained, QS_SOURCE_sediment_t, -v->phosphorus_frac.value},
		{QS_LINE_OF_so2_removed, air, t_ha[0]},
		{QS_LINE_OF_no2_removed, air, t_ha[1]},
		{QS_LINE_OF_pm10_removed, air, t_ha[2]},
		{QS_LINE_OF_heat_evaporated, QS_SOURCE_hot_et_m3, v->latent_kwh_m3.value},
		{QS_LINE_OF_carbon_grown, QS_SOURCE_grown_co2e, 1},
		{QS_LINE_OF_oxygen_released, QS_SOURCE_grown_co2e, oxygen_of_co2},
		{QS_LINE_OF_diversity, QS_SOURCE_shannon_ha, 1},
		{QS_LINE_OF_native_cover, QS_SOURCE_native_ha, 1},
		{QS_LINE_OF_canopy_added, QS_SOURCE_canopy_ha, 1},
		{QS_LINE_OF_dry_matter_grown, QS_SOURCE_growth_c, 1 / carbon_of_dry_matter},
		{QS_LINE_OF_visits_added, QS_SOURCE_cover_ha,
		 visits_of(in, &facts->recreation_visits_per_year) + visits_of(in, &facts->education_visits_per_year)},
	};

	for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
		for (size_t k = 0, n; k < in->years * in->members; k += n) {
			double *const to = row(in, lines, parts[p].line, 0) + k;
			double more[STRIP];

			n = strip(in, k);
			difference(in, parts[p].source, QS_SERIES_baseline, k, n, more);
			for (size_t j = 0; j < n; j++)
				to[j] += parts[p].factor * more[j];
		}
}

/* ---- prices ---- */

/* A part of the price of a service: a price of the set, and how much of its unit goes with one of the service's source.
 */
struct part {
	enum qs_service service;
	const struct qs_figure *price;
	const char *name;
	int64_t year;
	double quantity;
};

/* The parts of a set for a site; for `in` NULL those quantities that a site moves are 0. */
static void list_parts(const struct qs_service_set *set, const struct qs_service_input *in,
		       struct part to[QS_SERVICE_PARTS])
{
	const struct qs_services_pack *const v = set->values;
	const double density = v->silt_density_t_m3.value;
	const double annual = v->reservoir_whole ? 1 : set->annuity, other = v->reservoir_whole ? set->annuity : 1;
	const double ions = v->ions_cm3.value > 600 ? v->ions_cm3.value - 600 : 0, grown = 1 / carbon_of_dry_matter;
	const double visits = in ? visits_of(in, &in->site->facts.recreation_visits_per_year) : 0;
	const double lessons = in ? visits_of(in, &in->site->facts.education_visits_per_year) : 0;
	const int64_t social = v->social_price_year;
	double t_ha[3];
	const int somebody = in && in->site->facts.beneficiaries_within_1km.value > 0;

	air_amounts(v, t_ha);

	const struct part parts[] = {
		{QS_SERVICE_water_conservation, &v->reservoir_cny_m3, "reservoir", v->reservoir_price_year, annual},
		{QS_SERVICE_flood_regulation, &v->reservoir_cny_m3, "reservoir", v->reservoir_price_year, -annual},
		{QS_SERVICE_soil_retention, &v->dredging_cny_m3, "dredging", v->dredging_price_year, -1 / density},
		{QS_SERVICE_soil_retention, &v->nitrogen_cny_t, "nitrogen", v->nitrogen_price_year,
		 -v->nitrogen_frac.value},
		{QS_SERVICE_soil_retention, &v->phosphorus_cny_t, "phosphorus", v->phosphorus_price_year,
		 -v->phosphorus_frac.value},
		{QS_SERVICE_air_purification, &v->so2_cny_t, "so2", v->air_price_year, t_ha[0]},
		{QS_SERVICE_air_purification, &v->nox_cny_t, "nox", v->air_price_year, t_ha[1]},
		{QS_SERVICE_air_purification, &v->dust_cny_t, "dust", v->air_price_year, t_ha[2]},
		{QS_SERVICE_climate_regulation, &v->electricity_cny_kwh, "electricity", v->electricity_price_year,
		 somebody * v->latent_kwh_m3.value / v->cooling_ratio.value},
		{QS_SERVICE_carbon_sequestration, &v->carbon_cny_t, "carbon", v->carbon_price_year, 1},
		{QS_SERVICE_oxygen_release, &v->oxygen_cny_t, "oxygen", v->oxygen_price_year, oxygen_of_co2},
		{QS_SERVICE_water_conservation, &v->water_quality_cny_m3, "water quality", social, 1},
		{QS_SERVICE_water_conservation_other, &v->reservoir_cny_m3, "reservoir", v->reservoir_price_year,
		 other},
		{QS_SERVICE_soil_fixation, &v->earthwork_cny_m3, "earthwork", social, -1 / density},
		{QS_SERVICE_soil_fertility, &v->dap_cny_t, "dap", social,
		 -(v->nitrogen_frac.value / dap_nitrogen + v->phosphorus_frac.value / dap_phosphorus)},
		{QS_SERVICE_soil_fertility, &v->kcl_cny_t, "kcl", social, -v->potassium_frac.value / kcl_potassium},
		{QS_SERVICE_soil_fertility, &v->organic_cny_t, "organic", social, -v->organic_frac.value},
		{QS_SERVICE_nutrient_accumulation, &v->dap_cny_t, "dap", social,
		 grown * (v->plant_nitrogen_frac.value / dap_nitrogen +
			  v->plant_phosphorus_frac.value / dap_phosphorus)},
		{QS_SERVICE_nutrient_accumulation, &v->kcl_cny_t, "kcl", social,
		 grown * v->plant_potassium_frac.value / kcl_potassium},
		{QS_SERVICE_negative_ions, &v->ion_cny, "ion", social,
		 ions_a_year * v->stand_height_m.value * ions / v->ion_minutes.value},
		{QS_SERVICE_recreation, &v->visit_cny, "visit", v->visit_price_year, visits},
		{QS_SERVICE_recreation, &v->lesson_cny, "lesson", v->visit_price_year, lessons},
	};

	_Static_assert(sizeof parts / sizeof parts[0] == QS_SERVICE_PARTS, "a column of prices for each part");
	memcpy(to, parts, sizeof parts);
}

static int open_set(const struct qs_context *context, const struct qs_portfolio *portfolio,
		    const struct qs_services_pack *v, size_t members, size_t copies, struct qs_arena *arena,
		    struct qs_service_set *set)
{
	struct part parts[QS_SERVICE_PARTS];

	*set = (struct qs_service_set){.values = v, .members = members * copies};
	if (!v)
		return 0;
	set->annuity = qs_service_reservoir_annuity(1, v->reservoir_rate_frac.value, v->reservoir_years.value);
	set->of_diversity = qs_quote_factor(&portfolio->finance, v->diversity_price_year);
	set->drawn = qs_arena_take(arena, QS_SERVICE_PARTS * set->members, sizeof *set->drawn);
	for (int s = 0; s < QS_SERVICE_COUNT; s++)
		set->counts[s] = qs_strings_have(&v->headline, qs_service_rows[s].id);
	list_parts(set, NULL, parts);
	for (size_t p = 0; set->drawn && p < QS_SERVICE_PARTS; p++) {
		double *const drawn = set->drawn + p * set->members;

		set->factor[p] = qs_quote_factor(&portfolio->finance, parts[p].year);
		qs_draw_figure(context, members, portfolio->seed, parts[p].price,
			       qs_scope_id("price", parts[p].name, NULL), 0, drawn);
		for (size_t c = 1; c < copies; c++)
			memcpy(drawn + c * members, drawn, members * sizeof *drawn);
	}
	return set->drawn ? 0 : -1;
}

int qs_service_plan(const struct qs_context *context, const struct qs_portfolio *portfolio,
		    const struct qs_packs *packs, size_t members, size_t copies, struct qs_arena *arena,
		    struct qs_service_plan *plan)
{
	const struct qs_services_pack *const chosen = qs_services_chosen(packs, portfolio);
	int missing = open_set(context, portfolio, chosen, members, copies, arena, &plan->chosen);

	for (int k = 0; k < QS_PRICE_SETS; k++) {
		const struct qs_services_pack *const set = qs_packs_services(packs, qs_price_sets[k]);

		if (set == chosen)
			plan->sets[k] = plan->chosen;
		else
			missing |= open_set(context, portfolio, set, members, copies, arena, &plan->sets[k]);
	}
	return missing;
}

/* CNY of a unit of each service's source, by member, the sign of the service with it. */
static void make_prices(const struct qs_service_input *in, const struct qs_service_set *set, double *price)
{
	const size_t n = in->members;
	struct part parts[QS_SERVICE_PARTS];

	list_parts(set, in, parts);
	memset(price, 0, QS_SERVICE_COUNT * n * sizeof *price);
	for (size_t p = 0; p < QS_SERVICE_PARTS; p++) {
		const double units = parts[p].quantity * set->factor[p], *const drawn = set->drawn + p * set->members +
											in->first;
		double *const sum = price + (size_t)parts[p].service * n;

		for (size_t i = 0; i < n; i++)
			sum[i] += units * drawn[i];
	}
	for (size_t i = 0; i < n; i++)
		price[(size_t)QS_SERVICE_biodiversity * n + i] = set->of_diversity;
}

/* ---- values ---- */

/* The amount that a service's price is of. */
static enum qs_service_source source_of(const struct qs_services_pack *values, enum qs_service service)
{
	static const enum qs_service_source of[QS_SERVICE_COUNT] = {
		[QS_SERVICE_water_conservation] = QS_SOURCE_recharge_m3,
		[QS_SERVICE_water_conservation_other] = QS_SOURCE_recharge_m3,
		[QS_SERVICE_flood_regulation] = QS_SOURCE_storm_flow_m3,
		[QS_SERVICE_soil_retention] = QS_SOURCE_sediment_t,
		[QS_SERVICE_soil_fixation] = QS_SOURCE_soil_loss_t,
		[QS_SERVICE_soil_fertility] = QS_SOURCE_soil_loss_t,
		[QS_SERVICE_climate_regulation] = QS_SOURCE_hot_et_m3,
		[QS_SERVICE_carbon_sequestration] = QS_SOURCE_grown_co2e,
		[QS_SERVICE_oxygen_release] = QS_SOURCE_grown_co2e,
		[QS_SERVICE_nutrient_accumulation] = QS_SOURCE_growth_c,
		[QS_SERVICE_negative_ions] = QS_SOURCE_canopy_ha,
		[QS_SERVICE_recreation] = QS_SOURCE_cover_ha,
	};

	return service == QS_SERVICE_air_purification ? air_source(values) : of[service];
}

static int is_zero(size_t n, const double *column)
{
	size_t i = 0;

	while (i < n && column[i] == 0)
		i++;
	return i == n;
}

/* A service in money against another arm, into `to` [years][members], zero so far, or NULL; its mean over years goes to
 * `total`, or NULL. */
static void add_value(const struct qs_service_input *in, const struct qs_services_pack *values, enum qs_service service,
		      int other, const double *price, double *to, double *total)
{
	const enum qs_service_source source = source_of(values, service);
	const double years = (double)in->years;
	const int single = in->members == 1;

	if (!in->members || (!to && !total) || is_zero(in->members, price))
		return;
	for (size_t k = 0, n; k < in->years * in->members; k += n) {
		double more[STRIP], against[STRIP];
		const size_t member = k % in->members;

		n = strip(in, k);
		if (service == QS_SERVICE_biodiversity) {
			diversity(in, values, QS_SERIES_project, k, n, more);
			diversity(in, values, other, k, n, against);
			for (size_t j = 0; j < n; j++)
				more[j] -= against[j];
		} else {
			difference(in, source, other, k, n, more);
		}
		for (size_t j = 0; j < n; j++)
			more[j] *= price[single ? 0 : member + j];
		if (to)
			memcpy(to + k, more, n * sizeof *to);
		if (total && single)
			for (size_t j = 0; j < n; j++)
				*total += more[j] / years;
		else if (total)
			for (size_t j = 0; j < n; j++)
				total[member + j] += more[j] / years;
	}
}

/* The headline of another set of prices, of the same amounts. */
static void add_set(const struct qs_service_input *in, const struct qs_service_set *set, double *total, double *price)
{
	make_prices(in, set, price);
	for (int s = 0; s < QS_SERVICE_COUNT; s++)
		if (set->counts[s])
			add_value(in, set->values, (enum qs_service)s, QS_SERIES_baseline,
				  price + (size_t)s * in->members, NULL, total);
}

void qs_services_fill(const struct qs_service_input *in, double *lines, double *benefit, double *added,
		      double *const sets[QS_PRICE_SETS], double *price)
{
	const struct qs_service_set *const chosen = &in->plan->chosen;

	add_quantities(in, lines);
	make_prices(in, chosen, price);
	for (int s = 0; s < QS_SERVICE_COUNT; s++) {
		const struct qs_service_row *const service = &qs_service_rows[s];
		const double *const of = price + (size_t)s * in->members;

		add_value(in, chosen->values, (enum qs_service)s, QS_SERIES_baseline, of,
			  row(in, lines, service->line, 0), chosen->counts[s] ? benefit : NULL);
		add_value(in, chosen->values, (enum qs_service)s, QS_SERIES_natural, of,
			  row(in, lines, service->natural_line, 0), chosen->counts[s] ? added : NULL);
	}
	for (int k = 0; k < QS_PRICE_SETS; k++) {
		const struct qs_service_set *const set = &in->plan->sets[k];

		if (set->values == chosen->values)
			memcpy(sets[k], benefit, in->members * sizeof *benefit);
		else if (set->values)
			add_set(in, set, sets[k], price);
	}
}
