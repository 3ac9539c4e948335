/* Money that the policy moves, in its chapter of report.html: the books of products, what lapses with its validity,
 * credit and pay. */
#include "io/report_parts.h"
#include "model/policy/credit.h"
#include "model/policy/judge.h"
#include "model/policy/lapse.h"
#include "model/policy/products.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FEN = 100 };

static void put_count(struct qs_buffer *to, uint64_t n)
{
	struct qs_people text;

	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_put(to, qs_people_count(n, &text));
	qs_buffer_put(to, "</td>");
}

static void put_money(struct qs_buffer *to, const struct qs_report *report, double cny)
{
	qs_report_number(to, qs_report_money(report, cny));
}

/* A heading and a table's heads; those from `money` on have the unit of money. */
static void open_table(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text head,
		       const enum qs_report_text *heads, size_t n, size_t money)
{
	char title[160];

	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, head, NULL);
	qs_buffer_put(to, "</h3>\n");
	qs_report_open_table(to, report, head);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < n; i++) {
		snprintf(title, sizeof title, "%s %s", qs_report_text(report, heads[i]),
			 i >= money ? qs_report_money_unit(report) : "");
		qs_report_th(to, title, i > 0);
	}
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

static void close_table(struct qs_buffer *to)
{
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* ---- products ---- */

/* Sites whose sales the books have refused, with how much; the entries of a site share its name. */
static void put_refused(struct qs_buffer *to, const struct qs_report *report, const struct qs_products *products)
{
	static const char *const units[] = {"t", "m²", "m³"};
	struct qs_people text;
	size_t n = 0;

	for (size_t i = 0; i < products->n && n < QS_REPORT_NAMED; i++) {
		const struct qs_product_entry *const e = &products->entries[i];
		int64_t refused = 0;
		size_t first = i;

		for (size_t k = 0; k < products->n; k++) {
			const struct qs_product_entry *const other = &products->entries[k];

			if (other->site != e->site || other->kind != e->kind || other->done == other->asked)
				continue;
			first = k < first ? k : first;
			refused += other->asked - other->done;
		}
		if (e->done == e->asked || first < i)
			continue;
		qs_buffer_put(to, n++ ? (report->lang == QS_ZH ? "；" : "; ") : "");
		qs_buffer_html(to, e->site);
		qs_buffer_format(to, " %s %s", qs_people_count((unsigned long long)refused, &text), units[e->kind]);
	}
	if (!n)
		qs_report_say(to, report, QS_SAY_POLICY_NONE, NULL);
}

static void put_products(struct qs_buffer *to, const struct qs_report *report, const struct qs_products *products)
{
	static const enum qs_report_text heads[] = {QS_SAY_PROD_PRODUCT, QS_SAY_PROD_ISSUED, QS_SAY_PROD_SOLD,
						    QS_SAY_PROD_REFUSED, QS_SAY_PROD_HELD,   QS_SAY_PROD_AMOUNT,
						    QS_SAY_PROD_FEE};
	static const enum qs_report_text kinds[] = {QS_SAY_PROD_CREDIT, QS_SAY_PROD_QUOTA, QS_SAY_PROD_AGGREGATE};

	if (!products->n)
		return;
	open_table(to, report, QS_SAY_PROD_HEAD, heads, sizeof heads / sizeof heads[0], 5);
	for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
		const struct qs_product_sum *const sum = &products->sum[k];

		if (!sum->issued && !sum->refused)
			continue;
		qs_buffer_put(to, "<tr><td>");
		qs_report_say(to, report, kinds[k], NULL);
		qs_buffer_put(to, "</td>");
		put_count(to, (uint64_t)sum->issued);
		put_count(to, (uint64_t)sum->sold);
		put_count(to, (uint64_t)sum->refused);
		put_count(to, (uint64_t)sum->held);
		put_money(to, report, (double)sum->amount / FEN);
		put_money(to, report, (double)sum->fee / FEN);
		qs_buffer_put(to, "</tr>\n");
	}
	close_table(to);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_PROD_NOTE, NULL);
	qs_buffer_put(to, report->lang == QS_ZH ? "" : " ");
	qs_report_say(to, report, QS_SAY_PROD_WHO, NULL);
	put_refused(to, report, products);
	qs_buffer_put(to, "</p>\n");
}

/* ---- the end of the validity ---- */

