#include "scenarios/structural.h"

#include "kernels/kernels.h"
#include "scenarios/plan.h"
#include "scenarios/reduce.h"

#include <omp.h>
#include <string.h>

/* Sites of another source, all under one soil model. */
struct under {
	struct qs_site_source *from;
	struct qs_site *sites; /* QS_RUN_CHUNK of them */
	int model;
};

static int next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct under *const u = self;
	const struct qs_site *all;

	if (u->from->next(u->from->self, &all, most < QS_RUN_CHUNK ? most : QS_RUN_CHUNK, n))
		return -1;
	if (*n)
		memcpy(u->sites, all, *n * sizeof *all);
	for (size_t s = 0; s < *n; s++)
		u->sites[s].models.soil = u->model;
	*sites = u->sites;
	return 0;
}

static void again(void *self)
{
	const struct under *const u = self;

	u->from->rewind(u->from->self);
}

/* One model's run. */
struct repeat {
	struct qs_physics *physics;
	const struct qs_run_input *input;
	size_t members, years;
	int64_t *total; /* [QS_STRUCTURAL_COUNT][QS_ARMS][years][members] */
	int64_t *work;  /* (threads + 1) x members */
};

static int64_t *total_of(const struct repeat *r, size_t row, size_t arm, size_t year)
{
	return r->total + ((row * QS_ARMS + arm) * r->years + year) * r->members;
}

/* Adds a wave's sites to the totals; nonzero if one overflows. */
static int add_wave(const struct repeat *r, const struct qs_wave *wave)
{
	const size_t rows = QS_STRUCTURAL_COUNT * QS_ARMS * r->years;
	int overflow = 0;

#pragma omp parallel for schedule(dynamic, 4) num_threads(r->physics->context->threads) reduction(| : overflow)
	for (size_t at = 0; at < rows; at++) {
		const size_t year = at % r->years, arm = at / r->years % QS_ARMS, row = at / r->years / QS_ARMS;
		int64_t *const sum = total_of(r, row, arm, year);
		int64_t *const work = r->work + (size_t)omp_get_thread_num() * r->members;

		memset(work, 0, r->members * sizeof *work);
		for (size_t s = 0; s < wave->site_count; s++)
			qs_wave_site_row(wave, s, (int)qs_structural_outputs[row], (int)arm, year, work);
		for (size_t m = 0; m < r->members; m++)
			overflow |= __builtin_add_overflow(sum[m], work[m], &sum[m]);
	}
	return overflow;
}

static qs_status run_wave(const struct repeat *r, const struct qs_site *sites, size_t n, size_t units,
			  struct qs_err *err)
{
	const struct qs_context *const context = r->physics->context;
	struct qs_wave wave = {0};
	struct qs_arena arena;
	int64_t *ledger;
	double *residual;
	qs_status status;

	qs_arena_init(&arena, &context->allocator);
	ledger = qs_arena_take(&arena, units * r->members, (size_t)qs_wave_lane_bytes(r->years));
	status = ledger ? qs_wave_plan(context, r->input->portfolio, r->input->packs, sites, n, ledger, &wave, err)
			: qs_fail(err, QS_ENOMEM, "ledger of %zu units", units);
	if (status == QS_OK) {
		residual = qs_arena_take(&wave.arena, wave.segment_count, sizeof *residual);
		status = residual ? qs_physics_wave(r->physics, &wave, residual, err)
				  : qs_fail(err, QS_ENOMEM, "%zu blocks", wave.block_count);
	}
	if (status == QS_OK && add_wave(r, &wave))
		status = qs_fail(err, QS_EINVARIANT, "the portfolio's totals do not fit 63 bits");
	qs_wave_free(&wave);
	qs_arena_free(&arena);
	return status;
}

