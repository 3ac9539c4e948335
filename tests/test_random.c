/* Numbers with an address: equal to Random123, to the address, to every cut; inverses against GSL. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <Random123/philox.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

enum { N = 1003 };

static const char *const isas[] = {"v2", "v3", "v4"};

static uint64_t next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

static double draw(uint64_t *s, double lo, double hi)
{
	return lo + (hi - lo) * ((double)(next(s) >> 12) + 0.5) * 0x1p-52;
}

/* Random123's own number at the address. */
static double reference(uint64_t seed, uint32_t stream, uint32_t year, uint32_t k, uint64_t id, uint32_t member)
{
	const philox4x32_ctr_t c = {{(uint32_t)id, (uint32_t)(id >> 32), member, stream << 24 | year << 14 | k / 2}};
	const philox4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
	const philox4x32_ctr_t r = philox4x32(c, key);
	const uint64_t w = k % 2 ? (uint64_t)r.v[3] << 32 | r.v[2] : (uint64_t)r.v[1] << 32 | r.v[0];

	return ((double)(w >> 12) + 0.5) * 0x1p-52;
}

static void uniform_equals_random123_in_every_form_and_isa(void **state)
{
	uint64_t s = 99, id[N];
	uint32_t member[N];
	double u[N], even[N], odd[N];

	(void)state;
	for (size_t a = 0; a < 3; a++) {
		const struct qs_kernels *ks = qs_kernels_for(isas[a]);

		for (uint32_t round = 0; ks && round < 8; round++) {
			const uint64_t seed = next(&s);
			const uint32_t stream = (uint32_t)next(&s) & 0xff, year = (uint32_t)next(&s) & 0x3ff;
			const uint32_t k = ((uint32_t)next(&s) & 0x7ffe) + round % 2;

			for (size_t i = 0; i < N; i++)
				id[i] = next(&s), member[i] = (uint32_t)next(&s);
			ks->uniform(N, seed, stream, year, k, id, member, u);
			ks->uniform2(N, seed, stream, year, k, id, member, even, odd);
			for (size_t i = 0; i < N; i++) {
				assert_true(u[i] == reference(seed, stream, year, k, id[i], member[i]));
				assert_true(u[i] == qs_k_uniform(seed, stream, year, k, id[i], member[i]));
				assert_true(even[i] == reference(seed, stream, year, k & ~1u, id[i], member[i]));
				assert_true(odd[i] == reference(seed, stream, year, k | 1u, id[i], member[i]));
			}
			ks->uniform_members(N, seed, stream, year, k, id[0], 0xfffffff0u, u);
			ks->uniform2_members(N, seed, stream, year, k, id[0], 0xfffffff0u, even, odd);
			for (size_t i = 0; i < N; i++) { /* the member wraps round at 2^32 */
				const uint32_t m = 0xfffffff0u + (uint32_t)i;

				assert_true(u[i] == reference(seed, stream, year, k, id[0], m));
				assert_true(even[i] == reference(seed, stream, year, k & ~1u, id[0], m));
				assert_true(odd[i] == reference(seed, stream, year, k | 1u, id[0], m));
			}
		}
	}
}

static void philox_equals_its_published_vectors(void **state)
{
	uint64_t first, second;

	(void)state;
	/* Random123 kat_vectors, philox4x32 10: counter and key all zero, all one */
	qs_k_philox(0, 0, 0, 0, &first, &second);
	assert_true(first == 0xe169c58d6627e8d5u && second == 0x9b00dbd8bc57ac4cu);
	qs_k_philox(UINT64_MAX, UINT64_MAX, UINT32_MAX, UINT32_MAX, &first, &second);
	assert_true(first == 0x41c83b0e408f276du && second == 0x6d5451fda20bc7c6u);
}