static void put_lapse(struct qs_buffer *to, const struct qs_report *report, const struct qs_lapse *lapse)
{
	static const enum qs_report_text heads[] = {QS_SAY_LAPSE_CLAUSE, QS_SAY_LAPSE_ALL, QS_SAY_LAPSE_AFTER};
	static const char *const clauses[][2] = {
#define X(id, zh, en) {zh, en},
		QS_LAPSES(X)
#undef X
	};
	const struct qs_date end = qs_lapse_date(report->head->portfolio);
	struct qs_people npv, lapsed, expected, chance, share;
	char date[32];

	open_table(to, report, QS_SAY_LAPSE_HEAD, heads, sizeof heads / sizeof heads[0], 1);
	for (int c = 0; c < QS_LAPSE_COUNT; c++) {
		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, qs_report_pick(report, clauses[c][0], clauses[c][1]));
		qs_buffer_put(to, "</td>");
		put_money(to, report, lapse->all_cny[c]);
		put_money(to, report, lapse->after_cny[c]);
		qs_buffer_put(to, "</tr>\n");
	}
	close_table(to);
	snprintf(date, sizeof date, "%04d-%02d-%02d", end.year, end.month, end.day);
	qs_buffer_put(to, "<p>");
	qs_report_say(
		to, report, QS_SAY_LAPSE_NOTE,
		(const char *const[]){date, qs_people_number(qs_report_money(report, lapse->npv_cny), &npv),
				      qs_people_number(qs_report_money(report, lapse->npv_lapsed_cny), &lapsed),
				      qs_people_number(100 * lapse->probability, &chance),
				      qs_people_number(qs_report_money(report, lapse->npv_expected_cny), &expected),
				      qs_report_money_unit(report),
				      isnan(lapse->share) ? "–" : qs_people_number(100 * lapse->share, &share), NULL});
	qs_buffer_put(to, "</p>\n");
}

/* ---- credit and pay ---- */

static void put_credit_years(struct qs_buffer *to, const struct qs_report *report,
			     const struct qs_evaluation_pack *pack)
{
	static const enum qs_report_text heads[] = {
		QS_SAY_CREDIT_YEAR,    QS_SAY_CREDIT_CONTRACT, QS_SAY_CREDIT_ECOLOGY,
		QS_SAY_CREDIT_FINANCE, QS_SAY_CREDIT_SAFETY,   QS_SAY_CREDIT_DISCLOSURE,
		QS_SAY_CREDIT_SCORE,   QS_SAY_CREDIT_NOW,      QS_SAY_CREDIT_GRADE};
	enum { HEADS = sizeof heads / sizeof heads[0] };
	const struct qs_policy_terms *const terms = &report->head->portfolio->policy.terms;
	struct qs_credit_step step = {0};
	struct qs_people text;

	open_table(to, report, QS_SAY_CREDIT_HEAD, heads, HEADS, HEADS);
	for (size_t i = 0; i < terms->credit_years.n; i++) {
		const struct qs_credit_year *const year = &terms->credit_years.items[i];
		const struct qs_figure *const given[] = {&year->contract, &year->ecology, &year->finance, &year->safety,
							 &year->disclosure};

		step = qs_credit_next(pack, i ? &step : NULL, year);
		qs_buffer_format(to, "<tr><td>%s</td>", qs_report_year((int)year->year, &text));
		for (size_t k = 0; k < sizeof given / sizeof given[0]; k++)
			qs_report_number(to, given[k]->given ? given[k]->value : (double)NAN);
		qs_report_number(to, step.score);
		qs_report_number(to, step.credit);
		qs_buffer_format(to, "<td class=\"n\">%s", qs_words_credit_grade[step.grade]);
		if (step.vetoed)
			qs_report_say(to, report, QS_SAY_CREDIT_VETO, NULL);
		qs_buffer_put(to, "</td></tr>\n");
	}
	close_table(to);
}

static void put_pay(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	const struct qs_packs *const packs = report->head->packs;
	const struct qs_policy *const policy = &report->head->portfolio->policy;
	struct qs_credit_rating rating;
	struct qs_people part, stake, credit;

	if (!packs->evaluation.n)
		return;
	rating = qs_credit_rate(packs->evaluation.items, &policy->terms);
	if (policy->terms.credit_years.n) {
		put_credit_years(to, report, packs->evaluation.items);
	} else {
		qs_buffer_put(to, "<h3>");
		qs_report_say(to, report, QS_SAY_CREDIT_HEAD, NULL);
		qs_buffer_put(to, "</h3>\n");
	}
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, rating.known ? QS_SAY_CREDIT_NOTE : QS_SAY_CREDIT_UNKNOWN,
		      (const char *const[]){qs_words_credit_grade[rating.grade],
					    isnan(rating.credit) ? "–" : qs_people_number(rating.credit, &credit),
					    qs_people_number(rating.pay, &part), NULL});
	qs_buffer_put(to, report->lang == QS_ZH ? "" : " ");
	qs_report_say(to, report, policy->graded_pay ? QS_SAY_EVAL_PAID : QS_SAY_EVAL_NOT_PAID,
		      (const char *const[]){
			      qs_people_number(qs_report_money(report, qs_report_present(report, portfolio,
											 QS_LINE_OF_pay_at_stake)),
					       &stake),
			      qs_report_money_unit(report), NULL});
	qs_buffer_put(to, "</p>\n");
}

void qs_report_policy_money(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	const struct qs_policy_review *const review = portfolio->policy;

	if (review->products)
		put_products(to, report, review->products);
	if (review->lapse)
		put_lapse(to, report, review->lapse);
	if (portfolio->line_mean)
		put_pay(to, report, portfolio);
}
