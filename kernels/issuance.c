/* Issuance at a verification (kernels/issuance.h). */
#include "kernels/issuance.h"

#include "kernels/kernels.h"

void QS_K(issuance)(size_t n, double deduction, const double *restrict net, double *restrict high,
		    double *restrict shortfall, double *restrict issued, double *restrict reversed)
{
	const double kept = 1.0 - deduction;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double h = high[i];
		const double now = net[i] < 0.0 ? 0.0 : net[i];
		const double rise = now - h;
		const double fall = h - now;
		const double below = fall < 0.0 ? 0.0 : fall;
		const double more = below - shortfall[i];

		issued[i] = kept * (rise < 0.0 ? 0.0 : rise);
		reversed[i] = more < 0.0 ? 0.0 : more;
		high[i] = now < h ? h : now;
		shortfall[i] = below;
	}
}
