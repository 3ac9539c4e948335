/* An ensemble that learns: its members weighted by monitoring data, and the members to go on with.
 *
 * The registered members 0 … N - 1 are weighted (scenarios/predict.h). As long as the effective size is below N / 2,
 * further members (N, N + 1, …; a member is an address of draws, so there are as many as one asks for) join them, up
 * to a limit: data that surprise need a wider choice, since resampling alone would only repeat the few that fit. Then
 * N members are drawn by systematic resampling. Nothing of it depends on threads.
 */
#ifndef QS_SCENARIOS_UPDATE_H
#define QS_SCENARIOS_UPDATE_H

#include "model/update.h"
#include "scenarios/predict.h"

/* Weights and draws; observations in rising order of years, one or more. most: limit of candidates, at least the
 * portfolio's members. QS_EINPUT if no candidate has any weight left; else as qs_predict. */
qs_status qs_update_ensemble(const struct qs_context *context, const struct qs_run_input *input,
			     const struct qs_observation *observations, size_t n, size_t most, struct qs_arena *arena,
			     struct qs_update *update, struct qs_err *err);

#endif
