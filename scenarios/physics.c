#include "scenarios/physics.h"

#include <omp.h>
#include <time.h>

double qs_physics_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

qs_status qs_physics_check(const struct qs_block *lanes, uint64_t bad, double *residual, struct qs_err *err)
{
	const char *const site = lanes->segments->site->id, *const unit = lanes->segments->unit->id;
	const double water = qs_block_water_residual(lanes);
	double worst = 0;

	for (size_t g = 0; g < lanes->segment_count; g++) {
		const double carbon = qs_block_residual(lanes, &lanes->segments[g]);

		worst = carbon > worst || carbon != carbon ? carbon : worst;
		if (residual)
			residual[g] = carbon;
	}
	if (bad)
		return qs_fail(err, QS_EINVARIANT, "site %s, unit %s: a result is not finite or too large", site, unit);
	if (!(water <= 1e-12))
		return qs_fail(err, QS_EINVARIANT, "site %s, unit %s: water balance off by %.3g", site, unit, water);
	if (!(worst <= 1e-12))
		return qs_fail(err, QS_EINVARIANT, "site %s, unit %s: carbon balance off by %.3g", site, unit, worst);
	return QS_OK;
}

static qs_status run_block(const struct qs_physics *physics, const struct qs_wave *wave, struct qs_wave_block *block,
			   struct qs_arena *arena, const int *stop, double *residual, struct qs_err *err)
{
	struct qs_block lanes;
	struct qs_ledger ledger = {.value = block->value, .years = wave->years};
	qs_status status;

	status = qs_block_start(physics->context, physics->portfolio, &wave->recipes[block->recipe],
				wave->segments + block->segment0, block->segment_count, arena, &lanes, err);
	for (size_t year = 0; status == QS_OK && year < wave->years; year++) {
		int stopped;

#pragma omp atomic read
		stopped = *stop;
		if (stopped)
			break;
		qs_land_year(&lanes, (int)year, &ledger);
	}
	if (status == QS_OK)
		status = qs_physics_check(&lanes, ledger.bad, residual, err);
	return status;
}

qs_status qs_physics_wave(struct qs_physics *physics, struct qs_wave *wave, double *residual, struct qs_err *err)
{
	const struct qs_messages *say = &physics->context->messages;
	struct qs_err *const errs = qs_arena_take(&wave->arena, wave->block_count, sizeof *errs);
	qs_status *const statuses = qs_arena_take(&wave->arena, wave->block_count, sizeof *statuses);
	omp_lock_t turn; /* a named critical section would be a lock of the whole process */
	int stop = 0;
	const double start = qs_physics_now();

	if (!errs || !statuses)
		return qs_fail(err, QS_ENOMEM, "%zu blocks", wave->block_count);
	omp_init_lock(&turn);
#pragma omp parallel num_threads(physics->context->threads)
	{
		struct qs_arena arena; /* a thread's blocks have one size, or nearly */

		qs_arena_init(&arena, &physics->context->allocator);
#pragma omp for schedule(dynamic, 1)
		for (size_t b = 0; b < wave->block_count; b++) {
			int stopped;

#pragma omp atomic read
			stopped = stop;
			if (stopped)
				continue;
			statuses[b] = run_block(physics, wave, &wave->blocks[b], &arena, &stop,
						residual + wave->blocks[b].segment0, &errs[b]);
			qs_arena_reset(&arena);
			if (statuses[b] != QS_OK) {
#pragma omp atomic write
				stop = 1;
			}
			omp_set_lock(&turn);
			physics->done += wave->blocks[b].n;
			if (say->progress && say->progress(say->self, physics->done, physics->total)) {
				statuses[b] = statuses[b] == QS_OK ? QS_EINTERRUPTED : statuses[b];
#pragma omp atomic write
				stop = 1;
			}
			omp_unset_lock(&turn);
		}
		qs_arena_free(&arena);
	}
	omp_destroy_lock(&turn);
	physics->seconds += qs_physics_now() - start;
	for (size_t b = 0; b < wave->block_count; b++)
		if (statuses[b] == QS_EINTERRUPTED)
			return qs_fail(err, QS_EINTERRUPTED, "stopped");
		else if (statuses[b] != QS_OK)
			return qs_fail(err, statuses[b], "%s", errs[b].text);
	return QS_OK;
}

static qs_status cost_block(const struct qs_context *context, const struct qs_portfolio *portfolio,
			    const struct qs_wave *wave, const struct qs_wave_block *block, struct qs_arena *arena,
			    struct qs_err *err)
{
	struct qs_block lanes;
	struct qs_ledger ledger = {.value = block->value, .years = wave->years};
	const qs_status status =
		qs_block_start_costs(context, portfolio, &wave->recipes[block->recipe],
				     wave->segments + block->segment0, block->segment_count, arena, &lanes, err);

	for (size_t year = 0; status == QS_OK && year < wave->years; year++)
		qs_land_costs(&lanes, (int)year, &ledger);
	return status == QS_OK && ledger.bad
		       ? qs_fail(err, QS_EINVARIANT, "site %s, unit %s: a cost is not finite or too large",
				 lanes.segments->site->id, lanes.segments->unit->id)
		       : status;
}

qs_status qs_physics_costs(const struct qs_context *context, const struct qs_portfolio *portfolio, struct qs_wave *wave,
			   struct qs_err *err)
{
	struct qs_arena room; /* for the failures: the wave's is not to grow with each scenario */
	struct qs_err *errs;
	qs_status status = QS_OK;

	qs_arena_init(&room, &context->allocator);
	errs = qs_arena_take(&room, wave->block_count, sizeof *errs);
	if (!errs)
		return qs_fail(err, QS_ENOMEM, "%zu blocks", wave->block_count);
#pragma omp parallel num_threads(context->threads)
	{
		struct qs_arena arena;

		qs_arena_init(&arena, &context->allocator);
#pragma omp for schedule(dynamic, 1)
		for (size_t b = 0; b < wave->block_count; b++) {
			cost_block(context, portfolio, wave, &wave->blocks[b], &arena, &errs[b]);
			qs_arena_reset(&arena);
		}
		qs_arena_free(&arena);
	}
	for (size_t b = 0; b < wave->block_count && status == QS_OK; b++)
		if (errs[b].status != QS_OK)
			status = qs_fail(err, errs[b].status, "%s", errs[b].text);
	qs_arena_free(&room);
	return status;
}
