/* Works: what measures emit, and what they bring onto the land and clear from it.
 *
 * Emission of an event = amount x (uses of materials x their factors + haul + cement + fence + pumping), per area of the
 * unit in its own basis, times the works' draw. Soil, compost and peat enter the brought copy of the soil pools; plants
 * in the way are a flow to the air.
 */
#ifndef QS_MODEL_LAND_WORKS_H
#define QS_MODEL_LAND_WORKS_H

#include "model/land/block.h"

/* What an event takes by keys of the treatment, a hectare of the unit's own area. The first three are for an amount of 1. */
struct qs_event_needs {
	double units;      /* units of the measure: m3, kg, stems … */
	double haul_t_km, cement_kg;
	double fence_m;    /* by area alone */
	double power_kwh;  /* a mm of irrigation; 0 for other events */
};

/* Those quantities of an event. */
struct qs_event_needs qs_event_needs(const struct qs_event *event, const struct qs_land_pack *land);

/* Fills the amount and the emission of every event of an arm. */
void qs_works_prepare(struct qs_block *block, int arm);

/* The works of a year, before anything grows: clears, unseals, brings soil, and fills the year's emissions. */
void qs_works_year(struct qs_block *block, int arm, int year);

#endif
