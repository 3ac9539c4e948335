/* Evaluation of benefits: indicators of a site, member by member, their weights, the score, the order of sites, and pay by grade.
 *
 *     x_j      yearly mean of a line by restored ha, or a ratio: qs_indicator_rows; NaN: not known
 *     weight   group weight by AHP from the pack's pairwise comparison (kernels/mcda.h) x the indicator's share of its group
 *     score    100 x sum of w_j s_j / sum of w_j over what is known, s_j = (x_j - worst) / (target - worst) held to 0 … 1
 *     order    TOPSIS over sites with combined weights w_j = sqrt(a_j e_j) / sum, a by AHP, e by entropy, over indicators that are
 *              known for every site; firmness by Kendall's tau with each weight x1.2, x0.8 and without it
 *     pay      credit pay x (1 - tied + tied x performance), performance by score: 1 from `full_from`, `good_pay` from
 *              `good_from`, linear from `fair_pay` at `fair_from` to `good_pay`, 0 below
 *
 * What the government pays (grants) and leaves to the investor (surplus spoil) is paid so where policy.graded_pay is true; market
 * income is not touched. Source of the questions: 京规自发〔2023〕60号, 3 (6); 财办金〔2017〕92号 for the tied part, recalled.
 */
#ifndef QS_MODEL_POLICY_EVALUATE_H
#define QS_MODEL_POLICY_EVALUATE_H

#include "model/base/fields.h"
#include "model/base/status.h"

struct qs_portfolio;
struct qs_packs;
struct qs_site;
struct qs_arena;

extern const char *const qs_words_indicator_group[];

/* X(id, unit, zh, en) */
#define QS_INDICATORS(X) \
	X(carbon, "t/(ha a)", "年均增汇（CO₂，较现状延续）", "carbon grown over the baseline, CO2") \
	X(flood, "m3/(ha a)", "快速径流削减", "quick flow avoided") \
	X(soil, "t/(ha a)", "土壤保持", "soil retained") \
	X(diversity, "1", "Shannon 指数变化", "change of the Shannon index") \
	X(self_finance, "1", "自身收入占费用", "own income by cost, grants left out") \
	X(rent, "CNY/(ha a)", "村集体地租", "rent to the village") \
	X(jobs, "1/ha", "就业岗位", "jobs, as stated") \
	X(visits, "1/(ha a)", "游客", "visitors, as stated") \
	X(safety, "1/ha", "脱险人口", "people out of danger, as stated") \
	X(timely, "1", "如期验收", "accepted when first due") \
	X(budget, "1", "投资偏差（绝对值）", "deviation of cost, absolute, as stated, else by works as built") \
	X(disclosure, "1", "信息公开", "plan and transfers public, as stated")

enum qs_indicator_id {
#define X(id, unit, zh, en) QS_INDICATOR_##id,
	QS_INDICATORS(X)
#undef X
	QS_INDICATOR_COUNT
};

struct qs_indicator_row {
	const char *id, *unit, *zh, *en;
};

extern const struct qs_indicator_row qs_indicator_rows[QS_INDICATOR_COUNT];

#define QS_FIELDS_INDICATOR_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "指标", "indicator, an id of docs/policy.md") \
	X(CHOICE, group, indicator_group, "", 0, 0, 0, QS_REQUIRED, "类别", "ecological, economic, social or governance") \
	X(NUMBER, share, none, "1", 0, 1, 0, QS_REQUIRED, "类内占比", "share of its group's weight") \
	X(NUMBER, worst, none, "", -1e12, 1e12, 0, QS_REQUIRED, "零分值", "value that earns nothing, in the indicator's unit") \
	X(NUMBER, target, none, "", -1e12, 1e12, 1, QS_REQUIRED, "满分值", "value that earns all, in the indicator's unit")
QS_FIELD_STRUCT(indicator_pack, QS_FIELDS_INDICATOR_PACK);

