/* A column to a few numbers: moments, and quantiles of type 7.
 *
 * Sums run in a fixed order (16 interleaved sums within blocks of 1024, blocks added pairwise), so their bits depend on
 * the column alone. Quantiles are those of Hyndman and Fan 1996 (Am. Stat. 50, 361-365), type 7, the default of R,
 * numpy and GSL: with h = (n - 1) p, x[floor h] + (x[floor h + 1] - x[floor h]) (h - floor h) of the sorted column, p
 * cut to [0, 1]. Several are found together by selection that shares its partitions, of long columns among the numbers
 * of the buckets they stand in; O(n log n) at worst, no allocation.
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

/* As quantiles, of whole numbers (multiples of a quantum). out is lo + (hi - lo) frac in double, to be multiplied by
 * the quantum. */
typedef void qs_k_quantiles_i64_fn(size_t n, const int64_t *restrict x, int64_t *restrict work,
				   const double *restrict p, size_t count, double *restrict out);

#endif
