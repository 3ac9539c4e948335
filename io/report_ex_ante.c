/* What a registration's design document asks for, in report.html: sampling design and deductions, strata, the yearly
 * ex-ante table, and what the workbook has too: boundary, parameters available at validation and monitored. */
#include "io/design.h"
#include "io/report_parts.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/credits.h"
#include "model/market/ex_ante.h"
#include "model/market/rating.h"
#include "model/portfolio.h"

#include <math.h>
#include <string.h>

enum { MOST = 12 }; /* registrations shown */

static void open_table(struct qs_buffer *to, const struct qs_report *report, const enum qs_report_text *heads, size_t n,
		       size_t words)
{
	qs_report_open_table(to, report, QS_SAY_EX_ANTE_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < n; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i >= words);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

static void close_table(struct qs_buffer *to)
{
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

static int is_shown(const struct qs_credit_table *table)
{
	return table->strata && table->registration->sell;
}

static void put_cell(struct qs_buffer *to, const char *text)
{
	qs_buffer_put(to, "<td>");
	qs_buffer_html(to, text);
	qs_buffer_put(to, "</td>");
}

static void put_design(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_CREDIT_REGISTRATION, QS_SAY_MARKET_METHOD, QS_SAY_EX_ANTE_SOURCE,   QS_SAY_EX_ANTE_CONFIDENCE,
		QS_SAY_EX_ANTE_CV,          QS_SAY_EX_ANTE_HALF,  QS_SAY_EX_ANTE_SAMPLING, QS_SAY_EX_ANTE_RISK};

	qs_buffer_put(to, "<h4>");
	qs_report_say(to, report, QS_SAY_EX_ANTE_DESIGN, NULL);
	qs_buffer_put(to, "</h4>\n");
	open_table(to, report, heads, sizeof heads / sizeof heads[0], 3);
	for (size_t r = 0, n = 0; r < portfolio->table_count && n < MOST; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];
		const struct qs_sampling *const s = &table->registration->sampling;
		const struct qs_methodology_pack *const m = table->methodology;
		const int rated = table->rating && table->rating->rated;

		if (!is_shown(table))
			continue;
		n++;
		qs_buffer_put(to, "<tr>");
		put_cell(to, table->registration->id);
		put_cell(to, m->id);
		qs_buffer_put(to, "<td>");
		qs_buffer_html(to, rated ? m->risk_scores.source : m->risk_deduction_frac.source);
		qs_report_weak_mark(to, report, rated ? QS_ASSUMPTION : m->risk_deduction_frac.basis);
		qs_buffer_put(to, "</td>");
		qs_report_number(to, 100 * s->confidence.value);
		qs_report_number(to, 100 * s->cv_frac.value);
		qs_report_number(to, 100 * qs_credit_half_width(s));
		qs_report_number(to, 100 * table->sampling);
		qs_report_number(to, 100 * table->risk);
		qs_buffer_put(to, "</tr>\n");
	}
	close_table(to);
}

static void put_strata(struct qs_buffer *to, const struct qs_report *report, const struct qs_credit_table *table)
{
	static const enum qs_report_text heads[] = {QS_SAY_TREATMENT, QS_SAY_SUBSTRATE, QS_SAY_EX_ANTE_PLANTED,
						    QS_SAY_CREDIT_AREA};

	open_table(to, report, heads, sizeof heads / sizeof heads[0], 3);
	for (const struct qs_credit_stratum *s = table->strata; s; s = s->next) {
		qs_buffer_put(to, "<tr>");
		put_cell(to, s->treatment ? qs_design_treatment(report->lang, s->treatment)
					  : qs_report_text(report, QS_SAY_NO_TREATMENT));
		put_cell(to, qs_design_substrate(report->head, report->lang, s->substrate));
		if (s->planted)
			qs_buffer_format(to, "<td>%d</td>", s->planted);
		else
			put_cell(to, "–");
		qs_report_number(to, s->area_ha);
		qs_buffer_put(to, "</tr>\n");
	}
	close_table(to);
}

static void put_whole(struct qs_buffer *to, double t)
{
	struct qs_people text;

	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_put(to, t < 0 ? "−" : "");
	qs_buffer_put(to, qs_people_count((size_t)fabs(t), &text));
	qs_buffer_put(to, "</td>");
}

static void put_years(struct qs_buffer *to, const struct qs_report *report, const struct qs_credit_table *table)
{
	static const enum qs_report_text heads[] = {QS_SAY_EX_ANTE_YEAR, QS_SAY_EX_ANTE_BASELINE,
						    QS_SAY_EX_ANTE_PROJECT, QS_SAY_EX_ANTE_LEAKAGE,
						    QS_SAY_EX_ANTE_LEFT};
	double sum[4] = {0};

	open_table(to, report, heads, sizeof heads / sizeof heads[0], 1);
	for (size_t t = qs_ex_ante_first(table); t < qs_ex_ante_end(table, report->head->years); t++) {
		const struct qs_ex_ante_year y = qs_ex_ante_year(table, t);
		const double value[] = {y.baseline_t, y.project_t, y.leakage_t, y.net_t - y.sampling_t - y.risk_t};

		qs_buffer_format(to, "<tr><td>%d</td>", report->head->start_year + (int)t);
		for (int c = 0; c < 4; c++) {
			const double whole = qs_ex_ante_whole(value[c]);

			sum[c] += whole;
			put_whole(to, whole);
		}
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "<tr><td>");
	qs_report_say(to, report, QS_SAY_EX_ANTE_SUM, NULL);
	qs_buffer_put(to, "</td>");
	for (int c = 0; c < 4; c++)
		put_whole(to, sum[c]);
	qs_buffer_put(to, "</tr>\n");
	close_table(to);
}

