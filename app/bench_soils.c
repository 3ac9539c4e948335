/* Measurement of the soil models beside RothC: ICBM, Century, the steady-state method of the IPCC. */
#include "app/bench.h"

enum { N = QS_BENCH_LANES, MONTHS = 12 };

/* Months of one year at a station of northern China: Century's factor, mean temperature (degC), rain by potential
 * evapotranspiration. */
static const double year_xi[MONTHS] = {0.014, 0.031, 0.098, 0.186, 0.235, 0.559,
				       0.852, 0.783, 0.504, 0.263, 0.08,  0.022};
static const double year_c[MONTHS] = {-2.7, 0.6, 7.5, 15.1, 21.3, 25.3, 27.2, 26.1, 21.2, 13.8, 5.2, -1.0};
static const double year_wetness[MONTHS] = {1.25, 1.25, 0.57, 0.42, 0.34, 0.51, 1.03, 0.77, 0.58, 0.64, 1.23, 1.25};

/* ---- ICBM: columns 0 r, 1 h, 2 input, 3 young, 4 old, 5 respired ---- */

void qs_bench_fill_icbm(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[0], 0.5, 3);
	qs_bench_spread(bench->column[1], 0.1, 0.35);
	qs_bench_spread(bench->column[2], 0.5, 4);
	qs_bench_spread(bench->column[3], 0.5, 4);
	qs_bench_spread(bench->column[4], 10, 60);
	qs_bench_spread(bench->column[5], 0, 0);
}

void qs_bench_call_icbm(struct qs_bench *bench)
{
	static const struct qs_icbm_rates rates = {0.8, 0.00605};
	double *const *const c = bench->column;

	bench->kernels->icbm_step(N, &rates, 1.0, c[0], c[1], c[2], c[3], c[4], c[5]);
}

/* ---- Century: columns 0 L/N, 1 Ls, 2 texture, 3 xi, 4 and 5 inputs, 6 to 12 pools, 13 respired ---- */

void qs_bench_fill_century(struct qs_bench *bench)
{
	static const double pools[] = {1, 0.2, 1, 0.2, 1, 14, 20};

	qs_bench_spread(bench->column[0], 5, 40);
	qs_bench_spread(bench->column[1], 0.05, 0.4);
	qs_bench_spread(bench->column[2], 0.2, 0.9);
	qs_bench_spread(bench->column[3], 0.01, 0.9);
	qs_bench_spread(bench->column[4], 0.05, 0.3);
	qs_bench_spread(bench->column[5], 0.05, 0.3);
	for (int i = 0; i < 7; i++)
		qs_bench_spread(bench->column[6 + i], 0.5 * pools[i], 1.5 * pools[i]);
	qs_bench_spread(bench->column[13], 0, 0);
	for (size_t m = 0; m < MONTHS; m++) {
		for (size_t i = 0; i < N; i++) {
			bench->months[m * N + i] = year_xi[m];
			bench->months[(12 + m) * N + i] = bench->column[4][i];
			bench->months[(24 + m) * N + i] = bench->column[5][i];
		}
	}
}

void qs_bench_call_century(struct qs_bench *bench)
{
	double *const *const c = bench->column;
	const struct qs_century_rates rates = qs_century_published();
	const struct qs_century_soil soil = {c[0], c[1], c[2]};
	const struct qs_century_pools pools = {c[6], c[7], c[8], c[9], c[10], c[11], c[12]};

	bench->kernels->century_step(N, &rates, 52.0 / 12.0, 1, &soil, c[3], c[4], c[5], &pools, c[13]);
}

void qs_bench_call_century_equilibrium(struct qs_bench *bench)
{
	double *const *const c = bench->column;
	const double *const months = bench->months;
	const struct qs_century_rates rates = qs_century_published();
	const struct qs_century_soil soil = {c[0], c[1], c[2]};
	const struct qs_century_pools pools = {c[6], c[7], c[8], c[9], c[10], c[11], c[12]};

	bench->kernels->century_equilibrium(N, &rates, 52.0 / 12.0, 1, &soil, months, months + (size_t)12 * N,
					    months + (size_t)24 * N, &pools);
}

/* ---- the steady-state method: columns 0 sand, 1 input, 2 lignin, 3 nitrogen, 4 f2, 5 tillage, 6 tfac, 7 wfac, 8 to 10
 * rates, 11 alpha, 12 to 14 steady states, 15 to 17 pools ---- */

void qs_bench_fill_tier2(struct qs_bench *bench)
{
	qs_bench_spread(bench->column[0], 0.05, 0.9);
	qs_bench_spread(bench->column[1], 0.5, 6);
	qs_bench_spread(bench->column[2], 0.05, 0.2);
	qs_bench_spread(bench->column[3], 0.008, 0.02);
	qs_bench_spread(bench->column[4], 0.455, 0.455);
	qs_bench_spread(bench->column[5], 3.036, 3.036);
	qs_bench_spread(bench->column[15], 0.1, 0.3);
	qs_bench_spread(bench->column[16], 2, 9);
	qs_bench_spread(bench->column[17], 20, 50);
	for (size_t m = 0; m < MONTHS; m++) {
		for (size_t i = 0; i < N; i++) {
			bench->months[m * N + i] = year_c[m] - 1e-3 * (double)i;
			bench->months[(12 + m) * N + i] = year_wetness[m];
		}
	}
}

void qs_bench_call_tier2(struct qs_bench *bench)
{
	double *const *const c = bench->column;
	const struct qs_kernels *const k = bench->kernels;
	const struct qs_ipcc_tier2 set = qs_ipcc_tier2_published();
	const struct qs_tier2_input input = {c[1], c[2], c[3], c[4]};

	k->tier2_climate(N, &set, bench->months, bench->months + (size_t)12 * N, NULL, c[6], c[7]);
	k->tier2_rates(N, &set, c[6], c[7], c[0], c[5], c[8], c[9], c[10]);
	k->tier2_steady(N, &set, &input, c[0], c[8], c[9], c[10], c[11], c[12], c[13], c[14]);
	for (size_t p = 0; p < 3; p++)
		k->tier2_year(N, c[8 + p], c[12 + p], c[15 + p]);
}
