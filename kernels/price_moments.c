/* Mean and variance of prices (kernels/price.h). Plain functions, compiled once. */
#include "kernels/price.h"

#include "kernels/elementary.h"

/* (1 - exp(-k t))/k, and t where nothing reverts. */
static double reverted(double k, double t)
{
	return k > 0.0 ? -qs_k_expm1(-k * t) / k : t;
}

struct qs_price_moments qs_price_gbm_moments(const struct qs_price_gbm *gbm, double start, double t)
{
	const double mean = start * qs_k_exp(gbm->mu * t);

	return (struct qs_price_moments){mean, mean * mean * qs_k_expm1(gbm->sigma * gbm->sigma * t)};
}

struct qs_price_moments qs_price_log_ou_log_moments(const struct qs_price_log_ou *ou, double start, double t)
{
	const double log_start = qs_k_log(start);
	const double mean = log_start - (ou->log_mean - log_start) * qs_k_expm1(-ou->k * t) +
			    ou->log_mean_growth * (t - reverted(ou->k, t));

	return (struct qs_price_moments){mean, ou->sigma * ou->sigma * reverted(2.0 * ou->k, t)};
}

struct qs_price_moments qs_price_lognormal_moments(struct qs_price_moments log_moments)
{
	const double mean = qs_k_exp(log_moments.mean + 0.5 * log_moments.variance);

	return (struct qs_price_moments){mean, mean * mean * qs_k_expm1(log_moments.variance)};
}

struct qs_price_moments qs_price_cir_moments(const struct qs_price_cir *cir, double start, double t)
{
	const double kept = qs_k_exp(-cir->k * t), lost = -qs_k_expm1(-cir->k * t);
	const double s2r = cir->sigma * cir->sigma * reverted(cir->k, t);

	return (struct qs_price_moments){start * kept + cir->theta * lost,
					 s2r * (start * kept + 0.5 * cir->theta * lost)};
}

double qs_price_feller(const struct qs_price_cir *cir)
{
	return cir->sigma > 0.0 ? 2.0 * cir->k * cir->theta / (cir->sigma * cir->sigma) : (double)NAN;
}

/* Of the variance of ln S, jumps have the part E[(exp(J) - 1)^2] a jump: the square of the mean and the spread about
 * it.
 */
struct qs_price_moments qs_price_merton_moments(const struct qs_price_merton *merton, double start, double t)
{
	const double mean = start * qs_k_exp(merton->mu * t);
	const double d2 = merton->jump_sd * merton->jump_sd;
	const double rise = qs_k_expm1(merton->jump_mean + 0.5 * d2);
	const double square = rise * rise + (1.0 + rise) * (1.0 + rise) * qs_k_expm1(d2);

	return (struct qs_price_moments){
		mean, mean * mean * qs_k_expm1((merton->sigma * merton->sigma + merton->jumps * square) * t)};
}

void qs_price_regimes_step(const struct qs_price_regimes *regimes, const double *now, double *next)
{
	for (size_t to = 0; to < regimes->n; to++) {
		next[to] = 0.0;
		for (size_t from = 0; from < regimes->n; from++)
			next[to] += now[from] * regimes->chance[from * regimes->n + to];
	}
}

struct qs_price_moments qs_price_regimes_moments(const struct qs_price_regimes *regimes, const double *chance)
{
	struct qs_price_moments m = {0.0, 0.0};

	for (size_t r = 0; r < regimes->n; r++)
		m.mean += chance[r] * regimes->level[r];
	for (size_t r = 0; r < regimes->n; r++) {
		const double off = regimes->level[r] - m.mean;

		m.variance += chance[r] * (off * off);
	}
	return m;
}

double qs_price_given_at(size_t n, const double *year, const double *price, int steps, double time)
{
	size_t i = 0;

	while (i < n && year[i] <= time)
		i++;
	if (i == 0 || i == n || steps)
		return price[i > 0 ? i - 1 : 0];
	return price[i - 1] + (price[i] - price[i - 1]) * ((time - year[i - 1]) / (year[i] - year[i - 1]));
}
