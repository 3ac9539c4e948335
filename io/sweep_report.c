/* One page on a sweep: what it was, what moves the results, heat maps, the front, whether there were members enough. */
#include "io/chart_frame.h"
#include "io/page.h"
#include "io/report_parts.h"
#include "io/sweep_results.h"

#include <math.h>
#include <string.h>

struct page {
	struct qs_page page;
	const struct qs_sweep_table *table;
	const struct qs_sweep_analysis *analysis;
};

/* "net present value, p50 (npv_p50), CNY". */
static void output_name(const struct page *p, size_t output)
{
	const struct qs_plan_output *const o = &p->table->plan->outputs[output];

	qs_page_text(&p->page, o->zh, o->en);
	qs_buffer_put(p->page.to, " <span class=\"unit\">");
	qs_buffer_html(p->page.to, o->name);
	qs_buffer_put(p->page.to, ", ");
	qs_buffer_html(p->page.to, o->unit);
	qs_buffer_put(p->page.to, "</span>");
}

static void open_page(const struct page *p)
{
	const struct qs_sweep_plan *const plan = p->table->plan;

	qs_page_open(&p->page, plan->name.zh, plan->name.en, "td.h{text-align:right;color:#111}\n");
	qs_buffer_put(p->page.to, "<h1>");
	qs_page_text(&p->page, plan->name.zh, plan->name.en);
	qs_buffer_put(p->page.to, "</h1>\n<p class=\"line\">");
	qs_page_text(&p->page, plan->portfolio.zh, plan->portfolio.en);
	if (p->page.lang == QS_ZH)
		qs_buffer_format(p->page.to,
				 "：%zu 个情景 × %zu 个场地 × %zu 年 × %zu 个成员；设计 %s；物理过程计算 %zu 次",
				 plan->scenarios, plan->sites, plan->years, plan->members,
				 qs_words_sweep_design[plan->design], plan->groups);
	else
		qs_buffer_format(
			p->page.to,
			": %zu scenarios × %zu sites × %zu years × %zu members; design %s; physics computed %zu times",
			plan->scenarios, plan->sites, plan->years, plan->members, qs_words_sweep_design[plan->design],
			plan->groups);
	qs_buffer_put(p->page.to, "</p>\n");
	if (p->table->failed) {
		qs_buffer_put(p->page.to, "<p class=\"mark\">");
		qs_buffer_format(p->page.to,
				 p->page.lang == QS_ZH
					 ? "%zu 个情景失败，原因见 scenarios.csv；分析中不含它们"
					 : "%zu scenarios failed: scenarios.csv says why; the analysis is without them",
				 p->table->failed);
		qs_buffer_put(p->page.to, "</p>\n");
	}
	qs_buffer_put(p->page.to, "</header>\n<main>\n");
}

static void axes(const struct page *p)
{
	static const char *const heads[][2] = {{"轴", "axis"},   {"类别", "kind"}, {"字段", "field"},
					       {"单位", "unit"}, {"路径", "path"}, {"取值", "values"}};
	static const char *const kinds[][2] = {
#define X(name, zh, en) {zh, en},
		QS_AXIS_KINDS(X)
#undef X
	};
	const struct qs_sweep_plan *const plan = p->table->plan;

	qs_page_heading(&p->page, "轴", "Axes");
	qs_page_open_table(&p->page, heads, sizeof heads / sizeof heads[0], sizeof heads / sizeof heads[0]);
	for (size_t a = 0; a < plan->axis_count; a++) {
		const struct qs_plan_axis *const axis = &plan->axes[a];
		double low = (double)INFINITY, high = -(double)INFINITY;

		qs_buffer_put(p->page.to, "<tr>");
		qs_page_cell(&p->page, axis->id);
		qs_page_cell(&p->page, qs_page_tr(&p->page, kinds[axis->kind][0], kinds[axis->kind][1]));
		qs_page_cell(&p->page, qs_page_tr(&p->page, axis->zh, axis->en));
		qs_page_cell(&p->page, axis->unit);
		qs_page_cell(&p->page, axis->path);
		qs_buffer_put(p->page.to, "<td>");
		for (size_t i = 0; i < axis->values && i < 12; i++) {
			qs_buffer_put(p->page.to, i ? ", " : "");
			qs_buffer_html(p->page.to, axis->label[i]);
		}
		qs_buffer_put(p->page.to, axis->values > 12 ? " …" : "");
		for (size_t s = 0; s < plan->scenarios && !axis->values; s++) {
			low = p->table->at[a][s] < low ? p->table->at[a][s] : low;
			high = p->table->at[a][s] > high ? p->table->at[a][s] : high;
		}
		if (!axis->values) {
			struct qs_people number;

			qs_buffer_put(p->page.to, qs_people_given(low, &number));
			qs_buffer_put(p->page.to, " – ");
			qs_buffer_put(p->page.to, qs_people_given(high, &number));
		}
		qs_buffer_put(p->page.to, "</td></tr>\n");
	}
	qs_page_close_table(&p->page);
}

