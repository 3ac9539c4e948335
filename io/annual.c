#include "io/annual.h"

#include "io/plan_parts.h"
#include "model/policy/built.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the document: of districts.csv, or made of two of them. */
static const struct {
	const char *name;
	const char *zh, *en;
	double scale; /* money in 10,000 CNY */
} columns[] = {
	{"projects", "项目数", "projects", 1},
	{"restored_ha", "修复面积 ha", "restored ha", 1},
	{"works_cny", "工程投资 万元", "works 10,000 CNY", 1e-4},
	{"upkeep_cny", "养护 万元", "upkeep 10,000 CNY", 1e-4},
	{"grants_cny", "财政补助 万元", "grants 10,000 CNY", 1e-4},
	{"works_due", "在建项目", "with works", 1},
	{"acceptance_due", "应验收", "acceptance due", 1},
	{"accepted_when_due", "预计如期合格", "expected to pass", 1},
	{"accepted", "已验收", "accepted", 1},
	{"removals_co2e_t", "当年清除量 t CO₂e", "removals t CO₂e", 1},
	{"benefit_cny", "效益 万元", "benefit 10,000 CNY", 1e-4},
	{"deviating", "偏差超 10%", "off plan by 10 %", 1},
	{"fiscal_share_pct", "PPP 支出占比 %", "PPP by budget %", 1},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static const char *cell(const struct qs_csv *table, size_t row, const char *name)
{
	for (size_t c = 0; c < table->columns; c++)
		if (!strcmp(table->names[c], name))
			return table->cells[row * table->columns + c];
	return "";
}

static double number(const struct qs_csv *table, size_t row, const char *name)
{
	const char *const text = cell(table, row, name);

	return *text ? strtod(text, NULL) : (double)NAN;
}

/* What the share of a district's budget means. */
static const char *word_of(const struct qs_plan_draft *plan, double share)
{
	return isnan(share) ? qs_plan_tr(plan, "未给一般公共预算，无法计算", "no budget is stated")
	       : share > 10 ? qs_plan_tr(plan, "超过 10% 上限", "above the limit of 10 %")
	       : share > 7  ? qs_plan_tr(plan, "超过 7%，预警", "above 7 %: a warning")
	       : share > 5  ? qs_plan_tr(plan, "超过 5%，不再新增政府付费项目",
					 "above 5 %: no new project that the government pays")
			    : qs_plan_tr(plan, "在限额之内", "within the limits");
}

static void put_sum(struct qs_plan_draft *plan, const double *sum)
{
	qs_plan_row(plan, 1);
	qs_plan_cell(plan, qs_plan_tr(plan, "合计", "all"));
	for (int c = 0; c < COLUMNS; c++)
		if (c < 2 || c == COLUMNS - 1 || c == COLUMNS - 2 || c == 5)
			qs_plan_cell(plan, NULL);
		else
			qs_plan_figure(plan, sum[c]);
	qs_plan_row(plan, 0);
}

/* The rows of a district from `first` on; returns the one behind its last. */
static size_t put_district(struct qs_plan_draft *plan, const struct qs_csv *table, size_t first)
{
	const char *const district = cell(table, first, "district");
	const char *heads[COLUMNS + 1][2] = {{"年份", "year"}};
	double sum[COLUMNS] = {0}, worst = (double)NAN;
	size_t row = first;

	for (int c = 0; c < COLUMNS; c++) {
		heads[c + 1][0] = columns[c].zh;
		heads[c + 1][1] = columns[c].en;
	}
	qs_buffer_put(plan->to, "<h2>");
	qs_plan_html(plan, *district ? district : qs_plan_tr(plan, "未注明区", "no district stated"));
	qs_buffer_put(plan->to, "</h2>\n");
	qs_plan_open_table(plan, (const char *const(*)[2])heads, COLUMNS + 1);
	for (; row < table->rows && !strcmp(cell(table, row, "district"), district); row++) {
		const double share = number(table, row, "fiscal_share_pct");

		worst = isnan(worst) || share > worst ? share : worst;
		qs_plan_row(plan, 1);
		qs_plan_cell(plan, cell(table, row, "year"));
		for (int c = 0; c < COLUMNS; c++) {
			const double value = columns[c].scale * number(table, row, columns[c].name);

			sum[c] += value;
			qs_plan_figure(plan, value);
		}
		qs_plan_row(plan, 0);
	}
	put_sum(plan, sum);
	qs_plan_close_table(plan);
	qs_buffer_put(plan->to, "<p>");
	qs_plan_html(plan, qs_plan_tr(plan, "财政承受能力：", "Fiscal capacity: "));
	qs_plan_html(plan, word_of(plan, worst));
	qs_plan_html(plan, qs_plan_tr(plan, "。", "."));
	qs_buffer_put(plan->to, "</p>\n");
	return row;
}

/* ---- works as built ---- */

static void put_percent(struct qs_plan_draft *plan, double share)
{
	qs_plan_figure(plan, 100 * share);
}

static void put_built(struct qs_plan_draft *plan, const struct qs_site *site, const struct qs_built_row *row)
{
	const struct qs_deviation *const d = &row->deviation;

	qs_plan_row(plan, 1);
	qs_plan_cell(plan, site->district);
	qs_plan_cell(plan, row->unit->id ? row->unit->id : site->id);
	qs_plan_cell(plan, qs_plan_pick(plan, &row->pack->name));
	qs_plan_cell(plan, qs_plan_unit(plan, row->amount_unit, row->pack));
	qs_plan_figure(plan, row->planned_amount);
	qs_plan_figure(plan, row->built_amount);
	put_percent(plan, d->amount);
	qs_plan_figure(plan, row->planned_cny / 1e4);
	qs_plan_figure(plan, row->built_cny / 1e4);
	put_percent(plan, d->cost);
	put_percent(plan, d->area);
	put_percent(plan, d->time);
	qs_plan_cell(plan,
		     qs_deviation_largest(d) > QS_DEVIATION_FLAG ? qs_plan_tr(plan, "超 10%", "above 10 %") : NULL);
	qs_plan_row(plan, 0);
}

/* The measures that are reported, against their plan. */
static void put_supervision(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"区", "district"},
					       {"单元", "unit"},
					       {"措施", "measure"},
					       {"单位", "unit of amount"},
					       {"计划工程量", "amount planned"},
					       {"完成工程量", "amount built"},
					       {"偏差 %", "off by %"},
					       {"计划投资 万元", "planned 10,000 CNY"},
					       {"完成投资 万元", "built 10,000 CNY"},
					       {"偏差 %", "off by %"},
					       {"面积偏差 %", "area off by %"},
					       {"工期偏差 %", "time off by %"},
					       {"标记", "flag"}};
	struct qs_built_row row;
	size_t rows = 0;

	for (size_t s = 0; s < plan->of->n; s++)
		rows += plan->of->sites[s].policy.as_built.n;
	qs_buffer_put(plan->to, "<h2>");
	qs_plan_html(plan,
		     qs_plan_tr(plan, "全程监管：完工实况与计划", "Supervision: works as built against the plan"));
	qs_buffer_put(plan->to, "</h2>\n");
	if (!rows) {
		qs_plan_lack(plan, "完工实况（场地 policy.as_built）", "works as built (policy.as_built of the sites)");
		return;
	}
	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t s = 0; s < plan->of->n; s++)
		for (size_t i = 0; i < plan->of->sites[s].policy.as_built.n; i++)
			if (!qs_built_row(plan->of->portfolio, plan->of->packs, &plan->of->sites[s], i, &row))
				put_built(plan, &plan->of->sites[s], &row);
	qs_plan_close_table(plan);
	qs_buffer_put(plan->to, "<p>");
	qs_plan_html(
		plan,
		qs_plan_tr(plan,
			   "计划投资为价格表均值（或合同价），不含设计与预备费；工期自起始年 1 月 1 "
			   "日计至该措施计划年年末。",
			   "Planned cost: means of the tables of prices, or the contract's, without design and "
			   "contingency. "
			   "Time runs from 1 January of the start year; planned to the end of the measure's year."));
	qs_buffer_put(plan->to, "</p>\n");
}

void qs_annual_write(struct qs_buffer *to, const struct qs_plan_source *source, const struct qs_csv *table,
		     enum qs_lang lang)
{
	struct qs_plan_draft plan = {.to = to, .of = source, .lang = lang};
	size_t row = 0;

	qs_plan_head(&plan, "社会资本参与生态保护修复年度实施情况（分区）",
		     "Yearly check-up of restoration by district");
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_plan_html(
		&plan,
		qs_plan_tr(&plan,
			   "供北京城市总体规划与生态保护修复规划实施体检、评估使用。数值为集合成员的平均，属事前测算；"
			   "“已验收”与“偏差”取自录入。清除量为项目减现状延续的当年增量，效益为已计价服务合计。",
			   "For the check-up of the city's plans. Means over the members of an ex-ante simulation; "
			   "what is accepted or off plan "
			   "is as stated. Removals: carbon grown in the year, project less baseline. Benefit: priced "
			   "services of the headline."));
	qs_buffer_put(to, "</p>\n");
	while (row < table->rows)
		row = put_district(&plan, table, row);
	put_supervision(&plan);
	qs_buffer_put(to, "</main>\n</body>\n</html>\n");
}
