#include "scenarios/ways.h"

#include <math.h>
#include <string.h>

/* Mean over the members of a unit's woody carbon above the crediting baseline, t C. */
static double mean_net(const struct qs_credit_books *b, const struct qs_wave *wave, size_t u, size_t year, int fixed,
		       int64_t *work)
{
	double sum = 0;

	for (int arm = 0; arm < 2; arm++) {
		memset(work, 0, b->members * sizeof *work);
		qs_wave_unit_row(wave, u, QS_OUT_woody_c, arm ? QS_SERIES_baseline : QS_SERIES_project,
				 arm && fixed ? 0 : year, work);
		for (size_t i = 0; i < b->members; i++)
			sum += (arm ? -1.0 : 1.0) * (double)work[i];
	}
	return sum * qs_output_rows[QS_OUT_woody_c].quantum / (double)b->members;
}

/* Credits of the part in a run that begins `delay` years late. */
static double credits(const struct qs_credit_books *b, const struct qs_wave *wave, size_t u, const struct qs_way *way,
		      const struct qs_credit_terms *terms, int delay, int64_t *work)
{
	const struct qs_unit *const unit = wave->units[u].unit;
	const double share = way->area_ha / qs_unit_planimetric_ha(unit);
	const int fixed = qs_credit_baseline_fixed(way->methodology, unit->substrate);
	double highest = 0;

	for (int year = terms->first > 0 ? terms->first : 0; year <= terms->last && year + delay < (int)b->years;
	     year++) {
		const double net = share * terms->per_c * mean_net(b, wave, u, (size_t)year, fixed, work);

		highest = net > highest ? net : highest;
	}
	return highest * (1 - terms->risk);
}

/* Terms of the site's own registration under the methodology, or of one by the defaults, that starts as planned. */
static int terms_of(const struct qs_credit_books *b, const struct qs_way *way, const char *site,
		    struct qs_credit_terms *terms)
{
	struct qs_registration registration = {0};

	qs_fields_default(&qs_table_registration, &registration);
	registration.methodology = way->methodology->id;
	for (size_t r = 0; r < b->count; r++)
		if (b->terms[r].methodology == way->methodology &&
		    qs_registration_holds(b->terms[r].registration, site)) {
			*terms = b->terms[r];
			if (terms->first >= 0)
				return 0;
			registration = *terms->registration; /* older than the run */
			break;
		}
	registration.start = way->planned;
	return qs_credit_terms(b->portfolio, b->packs, &registration, terms);
}

static void value(const struct qs_credit_books *b, const struct qs_wave *wave, size_t site, struct qs_way *ways,
		  size_t n, int64_t *work)
{
	for (size_t w = 0; w < n; w++) {
		const size_t u = wave->site_unit[site] + ways[w].unit;
		struct qs_credit_terms terms;

		if (!ways[w].found || ways[w].alters_treatment || terms_of(b, &ways[w], wave->sites[site].id, &terms))
			continue;
		ways[w].credits_t = credits(b, wave, u, &ways[w], &terms, (int)ceil(ways[w].delay_years - 1e-9), work);
		ways[w].credits_lost_t = credits(b, wave, u, &ways[w], &terms, 0, work) - ways[w].credits_t;
	}
}

qs_status qs_ways_site(const struct qs_credit_books *b, struct qs_arena *arena, const struct qs_wave *wave, size_t site,
		       uint64_t sites, int64_t *work, struct qs_result *result, struct qs_err *err)
{
	struct qs_way *ways;
	qs_status status;

	if (sites > QS_WAYS_SITES)
		return QS_OK;
	status = qs_ways_of(arena, b->portfolio, b->packs, &wave->sites[site], result->verdicts, &ways,
			    &result->way_count, err);
	if (status != QS_OK)
		return status;
	value(b, wave, site, ways, result->way_count, work);
	result->ways = ways;
	return QS_OK;
}
