/* A block: the unit of physics. Up to QS_LANES lanes (lane = unit x member) that share a recipe, as columns.
 *
 * Lanes stand in segments, a segment being one unit and a range of its members. A block is filled, started (its state at
 * 1 January of the first year, the same in all arms) and carried year by year by qs_land_year; after each year its outputs
 * go to a ledger as whole multiples of their quantum. Memory is taken from an arena before the first year.
 */
#ifndef QS_MODEL_LAND_BLOCK_H
#define QS_MODEL_LAND_BLOCK_H

#include "kernels/water_balance.h"
#include "model/base/arena.h"
#include "model/base/context.h"
#include "model/land/climate.h"
#include "model/land/cover.h"
#include "model/land/flows.h"
#include "model/land/forest.h"
#include "model/land/recipe.h"

#include <stdint.h>

enum { QS_LANES = 256 };

struct qs_segment {
	const struct qs_site *site;
	const struct qs_unit *unit;
	const struct qs_region *region;
	size_t lane0, n; /* lanes lane0 … lane0 + n - 1 … */
	uint32_t member0; /* … are members member0 … member0 + n - 1 */
};

/* A cohort's columns. */
struct qs_cohort_columns {
	double *live, *brought, *stocking, *stems, *cover; /* state, planimetric t C/ha, shares, stems/ha */
	double *above_max, *target, *approach;             /* what the year's step reads */
	double *sown;                                      /* cover aimed at by sowing, all species of it; else NULL */
	struct qs_forest *forest;                          /* planted trees by 3-PG, else NULL */
};

/* Limits of the soil water deficit: of the standard store, and of the form for dry soils. */
enum qs_soil_limit { QS_LIMIT_STORE, QS_LIMIT_DRY_MAX, QS_LIMIT_DRY_BARE, QS_LIMIT_DRY_ONE, QS_LIMIT_DRY_DRY, QS_SOIL_LIMITS };

/* Pools of the soil model, t C/ha; inert carbon beside them. */
struct qs_soil_columns {
	double *pool[QS_SOIL_POOLS], *inert;
};

struct qs_arm_columns {
	struct qs_cohort_columns cohort[QS_COHORTS_MAX];
	struct qs_soil_columns soil, brought;
	double *floor, *dead_wood, *brought_dead;
	double *flow[QS_FLOW_COUNT];                          /* of the year */
	double *before[QS_POOL_COUNT], *now[QS_POOL_COUNT];   /* stocks at the year's ends */
	double *dpm_in;                                       /* DPM part of the year's root litter */
	double *trait_in[QS_LITTER_ROUTES][QS_LITTER_TRAITS]; /* traits of the year's litter by route: model/land/litter.h */
	double *floor_trait[QS_LITTER_TRAITS], *wood_trait[QS_LITTER_TRAITS]; /* of what floor and dead wood hold */
	double *litter_mean;                                  /* kept of its litter: structural lignin (Century), h (ICBM) */
	double *swc, *limit[QS_SOIL_LIMITS];                  /* soil water deficit and its limits, mm */
	double *quality, *litter_factor;                      /* site quality; factor on litter, its square root */
	double *course_cover, *course_approach, *grazing;     /* of spontaneous plants */
	double *imported_depth_cm;                            /* fine earth brought */
	double *open;                                         /* share not sealed */
	double *cover, *canopy;                               /* shares of the ground at the year's end */
	double *brought_inert;                                /* inert carbon brought this year, t C/ha */
	double *erodibility;                                  /* K of the surface, t ha h/(ha MJ mm) */
	double *soil_water, *irrigation_water;                /* mm over the unit; of it what was irrigated */
	struct qs_water_flows water;                          /* of the year, mm over the unit */
	double *group_cover[QS_COVERS], *leaf_area, *diversity, *native; /* model/land/cover.h */
	double *soil_loss, *disturbed;                        /* t/ha this year; share of the surface that works lay bare */
	double *sediment;                                     /* of the soil lost, what reaches waters, t/ha */
	double *works;                                        /* emissions of the year, t CO2e/ha planimetric */
	double *lost, *grown;                                 /* brought carbon lost this year; gain since t0, t C/ha */
	double *works_sum, *lost_sum;                         /* since t0: works, t CO2e/ha; brought carbon lost, t C/ha */
	double *works_cny, *upkeep_cny;                       /* cost of the year, CNY/ha planimetric */
	double **event_cny;                                   /* cost of each event each time, by amount, CNY/ha planimetric */
	double **event_cny_fixed;                             /* … and what does not go by amount or water */
	double **event_co2e;                                  /* emission of each event each time, t CO2e/ha */
	double **event_amount;                                /* amount of each event per own area, pack's unit */
	double **event_practice;                              /* P of soil loss of each event; NULL if its measure keeps none */
};

/* What stands behind each column: the columns of a block can be walked. */
struct qs_column_end {
	double *column;
	size_t n;
	struct qs_column_end *before; /* taken before it */
	int planned;                  /* of an event: made by the start from what the plan says, of any year */
};

