/* Strata of registrations: parts of units that pass the rules, by treatment, substrate and year of planting. */
#include "model/market/compare.h"
#include "model/market/demand.h"
#include "model/market/facts.h"
#include "model/market/verdict.h"
#include "scenarios/credits.h"
#include "scenarios/ways.h"

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
					   .soil_t = qs_arena_take(&b->arena, b->years, sizeof(double)),
					   .fire_t = qs_arena_take(&b->arena, b->years, sizeof(double))};
	if (!made->project_c || !made->baseline_c || !made->soil_t || !made->fire_t)
		return NULL;
	*(last ? &last->next : &b->stratum[r]) = made;
	return made;
}

/* Mean over the members of a unit's carbon in a year, t C. */
static double mean_of(const struct qs_credit_books *b, const struct qs_wave *wave, size_t u, enum qs_output o, int arm,
		      size_t year, int64_t *work)
{
	double sum = 0;

	memset(work, 0, b->members * sizeof *work);
	qs_wave_unit_row(wave, u, (int)o, arm, year, work);
	for (size_t i = 0; i < b->members; i++)
		sum += (double)work[i];
	return sum * qs_output_rows[o].quantum / (double)b->members;
}

/* Adds a unit, of whose area a share passes the rules. */
static void add_unit(const struct qs_credit_books *b, const struct qs_unit *unit, const struct qs_credit_terms *terms,
		     double share, struct qs_credit_stratum *to)
{
	const double ha = share * qs_unit_planimetric_ha(unit);
	const double disturbed = qs_unit_disturbed(b->portfolio, b->packs, unit);
	const int fixed = qs_credit_baseline_fixed(terms->methodology, unit->substrate);
	const int prepared = terms->first > 0 ? terms->first : 0;
	struct qs_credit_terms whole = *terms;

	whole.sampling = 0;
	to->leakage_t += ha * qs_credit_leakage(terms->methodology, unit);
	to->area_ha += ha;
	to->units++;
	to->parcels += (size_t)unit->parcels;
	for (size_t year = 0; year < b->years; year++) {
		to->project_c[year] += share * b->mean_project[year];
		to->baseline_c[year] += share * b->mean_baseline[fixed ? 0 : year];
		if ((int)year >= prepared)
			to->fire_t[year] += share * b->mean_burnt[year] * qs_credit_fire(terms->methodology);
		to->soil_t[year] += ha * qs_credit_soil(&whole, unit->substrate, disturbed, (int)year - prepared);
	}
}

/* Adds a unit to list r if it passes the methodology's rules; -1 without memory. */
static int add_to(struct qs_credit_books *b, size_t r, const struct qs_credit_terms *terms, const struct qs_unit *unit,
		  const struct qs_verdict *verdicts)
{
	const struct qs_verdict *const verdict = &verdicts[terms->methodology - b->packs->methodologies.items];
	struct qs_credit_stratum *to;

	if (verdict->grade == QS_INELIGIBLE || !(verdict->area_ha > 0))
		return 0;
	to = stratum_of(b, r, unit);
	if (!to)
		return -1;
	add_unit(b, unit, terms, verdict->area_ha / qs_unit_planimetric_ha(unit), to);
	return 0;
}

