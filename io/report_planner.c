/* Page one of report.html: may we, does it pay, how sure are we. This source holds its frame, the column of
 * methodologies and the lines at its foot. */
#include "io/report_parts.h"
#include "model/base/packs.h"
#include "model/finance/risk.h"
#include "model/finance/tornado.h"
#include "model/land/site.h"
#include "model/market/credits.h"
#include "model/market/verdict.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { RULES_SHOWN = 3, WEAK_SHOWN = 4 };

/* The answer to a column's question, in large letters. */
void qs_report_answer(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text,
		      const char *const *args)
{
	qs_buffer_put(to, "<p class=\"answer\">");
	qs_report_say(to, report, text, args);
	qs_buffer_put(to, "</p>\n");
}

/* ---- counting ---- */

static void count_methodology(struct qs_report *report, const struct qs_verdicts *all, size_t m, const char *site)
{
	struct qs_report_tally *const tally = &report->tally[m];
	const enum qs_grade least =
		all->methodologies[m].open_to_new_projects == QS_OPEN_YES ? QS_CREDIT_CONDITIONAL : QS_ACCOUNTING_ONLY;
	const int good = all->site[m].grade >= least;

	tally->sites += (size_t)good;
	for (size_t bit = 0; bit < QS_NEEDS_MOST; bit++) {
		if (!good || !(all->site[m].missing >> bit & 1))
			continue;
		if (tally->missing[bit] < QS_REPORT_NAMED)
			tally->lacks[bit][tally->missing[bit]] = qs_arena_text(&report->arena, site, strlen(site));
		tally->missing[bit]++;
	}
	for (size_t u = 0; u < all->unit_count; u++) {
		const struct qs_verdict *const unit = &all->units[u * all->n + m];

		tally->area_ha += unit->grade >= least ? unit->area_ha : 0;
		for (size_t bit = 0; bit < QS_NEEDS_MOST; bit++)
			tally->failed[bit] += (size_t)(unit->failed >> bit & 1);
	}
}

void qs_report_count(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_verdicts *const all = result->verdicts;
	const struct qs_site_finance *const finance = &result->site->finance;

	if (all && all->n == report->head->packs->methodologies.n) {
		report->judged++;
		report->units += all->unit_count;
		for (size_t m = 0; m < all->n; m++)
			count_methodology(report, all, m, result->site->id);
	}
	report->grows[result->site->models.vegetation]++;
	report->soils[result->site->models.soil]++;
	if (result->acceptance_due >= 0) {
		const int due = result->acceptance_due;

		report->due_first = report->due_first < 0 || due < report->due_first ? due : report->due_first;
		report->due_last = due > report->due_last ? due : report->due_last;
	}
	if (finance->grant_frac.given)
		report->grants = qs_basis_weaker(report->grants, finance->grant_frac.basis);
	for (size_t i = 0; i < finance->revenues.n; i++) {
		const struct qs_revenue *const revenue = &finance->revenues.items[i];

		report->revenues = qs_basis_weaker(report->revenues, revenue->visits_per_year.given
									     ? revenue->visits_per_year.basis
									     : revenue->cny_per_year.basis);
		report->revenues = qs_basis_weaker(report->revenues, revenue->margin_frac.basis);
	}
}

/* ---- methodologies ---- */

static int is_sold(const struct qs_report *report, const char *methodology)
{
	const struct qs_portfolio *const portfolio = report->head->portfolio;
	int sold = 0;

	for (size_t i = 0; i < portfolio->registrations.n; i++)
		sold |= portfolio->registrations.items[i].sell &&
			!strcmp(portfolio->registrations.items[i].methodology, methodology);
	return sold;
}

const struct qs_methodology_pack *qs_report_chief(const struct qs_report *report, size_t *at)
{
	const struct qs_packs *const packs = report->head->packs;
	const struct qs_methodology_pack *chief = NULL;

	for (size_t m = 0; m < packs->methodologies.n; m++) {
		const struct qs_methodology_pack *const pack = &packs->methodologies.items[m];

		if (pack->open_to_new_projects != QS_OPEN_YES ||
		    (chief && (is_sold(report, chief->id) || !is_sold(report, pack->id))))
			continue;
		chief = pack;
		*at = m;
	}
	return chief;
}

