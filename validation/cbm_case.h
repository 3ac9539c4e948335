/* A stand of CBM-CFS3 through a case's years. */
#ifndef QS_VALIDATION_CBM_CASE_H
#define QS_VALIDATION_CBM_CASE_H

#include "kernels/cbm.h"
#include "kernels/kernels.h"
#include "model/base/arena.h"
#include "model/base/status.h"

enum { QS_CBM_CASE_POOLS = QS_CBM_POOL_COUNT + 1 }; /* with the constant input */

struct qs_cbm_event {
	size_t year; /* from 1: it comes before the year's other operations */
	struct qs_cbm_matrix matrix;
};

/* Sums of a year, t C/ha: growth with the litter that it replaces, litter with decline, decay to the air, disturbance
 * to the air (CO2, CH4, CO, NO2), to products, and what is lapsed. */
enum qs_cbm_sum {
	QS_CBM_SUM_GROWTH,
	QS_CBM_SUM_LITTER,
	QS_CBM_SUM_DECAY,
	QS_CBM_SUM_BURNT,
	QS_CBM_SUM_PRODUCTS,
	QS_CBM_SUM_LAPSED,
	QS_CBM_SUM_COUNT
};
extern const char *const qs_cbm_sum_names[QS_CBM_SUM_COUNT];

struct qs_cbm_case {
	struct qs_cbm cbm;
	struct qs_cbm_decay decay;
	size_t years;
	const double *temperature_c, *merch, *foliage, *other;
	double initial[QS_CBM_POOL_COUNT];
	size_t events;
	struct qs_cbm_event *event;
	size_t pools;
	unsigned char order[QS_CBM_CASE_POOLS]; /* of the pools in the result */

	double *state; /* [years + 1][pools] */
	double *sum[QS_CBM_SUM_COUNT];
	double balance; /* worst of all years and pools */
};

/* Fills state, sum and balance. */
qs_status qs_cbm_case_run(const struct qs_kernels *kernels, struct qs_cbm_case *cbm, struct qs_arena *arena,
			  struct qs_err *err);

#endif
