#include "scenarios/pieces.h"

void qs_pieces_run(int threads, size_t n, void (*piece)(void *self, size_t i), void *self)
{
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
	for (size_t i = 0; i < n; i++)
		piece(self, i);
}
