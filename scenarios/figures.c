#include "scenarios/figures.h"

#include "kernels/bid.h"
#include "kernels/kernels.h"
#include "kernels/risk.h"
#include "model/finance/funding.h"
#include "scenarios/reduce.h"

#include <math.h>

static struct qs_scalar scalar_of_column(const struct qs_figures *b, int64_t *work, double *value, const char *why)
{
	return qs_reduce_column(b->context->kernels, b->members, work, value, why);
}

static struct qs_scalar sum_scalar(const struct qs_figures *b, enum qs_sum which, double *column, int64_t *work)
{
	const int64_t *const value = b->sums + (size_t)which * b->members;

	for (size_t i = 0; i < b->members; i++)
		column[i] = (double)value[i] * qs_sum_quanta[which];
	return scalar_of_column(b, work, column, NULL);
}

/* numerator / denominator by member; none where the denominator is not above zero. */
static struct qs_scalar ratio_scalar(const struct qs_figures *b, enum qs_sum top, enum qs_sum bottom, double factor,
				     double *column, int64_t *work, const char *why)
{
	for (size_t i = 0; i < b->members; i++) {
		const double over = (double)b->sums[(size_t)top * b->members + i] * qs_sum_quanta[top];
		const double under = (double)b->sums[(size_t)bottom * b->members + i] * qs_sum_quanta[bottom];

		column[i] = under > 0 ? factor * over / under : (double)NAN;
	}
	return scalar_of_column(b, work, column, why);
}

static double sum_at(const struct qs_figures *b, enum qs_sum which, size_t i)
{
	return (double)b->sums[(size_t)which * b->members + i] * qs_sum_quanta[which];
}

/* What one input alone would have to be for a member's net present value to be zero: (the part of it that grows with
 * the input - NPV) / that part for an input of 1. Price: flat, from the first year. */
static void break_evens(const struct qs_figures *b, struct qs_scalar *scalar)
{
	static const struct {
		enum qs_scalar_id id;
		enum qs_sum part, one;
		const char *why;
	} rows[] = {{QS_SCALAR_break_even_price, QS_SUM_OF_carbon, QS_SUM_OF_credits, "NO_CREDITS"},
		    {QS_SCALAR_break_even_visits, QS_SUM_OF_industry, QS_SUM_OF_industry, "NO_INDUSTRY"},
		    {QS_SCALAR_break_even_grant, QS_SUM_OF_grants, QS_SUM_OF_works, "NO_WORKS"},
		    {QS_SCALAR_break_even_spoil, QS_SUM_OF_spoil, QS_SUM_OF_spoil_value, "NO_SPOIL"}};

	for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
		for (size_t i = 0; i < b->members; i++) {
			const double one = sum_at(b, rows[r].one, i);

			b->work[i] = one > 0 ? (sum_at(b, rows[r].part, i) - sum_at(b, QS_SUM_OF_npv, i)) / one
					     : (double)NAN;
		}
		scalar[rows[r].id] = scalar_of_column(b, b->row, b->work, rows[r].why);
	}
}

/* Cost of a t more than natural recovery gains, whoever pays for upkeep. */
static struct qs_scalar against_natural(const struct qs_figures *b)
{
	for (size_t i = 0; i < b->members; i++) {
		const double more = sum_at(b, QS_SUM_OF_gain, i) - sum_at(b, QS_SUM_OF_gain_natural, i);
		const double dearer = sum_at(b, QS_SUM_OF_cost, i) + sum_at(b, QS_SUM_OF_upkeep_public, i) -
				      sum_at(b, QS_SUM_OF_cost_natural, i);

		b->work[i] = more > 0 ? dearer / more : (double)NAN;
	}
	return scalar_of_column(b, b->row, b->work, "NO_GAIN_OVER_NATURAL");
}

/* ---- risk ---- */

static double quantile_of(const struct qs_figures *b, size_t n, const double *value, double p)
{
	double q;

	b->context->kernels->quantiles(n, value, b->row, &p, 1, &q);
	return q;
}

