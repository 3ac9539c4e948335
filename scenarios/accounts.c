#include "scenarios/accounts.h"

#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/finance/acceptance.h"
#include "model/finance/funding.h"
#include "model/finance/prices.h"
#include "model/finance/registration.h"
#include "model/land/estimate.h"
#include "model/market/verdict.h"
#include "scenarios/columns.h"
#include "scenarios/figures.h"
#include "scenarios/reduce.h"
#include "scenarios/run.h"
#include "scenarios/stand.h"

#include <math.h>
#include <omp.h>
#include <string.h>

/* A thread's room: the columns of one site, and totals of all sites it did. */
struct qs_account_thread {
	double *source; /* [QS_COLUMNS][years][members] */
	double *lines, *sums, *acceptance, *work, *tax, *fund;
	double *stand;       /* 2 x members: survival and retention */
	double *flow;        /* one member's years, with scratch: 4 x years */
	double *capital;     /* [QS_CAPITAL_KINDS][years] of a site */
	int64_t *row;        /* 2 x members, or the years of a single member */
	int64_t *site_sums;  /* [QS_SUM_COUNT][members] */
	int64_t *total;      /* by district: lines [QS_LINE_COUNT][years][members] */
	int64_t *total_sums; /* by district: [QS_SUM_COUNT][members] */
	struct qs_arena own; /* a thread takes memory from no other's arena */
	double *issued;      /* of the registrations of a site */
	size_t issued_room;
	int overflow;
};

static int take_thread(struct qs_account_books *b, struct qs_account_thread *t)
{
	const size_t cells = b->years * b->members;

	qs_arena_init(&t->own, &b->context->allocator);
	t->source = qs_arena_take(&b->arena, QS_COLUMNS * cells, sizeof *t->source);
	t->lines = qs_arena_take(&b->arena, QS_LINE_COUNT * cells, sizeof *t->lines);
	t->sums = qs_arena_take(&b->arena, QS_SUM_COUNT * b->members, sizeof *t->sums);
	t->acceptance = qs_arena_take(&b->arena, b->members, sizeof *t->acceptance);
	t->work = qs_arena_take(&b->arena, QS_ACCOUNT_WORK * b->members, sizeof *t->work);
	if (qs_counted(b->portfolio))
		t->tax = qs_arena_take(&b->arena, QS_TAX_PARTS * cells, sizeof *t->tax);
	t->fund = qs_arena_take(&b->arena, qs_funding_room(b->portfolio, b->years), sizeof *t->fund);
	t->stand = qs_arena_take(&b->arena, 2 * b->members, sizeof *t->stand);
	t->flow = qs_arena_take(&b->arena, 4 * b->years, sizeof *t->flow);
	t->capital = qs_arena_take(&b->arena, QS_CAPITAL_KINDS * b->years, sizeof *t->capital);
	t->row = qs_arena_take(&b->arena, 2 * b->members + b->years, sizeof *t->row);
	t->site_sums = qs_arena_take(&b->arena, QS_SUM_COUNT * b->members, sizeof *t->site_sums);
	t->total = qs_arena_take(&b->arena, b->districts * QS_LINE_COUNT * cells, sizeof *t->total);
	t->total_sums = qs_arena_take(&b->arena, b->districts * QS_SUM_COUNT * b->members, sizeof *t->total_sums);
	return t->source && t->lines && t->sums && t->acceptance && t->work && t->flow && t->capital && t->stand &&
			       t->row && t->site_sums && t->total && t->total_sums && t->fund &&
			       (t->tax || !qs_counted(b->portfolio))
		       ? 0
		       : -1;
}

qs_status qs_accounts_open(const struct qs_context *context, const struct qs_portfolio *portfolio,
			   const struct qs_packs *packs, const struct qs_account_shift *shift, size_t districts,
			   struct qs_account_books *b, struct qs_err *err)
{
	const size_t products = portfolio->market.prices.n, threads = (size_t)context->threads;
	int missing;

