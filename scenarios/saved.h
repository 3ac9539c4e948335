/* States of a run: what its physics leaves at the end of a year, from which another run goes on with the same bits.
 *
 * A state holds, block by block in the order of waves, the columns of the block (model/land/state.h) and its ledger of the years
 * done, so that a run from a state gives all years. It is a stream of bytes that the caller keeps; numbers are stored as this machine
 * has them. Costs are made anew when it is taken up: prices may differ, and what is done in later years, as long as no block takes
 * another shape. Whether the plans agree in all else is for the caller to say.
 */
#ifndef QS_SCENARIOS_SAVED_H
#define QS_SCENARIOS_SAVED_H

#include "scenarios/wave.h"

/* Where a state goes and comes from: all n bytes, or a failure. */
typedef qs_status qs_state_write_fn(void *self, const void *bytes, size_t n, struct qs_err *err);
typedef qs_status qs_state_read_fn(void *self, void *bytes, size_t n, struct qs_err *err);

struct qs_run_states {
	size_t save_years; /* after so many years … */
	qs_state_write_fn *write; /* … a state is written; or NULL */
	void *write_self;
	size_t from_years; /* so many years are done … */
	qs_state_read_fn *read;   /* … in the state that is read; or NULL: the run starts at its first year */
	qs_status (*rewind)(void *self, struct qs_err *err); /* to the first byte, where sites are gone through twice */
	void *read_self;
};

/* Nonzero if a run goes on from a state or leaves one. */
int qs_states_any(const struct qs_run_states *states);

/* What is kept of a block while its wave is computed. A zeroed one is empty. */
struct qs_saved_block {
	struct qs_arena arena; /* its own: blocks are computed in parallel */
	struct qs_saved_head {
		uint64_t key, numbers, rows;
	} head;
	double *number; /* [head.numbers] columns */
	int64_t *row;   /* [head.rows] ledger: [outputs x arms][years done][n] */
};

/* A number for what a block holds: its seed, sites, units, members and the size of its state. */
uint64_t qs_saved_key(const struct qs_block *block);

/* Copies a block and the first `years` of its ledger. QS_ENOMEM. */
qs_status qs_saved_put(struct qs_saved_block *saved, const struct qs_block *block, const struct qs_ledger *ledger, size_t years,
		       struct qs_err *err);

/* Takes a block that was just started, and its ledger, to the end of year `years`. QS_EINPUT if the state is of another block. */
qs_status qs_saved_take(const struct qs_saved_block *saved, struct qs_block *block, struct qs_ledger *ledger, size_t years,
			struct qs_err *err);

/* Makes costs of the years done anew. QS_ENOMEM, QS_EINVARIANT. */
qs_status qs_saved_costs(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_wave *wave,
			 const struct qs_wave_block *block, struct qs_arena *arena, size_t years, struct qs_err *err);

/* The next block from and to the stream. Reading one of n lanes takes memory; QS_EINPUT if there is none of so many. */
qs_status qs_saved_read(const struct qs_context *context, const struct qs_run_states *states, size_t n, struct qs_saved_block *saved,
			struct qs_err *err);
qs_status qs_saved_write(const struct qs_run_states *states, const struct qs_saved_block *saved, struct qs_err *err);

/* Bytes that a lane of a planned wave has in a state beside its ledger, from some of its blocks; heads counted. What starting a block
 * says. */
qs_status qs_saved_measure(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_wave *wave,
			   double *bytes, struct qs_err *err);

/* Bytes of the ledger of a lane in a state after so many years. */
uint64_t qs_saved_ledger_bytes(size_t years);

/* Gives back what n blocks keep; NULL is fine. */
void qs_saved_free(struct qs_saved_block *saved, size_t n);

#endif
