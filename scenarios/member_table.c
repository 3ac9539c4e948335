#include "scenarios/member_table.h"

#include "model/base/draws.h"
#include "model/finance/lines.h"
#include "scenarios/wave.h"

#include <stdio.h>
#include <string.h>

struct work {
	const struct qs_context *context;
	const struct qs_run_input *input;
	struct qs_arena *arena;
	struct qs_member_table *table;
	size_t room;
	int missing; /* memory ran out */
};

/* A new column of inputs or outputs, to be filled; NULL without memory. */
static double *column(struct work *w, int output, const char *what, const char *of, const char *part)
{
	struct qs_member_table *const t = w->table;
	const size_t length = strlen(what) + strlen(of) + strlen(part) + 3;
	char *const name = qs_arena_take(w->arena, length, 1);
	double *const value = qs_arena_take(w->arena, t->members, sizeof *value);

	if (t->n == w->room) {
		const size_t room = 2 * w->room + 64;
		struct qs_member_column *const more = qs_arena_take(w->arena, room, sizeof *more);

		if (more && t->n)
			memcpy(more, t->column, t->n * sizeof *more);
		t->column = more;
		w->room = more ? room : 0;
	}
	if (!name || !value || !t->column) {
		t->n = 0;
		w->missing = 1;
		return NULL;
	}
	snprintf(name, length, "%s%s%s%s%s", what, *of ? "." : "", of, *part ? "." : "", part);
	t->column[t->n++] = (struct qs_member_column){name, output, value};
	return value;
}

/* ---- inputs ---- */

static void add_factor(struct work *w, enum qs_stream stream, uint64_t id, double cv, const char *what, const char *of)
{
	double *const value = cv > 0 ? column(w, 0, what, of, "") : NULL;

	if (value)
		qs_draw_multiplier(w->context, w->table->members, w->input->portfolio->seed, stream, id, 0, 0, cv,
				   value);
}

static void add_score(struct work *w, enum qs_stream stream, uint64_t id, const char *what, const char *of,
		      const char *part)
{
	double *const value = column(w, 0, what, of, part);

	if (value)
		qs_draw_normal(w->context, w->table->members, w->input->portfolio->seed, stream, id, 0, 0, value);
}

/* A figure of the input as the land model draws it. */
static void add_figure(struct work *w, const struct qs_segment *segment, const struct qs_figure *figure,
		       const char *field, const char *of, const char *part)
{
	const struct qs_block block = {.context = w->context, .seed = w->input->portfolio->seed};
	double *value;

	if (!figure->spread || figure->spread->kind == QS_SPREAD_NONE)
		return;
	value = column(w, 0, strncmp(field, "region ", 7) ? field : field + 7, of, part);
	if (value)
		qs_block_sample(&block, segment, figure, qs_scope_id(field, NULL, NULL), value);
}

static void add_unit(struct work *w, const struct qs_wave_unit *u, int planted)
{
	const struct qs_unit *const unit = u->unit;
	const char *const site = u->site->id;
	const struct qs_segment s = {u->site, unit, u->region, 0, w->table->members, 0};
	const struct {
		const struct qs_figure *figure;
		const char *field;
	} figures[] = {{&unit->soil.depth_cm, "soil.depth_cm"},
		       {&unit->soil.organic_c_g_kg, "soil.organic_c_g_kg"},
		       {&unit->cover_frac, "cover_frac"},
		       {&unit->live_c_t_ha, "live_c_t_ha"},
		       {&unit->natural.cover_frac, "natural.cover_frac"},
		       {&unit->natural.tau_years, "natural.tau_years"},
		       {&unit->natural.grazing_frac, "natural.grazing_frac"},
		       {&unit->baseline.tau_years, "baseline.tau_years"},
		       {&unit->baseline.grazing_frac, "baseline.grazing_frac"}};

	if (planted)
		add_score(w, QS_STREAM_survival, qs_scope_id("unit", site, unit->id), "survival", site, unit->id);
	for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
		add_figure(w, &s, figures[i].figure, figures[i].field, site, unit->id);
}