/* All sites, in waves as large as their ledger's share of memory. */
static qs_status run_sites(const struct repeat *r, struct qs_site_source *source, struct qs_err *err)
{
	const uint64_t unit = qs_wave_lane_bytes(r->years) * r->members;
	const struct qs_site *chunk = NULL;
	qs_status status = QS_OK;
	size_t n = 0;

	source->rewind(source->self);
	do {
		if (source->next(source->self, &chunk, QS_RUN_CHUNK, &n))
			return qs_fail(err, QS_EFILE, "sites cannot be read");
		for (size_t from = 0, to = 0; status == QS_OK && from < n; from = to) {
			size_t units = 0;

			do
				units += chunk[to++].units.n;
			while (to < n && unit * (units + chunk[to].units.n) <= QS_RUN_WAVE_BYTES);
			status = run_wave(r, chunk + from, to - from, units, err);
		}
	} while (n && status == QS_OK);
	return status;
}

/* Quantiles of a model's totals: arms, and contrasts member by member. */
static void reduce(const struct repeat *r, double *quantile)
{
	const struct qs_kernels *const k = r->physics->context->kernels;

	for (size_t row = 0; row < QS_STRUCTURAL_COUNT; row++)
		for (size_t s = 0; s < QS_SERIES_COUNT; s++)
			for (size_t y = 0; y < r->years; y++, quantile += QS_QUANTILES) {
				const int64_t *const project = total_of(r, row, QS_SERIES_project, y);
				const int64_t *const other = total_of(
					r, row,
					s == QS_SERIES_project_minus_baseline ? QS_SERIES_baseline : QS_SERIES_natural,
					y);

				for (size_t m = 0; s >= QS_ARMS && m < r->members; m++)
					r->work[m] = project[m] - other[m];
				(void)qs_reduce_quanta(k, r->members, s < QS_ARMS ? total_of(r, row, s, y) : r->work,
						       r->work + r->members, quantile);
				for (int q = 0; q < QS_QUANTILES; q++)
					quantile[q] *= qs_output_rows[qs_structural_outputs[row]].quantum;
			}
}

qs_status qs_structural_run(struct qs_physics *physics, const struct qs_run_input *input, struct qs_arena *arena,
			    struct qs_structural *structural, struct qs_err *err)
{
	const struct qs_strings *const names = &input->portfolio->soils_compared;
	const size_t years = (size_t)input->portfolio->years, members = (size_t)input->portfolio->members;
	const size_t rows = QS_STRUCTURAL_COUNT * QS_ARMS * years,
		     kept = QS_STRUCTURAL_COUNT * QS_SERIES_COUNT * years * QS_QUANTILES;
	struct under under = {.from = input->sites};
	struct qs_site_source source = {.self = &under, .sites = input->sites->sites, .next = next, .rewind = again};
	struct repeat repeat = {.physics = physics, .input = input, .members = members, .years = years};
	int *const model = qs_arena_take(arena, names->n + 1, sizeof *model);
	double *const quantile = qs_arena_take(arena, names->n * kept + 1, sizeof *quantile);
	qs_status status = QS_OK;

	*structural = (struct qs_structural){.years = years, .model = model, .quantile = quantile};
	if (!names->n)
		return QS_OK;
	repeat.total = qs_arena_take(arena, rows * members, sizeof *repeat.total);
	repeat.work = qs_arena_take(arena, ((size_t)physics->context->threads + 1) * members, sizeof *repeat.work);
	under.sites = qs_arena_take(arena, QS_RUN_CHUNK, sizeof *under.sites);
	if (!model || !quantile || !repeat.total || !repeat.work || !under.sites)
		return qs_fail(err, QS_ENOMEM, "%zu soil models", names->n);
	for (size_t m = 0; m < names->n && status == QS_OK; m++) {
		model[m] = under.model = qs_soil_model_of(names->items[m]);
		memset(repeat.total, 0, rows * members * sizeof *repeat.total);
		status = run_sites(&repeat, &source, err);
		if (status == QS_OK)
			reduce(&repeat, quantile + m * kept);
	}
	structural->n = status == QS_OK ? names->n : 0;
	return status;
}
