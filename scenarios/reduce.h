/* From members to quantiles: of sites, and of the portfolio by member-wise sums.
 *
 * Values are whole multiples of their output's quantum in int64, so that sums have no order. Contrasts are taken member by
 * member before any quantile.
 */
#ifndef QS_SCENARIOS_REDUCE_H
#define QS_SCENARIOS_REDUCE_H

#include "model/base/sink.h"
#include "scenarios/wave.h"

/* What is kept of one site, or of the portfolio. */
struct qs_reduced {
	double *mean, *quantile; /* as in struct qs_result */
	int64_t *horizon;        /* [QS_HORIZONS][members]: what scalars are made of */
	int64_t *member;         /* as in struct qs_result */
	double residual;
	double area_ha, restored_ha;
};

/* Sums that scalars are made of: gains of the arms at the end; works, capital, upkeep, carbon brought and lost over the years;
 * payback. */
enum qs_horizon { QS_HORIZON_GAIN, QS_HORIZON_WORKS = QS_ARMS, QS_HORIZON_CAPEX = 2 * QS_ARMS, QS_HORIZON_UPKEEP = 3 * QS_ARMS,
		  QS_HORIZON_BROUGHT = 4 * QS_ARMS, QS_HORIZON_LOST, QS_HORIZON_PAYBACK, QS_HORIZONS };

/* Member totals of the portfolio: [output][arm][year][member]. */
struct qs_totals {
	int64_t *value;
	size_t members, years;
	int overflow;
};

/* Bytes that the results of a site need. */
uint64_t qs_reduced_bytes(size_t years, size_t members, size_t kept);

/* Takes memory for one site's results, with every member of `kept` outputs. Returns 0, or -1 if there is none. */
int qs_reduced_take(struct qs_arena *arena, size_t years, size_t members, size_t kept, struct qs_reduced *reduced);

/* Reduces one row (output, year) of a site or of the totals. member: values of the arms [QS_ARMS][members]; work: members. */
void qs_reduce_row(const struct qs_kernels *kernels, size_t members, size_t years, int o, size_t year, const int64_t *member,
		   int64_t *work, struct qs_reduced *reduced);

/* Adds a row (output, arm, year) of member values to what the scalars need. Rows must come in order of years. */
void qs_reduce_horizon(size_t members, size_t years, int o, int arm, size_t year, const int64_t *member, struct qs_reduced *reduced);

/* Notes the first year in which a member's net gain of the project reaches the baseline's: a count of years. Years before any
 * works do not count if works come later. While it is open: 0 nothing has been done (the two are equal), -1 behind, -1 - count
 * ahead without any works so far. The works of the year must stand in the horizon. */
void qs_reduce_payback(size_t members, size_t year, const int64_t *net_project, const int64_t *net_baseline,
		       struct qs_reduced *reduced);

/* Makes the scalars. work: members. */
void qs_reduce_scalars(const struct qs_kernels *kernels, size_t members, size_t years, int64_t *work,
		       const struct qs_reduced *reduced, struct qs_scalar scalar[QS_SCALAR_COUNT]);

#endif
