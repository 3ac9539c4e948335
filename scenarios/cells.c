#include "scenarios/cells.h"

#include "kernels/kernels.h"
#include "scenarios/account_lanes.h"

#include <math.h>
#include <omp.h>
#include <string.h>

/* Sets of totals: with one member each thread adds to its own. */
static size_t sets_of(size_t members, size_t threads)
{
	return members == 1 ? threads : 1;
}

uint64_t qs_cells_bytes(size_t places, size_t members, size_t years, size_t threads)
{
	return (uint64_t)sets_of(members, threads) * places * members * qs_wave_lane_bytes(years);
}

/* A lock of each output and arm, or strip, of each district, where threads add to one set of totals. */
static int take_locks(struct qs_arena *arena, struct qs_cell_books *books)
{
	const size_t each = books->strips > QS_CELL_GROUPS ? books->strips : QS_CELL_GROUPS;
	const size_t n = books->districts * each;

	books->begun = qs_arena_take(arena, books->districts * books->strips * QS_CELL_GROUPS, sizeof *books->begun);
	books->held = qs_arena_take(arena, books->districts * QS_CELL_GROUPS, sizeof *books->held);
	books->lock = qs_arena_take(arena, n, sizeof *books->lock);
	if (!books->begun || !books->held || !books->lock)
		return -1;
	for (; books->locks < n; books->locks++)
		omp_init_lock(&books->lock[books->locks]);
	return 0;
}

qs_status qs_cells_open(const struct qs_context *context, const struct qs_portfolio *portfolio,
			const struct qs_site_source *sites, size_t places, struct qs_arena *arena,
			struct qs_cell_books *books, struct qs_err *err)
{
	*books = (struct qs_cell_books){.context = context,
					.names = sites->districts,
					.districts = sites->district_count,
					.places = places,
					.members = (size_t)portfolio->members,
					.years = (size_t)portfolio->years};
	books->count = qs_cell_values(portfolio, books->values);
	books->sets = sets_of(books->members, (size_t)context->threads);
	books->total = qs_arena_take(
		arena, 1, (size_t)qs_cells_bytes(places, books->members, books->years, (size_t)context->threads));
	books->district = qs_arena_take(arena, books->districts + 1, sizeof *books->district);
	books->strips = qs_account_strips(books->members);
	books->loan = qs_arena_take(arena, (size_t)context->threads, sizeof *books->loan);
	for (size_t t = 0; books->loan && t < (size_t)context->threads; t++)
		qs_arena_init(&books->loan[t].arena, &context->allocator);
	if (!books->total || !books->district || !books->loan || (books->members > 1 && take_locks(arena, books)) ||
	    (qs_wave_strips(books->members) && qs_cells_take_strips(arena, books)))
		return qs_fail(err, QS_ENOMEM, "totals of %zu districts", books->districts);
	return QS_OK;
}

void qs_cells_close(struct qs_cell_books *books)
{
	qs_cells_unlend(books);
	while (books->locks)
		omp_destroy_lock(&books->lock[--books->locks]);
}

/* The district of each site of a wave, with memory of the wave; NULL without memory. */
static const uint32_t *find_districts(const struct qs_cell_books *books, struct qs_wave *wave)
{
	uint32_t *const district = qs_arena_take(&wave->arena, wave->site_count, sizeof *district);
	size_t last = 0;

	for (size_t s = 0; district && s < wave->site_count; s++) {
		const char *const name = wave->sites[s].district ? wave->sites[s].district : "";

		if (last >= books->districts || (books->names[last] != name && strcmp(books->names[last], name) != 0))
			for (last = 0; last + 1 < books->districts; last++)
				if (!strcmp(books->names[last], name))
					break;
		district[s] = (uint32_t)last;
	}
	return district;
}

/* Lanes of a block that stand side by side: members of one unit, or units of one district with a member each. */
struct stretch {
	size_t from, n;          /* lanes of the block */
	size_t district, member; /* of the first */
};

