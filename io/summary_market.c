/* What summary.json says of a site's market beside grades: nearest ways in, conflicts of revenue lines, evidence rows.
 */
#include "io/summary_market.h"
#include "io/results_parts.h"
#include "model/base/packs.h"
#include "model/market/additionality.h"
#include "model/market/credits.h"
#include "model/market/way.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Rule 23 in docs/accounting.md. */
static const double credible_pct = 5;

static void put_date(struct qs_json_out *out, const char *key, const struct qs_date *date)
{
	char text[40];

	snprintf(text, sizeof text, "%04d-%02d-%02d", date->year, date->month, date->day);
	qs_json_out_string(out, key, date->year ? text : NULL);
}

void qs_summary_rules(struct qs_json_out *out, const char *key, const struct qs_strings *rules, uint64_t bits)
{
	qs_json_out_array_row(out, key);
	for (size_t i = 0; i < rules->n; i++)
		if (bits >> i & 1)
			qs_json_out_string(out, NULL, rules->items[i]);
	qs_json_out_end(out);
}

/* ---- one time line ---- */

enum { EVENTS = QS_CHANGES_MOST + 8 };

struct event {
	struct qs_date date;
	const char *what;
};

static long order(const struct qs_date *d)
{
	return d->year * 10000L + d->month * 100L + d->day;
}

static size_t add_event(struct event *events, size_t n, const struct qs_date *date, const char *what)
{
	size_t at = n;

	if (!date->year)
		return n;
	while (at && order(&events[at - 1].date) > order(date)) {
		events[at] = events[at - 1];
		at--;
	}
	events[at] = (struct event){*date, what};
	return n + 1;
}

/* Acceptance as due in the input, moved by the delay: the end of its year. */
static struct qs_date acceptance_of(const struct qs_site *site, const struct qs_way *way)
{
	const struct qs_date due = {(int)site->finance.acceptance_due, 12, 31};

	return due.year ? qs_date_later(&due, ceil(way->delay_years - 1e-9)) : due;
}

static int64_t crediting_years(const struct qs_portfolio *portfolio, const struct qs_site *site,
			       const struct qs_way *way)
{
	const struct qs_registration *registration;

	qs_start_of(portfolio, site, way->methodology->id, &registration);
	return registration ? registration->crediting_years : 0;
}

static void put_timeline(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_site *site,
			 const struct qs_way *way)
{
	const struct qs_date acceptance = acceptance_of(site, way);
	const int64_t years = crediting_years(portfolio, site, way);
	const struct qs_date end = {way->start.year + (int)years, way->start.month, way->start.day};
	struct event events[EVENTS];
	size_t n = 0;

	n = add_event(events, n, &way->planned, "start_planned");
	for (size_t s = 0; s < way->count; s++) {
		const struct qs_date done = qs_date_later(&way->planned, way->steps[s].ends);

		if (way->steps[s].ends > way->steps[s].begins)
			n = add_event(events, n, &done, way->steps[s].change->id);
	}
	n = add_event(events, n, &way->start, "start");
	n = add_event(events, n, &acceptance, "acceptance_and_tenure");
	n = add_event(events, n, &portfolio->policy.valid_to, "policy_expires");
	if (years)
		n = add_event(events, n, &end, "crediting_ends");
	qs_json_out_array(out, "timeline");
	for (size_t i = 0; i < n; i++) {
		qs_json_out_row(out, NULL);
		put_date(out, "date", &events[i].date);
		qs_json_out_string(out, "event", events[i].what);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_bool(out, "starts_after_policy",
			 portfolio->policy.valid_to.year && order(&way->start) > order(&portfolio->policy.valid_to));
	qs_json_out_bool(out, "tenure_after_start", acceptance.year && order(&acceptance) > order(&way->start));
}

/* ---- a way ---- */

static void put_steps(struct qs_json_out *out, const struct qs_way *way)
{
	qs_json_out_array(out, "changes");
	for (size_t s = 0; s < way->count; s++) {
		const struct qs_way_step *const step = &way->steps[s];
		const struct qs_date begins = qs_date_later(&way->planned, step->begins),
				     ends = qs_date_later(&way->planned, step->ends);

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "id", step->change->id);
		put_date(out, "from", &begins);
		put_date(out, "to", &ends);
		qs_json_out_number(out, "delay_years", step->ends - step->begins);
		qs_json_out_number(out, "cost_cny", step->cost_cny);
		qs_json_out_string(out, "status", qs_basis_word((enum qs_basis)step->change->status));
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static void put_way(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_site *site,
		    const struct qs_way *way)
{
	const struct qs_strings *const needs = &way->methodology->needs;

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "unit", site->units.items[way->unit].id);
	qs_json_out_string(out, "methodology", way->methodology->id);
	qs_json_out_number(out, "area_ha", way->area_ha);
	qs_summary_rules(out, "failed", needs, way->failed);
	qs_json_out_bool(out, "found", way->found);
	if (!way->found) {
		qs_summary_rules(out, "cannot_change", needs, way->fixed);
		qs_json_out_string(out, "why", way->fixed ? "RULE_CANNOT_CHANGE" : "CHANGES_EXCLUDE_EACH_OTHER");
		qs_json_out_end(out);
		return;
	}
	put_steps(out, way);
	qs_json_out_number(out, "delay_years", way->delay_years);
	qs_json_out_number(out, "cost_cny", way->cost_cny);
	qs_summary_rules(out, "missing", needs, way->missing);
	put_date(out, "start_planned", &way->planned);
	put_date(out, "start", &way->start);
	qs_json_out_number(out, "credits_t", way->credits_t);
	qs_json_out_number(out, "credits_lost_t", way->credits_lost_t);
	if (isnan(way->credits_t))
		qs_json_out_string(out, "credits_why", way->alters_treatment ? "TREATMENT_ALTERED" : "NOT_RUN");
	put_timeline(out, portfolio, site, way);
	qs_json_out_end(out);
}

void qs_summary_ways(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_site *site,
		     const struct qs_verdicts *verdicts, const struct qs_way *ways, size_t n)
{
	qs_json_out_object(out, "nearest_way");
	qs_json_out_array_row(out, "open_now"); /* methodologies that take the site, or a unit of it, as it is */
	for (size_t m = 0; m < verdicts->n; m++)
		if (verdicts->site[m].grade >= QS_CREDIT_CONDITIONAL)
			qs_json_out_string(out, NULL, verdicts->methodologies[m].id);
	qs_json_out_end(out);
	qs_json_out_array(out, "ways");
	for (size_t w = 0; w < n; w++)
		put_way(out, portfolio, site, &ways[w]);
	qs_json_out_end(out);
	qs_json_out_end(out);
}

/* ---- revenue lines and evidence ---- */

static void put_conflicts(struct qs_json_out *out, const char *line, const struct qs_strings *rules)
{
	for (size_t i = 0; i < rules->n; i++) {
		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "line", line);
		qs_json_out_string(out, "rule", rules->items[i]);
		qs_json_out_end(out);
	}
}

