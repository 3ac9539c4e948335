/* Cases of 3-PG (kernels/threepg/threepg.h). The shapes of `given` and of the result are in docs/cases.md. */
#ifndef QS_VALIDATION_CASE_3PG_H
#define QS_VALIDATION_CASE_3PG_H

#include "kernels/threepg/parameters.h"
#include "kernels/threepg/threepg.h"
#include "validation/runner.h"

/* Stands month by month. */
qs_case_model_fn qs_case_3pg;

struct qs_case_3pg_cohort {
	const char *name;
	double months; /* since planting, at the start; negative if it is still to come */
	struct qs_threepg_planting planting;
	double parameters[QS_3PG_PARAMETERS], sizes[QS_3PG_SIZES];
	size_t cuts;
	struct qs_threepg_cut *cut; /* by age */
};

/* What a case gives, checked. Weather is columns of `months` elements. */
struct qs_case_3pg_given {
	struct qs_threepg_settings settings;
	double latitude, asw, asw_min, asw_max;
	int soil_class, month; /* the first, 1 to 12 */
	size_t months, cohorts;
	struct qs_case_3pg_cohort *cohort;
	const double *weather[QS_3PG_DAY]; /* by enum qs_threepg_weather, as far as it is given */
};

/* Reads and checks `given`; after it qs_case_failed says whether it can run. Nonzero without memory. */
int qs_case_3pg_read(const struct qs_case_given *given, struct qs_case_3pg_given *asked);

#endif
