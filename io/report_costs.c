#include "io/report_parts.h"
#include "model/land/costs.h"
#include "model/land/estimate.h"

#include <stdio.h>
#include <string.h>

enum { M2_PER_HA = 10000 };

/* Two sentences: capital and upkeep, per m2 of treated area in the units' own basis and in all, with the status. */
static void put_line(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
		     double own_ha, enum qs_basis basis)
{
	const struct qs_scalar *capital = &result->scalar[QS_SCALAR_capex_project];
	const struct qs_scalar *upkeep = &result->scalar[QS_SCALAR_upkeep_project];
	const double m2 = own_ha * M2_PER_HA, many = report->lang == QS_ZH ? 1e4 : 1e6; /* 万元, million CNY */
	struct qs_people n[6];
	char year[24];

	if (!(m2 > 0))
		return;
	snprintf(year, sizeof year, "%lld", (long long)report->head->portfolio->finance.price_year);
	qs_buffer_put(to, "<p class=\"costs\">");
	qs_report_say(to, report, QS_SAY_COST_CAPITAL,
		      (const char *const[]){
			      year, qs_people_number(capital->p50 / m2, &n[0]),
			      qs_people_number(capital->p10 / m2, &n[1]), qs_people_number(capital->p90 / m2, &n[2]),
			      qs_people_number(capital->p50 / many, &n[3]),
			      qs_people_number(result->scalar[QS_SCALAR_capex_natural].p50 / m2, &n[4]), NULL});
	qs_buffer_put(to, report->lang == QS_EN ? " " : "");
	qs_report_say(to, report, QS_SAY_COST_UPKEEP,
		      (const char *const[]){
			      qs_people_number(upkeep->p50 / m2, &n[0]), qs_people_number(upkeep->p10 / m2, &n[1]),
			      qs_people_number(upkeep->p90 / m2, &n[2]), qs_people_number(upkeep->p50 / many, &n[3]),
			      qs_people_number(result->scalar[QS_SCALAR_upkeep_natural].p50 / m2, &n[4]),
			      qs_people_number(own_ha, &n[5]), NULL});
	qs_buffer_put(to, " <span class=\"weak\">");
	qs_report_say(to, report, QS_SAY_COST_STATUS, NULL);
	qs_buffer_put(to, report->lang == QS_EN ? ": " : "：");
	qs_buffer_put(to, qs_report_basis_word(report, basis));
	qs_buffer_put(to, "</span></p>\n");
}

/* What the public side pays for upkeep over the run, 万元 or million CNY. */
static double public_upkeep(const struct qs_report *report, const struct qs_result *result)
{
	return qs_report_sum(report, result, QS_LINE_OF_upkeep_public) / (report->lang == QS_ZH ? 1e4 : 1e6);
}

static void put_after_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_site_finance *const f = &result->site->finance;
	struct qs_people n[3];

	if (!f->upkeep_after_payer && !f->upkeep_after_cny_per_ha.given)
		return;
	qs_buffer_put(to, "<p class=\"costs\">");
	qs_report_say(to, report, QS_SAY_COST_AFTER_SITE,
		      (const char *const[]){
			      qs_people_count((size_t)f->handover_years, &n[0]),
			      qs_report_text(report, f->upkeep_after_payer ? QS_SAY_COST_AFTER_PUBLIC
									   : QS_SAY_COST_AFTER_INVESTOR),
			      qs_people_number(f->upkeep_after_cny_per_ha.given ? f->upkeep_after_cny_per_ha.value : 0,
					       &n[1]),
			      qs_people_number(public_upkeep(report, result), &n[2]), NULL});
	qs_buffer_put(to, "</p>\n");
}

/* Who pays upkeep after the hand-over, and that it is not stated. */
static void put_after(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_people n[3];

	qs_buffer_put(to, "<p>");
	if (report->upkeep_stated)
		qs_report_say(to, report, QS_SAY_COST_AFTER,
			      (const char *const[]){qs_people_count(report->upkeep_stated, &n[0]),
						    qs_people_number(public_upkeep(report, result), &n[1]),
						    qs_people_count(report->seen - report->upkeep_stated, &n[2]),
						    NULL});
	else
		qs_report_say(to, report, QS_SAY_COST_AFTER_NONE, NULL);
	qs_buffer_put(to, "</p>\n");
}

void qs_report_costs_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	put_line(to, report, result, qs_site_treated_own_ha(result->site),
		 qs_costs_basis(report->head->packs, report->head->portfolio, result->site, QS_SERIES_project));
	put_after_site(to, report, result);
}

static void put_number(struct qs_buffer *to, double value)
{
	struct qs_people n;

	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_put(to, qs_people_number(value, &n));
	qs_buffer_put(to, "</td>");
}

