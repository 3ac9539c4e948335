/* Repeats the physics of a run under each soil model of soils_compared (model/land/structural.h). */
#ifndef QS_SCENARIOS_STRUCTURAL_H
#define QS_SCENARIOS_STRUCTURAL_H

#include "model/land/structural.h"
#include "scenarios/physics.h"
#include "scenarios/run.h"

/* Fills the spread, n = 0 if nothing is compared; its tables lie in the arena. The physics' time and lanes go on being counted. */
qs_status qs_structural_run(struct qs_physics *physics, const struct qs_run_input *input, struct qs_arena *arena,
			    struct qs_structural *structural, struct qs_err *err);

#endif
