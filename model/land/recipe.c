#include "model/land/recipe.h"

#include "kernels/elementary.h"
#include "model/base/draws.h"

#include <limits.h>
#include <string.h>

double qs_event_weight(const struct qs_event *event, int year)
{
	const struct qs_measure *m = event->measure;

	if (year == m->year || (m->every_year && year > m->year && year <= m->until_year))
		return m->area_frac.value;
	for (size_t i = 0; i < m->renew.n; i++)
		if (year == m->renew.items[i].year)
			return m->area_frac.value * m->renew.items[i].area_frac.value;
	return 0;
}

struct qs_dose qs_event_dose(const struct qs_event *event, int year)
{
	const int irrigates = event->pack->action == QS_ACT_IRRIGATE;
	const double weight = irrigates ? qs_event_irrigation_mm(event, year) : qs_event_weight(event, year);

	return (struct qs_dose){weight, irrigates ? event->measure->area_frac.value : weight};
}

double qs_event_practice(const struct qs_event *event, int year)
{
	const int64_t years = (int64_t)event->pack->practice_years.value;
	double share = 0;

	if (event->pack->practice <= QS_PRACTICE_NONE)
		return 0;
	for (int64_t y = year - years < 0 ? 0 : year - years + 1; y <= year; y++) {
		const double done = qs_event_weight(event, (int)y);

		share = done > share ? done : share;
	}
	return share;
}

static int is_recurrent(const struct qs_event *event)
{
	return event->pack->recurrent || event->measure->every_year;
}

int qs_event_is_capital(const struct qs_arm_recipe *arm, const struct qs_event *event, int year)
{
	return !is_recurrent(event) || (event->pack->action == QS_ACT_IRRIGATE && year <= arm->built_until);
}

double qs_event_irrigation_mm(const struct qs_event *event, int year)
{
	const struct qs_measure *m = event->measure;
	const int64_t since = year - m->year;

	if (since < 0)
		return 0;
	return m->area_frac.value * ((size_t)since < m->mm.n ? m->mm.items[since] : m->then_mm.value);
}

double qs_arm_irrigation_mm(const struct qs_arm_recipe *arm, int year)
{
	double sum = 0;

	for (size_t i = 0; i < arm->event_count; i++)
		if (arm->events[i].pack->action == QS_ACT_IRRIGATE)
			sum += qs_event_irrigation_mm(&arm->events[i], year);
	return sum;
}

/* A model that the input leaves open is the first of its list. */
static int soil_of(const struct qs_site *site)
{
	return site->models.soil > 0 ? site->models.soil : 0;
}

static qs_status set_traits(const struct qs_recipe *recipe, struct qs_cohort *c, struct qs_err *err)
{
	const struct qs_litter_pack *pack = qs_packs_litter(recipe->packs, qs_species_litter(c->species));

	if (!recipe->soil->traits)
		return QS_OK;
	if (!pack)
		return qs_fail(err, QS_EINPUT, "litter \"%s\" is not in the packs", qs_species_litter(c->species));
	for (int route = 0; route < QS_LITTER_ROUTES; route++) {
		const struct qs_organ_litter litter = qs_litter_of(pack, (enum qs_litter_route)route);

		recipe->soil->traits_of(&litter, (enum qs_litter_route)route, c->trait[route]);
	}
	return QS_OK;
}

static qs_status set_compost(struct qs_recipe *recipe, struct qs_err *err)
{
	const struct qs_litter_pack *pack = qs_packs_litter(recipe->packs, "compost");
	struct qs_organ_litter litter;

	if (!pack)
		return qs_fail(err, QS_EINPUT, "litter \"compost\" is not in the packs");
	litter = qs_litter_of(pack, QS_LITTER_LEAF);
	recipe->soil->enter(&litter, recipe->compost);
	return QS_OK;
}

static qs_status add_cohort(struct qs_recipe *recipe, struct qs_arm_recipe *arm, const char *id,
			    struct qs_cohort **added, struct qs_err *err)
{
	const struct qs_species_pack *sp = qs_packs_species(recipe->packs, id);
	struct qs_cohort *c;
	size_t i = 0;

