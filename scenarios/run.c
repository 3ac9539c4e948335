#include "scenarios/running.h"

#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/base/version.h"
#include "model/market/verdict.h"
#include "scenarios/member_table.h"
#include "scenarios/plan.h"
#include "scenarios/structural.h"
#include "scenarios/tornado.h"
#include "scenarios/wave.h"
#include "scenarios/ways.h"

#include <omp.h>
#include <string.h>

static int64_t *thread_work(const struct qs_running *run, int thread)
{
	return run->work + (size_t)thread * QS_REDUCE_ROWS * run->reduction.totals.members;
}

/* Quantiles of every (output, year) of the wave's sites, and the portfolio's member totals; then what scalars are made
 * of. */
static void reduce_wave(struct qs_running *run, const struct qs_wave *wave, struct qs_reduced *reduced)
{
	const size_t rows = QS_OUTPUT_COUNT * wave->years;
	int overflow = 0;

#pragma omp parallel for schedule(dynamic, 4) num_threads(run->context->threads) reduction(| : overflow)
	for (size_t row = 0; row < rows; row++)
		overflow |=
			qs_reduce_wave_row(&run->reduction, wave, row, thread_work(run, omp_get_thread_num()), reduced);
#pragma omp parallel for schedule(dynamic, 1) num_threads(run->context->threads)
	for (size_t s = 0; s < wave->site_count; s++)
		qs_reduce_wave_site(wave, s, thread_work(run, omp_get_thread_num()), &reduced[s]);
	run->reduction.overflow |= overflow;
	run->reduction.begun = 1;
}

/* One thread makes what scalars are made of, the others begin with the rows. */
void qs_running_reduce(const struct qs_running *run, int thread, struct qs_reduced *reduced)
{
#pragma omp parallel num_threads(qs_team_of(run->context, thread))
	{
		int64_t *const work = thread_work(run, thread == QS_ALL_THREADS ? omp_get_thread_num() : thread);

#pragma omp single nowait
		qs_reduce_total_horizons(&run->reduction, reduced);
#pragma omp for schedule(dynamic, 4)
		for (size_t row = 0; row < QS_OUTPUT_COUNT * run->reduction.totals.years; row++)
			qs_reduce_total_row(&run->reduction, row, work, reduced);
	}
}

void qs_running_describe(const struct qs_running *run, const struct qs_reduced *reduced,
			 const struct qs_site_accounts *accounts, size_t index, const struct qs_site *site,
			 struct qs_result *result)
{
	*result = (struct qs_result){.index = index,
				     .site = site,
				     .area_ha = reduced->area_ha,
				     .restored_ha = reduced->restored_ha,
				     .mean = reduced->mean,
				     .member = reduced->member,
				     .quantile = reduced->quantile,
				     .balance_residual_max = reduced->residual,
				     .credits = accounts->credits,
				     .credit_count = accounts->credit_count,
				     .line_mean = accounts->mean,
				     .line_quantile = accounts->quantile,
				     .probability_of_loss = accounts->probability_of_loss,
				     .risk = &accounts->risk,
				     .acceptance_due_share = accounts->acceptance_due_share,
				     .acceptance_due = accounts->acceptance_due};
	qs_site_accounts_tell(accounts, result);
	memcpy(result->scalar, accounts->scalar, sizeof result->scalar);
	qs_reduce_scalars(run->context->kernels, run->reduction.totals.members, run->reduction.totals.years, run->work,
			  reduced, result->scalar);
}

/* Room for the ledger of a wave: taken anew only if it must grow. */
static qs_status reserve_ledger(struct qs_running *run, const struct qs_site *sites, size_t n, struct qs_err *err)
{
	size_t units = 0;

	for (size_t s = 0; s < n; s++)
		units += sites[s].units.n;
	if (units <= run->ledger_units)
		return QS_OK;
	qs_arena_free(&run->ledger_arena);
	run->ledger = qs_arena_take_raw(&run->ledger_arena, units,
					(size_t)qs_wave_unit_bytes(run->context, run->input->portfolio));
	run->ledger_units = run->ledger ? units : 0;
	return run->ledger ? QS_OK : qs_fail(err, QS_ENOMEM, "ledger of %zu units", units);
}

