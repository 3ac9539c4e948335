/* Moments and quantiles of a column against sorting, GSL and long double. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 20000, PS = 9 };

static const char *const isas[] = {"v2", "v3", "v4"};
static const double ps[PS] = {0.5, 0.05, 0.95, 0, 1, 0.1, 0.9, 0.25, 0.75};

static uint64_t next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

static int by_value(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Columns that are hard for a quickselect. */
enum { RANDOM, FEW, EQUAL, SORTED, REVERSED, ORGAN, SAW, EXTREME, SHAPES };

static void fill(int shape, size_t n, uint64_t *s, int64_t *x)
{
	for (size_t i = 0; i < n; i++) {
		const int64_t r = (int64_t)next(s), at = (int64_t)i, all = (int64_t)n;

		switch (shape) {
		case RANDOM:
			x[i] = r >> 20;
			break;
		case FEW:
			x[i] = r & 3;
			break;
		case EQUAL:
			x[i] = -7;
			break;
		case SORTED:
			x[i] = at;
			break;
		case REVERSED:
			x[i] = -at;
			break;
		case ORGAN:
			x[i] = at < all / 2 ? at : all - at;
			break;
		case SAW:
			x[i] = at % 17 * 1000 + at;
			break;
		default:
			x[i] = i % 3 ? (i % 3 == 1 ? INT64_MAX : INT64_MIN) : r;
			break;
		}
	}
}

static const size_t sizes[] = {1, 2, 3, 15, 16, 17, 18, 100, 127, 128, 255, 256, 999, 1000, 1024, 1025, 2050, MOST};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void quantiles_of_whole_numbers_equal_sorting_on_every_isa(void **state)
{
	static int64_t x[MOST], sorted[MOST], work[MOST];
	uint64_t s = 1;
	double out[PS];

	(void)state;
	for (int shape = 0; shape < SHAPES; shape++)
		for (size_t c = 0; c < SIZES; c++) {
			const size_t n = sizes[c];

			fill(shape, n, &s, x);
			memcpy(sorted, x, n * sizeof *x);
			qsort(sorted, n, sizeof *sorted, by_value);
			for (size_t v = 0; v < 3; v++) {
				if (!qs_kernels_for(isas[v]))
					continue;
				qs_kernels_for(isas[v])->quantiles_i64(n, x, work, ps, PS, out);
				for (size_t j = 0; j < PS; j++) {
					const double h = (double)(n - 1) * ps[j], whole = floor(h);
					const size_t r = (size_t)whole, up = r + 1 < n ? r + 1 : r;
					const double gap = (double)((uint64_t)sorted[up] - (uint64_t)sorted[r]);
					const double want = (double)sorted[r] + (h > whole ? gap * (h - whole) : 0);

					if (out[j] != want)
						fail_msg("shape %d, n %zu, p %g: %.17g, not %.17g", shape, n, ps[j],
							 out[j], want);
				}
			}
		}
}

static void quantiles_of_doubles_equal_gsl(void **state)
{
	static double x[MOST], sorted[MOST];
	static int64_t k[MOST], work[MOST];
	uint64_t s = 2;
	double out[PS];

	(void)state;
	for (int shape = 0; shape < EXTREME; shape++)
		for (size_t c = 0; c < SIZES; c++) {
			const size_t n = sizes[c];

			fill(shape, n, &s, k);
			for (size_t i = 0; i < n; i++)
				x[i] = (double)k[i] * 0x1.1p-9 - 3;
			qsort(k, n, sizeof *k, by_value);
			for (size_t i = 0; i < n; i++)
				sorted[i] = (double)k[i] * 0x1.1p-9 - 3;
			qs_kernels_for(0)->quantiles(n, x, work, ps, PS, out);
			for (size_t j = 0; j < PS; j++) {
				const double want = gsl_stats_quantile_from_sorted_data(sorted, 1, n, ps[j]);

				if (!(fabs(out[j] - want) <=
				      4e-16 * (fabs(want) + fabs(sorted[n - 1]) + fabs(sorted[0]))))
					fail_msg("shape %d, n %zu, p %g: %.17g, not %.17g", shape, n, ps[j], out[j],
						 want);
			}
		}
}

