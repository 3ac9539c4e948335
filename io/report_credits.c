/* Credits in report.html: methodologies side by side, batches with every deduction, sample plots, and the nearest ways
 * in on one time line. */
#include "io/report_parts.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/compare.h"
#include "model/market/credits.h"
#include "model/market/demand.h"
#include "model/market/monitoring.h"
#include "model/market/rating.h"
#include "model/market/way.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>

/* The drawing of the time line: labels to the left, a row a unit. */
enum { ROW = 18, LEFT = 130, WIDTH = 420, TOP = 20, SPAN = 12, MOST = 24 };

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void open_table(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text head,
		       const enum qs_report_text *heads, size_t n, size_t words)
{
	qs_report_open_table(to, report, head);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < n; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i >= words);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

static void put_head(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text)
{
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, text, NULL);
	qs_buffer_put(to, "</h3>\n");
}

static void put_code(struct qs_buffer *to, const char *text)
{
	qs_buffer_put(to, "<td><code>");
	qs_buffer_html(to, text);
	qs_buffer_put(to, "</code></td>");
}

/* A paragraph; {1} is the unit of money. */
static void put_lead(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text)
{
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, text, (const char *const[]){qs_report_money_unit(report), NULL});
	qs_buffer_put(to, "</p>\n");
}

static void put_count(struct qs_buffer *to, double n)
{
	struct qs_people text;

	qs_buffer_format(to, "<td class=\"n\">%s</td>", qs_people_count((unsigned long long)n, &text));
}

/* ---- side by side ---- */

/* Why the area is what it is: what a hectare leaves, and the area if it left twice as much. */
static void put_even(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	struct qs_people left, yearly, even, plain;

	for (size_t m = 0; m < portfolio->compared_count; m++) {
		const struct qs_credit_compared *const c = &portfolio->compared[m];
		const double ha = c->issued_t / c->area_ha;

		if (!isfinite(c->break_even_ha) || !isfinite(c->plain_even_ha) || !(c->area_ha > 0) || c->years < 1)
			continue;
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_COMPARED_EVEN,
			      (const char *const[]){c->methodology->id, qs_people_number(ha / c->years, &yearly),
						    qs_people_number(ha, &left),
						    qs_people_number(c->break_even_ha / 2, &even),
						    qs_people_number(c->plain_even_ha / 2, &plain), NULL});
		qs_buffer_put(to, "</p>\n");
	}
}

static void put_compared(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_MARKET_METHOD, QS_SAY_CREDIT_AREA, QS_SAY_CREDIT_GROSS,     QS_SAY_CREDIT_SAMPLING,
		QS_SAY_CREDIT_RISK,   QS_SAY_CREDIT_LEFT, QS_SAY_CREDIT_COST,      QS_SAY_CREDIT_INCOME,
		QS_SAY_CREDIT_NET,    QS_SAY_CREDIT_EVEN, QS_SAY_CREDIT_EVEN_PLAIN};

	if (!portfolio->compared_count)
		return;
	put_head(to, report, QS_SAY_COMPARED_HEAD);
	put_lead(to, report, QS_SAY_COMPARED_LEAD);
	open_table(to, report, QS_SAY_COMPARED_HEAD, heads, COUNT(heads), 1);
	for (size_t m = 0; m < portfolio->compared_count; m++) {
		const struct qs_credit_compared *const c = &portfolio->compared[m];
		const int sold = isfinite(c->income_cny), priced = c->cost_cny > 0 && c->area_ha > 0;

		qs_buffer_put(to, "<tr>");
		put_code(to, c->methodology->id);
		qs_report_number(to, c->area_ha);
		qs_report_number(to, c->gross_t);
		qs_report_number(to, c->sampling_t);
		qs_report_number(to, c->non_permanence_t);
		qs_report_number(to, c->issued_t);
		qs_report_number(to, priced ? qs_report_money(report, c->cost_cny) : (double)NAN);
		qs_report_number(to, sold ? qs_report_money(report, c->income_cny) : (double)NAN);
		qs_report_number(to, sold ? qs_report_money(report, c->net_cny) : (double)NAN);
		qs_report_number(to, c->break_even_ha);
		qs_report_number(to, c->plain_even_ha);
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	put_even(to, report, portfolio);
}