/* Room for what a wave gives. */
static qs_status reserve_results(struct qs_running *run, const struct qs_wave *wave, struct qs_reduced **reduced,
				 struct qs_site_accounts **accounts, struct qs_err *err)
{
	const size_t n = wave->site_count;
	int missing;

	*reduced = qs_arena_take(&run->wave_arena, n, sizeof **reduced);
	*accounts = qs_arena_take(&run->wave_arena, n, sizeof **accounts);
	missing = !*reduced || !*accounts;
	for (size_t s = 0; !missing && s < n; s++) {
		(*accounts)[s].experiment = run->each ? run->each++ : NULL;
		(*accounts)[s].credits =
			qs_arena_take(&run->wave_arena, qs_credits_most(&run->books, wave->sites[s].id) + 1,
				      sizeof(struct qs_credit));
		missing = !(*accounts)[s].credits;
		if (run->figures && !missing)
			missing = qs_reduced_take(&run->wave_arena, wave->years, wave->members,
						  run->reduction.kept_count, &(*reduced)[s]) ||
				  qs_site_accounts_take(&run->wave_arena, wave->years, &(*accounts)[s]);
	}
	return missing ? qs_fail(err, QS_ENOMEM, "results of %zu sites", n) : QS_OK;
}

/* A site's results to the sink. */
static qs_status hand_over(struct qs_running *run, const struct qs_wave *wave, size_t s, struct qs_reduced *reduced,
			   const struct qs_site_accounts *accounts, const struct qs_verdicts *verdicts,
			   struct qs_err *err)
{
	const struct qs_recipe *recipe = &wave->recipes[wave->units[wave->site_unit[s]].recipe];
	const struct qs_unit level = {.slope_deg.value = 0};
	struct qs_unit_climate climate;
	struct qs_investment estimate;
	struct qs_result result;

	if (qs_wave_estimate(wave, run->input->portfolio, run->input->packs, s, &run->wave_arena, &estimate) ||
	    qs_estimate_add(&run->arena, wave->members, &run->estimate, &estimate))
		return qs_fail(err, QS_ENOMEM, "estimate of site %s", wave->sites[s].id);
	qs_reduce_estimate(run->context->kernels, wave->members, run->work, &estimate);
	qs_running_describe(run, reduced, accounts, run->index++, &wave->sites[s], &result);
	qs_unit_climate(recipe->station, recipe->land, &wave->sites[s], &level, &run->sun, &climate);
	result.climate = &climate;
	result.verdicts = verdicts;
	result.estimate = &estimate;
	if (qs_credits_strata(&run->books, wave, s, verdicts, run->work, err))
		return QS_ENOMEM;
	if (qs_ways_site(&run->books, &run->wave_arena, wave, s, run->input->sites->sites, run->work, &result, err))
		return QS_ENOMEM;
	run->all.area_ha += reduced->area_ha;
	run->all.restored_ha += reduced->restored_ha;
	run->all.residual = reduced->residual > run->all.residual ? reduced->residual : run->all.residual;
	return run->sink->site ? run->sink->site(run->sink->self, &result, err) : QS_OK;
}

/* The worst residual of each site's segments. */
static void note_residuals(const struct qs_wave *wave, const double *residual, struct qs_reduced *reduced)
{
	for (size_t g = 0; g < wave->segment_count; g++) {
		struct qs_reduced *const of = &reduced[wave->segments[g].site - wave->sites];

		of->residual = residual[g] > of->residual ? residual[g] : of->residual;
	}
}

