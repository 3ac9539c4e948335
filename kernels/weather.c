#include "kernels/weather.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "kernels/rothc_core.h"

enum { GROUP = 4 }; /* days whose sums stay in registers */

void QS_K(slope_sums)(size_t steps, const double *restrict cosine, const double *restrict sine,
		      const struct qs_slope_days *restrict days, double toward, double flat[12], double inclined[12])
{
	for (size_t d = 0; d < 12; d += GROUP) {
		double all[GROUP] = {0}, on_slope[GROUP] = {0};

		for (size_t i = 0; i < steps; i++) {
			const double c = cosine[i], s = sine[i];

#pragma omp simd
			for (size_t m = 0; m < GROUP; m++) {
				const double up = days->flat0[d + m] + days->flat1[d + m] * c;
				const double on =
					days->slope0[d + m] + days->sun[d + m] * c * toward + days->slope2[d + m] * s;

				all[m] += qs_k_select(up > 0, up, 0.0);
				on_slope[m] += qs_k_select((up > 0) & (on > 0), on, 0.0);
			}
		}
		for (size_t m = 0; m < GROUP; m++) {
			flat[d + m] = all[m];
			inclined[d + m] = on_slope[m];
		}
	}
}

void QS_K(weather_year)(size_t n, const struct qs_station_year *station, const double *restrict mean_c,
			const double *restrict rain_mm, const double *restrict et_slope, const double *restrict rate,
			double *restrict balance_mm, double *restrict a)
{
	for (size_t month = 0; month < 12; month++) {
		const double anomaly = station->anomaly_c[month], share = station->rain_share[month];
		const size_t row = month * n;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double t = mean_c[i] + anomaly;
			const double heat = t + 17.8;

			balance_mm[row + i] = rain_mm[i] * share - et_slope[row + i] * (heat > 0 ? heat : 0);
			a[row + i] = qs_rothc_exponent_a(t);
		}
		/* short loops: what a lane waits for is done for several at once */
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			a[row + i] = qs_k_exp(a[row + i]);
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			a[row + i] = rate[i] * qs_rothc_factor_a_of(mean_c[i] + anomaly, a[row + i]);
	}
}

void QS_K(weather_warmth)(size_t n, double low, double best, double high, const double *restrict t,
			  double *restrict warmth)
{
	const double power = (high - best) / (best - low);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const int inside = (t[i] > low) & (t[i] < high);
		const double x = inside ? t[i] : best;

		warmth[i] = inside ? (x - low) / (best - low) * qs_k_pow((high - x) / (high - best), power) : 0;
	}
}

void QS_K(weather_response)(size_t n, double half, const double *restrict warmth, const double *restrict normal_warmth,
			    const double *restrict moisture, double *restrict response)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double relative = normal_warmth[i] > 0 ? warmth[i] / normal_warmth[i] : 0;

		response[i] = relative * (1 + half) * moisture[i] / (half + moisture[i]);
	}
}
