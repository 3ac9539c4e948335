/* Registrations merged into one: the nearest way in for one whose credits do not pay for registering and monitoring.
 *
 * What can be changed is which registration a site stands in; the change is a pack (`merge_registrations`) with its time and cost, and
 * the goal is the methodology's `of_registration`: rules that are judged on income by cost (fact registration_income_of_cost). Sets of
 * registrations that sell under the methodology are tried by size, so that the answer is the least: fewest merged, then the shortest
 * delay, then the largest income less cost. A merged registration has one start, the latest of its parts', later by the time that the
 * change takes; the works of the others wait for it, and their removals come as many whole years later. Nobody waits for what lies
 * before the run: a registration older than it counts from its first day. A merged registration is settled as any other
 * (model/market/compare.h), with the sampling design of the registration asked about and the largest deductions of its parts. Costs of
 * registering and of monitoring are incurred once:
 *
 *     ratio = income / (cost of registering + of monitoring + of the change)
 */
#ifndef QS_MODEL_MARKET_MERGE_H
#define QS_MODEL_MARKET_MERGE_H

#include "model/base/arena.h"
#include "model/market/compare.h"

enum { QS_MERGE_MOST = 12 }; /* registrations of one answer; of more candidates those with the largest income are tried */

struct qs_merge {
	const struct qs_credit_table *table;       /* asked about */
	const struct qs_change_pack *change;       /* NULL: no pack lets registrations be merged */
	uint64_t failed;                           /* of the methodology's of_registration, as registered; 0: it pays alone */
	int found;                                 /* 0 where failed: no set does it, and what follows is the one that comes nearest */
	size_t count;
	const struct qs_credit_table *with[QS_MERGE_MOST]; /* in the order of the portfolio */
	struct qs_date start;                      /* of the merged registration */
	double delay_years;                        /* of the part that waits longest */
	double change_cny;
	struct qs_credit_compared alone, apart, one; /* as registered; it and `with` as registered, summed; as one */
};

/* Asks about each registration that sells and has something inside, in the order of the tables. The list lies in the
 * arena. QS_ENOMEM. */
qs_status qs_merges_of(struct qs_arena *arena, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		       const struct qs_credit_table *tables, size_t count, struct qs_merge **merges, size_t *n,
		       struct qs_err *err);

#endif
