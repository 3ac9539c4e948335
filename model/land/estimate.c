#include "model/land/estimate.h"

#include "model/base/bug.h"
#include "model/land/costs.h"
#include "model/land/site.h"
#include "model/land/works.h"

#include <string.h>

const char *qs_estimate_word(enum qs_estimate_part part)
{
	static const char *const words[] = {"works", "other", "contingency"};

	return words[part];
}

int qs_estimate_take(struct qs_arena *arena, const struct qs_packs *packs, const struct qs_portfolio *portfolio,
		     struct qs_investment *e)
{
	size_t room = packs->measures.n + packs->materials.n + 2;

	for (size_t t = 0; t < portfolio->treatments.n; t++) /* a cost that a treatment gives has two keys at most */
		room += 2 * portfolio->treatments.items[t].measures.n;
	*e = (struct qs_investment){.items = qs_arena_take(arena, room, sizeof *e->items), .room = room};
	return e->items ? 0 : -1;
}

/* Mean of what members draw of a figure. */
static double mean_of(const struct qs_figure *figure)
{
	const struct qs_spread *const s = figure->spread;

	if (!s)
		return figure->value;
	return s->kind == QS_SPREAD_UNIFORM      ? 0.5 * (s->a + s->b)
	       : s->kind == QS_SPREAD_TRIANGULAR ? (s->a + s->b + s->c) / 3
	       : s->kind == QS_SPREAD_NONE       ? figure->value
						 : s->a;
}

/* The quantity's unit: the measure's without the area it is given by. */
static const char *quantity_unit(const struct qs_measure_pack *pack)
{
	static const struct {
		const char *of, *unit;
	} units[] = {{"1/ha", "1"},   {"ha/ha", "ha"},   {"kg/ha", "kg"}, {"kg/m2", "kg"},
		     {"m/ha", "m"},   {"m2/m2", "m2"},   {"m3/m2", "m3"}, {"t/ha", "t"},
		     {"m3/ha", "m3"}, {"mm/a", "mm ha"}, {"m2/ha", "m2"}, {"t/m2", "t"}};

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (!strcmp(pack->unit, units[i].of))
			return units[i].unit;
	return pack->unit;
}

/* The row of a price, or the end. */
static struct qs_estimate_item *find_row(const struct qs_investment *e, const struct qs_estimate_item *like)
{
	struct qs_estimate_item *row = e->items;

	while (row < e->items + e->n &&
	       (row->part != like->part || row->given != like->given || strcmp(row->id, like->id) != 0 ||
		strcmp(row->unit, like->unit) != 0 || row->year != like->year ||
		(like->given && (row->listed_cny < like->listed_cny || row->listed_cny > like->listed_cny))))
		row++;
	return row;
}

/* The row of a price: one that is there, or a new one. */
static struct qs_estimate_item *row_of(struct qs_investment *e, const struct qs_estimate_item *like)
{
	struct qs_estimate_item *const row = find_row(e, like);

	if (row == e->items + e->n) {
		qs_bug_assert(e->n < e->room);
		*row = *like;
		row->quantity = row->amount_cny = 0;
		row->member = NULL;
		e->n++;
	}
	return row;
}

static void add(struct qs_investment *e, const struct qs_finance *finance, struct qs_estimate_item like,
		const struct qs_figure *price, double factor, double quantity)
{
	struct qs_estimate_item *row;

	if (!(quantity > 0) || (!like.given && !(price->value > 0)))
		return;
	like.listed_cny = mean_of(price);
	like.source = price->source;
	like.basis = price->basis;
	row = row_of(e, &like);
	row->quantity += quantity;
	row->amount_cny += quantity * factor * like.listed_cny * qs_quote_factor(finance, like.year);
}

static void add_material(struct qs_investment *e, const struct qs_finance *finance, const struct qs_recipe *recipe,
			 const char *id, double quantity)
{
	const struct qs_material_pack *const m = quantity > 0 ? qs_packs_materials(recipe->packs, id) : NULL;

	if (m)
		add(e, finance,
		    (struct qs_estimate_item){
			    .id = m->id, .name = m->name, .unit = m->unit, .year = m->cost_price_year},
		    &m->unit_cost_cny, 1, quantity);
}

/* What an event does in a year as capital works. */
static struct qs_dose dose_in(const struct qs_arm_recipe *arm, const struct qs_event *event, int year)
{
	const struct qs_dose dose = qs_event_dose(event, year);

	return dose.weight > 0 && qs_event_is_capital(arm, event, year) ? dose : (struct qs_dose){0, 0};
}

/* The same over the run. */
static struct qs_dose dose_of(const struct qs_arm_recipe *arm, const struct qs_event *event, size_t years)
{
	struct qs_dose dose = {0, 0};

	for (size_t y = 0; y < years; y++) {
		const struct qs_dose one = dose_in(arm, event, (int)y);

		dose.weight += one.weight;
		dose.times += one.times;
	}
	return dose;
}

