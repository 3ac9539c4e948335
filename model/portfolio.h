/* The portfolio: everything a run is told. Parts that later accounts use are checked and carried. */
#ifndef QS_MODEL_PORTFOLIO_H
#define QS_MODEL_PORTFOLIO_H

#include "model/base/fields.h"
#include "model/finance/values.h"
#include "model/land/climate.h"
#include "model/land/measures.h"
#include "model/land/outputs.h"
#include "model/land/site.h"

extern const char *const qs_words_price_basis[];
extern const char *const qs_words_debt_type[];
extern const char *const qs_words_price_model[];
extern const char *const qs_words_results_form[];
extern const char *const qs_words_grace_interest[];
extern const char *const qs_words_vat_payer[];

enum qs_debt_type { QS_DEBT_LEVEL, QS_DEBT_EQUAL_PRINCIPAL, QS_DEBT_SCULPTED, QS_DEBT_BOND };

#define QS_FIELDS_SAMPLING(X) \
	X(NUMBER, confidence, none, "1", 0.5, 0.9999, 0.9, 0, "置信度", "confidence") \
	X(NUMBER, precision_frac, none, "1", 0.001, 1, 0.1, 0, "精度", "precision") \
	X(NUMBER, cv_frac, none, "1", 0, 5, 0.4, 0, "层内变差系数", "coefficient of variation within a stratum") \
	X(INTEGER, plots, none, "1", 1, 1e6, 0, QS_NULL_OK, "样地数", "plots, or null")
QS_FIELD_STRUCT(sampling, QS_FIELDS_SAMPLING);

#define QS_FIELDS_REGISTRATION(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(STRING, methodology, none, "", 0, 0, 0, QS_REQUIRED, "方法学", "methodology") \
	X(STRINGS, sites, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "场地", "sites, or \"all\"") \
	X(DATE, start, none, "", 0, 0, 0, 0, "开始日期", "start") \
	X(DATE, planting, none, "", 0, 0, 0, 0, "栽植日期", "first planting or sowing; absent: not known") \
	X(DATE, application, none, "", 0, 0, 0, 0, "首批申请日期", "application for the first batch; absent: not known") \
	X(INTEGER, crediting_years, none, "a", 1, 100, 40, 0, "计入期", "crediting period") \
	X(INTEGER, verification_every_years, none, "a", 1, 50, 5, 0, "核查间隔", "years between verifications") \
	X(OBJECT, sampling, sampling, "", 0, 0, 0, 0, "抽样设计", "sampling design") \
	X(BOOL, sell, none, "", 0, 1, 0, 0, "出售", "its credits are sold")
QS_FIELD_STRUCT(registration, QS_FIELDS_REGISTRATION);

#define QS_FIELDS_DEBT(X) \
	X(CHOICE, type, debt_type, "", 0, 0, 0, 0, "还款方式", "repayment") \
	X(NUMBER, share_frac, none, "1", 0, 1, 0, 0, "贷款比例", "share of the works less grants; sculpted: the most of it, absent: all") \
	X(NUMBER, rate_pct, none, "%", 0, 50, 4, 0, "利率", "interest rate, nominal") \
	X(INTEGER, years, none, "a", 0, 100, 15, 0, "还款年数", "years of repayment") \
	X(INTEGER, grace_years, none, "a", 0, 30, 0, 0, "宽限期", "years of grace") \
	X(NUMBER, dscr, none, "1", 0.5, 10, 1.3, 0, "偿债备付率", "debt-service cover") \
	X(NUMBER, subsidy_rate_pct, none, "%", 0, 50, 0, 0, "贴息率", "interest subsidy") \
	X(INTEGER, subsidy_years, none, "a", 0, 100, 0, 0, "贴息年数", "years of interest subsidy, from the first draw") \
	X(CHOICE, grace_interest, grace_interest, "", 0, 0, 0, 0, "建设期与宽限期利息", "interest of the building years and of grace: added to the balance, or paid") \
	X(NUMBER, fee_frac, none, "1", 0, 0.2, 0, 0, "融资费用比例", "fee, share of what is drawn") \
	X(NUMBER, reserve_months, none, "1", 0, 60, 0, 0, "偿债准备金（月）", "reserve account, months of the next year's service")
