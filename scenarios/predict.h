/* What members of an ensemble say of observations, how well each fits them, and which members to go on with.
 *
 * Readings are those of model/land/observe.h. Errors of readings are normal and independent of each other:
 *     ln L_m = - sum over observations of ((y - f_m) / sd)^2 / 2
 *     w_m    = L_m / sum L        importance weights; the prior is the ensemble itself
 *     ESS    = 1 / sum w^2        effective size
 *     ln Z   = ln mean L          evidence of the observations so far, less what does not depend on members
 * Members to go on with are drawn by systematic resampling: n equal steps on the sum of the weights from one random start,
 * so that a member of weight w stands floor(n w) or ceil(n w) times.
 * Sources: Kong, Liu and Wong 1994, J. Am. Stat. Assoc. 89, 278-288; Kitagawa 1996, J. Comput. Graph. Stat. 5, 1-25.
 */
#ifndef QS_SCENARIOS_PREDICT_H
#define QS_SCENARIOS_PREDICT_H

#include "model/land/observe.h"
#include "scenarios/run.h"

/* What `members` members, those numbered numbers[...] (NULL: 0, 1, ...), say of n observations, into
 * value[observation][member]. Only the sites and years that are observed are computed; the values are those of a whole
 * run. QS_EINPUT if the sites do not come in one piece, an observation lies outside the years, or its ground does not
 * hold what is read; else as qs_steps_year. */
qs_status qs_predict(const struct qs_context *context, const struct qs_run_input *input, const struct qs_observation *observations,
		     size_t n, const uint32_t *numbers, size_t members, double *value, struct qs_err *err);

/* Adds an observation's part to the members' ln L. */
void qs_likelihood_add(const struct qs_observation *observation, size_t members, const double *value, double *log_l);

/* Weights of members from their ln L; the effective size. *evidence: ln mean L; may be NULL. -inf and NaN weigh nothing;
 * the size is 0 if all do. */
double qs_weights_of(size_t members, const double *log_l, double *weight, double *evidence);

/* Draws n of the members by weight, in rising order, into chosen; u in [0, 1) is the start. Returns how many are different. */
size_t qs_weights_draw(size_t members, const double *weight, double u, size_t n, uint32_t *chosen);

#endif
