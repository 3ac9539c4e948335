#include "scenarios/run.h"

#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/base/version.h"
#include "model/market/verdict.h"
#include "scenarios/credits.h"
#include "scenarios/reduce.h"
#include "scenarios/wave.h"

#include <omp.h>
#include <string.h>
#include <time.h>

enum { CHUNK_SITES = 4096 };
static const uint64_t wave_bytes = 96u << 20; /* of ledger and results: sites go through the run in waves of this size */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* What the waves of a run share. */
struct run {
	const struct qs_context *context;
	const struct qs_run_input *input;
	struct qs_sink *sink;
	struct qs_arena arena;
	struct qs_arena ledger_arena; /* the waves' ledger, kept from wave to wave */
	int64_t *ledger;
	size_t ledger_lanes;
	struct qs_totals totals;
	struct qs_credit_books books;
	struct qs_reduced all;     /* the portfolio */
	int kept[QS_OUTPUT_COUNT]; /* outputs of which every member is kept */
	size_t kept_count;
	int64_t *work;        /* per thread: (QS_ARMS + 1) x members */
	uint64_t done, total; /* lanes */
	size_t index;         /* of the next site */
	double physics_seconds;
};

/* ---- physics ---- */

static qs_status run_block(const struct run *run, const struct qs_wave *wave, struct qs_wave_block *block,
			   const int *stop, double *residual, struct qs_err *err)
{
	struct qs_arena arena;
	struct qs_block lanes;
	struct qs_ledger ledger = {.value = block->value, .years = wave->years};
	qs_status status;

	qs_arena_init(&arena, &run->context->allocator);
	status = qs_block_start(run->context, run->input->portfolio, &wave->recipes[block->recipe],
				wave->segments + block->segment0, block->segment_count, &arena, &lanes, err);
	for (size_t year = 0; status == QS_OK && year < wave->years; year++) {
		int stopped;

#pragma omp atomic read
		stopped = *stop;
		if (stopped)
			break;
		qs_land_year(&lanes, (int)year, &ledger);
	}
	if (status == QS_OK) {
		*residual = qs_block_residual(&lanes);
		if (ledger.bad)
			status = qs_fail(err, QS_EINVARIANT, "site %s, unit %s: a result is not finite or too large",
					 lanes.segments->site->id, lanes.segments->unit->id);
		else if (!(*residual <= 1e-12))
			status = qs_fail(err, QS_EINVARIANT, "site %s, unit %s: carbon balance off by %.3g",
					 lanes.segments->site->id, lanes.segments->unit->id, *residual);
	}
	qs_arena_free(&arena);
	return status;
}

/* All blocks of a wave; the first failure in the order of blocks is told. */
static qs_status physics(struct run *run, struct qs_wave *wave, double *residual, struct qs_err *err)
{
	const struct qs_messages *say = &run->context->messages;
	struct qs_err *const errs = qs_arena_take(&wave->arena, wave->block_count, sizeof *errs);
	qs_status *const statuses = qs_arena_take(&wave->arena, wave->block_count, sizeof *statuses);
	omp_lock_t turn; /* a named critical section would be a lock of the whole process */
	int stop = 0;
	const double start = now();

	if (!errs || !statuses)
		return qs_fail(err, QS_ENOMEM, "%zu blocks", wave->block_count);
	omp_init_lock(&turn);
#pragma omp parallel for schedule(dynamic, 1) num_threads(run->context->threads)
	for (size_t b = 0; b < wave->block_count; b++) {
		int stopped;

#pragma omp atomic read
		stopped = stop;
		if (stopped)
			continue;
		statuses[b] = run_block(run, wave, &wave->blocks[b], &stop, &residual[b], &errs[b]);
		if (statuses[b] != QS_OK) {
#pragma omp atomic write
			stop = 1;
		}
		omp_set_lock(&turn);
		run->done += wave->blocks[b].n;
		if (say->progress && say->progress(say->self, run->done, run->total)) {
			statuses[b] = statuses[b] == QS_OK ? QS_EINTERRUPTED : statuses[b];
#pragma omp atomic write
			stop = 1;
		}
		omp_unset_lock(&turn);
	}
	omp_destroy_lock(&turn);
	run->physics_seconds += now() - start;
	for (size_t b = 0; b < wave->block_count; b++)
		if (statuses[b] == QS_EINTERRUPTED)
			return qs_fail(err, QS_EINTERRUPTED, "stopped");
		else if (statuses[b] != QS_OK)
			return qs_fail(err, statuses[b], "%s", errs[b].text);
	return QS_OK;
}