static const struct qs_credit *credit_of(const struct qs_result *result, const struct qs_methodology_pack *pack)
{
	for (size_t c = 0; c < result->credit_count; c++)
		if (result->credits[c].methodology == pack)
			return &result->credits[c];
	return NULL;
}

static void say_quantity(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text,
			 const struct qs_scalar *t)
{
	struct qs_people low, mid, high;

	qs_report_say(to, report, text,
		      (const char *const[]){qs_people_number(t->p50, &mid), qs_people_number(t->p10, &low),
					    qs_people_number(t->p90, &high), NULL});
}

static void put_may(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_people all, good, area, mu;
	size_t m = 0;
	const struct qs_methodology_pack *const chief = qs_report_chief(report, &m);
	const struct qs_credit *const credit = chief ? credit_of(result, chief) : NULL;
	const struct qs_report_tally *const tally = chief ? &report->tally[m] : NULL;

	qs_report_answer(to, report,
			 !chief                           ? QS_SAY_MAY_UNKNOWN
			 : !tally->sites                  ? QS_SAY_MAY_NONE
			 : tally->sites == report->judged ? QS_SAY_MAY_ALL
							  : QS_SAY_MAY_SOME,
			 (const char *const[]){qs_people_count(tally ? tally->sites : 0, &good),
					       qs_people_count(report->judged, &all), NULL});
	qs_buffer_put(to, "<p class=\"say\">");
	if (!chief) {
		qs_report_say(to, report, QS_SAY_SAY_MAY_UNKNOWN, NULL);
	} else {
		qs_report_say(to, report, tally->sites ? QS_SAY_SAY_MAY : QS_SAY_SAY_MAY_NONE,
			      (const char *const[]){chief->id, qs_people_count(report->judged, &all),
						    qs_people_count(tally->sites, &good),
						    qs_people_number(tally->area_ha, &area),
						    qs_people_number(tally->area_ha * 15, &mu), NULL});
		if (credit && !credit->accounted && tally->sites) {
			qs_buffer_put(to, report->lang == QS_EN ? " " : "");
			say_quantity(to, report, QS_SAY_SAY_MAY_CREDITS, &credit->issued_t);
		}
	}
	qs_buffer_put(to, "</p>\n");
}

static void put_methodology(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
			    size_t m)
{
	const struct qs_methodology_pack *const pack = &report->head->packs->methodologies.items[m];
	const struct qs_report_tally *const tally = &report->tally[m];
	const struct qs_credit *const credit = credit_of(result, pack);
	struct qs_people good, all, number;

	qs_buffer_put(to, "<tr><td><code>");
	qs_buffer_html(to, pack->id);
	qs_buffer_put(to, "</code></td><td>");
	qs_report_say(to, report,
		      pack->open_to_new_projects == QS_OPEN_YES  ? QS_SAY_FIRST_OPEN
		      : pack->open_to_new_projects == QS_OPEN_NO ? QS_SAY_FIRST_CLOSED
								 : QS_SAY_FIRST_UNSURE,
		      NULL);
	qs_buffer_format(to, "<small>%04d-%02d-%02d</small></td><td class=\"n\">%s/%s", pack->as_of.year,
			 pack->as_of.month, pack->as_of.day, qs_people_count(tally->sites, &good),
			 qs_people_count(report->judged, &all));
	qs_buffer_format(to, "<small>%s ha</small></td><td class=\"n\">", qs_people_number(tally->area_ha, &number));
	if (credit) {
		qs_buffer_people(to, credit->issued_t.p50);
		qs_buffer_put(to, "<small>");
		qs_buffer_people(to, credit->issued_t.p10);
		qs_buffer_put(to, "–");
		qs_buffer_people(to, credit->issued_t.p90);
		qs_buffer_put(to, "</small>");
	} else {
		qs_buffer_put(to, "–");
	}
	qs_buffer_put(to, "</td></tr>\n");
}

