/* The physics of a wave: its blocks in parallel, each by one thread from start to last year. */
#ifndef QS_SCENARIOS_PHYSICS_H
#define QS_SCENARIOS_PHYSICS_H

#include "scenarios/saved.h"

#include <omp.h>

/* What the waves of a run share. */
struct qs_physics {
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	struct qs_run_states states; /* that the waves go on from and leave; zeroed: none */
	void (*beside)(void *self);      /* done once by one thread while the others begin with the wave; or NULL */
	void *beside_self;
	uint64_t done, total; /* lanes */
	double seconds; /* of the clock; where threads do other work meanwhile a mean over them */
};

/* Runs all blocks into the wave's ledger; residual takes the worst balance of each segment. The first failure in the order of blocks
 * is told: QS_EINVARIANT if a balance does not close or a result is not finite, QS_EINTERRUPTED if progress asks to stop. */
qs_status qs_physics_wave(struct qs_physics *physics, struct qs_wave *wave, double *residual, struct qs_err *err);

/* ---- block by block, for those that cut waves into pieces (scenarios/cell_line.c) ---- */

/* What threads share that are at work on one wave or several. */
struct qs_physics_team {
	omp_lock_t turn; /* to tell progress: a named critical section would be a lock of the whole process */
	omp_lock_t in, out;   /* to read states and to write them */
	size_t begun, ended; /* waves */
	int stop;
};

/* What the blocks of a wave go on from and leave, of each while it is needed; read and written in the order of blocks. */
struct qs_block_states {
	const struct qs_run_states *of;
	struct qs_saved_block *from, *to; /* [blocks]; either may be NULL */
	size_t read, written; /* blocks */
	uint8_t *left;        /* [blocks + 1] it may be written */
	struct qs_err err;    /* of reading */
};

/* A wave at work, with memory of the wave. */
struct qs_physics_work {
	struct qs_physics *physics;
	struct qs_physics_team *team;
	struct qs_wave *wave;
	size_t number; /* of the wave, among the team's */
	struct qs_block_states states;
	double *residual;    /* [segments] */
	struct qs_err *errs; /* [blocks] */
	qs_status *statuses; /* [blocks] */
};

/* Readies the lock of a team that is not stopped, and gives it back. */
void qs_physics_team_open(struct qs_physics_team *team);
void qs_physics_team_close(struct qs_physics_team *team);

/* Has all threads leave off; nonzero if they are to. */
void qs_physics_stop(struct qs_physics_team *team);
int qs_physics_stopped(const struct qs_physics_team *team);

/* Begins with a planned wave, for a team that is open. QS_ENOMEM. */
qs_status qs_physics_begin(struct qs_physics *physics, struct qs_physics_team *team, struct qs_wave *wave,
			   double *residual, struct qs_physics_work *work, struct qs_err *err);

/* Reads the states of a wave up to that of block b. Who gives blocks of several waves calls it in their order. What
 * qs_saved_read says. */
qs_status qs_physics_read(struct qs_physics_work *work, size_t b, struct qs_err *err);

/* Behind the last block of a wave, in the order of waves: writes what is left of its states. */
qs_status qs_physics_end(struct qs_physics_work *work, struct qs_err *err);

/* Gives states back, before the wave is freed; safe after a begin that failed, and twice. */
void qs_physics_close(struct qs_physics_work *work);

/* Block b from start to last year, into the ledger that it has; the arena is empty before and after. Its state goes out with those
 * before it, if it has its turn. A failure is told in the work and stops the team. */
void qs_physics_block(struct qs_physics_work *work, size_t b, struct qs_arena *arena);

/* The first failure in the order of blocks. */
qs_status qs_physics_told(const struct qs_physics_work *work, struct qs_err *err);

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
