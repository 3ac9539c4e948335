#include "model/land/costs.h"

#include "model/base/bug.h"
#include "model/base/draws.h"
#include "model/land/fill.h"
#include "model/land/site.h"
#include "model/land/works.h"

#include <math.h>
#include <string.h>

double qs_price_factor(const struct qs_finance *finance, int64_t year)
{
	const double step = 1 + finance->inflation_pct.value / 100;
	double factor = 1;

	for (int64_t y = year; y < finance->price_year; y++)
		factor *= step;
	for (int64_t y = finance->price_year; y < year; y++)
		factor /= step;
	return factor;
}

/* Price level of a year over that of the year before. */
static double level_step(const struct qs_finance *finance, int64_t year)
{
	const struct qs_price_index *const index = &finance->price_index;
	const int64_t i = year - index->base_price_year - 1;

	return 1 + (i >= 0 && i < (int64_t)index->change_pct.n ? index->change_pct.items[i]
							       : finance->inflation_pct.value) /
			   100;
}

double qs_quote_factor(const struct qs_finance *finance, int64_t year)
{
	double factor = 1;

	for (int64_t y = year; y < finance->price_year; y++)
		factor *= level_step(finance, y + 1);
	for (int64_t y = finance->price_year; y < year; y++)
		factor /= level_step(finance, y + 1);
	return factor;
}

/* ---- prices ---- */

/* Standard normal scores that all sites share. */
static void draw_shared(const struct qs_block *b, uint64_t id, double *out)
{
	for (size_t k = 0; k < b->segment_count; k++) {
		const struct qs_segment *const s = &b->segments[k], *const last = qs_block_alike(b, k);

		if (last)
			memcpy(out + s->lane0, out + last->lane0, s->n * sizeof *out);
		else
			qs_draw_normal(b->context, s->n, b->seed, QS_STREAM_cost, id, s->member0, 0, out + s->lane0);
	}
}

/* Scores of prices: z = sqrt(rho) (sqrt(w) all + sqrt(1 - w) price) + sqrt(1 - rho) (sqrt(w) site + sqrt(1 - w) both),
 * so that one price correlates by rho between sites, and two prices by w at a site. `all` and `site` are the same for
 * all prices. */
void qs_costs_fill(struct qs_block *b)
{
	const double rho = b->recipe->land->cost_site_correlation_frac.value;
	const double w = b->recipe->land->cost_measure_correlation_frac.value;
	double *const all = b->work[0], *const site = b->work[1];

	draw_shared(b, qs_scope_id("price", NULL, NULL), all);
	qs_draw_normal_of(b->context, b->n, b->seed, QS_STREAM_cost, b->site_id, b->number, site);
	for (size_t i = 0; i < b->n; i++)
		b->price_score[i] = sqrt(rho * w) * all[i] + sqrt((1 - rho) * w) * site[i];
}

/* Adds quantity x the price to sum, lane by lane; id names the price. */
static void add_price(struct qs_block *b, const struct qs_figure *price, int64_t year, uint64_t id, double quantity,
		      double *sum)
{
	const double rho = b->recipe->land->cost_site_correlation_frac.value;
	const double w = b->recipe->land->cost_measure_correlation_frac.value;
	const double units = quantity * qs_quote_factor(&b->portfolio->finance, year);
	double *const common = b->work[0], *const own = b->work[1], *const drawn = b->work[2];
	uint64_t both[QS_LANES];

	if (units == 0 || price->value == 0)
		return;
	if (price->spread) {
		for (size_t i = 0; i < b->n; i++)
			both[i] = qs_scope_join(b->site_id[i], id);
		draw_shared(b, id, common);
		qs_draw_normal_of(b->context, b->n, b->seed, QS_STREAM_cost, both, b->number, own);
		for (size_t i = 0; i < b->n; i++)
			own[i] = b->price_score[i] + sqrt(rho * (1 - w)) * common[i] +
				 sqrt((1 - rho) * (1 - w)) * own[i];
		if (b->context->probes) /* a price at a quantile of its own, at all sites */
			memcpy(own, common, b->n * sizeof *own);
	}
	qs_draw_figure_scores(b->context, b->n, price, own, drawn);
	for (size_t i = 0; i < b->n; i++)
		sum[i] += units * drawn[i];
}

/* What the ground makes of the prices of measures, the same at all sites of its kind. Scores of members: b->work[0]. */
static void draw_ground(struct qs_block *b, double *factor)
{
	const struct qs_substrate_pack *const ground = b->recipe->substrate;

	draw_shared(b, qs_scope_id("ground", ground->id, NULL), b->work[0]);
	qs_draw_figure_scores(b->context, b->n, &ground->works_price_factor, b->work[0], factor);
}