/* ---- batches ---- */

static void put_scalar(struct qs_buffer *to, const struct qs_scalar *scalar)
{
	qs_report_number(to, scalar->why ? (double)NAN : scalar->mean);
}

static void put_batches(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_CREDIT_REGISTRATION, QS_SAY_CREDIT_BATCH, QS_SAY_CREDIT_GROSS,
		QS_SAY_CREDIT_SAMPLING,     QS_SAY_CREDIT_RISK,  QS_SAY_CREDIT_SALEABLE,
		QS_SAY_CREDIT_REVERSED,     QS_SAY_CREDIT_DRAWN, QS_SAY_CREDIT_CANCELLED};

	put_head(to, report, QS_SAY_BATCHES_HEAD);
	put_lead(to, report, QS_SAY_BATCHES_LEAD);
	open_table(to, report, QS_SAY_BATCHES_HEAD, heads, COUNT(heads), 2);
	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];

		for (size_t i = 0; table->strata && table->registration->sell && i < table->count; i++) {
			const struct qs_credit_batch *const b = &table->batches[i];

			qs_buffer_put(to, "<tr>");
			put_code(to, table->registration->id);
			qs_buffer_format(to, "<td>%d–%d</td>", b->vintage_from, b->vintage_to);
			put_scalar(to, &b->gross_t);
			put_scalar(to, &b->sampling_t);
			put_scalar(to, &b->non_permanence_t);
			put_scalar(to, &b->issued_t);
			put_scalar(to, &b->reversed_t);
			put_scalar(to, &b->drawn_t);
			put_scalar(to, &b->cancelled_t);
			qs_buffer_put(to, "</tr>\n");
		}
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* Where the share that the buyer states stands to the limits: nothing, if it is not above one. */
static void put_limits(struct qs_buffer *to, const struct qs_report *report, const struct qs_demand *d)
{
	const struct qs_demand_limits *const l = &d->limits;
	const int open = l->outside_met == -1 && report->head->portfolio->market.buyer_offset_frac.given &&
			 !isnan(l->outside_frac);

	if (l->met && l->outside_met && !open)
		return;
	qs_buffer_put(to, report->lang == QS_ZH ? "" : " ");
	qs_report_say(to, report,
		      !l->met           ? QS_SAY_DEMAND_ABOVE
		      : !l->outside_met ? QS_SAY_DEMAND_ABOVE_OUTSIDE
					: QS_SAY_DEMAND_OPEN_OUTSIDE,
		      NULL);
}

/* What the local market's rules let a buyer use. */
static void put_demand(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	const struct qs_demand d =
		qs_demand_of(report->head->portfolio, report->head->packs, portfolio->tables, portfolio->table_count);
	struct qs_people a, b, c, e, f, g;

	if (!d.applies)
		return;
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_DEMAND_LINE,
		      (const char *const[]){
			      qs_people_given(100 * d.limit_frac, &a), qs_people_given(100 * d.outside_frac, &b),
			      qs_people_number(d.offered_t, &c), qs_people_number(d.takes_emissions_t, &e), NULL});
	qs_buffer_put(to, report->lang == QS_ZH ? "" : " ");
	if (!isnan(d.emissions_t))
		qs_report_say(to, report, QS_SAY_DEMAND_BUYER,
			      (const char *const[]){
				      qs_people_number(d.emissions_t, &a), qs_people_number(d.limits.t, &b),
				      qs_people_number(d.limits.outside_t, &c), qs_people_number(d.used_t, &e),
				      qs_people_number(d.left_t, &f), qs_people_number(100 * d.most_frac, &g), NULL});
	put_limits(to, report, &d);
	qs_buffer_put(to, "</p>\n");
}

/* ---- natural risks ---- */

