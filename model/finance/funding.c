#include "model/finance/funding.h"

#include "model/land/site.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 50 }; /* of tax and sculpted debt until interest stands still */

int qs_counted(const struct qs_portfolio *portfolio)
{
	return qs_taxed(portfolio) || qs_indebted(portfolio);
}

static size_t loan_rows(const struct qs_portfolio *portfolio)
{
	return (size_t)portfolio->finance.debt.grace_years + (size_t)portfolio->finance.debt.years;
}

static size_t ring_rows(const struct qs_portfolio *portfolio, size_t years)
{
	const size_t carry = (size_t)portfolio->finance.tax.carry_years;

	return carry < years ? carry : years;
}

size_t qs_funding_room(const struct qs_portfolio *portfolio, size_t years)
{
	const size_t loan = qs_indebted(portfolio) ? loan_rows(portfolio) * QS_FUND_LOAN_COLUMNS : 0;

	return QS_FUND_LANES *
		       (QS_FUND_COLUMN_COUNT * years + loan + QS_FUND_LANE_COLUMNS + ring_rows(portfolio, years)) +
	       2 * years;
}

/* Lays the columns out for n members. */
static void lay_out(const struct qs_funding *of, double *work, struct qs_fund *f)
{
	const size_t loan = qs_indebted(of->portfolio) ? loan_rows(of->portfolio) : 0;

	f->of = of;
	f->factor = work;
	f->income_rate = work + of->years;
	work += 2 * of->years;
	for (int c = 0; c < QS_FUND_COLUMN_COUNT; c++, work += of->years * QS_FUND_LANES)
		f->column[c] = work;
	for (int c = 0; c < QS_FUND_LOAN_COLUMNS; c++, work += loan * QS_FUND_LANES)
		f->loan[c] = work;
	for (int c = 0; c < QS_FUND_LANE_COLUMNS; c++, work += QS_FUND_LANES)
		f->lane[c] = work;
	f->ring = work;
	for (size_t t = 0; t < of->years; t++) {
		f->factor[t] = 1 / of->factor[t];
		f->income_rate[t] = 0;
	}
}

static double *line_row(const struct qs_fund *f, enum qs_line line, size_t t)
{
	return f->of->lines + ((size_t)line * f->of->years + t) * f->of->members + f->first;
}

/* A line in money of the year into a column. */
static void fund_get(const struct qs_fund *f, enum qs_line line, double *column)
{
	for (size_t t = 0; t < f->of->years; t++) {
		const double *const from = line_row(f, line, t);

		for (size_t i = 0; i < f->n; i++)
			column[t * f->n + i] = f->factor[t] * from[i];
	}
}

/* A column into a line. */
static void fund_put(const struct qs_fund *f, const double *column, enum qs_line line)
{
	for (size_t t = 0; t < f->of->years; t++) {
		double *const to = line_row(f, line, t);

		for (size_t i = 0; i < f->n; i++)
			to[i] = column[t * f->n + i] / f->factor[t];
	}
}

/* ---- tax and debt ---- */

/* Interest of the building years is written off with the works, later interest in its year. */
static void cost_of_finance(struct qs_fund *f)
{
	double *const built = f->column[QS_FUND_after_tax], *const cost = f->column[QS_FUND_finance_cost];

	for (size_t t = 0; t < f->of->years; t++)
		for (size_t i = 0; i < f->n; i++)
			built[t * f->n + i] =
				(int)t <= f->of->built_until ? f->column[QS_FUND_accrued][t * f->n + i] : 0;
	qs_taxes_spread(f, built, cost);
	for (size_t t = 0; t < f->of->years; t++)
		for (size_t i = 0; (int)t > f->of->built_until && i < f->n; i++)
			cost[t * f->n + i] += f->column[QS_FUND_accrued][t * f->n + i];
}

/* Keeps the interest of members in which it stands still; returns how many still move. */
static size_t hold_still(struct qs_fund *f)
{
	double *const accrued = f->column[QS_FUND_accrued], *const before = f->column[QS_FUND_accrued_before];
	double *const still = f->lane[4], *const most = f->lane[5], *const size = f->lane[6];
	size_t moving = 0;

	memset(most, 0, f->n * sizeof *most);
	memset(size, 0, f->n * sizeof *size);
	for (size_t t = 0; t < f->of->years; t++)
		for (size_t i = 0; i < f->n; i++) {
			const size_t k = t * f->n + i;
			const double moved = fabs(accrued[k] - before[k]), interest = fabs(accrued[k]);

			most[i] = moved > most[i] ? moved : most[i];
			size[i] = interest > size[i] ? interest : size[i];
			accrued[k] = still[i] > 0 ? before[k] : accrued[k];
			before[k] = accrued[k];
		}
	for (size_t i = 0; i < f->n; i++) {
		still[i] = still[i] > 0 || most[i] <= 1e-9 * size[i] ? 1 : 0;
		moving += still[i] <= 0;
	}
	return moving;
}

/* A sculpted debt depends on the tax and the tax on its interest: both are repeated. */
static void borrow(struct qs_fund *f)
{
	const int circular = qs_taxed(f->of->portfolio) && f->of->portfolio->finance.debt.type == QS_DEBT_SCULPTED;

	memset(f->lane[4], 0, f->n * sizeof(double));
	memset(f->column[QS_FUND_accrued_before], 0, f->of->years * f->n * sizeof(double));
	for (int round = 0; round < ROUNDS; round++) {
		size_t moving = 0;

		qs_loans_fill(f);
		if (circular)
			moving = hold_still(f);
		cost_of_finance(f);
		qs_taxes_income(f, f->column[QS_FUND_tax]);
		if (!moving)
			return;
	}
}

