#include "scenarios/shared.h"

#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/base/draws.h"
#include "model/market/verdict.h"
#include "scenarios/accounts.h"
#include "scenarios/credits.h"
#include "scenarios/physics.h"
#include "scenarios/plan.h"
#include "scenarios/reduce.h"

#include <math.h>
#include <string.h>

/* One physics and what its scenarios use in turn. */
struct shared {
	const struct qs_context *context;
	const struct qs_run_input *input;
	const struct qs_shared_job *job;
	struct qs_arena arena;          /* of the job */
	struct qs_arena scenario_arena; /* of a scenario */
	struct qs_wave wave;
	struct qs_reduced land; /* horizons of the portfolio */
	struct qs_scalar land_scalar[QS_SCALAR_COUNT];
	int64_t *work;   /* (QS_ARMS + 1) x members */
	double *column;  /* 2 x members */
	double *value;   /* the outputs of a scenario */
	uint64_t prices; /* of works, in the ledger: prices_of */
};

/* ---- the land's part, once ---- */

static qs_status take_room(struct shared *s, size_t members, struct qs_err *err)
{
	s->land.horizon = qs_arena_take(&s->arena, (size_t)QS_HORIZONS * members, sizeof *s->land.horizon);
	s->work = qs_arena_take(&s->arena, (QS_ARMS + 1) * members, sizeof *s->work);
	s->column = qs_arena_take(&s->arena, 2 * members, sizeof *s->column);
	s->value = qs_arena_take(&s->arena, qs_sweep_outputs(s->input->packs), sizeof *s->value);
	return s->land.horizon && s->work && s->column && s->value ? QS_OK
								   : qs_fail(err, QS_ENOMEM, "%zu members", members);
}

/* A row of the portfolio: the sum over all sites. */
static const int64_t *row_of(const struct shared *s, int o, int a, size_t year, int64_t *sum)
{
	memset(sum, 0, s->wave.members * sizeof *sum);
	for (size_t site = 0; site < s->wave.site_count; site++)
		qs_wave_site_row(&s->wave, site, o, a, year, sum);
	return sum;
}

static void reduce_rows(struct shared *s, const int *outputs, size_t n)
{
	for (size_t year = 0; year < s->wave.years; year++)
		for (size_t k = 0; k < n; k++)
			for (int a = 0; a < QS_ARMS; a++)
				qs_reduce_horizon(s->wave.members, s->wave.years, outputs[k], a, year,
						  row_of(s, outputs[k], a, year, s->work), &s->land);
}

/* Of what works and upkeep cost alone. */
static void reduce_costs(struct shared *s)
{
	static const int outputs[] = {QS_OUT_works_cny, QS_OUT_upkeep_cny};
	const size_t bytes = QS_ARMS * s->wave.members * sizeof *s->land.horizon;

	memset(s->land.horizon + (size_t)QS_HORIZON_CAPEX * s->wave.members, 0, bytes);
	memset(s->land.horizon + (size_t)QS_HORIZON_UPKEEP * s->wave.members, 0, bytes);
	reduce_rows(s, outputs, sizeof outputs / sizeof outputs[0]);
	qs_reduce_scalars(s->context->kernels, s->wave.members, s->wave.years, s->work, &s->land, s->land_scalar);
}

static void reduce_land(struct shared *s)
{
	static const int outputs[] = {QS_OUT_grown_co2e, QS_OUT_works_co2e, QS_OUT_imported_c, QS_OUT_brought_lost_c};
	int64_t *const baseline = s->work + s->wave.members;

	reduce_rows(s, outputs, sizeof outputs / sizeof outputs[0]);
	for (size_t year = 0; year < s->wave.years; year++)
		qs_reduce_payback(s->wave.members, year, row_of(s, QS_OUT_net_co2e, QS_SERIES_project, year, s->work),
				  row_of(s, QS_OUT_net_co2e, QS_SERIES_baseline, year, baseline), &s->land);
	reduce_costs(s);
}

/* Standard errors of quantiles of a column, from ten batches of members that follow each other (model/finance/risk.h).
 */
