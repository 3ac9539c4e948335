#include "model/market/additionality.h"

#include "model/land/site.h"

/* The median of a figure, if the run has it. */
static struct qs_fact_value median(const struct qs_scalar *scalar)
{
	return (struct qs_fact_value){!scalar->why, scalar->why ? 0 : scalar->p50};
}

int qs_additionality_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			const struct qs_result *result, const struct qs_methodology_pack *methodology,
			struct qs_additionality *outcome)
{
	const struct qs_site *const site = result->site;
	const struct qs_registration *registration;
	const struct qs_date start = qs_start_of(portfolio, site, methodology->id, &registration);
	struct qs_land_part part;
	struct qs_facts facts;

	if (!registration || !registration->sell || methodology->open_to_new_projects != QS_OPEN_YES ||
	    !methodology->additionality.n ||
	    result->verdicts->site[methodology - packs->methodologies.items].grade == QS_INELIGIBLE)
		return -1;
	qs_land_part(&site->units.items[0], &start, 0, &part);
	qs_facts_of(portfolio, packs, site, &site->units.items[0], &part, registration, &start, &facts);
	facts.value[QS_FACT_IS_npv_without_credits_cny] = median(&result->scalar[QS_SCALAR_npv_without_credits]);
	facts.value[QS_FACT_IS_credit_share_of_cost_pct] = median(&result->scalar[QS_SCALAR_carbon_share_of_cost]);
	qs_judge_facts(packs, site, &methodology->additionality, &facts, &outcome->failed, &outcome->missing);
	return 0;
}
