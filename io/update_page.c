/* update.html: what monitoring changes, beside what was registered. */
#include "io/chart.h"
#include "io/page.h"
#include "io/report_parts.h"
#include "io/update_results.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct page {
	struct qs_page page;
	const struct qs_update_told *told;
};

/* "12 (8 to 17)": median, 10 and 90 % quantiles. */
static void range(const struct page *p, const double q[3])
{
	qs_buffer_put(p->page.to, "<td class=\"n\">");
	qs_buffer_people(p->page.to, q[1]);
	qs_buffer_put(p->page.to, " <span class=\"unit\">(");
	qs_buffer_people(p->page.to, q[0]);
	qs_buffer_put(p->page.to, qs_page_tr(&p->page, " 至 ", " to "));
	qs_buffer_people(p->page.to, q[2]);
	qs_buffer_put(p->page.to, ")</span></td>");
}

static void percent(const struct page *p, double share)
{
	if (!isfinite(share)) {
		qs_page_cell(&p->page, "–");
		return;
	}
	qs_buffer_put(p->page.to, "<td class=\"n\">");
	qs_buffer_fixed(p->page.to, 100 * share, 0);
	qs_buffer_put(p->page.to, " %</td>");
}

static void open_page(const struct page *p)
{
	const struct qs_json *const portfolio = qs_json_find(p->told->after, "portfolio");
	const struct qs_json *const name = qs_json_find(portfolio, "name");
	const char *const title = qs_json_string(name, p->page.lang == QS_ZH ? "zh" : "en", "");
	const struct qs_update *const u = p->told->update;
	struct qs_people members, candidates, effective;

	qs_page_open(&p->page, title, title, "");
	qs_buffer_put(p->page.to, "<p class=\"mark\">");
	qs_buffer_html(
		p->page.to,
		qs_page_tr(
			&p->page, "按监测数据更新；登记时的事前结果不变，列于旁边",
			"Updated by monitoring data; what was registered ex ante stays as it was and stands beside"));
	qs_buffer_put(p->page.to, "</p>\n<h1>");
	qs_buffer_html(p->page.to, title);
	qs_buffer_put(p->page.to, "</h1>\n<p class=\"line\">");
	qs_people_count(u->members, &members);
	qs_people_count(u->candidates, &candidates);
	qs_people_count((unsigned long long)(u->effective + 0.5), &effective);
	qs_buffer_format(
		p->page.to,
		p->page.lang == QS_ZH
			? "%zu 个观测，%d—%d 年；候选成员 %s 个，有效样本量 %s；按权重抽出 %s 个成员，其中不同的 %zu 个"
			: "%zu observations, %d to %d; %s candidates, effective size %s; %s members drawn by weight, "
			  "%zu of them different",
		p->told->n, u->years[0].year, u->years[u->year_count - 1].year, candidates.text, effective.text,
		members.text, u->different);
	qs_buffer_put(p->page.to, "</p>\n");
	if (u->effective < 0.1 * (double)u->members) {
		qs_buffer_put(p->page.to, "<p class=\"mark\">");
		qs_buffer_html(
			p->page.to,
			qs_page_tr(&p->page,
				   "有效样本量不足成员数的十分之一：少数成员决定了全部数字，未观测的场地也会偶然变动",
				   "The effective size is below a tenth of the members: few of them carry all figures, "
				   "and sites that were not measured move by chance"));
		qs_buffer_put(p->page.to, "</p>\n");
	}
	qs_buffer_put(p->page.to, "</header>\n<main>\n");
}

/* ---- chapters ---- */

/* Labels of the portfolio's figures; others are told by update.json. */
static const struct {
	const char *path, *zh, *en, *unit;
} rows[] = {
	{"/portfolio/co2e_t/project", "碳增量：项目", "carbon gain, project", "t CO₂e"},
	{"/portfolio/co2e_t/natural", "碳增量：自然恢复", "carbon gain, natural recovery", "t CO₂e"},
	{"/portfolio/co2e_t/baseline", "碳增量：现状延续", "carbon gain, baseline", "t CO₂e"},
	{"/portfolio/credits_t/", "签发量：", "credits issued: ", "t CO₂e"},
	{"/portfolio/accounted_t/", "核算量：", "quantity accounted: ", "t CO₂e"},
	{"/portfolio/benefit_cny_per_year", "年均效益", "benefit a year", "CNY/a"},
	{"/portfolio/npv_cny", "财务净现值", "net present value", "CNY"},
	{"/portfolio/pv_carbon_cny", "碳收入现值", "present value of carbon income", "CNY"},
	{"/portfolio/funding_gap_cny", "资金缺口", "funding gap", "CNY"},
};