static void batch_errors(const struct shared *s, const double *column, double *error)
{
	static const double at[QS_RISK_QUANTILES] = {0.1, 0.5, 0.9};
	const size_t n = s->wave.members / QS_RISK_BATCHES;
	struct qs_k_moments moments;

	for (int q = 0; q < QS_RISK_QUANTILES; q++) {
		double batch[QS_RISK_BATCHES] = {0};

		for (size_t k = 0; k < QS_RISK_BATCHES && n; k++)
			s->context->kernels->quantiles(n, column + k * n, s->work, &at[q], 1, &batch[k]);
		s->context->kernels->moments(QS_RISK_BATCHES, batch, &moments);
		error[q] = n >= QS_RISK_BATCHES ? moments.sd / sqrt((double)QS_RISK_BATCHES) : (double)NAN;
	}
}

/* ---- prices of works ---- */

static uint64_t note(uint64_t hash, const struct qs_figure *figure)
{
	uint64_t bits;

	memcpy(&bits, &figure->value, sizeof bits);
	return qs_scope_join(qs_scope_join(hash, bits), (uint64_t)(uintptr_t)figure->spread);
}

/* A number for all that what works cost is made of and a scenario may move (io/axes.c). */
static uint64_t prices_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs)
{
	const struct qs_finance *const finance = &portfolio->finance;
	uint64_t hash = qs_scope_id("prices", NULL, NULL);

	hash = note(hash, &finance->inflation_pct);
	hash = note(hash, &finance->design_frac);
	hash = note(hash, &finance->contingency_frac);
	hash = qs_scope_join(hash, (uint64_t)finance->price_year);
	hash = qs_scope_join(hash, (uint64_t)finance->price_index.base_price_year);
	for (size_t i = 0; i < finance->price_index.change_pct.n; i++)
		hash = note(hash, &(struct qs_figure){.value = finance->price_index.change_pct.items[i]});
	for (size_t i = 0; i < packs->measures.n; i++)
		hash = note(hash, &packs->measures.items[i].unit_cost_cny);
	for (size_t i = 0; i < packs->materials.n; i++)
		hash = note(hash, &packs->materials.items[i].unit_cost_cny);
	return hash;
}

/* The ledger's rows of costs by the prices of a scenario, if they are not those of the one before. */
static qs_status price(struct shared *s, struct qs_err *err)
{
	const uint64_t prices = prices_of(s->input->portfolio, s->input->packs);
	qs_status status;

	if (prices == s->prices)
		return QS_OK;
	s->prices = 0; /* none, if it fails */
	status = qs_physics_costs(s->context, s->input->portfolio, &s->wave, err);
	if (status != QS_OK)
		return status;
	reduce_costs(s);
	s->prices = prices;
	return QS_OK;
}

/* All sites as one wave, its physics, and what the land alone gives. */
static qs_status compute(struct shared *s, const struct qs_run_size *size, struct qs_shared_times *times,
			 struct qs_err *err)
{
	const struct qs_run_input *const input = s->input;
	struct qs_physics physics = {.context = s->context, .portfolio = input->portfolio, .total = size->lanes};
	const struct qs_site *sites = NULL;
	double *residual = NULL;
	int64_t *ledger;
	size_t n = 0;
	qs_status status = take_room(s, (size_t)size->members, err);

	if (status)
		return status;
	input->sites->rewind(input->sites->self);
	if (input->sites->next(input->sites->self, &sites, (size_t)size->sites, &n) || n != size->sites)
		return qs_fail(err, QS_EFILE, "sites cannot be read");
	ledger = qs_arena_take_raw(&s->arena, (size_t)size->lanes, (size_t)qs_wave_lane_bytes((size_t)size->years));
	if (!ledger)
		return qs_fail(err, QS_ENOMEM, "ledger of %llu lanes", (unsigned long long)size->lanes);
	status = qs_wave_plan(s->context, input->portfolio, input->packs, sites, n, ledger, &s->wave, err);
	if (status == QS_OK) {
		residual = qs_arena_take(&s->arena, s->wave.segment_count, sizeof *residual);
		status = residual ? qs_physics_wave(&physics, &s->wave, residual, err)
				  : qs_fail(err, QS_ENOMEM, "%zu segments", s->wave.segment_count);
	}
	times->physics += physics.seconds;
	times->physics_runs++;
	s->prices = prices_of(input->portfolio, input->packs);
	if (status == QS_OK)
		reduce_land(s);
	return status;
}