/* Standard errors of quantiles of the column, from batches of members that follow each other. */
static void batch_errors(const struct qs_figures *b, const double *npv, double *error)
{
	static const double at[QS_RISK_QUANTILES] = {0.1, 0.5, 0.9};
	const size_t n = b->members / QS_RISK_BATCHES;

	for (int q = 0; q < QS_RISK_QUANTILES; q++) {
		double batch[QS_RISK_BATCHES];
		struct qs_k_moments moments;

		for (size_t k = 0; k < QS_RISK_BATCHES; k++)
			batch[k] = quantile_of(b, n, npv + k * n, at[q]);
		b->context->kernels->moments(QS_RISK_BATCHES, batch, &moments);
		error[q] = n >= QS_RISK_BATCHES ? moments.sd / sqrt((double)QS_RISK_BATCHES) : (double)NAN;
	}
}

/* The largest bid that still reaches the hurdle as surely as asked, of net present values after tax. */
static void bid(const struct qs_figures *b, const double *npv, struct qs_npv_risk *risk)
{
	static const double of_largest[QS_RISK_BIDDERS] = {0.8462843753216345, 1.162964473640519, 1.538752730835173};
	const struct qs_finance *const finance = &b->portfolio->finance;
	const double hurdle = finance->discount_rate_pct.value / 100, inflation = finance->inflation_pct.value / 100;
	/* what is written off is written off in money of the year */
	const double factor = qs_taxed(b->portfolio) ? qs_bid_factor(finance->tax.income_rate_pct.value / 100,
								     (double)finance->tax.amortisation_years,
								     qs_k_cash_nominal_rate(hurdle, inflation))
						     : 1;
	const double p = finance->bid_probability_frac.value, low = quantile_of(b, b->members, npv, 1 - p);
	struct qs_k_moments moments;

	b->context->kernels->moments(b->members, npv, &moments);
	b->context->kernels->bid(1, factor, &low, &risk->bid, &risk->subsidy);
	risk->bid_probability = p;
	risk->reserve = quantile_of(b, b->members, npv, 0.5) / factor;
	for (int k = 0; k < QS_RISK_BIDDERS; k++)
		risk->shade[k] = of_largest[k] * moments.sd / factor;
}

static void risks(const struct qs_figures *b, double lost, struct qs_npv_risk *risk)
{
	static const double level = 0.95, z = 1.959963984540054, sure = 0.8;
	double *const npv = b->work, *const loss = b->work + b->members;
	struct qs_risk_tail tail;
	struct qs_risk_interval interval;

	for (size_t i = 0; i < b->members; i++) {
		npv[i] = sum_at(b, QS_SUM_OF_npv, i);
		loss[i] = -npv[i];
	}
	batch_errors(b, npv, risk->error);
	risk->grant = -quantile_of(b, b->members, npv, 1 - sure);
	risk->grant = risk->grant > 0 ? risk->grant : 0;
	qs_risk_sort(b->members, loss);
	tail = qs_risk_tail(b->members, loss, level);
	interval = qs_risk_wilson(lost, (double)b->members, z);
	risk->var95 = tail.var;
	risk->cvar95 = tail.cvar;
	risk->loss_low = interval.low;
	risk->loss_high = interval.high;
	for (size_t i = 0; i < b->members; i++)
		npv[i] = sum_at(b, QS_SUM_OF_npv_after_tax, i);
	bid(b, npv, risk);
}

/* What a grant draws in, and how much cheaper all would have to be. */
static void funding(const struct qs_figures *b, struct qs_scalar *scalar)
{
	double *const lever = b->work, *const cut = b->work + b->members;

	for (size_t i = 0; i < b->members; i++) {
		const double cost = sum_at(b, QS_SUM_OF_cost, i), grant = sum_at(b, QS_SUM_OF_grants, i);

		lever[i] = grant > 0 ? (cost - grant) / grant : (double)NAN;
		cut[i] = cost > 0 ? -sum_at(b, QS_SUM_OF_npv, i) / cost : (double)NAN;
	}
	scalar[QS_SCALAR_leverage] = scalar_of_column(b, b->row, lever, "NO_GRANT");
	scalar[QS_SCALAR_break_even_cost] = scalar_of_column(b, b->row, cut, "NO_COST");
}