	if (!sp)
		return qs_fail(err, QS_EINPUT, "species \"%s\" is not in the packs", id);
	while (i < recipe->species_count && recipe->species[i] != sp)
		i++;
	if (arm->cohort_count == QS_COHORTS_MAX || i == QS_COHORTS_MAX)
		return qs_fail(err, QS_EINPUT, "treatment \"%s\" has more than %d cohorts of plants",
			       arm->treatment ? arm->treatment->id : "", QS_COHORTS_MAX);
	if (i == recipe->species_count)
		recipe->species[recipe->species_count++] = sp;
	c = &arm->cohorts[arm->cohort_count++];
	*c = (struct qs_cohort){.species = sp, .response = i};
	c->stand = (struct qs_stand){
		.rate = sp->growth_rate.value,
		.shape = sp->growth_shape.value,
		.root_shoot = sp->root_shoot.value,
		.leaf_litter = sp->leaf_litter_t_ha.value,
		.root_litter = sp->root_litter_t_ha.value,
		.mortality = sp->mortality_frac.value,
		.drought_loss = sp->drought_loss_frac.value,
		.cover_max = sp->cover_max_frac.value,
		.growth_share = 1,
		.dry_mass = 1000 / (sp->carbon_frac.value * (1 + sp->root_shoot.value)),
		.thinned_mass = recipe->land->thinned_mass_frac.value,
		.dpm_share = sp->dpm_rpm.value / (1 + sp->dpm_rpm.value),
		.woody = sp->group == QS_TREE || sp->group == QS_SHRUB_GROUP,
	};
	*added = c;
	return set_traits(recipe, c, err);
}

static qs_status add_spontaneous(struct qs_recipe *recipe, struct qs_arm_recipe *arm, struct qs_err *err)
{
	const char *const ids[3] = {recipe->land->spontaneous_tree, recipe->land->spontaneous_shrub,
				    recipe->land->spontaneous_herb};
	qs_status status = QS_OK;

	for (int i = 0; i < 3 && status == QS_OK; i++) {
		struct qs_cohort *c;

		status = add_cohort(recipe, arm, ids[i], &c, err);
	}
	return status;
}

/* Dry matter of a stem of nursery stock by its diameter (allometry) or its height, whole plant; t C. */
static double stem_carbon(const struct qs_recipe *recipe, const struct qs_measure *m, const struct qs_species_pack *sp)
{
	const struct qs_land_pack *land = recipe->land;
	const double height = m->height_m.value > 0 ? m->height_m.value : land->nursery_height_m.value;
	const double kg = m->stem_cm.value > 0
				  ? land->stem_scale_kg.value * qs_k_pow(m->stem_cm.value, land->stem_power.value) *
					    (1 + sp->root_shoot.value)
				  : land->nursery_kg_m2.value * height * height;

	return kg * sp->carbon_frac.value / 1000;
}

/* Planted trees grow by 3-PG where the recipe says so, under shared water by the figures that the set has for it. */
static qs_status find_threepg(const struct qs_recipe *recipe, struct qs_cohort *c, struct qs_arena *arena,
			      struct qs_err *err)
{
	const char *const id = c->species->threepg;
	struct qs_threepg_pack *shared;

	if (recipe->vegetation != QS_VEGETATION_3PG || c->origin != QS_PLANTED || c->species->group != QS_TREE)
		return QS_OK;
	c->threepg = id ? qs_packs_threepg(recipe->packs, id) : NULL;
	if (!c->threepg)
		return qs_fail(err, QS_EINPUT, "species \"%s\" has no parameters of 3-PG", c->species->id);
	if (!recipe->shared_water)
		return QS_OK;
	shared = qs_arena_take(arena, 1, sizeof *shared);
	if (!shared)
		return qs_fail(err, QS_ENOMEM, "3-PG set of %s", c->species->id);
	*shared = *c->threepg;
	qs_threepg_share_water(shared);
	c->threepg = shared;
	return QS_OK;
}

static qs_status add_plants(struct qs_recipe *recipe, struct qs_arm_recipe *arm, size_t event, double own_per_plan,
			    struct qs_arena *arena, struct qs_err *err)
{
	const struct qs_measure *m = arm->events[event].measure;
	const int planted = m->stems_per_ha.value > 0;
	qs_status status = QS_OK;

