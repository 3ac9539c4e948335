/* Account lines: what a year of a site is in money and services, of the project arm, and figures made of it.
 *
 * Money is in CNY of the portfolio's price basis; amounts fall at the end of their year. `in` and `out` are both written as positive
 * amounts; cash_flow = sum of in - sum of out. A service is project - baseline and may be negative; it is no cash.
 */
#ifndef QS_MODEL_FINANCE_LINES_H
#define QS_MODEL_FINANCE_LINES_H

enum qs_line_group { QS_LINE_IN, QS_LINE_OUT, QS_LINE_NET, QS_LINE_QUANTITY, QS_LINE_SERVICE_QUANTITY, QS_LINE_SERVICE };

/* X(name, group, unit, log2 of the quantum, zh, en) */
#define QS_ACCOUNT_LINES(X) \
	X(carbon_income, QS_LINE_IN, "CNY", -10, "碳信用收入", "carbon income: credits sold x price") \
	X(industry_income, QS_LINE_IN, "CNY", -10, "产业收入", "income of industry lines, from the year after acceptance") \
	X(spoil_income, QS_LINE_IN, "CNY", -10, "剩余土石料收益（投资方分成）", "surplus spoil, the investor's share") \
	X(grant, QS_LINE_IN, "CNY", -10, "财政补助", "grants on capital works") \
	X(exit_value, QS_LINE_IN, "CNY", -10, "退出价款", "price of the exit") \
	X(works, QS_LINE_OUT, "CNY", -10, "工程投资（含设计与预备费）", "capital works, with design and contingency") \
	X(upkeep, QS_LINE_OUT, "CNY", -10, "养护", "upkeep") \
	X(rent, QS_LINE_OUT, "CNY", -10, "地租", "rent of the restored land") \
	X(industry_cost, QS_LINE_OUT, "CNY", -10, "产业经营成本", "operating cost of industry lines") \
	X(registration, QS_LINE_OUT, "CNY", -10, "碳项目登记与核查", "registration and verification of credits") \
	X(cash_flow, QS_LINE_NET, "CNY", -10, "净现金流", "net cash flow, before tax and debt") \
	X(cash_total, QS_LINE_NET, "CNY", -10, "累计净现金流", "running sum of the net cash flow") \
	X(credits_sold, QS_LINE_QUANTITY, "t", -20, "售出碳信用", "credits sold, CO2e") \
	X(soil_retained, QS_LINE_SERVICE_QUANTITY, "t", -20, "土壤保持量", "soil retained: loss of the baseline - loss of the project") \
	X(soil_retention, QS_LINE_SERVICE, "CNY", -10, "土壤保持价值（减淤与减少氮磷流失）", "soil retention: less dredging, less nitrogen and phosphorus")

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

/* "in", "out", "net", "quantity", "service_quantity", "service". */
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
	X(benefit, -10) /* of all services in money, a year on average */

enum qs_sum {
#define X(name, quantum) QS_SUM_OF_##name,
	QS_ACCOUNT_SUMS(X)
#undef X
	QS_SUM_COUNT
};

extern const double qs_sum_quanta[QS_SUM_COUNT];

#endif
