/* What a portfolio and its sites state for the policy: the restoration plan's eight blocks, stakeholders, terms of the
 * contract, and per site papers, measured results and quantities. Everything is optional; what is not stated is not known.
 * Fields that are numbers, yes or no, words and dates are facts that conditions may name (model/market/facts.h). The first
 * word of a choice means "not known". Source of the questions: Beijing's opinions of 2023 on social capital in ecological
 * protection and restoration (京规自发〔2023〕60号), docs/policy.md.
 */
#ifndef QS_MODEL_POLICY_TERMS_H
#define QS_MODEL_POLICY_TERMS_H

#include "model/land/measures.h"

extern const char *const qs_words_degradation[];
extern const char *const qs_words_procurement[];
extern const char *const qs_words_mode[];

/* The eight blocks of a restoration plan (clause 3 (2)), in its order. */
#define QS_FIELDS_PLAN(X) \
	X(TEXT, tasks, none, "", 0, 0, 0, 0, "任务目标", "tasks and goals") \
	X(TEXT, participation, none, "", 0, 0, 0, 0, "参与方式", "way of taking part") \
	X(TEXT, measures, none, "", 0, 0, 0, 0, "工程措施", "engineering measures") \
	X(TEXT, budget, none, "", 0, 0, 0, 0, "投资概算", "estimate of investment") \
	X(TEXT, support, none, "", 0, 0, 0, 0, "支持政策", "supporting policies") \
	X(TEXT, assets, none, "", 0, 0, 0, 0, "自然资源资产配置", "allocation of natural-resource assets") \
	X(TEXT, industry, none, "", 0, 0, 0, 0, "后续产业", "later industry") \
	X(TEXT, evaluation, none, "", 0, 0, 0, 0, "效果评估", "evaluation of the effect")
QS_FIELD_STRUCT(plan, QS_FIELDS_PLAN);

#define QS_FIELDS_STAKEHOLDER(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id, as in a site's shares") \
	X(TEXT, name, none, "", 0, 0, 0, 0, "名称", "name") \
	X(BOOL, agreed, none, "", 0, 1, 0, QS_NULL_OK, "已协商一致", "has agreed; absent: not known") \
	X(NUMBER, status_quo_cny, none, "CNY", -1e14, 1e14, -2e14, QS_NULL_OK, "现状收益现值", "present value to it if nothing is done") \
	X(NUMBER, plan_cny, none, "CNY", -1e14, 1e14, -2e14, QS_NULL_OK, "方案收益现值", "present value to it under the plan")
QS_FIELD_STRUCT(stakeholder, QS_FIELDS_STAKEHOLDER);

enum qs_mode { QS_MODE_NOT_KNOWN, QS_MODE_OWN, QS_MODE_CONCESSION, QS_MODE_PPP_USER_PAYS, QS_MODE_PPP_AVAILABILITY, QS_MODE_EQUITY,
	       QS_MODE_PUBLIC_WELFARE };

/* A district's money, for what partnerships may cost it. */
#define QS_FIELDS_FISCAL(X) \
	X(STRING, district, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "区", "district, as sites write it") \
	X(NUMBER, general_budget_cny, none, "CNY", 1, 1e14, 1, QS_REQUIRED, "一般公共预算支出", "general budget expenditure of the start year") \
	X(NUMBER, growth_pct, none, "%", -50, 50, 0, 0, "年增长率", "growth a year") \
	X(NUMBER, other_ppp_cny, none, "CNY", 0, 1e13, 0, 0, "其他 PPP 年支出", "payments of other partnerships a year")
QS_FIELD_STRUCT(fiscal, QS_FIELDS_FISCAL);

/* A year of the restoring party's file (model/policy/credit.h). */
#define QS_FIELDS_CREDIT_YEAR(X) \
	X(INTEGER, year, none, "a", 1990, 2200, 0, QS_REQUIRED, "年份", "year") \
	X(NUMBER, contract, none, "1", 0, 100, -1, QS_NULL_OK, "合同履约", "performance of the contract, 0 to 100; absent: not known, as the others") \
	X(NUMBER, ecology, none, "1", 0, 100, -1, QS_NULL_OK, "生态成效", "ecological outcome against the plan") \
	X(NUMBER, finance, none, "1", 0, 100, -1, QS_NULL_OK, "财务", "finance: arrears, debt service") \
	X(NUMBER, safety, none, "1", 0, 100, -1, QS_NULL_OK, "安全与合规", "safety and violations") \
	X(NUMBER, disclosure, none, "1", 0, 100, -1, QS_NULL_OK, "信息公开", "disclosure") \
	X(BOOL, serious_violation, none, "", 0, 1, 0, 0, "严重违法失信", "a serious violation: grade D in this year, whatever the scores")
