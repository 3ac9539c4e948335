/* Page one of report.html: the columns of the balance and of what would change it. */
#include "io/chart_money.h"
#include "io/report_parts.h"
#include "model/finance/accounts.h"
#include "model/finance/prices.h"
#include "model/finance/tornado.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TURNS_NAMED = 3 };

static void put_space(struct qs_buffer *to, const struct qs_report *report)
{
	qs_buffer_put(to, report->lang == QS_EN ? " " : "");
}

/* ---- the balance ---- */

static void put_answer(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_scalar *const npv = &result->scalar[QS_SCALAR_npv],
				      *const gap = &result->scalar[QS_SCALAR_funding_gap],
				      *const cost = &result->scalar[QS_SCALAR_pv_cost];
	const char *const unit = qs_report_money_unit(report);
	const double loss = result->probability_of_loss;
	struct qs_people mid, low, high;

	if (loss > 1 - QS_REPORT_SURE && loss < QS_REPORT_SURE)
		qs_report_answer(to, report, QS_SAY_PAYS_OPEN,
				 (const char *const[]){qs_people_number(100 * loss, &mid), NULL});
	else
		qs_report_answer(
			to, report, loss >= QS_REPORT_SURE ? QS_SAY_PAYS_NO : QS_SAY_PAYS_YES,
			(const char *const[]){qs_people_number(qs_report_money(report, gap->p50), &mid), unit, NULL});
	qs_buffer_put(to, "<p class=\"say\">");
	qs_report_say(to, report, QS_SAY_SAY_NPV,
		      (const char *const[]){qs_people_number(qs_report_money(report, npv->p50), &mid),
					    qs_people_number(qs_report_money(report, npv->p10), &low),
					    qs_people_number(qs_report_money(report, npv->p90), &high), unit, NULL});
	put_space(to, report);
	qs_report_say(to, report, gap->p50 > 0 ? QS_SAY_SAY_GAP : QS_SAY_SAY_NO_GAP,
		      (const char *const[]){qs_people_number(qs_report_money(report, gap->p50), &mid), unit, NULL});
	if (cost->mean > 0) {
		put_space(to, report);
		qs_report_say(to, report, QS_SAY_BALANCE_COVER,
			      (const char *const[]){qs_people_number(1 + npv->mean / cost->mean, &mid), NULL});
	}
	qs_buffer_put(to, "</p>\n");
}

static void put_table(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const struct {
		enum qs_report_text label;
		enum qs_scalar_id scalar;
	} rows[] = {{QS_SAY_B_GAP, QS_SCALAR_funding_gap},
		    {QS_SAY_B_COST, QS_SCALAR_pv_cost},
		    {QS_SAY_B_GRANT, QS_SCALAR_pv_grant},
		    {QS_SAY_B_CARBON, QS_SCALAR_pv_carbon}},
	  levels[] = {{QS_SAY_B_GROSS, QS_SCALAR_lcoc_gross},
		      {QS_SAY_B_NET, QS_SCALAR_lcoc_net},
		      {QS_SAY_B_NET_WORKS, QS_SCALAR_lcoc_net_of_works}};
	const double scale = 1 / qs_report_money(report, 1);
	const double other = qs_report_present(report, result, QS_LINE_OF_spoil_income) +
			     qs_report_present(report, result, QS_LINE_OF_exit_value) +
			     qs_report_present(report, result, QS_LINE_OF_government_pay) +
			     qs_report_present(report, result, QS_LINE_OF_service_payment) +
			     qs_report_present(report, result, QS_LINE_OF_quota_income);
	struct qs_people year;

	qs_buffer_put(to, "<p class=\"line\">");
	qs_report_present_words(to, report);
	qs_buffer_put(to, "</p>\n<table class=\"sums\">\n");
	qs_report_figure_heads(to, report, qs_report_text(report, QS_SAY_FIGURE));
	qs_report_figure_row(to, report, qs_report_text(report, QS_SAY_B_NPV), &result->scalar[QS_SCALAR_npv], scale);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		qs_report_figure_row(to, report, qs_report_text(report, rows[i].label), &result->scalar[rows[i].scalar],
				     scale);
		if (rows[i].scalar != QS_SCALAR_pv_grant)
			continue;
		qs_report_mean_row(to, report, QS_SAY_B_INDUSTRY,
				   qs_report_present(report, result, QS_LINE_OF_industry_income) -
					   qs_report_present(report, result, QS_LINE_OF_industry_cost));
		if (other > 0)
			qs_report_mean_row(to, report, QS_SAY_B_OTHER, other);
	}
	qs_buffer_put(to, "</tbody>\n<tbody>\n<tr><th colspan=\"5\" scope=\"colgroup\">");
	qs_report_say(to, report, QS_SAY_B_LCOC,
		      (const char *const[]){qs_report_year(report->head->portfolio->finance.price_year, &year), NULL});
	qs_buffer_put(to, "</th></tr>\n");
	for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
		qs_report_figure_row(to, report, qs_report_text(report, levels[i].label),
				     &result->scalar[levels[i].scalar], 1);
	qs_buffer_put(to, "</tbody></table>\n");
}

