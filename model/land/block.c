#include "model/land/block.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/base/draws.h"
#include "model/base/units.h"
#include "model/land/costs.h"
#include "model/land/erosion.h"
#include "model/land/soil.h"
#include "model/land/start.h"
#include "model/land/water.h"
#include "model/land/works.h"

#include <math.h>

/* ---- memory ---- */

/* Counts what could not be had. Columns stand a cache line further apart than their length asks, so that a year's many
 * columns do not fall on the same sets of the cache; the room between tells which column was taken before. */
double *qs_block_column(struct qs_block *b, struct qs_arena *arena, size_t n, int *missing)
{
	double *const c = qs_arena_take(arena, n + 8, sizeof *c);
	struct qs_column_end *const end = (struct qs_column_end *)(void *)(c ? c + n : NULL);

	*missing += !c;
	if (!c)
		return NULL;
	*end = (struct qs_column_end){c, n, b->last_column, 0};
	b->last_column = end;
	return c;
}

/* One of an event: a state does not hold it. */
static double *planned_column(struct qs_block *b, struct qs_arena *arena, int *missing)
{
	double *const c = qs_block_column(b, arena, b->n, missing);

	if (c)
		b->last_column->planned = 1;
	return c;
}

static void take_soil(struct qs_block *b, struct qs_arm_columns *arm, struct qs_arena *arena, int *missing)
{
	for (int l = 0; l < QS_SOIL_LIMITS; l++)
		arm->limit[l] = qs_block_column(b, arena, b->n, missing);
	for (size_t p = 0; p < b->recipe->soil->pools; p++) {
		arm->soil.pool[p] = qs_block_column(b, arena, b->n, missing);
		arm->brought.pool[p] = qs_block_column(b, arena, b->n, missing);
	}
	if (b->recipe->soil->traits)
		arm->litter_mean = qs_block_column(b, arena, b->n, missing);
	for (size_t t = 0; t < b->recipe->soil->traits; t++) {
		arm->floor_trait[t] = qs_block_column(b, arena, b->n, missing);
		arm->wood_trait[t] = qs_block_column(b, arena, b->n, missing);
		for (int route = 0; route < QS_LITTER_ROUTES; route++)
			arm->trait_in[route][t] = qs_block_column(b, arena, b->n, missing);
	}
}

static void take_arm(struct qs_block *b, struct qs_arm_columns *arm, const struct qs_arm_recipe *recipe,
		     struct qs_arena *arena, int *missing)
{
	double **const single[] = {&arm->floor,
				   &arm->dead_wood,
				   &arm->brought_dead,
				   &arm->dpm_in,
				   &arm->swc,
				   &arm->quality,
				   &arm->litter_factor,
				   &arm->course_cover,
				   &arm->course_approach,
				   &arm->grazing,
				   &arm->imported_depth_cm,
				   &arm->open,
				   &arm->cover,
				   &arm->canopy,
				   &arm->works,
				   &arm->erodibility,
				   &arm->soil_loss,
				   &arm->disturbed,
				   &arm->works_cny,
				   &arm->upkeep_cny,
				   &arm->brought_inert,
				   &arm->works_sum,
				   &arm->lost_sum,
				   &arm->lost,
				   &arm->grown,
				   &arm->soil.inert,
				   &arm->brought.inert,
				   &arm->soil_water,
				   &arm->irrigation_water,
				   &arm->leaf_area,
				   &arm->diversity,
				   &arm->native,
				   &arm->water.intercepted,
				   &arm->water.evaporated,
				   &arm->water.transpired,
				   &arm->water.quickflow,
				   &arm->water.storm,
				   &arm->water.recharge,
				   &arm->water.hot};

