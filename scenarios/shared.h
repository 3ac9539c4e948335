/* Several scenarios over one physics: blocks of lanes are computed once, accounts as often as there are scenarios.
 *
 * Scenarios may share physics if they differ in what comes after the ledger alone (model/sweep.h says which inputs those are). The
 * ledger of all sites is kept while their accounts are made one after another, so that a scenario's figures have the bits of a run of
 * its own. Only the portfolio's figures are made, no yearly quantiles.
 */
#ifndef QS_SCENARIOS_SHARED_H
#define QS_SCENARIOS_SHARED_H

#include "model/sweep.h"
#include "scenarios/plan.h"
#include "scenarios/run.h"

/* The largest ledger that is kept. */
#define QS_SHARED_BYTES ((uint64_t)2 << 30)
enum { QS_SHARED_SITES = 16384 };

struct qs_shared_job {
	size_t n; /* scenarios, numbered from 0 */
	void *self;
	/* Puts a scenario's values into the portfolio and sites of the run. A failure is the scenario's own. */
	qs_status (*select)(void *self, size_t k, struct qs_err *err);
	/* Takes its outputs (qs_sweep_outputs of them) or, if it failed, NULL and why. Anything but QS_OK ends the job. */
	qs_status (*take)(void *self, size_t k, const double *value, const struct qs_err *why, struct qs_err *err);
};

struct qs_shared_times {
	double physics, accounts; /* seconds */
	size_t physics_runs;
};

/* Runs all scenarios of a job. The first failure that is not a scenario's own ends it: QS_ENOMEM, QS_EINTERRUPTED, or the job's. */
qs_status qs_run_shared(const struct qs_context *context, const struct qs_run_input *input, const struct qs_shared_job *job,
			struct qs_shared_times *times, struct qs_err *err);

#endif
