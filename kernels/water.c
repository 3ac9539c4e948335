/* Evapotranspiration and runoff over columns. */
#include "kernels/water.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

/* 1 + x - (1 + x^w)^(1/w): the power is taken of the smaller of x and 1/x, so that nothing cancels. */
QS_K_INLINE double fu(double x, double w)
{
	const _Bool wet = x <= 1.0;
	const double base = qs_k_select(wet, x, 1.0 / x);
	const double more = qs_k_expm1(qs_k_log1p(qs_k_pow(base, w)) / w); /* (1 + base^w)^(1/w) - 1 */

	return qs_k_select(wet, x - more, 1.0 - x * more);
}

void QS_K(water_fu)(size_t n, const double *restrict precip, const double *restrict pet, const double *restrict w,
		    double *restrict aet_frac)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool rain = precip[i] > 0;
		const double share = fu(pet[i] / qs_k_select(rain, precip[i], 1.0), w[i]);

		aet_frac[i] = qs_k_select(rain, share, (double)NAN);
	}
}

QS_K_INLINE double zhang_share(double w, double e0, double precip)
{
	const double top = 1.0 + w * e0 / precip;

	return top / (top + precip / e0);
}

void QS_K(water_zhang)(size_t n, const struct qs_water_zhang *zhang, const double *restrict precip,
		       const double *restrict forest_frac, double *restrict aet_frac)
{
	const struct qs_water_zhang z = *zhang;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool rain = precip[i] > 0;
		const double p = rain ? precip[i] : 1.0;
		const double forest = zhang_share(z.w_forest, z.e0_forest, p);
		const double grass = zhang_share(z.w_grass, z.e0_grass, p);

		aet_frac[i] = rain ? forest_frac[i] * forest + (1.0 - forest_frac[i]) * grass : (double)NAN;
	}
}

void QS_K(water_invest)(size_t n, double z, double w_max, const struct qs_water_cells *cells, double *restrict w,
			double *restrict aet_frac)
{
	const struct qs_water_cells c = *cells;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool rain = c.precip[i] > 0, green = c.vegetated[i] != 0;
		const double p = qs_k_select(rain, c.precip[i], 1.0);
		const double x = c.kc[i] * c.eto[i] / p;
		const double depth = qs_k_select(c.root[i] < c.soil[i], c.root[i], c.soil[i]);
		const double open = z * depth * c.pawc[i] / p + 1.25;
		const double held = qs_k_select(!rain | (open > w_max), w_max, open);
		const double curve = fu(x, held);
		const double share = qs_k_select(green & (curve < x), curve, x);
		const double most = qs_k_select(!green & (x > 1.0), 1.0, share);

		w[i] = qs_k_select(green, held, (double)NAN);
		aet_frac[i] = qs_k_select(rain, most, (double)NAN);
	}
}

void QS_K(water_yield)(size_t n, const double *restrict precip, const double *restrict aet_frac, double *restrict aet,
		       double *restrict yield)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool rain = precip[i] > 0;

		aet[i] = rain ? aet_frac[i] * precip[i] : 0.0;
		yield[i] = rain ? (1.0 - aet_frac[i]) * precip[i] : 0.0;
	}
}

void QS_K(water_runoff)(size_t n, double abstraction, double cn_zero, const double *restrict precip,
			const double *restrict cn, double *restrict retention, double *restrict runoff)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double p = precip[i];
		const double s = cn[i] == 0 ? cn_zero : 25400.0 / cn[i] - 254.0;
		const double excess = p - abstraction * s;
		const double flow = excess * (excess / (excess > 0 ? excess + s : 1.0)); /* all of it where s is 0 */

		retention[i] = s;
		runoff[i] = excess > 0 ? flow : excess <= 0 ? 0.0 : flow;
	}
}

void QS_K(water_quickflow)(size_t n, double ratio_limit, const double *restrict precip, const double *restrict events,
			   const double *restrict cn, const double *restrict stream, double *restrict retention_in,
			   double *restrict mean_event_in, double *restrict quickflow)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool rain = (precip[i] > 0) & (events[i] > 0);
		const double s = stream[i] != 0 ? 0.0 : 1000.0 / cn[i] - 10.0;
		const double a = rain ? precip[i] / (25.4 * events[i]) : 1.0;
		const _Bool any = (s > 0) & (s / a <= ratio_limit);
		const double x = any ? s / a : 1.0;
		const double flow =
			25.4 * events[i] * ((a - s) * qs_k_exp(-0.2 * x) + s * x * qs_k_exp(0.8 * x) * qs_k_e1(x));
		const double bounded = (any & (flow > 0)) ? flow : 0.0;

		retention_in[i] = s;
		mean_event_in[i] = rain ? a : (double)NAN;
		quickflow[i] = rain ? (s <= 0 ? precip[i] : bounded) : 0.0;
	}
}
