/* Account lines: what a year of a site is in money and services, of the project arm, and figures made of it.
 *
 * Money is in CNY of the portfolio's price basis; amounts fall at the end of their year. `in` and `out` are both written as positive
 * amounts; cash_flow = sum of in - sum of out. What follows is outside of it: cash_after_tax = cash_flow - vat - surcharge -
 * income_tax_unlevered; equity_flow = cash_flow - taxes + finance_in - finance_out (model/finance/funding.h). A memo is no cash: an
 * amount that taxes or ratios are made of, or a balance at the end of the year. A share is a part of equity_flow. A service is project
 * - baseline (over natural: project - natural recovery) and may be negative; it is no cash.
 */
#ifndef QS_MODEL_FINANCE_LINES_H
#define QS_MODEL_FINANCE_LINES_H

#include "model/land/outputs.h"

enum qs_line_group { QS_LINE_IN, QS_LINE_OUT, QS_LINE_NET, QS_LINE_QUANTITY, QS_LINE_SERVICE_QUANTITY, QS_LINE_SERVICE,
		     QS_LINE_TAX, QS_LINE_FINANCE_IN, QS_LINE_FINANCE_OUT, QS_LINE_MEMO, QS_LINE_SHARE,
		     QS_LINE_SERVICE_OVER_NATURAL };

