#include "scenarios/wave.h"

#include "model/base/bug.h"
#include "model/base/draws.h"
#include "model/finance/accounts.h"

#include <stdlib.h>

uint64_t qs_wave_lane_bytes(size_t years)
{
	return (uint64_t)QS_OUTPUT_COUNT * QS_ARMS * years * sizeof(int64_t);
}

enum { COSTS = 2 }; /* works and upkeep: what prices move on the ground */

_Static_assert(QS_OUT_upkeep_cny == QS_OUT_works_cny + COSTS - 1, "costs stand side by side");

/* How many of the members have physics of their own: those that a probe moves on the ground, and one for all others.
 * like: of each member, its number among them; or NULL. */
static size_t count_own(const struct qs_context *context, size_t members, uint32_t *like)
{
	size_t own = 0, middle = members;

	for (size_t m = 0; m < members; m++) {
		const int moved = !context->probes || qs_probe_moves_land(&context->probes[m]);
		const size_t at = moved || middle == members ? own++ : middle;

		middle = moved ? middle : at;
		if (like)
			like[m] = (uint32_t)at;
	}
	return own;
}

uint64_t qs_wave_unit_bytes(const struct qs_context *context, const struct qs_portfolio *portfolio)
{
	const size_t members = (size_t)portfolio->members, own = count_own(context, members, NULL);
	const uint64_t lane = qs_wave_lane_bytes((size_t)portfolio->years);

	return own * lane + (own < members ? members * (lane / QS_OUTPUT_COUNT * COSTS) : 0);
}

enum { SLOTS = 64 };

/* What was found of the last unit that is like another. */
struct likely {
	const char *name; /* of the treatment */
	const struct qs_treatment *treatment;
	size_t recipe;
};

/* Where a unit that is like this one was noted; a wrong guess costs a search. */
static size_t likely_slot(const struct qs_wave_unit *unit)
{
	const char *const treatment = unit->unit->treatment;
	size_t hash = (size_t)unit->unit->substrate;

	for (size_t i = 0; treatment && treatment[i]; i++)
		hash = hash * 31 + (unsigned char)treatment[i];
	return hash % SLOTS;
}

/* The unit that a recipe is made for, and what it is known by. */
struct leader {
	size_t unit;
	int is_own; /* no other unit has it */
	struct qs_recipe_key key;
};

/* The recipe of a key that is no unit's own, or w->recipe_count. */
static size_t search(const struct qs_wave *w, const struct leader *leader, const struct qs_recipe_key *key,
		     size_t guess)
{
	size_t r = 0;

	/* no two recipes are the same: the guess, if it is right, is what a search finds */
	if (guess < w->recipe_count && !leader[guess].is_own && qs_recipe_same(&leader[guess].key, key))
		return guess;
	while (r < w->recipe_count && (leader[r].is_own || !qs_recipe_same(&leader[r].key, key)))
		r++;
	return r;
}

static qs_status find_recipes(struct qs_wave *w, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			      struct qs_err *err)
{
	struct leader *const leader = qs_arena_take_raw(&w->arena, w->unit_count + 1, sizeof *leader);
	int *const is_own = qs_arena_take(&w->arena, portfolio->treatments.n, sizeof *is_own);
	struct likely likely[SLOTS] = {{NULL, NULL, 0}};
	qs_status status = QS_OK;

	if (!leader || !is_own)
		return qs_fail(err, QS_ENOMEM, "recipes of %zu units", w->unit_count);
	for (size_t t = 0; t < portfolio->treatments.n; t++)
		is_own[t] = qs_recipe_is_own(packs, portfolio, &portfolio->treatments.items[t]);
	for (size_t u = 0; u < w->unit_count; u++) {
		struct qs_wave_unit *unit = &w->units[u];
		struct likely *const guess = &likely[likely_slot(unit)];
		const struct qs_treatment *treatment;
		struct leader here = {.unit = u};

		if (guess->name != unit->unit->treatment) {
			guess->name = unit->unit->treatment;
			guess->treatment = qs_portfolio_treatment(portfolio, guess->name);
		}
		treatment = guess->treatment;
		here.is_own = treatment && is_own[treatment - portfolio->treatments.items];
		here.key = qs_recipe_key(unit->region, treatment, unit->site, unit->unit);
		unit->recipe = here.is_own ? w->recipe_count : search(w, leader, &here.key, guess->recipe);
		guess->recipe = unit->recipe;
		if (unit->recipe == w->recipe_count)
			leader[w->recipe_count++] = here;
	}
	w->recipes = qs_arena_take(&w->arena, w->recipe_count, sizeof *w->recipes);
	if (!w->recipes)
		return qs_fail(err, QS_ENOMEM, "%zu recipes", w->recipe_count);
	for (size_t r = 0; status == QS_OK && r < w->recipe_count; r++)
		status = qs_recipe_build(packs, portfolio, w->units[leader[r].unit].site, w->units[leader[r].unit].unit,
					 &w->arena, &w->recipes[r], err);
	return status;
}

