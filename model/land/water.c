#include "model/land/water.h"

#include "kernels/kernels.h"
#include "model/land/block.h"
#include "model/land/cover.h"

#include <string.h>

enum { NORMAL_YEARS = 4 }; /* a store of less than a year's rain forgets where it began */

#define QS_THIS struct qs_water_pack
QS_FIELD_TABLE(water_pack, QS_FIELDS_WATER_PACK);
#undef QS_THIS

/* Curve number of covered ground by group, mean of groups by their cover, from the tables of a hydrologic group. */
static void curve_numbers(const struct qs_water_pack *water, size_t hydrologic, double curve[1 + QS_COVERS])
{
	curve[0] = water->curve_bare.items[hydrologic];
	curve[1 + QS_COVER_TREE] = water->curve_tree.items[hydrologic];
	curve[1 + QS_COVER_SHRUB] = water->curve_shrub.items[hydrologic];
	curve[1 + QS_COVER_HERB] = water->curve_herb.items[hydrologic];
}

/* Retention and what leaves and litter catch, columns of the block's work, 0 to 2; the store's room. */
static void fill_ground(struct qs_block *b, int a)
{
	const struct qs_water_pack *const water = b->recipe->water;
	const struct qs_arm_columns *const arm = &b->arm[a];
	struct qs_cover_ground_terms terms = {
		.root_cm = {water->root_tree_cm.value, water->root_shrub_cm.value, water->root_herb_cm.value},
		.bare_cm = water->evaporation_cm.value,
		.laid_full_cm = water->laid_full_cm.value,
		.least_cm = b->recipe->land->least_soil_cm.value,
		.canopy_mm = water->canopy_mm.value,
		.litter_mm = water->litter_mm.value,
	};
	const struct qs_cover_surface surface = {
		.group = {arm->group_cover[QS_COVER_TREE], arm->group_cover[QS_COVER_SHRUB],
			  arm->group_cover[QS_COVER_HERB]},
		.cover = arm->cover,
		.disturbed = arm->disturbed,
		.imported_cm = arm->imported_depth_cm,
		.fine_cm = b->fine_cm,
		.leaf_area = arm->leaf_area,
		.available_mm_cm = b->available_mm_cm,
	};

	curve_numbers(water, (size_t)b->recipe->substrate->hydrologic_group, terms.own);
	curve_numbers(water, (size_t)water->laid_group, terms.laid);
	b->context->kernels->cover_ground(b->n, &terms, &surface, b->work[0], b->work[1], b->work[2], b->room);
}

static void make_sky(struct qs_block *b, const double *mean_c, const double *rain_mm, const double *ratio)
{
	const struct qs_water_pack *const water = b->recipe->water;
	const struct qs_water_sky_terms terms = {
		.snow_c = water->snow_c.value,
		.rain_c = water->rain_c.value,
		.melt_frac = water->melt_frac.value,
		.sealed_mm = water->sealed_mm.value,
		.storm_mm = water->storm_mm.value,
		.hot_c = water->hot_c.value,
		.hot_spread_c = water->hot_spread_c.value,
		.half_range_c = b->recipe->station->daily_range_c.value / 2,
	};

	memcpy(b->snow_before, b->snow, b->n * sizeof *b->snow);
	b->context->kernels->water_sky(b->n, &b->recipe->year, &b->recipe->water_months, &terms, mean_c, rain_mm, ratio,
				       b->et_slope, b->snow, &b->sky);
}

void qs_water_weather(struct qs_block *b)
{
	make_sky(b, b->mean_c, b->rain_mm, b->rain_ratio);
}

static void step(struct qs_block *b, int a, double irrigation_mm)
{
	const struct qs_water_pack *const water = b->recipe->water;
	struct qs_arm_columns *const arm = &b->arm[a];
	const int irrigates = b->recipe->arm[a].irrigation_most_mm > 0;
	struct qs_water_ground_terms terms = {
		.bare = water->bare_demand_frac.value,
		.full_leaf_area = water->full_leaf_area.value,
		.lesser = water->smooth_lesser.value,
		.ratio_limit = water->quickflow_ratio_limit.value,
		.storm_mm = water->storm_mm.value,
		.sealed_mm = water->sealed_mm.value,
	};
	const struct qs_water_ground ground = {
		arm->open,      b->work[0], b->work[1],      b->work[2],
		arm->leaf_area, b->room,    arm->soil_water, irrigates ? arm->irrigation_water : NULL};

	struct qs_water_flows flows = arm->water;

	for (int m = 0; m < 12; m++)
		terms.irrigation[m] = irrigation_mm * b->recipe->land->irrigation_share_frac.items[m];
	fill_ground(b, a);
	if (b->recipe->shared_water) {
		flows.full = b->full;
		flows.wet = b->wet;
	}
	b->context->kernels->water_ground(b->n, &b->recipe->water_months, &terms, &b->sky, &ground, &flows);
}

void qs_water_start(struct qs_block *b)
{
	double *const one = b->work[4];

	for (size_t i = 0; i < b->n; i++)
		one[i] = 1;
	qs_cover_year(b, 0);
	for (int year = 0; year < NORMAL_YEARS; year++) {
		make_sky(b, b->normal_c, b->normal_rain, one);
		step(b, 0, 0);
	}
	for (int a = 1; a < QS_ARMS; a++)
		if (qs_block_carries(b, a))
			memcpy(b->arm[a].soil_water, b->arm[0].soil_water, b->n * sizeof *b->arm[a].soil_water);
}

void qs_water_year(struct qs_block *b, int a, double irrigation_mm)
{
	const struct qs_kernels *const k = b->context->kernels;
	struct qs_arm_columns *const arm = &b->arm[a];
	double *const before = b->work[5], *const now = b->work[6], *const watered = b->work[3];
	const double *const store[] = {arm->soil_water, b->snow_before}, *const later[] = {arm->soil_water, b->snow};
	const double *const in[] = {b->rain_mm, watered};
	const double *const out[] = {arm->water.intercepted, arm->water.evaporated, arm->water.transpired,
				     arm->water.quickflow, arm->water.recharge};

	k->ledger_sum(b->n, &(struct qs_ledger_sum){2, store}, before);
	step(b, a, irrigation_mm);
	for (size_t i = 0; irrigation_mm > 0 && i < b->n; i++)
		watered[i] = irrigation_mm;
	k->ledger_sum(b->n, &(struct qs_ledger_sum){2, later}, now);
	k->ledger_balance(b->n, before, now, &(struct qs_ledger_sum){irrigation_mm > 0 ? 2 : 1, in},
			  &(struct qs_ledger_sum){5, out}, b->water_worst);
}
