/* A run: every site, arm, member and year of a portfolio, in parallel, to a sink.
 *
 * Results do not depend on the number of threads, on the instruction set, or on how sites are cut into blocks and waves.
 * States do not depend on threads and instructions, but they hold block after block of wave after wave, and fit only runs that cut
 * their sites alike: all runs of the same sites and members that see them at once, else those whose waves take as much memory
 * (outputs/members and outputs/form as they were).
 */
#ifndef QS_SCENARIOS_RUN_H
#define QS_SCENARIOS_RUN_H

#include "model/base/context.h"
#include "model/base/packs.h"
#include "model/base/sink.h"
#include "model/finance/accounts.h"
#include "model/land/site.h"
#include "model/portfolio.h"
#include "scenarios/saved.h"

/* What a run is given beside the context. Everything is const during the run. */
struct qs_run_input {
	const struct qs_portfolio *portfolio; /* seed, years and members stand here, overridden by the command line if so */
	const struct qs_packs *packs;
	struct qs_site_source *sites;
	const char *resolved_json;
	const struct qs_input_hash *hashes;
	size_t hash_count;
};

/* What `--dry-run` prints, and what a finished run says of itself. */
struct qs_run_size {
	uint64_t sites, units, lanes, members, years;
	uint64_t memory_bytes; /* estimate of the run's own memory */
	uint64_t output_bytes; /* estimate of results.h5 and cells.h5 */
	uint64_t state_bytes;  /* of the state that is left, from a sample of its blocks; 0: none */
	double seconds;        /* dry run: expected on this many threads; run: measured wall time */
	double physics_seconds;
	double accounts_seconds; /* of sites and the portfolio, from a ledger in memory */
};

/* The size of a run, without running it; with states (of which nothing is read) as qs_run_on takes them, or NULL. */
qs_status qs_run_plan(const struct qs_context *context, const struct qs_run_input *input,
		      const struct qs_run_states *states, struct qs_run_size *size, struct qs_err *err);

/* What an experiment gives of one site; the caller's columns. */
struct qs_site_experiment {
	double *sums;       /* [QS_SUM_COUNT][members] (model/finance/lines.h) */
	double *works;      /* [years] mean of works, CNY */
	double restored_ha; /* area of its units with a treatment, filled */
};

/* What an experiment on inputs gives: by member, of the portfolio. The caller's columns. */
struct qs_experiment {
	double *npv;     /* CNY */
	double *credits; /* sold, t CO2e */
	double *npv_after_tax; /* CNY; or NULL */
	double *score;   /* of benefits, by restored area; NaN where nothing is restored; or NULL */
	struct qs_site_experiment *each; /* [sites], in their order; or NULL */
};

/* Runs physics and accounts of a portfolio without a sink, each member with the draws that the context's probes and `shift`
 * [members] (or NULL) set. */
qs_status qs_run_experiment(const struct qs_context *context, const struct qs_run_input *input,
			    const struct qs_account_shift *shift, struct qs_experiment *experiment, struct qs_err *err);

/* Runs. On failure the sink is dropped. QS_EINVARIANT if a balance does not close (> 1e-12) or a NaN appears,
 * QS_EINTERRUPTED if the context's progress function asks to stop. */
qs_status qs_run(const struct qs_context *context, const struct qs_run_input *input, struct qs_sink *sink,
		 struct qs_run_size *size, struct qs_err *err);

/* The same from a state that another run left (its years are those of that run, but for their costs), and leaving one; states as in
 * scenarios/saved.h, or NULL. Cells with one member go by pieces as they do without states; cells with more, whose pieces are other
 * blocks than those of a state, by waves with a ledger. Of states that is in memory what threads are at. Where registrations
 * reach beyond a wave all sites are gone through twice: a state is read twice and written once. QS_EINPUT if the state does not fit,
 * and what its functions say. */
qs_status qs_run_on(const struct qs_context *context, const struct qs_run_input *input, const struct qs_run_states *states,
		    struct qs_sink *sink, struct qs_run_size *size, struct qs_err *err);

#endif
