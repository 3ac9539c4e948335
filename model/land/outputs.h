/* What a run records: one row an output, for each site, arm, year and member.
 *
 * Every output is an amount of the whole site (t, ha, m3), so that a portfolio's value is the sum over its sites. Stocks and
 * states are at 31 December, flows are of the year. `grown` is what the site's own plants made; what was carried in (soil, peat,
 * nursery stock) is `brought` and never counts as a removal. Each value is rounded once to its row's quantum.
 */
#ifndef QS_MODEL_LAND_OUTPUTS_H
#define QS_MODEL_LAND_OUTPUTS_H

enum qs_output_kind { QS_STOCK, QS_FLOW, QS_STATE };

/* X(name, kind, unit, log2 of the quantum, zh, en) */
#define QS_OUTPUTS(X) \
	X(live_c, QS_STOCK, "t", -20, "活生物质碳（本地生长）", "live biomass carbon, grown here") \
	X(woody_c, QS_STOCK, "t", -20, "其中木本", "of it woody") \
	X(dead_wood_c, QS_STOCK, "t", -20, "枯死木碳", "dead wood carbon") \
	X(floor_c, QS_STOCK, "t", -20, "枯落物碳", "forest-floor litter carbon") \
	X(soil_c, QS_STOCK, "t", -20, "土壤有机碳（不含外来与地质源）", "soil organic carbon, brought and geogenic apart") \
	X(brought_c, QS_STOCK, "t", -20, "外来碳存量", "brought carbon still there") \
	X(geogenic_c, QS_STOCK, "t", -20, "地质源碳", "geogenic carbon, inert") \
	X(grown_co2e, QS_STOCK, "t", -20, "本地固碳累计（CO₂e）", "ecosystem carbon gain since t0, grown here, as CO2e") \
	X(net_co2e, QS_STOCK, "t", -20, "净清除累计（扣除工程与外来碳损失）", \
	  "gain since t0 less emissions of works and brought carbon lost, as CO2e") \
	X(growth_c, QS_FLOW, "t", -20, "生长固碳", "carbon taken up by growth") \
	X(respired_c, QS_FLOW, "t", -20, "分解释放碳", "carbon respired by floor, dead wood and soil") \
	X(cleared_c, QS_FLOW, "t", -20, "清除植被碳", "carbon of vegetation cleared by works") \
	X(grazed_c, QS_FLOW, "t", -20, "放牧移除碳", "carbon grazed") \
	X(imported_c, QS_FLOW, "t", -20, "外来碳输入", "carbon carried in") \
	X(brought_lost_c, QS_FLOW, "t", -20, "外来碳损失", "brought carbon lost to the air") \
	X(works_co2e, QS_FLOW, "t", -20, "工程碳排放（CO₂e）", "emissions of works, as CO2e") \
	X(soil_loss_t, QS_FLOW, "t", -20, "土壤侵蚀量", "soil lost by water, sheet and rill erosion") \
	X(sediment_t, QS_FLOW, "t", -20, "入河泥沙量", "of the soil lost, what reaches waters") \
	X(cover_ha, QS_STATE, "ha", -20, "植被覆盖面积", "area covered by vegetation") \
	X(canopy_ha, QS_STATE, "ha", -20, "乔木郁闭面积", "area under tree crowns") \
	X(works_cny, QS_FLOW, "CNY", -10, "工程投资（含设计与预备费）", "capital works, with design and contingency, real prices of price_year") \
	X(upkeep_cny, QS_FLOW, "CNY", -10, "养护费用", "upkeep: yearly measures and watering after the building years, real prices of price_year") \
	X(et_m3, QS_FLOW, "m3", -10, "蒸散发量（含截留）", "evapotranspiration, caught rain included") \
	X(quickflow_m3, QS_FLOW, "m3", -10, "快速径流量", "quick flow: what runs off as it rains") \
	X(storm_flow_m3, QS_FLOW, "m3", -10, "暴雨径流量", "quick flow of storms: rain days from storm_mm (50 mm) on") \
	X(recharge_m3, QS_FLOW, "m3", -10, "下渗补给量", "recharge: what drains below the roots; yield = quick flow + recharge") \
	X(irrigation_m3, QS_FLOW, "m3", -10, "灌溉水量", "water of irrigation") \
	X(hot_et_m3, QS_FLOW, "m3", -10, "热日蒸散发量（不含灌溉水）", "evapotranspiration on hot days, irrigation's water left out") \
	X(leaf_ha, QS_STATE, "ha", -20, "叶面积", "leaf area, one-sided, at full leaf") \
	X(shannon_ha, QS_STATE, "ha", -20, "Shannon 指数×面积", "Shannon index of plants x area") \
	X(native_ha, QS_STATE, "ha", -20, "本地种覆盖面积", "area that native plants cover: cover x their share of it") \
	X(burnt_c, QS_FLOW, "t", -20, "火烧释放碳", "carbon of live plants, floor and dead wood burnt") \
	X(harvested_c, QS_FLOW, "t", -20, "采伐运出碳", "carbon of thinned trees that leaves the site")

