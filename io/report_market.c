/* Grades of methodologies in report.html: a table of sites, and in a site's section the conditions that fail or are
 * open. */
#include "io/report_parts.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/credits.h"
#include "model/market/verdict.h"

#include <stdio.h>
#include <string.h>

void qs_report_market_open(struct qs_report *report, const struct qs_allocator *from)
{
	qs_buffer_init(&report->market, from);
	qs_buffer_init(&report->boundary, from);
	qs_buffer_init(&report->additional, from);
	qs_buffer_init(&report->ways, from);
	qs_buffer_init(&report->line, from);
}

qs_status qs_report_market_status(const struct qs_report *report, struct qs_err *err)
{
	return qs_buffer_status(&report->market, err) || qs_buffer_status(&report->boundary, err) ||
			       qs_buffer_status(&report->additional, err) || qs_buffer_status(&report->ways, err) ||
			       qs_buffer_status(&report->line, err)
		       ? QS_ENOMEM
		       : QS_OK;
}

void qs_report_market_close(struct qs_report *report)
{
	qs_buffer_free(&report->market);
	qs_buffer_free(&report->boundary);
	qs_buffer_free(&report->additional);
	qs_buffer_free(&report->ways);
	qs_buffer_free(&report->line);
}

static void put_grade(struct qs_buffer *to, const struct qs_report *report, const struct qs_verdict *verdict)
{
	struct qs_people area;

	qs_buffer_html(to, qs_grade_label(verdict->grade, report->lang));
	qs_buffer_put(to, "<small>");
	qs_report_say(to, report, QS_SAY_MARKET_AREA,
		      (const char *const[]){qs_people_number(verdict->area_ha, &area), NULL});
	qs_buffer_put(to, "</small>");
}

/* The quantity of a methodology, if it is registered. */
static void put_quantity(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
			 const struct qs_methodology_pack *methodology)
{
	for (size_t c = 0; c < result->credit_count; c++) {
		const struct qs_credit *const credit = &result->credits[c];
		const struct qs_scalar *const t = &credit->issued_t;
		struct qs_people p10, p50, p90;

		if (credit->methodology != methodology || !(t->p90 > 0))
			continue;
		qs_buffer_put(to, "<small>");
		qs_report_say(to, report, credit->accounted ? QS_SAY_MARKET_ACCOUNT : QS_SAY_MARKET_CREDIT,
			      (const char *const[]){qs_people_number(t->p50, &p50), qs_people_number(t->p10, &p10),
						    qs_people_number(t->p90, &p90), NULL});
		qs_buffer_put(to, "</small>");
	}
}

void qs_report_market_row(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_verdicts *const all = result->verdicts;
	const struct qs_site *const site = result->site;
	struct qs_buffer *const to = &report->market;

	if (!all)
		return;
	qs_buffer_put(to, "<tr><td class=\"wide\">");
	qs_buffer_html(to, qs_report_pick(report, site->name.zh, site->name.en));
	qs_buffer_put(to, "</td>");
	for (size_t m = 0; m < all->n; m++) {
		qs_buffer_put(to, "<td>");
		put_grade(to, report, &all->site[m]);
		put_quantity(to, report, result, &all->methodologies[m]);
		qs_buffer_put(to, "</td>");
	}
	qs_buffer_put(to, "</tr>\n");
}

static void put_open(struct qs_buffer *to, const struct qs_report *report, const struct qs_methodology_pack *pack)
{
	const enum qs_report_text text = pack->open_to_new_projects == QS_OPEN_YES  ? QS_SAY_MARKET_OPEN
					 : pack->open_to_new_projects == QS_OPEN_NO ? QS_SAY_MARKET_CLOSED
										    : QS_SAY_MARKET_UNSURE;
	char date[40];

	snprintf(date, sizeof date, "%04d-%02d-%02d", pack->as_of.year, pack->as_of.month, pack->as_of.day);
	qs_report_say(to, report, text, (const char *const[]){pack->programme, date, NULL});
}

