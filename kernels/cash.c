/* Money over columns. */
#include "kernels/cash.h"

#include "kernels/kernels.h"

/* From the last year to the first (Horner): no powers, and each year is one pass over its row. */
void QS_K(cash_npv)(size_t n, size_t years, double rate, const double *restrict flow, double *restrict npv)
{
	const double growth = 1.0 + rate;

	for (size_t i = 0; i < n; i++)
		npv[i] = 0.0;
	for (size_t t = years; t-- > 0;) {
		const double *const row = flow + t * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			npv[i] = npv[i] / growth + row[i];
	}
}

void QS_K(cash_npv_rates)(size_t n, size_t years, const double *restrict rate, const double *restrict flow,
			  double *restrict npv)
{
	for (size_t i = 0; i < n; i++)
		npv[i] = 0.0;
	for (size_t t = years; t-- > 0;) {
		const double *const row = flow + t * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			npv[i] = npv[i] / (1.0 + rate[i]) + row[i];
	}
}

static void times_powers(size_t n, size_t years, double growth, double base, double sign, double *restrict flow)
{
	for (size_t t = 0; t < years; t++) {
		const double factor = qs_k_pow(growth, sign * ((double)t - base));
		double *const row = flow + t * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			row[i] *= factor;
	}
}

void QS_K(cash_to_nominal)(size_t n, size_t years, double inflation, double base, double *restrict flow)
{
	times_powers(n, years, 1.0 + inflation, base, 1.0, flow);
}

void QS_K(cash_to_real)(size_t n, size_t years, double inflation, double base, double *restrict flow)
{
	times_powers(n, years, 1.0 + inflation, base, -1.0, flow);
}

void QS_K(cash_payback)(size_t n, size_t years, double rate, const double *restrict flow, double *restrict sum,
			double *restrict payback)
{
	double growth = 1.0;

	for (size_t i = 0; i < n; i++) {
		sum[i] = 0.0;
		payback[i] = (double)NAN;
	}
	for (size_t t = 0; t < years; t++) {
		const double *const row = flow + t * n;
		const double before = t > 0 ? (double)t - 1.0 : 0.0;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double amount = row[i] / growth;
			const double next = sum[i] + amount;
			const double at = before + qs_k_select(sum[i] < 0.0, -sum[i] / amount, 0.0);

			payback[i] = qs_k_select((payback[i] != payback[i]) & (next >= 0.0), at, payback[i]);
			sum[i] = next;
		}
		growth *= 1.0 + rate;
	}
}

void QS_K(cash_levelised)(size_t n, const double *restrict cost, const double *restrict quantity,
			  double *restrict levelised)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		levelised[i] = qs_k_select(quantity[i] > 0.0, cost[i] / quantity[i], (double)NAN);
}

void QS_K(cash_gap)(size_t n, const double *restrict npv, double *restrict gap)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		gap[i] = qs_k_select(npv[i] >= 0.0, 0.0, -npv[i]);
}
