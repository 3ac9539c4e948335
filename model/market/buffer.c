#include "model/market/buffer.h"

int qs_buffer_rate(const struct qs_buffer_matrix *matrix, const struct qs_buffer_factor *factor,
		   struct qs_buffer_score *score)
{
	size_t i = 0, j = 0;

	while (i < matrix->losses && factor->loss < matrix->loss_lower[i])
		i++;
	while (j < matrix->intervals && factor->interval >= matrix->interval_lower[j])
		j++;
	if (i == matrix->losses || !j)
		return -1;
	score->loss = i;
	score->interval = j - 1;
	score->score = matrix->score[i * matrix->intervals + j - 1] * factor->mitigation;
	return 0;
}

struct qs_buffer qs_buffer_of(double natural, double internal, double external, double minimum, double credits)
{
	struct qs_buffer b;

	b.natural = natural;
	b.total = natural + internal + external;
	b.held = b.total < minimum ? minimum : b.total;
	b.buffer = credits * b.held / 100.0;
	b.issued = credits - b.buffer;
	return b;
}