/* Where no registration's risks were rated nothing is said. */
static void put_ratings(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_CREDIT_REGISTRATION, QS_SAY_RATING_LOSS,     QS_SAY_RATING_INTERVAL, QS_SAY_RATING_SCORE,
		QS_SAY_RATING_DIE_LOSS,     QS_SAY_RATING_INTERVAL, QS_SAY_RATING_SCORE,    QS_SAY_RATING_OTHER,
		QS_SAY_RATING_LEAST,        QS_SAY_RATING_HELD};
	int rated = 0;

	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];
		const struct qs_risk_rating *const rating = table->rating;

		if (!rating || !rating->rated)
			continue;
		if (!rated++) {
			put_head(to, report, QS_SAY_RATING_HEAD);
			put_lead(to, report, QS_SAY_RATING_LEAD);
			open_table(to, report, QS_SAY_RATING_HEAD, heads, COUNT(heads), 1);
		}
		qs_buffer_put(to, "<tr>");
		put_code(to, table->registration->id);
		for (int cause = 0; cause < QS_RISK_CAUSES; cause++) {
			qs_report_number(to, 100 * rating->cause[cause].loss_frac);
			qs_report_number(to, rating->cause[cause].interval_years);
			qs_report_number(to, rating->cause[cause].score_pct);
		}
		qs_report_number(to, rating->total_pct - rating->natural_pct);
		qs_report_number(to, table->methodology->risk_least_pct.value);
		qs_report_number(to, 100 * table->risk);
		qs_buffer_put(to, "</tr>\n");
	}
	if (!rated)
		return;
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* ---- sample plots ---- */

static void put_plans(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	static const enum qs_report_text heads[] = {QS_SAY_CREDIT_REGISTRATION, QS_SAY_PLAN_STRATA, QS_SAY_CREDIT_AREA,
						    QS_SAY_PLAN_INFINITE,       QS_SAY_PLAN_FINITE, QS_SAY_PLAN_PLOTS,
						    QS_SAY_PLAN_VISITS,         QS_SAY_PLAN_COST,   QS_SAY_PLAN_HALF,
						    QS_SAY_PLAN_DEDUCTION,      QS_SAY_PLAN_LOST,   QS_SAY_PLAN_SAVED};

	put_head(to, report, QS_SAY_PLAN_HEAD);
	put_lead(to, report, QS_SAY_PLAN_LEAD);
	open_table(to, report, QS_SAY_PLAN_HEAD, heads, COUNT(heads), 1);
	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];
		const struct qs_monitoring_plan *const plan = table->plan;
		const struct qs_plot_option *half;
		double ha = 0;

		if (!plan || !plan->strata || !table->registration->sell)
			continue;
		half = &plan->option[2]; /* half of the plots */
		for (size_t i = 0; i < plan->strata; i++)
			ha += plan->rows[i].stratum->area_ha;
		qs_buffer_put(to, "<tr>");
		put_code(to, table->registration->id);
		put_count(to, (double)plan->strata);
		qs_report_number(to, ha);
		put_count(to, plan->infinite);
		put_count(to, plan->finite);
		put_count(to, plan->plots);
		put_count(to, (double)plan->visits);
		qs_report_number(to, qs_report_money(report, plan->cost_cny));
		qs_report_number(to, 100 * half->half_width);
		qs_report_number(to, 100 * half->deduction);
		qs_report_number(to, qs_report_money(report, half->lost_cny));
		qs_report_number(to, qs_report_money(report, half->saved_cny));
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* ---- ways in ---- */

static double years_of(const struct qs_date *date)
{
	return date->year + (date->month ? date->month - 1 : 0) / 12.0 + (date->day ? date->day - 1 : 0) / 372.0;
}

static double x_of(const struct qs_report *report, double year)
{
	const double from = report->head->start_year, x = (year - from) / SPAN;

	return LEFT + (x < 0 ? 0 : x > 1 ? 1 : x) * (WIDTH - LEFT);
}

static void put_bar(struct qs_buffer *to, double from, double end, double y, const char *style, const char *title)
{
	qs_buffer_put(to, "<rect x=\"");
	qs_buffer_fixed(to, from, 1);
	qs_buffer_format(to, "\" y=\"%d\" width=\"", (int)y);
	qs_buffer_fixed(to, end - from < 2 ? 2 : end - from, 1);
	qs_buffer_format(to, "\" height=\"8\" class=\"%s\"><title>", style);
	qs_buffer_html(to, title);
	qs_buffer_put(to, "</title></rect>");
}

