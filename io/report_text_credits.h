/* More of what report.html says (io/report_text.h): methodologies side by side, batches, the local market, sample plots,
 * additionality, non-permanence, ways in. */
#ifndef QS_IO_REPORT_TEXT_CREDITS_H
#define QS_IO_REPORT_TEXT_CREDITS_H

#define QS_REPORT_TEXTS_CREDITS(X) \
	X(COMPARED_HEAD, "各方法学并列：全部场地合为一个登记", "Methodologies side by side: all sites as one registration") \
	X(COMPARED_LEAD, "按成员平均过程结算，t CO₂e，期内合计；资金为现值（{1}），碳价取输入值并保持不变。平衡面积：碳信用收入恰好抵偿登记与核查费的面积。" \
	  "未给出收入的方法学不接受新项目，或输入中没有其产品的价格。公式未对照官方文本核对。", \
	  "Settled on the mean course of the members, t CO₂e over the run; money in present values ({1}) at the input's price, held flat. " \
	  "Break-even area: where income from credits pays for registering and verifying. No income: the methodology takes no new " \
	  "projects, or the input has no price for its product. Formulas are not checked against the official text.") \
	X(CREDIT_REGISTRATION, "登记", "Registration") \
	X(CREDIT_BATCH, "批次", "Batch") \
	X(CREDIT_AREA, "边界内面积 ha", "Area inside, ha") \
	X(CREDIT_GROSS, "新增清除量", "Gross") \
	X(CREDIT_SAMPLING, "抽样误差扣减", "Less: sampling") \
	X(CREDIT_RISK, "非持久性扣减", "Less: non-permanence") \
	X(CREDIT_LEFT, "扣减后", "Left") \
	X(CREDIT_SALEABLE, "可出售（事前估算）", "Saleable, ex ante") \
	X(CREDIT_REVERSED, "逆转量", "Reversed") \
	X(CREDIT_DRAWN, "缓冲账户抵补", "Drawn from buffer") \
	X(CREDIT_CANCELLED, "应注销", "To be cancelled") \
	X(CREDIT_COST, "登记与核查费", "Registering, verifying") \
	X(CREDIT_INCOME, "收入", "Income") \
	X(CREDIT_NET, "净收入", "Net income") \
	X(CREDIT_EVEN, "平衡面积 ha", "Break-even area, ha") \
	X(CREDIT_EVEN_PLAIN, "不折现 ha", "Undiscounted, ha") \
	X(DEMAND_LINE, "北京市场抵销需求：在用的规则允许买方每年抵销确认排放量的 {1}%（其中市外 {2}%）。本组合在模拟期内可出售 {3} t；" \
	  "买方年排放量达到 {4} t，才能在下一批之前用完最大的一批。", \
	  "Demand of the Beijing market: the rules let a buyer offset {1} % of a year's confirmed emissions ({2} % from outside the " \
	  "city). The portfolio offers {3} t within the run; a buyer of {4} t a year uses up the largest batch before the next one.") \
	X(DEMAND_BUYER, "所述买方每年排放 {1} t：每年最多可用 {2} t，其中市外 {3} t；模拟期内用去 {4} t，期末余 {5} t，最多的一年抵销 {6}%。", \
	  "The buyer as stated emits {1} t a year and may use at most {2} t a year, {3} t of it from outside the city. Within the " \
	  "run it uses {4} t, {5} t are left at the end, and the largest year offsets {6} %.") \
	X(DEMAND_ABOVE, "所述抵销比例超过限额（BJ02 不成立），超出部分当年不能用。", \
	  "The share it states is above the limit (BJ02 is not met): what exceeds it cannot be used that year.") \
	X(DEMAND_ABOVE_OUTSIDE, "所述抵销比例超过市外限额（BJ03 不成立）：市外减排量的超出部分当年不能用。", \
	  "The share it states is above the limit for units from outside the city (BJ03 is not met): of those, what exceeds it cannot " \
	  "be used that year.") \
	X(DEMAND_OPEN_OUTSIDE, "所述抵销比例高于市外限额，场地是否在市外（outside_city）未填：BJ03 未定。", \
	  "The share it states is above the limit for units from outside the city, and sites do not say whether they lie there " \
	  "(outside_city): BJ03 is open.") \
	X(BATCHES_HEAD, "分批：每次核查的扣减", "Batches: deductions at each verification") \
	X(BATCHES_LEAD, "出售碳信用的登记，成员均值，t CO₂e。只有超过以往核查最高值的部分计入新增。" \
	  "逆转先由缓冲账户抵补，不足的部分注销已登记的减排量；CCER 的扣减不进账户，由扣减额先吸收。", \
	  "Registrations that sell, means of members, t CO₂e. Only what lies above everything verified before is new. What is lost " \
	  "again is drawn from the buffer, and beyond it issued credits are cancelled; CCER's deduction lies in no account and takes " \
	  "the first loss itself.") \
	X(EX_ANTE_HEAD, "碳层与逐年事前估算", "Strata and the yearly ex-ante table") \
	X(EX_ANTE_LEAD, "出售碳信用的登记，按成员平均过程；整吨，向下取整。带公式的表见 report.xlsx。", \
	  "Registrations that sell, on the mean course of the members; whole tonnes, rounded down. The same tables with formulas are " \
	  "in report.xlsx.") \
	X(EX_ANTE_DESIGN, "抽样设计与扣减", "Sampling design and deductions") \
	X(EX_ANTE_CONFIDENCE, "置信度 %", "Confidence, %") \
	X(EX_ANTE_CV, "层内变差系数 %", "Variation within strata, %") \
	X(EX_ANTE_HALF, "相对半宽 %", "Half-width, %") \
	X(EX_ANTE_SAMPLING, "抽样误差扣减 %", "Less: sampling, %") \
	X(EX_ANTE_RISK, "非持久性扣减 %", "Less: non-permanence, %") \
	X(EX_ANTE_SOURCE, "非持久性扣减的来源", "Source of the deduction for non-permanence") \
	X(EX_ANTE_PLANTED, "造林年份", "Planted") \
	X(EX_ANTE_YEAR, "年份", "Year") \
	X(EX_ANTE_BASELINE, "基准线清除量", "Baseline removals") \
	X(EX_ANTE_PROJECT, "项目清除量", "Project removals") \
	X(EX_ANTE_LEAKAGE, "泄漏量", "Leakage") \
	X(EX_ANTE_LEFT, "项目减排量", "Project emission reductions") \
	X(EX_ANTE_SUM, "合计", "Sum") \
	X(EX_ANTE_MORE, "另有 {1} 个登记见 report.xlsx。", "{1} more registrations are in report.xlsx.") \
	X(EX_ANTE_TABLES, "设计文件用表：边界与参数", "For the design document: boundary and parameters") \
	X(EX_ANTE_SITES, "边界表另有 {1} 处场地，见 summary.json。", "{1} more sites of the boundary are in summary.json.") \
	X(COMPARED_EVEN, "平衡面积与每公顷清除量成反比：{1} 扣减后每年每公顷 {2} t（期内共 {3} t）；每公顷清除量加倍，平衡面积减半，为 {4} ha，不折现为 {5} ha。", \
	  "The break-even area goes inversely with what a hectare removes: under {1} {2} t a hectare and year are left ({3} t within the " \
	  "run); twice as much would halve it to {4} ha, or {5} ha undiscounted.") \
	X(PLAN_HEAD, "监测样地", "Sample plots") \
	X(PLAN_LEAD, "样地数由置信度、精度与层内变差系数决定；按 Neyman 分配，明细与验算见 report.xlsx。右侧四列：样地减半时的相对半宽（%）、扣减（%）、" \
	  "少得的收入与省下的样地费（现值，{1}）。", \
	  "Plots follow from confidence, precision and the coefficient of variation within strata; shares by Neyman, strata and checks are " \
	  "in report.xlsx. Last four columns: half-width (%), deduction (%), income lost and plots saved (present values, {1}) with half " \
	  "of the plots.") \
	X(PLAN_STRATA, "碳层", "Strata") \
	X(PLAN_INFINITE, "无限总体", "Without end") \
	X(PLAN_FINITE, "有限总体", "Finite") \
	X(PLAN_PLOTS, "计划样地", "Planned") \
	X(PLAN_VISITS, "监测次数", "Visits") \
	X(PLAN_COST, "样地费现值", "Plots, present value") \
	X(PLAN_HALF, "减半：半宽", "Half: half-width") \
	X(PLAN_DEDUCTION, "扣减", "Deduction") \
	X(PLAN_LOST, "少得收入", "Income lost") \
	X(PLAN_SAVED, "省下", "Saved") \
	X(RATING_HEAD, "非持久性：按模拟灾害评分", "Non-permanence, rated by simulated hazards") \
	X(RATING_LEAD, "由各成员各年的木本碳得出：单次损失率（%，扣除当年生长）、两次之间的年数和矩阵分值（%）；前三列为火灾，后三列为病虫害、干旱与枯死。" \
	  "其他、内部与外部风险为注明的假设；合计低于最低比例时取最低比例。", \
	  "From the woody carbon of members and years: share lost in one event (%, net of the year's growth), years between events, and " \
	  "the matrix's score (%); fire first, then pests, drought and die-back. Other, internal and external risks are stated " \
	  "assumptions; the least is held where the total is below it.") \
	X(RATING_LOSS, "火灾损失 %", "Fire: lost, %") \
	X(RATING_DIE_LOSS, "枯死损失 %", "Die-back: lost, %") \
	X(RATING_INTERVAL, "间隔 a", "Years between") \
	X(RATING_SCORE, "分值 %", "Score, %") \
	X(RATING_OTHER, "其他、内部、外部 %", "Other, internal, external, %") \
	X(RATING_LEAST, "最低 %", "Least, %") \
	X(RATING_HELD, "扣减 %", "Held back, %") \
	X(ADDITIONAL_HEAD, "额外性：论证的各项检验", "Additionality: its tests") \
	X(ADDITIONAL_LEAD, "只列出售碳信用且未被方法学排除的场地。净现值按基准收益率 {2}% 折现，为中位数及 10–90% 分位数（{1}）；“无碳收入”同时扣除登记与核查费，" \
	  "补助与其他收入计入两侧。检验由现金流与所述事实得出，能否成立由审定机构判断。", \
	  "Sites that sell credits and are not excluded. Net present values at the benchmark of {2} %, medians with 10 and 90 % quantiles " \
	  "({1}); without credits leaves out the cost of registering too, and grants and other income stay on both sides. The tests follow " \
	  "from the cash flow and stated facts; whether they hold is for a validator to say.") \
	X(ADDITIONAL_WITHOUT, "无碳收入净现值", "NPV without credits") \
	X(ADDITIONAL_WITH, "有碳收入净现值", "NPV with credits") \
	X(ADDITIONAL_SHARE, "碳收入占费用 %", "Credits, % of cost") \
	X(ADDITIONAL_SHOWN, "已具备", "Shown") \
	X(ADDITIONAL_NOT_SHOWN, "不成立", "Not shown") \
	X(ADDITIONAL_OPEN, "待证据", "Open") \
	X(MERGE_HEAD, "入不敷出的登记：与哪些登记合并", "Registrations that do not pay: with which to merge") \
	X(MERGE_LEAD, "碳信用收入抵不上登记与监测费的登记，逐组试出使合并后收支平衡的最少合并；开工取其中最晚的日期，其余场地随之推后。收入与费用之比（%）含合并费用；" \
	  "金额为现值（{1}），按成员平均过程。", \
	  "For each registration whose credits do not pay for registering and monitoring, the least merging that does: sets of " \
	  "registrations are tried. The start is the latest of theirs, and the other sites wait. Income by cost (%) has the cost of " \
	  "merging in it; present values ({1}) on the mean course.") \
	X(MERGE_WITH, "与之合并", "Merge with") \
	X(MERGE_NEAREST, "仍不平衡：这是最接近的一组", "still does not pay: the set that comes nearest") \
	X(MERGE_NOTHING, "没有可合并的登记", "there is none to merge with") \
	X(MERGE_ALONE, "单独：收入占费用 %", "Alone: income by cost, %") \
	X(MERGE_AS_ONE, "合并：收入占费用 %", "As one: income by cost, %") \
	X(MERGE_REGISTERING, "省下登记费", "Registering saved") \
	X(MERGE_MONITORING, "省下监测核查费", "Monitoring saved") \
	X(MERGE_APART_T, "分别登记 t CO₂e", "Credits apart, t CO₂e") \
	X(MERGE_AS_ONE_T, "合并后 t CO₂e", "As one, t CO₂e") \
	X(WAY_HEAD, "怎样才能符合条件：最少的变更", "The nearest way in: the least changes") \
	X(WAY_LEAD, "对每个不满足条件的修复单元，找出使所有条件不再为否所需的最少变更；证据不算变更，仍需补齐。耗时与费用（{1}）为判断值，" \
	  "已重新认定地类的矿山用地能否被接受尚无先例。", \
	  "For each unit that fails, the least set of changes after which no condition is false; evidence is no change and still has to be " \
	  "found. Delays and costs ({1}) are judgements; whether re-classed mining land is accepted has no precedent.") \
	X(WAY_LINE, "时间线：变更（橙）、保持未造林的等待（蓝）、最早开工（绿）、首次验收后取得权属（灰短线）与政策到期（竖线）", \
	  "Time line: changes (orange), waiting unplanted (blue), earliest start (green), acceptance and tenure (short grey mark), expiry " \
	  "of the policy (vertical line)") \
	X(WAY_POLICY, "政策到期", "policy expires") \
	X(WAY_TABLE, "逐单元的变更、耗时、费用与数量", "Changes, delay, cost and credits by unit") \
	X(WAY_UNIT, "修复单元", "Unit") \
	X(WAY_CHANGES, "变更", "Changes") \
	X(WAY_START, "最早开工", "Earliest start") \
	X(WAY_ACCEPTANCE, "首次验收、取得权属", "acceptance and tenure") \
	X(WAY_DELAY, "推后（年）", "Delay, a") \
	X(WAY_COST, "变更费用", "Cost") \
	X(WAY_CREDITS, "数量 t CO₂e", "Credits, t CO₂e") \
	X(WAY_LOST, "因推后少得 t", "Lost by the delay, t") \
	X(WAY_CLASH, "时间冲突：{1} 个单元最早开工时政策已到期；{2} 个单元开工时尚未首次验收，而权属要到验收后才能取得。", \
	  "Clocks collide: {1} units can start only after the policy's expiry; {2} start before the first acceptance, from which on there " \
	  "is tenure.") \
	X(LINE_CLASH, "收入项与条件冲突：{1}。", "Lines of income that get into the way of conditions: {1}.") \
	X(WAY_FIXED, "不可改变的条件：", "Cannot be changed: ") \
	X(WAY_EXCLUDE, "各变更互斥", "the changes exclude each other")

#endif
