/* What a nearest way in would bring, from a run's ledger.
 *
 * Removals of the unit's part are those of its treatment as simulated, moved by the delay: credits = (1 - d) x the highest mean of
 * net removals that the run still sees after the delay, within the crediting period; lost: what it would see without one. Where the
 * way alters the treatment the run knows nothing of it.
 */
#ifndef QS_SCENARIOS_WAYS_H
#define QS_SCENARIOS_WAYS_H

#include "model/market/way.h"
#include "scenarios/credits.h"

/* Most sites of a run for which ways are searched; `qingshan check --market` has no such bound. */
enum { QS_WAYS_SITES = 1000 };

/* Fills credits_t and credits_lost_t of a site's ways. work: members. */
void qs_ways_value(const struct qs_credit_books *books, const struct qs_wave *wave, size_t site, struct qs_way *ways, size_t n,
		   int64_t *work);

#endif
