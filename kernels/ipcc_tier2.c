/* The steady-state method over columns. */
#include "kernels/ipcc_tier2_core.h"

#include "kernels/kernels.h"

enum { MONTHS = 12 };

void QS_K(tier2_wetness)(size_t n, const double *restrict rain_mm, const double *restrict pet_mm,
			 double *restrict wetness)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool demand = pet_mm[i] > 0.0;
		const double ratio = rain_mm[i] / qs_k_select(demand, pet_mm[i], 1.0);

		wetness[i] = qs_k_select(demand & (ratio < 1.25), ratio, 1.25);
	}
}

static void add_temperature(size_t n, const struct qs_ipcc_tier2 *set, const double *restrict t, double *restrict tfac)
{
	const struct qs_ipcc_tier2 s = *set;
	const double span = s.t_max - s.t_opt;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double x = (s.t_max - t[i]) / span;
		const double f = qs_k_pow(x, s.ta) * qs_k_exp(s.tc * (1.0 - qs_k_pow(x, s.tb)));

		tfac[i] += qs_k_select(t[i] > s.t_max, s.hot, f) / MONTHS;
	}
}

static void add_water(size_t n, const struct qs_ipcc_tier2 *set, const double *restrict wetness,
		      const double *restrict irrigated, double *restrict wfac)
{
	const struct qs_ipcc_tier2 s = *set;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double m = qs_k_select(wetness[i] > 1.25, 1.25, wetness[i]);
		const double w = qs_tier2_within(s.w0 + s.w1 * m + s.w2 * (m * m), s.w_least, s.w_most);
		const _Bool wet = irrigated ? irrigated[i] > 0.5 : 0;

		wfac[i] += s.w_mean * qs_k_select(wet, s.w_irrigated, w) / MONTHS;
	}
}

void QS_K(tier2_climate)(size_t n, const struct qs_ipcc_tier2 *set, const double *restrict temperature_c,
			 const double *restrict wetness, const double *restrict irrigated, double *restrict tfac,
			 double *restrict wfac)
{
	for (size_t i = 0; i < n; i++)
		tfac[i] = wfac[i] = 0.0;
	for (size_t m = 0; m < MONTHS; m++) {
		add_temperature(n, set, temperature_c + m * n, tfac);
		add_water(n, set, wetness + m * n, irrigated ? irrigated + m * n : irrigated, wfac);
	}
}

void QS_K(tier2_rates)(size_t n, const struct qs_ipcc_tier2 *set, const double *restrict tfac,
		       const double *restrict wfac, const double *restrict sand, const double *restrict till,
		       double *restrict ka, double *restrict ks, double *restrict kp)
{
	const struct qs_ipcc_tier2 s = *set;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double both = tfac[i] * wfac[i];
		const double d = qs_k_select(both < s.d_least, s.d_least, both);

		ka[i] = s.k_active * d * (s.k_sand0 + s.k_sand1 * sand[i]) * till[i];
		ks[i] = s.k_slow * d * till[i];
		kp[i] = s.k_passive * d;
	}
}

void QS_K(tier2_steady)(size_t n, const struct qs_ipcc_tier2 *set, const struct qs_tier2_input *input,
			const double *restrict sand, const double *restrict ka, const double *restrict ks,
			const double *restrict kp, double *restrict alpha, double *restrict active_ss,
			double *restrict slow_ss, double *restrict passive_ss)
{
	const struct qs_ipcc_tier2 s = *set;
	const struct qs_tier2_input in = *input;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double c = in.carbon[i], lignin = in.lignin[i];
		const double beta = c * qs_tier2_metabolic(&s, lignin, in.nitrogen[i]);
		const double f4 = qs_tier2_f4(&s, sand[i]);
		const double to_slow = c * lignin * s.f3;
		const double made =
			beta * s.f1 + (c * (1.0 - lignin) - beta) * in.f2[i] + to_slow * (s.f7 + s.f6 * s.f8);
		const double a = made / (1.0 - f4 * s.f7 - s.f5 * s.f8 - f4 * s.f6 * s.f8); /* A* ka */
		const double l = to_slow + a * f4;                                          /* S* ks */

		alpha[i] = a;
		active_ss[i] = a / ka[i];
		slow_ss[i] = l / ks[i];
		passive_ss[i] = (a * s.f5 + l * s.f6) / kp[i];
	}
}

void QS_K(tier2_year)(size_t n, const double *restrict k, const double *restrict steady, double *restrict pool)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		pool[i] = pool[i] + (steady[i] - pool[i]) * qs_k_select(k[i] < 1.0, k[i], 1.0);
}
