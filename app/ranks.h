/* The processes of an MPI job that work on one sweep: who this one is, and a counter that hands out work.
 *
 * Built with QS_MPI and started by mpirun, a process takes numbers from a counter that all ranks share (MPI_Fetch_and_op on a window
 * of rank 0), so that a rank that is quick takes more. Otherwise there is one rank and the counter is its own.
 */
#ifndef QS_APP_RANKS_H
#define QS_APP_RANKS_H

#include "model/base/status.h"

#include <stddef.h>
#include <stdint.h>

struct qs_ranks {
	int rank, n;      /* from 0; n is 1 without MPI */
	int beside;       /* ranks on this machine, at least 1 */
	int64_t *counter; /* of rank 0 */
	void *window;
	int64_t own;      /* without MPI */
};

/* Joins the job. QS_EFAILED if MPI refuses. */
qs_status qs_ranks_open(struct qs_ranks *ranks, struct qs_err *err);

/* The next number from 0 that no rank has had. */
int64_t qs_ranks_next(struct qs_ranks *ranks);

/* Waits for all ranks; the worst of their statuses. */
qs_status qs_ranks_meet(const struct qs_ranks *ranks, qs_status status);

/* Leaves the job. Safe on a zeroed struct and twice. */
void qs_ranks_close(struct qs_ranks *ranks);

#endif