/* ---- a scenario ---- */

/* Accounts of all sites, each by one thread; the first failure in their order is told. */
static qs_status settle(struct shared *s, struct qs_account_books *books, struct qs_credit_books *credits,
			const struct qs_verdicts *const *verdicts, struct qs_err *err)
{
	const size_t n = s->wave.site_count;
	struct qs_site_accounts *const accounts = qs_arena_take(&s->scenario_arena, n, sizeof *accounts);
	int missing = !accounts;

	for (size_t k = 0; k < n && !missing; k++) {
		accounts[k].credits =
			qs_arena_take(&s->scenario_arena, qs_credits_most(credits, s->wave.sites[k].id) + 1,
				      sizeof *accounts[k].credits);
		missing = !accounts[k].credits;
	}
	if (missing)
		return qs_fail(err, QS_ENOMEM, "accounts of %zu sites", n);
	return qs_accounts_sites(books, credits, &s->wave, verdicts, &s->scenario_arena, accounts, err);
}

static void put_scalars(struct shared *s, const struct qs_scalar *scalar)
{
	for (size_t i = 0; i < QS_SCALAR_COUNT; i++) {
		const struct qs_scalar *const from = i < QS_SCALARS_OF_LAND ? &s->land_scalar[i] : &scalar[i];
		double *const to = s->value + i * QS_SWEEP_STATS;

		to[0] = from->why ? (double)NAN : from->p10;
		to[1] = from->why ? (double)NAN : from->p50;
		to[2] = from->why ? (double)NAN : from->p90;
		to[3] = from->mean;
		to[4] = from->share;
	}
}

static void put_errors(struct shared *s, const struct qs_account_books *books, double *to)
{
	const double quantum = qs_output_rows[QS_OUT_grown_co2e].quantum;
	const int64_t *const gain = s->land.horizon + (size_t)(QS_HORIZON_GAIN + QS_SERIES_project) * s->wave.members;

	qs_accounts_column(books, QS_SUM_OF_npv, s->column);
	batch_errors(s, s->column, to);
	for (size_t i = 0; i < s->wave.members; i++)
		s->column[i] = (double)gain[i] * quantum;
	batch_errors(s, s->column, to + 3);
	qs_accounts_column(books, QS_SUM_OF_carbon, s->column);
	batch_errors(s, s->column, to + 6);
}

static void put_credits(const struct qs_packs *packs, const struct qs_credit *credits, size_t n, double *to)
{
	for (size_t i = 0; i < packs->methodologies.n * QS_SWEEP_CREDIT_STATS; i++)
		to[i] = (double)NAN;
	for (size_t k = 0; k < n; k++) {
		const struct qs_scalar *const issued = &credits[k].issued_t;
		double *const at =
			to + (size_t)(credits[k].methodology - packs->methodologies.items) * QS_SWEEP_CREDIT_STATS;

		at[0] = issued->p10;
		at[1] = issued->p50;
		at[2] = issued->p90;
		at[3] = issued->mean;
	}
}

/* Books of a scenario from the ledger, to its outputs. */
static qs_status account(struct shared *s, struct qs_account_books *books, struct qs_credit_books *credits,
			 struct qs_err *err)
{
	const struct qs_run_input *const input = s->input;
	const size_t n = s->wave.site_count, errors = (size_t)QS_SCALAR_COUNT * QS_SWEEP_STATS + 1;
	const struct qs_verdicts **const verdicts =
		qs_arena_take(&s->scenario_arena, n, sizeof(const struct qs_verdicts *));
	struct qs_site_accounts money = {.figured = 1};
	struct qs_result result = {0};
	qs_status status = verdicts ? qs_credits_open(s->context, input->portfolio, input->packs, n, credits, err)
				    : qs_fail(err, QS_ENOMEM, "verdicts of %zu sites", n);

