/* The state of a block between two years, to be put by and taken up again.
 *
 * All columns in the order in which they were taken: state, and what is const or made anew each year too, so that no
 * list of what is state can miss a column; but not what events take and cost, which the plan says. A block that is
 * started anew and given these numbers goes on with the same bits: what else it holds follows from recipe, segments and
 * year.
 */
#ifndef QS_MODEL_LAND_STATE_H
#define QS_MODEL_LAND_STATE_H

#include "model/land/block.h"

/* How many numbers that is. */
size_t qs_state_size(const struct qs_block *block);

/* Copies the state to numbers, and numbers to the state of a block that was just started; years: done since the start. */
void qs_state_put(const struct qs_block *block, double *numbers);
void qs_state_take(struct qs_block *block, size_t years, const double *numbers);

#endif