QS_FIELD_STRUCT(credit_year, QS_FIELDS_CREDIT_YEAR);

#define QS_FIELDS_POLICY_TERMS(X) \
	X(BOOL, opinions_asked, none, "", 0, 1, 0, QS_NULL_OK, "已征求社会意见", "the public was asked about the plan") \
	X(BOOL, plan_approved, none, "", 0, 1, 0, QS_NULL_OK, "方案已批准", "the government of the same level has approved the plan") \
	X(CHOICE, procurement, procurement, "", 0, 0, 0, 0, "引入方式", "how the restoring party is chosen") \
	X(BOOL, agreement_signed, none, "", 0, 1, 0, QS_NULL_OK, "已签修复协议", "the agreement with duties and liability is signed") \
	X(BOOL, disclosed, none, "", 0, 1, 0, QS_NULL_OK, "已公开", "plan, transfers of quotas and support are public") \
	X(BOOL, trading_platform_used, none, "", 0, 1, 0, QS_NULL_OK, "经公共资源交易平台", "products are traded on the public-resource platform") \
	X(BOOL, credit_published, none, "", 0, 1, 0, QS_NULL_OK, "信用评级已公开", "the credit grade of the restoring party is public") \
	X(NUMBER, credit_score, none, "1", 0, 100, -1, QS_NULL_OK, "信用得分", "credit score of the restoring party, 0 to 100") \
	X(NUMBERS, credit_history, none, "1", 0, 100, 0, 0, "历年信用得分", "credit scores by year, the oldest first; credit_score and credit_years stand before them") \
	X(LIST, credit_years, credit_year, "", 0, 0, 0, 0, "历年信用指标", "credit indicators by year, the oldest first; credit_score stands before them") \
	X(BOOL, black_listed, none, "", 0, 1, 0, QS_NULL_OK, "列入黑名单", "the restoring party is on a list of serious violations") \
	X(BOOL, credit_record, none, "", 0, 1, 0, QS_NULL_OK, "已建诚信档案", "an integrity file of the restoring party is kept") \
	X(BOOL, evaluation_published, none, "", 0, 1, 0, QS_NULL_OK, "评价结果已公开", "results of the evaluation are public") \
	X(BOOL, public_supervision, none, "", 0, 1, 0, QS_NULL_OK, "公众监督", "the public takes part in supervision") \
	X(CHOICE, mode, mode, "", 0, 0, 0, 0, "参与形式", "form of taking part") \
	X(NUMBER, term_years, none, "a", 0, 200, -1, QS_NULL_OK, "合作年限", "years of the concession or partnership") \
	X(NUMBER, private_share_frac, none, "1", 0, 1, -1, QS_NULL_OK, "民营持股比例", "share held by private firms") \
	X(BOOL, guaranteed_return, none, "", 0, 1, 0, QS_NULL_OK, "承诺固定或最低收益", "a return is guaranteed to the investor") \
	X(BOOL, buy_back, none, "", 0, 1, 0, QS_NULL_OK, "承诺回购", "the government promises to buy back") \
	X(BOOL, government_guarantee, none, "", 0, 1, 0, QS_NULL_OK, "政府担保", "the government guarantees debt") \
	X(BOOL, fixed_payment, none, "", 0, 1, 0, QS_NULL_OK, "与绩效无关的固定付费", "the government pays fixed sums that no performance moves")
QS_FIELD_STRUCT(policy_terms, QS_FIELDS_POLICY_TERMS);

/* What a site states of a class of earth, rock or plants: m3, of plants stems (model/policy/earth.h). */
#define QS_FIELDS_SITE_MATERIAL(X) \
	X(CHOICE, class, earth, "", 0, 0, 0, QS_REQUIRED, "类别", "rock, soil, silt, topsoil or plants") \
	X(NUMBER, freed, none, "m3", 0, 1e10, -1, QS_NULL_OK, "新产生量", "freed by the works, in place of what their measures give; plants: stems") \
	X(NUMBER, left, none, "m3", 0, 1e10, 0, 0, "原地遗留或疏浚量", "lay there before, or comes from dredging; plants: stems") \
	X(NUMBER, recovery_frac, none, "1", 0, 1, -1, QS_NULL_OK, "可利用比例", "share that can be used; absent: of its pack") \
	X(NUMBER, organic_c_g_kg, none, "g/kg", 0, 500, -1, QS_NULL_OK, "有机碳含量", "organic carbon; absent: of its pack") \
	X(NUMBER, haul_km, none, "km", 0, 2000, 0, 0, "场内运距", "haul within the site") \
	X(NUMBER, contamination_ratio, none, "1", 0, 1e6, -1, QS_NULL_OK, "污染检测比值", "largest content of a pollutant by its screening value; above 1 it may not be used; absent: not tested")