/* What follows where a rule is not met. */
static void put_unmet(struct qs_buffer *to, const struct qs_report *report, const struct qs_rule_pack *rule)
{
	if (!rule->unmet.zh)
		return;
	qs_buffer_put(to, report->lang == QS_ZH ? "" : " ");
	qs_report_say(to, report, QS_SAY_MARKET_UNMET,
		      (const char *const[]){qs_report_pick(report, rule->unmet.zh, rule->unmet.en), NULL});
}

void qs_report_rule(struct qs_buffer *to, const struct qs_report *report, const struct qs_rule_pack *rule)
{
	qs_buffer_put(to, "<code>");
	qs_buffer_html(to, rule->id);
	qs_buffer_put(to, "</code> ");
	qs_buffer_html(to, qs_report_pick(report, rule->name.zh, rule->name.en));
	qs_buffer_put(to, report->lang == QS_ZH ? "。" : ". ");
	qs_buffer_html(to, qs_report_pick(report, rule->why.zh, rule->why.en));
	put_unmet(to, report, rule);
	qs_report_weak_mark(to, report, (enum qs_basis)rule->status);
}

/* The methodology that is the first of the packs to name a rule: the rule's text stands there, others point to it. */
static int first_names(const struct qs_packs *packs, size_t m, const char *rule)
{
	for (size_t other = 0; other < m; other++)
		if (qs_strings_have(&packs->methodologies.items[other].needs, rule) ||
		    qs_strings_have(&packs->methodologies.items[other].informs, rule))
			return 0;
	return 1;
}

static void put_link(struct qs_buffer *to, const char *rule)
{
	qs_buffer_put(to, "<a href=\"#rule-");
	qs_buffer_html(to, rule);
	qs_buffer_put(to, "\"><code>");
	qs_buffer_html(to, rule);
	qs_buffer_put(to, "</code></a>");
}

static void put_texts(struct qs_buffer *to, const struct qs_report *report, size_t m, const struct qs_strings *rules)
{
	const struct qs_packs *const packs = report->head->packs;

	qs_buffer_put(to, "<ul class=\"read\">\n");
	for (size_t i = 0; i < rules->n; i++) {
		const struct qs_rule_pack *const rule = qs_packs_rules(packs, rules->items[i]);

		if (!rule)
			continue;
		if (!first_names(packs, m, rule->id)) {
			qs_buffer_put(to, "<li>");
			put_link(to, rule->id);
			qs_buffer_put(to, "</li>\n");
			continue;
		}
		qs_buffer_put(to, "<li id=\"rule-");
		qs_buffer_html(to, rule->id);
		qs_buffer_put(to, "\">");
		qs_report_rule(to, report, rule);
		qs_buffer_put(to, "</li>\n");
	}
	qs_buffer_put(to, "</ul>\n");
}

/* What is known of each methodology itself, and its conditions in words. */
static void put_methodologies(struct qs_buffer *to, const struct qs_report *report)
{
	const struct qs_packs *const packs = report->head->packs;

	for (size_t m = 0; m < packs->methodologies.n; m++) {
		const struct qs_methodology_pack *const pack = &packs->methodologies.items[m];

		qs_buffer_put(to, "<details><summary><code>");
		qs_buffer_html(to, pack->id);
		qs_buffer_put(to, "</code> ");
		qs_buffer_html(to, qs_report_pick(report, pack->name.zh, pack->name.en));
		qs_buffer_put(to, "</summary><div class=\"in\">\n<p>");
		put_open(to, report, pack);
		qs_report_weak_mark(to, report, (enum qs_basis)pack->status);
		qs_buffer_put(to, report->lang == QS_ZH ? "。" : ". ");
		qs_buffer_html(to, qs_report_pick(report, pack->note.zh, pack->note.en));
		qs_buffer_put(to, "</p>\n");
		put_texts(to, report, m, &pack->needs);
		if (pack->informs.n) {
			qs_buffer_put(to, "<p>");
			qs_report_say(to, report, QS_SAY_MARKET_TOLD, NULL);
			qs_buffer_put(to, "</p>\n");
			put_texts(to, report, m, &pack->informs);
		}
		qs_buffer_put(to, "</div></details>\n");
	}
}

