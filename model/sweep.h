/* A sweep: many scenarios of one portfolio, each with other values on a few axes. What a sweep file holds, what a scenario gives, and
 * what is learnt from all of them.
 *
 * An axis names a field of the portfolio by its path (as in the resolved plan: /finance/discount_rate_pct,
 * /sites/MZY/units/MZY-a/slope_deg, /packs/species/pinus_tabuliformis/..., with * for all entries of a list) or several fields that
 * move together. Its values are a list of anything that may stand there, or a range, or a figure with a spread. Draws of members are
 * the same in all scenarios; a figure with a spread that an axis sets has lost its spread between members.
 *
 * Axes know what they move: physics (all that moves the ledger of land and works), the market (prices, registrations, what rules and
 * methodologies ask), or finance. Scenarios that differ in the latter two alone share one physics.
 */
#ifndef QS_MODEL_SWEEP_H
#define QS_MODEL_SWEEP_H

#include "model/base/fields.h"
#include "model/base/packs.h"
#include "model/base/sink.h"
#include "model/portfolio.h"

extern const char *const qs_words_sweep_design[];
extern const char *const qs_words_goal[];

enum qs_sweep_design_kind { QS_DESIGN_PRODUCT, QS_DESIGN_LIST, QS_DESIGN_LHS, QS_DESIGN_SOBOL, QS_DESIGN_SALTELLI, QS_DESIGN_MORRIS };
enum qs_goal { QS_GOAL_MOST, QS_GOAL_LEAST };

#define QS_FIELDS_SWEEP_DESIGN(X) \
	X(CHOICE, kind, sweep_design, "", 0, 0, 0, QS_REQUIRED, "设计", "design") \
	X(INTEGER, points, none, "1", 2, 1e7, 64, 0, "点数", "lhs, sobol: scenarios; saltelli: base points; morris: trajectories") \
	X(INTEGER, levels, none, "1", 2, 1000, 4, 0, "水平数", "morris: levels of the grid, even")
QS_FIELD_STRUCT(sweep_design, QS_FIELDS_SWEEP_DESIGN);

#define QS_FIELDS_AXIS(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(STRING, path, none, "", 0, 0, 0, 0, "路径", "path of the field") \
	X(STRINGS, paths, none, "", 0, 0, 0, QS_NOT_EMPTY, "成组路径", "paths of fields that move together; a value is then a list") \
	X(CHOICE, how, axis_how, "", 0, 0, 0, 0, "方式", "whether values are set, added to the base or multiply it") \
	X(CARRIED, values, none, "", 0, 0, 0, 0, "取值", "list of values") \
	X(STRINGS, labels, none, "", 0, 0, 0, 0, "标签", "names of the values") \
	X(NUMBERS, range, none, "", -1e15, 1e15, 0, 0, "范围", "low and high end, evenly spread between them") \
	X(CARRIED, draw, none, "", 0, 0, 0, 0, "分布", "a figure with a spread") \
	X(STRING, from, none, "", 0, 0, 0, 0, "抽样表", "table of values, beside this file, such as posterior.csv of a calibration") \
	X(STRINGS, columns, none, "", 0, 0, 0, QS_NOT_EMPTY, "列", "columns of the table, one a path; absent: the one named as the axis") \
	X(INTEGER, steps, none, "1", 2, 10000, 5, 0, "步数", "product: number of values of a range or a draw")
QS_FIELD_STRUCT(axis, QS_FIELDS_AXIS);

#define QS_FIELDS_CORRELATION(X) \
	X(STRING, a, none, "", 0, 0, 0, QS_REQUIRED, "轴", "axis") \
	X(STRING, b, none, "", 0, 0, 0, QS_REQUIRED, "轴", "axis") \
	X(NUMBER, rho, none, "1", -1, 1, 0, QS_REQUIRED | QS_ABOVE_MIN | QS_BELOW_MAX, "相关系数", "correlation of normal scores")
QS_FIELD_STRUCT(correlation, QS_FIELDS_CORRELATION);

#define QS_FIELDS_OBJECTIVE(X) \
	X(STRING, output, none, "", 0, 0, 0, QS_REQUIRED, "输出", "output") \
	X(CHOICE, goal, goal, "", 0, 0, 0, 0, "目标", "goal")
QS_FIELD_STRUCT(objective, QS_FIELDS_OBJECTIVE);

#define QS_FIELDS_CALIBRATION(X) \
	X(STRING, observations, none, "", 0, 0, 0, 0, "观测表", "table of observations, beside this file") \
	X(NUMBER, model_error_frac, none, "1", 0, 5, 0, 0, "模型误差", "error of the model itself, share of each observation, beside its own error") \
	X(INTEGER, chains, none, "1", 2, 64, 4, 0, "链数", "chains") \
	X(INTEGER, warmup, none, "1", 0, 1e6, 500, 0, "预热步数", "steps of each chain that adapt and are not kept") \
	X(INTEGER, draws, none, "1", 8, 1e6, 1000, 0, "步数", "steps of each chain that are kept, even") \
	X(INTEGER, keep, none, "1", 1, 100000, 200, 0, "抽样数", "draws written to posterior.csv")
QS_FIELD_STRUCT(calibration, QS_FIELDS_CALIBRATION);

