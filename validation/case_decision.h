/* Cases of decisions: criteria, sensitivity, the choice of a portfolio. The shapes of `given` and of the result are in
 * docs/cases.md. */
#ifndef QS_VALIDATION_CASE_DECISION_H
#define QS_VALIDATION_CASE_DECISION_H

#include "validation/runner.h"

/* Weights by pairwise comparison or entropy, order by nearness to an ideal. */
qs_case_model_fn qs_case_mcda;

/* First-order and total indices of a function whose variance is known. */
qs_case_model_fn qs_case_sobol;

/* Options of sites within yearly budgets. */
qs_case_model_fn qs_case_portfolio_choice;

#endif
