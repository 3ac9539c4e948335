/* Facts: what the conditions of rules compare. Computed from the portfolio, a site, one of its units and a part of the unit
 * with one land class; those of the policy (model/policy/facts.h); and those that are stated: by a site under `facts` and
 * `policy`, by the portfolio under `policy.terms`. A fact that the input does not settle is unknown, never false. No fact
 * draws a random number; those that need a run's results say so and are unknown without one.
 */
#ifndef QS_MODEL_MARKET_FACTS_H
#define QS_MODEL_MARKET_FACTS_H

#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <stddef.h>

enum qs_fact_type { QS_FACT_NUMBER, QS_FACT_BOOL, QS_FACT_WORD, QS_FACT_DATE };

/* X(id, type, words or none, unit, zh, en). Where a reading is needed, model/market/facts.c says it beside the code. */
#define QS_FACTS(X) \
	/* land of the part, at the start of the registration */ \
	X(land_class, WORD, land_class, "", "开工时地类", "land class at the start") \
	X(class_years, NUMBER, none, "a", "地类未变年数", "years before the start for which the land has had its class, as stated") \
	X(class_since, DATE, none, "", "地类起始日期", "date from which the land has had its class, as stated") \
	X(planned_afforestation, BOOL, none, "", "开工时为规划造林地", "planned afforestation land at the start") \
	X(planned_years, NUMBER, none, "a", "已为规划造林地的年数", "years before the start for which it has been planned afforestation land") \
	X(plot_area_m2, NUMBER, none, "m2", "图斑平均面积", "mean planimetric area of a parcel") \
	/* the unit today */ \
	X(substrate, WORD, substrate, "", "基质", "substrate") \
	X(slope_deg, NUMBER, none, "degree", "坡度", "slope") \
	X(cover_frac, NUMBER, none, "1", "植被覆盖度", "vegetation cover") \
	X(woody_cover_frac, NUMBER, none, "1", "木本覆盖度", "woody cover") \
	X(crown_density_frac, NUMBER, none, "1", "郁闭度", "crown density of trees") \
	X(crown_density_most_frac, NUMBER, none, "1", "郁闭度上限", "what crown density can at most be: itself, else woody cover, else cover") \
	X(organic_c_g_kg, NUMBER, none, "g/kg", "土壤有机碳", "organic carbon of the soil") \
	X(grazing_frac, NUMBER, none, "1", "现状放牧", "share of the year's growth that is grazed today") \
	/* the unit's treatment */ \
	X(treatment_class, WORD, treatment_class, "", "处理类别", "class of the treatment") \
	X(plants_woody, BOOL, none, "", "栽植乔灌木", "the treatment plants trees or shrubs") \
	X(sows_woody, BOOL, none, "", "播种乔灌木", "the treatment sows trees or shrubs, by hand, spray or mat") \
	X(plants_economic, BOOL, none, "", "种植作物或经济林树种", "the treatment plants or sows crops, or species grown for fruit, nuts, oil or medicine") \
	X(stems_per_ha, NUMBER, none, "1/ha", "栽植密度", "trees and shrubs planted, of all measures") \
	X(woody_removed_frac, NUMBER, none, "1", "清除木本的地表比例", "share of the ground on which woody plants are removed, at most") \
	X(trees_removed, BOOL, none, "", "必然清除现有树木", "more ground is cleared than is free of tree crowns") \
	X(disturbed_frac, NUMBER, none, "1", "土壤扰动面积比", "share of the soil surface that the works disturb") \
	X(last_disturbance_year, NUMBER, none, "a", "最后扰动年", "last year of works that disturb the soil; repairs of a sprayed lining left out; -1: none") \
	/* site and registration */ \
	X(rain_mm_per_year, NUMBER, none, "mm/a", "年降水量", "rain, yearly mean") \
	X(liable_party, BOOL, none, "", "存在责任主体", "a liable party is named") \
	X(start, DATE, none, "", "开工日期", "start: of the site's registration under the methodology, else its earliest, else 1 January of the start year") \
	X(crediting_years, NUMBER, none, "a", "计入期", "crediting period of the registration under the methodology") \
	X(crediting_end, DATE, none, "", "计入期结束", "end of the crediting period of the registration under the methodology") \
	X(planting, DATE, none, "", "栽植日期", "first planting or sowing, as the registration states it") \
	X(application, DATE, none, "", "首批申请日期", "application for the first batch, as the registration states it") \
	X(first_batch_years, NUMBER, none, "a", "首批年限", "years from the start of the first batch to its application; where that is not stated, to its close") \
	X(planted_early, BOOL, none, "", "开工前已造林", "planted before the start, as stated or by the date of planting") \
	X(grant_frac, NUMBER, none, "1", "财政补助比例", "grants, share of the works") \
	X(buyer_offset_frac, NUMBER, none, "1", "买方拟抵销比例", "share of its confirmed emissions that the buyer would offset with these units") \
	X(buyer_keeps_to_limits, BOOL, none, "", "买方在限额内抵销", "the buyer states its emissions and no share of them: it offsets no more than the rules allow, so many tonnes a year") \
	/* a run */ \
	X(npv_without_credits_cny, NUMBER, none, "CNY", "无碳收入时的净现值", "net present value at the hurdle with neither income nor cost of credits, median; by a run") \
	X(credit_share_of_cost_pct, NUMBER, none, "%", "碳收入占费用", "income from credits by cost, present values, median; by a run, where the site sells credits") \
	X(registration_income_of_cost, NUMBER, none, "1", "碳信用收入与登记监测费之比", "of a registration: income from credits by cost of registering and monitoring, present values on the mean course; by a run") \
	/* the rule at hand */ \
	X(evidence_held, BOOL, none, "", "已持有该规则的证据", "the site holds the evidence of this very rule")

