/* The kernels that `qingshan bench` measures, and what they work on. */
#include "app/bench.h"

#include <math.h>
#include <string.h>

/* PAD keeps columns off a stride of 4096 bytes, where they would fight for one set of the cache. */
enum { N = QS_BENCH_LANES, PAD = 24 };

/* Months of one year at a station of northern China: mean temperature (degC), rain less potential evapotranspiration
 * (mm). */
static const double year_c[12] = {-2.7, 0.6, 7.5, 15.1, 21.3, 25.3, 27.2, 26.1, 21.2, 13.8, 5.2, -1.0};
static const double year_mm[12] = {2.2, 5.5, -10.3, -39.3, -81.2, -82.1, -9.0, -39.9, -67.9, -17.0, 4.9, 2.2};

void qs_bench_spread(double *column, double low, double high)
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
	bench->sky = qs_arena_take(arena, (size_t)96 * N, sizeof(double));
	if (!bench->id || !bench->member || !bench->months || !bench->sky || qs_bench_forest_open(bench, arena))
		return -1;
	for (size_t i = 0; i < N; i++) {
		bench->id[i] = 0x9e3779b97f4a7c15u * (i + 1);
		bench->member[i] = (uint32_t)i;
	}
	return 0;
}

/* ---- elementary functions and draws ---- */

static void fill_signed(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[0], -20, 20);
}

static void fill_positive(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[0], 0.01, 50);
	qs_bench_spread(bench->column[2], 0.5, 3);
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
	qs_bench_spread(bench->column[0], 0.001, 0.999);
}

static void call_normal(struct qs_bench *bench)
{
	bench->kernels->normal_n(N, bench->column[0], bench->column[1]);
}

/* ---- growth curve: k 0.05 a year, p 3 ---- */

static void fill_ages(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[0], 0.5, 80);
	qs_bench_spread(bench->column[2], 20, 80);
}

static void call_chapman(struct qs_bench *bench)
{
	bench->kernels->chapman_a(N, 0.05, 3, bench->column[2], bench->column[0], bench->column[1]);
}

static void fill_stands(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[0], 0.01, 0.9);
	qs_bench_spread(bench->column[2], 0, 1);
}

static void call_growth(struct qs_bench *bench)
{
	bench->kernels->growth_step(N, 0.05, 3, bench->column[0], bench->column[2], bench->column[1]);
}

/* ---- RothC: columns 0 smd_max, 1 cover, 2 kept, 3-5 inputs, 6-9 pools, 10 water, 11 respired, 14-18 brought
 * pools and respired; months: temperature, balance, cover, rates ---- */

