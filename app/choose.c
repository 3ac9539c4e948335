/* `qingshan choose`: which sites to restore, and how (scenarios/candidates.h, choice.h, frontier.h). */
#include "app/choose.h"

#include "app/input.h"
#include "app/options.h"
#include "io/files.h"
#include "io/text.h"
#include "kernels/risk.h"
#include "model/base/version.h"

#include <math.h>
#include <string.h>

enum { FRONTIER_NODES = 5000 };

/* ---- files ---- */

/* A row an option: what it is worth, needs and gives, what dominates it, whether it is taken. */
static void put_options(struct qs_buffer *to, const struct qs_chosen *c)
{
	qs_buffer_put(to,
		      "\xef\xbb\xbfsite,option,chosen,npv_cny_mean,npv_cny_p10,npv_cny_p50,npv_cny_p90,cvar_cny,"
		      "capex_cny,co2e_t,area_ha,benefit_cny_per_year,credits_t,bears_shared_cost,dominated_by,order\n");
	for (size_t s = 0; s < c->of.sites; s++)
		for (size_t k = c->of.first[s]; k < c->of.first[s + 1]; k++) {
			const struct qs_candidate *const o = &c->of.of[k];
			double capex = 0;

			for (size_t t = 0; t < c->of.years; t++)
				capex += o->option.capex_cny[t];
			qs_buffer_csv(to, c->of.site[s].id);
			qs_buffer_put(to, ",");
			qs_chosen_name(to, o);
			qs_buffer_put(to, c->best.feasible && qs_chosen_option(c, &c->best, s) == o ? ",1" : ",0");
			qs_buffer_number_cell(to, o->option.npv_cny);
			for (int q = 0; q < 3; q++)
				qs_buffer_number_cell(to, qs_chosen_quantile(c, o, q == 0 ? 0.1 : q == 1 ? 0.5 : 0.9));
			qs_buffer_number_cell(to, o->cvar_cny);
			qs_buffer_number_cell(to, capex);
			qs_buffer_number_cell(to, o->option.co2e_t);
			qs_buffer_number_cell(to, o->option.area_ha);
			qs_buffer_number_cell(to, o->option.benefit_cny);
			qs_buffer_number_cell(to, o->sold_t);
			qs_buffer_number_cell(to, o->option.registered);
			qs_buffer_put(to, ",");
			if (o->order)
				qs_chosen_name(to, &c->of.of[c->of.first[s] + o->dominated_by]);
			qs_buffer_put(to, o->order == 1 ? ",first" : o->order ? ",second" : ",");
			qs_buffer_put(to, "\n");
		}
}

static void put_frontier(struct qs_buffer *to, const struct qs_chosen *c)
{
	qs_buffer_put(
		to,
		"\xef\xbb\xbfpoint,npv_cny,benefit_cny_per_year,cvar_cny,co2e_t,area_ha,capex_cny,bound_cny,proven");
	for (size_t s = 0; s < c->of.sites; s++)
		qs_buffer_cell(to, c->of.site[s].id);
	qs_buffer_put(to, "\n");
	for (size_t i = 0; i < c->frontier.n; i++) {
		const struct qs_choice *const at = &c->frontier.point[i];
		double capex = 0;

		for (size_t s = 0; s < c->of.sites; s++)
			for (size_t t = 0; qs_chosen_option(c, at, s) && t < c->of.years; t++)
				capex += qs_chosen_option(c, at, s)->option.capex_cny[t];
		qs_buffer_format(to, "%zu", i + 1);
		qs_buffer_number_cell(to, at->npv_cny);
		qs_buffer_number_cell(to, at->benefit_cny);
		qs_buffer_number_cell(to, at->cvar_cny);
		qs_buffer_number_cell(to, at->co2e_t);
		qs_buffer_number_cell(to, at->area_ha);
		qs_buffer_number_cell(to, capex);
		qs_buffer_number_cell(to, at->bound_cny);
		qs_buffer_number_cell(to, at->proven);
		for (size_t s = 0; s < c->of.sites; s++) {
			qs_buffer_put(to, ",");
			if (qs_chosen_option(c, at, s))
				qs_chosen_name(to, qs_chosen_option(c, at, s));
		}
		qs_buffer_put(to, "\n");
	}
}

