/* The water of a year, month by month over columns. */
#include "kernels/water_balance.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

/* x, at least 0 and at most 1. */
QS_K_INLINE double share_of(double x)
{
	return qs_k_select(x < 0, 0.0, qs_k_select(x > 1, 1.0, x));
}

QS_K_INLINE double least(double a, double b)
{
	return qs_k_select(a < b, a, b);
}

void QS_K(water_sky)(size_t n, const struct qs_station_year *station, const struct qs_water_months *months,
		     const struct qs_water_sky_terms *terms, const double *mean_c, const double *rain_mm,
		     const double *rain_ratio, const double *et_slope, double *snow, const struct qs_water_sky *sky)
{
	const struct qs_water_sky_terms s = *terms;
	const double ramp = s.rain_c > s.snow_c ? 1 / (s.rain_c - s.snow_c) : 1e9;
	const double hot_ramp = s.hot_spread_c > 0 ? 1 / (2 * s.hot_spread_c) : 1e9;
	const double warmest = s.half_range_c - s.hot_c;
	double *restrict const wetter = sky->wetter;

	for (size_t i = 0; i < n; i++)
		wetter[i] = sqrt(rain_ratio[i]);
	for (size_t m = 0; m < 12; m++) {
		const double anomaly = station->anomaly_c[m], share = station->rain_share[m];
		const double normal_days = months->rain_days[m];
		const size_t row = m * n;
		double *restrict const rain = sky->rain + row, *restrict const melt = sky->melt + row;
		double *restrict const pet = sky->pet + row, *restrict const per_mm = sky->per_mm + row;
		double *restrict const hot = sky->hot + row, *restrict const sealed = sky->sealed + row;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double t = mean_c[i] + anomaly, heat = t + 17.8, fall = rain_mm[i] * share;
			const double warm = share_of((t - s.snow_c) * ramp), liquid = fall * warm;
			const double lying = snow[i] + (fall - liquid), melts = s.melt_frac * warm * lying;
			const double wet = normal_days * wetter[i];
			const double per = qs_k_select(liquid > 0, wet / qs_k_select(liquid > 0, liquid, 1.0), 0.0);

			rain[i] = liquid;
			melt[i] = melts;
			snow[i] = lying - melts;
			pet[i] = et_slope[row + i] * qs_k_select(heat > 0, heat, 0.0);
			per_mm[i] = per;
			hot[i] = share_of((t + warmest) * hot_ramp + 0.5);
			sealed[i] = liquid * qs_k_exp(-s.sealed_mm * per) + melts;
		}
	}
}

/* 1 - x + x^2 exp(x) E1(x) for x > 0 as a ratio of polynomials with positive coefficients, interpolated for this
 * project; relative error below 6e-7 up to x = 100. */
QS_K_INLINE double storm_share(double x)
{
	const double x2 = x * x, x4 = x2 * x2;
	const double p = ((0x1.ffffee514c71dp-1 + 0x1.f6c63c75ce0c3p+6 * x) +
			  x2 * (0x1.3e348241b7d48p+11 + 0x1.8977468327738p+13 * x)) +
			 x4 * ((0x1.227b886c7f87cp+14 + 0x1.21e1b5f9cace6p+13 * x) +
			       x2 * (0x1.9aaa56789be63p+10 + 0x1.6227aef93fd03p+6 * x));
	const double q = ((0x1.0000000000000p+0 + 0x1.fac4282b91e93p+6 * x) +
			  x2 * (0x1.4d5bb82d0852dp+11 + 0x1.cfb41bcd32af5p+13 * x)) +
			 x4 * (((0x1.b8e3abf52478ap+14 + 0x1.4e862228053f9p+14 * x) +
				x2 * (0x1.b394b7f595b28p+12 + 0x1.dd11c65b1e154p+9 * x)) +
			       x4 * 0x1.6227af048d2e5p+5);

	return p / q;
}

/* Share of the rain that runs off open ground, x = S/b. */
QS_K_INLINE double runoff_share(double x, double limit)
{
	const double at = qs_k_select(x > limit, limit, x);
	const double share = qs_k_exp(-0.2 * at) * storm_share(at);

	return qs_k_select(x > limit, 0.0, share_of(share));
}

