/* Allometry: dry mass of a tree by its diameter, of a stand by its stem volume, and the roots and carbon of either.
 *
 * A tree's mass above ground (kg) is constant + sum of a x^b over at most four terms, x = intercept + slope D with D
 * the diameter at breast height (cm): x is D itself, or a diameter at the ground. Equations are published as powers, or
 * as logarithms ln M = a + b ln x or log10 M = a + b log10 x, in kg or g, without correction for the bias of
 * logarithms. A stand's mass above ground (t/ha) is its volume (m3/ha) times density x expansion factor, or times an
 * expansion factor of volume (BCEF) that falls by classes of volume; roots are a ratio of it, which may fall by
 * classes, too. An equation holds for the diameters of its sample. What lies beyond is computed, marked and counted,
 * never bent back. Columns have n lanes. Sources: IPCC 2006 Guidelines, vol. 4, chapter 4 (volume, BCEF, root:shoot);
 * equations by species with their own in model/packs/allometry.
 */
#ifndef QS_KERNELS_ALLOMETRY_H
#define QS_KERNELS_ALLOMETRY_H

#include <stddef.h>
#include <stdint.h>

/* What a value is worth, as numbers in a column. */
enum qs_allometry_status {
	QS_ALLOMETRY_INSIDE, /* of the range of its source */
	QS_ALLOMETRY_BELOW,  /* the range: extrapolated */
	QS_ALLOMETRY_ABOVE,  /* the range: extrapolated */
	QS_ALLOMETRY_NONE,   /* the equation gives less than nothing here, or no power exists; the result is 0 */
	QS_ALLOMETRY_STATUS_COUNT
};

enum { QS_ALLOMETRY_TERMS = 4, QS_ALLOMETRY_CLASSES = 8 };

enum qs_allometry_form { QS_ALLOMETRY_POWER, QS_ALLOMETRY_LN, QS_ALLOMETRY_LOG10 };

struct qs_allometry {
	size_t n;                                                             /* terms */
	double coefficient[QS_ALLOMETRY_TERMS], exponent[QS_ALLOMETRY_TERMS]; /* kg at x = 1; 0, 1 beyond n */
	double constant;                                                      /* kg */
	double intercept, slope;                                              /* cm; x = D: 0 and 1 */
	double dbh_min, dbh_max;                                              /* cm, of the sample */
};

/* Sets the terms from the published coefficients (or intercepts of logarithms) of a mass in kg_per_unit (0.001: grams).
 * n is 1..QS_ALLOMETRY_TERMS. The other members are the caller's. */
void qs_allometry_set(struct qs_allometry *equation, enum qs_allometry_form form, double kg_per_unit, size_t n,
		      const double *coefficients, const double *exponents);

/* Mass above ground (kg) of trees of a diameter above 0, and each one's status; adds the statuses to count. */
typedef void qs_k_allometry_tree_fn(size_t n, const struct qs_allometry *equation, const double *restrict dbh_cm,
				    double *restrict kg, double *restrict status,
				    uint64_t count[QS_ALLOMETRY_STATUS_COUNT]);

/* A value by classes: value[k] above limit[k], up to and with limit[k + 1]; limit[0] belongs to the first class, and
 * what is below it has the first value and is extrapolated. n is 1..QS_ALLOMETRY_CLASSES. */
struct qs_allometry_classes {
	size_t n;
	double limit[QS_ALLOMETRY_CLASSES], value[QS_ALLOMETRY_CLASSES];
};
typedef void qs_k_allometry_class_fn(size_t n, const struct qs_allometry_classes *classes, const double *restrict x,
				     double *restrict value, double *restrict status,
				     uint64_t count[QS_ALLOMETRY_STATUS_COUNT]);

/* Roots and carbon of a mass above ground (any unit): below = root_shoot above, carbon = carbon_frac (above + below).
 */
typedef void qs_k_allometry_carbon_fn(size_t n, double carbon_frac, const double *restrict root_shoot,
				      const double *restrict above, double *restrict below, double *restrict carbon);

#endif
