/* A portfolio carried a year at a time: the physics of a run (scenarios/physics.h) that stops after each year.
 *
 * All lanes live in memory at once, with the outputs of the last year alone. Values are those of a whole run, bit for
 * bit: the same blocks, the same draws, the same rounding to an output's quantum.
 */
#ifndef QS_SCENARIOS_STEPS_H
#define QS_SCENARIOS_STEPS_H

#include "model/land/observe.h"
#include "scenarios/run.h"
#include "scenarios/saved.h"

struct qs_steps;

/* Takes memory and starts every lane at 1 January of the first year. What `context` and `input` point at must outlive
 * the steps. QS_ENOMEM; QS_EINPUT if the sites do not come in one piece. */
qs_status qs_steps_open(const struct qs_context *context, const struct qs_run_input *input, struct qs_steps **steps,
			struct qs_err *err);

/* Carries every lane through one more year. QS_EUSAGE after the last year of the portfolio, QS_EINVARIANT if a balance
 * does not close (> 1e-12) or a result is not finite, QS_EINTERRUPTED if the context's progress function asks to stop;
 * after any of the last two the steps can only be closed. */
qs_status qs_steps_year(struct qs_steps *steps, struct qs_err *err);

/* Years done. */
size_t qs_steps_done(const struct qs_steps *steps);

/* Output o (model/land/outputs.h) of an arm and a site in the last year done, in the output's unit: [members]. site: in
 * the order of the input, below the number of sites. Nothing is written before the first year. QS_ENOMEM. */
qs_status qs_steps_values(const struct qs_steps *steps, size_t site, enum qs_output output, enum qs_series_id arm,
			  double *values, struct qs_err *err);

/* What is read of a site or a unit at the end of the last year done (model/land/observe.h; the observation's year,
 * value and error do not count), by member, in the reading's unit: [members]. NaN where its ground does not hold what
 * is read. QS_EUSAGE before the first year and for a site or a unit that is not there, QS_ENOMEM. */
qs_status qs_steps_observe(const struct qs_steps *steps, const struct qs_observation *observation, double *values, struct qs_err *err);

/* Lanes in the state that the last year left, block by block; NULL past the last block. */
const struct qs_block *qs_steps_block(const struct qs_steps *steps, size_t index);

/* Saves the state after the years done, and takes it up in steps that were just opened: they go on with the bits of
 * the steps that were saved. Both must have the same seed, members, sites, units and models, in the same order; what
 * is done in later years may differ. QS_EINPUT if they have not or the bytes are no state; then, or when reading
 * fails, the steps can only be closed. Numbers are stored as this machine has them. */
qs_status qs_steps_save(const struct qs_steps *steps, qs_state_write_fn *write, void *self, struct qs_err *err);
qs_status qs_steps_restore(struct qs_steps *steps, qs_state_read_fn *read, void *self, struct qs_err *err);

/* Gives everything back; NULL is fine. */
void qs_steps_close(struct qs_steps *steps);

#endif
