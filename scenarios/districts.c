/* Rows of the results that are districts: to the sink in their order, and into the portfolio's totals. */
#include "scenarios/running.h"

/* District d to the sink, as a site without units. */
static qs_status hand_over(struct qs_running *run, size_t d, int thread, struct qs_err *err)
{
	const struct qs_totals all = run->reduction.totals;
	struct qs_reduced reduced = {0};
	struct qs_site_accounts money = {0};
	struct qs_result result;
	struct qs_site site;
	qs_status status;

	qs_cells_district(&run->cells, d, &site, &reduced);
	if (qs_reduced_take(&run->wave_arena, all.years, all.members, run->reduction.kept_count, &reduced) ||
	    qs_site_accounts_take(&run->wave_arena, all.years, &money))
		return qs_fail(err, QS_ENOMEM, "results of district %s", run->cells.names[d]);
	run->reduction.totals = qs_cells_totals(&run->cells, d);
	qs_running_reduce(run, thread, &reduced);
	qs_accounts_district(&run->accounts, d, thread, &money);
	qs_running_describe(run, &reduced, &money, run->index++, &site, &result);
	run->reduction.totals = all;
	run->all.area_ha += reduced.area_ha;
	run->all.restored_ha += reduced.restored_ha;
	run->all.residual = reduced.residual > run->all.residual ? reduced.residual : run->all.residual;
	status = run->sink->site ? run->sink->site(run->sink->self, &result, err) : QS_OK;
	qs_arena_reset(&run->wave_arena);
	return status;
}

qs_status qs_running_end_district(void *self, int thread, struct qs_err *err)
{
	struct qs_running *const run = self;
	const size_t d = run->cells.ended;
	qs_status status;

	status = hand_over(run, d, thread, err);
	if (status != QS_OK)
		return status;
	run->reduction.overflow |= qs_cells_sum(&run->cells, d + 1, thread, &run->reduction.totals);
	qs_accounts_end_district(&run->accounts, thread);
	qs_cells_clear(&run->cells, d);
	return QS_OK;
}

qs_status qs_running_end_districts(struct qs_running *run, struct qs_err *err)
{
	const size_t districts = run->cells.districts;
	qs_status status = QS_OK;

	run->reduction.overflow |= qs_cells_gather(&run->cells);
	for (size_t d = run->cells.ended; d < districts && status == QS_OK; d++)
		status = hand_over(run, d, QS_ALL_THREADS, err);
	run->reduction.overflow |= qs_cells_sum(&run->cells, districts, QS_ALL_THREADS, &run->reduction.totals);
	return status;
}