	for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
		*single[i] = qs_block_column(b, arena, b->n, missing);
	take_soil(b, arm, arena, missing);
	for (int g = 0; g < QS_COVERS; g++)
		arm->group_cover[g] = qs_block_column(b, arena, b->n, missing);
	for (size_t c = 0; c < recipe->cohort_count; c++) {
		struct qs_cohort_columns *k = &arm->cohort[c];
		double **const each[] = {&k->live,  &k->brought,   &k->stocking, &k->stems,
					 &k->cover, &k->above_max, &k->target,   &k->approach};

		for (size_t i = 0; i < sizeof each / sizeof each[0]; i++)
			*each[i] = qs_block_column(b, arena, b->n, missing);
		if (recipe->cohorts[c].sown)
			k->sown = qs_block_column(b, arena, b->n, missing);
	}
	for (int f = 0; f < QS_FLOW_COUNT; f++)
		arm->flow[f] = qs_block_column(b, arena, b->n, missing);
	for (int p = 0; p < QS_POOL_COUNT; p++) {
		arm->before[p] = qs_block_column(b, arena, b->n, missing);
		arm->now[p] = qs_block_column(b, arena, b->n, missing);
	}
	arm->event_co2e = qs_arena_take(arena, recipe->event_count + 1, sizeof *arm->event_co2e);
	arm->event_amount = qs_arena_take(arena, recipe->event_count + 1, sizeof *arm->event_amount);
	arm->event_cny = qs_arena_take(arena, recipe->event_count + 1, sizeof *arm->event_cny);
	arm->event_cny_fixed = qs_arena_take(arena, recipe->event_count + 1, sizeof *arm->event_cny_fixed);
	arm->event_practice = qs_arena_take(arena, recipe->event_count + 1, sizeof *arm->event_practice);
	*missing += !arm->event_co2e || !arm->event_amount || !arm->event_cny || !arm->event_cny_fixed || !arm->event_practice;
	for (size_t e = 0; !*missing && e < recipe->event_count; e++) {
		arm->event_co2e[e] = planned_column(b, arena, missing);
		arm->event_amount[e] = planned_column(b, arena, missing);
		if (recipe->events[e].pack->practice > QS_PRACTICE_NONE)
			arm->event_practice[e] = planned_column(b, arena, missing);
		arm->event_cny[e] = planned_column(b, arena, missing);
		arm->event_cny_fixed[e] = planned_column(b, arena, missing);
	}
}

static int take(struct qs_block *b, struct qs_arena *arena)
{
	double **const single[] = {&b->common,
				   &b->own,
				   &b->temperature_sd,
				   &b->rain_sd_log,
				   &b->rain_mean_log,
				   &b->trend_c,
				   &b->trend_rain,
				   &b->normal_c,
				   &b->season_c,
				   &b->normal_rain,
				   &b->soil_rate,
				   &b->floor_lost,
				   &b->wood_lost,
				   &b->works_factor,
				   &b->price_score,
				   &b->quality_draw,
				   &b->survival_z,
				   &b->fine_cm,
				   &b->slope_factor,
				   &b->erosivity,
				   &b->least_rate,
				   &b->kept,
				   &b->geogenic,
				   &b->organic_c,
				   &b->cover0,
				   &b->crown0,
				   &b->woody0,
				   &b->live0,
				   &b->own_per_plan,
				   &b->total0,
				   &b->mean_c,
				   &b->rain_ratio,
				   &b->rain_mm,
				   &b->response,
				   &b->moisture,
				   &b->drought,
				   &b->burns,
				   &b->eaten,
				   &b->eaten_before,
				   &b->pest_dead,
				   &b->worst,
				   &b->water_worst,
				   &b->available_mm_cm,
				   &b->wet_until,
				   &b->room,
				   &b->snow,
				   &b->snow_before,
				   &b->sky.wetter,
				   &b->stand_flow.growth,
				   &b->stand_flow.grazed,
				   &b->stand_flow.leaf_fall,
				   &b->stand_flow.top_death,
				   &b->stand_flow.root_death,
				   &b->stand_flow.brought_death};
	double **const table[] = {&b->et_slope, &b->balance_mm, &b->rate_a,  &b->sky.rain,   &b->sky.melt,
				  &b->sky.pet,  &b->sky.per_mm, &b->sky.hot, &b->sky.sealed, &b->sky.storm};
	int missing = 0;

	b->member = qs_arena_take(arena, b->n, sizeof *b->member);
	b->region_id = qs_arena_take(arena, b->n, sizeof *b->region_id);
	b->weather_id = qs_arena_take(arena, b->n, sizeof *b->weather_id);
	missing += !b->member || !b->region_id || !b->weather_id;
	for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
		*single[i] = qs_block_column(b, arena, b->n, &missing);
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		*table[i] = qs_block_column(b, arena, 12 * b->n, &missing);
	if (b->recipe->shared_water)
		b->full = qs_block_column(b, arena, 12 * b->n, &missing),
		b->wet = qs_block_column(b, arena, 12 * b->n, &missing);
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		b->scale[o] = qs_block_column(b, arena, b->n, &missing);
	for (size_t i = 0; i < b->recipe->species_count; i++) {
		b->growth_draw[i] = qs_block_column(b, arena, b->n, &missing);
		b->normal_warmth[i] = qs_block_column(b, arena, b->n, &missing);
		b->warmth[i] = qs_block_column(b, arena, b->n, &missing);
	}
	for (size_t i = 0; i < sizeof b->work / sizeof b->work[0]; i++)
		b->work[i] = qs_block_column(b, arena, b->n, &missing);
	for (size_t i = 0; i < sizeof b->soil_work / sizeof b->soil_work[0]; i++)
		b->soil_work[i] = qs_block_column(b, arena, b->n, &missing);
	for (int l = 0; l < QS_SOIL_LIMITS; l++)
		b->store_mm_cm[l] = qs_block_column(b, arena, b->n, &missing);
	for (size_t p = 0; p < b->recipe->soil->pools; p++)
		b->shares[p] = qs_block_column(b, arena, b->n, &missing);
	if (b->recipe->soil->traits) {
		double **const months[] = {&b->month_c, &b->month_rain, &b->month_pet, &b->month_factor};

		for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
			*months[i] = qs_block_column(b, arena, 12 * b->n, &missing);
		b->none = qs_block_column(b, arena, b->n, &missing);
		b->soil_table = qs_block_column(b, arena, (b->recipe->soil->columns + 1) * b->n, &missing);
	}
	for (int a = 0; a < QS_ARMS && !missing; a++)
		take_arm(b, &b->arm[a], &b->recipe->arm[a], arena, &missing);
	return missing || qs_forest_take(b, arena);
}

