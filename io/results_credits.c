/* Registrations by verification: credits.csv, the group `registrations` of results.h5, rows of summary.json. */
#include "io/results_parts.h"
#include "io/summary_market.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/compare.h"
#include "model/market/credits.h"
#include "model/market/demand.h"
#include "model/market/merge.h"
#include "model/market/monitoring.h"
#include "model/market/rating.h"
#include "model/market/verdict.h"
#include "model/portfolio.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { QUANTITIES = 8, PARTS = 4 };

static const struct {
	const char *name, *en, *zh;
	size_t offset;
} quantities[QUANTITIES] = {
	{"removals", "net removals since the start, before deductions", "净清除量累计（扣减前）",
	 offsetof(struct qs_credit_batch, removals_t)},
	{"gross", "removals above all that was verified before", "本批新增清除量",
	 offsetof(struct qs_credit_batch, gross_t)},
	{"sampling_deduction", "deduction for the error of sampling", "抽样误差扣减",
	 offsetof(struct qs_credit_batch, sampling_t)},
	{"non_permanence_deduction", "deduction for non-permanence", "非持久性扣减",
	 offsetof(struct qs_credit_batch, non_permanence_t)},
	{"issued", "quantity left", "扣减后数量", offsetof(struct qs_credit_batch, issued_t)},
	{"reversed", "verified before and lost since", "逆转量", offsetof(struct qs_credit_batch, reversed_t)},
	{"buffer_drawn", "lost and taken from the buffer", "缓冲账户抵补量", offsetof(struct qs_credit_batch, drawn_t)},
	{"cancelled", "lost beyond the buffer: issued credits to be cancelled", "应注销量",
	 offsetof(struct qs_credit_batch, cancelled_t)},
};

static const char *const parts[PARTS] = {"p10", "p50", "p90", "mean"};

static const struct qs_scalar *quantity_of(const struct qs_credit_batch *batch, int q)
{
	const void *const at = (const char *)batch + quantities[q].offset;

	return at;
}

static double part_of(const struct qs_scalar *scalar, int p)
{
	const double value[PARTS] = {scalar->p10, scalar->p50, scalar->p90, scalar->mean};

	return scalar->why ? (double)NAN : value[p];
}

static const char *use_of(const struct qs_credit_table *table)
{
	return table->methodology->open_to_new_projects == QS_OPEN_YES ? "credits" : "accounted";
}

/* ---- credits.csv ---- */

static void put_row(struct qs_buffer *text, const struct qs_credit_table *table, const struct qs_credit_batch *batch,
		    size_t n)
{
	qs_buffer_csv(text, table->registration->id);
	qs_buffer_format(text, ",%s,%s,%zu,%d,%d,%d", table->methodology->id, use_of(table), n, batch->year,
			 batch->vintage_from, batch->vintage_to);
	for (int q = 0; q < QUANTITIES; q++)
		for (int p = 0; p < PARTS; p++) {
			const struct qs_scalar *const scalar = quantity_of(batch, q);

			qs_buffer_put(text, ",");
			if (!scalar->why)
				qs_buffer_number(text, part_of(scalar, p));
		}
	qs_buffer_put(text, "\n");
}

qs_status qs_credits_csv(const struct qs_allocator *from, const struct qs_result *portfolio, struct qs_folder *folder,
			 struct qs_err *err)
{
	struct qs_buffer text;
	qs_status status;

	qs_buffer_init(&text, from);
	qs_buffer_put(&text, "\xEF\xBB\xBFregistration,methodology,use,batch,year,vintage_from,vintage_to");
	for (int q = 0; q < QUANTITIES; q++)
		for (int p = 0; p < PARTS; p++)
			qs_buffer_format(&text, ",%s_%s_t", quantities[q].name, parts[p]);
	qs_buffer_put(&text, "\n");
	for (size_t r = 0; r < portfolio->table_count; r++)
		for (size_t n = 0; n < portfolio->tables[r].count; n++)
			put_row(&text, &portfolio->tables[r], &portfolio->tables[r].batches[n], n + 1);
	status = qs_buffer_status(&text, err);
	if (!status)
		status = qs_file_put(folder, "credits.csv", qs_buffer_text(&text), text.length, err);
	qs_buffer_free(&text);
	return status;
}

