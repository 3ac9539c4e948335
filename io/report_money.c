/* Figures of money in report.html: units, rows with quantiles, and a site's part. */
#include "io/report_parts.h"
#include "model/finance/accounts.h"
#include "model/market/credits.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

double qs_report_money(const struct qs_report *report, double cny)
{
	return cny / (report->lang == QS_ZH ? 1e4 : 1e6);
}

const char *qs_report_money_unit(const struct qs_report *report)
{
	return report->lang == QS_ZH ? "万元" : "million CNY";
}

const char *qs_report_year(int64_t year, struct qs_people *text)
{
	snprintf(text->text, sizeof text->text, "%lld", (long long)year);
	return text->text;
}

void qs_report_basis(struct qs_buffer *to, const struct qs_report *report)
{
	const struct qs_finance *const finance = &report->head->portfolio->finance;
	struct qs_people year;
	const int nominal = !strcmp(qs_words_price_basis[finance->price_basis], "nominal");

	qs_report_say(to, report, nominal ? QS_SAY_NOMINAL_PRICES : QS_SAY_REAL_PRICES,
		      (const char *const[]){qs_report_year(finance->price_year, &year), NULL});
}

void qs_report_present_words(struct qs_buffer *to, const struct qs_report *report)
{
	const struct qs_finance *const finance = &report->head->portfolio->finance;
	struct qs_people year, rate;

	qs_report_say(to, report, QS_SAY_PRESENT_OF,
		      (const char *const[]){qs_report_money_unit(report), qs_report_year(finance->price_year, &year),
					    qs_people_given(finance->discount_rate_pct.value, &rate), NULL});
}

const double *qs_report_means(const struct qs_report *report, const struct qs_result *result, enum qs_line line)
{
	return result->line_mean + (size_t)line * report->head->years;
}

double qs_report_sum(const struct qs_report *report, const struct qs_result *result, enum qs_line line)
{
	const double *const mean = qs_report_means(report, result, line);
	double sum = 0;

	for (size_t y = 0; y < report->head->years; y++)
		sum += mean[y];
	return sum;
}

double qs_report_present(const struct qs_report *report, const struct qs_result *result, enum qs_line line)
{
	return qs_account_present(report->head->portfolio, qs_report_means(report, result, line), report->head->years);
}

void qs_report_why(struct qs_buffer *to, const struct qs_report *report, const struct qs_scalar *scalar)
{
	static const struct {
		const char *why;
		enum qs_report_text text;
	} rows[] = {{"NO_REMOVALS", QS_SAY_WHY_NO_REMOVALS},   {"NO_ROOT", QS_SAY_WHY_NO_ROOT},
		    {"NO_CREDITS", QS_SAY_WHY_NO_CREDITS},     {"NO_COST", QS_SAY_WHY_NO_COST},
		    {"NO_GRANT", QS_SAY_WHY_NO_GRANT},         {"NO_INDUSTRY", QS_SAY_WHY_NO_INDUSTRY},
		    {"NO_SPOIL", QS_SAY_WHY_NO_SPOIL},         {"NO_WORKS", QS_SAY_WHY_NO_WORKS},
		    {"NEVER_WITHIN_HORIZON", QS_SAY_WHY_NEVER}};
	struct qs_people share;
	size_t i = 0;

	while (i < sizeof rows / sizeof rows[0] && strcmp(rows[i].why, scalar->why) != 0)
		i++;
	if (i < sizeof rows / sizeof rows[0])
		qs_report_say(to, report, rows[i].text, NULL);
	else
		qs_buffer_html(to, scalar->why);
	qs_report_say(to, report, QS_SAY_WHY_SHARE,
		      (const char *const[]){qs_people_number(100 * scalar->share, &share), NULL});
}

void qs_report_number(struct qs_buffer *to, double value)
{
	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_people(to, value);
	qs_buffer_put(to, "</td>");
}

void qs_report_value(struct qs_buffer *to, const struct qs_report *report, double value, double scale)
{
	if (!isfinite(value))
		qs_report_say(to, report, QS_SAY_LATER, NULL);
	else if (scale == QS_REPORT_COUNT)
		qs_buffer_fixed(to, value, 0);
	else
		qs_buffer_people(to, value / scale);
}

void qs_report_figure_row(struct qs_buffer *to, const struct qs_report *report, const char *label,
			  const struct qs_scalar *scalar, double scale)
{
	qs_buffer_put(to, "<tr><td>");
	qs_buffer_html(to, label);
	qs_buffer_put(to, "</td>");
	if (scalar->why) {
		qs_buffer_put(to, "<td class=\"none\" colspan=\"4\">");
		qs_report_why(to, report, scalar);
		qs_buffer_put(to, "</td></tr>\n");
		return;
	}
	for (int i = 0; i < 4; i++) {
		const double value = i == 0 ? scalar->p10 : i == 1 ? scalar->p50 : i == 2 ? scalar->p90 : scalar->mean;

		qs_buffer_put(to, "<td class=\"n\">");
		qs_report_value(to, report, value, scale);
		qs_buffer_put(to, "</td>");
	}
	qs_buffer_put(to, "</tr>\n");
}

