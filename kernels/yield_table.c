/* Slopes of a yield table. */
#include "kernels/yield.h"

#include <math.h>

static int finite(double x)
{
	return x - x == 0;
}

/* The end's slope by three points, kept from changing sign and from more than three times the end's difference. */
static double end_slope(double h, double h_next, double rise, double rise_next)
{
	const double slope = ((2 * h + h_next) * rise - h * rise_next) / (h + h_next);

	if (!(slope * rise > 0))
		return 0;
	return rise * rise_next < 0 && fabs(slope) > 3 * fabs(rise) ? 3 * rise : slope;
}

static double inner_slope(double h_before, double h, double before, double rise)
{
	const double w = 2 * h + h_before, v = h + 2 * h_before;

	return before * rise > 0 ? (w + v) / (w / before + v / rise) : 0;
}

int qs_yield_slopes(size_t points, const double *age, const double *yield, double *slope)
{
	for (size_t k = 0; k < points; k++)
		if (!finite(age[k]) || !finite(yield[k]) || (k && !(age[k] > age[k - 1])))
			return 1;
	if (points < 2)
		return 1;
	if (points == 2)
		slope[0] = slope[1] = (yield[1] - yield[0]) / (age[1] - age[0]);
	for (size_t i = 1; i + 1 < points; i++) {
		const double h0 = age[i] - age[i - 1], h1 = age[i + 1] - age[i];
		const double r0 = (yield[i] - yield[i - 1]) / h0, r1 = (yield[i + 1] - yield[i]) / h1;

		slope[i] = inner_slope(h0, h1, r0, r1);
		if (i == 1)
			slope[0] = end_slope(h0, h1, r0, r1);
		if (i + 2 == points)
			slope[i + 1] = end_slope(h1, h0, r1, r0);
	}
	return 0;
}
