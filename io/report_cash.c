/* The chapter on money in report.html: cash by year, its running sum, the way from costs to the net present value, the
 * lines, the sites. */
#include "io/chart_money.h"
#include "io/report_parts.h"
#include "model/finance/accounts.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Colours of the lines of money, by line. */
static const char *style_of(int line)
{
	switch (line) {
	case QS_LINE_OF_grant:
		return "m0";
	case QS_LINE_OF_industry_income:
		return "m1";
	case QS_LINE_OF_carbon_income:
		return "m2";
	case QS_LINE_OF_spoil_income:
	case QS_LINE_OF_exit_value:
		return "m3";
	case QS_LINE_OF_works:
		return "m4";
	case QS_LINE_OF_industry_cost:
		return "m5";
	case QS_LINE_OF_upkeep:
		return "m6";
	case QS_LINE_OF_registration:
		return "m7";
	default:
		return "m8";
	}
}

/* ---- charts ---- */

/* A line's name without what follows a bracket, a comma or a colon. */
struct name {
	char text[96];
};

static const char *name_of(const struct qs_report *report, int line, struct name *name)
{
	static const char *const ends[] = {"（", "，", "：", " (", ",", ":"};
	const char *const full = qs_report_pick(report, qs_line_rows[line].zh, qs_line_rows[line].en);
	size_t n = strlen(full);

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		const char *const end = strstr(full, ends[i]);

		if (end && (size_t)(end - full) < n)
			n = (size_t)(end - full);
	}
	snprintf(name->text, sizeof name->text, "%.*s", (int)n, full);
	return name->text;
}

static int has_money(const struct qs_report *report, const struct qs_result *result, int line)
{
	const double *const mean = qs_report_means(report, result, (enum qs_line)line);

	for (size_t y = 0; y < report->head->years; y++)
		if (mean[y] != 0)
			return 1;
	return 0;
}

/* Means of a line in the report's money, in a room of [years]. */
static const double *in_money(const struct qs_report *report, const struct qs_result *result, int line, double *room)
{
	const double *const mean = qs_report_means(report, result, (enum qs_line)line);

	for (size_t y = 0; y < report->head->years; y++)
		room[y] = qs_report_money(report, mean[y]);
	return room;
}

static struct qs_chart chart_of(const struct qs_report *report, enum qs_report_text title)
{
	return (struct qs_chart){.title = qs_report_text(report, title),
				 .unit = qs_report_money_unit(report),
				 .description = qs_report_text(report, title),
				 .first_year = report->head->start_year,
				 .years = report->head->years};
}

static void put_years(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
		      double *room)
{
	const size_t years = report->head->years;
	struct qs_chart_line line[QS_LINE_COUNT], net = {.stride = 1};
	struct qs_chart chart = chart_of(report, QS_SAY_CASH_YEARS);
	struct name name[QS_LINE_COUNT];
	size_t n = 0, ins = 0;

	for (int group = QS_LINE_IN; group <= QS_LINE_OUT; group++) {
		for (int l = 0; l < QS_LINE_COUNT; l++) {
			const struct qs_line_row *const row = &qs_line_rows[l];

			if (row->group != (enum qs_line_group)group || !has_money(report, result, l))
				continue;
			line[n] = (struct qs_chart_line){
				.label = name_of(report, l, &name[l]), .style = style_of(l), .stride = 1};
			line[n].mid = in_money(report, result, l, room + n * years);
			n++;
		}
		ins = group == QS_LINE_IN ? n : ins;
	}
	net.mid = in_money(report, result, QS_LINE_OF_cash_flow, room + n * years);
	chart.line = line;
	chart.lines = n;
	chart.unit = report->lang == QS_ZH ? "万元/a" : "million CNY/a";
	chart.band = qs_report_text(report, QS_SAY_CASH_NET);
	qs_chart_cash(to, &chart, ins, &net);
}

