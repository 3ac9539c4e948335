/* Cases of soil loss by RUSLE and CSLE (kernels/erosion.h). The shapes of `given` and of the result are in
 * docs/cases.md. */
#ifndef QS_VALIDATION_CASE_RUSLE_H
#define QS_VALIDATION_CASE_RUSLE_H

#include "validation/runner.h"

/* Soil loss of parcels under one rain. */
qs_case_model_fn qs_case_rusle;

/* The factors of a parcel; k_us is NaN if its method gives none, cover_pct if c is given. */
struct qs_rusle_parcel {
	double k_us, k_si, m, l, s;
	double cover_pct, c, c_min, c_max;
	double practice, area_ha;
};

/* Reads a parcel; what is wrong with it is added to the mistakes. */
struct qs_rusle_parcel qs_rusle_parcel_read(const struct qs_case_given *given);

#endif
