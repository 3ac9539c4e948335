/* Changes that can be made to a site, as data: what a fact becomes, how long that takes and what it costs.
 *
 * A change says when it can be made (a condition over facts, judged after the changes that it comes after), the facts that it sets,
 * its delay and its cost. `waits_for` names a fact that grows by one a year: the delay is then what is left to the value set. What no
 * pack changes cannot be changed: crowns that stand, wetland, a start that is past. Revenue lines name the rules they get into the
 * way of.
 */
#ifndef QS_MODEL_MARKET_CHANGES_H
#define QS_MODEL_MARKET_CHANGES_H

#include "model/market/rules.h"

enum { QS_CHANGES_MOST = 20 };

#define QS_FIELDS_FACT_SET(X) \
	X(STRING, fact, none, "", 0, 0, 0, QS_REQUIRED, "事实", "a fact, an id of `list facts`") \
	X(NUMBER, value, none, "", -1e15, 1e15, 2e15, QS_NULL_OK, "数值", "what a number becomes, in the unit of the fact; 0 or 1: a truth") \
	X(STRING, is, none, "", 0, 0, 0, 0, "取值", "what a word becomes")
QS_FIELD_STRUCT(fact_set, QS_FIELDS_FACT_SET);

#define QS_FIELDS_CHANGE_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "变更", "what is changed") \
	X(TEXT, note, none, "", 0, 0, 0, 0, "说明", "what a reader should know") \
	X(STRING, source, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "来源", "source") \
	X(CHOICE, status, basis, "", 0, 0, 2, QS_REQUIRED, "状态", "how sure that is") \
	X(ONE_OR_LIST, when, condition, "", 0, 0, 0, 0, "可行条件", "condition under which it can be made; unknown counts as possible") \
	X(LIST, sets, fact_set, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "改变的事实", "facts and what they become") \
	X(STRING, waits_for, none, "", 0, 0, 0, 0, "等待的事实", "a fact among them that grows by one a year") \
	X(NUMBER, delay_years, none, "a", 0, 100, 0, 0, "耗时", "time it takes, beside the waiting") \
	X(NUMBER, cost_cny, none, "CNY", 0, 1e9, 0, 0, "费用", "cost of a unit") \
	X(NUMBER, cost_cny_per_ha, none, "CNY/ha", 0, 1e9, 0, 0, "每公顷费用", "cost by area") \
	X(NUMBER, cost_cny_per_ha_year, none, "CNY/(ha a)", 0, 1e9, 0, 0, "每公顷年费用", "cost by area and year of its delay") \
	X(INTEGER, cost_price_year, none, "a", 1950, 2200, 2025, 0, "费用价格年", "year of these prices") \
	X(STRINGS, serves, none, "", 0, 0, 0, 0, "适用方法学", "methodologies for which it counts; absent: all") \
	X(BOOL, alters_treatment, none, "", 0, 1, 0, 0, "改变处理", "the treatment is another one: removals of the run do not hold") \
	X(STRINGS, after, none, "", 0, 0, 0, 0, "先行变更", "changes after which it begins, if they are made") \
	X(STRINGS, conflicts_with, none, "", 0, 0, 0, 0, "互斥变更", "changes with which it cannot be made")
QS_FIELD_STRUCT(change_pack, QS_FIELDS_CHANGE_PACK);

#define QS_FIELDS_REVENUE_LINE_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id, a `line` of revenues") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "收入项", "revenue line") \
	X(TEXT, why, none, "", 0, 0, 0, QS_REQUIRED, "依据", "why it gets into their way") \
	X(STRING, source, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "来源", "source") \
	X(CHOICE, status, basis, "", 0, 0, 2, QS_REQUIRED, "状态", "how sure that is") \
	X(STRINGS, conflicts_with, none, "", 0, 0, 0, QS_REQUIRED, "冲突的规则", "rules that it gets into the way of")
QS_FIELD_STRUCT(revenue_line_pack, QS_FIELDS_REVENUE_LINE_PACK);

#endif
