/* The balance of funds in the chapter on money: sources and uses by year, what alone would close the gap, who gets
 * what, which surveys would tell most. */
#include "io/report_parts.h"
#include "model/finance/accounts.h"
#include "model/finance/surveys.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { YEARS_SHOWN = 6 };

static void put_title(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text title, int money)
{
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, title, NULL);
	if (money) {
		qs_buffer_put(to, " <small>");
		qs_buffer_put(to, qs_report_money_unit(report));
		qs_buffer_put(to, "</small>");
	}
	qs_buffer_put(to, "</h3>\n");
}

static void put_heads(struct qs_buffer *to, const struct qs_report *report, const enum qs_report_text *heads, size_t n)
{
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < n; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i > 0);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

/* ---- sources and uses ---- */

static double mean_of(const struct qs_report *report, const struct qs_result *result, enum qs_line line, size_t from,
		      size_t to)
{
	double sum = 0;

	for (size_t y = from; y < to; y++)
		sum += qs_report_means(report, result, line)[y];
	return sum;
}

/* Years from..to - 1 in one row: uses, what pays for them, and the rest that owners put in or take out. */
static void put_span(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result, size_t from,
		     size_t till)
{
	static const enum qs_line taxes[] = {QS_LINE_OF_vat, QS_LINE_OF_surcharge, QS_LINE_OF_income_tax},
				  service[] = {QS_LINE_OF_interest, QS_LINE_OF_principal, QS_LINE_OF_debt_fee,
					       QS_LINE_OF_reserve_paid};
	const double works = mean_of(report, result, QS_LINE_OF_works, from, till);
	const double grant = mean_of(report, result, QS_LINE_OF_grant, from, till);
	const double debt = mean_of(report, result, QS_LINE_OF_debt_draw, from, till) +
			    mean_of(report, result, QS_LINE_OF_interest_subsidy, from, till);
	const double owners = mean_of(report, result, QS_LINE_OF_equity_flow, from, till);
	double out = 0, in = 0, paid = 0;

	for (int line = 0; line < QS_LINE_COUNT; line++) {
		const double sum = mean_of(report, result, (enum qs_line)line, from, till);

		in += qs_line_rows[line].group == QS_LINE_IN && line != QS_LINE_OF_grant ? sum : 0;
		out += qs_line_rows[line].group == QS_LINE_OUT && line != QS_LINE_OF_works ? sum : 0;
	}
	for (size_t i = 0; i < sizeof taxes / sizeof taxes[0]; i++)
		paid += mean_of(report, result, taxes[i], from, till);
	for (size_t i = 0; i < sizeof service / sizeof service[0]; i++)
		paid += mean_of(report, result, service[i], from, till);
	qs_buffer_put(to, "<tr><td>");
	if (till - from == 1)
		qs_buffer_format(to, "%lld", (long long)report->head->start_year + (long long)from);
	else
		qs_buffer_format(to, "%lld–%lld", (long long)report->head->start_year + (long long)from,
				 (long long)report->head->start_year + (long long)till - 1);
	qs_buffer_put(to, "</td>");
	qs_report_number(to, qs_report_money(report, works));
	qs_report_number(to, qs_report_money(report, out + paid));
	qs_report_number(to, qs_report_money(report, grant));
	qs_report_number(to, qs_report_money(report, debt));
	qs_report_number(to, qs_report_money(report, in));
	qs_report_number(to, qs_report_money(report, -owners));
	qs_buffer_put(to, "</tr>\n");
}

static void put_sources(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_FUND_YEAR,  QS_SAY_FUND_WORKS, QS_SAY_FUND_COSTS,
						    QS_SAY_FUND_GRANT, QS_SAY_FUND_DEBT,  QS_SAY_FUND_INCOME,
						    QS_SAY_FUND_OWN};
	const size_t years = report->head->years, shown = years < YEARS_SHOWN ? years : YEARS_SHOWN;
	const struct qs_scalar *const s = result->scalar;
	struct qs_people peak, high, below, lever;

	put_title(to, report, QS_SAY_FUND_HEAD, 1);
	qs_report_open_table(to, report, QS_SAY_FUND_HEAD);
	put_heads(to, report, heads, sizeof heads / sizeof heads[0]);
	for (size_t y = 0; y < shown; y++)
		put_span(to, report, result, y, y + 1);
	if (shown < years)
		put_span(to, report, result, shown, years);
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "<p>");
	qs_report_say(
		to, report, QS_SAY_FUND_PEAK,
		(const char *const[]){qs_people_number(qs_report_money(report, s[QS_SCALAR_peak_funding].p50), &peak),
				      qs_people_number(qs_report_money(report, s[QS_SCALAR_peak_funding].p90), &high),
				      qs_people_given(s[QS_SCALAR_years_below_zero].p50, &below),
				      qs_report_money_unit(report), NULL});
	if (!s[QS_SCALAR_leverage].why)
		qs_report_say(to, report, QS_SAY_FUND_LEVER,
			      (const char *const[]){qs_people_number(s[QS_SCALAR_leverage].p50, &lever), NULL});
	qs_buffer_put(to, "</p>\n");
}

