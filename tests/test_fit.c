/* Fits: least squares and chains give the posterior that is known, for any number of threads; the signs of bad chains
 * are those of another program; what cannot be fitted is refused. */
#include "scenarios/fit.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void near(double a, double b, double tolerance)
{
	if (!(fabs(a - b) <= tolerance))
		fail_msg("%.12g is not %.12g", a, b);
}

/* f = z_0 + z_1 x: with priors N(0, 1) the posterior is normal, its precision J'J + 1. */
enum { N = 6, K = 2, CHAINS = 4, WARMUP = 400, DRAWS = 2000 };

static const double x[N] = {-2, -1, 0, 1, 2, 3}, y[N] = {0.1, 0.4, 0.9, 1.1, 1.8, 2.2},
		    sd[N] = {0.5, 0.5, 1, 1, 0.5, 2};

static qs_status line(void *self, const double *z, double *f, struct qs_err *err)
{
	(void)self;
	(void)err;
	for (int i = 0; i < N; i++)
		f[i] = z[0] + z[1] * x[i];
	return QS_OK;
}

static qs_status half_a_line(void *self, const double *z, double *f, struct qs_err *err)
{
	return z[1] < 0.3 ? qs_fail(err, QS_EINPUT, "below") : line(self, z, f, err);
}

/* A narrow valley along z_1 = 5 z_0^2, whose end takes more steps than a fit has. */
static qs_status valley(void *self, const double *z, double *f, struct qs_err *err)
{
	(void)self;
	(void)err;
	for (int i = 0; i < N; i++)
		f[i] = i ? 20 * (z[0] - 3) : 1e3 * (z[1] - 5 * z[0] * z[0]);
	return QS_OK;
}

/* Mean and covariance of the posterior by the normal equations. */
static void exactly(double prior, double *mean, double *covariance)
{
	double a = prior, b = 0, c = prior, p = 0, q = 0;

	for (int i = 0; i < N; i++) {
		const double w = 1 / (sd[i] * sd[i]);

		a += w;
		b += w * x[i];
		c += w * x[i] * x[i];
		p += w * y[i];
		q += w * x[i] * y[i];
	}
	covariance[0] = c / (a * c - b * b);
	covariance[1] = covariance[2] = -b / (a * c - b * b);
	covariance[3] = a / (a * c - b * b);
	mean[0] = covariance[0] * p + covariance[1] * q;
	mean[1] = covariance[2] * p + covariance[3] * q;
}

struct fixture {
	struct qs_context context;
	struct qs_arena arena;
	struct qs_fit fit;
	double z[K], covariance[K * K], fitted[N];
	struct qs_fit_least least;
	struct qs_chains chains;
	struct qs_err err;
};

static void open_fixture(struct fixture *f, int threads, int believed)
{
	static const unsigned char yes[K] = {1, 1}, no[K] = {0, 0};

	*f = (struct fixture){.err = {0}};
	assert_int_equal(qs_open(&f->context, NULL, &f->err), QS_OK);
	f->context.threads = threads;
	qs_arena_init(&f->arena, NULL);
	f->fit = (struct qs_fit){&f->context, K, N, y, sd, believed ? yes : no, line, NULL, NULL};
	f->least = (struct qs_fit_least){.z = f->z, .covariance = f->covariance, .fitted = f->fitted};
	f->chains = (struct qs_chains){.chains = CHAINS,
				       .warmup = WARMUP,
				       .draws = DRAWS,
				       .seed = 5,
				       .z = qs_arena_take(&f->arena, CHAINS * DRAWS * K, sizeof(double)),
				       .log_density = qs_arena_take(&f->arena, CHAINS * DRAWS, sizeof(double)),
				       .f = qs_arena_take(&f->arena, CHAINS * DRAWS * N, sizeof(double)),
				       .accepted = qs_arena_take(&f->arena, CHAINS, sizeof(double))};
	assert_non_null(f->chains.accepted);
}

static void close_fixture(struct fixture *f)
{
	qs_arena_free(&f->arena);
	qs_close(&f->context);
}

static void least_squares_solve_the_normal_equations(void **state)
{
	struct fixture f;
	double mean[K], covariance[K * K];

	(void)state;
	for (int believed = 0; believed < 2; believed++) {
		open_fixture(&f, 1, believed);
		assert_int_equal(qs_fit_least_squares(&f.fit, &f.arena, &f.least, &f.err), QS_OK);
		exactly(believed, mean, covariance);
		for (int i = 0; i < K; i++)
			near(f.z[i], mean[i], 1e-7);
		for (int i = 0; i < K * K; i++)
			near(f.covariance[i], covariance[i], 1e-7);
		for (int i = 0; i < N; i++)
			near(f.fitted[i], mean[0] + mean[1] * x[i], 1e-7);
		close_fixture(&f);
	}
}

