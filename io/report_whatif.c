/* The what-if of report.html: sliders and a table beside the report's figures, the cash of the members, and the page's
 * script with the WebAssembly of app/whatif. Without the script in the program, or where the members do not fit, a
 * sentence says so. */
#include "io/report_parts.h"
#include "io/report_script.h"
#include "io/whatif.h"
#include "model/finance/lines.h"
#include "model/finance/tornado.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- what the sliders stand at ---- */

static double total(const struct qs_report *report, const struct qs_result *result, enum qs_line line)
{
	return qs_report_sum(report, result, line);
}

/* a / b in whole percent, or -1 where b is not above 0. */
static int percent(double a, double b)
{
	return b > 0 ? (int)floor(100 * a / b + 0.5) : -1;
}

struct slider {
	const char *id;
	enum qs_report_text label;
	double low, high, step, value;
	int shown;
};

/* A slider with its label and what it stands at; `data` are numbers for the script. */
static void put_slider(struct qs_buffer *to, const struct qs_report *report, const struct slider *s)
{
	qs_buffer_format(to, "<label for=\"w-%s\">", s->id);
	qs_report_say(to, report, s->label, NULL);
	qs_buffer_format(to, "</label><input type=\"range\" id=\"w-%s\" name=\"%s\" min=\"", s->id, s->id);
	qs_buffer_number(to, s->low);
	qs_buffer_put(to, "\" max=\"");
	qs_buffer_number(to, s->high);
	qs_buffer_put(to, "\" step=\"");
	qs_buffer_number(to, s->step);
	qs_buffer_put(to, "\" value=\"");
	qs_buffer_number(to, s->value);
	qs_buffer_format(to, "\"><output for=\"w-%s\" id=\"w-%s-at\">", s->id, s->id);
	qs_buffer_number(to, s->value);
	qs_buffer_put(to, " %</output>\n");
}

static void put_sliders(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const double rate = report->head->portfolio->finance.discount_rate_pct.value;
	const int grant = percent(total(report, result, QS_LINE_OF_grant), total(report, result, QS_LINE_OF_works));
	const int spoil =
		percent(total(report, result, QS_LINE_OF_spoil_income), total(report, result, QS_LINE_OF_spoil_value));
	const struct slider rows[] = {
		{"carbon", QS_SAY_W_CARBON, 0, 500, 5, 100, total(report, result, QS_LINE_OF_carbon_income) > 0},
		{"rate", QS_SAY_W_RATE, rate - 0.5 * floor(rate / 0.5), rate < 15 ? 15 : rate, 0.5, rate, 1},
		{"grant", QS_SAY_W_GRANT, 0, 100, 1, grant, grant >= 0},
		{"spoil", QS_SAY_W_SPOIL, 0, 100, 1, spoil, spoil >= 0},
		{"industry", QS_SAY_W_INDUSTRY, 0, 300, 5, 100, total(report, result, QS_LINE_OF_industry_income) > 0},
		{"upkeep", QS_SAY_W_UPKEEP, 0, 300, 5, 100, total(report, result, QS_LINE_OF_upkeep) > 0}};

	qs_buffer_put(to, "<div class=\"sliders\">\n");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].shown)
			put_slider(to, report, &rows[i]);
	qs_buffer_put(to, "<button type=\"reset\">");
	qs_report_say(to, report, QS_SAY_W_RESET, NULL);
	qs_buffer_put(to, "</button></div>\n");
}

/* ---- the figures ---- */

static void put_cells(struct qs_buffer *to, const struct qs_report *report, const char *id, enum qs_report_text label,
		      const struct qs_scalar *scalar)
{
	const double value[] = {scalar->p50, scalar->p10, scalar->p50, scalar->p90};

	qs_buffer_put(to, "<tr><td class=\"name\">");
	qs_report_say(to, report, label, NULL);
	qs_buffer_put(to, "</td>");
	for (int i = 0; i < 4; i++) {
		if (i)
			qs_buffer_format(to, "<td class=\"n\" id=\"w-%s-%d\">", id, i - 1);
		else
			qs_buffer_put(to, "<td class=\"n\">");
		qs_buffer_people(to, qs_report_money(report, value[i]));
		qs_buffer_put(to, "</td>");
	}
	qs_buffer_put(to, "</tr>\n");
}

