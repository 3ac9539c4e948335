#include "validation/case_finance.h"

#include "kernels/debt.h"
#include "kernels/kernels.h"
#include "validation/case_columns.h"

#define MONEY 1e18
#define RATE_MAX 10.0 /* a thousand per cent a year */
enum { MOST_YEARS = 1000, MOST_GRACE = 100 };

static qs_status no_memory(struct qs_err *err)
{
	return qs_fail(err, QS_ENOMEM, "columns of a case");
}

static double sum_of(const double *column, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += column[i];
	return sum;
}

/* ---- debt ---- */

enum debt_column { INTEREST, SUBSIDY, INTEREST_PAID, PRINCIPAL, SERVICE, BALANCE, DEBT_COLUMNS };

struct debt_case {
	struct qs_debt_terms terms;
	int sculpted;
	double rate, debt, cover;
	const double *cfads;
};

static void read_terms(const struct qs_case_given *given, struct debt_case *c)
{
	static const char *const interests[] = {"capitalised", "paid", NULL};

	c->rate = qs_case_number(given, "rate_frac", 0, RATE_MAX);
	c->terms.grace = (size_t)qs_case_whole(given, "grace_years", 0, MOST_GRACE);
	c->terms.grace_paid = qs_case_choice(given, "grace_interest", interests) == 1;
	c->terms.subsidy = qs_case_number(given, "subsidy_rate_frac", 0, RATE_MAX);
	c->terms.subsidy_years = (size_t)qs_case_whole(given, "subsidy_years", 0, 1e6);
}

static void read_debt(const struct qs_case_given *given, struct debt_case *c)
{
	static const char *const keys[] = {
		"type",        "principal_cny",  "repayment_years", "cfads_cny",         "dscr", "rate_frac",
		"grace_years", "grace_interest", "subsidy_years",   "subsidy_rate_frac", NULL};
	static const char *const types[] = {"level", "equal-principal", "sculpted", NULL};
	const int type = qs_case_choice(given, "type", types);

	qs_case_only(given, keys);
	read_terms(given, c);
	c->sculpted = type == 2;
	c->terms.repayment = type == 1 ? QS_CASH_EQUAL_PRINCIPAL : QS_CASH_LEVEL;
	if (c->sculpted) {
		c->cfads = qs_case_column(given, "cfads_cny", -MONEY, MONEY, &c->terms.repaid);
		c->cover = qs_case_number(given, "dscr", 1e-6, 1e6);
		if (c->terms.repaid > MOST_YEARS)
			qs_case_refuse(given, "cfads_cny", "more than 1000 years");
	} else {
		c->debt = qs_case_number(given, "principal_cny", -MONEY, MONEY);
		c->terms.repaid = (size_t)qs_case_whole(given, "repayment_years", 1, MOST_YEARS);
	}
}

qs_status qs_case_debt(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		       struct qs_err *err)
{
	static const char *const names[] = {"interest_cny",  "subsidy_cny", "interest_paid_cny",
					    "principal_cny", "service_cny", "balance_end_cny"};
	struct debt_case c = {0};
	double *at[DEBT_COLUMNS];
	size_t n;

	read_debt(given, &c);
	if (qs_case_failed(given))
		return QS_OK;
	n = c.terms.grace + c.terms.repaid;
	if ((c.sculpted && !c.cfads) || qs_case_columns(given, n, at, DEBT_COLUMNS))
		return no_memory(err);
	const struct qs_debt_years years = {at[INTEREST],  at[SUBSIDY], at[INTEREST_PAID],
					    at[PRINCIPAL], at[SERVICE], at[BALANCE]};
	if (c.sculpted)
		kernels->debt_sculpted(1, &c.terms, c.cover, &c.rate, c.cfads, &c.debt, &years);
	else
		kernels->debt_schedule(1, &c.terms, &c.rate, &c.debt, &years);
	qs_json_out_number(out, "debt_cny", c.debt);
	qs_json_out_number(out, "repaid_from_cny", c.terms.grace ? at[BALANCE][c.terms.grace - 1] : c.debt);
	for (size_t k = 0; k < DEBT_COLUMNS; k++)
		qs_case_put_column(out, names[k], at[k], n);
	qs_json_out_number(out, "total_interest_paid_cny", sum_of(at[INTEREST_PAID], n));
	qs_json_out_number(out, "total_subsidy_cny", sum_of(at[SUBSIDY], n));
	return QS_OK;
}

