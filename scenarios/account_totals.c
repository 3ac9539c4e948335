/* From the desks' totals to those of districts and of the portfolio, and to what is told of them. */
#include "kernels/kernels.h"
#include "model/finance/prices.h"
#include "scenarios/account_lanes.h"
#include "scenarios/accounts.h"
#include "scenarios/figures.h"
#include "scenarios/reduce.h"
#include "scenarios/run.h"

#include <math.h>
#include <omp.h>
#include <string.h>

static int add_row(const struct qs_account_books *b, size_t n, const int64_t *row, int64_t *total)
{
	int overflow = 0;

	b->context->kernels->quanta_add(n, row, total, &overflow);
	return overflow;
}

/* The room of a thread; thread: as in scenarios/reduce.h. Who ends a district while others settle has one beside
 * theirs, whose lines must be zero between strips. */
static struct qs_account_room *room_of(const struct qs_account_books *b, int thread)
{
	return &b->room[thread == QS_ALL_THREADS ? omp_get_thread_num() : b->context->threads];
}

/* Figures of members from totals, strip by strip. */
static struct qs_member_rates read_totals(struct qs_account_books *b, int thread, const int64_t *total)
{
	const size_t strips = qs_account_strips(b->members);
	struct qs_account_desk *const desk = b->desk;
	struct qs_member_rates all = {0};

#pragma omp parallel for schedule(dynamic, 1) num_threads(qs_team_of(b->context, thread))
	for (size_t k = 0; k < strips; k++) {
		struct qs_account_room *const room = room_of(b, thread);
		const size_t n = qs_account_strip_read(total, b->years, b->members, k, room->lines);

		desk->strip[k].rates = (struct qs_member_rates){0};
		qs_member_figures(b->portfolio, b->years, n, room->lines, room->flow, b->members,
				  desk->columns + k * QS_ACCOUNT_LANES, &desk->strip[k].rates);
	}
	for (size_t k = 0; k < strips; k++) {
		all.none += desk->strip[k].rates.none;
		all.several += desk->strip[k].rates.several;
		all.certain += desk->strip[k].rates.certain;
	}
	return all;
}

/* Totals of lines, a row of members each; rows that no strip of theirs holds are zero, and need not be read. */
struct totals {
	const int64_t *value, *sums;
	const uint8_t *held; /* [strips][rows] */
	size_t strips;
};

static int is_held(const struct totals *t, size_t rows, size_t r)
{
	for (size_t s = 0; s < t->strips; s++)
		if (t->held[s * rows + r])
			return 1;
	return 0;
}

/* What is told of totals beside their rows. */
static void tell_totals(const struct qs_account_books *b, struct qs_account_room *room, const struct totals *t,
			const struct qs_member_rates *rates, struct qs_site_accounts *accounts)
{
	const int64_t *const flow = t->value + (size_t)QS_LINE_OF_cash_flow * b->years * b->members;
	double *const mean = room->flow + 3 * b->years;

	for (size_t y = 0; y < b->years; y++) {
		int differ;

		b->context->kernels->quanta_sum(b->members, flow + y * b->members, &mean[y], &differ);
		mean[y] *= qs_line_rows[QS_LINE_OF_cash_flow].quantum / (double)b->members;
	}
	qs_accounts_figures(b, room, b->desk, t->sums, rates, mean, accounts);
}

/* Lines and figures from totals: one thread makes the figures, the others begin with the lines (where a row holds
 * nothing, what is kept begins as zero). */
static void reduce_totals(struct qs_account_books *b, int thread, const struct totals *t,
			  struct qs_site_accounts *accounts)
{
	const size_t rows = QS_LINE_COUNT * b->years;
	struct qs_member_rates rates;

	accounts->acceptance_due_share = (double)NAN;
	accounts->acceptance_due = -1;
	if (!accounts->mean && !accounts->figured)
		return;
	rates = read_totals(b, thread, t->value);
#pragma omp parallel num_threads(qs_team_of(b->context, thread))
	{
		struct qs_account_room *const room = room_of(b, thread);

#pragma omp single nowait
		tell_totals(b, room, t, &rates, accounts);
#pragma omp for schedule(dynamic, 16)
		for (size_t r = 0; r < (accounts->mean ? rows : 0); r++)
			if (is_held(t, rows, r))
				qs_accounts_line(b, (int)(r / b->years), r % b->years, t->value + r * b->members,
						 room->row, accounts);
	}
}