enum qs_output {
#define X(name, kind, unit, quantum, zh, en) QS_OUT_##name,
	QS_OUTPUTS(X)
#undef X
	QS_OUTPUT_COUNT
};

struct qs_output_row {
	const char *name;
	enum qs_output_kind kind;
	const char *unit;
	double quantum; /* a power of two */
	const char *zh, *en;
};

extern const struct qs_output_row qs_output_rows[QS_OUTPUT_COUNT];

/* Arms, and the contrasts that are taken member by member. */
#define QS_SERIES(X) \
	X(baseline, "现状延续", "baseline") \
	X(natural, "自然恢复", "natural recovery") \
	X(project, "项目", "project") \
	X(project_minus_baseline, "项目−现状延续", "project - baseline") \
	X(project_minus_natural, "项目−自然恢复", "project - natural recovery")

enum qs_series_id {
#define X(name, zh, en) QS_SERIES_##name,
	QS_SERIES(X)
#undef X
	QS_SERIES_COUNT,
	QS_ARMS = 3 /* the first three series are arms */
};

struct qs_series_row {
	const char *name, *zh, *en;
};

extern const struct qs_series_row qs_series_rows[QS_SERIES_COUNT];

/* Figures of the whole horizon; a figure that a member may lack has a share of members that have it. Money is
 * real, in prices of the portfolio's price_year; capital and upkeep are not discounted, and upkeep is the mean of the horizon's
 * years. What follows upkeep is made of the accounts (model/finance/accounts.h).
 * X(name, unit, zh, en) */