	for (size_t i = 0; i < m->species.n && status == QS_OK; i++) {
		const double share = m->species.items[i].value * m->area_frac.value;
		struct qs_cohort *c;
		double aim;

		status = add_cohort(recipe, arm, m->species.items[i].name, &c, err);
		if (status != QS_OK)
			break;
		c->event = event;
		c->year = (int)m->year;
		c->share = share;
		if (planted) {
			const double stems = m->stems_per_ha.value * own_per_plan;

			c->origin = QS_PLANTED;
			c->stems = stems * share;
			c->stem_c = stem_carbon(recipe, m, c->species);
			c->stand.young_cover = 1;
			c->stand.thinning =
				c->species->thinning_stem_kg.value * c->species->thinning_stem_kg.value * 1e9;
			aim = share * -qs_k_expm1(-stems / c->species->stems_closed_per_ha.value);
			status = find_threepg(recipe, c, arena, err);
		} else {
			c->origin = QS_SOWN;
			c->sown = &m->cover_frac;
			c->sown_draw = qs_scope_id("cover_frac", arm->treatment->id, m->measure);
			aim = m->cover_frac.value * share;
		}
		/* trees, shrubs and crops are kept clear of what comes by itself; sown herbs of other herbs */
		if (c->stand.woody || c->species->group == QS_CROP)
			arm->planned_woody += aim;
		if (!c->stand.woody)
			arm->planned_herb += aim;
		if (c->year < arm->planned_from)
			arm->planned_from = c->year;
	}
	return status;
}

/* Everything that an event may use has an emission factor. */
static qs_status look_for_materials(const struct qs_recipe *recipe, const struct qs_event *e, struct qs_err *err)
{
	const struct qs_land_pack *land = recipe->land;
	const char *const own[] = {e->measure->haul_km.value > 0 ? land->haul_material : NULL,
				   e->measure->cement_kg_m3.value > 0 ? land->cement_material : NULL,
				   e->measure->fence_m_per_ha.value > 0 ? land->fence_material : NULL,
				   e->measure->lift_m.value > 0 ? land->power_material : NULL};

	for (size_t i = 0; i < e->pack->uses.n + sizeof own / sizeof own[0]; i++) {
		const char *const id = i < e->pack->uses.n ? e->pack->uses.items[i].material : own[i - e->pack->uses.n];

		if (id && !qs_packs_materials(recipe->packs, id))
			return qs_fail(err, QS_EINPUT, "material \"%s\" is not in the packs", id);
	}
	return QS_OK;
}

/* The year in which a treatment begins. */
static int64_t first_year(const struct qs_treatment *t)
{
	int64_t first = t->measures.n ? t->measures.items[0].year : 0;

	for (size_t i = 1; i < t->measures.n; i++)
		first = t->measures.items[i].year < first ? t->measures.items[i].year : first;
	return first;
}

static qs_status build_arm(struct qs_recipe *recipe, const struct qs_unit *unit, struct qs_arena *arena,
			   struct qs_arm_recipe *arm, struct qs_err *err)
{
	const struct qs_treatment *t = arm->treatment;
	const double plan_ha = qs_unit_planimetric_ha(unit);
	const struct qs_measure_pack *upkeep = qs_packs_measures(recipe->packs, recipe->land->upkeep_measure);
	qs_status status = add_spontaneous(recipe, arm, err);

