/* Computes the tornado of a portfolio: one experiment a member, in a single small run (model/finance/tornado.h). Prices at which
 * nothing is bought (of measures that no treatment has, of substrates that no unit stands on) are left out: they move nothing. */
#ifndef QS_SCENARIOS_TORNADO_H
#define QS_SCENARIOS_TORNADO_H

#include "model/finance/tornado.h"
#include "scenarios/run.h"

/* Experiments are made if they cost at most this part of the run, or are few. */
enum { QS_TORNADO_LANES_FEW = 5000, QS_TORNADO_RUN_SHARE = 5 };

/* Fills the tornado; its rows lie in the arena. Not computed, and no failure, if the experiments would cost more than
 * their share of the run and are not few. */
qs_status qs_tornado_run(const struct qs_context *context, const struct qs_run_input *input, struct qs_arena *arena,
			 struct qs_tornado *tornado, struct qs_err *err);

#endif
