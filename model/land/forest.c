#include "model/land/forest.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "kernels/threepg/parameters.h"
#include "model/land/block.h"
#include "model/land/plants.h"
#include "model/land/soil.h"

#include <math.h>
#include <string.h>

static const int masses[QS_FOREST_MASSES] = {QS_3PG_STEM, QS_3PG_ROOT, QS_3PG_FOLIAGE};

static double *state(const struct qs_forest *f, int column)
{
	return f->block.state + (size_t)column * f->block.stride;
}

static const double *result(const struct qs_forest *f, int column)
{
	return f->block.result + (size_t)column * f->block.stride;
}

/* ---- memory ---- */

static int take_forest(struct qs_block *b, struct qs_forest **taken, struct qs_arena *arena)
{
	const size_t stride = b->forest.stride;
	struct qs_forest *const f = *taken = qs_arena_take(arena, 1, sizeof *f);
	int missing = 0;

	if (!f)
		return 1;
	f->coefs = qs_block_column(b, arena, QS_3PG_COEFS * stride, &missing);
	f->site = qs_block_column(b, arena, QS_3PG_SITES * stride, &missing);
	f->ground = qs_block_column(b, arena, stride, &missing);
	f->fertility = qs_block_column(b, arena, stride, &missing);
	f->leaf_area = qs_block_column(b, arena, stride, &missing);
	for (int p = 0; p < QS_FOREST_MASSES; p++)
		f->brought[p] = qs_block_column(b, arena, stride, &missing);
	f->block = (struct qs_threepg_block){.cohorts = 1,
					     .stride = stride,
					     .settings = {1, 1, 1, 1, 0},
					     .coefs = f->coefs,
					     .site = f->site,
					     .state = qs_block_column(b, arena, QS_3PG_STATES * stride, &missing),
					     .stand = qs_block_column(b, arena, QS_3PG_STANDS * stride, &missing),
					     .result = qs_block_column(b, arena, QS_3PG_RESULTS * stride, &missing)};
	return missing;
}

int qs_forest_take(struct qs_block *b, struct qs_arena *arena)
{
	struct qs_forest_weather *const w = &b->forest;
	int missing = 0;

	if (b->recipe->vegetation != QS_VEGETATION_3PG)
		return 0;
	w->stride = b->n + 8; /* not a multiple of 512 */
	w->month = qs_block_column(b, arena, (size_t)12 * QS_3PG_WEATHERS * w->stride, &missing);
	for (int k = 0; k < QS_FOREST_BOOKS; k++)
		w->booked[k] = qs_block_column(b, arena, w->stride, &missing);
	for (int a = 0; a < QS_ARMS; a++)
		for (size_t c = 0; !missing && c < b->recipe->arm[a].cohort_count; c++)
			if (qs_block_carries(b, a) && b->recipe->arm[a].cohorts[c].threepg)
				missing += take_forest(b, &b->arm[a].cohort[c].forest, arena);
	return missing;
}

/* ---- weather ---- */

static double *weather(const struct qs_block *b, size_t month, int column)
{
	return b->forest.month + (month * QS_3PG_WEATHERS + (size_t)column) * b->forest.stride;
}

void qs_forest_fill(struct qs_block *b, const struct qs_segment *s, const struct qs_unit_climate *climate)
{
	double day_s[12], sun[12];

	if (b->recipe->vegetation != QS_VEGETATION_3PG)
		return;
	qs_threepg_day_lengths(s->site->lat.value, day_s);
	qs_threepg_sun_terms(s->site->lat.value, sun);
	for (size_t m = 0; m < 12; m++)
		for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
			weather(b, m, QS_3PG_SUN)[i] = climate->radiation[m] * climate->slope_factor[m];
			weather(b, m, QS_3PG_DAY)[i] = day_s[m];
			weather(b, m, QS_3PG_SUN_TERM)[i] = sun[m];
			weather(b, m, QS_3PG_CO2)[i] = QS_FOREST_CO2;
		}
}

