/* From the cash flow of a site to what its owners get: taxes, debt, reserve, distribution, member by member.
 *
 *     cash_after_tax = cash_flow - vat - surcharge - income_tax_unlevered         project, before debt
 *     cfads          = cash_flow - vat - surcharge - income_tax                   after the building years
 *     equity_flow    = cash_flow - vat - surcharge - income_tax + debt_draw - debt_fee - interest + interest_subsidy
 *                      - principal - reserve_paid
 *     distribution   = max(0, equity_flow); to others than the investor by their shares (finance.shares of the site)
 *     investor_flow  = equity_flow - distribution_others
 *
 * A site is a tax payer and a borrower of its own. All is computed in money of the year and brought back to price_year.
 * Without `tax` there are no taxes, without `debt` no debt: flows are then cash_flow. Sources and defaults: docs/finance.md.
 */
#ifndef QS_MODEL_FINANCE_FUNDING_H
#define QS_MODEL_FINANCE_FUNDING_H

#include "model/base/context.h"
#include "model/finance/lines.h"
#include "model/portfolio.h"

/* What the income lines say of their tax, real CNY: value-added tax in what comes in; income that is free of income tax,
 * and what it leaves after its own costs. */
enum qs_tax_part { QS_TAX_OUTPUT, QS_TAX_FREE_INCOME, QS_TAX_FREE_PROFIT, QS_TAX_PARTS };

/* Nonzero if a portfolio gives taxes, a debt, one of the two (then profits are counted). */
int qs_taxed(const struct qs_portfolio *portfolio);
int qs_indebted(const struct qs_portfolio *portfolio);
int qs_counted(const struct qs_portfolio *portfolio);

/* One site; lines [QS_LINE_COUNT][years][members], real, filled up to cash_flow. */
struct qs_funding {
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	const struct qs_site *site;
	size_t years, kept, members; /* kept: years up to the exit */
	int built_until;             /* last building year; -1: none */
	double *lines;
	const double *tax; /* [QS_TAX_PARTS][years][members]; not read if nothing is counted */
	const double *factor; /* [years] real CNY of a CNY of each year */
};

/* Numbers of scratch that qs_funding_fill needs. */
size_t qs_funding_room(const struct qs_portfolio *portfolio, size_t years);

/* Fills the lines from vat to investor_flow. */
void qs_funding_fill(const struct qs_funding *funding, double *work);

/* ---- used by its parts (taxes.c, loans.c) ---- */

enum { QS_FUND_LANES = 128 }; /* members at work together */

/* Columns [years][n], in money of the year. */
#define QS_FUND_COLUMNS(X) \
	X(cash) X(operating) X(income) X(costs) X(common) X(free_profit) X(free_share) X(vat) X(surcharge) X(base) X(amortisation) X(ebit) \
	X(want) X(draw) X(due) X(subsidy) X(principal) X(balance) X(reserve) X(accrued) X(accrued_before) X(finance_cost) \
	X(taxable) X(exempt) X(loss_used) X(tax_base) X(tax) X(expired) X(pool) X(after_tax) X(tax_unlevered)

enum qs_fund_column {
#define X(name) QS_FUND_##name,
	QS_FUND_COLUMNS(X)
#undef X
	QS_FUND_COLUMN_COUNT
};

enum { QS_FUND_LOAN_COLUMNS = 7, QS_FUND_LANE_COLUMNS = 8 };

struct qs_fund {
	const struct qs_funding *of;
	size_t first, n;      /* members */
	double *factor;       /* [years]: money of the year in one of price_year */
	double *income_rate;  /* [years] */
	double *column[QS_FUND_COLUMN_COUNT];
	double *loan[QS_FUND_LOAN_COLUMNS]; /* [grace + repaid][n]; the last: cash flow for service */
	double *lane[QS_FUND_LANE_COLUMNS]; /* [n] of scratch */
	double *ring;                       /* losses that can be used */
};

/* Value-added tax, surcharge, amortisation, profit before interest and tax. */
void qs_taxes_prepare(struct qs_fund *fund);

/* Income tax with the finance cost that stands in its column into `tax`. */
void qs_taxes_income(struct qs_fund *fund, double *tax);

/* Spreads what was paid in each year evenly over the years after it; at the exit the rest. */
void qs_taxes_spread(const struct qs_fund *fund, const double *paid, double *spread);

/* The debt's columns from draw to accrued; a sculpted debt needs `tax`. */
void qs_loans_fill(struct qs_fund *fund);

#endif
