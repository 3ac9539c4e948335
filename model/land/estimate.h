/* Investment estimate: capital works of the project by measure and quantity, in the form that budgets ask for.
 *
 *     works        quantity x price of a unit (on its ground), a row a price: measures, haul, cement, fence, power (工程费用)
 *     other        design_frac x works: survey, design, supervision (工程建设其他费用)
 *     contingency  contingency_frac x works (基本预备费)
 *
 * Quantities and prices are the means of their distributions and independent, so that the sum is the mean of what
 * members draw (normal and lognormal spreads that their field's range cuts apart). Real CNY of price_year; a price
 * stands beside it as its pack lists it, with its year, source and status. Costs that a treatment gives itself
 * (cny_per_ha, cost_cny) have a row of their own. Renewals after the building years are capital too.
 *
 * Beside the means stands what members pay: for a measure with its haul, cement, fence and power, for the other parts their share of
 * all works. These come from the costs that the members' events have, not from quantities and prices.
 */
#ifndef QS_MODEL_LAND_ESTIMATE_H
#define QS_MODEL_LAND_ESTIMATE_H

#include "model/base/sink.h"
#include "model/land/recipe.h"

enum qs_estimate_part { QS_ESTIMATE_WORKS, QS_ESTIMATE_OTHER, QS_ESTIMATE_CONTINGENCY, QS_ESTIMATE_PARTS };

/* "works", "other", "contingency". */
const char *qs_estimate_word(enum qs_estimate_part part);

struct qs_estimate_item {
	enum qs_estimate_part part;
	const char *id; /* of the measure or the material; design, contingency */
	int given;      /* 1: the treatment gives the cost, 0: a price of a pack */
	struct qs_text name;
	const char *unit;            /* of the quantity; for shares of the works: CNY */
	double quantity, amount_cny; /* price of a unit: amount / quantity */
	double listed_cny;           /* as listed, in prices of `year` */
	int64_t year;
	const char *source;
	enum qs_basis basis;
	double *member;         /* works of a measure: [members], CNY; else NULL */
	struct qs_scalar paid;  /* of the members; paid.share is 0 in rows of materials and where there are no members */
};

struct qs_investment {
	struct qs_estimate_item *items;
	size_t n, room;
	double part_cny[QS_ESTIMATE_PARTS], total_cny;
	double *member; /* all works: [members], CNY; NULL without members */
};

/* Room for everything that units of a portfolio may need; 0, or -1 without memory. */
int qs_estimate_take(struct qs_arena *arena, const struct qs_packs *packs, const struct qs_portfolio *portfolio,
		     struct qs_investment *estimate);

/* Adds the capital works of a unit in the project arm of its recipe over the years of the run. */
void qs_estimate_unit(struct qs_investment *estimate, const struct qs_portfolio *portfolio,
		      const struct qs_recipe *recipe, const struct qs_unit *unit, size_t years);

/* After the last unit of a site, before the estimate is closed: room for what members pay. 0, or -1 without memory. */
int qs_estimate_take_members(struct qs_arena *arena, size_t members, struct qs_investment *estimate);

/* Adds what n members from `first` on pay for the works of a unit over the run's years, from the costs of their events (model/land/
 * costs.h: qs_costs_keep; columns `stride` apart). */
void qs_estimate_members(struct qs_investment *estimate, const struct qs_finance *finance, const struct qs_arm_recipe *arm,
			 double planimetric_ha, size_t years, const double *event, size_t stride, size_t first, size_t n);

/* What one measure of a treatment is planned to be on a unit, the first time: its quantity in the quantity's unit and its cost,
 * haul, cement, fence and power included. A measure without an amount is one of area, ha. */
struct qs_estimate_item qs_estimate_measure(const struct qs_packs *packs, const struct qs_portfolio *portfolio,
					    const struct qs_unit *unit, const struct qs_measure *measure,
					    const struct qs_measure_pack *pack);

/* After the last unit: the other parts and the sums. */
void qs_estimate_close(struct qs_investment *estimate, const struct qs_finance *finance);

/* Adds a site's closed estimate to the portfolio's, member by member too, with memory from the arena. 0, or -1 without memory. */
int qs_estimate_add(struct qs_arena *arena, size_t members, struct qs_investment *all, const struct qs_investment *site);

#endif
