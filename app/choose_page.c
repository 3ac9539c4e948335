#include "app/choose.h"

#include "io/chart_frame.h"
#include "io/page.h"
#include "io/report_parts.h"
#include "model/base/version.h"

#include <math.h>

const struct qs_candidate *qs_chosen_option(const struct qs_chosen *c, const struct qs_choice *choice, size_t site)
{
	return choice->selection[site] < 0 ? NULL : &c->of.of[c->of.first[site] + (size_t)choice->selection[site]];
}

void qs_chosen_name(struct qs_buffer *to, const struct qs_candidate *option)
{
	for (size_t u = 0; u < option->site->units.n; u++) {
		const char *const treatment = option->site->units.items[u].treatment;

		qs_buffer_put(to, u ? "+" : "");
		qs_buffer_put(to, treatment ? treatment : "none");
	}
}

double qs_chosen_gap(const struct qs_choice *choice)
{
	return choice->npv_cny != 0 ? (choice->bound_cny - choice->npv_cny) / fabs(choice->npv_cny)
				    : choice->bound_cny - choice->npv_cny;
}

double qs_chosen_quantile(const struct qs_chosen *c, const struct qs_candidate *option, double p)
{
	const double h = (double)(c->of.members - 1) * p;
	const size_t low = (size_t)h, high = low + 1 < c->of.members ? low + 1 : low;

	return option->sorted[low] + (h - (double)low) * (option->sorted[high] - option->sorted[low]);
}

/* ---- the page ---- */

struct page {
	struct qs_page page;
	const struct qs_chosen *c;
};

static void between(const struct page *p, const char *open, const char *zh, const char *en, const char *close)
{
	qs_buffer_put(p->page.to, open);
	qs_page_text(&p->page, zh, en);
	qs_buffer_put(p->page.to, close);
}

/* Money of the page: 10,000 or a million CNY. */
static double money(const struct page *p, double cny)
{
	return cny / (p->page.lang == QS_ZH ? 1e4 : 1e6);
}

static const char *unit(const struct page *p)
{
	return qs_page_tr(&p->page, "万元", "million CNY");
}

static void figure(const struct page *p, double value)
{
	qs_buffer_put(p->page.to, "<td class=\"n\">");
	if (isfinite(value))
		qs_buffer_people(p->page.to, value);
	qs_buffer_put(p->page.to, "</td>");
}

/* ---- the verdict ---- */

static void say(const struct page *p, double value)
{
	qs_buffer_people(p->page.to, money(p, value));
	qs_buffer_put(p->page.to, " ");
	qs_buffer_put(p->page.to, unit(p));
}

/* Optimal is said only of what is proven; else the bound and the gap stand beside what was found. */
static void verdict(const struct page *p)
{
	const struct qs_choice *const best = &p->c->best;

	qs_buffer_put(p->page.to, "<p class=\"verdict\">");
	if (!best->feasible) {
		between(p, "", "没有方案满足全部限制。", "No selection keeps all limits.", "</p>\n");
		return;
	}
	qs_page_text(&p->page,
		     best->proven ? "已证明没有更好的方案：净现值 "
				  : "搜索到上限为止找到的最好方案，未证明最优：净现值 ",
		     best->proven ? "Proven: no selection is worth more. NPV "
				  : "The best found before the search ended, not proven to be optimal. NPV ");
	say(p, best->npv_cny);
	if (!best->proven) {
		qs_page_text(&p->page, "，任何方案都不高于 ", "; none is above ");
		say(p, best->bound_cny);
	}
	qs_page_text(&p->page, best->proven ? "，差距 " : "，差距至多 ", best->proven ? ", gap " : ", gap at most ");
	qs_buffer_people(p->page.to, 100 * qs_chosen_gap(best));
	qs_page_text(&p->page, " %。", " %.");
	if (best->proven && !best->unique)
		qs_page_text(&p->page, "另有方案价值相同。", " Another selection is worth the same.");
	qs_buffer_put(p->page.to, "</p>\n");
}