static int is_planted(const struct qs_recipe *recipe)
{
	for (int a = 0; a < QS_ARMS; a++)
		for (size_t c = 0; c < recipe->arm[a].cohort_count; c++)
			if (recipe->arm[a].cohorts[c].stems > 0)
				return 1;
	return 0;
}

static void add_site(struct work *w, const struct qs_wave *wave, size_t s)
{
	const char *const id = wave->sites[s].id;
	const uint64_t scope = qs_scope_id("site", id, NULL);
	const size_t from = wave->site_unit[s], to = wave->site_unit[s + 1];
	double *delay;

	add_score(w, QS_STREAM_quality, scope, "quality", id, "");
	add_score(w, QS_STREAM_cost, scope, "cost", id, "");
	delay = column(w, 0, "delay", id, "");
	if (delay)
		qs_draw_poisson(w->context, w->table->members, w->input->portfolio->seed, QS_STREAM_delay, scope, 0, 0,
				w->input->packs->accounts.items->delay_years.value, delay);
	for (size_t u = from; u < to; u++)
		add_unit(w, &wave->units[u], is_planted(&wave->recipes[wave->units[u].recipe]));
}

/* Species of all recipes, each once. */
static void add_species(struct work *w, const struct qs_wave *wave)
{
	for (size_t r = 0; r < wave->recipe_count; r++)
		for (size_t k = 0; k < wave->recipes[r].species_count; k++) {
			const struct qs_species_pack *const species = wave->recipes[r].species[k];
			int known = 0;

			for (size_t c = 0; c < w->table->n; c++)
				known |= !strncmp(w->table->column[c].name, "growth.", 7) &&
					 !strcmp(w->table->column[c].name + 7, species->id);
			if (!known)
				add_factor(w, QS_STREAM_growth, qs_scope_id("species", species->id, NULL),
					   species->growth_cv_frac.value, "growth", species->id);
		}
}

/* Ground of all recipes, each once. */
static void add_grounds(struct work *w, const struct qs_wave *wave)
{
	for (size_t r = 0; r < wave->recipe_count; r++) {
		const struct qs_substrate_pack *const ground = wave->recipes[r].substrate;
		int known = !ground->works_price_factor.spread;

		for (size_t k = 0; k < r; k++)
			known |= wave->recipes[k].substrate == ground;
		if (!known)
			add_score(w, QS_STREAM_cost, qs_scope_id("ground", ground->id, NULL), "cost_ground", ground->id,
				  "");
	}
}

/* Parameters that the portfolio gives draws of. */
static void add_parameters(struct work *w)
{
	const struct qs_portfolio *const portfolio = w->input->portfolio;

	for (size_t p = 0; p < portfolio->parameter_draws.n; p++) {
		const struct qs_parameter_draw *const row = &portfolio->parameter_draws.items[p];
		double *const value = column(w, 0, "parameter", row->id, "");

		for (size_t m = 0; value && m < w->table->members; m++)
			value[m] =
				row->values.items[(w->context->members ? w->context->members[m] : m) % row->values.n];
	}
}

static void add_shared(struct work *w, const struct qs_wave *wave)
{
	const struct qs_portfolio *const portfolio = w->input->portfolio;
	const struct qs_land_pack *const land = wave->recipe_count ? wave->recipes[0].land : NULL;

	if (!land)
		return;
	add_factor(w, QS_STREAM_soil, qs_scope_id("soil", "rothc", NULL), land->soil_rate_cv_frac.value, "soil_rate",
		   "");
	add_factor(w, QS_STREAM_litter, qs_scope_id("litter", NULL, NULL), land->litter_cv_frac.value, "litter_rate",
		   "");
	add_factor(w, QS_STREAM_works, qs_scope_id("works", NULL, NULL), land->works_cv_frac.value, "works_co2e", "");
	add_score(w, QS_STREAM_cost, qs_scope_id("price", NULL, NULL), "cost", "", "");
	for (size_t r = 0; r < portfolio->regions.n; r++) {
		const struct qs_region *const region = &portfolio->regions.items[r];
		const struct qs_segment s = {NULL, NULL, region, 0, w->table->members, 0};

		add_figure(w, &s, &region->trend_c_per_decade, "region trend_c_per_decade", region->id, "");
		add_figure(w, &s, &region->rain_trend_frac_per_decade, "region rain_trend_frac_per_decade", region->id,
			   "");
	}
	for (size_t p = 0; p < portfolio->market.prices.n; p++) {
		const struct qs_price *const price = &portfolio->market.prices.items[p];
		double *const value = price->cny_t.spread ? column(w, 0, "price", price->id, "") : NULL;

		if (value)
			qs_draw_figure(w->context, w->table->members, portfolio->seed, &price->cny_t,
				       qs_scope_id("price", price->id, NULL), 0, value);
	}
}