/* A unit's row of the time line: each change, the start, the acceptance from which tenure is there. */
static void draw(struct qs_report *report, const struct qs_result *result, const struct qs_way *way)
{
	struct qs_buffer *const to = &report->line;
	const int y = TOP + ROW * (int)report->lines++;
	const double planned = years_of(&way->planned);
	const double due = (double)result->site->finance.acceptance_due + 1 + ceil(way->delay_years - 1e-9);

	qs_buffer_format(to, "<text x=\"%d\" y=\"%d\" class=\"ty\">", LEFT - 6, y + 8);
	qs_buffer_html(to, result->site->units.items[way->unit].id);
	qs_buffer_put(to, "</text>");
	for (size_t s = 0; s < way->count; s++) {
		const struct qs_text *const name = &way->steps[s].change->name;

		if (way->steps[s].ends > way->steps[s].begins)
			put_bar(to, x_of(report, planned + way->steps[s].begins),
				x_of(report, planned + way->steps[s].ends), y,
				way->steps[s].change->waits_for ? "c3" : "c1",
				qs_report_pick(report, name->zh, name->en));
	}
	put_bar(to, x_of(report, years_of(&way->start)), x_of(report, years_of(&way->start)) + 3, y, "c2",
		qs_report_text(report, QS_SAY_WAY_START));
	if (result->site->finance.acceptance_due && due <= report->head->start_year + SPAN)
		put_bar(to, x_of(report, due) - 1, x_of(report, due) + 1, y - 2, "c0",
			qs_report_text(report, QS_SAY_WAY_ACCEPTANCE));
}

static void put_list(struct qs_buffer *to, const struct qs_strings *rules, uint64_t bits)
{
	for (size_t i = 0, n = 0; i < rules->n; i++)
		if (bits >> i & 1) {
			qs_buffer_put(to, n++ ? ", " : "");
			qs_buffer_html(to, rules->items[i]);
		}
}

static void put_way(struct qs_report *report, const struct qs_result *result, const struct qs_way *way)
{
	struct qs_buffer *const to = &report->ways;
	char date[40];

	qs_buffer_put(to, "<tr>");
	put_code(to, result->site->units.items[way->unit].id);
	put_code(to, way->methodology->id);
	qs_buffer_put(to, "<td>");
	for (size_t s = 0; s < way->count && way->found; s++) {
		const struct qs_text *const name = &way->steps[s].change->name;

		qs_buffer_put(to, s ? "<br>" : "");
		qs_buffer_html(to, qs_report_pick(report, name->zh, name->en));
	}
	if (way->found && !way->count)
		qs_buffer_put(to, qs_report_pick(report, "重新登记", "registered anew"));
	if (!way->found) {
		qs_report_say(to, report, way->fixed ? QS_SAY_WAY_FIXED : QS_SAY_WAY_EXCLUDE, NULL);
		put_list(to, &way->methodology->needs, way->fixed);
	}
	snprintf(date, sizeof date, "%04d-%02d", way->start.year, way->start.month);
	qs_buffer_format(to, "</td><td class=\"nowrap\">%s</td><td>", way->found ? date : "");
	put_list(to, &way->methodology->needs, way->found ? way->missing : 0);
	qs_buffer_put(to, "</td>");
	qs_report_number(to, way->area_ha);
	qs_report_number(to, way->found ? way->delay_years : (double)NAN);
	qs_report_number(to, way->found ? qs_report_money(report, way->cost_cny) : (double)NAN);
	qs_report_number(to, way->found ? way->credits_t : (double)NAN);
	qs_report_number(to, way->found ? way->credits_lost_t : (double)NAN);
	qs_buffer_put(to, "</tr>\n");
}

/* Whether clocks collide: the start lies after the policy's expiry, or before the acceptance that gives tenure. */
static void count_clashes(struct qs_report *report, const struct qs_result *result, const struct qs_way *way)
{
	const struct qs_date *const policy = &report->head->portfolio->policy.valid_to;
	const double start = years_of(&way->start), due = (double)result->site->finance.acceptance_due;

	report->after_policy += policy->year && start > years_of(policy);
	report->before_tenure += due > 0 && due + 1 + ceil(way->delay_years - 1e-9) > start;
}

void qs_report_ways_site(struct qs_report *report, const struct qs_result *result)
{
	size_t at;
	const struct qs_methodology_pack *const chief = qs_report_chief(report, &at);

	for (size_t w = 0; w < result->way_count && report->seen < QS_REPORT_SECTIONS; w++) {
		const struct qs_way *const way = &result->ways[w];

		put_way(report, result, way);
		if (way->methodology == chief && way->found)
			count_clashes(report, result, way);
		if (way->methodology == chief && way->found && way->delay_years > 0 && report->lines < MOST)
			draw(report, result, way);
	}
}