/* Units in order of recipe; gives each its first lane. -1 without memory. */
static int order_units(struct qs_wave *w)
{
	size_t *const next = qs_arena_take(&w->arena, w->recipe_count + 1, sizeof *next);

	if (!next)
		return -1;
	for (size_t u = 0; u < w->unit_count; u++)
		next[w->units[u].recipe + 1]++;
	for (size_t r = 0; r < w->recipe_count; r++)
		next[r + 1] += next[r];
	for (size_t u = 0; u < w->unit_count; u++) {
		struct qs_wave_unit *const unit = &w->units[u];

		unit->first = (uint64_t)next[unit->recipe] * w->members;
		w->order[next[unit->recipe]++] = u;
	}
	w->lanes = (uint64_t)w->unit_count * w->members;
	return 0;
}

/* Cuts the lanes of one recipe, order[from..to), into blocks of at most QS_LANES, as equal as can be. */
static void cut(struct qs_wave *w, size_t from, size_t to, size_t *segment)
{
	const uint64_t lanes = (uint64_t)(to - from) * w->members;
	const uint64_t blocks = (lanes + QS_LANES - 1) / QS_LANES;
	uint64_t at = 0;

	for (uint64_t b = 0; b < blocks; b++) {
		const uint64_t end = lanes / blocks * (b + 1) + (b + 1 < lanes % blocks ? b + 1 : lanes % blocks);
		struct qs_wave_block *block = &w->blocks[w->block_count++];

		*block = (struct qs_wave_block){.recipe = w->units[w->order[from]].recipe,
						.segment0 = *segment,
						.first = w->units[w->order[from]].first + at,
						.n = (size_t)(end - at)};
		while (at < end) {
			struct qs_wave_unit *unit = &w->units[w->order[from + (size_t)(at / w->members)]];
			const uint64_t member = at % w->members;
			const uint64_t left = w->members - member, room = end - at;
			const size_t n = (size_t)(left < room ? left : room);

			if (!member)
				unit->block = w->block_count - 1;

			w->segments[(*segment)++] = (struct qs_segment){
				unit->site, unit->unit, unit->region, block->n - (size_t)room, n, (uint32_t)member};
			block->segment_count++;
			at += n;
		}
	}
}

/* The draw of parameters that a member stands on. */
static size_t draw_of(const struct qs_context *context, size_t draws, size_t member)
{
	return (context->members ? context->members[member] : member) % draws;
}

/* Cuts the lanes of one unit into blocks of at most so many members that stand on one draw of parameters. */
static void cut_by_draw(struct qs_wave *w, const struct qs_context *context, size_t draws, size_t most,
			struct qs_wave_unit *unit)
{
	unit->block = w->block_count;
	for (size_t m = 0, n = 1; m < w->members; m += n, n = 1) {
		const size_t draw = draw_of(context, draws, m);

		while (n < most && m + n < w->members && draw_of(context, draws, m + n) == draw)
			n++;
		w->blocks[w->block_count++] = (struct qs_wave_block){.recipe = unit->recipe,
								     .segment0 = w->segment_count,
								     .segment_count = 1,
								     .draw = draw,
								     .first = unit->first + m,
								     .n = n};
		w->segments[w->segment_count++] =
			(struct qs_segment){unit->site, unit->unit, unit->region, 0, n, (uint32_t)m};
	}
}

/* Cuts the lanes of order[from..to), of one recipe, into blocks, or with draws of parameters unit by unit. */
static void cut_units(struct qs_wave *w, const struct qs_context *context, size_t draws, size_t from, size_t to)
{
	if (!w->drawn)
		cut(w, from, to, &w->segment_count);
	for (size_t i = from; w->drawn && i < to; i++)
		cut_by_draw(w, context, draws, QS_LANES, &w->units[w->order[i]]);
}

