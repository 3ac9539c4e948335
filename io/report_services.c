/* Ecosystem services in report.html: every account line of a service, in quantity and in money, with the first year
 * apart. */
#include "io/report_parts.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_SHOWN = 14 }; /* the 15th year */

/* A year's median with its quantiles where they differ. */
static void put_year(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result, int line,
		     size_t year)
{
	const double *const q = result->line_quantile + ((size_t)line * report->head->years + year) * QS_QUANTILES;

	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_people(to, q[QS_P50]);
	if (q[QS_P10] != q[QS_P50] || q[QS_P90] != q[QS_P50]) {
		qs_buffer_put(to, "<small>(");
		qs_buffer_people(to, q[QS_P10]);
		qs_buffer_put(to, " – ");
		qs_buffer_people(to, q[QS_P90]);
		qs_buffer_put(to, ")</small>");
	}
	qs_buffer_put(to, "</td>");
}

static void put_heads(struct qs_buffer *to, const struct qs_report *report, size_t shown)
{
	struct qs_people year;

	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_SERVICE), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_UNIT_OF), 0);
	qs_buffer_put(to, "<th class=\"n\" scope=\"col\">");
	qs_report_say(to, report, QS_SAY_SERVICE_FIRST,
		      (const char *const[]){qs_report_year(report->head->start_year, &year), NULL});
	qs_buffer_put(to, "</th><th class=\"n\" scope=\"col\">");
	qs_report_say(to, report, QS_SAY_SERVICE_YEAR,
		      (const char *const[]){qs_report_year(report->head->start_year + (int64_t)shown, &year), NULL});
	qs_buffer_put(to, "</th>");
	qs_report_th(to, qs_report_text(report, QS_SAY_CASH_SUM), 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

void qs_report_services(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const size_t years = report->head->years, shown = years > YEAR_SHOWN ? YEAR_SHOWN : years - 1;

	if (!years)
		return;
	qs_report_open_table(to, report, QS_SAY_SERVICES_HEAD);
	put_heads(to, report, shown);
	for (int line = 0; line < QS_LINE_COUNT; line++) {
		const struct qs_line_row *const row = &qs_line_rows[line];
		const int money = !strcmp(row->unit, "CNY");

		if (row->group != QS_LINE_SERVICE && row->group != QS_LINE_SERVICE_QUANTITY)
			continue;
		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, qs_report_pick(report, row->zh, row->en));
		qs_buffer_put(to, "</td><td class=\"nowrap\">");
		qs_buffer_html(to, money && report->lang == QS_ZH ? "元" : row->unit);
		qs_buffer_put(to, "</td>");
		put_year(to, report, result, line, 0);
		put_year(to, report, result, line, shown);
		qs_report_number(to, qs_report_sum(report, result, (enum qs_line)line));
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}