/* The stretches of a block, at most QS_LANES. */
static size_t find_stretches(const struct qs_cell_wave *x, const struct qs_wave_block *block, struct stretch *all)
{
	size_t n = 0;

	for (size_t k = 0; k < block->segment_count; k++) {
		const struct qs_segment *const g = &x->wave->segments[block->segment0 + k];
		const size_t of = x->wave->district[g->site - x->wave->sites];

		if (n && x->books->members == 1 && all[n - 1].district == of)
			all[n - 1].n += g->n;
		else
			all[n++] = (struct stretch){g->lane0, g->n, of, g->member0};
	}
	return n;
}

static size_t rows_of(const struct qs_cell_books *books)
{
	return QS_CELL_GROUPS * books->years;
}

int64_t *qs_cells_row(const struct qs_cell_books *books, size_t district, size_t row)
{
	return books->total + (district % books->places * rows_of(books) + row) * books->members;
}

/* All years of an output and arm of cells with one member into the thread's totals. */
static int add_cells(const struct qs_cell_books *books, const struct qs_wave_block *block, const struct stretch *s,
		     size_t group, int thread)
{
	const int64_t *value = block->value + group * books->years * block->n + s->from;
	int64_t *const total = qs_cells_row(books, s->district, group * books->years) +
			       (size_t)thread * books->districts * rows_of(books);
	int overflow = 0;

	for (size_t y = 0; y < books->years; y++, value += block->n) {
		int64_t sum = 0; /* a ledger holds numbers below 2^51, a block not 2^12 of them */

		for (size_t i = 0; i < s->n; i++)
			sum += value[i];
		overflow |= __builtin_add_overflow(total[y], sum, &total[y]);
	}
	return overflow;
}

int qs_cells_add_members(const struct qs_cell_books *books, size_t district, size_t group, size_t first, size_t n,
			 size_t step, const int64_t *value)
{
	const size_t m = books->members, years = books->years;
	int64_t *const total = qs_cells_row(books, district, group * years);
	int overflow = 0;

	for (size_t strip = first / QS_ACCOUNT_LANES; strip * QS_ACCOUNT_LANES < first + n; strip++) {
		uint8_t *const begun = &books->begun[(district * books->strips + strip) * QS_CELL_GROUPS + group];
		const size_t from = strip * QS_ACCOUNT_LANES, left = m - from;

		for (size_t y = 0; !*begun && y < years; y++)
			memset(total + y * m + from, 0,
			       (left < QS_ACCOUNT_LANES ? left : QS_ACCOUNT_LANES) * sizeof *total);
		*begun = 1;
	}
	for (size_t y = 0; y < years; y++)
		books->context->kernels->quanta_add(n, value + y * step, total + y * m + first, &overflow);
	return overflow;
}

/* A stretch of members into the totals of all threads. */
static int add_members(const struct qs_cell_books *books, const struct qs_wave_block *block, const struct stretch *s,
		       size_t group)
{
	omp_lock_t *const lock = &books->lock[s->district * QS_CELL_GROUPS + group];
	int overflow;

	omp_set_lock(lock);
	overflow = qs_cells_add_members(books, s->district, group, s->member, s->n, block->n,
					block->value + group * books->years * block->n + s->from);
	omp_unset_lock(lock);
	return overflow;
}

int qs_cells_zero(const int64_t *value, size_t n)
{
	int64_t any = 0;

	for (size_t i = 0; i < n; i++)
		any |= value[i];
	return !any;
}

void qs_cells_add_block(const struct qs_cell_wave *x, const struct qs_wave_block *block, size_t from, size_t to,
			int thread)
{
	struct stretch stretches[QS_LANES];
	const size_t count = find_stretches(x, block, stretches), cells = x->books->years * block->n;
	int overflow = 0;

	for (size_t group = from; group < to; group++) {
		if (qs_cells_zero(block->value + group * cells, cells))
			continue;
		for (size_t k = 0; k < count; k++)
			overflow |= x->books->members == 1 ? add_cells(x->books, block, &stretches[k], group, thread)
							   : add_members(x->books, block, &stretches[k], group);
	}
	x->desk[thread].overflow |= overflow;
}

