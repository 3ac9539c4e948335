/* The dead organic matter of CBM-CFS3 in a block, below ground and what of litter has come into the soil: pools very
 * fast above and below ground, fast below ground, slow above and below ground. Dead fine roots enter the very fast,
 * coarse ones the fast pool below ground. Forest floor and dead wood are the run's own and pass on more than CBM's
 * litter pools do, partly decayed: a part enters the slow pool above ground, the rest the very fast one, so that of
 * what falls as much becomes slow carbon as in CBM (18.5 % of leaves, 17 % of wood). Rates answer to the year's mean
 * temperature and to nothing else. */
#include "kernels/cbm.h"
#include "kernels/kernels.h"
#include "model/land/soil.h"

#include <string.h>

/* Carbon of the input by trait; fine roots are the rest. */
enum { COARSE, FLOOR, WOOD };
enum { ABOVE_VERY_FAST, BELOW_VERY_FAST, BELOW_FAST, ABOVE_SLOW, BELOW_SLOW, POOLS };

static const enum qs_cbm_pool place[POOLS] = {QS_CBM_ABOVE_VERY_FAST, QS_CBM_BELOW_VERY_FAST, QS_CBM_BELOW_FAST,
					      QS_CBM_ABOVE_SLOW, QS_CBM_BELOW_SLOW};

#define MIXED 0.006 /* of the slow pool above ground, into that below, a year */

/* In the order of CBM's pools of dead matter: very fast above, below; fast above, below; medium; slow above, below;
 * snags. */
static const double to_air[QS_CBM_DEAD_COUNT] = {0.815, 0.83, 0.83, 0.83, 0.83, 1, 1, 0.83, 0.83};

static size_t dead(int pool)
{
	return (size_t)place[pool] - QS_CBM_DEAD_FIRST;
}

static void traits_of(const struct qs_organ_litter *litter, enum qs_litter_route route, double *trait)
{
	(void)litter;
	trait[COARSE] = route == QS_LITTER_COARSE_ROOT;
	trait[FLOOR] = route == QS_LITTER_LEAF;
	trait[WOOD] = route == QS_LITTER_WOOD;
}

static void enter(const struct qs_organ_litter *litter, double *share)
{
	(void)litter;
	for (int p = 0; p < POOLS; p++)
		share[p] = p == ABOVE_VERY_FAST;
}

/* Part of what is passed on that enters the slow pool at once: then kept of what falls is there in the end. */
static double slow_part(double kept, double passed)
{
	const double part = passed > kept ? (kept / passed - kept) / (1 - kept) : 1;

	return part < 1 ? part : 1;
}

/* Rates of the nine pools into soil_work, in which the first three hold the traits. */
static struct qs_cbm_rates rates_of(struct qs_block *b, const double *mean_c)
{
	static const double base[] = {0.355, 0.5, 0.1435, 0.1435, 0.0374, 0.015, 0.0033, 0.0187, 0.07175};
	static const double q10[] = {2.65, 2, 2, 2, 2, 2.65, 1, 2, 2};
	struct qs_cbm_decay decay = {0};
	struct qs_cbm_rates rates;

	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++) {
		rates.of[d] = b->soil_work[3 + d];
		qs_cbm_decay_set(&decay, d, base[d], 10, q10[d], 1);
	}
	b->context->kernels->cbm_rates(b->n, &decay, mean_c, &rates);
	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++)
		for (size_t i = 0; i < b->n; i++) {
			const double rate = rates.of[d][i] * b->soil_rate[i];

			rates.of[d][i] = rate < 1 ? rate : 1;
		}
	return rates;
}

/* What enters each pool. */
struct entry {
	double in[POOLS];
};

static struct entry entry_of(const struct qs_block *b, const struct qs_soil_input *input, size_t i)
{
	const struct qs_land_pack *land = b->recipe->land;
	const double coarse = input->trait[COARSE][i], floor = input->trait[FLOOR][i], wood = input->trait[WOOD][i];
	const double fine = input->carbon[i] - coarse - floor - wood;
	const double slow = slow_part(1 - to_air[0], land->floor_passed_frac.value) * floor +
			    slow_part(1 - to_air[4], land->dead_wood_passed_frac.value) * wood;

	return (struct entry){{floor + wood - slow, fine > 0 ? fine : 0, coarse, slow, 0}};
}

