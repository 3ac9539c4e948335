/* Delivery ratios over columns. */
#include "kernels/delivery.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

void QS_K(delivery_ratio)(size_t n, double ic0, double k, double sdr_max, const double *restrict ic,
			  double *restrict sdr)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		sdr[i] = sdr_max / (1.0 + qs_k_exp((ic0 - ic[i]) / k));
}