/* The sum over members of an output and arm, quanta: of a flow over the years, else of the last year. */
static int64_t end_of(const struct qs_cell_books *books, const struct qs_wave *wave, size_t site, int o, int arm)
{
	size_t year = qs_output_rows[o].kind == QS_FLOW ? 0 : books->years - 1;
	int64_t sum = 0;

	for (; year < books->years; year++)
		for (size_t u = wave->site_unit[site]; u < wave->site_unit[site + 1]; u++)
			sum += qs_wave_unit_sum(wave, u, o, arm, year);
	return sum;
}

static float value_of(const struct qs_cell_wave *x, size_t site, size_t which)
{
	const struct qs_cell_books *const books = x->books;
	const struct qs_cell_value *const value = &books->values[which];
	const int o = (int)value->output;
	int64_t sum = 0;

	if (value->output == QS_OUTPUT_COUNT)
		return (float)x->sums[site * QS_SUM_COUNT + value->sum];
	for (size_t k = 0; k < x->wave->strips; k++)
		sum += x->strip_value[(site * x->wave->strips + k) * books->count + which];
	if (!x->wave->strips)
		sum = end_of(books, x->wave, site, o, value->series < QS_ARMS ? value->series : QS_SERIES_project);
	if (!x->wave->strips && value->series >= QS_ARMS)
		sum -= end_of(books, x->wave, site, o,
			      value->series == QS_SERIES_project_minus_baseline ? QS_SERIES_baseline
										: QS_SERIES_natural);
	return (float)((double)sum * qs_output_rows[o].quantum / (double)books->members);
}

void qs_cells_add_areas(const struct qs_cell_wave *x, const double *residual, size_t from, size_t end)
{
	const struct qs_wave *const wave = x->wave;

	for (size_t u = 0; u < wave->unit_count; u++) {
		const size_t d = wave->district[wave->units[u].site - wave->sites];
		struct qs_district *const of = &x->books->district[d];
		const double ha = qs_unit_planimetric_ha(wave->units[u].unit);

		if (d < from || d >= end)
			continue;
		of->area_ha += ha;
		of->restored_ha += wave->units[u].unit->treatment ? ha : 0;
	}
	for (size_t g = 0; g < wave->segment_count; g++) {
		const size_t d = wave->district[wave->segments[g].site - wave->sites];
		struct qs_district *const of = &x->books->district[d];

		if (d >= from && d < end && residual[g] > of->residual)
			of->residual = residual[g];
	}
}

void qs_cells_tell(const struct qs_cell_wave *x, size_t from, size_t end)
{
	const struct qs_wave *const wave = x->wave;
	const size_t n = wave->site_count;

	for (size_t k = from; k < end; k++) {
		const struct qs_site *const site = wave->units[wave->order[k]].site;
		const size_t s = (size_t)(site - wave->sites);
		const int placed = site->lon.given && site->lat.given;

		if (wave->order[k] != wave->site_unit[s])
			continue;
		x->lon[s] = placed ? (float)site->lon.value : (float)NAN;
		x->lat[s] = placed ? (float)site->lat.value : (float)NAN;
		for (size_t v = 0; v < x->books->count; v++)
			x->value[v * n + s] = value_of(x, s, v);
	}
}

qs_status qs_cells_begin(struct qs_cell_books *books, struct qs_account_books *accounts,
			 struct qs_credit_books *credits, struct qs_wave *wave,
			 const struct qs_verdicts *const *verdicts, struct qs_cell_wave *x, struct qs_err *err)
{
	const size_t threads = (size_t)books->context->threads, n = wave->site_count;

	*x = (struct qs_cell_wave){
		.books = books, .accounts = accounts, .credits = credits, .wave = wave, .verdicts = verdicts};
	wave->district = find_districts(books, wave);
	x->sums = qs_arena_take(&wave->arena, n * QS_SUM_COUNT, sizeof *x->sums);
	x->value = qs_arena_take(&wave->arena, (books->count + 2) * n, sizeof *x->value);
	x->desk = qs_arena_take(&wave->arena, threads, sizeof *x->desk);
	if (!wave->district || !x->sums || !x->value || !x->desk)
		return qs_fail(err, QS_ENOMEM, "accounts of %zu sites", n);
	x->lon = x->value + books->count * n;
	x->lat = x->lon + n;
	for (size_t t = 0; t < threads; t++) {
		x->desk[t].accounts.credits =
			qs_arena_take(&wave->arena, credits->count + 1, sizeof *x->desk[t].accounts.credits);
		if (!x->desk[t].accounts.credits)
			return qs_fail(err, QS_ENOMEM, "credits of %zu registrations", credits->count);
	}
	return QS_OK;
}