static void put_best(struct qs_json_out *out, const struct qs_chosen *c)
{
	const struct qs_choice *const best = &c->best;
	double mean = 0;

	for (size_t i = 0; i < c->of.members; i++)
		mean += c->whole[i] / (double)c->of.members;
	qs_json_out_string(out, "verdict", best->proven ? "PROVEN_OPTIMAL" : "BEST_FOUND");
	qs_json_out_number(out, "npv_cny", best->npv_cny);
	qs_json_out_number(out, "bound_cny", best->bound_cny);
	qs_json_out_number(out, "gap_frac", qs_chosen_gap(best));
	qs_json_out_bool(out, "unique", best->unique);
	qs_json_out_number(out, "cvar_cny", best->cvar_cny);
	qs_json_out_number(out, "co2e_t", best->co2e_t);
	qs_json_out_number(out, "area_ha", best->area_ha);
	qs_json_out_number(out, "benefit_cny_per_year", best->benefit_cny);
	qs_json_out_number(out, "shared_cost_cny", best->shared_paid ? c->of.shared_cost_cny : 0);
	qs_json_out_number(out, "npv_as_one_cny", mean);
	qs_json_out_array(out, "selection");
	for (size_t s = 0; s < c->of.sites; s++) {
		const struct qs_candidate *const o = qs_chosen_option(c, best, s);

		qs_json_out_object(out, NULL);
		qs_json_out_string(out, "site", c->of.site[s].id);
		qs_json_out_array_row(out, "treatments");
		for (size_t u = 0; o && u < o->site->units.n; u++)
			qs_json_out_string(out, NULL, o->site->units.items[u].treatment);
		qs_json_out_end(out);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_array_row(out, "used_cny");
	for (size_t t = 0; t < c->problem.years; t++)
		qs_json_out_number(out, NULL, best->used_cny[t]);
	qs_json_out_end(out);
}

/* A limit, or null. */
static void put_limit(struct qs_json_out *out, const char *key, double value)
{
	if (isfinite(value))
		qs_json_out_number(out, key, value);
	else
		qs_json_out_null(out, key);
}

static const char *write_json(struct qs_app *app, const struct qs_chosen *c, size_t *length)
{
	struct qs_json_out out;

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "version", qs_version);
	qs_json_out_uint(&out, "members", c->of.members);
	qs_json_out_uint(&out, "sites", c->of.sites);
	qs_json_out_uint(&out, "options", c->of.count);
	qs_json_out_object(&out, "limits");
	qs_json_out_array_row(&out, "budgets_cny");
	for (size_t t = 0; t < c->problem.years; t++)
		qs_json_out_number(&out, NULL, c->problem.budget_cny[t]);
	qs_json_out_end(&out);
	put_limit(&out, "least_co2e_t", c->problem.least_co2e_t);
	put_limit(&out, "least_area_ha", c->problem.least_area_ha);
	put_limit(&out, "least_benefit_cny_per_year", c->problem.least_benefit_cny);
	put_limit(&out, "most_cvar_cny", c->problem.most_cvar_cny);
	qs_json_out_number(&out, "cvar_level_frac", c->problem.level);
	qs_json_out_end(&out);
	qs_json_out_bool(&out, "feasible", c->best.feasible);
	if (c->best.feasible)
		put_best(&out, c);
	qs_json_out_uint(&out, "frontier_points", c->frontier.n);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, length);
}

static qs_status put_files(struct qs_app *app, const struct qs_chosen *c, const char *path, const char *json,
			   size_t length)
{
	struct qs_folder folder;
	struct qs_buffer options, frontier, page;
	struct qs_err err = {0};
	qs_status status = qs_folder_open(&folder, &app->context.allocator, path, "choose", &err);

	qs_buffer_init(&options, &app->context.allocator);
	qs_buffer_init(&frontier, &app->context.allocator);
	qs_buffer_init(&page, &app->context.allocator);
	put_options(&options, c);
	put_frontier(&frontier, c);
	qs_chosen_page(&page, c, app->file_lang);
	if (!status)
		status = qs_buffer_status(&options, &err);
	if (!status)
		status = qs_buffer_status(&page, &err);
	if (!status)
		status = qs_buffer_status(&frontier, &err);
	if (!status)
		status = qs_file_put(&folder, "choice.csv", qs_buffer_text(&options), strlen(qs_buffer_text(&options)),
				     &err);
	if (!status)
		status = qs_file_put(&folder, "frontier.csv", qs_buffer_text(&frontier),
				     strlen(qs_buffer_text(&frontier)), &err);
	if (!status)
		status = qs_file_put(&folder, "choice.json", json, length, &err);
	if (!status)
		status =
			qs_file_put(&folder, "choice.html", qs_buffer_text(&page), strlen(qs_buffer_text(&page)), &err);
	if (!status)
		status = qs_folder_finish(&folder, "{\"command\": \"choose\"}\n", &err);
	else
		qs_folder_drop(&folder);
	qs_buffer_free(&options);
	qs_buffer_free(&frontier);
	qs_buffer_free(&page);
	return status ? qs_say_err(app, &err) : QS_OK;
}