void qs_forest_months(struct qs_block *b)
{
	const double half = b->recipe->station->daily_range_c.value / 2, sd = b->recipe->land->frost_sd_c.value;

	if (b->recipe->vegetation != QS_VEGETATION_3PG)
		return;
	for (size_t m = 0; m < 12; m++)
		for (size_t i = 0; i < b->n; i++) {
			const double t = b->mean_c[i] + b->recipe->year.anomaly_c[m];

			weather(b, m, QS_3PG_T_AVE)[i] = t;
			weather(b, m, QS_3PG_T_MAX)[i] = t + half;
			weather(b, m, QS_3PG_VPD)[i] = 10 * qs_vpd_kpa(t - half, t + half); /* hPa */
			weather(b, m, QS_3PG_FROST_DAYS)[i] = qs_frost_days(m, t - half, sd);
		}
}

/* Rain and water of the arm. */
static void water(struct qs_block *b, double irrigation_mm)
{
	const double *const share = b->recipe->land->irrigation_share_frac.items;

	for (size_t m = 0; m < 12; m++)
		for (size_t i = 0; i < b->n; i++)
			weather(b, m, QS_3PG_RAIN)[i] =
				b->rain_mm[i] * b->recipe->year.rain_share[m] + irrigation_mm * share[m];
}

/* ---- ground ---- */

/* Soil class of 3-PG by texture: 1 sand, 2 sandy loam, 3 clay loam, 4 clay. */
static int soil_class(const struct qs_soil *soil)
{
	const double clay = soil->clay_frac.value, sand = soil->sand_frac.value;

	return clay >= 0.4 ? 4 : clay >= 0.25 ? 3 : sand >= 0.85 ? 1 : 2;
}

/* Store of the fine earth and fertility by site quality. Coefficients are made anew where fertility has changed; a
 * power of the species' growth draw stands on the quantum efficiency: carbon goes with about its square, which the root
 * undoes. */
static void set_ground(struct qs_block *b, int a, size_t index)
{
	const struct qs_cohort *const c = &b->recipe->arm[a].cohorts[index];
	struct qs_forest *const f = b->arm[a].cohort[index].forest;
	const size_t stride = f->block.stride;
	double parameters[QS_3PG_PARAMETERS];

	qs_threepg_parameters(c->threepg, parameters);
	for (size_t s = 0; s < b->segment_count; s++) {
		const int class = soil_class(&b->segments[s].unit->soil);

		for (size_t i = b->segments[s].lane0; i < b->segments[s].lane0 + b->segments[s].n; i++) {
			const double rich = c->threepg->fertility_per_quality.value * b->arm[a].quality[i];
			const double fertility = rich < 1 ? rich : 1;
			const struct qs_threepg_planting none = {.fertility = fertility};

			f->site[QS_3PG_ASW_MAX * stride + i] =
				b->recipe->shared_water ? b->room[i] : fabs(b->arm[a].limit[QS_LIMIT_STORE][i]);
			if (f->coefs[QS_3PG_C_Y * stride + i] > 0 && fertility - f->fertility[i] == 0)
				continue;
			f->fertility[i] = fertility;
			qs_threepg_coefficients(parameters, NULL, class, &none, f->coefs + i, stride);
			f->coefs[QS_3PG_C_ALPHA * stride + i] *=
				qs_k_pow(b->growth_draw[c->response][i], c->threepg->draw_power.value);
		}
	}
}

/* ---- planting ---- */

/* Dry matter of a stem of stock, t; leaves of stock without leaves are those of next spring, and no mass. */
struct stock {
	double mass[QS_FOREST_MASSES], leaves;
};

static struct stock stock_of(const struct qs_cohort *c)
{
	const struct qs_threepg_pack *const p = c->threepg;
	const double whole = c->stem_c / c->species->carbon_frac.value,
		     above = whole / (1 + c->species->root_shoot.value);
	const double power = qs_k_log(p->pFS20.value / p->pFS2.value) / qs_k_log(10);
	const double d = above > 0 ? qs_k_pow(1000 * above / p->aWS.value, 1 / p->nWS.value) : 0;
	const double within = d < 2 ? 2 : d > 20 ? 20 : d; /* cm between which the ratio is defined */
	const double ratio = p->pFS2.value * qs_k_pow(within / 2, power), leaves = above * ratio / (1 + ratio);
	const int sheds = p->leaffall.value > 0;

