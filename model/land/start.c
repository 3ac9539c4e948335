#include "model/land/start.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "kernels/rothc.h"
#include "model/land/soil.h"
#include "model/land/water.h"

#include <math.h>
#include <string.h>

double qs_spontaneous_share(const struct qs_substrate_pack *substrate, int group)
{
	const double woody = substrate->woody_share_frac.value, tree = substrate->tree_share_frac.value;

	return group == 0 ? woody * tree : group == 1 ? woody * (1 - tree) : 1 - woody;
}

void qs_land_depth_changed(struct qs_block *b, int a)
{
	struct qs_arm_columns *arm = &b->arm[a];
	double *const fine_cm = b->work[7];

	for (size_t i = 0; i < b->n; i++)
		fine_cm[i] = b->fine_cm[i] + arm->imported_depth_cm[i];
	qs_soil_depth_changed(b, a, fine_cm);
	qs_land_quality(b, a);
}

void qs_land_quality(struct qs_block *b, int a)
{
	struct qs_arm_columns *arm = &b->arm[a];
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	const struct qs_substrate_pack *substrate = b->recipe->substrate;

	for (size_t i = 0; i < b->n; i++) {
		const double fine = b->fine_cm[i] + arm->imported_depth_cm[i];
		const double own = fine > 0 ? b->fine_cm[i] / fine : 1;

		arm->quality[i] = substrate->quality_max.value *
				  -qs_k_expm1(-fine / substrate->quality_depth_cm.value) * b->quality_draw[i] *
				  (1 - own * b->infertility);
		arm->litter_factor[i] = sqrt(arm->quality[i]);
	}
	for (size_t c = 0; c < recipe->cohort_count; c++) {
		const struct qs_cohort *cohort = &recipe->cohorts[c];
		const double asymptote = cohort->species->above_max_t_ha.value;

		for (size_t i = 0; i < b->n; i++)
			arm->cohort[c].above_max[i] = asymptote * b->growth_draw[cohort->response][i] * arm->quality[i];
	}
}

void qs_land_stocks(const struct qs_block *b, int a, double *const stock[QS_POOL_COUNT])
{
	const struct qs_kernels *const k = b->context->kernels;
	const struct qs_arm_columns *arm = &b->arm[a];
	const double *live[QS_COHORTS_MAX], *brought[QS_COHORTS_MAX];
	const double *soil[QS_SOIL_POOLS], *brought_soil[QS_SOIL_POOLS];
	const size_t cohorts = b->recipe->arm[a].cohort_count, pools = b->recipe->soil->pools;

	for (size_t c = 0; c < cohorts; c++) {
		live[c] = arm->cohort[c].live;
		brought[c] = arm->cohort[c].brought;
	}
	for (size_t p = 0; p < pools; p++) {
		soil[p] = arm->soil.pool[p];
		brought_soil[p] = arm->brought.pool[p];
	}
	k->ledger_sum(b->n, &(struct qs_ledger_sum){cohorts, live}, stock[QS_POOL_live]);
	k->ledger_sum(b->n, &(struct qs_ledger_sum){cohorts, brought}, stock[QS_POOL_brought_live]);
	k->ledger_sum(b->n, &(struct qs_ledger_sum){pools, soil}, stock[QS_POOL_soil]);
	k->ledger_sum(b->n, &(struct qs_ledger_sum){pools, brought_soil}, stock[QS_POOL_brought_soil]);
	memcpy(stock[QS_POOL_floor], arm->floor, b->n * sizeof(double));
	memcpy(stock[QS_POOL_dead_wood], arm->dead_wood, b->n * sizeof(double));
	memcpy(stock[QS_POOL_brought_dead], arm->brought_dead, b->n * sizeof(double));
}

/* Spontaneous plants by today's cover, measured live carbon shared by what a maturing stand of each would hold. */
static void start_plants(struct qs_block *b, struct qs_arm_columns *arm, const struct qs_arm_recipe *recipe)
{
	const struct qs_land_pack *land = b->recipe->land;
	const double maturity[3] = {land->tree_maturity_frac.value, land->shrub_maturity_frac.value, 1};

	for (size_t i = 0; i < b->n; i++) {
		const double crown = b->crown0[i], woody = b->woody0[i];
		const double part[3] = {crown, woody > crown ? woody - crown : 0, 1 - (woody > crown ? woody : crown)};
		double weight[3], sum = 0;

		for (int j = 0; j < 3; j++) {
			const struct qs_stand *stand = &recipe->cohorts[j].stand;

			arm->cohort[j].cover[i] = b->cover0[i] * part[j];
			arm->cohort[j].stocking[i] = arm->cohort[j].cover[i] / stand->cover_max;
			weight[j] = arm->cohort[j].stocking[i] * (1 + stand->root_shoot) * arm->cohort[j].above_max[i] *
				    maturity[j];
			sum += weight[j];
		}
		for (int j = 0; j < 3; j++)
			arm->cohort[j].live[i] = b->live0[i] * (sum > 0 ? weight[j] / sum : j == 2);
		arm->cover[i] = b->cover0[i];
		arm->canopy[i] = arm->cohort[0].cover[i];
	}
}