/* The row of a cost that the treatment gives: by area, or of the whole. */
static struct qs_estimate_item given_row(const struct qs_finance *finance, const struct qs_event *event, int whole)
{
	return (struct qs_estimate_item){
		.id = event->pack->id,
		.name = event->pack->name,
		.given = 1,
		.unit = whole ? "1" : "ha",
		.listed_cny = mean_of(whole ? &event->measure->cost_cny : &event->measure->cny_per_ha),
		.year = finance->price_year};
}

static struct qs_estimate_item price_row(const struct qs_event *event)
{
	return (struct qs_estimate_item){.id = event->pack->id,
					 .name = event->pack->name,
					 .unit = quantity_unit(event->pack),
					 .listed_cny = mean_of(&event->pack->unit_cost_cny),
					 .year = event->pack->cost_price_year};
}

static void add_given(struct qs_investment *e, const struct qs_finance *finance, const struct qs_event *event,
		      const struct qs_dose *dose, double own_ha)
{
	const struct qs_measure *const m = event->measure;

	if (m->cny_per_ha.given)
		add(e, finance, given_row(finance, event, 0), &m->cny_per_ha, 1, dose->times * own_ha);
	if (m->cost_cny.given)
		add(e, finance, given_row(finance, event, 1), &m->cost_cny, 1, dose->times / m->area_frac.value);
}

/* Mean amount of an event as its treatment gives it, in the pack's unit. */
static double amount_of(const struct qs_event *event)
{
	const struct qs_measure *const m = event->measure;
	const int plants = event->pack->action == QS_ACT_PLANT;

	return event->factor * (m->amount.given && !plants ? mean_of(&m->amount) : plants ? m->stems_per_ha.value : 1);
}

static void add_event(struct qs_investment *e, const struct qs_finance *finance, const struct qs_recipe *recipe,
		      const struct qs_event *event, const struct qs_dose *dose, double own_ha)
{
	const struct qs_land_pack *const land = recipe->land;
	const struct qs_event_needs needs = qs_event_needs(event, land);
	const double amount = amount_of(event);
	const double ha = dose->weight * own_ha;

	add(e, finance, price_row(event), &event->pack->unit_cost_cny,
	    recipe->substrate ? mean_of(&recipe->substrate->works_price_factor) : 1, ha * amount * needs.units);
	add_material(e, finance, recipe, land->haul_material, ha * amount * needs.haul_t_km);
	add_material(e, finance, recipe, land->cement_material, ha * amount * needs.cement_kg);
	add_material(e, finance, recipe, land->fence_material, ha * needs.fence_m);
	add_material(e, finance, recipe, land->power_material, ha * needs.power_kwh);
}

static void add_dose(struct qs_investment *e, const struct qs_finance *finance, const struct qs_recipe *recipe,
		     const struct qs_event *event, const struct qs_dose *dose, double own_ha)
{
	if (event->measure->cny_per_ha.given || event->measure->cost_cny.given)
		add_given(e, finance, event, dose, own_ha);
	else
		add_event(e, finance, recipe, event, dose, own_ha);
}

void qs_estimate_unit(struct qs_investment *e, const struct qs_portfolio *portfolio, const struct qs_recipe *recipe,
		      const struct qs_unit *unit, size_t years)
{
	const struct qs_arm_recipe *const arm = &recipe->arm[QS_SERIES_project];

	for (size_t i = 0; i < arm->event_count; i++) {
		const struct qs_dose dose = dose_of(arm, &arm->events[i], years);

		add_dose(e, &portfolio->finance, recipe, &arm->events[i], &dose, unit->area_ha.value);
	}
}

int qs_estimate_take_members(struct qs_arena *arena, size_t members, struct qs_investment *e)
{
	int missing = !(e->member = qs_arena_take(arena, members, sizeof *e->member));

	for (size_t i = 0; i < e->n; i++)
		missing |= !(e->items[i].member = qs_arena_take(arena, members, sizeof *e->items[i].member));
	return missing ? -1 : 0;
}

/* The row that tells what members pay for an event: that of the measure's price, or of the cost that the treatment
 * gives. */
static struct qs_estimate_item *paid_row(const struct qs_investment *e, const struct qs_finance *finance,
					 const struct qs_event *event)
{
	const struct qs_measure *const m = event->measure;
	const struct qs_estimate_item like = m->cny_per_ha.given ? given_row(finance, event, 0)
					     : m->cost_cny.given ? given_row(finance, event, 1)
								 : price_row(event);
	struct qs_estimate_item *const row = find_row(e, &like);

	return row == e->items + e->n ? NULL : row;
}