	return (struct stock){{sheds ? above : above - leaves, whole - above, sheds ? 0 : leaves}, leaves};
}

/* Puts stems of stock on lane i, t/ha of dry matter of its ground. */
static void add_stock(struct qs_forest *f, const struct stock *stock, int sheds, double stems, size_t i)
{
	const double before = state(f, QS_3PG_FOLIAGE)[i];

	state(f, QS_3PG_N)[i] += stems;
	for (int p = 0; p < QS_FOREST_MASSES; p++) {
		state(f, masses[p])[i] += stems * stock->mass[p];
		f->brought[p][i] += stems * stock->mass[p];
	}
	if (sheds)
		state(f, QS_3PG_DEBT)[i] += stems * stock->leaves;
	if (before > 0)
		state(f, QS_3PG_LAI)[i] *= state(f, QS_3PG_FOLIAGE)[i] / before;
}

/* Stems of a lane's ground that live at once; books what was brought and what of it died. */
static double survivors(struct qs_block *b, int a, size_t index, int replant, size_t i)
{
	const struct qs_arm_recipe *const recipe = &b->recipe->arm[a];
	const struct qs_cohort *const c = &recipe->cohorts[index];
	struct qs_arm_columns *const arm = &b->arm[a];
	const struct qs_forest *const f = arm->cohort[index].forest;
	const double alive = qs_plants_survival(b, recipe, c, replant ? 0 : b->survival_z[i]);
	const double full = c->stems / c->share, gaps = full - state(f, QS_3PG_N)[i];
	const int enough = replant && state(f, QS_3PG_N)[i] >= b->recipe->land->replant_below_frac.value * full;
	const double planted = enough || gaps < 0 ? 0 : gaps;
	const double brought = planted * c->stem_c * f->ground[i], dead = brought * (1 - alive);

	arm->brought_dead[i] += dead;
	arm->flow[QS_FLOW_plants_brought][i] += brought;
	arm->flow[QS_FLOW_brought_death][i] += dead;
	return planted * alive;
}

static void plant(struct qs_block *b, int a, size_t index)
{
	const struct qs_cohort *const c = &b->recipe->arm[a].cohorts[index];
	const struct qs_measure *const m = b->recipe->arm[a].events[c->event].measure;
	const struct qs_threepg_pack *const p = c->threepg;
	struct qs_arm_columns *const arm = &b->arm[a];
	struct qs_forest *const f = arm->cohort[index].forest;
	const size_t stride = f->block.stride;
	const struct stock stock = stock_of(c);
	const double years =
		m->stem_cm.value > 0 ? p->stock_years_per_cm.value * m->stem_cm.value : p->stock_years.value;

	for (size_t i = 0; i < b->n; i++) {
		const double kept = b->recipe->shared_water ? b->wet[(QS_FOREST_PLANTED_IN - 1) * b->n + i]
							    : 1 - arm->swc[i] / arm->limit[QS_LIMIT_STORE][i];

		f->ground[i] = c->share * arm->open[i];
		state(f, QS_3PG_AGE)[i] = floor(12 * years + 0.5);
		f->block.stand[QS_3PG_ASW * stride + i] = kept > 0 ? kept * f->site[QS_3PG_ASW_MAX * stride + i] : 0;
	}
	for (size_t i = 0; i < b->n; i++) {
		const double stems = survivors(b, a, index, 0, i);

		f->coefs[QS_3PG_C_STEMS * stride + i] = stems;
		f->coefs[QS_3PG_C_STEM * stride + i] = stems * stock.mass[0];
		f->coefs[QS_3PG_C_ROOT * stride + i] = stems * stock.mass[1];
		f->coefs[QS_3PG_C_FOLIAGE * stride + i] = stems * stock.leaves;
		for (int k = 0; k < QS_FOREST_MASSES; k++)
			f->brought[k][i] = stems * stock.mass[k];
	}
	f->block.weather = weather(b, QS_FOREST_PLANTED_IN - 1, 0);
	b->context->kernels->threepg_start(b->n, QS_FOREST_PLANTED_IN, &f->block);
}

