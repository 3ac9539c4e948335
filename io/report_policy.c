/* The chapter of report.html on the policy's rules: counts, what is broken, what is not known, the balance of earth and
 * rock. */
#include "io/report_parts.h"
#include "model/finance/accounts.h"
#include "model/policy/judge.h"
#include "model/policy/score.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void qs_report_finding(void *self, const struct qs_policy_finding *finding)
{
	struct qs_report *const report = self;
	const size_t rule = (size_t)(finding->rule - report->head->packs->policy.items);
	const int open = finding->outcome == QS_POLICY_not_known;
	struct qs_report_found *const found = &report->found[rule][open];
	const char *const id = finding->unit ? finding->unit->id : finding->site ? finding->site->id : NULL;

	if (!open && finding->outcome != QS_POLICY_broken)
		return;
	if (id && found->n < QS_REPORT_NAMED)
		found->who[found->n] = qs_arena_text(&report->arena, id, strlen(id));
	found->n++;
}

static const enum qs_report_text severities[] = {QS_SAY_POLICY_HARD, QS_SAY_POLICY_SOFT, QS_SAY_POLICY_INFO,
						 QS_SAY_POLICY_CALC};

static void put_count(struct qs_buffer *to, uint64_t n)
{
	struct qs_people text;

	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_put(to, qs_people_count(n, &text));
	qs_buffer_put(to, "</td>");
}

static void put_counts(struct qs_buffer *to, const struct qs_report *report, const struct qs_policy_review *review)
{
	qs_report_open_table(to, report, QS_SAY_POLICY_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_POLICY_SEVERITY), 0);
	for (int o = 0; o < QS_POLICY_OUTCOME_COUNT; o++)
		qs_report_th(to,
			     o == QS_POLICY_broken ? qs_report_text(report, QS_SAY_POLICY_BROKEN)
						   : qs_policy_outcome_label((enum qs_policy_outcome)o, report->lang),
			     1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	for (int s = 0; s < QS_SEVERITIES; s++) {
		qs_buffer_put(to, "<tr><td>");
		qs_report_say(to, report, severities[s], NULL);
		qs_buffer_put(to, "</td>");
		for (int o = 0; o < QS_POLICY_OUTCOME_COUNT; o++)
			put_count(to, review->count[s][o]);
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

static void put_who(struct qs_buffer *to, const struct qs_report *report, const struct qs_report_found *found)
{
	struct qs_people more;

	qs_buffer_put(to, "<td>");
	for (size_t i = 0; i < found->n && i < QS_REPORT_NAMED; i++) {
		if (!found->who[i])
			continue; /* of the portfolio */
		qs_buffer_put(to, !i ? "" : report->lang == QS_ZH ? "、" : ", ");
		qs_buffer_html(to, found->who[i]);
	}
	if (found->n && !found->who[0])
		qs_report_say(to, report, QS_SAY_POLICY_WHOLE, NULL);
	if (found->n > QS_REPORT_NAMED)
		qs_report_say(to, report, QS_SAY_POLICY_MORE,
			      (const char *const[]){qs_people_count(found->n - QS_REPORT_NAMED, &more), NULL});
	qs_buffer_put(to, "</td>");
}

static void put_rule(struct qs_buffer *to, const struct qs_report *report, const struct qs_policy_pack *rule,
		     const struct qs_report_found *found)
{
	qs_buffer_put(to, "<tr><td class=\"nowrap\"><code>");
	qs_buffer_html(to, rule->id);
	qs_buffer_put(to, "</code> <small>");
	qs_report_say(to, report, severities[rule->severity], NULL);
	qs_buffer_put(to, "</small></td><td>");
	qs_buffer_html(to, qs_report_pick(report, rule->name.zh, rule->name.en));
	qs_buffer_put(to, "<br><small lang=\"zh-CN\">");
	qs_buffer_html(to, rule->clause);
	qs_buffer_put(to, "：“");
	qs_buffer_html(to, rule->words);
	qs_buffer_put(to, "”</small></td>");
	put_who(to, report, found);
	qs_buffer_put(to, "<td><small>");
	qs_buffer_html(to, qs_report_pick(report, rule->why.zh, rule->why.en));
	qs_buffer_put(to, "</small></td></tr>\n");
}

/* Rules with an outcome, the hard ones first. */
static void put_rules(struct qs_buffer *to, const struct qs_report *report, int open)
{
	static const enum qs_report_text heads[] = {QS_SAY_POLICY_RULE, QS_SAY_POLICY_ASKED, QS_SAY_POLICY_WHO,
						    QS_SAY_POLICY_SETTLED};
	const struct qs_packs *const packs = report->head->packs;
	size_t n = 0;

	for (size_t i = 0; i < packs->policy.n; i++)
		n += report->found[i][open].n > 0;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, open ? QS_SAY_POLICY_OPEN_HEAD : QS_SAY_POLICY_BROKEN_HEAD, NULL);
	qs_buffer_put(to, "</h3>\n");
	if (!n) {
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_POLICY_NONE, NULL);
		qs_buffer_put(to, "</p>\n");
		return;
	}
	qs_report_open_table(to, report, open ? QS_SAY_POLICY_OPEN_HEAD : QS_SAY_POLICY_BROKEN_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), 0);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	for (int severity = 0; severity < QS_SEVERITIES; severity++)
		for (size_t i = 0; i < packs->policy.n; i++)
			if (packs->policy.items[i].severity == severity && report->found[i][open].n)
				put_rule(to, report, &packs->policy.items[i], &report->found[i][open]);
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* ---- earth, rock and plants ---- */

