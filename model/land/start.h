/* The state of a block at t0, 1 January of the start year: one for all arms.
 *
 * Plants stand as measured (cover, live carbon); forest floor, dead wood and the quick soil pools are in equilibrium
 * with what these plants shed in a normal year, the rest of the measured soil carbon is BIO and HUM in equilibrium
 * proportion. So nothing steps when the run begins. Inert carbon (Falloon) only where the substrate says so.
 */
#ifndef QS_MODEL_LAND_START_H
#define QS_MODEL_LAND_START_H

#include "model/land/block.h"

/* Starts all arms of a filled block. */
qs_status qs_land_start(struct qs_block *block, struct qs_arena *arena, struct qs_err *err);

/* Water store and site quality of an arm after its fine earth changed. */
void qs_land_depth_changed(struct qs_block *block, int arm);

/* Site quality of an arm: quality_max (1 - exp(-fine earth / quality_depth)) x slope's sun x draw x (1 - the
 * substrate's own share of the fine earth x the year's infertility); capacities of all cohorts follow. */
void qs_land_quality(struct qs_block *block, int arm);

/* Sums an arm's state into stocks by pool, t C/ha. */
void qs_land_stocks(const struct qs_block *block, int arm, double *const stock[QS_POOL_COUNT]);

/* Cover that spontaneous trees (0), shrubs (1) and herbs (2) aim at, as a share of the whole. */
double qs_spontaneous_share(const struct qs_substrate_pack *substrate, int group);

#endif
