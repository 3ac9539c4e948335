#include "model/policy/facts_parts.h"

#include "kernels/elementary.h"
#include "model/policy/built.h"
#include "model/policy/credit.h"
#include "model/policy/score.h"
#include "model/policy/swap.h"

#include <math.h>
#include <string.h>

const char *const qs_words_district[] = {"mentougou", "pinggu",   "huairou", "miyun", "yanqing",
					 "changping", "fangshan", "other",   NULL};

/* Lines of industry that the policy names (clauses 2 and 4 (3)). */
static const char *const named_lines[] = {
	"eco_tourism", "urban_agriculture",    "wellness", "nature_education", "understory",
	"sports",      "facility_agriculture", NULL};

enum { NATURAL_YEARS = 10, SPECIES = 64 };

static const double organic_matter_of_carbon = 1.724; /* van Bemmelen */

static struct qs_fact_value figure(const struct qs_figure *figure)
{
	return figure->given ? qs_fact_known(figure->value) : (struct qs_fact_value){0, 0};
}

/* ---- a unit ---- */

static const struct qs_treatment *treatment_of(const struct qs_portfolio *portfolio, const struct qs_unit *unit)
{
	return unit->treatment ? qs_portfolio_treatment(portfolio, unit->treatment) : NULL;
}

/* Cover after ten years of natural recovery by the cover that acceptance asks for. */
static struct qs_fact_value natural_cover(const struct qs_packs *packs, const struct qs_site *site,
					  const struct qs_unit *unit)
{
	const struct qs_substrate_pack *const substrate =
		qs_packs_substrates(packs, qs_words_substrate[unit->substrate]);
	const double stated = site->finance.acceptance_cover_frac.value;
	const double asked = stated >= 0 ? stated : substrate ? substrate->acceptance_cover_frac.value : 0;
	const double now = unit->cover_frac.value, end = unit->natural.cover_frac.value;

	if (!(asked > 0))
		return (struct qs_fact_value){0, 0};
	return qs_fact_known((now + (end - now) * (1 - qs_k_exp(-NATURAL_YEARS / unit->natural.tau_years.value))) /
			     asked);
}

/* How the works as built deviate, of a unit, or of the site where unit is NULL. */
static void built_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
			const struct qs_unit *unit, struct qs_fact_value *value)
{
	const struct qs_deviation deviation = qs_built_deviation(portfolio, packs, site, unit);
	int reported = !unit && site->policy.as_built.n > 0;

	for (size_t i = 0; unit && i < site->policy.as_built.n; i++)
		reported |= !strcmp(site->policy.as_built.items[i].unit, unit->id ? unit->id : site->id);
	value[QS_FACT_IS_works_reported] = qs_fact_known(reported);
	value[QS_FACT_IS_deviation_amount_frac] = qs_fact_unless_nan(deviation.amount);
	value[QS_FACT_IS_deviation_cost_frac] = qs_fact_unless_nan(deviation.cost);
	value[QS_FACT_IS_deviation_area_frac] = qs_fact_unless_nan(deviation.area);
	value[QS_FACT_IS_deviation_time_frac] = qs_fact_unless_nan(deviation.time);
}

void qs_policy_unit_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			  const struct qs_site *site, const struct qs_unit *unit, const struct qs_facts *of_site,
			  struct qs_facts *facts)
{
	const struct qs_registration *registration;
	const struct qs_date start = qs_start_of(portfolio, site, "", &registration);
	struct qs_fact_value *const value = facts->value;
	struct qs_land_part part;

	qs_land_part(unit, &start, 0, &part);
	qs_facts_of(portfolio, packs, site, unit, &part, registration, &start, facts);
	memcpy(value + QS_FACT_IS_district, of_site->value + QS_FACT_IS_district,
	       (QS_FACT_COUNT - QS_FACT_IS_district) * sizeof *value);
	value[QS_FACT_IS_soil_depth_cm] = figure(&unit->soil.depth_cm);
	if (unit->soil.organic_c_g_kg.given)
		value[QS_FACT_IS_organic_matter_pct] =
			qs_fact_known(unit->soil.organic_c_g_kg.value * organic_matter_of_carbon / 10);
	value[QS_FACT_IS_natural_cover_of_asked] = natural_cover(packs, site, unit);
	built_facts(portfolio, packs, site, unit, value);
}

