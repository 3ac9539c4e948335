/* The water of a year, month by month over columns. */
#include "kernels/water_balance.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

/* Threshold of storms over a rain day's mean depth, beyond which there are none: exp(-20) = 2e-9 of the rain days. */
#define STORM_RATIO 20.0

/* x, at least 0 and at most 1. */
QS_K_INLINE double share_of(double x)
{
	return qs_k_select(x < 0, 0.0, qs_k_select(x > 1, 1.0, x));
}

QS_K_INLINE double least(double a, double b)
{
	return a < b ? a : b;
}

/* exp(-x) as a power of two and exp of a rest of at most ln 2 / 2. */
struct decay {
	double rest, power;
};

QS_K_INLINE struct decay decay_parts(double x)
{
	const double t = QS_K_ROUND - x * QS_K_LOG2E, k = t - QS_K_ROUND;

	return (struct decay){-x - k * 0x1.62e42fefa39efp-1, qs_k_double((qs_k_bits(t) + 1023) << 52)};
}

QS_K_INLINE double decay_of(struct decay d)
{
	const double r = d.rest, r2 = r * r;
	const double q = (0.5 + 0x1.5554dd04c5f94p-3 * r) +
			 r2 * ((0x1.555519337977ap-5 + 0x1.120b618d2120cp-7 * r) + r2 * 0x1.6d10fc86927f1p-10);

	return (1.0 + (r + r2 * q)) * d.power;
}

/* exp(-x) for 0 <= x <= 700, 1 at 0; relative error below 1.1e-8, where that of share_over/share_under is 6e-7. The
 * polynomial of (exp(r) - 1 - r)/r^2 is interpolated at Chebyshev nodes for this project. */
QS_K_INLINE double decay(double x)
{
	return decay_of(decay_parts(x));
}

void QS_K(water_sky)(size_t n, const struct qs_station_year *station, const struct qs_water_months *months,
		     const struct qs_water_sky_terms *terms, const double *mean_c, const double *rain_mm,
		     const double *rain_ratio, const double *et_slope, double *snow, const struct qs_water_sky *sky)
{
	const struct qs_water_sky_terms s = *terms;
	const double ramp = s.rain_c > s.snow_c ? 1 / (s.rain_c - s.snow_c) : 1e9;
	const double hot_ramp = s.hot_spread_c > 0 ? 1 / (2 * s.hot_spread_c) : 1e9;
	const double warmest = s.half_range_c - s.hot_c;
	const double rarest = STORM_RATIO;
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
		double *restrict const storm = sky->storm + row;
		uint64_t any = 0;

#pragma omp simd reduction(| : any)
		for (size_t i = 0; i < n; i++) {
			const double t = mean_c[i] + anomaly, heat = t + 17.8, fall = rain_mm[i] * share;
			const double warm = share_of((t - s.snow_c) * ramp), liquid = fall * warm;
			const double lying = snow[i] + (fall - liquid), melts = s.melt_frac * warm * lying;
			const double wet = normal_days * wetter[i];
			const double per = qs_k_select(liquid > 0, wet / qs_k_select(liquid > 0, liquid, 1.0), 0.0);

			any |= qs_k_bits(liquid);
			rain[i] = liquid;
			melt[i] = melts;
			snow[i] = lying - melts;
			pet[i] = et_slope[row + i] * qs_k_select(heat > 0, heat, 0.0);
			per_mm[i] = per;
			hot[i] = share_of((t + warmest) * hot_ramp + 0.5);
		}
		if (!any) {
			for (size_t i = 0; i < n; i++) {
				sealed[i] = melt[i];
				storm[i] = 0;
			}
			continue;
		}
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			sealed[i] = rain[i] * decay(least(s.sealed_mm * per_mm[i], 700)) + melt[i];
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double ratio = s.storm_mm * per_mm[i], days = decay(least(ratio, rarest));

			storm[i] = qs_k_select((ratio > 0) & (ratio <= rarest), days, 0.0);
		}
	}
}

/* 1 - x + x^2 exp(x) E1(x) for x > 0 as a ratio p/q of polynomials with positive coefficients, interpolated for this
 * project; relative error below 6e-7 up to x = 100. */
