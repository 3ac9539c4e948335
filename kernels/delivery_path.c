/* The way of sediment to a stream (kernels/delivery.h). Plain functions, compiled once. */
#include "kernels/delivery.h"
#include "kernels/elementary.h"

#define LOG10_E 0.43429448190325182765

static double covered(struct qs_delivery_limits limits, double c)
{
	return c < limits.c_min ? limits.c_min : c;
}

static double inclined(struct qs_delivery_limits limits, double slope)
{
	const double low = slope < limits.slope_min ? limits.slope_min : slope;

	return low > limits.slope_max ? limits.slope_max : low;
}

double qs_delivery_up(struct qs_delivery_limits limits, size_t n, const double *c, const double *slope, double area_m2)
{
	double sum_c = 0, sum_s = 0;

	for (size_t i = 0; i < n; i++) {
		sum_c += covered(limits, c[i]);
		sum_s += inclined(limits, slope[i]);
	}
	return sum_c / (double)n * (sum_s / (double)n) * sqrt(area_m2);
}

double qs_delivery_down(struct qs_delivery_limits limits, size_t n, const double *length_m, const double *c,
			const double *slope)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += length_m[i] / (covered(limits, c[i]) * inclined(limits, slope[i]));
	return sum;
}

double qs_delivery_connectivity(double up_m, double down_m)
{
	return LOG10_E * qs_k_log(up_m / down_m);
}
