/* Measurement of Yasso, with a new climate for every lane and year. */
#include "app/bench.h"

#include "kernels/yasso_sets.h"

enum { N = QS_BENCH_LANES };

/* Monthly mean temperature (degC) at a station of northern China. */
static const double year_c[12] = {-2.7, 0.6, 7.5, 15.1, 21.3, 25.3, 27.2, 26.1, 21.2, 13.8, 5.2, -1.0};

/* ---- Yasso: columns 0-4 pools, 5-9 litter, 10-12 factors of climate, 13 years, 14 size, 15 leaching, 16 rain, 17 mean
 * temperature, 18 its amplitude; a new climate each year ---- */

void qs_bench_fill_yasso(struct qs_bench *bench)
{
	static const double pools[] = {2, 0.3, 0.3, 8, 5}, litter[] = {0.8, 0.3, 0.1, 0.3, 0};

	for (int i = 0; i < 5; i++) {
		qs_bench_spread(bench->column[i], 0.5 * pools[i], 1.5 * pools[i]);
		qs_bench_spread(bench->column[5 + i], 0.5 * litter[i], 1.5 * litter[i]);
	}
	qs_bench_spread(bench->column[13], 1, 1);
	qs_bench_spread(bench->column[14], 0.5, 1);
	qs_bench_spread(bench->column[15], 0, 0);
	qs_bench_spread(bench->column[16], 400, 800);
	qs_bench_spread(bench->column[17], 8, 15);
	qs_bench_spread(bench->column[18], 12, 16);
	for (size_t m = 0; m < 12; m++)
		for (size_t i = 0; i < N; i++)
			bench->months[m * N + i] = year_c[m] - 1e-2 * (double)i;
}

static void step_yasso(struct qs_bench *bench, const struct qs_yasso *yasso)
{
	double *const *const c = bench->column;
	const struct qs_yasso_lanes lanes = {c[13], c[10], c[11], c[12], c[14], c[15], {c[5], c[6], c[7], c[8], c[9]}};

	bench->kernels->yasso_step(N, yasso, &lanes, c[0], c[1], c[2], c[3], c[4]);
}

void qs_bench_call_yasso20(struct qs_bench *bench)
{
	const struct qs_yasso yasso = qs_yasso_default(QS_YASSO20);
	double *const *const c = bench->column;

	bench->kernels->yasso_months(N, &yasso, bench->months, c[16], c[10], c[11], c[12]);
	step_yasso(bench, &yasso);
}

void qs_bench_call_yasso15_amplitude(struct qs_bench *bench)
{
	const struct qs_yasso yasso = qs_yasso_default(QS_YASSO15);
	double *const *const c = bench->column;

	bench->kernels->yasso_amplitude(N, &yasso, c[17], c[18], c[16], c[10], c[11], c[12]);
	step_yasso(bench, &yasso);
}
