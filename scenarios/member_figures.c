#include "scenarios/member_figures.h"

#include "kernels/cash.h"
#include "model/finance/funding.h"

#include <math.h>

const enum qs_line qs_member_lines[QS_MEMBER_LINES] = {
	QS_LINE_OF_cash_flow,    QS_LINE_OF_cash_total,      QS_LINE_OF_cash_after_tax, QS_LINE_OF_equity_flow,
	QS_LINE_OF_debt_balance, QS_LINE_OF_cfads,           QS_LINE_OF_ebit,           QS_LINE_OF_interest,
	QS_LINE_OF_principal,    QS_LINE_OF_interest_subsidy};

/* Lanes at hand. */
struct lanes {
	const struct qs_portfolio *portfolio;
	size_t years, n, step;
	const double *lines;
	double *flow, *columns;
};

static const double *line_of(const struct lanes *l, enum qs_line line)
{
	return l->lines + (size_t)line * l->years * l->n;
}

static double *column_of(const struct lanes *l, enum qs_member_column column)
{
	return l->columns + (size_t)column * l->step;
}

int qs_member_column_made(const struct qs_portfolio *portfolio, enum qs_member_column column)
{
	return column == QS_MEMBER_IRR_TAXED    ? qs_taxed(portfolio)
	       : column == QS_MEMBER_IRR_EQUITY ? qs_indebted(portfolio)
						: 1;
}

double qs_member_hurdle(const struct qs_finance *finance, double hurdle)
{
	return finance->price_basis ? qs_k_cash_nominal_rate(hurdle, finance->inflation_pct.value / 100) : hurdle;
}

/* A lane's line by year. */
static void take_flow(const struct lanes *l, const double *line, size_t i)
{
	for (size_t y = 0; y < l->years; y++)
		l->flow[y] = line[y * l->n + i];
}

static struct qs_cash_irr rate_of(const struct lanes *l, double hurdle)
{
	return qs_cash_irr(l->years, NULL, l->flow, QS_CASH_SEARCH(hurdle), l->flow + l->years, l->flow + 2 * l->years);
}

static double percent(const struct qs_cash_irr *irr)
{
	return irr->outcome == QS_CASH_NONE ? (double)NAN : 100 * irr->rate;
}

/* Of the cash flow: rates, when its money is back, how many rates there are. */
static void returns(const struct lanes *l, struct qs_member_rates *rates)
{
	const double hurdle = l->portfolio->finance.discount_rate_pct.value / 100;
	const double own = qs_member_hurdle(&l->portfolio->finance, hurdle);

	for (size_t i = 0; i < l->n; i++) {
		struct qs_cash_irr irr;
		double back;

		take_flow(l, line_of(l, QS_LINE_OF_cash_flow), i);
		irr = rate_of(l, hurdle);
		back = qs_cash_payback(l->years, l->flow, 0);
		column_of(l, QS_MEMBER_IRR)[i] = percent(&irr);
		/* a count: 1 by the end of year 0 */
		column_of(l, QS_MEMBER_PAYBACK)[i] = back >= 0 ? floor(back) + 1 : (double)INFINITY;
		column_of(l, QS_MEMBER_MIRR)[i] = 100 * qs_cash_mirr(l->years, l->flow, own, own);
		rates->none += irr.outcome == QS_CASH_NONE;
		rates->several += irr.outcome == QS_CASH_MULTIPLE;
		rates->certain += irr.signs < 2 || irr.certified;
	}
}

static void other_returns(const struct lanes *l, enum qs_line line, double hurdle, enum qs_member_column to)
{
	for (size_t i = 0; qs_member_column_made(l->portfolio, to) && i < l->n; i++) {
		struct qs_cash_irr irr;

		take_flow(l, line_of(l, line), i);
		irr = rate_of(l, hurdle);
		column_of(l, to)[i] = percent(&irr);
	}
}

