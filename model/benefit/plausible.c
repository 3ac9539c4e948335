#include "model/benefit/plausible.h"

#include "model/base/packs.h"
#include "model/base/units.h"
#include "model/benefit/services.h"

#include <math.h>
#include <string.h>

/* F rock face, D waste rock and pit floor, G gangue, T tailings, V fill and cleared building land, H planted hill, N
 * closed hill, Q spoil left alone. */
enum ground { F, D, G, T, V, H, N, Q, GROUNDS };

enum measure {
	WOODY, /* gain of live woody carbon since the start, t CO2/ha */
	COVER, /* share */
	LOSS,  /* soil loss of the project, t/ha */
	KEPT,  /* soil loss avoided, t/ha */
	YIELD, /* change of water yield, mm */
	QUICK, /* change of quick flow, mm */
	CORE   /* services of the headline, CNY/ha */
};

static const struct {
	const char *id, *unit, *zh, *en;
	enum measure measure;
	size_t year;
	double low[GROUNDS], high[GROUNDS]; /* in the order of enum ground */
} rows[QS_PLAUSIBLE_ROWS] = {
	{"woody_gain_year_10",
	 "t/ha",
	 "第 10 年木本活生物质碳增量（CO₂）",
	 "live woody carbon gained by year 10, CO2",
	 WOODY,
	 10,
	 {1, 3, 3, 2, 8, 5, 1, 0},
	 {12, 22, 20, 12, 45, 30, 12, 4}},
	{"woody_gain_year_20",
	 "t/ha",
	 "第 20 年木本活生物质碳增量（CO₂）",
	 "live woody carbon gained by year 20, CO2",
	 WOODY,
	 20,
	 {3, 12, 12, 5, 30, 25, 4, 1},
	 {22, 60, 60, 22, 110, 90, 35, 10}},
	{"woody_gain_year_40",
	 "t/ha",
	 "第 40 年木本活生物质碳增量（CO₂）",
	 "live woody carbon gained by year 40, CO2",
	 WOODY,
	 40,
	 {5, 35, 30, 10, 70, 75, 15, 3},
	 {32, 115, 110, 45, 190, 165, 85, 38}},
	{"cover_year_20",
	 "1",
	 "第 20 年植被覆盖度",
	 "vegetation cover in year 20",
	 COVER,
	 20,
	 {0.3, 0.55, 0.5, 0.45, 0.65, 0.6, 0.15, 0.2},
	 {0.75, 0.9, 0.88, 0.8, 0.95, 0.92, 1, 0.6}},
	{"soil_loss_year_15",
	 "t/ha",
	 "第 15 年项目土壤流失",
	 "soil loss of the project in year 15",
	 LOSS,
	 15,
	 {0, 0.1, 0.5, 3, 0.1, 0.2, 0.3, 0.3},
	 {3, 10, 12, 50, 2, 4, 8, 8}},
	{"soil_kept_year_15",
	 "t/ha",
	 "第 15 年减少的土壤流失",
	 "soil loss avoided in year 15",
	 KEPT,
	 15,
	 {0, 2, 10, 40, 0.5, 0.5, 0, 0},
	 {8, 120, 120, 400, 12, 15, 30, 30}},
	{"water_yield_year_15",
	 "mm",
	 "第 15 年产水量变化",
	 "change of water yield in year 15",
	 YIELD,
	 15,
	 {-60, -130, -130, -130, -60, -80, -50, -50},
	 {0, 10, 10, 0, 150, 0, 0, 0}},
	{"quick_flow_year_15",
	 "mm",
	 "第 15 年快速径流变化",
	 "change of quick flow in year 15",
	 QUICK,
	 15,
	 {-40, -140, -140, -140, -250, -50, -40, -40},
	 {0, -15, -15, -10, -20, 0, 0, 0}},
	{"services_year_15",
	 "CNY/ha",
	 "第 15 年核心服务增量",
	 "services of the headline in year 15",
	 CORE,
	 15,
	 {0, 300, 300, 500, 200, -300, -300, 0},
	 {1200, 5000, 5000, 8000, 4000, 2500, 1200, 1500}},
};

