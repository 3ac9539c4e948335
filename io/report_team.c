/* Chapters of report.html for the carbon team: tables for the design document, evidence, monitoring, where figures come
 * from. */
#include "io/report_parts.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/credits.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void put_lead(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text,
		     const char *const *args)
{
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, text, args);
	qs_buffer_put(to, "</p>\n");
}

static void open_rows(struct qs_buffer *to, const struct qs_report *report, const enum qs_report_text *heads, size_t n,
		      size_t numbers_from)
{
	qs_report_open_table(to, report, heads[0]);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < n; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i >= numbers_from);
	qs_buffer_put(to, "</tr></thead><tbody>\n");
}

static void close_rows(struct qs_buffer *to)
{
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* ---- tables for the design document ---- */

static void put_sites(struct qs_buffer *to, const struct qs_report *report, const struct qs_registration *registration)
{
	for (size_t i = 0; i < registration->sites.n; i++) {
		qs_buffer_put(to, i ? ", " : "");
		qs_buffer_html(to, !strcmp(registration->sites.items[i], "all")
					   ? qs_report_text(report, QS_SAY_DESIGN_ALL)
					   : registration->sites.items[i]);
	}
}

static void put_registration(struct qs_buffer *to, const struct qs_report *report, const struct qs_credit_table *table)
{
	const struct qs_registration *const r = table->registration;
	struct qs_people a, b;

	qs_buffer_put(to, "<tr><td>");
	qs_buffer_html(to, r->id);
	qs_buffer_put(to, "<small><code>");
	qs_buffer_html(to, table->methodology->id);
	qs_buffer_put(to, "</code></small></td><td>");
	put_sites(to, report, r);
	qs_buffer_format(
		to, "</td><td class=\"nowrap\">%04d-%02d-%02d</td><td class=\"n\">%lld</td><td class=\"n\">%lld</td>",
		r->start.year, r->start.month, r->start.day, (long long)r->crediting_years,
		(long long)r->verification_every_years);
	qs_buffer_format(to, "<td class=\"n\">%s %%; %s %%</td>",
			 qs_people_given(100 * r->sampling.confidence.value, &a),
			 qs_people_given(100 * r->sampling.precision_frac.value, &b));
	qs_buffer_format(to, "<td class=\"n\">%s; %s</td><td class=\"n\">", qs_people_number(100 * table->sampling, &a),
			 qs_people_number(100 * table->risk, &b));
	qs_buffer_people(to, table->issued_t.p50);
	qs_buffer_format(to, "<small>(%s – %s)</small></td></tr>\n", qs_people_number(table->issued_t.p10, &a),
			 qs_people_number(table->issued_t.p90, &b));
}

void qs_report_design(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_DESIGN_REGISTRATION, QS_SAY_DESIGN_SITES,    QS_SAY_DESIGN_START, QS_SAY_DESIGN_PERIOD,
		QS_SAY_DESIGN_EVERY,        QS_SAY_DESIGN_SAMPLING, QS_SAY_DESIGN_CUT,   QS_SAY_DESIGN_ISSUED};

	if (!result->table_count)
		return;
	qs_report_heading(to, report, "design", QS_SAY_DESIGN_HEAD);
	put_lead(to, report, QS_SAY_DESIGN_LEAD, NULL);
	open_rows(to, report, heads, sizeof heads / sizeof heads[0], 3);
	for (size_t t = 0; t < result->table_count && t < QS_REPORT_SECTIONS; t++)
		put_registration(to, report, &result->tables[t]);
	close_rows(to);
}

/* ---- evidence ---- */

void qs_report_note_evidence(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_site *const site = result->site;
	struct qs_buffer *const to = &report->papers;

	for (size_t i = 0; i < site->evidence.n && report->seen < QS_REPORT_SECTIONS; i++) {
		const struct qs_evidence *const evidence = &site->evidence.items[i];

		if (!evidence->document.zh && !evidence->document.en)
			continue;
		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, site->id);
		qs_buffer_put(to, "</td><td><code>");
		qs_buffer_html(to, evidence->id);
		qs_buffer_put(to, "</code></td><td>");
		qs_buffer_html(to, qs_report_pick(report, evidence->document.zh, evidence->document.en));
		qs_buffer_put(to, "</td><td>");
		qs_report_say(to, report, evidence->held ? QS_SAY_EVIDENCE_HELD : QS_SAY_EVIDENCE_NOT_HELD, NULL);
		qs_buffer_put(to, "</td></tr>\n");
	}
}