static void chains_draw_from_the_posterior(void **state)
{
	static double first[CHAINS * DRAWS * K];
	struct fixture f;
	double mean[K], covariance[K * K], column[CHAINS * DRAWS];

	(void)state;
	exactly(1, mean, covariance);
	for (int threads = 1; threads <= 2; threads++) {
		open_fixture(&f, threads, 1);
		assert_int_equal(qs_fit_least_squares(&f.fit, &f.arena, &f.least, &f.err), QS_OK);
		assert_int_equal(qs_chains_run(&f.fit, f.z, f.covariance, &f.arena, &f.chains, &f.err), QS_OK);
		if (threads == 1)
			memcpy(first, f.chains.z, sizeof first);
		else
			assert_memory_equal(first, f.chains.z, sizeof first);
		for (int p = 0; p < K && threads == 1; p++) {
			double sum = 0, square = 0, size;

			for (int i = 0; i < CHAINS * DRAWS; i++) {
				column[i] = f.chains.z[i * K + p];
				sum += column[i] / (CHAINS * DRAWS);
			}
			for (int i = 0; i < CHAINS * DRAWS; i++)
				square += (column[i] - sum) * (column[i] - sum) / (CHAINS * DRAWS);
			size = qs_chains_bulk(CHAINS, DRAWS, column, NULL);
			assert_true(size > 500 && size < CHAINS * DRAWS);
			assert_true(qs_chains_rhat(CHAINS, DRAWS, column, NULL) < 1.01);
			near(sum, mean[p], 4 * sqrt(covariance[p * K + p] / size));
			near(square / covariance[p * K + p], 1, 4 * sqrt(2 / size));
		}
		for (int c = 0; c < CHAINS; c++)
			assert_true(f.chains.accepted[c] > 0.15 && f.chains.accepted[c] < 0.5);
		for (int i = 0; i < 3; i++) /* the model of a draw stands beside it */
			near(f.chains.f[i * N + 5], f.chains.z[i * K] + 3 * f.chains.z[i * K + 1], 1e-12);
		close_fixture(&f);
	}
}

static void chains_never_stand_where_there_is_no_model(void **state)
{
	struct fixture f;

	(void)state;
	open_fixture(&f, 2, 1);
	assert_int_equal(qs_fit_least_squares(&f.fit, &f.arena, &f.least, &f.err), QS_OK);
	f.fit.of = half_a_line;
	assert_int_equal(qs_chains_run(&f.fit, f.z, f.covariance, &f.arena, &f.chains, &f.err), QS_OK);
	for (int i = 0; i < CHAINS * DRAWS; i++)
		assert_true(f.chains.z[i * K + 1] >= 0.3);
	close_fixture(&f);
}

static void what_cannot_be_fitted_is_refused(void **state)
{
	struct fixture f;

	(void)state;
	open_fixture(&f, 1, 0);
	f.fit.n = 1;
	assert_int_equal(qs_fit_least_squares(&f.fit, &f.arena, &f.least, &f.err), QS_EINPUT);
	f.fit.n = N;
	f.err = (struct qs_err){0};
	f.fit.of = half_a_line; /* not at the middle */
	assert_int_equal(qs_fit_least_squares(&f.fit, &f.arena, &f.least, &f.err), QS_EINPUT);
	assert_string_equal(f.err.text, "below");
	f.err = (struct qs_err){0};
	f.fit.of = valley;
	assert_int_equal(qs_fit_least_squares(&f.fit, &f.arena, &f.least, &f.err), QS_EFAILED);
	close_fixture(&f);
}

/* Autoregressive chains of a linear congruential generator; the numbers were computed by a program of its own in
 * Python. */
static void bad_chains_are_known_by_the_published_signs(void **state)
{
	static const struct {
		size_t chains, draws;
		uint64_t seed;
		double phi, shift, rhat, bulk, tail;
	} rows[] = {{3, 40, 7, 0.6, 0, 1.01387971677818, 57.9986905131056, 101.427574982562},
		    {4, 50, 11, 0.9, 0.3, 1.59774562929186, 7.54793305141632, 24.9745481540204},
		    {2, 30, 5, -0.5, 0, 1.00953539085601, 106.689075023019, 75.6808803301238}};
	double values[200];

	(void)state;
	for (size_t r = 0; r < 3; r++) {
		uint64_t s = rows[r].seed;

		for (size_t c = 0; c < rows[r].chains; c++)
			for (size_t t = 0, at = c * rows[r].draws; t < rows[r].draws; t++, at++) {
				const double before = t ? values[at - 1] - rows[r].shift * (double)c : 0;

				s = (1103515245 * s + 12345) % 2147483648;
				values[at] = rows[r].phi * before + ((double)s / 2147483648 - 0.5) +
					     rows[r].shift * (double)c;
			}
		near(qs_chains_rhat(rows[r].chains, rows[r].draws, values, NULL), rows[r].rhat, 1e-9);
		near(qs_chains_bulk(rows[r].chains, rows[r].draws, values, NULL), rows[r].bulk, 1e-6);
		near(qs_chains_tail(rows[r].chains, rows[r].draws, values, NULL), rows[r].tail, 1e-6);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(least_squares_solve_the_normal_equations),
					   cmocka_unit_test(chains_draw_from_the_posterior),
					   cmocka_unit_test(chains_never_stand_where_there_is_no_model),
					   cmocka_unit_test(what_cannot_be_fitted_is_refused),
					   cmocka_unit_test(bad_chains_are_known_by_the_published_signs)};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
