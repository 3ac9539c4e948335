/* Measurement of allometry and of stand carbon by CBM-CFS3. */
#include "app/bench.h"

enum { N = QS_BENCH_LANES };

/* ---- allometry: an equation of three terms; columns 0 diameter, 1 mass, 2 status ---- */

void qs_bench_fill_allometry(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[0], 0.5, 80);
}

void qs_bench_call_allometry(struct qs_bench *bench)
{
	static const struct qs_allometry oak = {.n = 3,
						.coefficient = {0.0041, 0.0018, 0.0634},
						.exponent = {2.346, 3.291, 2.571},
						.slope = 1,
						.dbh_min = 4.2,
						.dbh_max = 41.2};
	uint64_t count[QS_ALLOMETRY_STATUS_COUNT] = {0};

	bench->kernels->allometry_tree(N, &oak, bench->column[0], bench->column[1], bench->column[2], count);
	bench->consumed += (double)count[QS_ALLOMETRY_BELOW];
}

/* ---- CBM: columns 0-8 rates, 9-11 increments, 12 temperature, 13-31 pools, 32 on: flows ---- */

enum { CBM_INC = QS_CBM_DEAD_COUNT, CBM_T = CBM_INC + 3, CBM_POOL, CBM_FLOW = CBM_POOL + QS_CBM_POOL_COUNT };

void qs_bench_fill_cbm(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[CBM_INC], -0.2, 1.6);
	qs_bench_spread(bench->column[CBM_INC + 1], -0.02, 0.4);
	qs_bench_spread(bench->column[CBM_INC + 2], -0.02, 0.5);
	qs_bench_spread(bench->column[CBM_T], 2, 14);
	for (int d = 0; d < QS_CBM_DEAD_COUNT; d++)
		qs_bench_spread(bench->column[d], 0.01, 0.4);
	for (int p = 0; p < QS_CBM_POOL_COUNT; p++)
		qs_bench_spread(bench->column[CBM_POOL + p], 1, 40);
}

static void cbm_columns(struct qs_bench *bench, struct qs_cbm_rates *rates, struct qs_cbm_pools *pools)
{
	for (int d = 0; d < QS_CBM_DEAD_COUNT; d++)
		rates->of[d] = bench->column[d];
	for (int p = 0; p < QS_CBM_POOL_COUNT; p++)
		pools->of[p] = bench->column[CBM_POOL + p];
}

/* A year of a temperate stand: the rates of decay by its temperature, and its pools. */
static void cbm_year(struct qs_bench *bench, int hardwood)
{
	static const double base[] = {0.355, 0.5, 0.1435, 0.1435, 0.0374, 0.015, 0.0033, 0.0187, 0.07175};
	static const double q10[] = {2.65, 2, 2, 2, 2, 2.65, 1, 2, 2};
	const struct qs_cbm cbm = {.hardwood = hardwood,
				   .roots = {0.222, 1.576, 0.615, 0.072, 0.354, -0.06021195, 0.5},
				   .turnover = {0.0067, 0.15, 0.04, 0.02, 0.641, 0.25, 0.5, 0.5, 0.032, 0.1},
				   .to_air = {0.815, 0.83, 0.83, 0.83, 0.83, 1, 1, 0.83, 0.83},
				   .mixing = 0.006};
	double *const *const c = bench->column;
	const struct qs_cbm_increments increments = {c[CBM_INC], c[CBM_INC + 1], c[CBM_INC + 2]};
	struct qs_cbm_decay decay;
	struct qs_cbm_rates rates;
	struct qs_cbm_pools pools;

	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++)
		qs_cbm_decay_set(&decay, d, base[d], 10, q10[d], 1);
	cbm_columns(bench, &rates, &pools);
	bench->kernels->cbm_rates(N, &decay, c[CBM_T], &rates);
	bench->kernels->cbm_year(N, &cbm, &rates, &increments, &pools, c + CBM_FLOW);
}

void qs_bench_call_cbm_softwood(struct qs_bench *bench)
{
	cbm_year(bench, 0);
}

void qs_bench_call_cbm_hardwood(struct qs_bench *bench)
{
	cbm_year(bench, 1);
}

void qs_bench_call_cbm_disturb(struct qs_bench *bench)
{
	static const struct qs_cbm_cell fire[] = {
		{QS_CBM_MERCH, QS_CBM_STEM_SNAG, 1},        {QS_CBM_FOLIAGE, QS_CBM_ABOVE_VERY_FAST, 0.04},
		{QS_CBM_FOLIAGE, QS_CBM_CO2, 0.86},         {QS_CBM_FOLIAGE, QS_CBM_CH4, 0.01},
		{QS_CBM_FOLIAGE, QS_CBM_CO, 0.09},          {QS_CBM_OTHER, QS_CBM_BRANCH_SNAG, 0.75},
		{QS_CBM_OTHER, QS_CBM_CO2, 0.25},           {QS_CBM_COARSE, QS_CBM_ABOVE_FAST, 0.5},
		{QS_CBM_COARSE, QS_CBM_BELOW_FAST, 0.5},    {QS_CBM_FINE, QS_CBM_ABOVE_VERY_FAST, 0.5},
		{QS_CBM_FINE, QS_CBM_BELOW_VERY_FAST, 0.5}, {QS_CBM_ABOVE_FAST, QS_CBM_ABOVE_FAST, 0.26},
		{QS_CBM_ABOVE_FAST, QS_CBM_CO2, 0.67},      {QS_CBM_ABOVE_FAST, QS_CBM_CO, 0.07},
		{QS_CBM_STEM_SNAG, QS_CBM_MEDIUM, 1},       {QS_CBM_BRANCH_SNAG, QS_CBM_ABOVE_FAST, 1},
	};
	struct qs_cbm_matrix matrix;
	struct qs_cbm_rates rates;
	struct qs_cbm_pools pools;
	double sum;

	(void)qs_cbm_matrix_set(&matrix, sizeof fire / sizeof *fire, fire, &sum);
	cbm_columns(bench, &rates, &pools);
	bench->kernels->cbm_disturb(N, &matrix, bench->column[0], &pools, bench->column + CBM_FLOW);
}