static void put_missing(struct qs_buffer *to, const struct qs_report *report, const struct qs_methodology_pack *pack,
			const struct qs_report_tally *tally)
{
	static const enum qs_report_text heads[] = {QS_SAY_EVIDENCE_RULE, QS_SAY_EVIDENCE_WHERE};
	int n = 0;

	for (size_t i = 0; i < pack->needs.n; i++)
		n += tally->missing[i] > 0;
	put_lead(to, report, n ? QS_SAY_EVIDENCE_LEAD : QS_SAY_EVIDENCE_NONE, (const char *const[]){pack->id, NULL});
	if (!n)
		return;
	open_rows(to, report, heads, sizeof heads / sizeof heads[0], 2);
	for (size_t i = 0; i < pack->needs.n; i++) {
		const struct qs_rule_pack *const rule = qs_packs_rules(report->head->packs, pack->needs.items[i]);
		struct qs_people count;

		if (!tally->missing[i] || !rule)
			continue;
		qs_buffer_put(to, "<tr><td><a href=\"#rule-");
		qs_buffer_html(to, rule->id);
		qs_buffer_put(to, "\"><code>");
		qs_buffer_html(to, rule->id);
		qs_buffer_put(to, "</code></a> ");
		qs_buffer_html(to, qs_report_pick(report, rule->name.zh, rule->name.en));
		qs_buffer_put(to, "</td><td>");
		for (size_t k = 0; k < tally->missing[i] && k < QS_REPORT_NAMED; k++) {
			qs_buffer_put(to, k ? ", " : "");
			qs_buffer_html(to, tally->lacks[i][k]);
		}
		if (tally->missing[i] > QS_REPORT_NAMED) {
			qs_buffer_put(to, " ");
			qs_report_say(to, report, QS_SAY_EVIDENCE_OTHERS,
				      (const char *const[]){qs_people_count(tally->missing[i], &count), NULL});
		}
		qs_buffer_put(to, "</td></tr>\n");
	}
	close_rows(to);
}

void qs_report_evidence(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text heads[] = {QS_SAY_SITE, QS_SAY_EVIDENCE_RULE, QS_SAY_EVIDENCE_DOCUMENT,
						    QS_SAY_EVIDENCE_STATE};
	size_t m = 0;
	const struct qs_methodology_pack *const chief = qs_report_chief(report, &m);

	if (!report->judged || !chief)
		return;
	qs_report_heading(to, report, "evidence", QS_SAY_EVIDENCE_HEAD);
	put_missing(to, report, chief, &report->tally[m]);
	if (!report->papers.length)
		return;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_EVIDENCE_PAPERS, NULL);
	qs_buffer_put(to, "</h3>\n");
	open_rows(to, report, heads, sizeof heads / sizeof heads[0], 4);
	qs_buffer_put(to, qs_buffer_text(&report->papers));
	close_rows(to);
}

/* ---- monitoring ---- */

static void put_task(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text what,
		     enum qs_report_text how, const char *const *how_args, enum qs_report_text when,
		     const char *const *when_args)
{
	qs_buffer_put(to, "<tr><td>");
	qs_report_say(to, report, what, NULL);
	qs_buffer_put(to, "</td><td>");
	qs_report_say(to, report, how, how_args);
	qs_buffer_put(to, "</td><td>");
	qs_report_say(to, report, when, when_args);
	qs_buffer_put(to, "</td></tr>\n");
}

