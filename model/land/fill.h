/* The columns of a block that stay as they are: climate, draws, unit, costs, from its segments.
 *
 * A draw depends on whom it is shared by. What all sites of a member share, or all of a region, is drawn once and
 * copied to the segments that have the same members: the cells of a grid are segments of one lane.
 */
#ifndef QS_MODEL_LAND_FILL_H
#define QS_MODEL_LAND_FILL_H

#include "model/land/block.h"

/* Fills what the land needs, all segments. The block has its memory. */
void qs_block_fill(struct qs_block *block);

/* Fills what the prices of works need. */
void qs_block_fill_costs(struct qs_block *block);

/* The segment before segment s, if its members are those of s: what members share it has already. Else NULL. */
const struct qs_segment *qs_block_alike(const struct qs_block *block, size_t s);

#endif