/* All rates of return of the flow of the members' means, each between two rates beside it. */
static void mean_roots(const struct qs_figures *b, double hurdle, double own, struct qs_flow_roots *roots)
{
	double *const found = b->flow;
	const struct qs_cash_irr irr =
		qs_cash_irr(b->years, NULL, b->mean_flow, QS_CASH_SEARCH(hurdle), found, b->flow + b->years);

	roots->signs = (int)irr.signs;
	roots->mean_certified = irr.certified;
	roots->count = (int)irr.count;
	roots->mirr = qs_cash_mirr(b->years, b->mean_flow, own, own);
	for (size_t k = 0; k < irr.count && k < QS_ROOTS_MOST; k++) {
		roots->rate[k] = found[k];
		roots->below[k] = qs_cash_npv(b->years, b->mean_flow, found[k] - QS_ROOT_BESIDE * (1 + found[k]));
		roots->above[k] = qs_cash_npv(b->years, b->mean_flow, found[k] + QS_ROOT_BESIDE * (1 + found[k]));
	}
}

static void count_roots(const struct qs_figures *b, struct qs_flow_roots *roots)
{
	const double n = (double)b->members;

	roots->none = (double)b->rates->none / n;
	roots->several = (double)b->rates->several / n;
	roots->one = (double)(b->members - b->rates->none - b->rates->several) / n;
	roots->certain = (double)b->rates->certain / n;
}

/* Figures that are quantiles of the members' columns; rates of return after tax and of equity are those before where
 * nothing lies between two flows. */
static void from_columns(const struct qs_figures *b, struct qs_scalar *scalar)
{
	static const struct {
		enum qs_scalar_id id;
		enum qs_member_column column;
		const char *why;
	} rows[] = {{QS_SCALAR_irr, QS_MEMBER_IRR, "NO_ROOT"},
		    {QS_SCALAR_money_payback_year, QS_MEMBER_PAYBACK, "NEVER_WITHIN_HORIZON"},
		    {QS_SCALAR_mirr, QS_MEMBER_MIRR, "NO_ROOT"},
		    {QS_SCALAR_irr_after_tax, QS_MEMBER_IRR_TAXED, "NO_ROOT"},
		    {QS_SCALAR_irr_equity, QS_MEMBER_IRR_EQUITY, "NO_ROOT"},
		    {QS_SCALAR_peak_funding, QS_MEMBER_PEAK, NULL},
		    {QS_SCALAR_years_below_zero, QS_MEMBER_BELOW, NULL},
		    {QS_SCALAR_dscr_min, QS_MEMBER_DSCR, "NO_DEBT"},
		    {QS_SCALAR_icr_min, QS_MEMBER_ICR, "NO_DEBT"},
		    {QS_SCALAR_llcr, QS_MEMBER_LLCR, "NO_DEBT"}};

	for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
		if (qs_member_column_made(b->portfolio, rows[r].column))
			scalar[rows[r].id] = scalar_of_column(
				b, b->row, b->columns + (size_t)rows[r].column * b->members, rows[r].why);
	if (!qs_member_column_made(b->portfolio, QS_MEMBER_IRR_TAXED))
		scalar[QS_SCALAR_irr_after_tax] = scalar[QS_SCALAR_irr];
	if (!qs_member_column_made(b->portfolio, QS_MEMBER_IRR_EQUITY))
		scalar[QS_SCALAR_irr_equity] = scalar[QS_SCALAR_irr_after_tax];
}