static void quantiles_know_signs_infinities_and_nothing(void **state)
{
	const double x[] = {(double)INFINITY, -0.5, -(double)INFINITY, 3, -2e300, 1e-310, -1e-310},
		     p[] = {0, 0.5, 1, -3, 7};
	int64_t work[7];
	double out[5];

	(void)state;
	qs_kernels_for(0)->quantiles(7, x, work, p, 5, out);
	assert_true(out[0] == x[2] && out[1] == -1e-310 && out[2] == x[0] && out[3] == out[0] && out[4] == out[2]);
	qs_kernels_for(0)->quantiles(0, x, work, p, 5, out);
	assert_true(isnan(out[0]) && isnan(out[4]));
	qs_kernels_for(0)->quantiles_i64(0, work, work + 1, p, 5, out);
	assert_true(isnan(out[0]) && isnan(out[4]));
}

static void many_quantiles_equal_one_at_a_time(void **state)
{
	enum { N = 500, MANY = 101 };
	static int64_t x[N], work[N];
	double p[MANY], out[MANY], one;
	uint64_t s = 3;

	(void)state;
	fill(RANDOM, N, &s, x);
	for (size_t j = 0; j < MANY; j++)
		p[j] = (double)((j * 37) % MANY) / (MANY - 1);
	qs_kernels_for(0)->quantiles_i64(N, x, work, p, MANY, out);
	for (size_t j = 0; j < MANY; j++) {
		qs_kernels_for(0)->quantiles_i64(N, x, work, p + j, 1, &one);
		assert_true(one == out[j]);
	}
}

static void moments_equal_long_double_and_have_the_same_bits(void **state)
{
	static double x[MOST];
	uint64_t s = 4;

	(void)state;
	for (size_t c = 0; c < SIZES; c++) {
		const size_t n = sizes[c];
		long double mean = 0, ss = 0, lo = HUGE_VALL, hi = -HUGE_VALL;
		struct qs_k_moments m, other;

		for (size_t i = 0; i < n; i++) {
			x[i] = 1e6 + (double)(next(&s) >> 11) * 0x1p-53;
			mean += (long double)x[i] / (long double)n;
			lo = (long double)x[i] < lo ? (long double)x[i] : lo;
			hi = (long double)x[i] > hi ? (long double)x[i] : hi;
		}
		for (size_t i = 0; i < n; i++)
			ss += ((long double)x[i] - mean) * ((long double)x[i] - mean);
		qs_kernels_for("v2")->moments(n, x, &m);
		assert_true(m.n == (double)n && m.min == (double)lo && m.max == (double)hi);
		assert_true(fabsl((long double)m.mean - mean) <= 4e-16L * mean);
		if (n > 1)
			assert_true(fabsl((long double)m.sd / sqrtl(ss / (long double)(n - 1)) - 1) < 1e-12L);
		else
			assert_true(m.sd == 0);
		for (size_t v = 1; v < 3; v++) {
			if (!qs_kernels_for(isas[v]))
				continue;
			qs_kernels_for(isas[v])->moments(n, x, &other);
			assert_memory_equal(&m, &other, sizeof m);
		}
	}
}

static void moments_of_nothing_are_not_numbers(void **state)
{
	struct qs_k_moments m;
	const double x[] = {1, (double)NAN, 2};

	(void)state;
	qs_kernels_for(0)->moments(0, x, &m);
	assert_true(m.n == 0 && isnan(m.mean) && isnan(m.sd) && isnan(m.min) && isnan(m.max));
	qs_kernels_for(0)->moments(3, x, &m);
	assert_true(isnan(m.mean) && isnan(m.sd));
}

