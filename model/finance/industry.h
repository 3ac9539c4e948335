/* Income of industry lines: what restored land earns once it is accepted, and what that costs.
 *
 *     rests on   a / A: a the planimetric area of the line's `units` that are worked on (by one of its `treatments`, if it names
 *                some), A that of all its units. Units not named: those that are worked on
 *     visits     min(a / A x visits_per_year x draw, most_visits_per_ha x a)
 *     income     (visits x cny_per_visit + a / A x cny_per_year x draw) x min(1, years in business / ramp_years)
 *     cost       income x (1 - margin_frac)
 *
 * from the year after the site's acceptance, or from a later date, to the end of a concession. A line that needs no works earns in
 * full. The draw has mean 1 and is 1 where a figure of the line has a spread of its own. Capacity that grows with open ground is how
 * plans of scenic areas count it: area / area a visitor x turnover a day x open days (area method, GB 50298-1999 and LB/T 034-2014,
 * recalled).
 */
#ifndef QS_MODEL_FINANCE_INDUSTRY_H
#define QS_MODEL_FINANCE_INDUSTRY_H

#include "model/finance/accounts.h"

/* Planimetric area, ha, that a line rests on, and what it would be if all its units were worked on as it asks. */
struct qs_industry_ground {
	double area_ha, whole_ha;
};

/* The ground of a line as a site's units are treated. */
struct qs_industry_ground qs_industry_ground(const struct qs_portfolio *portfolio, const struct qs_site *site,
					     const struct qs_revenue *revenue);

/* Adds all lines of a site to industry_income and industry_cost, and tells taxes. After its acceptance is known. */
void qs_industry_fill(const struct qs_account_input *input, const struct qs_account_output *output);

#endif