static void card(const struct page *p, const char *zh, const char *en, double value, const char *of)
{
	between(p, "<div class=\"card\"><p class=\"k\">", zh, en, "</p><p class=\"v\">");
	qs_buffer_people(p->page.to, value);
	qs_buffer_put(p->page.to, " <small>");
	qs_buffer_html(p->page.to, of);
	qs_buffer_put(p->page.to, "</small></p></div>\n");
}

static void cards(const struct page *p)
{
	const struct qs_choice *const best = &p->c->best;

	qs_buffer_put(p->page.to, "<div class=\"cards\">\n");
	card(p, "净现值（均值）", "NPV, mean", money(p, best->npv_cny), unit(p));
	card(p, "CVaR：最坏情形的平均亏损，负为盈利", "CVaR: mean loss of the worst members, below 0 a gain",
	     money(p, best->cvar_cny), unit(p));
	card(p, "净清除", "net removals", best->co2e_t, "t CO₂e");
	card(p, "处理面积", "area treated", best->area_ha, "ha");
	card(p, "生态系统服务", "services", money(p, best->benefit_cny),
	     qs_page_tr(&p->page, "万元/a", "million CNY/a"));
	qs_buffer_put(p->page.to, "</div>\n");
}

/* ---- the selection ---- */

static double works(const struct page *p, const struct qs_candidate *o)
{
	double sum = 0;

	for (size_t t = 0; t < p->c->of.years; t++)
		sum += o->option.capex_cny[t];
	return sum;
}

/* Why a site is not chosen: what its best option would bring. */
static void left_alone(const struct page *p, size_t site)
{
	double best = -(double)INFINITY;

	for (size_t k = p->c->of.first[site]; k < p->c->of.first[site + 1]; k++)
		best = fmax(best, p->c->of.of[k].option.npv_cny);
	qs_page_text(&p->page, "不做", "left alone");
	if (!isfinite(best))
		return;
	between(p, " <small>", "各做法中净现值最高 ", "highest NPV of its options: ", "");
	say(p, best);
	qs_buffer_put(p->page.to, "</small>");
}

