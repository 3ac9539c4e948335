/* Fire and pests: events of a year that are drawn for each unit where the input asks for them ("models": {"hazards":
 * "drawn"}).
 *
 * Both come with probability 1 - exp(-rate) a year. Draws are shared by all arms, which differ by what stands and can
 * burn.
 *
 *     fire   before the spring flush, if forest floor and tops of herbs hold enough fuel. It takes a share of the unit,
 *            uniform from a least share to 1; of the plants there it kills 1 - resistance. Of what it kills above
 * ground a part goes to the air, the rest to dead wood (herbs: forest floor), roots to the soil; floor and dead wood
 * burn in part. pest   eats a share of the leaves of woody plants, uniform between two shares: growth and litter of
 * that year are less by it. Plants die, a share uniform between two shares, if the year is dry or they were eaten the
 * year before.
 *
 * Stems and stocking fall with what dies: spontaneous and sown plants come back by their courses, planted ones leave
 * gaps. Values: pack `land`; resistance to fire: pack of the species. Gases of fire other than CO2 are not counted.
 */
#ifndef QS_MODEL_LAND_HAZARDS_H
#define QS_MODEL_LAND_HAZARDS_H

#include "model/land/block.h"

/* Draws a year's events for all arms. Without hazards it does nothing. */
void qs_hazards_draw(struct qs_block *block, int year);

/* Burns what an arm's fire reaches. */
void qs_hazards_fire(struct qs_block *block, int arm);

/* Kills what the year's pest kills in an arm; reads the year's drought. */
void qs_hazards_pest(struct qs_block *block, int arm);

#endif
