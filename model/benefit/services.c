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

/* The amount of a source in an arm, year and member: of stocks the change of the year, of covers the area. */
static double amount(const struct qs_service_input *in, enum qs_service_source source, int arm, size_t year, size_t i)
{
	const double *const land = in->land[source][arm];
	const double now = land[year * in->members + i];

	if (source != QS_SOURCE_grown_co2e)
		return now;
	return now - (year ? land[(year - 1) * in->members + i] : 0);
}

/* Value of the diversity of an arm, CNY in prices of the pack. */
static double diversity(const struct qs_service_input *in, const struct qs_services_pack *values, int arm, size_t year,
			size_t i)
{
	const double index = amount(in, QS_SOURCE_shannon_ha, arm, year, i) / in->area_ha;

	return amount(in, QS_SOURCE_cover_ha, arm, year, i) *
	       qs_service_diversity_value(&values->diversity_cny_ha, index);
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
	const struct qs_services_pack *const v = in->values;
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
		{QS_LINE_OF_water_yield, QS_SOURCE_recharge_m3, 1},
		{QS_LINE_OF_water_yield, QS_SOURCE_quickflow_m3, 1},
		{QS_LINE_OF_soil_retained, QS_SOURCE_soil_loss_t, -1},
		{QS_LINE_OF_nitrogen_retained, QS_SOURCE_soil_loss_t,
		 -v->siltation_frac.value * v->nitrogen_frac.value},
		{QS_LINE_OF_phosphorus_retained, QS_SOURCE_soil_loss_t,
		 -v->siltation_frac.value * v->phosphorus_frac.value},
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
		for (size_t t = 0; t < in->years; t++) {
			double *const to = row(in, lines, parts[p].line, t);

			for (size_t i = 0; i < in->members; i++)
				to[i] += parts[p].factor * (amount(in, parts[p].source, QS_SERIES_project, t, i) -
							    amount(in, parts[p].source, QS_SERIES_baseline, t, i));
		}
}

/* ---- prices ---- */

/* Adds quantity x a price drawn by member, brought to the price year. */
static void add_price(const struct qs_service_input *in, const struct qs_figure *price, const char *name, int64_t year,
		      double quantity, double *sum, double *drawn)
{
	const double units = quantity * qs_price_factor(&in->portfolio->finance, year);

	qs_draw_figure(in->context, in->members, in->portfolio->seed, price, qs_scope_id("price", name, NULL), 0,
		       drawn);
	for (size_t i = 0; i < in->members; i++)
		sum[i] += units * drawn[i];
}

/* CNY of a unit of each service's source, by member, the sign of the service with it. */
static void make_prices(const struct qs_service_input *in, const struct qs_services_pack *v, double *price)
{
	const struct qs_stated_facts *const facts = &in->site->facts;
	const size_t n = in->members;
	const double silt = v->siltation_frac.value, density = v->silt_density_t_m3.value;
	const double annuity = qs_service_reservoir_annuity(1, v->reservoir_rate_frac.value, v->reservoir_years.value);
	const double annual = v->reservoir_whole ? 1 : annuity, other = v->reservoir_whole ? annuity : 1;
	const double ions = v->ions_cm3.value > 600 ? v->ions_cm3.value - 600 : 0, grown = 1 / carbon_of_dry_matter;
	const int64_t social = v->social_price_year;
	double t_ha[3];
	const int somebody = in->site->facts.beneficiaries_within_1km.value > 0;

	air_amounts(v, t_ha);

	const struct {
		enum qs_service service;
		const struct qs_figure *price;
		const char *name;
		int64_t year;
		double quantity;
	} parts[] = {
		{QS_SERVICE_water_conservation, &v->reservoir_cny_m3, "reservoir", v->reservoir_price_year, annual},
		{QS_SERVICE_flood_regulation, &v->reservoir_cny_m3, "reservoir", v->reservoir_price_year, -annual},
		{QS_SERVICE_soil_retention, &v->dredging_cny_m3, "dredging", v->dredging_price_year, -silt / density},
		{QS_SERVICE_soil_retention, &v->nitrogen_cny_t, "nitrogen", v->nitrogen_price_year,
		 -silt * v->nitrogen_frac.value},
		{QS_SERVICE_soil_retention, &v->phosphorus_cny_t, "phosphorus", v->phosphorus_price_year,
		 -silt * v->phosphorus_frac.value},
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
		{QS_SERVICE_recreation, &v->visit_cny, "visit", v->visit_price_year,
		 visits_of(in, &facts->recreation_visits_per_year)},
		{QS_SERVICE_recreation, &v->lesson_cny, "lesson", v->visit_price_year,
		 visits_of(in, &facts->education_visits_per_year)},
	};
	const double of_diversity = qs_price_factor(&in->portfolio->finance, v->diversity_price_year);

	memset(price, 0, QS_SERVICE_COUNT * n * sizeof *price);
	for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
		add_price(in, parts[p].price, parts[p].name, parts[p].year, parts[p].quantity,
			  price + (size_t)parts[p].service * n, price + (size_t)QS_SERVICE_COUNT * n);
	for (size_t i = 0; i < n; i++)
		price[(size_t)QS_SERVICE_biodiversity * n + i] = of_diversity;
}