static void add_material(struct qs_block *b, const char *id, double quantity, double *sum)
{
	const struct qs_material_pack *material = qs_packs_materials(b->recipe->packs, id);

	if (quantity == 0)
		return;
	qs_bug_assert(material); /* the recipe has looked */
	add_price(b, &material->unit_cost_cny, material->cost_price_year, qs_scope_id("material", id, NULL), quantity,
		  sum);
}

/* ---- events ---- */

/* By the price tables: cny for an amount of 1 (water: a mm), before the amount; ground: factor on the measure's price.
 */
static void price_event(struct qs_block *b, const struct qs_event *event, const double *amount, const double *ground,
			double *cny)
{
	const struct qs_land_pack *land = b->recipe->land;
	const struct qs_event_needs needs = qs_event_needs(event, land);
	double *const other = b->work[6];

	memset(other, 0, b->n * sizeof *other);
	add_price(b, &event->pack->unit_cost_cny, event->pack->cost_price_year,
		  qs_scope_id("measure", event->pack->id, NULL), needs.units, cny);
	for (size_t i = 0; i < b->n; i++)
		cny[i] *= ground[i];
	add_material(b, land->haul_material, needs.haul_t_km, cny);
	add_material(b, land->cement_material, needs.cement_kg, cny);
	add_material(b, land->fence_material, needs.fence_m, other);
	add_material(b, land->power_material, needs.power_kwh, other);
	for (size_t i = 0; i < b->n; i++)
		cny[i] = cny[i] * amount[i] + other[i];
}

void qs_costs_prepare(struct qs_block *b, int a)
{
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	double *const ground = b->work[7];

	draw_ground(b, ground);
	for (size_t e = 0; e < recipe->event_count; e++) {
		const struct qs_event *event = &recipe->events[e];
		const struct qs_measure *m = event->measure;
		double *const cny = b->arm[a].event_cny[e], *const fixed = b->arm[a].event_cny_fixed[e];
		double *const whole = b->work[5];

		if (!m->cost_cny.given && !m->cny_per_ha.given)
			price_event(b, event, b->arm[a].event_amount[e], ground, cny);
		qs_block_sample_all(b, &m->cny_per_ha,
				    qs_scope_join(event->draw, qs_scope_id("cny_per_ha", NULL, NULL)), fixed);
		if (m->cost_cny.given)
			qs_block_sample_all(b, &m->cost_cny,
					    qs_scope_join(event->draw, qs_scope_id("cost_cny", NULL, NULL)), whole);
		for (size_t k = 0; m->cost_cny.given && k < b->segment_count; k++) {
			const struct qs_segment *s = &b->segments[k];
			/* the cost is that of the share which is treated: taken off here, as each time takes it on */
			const double own_ha = s->unit->area_ha.value * m->area_frac.value;

			for (size_t i = s->lane0; i < s->lane0 + s->n; i++)
				fixed[i] += whole[i] / own_ha;
		}
		for (size_t i = 0; i < b->n; i++) {
			cny[i] *= b->own_per_plan[i];
			fixed[i] *= b->own_per_plan[i];
		}
	}
}

void qs_costs_keep(const struct qs_block *b, int a, double *event)
{
	const size_t events = b->recipe->arm[a].event_count;

	for (size_t e = 0; e < events; e++) {
		memcpy(event + e * b->n, b->arm[a].event_cny[e], b->n * sizeof *event);
		memcpy(event + (events + e) * b->n, b->arm[a].event_cny_fixed[e], b->n * sizeof *event);
	}
}

static enum qs_capital_kind kind_of(int action)
{
	switch (action) {
	case QS_ACT_IMPORT_SOIL:
	case QS_ACT_COMPOST:
	case QS_ACT_SPRAY:
		return QS_CAPITAL_SOIL;
	case QS_ACT_PLANT:
	case QS_ACT_SEED:
	case QS_ACT_CLOSE:
	case QS_ACT_UPKEEP:
	case QS_ACT_THIN:
		return QS_CAPITAL_PLANTS;
	case QS_ACT_IRRIGATE:
		return QS_CAPITAL_WATER;
	default:
		return QS_CAPITAL_GROUND;
	}
}

