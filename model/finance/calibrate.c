#include "model/finance/calibrate.h"

#include "kernels/elementary.h"

#include <math.h>

const double qs_beijing_year[QS_BEIJING_YEARS] = {2013, 2014, 2015, 2016, 2017, 2018, 2019,
						  2020, 2021, 2022, 2023, 2024, 2025};
const double qs_beijing_price[QS_BEIJING_YEARS] = {51.6, 54.9, 47.7, 48.6,  51.0,  55.9, 78.6,
						   87.1, 61.1, 85.9, 111.2, 109.3, 104.2};
const char qs_beijing_source[] =
	"Beijing pilot allowance, yearly mean of daily secondary prices, ICAP Allowance Price Explorer";

static double mean_of(size_t n, const double *x)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return sum / (double)n;
}

/* Standard deviation by n - 1; 0 for one number. */
static double deviation_of(size_t n, const double *x)
{
	const double mean = mean_of(n, x);
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (x[i] - mean) * (x[i] - mean);
	return n > 1 ? sqrt(sum / (double)(n - 1)) : 0;
}

static double median_of(size_t n, const double *x)
{
	double sorted[QS_FIT_MOST];

	for (size_t i = 0; i < n; i++) {
		size_t k = i;

		for (; k > 0 && sorted[k - 1] > x[i]; k--)
			sorted[k] = sorted[k - 1];
		sorted[k] = x[i];
	}
	if (!n)
		return (double)NAN;
	return n % 2 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
}

/* Growth of the mean of a lognormal step. */
static double growth_of(double mean, double sigma)
{
	return qs_k_expm1(mean + 0.5 * sigma * sigma);
}

static void fit_reversion(size_t n, const double *x, struct qs_price_fit *fit)
{
	const size_t steps = n - 1;
	const double before = mean_of(steps, x), after = mean_of(steps, x + 1);
	double xx = 0, xy = 0, rest = 0;

	for (size_t t = 0; t < steps; t++) {
		xx += (x[t] - before) * (x[t] - before);
		xy += (x[t] - before) * (x[t + 1] - after);
	}
	fit->slope = xx > 0 ? xy / xx : 0;
	fit->intercept = after - fit->slope * before;
	for (size_t t = 0; t < steps; t++) {
		const double e = x[t + 1] - fit->intercept - fit->slope * x[t];

		rest += e * e;
	}
	rest /= (double)(steps - 2);
	fit->slope_error = xx > 0 ? sqrt(rest / xx) : (double)NAN;
	fit->reverts = fit->slope > 0 && fit->slope < 1;
	fit->reversion = fit->level = fit->reverting_sigma = (double)NAN;
	if (!fit->reverts)
		return;
	fit->reversion = -qs_k_log(fit->slope);
	fit->level = qs_k_exp(fit->intercept / (1 - fit->slope));
	fit->reverting_sigma = sqrt(rest * 2 * fit->reversion / (1 - fit->slope * fit->slope));
}

static void fit_jumps(size_t steps, const double *step, struct qs_price_fit *fit)
{
	static const double far = 3.5 * 1.4826; /* of a normal's standard deviation */
	const double middle = median_of(steps, step);
	double apart[QS_FIT_MOST], calm[QS_FIT_MOST], jump[QS_FIT_MOST], most;
	size_t left = 0;

	for (size_t t = 0; t < steps; t++)
		apart[t] = fabs(step[t] - middle);
	most = far * median_of(steps, apart);
	fit->jumps = 0;
	for (size_t t = 0; t < steps; t++)
		if (apart[t] > most)
			jump[fit->jumps++] = step[t] - middle;
		else
			calm[left++] = step[t];
	fit->jump_rate = (double)fit->jumps / (double)steps;
	fit->jump_mean = fit->jumps ? mean_of(fit->jumps, jump) : (double)NAN;
	fit->jump_sd = fit->jumps ? deviation_of(fit->jumps, jump) : (double)NAN;
	fit->calm_sigma = deviation_of(left, calm);
	fit->calm_growth = fit->growth;
}

int qs_calibrate_price(size_t n, const double *year, const double *price, struct qs_price_fit *fit)
{
	double x[QS_FIT_MOST], step[QS_FIT_MOST];

	if (n < QS_FIT_LEAST || n > QS_FIT_MOST)
		return -1;
	for (size_t t = 0; t < n; t++) {
		if (!(price[t] > 0) || !(price[t] <= 1e300) || (t > 0 && fabs(year[t] - year[t - 1] - 1) > 1e-9))
			return -1;
		x[t] = qs_k_log(price[t]);
		if (t > 0)
			step[t - 1] = x[t] - x[t - 1];
	}
	fit->n = n;
	fit->sigma = deviation_of(n - 1, step);
	fit->growth = growth_of(mean_of(n - 1, step), fit->sigma);
	fit_reversion(n, x, fit);
	fit_jumps(n - 1, step, fit);
	return 0;
}
