/* A wave: sites whose lanes are computed together, cut into blocks, with their ledger.
 *
 * Lanes stand in order of recipe, then site, unit and member, and are cut into blocks of nearly equal size. A wave is as large
 * as its ledger's share of memory allows; what it holds does not depend on threads.
 *
 * Members of an experiment (context->probes) that differ in prices and accounts alone share their physics. Such a wave keeps only
 * costs of each member; all other outputs stand in a second wave of those members whose physics are their own, and readers look
 * there.
 *
 * Where each unit can be done with by itself (cells), a wave has no ledger: it is cut into pieces of whole units, and
 * the thread that takes a piece lends it one, which goes to the next piece when all that follows from this one is done.
 */
#ifndef QS_SCENARIOS_WAVE_H
#define QS_SCENARIOS_WAVE_H

#include "model/base/context.h"
#include "model/base/packs.h"
#include "model/land/block.h"
#include "model/land/estimate.h"
#include "model/portfolio.h"

struct qs_kernels;
struct qs_probe;

struct qs_wave_unit {
	const struct qs_site *site;
	const struct qs_unit *unit;
	const struct qs_region *region;
	size_t recipe;
	uint64_t first; /* lane of member 0, counted in the wave */
	size_t block;   /* that holds it */
};

struct qs_wave_block {
	size_t recipe, segment0, segment_count;
	size_t draw; /* of parameters that its lanes stand on; 0 without draws */
	uint64_t first; /* lane */
	size_t n;
	int64_t *value; /* its ledger */
	double *event_cny; /* what the project's events cost (model/land/costs.h: qs_costs_keep) */
};

/* Blocks that follow each other and hold whole units; or of units with many members a strip of each (scenarios/account_lanes.h), a
 * block, one after another. */
struct qs_wave_piece {
	size_t block0, block_count;
	size_t from, end; /* its units in their order, or in that of the list */
	size_t strip;
};

/* What a thread lends to a piece: enough for any of a wave. */
struct qs_wave_loan {
	int64_t *value;
	double *event_cny;
};

struct qs_wave {
	struct qs_arena arena;
	const struct qs_packs *drawn; /* by draw of parameters; NULL: all lanes stand on the recipes as planned */
	const struct qs_site *sites;
	size_t site_count;
	size_t *site_unit; /* first unit of each site, site_count + 1 of them */
	struct qs_wave_unit *units;
	size_t unit_count;
	size_t *order; /* units by recipe */
	struct qs_recipe *recipes;
	size_t recipe_count;
	struct qs_segment *segments;
	size_t segment_count;
	struct qs_wave_block *blocks;
	size_t block_count;
	struct qs_wave_piece *pieces; /* NULL: blocks have a ledger of their own */
	size_t piece_count;
	size_t piece_values, piece_costs; /* numbers of the largest loan */
	size_t strips; /* of each unit, if pieces are made of strips: block k of a unit holds strip k; else 0 */
	size_t *list;  /* units in the order in which their strips are taken (scenarios/cell_strips.c) */
	uint64_t lanes;
	size_t members, years;
	int lowest, outputs; /* that blocks hold: the first, and how many */
	const uint32_t *district;  /* of each site, among those that totals are kept of; NULL: all are in the first */
	struct qs_wave_land *land; /* the outputs that this wave's blocks do not hold; or NULL */
};

/* Physics that members of an experiment share. */
struct qs_wave_land {
	struct qs_wave wave; /* of the members whose physics are their own */
	struct qs_probe *probes; /* theirs */
	uint32_t *like; /* [members of the experiment] which of them each is like */
};

/* Bytes of ledger that a lane needs, and that a unit does with all members of the portfolio. */
uint64_t qs_wave_lane_bytes(size_t years);
uint64_t qs_wave_unit_bytes(const struct qs_context *context, const struct qs_portfolio *portfolio);

/* Plans a wave of sites. The sites and the ledger must outlive it; the ledger holds qs_wave_unit_bytes for each unit, or is NULL:
 * blocks are to be looked at alone. */
qs_status qs_wave_plan(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		       const struct qs_site *sites, size_t site_count, int64_t *ledger, struct qs_wave *wave, struct qs_err *err);

/* The same without a ledger, cut into pieces, or into strips that the caller makes pieces of: pieces has room for as many as there are
 * strips of units. Each site has one unit. as_saved: units have one member, and blocks are those of a wave with a ledger, which a
 * state holds. */
qs_status qs_wave_plan_pieces(const struct qs_context *context, const struct qs_portfolio *portfolio,
			      const struct qs_packs *packs, const struct qs_site *sites, size_t site_count,
			      int as_saved, struct qs_wave *wave, struct qs_err *err);

/* Strips of each unit, if so many members are cut into them; else 0. */
size_t qs_wave_strips(size_t members);

/* Lanes of a loan at most, for so many members of a unit. */
size_t qs_wave_piece_lanes(size_t members, int as_saved);

/* Pieces from one on: large ones first, so that threads end together; those of one size in the order of their units and strips. */
void qs_wave_sort(struct qs_wave *wave, size_t from);

/* Finds the largest loan: of the pieces, or of the strips. */
void qs_wave_measure(struct qs_wave *wave);

/* Gives the blocks of a piece the ledger and costs of a loan. */
void qs_wave_lend(struct qs_wave *wave, const struct qs_wave_piece *piece, const struct qs_wave_loan *loan);

/* The recipe that a block's lanes stand on: the wave's, or with draws of parameters one made of them in the arena. Blocks of a wave
 * with draws hold members of one unit and draw. QS_ENOMEM, or what no recipe can be made of. */
qs_status qs_wave_recipe(const struct qs_wave *wave, const struct qs_portfolio *portfolio, const struct qs_wave_block *block,
			 struct qs_arena *arena, const struct qs_recipe **recipe, struct qs_err *err);

/* Adds output o of arm a in a year of one unit, member by member, into sum. */
void qs_wave_unit_row(const struct qs_wave *wave, size_t unit, int o, int a, size_t year, int64_t *sum);

/* Lanes that follow each other: n of a unit's members from `first` on, or with one member each as many units from `unit` on in their
 * order; they go to columns whose rows lie `step` apart. */
struct qs_wave_part {
	size_t unit, first, n, step;
};

/* Writes (or adds) an output of an arm, all years times the quantum, to `to` [years][step]. */
void qs_wave_unit_years(const struct qs_wave *wave, const struct qs_kernels *kernels, const struct qs_wave_part *part, int o, int a,
			double quantum, int add, double *to);

/* Adds the capital works of such lanes by kind into cny [QS_CAPITAL_KINDS][years][step] (model/land/costs.h); units that follow each
 * other have one area. */
void qs_wave_unit_capital(const struct qs_wave *wave, const struct qs_wave_part *part, double *cny);

/* The sum of a row over the members, which share no physics. */
int64_t qs_wave_unit_sum(const struct qs_wave *wave, size_t unit, int o, int a, size_t year);

/* Adds output o of arm a in a year over the units of a site, member by member, into sum. */
void qs_wave_site_row(const struct qs_wave *wave, size_t site, int o, int a, size_t year, int64_t *sum);

/* The investment of a site and what each member pays, with memory from the arena; 0, or -1 without memory. */
int qs_wave_estimate(const struct qs_wave *wave, const struct qs_portfolio *portfolio, const struct qs_packs *packs, size_t site,
		     struct qs_arena *arena, struct qs_investment *estimate);

/* Gives the wave's memory back; safe on a zeroed wave and twice. */
void qs_wave_free(struct qs_wave *wave);

#endif
