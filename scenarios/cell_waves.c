#include "scenarios/account_lanes.h"
#include "scenarios/cells.h"

/* What each thread lends to the pieces of a wave: taken anew only if it must grow. */
static qs_status lend(struct qs_cell_books *books, const struct qs_wave *wave, struct qs_err *err)
{
	const size_t threads = (size_t)books->context->threads;

	if (wave->piece_values <= books->lent_values && wave->piece_costs <= books->lent_costs)
		return QS_OK;
	qs_cells_unlend(books);
	books->loan = qs_arena_take(&books->lent, threads, sizeof *books->loan);
	for (size_t t = 0; books->loan && t < threads; t++) {
		struct qs_wave_loan *const loan = &books->loan[t];

		loan->value = qs_arena_take_raw(&books->lent, wave->piece_values, sizeof *loan->value);
		loan->event_cny = qs_arena_take_raw(&books->lent, wave->piece_costs, sizeof *loan->event_cny);
		if (!loan->value || !loan->event_cny)
			return qs_fail(err, QS_ENOMEM, "ledger of a thread");
	}
	if (!books->loan)
		return qs_fail(err, QS_ENOMEM, "ledgers of %zu threads", threads);
	books->lent_values = wave->piece_values;
	books->lent_costs = wave->piece_costs;
	return QS_OK;
}

void qs_cells_unlend(struct qs_cell_books *books)
{
	qs_arena_free(&books->lent);
	books->loan = NULL;
	books->lent_values = books->lent_costs = 0;
}

/* All that follows from a piece; self: a struct qs_cell_wave. */
static qs_status follow(void *self, const struct qs_wave_piece *piece, int thread, struct qs_err *err)
{
	struct qs_cell_wave *const x = self;

	if (x->wave->strips) {
		qs_cells_strip(x, piece, thread);
		return QS_OK;
	}
	qs_cells_settle_units(x, piece->from, piece->end);
	for (size_t k = 0; k < piece->block_count; k++)
		qs_cells_add_block(x, &x->wave->blocks[piece->block0 + k], 0, QS_CELL_GROUPS, thread);
	qs_cells_tell(x, piece->from, piece->end);
	return x->desk[thread].status == QS_OK ? QS_OK
					       : qs_fail(err, x->desk[thread].status, "%s", x->desk[thread].err.text);
}

qs_status qs_cells_pieces(struct qs_cell_books *books, struct qs_account_books *accounts,
			  struct qs_credit_books *credits, struct qs_physics *physics, struct qs_wave *wave,
			  double *residual, const struct qs_sink *sink, struct qs_err *err)
{
	struct qs_cell_wave cells;
	qs_status status = lend(books, wave, err);

	if (status == QS_OK)
		status = qs_cells_begin(books, accounts, credits, wave, NULL, &cells, err);
	if (status == QS_OK && wave->strips)
		status = qs_cells_list_strips(&cells, err);
	if (status != QS_OK)
		return status;
	physics->follow = (struct qs_physics_follow){follow, &cells, books->loan};
	status = qs_physics_wave(physics, wave, residual, err);
	if (status == QS_OK && wave->strips)
		qs_cells_tell_strips(&cells);
	return status == QS_OK ? qs_cells_end(&cells, residual, sink, err) : status;
}

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
