#include "io/results_parts.h"
#include "io/summary_market.h"
#include "io/summary_policy.h"
#include "model/benefit/plausible.h"
#include "model/finance/risk.h"
#include "model/finance/surveys.h"
#include "model/finance/tornado.h"
#include "model/land/estimate.h"
#include "model/land/site.h"
#include "model/land/structural.h"
#include "model/market/credits.h"
#include "model/market/verdict.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

enum { INDENT = 1 };

qs_status qs_summary_begin(struct qs_summary *summary, const struct qs_allocator *from,
			   const struct qs_result_head *head, struct qs_err *err)
{
	(void)err;
	memset(summary, 0, sizeof *summary);
	summary->head = head;
	qs_arena_init(&summary->arena, from);
	qs_json_out_open(&summary->sites, &summary->arena, INDENT);
	qs_json_out_array(&summary->sites, NULL);
	return QS_OK;
}

/* A figure: null quantiles with share and why where too few members have a value. */
static void put_scalar(struct qs_json_out *out, const char *key, const struct qs_scalar *scalar, int with_share)
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

/* Quantities under methodologies that are open (what may be issued) or only accounted by, as CO2e over the run. */
static void put_credits(struct qs_json_out *out, const struct qs_result *result)
{
	for (int accounted = 0; accounted < 2; accounted++) {
		qs_json_out_object(out, accounted ? "accounted_t" : "credits_t");
		for (size_t c = 0; c < result->credit_count; c++)
			if (!result->credits[c].accounted == !accounted)
				put_scalar(out, result->credits[c].methodology->id, &result->credits[c].issued_t, 0);
		qs_json_out_end(out);
	}
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

static void put_money(struct qs_json_out *out, const struct qs_result *result)
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
		put_scalar(out, rows[i].key, &result->scalar[rows[i].id], rows[i].share);
	qs_json_out_object(out, "levelised_cost_of_carbon_cny_t");
	put_scalar(out, "gross", &result->scalar[QS_SCALAR_lcoc_gross], 1);
	put_scalar(out, "net", &result->scalar[QS_SCALAR_lcoc_net], 1);
	put_scalar(out, "net_of_works", &result->scalar[QS_SCALAR_lcoc_net_of_works], 1);
	qs_json_out_end(out);
	qs_json_out_number(out, "probability_of_loss", result->probability_of_loss);
	put_risk(out, result->risk);
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

static void put_tornado(struct qs_json_out *out, const struct qs_tornado *t)
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
static void put_surveys(struct qs_json_out *out, const struct qs_result *result)
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
static void put_sharing(struct qs_json_out *out, const struct qs_summary *summary)
{
	qs_json_out_array(out, "stakeholders");
	for (size_t i = 0; i < summary->sharing.n; i++) {
		const double now = qs_sharing_now(summary->head->portfolio, summary->sharing.part[i].id);

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "id", summary->sharing.part[i].id);
		qs_json_out_number(out, "pv_cny", summary->sharing.part[i].cny);
		qs_json_out_number(out, "status_quo_cny", now);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

/* The investment by its parts; of the portfolio by its items too. */
static void put_estimate(struct qs_json_out *out, const struct qs_result *result)
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
		qs_json_out_string(out, "status", qs_basis_word(item->basis));
		qs_json_out_end(out);
	}
	if (!result->site)
		qs_json_out_end(out);
	qs_json_out_end(out);
}

static void put_quantiles(struct qs_json_out *out, const char *key, const double *quantile)
{
	static const char *const names[QS_QUANTILES] = {"p05", "p10", "p25", "p50", "p75", "p90", "p95"};

	qs_json_out_row(out, key);
	for (int q = 0; q < QS_QUANTILES; q++)
		qs_json_out_number(out, names[q], quantile[q]);
	qs_json_out_end(out);
}