/* From physics to the sink, as far as the pass goes. */
static qs_status account(struct qs_running *run, struct qs_wave *wave, const double *residual, struct qs_err *err)
{
	const size_t n = wave->site_count;
	const int judged = run->books.count || !run->by_district; /* verdicts are wanted */
	const struct qs_verdicts **const verdicts = qs_arena_take(&run->wave_arena, n, sizeof(struct qs_verdicts *));
	struct qs_reduced *reduced = NULL;
	struct qs_site_accounts *accounts = NULL;
	double start;
	qs_status status = verdicts ? QS_OK : qs_fail(err, QS_ENOMEM, "verdicts of %zu sites", n);

	for (size_t s = 0; status == QS_OK && judged && s < n; s++)
		status = qs_judge(&run->wave_arena, run->input->portfolio, run->input->packs, &wave->sites[s],
				  &verdicts[s], err);
	for (size_t s = 0; status == QS_OK && run->pass != PASS_ACCOUNTS && run->books.groups && s < n; s++)
		qs_credits_group(&run->books, wave, s, verdicts[s]);
	if (status != QS_OK || run->pass == PASS_GROUP)
		return status;
	if (run->pass == PASS_WHOLE)
		qs_credits_settle(&run->books);
	if (run->by_district)
		return qs_cells_account(&run->cells, &run->accounts, &run->books, wave, residual, verdicts, run->sink,
					&run->accounts_seconds, err);
	status = reserve_results(run, wave, &reduced, &accounts, err);
	start = qs_physics_now();
	if (status == QS_OK)
		status =
			qs_accounts_sites(&run->accounts, &run->books, wave, verdicts, &run->wave_arena, accounts, err);
	run->accounts_seconds += qs_physics_now() - start;
	if (status != QS_OK || !run->figures)
		return status;
	reduce_wave(run, wave, reduced);
	note_residuals(wave, residual, reduced);
	for (size_t s = 0; s < n && status == QS_OK; s++)
		status = hand_over(run, wave, s, &reduced[s], &accounts[s], verdicts[s], err);
	return status;
}

/* A wave with a ledger from plan to sink. */
static qs_status run_wave(struct qs_running *run, const struct qs_site *sites, size_t n, struct qs_err *err)
{
	const struct qs_run_input *const input = run->input;
	struct qs_wave wave = {0};
	double *residual = NULL;
	qs_status status = reserve_ledger(run, sites, n, err);

	if (status == QS_OK)
		status = qs_wave_plan(run->context, input->portfolio, input->packs, sites, n, run->ledger, &wave, err);
	if (status == QS_OK) {
		residual = qs_arena_take(&wave.arena, wave.segment_count, sizeof *residual);
		status = residual ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu blocks", wave.block_count);
	}
	if (status == QS_OK)
		status = qs_physics_wave(&run->physics, &wave, residual, err);
	if (status == QS_OK)
		status = qs_ahead_begin(&run->ahead, err);
	if (status == QS_OK)
		status = account(run, &wave, residual, err);
	qs_arena_free(&run->wave_arena);
	qs_wave_free(&wave);
	return status;
}

/* Sites from the source, cut into waves by the memory of their ledgers, or of cells in pieces by their number. */
static qs_status run_pass(struct qs_running *run, struct qs_err *err)
{
	const struct qs_run_input *const input = run->input;
	const struct qs_cell_line line = {
		&run->cells,  &run->accounts, &run->books, &run->physics,          input->portfolio,
		input->packs, &run->ahead,    run->sink,   &run->accounts_seconds, qs_running_end_district,
		run};
	struct qs_ahead_wave next;
	qs_status status;

	qs_ahead_start(&run->ahead, input->sites, &run->cut);
	run->physics.beside = qs_ahead_do;
	run->physics.beside_self = &run->ahead;
	for (status = qs_ahead_peek(&run->ahead, &next, err); status == QS_OK && next.n;) {
		if (next.pieces) {
			status = qs_cells_line(&line, err);
		} else if (run->by_district && run->places < run->cells.districts) {
			status = qs_fail(err, QS_EFILE, "the sites are others than they were");
		} else {
			if (run->pass == PASS_WHOLE && run->books.groups && next.n < input->sites->sites)
				run->pass = PASS_GROUP; /* a registration may reach beyond this wave */
			qs_ahead_pass(&run->ahead, &next);
			status = run_wave(run, next.sites, next.n, err);
		}
		if (status == QS_OK)
			status = qs_ahead_peek(&run->ahead, &next, err);
	}
	run->physics.beside = NULL;
	return status == QS_OK ? qs_ahead_begin(&run->ahead, err) : status;
}

/* One pass if all sites are seen at once or no registration joins several; else one for GROUP and one for ACCOUNTS. */
static qs_status run_sites(struct qs_running *run, struct qs_err *err)
{
	qs_status status = run_pass(run, err);

	if (status != QS_OK || run->pass != PASS_GROUP)
		return status;
	qs_credits_settle(&run->books);
	run->pass = PASS_ACCOUNTS;
	status = qs_physics_again(&run->physics, err);
	return status == QS_OK ? run_pass(run, err) : status;
}

