#include "kernels/kernels.h"
#include "scenarios/account_lanes.h"
#include "scenarios/cells.h"
#include "scenarios/columns.h"

#include <string.h>

/* Cells of a piece: few enough that all threads find work, and enough that what they are added up in pays: rows of the
 * totals lie a page apart or more, those of a strip side by side in the cache. */
enum { CELLS = 16 };

struct qs_cell_strip {
	struct qs_account_desk desk;   /* whose totals hold the members of the strip alone */
	int64_t *land;                 /* [output][arm][year][members of the strip] */
	uint8_t begun[QS_CELL_GROUPS]; /* rows of land that hold something */
};

int qs_cells_take_strips(struct qs_arena *arena, struct qs_cell_books *books)
{
	const size_t threads = (size_t)books->context->threads, rows = QS_LINE_COUNT * books->years;
	int missing;

	books->strip = qs_arena_take(arena, threads, sizeof *books->strip);
	missing = !books->strip;
	for (size_t t = 0; !missing && t < threads; t++) {
		struct qs_cell_strip *const s = &books->strip[t];

		missing = qs_account_desk_take(arena, books->years, books->members, 0, 0, &s->desk);
		s->desk.total = qs_arena_take(arena, rows * QS_ACCOUNT_LANES, sizeof *s->desk.total);
		s->desk.held = qs_arena_take(arena, rows, sizeof *s->desk.held);
		s->desk.total_sums = qs_arena_take(arena, QS_SUM_COUNT * QS_ACCOUNT_LANES, sizeof *s->desk.total_sums);
		s->land = qs_arena_take(arena, QS_CELL_GROUPS * books->years * QS_ACCOUNT_LANES, sizeof *s->land);
		missing = missing || !s->desk.total || !s->desk.held || !s->desk.total_sums || !s->land;
	}
	return missing ? -1 : 0;
}

/* Units by district, in the order of the wave within each. */
static int list_units(struct qs_cell_wave *x, size_t **ends)
{
	struct qs_wave *const wave = x->wave;
	const size_t districts = x->books->districts;
	size_t *const next = qs_arena_take(&wave->arena, districts + 1, sizeof *next);

	wave->list = qs_arena_take(&wave->arena, wave->unit_count + 1, sizeof *wave->list);
	*ends = next;
	if (!next || !wave->list)
		return -1;
	for (size_t u = 0; u < wave->unit_count; u++)
		next[x->wave->district[wave->units[u].site - wave->sites] + 1]++;
	for (size_t d = 0; d < districts; d++)
		next[d + 1] += next[d];
	for (size_t k = 0; k < wave->unit_count; k++) {
		const size_t u = wave->order[k];

		wave->list[next[x->wave->district[wave->units[u].site - wave->sites]]++] = u;
	}
	return 0; /* next[d] is now the end of district d */
}

qs_status qs_cells_list_strips(struct qs_cell_wave *x, struct qs_err *err)
{
	struct qs_wave *const wave = x->wave;
	const size_t cells = wave->site_count * wave->strips;
	size_t *end;

	x->strip_sum = qs_arena_take(&wave->arena, cells * QS_SUM_COUNT, sizeof *x->strip_sum);
	x->strip_value = qs_arena_take(&wave->arena, cells * x->books->count, sizeof *x->strip_value);
	if (list_units(x, &end) || !x->strip_sum || !x->strip_value)
		return qs_fail(err, QS_ENOMEM, "strips of %zu cells", wave->site_count);
	for (size_t d = 0, from = 0; d < x->books->districts; d++) {
		const size_t first = wave->piece_count;

		for (size_t n; from < end[d]; from += n) {
			n = end[d] - from < CELLS ? end[d] - from : CELLS;
			for (size_t strip = 0; strip < wave->strips; strip++)
				wave->pieces[wave->piece_count++] =
					(struct qs_wave_piece){.from = from, .end = from + n, .strip = strip};
		}
		if (x->books->places < x->books->districts)
			qs_wave_sort(wave, first);
	}
	if (x->books->places == x->books->districts)
		qs_wave_sort(wave, 0);
	return QS_OK;
}