struct qs_block {
	struct qs_column_end *last_column;
	const struct qs_context *context;
	const struct qs_recipe *recipe;
	const struct qs_portfolio *portfolio;
	const struct qs_segment *segments;
	size_t segment_count, n;
	uint64_t seed;
	struct qs_arm_columns arm[QS_ARMS];
	/* lanes, const after filling */
	uint32_t *number;                                  /* of the member, counted from 0 in this run */
	uint64_t *site_id;
	uint32_t *slot;                                    /* of the weather that the lane has */
	size_t slots;                                      /* distinct weathers: regions and members; by slot: */
	uint32_t *slot_member;                             /* the member whose draws these are */
	uint64_t *region_id, *weather_id;
	double *common, *own;                              /* square roots of the regions' correlation and of its rest */
	double *temperature_sd, *rain_sd_log, *rain_mean_log; /* lanes again: */
	double *trend_c, *trend_rain;                      /* a year */
	double *normal_c, *season_c, *normal_rain;         /* normal mean of the year, of the growing season; mm */
	double *et_slope;                                  /* [12][n], mm/C */
	double *soil_rate, *floor_lost, *wood_lost, *works_factor;
	double *price_score;                               /* part of the scores of unit prices that all prices share */
	double *quality_draw, *survival_z;
	double *slope_factor;                              /* L S, times the share of the surface that can erode */
	double *connectivity;                              /* index of connectivity of a C of 1; not under a lumped delivery */
	double *fine_cm, *kept;                            /* fine earth; RothC's 1/(x + 1) */
	double *store_mm_cm[QS_SOIL_LIMITS], *least_rate;  /* limits of the deficit a cm of fine earth; least factor b, dry form */
	double *wet_until; /* shared water: of its deepest deficit the share down to which RothC's factor b is 1 */
	double *available_mm_cm;                           /* plant-available water of a cm of fine earth */
	double *geogenic, *organic_c;                      /* t C/ha today */
	double *cover0, *crown0, *woody0, *live0;          /* cover today; trees' and woody plants' part of it; t C/ha */
	double *own_per_plan;                              /* unit's own area / planimetric area */
	double *scale[QS_OUTPUT_COUNT];                    /* planimetric area / quantum */
	double *total0;                                    /* carbon grown here at t0, t C/ha */
	double *growth_draw[QS_COHORTS_MAX], *normal_warmth[QS_COHORTS_MAX], *shares[QS_SOIL_POOLS]; /* shares: brought soil by pool */
	/* of the year */
	double infertility; /* what the substrate's own earth lacks of its later quality, share */
	double *burns, *eaten, *eaten_before, *pest_dead;  /* shares: of the unit; of leaves, this year and last; of woody plants */
	struct qs_water_sky sky;                           /* rain, melt, demand by months: tables of [12][n] */
	double *room, *full, *wet; /* shared water, of the arm: what the store can hold, mm; tables [12][n] of the share
				      of it that is there at the ends of the months, and of their means */
	double *snow, *snow_before;                        /* mm at the ends of the year */
	double *erosivity;                                 /* R, MJ mm/(ha h) */
	double *mean_c, *rain_ratio, *rain_mm, *balance_mm, *rate_a; /* the last two [12][n] */
	double *month_c, *month_rain, *month_pet, *month_factor, *none; /* [12][n], for models that have traits; zeros [n] */
	double *soil_table;                                /* [soil->columns][n] */
	double *warmth[QS_COHORTS_MAX], *response, *moisture, *drought;
	double *work[8], *soil_work[13];
	double *worst, *water_worst; /* largest residual of any carbon balance, of any water balance so far */
	struct qs_stand_flows stand_flow;
	struct qs_forest_weather forest;
};

/* Lanes x arms x years of outputs: value of output o, arm a, year y, lane i at
 * [(((o - lowest) * QS_ARMS + a) * years + y - first) * n + i], in units of the output's quantum. */
struct qs_ledger {
	int64_t *value;
	size_t years; /* kept: first … first + years - 1 */
	size_t first;
	int lowest; /* output that value begins with */
	uint64_t bad; /* values that were not finite or did not fit */
};

/* A column of n numbers, zeroed, that belongs to the block's state (model/land/state.h); NULL and *missing is raised without
 * memory. */
double *qs_block_column(struct qs_block *block, struct qs_arena *arena, size_t n, int *missing);

/* Nonzero if the arm has columns of its own; one to which the same is done as to an earlier one has that arm's. */
static inline int qs_block_carries(const struct qs_block *block, int arm)
{
	return block->recipe->arm[arm].same_as == arm;
}

/* Draws a figure for the lanes of a segment, into out[lane0 …]. What the figure's spread is shared by (its scope) and
 * `field` make the id of the draw. */
void qs_block_sample(const struct qs_block *block, const struct qs_segment *segment, const struct qs_figure *figure, uint64_t field,
		     double *out);

/* The same for all segments of a block. */
void qs_block_sample_all(const struct qs_block *block, const struct qs_figure *figure, uint64_t field, double *out);

/* Takes a block's memory, fills its columns and starts its state. segments must outlive the block and fit QS_LANES. */
qs_status qs_block_start(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_recipe *recipe,
			 const struct qs_segment *segments, size_t segment_count, struct qs_arena *arena,
			 struct qs_block *block, struct qs_err *err);

/* The same for the prices of works alone: for qs_land_costs. */
qs_status qs_block_start_costs(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_recipe *recipe,
			       const struct qs_segment *segments, size_t segment_count, struct qs_arena *arena,
			       struct qs_block *block, struct qs_err *err);

/* What works and upkeep of all arms cost in a year, into their rows of the ledger: those that qs_land_year records. */
void qs_land_costs(struct qs_block *block, int year, struct qs_ledger *ledger);

/* Carries all arms through year `year` (0: the start year) and records it. */
void qs_land_year(struct qs_block *block, int year, struct qs_ledger *ledger);

/* The largest residual of any lane's balance so far: of carbon in a segment, of water in the block. */
double qs_block_residual(const struct qs_block *block, const struct qs_segment *segment);
double qs_block_water_residual(const struct qs_block *block);

#endif