static void put_class(struct qs_buffer *to, const struct qs_report *report, int c, const struct qs_earth_row *row)
{
	static const char *const names[][2] = {
#define X(name, word, zh, en) {zh, en},
		QS_EARTHS(X)
#undef X
	};
	const double values[] = {
		qs_earth_cut(row), row->used,          row->surplus,          row->rejected,        row->need,
		row->deficit,      row->carbon_used_t, row->carbon_surplus_t, row->carbon_brought_t};
	struct qs_people ratio, untested;

	qs_buffer_put(to, "<tr><td>");
	qs_buffer_html(to, qs_report_pick(report, names[c][0], names[c][1]));
	qs_buffer_put(to, "</td>");
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		qs_report_number(to, values[i]);
	qs_buffer_put(to, "<td>");
	if (row->tested)
		qs_report_say(to, report, row->contamination > 1 ? QS_SAY_EARTH_FAILS : QS_SAY_EARTH_PASSES,
			      (const char *const[]){qs_people_number(row->contamination, &ratio), NULL});
	if (row->tested && row->untested)
		qs_buffer_put(to, report->lang == QS_ZH ? "；" : "; ");
	if (row->untested)
		qs_report_say(to, report, QS_SAY_EARTH_UNTESTED,
			      (const char *const[]){qs_people_count(row->untested, &untested), NULL});
	qs_buffer_put(to, "</td></tr>\n");
}

static void put_earth(struct qs_buffer *to, const struct qs_report *report, const struct qs_earth_balance *balance)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_EARTH_CLASS,          QS_SAY_EARTH_CUT,         QS_SAY_EARTH_USED,
		QS_SAY_EARTH_SURPLUS,        QS_SAY_EARTH_REJECTED,    QS_SAY_EARTH_NEED,
		QS_SAY_EARTH_DEFICIT,        QS_SAY_EARTH_CARBON_USED, QS_SAY_EARTH_CARBON_SURPLUS,
		QS_SAY_EARTH_CARBON_BROUGHT, QS_SAY_EARTH_TEST};
	enum { HEADS = sizeof heads / sizeof heads[0] };
	struct qs_people haul, money, carbon;
	double t_km = 0, all = 0;

	for (int c = 0; c < QS_EARTH_CLASSES; c++) {
		t_km += balance->row[c].haul_saved_t_km;
		all += qs_earth_cut(&balance->row[c]) + balance->row[c].need;
	}
	if (!(all > 0))
		return;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_EARTH_HEAD, NULL);
	qs_buffer_put(to, "</h3>\n");
	qs_report_open_table(to, report, QS_SAY_EARTH_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (int i = 0; i < HEADS; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i > 0 && i < HEADS - 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	for (int c = 0; c < QS_EARTH_CLASSES; c++)
		if (qs_earth_cut(&balance->row[c]) > 0 || balance->row[c].need > 0)
			put_class(to, report, c, &balance->row[c]);
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_EARTH_SAVED,
		      (const char *const[]){qs_people_number(t_km, &haul),
					    qs_people_number(qs_report_money(report, balance->haul_saved_cny), &money),
					    qs_people_number(balance->haul_saved_co2e_t, &carbon),
					    qs_report_money_unit(report), NULL});
	qs_buffer_put(to, "</p>\n");
}

/* ---- acceptance ---- */