/* ---- ways to close the gap ---- */

static void put_way(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text,
		    const struct qs_scalar *scalar, double scale)
{
	struct qs_people half, most;

	qs_buffer_put(to, "<li>");
	qs_report_say(to, report, text,
		      (const char *const[]){qs_people_number(scalar->p50 * scale, &half),
					    qs_people_number(scalar->p90 * scale, &most), NULL});
	if (text == QS_SAY_CLOSE_COST && scalar->p50 > 0.995)
		qs_report_say(to, report, QS_SAY_CLOSE_NO_INCOME, NULL);
	qs_buffer_put(to, "</li>\n");
}

/* Whether every member has a value: else its quantiles are not those of half and of nine in ten of all. */
static int of_all(const struct qs_scalar *scalar)
{
	return !scalar->why && scalar->share >= 1;
}

static void put_grant_way(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_scalar *const gap = &result->scalar[QS_SCALAR_funding_gap],
				      *const grant = &result->scalar[QS_SCALAR_break_even_grant];
	const double works = qs_report_present(report, result, QS_LINE_OF_works);
	struct qs_people half, most, now, then;

	qs_buffer_put(to, "<li>");
	qs_report_say(to, report, QS_SAY_CLOSE_GRANT,
		      (const char *const[]){
			      qs_people_number(qs_report_money(report, gap->p50), &half),
			      qs_people_number(qs_report_money(report, gap->p90), &most),
			      qs_people_number(100 * qs_report_present(report, result, QS_LINE_OF_grant) / works, &now),
			      qs_people_number(100 * grant->p50, &then), qs_report_money_unit(report), NULL});
	if (grant->p50 > 1)
		qs_report_say(to, report, QS_SAY_CLOSE_BEYOND, NULL);
	qs_buffer_put(to, "</li>\n");
}

/* What would bring half of the members to 0, each alone; a carbon price where there is no industry to grow. */
static void put_ways(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_scalar *const scalar = result->scalar, *const visits = &scalar[QS_SCALAR_break_even_visits],
				      *const price = &scalar[QS_SCALAR_break_even_price];

	if (!(scalar[QS_SCALAR_funding_gap].p50 > 0))
		return;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_CLOSE_HEAD, NULL);
	qs_buffer_put(to, "</h3>\n<p>");
	qs_report_say(to, report, QS_SAY_CLOSE_LEAD, NULL);
	qs_buffer_put(to, "</p>\n<ol class=\"read\">\n");
	if (of_all(&scalar[QS_SCALAR_break_even_grant]))
		put_grant_way(to, report, result);
	if (of_all(&scalar[QS_SCALAR_break_even_cost]))
		put_way(to, report, QS_SAY_CLOSE_COST, &scalar[QS_SCALAR_break_even_cost], 100);
	if (of_all(visits))
		put_way(to, report, QS_SAY_CLOSE_VISITS, visits, 1);
	else if (of_all(price))
		put_way(to, report, QS_SAY_CLOSE_PRICE, price, 1);
	qs_buffer_put(to, "</ol>\n");
}

/* Whether registering earns what it costs. */
static void put_registering(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_scalar *const share = &result->scalar[QS_SCALAR_carbon_share_of_cost];
	const double income = qs_report_sum(report, result, QS_LINE_OF_carbon_income),
		     cost = qs_report_sum(report, result, QS_LINE_OF_registration);
	struct qs_people a, b, c;
	struct qs_buffer basis;

	qs_buffer_put(to, "<p>");
	if (!(cost > 0) && !(income > 0)) {
		qs_report_say(to, report, QS_SAY_SAY_REGISTER_NONE, NULL);
		qs_buffer_put(to, "</p>\n");
		return;
	}
	qs_buffer_init(&basis, &report->from);
	qs_report_basis(&basis, report);
	qs_report_say(to, report, income > cost ? QS_SAY_SAY_REGISTER : QS_SAY_SAY_REGISTER_NOT,
		      (const char *const[]){qs_people_number(qs_report_money(report, income), &a),
					    qs_people_number(qs_report_money(report, cost), &b), qs_buffer_text(&basis),
					    qs_report_money_unit(report), NULL});
	to->failed |= basis.failed;
	qs_buffer_free(&basis);
	if (!share->why) {
		put_space(to, report);
		qs_report_say(to, report, QS_SAY_SAY_SHARE_OF_COST,
			      (const char *const[]){qs_people_number(share->p50, &a), qs_people_number(share->p10, &b),
						    qs_people_number(share->p90, &c), NULL});
	}
	qs_buffer_put(to, "</p>\n");
}