static void any_part_of_the_address_changes_the_number(void **state)
{
	const double u = qs_k_uniform(1, 2, 3, 4, 5, 6);

	(void)state;
	for (int bit = 0; bit < 64; bit++) {
		assert_true(u != qs_k_uniform(1 ^ (uint64_t)1 << bit, 2, 3, 4, 5, 6));
		assert_true(u != qs_k_uniform(1, 2, 3, 4, 5 ^ (uint64_t)1 << bit, 6));
	}
	for (int bit = 0; bit < 32; bit++)
		assert_true(u != qs_k_uniform(1, 2, 3, 4, 5, 6 ^ (uint32_t)1 << bit));
	for (int bit = 0; bit < 8; bit++)
		assert_true(u != qs_k_uniform(1, 2 ^ (uint32_t)1 << bit, 3, 4, 5, 6));
	for (int bit = 0; bit < 10; bit++)
		assert_true(u != qs_k_uniform(1, 2, 3 ^ (uint32_t)1 << bit, 4, 5, 6));
	for (int bit = 0; bit < 15; bit++)
		assert_true(u != qs_k_uniform(1, 2, 3, 4 ^ (uint32_t)1 << bit, 5, 6));
}

static void uniform_does_not_depend_on_the_cut_of_the_block(void **state)
{
	const struct qs_kernels *ks = qs_kernels_for(0);
	uint64_t s = 4, id[N];
	uint32_t member[N];
	double whole[N], part[N];

	(void)state;
	for (size_t i = 0; i < N; i++)
		id[i] = next(&s), member[i] = (uint32_t)i;
	ks->uniform(N, 7, 1, 2, 3, id, member, whole);
	for (size_t cut = 1; cut < 40; cut++) {
		for (size_t i = 0; i < N; i += cut)
			ks->uniform(N - i < cut ? N - i : cut, 7, 1, 2, 3, id + i, member + i, part + i);
		assert_memory_equal(whole, part, sizeof whole);
	}
}

static void uniform_never_reaches_0_or_1(void **state)
{
	(void)state;
	assert_true(qs_k_unit(0) == 0x1p-53);
	assert_true(qs_k_unit(UINT64_MAX) == 1.0 - 0x1p-53);
}

static void uniform_has_the_moments_of_its_law(void **state)
{
	const struct qs_kernels *ks = qs_kernels_for(0);
	enum { M = 1 << 16 };
	static double u[M], v[M];
	double m1 = 0, m2 = 0, cross = 0, lag = 0;

	(void)state;
	ks->uniform2_members(M, 12345, 3, 7, 0, 42, 0, u, v);
	for (size_t i = 0; i < M; i++) {
		const double a = u[i] - 0.5;

		m1 += a / M;
		m2 += a * a / M;
		cross += a * (v[i] - 0.5) / M;
		lag += i ? a * (u[i - 1] - 0.5) / M : 0;
	}
	/* five standard errors */
	assert_true(fabs(m1) < 5 * sqrt(1 / 12.0 / M));
	assert_true(fabs(m2 - 1 / 12.0) < 5 * sqrt(1 / 180.0 / M));
	assert_true(fabs(cross) < 5 / 12.0 / sqrt(M));
	assert_true(fabs(lag) < 5 / 12.0 / sqrt(M));
}

/* Uniforms of both tails, from 2^-53 on, on the grid of the generator. */
static void hard_uniforms(uint64_t *s, size_t n, double *u)
{
	for (size_t i = 0; i < n; i++) {
		const uint64_t w = next(s);

		u[i] = qs_k_unit(i % 3 ? w : w >> (w % 50));
		u[i] = i % 6 == 0 ? 1.0 - u[i] : u[i];
	}
	u[0] = 0x1p-53;
	u[1] = 1.0 - 0x1p-53;
}

static void close_to(const char *what, double got, double want, double relative, double u)
{
	if (!(fabs(got - want) <= relative * fabs(want)))
		fail_msg("%s(u = %.17g) = %.17g, not %.17g", what, u, got, want);
}