/* The sum over a block's lanes of an output and arm, quanta: of a flow over the years, else of the last year. */
static int64_t end_of(const struct qs_wave_block *block, size_t years, int o, int arm)
{
	size_t year = qs_output_rows[o].kind == QS_FLOW ? 0 : years - 1;
	int64_t sum = 0;

	for (; year < years; year++) {
		const int64_t *const row = block->value + ((size_t)(o * QS_ARMS + arm) * years + year) * block->n;

		for (size_t i = 0; i < block->n; i++)
			sum += row[i];
	}
	return sum;
}

static int64_t value_of(const struct qs_wave_block *block, size_t years, const struct qs_cell_value *value)
{
	const int o = (int)value->output;

	if (value->output == QS_OUTPUT_COUNT)
		return 0;
	if (value->series < QS_ARMS)
		return end_of(block, years, o, value->series);
	return end_of(block, years, o, QS_SERIES_project) -
	       end_of(block, years, o,
		      value->series == QS_SERIES_project_minus_baseline ? QS_SERIES_baseline : QS_SERIES_natural);
}

/* Accounts of a strip of a site, and its sums. */
static void settle(const struct qs_cell_wave *x, size_t site, size_t strip, int thread, double *sum)
{
	const struct qs_account_books *const b = x->accounts;
	const struct qs_kernels *const kernels = b->context->kernels;
	const size_t first = strip * QS_ACCOUNT_LANES, left = b->members - first;
	struct qs_account_desk *const desk = &x->books->strip[thread].desk;
	const struct qs_account_wish wish = {.total = desk->total,
					     .total_sums = desk->total_sums,
					     .held = desk->held,
					     .origin = first,
					     .step = QS_ACCOUNT_LANES};
	struct qs_account_input in = {.context = b->context,
				      .portfolio = b->portfolio,
				      .packs = b->packs,
				      .plan = &b->plan,
				      .site = &x->wave->sites[site],
				      .years = b->years,
				      .members = b->members,
				      .ensemble = b->members,
				      .shift = b->shift};

	qs_columns_measure(x->wave, b->portfolio, b->packs, site, &in);
	if (in.site->policy.slope_after_deg.given)
		in.slope_deg = in.site->policy.slope_after_deg.value;
	qs_account_strip_fill(&in, x->wave, site, strip, &wish, &b->room[thread], desk);
	for (size_t s = 0; s < QS_SUM_COUNT; s++) {
		int differ;

		kernels->quanta_sum(left < QS_ACCOUNT_LANES ? left : QS_ACCOUNT_LANES,
				    desk->sums + s * b->members + first, &sum[s], &differ);
	}
}

/* Adds a block's ledger to what the thread has of the strip. */
static void add_land(const struct qs_kernels *kernels, const struct qs_wave_block *block, size_t years,
		     struct qs_cell_strip *s, int *overflow)
{
	const size_t cells = years * block->n;

	for (size_t group = 0; group < QS_CELL_GROUPS; group++) {
		const int64_t *const value = block->value + group * cells;

		if (qs_cells_zero(value, cells))
			continue;
		if (s->begun[group])
			kernels->quanta_add(cells, value, s->land + group * cells, overflow);
		else
			memcpy(s->land + group * cells, value, cells * sizeof *value);
		s->begun[group] = 1;
	}
}

/* The lines and sums that a thread has of n members from `first` on into the district's. */
static void flush_lines(const struct qs_account_books *b, size_t district, size_t first, size_t n,
			struct qs_account_desk *from, int *overflow)
{
	const size_t rows = QS_LINE_COUNT * b->years, strips = qs_account_strips(b->members);
	int64_t *const total = b->desk->total + district % b->places * rows * b->members + first;
	int64_t *const sums = b->desk->total_sums + district * QS_SUM_COUNT * b->members + first;
	uint8_t *const held = b->desk->held + (district * strips + first / QS_ACCOUNT_LANES) * rows;

