/* A year of a block: weather, then each arm's works, plants, litter and soil, the balance, and what is recorded. */
#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/base/draws.h"
#include "model/base/units.h"
#include "model/land/block.h"
#include "model/land/costs.h"
#include "model/land/erosion.h"
#include "model/land/forest.h"
#include "model/land/hazards.h"
#include "model/land/plants.h"
#include "model/land/soil.h"
#include "model/land/start.h"
#include "model/land/water.h"
#include "model/land/works.h"

#include <string.h>

enum { M3_PER_MM = 10 }; /* on a hectare */

/* Weather is drawn by region, correlated between regions: sqrt(rho) common + sqrt(1 - rho) own; k 0 is rain, 1
 * temperature. Once for the lanes that share it. */
static void draw_weather(struct qs_block *b, int year)
{
	const struct qs_kernels *k = b->context->kernels;
	double *const *const w = b->work;

	if (b->context->probes) {
		for (int i = 0; i < 4; i++)
			for (size_t s = 0; s < b->slots; s++)
				w[i][s] = qs_probe_uniform(b->context, QS_STREAM_weather, 0, b->slot_member[s]);
	} else {
		k->uniform2(b->slots, b->seed, QS_STREAM_weather, (uint32_t)year, 0, b->weather_id, b->slot_member,
			    w[0], w[1]);
		k->uniform2(b->slots, b->seed, QS_STREAM_weather, (uint32_t)year, 0, b->region_id, b->slot_member, w[2],
			    w[3]);
	}
	for (int i = 0; i < 4; i++)
		k->normal_n(b->slots, w[i], w[4 + i]);
	for (size_t s = 0; s < b->slots; s++) {
		const double rain = b->common[s] * w[4][s] + b->own[s] * w[6][s];
		const double warm = b->common[s] * w[5][s] + b->own[s] * w[7][s];

		w[0][s] = b->rain_mean_log[s] + b->rain_sd_log[s] * rain;
		w[1][s] = b->temperature_sd[s] * warm;
	}
	k->exp_n(b->slots, w[0], w[2]);
	for (size_t i = 0; i < b->n; i++) {
		const double trend = 1 + b->trend_rain[i] * (year + 0.5);
		const uint32_t s = b->slot[i];

		b->mean_c[i] = b->normal_c[i] + b->trend_c[i] * (year + 0.5) + w[1][s];
		b->rain_ratio[i] = w[2][s] * (trend > 0 ? trend : 0);
		b->rain_mm[i] = b->normal_rain[i] * b->rain_ratio[i];
	}
}

static int same(const struct qs_figure *a, const struct qs_figure *b)
{
	return !(a->value < b->value) && !(a->value > b->value);
}

/* The first species with the cardinal temperatures of species s: most share them. */
static size_t like_warmth(const struct qs_recipe *recipe, size_t s)
{
	const struct qs_species_pack *const one = recipe->species[s];
	size_t k = 0;

	while (k < s && !(same(&recipe->species[k]->temperature_min_c, &one->temperature_min_c) &&
			  same(&recipe->species[k]->temperature_best_c, &one->temperature_best_c) &&
			  same(&recipe->species[k]->temperature_max_c, &one->temperature_max_c)))
		k++;
	return k;
}

static void weather(struct qs_block *b, int year)
{
	const struct qs_kernels *k = b->context->kernels;

	draw_weather(b, year);
	k->weather_year(b->n, &b->recipe->year, b->mean_c, b->rain_mm, b->et_slope, b->soil_rate, b->balance_mm,
			b->rate_a);
	qs_erosion_weather(b);
	qs_soil_months(b, b->mean_c, b->rain_mm);
	qs_water_weather(b);
	qs_forest_months(b);
	for (size_t i = 0; i < b->n; i++)
		b->work[0][i] = b->mean_c[i] + b->recipe->season_c;
	for (size_t s = 0; s < b->recipe->species_count; s++) {
		const struct qs_species_pack *sp = b->recipe->species[s];
		const size_t like = like_warmth(b->recipe, s);

		if (like < s)
			memcpy(b->warmth[s], b->warmth[like], b->n * sizeof *b->warmth[s]);
		else
			k->weather_warmth(b->n, sp->temperature_min_c.value, sp->temperature_best_c.value,
					  sp->temperature_max_c.value, b->work[0], b->warmth[s]);
	}
}

