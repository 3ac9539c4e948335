/* Rules of carbon-market methodologies as data: packs of rules and of methodologies.
 *
 * A rule's condition is a tree. A leaf compares a fact (model/market/facts.h) with a number, a date or words; a fact that is
 * true or false stands alone. Other nodes are `all`, `any` and `not`; a list is all of its members. A node has exactly one of
 * fact, all, any and not (io/check_rules.c). The outcome is true, false or unknown: model/market/verdict.h.
 */
#ifndef QS_MODEL_MARKET_RULES_H
#define QS_MODEL_MARKET_RULES_H

#include "model/base/fields.h"

extern const char *const qs_words_basis[];
extern const char *const qs_words_open[];
extern const char *const qs_words_deduction[];
extern const char *const qs_words_credit_baseline[];
extern const char *const qs_words_credit_soil[];
extern const char *const qs_words_credit_fire[];
extern const char *const qs_words_credit_displacement[];
extern const char *const qs_words_credit_held[];

/* Whether a programme takes new projects under a methodology. */
enum qs_open { QS_OPEN_YES, QS_OPEN_NO, QS_OPEN_UNKNOWN };

/* Deductions for the error of sampling: model/market/deduction.h. */
enum qs_deduction_kind {
	QS_DEDUCTION_AR_TOOL14,
	QS_DEDUCTION_AR_CM_001,
	QS_DEDUCTION_VM0047,
	QS_DEDUCTION_EXCESS, /* what the half-width exceeds the first limit by, ex ante at least the first share */
	QS_DEDUCTION_NONE
};

/* Crediting baselines: the simulated one; or no change where the substrate is spoil (an indicator of AR-TOOL14). */
enum qs_credit_baseline { QS_BASELINE_SIMULATED, QS_BASELINE_ZERO_ON_SPOIL };
enum qs_credit_soil { QS_SOIL_NOT_COUNTED, QS_SOIL_AR_TOOL16 };
enum qs_credit_fire { QS_FIRE_NOT_COUNTED, QS_FIRE_AR_TOOL08 };
enum qs_credit_displacement { QS_DISPLACEMENT_NOT_COUNTED, QS_DISPLACEMENT_AR_TOOL15 };

/* What becomes of the deduction for non-permanence: nobody has it, or it lies in a buffer that reversals draw. */
enum qs_credit_held { QS_HELD_BY_NOBODY, QS_HELD_IN_BUFFER };

/* Pools that a methodology may count, the words of `pools`: woody, dead_wood, litter, soil. */
extern const char *const qs_words_credit_pool[];

/* The words of `op`, ending in NULL, by their enum. */
enum qs_op { QS_OP_LESS, QS_OP_AT_MOST, QS_OP_MORE, QS_OP_AT_LEAST, QS_OP_EQUAL, QS_OP_OTHER };
extern const char *const qs_words_op[];

/* A number that is not given lies outside the row's range, so that a resolved plan does not show it. */
#define QS_FIELDS_CONDITION(X) \
	X(STRING, fact, none, "", 0, 0, 0, 0, "事实", "a fact, an id of `list facts`") \
	X(STRING, op, none, "", 0, 0, 0, 0, "比较", "comparison: < <= > >= == !=") \
	X(NUMBER, value, none, "", -1e15, 1e15, 2e15, QS_NULL_OK, "数值", "number to compare with, in the unit of the fact") \
	X(DATE, date, none, "", 0, 0, 0, 0, "日期", "date to compare with") \
	X(STRINGS, is, none, "", 0, 0, 0, QS_NOT_EMPTY, "取值之一", "words, one of which the fact is") \
	X(LIST, all, condition, "", 0, 0, 0, QS_NOT_EMPTY, "全部成立", "all of these hold") \
	X(LIST, any, condition, "", 0, 0, 0, QS_NOT_EMPTY, "至少一项成立", "at least one of these holds") \
	X(ONE_OR_LIST, not, condition, "", 0, 0, 0, QS_NOT_EMPTY, "不成立", "these do not all hold")
QS_FIELD_STRUCT(condition, QS_FIELDS_CONDITION);

#define QS_FIELDS_RULE_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "要求", "what is asked") \
	X(TEXT, why, none, "", 0, 0, 0, QS_REQUIRED, "依据", "what settles it, and which evidence answers an unknown") \
	X(TEXT, unmet, none, "", 0, 0, 0, QS_REQUIRED, "不满足时", "what follows where it is not met") \
	X(STRING, group, none, "", 0, 0, 0, QS_REQUIRED, "所属", "set of rules that it belongs to") \
	X(STRING, source, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "来源", "source of the text") \
	X(CHOICE, status, basis, "", 0, 0, 2, QS_REQUIRED, "状态", "how sure the text is") \
	X(ONE_OR_LIST, when, condition, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "成立条件", "condition under which it is met")
