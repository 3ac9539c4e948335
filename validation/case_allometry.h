/* Cases of allometry (kernels/allometry.h). The shapes of `given` and of the result are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_ALLOMETRY_H
#define QS_VALIDATION_CASE_ALLOMETRY_H

#include "validation/runner.h"

/* Trees by diameter, or stands by volume. */
qs_case_model_fn qs_case_allometry;

#endif
