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

/* The ways of a site, with credits_t and credits_lost_t, into its result, whose verdicts stand; nothing where the run has more than
 * QS_WAYS_SITES sites. The ways lie in the arena. work: members. QS_ENOMEM. */
qs_status qs_ways_site(const struct qs_credit_books *books, struct qs_arena *arena, const struct qs_wave *wave, size_t site,
		       uint64_t sites, int64_t *work, struct qs_result *result, struct qs_err *err);

#endif