static void portfolio_row(void *self, const char *path, int share, const struct qs_update_figure *f)
{
	const struct page *const p = self;

	for (size_t i = 0; !share && i < sizeof rows / sizeof rows[0]; i++) {
		const size_t n = strlen(rows[i].path);

		if (strncmp(path, rows[i].path, n) != 0 || (path[n] && path[n - 1] != '/'))
			continue;
		qs_buffer_put(p->page.to, "<tr><td>");
		qs_buffer_html(p->page.to, qs_page_tr(&p->page, rows[i].zh, rows[i].en));
		qs_buffer_html(p->page.to, path + n);
		qs_buffer_put(p->page.to, " <span class=\"unit\">");
		qs_buffer_html(p->page.to, rows[i].unit);
		qs_buffer_put(p->page.to, "</span></td>");
		range(p, f->before);
		range(p, f->after);
		percent(p, qs_update_narrowed(f->before, f->after));
		qs_buffer_put(p->page.to, "</tr>\n");
	}
}

static void forecast(const struct page *p)
{
	static const char *const heads[][2] = {{"数字", "figure"},
					       {"登记时：中位数（10 %–90 %）", "as registered: median (10 % to 90 %)"},
					       {"更新后", "updated"},
					       {"区间收窄", "narrowed by"}};
	const double *const *const gain = p->told->gain;
	const struct qs_chart_line line[] = {{qs_page_tr(&p->page, "登记时", "as registered"), "c1",
					      gain[0] ? gain[0] + 1 : NULL, gain[0], gain[0] ? gain[0] + 2 : NULL, 3},
					     {qs_page_tr(&p->page, "更新后", "updated"), "c2",
					      gain[1] ? gain[1] + 1 : NULL, gain[1], gain[1] ? gain[1] + 2 : NULL, 3}};
	const struct qs_chart chart = {
		.title = qs_page_tr(&p->page, "碳增量：项目", "Carbon gain, project"),
		.unit = "t CO₂e",
		.description = qs_page_tr(&p->page, "登记时与更新后的碳增量，逐年中位数与 10 % 至 90 % 区间",
					  "carbon gain by year as registered and as updated, median and 10 to 90 %"),
		.band = qs_page_tr(&p->page, "10 %–90 %", "10 % to 90 %"),
		.first_year = p->told->first_year,
		.years = p->told->years,
		.line = line,
		.lines = 2};

	qs_page_heading(&p->page, "预测", "Forecast");
	if (gain[0] && gain[1]) {
		qs_buffer_put(p->page.to, "<div class=\"charts\">\n");
		qs_chart_lines(p->page.to, &chart);
		qs_buffer_put(p->page.to, "</div>\n");
	}
	qs_page_open_table(&p->page, heads, 4, 4);
	qs_update_figures(p->told, portfolio_row, (void *)(uintptr_t)p);
	qs_page_close_table(&p->page);
}