/* ---- what a person reads ---- */

static void print_best(struct qs_app *app, const struct qs_chosen *c)
{
	const struct qs_choice *const best = &c->best;

	if (best->proven)
		printf(qs_tr(app,
			     "最优方案（已证明）：净现值 %.0f 元，CVaR %.0f 元，净清除 %.0f t CO2e，面积 %.1f ha\n",
			     "proven optimum: NPV %.0f CNY, CVaR %.0f CNY, net removals %.0f t CO2e, area %.1f ha\n"),
		       best->npv_cny, best->cvar_cny, best->co2e_t, best->area_ha);
	else
		printf(qs_tr(app,
			     "已找到的最好方案（未证明最优）：净现值 %.0f 元，不会高于 %.0f 元，差距 %.2f %%；CVaR "
			     "%.0f 元，净清除 "
			     "%.0f t CO2e，面积 %.1f ha\n",
			     "best found, not proven: NPV %.0f CNY, none is above %.0f CNY, gap %.2f %%; CVaR %.0f "
			     "CNY, net "
			     "removals %.0f t CO2e, area %.1f ha\n"),
		       best->npv_cny, best->bound_cny, 100 * qs_chosen_gap(best), best->cvar_cny, best->co2e_t,
		       best->area_ha);
	for (size_t s = 0; s < c->of.sites; s++) {
		const struct qs_candidate *const o = qs_chosen_option(c, best, s);
		struct qs_buffer name;

		qs_buffer_init(&name, &app->context.allocator);
		if (o)
			qs_chosen_name(&name, o);
		qs_put_padded(stdout, c->of.site[s].id, 12);
		if (o)
			printf(" %-44s %16.0f\n", qs_buffer_text(&name), o->option.npv_cny);
		else
			printf(" %s\n", qs_tr(app, "不做", "left alone"));
		qs_buffer_free(&name);
	}
	for (size_t t = 0; t < c->problem.years; t++)
		printf(qs_tr(app, "%lld 年：工程费 %.0f 元，预算 %.0f 元\n", "%lld: works %.0f CNY, budget %.0f CNY\n"),
		       (long long)(c->portfolio->start_year + (int64_t)t), best->used_cny[t], c->problem.budget_cny[t]);
}

/* ---- the choice ---- */

static void set_problem(struct qs_chosen *c, struct qs_choice_option *options)
{
	const struct qs_finance *const finance = &c->portfolio->finance;
	const struct qs_choice_terms *const terms = &finance->choice;
	const size_t budgets = finance->budgets_cny.n;

	for (size_t o = 0; o < c->of.count; o++)
		options[o] = c->of.of[o].option;
	c->problem = (struct qs_choice_problem){
		.years = budgets < c->of.years ? budgets : c->of.years,
		.budget_cny = finance->budgets_cny.items,
		.least_co2e_t = terms->least_co2e_t.given ? terms->least_co2e_t.value : -HUGE_VAL,
		.least_area_ha = terms->least_area_ha.given ? terms->least_area_ha.value : -HUGE_VAL,
		.least_benefit_cny =
			terms->least_benefit_cny_per_year.given ? terms->least_benefit_cny_per_year.value : -HUGE_VAL,
		.shared_cost_cny = c->of.shared_cost_cny,
		.sites = c->of.sites,
		.first = c->of.first,
		.options = options,
		.members = c->of.members,
		.shared_member = c->of.shared,
		.level = terms->cvar_level_frac.value,
		.most_cvar_cny = terms->most_cvar_cny.given ? terms->most_cvar_cny.value : HUGE_VAL,
		.most_nodes = (uint64_t)terms->most_nodes,
	};
}

