#include "scenarios/pieces.h"

#include <signal.h>

void qs_pieces_run(int threads, size_t n, void (*piece)(void *self, size_t i), void *self)
{
	sigset_t leave, before;

	/* Threads that begin here take no signal: what stops a run is for the thread that called. */
	sigemptyset(&leave);
	sigaddset(&leave, SIGINT);
	sigaddset(&leave, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &leave, &before);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
	for (size_t i = 0; i < n; i++)
		piece(self, i);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}
