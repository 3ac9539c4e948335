#include "model/land/cover.h"

#include "kernels/kernels.h"
#include "model/land/block.h"

enum { SPONTANEOUS = 3 }; /* cohorts, the first: trees, shrubs, herbs */

static enum qs_cover cover_of(int group)
{
	return group == QS_TREE ? QS_COVER_TREE : group == QS_SHRUB_GROUP ? QS_COVER_SHRUB : QS_COVER_HERB;
}

static size_t cohorts_of(const struct qs_block *b, int a, struct qs_cover_cohort cohort[QS_COHORTS_MAX])
{
	const struct qs_arm_recipe *const recipe = &b->recipe->arm[a];

	for (size_t c = 0; c < recipe->cohort_count; c++)
		cohort[c] = (struct qs_cover_cohort){b->arm[a].cohort[c].cover,
						     (int)cover_of(recipe->cohorts[c].species->group),
						     !recipe->cohorts[c].species->introduced};
	return recipe->cohort_count;
}

void qs_cover_layers(struct qs_block *b, int a)
{
	struct qs_cover_cohort cohort[QS_COHORTS_MAX] = {0};
	const size_t cohorts = cohorts_of(b, a, cohort);

	b->context->kernels->cover_layers(b->n, SPONTANEOUS, cohorts, cohort, b->arm[a].cover, b->arm[a].canopy);
}

void qs_cover_year(struct qs_block *b, int a)
{
	const struct qs_water_pack *const water = b->recipe->water;
	const double leaf[QS_COVERS] = {water->leaf_tree.value, water->leaf_shrub.value, water->leaf_herb.value};
	struct qs_arm_columns *const arm = &b->arm[a];
	const struct qs_cover_sums sums = {
		{arm->group_cover[QS_COVER_TREE], arm->group_cover[QS_COVER_SHRUB], arm->group_cover[QS_COVER_HERB]},
		arm->leaf_area,
		arm->diversity,
		arm->native};
	struct qs_cover_cohort cohort[QS_COHORTS_MAX] = {0};
	const size_t cohorts = cohorts_of(b, a, cohort);

	b->context->kernels->cover_plants(b->n, cohorts, cohort, leaf, &sums);
	for (size_t c = 0; c < cohorts; c++) { /* 3-PG has leaves of its own */
		const struct qs_forest *const forest = arm->cohort[c].forest;

		for (size_t i = 0; forest && i < b->n; i++)
			arm->leaf_area[i] += forest->leaf_area[i] - leaf[0] * arm->cohort[c].cover[i];
	}
}