/* One pack, `evaluation`. */
#define QS_FIELDS_EVALUATION_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(SERIES, compared, none, "1", 0.1, 10, 0, QS_REQUIRED, "类别两两比较", "how much a group outweighs another, 4 x 4, row by row") \
	X(LIST, indicators, indicator_pack, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "指标", "indicators") \
	X(NUMBER, tied_frac, none, "1", 0, 1, 0.3, QS_REQUIRED, "与绩效挂钩比例", "share of the pay that performance moves") \
	X(NUMBER, full_from, none, "1", 0, 100, 90, QS_REQUIRED, "全额付费得分", "score from which all of it is paid") \
	X(NUMBER, good_from, none, "1", 0, 100, 80, QS_REQUIRED, "良的下限", "score from which good_pay is paid") \
	X(NUMBER, good_pay, none, "1", 0, 1, 0.9, QS_REQUIRED, "良的付费比例", "paid from good_from") \
	X(NUMBER, fair_from, none, "1", 0, 100, 60, QS_REQUIRED, "中的下限", "score below which nothing of it is paid") \
	X(NUMBER, fair_pay, none, "1", 0, 1, 0.6, QS_REQUIRED, "中的最低付费比例", "paid at fair_from") \
	X(NUMBER, credit_contract_frac, none, "1", 0, 1, 0.3, QS_REQUIRED, "信用：合同履约权重", "credit: weight of the contract's performance") \
	X(NUMBER, credit_ecology_frac, none, "1", 0, 1, 0.3, QS_REQUIRED, "信用：生态成效权重", "credit: weight of the ecological outcome") \
	X(NUMBER, credit_finance_frac, none, "1", 0, 1, 0.15, QS_REQUIRED, "信用：财务权重", "credit: weight of finance") \
	X(NUMBER, credit_safety_frac, none, "1", 0, 1, 0.15, QS_REQUIRED, "信用：安全与合规权重", "credit: weight of safety and violations") \
	X(NUMBER, credit_disclosure_frac, none, "1", 0, 1, 0.1, QS_REQUIRED, "信用：信息公开权重", "credit: weight of disclosure") \
	X(NUMBER, credit_new_frac, none, "1", 0, 1, 0.3, QS_REQUIRED, "信用：新一年权重", "credit: weight of a new year; the rest decays") \
	X(NUMBER, credit_a_from, none, "1", 0, 100, 90, QS_REQUIRED, "信用 A 的下限", "credit from which the grade is A") \
	X(NUMBER, credit_b_from, none, "1", 0, 100, 80, QS_REQUIRED, "信用 B 的下限", "credit from which it is B") \
	X(NUMBER, credit_c_from, none, "1", 0, 100, 60, QS_REQUIRED, "信用 C 的下限", "credit from which it is C, D below") \
	X(NUMBER, credit_b_pay, none, "1", 0, 1, 0.95, QS_REQUIRED, "信用 B 的付费比例", "share of the agreed pay at grade B; A has all of it, D nothing") \
	X(NUMBER, credit_c_pay, none, "1", 0, 1, 0.85, QS_REQUIRED, "信用 C 的付费比例", "share at grade C")
QS_FIELD_STRUCT(evaluation_pack, QS_FIELDS_EVALUATION_PACK);

enum { QS_INDICATOR_GROUPS = 4 };

/* Weights and bounds by indicator; weights sum to 1 over those of the pack. */
struct qs_evaluation {
	const struct qs_evaluation_pack *pack;
	double weight[QS_INDICATOR_COUNT], worst[QS_INDICATOR_COUNT], target[QS_INDICATOR_COUNT];
	double group[QS_INDICATOR_GROUPS];
	double consistency; /* Saaty's ratio of the comparison: below 0.1 it is taken as consistent */
};

/* Weights of a pack. */
void qs_evaluation_of(const struct qs_evaluation_pack *pack, struct qs_evaluation *evaluation);

/* A site whose account lines are filled: [QS_LINE_COUNT][years][members], real money. */
struct qs_evaluated {
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	const struct qs_site *site;
	size_t years, members;
	double restored_ha;
	const double *lines, *acceptance; /* acceptance [members], years from the start */
	int due;                          /* year in which acceptance is first due; -1: no works */
};

/* Fills the members' scores (0 where nothing is restored), and the sums of indicators over the members (NaN: not known). work: 2
 * columns of members. *known: share of the weight that is known. */
void qs_evaluate(const struct qs_evaluation *evaluation, const struct qs_evaluated *site, double *score,
		 double sum[QS_INDICATOR_COUNT], double *known, double *work);

/* Share of the agreed pay that a score earns, credit apart. */
double qs_evaluation_performance(const struct qs_evaluation_pack *pack, double score);

/* The order of sites by their means. */
struct qs_ranking {
	size_t sites;
	int uses[QS_INDICATOR_COUNT];                  /* the indicator is known for all sites and has a weight */
	double ahp[QS_INDICATOR_COUNT], entropy[QS_INDICATOR_COUNT], combined[QS_INDICATOR_COUNT];
	double up[QS_INDICATOR_COUNT], down[QS_INDICATOR_COUNT], without[QS_INDICATOR_COUNT]; /* Kendall's tau; NaN: not used */
	double least_tau;                              /* of up and down */
	double *closeness, *rank;                      /* [sites] */
};

/* Ranks sites; mean: [sites][QS_INDICATOR_COUNT]. 0, or -1 without memory. */
int qs_evaluation_rank(const struct qs_evaluation *evaluation, size_t sites, const double *mean, struct qs_arena *arena,
		       struct qs_ranking *ranking);

#endif
