/* VM0047 v1.1, afforestation, reforestation and revegetation: credits of a series of years.
 *
 *     area-based   net = dC (1 - PB) (1 - UNC) - leakage - emissions     eq. 32
 *     census       net = dC (1 - UNC) - emissions                        eq. 33
 *     credit       = net - credits so far: negative when net has fallen; 0 in a year whose half-width is above 100 %
 *
 * Every amount is cumulative since the start, in t CO2e. PB is the performance benchmark: growth of the matched control
 * plots relative to that of the project, by the index of their stocks. UNC: model/market/deduction.h.
 */
#ifndef QS_MODEL_MARKET_VM0047_H
#define QS_MODEL_MARKET_VM0047_H

#include "model/market/deduction.h"

/* What is given of a year. Census: leakage is 0 by rule and there is no benchmark, leave the last three 0. */
struct qs_vm0047_year {
	double stock_change, emissions; /* t CO2e since the start */
	double half_width;              /* relative, of the 90 % interval of the mean */
	double leakage;                 /* t CO2e since the start */
	double control, project;        /* change of the stocking index */
};

struct qs_vm0047 {
	int area_based;
	double benchmark_min, benchmark_max; /* area-based */
	struct qs_deduction_vm0047 uncertainty;
};

struct qs_vm0047_credit {
	double benchmark, deduction; /* PB (0 for census), UNC */
	double net, credit;          /* t CO2e: since the start, of the year */
};

/* PB = control / project within its limits; benchmark_max where the project's index has not changed. */
double qs_vm0047_benchmark(const struct qs_vm0047 *rule, double control, double project);

/* A year's credit. so_far, the sum of the credits before it, takes it in. */
struct qs_vm0047_credit qs_vm0047_year(const struct qs_vm0047 *rule, const struct qs_vm0047_year *year, double *so_far);

#endif
