/* Where results go: a struct of functions that the runner calls and io/ fills.
 *
 * begin once, site once a site in the order of the input, end once; drop in place of end when the run fails (and after a
 * failure of begin, site or end itself): it removes what is not whole. Any of them may be NULL. Pointers are valid during the
 * call, those in the head until end or drop.
 */
#ifndef QS_MODEL_BASE_SINK_H
#define QS_MODEL_BASE_SINK_H

#include "model/base/status.h"
#include "model/land/outputs.h"

#include <stddef.h>
#include <stdint.h>

struct qs_packs;
struct qs_portfolio;
struct qs_cells;
struct qs_site;
struct qs_unit_climate;
struct qs_credit;
struct qs_npv_risk;
struct qs_acceptance_figures;
struct qs_investment;
struct qs_credit_compared;
struct qs_merge;
struct qs_credit_table;
struct qs_structural;
struct qs_tornado;
struct qs_member_table;
struct qs_policy_review;
struct qs_verdicts;
struct qs_way;

/* The quantiles that are kept of every output, type 7 over members. */
#define QS_QUANTILE_LIST {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95}
enum { QS_QUANTILES = 7, QS_P05 = 0, QS_P10 = 1, QS_P25 = 2, QS_P50 = 3, QS_P75 = 4, QS_P90 = 5, QS_P95 = 6 };

/* A figure of the horizon. share: part of the members that have a value; below 0.5 the quantiles are not given and why
 * names the reason ("NEVER_WITHIN_HORIZON"). */
struct qs_scalar {
	double p10, p50, p90, mean;
	double share;
	const char *why; /* NULL if the quantiles are given */
};

#define QS_INPUT_MONITORING "monitoring" /* data that the members were chosen by */

struct qs_input_hash {
	const char *name;   /* as named in the portfolio, or "portfolio", or QS_INPUT_MONITORING */
	const char *sha256; /* hexadecimal */
};

struct qs_result_head {
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	const char *version;       /* of the program: model/base/version.h */
	const char *resolved_json; /* the resolved plan: every field with its value, unit, source and status */
	const struct qs_input_hash *hashes;
	size_t hash_count;
	size_t sites, years, members; /* sites: rows of the results */
	int start_year;
	uint64_t seed;
	uint64_t cells; /* 0: rows are sites; else rows are districts, and so many cells come through `cells` */
};

/* Series s, output o, year y, quantile q: quantile[((o * QS_SERIES_COUNT + s) * years + y) * QS_QUANTILES + q];
 * mean[(o * QS_SERIES_COUNT + s) * years + y]. */
struct qs_result {
	size_t index;               /* of the site; the portfolio's is `sites` */
	const struct qs_site *site; /* NULL for the portfolio */
	double area_ha;             /* planimetric */
	double restored_ha;         /* of it in units that have a treatment */
	const double *mean;
	const double *quantile;
	struct qs_scalar scalar[QS_SCALAR_COUNT];
	double balance_residual_max;
	/* Of the outputs in outputs.members, in the order of their rows: [output][arm][year][member], multiples of the
	 * output's quantum; NULL if none is asked for. */
	const int64_t *member;
	const struct qs_verdicts *verdicts; /* of methodologies (model/market/verdict.h); NULL for the portfolio */
	const struct qs_way *ways;          /* nearest ways in (model/market/way.h); NULL: not searched */
	size_t way_count;
	const struct qs_credit *credits; /* quantities by registration (of the portfolio: by methodology): model/market/credits.h */
	size_t credit_count;
	const struct qs_credit_table *tables; /* of the portfolio: its registrations, batch by batch; else NULL */
	size_t table_count;
	const struct qs_credit_compared *compared; /* of the portfolio: its methodologies side by side (model/market/compare.h) */
	size_t compared_count;
	const struct qs_merge *merges; /* of the portfolio: registrations that sell (model/market/merge.h) */
	size_t merge_count;
	/* Account lines (model/finance/lines.h): line l, year y: mean[l * years + y], quantile[(l * years + y) * QS_QUANTILES + q]. */
	const double *line_mean, *line_quantile;
	/* Of the portfolio, by member, or NULL: line l: line_member[(l * years + y) * members + i] x its quantum; sum s:
	 * sum_member[s * members + i] x qs_sum_quanta[s]. */
	const int64_t *line_member, *sum_member;
	const double *indicators; /* of a site: means of the evaluation's indicators, and the share of weight that is known; or NULL */
	const struct qs_npv_risk *risk; /* of the net present value (model/finance/risk.h), or NULL */
	double probability_of_loss; /* share of members whose net present value is below 0 */
	double acceptance_due_share; /* share of members that pass the acceptance when it is first due; NaN without works */
	int acceptance_due;          /* that year, counted from the start year; -1 without works, and for the portfolio */
	const struct qs_acceptance_figures *acceptance; /* of a site (model/finance/accounts.h), or NULL */
	const double *accepted_by; /* of a site: share of members accepted by each year, NaN without works; or NULL */
	const struct qs_tornado *tornado; /* of the portfolio (model/finance/tornado.h), or NULL */
	const struct qs_investment *estimate; /* investment of the project (model/land/estimate.h), or NULL */
	const struct qs_policy_review *policy; /* of the portfolio: findings of the policy's rules (model/policy/judge.h), or NULL */
	const struct qs_structural *structural; /* of the portfolio (model/land/structural.h), or NULL */
	const struct qs_member_table *table; /* of the portfolio: inputs and outputs by member (model/members.h), or NULL */
	const struct qs_unit_climate *climate; /* normal year of the site on level ground, derived; NULL for the portfolio */
};

struct qs_sink {
	void *self;
	qs_status (*begin)(void *self, const struct qs_result_head *head, struct qs_err *err);
	qs_status (*site)(void *self, const struct qs_result *result, struct qs_err *err);
	qs_status (*end)(void *self, const struct qs_result *portfolio, struct qs_err *err);
	void (*drop)(void *self);
	/* End values of the next cells, in the order of the input; districts come through `site` as sites without units, behind them
	 * or, where they end in turn (scenarios/cells.h), before. */
	qs_status (*cells)(void *self, const struct qs_cells *cells, struct qs_err *err);
};

#endif
