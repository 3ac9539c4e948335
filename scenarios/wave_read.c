/* What stands in the ledger of a wave: rows of units and sites, columns of strips, what works cost. */
#include "scenarios/wave.h"

#include "kernels/kernels.h"
#include "model/base/bug.h"
#include "model/land/costs.h"

/* Lanes of a part that stand in one block; `same`: one lane, which many members are like. */
struct stretch {
	const struct qs_wave_block *block;
	size_t at, n, done; /* first lane of the block, how many, how many of the part before them */
	int same;
};

/* How many of at most n members from `first` on stand in lanes that follow each other, or are like one. */
static size_t count_alike(const uint32_t *like, size_t first, size_t n, int *same)
{
	size_t k = 1;

	*same = n > 1 && like[first + 1] == like[first];
	while (k < n && like[first + k] == like[first] + (*same ? 0 : k))
		k++;
	return k;
}

/* The next stretch of a part; 0 after the last. Begins with a zeroed one. like: of the wave's members, if the part is
 * of an experiment's; or NULL. */
static int next_stretch(const struct qs_wave *w, const uint32_t *like, const struct qs_wave_part *part,
			struct stretch *s)
{
	const struct qs_wave_unit *const unit = &w->units[part->unit];
	uint64_t lane;
	size_t room;

	s->done += s->n;
	if (s->done == part->n)
		return 0;
	s->n = part->n - s->done;
	lane = unit->first + part->first + s->done;
	if (like) {
		lane = unit->first + like[part->first + s->done];
		s->n = count_alike(like, part->first + s->done, s->n, &s->same);
	}
	s->block = s->block && !like ? s->block + 1 : &w->blocks[unit->block];
	while (lane - s->block->first >= s->block->n)
		s->block++;
	s->at = (size_t)(lane - s->block->first);
	room = s->block->n - s->at;
	s->n = s->same || s->n < room ? s->n : room;
	return 1;
}

/* The wave that holds an output, and how its members are like this one's. */
static const struct qs_wave *holder(const struct qs_wave *w, int o, const uint32_t **like)
{
	const int here = !w->land || (o >= w->lowest && o < w->lowest + w->outputs);

	*like = here ? NULL : w->land->like;
	return here ? w : &w->land->wave;
}

/* An output of an arm, first year, at the first lane of a stretch; years stand block->n apart. */
static const int64_t *row_of(const struct qs_wave *w, const struct stretch *s, int o, int a)
{
	return s->block->value + (size_t)((o - w->lowest) * QS_ARMS + a) * w->years * s->block->n + s->at;
}

void qs_wave_unit_row(const struct qs_wave *wave, size_t unit, int o, int a, size_t year, int64_t *sum)
{
	const struct qs_wave_part part = {.unit = unit, .n = wave->members};
	const uint32_t *like;
	const struct qs_wave *const w = holder(wave, o, &like);
	struct stretch s = {0};

	while (next_stretch(w, like, &part, &s)) {
		const int64_t *const row = row_of(w, &s, o, a) + year * s.block->n;
		int64_t *const to = sum + s.done;

		for (size_t i = 0; i < s.n && s.same; i++)
			to[i] += *row;
		for (size_t i = 0; i < s.n && !s.same; i++)
			to[i] += row[i];
	}
}

/* The same for members that are like one lane. */
static void spread_years(const struct qs_wave *w, const struct qs_kernels *kernels, const struct stretch *s,
			 size_t step, const int64_t *row, double quantum, int add, double *to)
{
	for (size_t y = 0; y < w->years; y++, row += s->block->n, to += step) {
		double value;

		kernels->quanta_read(1, 1, 1, 1, quantum, 0, row, &value);
		for (size_t i = 0; i < s->n; i++)
			to[i] = add ? to[i] + value : value;
	}
}

void qs_wave_unit_years(const struct qs_wave *wave, const struct qs_kernels *kernels, const struct qs_wave_part *part,
			int o, int a, double quantum, int add, double *to)
{
	const uint32_t *like;
	const struct qs_wave *const w = holder(wave, o, &like);
	struct stretch s = {0};

	while (next_stretch(w, like, part, &s))
		if (s.same)
			spread_years(w, kernels, &s, part->step, row_of(w, &s, o, a), quantum, add, to + s.done);
		else
			kernels->quanta_read(s.n, w->years, s.block->n, part->step, quantum, add, row_of(w, &s, o, a),
					     to + s.done);
}

void qs_wave_unit_capital(const struct qs_wave *w, const struct qs_wave_part *part, double *cny)
{
	const struct qs_wave_unit *const unit = &w->units[part->unit];
	struct stretch s = {0};

	while (next_stretch(w, NULL, part, &s))
		qs_costs_by_kind(&w->recipes[unit->recipe].arm[QS_SERIES_project], qs_unit_planimetric_ha(unit->unit),
				 w->years, s.block->event_cny + s.at, s.block->n, s.n, part->step, cny + s.done);
}

int64_t qs_wave_unit_sum(const struct qs_wave *w, size_t unit, int o, int a, size_t year)
{
	uint64_t lane = w->units[unit].first;
	int64_t sum = 0;

	qs_bug_assert(!w->land);
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

	while (next_stretch(w, NULL, &part, &s))
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
