#include "io/plan_parts.h"

#include "io/page.h"

#include <math.h>
#include <string.h>

const char *qs_plan_tr(const struct qs_plan_draft *plan, const char *zh, const char *en)
{
	return plan->lang == QS_ZH ? zh : en;
}

const char *qs_plan_pick(const struct qs_plan_draft *plan, const struct qs_text *text)
{
	const char *const own = qs_plan_tr(plan, text->zh, text->en), *const other =
									      qs_plan_tr(plan, text->en, text->zh);

	return own && *own ? own : other ? other : "";
}

const char *qs_plan_unit(const struct qs_plan_draft *plan, const char *unit, const struct qs_measure_pack *pack)
{
	static const char *const written[][2] = {{"m2", "m²"},       {"m3", "m³"},       {"m2/m2", "m²/m²"},
						 {"m3/m2", "m³/m²"}, {"kg/m2", "kg/m²"}, {"m3/ha", "m³/ha"},
						 {"m2/ha", "m²/ha"}, {"t/m2", "t/m²"}};
	const int plants = pack && pack->action == QS_ACT_PLANT;

	if (!strcmp(unit, "1"))
		return plants ? qs_plan_tr(plan, "株", "stems") : qs_plan_tr(plan, "个", "pieces");
	if (!strcmp(unit, "1/ha"))
		return plants ? qs_plan_tr(plan, "株/ha", "stems/ha") : qs_plan_tr(plan, "个/ha", "pieces/ha");
	for (size_t i = 0; i < sizeof written / sizeof written[0]; i++)
		if (!strcmp(unit, written[i][0]))
			return written[i][1];
	return unit;
}

void qs_plan_html(struct qs_plan_draft *plan, const char *text)
{
	qs_buffer_html(plan->to, text);
}

/* A paragraph, marked if it says what is missing. */
void qs_plan_lack(struct qs_plan_draft *plan, const char *zh, const char *en)
{
	plan->missing++;
	qs_buffer_put(plan->to, "<p><span class=\"mark\">");
	qs_plan_html(plan, qs_plan_tr(plan, "缺：", "missing: "));
	qs_plan_html(plan, qs_plan_tr(plan, zh, en));
	qs_buffer_put(plan->to, "</span></p>\n");
}

void qs_plan_block(struct qs_plan_draft *plan, int number, const char *zh, const char *en, const struct qs_text *text)
{
	static const char *const numerals[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

	qs_buffer_format(plan->to, "<h2 id=\"b%d\">", number);
	if (plan->lang == QS_ZH)
		qs_buffer_format(plan->to, "%s、", numerals[number]);
	else
		qs_buffer_format(plan->to, "%d. ", number);
	qs_plan_html(plan, qs_plan_tr(plan, zh, en));
	qs_buffer_put(plan->to, "</h2>\n");
	if (!text)
		return;
	if (!*qs_plan_pick(plan, text)) {
		qs_plan_lack(plan, "方案正文（policy.plan）", "the text of the plan (policy.plan)");
		return;
	}
	qs_buffer_put(plan->to, "<p>");
	qs_plan_html(plan, qs_plan_pick(plan, text));
	qs_buffer_put(plan->to, "</p>\n");
}

static struct qs_page page_of(const struct qs_plan_draft *plan)
{
	return (struct qs_page){plan->to, plan->lang};
}

void qs_plan_open_table(struct qs_plan_draft *plan, const char *const (*heads)[2], size_t n)
{
	const struct qs_page page = page_of(plan);

	qs_page_open_table(&page, heads, n, n);
}

void qs_plan_close_table(struct qs_plan_draft *plan)
{
	const struct qs_page page = page_of(plan);

	qs_page_close_table(&page);
}

void qs_plan_cell(struct qs_plan_draft *plan, const char *text)
{
	qs_buffer_put(plan->to, "<td>");
	qs_plan_html(plan, text && *text ? text : "–");
	qs_buffer_put(plan->to, "</td>");
}

/* A number, or that it is missing. */
void qs_plan_figure(struct qs_plan_draft *plan, double value)
{
	struct qs_people text;

	qs_plan_cell(plan, isfinite(value) ? qs_people_given(value, &text) : NULL);
}

void qs_plan_row(struct qs_plan_draft *plan, int opens)
{
	qs_buffer_put(plan->to, opens ? "<tr>" : "</tr>\n");
}

void qs_plan_head(struct qs_plan_draft *plan, const char *zh, const char *en)
{
	const struct qs_portfolio *const portfolio = plan->of->portfolio;
	const struct qs_page page = page_of(plan);
	int replays = 0;

	for (size_t i = 0; i < plan->of->n; i++)
		replays |= qs_was_given(&qs_table_site, &plan->of->sites[i].given, "replay_of");
	qs_page_open(&page, zh, en, "");
	if (replays)
		qs_buffer_format(plan->to, "<p class=\"mark\">%s</p>\n",
				 qs_plan_tr(plan, "案例重演(假设启动),不是对真实项目的评价",
					    "A case replayed; not an assessment of the real project"));
	qs_buffer_put(plan->to, "<h1>");
	qs_plan_html(plan, qs_plan_tr(plan, zh, en));
	qs_buffer_put(plan->to, "</h1>\n<p class=\"line\">");
	qs_plan_html(plan, qs_plan_pick(plan, &portfolio->name));
	qs_buffer_put(plan->to, "</p>\n</header>\n<main>\n");
}