/* Units of a piece: as many as fill a block, or a few blocks where members do not divide one well. */
static size_t piece_units(size_t members)
{
	const size_t lanes = members <= QS_LANES / 8 ? 128 : 4 * QS_LANES;

	return members < lanes ? lanes / members : 1;
}

size_t qs_wave_strips(size_t members)
{
	return members < QS_ACCOUNT_LANES ? 0 : (members + QS_ACCOUNT_LANES - 1) / QS_ACCOUNT_LANES;
}

size_t qs_wave_piece_lanes(size_t members, int as_saved)
{
	if (as_saved)
		return QS_LANES;
	return qs_wave_strips(members) ? QS_ACCOUNT_LANES : piece_units(members) * members;
}

/* Cuts units of one recipe into pieces, all full but the last. */
static void cut_pieces(struct qs_wave *w, const struct qs_context *context, size_t draws, size_t from, size_t to)
{
	const size_t most = piece_units(w->members);

	for (size_t at = from, n; at < to; at += n) {
		const size_t first = w->block_count;

		n = to - at < most ? to - at : most;
		cut_units(w, context, draws, at, at + n);
		w->pieces[w->piece_count++] = (struct qs_wave_piece){first, w->block_count - first, at, at + n, 0};
	}
}

/* Cuts units of one recipe, with a member each, into the blocks of a wave with a ledger, and these into pieces: as many
 * blocks as make one of those above. */
static void cut_saved(struct qs_wave *w, const struct qs_context *context, size_t draws, size_t from, size_t to)
{
	size_t b = w->block_count, n;

	cut_units(w, context, draws, from, to);
	for (size_t at = from, first = b; at < to; at += n, first = b) {
		for (n = 0; n < piece_units(1) && b < w->block_count; b++)
			n += w->blocks[b].n;
		w->pieces[w->piece_count++] = (struct qs_wave_piece){first, b - first, at, at + n, 0};
	}
}

static int compare_pieces(const void *a, const void *b)
{
	const struct qs_wave_piece *const p = a, *const q = b;
	const size_t m = p->end - p->from, n = q->end - q->from;

	if (m != n)
		return (m < n) - (m > n);
	return p->from != q->from ? (p->from > q->from) - (p->from < q->from)
				  : (p->strip > q->strip) - (p->strip < q->strip);
}

void qs_wave_sort(struct qs_wave *w, size_t from)
{
	qsort(w->pieces + from, w->piece_count - from, sizeof *w->pieces, compare_pieces);
}

/* What is made of a wave's lanes. */
enum form { BLOCKS, PIECES, PIECES_AS_SAVED };

/* All lanes into blocks, recipe by recipe. */
static void cut_all(struct qs_wave *w, const struct qs_context *context, size_t draws, enum form form)
{
	size_t from = 0;

	for (size_t i = 0; w->strips && i < w->unit_count; i++)
		cut_by_draw(w, context, 1, QS_ACCOUNT_LANES, &w->units[w->order[i]]);
	for (size_t i = 1; !w->strips && i <= w->unit_count; i++)
		if (i == w->unit_count || w->units[w->order[i]].recipe != w->units[w->order[from]].recipe) {
			if (form == PIECES_AS_SAVED)
				cut_saved(w, context, draws, from, i);
			else if (form == PIECES)
				cut_pieces(w, context, draws, from, i);
			else
				cut_units(w, context, draws, from, i);
			from = i;
		}
}

/* Numbers that a block keeps of what the project's events cost. */
static size_t costs_of(const struct qs_wave *w, const struct qs_wave_block *block)
{
	return 2 * w->recipes[block->recipe].arm[QS_SERIES_project].event_count * block->n + 1;
}

/* Gives the blocks their ledger. */
static qs_status place_ledger(struct qs_wave *w, int64_t *ledger, struct qs_err *err)
{
	for (size_t b = 0; b < w->block_count; b++) {
		w->blocks[b].value = ledger;
		ledger += w->blocks[b].n * (size_t)w->outputs * QS_ARMS * w->years;
		w->blocks[b].event_cny = qs_arena_take_raw(&w->arena, costs_of(w, &w->blocks[b]), sizeof(double));
		if (!w->blocks[b].event_cny)
			return qs_fail(err, QS_ENOMEM, "costs of %zu blocks", w->block_count);
	}
	return QS_OK;
}