#define QS_SCALARS(X) \
	X(co2e_baseline, "t", "碳增量：现状延续", "carbon gain, baseline") \
	X(co2e_natural, "t", "碳增量：自然恢复", "carbon gain, natural recovery") \
	X(co2e_project, "t", "碳增量：项目", "carbon gain, project") \
	X(works_natural, "t", "工程碳排放：自然恢复", "emissions of works, natural recovery") \
	X(works_project, "t", "工程碳排放：项目", "emissions of works, project") \
	X(imported_brought, "t", "外来碳输入（CO₂e）", "carbon brought in, as CO2e") \
	X(imported_lost, "t", "外来碳损失（CO₂e）", "brought carbon lost, as CO2e") \
	X(carbon_payback_year, "a", "碳回收期", "carbon payback, a count of years") \
	X(capex_natural, "CNY", "工程投资：自然恢复", "capital works, natural recovery") \
	X(capex_project, "CNY", "工程投资：项目", "capital works, project") \
	X(upkeep_natural, "CNY/a", "年均养护费用：自然恢复", "upkeep a year, natural recovery") \
	X(upkeep_project, "CNY/a", "年均养护费用：项目", "upkeep a year, project") \
	X(npv, "CNY", "财务净现值（税前、融资前）", "net present value, before tax and debt") \
	X(irr, "%", "财务内部收益率", "internal rate of return") \
	X(funding_gap, "CNY", "资金缺口", "funding gap") \
	X(money_payback_year, "a", "静态投资回收期", "payback of the money, a count of years") \
	X(pv_cost, "CNY", "费用现值", "present value of costs") \
	X(pv_income, "CNY", "收入现值（含补助）", "present value of what comes in, grants included") \
	X(pv_grant, "CNY", "补助现值", "present value of grants") \
	X(pv_carbon, "CNY", "碳收入现值", "present value of carbon income") \
	X(carbon_share_of_cost, "%", "碳收入占费用", "carbon income, share of costs, present values") \
	X(lcoc_gross, "CNY/t", "单位固碳成本（平准化）", "levelised cost of carbon, gross") \
	X(lcoc_net, "CNY/t", "单位固碳成本（平准化，扣除现状延续）", "levelised cost of carbon, net of the baseline") \
	X(lcoc_net_of_works, "CNY/t", "单位固碳成本（平准化，扣除现状延续与工程碳排放）", "levelised cost of carbon, net of the baseline and of works") \
	X(break_even_price, "CNY/t", "盈亏平衡碳价（首年）", "flat carbon price at which the net present value is zero") \
	X(benefit, "CNY/a", "年均效益（已核算的服务）", "benefit a year, services of the headline") \
	X(benefit_over_natural, "CNY/a", "年均效益：超出自然恢复", "benefit a year over natural recovery") \
	X(benefit_services, "CNY/a", "年均效益：市场与年化价格", "benefit a year at market prices and annual costs") \
	X(benefit_gep, "CNY/a", "年均效益：GEP 口径", "benefit a year as gross ecosystem product") \
	X(benefit_gbt38582, "CNY/a", "年均效益：GB/T 38582 口径", "benefit a year by GB/T 38582") \
	X(benefit_seea, "CNY/a", "年均效益：SEEA EA 口径", "benefit a year by SEEA EA") \
	X(npv_after_tax, "CNY", "税后净现值（融资前）", "net present value after tax, before debt") \
	X(irr_after_tax, "%", "税后内部收益率", "internal rate of return after tax, before debt") \
	X(npv_equity, "CNY", "资本金净现值", "net present value of equity") \
	X(irr_equity, "%", "资本金内部收益率", "internal rate of return of equity") \
	X(npv_investor, "CNY", "投资方净现值", "net present value of the investor") \
	X(pv_distribution, "CNY", "分配现值", "present value of what is shared out") \
	X(dscr_min, "1", "最低偿债备付率", "least debt-service cover of a year") \
	X(icr_min, "1", "最低利息备付率", "least interest cover of a year") \
	X(llcr, "1", "贷款期偿债覆盖率", "loan-life cover where the debt is largest") \
	X(npv_economic, "CNY", "经济净现值", "economic net present value: no transfers, each thing once") \
	X(mac_natural, "CNY/t", "相对自然恢复的边际减排成本", "marginal abatement cost against natural recovery") \
	X(break_even_visits, "1", "盈亏平衡客流倍数", "multiple of the industry lines' margin at which the net present value is zero") \
	X(break_even_grant, "1", "盈亏平衡补助比例", "grant, share of works, at which the net present value is zero") \
	X(benefit_score, "1", "综合效益得分", "score of benefits, 0 to 100; of the portfolio weighted by restored area") \
	X(break_even_cost, "1", "费用须降低的比例", "share by which costs would have to fall for a net present value of zero") \
	X(peak_funding, "CNY", "资金占用峰值（累计净现金流最低点）", "peak funding: how far the running sum of the cash flow falls below zero") \
	X(years_below_zero, "a", "累计净现金流为负的年数", "years at whose end the running sum of the cash flow is below zero") \
	X(leverage, "1", "每元财政补助带动的社会资本", "private money for each CNY of grant: (costs - grant) / grant, present values") \
	X(mirr, "%", "修正内部收益率", "modified internal rate of return, both rates the hurdle") \
	X(break_even_spoil, "1", "盈亏平衡土石料分成", "share of the spoil at which the net present value is zero") \
	X(npv_without_credits, "CNY", "无碳收入时的净现值", "net present value with neither income from credits nor cost of registering them")

enum { QS_SCALARS_OF_LAND = 12 }; /* the first ones */

enum qs_scalar_id {
#define X(name, unit, zh, en) QS_SCALAR_##name,
	QS_SCALARS(X)
#undef X
	QS_SCALAR_COUNT
};

struct qs_scalar_row {
	const char *name, *unit, *zh, *en;
};

extern const struct qs_scalar_row qs_scalar_rows[QS_SCALAR_COUNT];

#endif