/* Where totals of districts stand: districts end in turn only if the source gives all cells at a time. */
static qs_status find_places(struct qs_running *run, uint64_t units, struct qs_err *err)
{
	const struct qs_run_input *const input = run->input;
	const size_t districts = run->by_district ? input->sites->district_count : 1;
	struct qs_ahead_wave first;

	run->cut = qs_run_cut(run->context, input, run->by_district, 1, qs_states_any(&run->states));
	run->places = qs_run_places(run->context, input, &run->cut, run->by_district, units);
	if (run->places == districts)
		return QS_OK;
	qs_ahead_start(&run->ahead, input->sites, &run->cut);
	if (qs_ahead_peek(&run->ahead, &first, err) != QS_OK)
		return QS_EFILE;
	if (first.n < input->sites->sites || !first.pieces)
		run->places = districts;
	return QS_OK;
}

static qs_status open_run(struct qs_running *run, const struct qs_run_size *size, const struct qs_account_shift *shift,
			  struct qs_err *err)
{
	const size_t members = (size_t)size->members, years = (size_t)size->years;
	const struct qs_run_input *const input = run->input;
	const size_t rows = run->figures ? QS_REDUCE_ROWS * members : 0;
	qs_status status = QS_OK;

	qs_bug_assert(run->context->threads >= 1);
	qs_sun_hours(run->context->kernels, &run->sun);
	qs_arena_init(&run->arena, &run->context->allocator);
	qs_arena_init(&run->ledger_arena, &run->context->allocator);
	qs_arena_init(&run->wave_arena, &run->context->allocator);
	run->cut = qs_run_cut(run->context, input, run->by_district, run->figures, qs_states_any(&run->states));
	run->physics = (struct qs_physics){
		.context = run->context, .portfolio = input->portfolio, .states = run->states, .total = size->lanes};
	if (run->figures)
		run->physics.total += size->lanes * input->portfolio->soils_compared.n;
	run->reduction.kernels = run->context->kernels;
	run->reduction.totals = (struct qs_totals){.members = members, .years = years};
	if (run->figures) {
		run->reduction.kept_count = qs_portfolio_members_kept(input->portfolio, run->reduction.kept);
		run->reduction.totals.value = qs_arena_take(&run->arena, members, (size_t)qs_wave_lane_bytes(years));
		run->work = qs_arena_take(&run->arena, (size_t)run->context->threads * rows, sizeof *run->work);
		if (!run->reduction.totals.value || !run->work ||
		    qs_reduced_take(&run->arena, years, members, run->reduction.kept_count, &run->all) ||
		    qs_site_accounts_take(&run->arena, years, &run->money) ||
		    qs_estimate_take(&run->arena, input->packs, input->portfolio, &run->estimate))
			return qs_fail(err, QS_ENOMEM, "totals of %zu members and %zu years", members, years);
	}
	if (run->by_district)
		status = qs_cells_open(run->context, input->portfolio, input->sites, run->places, &run->arena,
				       &run->cells, err);
	if (status == QS_OK)
		status = qs_credits_open(run->context, input->portfolio, input->packs, size->sites, &run->books, err);
	run->books.tables = run->figures;
	if (status == QS_OK)
		status = qs_accounts_open(run->context, input->portfolio, input->packs, shift,
					  run->by_district ? input->sites->district_count : 1, run->places,
					  run->cut.pieces && qs_wave_strips(members), &run->accounts, err);
	return status;
}

/* Giving large pieces back takes its time: totals of lines by one thread, those of outputs by another. */
static void close_run(struct qs_running *run)
{
	qs_cells_close(&run->cells);
#pragma omp parallel sections num_threads(run->context->threads) if (!run->context->allocator.put)
	{
#pragma omp section
		qs_accounts_free(&run->accounts);
#pragma omp section
		qs_arena_free(&run->arena);
	}
	qs_credits_free(&run->books);
	qs_arena_free(&run->wave_arena);
	qs_arena_free(&run->ledger_arena);
}

qs_status qs_run_experiment(const struct qs_context *context, const struct qs_run_input *input,
			    const struct qs_account_shift *shift, struct qs_experiment *experiment, struct qs_err *err)
{
	struct qs_running run = {.context = context, .input = input, .each = experiment->each, .places = 1};
	struct qs_run_size size;
	struct qs_result portfolio;
	qs_status status = qs_run_plan(context, input, NULL, &size, err);

	if (status == QS_OK)
		status = open_run(&run, &size, shift, err);
	if (status == QS_OK)
		status = run_sites(&run, err);
	if (status == QS_OK)
		status = qs_accounts_close(&run.accounts, &run.money, err);
	if (status == QS_OK)
		status = qs_credits_close(&run.books, &portfolio, err);
	if (status == QS_OK)
		qs_accounts_experiment(&run.accounts, experiment);
	close_run(&run);
	return status;
}