QS_FIELD_STRUCT(debt, QS_FIELDS_DEBT);

/* What changes in a year: a rate that is absent stays. */
#define QS_FIELDS_TAX_CHANGE(X) \
	X(INTEGER, year, none, "a", 1990, 2300, 0, QS_REQUIRED, "自年份", "in force from 1 January") \
	X(NUMBER, income_rate_pct, none, "%", 0, 100, 25, 0, "所得税率", "income tax") \
	X(NUMBER, vat_rate_pct, none, "%", 0, 100, 6, 0, "增值税率：服务与碳信用", "value-added tax on services and credits") \
	X(NUMBER, vat_goods_pct, none, "%", 0, 100, 13, 0, "增值税率：土石料", "value-added tax on spoil") \
	X(NUMBER, vat_works_pct, none, "%", 0, 100, 9, 0, "增值税率：工程", "value-added tax in the price of works") \
	X(NUMBER, vat_small_pct, none, "%", 0, 100, 3, 0, "小规模征收率", "rate of small payers") \
	X(NUMBER, surcharge_frac, none, "1", 0, 1, 0.06, 0, "附加税费比例", "surcharges, share of value-added tax")
QS_FIELD_STRUCT(tax_change, QS_FIELDS_TAX_CHANGE);

#define QS_FIELDS_TAX(X) \
	X(NUMBER, income_rate_pct, none, "%", 0, 100, 25, 0, "所得税率", "income tax") \
	X(NUMBER, vat_rate_pct, none, "%", 0, 100, 6, 0, "增值税率：服务与碳信用", "value-added tax on services and credits") \
	X(NUMBER, vat_goods_pct, none, "%", 0, 100, 13, 0, "增值税率：土石料", "value-added tax on spoil") \
	X(NUMBER, vat_works_pct, none, "%", 0, 100, 9, 0, "增值税率：工程", "value-added tax in the price of works") \
	X(CHOICE, vat_payer, vat_payer, "", 0, 0, 0, 0, "增值税纳税人", "general, who takes input tax off, or small, who pays a rate on sales") \
	X(NUMBER, vat_small_pct, none, "%", 0, 100, 3, 0, "小规模征收率", "rate of small payers; 1 % to the end of 2027 unless it or a change is given") \
	X(NUMBER, vat_industry_input_frac, none, "1", 0, 1, 0, 0, "产业成本可抵扣比例", "share of the cost of industry lines whose input tax is taken off") \
	X(STRINGS, vat_exempt_lines, none, "", 0, 0, 0, 0, "免增值税收入项", "lines without value-added tax: carbon, spoil, revenue lines") \
	X(NUMBER, surcharge_frac, none, "1", 0, 1, 0.06, 0, "附加税费比例", "surcharges, share of value-added tax: 0.12 in cities, 0.10 in towns, 0.06 elsewhere") \
	X(STRINGS, exempt_lines, none, "", 0, 0, 0, 0, "免所得税收入项", "lines free of income tax, ring-fenced: carbon, spoil, revenue lines") \
	X(BOOL, grant_taxable, none, "", 0, 1, 0, 0, "补助计税", "grants are taxable income; else what they paid for is not written off") \
	X(INTEGER, free_years, none, "a", 0, 50, 0, 0, "免税年数", "years without income tax from the first income on") \
	X(INTEGER, half_years, none, "a", 0, 50, 0, 0, "减半年数", "years of half the income tax after those") \
	X(LIST, changes, tax_change, "", 0, 0, 0, 0, "税率变动", "rates that change, by year") \
	X(INTEGER, carry_years, none, "a", 0, 100, 5, 0, "亏损结转年数", "loss carry-forward") \
	X(INTEGER, amortisation_years, none, "a", 1, 100, 20, 0, "摊销年数", "years in which works are written off evenly, from the year after")