/* ---- a site ---- */

static int same_word(const char *text, const char *word)
{
	while (*text && *word && (*text | 0x20) == *word) {
		text++;
		word++;
	}
	return !*text && !*word;
}

/* 门头沟, 门头沟区, mentougou, Mentougou. */
static struct qs_fact_value district_of(const char *text)
{
	static const char *const zh[] = {"门头沟", "平谷", "怀柔", "密云", "延庆", "昌平", "房山"};
	enum { OTHER = sizeof zh / sizeof zh[0] };

	if (!text || !*text)
		return (struct qs_fact_value){0, 0};
	for (int i = 0; i < OTHER; i++) {
		const size_t n = strlen(zh[i]);

		if ((!strncmp(text, zh[i], n) && (!text[n] || !strcmp(text + n, "区"))) ||
		    same_word(text, qs_words_district[i]))
			return qs_fact_known(i);
	}
	return qs_fact_known(OTHER);
}

struct stems {
	const char *name[SPECIES];
	double n[SPECIES], all;
	size_t kinds;
};

static void add_stems(const struct qs_measure *measure, double ha, struct stems *stems)
{
	for (size_t i = 0; i < measure->species.n; i++) {
		const struct qs_share *const share = &measure->species.items[i];
		const double n = share->value * measure->stems_per_ha.value * measure->area_frac.value * ha;
		size_t k = 0;

		if (!(n > 0))
			continue;
		while (k < stems->kinds && strcmp(stems->name[k], share->name) != 0)
			k++;
		if (k == SPECIES)
			continue;
		if (k == stems->kinds) {
			stems->name[stems->kinds++] = share->name;
			stems->n[k] = 0;
		}
		stems->n[k] += n;
		stems->all += n;
	}
}

static void unit_sums(const struct qs_portfolio *portfolio, const struct qs_site *site, struct qs_fact_value *value)
{
	double restored = 0, largest = 0, shannon = 0;
	struct stems stems = {.kinds = 0};

	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_unit *const unit = &site->units.items[u];
		const struct qs_treatment *const treatment = treatment_of(portfolio, unit);
		const double ha = qs_unit_planimetric_ha(unit);
		const double parcel = ha / (double)(unit->parcels > 0 ? unit->parcels : 1);

		if (!treatment)
			continue;
		restored += ha;
		largest = parcel > largest ? parcel : largest;
		for (size_t m = 0; m < treatment->measures.n; m++)
			add_stems(&treatment->measures.items[m], ha, &stems);
	}
	for (size_t k = 0; k < stems.kinds; k++)
		shannon -= stems.n[k] / stems.all * qs_k_log(stems.n[k] / stems.all);
	if (site->policy.contiguous_ha.given && site->policy.contiguous_ha.value < largest)
		largest = site->policy.contiguous_ha.value; /* a parcel is connected */
	value[QS_FACT_IS_restored_ha] = qs_fact_known(restored);
	value[QS_FACT_IS_largest_parcel_ha] = qs_fact_known(largest);
	value[QS_FACT_IS_planted_species] = qs_fact_known((double)stems.kinds);
	if (stems.kinds)
		value[QS_FACT_IS_planted_shannon] = qs_fact_known(shannon);
	if (site->policy.industry_land_ha.given && restored > 0)
		value[QS_FACT_IS_industry_land_frac] = qs_fact_known(site->policy.industry_land_ha.value / restored);
}

static int year_of(const char *text)
{
	int year = 0;

	for (; *text >= '0' && *text <= '9' && year < 10000; text++)
		year = 10 * year + (*text - '0');
	return year;
}

