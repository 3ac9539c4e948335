/* The IPCC's steady-state method (2019, Tier 2, published table) in a block, without tillage. A year's steady state and
 * rates come from its months' temperature and P/PET, the input, its metabolic share and lignin, and sand. On its way
 * between steady states the method does not say what is respired: pools gain what the steady state would pass on, so
 * that what is booked, the input less the pools' gain, may fall below 0 in a year. Brought carbon approaches the steady
 * state of no input, which is 0, pool by pool: the sum of both sets is the method's own. */
#include "kernels/ipcc_tier2.h"
#include "kernels/kernels.h"
#include "model/land/soil.h"

enum { METABOLIC, LIGNIN };
enum { ACTIVE, SLOW, PASSIVE, POOLS };

static void traits_of(const struct qs_organ_litter *litter, enum qs_litter_route route, double *trait)
{
	(void)route;
	trait[METABOLIC] = qs_litter_metabolic(litter);
	trait[LIGNIN] = litter->lignin;
}

#define LOAM_SAND 0.4 /* of the soil in which compost is split */

/* The method has no litter. Compost stands in slow and passive carbon with what it hands on to them as it decays, on
 * loam; the rest, which it respires, is active. */
static void enter(const struct qs_organ_litter *litter, double *share)
{
	const struct qs_ipcc_tier2 set = qs_ipcc_tier2_published();
	const double metabolic = qs_litter_metabolic(litter), f2 = set.f2[QS_TILLAGE_NONE];
	const double active = metabolic * set.f1 + (1 - litter->lignin - metabolic) * f2;

	share[SLOW] = litter->lignin * set.f3 + active * qs_ipcc_tier2_f4(&set, LOAM_SAND);
	share[PASSIVE] = active * set.f5;
	share[ACTIVE] = 1 - share[SLOW] - share[PASSIVE];
}

/* What a year is: rates and the steady state. */
struct steady {
	double *rate[POOLS], *at[POOLS];
};

/* Lignin and nitrogen that give the input's lignin and metabolic share; sand, tillage, f2. */
static void describe(const struct qs_block *b, const struct qs_ipcc_tier2 *set, const struct qs_soil_input *input,
		     double *const *to)
{
	for (size_t i = 0; i < b->n; i++) {
		const double c = input->carbon[i], lignin = c > 0 ? input->trait[LIGNIN][i] / c : 0;
		const double short_of = 0.85 - (c > 0 ? input->trait[METABOLIC][i] / c : 0.85);

		to[0][i] = lignin;
		to[1][i] = lignin > 0 && short_of > 0 ? 0.018 * lignin / short_of : 1;
		to[3][i] = set->till[QS_TILLAGE_NONE];
		to[4][i] = set->f2[QS_TILLAGE_NONE];
	}
	for (size_t s = 0; s < b->segment_count; s++)
		for (size_t i = b->segments[s].lane0; i < b->segments[s].lane0 + b->segments[s].n; i++)
			to[2][i] = b->segments[s].unit->soil.sand_frac.value;
}

/* Uses soil_work from 3 and work from 5. */
static struct steady steady_of(struct qs_block *b, double irrigation_mm, const struct qs_soil_input *input)
{
	const struct qs_kernels *k = b->context->kernels;
	const struct qs_ipcc_tier2 set = qs_ipcc_tier2_published();
	double *const *const w = b->soil_work;
	double *const tfac = b->work[5], *const wfac = b->work[6], *const alpha = b->work[7];
	const struct steady to = {{w[3], w[4], w[5]}, {w[6], w[7], w[8]}};
	double *const about[5] = {b->work[1], b->work[2], w[9], w[10],
				  b->work[3]}; /* lignin, nitrogen, sand, tillage, f2 */
	const struct qs_tier2_input enters = {input->carbon, about[0], about[1], about[4]};

	describe(b, &set, input, about);
	for (size_t m = 0; m < 12; m++)
		k->tier2_wetness(b->n, qs_soil_rain(b, m, irrigation_mm, w[11]), b->month_pet + m * b->n,
				 b->month_factor + m * b->n);
	k->tier2_climate(b->n, &set, b->month_c, b->month_factor, NULL, tfac, wfac);
	for (size_t i = 0; i < b->n; i++)
		tfac[i] *= b->soil_rate[i];
	k->tier2_rates(b->n, &set, tfac, wfac, about[2], about[3], to.rate[0], to.rate[1], to.rate[2]);
	k->tier2_steady(b->n, &set, &enters, about[2], to.rate[0], to.rate[1], to.rate[2], alpha, to.at[0], to.at[1],
			to.at[2]);
	return to;
}

static void equilibrium(struct qs_block *b, const struct qs_soil_input *input, double *const *pool)
{
	const struct steady steady = steady_of(b, 0, input);

	for (int p = 0; p < POOLS; p++)
		for (size_t i = 0; i < b->n; i++)
			pool[p][i] = steady.at[p][i];
}

/* Pools towards `at`; respired takes the input less what they gain. */
static void step(struct qs_block *b, const struct steady *steady, const double *const *at, const double *carbon,
		 double *const *pool, double *respired)
{
	for (int p = 0; p < POOLS; p++) {
		for (size_t i = 0; i < b->n; i++) {
			const double rate = steady->rate[p][i];

			respired[i] -= (at[p][i] - pool[p][i]) * (rate < 1 ? rate : 1);
		}
		b->context->kernels->tier2_year(b->n, steady->rate[p], at[p], pool[p]);
	}
	for (size_t i = 0; i < b->n; i++)
		respired[i] += carbon[i];
}

static void year(struct qs_block *b, int a, double irrigation_mm, const struct qs_soil_input *input)
{
	const struct steady steady = steady_of(b, irrigation_mm, input);
	const double *const input_keeps[POOLS] = {steady.at[0], steady.at[1], steady.at[2]};
	const double *const nothing_keeps[POOLS] = {b->none, b->none, b->none};
	struct qs_arm_columns *arm = &b->arm[a];

	step(b, &steady, input_keeps, input->carbon, arm->soil.pool, arm->flow[QS_FLOW_soil_respired]);
	if (b->recipe->arm[a].brings_soil)
		step(b, &steady, nothing_keeps, b->none, arm->brought.pool, arm->flow[QS_FLOW_brought_respired]);
}

const struct qs_soil_kind qs_soil_tier2 = {
	.source = "IPCC 2019, vol. 4, ch. 5",
	.cost = 2,
	.pools = POOLS,
	.quick = SLOW,
	.traits = 2,
	.reads_litter = 1,
	.peat = SLOW,
	.traits_of = traits_of,
	.enter = enter,
	.equilibrium = equilibrium,
	.year = year,
};