qs_status qs_cells_end(struct qs_cell_wave *x, const double *residual, const struct qs_sink *sink, struct qs_err *err)
{
	struct qs_cell_books *const books = x->books;
	const size_t n = x->wave->site_count;
	qs_status status = QS_OK;

	for (size_t t = 0; t < (size_t)books->context->threads; t++)
		if (x->desk[t].overflow)
			return qs_fail(err, QS_EINVARIANT, "a district's totals do not fit 63 bits");
	qs_cells_add_areas(x, residual, books->ended, books->districts);
	if (sink->cells)
		status = sink->cells(sink->self, &(struct qs_cells){books->seen, n, x->value, x->lon, x->lat}, err);
	books->seen += n;
	return status;
}

void qs_cells_district(const struct qs_cell_books *books, size_t district, struct qs_site *site,
		       struct qs_reduced *reduced)
{
	const struct qs_district *const of = &books->district[district];

	*site = (struct qs_site){0};
	qs_fields_default(&qs_table_site, site);
	site->id = site->district = site->name.zh = site->name.en = books->names[district];
	site->type = -1; /* a district has none, nor one height or rain */
	site->elevation_m.value = site->rain_mm_per_year.value = (double)NAN;
	reduced->area_ha = of->area_ha;
	reduced->restored_ha = of->restored_ha;
	reduced->residual = of->residual;
}

struct qs_totals qs_cells_totals(const struct qs_cell_books *books, size_t district)
{
	uint8_t *const held = books->held ? books->held + district * QS_CELL_GROUPS : NULL;

	for (size_t k = 0; held && k < books->strips * QS_CELL_GROUPS; k++)
		held[k % QS_CELL_GROUPS] |= books->begun[district * books->strips * QS_CELL_GROUPS + k];
	return (struct qs_totals){qs_cells_row(books, district, 0), books->members, books->years, held};
}

void qs_cells_clear(const struct qs_cell_books *books, size_t district)
{
	const size_t row = books->years * books->members;

	for (size_t group = 0; group < QS_CELL_GROUPS; group++)
		if (books->held[district * QS_CELL_GROUPS + group])
			memset(qs_cells_row(books, district, group * books->years), 0, row * sizeof *books->total);
}

int qs_cells_gather(struct qs_cell_books *books)
{
	const size_t n = books->districts * rows_of(books) * books->members;
	int overflow = 0;

	for (size_t t = 1; t < books->sets; t++)
		books->context->kernels->quanta_add(n, books->total + t * n, books->total, &overflow);
	return overflow;
}

/* Nonzero if a district has something in a group of rows. */
static int is_held(const struct qs_cell_books *books, size_t district, size_t group)
{
	return !books->held || books->held[district * QS_CELL_GROUPS + group];
}

int qs_cells_sum(const struct qs_cell_books *books, size_t end, int thread, struct qs_totals *totals)
{
	const size_t rows = rows_of(books), m = books->members;
	int overflow = 0;

#pragma omp parallel for schedule(dynamic, 8) num_threads(qs_team_of(books->context, thread)) reduction(| : overflow)
	for (size_t row = 0; row < rows; row++) {
		int64_t *const to = totals->value + row * m;
		int begun = 0; /* what holds nothing yet is written and not read */

		for (size_t d = 0; d < books->ended && !begun; d++)
			begun = is_held(books, d, row / books->years);
		for (size_t d = books->ended; d < end; d++) {
			if (!is_held(books, d, row / books->years))
				continue;
			if (begun)
				books->context->kernels->quanta_add(m, qs_cells_row(books, d, row), to, &overflow);
			else
				memcpy(to, qs_cells_row(books, d, row), m * sizeof *to);
			begun = 1;
		}
	}
	return overflow;
}
