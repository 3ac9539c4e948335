/* Cases of money: rates of return, yearly flows, annuities, levelised cost. The shapes of `given` and of the result are
 * in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_CASH_H
#define QS_VALIDATION_CASE_CASH_H

#include "validation/runner.h"

/* All rates at which the net present value of a yearly or dated flow is zero, and the modified rate. */
qs_case_model_fn qs_case_irr;

/* Indicators of a yearly flow: present value, rate of return, payback, gap; and the same of its real part. */
qs_case_model_fn qs_case_cash_flow;

/* Equal payments, with interest and principal of each. */
qs_case_model_fn qs_case_annuity;

/* Levelised cost of carbon, the curve of abatement costs, the fixed-charge method. */
qs_case_model_fn qs_case_lcoc;

#endif
