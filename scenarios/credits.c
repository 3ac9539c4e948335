#include "scenarios/credits.h"

#include "kernels/kernels.h"
#include "model/market/verdict.h"

#include <math.h>
#include <string.h>

static const double tonne = 1.0 / 1048576; /* quantum of net removals and of what is issued, t CO2e */

qs_status qs_credits_open(const struct qs_context *context, const struct qs_portfolio *portfolio,
			  const struct qs_packs *packs, uint64_t sites, struct qs_credit_books *b, struct qs_err *err)
{
	const size_t members = (size_t)portfolio->members, years = (size_t)portfolio->years,
		     n = portfolio->registrations.n;
	int missing = 0;

	*b = (struct qs_credit_books){.context = context,
				      .portfolio = portfolio,
				      .members = members,
				      .years = years,
				      .count = n,
				      .packs = packs};
	qs_arena_init(&b->arena, &context->allocator);
	b->terms = qs_arena_take(&b->arena, n + 1, sizeof *b->terms);
	b->shared = qs_arena_take(&b->arena, n + 1, sizeof *b->shared);
	b->net = qs_arena_take(&b->arena, n + 1, sizeof *b->net);
	b->registered = qs_arena_take(&b->arena, packs->methodologies.n + 1, sizeof *b->registered);
	b->issued = qs_arena_take(&b->arena, packs->methodologies.n * members + 1, sizeof *b->issued);
	for (size_t i = 0; i < sizeof b->column / sizeof b->column[0]; i++)
		missing |= !(b->column[i] = qs_arena_take(&b->arena, members, sizeof *b->column[i]));
	for (size_t i = 0; i < sizeof b->row / sizeof b->row[0]; i++)
		missing |= !(b->row[i] = qs_arena_take(&b->arena, members, sizeof *b->row[i]));
	if (missing || !b->terms || !b->shared || !b->net || !b->registered || !b->issued)
		return qs_fail(err, QS_ENOMEM, "books of %zu registrations", n);
	for (size_t r = 0; r < n; r++) {
		const struct qs_registration *registration = &portfolio->registrations.items[r];
		const int all = registration->sites.n == 1 && !strcmp(registration->sites.items[0], "all");

		if (qs_credit_terms(portfolio, packs, registration, &b->terms[r]))
			return qs_fail(err, QS_EINPUT, "registration %s: methodology \"%s\" is not in the packs",
				       registration->id, registration->methodology);
		b->registered[b->terms[r].methodology - packs->methodologies.items] = 1;
		b->shared[r] = all ? sites > 1 : registration->sites.n > 1;
		if (b->shared[r] && !(b->net[r] = qs_arena_take(&b->arena, years * members, sizeof *b->net[r])))
			return qs_fail(err, QS_ENOMEM, "net removals of registration %s", registration->id);
	}
	return QS_OK;
}

/* Net removals of a site at the end of a year, t CO2e: units' woody carbon above the baseline x the share of their area
 * that passes the rules. */
static void net_removals(struct qs_credit_books *b, const struct qs_wave *wave, size_t site,
			 const struct qs_verdicts *verdicts, const struct qs_credit_terms *terms, size_t year,
			 double *net)
{
	const size_t first = wave->site_unit[site], m = (size_t)(terms->methodology - b->packs->methodologies.items);
	const double carbon = qs_output_rows[QS_OUT_woody_c].quantum;

	memset(net, 0, b->members * sizeof *net);
	for (size_t u = first; u < wave->site_unit[site + 1]; u++) {
		const struct qs_verdict *verdict = &verdicts->units[(u - first) * verdicts->n + m];
		const double share = verdict->grade == QS_INELIGIBLE
					     ? 0
					     : verdict->area_ha / qs_unit_planimetric_ha(wave->units[u].unit);

		if (!(share > 0))
			continue;
		memset(b->row[0], 0, b->members * sizeof *b->row[0]);
		memset(b->row[1], 0, b->members * sizeof *b->row[1]);
		qs_wave_unit_row(wave, u, QS_OUT_woody_c, QS_SERIES_project, year, b->row[0]);
		qs_wave_unit_row(wave, u, QS_OUT_woody_c, QS_SERIES_baseline, year, b->row[1]);
		for (size_t i = 0; i < b->members; i++)
			net[i] += share * terms->per_c * ((double)(b->row[0][i] - b->row[1][i]) * carbon);
	}
}

/* One verification: net in column 0; high and shortfall in 1 and 2; adds what is issued to total, in quanta. */
static void verify(struct qs_credit_books *b, const struct qs_credit_terms *terms, int64_t *total)
{
	b->context->kernels->issuance(b->members, terms->risk, b->column[0], b->column[1], b->column[2], b->column[3],
				      b->column[4]);
	for (size_t i = 0; i < b->members; i++)
		total[i] += (int64_t)floor(b->column[3][i] / tonne + 0.5);
}

