/* Tables by site in the chapter on the policy: natural recovery first, space swap, works as built against the plan. */
#include "io/report_parts.h"
#include "model/policy/built.h"
#include "model/policy/judge.h"
#include "model/policy/swap.h"
#include "model/portfolio.h"

#include <math.h>
#include <string.h>

void qs_report_policy_open(struct qs_report *report, const struct qs_allocator *from)
{
	for (int i = 0; i < QS_REPORT_BY_SITE; i++)
		qs_buffer_init(&report->by_site[i], from);
}

qs_status qs_report_policy_status(const struct qs_report *report, struct qs_err *err)
{
	qs_status status = QS_OK;

	for (int i = 0; i < QS_REPORT_BY_SITE && !status; i++)
		status = qs_buffer_status(&report->by_site[i], err);
	return status;
}

void qs_report_policy_close(struct qs_report *report)
{
	for (int i = 0; i < QS_REPORT_BY_SITE; i++)
		qs_buffer_free(&report->by_site[i]);
}

static void open_row(struct qs_buffer *to, const char *head)
{
	qs_buffer_put(to, "<tr><td>");
	qs_buffer_html(to, head);
	qs_buffer_put(to, "</td>");
}

/* ---- natural recovery first ---- */

struct unneeded {
	const struct qs_report *report;
	struct qs_buffer *to;
	size_t n;
};

static void note_unneeded(void *self, const struct qs_policy_finding *finding)
{
	struct unneeded *const found = self;

	if (strcmp(finding->rule->id, "G01U") != 0 || finding->outcome != QS_POLICY_broken)
		return;
	qs_buffer_put(found->to, !found->n++ ? "" : found->report->lang == QS_ZH ? "、" : ", ");
	qs_buffer_html(found->to, finding->unit->id ? finding->unit->id : finding->site->id);
}

/* Areas by class of treatment, works that nothing shows the need of, and what works cost beyond natural recovery. */
static void natural_row(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_policy_results results = qs_policy_results_of(result, report->head->years);
	struct qs_buffer *const to = &report->by_site[QS_REPORT_NATURAL];
	struct unneeded found = {report, to, 0};
	struct qs_policy_review review;
	double ha[QS_ENGINEERED + 1] = {0};

	for (size_t u = 0; u < result->site->units.n; u++) {
		const struct qs_unit *const unit = &result->site->units.items[u];
		const struct qs_treatment *const treatment =
			unit->treatment ? qs_portfolio_treatment(report->head->portfolio, unit->treatment) : NULL;

		if (treatment)
			ha[treatment->class] += qs_unit_planimetric_ha(unit);
	}
	if (!(ha[QS_NATURAL] + ha[QS_ASSISTED] + ha[QS_ENGINEERED] > 0))
		return;
	open_row(to, result->site->id);
	for (int class = 0; class <= QS_ENGINEERED; class ++)
		qs_report_number(to, ha[class]);
	qs_buffer_put(to, "<td>");
	qs_policy_begin(&review, report->head->portfolio, report->head->packs);
	review.tell = note_unneeded;
	review.self = &found;
	qs_policy_site(&review, result->site, &results);
	qs_buffer_put(to, found.n ? "</td>" : "–</td>");
	qs_report_number(to, ha[QS_ASSISTED] + ha[QS_ENGINEERED] > 0 ? results.cost_over_natural_cny_t : (double)NAN);
	qs_buffer_put(to, "</tr>\n");
}

/* ---- space swap ---- */

static double or_unknown(double value, int known)
{
	return known ? value : (double)NAN;
}

static void swap_row(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_site *const site = result->site;
	const struct qs_swap_sums a = qs_swap_sum(site->land_before.items, site->land_before.n);
	const struct qs_swap_sums b = qs_swap_sum(site->land_after.items, site->land_after.n);
	const struct qs_policy_results none = qs_policy_no_results();
	struct qs_buffer *const to = &report->by_site[QS_REPORT_SWAP];
	struct qs_facts facts;

	if (!site->land_before.n || !site->land_after.n)
		return;
	qs_policy_site_facts(report->head->portfolio, report->head->packs, site, &none, &facts);
	open_row(to, site->id);
	qs_report_number(to, a.cropland);
	qs_report_number(to, b.cropland);
	qs_report_number(to, or_unknown(a.graded / a.cropland, a.cropland > 0 && a.graded_known));
	qs_report_number(to, or_unknown(b.graded / b.cropland, b.cropland > 0 && b.graded_known));
	qs_report_number(to, a.water);
	qs_report_number(to, b.water);
	qs_report_number(to, or_unknown(a.red_line, a.red_line_known));
	qs_report_number(to, or_unknown(b.red_line, b.red_line_known));
	qs_report_number(to, a.construction);
	qs_report_number(to, b.construction);
	qs_report_number(to, or_unknown(facts.value[QS_FACT_IS_cropland_surplus_ha].number,
					facts.value[QS_FACT_IS_cropland_surplus_ha].known));
	qs_buffer_put(to, "</tr>\n");
}

