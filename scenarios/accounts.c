#include "scenarios/accounts.h"

#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/finance/acceptance.h"
#include "model/finance/funding.h"
#include "model/finance/prices.h"
#include "model/finance/registration.h"
#include "model/market/verdict.h"
#include "scenarios/account_lanes.h"
#include "scenarios/columns.h"
#include "scenarios/figures.h"
#include "scenarios/reduce.h"
#include "scenarios/run.h"

#include <math.h>
#include <omp.h>
#include <string.h>

enum { STRIPS_A_THREAD = 4 }; /* with as many or more, threads share a site */

size_t qs_accounts_desks(size_t members, size_t threads, int in_strips)
{
	return in_strips || qs_account_strips(members) >= STRIPS_A_THREAD * threads ? 1 : threads;
}

qs_status qs_accounts_open(const struct qs_context *context, const struct qs_portfolio *portfolio,
			   const struct qs_packs *packs, const struct qs_account_shift *shift, size_t districts,
			   size_t places, int in_strips, struct qs_account_books *b, struct qs_err *err)
{
	const size_t products = portfolio->market.prices.n, threads = (size_t)context->threads;
	int missing;

	*b = (struct qs_account_books){.context = context,
				       .portfolio = portfolio,
				       .packs = packs,
				       .shift = shift,
				       .districts = districts,
				       .places = places,
				       .members = (size_t)portfolio->members,
				       .years = (size_t)portfolio->years};
	b->desks = qs_accounts_desks(b->members, threads, in_strips);
	qs_arena_init(&b->arena, &context->allocator);
	b->price = qs_arena_take(&b->arena, products * b->years * b->members + 1, sizeof *b->price);
	b->room = qs_arena_take(&b->arena, threads + 1, sizeof *b->room);
	b->desk = qs_arena_take(&b->arena, b->desks, sizeof *b->desk);
	if (districts > 1) {
		b->all = qs_arena_take(&b->arena, QS_LINE_COUNT * b->years * b->members, sizeof *b->all);
		b->all_sums = qs_arena_take(&b->arena, QS_SUM_COUNT * b->members, sizeof *b->all_sums);
		b->all_held = qs_arena_take(&b->arena, QS_LINE_COUNT * b->years, sizeof *b->all_held);
	}
	missing = qs_account_plan(context, portfolio, packs, b->years, b->members, &b->arena, &b->plan) || !b->price ||
		  !b->room || !b->desk || (districts > 1 && (!b->all || !b->all_sums || !b->all_held));
	for (size_t t = 0; !missing && t < threads + (places < districts); t++)
		missing = qs_account_room_take(
			&b->arena, portfolio, b->years, b->members,
			b->members > 1 && b->members < QS_ACCOUNT_LANES ? b->members : QS_ACCOUNT_LANES, &b->room[t]);
	for (size_t d = 0; !missing && d < b->desks; d++) {
		qs_arena_init(&b->desk[d].own, &context->allocator);
		missing = qs_account_desk_take(&b->arena, b->years, b->members, districts, places, &b->desk[d]);
	}
	if (missing)
		return qs_fail(err, QS_ENOMEM, "accounts of %zu members and %zu years", b->members, b->years);
	for (size_t p = 0; p < products; p++)
		if (qs_price_path(context, portfolio, &portfolio->market.prices.items[p], b->years, b->members,
				  &b->arena, b->price + p * b->years * b->members))
			return qs_fail(err, QS_ENOMEM, "price paths of %zu members", b->members);
	return QS_OK;
}

/* Registrations that sell, take new projects, and have a unit that no rule excludes. */
static size_t find_sellers(const struct qs_account_books *b, const struct qs_credit_books *credits,
			   const struct qs_verdicts *verdicts, const struct qs_site_credit *parts, size_t n,
			   struct qs_account_seller *sellers)
{
	size_t found = 0;

	for (size_t p = 0; p < n; p++) {
		const struct qs_credit_terms *const terms = &credits->terms[parts[p].registration];
		const struct qs_methodology_pack *const methodology = terms->methodology;
		const enum qs_grade grade = verdicts->site[methodology - b->packs->methodologies.items].grade;
		const struct qs_price *const price = qs_market_price(&b->portfolio->market, methodology->product);

		if (!terms->registration->sell || methodology->open_to_new_projects != QS_OPEN_YES ||
		    grade < QS_CREDIT_CONDITIONAL)
			continue;
		sellers[found++] = (struct qs_account_seller){
			methodology,
			terms->registration,
			parts[p].share,
			terms->first,
			terms->last,
			terms->every,
			parts[p].issued,
			price ? b->price + (size_t)(price - b->portfolio->market.prices.items) * b->years * b->members : NULL};
	}
	return found;
}

