#include "model/land/soil.h"

#include "kernels/kernels.h"
#include "kernels/rothc.h"

#include <string.h>

/* The pedotransfer functions were fitted to soils with some of everything: below these shares (%) they are not asked.
 */
static double at_least(double value, double least)
{
	return value > least ? value : least;
}

void qs_soil_fill(struct qs_block *b, const struct qs_segment *s)
{
	const struct qs_soil *soil = &s->unit->soil;
	const double store = qs_rothc_smd_max(100 * soil->clay_frac.value, 1, 0);
	const struct qs_rothc_deficits deficits = qs_rothc_pedotransfer(
		at_least(100 * soil->clay_frac.value, 1), at_least(100 * soil->silt_frac.value, 1),
		soil->fine_earth_density_g_cm3.value, at_least(soil->organic_c_g_kg.value / 10, 0.05), 1);
	const struct qs_rothc_limits dry =
		qs_rothc_dryland_limits(QS_ROTHC_WATER_TO_1000_BAR, QS_ROTHC_BARE_STANDARD,
					b->recipe->land->dryland_least_rate.value, store, deficits);
	const int is_dry = b->recipe->soil == &qs_soil_rothc_dryland;
	const double limits[QS_SOIL_LIMITS] = {store, dry.max, dry.bare, dry.one, dry.dry};

	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		b->available_mm_cm[i] = deficits.bar_15 < 0 ? -deficits.bar_15 : 0;
		for (int l = 0; l < QS_SOIL_LIMITS; l++)
			b->store_mm_cm[l][i] = limits[l];
		b->least_rate[i] = is_dry ? dry.least : 0.2;
		b->wet_until[i] = !is_dry ? 0.444 : dry.dry < 0 ? dry.one / dry.dry : 1;
		b->kept[i] = qs_rothc_kept(100 * soil->clay_frac.value);
	}
}

void qs_soil_depth_changed(struct qs_block *b, int a, const double *fine_cm)
{
	const double least = b->recipe->land->least_soil_cm.value;

	for (int l = 0; l < QS_SOIL_LIMITS; l++)
		for (size_t i = 0; i < b->n; i++)
			b->arm[a].limit[l][i] = b->store_mm_cm[l][i] * at_least(fine_cm[i], least);
}

void qs_soil_moisture(struct qs_block *b, int a, size_t month, const double *balance_mm, const double *cover,
		      double *factor)
{
	const struct qs_kernels *k = b->context->kernels;
	struct qs_arm_columns *arm = &b->arm[a];

	if (b->recipe->shared_water)
		k->rothc_moisture_of(b->n, b->wet_until, b->least_rate, b->full + month * b->n, factor);
	else if (b->recipe->soil == &qs_soil_rothc_dryland)
		k->rothc_dryland_moisture(b->n, arm->limit[QS_LIMIT_DRY_MAX], arm->limit[QS_LIMIT_DRY_BARE],
					  arm->limit[QS_LIMIT_DRY_ONE], arm->limit[QS_LIMIT_DRY_DRY], b->least_rate,
					  cover, balance_mm, arm->swc, factor);
	else
		k->rothc_moisture(b->n, arm->limit[QS_LIMIT_STORE], cover, balance_mm, arm->swc, factor);
}

void qs_soil_normal_rates(struct qs_block *b, int a, const double *temperature_c, const double *balance_mm,
			  double *factor, double *cover, double *r)
{
	enum { MOST_YEARS = 200 };
	const struct qs_kernels *k = b->context->kernels;
	struct qs_arm_columns *arm = &b->arm[a];
	const size_t n = b->n;

	for (size_t m = 0; m < 12; m++)
		memcpy(cover + m * n, arm->cover, n * sizeof *cover);
	if (b->recipe->soil != &qs_soil_rothc_dryland && !b->recipe->shared_water) {
		k->rothc_year_rates(n, arm->limit[QS_LIMIT_STORE], temperature_c, balance_mm, cover, arm->swc, r);
		return;
	}
	for (int year = 0; year < MOST_YEARS; year++) {
		memcpy(b->work[0], arm->swc, n * sizeof *arm->swc);
		for (size_t m = 0; m < 12; m++)
			qs_soil_moisture(b, a, m, balance_mm + m * n, cover, factor + m * n);
		if (!memcmp(b->work[0], arm->swc, n * sizeof *arm->swc))
			break;
	}
	for (size_t m = 0; m < 12; m++) {
		k->rothc_temperature(n, temperature_c + m * n, b->work[0]);
		k->rothc_rate(n, b->work[0], factor + m * n, cover, r + m * n);
	}
}

