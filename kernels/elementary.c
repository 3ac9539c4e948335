/* Batch forms of the elementary functions. */
#include "kernels/elementary.h"

#include "kernels/kernels.h"

#define QS_K_MAP(name)                                                                       \
	void QS_K(name##_n)(size_t n, const double *restrict x, double *restrict y)          \
	{                                                                                    \
		_Pragma("omp simd") for (size_t i = 0; i < n; i++) y[i] = qs_k_##name(x[i]); \
	}

QS_K_MAP(exp)
QS_K_MAP(log)
QS_K_MAP(expm1)
QS_K_MAP(log1p)
QS_K_MAP(cbrt)
QS_K_MAP(sin)
QS_K_MAP(cos)
QS_K_MAP(atan)
QS_K_MAP(erfc)
QS_K_MAP(lgamma)
QS_K_MAP(e1)

void QS_K(pow_n)(size_t n, const double *restrict x, const double *restrict y, double *restrict out)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		out[i] = qs_k_pow(x[i], y[i]);
}
