/* The yearly ex-ante table of a registration: removals of baseline and project, leakage and deductions, on the mean
 * course of its strata.
 *
 *     baseline(t) = (B(t) - B(t - 1)) 44/12 pools       B, P: woody carbon; pools: qs_credit_pools
 *     project(t)  = (P(t) - P(t - 1)) 44/12 pools + soil(t) - soil(t - 1) - fire(t)
 *     net(t)      = project - baseline - leakage (once, in the first year that is credited)
 *     sampling(t) = net x deduction for sampling;  risk(t) = (net - sampling) x deduction for non-permanence
 * P(-1) = B(-1) = B(0): the opening stock is the baseline's at the end of the first year. A year may be negative: what
 * is issued follows from the sums (kernels/issuance.h), and the table rounds whole tonnes down.
 */
#ifndef QS_MODEL_MARKET_EX_ANTE_H
#define QS_MODEL_MARKET_EX_ANTE_H

#include "model/market/credits.h"

struct qs_ex_ante_year {
	double project_c, baseline_c; /* woody carbon of the strata at the end of the year, t C */
	double soil_t, fire_t;        /* soil since the preparation, gases of the year's fires, t CO2e */
	double baseline_t, project_t, leakage_t, net_t, sampling_t, risk_t; /* t CO2e */
};

/* Year t of the run, counted from 0. */
struct qs_ex_ante_year qs_ex_ante_year(const struct qs_credit_table *table, size_t t);

/* The first year of the table: what began before the run is shown from its first year. */
size_t qs_ex_ante_first(const struct qs_credit_table *table);

/* One after its last: the table ends with the crediting period, or with the run of `years`. */
size_t qs_ex_ante_end(const struct qs_credit_table *table, size_t years);

/* Whole tonnes, rounded down; what lies a 1e-9 below a whole one is it. */
double qs_ex_ante_whole(double t);

#endif
