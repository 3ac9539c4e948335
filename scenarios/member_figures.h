/* Figures of single members that their yearly lines are needed for: rates of return, payback, depth of the funding, covers of a debt.
 * Lines come by lanes (model/finance/accounts.h: QS_ACCOUNT_LANES), figures go to columns of all members.
 */
#ifndef QS_SCENARIOS_MEMBER_FIGURES_H
#define QS_SCENARIOS_MEMBER_FIGURES_H

#include "model/finance/lines.h"
#include "model/portfolio.h"

#include <stddef.h>

enum qs_member_column {
	QS_MEMBER_IRR,        /* %, of cash_flow; NaN: none */
	QS_MEMBER_PAYBACK,    /* count of years; infinite: never */
	QS_MEMBER_MIRR,       /* %; NaN: no change of sign */
	QS_MEMBER_IRR_TAXED,  /* of cash_after_tax, where there is a tax */
	QS_MEMBER_IRR_EQUITY, /* of equity_flow, where there is a debt */
	QS_MEMBER_PEAK,       /* how far cash_total lies below zero */
	QS_MEMBER_BELOW,      /* in how many years */
	QS_MEMBER_DSCR,       /* least covers; NaN: no debt */
	QS_MEMBER_ICR,
	QS_MEMBER_LLCR,
	QS_MEMBER_COLUMNS
};

/* Members whose cash flow has no rate of return, several, and a number of them that is certain. */
struct qs_member_rates {
	size_t none, several, certain;
};

/* Nonzero if a column is filled in this portfolio: others are as another one, or nobody's. */
int qs_member_column_made(const struct qs_portfolio *portfolio, enum qs_member_column column);

/* Lines that the figures read. */
enum { QS_MEMBER_LINES = 10 };
extern const enum qs_line qs_member_lines[QS_MEMBER_LINES];

/* A real hurdle in the money of the lines. */
double qs_member_hurdle(const struct qs_finance *finance, double hurdle);

/* Fills the columns (from the first of n lanes on; they lie `step` apart) from lines [QS_LINE_COUNT][years][n], in money of the price
 * basis; adds to the counts. flow: 4 columns of years. */
void qs_member_figures(const struct qs_portfolio *portfolio, size_t years, size_t n, const double *lines, double *flow, size_t step,
		       double *columns, struct qs_member_rates *rates);

#endif
