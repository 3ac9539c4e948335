/* Facts of a site's land tables, shares of money, earth and rock (model/policy/facts.h). */
#include "model/policy/facts_parts.h"

#include "model/policy/earth.h"
#include "model/policy/swap.h"

#include <math.h>
#include <string.h>

/* ---- land tables ---- */

void qs_policy_land_facts(const struct qs_site *site, struct qs_fact_value *value)
{
	const struct qs_swap_sums a = qs_swap_sum(site->land_before.items, site->land_before.n);
	const struct qs_swap_sums b = qs_swap_sum(site->land_after.items, site->land_after.n);
	const double gain = qs_swap_difference(b.cropland, a.cropland);

	if (!site->land_before.n || !site->land_after.n)
		return;
	value[QS_FACT_IS_cropland_before_ha] = qs_fact_known(a.cropland);
	value[QS_FACT_IS_cropland_change_ha] = qs_fact_known(gain);
	value[QS_FACT_IS_water_change_ha] = qs_fact_known(qs_swap_difference(b.water, a.water));
	if (a.cropland > 0 && b.cropland > 0 && a.graded_known && b.graded_known)
		value[QS_FACT_IS_cropland_grade_change] =
			qs_fact_known(qs_swap_difference(b.graded / b.cropland, a.graded / a.cropland));
	if (a.red_line_known)
		value[QS_FACT_IS_red_line_before_ha] = qs_fact_known(a.red_line);
	if (a.red_line_known && b.red_line_known)
		value[QS_FACT_IS_red_line_change_ha] = qs_fact_known(qs_swap_difference(b.red_line, a.red_line));
	if (gain <= 0)
		value[QS_FACT_IS_cropland_surplus_ha] = qs_fact_known(0);
	else if (qs_was_given(&qs_table_site_policy, &site->policy.given, "cropland_eligible"))
		value[QS_FACT_IS_cropland_surplus_ha] = qs_fact_known(
			site->policy.cropland_eligible ? fmax(0, gain - site->policy.cropland_used_ha.value) : 0);
}

/* ---- money and materials ---- */

static int is_stakeholder(const struct qs_portfolio *portfolio, const char *id)
{
	for (size_t i = 0; i < portfolio->policy.stakeholders.n; i++)
		if (!strcmp(portfolio->policy.stakeholders.items[i].id, id))
			return 1;
	return 0;
}

void qs_policy_share_facts(const struct qs_portfolio *portfolio, const struct qs_site *site,
			   struct qs_fact_value *value)
{
	const struct qs_shares *const shares = &site->finance.shares;
	const double grant = site->finance.grant_frac.value;
	int named = 1;

	for (size_t i = 0; i < shares->n; i++)
		named &= is_stakeholder(portfolio, shares->items[i].name);
	value[QS_FACT_IS_grant_frac] = qs_fact_known(grant);
	value[QS_FACT_IS_shares_stated] = qs_fact_known(shares->n > 0);
	if (shares->n && portfolio->policy.stakeholders.n)
		value[QS_FACT_IS_shares_named] = qs_fact_known(named);
	if (grant > 0)
		value[QS_FACT_IS_social_by_public] = qs_fact_known((1 - grant) / grant);
}

/* The balance as facts; what nobody has tested is not known to be clean. */
static void balance_facts(const struct qs_earth_balance *balance, struct qs_fact_value *value)
{
	double cut = 0, surplus = 0, deficit = 0, saved = 0, worst = 0;
	uint64_t untested = 0;

	for (int c = 0; c < QS_EARTH_CLASSES; c++) {
		const struct qs_earth_row *const row = &balance->row[c];

		saved += row->haul_saved_t_km;
		if (c == QS_EARTH_PLANTS)
			continue;
		cut += qs_earth_cut(row);
		surplus += row->surplus;
		deficit += row->deficit;
		untested += row->untested;
		if (row->tested && row->contamination > worst)
			worst = row->contamination;
	}
	value[QS_FACT_IS_earth_cut_m3] = qs_fact_known(cut);
	value[QS_FACT_IS_earth_surplus_m3] = qs_fact_known(surplus);
	value[QS_FACT_IS_earth_deficit_m3] = qs_fact_known(deficit);
	value[QS_FACT_IS_haul_saved_t_km] = qs_fact_known(saved);
	if (worst > 1 || !untested)
		value[QS_FACT_IS_contamination_worst] = qs_fact_known(worst);
}

/* Stated sums of cut and use stand before the balance of classes; a surplus that is sold, before the one that is left
 * over. */
void qs_policy_spoil_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			   const struct qs_site *site, const struct qs_policy_results *results,
			   struct qs_fact_value *value)
{
	const struct qs_figure *const cut = &site->policy.spoil_cut_m3, *const used = &site->policy.spoil_used_m3;
	const struct qs_figure *const sold = &site->finance.spoil_surplus_m3;
	struct qs_earth_balance balance;
	double all, surplus;

	qs_earth_site(portfolio, packs, site, &balance);
	balance_facts(&balance, value);
	all = cut->given ? cut->value : value[QS_FACT_IS_earth_cut_m3].number;
	surplus = cut->given && used->given   ? fmax(0, cut->value - used->value)
		  : sold->given || cut->given ? sold->value
					      : value[QS_FACT_IS_earth_surplus_m3].number;
	value[QS_FACT_IS_spoil_surplus_m3] = qs_fact_known(surplus);
	value[QS_FACT_IS_spoil_sold_m3] = qs_fact_known(sold->value);
	value[QS_FACT_IS_aggregate_income_frac] = sold->value > 0 || (cut->given && surplus > 0)
							  ? qs_fact_unless_nan(results->aggregate_income_frac)
							  : qs_fact_known(0);
	if (sold->value > 0 && value[QS_FACT_IS_earth_cut_m3].number > 0)
		value[QS_FACT_IS_sold_over_balance_m3] =
			qs_fact_known(sold->value - value[QS_FACT_IS_earth_surplus_m3].number);
	if (!(surplus > 0))
		value[QS_FACT_IS_spoil_surplus_frac] = qs_fact_known(0);
	if (!(all > 0))
		return;
	value[QS_FACT_IS_spoil_surplus_frac] = qs_fact_known(surplus / all);
	value[QS_FACT_IS_spoil_used_frac] = qs_fact_known((used->given ? used->value : all - surplus) / all);
}

void qs_policy_abuse_facts(struct qs_fact_value *value)
{
	const struct qs_fact_value parts[] = {value[QS_FACT_IS_aggregate_income_frac],
					      value[QS_FACT_IS_industry_land_frac], value[QS_FACT_IS_benefit_score]};
	double least = 0, most = 0;
	int all = 1;

	for (int i = 0; i < 3; i++) {
		const double part = i == 2 ? 1 - parts[i].number / 100 : fmin(1, parts[i].number);

		least += parts[i].known ? part / 3 : 0;
		most += parts[i].known ? part / 3 : 1.0 / 3;
		all &= parts[i].known;
	}
	value[QS_FACT_IS_abuse_index_least] = qs_fact_known(least);
	value[QS_FACT_IS_abuse_index_most] = qs_fact_known(most);
	if (all)
		value[QS_FACT_IS_abuse_index] = qs_fact_known(least);
}
