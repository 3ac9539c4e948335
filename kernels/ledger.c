#include "kernels/ledger.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

#include <math.h>

/* Lanes whose sums stay in the first cache. */
enum { STRIP = 64 };

/* The sum at lanes `from` on: of one column the column itself, else `room` filled. */
QS_K_INLINE const double *sum_at(size_t n, size_t from, const struct qs_ledger_sum *sum, double room[STRIP])
{
	if (sum->count == 1)
		return sum->column[0] + from;
	for (size_t i = 0; i < n; i++)
		room[i] = 0;
	for (size_t c = 0; c < sum->count; c++) {
		const double *restrict const column = sum->column[c] + from;

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			room[i] += column[i];
	}
	return room;
}

void QS_K(ledger_sum)(size_t n, const struct qs_ledger_sum *sum, double *restrict to)
{
	double room[STRIP];

	for (size_t from = 0; from < n; from += STRIP) {
		const size_t lanes = n - from < STRIP ? n - from : STRIP;
		const double *const all = sum_at(lanes, from, sum, room);

		for (size_t i = 0; i < lanes; i++)
			to[from + i] = all[i];
	}
}

void QS_K(ledger_balance)(size_t n, const double *restrict before, const double *restrict now,
			  const struct qs_ledger_sum *in, const struct qs_ledger_sum *out, double *restrict worst)
{
	double in_room[STRIP], out_room[STRIP];

	for (size_t from = 0; from < n; from += STRIP) {
		const size_t lanes = n - from < STRIP ? n - from : STRIP;
		const double *const came = sum_at(lanes, from, in, in_room), *const went =
										     sum_at(lanes, from, out, out_room);

#pragma omp simd
		for (size_t i = 0; i < lanes; i++) {
			const double was = before[from + i], moved = came[i] + went[i];
			const double large = was > moved ? was : moved;
			const double residual =
				fabs(now[from + i] - was - came[i] + went[i]) / (large > 1e-3 ? large : 1e-3);

			worst[from + i] = residual > worst[from + i] ? residual : worst[from + i];
		}
	}
}

void QS_K(ledger_round)(size_t n, double factor, const struct qs_ledger_sum *sum, const double *restrict scale,
			int64_t *restrict out, uint64_t *bad)
{
	double room[STRIP];
	uint64_t unfit = 0;

	for (size_t from = 0; from < n; from += STRIP) {
		const size_t lanes = n - from < STRIP ? n - from : STRIP;
		const double *restrict const value = sum_at(lanes, from, sum, room);

#pragma omp simd reduction(+ : unfit)
		for (size_t i = 0; i < lanes; i++) {
			const double x = factor * value[i] * scale[from + i];
			const _Bool fits = fabs(x) < 0x1p51; /* false for NaN */
			const double whole = floor(qs_k_select(fits, x, 0.0) + 0.5);

			/* the integer stands in the low bits of the sum: no conversion, which only v4 has for vectors
			 */
			out[from + i] = (int64_t)(qs_k_bits(whole + QS_K_ROUND) - qs_k_bits(QS_K_ROUND));
			unfit += !fits;
		}
	}
	*bad += unfit;
}