void qs_figures(const struct qs_figures *b, struct qs_site_accounts *accounts)
{
	static const struct {
		enum qs_scalar_id id;
		enum qs_sum top, bottom;
		double factor;
		const char *why;
	} ratios[] = {{QS_SCALAR_carbon_share_of_cost, QS_SUM_OF_carbon, QS_SUM_OF_cost, 100, "NO_COST"},
		      {QS_SCALAR_lcoc_gross, QS_SUM_OF_cost, QS_SUM_OF_gain, 1, "NO_REMOVALS"},
		      {QS_SCALAR_lcoc_net, QS_SUM_OF_cost, QS_SUM_OF_gain_net, 1, "NO_REMOVALS"},
		      {QS_SCALAR_lcoc_net_of_works, QS_SUM_OF_cost, QS_SUM_OF_gain_works, 1, "NO_REMOVALS"},
		      {QS_SCALAR_benefit_score, QS_SUM_OF_score_ha, QS_SUM_OF_restored_ha, 1, "NOTHING_RESTORED"}};
	const double hurdle = b->portfolio->finance.discount_rate_pct.value / 100;
	struct qs_scalar *const scalar = accounts->scalar;
	double *const column = b->work;
	size_t lost = 0;

	for (size_t p = 0; p < QS_SUM_FIGURES; p++)
		scalar[qs_sum_figures[p].scalar] = sum_scalar(b, qs_sum_figures[p].sum, column, b->row);
	for (size_t i = 0; i < b->members; i++) {
		const int64_t npv = b->sums[(size_t)QS_SUM_OF_npv * b->members + i];

		lost += npv < 0;
		column[i] = npv < 0 ? -(double)npv * qs_sum_quanta[QS_SUM_OF_npv] : 0;
	}
	scalar[QS_SCALAR_funding_gap] = scalar_of_column(b, b->row, column, NULL);
	for (size_t i = 0; i < b->members; i++)
		column[i] = sum_at(b, QS_SUM_OF_npv, i) - sum_at(b, QS_SUM_OF_carbon, i) +
			    sum_at(b, QS_SUM_OF_registration, i);
	scalar[QS_SCALAR_npv_without_credits] = scalar_of_column(b, b->row, column, NULL);
	accounts->probability_of_loss = (double)lost / (double)b->members;
	for (size_t r = 0; r < sizeof ratios / sizeof ratios[0]; r++)
		scalar[ratios[r].id] = ratio_scalar(b, ratios[r].top, ratios[r].bottom, ratios[r].factor, column,
						    b->row, ratios[r].why);
	break_evens(b, scalar);
	funding(b, scalar);
	scalar[QS_SCALAR_mac_natural] = against_natural(b);
	risks(b, (double)lost, &accounts->risk);
	accounts->risk.roots = (struct qs_flow_roots){0};
	count_roots(b, &accounts->risk.roots);
	mean_roots(b, hurdle, qs_member_hurdle(&b->portfolio->finance, hurdle), &accounts->risk.roots);
	from_columns(b, scalar);
}

/* ---- where they are kept ---- */

uint64_t qs_site_accounts_bytes(size_t years)
{
	return (uint64_t)8 * QS_LINE_COUNT * years * (1 + QS_QUANTILES) + sizeof(struct qs_site_accounts);
}

int qs_site_accounts_take(struct qs_arena *arena, size_t years, struct qs_site_accounts *a)
{
	a->mean = qs_arena_take(arena, QS_LINE_COUNT * years, sizeof *a->mean);
	a->quantile = qs_arena_take(arena, QS_LINE_COUNT * years * QS_QUANTILES, sizeof *a->quantile);
	a->accepted_by = qs_arena_take(arena, years, sizeof *a->accepted_by);
	return a->mean && a->quantile && a->accepted_by ? 0 : -1;
}

void qs_site_accounts_tell(const struct qs_site_accounts *a, struct qs_result *result)
{
	if (!a->told || !result->site)
		return;
	result->indicators = a->indicator;
	result->acceptance = &a->acceptance;
	result->accepted_by = a->accepted_by;
}
