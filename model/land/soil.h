/* The soil of a block: its start and its year by the model that the recipe names (model/land/soil_kind.h), RothC itself, and
 * the way of litter's traits into the soil.
 *
 * `rothc` is RothC-26.3; `rothc-dryland` steps the water and factor b of its form for dry soils (van Genuchten store to
 * -1000 bar, bare soil by the published factor) and shares everything else. The water store is that of the fine earth,
 * native and laid.
 */
#ifndef QS_MODEL_LAND_SOIL_H
#define QS_MODEL_LAND_SOIL_H

#include "model/land/block.h"

/* Fills what a centimetre of a unit's fine earth holds, for RothC and for plants, for the lanes of a segment. */
void qs_soil_fill(struct qs_block *block, const struct qs_segment *segment);

/* Limits of the water store of an arm after its fine earth changed: fine_cm is a column. */
void qs_soil_depth_changed(struct qs_block *block, int arm, const double *fine_cm);

/* RothC's rate factor b of a month (0 ... 11) after its water: of the deficit that the model steps by itself from the
 * balance (mm), or with shared water of the store of model/land/water.h, whose year has been stepped. */
void qs_soil_moisture(struct qs_block *block, int arm, size_t month, const double *balance_mm, const double *cover,
		      double *factor);

/* Rates r of the months of the normal year, [12][n], under the arm's cover; leaves the arm's deficit at the end of a December that
 * repeats. temperature_c and balance_mm are [12][n]; b and cover are work tables of the same size. */
void qs_soil_normal_rates(struct qs_block *block, int arm, const double *temperature_c, const double *balance_mm, double *b,
			  double *cover, double *r);

/* ---- models other than RothC; nothing is done where a model has no traits ---- */

/* Starts floor's, wood's and soil's composition of an arm whose plants and inert carbon stand, and the shares of soil that is
 * brought. */
qs_status qs_soil_start(struct qs_block *block, struct qs_arm_columns *arm, struct qs_arena *arena, struct qs_err *err);

/* Temperature, rain and evapotranspiration of the months of a year. */
void qs_soil_months(struct qs_block *block, const double *mean_c, const double *rain_mm);

/* A month's rain and irrigation, into a column, which is returned. */
const double *qs_soil_rain(struct qs_block *block, size_t month, double irrigation_mm, double *to);

/* Empties the year's litter; adds what a cohort sheds, before it is booked; takes a share away with works that clear. */
void qs_soil_litter_reset(struct qs_block *block, int arm);
void qs_soil_litter_add(struct qs_block *block, int arm, const struct qs_cohort *cohort, const struct qs_stand_flows *flows);
void qs_soil_litter_cleared(struct qs_block *block, int arm, double part);

/* Adds carbon that an event sheds by one route, a column, t C/ha; takes shares of floor and dead wood away, columns. */
void qs_soil_litter_shed(struct qs_block *block, int arm, const struct qs_cohort *cohort, enum qs_litter_route route,
			 const double *carbon);
void qs_soil_litter_burnt(struct qs_block *block, int arm, const double *floor, const double *wood);

/* Carbon and traits that enter the soil in a year, after floor and dead wood were stepped. */
void qs_soil_litter_pass(struct qs_block *block, int arm, double *carbon, double *const *trait);

/* The same at the start, of plants in the normal year; floor and dead wood take the traits of what keeps them up. */
void qs_soil_litter_start(struct qs_block *block, struct qs_arm_columns *arm, const struct qs_arm_recipe *recipe, double *carbon,
			  double *const *trait);

#endif
