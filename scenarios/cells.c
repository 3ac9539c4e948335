#include "scenarios/cells.h"

#include "kernels/kernels.h"
#include "scenarios/account_lanes.h"
#include "scenarios/columns.h"

#include <math.h>
#include <omp.h>
#include <string.h>

uint64_t qs_cells_bytes(size_t districts, size_t members, size_t years)
{
	return (uint64_t)districts * members * qs_wave_lane_bytes(years);
}

qs_status qs_cells_open(const struct qs_context *context, const struct qs_portfolio *portfolio,
			const struct qs_site_source *sites, struct qs_arena *arena, struct qs_cell_books *books,
			struct qs_err *err)
{
	*books = (struct qs_cell_books){.context = context,
					.names = sites->districts,
					.districts = sites->district_count,
					.members = (size_t)portfolio->members,
					.years = (size_t)portfolio->years};
	books->count = qs_cell_values(portfolio, books->values);
	books->total =
		qs_arena_take_raw(arena, 1, (size_t)qs_cells_bytes(books->districts, books->members, books->years));
	books->district = qs_arena_take(arena, books->districts + 1, sizeof *books->district);
	return books->total && books->district ? QS_OK
					       : qs_fail(err, QS_ENOMEM, "totals of %zu districts", books->districts);
}

const uint32_t *qs_cells_districts(const struct qs_cell_books *books, struct qs_wave *wave)
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

/* What a thread makes of one site after another. */
struct desk {
	struct qs_site_accounts accounts;
	struct qs_err err; /* of the first site that failed here */
	size_t failed;
	qs_status status;
};

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
	       accounts->district[wave->units[wave->order[k + n]].site - wave->sites] ==
		       accounts->district[wave->units[first].site - wave->sites])
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
	const size_t district = b->district[site - wave->sites];
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
			size_t s, const struct qs_verdicts *verdicts, double *sums, struct desk *desk)
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

/* What the sites of a wave are settled with; desk: [threads]. */
struct settling {
	struct qs_account_books *accounts;
	struct qs_credit_books *credits;
	const struct qs_wave *wave;
	const struct qs_verdicts *const *verdicts;
	double *sums;
	struct desk *desk;
};

/* Settles the sites and cells of units order[from] on, before `end`; a site goes with its first unit. */
static void settle_units(const struct settling *x, size_t from, size_t end)
{
	const struct qs_wave *const wave = x->wave;
	const int thread = omp_get_thread_num();

	for (size_t k = from, n; k < end; k += n) {
		const size_t u = wave->order[k], s = (size_t)(wave->units[u].site - wave->sites);

		n = count_alike(x->accounts, wave, k, end);
		if (n > 1)
			settle_cells(x->accounts, wave, k, n, thread, x->sums);
		else if (u == wave->site_unit[s])
			settle_site(x->accounts, x->credits, wave, s, x->verdicts[s], x->sums, &x->desk[thread]);
	}
}

qs_status qs_cells_settle(struct qs_account_books *accounts, struct qs_credit_books *credits, struct qs_wave *wave,
			  const struct qs_verdicts *const *verdicts, double *sums, struct qs_err *err)
{
	enum { CHUNK = 4 * QS_ACCOUNT_LANES };
	const size_t threads = (size_t)accounts->context->threads, count = wave->unit_count;
	const size_t step = wave->members < 8 ? CHUNK : 1;
	struct desk *const all = qs_arena_take(&wave->arena, threads, sizeof *all), *first = NULL;
	const struct settling x = {accounts, credits, wave, verdicts, sums, all};

	for (size_t t = 0; all && t < threads; t++) {
		all[t].accounts.credits =
			qs_arena_take(&wave->arena, credits->count + 1, sizeof *all[t].accounts.credits);
		if (!all[t].accounts.credits)
			return qs_fail(err, QS_ENOMEM, "credits of %zu registrations", credits->count);
	}
	if (!all)
		return qs_fail(err, QS_ENOMEM, "accounts of %zu threads", threads);
	/* in the order of lanes, so that neighbours read the same lines of the ledger, which hold 8 values */
	if (accounts->desks == 1) /* no team around those that share a site: its threads would be made anew for each */
		settle_units(&x, 0, count);
	else
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)accounts->desks)
		for (size_t from = 0; from < count; from += step)
			settle_units(&x, from, from + step < count ? from + step : count);
	for (size_t t = 0; t < threads; t++)
		if (all[t].status != QS_OK && (!first || all[t].failed < first->failed))
			first = &all[t];
	return first ? qs_fail(err, first->status, "%s", first->err.text) : QS_OK;
}

