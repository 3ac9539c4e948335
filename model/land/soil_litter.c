/* Traits of litter on their way through forest floor and dead wood into the soil, and the months that soil models read.
 */
#include "model/land/soil.h"

#include <string.h>

void qs_soil_litter_reset(struct qs_block *b, int a)
{
	for (size_t t = 0; t < b->recipe->soil->traits; t++)
		for (int route = 0; route < QS_LITTER_ROUTES; route++)
			memset(b->arm[a].trait_in[route][t], 0, b->n * sizeof(double));
}

void qs_soil_litter_add(struct qs_block *b, int a, const struct qs_cohort *cohort, const struct qs_stand_flows *flows)
{
	const int woody = cohort->stand.woody;
	const double below = cohort->stand.root_shoot;

	for (size_t t = 0; t < b->recipe->soil->traits; t++) {
		double *const *const in = (double *const[]){
			b->arm[a].trait_in[QS_LITTER_LEAF][t], b->arm[a].trait_in[QS_LITTER_WOOD][t],
			b->arm[a].trait_in[QS_LITTER_FINE_ROOT][t], b->arm[a].trait_in[QS_LITTER_COARSE_ROOT][t]};
		const double leaf = cohort->trait[QS_LITTER_LEAF][t], wood = cohort->trait[QS_LITTER_WOOD][t];
		const double fine = cohort->trait[QS_LITTER_FINE_ROOT][t],
			     coarse = cohort->trait[QS_LITTER_COARSE_ROOT][t];

		for (size_t i = 0; i < b->n; i++) {
			const double top = flows->top_death[i], root = flows->root_death[i];
			const double died = woody ? top * below : 0, dead_root = died < root ? died : root;

			in[0][i] += leaf * (flows->leaf_fall[i] + (woody ? 0 : top));
			in[1][i] += woody ? wood * top : 0;
			in[2][i] += fine * (root - dead_root);
			in[3][i] += coarse * dead_root;
		}
	}
}

void qs_soil_litter_cleared(struct qs_block *b, int a, double part)
{
	for (size_t t = 0; t < b->recipe->soil->traits; t++)
		for (size_t i = 0; i < b->n; i++) {
			b->arm[a].floor_trait[t][i] *= 1 - part;
			b->arm[a].wood_trait[t][i] *= 1 - part;
		}
}

void qs_soil_litter_shed(struct qs_block *b, int a, const struct qs_cohort *cohort, enum qs_litter_route route,
			 const double *carbon)
{
	for (size_t t = 0; t < b->recipe->soil->traits; t++)
		for (size_t i = 0; i < b->n; i++)
			b->arm[a].trait_in[route][t][i] += cohort->trait[route][t] * carbon[i];
}

void qs_soil_litter_burnt(struct qs_block *b, int a, const double *floor, const double *wood)
{
	for (size_t t = 0; t < b->recipe->soil->traits; t++)
		for (size_t i = 0; i < b->n; i++) {
			b->arm[a].floor_trait[t][i] *= 1 - floor[i];
			b->arm[a].wood_trait[t][i] *= 1 - wood[i];
		}
}

/* As kernels/stand.h's litter_year does it with carbon: lost of what stood at the year's start, then the input. */
static void pass(size_t n, double share, const double *lost, const double *in, double *held, double *into)
{
	for (size_t i = 0; i < n; i++) {
		const double gone = held[i] * lost[i];

		into[i] += share * gone;
		held[i] = held[i] - gone + in[i];
	}
}

void qs_soil_litter_pass(struct qs_block *b, int a, double *carbon, double *const *trait)
{
	const struct qs_land_pack *land = b->recipe->land;
	struct qs_arm_columns *arm = &b->arm[a];
	const double *const root = arm->flow[QS_FLOW_root_death];

	for (size_t i = 0; i < b->n; i++)
		carbon[i] = root[i] + arm->flow[QS_FLOW_floor_passed][i] + arm->flow[QS_FLOW_wood_passed][i];
	for (size_t t = 0; t < b->recipe->soil->traits; t++) {
		for (size_t i = 0; i < b->n; i++)
			trait[t][i] =
				arm->trait_in[QS_LITTER_FINE_ROOT][t][i] + arm->trait_in[QS_LITTER_COARSE_ROOT][t][i];
		pass(b->n, land->floor_passed_frac.value, b->floor_lost, arm->trait_in[QS_LITTER_LEAF][t],
		     arm->floor_trait[t], trait[t]);
		pass(b->n, land->dead_wood_passed_frac.value, b->wood_lost, arm->trait_in[QS_LITTER_WOOD][t],
		     arm->wood_trait[t], trait[t]);
	}
}

void qs_soil_litter_start(struct qs_block *b, struct qs_arm_columns *arm, const struct qs_arm_recipe *recipe,
			  double *carbon, double *const *trait)
{
	const double floor_passed = b->recipe->land->floor_passed_frac.value,
		     wood_passed = b->recipe->land->dead_wood_passed_frac.value;

	memset(carbon, 0, b->n * sizeof *carbon);
	for (size_t t = 0; t < b->recipe->soil->traits; t++)
		memset(trait[t], 0, b->n * sizeof *trait[t]);
	for (int j = 0; j < 3; j++) {
		const struct qs_cohort *c = &recipe->cohorts[j];
		const struct qs_stand *s = &c->stand;

		for (size_t i = 0; i < b->n; i++) {
			const double full = arm->cohort[j].stocking[i] * arm->litter_factor[i];
			const double death = s->mortality * arm->cohort[j].live[i], top = death / (1 + s->root_shoot);
			const double leaf = s->leaf_litter * full + (s->woody ? 0 : top), wood = s->woody ? top : 0;
			const double coarse = s->woody ? death - top : 0,
				     fine = s->root_litter * full + (s->woody ? 0 : death - top);

			carbon[i] += floor_passed * leaf + wood_passed * wood + coarse + fine;
			for (size_t t = 0; t < b->recipe->soil->traits; t++) {
				const double fell = c->trait[QS_LITTER_LEAF][t] * leaf,
					     died = c->trait[QS_LITTER_WOOD][t] * wood;

				arm->floor_trait[t][i] += fell / b->floor_lost[i];
				arm->wood_trait[t][i] += died / b->wood_lost[i];
				trait[t][i] += floor_passed * fell + wood_passed * died +
					       c->trait[QS_LITTER_COARSE_ROOT][t] * coarse +
					       c->trait[QS_LITTER_FINE_ROOT][t] * fine;
			}
		}
	}
}

void qs_soil_months(struct qs_block *b, const double *mean_c, const double *rain_mm)
{
	const struct qs_station_year *year = &b->recipe->year;

	if (!b->recipe->soil->traits)
		return;
	for (size_t m = 0; m < 12; m++)
		for (size_t i = 0; i < b->n; i++) {
			const size_t at = m * b->n + i;
			const double t = mean_c[i] + year->anomaly_c[m], heat = t + 17.8;

			b->month_c[at] = t;
			b->month_rain[at] = rain_mm[i] * year->rain_share[m];
			b->month_pet[at] = b->et_slope[at] * (heat > 0 ? heat : 0);
		}
}

const double *qs_soil_rain(struct qs_block *b, size_t month, double irrigation_mm, double *to)
{
	const double water = irrigation_mm * b->recipe->land->irrigation_share_frac.items[month];

	for (size_t i = 0; i < b->n; i++)
		to[i] = b->month_rain[month * b->n + i] + water;
	return to;
}
