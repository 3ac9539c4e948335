#include "io/summary_money.h"

#include "model/finance/public_money.h"
#include "model/finance/risk.h"
#include "model/finance/surveys.h"
#include "model/finance/tornado.h"
#include "model/land/estimate.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <stdio.h>

/* A figure: null quantiles with share and why where too few members have a value. */
void qs_summary_scalar(struct qs_json_out *out, const char *key, const struct qs_scalar *scalar, int with_share)
{
	const double value[] = {scalar->p10, scalar->p50, scalar->p90, scalar->mean};
	static const char *const names[] = {"p10", "p50", "p90", "mean"};

	qs_json_out_row(out, key);
	for (int i = 0; i < 4; i++) {
		if (scalar->why)
			qs_json_out_null(out, names[i]);
		else
			qs_json_out_number(out, names[i], value[i]);
	}
	if (with_share || scalar->why) {
		qs_json_out_number(out, "share", scalar->share);
		qs_json_out_string(out, "why", scalar->why);
	}
	qs_json_out_end(out);
}

/* Risk of the net present value, and what can be bid. */
static void put_risk(struct qs_json_out *out, const struct qs_npv_risk *risk)
{
	static const int bidders[QS_RISK_BIDDERS] = QS_RISK_BIDDER_COUNTS;

	if (!risk)
		return;
	qs_json_out_row(out, "risk");
	qs_json_out_number(out, "var95_cny", risk->var95);
	qs_json_out_number(out, "cvar95_cny", risk->cvar95);
	qs_json_out_number(out, "probability_of_loss_low", risk->loss_low);
	qs_json_out_number(out, "probability_of_loss_high", risk->loss_high);
	qs_json_out_number(out, "npv_p10_error_cny", risk->error[0]);
	qs_json_out_number(out, "npv_p50_error_cny", risk->error[1]);
	qs_json_out_number(out, "npv_p90_error_cny", risk->error[2]);
	qs_json_out_number(out, "grant_needed_cny", risk->grant);
	qs_json_out_end(out);
	qs_json_out_row(out, "bid");
	qs_json_out_number(out, "probability", risk->bid_probability);
	qs_json_out_number(out, "most_cny", risk->bid);
	qs_json_out_number(out, "least_subsidy_cny", risk->subsidy);
	qs_json_out_number(out, "reserve_cny", risk->reserve);
	for (int k = 0; k < QS_RISK_BIDDERS; k++) {
		char key[32];

		snprintf(key, sizeof key, "shade_%d_bidders_cny", bidders[k]);
		qs_json_out_number(out, key, risk->shade[k]);
	}
	qs_json_out_end(out);
}

/* How many rates of return there are, and those of the mean flow with the signs of its net present value beside them.
 */