/* Gaps are filled a year later, from the same stock. */
static void replant(struct qs_block *b, int a, size_t index)
{
	const struct qs_cohort *const c = &b->recipe->arm[a].cohorts[index];
	struct qs_forest *const f = b->arm[a].cohort[index].forest;
	const struct stock stock = stock_of(c);

	for (size_t i = 0; i < b->n; i++)
		add_stock(f, &stock, c->threepg->leaffall.value > 0, survivors(b, a, index, 1, i), i);
}

/* ---- a year ---- */

/* A month's production and losses. What came with the stock leaves with the mass that it is a part of. */
static void book(struct qs_block *b, struct qs_forest *f)
{
	static const int lost[QS_FOREST_MASSES][3] = {
		{QS_3PG_STRESS_STEM, QS_3PG_SELF_STEM, -1},
		{QS_3PG_STRESS_ROOT, QS_3PG_SELF_ROOT, QS_3PG_LOSS_ROOT},
		{QS_3PG_STRESS_FOLIAGE, QS_3PG_SELF_FOLIAGE, QS_3PG_LOSS_FOLIAGE}};
	double *const *const booked = b->forest.booked;

	for (size_t i = 0; i < b->n; i++) {
		booked[QS_FOREST_NPP][i] += result(f, QS_3PG_NPP)[i];
		booked[QS_FOREST_FORGIVEN][i] += result(f, QS_3PG_FORGIVEN)[i];
	}
	for (int p = 0; p < QS_FOREST_MASSES; p++) {
		const double *const now = state(f, masses[p]);

		for (size_t i = 0; i < b->n; i++) {
			const double by_turnover = lost[p][2] < 0 ? 0 : result(f, lost[p][2])[i];
			const double gone = result(f, lost[p][0])[i] + result(f, lost[p][1])[i] + by_turnover;
			const double stays = now[i] + gone > 0 ? now[i] / (now[i] + gone) : 0;
			const double kept = f->brought[p][i] * stays, left = f->brought[p][i] - kept;

			f->brought[p][i] = kept;
			booked[QS_FOREST_LOST + p][i] += gone - left;
			booked[QS_FOREST_LOST_BROUGHT][i] += left;
		}
	}
}

/* Greatest leaf area, and cover by the light that is caught: c (1 - exp(-k LAI / c)), c the share of the ground that
 * crowns have closed over.
 */
static void note_cover(struct qs_block *b, const struct qs_forest *f, const struct qs_threepg_pack *p)
{
	double *const most = b->forest.booked[QS_FOREST_COVER], *const leaves = b->forest.booked[QS_FOREST_LEAVES];

	for (size_t i = 0; i < b->n; i++) {
		const double age = state(f, QS_3PG_AGE)[i] / 12;
		const double closed = age < p->fullCanAge.value ? (age + 0.01) / p->fullCanAge.value : 1;
		const double share = closed < 1 ? closed : 1;
		const double lai = state(f, QS_3PG_LAI)[i], cover = share * -qs_k_expm1(-p->k.value * lai / share);

		leaves[i] = lai > leaves[i] ? lai : leaves[i];
		most[i] = cover > most[i] ? cover : most[i];
	}
}

/* Multiplies stems and masses; the foliage that waits for spring is no mass but goes along. */
static void scale(const struct qs_forest *f, double stems, double mass, size_t i)
{
	static const int with_mass[] = {QS_3PG_STEM, QS_3PG_ROOT, QS_3PG_FOLIAGE, QS_3PG_DEBT, QS_3PG_LAI};

	state(f, QS_3PG_N)[i] *= stems;
	state(f, QS_3PG_BA)[i] *= stems;
	for (size_t k = 0; k < sizeof with_mass / sizeof with_mass[0]; k++)
		state(f, with_mass[k])[i] *= mass;
}