/* The ground of a unit under its treatment, or -1. */
static int ground_of(const struct qs_portfolio *portfolio, const struct qs_unit *unit)
{
	static const int engineered[QS_SUBSTRATES] = {
		[QS_ROCK_FACE] = F, [QS_WASTE_ROCK] = D, [QS_PIT_FLOOR] = D, [QS_COAL_GANGUE] = G,
		[QS_TAILINGS] = T,  [QS_FILL] = V,       [QS_NATIVE] = H,    [QS_SEALED] = V};
	const struct qs_treatment *const treatment = qs_portfolio_treatment(portfolio, unit->treatment);

	if (!treatment)
		return -1;
	for (size_t m = 0; m < treatment->measures.n; m++)
		for (size_t s = 0; s < treatment->measures.items[m].species.n; s++)
			if (!strcmp(treatment->measures.items[m].species.items[s].name, "flowers_crops"))
				return -1;
	if (treatment->class == QS_NATURAL)
		return unit->substrate == QS_NATIVE ? N : Q;
	return engineered[unit->substrate];
}

static double at(const struct qs_result *r, size_t years, enum qs_output o, int series, size_t year)
{
	return r->quantile[(((size_t)o * QS_SERIES_COUNT + (size_t)series) * years + year - 1) * QS_QUANTILES + QS_P50];
}

static double line_at(const struct qs_result *r, size_t years, enum qs_line line, size_t year)
{
	return r->line_quantile[((size_t)line * years + year - 1) * QS_QUANTILES + QS_P50];
}

/* Means of the headline's services, cooling and visits left out, as they are added up. */
static double core(const struct qs_services_pack *set, const struct qs_result *r, size_t years, size_t year)
{
	double sum = 0;

	for (size_t k = 0; k < set->headline.n; k++) {
		const int s = qs_service_find(set->headline.items[k]);

		if (s >= 0 && s != QS_SERVICE_climate_regulation && s != QS_SERVICE_recreation)
			sum += r->line_mean[(size_t)qs_service_rows[s].line * years + year - 1];
	}
	return sum;
}

static double value_of(const struct qs_services_pack *set, const struct qs_result *r, size_t years, enum measure what,
		       size_t year)
{
	const double ha = r->area_ha, mm = 1 / (10 * r->area_ha);
	double start = 0;

	switch (what) {
	case WOODY:
		for (size_t u = 0; u < r->site->units.n; u++) /* woody plants' part of what lives today */
			start += r->site->units.items[u].woody_cover_frac.value > 0
					 ? r->site->units.items[u].live_c_t_ha.value *
						   qs_unit_planimetric_ha(&r->site->units.items[u])
					 : 0;
		return qs_co2e_of_c(at(r, years, QS_OUT_woody_c, QS_SERIES_project, year) - start) / ha;
	case COVER:
		return at(r, years, QS_OUT_cover_ha, QS_SERIES_project, year) / ha;
	case LOSS:
		return at(r, years, QS_OUT_soil_loss_t, QS_SERIES_project, year) / ha;
	case KEPT:
		return line_at(r, years, QS_LINE_OF_soil_retained, year) / ha;
	case YIELD:
		return line_at(r, years, QS_LINE_OF_water_yield, year) * mm;
	case QUICK:
		return -line_at(r, years, QS_LINE_OF_quickflow_avoided, year) * mm;
	case CORE:
	default:
		return core(set, r, years, year) / ha;
	}
}

size_t qs_implausible(const struct qs_result_head *head, const struct qs_result *result,
		      struct qs_implausible outside[QS_PLAUSIBLE_ROWS])
{
	const struct qs_services_pack *const set =
		head->packs ? qs_services_chosen(head->packs, head->portfolio) : NULL;
	const struct qs_site *const site = result->site;
	double low[QS_PLAUSIBLE_ROWS] = {0}, high[QS_PLAUSIBLE_ROWS] = {0};
	size_t n = 0;

	if (!site || !set || !site->units.n || !(result->area_ha > 0) || !result->quantile || !result->line_quantile)
		return 0;
	for (size_t u = 0; u < site->units.n; u++) {
		const int ground = ground_of(head->portfolio, &site->units.items[u]);
		const double part = qs_unit_planimetric_ha(&site->units.items[u]) / result->area_ha;

		if (ground < 0)
			return 0;
		for (size_t k = 0; k < QS_PLAUSIBLE_ROWS; k++) {
			low[k] += part * rows[k].low[ground];
			high[k] += part * rows[k].high[ground];
		}
	}
	for (size_t k = 0; k < QS_PLAUSIBLE_ROWS; k++) {
		double value;

		if (rows[k].year > head->years || (rows[k].measure == CORE && strcmp(set->id, qs_price_sets[0]) != 0))
			continue;
		value = value_of(set, result, head->years, rows[k].measure, rows[k].year);
		if (!(value < low[k]) && !(value > high[k]))
			continue;
		outside[n++] = (struct qs_implausible){rows[k].id, rows[k].unit, rows[k].zh, rows[k].en,
						       value,      low[k],       high[k]};
	}
	return n;
}