/* Facts of the policy. Computed in model/policy/facts.c, unknown to methodologies. */
#define QS_POLICY_FACTS(X) \
	/* a unit */ \
	X(soil_depth_cm, NUMBER, none, "cm", "土层厚度", "soil depth, stones included") \
	X(organic_matter_pct, NUMBER, none, "%", "土壤有机质", "organic matter of the soil, organic carbon x 1.724") \
	X(natural_cover_of_asked, NUMBER, none, "1", "自然恢复十年盖度与要求之比", "cover after ten years of natural recovery by the cover that acceptance asks for") \
	/* a site */ \
	X(district, WORD, district, "", "所在区", "district") \
	X(site_type, WORD, site_type, "", "场地类型", "kind of site") \
	X(permit_left_years, NUMBER, none, "a", "开工时采矿许可剩余年数", "years of the mining permit left at the start year; negative: it ended before") \
	X(hazard_shown, BOOL, none, "", "已说明地质灾害隐患", "a geological hazard is shown: a need for works is not there until it is") \
	X(restored_ha, NUMBER, none, "ha", "修复面积", "planimetric area of units with a treatment") \
	X(largest_parcel_ha, NUMBER, none, "ha", "最大图斑面积", "largest mean parcel of a restored unit: the connected area is at least this") \
	X(planted_species, NUMBER, none, "1", "栽植物种数", "species planted") \
	X(planted_shannon, NUMBER, none, "1", "栽植香农指数", "Shannon index of the stems planted") \
	X(industry_lines, NUMBER, none, "1", "产业收入项", "lines of industry income") \
	X(unnamed_lines, NUMBER, none, "1", "政策未列产业项", "lines of industry that the policy does not name") \
	X(tourism_line, BOOL, none, "", "有旅游收入项", "a line of tourism") \
	X(income_after_acceptance_years, NUMBER, none, "a", "首笔产业收入在首次验收后年数", "years from the first due acceptance to the first industry income, least of the lines") \
	X(industry_lag_years, NUMBER, none, "a", "开工至首笔产业收入年数", "years from the start to the first industry income") \
	X(contract_before_acceptance, BOOL, none, "", "先签出让合同后验收", "the land contract is dated before the acceptance") \
	X(minerals_allowed, BOOL, none, "", "矿种仅砂石粘土", "only sand, stone and clay are taken out") \
	X(excavated_over_design_m3, NUMBER, none, "m3", "超设计采挖量", "volume taken out beyond the design") \
	X(approver_accepts, BOOL, none, "", "立项单位即验收单位", "who set the project up accepts it") \
	X(industry_over_reserved_ha, NUMBER, none, "ha", "超预留用地", "industry land beyond what is reserved") \
	X(industry_land_frac, NUMBER, none, "1", "产业用地占修复面积", "industry land by restored area") \
	X(cropland_before_ha, NUMBER, none, "ha", "修复前耕地", "cropland before") \
	X(cropland_change_ha, NUMBER, none, "ha", "耕地变化", "cropland after less before") \
	X(cropland_grade_change, NUMBER, none, "1", "耕地等别变化", "mean grade after less before; 1 is best") \
	X(cropland_surplus_ha, NUMBER, none, "ha", "剩余新增耕地", "new cropland left after the swap, if it qualifies: to the district's reserve") \
	X(water_change_ha, NUMBER, none, "ha", "水域变化", "water and wetland after less before") \
	X(red_line_before_ha, NUMBER, none, "ha", "修复前红线内", "inside the ecological red line before") \
	X(red_line_change_ha, NUMBER, none, "ha", "红线面积变化", "inside the red line after less before") \
	X(social_by_public, NUMBER, none, "1", "社会资本与财政之比", "money of the investor by public money") \
	X(shares_stated, BOOL, none, "", "收益分配已明确", "shares of the income are stated") \
	X(shares_named, BOOL, none, "", "分配对象均为相关主体", "every share belongs to a stakeholder of the portfolio") \
	X(spoil_surplus_m3, NUMBER, none, "m3", "剩余土石料", "surplus earth and rock: cut less used, else as the finance has it") \
	X(spoil_surplus_frac, NUMBER, none, "1", "剩余土石料比例", "surplus by what the works free") \
	X(spoil_used_frac, NUMBER, none, "1", "土石料自用比例", "used in these works by what they free") \
	X(earth_cut_m3, NUMBER, none, "m3", "土石料产生量（平衡）", "rock, soil, silt and topsoil cut, by the balance of classes") \
	X(earth_surplus_m3, NUMBER, none, "m3", "土石料剩余量（平衡）", "usable and not needed, by the balance of classes") \
	X(earth_deficit_m3, NUMBER, none, "m3", "土石料缺口（平衡）", "needed and to be brought, by the balance of classes") \
	X(spoil_sold_m3, NUMBER, none, "m3", "出售的剩余料", "surplus that the finance sells") \
	X(sold_over_balance_m3, NUMBER, none, "m3", "超平衡出售量", "surplus sold beyond what the balance of classes leaves") \
	X(haul_saved_t_km, NUMBER, none, "t km", "节省运输量", "freight saved by own material") \
	X(works_reported, BOOL, none, "", "已上报完工实况", "works as built are reported, of the unit or the site") \
	X(deviation_amount_frac, NUMBER, none, "1", "工程量偏差", "amount as built by amount as planned, minus one: of the measure that deviates most") \
	X(deviation_cost_frac, NUMBER, none, "1", "投资偏差（核对）", "cost as built by cost as planned, minus one: as stated, else by works as built") \
	X(deviation_area_frac, NUMBER, none, "1", "面积偏差（核对）", "area as built by area as planned, minus one: as stated, else by works as built") \
	X(deviation_time_frac, NUMBER, none, "1", "工期偏差（核对）", "time as built by time as planned, minus one: as stated, else by works as built") \
	X(contamination_worst, NUMBER, none, "1", "污染检测最大比值", "largest content of a pollutant by its screening value over the classes that are cut") \
	X(abuse_index, NUMBER, none, "1", "借修复行开发指数", "mean of aggregate share of income, industry share of land, 1 - score / 100") \
	X(abuse_index_least, NUMBER, none, "1", "该指数下限", "the least it can be, what is not known taken as harmless") \
	X(abuse_index_most, NUMBER, none, "1", "该指数上限", "the most it can be, what is not known taken as harmful") \
	X(aggregate_income_frac, NUMBER, none, "1", "砂石收入占比", "income from surplus spoil by all income but grants, means; by a run unless there is no surplus") \
	X(benefit_score, NUMBER, none, "1", "综合效益得分", "score of benefits, 0 to 100: as evaluated, else by a run") \
	X(benefit_grade, WORD, benefit_grade, "", "综合效益等级", "grade of benefits: excellent 优, good 良, fair 中, poor 差") \
	X(cost_over_natural_cny_t, NUMBER, none, "CNY/t", "较自然恢复的边际减排成本", "cost beyond natural recovery by carbon beyond it, medians, not discounted; by a run") \
	X(funding_balance, NUMBER, none, "1", "资金平衡比", "present value of income and grants by that of cost, medians; by a run") \
	/* the portfolio */ \
	X(natural_first_index, NUMBER, none, "1", "自然恢复优先指数", "natural and assisted area by restored area, planimetric") \
	X(construction_change_ha, NUMBER, none, "ha", "建设与采矿用地变化", "building and mining land after less before, all sites") \
	X(sites_without_district, NUMBER, none, "1", "未注明所在区的场地", "sites that state no district") \
	X(plan_blocks, NUMBER, none, "1", "方案内容块数", "blocks of the plan that are there, of eight") \
	X(stakeholders_agreed, BOOL, none, "", "相关主体已协商一致", "all stakeholders have agreed") \
	X(nobody_worse, BOOL, none, "", "无人受损", "no stakeholder is worse off than today") \
	X(credits_sold, BOOL, none, "", "出售碳信用", "a registration sells its credits") \
	X(sells_closed_methodology, BOOL, none, "", "出售未开放方法学的碳信用", "a registration that sells stands under a methodology that takes no new projects") \
	X(bid_date, DATE, none, "", "投标日期", "date of the bid; not stated: 1 January of the start year") \
	X(validity_left_years, NUMBER, none, "a", "投标距有效期届满", "years from the bid to the end of validity as the portfolio states it") \
	X(validity_stated, BOOL, none, "", "已注明有效期", "the portfolio states until when the policy holds") \
	X(credit_now, NUMBER, none, "1", "当前信用", "credit of the restoring party: as stated, else accumulated over its years") \
	X(credit_grade, WORD, credit_grade, "", "信用等级", "credit grade of the restoring party, D if it is listed") \
	X(pay_factor, NUMBER, none, "1", "收益系数", "share of the agreed pay that the credit grade earns") \
	X(fiscal_share_pct, NUMBER, none, "%", "PPP 支出占一般公共预算", "payments of partnerships by the district's general budget, largest of a district and year; by a run") \
	X(lapsing_income_frac, NUMBER, none, "1", "届满后失效收入占比", "income and grants after the validity that hang on its clauses, by all income and grants, present values of means; by a run") \
	X(debt_share_frac, NUMBER, none, "1", "贷款比例", "loan by investment") \
	X(interest_subsidy, BOOL, none, "", "有贷款贴息", "interest is subsidised") \
	X(interest_left_pct, NUMBER, none, "%", "贴息后利率", "interest rate less subsidy")