/* ---- reduction ---- */

void qs_accounts_line(const struct qs_account_books *b, int line, size_t year, const int64_t *row, int64_t *work,
		      struct qs_site_accounts *accounts)
{
	const size_t at = (size_t)line * b->years + year;
	double *const quantile = accounts->quantile + at * QS_QUANTILES;

	accounts->mean[at] =
		qs_reduce_quanta(b->context->kernels, b->members, row, work, quantile) * qs_line_rows[line].quantum;
	for (int q = 0; q < QS_QUANTILES; q++)
		quantile[q] *= qs_line_rows[line].quantum;
}

void qs_accounts_figures(const struct qs_account_books *b, struct qs_account_room *room,
			 const struct qs_account_desk *desk, const int64_t *sums, const struct qs_member_rates *rates,
			 double *mean_flow, struct qs_site_accounts *accounts)
{
	qs_figures(&(struct qs_figures){b->context, b->portfolio, b->members, b->years, sums, desk->columns, rates,
					mean_flow, room->column, room->row, room->flow},
		   accounts);
}

/* ---- a site ---- */

static qs_status reserve_issued(struct qs_account_books *b, struct qs_account_desk *d, size_t n, struct qs_err *err)
{
	if (n <= d->issued_room)
		return QS_OK;
	qs_arena_free(&d->own);
	d->issued = qs_arena_take(&d->own, n * b->years * b->members, sizeof *d->issued);
	d->issued_room = d->issued ? n : 0;
	return d->issued ? QS_OK : qs_fail(err, QS_ENOMEM, "credits of %zu registrations", n);
}

static double share_of_due(const struct qs_account_books *b, const struct qs_account_input *in,
			   const double *acceptance)
{
	const int due = qs_acceptance_due(b->portfolio, b->packs, in->site, in->built_until);
	size_t passed = 0;

	if (!(in->worked_ha > 0) || due >= (int)b->years)
		return (double)NAN;
	for (size_t i = 0; i < b->members; i++)
		passed += acceptance[i] <= (double)due;
	return (double)passed / (double)b->members;
}

/* Whether what each registration issues pays for it: told with its batches. */
static void registrations(const struct qs_account_books *b, struct qs_credit_books *credits,
			  struct qs_account_room *room, const struct qs_account_input *in)
{
	double *const income = room->column, *const cost = room->column + b->members;

	for (size_t s = 0; credits->tables && s < in->seller_count; s++) {
		qs_registration_money(in, &in->sellers[s], income, cost, room->column + 2 * b->members);
		qs_credits_money(credits, (size_t)(in->sellers[s].registration - b->portfolio->registrations.items),
				 income, cost, room->row);
	}
}

/* Means of the sums over the members. */
static void tell_sums(const struct qs_account_books *b, const struct qs_account_desk *desk, double *to)
{
	for (int s = 0; s < QS_SUM_COUNT; s++) {
		double sum = 0;

		for (size_t i = 0; i < b->members; i++)
			sum += (double)desk->sums[(size_t)s * b->members + i];
		to[s] = sum * qs_sum_quanta[s] / (double)b->members;
	}
}

/* The sums and the mean works of a site that is an experiment. */
static void copy_columns(const struct qs_account_books *b, const struct qs_account_desk *desk, double restored_ha,
			 int64_t *row, struct qs_site_experiment *to)
{
	for (int s = 0; s < QS_SUM_COUNT; s++)
		for (size_t i = 0; i < b->members; i++)
			to->sums[(size_t)s * b->members + i] =
				(double)desk->sums[(size_t)s * b->members + i] * qs_sum_quanta[s];
	for (size_t y = 0; y < b->years; y++) {
		double sum = 0;
		int differ;

		if (qs_account_row(desk, QS_LINE_COUNT * b->years, b->members, QS_LINE_OF_works * b->years + y, row))
			b->context->kernels->quanta_sum(b->members, row, &sum, &differ);
		to->works[y] = sum * qs_line_rows[QS_LINE_OF_works].quantum / (double)b->members;
	}
	to->restored_ha = restored_ha;
}

