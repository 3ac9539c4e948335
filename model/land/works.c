#include "model/land/works.h"

#include "kernels/rothc.h"
#include "model/base/bug.h"
#include "model/base/draws.h"
#include "model/land/erosion.h"
#include "model/land/forest.h"
#include "model/land/soil.h"
#include "model/land/start.h"

#include <string.h>

enum { M2_PER_HA = 10000 };

static int ends_with(const char *text, const char *end)
{
	const size_t n = strlen(text), m = strlen(end);

	return n >= m && !strcmp(text + n - m, end);
}

/* Units of the measure's amount on a hectare, for an amount of 1: 10000 if the pack's unit is per m2, else 1. */
static double per_ha(const struct qs_event *event)
{
	return ends_with(event->pack->unit, "/m2") ? M2_PER_HA : 1;
}

/* Mass hauled, t a hectare, for an amount of 1. */
static double hauled_t(const struct qs_event *event, const struct qs_land_pack *land)
{
	const struct qs_measure *m = event->measure;
	const double amount = per_ha(event), stones = m->stones_frac.value;

	if (!strncmp(event->pack->unit, "t/", 2))
		return amount;
	if (!strncmp(event->pack->unit, "kg/", 3))
		return amount / 1000;
	if (event->pack->action == QS_ACT_IMPORT_SOIL)
		return amount *
		       (m->fine_earth_density_g_cm3.value * (1 - stones) + land->stone_density_g_cm3.value * stones);
	return amount * land->spoil_density_g_cm3.value;
}

/* kWh a hectare to lift 1 mm of water: 10 m3 x 1000 kg/m3 x 9.80665 m/s2 x lift / 3.6e6 J/kWh / efficiency. */
static double pumping_kwh(const struct qs_measure *m, const struct qs_land_pack *land)
{
	return 10 * 1000 * 9.80665 * m->lift_m.value / 3.6e6 / land->pump_efficiency_frac.value;
}

struct qs_event_needs qs_event_needs(const struct qs_event *event, const struct qs_land_pack *land)
{
	const struct qs_measure *m = event->measure;

	return (struct qs_event_needs){
		.units = per_ha(event),
		.haul_t_km = hauled_t(event, land) * m->haul_km.value,
		.cement_kg = per_ha(event) * m->cement_kg_m3.value,
		.fence_m = m->fence_m_per_ha.value,
		.power_kwh = event->pack->action == QS_ACT_IRRIGATE ? pumping_kwh(m, land) : 0,
	};
}

/* Adds quantity (a hectare, for an amount of 1) x the material's factor, kg CO2e, lane by lane. */
static void add_material(struct qs_block *b, const char *id, double quantity, double *sum)
{
	const struct qs_material_pack *material = qs_packs_materials(b->recipe->packs, id);

	if (quantity == 0)
		return;
	qs_bug_assert(material); /* the recipe has looked */
	qs_block_sample_all(b, &material->emission_kg_co2e, qs_scope_id("material", id, NULL), b->work[7]);
	for (size_t i = 0; i < b->n; i++)
		sum[i] += quantity * b->work[7][i];
}

void qs_works_prepare(struct qs_block *b, int a)
{
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	const struct qs_land_pack *land = b->recipe->land;

	for (size_t e = 0; e < recipe->event_count; e++) {
		const struct qs_event *event = &recipe->events[e];
		const struct qs_measure *m = event->measure;
		const struct qs_event_needs needs = qs_event_needs(event, land);
		/* stems count themselves; any other measure without an amount is done once, whole */
		const int given = m->amount.given && event->pack->action != QS_ACT_PLANT;
		const struct qs_figure one = {.value = event->pack->action == QS_ACT_PLANT ? m->stems_per_ha.value : 1};
		double *const co2e = b->arm[a].event_co2e[e], *const amount = b->arm[a].event_amount[e];
		double *const other = b->work[6];

		memset(other, 0, b->n * sizeof *other);
		qs_block_sample_all(b, given ? &m->amount : &one, event->draw, amount);
		if (b->arm[a].event_practice[e])
			qs_block_sample_all(b, &event->pack->practice_factor,
					    qs_scope_id("practice", event->pack->id, NULL),
					    b->arm[a].event_practice[e]);
		for (size_t u = 0; u < event->pack->uses.n; u++)
			add_material(b, event->pack->uses.items[u].material,
				     event->pack->uses.items[u].per_unit.value * needs.units, co2e);
		add_material(b, land->haul_material, needs.haul_t_km, co2e);
		add_material(b, land->cement_material, needs.cement_kg, co2e);
		add_material(b, land->fence_material, needs.fence_m, other);
		add_material(b, land->power_material, needs.power_kwh, other);
		for (size_t i = 0; i < b->n; i++) {
			amount[i] *= event->factor;
			co2e[i] = (co2e[i] * amount[i] + other[i]) / 1000 * b->own_per_plan[i] * b->works_factor[i];
		}
	}
}