static size_t rows_of(const struct qs_cell_books *books)
{
	return (size_t)QS_OUTPUT_COUNT * QS_ARMS * books->years;
}

/* Lanes of a block that stand side by side: members of one unit, or units of one district with a member each. */
struct stretch {
	const struct qs_wave_block *block;
	size_t from, n;          /* lanes of the block */
	size_t district, member; /* of the first */
};

/* The stretches of a wave, with memory of the wave; NULL without memory. */
static struct stretch *find_stretches(const struct qs_cell_books *books, struct qs_wave *wave, const uint32_t *district,
				      size_t *count)
{
	struct stretch *const all = qs_arena_take(&wave->arena, wave->segment_count, sizeof *all);
	size_t n = 0;

	for (size_t b = 0; all && b < wave->block_count; b++) {
		const struct qs_wave_block *const block = &wave->blocks[b];

		for (size_t k = 0; k < block->segment_count; k++) {
			const struct qs_segment *const g = &wave->segments[block->segment0 + k];
			const size_t of = district[g->site - wave->sites];

			if (k && books->members == 1 && all[n - 1].district == of)
				all[n - 1].n += g->n;
			else
				all[n++] = (struct stretch){block, g->lane0, g->n, of, g->member0};
		}
	}
	*count = n;
	return all;
}

/* Row (output, arm, year) of a district's totals. */
static int64_t *total_row(const struct qs_cell_books *books, size_t district, size_t row)
{
	return books->total + (district * rows_of(books) + row) * books->members;
}

/* A stretch of one row of the ledger into the districts' totals. */
static int add_row(struct qs_cell_books *books, const struct stretch *s, size_t row)
{
	const int64_t *const value = s->block->value + row * s->block->n + s->from;
	int64_t *const total = total_row(books, s->district, row) + s->member;
	int64_t sum = 0; /* a ledger holds numbers below 2^51, a block not 2^12 of them */
	int overflow = 0;

	if (books->members > 1) {
		books->context->kernels->quanta_add(s->n, value, total, &overflow);
		return overflow;
	}
	for (size_t i = 0; i < s->n; i++)
		sum += value[i];
	return __builtin_add_overflow(*total, sum, total);
}

/* All years of an output and arm at a time: in a block they lie in one piece. */
static qs_status add_totals(struct qs_cell_books *books, struct qs_wave *wave, const uint32_t *district,
			    struct qs_err *err)
{
	const size_t years = books->years;
	size_t count = 0;
	const struct stretch *const stretches = find_stretches(books, wave, district, &count);
	int overflow = 0;

