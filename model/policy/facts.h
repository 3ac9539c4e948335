/* Facts of the policy (QS_POLICY_FACTS in model/market/facts.h): computed for a unit, a site and the whole portfolio.
 *
 *     natural-first index   (A_natural + A_assisted) / A_restored, planimetric; restored: the unit has a treatment
 *     natural cover of asked   [C0 + (C1 - C0) (1 - exp(-10 / tau))] / C_asked, C1 and tau of the natural course
 *     Shannon index         -sum p ln p over the stems planted
 *     space swap            sums of land_after less sums of land_before; mean grade weighted by area
 *     abuse index           mean of aggregate income / income, industry land / restored land, 1 - score / 100; equal
 *                           weights are an assumption
 * Unknown wherever an input is not stated. Nothing reads the clock.
 */
#ifndef QS_MODEL_POLICY_FACTS_H
#define QS_MODEL_POLICY_FACTS_H

#include "model/base/packs.h"
#include "model/market/facts.h"
#include "model/policy/earth.h"

struct qs_result;

extern const char *const qs_words_district[];

/* What a run adds to the facts; NaN: not known. */
struct qs_policy_results {
	double funding_balance, cost_over_natural_cny_t, benefit_score, aggregate_income_frac;
	double fiscal_share_pct; /* of the portfolio: largest of a district and year */
	double lapsing_income_frac; /* of the portfolio (model/policy/lapse.h) */
};

/* Nothing is known of a run. */
struct qs_policy_results qs_policy_no_results(void);

/* What a run's result says, of a site or of the portfolio, over its years. */
struct qs_policy_results qs_policy_results_of(const struct qs_result *result, size_t years);

/* Sums over sites for the facts of the portfolio. */
struct qs_policy_totals {
	double natural_ha, assisted_ha, restored_ha;   /* planimetric */
	double construction_before, construction_after; /* ha */
	size_t sites, without_district, without_tables;
	struct qs_earth_balance earth;
};

/* Adds a site to the sums. */
void qs_policy_add(struct qs_policy_totals *totals, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		   const struct qs_site *site);

/* Fills the facts of a site; unit facts are unknown. */
void qs_policy_site_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
			  const struct qs_policy_results *results, struct qs_facts *facts);

/* Fills the facts of a unit: those of methodologies on its first part of land at the start, and the policy's of the unit and
 * its site (of_site: as filled by qs_policy_site_facts). */
void qs_policy_unit_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
			  const struct qs_unit *unit, const struct qs_facts *of_site, struct qs_facts *facts);

/* Fills the facts of the portfolio from the sums over all sites. */
void qs_policy_portfolio_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			       const struct qs_policy_totals *totals, const struct qs_policy_results *results,
			       struct qs_facts *facts);

#endif
