#include "io/plan.h"

#include "io/plan_parts.h"
#include "io/report_parts.h"
#include "model/policy/earth.h"
#include "model/policy/judge.h"

#include <math.h>
#include <string.h>

enum { ROWS_MOST = 400 }; /* of a table; beyond that the document points to the tables of a run */

static const char *label_of(const struct qs_plan_draft *plan, const char *const (*labels)[2], int i)
{
	return qs_plan_tr(plan, labels[i][0], labels[i][1]);
}

static const char *type_of(const struct qs_plan_draft *plan, int type)
{
	static const char *const labels[][2] = {{"受损退化生态系统", "degraded ecosystem"},
						{"废弃矿山", "abandoned mine"},
						{"拆违腾退用地", "cleared building land"}};

	return label_of(plan, labels, type);
}

static const char *class_of(const struct qs_plan_draft *plan, int class)
{
	static const char *const labels[][2] = {
		{"自然恢复", "natural recovery"}, {"人工辅助", "assisted"}, {"工程重建", "engineered"}};

	return label_of(plan, labels, class);
}

static const char *land_of(const struct qs_plan_draft *plan, int class)
{
	static const char *const labels[][2] = {{"林地", "forest"},
						{"灌木", "shrub"},
						{"草地", "grass"},
						{"耕地", "cropland"},
						{"园地", "orchard"},
						{"采矿用地", "mining"},
						{"村庄建设用地", "village building land"},
						{"城镇建设用地", "urban building land"},
						{"水域", "water"},
						{"湿地", "wetland"},
						{"其他", "other"}};

	return label_of(plan, labels, class);
}

static const struct qs_treatment *treatment(const struct qs_plan_draft *plan, const struct qs_unit *unit)
{
	return unit->treatment ? qs_portfolio_treatment(plan->of->portfolio, unit->treatment) : NULL;
}

static double sum_ha(const struct qs_plan_draft *plan, const struct qs_site *site, int class)
{
	double ha = 0;

	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_treatment *const t = treatment(plan, &site->units.items[u]);

		if (class < 0 || (t && t->class == class))
			ha += qs_unit_planimetric_ha(&site->units.items[u]);
	}
	return ha;
}

/* ---- the blocks ---- */

static void tasks(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"场地", "site"},
					       {"区", "district"},
					       {"类型", "type"},
					       {"责任主体", "liable party"},
					       {"面积 ha", "area ha"},
					       {"自然恢复 ha", "natural ha"},
					       {"人工辅助 ha", "assisted ha"},
					       {"工程重建 ha", "engineered ha"},
					       {"首次验收", "acceptance due"}};

	qs_plan_block(plan, 1, "任务目标", "Tasks and goals", &plan->of->portfolio->policy.plan.tasks);
	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < plan->of->n && i < ROWS_MOST; i++) {
		const struct qs_site *const site = &plan->of->sites[i];
		const int64_t due = site->finance.acceptance_due;
		char year[24] = "";

		if (due)
			snprintf(year, sizeof year, "%lld", (long long)due);
		qs_plan_row(plan, 1);
		qs_plan_cell(plan, qs_plan_pick(plan, &site->name));
		qs_plan_cell(plan, site->district);
		qs_plan_cell(plan, type_of(plan, site->type));
		qs_plan_cell(plan, site->liable_party ? site->liable_party : qs_plan_tr(plan, "无", "none"));
		for (int class = -1; class <= QS_ENGINEERED; class ++)
			qs_plan_figure(plan, sum_ha(plan, site, class));
		qs_plan_cell(plan, year);
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
}

static void participation(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"相关主体", "stakeholder"}, {"协商一致", "agreed"}};
	const struct qs_policy *const policy = &plan->of->portfolio->policy;

	qs_plan_block(plan, 2, "参与方式", "Way of taking part", &policy->plan.participation);
	if (!policy->terms.procurement)
		qs_plan_lack(plan, "修复主体的引入方式（policy.terms.procurement）",
			     "how the restoring party is chosen (policy.terms.procurement)");
	if (!policy->terms.mode)
		qs_plan_lack(plan, "参与形式（policy.terms.mode）", "the form of taking part (policy.terms.mode)");
	if (!policy->stakeholders.n) {
		qs_plan_lack(plan, "相关主体（policy.stakeholders）", "stakeholders (policy.stakeholders)");
		return;
	}
	qs_plan_open_table(plan, heads, 2);
	for (size_t i = 0; i < policy->stakeholders.n; i++) {
		const struct qs_stakeholder *const one = &policy->stakeholders.items[i];

		qs_plan_row(plan, 1);
		qs_plan_cell(plan, *qs_plan_pick(plan, &one->name) ? qs_plan_pick(plan, &one->name) : one->id);
		qs_plan_cell(plan, !qs_was_given(&qs_table_stakeholder, &one->given, "agreed")
					   ? qs_plan_tr(plan, "待明确", "not known")
				   : one->agreed ? qs_plan_tr(plan, "是", "yes")
						 : qs_plan_tr(plan, "否", "no"));
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
}