	*b = (struct qs_account_books){.context = context,
				       .portfolio = portfolio,
				       .packs = packs,
				       .shift = shift,
				       .districts = districts,
				       .members = (size_t)portfolio->members,
				       .years = (size_t)portfolio->years};
	qs_arena_init(&b->arena, &context->allocator);
	b->price = qs_arena_take(&b->arena, products * b->years * b->members + 1, sizeof *b->price);
	b->thread = qs_arena_take(&b->arena, threads, sizeof *b->thread);
	if (districts > 1) {
		b->all = qs_arena_take(&b->arena, QS_LINE_COUNT * b->years * b->members, sizeof *b->all);
		b->all_sums = qs_arena_take(&b->arena, QS_SUM_COUNT * b->members, sizeof *b->all_sums);
	}
	missing = qs_account_plan(context, portfolio, packs, b->years, b->members, &b->arena, &b->plan) || !b->price ||
		  !b->thread || (districts > 1 && (!b->all || !b->all_sums));
	for (size_t t = 0; !missing && t < threads; t++)
		missing = take_thread(b, &b->thread[t]);
	if (missing)
		return qs_fail(err, QS_ENOMEM, "accounts of %zu members and %zu years", b->members, b->years);
	for (size_t p = 0; p < products; p++)
		if (qs_price_path(context, portfolio, &portfolio->market.prices.items[p], b->years, b->members,
				  &b->arena, b->price + p * b->years * b->members))
			return qs_fail(err, QS_ENOMEM, "price paths of %zu members", b->members);
	return QS_OK;
}

uint64_t qs_site_accounts_bytes(size_t years)
{
	return (uint64_t)8 * QS_LINE_COUNT * years * (1 + QS_QUANTILES) + sizeof(struct qs_site_accounts);
}

int qs_site_accounts_take(struct qs_arena *arena, size_t years, struct qs_site_accounts *a)
{
	a->mean = qs_arena_take(arena, QS_LINE_COUNT * years, sizeof *a->mean);
	a->quantile = qs_arena_take(arena, QS_LINE_COUNT * years * QS_QUANTILES, sizeof *a->quantile);
	a->accepted_by = qs_arena_take(arena, years, sizeof *a->accepted_by);
	return a->mean && a->quantile && a->accepted_by ? 0 : -1;
}