void qs_report_balance(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	qs_buffer_put(to, "<div class=\"ask\"><h2>");
	qs_report_say(to, report, QS_SAY_FIRST_PAYS, NULL);
	qs_buffer_put(to, "</h2>\n");
	put_answer(to, report, result);
	put_table(to, report, result);
	put_ways(to, report, result);
	put_registering(to, report, result);
	qs_buffer_put(to, "</div>\n");
}

/* ---- what would change it ---- */

/* Inputs of the ranking that, moved alone, turn the sign of the net present value. */
static size_t turning(const struct qs_tornado *t, const struct qs_tornado_row **turns)
{
	size_t n = 0;

	for (size_t i = 0; t && i < t->npv_count; i++) {
		const struct qs_tornado_row *const row = &t->rows[t->by_npv[i]];

		if ((row->npv_low < 0) != (t->npv < 0) || (row->npv_high < 0) != (t->npv < 0)) {
			if (n < TURNS_NAMED)
				turns[n] = row;
			n++;
		}
	}
	return n;
}

static void put_sure(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_tornado *const t = result->tornado && result->tornado->computed ? result->tornado : NULL;
	const struct qs_tornado_row *turns[TURNS_NAMED];
	const size_t n = turning(t, turns);
	struct qs_people number;

	if (t)
		qs_report_answer(to, report,
				 n == 0   ? QS_SAY_SURE_NONE
				 : n == 1 ? QS_SAY_SURE_ONE
					  : QS_SAY_SURE_SOME,
				 (const char *const[]){qs_people_count(n, &number), NULL});
	else
		qs_report_answer(
			to, report, QS_SAY_SURE_NOT_RANKED,
			(const char *const[]){qs_people_number(100 * result->probability_of_loss, &number), NULL});
	if (!n)
		return;
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_SAY_TURNS, NULL);
	for (size_t i = 0; i < n && i < TURNS_NAMED; i++) {
		qs_buffer_put(to, !i ? "" : report->lang == QS_ZH ? "、" : ", ");
		qs_buffer_html(to, qs_report_pick(report, turns[i]->zh, turns[i]->en));
	}
	qs_buffer_put(to, n > TURNS_NAMED ? " …</p>\n" : report->lang == QS_ZH ? "。</p>\n" : ".</p>\n");
}

static void put_loss(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const double loss = result->probability_of_loss;
	struct qs_people members, share;

	qs_buffer_put(to, "<p class=\"say\">");
	qs_report_say(to, report,
		      loss >= 1  ? QS_SAY_SAY_LOSS_ALL
		      : loss > 0 ? QS_SAY_SAY_LOSS
				 : QS_SAY_SAY_LOSS_NONE,
		      (const char *const[]){qs_people_count(report->head->members, &members),
					    qs_people_number(100 * loss, &share), NULL});
	put_space(to, report);
	qs_report_say(to, report, QS_SAY_SAY_LOSS_LIMITS, NULL);
	qs_buffer_put(to, "</p>\n");
}

/* What the ranking says to a reader who cannot see it. */
static void describe(struct qs_buffer *text, const struct qs_report *report, const char *title, const char *unit,
		     double middle, const struct qs_chart_swing *first)
{
	struct qs_people mid, low, high;

	qs_report_say(text, report, QS_SAY_TORNADO_TEXT,
		      (const char *const[]){title, qs_people_number(middle, &mid), unit, first->label,
					    qs_people_number(first->low, &low), qs_people_number(first->high, &high),
					    NULL});
}

