#include "scenarios/account_lanes.h"
#include "scenarios/cells.h"
#include "scenarios/columns.h"

#include <string.h>

/* Nonzero if the accounts of a site with one member draw nothing that is its own but the delay, and look at no unit. */
static int is_plain(const struct qs_site *site)
{
	const struct qs_site_finance *const f = &site->finance;

	return site->units.n == 1 && !f->revenues.n && !(f->spoil_surplus_m3.value > 0) && !f->quota_ha.given &&
	       !f->service_payment_cny_per_ha.given && !f->upkeep_after_cny_per_ha.given &&
	       !f->acceptance_survival_frac.given && !f->acceptance_retention_frac.given &&
	       !f->acceptance_soil_cm.given && !f->acceptance_slope_deg.given && !site->land_before.n &&
	       !site->policy.as_built.n;
}

/* Whether two structs are the same, gaps between their fields included: what differs only there costs time and no
 * figure. */
static int same_bytes(const void *a, const void *b, size_t n)
{
	return !memcmp(a, b, n);
}

/* Nonzero if two plain sites differ in nothing that accounts read but their ledgers. What lists hold is not compared:
 * lists of two sites are never the same. */
static int is_alike(const struct qs_wave *wave, size_t u, size_t v)
{
	const struct qs_site *const a = wave->units[u].site, *const b = wave->units[v].site;

	return wave->units[u].recipe == wave->units[v].recipe && is_plain(b) &&
	       !(qs_unit_planimetric_ha(wave->units[u].unit) < qs_unit_planimetric_ha(wave->units[v].unit)) &&
	       !(qs_unit_planimetric_ha(wave->units[u].unit) > qs_unit_planimetric_ha(wave->units[v].unit)) &&
	       same_bytes(&a->finance, &b->finance, sizeof a->finance) &&
	       same_bytes(&a->policy, &b->policy, sizeof a->policy) &&
	       same_bytes(&a->facts, &b->facts, sizeof a->facts);
}

/* How many units from order[k] on, and before `end`, are cells that go through the accounts side by side; at least 1.
 */
static size_t count_alike(const struct qs_account_books *accounts, const struct qs_wave *wave, size_t k, size_t end)
{
	const size_t first = wave->order[k];
	size_t n = 1;

	if (accounts->members > 1 || accounts->shift || accounts->portfolio->registrations.n ||
	    !is_plain(wave->units[first].site))
		return 1;
	while (n < QS_ACCOUNT_LANES && k + n < end && is_alike(wave, first, wave->order[k + n]) &&
	       wave->district[wave->units[wave->order[k + n]].site - wave->sites] ==
		       wave->district[wave->units[first].site - wave->sites])
		n++;
	return n;
}

/* Settles cells side by side, from order[k] on. */
static void settle_cells(struct qs_account_books *b, const struct qs_wave *wave, size_t k, size_t n, int thread,
			 double *sums)
{
	struct qs_account_desk *const desk = &b->desk[b->desks > 1 ? thread : 0];
	const struct qs_site *cells[QS_ACCOUNT_LANES];
	double *each[QS_ACCOUNT_LANES];
	const struct qs_site *const site = wave->units[wave->order[k]].site;
	const size_t district = wave->district[site - wave->sites];
	const struct qs_account_wish wish = {.total = desk->total + district * QS_LINE_COUNT * b->years,
					     .total_sums = desk->total_sums + district * QS_SUM_COUNT,
					     .held = desk->held + district * QS_LINE_COUNT * b->years};
	struct qs_account_input in = {.context = b->context,
				      .portfolio = b->portfolio,
				      .packs = b->packs,
				      .plan = &b->plan,
				      .site = site,
				      .years = b->years,
				      .ensemble = 1,
				      .cells = cells};

	for (size_t i = 0; i < n; i++) {
		cells[i] = wave->units[wave->order[k + i]].site;
		each[i] = sums + (size_t)(cells[i] - wave->sites) * QS_SUM_COUNT;
	}
	qs_columns_measure(wave, b->portfolio, b->packs, (size_t)(site - wave->sites), &in);
	in.members = n;
	qs_account_cells_fill(&in, wave, &wish, &b->room[thread], desk, each);
}

/* Settles one site; its failure is told at the thread's desk. */
static void settle_site(struct qs_account_books *accounts, struct qs_credit_books *credits, const struct qs_wave *wave,
			size_t s, const struct qs_verdicts *verdicts, double *sums, struct qs_cell_desk *desk)
{
	struct qs_err here = {.status = QS_OK};
	qs_status status;

	desk->accounts.sums = sums + s * QS_SUM_COUNT;
	status = qs_accounts_site(accounts, credits, omp_get_thread_num(), wave, s, verdicts, &desk->accounts, &here);
	if (status == QS_OK || (desk->status != QS_OK && desk->failed < s))
		return;
	desk->err = here;
	desk->failed = s;
	desk->status = status;
}

void qs_cells_settle_units(const struct qs_cell_wave *x, size_t from, size_t end)
{
	const struct qs_wave *const wave = x->wave;
	const int thread = omp_get_thread_num();

	for (size_t k = from, n; k < end; k += n) {
		const size_t u = wave->order[k], s = (size_t)(wave->units[u].site - wave->sites);

		n = count_alike(x->accounts, wave, k, end);
		if (n > 1)
			settle_cells(x->accounts, wave, k, n, thread, x->sums);
		else if (u == wave->site_unit[s])
			settle_site(x->accounts, x->credits, wave, s, x->verdicts ? x->verdicts[s] : NULL, x->sums,
				    &x->desk[thread]);
	}
}