/* The measures of a treatment in words: name, amount and unit. */
static void measures_of(struct qs_plan_draft *plan, const struct qs_treatment *t)
{
	qs_buffer_put(plan->to, "<td>");
	for (size_t m = 0; t && m < t->measures.n; m++) {
		const struct qs_measure *const measure = &t->measures.items[m];
		const struct qs_measure_pack *const pack = qs_packs_measures(plan->of->packs, measure->measure);
		struct qs_people amount;

		qs_plan_html(plan, m ? qs_plan_tr(plan, "；", "; ") : "");
		qs_plan_html(plan, pack ? qs_plan_pick(plan, &pack->name) : measure->measure);
		if (!measure->amount.given)
			continue;
		qs_plan_html(plan, " ");
		qs_plan_html(plan, qs_people_given(measure->amount.value, &amount));
		qs_plan_html(plan, " ");
		qs_plan_html(plan, qs_plan_unit(plan, measure->unit ? measure->unit : pack ? pack->unit : "", pack));
	}
	qs_buffer_put(plan->to, t && t->measures.n ? "</td>" : "–</td>");
}

static void works(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"单元", "unit"},       {"基质", "substrate"},
					       {"面积 ha", "area ha"}, {"坡度 °", "slope °"},
					       {"处理", "treatment"},  {"措施与数量", "measures and amounts"}};
	size_t told = 0;

	qs_plan_block(plan, 3, "工程措施", "Engineering measures", &plan->of->portfolio->policy.plan.measures);
	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < plan->of->n; i++)
		for (size_t u = 0; u < plan->of->sites[i].units.n && told < ROWS_MOST; u++, told++) {
			const struct qs_unit *const unit = &plan->of->sites[i].units.items[u];
			const struct qs_treatment *const t = treatment(plan, unit);
			const struct qs_substrate_pack *const substrate =
				qs_packs_substrates(plan->of->packs, qs_words_substrate[unit->substrate]);

			qs_plan_row(plan, 1);
			qs_plan_cell(plan, unit->id);
			qs_plan_cell(plan, substrate ? qs_plan_pick(plan, &substrate->name)
						     : qs_words_substrate[unit->substrate]);
			qs_plan_figure(plan, unit->area_ha.value);
			qs_plan_figure(plan, unit->slope_deg.value);
			qs_plan_cell(plan, t ? class_of(plan, t->class) : qs_plan_tr(plan, "不处理", "none"));
			measures_of(plan, t);
			qs_plan_row(plan, 0);
		}
	qs_plan_close_table(plan);
}

/* The median of a figure of a site or of the portfolio in a run's summary; NaN if there is none. */
static double median(const struct qs_json *of, const char *key, const char *arm)
{
	const struct qs_json *const scalar = qs_json_find(of, key);

	return qs_json_number(arm ? qs_json_find(scalar, arm) : scalar, "p50", (double)NAN);
}

static const struct qs_json *site_in(const struct qs_json *summary, const char *id)
{
	const struct qs_json *const sites = qs_json_find(summary, "sites");

	for (const struct qs_json *one = sites ? sites->first : NULL; one; one = one->next)
		if (!strcmp(qs_json_string(one, "id", ""), id))
			return one;
	return NULL;
}

static void estimated(struct qs_plan_draft *plan, double value)
{
	struct qs_people text;

	qs_plan_cell(plan, isfinite(value) ? qs_people_number(value, &text) : NULL);
}

static void estimate_row(struct qs_plan_draft *plan, const char *name, const struct qs_json *of)
{
	qs_plan_row(plan, 1);
	qs_plan_cell(plan, name);
	estimated(plan, median(of, "capex_cny", "project") / 1e4);
	estimated(plan, median(of, "upkeep_cny_per_year", "project") / 1e4);
	estimated(plan, median(of, "pv_grant_cny", NULL) / 1e4);
	estimated(plan, median(of, "npv_cny", NULL) / 1e4);
	qs_plan_row(plan, 0);
}