/* ---- tax ---- */

qs_status qs_case_tax(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		      struct qs_err *err)
{
	enum { USED, BASE, TAX, EXPIRED, POOL, AFTER, COLUMNS };
	static const char *const keys[] = {"taxable_profit_cny", "exempt_profit_cny", "rate_frac", "carry_years", NULL};
	static const char *const names[] = {"loss_used_cny",    "tax_base_cny",      "tax_cny",
					    "loss_expired_cny", "loss_pool_end_cny", "profit_after_tax_cny"};
	size_t n = 0;
	const double *const taxable = qs_case_column(given, "taxable_profit_cny", -MONEY, MONEY, &n);
	const double *const exempt = qs_case_column(given, "exempt_profit_cny", -MONEY, MONEY, &n);
	const double *const rate = qs_case_column(given, "rate_frac", 0, 1, &n);
	const double carry = qs_case_whole(given, "carry_years", 0, 1e6);
	double *at[COLUMNS], *work;

	qs_case_only(given, keys);
	if (n > MOST_YEARS)
		qs_case_refuse(given, "taxable_profit_cny", "more than 1000 years");
	if (qs_case_failed(given))
		return QS_OK;
	work = qs_arena_take(given->arena, n, sizeof *work);
	if (!taxable || !exempt || !rate || !work || qs_case_columns(given, n, at, COLUMNS))
		return no_memory(err);
	const struct qs_tax_years years = {at[USED], at[BASE], at[TAX], at[EXPIRED], at[POOL], at[AFTER]};
	kernels->tax(1, n, (size_t)carry, rate, taxable, exempt, work, &years);
	for (size_t k = 0; k < COLUMNS; k++)
		qs_case_put_column(out, names[k], at[k], n);
	qs_json_out_number(out, "total_tax_cny", sum_of(at[TAX], n));
	return QS_OK;
}

/* ---- bid ---- */

/* What a payment costs the bidder, as a part of it. */
static double read_factor(const struct qs_case_given *given)
{
	double tax, years, discount, factor;

	if (!qs_case_flag(given, "deductible"))
		return 1;
	tax = qs_case_number(given, "tax_rate_frac", 0, 1);
	years = qs_case_whole(given, "amortisation_years", 1, MOST_YEARS);
	discount = qs_case_number(given, "discount_frac", 0, RATE_MAX);
	if (qs_case_failed(given))
		return 1;
	factor = qs_bid_factor(tax, years, discount);
	if (!(factor > 0))
		qs_case_refuse(given, "tax_rate_frac", "the tax pays the whole payment back: no bid is the largest");
	return factor;
}

qs_status qs_case_bid(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		      struct qs_err *err)
{
	enum { BELOW, QUANTILE, BID, NEEDED, COLUMNS };
	static const char *const keys[] = {
		"npv_cny", "probability_frac", "deductible", "tax_rate_frac", "amortisation_years", "discount_frac",
		NULL};
	static const char *const names[] = {NULL, "quantile_cny", "max_bid_cny", "subsidy_needed_cny"};
	const double factor = read_factor(given);
	size_t n = 0, asked = 0;
	const double *const npv = qs_case_column(given, "npv_cny", -MONEY, MONEY, &n);
	const double *const chance = qs_case_column(given, "probability_frac", 0, 1, &asked);
	double *at[COLUMNS];
	int64_t *work;

	qs_case_only(given, keys);
	if (qs_case_failed(given))
		return QS_OK;
	work = qs_arena_take(given->arena, n, sizeof *work);
	if (!npv || !chance || !work || qs_case_columns(given, asked, at, COLUMNS))
		return no_memory(err);
	for (size_t i = 0; i < asked; i++)
		at[BELOW][i] = 1 - chance[i];
	kernels->quantiles(n, npv, work, at[BELOW], asked, at[QUANTILE]);
	kernels->bid(asked, factor, at[QUANTILE], at[BID], at[NEEDED]);
	qs_json_out_number(out, "bid_cost_factor", factor);
	for (size_t k = QUANTILE; k < COLUMNS; k++)
		qs_case_put_column(out, names[k], at[k], asked);
	return QS_OK;
}