/* How much an axis moves: what its design tells of it alone, since means over levels hold the chance of the other axes.
 */
static double swing_of(const struct qs_sweep_effect *e)
{
	return isfinite(e->mu_star) ? e->mu_star : isfinite(e->total) ? e->total : e->high - e->low;
}

/* Axes by falling swing. */
static void rank(const struct page *p, const struct qs_sweep_effect *effect, size_t *order)
{
	const size_t n = p->table->plan->axis_count;

	for (size_t i = 0; i < n; i++) {
		size_t k = i;

		for (; k > 0 && swing_of(&effect[order[k - 1]]) < swing_of(&effect[i]); k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
}

enum { BARS = 24 };

static void effects(const struct page *p, size_t which)
{
	static const char *const heads[][2] = {{"轴", "axis"},
					       {"各水平均值：最低", "mean over levels, least"},
					       {"最高", "largest"},
					       {"一阶指数", "first-order index"},
					       {"标准误", "standard error"},
					       {"总指数", "total index"},
					       {"标准误", "standard error"},
					       {"μ*", "mu*"},
					       {"σ", "sigma"}};
	const struct qs_sweep_plan *const plan = p->table->plan;
	const struct qs_sweep_effect *const effect = p->analysis->effect + which * plan->axis_count;
	struct qs_chart_bar bar[BARS];
	size_t order[BARS] = {0}, n = plan->axis_count < BARS ? plan->axis_count : BARS;
	struct qs_chart chart = {.title = qs_page_tr(&p->page, "各轴水平间均值的范围", "Range of means over each axis"),
				 .unit = plan->outputs[plan->analysed[which]].unit};

	if (isfinite(effect->mu_star)) {
		chart.title = qs_page_tr(&p->page, "各轴的 μ*", "mu* of each axis");
	} else if (isfinite(effect->total)) {
		chart.title = qs_page_tr(&p->page, "各轴的总指数", "Total index of each axis");
		chart.unit = "1";
	}

	qs_buffer_put(p->page.to, "<h3>");
	output_name(p, plan->analysed[which]);
	qs_buffer_put(p->page.to, "</h3>\n");
	if (plan->axis_count <= BARS) {
		rank(p, effect, order);
		for (size_t i = 0; i < n; i++) {
			const double swing = swing_of(&effect[order[i]]);

			bar[i] = (struct qs_chart_bar){plan->axes[order[i]].id, swing, swing, swing};
		}
		chart.description =
			qs_page_tr(&p->page, "各轴从最低到最高水平的均值之差",
				   "difference between the means at the lowest and highest level of each axis");
		qs_buffer_put(p->page.to, "<div class=\"charts\">\n");
		qs_chart_bars(p->page.to, &chart, bar, n);
		qs_buffer_put(p->page.to, "</div>\n");
	}
	qs_page_open_table(&p->page, heads,
			   plan->design == QS_DESIGN_SALTELLI ? 7
			   : plan->design == QS_DESIGN_MORRIS ? 9
							      : 3,
			   plan->design == QS_DESIGN_SALTELLI ? 7
			   : plan->design == QS_DESIGN_MORRIS ? 9
							      : 3);
	for (size_t a = 0; a < plan->axis_count; a++) {
		const struct qs_sweep_effect *const e = &effect[plan->axis_count <= BARS ? order[a] : a];

		qs_buffer_put(p->page.to, "<tr>");
		qs_page_cell(&p->page, plan->axes[e - effect].id);
		qs_page_figure(&p->page, e->low);
		qs_page_figure(&p->page, e->high);
		if (plan->design == QS_DESIGN_SALTELLI || plan->design == QS_DESIGN_MORRIS) {
			qs_page_figure(&p->page, e->first);
			qs_page_figure(&p->page, e->first_error);
			qs_page_figure(&p->page, e->total);
			qs_page_figure(&p->page, e->total_error);
		}
		if (plan->design == QS_DESIGN_MORRIS) {
			qs_page_figure(&p->page, e->mu_star);
			qs_page_figure(&p->page, e->sigma);
		}
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
}

/* A table whose cells are shaded from the least to the largest mean. */
static void heat(const struct page *p, size_t which)
{
	const struct qs_sweep_plan *const plan = p->table->plan;
	const size_t rows = p->analysis->heat_rows, columns = p->analysis->heat_columns;
	const double *const map = p->analysis->heat + which * rows * columns;
	double low = (double)INFINITY, high = -(double)INFINITY;
	char name[80];

	for (size_t i = 0; i < rows * columns; i++) {
		low = map[i] < low ? map[i] : low;
		high = map[i] > high ? map[i] : high;
	}
	qs_buffer_put(p->page.to, "<h4>");
	qs_page_text(&p->page, "热图：", "Heat map: ");
	output_name(p, plan->analysed[which]);
	qs_buffer_put(p->page.to, "</h4>\n<div class=\"scroll\"><table>\n<thead><tr><th>");
	qs_buffer_html(p->page.to, plan->axes[plan->heat[0]].id);
	qs_buffer_put(p->page.to, " \\ ");
	qs_buffer_html(p->page.to, plan->axes[plan->heat[1]].id);
	qs_buffer_put(p->page.to, "</th>");
	for (size_t c = 0; c < columns; c++) {
		qs_buffer_put(p->page.to, "<th>");
		qs_buffer_html(p->page.to, qs_sweep_level(p->table, p->analysis, 1, c, name, sizeof name));
		qs_buffer_put(p->page.to, "</th>");
	}
	qs_buffer_put(p->page.to, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < rows; r++) {
		qs_buffer_put(p->page.to, "<tr>");
		qs_page_cell(&p->page, qs_sweep_level(p->table, p->analysis, 0, r, name, sizeof name));
		for (size_t c = 0; c < columns; c++) {
			const double value = map[r * columns + c],
				     share = high > low ? (value - low) / (high - low) : 0.5;

			if (isfinite(value))
				qs_buffer_format(p->page.to, "<td class=\"h\" style=\"background:hsl(%d 45%% 78%%)\">",
						 (int)(40 + 110 * share));
			else
				qs_buffer_put(p->page.to, "<td>");
			qs_buffer_people(p->page.to, value);
			qs_buffer_put(p->page.to, "</td>");
		}
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
}

static void front(const struct page *p)
{
	enum { MOST = 50 };
	const struct qs_sweep_plan *const plan = p->table->plan;
	size_t told = 0;

	qs_page_heading(&p->page, "帕累托前沿", "Pareto front");
	qs_page_lead(&p->page, "没有别的情景能在某一目标上更好而其他目标都不变差。",
		     "No other scenario is better in one objective without being worse in another.");
	qs_buffer_put(p->page.to, "<div class=\"scroll\"><table>\n<thead><tr><th>");
	qs_page_text(&p->page, "情景", "scenario");
	qs_buffer_put(p->page.to, "</th>");
	for (size_t a = 0; a < plan->axis_count; a++) {
		qs_buffer_put(p->page.to, "<th>");
		qs_buffer_html(p->page.to, plan->axes[a].id);
		qs_buffer_put(p->page.to, "</th>");
	}
	for (size_t k = 0; k < plan->objective_count; k++) {
		qs_buffer_put(p->page.to, "<th>");
		output_name(p, plan->objective[k]);
		qs_page_text(&p->page, plan->goal[k] == QS_GOAL_MOST ? "（越大越好）" : "（越小越好）",
			     plan->goal[k] == QS_GOAL_MOST ? " (most)" : " (least)");
		qs_buffer_put(p->page.to, "</th>");
	}
	qs_buffer_put(p->page.to, "</tr></thead>\n<tbody>\n");
	for (size_t s = 0; s < plan->scenarios && told < MOST; s++) {
		if (!p->analysis->front[s])
			continue;
		told++;
		qs_buffer_format(p->page.to, "<tr><td class=\"n\">%zu</td>", s + 1);
		for (size_t a = 0; a < plan->axis_count; a++)
			if (plan->axes[a].values)
				qs_page_cell(&p->page, plan->axes[a].label[(size_t)p->table->at[a][s]]);
			else
				qs_page_figure(&p->page, p->table->at[a][s]);
		for (size_t k = 0; k < plan->objective_count; k++)
			qs_page_figure(&p->page, p->table->value[plan->objective[k]][s]);
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
	if (p->analysis->front_count > MOST)
		qs_page_lead(&p->page, "只列出前 50 个，其余见 scenarios.csv 的 front 列。",
			     "The first 50; the others stand in column front of scenarios.csv.");
}

static void convergence(const struct page *p)
{
	static const char *const heads[][2] = {{"指标", "figure"},
					       {"分位数", "quantile"},
					       {"标准误（中位）", "standard error, median"},
					       {"相对 %", "relative, %"},
					       {"所需成员数（中位）", "members needed, median"},
					       {"（最多）", "most"}};

	qs_page_heading(&p->page, "成员数是否足够", "Were there members enough");
	qs_page_lead(&p->page, "分位数的标准误由十批成员估计；所需成员数使标准误为该指标最大分位数的 1 %。",
		     "Standard errors of quantiles come from ten batches of members; members needed are those for a "
		     "standard "
		     "error of 1 % of the "
		     "largest quantile of the figure.");
	qs_page_open_table(&p->page, heads, sizeof heads / sizeof heads[0], sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < 3 * QS_SWEEP_ERRORS; i++) {
		const struct qs_sweep_convergence *const c = &p->analysis->convergence[i];
		static const char *const names[] = {"10 %", "50 %", "90 %"};

		qs_buffer_put(p->page.to, "<tr>");
		qs_page_cell(&p->page, qs_page_tr(&p->page, qs_scalar_rows[qs_sweep_error_of[i / 3]].zh,
						  qs_scalar_rows[qs_sweep_error_of[i / 3]].en));
		qs_page_cell(&p->page, names[i % 3]);
		qs_page_figure(&p->page, c->error);
		qs_page_figure(&p->page, 100 * c->relative);
		qs_page_figure(&p->page, ceil(c->members_needed));
		qs_page_figure(&p->page, ceil(c->members_worst));
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
}

void qs_sweep_report_write(struct qs_buffer *to, const struct qs_sweep_table *table,
			   const struct qs_sweep_analysis *analysis, enum qs_lang lang)
{
	const struct page page = {{to, lang}, table, analysis};

	open_page(&page);
	axes(&page);
	qs_page_heading(&page.page, "什么影响结果", "What moves the results");
	for (size_t i = 0; i < table->plan->analysed_count; i++) {
		effects(&page, i);
		if (analysis->heat_rows && analysis->heat_rows * analysis->heat_columns <= 900)
			heat(&page, i);
	}
	front(&page);
	convergence(&page);
	qs_buffer_put(to, "</main>\n</body>\n</html>\n");
}