void qs_wave_measure(struct qs_wave *w)
{
	const size_t row = (size_t)w->outputs * QS_ARMS * w->years;

	for (size_t b = 0; w->strips && b < w->block_count; b++) {
		const size_t values = w->blocks[b].n * row, costs = costs_of(w, &w->blocks[b]);

		w->piece_values = values > w->piece_values ? values : w->piece_values;
		w->piece_costs = costs > w->piece_costs ? costs : w->piece_costs;
	}
	for (size_t p = 0; !w->strips && p < w->piece_count; p++) {
		size_t values = 0, costs = 0;

		for (size_t k = 0; k < w->pieces[p].block_count; k++) {
			values += w->blocks[w->pieces[p].block0 + k].n * row;
			costs += costs_of(w, &w->blocks[w->pieces[p].block0 + k]);
		}
		w->piece_values = values > w->piece_values ? values : w->piece_values;
		w->piece_costs = costs > w->piece_costs ? costs : w->piece_costs;
	}
}

void qs_wave_lend(struct qs_wave *w, const struct qs_wave_piece *piece, const struct qs_wave_loan *loan)
{
	int64_t *value = loan->value;
	double *costs = loan->event_cny;

	for (size_t k = 0; k < piece->block_count; k++) {
		struct qs_wave_block *const block = &w->blocks[piece->block0 + k];

		block->value = value;
		block->event_cny = costs;
		value += block->n * (size_t)(qs_wave_lane_bytes(w->years) / sizeof *value);
		costs += costs_of(w, block);
	}
}

qs_status qs_wave_recipe(const struct qs_wave *w, const struct qs_portfolio *portfolio,
			 const struct qs_wave_block *block, struct qs_arena *arena, const struct qs_recipe **recipe,
			 struct qs_err *err)
{
	const struct qs_segment *const segment = &w->segments[block->segment0];
	struct qs_recipe *made;

	*recipe = &w->recipes[block->recipe];
	if (!w->drawn)
		return QS_OK;
	made = qs_arena_take(arena, 1, sizeof *made);
	*recipe = made;
	return made ? qs_recipe_build(&w->drawn[block->draw], portfolio, segment->site, segment->unit, arena, made, err)
		    : qs_fail(err, QS_ENOMEM, "a recipe");
}

/* The wave's arena and what stands in its head are there; with pieces it has no ledger. */
static qs_status plan_lanes(const struct qs_context *context, const struct qs_portfolio *portfolio,
			    const struct qs_packs *packs, enum form form, int64_t *ledger, struct qs_wave *w,
			    struct qs_err *err)
{
	uint64_t most;
	qs_status status;

	for (size_t s = 0; s < w->site_count; s++)
		w->unit_count += w->sites[s].units.n;
	most = (uint64_t)w->unit_count * (w->drawn ? w->members : w->members / QS_LANES + 2 + w->strips);
	w->site_unit = qs_arena_take(&w->arena, w->site_count + 1, sizeof *w->site_unit);
	w->units = qs_arena_take(&w->arena, w->unit_count + 1, sizeof *w->units);
	w->order = qs_arena_take(&w->arena, w->unit_count + 1, sizeof *w->order);
	w->blocks = qs_arena_take(&w->arena, (size_t)most, sizeof *w->blocks);
	w->segments = qs_arena_take(&w->arena, 2 * (size_t)most, sizeof *w->segments);
	if (form != BLOCKS)
		w->pieces = qs_arena_take(&w->arena, w->unit_count * (w->strips + 1) + 1, sizeof *w->pieces);
	if (!w->site_unit || !w->units || !w->order || !w->blocks || !w->segments || (form != BLOCKS && !w->pieces))
		return qs_fail(err, QS_ENOMEM, "plan of %zu sites", w->site_count);
	for (size_t s = 0, u = 0; s < w->site_count; s++) {
		const struct qs_site *const site = &w->sites[s];

		w->site_unit[s] = u;
		for (size_t i = 0; i < site->units.n; i++)
			w->units[u++] = (struct qs_wave_unit){.site = site,
							      .unit = &site->units.items[i],
							      .region = qs_portfolio_region(portfolio, site->region)};
		w->site_unit[s + 1] = u;
	}
	status = find_recipes(w, portfolio, packs, err);
	if (status != QS_OK)
		return status;
	if (order_units(w))
		return qs_fail(err, QS_ENOMEM, "plan of %zu sites", w->site_count);
	cut_all(w, context, packs->draws, form);
	if (form == BLOCKS)
		return ledger ? place_ledger(w, ledger, err) : QS_OK;
	if (form == PIECES) /* states are in the order of blocks */
		qs_wave_sort(w, 0);
	qs_wave_measure(w);
	return QS_OK;
}

