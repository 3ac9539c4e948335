/* Cases of water: runoff, yield, evapotranspiration (kernels/water.h, kernels/pet.h). The shapes of `given` and of the
 * result are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_WATER_H
#define QS_VALIDATION_CASE_WATER_H

#include "validation/runner.h"

/* Storm runoff by curve numbers. */
qs_case_model_fn qs_case_scs_cn;

/* Monthly quick flow by curve numbers. */
qs_case_model_fn qs_case_quickflow;

/* Yearly evapotranspiration and yield by Fu, Zhang or InVEST. */
qs_case_model_fn qs_case_water_yield;

/* Evapotranspiration by Penman-Monteith, Hargreaves, modified Hargreaves or Thornthwaite. */
qs_case_model_fn qs_case_pet;

#endif