/* How far and how long the money lies below zero. */
static void depth(const struct lanes *l)
{
	double *const peak = column_of(l, QS_MEMBER_PEAK), *const below = column_of(l, QS_MEMBER_BELOW);
	const double *total = line_of(l, QS_LINE_OF_cash_total);

	for (size_t i = 0; i < l->n; i++)
		peak[i] = below[i] = 0;
	for (size_t y = 0; y < l->years; y++, total += l->n)
		for (size_t i = 0; i < l->n; i++) {
			peak[i] = -total[i] > peak[i] ? -total[i] : peak[i];
			below[i] += total[i] < 0;
		}
}

/* The least of over / under in any year in which something is due; NaN for lanes without such a year. */
static void least_cover(const struct lanes *l, enum qs_line over, int with_principal, double *least)
{
	for (size_t i = 0; i < l->n; i++)
		least[i] = (double)NAN;
	for (size_t y = 0; y < l->years; y++)
		for (size_t i = 0; i < l->n; i++) {
			const size_t k = y * l->n + i;
			const double paid =
				line_of(l, QS_LINE_OF_interest)[k] - line_of(l, QS_LINE_OF_interest_subsidy)[k];
			const double due = paid + (with_principal ? line_of(l, QS_LINE_OF_principal)[k] : 0);
			const double cover = line_of(l, over)[k] / due;

			if (due > 1.0 / 512 && !(least[i] <= cover))
				least[i] = cover;
		}
}

/* Cash available for service after the year in which the debt is largest, while there is debt, at its rate, by that
 * debt. */
static void loan_life_cover(const struct lanes *l, double *cover)
{
	const struct qs_finance *const finance = &l->portfolio->finance;
	const double inflation = finance->price_basis ? 0 : finance->inflation_pct.value / 100;
	const double step = (1 + inflation) / (1 + finance->debt.rate_pct.value / 100); /* lines are real, or nominal */
	const double *const balance = line_of(l, QS_LINE_OF_debt_balance), *const cfads = line_of(l, QS_LINE_OF_cfads);

	for (size_t i = 0; i < l->n; i++) {
		double worth = 0, factor = 1, most = 0;
		size_t peak = 0;

		for (size_t y = 0; y < l->years; y++)
			if (balance[y * l->n + i] > most) {
				most = balance[y * l->n + i];
				peak = y;
			}
		for (size_t y = peak + 1; most > 0 && y < l->years && balance[(y - 1) * l->n + i] > 0; y++) {
			factor *= step;
			worth += factor * cfads[y * l->n + i];
		}
		cover[i] = most > 0 ? worth / most : (double)NAN;
	}
}

static void covers(const struct lanes *l)
{
	static const enum qs_member_column columns[] = {QS_MEMBER_DSCR, QS_MEMBER_ICR, QS_MEMBER_LLCR};

	if (qs_indebted(l->portfolio)) {
		least_cover(l, QS_LINE_OF_cfads, 1, column_of(l, QS_MEMBER_DSCR));
		least_cover(l, QS_LINE_OF_ebit, 0, column_of(l, QS_MEMBER_ICR));
		loan_life_cover(l, column_of(l, QS_MEMBER_LLCR));
		return;
	}
	for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
		for (size_t i = 0; i < l->n; i++)
			column_of(l, columns[c])[i] = (double)NAN;
}

void qs_member_figures(const struct qs_portfolio *portfolio, size_t years, size_t n, const double *lines, double *flow,
		       size_t step, double *columns, struct qs_member_rates *rates)
{
	const struct lanes lanes = {portfolio, years, n, step, lines, flow, columns};
	const struct qs_finance *const finance = &portfolio->finance;

	returns(&lanes, rates);
	other_returns(&lanes, QS_LINE_OF_cash_after_tax, finance->discount_rate_pct.value / 100, QS_MEMBER_IRR_TAXED);
	other_returns(&lanes, QS_LINE_OF_equity_flow, finance->equity_rate_pct.value / 100, QS_MEMBER_IRR_EQUITY);
	depth(&lanes);
	covers(&lanes);
}
