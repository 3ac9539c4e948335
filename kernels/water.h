/* Water of a year, a month or a storm: evapotranspiration by Budyko-like curves, runoff by curve numbers.
 *
 * Depths in mm unless a name says in (inches, as in the published equations of quick flow). Columns have n lanes.
 * Sources: Fu 1981 and Zhang et al. 2004 (curve of w); Zhang, Dawes and Walker 2001, Water Resour. Res. 37, 701-708;
 * USDA National Engineering Handbook 4 (curve numbers); the forms of InVEST's annual and seasonal water yield.
 */
#ifndef QS_KERNELS_WATER_H
#define QS_KERNELS_WATER_H

#include <stddef.h>

/* Share of the rain that evaporates, 1 + x - (1 + x^w)^(1/w) with x = pet/precip; w >= 1. NaN without rain. */
typedef void qs_k_water_fu_fn(size_t n, const double *restrict precip, const double *restrict pet,
			      const double *restrict w, double *restrict aet_frac);

/* Plant-available water coefficients and potential evapotranspiration (mm/a) of forest and grass: 2, 0.5, 1410, 1100.
 */
struct qs_water_zhang {
	double w_forest, w_grass, e0_forest, e0_grass;
};

/* The same share as the mean of forest and grass by the forest's share of the area:
 * (1 + w E0/P)/(1 + w E0/P + P/E0). NaN without rain. */
typedef void qs_k_water_zhang_fn(size_t n, const struct qs_water_zhang *zhang, const double *restrict precip,
				 const double *restrict forest_frac, double *restrict aet_frac);

/* What InVEST's annual yield takes of a cell. */
struct qs_water_cells {
	const double *kc, *eto, *precip;  /* crop coefficient, reference evapotranspiration, rain */
	const double *root, *soil, *pawc; /* depths in mm, available water as a fraction */
	const double *vegetated;          /* 1 or 0 */
};

/* The same share by InVEST: Fu's with pet = kc eto and w = min(z min(root, soil) pawc/precip + 1.25, w_max), at most
 * pet/precip; min(pet, precip)/precip where not vegetated, and w is then NaN. NaN without rain. */
typedef void qs_k_water_invest_fn(size_t n, double z, double w_max, const struct qs_water_cells *cells,
				  double *restrict w, double *restrict aet_frac);

/* Evapotranspiration and yield (mm) of a share; both 0 without rain. */
typedef void qs_k_water_yield_fn(size_t n, const double *restrict precip, const double *restrict aet_frac,
				 double *restrict aet, double *restrict yield);

/* Storm runoff: retention S = 25400/CN - 254 (cn_zero at a curve number of 0), runoff (P - a S)^2/(P + (1 - a) S)
 * where P > a S, else 0; a is the initial abstraction's share (0.2). */
typedef void qs_k_water_runoff_fn(size_t n, double abstraction, double cn_zero, const double *restrict precip,
				  const double *restrict cn, double *restrict retention, double *restrict runoff);

/* Quick flow of a month with exponentially distributed rain on `events` rainy days, mean depth a = P/(25.4 events) in,
 * S = 1000/CN - 10 in (0 on a stream):
 *     25.4 events ((a - S) exp(-0.2 S/a) + S^2/a exp(0.8 S/a) E1(S/a)).
 * 0 without rain or events (mean_event_in is then NaN), above ratio_limit of S/a, or where the equation is negative;
 * else all rain where S is 0. */
typedef void qs_k_water_quickflow_fn(size_t n, double ratio_limit, const double *restrict precip,
				     const double *restrict events, const double *restrict cn,
				     const double *restrict stream, double *restrict retention_in,
				     double *restrict mean_event_in, double *restrict quickflow);

#endif
