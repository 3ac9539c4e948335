#include "model/land/plants.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/land/cover.h"
#include "model/land/forest.h"
#include "model/land/hazards.h"
#include "model/land/soil.h"
#include "model/land/start.h"

double qs_survival_of(const struct qs_land_pack *land, double rain_fed, double mm, double z)
{
	const double full = land->irrigation_full_mm.value;
	const double p = 1 - (1 - rain_fed) * (1 - land->irrigation_survival_frac.value * (mm < full ? mm / full : 1));

	if (p <= 0 || p >= 1)
		return p <= 0 ? 0 : 1;
	return 1 / (1 + (1 - p) / p * qs_k_exp(-land->survival_logit_sd.value * z));
}

double qs_plants_survival(const struct qs_block *b, const struct qs_arm_recipe *arm, const struct qs_cohort *c,
			  double z)
{
	return qs_survival_of(b->recipe->land,
			      c->species->survival_frac.value * b->recipe->substrate->survival_factor.value,
			      qs_arm_irrigation_mm(arm, c->year), z);
}

/* Stems go in, some die at once; the carbon of the stock is brought, dead or alive. Gaps are replanted a year later. */
static void plant(struct qs_block *b, int a, size_t index, int replant)
{
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	const struct qs_cohort *c = &recipe->cohorts[index];
	struct qs_arm_columns *arm = &b->arm[a];
	struct qs_cohort_columns *k = &arm->cohort[index];
	const double below = b->recipe->land->replant_below_frac.value;

	for (size_t i = 0; i < b->n; i++) {
		const double alive = qs_plants_survival(b, recipe, c, replant ? 0 : b->survival_z[i]);
		const double gaps = c->stems * arm->open[i] - k->stems[i];
		const double planted = replant && k->stems[i] >= below * c->stems * arm->open[i] ? 0
				       : gaps > 0                                                ? gaps
												 : 0;
		const double living = planted * alive * c->stem_c, dead = planted * c->stem_c - living;

		k->stems[i] += planted * alive;
		k->brought[i] += living;
		arm->brought_dead[i] += dead;
		arm->flow[QS_FLOW_plants_brought][i] += living + dead;
		arm->flow[QS_FLOW_brought_death][i] += dead;
	}
}

/* Stocking of planted stems while they establish. */
static void close_stand(struct qs_block *b, int a, size_t index)
{
	const struct qs_cohort *c = &b->recipe->arm[a].cohorts[index];
	struct qs_cohort_columns *k = &b->arm[a].cohort[index];

	for (size_t i = 0; i < b->n; i++) {
		const double density = c->share > 0 ? k->stems[i] / c->share : 0;

		k->stocking[i] = c->share * -qs_k_expm1(-density / c->species->stems_closed_per_ha.value);
		k->target[i] = k->stocking[i];
	}
}

static void aim_sown(struct qs_block *b, int a, size_t index, int year)
{
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	const struct qs_cohort *c = &recipe->cohorts[index];
	const struct qs_land_pack *land = b->recipe->land;
	const struct qs_cohort_columns *k = &b->arm[a].cohort[index];
	const double lasting = b->recipe->substrate->sustained_cover_frac.value;
	const double tau = c->stand.woody ? land->sown_tau_woody_years.value : land->sown_tau_herb_years.value;
	const double rise = -qs_k_expm1(-1 / tau), fall = -qs_k_expm1(-1 / b->recipe->substrate->fallback_years.value);

	for (size_t i = 0; i < b->n; i++) {
		const double sown = year < recipe->dry_from || k->sown[i] < lasting ? k->sown[i] : lasting;
		const double aim = year < c->year ? 0 : sown * c->share / c->stand.cover_max;

		k->target[i] = aim * b->arm[a].open[i];
		k->approach[i] = k->target[i] > k->stocking[i] ? rise : fall;
	}
}

