/* Works as built against the plan: amount, cost, area and time of measures, of units and of a site.
 *
 *     planned amount   what the treatment asks for on the unit, the first time: renewals and later years left out
 *     planned cost     as stated (planned_cost_cny), else amount x mean prices of the tables, without design and contingency
 *     planned time     years from the start year to the end of the measure's year
 *     deviation        as built / as planned - 1, to 1e-9; of a unit or a site: cost of the sums; area of the sums of the
 *                      greatest areas by unit; time of the latest dates; amount that of the measure that deviates most
 *
 * Only measures that are reported count, on both sides. What a row does not say is not known and left out of its sum. Money is real
 * CNY of price_year. Source of the question: 京规自发〔2023〕60号, 3 (5).
 */
#ifndef QS_MODEL_POLICY_BUILT_H
#define QS_MODEL_POLICY_BUILT_H

#include "model/base/packs.h"
#include "model/portfolio.h"

/* Deviation from the plan above which a unit or a site is flagged (judgement). */
#define QS_DEVIATION_FLAG 0.1

/* Shares; NaN: not known. */
struct qs_deviation {
	double amount, cost, area, time;
};

/* A row against its plan; NaN: not known. */
struct qs_built_row {
	const struct qs_unit *unit;
	const struct qs_measure *measure;
	const struct qs_measure_pack *pack;
	const char *amount_unit;
	double planned_amount, built_amount;
	double planned_cny, built_cny;
	double planned_ha, built_ha; /* own basis */
	double planned_years, built_years;
	struct qs_deviation deviation;
};

/* Row i of a site's as_built; 0, or -1 if the treatment of its unit has no such measure (told by the check of the input). */
int qs_built_row(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site, size_t i,
		 struct qs_built_row *row);

/* The deviation of a unit by its rows; where unit is NULL of the site: cost, area and time as it states them, else by all rows. */
struct qs_deviation qs_built_deviation(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
				       const struct qs_site *site, const struct qs_unit *unit);

/* The largest part of a deviation, absolute; 0 if none is known. */
double qs_deviation_largest(const struct qs_deviation *deviation);

/* The largest deviation of a site and its units, absolute; 0 if none is known. */
double qs_built_worst(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site);

#endif
