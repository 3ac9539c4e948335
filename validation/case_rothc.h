/* Cases of RothC: the JSON side of validation/rothc_case.h. The shapes of `given` and of the result are in
 * docs/cases.md. */
#ifndef QS_VALIDATION_CASE_ROTHC_H
#define QS_VALIDATION_CASE_ROTHC_H

#include "validation/runner.h"

/* RothC-26.3. */
qs_case_model_fn qs_case_rothc;

/* RothC for dry soils (Farina et al. 2013). */
qs_case_model_fn qs_case_rothc_dryland;

#endif
