/* Figures of registrations in trace.json: deductions, batches, plots; methodologies side by side; a site's ways in. */
#include "io/results_parts.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/compare.h"
#include "model/market/credits.h"
#include "model/market/monitoring.h"
#include "model/market/rating.h"
#include "model/market/way.h"
#include "model/portfolio.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

enum { PATH = 160 };

/* A figure while it is written: what it is called, what it rests on, the weakest status of that. */
struct figure {
	const char *at, *name, *unit, *equation;
	const char *inputs[QS_CHANGES_MOST + 2]; /* keys of groups; NULL: no more */
	enum qs_basis basis;
};

static void open_figure(struct qs_json_out *out, const struct figure *f)
{
	char at[3 * PATH];

	snprintf(at, sizeof at, "%.200s/%.200s", f->at, f->name);
	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "name", f->name);
	qs_json_out_string(out, "at", at);
	qs_json_out_string(out, "unit", f->unit);
}

static void close_figure(struct qs_json_out *out, const struct figure *f)
{
	qs_json_out_string(out, "equation", f->equation);
	qs_json_out_array_row(out, "inputs");
	for (size_t i = 0; f->inputs[i]; i++)
		qs_json_out_string(out, NULL, f->inputs[i]);
	qs_json_out_end(out);
	qs_json_out_string(out, "status", qs_basis_word(f->basis));
	qs_json_out_end(out);
}

static void put_figure(struct qs_json_out *out, const struct figure *f, double value)
{
	open_figure(out, f);
	qs_json_out_number(out, "value", value);
	close_figure(out, f);
}

#define REMOVALS                                                                                                     \
	"N = (woody carbon of the project - of the crediting baseline) 44/12 x pools + soil - fire - leakage; dead " \
	"wood and litter "                                                                                           \
	"are shares of the woody carbon"

/* ---- registrations ---- */

/* Quantities of the batches, means of the members in the order of the verifications. */
static void put_batches(struct qs_json_out *out, const struct qs_credit_table *table, struct figure *f)
{
	static const struct {
		const char *name, *equation;
		size_t offset;
	} rows[] = {
		{"verifications/*/removals_t/mean", REMOVALS, offsetof(struct qs_credit_batch, removals_t)},
		{"verifications/*/gross_t/mean", "max(0, N - H), H the highest N verified before",
		 offsetof(struct qs_credit_batch, gross_t)},
		{"verifications/*/sampling_deduction_t/mean", "gross x sampling_deduction_frac",
		 offsetof(struct qs_credit_batch, sampling_t)},
		{"verifications/*/non_permanence_deduction_t/mean",
		 "(gross - sampling deduction) x non_permanence_deduction_frac",
		 offsetof(struct qs_credit_batch, non_permanence_t)},
		{"verifications/*/issued_t/mean", "gross - both deductions",
		 offsetof(struct qs_credit_batch, issued_t)},
		{"verifications/*/reversed_t/mean", "rise of max(0, H - N) since the last verification",
		 offsetof(struct qs_credit_batch, reversed_t)},
		{"verifications/*/buffer_drawn_t/mean",
		 "min(buffer, max(0, issued + buffer - max(0, N - H at the start)))",
		 offsetof(struct qs_credit_batch, drawn_t)},
		{"verifications/*/cancelled_t/mean",
		 "max(0, issued + buffer - max(0, N - H at the start)) - buffer drawn",
		 offsetof(struct qs_credit_batch, cancelled_t)},
	};

	f->unit = "t";
	for (size_t q = 0; q < sizeof rows / sizeof rows[0]; q++) {
		f->name = rows[q].name;
		f->equation = rows[q].equation;
		open_figure(out, f);
		qs_json_out_array_row(out, "values");
		for (size_t n = 0; n < table->count; n++) {
			const void *const at = (const char *)&table->batches[n] + rows[q].offset;
			const struct qs_scalar *const scalar = at;

			qs_json_out_number(out, NULL, scalar->why ? (double)NAN : scalar->mean);
		}
		qs_json_out_end(out);
		close_figure(out, f);
	}
}

static void put_registration(struct qs_trace *trace, const struct qs_credit_table *table, size_t r, enum qs_basis sites)
{
	const struct qs_methodology_pack *const m = table->methodology;
	const struct qs_sampling *const s = &table->registration->sampling;
	const enum qs_basis design = qs_basis_weaker(qs_basis_weaker(s->cv_frac.basis, s->confidence.basis),
						     m->deduction_limits.n ? m->deduction_limits.basis : QS_UNVERIFIED);
	const enum qs_basis pools = qs_basis_weaker(m->dead_wood_frac.basis, m->litter_frac.basis);
	const int rated = table->rating && table->rating->rated;
	const enum qs_basis risk = rated ? QS_ASSUMPTION : m->risk_deduction_frac.basis; /* hazards are assumptions */
	struct qs_json_out *const out = qs_trace_figures(trace);
	char at[PATH], key[PATH];
	struct figure f = {.at = at, .unit = "1", .inputs = {key}};

	snprintf(at, sizeof at, "/portfolio/registrations/%zu", r);
	snprintf(key, sizeof key, "methodologies/%s", m->id);
	qs_trace_group(trace, key);
	f.name = "sampling_deduction_frac";
	f.equation = "half-width u = t cv / sqrt(plots), or the precision aimed at, through the methodology's steps";
	f.basis = design;
	put_figure(out, &f, table->sampling);
	f.inputs[1] = rated ? "/sites/*" : NULL;
	f.inputs[2] = rated ? "land/land" : NULL;
	f.name = "non_permanence_deduction_frac";
	f.equation = rated ? "max(mitigation x scores of simulated fire and die-back + other natural + internal + "
			     "external, least) "
			     "/ 100, once"
			   : "of the methodology, once";
	f.basis = risk;
	put_figure(out, &f, table->risk);
	f.inputs[1] = "/sites/*";
	f.inputs[2] = NULL;
	if (table->plan && table->plan->strata) {
		f.name = "monitoring/plots";
		f.equation = "n = (t/E)^2 (sum w s)^2, t for n - strata degrees of freedom, shared out by w s and "
			     "rounded up";
		f.basis = qs_basis_weaker(sites, design);
		put_figure(out, &f, table->plan->plots);
	}
	f.basis = qs_basis_weaker(qs_basis_weaker(sites, pools), qs_basis_weaker(design, risk));
	f.unit = "t";
	f.name = "issued_t";
	f.equation = "sum over verifications of max(0, N - H)(1 - sampling)(1 - non-permanence); " REMOVALS
		     ", H the highest N verified before; mean of members";
	put_figure(out, &f, table->issued_t.why ? (double)NAN : table->issued_t.mean);
	if (table->strata)
		put_batches(out, table, &f);
}