static qs_status solve(struct qs_app *app, const struct qs_run_input *run, struct qs_chosen *c, struct qs_err *err)
{
	struct qs_choice_problem fast;
	struct qs_choice_option *options;
	qs_status status = qs_candidates_run(&app->context, run, &app->arena, &c->of, err);

	if (status)
		return status;
	options = qs_arena_take(&app->arena, c->of.count + 1, sizeof *options);
	c->whole = qs_arena_take(&app->arena, c->of.members, sizeof *c->whole);
	c->best.selection = qs_arena_take(&app->arena, c->of.sites + 1, sizeof *c->best.selection);
	c->best.used_cny = qs_arena_take(&app->arena, c->of.years, sizeof *c->best.used_cny);
	c->best.loss = qs_arena_take(&app->arena, c->of.members, sizeof *c->best.loss);
	if (!options || !c->whole || !c->best.selection || !c->best.used_cny || !c->best.loss)
		return qs_fail(err, QS_ENOMEM, "a choice among %zu options", c->of.count);
	set_problem(c, options);
	for (size_t o = 0; o < c->of.count; o++) {
		double *const loss = c->best.loss;

		for (size_t i = 0; i < c->of.members; i++)
			loss[i] = -c->of.of[o].sorted[c->of.members - 1 - i];
		c->of.of[o].cvar_cny = qs_risk_tail(c->of.members, loss, c->problem.level).cvar;
	}
	status = qs_choose(&c->problem, &app->context.allocator, &c->best, err);
	if (status || !c->best.feasible)
		return status;
	qs_choice_sum(&c->problem, &c->best);
	fast = c->problem;
	fast.most_nodes = fast.most_nodes < FRONTIER_NODES ? fast.most_nodes : FRONTIER_NODES;
	status = qs_frontier_trace(&fast, &app->arena, &c->frontier, err);
	return status ? status
		      : qs_candidates_check(&app->context, run, &c->of, c->best.selection, &app->arena, c->whole, err);
}

static qs_status choose(struct qs_app *app, struct qs_input *input, const char *folder)
{
	const struct qs_run_input run = {&input->portfolio,    &input->packs, &input->sites,
					 input->resolved_json, input->hashes, input->hash_count};
	struct qs_chosen *const c = qs_arena_take(&app->arena, 1, sizeof *c);
	struct qs_err err = {0};
	const char *text;
	size_t length = 0;
	qs_status status;

	if (!c)
		return qs_say(app, QS_ENOMEM, NULL, "choose");
	c->portfolio = &input->portfolio;
	status = solve(app, &run, c, &err);
	if (status)
		return qs_say_err(app, &err);
	text = write_json(app, c, &length);
	if (!text)
		return qs_say(app, QS_ENOMEM, NULL, "choose");
	status = put_files(app, c, folder, text, length);
	if (status)
		return status;
	if (app->json)
		puts(text);
	else if (c->best.feasible)
		print_best(app, c);
	return c->best.feasible ? QS_OK
				: qs_say(app, QS_EFAILED,
					 qs_tr(app, "放宽预算、最低量或 CVaR 上限",
					       "relax a budget, a least amount or the limit of CVaR"),
					 "%s", qs_tr(app, "没有方案满足全部限制", "no selection keeps all limits"));
}

qs_status qs_app_choose(struct qs_app *app, const struct qs_args *args)
{
	const struct qs_input_override override = {
		.have_members = args->option[QS_OPT_MEMBERS].given,
		.have_seed = args->option[QS_OPT_SEED].given,
		.members = (int64_t)args->option[QS_OPT_MEMBERS].whole,
		.seed = args->option[QS_OPT_SEED].whole,
	};
	struct qs_input input = {0};
	qs_status status;

	if (!args->option[QS_OPT_OUTPUT].given)
		return qs_say(app, QS_EUSAGE, "qingshan choose PORTFOLIO.json -o DIR", "%s",
			      qs_tr(app, "choose：缺少 -o DIR（结果目录）",
				    "choose: -o DIR, the folder of the results, is missing"));
	app->context.threads = qs_threads(args->option[QS_OPT_THREADS].whole);
	status = qs_app_read(app, args->operand[0], &override, &input);
	if (!status)
		status = choose(app, &input, args->option[QS_OPT_OUTPUT].text);
	qs_input_free(&input);
	return status;
}