void qs_summary_conflicts(struct qs_json_out *out, const struct qs_packs *packs, const struct qs_site *site)
{
	qs_json_out_array(out, "revenue_conflicts");
	for (size_t r = 0; r < site->finance.revenues.n; r++) {
		const struct qs_revenue *const revenue = &site->finance.revenues.items[r];
		const struct qs_revenue_line_pack *const pack = qs_packs_revenue_lines(packs, revenue->line);

		if (pack)
			put_conflicts(out, revenue->line, &pack->conflicts_with);
		put_conflicts(out, revenue->line, &revenue->conflicts_with);
	}
	qs_json_out_end(out);
}

void qs_summary_evidence(struct qs_json_out *out, const struct qs_result *result)
{
	const struct qs_scalar *const share = &result->scalar[QS_SCALAR_carbon_share_of_cost];
	int sold = 0;

	for (size_t c = 0; c < result->credit_count; c++)
		sold |= !result->credits[c].accounted;
	qs_json_out_row(out, "credit_share_of_cost");
	qs_json_out_number(out, "p50_pct", sold && !share->why ? share->p50 : (double)NAN);
	qs_json_out_string(out, "why", !sold ? "NOTHING_REGISTERED" : share->why);
	qs_json_out_string(out, "warning", sold && !share->why && share->p50 < credible_pct ? "BELOW_5_PCT" : NULL);
	qs_json_out_end(out);
}

void qs_summary_additionality(struct qs_json_out *out, const struct qs_result_head *head,
			      const struct qs_result *result)
{
	qs_json_out_array(out, "additionality");
	for (size_t m = 0; m < head->packs->methodologies.n; m++) {
		const struct qs_methodology_pack *const pack = &head->packs->methodologies.items[m];
		struct qs_additionality found;

		if (qs_additionality_of(head->portfolio, head->packs, result, pack, &found))
			continue;
		qs_json_out_object(out, NULL);
		qs_json_out_string(out, "methodology", pack->id);
		qs_json_out_number(out, "benchmark_pct", head->portfolio->finance.discount_rate_pct.value);
		qs_json_out_array(out, "tests");
		for (size_t i = 0; i < pack->additionality.n; i++) {
			qs_json_out_row(out, NULL);
			qs_json_out_string(out, "rule", pack->additionality.items[i]);
			qs_json_out_string(out, "outcome",
					   found.failed >> i & 1    ? "not_shown"
					   : found.missing >> i & 1 ? "open"
								    : "shown");
			qs_json_out_end(out);
		}
		qs_json_out_end(out);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}