void qs_report_ex_ante(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	struct qs_people more;
	size_t n = 0;

	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_EX_ANTE_HEAD, NULL);
	qs_buffer_put(to, "</h3>\n<p>");
	qs_report_say(to, report, QS_SAY_EX_ANTE_LEAD, NULL);
	qs_buffer_put(to, "</p>\n");
	put_design(to, report, portfolio);
	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];

		if (!is_shown(table) || n++ >= MOST)
			continue;
		qs_buffer_put(to, "<details><summary><code>");
		qs_buffer_html(to, table->registration->id);
		qs_buffer_put(to, "</code></summary><div class=\"in\">\n");
		put_strata(to, report, table);
		put_years(to, report, table);
		qs_buffer_put(to, "</div></details>\n");
	}
	if (n > MOST) {
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_EX_ANTE_MORE,
			      (const char *const[]){qs_people_count(n - MOST, &more), NULL});
		qs_buffer_put(to, "</p>\n");
	}
}

/* ---- tables that the workbook has too ---- */

/* A table while its rows are written. */
struct design {
	struct qs_buffer *to;
	const struct qs_report *report;
	size_t n; /* cells of a row */
};

/* Ids of parameters without the kind of their pack. */
static void put_id(struct qs_buffer *to, const char *id)
{
	static const char kind[] = "methodologies/";

	qs_buffer_put(to, "<td><code>");
	qs_buffer_html(to, strncmp(id, kind, sizeof kind - 1) ? id : id + sizeof kind - 1);
	qs_buffer_put(to, "</code></td>");
}

static void put_share(struct qs_buffer *to, double share)
{
	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_people(to, 100 * share);
	qs_buffer_put(to, " %</td>");
}

static void put_row(void *self, const struct qs_design_cell *cells)
{
	const struct design *const d = self;

	qs_buffer_put(d->to, "<tr>");
	for (size_t c = 0; c < d->n; c++)
		switch (cells[c].kind) {
		case QS_DESIGN_WHOLE:
			put_whole(d->to, cells[c].number);
			break;
		case QS_DESIGN_NUMBER:
			qs_report_number(d->to, cells[c].number);
			break;
		case QS_DESIGN_SHARE:
			put_share(d->to, cells[c].number);
			break;
		case QS_DESIGN_ID:
			put_id(d->to, cells[c].text);
			break;
		case QS_DESIGN_STATUS:
			put_cell(d->to, qs_report_basis_word(d->report, (enum qs_basis)cells[c].number));
			break;
		case QS_DESIGN_TEXT:
		default:
			put_cell(d->to, cells[c].text);
		}
	qs_buffer_put(d->to, "</tr>\n");
}

void qs_report_boundary_site(struct qs_report *report, const struct qs_result *result)
{
	struct design design = {&report->boundary, report, qs_design_forms[QS_DESIGN_BOUNDARY].n};

	if (report->seen < QS_REPORT_SECTIONS)
		qs_design_boundary(report->head, report->lang, result,
				   &(struct qs_design_taker){&design, put_row, &report->from, 0});
}

static void open_form(struct qs_buffer *to, const struct qs_report *report, const struct qs_design_form *form)
{
	qs_buffer_put(to, "<details><summary>");
	qs_buffer_html(to, qs_report_pick(report, form->title.zh, form->title.en));
	qs_buffer_put(to, "<small>");
	qs_buffer_html(to, qs_report_pick(report, form->note.zh, form->note.en));
	qs_buffer_put(to, "</small></summary>");
	qs_report_open_table(to, report, QS_SAY_EX_ANTE_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < form->n; i++)
		qs_report_th(to, qs_report_pick(report, form->heads[i].zh, form->heads[i].en), form->numbers >> i & 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

void qs_report_design_tables(struct qs_buffer *to, const struct qs_report *report)
{
	struct design design = {to, report, 0};
	struct qs_design_taker taker = {&design, put_row, &report->from, 0};

	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_EX_ANTE_TABLES, NULL);
	qs_buffer_put(to, "</h3>\n");
	for (int t = 0; t < QS_DESIGN_TABLES; t++) {
		design.n = qs_design_forms[t].n;
		open_form(to, report, &qs_design_forms[t]);
		if (t == QS_DESIGN_BOUNDARY)
			qs_buffer_put(to, qs_buffer_text(&report->boundary));
		else if (t == QS_DESIGN_PARAMETERS)
			qs_design_parameters(report->head, report->lang, report->used, &taker);
		else
			qs_design_monitored(report->head, report->lang, &taker);
		close_table(to);
		qs_buffer_put(to, "</details>\n");
	}
	to->failed |= taker.failed;
	if (report->seen > QS_REPORT_SECTIONS) {
		struct qs_people more;

		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_EX_ANTE_SITES,
			      (const char *const[]){qs_people_count(report->seen - QS_REPORT_SECTIONS, &more), NULL});
		qs_buffer_put(to, "</p>\n");
	}
}
