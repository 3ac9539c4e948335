#include "scenarios/saved.h"

#include "model/base/draws.h"
#include "model/land/costs.h"
#include "model/land/state.h"

#include <string.h>

/* Rows of a ledger; blocks that the size of a state is told from, at most. */
enum { ROWS = QS_OUTPUT_COUNT * QS_ARMS, SAMPLE = 32 };

int qs_states_any(const struct qs_run_states *states)
{
	return states->read || states->write;
}

uint64_t qs_saved_key(const struct qs_block *block)
{
	uint64_t key = qs_scope_join(qs_scope_id("state", NULL, NULL), block->seed);

	key = qs_scope_join(key, qs_state_size(block));
	for (size_t g = 0; g < block->segment_count; g++) {
		const struct qs_segment *const s = &block->segments[g];

		key = qs_scope_join(key, qs_scope_id("unit", s->site->id, s->unit->id));
		key = qs_scope_join(key, (uint64_t)s->member0 << 32 | s->n);
	}
	return key;
}

static qs_status take_room(struct qs_saved_block *saved, struct qs_err *err)
{
	saved->number = qs_arena_take_raw(&saved->arena, (size_t)saved->head.numbers, sizeof *saved->number);
	saved->row = qs_arena_take_raw(&saved->arena, (size_t)saved->head.rows, sizeof *saved->row);
	return saved->number && saved->row ? QS_OK : qs_fail(err, QS_ENOMEM, "a saved state");
}

qs_status qs_saved_put(struct qs_saved_block *saved, const struct qs_block *block, const struct qs_ledger *ledger,
		       size_t years, struct qs_err *err)
{
	const size_t part = years * block->n, all = ledger->years * block->n;

	qs_arena_init(&saved->arena, &block->context->allocator);
	saved->head = (struct qs_saved_head){qs_saved_key(block), qs_state_size(block), ROWS * part};
	if (take_room(saved, err))
		return QS_ENOMEM;
	qs_state_put(block, saved->number);
	for (size_t r = 0; r < ROWS; r++)
		memcpy(saved->row + r * part, ledger->value + r * all, part * sizeof *saved->row);
	return QS_OK;
}

qs_status qs_saved_take(const struct qs_saved_block *saved, struct qs_block *block, struct qs_ledger *ledger,
			size_t years, struct qs_err *err)
{
	const size_t part = years * block->n, all = ledger->years * block->n;

	if (saved->head.key != qs_saved_key(block) || saved->head.numbers != qs_state_size(block) ||
	    saved->head.rows != ROWS * part)
		return qs_fail(err, QS_EINPUT,
			       "the saved state does not fit site %s, unit %s; hint: cohorts that are planted in later "
			       "years must be in the plan that the state is saved with; where sites do not fit memory "
			       "at once, outputs/members and outputs/form too",
			       block->segments->site->id, block->segments->unit->id);
	qs_state_take(block, years, saved->number);
	for (size_t r = 0; r < ROWS; r++)
		memcpy(ledger->value + r * all, saved->row + r * part, part * sizeof *saved->row);
	return QS_OK;
}

qs_status qs_saved_costs(const struct qs_context *context, const struct qs_portfolio *portfolio,
			 const struct qs_wave *wave, const struct qs_wave_block *block, struct qs_arena *arena,
			 size_t years, struct qs_err *err)
{
	struct qs_block lanes;
	struct qs_ledger ledger = {.value = block->value, .years = wave->years, .lowest = wave->lowest};
	const struct qs_recipe *recipe;
	qs_status status = qs_wave_recipe(wave, portfolio, block, arena, &recipe, err);

	if (status == QS_OK)
		status = qs_block_start_costs(context, portfolio, recipe, wave->segments + block->segment0,
					      block->segment_count, arena, &lanes, err);
	if (status == QS_OK)
		qs_costs_keep(&lanes, QS_SERIES_project, block->event_cny);
	for (size_t year = 0; status == QS_OK && year < years; year++)
		qs_land_costs(&lanes, (int)year, &ledger);
	return status == QS_OK && ledger.bad
		       ? qs_fail(err, QS_EINVARIANT, "site %s, unit %s: a cost is not finite or too large",
				 lanes.segments->site->id, lanes.segments->unit->id)
		       : status;
}

qs_status qs_saved_read(const struct qs_context *context, const struct qs_run_states *states, size_t n,
			struct qs_saved_block *saved, struct qs_err *err)
{
	const uint64_t rows = ROWS * (uint64_t)n * states->from_years;
	qs_status status;

	qs_arena_init(&saved->arena, &context->allocator);
	status = states->read(states->read_self, &saved->head, sizeof saved->head, err);
	if (status == QS_OK && (saved->head.rows != rows || saved->head.numbers > (uint64_t)1 << 28))
		status = qs_fail(err, QS_EINPUT,
				 "the saved state is of other sites, units or members; hint: where sites do not fit "
				 "memory at once, outputs/members and outputs/form must be as they were");
	if (status == QS_OK)
		status = take_room(saved, err);
	if (status == QS_OK)
		status = states->read(states->read_self, saved->number,
				      (size_t)saved->head.numbers * sizeof *saved->number, err);
	if (status == QS_OK)
		status = states->read(states->read_self, saved->row, (size_t)rows * sizeof *saved->row, err);
	return status;
}

qs_status qs_saved_write(const struct qs_run_states *states, const struct qs_saved_block *saved, struct qs_err *err)
{
	qs_status status = states->write(states->write_self, &saved->head, sizeof saved->head, err);

	if (status == QS_OK)
		status = states->write(states->write_self, saved->number,
				       (size_t)saved->head.numbers * sizeof *saved->number, err);
	if (status == QS_OK)
		status = states->write(states->write_self, saved->row, (size_t)saved->head.rows * sizeof *saved->row,
				       err);
	return status;
}

uint64_t qs_saved_ledger_bytes(size_t years)
{
	return ROWS * (uint64_t)years * sizeof(int64_t);
}

qs_status qs_saved_measure(const struct qs_context *context, const struct qs_portfolio *portfolio,
			   const struct qs_wave *wave, double *bytes, struct qs_err *err)
{
	const size_t step = (wave->block_count + SAMPLE - 1) / SAMPLE;
	size_t all = 0, lanes = 0;
	struct qs_arena arena;
	qs_status status = QS_OK;

	qs_arena_init(&arena, &context->allocator);
	for (size_t b = 0; b < wave->block_count && status == QS_OK; b += step) {
		const struct qs_wave_block *const block = &wave->blocks[b];
		const struct qs_recipe *recipe;
		struct qs_block started;

		status = qs_wave_recipe(wave, portfolio, block, &arena, &recipe, err);
		if (status == QS_OK)
			status = qs_block_start(context, portfolio, recipe, wave->segments + block->segment0,
						block->segment_count, &arena, &started, err);
		if (status == QS_OK) {
			all += sizeof(struct qs_saved_head) + qs_state_size(&started) * sizeof(double);
			lanes += block->n;
		}
		qs_arena_reset(&arena);
	}
	qs_arena_free(&arena);
	*bytes = lanes ? (double)all / (double)lanes : 0;
	return status;
}

void qs_saved_free(struct qs_saved_block *saved, size_t n)
{
	for (size_t b = 0; saved && b < n; b++)
		qs_arena_free(&saved[b].arena);
}