qs_status qs_credits_strata(struct qs_credit_books *b, const struct qs_wave *wave, size_t site,
			    const struct qs_verdicts *verdicts, int64_t *work, struct qs_err *err)
{
	const size_t first = wave->site_unit[site], end = wave->site_unit[site + 1];
	int failed = 0;

	for (size_t r = 0; r < b->count; r++)
		if (qs_registration_holds(b->terms[r].registration, wave->sites[site].id))
			b->table[r].outside =
				qs_demand_outside_both(b->table[r].outside, qs_demand_outside(&wave->sites[site]));
	for (size_t u = first; u < end && (b->count || b->compares); u++) {
		const struct qs_verdict *const of_unit = &verdicts->units[(u - first) * verdicts->n];
		const struct qs_unit *const unit = wave->units[u].unit;

		for (size_t year = 0; year < b->years; year++) {
			b->mean_project[year] = mean_of(b, wave, u, QS_OUT_woody_c, QS_SERIES_project, year, work);
			if (wave->recipes[wave->units[u].recipe].hazards)
				b->mean_burnt[year] =
					mean_of(b, wave, u, QS_OUT_burnt_c, QS_SERIES_project, year, work);
			else
				b->mean_burnt[year] = 0;
			b->mean_baseline[year] = mean_of(b, wave, u, QS_OUT_woody_c, QS_SERIES_baseline, year, work);
		}
		for (size_t r = 0; r < b->count; r++)
			if (qs_registration_holds(b->terms[r].registration, wave->sites[site].id))
				failed |= add_to(b, r, &b->terms[r], unit, of_unit);
		for (size_t m = 0; b->compares && m < b->packs->methodologies.n; m++)
			failed |= add_to(b, b->count + m, &b->terms_of_all[m], unit, of_unit);
	}
	for (size_t m = 0; b->compares && m < b->packs->methodologies.n; m++)
		if (b->watch_of_all[m].stock)
			qs_credits_watch(b, &b->watch_of_all[m], wave, site, verdicts, &b->terms_of_all[m], work);
	return failed ? qs_fail(err, QS_ENOMEM, "strata of site %s", wave->sites[site].id) : QS_OK;
}

/* ---- methodologies side by side ---- */

/* The portfolio's first registration, or one by the defaults, with every site under a methodology. */
static int terms_of_all(struct qs_credit_books *b, size_t m)
{
	struct qs_registration *const registration = qs_arena_take(&b->arena, 1, sizeof *registration);

	if (!registration)
		return -1;
	if (b->portfolio->registrations.n)
		*registration = b->portfolio->registrations.items[0];
	else
		qs_fields_default(&qs_table_registration, registration);
	registration->methodology = b->packs->methodologies.items[m].id;
	return qs_credit_terms(b->portfolio, b->packs, registration, &b->terms_of_all[m]);
}

int qs_credits_open_strata(struct qs_credit_books *b, uint64_t sites)
{
	const size_t n = b->packs->methodologies.n;
	int failed;

	b->compares = sites <= QS_WAYS_SITES;
	b->mean_project = qs_arena_take(&b->arena, b->years + 1, sizeof *b->mean_project);
	b->mean_burnt = qs_arena_take(&b->arena, b->years + 1, sizeof *b->mean_burnt);
	b->mean_baseline = qs_arena_take(&b->arena, b->years + 1, sizeof *b->mean_baseline);
	b->terms_of_all = qs_arena_take(&b->arena, n + 1, sizeof *b->terms_of_all);
	b->watch_of_all = qs_arena_take(&b->arena, n + 1, sizeof *b->watch_of_all);
	failed = !b->mean_project || !b->mean_burnt || !b->mean_baseline || !b->terms_of_all || !b->watch_of_all;
	for (size_t m = 0; m < n && !failed; m++) {
		failed = terms_of_all(b, m) != 0;
		if (!failed && b->compares && qs_risk_has_matrix(&b->packs->methodologies.items[m]))
			failed = qs_credits_open_watch(b, &b->watch_of_all[m]) != 0;
	}
	return failed ? -1 : 0;
}

int qs_credits_compare(struct qs_credit_books *b, struct qs_result *portfolio)
{
	const size_t n = b->compares ? b->packs->methodologies.n : 0;
	struct qs_credit_compared *const compared = qs_arena_take(&b->arena, n + 1, sizeof *compared);

	for (size_t m = 0; compared && m < n; m++) {
		if (b->watch_of_all[m].stock)
			qs_credits_rate(b, &b->watch_of_all[m], &b->terms_of_all[m]);
		qs_credit_compare(b->portfolio, b->packs, &b->terms_of_all[m], b->stratum[b->count + m], &compared[m]);
	}
	portfolio->compared = compared;
	portfolio->compared_count = n;
	return compared ? 0 : -1;
}
