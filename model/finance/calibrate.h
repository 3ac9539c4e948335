/* A price model from a series of yearly prices, by the logarithms x = ln P of consecutive years.
 *
 *     gbm      m, s the mean and the standard deviation (n - 1) of steps of x: sigma = s, growth = exp(m + s^2/2) - 1
 *     log-ou   x(t + 1) = a + b x(t) + e by least squares; with 0 < b < 1 the exact yearly step of the reverting model of
 *              kernels/price.h: reversion k = -ln b, level = exp(a/(1 - b)), sigma = s_e sqrt(2 k/(1 - b^2)), s_e^2 the
 *              residual variance (n - 2). Its median level, not its mean. b is biased down in short series, by about
 *              (1 + 3 b)/n (Kendall 1954, Biometrika 41, 403-404): reversion looks faster than it is.
 *     jumps    steps further than 3.5 x 1.4826 x the median absolute deviation from the median step; with two or more steps
 *              left, gbm of those and the jumps' rate, mean and standard deviation apart
 * A series is as real or nominal as its prices.
 */
#ifndef QS_MODEL_FINANCE_CALIBRATE_H
#define QS_MODEL_FINANCE_CALIBRATE_H

#include <stddef.h>

enum { QS_FIT_LEAST = 4, QS_FIT_MOST = 512 }; /* prices */

struct qs_price_fit {
	size_t n; /* prices */
	double growth, sigma; /* gbm */
	double intercept, slope, slope_error; /* a, b, standard error of b */
	int reverts; /* 0 < b < 1; else the three below are NaN */
	double reversion, level, reverting_sigma;
	size_t jumps;
	double jump_rate, jump_mean, jump_sd; /* a year; of ln P beyond the middle step. NaN without jumps */
	double calm_growth, calm_sigma; /* gbm of the steps that are no jumps, the growth of the whole */
};

/* Fits n prices of consecutive years. Returns 0; -1 if there are fewer than QS_FIT_LEAST or more than QS_FIT_MOST, a price is
 * not above 0 and finite, or a year does not follow the one before. */
int qs_calibrate_price(size_t n, const double *year, const double *price, struct qs_price_fit *fit);

/* Yearly means of the daily prices of Beijing's allowances, CNY/t nominal, 2013 to 2025; figures computed from the ICAP
 * Allowance Price Explorer. Not rounded further than there. */
enum { QS_BEIJING_YEARS = 13 };
extern const double qs_beijing_year[QS_BEIJING_YEARS], qs_beijing_price[QS_BEIJING_YEARS];
extern const char qs_beijing_source[];

#endif
