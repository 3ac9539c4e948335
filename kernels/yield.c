/* Yield tables over columns. */
#include "kernels/yield.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

enum { STRIP = 256 };

/* The interval of each lane: the number of inner points at or below t. Counted as doubles, which vectors have. */
static void find(size_t n, const struct qs_yield_table *table, const double *restrict t, double *restrict interval)
{
	for (size_t i = 0; i < n; i++)
		interval[i] = 0.0;
	for (size_t k = 1; k + 1 < table->points; k++) {
		const double age = table->age[k];

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			interval[i] += t[i] >= age ? 1.0 : 0.0;
	}
}

void QS_K(yield)(size_t n, const struct qs_yield_table *table, const double *restrict t, double *restrict y)
{
	const double first = table->age[0], last = table->age[table->points - 1];
	double interval[STRIP];

	for (size_t at = 0; at < n; at += STRIP) {
		const size_t here = n - at < STRIP ? n - at : STRIP;

		find(here, table, t + at, interval);
		for (size_t i = 0; i < here; i++) {
			const size_t k = (size_t)interval[i];
			const double h = table->age[k + 1] - table->age[k], x = t[at + i] - table->age[k];
			const double rise = (table->yield[k + 1] - table->yield[k]) / h;
			const double c = (3.0 * rise - 2.0 * table->slope[k] - table->slope[k + 1]) / h;
			const double d = (table->slope[k] - 2.0 * rise + table->slope[k + 1]) / (h * h);
			const double from_left = table->yield[k] + x * (table->slope[k] + x * (c + x * d));
			const double value = x == h ? table->yield[k + 1] : from_left;

			y[at + i] = ((t[at + i] >= first) & (t[at + i] <= last)) ? value : (double)NAN;
		}
	}
}
