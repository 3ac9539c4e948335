#include "io/public_sheet.h"

#include "io/plan_parts.h"
#include "model/policy/credit.h"
#include "model/policy/earth.h"
#include "model/policy/judge.h"
#include "model/policy/score.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS_MOST = 400 };

/* Nonzero if the character before `at` counts money: a digit (blanks between) or 十 百 千 万 亿 余. 单元 and 多元 do
 * not. */
static int counts(const char *text, const char *at)
{
	static const char *const words[] = {"十", "百", "千", "万", "亿", "余"};

	while (at > text && at[-1] == ' ')
		at--;
	if (at > text && at[-1] >= '0' && at[-1] <= '9')
		return 1;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if ((size_t)(at - text) >= strlen(words[i]) &&
		    !memcmp(at - strlen(words[i]), words[i], strlen(words[i])))
			return 1;
	return 0;
}

/* Nonzero if a text names money. */
static int names_money(const char *text)
{
	static const char *const words[] = {"CNY", "RMB", "¥", "￥", "yuan", "Yuan", "人民币"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strstr(text, words[i]))
			return 1;
	for (const char *at = text; (at = strstr(at, "元")) != NULL; at++)
		if (counts(text, at))
			return 1;
	return 0;
}

static void put_text(struct qs_plan_draft *plan, int number, const char *zh, const char *en, const struct qs_text *text)
{
	static const struct qs_text withheld = {"（正文含金额，未公开）",
						"(the text names sums of money and is not public)"};

	qs_plan_block(plan, number, zh, en, names_money(qs_plan_pick(plan, text)) ? &withheld : text);
}

static const struct qs_json *of_site(const struct qs_plan_draft *plan, const char *id)
{
	const struct qs_json *const sites = plan->of->summary ? qs_json_find(plan->of->summary, "sites") : NULL;

	for (const struct qs_json *site = sites ? sites->first : NULL; site; site = site->next)
		if (!strcmp(qs_json_string(site, "id", ""), id))
			return site;
	return NULL;
}

static double median(const struct qs_json *node, const char *key, const char *part)
{
	const struct qs_json *found = node ? qs_json_find(node, key) : NULL;

	found = found ? qs_json_find(found, part) : NULL;
	found = found ? qs_json_find(found, "p50") : NULL;
	return found && found->kind == QS_JSON_NUMBER ? found->number : (double)NAN;
}

static void put_sites(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"场地", "site"},
					       {"区", "district"},
					       {"面积 ha", "area ha"},
					       {"首次应验收年", "acceptance due"},
					       {"碳增量：项目 t CO₂e", "carbon gain, project t CO₂e"},
					       {"碳增量：现状延续 t CO₂e", "carbon gain, baseline t CO₂e"},
					       {"效益评价得分", "score of benefits as evaluated"},
					       {"等级", "grade"}};

	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < plan->of->n && i < ROWS_MOST; i++) {
		const struct qs_site *const site = &plan->of->sites[i];
		const struct qs_json *const figures = of_site(plan, site->id);
		const struct qs_figure *const stated = &site->policy.evaluated_score;
		const double score = stated->given ? stated->value : (double)NAN;
		char year[24] = "";
		double ha = 0;

		for (size_t u = 0; u < site->units.n; u++)
			ha += qs_unit_planimetric_ha(&site->units.items[u]);
		if (site->finance.acceptance_due)
			snprintf(year, sizeof year, "%lld", (long long)site->finance.acceptance_due);
		qs_plan_row(plan, 1);
		qs_plan_cell(plan, qs_plan_pick(plan, &site->name));
		qs_plan_cell(plan, site->district);
		qs_plan_figure(plan, ha);
		qs_plan_cell(plan, year);
		qs_plan_figure(plan, median(figures, "co2e_t", "project"));
		qs_plan_figure(plan, median(figures, "co2e_t", "baseline"));
		qs_plan_figure(plan, score);
		qs_plan_cell(plan, isnan(score) ? NULL : qs_score_grade_label(qs_score_grade(score), plan->lang));
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
}

static const char *answer(const struct qs_plan_draft *plan, const char *field, int value)
{
	if (!qs_was_given(&qs_table_policy_terms, &plan->of->portfolio->policy.terms.given, field))
		return qs_plan_tr(plan, "待明确", "not known");
	return value ? qs_plan_tr(plan, "是", "yes") : qs_plan_tr(plan, "否", "no");
}

/* What is to be public by the policy, and whether it is. */
static void put_disclosure(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"事项", "item"}, {"条款", "clause"}, {"已公开", "public"}};
	const struct qs_policy_terms *const terms = &plan->of->portfolio->policy.terms;
	const struct {
		const char *zh, *en, *clause, *field;
		int value;
	} rows[] = {
		{"修复方案、指标转让与支持政策", "plan, transfers of quotas, supporting policies", "三(三)",
		 "disclosed", terms->disclosed},
		{"企业信用评级", "credit grade of the restoring party", "三(四)", "credit_published",
		 terms->credit_published},
		{"效益评价与信用评价结果", "results of the evaluation", "三(六)", "evaluation_published",
		 terms->evaluation_published},
		{"公众监督", "supervision by the public", "五(三)", "public_supervision", terms->public_supervision}};

	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		qs_plan_row(plan, 1);
		qs_plan_cell(plan, qs_plan_tr(plan, rows[i].zh, rows[i].en));
		qs_plan_cell(plan, rows[i].clause);
		qs_plan_cell(plan, answer(plan, rows[i].field, rows[i].value));
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
}

