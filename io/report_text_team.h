/* More of what report.html says (io/report_text.h): the order of its readers, the chapters for the carbon team and for researchers. */
#ifndef QS_IO_REPORT_TEXT_TEAM_H
#define QS_IO_REPORT_TEXT_TEAM_H

#define QS_REPORT_TEXTS_TEAM(X) \
	/* readers */ \
	X(FOR_PLANNER, "规划与投资", "For planners and investors") \
	X(FOR_TEAM, "碳项目开发", "For the carbon team") \
	X(FOR_SITES, "场地", "The sites") \
	X(FOR_RESEARCH, "研究与复核", "For researchers and reviewers") \
	X(TO_TOP, "回到目录", "Back to the contents") \
	X(MAP_HEAD, "场地分布", "Where the sites are") \
	X(MAP_TEXT, "圆点：场地（编号）；地名：所在区。位置为输入的经纬度；界线只取自用户给出的文件（report --map）。", \
	  "Points: sites by id; names: districts. Places as in the input; boundaries only from a file that the user gives (report --map).") \
	/* what to do next */ \
	X(NEXT_HEAD, "接下来做什么", "What to do next") \
	X(NEXT_EVIDENCE, "补证据：{1} 处“有条件”的场地中，{2} 处缺“{3}”（{4}），先办这一项。", \
	  "Evidence: of the {1} conditional sites {2} lack \"{3}\" ({4}); settle this first.") \
	X(NEXT_MONEY, "落实资金：开工时另筹 {1} {2}，五分之四的成员不亏；或缩减工程后重新测算。", \
	  "Money: another {1} {2} at the start, and four members of five do not lose; or run again with smaller works.") \
	X(NEXT_VERIFY, "核实输入：先核实对净现值影响最大而尚未核对的“{1}”。", \
	  "Inputs: of those not verified, check first what moves the net present value most: {1}.") \
	X(NEXT_REGISTER, "碳项目暂缓登记：按现价，收入抵不上登记与核查费。", \
	  "Registration can wait: at today's price credits earn less than registering and verifying them.") \
	X(NEXT_READY, "现有输入下没有必须先办的事项；实施前按监测计划建档。", \
	  "Nothing in the input asks to be settled first; before works begin, open the files of the monitoring plan.") \
	/* design-document tables */ \
	X(DESIGN_HEAD, "项目设计文件用表", "Tables for the design document") \
	X(DESIGN_LEAD, "各登记的基本参数与事前估算，供编写项目设计文件取用；以所选方法学原文为准。逐次核查与样地数见前一章。", \
	  "Parameters and ex-ante estimates of each registration, to be taken into a design document; the methodology's own " \
	  "text decides. Batches and sample plots stand in the chapter before.") \
	X(DESIGN_REGISTRATION, "登记", "Registration") \
	X(DESIGN_SITES, "场地", "Sites") \
	X(DESIGN_ALL, "全部场地", "all sites") \
	X(DESIGN_START, "开始日期", "Start") \
	X(DESIGN_PERIOD, "计入期，年", "Crediting period, years") \
	X(DESIGN_EVERY, "核查间隔，年", "Verification every, years") \
	X(DESIGN_SAMPLING, "置信度；精度", "Confidence; precision") \
	X(DESIGN_CUT, "抽样扣减；非持久性扣减，%", "Deductions: sampling; non-permanence, %") \
	X(DESIGN_ISSUED, "事前估算，t CO₂e", "Ex-ante estimate, t CO₂e") \
	/* evidence */ \
	X(EVIDENCE_HEAD, "证据清单", "Evidence list") \
	X(EVIDENCE_LEAD, "{1}：尚缺证据或事实的条件与所在场地；条件全文见“各方法学的条件核对”。", \
	  "{1}: conditions that still lack evidence or facts, and where; their full text stands under the conditions of the methodologies.") \
	X(EVIDENCE_RULE, "条件", "Condition") \
	X(EVIDENCE_WHERE, "缺此项的场地", "Sites that lack it") \
	X(EVIDENCE_PAPERS, "输入中点名的文件", "Papers named in the input") \
	X(EVIDENCE_DOCUMENT, "文件", "Paper") \
	X(EVIDENCE_STATE, "状态", "State") \
	X(EVIDENCE_HELD, "已持有", "held") \
	X(EVIDENCE_NOT_HELD, "尚未持有", "not yet held") \
	X(EVIDENCE_OTHERS, "等 {1} 处", "and others, {1} in all") \
	X(EVIDENCE_NONE, "没有待补的证据。", "No evidence is missing.") \
	/* monitoring */ \
	X(MONITOR_HEAD, "监测计划", "Monitoring plan") \
	X(MONITOR_LEAD, "按登记的抽样设计与本报告所用模型拟出，供编写监测计划取用；以所选方法学原文为准。", \
	  "Drawn from the sampling design of the registrations and what the models use; the methodology's own text decides.") \
	X(MONITOR_WHAT, "监测内容", "What") \
	X(MONITOR_HOW, "方法", "How") \
	X(MONITOR_WHEN, "频次", "When") \
	X(MONITOR_AREA, "碳层边界与面积", "Boundaries and area of strata") \
	X(MONITOR_AREA_HOW, "实地测量或遥感，投影面积", "survey or imagery, planimetric") \
	X(MONITOR_ALIVE, "成活率、保存率", "Survival and retention") \
	X(MONITOR_ALIVE_HOW, "样地每木检尺，按树种", "count of stems in plots, by species") \
	X(MONITOR_ALIVE_WHEN, "第 1 年、第 3 年", "years 1 and 3") \
	X(MONITOR_TREES, "胸径、树高、株数", "Diameter, height, stems") \
	X(MONITOR_TREES_HOW, "固定样地（变异系数 {1} %，置信度 {2} %，精度 {3} %；样地数见“监测样地”）", \
	  "permanent plots (coefficient of variation {1} %, confidence {2} %, precision {3} %; how many: see the sample plots)") \
	X(MONITOR_EVERY, "每 {1} 年，核查之前", "every {1} years, before verification") \
	X(MONITOR_SHRUBS, "灌木与草本覆盖度", "Cover of shrubs and herbs") \
	X(MONITOR_SHRUBS_HOW, "样方或影像；验收前每年一次", "quadrats or imagery; each year until acceptance") \
	X(MONITOR_YEARLY, "每年", "each year") \
	X(MONITOR_SOIL, "土壤有机碳（0—30 cm）与细土容重", "Soil organic carbon (0 to 30 cm) and density of fine earth") \
	X(MONITOR_SOIL_HOW, "分层取样，石砾扣除；客土层单独取样", "sampled by layer, stones taken off; brought soil apart") \
	X(MONITOR_SOIL_WHEN, "开工前一次，其后每 10 年", "once before works, then every 10 years") \
	X(MONITOR_EVENTS, "火灾、有害生物、人为破坏", "Fire, pests, damage by people") \
	X(MONITOR_EVENTS_HOW, "巡护记录，面积与损失程度", "patrol records: area and degree") \
	X(MONITOR_EVENTS_WHEN, "随时，发生后 30 天内", "at any time, within 30 days") \
	X(MONITOR_WORKS, "工程量与材料：油料、水泥、钢材、客土、苗木、用水", "Works: fuel, cement, steel, soil, plants, water") \
	X(MONITOR_WORKS_HOW, "结算单与运单", "bills and way-bills") \
	X(MONITOR_WORKS_WHEN, "施工期逐批，管护期每年", "by delivery during works, yearly in upkeep") \
	/* trace */ \
	X(TRACE_HEAD, "主要数字的来历", "Where the chief figures come from") \
	X(TRACE_LEAD, "下表给出主要数字的计算式与在 summary.json 中的位置；每个数的全部输入、来源与状态见 trace.json。", \
	  "How the chief figures are computed and where they stand in summary.json; trace.json has all inputs, sources and status of each.") \
	X(TRACE_EQUATION, "计算式（trace.json 原文）", "Equation") \
	X(TRACE_AT, "位置", "Place") \
	/* research */ \
	X(MODELS_HEAD, "模型", "Models") \
	X(MODELS_PART, "部分", "Part") \
	X(MODELS_MODEL, "模型", "Model") \
	X(MODELS_SITES, "场地数", "Sites") \
	X(MODELS_SOURCE, "出处", "Source") \
	X(MODELS_PLANTS, "植被", "Vegetation") \
	X(MODELS_SOIL, "土壤碳", "Soil carbon") \
	X(MODELS_CURVES, "Chapman-Richards 生长曲线", "Chapman-Richards growth curves") \
	X(MODELS_CURVES_FROM, "参数见树种数据包；拟合于再生林样地", "parameters in the packs of species, fitted to regrowth plots") \
	X(MODELS_3PG, "3-PG（月步长）", "3-PG, monthly") \
	X(MODELS_WATER, "水量平衡、土壤流失", "Water balance, soil loss") \
	X(MODELS_WATER_OF, "月水量平衡与曲线数法；RUSLE", "monthly balance with curve numbers; RUSLE") \
	X(MODELS_WATER_FROM, "Guswa 等 2018；Zhang 等 2008；Renard 等 1997", "Guswa et al. 2018; Zhang et al. 2008; Renard et al. 1997") \
	X(MODELS_DRAWS, "随机数", "Random numbers") \
	X(MODELS_DRAWS_OF, "Philox4x32-10，按地址取数", "Philox4x32-10, by address") \
	X(SURE_HEAD, "收敛与残差", "Convergence and residuals") \
	X(SURE_LEAD, "净现值分位数的标准误由成员分成 10 批估得；碳平衡残差为库变化与收支两笔独立合计之差的相对值，容许 1e-12。", \
	  "Standard errors of quantiles are from ten batches of members; the residual compares change of stock with the sum of flows, " \
	  "at most 1e-12 is allowed.") \
	X(SURE_VALUE, "估计", "Estimate") \
	X(SURE_ERROR, "标准误", "Standard error") \
	X(SURE_LOSS, "亏损概率（Wilson 95 %区间），%", "Probability of loss (Wilson's 95 % interval), %") \
	X(SURE_WORST, "碳平衡残差最大的场地", "Sites with the largest residual of the carbon balance") \
	X(SURE_RESIDUAL, "残差", "Residual") \
	X(SENSITIVE_HEAD, "敏感性", "Sensitivity") \
	X(SENSITIVE_LEAD, "每次只变动一个输入，其余取其分布的中点；共 {1} 个输入，按对净现值的影响排列。", \
	  "One input at a time moves, all others stand at their middle; {1} inputs, by what they move.") \
	X(SENSITIVE_INPUT, "输入", "Input") \
	X(SENSITIVE_RANGE, "范围", "Range") \
	X(SENSITIVE_LOW, "净现值：低端", "NPV at the low end") \
	X(SENSITIVE_HIGH, "净现值：高端", "NPV at the high end") \
	X(SENSITIVE_CREDITS, "碳信用：低端；高端，t CO₂e", "Credits: low; high end, t CO₂e")

#endif
