/* Planted trees by 3-PG instead of curves: what the monthly model is given in a run, and how its masses become carbon.
 *
 * Each species of a planting is a stand of its own on its share of the ground (share of stems x open ground), as with
 * the curves, with 3-PGpjs (settings 1, 1, 1, 1, 0) and a store of soil water of its own: RothC's available water of
 * the fine earth. Month by month: the year's temperature with the station's anomalies and daily range, rain by the
 * station's shares and irrigation, radiation on the slope of the normal year, vapour pressure deficit and frost days
 * from the temperatures, CO2 350 ppm.
 *
 * Mass to carbon: the species' carbon fraction x the share of ground. Foliage that falls or dies goes to the floor,
 * stems that die to dead wood, turnover and death of roots into the soil. Leaves that production has not paid for when
 * they fall never were: they are taken off the leaf fall. What came with the stock is a part of each of the three
 * masses and leaves with it. Survival, replanting, early losses, drought losses and grazing are those of the curves.
 * Equations and their domain: docs/land.md.
 */
#ifndef QS_MODEL_LAND_FOREST_H
#define QS_MODEL_LAND_FOREST_H

#include "kernels/threepg/threepg.h"
#include "model/base/arena.h"

#include <stddef.h>

struct qs_block;
struct qs_segment;
struct qs_unit_climate;

enum { QS_FOREST_PLANTED_IN = 3 }; /* stock is planted in March, without leaves where the species sheds them */
#define QS_FOREST_CO2 350.0        /* ppm: at which the sets were fitted and the response is 1 */

enum { QS_FOREST_MASSES = 3 }; /* stem, root, foliage */

/* One species' stands: the columns of 3-PG and what the land model keeps beside them. */
struct qs_forest {
	struct qs_threepg_block block;
	double *coefs, *site;
	double *ground;                    /* share of the unit that the stand stands on */
	double *leaf_area;                 /* on the unit, greatest of the year */
	double *fertility;                 /* FR that the coefficients were made for */
	double *brought[QS_FOREST_MASSES]; /* of stem, root and foliage what came with the stock, t/ha of its ground */
};

enum qs_forest_book {
	QS_FOREST_NPP,
	QS_FOREST_FORGIVEN, /* leaves that were never paid for */
	QS_FOREST_LOST,     /* stem, root, foliage; of what grew here */
	QS_FOREST_LOST_BROUGHT = QS_FOREST_LOST + QS_FOREST_MASSES,
	QS_FOREST_START,  /* mass at the year's start */
	QS_FOREST_COVER,  /* of the stand's ground, its greatest of the year */
	QS_FOREST_LEAVES, /* leaf area, its greatest of the year */
	QS_FOREST_BOOKS
};

/* What the stands of a block share. Months' weather at [(month * QS_3PG_WEATHERS + column) * stride + lane]. */
struct qs_forest_weather {
	size_t stride;
	double *month;
	double *booked[QS_FOREST_BOOKS]; /* work: a year's sums, t/ha of dry matter of the stand's ground */
};

/* Takes the columns of all stands of a block; returns nonzero without memory. Nothing is taken without 3-PG. */
int qs_forest_take(struct qs_block *block, struct qs_arena *arena);

/* What of the weather is the same every year: radiation and day length of a segment's unit. */
void qs_forest_fill(struct qs_block *block, const struct qs_segment *segment, const struct qs_unit_climate *climate);

/* The twelve months of a year whose temperature and rain are known. */
void qs_forest_months(struct qs_block *block);

/* A year of cohort `index` of an arm, planting included; books its flows and sets its carbon, stems and cover. */
void qs_forest_year(struct qs_block *block, int arm, size_t index, int year, double irrigation_mm);

/* Works take a part of the stand. */
void qs_forest_clear(struct qs_block *block, int arm, size_t index, double part);

/* Shares of a lane's stems and of all its masses go; the caller books them. */
void qs_forest_cut(struct qs_forest *forest, size_t lane, double stems, double mass);

/* What of a lane's mass is above ground, share; 1 without any. */
double qs_forest_top_share(const struct qs_forest *forest, size_t lane);

/* A share of the leaves of each lane, those that wait for spring included, is eaten: what stood falls to the floor. */
void qs_forest_eaten(struct qs_block *block, int arm, size_t index, const double *share);

#endif