QS_K_INLINE double share_over(double x)
{
	const double x2 = x * x, x4 = x2 * x2;

	return ((0x1.ffffee514c71dp-1 + 0x1.f6c63c75ce0c3p+6 * x) +
		x2 * (0x1.3e348241b7d48p+11 + 0x1.8977468327738p+13 * x)) +
	       x4 * ((0x1.227b886c7f87cp+14 + 0x1.21e1b5f9cace6p+13 * x) +
		     x2 * (0x1.9aaa56789be63p+10 + 0x1.6227aef93fd03p+6 * x));
}

QS_K_INLINE double share_under(double x)
{
	const double x2 = x * x, x4 = x2 * x2;

	return ((0x1.0000000000000p+0 + 0x1.fac4282b91e93p+6 * x) +
		x2 * (0x1.4d5bb82d0852dp+11 + 0x1.cfb41bcd32af5p+13 * x)) +
	       x4 * (((0x1.b8e3abf52478ap+14 + 0x1.4e862228053f9p+14 * x) +
		      x2 * (0x1.b394b7f595b28p+12 + 0x1.dd11c65b1e154p+9 * x)) +
		     x4 * 0x1.6227af048d2e5p+5);
}

/* Over the rain days of storms (depth over w b) what the mean day sheds, in mean depths b, x = S/b, 0.2 x <= w:
 * z + 1 - 2 x + x^2/z y with z = w + 0.8 x and y = z exp(z) E1(z) = (z - 1 + share(z))/z. */
QS_K_INLINE double storm_depth(double w, double x)
{
	const double z = w + 0.8 * x, under = share_under(z);

	return z + 1 - 2 * x + x * x * ((z - 1) * under + share_over(z)) / (z * z * under);
}

/* The smooth lesser of u and v: the root y <= u, v of a y^2 - (u + v) y + u v = 0, half = 1/(2 a); it is good to the
 * rounding of u + v. */
QS_K_INLINE double lesser(double a, double half, double u, double v)
{
	const double sum = u + v, root = sum * sum - 4.0 * a * (u * v);

	return least(least(u, v), (sum - sqrt(qs_k_select(root > 0, root, 0.0))) * half);
}

/* Lanes that are stepped together. Loops over them are short on purpose: a month of a lane is one chain of dependent
 * operations, and a core holds several lanes of a short loop in flight, but less than one of the whole month. */
enum { STRIP = 64 };

/* What the sky gives a strip in a month, and what the month has. Columns begin at the strip. */
struct month {
	const double *rain, *melt, *pet, *per_mm, *hot, *sealed, *storm, *wetter;
	double leaves, irrigation, days;
};

/* What has become of it so far. */
struct strip {
	double share[STRIP], runs[STRIP], storms[STRIP], wets[STRIP], plants[STRIP], demand[STRIP], water[STRIP],
		stays[STRIP], et[STRIP], surface[STRIP];
	double x[STRIP], rest[STRIP], power[STRIP]; /* of exponentials */
};

/* decay of x, in two loops: its power of two and the rest, then the polynomial, which stands in `rest`. */
QS_K_INLINE void decays(size_t n, struct strip *s)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct decay d = decay_parts(s->x[i]);

		s->rest[i] = d.rest;
		s->power[i] = d.power;
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		s->rest[i] = decay_of((struct decay){s->rest[i], s->power[i]});
}

static struct qs_water_ground ground_at(const struct qs_water_ground *ground, size_t from)
{
	const struct qs_water_ground *const g = ground;

	return (struct qs_water_ground){
		g->open + from,      g->retention + from, g->canopy + from, g->litter + from,
		g->leaf_area + from, g->capacity + from,  g->store + from,  g->watered ? g->watered + from : NULL};
}

static struct qs_water_flows flows_at(const struct qs_water_flows *flows, size_t from)
{
	const struct qs_water_flows *const f = flows;

	return (struct qs_water_flows){f->intercepted + from,
				       f->evaporated + from,
				       f->transpired + from,
				       f->quickflow + from,
				       f->storm + from,
				       f->recharge + from,
				       f->hot + from,
				       f->full ? f->full + from : NULL,
				       f->full ? f->wet + from : NULL};
}

