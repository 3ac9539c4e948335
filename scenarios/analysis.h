/* What a sweep teaches: how each axis moves the outputs, where the best scenarios lie, whether there were members enough.
 *
 *     tornado      least and largest mean of an output over the levels of an axis, all scenarios that stand at a level weighing the
 *                  same; a continuous axis has QS_ANALYSIS_CLASSES classes of equal width
 *     Sobol'       S_i and ST_i of scenarios/sensitivity.h (saltelli); standard error: of QS_ANALYSIS_BATCHES batches of base points,
 *                  sd / sqrt(batches)
 *     Morris       mu, mu*, sigma of scenarios/sensitivity.h over the whole of an axis
 *     heat map     means of an output over the levels of two axes
 *     front        scenarios that no other beats in one objective without losing in another (Pareto)
 *     convergence  members x (error / (1 % of the largest of the three quantiles' sizes))^2, from the standard errors of quantiles by
 *                  ten batches of members: an error falls as 1 / sqrt(members)
 * Scenarios that failed are left out; with one that failed there are no Sobol' indices and no elementary effects.
 */
#ifndef QS_SCENARIOS_ANALYSIS_H
#define QS_SCENARIOS_ANALYSIS_H

#include "model/base/context.h"
#include "model/sweep.h"

enum { QS_ANALYSIS_CLASSES = 10, QS_ANALYSIS_BATCHES = 8 };

/* Analyses a table; memory from the arena. QS_ENOMEM. */
qs_status qs_sweep_analyse(const struct qs_context *context, const struct qs_sweep_table *table, struct qs_arena *arena,
			   struct qs_sweep_analysis *analysis, struct qs_err *err);

#endif