static void observations(const struct page *p)
{
	static const char *const heads[][2] = {{"年", "year"},
					       {"场地", "site"},
					       {"变量", "variable"},
					       {"观测", "measured"},
					       {"标准误", "standard error"},
					       {"登记时：中位数（10 %–90 %）", "as registered: median (10 % to 90 %)"},
					       {"更新后", "updated"},
					       {"偏离（标准差）", "misfit, sd"}};

	qs_page_heading(&p->page, "观测", "Observations");
	qs_page_lead(
		&p->page, "偏离超过 3 个标准差的观测，模型没有成员能同时说明：先查测量与单位，再查参数",
		"A misfit beyond 3 sd is an observation that no member explains together with the others: look at the "
		"measurement and its unit first, then at the parameters");
	qs_page_open_table(&p->page, heads, 8, 8);
	for (size_t i = 0; i < p->told->n; i++) {
		const struct qs_observation *const o = &p->told->observations[i];
		const struct qs_update_reading *const r = &p->told->update->readings[i];
		const struct qs_observable_row *const row = &qs_observable_rows[o->what];

		qs_buffer_format(p->page.to, "<tr><td class=\"n\">%d</td><td>", o->year);
		qs_buffer_html(p->page.to, o->site);
		qs_buffer_put(p->page.to, o->unit ? " / " : "");
		qs_buffer_html(p->page.to, o->unit ? o->unit : "");
		qs_buffer_put(p->page.to, "</td><td>");
		qs_buffer_html(p->page.to, qs_page_tr(&p->page, row->zh, row->en));
		qs_buffer_put(p->page.to, " <span class=\"unit\">");
		qs_buffer_html(p->page.to, strcmp(row->unit, "1") ? row->unit : "");
		qs_buffer_put(p->page.to, "</span></td>");
		qs_page_figure(&p->page, o->value);
		qs_page_figure(&p->page, o->sd);
		range(p, r->before);
		range(p, r->after);
		qs_page_figure(&p->page, qs_update_misfit(o, r));
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
}

static void years(const struct page *p)
{
	static const char *const heads[][2] = {{"至年", "up to"},
					       {"当年观测", "observations of the year"},
					       {"有效样本量", "effective size"},
					       {"对数证据", "log evidence"}};
	const struct qs_update *const u = p->told->update;

	qs_page_heading(&p->page, "权重", "Weights");
	qs_page_lead(
		&p->page, "有效样本量低于成员数的一半时加入新的候选成员，直到足够或达到上限",
		"Where the effective size is below half of the members, new candidates join until it suffices or the "
		"limit is reached");
	qs_page_open_table(&p->page, heads, 4, 4);
	for (size_t y = 0; y < u->year_count; y++) {
		qs_buffer_format(p->page.to, "<tr><td class=\"n\">%d</td><td class=\"n\">%zu</td>", u->years[y].year,
				 u->years[y].observations);
		qs_page_figure(&p->page, u->years[y].effective);
		qs_page_figure(&p->page, u->years[y].evidence);
		qs_buffer_put(p->page.to, "</tr>\n");
	}
	qs_page_close_table(&p->page);
}

/* A share of one site: "/sites/A/acceptance_due_share". */
static void acceptance_row(void *self, const char *path, int share, const struct qs_update_figure *f)
{
	const struct page *const p = self;
	static const char end[] = "/acceptance_due_share";
	const size_t n = strlen(path);
	char site[80];

	if (!share || strncmp(path, "/sites/", 7) != 0 || n < sizeof end + 7 ||
	    strcmp(path + n - sizeof end + 1, end) != 0)
		return;
	snprintf(site, sizeof site, "%.*s", (int)(n - sizeof end + 1 - 7), path + 7);
	qs_buffer_put(p->page.to, "<tr>");
	qs_page_cell(&p->page, site);
	percent(p, f->before[1]);
	percent(p, f->after[1]);
	qs_buffer_put(p->page.to, "</tr>\n");
}

static void acceptance(const struct page *p)
{
	static const char *const heads[][2] = {{"场地", "site"}, {"登记时", "as registered"}, {"更新后", "updated"}};

	qs_page_heading(&p->page, "按期验收的成员比例", "Share of members accepted when due");
	qs_page_open_table(&p->page, heads, 3, 3);
	qs_update_figures(p->told, acceptance_row, (void *)(uintptr_t)p);
	qs_page_close_table(&p->page);
}

/* Issuance of a verification: "/portfolio/registrations/R/verifications/2030/issued_t". */
static void issue_row(void *self, const char *path, int share, const struct qs_update_figure *f)
{
	const struct page *const p = self;
	static const char begin[] = "/portfolio/registrations/", middle[] = "/verifications/", end[] = "/issued_t";
	const char *const at = strstr(path, middle);
	const size_t n = strlen(path);
	char text[80];

	if (share || !at || strncmp(path, begin, sizeof begin - 1) != 0 ||
	    strcmp(path + n - sizeof end + 1, end) != 0 || !(f->before[2] > 0 || f->after[2] > 0))
		return;
	qs_buffer_put(p->page.to, "<tr>");
	snprintf(text, sizeof text, "%.*s", (int)(at - path - (long)sizeof begin + 1), path + sizeof begin - 1);
	qs_page_cell(&p->page, text);
	snprintf(text, sizeof text, "%.*s", (int)(path + n - sizeof end + 1 - at - (long)sizeof middle + 1),
		 at + sizeof middle - 1);
	qs_page_cell(&p->page, text);
	range(p, f->before);
	range(p, f->after);
	percent(p, qs_update_narrowed(f->before, f->after));
	qs_buffer_put(p->page.to, "</tr>\n");
}

static void issuance(const struct page *p)
{
	static const char *const heads[][2] = {
		{"登记", "registration"},
		{"核查年", "verified in"},
		{"登记时：中位数（10 %–90 %），t CO₂e", "as registered: median (10 % to 90 %), t CO₂e"},
		{"更新后", "updated"},
		{"区间收窄", "narrowed by"}};

	qs_page_heading(&p->page, "各次核查的签发与核算量", "What each verification issues or accounts");
	qs_page_open_table(&p->page, heads, 5, 5);
	qs_update_figures(p->told, issue_row, (void *)(uintptr_t)p);
	qs_page_close_table(&p->page);
}

void qs_update_page_write(struct qs_buffer *to, const struct qs_update_told *told, enum qs_lang lang)
{
	const struct page page = {{to, lang}, told};

	open_page(&page);
	forecast(&page);
	observations(&page);
	years(&page);
	acceptance(&page);
	issuance(&page);
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_buffer_html(to, qs_page_tr(&page.page, "登记结果 results.h5 的 SHA-256：",
				      "SHA-256 of the registered results.h5: "));
	qs_buffer_html(to, told->before_hash);
	qs_buffer_put(to, "</p>\n</main>\n</body>\n</html>\n");
}
