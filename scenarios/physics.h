/* The physics of a wave: its blocks in parallel, each by one thread from start to last year. */
#ifndef QS_SCENARIOS_PHYSICS_H
#define QS_SCENARIOS_PHYSICS_H

#include "scenarios/saved.h"

/* What follows from each piece of a wave that is cut into pieces, by the thread that computed it, while its ledger is
 * there. */
struct qs_physics_follow {
	qs_status (*piece)(void *self, const struct qs_wave_piece *piece, int thread, struct qs_err *err);
	void *self;
	const struct qs_wave_loan *loan; /* [threads]: what each thread lends */
};

/* What the waves of a run share. */
struct qs_physics {
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	struct qs_run_states states; /* that the waves go on from and leave; zeroed: none */
	struct qs_physics_follow follow; /* of waves in pieces */
	void (*beside)(void *self);      /* done once by one thread while the others begin with the wave; or NULL */
	void *beside_self;
	uint64_t done, total; /* lanes */
	double seconds, follow_seconds; /* of the clock; of what follows a mean over the threads */
};

/* Runs all blocks into the wave's ledger, or piece by piece with what follows from each; residual takes the worst
 * balance of each segment. The first failure in the order of blocks is told: QS_EINVARIANT if a balance does not close
 * or a result is not finite, QS_EINTERRUPTED if progress asks to stop. */
qs_status qs_physics_wave(struct qs_physics *physics, struct qs_wave *wave, double *residual, struct qs_err *err);

/* Before all waves are run a second time: the state that they go on from is read again, none is written. */
qs_status qs_physics_again(struct qs_physics *physics, struct qs_err *err);

/* Makes what works and upkeep cost anew in a ledger that qs_physics_wave filled: for other prices of works. */
qs_status qs_physics_costs(const struct qs_context *context, const struct qs_portfolio *portfolio, struct qs_wave *wave,
			   struct qs_err *err);

/* QS_EINVARIANT if a balance of the block does not close so far or a value of its ledger was bad (counted there);
 * residual: of carbon by segment, or NULL. */
qs_status qs_physics_check(const struct qs_block *lanes, uint64_t bad, double *residual, struct qs_err *err);

/* Wall time, s. */
double qs_physics_now(void);

#endif
