#include "app/ranks.h"

#ifdef QS_MPI

#include <mpi.h>
#include <stdlib.h>

/* Set by the mpirun of OpenMPI, and by those that speak PMI. */
static int started_by_mpirun(void)
{
	return getenv("OMPI_COMM_WORLD_SIZE") || getenv("PMI_SIZE") || getenv("PMIX_RANK");
}

qs_status qs_ranks_open(struct qs_ranks *r, struct qs_err *err)
{
	MPI_Comm here;
	MPI_Win *window;

	*r = (struct qs_ranks){.n = 1, .beside = 1};
	if (!started_by_mpirun())
		return QS_OK;
	window = malloc(sizeof *window);
	if (!window)
		return qs_fail(err, QS_ENOMEM, "ranks");
	if (MPI_Init(NULL, NULL) || MPI_Comm_rank(MPI_COMM_WORLD, &r->rank) || MPI_Comm_size(MPI_COMM_WORLD, &r->n) ||
	    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here) ||
	    MPI_Comm_size(here, &r->beside) || MPI_Comm_free(&here) ||
	    MPI_Win_allocate(r->rank ? 0 : (MPI_Aint)sizeof *r->counter, sizeof *r->counter, MPI_INFO_NULL,
			     MPI_COMM_WORLD, (void *)&r->counter, window)) {
		free(window);
		return qs_fail(err, QS_EFAILED, "MPI does not start");
	}
	r->window = window;
	MPI_Win_lock_all(0, *window);
	if (!r->rank) {
		*r->counter = 0;
		MPI_Win_sync(*window);
	}
	MPI_Barrier(MPI_COMM_WORLD);
	return QS_OK;
}

int64_t qs_ranks_next(struct qs_ranks *r)
{
	const int64_t one = 1;
	int64_t next = 0;

	if (!r->window)
		return r->own++;
	MPI_Fetch_and_op(&one, &next, MPI_INT64_T, 0, 0, MPI_SUM, *(MPI_Win *)r->window);
	MPI_Win_flush(0, *(MPI_Win *)r->window);
	return next;
}

qs_status qs_ranks_meet(const struct qs_ranks *r, qs_status status)
{
	int mine = (int)status, worst = mine;

	if (r->window)
		MPI_Allreduce(&mine, &worst, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
	return (qs_status)worst;
}

void qs_ranks_close(struct qs_ranks *r)
{
	if (r->window) {
		MPI_Win_unlock_all(*(MPI_Win *)r->window);
		MPI_Win_free(r->window);
		free(r->window);
		MPI_Finalize();
	}
	*r = (struct qs_ranks){0};
}

#else

qs_status qs_ranks_open(struct qs_ranks *r, struct qs_err *err)
{
	(void)err;
	*r = (struct qs_ranks){.n = 1, .beside = 1};
	return QS_OK;
}

int64_t qs_ranks_next(struct qs_ranks *r)
{
	return r->own++;
}

qs_status qs_ranks_meet(const struct qs_ranks *r, qs_status status)
{
	(void)r;
	return status;
}

void qs_ranks_close(struct qs_ranks *r)
{
	*r = (struct qs_ranks){0};
}

#endif