#define QS_FIELDS_SWEEP(X) \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRING, portfolio, none, "", 0, 0, 0, QS_REQUIRED, "项目组合", "portfolio file, beside this one") \
	X(INTEGER, members, none, "1", 1, 1e6, 0, QS_NULL_OK, "集合成员数", "members of the ensemble, in place of the portfolio's") \
	X(SEED, seed, none, "", 0, 0, 1, 0, "设计种子", "seed of the design; members have the portfolio's") \
	X(OBJECT, design, sweep_design, "", 0, 0, 0, 0, "设计", "design") \
	X(OBJECT, calibrate, calibration, "", 0, 0, 0, 0, "率定", "in place of a design: what the axes are fitted to") \
	X(LIST, axes, axis, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "轴", "axes") \
	X(LIST, correlations, correlation, "", 0, 0, 0, 0, "相关", "correlations, lhs and sobol") \
	X(STRINGS, outputs, none, "", 0, 0, 0, 0, "分析的输出", "outputs that are analysed; absent: npv_p50 and co2e_project_p50") \
	X(LIST, objectives, objective, "", 0, 0, 0, 0, "前沿目标", "objectives of the Pareto front; absent: npv_p50 and co2e_project_p50, most of each") \
	X(STRINGS, heat_map, none, "", 0, 0, 0, 0, "热图轴", "two axes of the heat map; absent: the first two")
QS_FIELD_STRUCT(sweep, QS_FIELDS_SWEEP);

/* ---- axes as the design sees them ---- */

/* What an axis moves. */
#define QS_AXIS_KINDS(X) \
	X(physical, "物理", "physical") \
	X(market, "市场", "market") \
	X(financial, "资金", "financial")

enum qs_axis_kind {
#define X(name, zh, en) QS_AXIS_##name,
	QS_AXIS_KINDS(X)
#undef X
	QS_AXIS_KIND_COUNT
};

/* ---- what a scenario gives ---- */

/* Numbers of the portfolio: p10, p50, p90, mean and share of each scalar, the probability of loss, standard errors of quantiles by
 * batches (QS_SWEEP_ERRORS), then by methodology what it issues: p10, p50, p90, mean. NaN where there is none. */
enum { QS_SWEEP_STATS = 5, QS_SWEEP_ERRORS = 3, QS_SWEEP_CREDIT_STATS = 4 };

extern const char *const qs_sweep_stats[QS_SWEEP_STATS];          /* "p10", ... */
extern const enum qs_scalar_id qs_sweep_error_of[QS_SWEEP_ERRORS]; /* npv, co2e_project, pv_carbon */

/* Writes output `at`'s name, such as "npv_p50", into name (QS_SWEEP_NAME bytes); its unit. */
enum { QS_SWEEP_NAME = 96 };
const char *qs_sweep_output(const struct qs_packs *packs, size_t at, char name[QS_SWEEP_NAME]);

/* How many outputs there are. */
size_t qs_sweep_outputs(const struct qs_packs *packs);

/* Labels of output `at` in a language: of its scalar or methodology; "" with the statistic in the name. */
const char *qs_sweep_output_label(const struct qs_packs *packs, size_t at, enum qs_lang lang);

/* ---- the plan and the table of a sweep, as its folder holds them ---- */

struct qs_plan_axis {
	const char *id, *path, *unit, *zh, *en;
	enum qs_axis_kind kind;
	size_t values; /* listed; 0: continuous */
	const char **label;
	double *number; /* NaN where a value is no number */
};

struct qs_plan_output {
	const char *name, *unit, *zh, *en;
};

/* All that is known before the first scenario is run; scenarios/plan of a folder agree if their hashes do. */
struct qs_sweep_plan {
	const char *hash, *version;
	struct qs_text name, portfolio;
	enum qs_sweep_design_kind design;
	size_t points, levels;
	uint64_t seed;
	size_t members, years, sites, units;
	size_t scenarios, groups; /* groups: different physics */
	struct qs_plan_axis *axes;
	size_t axis_count;
	struct qs_plan_output *outputs;
	size_t output_count;
	size_t *analysed;
	size_t analysed_count;
	size_t *objective; /* outputs; goal: enum qs_goal */
	int *goal;
	size_t objective_count;
	size_t heat[2]; /* axes; both 0: none */
};

/* Inputs and outputs of all scenarios. */
struct qs_sweep_table {
	const struct qs_sweep_plan *plan;
	double **at;    /* [axis][scenario]: index of a listed value, else the number */
	double **value; /* [output][scenario]; NaN of those that failed */
	const char **why; /* [scenario]: NULL, or why it failed */
	size_t failed;
};

/* ---- what is learnt ---- */

/* How an axis moves an output. */
struct qs_sweep_effect {
	double low, high;                                /* least and largest mean of the output over the levels of the axis */
	double first, total, first_error, total_error;   /* Sobol' indices with standard errors; NaN without saltelli */
	double mu, mu_star, sigma;                       /* elementary effects over the whole axis; NaN without morris */
};

/* Members that standard errors of quantiles ask for. */
struct qs_sweep_convergence {
	const char *scalar;
	const char *quantile;
	double error;          /* median over scenarios */
	double relative;       /* the same, of the largest of the three quantiles' sizes */
	double members_needed; /* for a standard error of 1 % of that: median over scenarios */
	double members_worst;  /* largest over scenarios */
};

struct qs_sweep_analysis {
	struct qs_sweep_effect *effect; /* [analysed][axis] */
	double *heat;                   /* [analysed][level of heat[0]][level of heat[1]]: means; NaN where no scenario lies */
	size_t heat_rows, heat_columns; /* 0: no map */
	double *heat_low[2], *heat_high[2]; /* of a continuous axis: ends of each class; NULL where values are listed */
	unsigned char *front;           /* [scenario]: on the Pareto front */
	size_t front_count;
	struct qs_sweep_convergence convergence[3 * QS_SWEEP_ERRORS];
};

#endif