static void normal_equals_gsl_to_its_own_error(void **state)
{
	double u[N], z[N];
	uint64_t s = 1;

	(void)state;
	for (int round = 0; round < 30; round++) {
		hard_uniforms(&s, N, u);
		qs_kernels_for(0)->normal_n(N, u, z);
		for (size_t i = 0; i < N; i++)
			close_to("normal", z[i], gsl_cdf_ugaussian_Pinv(u[i]), 4e-15, u[i]);
	}
}

static void closed_inverses_return_u(void **state)
{
	const struct qs_kernels *ks = qs_kernels_for(0);
	double u[N], y[N];
	uint64_t s = 2;

	(void)state;
	hard_uniforms(&s, N, u);
	ks->lognormal_n(N, 0.4, u, y);
	for (size_t i = 0; i < N; i++) {
		const double sd = sqrt(log1p(0.16));

		close_to("lognormal", y[i], gsl_cdf_lognormal_Pinv(u[i], -0.5 * sd * sd, sd), 1e-13, u[i]);
		close_to("lognormal, one lane", qs_k_lognormal(u[i], 0.4), y[i], 0, u[i]);
	}
	ks->exponential_n(N, 7, u, y);
	for (size_t i = 0; i < N; i++)
		close_to("exponential", y[i], gsl_cdf_exponential_Pinv(u[i], 7), 1e-15, u[i]);
	ks->triangular_n(N, 2, 3, 7, u, y);
	for (size_t i = 0; i < N; i++) {
		const double x = y[i];

		assert_true(x >= 2 && x <= 7);
		if (x < 3)
			assert_true(fabs((x - 2) * (x - 2) / 5 - u[i]) < 1e-14);
		else
			assert_true(fabs((7 - x) * (7 - x) / 20 - (1 - u[i])) < 1e-14);
	}
	assert_true(qs_k_triangular(0.3, 5, 5, 5) == 5);
}

/* Forward: the tail at y is u again. An error of y grows by the elasticity of the tail, about sqrt(shape) times 10. */
static void gamma_returns_u_in_both_tails(void **state)
{
	static const double shapes[] = {1e-3, 0.05, 0.5, 0.999, 1,
					1.7,  7.9,  8.1, 30,    1e3}; /* GSL itself is off by 1e-7 at 1e5 */
	double u[N], y[N];
	uint64_t s = 3;

	(void)state;
	hard_uniforms(&s, N, u);
	for (size_t c = 0; c < sizeof shapes / sizeof *shapes; c++) {
		const double a = shapes[c];

		qs_kernels_for(0)->gamma_n(N, a, 2, u, y);
		for (size_t i = 0; i < N; i++) {
			const double p = u[i] < 0.5 ? gsl_cdf_gamma_P(y[i], a, 2) : gsl_cdf_gamma_Q(y[i], a, 2);

			if (y[i] > 1e-290)
				close_to("gamma", p, u[i] < 0.5 ? u[i] : 1 - u[i], 1e-12 * (1 + 10 * sqrt(a)), u[i]);
		}
	}
}

static void gamma_equals_gsl_inverse(void **state)
{
	uint64_t s = 4;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		const double a = pow(10, draw(&s, 0, 3)), u = draw(&s, 0.001, 0.999),
			     want = gsl_cdf_gamma_Pinv(u, a, 1);

		if (!isnan(want)) /* GSL gives up at times, and is off by 1e-10 below shape 1 */
			close_to("gamma", qs_k_gamma(u, a, 1), want, 1e-10, u);
	}
}