static void put_total(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
		      double *room)
{
	const size_t years = report->head->years;
	const double *const q = result->line_quantile + (size_t)QS_LINE_OF_cash_total * years * QS_QUANTILES;
	const struct qs_line_row *const row = &qs_line_rows[QS_LINE_OF_cash_total];
	struct qs_chart chart = chart_of(report, QS_SAY_CASH_TOTAL);
	struct qs_chart_line line = {.label = qs_report_pick(report, row->zh, row->en), .style = "c2", .stride = 3};
	struct qs_people year, mid, low, high;
	struct qs_buffer text;

	for (size_t y = 0; y < years; y++) {
		room[3 * y] = qs_report_money(report, q[y * QS_QUANTILES + QS_P10]);
		room[3 * y + 1] = qs_report_money(report, q[y * QS_QUANTILES + QS_P50]);
		room[3 * y + 2] = qs_report_money(report, q[y * QS_QUANTILES + QS_P90]);
	}
	line.low = room;
	line.mid = room + 1;
	line.high = room + 2;
	qs_buffer_init(&text, &report->from);
	qs_report_say(&text, report, QS_SAY_CASH_TOTAL_TEXT,
		      (const char *const[]){qs_report_year(report->head->start_year + (int64_t)years - 1, &year),
					    qs_people_number(line.mid[3 * years - 3], &mid),
					    qs_people_number(line.low[3 * years - 3], &low),
					    qs_people_number(line.high[3 * years - 3], &high), chart.unit, NULL});
	chart.description = qs_buffer_text(&text);
	chart.line = &line;
	chart.lines = 1;
	chart.band = qs_report_text(report, QS_SAY_BAND);
	qs_chart_lines(to, &chart);
	to->failed |= text.failed;
	qs_buffer_free(&text);
}

/* From costs to the net present value. */
static void put_fall(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const struct {
		enum qs_line line;
		int sign;
	} parts[] = {{QS_LINE_OF_works, -1},         {QS_LINE_OF_upkeep, -1},      {QS_LINE_OF_rent, -1},
		     {QS_LINE_OF_registration, -1},  {QS_LINE_OF_grant, 1},        {QS_LINE_OF_industry_income, 1},
		     {QS_LINE_OF_industry_cost, -1}, {QS_LINE_OF_spoil_income, 1}, {QS_LINE_OF_exit_value, 1},
		     {QS_LINE_OF_carbon_income, 1}};
	enum { PARTS = sizeof parts / sizeof parts[0], COSTS = 4 };
	struct qs_chart_step step[PARTS + 1];
	struct qs_chart chart = chart_of(report, QS_SAY_CASH_FALL);
	double value[PARTS], sum = 0, costs = 0;
	struct name name[PARTS];
	struct qs_people n[6];
	struct qs_buffer text;
	size_t steps = 0;

	for (size_t i = 0; i < PARTS; i++) {
		value[i] = parts[i].sign * qs_report_money(report, qs_report_present(report, result, parts[i].line));
		sum += value[i];
		costs += i < COSTS ? value[i] : 0;
		if (value[i] != 0)
			step[steps++] =
				(struct qs_chart_step){name_of(report, (int)parts[i].line, &name[i]), value[i], 0};
	}
	step[steps++] = (struct qs_chart_step){qs_report_text(report, QS_SAY_B_NPV), sum, 1};
	qs_buffer_init(&text, &report->from);
	qs_report_say(&text, report, QS_SAY_CASH_FALL_TEXT,
		      (const char *const[]){qs_people_number(costs, &n[0]), qs_people_number(value[4], &n[1]),
					    qs_people_number(value[5] + value[6], &n[2]),
					    qs_people_number(value[7] + value[8], &n[3]),
					    qs_people_number(value[9], &n[4]), qs_people_number(sum, &n[5]), chart.unit,
					    NULL});
	chart.description = qs_buffer_text(&text);
	qs_chart_waterfall(to, &chart, step, steps);
	to->failed |= text.failed;
	qs_buffer_free(&text);
}

static int by_npv(const void *a, const void *b)
{
	const struct qs_report_row *const x = a, *const y = b;

	return x->npv < y->npv ? 1 : x->npv > y->npv ? -1 : strcmp(x->name, y->name);
}