static void aim_spontaneous(struct qs_block *b, int a, size_t index, int year)
{
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	const struct qs_stand *stand = &recipe->cohorts[index].stand;
	const double planned = year < recipe->planned_from ? 0
			       : stand->woody              ? recipe->planned_woody
							   : recipe->planned_herb;
	const double left = planned < 1 ? 1 - planned : 0;
	const double share = qs_spontaneous_share(b->recipe->substrate, (int)index) * left / stand->cover_max;
	const struct qs_cohort_columns *k = &b->arm[a].cohort[index];

	for (size_t i = 0; i < b->n; i++) {
		const double course = b->arm[a].course_cover[i], open = b->arm[a].open[i];

		k->target[i] = (course < open ? course : open) * share; /* nothing comes up through what is sealed */
		k->approach[i] = b->arm[a].course_approach[i];
	}
}

/* What the cohort does before it grows; sets the year's scalars. */
static void prepare(struct qs_block *b, int a, size_t index, int year, struct qs_stand *stand)
{
	const struct qs_cohort *c = &b->recipe->arm[a].cohorts[index];
	const int age = year - c->year;

	*stand = c->stand;
	if (c->origin == QS_SPONTANEOUS) {
		aim_spontaneous(b, a, index, year);
	} else if (c->origin == QS_SOWN) {
		aim_sown(b, a, index, year);
	} else {
		if (age == 0 || age == 1)
			plant(b, a, index, age == 1);
		if (age >= 0 && age <= QS_EARLY_YEARS + 1)
			close_stand(b, a, index);
		if (age == 0)
			stand->growth_share = b->recipe->land->planting_growth_frac.value;
		if (age >= 1 && age <= QS_EARLY_YEARS)
			stand->early_loss = b->recipe->land->early_loss_frac.value;
	}
}

void qs_plants_year(struct qs_block *b, int a, int year, double irrigation_mm)
{
	const struct qs_kernels *kernels = b->context->kernels;
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	struct qs_arm_columns *arm = &b->arm[a];
	const double below = b->recipe->land->drought_below_frac.value;
	const struct qs_stand_books books = {arm->flow[QS_FLOW_growth],
					     arm->flow[QS_FLOW_grazed],
					     arm->flow[QS_FLOW_leaf_fall],
					     arm->flow[QS_FLOW_wood_death],
					     arm->flow[QS_FLOW_herb_death],
					     arm->flow[QS_FLOW_root_death],
					     arm->flow[QS_FLOW_brought_death],
					     arm->dpm_in,
					     arm->brought_dead};

	for (size_t i = 0; i < b->n; i++) {
		b->moisture[i] = b->rain_ratio[i] + irrigation_mm / b->normal_rain[i];
		b->drought[i] = b->moisture[i] < below ? 1 - b->moisture[i] / below : 0;
	}
	qs_hazards_pest(b, a);
	for (size_t c = 0; c < recipe->cohort_count; c++) {
		const struct qs_cohort *cohort = &recipe->cohorts[c];
		struct qs_cohort_columns *k = &arm->cohort[c];
		const struct qs_stand_state state = {k->above_max,       b->response, b->drought, arm->grazing,
						     arm->litter_factor, k->approach, k->target,  k->live,
						     k->brought,         k->stocking, k->stems,   k->cover};
		struct qs_stand stand;

		if (year < cohort->year)
			continue;
		if (k->forest) {
			qs_forest_year(b, a, c, year, irrigation_mm);
			continue;
		}
		prepare(b, a, c, year, &stand);
		kernels->weather_response(b->n, cohort->species->moisture_half.value, b->warmth[cohort->response],
					  b->normal_warmth[cohort->response], b->moisture, b->response);
		for (size_t i = 0; b->recipe->hazards && cohort->stand.woody && i < b->n; i++)
			b->response[i] *= 1 - b->eaten[i];
		kernels->stand_year(b->n, &stand, &state, &b->stand_flow);
		qs_soil_litter_add(b, a, cohort, &b->stand_flow);
		kernels->stand_apply(b->n, &stand, &b->stand_flow, k->live, k->brought, &books);
	}
	qs_cover_layers(b, a);
}
