/* A run at work: what its waves, its districts and its end share. */
#ifndef QS_SCENARIOS_RUNNING_H
#define QS_SCENARIOS_RUNNING_H

#include "scenarios/accounts.h"
#include "scenarios/ahead.h"
#include "scenarios/cells.h"
#include "scenarios/credits.h"
#include "scenarios/physics.h"
#include "scenarios/reduce.h"
#include "scenarios/run.h"

struct qs_running {
	const struct qs_context *context;
	const struct qs_run_input *input;
	struct qs_sink *sink;
	struct qs_arena arena;
	struct qs_arena ledger_arena; /* the waves' ledger, kept from wave to wave */
	struct qs_arena wave_arena;   /* what a wave gives, freed after each */
	int64_t *ledger;
	size_t ledger_units;
	struct qs_reduction reduction; /* totals of the portfolio */
	struct qs_credit_books books;
	struct qs_account_books accounts;
	enum { PASS_WHOLE, PASS_GROUP, PASS_ACCOUNTS } pass;
	int by_district; /* rows of the results are districts: `cells` holds */
	struct qs_cell_books cells;
	size_t places;         /* of districts (scenarios/plan.h) */
	int figures;           /* 0: only the sums of the accounts are wanted (an experiment) */
	struct qs_reduced all; /* the portfolio */
	struct qs_site_accounts money;
	struct qs_sun_hours sun;
	struct qs_investment estimate; /* the portfolio's */
	int64_t *work;                 /* per thread: QS_REDUCE_ROWS x members */
	struct qs_run_states states;
	struct qs_wave_cut cut;
	struct qs_physics physics;
	struct qs_ahead ahead;
	size_t index;                    /* of the next site */
	struct qs_site_experiment *each; /* of the next wave's first site; or NULL */
	double accounts_seconds;
};

/* What stands in the totals of the reduction, by all threads (QS_ALL_THREADS) or by one that is in a team at work. */
void qs_running_reduce(const struct qs_running *run, int thread, struct qs_reduced *reduced);

/* A row of the results from what was reduced; index: among the rows. */
void qs_running_describe(const struct qs_running *run, const struct qs_reduced *reduced, const struct qs_site_accounts *accounts,
			 size_t index, const struct qs_site *site, struct qs_result *result);

/* ---- rows that are districts (scenarios/districts.c) ---- */

/* The next district, to which no cell will be added, to the sink and into the totals of the portfolio; its place is cleared for
 * another. self: a struct qs_running; thread: the caller's, in its team, of which no other is here. QS_ENOMEM, and what the sink
 * says. */
qs_status qs_running_end_district(void *self, int thread, struct qs_err *err);

/* Those that have not ended yet. QS_ENOMEM, and what the sink says. */
qs_status qs_running_end_districts(struct qs_running *run, struct qs_err *err);

#endif