	arm->planned_from = INT_MAX;
	arm->built_until = -1;
	if (status != QS_OK || !t)
		return status;
	arm->events = qs_arena_take(arena, t->measures.n + 1, sizeof *arm->events);
	if (!arm->events)
		return qs_fail(err, QS_ENOMEM, "events of treatment %s", t->id);
	for (size_t i = 0; i < t->measures.n && status == QS_OK; i++) {
		struct qs_event *e = &arm->events[arm->event_count++];

		e->measure = &t->measures.items[i];
		e->pack = qs_packs_measures(recipe->packs, e->measure->measure);
		e->draw = qs_scope_id("amount", t->id, e->measure->measure);
		if (!e->pack)
			return qs_fail(err, QS_EINPUT, "measure \"%s\" is not in the packs", e->measure->measure);
		if (qs_measure_factor(e->measure, e->pack, unit->area_ha.value, &e->factor))
			return qs_fail(err, QS_EINPUT, "measure \"%s\" does not take the unit \"%s\"",
				       e->measure->measure, e->measure->unit);
		arm->brings_soil |= e->pack->action == QS_ACT_IMPORT_SOIL || e->pack->action == QS_ACT_SPRAY ||
				    e->pack->action == QS_ACT_COMPOST;
		if (!is_recurrent(e) && e->measure->year > arm->built_until)
			arm->built_until = (int)e->measure->year;
		status = look_for_materials(recipe, e, err);
		if (status == QS_OK)
			status = add_plants(recipe, arm, i, unit->area_ha.value / plan_ha, arena, err);
	}
	if (status == QS_OK && t->upkeep_years > 0) {
		struct qs_measure *yearly = qs_arena_take(arena, 1, sizeof *yearly);

		if (!upkeep)
			return qs_fail(err, QS_EINPUT, "measure \"%s\" is not in the packs",
				       recipe->land->upkeep_measure);
		if (!yearly)
			return qs_fail(err, QS_ENOMEM, "upkeep of treatment %s", t->id);
		qs_fields_default(&qs_table_measure, yearly);
		yearly->measure = upkeep->id;
		yearly->year = first_year(t) + 1;
		yearly->every_year = 1;
		yearly->until_year = first_year(t) + t->upkeep_years;
		yearly->amount.value = 1;
		arm->events[arm->event_count] =
			(struct qs_event){yearly, upkeep, 1, qs_scope_id("amount", t->id, upkeep->id)};
		status = look_for_materials(recipe, &arm->events[arm->event_count++], err);
	}
	return status;
}

static void find_irrigation(struct qs_arm_recipe *arm)
{
	for (size_t i = 0; i < arm->event_count; i++) {
		const struct qs_measure *m = arm->events[i].measure;

		if (arm->events[i].pack->action != QS_ACT_IRRIGATE)
			continue;
		for (int y = (int)m->year; y <= (int)m->year + (int)m->mm.n; y++) {
			const double mm = qs_arm_irrigation_mm(arm, y);

			if (mm > arm->irrigation_most_mm)
				arm->irrigation_most_mm = mm;
			if (qs_event_irrigation_mm(&arm->events[i], y) > 0 && y + 1 > arm->dry_from)
				arm->dry_from = y + 1;
		}
		if (m->then_mm.value > 0)
			arm->dry_from = INT_MAX;
	}
}

static int hazards_of(const struct qs_site *site)
{
	return site->models.hazards == QS_HAZARDS_DRAWN;
}

static enum qs_cover_factor cover_factor_of(const struct qs_site *site)
{
	return site->models.cover_factor > 0 ? (enum qs_cover_factor)site->models.cover_factor : QS_COVER_FACTOR_CAI;
}

static enum qs_delivery delivery_of(const struct qs_site *site)
{
	return site->models.delivery == QS_DELIVERY_CONNECTIVITY ? QS_DELIVERY_CONNECTIVITY : QS_DELIVERY_LUMPED;
}

static int shared_water_of(const struct qs_site *site)
{
	return site->models.soil_water == QS_SOIL_WATER_SHARED;
}

static enum qs_vegetation_model vegetation_of(const struct qs_site *site)
{
	return site->models.vegetation == QS_VEGETATION_3PG ? QS_VEGETATION_3PG : QS_VEGETATION_CURVE;
}

static double season_anomaly(const struct qs_recipe *recipe)
{
	double sum = 0, months = 0;

	for (size_t m = 0; m < 12; m++) {
		sum += recipe->land->growing_month.items[m] * recipe->year.anomaly_c[m];
		months += recipe->land->growing_month.items[m];
	}
	return months > 0 ? sum / months : 0;
}

/* The treatment of the natural arm beside a project's. */
static const struct qs_treatment *natural_of(const struct qs_portfolio *portfolio, const struct qs_treatment *project)
{
	return project && project->class == QS_NATURAL
		       ? project
		       : qs_portfolio_treatment(portfolio, portfolio->natural_treatment);
}

qs_status qs_recipe_build(const struct qs_packs *packs, const struct qs_portfolio *portfolio,
			  const struct qs_site *site, const struct qs_unit *unit, struct qs_arena *arena,
			  struct qs_recipe *recipe, struct qs_err *err)
{
	const struct qs_region *region = qs_portfolio_region(portfolio, site->region);
	const struct qs_treatment *project = qs_portfolio_treatment(portfolio, unit->treatment);
	const struct qs_treatment *natural = natural_of(portfolio, project);
	qs_status status = QS_OK;

