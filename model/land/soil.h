/* The soil of a block: a year of twelve RothC months, and the rates of the normal year.
 *
 * `rothc` is RothC-26.3; `rothc-dryland` steps the water and factor b of its form for dry soils (van Genuchten store to
 * -1000 bar, bare soil by the published factor) and shares everything else. The water store is that of the fine earth,
 * native and laid.
 */
#ifndef QS_MODEL_LAND_SOIL_H
#define QS_MODEL_LAND_SOIL_H

#include "model/land/block.h"

/* Fills what a centimetre of a unit's fine earth holds, for the lanes of a segment. */
void qs_soil_fill(struct qs_block *block, const struct qs_segment *segment);

/* Limits of the water store of an arm after its fine earth changed: fine_cm is a column. */
void qs_soil_depth_changed(struct qs_block *block, int arm, const double *fine_cm);

/* Rates r of the months of the normal year, [12][n], under the arm's cover; leaves the arm's deficit at the end of a December that
 * repeats. temperature_c and balance_mm are [12][n]; b and cover are work tables of the same size. */
void qs_soil_normal_rates(struct qs_block *block, int arm, const double *temperature_c, const double *balance_mm, double *b,
			  double *cover, double *r);

/* The twelve months of a year: dpm and rpm are the year's input, columns. Respiration adds to the arm's flows. */
void qs_soil_year(struct qs_block *block, int arm, double irrigation_mm, const double *dpm, const double *rpm);

#endif
