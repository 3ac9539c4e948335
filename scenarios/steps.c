#include "scenarios/steps.h"

#include "model/base/draws.h"
#include "model/land/state.h"
#include "scenarios/physics.h"

#include <math.h>
#include <omp.h>
#include <string.h>

struct qs_steps {
	const struct qs_context *context;
	struct qs_arena arena;
	struct qs_wave wave;          /* its ledger holds one year */
	struct qs_block *block;       /* [wave.block_count] */
	struct qs_arena *block_arena; /* each block's own: blocks are started in parallel */
	qs_status *status;
	struct qs_err *errs;
	size_t done, years;
	int broken;
};

static qs_status first_failure(const struct qs_steps *steps, struct qs_err *err)
{
	for (size_t b = 0; b < steps->wave.block_count; b++)
		if (steps->status[b] != QS_OK)
			return qs_fail(err, steps->status[b], "%s", steps->errs[b].text);
	return QS_OK;
}

static qs_status start_blocks(struct qs_steps *steps, const struct qs_run_input *input, struct qs_err *err)
{
	struct qs_wave *const wave = &steps->wave;
	const size_t n = wave->block_count;

	steps->block = qs_arena_take(&steps->arena, n, sizeof *steps->block);
	steps->block_arena = qs_arena_take(&steps->arena, n, sizeof *steps->block_arena);
	steps->status = qs_arena_take(&steps->arena, n, sizeof *steps->status);
	steps->errs = qs_arena_take(&steps->arena, n, sizeof *steps->errs);
	if (!steps->block || !steps->block_arena || !steps->status || !steps->errs) {
		wave->block_count = 0;
		return qs_fail(err, QS_ENOMEM, "%zu blocks", n);
	}
	for (size_t b = 0; b < n; b++)
		qs_arena_init(&steps->block_arena[b], &steps->context->allocator);
#pragma omp parallel for schedule(dynamic, 1) num_threads(steps->context->threads)
	for (size_t b = 0; b < n; b++) {
		const struct qs_recipe *recipe;

		steps->status[b] = qs_wave_recipe(wave, input->portfolio, &wave->blocks[b], &steps->block_arena[b],
						  &recipe, &steps->errs[b]);
		if (steps->status[b] == QS_OK)
			steps->status[b] =
				qs_block_start(steps->context, input->portfolio, recipe,
					       wave->segments + wave->blocks[b].segment0, wave->blocks[b].segment_count,
					       &steps->block_arena[b], &steps->block[b], &steps->errs[b]);
	}
	return first_failure(steps, err);
}

static qs_status plan(struct qs_steps *steps, const struct qs_run_input *input, struct qs_err *err)
{
	const struct qs_site *sites = NULL;
	int64_t *ledger;
	size_t n = 0;
	qs_status status;

	input->sites->rewind(input->sites->self);
	if (input->sites->next(input->sites->self, &sites, (size_t)input->sites->sites, &n))
		return qs_fail(err, QS_EFILE, "sites cannot be read");
	if (n != input->sites->sites)
		return qs_fail(err, QS_EINPUT, "%zu of %llu sites come in one piece: too many to be stepped", n,
			       (unsigned long long)input->sites->sites);
	status = qs_wave_plan(steps->context, input->portfolio, input->packs, sites, n, NULL, &steps->wave, err);
	if (status != QS_OK)
		return status;
	steps->wave.years = 1;
	ledger = qs_arena_take(&steps->arena, (size_t)steps->wave.lanes, (size_t)qs_wave_lane_bytes(1));
	if (!ledger)
		return qs_fail(err, QS_ENOMEM, "ledger of %llu lanes", (unsigned long long)steps->wave.lanes);
	for (size_t b = 0; b < steps->wave.block_count; b++) {
		steps->wave.blocks[b].value = ledger;
		ledger += steps->wave.blocks[b].n * (size_t)(qs_wave_lane_bytes(1) / sizeof *ledger);
	}
	return start_blocks(steps, input, err);
}

qs_status qs_steps_open(const struct qs_context *context, const struct qs_run_input *input, struct qs_steps **steps,
			struct qs_err *err)
{
	struct qs_arena arena;
	struct qs_steps *made;
	qs_status status;

	*steps = NULL;
	qs_arena_init(&arena, &context->allocator);
	made = qs_arena_take(&arena, 1, sizeof *made);
	if (!made)
		return qs_fail(err, QS_ENOMEM, "steps");
	*made = (struct qs_steps){.context = context, .arena = arena, .years = (size_t)input->portfolio->years};
	status = plan(made, input, err);
	if (status == QS_OK)
		*steps = made;
	else
		qs_steps_close(made);
	return status;
}