QS_FIELD_STRUCT(site_material, QS_FIELDS_SITE_MATERIAL);

/* What was built of a measure on a unit (model/policy/built.h). */
#define QS_FIELDS_AS_BUILT(X) \
	X(STRING, unit, none, "", 0, 0, 0, QS_REQUIRED, "修复单元", "unit") \
	X(STRING, measure, none, "", 0, 0, 0, QS_REQUIRED, "措施", "measure of the unit's treatment") \
	X(INTEGER, nth, none, "1", 1, 100, 1, 0, "第几项", "which of the treatment's measures of that name") \
	X(NUMBER, quantity, none, "", 0, 1e12, -1, QS_NULL_OK, "完成工程量", "amount built on the whole unit, in the unit of estimate.csv: m3, m2, m, stems …") \
	X(NUMBER, area_ha, none, "ha", 0, 1e6, -1, QS_NULL_OK, "完成面积", "area worked on, in the unit's own basis") \
	X(NUMBER, cost_cny, none, "CNY", 0, 1e12, -1, QS_NULL_OK, "完成投资", "cost as built, without design and contingency, prices of price_year") \
	X(NUMBER, planned_cost_cny, none, "CNY", 0, 1e12, -1, QS_NULL_OK, "计划投资", "cost as planned, for instance by contract; absent: by the tables of prices") \
	X(DATE, finished, none, "", 0, 0, 0, 0, "完工日期", "date on which it was finished; absent: not known")
QS_FIELD_STRUCT(as_built, QS_FIELDS_AS_BUILT);

