/* Money over years: present value, annuities, levelised cost, real and nominal; rates of return of one flow.
 *
 * A flow holds one amount a year, money received positive, and year 0 is the year of the start: amounts fall at the end
 * of year t and count (1 + r)^-t of their worth at rate r (a fraction a year, > -1). Batch kernels take the flow of
 * many lanes as flow[t * n + i], years outer; plain functions take the flow of one. Currency and unit of quantity are
 * the caller's; flow and rate are both real or both nominal.
 */
#ifndef QS_KERNELS_CASH_H
#define QS_KERNELS_CASH_H

#include "kernels/elementary.h"

#include <stddef.h>

/* ---- columns ---- */

/* npv[i] = sum over t of flow[t * n + i] (1 + rate)^-t; 0 for no years. The second takes a rate a lane. */
typedef void qs_k_cash_npv_fn(size_t n, size_t years, double rate, const double *restrict flow, double *restrict npv);
typedef void qs_k_cash_npv_rates_fn(size_t n, size_t years, const double *restrict rate, const double *restrict flow,
				    double *restrict npv);

/* Changes the money of a flow in place: real amounts of price year `base` (counted from year 0, may be negative) times
 * (1 + inflation)^(t - base) are nominal; to_real divides by the same. */
typedef void qs_k_cash_to_nominal_fn(size_t n, size_t years, double inflation, double base, double *restrict flow);
typedef qs_k_cash_to_nominal_fn qs_k_cash_to_real_fn;

/* Years until what was paid has come back, interpolated within the year: qs_cash_payback of each lane, NaN where it
 * never does. sum holds n numbers: the discounted flow of all years at the end. */
typedef void qs_k_cash_payback_fn(size_t n, size_t years, double rate, const double *restrict flow,
				  double *restrict sum, double *restrict payback);

/* Levelised cost: cost / quantity, both present values at one rate; NaN where quantity is not > 0. */
typedef void qs_k_cash_levelised_fn(size_t n, const double *restrict cost, const double *restrict quantity,
				    double *restrict levelised);

/* Funding gap max(0, -npv). */
typedef void qs_k_cash_gap_fn(size_t n, const double *restrict npv, double *restrict gap);

/* ---- one number ---- */

/* Nominal rate of a real one and back: (1 + nominal) = (1 + real) (1 + inflation), Fisher 1930. */
QS_K_INLINE double qs_k_cash_nominal_rate(double real, double inflation)
{
	return real + inflation + real * inflation;
}

QS_K_INLINE double qs_k_cash_real_rate(double nominal, double inflation)
{
	return (nominal - inflation) / (1.0 + inflation);
}

/* (1 + rate)^-periods; keeps its accuracy at rates near 0. */
QS_K_INLINE double qs_k_cash_discount(double rate, double periods)
{
	return qs_k_exp(-periods * qs_k_log1p(rate));
}

/* Present value of 1 at the end of each period: (1 - (1 + rate)^-periods) / rate, and `periods` at rate 0. */
QS_K_INLINE double qs_k_cash_annuity(double rate, double periods)
{
	return rate == 0.0 ? periods : -qs_k_expm1(-periods * qs_k_log1p(rate)) / rate;
}

/* Capital recovery factor: the equal payment that returns 1 with interest, 1 / annuity; inf for no periods. */
QS_K_INLINE double qs_k_cash_recovery(double rate, double periods)
{
	return 1.0 / qs_k_cash_annuity(rate, periods);
}

/* ---- the flow of one ---- */

/* Net present value of n amounts. */
double qs_cash_npv(size_t n, const double *flow, double rate);

/* The same of amounts at times in years, in any order: sum of flow (1 + rate)^-time. */
double qs_cash_npv_dated(size_t n, const double *time, const double *flow, double rate);

/* Modified internal rate of return: what was paid is discounted at `finance`, what came in grows at `reinvest` to the
 * last year, (-grown / discounted)^(1 / (n - 1)) - 1. NaN unless amounts of both signs are there. */
double qs_cash_mirr(size_t n, const double *flow, double finance, double reinvest);

/* T - 1 + |sum up to T - 1| / amount of T, for the first year T whose sum of amounts (discounted at `rate`; 0 for the
 * simple payback) is not negative; 0 if that is year 0, NaN if there is none. */
double qs_cash_payback(size_t n, const double *flow, double rate);

enum qs_cash_outcome {
	QS_CASH_NONE,     /* NPV is zero at no rate of the search, or at all of them */
	QS_CASH_UNIQUE,   /* one rate */
	QS_CASH_MULTIPLE, /* several: none of them alone says how good the flow is */
};

struct qs_cash_search {
	double low, high; /* rates looked at, -1 < low < high, both included */
	double hurdle;    /* of several roots the one nearest to it where NPV falls is `rate` */
};

struct qs_cash_irr {
	enum qs_cash_outcome outcome;
	size_t count;  /* roots found */
	size_t signs;  /* changes of sign in the flow: there are at most as many roots (Descartes) */
	int certified; /* the running sum changes sign once and ends > 0: one positive root (Norstrom 1972) */
	double rate;   /* the only root, or the chosen one; NaN if there is none */
};

/* The search that suits yearly flows of decades. */
#define QS_CASH_SEARCH(at_hurdle) ((struct qs_cash_search){-0.999999, 100.0, (at_hurdle)})

/* Internal rates of return: all rates in the search at which NPV is zero, ascending in roots. time holds n ascending
 * years, or is NULL for 0, 1, 2 ... roots holds n numbers, work 2 n of scratch. With one change of sign the ends of the
 * search bracket the only root; with more, the zeros of a sum with one change less divide the roots, and those are
 * found the same way. Brent's method (1973, Algorithms for Minimization without Derivatives, ch. 4) closes in on each.
 * A rate where NPV touches zero within rounding counts once. Costs grow with the square of the changes of sign. */
struct qs_cash_irr qs_cash_irr(size_t n, const double *time, const double *flow, struct qs_cash_search search,
			       double *roots, double *work);

struct qs_cash_cost {
	int defined;  /* 0 if nothing was gained: quantity not > 0, or a number is not finite */
	double value; /* NaN if not defined */
};

/* cost / quantity, both at one discount rate (or both undiscounted). Costs may be net of income and negative. */
struct qs_cash_cost qs_cash_levelised(double cost, double quantity);

enum qs_cash_repayment {
	QS_CASH_LEVEL,           /* equal sums of interest and principal */
	QS_CASH_EQUAL_PRINCIPAL, /* equal principal, interest falls */
};

struct qs_cash_loan {
	enum qs_cash_repayment repayment;
	double principal, rate; /* at the start; a period */
	double residual;        /* still owed at the end; 0: paid back */
	size_t periods;
};

/* The sum of interest and principal of a period with level payments. */
double qs_cash_level_payment(const struct qs_cash_loan *loan);

/* Interest and principal of each period, and what is owed after it; a negative loan is money lent. */
void qs_cash_loan_schedule(const struct qs_cash_loan *loan, double *interest, double *principal, double *balance);

/* Marginal costs of measures: those on the lower convex hull of cost over quantity, from measure 0 (the reference)
 * towards more quantity, are kept; points on an edge of the hull are on it, of equal points the first. marginal is the
 * cost of a further unit against the kept measure before, NaN for the reference and for what is dropped. */
void qs_cash_abatement(size_t n, const double *cost, const double *quantity, int *kept, double *marginal);

#endif