static void put_sites_chart(struct qs_buffer *to, const struct qs_report *report)
{
	const size_t n = report->seen < QS_REPORT_BARS ? report->seen : QS_REPORT_BARS;
	struct qs_chart_bar bar[QS_REPORT_BARS];
	struct qs_chart chart = chart_of(report, QS_SAY_CASH_SITES_CHART);

	if (report->seen < 2)
		return;
	qsort(report->rows, report->seen, sizeof *report->rows, by_npv);
	for (size_t i = 0; i < n; i++) {
		const struct qs_report_row *const row = &report->rows[i];

		bar[i] = (struct qs_chart_bar){row->name, qs_report_money(report, row->npv),
					       qs_report_money(report, row->npv_low),
					       qs_report_money(report, row->npv_high)};
	}
	chart.band = qs_report_text(report, QS_SAY_WHISKER);
	chart.description = qs_report_text(report, QS_SAY_DESCRIBE_BARS);
	qs_chart_bars(to, &chart, bar, n);
}

/* ---- tables ---- */

/* A line's first year, sum and present value, in means; its present value's quantiles where they are kept. */
static void put_line(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result, int line)
{
	const struct qs_line_row *const row = &qs_line_rows[line];
	const struct qs_scalar *const scalar = line == QS_LINE_OF_grant           ? &result->scalar[QS_SCALAR_pv_grant]
					       : line == QS_LINE_OF_carbon_income ? &result->scalar[QS_SCALAR_pv_carbon]
					       : line == QS_LINE_OF_cash_flow     ? &result->scalar[QS_SCALAR_npv]
										  : NULL;

	qs_buffer_put(to, row->group == QS_LINE_NET ? "<tr class=\"total\"><td>" : "<tr><td>");
	qs_buffer_html(to, qs_report_pick(report, row->zh, row->en));
	qs_buffer_put(to, "<small>");
	if (row->group != QS_LINE_NET)
		qs_report_say(to, report, row->group == QS_LINE_IN ? QS_SAY_CASH_IN : QS_SAY_CASH_OUT, NULL);
	qs_buffer_put(to, "</small></td>");
	qs_report_number(to, qs_report_money(report, qs_report_means(report, result, (enum qs_line)line)[0]));
	qs_report_number(to, qs_report_money(report, qs_report_sum(report, result, (enum qs_line)line)));
	qs_report_number(to, qs_report_money(report, qs_report_present(report, result, (enum qs_line)line)));
	for (int i = 0; i < 3; i++) {
		if (!scalar || scalar->why)
			qs_buffer_put(to, "<td class=\"n\"></td>");
		else
			qs_report_number(to, qs_report_money(report, i == 0   ? scalar->p10
								     : i == 1 ? scalar->p50
									      : scalar->p90));
	}
	qs_buffer_put(to, "</tr>\n");
}

static void put_lines(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_people year;

	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_CASH_LINES, NULL);
	qs_buffer_put(to, " <small>");
	qs_report_present_words(to, report);
	qs_buffer_put(to, "</small></h3>\n");
	qs_report_open_table(to, report, QS_SAY_CASH_LINES);
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_CASH_LINE), 0);
	qs_buffer_put(to, "<th class=\"n\" scope=\"col\">");
	qs_report_say(to, report, QS_SAY_CASH_FIRST,
		      (const char *const[]){qs_report_year(report->head->start_year, &year), NULL});
	qs_buffer_put(to, "</th>");
	qs_report_th(to, qs_report_text(report, QS_SAY_CASH_SUM), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_CASH_PRESENT), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_Q10), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_MEDIAN), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_Q90), 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	for (int line = 0; line < QS_LINE_COUNT; line++)
		if (qs_line_rows[line].group <= QS_LINE_OUT && has_money(report, result, line))
			put_line(to, report, result, line);
	put_line(to, report, result, QS_LINE_OF_cash_flow);
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

static void put_sum_band(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const size_t years = report->head->years;
	const double *const q =
		result->line_quantile + ((size_t)QS_LINE_OF_cash_total * years + years - 1) * QS_QUANTILES;
	struct qs_people low, mid, high;

	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_CASH_SUM_BAND,
		      (const char *const[]){qs_people_number(qs_report_money(report, q[QS_P10]), &low),
					    qs_people_number(qs_report_money(report, q[QS_P50]), &mid),
					    qs_people_number(qs_report_money(report, q[QS_P90]), &high),
					    qs_report_money_unit(report), NULL});
	qs_buffer_put(to, "</p>\n");
}