void qs_estimate_members(struct qs_investment *e, const struct qs_finance *finance, const struct qs_arm_recipe *arm,
			 double planimetric_ha, size_t years, const double *event, size_t stride, size_t first,
			 size_t n)
{
	for (size_t k = 0; k < arm->event_count; k++) {
		const struct qs_dose dose = dose_of(arm, &arm->events[k], years);
		const double *const by = event + k * stride, *const fixed = event + (arm->event_count + k) * stride;
		struct qs_estimate_item *const row = paid_row(e, finance, &arm->events[k]);
		double *const to = row ? row->member + first : NULL;

		if (dose.weight <= 0)
			continue;
		for (size_t i = 0; i < n; i++) {
			const double cny = planimetric_ha * (dose.weight * by[i] + dose.times * fixed[i]);

			e->member[first + i] += cny;
			if (to)
				to[i] += cny;
		}
		if (row)
			row->paid.share = 1;
	}
}

struct qs_estimate_item qs_estimate_measure(const struct qs_packs *packs, const struct qs_portfolio *portfolio,
					    const struct qs_unit *unit, const struct qs_measure *measure,
					    const struct qs_measure_pack *pack)
{
	enum { PRICES = 8 }; /* of the measure, haul, cement, fence, power; or two that are given */
	struct qs_estimate_item items[PRICES], planned = {.id = pack->id, .name = pack->name};
	struct qs_investment parts = {.items = items, .room = PRICES};
	const struct qs_recipe recipe = {.packs = packs,
					 .land = packs->land.items,
					 .substrate = qs_packs_substrates(packs, qs_words_substrate[unit->substrate])};
	struct qs_event event = {.measure = measure, .pack = pack, .factor = 1};
	struct qs_dose once = {measure->area_frac.value, measure->area_frac.value};

	if (pack->action == QS_ACT_IRRIGATE) {
		once.weight = 0;
		for (size_t y = 0; y < measure->mm.n; y++)
			once.weight += measure->area_frac.value * measure->mm.items[y];
	}
	if (qs_measure_factor(measure, pack, unit->area_ha.value, &event.factor))
		return planned; /* told by the check of the input */
	if (measure->cny_per_ha.given || measure->cost_cny.given)
		add_given(&parts, &portfolio->finance, &event, &once, unit->area_ha.value);
	else
		add_event(&parts, &portfolio->finance, &recipe, &event, &once, unit->area_ha.value);
	planned.unit = quantity_unit(pack);
	planned.quantity =
		once.weight * unit->area_ha.value * amount_of(&event) * qs_event_needs(&event, recipe.land).units;
	for (size_t i = 0; i < parts.n; i++)
		planned.amount_cny += items[i].amount_cny;
	return planned;
}

/* A share of the works. */
static void add_share(struct qs_investment *e, enum qs_estimate_part part, const char *id, struct qs_text name,
		      const struct qs_figure *share, int64_t year, double works)
{
	struct qs_estimate_item *const row = row_of(e, &(struct qs_estimate_item){.part = part,
										  .id = id,
										  .name = name,
										  .unit = "CNY",
										  .listed_cny = share->value,
										  .year = year,
										  .source = share->source,
										  .basis = share->basis});

	row->quantity += works;
	row->amount_cny += works * share->value;
}

static void sum_up(struct qs_investment *e)
{
	memset(e->part_cny, 0, sizeof e->part_cny);
	e->total_cny = 0;
	for (size_t i = 0; i < e->n; i++)
		e->part_cny[e->items[i].part] += e->items[i].amount_cny;
	for (int p = 0; p < QS_ESTIMATE_PARTS; p++)
		e->total_cny += e->part_cny[p];
}

void qs_estimate_close(struct qs_investment *e, const struct qs_finance *finance)
{
	double works;

	sum_up(e);
	works = e->part_cny[QS_ESTIMATE_WORKS];
	if (!(works > 0))
		return;
	add_share(e, QS_ESTIMATE_OTHER, "design",
		  (struct qs_text){"勘察、设计与监理", "survey, design and supervision"}, &finance->design_frac,
		  finance->price_year, works);
	add_share(e, QS_ESTIMATE_CONTINGENCY, "contingency", (struct qs_text){"基本预备费", "contingency"},
		  &finance->contingency_frac, finance->price_year, works);
	sum_up(e);
}

static void add_members(size_t n, const double *from, double *to)
{
	for (size_t i = 0; i < n; i++)
		to[i] += from[i];
}

int qs_estimate_add(struct qs_arena *arena, size_t members, struct qs_investment *all, const struct qs_investment *site)
{
	if (!all->member && !(all->member = qs_arena_take(arena, members, sizeof *all->member)))
		return -1;
	for (size_t i = 0; i < site->n; i++) {
		const struct qs_estimate_item *const from = &site->items[i];
		struct qs_estimate_item *const row = row_of(all, from);

		row->quantity += from->quantity;
		row->amount_cny += from->amount_cny;
		row->paid.share = from->paid.share > row->paid.share ? from->paid.share : row->paid.share;
		if (from->paid.share <= 0 || !from->member)
			continue;
		if (!row->member && !(row->member = qs_arena_take(arena, members, sizeof *row->member)))
			return -1;
		add_members(members, from->member, row->member);
	}
	if (site->member)
		add_members(members, site->member, all->member);
	sum_up(all);
	return 0;
}