enum qs_fact {
#define X(id, type, words, unit, zh, en) QS_FACT_IS_##id,
	QS_FACTS(X)
	QS_POLICY_FACTS(X)
#undef X
	QS_FACT_COUNT
};

/* What is known of a fact: a number, 0 or 1, the index of a word, or a date as year * 10000 + month * 100 + day. */
struct qs_fact_value {
	int known;
	double number;
};

/* Who states facts: a site under `facts` and `policy`, the portfolio under `policy.terms`. */
enum qs_stated { QS_STATED_FACTS, QS_STATED_SITE_POLICY, QS_STATED_TERMS, QS_STATED_TABLES };

struct qs_facts {
	struct qs_fact_value value[QS_FACT_COUNT];
	const void *stated[QS_STATED_TABLES]; /* structs of their tables, or NULL: not stated */
};

/* A row of `list facts`: a computed fact, or one that the site states. */
struct qs_fact_row {
	const char *id, *unit, *zh, *en;
	enum qs_fact_type type;
	const char *const *words; /* WORD: ending in NULL; else NULL */
	int is_stated, of_policy;
};

/* Row i, computed facts first, then stated ones; 0 behind the last, else 1. */
int qs_fact_row(size_t i, struct qs_fact_row *row);

/* The index of a fact's id in that order, or -1. */
long qs_fact_find(const char *id);