/* RothC's yearly input, DPM and RPM. */
static void rothc_input(struct qs_block *b, int a, double *dpm, double *rpm)
{
	const double passed_dpm = b->recipe->land->passed_dpm_rpm.value / (1 + b->recipe->land->passed_dpm_rpm.value);
	struct qs_arm_columns *arm = &b->arm[a];
	double *const *const flow = arm->flow;

	for (size_t i = 0; i < b->n; i++) {
		const double passed = flow[QS_FLOW_floor_passed][i] + flow[QS_FLOW_wood_passed][i];

		dpm[i] = arm->dpm_in[i] + passed_dpm * passed;
		rpm[i] = flow[QS_FLOW_root_death][i] - arm->dpm_in[i] + (1 - passed_dpm) * passed;
	}
}

/* Forest floor, dead wood and what is left of brought plants. */
static void litter(struct qs_block *b, int a)
{
	const struct qs_kernels *k = b->context->kernels;
	const struct qs_land_pack *land = b->recipe->land;
	struct qs_arm_columns *arm = &b->arm[a];
	double *const *const flow = arm->flow;
	double *const input = b->work[2], *const none = b->work[3], *const wood = b->work[5];

	for (size_t i = 0; i < b->n; i++) {
		input[i] = flow[QS_FLOW_leaf_fall][i] + flow[QS_FLOW_herb_death][i];
		wood[i] = flow[QS_FLOW_wood_death][i] + flow[QS_FLOW_slash][i];
		none[i] = 0;
	}
	k->litter_year(b->n, land->floor_passed_frac.value, b->floor_lost, input, arm->floor,
		       flow[QS_FLOW_floor_passed], flow[QS_FLOW_floor_respired]);
	k->litter_year(b->n, land->dead_wood_passed_frac.value, b->wood_lost, wood, arm->dead_wood,
		       flow[QS_FLOW_wood_passed], flow[QS_FLOW_wood_respired]);
	k->litter_year(b->n, 0, b->wood_lost, none, arm->brought_dead, b->work[4], flow[QS_FLOW_brought_rotted]);
}

/* What enters the soil, and its year. */
static void soil(struct qs_block *b, int a, double irrigation_mm)
{
	struct qs_soil_input input = {b->work[0], {b->soil_work[0], b->soil_work[1], b->soil_work[2]}};

	if (b->recipe->soil->traits) {
		qs_soil_litter_pass(b, a, b->work[0], b->soil_work);
	} else {
		rothc_input(b, a, b->work[0], b->work[1]);
		input = (struct qs_soil_input){NULL, {b->work[0], b->work[1]}};
	}
	b->recipe->soil->year(b, a, irrigation_mm, &input);
}

/* What an output is of a planimetric hectare, t, m3 or ha: the factor times the sum of columns. */
struct written {
	double factor;
	size_t count;
	const double *column[QS_COHORTS_MAX];
};

static struct written woody(const struct qs_block *b, int a)
{
	struct written w = {.factor = 1};

	for (size_t c = 0; c < b->recipe->arm[a].cohort_count; c++)
		if (b->recipe->arm[a].cohorts[c].stand.woody)
			w.column[w.count++] = b->arm[a].cohort[c].live;
	return w;
}

/* The columns of an output that is no sum, filled. */
static struct written filled(const struct qs_block *b, int a, enum qs_output o, double irrigation_mm)
{
	const struct qs_arm_columns *const arm = &b->arm[a];
	const double co2 = qs_co2e_of_c(1);
	double *const room = b->work[0];

	if (o == QS_OUT_net_co2e)
		for (size_t i = 0; i < b->n; i++)
			room[i] = co2 * (arm->grown[i] - arm->lost_sum[i]) - arm->works_sum[i];
	else if (o == QS_OUT_native_ha)
		for (size_t i = 0; i < b->n; i++)
			room[i] = arm->cover[i] * arm->native[i];
	else
		for (size_t i = 0; i < b->n; i++)
			room[i] = M3_PER_MM * irrigation_mm;
	return (struct written){1, 1, {room}};
}