static void put_figures(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_people loss;

	qs_report_open_table(to, report, QS_SAY_W_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_money_unit(report), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_W_REPORT), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_W_NOW10), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_W_NOW), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_W_NOW90), 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	put_cells(to, report, "npv", QS_SAY_B_NPV, &result->scalar[QS_SCALAR_npv]);
	put_cells(to, report, "gap", QS_SAY_B_GAP, &result->scalar[QS_SCALAR_funding_gap]);
	put_cells(to, report, "cost", QS_SAY_B_COST, &result->scalar[QS_SCALAR_pv_cost]);
	put_cells(to, report, "grants", QS_SAY_B_GRANT, &result->scalar[QS_SCALAR_pv_grant]);
	put_cells(to, report, "credits", QS_SAY_B_CARBON, &result->scalar[QS_SCALAR_pv_carbon]);
	qs_people_number(100 * result->probability_of_loss, &loss);
	qs_buffer_put(to, "<tr><td class=\"name\">");
	qs_report_say(to, report, QS_SAY_W_LOSS, NULL);
	qs_buffer_format(to,
			 "</td><td class=\"n\">%s</td><td></td><td class=\"n\" id=\"w-loss\">%s</td><td></td></tr>\n",
			 loss.text, loss.text);
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

static void put_chart(struct qs_buffer *to, const struct qs_report *report)
{
	qs_buffer_put(to, "<figure class=\"chart\"><figcaption>");
	qs_report_say(to, report, QS_SAY_W_TOTAL, NULL);
	qs_buffer_format(
		to, " <span class=\"unit\">%s</span></figcaption>\n<svg viewBox=\"0 0 360 224\" role=\"img\"><title>",
		qs_report_money_unit(report));
	qs_report_say(to, report, QS_SAY_W_TOTAL, NULL);
	qs_buffer_put(to, "</title><desc>");
	qs_report_say(to, report, QS_SAY_W_LEGEND, NULL);
	qs_buffer_put(to, "</desc><g id=\"w-axis\"></g><path id=\"w-band\" class=\"band c2\"/><path id=\"w-was\" "
			  "class=\"line c0\"/>"
			  "<path id=\"w-line\" class=\"line c2\"/></svg><p class=\"legend\">");
	qs_report_say(to, report, QS_SAY_W_LEGEND, NULL);
	qs_buffer_put(to, "</p></figure>\n");
}

/* ---- what was computed beforehand ---- */

static void put_number(struct qs_buffer *to, double value)
{
	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_people(to, value);
	qs_buffer_put(to, "</td>");
}

static void open_rows(struct qs_buffer *to, const struct qs_report *report, const enum qs_report_text *heads, size_t n,
		      size_t money)
{
	qs_report_open_table(to, report, heads[0]);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < n; i++) {
		qs_buffer_put(to, i ? "<th class=\"n\" scope=\"col\">" : "<th scope=\"col\">");
		qs_report_say(to, report, heads[i], NULL);
		if (i && i <= money)
			qs_buffer_format(to, "<small>%s</small>", qs_report_money_unit(report));
		qs_buffer_put(to, "</th>");
	}
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

