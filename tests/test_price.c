/* Prices: samplers against the exact moments and the exact distribution of their models. */
#include "tests/price_help.h"

#include <gsl/gsl_randist.h>

/* ---- lognormal models ---- */

static void brownian_prices_have_their_law_in_one_step_or_many(void **state)
{
	static struct paths x;
	const struct qs_price_gbm gbm = {0.05, 0.25};
	const struct lognormal law = {log(70) + (0.05 - 0.03125) * 6, 0.25 * sqrt(6)};
	const struct qs_price_moments exact = qs_price_gbm_moments(&gbm, 70, 6);

	(void)state;
	near("mean", exact.mean, 70 * exp(0.3), 1e-12);
	near("variance", exact.variance, 4900 * exp(0.6) * expm1(0.375), 1e-9);
	for (size_t steps = 1; steps <= STEPS; steps += 3) {
		draw_paths(&x, N, 11 + steps);
		start_at(&x, N, 70);
		qs_kernels_for(0)->price_gbm(N, steps, 6.0 / (double)steps, &gbm, x.z, x.price);
		assert_moments("gbm", x.price + steps * N, exact);
		assert_distribution("gbm", x.price + steps * N, lognormal_cdf, &law);
	}
}

static void reverting_prices_have_their_law_in_one_step_or_many(void **state)
{
	static struct paths x;
	const struct qs_price_log_ou ou = {0.3, log(100), 0.06, 0.25};
	const struct qs_price_moments logs = qs_price_log_ou_log_moments(&ou, 66, 5);
	const struct lognormal law = {logs.mean, sqrt(logs.variance)};
	const double b = exp(-1.5);

	(void)state;
	near("mean", logs.mean, log(66) * b + log(100) * (1 - b) + 0.06 * (5 - (1 - b) / 0.3), 1e-14);
	near("variance", logs.variance, 0.0625 * (1 - b * b) / 0.6, 1e-15);
	for (size_t steps = 1; steps <= STEPS; steps += 3) {
		draw_paths(&x, N, 21 + steps);
		start_at(&x, N, 66);
		qs_kernels_for(0)->price_log_ou(N, steps, 5.0 / (double)steps, 0, &ou, x.z, x.price);
		assert_moments("log-ou", x.price + steps * N, qs_price_lognormal_moments(logs));
		assert_distribution("log-ou", x.price + steps * N, lognormal_cdf, &law);
	}
}

static void a_path_can_be_cut_and_gone_on_with(void **state)
{
	static struct paths x, y;
	const struct qs_price_log_ou ou = {0.3, log(100), 0.06, 0.25};

	(void)state;
	draw_paths(&x, FEW, 5);
	draw_paths(&y, FEW, 5);
	start_at(&x, FEW, 66);
	start_at(&y, FEW, 66);
	qs_kernels_for(0)->price_log_ou(FEW, 4, 0.5, 0, &ou, x.z, x.price);
	qs_kernels_for(0)->price_log_ou(FEW, 2, 0.5, 0, &ou, y.z, y.price);
	qs_kernels_for(0)->price_log_ou(FEW, 2, 0.5, 1, &ou, y.z + 2 * FEW, y.price + 2 * FEW);
	for (size_t k = 0; k < 5 * FEW; k++)
		near("cut", y.price[k], x.price[k], 1e-13 * x.price[k]);
}

struct jumps {
	struct qs_price_merton m;
	double start, t;
};

static double merton_cdf(const void *model, double x)
{
	const struct jumps *const j = model;
	const double drift = j->m.mu - 0.5 * j->m.sigma * j->m.sigma -
			     j->m.jumps * expm1(j->m.jump_mean + 0.5 * j->m.jump_sd * j->m.jump_sd);
	double sum = 0;

	for (unsigned n = 0; n < 30; n++)
		sum += gsl_ran_poisson_pdf(n, j->m.jumps * j->t) *
		       gsl_cdf_ugaussian_P((log(x / j->start) - drift * j->t - n * j->m.jump_mean) /
					   sqrt(j->m.sigma * j->m.sigma * j->t + n * j->m.jump_sd * j->m.jump_sd));
	return sum;
}

