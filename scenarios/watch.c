/* What a run shows of natural risks: stock, fire and works of a registration, by year and member, rated by its
 * methodology's matrix. */
#include "model/market/rating.h"
#include "model/market/verdict.h"
#include "scenarios/credits.h"

#include <math.h>
#include <string.h>

int qs_credits_open_watch(struct qs_credit_books *b, struct qs_risk_watch *watch)
{
	const size_t cells = b->years * b->members;

	*watch = (struct qs_risk_watch){qs_arena_take(&b->arena, cells + 1, sizeof *watch->stock),
					qs_arena_take(&b->arena, cells + 1, sizeof *watch->burnt),
					qs_arena_take(&b->arena, cells + 1, sizeof *watch->removed), 0, 0};
	return watch->stock && watch->burnt && watch->removed ? 0 : -1;
}

void qs_credits_clear_watch(const struct qs_credit_books *b, struct qs_risk_watch *watch)
{
	const size_t bytes = b->years * b->members * sizeof *watch->stock;

	memset(watch->stock, 0, bytes);
	memset(watch->burnt, 0, bytes);
	memset(watch->removed, 0, bytes);
	watch->seen = watch->unseen = 0;
}

/* Adds a share of a unit's output of a year. */
static void add_row(const struct qs_credit_books *b, const struct qs_wave *wave, size_t u, enum qs_output o,
		    size_t year, double share, int64_t *work, int64_t *to)
{
	memset(work, 0, b->members * sizeof *work);
	qs_wave_unit_row(wave, u, (int)o, QS_SERIES_project, year, work);
	for (size_t i = 0; i < b->members; i++)
		to[year * b->members + i] += (int64_t)floor(share * (double)work[i] + 0.5);
}

void qs_credits_watch(const struct qs_credit_books *b, struct qs_risk_watch *watch, const struct qs_wave *wave,
		      size_t site, const struct qs_verdicts *verdicts, const struct qs_credit_terms *terms,
		      int64_t *work)
{
	const size_t first = wave->site_unit[site], m = (size_t)(terms->methodology - b->packs->methodologies.items);

	for (size_t u = first; u < wave->site_unit[site + 1]; u++) {
		const struct qs_verdict *const verdict = &verdicts->units[(u - first) * verdicts->n + m];
		const double share = verdict->grade == QS_INELIGIBLE
					     ? 0
					     : verdict->area_ha / qs_unit_planimetric_ha(wave->units[u].unit);

		if (!(share > 0))
			continue;
		if (!wave->recipes[wave->units[u].recipe].hazards) {
			watch->unseen = 1;
			continue;
		}
		watch->seen = 1;
		for (size_t year = 0; year < b->years; year++) {
			add_row(b, wave, u, QS_OUT_woody_c, year, share, work, watch->stock);
			add_row(b, wave, u, QS_OUT_burnt_c, year, share, work, watch->burnt);
			add_row(b, wave, u, QS_OUT_cleared_c, year, share, work, watch->removed);
			add_row(b, wave, u, QS_OUT_harvested_c, year, share, work, watch->removed);
		}
	}
}

struct qs_risk_rating qs_credits_rate(const struct qs_credit_books *b, const struct qs_risk_watch *watch,
				      struct qs_credit_terms *terms)
{
	const size_t n = b->members, from = terms->first > 1 ? (size_t)terms->first : 1;
	struct qs_risk_rating rating = {0};
	struct qs_risk_tally tally = {0};

	if (!watch->seen || watch->unseen)
		return rating;
	for (size_t y = from; y < b->years && (int)y <= terms->last; y++)
		qs_risk_tally_year(&tally, terms->methodology->risk_event_least_frac.value, n,
				   watch->stock + (y - 1) * n, watch->stock + y * n, watch->burnt + y * n,
				   watch->removed + y * n);
	if (!(tally.member_years > 0))
		return rating;
	rating = qs_risk_rate(terms->methodology, &tally);
	terms->risk = qs_risk_deduction(&rating);
	return rating;
}
