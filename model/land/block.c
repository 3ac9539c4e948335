#include "model/land/block.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/base/draws.h"
#include "model/base/units.h"
#include "model/land/costs.h"
#include "model/land/erosion.h"
#include "model/land/fill.h"
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
				   &arm->sediment,
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
				   &b->connectivity,
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

	b->number = qs_arena_take(arena, b->n, sizeof *b->number);
	b->site_id = qs_arena_take(arena, b->n, sizeof *b->site_id);
	b->slot = qs_arena_take(arena, b->n, sizeof *b->slot);
	b->slot_member = qs_arena_take(arena, b->n, sizeof *b->slot_member);
	b->region_id = qs_arena_take(arena, b->n, sizeof *b->region_id);
	b->weather_id = qs_arena_take(arena, b->n, sizeof *b->weather_id);
	missing += !b->number || !b->site_id || !b->slot || !b->slot_member || !b->region_id || !b->weather_id;
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
		if (qs_block_carries(b, a))
			take_arm(b, &b->arm[a], &b->recipe->arm[a], arena, &missing);
	missing += qs_forest_take(b, arena);
	for (int a = 0; a < QS_ARMS; a++)
		b->arm[a] = b->arm[b->recipe->arm[a].same_as];
	return missing;
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
	qs_block_fill_costs(block);
	for (int a = 0; a < QS_ARMS; a++) {
		if (!qs_block_carries(block, a))
			continue;
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
	const qs_status status = open_block(context, portfolio, recipe, segments, segment_count, arena, block, err);

	if (status != QS_OK)
		return status;
	qs_block_fill(block);
	for (size_t i = 0; i < block->n; i++)
		block->season_c[i] = block->normal_c[i] + recipe->season_c;
	for (size_t i = 0; i < recipe->species_count; i++) {
		const struct qs_species_pack *sp = recipe->species[i];

		k->weather_warmth(block->n, sp->temperature_min_c.value, sp->temperature_best_c.value,
				  sp->temperature_max_c.value, block->season_c, block->normal_warmth[i]);
	}
	for (int a = 0; a < QS_ARMS; a++) {
		if (!qs_block_carries(block, a))
			continue;
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