void qs_costs_by_kind(const struct qs_arm_recipe *arm, double ha, size_t years, const double *event, size_t stride,
		      size_t n, size_t step, double *cny)
{
	for (size_t e = 0; e < arm->event_count; e++) {
		const struct qs_event *const of = &arm->events[e];
		const double *const by = event + e * stride, *const fixed = event + (arm->event_count + e) * stride;

		for (size_t y = 0; y < years; y++) {
			const struct qs_dose dose = qs_event_dose(of, (int)y);
			double *const to = cny + ((size_t)kind_of(of->pack->action) * years + y) * step;

			if (dose.weight <= 0 || !qs_event_is_capital(arm, of, (int)y))
				continue;
			for (size_t i = 0; i < n; i++)
				to[i] += ha * (dose.weight * by[i] + dose.times * fixed[i]);
		}
	}
}

void qs_costs_year(struct qs_block *b, int a, int year)
{
	const struct qs_finance *finance = &b->portfolio->finance;
	const double beside = 1 + finance->design_frac.value + finance->contingency_frac.value;
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	struct qs_arm_columns *arm = &b->arm[a];

	memset(arm->works_cny, 0, b->n * sizeof *arm->works_cny);
	memset(arm->upkeep_cny, 0, b->n * sizeof *arm->upkeep_cny);
	for (size_t e = 0; e < recipe->event_count; e++) {
		const struct qs_event *event = &recipe->events[e];
		const struct qs_dose dose = qs_event_dose(event, year);
		const double *const cny = arm->event_cny[e], *const fixed = arm->event_cny_fixed[e];
		const int capital = qs_event_is_capital(recipe, event, year);
		double *const to = capital ? arm->works_cny : arm->upkeep_cny;
		const double factor = capital ? beside : 1;

		if (dose.weight <= 0)
			continue;
		for (size_t i = 0; i < b->n; i++)
			to[i] += factor * (dose.weight * cny[i] + dose.times * fixed[i]);
	}
}

/* ---- status ---- */

static void weaken(enum qs_basis *basis, const struct qs_figure *figure)
{
	*basis = qs_basis_weaker(*basis, figure->basis);
}

static void weaken_material(enum qs_basis *basis, const struct qs_packs *packs, const char *id, double quantity)
{
	const struct qs_material_pack *material = qs_packs_materials(packs, id);

	if (quantity > 0 && material)
		weaken(basis, &material->unit_cost_cny);
}

static void weaken_treatment(enum qs_basis *basis, const struct qs_packs *packs, const struct qs_finance *finance,
			     const struct qs_substrate_pack *ground, const struct qs_treatment *treatment)
{
	const struct qs_land_pack *land = packs->land.n ? packs->land.items : NULL;
	const struct qs_measure_pack *upkeep = land ? qs_packs_measures(packs, land->upkeep_measure) : NULL;

	if (!treatment || !land)
		return;
	weaken(basis, &finance->design_frac);
	weaken(basis, &finance->contingency_frac);
	weaken(basis, &finance->inflation_pct);
	if (treatment->upkeep_years > 0 && upkeep)
		weaken(basis, &upkeep->unit_cost_cny);
	for (size_t i = 0; i < treatment->measures.n; i++) {
		const struct qs_measure *m = &treatment->measures.items[i];
		const struct qs_measure_pack *pack = qs_packs_measures(packs, m->measure);

		if (m->cny_per_ha.given)
			weaken(basis, &m->cny_per_ha);
		if (m->cost_cny.given)
			weaken(basis, &m->cost_cny);
		if (m->cost_cny.given || m->cny_per_ha.given)
			continue;
		if (pack)
			weaken(basis, &pack->unit_cost_cny);
		if (pack && ground)
			weaken(basis, &ground->works_price_factor);
		if (m->amount.given)
			weaken(basis, &m->amount);
		weaken_material(basis, packs, land->haul_material, m->haul_km.value);
		weaken_material(basis, packs, land->cement_material, m->cement_kg_m3.value);
		weaken_material(basis, packs, land->fence_material, m->fence_m_per_ha.value);
		weaken_material(basis, packs, land->power_material, m->lift_m.value);
	}
}

enum qs_basis qs_costs_basis(const struct qs_packs *packs, const struct qs_portfolio *portfolio,
			     const struct qs_site *site, int arm)
{
	enum qs_basis basis = QS_VERIFIED;

	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_treatment *project = qs_portfolio_treatment(portfolio, site->units.items[u].treatment);
		const struct qs_treatment *natural =
			project && project->class != QS_NATURAL
				? qs_portfolio_treatment(portfolio, portfolio->natural_treatment)
				: project;

		if (arm != QS_SERIES_baseline)
			weaken_treatment(&basis, packs, &portfolio->finance,
					 qs_packs_substrates(packs, qs_words_substrate[site->units.items[u].substrate]),
					 arm == QS_SERIES_project ? project : natural);
	}
	return basis;
}