/* ---- filling ---- */

void qs_block_sample(const struct qs_block *b, const struct qs_segment *s, const struct qs_figure *figure,
		     uint64_t field, double *out)
{
	uint64_t id = qs_scope_id("global", NULL, NULL);

	if (figure->spread && figure->spread->scope == QS_SCOPE_REGION)
		id = qs_scope_id("region", s->region->id, NULL);
	else if (figure->spread && figure->spread->scope == QS_SCOPE_SITE)
		id = qs_scope_id("site", s->site->id, NULL);
	else if (figure->spread && figure->spread->scope == QS_SCOPE_UNIT)
		id = qs_scope_id("unit", s->site->id, s->unit->id);
	qs_draw_figure(b->context, s->n, b->seed, figure, qs_scope_join(id, field), s->member0, out + s->lane0);
}

static void sample(const struct qs_block *b, const struct qs_segment *s, const struct qs_figure *figure,
		   const char *field, double *out)
{
	qs_block_sample(b, s, figure, qs_scope_id(field, NULL, NULL), out);
}

static void set(const struct qs_segment *s, double *out, double value)
{
	for (size_t i = 0; i < s->n; i++)
		out[s->lane0 + i] = value;
}

/* How much of the way to its end a quantity with time constant tau goes in a year. */
static void approach(const struct qs_segment *s, double *column)
{
	for (size_t i = s->lane0; i < s->lane0 + s->n; i++)
		column[i] = -qs_k_expm1(-1 / column[i]);
}

/* Quality of a sunny slope: full loss at 25 degrees facing south, none on the flat and on shady slopes. */
static double sun_factor(const struct qs_land_pack *land, const struct qs_unit *unit)
{
	const double steep = unit->slope_deg.value < 25 ? unit->slope_deg.value / 25 : 1;
	const double south = -qs_k_cos(unit->aspect_deg.value * (3.14159265358979323846 / 180));

	return 1 - land->sunny_loss_frac.value * steep * (south > 0 ? south : 0);
}

static void fill_climate(struct qs_block *b, const struct qs_segment *s, const struct qs_sun_hours *sun)
{
	const struct qs_region *r = s->region;
	const uint32_t *const numbers = b->context->probes ? NULL : b->context->members;
	struct qs_unit_climate climate;
	const double cv = r->rain_sd_frac.value, variance = qs_k_log1p(cv * cv);

	qs_unit_climate(b->recipe->station, b->recipe->land, s->site, s->unit, sun, &climate);
	qs_forest_fill(b, s, &climate);
	set(s, b->normal_c, climate.temperature_c);
	set(s, b->normal_rain, climate.rain_mm);
	for (size_t m = 0; m < 12; m++)
		set(s, b->et_slope + m * b->n, climate.et_slope_mm_c[m]);
	set(s, b->common, sqrt(r->rain_correlation.value));
	set(s, b->own, sqrt(1 - r->rain_correlation.value));
	set(s, b->temperature_sd, r->temperature_sd_c.value);
	set(s, b->rain_sd_log, sqrt(variance));
	set(s, b->rain_mean_log, -variance / 2);
	sample(b, s, &r->trend_c_per_decade, "region trend_c_per_decade", b->trend_c);
	sample(b, s, &r->rain_trend_frac_per_decade, "region rain_trend_frac_per_decade", b->trend_rain);
	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		b->trend_c[i] /= 10;
		b->trend_rain[i] /= 10;
		b->member[i] = numbers ? numbers[s->member0 + (i - s->lane0)] : s->member0 + (uint32_t)(i - s->lane0);
		b->region_id[i] = qs_scope_id("region", r->id, NULL);
		b->weather_id[i] = qs_scope_id("weather", NULL, NULL);
	}
}