/* A median with its quantiles, or that there is none, and which share of members has one if not all. */
static void put_cell(struct qs_buffer *to, const struct qs_report *report, const struct qs_scalar *scalar, double scale)
{
	struct qs_people share;

	qs_buffer_put(to, "<td class=\"n\">");
	if (scalar->why) {
		qs_report_say(to, report, QS_SAY_CASH_NO_VALUE, NULL);
		qs_buffer_put(to, "<small>");
	} else {
		qs_report_value(to, report, scalar->p50, scale);
		qs_buffer_put(to, "<small>(");
		qs_report_value(to, report, scalar->p10, scale);
		qs_buffer_put(to, " – ");
		qs_report_value(to, report, scalar->p90, scale);
		qs_buffer_put(to, ")</small><small>");
	}
	if (scalar->share < 1)
		qs_report_say(to, report, QS_SAY_CASH_SHARE,
			      (const char *const[]){qs_people_number(100 * scalar->share, &share), NULL});
	qs_buffer_put(to, "</small></td>");
}

void qs_report_cash_row(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_site *const site = result->site;
	struct qs_buffer *const to = &report->cash;
	const double scale = 1 / qs_report_money(report, 1);

	qs_buffer_put(to, "<tr><td class=\"wide\">");
	qs_buffer_html(to, qs_report_pick(report, site->name.zh, site->name.en));
	qs_buffer_put(to, "</td>");
	put_cell(to, report, &result->scalar[QS_SCALAR_npv], scale);
	put_cell(to, report, &result->scalar[QS_SCALAR_funding_gap], scale);
	put_cell(to, report, &result->scalar[QS_SCALAR_money_payback_year], QS_REPORT_COUNT);
	put_cell(to, report, &result->scalar[QS_SCALAR_irr], 1);
	put_cell(to, report, &result->scalar[QS_SCALAR_lcoc_net], 1);
	qs_buffer_put(to, "</tr>\n");
}

static void put_sites(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text heads[] = {QS_SAY_CASH_PAYBACK, QS_SAY_CASH_IRR, QS_SAY_CASH_LCOC};
	char head[160];

	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_CASH_SITES, NULL);
	qs_buffer_put(to, "</h3>\n<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_SITES_BRACKETS, NULL);
	qs_buffer_put(to, "</p>\n");
	qs_report_open_table(to, report, QS_SAY_CASH_SITES);
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_SITE), 0);
	for (int i = 0; i < 2; i++) {
		snprintf(head, sizeof head, "%s%s%s", qs_report_text(report, i ? QS_SAY_B_GAP : QS_SAY_B_NPV),
			 report->lang == QS_ZH ? "，" : ", ", qs_report_money_unit(report));
		qs_report_th(to, head, 1);
	}
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	qs_buffer_put(to, qs_buffer_text(&report->cash));
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_report_more_sites(to, report);
}

/* ---- the chapter ---- */

static void put_lead(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text)
{
	struct qs_buffer basis;

	qs_buffer_init(&basis, &report->from);
	qs_report_basis(&basis, report);
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, text, (const char *const[]){qs_buffer_text(&basis), NULL});
	qs_buffer_put(to, "</p>\n");
	to->failed |= basis.failed;
	qs_buffer_free(&basis);
}

void qs_report_cash(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_arena arena;
	double *room;

	if (!report->head->years)
		return;
	qs_arena_init(&arena, &report->from);
	room = qs_arena_take(&arena, (QS_LINE_COUNT + 3) * report->head->years, sizeof *room);
	qs_report_heading(to, report, "cash", QS_SAY_CASH_HEAD);
	put_lead(to, report, QS_SAY_CASH_LEAD);
	qs_buffer_put(to, "<div class=\"charts pair\">\n");
	if (room) {
		put_years(to, report, result, room);
		put_total(to, report, result, room);
	}
	to->failed |= !room;
	qs_arena_free(&arena);
	put_fall(to, report, result);
	put_sites_chart(to, report);
	qs_buffer_put(to, "</div>\n");
	put_lines(to, report, result);
	put_sum_band(to, report, result);
	qs_report_funding(to, report, result);
	put_sites(to, report);
	qs_report_heading(to, report, "services", QS_SAY_SERVICES_HEAD);
	put_lead(to, report, QS_SAY_SERVICES_LEAD);
	qs_report_services(to, report, result);
	qs_report_services_sums(to, report, result);
	qs_report_price_set(to, report);
}
