/* Loans with years of grace and an interest subsidy, for many borrowers at once: level payments, equal principal, and
 * service sculpted on the cash flow.
 *
 * Columns hold [year][lane], years outer, a lane being a member; row 0 is year 1. Years of grace come first, then the
 * years of repayment. Amounts fall at the end of a year and are the caller's money, all nominal or all real with the
 * rate. Interest is that of the balance at the start of the year, gross, at the loan's rate i. A subsidy pays
 * min(s, i) of the balance in years 1 to `subsidy_years`, grace included, so that it is never more than the interest;
 * the schedule of principal does not know of it. In grace the interest less the subsidy is added to the balance, or
 * paid. Domain: i >= 0, s >= 0; principal of either sign.
 *
 * Balances run from the last year to the first, B(t - 1) = (B(t) + service(t))/(1 + i), so the last is exactly 0 and
 * rounding does not grow. Source: the annuity loan; service = cash flow available for debt service / cover ratio, as
 * NREL's System Advisor Model (single owner) sizes debt.
 */
#ifndef QS_KERNELS_DEBT_H
#define QS_KERNELS_DEBT_H

#include "kernels/cash.h"

#include <stddef.h>

struct qs_debt_terms {
	enum qs_cash_repayment repayment; /* not read by debt_sculpted */
	size_t grace, repaid;             /* years without principal; years of repayment after them, at least 1 */
	int grace_paid;                   /* interest in grace: 1 paid when due, 0 added to the balance */
	double subsidy;                   /* s, a fraction a year */
	size_t subsidy_years;
};

/* A schedule by year, each [grace + repaid][n]. */
struct qs_debt_years {
	double *interest;      /* gross */
	double *subsidy;       /* the part that somebody else pays, or that keeps the balance from growing in grace */
	double *interest_paid; /* by the borrower */
	double *principal;     /* negative where the balance grows again (sculpted) */
	double *service;       /* principal + interest_paid */
	double *balance;       /* at the end of the year */
};

/* The schedule of a debt drawn at the start of year 1, with level payments A = B i/(1 - (1 + i)^-repaid) or equal
 * principal; rate i and debt by lane. */
typedef void qs_k_debt_schedule_fn(size_t n, const struct qs_debt_terms *terms, const double *restrict rate,
				   const double *restrict debt, const struct qs_debt_years *years);

/* The debt that a cash flow available for debt service carries at a cover ratio: cfads [repaid][n] is that of the years
 * of repayment, service = cfads/cover, balance after grace = sum of service(t) (1 + i)^-t, and the debt drawn what
 * grows to that balance in grace. Gives the debt by lane and its schedule. cover > 0. */
typedef void qs_k_debt_sculpted_fn(size_t n, const struct qs_debt_terms *terms, double cover,
				   const double *restrict rate, const double *restrict cfads, double *restrict debt,
				   const struct qs_debt_years *years);

#endif
