/* Columns of whole numbers of a quantum. */
#include "kernels/quanta.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

void QS_K(quanta_round)(size_t n, double scale, const double *restrict value, int64_t *restrict row,
			struct qs_k_quanta *restrict quanta)
{
	uint64_t held = 0, any = 0, bad = 0;

#pragma omp simd reduction(| : held, any, bad)
	for (size_t i = 0; i < n; i++) {
		const double x = value[i] * scale;
		const uint64_t fits = fabs(x) < 0x1p51; /* false for NaN */
		const double whole = floor((fabs(x) < 0x1p51 ? x : 0) + 0.5);
		/* the integer stands in the low bits of the sum: no conversion, which only v4 has for vectors */
		const uint64_t bits = qs_k_bits(whole + QS_K_ROUND) - qs_k_bits(QS_K_ROUND);

		row[i] = (int64_t)bits;
		held |= qs_k_bits(value[i]);
		any |= bits;
		bad |= !fits;
	}
	*quanta = (struct qs_k_quanta){held != 0, any != 0, bad != 0};
}

/* The integer into the low bits of a double near QS_K_ROUND, as above. */
static double whole_of(int64_t v)
{
	return qs_k_double((uint64_t)v + qs_k_bits(QS_K_ROUND)) - QS_K_ROUND;
}

void QS_K(quanta_read)(size_t n, size_t rows, size_t step, size_t to_step, double quantum, int add,
		       const int64_t *restrict row, double *restrict to)
{
	for (size_t r = 0; r < rows; r++, row += step, to += to_step) {
		if (add)
#pragma omp simd
			for (size_t i = 0; i < n; i++)
				to[i] += whole_of(row[i]) * quantum;
		else
#pragma omp simd
			for (size_t i = 0; i < n; i++)
				to[i] = whole_of(row[i]) * quantum;
	}
}

void QS_K(quanta_add)(size_t n, const int64_t *restrict row, int64_t *restrict total, int *restrict overflow)
{
	uint64_t over = 0;

#pragma omp simd reduction(| : over)
	for (size_t i = 0; i < n; i++) {
		const uint64_t a = (uint64_t)total[i], b = (uint64_t)row[i], c = a + b;

		over |= (a ^ c) & (b ^ c);
		total[i] = (int64_t)c;
	}
	*overflow |= (int)(over >> 63);
}

void QS_K(quanta_sum)(size_t n, const int64_t *restrict row, double *restrict sum, int *restrict differ)
{
	const uint64_t first = n ? (uint64_t)row[0] : 0, sign = (uint64_t)1 << 63;
	uint64_t high = 0, low = 0, other = 0; /* sum = high * 2^32 + low: no overflow for 2^31 numbers */

#pragma omp simd reduction(+ : high, low) reduction(| : other)
	for (size_t i = 0; i < n; i++) {
		const uint64_t v = (uint64_t)row[i];

		high += (v ^ sign) >> 32; /* 2^31 more than that of v */
		low += v & 0xffffffff;
		other |= v ^ first;
	}
	high -= (uint64_t)n << 31;
	*sum = (double)(int64_t)high * 4294967296.0 + (double)(int64_t)low;
	*differ = other != 0;
}
