#include "model/land/state.h"

#include <string.h>

size_t qs_state_size(const struct qs_block *block)
{
	size_t n = 0;

	for (const struct qs_column_end *end = block->last_column; end; end = end->before)
		n += end->planned ? 0 : end->n;
	return n;
}

void qs_state_put(const struct qs_block *block, double *numbers)
{
	for (const struct qs_column_end *end = block->last_column; end; end = end->before) {
		if (end->planned)
			continue;
		memcpy(numbers, end->column, end->n * sizeof *numbers);
		numbers += end->n;
	}
}

void qs_state_take(struct qs_block *block, size_t years, const double *numbers)
{
	for (struct qs_column_end *end = block->last_column; end; end = end->before) {
		if (end->planned)
			continue;
		memcpy(end->column, numbers, end->n * sizeof *numbers);
		numbers += end->n;
	}
	for (int a = 0; years % 2 && a < QS_ARMS; a++) /* a year begins by changing these over */
		for (int p = 0; p < QS_POOL_COUNT; p++) {
			double *const last = block->arm[a].before[p];

			block->arm[a].before[p] = block->arm[a].now[p];
			block->arm[a].now[p] = last;
		}
}
