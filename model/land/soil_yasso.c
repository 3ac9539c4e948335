/* Yasso20 in a block: pools A, W, E, N and H, one set for all litter. Wood comes to the soil through dead wood or as
 * roots, and counts as without size. A step is exact for the year's mean factors; it does not say what was respired,
 * which is booked as input less change. Water, cover and texture of the soil play no part. */
#include "kernels/kernels.h"
#include "kernels/yasso_sets.h"
#include "model/land/soil.h"

static void traits_of(const struct qs_organ_litter *litter, enum qs_litter_route route, double *trait)
{
	(void)route;
	trait[QS_YASSO_A] = litter->acid;
	trait[QS_YASSO_W] = litter->water;
	trait[QS_YASSO_E] = litter->ethanol;
}

static void enter(const struct qs_organ_litter *litter, double *share)
{
	traits_of(litter, QS_LITTER_LEAF, share);
	share[QS_YASSO_N] = 1 - litter->acid - litter->water - litter->ethanol;
	share[QS_YASSO_H] = 0;
}

/* Columns of a step: factors of the year times the member's multiplier, and its litter. */
static struct qs_yasso_lanes prepare(struct qs_block *b, const struct qs_yasso *yasso, double irrigation_mm,
				     const double *rain_mm, const struct qs_soil_input *input)
{
	double *const *const w = b->soil_work;

	for (size_t i = 0; i < b->n; i++) {
		w[3][i] = rain_mm[i] + irrigation_mm;
		w[7][i] = 1;
	}
	b->context->kernels->yasso_months(b->n, yasso, b->month_c, w[3], w[4], w[5], w[6]);
	for (size_t i = 0; i < b->n; i++) {
		const double rest = input->carbon[i] - input->trait[0][i] - input->trait[1][i] - input->trait[2][i];

		w[4][i] *= b->soil_rate[i];
		w[5][i] *= b->soil_rate[i];
		w[6][i] *= b->soil_rate[i];
		w[8][i] = rest > 0 ? rest : 0; /* parts of nothing but N may round below it */
	}
	return (struct qs_yasso_lanes){.years = w[7],
				       .f_awe = w[4],
				       .f_n = w[5],
				       .f_h = w[6],
				       .size = w[7],
				       .leached = b->none,
				       .litter = {input->trait[0], input->trait[1], input->trait[2], w[8], b->none}};
}

static void equilibrium(struct qs_block *b, const struct qs_soil_input *input, double *const *pool)
{
	const struct qs_yasso yasso = qs_yasso_default(QS_YASSO20);
	const struct qs_yasso_lanes lanes = prepare(b, &yasso, 0, b->normal_rain, input);

	b->context->kernels->yasso_steady(b->n, &yasso, &lanes, pool[0], pool[1], pool[2], pool[3], pool[4]);
}

static void total(const struct qs_block *b, double *const *pool, double *sum)
{
	for (size_t i = 0; i < b->n; i++)
		sum[i] = pool[0][i] + pool[1][i] + pool[2][i] + pool[3][i] + pool[4][i];
}

static void step(struct qs_block *b, const struct qs_yasso *yasso, const struct qs_yasso_lanes *lanes,
		 const double *carbon, double *const *pool, double *respired)
{
	double *const before = b->soil_work[9], *const after = b->soil_work[10];

	total(b, pool, before);
	b->context->kernels->yasso_step(b->n, yasso, lanes, pool[0], pool[1], pool[2], pool[3], pool[4]);
	total(b, pool, after);
	for (size_t i = 0; i < b->n; i++)
		respired[i] += carbon[i] + (before[i] - after[i]);
}

static void year(struct qs_block *b, int a, double irrigation_mm, const struct qs_soil_input *input)
{
	const struct qs_yasso yasso = qs_yasso_default(QS_YASSO20);
	struct qs_yasso_lanes lanes = prepare(b, &yasso, irrigation_mm, b->rain_mm, input);
	struct qs_arm_columns *arm = &b->arm[a];

	step(b, &yasso, &lanes, input->carbon, arm->soil.pool, arm->flow[QS_FLOW_soil_respired]);
	if (!b->recipe->arm[a].brings_soil)
		return;
	for (int p = 0; p < QS_YASSO_POOLS; p++)
		lanes.litter[p] = b->none;
	step(b, &yasso, &lanes, b->none, arm->brought.pool, arm->flow[QS_FLOW_brought_respired]);
}

const struct qs_soil_kind qs_soil_yasso20 = {
	.source = "Viskari et al. 2022",
	.cost = 1.5,
	.pools = QS_YASSO_POOLS,
	.quick = QS_YASSO_H,
	.traits = 3,
	.reads_litter = 1,
	.peat = QS_YASSO_H,
	.traits_of = traits_of,
	.enter = enter,
	.equilibrium = equilibrium,
	.year = year,
};
