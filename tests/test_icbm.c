/* ICBM: closed forms, small steps by another method, and what must hold whatever the figures. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>

enum { N = 777 };

static const char *const isas[] = {"v2", "v3", "v4"};

struct lanes {
	double r[N], h[N], input[N], young[N], old[N], respired[N];
};

static double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static void fill(struct lanes *x, uint64_t seed)
{
	for (size_t i = 0; i < N; i++) {
		x->r[i] = draw(&seed, 0, 4);
		x->h[i] = draw(&seed, 0, 1);
		x->input[i] = draw(&seed, 0, 1) < 0.2 ? 0 : draw(&seed, 0, 6);
		x->young[i] = draw(&seed, 0, 1) < 0.1 ? 0 : draw(&seed, 0, 9);
		x->old[i] = draw(&seed, 0, 90);
		x->respired[i] = 0;
	}
	x->r[0] = 0; /* nothing decays */
	x->h[1] = 0;
	x->h[2] = 1;
	x->r[3] = 1e-9;
}

static void step(const struct qs_kernels *k, const struct qs_icbm_rates *rates, double years, struct lanes *x, size_t n)
{
	k->icbm_step(n, rates, years, x->r, x->h, x->input, x->young, x->old, x->respired);
}

static int derivative(double t, const double *y, double *dy, void *given)
{
	const double *const p = given; /* k1 r, k2 r, h, input */

	(void)t;
	dy[0] = p[3] - p[0] * y[0];
	dy[1] = p[2] * p[0] * y[0] - p[1] * y[1];
	dy[2] = (1 - p[2]) * p[0] * y[0] + p[1] * y[1];
	return GSL_SUCCESS;
}

static void a_step_is_what_tiny_steps_of_another_method_add_up_to(void **state)
{
	static const double rates[][2] = {{0.8, 0.00605}, {0.4, 0.4}, {0.4, 0.4000001}, {0.02, 0.9}, {0.3, 0}};

	(void)state;
	for (size_t c = 0; c < sizeof rates / sizeof *rates; c++) {
		const struct qs_icbm_rates k = {rates[c][0], rates[c][1]};
		const double r = 1.32, h = 0.31, input = 1.7;
		double young = 2.5, old = 30, respired = 0, y[3] = {2.5, 30, 0}, t = 0;
		double p[4] = {k.young * r, k.old * r, h, input};
		gsl_odeiv2_system system = {derivative, NULL, 3, p};
		gsl_odeiv2_driver *const driver =
			gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-14, 1e-14);

		assert_non_null(driver);
		assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, 4.0, y), GSL_SUCCESS);
		qs_kernels_for(0)->icbm_step(1, &k, 4.0, &r, &h, &input, &young, &old, &respired);
		assert_true(fabs(young / y[0] - 1) < 1e-12);
		assert_true(fabs(old / y[1] - 1) < 1e-12);
		assert_true(fabs(respired / y[2] - 1) < 1e-12);
		gsl_odeiv2_driver_free(driver);
	}
}

static void equal_rates_lie_between_their_neighbours(void **state)
{
	const double r = 1, h = 0.4, input = 1;
	double old[3];

	(void)state;
	for (int i = 0; i < 3; i++) {
		const struct qs_icbm_rates k = {0.5, 0.5 + (i - 1) * 1e-9};
		double young = 3, respired = 0;

		old[i] = 5;
		qs_kernels_for(0)->icbm_step(1, &k, 2.0, &r, &h, &input, &young, &old[i], &respired);
	}
	/* h k t Y0 exp(-k t) + h i (1 - (1 + k t) exp(-k t))/k + O0 exp(-k t), k t = 1 */
	assert_true(fabs(old[1] / ((0.4 * 3 + 5) * exp(-1) + 0.8 * (1 - 2 * exp(-1))) - 1) < 1e-15);
	assert_true(old[0] > old[1] && old[1] > old[2]);
	assert_true(old[0] - old[2] < 1e-7);
}

static void an_empty_soil_keeps_its_digits_over_an_hour(void **state)
{
	const struct qs_icbm_rates k = {0.8, 0.00605};
	const double t = 1.1e-4, r = 1, h = 0.3, input = 2, a = 0.8 * t, b = 0.00605 * t;
	double young = 0, old = 0, respired = 0;

	(void)state;
	qs_kernels_for(0)->icbm_step(1, &k, t, &r, &h, &input, &young, &old, &respired);
	const double share = 0.5 - (a + b) / 6 + (a * a + a * b + b * b) / 24 - (a * a * a + a * a * b) / 120;
	assert_true(fabs(old / (h * a * input * t * share) - 1) < 1e-15);
	assert_true(fabs(young / (input * t * (1 - a / 2 + a * a / 6)) - 1) < 1e-12);
}

static void carbon_is_kept_and_nothing_becomes_negative(void **state)
{
	static const double rates[][2] = {{0.8, 0.00605}, {0.8, 0.8}, {1e-7, 3}, {0, 0}, {1e3, 1e-3}};
	static const double years[] = {1e-6, 1.0 / 12, 0.6, 1, 13, 2000};

	(void)state;
	for (size_t c = 0; c < sizeof rates / sizeof *rates; c++) {
		for (size_t t = 0; t < sizeof years / sizeof *years; t++) {
			const struct qs_icbm_rates k = {rates[c][0], rates[c][1]};
			struct lanes x, at;

			fill(&x, 17 + t);
			at = x;
			step(qs_kernels_for(0), &k, years[t], &x, N);
			for (size_t i = 0; i < N; i++) {
				const double in = at.young[i] + at.old[i] + years[t] * x.input[i];

				assert_true(x.young[i] >= 0 && x.old[i] >= 0 && x.respired[i] >= 0);
				assert_true(fabs(in - x.respired[i] - x.young[i] - x.old[i]) <= 8e-15 * in);
			}
		}
	}
}

