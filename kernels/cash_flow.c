/* Money of one: loans, payback, levelised cost, the curve of measures (kernels/cash.h). Plain functions, compiled
 * once. */
#include "kernels/cash.h"

double qs_cash_npv(size_t n, const double *flow, double rate)
{
	const double growth = 1.0 + rate;
	double sum = 0.0;

	while (n-- > 0)
		sum = sum / growth + flow[n];
	return sum;
}

double qs_cash_npv_dated(size_t n, const double *time, const double *flow, double rate)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += flow[i] * qs_k_pow(1.0 + rate, -time[i]);
	return sum;
}

double qs_cash_mirr(size_t n, const double *flow, double finance, double reinvest)
{
	double paid = 0.0, grown = 0.0;

	for (size_t t = n; t-- > 0;)
		paid = paid / (1.0 + finance) + (flow[t] < 0.0 ? flow[t] : 0.0);
	for (size_t t = 0; t < n; t++)
		grown = grown * (1.0 + reinvest) + (flow[t] > 0.0 ? flow[t] : 0.0);
	if (!(paid < 0.0) || !(grown > 0.0))
		return (double)NAN;
	return qs_k_pow(-grown / paid, 1.0 / ((double)n - 1.0)) - 1.0;
}

double qs_cash_payback(size_t n, const double *flow, double rate)
{
	double sum = 0.0, growth = 1.0;

	for (size_t t = 0; t < n; t++) {
		const double amount = flow[t] / growth;

		if (sum + amount >= 0.0)
			return t == 0 ? 0.0 : (double)t - 1.0 + (sum < 0.0 ? -sum / amount : 0.0);
		sum += amount;
		growth *= 1.0 + rate;
	}
	return (double)NAN;
}

struct qs_cash_cost qs_cash_levelised(double cost, double quantity)
{
	const double value = cost / quantity;
	const int defined = quantity > 0.0 && fabs(value) < (double)INFINITY;

	return (struct qs_cash_cost){defined, defined ? value : (double)NAN};
}

double qs_cash_level_payment(const struct qs_cash_loan *loan)
{
	const double n = (double)loan->periods;

	return (loan->principal - loan->residual * qs_k_cash_discount(loan->rate, n)) *
	       qs_k_cash_recovery(loan->rate, n);
}

/* From the end: what is left over of a period's error shrinks towards the start, where forwards it would grow as
 * (1 + rate)^periods. */
void qs_cash_loan_schedule(const struct qs_cash_loan *loan, double *interest, double *principal, double *balance)
{
	const int is_level = loan->repayment == QS_CASH_LEVEL;
	double owed = loan->residual;
	double part = is_level ? qs_cash_level_payment(loan) - loan->rate * loan->residual
			       : (loan->principal - loan->residual) / (double)loan->periods;

	for (size_t t = loan->periods; t-- > 0;) {
		part = is_level ? part / (1.0 + loan->rate) : part;
		balance[t] = owed;
		owed += part;
		principal[t] = part;
		interest[t] = owed * loan->rate;
	}
}

/* The next point of the hull: the least slope from `at` among points with more quantity, the nearest of equal slopes;
 * n if there is none. */
static size_t next_on_hull(size_t n, const double *cost, const double *quantity, size_t at)
{
	size_t best = n;
	double best_cost = 0.0, best_gain = 0.0;

	for (size_t j = 0; j < n; j++) {
		const double gain = quantity[j] - quantity[at], more = cost[j] - cost[at];
		const double here = more * best_gain, there = best_cost * gain;

		if (!(gain > 0.0))
			continue;
		if (best == n || here < there || (!(here > there) && gain < best_gain)) {
			best = j;
			best_cost = more;
			best_gain = gain;
		}
	}
	return best;
}

void qs_cash_abatement(size_t n, const double *cost, const double *quantity, int *kept, double *marginal)
{
	size_t at = 0;

	for (size_t j = 0; j < n; j++) {
		kept[j] = j == 0;
		marginal[j] = (double)NAN;
	}
	while (at < n) {
		const size_t next = next_on_hull(n, cost, quantity, at);

		if (next < n) {
			kept[next] = 1;
			marginal[next] = (cost[next] - cost[at]) / (quantity[next] - quantity[at]);
		}
		at = next;
	}
}