/* ---- side by side ---- */

static void put_compared(struct qs_trace *trace, const struct qs_credit_compared *c, size_t i, enum qs_basis sites)
{
	const struct {
		const char *name, *unit, *equation;
		double value;
	} rows[] = {
		{"area_ha", "ha", "planimetric area that passes the rules", c->area_ha},
		{"gross_t", "t", "sum over verifications of max(0, N - H) on the mean course; " REMOVALS, c->gross_t},
		{"sampling_deduction_t", "t", "gross x deduction for sampling", c->sampling_t},
		{"non_permanence_deduction_t", "t", "(gross - sampling deduction) x deduction for non-permanence",
		 c->non_permanence_t},
		{"left_t", "t", "gross - both deductions", c->issued_t},
		{"cost_cny", "CNY", "design / (1 + r)^start + sum of verification / (1 + r)^t", c->cost_cny},
		{"income_cny", "CNY", "sum of left x price / (1 + r)^(t + settlement)", c->income_cny},
		{"net_cny", "CNY", "income - cost", c->net_cny},
		{"break_even_ha", "ha", "area x cost / income", c->break_even_ha},
		{"break_even_undiscounted_ha", "ha", "the same with r = 0", c->plain_even_ha},
	};
	struct qs_json_out *const out = qs_trace_figures(trace);
	char at[PATH], key[PATH];
	struct figure f = {.at = at, .inputs = {key, "/sites/*", NULL}};

	snprintf(at, sizeof at, "/portfolio/methodologies_as_one/%zu", i);
	snprintf(key, sizeof key, "methodologies/%s", c->methodology->id);
	f.basis = qs_basis_weaker(sites, qs_trace_group(trace, key));
	for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		f.inputs[2] = k > 4 ? "/finance" : NULL;
		f.name = rows[k].name;
		f.unit = rows[k].unit;
		f.equation = rows[k].equation;
		put_figure(out, &f, rows[k].value);
	}
}

void qs_trace_registrations(struct qs_trace *trace, const struct qs_result *portfolio, enum qs_basis sites)
{
	for (size_t r = 0; r < portfolio->table_count; r++)
		put_registration(trace, &portfolio->tables[r], r, sites);
	for (size_t m = 0; m < portfolio->compared_count; m++)
		put_compared(trace, &portfolio->compared[m], m, sites);
}

/* ---- ways in ---- */

void qs_trace_ways(struct qs_trace *trace, const struct qs_result *result, enum qs_basis site)
{
	struct qs_json_out *const out = qs_trace_figures(trace);

	for (size_t w = 0; w < result->way_count; w++) {
		const struct qs_way *const way = &result->ways[w];
		char at[PATH], place[PATH], change[QS_CHANGES_MOST][PATH];
		struct figure f = {.at = at, .basis = site};

		if (!way->found)
			continue;
		snprintf(at, sizeof at, "/sites/%zu/nearest_way/ways/%zu", result->index, w);
		snprintf(place, sizeof place, "/sites/%zu", result->index);
		f.inputs[0] = place;
		for (size_t s = 0; s < way->count; s++) {
			snprintf(change[s], sizeof change[s], "changes/%s", way->steps[s].change->id);
			f.inputs[1 + s] = change[s];
			f.basis = qs_basis_weaker(f.basis, qs_basis_weaker((enum qs_basis)way->steps[s].change->status,
									   qs_trace_group(trace, change[s])));
		}
		f.name = "delay_years";
		f.unit = "a";
		f.equation = "the longest chain of changes that come after each other; waiting: what is left of the "
			     "years asked for";
		put_figure(out, &f, way->delay_years);
		f.name = "cost_cny";
		f.unit = "CNY";
		f.equation = "sum over changes of cost + cost a ha x area + cost a ha and year x area x its delay, in "
			     "prices of the "
			     "price year";
		put_figure(out, &f, way->cost_cny);
		f.name = "credits_t";
		f.unit = "t";
		f.equation = "highest N over the run's years after the delay x (1 - non-permanence), mean of "
			     "members; " REMOVALS;
		put_figure(out, &f, way->credits_t);
		f.name = "credits_lost_t";
		f.equation = "the same without the delay - credits_t";
		put_figure(out, &f, way->credits_lost_t);
	}
}
