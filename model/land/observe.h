/* Observation operators: what a crew or an instrument reads of a unit at the end of a year, from the state of a block.
 *
 * Each reads one arm of one segment, member by member, a hectare of the ground that it speaks of:
 *     above_c        sum over cohorts of live carbon, brought stock too, x its part above ground: 1 / (1 + root:shoot), or what
 *                    3-PG has above ground; t C/ha
 *     above_biomass  the same over each species' carbon fraction; t dry matter/ha
 *     cover, canopy  shares of the ground under plants, under tree crowns
 *     survival       stems alive after a first year / stems planted, as an acceptance counts them (model/land/plants.h);
 *                    NaN where nothing is planted
 *     soil_c         organic carbon, brought and inert with it, geogenic apart, x min(1, depth / D): the soil models hold
 *                    one mixed layer, whose depth D is that of the unit's soil and of what was laid on it, stones
 *                    included, and rock lies below; t C/ha
 *     quickflow, runoff  the year's storm flow; the same and recharge; mm
 * A site's reading is the mean over its units by planimetric area (survival: by stems).
 */
#ifndef QS_MODEL_LAND_OBSERVE_H
#define QS_MODEL_LAND_OBSERVE_H

#include "model/land/block.h"

/* X(name, unit, least, most, zh, en) */
#define QS_OBSERVABLES(X) \
	X(above_c_t_ha, "t/ha", 0, 1000, "地上活生物质碳", "live carbon above ground") \
	X(above_biomass_t_ha, "t/ha", 0, 2000, "地上生物量（干物质）", "live biomass above ground, dry matter") \
	X(cover_frac, "1", 0, 1, "植被覆盖度", "vegetation cover") \
	X(canopy_frac, "1", 0, 1, "郁闭度", "crown cover") \
	X(survival_frac, "1", 0, 1, "成活率（栽植后第一年）", "survival of the first year after planting") \
	X(soil_c_t_ha, "t/ha", 0, 2000, "土壤有机碳（至给定深度）", "soil organic carbon to a depth") \
	X(quickflow_mm, "mm", 0, 10000, "快速径流深", "quick flow of the year") \
	X(runoff_mm, "mm", 0, 10000, "产水深（快速径流与补给）", "water yield of the year: quick flow and recharge")

enum qs_observable {
#define X(name, unit, least, most, zh, en) QS_OBSERVE_##name,
	QS_OBSERVABLES(X)
#undef X
	QS_OBSERVABLE_COUNT
};

struct qs_observable_row {
	const char *name, *unit;
	double least, most;
	const char *zh, *en;
};

extern const struct qs_observable_row qs_observable_rows[QS_OBSERVABLE_COUNT];

/* One reading: mean y and standard error sd in the row's unit. */
struct qs_observation {
	const char *site, *unit; /* ids; unit NULL: the whole site */
	int year;                /* calendar; at its end */
	enum qs_series_id arm;
	enum qs_observable what;
	double depth_cm; /* of soil_c_t_ha */
	double value, sd;
	unsigned line; /* of the table it stands in */
};

/* The operator of a segment, lane by lane: out[lane0 …]. */
void qs_observe(const struct qs_block *block, const struct qs_segment *segment, enum qs_series_id arm, enum qs_observable what,
		double depth_cm, double *out);

/* What a unit weighs in the mean over its site: hectares, or stems. */
double qs_observe_weight(const struct qs_block *block, const struct qs_segment *segment, enum qs_series_id arm,
			 enum qs_observable what);

#endif
