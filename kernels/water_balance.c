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
	return a < b ? a : b;
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

/* exp(-x) for 0 <= x <= 700, bits of qs_k_exp: neither bound nor subnormal results are met. */
QS_K_INLINE double decay(double x)
{
	const double t = -x * QS_K_LOG2E + QS_K_ROUND;
	const double k = t - QS_K_ROUND;
	const double r = (-x - k * QS_K_LN2_HI) + (0.0 - k * QS_K_LN2_LO);
	const double e = 1.0 + (r + r * r * (0.5 + r * qs_k_exp_rest(r)));

	return e * qs_k_double((qs_k_bits(t) + 1023) << 52);
}

/* The smooth lesser of u and v: the root y <= u, v of a y^2 - (u + v) y + u v = 0. */
QS_K_INLINE double lesser(double a, double u, double v)
{
	const double sum = u + v, root = sum * sum - 4.0 * a * (u * v);
	const double below = sum + sqrt(qs_k_select(root > 0, root, 0.0));

	return least(least(u, v), 2.0 * (u * v) / qs_k_select(below > 0, below, 1.0));
}

enum { STRIP = 64 };

/* What a month's rain does before it reaches the soil, of a strip of lanes. */
struct strip {
	double share[STRIP], runs[STRIP], wets[STRIP], green[STRIP], evaporates[STRIP], water[STRIP], room[STRIP];
	double demand[STRIP], stays[STRIP], et[STRIP];
};

/* The ground of lanes [from, from + n) through the year. Loops are short on purpose: each is a chain of dependent
 * operations, and a core holds several lanes of a short one in flight but less than one of the whole month. */
QS_K_INLINE void ground_strip(_Bool traced, _Bool told, size_t lanes, size_t from, size_t n,
			      const struct qs_water_months *months, const struct qs_water_ground_terms *terms,
			      const struct qs_water_sky *sky, const struct qs_water_ground *ground,
			      const struct qs_water_flows *flows)
{
	const double bare = terms->bare, a = terms->lesser, limit = terms->ratio_limit;
	const double per_leaf = 1 / terms->full_leaf_area;
	const double *restrict const wetter = sky->wetter + from, *restrict const open = ground->open + from;
	const double *restrict const retention = ground->retention + from, *restrict const canopy =
										   ground->canopy + from;
	const double *restrict const litter = ground->litter + from, *restrict const leaf_area =
									     ground->leaf_area + from;
	const double *restrict const capacity = ground->capacity + from;
	double *restrict const store = ground->store + from;
	double *restrict const watered = traced ? ground->watered + from : NULL;
	double *restrict const intercepted = flows->intercepted + from, *restrict const evaporated =
										flows->evaporated + from;
	double *restrict const transpired = flows->transpired + from, *restrict const quickflow =
									      flows->quickflow + from;
	double *restrict const recharge = flows->recharge + from, *restrict const hot_et = flows->hot + from;
	struct strip s;

	for (size_t i = 0; i < n; i++)
		intercepted[i] = evaporated[i] = transpired[i] = quickflow[i] = recharge[i] = hot_et[i] = 0;
	for (size_t m = 0; m < 12; m++) {
		const double leaves = months->leaves[m], irrigation = terms->irrigation[m], days = months->rain_days[m];
		const size_t row = m * lanes + from;
		const double *restrict const rain = sky->rain + row, *restrict const melt = sky->melt + row;
		const double *restrict const pet = sky->pet + row, *restrict const per_mm = sky->per_mm + row;
		const double *restrict const hot = sky->hot + row, *restrict const sealed = sky->sealed + row;
		double *restrict const full = told ? flows->full + row : NULL;
		double *restrict const wet = told ? flows->wet + row : NULL;

#pragma omp simd
		for (size_t i = 0; i < n; i++) { /* share of the rain that runs off open ground */
			const double x = retention[i] * per_mm[i], at = least(x, limit);

			s.share[i] = storm_share(at);
		}
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double x = retention[i] * per_mm[i], at = least(x, limit);
			const double share = decay(0.2 * at) * s.share[i];

			s.runs[i] = rain[i] * qs_k_select(x > limit, 0.0, share_of(share));
		}
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double held = (canopy[i] * leaves + litter[i]) * per_mm[i];

			s.wets[i] = least(rain[i] * (1 - decay(least(held, 700))), least(pet[i], rain[i] - s.runs[i]));
		}
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double green = least(1.0, leaf_area[i] * leaves * per_leaf);
			const double soil = (1 - green) * bare, surface = green + soil;

			s.green[i] = green / qs_k_select(surface > 0, surface, 1.0);
			s.demand[i] =
				open[i] * least((pet[i] - s.wets[i]) * surface, capacity[i] * (days * wetter[i] + 1));
			s.water[i] = store[i] + irrigation + open[i] * (rain[i] - s.runs[i] - s.wets[i] + melt[i]);
		}
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			s.stays[i] = lesser(a, s.water[i], open[i] * capacity[i] + s.demand[i]);
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			s.et[i] = least(s.stays[i], lesser(a, s.water[i], s.demand[i]));
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double closed = 1 - open[i], rinse = closed * (rain[i] + melt[i] - sealed[i]);
			const double water = s.water[i], et = s.et[i], left = s.stays[i] - et;
			const double some = qs_k_select(water > 0, water, 1.0);
			const double mixed = traced ? share_of((watered[i] + irrigation) / some) : 0.0;
			const double by_plants = et * s.green[i];

			store[i] = left;
			if (traced)
				watered[i] = mixed * left;
			if (told) {
				const double most = open[i] * capacity[i], per = 1 / qs_k_select(most > 0, most, 1.0);

				full[i] = qs_k_select(most > 0, least(1.0, left * per), 1.0);
				wet[i] = qs_k_select(most > 0, 0.5 * (least(1.0, water * per) + full[i]), 1.0);
			}
			intercepted[i] += open[i] * s.wets[i];
			transpired[i] += by_plants;
			evaporated[i] += (et - by_plants) + rinse;
			quickflow[i] += open[i] * s.runs[i] + closed * sealed[i];
			recharge[i] += water - s.stays[i];
			hot_et[i] += hot[i] * (open[i] * s.wets[i] + rinse + et * (1 - mixed));
		}
	}
}

QS_K_INLINE void ground_year(_Bool traced, _Bool told, size_t n, const struct qs_water_months *months,
			     const struct qs_water_ground_terms *terms, const struct qs_water_sky *sky,
			     const struct qs_water_ground *ground, const struct qs_water_flows *flows)
{
	for (size_t from = 0; from < n; from += STRIP)
		ground_strip(traced, told, n, from, n - from < STRIP ? n - from : STRIP, months, terms, sky, ground,
			     flows);
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
