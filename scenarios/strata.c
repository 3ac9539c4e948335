/* Strata of registrations: parts of units that pass the rules, by treatment, substrate and year of planting. */
#include "model/market/facts.h"
#include "model/market/verdict.h"
#include "scenarios/credits.h"

#include <string.h>

/* Calendar year in which a treatment first plants or sows; 0: never. */
static int planted(const struct qs_portfolio *portfolio, const struct qs_treatment *treatment)
{
	int64_t first = -1;

	for (size_t m = 0; treatment && m < treatment->measures.n; m++) {
		const struct qs_measure *const measure = &treatment->measures.items[m];

		if (measure->species.n && (first < 0 || measure->year < first))
			first = measure->year;
	}
	return first < 0 ? 0 : (int)(portfolio->start_year + first);
}

/* The stratum of a unit in a registration, made if need be; NULL without memory. */
static struct qs_credit_stratum *stratum_of(struct qs_credit_books *b, size_t r, const struct qs_unit *unit)
{
	const struct qs_treatment *const treatment =
		unit->treatment ? qs_portfolio_treatment(b->portfolio, unit->treatment) : NULL;
	struct qs_credit_stratum *last = b->stratum[r], *made;

	for (struct qs_credit_stratum *s = last; s; s = s->next) {
		if (s->treatment == treatment && s->substrate == unit->substrate)
			return s;
		last = s;
	}
	made = qs_arena_take(&b->arena, 1, sizeof *made);
	if (!made)
		return NULL;
	*made = (struct qs_credit_stratum){.treatment = treatment,
					   .substrate = unit->substrate,
					   .planted = planted(b->portfolio, treatment),
					   .project_c = qs_arena_take(&b->arena, b->years, sizeof(double)),
					   .baseline_c = qs_arena_take(&b->arena, b->years, sizeof(double)),
					   .soil_t = qs_arena_take(&b->arena, b->years, sizeof(double))};
	if (!made->project_c || !made->baseline_c || !made->soil_t)
		return NULL;
	*(last ? &last->next : &b->stratum[r]) = made;
	return made;
}

/* Mean over the members of a unit's woody carbon at the end of a year, t C. */
static double mean_woody(const struct qs_credit_books *b, const struct qs_wave *wave, size_t u, int arm, size_t year,
			 int64_t *work)
{
	double sum = 0;

	memset(work, 0, b->members * sizeof *work);
	qs_wave_unit_row(wave, u, QS_OUT_woody_c, arm, year, work);
	for (size_t i = 0; i < b->members; i++)
		sum += (double)work[i];
	return sum * qs_output_rows[QS_OUT_woody_c].quantum / (double)b->members;
}

/* Adds a unit, of whose area a share passes the rules. */
static void add_unit(const struct qs_credit_books *b, const struct qs_wave *wave, size_t u,
		     const struct qs_credit_terms *terms, double share, struct qs_credit_stratum *to, int64_t *work)
{
	const struct qs_unit *const unit = wave->units[u].unit;
	const double ha = share * qs_unit_planimetric_ha(unit);
	const double disturbed = qs_unit_disturbed(b->portfolio, b->packs, unit);
	const int fixed = qs_credit_baseline_fixed(terms->methodology, unit->substrate);
	const int prepared = terms->first > 0 ? terms->first : 0;
	struct qs_credit_terms whole = *terms;

	whole.sampling = 0;
	to->area_ha += ha;
	to->units++;
	to->parcels += (size_t)unit->parcels;
	for (size_t year = 0; year < b->years; year++) {
		to->project_c[year] += share * mean_woody(b, wave, u, QS_SERIES_project, year, work);
		to->baseline_c[year] += share * mean_woody(b, wave, u, QS_SERIES_baseline, fixed ? 0 : year, work);
		to->soil_t[year] += ha * qs_credit_soil(&whole, unit->substrate, disturbed, (int)year - prepared);
	}
}

qs_status qs_credits_strata(struct qs_credit_books *b, const struct qs_wave *wave, size_t site,
			    const struct qs_verdicts *verdicts, int64_t *work, struct qs_err *err)
{
	const size_t first = wave->site_unit[site];

	for (size_t r = 0; r < b->count; r++) {
		const size_t m = (size_t)(b->terms[r].methodology - b->packs->methodologies.items);

		if (!qs_registration_holds(b->terms[r].registration, wave->sites[site].id))
			continue;
		for (size_t u = first; u < wave->site_unit[site + 1]; u++) {
			const struct qs_verdict *const verdict = &verdicts->units[(u - first) * verdicts->n + m];
			const double ha = qs_unit_planimetric_ha(wave->units[u].unit);
			struct qs_credit_stratum *to;

			if (verdict->grade == QS_INELIGIBLE || !(verdict->area_ha > 0))
				continue;
			to = stratum_of(b, r, wave->units[u].unit);
			if (!to)
				return qs_fail(err, QS_ENOMEM, "strata of registration %s",
					       b->terms[r].registration->id);
			add_unit(b, wave, u, &b->terms[r], verdict->area_ha / ha, to, work);
		}
	}
	return QS_OK;
}