static void beta_returns_u_in_both_tails(void **state)
{
	static const double ab[][2] = {{1e-2, 1e-2}, {0.1, 3}, {3, 0.1}, {0.5, 0.5}, {1, 1},    {2, 5},     {7.9, 8.1},
				       {30, 4},      {4, 30},  {50, 60}, {1e3, 20},  {20, 1e3}, {1e4, 1e4}, {1, 1e4}};
	double u[N], y[N];
	uint64_t s = 5;

	(void)state;
	hard_uniforms(&s, N, u);
	for (size_t c = 0; c < sizeof ab / sizeof *ab; c++) {
		const double a = ab[c][0], b = ab[c][1];

		qs_kernels_for(0)->beta_n(N, a, b, u, y);
		for (size_t i = 0; i < N; i++) {
			const double p = u[i] < 0.5 ? gsl_cdf_beta_P(y[i], a, b) : gsl_cdf_beta_Q(y[i], a, b);
			/* near 1 the step of y itself is the limit */
			const double step = y[i] > 0.5 ? 0x1p-52 / (1 - y[i]) * b : 0;

			if (y[i] > 1e-290 && step < 1e-3)
				close_to("beta", p, u[i] < 0.5 ? u[i] : 1 - u[i], 1e-12 * (1 + 10 * sqrt(a + b)) + step,
					 u[i]);
		}
	}
}

static void beta_equals_gsl_inverse(void **state)
{
	uint64_t s = 6;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		const double a = pow(10, draw(&s, -1, 3)), b = pow(10, draw(&s, -1, 3)), u = draw(&s, 0.001, 0.999);
		const double y = qs_k_beta(u, a, b), p = gsl_cdf_beta_P(y, a, b);

		assert_true(y > 0 && y <= 1);
		if (y < 0.999)
			close_to("beta", p, u, 1e-10, u);
	}
}

/* k is right when P(X <= k - 1) < u <= P(X <= k); ties within 1e-11 of the tail are left out. */
static int right_count(double u, double below, double at, double below_q, double at_q)
{
	if (u <= 0.5)
		return at >= u * (1 - 1e-11) && below < u * (1 + 1e-11);
	return at_q <= (1 - u) * (1 + 1e-11) && below_q > (1 - u) * (1 - 1e-11);
}

static void binomial_equals_gsl_counts(void **state)
{
	uint64_t s = 7;
	double u[N];

	(void)state;
	for (int i = 0; i < 12; i++) {
		hard_uniforms(&s, N, u);
		for (size_t j = 0; j < N; j++) {
			const double n = floor(pow(10, draw(&s, 0, 4)));
			const double p = j % 2 ? draw(&s, 0, 1) : pow(10, draw(&s, -6, 0));
			const double k = qs_k_binomial(u[j], n, p);
			const unsigned ku = (unsigned)k, nu = (unsigned)n;

			assert_true(k >= 0 && k <= n && k == floor(k));
			if (!right_count(u[j], k > 0 ? gsl_cdf_binomial_P(ku - 1, p, nu) : 0,
					 gsl_cdf_binomial_P(ku, p, nu), k > 0 ? gsl_cdf_binomial_Q(ku - 1, p, nu) : 1,
					 gsl_cdf_binomial_Q(ku, p, nu)))
				fail_msg("binomial(%.17g; %g, %.17g) = %g", u[j], n, p, k);
		}
	}
}

static void poisson_equals_gsl_counts(void **state)
{
	uint64_t s = 8;
	double u[N];

	(void)state;
	for (int i = 0; i < 12; i++) {
		hard_uniforms(&s, N, u);
		for (size_t j = 0; j < N; j++) {
			const double mean = pow(10, draw(&s, -4, 5));
			const double k = qs_k_poisson(u[j], mean);
			const unsigned ku = (unsigned)k;

			assert_true(k >= 0 && k == floor(k));
			if (!right_count(u[j], k > 0 ? gsl_cdf_poisson_P(ku - 1, mean) : 0, gsl_cdf_poisson_P(ku, mean),
					 k > 0 ? gsl_cdf_poisson_Q(ku - 1, mean) : 1, gsl_cdf_poisson_Q(ku, mean)))
				fail_msg("poisson(%.17g; %.17g) = %g", u[j], mean, k);
		}
	}
}