static void put_item(struct qs_buffer *to, const struct qs_report *report, const struct qs_estimate_item *item,
		     double many)
{
	struct qs_people n[3];

	qs_buffer_put(to, "<tr><td>");
	qs_buffer_html(to, qs_report_pick(report, item->name.zh, item->name.en));
	qs_buffer_put(to, "</td><td class=\"n\">");
	if (item->part == QS_ESTIMATE_WORKS) {
		qs_buffer_put(to, qs_people_number(item->quantity, &n[0]));
		qs_buffer_put(to, " ");
		qs_buffer_html(to, strcmp(item->unit, "1") != 0 ? item->unit : "");
	} else {
		qs_buffer_put(to, qs_people_number(100 * item->listed_cny, &n[0]));
		qs_buffer_put(to, " %");
	}
	qs_buffer_put(to, "</td><td class=\"n\">");
	if (item->part == QS_ESTIMATE_WORKS)
		qs_buffer_put(to, qs_people_number(item->amount_cny / item->quantity, &n[0]));
	qs_buffer_put(to, "</td>");
	put_number(to, item->amount_cny / many);
	qs_buffer_put(to, "<td class=\"n\">");
	if (item->paid.share > 0) {
		qs_buffer_put(to, qs_people_number(item->paid.p50 / many, &n[0]));
		qs_buffer_put(to, report->lang == QS_ZH ? "（" : " (");
		qs_buffer_put(to, qs_people_number(item->paid.p10 / many, &n[1]));
		qs_buffer_put(to, report->lang == QS_ZH ? "—" : "–");
		qs_buffer_put(to, qs_people_number(item->paid.p90 / many, &n[2]));
		qs_buffer_put(to, report->lang == QS_ZH ? "）" : ")");
	}
	qs_buffer_put(to, "</td></tr>\n");
}

/* The investment by item in the form of a budget, members beside the means. */
static void put_estimate(struct qs_buffer *to, const struct qs_report *report, const struct qs_investment *e)
{
	static const enum qs_report_text parts[QS_ESTIMATE_PARTS] = {QS_SAY_COST_WORKS_PART, QS_SAY_COST_OTHER_PART,
								     QS_SAY_COST_RESERVE_PART};
	const double many = report->lang == QS_ZH ? 1e4 : 1e6; /* 万元, million CNY */
	struct qs_people year;

	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_COST_ITEMS,
		      (const char *const[]){qs_report_year(report->head->portfolio->finance.price_year, &year), NULL});
	qs_buffer_put(to, "</h3>\n");
	qs_report_open_table(to, report, QS_SAY_COST_TOTAL);
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_COST_ITEM), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_COST_QUANTITY), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_COST_PRICE), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_COST_AMOUNT), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_COST_PAID), 1);
	qs_buffer_put(to, "</tr></thead>\n");
	for (int part = 0; part < QS_ESTIMATE_PARTS; part++) {
		qs_buffer_put(to, "<tbody><tr><th colspan=\"3\" scope=\"rowgroup\">");
		qs_report_say(to, report, parts[part], NULL);
		qs_buffer_put(to, "</th>");
		put_number(to, e->part_cny[part] / many);
		qs_buffer_put(to, "<td></td></tr>\n");
		for (size_t i = 0; i < e->n; i++)
			if (e->items[i].part == (enum qs_estimate_part)part)
				put_item(to, report, &e->items[i], many);
		qs_buffer_put(to, "</tbody>\n");
	}
	qs_buffer_put(to, "<tbody><tr><th colspan=\"3\" scope=\"rowgroup\">");
	qs_report_say(to, report, QS_SAY_COST_TOTAL, NULL);
	qs_buffer_put(to, "</th>");
	put_number(to, e->total_cny / many);
	qs_buffer_put(to, "<td></td></tr></tbody>\n");
	qs_report_close_table(to);
	qs_buffer_put(to, "<p class=\"line\">");
	qs_report_say(to, report, QS_SAY_COST_PAID_NOTE, NULL);
	qs_buffer_put(to, "</p>\n");
}

void qs_report_costs(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_chart_line line[2] = {
		qs_report_line(report, result, QS_OUT_works_cny, QS_SERIES_project, "c2", 1),
		qs_report_line(report, result, QS_OUT_upkeep_cny, QS_SERIES_project, "c1", 1),
	};
	char year[24];

	snprintf(year, sizeof year, "%lld", (long long)report->head->portfolio->finance.price_year);
	line[0].label = qs_report_text(report, QS_SAY_COST_WORKS);
	line[1].label = qs_report_text(report, QS_SAY_COST_YEARLY);
	qs_buffer_put(to, "<h2 id=\"costs\">");
	qs_report_say(to, report, QS_SAY_COST_HEAD, (const char *const[]){year, NULL});
	qs_buffer_put(to, "</h2>\n<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_COST_LEAD, NULL);
	qs_buffer_put(to, "</p>\n");
	put_line(to, report, result, report->own_ha, report->cost_basis);
	put_after(to, report, result);
	qs_buffer_put(to, "<div class=\"charts\">\n");
	qs_chart_columns(to, &(struct qs_chart){.title = qs_report_text(report, QS_SAY_COST_YEARS),
						.unit = report->lang == QS_ZH ? "元" : "CNY",
						.description = qs_report_text(report, QS_SAY_COST_YEARS),
						.first_year = report->head->start_year,
						.years = report->head->years,
						.line = line,
						.lines = 2});
	qs_buffer_put(to, "</div>\n");
	if (result->estimate && result->estimate->n)
		put_estimate(to, report, result->estimate);
}