/* X(name, group, unit, log2 of the quantum, zh, en) */
#define QS_ACCOUNT_LINES(X) \
	X(carbon_income, QS_LINE_IN, "CNY", -10, "碳信用收入", "carbon income: credits sold x price") \
	X(industry_income, QS_LINE_IN, "CNY", -10, "产业收入", "income of industry lines, from the year after acceptance") \
	X(spoil_income, QS_LINE_IN, "CNY", -10, "剩余土石料收益（投资方分成）", "surplus spoil, the investor's share") \
	X(grant, QS_LINE_IN, "CNY", -10, "财政补助", "grants on capital works") \
	X(government_pay, QS_LINE_IN, "CNY", -10, "政府付费（2023年前的合作公式）", "payments of the government, by the formulas of partnerships before 2023") \
	X(service_payment, QS_LINE_IN, "CNY", -10, "生态补偿", "payments for services of restored land") \
	X(quota_income, QS_LINE_IN, "CNY", -10, "土地指标收益（投资方分成）", "quotas of land, the investor's share") \
	X(exit_value, QS_LINE_IN, "CNY", -10, "退出价款", "price of the exit") \
	X(works, QS_LINE_OUT, "CNY", -10, "工程投资（含设计与预备费）", "capital works, with design and contingency") \
	X(upkeep, QS_LINE_OUT, "CNY", -10, "养护", "upkeep") \
	X(rent, QS_LINE_OUT, "CNY", -10, "地租", "rent of the restored land") \
	X(industry_cost, QS_LINE_OUT, "CNY", -10, "产业经营成本", "operating cost of industry lines") \
	X(registration, QS_LINE_OUT, "CNY", -10, "碳项目登记与核查", "registration and verification of credits") \
	X(cash_flow, QS_LINE_NET, "CNY", -10, "净现金流", "net cash flow, before tax and debt") \
	X(cash_total, QS_LINE_NET, "CNY", -10, "累计净现金流", "running sum of the net cash flow") \
	X(area_built, QS_LINE_QUANTITY, "ha", -20, "已完工面积", "area whose works are done") \
	X(area_accepted, QS_LINE_QUANTITY, "ha", -20, "已验收面积", "area that is accepted") \
	X(area_earning, QS_LINE_QUANTITY, "ha", -20, "在营产业面积", "area that an industry line rests on and earns") \
	X(credits_sold, QS_LINE_QUANTITY, "t", -20, "售出碳信用", "credits sold, CO2e") \
	X(water_recharged, QS_LINE_SERVICE_QUANTITY, "m3", -10, "水源涵养量（下渗补给增加）", "water conserved: recharge of the project - of the baseline") \
	X(quickflow_avoided, QS_LINE_SERVICE_QUANTITY, "m3", -10, "快速径流削减量", "quick flow avoided: of the baseline - of the project") \
	X(storm_flow_avoided, QS_LINE_SERVICE_QUANTITY, "m3", -10, "暴雨径流削减量", "quick flow of storms avoided: of the baseline - of the project") \
	X(water_yield, QS_LINE_SERVICE_QUANTITY, "m3", -10, "产水量变化（不计价）", "change of water yield, not priced: quick flow + recharge") \
	X(soil_retained, QS_LINE_SERVICE_QUANTITY, "t", -20, "土壤保持量", "soil retained: loss of the baseline - loss of the project") \
	X(nitrogen_retained, QS_LINE_SERVICE_QUANTITY, "t", -20, "减少入水氮量", "nitrogen kept out of waters") \
	X(phosphorus_retained, QS_LINE_SERVICE_QUANTITY, "t", -20, "减少入水磷量", "phosphorus kept out of waters") \
	X(so2_removed, QS_LINE_SERVICE_QUANTITY, "t", -20, "SO₂ 净化量", "sulphur dioxide taken up by leaves") \
	X(no2_removed, QS_LINE_SERVICE_QUANTITY, "t", -20, "NO₂ 净化量", "nitrogen dioxide taken up by leaves") \
	X(pm10_removed, QS_LINE_SERVICE_QUANTITY, "t", -20, "PM10 滞纳量", "particles held by leaves") \
	X(heat_evaporated, QS_LINE_SERVICE_QUANTITY, "kWh", -10, "热日蒸散发吸热（不含灌溉水）", "heat taken up by evaporation on hot days, irrigation left out") \
	X(carbon_grown, QS_LINE_SERVICE_QUANTITY, "t", -20, "固碳量（CO₂）", "carbon grown here in the year, CO2") \
	X(oxygen_released, QS_LINE_SERVICE_QUANTITY, "t", -20, "释氧量", "oxygen released") \
	X(diversity, QS_LINE_SERVICE_QUANTITY, "ha", -20, "Shannon 指数×面积变化", "change of Shannon index x area") \
	X(native_cover, QS_LINE_SERVICE_QUANTITY, "ha", -20, "本地种覆盖面积变化", "change of the area that native plants cover") \
	X(canopy_added, QS_LINE_SERVICE_QUANTITY, "ha", -20, "林冠面积变化", "change of the area under crowns: negative ions, amounts by table") \
	X(dry_matter_grown, QS_LINE_SERVICE_QUANTITY, "t", -20, "年生长干物质变化", "change of the dry matter that grows in the year: nutrients in plants") \
	X(visits_added, QS_LINE_SERVICE_QUANTITY, "1", -10, "游憩与自然教育人次变化", "change of visits, recreation and nature education") \
	X(water_conservation, QS_LINE_SERVICE, "CNY", -10, "水源涵养价值", "water conservation: recharge x annual cost of a reservoir") \
	X(flood_regulation, QS_LINE_SERVICE, "CNY", -10, "洪水调蓄价值（不计入合计）", "flood regulation: quick flow of storms avoided x annual cost of a reservoir, beside the headline") \
	X(soil_retention, QS_LINE_SERVICE, "CNY", -10, "土壤保持价值（减淤与减少氮磷流失）", "soil retention: less dredging, less nitrogen and phosphorus") \
	X(air_purification, QS_LINE_SERVICE, "CNY", -10, "空气净化价值", "air purification: SO2, NO2 and PM10 taken up by leaves") \
	X(climate_regulation, QS_LINE_SERVICE, "CNY", -10, "气候调节价值（1 公里内有受益人口处）", "climate regulation: cooling on hot days where somebody lives within 1 km") \
	X(carbon_sequestration, QS_LINE_SERVICE, "CNY", -10, "固碳价值（市场价，经济账）", "carbon sequestration at a market price, economic account") \
	X(oxygen_release, QS_LINE_SERVICE, "CNY", -10, "释氧价值（不计入合计）", "oxygen release, beside the headline") \
	X(biodiversity, QS_LINE_SERVICE, "CNY", -10, "生物多样性价值（不计入合计）", "biodiversity by classes of the Shannon index, beside the headline") \
	X(water_conservation_other, QS_LINE_SERVICE, "CNY", -10, "水源涵养价值：另一种水库计价（不计入合计）", "water conservation: the other way to price a reservoir, beside the headline") \
	X(soil_fixation, QS_LINE_SERVICE, "CNY", -10, "固土价值（按土方）", "soil fixation: earthwork") \
	X(soil_fertility, QS_LINE_SERVICE, "CNY", -10, "保肥价值（氮磷钾与有机质）", "soil fertility: N, P, K and organic matter of the soil kept, as fertiliser") \
	X(nutrient_accumulation, QS_LINE_SERVICE, "CNY", -10, "林木积累营养物质价值", "nutrients in what grows, as fertiliser") \
	X(negative_ions, QS_LINE_SERVICE, "CNY", -10, "提供负离子价值", "negative ions under crowns") \
	X(recreation, QS_LINE_SERVICE, "CNY", -10, "游憩与自然教育价值（未列入产业收入的人次）", "recreation and nature education: visits that are in no industry line") \
	X(water_conservation_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "水源涵养价值：超出自然恢复", "water conservation: over natural recovery") \
	X(flood_regulation_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "洪水调蓄价值：超出自然恢复", "flood regulation: over natural recovery") \
	X(soil_retention_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "土壤保持价值：超出自然恢复", "soil retention: over natural recovery") \
	X(air_purification_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "空气净化价值：超出自然恢复", "air purification: over natural recovery") \
	X(climate_regulation_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "气候调节价值：超出自然恢复", "climate regulation: over natural recovery") \
	X(carbon_sequestration_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "固碳价值：超出自然恢复", "carbon sequestration: over natural recovery") \
	X(oxygen_release_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "释氧价值：超出自然恢复", "oxygen release: over natural recovery") \
	X(biodiversity_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "生物多样性价值：超出自然恢复", "biodiversity: over natural recovery") \
	X(water_conservation_other_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "水源涵养价值（另一种水库计价）：超出自然恢复", "water conservation, the other pricing: over natural recovery") \
	X(soil_fixation_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "固土价值：超出自然恢复", "soil fixation: over natural recovery") \
	X(soil_fertility_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "保肥价值：超出自然恢复", "soil fertility: over natural recovery") \
	X(nutrient_accumulation_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "林木积累营养物质价值：超出自然恢复", "nutrients in what grows: over natural recovery") \
	X(negative_ions_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "提供负离子价值：超出自然恢复", "negative ions: over natural recovery") \
	X(recreation_over_natural, QS_LINE_SERVICE_OVER_NATURAL, "CNY", -10, "游憩与自然教育价值：超出自然恢复", "recreation and nature education: over natural recovery") \
	X(works_ground, QS_LINE_MEMO, "CNY", -10, "其中：土石方、支护与排水", "of the works: ground, structures, drains") \
	X(works_soil, QS_LINE_MEMO, "CNY", -10, "其中：客土与基材", "of the works: soil and substrate") \
	X(works_plants, QS_LINE_MEMO, "CNY", -10, "其中：植被", "of the works: plants") \
	X(works_water, QS_LINE_MEMO, "CNY", -10, "其中：灌溉", "of the works: irrigation") \
	X(works_design, QS_LINE_MEMO, "CNY", -10, "其中：工程建设其他费用", "of the works: survey, design, supervision") \
	X(works_contingency, QS_LINE_MEMO, "CNY", -10, "其中：基本预备费", "of the works: contingency") \
	X(upkeep_public, QS_LINE_MEMO, "CNY", -10, "移交后由公共方承担的养护", "upkeep after the hand-over that the public side pays") \
	X(spoil_value, QS_LINE_MEMO, "CNY", -10, "剩余土石料总值（分成前）", "surplus spoil, before it is shared") \
	X(quota_value, QS_LINE_MEMO, "CNY", -10, "土地指标总值（分成前）", "quotas of land, before they are shared") \
	X(concession_fee, QS_LINE_OUT, "CNY", -10, "特许经营费", "concession fee") \
	X(rework, QS_LINE_OUT, "CNY", -10, "验收未通过返工", "rework of plantings that fail their acceptance") \
	X(platform_fee, QS_LINE_OUT, "CNY", -10, "交易平台费", "fee of the platform on credits and surplus spoil that are sold") \
	X(pay_withheld, QS_LINE_MEMO, "CNY", -10, "按评价扣减的补助与料款", "grants and spoil withheld by credit and score; not in those lines") \
	X(pay_at_stake, QS_LINE_MEMO, "CNY", -10, "按评价应扣减的补助与料款", "grants and spoil that pay by credit and score withholds, or would if it were agreed") \
	X(insurance, QS_LINE_OUT, "CNY", -10, "保险费", "insurance") \
	X(vat, QS_LINE_TAX, "CNY", -10, "增值税", "value-added tax") \
	X(surcharge, QS_LINE_TAX, "CNY", -10, "附加税费", "surcharges on value-added tax") \
	X(income_tax, QS_LINE_TAX, "CNY", -10, "所得税", "income tax, interest taken off") \
	X(income_tax_unlevered, QS_LINE_MEMO, "CNY", -10, "调整所得税", "income tax as if there were no debt") \
	X(amortisation, QS_LINE_MEMO, "CNY", -10, "折旧摊销", "depreciation and amortisation") \
	X(ebit, QS_LINE_MEMO, "CNY", -10, "息税前利润", "profit before interest and income tax") \
	X(exempt_profit, QS_LINE_MEMO, "CNY", -10, "免税所得", "profit of lines that are free of income tax") \
	X(taxable_profit, QS_LINE_MEMO, "CNY", -10, "应税所得（弥补亏损前）", "taxable profit before losses of earlier years") \
	X(losses_used, QS_LINE_MEMO, "CNY", -10, "弥补以前年度亏损", "losses of earlier years taken off") \
	X(losses_left, QS_LINE_MEMO, "CNY", -10, "结转亏损余额", "losses that can still be carried, at the end of the year") \
	X(cash_after_tax, QS_LINE_NET, "CNY", -10, "税后净现金流", "net cash flow after tax, before debt") \
	X(debt_draw, QS_LINE_FINANCE_IN, "CNY", -10, "借款", "debt drawn") \
	X(interest, QS_LINE_FINANCE_OUT, "CNY", -10, "付息（贴息前）", "interest due, before the subsidy") \
	X(interest_subsidy, QS_LINE_FINANCE_IN, "CNY", -10, "贴息", "interest subsidy") \
	X(principal, QS_LINE_FINANCE_OUT, "CNY", -10, "还本", "principal paid back") \
	X(debt_fee, QS_LINE_FINANCE_OUT, "CNY", -10, "融资费用", "fee of the debt") \
	X(reserve_paid, QS_LINE_FINANCE_OUT, "CNY", -10, "偿债准备金存入（负为转出）", "paid into the reserve account; negative: out of it") \
	X(debt_balance, QS_LINE_MEMO, "CNY", -10, "借款余额", "debt at the end of the year") \
	X(cfads, QS_LINE_MEMO, "CNY", -10, "可用于偿债的现金流", "cash flow available for debt service, after the building years") \
	X(economic_flow, QS_LINE_NET, "CNY", -10, "国民经济净流量", "economic flow: each thing once, no transfers") \
	X(equity_flow, QS_LINE_NET, "CNY", -10, "资本金净现金流", "net cash flow of equity") \
	X(distribution, QS_LINE_SHARE, "CNY", -10, "可分配现金", "cash that is shared out: equity_flow above 0") \
	X(distribution_others, QS_LINE_SHARE, "CNY", -10, "其中分给其他主体", "of it to others than the investor") \
	X(investor_flow, QS_LINE_NET, "CNY", -10, "投资方净现金流", "net cash flow of the investor")