static qs_status end_run(struct qs_running *run, uint64_t sites, struct qs_err *err)
{
	struct qs_result result;
	struct qs_tornado tornado = {0};
	const double start = qs_physics_now();
	struct qs_structural structural = {0};
	struct qs_member_table table = {0};
	qs_status status = qs_accounts_close(&run->accounts, &run->money, err);

	run->accounts_seconds += qs_physics_now() - start;
	qs_arena_free(&run->ledger_arena); /* what follows takes ledgers of its own */
	run->ledger_units = 0;
	qs_cells_unlend(&run->cells);
	status = status == QS_OK && run->by_district ? qs_running_end_districts(run, err) : status;
	if (status == QS_OK && run->reduction.overflow)
		status = qs_fail(err, QS_EINVARIANT, "the portfolio's totals do not fit 63 bits");
	if (status != QS_OK)
		return status;
	qs_running_reduce(run, QS_ALL_THREADS, &run->all);
	qs_running_describe(run, &run->all, &run->money, (size_t)sites, NULL, &result);
	qs_accounts_members(&run->accounts, &result);
	status = qs_credits_close(&run->books, &result, err);
	status = status ? status : qs_tornado_run(run->context, run->input, &run->arena, &tornado, err);
	result.tornado = &tornado;
	if (!run->by_district)
		qs_reduce_estimate(run->context->kernels, run->reduction.totals.members, run->work, &run->estimate);
	result.estimate = run->by_district ? NULL : &run->estimate;
	run->physics.states = (struct qs_run_states){0};
	if (status == QS_OK)
		status = qs_structural_run(&run->physics, run->input, &run->arena, &structural, err);
	result.structural = &structural;
	if (status == QS_OK)
		status = qs_member_table_make(run->context, run->input, run->by_district ? NULL : &run->reduction,
					      &run->arena, &result, &table, err);
	result.table = &table;
	if (status == QS_OK && run->sink->end)
		status = run->sink->end(run->sink->self, &result, err);
	return status;
}

qs_status qs_run_on(const struct qs_context *context, const struct qs_run_input *input,
		    const struct qs_run_states *states, struct qs_sink *sink, struct qs_run_size *size,
		    struct qs_err *err)
{
	const double start = qs_physics_now();
	struct qs_running run = {.context = context, .input = input, .sink = sink, .figures = 1};
	struct qs_result_head head;
	uint64_t rows;
	qs_status status = qs_run_plan(context, input, states, size, err);

	run.states = states ? *states : run.states;
	run.by_district = status == QS_OK && qs_results_by_district(input->portfolio, size->sites);
	rows = run.by_district ? (uint64_t)input->sites->district_count : size->sites;
	if (status == QS_OK)
		status = find_places(&run, size->units, err);
	if (status == QS_OK)
		status = open_run(&run, size, NULL, err);
	head = (struct qs_result_head){input->portfolio,
				       input->packs,
				       qs_version,
				       input->resolved_json,
				       input->hashes,
				       input->hash_count,
				       (size_t)rows,
				       (size_t)size->years,
				       (size_t)size->members,
				       (int)input->portfolio->start_year,
				       input->portfolio->seed,
				       run.by_district ? size->sites : 0};
	run.ahead.sink = sink;
	run.ahead.head = &head;
	if (status == QS_OK)
		status = run_sites(&run, err);
	if (status == QS_OK)
		status = end_run(&run, rows, err);
	if (status != QS_OK && sink->drop)
		sink->drop(sink->self);
	size->seconds = qs_physics_now() - start;
	size->physics_seconds = run.physics.seconds;
	size->accounts_seconds = run.accounts_seconds;
	close_run(&run);
	return status;
}

qs_status qs_run(const struct qs_context *context, const struct qs_run_input *input, struct qs_sink *sink,
		 struct qs_run_size *size, struct qs_err *err)
{
	return qs_run_on(context, input, NULL, sink, size, err);
}