QS_FIELD_STRUCT(tax, QS_FIELDS_TAX);

#define QS_FIELDS_EXIT(X) \
	X(INTEGER, year, none, "a", 1900, 2300, 0, QS_NULL_OK, "退出年", "calendar year at whose end the investor leaves; absent: none") \
	X(NUMBER, income_multiple, none, "a", 0, 100, 0, 0, "退出倍数", "price of the exit in years of that year's net operating income")
QS_FIELD_STRUCT(exit, QS_FIELDS_EXIT);

/* What `qingshan choose` keeps beside the budgets. */
#define QS_FIELDS_CHOICE_TERMS(X) \
	X(NUMBER, least_co2e_t, none, "t", -1e12, 1e12, 0, 0, "最低净清除量", "least net removals, project - baseline, CO2e; absent: none") \
	X(NUMBER, least_area_ha, none, "ha", 0, 1e9, 0, 0, "最低处理面积", "least area with a treatment; absent: none") \
	X(NUMBER, least_benefit_cny_per_year, none, "CNY", -1e13, 1e13, 0, 0, "最低年效益", "least services of the headline a year; absent: none") \
	X(NUMBER, most_cvar_cny, none, "CNY", -1e13, 1e13, 0, 0, "CVaR 上限", "most CVaR of the loss -NPV; absent: no limit") \
	X(NUMBER, cvar_level_frac, none, "1", 0, 0.9999, 0.95, 0, "CVaR 水平", "level of CVaR") \
	X(INTEGER, most_nodes, none, "1", 1, 1e9, 20000, 0, "搜索节点上限", "nodes of branch and bound, after which the best found is told with its gap")
QS_FIELD_STRUCT(choice_terms, QS_FIELDS_CHOICE_TERMS);

#define QS_FIELDS_FINANCE(X)                                                                                      \
	X(CHOICE, price_basis, price_basis, "", 0, 0, 0, 0, "价格口径", "price basis")                            \
	X(INTEGER, price_year, none, "a", 1990, 2200, 2025, 0, "价格年", "price year")                            \
	X(NUMBER, inflation_pct, none, "%", -20, 50, 1.5, 0, "通货膨胀率", "inflation of the run's years, and of what the price index leaves out") \
	X(OBJECT, price_index, price_index, "", 0, 0, 0, 0, "价格指数", "index by which quoted prices come to price_year; absent: of the pack accounts") \
	X(NUMBER, discount_rate_pct, none, "%", -20, 50, 8, 0, "基准收益率", "hurdle rate, real")                 \
	X(NUMBER, equity_rate_pct, none, "%", -20, 50, 10, 0, "资本金基准收益率", "hurdle rate of equity, real")  \
	X(NUMBER, social_rate_pct, none, "%", -20, 50, 8, 0, "社会折现率", "social discount rate")                \
	X(NUMBER, design_frac, none, "1", 0, 1, 0.1, 0, "其他费用比例", "design and supervision, share of works") \
	X(NUMBER, contingency_frac, none, "1", 0, 1, 0.08, 0, "预备费比例", "contingency, share of works")        \
	X(NUMBER, insurance_pct, none, "%", 0, 20, 0, 0, "保险费率",                                              \
	  "insurance a year, share of the works done so far")                                                     \
	X(NUMBER, bid_probability_frac, none, "1", 0, 1, 0.8, 0, "报价把握",                                      \
	  "probability with which the highest bid must still reach the hurdle")                                   \
	X(STRINGS, economic, none, "", 0, 0, 0, 0, "经济账计入项",                                                \
	  "what the economic flow counts: services, carbon_income, industry_income, spoil_value; absent: the "    \
	  "headline's services and all income that is in none of them")                                           \
	X(STRING, services, none, "", 0, 0, 0, 0, "生态系统服务价格组合",                                         \
	  "set of prices of ecosystem services, an id of `list prices`; absent: services")                        \
	X(NUMBERS, budgets_cny, none, "CNY", 0, 1e13, 0, 0, "年度预算", "budgets by year")                        \
	X(OBJECT, choice, choice_terms, "", 0, 0, 0, 0, "选择的限制", "limits of the choice of sites and treatments")  \
	X(OBJECT, exit, exit, "", 0, 0, 0, 0, "退出", "exit of the investor")                                     \
	X(OBJECT, debt, debt, "", 0, 0, 0, QS_OPTIONAL_OBJECT, "贷款", "debt")                                                     \
	X(OBJECT, tax, tax, "", 0, 0, 0, QS_OPTIONAL_OBJECT, "税", "tax")