	if (status == QS_OK)
		status = qs_accounts_open(s->context, input->portfolio, input->packs, NULL, 1, 1, 0, books, err);
	for (size_t k = 0; status == QS_OK && k < n; k++)
		status = qs_judge(&s->scenario_arena, input->portfolio, input->packs, &s->wave.sites[k], &verdicts[k],
				  err);
	for (size_t k = 0; status == QS_OK && credits->groups && k < n; k++)
		qs_credits_group(credits, &s->wave, k, verdicts[k]);
	if (status != QS_OK)
		return status;
	qs_credits_settle(credits);
	status = settle(s, books, credits, verdicts, err);
	if (status == QS_OK)
		status = qs_accounts_close(books, &money, err);
	if (status == QS_OK)
		status = qs_credits_close(credits, &result, err);
	if (status != QS_OK)
		return status;
	put_scalars(s, money.scalar);
	s->value[errors - 1] = money.probability_of_loss;
	put_errors(s, books, s->value + errors);
	put_credits(input->packs, result.credits, result.credit_count,
		    s->value + errors + (size_t)QS_SWEEP_ERRORS * QS_RISK_QUANTILES);
	return QS_OK;
}

static qs_status run_scenario(struct shared *s, size_t k, struct qs_err *err)
{
	struct qs_account_books books = {0};
	struct qs_credit_books credits = {0};
	struct qs_err why = {0};
	qs_status status = s->job->select(s->job->self, k, &why);

	if (status == QS_OK)
		status = price(s, &why);
	if (status == QS_OK)
		status = account(s, &books, &credits, &why);
	qs_accounts_free(&books);
	qs_credits_free(&credits);
	qs_arena_free(&s->scenario_arena);
	if (status == QS_ENOMEM || status == QS_EINTERRUPTED)
		return qs_fail(err, status, "%s", why.text);
	return s->job->take(s->job->self, k, status == QS_OK ? s->value : NULL, &why, err);
}

static qs_status run_all(struct shared *s, struct qs_shared_times *times, struct qs_err *err)
{
	const double start = qs_physics_now();
	qs_status status = QS_OK;

	for (size_t k = 0; k < s->job->n && status == QS_OK; k++)
		status = run_scenario(s, k, err);
	times->accounts += qs_physics_now() - start;
	return status;
}

/* A physics that fails fails all its scenarios, each by itself. */
static qs_status tell_all(const struct qs_shared_job *job, const struct qs_err *why, struct qs_err *err)
{
	qs_status status = QS_OK;

	for (size_t k = 0; k < job->n && status == QS_OK; k++)
		status = job->take(job->self, k, NULL, why, err);
	return status;
}

qs_status qs_run_shared(const struct qs_context *context, const struct qs_run_input *input,
			const struct qs_shared_job *job, struct qs_shared_times *times, struct qs_err *err)
{
	struct shared shared = {.context = context, .input = input, .job = job};
	struct qs_run_size size;
	struct qs_err why = {0};
	qs_status status;

	qs_bug_assert(context->threads >= 1);
	qs_arena_init(&shared.arena, &context->allocator);
	qs_arena_init(&shared.scenario_arena, &context->allocator);
	status = qs_run_plan(context, input, NULL, &size, &why);
	if (status == QS_OK &&
	    (size.sites > QS_SHARED_SITES || size.lanes * qs_wave_lane_bytes((size_t)size.years) > QS_SHARED_BYTES))
		status = qs_fail(
			&why, QS_EINPUT,
			"a sweep keeps the years of all members of all sites in memory, here %.3g GB; hint: at most "
			"%.3g GB and %d sites: fewer members, or a run of its own",
			(double)(size.lanes * qs_wave_lane_bytes((size_t)size.years)) / 1e9,
			(double)QS_SHARED_BYTES / 1e9, (int)QS_SHARED_SITES);
	if (status == QS_OK)
		status = compute(&shared, &size, times, &why);
	if (status == QS_OK)
		status = run_all(&shared, times, err);
	else if (status == QS_ENOMEM || status == QS_EINTERRUPTED || status == QS_EFILE)
		qs_fail(err, status, "%s", why.text);
	else
		status = tell_all(job, &why, err);
	qs_wave_free(&shared.wave);
	qs_arena_free(&shared.arena);
	return status;
}
