/* Prices over years: stochastic models with exact moments and exact samplers, given paths, and bands.
 *
 * Time in years, prices in the caller's money. Every sampler draws from the exact transition of its model, so that one
 * step of two years and two of one year have one distribution and no step is too long. Random numbers come in as
 * columns (uniform u in (0, 1), standard normal z), so that their addresses stay with the caller. Columns hold
 * [step][lane], steps outer, a lane being a member: `price` has steps + 1 rows, row 0 is the start, given by the
 * caller, and numbers [steps][n] move row t to row t + 1.
 *
 * Sources: Schwartz 1997, J. Finance 52, 923-973 (log-OU is its one-factor model); Cox, Ingersoll and Ross 1985,
 * Econometrica 53, 385-407; Merton 1976, J. Financial Economics 3, 125-144; Glasserman 2004, Monte Carlo Methods in
 * Financial Engineering, ch. 3 (exact transitions).
 */
#ifndef QS_KERNELS_PRICE_H
#define QS_KERNELS_PRICE_H

#include <stddef.h>
#include <stdint.h>

/* Geometric Brownian motion, dS = mu S dt + sigma S dW; start > 0, sigma >= 0. */
struct qs_price_gbm {
	double mu, sigma;
};

/* X = ln S reverts: dX = k (log_mean + log_mean_growth u - X) du + sigma dW, u the time since the start; start > 0,
 * k >= 0, sigma >= 0. */
struct qs_price_log_ou {
	double k, log_mean, log_mean_growth, sigma;
};

/* Square root, dS = k (theta - S) dt + sigma sqrt(S) dW; start >= 0, k >= 0, theta >= 0, sigma >= 0. */
struct qs_price_cir {
	double k, theta, sigma;
};

/* Geometric Brownian motion with `jumps` a year, Poisson, each adding a normal number to ln S; the drift is reduced so
 * that the mean still grows with mu. jumps >= 0, jump_sd >= 0. */
struct qs_price_merton {
	double mu, sigma, jumps, jump_mean, jump_sd;
};

/* Regimes 0 .. n - 1, each with one price: chance[from n + to] of moving in one step; rows sum to 1. */
struct qs_price_regimes {
	size_t n;
	const double *level, *chance;
};

/* A soft band: beyond [low, high] the price follows the latent price with a slope in [0, 1]; 0 is a hard clip. */
struct qs_price_band {
	double low, high, slope;
};

/* ---- samplers ---- */

/* S' = S exp((mu - sigma^2/2) dt + sigma sqrt(dt) z). */
typedef void qs_k_price_gbm_fn(size_t n, size_t steps, double dt, const struct qs_price_gbm *gbm,
			       const double *restrict z, double *restrict price);

/* X' = X b + a (1 - b) + g (dt - (1 - b)/k) + sigma sqrt((1 - b^2)/(2 k)) z, b = exp(-k dt), a the mean level at the
 * step's start: log_mean + g (time + t dt). `time` is that of row 0. */
typedef void qs_k_price_log_ou_fn(size_t n, size_t steps, double dt, double time, const struct qs_price_log_ou *ou,
				  const double *restrict z, double *restrict price);

/* S' = c chi2'(df, lambda) with c = sigma^2 (1 - b)/(4 k), df = 4 k theta/sigma^2, lambda = S b/c: N is Poisson of mean
 * lambda/2 by the inverse of u_count, S' = 2 c gamma(df/2 + N) by the inverse of u_size. Holds whether or not
 * 2 k theta > sigma^2. Here k, theta, sigma > 0, df/2 in [1e-5, 1e9], lambda/2 up to 1e9. */
typedef void qs_k_price_cir_fn(size_t n, size_t steps, double dt, const struct qs_price_cir *cir,
			       const double *restrict u_count, const double *restrict u_size, double *restrict price);

/* S' = S exp((mu - sigma^2/2 - jumps (exp(jump_mean + jump_sd^2/2) - 1)) dt + sigma sqrt(dt) z + N jump_mean
 * + jump_sd sqrt(N) z_jump), N Poisson of mean jumps dt by the inverse of u_count. */
typedef void qs_k_price_merton_fn(size_t n, size_t steps, double dt, const struct qs_price_merton *merton,
				  const double *restrict z, const double *restrict u_count,
				  const double *restrict z_jump, double *restrict price);

/* Regimes by the inverse of u, and their prices: both have steps + 1 rows, row 0 of `regime` is given (below n), all
 * rows of `price` are written. */
typedef void qs_k_price_regimes_fn(size_t n, size_t steps, const struct qs_price_regimes *regimes,
				   const double *restrict u, uint32_t *restrict regime, double *restrict price);

/* Prices within the band of latent ones, high + slope (S - high) above it and low + slope (S - low) below, and by lane
 * how many of the rows lie beyond it. The latent price goes on as if there were no band: bands that act on it change
 * its drift. */
typedef void qs_k_price_band_fn(size_t n, size_t rows, const struct qs_price_band *band, const double *restrict latent,
				double *restrict price, double *restrict beyond);

/* ---- moments, t years after the start ---- */

struct qs_price_moments {
	double mean, variance;
};

/* start exp(mu t), and its square times exp(sigma^2 t) - 1. */
struct qs_price_moments qs_price_gbm_moments(const struct qs_price_gbm *gbm, double start, double t);

/* Of ln S; then of S, exp(m + v/2) and exp(2 m + v) (exp(v) - 1). */
struct qs_price_moments qs_price_log_ou_log_moments(const struct qs_price_log_ou *ou, double start, double t);
struct qs_price_moments qs_price_lognormal_moments(struct qs_price_moments log_moments);

/* S b + theta (1 - b), sigma^2 (1 - b)/k (S b + theta (1 - b)/2), b = exp(-k t), S the start. */
struct qs_price_moments qs_price_cir_moments(const struct qs_price_cir *cir, double start, double t);

/* 2 k theta/sigma^2: above 1 the price never touches 0 (Feller). NaN without sigma. */
double qs_price_feller(const struct qs_price_cir *cir);

/* Those of gbm with jumps E[(exp(J) - 1)^2] added to sigma^2. */
struct qs_price_moments qs_price_merton_moments(const struct qs_price_merton *merton, double start, double t);

/* One step of the chances of being in each regime; next and now do not overlap. Then mean and variance of the price
 * under such chances. */
void qs_price_regimes_step(const struct qs_price_regimes *regimes, const double *now, double *next);
struct qs_price_moments qs_price_regimes_moments(const struct qs_price_regimes *regimes, const double *chance);

/* The price at a time of a path given at ascending years, n > 0: straight lines between them, or steps that hold a
 * year's price until the next; the first and the last price are kept outside. */
double qs_price_given_at(size_t n, const double *year, const double *price, int steps, double time);

#endif