/* The value of fact i, as in qs_fact_row. */
struct qs_fact_value qs_fact_value(const struct qs_facts *facts, size_t i);

/* A date as a fact; unknown if it is not given. */
struct qs_fact_value qs_fact_date(const struct qs_date *date);

/* Years from a date to a later one, whole at anniversaries; negative if it is earlier. */
double qs_years_between(const struct qs_date *from, const struct qs_date *to);

/* A part of a unit with one land class at a date. */
struct qs_land_part {
	double area_frac;                             /* of the unit */
	struct qs_fact_value land_class, class_years, class_since; /* unknown without a land-class history */
	struct qs_fact_value planned, planned_years;
};

/* Part k of a unit's land at a date; 0 if there are no more (there is always a part 0), else 1. The history of a part is
 * followed backwards while the earlier land is one class, or has one part of the same class; beyond, years are unknown. Where
 * `planned_afforestation` is not stated it is unknown, but on mining, building, crop, orchard and water land, which is
 * planned afforestation land only where that is said, it is false. */
int qs_land_part(const struct qs_unit *unit, const struct qs_date *at, size_t k, struct qs_land_part *part);

/* The date from which rules of a methodology are judged on a site: see the fact `start`. *registration is the site's
 * registration under the methodology, or NULL. */
struct qs_date qs_start_of(const struct qs_portfolio *portfolio, const struct qs_site *site, const char *methodology,
			   const struct qs_registration **registration);

/* Share of a unit's soil surface that its treatment disturbs; 0 where a measure is not known. */
double qs_unit_disturbed(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_unit *unit);

/* Fills all facts but evidence_held. registration may be NULL. */
void qs_facts_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		 const struct qs_unit *unit, const struct qs_land_part *part, const struct qs_registration *registration,
		 const struct qs_date *start, struct qs_facts *facts);

#endif
