/* `qingshan check --policy`: the findings of the policy's rules on a portfolio. */
#ifndef QS_APP_CHECK_POLICY_H
#define QS_APP_CHECK_POLICY_H

#include "app/app.h"
#include "io/input.h"
#include "model/base/mistakes.h"

/* Judges the portfolio and prints its findings by severity; with --json one object: what `check --json` has and "policy".
 * QS_EFAILED if a hard rule is broken; what is not known breaks nothing. */
qs_status qs_check_policy(struct qs_app *app, struct qs_input *input, const struct qs_mistakes *mistakes);

#endif