static struct totals totals_of(const struct qs_account_books *b, const struct qs_account_desk *desk, size_t district)
{
	const size_t strips = qs_account_strips(b->members), rows = QS_LINE_COUNT * b->years;

	return (struct totals){desk->total + district % b->places * rows * b->members,
			       desk->total_sums + district * QS_SUM_COUNT * b->members,
			       desk->held + district * strips * rows, strips};
}

/* Row r of a district's totals at all desks, at the first. */
static int gather_row(const struct qs_account_books *b, size_t district, size_t r)
{
	const size_t m = b->members, rows = QS_LINE_COUNT * b->years;
	const size_t at = district % b->places * rows + r, mark = district * qs_account_strips(m) * rows + r;
	int overflow = 0;

	for (size_t k = 1; k < b->desks; k++) {
		const struct totals t = totals_of(b, &b->desk[k], district);

		if (!is_held(&t, rows, r))
			continue;
		overflow |= add_row(b, m, t.value + r * m, b->desk->total + at * m);
		b->desk->held[mark] = 1;
	}
	return overflow;
}

/* The desks' totals together, and those of the districts that are not added yet, up to `end`, to the portfolio's, if
 * that is another than the one district. */
static int gather_lines(struct qs_account_books *b, size_t end, int thread)
{
	const size_t m = b->members, rows = QS_LINE_COUNT * b->years;
	int overflow = 0;

#pragma omp parallel for schedule(dynamic, 16) num_threads(qs_team_of(b->context, thread)) reduction(| : overflow)
	for (size_t r = 0; r < rows; r++)
		for (size_t d = b->added; d < end; d++) {
			struct totals t;

			overflow |= gather_row(b, d, r);
			t = totals_of(b, b->desk, d);
			if (!b->all || !is_held(&t, rows, r))
				continue;
			if (b->all_held[r])
				overflow |= add_row(b, m, t.value + r * m, b->all + r * m);
			else
				memcpy(b->all + r * m, t.value + r * m, m * sizeof *b->all);
			b->all_held[r] = 1;
		}
	return overflow;
}

static int gather_sums(struct qs_account_books *b)
{
	const size_t n = QS_SUM_COUNT * b->members;
	int64_t *const first = b->desk->total_sums;
	int overflow = 0;

	for (size_t k = 1; k < b->desks; k++)
		overflow |= add_row(b, b->districts * n, b->desk[k].total_sums, first);
	for (size_t d = 0; b->all_sums && d < b->districts; d++)
		overflow |= add_row(b, n, first + d * n, b->all_sums);
	return overflow;
}

qs_status qs_accounts_close(struct qs_account_books *b, struct qs_site_accounts *accounts, struct qs_err *err)
{
	const struct totals all =
		b->all ? (struct totals){b->all, b->all_sums, b->all_held, 1} : totals_of(b, b->desk, 0);
	int overflow = 0;

	for (size_t t = 0; t <= (size_t)b->context->threads; t++)
		overflow |= b->room[t].overflow;
	overflow |= gather_lines(b, b->districts, QS_ALL_THREADS) | gather_sums(b);
	if (overflow)
		return qs_fail(err, QS_EINVARIANT, "the portfolio's accounts do not fit 63 bits");
	if (!b->all) {
		b->all = b->desk->total;
		b->all_sums = b->desk->total_sums;
	}
	reduce_totals(b, QS_ALL_THREADS, &all, accounts);
	return QS_OK;
}

void qs_accounts_district(struct qs_account_books *b, size_t district, int thread, struct qs_site_accounts *accounts)
{
	const struct totals totals = totals_of(b, b->desk, district);

	reduce_totals(b, thread, &totals, accounts);
}

void qs_accounts_end_district(struct qs_account_books *b, int thread)
{
	const size_t rows = QS_LINE_COUNT * b->years;
	const struct totals t = totals_of(b, b->desk, b->added);
	int64_t *const place = b->desk->total + b->added % b->places * rows * b->members;

	room_of(b, thread)->overflow |= gather_lines(b, b->added + 1, thread);
	for (size_t r = 0; r < rows; r++)
		if (is_held(&t, rows, r))
			memset(place + r * b->members, 0, b->members * sizeof *place);
	b->added++;
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