/* A month for both sets of pools from the published parts: the dry form, and shared water. */
static void month_by_parts(struct qs_block *b, int a, size_t month, const double *balance_mm, const double *dpm_in,
			   const double *rpm_in)
{
	const struct qs_kernels *k = b->context->kernels;
	struct qs_arm_columns *arm = &b->arm[a];
	double *const *const w = b->soil_work;
	const struct qs_soil_columns *const sets[2] = {&arm->soil, &arm->brought};
	double *const respired[2] = {arm->flow[QS_FLOW_soil_respired], arm->flow[QS_FLOW_brought_respired]};

	qs_soil_moisture(b, a, month, balance_mm, arm->cover, w[0]);
	k->rothc_rate(b->n, b->rate_a + month * b->n, w[0], arm->cover, w[1]);
	k->rothc_fractions(b->n, w[1], w[2], w[3], w[4], w[5]);
	for (int s = 0; s < 2; s++) {
		const struct qs_soil_columns *const p = sets[s];

		k->rothc_decay(b->n, b->kept, w[2], w[3], w[4], w[5], p->pool[0], p->pool[1], p->pool[2], p->pool[3],
			       w[6], w[7], w[8], w[9], w[10], w[11], w[12]);
		k->rothc_apply(b->n, w[6], w[7], w[8], w[9], w[10], w[11], w[12], s ? NULL : dpm_in, s ? NULL : rpm_in,
			       NULL, p->pool[0], p->pool[1], p->pool[2], p->pool[3], respired[s]);
	}
}

/* The twelve months of a year; traits of the input are its DPM and RPM. */
static void year(struct qs_block *b, int a, double irrigation_mm, const struct qs_soil_input *input)
{
	const double *const dpm = input->trait[0], *const rpm = input->trait[1];
	const struct qs_land_pack *land = b->recipe->land;
	struct qs_arm_columns *arm = &b->arm[a];
	const struct qs_soil_columns *const own = &arm->soil, *const other = &arm->brought;
	const struct qs_rothc_columns grown = {own->pool[0], own->pool[1], own->pool[2], own->pool[3],
					       arm->flow[QS_FLOW_soil_respired]};
	const struct qs_rothc_columns brought = {other->pool[0], other->pool[1], other->pool[2], other->pool[3],
						 arm->flow[QS_FLOW_brought_respired]};
	double *const balance = b->work[2], *const dpm_in = b->work[3], *const rpm_in = b->work[4];
	struct qs_rothc_months months;

	for (size_t m = 0; m < 12; m++) {
		months.water_mm[m] = irrigation_mm * land->irrigation_share_frac.items[m];
		months.share[m] = land->litter_share_frac.items[m];
	}
	if (b->recipe->soil != &qs_soil_rothc_dryland && !b->recipe->shared_water) {
		/* without soil that is brought the other set of pools is empty and stays so */
		b->context->kernels->rothc_year(b->n, &months, b->rate_a, b->balance_mm, arm->limit[QS_LIMIT_STORE],
						arm->cover, b->kept, dpm, rpm, arm->swc, &grown,
						b->recipe->arm[a].brings_soil ? &brought : NULL);
		return;
	}
	for (size_t m = 0; m < 12; m++) {
		const double *const rain = b->balance_mm + m * b->n;

		for (size_t i = 0; i < b->n; i++) {
			balance[i] = rain[i] + months.water_mm[m];
			dpm_in[i] = dpm[i] * months.share[m];
			rpm_in[i] = rpm[i] * months.share[m];
		}
		month_by_parts(b, a, m, balance, dpm_in, rpm_in);
	}
}

/* Compost enters as farmyard manure. */
static void enter(const struct qs_organ_litter *litter, double *share)
{
	(void)litter;
	share[0] = share[1] = 0.49;
	share[2] = 0;
	share[3] = 0.02;
}

const struct qs_soil_kind qs_soil_rothc = {
	.source = "Coleman & Jenkinson 1996, 2014; Falloon et al. 1998",
	.cost = 1,
	.pools = 4,
	.quick = 2,
	.peat = 3,
	.reads_water = 1,
	.enter = enter,
	.year = year,
};

const struct qs_soil_kind qs_soil_rothc_dryland = {
	.source = "Farina et al. 2013",
	.cost = 1,
	.pools = 4,
	.quick = 2,
	.peat = 3,
	.reads_water = 1,
	.enter = enter,
	.year = year,
};
