#include "scenarios/columns.h"

#include "scenarios/stand.h"

#include <math.h>
#include <string.h>

enum { WORKED_COVER = 2 }; /* its column: of the units that have works */

/* Which rows of the ledger become columns. */
static const struct {
	enum qs_output output;
	int arm;
} sources[QS_COLUMNS] = {{QS_OUT_works_cny, QS_SERIES_project},
			 {QS_OUT_upkeep_cny, QS_SERIES_project},
			 {QS_OUT_cover_ha, QS_SERIES_project},
			 {QS_OUT_net_co2e, QS_SERIES_project},
			 {QS_OUT_net_co2e, QS_SERIES_baseline},
			 {QS_OUT_works_cny, QS_SERIES_natural},
			 {QS_OUT_upkeep_cny, QS_SERIES_natural},
#define X(output)                                                                    \
	{QS_OUT_##output, QS_SERIES_baseline}, {QS_OUT_##output, QS_SERIES_natural}, \
		{QS_OUT_##output, QS_SERIES_project},
			 QS_SERVICE_SOURCES(X)
#undef X
};

/* Rows of the ledger into source [QS_COLUMNS][years][members]; row: [members] of scratch. */
static void gather(const struct qs_wave *wave, const struct qs_portfolio *portfolio, size_t site, int64_t *row,
		   double *source)
{
	const size_t first = wave->site_unit[site], last = wave->site_unit[site + 1];

	for (size_t s = 0; s < QS_COLUMNS; s++) {
		const double quantum = qs_output_rows[sources[s].output].quantum;
		double *const to = source + s * wave->years * wave->members;

		if (last == first + 1 && (s != WORKED_COVER || qs_works_on(portfolio, wave->units[first].unit))) {
			qs_wave_unit_years(wave, first, (int)sources[s].output, sources[s].arm, quantum, to);
			continue;
		}
		for (size_t y = 0; y < wave->years; y++) {
			memset(row, 0, wave->members * sizeof *row);
			for (size_t u = first; u < last; u++)
				if (s != WORKED_COVER || qs_works_on(portfolio, wave->units[u].unit))
					qs_wave_unit_row(wave, u, (int)sources[s].output, sources[s].arm, y, row);
			for (size_t i = 0; i < wave->members; i++)
				to[y * wave->members + i] = (double)row[i] * quantum;
		}
	}
}

/* Areas, slope and soil of a site's works. */
static void measure(const struct qs_wave *wave, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		    size_t site, struct qs_account_input *in)
{
	const double asked = in->site->finance.acceptance_cover_frac.value;

	in->built_until = -1;
	in->soil_cm = (double)INFINITY;
	for (size_t u = wave->site_unit[site]; u < wave->site_unit[site + 1]; u++) {
		const struct qs_unit *const unit = wave->units[u].unit;
		const struct qs_recipe *const recipe = &wave->recipes[wave->units[u].recipe];
		const double ha = qs_unit_planimetric_ha(unit);
		const int built = recipe->arm[QS_SERIES_project].built_until;

		in->area_ha += ha;
		in->restored_ha += unit->treatment ? ha : 0;
		if (!qs_works_on(portfolio, unit))
			continue;
		in->worked_ha += ha;
		in->asked_ha += ha * (asked >= 0 ? asked : recipe->substrate->acceptance_cover_frac.value);
		in->built_until = built > in->built_until ? built : in->built_until;
		in->soil_cm = fmin(in->soil_cm, qs_stand_soil_cm(qs_works_on(portfolio, unit), packs, unit));
		in->slope_deg = fmax(in->slope_deg, unit->slope_deg.value);
	}
}

void qs_columns_site(const struct qs_wave *wave, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		     size_t site, int64_t *row, double *source, struct qs_account_input *in)
{
	const size_t cells = wave->years * wave->members;

	gather(wave, portfolio, site, row, source);
	in->works = source;
	in->upkeep = source + cells;
	in->cover_ha = source + WORKED_COVER * cells;
	in->net = source + 3 * cells;
	in->net_baseline = source + 4 * cells;
	in->works_natural = source + 5 * cells;
	in->upkeep_natural = source + 6 * cells;
	for (size_t k = 0; k < QS_SERVICE_SOURCE_COUNT * QS_ARMS; k++)
		in->land[k / QS_ARMS][k % QS_ARMS] = source + (QS_COLUMNS_MONEY + k) * cells;
	measure(wave, portfolio, packs, site, in);
}