static void put_methodologies(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	qs_buffer_put(to, "<table class=\"sums methods\">\n<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_FIRST_METHOD), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_FIRST_NEW), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_FIRST_GOOD), 1);
	qs_report_th(to, "t CO₂e", 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < report->head->packs->methodologies.n; i++)
		put_methodology(to, report, result, i);
	qs_buffer_put(to, "</tbody></table>\n<p class=\"line\">");
	qs_report_say(to, report, QS_SAY_FIRST_NOTE, NULL);
	qs_buffer_put(to, "</p>\n");
}

/* The rules with the highest counts, in plain words. */
static void put_rules(struct qs_buffer *to, const struct qs_report *report, const struct qs_methodology_pack *pack,
		      const size_t *counts, size_t all, enum qs_report_text row)
{
	uint64_t seen = 0;

	qs_buffer_put(to, "<ol class=\"read\">\n");
	for (int shown = 0; shown < RULES_SHOWN; shown++) {
		const struct qs_rule_pack *rule;
		struct qs_people count, total;
		size_t best = QS_NEEDS_MOST;

		for (size_t i = 0; i < pack->needs.n; i++)
			if (!(seen >> i & 1) && counts[i] && (best == QS_NEEDS_MOST || counts[i] > counts[best]))
				best = i;
		if (best == QS_NEEDS_MOST)
			break;
		seen |= (uint64_t)1 << best;
		rule = qs_packs_rules(report->head->packs, pack->needs.items[best]);
		qs_buffer_put(to, "<li>");
		qs_buffer_html(to, rule ? qs_report_pick(report, rule->name.zh, rule->name.en) : "");
		qs_buffer_put(to, " <small><code>");
		qs_buffer_html(to, pack->needs.items[best]);
		qs_buffer_put(to, "</code> ");
		qs_report_say(to, report, row,
			      (const char *const[]){qs_people_count(counts[best], &count), qs_people_count(all, &total),
						    NULL});
		qs_buffer_put(to, "</small></li>\n");
	}
	qs_buffer_put(to, "</ol>\n");
}

static void put_column(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	size_t m = 0;
	const struct qs_methodology_pack *const chief = qs_report_chief(report, &m);

	qs_buffer_put(to, "<div class=\"ask\"><h2>");
	qs_report_say(to, report, QS_SAY_FIRST_MAY, NULL);
	qs_buffer_put(to, "</h2>\n");
	put_may(to, report, result);
	if (report->judged)
		put_methodologies(to, report, result);
	if (report->judged && chief) {
		qs_buffer_put(to, "<h3>");
		qs_report_say(to, report, QS_SAY_FAILS_HEAD, (const char *const[]){chief->id, NULL});
		qs_buffer_put(to, "</h3>\n");
		put_rules(to, report, chief, report->tally[m].failed, report->units, QS_SAY_FAILS_ROW);
		if (report->tally[m].sites) {
			qs_buffer_put(to, "<h3>");
			qs_report_say(to, report, QS_SAY_LACKS_HEAD, NULL);
			qs_buffer_put(to, "</h3>\n");
			put_rules(to, report, chief, report->tally[m].missing, report->tally[m].sites,
				  QS_SAY_LACKS_ROW);
		}
	}
	qs_buffer_put(to, "</div>\n");
}

/* ---- the foot ---- */

static void put_dates(struct qs_buffer *to, const struct qs_report *report)
{
	const struct qs_date *const valid = &report->head->portfolio->policy.valid_to;
	const int first = report->head->start_year + report->due_first,
		  last = report->head->start_year + report->due_last;
	char date[40], due[40];

	snprintf(date, sizeof date, "%04d-%02d-%02d", valid->year, valid->month, valid->day);
	snprintf(due, sizeof due, report->due_first == report->due_last ? "%d" : "%d–%d", first, last);
	qs_report_say(
		to, report, valid->year ? QS_SAY_SAY_POLICY : QS_SAY_SAY_POLICY_OPEN,
		(const char *const[]){
			date, report->due_first < 0 ? qs_report_text(report, QS_SAY_SAY_NO_ACCEPTANCE) : due, NULL});
	if (valid->year && report->due_first >= 0 && valid->year < first) {
		qs_buffer_put(to, report->lang == QS_EN ? " " : "");
		qs_report_say(to, report, QS_SAY_SAY_POLICY_BEFORE, NULL);
	}
}

/* The status of what a row of the tornado moves, or QS_BASIS_COUNT if it is not one figure. */
struct status {
	const char *id;
	enum qs_basis basis;
};

static void meet(void *self, const struct qs_met *met)
{
	struct status *const status = self;
	const char *const name = strrchr(met->path, '/');

	if (name && !strcmp(name + 1, status->id))
		status->basis = met->basis;
}

static enum qs_basis basis_in(const struct qs_report *report, const char *key, const char *field)
{
	struct status status = {field, QS_BASIS_COUNT};
	const struct qs_taker taker = {&status, meet};
	char found[160];

	for (size_t g = 0; g < qs_groups(report->head); g++) {
		qs_group_key(report->head, g, found, sizeof found);
		if (!strcmp(found, key))
			qs_group_walk(report->head, g, &taker);
	}
	return status.basis;
}

static enum qs_basis basis_of(const struct qs_report *report, const struct qs_tornado_row *row)
{
	static const char *const kinds[] = {"measures", "materials"};
	enum qs_basis basis = QS_BASIS_COUNT;
	char key[160];

	if (!strcmp(row->id, "grant"))
		return report->grants;
	if (!strcmp(row->id, "revenue"))
		return report->revenues;
	if (!strcmp(row->id, "discount_rate"))
		return basis_in(report, "/finance", "discount_rate_pct");
	if (!strcmp(row->id, "contingency"))
		return basis_in(report, "/finance", "contingency_frac");
	if (strcmp(row->range, "p10-p90") != 0)
		return basis;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && basis == QS_BASIS_COUNT; i++) {
		snprintf(key, sizeof key, "%s/%.100s", kinds[i], row->id);
		basis = basis_in(report, key, "unit_cost_cny");
	}
	return basis;
}