QS_FIELD_STRUCT(finance, QS_FIELDS_FINANCE);

#define QS_FIELDS_PRICE(X) \
	X(ID, id, none, "", 0, 0, 0, 0, "产品", "product") \
	X(CHOICE, model, price_model, "", 0, 0, 0, 0, "价格模型", "price model") \
	X(NUMBER, cny_t, none, "CNY/t", 0, 1e5, 0, QS_SAMPLED, "价格", "price") \
	X(INTEGER, price_year, none, "a", 1990, 2200, 0, QS_NULL_OK, "价格年", "year of the price; absent: that of finance") \
	X(CHOICE, basis, price_basis, "", 0, 0, 0, 0, "增长口径", "whether growth and table are real or nominal") \
	X(NUMBER, growth_pct, none, "%", -50, 100, 0, 0, "年增长率", "yearly growth") \
	X(NUMBER, sigma, none, "1", 0, 5, 0, 0, "波动率", "volatility a year; of cir in square roots of the price") \
	X(NUMBER, reversion, none, "1/a", 0, 20, 0, 0, "回归速度", "speed of reversion") \
	X(NUMBER, level_cny_t, none, "CNY/t", 0, 1e5, 0, 0, "长期水平", "long-run level") \
	X(NUMBERS, years, none, "a", 1900, 2300, 0, 0, "年份", "years of a table") \
	X(NUMBERS, prices, none, "CNY/t", 0, 1e5, 0, 0, "价格表", "prices of a table") \
	X(NUMBER, jumps_per_year, none, "1/a", 0, 50, 0, 0, "年跳跃次数", "jumps a year, Poisson") \
	X(NUMBER, jump_mean, none, "1", -5, 5, 0, 0, "跳跃均值（对数）", "mean of a jump, in logarithms") \
	X(NUMBER, jump_sd, none, "1", 0, 5, 0, 0, "跳跃标准差（对数）", "standard deviation of a jump, in logarithms") \
	X(NUMBERS, levels_cny_t, none, "CNY/t", 0, 1e5, 0, 0, "各状态价格", "prices of regimes; the first is that of the start") \
	X(NUMBERS, chances, none, "1", 0, 1, 0, 0, "年转移概率", "chance of moving in a year from each regime to each, row by row") \
	X(NUMBER, floor_cny_t, none, "CNY/t", 0, 1e5, 0, 0, "下限", "lower end of the band, in money of price_year") \
	X(NUMBER, ceiling_cny_t, none, "CNY/t", 0, 1e6, 1e6, 0, "上限", "upper end of the band") \
	X(NUMBER, band_slope, none, "1", 0, 1, 0, 0, "带外斜率", "how much of a move beyond the band the price follows; 0: none")
QS_FIELD_STRUCT(price, QS_FIELDS_PRICE);

