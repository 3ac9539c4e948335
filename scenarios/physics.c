#include "scenarios/physics.h"

#include "model/land/costs.h"
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

/* What a block goes on from and leaves; either may be NULL. */
struct states {
	const struct qs_run_states *of;
	struct qs_saved_block *from, *to;
};

/* Years from `first` on; a state is left on the way if it is asked for. */
static qs_status run_years(struct qs_block *lanes, struct qs_ledger *ledger, size_t first, const int *stop,
			   const struct states *states, struct qs_err *err)
{
	qs_status status = QS_OK;

	for (size_t year = first; status == QS_OK && year < ledger->years; year++) {
		int stopped;

#pragma omp atomic read
		stopped = *stop;
		if (stopped)
			break;
		qs_land_year(lanes, (int)year, ledger);
		if (states->to && year + 1 == states->of->save_years)
			status = qs_saved_put(states->to, lanes, ledger, year + 1, err);
	}
	return status;
}

static qs_status run_block(const struct qs_physics *physics, const struct qs_wave *wave, struct qs_wave_block *block,
			   struct qs_arena *arena, const int *stop, const struct states *states, double *residual,
			   struct qs_err *err)
{
	struct qs_block lanes;
	struct qs_ledger ledger = {.value = block->value, .years = wave->years};
	const size_t first = states->from ? states->of->from_years : 0;
	const struct qs_recipe *recipe;
	qs_status status = qs_wave_recipe(wave, physics->portfolio, block, arena, &recipe, err);

	if (status == QS_OK)
		status = qs_block_start(physics->context, physics->portfolio, recipe, wave->segments + block->segment0,
					block->segment_count, arena, &lanes, err);
	if (status == QS_OK)
		qs_costs_keep(&lanes, QS_SERIES_project, block->event_cny);
	if (status == QS_OK && states->from)
		status = qs_saved_take(states->from, &lanes, &ledger, first, err);
	qs_saved_free(states->from, 1);
	if (status == QS_OK && states->from)
		status = qs_saved_costs(physics->context, physics->portfolio, wave, block, arena, first, err);
	if (status == QS_OK)
		status = run_years(&lanes, &ledger, first, stop, states, err);
	if (status == QS_OK)
		status = qs_physics_check(&lanes, ledger.bad, residual, err);
	return status;
}

/* Room for the states of a wave. */
static qs_status open_states(const struct qs_run_states *of, struct qs_wave *wave, struct qs_block_states *states,
			     struct qs_err *err)
{
	const size_t n = wave->block_count;

	states->of = of;
	if (of->write) {
		states->to = qs_arena_take(&wave->arena, n, sizeof *states->to);
		states->left = qs_arena_take(&wave->arena, n + 1, sizeof *states->left);
	}
	if (of->read)
		states->from = qs_arena_take(&wave->arena, n, sizeof *states->from);
	return (of->write && (!states->to || !states->left)) || (of->read && !states->from)
		       ? qs_fail(err, QS_ENOMEM, "states of %zu blocks", n)
		       : QS_OK;
}

qs_status qs_physics_read(struct qs_physics_work *w, size_t b, struct qs_err *err)
{
	struct qs_block_states *const s = &w->states;
	qs_status status = QS_OK;

	if (!s->from)
		return QS_OK;
	omp_set_lock(&w->team->in);
	for (; s->err.status == QS_OK && s->read <= b; s->read += s->err.status == QS_OK)
		qs_saved_read(w->physics->context, s->of, w->wave->blocks[s->read].n, &s->from[s->read], &s->err);
	if (s->read <= b)
		status = qs_fail(err, s->err.status, "%s", s->err.text);
	omp_unset_lock(&w->team->in);
	return status;
}

/* Block b has left its state: those that no earlier one is missing of are written. b: none of them behind the last. */
static qs_status leave(struct qs_physics_work *w, size_t b, struct qs_err *err)
{
	struct qs_block_states *const s = &w->states;
	qs_status status = QS_OK;

	omp_set_lock(&w->team->out);
	s->left[b] = 1;
	while (status == QS_OK && w->number == w->team->ended && s->written < w->wave->block_count &&
	       s->left[s->written]) {
		status = qs_saved_write(s->of, &s->to[s->written], err);
		qs_saved_free(&s->to[s->written++], 1);
	}
	omp_unset_lock(&w->team->out);
	return status;
}

int qs_physics_stopped(const struct qs_physics_team *team)
{
	int stopped;

#pragma omp atomic read
	stopped = team->stop;
	return stopped;
}

void qs_physics_stop(struct qs_physics_team *team)
{
#pragma omp atomic write
	team->stop = 1;
}

void qs_physics_team_open(struct qs_physics_team *team)
{
	omp_init_lock(&team->turn);
	omp_init_lock(&team->in);
	omp_init_lock(&team->out);
	team->begun = team->ended = 0;
	team->stop = 0;
}

void qs_physics_team_close(struct qs_physics_team *team)
{
	omp_destroy_lock(&team->turn);
	omp_destroy_lock(&team->in);
	omp_destroy_lock(&team->out);
}

qs_status qs_physics_begin(struct qs_physics *physics, struct qs_physics_team *team, struct qs_wave *wave,
			   double *residual, struct qs_physics_work *work, struct qs_err *err)
{
	*work = (struct qs_physics_work){
		.physics = physics, .team = team, .wave = wave, .number = team->begun++, .residual = residual};
	work->errs = qs_arena_take(&wave->arena, wave->block_count, sizeof *work->errs);
	work->statuses = qs_arena_take(&wave->arena, wave->block_count, sizeof *work->statuses);
	if (!work->errs || !work->statuses)
		return qs_fail(err, QS_ENOMEM, "%zu blocks", wave->block_count);
	return open_states(&physics->states, wave, &work->states, err);
}