/* ---- what alone would close the gap ---- */

static void put_ways(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const struct {
		enum qs_report_text text;
		enum qs_scalar_id scalar;
		double scale;
	} rows[] = {{QS_SAY_ALONE_GRANT, QS_SCALAR_break_even_grant, 0.01},
		    {QS_SAY_ALONE_COST, QS_SCALAR_break_even_cost, 0.01},
		    {QS_SAY_ALONE_VISITS, QS_SCALAR_break_even_visits, 1},
		    {QS_SAY_ALONE_SPOIL, QS_SCALAR_break_even_spoil, 0.01},
		    {QS_SAY_ALONE_PRICE, QS_SCALAR_break_even_price, 1}};

	if (!(result->scalar[QS_SCALAR_funding_gap].p90 > 0))
		return;
	put_title(to, report, QS_SAY_WAYS_HEAD, 0);
	qs_report_open_table(to, report, QS_SAY_WAYS_HEAD);
	qs_report_figure_heads(to, report, qs_report_text(report, QS_SAY_FIGURE));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (result->scalar[rows[i].scalar].share > 0)
			qs_report_figure_row(to, report, qs_report_text(report, rows[i].text),
					     &result->scalar[rows[i].scalar], rows[i].scale);
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_WAYS_NOTE, NULL);
	qs_buffer_put(to, "</p>\n");
}

/* ---- who gets what ---- */

static const char *name_of(const struct qs_report *report, const char *id)
{
	const struct qs_policy *const policy = &report->head->portfolio->policy;

	for (size_t i = 0; i < policy->stakeholders.n; i++) {
		const struct qs_stakeholder *const who = &policy->stakeholders.items[i];

		if (!strcmp(who->id, id) && who->name.zh)
			return qs_report_pick(report, who->name.zh, who->name.en);
	}
	return id;
}

static void put_stakeholders(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text heads[] = {QS_SAY_WHO, QS_SAY_WHO_GETS, QS_SAY_WHO_NOW, QS_SAY_WHO_BETTER};

	if (report->sharing.n < 2)
		return;
	put_title(to, report, QS_SAY_WHO_HEAD, 1);
	qs_report_open_table(to, report, QS_SAY_WHO_HEAD);
	put_heads(to, report, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < report->sharing.n; i++) {
		const double gets = report->sharing.part[i].cny,
			     now = qs_sharing_now(report->head->portfolio, report->sharing.part[i].id);

		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, name_of(report, report->sharing.part[i].id));
		qs_buffer_put(to, "</td>");
		qs_report_number(to, qs_report_money(report, gets));
		if (isfinite(now))
			qs_report_number(to, qs_report_money(report, now));
		qs_buffer_put(to, "<td class=\"n\">");
		qs_report_say(to, report,
			      !isfinite(now) ? QS_SAY_WHO_UNKNOWN
			      : gets >= now  ? QS_SAY_WHO_YES
					     : QS_SAY_WHO_NO,
			      NULL);
		qs_buffer_put(to, isfinite(now) ? "</td></tr>\n" : "</td><td></td></tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* ---- surveys ---- */

static void put_surveys(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_SURVEY_INPUT, QS_SAY_SURVEY_SHARE, QS_SAY_SURVEY_VALUE};
	struct qs_survey survey[QS_SURVEYS];
	const size_t n = qs_surveys_rank(result->tornado, &result->scalar[QS_SCALAR_npv], survey);

	if (!n)
		return;
	put_title(to, report, QS_SAY_SURVEY_HEAD, 0);
	qs_report_open_table(to, report, QS_SAY_SURVEY_HEAD);
	put_heads(to, report, heads, sizeof heads / sizeof heads[0]);
	for (size_t i = 0; i < n; i++) {
		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, qs_report_pick(report, survey[i].row->zh, survey[i].row->en));
		qs_buffer_put(to, "</td>");
		qs_report_number(to, 100 * survey[i].share);
		qs_report_number(to, qs_report_money(report, floor(survey[i].value_cny + 0.5)));
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_SURVEY_NOTE, (const char *const[]){qs_report_money_unit(report), NULL});
	qs_buffer_put(to, "</p>\n");
}

void qs_report_funding(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	put_sources(to, report, result);
	put_ways(to, report, result);
	qs_report_risk(to, report, result);
	put_stakeholders(to, report);
	put_surveys(to, report, result);
}
