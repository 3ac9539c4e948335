/* Cases of sampling, of what is taken off for uncertainty and for risk, and of VM0047. The shapes of `given` and of the
 * results are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_CREDITS_H
#define QS_VALIDATION_CASE_CREDITS_H

#include "validation/runner.h"

/* Deductions for the sampling error (model/market/deduction.h). */
qs_case_model_fn qs_case_uncertainty_discount;

/* Numbers of sample plots (kernels/sampling.h). */
qs_case_model_fn qs_case_sample_size;

/* Credits of VM0047 (model/market/vm0047.h). */
qs_case_model_fn qs_case_vm0047;

/* Buffer by a risk matrix (model/market/buffer.h). */
qs_case_model_fn qs_case_risk_buffer;

#endif