	*recipe = (struct qs_recipe){.packs = packs,
				     .land = packs->land.n ? packs->land.items : NULL,
				     .water = packs->water.n ? packs->water.items : NULL};
	recipe->substrate = qs_packs_substrates(packs, qs_words_substrate[unit->substrate]);
	recipe->station = region ? qs_packs_climate(packs, region->station) : NULL;
	if (!recipe->land || !recipe->water || !recipe->substrate || !recipe->station)
		return qs_fail(
			err, QS_EINPUT,
			"site %s: the land pack, the water pack, its substrate or its climate station is missing",
			site->id);
	for (int m = 0; m < 12; m++) {
		recipe->year.anomaly_c[m] = recipe->station->temperature_anomaly_c.items[m];
		recipe->year.rain_share[m] = recipe->station->rain_share_frac.items[m];
		recipe->water_months.rain_days[m] = recipe->water->rain_days.items[m];
		recipe->water_months.leaves[m] = recipe->water->leaf_share_frac.items[m];
	}
	recipe->season_c = season_anomaly(recipe);
	recipe->soil = qs_soil_kind(soil_of(site));
	status = set_compost(recipe, err);
	recipe->hazards = hazards_of(site);
	recipe->shared_water = shared_water_of(site);
	recipe->cover_factor = cover_factor_of(site);
	recipe->delivery = delivery_of(site);
	recipe->vegetation = vegetation_of(site);
	if (project) {
		recipe->arm[QS_SERIES_natural] =
			(struct qs_arm_recipe){.treatment = natural, .course_of = QS_SERIES_natural};
		recipe->arm[QS_SERIES_project] =
			(struct qs_arm_recipe){.treatment = project, .course_of = QS_SERIES_natural};
	}
	for (int a = 0; a < QS_ARMS && status == QS_OK; a++) {
		status = build_arm(recipe, unit, arena, &recipe->arm[a], err);
		find_irrigation(&recipe->arm[a]);
		recipe->arm[a].same_as = a && recipe->arm[a].treatment == recipe->arm[a - 1].treatment &&
							 recipe->arm[a].course_of == recipe->arm[a - 1].course_of
						 ? recipe->arm[a - 1].same_as
						 : a;
	}
	return status;
}

static int has_total(const struct qs_packs *packs, const struct qs_treatment *t)
{
	for (size_t i = 0; t && i < t->measures.n; i++) {
		const struct qs_measure_pack *pack = qs_packs_measures(packs, t->measures.items[i].measure);

		if (pack && qs_measure_is_total(&t->measures.items[i], pack))
			return 1;
	}
	return 0;
}

int qs_recipe_is_own(const struct qs_packs *packs, const struct qs_portfolio *portfolio,
		     const struct qs_treatment *treatment)
{
	return has_total(packs, treatment) || (treatment && has_total(packs, natural_of(portfolio, treatment)));
}

struct qs_recipe_key qs_recipe_key(const struct qs_region *region, const struct qs_treatment *treatment,
				   const struct qs_site *site, const struct qs_unit *unit)
{
	return (struct qs_recipe_key){
		.treatment = treatment,
		.station = region ? region->station : NULL,
		/* stems are counted on the unit's own basis: slope faces of different steepness differ */
		.slope_deg = unit->area_basis == QS_PLANIMETRIC ? 0 : unit->slope_deg.value,
		.choice = {unit->substrate, unit->area_basis, soil_of(site), (int)vegetation_of(site),
			   (int)cover_factor_of(site), (int)delivery_of(site), hazards_of(site), shared_water_of(site)},
	};
}

int qs_recipe_same(const struct qs_recipe_key *a, const struct qs_recipe_key *b)
{
	int differ = a->treatment != b->treatment || a->slope_deg != b->slope_deg;

	for (size_t i = 0; i < sizeof a->choice / sizeof a->choice[0]; i++)
		differ |= a->choice[i] != b->choice[i];
	return !differ && a->station && b->station && (a->station == b->station || !strcmp(a->station, b->station));
}
