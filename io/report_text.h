/* What report.html says, in both languages. {1} {2} … are filled in; X(key, zh, en).
 *
 * Words that the rules of accounting forbid never stand here: no claim of conformity with a methodology, no "verified" for a
 * remembered number, and a quantile is called a quantile.
 */
#ifndef QS_IO_REPORT_TEXT_H
#define QS_IO_REPORT_TEXT_H

#include "io/report_policy_text.h"
#include "io/report_text_credits.h"
#include "io/report_text_funding.h"
#include "io/report_text_team.h"

#define QS_REPORT_TEXTS(X) \
	QS_REPORT_TEXTS_TEAM(X) \
	/* top */ \
	X(MARK, "案例重演(假设{1}年启动),不是对真实项目的评价", \
	  "A case replayed (assumed to start in {1}); not an assessment of the real project") \
	X(MARK_UPDATED, "按监测数据更新：不是登记时的事前结果，对照见 update.html", \
	  "Updated by monitoring data: not what was registered ex ante; update.html has both") \
	X(LINE, "{1} 处场地 · {2} ha（{3} 亩），其中 {7} ha 安排了处理 · {4}—{5} 年 · {6} 个集合成员", \
	  "{1} sites · {2} ha ({3} mu), {7} ha of it with a treatment · {4}–{5} · {6} ensemble members") \
	X(SAYS_GAIN, "到 {1} 年底，项目情景下场地自身累计固碳的中位数为 {2} t CO₂e（10 %分位数 {3}，90 %分位数 {4}）。", \
	  "By the end of {1} the project has grown {2} t CO₂e on the sites (median; 10 % quantile {3}, 90 % quantile {4}).") \
	X(SAYS_MORE_BASE, "比现状延续多 {1} t", "That is {1} t more than the baseline") \
	X(SAYS_LESS_BASE, "比现状延续少 {1} t", "That is {1} t less than the baseline") \
	X(SAYS_MORE_NATURAL, "，比自然恢复多 {1} t（中位数）。", " and {1} t more than natural recovery (medians).") \
	X(SAYS_LESS_NATURAL, "，比自然恢复少 {1} t（中位数）。", " and {1} t less than natural recovery (medians).") \
	X(SAYS_NET, "扣除工程碳排放 {1} t 和外来碳损失 {2} t 之后，净清除累计为 {3} t。", \
	  "After {1} t emitted by works and {2} t of brought carbon lost, cumulative net removals are {3} t.") \
	X(SAYS_PAYS, "净清除在第 {1} 年追上现状延续（中位数）。", "Net removals overtake the baseline's in year {1} (median).") \
	X(SAYS_PAYS_NOT, "在 {1} 年期限内，只有 {2} % 的成员其净清除追上现状延续。", \
	  "Within {1} years net removals overtake the baseline's in only {2} % of the members.") \
	/* page one */ \
	X(FIRST_MAY, "能不能登记碳项目？", "May credits be registered?") \
	X(FIRST_PAYS, "资金能不能平衡？", "Does it pay?") \
	X(FIRST_SURE, "把握有多大，什么会改变结论？", "How sure is it, and what would change it?") \
	X(MAY_ALL, "可以，附条件", "Yes, on conditions") \
	X(MAY_SOME, "{2} 处场地中 {1} 处可以，附条件", "{1} of {2} sites, on conditions") \
	X(MAY_NONE, "目前不能", "Not as things stand") \
	X(MAY_UNKNOWN, "无从判断", "Not known") \
	X(PAYS_YES, "能平衡", "Yes") \
	X(PAYS_NO, "不能，缺 {1} {2}", "No: {1} {2} short") \
	X(PAYS_OPEN, "说不准：{1} % 的成员亏损", "Open: {1} % of the members lose") \
	X(SURE_NONE, "任何一项输入单独变动，结论都不变", "No single input turns the answer") \
	X(SURE_SOME, "有 {1} 项输入单独变动就会改变结论", "{1} inputs can turn the answer alone") \
	X(SURE_ONE, "有一项输入单独变动就会改变结论", "One input can turn the answer alone") \
	X(SURE_NOT_RANKED, "{1} % 的成员亏损", "{1} % of the members lose") \
	X(SAY_TURNS, "会使净现值变号的输入：", "Inputs that turn the sign of the net present value: ") \
	X(SAY_MAY, "{1}：{3} 处达到“有条件”或更好，共 {4} ha（{5} 亩）。", \
	  "{1}: {3} of {2} sites are conditional or better, {4} ha ({5} mu).") \
	X(SAY_MAY_NONE, "{1}：{2} 处场地无一达到“有条件”。", "{1}: none of the {2} sites is conditional or better.") \
	X(SAY_MAY_UNKNOWN, "未载入接受新项目的方法学。", "No methodology that takes new projects is loaded.") \
	X(SAY_MAY_CREDITS, "期内事前估算量中位数 {1} t CO₂e（10 %分位数 {2}，90 %分位数 {3}），未经审定，不保证登记。", \
	  "Ex-ante estimate over the run: {1} t CO₂e (median; 10 % quantile {2}, 90 % quantile {3}); nothing is validated or promised.") \
	X(FIRST_METHOD, "方法学", "Methodology") \
	X(FIRST_NEW, "新项目", "New projects") \
	X(FIRST_GOOD, "场地", "Sites") \
	X(FIRST_OPEN, "接受", "taken") \
	X(FIRST_CLOSED, "不接受", "not taken") \
	X(FIRST_UNSURE, "不明", "not known") \
	X(FIRST_NOTE, "场地：达到“有条件”或更好；不接受新项目的只核算，没有收入。数量为中位数（10 %—90 %分位数），“–”：输入中未设登记。", \
	  "Sites: conditional or better; where new projects are not taken, accounting only, without income. Amounts: median (10 to 90 % " \
	  "quantile); –: no registration in the input.") \
	X(FAILS_HEAD, "最常不满足的条件（{1}）", "Conditions most often not met ({1})") \
	X(FAILS_ROW, "{1}/{2} 个修复单元不满足", "not met on {1} of {2} units") \
	X(LACKS_HEAD, "“有条件”的场地最常缺的证据或事实", "What conditional sites lack most often") \
	X(LACKS_ROW, "{1}/{2} 处", "{1} of {2} sites") \
	X(SAY_NPV, "财务净现值 {1} {4}（10 %分位数 {2}，90 %分位数 {3}）。", \
	  "Net present value {1} {4} (median; 10 % quantile {2}, 90 % quantile {3}).") \
	X(SAY_GAP, "资金缺口 {1} {2}（中位数）。", "Funding gap {1} {2} (median).") \
	X(SAY_NO_GAP, "半数以上成员没有资金缺口。", "More than half of the members have no funding gap.") \
	X(PRESENT_OF, "现值，{1}，{2} 年不变价，折现率 {3} %，税前、融资前", \
	  "Present values, {1}, constant {2} prices, hurdle {3} %, before tax and debt") \
	X(B_NPV, "财务净现值", "Net present value") \
	X(B_GAP, "资金缺口", "Funding gap") \
	X(B_COST, "费用（工程、养护、地租、碳项目登记）", "Costs (works, upkeep, rent, registering credits)") \
	X(B_GRANT, "来款：财政补助", "In: grants") \
	X(B_INDUSTRY, "来款：产业收入减经营成本", "In: industry lines less their cost") \
	X(B_OTHER, "来款：剩余土石料、退出价款", "In: surplus spoil, price of the exit") \
	X(B_CARBON, "来款：碳信用（有条件，不保证）", "In: credits (conditional, not promised)") \
	X(B_LCOC, "单位固碳成本（平准化），元/t CO₂e，{1} 年不变价", "Levelised cost of carbon, CNY/t CO₂e, constant {1} prices") \
	X(B_GROSS, "毛成本", "gross") \
	X(B_NET, "扣除现状延续", "net of the baseline") \
	X(B_NET_WORKS, "扣除现状延续与工程碳排放", "net of the baseline and of works") \
	X(MEAN, "均值", "mean") \
	X(WHY_NO_REMOVALS, "无值：净清除量不为正，没有可分摊的吨数", "none: no net removals to spread the cost over") \
	X(WHY_NO_ROOT, "无值：没有使净现值为零的收益率", "none: no rate makes the net present value zero") \
	X(WHY_NO_CREDITS, "无值：没有可售的碳信用", "none: no credits to sell") \
	X(WHY_NO_COST, "无值：没有费用", "none: no costs") \
	X(WHY_NEVER, "无值：期限内未收回", "none: not within the horizon") \
	X(WHY_SHARE, "（{1} % 的成员有值）", " ({1} % of members have a value)") \
	X(SAY_SHARE_OF_COST, "碳信用收入占费用现值的 {1} %（10 %分位数 {2} %，90 %分位数 {3} %）。", \
	  "Carbon income is {1} % of costs, present values (10 % quantile {2} %, 90 % quantile {3} %).") \
	X(SAY_REGISTER_NOT, "登记碳项目收不回自身费用：期内碳信用收入 {1} {4}，登记与核查费 {2} {4}（成员均值，{3}，不折现）。", \
	  "Registering credits does not pay for itself: over the horizon {1} {4} of carbon income against {2} {4} for registration " \
	  "and verification (means of members, {3}, not discounted).") \
	X(SAY_REGISTER, "期内碳信用收入 {1} {4}，高于登记与核查费 {2} {4}（成员均值，{3}，不折现）。", \
	  "Over the horizon carbon income of {1} {4} exceeds the {2} {4} for registration and verification (means of members, {3}, " \
	  "not discounted).") \
	X(SAY_REGISTER_NONE, "输入中没有出售碳信用的登记。", "No registration of the input sells credits.") \
	X(REAL_PRICES, "{1} 年不变价", "constant {1} prices") \
	X(NOMINAL_PRICES, "各年现价", "prices of each year") \
	X(SAY_LOSS, "{1} 个成员中 {2} % 亏损（净现值低于 0）。", "{2} % of the {1} members lose money (net present value below 0).") \
	X(SAY_LOSS_ALL, "{1} 个成员全部亏损（净现值低于 0）。", "All {1} members lose money (net present value below 0).") \
	X(SAY_LOSS_NONE, "{1} 个成员无一亏损（净现值低于 0）。", "None of the {1} members loses money (net present value below 0).") \
	X(SAY_LOSS_LIMITS, "亏损概率只反映已设分布的不确定性。", "The probability of loss knows only the spreads that were given.") \
	X(TORNADO_NPV, "各输入单独变动时的净现值", "Net present value when one input moves") \
	X(TORNADO_CREDITS, "各输入单独变动时的碳信用量", "Credits when one input moves") \
	X(TORNADO_TEXT, "{1}：其余输入居中时为 {2} {3}；影响最大的输入是{4}，{5} 至 {6}。", \
	  "{1}: {2} {3} with all inputs at their middle; the strongest input is {4}, from {5} to {6}.") \
	X(TORNADO_NONE, "组合过大，未计算各输入的影响。", "The portfolio is too large for a ranking of inputs beside its members.") \
	X(TORNADO_LOW, "输入取低端", "input at its low end") \
	X(TORNADO_HIGH, "输入取高端", "input at its high end") \
	X(RANGE_QUANTILES, "10 %—90 %分位数", "10–90 % quantile") \
	X(RANGE_STATED, "给定范围", "range as stated") \
	X(SAY_BREAK_EVEN, "碳价要到 {1} 元/t（10 %分位数 {2}，90 %分位数 {3}）净现值才为零。", \
	  "The carbon price at which the net present value is zero: {1} CNY/t (10 % quantile {2}, 90 % quantile {3}).") \
	X(SAY_BREAK_EVEN_NONE, "没有盈亏平衡碳价。", "There is no break-even carbon price.") \
	X(SAY_PRICE, "本次计算用 {1} {2} 元/t（{3} 年价）。", "The run uses {1} {2} CNY/t (price of {3}).") \
	X(SAY_PRICE_MOVES, "本次计算的碳价起于 {1} {2} 元/t（{3} 年价），其后按价格模型变动。", \
	  "The run's carbon price starts from {1} {2} CNY/t (price of {3}) and moves by its model.") \
	X(SAY_CLOSE, "再给现值 {1} {2}的补助，90 % 的成员净现值不低于 0。", \
	  "Grants of another {1} {2} in present value would bring nine members in ten to a net present value of 0 or more.") \
	X(SAY_CLOSE_NONE, "90 % 的成员不需要更多补助。", "Nine members in ten need no further grant.") \
	X(SAY_POLICY, "公开政策有效期至 {1}；首次验收在 {2}（应验收年份）。", "The public policy is valid to {1}; first acceptance falls due in {2}.") \
	X(SAY_POLICY_BEFORE, "政策在验收前到期，续期与否未知。", "It expires before that; whether it is renewed is not known.") \
	X(SAY_POLICY_OPEN, "输入未给出政策有效期；首次验收在 {2}（应验收年份）。", \
	  "The input states no end of the public policy; first acceptance falls due in {2}.") \
	X(SAY_NO_ACCEPTANCE, "无工程，不验收", "no year (no works)") \
	X(SAY_WEAK, "结果依赖 {1} 个未核对的数和 {2} 个假设", "The results rest on {1} unverified figures and {2} assumptions") \
	X(SAY_WEAK_TOP, "；对净现值影响最大的几项中有：{1}", "; among those that move the net present value most: {1}") \
	X(SAY_WEAK_LINK, "清单", "the list") \
	X(ITEM_STATUS, "{1}（{2}）", "{1} ({2})") \
	/* finance */ \
	X(CASH_HEAD, "资金", "Money") \
	X(CASH_LEAD, "项目情景，税前、融资前，{1}。分项合计只用成员均值，因为分位数不能相加；分位数只在逐成员算出合计之处给出。", \
	  "Project arm, before tax and debt, {1}. Parts add up in means of members only, since quantiles do not add up; quantiles " \
	  "stand where a sum was taken member by member.") \
	X(CASH_YEARS, "逐年资金流入与流出（成员均值）", "Cash in and out by year (means of members)") \
	X(CASH_NET, "折线：净现金流", "line: net cash flow") \
	X(CASH_TOTAL, "累计净现金流", "Running sum of the net cash flow") \
	X(CASH_TOTAL_TEXT, "累计净现金流，{1} 年中位数 {2} {5}（10 %分位数 {3}，90 %分位数 {4}）。", \
	  "Running sum of the net cash flow: in {1} {2} {5} (median; 10 % quantile {3}, 90 % quantile {4}).") \
	X(CASH_FALL, "从费用到净现值（现值，成员均值）", "From costs to net present value (present values, means of members)") \
	X(CASH_FALL_TEXT, "费用 {1}、补助 {2}、产业净收入 {3}、其他 {4}、碳信用 {5}，净现值 {6} {7}。", \
	  "Costs {1}, grants {2}, industry net of its cost {3}, other {4}, credits {5}: net present value {6} {7}.") \
	X(CASH_LINES, "各项资金", "Lines of money") \
	X(CASH_LINE, "项目", "Line") \
	X(CASH_FIRST, "{1} 年（首年），均值", "{1}, the first year, mean") \
	X(CASH_SUM, "期内合计，均值", "sum over the horizon, mean") \
	X(CASH_PRESENT, "现值，均值", "present value, mean") \
	X(CASH_IN, "流入", "in") \
	X(CASH_OUT, "流出", "out") \
	X(CASH_SUM_BAND, "期内净现金流合计：10 %分位数 {1}，中位数 {2}，90 %分位数 {3} {4}（逐成员合计）。", \
	  "Sum of the net cash flow over the horizon: 10 % quantile {1}, median {2}, 90 % quantile {3} {4} (summed member by member).") \
	QS_REPORT_TEXTS_FUNDING(X) \
	X(CASH_SITES, "各场地资金", "Money by site") \
	X(CASH_SITES_CHART, "各场地的财务净现值", "Net present value by site") \
	X(SITES_BRACKETS, "中位数；括号内为 10 %与 90 %分位数。各场地的分位数不能相加。", \
	  "Medians, with 10 % and 90 % quantiles in brackets; the sites' quantiles do not add up.") \
	X(CASH_PAYBACK, "静态投资回收期", "Payback of the money") \
	X(CASH_IRR, "财务内部收益率 %", "Internal rate of return, %") \
	X(CASH_LCOC, "单位固碳成本（扣除现状延续），元/t CO₂e", "Levelised cost of carbon, net of the baseline, CNY/t CO₂e") \
	X(CASH_SHARE, "{1} % 的成员有值", "{1} % of members have one") \
	X(CASH_NO_VALUE, "无", "none") \
	X(CASH_SITE_HEAD, "资金与碳信用", "Money and credits") \
	X(CREDIT_OF, "事前估算量（{1}）", "Ex-ante estimate ({1})") \
	X(ACCOUNT_OF, "核算量（{1}），没有收入", "Accounted ({1}), no income") \
	X(SITE_LOSS, "亏损概率 {1} %。", "Probability of loss: {1} %.") \
	X(SITE_DUE, "首次验收应在 {1} 年；届时通过的成员占 {2} %。", \
	  "Acceptance is first due in {1}; {2} % of the members pass it then.") \
	X(SITE_DUE_LATE, "首次验收应在 {1} 年，晚于本次期限。", "Acceptance is first due in {1}, after the horizon.") \
	X(SERVICES_HEAD, "生态系统服务（项目减现状延续）", "Ecosystem services (project less baseline)") \
	X(SERVICES_LEAD, "实物量与价值量，参照 GB/T 46869-2025 测算，非官方核算结果；价值为 {1}，不是现金。施工当年列为首年，不与后期平均。" \
	  "土壤流失只含面蚀和细沟侵蚀，不含沟蚀、崩塌与滑坡；降温只在 1 公里内有居民时计价，灌溉水的蒸发不计。" \
	  "未核算防风固沙、水质净化和噪声削减；林下等产品列在产业收入，不重复计入。", \
	  "Physical and monetary accounts after GB/T 46869-2025, no official account; money in {1}, and no cash. The first year, with " \
	  "the works, stands apart from the later ones. Soil loss is sheet and rill erosion, without gullies, slumps and slides; " \
	  "cooling has a price only where people live within a kilometre, and water of irrigation never counts. Not computed: sand " \
	  "fixation, water purification, noise; understory and other products are income of industry lines and not counted again.") \
	X(SERVICE, "服务", "Service") \
	X(BENEFIT_HEAD, "效益：元/年，期内平均", "Benefits: CNY a year, mean over the run") \
	X(BENEFIT_BASELINE, "项目−现状延续", "project − baseline") \
	X(BENEFIT_QUANTITY, "实物量，每年，项目−现状延续", "quantity a year, project − baseline") \
	X(BENEFIT_NATURAL, "项目−自然恢复", "project − natural recovery") \
	X(BENEFIT_CHART, "计入合计的服务逐年价值，中位数", "Worth of the services counted by year, medians") \
	X(OUTSIDE, "超出经验范围（每公顷，中位成员）：请核对数据、公式与单位。", "Outside what is plausible (a hectare, median member): check data, equation, unit.") \
	X(PRICE_SET, "单价", "Price") \
	X(PRICE_SOURCE, "价格年份（折至价格年）；来源；状态", "Year (factor to the price year); source; status") \
	X(SERVICE_YEAR, "{1} 年", "{1}") \
	X(SERVICE_FIRST, "{1} 年（首年）", "{1}, the first year") \
	X(CARBON_HEAD, "固碳概况", "Carbon in brief") \
	/* cards */ \
	X(AREA, "面积", "Area") \
	X(NET, "净清除累计：项目", "Cumulative net removals, project") \
	X(LOW, "10 %分位数 {1}", "10 % quantile {1}") \
	X(HIGH, "90 %分位数 {1}", "90 % quantile {1}") \
	X(YEARS_UNIT, "年", "years") \
	X(NEVER, "期限内未回收", "not within the horizon") \
	X(SHARE, "{1} % 的成员在期限内回收", "{1} % of members within the horizon") \
	X(LATER, "晚于期限", "later than the horizon") \
	X(MEDIAN, "中位数", "median") \
	/* portfolio */ \
	X(GROWN_HEAD, "本地生长的碳", "Carbon grown here") \
	X(GROWN_LEAD, "场地自身的植物与土壤积累的碳，三种情景使用同一组随机数。外来的土壤、堆肥、泥炭和苗木所含的碳不在其内。", \
	  "Carbon that the sites' own plants and soils gained. The three arms share the same draws. Carbon carried in with soil, " \
	  "compost, peat and nursery stock is not part of it.") \
	X(GROWN, "本地固碳累计", "Carbon gain since the start, grown here") \
	X(GAIN_OVER, "项目与其他情景之差", "Project less the other arms") \
	X(POOLS_OF, "碳库：{1}（成员均值）", "Pools: {1} (mean of members)") \
	X(POOL_WOODY, "木本活生物质", "live, woody") \
	X(POOL_HERB, "草本活生物质", "live, other") \
	X(POOL_DEAD, "枯死木", "dead wood") \
	X(POOL_FLOOR, "枯落物", "forest floor") \
	X(POOL_SOIL, "土壤有机碳", "soil organic carbon") \
	X(FLOWS, "项目：生长与分解（成员均值）", "Project: growth and decay (mean of members)") \
	X(FLOW_GROWTH, "生长固碳", "growth") \
	X(FLOW_RESPIRED, "分解释放", "decay") \
	X(STRUCTURAL_HEAD, "结构不确定性：土壤模型", "Structural uncertainty: soil models") \
	X(STRUCTURAL_CHART, "期末项目减现状延续的碳增量，按土壤模型", "Carbon gain at the end, project less baseline, by soil model") \
	X(STRUCTURAL_LEAD, "同一组随机数、同样的场地与植被，只换土壤模型；细线为 10 %—90 %分位数。模型之间的差别不在其他数的分位数之内。", \
	  "The same draws, sites and plants, and another soil model each time; thin lines are 10 % to 90 % quantiles. What differs " \
	  "between models is not in the quantiles of the other figures.") \
	X(BROUGHT_HEAD, "外来的碳与工程碳排放", "Carbon brought here, and emissions of works") \
	X(BROUGHT_LEAD, "随客土、堆肥、泥炭和苗木运入的碳不是清除量，其后的损失计为项目排放。工程碳排放计入全部材料、运输、能源与养护，第一年通常最大。", \
	  "Carbon carried in with soil, compost, peat and nursery stock is no removal, and its later loss is an emission of the " \
	  "project. Emissions of works count materials, haul, energy and upkeep; the first years weigh most.") \
	X(BROUGHT, "外来碳存量", "Brought carbon still there") \
	X(WORKS, "逐年工程碳排放（成员均值）", "Emissions of works by year (mean of members)") \
	X(NET_CURVE, "净清除累计（扣除工程与外来碳损失）", "Cumulative net removals (works and brought carbon lost deducted)") \
	X(BROUGHT_FLOWS, "外来碳：运入与损失（成员均值）", "Brought carbon: carried in and lost (mean of members)") \
	X(FLOW_IMPORTED, "运入", "carried in") \
	X(FLOW_LOST, "损失", "lost") \
	X(COST_HEAD, "费用（{1} 年不变价）", "Costs (constant {1} prices)") \
	X(COST_LEAD, "只含工程与养护，不折现；收入、补助、地租和碳项目登记费用见“资金”一章，未计税与贷款。单价的来源与状态见 docs/data.md 与 trace.json。", \
	  "Works and upkeep only, not discounted; income, grants, rent and the cost of registering credits stand in the chapter on " \
	  "money; taxes and loans stand in neither. Sources and status of the unit prices are in docs/data.md and trace.json.") \
	X(COST_CAPITAL, "工程投资（含设计与预备费，{1} 年不变价）：项目 {2} 元/m²（10 %分位数 {3}，90 %分位数 {4}），合计 {5} 万元；自然恢复 {6} 元/m²。", \
	  "Capital works (with design and contingency, constant {1} prices): project {2} CNY/m² (10 % quantile {3}, 90 % quantile " \
	  "{4}), {5} million CNY in all; natural recovery {6} CNY/m².") \
	X(COST_UPKEEP, "养护：期内平均每年 {1} 元/m²（10 %分位数 {2}，90 %分位数 {3}），合计每年 {4} 万元；自然恢复每年 {5} 元/m²。面积为有处理的单元按自身口径 {6} ha。", \
	  "Upkeep, mean of the horizon's years: {1} CNY/m² a year (10 % quantile {2}, 90 % quantile {3}), {4} million CNY a year " \
	  "in all; natural recovery {5} CNY/m² a year. Area: treated units in their own basis, {6} ha.") \
	X(COST_ITEMS, "投资估算（万元，{1} 年不变价）", "Investment estimate (million CNY, constant {1} prices)") \
	X(COST_ITEM, "项目", "item") \
	X(COST_QUANTITY, "数量", "quantity") \
	X(COST_PRICE, "单价（元）", "unit price, CNY") \
	X(COST_AMOUNT, "金额", "amount") \
	X(COST_PAID, "含附属材料：中位数（10 %—90 %分位数）", "with what goes with it: median (10 % to 90 % quantile)") \
	X(COST_PAID_NOTE, "金额 = 数量 × 单价均值。末列为各成员实付：措施连同它用的运输、水泥、围栏与电（这几项另有一行，末列不重复）；各行分位数不可相加。各场地见 estimate.csv。", \
	  "Amount = quantity × mean price. The last column is what members pay: a measure with the haul, cement, fence and power that it " \
	  "uses (their own rows leave it empty); quantiles of rows do not add up. Sites are in estimate.csv.") \
	X(COST_WORKS_PART, "工程费用", "works") \
	X(COST_OTHER_PART, "工程建设其他费用", "other construction costs") \
	X(COST_RESERVE_PART, "预备费", "contingency") \
	X(COST_TOTAL, "投资估算总额", "total") \
	X(COST_AFTER_SITE, "验收 {1} 年后移交；移交后的养护由{2}承担，在措施自带的养护之外每公顷每年 {3} 元；公共方期内承担 {4} 万元。", \
	  "Handed over {1} years after acceptance; from then on {2} pays for upkeep, {3} CNY a hectare and year beside that of the " \
	  "measures; the public side pays {4} million CNY over the run.") \
	X(COST_AFTER_INVESTOR, "社会资本方", "the investor") \
	X(COST_AFTER_PUBLIC, "公共方", "the public side") \
	X(COST_AFTER, "移交后的养护：{1} 个场地写明了费用或承担方，公共方期内承担 {2} 万元；{3} 个场地未写明，措施自带的养护年限之后不再计养护费，支出可能偏低。", \
	  "Sites that state upkeep after the hand-over: {1} (the public side pays {2} million CNY over the run). Sites that do not: " \
	  "{3}; there none is counted once the upkeep of the measures ends, which may be too little.") \
	X(COST_AFTER_NONE, "没有场地写明移交后的养护费和承担方：措施自带的养护年限之后不再计养护费，支出可能偏低（填 upkeep_after_cny_per_ha、upkeep_after_payer、handover_years，" \
			   "见 docs/finance.md）。", \
	  "No site says what upkeep costs after the hand-over, or who pays: once the upkeep of the measures ends none is counted, which " \
	  "may be too little (state upkeep_after_cny_per_ha, upkeep_after_payer, handover_years: docs/finance.md).") \
	X(COST_STATUS, "单价状态", "Status of prices") \
	X(COST_YEARS, "逐年费用：项目（成员均值）", "Costs by year, project (mean of members)") \
	X(COST_WORKS, "工程投资", "capital works") \
	X(COST_YEARLY, "养护", "upkeep") \
	X(COVER_HEAD, "植被覆盖", "Vegetation cover") \
	X(COVER, "植被覆盖面积", "Area covered by vegetation") \
	X(CANOPY, "乔木郁闭面积", "Area under tree crowns") \
	X(COVER_SITE, "植被覆盖与项目乔木郁闭面积", "Cover, and area under tree crowns (project)") \
	X(CANOPY_PROJECT, "乔木郁闭（项目）", "tree crowns (project)") \
	X(BAND, "浅色带：10 %—90 %分位数", "band: 10 % to 90 % quantile") \
	X(WHISKER, "细线：10 %—90 %分位数", "thin line: 10 % to 90 % quantile") \
	X(DESCRIBE, "{1}：{2} 年中位数，现状延续 {3}、自然恢复 {4}、项目 {5} {6}。", \
	  "{1}: medians in {2}: baseline {3}, natural recovery {4}, project {5} {6}.") \
	X(DESCRIBE_STACK, "{1}，{2} 年合计 {3} t。", "{1}; in {2} together {3} t.") \
	X(DESCRIBE_SUM, "{1}，期内合计 {2} t。", "{1}; over the horizon {2} t.") \
	X(DESCRIBE_BARS, "各场地期末中位数及 10 %、90 %分位数。", "Medians at the end by site, with 10 % and 90 % quantiles.") \
	/* sites */ \
	X(SITES_HEAD, "场地一览", "The sites at a glance") \
	X(SITES_LEAD, "中位数；括号内为 10 %与 90 %分位数。单位 t CO₂e，期末。", \
	  "Medians, with 10 % and 90 % quantiles in brackets; t CO₂e at the end of the horizon.") \
	X(SITES_MORE, "另有 {1} 处场地未在此列出，见 sites.csv。", "{1} more sites are in sites.csv.") \
	X(SITES_CHART, "项目减现状延续，各场地", "Project less baseline, by site") \
	X(SITE, "场地", "Site") \
	X(WORKS_SHORT, "工程碳排放", "Emissions of works") \
	X(PAYBACK, "碳回收期", "Carbon payback") \
	X(FIGURE, "指标", "Figure") \
	X(Q10, "10 %分位数", "10 % quantile") \
	X(Q90, "90 %分位数", "90 % quantile") \
	X(UNIT_OF, "单位", "Unit") \
	X(SITES_EACH, "逐处场地", "Site by site") \
	X(FACT_TYPE, "类型", "Kind") \
	X(FACT_PLACE, "位置", "Place") \
	X(FACT_LONLAT, "经纬度", "Longitude, latitude") \
	X(FACT_ELEVATION, "海拔", "Elevation") \
	X(FACT_RAIN, "年降水量", "Rain a year") \
	X(FACT_REGION, "气候区", "Climate region") \
	X(FACT_LIABLE, "责任主体", "Liable party") \
	X(FACT_LIABLE_NONE, "未列明", "none stated") \
	X(FACT_REPLAY, "重演的案例", "Case replayed") \
	X(REPLAY_TEXT, "{1} 年；来源：{2}", "of {1}; source: {2}") \
	X(CONFLICTS, "资料之间的矛盾", "Where sources disagree") \
	X(UNITS, "修复单元", "Units") \
	X(UNIT_ID, "单元", "Unit") \
	X(SUBSTRATE, "基质", "Substrate") \
	X(AREA_PLAN, "投影面积 ha", "Planimetric area, ha") \
	X(SLOPE, "坡度 °", "Slope, °") \
	X(SOIL_DEPTH, "土层 cm", "Soil, cm") \
	X(ORGANIC_C, "有机碳 g/kg", "Organic carbon, g/kg") \
	X(COVER_NOW, "现状覆盖 %", "Cover today, %") \
	X(TREATMENT, "处理", "Treatment") \
	X(NO_TREATMENT, "无", "none") \
	X(TYPE_DEGRADED, "退化生态系统", "degraded ecosystem") \
	X(TYPE_MINE, "废弃矿山", "abandoned mine") \
	X(TYPE_CLEARED, "拆违腾退用地", "cleared building land") \
	/* methodologies */ \
	X(MARKET_HEAD, "各方法学的条件核对", "Conditions of the methodologies") \
	X(MARKET_LEAD, "把各方法学公布或摘要的条件逐条与输入核对，按单元判断，场地取其最好的单元；面积为具有该判断的投影面积。这不是主管部门或审定机构的意见，也不表示会登记任何数量。未陈述的事实一律视为未知。", \
	  "The conditions of each methodology, as published or summarised, compared with the input: by unit, a site taking its " \
	  "best units; the area is what has the grade. It is no opinion of an authority or a validator, and nothing says that any " \
	  "quantity will be issued. A fact that is not stated counts as unknown.") \
	X(MARKET_METHOD, "方法学", "Methodology") \
	X(MARKET_OPEN, "{1}；截至 {2} 接受新项目", "{1}; took new projects as of {2}") \
	X(MARKET_CLOSED, "{1}；截至 {2} 不接受新项目", "{1}; took no new projects as of {2}") \
	X(MARKET_UNSURE, "{1}；截至 {2} 是否接受新项目不明", "{1}; as of {2} it is not known whether it takes new projects") \
	X(MARKET_FAILED, "不满足的条件", "Conditions not met") \
	X(MARKET_UNMET, "不满足时：{1}", "If not met: {1}") \
	X(MARKET_TOLD, "以下只作提示，不影响判断：", "These are told and do not settle the grade:") \
	X(MARKET_MISSING, "尚缺的证据或事实", "Evidence or facts still missing") \
	X(MARKET_HELD, "已持有的文件：{1}", "paper held: {1}") \
	X(MARKET_NOT_HELD, "尚未持有的文件：{1}", "paper not yet held: {1}") \
	X(MARKET_AREA, "{1} ha", "{1} ha") \
	X(MARKET_CREDIT, "事前估算 {1} t CO₂e（10 %—90 %分位数 {2}—{3}）", "ex-ante estimate {1} t CO₂e (10 % to 90 % quantile {2} to {3})") \
	X(MARKET_ACCOUNT, "核算量 {1} t CO₂e（10 %—90 %分位数 {2}—{3}）", "accounted {1} t CO₂e (10 % to 90 % quantile {2} to {3})") \
	X(MARKET_TOTAL, "登记合计（中位数）", "All registrations (median)") \
	X(MARKET_STAND_IN, \
	  "数量为登记在计入期与本次模拟期内各核查点的合计（中位数）：通过条件的面积上木本碳高于现状延续的部分，" \
	  "加枯死木、枯落物系数，扣除抽样误差（由抽样设计决定，与成员离散无关）和一次非持久性扣减。" \
	  "除 AR-ACM0003 外，各方法学的公式尚未载入，以 AR-ACM0003 及其工具代替计算；" \
	  "不是任何机构的核定数量，只核算的数量没有收入。", \
	  "Quantities are the sums over the verifications of the crediting period within this run (medians): woody carbon " \
	  "above the baseline on the area that meets the conditions, with factors for dead wood and litter, less a " \
	  "deduction for sampling error (set by the sampling design, not by the spread of members) and one for " \
	  "non-permanence. Except for AR-ACM0003 the methodologies' own equations are not loaded, and AR-ACM0003 with " \
	  "its tools stands in. No authority has settled these figures, and what is only accounted brings no income.") \
	X(MARKET_MORE, "另有 {1} 处场地的判断见 summary.json。", "The grades of {1} more sites are in summary.json.") \
	QS_REPORT_TEXTS_CREDITS(X) \
	QS_REPORT_POLICY_TEXTS(X) \
	/* how to read */ \
	X(READ_HEAD, "怎样阅读", "How to read this") \
	X(READ_ARMS, "三种情景：现状延续（不采取措施，现有压力持续，植被按自身速度缓慢定居）、自然恢复（去除压力，封育管护，不种植）、项目（实施所列措施）。三者起点相同。", \
	  "Three arms: baseline (no measure, today's pressures go on, plants settle slowly by themselves), natural recovery " \
	  "(pressures removed, closed and patrolled, nothing planted) and project (the measures listed). All start from one state.") \
	X(READ_QUANTILES, "每个数由 {1} 个成员算出。10 %分位数指有 10 % 的成员低于它；合计与差值先逐成员计算，再取分位数，因此各场地的分位数不能相加。", \
	  "Each figure comes from {1} members. 10 % of the members lie below the 10 % quantile. Sums and differences are taken " \
	  "member by member before the quantiles, so the sites' quantiles do not add up to the portfolio's.") \
	X(READ_TIME, "存量与面积为当年 12 月 31 日，流量归入当年；起点为 {1} 年 1 月 1 日。", \
	  "Stocks and areas are at 31 December, flows belong to their year; the start is 1 January {1}.") \
	X(READ_PAYBACK, "碳回收期从第 1 年数起：项目的净清除累计（扣除工程碳排放与外来碳损失）首次不低于现状延续的那一年。", \
	  "Carbon payback counts from year 1: the first year in which the project's cumulative net removals (emissions of works " \
	  "and brought carbon lost deducted) are not below the baseline's.") \
	X(READ_CREDITS, "本报告是事前模拟，未经审定与核查，其中的数量不能直接作为可出售的碳信用。", \
	  "This is an ex-ante simulation, neither validated nor verified; its quantities are not credits that can be sold.") \
	X(READ_STATUS, "数据状态：已核对（对照过原始来源）、未核对（来源已列，尚未对照）、假设（判断或缺省值）。推算的数取其输入中最弱的状态。", \
	  "Status of figures: verified (checked against the source), unverified (a source is named but not checked), assumption " \
	  "(a judgement or a default). A derived figure has the weakest status of its inputs.") \
	/* assumptions */ \
	X(WEAK_HEAD, "依赖未核对数据与假设的数", "Figures that rest on unverified data and assumptions") \
	X(WEAK_LEAD, "本次结果用到 {1} 个未核对的数和 {2} 个假设，分类列出，来源相同的并为一行。全部输入见 trace.json。", \
	  "The results rest on {1} unverified figures and {2} assumptions, listed by kind and source. All inputs are in trace.json.") \
	X(WEAK_MORE, "另有 {1} 处场地的输入未在此列出，见 trace.json。", "The inputs of {1} more sites are in trace.json.") \
	X(WEAK_VALUES, "数值与所在", "Value and where") \
	X(WEAK_ALL, "{1} 处全同", "all {1}") \
	X(WEAK_COUNT, "{1} 项", "{1} figures") \
	X(NAME, "名称", "Name") \
	X(SOURCE, "来源", "Source") \
	X(STATUS, "状态", "Status") \
	X(STATUS_VERIFIED, "已核对", "verified") \
	X(STATUS_UNVERIFIED, "未核对", "unverified") \
	X(STATUS_ASSUMPTION, "假设", "assumption") \
	X(SOURCE_USER, "用户给出", "given by the user") \
	X(SOURCE_DEFAULT, "程序缺省值", "the program's default") \
	/* what-if */ \
	X(W_HEAD, "情景试算", "What if") \
	X(W_LEAD, "拖动滑块，资金一侧的各项指标即在本页内按全部成员重新计算，不联网。滑块在初始位置时，结果与报告一致。", \
	  "The sliders recompute the money of all members at once, within this page. As they stand first, the figures are the report's.") \
	X(W_MEMBERS, "成员较多，此处等距取其中 1,000 个，数值与报告略有出入。", \
	  " Of the members 1,000 are taken at even steps, so that figures differ slightly from the report's.") \
	X(W_NONE, "此处需要浏览器运行脚本（WebAssembly）；其余各章不受影响。", \
	  "This chapter needs a browser that runs scripts (WebAssembly); no other one does.") \
	X(W_LEFT_OUT, "本次结果未附交互测算：程序未带脚本，或成员与年数过多，超出页面容量。", \
	  "Left out: the program carries no script, or members and years are more than a page can hold.") \
	X(W_CARBON, "碳价（报告取值为 100 %）", "Carbon price (report: 100 %)") \
	X(W_RATE, "折现率（不变价）", "Discount rate, real") \
	X(W_GRANT, "财政补助占工程投资的比例", "Grants, share of works") \
	X(W_SPOIL, "剩余土石料收益归投资方的比例", "Investor's share of surplus spoil") \
	X(W_INDUSTRY, "文旅等产业收支（报告取值为 100 %）", "Tourism and other lines (report: 100 %)") \
	X(W_UPKEEP, "养护费用（报告取值为 100 %）", "Upkeep (report: 100 %)") \
	X(W_RESET, "复位", "Reset") \
	X(W_REPORT, "报告（中位数）", "report, median") \
	X(W_NOW10, "现在：10 %分位数", "now: 10 % quantile") \
	X(W_NOW, "现在：中位数", "now: median") \
	X(W_NOW90, "现在：90 %分位数", "now: 90 % quantile") \
	X(W_LOSS, "亏损概率，%", "Probability of loss, %") \
	X(W_TOTAL, "累计净现金流（不折现）", "Running sum of the net cash flow, not discounted") \
	X(W_LEGEND, "实线与色带：现在的中位数与 10 %至 90 %分位数；虚线：报告的中位数。", \
	  "Line and band: median and 10 to 90 % quantiles now; dotted: the report's median.") \
	X(W_BEFORE, "事先算好的情形：成活、生长与措施", "Computed beforehand: survival, growth and treatments") \
	X(W_PHYSICS, \
	  "成活率、生长和修复措施改变的是碳与植被本身，不能在此换算，下表各行都是另行运行模型的结果（其余输入居中）。退出价款按报告的数额保持不变。", \
	  "Survival, growth and treatments change the physics: each row below is a run of its own, other inputs at their middle. The price " \
	  "of an exit is held as in the report.") \
	X(W_INPUT, "输入（10 %与 90 %分位数）", "Input (at its 10 % and 90 % quantile)") \
	X(W_NPV_LOW, "净现值，低", "Net present value, low") \
	X(W_NPV_HIGH, "净现值，高", "Net present value, high") \
	X(W_T_LOW, "碳信用 t CO₂e，低", "Credits, t CO₂e, low") \
	X(W_T_HIGH, "碳信用 t CO₂e，高", "Credits, t CO₂e, high") \
	X(W_ARM, "措施（中位数）", "Treatment (medians)") \
	X(W_ARM_CAPEX, "工程投资", "Capital works") \
	X(W_ARM_UPKEEP, "年均养护", "Upkeep a year") \
	X(W_ARM_CARBON, "期末碳增量 t CO₂e", "Carbon gain at the end, t CO₂e") \
	/* provenance */ \
	X(PROVENANCE, "出处", "Provenance") \
	X(P_VERSION, "程序版本", "Version of the program") \
	X(P_SEED, "随机种子", "Seed") \
	X(P_MEMBERS, "集合成员数", "Members") \
	X(P_BALANCE, "碳平衡最大残差", "Worst residual of the carbon balance") \
	X(P_INPUTS, "输入文件与 SHA-256", "Input files and SHA-256") \
	X(P_SAME, "同一输入、种子与版本在任何机器上给出相同的字节。", \
	  "The same input, seed and version give the same bytes on any machine.") \
	X(CONTENTS, "目录", "Contents")

enum qs_report_text {
#define X(key, zh, en) QS_SAY_##key,
	QS_REPORT_TEXTS(X)
#undef X
	QS_REPORT_TEXT_COUNT
};

#endif
