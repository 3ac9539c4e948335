/* How a run is cut: sizes that memory and results are estimated from before anything is computed. */
#ifndef QS_SCENARIOS_PLAN_H
#define QS_SCENARIOS_PLAN_H

#include <stdint.h>

enum { QS_RUN_CHUNK = 16384 }; /* sites asked of a source at a time */

/* Of ledger and results: sites go through the run in waves of at most this size. Cells keep little beside the ledger, and few
 * of them share a recipe: a larger wave fills their blocks, unless each has members enough for blocks of its own. */
#define QS_RUN_WAVE_BYTES ((uint64_t)96 << 20)
#define QS_RUN_CELLS_BYTES ((uint64_t)480 << 20)

/* The size of a wave; by_district: cells. */
uint64_t qs_run_wave_bytes(int by_district, uint64_t members);

#endif
