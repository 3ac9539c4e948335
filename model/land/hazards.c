#include "model/land/hazards.h"

#include "kernels/elementary.h"
#include "model/base/draws.h"
#include "model/land/forest.h"
#include "model/land/soil.h"

#include <string.h>

/* A year's uniform numbers of a stream, by unit; k counts within the year. */
static void draw(struct qs_block *b, enum qs_stream stream, int year, unsigned k, double *out)
{
	for (size_t s = 0; s < b->segment_count; s++) {
		const struct qs_segment *const segment = &b->segments[s];

		qs_draw_uniform(b->context, segment->n, b->seed, stream,
				qs_scope_id("unit", segment->site->id, segment->unit->id), segment->member0,
				4 * (unsigned)year + k, out + segment->lane0);
	}
}

void qs_hazards_draw(struct qs_block *b, int year)
{
	const struct qs_hazard_rates *const rates = &b->recipe->land->hazards;
	const double fire = -qs_k_expm1(-rates->fire_rate.value), least = rates->fire_least_share_frac.value;
	const double pest = -qs_k_expm1(-rates->pest_rate.value);
	const double eaten = rates->pest_eaten_least_frac.value, eaten_most = rates->pest_eaten_most_frac.value;
	const double dead = rates->pest_dead_least_frac.value, dead_most = rates->pest_dead_most_frac.value;

	if (!b->recipe->hazards)
		return;
	memcpy(b->eaten_before, b->eaten, b->n * sizeof *b->eaten);
	draw(b, QS_STREAM_fire, year, 0, b->work[0]);
	draw(b, QS_STREAM_fire, year, 1, b->work[1]);
	draw(b, QS_STREAM_pest, year, 0, b->work[2]);
	draw(b, QS_STREAM_pest, year, 1, b->work[3]);
	draw(b, QS_STREAM_pest, year, 2, b->work[4]);
	for (size_t i = 0; i < b->n; i++) {
		const double comes = b->work[2][i] < pest ? 1 : 0;

		b->burns[i] = b->work[0][i] < fire ? least + (1 - least) * b->work[1][i] : 0;
		b->eaten[i] = comes * (eaten + (eaten_most - eaten) * b->work[3][i]);
		b->pest_dead[i] = comes * (dead + (dead_most - dead) * b->work[4][i]);
	}
}

/* A share of a cohort dies; of its tops, `air` goes to the air at once. */
static void kill(struct qs_block *b, int a, size_t index, const double *share, double air)
{
	const struct qs_cohort *const cohort = &b->recipe->arm[a].cohorts[index];
	struct qs_arm_columns *const arm = &b->arm[a];
	struct qs_cohort_columns *const k = &arm->cohort[index];
	double *const left = arm->flow[cohort->stand.woody ? QS_FLOW_wood_death : QS_FLOW_herb_death];
	double *const tops = b->stand_flow.top_death; /* these two are free until plants grow */
	double *const roots = b->stand_flow.root_death;

	for (size_t i = 0; i < b->n; i++) {
		const double top_share =
			k->forest ? qs_forest_top_share(k->forest, i) : 1 / (1 + cohort->stand.root_shoot);
		const double dies = k->live[i] * share[i], top = dies * top_share, burnt = top * air;
		const double brought = k->brought[i] * share[i], brought_burnt = brought * top_share * air;

		arm->flow[QS_FLOW_burnt][i] += burnt;
		tops[i] = top - burnt;
		roots[i] = dies - top;
		left[i] += tops[i];
		arm->flow[QS_FLOW_root_death][i] += roots[i];
		arm->dpm_in[i] += cohort->stand.dpm_share * roots[i];
		k->live[i] -= dies;
		arm->flow[QS_FLOW_brought_burnt][i] += brought_burnt;
		arm->flow[QS_FLOW_brought_death][i] += brought - brought_burnt;
		arm->brought_dead[i] += brought - brought_burnt;
		k->brought[i] -= brought;
		k->stocking[i] *= 1 - share[i];
		k->stems[i] *= 1 - share[i];
		if (k->forest)
			qs_forest_cut(k->forest, i, share[i], share[i]);
	}
	qs_soil_litter_shed(b, a, cohort, cohort->stand.woody ? QS_LITTER_WOOD : QS_LITTER_LEAF, tops);
	qs_soil_litter_shed(b, a, cohort, cohort->stand.woody ? QS_LITTER_COARSE_ROOT : QS_LITTER_FINE_ROOT, roots);
}

void qs_hazards_fire(struct qs_block *b, int a)
{
	const struct qs_arm_recipe *const recipe = &b->recipe->arm[a];
	const struct qs_hazard_rates *const rates = &b->recipe->land->hazards;
	struct qs_arm_columns *const arm = &b->arm[a];
	double *const fuel = b->work[0], *const share = b->work[1], *const floor_share = b->work[2];

	if (!b->recipe->hazards)
		return;
	memcpy(fuel, arm->floor, b->n * sizeof *fuel);
	for (size_t c = 0; c < recipe->cohort_count; c++)
		for (size_t i = 0; !recipe->cohorts[c].stand.woody && i < b->n; i++)
			fuel[i] += arm->cohort[c].live[i] / (1 + recipe->cohorts[c].stand.root_shoot);
	for (size_t i = 0; i < b->n; i++)
		fuel[i] = fuel[i] >= rates->fire_least_fuel_t_ha.value ? b->burns[i] : 0;
	for (size_t c = 0; c < recipe->cohort_count; c++) {
		const struct qs_cohort *const cohort = &recipe->cohorts[c];

		for (size_t i = 0; i < b->n; i++)
			share[i] = fuel[i] * (1 - cohort->species->fire_resist_frac.value);
		kill(b, a, c, share, cohort->stand.woody ? rates->fire_wood_frac.value : rates->fire_leaf_frac.value);
	}
	for (size_t i = 0; i < b->n; i++) {
		const double floor = floor_share[i] = fuel[i] * rates->fire_floor_frac.value;
		const double wood = share[i] = fuel[i] * rates->fire_wood_frac.value;

		arm->flow[QS_FLOW_floor_burnt][i] += arm->floor[i] * floor;
		arm->flow[QS_FLOW_wood_burnt][i] += arm->dead_wood[i] * wood;
		arm->floor[i] -= arm->floor[i] * floor;
		arm->dead_wood[i] -= arm->dead_wood[i] * wood;
	}
	qs_soil_litter_burnt(b, a, floor_share, share);
}

void qs_hazards_pest(struct qs_block *b, int a)
{
	const struct qs_arm_recipe *const recipe = &b->recipe->arm[a];
	double *const share = b->work[1];

	if (!b->recipe->hazards)
		return;
	for (size_t i = 0; i < b->n; i++)
		share[i] = b->drought[i] > 0 || b->eaten_before[i] > 0 ? b->pest_dead[i] : 0;
	for (size_t c = 0; c < recipe->cohort_count; c++)
		if (recipe->cohorts[c].stand.woody) {
			kill(b, a, c, share, 0);
			if (b->arm[a].cohort[c].forest)
				qs_forest_eaten(b, a, c, b->eaten);
		}
}
