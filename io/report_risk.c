/* Bids, risk and rates of return in the chapter on money: one table and what is known of the rates. */
#include "io/report_parts.h"
#include "model/finance/risk.h"

#include <math.h>
#include <stdio.h>

/* A row: what it is, with numbers in its words, and its value. */
static void put_row(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text label,
		    const char *const *words, double value)
{
	qs_buffer_put(to, "<tr><td>");
	qs_report_say(to, report, label, words);
	qs_buffer_put(to, "</td>");
	qs_report_number(to, value);
	qs_buffer_put(to, "</tr>\n");
}

static void put_bids(struct qs_buffer *to, const struct qs_report *report, const struct qs_npv_risk *risk)
{
	static const int bidders[QS_RISK_BIDDERS] = QS_RISK_BIDDER_COUNTS;
	struct qs_people sure;
	const char *const words[] = {qs_people_number(100 * risk->bid_probability, &sure), NULL};

	if (risk->subsidy > 0)
		put_row(to, report, QS_SAY_RISK_SUBSIDY, words, qs_report_money(report, risk->subsidy));
	else
		put_row(to, report, QS_SAY_RISK_BID, words, qs_report_money(report, risk->bid));
	put_row(to, report, QS_SAY_RISK_RESERVE, NULL, qs_report_money(report, risk->reserve));
	for (int k = 0; k < QS_RISK_BIDDERS; k++) {
		char count[16];

		snprintf(count, sizeof count, "%d", bidders[k]);
		put_row(to, report, QS_SAY_RISK_SHADE, (const char *const[]){count, NULL},
			qs_report_money(report, risk->shade[k]));
	}
}

static void put_losses(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_npv_risk *const risk = result->risk;
	struct qs_people low, high;

	put_row(to, report, QS_SAY_RISK_LOSS,
		(const char *const[]){qs_people_number(100 * risk->loss_low, &low),
				      qs_people_number(100 * risk->loss_high, &high), NULL},
		100 * result->probability_of_loss);
	put_row(to, report, QS_SAY_RISK_VAR, NULL, qs_report_money(report, risk->var95));
	put_row(to, report, QS_SAY_RISK_CVAR, NULL, qs_report_money(report, risk->cvar95));
	put_row(to, report, QS_SAY_RISK_GRANT, NULL, qs_report_money(report, risk->grant));
}

static void put_roots(struct qs_buffer *to, const struct qs_report *report, const struct qs_flow_roots *roots)
{
	struct qs_people none, one, several, certain, modified, rate;
	struct qs_buffer rates;
	char signs[16];

	snprintf(signs, sizeof signs, "%d", roots->signs);
	qs_buffer_init(&rates, &report->from);
	for (int k = 0; k < roots->count && k < QS_ROOTS_MOST; k++) {
		qs_buffer_put(&rates, k ? ", " : "");
		qs_buffer_put(&rates, qs_people_number(100 * roots->rate[k], &rate));
	}
	qs_buffer_put(to, "<p class=\"line\">");
	qs_report_say(to, report, QS_SAY_RISK_ROOTS,
		      (const char *const[]){qs_people_number(100 * roots->none, &none),
					    qs_people_number(100 * roots->one, &one),
					    qs_people_number(100 * roots->several, &several),
					    qs_people_number(100 * roots->certain, &certain), NULL});
	qs_buffer_put(to, report->lang == QS_ZH ? "" : " ");
	if (!isfinite(roots->mirr))
		qs_report_say(to, report, QS_SAY_RISK_MEAN_SIGN, NULL);
	else if (roots->count)
		qs_report_say(to, report, QS_SAY_RISK_MEAN,
			      (const char *const[]){signs, qs_buffer_text(&rates),
						    qs_people_number(100 * roots->mirr, &modified), NULL});
	else
		qs_report_say(to, report, QS_SAY_RISK_MEAN_NONE,
			      (const char *const[]){signs, qs_people_number(100 * roots->mirr, &modified), NULL});
	qs_buffer_put(to, "</p>\n");
	to->failed |= rates.failed;
	qs_buffer_free(&rates);
}

void qs_report_risk(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	if (!result->risk)
		return;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_RISK_HEAD, NULL);
	qs_buffer_put(to, " <small>");
	qs_buffer_put(to, qs_report_money_unit(report));
	qs_buffer_put(to, "</small></h3>\n");
	qs_report_open_table(to, report, QS_SAY_RISK_HEAD);
	qs_buffer_put(to, "<tbody>\n");
	put_bids(to, report, result->risk);
	put_losses(to, report, result);
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	put_roots(to, report, &result->risk->roots);
}
