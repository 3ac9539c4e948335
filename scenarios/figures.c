#include "scenarios/figures.h"

#include "kernels/kernels.h"
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

/* Flat price from the first year at which a member's net present value is zero, all else as it is. */
static struct qs_scalar break_even(const struct qs_figures *b, double *column, int64_t *work)
{
	for (size_t i = 0; i < b->members; i++) {
		const double npv =
			(double)b->sums[(size_t)QS_SUM_OF_npv * b->members + i] * qs_sum_quanta[QS_SUM_OF_npv];
		const double carbon =
			(double)b->sums[(size_t)QS_SUM_OF_carbon * b->members + i] * qs_sum_quanta[QS_SUM_OF_carbon];
		const double credits =
			(double)b->sums[(size_t)QS_SUM_OF_credits * b->members + i] * qs_sum_quanta[QS_SUM_OF_credits];

		column[i] = credits > 0 ? (carbon - npv) / credits : (double)NAN;
	}
	return scalar_of_column(b, work, column, "NO_CREDITS");
}

static const double *line_of(const struct qs_figures *b, enum qs_line line)
{
	return b->lines + (size_t)line * b->years * b->members;
}

/* Rates of return of a line by member, %; NaN where there is none. And when its money is back, if asked for. */
static void rates(const struct qs_figures *b, enum qs_line line, double hurdle, double *rate, double *payback)
{
	const double *const flow = line_of(b, line);

	for (size_t i = 0; i < b->members; i++) {
		struct qs_cash_irr irr;

		for (size_t y = 0; y < b->years; y++)
			b->flow[y] = flow[y * b->members + i];
		irr = qs_cash_irr(b->years, NULL, b->flow, QS_CASH_SEARCH(hurdle), b->flow + b->years,
				  b->flow + 2 * b->years);
		rate[i] = irr.outcome == QS_CASH_NONE ? (double)NAN : 100 * irr.rate;
		if (payback)
			payback[i] = qs_cash_payback(b->years, b->flow, 0);
	}
}

/* Rates of return before and after tax, of equity; where nothing lies between two flows they are the same. */
static void returns(const struct qs_figures *b, struct qs_scalar *scalar)
{
	const struct qs_finance *const finance = &b->portfolio->finance;
	const double hurdle = finance->discount_rate_pct.value / 100, own = finance->equity_rate_pct.value / 100;
	double *const rate = b->work, *const payback = b->work + b->members;

	rates(b, QS_LINE_OF_cash_flow, hurdle, rate, payback);
	scalar[QS_SCALAR_irr] = scalar_of_column(b, b->row, rate, "NO_ROOT");
	for (size_t i = 0; i < b->members; i++)
		payback[i] = payback[i] >= 0 ? floor(payback[i]) + 1
					     : (double)INFINITY; /* a count: 1 by the end of year 0 */
	scalar[QS_SCALAR_money_payback_year] = scalar_of_column(b, b->row, payback, "NEVER_WITHIN_HORIZON");
	scalar[QS_SCALAR_irr_after_tax] = scalar[QS_SCALAR_irr];
	if (qs_taxed(b->portfolio)) {
		rates(b, QS_LINE_OF_cash_after_tax, hurdle, rate, NULL);
		scalar[QS_SCALAR_irr_after_tax] = scalar_of_column(b, b->row, rate, "NO_ROOT");
	}
	scalar[QS_SCALAR_irr_equity] = scalar[QS_SCALAR_irr_after_tax];
	if (qs_indebted(b->portfolio)) {
		rates(b, QS_LINE_OF_equity_flow, own, rate, NULL);
		scalar[QS_SCALAR_irr_equity] = scalar_of_column(b, b->row, rate, "NO_ROOT");
	}
}

/* The least of over / under in any year in which something is due; NaN for members without such a year. */
static void least_cover(const struct qs_figures *b, enum qs_line over, int with_principal, double *least)
{
	for (size_t i = 0; i < b->members; i++)
		least[i] = (double)NAN;
	for (size_t k = 0; k < b->years * b->members; k++) {
		const double paid = line_of(b, QS_LINE_OF_interest)[k] - line_of(b, QS_LINE_OF_interest_subsidy)[k];
		const double due = paid + (with_principal ? line_of(b, QS_LINE_OF_principal)[k] : 0);
		const double cover = line_of(b, over)[k] / due;
		double *const at = &least[k % b->members];

		if (due > 1.0 / 512 && !(*at <= cover))
			*at = cover;
	}
}

/* Cash available for service after the year in which the debt is largest, while there is debt, at its rate, by that
 * debt. */