void qs_report_market(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	const struct qs_packs *const packs = report->head->packs;

	if (!report->market.length)
		return;
	qs_report_heading(to, report, "market", QS_SAY_MARKET_HEAD);
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_MARKET_LEAD, NULL);
	qs_buffer_put(to, "</p>\n");
	qs_report_open_table(to, report, QS_SAY_MARKET_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_SITE), 0);
	for (size_t m = 0; m < packs->methodologies.n; m++)
		qs_report_th(to, packs->methodologies.items[m].id, 0);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	qs_buffer_put(to, qs_buffer_text(&report->market));
	if (portfolio->credit_count) {
		qs_buffer_put(to, "<tr><td class=\"wide\">");
		qs_report_say(to, report, QS_SAY_MARKET_TOTAL, NULL);
		qs_buffer_put(to, "</td>");
		for (size_t m = 0; m < packs->methodologies.n; m++) {
			qs_buffer_put(to, "<td>");
			put_quantity(to, report, portfolio, &packs->methodologies.items[m]);
			qs_buffer_put(to, "</td>");
		}
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	if (report->seen > QS_REPORT_ROWS) {
		struct qs_people more;

		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_MARKET_MORE,
			      (const char *const[]){qs_people_count(report->seen - QS_REPORT_ROWS, &more), NULL});
		qs_buffer_put(to, "</p>\n");
	}
	if (portfolio->credit_count) {
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_MARKET_STAND_IN, NULL);
		qs_buffer_put(to, "</p>\n");
	}
	put_methodologies(to, report);
	qs_report_credits(to, report, portfolio);
}

/* ---- a site ---- */

/* The units of a site that fail a rule, or that have the site's grade and lack it: their ids, if they are not all. */
static void put_units(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result, size_t m,
		      size_t bit, int failed)
{
	const struct qs_verdicts *const all = result->verdicts;
	struct qs_buffer ids;
	size_t n = 0;

	qs_buffer_init(&ids, &report->from);
	for (size_t u = 0; u < all->unit_count; u++) {
		const struct qs_verdict *const verdict = &all->units[u * all->n + m];

		if (!((failed ? verdict->failed : verdict->missing) >> bit & 1) ||
		    (!failed && verdict->grade != all->site[m].grade))
			continue;
		qs_buffer_put(&ids, n++ ? ", " : "");
		qs_buffer_put(&ids, result->site->units.items[u].id);
	}
	if (n < all->unit_count) {
		qs_buffer_put(to, report->lang == QS_ZH ? "（" : " (");
		qs_buffer_html(to, qs_buffer_text(&ids));
		qs_buffer_put(to, report->lang == QS_ZH ? "）" : ")");
	}
	to->failed |= ids.failed;
	qs_buffer_free(&ids);
}

static void put_document(struct qs_buffer *to, const struct qs_report *report, const struct qs_site *site,
			 const char *rule)
{
	for (size_t i = 0; i < site->evidence.n; i++) {
		const struct qs_evidence *const evidence = &site->evidence.items[i];

		if (strcmp(evidence->id, rule) || !evidence->document.zh)
			continue;
		qs_buffer_put(to, report->lang == QS_ZH ? "，" : ", ");
		qs_report_say(to, report, evidence->held ? QS_SAY_MARKET_HELD : QS_SAY_MARKET_NOT_HELD,
			      (const char *const[]){
				      qs_report_pick(report, evidence->document.zh, evidence->document.en), NULL});
	}
}

/* A cell of rules, each with its units and, where evidence is missing, the paper that the site names. `words`: with the
 * rule's name. */