/* ---- reduction ---- */

static int64_t *thread_work(const struct run *run)
{
	return run->work + (size_t)omp_get_thread_num() * (QS_ARMS + 1) * run->totals.members;
}

/* Adds a site's row to the portfolio's; each (output, arm, year) belongs to one thread. */
static int add_total(struct qs_totals *totals, int o, int a, size_t year, const int64_t *member)
{
	int64_t *const sum = totals->value + ((size_t)(o * QS_ARMS + a) * totals->years + year) * totals->members;
	int overflow = 0;

	for (size_t i = 0; i < totals->members; i++)
		overflow |= __builtin_add_overflow(sum[i], member[i], &sum[i]);
	return overflow;
}

/* Keeps the members of a row, member [QS_ARMS][members], if they are asked for. */
static void keep_members(const struct run *run, int o, size_t year, const int64_t *member, struct qs_reduced *reduced)
{
	const size_t members = run->totals.members;

	for (size_t k = 0; k < run->kept_count; k++)
		for (size_t a = 0; a < QS_ARMS && run->kept[k] == o; a++)
			memcpy(reduced->member + ((k * QS_ARMS + a) * run->totals.years + year) * members,
			       member + a * members, members * sizeof *member);
}

/* Every (output, year) of every site of the wave, each with all arms: quantiles, and the portfolio's member totals. */
static void reduce_rows(struct run *run, const struct qs_wave *wave, struct qs_reduced *reduced)
{
	const size_t members = wave->members, rows = QS_OUTPUT_COUNT * wave->years;
	int overflow = 0;

#pragma omp parallel for schedule(dynamic, 4) num_threads(run->context->threads) reduction(| : overflow)
	for (size_t row = 0; row < rows; row++) {
		const int o = (int)(row / wave->years);
		const size_t year = row % wave->years;
		int64_t *const member = thread_work(run);

		for (size_t s = 0; s < wave->site_count; s++) {
			memset(member, 0, QS_ARMS * members * sizeof *member);
			for (int a = 0; a < QS_ARMS; a++) {
				qs_wave_site_row(wave, s, o, a, year, member + (size_t)a * members);
				overflow |= add_total(&run->totals, o, a, year, member + (size_t)a * members);
			}
			keep_members(run, o, year, member, &reduced[s]);
			qs_reduce_row(run->context->kernels, members, wave->years, o, year, member,
				      member + QS_ARMS * members, &reduced[s]);
		}
	}
	run->totals.overflow |= overflow;
}

/* What scalars are made of, a site at a time, years in order. */
static void reduce_horizons(const struct run *run, const struct qs_wave *wave, struct qs_reduced *reduced)
{
	static const int needed[] = {QS_OUT_grown_co2e,     QS_OUT_works_co2e, QS_OUT_imported_c,
				     QS_OUT_brought_lost_c, QS_OUT_works_cny,  QS_OUT_upkeep_cny};
	const size_t members = wave->members;

#pragma omp parallel for schedule(dynamic, 1) num_threads(run->context->threads)
	for (size_t s = 0; s < wave->site_count; s++) {
		int64_t *const member = thread_work(run);

		for (size_t year = 0; year < wave->years; year++) {
			for (size_t k = 0; k < sizeof needed / sizeof needed[0]; k++)
				for (int a = 0; a < QS_ARMS; a++) {
					memset(member, 0, members * sizeof *member);
					qs_wave_site_row(wave, s, needed[k], a, year, member);
					qs_reduce_horizon(members, wave->years, needed[k], a, year, member,
							  &reduced[s]);
				}
			memset(member, 0, 2 * members * sizeof *member);
			qs_wave_site_row(wave, s, QS_OUT_net_co2e, QS_SERIES_project, year, member);
			qs_wave_site_row(wave, s, QS_OUT_net_co2e, QS_SERIES_baseline, year, member + members);
			qs_reduce_payback(members, year, member, member + members, &reduced[s]);
		}
	}
}