/* By the first registration of the methodology that heads the page, else the first of all. */
void qs_report_monitoring(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_MONITOR_WHAT, QS_SAY_MONITOR_HOW, QS_SAY_MONITOR_WHEN};
	size_t m = 0, t = 0;
	const struct qs_methodology_pack *const chief = qs_report_chief(report, &m);
	const struct qs_registration *r;
	struct qs_people n[5];

	if (!result->table_count)
		return;
	while (t + 1 < result->table_count && result->tables[t].methodology != chief)
		t++;
	r = result->tables[result->tables[t].methodology == chief ? t : 0].registration;
	qs_report_heading(to, report, "monitoring", QS_SAY_MONITOR_HEAD);
	put_lead(to, report, QS_SAY_MONITOR_LEAD, NULL);
	open_rows(to, report, heads, sizeof heads / sizeof heads[0], 3);
	{
		const char *const every[] = {qs_people_count((unsigned long long)r->verification_every_years, &n[0]),
					     NULL};
		const char *const plots[] = {qs_people_given(100 * r->sampling.cv_frac.value, &n[2]),
					     qs_people_given(100 * r->sampling.confidence.value, &n[3]),
					     qs_people_given(100 * r->sampling.precision_frac.value, &n[4]), NULL};

		put_task(to, report, QS_SAY_MONITOR_AREA, QS_SAY_MONITOR_AREA_HOW, NULL, QS_SAY_MONITOR_EVERY, every);
		put_task(to, report, QS_SAY_MONITOR_ALIVE, QS_SAY_MONITOR_ALIVE_HOW, NULL, QS_SAY_MONITOR_ALIVE_WHEN,
			 NULL);
		put_task(to, report, QS_SAY_MONITOR_TREES, QS_SAY_MONITOR_TREES_HOW, plots, QS_SAY_MONITOR_EVERY,
			 every);
		put_task(to, report, QS_SAY_MONITOR_SHRUBS, QS_SAY_MONITOR_SHRUBS_HOW, NULL, QS_SAY_MONITOR_YEARLY,
			 NULL);
		put_task(to, report, QS_SAY_MONITOR_SOIL, QS_SAY_MONITOR_SOIL_HOW, NULL, QS_SAY_MONITOR_SOIL_WHEN,
			 NULL);
		put_task(to, report, QS_SAY_MONITOR_EVENTS, QS_SAY_MONITOR_EVENTS_HOW, NULL, QS_SAY_MONITOR_EVENTS_WHEN,
			 NULL);
		put_task(to, report, QS_SAY_MONITOR_WORKS, QS_SAY_MONITOR_WORKS_HOW, NULL, QS_SAY_MONITOR_WORKS_WHEN,
			 NULL);
	}
	close_rows(to);
}

/* ---- where figures come from ---- */

void qs_report_trace(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_FIGURE, QS_SAY_MEDIAN, QS_SAY_TRACE_EQUATION,
						    QS_SAY_TRACE_AT};
	static const enum qs_scalar_id order[] = {QS_SCALAR_co2e_project,
						  QS_SCALAR_co2e_baseline,
						  QS_SCALAR_works_project,
						  QS_SCALAR_imported_lost,
						  QS_SCALAR_carbon_payback_year,
						  QS_SCALAR_capex_project,
						  QS_SCALAR_npv,
						  QS_SCALAR_funding_gap,
						  QS_SCALAR_pv_cost,
						  QS_SCALAR_lcoc_gross,
						  QS_SCALAR_lcoc_net};

	qs_report_heading(to, report, "trace", QS_SAY_TRACE_HEAD);
	put_lead(to, report, QS_SAY_TRACE_LEAD, NULL);
	qs_report_open_table(to, report, QS_SAY_TRACE_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i == 1);
	qs_buffer_put(to, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		const struct qs_scalar_row *const row = &qs_scalar_rows[order[i]];
		const struct qs_scalar *const scalar = &result->scalar[order[i]];
		const char *at;
		const char *const equation = qs_trace_equation(order[i], &at);

		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, qs_report_pick(report, row->zh, row->en));
		qs_buffer_put(to, "</td><td class=\"n\">");
		if (scalar->why)
			qs_report_say(to, report, QS_SAY_NEVER, NULL);
		else
			qs_report_value(to, report, scalar->p50,
					order[i] == QS_SCALAR_carbon_payback_year ? QS_REPORT_COUNT : 1);
		qs_buffer_put(to, " ");
		if (!scalar->why)
			qs_report_unit(to, report, row->unit);
		qs_buffer_put(to, "</td><td lang=\"en\">");
		qs_buffer_html(to, equation);
		qs_buffer_put(to, "</td><td><code>/portfolio/");
		qs_buffer_html(to, at);
		qs_buffer_put(to, "</code></td></tr>\n");
	}
	close_rows(to);
}