static void put_rules(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result, size_t m,
		      uint64_t rules, int failed, int words)
{
	const struct qs_methodology_pack *const methodology = &result->verdicts->methodologies[m];
	int n = 0;

	qs_buffer_put(to, "<td>");
	for (size_t i = 0; i < methodology->needs.n; i++) {
		const struct qs_rule_pack *const rule =
			qs_packs_rules(report->head->packs, methodology->needs.items[i]);

		if (!(rules >> i & 1) || !rule)
			continue;
		qs_buffer_put(to, !n++ ? "" : words ? "<br>" : report->lang == QS_ZH ? "；" : "; ");
		put_link(to, rule->id);
		if (words) {
			qs_buffer_put(to, " ");
			qs_buffer_html(to, qs_report_pick(report, rule->name.zh, rule->name.en));
		}
		put_units(to, report, result, m, i, failed);
		if (failed && words) {
			qs_buffer_put(to, "<small>");
			put_unmet(to, report, rule);
			qs_buffer_put(to, "</small>");
		}
		if (!failed)
			put_document(to, report, result->site, rule->id);
	}
	qs_buffer_put(to, n ? "</td>" : "–</td>");
}

/* Adds "line: rules" to a list. */
static void add_clash(struct qs_buffer *to, const struct qs_report *report, const char *line,
		      const struct qs_strings *rules)
{
	for (size_t i = 0; i < rules->n; i++) {
		qs_buffer_put(to, i ? ", " : to->length ? (report->lang == QS_ZH ? "；" : "; ") : "");
		qs_buffer_put(to, i ? "" : line);
		qs_buffer_put(to, i ? "" : report->lang == QS_ZH ? "：" : ": ");
		qs_buffer_put(to, rules->items[i]);
	}
}

/* Lines of income that get into the way of rules, by their packs and as the site says. */
static void put_clashes(struct qs_buffer *to, const struct qs_report *report, const struct qs_site *site)
{
	struct qs_buffer list;

	qs_buffer_init(&list, &report->from);
	for (size_t r = 0; r < site->finance.revenues.n; r++) {
		const struct qs_revenue *const revenue = &site->finance.revenues.items[r];
		const struct qs_revenue_line_pack *const pack =
			qs_packs_revenue_lines(report->head->packs, revenue->line);
		const char *const name = pack ? qs_report_pick(report, pack->name.zh, pack->name.en) : revenue->line;

		if (pack)
			add_clash(&list, report, name, &pack->conflicts_with);
		add_clash(&list, report, name, &revenue->conflicts_with);
	}
	if (list.length) {
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_LINE_CLASH, (const char *const[]){qs_buffer_text(&list), NULL});
		qs_buffer_put(to, "</p>\n");
	}
	to->failed |= list.failed;
	qs_buffer_free(&list);
}

/* Failed: of all units, since those outside the boundary have a reason too. Missing: of the units with the grade. The
 * rules of a methodology under which the site sells, or of the one that heads the page, stand in words. */
void qs_report_market_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_MARKET_METHOD, QS_SAY_MARKET_FAILED, QS_SAY_MARKET_MISSING};
	const struct qs_verdicts *const all = result->verdicts;
	size_t at;

	if (!all)
		return;
	qs_buffer_put(to, "<h4>");
	qs_report_say(to, report, QS_SAY_MARKET_HEAD, NULL);
	qs_buffer_put(to, "</h4>\n");
	qs_report_open_table(to, report, QS_SAY_MARKET_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), 0);
	qs_buffer_put(to, "</tr></thead><tbody>\n");
	for (size_t m = 0; m < all->n; m++) {
		const struct qs_methodology_pack *const pack = &all->methodologies[m];
		const struct qs_registration *registration;
		uint64_t failed = 0;
		int words;

		for (size_t u = 0; u < all->unit_count; u++)
			failed |= all->units[u * all->n + m].failed;
		qs_start_of(report->head->portfolio, result->site, pack->id, &registration);
		words = (registration && registration->sell) || pack == qs_report_chief(report, &at);
		qs_buffer_put(to, "<tr><td><code>");
		qs_buffer_html(to, pack->id);
		qs_buffer_put(to, "</code> ");
		put_grade(to, report, &all->site[m]);
		qs_buffer_put(to, "</td>");
		put_rules(to, report, result, m, failed, 1, words);
		put_rules(to, report, result, m, all->site[m].missing, 0, words);
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	put_clashes(to, report, result->site);
}