static void reduce_portfolio(struct run *run)
{
	const struct qs_totals *t = &run->totals;
	const size_t rows = QS_OUTPUT_COUNT * t->years;

#pragma omp parallel for schedule(dynamic, 4) num_threads(run->context->threads)
	for (size_t row = 0; row < rows; row++) {
		const int o = (int)(row / t->years);
		const size_t year = row % t->years;
		int64_t *const member = thread_work(run);

		for (int a = 0; a < QS_ARMS; a++)
			memcpy(member + (size_t)a * t->members,
			       t->value + ((size_t)(o * QS_ARMS + a) * t->years + year) * t->members,
			       t->members * sizeof *member);
		keep_members(run, o, year, member, &run->all);
		qs_reduce_row(run->context->kernels, t->members, t->years, o, year, member,
			      member + QS_ARMS * t->members, &run->all);
	}
	for (size_t year = 0; year < t->years; year++) {
		for (int o = 0; o < QS_OUTPUT_COUNT; o++)
			for (int a = 0; a < QS_ARMS; a++)
				qs_reduce_horizon(t->members, t->years, o, a, year,
						  t->value + ((size_t)(o * QS_ARMS + a) * t->years + year) * t->members,
						  &run->all);
		qs_reduce_payback(t->members, year,
				  t->value + ((size_t)(QS_OUT_net_co2e * QS_ARMS + QS_SERIES_project) * t->years +
					      year) * t->members,
				  t->value + ((size_t)(QS_OUT_net_co2e * QS_ARMS + QS_SERIES_baseline) * t->years +
					      year) * t->members,
				  &run->all);
	}
}

static void describe(const struct run *run, const struct qs_reduced *reduced, size_t index, const struct qs_site *site,
		     struct qs_result *result)
{
	*result = (struct qs_result){.index = index,
				     .site = site,
				     .area_ha = reduced->area_ha,
				     .restored_ha = reduced->restored_ha,
				     .mean = reduced->mean,
				     .member = reduced->member,
				     .quantile = reduced->quantile,
				     .balance_residual_max = reduced->residual};
	qs_reduce_scalars(run->context->kernels, run->totals.members, run->totals.years, run->work, reduced,
			  result->scalar);
}

static void measure_areas(const struct qs_wave *wave, struct qs_reduced *reduced)
{
	for (size_t s = 0; s < wave->site_count; s++)
		for (size_t u = wave->site_unit[s]; u < wave->site_unit[s + 1]; u++) {
			const double ha = qs_unit_planimetric_ha(wave->units[u].unit);

			reduced[s].area_ha += ha;
			reduced[s].restored_ha += wave->units[u].unit->treatment ? ha : 0;
		}
}

/* Room for the ledger of a wave: taken anew only if it must grow. */
static qs_status reserve_ledger(struct run *run, const struct qs_site *sites, size_t n, struct qs_err *err)
{
	size_t lanes = 0;

	for (size_t s = 0; s < n; s++)
		lanes += sites[s].units.n * run->totals.members;
	if (lanes <= run->ledger_lanes)
		return QS_OK;
	qs_arena_free(&run->ledger_arena);
	run->ledger = qs_arena_take(&run->ledger_arena, lanes, (size_t)qs_wave_lane_bytes(run->totals.years));
	run->ledger_lanes = run->ledger ? lanes : 0;
	return run->ledger ? QS_OK : qs_fail(err, QS_ENOMEM, "ledger of %zu lanes", lanes);
}

