/* Chapters of report.html for researchers: models, convergence and residuals, the whole table of sensitivity. */
#include "io/report_parts.h"
#include "model/finance/risk.h"
#include "model/finance/tornado.h"
#include "model/land/soil_kind.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESIDUALS = 10 };

static void put_heads(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text label,
		      const enum qs_report_text *heads, size_t n, size_t numbers_from)
{
	qs_report_open_table(to, report, label);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < n; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i >= numbers_from);
	qs_buffer_put(to, "</tr></thead><tbody>\n");
}

static void put_lead(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text,
		     const char *const *args)
{
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, text, args);
	qs_buffer_put(to, "</p>\n");
}

static void close_rows(struct qs_buffer *to)
{
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* ---- models ---- */

static void put_model(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text part, const char *model,
		      const char *source, size_t sites)
{
	struct qs_people count;

	qs_buffer_put(to, "<tr><td>");
	qs_report_say(to, report, part, NULL);
	qs_buffer_put(to, "</td><td>");
	qs_buffer_html(to, model);
	qs_buffer_put(to, "</td><td>");
	qs_buffer_html(to, source);
	qs_buffer_format(to, "</td><td class=\"n\">%s</td></tr>\n", qs_people_count(sites, &count));
}

void qs_report_models(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text heads[] = {QS_SAY_MODELS_PART, QS_SAY_MODELS_MODEL, QS_SAY_MODELS_SOURCE,
						    QS_SAY_MODELS_SITES};

	qs_report_heading(to, report, "models", QS_SAY_MODELS_HEAD);
	put_heads(to, report, QS_SAY_MODELS_HEAD, heads, sizeof heads / sizeof heads[0], 3);
	if (report->grows[QS_VEGETATION_CURVE])
		put_model(to, report, QS_SAY_MODELS_PLANTS, qs_report_text(report, QS_SAY_MODELS_CURVES),
			  qs_report_text(report, QS_SAY_MODELS_CURVES_FROM), report->grows[QS_VEGETATION_CURVE]);
	if (report->grows[QS_VEGETATION_3PG])
		put_model(to, report, QS_SAY_MODELS_PLANTS, qs_report_text(report, QS_SAY_MODELS_3PG),
			  "Landsberg & Waring 1997", report->grows[QS_VEGETATION_3PG]);
	for (int s = 0; s < QS_SOIL_MODEL_COUNT; s++)
		if (report->soils[s])
			put_model(to, report, QS_SAY_MODELS_SOIL, qs_report_soil_model(report, s),
				  qs_soil_kind(s)->source, report->soils[s]);
	put_model(to, report, QS_SAY_MODELS_WATER, qs_report_text(report, QS_SAY_MODELS_WATER_OF),
		  qs_report_text(report, QS_SAY_MODELS_WATER_FROM), report->seen);
	put_model(to, report, QS_SAY_MODELS_DRAWS, qs_report_text(report, QS_SAY_MODELS_DRAWS_OF), "Salmon et al. 2011",
		  report->seen);
	close_rows(to);
}

/* ---- convergence, residuals ---- */

static int by_residual(const void *a, const void *b)
{
	const struct qs_report_row *const x = a, *const y = b;

	return x->residual < y->residual ? 1 : x->residual > y->residual ? -1 : strcmp(x->name, y->name);
}

static void put_residuals(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text heads[] = {QS_SAY_SITE, QS_SAY_SURE_RESIDUAL};

	qsort(report->rows, report->seen, sizeof *report->rows, by_residual);
	put_heads(to, report, QS_SAY_SURE_WORST, heads, 2, 1);
	for (size_t i = 0; i < report->seen && i < RESIDUALS; i++) {
		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, report->rows[i].name);
		qs_buffer_put(to, "</td>");
		qs_report_number(to, report->rows[i].residual);
		qs_buffer_put(to, "</tr>\n");
	}
	close_rows(to);
}