/* The wave of those members whose physics are their own; its ledger follows on that of the costs. */
static qs_status plan_land(const struct qs_context *context, const struct qs_portfolio *portfolio,
			   const struct qs_packs *packs, size_t own, int64_t *ledger, struct qs_wave *w,
			   struct qs_err *err)
{
	struct qs_wave_land *const land = qs_arena_take(&w->arena, 1, sizeof *land);

	if (!land)
		return qs_fail(err, QS_ENOMEM, "plan of %zu sites", w->site_count);
	land->wave = (struct qs_wave){.sites = w->sites,
				      .site_count = w->site_count,
				      .members = own,
				      .years = w->years,
				      .outputs = QS_OUTPUT_COUNT};
	qs_arena_init(&land->wave.arena, &context->allocator);
	w->land = land;
	land->probes = qs_arena_take(&w->arena, own, sizeof *land->probes);
	land->like = qs_arena_take(&w->arena, w->members, sizeof *land->like);
	if (!land->probes || !land->like)
		return qs_fail(err, QS_ENOMEM, "plan of %zu members", w->members);
	count_own(context, w->members, land->like);
	for (size_t m = 0; m < w->members; m++)
		land->probes[land->like[m]] = context->probes[m];
	return plan_lanes(context, portfolio, packs, BLOCKS, ledger, &land->wave, err);
}

qs_status qs_wave_plan(const struct qs_context *context, const struct qs_portfolio *portfolio,
		       const struct qs_packs *packs, const struct qs_site *sites, size_t site_count, int64_t *ledger,
		       struct qs_wave *wave, struct qs_err *err)
{
	const int drawn = packs->drawn && !context->probes; /* experiments stand in the middle */
	const size_t members = (size_t)portfolio->members, own = count_own(context, members, NULL);
	qs_status status;

	*wave = (struct qs_wave){.sites = sites,
				 .site_count = site_count,
				 .drawn = drawn ? packs->drawn : NULL,
				 .members = members,
				 .years = (size_t)portfolio->years,
				 .lowest = own < members ? QS_OUT_works_cny : 0,
				 .outputs = own < members ? COSTS : QS_OUTPUT_COUNT};
	qs_arena_init(&wave->arena, &context->allocator);
	status = plan_lanes(context, portfolio, packs, BLOCKS, ledger, wave, err);
	if (status != QS_OK || own == members || !ledger)
		return status;
	ledger += (size_t)wave->lanes * COSTS * QS_ARMS * wave->years;
	return plan_land(context, portfolio, packs, own, ledger, wave, err);
}

qs_status qs_wave_plan_pieces(const struct qs_context *context, const struct qs_portfolio *portfolio,
			      const struct qs_packs *packs, const struct qs_site *sites, size_t site_count,
			      int as_saved, struct qs_wave *wave, struct qs_err *err)
{
	*wave = (struct qs_wave){.sites = sites,
				 .site_count = site_count,
				 .drawn = packs->drawn,
				 .members = (size_t)portfolio->members,
				 .years = (size_t)portfolio->years,
				 .strips = qs_wave_strips((size_t)portfolio->members),
				 .outputs = QS_OUTPUT_COUNT};
	qs_arena_init(&wave->arena, &context->allocator);
	return plan_lanes(context, portfolio, packs, as_saved ? PIECES_AS_SAVED : PIECES, NULL, wave, err);
}

void qs_wave_free(struct qs_wave *w)
{
	if (w->land)
		qs_arena_free(&w->land->wave.arena);
	qs_arena_free(&w->arena);
	*w = (struct qs_wave){0};
}
