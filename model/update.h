/* What an ensemble has learnt from monitoring data (scenarios/update.h says how), as its files tell it. */
#ifndef QS_MODEL_UPDATE_H
#define QS_MODEL_UPDATE_H

#include <stddef.h>
#include <stdint.h>

/* After the observations of a year and of those before it. */
struct qs_update_year {
	int year;
	size_t observations;
	double effective, evidence; /* ESS of the candidates; ln mean L */
};

/* One observation before and after: quantiles 10, 50, 90 % of the N registered members, and of the N drawn. */
struct qs_update_reading {
	double before[3], after[3];
};

struct qs_update {
	size_t members, candidates;
	double effective, evidence;
	size_t different;              /* of the members drawn */
	uint32_t *chosen;              /* [members] numbers of the members drawn, rising */
	double *log_l, *weight;        /* [candidates] */
	struct qs_update_year *years;
	size_t year_count;
	struct qs_update_reading *readings; /* by observation */
};

#endif
