/* Times of the rows of `qingshan bench` on one core and on all, and their shares of the machine's limits. */
#include "app/app.h"
#include "app/bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <omp.h>

enum { N = QS_BENCH_LANES, SAMPLES = 31, SAMPLES_ALL = 9, COPIES = 5 };

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

/* Seconds of `calls` calls on fresh inputs. A team of threads starts them together. */
static double sample(struct qs_bench *bench, const struct qs_bench_row *row, size_t calls)
{
	double start, seconds;

	row->fill(bench);
#pragma omp barrier
	start = qs_seconds();
	for (size_t i = 0; i < calls; i++)
		row->call(bench);
	seconds = qs_seconds() - start;
	for (size_t i = 0; i < N; i++)
		bench->consumed += bench->column[row->result][i];
	return seconds;
}

/* Seconds of the slowest core, by the number of cores that worked. */
static double sample_all(struct qs_bench *benches, int cores, const struct qs_bench_row *row, size_t calls)
{
	double longest = 0;
	int team = 0;

#pragma omp parallel num_threads(cores) reduction(max : longest) reduction(+ : team)
	{
		longest = sample(&benches[omp_get_thread_num()], row, calls);
		team = 1;
	}
	return longest / team;
}

/* Shares of a row, by the rates of exp and of copies on as many cores. */
static void set_share(const struct qs_bench_row *row, const struct qs_bench_speed *exp,
		      const struct qs_bench_speed *copy, struct qs_bench_speed *speed)
{
	speed->bound = NULL;
	for (int way = 0; way < QS_BENCH_WAYS; way++) {
		const double arithmetic = row->exps * exp->ns[way], bytes = row->bytes * copy->ns[way];

		speed->share[way] = isnan(arithmetic) ? arithmetic : fmax(arithmetic, bytes) / speed->ns[way];
		if (way == QS_BENCH_ONE && !isnan(arithmetic))
			speed->bound = bytes > arithmetic ? "bytes" : "arithmetic";
	}
}

void qs_bench_run(struct qs_bench *benches, int cores, struct qs_bench_speed *speed)
{
	double seconds[QS_BENCH_ROWS][SAMPLES], together[QS_BENCH_ROWS][SAMPLES_ALL];
	size_t calls[QS_BENCH_ROWS];
	size_t rows = 0;

	for (; rows < QS_BENCH_ROWS && qs_bench_rows[rows].name; rows++) {
		calls[rows] = 1;
		while (sample(benches, &qs_bench_rows[rows], calls[rows]) < 1e-3) /* warms up, too */
			calls[rows] *= 2;
	}
	for (int i = 0; i < SAMPLES; i++)
		for (size_t row = 0; row < rows; row++)
			seconds[row][i] = sample(benches, &qs_bench_rows[row], calls[row]);
	for (int i = 0; i < SAMPLES_ALL; i++)
		for (size_t row = 0; row < rows; row++)
			together[row][i] = sample_all(benches, cores, &qs_bench_rows[row], calls[row]);
	for (size_t row = 0; row < rows; row++) {
		const double units = (double)calls[row] * N * qs_bench_rows[row].per_lane;

		speed[row].ns[QS_BENCH_ONE] = 1e9 * qs_bench_median(seconds[row], SAMPLES) / units;
		speed[row].ns[QS_BENCH_ALL] = 1e9 * qs_bench_median(together[row], SAMPLES_ALL) / units;
	}
	for (size_t row = 0; row < rows; row++)
		set_share(&qs_bench_rows[row], speed, &speed[rows - 1], &speed[row]);
}

double qs_bench_memory(int threads)
{
	const size_t bytes = (size_t)64 << 20;
	char *const from = malloc(bytes), *const to = malloc(bytes);
	double least = (double)INFINITY, rate = (double)NAN;

	if (!from || !to)
		goto done;
	memset(from, 1, bytes);
	memset(to, 2, bytes);
	for (int i = 0; i < COPIES; i++) {
		const double start = qs_seconds();

#pragma omp parallel num_threads(threads)
		{
			const size_t team = (size_t)omp_get_num_threads(), me = (size_t)omp_get_thread_num();
			const size_t first = bytes / team * me, end = me + 1 < team ? first + bytes / team : bytes;

			memcpy(to + first, from + first, end - first);
		}
		least = fmin(least, qs_seconds() - start);
	}
	if (to[bytes / 2] == 1) /* the copies were made */
		rate = 1e-9 * 2.0 * (double)bytes / least;
done:
	free(from);
	free(to);
	return rate;
}
