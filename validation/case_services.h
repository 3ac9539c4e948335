/* Cases of ecosystem services: gross ecosystem product, and the worth of a change of carbon stock. The shapes of
 * `given` and of the result are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_SERVICES_H
#define QS_VALIDATION_CASE_SERVICES_H

#include "validation/runner.h"

/* The worth of a change of carbon stock over some years. */
qs_case_model_fn qs_case_carbon_value;

/* Quantities and worth of the services whose blocks are given, and their total. */
qs_case_model_fn qs_case_gep;

#endif
