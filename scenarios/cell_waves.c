#include "scenarios/account_lanes.h"
#include "scenarios/cells.h"

/* Accounts of all sites; the first failure in their order is told. */
static qs_status settle(struct qs_cell_wave *x, struct qs_err *err)
{
	enum { CHUNK = 4 * QS_ACCOUNT_LANES };
	const size_t threads = (size_t)x->books->context->threads, count = x->wave->unit_count;
	const size_t step = x->wave->members < 8 ? CHUNK : 1;
	const struct qs_cell_desk *first = NULL;

	/* in the order of lanes, so that neighbours read the same lines of the ledger, which hold 8 values */
	if (x->accounts->desks ==
	    1) /* no team around those that share a site: its threads would be made anew for each */
		qs_cells_settle_units(x, 0, count);
	else
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)x->accounts->desks)
		for (size_t from = 0; from < count; from += step)
			qs_cells_settle_units(x, from, from + step < count ? from + step : count);
	for (size_t t = 0; t < threads; t++)
		if (x->desk[t].status != QS_OK && (!first || x->desk[t].failed < first->failed))
			first = &x->desk[t];
	return first ? qs_fail(err, first->status, "%s", first->err.text) : QS_OK;
}

/* Totals, an output and arm after another so that its rows stay in the cache, and end values. */
static void add(struct qs_cell_wave *x)
{
	const struct qs_wave *const wave = x->wave;

#pragma omp parallel num_threads(x->books->context->threads)
	{
#pragma omp for schedule(dynamic, 1) nowait
		for (size_t group = 0; group < QS_CELL_GROUPS; group++)
			for (size_t b = 0; b < wave->block_count; b++)
				qs_cells_add_block(x, &wave->blocks[b], group, group + 1, omp_get_thread_num());
#pragma omp for schedule(static)
		for (size_t k = 0; k < wave->unit_count; k++)
			qs_cells_tell(x, k, k + 1);
	}
}

qs_status qs_cells_account(struct qs_cell_books *books, struct qs_account_books *accounts,
			   struct qs_credit_books *credits, struct qs_wave *wave, const double *residual,
			   const struct qs_verdicts *const *verdicts, const struct qs_sink *sink, double *seconds,
			   struct qs_err *err)
{
	const double start = qs_physics_now();
	struct qs_cell_wave cells;
	qs_status status = qs_cells_begin(books, accounts, credits, wave, verdicts, &cells, err);

	if (status == QS_OK)
		status = settle(&cells, err);
	*seconds += qs_physics_now() - start;
	if (status != QS_OK)
		return status;
	add(&cells);
	return qs_cells_end(&cells, residual, sink, err);
}
