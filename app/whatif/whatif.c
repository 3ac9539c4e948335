/* What the sliders of report.html compute, in the reader's browser: the module's functions, compiled to WebAssembly with
 * kernels/cash.c and kernels/reduce.c by app/whatif/build. The page owns all memory; nothing is kept between calls.
 *
 * Cash of a group (carbon, grants, works ...) is group[t * members + i] in CNY a year, of all groups one after another. A setting is
 * a weight a group and a rate: flow = sum of weight x group, value = present value of flow (kernels/cash.h) + sum of weight x what
 * rounding took from the group (correction[g * members + i]). Quantiles are those of kernels/reduce.h at 10, 50 and 90 %.
 */
#include "kernels/kernels.h"

static const double levels[] = {0.1, 0.5, 0.9};

enum { LEVELS = sizeof levels / sizeof levels[0], DIGIT = 64 };

qs_k_cash_npv_fn QS_K(cash_npv);
qs_k_cash_gap_fn QS_K(cash_gap);
qs_k_quantiles_fn QS_K(quantiles);

void qs_whatif_decode(size_t n, const unsigned char *text, unsigned digits, double low, double step, double *row);
void qs_whatif_flow(size_t members, size_t years, size_t groups, const double *group, const double *weight, double *flow);
void qs_whatif_value(size_t members, size_t years, size_t groups, double rate, const double *weight, const double *flow,
		     const double *correction, double *value);
void qs_whatif_quantiles(size_t members, const double *column, int64_t *work, double *out);
void qs_whatif_gap(size_t members, const double *value, double *gap);
double qs_whatif_loss(size_t members, const double *value);
void qs_whatif_add(size_t members, const double *row, double *sum);

/* A row of numbers low + step x code, each code in `digits` letters of the alphabet of base 64, the highest first. */
void qs_whatif_decode(size_t n, const unsigned char *text, unsigned digits, double low, double step, double *row)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char value[256] = {0};

	for (unsigned i = 0; i < DIGIT; i++)
		value[(unsigned char)alphabet[i]] = (unsigned char)i;
	for (size_t i = 0; i < n; i++) {
		unsigned code = 0;

		for (unsigned d = 0; d < digits; d++)
			code = code * DIGIT + value[*text++];
		row[i] = low + step * (double)code;
	}
}

void qs_whatif_flow(size_t members, size_t years, size_t groups, const double *group, const double *weight, double *flow)
{
	const size_t cells = members * years;

	for (size_t i = 0; i < cells; i++)
		flow[i] = 0;
	for (size_t g = 0; g < groups; g++)
		for (size_t i = 0; i < cells; i++)
			flow[i] += weight[g] * group[g * cells + i];
}

void qs_whatif_value(size_t members, size_t years, size_t groups, double rate, const double *weight, const double *flow,
		     const double *correction, double *value)
{
	QS_K(cash_npv)(members, years, rate, flow, value);
	for (size_t g = 0; g < groups; g++)
		for (size_t i = 0; i < members; i++)
			value[i] += weight[g] * correction[g * members + i];
}

void qs_whatif_quantiles(size_t members, const double *column, int64_t *work, double *out)
{
	QS_K(quantiles)(members, column, work, levels, LEVELS, out);
}

void qs_whatif_gap(size_t members, const double *value, double *gap)
{
	QS_K(cash_gap)(members, value, gap);
}

/* The share of members whose value is below 0. */
double qs_whatif_loss(size_t members, const double *value)
{
	size_t below = 0;

	for (size_t i = 0; i < members; i++)
		below += value[i] < 0;
	return (double)below / (double)members;
}

void qs_whatif_add(size_t members, const double *row, double *sum)
{
	for (size_t i = 0; i < members; i++)
		sum[i] += row[i];
}
