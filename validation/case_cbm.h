/* Cases of stand carbon by CBM-CFS3 (kernels/cbm.h). The shapes of `given` and of the result are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_CBM_H
#define QS_VALIDATION_CASE_CBM_H

#include "validation/runner.h"

/* Pools of a stand year by year. */
qs_case_model_fn qs_case_cbm;

#endif
