#include "scenarios/columns.h"

#include "kernels/kernels.h"
#include "model/land/costs.h"
#include "scenarios/stand.h"

#include <math.h>
#include <string.h>

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

/* Rows of the ledger into source [QS_COLUMNS][years][part->step]. */
static void gather(const struct qs_kernels *kernels, const struct qs_wave *wave, size_t first, size_t last,
		   const struct qs_wave_part *part, double *source)
{
	const size_t column = wave->years * part->step;
	struct qs_wave_part one = *part;

	for (size_t s = 0; s < QS_COLUMNS; s++)
		for (one.unit = first; s != QS_COLUMN_COVER_MET && one.unit < last; one.unit++)
			qs_wave_unit_years(wave, kernels, &one, (int)sources[s].output, sources[s].arm,
					   qs_output_rows[sources[s].output].quantum, one.unit > first,
					   source + s * column);
}

/* Cover that acceptance asks for on a unit, ha. */
static double cover_asked(const struct qs_wave *wave, size_t u)
{
	const double asked = wave->units[u].site->finance.acceptance_cover_frac.value;

	return qs_unit_planimetric_ha(wave->units[u].unit) *
	       (asked >= 0 ? asked : wave->recipes[wave->units[u].recipe].substrate->acceptance_cover_frac.value);
}

/* The least of the worked units' cover by what is asked of it. A project is accepted once all of it has come up. */
static void gather_cover(const struct qs_kernels *kernels, const struct qs_wave *wave,
			 const struct qs_portfolio *portfolio, size_t first, size_t last,
			 const struct qs_wave_part *part, double *work, double *met)
{
	const double quantum = qs_output_rows[QS_OUT_cover_ha].quantum;
	const size_t cells = wave->years * part->step;
	struct qs_wave_part one = *part;

	for (size_t k = 0; k < cells; k++)
		met[k] = (double)INFINITY;
	for (one.unit = first; one.unit < last; one.unit++) {
		const double asked = cover_asked(wave, one.unit);

		if (!qs_works_on(portfolio, wave->units[one.unit].unit) || !(asked > 0))
			continue;
		qs_wave_unit_years(wave, kernels, &one, QS_OUT_cover_ha, QS_SERIES_project, quantum, 0, work);
		for (size_t k = 0; k < cells; k++)
			met[k] = work[k] / asked < met[k] ? work[k] / asked : met[k];
	}
}

void qs_columns_measure(const struct qs_wave *wave, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			size_t site, struct qs_account_input *in)
{
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
		in->built_until = built > in->built_until ? built : in->built_until;
		in->soil_cm = fmin(in->soil_cm, qs_stand_soil_cm(qs_works_on(portfolio, unit), packs, unit));
		in->slope_deg = fmax(in->slope_deg, unit->slope_deg.value);
	}
}

void qs_columns_fill(const struct qs_kernels *kernels, const struct qs_wave *wave, const struct qs_portfolio *portfolio,
		     size_t site, double *source, double *work, double *capital, struct qs_account_input *in)
{
	const size_t cells = wave->years * in->members, first = wave->site_unit[site], last = wave->site_unit[site + 1];
	struct qs_wave_part part = {first, in->cells ? 0 : in->first, in->members, in->members};

	gather(kernels, wave, first, last, &part, source);
	gather_cover(kernels, wave, portfolio, first, last, &part, work, source + QS_COLUMN_COVER_MET * cells);
	memset(capital, 0, QS_CAPITAL_KINDS * cells * sizeof *capital);
	for (; part.unit < last; part.unit++)
		qs_wave_unit_capital(wave, &part, capital);
	in->capital = capital;
	in->works = source;
	in->upkeep = source + cells;
	in->cover_met = source + QS_COLUMN_COVER_MET * cells;
	in->net = source + 3 * cells;
	in->net_baseline = source + 4 * cells;
	in->works_natural = source + 5 * cells;
	in->upkeep_natural = source + 6 * cells;
	for (size_t k = 0; k < QS_SERVICE_SOURCE_COUNT * QS_ARMS; k++)
		in->land[k / QS_ARMS][k % QS_ARMS] = source + (QS_COLUMNS_MONEY + k) * cells;
}