static struct written output(const struct qs_block *b, int a, enum qs_output o, double irrigation_mm)
{
	const struct qs_arm_columns *arm = &b->arm[a];
	double *const *const flow = arm->flow, *const *const now = arm->now;
	const struct qs_water_flows *const water = &arm->water;

#define SUM(factor, count, ...)     \
	return (struct written)     \
	{                           \
		factor, count,      \
		{                   \
			__VA_ARGS__ \
		}                   \
	}
	switch (o) {
	case QS_OUT_live_c:
		SUM(1, 1, now[QS_POOL_live]);
	case QS_OUT_woody_c:
		return woody(b, a);
	case QS_OUT_dead_wood_c:
		SUM(1, 1, now[QS_POOL_dead_wood]);
	case QS_OUT_floor_c:
		SUM(1, 1, now[QS_POOL_floor]);
	case QS_OUT_soil_c:
		SUM(1, 2, now[QS_POOL_soil], arm->soil.inert);
	case QS_OUT_brought_c:
		SUM(1, 4, now[QS_POOL_brought_live], now[QS_POOL_brought_dead], now[QS_POOL_brought_soil],
		    arm->brought.inert);
	case QS_OUT_geogenic_c:
		SUM(1, 1, b->geogenic);
	case QS_OUT_grown_co2e:
		SUM(qs_co2e_of_c(1), 1, arm->grown);
	case QS_OUT_growth_c:
		SUM(1, 1, flow[QS_FLOW_growth]);
	case QS_OUT_respired_c:
		SUM(1, 3, flow[QS_FLOW_floor_respired], flow[QS_FLOW_wood_respired], flow[QS_FLOW_soil_respired]);
	case QS_OUT_cleared_c:
		SUM(1, 3, flow[QS_FLOW_cleared], flow[QS_FLOW_floor_cleared], flow[QS_FLOW_wood_cleared]);
	case QS_OUT_grazed_c:
		SUM(1, 1, flow[QS_FLOW_grazed]);
	case QS_OUT_imported_c:
		SUM(1, 3, flow[QS_FLOW_plants_brought], flow[QS_FLOW_soil_brought], arm->brought_inert);
	case QS_OUT_brought_lost_c:
		SUM(1, 1, arm->lost);
	case QS_OUT_works_co2e:
		SUM(1, 1, arm->works);
	case QS_OUT_soil_loss_t:
		SUM(1, 1, arm->soil_loss);
	case QS_OUT_sediment_t:
		SUM(1, 1, arm->sediment);
	case QS_OUT_cover_ha:
		SUM(1, 1, arm->cover);
	case QS_OUT_canopy_ha:
		SUM(1, 1, arm->canopy);
	case QS_OUT_works_cny:
		SUM(1, 1, arm->works_cny);
	case QS_OUT_upkeep_cny:
		SUM(1, 1, arm->upkeep_cny);
	case QS_OUT_et_m3:
		SUM(M3_PER_MM, 3, water->intercepted, water->evaporated, water->transpired);
	case QS_OUT_storm_flow_m3:
		SUM(M3_PER_MM, 1, water->storm);
	case QS_OUT_quickflow_m3:
		SUM(M3_PER_MM, 1, water->quickflow);
	case QS_OUT_recharge_m3:
		SUM(M3_PER_MM, 1, water->recharge);
	case QS_OUT_hot_et_m3:
		SUM(M3_PER_MM, 1, water->hot);
	case QS_OUT_leaf_ha:
		SUM(1, 1, arm->leaf_area);
	case QS_OUT_shannon_ha:
		SUM(1, 1, arm->diversity);
	case QS_OUT_burnt_c:
		SUM(1, 3, flow[QS_FLOW_burnt], flow[QS_FLOW_floor_burnt], flow[QS_FLOW_wood_burnt]);
	case QS_OUT_harvested_c:
		SUM(1, 1, flow[QS_FLOW_harvested]);
	case QS_OUT_net_co2e:
	case QS_OUT_native_ha:
	case QS_OUT_irrigation_m3:
	case QS_OUTPUT_COUNT:
	default:
		return filled(b, a, o, irrigation_mm);
	}
#undef SUM
}

/* Rounds an output of a hectare to quanta of the lanes' units. */
static void record_row(struct qs_block *b, int a, enum qs_output o, int year, const struct written *of_ha,
		       struct qs_ledger *ledger)
{
	const size_t row =
		(size_t)(((int)o - ledger->lowest) * QS_ARMS + a) * ledger->years + ((size_t)year - ledger->first);
	const struct qs_ledger_sum sum = {of_ha->count, of_ha->column};

	b->context->kernels->ledger_round(b->n, of_ha->factor, &sum, b->scale[o], ledger->value + row * b->n,
					  &ledger->bad);
}

