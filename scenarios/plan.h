/* How a run is cut: sizes that memory and results are estimated from before anything is computed. */
#ifndef QS_SCENARIOS_PLAN_H
#define QS_SCENARIOS_PLAN_H

#include "model/base/context.h"
#include "model/portfolio.h"

#include <stdint.h>

enum { QS_RUN_CHUNK = 16384 }; /* sites asked of a source at a time */

/* Of ledger and results: sites go through the run in waves of at most this size. Cells keep little beside the ledger, and few
 * of them share a recipe: a larger wave fills their blocks, unless each has members enough for blocks of its own. */
#define QS_RUN_WAVE_BYTES ((uint64_t)96 << 20)
#define QS_RUN_CELLS_BYTES ((uint64_t)480 << 20)

/* How sites are cut into waves. */
struct qs_wave_cut {
	uint64_t site, unit; /* bytes that a site and each of its units take */
	uint64_t most;
};

/* Of a run whose rows are districts (or not), and that keeps results of sites (or does not: an experiment). */
struct qs_wave_cut qs_run_cut(const struct qs_context *context, const struct qs_portfolio *portfolio, int by_district, int figures);

/* How many of n sites, at least one, make the next wave; bytes: what it takes. */
size_t qs_run_wave(const struct qs_wave_cut *cut, const struct qs_site *sites, size_t n, uint64_t *bytes);

#endif
