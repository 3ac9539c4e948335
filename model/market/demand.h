/* What a buyer under a local market may use of the credits that registrations sell, on the means of the members.
 *
 *     may use in a year    E x limit in all, E x outside limit of units from outside the city; E: confirmed emissions
 *     used(t)              min(held from outside, E x outside limit), then
 *                          min(held from inside, what is left of E x limit)
 *     held(t + 1)          held(t) - used(t) + credits settled in t + 1: the year of verification plus
 *                          `settlement_years`
 *     emissions it takes   largest batch / (years between verifications x limit): then a batch is used before the
 *                          next one comes
 *
 * Counted are registrations that sell under a methodology which informs of the rule (BJ02). Limits are the numbers with
 * which the rules BJ02 and BJ03 compare `buyer_offset_frac`; where the buyer states a smaller share, that share. Where
 * it states its emissions and no share the rules are met by keeping to the limit (the fact `buyer_keeps_to_limits`).
 * Where all land lies inside the city nothing is bound by BJ03, and it is met. Units of a site that does not say where
 * it lies count as the city's own, and leave BJ03 open where the stated share is above it.
 */
#ifndef QS_MODEL_MARKET_DEMAND_H
#define QS_MODEL_MARKET_DEMAND_H

#include "model/market/credits.h"

/* What the rules let the stated buyer use in a year, with or without a run. */
struct qs_demand_limits {
	double frac, outside_frac; /* of a year's emissions: numbers of BJ02 and BJ03; NaN: no such rule */
	double t, outside_t;  /* t CO2e a year in all, and of units from outside the city; NaN: emissions not stated */
	int met, outside_met; /* -1: not known, 0: the stated share is above the limit, 1: met */
};

/* Whether a site says that it lies outside the city: 1 it does, 0 it says that it lies inside, -1 it says nothing. The
 * second: of two lots of land together. */
int qs_demand_outside(const struct qs_site *site);
int qs_demand_outside_both(int one, int other);

/* Nonzero if a registration sells under a methodology that informs of the local market's rule. */
int qs_demand_counts(const struct qs_registration *registration, const struct qs_methodology_pack *methodology);

/* What a buyer may use of units from land that lies so (qs_demand_outside). */
struct qs_demand_limits qs_demand_limits_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
					    int outside);

struct qs_demand {
	struct qs_demand_limits limits;
	int applies; /* 0: no registration sells under a rule of the local market, or it has no rule */
	double limit_frac, outside_frac; /* of a year's emissions */
	double offered_t, outside_t;     /* settled within the run; of it from outside the city */
	double takes_emissions_t;        /* t CO2e a year */
	double emissions_t;              /* of the buyer, NaN: not stated; then what follows is NaN too */
	double used_t, left_t;           /* within the run, at its end */
	double most_frac;                /* largest share of a year's emissions that is offset */
};

/* The demand for what `count` registrations issue; t CO2e. Numbers that are not known are NaN. */
struct qs_demand qs_demand_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			      const struct qs_credit_table *tables, size_t count);

#endif
