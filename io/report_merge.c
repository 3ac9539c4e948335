/* Registrations that do not pay in report.html: with which others they would, as one. */
#include "io/report_parts.h"
#include "model/market/merge.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>

enum { MOST = 24 }; /* registrations shown */

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static double percent(double income, double cost)
{
	return cost > 0 ? 100 * income / cost : (double)NAN;
}

static void put_with(struct qs_buffer *to, const struct qs_report *report, const struct qs_merge *m)
{
	qs_buffer_put(to, "<td>");
	for (size_t i = 0; i < m->count; i++) {
		qs_buffer_put(to, i ? ", " : "");
		qs_buffer_html(to, m->with[i]->registration->id);
	}
	if (!m->found) {
		qs_buffer_put(to, m->count ? "<small>" : "");
		qs_report_say(to, report, m->count ? QS_SAY_MERGE_NEAREST : QS_SAY_MERGE_NOTHING, NULL);
		qs_buffer_put(to, m->count ? "</small>" : "");
	}
	qs_buffer_put(to, "</td>");
}

static void put_row(struct qs_buffer *to, const struct qs_report *report, const struct qs_merge *m)
{
	const double saved = m->apart.cost_cny - m->one.cost_cny,
		     registering = m->apart.registering_cny - m->one.registering_cny;
	char date[40];

	snprintf(date, sizeof date, "%04d-%02d", m->start.year, m->start.month);
	qs_buffer_put(to, "<tr><td><code>");
	qs_buffer_html(to, m->table->registration->id);
	qs_buffer_put(to, "</code></td>");
	put_with(to, report, m);
	qs_buffer_format(to, "<td class=\"nowrap\">%s</td>", m->count ? date : "–");
	qs_report_number(to, percent(m->alone.income_cny, m->alone.cost_cny));
	qs_report_number(to, m->count ? percent(m->one.income_cny, m->one.cost_cny + m->change_cny) : (double)NAN);
	qs_report_number(to, m->count ? m->delay_years : (double)NAN);
	qs_report_number(to, m->count ? qs_report_money(report, m->change_cny) : (double)NAN);
	qs_report_number(to, m->count ? qs_report_money(report, registering) : (double)NAN);
	qs_report_number(to, m->count ? qs_report_money(report, saved - registering) : (double)NAN);
	qs_report_number(to, m->count ? m->apart.issued_t : (double)NAN);
	qs_report_number(to, m->count ? m->one.issued_t : (double)NAN);
	qs_buffer_put(to, "</tr>\n");
}

void qs_report_merges(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_CREDIT_REGISTRATION, QS_SAY_MERGE_WITH,    QS_SAY_WAY_START,     QS_SAY_MERGE_ALONE,
		QS_SAY_MERGE_AS_ONE,        QS_SAY_WAY_DELAY,     QS_SAY_WAY_COST,      QS_SAY_MERGE_REGISTERING,
		QS_SAY_MERGE_MONITORING,    QS_SAY_MERGE_APART_T, QS_SAY_MERGE_AS_ONE_T};
	size_t n = 0;

	for (size_t i = 0; i < portfolio->merge_count && n < MOST; i++) {
		if (!portfolio->merges[i].failed)
			continue;
		if (!n++) {
			qs_buffer_put(to, "<h3>");
			qs_report_say(to, report, QS_SAY_MERGE_HEAD, NULL);
			qs_buffer_put(to, "</h3>\n<p>");
			qs_report_say(to, report, QS_SAY_MERGE_LEAD,
				      (const char *const[]){qs_report_money_unit(report), NULL});
			qs_buffer_put(to, "</p>\n");
			qs_report_open_table(to, report, QS_SAY_MERGE_HEAD);
			qs_buffer_put(to, "<thead><tr>");
			for (size_t h = 0; h < COUNT(heads); h++)
				qs_report_th(to, qs_report_text(report, heads[h]), h >= 3);
			qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
		}
		put_row(to, report, &portfolio->merges[i]);
	}
	if (!n)
		return;
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}