static void selection(const struct page *p)
{
	static const char *const heads[][2] = {{"场地", "site"},
					       {"各单元处理", "treatments of its units"},
					       {"净现值", "NPV"},
					       {"10 %分位数", "10 % quantile"},
					       {"90 %分位数", "90 % quantile"},
					       {"工程费", "works"},
					       {"净清除 t", "net removals, t"},
					       {"面积 ha", "area, ha"}};

	between(p, "<h2>", "选中的场地与处理", "What is chosen", "</h2>\n<p class=\"lead\">");
	qs_buffer_put(p->page.to, qs_page_tr(&p->page, "金额单位：", "Money in "));
	qs_buffer_put(p->page.to, unit(p));
	between(p, "", "；未列处理的场地不做。", "; sites without treatments are left alone.", "</p>\n");
	qs_page_open_table(&p->page, heads, sizeof heads / sizeof heads[0], 2);
	for (size_t s = 0; s < p->c->of.sites; s++) {
		const struct qs_candidate *const o = qs_chosen_option(p->c, &p->c->best, s);
		const struct qs_site *const site = &p->c->of.site[s];

		qs_buffer_put(p->page.to, "<tr><td>");
		qs_page_text(&p->page, site->name.zh, site->name.en);
		qs_buffer_put(p->page.to, " <small>");
		qs_buffer_html(p->page.to, site->id);
		qs_buffer_put(p->page.to, "</small></td><td>");
		for (size_t u = 0; o && u < o->site->units.n; u++) {
			const char *const treatment = o->site->units.items[u].treatment;

			qs_buffer_put(p->page.to, u ? ", " : "");
			qs_buffer_html(p->page.to, treatment ? treatment : qs_page_tr(&p->page, "无", "none"));
		}
		if (!o)
			left_alone(p, s);
		qs_buffer_put(p->page.to, "</td>");
		figure(p, o ? money(p, o->option.npv_cny) : (double)NAN);
		figure(p, o ? money(p, qs_chosen_quantile(p->c, o, 0.1)) : (double)NAN);
		figure(p, o ? money(p, qs_chosen_quantile(p->c, o, 0.9)) : (double)NAN);
		figure(p, o ? money(p, works(p, o)) : (double)NAN);
		figure(p, o ? o->option.co2e_t : (double)NAN);
		figure(p, o ? o->option.area_ha : (double)NAN);
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
}

static void budgets(const struct page *p)
{
	static const char *const heads[][2] = {{"年份", "year"}, {"工程费", "works"}, {"预算", "budget"}};

	if (!p->c->problem.years)
		return;
	between(p, "<h2>", "年度预算", "Budgets by year", "</h2>\n");
	qs_page_open_table(&p->page, heads, sizeof heads / sizeof heads[0], 1);
	for (size_t t = 0; t < p->c->problem.years; t++) {
		qs_buffer_format(p->page.to, "<tr><td>%lld</td>",
				 (long long)(p->c->portfolio->start_year + (int64_t)t));
		figure(p, money(p, p->c->best.used_cny[t]));
		figure(p, money(p, p->c->problem.budget_cny[t]));
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
}

/* ---- the frontier ---- */

static double across(const struct qs_chart_axis *x, double value)
{
	return QS_CHART_LEFT + 14 +
	       (QS_CHART_WIDTH - QS_CHART_LEFT - QS_CHART_RIGHT - 28) * (value - x->low) / (x->high - x->low);
}

static void draw_scale(const struct page *p, const struct qs_chart_axis *x)
{
	const size_t n = qs_chart_ticks(x);

	qs_buffer_put(p->page.to, "<g class=\"tx\">");
	for (size_t i = 0; i<n; i += n> 7 ? 2 : 1) {
		const double value = x->low + (double)i * x->step;

		qs_buffer_put(p->page.to, "<text x=\"");
		qs_chart_number(p->page.to, across(x, value));
		qs_buffer_format(p->page.to, "\" y=\"%d\">", QS_CHART_HEIGHT - QS_CHART_BOTTOM + 18);
		qs_chart_tick(p->page.to, x, value);
		qs_buffer_put(p->page.to, "</text>");
	}
	qs_buffer_put(p->page.to, "</g>\n");
}

/* Whether a number set at (x, y) would lie on that of a point before it, or reach out of the chart. */
static int taken(const double (*set)[2], size_t n, double x, double y)
{
	for (size_t i = 0; i < n; i++)
		if (fabs(set[i][0] - x) < 16 && fabs(set[i][1] - y) < 12)
			return 1;
	return y < 12 || x > QS_CHART_WIDTH - 14;
}

/* Where the number of a disc stands: right above it, or the first free place around it. */
static void place(double (*set)[2], size_t n, double x, double y, double r)
{
	static const double around[][2] = {{5, -6},  {-16, -6}, {5, 14}, {-16, 14},
					   {0, -18}, {0, 26},   {20, 4}, {-30, 4}};

	for (size_t k = 0; k < sizeof around / sizeof around[0]; k++) {
		const double out = r > 6 ? (r - 6) * 0.7 : 0;

		set[n][0] = x + around[k][0] + (around[k][0] < 0 ? -out : out);
		set[n][1] = y + around[k][1] + (around[k][1] < 0 ? -out : out);
		if (!taken((const double(*)[2])set, n, set[n][0], set[n][1]))
			return;
	}
	set[n][0] = x + 5;
	set[n][1] = y - 6;
}

/* A disc a point, its area growing with the risk that it bears: from 3 to 11 wide. */
static void draw_points(const struct page *p, const struct qs_chart_axis *x, const struct qs_chart_axis *y)
{
	const struct qs_frontier *const f = &p->c->frontier;
	double least = (double)INFINITY, most = -(double)INFINITY, set[QS_FRONTIER_MOST][2];

	for (size_t i = 0; i < f->n; i++) {
		least = fmin(least, f->point[i].cvar_cny);
		most = fmax(most, f->point[i].cvar_cny);
	}
	for (size_t i = 0; i < f->n; i++) {
		const double risk = most > least ? (f->point[i].cvar_cny - least) / (most - least) : 0;
		const double at_x = across(x, money(p, f->point[i].benefit_cny)),
			     at_y = qs_chart_y(y, money(p, f->point[i].npv_cny));

		qs_buffer_put(p->page.to,
			      f->point[i].proven ? "<circle class=\"dot c2\" cx=\"" : "<circle class=\"dot c1\" cx=\"");
		qs_chart_number(p->page.to, at_x);
		qs_buffer_put(p->page.to, "\" cy=\"");
		qs_chart_number(p->page.to, at_y);
		qs_buffer_put(p->page.to, "\" r=\"");
		qs_chart_number(p->page.to, sqrt(9 + 112 * risk));
		qs_buffer_put(p->page.to, "\"/><text class=\"tl\" x=\"");
		place(set, i, at_x, at_y, sqrt(9 + 112 * risk));
		qs_chart_number(p->page.to, set[i][0]);
		qs_buffer_put(p->page.to, "\" y=\"");
		qs_chart_number(p->page.to, set[i][1]);
		qs_buffer_format(p->page.to, "\">%zu</text>", i + 1);
	}
}

static void draw_frontier(const struct page *p)
{
	const struct qs_frontier *const f = &p->c->frontier;
	struct qs_chart_axis x = {(double)INFINITY, -(double)INFINITY, 0, 1, 0}, y = x;
	struct qs_chart chart = {
		.title = qs_page_tr(&p->page, "净现值、生态系统服务与风险的前沿", "Frontier of NPV, services and risk"),
		.unit = unit(p),
		.description = qs_page_tr(&p->page, "横轴为年服务价值，纵轴为净现值，圆越大 CVaR 越高",
					  "Services a year to the right, NPV upwards; the larger a disc, the "
					  "higher its CVaR")};

	for (size_t i = 0; i < f->n; i++) {
		qs_chart_widen(&x, money(p, f->point[i].benefit_cny));
		qs_chart_widen(&y, money(p, f->point[i].npv_cny));
	}
	qs_chart_round(&x, 5);
	qs_chart_round(&y, 5);
	qs_chart_open(p->page.to, &chart, &y, QS_CHART_HEIGHT);
	qs_chart_axes(p->page.to, &chart, &y, 0);
	draw_scale(p, &x);
	draw_points(p, &x, &y);
	qs_chart_close(p->page.to, &chart, "box");
	between(p, "<p class=\"line\">",
		p->page.lang == QS_ZH && x.scale > 1
			? "横轴：生态系统服务，10³ "
			  "万元/a；纵轴：净现值。圆越大，最坏情形的平均亏损（CVaR）越高；编号见下表。"
			: "横轴：生态系统服务，万元/"
			  "a；纵轴：净现值。圆越大，最坏情形的平均亏损（CVaR）越高；编号见下表。",
		x.scale > 1
			? "To the right: services, 10³ million CNY a year; upwards: NPV. The larger a disc, the higher "
			  "its "
			  "CVaR; numbers as in the table."
			: "To the right: services, million CNY a year; upwards: NPV. The larger a disc, the higher its "
			  "CVaR; numbers as in the table.",
		"</p>\n");
}

static void frontier(const struct page *p)
{
	static const char *const heads[][2] = {{"编号", "point"},
					       {"净现值", "NPV"},
					       {"服务 /a", "services /a"},
					       {"CVaR", "CVaR"},
					       {"净清除 t", "net removals, t"},
					       {"面积 ha", "area, ha"},
					       {"差距 %", "gap, %"}};
	const struct qs_frontier *const f = &p->c->frontier;

	between(p, "<h2>", "取舍", "What is given up for what", "</h2>\n<p class=\"lead\">");
	between(p, "",
		"表中任一方案，都没有别的方案在净现值、服务与风险三者上同时不差且有一项更好；差距为 0 表示已证明。",
		"Of none of these does another have more NPV, more services and less risk; a gap of 0 is proven.",
		"</p>\n");
	draw_frontier(p);
	qs_page_open_table(&p->page, heads, sizeof heads / sizeof heads[0], 1);
	for (size_t i = 0; i < f->n; i++) {
		const struct qs_choice *const at = &f->point[i];

		qs_buffer_format(p->page.to, "<tr><td>%zu</td>", i + 1);
		figure(p, money(p, at->npv_cny));
		figure(p, money(p, at->benefit_cny));
		figure(p, money(p, at->cvar_cny));
		figure(p, at->co2e_t);
		figure(p, at->area_ha);
		figure(p, at->proven ? 0 : 100 * qs_chosen_gap(at));
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
}

/* ---- limits and the whole ---- */

static void limit(const struct page *p, const char *zh, const char *en, double value, const char *of)
{
	if (!isfinite(value))
		return;
	between(p, "<li>", zh, en, " ");
	qs_buffer_people(p->page.to, value);
	qs_buffer_put(p->page.to, " ");
	qs_buffer_put(p->page.to, of);
	qs_buffer_put(p->page.to, "</li>\n");
}

static void limits(const struct page *p)
{
	const struct qs_choice_problem *const at = &p->c->problem;

	between(p, "<h2>", "限制与口径", "Limits and meanings", "</h2>\n<ul class=\"foot\">\n");
	limit(p, "净清除不低于", "net removals at least", at->least_co2e_t, "t CO₂e");
	limit(p, "处理面积不低于", "area at least", at->least_area_ha, "ha");
	limit(p, "服务不低于", "services at least", money(p, at->least_benefit_cny),
	      qs_page_tr(&p->page, "万元/a", "million CNY a year"));
	limit(p, "CVaR 不高于", "CVaR at most", money(p, at->most_cvar_cny), unit(p));
	between(p, "<li>",
		"净现值为税前、融资前，成员均值；工程费未扣补助；服务为相对现状延续的年均值；净清除为项目减现状延续。",
		"NPV before tax and debt, mean of the members; works before grants; services a year over the baseline; "
		"net "
		"removals of the project less the baseline.",
		"</li>\n");
	between(p, "<li>", "产业收入只随方案所列单元的实施面积而来。",
		"Income of industry comes with the planned units that are worked on.", "</li>\n</ul>\n");
}

void qs_chosen_page(struct qs_buffer *to, const struct qs_chosen *c, enum qs_lang lang)
{
	const struct page page = {{to, lang}, c}, *const p = &page;

	qs_page_open(&p->page, "场地与处理的选择", "Choice of sites and treatments",
		     ".dot{fill-opacity:.55;stroke:var(--card)}\n");
	qs_buffer_put(to, "<h1>");
	qs_page_text(&p->page, "场地与处理的选择", "Choice of sites and treatments");
	qs_buffer_put(to, "</h1>\n<p class=\"line\">");
	qs_page_text(&p->page, c->portfolio->name.zh, c->portfolio->name.en);
	if (lang == QS_ZH)
		qs_buffer_format(to, "：%zu 个场地，%zu 种做法，%zu 个成员", c->of.sites, c->of.count, c->of.members);
	else
		qs_buffer_format(to, ": %zu sites, %zu options, %zu members", c->of.sites, c->of.count, c->of.members);
	qs_buffer_put(to, "</p>\n</header>\n<main>\n");
	verdict(p);
	if (c->best.feasible) {
		cards(p);
		selection(p);
		budgets(p);
		frontier(p);
	}
	limits(p);
	qs_buffer_put(to, "<p class=\"line\">qingshan ");
	qs_buffer_html(to, qs_version);
	qs_buffer_put(to, "</p>\n</main>\n</body>\n</html>\n");
}