/* The least of the lines decides; a line whose place is not known leaves it open unless another one is early. */
static void income_facts(const struct qs_portfolio *portfolio, const struct qs_site *site, struct qs_fact_value *value)
{
	const int64_t due = site->policy.accepted.year ? site->policy.accepted.year : site->finance.acceptance_due;
	double after = 1e9, first = 1e9;
	int open = 0, unnamed = 0, tourism = 0;

	for (size_t r = 0; r < site->finance.revenues.n; r++) {
		const struct qs_revenue *const revenue = &site->finance.revenues.items[r];
		const int year = revenue->from ? year_of(revenue->from) : 0;
		int named = 0;

		for (const char *const *line = named_lines; *line; line++)
			named |= !strcmp(*line, revenue->line);
		unnamed += !named;
		tourism |= strstr(revenue->line, "tourism") != NULL;
		open |= !due;
		if (due || !year)
			after = fmin(after, year ? (double)(year - due) : 1);
		if (due || year)
			first = fmin(first, (double)(year ? year : due + 1));
	}
	value[QS_FACT_IS_industry_lines] = qs_fact_known((double)site->finance.revenues.n);
	value[QS_FACT_IS_unnamed_lines] = qs_fact_known(unnamed);
	value[QS_FACT_IS_tourism_line] = qs_fact_known(tourism);
	if (after < 1 || (after < 1e9 && (!open || first > 1e8)))
		value[QS_FACT_IS_income_after_acceptance_years] = qs_fact_known(after);
	if (first < 1e9 && !open)
		value[QS_FACT_IS_industry_lag_years] = qs_fact_known(first - (double)portfolio->start_year);
}

static double order(const struct qs_date *date)
{
	return date->year * 10000 + date->month * 100 + date->day;
}

static void contract_facts(const struct qs_portfolio *portfolio, const struct qs_site *site,
			   struct qs_fact_value *value)
{
	const struct qs_site_policy *const policy = &site->policy;
	const char *const approver = policy->approver ? policy->approver : portfolio->policy.approver;
	const char *const acceptor = policy->acceptor ? policy->acceptor : portfolio->policy.acceptor;

	if (policy->land_contract.year && policy->accepted.year)
		value[QS_FACT_IS_contract_before_acceptance] =
			qs_fact_known(order(&policy->land_contract) < order(&policy->accepted));
	else if (policy->land_contract.year && site->finance.acceptance_due > policy->land_contract.year)
		value[QS_FACT_IS_contract_before_acceptance] = qs_fact_known(1); /* it is not due before */
	if (approver && acceptor)
		value[QS_FACT_IS_approver_accepts] = qs_fact_known(!strcmp(approver, acceptor));
	if (policy->industry_land_ha.given && policy->reserved_land_ha.given)
		value[QS_FACT_IS_industry_over_reserved_ha] =
			qs_fact_known(policy->industry_land_ha.value - policy->reserved_land_ha.value);
}

static void mineral_facts(const struct qs_site_policy *policy, struct qs_fact_value *value)
{
	static const char *const allowed[] = {"sand", "stone", "clay", "砂", "石", "粘土", "黏土", NULL};
	int all = 1;

	for (size_t i = 0; i < policy->minerals.n; i++) {
		int one = 0;

		for (const char *const *word = allowed; *word; word++)
			one |= !strcmp(*word, policy->minerals.items[i]);
		all &= one;
	}
	if (policy->minerals.n || (policy->excavated_m3.given && policy->excavated_m3.value <= 0))
		value[QS_FACT_IS_minerals_allowed] = qs_fact_known(all);
	if (policy->excavated_m3.given && policy->excavated_m3.value <= 0)
		value[QS_FACT_IS_excavated_over_design_m3] = qs_fact_known(0);
	else if (policy->excavated_m3.given && policy->excavation_design_m3.given)
		value[QS_FACT_IS_excavated_over_design_m3] =
			qs_fact_known(policy->excavated_m3.value - policy->excavation_design_m3.value);
}

static void result_facts(const struct qs_policy_results *results, struct qs_fact_value *value)
{
	value[QS_FACT_IS_benefit_score] = qs_fact_unless_nan(results->benefit_score);
	value[QS_FACT_IS_cost_over_natural_cny_t] = qs_fact_unless_nan(results->cost_over_natural_cny_t);
	value[QS_FACT_IS_funding_balance] = qs_fact_unless_nan(results->funding_balance);
	value[QS_FACT_IS_fiscal_share_pct] = qs_fact_unless_nan(results->fiscal_share_pct);
	value[QS_FACT_IS_lapsing_income_frac] = qs_fact_unless_nan(results->lapsing_income_frac);
}