static void fill_draws(struct qs_block *b, const struct qs_segment *s)
{
	const struct qs_context *context = b->context;
	const struct qs_land_pack *land = b->recipe->land;
	const uint64_t litter = qs_scope_id("litter", NULL, NULL), soil = qs_scope_id("soil", "rothc", NULL);
	const size_t at = s->lane0, n = s->n;

	qs_draw_multiplier(context, n, b->seed, QS_STREAM_quality, qs_scope_id("site", s->site->id, NULL), s->member0,
			   0, b->recipe->substrate->quality_cv_frac.value, b->quality_draw + at);
	qs_draw_normal(context, n, b->seed, QS_STREAM_survival, qs_scope_id("unit", s->site->id, s->unit->id),
		       s->member0, 0, b->survival_z + at);
	qs_draw_multiplier(context, n, b->seed, QS_STREAM_soil, soil, s->member0, 0, land->soil_rate_cv_frac.value,
			   b->soil_rate + at);
	qs_draw_multiplier(context, n, b->seed, QS_STREAM_works, qs_scope_id("works", NULL, NULL), s->member0, 0,
			   land->works_cv_frac.value, b->works_factor + at);
	qs_draw_multiplier(context, n, b->seed, QS_STREAM_litter, litter, s->member0, 0, land->litter_cv_frac.value,
			   b->floor_lost + at);
	for (size_t i = at; i < at + n; i++) {
		const double draw = b->floor_lost[i], sun = sun_factor(land, s->unit);

		b->floor_lost[i] = -qs_k_expm1(-land->floor_rate.value * draw);
		b->wood_lost[i] = -qs_k_expm1(-land->dead_wood_rate.value * draw);
		b->quality_draw[i] *= sun;
	}
	for (size_t k = 0; k < b->recipe->species_count; k++)
		qs_draw_multiplier(context, n, b->seed, QS_STREAM_growth,
				   qs_scope_id("species", b->recipe->species[k]->id, NULL), s->member0, 0,
				   b->recipe->species[k]->growth_cv_frac.value, b->growth_draw[k] + at);
}

static void fill_area(struct qs_block *b, const struct qs_segment *s)
{
	const double area_ha = qs_unit_planimetric_ha(s->unit);

	set(s, b->own_per_plan, s->unit->area_ha.value / area_ha);
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		set(s, b->scale[o], area_ha / qs_output_rows[o].quantum);
}

static void fill_unit(struct qs_block *b, const struct qs_segment *s)
{
	const struct qs_unit *u = s->unit;
	const double fine = 1 - u->soil.stones_frac.value;

	sample(b, s, &u->soil.depth_cm, "soil.depth_cm", b->fine_cm);
	sample(b, s, &u->soil.organic_c_g_kg, "soil.organic_c_g_kg", b->organic_c);
	sample(b, s, &u->cover_frac, "cover_frac", b->cover0);
	sample(b, s, &u->live_c_t_ha, "live_c_t_ha", b->live0);
	qs_soil_fill(b, s);
	qs_erosion_fill(b, s);
	qs_water_fill(b, s);
	set(s, b->crown0, u->cover_frac.value > 0 ? u->crown_density_frac.value / u->cover_frac.value : 0);
	set(s, b->woody0, u->cover_frac.value > 0 ? u->woody_cover_frac.value / u->cover_frac.value : 0);
	fill_area(b, s);
	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		/* g/kg x g/cm3 x cm of fine earth = 0.1 t/ha */
		const double mass = 0.1 * u->soil.fine_earth_density_g_cm3.value * (b->fine_cm[i] *= fine);

		b->geogenic[i] = u->soil.geogenic_c_g_kg.value * mass;
		b->organic_c[i] *= mass;
	}
	for (int a = 0; a < QS_ARMS; a++) {
		struct qs_arm_columns *arm = &b->arm[a];
		const int natural = b->recipe->arm[a].course_of == QS_SERIES_natural;
		const struct qs_course *course = natural ? &u->natural : &u->baseline;

		/* one draw for both ends: a site that closes badly does so with and without its pressures */
		sample(b, s, &course->cover_frac, "natural.cover_frac", arm->course_cover);
		for (size_t c = 0; c < b->recipe->arm[a].cohort_count; c++) {
			const struct qs_cohort *cohort = &b->recipe->arm[a].cohorts[c];

			if (cohort->sown)
				qs_block_sample(b, s, cohort->sown, cohort->sown_draw, arm->cohort[c].sown);
		}
		sample(b, s, &course->tau_years, natural ? "natural.tau_years" : "baseline.tau_years",
		       arm->course_approach);
		sample(b, s, &course->grazing_frac, natural ? "natural.grazing_frac" : "baseline.grazing_frac",
		       arm->grazing);
		approach(s, arm->course_approach);
		set(s, arm->open, 1 - u->sealed_frac.value);
	}
}

