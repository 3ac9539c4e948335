#include "model/benefit/services.h"

#include "model/base/draws.h"
#include "model/base/units.h"
#include "model/land/costs.h"

#include <string.h>

enum { SECONDS_A_DAY = 86400 };
static const double t_of_ug_m2_ha = 1e-8;      /* 1 ug/m2 on a hectare, t */
static const double oxygen_of_co2 = 32.0 / 44; /* by mass */

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
static double diversity(const struct qs_service_input *in, int arm, size_t year, size_t i)
{
	const double index = amount(in, QS_SOURCE_shannon_ha, arm, year, i) / in->area_ha;

	return amount(in, QS_SOURCE_cover_ha, arm, year, i) *
	       qs_service_diversity_value(&in->values->diversity_cny_ha, index);
}

static double *row(const struct qs_service_input *in, double *lines, enum qs_line line, size_t year)
{
	return lines + ((size_t)line * in->years + year) * in->members;
}

/* What is counted in its own unit: factor x (project - baseline) of a source. */
static void add_quantities(const struct qs_service_input *in, double *lines)
{
	const struct qs_services_pack *const v = in->values;
	const double particles = 1 - v->resuspended_frac.value;
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
		{QS_LINE_OF_so2_removed, QS_SOURCE_leaf_ha,
		 deposited(v, v->so2_velocity_m_s.value, v->so2_ug_m3.value, 1)},
		{QS_LINE_OF_no2_removed, QS_SOURCE_leaf_ha,
		 deposited(v, v->no2_velocity_m_s.value, v->no2_ug_m3.value, 1)},
		{QS_LINE_OF_pm10_removed, QS_SOURCE_leaf_ha,
		 deposited(v, v->pm10_velocity_m_s.value, v->pm10_ug_m3.value, particles)},
		{QS_LINE_OF_heat_evaporated, QS_SOURCE_hot_et_m3, v->latent_kwh_m3.value},
		{QS_LINE_OF_carbon_grown, QS_SOURCE_grown_co2e, 1},
		{QS_LINE_OF_oxygen_released, QS_SOURCE_grown_co2e, oxygen_of_co2},
		{QS_LINE_OF_diversity, QS_SOURCE_shannon_ha, 1},
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
static void make_prices(const struct qs_service_input *in, double *price)
{
	const struct qs_services_pack *const v = in->values;
	const size_t n = in->members;
	const double silt = v->siltation_frac.value, particles = 1 - v->resuspended_frac.value;
	const double annual = qs_service_reservoir_annuity(1, v->reservoir_rate_frac.value, v->reservoir_years.value);
	const int somebody = in->site->facts.beneficiaries_within_1km.value > 0;
	const struct {
		enum qs_service service;
		const struct qs_figure *price;
		const char *name;
		int64_t year;
		double quantity;
	} parts[] = {
		{QS_SERVICE_water_conservation, &v->reservoir_cny_m3, "reservoir", v->reservoir_price_year, annual},
		{QS_SERVICE_flood_regulation, &v->reservoir_cny_m3, "reservoir", v->reservoir_price_year, -annual},
		{QS_SERVICE_soil_retention, &v->dredging_cny_m3, "dredging", v->dredging_price_year,
		 -silt / v->silt_density_t_m3.value},
		{QS_SERVICE_soil_retention, &v->nitrogen_cny_t, "nitrogen", v->nitrogen_price_year,
		 -silt * v->nitrogen_frac.value},
		{QS_SERVICE_soil_retention, &v->phosphorus_cny_t, "phosphorus", v->phosphorus_price_year,
		 -silt * v->phosphorus_frac.value},
		{QS_SERVICE_air_purification, &v->so2_cny_t, "so2", v->air_price_year,
		 deposited(v, v->so2_velocity_m_s.value, v->so2_ug_m3.value, 1)},
		{QS_SERVICE_air_purification, &v->nox_cny_t, "nox", v->air_price_year,
		 deposited(v, v->no2_velocity_m_s.value, v->no2_ug_m3.value, 1)},
		{QS_SERVICE_air_purification, &v->dust_cny_t, "dust", v->air_price_year,
		 deposited(v, v->pm10_velocity_m_s.value, v->pm10_ug_m3.value, particles)},
		{QS_SERVICE_climate_regulation, &v->electricity_cny_kwh, "electricity", v->electricity_price_year,
		 somebody * v->latent_kwh_m3.value / v->cooling_ratio.value},
		{QS_SERVICE_carbon_sequestration, &v->carbon_cny_t, "carbon", v->carbon_price_year, 1},
		{QS_SERVICE_oxygen_release, &v->oxygen_cny_t, "oxygen", v->oxygen_price_year, oxygen_of_co2},
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

/* A service in money against another arm; its mean over years goes to `total`, or NULL. */
static void add_value(const struct qs_service_input *in, enum qs_service service, int other, enum qs_line line,
		      const double *price, double *lines, double *total)
{
	static const enum qs_service_source of[QS_SERVICE_COUNT] = {
		[QS_SERVICE_water_conservation] = QS_SOURCE_recharge_m3,
		[QS_SERVICE_flood_regulation] = QS_SOURCE_quickflow_m3,
		[QS_SERVICE_soil_retention] = QS_SOURCE_soil_loss_t,
		[QS_SERVICE_air_purification] = QS_SOURCE_leaf_ha,
		[QS_SERVICE_climate_regulation] = QS_SOURCE_hot_et_m3,
		[QS_SERVICE_carbon_sequestration] = QS_SOURCE_grown_co2e,
		[QS_SERVICE_oxygen_release] = QS_SOURCE_grown_co2e,
	};

	for (size_t t = 0; t < in->years; t++) {
		double *const to = row(in, lines, line, t);

		for (size_t i = 0; i < in->members; i++) {
			const double more =
				service == QS_SERVICE_biodiversity
					? diversity(in, QS_SERIES_project, t, i) - diversity(in, other, t, i)
					: amount(in, of[service], QS_SERIES_project, t, i) -
						  amount(in, of[service], other, t, i);

			to[i] = price[i] * more;
			if (total)
				total[i] += to[i] / (double)in->years;
		}
	}
}

void qs_services_fill(const struct qs_service_input *in, double *lines, double *benefit, double *added, double *price)
{
	add_quantities(in, lines);
	make_prices(in, price);
	for (int s = 0; s < QS_SERVICE_COUNT; s++) {
		const struct qs_service_row *const service = &qs_service_rows[s];
		const double *const of = price + (size_t)s * in->members;
		const int counts = in_headline(in->values, service->id);

		add_value(in, (enum qs_service)s, QS_SERIES_baseline, service->line, of, lines,
			  counts ? benefit : NULL);
		add_value(in, (enum qs_service)s, QS_SERIES_natural, service->natural_line, of, lines,
			  counts ? added : NULL);
	}
}
