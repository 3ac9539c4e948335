/* Cases of loans, tax, bids and prices. The shapes of `given` and of the result are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_FINANCE_H
#define QS_VALIDATION_CASE_FINANCE_H

#include "validation/runner.h"

/* The schedule of a loan with grace and an interest subsidy. */
qs_case_model_fn qs_case_debt;

/* Income tax with losses carried forward. */
qs_case_model_fn qs_case_tax;

/* The largest payment that leaves a present value of at least 0 with a probability. */
qs_case_model_fn qs_case_bid;

/* Mean and variance of a price over time. */
qs_case_model_fn qs_case_price_model;

#endif