/* ---- summary.json ---- */

static void put_scalar(struct qs_json_out *out, const char *key, const struct qs_scalar *scalar)
{
	qs_json_out_row(out, key);
	for (int p = 0; p < PARTS; p++)
		qs_json_out_number(out, parts[p], part_of(scalar, p));
	if (scalar->why)
		qs_json_out_string(out, "why", scalar->why);
	qs_json_out_end(out);
}

static void put_batch(struct qs_json_out *out, const struct qs_credit_batch *batch)
{
	char key[64];

	qs_json_out_object(out, NULL);
	qs_json_out_int(out, "year", batch->year);
	qs_json_out_int(out, "vintage_from", batch->vintage_from);
	qs_json_out_int(out, "vintage_to", batch->vintage_to);
	for (int q = 0; q < QUANTITIES; q++) {
		snprintf(key, sizeof key, "%s_t", quantities[q].name);
		put_scalar(out, key, quantity_of(batch, q));
	}
	qs_json_out_end(out);
}

/* Means of the registrations that sell under a methodology, each by itself and all as one with the dearest one's cost.
 */
static void put_merged(struct qs_json_out *out, const struct qs_result *portfolio,
		       const struct qs_methodology_pack *methodology)
{
	double income = 0, apart = 0, one = 0;
	size_t n = 0;

	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];

		if (table->methodology != methodology || !table->sells)
			continue;
		n++;
		income += table->income_cny.mean;
		apart += table->cost_cny.mean;
		one = table->cost_cny.mean > one ? table->cost_cny.mean : one;
	}
	if (n < 2)
		return;
	qs_json_out_row(out, NULL);
	qs_json_out_string(out, "methodology", methodology->id);
	qs_json_out_uint(out, "registrations", n);
	qs_json_out_number(out, "income_cny", income);
	qs_json_out_number(out, "cost_apart_cny", apart);
	qs_json_out_number(out, "cost_as_one_cny", one);
	qs_json_out_bool(out, "pays_as_one", income >= one);
	qs_json_out_end(out);
}

/* The least merging of a registration that does not pay; `with` is the set that comes nearest where none does. */
static void put_merge(struct qs_json_out *out, const struct qs_merge *m)
{
	const struct qs_strings *const rules = &m->table->methodology->of_registration;
	const double monitoring =
		m->apart.cost_cny - m->apart.registering_cny - (m->one.cost_cny - m->one.registering_cny);
	char date[40];

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "registration", m->table->registration->id);
	qs_json_out_string(out, "methodology", m->table->methodology->id);
	qs_json_out_number(out, "income_cny", m->alone.income_cny);
	qs_json_out_number(out, "cost_cny", m->alone.cost_cny);
	qs_summary_rules(out, "failed", rules, m->failed);
	qs_json_out_bool(out, "found", m->found);
	if (m->failed && !m->found)
		qs_json_out_string(out, "why", m->count ? "DOES_NOT_PAY_AS_ONE" : "NOTHING_TO_MERGE_WITH");
	if (m->count) {
		qs_json_out_string(out, "change", m->change->id);
		qs_json_out_array_row(out, "with");
		for (size_t i = 0; i < m->count; i++)
			qs_json_out_string(out, NULL, m->with[i]->registration->id);
		qs_json_out_end(out);
		snprintf(date, sizeof date, "%04d-%02d-%02d", m->start.year, m->start.month, m->start.day);
		qs_json_out_string(out, "start", date);
		qs_json_out_number(out, "delay_years", m->delay_years);
		qs_json_out_number(out, "change_cny", m->change_cny);
		qs_json_out_number(out, "registering_saved_cny", m->apart.registering_cny - m->one.registering_cny);
		qs_json_out_number(out, "monitoring_saved_cny", monitoring);
		qs_json_out_number(out, "credits_apart_t", m->apart.issued_t);
		qs_json_out_number(out, "credits_as_one_t", m->one.issued_t);
		qs_json_out_number(out, "income_as_one_cny", m->one.income_cny);
		qs_json_out_number(out, "cost_as_one_cny", m->one.cost_cny);
		qs_json_out_string(out, "status", qs_basis_word((enum qs_basis)m->change->status));
	}
	qs_json_out_end(out);
}