/* ---- what is left ---- */

static double shared_with_others(const struct qs_site *site)
{
	double investor = 0;

	for (size_t i = 0; i < site->finance.shares.n; i++)
		if (!strcmp(site->finance.shares.items[i].name, "investor"))
			investor += site->finance.shares.items[i].value;
	return site->finance.shares.n ? 1 - investor : 0;
}

static void put_debt(const struct qs_fund *f)
{
	static const struct {
		enum qs_fund_column column;
		enum qs_line line;
	} rows[] = {{QS_FUND_draw, QS_LINE_OF_debt_draw},           {QS_FUND_due, QS_LINE_OF_interest},
		    {QS_FUND_subsidy, QS_LINE_OF_interest_subsidy}, {QS_FUND_principal, QS_LINE_OF_principal},
		    {QS_FUND_reserve, QS_LINE_OF_reserve_paid},     {QS_FUND_balance, QS_LINE_OF_debt_balance}};
	const double fee = f->of->portfolio->finance.debt.fee_frac.value;

	for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
		fund_put(f, f->column[rows[r].column], rows[r].line);
	for (size_t t = 0; t < f->of->years; t++)
		for (size_t i = 0; i < f->n; i++)
			line_row(f, QS_LINE_OF_debt_fee, t)[i] = fee * line_row(f, QS_LINE_OF_debt_draw, t)[i];
}

static void put_taxes(const struct qs_fund *f)
{
	static const struct {
		enum qs_fund_column column;
		enum qs_line line;
	} rows[] = {{QS_FUND_vat, QS_LINE_OF_vat},
		    {QS_FUND_surcharge, QS_LINE_OF_surcharge},
		    {QS_FUND_tax, QS_LINE_OF_income_tax},
		    {QS_FUND_tax_unlevered, QS_LINE_OF_income_tax_unlevered},
		    {QS_FUND_amortisation, QS_LINE_OF_amortisation},
		    {QS_FUND_ebit, QS_LINE_OF_ebit},
		    {QS_FUND_exempt, QS_LINE_OF_exempt_profit},
		    {QS_FUND_taxable, QS_LINE_OF_taxable_profit},
		    {QS_FUND_loss_used, QS_LINE_OF_losses_used},
		    {QS_FUND_pool, QS_LINE_OF_losses_left}};

	for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
		fund_put(f, f->column[rows[r].column], rows[r].line);
}

/* Flows of owners, real, from the lines. */
static void share_out(const struct qs_fund *f)
{
	const double others = shared_with_others(f->of->site);

	for (size_t t = 0; t < f->of->years; t++)
		for (size_t i = 0; i < f->n; i++) {
			const double taxed = line_row(f, QS_LINE_OF_cash_flow, t)[i] -
					     line_row(f, QS_LINE_OF_vat, t)[i] -
					     line_row(f, QS_LINE_OF_surcharge, t)[i];
			const double own = taxed - line_row(f, QS_LINE_OF_income_tax, t)[i];
			const double equity =
				own + line_row(f, QS_LINE_OF_debt_draw, t)[i] - line_row(f, QS_LINE_OF_debt_fee, t)[i] -
				line_row(f, QS_LINE_OF_interest, t)[i] +
				line_row(f, QS_LINE_OF_interest_subsidy, t)[i] -
				line_row(f, QS_LINE_OF_principal, t)[i] - line_row(f, QS_LINE_OF_reserve_paid, t)[i];
			const double shared = equity > 0 ? equity : 0;

			line_row(f, QS_LINE_OF_cash_after_tax, t)[i] =
				taxed - line_row(f, QS_LINE_OF_income_tax_unlevered, t)[i];
			line_row(f, QS_LINE_OF_cfads, t)[i] = (int)t > f->of->built_until ? own : 0;
			line_row(f, QS_LINE_OF_equity_flow, t)[i] = equity;
			line_row(f, QS_LINE_OF_distribution, t)[i] = shared;
			line_row(f, QS_LINE_OF_distribution_others, t)[i] = others * shared;
			line_row(f, QS_LINE_OF_investor_flow, t)[i] = equity - others * shared;
		}
}

void qs_funding_fill(const struct qs_funding *of, double *work)
{
	const int indebted = qs_indebted(of->portfolio) && of->built_until >= 0;
	const int counted = qs_counted(of->portfolio);
	struct qs_fund f = {0};

	lay_out(of, work, &f);
	for (f.first = 0; f.first < of->members; f.first += QS_FUND_LANES) {
		const size_t left = of->members - f.first;

		f.n = left < QS_FUND_LANES ? left : QS_FUND_LANES;
		for (int c = 0; c < QS_FUND_COLUMN_COUNT; c++)
			memset(f.column[c], 0, of->years * f.n * sizeof(double));
		fund_get(&f, QS_LINE_OF_cash_flow, f.column[QS_FUND_cash]);
		if (counted) {
			qs_taxes_prepare(&f);
			qs_taxes_income(&f, f.column[QS_FUND_tax_unlevered]);
			memcpy(f.column[QS_FUND_tax], f.column[QS_FUND_tax_unlevered],
			       of->years * f.n * sizeof(double));
		}
		if (indebted) {
			borrow(&f);
			put_debt(&f);
		}
		if (counted)
			put_taxes(&f);
		share_out(&f);
	}
}
