/* A year of the water of a unit by months: what is caught by leaves, evaporates, runs off in storms, drains below the
 * roots.
 *
 * Depths in mm over the unit; tables are [12][n], month first. Two steps: the sky of a year, which all arms share, and
 * the ground of an arm. Rain days n of a month have exponential depths of mean b = rain/n:
 * - snow: share of the rain linear in the month's temperature between snow_c (all) and rain_c (none); the same ramp
 *   times melt_frac of the snow melts (McCabe and Markstrom 2007, USGS Open-File Report 2007-1088)
 * - intercepted: rain (1 - exp(-D/b)), D what leaves and litter hold a rain day; at most the demand and what does not
 *   run off (de Groen and Savenije 2006, Water Resour. Res. 42, W12417)
 * - quick flow: rain exp(-x/5) (1 - x + x^2 exp(x) E1(x)), x = S/b, S = 25400/CN - 254: curve-number runoff (USDA,
 *   lambda 0.2) of the rain days (Guswa et al. 2018, InVEST's seasonal yield); 0 above `ratio_limit` of x
 * - storms: of it what days of a depth of P mm and more shed: the same integral from P on,
 *   rain exp(-w) (z + 1 - 2 x + x^2 exp(z) E1(z)), w = P/b, z = w + 0.8 x (derived here); all quick flow where
 *   P < 0.2 S; none above 20 of w. Exponential days have fewer storms than heavier tails have
 * - sealed: rain exp(-d/b) runs off what is sealed, d its depressions; the rest evaporates; melt runs off; in storms
 *   rain exp(-w) (1 + w - d/b)
 * - demand: (PET - intercepted) (k + (1 - k) bare), k = min(1, leaf area/full) (InVEST: Kc = LAI/3 up to 1; bare soil
 *   0.5); at most capacity x (rain days + 1): a thin store gives no more than it is filled with
 * - soil: W = store + infiltration + irrigation; what stays or evaporates Y = lesser(W, capacity + demand), evaporated
 *   = lesser(W, demand), recharge = W - Y, store = Y - evaporated with Thomas' (1981) smooth lesser of two, the root of
 *   a y^2 - (u + v) y + u v = 0, 0 < a <= 1, and the limits of Zhang et al. 2008 (J. Hydrol. 360, 117-131)
 *
 * Every flow is >= 0 and rain + irrigation = intercepted + evaporated + transpired + quick flow + recharge + change of
 * store and snow. Exponentials of the ground are good to 1.1e-8, shares of quick flow to 7e-7. Irrigation mixes with
 * the store's water: `hot` counts what evaporates of rain alone.
 */
#ifndef QS_KERNELS_WATER_BALANCE_H
#define QS_KERNELS_WATER_BALANCE_H

#include "kernels/weather.h"

#include <stddef.h>

/* What a station and the method say of the twelve months. */
struct qs_water_months {
	double rain_days[12]; /* of the normal year */
	double leaves[12];    /* share of the full leaf area */
};

struct qs_water_sky_terms {
	double snow_c, rain_c, melt_frac;
	double sealed_mm; /* d, depressions of sealed ground */
	double storm_mm;  /* D, depth of a rain day from which it is a storm */
	double hot_c,
		hot_spread_c; /* daily maxima above hot_c are hot; they lie evenly within +- spread of T + range/2 */
	double half_range_c;  /* half the daily range */
};

/* Tables of the year's sky, and a column. per_mm is 1/b, 0 without rain; hot the share of hot days; sealed what runs
 * off sealed ground; storm the share of rain days that are storms; wetter the rain days over the normal year's
 * (column). */
struct qs_water_sky {
	double *rain, *melt, *pet, *per_mm, *hot, *sealed, *storm, *wetter;
};

/* Fills the sky of a year of mean temperature mean_c and rain rain_mm, rain_ratio of the normal year's (rain days and
 * depths both go by its square root); PET of a month = et_slope (table) x max(0, T + 17.8). Steps the snow. */
typedef void qs_k_water_sky_fn(size_t n, const struct qs_station_year *station, const struct qs_water_months *months,
			       const struct qs_water_sky_terms *terms, const double *mean_c, const double *rain_mm,
			       const double *rain_ratio, const double *et_slope, double *snow,
			       const struct qs_water_sky *sky);

struct qs_water_ground_terms {
	double bare;                /* demand of bare soil over PET */
	double full_leaf_area;      /* leaf area from which the demand is PET */
	double lesser;              /* a of the smooth lesser */
	double ratio_limit;         /* of S/b */
	double storm_mm, sealed_mm; /* D >= d, as the sky's */
	double irrigation[12];      /* mm */
};

/* The ground of an arm, columns. */
struct qs_water_ground {
	const double *open;      /* share not sealed */
	const double *retention; /* S, mm */
	const double *canopy;    /* held by leaves a rain day at full leaf area, mm */
	const double *litter;    /* held by litter a rain day, mm */
	const double *leaf_area; /* at full leaf, m2/m2 */
	const double *capacity;  /* of the store of open ground, mm */
	double *store, *watered; /* water in the soil, and of it from irrigation (NULL: none ever); state */
};

/* The year's flows, columns; `storm` is the part of the quick flow that storms shed, `hot` what evaporates on hot days,
 * irrigation's water left out. */
struct qs_water_flows {
	double *intercepted, *evaporated, *transpired, *quickflow, *storm, *recharge, *hot;
	double *full, *wet; /* NULL, or tables: of what the store can hold (at most 1; 1 where it holds nothing) the
			       share that is there as a month ends, and its mean of the month: half of it and half of
			       the store with what entered */
};

/* Steps the ground through the year; fills the flows. */
typedef void qs_k_water_ground_fn(size_t n, const struct qs_water_months *months,
				  const struct qs_water_ground_terms *terms, const struct qs_water_sky *sky,
				  const struct qs_water_ground *ground, const struct qs_water_flows *flows);

#endif
