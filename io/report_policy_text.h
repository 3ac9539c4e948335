/* What the chapter of report.html on the policy says, in both languages: a part of QS_REPORT_TEXTS (io/report_text.h). */
#ifndef QS_IO_REPORT_POLICY_TEXT_H
#define QS_IO_REPORT_POLICY_TEXT_H

#define QS_REPORT_POLICY_TEXTS(X) \
	/* the policy's rules */ \
	X(POLICY_HEAD, "政策合规核对", "The policy's rules") \
	X(POLICY_LEAD, "对照京规自发〔2023〕60号原文逐条核对。这是程序对公开文本的解读，不是主管部门的意见；未陈述的事实一律视为待明确，不算违反。", \
	  "The words of 京规自发〔2023〕60号 one by one. This is the program's reading of a published text and no authority's opinion; " \
	  "what is not stated is open and no violation.") \
	X(POLICY_SEVERITY, "性质", "Severity") \
	X(POLICY_HARD, "硬性", "hard") \
	X(POLICY_SOFT, "软性", "soft") \
	X(POLICY_INFO, "信息", "info") \
	X(POLICY_CALC, "测算", "calc") \
	X(POLICY_BROKEN, "违反或未达到", "broken or not reached") \
	X(POLICY_INDEX, "自然恢复优先指数（自然恢复与辅助再生占修复面积）：{1}。修复方案八项内容已有：{2}。", \
	  "Natural-first index (natural recovery and assisted regeneration by restored area): {1}. Blocks of the restoration " \
	  "plan, of eight: {2}.") \
	X(POLICY_NO_PLAN, "未提供方案", "no plan is stated") \
	X(POLICY_BROKEN_HEAD, "违反或未达到的条款", "Broken or not reached") \
	X(POLICY_OPEN_HEAD, "待明确的条款", "Open") \
	X(POLICY_NONE, "没有。", "None.") \
	X(POLICY_RULE, "规则", "Rule") \
	X(POLICY_ASKED, "要求与原文", "What is asked, and the words") \
	X(POLICY_WHO, "涉及", "Whom") \
	X(POLICY_SETTLED, "依据与下一步：看什么、补什么", "What settles it, what to supply") \
	X(POLICY_WHOLE, "整个组合", "the portfolio") \
	X(POLICY_MORE, "，另 {1} 处", ", {1} more") \
	X(NATURAL_HEAD, "自然恢复为主、人工修复为辅", "Natural recovery first") \
	X(NATURAL_NATURAL, "自然恢复 hm²", "Natural ha") \
	X(NATURAL_ASSISTED, "辅助再生 hm²", "Assisted ha") \
	X(NATURAL_BUILT, "生态重建 hm²", "Reconstruction ha") \
	X(NATURAL_UNNEEDED, "未说明必要性的工程单元", "Works not shown to be needed") \
	X(NATURAL_COST, "较自然恢复的边际成本 元/t CO₂e", "Cost over natural recovery CNY/t CO₂e") \
	X(NATURAL_NOTE, "边际成本为项目较自然恢复多花的费用除以多得的碳增量（中位数，不折现）；工程未多得碳的为空。必要性按坡度、有机质、土层、隐患和十年自然恢复盖度判断（规则 G01U）。", \
	  "Cost beyond natural recovery by carbon beyond it, medians, not discounted; none where works bring no more carbon. Need is " \
	  "judged by slope, organic matter, soil depth, hazard and ten years of natural recovery (rule G01U).") \
	X(SWAP_HEAD, "空间置换：修复前后", "Space swap: before and after") \
	X(SWAP_CROP_A, "耕地 前 hm²", "Cropland before ha") \
	X(SWAP_CROP_B, "后", "after") \
	X(SWAP_GRADE_A, "平均等别 前", "Mean grade before") \
	X(SWAP_GRADE_B, "后", "after") \
	X(SWAP_WATER_A, "水域湿地 前 hm²", "Water before ha") \
	X(SWAP_WATER_B, "后", "after") \
	X(SWAP_RED_A, "红线内 前 hm²", "Red line before ha") \
	X(SWAP_RED_B, "后", "after") \
	X(SWAP_BUILDING_A, "建设与采矿 前 hm²", "Building, mining before ha") \
	X(SWAP_BUILDING_B, "后", "after") \
	X(SWAP_LEFT, "入区级储备库 hm²", "To the district's reserve ha") \
	X(SWAP_NOTE, "耕地数量不减少、质量不下降（等别 1 最好），水域不缩减，红线不变；评定合格且置换后剩余的新增耕地归区级储备库，不计投资方收益。", \
	  "Cropland must not shrink nor get worse (grade 1 is best), water not shrink, the red line stay; new cropland that qualifies " \
	  "and is left goes to the district's reserve and earns the investor nothing.") \
	X(BUILT_HEAD, "全程监管：完工实况与计划的偏差", "Supervision: works as built against the plan") \
	X(BUILT_UNIT, "单元", "Unit") \
	X(BUILT_AMOUNT, "工程量 %", "Amount %") \
	X(BUILT_COST, "投资 %", "Cost %") \
	X(BUILT_AREA, "面积 %", "Area %") \
	X(BUILT_TIME, "工期 %", "Time %") \
	X(BUILT_MARK, "标记", "Flag") \
	X(BUILT_FLAG, "超 10 %", "above 10 %") \
	X(BUILT_NOTE, "实际除以计划减一；工程量取偏差最大的一项措施。逐项措施见年度表（report --kind annual）。", \
	  "As built by as planned, less one; amount: of the measure that deviates most. Measure by measure: report --kind annual.") \
	X(EARTH_HEAD, "土石料与乡土植物平衡", "Balance of earth, rock and native plants") \
	X(EARTH_CLASS, "类别", "Class") \
	X(EARTH_CUT, "产生 m³", "Cut m³") \
	X(EARTH_USED, "自用 m³", "Used m³") \
	X(EARTH_SURPLUS, "剩余 m³", "Surplus m³") \
	X(EARTH_REJECTED, "弃料 m³", "Waste m³") \
	X(EARTH_NEED, "另需 m³", "Needed besides m³") \
	X(EARTH_DEFICIT, "缺口 m³", "Deficit m³") \
	X(EARTH_CARBON_USED, "自用含碳 t C", "Carbon used t C") \
	X(EARTH_CARBON_SURPLUS, "剩余含碳 t C", "Carbon in the surplus t C") \
	X(EARTH_CARBON_BROUGHT, "外购带入碳 t C", "Carbon brought t C") \
	X(EARTH_TEST, "污染检测", "Contamination") \
	X(EARTH_PASSES, "最大比值 {1}，通过", "largest ratio {1}, passes") \
	X(EARTH_FAILS, "最大比值 {1}，超标，不得自用", "largest ratio {1}, fails: not to be used") \
	X(EARTH_UNTESTED, "{1} 处未检测", "{1} sites not tested") \
	X(EARTH_SAVED, "就地取材节省运输 {1} t·km，约合 {2} {4}、{3} t CO₂e（中值，未计入现金流）。植物按株计；场内平整的土方同时计入产生与自用。", \
	  "Own material saves {1} t km of haul, about {2} {4} and {3} t CO₂e (middle values, not in the cash flow). Plants are " \
	  "counted by stems; what grading moves counts as cut and as used.") \
	X(PROD_HEAD, "生态产品账：碳信用、指标、剩余土石料", "Books of products: credits, quotas, surplus earth and rock") \
	X(PROD_PRODUCT, "产品", "Product") \
	X(PROD_CREDIT, "碳信用 t CO₂e", "credits t CO₂e") \
	X(PROD_QUOTA, "新增耕地指标 m²", "quotas of new cropland m²") \
	X(PROD_AGGREGATE, "剩余土石料 m³", "surplus earth and rock m³") \
	X(PROD_ISSUED, "入账", "Issued") \
	X(PROD_SOLD, "售出", "Sold") \
	X(PROD_REFUSED, "拒绝", "Refused") \
	X(PROD_HELD, "期末持有", "Held at the end") \
	X(PROD_AMOUNT, "成交额", "Amount") \
	X(PROD_FEE, "平台费", "Fee") \
	X(PROD_NOTE, "复式记账，数量取成员平均的整数部分；同一来源与年份只入账一次，售出即冻结，结算后交割。剩余料由投资方与区按分成分别入账；指标中投资方分成部分出售，其余归区级储备。逐笔见 ledger.csv。", \
	  "Double entry, whole units of the members' means; one origin and vintage is issued once, what is sold is held back " \
	  "until it settles. " \
	  "Surplus is issued to investor and district by their shares; of quotas the investor's share is sold, the rest goes to the " \
	  "district's reserve. " \
	  "Entry by entry: ledger.csv.") \
	X(PROD_WHO, "超出持有量而被拒绝的出售：", "Sales refused for want of holdings: ") \
	X(LAPSE_HEAD, "政策有效期届满的风险", "When the policy's validity ends") \
	X(LAPSE_CLAUSE, "靠本政策条款取得", "What hangs on its clauses") \
	X(LAPSE_ALL, "现值（全部）", "Present value, all") \
	X(LAPSE_AFTER, "其中届满之后", "of it after the validity") \
	X(LAPSE_NOTE, "有效期至 {1}。情景：届满后上述收入全部失效，平均净现值由 {2} 变为 {3} {6}；不续概率取 {4} %（假设），期望净现值 {5} {6}。届满后部分占全部收入现值的 {7} %。这是最坏情形：已签协议通常继续履行。", \
	  "Valid to {1}. Scenario: all of it ends then; the mean net present value goes from {2} to {3} {6}. With a probability of " \
	  "{4} % (assumption) that nothing is renewed it is {5} {6}. What comes after is {7} % of all income, present values. This is " \
	  "the worst case: agreements that are signed usually go on.") \
	X(CREDIT_HEAD, "企业信用评级与按等级付费", "Credit rating, and pay by grade") \
	X(CREDIT_YEAR, "年份", "Year") \
	X(CREDIT_CONTRACT, "合同履约", "Contract") \
	X(CREDIT_ECOLOGY, "生态成效", "Ecology") \
	X(CREDIT_FINANCE, "财务", "Finance") \
	X(CREDIT_SAFETY, "安全合规", "Safety") \
	X(CREDIT_DISCLOSURE, "信息公开", "Disclosure") \
	X(CREDIT_SCORE, "当年得分", "Score") \
	X(CREDIT_NOW, "累积信用", "Credit") \
	X(CREDIT_GRADE, "等级", "Grade") \
	X(CREDIT_VETO, "（一票否决）", " (veto)") \
	X(CREDIT_NOTE, "信用等级 {1}（累积信用 {2}），付费系数 {3}。D 级或列入黑名单者不具备主体资格。", \
	  "Credit grade {1} (credit {2}), {3} of the agreed pay. A party of grade D or on a list is not eligible.") \
	X(CREDIT_UNKNOWN, "未提供修复主体的信用记录（policy.terms）。", "No credit of the restoring party is stated (policy.terms).") \
	X(ACC_HEAD, "竣工验收", "Acceptance of the works") \
	X(ACC_DUE, "应验收年", "Due") \
	X(ACC_SHARE, "如期合格 %", "Pass when due %") \
	X(ACC_MOST, "合格概率达九成的年份", "Nine in ten by") \
	X(ACC_FAILS, "到期未通过（成员占比）", "Failing when due (share of members)") \
	X(ACC_COST, "未如期的净现值损失", "Net present value lost if late,") \
	X(ACC_COVER, "盖度", "cover") \
	X(ACC_SURVIVAL, "成活率", "survival") \
	X(ACC_RETENTION, "保存率", "retention") \
	X(ACC_SOIL, "土层", "soil") \
	X(ACC_SLOPE, "坡度", "slope") \
	X(ACC_CARBON, "碳增量", "carbon") \
	X(ACC_NOTE, "土地出让合同与产业收入都在验收之后；损失为如期与未如期成员净现值平均数之差，还含两者的其他差别。", \
	  "Land contract and industry come after acceptance. The loss is the difference of mean net present values of members that pass " \
	  "and of those that are late, other differences between them included.") \
	X(EVAL_HEAD, "综合效益评价", "Evaluation of benefits") \
	X(EVAL_SCORE, "得分（中位数）", "Score (median)") \
	X(EVAL_GRADE, "等级", "Grade") \
	X(EVAL_CLOSENESS, "TOPSIS 贴近度", "TOPSIS closeness") \
	X(EVAL_RANK, "名次", "Rank") \
	X(EVAL_NOTE, "得分按目标值计，类别权重用层次分析法（一致性比率 {1}）；名次用层次分析与熵权的组合权重。任一权重增减 20 %，名次的 Kendall τ 不低于 {2}。", \
	  "Scores are held against targets with group weights by AHP (consistency ratio {1}); the order uses weights by AHP and " \
	  "entropy together. With any weight moved by 20 %, Kendall's tau of the order is at least {2}.") \
	X(EVAL_PAID, "补助与剩余料收益已按信用等级和得分付给，扣减现值 {1} {2}。", \
	  "Grants and surplus spoil are paid by credit and score: {1} {2} are withheld, present value.") \
	X(EVAL_NOT_PAID, "现金流未按等级扣减付费（policy.graded_pay 未启用）；若按信用等级和得分付费，补助与剩余料收益将扣减现值 {1} {2}。", \
	  "No pay is withheld by grade (policy.graded_pay is off); by credit and score grants and surplus spoil would lose {1} {2}, " \
	  "present value.")

#endif
