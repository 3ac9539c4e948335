#include "app/app.h"
#include "app/bench.h"

#include <stdlib.h>

/* PAD keeps columns off a stride of 4096 bytes, where they would fight for one set of the cache. */
enum { N = QS_BENCH_LANES, PAD = 24, SAMPLES = 31, MOST_ROWS = QS_BENCH_ROWS };

/* Months of one year at a station of northern China: mean temperature (degC), rain less potential evapotranspiration
 * (mm). */
static const double year_c[12] = {-2.7, 0.6, 7.5, 15.1, 21.3, 25.3, 27.2, 26.1, 21.2, 13.8, 5.2, -1.0};
static const double year_mm[12] = {2.2, 5.5, -10.3, -39.3, -81.2, -82.1, -9.0, -39.9, -67.9, -17.0, 4.9, 2.2};

/* Fills a column with values from low to high in no order that a branch could learn. */
static void spread(double *column, double low, double high)
{
	uint32_t state = 12345;

	for (size_t i = 0; i < N; i++) {
		state = state * 1664525u + 1013904223u;
		column[i] = low + (high - low) * ((double)(state >> 8) * 0x1p-24);
	}
}

int qs_bench_open(struct qs_bench *bench, const struct qs_kernels *kernels, struct qs_arena *arena)
{
	bench->kernels = kernels;
	bench->consumed = 0;
	for (int i = 0; i < QS_BENCH_COLUMNS; i++) {
		bench->column[i] = qs_arena_take(arena, N + PAD, sizeof(double));
		if (!bench->column[i])
			return -1;
	}
	bench->id = qs_arena_take(arena, N, sizeof *bench->id);
	bench->member = qs_arena_take(arena, N, sizeof *bench->member);
	bench->months = qs_arena_take(arena, (size_t)48 * N, sizeof(double));
	if (!bench->id || !bench->member || !bench->months)
		return -1;
	for (size_t i = 0; i < N; i++) {
		bench->id[i] = 0x9e3779b97f4a7c15u * (i + 1);
		bench->member[i] = (uint32_t)i;
	}
	return 0;
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double qs_bench_median(double *values, size_t n)
{
	qsort(values, n, sizeof *values, by_size);
	return n % 2 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

/* Seconds of `calls` calls on fresh inputs. */
static double sample(struct qs_bench *bench, const struct qs_bench_row *row, size_t calls)
{
	double start, seconds;

	row->fill(bench);
	start = qs_seconds();
	for (size_t i = 0; i < calls; i++)
		row->call(bench);
	seconds = qs_seconds() - start;
	for (size_t i = 0; i < N; i++)
		bench->consumed += bench->column[row->result][i];
	return seconds;
}

void qs_bench_run(struct qs_bench *bench, double *ns)
{
	double seconds[MOST_ROWS][SAMPLES];
	size_t calls[MOST_ROWS];
	size_t rows = 0;

	for (; rows < MOST_ROWS && qs_bench_rows[rows].name; rows++) {
		calls[rows] = 1;
		while (sample(bench, &qs_bench_rows[rows], calls[rows]) < 1e-3) /* warms up, too */
			calls[rows] *= 2;
	}
	for (int i = 0; i < SAMPLES; i++)
		for (size_t row = 0; row < rows; row++)
			seconds[row][i] = sample(bench, &qs_bench_rows[row], calls[row]);
	for (size_t row = 0; row < rows; row++)
		ns[row] = 1e9 * qs_bench_median(seconds[row], SAMPLES) /
			  ((double)calls[row] * N * qs_bench_rows[row].per_lane);
}

/* ---- elementary functions and draws ---- */

static void fill_signed(struct qs_bench *bench)
{
	spread(bench->column[0], -20, 20);
}

static void fill_positive(struct qs_bench *bench)
{
	spread(bench->column[0], 0.01, 50);
	spread(bench->column[2], 0.5, 3);
}

static void call_exp(struct qs_bench *bench)
{
	bench->kernels->exp_n(N, bench->column[0], bench->column[1]);
}

static void call_log(struct qs_bench *bench)
{
	bench->kernels->log_n(N, bench->column[0], bench->column[1]);
}

static void call_pow(struct qs_bench *bench)
{
	bench->kernels->pow_n(N, bench->column[0], bench->column[2], bench->column[1]);
}

static void fill_draws(struct qs_bench *bench)
{
	bench->year = 0;
}

static void call_uniform(struct qs_bench *bench)
{
	bench->kernels->uniform(N, 20261123, 1, bench->year++, 0, bench->id, bench->member, bench->column[1]);
}

static void call_uniform2(struct qs_bench *bench)
{
	bench->kernels->uniform2(N, 20261123, 1, bench->year++, 0, bench->id, bench->member, bench->column[1],
				 bench->column[2]);
}

static void fill_shares(struct qs_bench *bench)
{
	spread(bench->column[0], 0.001, 0.999);
}

static void call_normal(struct qs_bench *bench)
{
	bench->kernels->normal_n(N, bench->column[0], bench->column[1]);
}

/* ---- growth curve: k 0.05 a year, p 3 ---- */

static void fill_ages(struct qs_bench *bench)
{
	spread(bench->column[0], 0.5, 80);
	spread(bench->column[2], 20, 80);
}

static void call_chapman(struct qs_bench *bench)
{
	bench->kernels->chapman_a(N, 0.05, 3, bench->column[2], bench->column[0], bench->column[1]);
}

static void fill_stands(struct qs_bench *bench)
{
	spread(bench->column[0], 0.01, 0.9);
	spread(bench->column[2], 0, 1);
}

static void call_growth(struct qs_bench *bench)
{
	bench->kernels->growth_step(N, 0.05, 3, bench->column[0], bench->column[2], bench->column[1]);
}

/* ---- RothC: columns 0 smd_max, 1 cover, 2 kept, 3-5 inputs, 6-9 pools, 10 water, 11 respired, 12 rate factor a,
 * 13 balance, 14-18 brought pools and respired ---- */

static void fill_rothc(struct qs_bench *bench)
{
	static const double pools[] = {0.2, 4.5, 0.7, 26};

	spread(bench->column[0], -60, -30);
	spread(bench->column[1], 0, 1);
	spread(bench->column[2], 0.18, 0.25);
	spread(bench->column[3], 0.02, 0.06);
	spread(bench->column[4], 0.04, 0.1);
	spread(bench->column[5], 0, 0.001);
	for (int i = 0; i < 4; i++) {
		spread(bench->column[6 + i], 0.5 * pools[i], 1.5 * pools[i]);
		spread(bench->column[14 + i], 0.5 * pools[i], 1.5 * pools[i]);
	}
	spread(bench->column[10], -20, 0);
	spread(bench->column[11], 0, 0);
	spread(bench->column[12], 0.2, 3.8);
	spread(bench->column[13], -60, 60);
	spread(bench->column[18], 0, 0);
	for (size_t m = 0; m < 12; m++) {
		for (size_t i = 0; i < N; i++) {
			bench->months[m * N + i] = year_c[m] - 1e-3 * (double)i;
			bench->months[(12 + m) * N + i] = year_mm[m];
			bench->months[(24 + m) * N + i] = bench->column[1][i];
		}
	}
}

static void call_month(struct qs_bench *bench)
{
	double *const *const c = bench->column;

	for (int m = 0; m < 12; m++)
		bench->kernels->rothc_month(N, 0.1 + 0.2 * m, year_mm[m], c[0], c[1], c[2], c[3], c[4], c[5], c[6],
					    c[7], c[8], c[9], c[10], c[11]);
}

static void call_month_sites(struct qs_bench *bench)
{
	double *const *const c = bench->column;

	bench->kernels->rothc_month_sites(N, c[12], c[13], c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9],
					  c[10], c[11]);
}

static void call_month_pair(struct qs_bench *bench)
{
	double *const *const c = bench->column;

	for (int m = 0; m < 12; m++)
		bench->kernels->rothc_month_pair(N, 0.1 + 0.2 * m, year_mm[m], c[0], c[1], c[2], c[3], c[4], c[5], c[6],
						 c[7], c[8], c[9], c[11], c[14], c[15], c[16], c[17], c[18], c[10]);
}

static void call_month_pair_sites(struct qs_bench *bench)
{
	double *const *const c = bench->column;

	bench->kernels->rothc_month_pair_sites(N, c[12], c[13], c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8],
					       c[9], c[11], c[14], c[15], c[16], c[17], c[18], c[10]);
}

