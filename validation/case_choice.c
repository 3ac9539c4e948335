#include "scenarios/choice.h"
#include "validation/case_columns.h"
#include "validation/case_decision.h"

#include <math.h>
#include <string.h>

#define AMOUNT 1e18
/* Nodes of branch and bound unless a case says otherwise: some minutes with a hundred options. */
enum { MOST_NODES = 500000, MOST_OPTIONS = 10000 };

/* Numbers of a list of exactly n, which may be 0. */
static const double *amounts(const struct qs_case_given *given, const char *key, size_t n)
{
	size_t found = n;
	const double *const items = qs_case_numbers(given, key, -AMOUNT, AMOUNT, &found);

	if (items && found != n)
		qs_case_refuse(given, key, "as many amounts as budgets are needed");
	return items;
}

static void read_option(const struct qs_case_given *option, size_t years, struct qs_choice_option *o)
{
	static const char *const keys[] = {"id", "npv_cny", "capex_cny", "co2e_t", "registered", NULL};

	qs_case_only(option, keys);
	(void)qs_case_text(option, "id", 1);
	o->npv_cny = qs_case_number(option, "npv_cny", -AMOUNT, AMOUNT);
	o->capex_cny = amounts(option, "capex_cny", years);
	o->co2e_t = qs_case_number(option, "co2e_t", -AMOUNT, AMOUNT);
	o->registered = qs_case_flag(option, "registered");
}

/* The options of all sites: a first pass counts, the second reads. */
static size_t count_options(const struct qs_case_given *given, const struct qs_json *sites)
{
	size_t count = 0;

	for (const struct qs_json *site = sites ? sites->first : NULL; site; site = site->next) {
		const struct qs_json *const list = site->kind == QS_JSON_OBJECT ? qs_json_find(site, "options") : NULL;

		count += list && list->kind == QS_JSON_ARRAY ? list->n : 0;
	}
	if (count > MOST_OPTIONS)
		qs_case_refuse(given, "sites", "at most 10000 options in all");
	return count;
}

static void read_sites(const struct qs_case_given *given, const struct qs_json *sites, size_t *first,
		       struct qs_choice_option *options, size_t years)
{
	static const char *const keys[] = {"id", "options", NULL};
	size_t s = 0, at = 0;

	for (const struct qs_json *item = sites ? sites->first : NULL; item; item = item->next, s++) {
		const struct qs_case_given site = qs_case_item(given, "sites", item, s);
		size_t n, i = 0;
		const struct qs_json *const list = qs_case_list(&site, "options", &n);

		qs_case_only(&site, keys);
		(void)qs_case_text(&site, "id", 1);
		first[s] = at;
		for (const struct qs_json *o = list ? list->first : NULL; o; o = o->next, i++, at++) {
			const struct qs_case_given option = qs_case_item(&site, "options", o, i);

			read_option(&option, years, options + at);
		}
	}
	first[s] = at;
}

static qs_status read_problem(const struct qs_case_given *given, struct qs_choice_problem *p, struct qs_err *err)
{
	static const char *const keys[] = {"budgets_cny", "min_co2e_t", "shared_cost_cny", "sites", "most_nodes", NULL};
	const struct qs_json *const sites = qs_case_list(given, "sites", &p->sites);
	const size_t count = count_options(given, sites);
	size_t *const first = qs_arena_take(given->arena, p->sites + 1, sizeof *first);
	struct qs_choice_option *const options = qs_arena_take(given->arena, count, sizeof *options);

	qs_case_only(given, keys);
	p->budget_cny = qs_case_numbers(given, "budgets_cny", -AMOUNT, AMOUNT, &p->years);
	p->least_co2e_t = qs_case_number(given, "min_co2e_t", -AMOUNT, AMOUNT);
	p->shared_cost_cny = qs_case_number(given, "shared_cost_cny", 0, AMOUNT);
	p->most_nodes =
		qs_case_has(given, "most_nodes") ? (uint64_t)qs_case_whole(given, "most_nodes", 1, 1e12) : MOST_NODES;
	if (!first || !options)
		return qs_fail(err, QS_ENOMEM, "%zu options of %zu sites", count, p->sites);
	read_sites(given, sites, first, options, p->years);
	p->first = first;
	p->options = options;
	return QS_OK;
}

static void put_choice(struct qs_json_out *out, const struct qs_choice_problem *p, const struct qs_choice *choice)
{
	qs_json_out_int(out, "feasible", choice->feasible);
	if (!choice->feasible) {
		static const char *const nulls[] = {"optimum_cny",      "selection", "budget_used_cny", "co2e_t",
						    "shared_cost_paid", "proven",    "unique",          "bound_cny"};

		for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
			qs_json_out_null(out, nulls[i]);
		return;
	}
	qs_json_out_number(out, "optimum_cny", choice->npv_cny);
	qs_json_out_array_row(out, "selection");
	for (size_t s = 0; s < p->sites; s++)
		qs_json_out_int(out, NULL, choice->selection[s]);
	qs_json_out_end(out);
	qs_case_put_column(out, "budget_used_cny", choice->used_cny, p->years);
	qs_json_out_number(out, "co2e_t", choice->co2e_t);
	qs_json_out_int(out, "shared_cost_paid", choice->shared_paid);
	qs_json_out_int(out, "proven", choice->proven);
	qs_json_out_int(out, "unique", choice->unique);
	qs_json_out_number(out, "bound_cny", choice->bound_cny);
}

qs_status qs_case_portfolio_choice(const struct qs_kernels *kernels, const struct qs_case_given *given,
				   struct qs_json_out *out, struct qs_err *err)
{
	struct qs_choice_problem p = {0};
	struct qs_choice choice = {0};
	qs_status status = read_problem(given, &p, err);

	(void)kernels;
	if (status || qs_case_failed(given))
		return status;
	choice.selection = qs_arena_take(given->arena, p.sites, sizeof *choice.selection);
	choice.used_cny = qs_arena_take(given->arena, p.years, sizeof *choice.used_cny);
	if (!p.budget_cny || !choice.selection || !choice.used_cny)
		return qs_fail(err, QS_ENOMEM, "a choice among %zu sites", p.sites);
	status = qs_choose(&p, &given->arena->from, &choice, err);
	if (!status)
		put_choice(out, &p, &choice);
	return status;
}
