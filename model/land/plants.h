/* Plants of a year: planting with survival and replanting, sowing, the courses of spontaneous plants, growth and losses.
 *
 * Survival of the first year: logit(p) drawn around logit of (species x substrate), irrigation preventing part of the deaths.
 * Stocking of planted species = share (1 - exp(-stems / closing density)). Spontaneous cover goes to the end of the arm's
 * course with its time constant; planting and sowing leave it the rest of the ground. Sown cover falls back to what lasts
 * once irrigation has ended.
 */
#ifndef QS_MODEL_LAND_PLANTS_H
#define QS_MODEL_LAND_PLANTS_H

#include "model/land/block.h"

enum { QS_EARLY_YEARS = 2 }; /* after the year of planting, with hazards of their own */

/* Survival of a first year where rain alone lets `rain_fed` of the stems live, with mm of irrigation and normal score z. */
double qs_survival_of(const struct qs_land_pack *land, double rain_fed, double mm, double z);

/* Survival of a planting's first year on a lane with normal score z. */
double qs_plants_survival(const struct qs_block *block, const struct qs_arm_recipe *arm, const struct qs_cohort *cohort,
			  double z);

/* One year of all cohorts of an arm; irrigation_mm is the year's. */
void qs_plants_year(struct qs_block *block, int arm, int year, double irrigation_mm);

#endif
