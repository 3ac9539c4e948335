#include "scenarios/account_lanes.h"

#include "kernels/kernels.h"
#include "model/finance/funding.h"
#include "model/land/costs.h"
#include "scenarios/columns.h"
#include "scenarios/stand.h"

#include <string.h>

size_t qs_account_strips(size_t members)
{
	return (members + QS_ACCOUNT_LANES - 1) / QS_ACCOUNT_LANES;
}

int qs_account_room_take(struct qs_arena *arena, const struct qs_portfolio *portfolio, size_t years, size_t members,
			 size_t lanes, struct qs_account_room *r)
{
	const size_t cells = years * lanes;

	r->source = qs_arena_take(arena, QS_COLUMNS * cells, sizeof *r->source);
	r->scratch = qs_arena_take(arena, cells, sizeof *r->scratch);
	r->capital = qs_arena_take(arena, QS_CAPITAL_KINDS * cells, sizeof *r->capital);
	r->lines = qs_arena_take(arena, QS_LINE_COUNT * cells, sizeof *r->lines);
	r->sums = qs_arena_take(arena, QS_SUM_COUNT * lanes, sizeof *r->sums);
	r->acceptance = qs_arena_take(arena, lanes, sizeof *r->acceptance);
	r->work = qs_arena_take(arena, QS_ACCOUNT_WORK * lanes, sizeof *r->work);
	if (qs_counted(portfolio))
		r->tax = qs_arena_take(arena, QS_TAX_PARTS * cells, sizeof *r->tax);
	r->fund = qs_arena_take(arena, qs_funding_room(portfolio, years), sizeof *r->fund);
	r->stand = qs_arena_take(arena, 2 * lanes, sizeof *r->stand);
	r->flow = qs_arena_take(arena, 4 * years, sizeof *r->flow);
	r->strip = qs_arena_take(arena, cells, sizeof *r->strip);
	r->column = qs_arena_take(arena, 4 * members, sizeof *r->column);
	r->row = qs_arena_take(arena, 2 * members, sizeof *r->row);
	return r->source && r->scratch && r->capital && r->lines && r->sums && r->acceptance && r->work &&
			       (r->tax || !qs_counted(portfolio)) && r->fund && r->stand && r->flow && r->strip &&
			       r->column && r->row
		       ? 0
		       : -1;
}

int qs_account_desk_take(struct qs_arena *arena, size_t years, size_t members, size_t districts, size_t places,
			 struct qs_account_desk *d)
{
	const size_t strips = qs_account_strips(members), rows = QS_LINE_COUNT * years;

	d->quanta = qs_arena_take_raw(arena, rows * members, sizeof *d->quanta);
	d->any = qs_arena_take(arena, strips * rows, sizeof *d->any);
	d->sums = qs_arena_take(arena, QS_SUM_COUNT * members, sizeof *d->sums);
	d->npv = qs_arena_take(arena, members, sizeof *d->npv);
	d->acceptance = qs_arena_take(arena, members, sizeof *d->acceptance);
	d->columns = qs_arena_take(arena, QS_MEMBER_COLUMNS * members, sizeof *d->columns);
	d->strip = qs_arena_take(arena, strips, sizeof *d->strip);
	d->total = qs_arena_take(arena, places * rows * members, sizeof *d->total);
	d->held = qs_arena_take(arena, districts * strips * rows, sizeof *d->held);
	d->total_sums = qs_arena_take(arena, districts * QS_SUM_COUNT * members, sizeof *d->total_sums);
	return d->quanta && d->any && d->sums && d->npv && d->acceptance && d->columns && d->strip && d->total &&
			       d->held && d->total_sums
		       ? 0
		       : -1;
}

/* ---- rounding ---- */

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

/* Rounds n values to the row; what they held. */
static struct qs_k_quanta round_to(const struct qs_context *context, size_t n, const double *value, double quantum,
				   int64_t *row)
{
	struct qs_k_quanta quanta;

	context->kernels->quanta_round(n, 1 / quantum, value, row, &quanta);
	if (quanta.bad) {
		round_row(n, value, quantum, row);
		quanta.any = 1;
	}
	return quanta;
}

/* Rounds a line of lanes into the strip and leaves zeros for the next lanes, while it stands in the nearest cache.
 * Nonzero if a number is not zero. */
static int round_line(const struct qs_context *context, int line, size_t cells, struct qs_account_room *room)
{
	double *const value = room->lines + (size_t)line * cells;
	const struct qs_k_quanta quanta = round_to(context, cells, value, qs_line_rows[line].quantum, room->strip);

	if (quanta.held)
		memset(value, 0, cells * sizeof *value);
	return quanta.any;
}

static int is_zero(size_t n, const int64_t *row)
{
	int64_t any = 0;

	for (size_t i = 0; i < n; i++)
		any |= row[i];
	return !any;
}

/* Where the lanes of a strip stand. */
struct place {
	size_t first, n, members, years;
};

