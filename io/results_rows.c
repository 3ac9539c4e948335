/* Rows of results.h5 on their way to the file: values of some sites that follow each other, written together. */
#include "io/results_parts.h"

#include <string.h>

int qs_results_h5_rows_open(struct qs_results_h5 *h)
{
	const size_t rows = h->head->sites < QS_SITES_TOGETHER ? h->head->sites : QS_SITES_TOGETHER;
	const size_t series = QS_OUTPUT_COUNT * QS_SERIES_COUNT + QS_LINE_COUNT;

	h->rows = qs_arena_take_raw(&h->arena, rows * h->head->years * series * (1 + QS_QUANTILES), sizeof *h->rows);
	return h->rows ? 0 : -1;
}

void qs_results_h5_rows_begin(struct qs_results_h5 *h, size_t index)
{
	h->row = index % QS_SITES_TOGETHER;
	h->row_first = index - h->row;
	h->row_count =
		h->head->sites - h->row_first < QS_SITES_TOGETHER ? h->head->sites - h->row_first : QS_SITES_TOGETHER;
	h->gathered = 0;
}

void qs_results_h5_rows_put(struct qs_results_h5 *h, haddr_t set, size_t outer, size_t inner, const double *values)
{
	double *const to = h->rows + h->gathered * h->row_count;

	for (size_t o = 0; o < outer; o++)
		memcpy(to + (o * h->row_count + h->row) * inner, values + o * inner, inner * sizeof *to);
	h->gathered += outer * inner;
	if (h->row + 1 == h->row_count)
		qs_h5_fill(&h->h5, set, outer, h->head->sites, h->row_first, h->row_count, inner, to);
}