void qs_report_sure(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_FIGURE, QS_SAY_SURE_VALUE, QS_SAY_SURE_ERROR},
					 levels[] = {QS_SAY_Q10, QS_SAY_MEDIAN, QS_SAY_Q90};
	const struct qs_scalar *const npv = &result->scalar[QS_SCALAR_npv];
	const double value[] = {npv->p10, npv->p50, npv->p90};
	struct qs_people loss, low, high;

	qs_report_heading(to, report, "sure", QS_SAY_SURE_HEAD);
	put_lead(to, report, QS_SAY_SURE_LEAD, NULL);
	qs_buffer_put(to, "<div class=\"charts pair\">\n");
	put_heads(to, report, QS_SAY_SURE_HEAD, heads, 3, 1);
	for (int i = 0; result->risk && i < QS_RISK_QUANTILES; i++) {
		qs_buffer_put(to, "<tr><td>");
		qs_report_say(to, report, QS_SAY_B_NPV, NULL);
		qs_buffer_put(to, report->lang == QS_ZH ? "，" : ", ");
		qs_report_say(to, report, levels[i], NULL);
		qs_buffer_put(to, report->lang == QS_ZH ? "，" : ", ");
		qs_buffer_put(to, qs_report_money_unit(report));
		qs_buffer_put(to, "</td>");
		qs_report_number(to, qs_report_money(report, value[i]));
		qs_report_number(to, qs_report_money(report, result->risk->error[i]));
		qs_buffer_put(to, "</tr>\n");
	}
	if (result->risk) {
		qs_buffer_put(to, "<tr><td>");
		qs_report_say(to, report, QS_SAY_SURE_LOSS, NULL);
		qs_buffer_format(to, "</td><td class=\"n\">%s</td><td class=\"n\">%s – %s</td></tr>\n",
				 qs_people_number(100 * result->probability_of_loss, &loss),
				 qs_people_number(100 * result->risk->loss_low, &low),
				 qs_people_number(100 * result->risk->loss_high, &high));
	}
	close_rows(to);
	put_residuals(to, report);
	qs_buffer_put(to, "</div>\n");
}

/* ---- sensitivity ---- */

/* "x0.7..x1.5" as people write it. */
static void put_range(struct qs_buffer *to, const char *range)
{
	for (; *range; range++)
		if (!strncmp(range, "..", 2)) {
			qs_buffer_put(to, " – ");
			range++;
		} else {
			const char one[] = {*range, 0};

			qs_buffer_html(to, *range == 'x' ? "×" : *range == '-' ? "−" : one);
		}
}

void qs_report_sensitivity(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_SENSITIVE_INPUT, QS_SAY_SENSITIVE_RANGE,
						    QS_SAY_SENSITIVE_LOW, QS_SAY_SENSITIVE_HIGH,
						    QS_SAY_SENSITIVE_CREDITS};
	const struct qs_tornado *const tornado = result->tornado;
	struct qs_people n, low, high;

	if (!tornado || !tornado->computed || !tornado->npv_count)
		return;
	qs_report_heading(to, report, "sensitivity", QS_SAY_SENSITIVE_HEAD);
	put_lead(to, report, QS_SAY_SENSITIVE_LEAD,
		 (const char *const[]){qs_people_count(tornado->npv_count, &n), NULL});
	qs_buffer_put(to, "<details><summary>");
	qs_report_say(to, report, QS_SAY_B_NPV, NULL);
	qs_buffer_format(to, " <small>%s</small></summary>\n", qs_report_money_unit(report));
	put_heads(to, report, QS_SAY_SENSITIVE_HEAD, heads, sizeof heads / sizeof heads[0], 2);
	for (size_t i = 0; i < tornado->npv_count; i++) {
		const struct qs_tornado_row *const row = &tornado->rows[tornado->by_npv[i]];

		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, qs_report_pick(report, row->zh, row->en));
		qs_buffer_put(to, "</td><td class=\"nowrap\">");
		if (strcmp(row->range, "p10-p90") != 0)
			put_range(to, row->range);
		else
			qs_report_say(to, report, QS_SAY_RANGE_QUANTILES, NULL);
		qs_buffer_put(to, "</td>");
		qs_report_number(to, qs_report_money(report, row->npv_low));
		qs_report_number(to, qs_report_money(report, row->npv_high));
		qs_buffer_format(to, "<td class=\"n\">%s; %s</td></tr>\n", qs_people_number(row->credits_low, &low),
				 qs_people_number(row->credits_high, &high));
	}
	close_rows(to);
	qs_buffer_put(to, "</details>\n");
}
