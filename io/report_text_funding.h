/* What report.html says of the balance of funds (io/report_funding.c), in both languages; conventions: io/report_text.h. */
#ifndef QS_IO_REPORT_TEXT_FUNDING_H
#define QS_IO_REPORT_TEXT_FUNDING_H

#define QS_REPORT_TEXTS_FUNDING(X) \
	X(WHY_NO_GRANT, "无值：没有财政补助", "none: there is no grant") \
	X(WHY_NO_INDUSTRY, "无值：没有产业收入", "none: there are no industry lines") \
	X(WHY_NO_SPOIL, "无值：没有剩余土石料", "none: there is no surplus spoil") \
	X(WHY_NO_WORKS, "无值：没有工程费", "none: there are no works") \
	X(FUND_HEAD, "资金来源与运用（成员均值）", "Sources and uses of funds (means of members)") \
	X(FUND_YEAR, "年份", "Year") \
	X(FUND_WORKS, "用于工程", "use: works") \
	X(FUND_COSTS, "用于运营、税、偿债", "use: running costs, taxes, debt") \
	X(FUND_GRANT, "来自补助", "source: grants") \
	X(FUND_DEBT, "来自借款、贴息", "source: debt") \
	X(FUND_INCOME, "来自收入", "source: income") \
	X(FUND_OWN, "自有资金（负为可分配）", "owners (negative: left to them)") \
	X(FUND_PEAK, "资金占用峰值中位数 {1} {4}（90 %分位数 {2}），累计净现金流为负的年数中位数 {3} 年。", \
	  "Peak funding {1} {4} (median; 90 % quantile {2}); the running sum ends below zero in {3} years (median).") \
	X(FUND_LEVER, "每 1 元财政补助对应 {1} 元其他资金（中位数）。", " Each CNY of grant meets {1} CNY of other money (median).") \
	X(RISK_HEAD, "报价、风险与内部收益率", "Bids, risk and rates of return") \
	X(RISK_BID, "最高报价，达到基准收益率的把握 {1} %", "highest bid that reaches the hurdle with a chance of {1} %") \
	X(RISK_SUBSIDY, "达到基准收益率的把握 {1} % 所需的最低一次性补助", "least subsidy at the start to reach the hurdle with a chance of {1} %") \
	X(RISK_RESERVE, "中间水平的投标人付得起的价款（底价参考；负为需补助）", "what the middle bidder could pay (reserve price; negative: a subsidy)") \
	X(RISK_SHADE, "{1} 家竞争时，中标者高估的幅度（至多，报价应扣减）", "what the winner among {1} bidders has overrated it by, at most: to be taken off a bid") \
	X(RISK_GRANT, "五分之四的情形不亏损所需的一次性补助", "money at the start with which four cases of five do not lose") \
	X(RISK_VAR, "95 % 的情形下亏损不超过（VaR）", "loss that 95 % of the cases do not exceed (VaR)") \
	X(RISK_CVAR, "最坏 5 % 情形的平均亏损（CVaR）", "mean loss of the worst 5 % (CVaR)") \
	X(RISK_LOSS, "亏损概率，%（95 % 区间 {1}–{2}）", "chance of a loss, % (95 % interval {1} to {2})") \
	X(RISK_ROOTS, \
	  "内部收益率：{1} % 的情形没有，{2} % 有一个，{3} % 有多个；{4} % 的情形个数可由符号变化证明。", \
	  "Rates of return: {1} % of the cases have none, {2} % one, {3} % several; of {4} % the number is proven by the changes of sign.") \
	X(RISK_MEAN, \
	  "平均现金流变号 {1} 次，内部收益率 {2} %（其两侧净现值异号）；修正内部收益率 {3} %。", \
	  "Changes of sign of the mean flow: {1}; its rates of return: {2} % (NPV changes sign there); modified rate: {3} %.") \
	X(RISK_MEAN_NONE, "平均现金流变号 {1} 次，没有内部收益率；修正内部收益率 {2} %。", \
	  "Changes of sign of the mean flow: {1}; it has no rate of return; modified rate: {2} %.") \
	X(RISK_MEAN_SIGN, "平均现金流不变号，没有内部收益率，也没有修正内部收益率。", \
	  "The mean flow does not change sign: it has no rate of return, nor a modified one.") \
	X(BALANCE_COVER, "按现值，每 1 元费用有 {1} 元来款。", "In present value {1} CNY come in for each CNY of cost.") \
	X(CLOSE_HEAD, "怎样补齐缺口", "Ways to close the gap") \
	X(CLOSE_LEAD, "各自单独、其余不变时，半数成员不亏损（括号内：90 % 的成员不亏损）：", \
	  "Each alone, all else unchanged, for half of the members not to lose (in brackets: nine in ten):") \
	X(CLOSE_GRANT, "补助：再给现值 {1}（{2}）{5}，占工程投资的比例由 {3} % 升至 {4} %", \
	  "Grants: another {1} ({2}) {5} in present value, from {3} % to {4} % of the works") \
	X(CLOSE_BEYOND, "，超过 100 %，单靠补助不够", ": above 100 %, grants alone do not do it") \
	X(CLOSE_COST, "节支：全部费用降低 {1} %（{2} %）", "Savings: all costs lower by {1} % ({2} %)") \
	X(CLOSE_NO_INCOME, "，几乎没有收入可抵费用，单靠节支不够", ": next to nothing comes in, savings alone do not do it") \
	X(CLOSE_VISITS, "增收：产业收入（客流）增至现设的 {1} 倍（{2} 倍）", "Income: industry lines (visits) {1} ({2}) times as large as assumed") \
	X(CLOSE_PRICE, "增收：碳价升至 {1}（{2}）元/t", "Income: a carbon price of {1} ({2}) CNY/t") \
	X(WAYS_HEAD, "单靠一项，要到多少才能收支平衡", "What one thing alone would have to be to close the gap") \
	X(ALONE_GRANT, "财政补助占工程费的比例，%", "grant, % of the works") \
	X(ALONE_COST, "全部费用降低，%", "all costs lower by, %") \
	X(ALONE_VISITS, "产业收入（客流）为现设的倍数", "industry income (visits), times what is assumed") \
	X(ALONE_SPOIL, "投资方分得土石料收益的比例，%", "the investor's share of the spoil, %") \
	X(ALONE_PRICE, "碳价，元/t CO₂e", "carbon price, CNY/t CO₂e") \
	X(WAYS_NOTE, "其他各项不变。超过 100 % 的比例做不到，说明单靠这一项不够。", \
	  "All else unchanged. A share above 100 % cannot be had: that alone does not do it.") \
	X(WHO_HEAD, "各方所得（现值，成员均值）与现状", "Who gets what (present values, means of members), and has now") \
	X(WHO, "相关方", "Stakeholder") \
	X(WHO_GETS, "方案所得", "under the plan") \
	X(WHO_NOW, "维持现状", "if nothing is done") \
	X(WHO_BETTER, "不低于现状", "no worse off") \
	X(WHO_YES, "是", "yes") \
	X(WHO_NO, "否", "no") \
	X(WHO_UNKNOWN, "未填", "not stated") \
	X(SURVEY_HEAD, "最值得先查清的五项", "Five inputs most worth a survey") \
	X(SURVEY_INPUT, "输入", "Input") \
	X(SURVEY_SHARE, "净现值方差中的占比，%", "share of the variance of NPV, %") \
	X(SURVEY_VALUE, "事先查清的期望价值", "expected value of knowing it first") \
	X(SURVEY_NOTE, \
	  "价值单位：{1}。按净现值对该项呈线性、正态估算，决策为做或不做；" \
	  "为 0 表示查清后也不会改变决策（不足半元记为 0）。", \
	  "Values in {1}, by a linear, normal NPV and the decision to build or not; " \
	  "0 (and below half a yuan): knowing it would not change the decision.")

#endif