static void put_axis(struct qs_buffer *to, const struct qs_report *report, int height)
{
	const struct qs_date *const policy = &report->head->portfolio->policy.valid_to;

	for (int year = 0; year <= SPAN; year += 2) {
		const double x = x_of(report, report->head->start_year + year);

		qs_buffer_put(to, "<path class=\"grid\" d=\"M");
		qs_buffer_fixed(to, x, 1);
		qs_buffer_format(to, " %dV%d\"/><text class=\"tx\" x=\"", TOP - 4, height - 18);
		qs_buffer_fixed(to, x, 1);
		qs_buffer_format(to, "\" y=\"%d\">%d</text>", height - 4, report->head->start_year + year);
	}
	if (policy->year) {
		qs_buffer_put(to, "<path class=\"zero\" d=\"M");
		qs_buffer_fixed(to, x_of(report, years_of(policy)), 1);
		qs_buffer_format(to, " %dV%d\"/><text class=\"tx\" x=\"", TOP - 6, height - 18);
		qs_buffer_fixed(to, x_of(report, years_of(policy)), 1);
		qs_buffer_put(to, "\" y=\"10\">");
		qs_report_say(to, report, QS_SAY_WAY_POLICY, NULL);
		qs_buffer_put(to, "</text>");
	}
}

static void put_line(struct qs_buffer *to, const struct qs_report *report)
{
	const int height = TOP + ROW * (int)report->lines + 20;

	qs_buffer_format(to, "<figure class=\"chart\"><svg viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH + 20,
			 height);
	qs_report_say(to, report, QS_SAY_WAY_LINE, NULL);
	qs_buffer_put(to, "</title>");
	put_axis(to, report, height);
	qs_buffer_put(to, qs_buffer_text(&report->line));
	qs_buffer_put(to, "</svg><figcaption>");
	qs_report_say(to, report, QS_SAY_WAY_LINE, NULL);
	qs_buffer_put(to, "</figcaption></figure>\n");
}

static void put_ways(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_WAY_UNIT,    QS_SAY_MARKET_METHOD, QS_SAY_WAY_CHANGES, QS_SAY_WAY_START,   QS_SAY_MARKET_MISSING,
		QS_SAY_CREDIT_AREA, QS_SAY_WAY_DELAY,     QS_SAY_WAY_COST,    QS_SAY_WAY_CREDITS, QS_SAY_WAY_LOST};
	struct qs_people policy, tenure;

	put_head(to, report, QS_SAY_WAY_HEAD);
	put_lead(to, report, QS_SAY_WAY_LEAD);
	if (report->lines)
		put_line(to, report);
	if (report->after_policy || report->before_tenure) {
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_WAY_CLASH,
			      (const char *const[]){qs_people_count(report->after_policy, &policy),
						    qs_people_count(report->before_tenure, &tenure), NULL});
		qs_buffer_put(to, "</p>\n");
	}
	qs_buffer_put(to, "<details><summary>");
	qs_report_say(to, report, QS_SAY_WAY_TABLE, NULL);
	qs_buffer_put(to, "</summary><div class=\"in\">\n");
	open_table(to, report, QS_SAY_WAY_HEAD, heads, COUNT(heads), 5);
	qs_buffer_put(to, qs_buffer_text(&report->ways));
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "</div></details>\n");
}

void qs_report_credits(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	int sells = 0;

	for (size_t r = 0; r < portfolio->table_count; r++)
		sells |= portfolio->tables[r].registration->sell && portfolio->tables[r].strata;
	put_compared(to, report, portfolio);
	if (sells) {
		put_batches(to, report, portfolio);
		put_demand(to, report, portfolio);
		qs_report_ex_ante(to, report, portfolio);
		put_plans(to, report, portfolio);
	}
	if (report->head->portfolio->registrations.n)
		qs_report_design_tables(to, report);
	put_ratings(to, report, portfolio);
	qs_report_additional(to, report);
	if (report->ways.length)
		put_ways(to, report);
	qs_report_merges(to, report, portfolio);
}
