/* Soil lost by water from a block's units: RUSLE with the year's rain and each arm's own surface and cover.
 *
 * R = a F^b from the year's monthly rain (Zhang and Fu 2003). K by EPIC with the correction for Chinese plots, less by stones;
 * laid soil brings a K of its own. L of a slope length or of a contributing area (Desmet and Govers 1996), S by McCool, by Liu on
 * steep slopes, held at 50 % beyond it. C by cover (Cai et al. 2000), by a table of land classes, or by plots of Beijing, whose
 * benches stand in their ratios, so that P leaves out measures that shape the slope (`models.cover_factor` and its neighbours);
 * works lay their share of the surface bare in their year (C = 1). P by what works have built. Only the erodible share of a
 * surface loses soil: a face its debris. Carbon that leaves with it is neither emission nor removal. Sheet and rill erosion: no
 * gullies, no slides. Of the soil lost a lumped share reaches waters, or SDR by the index of connectivity (kernels/delivery.h):
 * area above and way to the stream as the unit states them; mean C and S of the area are the unit's, C of the way by Cai.
 *
 * P of a unit and year: a measure that covers the share s of the ground (its area, and its amount over that which covers all)
 * leaves f = 1 - s (1 - P) from the year of its works to the end of its life. Measures of one kind stand for one another, and
 * the best of them counts (two forms of the same slope); those of different kinds act one after another and are multiplied:
 * P = min f(slope) x min f(surface) x min f(foot). RUSLE's P is such a product of subfactors (Renard et al. 1997, chapter 6).
 */
#ifndef QS_MODEL_LAND_EROSION_H
#define QS_MODEL_LAND_EROSION_H

#include "model/land/block.h"

/* Slope factor and today's erodibility of a unit, for the lanes of a segment. */
void qs_erosion_fill(struct qs_block *block, const struct qs_segment *segment);

/* Laid soil takes the surface of the share `weight` of an arm's units. */
void qs_erosion_soil_laid(struct qs_block *block, int arm, const struct qs_measure *measure, double weight);

/* Erosivity of the year's rain. */
void qs_erosion_weather(struct qs_block *block);

/* Soil loss of an arm in the year and what of it reaches waters, t/ha, from the cover at its end. */
void qs_erosion_year(struct qs_block *block, int arm, int year);

#endif
