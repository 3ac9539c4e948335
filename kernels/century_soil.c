/* Century: figures of a set-up. */
#include "kernels/century_core.h"

#define REACH 1.6      /* of the series: kernels/century_core.h */
#define MOST_PARTS 1e9 /* beyond any run; more would not fit a count on all machines */

struct qs_century_rates qs_century_published(void)
{
	return (struct qs_century_rates){0.076, 0.28, 0.094, 0.35, 0.14, 0.0038, 0.00013};
}

size_t qs_century_parts(const struct qs_century_rates *rates, double time, double xi_max)
{
	const double z = qs_century_fastest(rates) * time * xi_max / REACH;
	const double whole = floor(z), parts = whole < z ? whole + 1.0 : whole;

	return parts < 1.0 ? 1 : parts > MOST_PARTS ? (size_t)MOST_PARTS : (size_t)parts;
}

double qs_century_lignin_nitrogen_max(void)
{
	return 0.85 / 0.018;
}
