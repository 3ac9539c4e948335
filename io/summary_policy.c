#include "io/summary_policy.h"

#include "model/finance/accounts.h"
#include "model/policy/credit.h"
#include "model/policy/lapse.h"
#include "model/policy/products.h"
#include "model/policy/score.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>

enum { FEN = 100 };

/* Rules with an outcome somewhere, and how often. */
static void put_policy_rules(struct qs_json_out *out, const struct qs_policy_review *policy,
			     enum qs_policy_outcome which)
{
	qs_json_out_row(out, qs_policy_outcome_word(which));
	for (size_t i = 0; i < policy->packs->policy.n; i++)
		if (policy->of_rule[i][which])
			qs_json_out_uint(out, policy->packs->policy.items[i].id, policy->of_rule[i][which]);
	qs_json_out_end(out);
}

/* Earth, rock and plants by class: m3, of plants stems. */
void qs_summary_earth(struct qs_json_out *out, const struct qs_earth_balance *balance)
{
	qs_json_out_object(out, "materials");
	for (int c = 0; c < QS_EARTH_CLASSES; c++) {
		const struct qs_earth_row *const row = &balance->row[c];

		if (!(qs_earth_cut(row) > 0) && !(row->need > 0))
			continue;
		qs_json_out_row(out, qs_words_earth[c]);
		qs_json_out_number(out, "cut", qs_earth_cut(row));
		qs_json_out_number(out, "used", row->used);
		qs_json_out_number(out, "surplus", row->surplus);
		qs_json_out_number(out, "rejected", row->rejected);
		qs_json_out_number(out, "need", row->need);
		qs_json_out_number(out, "deficit", row->deficit);
		qs_json_out_number(out, "carbon_cut_t", row->carbon_cut_t);
		qs_json_out_number(out, "carbon_used_t", row->carbon_used_t);
		qs_json_out_number(out, "carbon_surplus_t", row->carbon_surplus_t);
		qs_json_out_number(out, "carbon_brought_t", row->carbon_brought_t);
		qs_json_out_number(out, "haul_saved_t_km", row->haul_saved_t_km);
		qs_json_out_number(out, "contamination_ratio", row->contamination);
		qs_json_out_end(out);
	}
	qs_json_out_number(out, "haul_saved_cny", balance->haul_saved_cny);
	qs_json_out_number(out, "haul_saved_co2e_t", balance->haul_saved_co2e_t);
	qs_json_out_end(out);
}

/* What the books say of each product at the end of the run. */
static void put_products(struct qs_json_out *out, const struct qs_products *products)
{
	qs_json_out_object(out, "products");
	qs_json_out_bool(out, "balances", products->balances);
	for (int k = 0; qs_words_product[k]; k++) {
		const struct qs_product_sum *const sum = &products->sum[k];

		qs_json_out_row(out, qs_words_product[k]);
		qs_json_out_string(out, "unit", qs_product_units[k]);
		qs_json_out_int(out, "issued", sum->issued);
		qs_json_out_int(out, "sold", sum->sold);
		qs_json_out_int(out, "refused", sum->refused);
		qs_json_out_int(out, "held", sum->held);
		qs_json_out_number(out, "amount_cny", (double)sum->amount / FEN);
		qs_json_out_number(out, "fee_cny", (double)sum->fee / FEN);
		qs_json_out_end(out);
	}
	qs_json_out_row(out, "money_cny");
	for (int h = 0; qs_words_holder[h]; h++)
		qs_json_out_number(out, qs_words_holder[h], (double)products->money[h] / FEN);
	qs_json_out_end(out);
	qs_json_out_end(out);
}

static void put_lapse(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_lapse *lapse)
{
	static const char *const clauses[] = {
#define X(id, zh, en) #id,
		QS_LAPSES(X)
#undef X
	};
	const struct qs_date end = qs_lapse_date(portfolio);
	char date[32];

	snprintf(date, sizeof date, "%04d-%02d-%02d", end.year, end.month, end.day);
	qs_json_out_object(out, "validity");
	qs_json_out_string(out, "valid_to", date);
	for (int c = 0; c < QS_LAPSE_COUNT; c++) {
		qs_json_out_row(out, clauses[c]);
		qs_json_out_number(out, "present_cny", lapse->all_cny[c]);
		qs_json_out_number(out, "after_cny", lapse->after_cny[c]);
		qs_json_out_end(out);
	}
	qs_json_out_number(out, "at_risk_cny", lapse->at_risk_cny);
	qs_json_out_number(out, "share_of_income", lapse->share);
	qs_json_out_number(out, "probability", lapse->probability);
	qs_json_out_number(out, "npv_mean_cny", lapse->npv_cny);
	qs_json_out_number(out, "npv_lapsed_cny", lapse->npv_lapsed_cny);
	qs_json_out_number(out, "npv_expected_cny", lapse->npv_expected_cny);
	qs_json_out_end(out);
}

