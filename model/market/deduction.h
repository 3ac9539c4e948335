/* What methodologies take off a quantity for the sampling error of its measurement.
 *
 *     AR-TOOL14 v4.2   a share of the half-width is subtracted from a project's stock, added to a baseline's; the share
 *                      rises in steps with the relative half-width (0.10, 0.15, 0.20, 0.30: 0, 25, 50, 75, 100 %)
 *     AR-CM-001        a share of the stock itself (0.10, 0.20, 0.30: 0, 6, 11 %); beyond the last limit more plots are
 * asked VM0047 v1.1      the relative half-width less an allowance (10 %); nothing is credited above 100 %, and ex ante
 * at least 10 % are taken
 *
 * Pure functions of the sampling design and the sample: the spread of a forecast never enters. Stocks are kept without
 * a deduction, which belongs to the report.
 */
#ifndef QS_MODEL_MARKET_DEDUCTION_H
#define QS_MODEL_MARKET_DEDUCTION_H

#include "kernels/sampling.h"

#include <stddef.h>

/* Steps: share[i] holds up to and with limit[i], rising; share[limits] beyond the last, if the methodology has one. */
struct qs_deduction_steps {
	size_t limits;
	const double *limit, *share;
	int beyond; /* share has limits + 1 elements; else nothing is known beyond the last limit */
};

/* VM0047. */
struct qs_deduction_vm0047 {
	double allowance, ex_ante_minimum;
	int ex_ante;
};

struct qs_deduction {
	double share;   /* of the half-width (AR-TOOL14) or of the stock (the others) */
	double result;  /* the mean after it */
	int more_plots; /* no share, no result: both NaN */
};

/* Is u above the limit? A limit belongs to the milder class, and so does what rounding alone (1e-12 of
 * it) has put above. */
int qs_deduction_exceeds(double u, double limit);

/* AR-TOOL14: mean -/+ share x half-width; baseline nonzero adds. */
struct qs_deduction qs_deduction_ar_tool14(const struct qs_deduction_steps *steps, const struct qs_estimate *estimate,
					   int baseline);

/* AR-CM-001: mean (1 - share). */
struct qs_deduction qs_deduction_ar_cm_001(const struct qs_deduction_steps *steps, const struct qs_estimate *estimate);

/* VM0047: share = u - allowance within [0, 1], ex ante at least the minimum; u the relative half-width >= 0. */
double qs_deduction_vm0047_share(const struct qs_deduction_vm0047 *rule, double u);

/* VM0047: mean (1 - share); 0 if the half-width exceeds the mean. */
struct qs_deduction qs_deduction_vm0047(const struct qs_deduction_vm0047 *rule, const struct qs_estimate *estimate);

#endif