/* The smooth lesser of u and v: the root y <= u, v of a y^2 - (u + v) y + u v = 0. */
QS_K_INLINE double lesser(double a, double u, double v)
{
	const double sum = u + v, root = sum * sum - 4.0 * a * (u * v);
	const double below = sum + sqrt(qs_k_select(root > 0, root, 0.0));

	return least(least(u, v), 2.0 * (u * v) / qs_k_select(below > 0, below, 1.0));
}

QS_K_INLINE void ground_year(_Bool traced, _Bool told, size_t n, const struct qs_water_months *months,
			     const struct qs_water_ground_terms *terms, const struct qs_water_sky *sky,
			     const struct qs_water_ground *ground, const struct qs_water_flows *flows)
{
	const struct qs_water_ground g = *ground;
	const struct qs_water_flows f = *flows;
	const double bare = terms->bare, a = terms->lesser, limit = terms->ratio_limit;
	const double per_leaf = 1 / terms->full_leaf_area;
	const double *restrict const wetter = sky->wetter;

	for (size_t i = 0; i < n; i++)
		f.intercepted[i] = f.evaporated[i] = f.transpired[i] = f.quickflow[i] = f.recharge[i] = f.hot[i] = 0;
	for (size_t m = 0; m < 12; m++) {
		const double leaves = months->leaves[m], irrigation = terms->irrigation[m];
		const size_t row = m * n;
		const double *restrict const rain = sky->rain + row, *restrict const melt = sky->melt + row;
		const double *restrict const pet = sky->pet + row, *restrict const per_mm = sky->per_mm + row;
		const double *restrict const hot = sky->hot + row, *restrict const sealed = sky->sealed + row;
		const double days = months->rain_days[m];
		double *restrict const full = told ? f.full + row : NULL;
		double *restrict const wet = told ? f.wet + row : NULL;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double open = g.open[i], closed = 1 - open;
			const double runs = rain[i] * runoff_share(g.retention[i] * per_mm[i], limit);
			const double held = (g.canopy[i] * leaves + g.litter[i]) * per_mm[i];
			const double wets = least(rain[i] * (1 - qs_k_exp(-held)), least(pet[i], rain[i] - runs));
			const double green = least(1.0, g.leaf_area[i] * leaves * per_leaf);
			const double soil = (1 - green) * bare;
			const double room = g.capacity[i];
			const double demand =
				open * least((pet[i] - wets) * (green + soil), room * (days * wetter[i] + 1));
			const double water = g.store[i] + irrigation + open * (rain[i] - runs - wets + melt[i]);
			const double stays = lesser(a, water, open * room + demand);
			const double et = least(stays, lesser(a, water, demand));
			const double rinse = closed * (rain[i] + melt[i] - sealed[i]);
			const double some = qs_k_select(water > 0, water, 1.0);
			const double mixed = traced ? share_of((g.watered[i] + irrigation) / some) : 0.0;
			const double by_plants = et * (green / qs_k_select(green + soil > 0, green + soil, 1.0));

			g.store[i] = stays - et;
			if (traced)
				g.watered[i] = mixed * (stays - et);
			if (told) {
				const double most = open * room, per = 1 / qs_k_select(most > 0, most, 1.0);

				full[i] = qs_k_select(most > 0, least(1.0, (stays - et) * per), 1.0);
				wet[i] = qs_k_select(most > 0, 0.5 * (least(1.0, water * per) + full[i]), 1.0);
			}
			f.intercepted[i] += open * wets;
			f.transpired[i] += by_plants;
			f.evaporated[i] += (et - by_plants) + rinse;
			f.quickflow[i] += open * runs + closed * sealed[i];
			f.recharge[i] += water - stays;
			f.hot[i] += hot[i] * (open * wets + rinse + et * (1 - mixed));
		}
	}
}

void QS_K(water_ground)(size_t n, const struct qs_water_months *months, const struct qs_water_ground_terms *terms,
			const struct qs_water_sky *sky, const struct qs_water_ground *ground,
			const struct qs_water_flows *flows)
{
	if (ground->watered && flows->full)
		ground_year(1, 1, n, months, terms, sky, ground, flows);
	else if (ground->watered)
		ground_year(1, 0, n, months, terms, sky, ground, flows);
	else if (flows->full)
		ground_year(0, 1, n, months, terms, sky, ground, flows);
	else
		ground_year(0, 0, n, months, terms, sky, ground, flows);
}