static void close_rows(struct qs_buffer *to)
{
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* The ranking's runs whose input is physical. */
static void put_inputs(struct qs_buffer *to, const struct qs_report *report, const struct qs_tornado *t)
{
	static const enum qs_report_text heads[] = {QS_SAY_W_INPUT, QS_SAY_W_NPV_LOW, QS_SAY_W_NPV_HIGH, QS_SAY_W_T_LOW,
						    QS_SAY_W_T_HIGH};
	static const char *const physical[] = {"survival", "growth", "quality", "litter", "soil"};

	open_rows(to, report, heads, sizeof heads / sizeof heads[0], 2);
	for (size_t k = 0; k < sizeof physical / sizeof physical[0]; k++) {
		for (size_t i = 0; i < t->n; i++) {
			const struct qs_tornado_row *const row = &t->rows[i];

			if (strcmp(row->id, physical[k]) != 0)
				continue;
			qs_buffer_put(to, "<tr><td class=\"name\">");
			qs_buffer_html(to, qs_report_pick(report, row->zh, row->en));
			qs_buffer_put(to, "</td>");
			put_number(to, qs_report_money(report, row->npv_low));
			put_number(to, qs_report_money(report, row->npv_high));
			put_number(to, row->credits_low);
			put_number(to, row->credits_high);
			qs_buffer_put(to, "</tr>\n");
		}
	}
	close_rows(to);
}

/* The three arms beside each other. */
static void put_arms(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_W_ARM, QS_SAY_W_ARM_CAPEX, QS_SAY_W_ARM_UPKEEP,
						    QS_SAY_W_ARM_CARBON};
	static const struct {
		enum qs_series_id series;
		int capex, upkeep; /* -1: nothing is built */
		enum qs_scalar_id carbon;
	} arms[] = {{QS_SERIES_baseline, -1, -1, QS_SCALAR_co2e_baseline},
		    {QS_SERIES_natural, QS_SCALAR_capex_natural, QS_SCALAR_upkeep_natural, QS_SCALAR_co2e_natural},
		    {QS_SERIES_project, QS_SCALAR_capex_project, QS_SCALAR_upkeep_project, QS_SCALAR_co2e_project}};

	open_rows(to, report, heads, sizeof heads / sizeof heads[0], 2);
	for (size_t i = 0; i < sizeof arms / sizeof arms[0]; i++) {
		const struct qs_series_row *const name = &qs_series_rows[arms[i].series];

		qs_buffer_put(to, "<tr><td class=\"name\">");
		qs_buffer_html(to, qs_report_pick(report, name->zh, name->en));
		qs_buffer_put(to, "</td>");
		put_number(to, arms[i].capex < 0 ? 0 : qs_report_money(report, result->scalar[arms[i].capex].p50));
		put_number(to, arms[i].upkeep < 0 ? 0 : qs_report_money(report, result->scalar[arms[i].upkeep].p50));
		put_number(to, result->scalar[arms[i].carbon].p50);
		qs_buffer_put(to, "</tr>\n");
	}
	close_rows(to);
}

static void put_beforehand(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_W_BEFORE, NULL);
	qs_buffer_put(to, "</h3>\n<p>");
	qs_report_say(to, report, QS_SAY_W_PHYSICS, NULL);
	qs_buffer_put(to, "</p>\n");
	put_arms(to, report, result);
	if (result->tornado && result->tornado->computed)
		put_inputs(to, report, result->tornado);
}

static void say(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text)
{
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, text, NULL);
	qs_buffer_put(to, "</p>\n");
}

int qs_report_whatif(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_buffer data;
	int there;

	qs_buffer_init(&data, &report->from);
	there = qs_report_script_length ? qs_whatif_write(&data, report->head, result) : 0;
	qs_buffer_put(to, "<div class=\"screen\">\n"); /* paper has no sliders */
	qs_report_heading(to, report, "whatif", QS_SAY_W_HEAD);
	if (there > 0) {
		qs_buffer_put(to, "<p class=\"lead\">");
		qs_report_say(to, report, QS_SAY_W_LEAD, NULL);
		if (report->head->members > QS_WHATIF_MEMBERS)
			qs_report_say(to, report, QS_SAY_W_MEMBERS, NULL);
		qs_buffer_put(to, "</p>\n<p id=\"w-none\">");
		qs_report_say(to, report, QS_SAY_W_NONE, NULL);
		qs_buffer_format(to, "</p>\n<form id=\"w\" autocomplete=\"off\" hidden data-money=\"%s\">\n",
				 report->lang == QS_ZH ? "1e4" : "1e6");
		put_sliders(to, report, result);
		qs_buffer_put(to, "<div class=\"pair\"><div>");
		put_figures(to, report, result);
		qs_buffer_put(to, "</div>");
		put_chart(to, report);
		qs_buffer_put(to, "</div></form>\n");
		put_beforehand(to, report, result);
		qs_buffer_put(to, "<script type=\"application/json\" id=\"w-data\">");
		qs_buffer_put(to, qs_buffer_text(&data));
		qs_buffer_put(to, "</script>\n");
	} else {
		say(to, report, QS_SAY_W_LEFT_OUT);
	}
	qs_buffer_put(to, "</div>\n");
	to->failed |= there < 0 || data.failed;
	qs_buffer_free(&data);
	return there > 0;
}