void qs_site_accounts_tell(const struct qs_site_accounts *a, struct qs_result *result)
{
	if (!a->told || !result->site)
		return;
	result->indicators = a->indicator;
	result->acceptance = &a->acceptance;
	result->accepted_by = a->accepted_by;
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

/* To the nearest quantum, of values that are too large for the kernel: floor of that and a half. */
static void round_row(size_t n, const double *value, double quantum, int64_t *row)
{
	const double scale = 1 / quantum; /* a power of two */

	for (size_t i = 0; i < n; i++) {
		const double half = value[i] * scale + 0.5;
		const int64_t whole = (int64_t)half;

		row[i] = whole - ((double)whole > half);
	}
}

/* Rounds n values and adds them to a total; nonzero if all of them are zero. */
static int round_and_add(const struct qs_account_books *b, struct qs_account_thread *t, size_t n, const double *value,
			 double quantum, int64_t *row, int64_t *total)
{
	struct qs_k_quanta quanta;

	b->context->kernels->quanta_round(n, 1 / quantum, value, row, &quanta);
	if (quanta.bad)
		round_row(n, value, quantum, row);
	else if (!quanta.any)
		return 1;
	b->context->kernels->quanta_add(n, row, total, &t->overflow);
	return 0;
}

static int add_row(const struct qs_account_books *b, size_t n, const int64_t *row, int64_t *total)
{
	int overflow = 0;

	b->context->kernels->quanta_add(n, row, total, &overflow);
	return overflow;
}

/* One line and year: quantiles and mean of row, which is destroyed. */
static void reduce_line(const struct qs_account_books *b, int line, size_t year, int64_t *row,
			struct qs_site_accounts *accounts)
{
	const size_t at = (size_t)line * b->years + year;
	double *const quantile = accounts->quantile + at * QS_QUANTILES;

	accounts->mean[at] =
		qs_reduce_quanta(b->context->kernels, b->members, row, quantile) * qs_line_rows[line].quantum;
	for (int q = 0; q < QS_QUANTILES; q++)
		quantile[q] *= qs_line_rows[line].quantum;
}

static void figures(const struct qs_account_books *b, const struct qs_account_thread *t, const int64_t *sums,
		    struct qs_site_accounts *accounts)
{
	qs_figures(&(struct qs_figures){b->context, b->portfolio, b->members, b->years, sums, t->lines, t->work, t->row,
					t->flow},
		   accounts);
}

/* ---- a site ---- */

static qs_status reserve_issued(struct qs_account_books *b, struct qs_account_thread *t, size_t n, struct qs_err *err)
{
	if (n <= t->issued_room)
		return QS_OK;
	qs_arena_free(&t->own);
	t->issued = qs_arena_take(&t->own, n * b->years * b->members, sizeof *t->issued);
	t->issued_room = t->issued ? n : 0;
	return t->issued ? QS_OK : qs_fail(err, QS_ENOMEM, "credits of %zu registrations", n);
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
			  struct qs_account_thread *t, const struct qs_account_input *in)
{
	double *const income = t->work, *const cost = t->work + b->members;

	for (size_t s = 0; credits->tables && s < in->seller_count; s++) {
		qs_registration_money(in, &in->sellers[s], income, cost, t->work + 2 * b->members);
		qs_credits_money(credits, (size_t)(in->sellers[s].registration - b->portfolio->registrations.items),
				 income, cost, t->row);
	}
}

/* Rounds a site's lines and sums, adds them to its district's, and reduces them as far as asked for. */
static void add_up(const struct qs_account_books *b, struct qs_account_thread *t, size_t district,
		   struct qs_site_accounts *accounts)
{
	int64_t *const total = t->total + district * QS_LINE_COUNT * b->years * b->members;
	int64_t *const total_sums = t->total_sums + district * QS_SUM_COUNT * b->members;

	/* the years of a single member stand side by side */
	const size_t rows = b->members > 1 || accounts->mean ? b->years : 1, n = b->years / rows * b->members;

	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (size_t y = 0; y < rows; y++) {
			const size_t at = (size_t)line * b->years * b->members + y * n;
			const int zero =
				round_and_add(b, t, n, t->lines + at, qs_line_rows[line].quantum, t->row, total + at);

			if (accounts->mean && !zero) /* what is kept begins as zero */
				reduce_line(b, line, y, t->row, accounts);
		}
	for (int s = 0; s < QS_SUM_COUNT; s++) {
		int64_t *const sums = t->site_sums + (size_t)s * b->members;
		double sum = 0;

		(void)round_and_add(b, t, b->members, t->sums + (size_t)s * b->members, qs_sum_quanta[s], sums,
				    total_sums + (size_t)s * b->members);
		for (size_t i = 0; accounts->sums && i < b->members; i++)
			sum += (double)sums[i];
		if (accounts->sums)
			accounts->sums[s] = sum * qs_sum_quanta[s] / (double)b->members;
	}
}

/* The sums and the mean works of a site that is an experiment. */
static void copy_columns(const struct qs_account_books *b, const struct qs_account_thread *t, double restored_ha,
			 struct qs_site_experiment *to)
{
	const double *const works = t->lines + (size_t)QS_LINE_OF_works * b->years * b->members;

	for (int s = 0; s < QS_SUM_COUNT; s++)
		for (size_t i = 0; i < b->members; i++)
			to->sums[(size_t)s * b->members + i] =
				(double)t->site_sums[(size_t)s * b->members + i] * qs_sum_quanta[s];
	for (size_t y = 0; y < b->years; y++) {
		double sum = 0;

		for (size_t i = 0; i < b->members; i++)
			sum += works[y * b->members + i];
		to->works[y] = sum / (double)b->members;
	}
	to->restored_ha = restored_ha;
}

/* Mean cost of a site's works by kind and year. */
static const double *capital_of(const struct qs_account_books *b, const struct qs_wave *wave, size_t site,
				double *capital)
{
	memset(capital, 0, QS_CAPITAL_KINDS * b->years * sizeof *capital);
	for (size_t u = wave->site_unit[site]; u < wave->site_unit[site + 1]; u++)
		qs_estimate_by_year(b->portfolio, &wave->recipes[wave->units[u].recipe], wave->units[u].unit, b->years,
				    capital);
	return capital;
}

enum { SELLERS_MOST = 64 };

qs_status qs_accounts_site(struct qs_account_books *b, struct qs_credit_books *credits, int thread,
			   const struct qs_wave *wave, size_t site, const struct qs_verdicts *verdicts,
			   struct qs_site_accounts *accounts, struct qs_err *err)
{
	struct qs_account_thread *const t = &b->thread[thread];
	const size_t cells = b->years * b->members, most = qs_credits_most(credits, wave->sites[site].id);
	struct qs_account_seller sellers[SELLERS_MOST];
	struct qs_site_credit parts[SELLERS_MOST];
	struct qs_account_input in = {.context = b->context,
				      .portfolio = b->portfolio,
				      .packs = b->packs,
				      .plan = &b->plan,
				      .site = &wave->sites[site],
				      .years = b->years,
				      .members = b->members,
				      .sellers = sellers,
				      .shift = b->shift};
	double indicator[QS_INDICATOR_COUNT + 1], failing[QS_ACCEPTANCE_KINDS];
	const struct qs_account_output out = {t->lines, t->sums, t->acceptance, t->work,
					      t->tax,   t->fund, failing,       indicator};
	qs_status status;

	if (most > SELLERS_MOST)
		return qs_fail(err, QS_EINPUT, "site %s stands in %zu registrations, at most %d are possible",
			       in.site->id, most, SELLERS_MOST);
	status = reserve_issued(b, t, most, err);
	if (status != QS_OK)
		return status;
	for (size_t p = 0; p < most; p++)
		parts[p].issued = t->issued + p * cells;
	accounts->credit_count = qs_credits_site(credits, thread, wave, site, verdicts, accounts->credits, parts);
	in.seller_count = find_sellers(b, credits, verdicts, parts, accounts->credit_count, sellers);
	qs_columns_site(wave, b->portfolio, b->packs, site, t->row, t->source, &in);
	if (in.site->policy.slope_after_deg.given)
		in.slope_deg = in.site->policy.slope_after_deg.value;
	qs_stand_measure(b->context, b->portfolio, wave, site, t->work, t->stand, &in);
	in.capital = capital_of(b, wave, site, t->capital);
	qs_accounts_fill(&in, &out);
	registrations(b, credits, t, &in);
	add_up(b, t, b->district ? b->district[site] : 0, accounts);
	if (accounts->experiment)
		copy_columns(b, t, in.restored_ha, accounts->experiment);
	if (accounts->mean) {
		memcpy(accounts->indicator, indicator, sizeof indicator);
		accounts->told = 1;
		qs_acceptance_tell(&in, &out, accounts->accepted_by, &accounts->acceptance);
		accounts->acceptance_due_share = share_of_due(b, &in, t->acceptance);
		accounts->acceptance_due =
			in.worked_ha > 0 ? qs_acceptance_due(b->portfolio, b->packs, in.site, in.built_until) : -1;
		figures(b, t, t->site_sums, accounts);
	}
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
#pragma omp parallel for schedule(dynamic, 1) num_threads(books->context->threads)
	for (size_t s = 0; s < wave->site_count; s++)
		statuses[s] = qs_accounts_site(books, credits, omp_get_thread_num(), wave, s, verdicts[s], &accounts[s],
					       &errs[s]);
	for (size_t s = 0; s < wave->site_count; s++)
		if (statuses[s] != QS_OK)
			return qs_fail(err, statuses[s], "%s", errs[s].text);
	return QS_OK;
}

/* ---- the portfolio ---- */

/* Lines and figures from totals of lines and sums. */
static void reduce_totals(struct qs_account_books *b, const int64_t *total, const int64_t *sums,
			  struct qs_site_accounts *accounts)
{
	struct qs_account_thread *const t = &b->thread[0];
	const size_t cells = b->years * b->members;

	accounts->acceptance_due_share = (double)NAN;
	accounts->acceptance_due = -1;
	if (!accounts->mean && !accounts->figured)
		return;
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (size_t i = (size_t)line * cells; i < ((size_t)line + 1) * cells; i++)
			t->lines[i] = (double)total[i] * qs_line_rows[line].quantum;
	figures(b, t, sums, accounts);
	for (int line = 0; accounts->mean && line < QS_LINE_COUNT; line++)
		for (size_t y = 0; y < b->years; y++) {
			memcpy(t->row, total + ((size_t)line * b->years + y) * b->members, b->members * sizeof *t->row);
			reduce_line(b, line, y, t->row, accounts);
		}
}

qs_status qs_accounts_close(struct qs_account_books *b, struct qs_site_accounts *accounts, struct qs_err *err)
{
	struct qs_account_thread *const t = &b->thread[0];
	const size_t lines = QS_LINE_COUNT * b->years * b->members, sums = QS_SUM_COUNT * b->members;

	for (size_t k = 1; k < (size_t)b->context->threads; k++)
		t->overflow |= b->thread[k].overflow | add_row(b, b->districts * lines, b->thread[k].total, t->total) |
			       add_row(b, b->districts * sums, b->thread[k].total_sums, t->total_sums);
	if (!b->all) {
		b->all = t->total;
		b->all_sums = t->total_sums;
	} else {
		for (size_t d = 0; d < b->districts; d++)
			t->overflow |= add_row(b, lines, t->total + d * lines, b->all) |
				       add_row(b, sums, t->total_sums + d * sums, b->all_sums);
	}
	if (t->overflow)
		return qs_fail(err, QS_EINVARIANT, "the portfolio's accounts do not fit 63 bits");
	reduce_totals(b, b->all, b->all_sums, accounts);
	return QS_OK;
}

void qs_accounts_district(struct qs_account_books *b, size_t district, struct qs_site_accounts *accounts)
{
	const struct qs_account_thread *const t = &b->thread[0];

	reduce_totals(b, t->total + district * QS_LINE_COUNT * b->years * b->members,
		      t->total_sums + district * QS_SUM_COUNT * b->members, accounts);
}

void qs_accounts_column(const struct qs_account_books *b, enum qs_sum sum, double *column)
{
	for (size_t i = 0; column && i < b->members; i++)
		column[i] = (double)b->all_sums[(size_t)sum * b->members + i] * qs_sum_quanta[sum];
}

void qs_accounts_experiment(const struct qs_account_books *b, struct qs_experiment *e)
{
	const int64_t *const area = b->all_sums + (size_t)QS_SUM_OF_restored_ha * b->members;

	qs_accounts_column(b, QS_SUM_OF_npv, e->npv);
	qs_accounts_column(b, QS_SUM_OF_npv_after_tax, e->npv_after_tax);
	qs_accounts_column(b, QS_SUM_OF_sold, e->credits);
	qs_accounts_column(b, QS_SUM_OF_score_ha, e->score);
	for (size_t i = 0; e->score && i < b->members; i++)
		e->score[i] = area[i] > 0 ? e->score[i] / ((double)area[i] * qs_sum_quanta[QS_SUM_OF_restored_ha])
					  : (double)NAN;
}

void qs_accounts_members(const struct qs_account_books *b, struct qs_result *result)
{
	result->line_member = b->all;
	result->sum_member = b->all_sums;
}

void qs_accounts_free(struct qs_account_books *b)
{
	for (size_t k = 0; b->thread && k < (size_t)b->context->threads; k++)
		qs_arena_free(&b->thread[k].own);
	qs_arena_free(&b->arena);
	*b = (struct qs_account_books){0};
}
