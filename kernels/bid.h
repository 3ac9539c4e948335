/* What a bidder can pay at most, once and at the start, for a right whose worth is uncertain.
 *
 * A payment L lowers the present value at the hurdle rate by a L, with a = 1 - tax x PV(what is written off of L): 1 if
 * L is not deductible. The largest L that leaves a present value of at least 0 with probability p is therefore a
 * quantile of the present value without it: L = Q(1 - p)/a, with Q of type 7 (kernels/reduce.h). Below 0 it is the
 * least subsidy. Holds for flows whose present value falls with the rate. Money is the caller's.
 */
#ifndef QS_KERNELS_BID_H
#define QS_KERNELS_BID_H

#include <stddef.h>

/* a, if L is written off in `years` equal parts at the end of years 1 to `years`; tax and discount are fractions. */
double qs_bid_factor(double tax, double years, double discount);

/* L = quantile/a by lane, and the subsidy max(0, -L). */
typedef void qs_k_bid_fn(size_t n, double factor, const double *restrict quantile, double *restrict most,
			 double *restrict subsidy);

#endif
