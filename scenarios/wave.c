#include "scenarios/wave.h"

#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/land/costs.h"

uint64_t qs_wave_lane_bytes(size_t years)
{
	return (uint64_t)QS_OUTPUT_COUNT * QS_ARMS * years * sizeof(int64_t);
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

/* Cuts the lanes of one unit into blocks of members that stand on one draw of parameters. */
static void cut_by_draw(struct qs_wave *w, const struct qs_context *context, size_t draws, struct qs_wave_unit *unit)
{
	unit->block = w->block_count;
	for (size_t m = 0, n = 1; m < w->members; m += n, n = 1) {
		const size_t draw = draw_of(context, draws, m);

		while (n < QS_LANES && m + n < w->members && draw_of(context, draws, m + n) == draw)
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

/* All lanes into blocks, recipe by recipe. */
static void cut_all(struct qs_wave *w, const struct qs_context *context, size_t draws)
{
	size_t from = 0;

	for (size_t i = 0; w->drawn && i < w->unit_count; i++)
		cut_by_draw(w, context, draws, &w->units[w->order[i]]);
	for (size_t i = 1; !w->drawn && i <= w->unit_count; i++)
		if (i == w->unit_count || w->units[w->order[i]].recipe != w->units[w->order[from]].recipe) {
			cut(w, from, i, &w->segment_count);
			from = i;
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

qs_status qs_wave_plan(const struct qs_context *context, const struct qs_portfolio *portfolio,
		       const struct qs_packs *packs, const struct qs_site *sites, size_t site_count, int64_t *ledger,
		       struct qs_wave *wave, struct qs_err *err)
{
	struct qs_wave *const w = wave;
	const int drawn = packs->drawn && !context->probes; /* experiments stand in the middle */
	uint64_t most;
	qs_status status;

	*w = (struct qs_wave){.sites = sites,
			      .site_count = site_count,
			      .drawn = drawn ? packs->drawn : NULL,
			      .members = (size_t)portfolio->members,
			      .years = (size_t)portfolio->years};
	qs_arena_init(&w->arena, &context->allocator);
	for (size_t s = 0; s < site_count; s++)
		w->unit_count += sites[s].units.n;
	most = (uint64_t)w->unit_count * (drawn ? w->members : w->members / QS_LANES + 2);
	w->site_unit = qs_arena_take(&w->arena, site_count + 1, sizeof *w->site_unit);
	w->units = qs_arena_take(&w->arena, w->unit_count + 1, sizeof *w->units);
	w->order = qs_arena_take(&w->arena, w->unit_count + 1, sizeof *w->order);
	w->blocks = qs_arena_take(&w->arena, (size_t)most, sizeof *w->blocks);
	w->segments = qs_arena_take(&w->arena, 2 * (size_t)most, sizeof *w->segments);
	if (!w->site_unit || !w->units || !w->order || !w->blocks || !w->segments)
		return qs_fail(err, QS_ENOMEM, "plan of %zu sites", site_count);
	for (size_t s = 0, u = 0; s < site_count; s++) {
		w->site_unit[s] = u;
		for (size_t i = 0; i < sites[s].units.n; i++)
			w->units[u++] =
				(struct qs_wave_unit){.site = &sites[s],
						      .unit = &sites[s].units.items[i],
						      .region = qs_portfolio_region(portfolio, sites[s].region)};
		w->site_unit[s + 1] = u;
	}
	status = find_recipes(w, portfolio, packs, err);
	if (status != QS_OK)
		return status;
	if (order_units(w))
		return qs_fail(err, QS_ENOMEM, "plan of %zu sites", site_count);
	cut_all(w, context, packs->draws);
	for (size_t b = 0; b < w->block_count; b++) {
		w->blocks[b].value = ledger;
		ledger += w->blocks[b].n * (size_t)(qs_wave_lane_bytes(w->years) / sizeof *ledger);
		w->blocks[b].event_cny = qs_arena_take_raw(
			&w->arena,
			2 * w->recipes[w->blocks[b].recipe].arm[QS_SERIES_project].event_count * w->blocks[b].n + 1,
			sizeof(double));
		if (!w->blocks[b].event_cny)
			return qs_fail(err, QS_ENOMEM, "costs of %zu blocks", w->block_count);
	}
	return QS_OK;
}

void qs_wave_unit_row(const struct qs_wave *w, size_t unit, int o, int a, size_t year, int64_t *sum)
{
	uint64_t lane = w->units[unit].first;
	size_t member = 0;

	for (size_t b = w->units[unit].block; member < w->members; b++) {
		const struct qs_wave_block *block = &w->blocks[b];
		const int64_t *row =
			block->value + ((size_t)(o * QS_ARMS + a) * w->years + year) * block->n + (lane - block->first);
		const size_t here = block->n - (size_t)(lane - block->first);
		const size_t n = here < w->members - member ? here : w->members - member;

		qs_bug_assert(lane >= block->first && here > 0);
		for (size_t i = 0; i < n; i++)
			sum[member + i] += row[i];
		member += n;
		lane += n;
	}
}

/* Lanes of a part that stand in one block. */
struct stretch {
	const struct qs_wave_block *block;
	size_t at, n, done; /* first lane of the block, how many, how many of the part before them */
};

/* The next stretch of a part; 0 after the last. Begins with a zeroed one. */
static int next_stretch(const struct qs_wave *w, const struct qs_wave_part *part, struct stretch *s)
{
	const struct qs_wave_unit *const unit = &w->units[part->unit];
	uint64_t lane;

	s->done += s->n;
	if (s->done == part->n)
		return 0;
	lane = unit->first + part->first + s->done;
	s->block = s->block ? s->block + 1 : &w->blocks[unit->block];
	while (lane - s->block->first >= s->block->n)
		s->block++;
	s->at = (size_t)(lane - s->block->first);
	s->n = s->block->n - s->at < part->n - s->done ? s->block->n - s->at : part->n - s->done;
	return 1;
}

void qs_wave_unit_years(const struct qs_wave *w, const struct qs_kernels *kernels, const struct qs_wave_part *part,
			int o, int a, double quantum, int add, double *to)
{
	struct stretch s = {0};

	while (next_stretch(w, part, &s))
		kernels->quanta_read(s.n, w->years, s.block->n, part->step, quantum, add,
				     s.block->value + (size_t)(o * QS_ARMS + a) * w->years * s.block->n + s.at,
				     to + s.done);
}

void qs_wave_unit_capital(const struct qs_wave *w, const struct qs_wave_part *part, double *cny)
{
	const struct qs_wave_unit *const unit = &w->units[part->unit];
	struct stretch s = {0};

	while (next_stretch(w, part, &s))
		qs_costs_by_kind(&w->recipes[unit->recipe].arm[QS_SERIES_project], qs_unit_planimetric_ha(unit->unit),
				 w->years, s.block->event_cny + s.at, s.block->n, s.n, part->step, cny + s.done);
}

int64_t qs_wave_unit_sum(const struct qs_wave *w, size_t unit, int o, int a, size_t year)
{
	uint64_t lane = w->units[unit].first;
	int64_t sum = 0;

	for (size_t b = w->units[unit].block, member = 0; member < w->members; b++) {
		const struct qs_wave_block *block = &w->blocks[b];
		const int64_t *row =
			block->value + ((size_t)(o * QS_ARMS + a) * w->years + year) * block->n + (lane - block->first);
		const size_t here = block->n - (size_t)(lane - block->first);
		const size_t n = here < w->members - member ? here : w->members - member;

		for (size_t i = 0; i < n; i++)
			sum += row[i];
		member += n;
		lane += n;
	}
	return sum;
}

void qs_wave_site_row(const struct qs_wave *w, size_t site, int o, int a, size_t year, int64_t *sum)
{
	for (size_t u = w->site_unit[site]; u < w->site_unit[site + 1]; u++)
		qs_wave_unit_row(w, u, o, a, year, sum);
}

/* What the members pay for the works of a unit. */
static void unit_investment(const struct qs_wave *w, const struct qs_finance *finance, size_t u,
			    struct qs_investment *e)
{
	const struct qs_wave_part part = {.unit = u, .n = w->members};
	const struct qs_arm_recipe *const arm = &w->recipes[w->units[u].recipe].arm[QS_SERIES_project];
	struct stretch s = {0};

	while (next_stretch(w, &part, &s))
		qs_estimate_members(e, finance, arm, qs_unit_planimetric_ha(w->units[u].unit), w->years,
				    s.block->event_cny + s.at, s.block->n, s.done, s.n);
}

int qs_wave_estimate(const struct qs_wave *w, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		     size_t site, struct qs_arena *arena, struct qs_investment *estimate)
{
	if (qs_estimate_take(arena, packs, portfolio, estimate))
		return -1;
	for (size_t u = w->site_unit[site]; u < w->site_unit[site + 1]; u++)
		qs_estimate_unit(estimate, portfolio, &w->recipes[w->units[u].recipe], w->units[u].unit, w->years);
	if (qs_estimate_take_members(arena, w->members, estimate))
		return -1;
	for (size_t u = w->site_unit[site]; u < w->site_unit[site + 1]; u++)
		unit_investment(w, &portfolio->finance, u, estimate);
	qs_estimate_close(estimate, &portfolio->finance);
	return 0;
}

void qs_wave_free(struct qs_wave *w)
{
	qs_arena_free(&w->arena);
	*w = (struct qs_wave){0};
}
