/* A column to a few numbers: moments, and quantiles of type 7.
 *
 * Sums run in a fixed order (16 interleaved sums within blocks of 1024, blocks added pairwise), so their bits depend on
 * the column alone. Quantiles are those of Hyndman and Fan 1996 (Am. Stat. 50, 361-365), type 7, the default of R,
 * numpy and GSL: with h = (n - 1) p, x[floor h] + (x[floor h + 1] - x[floor h]) (h - floor h) of the sorted column, p
 * cut to [0, 1]. Several are found together by selection that shares its partitions, of long columns among the numbers
 * of the buckets they stand in; O(n log n) at worst, no allocation. Columns in quanta are rounded, added and summed up
 * exactly.
 */
#ifndef QS_KERNELS_REDUCE_H
#define QS_KERNELS_REDUCE_H

#include <stddef.h>
#include <stdint.h>

struct qs_k_moments {
	double n, mean, sd, min, max; /* sd divides by n - 1, and is 0 for n = 1 */
};

/* Moments of x; NaN but for n = 0 where the column is empty. A NaN in x makes mean and sd NaN. */
typedef void qs_k_moments_fn(size_t n, const double *restrict x, struct qs_k_moments *restrict m);

/* out[j] = quantile p[j] of x[0 .. n-1], for j < count and p in any order; NaN for n = 0. work holds n numbers of
 * scratch. NaN counts as beyond the infinities. */
typedef void qs_k_quantiles_fn(size_t n, const double *restrict x, int64_t *restrict work, const double *restrict p,
			       size_t count, double *restrict out);

/* As quantiles, of whole numbers (multiples of a quantum), which work holds and which are left in another order. out is
 * lo + (hi - lo) frac in double, to be multiplied by the quantum. */
typedef void qs_k_quantiles_i64_fn(size_t n, int64_t *restrict work, const double *restrict p, size_t count,
				   double *restrict out);

struct qs_k_quanta {
	int held; /* some value is not zero */
	int any;  /* some number is not zero */
	int bad;  /* some value is not finite, or 2^51 quanta and more: row is to be made otherwise */
};

/* row = value * scale rounded to the nearest whole number, ties upwards. */
typedef void qs_k_quanta_round_fn(size_t n, double scale, const double *restrict value, int64_t *restrict row,
				  struct qs_k_quanta *restrict quanta);

/* The way back, of `rows` rows of n numbers below 2^51: to[r * to_step + i] = row[r * step + i] * quantum, or added to what is
 * there. */
typedef void qs_k_quanta_read_fn(size_t n, size_t rows, size_t step, size_t to_step, double quantum, int add,
				 const int64_t *restrict row, double *restrict to);

/* total += row; *overflow becomes 1 if a sum does not fit. */
typedef void qs_k_quanta_add_fn(size_t n, const int64_t *restrict row, int64_t *restrict total, int *restrict overflow);

/* Sum of at most 2^31 numbers, exact up to its last rounding, and whether they differ from each other. */
typedef void qs_k_quanta_sum_fn(size_t n, const int64_t *restrict row, double *restrict sum, int *restrict differ);

#endif