/* Adds lanes of a row to a total, which is written and not read where it holds nothing yet. */
static void add_to(const struct qs_context *context, size_t n, const int64_t *row, int64_t *total, uint8_t *held,
		   int *overflow)
{
	if (*held)
		context->kernels->quanta_add(n, row, total, overflow);
	else
		memcpy(total, row, n * sizeof *row);
	*held = 1;
}

/* The rounded years of a line to the desk and to the totals; quanta, any, held: of the strip. */
static void put_line(const struct qs_context *context, const struct place *at, int line,
		     const struct qs_account_wish *wish, struct qs_account_room *room, int64_t *quanta, uint8_t *any,
		     uint8_t *held)
{
	for (size_t y = 0; y < at->years; y++) {
		const int64_t *const row = room->strip + y * at->n;
		const size_t to = (size_t)line * at->years + y;

		if (is_zero(at->n, row))
			continue;
		any[to] = 1;
		if (wish->keep)
			memcpy(quanta + to * at->n, row, at->n * sizeof *row);
		if (wish->total)
			add_to(context, at->n, row, wish->total + to * wish->step + at->first - wish->origin, &held[to],
			       &room->overflow);
	}
}

/* Rounds the lines and sums of a strip and puts them where they belong. */
static void put(const struct qs_context *context, const struct place *at, const struct qs_account_wish *wish,
		struct qs_account_room *room, struct qs_account_desk *desk, uint8_t *any)
{
	const size_t rows = QS_LINE_COUNT * at->years;

	memset(any, 0, rows);
	for (int line = 0; line < QS_LINE_COUNT; line++)
		if (round_line(context, line, at->years * at->n, room))
			put_line(context, at, line, wish, room, desk->quanta + at->first * rows, any,
				 wish->held + (at->first - wish->origin) / QS_ACCOUNT_LANES * rows);
	for (int s = 0; s < QS_SUM_COUNT; s++) {
		int64_t *const to = desk->sums + (size_t)s * at->members + at->first;

		(void)round_to(context, at->n, room->sums + (size_t)s * at->n, qs_sum_quanta[s], to);
		context->kernels->quanta_add(at->n, to,
					     wish->total_sums + (size_t)s * wish->step + at->first - wish->origin,
					     &room->overflow);
	}
}

/* ---- a strip ---- */

/* The members from `first` on out of all: their columns begin there. */
static struct qs_account_input part_of(const struct qs_account_input *all, size_t first, size_t n,
				       struct qs_account_seller *sellers)
{
	struct qs_account_input in = *all;

	in.first = first;
	in.members = n;
	in.shift = all->shift ? all->shift + first : NULL;
	for (size_t s = 0; s < all->seller_count; s++) {
		sellers[s] = all->sellers[s];
		sellers[s].issued += first;
		sellers[s].price = sellers[s].price ? sellers[s].price + first : NULL;
	}
	in.sellers = sellers;
	return in;
}

/* From the ledger to the lines and sums of lanes in the thread's room. */
static void fill(struct qs_account_input *in, const struct qs_wave *wave, size_t site, struct qs_account_room *room,
		 struct qs_account_strip *tells)
{
	const struct qs_account_output out = {room->lines, room->sums, room->acceptance, room->work,
					      room->tax,   room->fund, tells->failing,   tells->indicator};

	qs_columns_fill(in->context->kernels, wave, in->portfolio, site, room->source, room->scratch, room->capital,
			in);
	qs_stand_measure(wave, site, room->work, room->stand, in);
	qs_accounts_fill(in, &out);
}

void qs_account_strip_fill(const struct qs_account_input *all, const struct qs_wave *wave, size_t site, size_t strip,
			   const struct qs_account_wish *wish, struct qs_account_room *room,
			   struct qs_account_desk *desk)
{
	const size_t first = strip * QS_ACCOUNT_LANES, left = all->ensemble - first;
	const struct place at = {first, left < QS_ACCOUNT_LANES ? left : QS_ACCOUNT_LANES, all->ensemble, all->years};
	struct qs_account_strip *const tells = &desk->strip[strip];
	struct qs_account_seller sellers[QS_ACCOUNT_SELLERS_MOST];
	struct qs_account_input in = part_of(all, first, at.n, sellers);

	fill(&in, wave, site, room, tells);
	memcpy(desk->npv + first, room->sums + QS_SUM_OF_npv * at.n, at.n * sizeof *desk->npv);
	memcpy(desk->acceptance + first, room->acceptance, at.n * sizeof *desk->acceptance);
	tells->rates = (struct qs_member_rates){0};
	if (wish->figures)
		qs_member_figures(in.portfolio, at.years, at.n, room->lines, room->flow, at.members,
				  desk->columns + first, &tells->rates);
	put(in.context, &at, wish, room, desk, desk->any + strip * QS_LINE_COUNT * at.years);
}