void qs_policy_site_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			  const struct qs_site *site, const struct qs_policy_results *results, struct qs_facts *facts)
{
	struct qs_fact_value *const value = facts->value;
	const struct qs_registration *registration;
	const struct qs_date start = qs_start_of(portfolio, site, "", &registration);

	memset(facts, 0, sizeof *facts);
	facts->stated[QS_STATED_FACTS] = &site->facts;
	facts->stated[QS_STATED_SITE_POLICY] = &site->policy;
	facts->stated[QS_STATED_TERMS] = &portfolio->policy.terms;
	value[QS_FACT_IS_rain_mm_per_year] = figure(&site->rain_mm_per_year);
	value[QS_FACT_IS_liable_party] = qs_fact_known(site->liable_party != NULL);
	value[QS_FACT_IS_start] = qs_fact_date(&start);
	value[QS_FACT_IS_district] = district_of(site->district);
	value[QS_FACT_IS_site_type] = qs_fact_known(site->type);
	if (site->facts.permit_end_year.given)
		value[QS_FACT_IS_permit_left_years] =
			qs_fact_known(site->facts.permit_end_year.value - (double)portfolio->start_year);
	value[QS_FACT_IS_hazard_shown] = qs_fact_known(site->policy.slope_hazard);
	unit_sums(portfolio, site, value);
	income_facts(portfolio, site, value);
	contract_facts(portfolio, site, value);
	mineral_facts(&site->policy, value);
	built_facts(portfolio, packs, site, NULL, value);
	qs_policy_land_facts(site, value);
	qs_policy_share_facts(portfolio, site, value);
	qs_policy_spoil_facts(portfolio, packs, site, results, value);
	result_facts(results, value);
	if (site->policy.evaluated_score.given)
		value[QS_FACT_IS_benefit_score] = qs_fact_known(site->policy.evaluated_score.value);
	if (value[QS_FACT_IS_benefit_score].known)
		value[QS_FACT_IS_benefit_grade] = qs_fact_known(qs_score_grade(value[QS_FACT_IS_benefit_score].number));
	qs_policy_abuse_facts(value);
}

/* ---- the portfolio ---- */

void qs_policy_add(struct qs_policy_totals *totals, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		   const struct qs_site *site)
{
	struct qs_earth_balance balance;

	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_treatment *const treatment = treatment_of(portfolio, &site->units.items[u]);
		const double ha = qs_unit_planimetric_ha(&site->units.items[u]);

		if (!treatment)
			continue;
		totals->restored_ha += ha;
		totals->natural_ha += treatment->class == QS_NATURAL ? ha : 0;
		totals->assisted_ha += treatment->class == QS_ASSISTED ? ha : 0;
	}
	totals->construction_before += qs_swap_sum(site->land_before.items, site->land_before.n).construction;
	totals->construction_after += qs_swap_sum(site->land_after.items, site->land_after.n).construction;
	totals->without_tables += !site->land_before.n || !site->land_after.n;
	totals->without_district += !site->district || !*site->district;
	totals->sites++;
	qs_earth_site(portfolio, packs, site, &balance);
	qs_earth_add(&totals->earth, &balance);
}

static double blocks_of(const struct qs_plan *plan)
{
	const struct qs_table *const table = &qs_table_plan;
	double n = 0;

	for (size_t i = 0; i < table->n; i++) {
		const struct qs_text *const text = (const void *)((const char *)plan + table->fields[i].offset);

		n += (text->zh && *text->zh) || (text->en && *text->en);
	}
	return n;
}