static qs_status step_block(struct qs_steps *steps, size_t b, struct qs_err *err)
{
	struct qs_block *const block = &steps->block[b];
	struct qs_ledger ledger = {.value = steps->wave.blocks[b].value, .years = 1, .first = steps->done};

	qs_land_year(block, (int)steps->done, &ledger);
	return qs_physics_check(block, ledger.bad, NULL, err);
}

qs_status qs_steps_year(struct qs_steps *steps, struct qs_err *err)
{
	const struct qs_messages *const say = &steps->context->messages;
	qs_status status;

	if (steps->broken || steps->done == steps->years)
		return qs_fail(err, QS_EUSAGE, steps->broken ? "a step failed before" : "all %zu years are done",
			       steps->years);
#pragma omp parallel for schedule(dynamic, 1) num_threads(steps->context->threads)
	for (size_t b = 0; b < steps->wave.block_count; b++)
		steps->status[b] = step_block(steps, b, &steps->errs[b]);
	status = first_failure(steps, err);
	steps->done++;
	if (status == QS_OK && say->progress && say->progress(say->self, steps->done, steps->years))
		status = qs_fail(err, QS_EINTERRUPTED, "stopped");
	steps->broken = status != QS_OK;
	return status;
}

size_t qs_steps_done(const struct qs_steps *steps)
{
	return steps->done;
}

qs_status qs_steps_values(const struct qs_steps *steps, size_t site, enum qs_output output, enum qs_series_id arm,
			  double *values, struct qs_err *err)
{
	const struct qs_wave *const wave = &steps->wave;
	struct qs_arena arena;
	int64_t *sum;

	if (site >= wave->site_count || output >= QS_OUTPUT_COUNT || arm >= QS_ARMS)
		return qs_fail(err, QS_EUSAGE, "no such site, output or arm");
	if (!steps->done)
		return qs_fail(err, QS_EUSAGE, "no year is done");
	qs_arena_init(&arena, &steps->context->allocator);
	sum = qs_arena_take(&arena, wave->members, sizeof *sum);
	if (sum) {
		qs_wave_site_row(wave, site, (int)output, (int)arm, 0, sum);
		for (size_t m = 0; m < wave->members; m++)
			values[m] = (double)sum[m] * qs_output_rows[output].quantum;
	}
	qs_arena_free(&arena);
	return sum ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu members", wave->members);
}

/* Adds the readings of one block's segments to the members' sums. */
static void add_readings(const struct qs_block *block, const struct qs_observation *o, double *lanes, double *sum,
			 double *weight)
{
	for (size_t g = 0; g < block->segment_count; g++) {
		const struct qs_segment *const s = &block->segments[g];
		const double w = qs_observe_weight(block, s, o->arm, o->what);

		if (strcmp(s->site->id, o->site) != 0 || (o->unit && strcmp(s->unit->id, o->unit) != 0) || !(w > 0))
			continue;
		qs_observe(block, s, o->arm, o->what, o->depth_cm, lanes);
		for (size_t i = 0; i < s->n; i++) {
			sum[s->member0 + i] += w * lanes[s->lane0 + i];
			weight[s->member0 + i] += w;
		}
	}
}

qs_status qs_steps_observe(const struct qs_steps *steps, const struct qs_observation *o, double *values,
			   struct qs_err *err)
{
	const struct qs_wave *const wave = &steps->wave;
	struct qs_arena arena;
	double *weight, *lanes;
	size_t found = 0;

	for (size_t u = 0; u < wave->unit_count; u++)
		found += !strcmp(wave->units[u].site->id, o->site) &&
			 (!o->unit || !strcmp(wave->units[u].unit->id, o->unit));
	if (!found || !steps->done)
		return qs_fail(err, QS_EUSAGE, steps->done ? "no such site or unit" : "no year is done");
	qs_arena_init(&arena, &steps->context->allocator);
	weight = qs_arena_take(&arena, wave->members, sizeof *weight);
	lanes = qs_arena_take(&arena, QS_LANES, sizeof *lanes);
	if (weight && lanes) {
		memset(values, 0, wave->members * sizeof *values);
		for (size_t b = 0; b < wave->block_count; b++)
			add_readings(&steps->block[b], o, lanes, values, weight);
		for (size_t m = 0; m < wave->members; m++)
			values[m] = weight[m] > 0 ? values[m] / weight[m] : (double)NAN;
	}
	qs_arena_free(&arena);
	return weight && lanes ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu members", wave->members);
}