/* E[S^power] as the sum over the number of jumps. */
static double merton_power(const struct jumps *j, double power)
{
	const double drift = j->m.mu - 0.5 * j->m.sigma * j->m.sigma -
			     j->m.jumps * expm1(j->m.jump_mean + 0.5 * j->m.jump_sd * j->m.jump_sd);
	double sum = 0;

	for (unsigned n = 0; n < 60; n++) {
		const double mean = log(j->start) + drift * j->t + n * j->m.jump_mean;
		const double v = j->m.sigma * j->m.sigma * j->t + n * j->m.jump_sd * j->m.jump_sd;

		sum += gsl_ran_poisson_pdf(n, j->m.jumps * j->t) * exp(power * mean + 0.5 * power * power * v);
	}
	return sum;
}

static void jumping_prices_have_their_law_in_one_step_or_many(void **state)
{
	static struct paths x;
	const struct jumps law = {{0.05, 0.2, 0.4, -0.15, 0.25}, 70, 6};
	const struct qs_price_moments exact = qs_price_merton_moments(&law.m, 70, 6);

	(void)state;
	near("mean", exact.mean, merton_power(&law, 1), 1e-10);
	near("variance", exact.variance, merton_power(&law, 2) - exact.mean * exact.mean, 1e-8);
	for (size_t steps = 1; steps <= STEPS; steps += 3) {
		draw_paths(&x, N, 31 + steps);
		start_at(&x, N, 70);
		qs_kernels_for(0)->price_merton(N, steps, 6.0 / (double)steps, &law.m, x.z, x.u, x.y, x.price);
		assert_moments("merton", x.price + steps * N, exact);
		assert_distribution("merton", x.price + steps * N, merton_cdf, &law);
	}
}

static void without_jumps_and_reversion_all_are_one_model(void **state)
{
	static struct paths x, y;
	const struct qs_price_gbm gbm = {0.02, 0.2};
	const struct qs_price_merton merton = {0.02, 0.2, 0, -0.3, 0.4};
	const struct qs_price_log_ou ou = {0, 9, 0.7, 0.2};
	const struct qs_price_moments m = qs_price_merton_moments(&merton, 70, 9),
				      g = qs_price_gbm_moments(&gbm, 70, 9),
				      o = qs_price_log_ou_log_moments(&ou, 70, 9);

	(void)state;
	draw_paths(&x, FEW, 5);
	draw_paths(&y, FEW, 5);
	start_at(&x, FEW, 70);
	start_at(&y, FEW, 70);
	qs_kernels_for(0)->price_gbm(FEW, STEPS, 1, &gbm, x.z, x.price);
	qs_kernels_for(0)->price_merton(FEW, STEPS, 1, &merton, y.z, y.u, y.y, y.price);
	for (size_t k = 0; k < 5 * FEW; k++)
		assert_true(x.price[k] == y.price[k]);
	assert_true(m.mean == g.mean && m.variance == g.variance);
	near("log mean", o.mean, log(70), 1e-14);
	near("log variance", o.variance, 0.04 * 9, 1e-15);
}

/* ---- square root ---- */

struct root {
	struct qs_price_cir m;
	double start, t;
};

/* The distribution of c chi2'(df, lambda): gamma ones mixed by a Poisson number. */
static double cir_cdf(const struct root *r, double x)
{
	const double b = exp(-r->m.k * r->t), s2 = r->m.sigma * r->m.sigma, c = s2 * (1 - b) / (4 * r->m.k);
	const double half_df = 2 * r->m.k * r->m.theta / s2, half_lambda = r->start * b / (2 * c);
	double sum = 0;

	for (unsigned n = 0; n < (half_lambda > 0 ? 400 : 1); n++)
		sum += (half_lambda > 0 ? gsl_ran_poisson_pdf(n, half_lambda) : 1) *
		       gsl_cdf_gamma_P(x, half_df + n, 2 * c);
	return sum;
}