static void start_issuance(struct qs_credit_books *b, int64_t *total)
{
	memset(b->column[1], 0, b->members * sizeof *b->column[1]);
	memset(b->column[2], 0, b->members * sizeof *b->column[2]);
	memset(total, 0, b->members * sizeof *total);
}

/* Quantiles of whole multiples of the quantum; work is destroyed. */
static struct qs_scalar scalar_of(const struct qs_credit_books *b, const int64_t *value, int64_t *work)
{
	static const double p[] = {0.10, 0.50, 0.90};
	struct qs_scalar s = {.share = 1};
	double q[3];

	memcpy(work, value, b->members * sizeof *work);
	for (size_t i = 0; i < b->members; i++)
		s.mean += (double)value[i];
	s.mean *= tonne / (double)b->members;
	b->context->kernels->quantiles_i64(b->members, work, p, 3, q);
	s.p10 = q[0] * tonne;
	s.p50 = q[1] * tonne;
	s.p90 = q[2] * tonne;
	return s;
}

static void add_issued(struct qs_credit_books *b, const struct qs_credit_terms *terms, const int64_t *issued)
{
	int64_t *const total = b->issued + (size_t)(terms->methodology - b->packs->methodologies.items) * b->members;

	for (size_t i = 0; i < b->members; i++)
		total[i] += issued[i];
}

static struct qs_credit credit_of(const struct qs_methodology_pack *methodology, struct qs_scalar issued)
{
	return (struct qs_credit){methodology, methodology->open_to_new_projects != QS_OPEN_YES, issued};
}

qs_status qs_credits_site(struct qs_credit_books *b, const struct qs_wave *wave, size_t site,
			  const struct qs_verdicts *verdicts, struct qs_arena *arena, struct qs_result *result,
			  struct qs_err *err)
{
	struct qs_credit *credits = qs_arena_take(arena, b->count + 1, sizeof *credits);
	int64_t *const issued = b->row[2];
	size_t n = 0;

	if (!credits)
		return qs_fail(err, QS_ENOMEM, "credits of site %s", wave->sites[site].id);
	for (size_t r = 0; r < b->count; r++) {
		const struct qs_credit_terms *terms = &b->terms[r];

		if (!qs_registration_holds(terms->registration, wave->sites[site].id))
			continue;
		start_issuance(b, issued);
		for (size_t year = 0; year < b->years; year++) {
			if (!qs_credit_verified(terms, (int)year, (int)b->years))
				continue;
			net_removals(b, wave, site, verdicts, terms, year, b->column[0]);
			if (!b->shared[r])
				verify(b, terms, issued);
			for (size_t i = 0; b->shared[r] && i < b->members; i++)
				b->net[r][year * b->members + i] += (int64_t)floor(b->column[0][i] / tonne + 0.5);
		}
		if (b->shared[r]) {
			credits[n++] = credit_of(terms->methodology, (struct qs_scalar){.why = QS_WHY_SEVERAL});
			continue;
		}
		add_issued(b, terms, issued);
		credits[n++] = credit_of(terms->methodology, scalar_of(b, issued, b->row[0]));
	}
	result->credits = credits;
	result->credit_count = n;
	return QS_OK;
}

qs_status qs_credits_close(struct qs_credit_books *b, struct qs_result *portfolio, struct qs_err *err)
{
	struct qs_credit *credits = qs_arena_take(&b->arena, b->packs->methodologies.n + 1, sizeof *credits);
	size_t n = 0;

	if (!credits)
		return qs_fail(err, QS_ENOMEM, "credits of the portfolio");
	for (size_t r = 0; r < b->count; r++) {
		if (!b->shared[r])
			continue;
		start_issuance(b, b->row[2]);
		for (size_t year = 0; year < b->years; year++) {
			if (!qs_credit_verified(&b->terms[r], (int)year, (int)b->years))
				continue;
			for (size_t i = 0; i < b->members; i++)
				b->column[0][i] = (double)b->net[r][year * b->members + i] * tonne;
			verify(b, &b->terms[r], b->row[2]);
		}
		add_issued(b, &b->terms[r], b->row[2]);
	}
	for (size_t m = 0; m < b->packs->methodologies.n; m++)
		if (b->registered[m])
			credits[n++] = credit_of(&b->packs->methodologies.items[m],
						 scalar_of(b, b->issued + m * b->members, b->row[0]));
	portfolio->credits = credits;
	portfolio->credit_count = n;
	return QS_OK;
}

void qs_credits_free(struct qs_credit_books *b)
{
	qs_arena_free(&b->arena);
	*b = (struct qs_credit_books){0};
}