/* Mean cash flow of a site by year. */
static void mean_flow(const struct qs_account_books *b, const struct qs_account_desk *desk, int64_t *row, double *mean)
{
	int differ;

	for (size_t y = 0; y < b->years; y++) {
		mean[y] = 0;
		if (qs_account_row(desk, QS_LINE_COUNT * b->years, b->members, QS_LINE_OF_cash_flow * b->years + y,
				   row))
			b->context->kernels->quanta_sum(b->members, row, &mean[y], &differ);
		mean[y] = mean[y] / (double)b->members * qs_line_rows[QS_LINE_OF_cash_flow].quantum;
	}
}

/* What is told of a site from its sums and the columns of its members. */
static void tell_members(struct qs_account_books *b, struct qs_credit_books *credits, struct qs_account_room *room,
			 const struct qs_account_desk *desk, const struct qs_account_input *in,
			 struct qs_site_accounts *accounts)
{
	const struct qs_member_rates rates =
		qs_account_strips_sum(desk, b->members, accounts->acceptance.failing, accounts->indicator);
	double *const flow = room->flow + 3 * b->years;

	accounts->told = 1;
	registrations(b, credits, room, in);
	qs_acceptance_tell(in, desk->acceptance, desk->npv, accounts->accepted_by, &accounts->acceptance);
	accounts->acceptance_due_share = share_of_due(b, in, desk->acceptance);
	accounts->acceptance_due =
		in->worked_ha > 0 ? qs_acceptance_due(b->portfolio, b->packs, in->site, in->built_until) : -1;
	mean_flow(b, desk, room->row, flow);
	qs_accounts_figures(b, room, desk, desk->sums, &rates, flow, accounts);
}

/* What is told of a site once its strips are settled, by one thread of those that share it; the others begin with means
 * and quantiles of its rows (where a row holds nothing, what is kept begins as zero). The rows are added to the totals
 * of the site's district. */
static void tell_site(struct qs_account_books *b, struct qs_credit_books *credits, int thread,
		      const struct qs_account_desk *desk, int64_t *total, uint8_t *held,
		      const struct qs_account_input *in, struct qs_site_accounts *accounts)
{
	const size_t rows = QS_LINE_COUNT * b->years;

#pragma omp parallel num_threads(b->desks == 1 ? b->context->threads : 1)
	{
		struct qs_account_room *const room = &b->room[b->desks == 1 ? omp_get_thread_num() : thread];

#pragma omp single nowait
		tell_members(b, credits, room, desk, in, accounts);
#pragma omp for schedule(dynamic, 16)
		for (size_t r = 0; r < rows; r++) {
			if (!qs_account_row(desk, rows, b->members, r, room->row))
				continue;
			qs_account_add_row(b->context, desk, rows, b->members, r, room->row, total, held,
					   &room->overflow);
			qs_accounts_line(b, (int)(r / b->years), r % b->years, room->row, room->row + b->members,
					 accounts);
		}
	}
	accounts->acceptance.rework_cny = 0;
	for (size_t y = 0; y < b->years; y++)
		accounts->acceptance.rework_cny += accounts->mean[(size_t)QS_LINE_OF_rework * b->years + y];
}

static void settle_strips(struct qs_account_books *b, const struct qs_account_input *in, const struct qs_wave *wave,
			  size_t site, int thread, const struct qs_account_wish *wish, struct qs_account_desk *desk)
{
	const size_t strips = qs_account_strips(b->members);

	if (b->desks > 1) {
		for (size_t k = 0; k < strips; k++)
			qs_account_strip_fill(in, wave, site, k, wish, &b->room[thread], desk);
		return;
	}
#pragma omp parallel for schedule(dynamic, 1) num_threads(b->context->threads)
	for (size_t k = 0; k < strips; k++)
		qs_account_strip_fill(in, wave, site, k, wish, &b->room[omp_get_thread_num()], desk);
}