/* Takes part of all plants, floor and dead wood away; the carbon goes to the air in the year of the works. */
static void clear(struct qs_block *b, int a, double part)
{
	struct qs_arm_columns *arm = &b->arm[a];

	for (size_t c = 0; c < b->recipe->arm[a].cohort_count; c++) {
		struct qs_cohort_columns *k = &arm->cohort[c];

		for (size_t i = 0; i < b->n; i++) {
			const double live = k->live[i] * part, brought = k->brought[i] * part;

			arm->flow[QS_FLOW_cleared][i] += live;
			arm->flow[QS_FLOW_brought_cleared][i] += brought;
			k->live[i] -= live;
			k->brought[i] -= brought;
			k->stocking[i] *= 1 - part;
			k->stems[i] *= 1 - part;
		}
		if (k->forest)
			qs_forest_clear(b, a, c, part);
	}
	for (size_t i = 0; i < b->n; i++) {
		const double floor = arm->floor[i] * part, wood = arm->dead_wood[i] * part;

		arm->flow[QS_FLOW_floor_cleared][i] += floor;
		arm->flow[QS_FLOW_wood_cleared][i] += wood;
		arm->floor[i] -= floor;
		arm->dead_wood[i] -= wood;
	}
	qs_soil_litter_cleared(b, a, part);
}

/* Takes part of the stems of planted trees: their roots go to the soil, tops are carried away or left. Stocking stays:
 * those that are left close the stand. Nursery stock among them is dead. */
static void thin(struct qs_block *b, int a, const struct qs_measure *m, double weight)
{
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	struct qs_arm_columns *arm = &b->arm[a];
	const double stems = m->thin_frac.value * weight, part = stems * m->thinned_mass_frac.value;

	for (size_t c = 0; c < recipe->cohort_count; c++) {
		const struct qs_cohort *cohort = &recipe->cohorts[c];
		struct qs_cohort_columns *k = &arm->cohort[c];

		double *const tops = b->stand_flow.top_death, *const roots =
								      b->stand_flow
									      .root_death; /* free until plants grow */

		if (cohort->origin != QS_PLANTED || cohort->species->group != QS_TREE)
			continue;
		for (size_t i = 0; i < b->n; i++) {
			const double top_share =
				k->forest ? qs_forest_top_share(k->forest, i) : 1 / (1 + cohort->stand.root_shoot);
			const double dies = k->live[i] * part, top = dies * top_share,
				     away = top * m->harvest_frac.value;
			const double brought = k->brought[i] * part;

			tops[i] = top - away;
			roots[i] = dies - top;
			arm->flow[QS_FLOW_harvested][i] += away;
			arm->flow[QS_FLOW_slash][i] += tops[i];
			arm->flow[QS_FLOW_root_death][i] += roots[i];
			arm->dpm_in[i] += cohort->stand.dpm_share * roots[i];
			arm->flow[QS_FLOW_brought_death][i] += brought;
			arm->brought_dead[i] += brought;
			k->live[i] -= dies;
			k->brought[i] -= brought;
			k->stems[i] *= 1 - stems;
			if (k->forest)
				qs_forest_cut(k->forest, i, stems, part);
		}
		qs_soil_litter_shed(b, a, cohort, QS_LITTER_WOOD, tops);
		qs_soil_litter_shed(b, a, cohort, QS_LITTER_COARSE_ROOT, roots);
	}
}