static void estimate(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"场地", "site"},
					       {"工程投资 万元", "capital works, 10^4 CNY"},
					       {"年均养护 万元/年", "upkeep a year, 10^4 CNY"},
					       {"补助现值 万元", "grants, present value, 10^4 CNY"},
					       {"净现值 万元", "net present value, 10^4 CNY"}};

	qs_plan_block(plan, 4, "投资概算", "Estimate of investment", &plan->of->portfolio->policy.plan.budget);
	if (!plan->of->summary) {
		qs_plan_lack(plan, "逐场地概算：先运行 qingshan run，再以结果目录生成本文件",
			     "the estimate by site: run the portfolio and draft the plan from the folder of results");
		return;
	}
	qs_buffer_format(plan->to, "<p class=\"lead\">%s %lld</p>\n",
			 qs_plan_tr(plan, "集合成员的中位数；价格年", "medians of the ensemble; prices of"),
			 (long long)plan->of->portfolio->finance.price_year);
	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < plan->of->n && i < ROWS_MOST; i++)
		estimate_row(plan, qs_plan_pick(plan, &plan->of->sites[i].name),
			     site_in(plan->of->summary, plan->of->sites[i].id));
	estimate_row(plan, qs_plan_tr(plan, "合计（成员合计的中位数）", "all (medians of the members' sums)"),
		     qs_json_find(plan->of->summary, "portfolio"));
	qs_plan_close_table(plan);
}

/* What is sold of the surplus: no more than the works leave. */
static double surplus_of(const struct qs_plan_draft *plan, const struct qs_site *site)
{
	return fmin(site->finance.spoil_surplus_m3.value, qs_earth_left(plan->of->portfolio, plan->of->packs, site));
}

static void support(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"场地", "site"},
					       {"财政补助比例", "grant, share of cost"},
					       {"地租 元/亩·年", "rent, CNY/mu/a"},
					       {"剩余土石料 m³", "surplus spoil m³"}};

	qs_plan_block(plan, 5, "支持政策", "Supporting policies", &plan->of->portfolio->policy.plan.support);
	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < plan->of->n && i < ROWS_MOST; i++) {
		const struct qs_site_finance *const finance = &plan->of->sites[i].finance;

		qs_plan_row(plan, 1);
		qs_plan_cell(plan, qs_plan_pick(plan, &plan->of->sites[i].name));
		qs_plan_figure(plan, finance->grant_frac.value);
		qs_plan_figure(plan, finance->rent_cny_per_mu_year.value);
		qs_plan_figure(plan, surplus_of(plan, &plan->of->sites[i]));
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
}

static void land_rows(struct qs_plan_draft *plan, const struct qs_land_row *rows, size_t n)
{
	qs_buffer_put(plan->to, "<td>");
	for (size_t i = 0; i < n; i++) {
		struct qs_people ha;

		qs_plan_html(plan, i ? qs_plan_tr(plan, "，", ", ") : "");
		qs_plan_html(plan, land_of(plan, rows[i].class));
		qs_plan_html(plan, " ");
		qs_plan_html(plan, qs_people_given(rows[i].ha.value, &ha));
	}
	qs_buffer_put(plan->to, n ? "</td>" : "–</td>");
}

static void assets(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"场地", "site"},
					       {"修复前地类 ha", "land before, ha"},
					       {"修复后地类 ha", "land after, ha"},
					       {"采挖矿种", "minerals taken out"}};
	size_t without = 0;

	qs_plan_block(plan, 6, "自然资源资产配置", "Allocation of natural-resource assets",
		      &plan->of->portfolio->policy.plan.assets);
	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < plan->of->n && i < ROWS_MOST; i++) {
		const struct qs_site *const site = &plan->of->sites[i];

		without += !site->land_before.n || !site->land_after.n;
		qs_plan_row(plan, 1);
		qs_plan_cell(plan, qs_plan_pick(plan, &site->name));
		land_rows(plan, site->land_before.items, site->land_before.n);
		land_rows(plan, site->land_after.items, site->land_after.n);
		qs_buffer_put(plan->to, "<td>");
		for (size_t m = 0; m < site->policy.minerals.n; m++) {
			qs_plan_html(plan, m ? ", " : "");
			qs_plan_html(plan, site->policy.minerals.items[m]);
		}
		qs_buffer_put(plan->to, site->policy.minerals.n ? "</td>" : "–</td>");
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
	if (without)
		qs_plan_lack(plan, "部分场地的修复前后地类表", "tables of land before and after of some sites");
}