qs_status qs_accounts_site(struct qs_account_books *b, struct qs_credit_books *credits, int thread,
			   const struct qs_wave *wave, size_t site, const struct qs_verdicts *verdicts,
			   struct qs_site_accounts *accounts, struct qs_err *err)
{
	struct qs_account_desk *const desk = &b->desk[b->desks > 1 ? thread : 0];
	struct qs_account_room *const room = &b->room[thread];
	const size_t cells = b->years * b->members, most = qs_credits_most(credits, wave->sites[site].id);
	const size_t district = wave->district ? wave->district[site] : 0;
	int64_t *const total = desk->total + district * QS_LINE_COUNT * cells;
	uint8_t *const held = desk->held + district * qs_account_strips(b->members) * QS_LINE_COUNT * b->years;
	const struct qs_account_wish wish = {accounts->mean || accounts->experiment,
					     accounts->mean != NULL,
					     accounts->mean ? NULL : total,
					     desk->total_sums + district * QS_SUM_COUNT * b->members,
					     held,
					     0,
					     b->members};
	struct qs_account_seller sellers[QS_ACCOUNT_SELLERS_MOST];
	struct qs_site_credit parts[QS_ACCOUNT_SELLERS_MOST];
	struct qs_account_input in = {.context = b->context,
				      .portfolio = b->portfolio,
				      .packs = b->packs,
				      .plan = &b->plan,
				      .site = &wave->sites[site],
				      .years = b->years,
				      .members = b->members,
				      .ensemble = b->members,
				      .sellers = sellers,
				      .shift = b->shift};
	qs_status status;

	if (most > QS_ACCOUNT_SELLERS_MOST)
		return qs_fail(err, QS_EINPUT, "site %s stands in %zu registrations, at most %d are possible",
			       in.site->id, most, QS_ACCOUNT_SELLERS_MOST);
	status = reserve_issued(b, desk, most, err);
	if (status != QS_OK)
		return status;
	for (size_t p = 0; p < most; p++)
		parts[p].issued = desk->issued + p * cells;
	accounts->credit_count = qs_credits_site(credits, thread, wave, site, verdicts, accounts->credits, parts);
	in.seller_count = find_sellers(b, credits, verdicts, parts, accounts->credit_count, sellers);
	qs_columns_measure(wave, b->portfolio, b->packs, site, &in);
	if (in.site->policy.slope_after_deg.given)
		in.slope_deg = in.site->policy.slope_after_deg.value;
	settle_strips(b, &in, wave, site, thread, &wish, desk);
	if (!accounts->mean)
		registrations(b, credits, room, &in);
	if (accounts->sums)
		tell_sums(b, desk, accounts->sums);
	if (accounts->experiment)
		copy_columns(b, desk, in.restored_ha, room->row, accounts->experiment);
	if (accounts->mean)
		tell_site(b, credits, thread, desk, total, held, &in, accounts);
	return QS_OK;
}

qs_status qs_accounts_sites(struct qs_account_books *books, struct qs_credit_books *credits, const struct qs_wave *wave,
			    const struct qs_verdicts *const *verdicts, struct qs_arena *arena,
			    struct qs_site_accounts *accounts, struct qs_err *err)
{
	struct qs_err *const errs = qs_arena_take(arena, wave->site_count, sizeof *errs);
	qs_status *const statuses = qs_arena_take(arena, wave->site_count, sizeof *statuses);

	if (!errs || !statuses)
		return qs_fail(err, QS_ENOMEM, "accounts of %zu sites", wave->site_count);
	if (books->desks == 1) /* no team around those that share a site: its threads would be made anew for each */
		for (size_t s = 0; s < wave->site_count; s++)
			statuses[s] = qs_accounts_site(books, credits, 0, wave, s, verdicts[s], &accounts[s], &errs[s]);
	else
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)books->desks)
		for (size_t s = 0; s < wave->site_count; s++)
			statuses[s] = qs_accounts_site(books, credits, omp_get_thread_num(), wave, s, verdicts[s],
						       &accounts[s], &errs[s]);
	for (size_t s = 0; s < wave->site_count; s++)
		if (statuses[s] != QS_OK)
			return qs_fail(err, statuses[s], "%s", errs[s].text);
	return QS_OK;
}

void qs_accounts_free(struct qs_account_books *b)
{
	for (size_t k = 0; b->desk && k < b->desks; k++)
		qs_arena_free(&b->desk[k].own);
	qs_arena_free(&b->arena);
	*b = (struct qs_account_books){0};
}
