/* Cases of Yasso (kernels/yasso.h). The shapes of `given` and of the result are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_YASSO_H
#define QS_VALIDATION_CASE_YASSO_H

#include "validation/runner.h"

/* Yasso07: mean temperature and amplitude, one climate and litter for all steps. */
qs_case_model_fn qs_case_yasso07;

/* Yasso15 with monthly temperatures, a climate and a litter for each step. */
qs_case_model_fn qs_case_yasso15;

/* Yasso15 with mean temperature and amplitude. */
qs_case_model_fn qs_case_yasso15_amplitude;

/* Yasso20; without parameters the published ones, made to keep mass. */
qs_case_model_fn qs_case_yasso20;

#endif