/* Cropland quotas and surplus earth and rock: quantities, no prices. */
static void put_transfers(struct qs_plan_draft *plan)
{
	static const char *const heads[][2] = {{"场地", "site"},
					       {"剩余新增耕地 ha", "cropland left ha"},
					       {"剩余土石料 m³", "surplus earth and rock m³"}};

	qs_plan_open_table(plan, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < plan->of->n && i < ROWS_MOST; i++) {
		const struct qs_policy_results none = qs_policy_no_results();
		struct qs_facts facts;
		double cropland, spoil;

		qs_policy_site_facts(plan->of->portfolio, plan->of->packs, &plan->of->sites[i], &none, &facts);
		cropland = facts.value[QS_FACT_IS_cropland_surplus_ha].number;
		spoil = fmin(facts.value[QS_FACT_IS_spoil_surplus_m3].number,
			     qs_earth_left(plan->of->portfolio, plan->of->packs, &plan->of->sites[i]));
		if (!(cropland > 0) && !(spoil > 0))
			continue;
		qs_plan_row(plan, 1);
		qs_plan_cell(plan, qs_plan_pick(plan, &plan->of->sites[i].name));
		qs_plan_figure(plan, cropland);
		qs_plan_figure(plan, spoil);
		qs_plan_row(plan, 0);
	}
	qs_plan_close_table(plan);
}

/* The grade of the restoring party, which clause 3 (4) asks to be public. */
static void put_credit(struct qs_plan_draft *plan)
{
	struct qs_credit_rating rating;

	if (!plan->of->packs->evaluation.n)
		return;
	rating = qs_credit_rate(plan->of->packs->evaluation.items, &plan->of->portfolio->policy.terms);
	qs_buffer_put(plan->to, "<p>");
	qs_plan_html(plan, qs_plan_tr(plan, "修复主体信用等级：", "Credit grade of the restoring party: "));
	qs_plan_html(plan,
		     rating.known ? qs_words_credit_grade[rating.grade] : qs_plan_tr(plan, "待明确", "not known"));
	qs_buffer_put(plan->to, "</p>\n");
}

static void put_findings(struct qs_plan_draft *plan)
{
	struct qs_policy_review review;
	const uint64_t *hard;

	qs_policy_begin(&review, plan->of->portfolio, plan->of->packs);
	for (size_t i = 0; i < plan->of->n; i++)
		qs_policy_site(&review, &plan->of->sites[i], NULL);
	qs_policy_end(&review, NULL);
	hard = review.count[QS_HARD];
	qs_buffer_put(plan->to, "<p>");
	qs_plan_html(plan, qs_plan_tr(plan, "硬性条款核对：成立 ", "Hard rules: they hold "));
	qs_buffer_format(plan->to, "%llu", (unsigned long long)hard[QS_POLICY_holds]);
	qs_plan_html(plan, qs_plan_tr(plan, "，违反 ", ", are broken "));
	qs_buffer_format(plan->to, "%llu", (unsigned long long)hard[QS_POLICY_broken]);
	qs_plan_html(plan, qs_plan_tr(plan, "，待明确 ", ", are open "));
	qs_buffer_format(plan->to, "%llu", (unsigned long long)hard[QS_POLICY_not_known]);
	qs_plan_html(plan, qs_plan_tr(plan, "。", "."));
	qs_buffer_put(plan->to, "</p>\n");
}

void qs_public_write(struct qs_buffer *to, const struct qs_plan_source *source, enum qs_lang lang)
{
	struct qs_plan_draft plan = {.to = to, .of = source, .lang = lang};
	const struct qs_plan *const texts = &source->portfolio->policy.plan;

	qs_plan_head(&plan, "生态保护修复项目信息公开（不含造价明细）",
		     "Public sheet of the restoration projects (without detail of cost)");
	put_text(&plan, 1, "任务目标", "Tasks and goals", &texts->tasks);
	put_sites(&plan);
	put_text(&plan, 2, "参与方式", "Way of taking part", &texts->participation);
	put_text(&plan, 3, "工程措施", "Engineering measures", &texts->measures);
	put_text(&plan, 4, "支持政策", "Supporting policies", &texts->support);
	put_text(&plan, 5, "自然资源资产配置与指标转让", "Allocation of natural-resource assets, transfers of quotas",
		 &texts->assets);
	put_transfers(&plan);
	put_text(&plan, 6, "后续产业", "Later industry", &texts->industry);
	put_text(&plan, 7, "效果评估", "Evaluation of the effect", &texts->evaluation);
	put_findings(&plan);
	qs_plan_block(&plan, 8, "公开与监督", "Disclosure and supervision", NULL);
	put_credit(&plan);
	put_disclosure(&plan);
	qs_buffer_put(to, "</main>\n</body>\n</html>\n");
}