enum qs_line {
#define X(name, group, unit, quantum, zh, en) QS_LINE_OF_##name,
	QS_ACCOUNT_LINES(X)
#undef X
	QS_LINE_COUNT
};

struct qs_line_row {
	const char *name;
	enum qs_line_group group;
	const char *unit;
	double quantum;
	const char *zh, *en;
};

extern const struct qs_line_row qs_line_rows[QS_LINE_COUNT];

/* "in", "out", "net", "quantity", "service_quantity", "service", "tax", "finance_in", "finance_out", "memo", "share",
 * "service_over_natural". */
const char *qs_line_group_word(enum qs_line_group group);

/* Sums of a member that figures of the horizon are made of; present values at the hurdle, in prices of price_year, to the end of
 * the run or the exit. X(name, log2 of the quantum) */
#define QS_ACCOUNT_SUMS(X) \
	X(npv, -10) /* of cash_flow */ \
	X(cost, -10) /* of works, upkeep, rent and registration */ \
	X(income, -10) /* of all that comes in, less the cost of industry lines */ \
	X(carbon, -10) /* of carbon_income */ \
	X(grants, -10) /* of grant */ \
	X(industry, -10) /* of industry_income - industry_cost */ \
	X(credits, -20) /* credits sold, t, x price 1: what a flat price multiplies */ \
	X(sold, -20) /* credits sold, t, not discounted */ \
	X(works, -10) /* of works */ \
	X(gain, -20) /* of the yearly carbon gain of the project, t CO2e */ \
	X(gain_net, -20) /* the same less that of the baseline */ \
	X(gain_works, -20) /* of net removals, project - baseline: works and brought carbon lost taken off */ \
	X(benefit, -10) /* of the services of the headline, a year on average */ \
	X(benefit_over_natural, -10) /* the same, project - natural recovery */ \
	X(benefit_services, -10) /* of the headline of each shipped set of prices, project - baseline */ \
	X(benefit_gep, -10) \
	X(benefit_gbt38582, -10) \
	X(benefit_seea, -10) \
	X(npv_after_tax, -10) /* of cash_after_tax */ \
	X(npv_equity, -10) /* of equity_flow at the hurdle of equity, as the next two */ \
	X(npv_investor, -10) /* of investor_flow */ \
	X(distribution, -10) /* of distribution */ \
	X(npv_economic, -10) /* of what the economic flow counts less real costs, at the social rate */ \
	X(spoil, -10) /* of spoil_income */ \
	X(spoil_value, -10) /* of spoil_value */ \
	X(upkeep_public, -10) /* of upkeep_public */ \
	X(cost_natural, -10) /* of works and upkeep of natural recovery */ \
	X(gain_natural, -20) /* of its yearly carbon gain */ \
	X(score_ha, -20) /* score of benefits x restored ha */ \
	X(restored_ha, -20) /* restored ha where there is a score */ \
	X(registration, -10) /* of registration */ \
	X(removals, -20) /* net removals to the end of the run, project - baseline, t CO2e, not discounted */

enum qs_sum {
#define X(name, quantum) QS_SUM_OF_##name,
	QS_ACCOUNT_SUMS(X)
#undef X
	QS_SUM_COUNT
};

extern const double qs_sum_quanta[QS_SUM_COUNT];

/* Figures that are a sum and nothing else, so that a mean over members is theirs. */
struct qs_sum_figure {
	enum qs_scalar_id scalar;
	enum qs_sum sum;
};

enum { QS_SUM_FIGURES = 16 };
extern const struct qs_sum_figure qs_sum_figures[QS_SUM_FIGURES];

#endif