/* Sites and their recipes, planned for one member. */
static qs_status add_inputs(struct work *w, struct qs_err *err)
{
	struct qs_portfolio portfolio = *w->input->portfolio;
	struct qs_site_source *const source = w->input->sites;
	const struct qs_site *sites = NULL;
	struct qs_wave wave = {0};
	size_t n = 0, units = 0;
	qs_status status;

	source->rewind(source->self);
	if (source->next(source->self, &sites, (size_t)source->sites, &n))
		return qs_fail(err, QS_EFILE, "sites cannot be read");
	portfolio.members = 1;
	status = qs_wave_plan(w->context, &portfolio, w->input->packs, sites, n, NULL, &wave, err);
	for (size_t s = 0; s < n; s++)
		units += sites[s].units.n;
	if (status == QS_OK) {
		add_parameters(w);
		add_shared(w, &wave);
		add_species(w, &wave);
		add_grounds(w, &wave);
		for (size_t s = 0; s < n && n == source->sites && units <= QS_MEMBER_UNITS; s++)
			add_site(w, &wave, s);
	}
	qs_wave_free(&wave);
	return status;
}

/* ---- outputs ---- */

static void add_total(struct work *w, const struct qs_totals *t, const char *name, enum qs_output o, int arm)
{
	const int64_t *const row = t->value + ((size_t)((int)o * QS_ARMS + arm) * t->years + t->years - 1) * t->members;
	double *const value = column(w, 1, name, "", "");

	for (size_t m = 0; value && m < t->members; m++)
		value[m] = (double)row[m] * qs_output_rows[o].quantum;
}

static void add_sum(struct work *w, const struct qs_result *result, const char *name, enum qs_sum sum)
{
	double *const value = column(w, 1, name, "", "");

	for (size_t m = 0; value && m < w->table->members; m++)
		value[m] = (double)result->sum_member[(size_t)sum * w->table->members + m] * qs_sum_quanta[sum];
}

qs_status qs_member_table_make(const struct qs_context *context, const struct qs_run_input *input,
			       const struct qs_reduction *reduction, struct qs_arena *arena,
			       const struct qs_result *result, struct qs_member_table *table, struct qs_err *err)
{
	struct work w = {.context = context, .input = input, .arena = arena, .table = table};
	qs_status status;

	*table = (struct qs_member_table){.members = reduction ? reduction->totals.members : 0};
	if (!reduction || !input->portfolio->outputs.draws || !result->sum_member)
		return QS_OK;
	status = add_inputs(&w, err);
	if (status)
		return status;
	add_total(&w, &reduction->totals, "co2e_project_t", QS_OUT_grown_co2e, QS_SERIES_project);
	add_total(&w, &reduction->totals, "co2e_natural_t", QS_OUT_grown_co2e, QS_SERIES_natural);
	add_total(&w, &reduction->totals, "co2e_baseline_t", QS_OUT_grown_co2e, QS_SERIES_baseline);
	add_total(&w, &reduction->totals, "net_co2e_project_t", QS_OUT_net_co2e, QS_SERIES_project);
	add_sum(&w, result, "npv_cny", QS_SUM_OF_npv);
	add_sum(&w, result, "pv_cost_cny", QS_SUM_OF_cost);
	add_sum(&w, result, "pv_income_cny", QS_SUM_OF_income);
	add_sum(&w, result, "pv_carbon_cny", QS_SUM_OF_carbon);
	add_sum(&w, result, "credits_sold_t", QS_SUM_OF_sold);
	add_sum(&w, result, "benefit_cny_per_year", QS_SUM_OF_benefit);
	return w.missing ? qs_fail(err, QS_ENOMEM, "draws of %zu members", table->members) : QS_OK;
}
