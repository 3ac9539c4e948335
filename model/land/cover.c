#include "model/land/cover.h"

#include "kernels/kernels.h"
#include "model/land/block.h"

#include <string.h>

static enum qs_cover cover_of(int group)
{
	return group == QS_TREE ? QS_COVER_TREE : group == QS_SHRUB_GROUP ? QS_COVER_SHRUB : QS_COVER_HERB;
}

/* H' = ln(sum c) - sum(c ln c)/sum(c). */
static void diversity(struct qs_block *b, int a)
{
	const struct qs_arm_recipe *const recipe = &b->recipe->arm[a];
	struct qs_arm_columns *const arm = &b->arm[a];
	double *const native = arm->native; /* a sum, then a share of it */
	double *const some = b->work[0], *const log = b->work[1], *const sum = b->work[2], *const weighted = b->work[3];

	memset(sum, 0, b->n * sizeof *sum);
	memset(weighted, 0, b->n * sizeof *weighted);
	memset(native, 0, b->n * sizeof *native);
	for (size_t c = 0; c < recipe->cohort_count; c++) {
		const double *const cover = arm->cohort[c].cover;

		for (size_t i = 0; i < b->n; i++)
			some[i] = cover[i] > 1e-9 ? cover[i] : 1; /* what covers nothing adds nothing: ln 1 = 0 */
		b->context->kernels->log_n(b->n, some, log);
		for (size_t i = 0; i < b->n; i++) {
			native[i] += cover[i] > 1e-9 && !recipe->cohorts[c].species->introduced ? cover[i] : 0;
			sum[i] += cover[i] > 1e-9 ? cover[i] : 0;
			weighted[i] += some[i] * log[i];
		}
	}
	for (size_t i = 0; i < b->n; i++)
		some[i] = sum[i] > 0 ? sum[i] : 1;
	b->context->kernels->log_n(b->n, some, log);
	for (size_t i = 0; i < b->n; i++) {
		const double h = log[i] - weighted[i] / some[i];

		native[i] /= some[i];
		arm->diversity[i] = h > 0 ? h : 0; /* a single species may round below */
	}
}

void qs_cover_year(struct qs_block *b, int a)
{
	const struct qs_arm_recipe *const recipe = &b->recipe->arm[a];
	const struct qs_water_pack *const water = b->recipe->water;
	const double leaf[QS_COVERS] = {water->leaf_tree.value, water->leaf_shrub.value, water->leaf_herb.value};
	struct qs_arm_columns *const arm = &b->arm[a];

	for (int g = 0; g < QS_COVERS; g++)
		memset(arm->group_cover[g], 0, b->n * sizeof *arm->group_cover[g]);
	for (size_t c = 0; c < recipe->cohort_count; c++) {
		double *const group = arm->group_cover[cover_of(recipe->cohorts[c].species->group)];

		for (size_t i = 0; i < b->n; i++)
			group[i] += arm->cohort[c].cover[i];
	}
	for (size_t i = 0; i < b->n; i++)
		arm->leaf_area[i] = leaf[0] * arm->group_cover[0][i] + leaf[1] * arm->group_cover[1][i] +
				    leaf[2] * arm->group_cover[2][i];
	for (size_t c = 0; c < recipe->cohort_count; c++) { /* 3-PG has leaves of its own */
		const struct qs_forest *const forest = arm->cohort[c].forest;

		for (size_t i = 0; forest && i < b->n; i++)
			arm->leaf_area[i] += forest->leaf_area[i] - leaf[0] * arm->cohort[c].cover[i];
	}
	diversity(b, a);
}