static void two_half_steps_are_one(void **state)
{
	const struct qs_icbm_rates k = {0.8, 0.00605};
	struct lanes one, two;

	(void)state;
	fill(&one, 5);
	two = one;
	step(qs_kernels_for(0), &k, 1.0, &one, N);
	step(qs_kernels_for(0), &k, 0.5, &two, N);
	step(qs_kernels_for(0), &k, 0.5, &two, N);
	for (size_t i = 0; i < N; i++) {
		assert_true(fabs(one.young[i] - two.young[i]) <= 4e-15 * (one.young[i] + one.input[i]));
		assert_true(fabs(one.old[i] - two.old[i]) <= 4e-15 * (one.old[i] + one.input[i]));
		assert_true(fabs(one.respired[i] - two.respired[i]) <= 1e-14 * (one.respired[i] + 1e-9));
	}
}

static void equilibrium_stays_as_it_is(void **state)
{
	const struct qs_icbm_rates k = {0.8, 0.00605};
	struct lanes x;

	(void)state;
	fill(&x, 99);
	qs_kernels_for(0)->icbm_equilibrium(N, &k, x.r, x.h, x.input, x.young, x.old);
	for (size_t i = 0; i < N; i++) {
		double young = x.young[i], old = x.old[i], respired = 0;

		if (i == 0)
			continue; /* nothing decays */
		qs_kernels_for(0)->icbm_step(1, &k, 40.0, &x.r[i], &x.h[i], &x.input[i], &young, &old, &respired);
		assert_true(fabs(young - x.young[i]) <= 1e-14 * x.young[i]);
		assert_true(fabs(old - x.old[i]) <= 1e-14 * x.old[i]);
		assert_true(fabs(respired - 40 * x.input[i]) <= 1e-13 * (40 * x.input[i]));
	}
}

static void bits_are_equal_on_every_isa_in_any_length_and_order(void **state)
{
	const struct qs_icbm_rates k = {0.8, 0.00605};
	static struct lanes x, y, z;

	(void)state;
	fill(&x, 31);
	y = x;
	step(qs_kernels_for("v2"), &k, 0.7, &x, N);
	for (size_t v = 0; v < 3; v++) {
		if (!qs_kernels_for(isas[v]))
			continue;
		z = y;
		step(qs_kernels_for(isas[v]), &k, 0.7, &z, N);
		assert_memory_equal(&z, &x, sizeof x);
		for (size_t j = 0; j < N; j++) { /* one by one, the last first */
			const size_t i = N - 1 - j;
			double young = y.young[i], old = y.old[i], respired = 0;

			qs_kernels_for(isas[v])->icbm_step(1, &k, 0.7, &y.r[i], &y.h[i], &y.input[i], &young, &old,
							   &respired);
			assert_true(young == x.young[i] && old == x.old[i] && respired == x.respired[i]);
		}
	}
}

#define CASE(more) "{\"t_years\":[0,1],\"k1\":0.5,\"k2\":0.1,\"h\":0.2,\"r\":1,\"input\":1" more "}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{}", QS_E2102, "/given"},
		{CASE(""), QS_E2102, "/given"},
		{CASE(",\"Y0\":-1,\"O0\":1"), QS_E2104, "/Y0"},
		{CASE(",\"Y0\":1,\"O0\":1,\"T\":1"), QS_E2101, "/T"},
		{CASE(",\"start\":\"steady\",\"Y0\":1,\"O0\":1"), QS_E2105, "/start"},
		{"{\"t_years\":[0],\"k1\":0.5,\"k2\":0,\"h\":0.2,\"r\":1,\"input\":1,\"start\":\"equilibrium\"}",
		 QS_E2206, "/start"},
		{"{\"t_years\":[-1],\"k1\":0.5,\"k2\":0,\"h\":0.2,\"r\":1,\"input\":1,\"Y0\":1,\"O0\":1}", QS_E2104,
		 "/t_years"},
		{"{\"t_years\":[1],\"k1\":0.5,\"k2\":0,\"h\":1.2,\"r\":1,\"input\":1,\"Y0\":1,\"O0\":1}", QS_E2104,
		 "/h"},
	};

	(void)state;
	assert_refused("icbm", rows, sizeof rows / sizeof *rows);
	assert_gives("icbm", CASE(",\"Y0\":1,\"O0\":4"),
		     "{\"young\":[1,null],\"old\":[4,null],\"co2_cumulative\":[0,"
		     "null],\"equilibrium\":{\"young\":2,\"old\":2}}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_is_what_tiny_steps_of_another_method_add_up_to),
		cmocka_unit_test(equal_rates_lie_between_their_neighbours),
		cmocka_unit_test(an_empty_soil_keeps_its_digits_over_an_hour),
		cmocka_unit_test(carbon_is_kept_and_nothing_becomes_negative),
		cmocka_unit_test(two_half_steps_are_one),
		cmocka_unit_test(equilibrium_stays_as_it_is),
		cmocka_unit_test(bits_are_equal_on_every_isa_in_any_length_and_order),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
