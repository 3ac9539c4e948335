/* Cases of afforestation tools and of what is taken off for uncertainty. The shapes of `given` and of the results are
 * in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_AR_H
#define QS_VALIDATION_CASE_AR_H

#include "validation/runner.h"

/* Dead wood and litter (kernels/ar_tools.h). */
qs_case_model_fn qs_case_ar_tool12;

/* Trees and shrubs. */
qs_case_model_fn qs_case_ar_tool14;

/* Soil organic carbon. */
qs_case_model_fn qs_case_ar_tool16;

#endif