	for (size_t r = 0; r < rows; r++) {
		if (!from->held[r])
			continue;
		if (held[r]) /* else it is written and not read: account_lanes.h */
			b->context->kernels->quanta_add(n, from->total + r * QS_ACCOUNT_LANES, total + r * b->members,
							overflow);
		else
			memcpy(total + r * b->members, from->total + r * QS_ACCOUNT_LANES, n * sizeof *total);
		held[r] = 1;
		from->held[r] = 0;
	}
	for (size_t s = 0; s < QS_SUM_COUNT; s++)
		b->context->kernels->quanta_add(n, from->total_sums + s * QS_ACCOUNT_LANES, sums + s * b->members,
						overflow);
	memset(from->total_sums, 0, QS_SUM_COUNT * QS_ACCOUNT_LANES * sizeof *from->total_sums);
}

/* What a thread has of a strip of n members into the totals of its district. */
static void flush(const struct qs_cell_wave *x, size_t district, size_t strip, size_t n, int thread, int *overflow)
{
	const struct qs_cell_books *const books = x->books;
	struct qs_cell_strip *const s = &books->strip[thread];
	omp_lock_t *const lock = &books->lock[district * x->wave->strips + strip];
	const size_t first = strip * QS_ACCOUNT_LANES;

	omp_set_lock(lock);
	flush_lines(x->accounts, district, first, n, &s->desk, overflow);
	for (size_t group = 0; group < QS_CELL_GROUPS; group++)
		if (s->begun[group])
			*overflow |= qs_cells_add_members(books, district, group, first, n, n,
							  s->land + group * books->years * n);
	omp_unset_lock(lock);
	memset(s->begun, 0, sizeof s->begun);
}

size_t qs_cells_district_of(const struct qs_wave *wave, const struct qs_wave_piece *piece)
{
	return wave->district[wave->units[wave->list[piece->from]].site - wave->sites];
}

void qs_cells_strip(const struct qs_cell_wave *x, const struct qs_wave_piece *piece, int thread)
{
	const struct qs_cell_books *const books = x->books;
	const struct qs_wave *const wave = x->wave;
	const struct qs_wave_block *const block = &wave->blocks[piece->block0];
	const size_t site = (size_t)(wave->units[wave->list[piece->from]].site - wave->sites);
	const size_t at = site * wave->strips + piece->strip;
	int overflow = 0;

	settle(x, site, piece->strip, thread, x->strip_sum + at * QS_SUM_COUNT);
	add_land(books->context->kernels, block, books->years, &books->strip[thread], &overflow);
	for (size_t v = 0; v < books->count; v++)
		x->strip_value[at * books->count + v] = value_of(block, books->years, &books->values[v]);
	if (piece->from + 1 == piece->end)
		flush(x, x->wave->district[site], piece->strip, block->n, thread, &overflow);
	x->desk[thread].overflow |= overflow;
}

void qs_cells_tell_strips(const struct qs_cell_wave *x)
{
	const struct qs_cell_books *const books = x->books;
	const size_t n = x->wave->site_count, strips = x->wave->strips;
	const double members = (double)books->members;

	for (size_t s = 0; s < n; s++) {
		const double *const sum = x->strip_sum + s * strips * QS_SUM_COUNT;

		for (size_t k = 0; k < strips * QS_SUM_COUNT; k++)
			x->sums[s * QS_SUM_COUNT + k % QS_SUM_COUNT] += sum[k];
		for (size_t k = 0; k < QS_SUM_COUNT; k++)
			x->sums[s * QS_SUM_COUNT + k] = x->sums[s * QS_SUM_COUNT + k] * qs_sum_quanta[k] / members;
	}
	qs_cells_tell(x, 0, x->wave->unit_count);
}
