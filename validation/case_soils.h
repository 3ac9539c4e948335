/* Cases of the soil models beside RothC: ICBM, Century, the steady-state method of the IPCC (kernels/icbm.h,
 * kernels/century.h, kernels/ipcc_tier2.h). The shapes of `given` and of the result are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_SOILS_H
#define QS_VALIDATION_CASE_SOILS_H

#include "validation/runner.h"

/* Two pools at given years. */
qs_case_model_fn qs_case_icbm;

/* Seven pools, at given times under a constant factor or month by month under a climate. */
qs_case_model_fn qs_case_century;

/* The steady-state method with the published table. */
qs_case_model_fn qs_case_ipcc_tier2;

/* The same with parameters and limits as its authors coded it. */
qs_case_model_fn qs_case_ipcc_tier2_csu;

#endif