static void stakeholder_facts(const struct qs_policy *policy, struct qs_fact_value *value)
{
	int agreed = 1, unagreed = 0, compared = 1, worse = 0;

	for (size_t i = 0; i < policy->stakeholders.n; i++) {
		const struct qs_stakeholder *const one = &policy->stakeholders.items[i];
		const int said = qs_was_given(&qs_table_stakeholder, &one->given, "agreed");
		const int both = one->status_quo_cny.given && one->plan_cny.given;

		agreed &= said && one->agreed;
		unagreed |= said && !one->agreed;
		compared &= both;
		worse |= both && one->plan_cny.value < one->status_quo_cny.value;
	}
	if (unagreed || (agreed && policy->stakeholders.n))
		value[QS_FACT_IS_stakeholders_agreed] = qs_fact_known(!unagreed);
	if (worse || (compared && policy->stakeholders.n))
		value[QS_FACT_IS_nobody_worse] = qs_fact_known(!worse);
}

static void credit_facts(const struct qs_packs *packs, const struct qs_policy_terms *terms, struct qs_fact_value *value)
{
	struct qs_credit_rating rating;

	if (!packs->evaluation.n)
		return; /* told by the check of the input */
	rating = qs_credit_rate(packs->evaluation.items, terms);
	value[QS_FACT_IS_credit_now] = qs_fact_unless_nan(rating.credit);
	if (!rating.known)
		return;
	value[QS_FACT_IS_credit_grade] = qs_fact_known(rating.grade);
	value[QS_FACT_IS_pay_factor] = qs_fact_known(rating.pay);
}

static void sale_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs, struct qs_fact_value *value)
{
	int sold = 0, closed = 0;

	for (size_t i = 0; i < portfolio->registrations.n; i++) {
		const struct qs_registration *const r = &portfolio->registrations.items[i];
		const struct qs_methodology_pack *const m = qs_packs_methodologies(packs, r->methodology);

		sold |= r->sell;
		closed |= r->sell && (!m || m->open_to_new_projects != QS_OPEN_YES);
	}
	value[QS_FACT_IS_credits_sold] = qs_fact_known(sold);
	value[QS_FACT_IS_sells_closed_methodology] = qs_fact_known(closed);
}

void qs_policy_portfolio_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			       const struct qs_policy_totals *totals, const struct qs_policy_results *results,
			       struct qs_facts *facts)
{
	const struct qs_policy *const policy = &portfolio->policy;
	const struct qs_debt *const debt = &portfolio->finance.debt;
	struct qs_fact_value *const value = facts->value;
	const struct qs_date bid =
		policy->bid_date.year ? policy->bid_date : (struct qs_date){(int)portfolio->start_year, 1, 1};

	memset(facts, 0, sizeof *facts);
	facts->stated[QS_STATED_TERMS] = &policy->terms;
	if (totals->restored_ha > 0)
		value[QS_FACT_IS_natural_first_index] =
			qs_fact_known((totals->natural_ha + totals->assisted_ha) / totals->restored_ha);
	value[QS_FACT_IS_restored_ha] = qs_fact_known(totals->restored_ha);
	if (!totals->without_tables)
		value[QS_FACT_IS_construction_change_ha] =
			qs_fact_known(qs_swap_difference(totals->construction_after, totals->construction_before));
	value[QS_FACT_IS_sites_without_district] = qs_fact_known((double)totals->without_district);
	if (qs_was_given(&qs_table_policy, &policy->given, "plan"))
		value[QS_FACT_IS_plan_blocks] = qs_fact_known(blocks_of(&policy->plan));
	stakeholder_facts(policy, value);
	credit_facts(packs, &policy->terms, value);
	sale_facts(portfolio, packs, value);
	value[QS_FACT_IS_bid_date] = qs_fact_date(&bid);
	value[QS_FACT_IS_validity_stated] = qs_fact_known(policy->valid_to.year != 0);
	if (policy->valid_to.year)
		value[QS_FACT_IS_validity_left_years] = qs_fact_known(qs_years_between(&bid, &policy->valid_to));
	value[QS_FACT_IS_debt_share_frac] = qs_fact_known(debt->share_frac.value);
	value[QS_FACT_IS_interest_subsidy] =
		qs_fact_known(debt->share_frac.value > 0 && debt->subsidy_rate_pct.value > 0);
	value[QS_FACT_IS_interest_left_pct] = qs_fact_known(debt->rate_pct.value - debt->subsidy_rate_pct.value);
	result_facts(results, value);
}
