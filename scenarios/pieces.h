/* Pieces of work outside the run, side by side by its threads: what struct qs_context lets others call. */
#ifndef QS_SCENARIOS_PIECES_H
#define QS_SCENARIOS_PIECES_H

#include <stddef.h>

/* Calls piece(self, 0) to piece(self, n - 1), by up to `threads` threads; returns after the last. Threads that begin here take
 * neither SIGINT nor SIGTERM: what stops a run is for the thread that calls. */
void qs_pieces_run(int threads, size_t n, void (*piece)(void *self, size_t i), void *self);

#endif
