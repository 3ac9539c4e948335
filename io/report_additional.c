/* Additionality in report.html: the tests of methodologies under which sites sell credits, with the figures they rest
 * on. */
#include "io/report_parts.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/additionality.h"
#include "model/portfolio.h"

#include <math.h>
#include <string.h>

/* Median with the 10 and 90 % quantiles, in the report's unit of money. */
static void put_money(struct qs_buffer *to, const struct qs_report *report, const struct qs_scalar *scalar)
{
	struct qs_people low, high;

	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_people(to, qs_report_money(report, scalar->p50));
	qs_buffer_format(to, "<small>%s – %s</small></td>",
			 qs_people_number(qs_report_money(report, scalar->p10), &low),
			 qs_people_number(qs_report_money(report, scalar->p90), &high));
}

/* Tests with one outcome, by id; the table's foot has them in words. */
static void put_tests(struct qs_buffer *to, const struct qs_strings *rules, uint64_t bits)
{
	int n = 0;

	qs_buffer_put(to, "<td>");
	for (size_t i = 0; i < rules->n; i++)
		if (bits >> i & 1) {
			qs_buffer_put(to, n++ ? "<br><code>" : "<code>");
			qs_buffer_html(to, rules->items[i]);
			qs_buffer_put(to, "</code>");
		}
	qs_buffer_put(to, n ? "</td>" : "–</td>");
}

void qs_report_additional_site(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_result_head *const head = report->head;
	struct qs_buffer *const to = &report->additional;

	for (size_t m = 0; result->verdicts && m < head->packs->methodologies.n; m++) {
		const struct qs_methodology_pack *const pack = &head->packs->methodologies.items[m];
		const struct qs_scalar *const share = &result->scalar[QS_SCALAR_carbon_share_of_cost];
		struct qs_additionality found;

		if (qs_additionality_of(head->portfolio, head->packs, result, pack, &found))
			continue;
		qs_buffer_put(to, "<tr><td class=\"wide\">");
		qs_buffer_html(to, qs_report_pick(report, result->site->name.zh, result->site->name.en));
		qs_buffer_put(to, "<small><code>");
		qs_buffer_html(to, pack->id);
		qs_buffer_put(to, "</code></small></td>");
		put_money(to, report, &result->scalar[QS_SCALAR_npv_without_credits]);
		put_money(to, report, &result->scalar[QS_SCALAR_npv]);
		qs_report_number(to, share->why ? (double)NAN : share->p50);
		put_tests(to, &pack->additionality, ~(found.failed | found.missing));
		put_tests(to, &pack->additionality, found.failed);
		put_tests(to, &pack->additionality, found.missing);
		qs_buffer_put(to, "</tr>\n");
	}
}

/* The rules in words, those of all methodologies that the table may name, each once. */
static void put_words(struct qs_buffer *to, const struct qs_report *report)
{
	const struct qs_packs *const packs = report->head->packs;

	qs_buffer_put(to, "<ul class=\"read\">\n");
	for (size_t r = 0; r < packs->rules.n; r++) {
		const struct qs_rule_pack *const rule = &packs->rules.items[r];
		int named = 0;

		for (size_t m = 0; m < packs->methodologies.n; m++)
			named |= packs->methodologies.items[m].open_to_new_projects == QS_OPEN_YES &&
				 qs_strings_have(&packs->methodologies.items[m].additionality, rule->id);
		if (!named)
			continue;
		qs_buffer_put(to, "<li>");
		qs_report_rule(to, report, rule);
		qs_buffer_put(to, "</li>\n");
	}
	qs_buffer_put(to, "</ul>\n");
}

void qs_report_additional(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text heads[] = {QS_SAY_SITE,
						    QS_SAY_ADDITIONAL_WITHOUT,
						    QS_SAY_ADDITIONAL_WITH,
						    QS_SAY_ADDITIONAL_SHARE,
						    QS_SAY_ADDITIONAL_SHOWN,
						    QS_SAY_ADDITIONAL_NOT_SHOWN,
						    QS_SAY_ADDITIONAL_OPEN};
	struct qs_people rate;

	if (!report->additional.length)
		return;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_ADDITIONAL_HEAD, NULL);
	qs_buffer_put(to, "</h3>\n<p>");
	qs_report_say(to, report, QS_SAY_ADDITIONAL_LEAD,
		      (const char *const[]){
			      qs_report_money_unit(report),
			      qs_people_given(report->head->portfolio->finance.discount_rate_pct.value, &rate), NULL});
	qs_buffer_put(to, "</p>\n");
	qs_report_open_table(to, report, QS_SAY_ADDITIONAL_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i >= 1 && i <= 3);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	qs_buffer_put(to, qs_buffer_text(&report->additional));
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	put_words(to, report);
}