static double mass_of(const struct qs_forest *f, size_t i)
{
	return state(f, QS_3PG_STEM)[i] + state(f, QS_3PG_ROOT)[i] + state(f, QS_3PG_FOLIAGE)[i];
}

/* Grazing of the net growth, then what drought and the first years take; as with the curves not made up by growth. */
static void harm(struct qs_block *b, int a, size_t index, int age)
{
	const struct qs_cohort *const c = &b->recipe->arm[a].cohorts[index];
	struct qs_arm_columns *const arm = &b->arm[a];
	struct qs_forest *const f = arm->cohort[index].forest;
	double *const *const booked = b->forest.booked;
	const double early = age >= 1 && age <= QS_EARLY_YEARS ? b->recipe->land->early_loss_frac.value : 0;
	const double carbon = c->species->carbon_frac.value;

	for (size_t i = 0; i < b->n; i++) {
		const double mass = mass_of(f, i), gain = mass - booked[QS_FOREST_START][i];
		const double grazed = gain > 0 ? arm->grazing[i] * gain / mass : 0;
		const double kept = (1 - early) * (1 - c->species->drought_loss_frac.value * b->drought[i]);

		for (int p = 0; p < QS_FOREST_MASSES; p++) {
			const double all = state(f, masses[p])[i], brought = f->brought[p][i];
			const double eaten = (all - brought) * grazed,
				     died = (all - brought) * (1 - grazed) * (1 - kept);
			const double left = brought * (1 - (1 - grazed) * kept);

			arm->flow[QS_FLOW_grazed][i] += eaten * carbon * f->ground[i];
			booked[QS_FOREST_LOST + p][i] += died;
			booked[QS_FOREST_LOST_BROUGHT][i] += left;
			f->brought[p][i] -= left;
		}
		scale(f, kept, (1 - grazed) * kept, i);
	}
}

/* From dry matter of the stand's ground to carbon of the unit. */
static void settle(struct qs_block *b, int a, size_t index)
{
	const struct qs_cohort *const c = &b->recipe->arm[a].cohorts[index];
	struct qs_arm_columns *const arm = &b->arm[a];
	struct qs_cohort_columns *const k = &arm->cohort[index];
	const struct qs_forest *const f = k->forest;
	const struct qs_stand_flows *const shed = &b->stand_flow;
	double *const *const booked = b->forest.booked, *const *const flow = arm->flow;

	for (size_t i = 0; i < b->n; i++) {
		const double to_c = c->species->carbon_frac.value * f->ground[i];
		const double root = to_c * booked[QS_FOREST_LOST + 1][i],
			     gone = to_c * booked[QS_FOREST_LOST_BROUGHT][i];
		double live = 0, brought = 0;

		shed->top_death[i] = to_c * booked[QS_FOREST_LOST][i];
		shed->root_death[i] = root;
		shed->leaf_fall[i] = to_c * (booked[QS_FOREST_LOST + 2][i] - booked[QS_FOREST_FORGIVEN][i]);
		flow[QS_FLOW_growth][i] += to_c * booked[QS_FOREST_NPP][i];
		flow[QS_FLOW_wood_death][i] += shed->top_death[i];
		flow[QS_FLOW_root_death][i] += root;
		flow[QS_FLOW_leaf_fall][i] += shed->leaf_fall[i];
		flow[QS_FLOW_brought_death][i] += gone;
		arm->brought_dead[i] += gone;
		arm->dpm_in[i] += c->stand.dpm_share * root;
		for (int p = 0; p < QS_FOREST_MASSES; p++) {
			live += state(f, masses[p])[i] - f->brought[p][i];
			brought += f->brought[p][i];
		}
		k->live[i] = to_c * live;
		k->brought[i] = to_c * brought;
		k->stems[i] = f->ground[i] * state(f, QS_3PG_N)[i];
		k->stocking[i] = f->ground[i];
		k->cover[i] = f->ground[i] * booked[QS_FOREST_COVER][i];
		f->leaf_area[i] = f->ground[i] * booked[QS_FOREST_LEAVES][i];
	}
	qs_soil_litter_add(b, a, c, shed);
}