/* What open ground sheds of the month's rain, in storms and in all. */
QS_K_INLINE void shed(_Bool storms, size_t n, const struct month m, struct strip *s, const struct qs_water_ground *g,
		      const struct qs_water_ground_terms *terms)
{
	const double limit = terms->ratio_limit, storm_mm = terms->storm_mm;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double at = least(g->retention[i] * m.per_mm[i], limit);

		s->x[i] = 0.2 * at;
		s->share[i] = share_over(at) / share_under(at);
	}
	decays(n, s);
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double x = g->retention[i] * m.per_mm[i], share = s->rest[i] * s->share[i];

		s->runs[i] = m.rain[i] * qs_k_select(x > limit, 0.0, share_of(share));
		s->storms[i] = 0;
	}
	if (!storms)
		return; /* where no lane has storms all have 0 mm */
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double x = g->retention[i] * m.per_mm[i], days = m.storm[i];
		const double w = qs_k_select(days > 0, storm_mm * m.per_mm[i], 1.0);
		const double depth = storm_depth(w, 5 * least(0.2 * x, w));
		const double some = qs_k_select(0.2 * x > w, s->runs[i], least(s->runs[i], m.rain[i] * days * depth));

		s->storms[i] = qs_k_select(days > 0, some, 0.0);
	}
}

/* Demand of the surface over PET, and the plants' part of it. */
QS_K_INLINE void leaf(size_t n, double leaves, struct strip *s, const struct qs_water_ground *g,
		      const struct qs_water_ground_terms *terms)
{
	const double bare = terms->bare, per_leaf = 1 / terms->full_leaf_area;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double green = least(1.0, g->leaf_area[i] * leaves * per_leaf);
		const double surface = green + (1 - green) * bare;

		s->surface[i] = surface;
		s->plants[i] = green / qs_k_select(surface > 0, surface, 1.0);
	}
}

/* What leaves and litter catch. */
QS_K_INLINE void intercept(size_t n, const struct month m, struct strip *s, const struct qs_water_ground *g)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		s->x[i] = least((g->canopy[i] * m.leaves + g->litter[i]) * m.per_mm[i], 700);
	decays(n, s);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		s->wets[i] = least(m.rain[i] * (1 - s->rest[i]), least(m.pet[i], m.rain[i] - s->runs[i]));
}

/* A month without rain: nothing is shed or caught. */
QS_K_INLINE void rainless(size_t n, struct strip *s)
{
	for (size_t i = 0; i < n; i++)
		s->runs[i] = s->storms[i] = s->wets[i] = 0;
}

/* What is asked of the store, and what the rest of the rain makes of it before it drains. */
QS_K_INLINE void fill(size_t n, const struct month m, struct strip *s, const struct qs_water_ground *g)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double open = g->open[i], deepest = g->capacity[i] * (m.days * m.wetter[i] + 1);

		s->demand[i] = open * least((m.pet[i] - s->wets[i]) * s->surface[i], deepest);
		s->water[i] = g->store[i] + m.irrigation + open * (m.rain[i] - s->runs[i] - s->wets[i] + m.melt[i]);
	}
}