static void counts_keep_their_edges(void **state)
{
	(void)state;
	assert_true(qs_k_binomial(0.7, 10, 0) == 0 && qs_k_binomial(0.7, 10, 1) == 10 &&
		    qs_k_binomial(0.7, 0, 0.5) == 0);
	assert_true(qs_k_binomial(1 - 0x1p-53, 3, 0.999) == 3 && qs_k_binomial(0x1p-53, 3, 0.5) == 0);
	assert_true(qs_k_binomial(0.49, 1, 0.5) == 0 && qs_k_binomial(0.51, 1, 0.5) == 1);
	assert_true(qs_k_poisson(0.3, 0) == 0 && qs_k_poisson(0x1p-53, 1e-9) == 0);
	assert_true(qs_k_poisson(0.5, 1e9) > 0.999999e9 && qs_k_poisson(0.5, 1e9) < 1.000001e9);
}

/* Runs all inverses on one instruction set, one after another, into y. */
static void all_inverses(const struct qs_kernels *ks, size_t n, const double *u, double *y)
{
	ks->normal_n(n, u, y);
	ks->lognormal_n(n, 0.3, u, y + n);
	ks->triangular_n(n, 1, 2, 5, u, y + 2 * n);
	ks->exponential_n(n, 3, u, y + 3 * n);
	ks->gamma_n(n, 2.5, 3, u, y + 4 * n);
	ks->beta_n(n, 0.7, 9, u, y + 5 * n);
	ks->binomial_n(n, 300, 0.4, u, y + 6 * n);
	ks->poisson_n(n, 40, u, y + 7 * n);
}

static void inverses_give_the_same_bits_on_every_isa(void **state)
{
	static double u[N], y[8 * N], other[8 * N];
	uint64_t s = 9;

	(void)state;
	hard_uniforms(&s, N, u);
	all_inverses(qs_kernels_for("v2"), N, u, y);
	for (size_t a = 1; a < 3; a++) {
		if (!qs_kernels_for(isas[a]))
			continue;
		all_inverses(qs_kernels_for(isas[a]), N, u, other);
		assert_memory_equal(y, other, sizeof y);
	}
}

static void inverses_are_monotone_in_u(void **state)
{
	enum { M = 4001 };
	static double u[M], y[8 * M];

	(void)state;
	for (size_t i = 0; i < M; i++)
		u[i] = ((double)i + 0.5) / M;
	all_inverses(qs_kernels_for(0), M, u, y);
	for (size_t d = 0; d < 8; d++)
		for (size_t i = 1; i < M; i++)
			assert_true(y[d * M + i] >= y[d * M + i - 1]);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(philox_equals_its_published_vectors),
		cmocka_unit_test(uniform_equals_random123_in_every_form_and_isa),
		cmocka_unit_test(any_part_of_the_address_changes_the_number),
		cmocka_unit_test(uniform_does_not_depend_on_the_cut_of_the_block),
		cmocka_unit_test(uniform_never_reaches_0_or_1),
		cmocka_unit_test(uniform_has_the_moments_of_its_law),
		cmocka_unit_test(normal_equals_gsl_to_its_own_error),
		cmocka_unit_test(closed_inverses_return_u),
		cmocka_unit_test(gamma_returns_u_in_both_tails),
		cmocka_unit_test(gamma_equals_gsl_inverse),
		cmocka_unit_test(beta_returns_u_in_both_tails),
		cmocka_unit_test(beta_equals_gsl_inverse),
		cmocka_unit_test(binomial_equals_gsl_counts),
		cmocka_unit_test(poisson_equals_gsl_counts),
		cmocka_unit_test(counts_keep_their_edges),
		cmocka_unit_test(inverses_give_the_same_bits_on_every_isa),
		cmocka_unit_test(inverses_are_monotone_in_u),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, 0, 0);
}