struct qs_member_rates qs_account_strips_sum(const struct qs_account_desk *desk, size_t members, double *failing,
					     double *indicator)
{
	const size_t strips = qs_account_strips(members);
	struct qs_member_rates rates = {0};

	memset(failing, 0, QS_ACCEPTANCE_KINDS * sizeof *failing);
	memset(indicator, 0, (QS_INDICATOR_COUNT + 1) * sizeof *indicator);
	for (size_t k = 0; k < strips; k++) {
		const struct qs_account_strip *const strip = &desk->strip[k];

		rates.none += strip->rates.none;
		rates.several += strip->rates.several;
		rates.certain += strip->rates.certain;
		for (int j = 0; j < QS_ACCEPTANCE_KINDS; j++)
			failing[j] += strip->failing[j];
		for (int j = 0; j < QS_INDICATOR_COUNT; j++)
			indicator[j] += strip->indicator[j];
	}
	for (int j = 0; j < QS_ACCEPTANCE_KINDS; j++)
		failing[j] /= (double)members;
	for (int j = 0; j < QS_INDICATOR_COUNT; j++)
		indicator[j] /= (double)members;
	indicator[QS_INDICATOR_COUNT] = desk->strip->indicator[QS_INDICATOR_COUNT]; /* the same for all */
	return rates;
}

/* ---- cells ---- */

/* Adds the lanes of a row, at most QS_ACCOUNT_LANES, up and to a total. */
static void add_lanes(size_t n, const int64_t *row, int64_t *total, int *overflow)
{
	uint64_t sum = 0, large = 0;
	int64_t all = 0;

	for (size_t i = 0; i < n; i++) {
		sum += (uint64_t)row[i];
		large |= (uint64_t)row[i] + ((uint64_t)1 << 55);
	}
	if (large >> 56 == 0) /* all within 2^55, as what the kernel rounds is: 64 of them fit */
		all = (int64_t)sum;
	else
		for (size_t i = 0; i < n; i++)
			*overflow |= __builtin_add_overflow(all, row[i], &all);
	*overflow |= __builtin_add_overflow(*total, all, total);
}

void qs_account_cells_fill(struct qs_account_input *in, const struct qs_wave *wave, const struct qs_account_wish *wish,
			   struct qs_account_room *room, struct qs_account_desk *desk, double *const *sums)
{
	const size_t n = in->members;

	fill(in, wave, (size_t)(in->site - wave->sites), room, desk->strip);
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (size_t y = 0, any = (size_t)round_line(in->context, line, in->years * n, room);
		     any && y < in->years; y++) {
			add_lanes(n, room->strip + y * n, wish->total + (size_t)line * in->years + y, &room->overflow);
			wish->held[(size_t)line * in->years + y] = 1;
		}
	for (int s = 0; s < QS_SUM_COUNT; s++) {
		(void)round_to(in->context, n, room->sums + (size_t)s * n, qs_sum_quanta[s], room->strip);
		add_lanes(n, room->strip, wish->total_sums + s, &room->overflow);
		for (size_t i = 0; i < n; i++)
			sums[i][s] = (double)room->strip[i] * qs_sum_quanta[s];
	}
}

int qs_account_row(const struct qs_account_desk *desk, size_t rows, size_t members, size_t which, int64_t *row)
{
	const size_t strips = qs_account_strips(members);
	size_t written = 0;

	for (size_t s = 0; s < strips; s++)
		written += desk->any[s * rows + which];
	for (size_t s = 0; written && s < strips; s++) {
		const size_t first = s * QS_ACCOUNT_LANES, left = members - first;
		const size_t n = left < QS_ACCOUNT_LANES ? left : QS_ACCOUNT_LANES;

		if (desk->any[s * rows + which])
			memcpy(row + first, desk->quanta + first * rows + which * n, n * sizeof *row);
		else
			memset(row + first, 0, n * sizeof *row);
	}
	return written != 0;
}

void qs_account_add_row(const struct qs_context *context, const struct qs_account_desk *desk, size_t rows,
			size_t members, size_t which, const int64_t *row, int64_t *total, uint8_t *held, int *overflow)
{
	for (size_t s = 0, first = 0; first < members; s++, first += QS_ACCOUNT_LANES)
		if (desk->any[s * rows + which])
			add_to(context, members - first < QS_ACCOUNT_LANES ? members - first : QS_ACCOUNT_LANES,
			       row + first, total + which * members + first, &held[s * rows + which], overflow);
}

size_t qs_account_strip_read(const int64_t *total, size_t years, size_t members, size_t strip, double *lines)
{
	const size_t first = strip * QS_ACCOUNT_LANES, left = members - first;
	const size_t n = left < QS_ACCOUNT_LANES ? left : QS_ACCOUNT_LANES;

	for (int l = 0; l < QS_MEMBER_LINES; l++) {
		const size_t line = (size_t)qs_member_lines[l];

		for (size_t y = 0; y < years; y++)
			for (size_t i = 0; i < n; i++)
				lines[(line * years + y) * n + i] =
					(double)total[(line * years + y) * members + first + i] *
					qs_line_rows[line].quantum;
	}
	return n;
}