/* What today's plants shed in a normal year. Sets floor and dead wood to what that keeps up, and gives the soil's
 * yearly input: its DPM and RPM parts. */
static void start_litter(struct qs_block *b, struct qs_arm_columns *arm, const struct qs_arm_recipe *recipe,
			 double *dpm, double *rpm)
{
	const struct qs_land_pack *land = b->recipe->land;
	const double floor_passed = land->floor_passed_frac.value, wood_passed = land->dead_wood_passed_frac.value;
	const double passed_dpm = land->passed_dpm_rpm.value / (1 + land->passed_dpm_rpm.value);

	for (size_t i = 0; i < b->n; i++) {
		double floor = 0, wood = 0;

		dpm[i] = rpm[i] = 0;
		for (int j = 0; j < 3; j++) {
			const struct qs_stand *s = &recipe->cohorts[j].stand;
			const double full = arm->cohort[j].stocking[i] * arm->litter_factor[i];
			const double death = s->mortality * arm->cohort[j].live[i], top = death / (1 + s->root_shoot);
			const double root = s->root_litter * full + (death - top);

			floor += s->leaf_litter * full + (s->woody ? 0 : top);
			wood += s->woody ? top : 0;
			dpm[i] += s->dpm_share * root;
			rpm[i] += (1 - s->dpm_share) * root;
		}
		arm->floor[i] = floor / b->floor_lost[i];
		arm->dead_wood[i] = wood / b->wood_lost[i];
		dpm[i] += passed_dpm * (floor_passed * floor + wood_passed * wood);
		rpm[i] += (1 - passed_dpm) * (floor_passed * floor + wood_passed * wood);
	}
}

static void normal_weather(struct qs_block *b)
{
	double *const one = b->work[0];

	for (size_t i = 0; i < b->n; i++)
		one[i] = 1;
	b->context->kernels->weather_year(b->n, &b->recipe->year, b->normal_c, b->normal_rain, b->et_slope, one,
					  b->balance_mm, b->rate_a);
}

/* Pools that a yearly input of 1 t C/ha of DPM (first four) and of RPM (last four) keeps up in the normal year. */
static void unit_equilibria(struct qs_block *b, double *temperature, double *rates, double *input,
			    double *const pools[8])
{
	const struct qs_kernels *k = b->context->kernels;
	const double *const share = b->recipe->land->litter_share_frac.items;

	for (size_t m = 0; m < 12; m++)
		for (size_t i = 0; i < b->n; i++)
			temperature[m * b->n + i] = b->normal_c[i] + b->recipe->year.anomaly_c[m];
	qs_soil_normal_rates(b, 0, temperature, b->balance_mm, b->rate_a, input, rates);
	for (size_t m = 0; m < 12; m++)
		for (size_t i = 0; i < b->n; i++) {
			rates[m * b->n + i] *= b->soil_rate[i];
			input[m * b->n + i] = share[m];
		}
	k->rothc_equilibrium(b->n, b->kept, rates, input, NULL, NULL, pools[0], pools[1], pools[2], pools[3]);
	k->rothc_equilibrium(b->n, b->kept, rates, NULL, input, NULL, pools[4], pools[5], pools[6], pools[7]);
}

/* Measured organic carbon = inert + quick pools in equilibrium with the input + BIO and HUM in equilibrium proportion;
 * if the quick pools alone exceed it, all four are scaled down. */
