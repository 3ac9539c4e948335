/* The books of a year: sums of columns, the balance of a store, and what is written down of it.
 *
 *     residual  |now - before - in + out| / max(before, in + out, 1e-3), in the store's unit
 *     written   floor(factor (a + b + ...) scale + 0.5), whole numbers
 *
 * A sum is taken in the order of its columns, from zero. Columns of one unit; no source but arithmetic.
 */
#ifndef QS_KERNELS_LEDGER_H
#define QS_KERNELS_LEDGER_H

#include <stddef.h>
#include <stdint.h>

/* Columns that are added; none is zero. */
struct qs_ledger_sum {
	size_t count;
	const double *const *column;
};

/* Fills `to` with a sum. */
typedef void qs_k_ledger_sum_fn(size_t n, const struct qs_ledger_sum *sum, double *to);

/* Change of a store against what flowed in and out; the larger of the residual and `worst` goes to worst. */
typedef void qs_k_ledger_balance_fn(size_t n, const double *before, const double *now, const struct qs_ledger_sum *in,
				    const struct qs_ledger_sum *out, double *worst);

/* out = factor x sum x scale rounded to the nearest whole number (ties upwards); counts in *bad the values that are not
 * finite or do not fit. */
typedef void qs_k_ledger_round_fn(size_t n, double factor, const struct qs_ledger_sum *sum, const double *scale,
				  int64_t *out, uint64_t *bad);

#endif
