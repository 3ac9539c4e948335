/* ICBM in a block: young and old carbon by years. Its one factor r is the year's mean of RothC's a b c for the soil's
 * water and cover over that mean at Ultuna (land pack), where r is 1. The input's h is the mean of its litter's; what
 * young carbon of other years holds turns into old carbon by the h of this year's input. */
#include "kernels/icbm.h"
#include "kernels/kernels.h"
#include "model/land/soil.h"

#include <string.h>

static const struct qs_icbm_rates rates = {0.8, 0.00605};

static void traits_of(const struct qs_organ_litter *litter, enum qs_litter_route route, double *trait)
{
	(void)route;
	trait[0] = litter->humified;
}

/* Compost is laid as young carbon, and as old as much as its h needs beside the soil's own: young h + old = its h with
 * h 0.125. */
static void enter(const struct qs_organ_litter *litter, double *share)
{
	const double straw = 0.125, old = (litter->humified - straw) / (1 - straw);

	share[1] = old > 0 ? old : 0;
	share[0] = 1 - share[1];
}

/* h of the input, of the soil before where nothing enters. */
static void humified(const struct qs_block *b, const struct qs_soil_input *input, double *h)
{
	for (size_t i = 0; i < b->n; i++)
		h[i] = input->carbon[i] > 0 ? input->trait[0][i] / input->carbon[i] : h[i];
}

/* Adds a month's rate of RothC, over the whole year of Ultuna, to r. */
static void add_rate(struct qs_block *b, const double *rate, double *r)
{
	const double ultuna = b->recipe->land->icbm_reference_rate.value;

	for (size_t i = 0; i < b->n; i++)
		r[i] += rate[i] / ultuna;
}

static void equilibrium(struct qs_block *b, const struct qs_soil_input *input, double *const *pool)
{
	double *const *const w = b->soil_work;
	double *const rate = b->month_factor, *const cover = b->month_pet, *const r = w[3], *const h = w[4];

	for (size_t i = 0; i < b->n; i++) {
		r[i] = 0;
		h[i] = 0.125;
	}
	/* the tables of rain and PET are free: what is read is their balance */
	qs_soil_normal_rates(b, 0, b->month_c, b->balance_mm, b->month_rain, cover, rate);
	for (size_t m = 0; m < 12; m++)
		add_rate(b, rate + m * b->n, r);
	for (size_t i = 0; i < b->n; i++)
		r[i] *= b->soil_rate[i];
	humified(b, input, h);
	memcpy(b->arm[0].litter_mean, h, b->n * sizeof *h);
	b->context->kernels->icbm_equilibrium(b->n, &rates, r, h, input->carbon, pool[0], pool[1]);
}

static void year(struct qs_block *b, int a, double irrigation_mm, const struct qs_soil_input *input)
{
	const struct qs_kernels *k = b->context->kernels;
	struct qs_arm_columns *arm = &b->arm[a];
	double *const *const w = b->soil_work;
	double *const r = w[3], *const h = arm->litter_mean, *const balance = w[5], *const factor = w[6],
		      *const rate = w[7];

	memset(r, 0, b->n * sizeof *r);
	for (size_t m = 0; m < 12; m++) {
		const double water = irrigation_mm * b->recipe->land->irrigation_share_frac.items[m];

		for (size_t i = 0; i < b->n; i++)
			balance[i] = b->balance_mm[m * b->n + i] + water;
		qs_soil_moisture(b, a, m, balance, arm->cover, factor);
		k->rothc_rate(b->n, b->rate_a + m * b->n, factor, arm->cover, rate);
		add_rate(b, rate, r);
	}
	humified(b, input, h);
	k->icbm_step(b->n, &rates, 1, r, h, input->carbon, arm->soil.pool[0], arm->soil.pool[1],
		     arm->flow[QS_FLOW_soil_respired]);
	if (b->recipe->arm[a].brings_soil)
		k->icbm_step(b->n, &rates, 1, r, h, b->none, arm->brought.pool[0], arm->brought.pool[1],
			     arm->flow[QS_FLOW_brought_respired]);
}

const struct qs_soil_kind qs_soil_icbm = {
	.source = "Andrén & Kätterer 1997",
	.cost = 0.5,
	.pools = 2,
	.quick = 1,
	.traits = 1,
	.reads_litter = 1,
	.peat = 1,
	.reads_water = 1,
	.traits_of = traits_of,
	.enter = enter,
	.equilibrium = equilibrium,
	.year = year,
};
