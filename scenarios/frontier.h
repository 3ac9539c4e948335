/* The frontier of a choice: net present value against benefit against risk.
 *
 * From the selection of the highest NPV to that of the highest benefit in even steps of benefit, each the best NPV with at
 * least that benefit; and for each of these the best NPV with nine and eight tenths of its benefit and a CVaR
 * (scenarios/choice.h) lower by one and two fifths of the distance from its own to the least that was met, if there is
 * one. What another point beats or equals in all three is dropped (method of constraints: Haimes et al. 1971, IEEE Trans.
 * Syst. Man Cybern. 1, 296-297). Between the points lie others. A point whose search was cut short says its bound.
 */
#ifndef QS_SCENARIOS_FRONTIER_H
#define QS_SCENARIOS_FRONTIER_H

#include "scenarios/choice.h"

enum { QS_FRONTIER_STEPS = 5, QS_FRONTIER_CUTS = 3, QS_FRONTIER_MOST = (QS_FRONTIER_STEPS + 1) * QS_FRONTIER_CUTS };

struct qs_frontier {
	size_t n;
	struct qs_choice point[QS_FRONTIER_MOST]; /* by falling NPV; selections lie in the arena */
};

/* Fills a frontier of a problem with members. An infeasible problem has no points. QS_ENOMEM, or as qs_choose. */
qs_status qs_frontier_trace(const struct qs_choice_problem *problem, struct qs_arena *arena, struct qs_frontier *frontier,
			    struct qs_err *err);

#endif
