#include "validation/cbm_case.h"

#include <string.h>

const char *const qs_cbm_sum_names[QS_CBM_SUM_COUNT] = {"growth_c",        "litter_c",   "decay_c",
							"disturbed_air_c", "products_c", "lapsed_c"};

/* A stand of one lane. */
struct stand {
	double pool[QS_CBM_POOL_COUNT], before[QS_CBM_POOL_COUNT], rate[QS_CBM_DEAD_COUNT];
	double moved[QS_CBM_CELLS];
	struct qs_cbm_pools pools, was;
	struct qs_cbm_rates rates;
	double *flow[QS_CBM_CELLS];
};

static void open_stand(struct stand *stand, const double *initial)
{
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++) {
		stand->pool[p] = initial[p];
		stand->pools.of[p] = &stand->pool[p];
		stand->was.of[p] = &stand->before[p];
	}
	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++)
		stand->rates.of[d] = &stand->rate[d];
	for (size_t e = 0; e < QS_CBM_CELLS; e++)
		stand->flow[e] = &stand->moved[e];
}

static int is_air(size_t pool)
{
	return pool >= QS_CBM_CO2 && pool <= QS_CBM_NO2;
}

/* Books the flows of a step by where they go; `disturbed`: of a disturbance. */
static void book(struct qs_cbm_case *cbm, size_t year, const struct stand *stand, size_t flows,
		 const struct qs_cbm_ends *ends, int disturbed)
{
	for (size_t e = 0; e < flows; e++) {
		const double moved = stand->moved[e];
		const size_t from = ends[e].from, to = ends[e].to;

		if (from == QS_CBM_OUTSIDE)
			cbm->sum[QS_CBM_SUM_GROWTH][year] += moved;
		else if (to == QS_CBM_OUTSIDE)
			cbm->sum[QS_CBM_SUM_LAPSED][year] += moved;
		else if (is_air(to))
			cbm->sum[disturbed ? QS_CBM_SUM_BURNT : QS_CBM_SUM_DECAY][year] += moved;
		else if (to == QS_CBM_PRODUCTS)
			cbm->sum[QS_CBM_SUM_PRODUCTS][year] += moved;
		else if (from < QS_CBM_LIVE_COUNT && !disturbed)
			cbm->sum[QS_CBM_SUM_LITTER][year] += moved;
	}
}

static void one_year(const struct qs_kernels *kernels, struct qs_cbm_case *cbm, size_t y, struct stand *stand)
{
	const struct qs_cbm_increments increments = {cbm->merch + y, cbm->foliage + y, cbm->other + y};
	const double hit = 1;

	for (size_t i = 0; i < cbm->events; i++) {
		const struct qs_cbm_matrix *const matrix = &cbm->event[i].matrix;

		if (cbm->event[i].year != y + 1)
			continue;
		memcpy(stand->before, stand->pool, sizeof stand->pool);
		kernels->cbm_disturb(1, matrix, &hit, &stand->pools, stand->flow);
		kernels->cbm_balance(1, matrix->n, matrix->ends, stand->flow, &stand->was, &stand->pools,
				     &cbm->balance);
		book(cbm, y, stand, matrix->n, matrix->ends, 1);
	}
	memcpy(stand->before, stand->pool, sizeof stand->pool);
	kernels->cbm_rates(1, &cbm->decay, cbm->temperature_c + y, &stand->rates);
	kernels->cbm_year(1, &cbm->cbm, &stand->rates, &increments, &stand->pools, stand->flow);
	kernels->cbm_balance(1, QS_CBM_FLOW_COUNT, qs_cbm_year_ends, stand->flow, &stand->was, &stand->pools,
			     &cbm->balance);
	book(cbm, y, stand, QS_CBM_FLOW_COUNT, qs_cbm_year_ends, 0);
	memcpy(cbm->state + (y + 1) * QS_CBM_POOL_COUNT, stand->pool, sizeof stand->pool);
}

qs_status qs_cbm_case_run(const struct qs_kernels *kernels, struct qs_cbm_case *cbm, struct qs_arena *arena,
			  struct qs_err *err)
{
	struct stand *const stand = qs_arena_take(arena, 1, sizeof *stand);

	cbm->state = qs_arena_take(arena, (cbm->years + 1) * QS_CBM_POOL_COUNT, sizeof *cbm->state);
	for (size_t s = 0; s < QS_CBM_SUM_COUNT; s++) {
		cbm->sum[s] = qs_arena_take(arena, cbm->years, sizeof *cbm->sum[s]);
		if (!cbm->sum[s])
			return qs_fail(err, QS_ENOMEM, "years of a stand");
	}
	if (!stand || !cbm->state)
		return qs_fail(err, QS_ENOMEM, "years of a stand");
	open_stand(stand, cbm->initial);
	memcpy(cbm->state, stand->pool, sizeof stand->pool);
	for (size_t y = 0; y < cbm->years; y++)
		one_year(kernels, cbm, y, stand);
	return QS_OK;
}