static void loan_life_cover(const struct qs_figures *b, double *cover)
{
	const struct qs_finance *const finance = &b->portfolio->finance;
	const double inflation = finance->price_basis ? 0 : finance->inflation_pct.value / 100;
	const double step = (1 + inflation) / (1 + finance->debt.rate_pct.value / 100); /* lines are real, or nominal */
	const double *const balance = line_of(b, QS_LINE_OF_debt_balance), *const cfads = line_of(b, QS_LINE_OF_cfads);

	for (size_t i = 0; i < b->members; i++) {
		double worth = 0, factor = 1, most = 0;
		size_t peak = 0;

		for (size_t y = 0; y < b->years; y++)
			if (balance[y * b->members + i] > most) {
				most = balance[y * b->members + i];
				peak = y;
			}
		for (size_t y = peak + 1; most > 0 && y < b->years && balance[(y - 1) * b->members + i] > 0; y++) {
			factor *= step;
			worth += factor * cfads[y * b->members + i];
		}
		cover[i] = most > 0 ? worth / most : (double)NAN;
	}
}

static void covers(const struct qs_figures *b, struct qs_scalar *scalar)
{
	double *const column = b->work;

	least_cover(b, QS_LINE_OF_cfads, 1, column);
	scalar[QS_SCALAR_dscr_min] = scalar_of_column(b, b->row, column, "NO_DEBT");
	least_cover(b, QS_LINE_OF_ebit, 0, column);
	scalar[QS_SCALAR_icr_min] = scalar_of_column(b, b->row, column, "NO_DEBT");
	loan_life_cover(b, column);
	scalar[QS_SCALAR_llcr] = scalar_of_column(b, b->row, column, "NO_DEBT");
}

void qs_figures(const struct qs_figures *b, struct qs_site_accounts *accounts)
{
	static const struct {
		enum qs_scalar_id id;
		enum qs_sum sum;
	} plain[] = {{QS_SCALAR_npv, QS_SUM_OF_npv},
		     {QS_SCALAR_pv_cost, QS_SUM_OF_cost},
		     {QS_SCALAR_pv_income, QS_SUM_OF_income},
		     {QS_SCALAR_pv_grant, QS_SUM_OF_grants},
		     {QS_SCALAR_pv_carbon, QS_SUM_OF_carbon},
		     {QS_SCALAR_benefit, QS_SUM_OF_benefit},
		     {QS_SCALAR_benefit_over_natural, QS_SUM_OF_benefit_over_natural},
		     {QS_SCALAR_npv_after_tax, QS_SUM_OF_npv_after_tax},
		     {QS_SCALAR_npv_equity, QS_SUM_OF_npv_equity},
		     {QS_SCALAR_npv_investor, QS_SUM_OF_npv_investor},
		     {QS_SCALAR_pv_distribution, QS_SUM_OF_distribution}};
	static const struct {
		enum qs_scalar_id id;
		enum qs_sum top, bottom;
		double factor;
		const char *why;
	} ratios[] = {{QS_SCALAR_carbon_share_of_cost, QS_SUM_OF_carbon, QS_SUM_OF_cost, 100, "NO_COST"},
		      {QS_SCALAR_lcoc_gross, QS_SUM_OF_cost, QS_SUM_OF_gain, 1, "NO_REMOVALS"},
		      {QS_SCALAR_lcoc_net, QS_SUM_OF_cost, QS_SUM_OF_gain_net, 1, "NO_REMOVALS"},
		      {QS_SCALAR_lcoc_net_of_works, QS_SUM_OF_cost, QS_SUM_OF_gain_works, 1, "NO_REMOVALS"}};
	struct qs_scalar *const scalar = accounts->scalar;
	double *const column = b->work;
	size_t lost = 0;

	for (size_t p = 0; p < sizeof plain / sizeof plain[0]; p++)
		scalar[plain[p].id] = sum_scalar(b, plain[p].sum, column, b->row);
	for (size_t i = 0; i < b->members; i++) {
		const int64_t npv = b->sums[(size_t)QS_SUM_OF_npv * b->members + i];

		lost += npv < 0;
		column[i] = npv < 0 ? -(double)npv * qs_sum_quanta[QS_SUM_OF_npv] : 0;
	}
	scalar[QS_SCALAR_funding_gap] = scalar_of_column(b, b->row, column, NULL);
	accounts->probability_of_loss = (double)lost / (double)b->members;
	for (size_t r = 0; r < sizeof ratios / sizeof ratios[0]; r++)
		scalar[ratios[r].id] = ratio_scalar(b, ratios[r].top, ratios[r].bottom, ratios[r].factor, column,
						    b->row, ratios[r].why);
	scalar[QS_SCALAR_break_even_price] = break_even(b, column, b->row);
	returns(b, scalar);
	covers(b, scalar);
}