static void fill_rothc(struct qs_bench *bench)
{
	static const double pools[] = {0.2, 4.5, 0.7, 26};

	qs_bench_spread(bench->column[0], -60, -30);
	qs_bench_spread(bench->column[1], 0, 1);
	qs_bench_spread(bench->column[2], 0.18, 0.25);
	qs_bench_spread(bench->column[3], 0.02, 0.06);
	qs_bench_spread(bench->column[4], 0.04, 0.1);
	qs_bench_spread(bench->column[5], 0, 0.001);
	for (int i = 0; i < 4; i++) {
		qs_bench_spread(bench->column[6 + i], 0.5 * pools[i], 1.5 * pools[i]);
		qs_bench_spread(bench->column[14 + i], 0.5 * pools[i], 1.5 * pools[i]);
	}
	qs_bench_spread(bench->column[10], -20, 0);
	qs_bench_spread(bench->column[11], 0, 0);
	qs_bench_spread(bench->column[18], 0, 0);
	for (size_t m = 0; m < 12; m++) {
		for (size_t i = 0; i < N; i++) {
			bench->months[m * N + i] = year_c[m] - 1e-3 * (double)i;
			bench->months[(12 + m) * N + i] = year_mm[m];
			bench->months[(24 + m) * N + i] = bench->column[1][i];
			bench->months[(36 + m) * N + i] = 0.2 + 0.3 * (double)m;
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

static void year(struct qs_bench *bench, _Bool pair)
{
	static const struct qs_rothc_months months = {{0, 0, 0, 0, 8, 8, 8, 8}, {[6] = 0.3, [9] = 0.7}};
	double *const *const c = bench->column;
	const struct qs_rothc_columns grown = {c[6], c[7], c[8], c[9], c[11]},
				      brought = {c[14], c[15], c[16], c[17], c[18]};

	bench->kernels->rothc_year(N, &months, bench->months + (size_t)36 * N, bench->months + (size_t)12 * N, c[0],
				   c[1], c[2], c[3], c[4], c[10], &grown, pair ? &brought : NULL);
}

static void call_year(struct qs_bench *bench)
{
	year(bench, 0);
}

static void call_year_pair(struct qs_bench *bench)
{
	year(bench, 1);
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

/* ---- water: columns 0-5 what the ground is, 6-7 its store, 8-13 flows, 14-16 weather, 17 snow ---- */

static const struct qs_water_months water_months = {{1.6, 2.1, 3, 4.6, 6, 9.8, 12.6, 10.9, 7.6, 5.2, 3.2, 1.8},
						    {0.1, 0.1, 0.2, 0.6, 1, 1, 1, 1, 0.9, 0.5, 0.2, 0.1}};

static struct qs_water_sky bench_sky(const struct qs_bench *bench)
{
	double *const sky = bench->sky;
	const size_t table = (size_t)12 * N;

	return (struct qs_water_sky){sky,
				     sky + table,
				     sky + 2 * table,
				     sky + 3 * table,
				     sky + 4 * table,
				     sky + 5 * table,
				     sky + 6 * table,
				     bench->column[18]};
}

static void call_sky(struct qs_bench *bench)
{
	static const struct qs_water_sky_terms terms = {-1, 3.3, 0.5, 1.5, 50, 26, 7, 5.5};
	const struct qs_water_sky sky = bench_sky(bench);
	struct qs_station_year station;

	for (int m = 0; m < 12; m++) {
		station.anomaly_c[m] = year_c[m] - 12;
		station.rain_share[m] = water_months.rain_days[m] / 68.4;
	}
	bench->kernels->water_sky(N, &station, &water_months, &terms, bench->column[14], bench->column[15],
				  bench->column[16], bench->sky + (size_t)84 * N, bench->column[17], &sky);
}

static void call_ground(struct qs_bench *bench)
{
	static const struct qs_water_ground_terms terms = {
		0.5, 3, 0.93, 100, 50, 1.5, {0, 0, 10, 20, 25, 20, 5, 0, 5, 10, 5, 0}};
	double *const *const c = bench->column;
	const struct qs_water_sky sky = bench_sky(bench);
	const struct qs_water_ground ground = {c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]};
	const struct qs_water_flows flows = {c[8], c[9], c[10], c[11], c[12], c[13], c[19], NULL, NULL};

	bench->kernels->water_ground(N, &water_months, &terms, &sky, &ground, &flows);
}

static void fill_water(struct qs_bench *bench)
{
	static const double low[] = {0.5, 20, 0, 0, 0, 10, 0, 0}, high[] = {1, 250, 1, 1, 4, 150, 60, 0};

	for (int i = 0; i < 8; i++)
		qs_bench_spread(bench->column[i], low[i], high[i]);
	qs_bench_spread(bench->column[14], 8, 14);
	qs_bench_spread(bench->column[15], 300, 800);
	qs_bench_spread(bench->column[16], 0.6, 1.5);
	qs_bench_spread(bench->column[17], 0, 0);
	for (size_t m = 0; m < 12; m++)
		qs_bench_spread(bench->sky + (84 + m) * N, 1, 4);
	call_sky(bench);
}

/* ---- money: tables of some years lie in `months` ---- */

enum { LOAN_YEARS = 8, TAX_YEARS = 5 };

static void fill_loans(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[0], 0.02, 0.06);
	qs_bench_spread(bench->column[1], 1e6, 1e7);
}

static void call_debt(struct qs_bench *bench)
{
	const struct qs_debt_terms terms = {QS_CASH_LEVEL, 2, LOAN_YEARS - 2, 0, 0.02, 4};
	double *const at = bench->months;
	const size_t table = (size_t)LOAN_YEARS * N;
	const struct qs_debt_years years = {
		at, at + table, at + 2 * table, at + 3 * table, at + 4 * table, at + 5 * table};

	bench->kernels->debt_schedule(N, &terms, bench->column[0], bench->column[1], &years);
}

static void fill_profits(struct qs_bench *bench)
{
	for (size_t t = 0; t < TAX_YEARS; t++) {
		qs_bench_spread(bench->months + t * N, -1e6 + 3e5 * (double)t, 5e5 + 3e5 * (double)t);
		qs_bench_spread(bench->months + (TAX_YEARS + t) * N, -1e5, 1e5);
	}
}

static void call_tax(struct qs_bench *bench)
{
	static const double rate[TAX_YEARS] = {0.25, 0.25, 0.25, 0.25, 0.25};
	double *const at = bench->months;
	const size_t table = (size_t)TAX_YEARS * N;
	const struct qs_tax_years years = {at + 3 * table, at + 4 * table, at + 5 * table,
					   at + 6 * table, at + 7 * table, at + 8 * table};

	bench->kernels->tax(N, TAX_YEARS, 5, rate, at, at + table, at + 2 * table, &years);
}

static void fill_prices(struct qs_bench *bench)
{
	qs_bench_spread(bench->months, 40, 150);
	qs_bench_spread(bench->column[0], -2.5, 2.5);
	qs_bench_spread(bench->column[1], 0.001, 0.999);
	qs_bench_spread(bench->column[2], 0.999, 0.001);
}

static void call_gbm(struct qs_bench *bench)
{
	bench->kernels->price_gbm(N, 1, 1, &(struct qs_price_gbm){0.05, 0.25}, bench->column[0], bench->months);
}

static void call_log_ou(struct qs_bench *bench)
{
	bench->kernels->price_log_ou(N, 1, 1, 0, &(struct qs_price_log_ou){0.25, 4.7, 0, 0.25}, bench->column[0],
				     bench->months);
}

static void call_cir(struct qs_bench *bench)
{
	bench->kernels->price_cir(N, 1, 1, &(struct qs_price_cir){0.25, 110, 1.8}, bench->column[1], bench->column[2],
				  bench->months);
}

static void call_merton(struct qs_bench *bench)
{
	bench->kernels->price_merton(N, 1, 1, &(struct qs_price_merton){0.05, 0.25, 0.15, -0.15, 0.25},
				     bench->column[0], bench->column[1], bench->column[0], bench->months);
}

#define FOREST (12.0 * QS_BENCH_FOREST / QS_BENCH_LANES) /* stand-months of a call by lanes of the other rows */

/* ---- the limit of bytes: half of all columns copied to the other half, as far from the core as kernels have theirs */

enum { COPIED = QS_BENCH_COLUMNS / 2 };

static void fill_copy(struct qs_bench *bench)
{
	for (int i = 0; i < COPIED; i++)
		qs_bench_spread(bench->column[i], 0, 1);
}

static void call_copy(struct qs_bench *bench)
{
	for (int i = 0; i < COPIED; i++)
		memcpy(bench->column[COPIED + i], bench->column[i], N * sizeof(double));
}

#define NONE ((double)NAN) /* not given */

const struct qs_bench_row qs_bench_rows[] = {
	{"exp", "element", fill_signed, call_exp, 1, 1, 1, 16},
	{"log", "element", fill_positive, call_log, 1, 1, 1, 16},
	{"pow", "element", fill_positive, call_pow, 1, 1, 3.17, 24},
	{"uniform", "draw", fill_draws, call_uniform, 1, 1, NONE, 20},
	{"uniform2", "draw", fill_draws, call_uniform2, 1, 2, NONE, 14},
	{"normal", "draw", fill_shares, call_normal, 1, 1, 1.15, 16},
	{"growth_curve", "stand-year", fill_ages, call_chapman, 1, 1, 2.58, 24},
	{"growth_step", "stand-year", fill_stands, call_growth, 1, 1, 2.25, 24},
	{"rothc_month", "site-month", fill_rothc, call_month, 9, 12, 1.79, 144},
	{"rothc_year", "site-month", fill_rothc, call_year, 9, 12, 1.85, 27.3},
	{"rothc_year_pair", "site-month", fill_rothc, call_year_pair, 9, 12, 2.27, 34},
	{"rothc_equilibrium", "site", fill_rothc, call_equilibrium, 9, 1, NONE, NONE},
	{"water_sky", "site-year", fill_water, call_sky, 17, 1, 21, 720},
	{"water_ground", "site-year", fill_water, call_ground, 12, 1, 61.3, 712},
	{"debt_schedule", "loan-year", fill_loans, call_debt, 0, LOAN_YEARS, 0.59, 50},
	{"tax", "payer-year", fill_profits, call_tax, 0, TAX_YEARS, 0.85, 64},
	{"price_gbm", "price-year", fill_prices, call_gbm, 0, 1, 1.06, 24},
	{"price_log_ou", "price-year", fill_prices, call_log_ou, 0, 1, 2.08, 24},
	{"price_cir", "price-year", fill_prices, call_cir, 0, 1, NONE, 32},
	{"price_merton", "price-year", fill_prices, call_merton, 0, 1, NONE, 40},
	{"icbm_step", "site-year", qs_bench_fill_icbm, qs_bench_call_icbm, 4, 1, 11.4, 72},
	{"century_step", "site-month", qs_bench_fill_century, qs_bench_call_century, 12, 1, 33.3, 176},
	{"century_equilibrium", "site", qs_bench_fill_century, qs_bench_call_century_equilibrium, 12, 1, NONE, NONE},
	{"tier2_year", "site-year", qs_bench_fill_tier2, qs_bench_call_tier2, 17, 1, 70.4, 336},
	{"yasso20", "site-year", qs_bench_fill_yasso, qs_bench_call_yasso20, 3, 1, 71.7, 272},
	{"yasso15_amplitude", "site-year", qs_bench_fill_yasso, qs_bench_call_yasso15_amplitude, 3, 1, 56.8, 192},
	{"allometry_tree", "tree", qs_bench_fill_allometry, qs_bench_call_allometry, 1, 1, 10, 24},
	{"cbm_year, softwood", "stand-year", qs_bench_fill_cbm, qs_bench_call_cbm_softwood, QS_BENCH_CBM_AIR, 1, 8.44,
	 640},
	{"cbm_year, hardwood", "stand-year", qs_bench_fill_cbm, qs_bench_call_cbm_hardwood, QS_BENCH_CBM_AIR, 1, 11.4,
	 640},
	{"cbm_disturb", "stand", qs_bench_fill_cbm, qs_bench_call_cbm_disturb, QS_BENCH_CBM_AIR, 1, 1.44, 376},
	{"threepg_pjs", "stand-month", qs_bench_fill_pjs, qs_bench_call_forest, 1, FOREST, 35.7, NONE},
	{"threepg_mix_2_bias", "stand-month", qs_bench_fill_mix, qs_bench_call_forest, 1, FOREST, 147, NONE},
	{"copy", "byte", fill_copy, call_copy, COPIED, 16.0 * COPIED, 0, 1},
	{0},
};
