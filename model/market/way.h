/* The nearest way in: the least set of changes (model/market/changes.h) after which no rule of a methodology is false.
 *
 * Least by number, then by delay, then by cost, then in the order of the packs. The search is exact: sets are tried by size, over the
 * changes that touch a fact of a rule that fails, or of a rule that such a change touches, and so on. A set is made in the order that
 * `after` asks for: a change begins when those it comes after have ended, all others run beside each other, and its `when` is judged
 * on what was made before it. The start, the end of the crediting period and the application move by the delay of the whole; years
 * of a class and of planning that no change sets grow by it. Changes begin at the start as planned, of a registration that is older
 * than the run on the run's first day, with the land as it is then; where that alone is enough, the way has no changes. Evidence is
 * not changed: what is unknown afterwards is told as missing.
 */
#ifndef QS_MODEL_MARKET_WAY_H
#define QS_MODEL_MARKET_WAY_H

#include "model/base/arena.h"
#include "model/market/verdict.h"

struct qs_way_step {
	const struct qs_change_pack *change;
	double begins, ends; /* years after the start as planned */
	double cost_cny;     /* real, of the portfolio's price year */
};

struct qs_way {
	const struct qs_methodology_pack *methodology;
	size_t unit;
	double area_ha;        /* planimetric, of the part of the unit that it concerns */
	uint64_t failed;       /* rules false now: bits as in struct qs_verdict */
	int found;
	size_t count;
	struct qs_way_step steps[QS_CHANGES_MOST]; /* in the order in which they are made */
	double delay_years, cost_cny;
	uint64_t missing;      /* rules open afterwards */
	uint64_t fixed;        /* not found: rules that no change can make other than false; 0: changes exclude each other */
	int alters_treatment;
	struct qs_date planned, start; /* of the registration: as planned (not before the run), and after the delay */
	/* Of a run (scenarios/ways.h): t CO2e over its years, mean of the members, once it is eligible; and what the delay takes
	 * of it. NaN: not known. */
	double credits_t, credits_lost_t;
};

/* What is searched. */
struct qs_way_task {
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	const struct qs_site *site;
	const struct qs_methodology_pack *methodology;
	const struct qs_facts *facts; /* of one part of a unit, as they stand */
	double area_ha;
};

/* Searches one part of a unit. Fills found, count, steps, delay, cost, failed, missing, fixed and alters_treatment. */
void qs_way_search(const struct qs_way_task *task, struct qs_way *way);

/* Makes a set of changes, given as bits over packs->changes: the same members of *way, found if no rule is false. Returns 0, or -1
 * if the set cannot be made: changes exclude each other, or a `when` is false. */
int qs_way_try(const struct qs_way_task *task, uint32_t set, struct qs_way *way);

/* A date some years later, to the day of months of 31 days as in qs_years_between. */
struct qs_date qs_date_later(const struct qs_date *from, double years);

/* The ways of a site: of every unit and methodology that takes new projects and excludes it, the best over its parts. QS_ENOMEM. */
qs_status qs_ways_of(struct qs_arena *arena, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		     const struct qs_site *site, const struct qs_verdicts *verdicts, struct qs_way **ways, size_t *n,
		     struct qs_err *err);

#endif