/* Sets an empty block up for its segments and takes its memory. */
static qs_status open_block(const struct qs_context *context, const struct qs_portfolio *portfolio,
			    const struct qs_recipe *recipe, const struct qs_segment *segments, size_t segment_count,
			    struct qs_arena *arena, struct qs_block *block, struct qs_err *err)
{
	*block = (struct qs_block){.context = context,
				   .recipe = recipe,
				   .portfolio = portfolio,
				   .segments = segments,
				   .segment_count = segment_count,
				   .seed = portfolio->seed};
	block->infertility = 1 - recipe->substrate->fertility_start_frac.value;
	for (size_t s = 0; s < segment_count; s++)
		block->n += segments[s].n;
	qs_bug_assert(block->n > 0 && block->n <= QS_LANES);
	if (take(block, arena))
		return qs_fail(err, QS_ENOMEM, "columns of %zu lanes", block->n);
	return QS_OK;
}

qs_status qs_block_start_costs(const struct qs_context *context, const struct qs_portfolio *portfolio,
			       const struct qs_recipe *recipe, const struct qs_segment *segments, size_t segment_count,
			       struct qs_arena *arena, struct qs_block *block, struct qs_err *err)
{
	const qs_status status = open_block(context, portfolio, recipe, segments, segment_count, arena, block, err);

	if (status != QS_OK)
		return status;
	for (size_t s = 0; s < segment_count; s++) {
		fill_area(block, &segments[s]);
		qs_costs_fill(block, &segments[s]);
	}
	for (int a = 0; a < QS_ARMS; a++) {
		qs_works_prepare(block, a);
		qs_costs_prepare(block, a);
	}
	return QS_OK;
}

qs_status qs_block_start(const struct qs_context *context, const struct qs_portfolio *portfolio,
			 const struct qs_recipe *recipe, const struct qs_segment *segments, size_t segment_count,
			 struct qs_arena *arena, struct qs_block *block, struct qs_err *err)
{
	const struct qs_kernels *k = context->kernels;
	struct qs_sun_hours sun;

	const qs_status status = open_block(context, portfolio, recipe, segments, segment_count, arena, block, err);

	if (status != QS_OK)
		return status;
	qs_sun_hours(&sun);
	for (size_t s = 0; s < segment_count; s++) {
		fill_climate(block, &segments[s], &sun);
		fill_draws(block, &segments[s]);
		fill_unit(block, &segments[s]);
		qs_costs_fill(block, &segments[s]);
	}
	for (size_t i = 0; i < block->n; i++)
		block->season_c[i] = block->normal_c[i] + recipe->season_c;
	for (size_t i = 0; i < recipe->species_count; i++) {
		const struct qs_species_pack *sp = recipe->species[i];

		k->weather_warmth(block->n, sp->temperature_min_c.value, sp->temperature_best_c.value,
				  sp->temperature_max_c.value, block->season_c, block->normal_warmth[i]);
	}
	for (int a = 0; a < QS_ARMS; a++) {
		qs_works_prepare(block, a);
		qs_costs_prepare(block, a);
	}
	return qs_land_start(block, arena, err);
}

static double largest(const double *value, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = value[i] > most ? value[i] : most;
	return most;
}

double qs_block_residual(const struct qs_block *block, const struct qs_segment *segment)
{
	return largest(block->worst + segment->lane0, segment->n);
}

double qs_block_water_residual(const struct qs_block *block)
{
	return largest(block->water_worst, block->n);
}