#define QS_FIELDS_SITE_POLICY(X) \
	X(CHOICE, degradation, degradation, "", 0, 0, 0, 0, "退化程度", "degradation of the ecosystem as assessed") \
	X(BOOL, slope_hazard, none, "", 0, 1, 0, QS_NULL_OK, "地质灾害隐患", "geological hazard as assessed") \
	X(STRINGS, minerals, none, "", 0, 0, 0, QS_NOT_EMPTY, "采挖矿种", "minerals taken out; none: excavated_m3 is 0") \
	X(NUMBER, excavated_m3, none, "m3", 0, 1e10, -1, QS_NULL_OK, "采挖量", "volume taken out") \
	X(NUMBER, excavation_design_m3, none, "m3", 0, 1e10, -1, QS_NULL_OK, "设计采挖量", "volume that the design needs taken out") \
	X(STRING, approver, none, "", 0, 0, 0, 0, "立项单位", "who set the project up; absent: that of the portfolio") \
	X(STRING, acceptor, none, "", 0, 0, 0, 0, "验收单位", "who accepts the works; absent: that of the portfolio") \
	X(DATE, land_contract, none, "", 0, 0, 0, 0, "土地出让合同", "date of the land contract") \
	X(DATE, accepted, none, "", 0, 0, 0, 0, "验收合格", "date on which the works were accepted") \
	X(BOOL, supervised, none, "", 0, 1, 0, QS_NULL_OK, "全程监管", "supervised from start to end by the standards of the trade") \
	X(BOOL, third_party_evaluation, none, "", 0, 1, 0, QS_NULL_OK, "委托第三方绩效评价", "a third party evaluates the performance") \
	X(NUMBER, survival_frac, none, "1", 0, 1, -1, QS_NULL_OK, "第一年成活率（实测）", "survival after a year, measured") \
	X(NUMBER, retention_frac, none, "1", 0, 1, -1, QS_NULL_OK, "第三年保存率（实测）", "stems left after three years, measured") \
	X(NUMBER, cost_deviation_frac, none, "1", -1, 10, -2, QS_NULL_OK, "投资偏差", "cost as built by cost as planned, minus one") \
	X(NUMBER, area_deviation_frac, none, "1", -1, 10, -2, QS_NULL_OK, "面积偏差", "area as built by area as planned, minus one") \
	X(NUMBER, time_deviation_frac, none, "1", -1, 10, -2, QS_NULL_OK, "工期偏差", "time as built by time as planned, minus one") \
	X(NUMBER, slope_after_deg, none, "degree", 0, 90, -1, QS_NULL_OK, "修复后最大坡度", "steepest slope after the works; absent: as it is") \
	X(NUMBER, evaluated_score, none, "1", 0, 100, -1, QS_NULL_OK, "综合效益得分（评估）", "score of benefits as evaluated, 0 to 100") \
	X(NUMBER, jobs, none, "1", 0, 1e6, -1, QS_NULL_OK, "就业岗位", "jobs that the later industry and upkeep give") \
	X(NUMBER, people_safer, none, "1", 0, 1e7, -1, QS_NULL_OK, "脱险人口", "people whom the works take out of danger") \
	X(BOOL, land_in_spatial_plan, none, "", 0, 1, 0, QS_NULL_OK, "用地纳入国土空间规划", "land for works and industry is in the spatial plan") \
	X(NUMBER, industry_land_ha, none, "ha", 0, 1e6, -1, QS_NULL_OK, "产业用地", "land for the later industry") \
	X(NUMBER, reserved_land_ha, none, "ha", 0, 1e6, -1, QS_NULL_OK, "预留用地", "land that the spatial plan reserves for it") \
	X(NUMBER, cropland_in_hold_ha, none, "ha", 0, 1e6, -1, QS_NULL_OK, "保有量内耕地", "cropland of the swap that is part of the city's hold") \
	X(NUMBER, cropland_used_ha, none, "ha", 0, 1e6, 0, 0, "已用于置换的新增耕地", "new cropland that is used up by the swap") \
	X(BOOL, cropland_eligible, none, "", 0, 1, 0, QS_NULL_OK, "新增耕地经评定符合条件", "the new cropland is assessed and qualifies") \
	X(BOOL, red_line_function_kept, none, "", 0, 1, 0, QS_NULL_OK, "红线功能不降低", "function inside the ecological red line does not fall") \
	X(NUMBER, contiguous_ha, none, "ha", 0, 1e6, -1, QS_NULL_OK, "集中连片面积", "connected restored area, by its polygons") \
	X(BOOL, targets_met, none, "", 0, 1, 0, QS_NULL_OK, "达到预期目标", "the goals of the restoration are met") \
	X(BOOL, planned_non_construction, none, "", 0, 1, 0, QS_NULL_OK, "规划为非建设用地", "the spatial plan has the place as no building land") \
	X(BOOL, temporary_structures, none, "", 0, 1, 0, QS_NULL_OK, "非永久性附属设施", "decks and walkways only, not permanent") \
	X(BOOL, red_line_allows, none, "", 0, 1, 0, QS_NULL_OK, "符合红线与保护地管控", "rules of red line and protected areas allow it") \
	X(NUMBER, cropland_occupied_ha, none, "ha", 0, 1e6, -1, QS_NULL_OK, "设施占用耕地", "cropland under the structures") \
	X(BOOL, harms_landscape, none, "", 0, 1, 0, QS_NULL_OK, "破坏生态环境或景观", "harms environment or landscape") \
	X(BOOL, geology_safe, none, "", 0, 1, 0, QS_NULL_OK, "不影响地质安全", "no effect on geological safety") \
	X(BOOL, flood_safe, none, "", 0, 1, 0, QS_NULL_OK, "不影响行洪蓄水", "no effect on floodways and storage of water") \
	X(LIST, materials, site_material, "", 0, 0, 0, 0, "土石料与植物", "earth, rock and plants by class") \
	X(LIST, as_built, as_built, "", 0, 0, 0, 0, "完工实况", "works as built, by unit and measure") \
	X(NUMBER, spoil_cut_m3, none, "m3", 0, 1e10, -1, QS_NULL_OK, "土石料产生量", "earth and rock that the works free, and that lay there") \
	X(NUMBER, spoil_used_m3, none, "m3", 0, 1e10, -1, QS_NULL_OK, "土石料自用量", "of it used in these works") \
	X(BOOL, pit_floor_lowered, none, "", 0, 1, 0, QS_NULL_OK, "坑底降低", "the floor of the pit is lower after than before") \
	X(BOOL, spoil_reviewed, none, "", 0, 1, 0, QS_NULL_OK, "剩余料经区级审查同意", "the district has reviewed and agreed to the surplus") \
	X(BOOL, spoil_on_platform, none, "", 0, 1, 0, QS_NULL_OK, "剩余料经平台处置", "the surplus is disposed of through the public-resource platform")
QS_FIELD_STRUCT(site_policy, QS_FIELDS_SITE_POLICY);

#endif
