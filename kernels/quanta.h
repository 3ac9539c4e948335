/* Columns in quanta: values as whole multiples of a quantum in int64, so that sums have no order.
 *
 * Values are rounded once, added and summed up exactly, and read back. quantum and scale = 1 / quantum are powers of
 * two.
 */
#ifndef QS_KERNELS_QUANTA_H
#define QS_KERNELS_QUANTA_H

#include <stddef.h>
#include <stdint.h>

struct qs_k_quanta {
	int held; /* some value is not zero */
	int any;  /* some number is not zero */
	int bad;  /* some value is not finite, or 2^51 quanta and more: row is to be made otherwise */
};

/* row = value * scale rounded to the nearest whole number, ties upwards. */
typedef void qs_k_quanta_round_fn(size_t n, double scale, const double *restrict value, int64_t *restrict row,
				  struct qs_k_quanta *restrict quanta);

/* The way back, of `rows` rows of n numbers below 2^51: to[r * to_step + i] = row[r * step + i] * quantum, or added to
 * what is there. */
typedef void qs_k_quanta_read_fn(size_t n, size_t rows, size_t step, size_t to_step, double quantum, int add,
				 const int64_t *restrict row, double *restrict to);

/* total += row; *overflow becomes 1 if a sum does not fit. */
typedef void qs_k_quanta_add_fn(size_t n, const int64_t *restrict row, int64_t *restrict total, int *restrict overflow);

/* Sum of at most 2^31 numbers, exact up to its last rounding, and whether they differ from each other. */
typedef void qs_k_quanta_sum_fn(size_t n, const int64_t *restrict row, double *restrict sum, int *restrict differ);

#endif