/* ---- works as built ---- */

static void built_rows(struct qs_report *report, const struct qs_site *site)
{
	struct qs_buffer *const to = &report->by_site[QS_REPORT_BUILT];

	for (size_t u = 0; site->policy.as_built.n && u < site->units.n; u++) {
		const struct qs_unit *const unit = &site->units.items[u];
		const struct qs_deviation d =
			qs_built_deviation(report->head->portfolio, report->head->packs, site, unit);

		if (isnan(d.amount) && isnan(d.cost) && isnan(d.area) && isnan(d.time))
			continue;
		open_row(to, unit->id ? unit->id : site->id);
		qs_report_number(to, 100 * d.amount);
		qs_report_number(to, 100 * d.cost);
		qs_report_number(to, 100 * d.area);
		qs_report_number(to, 100 * d.time);
		qs_buffer_put(to, "<td>");
		if (qs_deviation_largest(&d) > QS_DEVIATION_FLAG)
			qs_report_say(to, report, QS_SAY_BUILT_FLAG, NULL);
		qs_buffer_put(to, "</td></tr>\n");
	}
}

void qs_report_policy_site(struct qs_report *report, const struct qs_result *result)
{
	if (report->seen >= QS_REPORT_SECTIONS)
		return;
	qs_report_acceptance_row(report, result);
	natural_row(report, result);
	swap_row(report, result);
	built_rows(report, result->site);
}

static void put_table(struct qs_buffer *to, const struct qs_report *report, enum qs_report_by_site table,
		      enum qs_report_text head, const enum qs_report_text *heads, size_t n, size_t words,
		      enum qs_report_text note)
{
	const struct qs_buffer *const rows = &report->by_site[table];

	if (!rows->length)
		return;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, head, NULL);
	qs_buffer_put(to, "</h3>\n");
	qs_report_open_table(to, report, head);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < n; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i > 0 && i != words);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	qs_buffer_put(to, qs_buffer_text(rows));
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, note, NULL);
	qs_buffer_put(to, "</p>\n");
}

void qs_report_policy_sites(struct qs_buffer *to, const struct qs_report *report)
{
	static const enum qs_report_text natural[] = {
		QS_SAY_SITE,          QS_SAY_NATURAL_NATURAL,  QS_SAY_NATURAL_ASSISTED,
		QS_SAY_NATURAL_BUILT, QS_SAY_NATURAL_UNNEEDED, QS_SAY_NATURAL_COST};
	static const enum qs_report_text swap[] = {
		QS_SAY_SITE,         QS_SAY_SWAP_CROP_A,     QS_SAY_SWAP_CROP_B,     QS_SAY_SWAP_GRADE_A,
		QS_SAY_SWAP_GRADE_B, QS_SAY_SWAP_WATER_A,    QS_SAY_SWAP_WATER_B,    QS_SAY_SWAP_RED_A,
		QS_SAY_SWAP_RED_B,   QS_SAY_SWAP_BUILDING_A, QS_SAY_SWAP_BUILDING_B, QS_SAY_SWAP_LEFT};
	static const enum qs_report_text built[] = {QS_SAY_BUILT_UNIT, QS_SAY_BUILT_AMOUNT, QS_SAY_BUILT_COST,
						    QS_SAY_BUILT_AREA, QS_SAY_BUILT_TIME,   QS_SAY_BUILT_MARK};

	put_table(to, report, QS_REPORT_NATURAL, QS_SAY_NATURAL_HEAD, natural, sizeof natural / sizeof natural[0], 4,
		  QS_SAY_NATURAL_NOTE);
	put_table(to, report, QS_REPORT_SWAP, QS_SAY_SWAP_HEAD, swap, sizeof swap / sizeof swap[0], 0,
		  QS_SAY_SWAP_NOTE);
	put_table(to, report, QS_REPORT_BUILT, QS_SAY_BUILT_HEAD, built, sizeof built / sizeof built[0], 5,
		  QS_SAY_BUILT_NOTE);
}
