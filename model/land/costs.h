/* Costs: what the works of an arm cost by year, capital and upkeep apart, in real CNY of the portfolio's price_year.
 *
 * Cost of an event = amount x (ground x price of a unit + haul x its price + cement x its price) + fence, and water with its
 * power, per area of the unit in its own basis; cny_per_ha or cost_cny of the treatment stand in the place of all this. ground:
 * works_price_factor of the substrate, drawn once a member for all its sites.
 * Prices of measures and materials stand in their packs with their year. Equations: docs/costs.md.
 */
#ifndef QS_MODEL_LAND_COSTS_H
#define QS_MODEL_LAND_COSTS_H

#include "model/land/block.h"

/* What brings money of a year of the run to price_year: (1 + inflation)^(price_year - year). */
double qs_price_factor(const struct qs_finance *finance, int64_t year);

/* What brings a price that was quoted in a year to price_year: by the price index year after year, by inflation where the index has
 * no value. The only place where it is done. */
double qs_quote_factor(const struct qs_finance *finance, int64_t year);

/* The weakest status of what a site's costs in an arm are computed from: prices, their year's inflation, shares of design and
 * contingency, costs that the treatments give. QS_VERIFIED if nothing is done. */
enum qs_basis qs_costs_basis(const struct qs_packs *packs, const struct qs_portfolio *portfolio, const struct qs_site *site,
			     int arm);

/* Draws what the prices of a site share. Before qs_costs_prepare. */
void qs_costs_fill(struct qs_block *block);

/* Fills what each event of an arm costs each time. After qs_works_prepare, which fills the amounts. */
void qs_costs_prepare(struct qs_block *block, int arm);

/* Kinds of works that capital is told by: ground and structures, soil and substrate, plants, water. */
enum qs_capital_kind { QS_CAPITAL_GROUND, QS_CAPITAL_SOIL, QS_CAPITAL_PLANTS, QS_CAPITAL_WATER, QS_CAPITAL_KINDS };

/* Copies what the events of an arm cost each time, once they are prepared, to event [2][event_count][block->n]: by amount, and what
 * does not go by it; CNY per planimetric ha. */
void qs_costs_keep(const struct qs_block *block, int arm, double *event);

/* Adds the capital works of a unit by kind, year and lane, CNY without design and contingency, into cny
 * [QS_CAPITAL_KINDS][years][step], from such costs of n lanes: event of the first of them, columns `stride` apart. ha: planimetric
 * area. */
void qs_costs_by_kind(const struct qs_arm_recipe *arm, double ha, size_t years, const double *event, size_t stride, size_t n,
		      size_t step, double *cny);

/* The costs of a year: capital works, with design and contingency, and upkeep, CNY per planimetric ha. */
void qs_costs_year(struct qs_block *block, int arm, int year);

#endif