/* Inputs that move the net present value most and are not verified. */
static void put_weak_top(struct qs_buffer *to, const struct qs_report *report, const struct qs_tornado *tornado)
{
	struct qs_buffer names;
	int n = 0;

	qs_buffer_init(&names, &report->from);
	for (size_t i = 0; tornado && i < tornado->npv_count && i < QS_TORNADO_ROWS && n < WEAK_SHOWN; i++) {
		const struct qs_tornado_row *const row = &tornado->rows[tornado->by_npv[i]];
		const enum qs_basis basis = basis_of(report, row);

		if (basis == QS_BASIS_COUNT || basis == QS_VERIFIED)
			continue;
		qs_buffer_put(&names, !n++ ? "" : report->lang == QS_ZH ? "、" : ", ");
		qs_report_say(&names, report, QS_SAY_ITEM_STATUS,
			      (const char *const[]){qs_report_pick(report, row->zh, row->en),
						    qs_report_basis_word(report, basis), NULL});
	}
	if (n) {
		const char *const text = qs_report_text(report, QS_SAY_SAY_WEAK_TOP);

		qs_buffer_add(to, text, (size_t)(strchr(text, '{') - text));
		qs_buffer_put(to, qs_buffer_text(&names)); /* escaped above */
	}
	to->failed |= names.failed;
	qs_buffer_free(&names);
}

/* Its first weak input by the ranking, in words; NULL if there is none. */
static const char *weakest_input(const struct qs_report *report, const struct qs_tornado *tornado)
{
	for (size_t i = 0; tornado && i < tornado->npv_count && i < QS_TORNADO_ROWS; i++) {
		const struct qs_tornado_row *const row = &tornado->rows[tornado->by_npv[i]];
		const enum qs_basis basis = basis_of(report, row);

		if (basis != QS_BASIS_COUNT && basis != QS_VERIFIED)
			return qs_report_pick(report, row->zh, row->en);
	}
	return NULL;
}

