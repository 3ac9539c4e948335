/* Works: what measures emit, and what they bring onto the land and clear from it.
 *
 * Emission of an event = amount x (uses of materials x their factors + haul + cement + fence + pumping), per area of the
 * unit in its own basis, times the works' draw. Soil, compost and peat enter the brought copy of the soil pools; plants
 * in the way are a flow to the air.
 */
#ifndef QS_MODEL_LAND_WORKS_H
#define QS_MODEL_LAND_WORKS_H

#include "model/land/block.h"

/* Fills the amount and the emission of every event of an arm. */
void qs_works_prepare(struct qs_block *block, int arm);

/* The works of a year, before anything grows: clears, unseals, brings soil, and fills the year's emissions. */
void qs_works_year(struct qs_block *block, int arm, int year);

#endif