const struct qs_block *qs_steps_block(const struct qs_steps *steps, size_t index)
{
	return index < steps->wave.block_count ? &steps->block[index] : NULL;
}

/* ---- saved states ---- */

struct saved {
	char magic[8];
	uint64_t key, blocks, done;
};

static const char magic[8] = {'Q', 'S', 'S', 'T', 'A', 'T', 'E', '2'};

/* What both sides must agree on. */
static uint64_t key_of(const struct qs_steps *steps)
{
	uint64_t key = qs_scope_id("steps", NULL, NULL);

	key = qs_scope_join(key, steps->wave.members);
	for (size_t b = 0; b < steps->wave.block_count; b++)
		key = qs_scope_join(key, qs_saved_key(&steps->block[b]));
	return key;
}

/* Numbers of the largest block. */
static double *room_for(const struct qs_steps *steps, struct qs_arena *arena)
{
	size_t most = 1;

	for (size_t b = 0; b < steps->wave.block_count; b++) {
		const size_t n = qs_state_size(&steps->block[b]);

		most = n > most ? n : most;
	}
	return qs_arena_take(arena, most, sizeof(double));
}

static size_t ledger_bytes(const struct qs_wave_block *block)
{
	return block->n * (size_t)qs_wave_lane_bytes(1);
}

qs_status qs_steps_save(const struct qs_steps *steps, qs_state_write_fn *write, void *self, struct qs_err *err)
{
	struct saved head = {.key = key_of(steps), .blocks = steps->wave.block_count, .done = steps->done};
	struct qs_arena arena;
	double *numbers;
	qs_status status;

	if (steps->broken)
		return qs_fail(err, QS_EUSAGE, "a step failed before");
	memcpy(head.magic, magic, sizeof magic);
	qs_arena_init(&arena, &steps->context->allocator);
	numbers = room_for(steps, &arena);
	status = numbers ? write(self, &head, sizeof head, err) : qs_fail(err, QS_ENOMEM, "a saved state");
	for (size_t b = 0; b < steps->wave.block_count && status == QS_OK; b++) {
		qs_state_put(&steps->block[b], numbers);
		status = write(self, numbers, qs_state_size(&steps->block[b]) * sizeof *numbers, err);
		if (status == QS_OK)
			status = write(self, steps->wave.blocks[b].value, ledger_bytes(&steps->wave.blocks[b]), err);
	}
	qs_arena_free(&arena);
	return status;
}

qs_status qs_steps_restore(struct qs_steps *steps, qs_state_read_fn *read, void *self, struct qs_err *err)
{
	struct saved head;
	struct qs_arena arena;
	double *numbers;
	qs_status status;

	if (steps->done || steps->broken)
		return qs_fail(err, QS_EUSAGE, "a state is taken up before the first year");
	steps->broken = 1;
	qs_arena_init(&arena, &steps->context->allocator);
	numbers = room_for(steps, &arena);
	status = numbers ? read(self, &head, sizeof head, err) : qs_fail(err, QS_ENOMEM, "a saved state");
	if (status == QS_OK && memcmp(head.magic, magic, sizeof magic) != 0)
		status = qs_fail(err, QS_EINPUT, "this is no saved state");
	if (status == QS_OK &&
	    (head.key != key_of(steps) || head.blocks != steps->wave.block_count || head.done > steps->years))
		status = qs_fail(
			err, QS_EINPUT,
			"the saved state is of another seed, other members, sites, units, models or more years");
	for (size_t b = 0; b < steps->wave.block_count && status == QS_OK; b++) {
		status = read(self, numbers, qs_state_size(&steps->block[b]) * sizeof *numbers, err);
		if (status == QS_OK)
			status = read(self, steps->wave.blocks[b].value, ledger_bytes(&steps->wave.blocks[b]), err);
		if (status == QS_OK)
			qs_state_take(&steps->block[b], (size_t)head.done, numbers);
	}
	qs_arena_free(&arena);
	steps->done = status == QS_OK ? (size_t)head.done : 0;
	steps->broken = status != QS_OK;
	return status;
}

void qs_steps_close(struct qs_steps *steps)
{
	struct qs_arena arena;

	if (!steps)
		return;
	for (size_t b = 0; steps->block_arena && b < steps->wave.block_count; b++)
		qs_arena_free(&steps->block_arena[b]);
	qs_wave_free(&steps->wave);
	arena = steps->arena; /* holds the steps themselves */
	qs_arena_free(&arena);
}