static void quanta_are_rounded_upwards_from_halves_on_every_isa(void **state)
{
	static const double value[] = {0,   -0.0, 0.5,  -0.5,         0.49999999999999994,
				       1.5, -1.5, 2.25, 0x1p50 + 0.5, -0x1p50 - 0.5};
	static const double unfit[] = {0x1p51, -0x1p51, (double)INFINITY, (double)NAN};
	enum { N = sizeof value / sizeof *value };
	int64_t row[N];
	struct qs_k_quanta quanta;

	(void)state;
	for (size_t v = 0; v < 3; v++) {
		const struct qs_kernels *const k = qs_kernels_for(isas[v]);

		if (!k)
			continue;
		for (int shift = 0; shift < 2; shift++) {
			k->quanta_round(N, shift ? 0.25 : 1, value, row, &quanta);
			assert_true(quanta.held && quanta.any && !quanta.bad);
			for (size_t i = 0; i < N; i++)
				assert_int_equal(row[i], (int64_t)floor(value[i] * (shift ? 0.25 : 1) + 0.5));
		}
		k->quanta_round(2, 1, value, row, &quanta);
		assert_true(quanta.held && !quanta.any && !quanta.bad); /* -0 is not the zero that is there before */
		k->quanta_round(1, 1, value, row, &quanta);
		assert_true(!quanta.held && !quanta.any);
		for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
			k->quanta_round(1, 1, unfit + i, row, &quanta);
			assert_true(quanta.bad);
		}
	}
}

static void quanta_come_back_as_they_were_on_every_isa(void **state)
{
	enum { N = 67, ROWS = 3, STEP = 70, TO = 68 };
	int64_t row[ROWS * STEP];
	double to[ROWS * TO];

	(void)state;
	for (int i = 0; i < ROWS * STEP; i++)
		row[i] = i % 7 ? (int64_t)(i % 2 ? 1 : -1) * ((int64_t)1 << (i % 51)) + i % 5 : 0;
	for (size_t v = 0; v < 3; v++) {
		const struct qs_kernels *const k = qs_kernels_for(isas[v]);

		if (!k)
			continue;
		for (int i = 0; i < ROWS * TO; i++)
			to[i] = -7;
		k->quanta_read(N, ROWS, STEP, TO, 0x1p-10, 0, row, to);
		k->quanta_read(N, ROWS, STEP, TO, 0x1p-10, 1, row, to);
		for (int r = 0; r < ROWS; r++) {
			for (int i = 0; i < N; i++)
				assert_true(to[r * TO + i] == 2 * (double)row[r * STEP + i] * 0x1p-10);
			assert_true(to[r * TO + N] == -7);
		}
	}
}

static void sums_of_quanta_are_exact_and_tell_what_does_not_fit(void **state)
{
	static int64_t x[MOST], total[MOST];
	uint64_t s = 5;

	(void)state;
	for (size_t v = 0; v < 3; v++)
		for (size_t c = 0; c < SIZES; c++) {
			const struct qs_kernels *const k = qs_kernels_for(isas[v]);
			const size_t n = sizes[c];
			int64_t want = 0;
			double sum;
			int differ, overflow = 0;

			if (!k)
				continue;
			fill(RANDOM, n, &s, x); /* 44 bits and a sign: sums fit in 53 for the short, in 63 for all */
			for (size_t i = 0; i < n; i++) {
				want += x[i];
				total[i] = -3;
			}
			k->quanta_sum(n, x, &sum, &differ);
			assert_true(fabs(sum - (double)want) <= 0x1p-52 * fabs((double)want) && differ == (n > 1));
			k->quanta_add(n, x, total, &overflow);
			for (size_t i = 0; i < n; i++)
				assert_int_equal(total[i], x[i] - 3);
			assert_int_equal(overflow, 0);
			x[n - 1] = INT64_MIN;
			total[n - 1] = -1;
			k->quanta_add(n, x, total, &overflow);
			assert_int_equal(overflow, 1);
			fill(EQUAL, n, &s, x);
			k->quanta_sum(n, x, &sum, &differ);
			assert_true(sum == -7 * (double)n && !differ);
		}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantiles_of_whole_numbers_equal_sorting_on_every_isa),
		cmocka_unit_test(quantiles_of_doubles_equal_gsl),
		cmocka_unit_test(quantiles_know_signs_infinities_and_nothing),
		cmocka_unit_test(many_quantiles_equal_one_at_a_time),
		cmocka_unit_test(quanta_are_rounded_upwards_from_halves_on_every_isa),
		cmocka_unit_test(quanta_come_back_as_they_were_on_every_isa),
		cmocka_unit_test(sums_of_quanta_are_exact_and_tell_what_does_not_fit),
		cmocka_unit_test(moments_equal_long_double_and_have_the_same_bits),
		cmocka_unit_test(moments_of_nothing_are_not_numbers),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, 0, 0);
}
