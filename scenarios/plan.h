/* How a run is cut: sizes that memory and results are estimated from before anything is computed. */
#ifndef QS_SCENARIOS_PLAN_H
#define QS_SCENARIOS_PLAN_H

#include "model/base/context.h"
#include "model/portfolio.h"

#include <stdint.h>

/* Sites asked of a source at a time; and of cells at first, while all threads wait for them. */
enum { QS_RUN_CHUNK = 8192, QS_RUN_CHUNK_FIRST = 2048 };

/* Of ledger and results: sites go through the run in waves of at most this size; those in pieces keep no ledger and are cut by their
 * number. Cells with a ledger keep little beside it, and few of them share a recipe: a larger wave fills their blocks, unless each has
 * members enough for blocks of its own. */
#define QS_RUN_WAVE_BYTES ((uint64_t)96 << 20)
#define QS_RUN_CELLS_BYTES ((uint64_t)480 << 20)

/* How sites are cut into waves. */
struct qs_wave_cut {
	uint64_t site, unit; /* bytes that a site and each of its units take */
	uint64_t most;
	int pieces; /* sites of one unit make waves that are cut into pieces (scenarios/wave.h) */
	int as_saved; /* those of a state: of as many sites as waves with a ledger have */
	size_t sites_most; /* of such a wave */
	uint64_t cell; /* bytes that each takes */
};

/* Of a run whose rows are districts (or not), that keeps results of sites (or does not: an experiment), and that has states (or
 * not): they hold the blocks of waves with a ledger, which pieces of cells with one member can be made of. */
struct qs_run_input;
struct qs_wave_cut qs_run_cut(const struct qs_context *context, const struct qs_run_input *input, int by_district, int figures,
			      int has_states);

/* Places that totals of districts stand at: as many as there are, or, where all cells of a run are one wave in strips, few, and
 * districts end in turn (scenarios/cells.h). units: of all sites. */
size_t qs_run_places(const struct qs_context *context, const struct qs_run_input *input, const struct qs_wave_cut *cut,
		     int by_district, uint64_t units);

struct qs_wave_size {
	size_t sites; /* at least one */
	uint64_t bytes;
	int pieces;
};

/* The next wave out of n sites. */
struct qs_wave_size qs_run_wave(const struct qs_wave_cut *cut, const struct qs_site *sites, size_t n);

#endif