/* The restoring party's credit, year by year where its indicators are stated. */
static void put_credit(struct qs_json_out *out, const struct qs_evaluation_pack *pack,
		       const struct qs_policy_terms *terms)
{
	const struct qs_credit_rating rating = qs_credit_rate(pack, terms);
	struct qs_credit_step step = {0};

	if (!rating.known)
		return;
	qs_json_out_object(out, "credit_rating");
	qs_json_out_number(out, "credit", rating.credit);
	qs_json_out_string(out, "grade", qs_words_credit_grade[rating.grade]);
	qs_json_out_number(out, "pay_factor", rating.pay);
	qs_json_out_array(out, "years");
	for (size_t i = 0; i < terms->credit_years.n; i++) {
		step = qs_credit_next(pack, i ? &step : NULL, &terms->credit_years.items[i]);
		qs_json_out_row(out, NULL);
		qs_json_out_int(out, "year", step.year);
		qs_json_out_number(out, "score", step.score);
		qs_json_out_number(out, "credit", step.credit);
		qs_json_out_string(out, "grade", qs_words_credit_grade[step.grade]);
		qs_json_out_bool(out, "vetoed", step.vetoed);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_end(out);
}

/* Weights, how firm the order is, and the order itself. */
static void put_evaluation(struct qs_json_out *out, const struct qs_policy_ranks *ranks)
{
	const struct qs_ranking *const order = &ranks->order;

	qs_json_out_object(out, "evaluation");
	qs_json_out_number(out, "consistency_ratio", ranks->evaluation.consistency);
	qs_json_out_number(out, "least_kendall_tau", order->least_tau);
	qs_json_out_object(out, "indicators");
	for (int j = 0; j < QS_INDICATOR_COUNT; j++) {
		qs_json_out_row(out, qs_indicator_rows[j].id);
		qs_json_out_number(out, "weight_ahp", ranks->evaluation.weight[j]);
		qs_json_out_number(out, "weight_entropy", order->uses[j] ? order->entropy[j] : (double)NAN);
		qs_json_out_number(out, "weight_combined", order->uses[j] ? order->combined[j] : (double)NAN);
		qs_json_out_number(out, "tau_up", order->up[j]);
		qs_json_out_number(out, "tau_down", order->down[j]);
		qs_json_out_number(out, "tau_without", order->without[j]);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_array(out, "sites");
	for (size_t s = 0; s < order->sites; s++) {
		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "id", ranks->id[s]);
		qs_json_out_number(out, "score", ranks->score[s]);
		qs_json_out_string(out, "grade", qs_words_benefit_grade[qs_score_grade(ranks->score[s])]);
		qs_json_out_number(out, "closeness", order->closeness[s]);
		qs_json_out_number(out, "rank", order->rank[s]);
		qs_json_out_row(out, "indicators");
		for (int j = 0; j < QS_INDICATOR_COUNT; j++)
			qs_json_out_number(out, qs_indicator_rows[j].id,
					   ranks->mean[s * QS_INDICATOR_COUNT + (size_t)j]);
		qs_json_out_end(out);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_end(out);
}

void qs_summary_policy(struct qs_json_out *out, const struct qs_policy_review *policy)
{
	if (!policy)
		return;
	qs_json_out_object(out, "policy");
	qs_json_out_object(out, "counts");
	for (int severity = 0; severity < QS_SEVERITIES; severity++) {
		qs_json_out_row(out, qs_words_severity[severity]);
		for (int i = 0; i < QS_POLICY_OUTCOME_COUNT; i++)
			qs_json_out_uint(out, qs_policy_outcome_word((enum qs_policy_outcome)i),
					 policy->count[severity][i]);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	put_policy_rules(out, policy, QS_POLICY_broken);
	put_policy_rules(out, policy, QS_POLICY_not_known);
	qs_json_out_number(out, "natural_first_index", policy->natural_first_index);
	qs_json_out_number(out, "plan_completeness", policy->plan_blocks);
	qs_json_out_end(out);
	if (policy->ranks)
		put_evaluation(out, policy->ranks);
	qs_summary_earth(out, &policy->totals.earth);
	if (policy->products)
		put_products(out, policy->products);
	if (policy->lapse)
		put_lapse(out, policy->portfolio, policy->lapse);
	if (policy->packs->evaluation.n)
		put_credit(out, policy->packs->evaluation.items, &policy->portfolio->policy.terms);
}

void qs_summary_acceptance(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *result)
{
	static const char *const kinds[QS_ACCEPTANCE_KINDS] = {"cover", "survival", "retention",
							       "soil",  "slope",    "carbon"};
	const struct qs_acceptance_figures *const a = result->acceptance;
	char year[16];

	if (result->acceptance_due < 0)
		return;
	qs_json_out_object(out, "acceptance");
	qs_json_out_int(out, "due_year", head->start_year + result->acceptance_due);
	qs_json_out_row(out, "failing_when_due");
	for (int k = 0; k < QS_ACCEPTANCE_KINDS; k++)
		qs_json_out_number(out, kinds[k], a->failing[k]);
	qs_json_out_end(out);
	qs_json_out_number(out, "npv_passed_cny", a->npv_passed);
	qs_json_out_number(out, "npv_late_cny", a->npv_late);
	qs_json_out_number(out, "rework_cny", a->rework_cny);
	qs_json_out_row(out, "accepted_by");
	for (size_t y = 0; y < head->years; y++) {
		const double before = y ? result->accepted_by[y - 1] : 0;

		snprintf(year, sizeof year, "%d", head->start_year + (int)y);
		if (result->accepted_by[y] > before)
			qs_json_out_number(out, year, result->accepted_by[y]);
	}
	qs_json_out_end(out);
	qs_json_out_end(out);
}