/* Year's ends that repeat: litter enters, all decays, what is kept enters the slow pools, which decay and mix. */
static void equilibrium(struct qs_block *b, const struct qs_soil_input *input, double *const *pool)
{
	const struct qs_cbm_rates rates = rates_of(b, b->normal_c);

	for (size_t i = 0; i < b->n; i++) {
		const struct entry e = entry_of(b, input, i);
		const double stays = (1 - rates.of[dead(ABOVE_SLOW)][i]) * (1 - MIXED),
			     gone = rates.of[dead(BELOW_SLOW)][i];
		double above = e.in[ABOVE_SLOW], below = 0;

		for (int p = 0; p < ABOVE_SLOW; p++) {
			const double k = rates.of[dead(p)][i], kept = e.in[p] * (1 - to_air[dead(p)]);

			pool[p][i] = e.in[p] * (1 - k) / k;
			above += p == ABOVE_VERY_FAST ? kept : 0;
			below += p == ABOVE_VERY_FAST ? 0 : kept;
		}
		pool[ABOVE_SLOW][i] = above * stays / (1 - stays);
		pool[BELOW_SLOW][i] = (below * (1 - gone) +
				       (pool[ABOVE_SLOW][i] + above) * (1 - rates.of[dead(ABOVE_SLOW)][i]) * MIXED) /
				      gone;
	}
}

/* A year of the kernel with live pools, snags and sinks that are empty: columns of the block's table. */
static void step(struct qs_block *b, const struct qs_cbm_rates *rates, double *const *pool, double *respired)
{
	static const enum qs_cbm_flow air[] = {QS_CBM_AIR_ABOVE_VERY_FAST, QS_CBM_AIR_BELOW_VERY_FAST,
					       QS_CBM_AIR_BELOW_FAST, QS_CBM_AIR_ABOVE_SLOW, QS_CBM_AIR_BELOW_SLOW};
	const struct qs_cbm_increments none = {b->none, b->none, b->none};
	struct qs_cbm cbm = {.roots = {0.222, 1.576, 0.615, 0.072, 0.354, -0.06021195, 0.5}, .mixing = MIXED};
	struct qs_cbm_pools pools;
	double *flow[QS_CBM_FLOW_COUNT];

	memcpy(cbm.to_air, to_air, sizeof to_air);
	memset(b->soil_table, 0, b->n * QS_CBM_POOL_COUNT * sizeof(double));
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++)
		pools.of[p] = b->soil_table + p * b->n;
	for (int p = 0; p < POOLS; p++)
		pools.of[place[p]] = pool[p];
	for (size_t f = 0; f < QS_CBM_FLOW_COUNT; f++)
		flow[f] = b->soil_table + (QS_CBM_POOL_COUNT + f) * b->n;
	b->context->kernels->cbm_year(b->n, &cbm, rates, &none, &pools, flow);
	for (size_t f = 0; f < sizeof air / sizeof air[0]; f++)
		for (size_t i = 0; i < b->n; i++)
			respired[i] += flow[air[f]][i];
}

static void year(struct qs_block *b, int a, double irrigation_mm, const struct qs_soil_input *input)
{
	const struct qs_cbm_rates rates = rates_of(b, b->mean_c);
	struct qs_arm_columns *arm = &b->arm[a];

	(void)irrigation_mm;
	for (size_t i = 0; i < b->n; i++) {
		const struct entry e = entry_of(b, input, i);

		for (int p = 0; p < POOLS; p++)
			arm->soil.pool[p][i] += e.in[p];
	}
	step(b, &rates, arm->soil.pool, arm->flow[QS_FLOW_soil_respired]);
	if (b->recipe->arm[a].brings_soil)
		step(b, &rates, arm->brought.pool, arm->flow[QS_FLOW_brought_respired]);
}

const struct qs_soil_kind qs_soil_cbm = {
	.source = "Kurz et al. 2009",
	.cost = 0.5,
	.pools = POOLS,
	.quick = ABOVE_SLOW,
	.traits = 3,
	.peat = ABOVE_SLOW,
	.columns = QS_CBM_POOL_COUNT + QS_CBM_FLOW_COUNT,
	.traits_of = traits_of,
	.enter = enter,
	.equilibrium = equilibrium,
	.year = year,
};