/* ---- values ---- */

/* Nonzero if the headline adds a service up. */
static int in_headline(const struct qs_services_pack *values, const char *id)
{
	for (size_t k = 0; k < values->headline.n; k++)
		if (!strcmp(values->headline.items[k], id))
			return 1;
	return 0;
}

/* The amount that a service's price is of. */
static enum qs_service_source source_of(const struct qs_services_pack *values, enum qs_service service)
{
	static const enum qs_service_source of[QS_SERVICE_COUNT] = {
		[QS_SERVICE_water_conservation] = QS_SOURCE_recharge_m3,
		[QS_SERVICE_water_conservation_other] = QS_SOURCE_recharge_m3,
		[QS_SERVICE_flood_regulation] = QS_SOURCE_quickflow_m3,
		[QS_SERVICE_soil_retention] = QS_SOURCE_soil_loss_t,
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

/* A service in money against another arm, into `to` [years][members] or NULL; its mean over years goes to `total`, or
 * NULL. */
static void add_value(const struct qs_service_input *in, const struct qs_services_pack *values, enum qs_service service,
		      int other, const double *price, double *to, double *total)
{
	const enum qs_service_source source = source_of(values, service);

	for (size_t t = 0; t < in->years; t++)
		for (size_t i = 0; i < in->members; i++) {
			const double more =
				service == QS_SERVICE_biodiversity
					? diversity(in, values, QS_SERIES_project, t, i) -
						  diversity(in, values, other, t, i)
					: amount(in, source, QS_SERIES_project, t, i) - amount(in, source, other, t, i);
			const double value = price[i] * more;

			if (to)
				to[t * in->members + i] = value;
			if (total)
				total[i] += value / (double)in->years;
		}
}

/* The headline of another set of prices, of the same amounts. */
static void add_set(const struct qs_service_input *in, const struct qs_services_pack *values, double *total,
		    double *price)
{
	make_prices(in, values, price);
	for (int s = 0; s < QS_SERVICE_COUNT; s++)
		if (in_headline(values, qs_service_rows[s].id))
			add_value(in, values, (enum qs_service)s, QS_SERIES_baseline, price + (size_t)s * in->members,
				  NULL, total);
}

void qs_services_fill(const struct qs_service_input *in, double *lines, double *benefit, double *added,
		      double *const sets[QS_PRICE_SETS], double *price)
{
	const struct qs_services_pack *const v = in->values;

	add_quantities(in, lines);
	make_prices(in, v, price);
	for (int s = 0; s < QS_SERVICE_COUNT; s++) {
		const struct qs_service_row *const service = &qs_service_rows[s];
		const double *const of = price + (size_t)s * in->members;
		const int counts = in_headline(v, service->id);

		add_value(in, v, (enum qs_service)s, QS_SERIES_baseline, of, row(in, lines, service->line, 0),
			  counts ? benefit : NULL);
		add_value(in, v, (enum qs_service)s, QS_SERIES_natural, of, row(in, lines, service->natural_line, 0),
			  counts ? added : NULL);
	}
	for (int k = 0; k < QS_PRICE_SETS; k++) {
		const struct qs_services_pack *const set = qs_packs_services(in->packs, qs_price_sets[k]);

		if (set == v)
			memcpy(sets[k], benefit, in->members * sizeof *benefit);
		else if (set)
			add_set(in, set, sets[k], price);
	}
}
