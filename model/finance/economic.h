/* What the economic flow counts: each thing once, and no transfers (grants, rent, insurance, taxes, debt, the price of an exit).
 *
 *     NPV = sum_t (what is counted - works - upkeep - registration - industry cost)_t / (1 + social rate)^t
 *
 * Counted are lines by their names: services, carbon_income, industry_income, spoil_value (spoil before it is shared). Some hold
 * the same thing and never stand together: those that model/benefit/services.h names (carbon sold and carbon sequestered, ...),
 * a tourism line's income and a service of recreation, understory income and one of provisioning; the last two services are
 * not computed, and no list takes them. Rule 29 in docs/accounting.md.
 */
#ifndef QS_MODEL_FINANCE_ECONOMIC_H
#define QS_MODEL_FINANCE_ECONOMIC_H

#include "model/benefit/services.h"
#include "model/finance/lines.h"
#include "model/portfolio.h"

/* Ids that the list `finance.economic` may name, ending in NULL. */
extern const char *const qs_economic_ids[];

/* The weight of each line in the flow: what is counted is 1, costs are -1. */
void qs_economic_weights(const struct qs_portfolio *portfolio, const struct qs_services_pack *services,
			 double weight[QS_LINE_COUNT]);

/* Nonzero if two ids hold the same thing. */
int qs_economic_conflict(const char *a, const char *b);

#endif
