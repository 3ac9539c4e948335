/* Loans over columns. */
#include "kernels/debt.h"

#include "kernels/kernels.h"

/* The subsidy's rate in year t (from 0) for a loan at a rate. */
QS_K_INLINE double subsidised(const struct qs_debt_terms *terms, size_t t, double rate)
{
	const double most = t < terms->subsidy_years ? terms->subsidy : 0.0;

	return qs_k_select(most < rate, most, rate);
}

/* What a balance becomes in a year of grace, as a factor. */
QS_K_INLINE double grace_growth(const struct qs_debt_terms *terms, size_t t, double rate)
{
	return terms->grace_paid ? 1.0 : 1.0 + (rate - subsidised(terms, t, rate));
}

/* Interest of one year and who pays it, of the balance before. */
static void interest_of_year(size_t n, const struct qs_debt_terms *terms, size_t t, const double *restrict rate,
			     const double *restrict before, double *restrict interest, double *restrict subsidy,
			     double *restrict paid)
{
	const double due = t >= terms->grace || terms->grace_paid ? 1.0 : 0.0;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		interest[i] = before[i] * rate[i];
		subsidy[i] = before[i] * subsidised(terms, t, rate[i]);
		paid[i] = due * (interest[i] - subsidy[i]);
	}
}

static void add_columns(size_t n, const double *restrict a, const double *restrict b, double *restrict sum)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		sum[i] = a[i] + b[i];
}

/* Interest, its subsidy and the service of every year, from balances and principal. */
static void fill_years(size_t n, const struct qs_debt_terms *terms, const double *rate, const double *debt,
		       const struct qs_debt_years *y)
{
	for (size_t t = 0; t < terms->grace + terms->repaid; t++) {
		const double *const before = t > 0 ? y->balance + (t - 1) * n : debt;
		const size_t at = t * n;

		interest_of_year(n, terms, t, rate, before, y->interest + at, y->subsidy + at, y->interest_paid + at);
		add_columns(n, y->principal + at, y->interest_paid + at, y->service + at);
	}
}

/* Balances and principal in grace, forward from the debt. */
static void grace_forward(size_t n, const struct qs_debt_terms *terms, const double *restrict rate, const double *debt,
			  double *balance, double *principal)
{
	for (size_t t = 0; t < terms->grace; t++) {
		const double *const before = t > 0 ? balance + (t - 1) * n : debt;
		double *const after = balance + t * n, *const none = principal + t * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			after[i] = before[i] * grace_growth(terms, t, rate[i]);
			none[i] = 0.0;
		}
	}
}

/* The principal of the last year: level payments leave A/(1 + i). */
static void last_principal(size_t n, const struct qs_debt_terms *terms, const double *restrict rate,
			   const double *restrict owed, double *restrict principal)
{
	const double years = (double)terms->repaid;
	const double level = terms->repayment == QS_CASH_LEVEL ? 1.0 : 0.0;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double some = qs_k_select(rate[i] > 0.0, rate[i], 1.0);
		const double factor = -qs_k_expm1(-years * qs_k_log1p(some)) / some;
		const double held = qs_k_select((rate[i] > 0.0) & (level > 0.0), factor * (1.0 + rate[i]), years);

		principal[i] = owed[i] / held;
	}
}

/* One year back: the balance before a year, and the principal of the year before it. */
static void year_back(size_t n, double level, const double *restrict rate, const double *restrict balance,
		      const double *restrict principal, double *restrict balance_before, double *restrict earlier)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		balance_before[i] = balance[i] + principal[i];
		earlier[i] = principal[i] / (1.0 + level * rate[i]);
	}
}

void QS_K(debt_schedule)(size_t n, const struct qs_debt_terms *terms, const double *restrict rate,
			 const double *restrict debt, const struct qs_debt_years *years)
{
	const size_t grace = terms->grace, last = grace + terms->repaid - 1;
	const double level = terms->repayment == QS_CASH_LEVEL ? 1.0 : 0.0;
	double *const balance = years->balance, *const principal = years->principal;

	grace_forward(n, terms, rate, debt, balance, principal);
	last_principal(n, terms, rate, grace > 0 ? balance + (grace - 1) * n : debt, principal + last * n);
	for (size_t i = 0; i < n; i++)
		balance[last * n + i] = 0.0;
	for (size_t t = last; t > grace; t--)
		year_back(n, level, rate, balance + t * n, principal + t * n, balance + (t - 1) * n,
			  principal + (t - 1) * n);
	fill_years(n, terms, rate, debt, years);
}

/* One year back on a cash flow. */
static void sculpted_back(size_t n, double cover, const double *restrict rate, const double *restrict cfads,
			  const double *restrict balance, double *restrict before, double *restrict principal)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double service = cfads[i] / cover;

		before[i] = (balance[i] + service) / (1.0 + rate[i]);
		principal[i] = service - rate[i] * before[i];
	}
}

void QS_K(debt_sculpted)(size_t n, const struct qs_debt_terms *terms, double cover, const double *restrict rate,
			 const double *restrict cfads, double *restrict debt, const struct qs_debt_years *years)
{
	const size_t grace = terms->grace, all = grace + terms->repaid;
	double *const balance = years->balance;

	for (size_t i = 0; i < n; i++)
		balance[(all - 1) * n + i] = 0.0;
	for (size_t t = all; t-- > grace;)
		sculpted_back(n, cover, rate, cfads + (t - grace) * n, balance + t * n,
			      t > 0 ? balance + (t - 1) * n : debt, years->principal + t * n);
	for (size_t t = grace; t-- > 0;) {
		double *const before = t > 0 ? balance + (t - 1) * n : debt;
		double *const after = balance + t * n, *const none = years->principal + t * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			before[i] = after[i] / grace_growth(terms, t, rate[i]);
			none[i] = 0.0;
		}
	}
	fill_years(n, terms, rate, debt, years);
}
