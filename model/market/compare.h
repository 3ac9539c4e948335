/* One registration of the whole portfolio under a methodology, on the mean course of its strata: what the methodologies would give for
 * the same land, side by side.
 *
 *     N(t) = sum over strata of (woody project - woody baseline) x 44/12 x (1 + dead wood + litter) + soil
 *     at each verification: gross = max(0, N - H), H the highest N verified before; less the deduction for sampling, less the one for
 *     non-permanence (model/market/credits.h)
 *     cost = design / (1 + r)^start + sum of verification / (1 + r)^t; income = sum of issued x price / (1 + r)^(t + settlement)
 *     area at which income pays the cost = area x cost / income
 *
 * Money is real, of the portfolio's price year, means without draws; the price is the input's, held flat. The mean course settles a
 * little less than the members do, of whom some lose what others gain.
 */
#ifndef QS_MODEL_MARKET_COMPARE_H
#define QS_MODEL_MARKET_COMPARE_H

#include "model/market/credits.h"

struct qs_credit_compared {
	const struct qs_methodology_pack *methodology;
	double area_ha; /* that passes the rules */
	int years;      /* of the run that are credited */
	double gross_t, sampling_t, non_permanence_t, issued_t;
	double cost_cny;                          /* 0 where the pack gives none */
	double registering_cny;                   /* of it design and validation; the rest is monitoring and verification */
	double income_cny, net_cny, break_even_ha; /* NaN where nothing can be sold: closed, no product, no price */
	double plain_cost_cny, plain_income_cny, plain_even_ha; /* the same without discounting */
};

/* Settles the strata by the terms over the run. */
void qs_credit_compare(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_credit_terms *terms,
		       const struct qs_credit_stratum *strata, struct qs_credit_compared *compared);

#endif