/* With shared water a month reads the mean share of the common store that it has. */
static void share_water(const struct qs_block *b, struct qs_forest *f, size_t month)
{
	const double *const most = f->site + QS_3PG_ASW_MAX * f->block.stride;
	double *const asw = f->block.stand + QS_3PG_ASW * f->block.stride;

	for (size_t i = 0; b->recipe->shared_water && i < b->n; i++)
		asw[i] = b->wet[month * b->n + i] * most[i];
}

void qs_forest_year(struct qs_block *b, int a, size_t index, int year, double irrigation_mm)
{
	const struct qs_cohort *const c = &b->recipe->arm[a].cohorts[index];
	struct qs_forest *const f = b->arm[a].cohort[index].forest;
	const int age = year - c->year;

	for (int k = 0; k < QS_FOREST_BOOKS; k++)
		memset(b->forest.booked[k], 0, b->n * sizeof(double));
	water(b, irrigation_mm);
	set_ground(b, a, index);
	if (age == 0)
		plant(b, a, index);
	else if (age == 1)
		replant(b, a, index);
	for (size_t i = 0; i < b->n; i++)
		b->forest.booked[QS_FOREST_START][i] = mass_of(f, i);
	for (int month = age ? 1 : QS_FOREST_PLANTED_IN + 1; month <= 12; month++) {
		share_water(b, f, (size_t)month - 1);
		f->block.weather = weather(b, (size_t)month - 1, 0);
		b->context->kernels->threepg_month(b->n, month, &f->block);
		book(b, f);
		note_cover(b, f, c->threepg);
	}
	harm(b, a, index, age);
	settle(b, a, index);
}

void qs_forest_cut(struct qs_forest *f, size_t lane, double stems, double mass)
{
	scale(f, 1 - stems, 1 - mass, lane);
	for (int p = 0; p < QS_FOREST_MASSES; p++)
		f->brought[p][lane] *= 1 - mass;
}

double qs_forest_top_share(const struct qs_forest *f, size_t lane)
{
	const double mass = mass_of(f, lane);

	return mass > 0 ? 1 - state(f, QS_3PG_ROOT)[lane] / mass : 1;
}

void qs_forest_eaten(struct qs_block *b, int a, size_t index, const double *share)
{
	static const int leaves[] = {QS_3PG_FOLIAGE, QS_3PG_DEBT, QS_3PG_LAI};
	double *const fallen = b->stand_flow.leaf_fall; /* free until plants grow */
	struct qs_arm_columns *const arm = &b->arm[a];
	struct qs_cohort_columns *const k = &arm->cohort[index];
	struct qs_forest *const f = k->forest;

	for (size_t i = 0; i < b->n; i++) {
		const double to_c = b->recipe->arm[a].cohorts[index].species->carbon_frac.value * f->ground[i];
		const double brought = to_c * f->brought[2][i] * share[i];
		const double live = to_c * (state(f, QS_3PG_FOLIAGE)[i] - f->brought[2][i]) * share[i];

		fallen[i] = live;
		arm->flow[QS_FLOW_leaf_fall][i] += live;
		arm->flow[QS_FLOW_brought_death][i] += brought;
		arm->brought_dead[i] += brought;
		k->live[i] -= live;
		k->brought[i] -= brought;
		f->brought[2][i] *= 1 - share[i];
		for (size_t l = 0; l < sizeof leaves / sizeof leaves[0]; l++)
			state(f, leaves[l])[i] *= 1 - share[i];
	}
	qs_soil_litter_shed(b, a, &b->recipe->arm[a].cohorts[index], QS_LITTER_LEAF, fallen);
}

void qs_forest_clear(struct qs_block *b, int a, size_t index, double part)
{
	for (size_t i = 0; i < b->n; i++)
		qs_forest_cut(b->arm[a].cohort[index].forest, i, part, part);
}
