/* Samplers of prices over columns. */
#include "kernels/price.h"

#include "kernels/kernels.h"

void QS_K(price_gbm)(size_t n, size_t steps, double dt, const struct qs_price_gbm *gbm, const double *restrict z,
		     double *restrict price)
{
	const double drift = (gbm->mu - 0.5 * gbm->sigma * gbm->sigma) * dt, spread = gbm->sigma * sqrt(dt);

	for (size_t t = 0; t < steps; t++) {
		const double *const from = price + t * n, *const row = z + t * n;
		double *const to = price + (t + 1) * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			to[i] = from[i] * qs_k_exp(drift + spread * row[i]);
	}
}

void QS_K(price_log_ou)(size_t n, size_t steps, double dt, double time, const struct qs_price_log_ou *ou,
			const double *restrict z, double *restrict price)
{
	const struct qs_price_log_ou at = *ou;
	const struct qs_price_moments one = qs_price_log_ou_log_moments(&at, 1.0, dt); /* from ln S = 0 */
	const double kept = qs_k_exp(-at.k * dt), spread = sqrt(one.variance);

	for (size_t t = 0; t < steps; t++) {
		const double level = at.log_mean_growth * (time + (double)t * dt); /* risen since time 0 */
		const double drift = one.mean - level * qs_k_expm1(-at.k * dt);
		const double *const from = price + t * n, *const row = z + t * n;
		double *const to = price + (t + 1) * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			to[i] = qs_k_exp(kept * qs_k_log(from[i]) + drift + spread * row[i]);
	}
}

void QS_K(price_cir)(size_t n, size_t steps, double dt, const struct qs_price_cir *cir, const double *restrict u_count,
		     const double *restrict u_size, double *restrict price)
{
	const double s2 = cir->sigma * cir->sigma;
	const double scale = -0.5 * s2 * qs_k_expm1(-cir->k * dt) / cir->k; /* 2 c */
	const double shape = 2.0 * cir->k * cir->theta / s2;
	const double rate = qs_k_exp(-cir->k * dt) / scale; /* lambda/2 = S rate */

	for (size_t t = 0; t < steps; t++)
		for (size_t i = 0; i < n; i++) {
			const double count = qs_k_poisson(u_count[t * n + i], rate * price[t * n + i]);

			price[(t + 1) * n + i] = qs_k_gamma(u_size[t * n + i], shape + count, scale);
		}
}

void QS_K(price_merton)(size_t n, size_t steps, double dt, const struct qs_price_merton *merton,
			const double *restrict z, const double *restrict u_count, const double *restrict z_jump,
			double *restrict price)
{
	const struct qs_price_merton m = *merton;
	const double growth = m.jumps * qs_k_expm1(m.jump_mean + 0.5 * m.jump_sd * m.jump_sd);
	const double drift = (m.mu - 0.5 * m.sigma * m.sigma - growth) * dt, spread = m.sigma * sqrt(dt);

	for (size_t t = 0; t < steps; t++) {
		const double *const from = price + t * n, *const row = z + t * n, *const sizes = z_jump + t * n;
		double *const to = price + (t + 1) * n;

		for (size_t i = 0; i < n; i++) /* how many jumps; the next loop makes prices of them */
			to[i] = qs_k_poisson(u_count[t * n + i], m.jumps * dt);
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double jump = to[i] * m.jump_mean + m.jump_sd * sqrt(to[i]) * sizes[i];

			to[i] = from[i] * qs_k_exp(drift + spread * row[i] + jump);
		}
	}
}

void QS_K(price_regimes)(size_t n, size_t steps, const struct qs_price_regimes *regimes, const double *restrict u,
			 uint32_t *restrict regime, double *restrict price)
{
	const size_t all = regimes->n;

	for (size_t i = 0; i < n; i++)
		price[i] = regimes->level[regime[i]];
	for (size_t t = 0; t < steps; t++)
		for (size_t i = 0; i < n; i++) {
			const double *const chance = regimes->chance + regime[t * n + i] * all;
			double below = 0.0;
			uint32_t to = 0;

			for (size_t j = 0; j + 1 < all; j++) {
				below += chance[j];
				to += u[t * n + i] >= below;
			}
			regime[(t + 1) * n + i] = to;
			price[(t + 1) * n + i] = regimes->level[to];
		}
}

void QS_K(price_band)(size_t n, size_t rows, const struct qs_price_band *band, const double *restrict latent,
		      double *restrict price, double *restrict beyond)
{
	const struct qs_price_band b = *band;

	for (size_t i = 0; i < n; i++)
		beyond[i] = 0.0;
	for (size_t t = 0; t < rows; t++) {
		const double *const from = latent + t * n;
		double *const to = price + t * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const _Bool above = from[i] > b.high, below = from[i] < b.low;
			const double edge = qs_k_select(above, b.high, b.low);

			to[i] = qs_k_select(above | below, edge + b.slope * (from[i] - edge), from[i]);
			beyond[i] += qs_k_select(above | below, 1.0, 0.0);
		}
	}
}