void qs_report_figure_heads(struct qs_buffer *to, const struct qs_report *report, const char *first)
{
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, first, 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_Q10), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_MEDIAN), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_Q90), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_MEAN), 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

void qs_report_mean_row(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text label, double cny)
{
	qs_buffer_put(to, "<tr><td>");
	qs_report_say(to, report, label, NULL);
	qs_buffer_put(to, "</td><td class=\"n\"></td><td class=\"n\"></td><td class=\"n\"></td>");
	qs_report_number(to, qs_report_money(report, cny));
	qs_buffer_put(to, "</tr>\n");
}

/* ---- a site ---- */

/* A row of a figure in the report's money, its unit in the label. */
static void money_row(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
		      enum qs_report_text text, enum qs_scalar_id scalar)
{
	char label[160];

	snprintf(label, sizeof label, "%s%s%s", qs_report_text(report, text), report->lang == QS_ZH ? "，" : ", ",
		 qs_report_money_unit(report));
	qs_report_figure_row(to, report, label, &result->scalar[scalar], 1 / qs_report_money(report, 1));
}

static void credit_rows(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	for (size_t c = 0; c < result->credit_count; c++) {
		const struct qs_credit *const credit = &result->credits[c];

		if (!(credit->issued_t.p90 > 0))
			continue;
		qs_buffer_put(to, "<tr><td>");
		qs_report_say(to, report, credit->accounted ? QS_SAY_ACCOUNT_OF : QS_SAY_CREDIT_OF,
			      (const char *const[]){credit->methodology->id, NULL});
		qs_buffer_put(to, report->lang == QS_ZH ? "，t CO₂e</td>" : ", t CO₂e</td>");
		qs_report_number(to, credit->issued_t.p10);
		qs_report_number(to, credit->issued_t.p50);
		qs_report_number(to, credit->issued_t.p90);
		qs_report_number(to, credit->issued_t.mean);
		qs_buffer_put(to, "</tr>\n");
	}
}

/* Ratios and counts: the row's own unit stands in its label. */
static void plain_row(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
		      enum qs_scalar_id id, const char *unit)
{
	const struct qs_scalar_row *const row = &qs_scalar_rows[id];
	char label[192];

	snprintf(label, sizeof label, "%s%s%s", qs_report_pick(report, row->zh, row->en),
		 report->lang == QS_ZH ? "，" : ", ", unit);
	qs_report_figure_row(to, report, label, &result->scalar[id],
			     id == QS_SCALAR_money_payback_year ? QS_REPORT_COUNT : 1);
}

static void put_due(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_people year, share;

	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_SITE_LOSS,
		      (const char *const[]){qs_people_number(100 * result->probability_of_loss, &share), NULL});
	if (result->acceptance_due >= 0) {
		qs_buffer_put(to, report->lang == QS_ZH ? "" : " ");
		qs_report_say(
			to, report, isfinite(result->acceptance_due_share) ? QS_SAY_SITE_DUE : QS_SAY_SITE_DUE_LATE,
			(const char *const[]){qs_report_year(report->head->start_year + result->acceptance_due, &year),
					      qs_people_number(100 * result->acceptance_due_share, &share), NULL});
	}
	qs_buffer_put(to, "</p>\n");
}

void qs_report_money_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const char *const per_tonne = report->lang == QS_ZH ? "元/t CO₂e" : "CNY/t CO₂e";

	qs_buffer_put(to, "<h4>");
	qs_report_say(to, report, QS_SAY_CASH_SITE_HEAD, NULL);
	qs_buffer_put(to, " <small>");
	qs_report_present_words(to, report);
	qs_buffer_put(to, "</small></h4>\n");
	put_due(to, report, result);
	qs_report_open_table(to, report, QS_SAY_CASH_SITE_HEAD);
	qs_report_figure_heads(to, report, qs_report_text(report, QS_SAY_FIGURE));
	money_row(to, report, result, QS_SAY_B_NPV, QS_SCALAR_npv);
	money_row(to, report, result, QS_SAY_B_GAP, QS_SCALAR_funding_gap);
	money_row(to, report, result, QS_SAY_B_COST, QS_SCALAR_pv_cost);
	money_row(to, report, result, QS_SAY_B_GRANT, QS_SCALAR_pv_grant);
	qs_report_mean_row(to, report, QS_SAY_B_INDUSTRY,
			   qs_report_present(report, result, QS_LINE_OF_industry_income) -
				   qs_report_present(report, result, QS_LINE_OF_industry_cost));
	money_row(to, report, result, QS_SAY_B_CARBON, QS_SCALAR_pv_carbon);
	plain_row(to, report, result, QS_SCALAR_irr, "%");
	plain_row(to, report, result, QS_SCALAR_money_payback_year, qs_report_text(report, QS_SAY_YEARS_UNIT));
	plain_row(to, report, result, QS_SCALAR_lcoc_gross, per_tonne);
	plain_row(to, report, result, QS_SCALAR_lcoc_net, per_tonne);
	plain_row(to, report, result, QS_SCALAR_lcoc_net_of_works, per_tonne);
	credit_rows(to, report, result);
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_report_services_site(to, report, result);
}
