/* From members to quantiles: of sites, and of the portfolio by member-wise sums.
 *
 * Values are whole multiples of their output's quantum in int64, so that sums have no order. Contrasts are taken member by
 * member before any quantile.
 */
#ifndef QS_SCENARIOS_REDUCE_H
#define QS_SCENARIOS_REDUCE_H

#include "model/base/sink.h"
#include "scenarios/wave.h"

/* For a thread's number: all of the context's threads do it together; and how many such a number stands for. */
enum { QS_ALL_THREADS = -1 };
static inline int qs_team_of(const struct qs_context *context, int thread)
{
	return thread == QS_ALL_THREADS ? context->threads : 1;
}

/* Rows of members that a thread works on. */
enum { QS_REDUCE_ROWS = QS_ARMS + 2 };

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
	const uint8_t *held; /* [output][arm]: something stands there, else all is zero; NULL: not known */
};

/* What the reduction of a run shares. */
struct qs_reduction {
	const struct qs_kernels *kernels;
	struct qs_totals totals;
	int begun; /* the totals hold sites; the first is written there without reading, as pages of memory are made once then */
	int overflow;
	int kept[QS_OUTPUT_COUNT]; /* outputs of which every member is kept */
	size_t kept_count;
};

/* Bytes that the results of a site need. */
uint64_t qs_reduced_bytes(size_t years, size_t members, size_t kept);

/* Takes memory for one site's results, with every member of `kept` outputs. Returns 0, or -1 if there is none. */
int qs_reduced_take(struct qs_arena *arena, size_t years, size_t members, size_t kept, struct qs_reduced *reduced);

/* Mean and quantiles of whole numbers. The mean is that of the exact sum. work: members. */
double qs_reduce_quanta(const struct qs_kernels *kernels, size_t members, const int64_t *row, int64_t *work,
			double quantile[QS_QUANTILES]);

/* A figure from one number a member: NaN is no value, infinity is later or larger than any. `why` is kept where fewer than half of
 * the members have a finite value; else it is NULL. value is destroyed; work: members. */
struct qs_scalar qs_reduce_column(const struct qs_kernels *kernels, size_t members, int64_t *work, double *value, const char *why);

/* Adds a row (output, arm, year) of member values to what the scalars need. Rows must come in order of years. */
void qs_reduce_horizon(size_t members, size_t years, int o, int arm, size_t year, const int64_t *member, struct qs_reduced *reduced);

/* Notes the first year in which a member's net gain of the project reaches the baseline's: a count of years. Years before any
 * works do not count if works come later. While it is open: 0 nothing has been done (the two are equal), -1 behind, -1 - count
 * ahead without any works so far. The works of the year must stand in the horizon. */
void qs_reduce_payback(size_t members, size_t year, const int64_t *net_project, const int64_t *net_baseline,
		       struct qs_reduced *reduced);

/* Row `row` = output x years + year of every site of a wave, with all arms; adds it to the totals. Rows may be done in any
 * order and by several threads. work: QS_REDUCE_ROWS x members. Nonzero if a total overflows. */
int qs_reduce_wave_row(const struct qs_reduction *reduction, const struct qs_wave *wave, size_t row, int64_t *work,
		       struct qs_reduced *reduced);

/* Areas, and what the scalars of one site need, all years in order. work: 2 x members. */
void qs_reduce_wave_site(const struct qs_wave *wave, size_t site, int64_t *work, struct qs_reduced *reduced);

/* The same two for the portfolio. work: 2 x members. */
void qs_reduce_total_row(const struct qs_reduction *reduction, size_t row, int64_t *work, struct qs_reduced *all);
void qs_reduce_total_horizons(const struct qs_reduction *reduction, struct qs_reduced *all);

/* Makes the scalars of the land model; those of the accounts stay as they are. work: 2 x members. */
void qs_reduce_scalars(const struct qs_kernels *kernels, size_t members, size_t years, int64_t *work,
		       const struct qs_reduced *reduced, struct qs_scalar scalar[QS_SCALAR_COUNT]);

/* What members pay for the rows of a closed investment; their columns are destroyed. */
void qs_reduce_estimate(const struct qs_kernels *kernels, size_t members, int64_t *work, struct qs_investment *estimate);

#endif