	if (!stretches)
		return qs_fail(err, QS_ENOMEM, "districts of %llu lanes", (unsigned long long)wave->lanes);
#pragma omp parallel for schedule(dynamic, 1) num_threads(books->context->threads) reduction(| : overflow)
	for (size_t first = 0; first < rows_of(books); first += years) {
		for (size_t d = 0; !books->seen && d < books->districts; d++) /* by all threads: they are large */
			memset(total_row(books, d, first), 0, years * books->members * sizeof(int64_t));
		for (size_t k = 0; k < count; k++)
			for (size_t row = first; row < first + years; row++)
				overflow |= add_row(books, &stretches[k], row);
	}
	return overflow ? qs_fail(err, QS_EINVARIANT, "a district's totals do not fit 63 bits") : QS_OK;
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

static float value_of(const struct qs_cell_books *books, const struct qs_wave *wave, size_t site,
		      const struct qs_cell_value *value, const double *sums)
{
	const int o = (int)value->output;
	int64_t sum;

	if (value->output == QS_OUTPUT_COUNT)
		return (float)sums[value->sum];
	sum = end_of(books, wave, site, o, value->series < QS_ARMS ? value->series : QS_SERIES_project);
	if (value->series >= QS_ARMS)
		sum -= end_of(books, wave, site, o,
			      value->series == QS_SERIES_project_minus_baseline ? QS_SERIES_baseline
										: QS_SERIES_natural);
	return (float)((double)sum * qs_output_rows[o].quantum / (double)books->members);
}

static void add_areas(struct qs_cell_books *books, const struct qs_wave *wave, const uint32_t *district,
		      const double *residual)
{
	for (size_t u = 0; u < wave->unit_count; u++) {
		struct qs_district *const of = &books->district[district[wave->units[u].site - wave->sites]];
		const double ha = qs_unit_planimetric_ha(wave->units[u].unit);

		of->area_ha += ha;
		of->restored_ha += wave->units[u].unit->treatment ? ha : 0;
	}
	for (size_t g = 0; g < wave->segment_count; g++) {
		struct qs_district *const of = &books->district[district[wave->segments[g].site - wave->sites]];

		of->residual = residual[g] > of->residual ? residual[g] : of->residual;
	}
}

qs_status qs_cells_wave(struct qs_cell_books *books, struct qs_wave *wave, const uint32_t *district,
			const double *residual, const double *sums, const struct qs_sink *sink, struct qs_err *err)
{
	const size_t n = wave->site_count;
	float *const value = qs_arena_take(&wave->arena, (books->count + 2) * n, sizeof *value);
	float *const lon = value ? value + books->count * n : NULL, *const lat = value ? lon + n : NULL;
	qs_status status =
		value ? add_totals(books, wave, district, err) : qs_fail(err, QS_ENOMEM, "end values of %zu cells", n);

	if (status != QS_OK)
		return status;
	add_areas(books, wave, district, residual);
	/* in the order of lanes, so that neighbours read the same lines of the ledger; a site goes with its first unit
	 */
#pragma omp parallel for schedule(static) num_threads(books->context->threads)
	for (size_t k = 0; k < wave->unit_count; k++) {
		const struct qs_site *const site = wave->units[wave->order[k]].site;
		const size_t s = (size_t)(site - wave->sites);
		const int placed = site->lon.given && site->lat.given;

		if (wave->order[k] != wave->site_unit[s])
			continue;
		lon[s] = placed ? (float)site->lon.value : (float)NAN;
		lat[s] = placed ? (float)site->lat.value : (float)NAN;
		for (size_t v = 0; v < books->count; v++)
			value[v * n + s] = value_of(books, wave, s, &books->values[v], sums + s * QS_SUM_COUNT);
	}
	if (sink->cells)
		status = sink->cells(sink->self, &(struct qs_cells){books->seen, n, value, lon, lat}, err);
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
	return (struct qs_totals){total_row(books, district, 0), books->members, books->years};
}

int qs_cells_sum(const struct qs_cell_books *books, struct qs_totals *totals)
{
	const size_t rows = rows_of(books), m = books->members;
	int overflow = 0;

#pragma omp parallel for schedule(dynamic, 8) num_threads(books->context->threads) reduction(| : overflow)
	for (size_t row = 0; row < rows; row++) {
		memcpy(totals->value + row * m, total_row(books, 0, row), m * sizeof *totals->value);
		for (size_t d = 1; d < books->districts; d++)
			books->context->kernels->quanta_add(m, total_row(books, d, row), totals->value + row * m,
							    &overflow);
	}
	return overflow;
}