/* Soil, sprayed substrate or compost in the amount of the event times weight. Its carbon stands in the brought pools:
 * topsoil in equilibrium composition with its inert part, compost as its litter, peat as humus. */
static void bring_soil(struct qs_block *b, int a, size_t e, double weight, int deepens)
{
	struct qs_arm_columns *arm = &b->arm[a];
	const struct qs_event *event = &b->recipe->arm[a].events[e];
	const struct qs_measure *m = event->measure;
	const double units = weight * per_ha(event), fine = 1 - m->stones_frac.value;
	const int compost = event->pack->action == QS_ACT_COMPOST;
	const double *const amount = arm->event_amount[e];
	const struct qs_soil_kind *const soil = b->recipe->soil;

	qs_block_sample_all(b, &m->organic_c_g_kg,
			    qs_scope_join(event->draw, qs_scope_id("organic_c_g_kg", NULL, NULL)), b->work[7]);
	for (size_t i = 0; i < b->n; i++) {
		const double brought = units * amount[i] * b->own_per_plan[i]; /* m3 or t a planimetric ha */
		const double density = m->fine_earth_density_g_cm3.value;
		const double earth =
			compost ? 0 : brought * fine * (1 - m->peat_frac.value) * density * b->work[7][i] / 1000;
		const double peat = compost ? 0 : brought * m->peat_frac.value * b->recipe->land->peat_c_t_m3.value;
		const double manure = compost ? brought * m->organic_c_frac.value : 0;
		const double inert = qs_rothc_iom(earth), active = earth - inert;

		arm->brought.inert[i] += inert;
		for (size_t p = 0; p < soil->pools; p++)
			arm->brought.pool[p][i] += b->shares[p][i] * active + b->recipe->compost[p] * manure +
						   (p == soil->peat ? peat : 0);
		arm->flow[QS_FLOW_soil_brought][i] += active + peat + manure;
		arm->brought_inert[i] += inert;
		if (deepens && !compost) /* thickness is measured square to the ground: m3/m2 of its own area */
			arm->imported_depth_cm[i] += 100 * fine * units / M2_PER_HA * amount[i];
	}
}

void qs_works_year(struct qs_block *b, int a, int year)
{
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	struct qs_arm_columns *arm = &b->arm[a];
	int deeper = 0;

	memset(arm->works, 0, b->n * sizeof *arm->works);
	memset(arm->disturbed, 0, b->n * sizeof *arm->disturbed);
	memset(arm->brought_inert, 0, b->n * sizeof *arm->brought_inert);
	for (size_t e = 0; e < recipe->event_count; e++) {
		const struct qs_event *event = &recipe->events[e];
		const int irrigates = event->pack->action == QS_ACT_IRRIGATE;
		const double weight = irrigates ? qs_event_irrigation_mm(event, year) : qs_event_weight(event, year);
		const double *const co2e = arm->event_co2e[e];

		if (weight <= 0)
			continue;
		for (size_t i = 0; i < b->n; i++)
			arm->works[i] += weight * co2e[i];
		if (event->pack->clears_frac.value > 0 && year == event->measure->year)
			clear(b, a, event->pack->clears_frac.value * weight);
		if (!irrigates && event->pack->disturbs_frac.value > 0)
			for (size_t i = 0; i < b->n; i++) /* shares of several works overlap at random */
				arm->disturbed[i] += (1 - arm->disturbed[i]) * event->pack->disturbs_frac.value *
						     (weight < 1 ? weight : 1);
		if (event->pack->action == QS_ACT_THIN)
			thin(b, a, event->measure, weight);
		if (event->pack->action == QS_ACT_UNSEAL)
			for (size_t i = 0; i < b->n; i++)
				arm->open[i] += (1 - arm->open[i]) * weight;
		if (event->pack->action == QS_ACT_IMPORT_SOIL || event->pack->action == QS_ACT_SPRAY ||
		    event->pack->action == QS_ACT_COMPOST) {
			/* a renewal takes the place of what fell off */
			bring_soil(b, a, e, weight, year == event->measure->year);
			if (event->pack->action == QS_ACT_IMPORT_SOIL)
				qs_erosion_soil_laid(b, a, event->measure, weight);
			deeper = 1;
		}
	}
	if (deeper)
		qs_land_depth_changed(b, a);
}