/* Carbon gained by the last year under each soil model. */
static void put_structural(struct qs_json_out *out, const struct qs_structural *s)
{
	const size_t last = s && s->years ? s->years - 1 : 0;

	if (!s || !s->n)
		return;
	qs_json_out_object(out, "structural");
	for (size_t m = 0; m < s->n; m++) {
		qs_json_out_object(out, qs_words_soil_model[s->model[m]]);
		qs_json_out_object(out, "co2e_t");
		put_quantiles(out, "project",
			      qs_structural_row(s, m, QS_STRUCTURAL_grown_co2e, QS_SERIES_project, last));
		put_quantiles(out, "baseline",
			      qs_structural_row(s, m, QS_STRUCTURAL_grown_co2e, QS_SERIES_baseline, last));
		put_quantiles(
			out, "project_minus_baseline",
			qs_structural_row(s, m, QS_STRUCTURAL_grown_co2e, QS_SERIES_project_minus_baseline, last));
		qs_json_out_end(out);
		qs_json_out_object(out, "soil_c_t");
		put_quantiles(out, "project", qs_structural_row(s, m, QS_STRUCTURAL_soil_c, QS_SERIES_project, last));
		put_quantiles(out, "baseline", qs_structural_row(s, m, QS_STRUCTURAL_soil_c, QS_SERIES_baseline, last));
		qs_json_out_end(out);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static void put_figures(struct qs_json_out *out, const struct qs_result *result)
{
	const struct qs_scalar *scalar = result->scalar;

	qs_json_out_object(out, "co2e_t");
	put_scalar(out, "project", &scalar[QS_SCALAR_co2e_project], 0);
	put_scalar(out, "natural", &scalar[QS_SCALAR_co2e_natural], 0);
	put_scalar(out, "baseline", &scalar[QS_SCALAR_co2e_baseline], 0);
	qs_json_out_end(out);
	qs_json_out_object(out, "works_co2e_t");
	put_scalar(out, "project", &scalar[QS_SCALAR_works_project], 0);
	put_scalar(out, "natural", &scalar[QS_SCALAR_works_natural], 0);
	qs_json_out_end(out);
	qs_json_out_object(out, "imported_co2e_t");
	put_scalar(out, "brought", &scalar[QS_SCALAR_imported_brought], 0);
	put_scalar(out, "lost", &scalar[QS_SCALAR_imported_lost], 0);
	qs_json_out_end(out);
	if (result->credits)
		put_credits(out, result);
	qs_json_out_object(out, "capex_cny");
	put_scalar(out, "project", &scalar[QS_SCALAR_capex_project], 0);
	put_scalar(out, "natural", &scalar[QS_SCALAR_capex_natural], 0);
	qs_json_out_end(out);
	qs_json_out_object(out, "upkeep_cny_per_year");
	put_scalar(out, "project", &scalar[QS_SCALAR_upkeep_project], 0);
	put_scalar(out, "natural", &scalar[QS_SCALAR_upkeep_natural], 0);
	qs_json_out_end(out);
	put_estimate(out, result);
	put_scalar(out, "carbon_payback_year", &scalar[QS_SCALAR_carbon_payback_year], 1);
	put_money(out, result);
	qs_json_out_number(out, "balance_residual_max", result->balance_residual_max);
}

/* What of a site's figures lies outside what is plausible there. */
static void put_implausible(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *result)
{
	struct qs_implausible outside[QS_PLAUSIBLE_ROWS];
	const size_t n = qs_implausible(head, result, outside);

	qs_json_out_array(out, "outside_plausible");
	for (size_t i = 0; i < n; i++) {
		qs_json_out_object(out, NULL);
		qs_json_out_string(out, "id", outside[i].id);
		qs_json_out_string(out, "unit", outside[i].unit);
		qs_json_out_number(out, "value", outside[i].value);
		qs_json_out_number(out, "low", outside[i].low);
		qs_json_out_number(out, "high", outside[i].high);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

/* Grades of all methodologies, of a site or one of its units. */
static void put_verdicts(struct qs_json_out *out, const struct qs_verdicts *all, const struct qs_verdict *verdicts)
{
	qs_json_out_object(out, "verdicts");
	for (size_t m = 0; m < all->n; m++) {
		qs_json_out_row(out, all->methodologies[m].id);
		qs_json_out_string(out, "grade", qs_grade_word(verdicts[m].grade));
		qs_json_out_number(out, "area_ha", verdicts[m].area_ha);
		qs_summary_rules(out, "failed", &all->methodologies[m].needs, verdicts[m].failed);
		qs_summary_rules(out, "missing", &all->methodologies[m].needs, verdicts[m].missing);
		qs_summary_rules(out, "told_failed", &all->methodologies[m].informs, verdicts[m].told_failed);
		qs_summary_rules(out, "told_open", &all->methodologies[m].informs, verdicts[m].told_missing);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

qs_status qs_summary_site(struct qs_summary *summary, const struct qs_result *result, struct qs_err *err)
{
	const struct qs_site *site = result->site;
	struct qs_json_out *out = &summary->sites;

	qs_sharing_add(&summary->sharing, result);
	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "id", site->id);
	qs_json_out_row(out, "name");
	qs_json_out_string(out, "zh", site->name.zh);
	qs_json_out_string(out, "en", site->name.en);
	qs_json_out_end(out);
	qs_json_out_number(out, "area_ha", result->area_ha);
	qs_json_out_number(out, "restored_ha", result->restored_ha);
	qs_json_out_string(out, "treatment", qs_site_treatment(site));
	if (result->verdicts)
		put_verdicts(out, result->verdicts, result->verdicts->site);
	qs_json_out_array(out, "units");
	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_unit *unit = &site->units.items[u];

		qs_json_out_object(out, NULL);
		qs_json_out_string(out, "id", unit->id);
		qs_json_out_number(out, "area_ha", qs_unit_planimetric_ha(unit));
		qs_json_out_string(out, "treatment", unit->treatment);
		if (result->verdicts)
			put_verdicts(out, result->verdicts, result->verdicts->units + u * result->verdicts->n);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	if (result->ways)
		qs_summary_ways(out, summary->head->portfolio, site, result->verdicts, result->ways, result->way_count);
	qs_summary_conflicts(out, summary->head->packs, site);
	qs_summary_evidence(out, result);
	qs_summary_additionality(out, summary->head, result);
	put_figures(out, result);
	put_implausible(out, summary->head, result);
	if (result->acceptance)
		qs_summary_acceptance(out, summary->head, result);
	if (summary->head->packs) {
		struct qs_earth_balance balance;

		qs_earth_site(summary->head->portfolio, summary->head->packs, site, &balance);
		qs_summary_earth(out, &balance);
	}
	qs_json_out_end(out);
	return out->failed ? qs_fail(err, QS_ENOMEM, "summary.json, site %zu", result->index) : QS_OK;
}

qs_status qs_summary_end(struct qs_summary *summary, const struct qs_result *portfolio, struct qs_folder *folder,
			 struct qs_err *err)
{
	const struct qs_result_head *head = summary->head;
	struct qs_json_out out;
	const char *sites;
	char seed[24];
	size_t n;

	qs_json_out_end(&summary->sites);
	sites = qs_json_out_text(&summary->sites, NULL);
	qs_json_out_open(&out, &summary->arena, INDENT);
	qs_json_out_object(&out, NULL);
	qs_json_out_object(&out, "portfolio");
	qs_json_out_row(&out, "name");
	qs_json_out_string(&out, "zh", head->portfolio->name.zh);
	qs_json_out_string(&out, "en", head->portfolio->name.en);
	qs_json_out_end(&out);
	qs_json_out_number(&out, "area_ha", portfolio->area_ha);
	qs_json_out_number(&out, "restored_ha", portfolio->restored_ha);
	qs_json_out_uint(&out, "years", head->years);
	qs_json_out_int(&out, "start_year", head->start_year);
	qs_json_out_uint(&out, "members", head->members);
	snprintf(seed, sizeof seed, "%llu", (unsigned long long)head->seed);
	qs_json_out_string(&out, "seed", seed);
	put_figures(&out, portfolio);
	put_tornado(&out, portfolio->tornado);
	put_surveys(&out, portfolio);
	put_sharing(&out, summary);
	qs_summary_policy(&out, portfolio->policy);
	if (portfolio->tables) {
		qs_summary_registrations(&out, portfolio);
		qs_summary_merged(&out, head, portfolio);
	}
	qs_summary_compared(&out, portfolio);
	put_structural(&out, portfolio->structural);
	qs_json_out_end(&out);
	if (sites)
		qs_json_out_raw(&out, "sites", sites);
	qs_json_out_end(&out);
	summary->text = sites ? qs_json_out_text(&out, &n) : NULL;
	if (!summary->text)
		return qs_fail(err, QS_ENOMEM, "summary.json");
	return qs_file_put(folder, "summary.json", summary->text, n, err);
}

void qs_summary_free(struct qs_summary *summary)
{
	qs_arena_free(&summary->arena);
	summary->text = NULL;
}