static void put_step(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text,
		     const char *const *args, int *n)
{
	qs_buffer_put(to, "<li>");
	qs_report_say(to, report, text, args);
	qs_buffer_put(to, "</li>\n");
	++*n;
}

/* The evidence that most conditional sites lack. */
static void put_evidence_step(struct qs_buffer *to, const struct qs_report *report, int *n)
{
	size_t m = 0, most = 0;
	const struct qs_methodology_pack *const chief = qs_report_chief(report, &m);
	const struct qs_report_tally *const tally = chief ? &report->tally[m] : NULL;
	const struct qs_rule_pack *rule;
	struct qs_people all, some;

	for (size_t i = 1; chief && i < chief->needs.n; i++)
		most = tally->missing[i] > tally->missing[most] ? i : most;
	rule = chief && chief->needs.n && tally->missing[most]
		       ? qs_packs_rules(report->head->packs, chief->needs.items[most])
		       : NULL;
	if (rule)
		put_step(to, report, QS_SAY_NEXT_EVIDENCE,
			 (const char *const[]){qs_people_count(tally->sites, &all),
					       qs_people_count(tally->missing[most], &some),
					       qs_report_pick(report, rule->name.zh, rule->name.en), rule->id, NULL},
			 n);
}

static void put_next(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const double income = qs_report_sum(report, result, QS_LINE_OF_carbon_income),
		     cost = qs_report_sum(report, result, QS_LINE_OF_registration);
	const char *const weak = weakest_input(report, result->tornado);
	struct qs_people money;
	int n = 0;

	qs_buffer_put(to, "<h2 class=\"next\">");
	qs_report_say(to, report, QS_SAY_NEXT_HEAD, NULL);
	qs_buffer_put(to, "</h2>\n<ol class=\"foot\">\n");
	if (result->risk && result->risk->grant > 0)
		put_step(to, report, QS_SAY_NEXT_MONEY,
			 (const char *const[]){qs_people_number(qs_report_money(report, result->risk->grant), &money),
					       qs_report_money_unit(report), NULL},
			 &n);
	put_evidence_step(to, report, &n);
	if (cost > 0 && income < cost)
		put_step(to, report, QS_SAY_NEXT_REGISTER, NULL, &n);
	if (weak)
		put_step(to, report, QS_SAY_NEXT_VERIFY, (const char *const[]){weak, NULL}, &n);
	if (!n)
		put_step(to, report, QS_SAY_NEXT_READY, NULL, &n);
	qs_buffer_put(to, "</ol>\n");
}

static void put_foot(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_people unverified, assumed;

	qs_buffer_put(to, "<ul class=\"foot\">\n<li>");
	put_dates(to, report);
	qs_buffer_put(to, "</li>\n<li>");
	qs_report_say(to, report, QS_SAY_SAY_WEAK,
		      (const char *const[]){qs_people_count(report->basis_count[QS_UNVERIFIED], &unverified),
					    qs_people_count(report->basis_count[QS_ASSUMPTION], &assumed), NULL});
	put_weak_top(to, report, result->tornado);
	qs_buffer_put(to, report->lang == QS_ZH ? "（<a href=\"#weak\">" : " (<a href=\"#weak\">");
	qs_report_say(to, report, QS_SAY_SAY_WEAK_LINK, NULL);
	qs_buffer_put(to, report->lang == QS_ZH ? "</a>）。</li>\n<li><strong>" : "</a>).</li>\n<li><strong>");
	qs_report_say(to, report, QS_SAY_READ_CREDITS, NULL);
	qs_buffer_put(to, "</strong></li>\n</ul>\n");
}

void qs_report_planner(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	qs_buffer_put(to, "<div class=\"first\" id=\"first\">\n<div class=\"three\">\n");
	put_column(to, report, result);
	qs_report_balance(to, report, result);
	qs_report_changes(to, report, result);
	qs_buffer_put(to, "</div>\n");
	put_next(to, report, result);
	put_foot(to, report, result);
	qs_buffer_put(to, "</div>\n");
}