void qs_report_acceptance_row(struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text kinds[QS_ACCEPTANCE_KINDS] = {QS_SAY_ACC_COVER,     QS_SAY_ACC_SURVIVAL,
								       QS_SAY_ACC_RETENTION, QS_SAY_ACC_SOIL,
								       QS_SAY_ACC_SLOPE,     QS_SAY_ACC_CARBON};
	const struct qs_acceptance_figures *const a = result->acceptance;
	struct qs_buffer *const to = &report->by_site[QS_REPORT_ACCEPTED];
	struct qs_people text;
	size_t y = 0, failing = 0;

	if (!a || result->acceptance_due < 0)
		return;
	qs_buffer_put(to, "<tr><td>");
	qs_buffer_html(to, result->site->id);
	qs_buffer_put(to, "</td><td class=\"n\">");
	qs_buffer_put(to, qs_report_year(report->head->start_year + result->acceptance_due, &text));
	qs_buffer_put(to, "</td>");
	qs_report_number(to, 100 * result->acceptance_due_share);
	while (y < report->head->years && !(result->accepted_by[y] >= 0.9))
		y++;
	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_put(to, y < report->head->years ? qs_report_year(report->head->start_year + (int)y, &text) : "–");
	qs_buffer_put(to, "</td><td>");
	for (int k = 0; k < QS_ACCEPTANCE_KINDS; k++) {
		if (!(a->failing[k] > 0))
			continue;
		qs_buffer_put(to, !failing++ ? "" : report->lang == QS_ZH ? "、" : ", ");
		qs_report_say(to, report, kinds[k], NULL);
		qs_buffer_format(to, " %s %%", qs_people_number(100 * a->failing[k], &text));
	}
	qs_buffer_put(to, failing ? "</td>" : "–</td>");
	qs_report_number(to, qs_report_money(report, a->npv_passed - a->npv_late));
	qs_buffer_put(to, "</tr>\n");
}

static void put_acceptance(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text heads[] = {QS_SAY_SITE,     QS_SAY_ACC_DUE,   QS_SAY_ACC_SHARE,
						    QS_SAY_ACC_MOST, QS_SAY_ACC_FAILS, QS_SAY_ACC_COST};
	char title[160];

	if (!report->by_site[QS_REPORT_ACCEPTED].length)
		return;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_ACC_HEAD, NULL);
	qs_buffer_put(to, "</h3>\n");
	qs_report_open_table(to, report, QS_SAY_ACC_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		snprintf(title, sizeof title, "%s %s", qs_report_text(report, heads[i]),
			 heads[i] == QS_SAY_ACC_COST ? qs_report_money_unit(report) : "");
		qs_report_th(to, title, i > 0 && i != 4);
	}
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	qs_buffer_put(to, qs_buffer_text(&report->by_site[QS_REPORT_ACCEPTED]));
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_ACC_NOTE, NULL);
	qs_buffer_put(to, "</p>\n");
}

/* ---- benefits ---- */

static void put_evaluation(struct qs_buffer *to, const struct qs_report *report, const struct qs_policy_ranks *ranks)
{
	static const enum qs_report_text heads[] = {QS_SAY_SITE, QS_SAY_EVAL_SCORE, QS_SAY_EVAL_GRADE,
						    QS_SAY_EVAL_CLOSENESS, QS_SAY_EVAL_RANK};
	enum { HEADS = sizeof heads / sizeof heads[0], ROWS = 40 };
	const struct qs_ranking *const order = &ranks->order;
	struct qs_people tau, ratio;

	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_EVAL_HEAD, NULL);
	qs_buffer_put(to, "</h3>\n");
	qs_report_open_table(to, report, QS_SAY_EVAL_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (int i = 0; i < HEADS; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i > 0 && i != 2);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	for (size_t s = 0; s < order->sites && s < ROWS; s++) {
		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, ranks->id[s]);
		qs_buffer_put(to, "</td>");
		qs_report_number(to, ranks->score[s]);
		qs_buffer_put(to, "<td>");
		qs_buffer_html(to, qs_score_grade_label(qs_score_grade(ranks->score[s]), report->lang));
		qs_buffer_put(to, "</td>");
		qs_report_number(to, order->closeness[s]);
		put_count(to, (uint64_t)order->rank[s]);
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_EVAL_NOTE,
		      (const char *const[]){qs_people_number(ranks->evaluation.consistency, &ratio),
					    isnan(order->least_tau) ? "–" : qs_people_number(order->least_tau, &tau),
					    NULL});
	qs_buffer_put(to, "</p>\n");
}

void qs_report_policy(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	const struct qs_policy_review *const review = portfolio->policy;
	struct qs_people index, blocks;

	if (!review)
		return;
	qs_report_heading(to, report, "policy", QS_SAY_POLICY_HEAD);
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_POLICY_LEAD, NULL);
	qs_buffer_put(to, "</p>\n");
	put_counts(to, report, review);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_POLICY_INDEX,
		      (const char *const[]){qs_people_number(review->natural_first_index, &index),
					    isnan(review->plan_blocks)
						    ? qs_report_text(report, QS_SAY_POLICY_NO_PLAN)
						    : qs_people_count((unsigned long long)review->plan_blocks, &blocks),
					    NULL});
	qs_buffer_put(to, "</p>\n");
	put_rules(to, report, 0);
	put_rules(to, report, 1);
	qs_report_policy_sites(to, report);
	put_earth(to, report, &review->totals.earth);
	qs_report_policy_money(to, report, portfolio);
	put_acceptance(to, report);
	if (review->ranks)
		put_evaluation(to, report, review->ranks);
}
