/* What happens to units that are treated alike: cohorts of plants and events of works, by arm.
 *
 * A recipe belongs to a treatment, a substrate, a station and a set of models. Lanes of one block share a recipe, so that
 * species parameters and schedules are scalars and only what differs between units and members is a column.
 */
#ifndef QS_MODEL_LAND_RECIPE_H
#define QS_MODEL_LAND_RECIPE_H

#include "kernels/stand.h"
#include "kernels/water_balance.h"
#include "kernels/weather.h"
#include "model/base/arena.h"
#include "model/base/packs.h"
#include "model/base/status.h"
#include "model/land/outputs.h"
#include "model/land/soil_kind.h"
#include "model/portfolio.h"

/* One measure of a treatment, with its pack. */
struct qs_event {
	const struct qs_measure *measure;
	const struct qs_measure_pack *pack;
	double factor;   /* amount as given -> pack's unit per area of the unit in its own basis */
	uint64_t draw; /* field of its figures' draws */
};

enum qs_origin { QS_SPONTANEOUS, QS_PLANTED, QS_SOWN };

/* A cohort of one species in one arm. */
struct qs_cohort {
	const struct qs_species_pack *species;
	struct qs_stand stand;
	const struct qs_threepg_pack *threepg; /* planted trees that grow by 3-PG, else NULL */
	enum qs_origin origin;
	size_t response; /* index of the species in the recipe's list */
	size_t event;    /* of planting or sowing: index in the arm's events */
	int year;        /* of planting or sowing */
	double share;    /* of stems, or of the cover sown */
	double stems;    /* planted per ha of the unit's own basis, this species */
	double stem_c;   /* carbon of a stem as planted, t */
	const struct qs_figure *sown; /* cover aimed at by sowing, all species; NULL if it is not sown */
	uint64_t sown_draw;           /* whose draw it has */
	double trait[QS_LITTER_ROUTES][QS_LITTER_TRAITS]; /* of its litter, as the soil model asks */
};

enum { QS_COHORTS_MAX = 24 };

struct qs_arm_recipe {
	const struct qs_treatment *treatment; /* NULL: nothing is done */
	enum qs_series_id course_of;          /* whose course spontaneous plants follow */
	struct qs_cohort cohorts[QS_COHORTS_MAX];
	size_t cohort_count;
	struct qs_event *events;
	size_t event_count;
	double planned_woody, planned_herb;   /* share of ground that planting and sowing aim at, from planned_from */
	int planned_from;
	int built_until;                      /* last year in which capital works begin; -1: none do */
	int same_as;                          /* the first arm to which the same is done, which follows the same course */
	int brings_soil;                      /* some event lays soil, substrate or compost */
	int dry_from;                         /* first year without any later irrigation */
	double irrigation_most_mm;            /* mm in the wettest year of irrigation */
};

struct qs_recipe {
	const struct qs_packs *packs;
	const struct qs_land_pack *land;
	const struct qs_substrate_pack *substrate;
	const struct qs_climate_pack *station;
	const struct qs_water_pack *water;
	struct qs_station_year year;
	struct qs_water_months water_months;
	const struct qs_soil_kind *soil;
	double compost[QS_SOIL_POOLS];    /* shares by pool of compost as it is laid */
	int hazards; /* fire and pests are drawn */
	enum qs_cover_factor cover_factor;
	enum qs_delivery delivery;
	int shared_water; /* soil models and 3-PG read the store of the water balance */
	enum qs_vegetation_model vegetation;
	double season_c; /* growing season minus year, C */
	const struct qs_species_pack *species[QS_COHORTS_MAX]; /* all that occur, each once */
	size_t species_count;
	struct qs_arm_recipe arm[QS_ARMS];
};

/* Builds the recipe of a unit. The unit's treatment stands for the project, its natural arm is `natural_treatment`, or the
 * treatment itself if its class is natural, or nothing if the unit has no treatment (then all arms are the baseline).
 * QS_EINPUT if something that the recipe needs is not in the packs or there are too many cohorts. */
qs_status qs_recipe_build(const struct qs_packs *packs, const struct qs_portfolio *portfolio, const struct qs_site *site,
			  const struct qs_unit *unit, struct qs_arena *arena, struct qs_recipe *recipe, struct qs_err *err);

/* Nonzero if each unit of a treatment has a recipe of its own: an amount of its, or of its natural arm's, is a whole unit's. */
int qs_recipe_is_own(const struct qs_packs *packs, const struct qs_portfolio *portfolio, const struct qs_treatment *treatment);

/* What a unit gives to its recipe. */
struct qs_recipe_key {
	const struct qs_treatment *treatment; /* NULL: none */
	const char *station;                  /* NULL: the region is unknown */
	double slope_deg;                     /* 0 where areas are planimetric */
	int choice[8];                        /* substrate, basis of the area, models */
};

/* The key of a unit whose region and treatment were looked up. */
struct qs_recipe_key qs_recipe_key(const struct qs_region *region, const struct qs_treatment *treatment,
				   const struct qs_site *site, const struct qs_unit *unit);

/* Nonzero if two units, none of which has a recipe of its own, have the same. */
int qs_recipe_same(const struct qs_recipe_key *a, const struct qs_recipe_key *b);

/* How often an event's works happen in a year: 1 in its year or in every year from it, the area share of a renewal, else 0. */
double qs_event_weight(const struct qs_event *event, int year);

/* So many times an event's amount (water: so many mm), and its works on so much of the unit. */
struct qs_dose {
	double weight, times;
};

/* How much of an event there is in a year. */
struct qs_dose qs_event_dose(const struct qs_event *event, int year);

/* Share of the unit's area on which what the event has built keeps soil in a year: the largest share that was done or renewed no
 * longer ago than it holds (whole years); 0 if its measure keeps none. The amount is not in it. */
double qs_event_practice(const struct qs_event *event, int year);

/* Nonzero if what the event costs in a year is a cost of capital works, and not of upkeep: measures that are not recurrent
 * and not of every year, and water up to the last year in which such works begin. */
int qs_event_is_capital(const struct qs_arm_recipe *arm, const struct qs_event *event, int year);

/* Water of an irrigation event in a year, mm over the unit. */
double qs_event_irrigation_mm(const struct qs_event *event, int year);

/* Irrigation of an arm in a year, mm. */
double qs_arm_irrigation_mm(const struct qs_arm_recipe *arm, int year);

#endif