static void start_soil(struct qs_block *b, struct qs_arm_columns *arm, const double *dpm, const double *rpm,
		       double *const pools[8])
{
	const double grass = 0.67 / 1.67; /* composition of soil that is brought, under grass: DPM:RPM 0.67 (RothC) */

	for (size_t i = 0; i < b->n; i++) {
		const double rest = b->organic_c[i] - arm->soil.inert[i];
		double own[4], soil[4], sum = 0;

		for (int p = 0; p < 4; p++) {
			own[p] = dpm[i] * pools[p][i] + rpm[i] * pools[4 + p][i];
			soil[p] = grass * pools[p][i] + (1 - grass) * pools[4 + p][i];
			sum += soil[p];
		}
		for (int p = 0; p < 4; p++)
			b->shares[p][i] = soil[p] / sum;

		const double quick = own[0] + own[1], slow = rest - quick;
		const double all = quick + own[2] + own[3], fewer = all > 0 ? rest / all : 0;
		const double bio_part = soil[2] / (soil[2] + soil[3]);
		const double bio = own[2] + own[3] > 0 ? own[2] / (own[2] + own[3]) : bio_part;
		const int enough = slow >= 0;

		arm->soil.pool[0][i] = enough ? own[0] : own[0] * fewer;
		arm->soil.pool[1][i] = enough ? own[1] : own[1] * fewer;
		arm->soil.pool[2][i] = enough ? slow * bio : own[2] * fewer;
		arm->soil.pool[3][i] = enough ? slow * (1 - bio) : own[3] * fewer;
	}
}

static void copy_arm(const struct qs_block *b, const struct qs_arm_columns *from, struct qs_arm_columns *to)
{
	double *const a[] = {from->floor, from->dead_wood, from->swc, from->soil.inert, from->cover, from->canopy};
	double *const c[] = {to->floor, to->dead_wood, to->swc, to->soil.inert, to->cover, to->canopy};

	for (size_t k = 0; k < sizeof a / sizeof a[0]; k++)
		memcpy(c[k], a[k], b->n * sizeof *a[k]);
	for (size_t p = 0; p < b->recipe->soil->pools; p++)
		memcpy(to->soil.pool[p], from->soil.pool[p], b->n * sizeof(double));
	for (size_t t = 0; t < b->recipe->soil->traits; t++) {
		memcpy(to->floor_trait[t], from->floor_trait[t], b->n * sizeof(double));
		memcpy(to->wood_trait[t], from->wood_trait[t], b->n * sizeof(double));
		memcpy(to->litter_mean, from->litter_mean, b->n * sizeof(double));
	}
	for (int j = 0; j < 3; j++) {
		memcpy(to->cohort[j].live, from->cohort[j].live, b->n * sizeof(double));
		memcpy(to->cohort[j].stocking, from->cohort[j].stocking, b->n * sizeof(double));
		memcpy(to->cohort[j].cover, from->cohort[j].cover, b->n * sizeof(double));
	}
}

qs_status qs_land_start(struct qs_block *b, struct qs_arena *arena, struct qs_err *err)
{
	struct qs_arm_columns *const first = &b->arm[0];
	double *const tables = qs_arena_take(arena, 44 * b->n, sizeof *tables);
	double *pools[8];
	qs_status status = QS_OK;

	if (!tables)
		return qs_fail(err, QS_ENOMEM, "start of %zu lanes", b->n);
	for (size_t p = 0; p < 8; p++)
		pools[p] = tables + (36 + p) * b->n;
	for (int a = 0; a < QS_ARMS; a++)
		if (qs_block_carries(b, a))
			qs_land_depth_changed(b, a);
	start_plants(b, first, &b->recipe->arm[0]);
	normal_weather(b);
	qs_water_start(b);
	for (size_t i = 0; i < b->n; i++)
		first->soil.inert[i] = b->recipe->substrate->inert_carbon ? qs_rothc_iom(b->organic_c[i]) : 0;
	if (b->recipe->soil->traits) {
		start_litter(b, first, &b->recipe->arm[0], b->work[1], b->work[2]);
		status = qs_soil_start(b, first, arena, err);
	} else {
		unit_equilibria(b, tables, tables + 12 * b->n, tables + 24 * b->n, pools);
		start_litter(b, first, &b->recipe->arm[0], b->work[1], b->work[2]);
		start_soil(b, first, b->work[1], b->work[2], pools);
	}
	for (int a = 1; a < QS_ARMS; a++)
		if (qs_block_carries(b, a)) {
			copy_arm(b, first, &b->arm[a]);
			qs_cover_year(b, a);
		}
	for (int a = 0; a < QS_ARMS; a++)
		if (qs_block_carries(b, a))
			qs_land_stocks(b, a, b->arm[a].now);
	for (size_t i = 0; i < b->n; i++)
		b->total0[i] = first->now[QS_POOL_live][i] + first->now[QS_POOL_floor][i] +
			       first->now[QS_POOL_dead_wood][i] + first->now[QS_POOL_soil][i];
	return status;
}