QS_FIELD_STRUCT(rule_pack, QS_FIELDS_RULE_PACK);

enum { QS_NEEDS_MOST = 64 }; /* rules of one methodology: one bit each in struct qs_verdict */

#define QS_FIELDS_METHODOLOGY_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRING, programme, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "机制", "programme that issues under it") \
	X(CHOICE, open_to_new_projects, open, "", 0, 0, 2, QS_REQUIRED, "是否接受新项目", "takes new projects: yes, no or unknown") \
	X(DATE, as_of, none, "", 0, 0, 0, QS_REQUIRED, "截至", "date of that") \
	X(STRING, source, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "来源", "source of that") \
	X(CHOICE, status, basis, "", 0, 0, 2, QS_REQUIRED, "状态", "how sure that is") \
	X(TEXT, note, none, "", 0, 0, 0, 0, "说明", "what a reader should know") \
	X(NUMBER, risk_deduction_frac, none, "1", 0, 1, 0, QS_REQUIRED, "非持久性扣减", "deduction for non-permanence, one and once") \
	X(CHOICE, risk_held, credit_held, "", 0, 0, 0, 0, "非持久性扣减的去向", "what becomes of it: a deduction that nobody holds, or a buffer of credits that reversals draw before issued credits are cancelled") \
	X(SERIES, risk_losses, none, "1", 0, 1, 0, 0, "风险矩阵：损失率下限", "matrix of natural risks: classes of the share lost in one event, lower limits, falling to 0") \
	X(SERIES, risk_intervals, none, "a", 0, 10000, 0, 0, "风险矩阵：间隔下限", "its classes of years between events, lower limits, rising from 0") \
	X(SERIES, risk_scores, none, "%", 0, 100, 0, 0, "风险矩阵：分值", "scores, a row a class of loss; 100: the project is refused. Used where hazards are drawn, in place of risk_deduction_frac") \
	X(NUMBER, risk_event_least_frac, none, "1", 0, 1, 0.01, 0, "计为事件的最小损失率", "share by which the stock falls in an event without fire, at least") \
	X(NUMBER, risk_mitigation_frac, none, "1", 0, 1, 1, 0, "防护措施系数", "factor of protection on the scores") \
	X(NUMBER, risk_other_natural_pct, none, "%", 0, 100, 0, 0, "其他自然风险分值", "score of natural risks that are not simulated") \
	X(NUMBER, risk_internal_pct, none, "%", 0, 100, 0, 0, "内部风险分值", "score of internal risks") \
	X(NUMBER, risk_external_pct, none, "%", 0, 100, 0, 0, "外部风险分值", "score of external risks") \
	X(NUMBER, risk_least_pct, none, "%", 0, 100, 0, 0, "最低缓冲比例", "least that is held back") \
	X(NUMBER, dead_wood_frac, none, "1", 0, 1, 0, QS_REQUIRED, "枯死木系数", "dead wood as a share of the woody carbon (AR-TOOL12)") \
	X(NUMBER, litter_frac, none, "1", 0, 1, 0, QS_REQUIRED, "枯落物系数", "litter as a share of the woody carbon (AR-TOOL12)") \
	X(STRING, product, none, "", 0, 0, 0, 0, "产品", "product under which its credits are sold, a key of market.prices; absent: none") \
	X(NUMBER, registration_cny, none, "CNY", 0, 1e8, 0, QS_SAMPLED, "登记费用", "design and validation of a registration") \
	X(NUMBER, verification_cny, none, "CNY", 0, 1e8, 0, QS_SAMPLED, "核查费用", "monitoring and verification, each time") \
	X(INTEGER, cost_price_year, none, "a", 1950, 2200, 2025, 0, "费用价格年", "year of these prices") \
	X(NUMBER, plot_area_ha, none, "ha", 0.0001, 10, 0.06, 0, "样地面积", "area of a sample plot") \
	X(NUMBER, plot_cny, none, "CNY", 0, 1e6, 0, 0, "样地费用", "setting up and measuring a plot, each time; part of the verification, prices of cost_price_year") \
	X(NUMBER, plots_least, none, "1", 0, 1e5, 0, 0, "最少样地数", "plots that the methodology asks for at least") \
	X(STRINGS, pools, none, "", 0, 0, 0, 0, "计入碳库", "pools counted: woody, dead_wood, litter, soil; absent: the first three") \
	X(CHOICE, baseline, credit_baseline, "", 0, 0, 0, 0, "计入基线", "crediting baseline") \
	X(CHOICE, soil, credit_soil, "", 0, 0, 0, 0, "土壤碳公式", "equations of soil carbon") \
	X(NUMBER, soil_reference_t_ha, none, "t/ha", 0, 500, 0, 0, "参考土壤碳", "soil carbon under native cover, 0-30 cm") \
	X(NUMBER, soil_land_use_factor, none, "1", 0, 2, 1, 0, "土地利用因子", "factor of land use at the start") \
	X(NUMBER, soil_management_factor, none, "1", 0, 2, 1, 0, "管理因子", "factor of management at the start") \
	X(NUMBER, soil_input_factor, none, "1", 0, 2, 1, 0, "投入因子", "factor of input at the start") \
	X(CHOICE, fire, credit_fire, "", 0, 0, 0, 0, "火烧排放公式", "equations of CH4 and N2O from fire") \
	X(NUMBER, fire_ch4_g_kg, none, "1", 0, 100, 0, 0, "火烧 CH4 排放因子（g/kg）", "CH4 of biomass burnt, g/kg") \
	X(NUMBER, fire_n2o_g_kg, none, "1", 0, 100, 0, 0, "火烧 N2O 排放因子（g/kg）", "N2O of biomass burnt, g/kg") \
	X(NUMBER, gwp_ch4, none, "1", 0, 200, 28, 0, "CH4 增温潜势", "warming potential of CH4 in 100 years") \
	X(NUMBER, gwp_n2o, none, "1", 0, 1000, 265, 0, "N2O 增温潜势", "warming potential of N2O in 100 years") \
	X(CHOICE, displacement, credit_displacement, "", 0, 0, 0, 0, "活动转移公式", "equations of leakage by displaced grazing") \
	X(NUMBER, displaced_tree_t_ha, none, "t/ha", 0, 500, 0, 0, "承接地乔木地上生物量", "trees above ground where displaced activities go, dry mass") \
	X(NUMBER, displaced_shrub_t_ha, none, "t/ha", 0, 500, 0, 0, "承接地灌木地上生物量", "shrubs above ground there, dry mass") \
	X(NUMBER, displaced_soil_t_ha, none, "t/ha", 0, 500, 0, 0, "承接地土壤碳损失", "soil carbon lost there") \
	X(CHOICE, deduction, deduction, "", 0, 0, 0, QS_REQUIRED, "抽样误差扣减", "what is taken off for the error of sampling") \
	X(SERIES, deduction_limits, none, "1", 0, 10, 0, 0, "扣减界限", "relative half-widths at which the deduction steps; absent: the tool's own") \
	X(SERIES, deduction_shares, none, "1", 0, 1, 0, 0, "扣减比例", "shares between them") \
	X(DATE, vintage_from, none, "", 0, 0, 0, 0, "最早年份", "removals before this day enter no batch") \
	X(DATE, vintage_to, none, "", 0, 0, 0, 0, "最晚年份", "nor after this day; absent: no end") \
	X(STRINGS, needs, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "规则", "rules that must hold, ids of `list rules`") \
	X(STRINGS, informs, none, "", 0, 0, 0, 0, "提示规则", "rules that are told and do not settle the grade") \
	X(STRINGS, additionality, none, "", 0, 0, 0, 0, "额外性论证", "tests of additionality, rules that are judged with a run's cash flow and do not settle the grade") \
	X(STRINGS, of_registration, none, "", 0, 0, 0, 0, "登记的规则", "rules of a registration as a whole, judged with a run's income and cost; they do not settle the grade")
QS_FIELD_STRUCT(methodology_pack, QS_FIELDS_METHODOLOGY_PACK);

/* What is measured after the start, for the table of parameters monitored. */
#define QS_FIELDS_MONITORED_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "参数", "what is measured") \
	X(STRING, unit, none, "", 0, 0, 0, QS_REQUIRED, "单位", "unit") \
	X(TEXT, how, none, "", 0, 0, 0, QS_REQUIRED, "测定方法", "how it is measured") \
	X(TEXT, when, none, "", 0, 0, 0, QS_REQUIRED, "频次", "when it is measured") \
	X(STRINGS, methodologies, none, "", 0, 0, 0, 0, "适用方法学", "methodologies that ask for it; absent: all") \
	X(STRING, source, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "来源", "source") \
	X(CHOICE, status, basis, "", 0, 0, 2, QS_REQUIRED, "状态", "how sure that is")
QS_FIELD_STRUCT(monitored_pack, QS_FIELDS_MONITORED_PACK);

#endif