/* The chart of an output: net present value in the report's money, or credits in t. */
static void put_tornado(struct qs_buffer *to, const struct qs_report *report, const struct qs_tornado *t, int credits)
{
	const char *const title = qs_report_text(report, credits ? QS_SAY_TORNADO_CREDITS : QS_SAY_TORNADO_NPV);
	const char *const unit = credits ? "t CO₂e" : qs_report_money_unit(report);
	const size_t count = credits ? t->credits_count : t->npv_count;
	const size_t n = count < QS_TORNADO_ROWS ? count : QS_TORNADO_ROWS;
	const double one = credits ? 1 : qs_report_money(report, 1), middle = one * (credits ? t->credits : t->npv);
	const struct qs_chart_line legend[2] = {{.label = qs_report_text(report, QS_SAY_TORNADO_HIGH), .style = "high"},
						{.label = qs_report_text(report, QS_SAY_TORNADO_LOW), .style = "low"}};
	struct qs_chart_swing swing[QS_TORNADO_ROWS];
	struct qs_buffer text;

	if (!n)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct qs_tornado_row *const row = &t->rows[(credits ? t->by_credits : t->by_npv)[i]];

		swing[i] = (struct qs_chart_swing){qs_report_pick(report, row->zh, row->en),
						   qs_report_text(report, strcmp(row->range, "p10-p90") != 0
										  ? QS_SAY_RANGE_STATED
										  : QS_SAY_RANGE_QUANTILES),
						   one * (credits ? row->credits_low : row->npv_low),
						   one * (credits ? row->credits_high : row->npv_high)};
	}
	qs_buffer_init(&text, &report->from);
	describe(&text, report, title, unit, middle, &swing[0]);
	qs_chart_tornado(
		to,
		&(struct qs_chart){
			.title = title, .unit = unit, .description = qs_buffer_text(&text), .line = legend, .lines = 2},
		middle, swing, n);
	to->failed |= text.failed;
	qs_buffer_free(&text);
}

/* The carbon price that would do, beside the one that is used. */
static void put_break_even(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_scalar *const price = &result->scalar[QS_SCALAR_break_even_price];
	const struct qs_portfolio *const portfolio = report->head->portfolio;
	size_t m = 0;
	const struct qs_methodology_pack *const chief = qs_report_chief(report, &m);
	const struct qs_price *const used =
		chief && chief->product ? qs_market_price(&portfolio->market, chief->product) : NULL;
	const int moves =
		used && (strcmp(qs_words_price_model[used->model], "flat") != 0 || used->growth_pct.value != 0);
	struct qs_people low, mid, high, year;

	qs_buffer_put(to, "<p>");
	if (price->why) {
		qs_report_say(to, report, QS_SAY_SAY_BREAK_EVEN_NONE, NULL);
		put_space(to, report);
		qs_report_why(to, report, price);
	} else {
		qs_report_say(to, report, QS_SAY_SAY_BREAK_EVEN,
			      (const char *const[]){qs_people_number(price->p50, &mid),
						    qs_people_number(price->p10, &low),
						    qs_people_number(price->p90, &high), NULL});
	}
	if (used && used->cny_t.value > 0) {
		put_space(to, report);
		qs_report_say(to, report, moves ? QS_SAY_SAY_PRICE_MOVES : QS_SAY_SAY_PRICE,
			      (const char *const[]){chief->product, qs_people_given(used->cny_t.value, &mid),
						    qs_report_year(used->price_year ? used->price_year
										    : portfolio->finance.price_year,
								   &year),
						    NULL});
	}
	qs_buffer_put(to, "</p>\n");
}

/* Grants still to come where half of the members do without; else they stand in the balance, as a way to close the gap.
 */
static void put_grant(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_scalar *const gap = &result->scalar[QS_SCALAR_funding_gap];
	struct qs_people most;

	if (gap->p50 > 0)
		return;
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, gap->p90 > 0 ? QS_SAY_SAY_CLOSE : QS_SAY_SAY_CLOSE_NONE,
		      (const char *const[]){qs_people_number(qs_report_money(report, gap->p90), &most),
					    qs_report_money_unit(report), NULL});
	qs_buffer_put(to, "</p>\n");
}

void qs_report_changes(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_tornado *const t = result->tornado;

	qs_buffer_put(to, "<div class=\"ask change\"><h2>");
	qs_report_say(to, report, QS_SAY_FIRST_SURE, NULL);
	qs_buffer_put(to, "</h2>\n<div class=\"words\">\n");
	put_sure(to, report, result);
	put_loss(to, report, result);
	put_grant(to, report, result);
	put_break_even(to, report, result);
	qs_buffer_put(to, "</div>\n<div class=\"swings\">\n");
	if (t && t->computed) {
		put_tornado(to, report, t, 0);
		put_tornado(to, report, t, 1);
	} else {
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_TORNADO_NONE, NULL);
		qs_buffer_put(to, "</p>\n");
	}
	qs_buffer_put(to, "</div>\n</div>\n");
}