static void record(struct qs_block *b, int a, int year, struct qs_ledger *ledger)
{
	const struct qs_kernels *const k = b->context->kernels;
	const double irrigation_mm = qs_arm_irrigation_mm(&b->recipe->arm[a], year);
	struct qs_arm_columns *arm = &b->arm[a];
	double *const *const flow = arm->flow, *const *const now = arm->now;
	const double *const lost[] = {flow[QS_FLOW_brought_cleared], flow[QS_FLOW_brought_burnt],
				      flow[QS_FLOW_brought_rotted], flow[QS_FLOW_brought_respired]};
	const double *const stock[] = {now[QS_POOL_live], now[QS_POOL_floor], now[QS_POOL_dead_wood],
				       now[QS_POOL_soil]};

	k->ledger_sum(b->n, &(struct qs_ledger_sum){4, lost}, arm->lost);
	k->ledger_sum(b->n, &(struct qs_ledger_sum){4, stock}, arm->grown);
	for (size_t i = 0; i < b->n; i++) {
		arm->lost_sum[i] += arm->lost[i];
		arm->works_sum[i] += arm->works[i];
		arm->grown[i] -= b->total0[i];
	}
	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		const struct written of_ha = output(b, a, (enum qs_output)o, irrigation_mm);

		record_row(b, a, (enum qs_output)o, year, &of_ha, ledger);
	}
}

/* Records for arm `to` what was recorded for arm `from`. */
static void repeat(const struct qs_block *b, int from, int to, int year, struct qs_ledger *ledger)
{
	const size_t at = (size_t)year - ledger->first;

	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		memcpy(ledger->value + ((size_t)(o * QS_ARMS + to) * ledger->years + at) * b->n,
		       ledger->value + ((size_t)(o * QS_ARMS + from) * ledger->years + at) * b->n,
		       b->n * sizeof *ledger->value);
}

static void arm_year(struct qs_block *b, int a, int year)
{
	struct qs_arm_columns *arm = &b->arm[a];
	const double irrigation_mm = qs_arm_irrigation_mm(&b->recipe->arm[a], year);
	const int before_plants = b->recipe->shared_water && b->recipe->vegetation == QS_VEGETATION_3PG;

	for (int p = 0; p < QS_POOL_COUNT; p++) {
		double *const last = arm->before[p];

		arm->before[p] = arm->now[p];
		arm->now[p] = last;
	}
	for (int f = 0; f < QS_FLOW_COUNT; f++)
		memset(arm->flow[f], 0, b->n * sizeof *arm->flow[f]);
	memset(arm->dpm_in, 0, b->n * sizeof *arm->dpm_in);
	qs_soil_litter_reset(b, a);
	qs_works_year(b, a, year);
	qs_costs_year(b, a, year);
	qs_hazards_fire(b, a);
	if (before_plants)
		qs_water_year(b, a, irrigation_mm);
	qs_plants_year(b, a, year, irrigation_mm);
	qs_cover_year(b, a);
	if (!before_plants)
		qs_water_year(b, a, irrigation_mm);
	litter(b, a);
	soil(b, a, irrigation_mm);
	qs_erosion_year(b, a, year);
	qs_land_stocks(b, a, arm->now);
	qs_flows_balance(b->context->kernels, b->n, arm->flow, arm->before, arm->now, b->worst);
}

/* Fertility of the substrate's own earth: start + (1 - start)(1 - exp(-t / tau)). */
static void ripen(struct qs_block *b, int year)
{
	const struct qs_substrate_pack *const s = b->recipe->substrate;

	if (s->fertility_start_frac.value >= 1)
		return;
	b->infertility = (1 - s->fertility_start_frac.value) * qs_k_exp(-year / s->fertility_years.value);
	for (int a = 0; a < QS_ARMS; a++)
		if (qs_block_carries(b, a))
			qs_land_quality(b, a);
}

void qs_land_year(struct qs_block *block, int year, struct qs_ledger *ledger)
{
	ripen(block, year);
	weather(block, year);
	qs_hazards_draw(block, year);
	for (int a = 0; a < QS_ARMS; a++) {
		const int as = block->recipe->arm[a].same_as;

		if (as != a) {
			block->arm[a] = block->arm[as]; /* its columns are those of that arm from now on */
			repeat(block, as, a, year, ledger);
			continue;
		}
		arm_year(block, a, year);
		record(block, a, year, ledger);
	}
}

void qs_land_costs(struct qs_block *block, int year, struct qs_ledger *ledger)
{
	for (int a = 0; a < QS_ARMS; a++) {
		const struct qs_arm_columns *const arm = &block->arm[a];

		qs_costs_year(block, a, year);
		record_row(block, a, QS_OUT_works_cny, year, &(struct written){1, 1, {arm->works_cny}}, ledger);
		record_row(block, a, QS_OUT_upkeep_cny, year, &(struct written){1, 1, {arm->upkeep_cny}}, ledger);
	}
}