/* What stays in the store or evaporates. */
QS_K_INLINE void keep(size_t n, struct strip *s, const struct qs_water_ground *g, double a)
{
	const double half = 0.5 / a;

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		s->stays[i] = lesser(a, half, s->water[i], g->open[i] * g->capacity[i] + s->demand[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		s->et[i] = least(s->stays[i], lesser(a, half, s->water[i], s->demand[i]));
}

/* Steps the store and adds the month to the year's flows. `whole`: no lane has sealed ground. */
QS_K_INLINE void book(_Bool traced, _Bool told, _Bool whole, size_t n, const struct month m, const struct strip *s,
		      const struct qs_water_ground *g, const struct qs_water_ground_terms *terms,
		      const struct qs_water_flows *f, size_t row)
{
	const double beyond = terms->storm_mm - terms->sealed_mm;
	double *restrict const store = g->store, *restrict const watered = g->watered;
	double *restrict const full = f->full, *restrict const wet = f->wet;
	double *restrict const intercepted = f->intercepted, *restrict const evaporated = f->evaporated,
			       *restrict const transpired = f->transpired, *restrict const quickflow = f->quickflow,
			       *restrict const storm = f->storm, *restrict const recharge = f->recharge,
			       *restrict const hot = f->hot;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double open = whole ? 1 : g->open[i], closed = 1 - open, water = s->water[i], et = s->et[i];
		const double rinse = whole ? 0 : closed * (m.rain[i] + m.melt[i] - m.sealed[i]),
			     left = s->stays[i] - et;
		const double some = qs_k_select(water > 0, water, 1.0);
		const double mixed = traced ? share_of((watered[i] + m.irrigation) / some) : 0.0;
		const double by_plants = et * s->plants[i], caught = open * s->wets[i];

		store[i] = left;
		if (traced)
			watered[i] = mixed * left;
		if (told) {
			const double most = open * g->capacity[i], per = 1 / qs_k_select(most > 0, most, 1.0);
			const double part = qs_k_select(most > 0, least(1.0, left * per), 1.0);

			full[row + i] = part;
			wet[row + i] = qs_k_select(most > 0, 0.5 * (least(1.0, water * per) + part), 1.0);
		}
		intercepted[i] += caught;
		transpired[i] += by_plants;
		recharge[i] += water - s->stays[i];
		if (whole) {
			evaporated[i] += et - by_plants;
			quickflow[i] += s->runs[i];
			storm[i] += s->storms[i];
			hot[i] += m.hot[i] * (caught + et * (1 - mixed));
		} else {
			evaporated[i] += (et - by_plants) + rinse;
			quickflow[i] += open * s->runs[i] + closed * m.sealed[i];
			storm[i] +=
				open * s->storms[i] + closed * (m.rain[i] * m.storm[i] * (1 + beyond * m.per_mm[i]));
			hot[i] += m.hot[i] * (caught + rinse + et * (1 - mixed));
		}
	}
}

/* Nonzero if any of the column is no zero. */
QS_K_INLINE uint64_t some_of(size_t n, const double *restrict column)
{
	uint64_t any = 0;

#pragma omp simd reduction(| : any)
	for (size_t i = 0; i < n; i++)
		any |= qs_k_bits(column[i]);
	return any;
}

QS_K_INLINE _Bool all_open(size_t n, const double *restrict open)
{
	uint64_t other = 0;

#pragma omp simd reduction(| : other)
	for (size_t i = 0; i < n; i++)
		other |= qs_k_bits(open[i]) ^ qs_k_bits(1.0);
	return !other;
}

/* The strip of n lanes that begins at `from`, of `lanes`, through the year. */
QS_K_INLINE void strip_year(_Bool traced, _Bool told, size_t n, size_t from, size_t lanes,
			    const struct qs_water_months *months, const struct qs_water_ground_terms *terms,
			    const struct qs_water_sky *sky, const struct qs_water_ground *ground,
			    const struct qs_water_flows *flows)
{
	const struct qs_water_ground g = ground_at(ground, from);
	const struct qs_water_flows f = flows_at(flows, from);
	const _Bool whole = all_open(n, g.open);
	struct strip s;

	for (size_t i = 0; i < n; i++)
		f.intercepted[i] = f.evaporated[i] = f.transpired[i] = f.quickflow[i] = f.storm[i] = f.recharge[i] =
			f.hot[i] = 0;
	for (size_t m = 0; m < 12; m++) {
		const size_t row = m * lanes + from;

		const struct month of = {sky->rain + row,      sky->melt + row,     sky->pet + row,
					 sky->per_mm + row,    sky->hot + row,      sky->sealed + row,
					 sky->storm + row,     sky->wetter + from,  months->leaves[m],
					 terms->irrigation[m], months->rain_days[m]};

		if (!m || of.leaves < months->leaves[m - 1] || of.leaves > months->leaves[m - 1])
			leaf(n, of.leaves, &s, &g, terms);
		if (some_of(n, of.rain)) {
			shed(some_of(n, of.storm) != 0, n, of, &s, &g, terms);
			intercept(n, of, &s, &g);
		} else {
			rainless(n, &s);
		}
		fill(n, of, &s, &g);
		keep(n, &s, &g, terms->lesser);
		if (whole)
			book(traced, told, 1, n, of, &s, &g, terms, &f, m * lanes);
		else
			book(traced, told, 0, n, of, &s, &g, terms, &f, m * lanes);
	}
}

QS_K_INLINE void ground_year(_Bool traced, _Bool told, size_t n, const struct qs_water_months *months,
			     const struct qs_water_ground_terms *terms, const struct qs_water_sky *sky,
			     const struct qs_water_ground *ground, const struct qs_water_flows *flows)
{
	size_t from = 0;

	for (; from + STRIP <= n; from += STRIP)
		strip_year(traced, told, STRIP, from, n, months, terms, sky, ground, flows);
	if (from < n)
		strip_year(traced, told, n - from, from, n, months, terms, sky, ground, flows);
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