static void put_roots(struct qs_json_out *out, const struct qs_flow_roots *roots)
{
	qs_json_out_object(out, "irr_roots");
	qs_json_out_row(out, "members");
	qs_json_out_number(out, "none", roots->none);
	qs_json_out_number(out, "one", roots->one);
	qs_json_out_number(out, "several", roots->several);
	qs_json_out_number(out, "certain", roots->certain);
	qs_json_out_end(out);
	qs_json_out_object(out, "mean_flow");
	qs_json_out_int(out, "changes_of_sign", roots->signs);
	qs_json_out_string(out, "proof",
			   roots->signs < 2        ? "descartes"
			   : roots->mean_certified ? "norstrom"
						   : "search");
	qs_json_out_int(out, "count", roots->count);
	qs_json_out_array(out, "roots");
	for (int k = 0; k < roots->count && k < QS_ROOTS_MOST; k++) {
		qs_json_out_row(out, NULL);
		qs_json_out_number(out, "rate_pct", 100 * roots->rate[k]);
		qs_json_out_number(out, "npv_below_cny", roots->below[k]);
		qs_json_out_number(out, "npv_above_cny", roots->above[k]);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_number(out, "mirr_pct", 100 * roots->mirr);
	qs_json_out_end(out);
	qs_json_out_end(out);
}

/* Payments of the government: by which formula, and whether they are open to it. */
void qs_summary_government_pay(struct qs_json_out *out, const struct qs_portfolio *portfolio,
			       const struct qs_site *site)
{
	const struct qs_government_pay *const terms = &site->finance.government_pay;

	if (terms->years == 0)
		return;
	qs_json_out_row(out, "government_pay");
	qs_json_out_string(out, "form", qs_words_government_form[terms->form]);
	qs_json_out_int(out, "years", terms->years);
	qs_json_out_bool(out, "complies", qs_government_pay_complies(portfolio, site));
	qs_json_out_string(out, "rule", "国办函〔2023〕115号");
	qs_json_out_end(out);
}

void qs_summary_money(struct qs_json_out *out, const struct qs_result *result)
{
	static const struct {
		const char *key;
		enum qs_scalar_id id;
		int share;
	} rows[] = {
		{"benefit_cny_per_year", QS_SCALAR_benefit, 0},
		{"benefit_over_natural_cny_per_year", QS_SCALAR_benefit_over_natural, 0},
		{"benefit_market_cny_per_year", QS_SCALAR_benefit_services, 0},
		{"benefit_gep_cny_per_year", QS_SCALAR_benefit_gep, 0},
		{"benefit_gbt38582_cny_per_year", QS_SCALAR_benefit_gbt38582, 0},
		{"benefit_seea_cny_per_year", QS_SCALAR_benefit_seea, 0},
		{"npv_cny", QS_SCALAR_npv, 0},
		{"npv_without_credits_cny", QS_SCALAR_npv_without_credits, 0},
		{"irr_pct", QS_SCALAR_irr, 1},
		{"funding_gap_cny", QS_SCALAR_funding_gap, 0},
		{"money_payback_year", QS_SCALAR_money_payback_year, 1},
		{"pv_cost_cny", QS_SCALAR_pv_cost, 0},
		{"pv_income_cny", QS_SCALAR_pv_income, 0},
		{"pv_grant_cny", QS_SCALAR_pv_grant, 0},
		{"pv_carbon_cny", QS_SCALAR_pv_carbon, 0},
		{"carbon_share_of_cost_pct", QS_SCALAR_carbon_share_of_cost, 1},
		{"break_even_price_cny_t", QS_SCALAR_break_even_price, 1},
		{"npv_after_tax_cny", QS_SCALAR_npv_after_tax, 0},
		{"irr_after_tax_pct", QS_SCALAR_irr_after_tax, 1},
		{"npv_equity_cny", QS_SCALAR_npv_equity, 0},
		{"irr_equity_pct", QS_SCALAR_irr_equity, 1},
		{"npv_investor_cny", QS_SCALAR_npv_investor, 0},
		{"pv_distribution_cny", QS_SCALAR_pv_distribution, 0},
		{"dscr_min", QS_SCALAR_dscr_min, 1},
		{"icr_min", QS_SCALAR_icr_min, 1},
		{"llcr", QS_SCALAR_llcr, 1},
		{"npv_economic_cny", QS_SCALAR_npv_economic, 0},
		{"marginal_abatement_cost_cny_t", QS_SCALAR_mac_natural, 1},
		{"benefit_score", QS_SCALAR_benefit_score, 1},
		{"break_even_cost_cut_frac", QS_SCALAR_break_even_cost, 1},
		{"peak_funding_cny", QS_SCALAR_peak_funding, 0},
		{"years_below_zero", QS_SCALAR_years_below_zero, 0},
		{"leverage", QS_SCALAR_leverage, 1},
		{"mirr_pct", QS_SCALAR_mirr, 1},
		{"break_even_visits", QS_SCALAR_break_even_visits, 1},
		{"break_even_grant_frac", QS_SCALAR_break_even_grant, 1},
		{"break_even_spoil_share_frac", QS_SCALAR_break_even_spoil, 1},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		qs_summary_scalar(out, rows[i].key, &result->scalar[rows[i].id], rows[i].share);
	qs_json_out_object(out, "levelised_cost_of_carbon_cny_t");
	qs_summary_scalar(out, "gross", &result->scalar[QS_SCALAR_lcoc_gross], 1);
	qs_summary_scalar(out, "net", &result->scalar[QS_SCALAR_lcoc_net], 1);
	qs_summary_scalar(out, "net_of_works", &result->scalar[QS_SCALAR_lcoc_net_of_works], 1);
	qs_json_out_end(out);
	qs_json_out_number(out, "probability_of_loss", result->probability_of_loss);
	put_risk(out, result->risk);
	if (result->risk)
		put_roots(out, &result->risk->roots);
	if (result->site)
		qs_json_out_number(out, "acceptance_due_share", result->acceptance_due_share);
}

/* Inputs by falling swing: what moves the portfolio's money, or its credits. */
static void put_ranking(struct qs_json_out *out, const char *key, const struct qs_tornado *t, int credits)
{
	const size_t n = credits ? t->credits_count : t->npv_count;

	qs_json_out_array(out, key);
	for (size_t i = 0; i < n && i < QS_TORNADO_ROWS; i++) {
		const struct qs_tornado_row *const row = &t->rows[(credits ? t->by_credits : t->by_npv)[i]];

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "input", row->id);
		qs_json_out_string(out, "range", row->range);
		qs_json_out_number(out, "low", credits ? row->credits_low : row->npv_low);
		qs_json_out_number(out, "high", credits ? row->credits_high : row->npv_high);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

void qs_summary_tornado(struct qs_json_out *out, const struct qs_tornado *t)
{
	if (!t || !t->computed)
		return;
	qs_json_out_object(out, "tornado");
	qs_json_out_number(out, "npv_cny_middle", t->npv);
	put_ranking(out, "npv_cny", t, 0);
	qs_json_out_number(out, "credits_t_middle", t->credits);
	put_ranking(out, "credits_t", t, 1);
	qs_json_out_end(out);
}

/* The surveys that would tell most of the net present value. */
void qs_summary_surveys(struct qs_json_out *out, const struct qs_result *result)
{
	struct qs_survey survey[QS_SURVEYS];
	const size_t n = qs_surveys_rank(result->tornado, &result->scalar[QS_SCALAR_npv], survey);

	qs_json_out_array(out, "surveys");
	for (size_t i = 0; i < n; i++) {
		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "input", survey[i].row->id);
		qs_json_out_number(out, "variance_share", survey[i].share);
		qs_json_out_number(out, "value_cny", survey[i].value_cny);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

/* Who gets what, means of present values, and has now. */
void qs_summary_sharing(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_sharing *sharing)
{
	qs_json_out_array(out, "stakeholders");
	for (size_t i = 0; i < sharing->n; i++) {
		const double now = qs_sharing_now(portfolio, sharing->part[i].id);

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "id", sharing->part[i].id);
		qs_json_out_number(out, "pv_cny", sharing->part[i].cny);
		qs_json_out_number(out, "status_quo_cny", now);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

/* The investment by its parts; of the portfolio by its items too. */
void qs_summary_estimate(struct qs_json_out *out, const struct qs_result *result)
{
	const struct qs_investment *const e = result->estimate;

	if (!e)
		return;
	qs_json_out_object(out, "estimate_cny");
	for (int p = 0; p < QS_ESTIMATE_PARTS; p++)
		qs_json_out_number(out, qs_estimate_word((enum qs_estimate_part)p), e->part_cny[p]);
	qs_json_out_number(out, "total", e->total_cny);
	if (!result->site)
		qs_json_out_array(out, "items");
	for (size_t i = 0; !result->site && i < e->n; i++) {
		const struct qs_estimate_item *const item = &e->items[i];

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "part", qs_estimate_word(item->part));
		qs_json_out_string(out, "item", item->id);
		qs_json_out_string(out, "unit", item->unit);
		qs_json_out_number(out, "quantity", item->quantity);
		qs_json_out_number(out, "unit_price_cny", item->amount_cny / item->quantity);
		qs_json_out_number(out, "amount_cny", item->amount_cny);
		if (item->paid.share > 0) {
			qs_json_out_row(out, "paid_cny");
			qs_json_out_number(out, "p10", item->paid.p10);
			qs_json_out_number(out, "p50", item->paid.p50);
			qs_json_out_number(out, "p90", item->paid.p90);
			qs_json_out_number(out, "mean", item->paid.mean);
			qs_json_out_end(out);
		}
		qs_json_out_string(out, "status", qs_basis_word(item->basis));
		qs_json_out_end(out);
	}
	if (!result->site)
		qs_json_out_end(out);
	qs_json_out_end(out);
}
