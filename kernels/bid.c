/* Bids over columns. */
#include "kernels/bid.h"

#include "kernels/kernels.h"

void QS_K(bid)(size_t n, double factor, const double *restrict quantile, double *restrict most,
	       double *restrict subsidy)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		most[i] = quantile[i] / factor;
		subsidy[i] = qs_k_select(most[i] < 0.0, -most[i], 0.0);
	}
}