static void industry(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"场地", "site"},
					       {"产业", "industry"},
					       {"起始", "from"},
					       {"年人次", "visits a year"},
					       {"人均消费 元", "CNY a visit"},
					       {"年收入 元", "CNY a year"}};
	size_t lines = 0;

	qs_plan_block(plan, 7, "后续产业", "Later industry", &plan->of->portfolio->policy.plan.industry);
	for (size_t i = 0; i < plan->of->n; i++)
		for (size_t r = 0; r < plan->of->sites[i].finance.revenues.n && lines < ROWS_MOST; r++) {
			const struct qs_revenue *const line = &plan->of->sites[i].finance.revenues.items[r];
			const struct qs_revenue_line_pack *const named =
				qs_packs_revenue_lines(plan->of->packs, line->line);

			if (!lines++)
				qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
			qs_plan_row(plan, 1);
			qs_plan_cell(plan, qs_plan_pick(plan, &plan->of->sites[i].name));
			qs_plan_cell(plan, named ? qs_plan_pick(plan, &named->name) : line->line);
			qs_plan_cell(plan, !line->from || !strcmp(line->from, "acceptance")
						   ? qs_plan_tr(plan, "验收次年", "the year after acceptance")
						   : line->from);
			qs_plan_figure(plan, line->visits_per_year.value);
			qs_plan_figure(plan, line->cny_per_visit.value);
			qs_plan_figure(plan, line->cny_per_year.value);
			qs_plan_row(plan, 0);
		}
	if (lines)
		qs_plan_close_table(plan);
	else
		qs_plan_lack(plan, "产业收入项（finance.revenues）", "lines of industry (finance.revenues)");
}

static void evaluation(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"登记", "registration"},
					       {"方法学", "methodology"},
					       {"计入期 年", "crediting years"},
					       {"核查间隔 年", "years between verifications"}};
	const struct qs_portfolio *const portfolio = plan->of->portfolio;

	qs_plan_block(plan, 8, "效果评估", "Evaluation of the effect", &portfolio->policy.plan.evaluation);
	if (!portfolio->registrations.n)
		return;
	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < portfolio->registrations.n && i < ROWS_MOST; i++) {
		const struct qs_registration *const r = &portfolio->registrations.items[i];

		qs_plan_row(plan, 1);
		qs_plan_cell(plan, r->id);
		qs_plan_cell(plan, r->methodology);
		qs_plan_figure(plan, (double)r->crediting_years);
		qs_plan_figure(plan, (double)r->verification_every_years);
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
}

/* ---- rules ---- */

static void rules(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"规则", "rule"},
					       {"要求", "what is asked"},
					       {"违反", "broken"},
					       {"待明确", "not known"},
					       {"依据", "settled by"}};
	struct qs_policy_review review;

	qs_policy_begin(&review, plan->of->portfolio, plan->of->packs);
	for (size_t i = 0; i < plan->of->n; i++)
		qs_policy_site(&review, &plan->of->sites[i], NULL);
	qs_policy_end(&review, NULL);
	qs_plan_block(plan, 9, "硬性规则中违反与待明确的", "Hard rules that are broken or open", NULL);
	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < plan->of->packs->policy.n; i++) {
		const struct qs_policy_pack *const rule = &plan->of->packs->policy.items[i];
		const uint64_t *const of = review.of_rule[i];

		if (rule->severity != QS_HARD || !(of[QS_POLICY_broken] + of[QS_POLICY_not_known]))
			continue;
		qs_plan_row(plan, 1);
		qs_plan_cell(plan, rule->id);
		qs_plan_cell(plan, qs_plan_pick(plan, &rule->name));
		qs_plan_figure(plan, (double)of[QS_POLICY_broken]);
		qs_plan_figure(plan, (double)of[QS_POLICY_not_known]);
		qs_plan_cell(plan, qs_plan_pick(plan, &rule->why));
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
}

void qs_plan_write(struct qs_buffer *to, const struct qs_plan_source *source, enum qs_lang lang)
{
	struct qs_plan_draft plan = {.to = to, .of = source, .lang = lang};

	qs_plan_head(&plan, "生态保护修复方案（草案）", "Restoration plan (draft)");
	tasks(&plan);
	participation(&plan);
	works(&plan);
	estimate(&plan);
	support(&plan);
	assets(&plan);
	industry(&plan);
	evaluation(&plan);
	rules(&plan);
	qs_buffer_format(to, "<p class=\"lead\">%s %zu</p>\n</main>\n</body>\n</html>\n",
			 qs_plan_tr(&plan, "标为“缺”的内容数：", "parts marked as missing:"), plan.missing);
}
