/* Century of 1987 in a block: all litter enters the pools of the soil, those of the surface stay empty (forest floor
 * stands in their place). A month is one exact step under its factor: temperature by Tmax 45 and Topt 35, moisture by
 * P/PET. The metabolic share is that of each litter by its L/N, none in wood; the lignin of structural litter is a mean
 * over what the pool holds and what enters, and holds for both sets of pools. */
#include "kernels/century.h"
#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/land/soil.h"

#include <math.h>

enum { METABOLIC, LIGNIN };
/* Pools with the quick ones first. */
enum { STR_SURFACE, MET_SURFACE, STR_SOIL, MET_SOIL, ACTIVE, SLOW, PASSIVE, POOLS };

#define WEEKS_A_MONTH (365.25 / 12 / 7)
#define LARGEST_SCORE 6.0 /* beyond it, one draw in 1e9, the series is short of digits where climate slows nothing */

static void traits_of(const struct qs_organ_litter *litter, enum qs_litter_route route, double *trait)
{
	(void)route;
	trait[METABOLIC] = qs_litter_metabolic(litter);
	trait[LIGNIN] = litter->lignin;
}

static void enter(const struct qs_organ_litter *litter, double *share)
{
	for (int p = 0; p < POOLS; p++)
		share[p] = 0;
	share[MET_SOIL] = qs_litter_metabolic(litter);
	share[STR_SOIL] = 1 - share[MET_SOIL];
}

static struct qs_century_pools pools_of(double *const *pool)
{
	return (struct qs_century_pools){pool[STR_SURFACE], pool[MET_SURFACE], pool[STR_SOIL], pool[MET_SOIL],
					 pool[ACTIVE],      pool[SLOW],        pool[PASSIVE]};
}

/* Columns that say what litter and soil are: L/N that gives the input's metabolic share, texture. */
static void describe(const struct qs_block *b, const struct qs_soil_input *input, double *ratio, double *texture)
{
	const double most = qs_century_lignin_nitrogen_max();

	for (size_t i = 0; i < b->n; i++) {
		const double share = input->carbon[i] > 0 ? input->trait[METABOLIC][i] / input->carbon[i] : 0;
		const double l_n = (0.85 - share) / 0.018;

		ratio[i] = l_n < 0 ? 0 : l_n > most ? most : l_n; /* shares lie within, but for rounding */
	}
	for (size_t s = 0; s < b->segment_count; s++)
		for (size_t i = b->segments[s].lane0; i < b->segments[s].lane0 + b->segments[s].n; i++)
			texture[i] = 1 - b->segments[s].unit->soil.sand_frac.value;
}

/* Lignin of structural litter: the mean of what is held and what enters. */
static void mix_lignin(const struct qs_block *b, const struct qs_soil_input *input, const double *held, double *lignin)
{
	for (size_t i = 0; i < b->n; i++) {
		const double enters = input->carbon[i] - input->trait[METABOLIC][i];

		if (held[i] + enters > 0)
			lignin[i] = (lignin[i] * held[i] + input->trait[LIGNIN][i]) / (held[i] + enters);
		lignin[i] = lignin[i] < 1 ? lignin[i] : 1;
	}
}

/* Factor xi of a month. */
static void factor(struct qs_block *b, size_t month, double irrigation_mm, double *xi)
{
	const struct qs_kernels *k = b->context->kernels;
	double *const rain = b->soil_work[3], *const wet = b->soil_work[4];

	k->century_temperature(b->n, 45, 35, b->month_c + month * b->n, xi);
	k->century_moisture(b->n, qs_soil_rain(b, month, irrigation_mm, rain), b->month_pet + month * b->n, wet);
	for (size_t i = 0; i < b->n; i++)
		xi[i] *= wet[i] * b->soil_rate[i];
}

/* Parts of a month's step that hold for any draw of the rates: climate's factors are at most 1. */
static size_t parts_of(const struct qs_block *b, const struct qs_century_rates *rates)
{
	const double cv = b->recipe->land->soil_rate_cv_frac.value;

	return qs_century_parts(rates, WEEKS_A_MONTH, qs_k_exp(LARGEST_SCORE * sqrt(qs_k_log1p(cv * cv))));
}

static void equilibrium(struct qs_block *b, const struct qs_soil_input *input, double *const *pool)
{
	const struct qs_century_rates rates = qs_century_published();
	const struct qs_century_pools pools = pools_of(pool);
	double *const ratio = b->soil_work[5], *const texture = b->soil_work[6], *const lignin = b->arm[0].litter_mean;
	const struct qs_century_soil soil = {ratio, lignin, texture};
	const double *const share = b->recipe->land->litter_share_frac.items;
	double *const soil_in = b->balance_mm, *const none = b->rate_a; /* free at the start */

	describe(b, input, ratio, texture);
	mix_lignin(b, input, b->none, lignin);
	for (size_t m = 0; m < 12; m++) {
		factor(b, m, 0, b->month_factor + m * b->n);
		for (size_t i = 0; i < b->n; i++) {
			soil_in[m * b->n + i] = share[m] * input->carbon[i];
			none[m * b->n + i] = 0;
		}
	}
	b->context->kernels->century_equilibrium(b->n, &rates, WEEKS_A_MONTH, parts_of(b, &rates), &soil,
						 b->month_factor, none, soil_in, &pools);
}

static void year(struct qs_block *b, int a, double irrigation_mm, const struct qs_soil_input *input)
{
	const struct qs_kernels *k = b->context->kernels;
	const struct qs_century_rates rates = qs_century_published();
	struct qs_arm_columns *arm = &b->arm[a];
	const struct qs_century_pools grown = pools_of(arm->soil.pool), brought = pools_of(arm->brought.pool);
	double *const ratio = b->soil_work[5], *const texture = b->soil_work[6], *const xi = b->soil_work[7],
		      *const in = b->soil_work[8];
	const struct qs_century_soil soil = {ratio, arm->litter_mean, texture};
	const size_t parts = parts_of(b, &rates);

	describe(b, input, ratio, texture);
	mix_lignin(b, input, arm->soil.pool[STR_SOIL], arm->litter_mean);
	for (size_t m = 0; m < 12; m++) {
		const double share = b->recipe->land->litter_share_frac.items[m];

		factor(b, m, irrigation_mm, xi);
		for (size_t i = 0; i < b->n; i++)
			in[i] = share * input->carbon[i];
		k->century_step(b->n, &rates, WEEKS_A_MONTH, parts, &soil, xi, b->none, in, &grown,
				arm->flow[QS_FLOW_soil_respired]);
		if (b->recipe->arm[a].brings_soil)
			k->century_step(b->n, &rates, WEEKS_A_MONTH, parts, &soil, xi, b->none, b->none, &brought,
					arm->flow[QS_FLOW_brought_respired]);
	}
}

const struct qs_soil_kind qs_soil_century = {
	.source = "Parton et al. 1987",
	.cost = 40,
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