static void call_equilibrium(struct qs_bench *bench)
{
	double *const *const c = bench->column;
	double *const months = bench->months;

	bench->kernels->rothc_year_rates(N, c[0], months, months + (size_t)12 * N, months + (size_t)24 * N, c[10],
					 months + (size_t)36 * N);
	bench->kernels->rothc_equilibrium(N, c[2], months + (size_t)36 * N, months + (size_t)24 * N, NULL, NULL, c[6],
					  c[7], c[8], c[9]);
}

/* ---- allometry: an equation of three terms ---- */

static void call_allometry(struct qs_bench *bench)
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

static void fill_cbm(struct qs_bench *bench)
{
	spread(bench->column[CBM_INC], -0.2, 1.6);
	spread(bench->column[CBM_INC + 1], -0.02, 0.4);
	spread(bench->column[CBM_INC + 2], -0.02, 0.5);
	spread(bench->column[CBM_T], 2, 14);
	for (int d = 0; d < QS_CBM_DEAD_COUNT; d++)
		spread(bench->column[d], 0.01, 0.4);
	for (int p = 0; p < QS_CBM_POOL_COUNT; p++)
		spread(bench->column[CBM_POOL + p], 1, 40);
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

static void call_cbm_softwood(struct qs_bench *bench)
{
	cbm_year(bench, 0);
}

static void call_cbm_hardwood(struct qs_bench *bench)
{
	cbm_year(bench, 1);
}

static void call_cbm_disturb(struct qs_bench *bench)
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

const struct qs_bench_row qs_bench_rows[] = {
	{"exp", "element", fill_signed, call_exp, 1, 1},
	{"log", "element", fill_positive, call_log, 1, 1},
	{"pow", "element", fill_positive, call_pow, 1, 1},
	{"uniform", "draw", fill_draws, call_uniform, 1, 1},
	{"uniform2", "draw", fill_draws, call_uniform2, 1, 2},
	{"normal", "draw", fill_shares, call_normal, 1, 1},
	{"growth_curve", "stand-year", fill_ages, call_chapman, 1, 1},
	{"growth_step", "stand-year", fill_stands, call_growth, 1, 1},
	{"rothc_month", "site-month", fill_rothc, call_month, 9, 12},
	{"rothc_month_sites", "site-month", fill_rothc, call_month_sites, 9, 1},
	{"rothc_month_pair", "site-month", fill_rothc, call_month_pair, 9, 12},
	{"rothc_month_pair_sites", "site-month", fill_rothc, call_month_pair_sites, 9, 1},
	{"allometry_tree", "tree", fill_ages, call_allometry, 1, 1},
	{"cbm_year, softwood", "stand-year", fill_cbm, call_cbm_softwood, CBM_POOL + QS_CBM_CO2, 1},
	{"cbm_year, hardwood", "stand-year", fill_cbm, call_cbm_hardwood, CBM_POOL + QS_CBM_CO2, 1},
	{"cbm_disturb", "stand", fill_cbm, call_cbm_disturb, CBM_POOL + QS_CBM_CO2, 1},
	{"rothc_equilibrium", "site", fill_rothc, call_equilibrium, 9, 1},
	{0},
};
