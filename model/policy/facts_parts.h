/* Parts of the policy's facts: what facts.c and facts_money.c share. Each fills what it can settle and leaves the rest unknown. */
#ifndef QS_MODEL_POLICY_FACTS_PARTS_H
#define QS_MODEL_POLICY_FACTS_PARTS_H

#include "model/policy/facts.h"

#include <math.h>

/* A fact that is known. */
static inline struct qs_fact_value qs_fact_known(double number)
{
	return (struct qs_fact_value){1, number};
}

/* A fact that is known unless it is NaN. */
static inline struct qs_fact_value qs_fact_unless_nan(double number)
{
	return isnan(number) ? (struct qs_fact_value){0, 0} : qs_fact_known(number);
}

/* Land tables before and after; who shares the income and pays; earth and rock; the index of building under the name of
 * restoration, which reads what the others have filled. */
void qs_policy_land_facts(const struct qs_site *site, struct qs_fact_value *value);
void qs_policy_share_facts(const struct qs_portfolio *portfolio, const struct qs_site *site, struct qs_fact_value *value);
void qs_policy_spoil_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
			   const struct qs_policy_results *results, struct qs_fact_value *value);
void qs_policy_abuse_facts(struct qs_fact_value *value);

#endif
