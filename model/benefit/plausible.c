#include "model/benefit/plausible.h"

#include "model/base/packs.h"
#include "model/base/units.h"
#include "model/benefit/services.h"

#include <string.h>

/* The order of a band's values. */
enum ground { F, D, G, T, V, H, N, Q };

/* The order of qs_words_plausible_measure. */
enum measure { WOODY, COVER, LOSS, KEPT, YIELD, QUICK, CORE };

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

	switch (what) {
	case WOODY:
		return qs_co2e_of_c(at(r, years, QS_OUT_woody_c, QS_SERIES_project, year) -
				    at(r, years, QS_OUT_woody_c, QS_SERIES_baseline, 1)) /
		       ha;
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
		      struct qs_implausible outside[QS_PLAUSIBLE_MOST])
{
	const struct qs_services_pack *const set =
		head->packs ? qs_services_chosen(head->packs, head->portfolio) : NULL;
	const struct qs_site *const site = result->site;
	double low[QS_PLAUSIBLE_MOST] = {0}, high[QS_PLAUSIBLE_MOST] = {0};
	size_t n = 0;

	if (!site || !set || !site->units.n || !(result->area_ha > 0) || !result->quantile || !result->line_quantile)
		return 0;
	for (size_t u = 0; u < site->units.n; u++) {
		const int ground = ground_of(head->portfolio, &site->units.items[u]);
		const double part = qs_unit_planimetric_ha(&site->units.items[u]) / result->area_ha;

		if (ground < 0)
			return 0;
		for (size_t k = 0; k < head->packs->plausible.n; k++) {
			low[k] += part * head->packs->plausible.items[k].low.items[ground];
			high[k] += part * head->packs->plausible.items[k].high.items[ground];
		}
	}
	for (size_t k = 0; k < head->packs->plausible.n; k++) {
		const struct qs_plausible_pack *const band = &head->packs->plausible.items[k];
		const enum measure what = (enum measure)band->measure;
		const size_t year = (size_t)(band->year.value + 0.5);
		double value;

		if (year > head->years || (what == CORE && strcmp(set->id, qs_price_sets[0]) != 0))
			continue;
		value = value_of(set, result, head->years, what, year);
		if (value < low[k] || value > high[k])
			outside[n++] = (struct qs_implausible){band, value, low[k], high[k]};
	}
	return n;
}