/* Counts in classes of half a standard deviation, the outer ones together. */
static void assert_root_law(const double *x, const struct root *r)
{
	enum { CLASSES = 14 };
	const struct qs_price_moments m = qs_price_cir_moments(&r->m, r->start, r->t);
	double count[CLASSES] = {0}, chance[CLASSES], below = 0;

	for (size_t k = 0; k < CLASSES; k++) {
		const double edge = m.mean + sqrt(m.variance) * 0.5 * ((double)k - 4);
		const double f = k + 1 < CLASSES ? (edge > 0 ? cir_cdf(r, edge) : 0) : 1;

		chance[k] = f - below;
		below = f;
	}
	for (size_t i = 0; i < N; i++) {
		const double k = ceil((x[i] - m.mean) / (0.5 * sqrt(m.variance)) + 4);

		count[k < 0 ? 0 : k > CLASSES - 1 ? CLASSES - 1 : (size_t)k] += 1;
	}
	assert_counts("cir", CLASSES, count, chance);
	assert_moments("cir", x, m);
}

static void square_root_prices_have_their_law_in_one_step_or_many(void **state)
{
	static struct paths x;
	static const struct root laws[] = {
		{{0.25, 110, 1.8}, 70, 4},    /* never touches 0 */
		{{0.3, 0.5, 1.2}, 0.2, 2},    /* often near 0: 2 k theta/sigma^2 = 0.21 */
		{{0.25, 110, 1.8}, 0, 2},     /* starts there */
		{{0.05, 0.001, 0.5}, 0.3, 2}, /* almost absorbed: shape 0.0004 */
	};

	(void)state;
	for (size_t k = 0; k < sizeof laws / sizeof *laws; k++)
		for (size_t steps = 1; steps <= STEPS; steps += 3) {
			const double dt = laws[k].t / (double)steps;

			draw_paths(&x, N, 41 + 10 * k + steps);
			start_at(&x, N, laws[k].start);
			qs_kernels_for(0)->price_cir(N, steps, dt, &laws[k].m, x.u, x.w, x.price);
			assert_root_law(x.price + steps * N, &laws[k]);
		}
}

static void square_root_moments_compose(void **state)
{
	const struct qs_price_cir m = {0.25, 110, 1.8};
	const struct qs_price_moments early = qs_price_cir_moments(&m, 70, 3), late = qs_price_cir_moments(&m, 70, 8),
				      on = qs_price_cir_moments(&m, early.mean, 5);
	const struct qs_price_moments still = qs_price_cir_moments(&(struct qs_price_cir){0, 110, 1.8}, 70, 8);

	(void)state;
	near("mean", on.mean, late.mean, 1e-12);
	near("variance", on.variance + exp(-2 * 0.25 * 5) * early.variance, late.variance, 1e-10);
	assert_true(still.mean == 70);
	near("without reversion", still.variance, 70 * 1.8 * 1.8 * 8, 1e-10);
	near("feller", qs_price_feller(&m), 55 / 3.24, 1e-13);
	assert_true(isnan(qs_price_feller(&(struct qs_price_cir){0.2, 1, 0})));
}

static void square_root_draws_are_numbers_to_the_ends_of_the_domain(void **state)
{
	static const double us[] = {0x1p-53, 1e-9, 0.5, 1 - 1e-9, 1 - 0x1p-53};
	static const struct qs_price_cir models[] = {
		{0.25, 110, 1.8}, {1e-3, 2e-4, 0.2}, {3, 100, 0.01}, {20, 1e-6, 1}, {0.01, 5, 30}};
	static const double starts[] = {0, 1e-12, 1, 500};

	(void)state;
	for (size_t m = 0; m < 5; m++)
		for (size_t s = 0; s < 4; s++)
			for (size_t a = 0; a < 5; a++)
				for (size_t b = 0; b < 5; b++) {
					double price[2] = {starts[s], -1};

					qs_kernels_for(0)->price_cir(1, 1, 1, &models[m], us + a, us + b, price);
					assert_true(price[1] >= 0 && price[1] < 1e9);
				}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(brownian_prices_have_their_law_in_one_step_or_many),
		cmocka_unit_test(reverting_prices_have_their_law_in_one_step_or_many),
		cmocka_unit_test(a_path_can_be_cut_and_gone_on_with),
		cmocka_unit_test(jumping_prices_have_their_law_in_one_step_or_many),
		cmocka_unit_test(without_jumps_and_reversion_all_are_one_model),
		cmocka_unit_test(square_root_prices_have_their_law_in_one_step_or_many),
		cmocka_unit_test(square_root_moments_compose),
		cmocka_unit_test(square_root_draws_are_numbers_to_the_ends_of_the_domain),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
