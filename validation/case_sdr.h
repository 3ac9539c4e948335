/* Cases of the delivery of sediment (kernels/delivery.h). The shapes of `given` and of the result are in docs/cases.md.
 */
#ifndef QS_VALIDATION_CASE_SDR_H
#define QS_VALIDATION_CASE_SDR_H

#include "validation/runner.h"

/* Connectivity, delivery ratio and export of parcels. */
qs_case_model_fn qs_case_sdr;

#endif