/* A wave from plan to sink. */
static qs_status run_wave(struct run *run, const struct qs_site *sites, size_t n, struct qs_err *err)
{
	struct qs_wave wave = {0};
	struct qs_reduced *reduced = NULL;
	double *residual = NULL;
	qs_status status = reserve_ledger(run, sites, n, err);

	if (status == QS_OK)
		status = qs_wave_plan(run->context, run->input->portfolio, run->input->packs, sites, n, run->ledger,
				      &wave, err);
	if (status != QS_OK)
		goto done;
	reduced = qs_arena_take(&wave.arena, n, sizeof *reduced);
	residual = qs_arena_take(&wave.arena, wave.block_count, sizeof *residual);
	status = reduced && residual ? QS_OK : qs_fail(err, QS_ENOMEM, "results of %zu sites", n);
	for (size_t s = 0; status == QS_OK && s < n; s++)
		if (qs_reduced_take(&wave.arena, wave.years, wave.members, run->kept_count, &reduced[s]))
			status = qs_fail(err, QS_ENOMEM, "results of %zu sites", n);
	if (status != QS_OK || (status = physics(run, &wave, residual, err)) != QS_OK)
		goto done;
	measure_areas(&wave, reduced);
	reduce_rows(run, &wave, reduced);
	reduce_horizons(run, &wave, reduced);
	for (size_t b = 0; b < wave.block_count; b++)
		for (size_t g = 0; g < wave.blocks[b].segment_count; g++) {
			struct qs_reduced *const of = &reduced[wave.segments[wave.blocks[b].segment0 + g].site - sites];

			of->residual = residual[b] > of->residual ? residual[b] : of->residual;
		}
	for (size_t s = 0; s < n && status == QS_OK; s++) {
		const struct qs_recipe *recipe = &wave.recipes[wave.units[wave.site_unit[s]].recipe];
		const struct qs_unit level = {.slope_deg.value = 0};
		struct qs_unit_climate climate;
		struct qs_result result;

		describe(run, &reduced[s], run->index++, &sites[s], &result);
		qs_unit_climate(recipe->station, recipe->land, &sites[s], &level, &climate);
		result.climate = &climate;
		run->all.area_ha += reduced[s].area_ha;
		run->all.restored_ha += reduced[s].restored_ha;
		run->all.residual = reduced[s].residual > run->all.residual ? reduced[s].residual : run->all.residual;
		status = qs_judge(&wave.arena, run->input->portfolio, run->input->packs, &sites[s], &result.verdicts, err);
		if (status == QS_OK)
			status = qs_credits_site(&run->books, &wave, s, result.verdicts, &wave.arena, &result, err);
		if (status == QS_OK && run->sink->site)
			status = run->sink->site(run->sink->self, &result, err);
	}
done:
	qs_wave_free(&wave);
	return status;
}

/* Sites from the source, cut into waves by the memory of their ledgers. */
static qs_status run_sites(struct run *run, struct qs_err *err)
{
	struct qs_site_source *const source = run->input->sites;
	const struct qs_site *chunk = NULL;
	const uint64_t unit = qs_wave_lane_bytes(run->totals.years) * run->totals.members;
	const uint64_t site = qs_reduced_bytes(run->totals.years, run->totals.members, run->kept_count);
	qs_status status = QS_OK;
	size_t n = 0;

	source->rewind(source->self);
	do {
		if (source->next(source->self, &chunk, CHUNK_SITES, &n))
			return qs_fail(err, QS_EFILE, "sites cannot be read");
		for (size_t from = 0, to = 0; status == QS_OK && from < n; from = to) {
			uint64_t bytes = 0;

			do
				bytes += site + unit * chunk[to++].units.n;
			while (to < n && bytes + site + unit * chunk[to].units.n <= wave_bytes);
			status = run_wave(run, chunk + from, to - from, err);
		}
	} while (n && status == QS_OK);
	return status;
}

/* ---- the door ---- */

static uint64_t memory_of(const struct qs_run_size *size, int threads)
{
	const uint64_t lane = qs_wave_lane_bytes((size_t)size->years);
	const uint64_t result = qs_reduced_bytes((size_t)size->years, (size_t)size->members, 0);
	const uint64_t all = lane * size->lanes + result * size->sites;
	const uint64_t totals = lane * size->members + size->members * (QS_ARMS + 1) * 8 * (uint64_t)threads + result;

	return (all < wave_bytes ? all : wave_bytes) + totals + (uint64_t)threads * (4u << 20);
}