#define QS_FIELDS_MARKET(X) \
	X(MAP, prices, price, "", 0, 0, 0, 0, "价格", "prices by product") \
	X(NUMBER, price_correlation, none, "1", -1, 1, 0.6, 0, "碳价间相关系数", "correlation of the yearly shocks of other products' random prices with those of BEA, normal scores") \
	X(NUMBER, buyer_emissions_t_per_year, none, "t", 0, 1e12, 0, 0, "买方年确认排放量", "the buyer's confirmed emissions of a year, CO2e; absent: not known") \
	X(NUMBER, buyer_offset_frac, none, "1", 0, 1, 0, 0, "买方拟抵销比例", "share of the buyer's confirmed emissions of a year that it would offset with these units; absent: not known")
QS_FIELD_STRUCT(market, QS_FIELDS_MARKET);

#define QS_FIELDS_POLICY(X) \
	X(DATE, valid_to, none, "", 0, 0, 0, 0, "有效期至", "valid to") \
	X(DATE, bid_date, none, "", 0, 0, 0, 0, "投标日期", "date of the bid; absent: 1 January of the start year") \
	X(STRING, approver, none, "", 0, 0, 0, 0, "立项单位", "who set the projects up") \
	X(STRING, acceptor, none, "", 0, 0, 0, 0, "验收单位", "who accepts the works") \
	X(OBJECT, plan, plan, "", 0, 0, 0, QS_OPTIONAL_OBJECT, "方案", "the plan's eight blocks") \
	X(LIST, fiscal, fiscal, "", 0, 0, 0, 0, "财政承受能力", "budgets of districts, for what partnerships cost them") \
	X(LIST, stakeholders, stakeholder, "", 0, 0, 0, 0, "相关主体", "stakeholders") \
	X(OBJECT, terms, policy_terms, "", 0, 0, 0, 0, "程序与合同", "procedure and contract") \
	X(MAP, evidence, evidence, "", 0, 0, 0, 0, "证据", "evidence for rules of the portfolio") \
	X(NUMBER, platform_fee_frac, none, "1", 0, 0.5, 0, 0, "平台交易费率", "fee of the trading platform, share of what is sold of credits and surplus spoil; absent: none") \
	X(INTEGER, platform_lag_years, none, "a", 0, 10, 0, 0, "平台结算滞后", "years from the sale of surplus spoil on the platform to the money") \
	X(NUMBER, lapse_probability_frac, none, "1", 0, 1, 0.3, 0, "到期不续概率", "probability that nothing the policy grants is renewed when its validity ends") \
	X(BOOL, graded_pay, none, "", 0, 1, 0, 0, "按等级付费", "grants and surplus spoil are paid by credit and by the score of benefits") \
	X(SHARES, weights, none, "1", 0, 1, 0, 0, "权重", "weights")
QS_FIELD_STRUCT(policy, QS_FIELDS_POLICY);

#define QS_FIELDS_OUTPUTS(X) \
	X(STRINGS, site_year, none, "", 0, 0, 0, 0, "逐年输出", "outputs by site and year; absent: all") \
	X(STRINGS, members, none, "", 0, 0, 0, 0, "逐成员输出", "outputs kept for every member") \
	X(BOOL, draws, none, "", 0, 1, 0, 0, "逐成员抽样", "draws.csv: what each member drew beside what came of it") \
	X(CHOICE, form, results_form, "", 0, 0, 0, 0, "结果行", "what a row of the results is: a site, or a district with end values of each cell; auto: by how many sites there are") \
	X(STRINGS, cells, none, "", 0, 0, 0, 0, "逐栅格终值", "end values kept of each cell, where rows are districts")
QS_FIELD_STRUCT(outputs, QS_FIELDS_OUTPUTS);

/* Values of packs of the land that members stand on instead, a value a draw: member i on draw i modulo their number, of all rows the
 * same, so that what was drawn together stays together. `path` and `how` as an axis of a sweep has them (model/sweep.h). */
extern const char *const qs_words_axis_how[];
enum qs_axis_how { QS_AXIS_SET, QS_AXIS_ADD, QS_AXIS_MULTIPLY };

