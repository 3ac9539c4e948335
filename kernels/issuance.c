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

void QS_K(cancellation)(size_t n, double held, const double *restrict net, const double *restrict base,
			const double *restrict before, const double *restrict high, const double *restrict issued,
			double *restrict outstanding, double *restrict buffer, double *restrict drawn,
			double *restrict cancelled)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double since = net[i] - base[i];
		const double covered = since < 0.0 ? 0.0 : since;
		const double out = outstanding[i] + issued[i];
		const double kept = buffer[i] + held * (high[i] - before[i]);
		const double short_of = out + kept - covered;
		const double lost = short_of < 0.0 ? 0.0 : short_of;
		const double from = lost < kept ? lost : kept;

		drawn[i] = from;
		cancelled[i] = lost - from;
		buffer[i] = kept - from;
		outstanding[i] = out - (lost - from);
	}
}