qs_status qs_physics_end(struct qs_physics_work *w, struct qs_err *err)
{
	const qs_status status = w->states.to ? leave(w, w->wave->block_count, err) : QS_OK;

	omp_set_lock(&w->team->out);
	w->team->ended++;
	omp_unset_lock(&w->team->out);
	return status;
}

void qs_physics_close(struct qs_physics_work *w)
{
	if (!w->wave)
		return;
	qs_saved_free(w->states.from, w->wave->block_count);
	qs_saved_free(w->states.to, w->wave->block_count);
	w->states = (struct qs_block_states){.of = NULL};
}

/* Counts a block's lanes as done; nonzero if progress asks to stop. */
static int tell_progress(struct qs_physics_work *w, size_t lanes)
{
	const struct qs_messages *const say = &w->physics->context->messages;
	int stopped;

	omp_set_lock(&w->team->turn);
	w->physics->done += lanes;
	stopped = say->progress && say->progress(say->self, w->physics->done, w->physics->total);
	omp_unset_lock(&w->team->turn);
	return stopped;
}

void qs_physics_block(struct qs_physics_work *w, size_t b, struct qs_arena *arena)
{
	const struct qs_block_states *const all = &w->states;
	const struct states here = {all->of, all->from ? &all->from[b] : NULL, all->to ? &all->to[b] : NULL};
	qs_status status = qs_physics_read(w, b, &w->errs[b]);

	if (status == QS_OK)
		status = run_block(w->physics, w->wave, &w->wave->blocks[b], arena, &w->team->stop, &here,
				   w->residual + w->wave->blocks[b].segment0, &w->errs[b]);
	qs_arena_reset(arena);
	if (status == QS_OK && here.to && !qs_physics_stopped(w->team)) /* else its years may not be all */
		status = leave(w, b, &w->errs[b]);
	w->statuses[b] = status;
	if (tell_progress(w, w->wave->blocks[b].n) && w->statuses[b] == QS_OK)
		w->statuses[b] = QS_EINTERRUPTED;
	if (w->statuses[b] != QS_OK)
		qs_physics_stop(w->team);
}

qs_status qs_physics_told(const struct qs_physics_work *w, struct qs_err *err)
{
	for (size_t b = 0; b < w->wave->block_count; b++)
		if (w->statuses[b] == QS_EINTERRUPTED)
			return qs_fail(err, QS_EINTERRUPTED, "stopped");
		else if (w->statuses[b] != QS_OK)
			return qs_fail(err, w->statuses[b], "%s", w->errs[b].text);
	return QS_OK;
}

/* All blocks, in parallel. */
static void run_all(struct qs_physics_work *w)
{
	const struct qs_physics *const physics = w->physics;

#pragma omp parallel num_threads(physics->context->threads)
	{
		struct qs_arena arena; /* a thread's blocks have one size, or nearly */

		qs_arena_init(&arena, &physics->context->allocator);
#pragma omp single nowait
		if (physics->beside)
			physics->beside(physics->beside_self);
#pragma omp for schedule(monotonic : dynamic, 1)
		for (size_t b = 0; b < w->wave->block_count; b++)
			if (!qs_physics_stopped(w->team))
				qs_physics_block(w, b, &arena);
		qs_arena_free(&arena);
	}
}

static qs_status run_blocks(struct qs_physics *physics, struct qs_wave *wave, double *residual, struct qs_err *err)
{
	struct qs_physics_team team;
	struct qs_physics_work w;
	const double start = qs_physics_now();
	qs_status status;

	qs_physics_team_open(&team);
	status = qs_physics_begin(physics, &team, wave, residual, &w, err);
	if (status == QS_OK) {
		run_all(&w);
		physics->seconds += qs_physics_now() - start;
		status = qs_physics_told(&w, err);
	}
	if (status == QS_OK)
		status = qs_physics_end(&w, err);
	qs_physics_close(&w);
	qs_physics_team_close(&team);
	return status;
}

/* Of an experiment whose members share physics: those of their own, then what each pays. */
static qs_status run_shared(struct qs_physics *physics, struct qs_wave *wave, struct qs_err *err)
{
	const struct qs_context *const context = physics->context;
	struct qs_context own = *context;
	struct qs_wave *const land = &wave->land->wave;
	double *const residual = qs_arena_take(&land->arena, land->segment_count, sizeof *residual);
	qs_status status;

	if (!residual)
		return qs_fail(err, QS_ENOMEM, "%zu blocks", land->block_count);
	own.probes = wave->land->probes;
	physics->context = &own;
	status = qs_physics_wave(physics, land, residual, err);
	physics->context = context;
	return status == QS_OK ? qs_physics_costs(context, physics->portfolio, wave, err) : status;
}

qs_status qs_physics_wave(struct qs_physics *physics, struct qs_wave *wave, double *residual, struct qs_err *err)
{
	return wave->land ? run_shared(physics, wave, err) : run_blocks(physics, wave, residual, err);
}

qs_status qs_physics_again(struct qs_physics *physics, struct qs_err *err)
{
	physics->states.write = NULL;
	return physics->states.read ? physics->states.rewind(physics->states.read_self, err) : QS_OK;
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
			qs_saved_costs(context, portfolio, wave, &wave->blocks[b], &arena, wave->years, &errs[b]);
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