void qs_summary_merges(struct qs_json_out *out, const struct qs_result *portfolio)
{
	qs_json_out_array(out, "registrations_merged");
	for (size_t i = 0; i < portfolio->merge_count; i++)
		put_merge(out, &portfolio->merges[i]);
	qs_json_out_end(out);
}

void qs_summary_merged(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *portfolio)
{
	qs_json_out_array(out, "registrations_as_one");
	for (size_t m = 0; m < head->packs->methodologies.n; m++)
		put_merged(out, portfolio, &head->packs->methodologies.items[m]);
	qs_json_out_end(out);
}

/* ---- monitoring plan ---- */

static void put_plan_rows(struct qs_json_out *out, const struct qs_monitoring_plan *plan)
{
	qs_json_out_array(out, "strata");
	for (size_t i = 0; i < plan->strata; i++) {
		const struct qs_plot_row *const row = &plan->rows[i];

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "treatment", row->stratum->treatment ? row->stratum->treatment->id : NULL);
		qs_json_out_string(out, "substrate", qs_words_substrate[row->stratum->substrate]);
		if (row->stratum->planted)
			qs_json_out_int(out, "planted", row->stratum->planted);
		qs_json_out_number(out, "area_ha", row->stratum->area_ha);
		qs_json_out_number(out, "mean_c_t_ha", row->mean);
		qs_json_out_number(out, "plots_proportional", row->plots_proportional);
		qs_json_out_number(out, "plots_neyman", row->plots_neyman);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static void put_plan_options(struct qs_json_out *out, const struct qs_monitoring_plan *plan)
{
	qs_json_out_array(out, "options");
	for (size_t i = 0; i < QS_PLOT_OPTIONS; i++) {
		const struct qs_plot_option *const o = &plan->option[i];

		qs_json_out_row(out, NULL);
		qs_json_out_number(out, "plots", o->plots);
		qs_json_out_number(out, "half_width_frac", o->half_width);
		qs_json_out_number(out, "deduction_frac", o->deduction);
		qs_json_out_number(out, "ar_tool14_frac", o->tool14);
		qs_json_out_number(out, "ar_cm_001_frac", o->cm001);
		qs_json_out_number(out, "credits_lost_t", o->lost_t);
		qs_json_out_number(out, "income_lost_cny", o->lost_cny);
		qs_json_out_number(out, "cost_saved_cny", o->saved_cny);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static void put_plan(struct qs_json_out *out, const struct qs_monitoring_plan *plan)
{
	if (!plan || !plan->strata)
		return;
	qs_json_out_object(out, "monitoring");
	qs_json_out_int(out, "stocks_of", plan->year);
	qs_json_out_number(out, "plots_infinite", plan->infinite);
	qs_json_out_number(out, "plots_finite", plan->finite);
	qs_json_out_number(out, "plots", plan->plots);
	qs_json_out_uint(out, "visits", plan->visits);
	qs_json_out_number(out, "visit_cny", plan->visit_cny);
	qs_json_out_number(out, "cost_cny", plan->cost_cny);
	put_plan_rows(out, plan);
	put_plan_options(out, plan);
	qs_json_out_end(out);
}

/* Natural risks as rated; why not, where the methodology has a matrix. */
static void put_rating(struct qs_json_out *out, const struct qs_credit_table *table)
{
	static const char *const causes[QS_RISK_CAUSES] = {"fire", "pests_drought_die_back"};
	const struct qs_risk_rating *const rating = table->rating;
	const struct qs_methodology_pack *const m = table->methodology;

	if (!rating)
		return;
	qs_json_out_object(out, "risk_rating");
	if (!rating->rated) {
		qs_json_out_string(out, "why", table->strata ? "HAZARDS_NOT_DRAWN" : "NOTHING_INSIDE");
		qs_json_out_end(out);
		return;
	}
	for (int c = 0; c < QS_RISK_CAUSES; c++) {
		qs_json_out_row(out, causes[c]);
		qs_json_out_number(out, "loss_frac", rating->cause[c].loss_frac);
		qs_json_out_number(out, "interval_years", rating->cause[c].interval_years);
		qs_json_out_number(out, "score_pct", rating->cause[c].score_pct);
		qs_json_out_end(out);
	}
	qs_json_out_number(out, "other_natural_pct", m->risk_other_natural_pct.value);
	qs_json_out_number(out, "internal_pct", m->risk_internal_pct.value);
	qs_json_out_number(out, "external_pct", m->risk_external_pct.value);
	qs_json_out_number(out, "total_pct", rating->total_pct);
	qs_json_out_number(out, "least_pct", m->risk_least_pct.value);
	qs_json_out_number(out, "held_pct", rating->held_pct);
	if (isnan(rating->held_pct))
		qs_json_out_string(out, "why", "REFUSED_BY_MATRIX");
	qs_json_out_end(out);
}

void qs_summary_registrations(struct qs_json_out *out, const struct qs_result *portfolio)
{
	qs_json_out_array(out, "registrations");
	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];

		qs_json_out_object(out, NULL);
		qs_json_out_string(out, "id", table->registration->id);
		qs_json_out_string(out, "methodology", table->methodology->id);
		qs_json_out_string(out, "use", use_of(table));
		qs_json_out_number(out, "sampling_deduction_frac", table->sampling);
		qs_json_out_number(out, "non_permanence_deduction_frac", table->risk);
		put_rating(out, table);
		put_scalar(out, "issued_t", &table->issued_t);
		qs_json_out_number(out, "pays_share", table->pays_share); /* null where nothing is sold */
		if (table->sells) {
			put_scalar(out, "income_cny", &table->income_cny);
			put_scalar(out, "cost_cny", &table->cost_cny);
		}
		put_plan(out, table->plan);
		qs_json_out_array(out, "verifications");
		for (size_t n = 0; n < table->count; n++)
			put_batch(out, &table->batches[n]);
		qs_json_out_end(out);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

void qs_summary_compared(struct qs_json_out *out, const struct qs_result *portfolio)
{
	qs_json_out_array(out, "methodologies_as_one");
	for (size_t m = 0; m < portfolio->compared_count; m++) {
		const struct qs_credit_compared *const c = &portfolio->compared[m];

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "methodology", c->methodology->id);
		qs_json_out_number(out, "area_ha", c->area_ha);
		qs_json_out_number(out, "gross_t", c->gross_t);
		qs_json_out_number(out, "sampling_deduction_t", c->sampling_t);
		qs_json_out_number(out, "non_permanence_deduction_t", c->non_permanence_t);
		qs_json_out_number(out, "left_t", c->issued_t);
		qs_json_out_number(out, "cost_cny", c->cost_cny);
		qs_json_out_number(out, "income_cny", c->income_cny);
		qs_json_out_number(out, "net_cny", c->net_cny);
		qs_json_out_number(out, "break_even_ha", c->break_even_ha);
		qs_json_out_number(out, "cost_undiscounted_cny", c->plain_cost_cny);
		qs_json_out_number(out, "income_undiscounted_cny", c->plain_income_cny);
		qs_json_out_number(out, "break_even_undiscounted_ha", c->plain_even_ha);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

void qs_summary_demand(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *portfolio)
{
	static const char *const met[] = {"unknown", "not_met", "met"};
	const struct qs_demand d =
		qs_demand_of(head->portfolio, head->packs, portfolio->tables, portfolio->table_count);

	if (!d.applies)
		return;
	qs_json_out_object(out, "local_demand");
	qs_json_out_number(out, "limit_frac", d.limit_frac);
	qs_json_out_number(out, "outside_limit_frac", d.outside_frac);
	qs_json_out_number(out, "offered_t", d.offered_t);
	qs_json_out_number(out, "offered_outside_t", d.outside_t);
	qs_json_out_number(out, "takes_emissions_t_per_year", d.takes_emissions_t);
	qs_json_out_number(out, "buyer_emissions_t_per_year", d.emissions_t);
	qs_json_out_number(out, "may_use_t_per_year", d.limits.t);
	qs_json_out_number(out, "may_use_outside_t_per_year", d.limits.outside_t);
	qs_json_out_string(out, "limit_rule", met[d.limits.met + 1]);
	qs_json_out_string(out, "outside_limit_rule", met[d.limits.outside_met + 1]);
	qs_json_out_number(out, "used_t", d.used_t);
	qs_json_out_number(out, "left_t", d.left_t);
	qs_json_out_number(out, "most_offset_frac", d.most_frac);
	if (isnan(d.emissions_t))
		qs_json_out_string(out, "why", "BUYER_NOT_STATED");
	qs_json_out_end(out);
}

/* ---- results.h5 ---- */

/* One part of one quantity, by year and registration: no number in years without a verification. */
static void put_set(struct qs_results_h5 *h, hid_t group, size_t dimension, const struct qs_result *portfolio, int q,
		    int p, double *box)
{
	const size_t n = portfolio->table_count, axes[] = {h->year, dimension};
	char name[64], text[160];
	hid_t set;

	for (size_t i = 0; i < n * h->head->years; i++)
		box[i] = (double)NAN;
	for (size_t r = 0; r < n; r++)
		for (size_t k = 0; k < portfolio->tables[r].count; k++) {
			const struct qs_credit_batch *const batch = &portfolio->tables[r].batches[k];

			box[(size_t)(batch->year - h->head->start_year) * n + r] = part_of(quantity_of(batch, q), p);
		}
	snprintf(name, sizeof name, "%s_%s", quantities[q].name, parts[p]);
	snprintf(text, sizeof text, "%s, %s of members, at verifications", quantities[q].en, parts[p]);
	set = qs_h5_doubles(&h->h5, group, name, 2, axes);
	qs_h5_write(&h->h5, set, NULL, NULL, box);
	qs_results_h5_describe(&h->h5, set, "t", text, quantities[q].zh);
	qs_h5_say_number(&h->h5, set, "_FillValue", (double)NAN);
	if (set > 0)
		H5Dclose(set);
}

void qs_results_h5_registrations(struct qs_results_h5 *h, const struct qs_result *portfolio)
{
	const size_t n = portfolio->table_count;
	const char **const ids = qs_arena_take(&h->arena, n + 1, sizeof *ids);
	double *const box = qs_arena_take(&h->arena, n * h->head->years + 1, sizeof *box);
	size_t dimension;
	hid_t group;

	if (!n)
		return;
	if (!ids || !box) {
		h->h5.failed = 1;
		h->h5.where = "registrations";
		return;
	}
	for (size_t r = 0; r < n; r++)
		ids[r] = portfolio->tables[r].registration->id;
	dimension = qs_h5_dimension_text(&h->h5, "registration", n, ids);
	qs_h5_say(&h->h5, h->h5.dimension[dimension].scale, "long_name", "registration");
	group = qs_h5_group(&h->h5, "registrations");
	if (h->h5.failed)
		return;
	for (int q = 0; q < QUANTITIES; q++)
		for (int p = 0; p < PARTS; p++)
			put_set(h, group, dimension, portfolio, q, p, box);
	H5Gclose(group);
}