qs_status qs_run_plan(const struct qs_context *context, const struct qs_run_input *input, struct qs_run_size *size,
		      struct qs_err *err)
{
	const struct qs_site *chunk = NULL;
	size_t n = 0;

	*size = (struct qs_run_size){.members = (uint64_t)input->portfolio->members,
				     .years = (uint64_t)input->portfolio->years};
	input->sites->rewind(input->sites->self);
	do {
		if (input->sites->next(input->sites->self, &chunk, CHUNK_SITES, &n))
			return qs_fail(err, QS_EFILE, "sites cannot be read");
		size->sites += n;
		for (size_t s = 0; s < n; s++)
			size->units += chunk[s].units.n;
	} while (n);
	size->lanes = size->units * size->members;
	size->memory_bytes = memory_of(size, context->threads);
	size->output_bytes =
		(uint64_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT * size->years * (QS_QUANTILES + 1) * 8 * (size->sites + 1);
	/* about 2.4 million unit-member-years a second on two cores with all that follows: docs/performance.md */
	size->seconds = 0.3 + (double)size->lanes * (double)size->years / (1.2e6 * context->threads);
	return QS_OK;
}

qs_status qs_run(const struct qs_context *context, const struct qs_run_input *input, struct qs_sink *sink,
		 struct qs_run_size *size, struct qs_err *err)
{
	const double start = now();
	struct run run = {.context = context, .input = input, .sink = sink};
	struct qs_result_head head;
	qs_status status = qs_run_plan(context, input, size, err);
	const size_t members = (size_t)size->members, years = (size_t)size->years;

	qs_bug_assert(context->threads >= 1);
	qs_arena_init(&run.arena, &context->allocator);
	qs_arena_init(&run.ledger_arena, &context->allocator);
	run.total = size->lanes;
	run.kept_count = qs_portfolio_members_kept(input->portfolio, run.kept);
	run.totals = (struct qs_totals){.members = members, .years = years};
	run.totals.value = qs_arena_take(&run.arena, members, (size_t)qs_wave_lane_bytes(years));
	run.work = qs_arena_take(&run.arena, (size_t)context->threads * (QS_ARMS + 1) * members, sizeof *run.work);
	if (status == QS_OK &&
	    (!run.totals.value || !run.work || qs_reduced_take(&run.arena, years, members, run.kept_count, &run.all)))
		status = qs_fail(err, QS_ENOMEM, "totals of %zu members and %zu years", members, years);
	head = (struct qs_result_head){input->portfolio,
				       input->packs,
				       qs_version,
				       input->resolved_json,
				       input->hashes,
				       input->hash_count,
				       (size_t)size->sites,
				       years,
				       members,
				       (int)input->portfolio->start_year,
				       input->portfolio->seed};
	if (status == QS_OK)
		status = qs_credits_open(context, input->portfolio, input->packs, size->sites, &run.books, err);
	if (status == QS_OK && sink->begin)
		status = sink->begin(sink->self, &head, err);
	if (status == QS_OK)
		status = run_sites(&run, err);
	if (status == QS_OK && run.totals.overflow)
		status = qs_fail(err, QS_EINVARIANT, "the portfolio's totals do not fit 63 bits");
	if (status == QS_OK) {
		struct qs_result result;

		reduce_portfolio(&run);
		describe(&run, &run.all, (size_t)size->sites, NULL, &result);
		status = qs_credits_close(&run.books, &result, err);
		if (status == QS_OK)
			status = sink->end ? sink->end(sink->self, &result, err) : QS_OK;
	}
	if (status != QS_OK && sink->drop)
		sink->drop(sink->self);
	size->seconds = now() - start;
	size->physics_seconds = run.physics_seconds;
	qs_credits_free(&run.books);
	qs_arena_free(&run.ledger_arena);
	qs_arena_free(&run.arena);
	return status;
}