#define QS_FIELDS_PARAMETER_DRAW(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id, and the column of the table unless `column` names one") \
	X(STRING, path, none, "", 0, 0, 0, 0, "路径", "path of a value of a pack of the land: /packs/species/*/growth_rate") \
	X(STRINGS, paths, none, "", 0, 0, 0, QS_NOT_EMPTY, "成组路径", "paths that take the same value") \
	X(CHOICE, how, axis_how, "", 0, 0, 0, 0, "方式", "whether values are set, added to the pack's or multiply it") \
	X(STRING, from, none, "", 0, 0, 0, 0, "抽样表", "table of draws, beside the portfolio, such as posterior.csv of a calibration") \
	X(STRING, column, none, "", 0, 0, 0, 0, "列", "its column; absent: the one named as the id") \
	X(NUMBERS, values, none, "", -1e15, 1e15, 0, 0, "取值", "the draws, in place of a table, in the unit of what the path names; of multiply factors")
QS_FIELD_STRUCT(parameter_draw, QS_FIELDS_PARAMETER_DRAW);

/* The key "$schema" at the top of a file is for editors; the reader skips it. */
#define QS_FIELDS_PORTFOLIO(X) \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(SEED, seed, none, "", 0, 0, 1, 0, "随机种子", "seed") \
	X(INTEGER, start_year, none, "a", 1900, 2200, 2026, QS_REQUIRED, "起始年", "start year") \
	X(INTEGER, years, none, "a", 1, 500, 40, QS_REQUIRED, "年数", "years") \
	X(INTEGER, members, none, "1", 1, 1e6, 1000, 0, "集合成员数", "members") \
	X(OBJECT, models, models, "", 0, 0, 0, 0, "模型", "models") \
	X(STRINGS, soils_compared, none, "", 0, 0, 0, 0, "对比的土壤碳模型", "soil-carbon models under which the run is repeated") \
	X(MAP, regions, region, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "气候区", "climate regions") \
	X(STRING, natural_treatment, none, "", 0, 0, 0, 0, "自然恢复处理", "treatment of the natural arm") \
	X(MAP, treatments, treatment, "", 0, 0, 0, 0, "处理", "treatments") \
	X(LIST, registrations, registration, "", 0, 0, 0, 0, "登记", "registrations") \
	X(OBJECT, finance, finance, "", 0, 0, 0, 0, "资金", "finance") \
	X(OBJECT, market, market, "", 0, 0, 0, 0, "市场", "market") \
	X(OBJECT, policy, policy, "", 0, 0, 0, 0, "政策", "policy") \
	X(OBJECT, outputs, outputs, "", 0, 0, 0, 0, "输出", "outputs") \
	X(LIST, parameter_draws, parameter_draw, "", 0, 0, 0, 0, "参数抽样", "draws of parameters, such as those of a calibration, that members stand on") \
	X(STRINGS, packs, none, "", 0, 0, 0, 0, "数据包", "pack files that override the shipped ones")
/* `sites` is read apart: an array of sites or {"csv"}, {"geojson"}, {"hdf5"} (io/sites.h). */
QS_FIELD_STRUCT(portfolio, QS_FIELDS_PORTFOLIO);

/* The treatment of an id, or NULL. */
const struct qs_treatment *qs_portfolio_treatment(const struct qs_portfolio *portfolio, const char *id);

/* The treatment of a unit that has works: not natural recovery; else NULL. */
const struct qs_treatment *qs_works_on(const struct qs_portfolio *portfolio, const struct qs_unit *unit);

/* The region of an id, or NULL. */
const struct qs_region *qs_portfolio_region(const struct qs_portfolio *portfolio, const char *id);

/* The outputs of which every member is kept (outputs.members), in the order of the rows; returns how many. */
size_t qs_portfolio_members_kept(const struct qs_portfolio *portfolio, int which[QS_OUTPUT_COUNT]);

#endif
