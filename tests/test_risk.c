/* Tails, shares and dominance against closed forms and brute force. */
#include "kernels/random.h"
#include "kernels/risk.h"
#include "tests/cash_help.h"

#include <stdlib.h>

enum { MANY = 1000000 };

static int by_value(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void sorting_is_that_of_qsort(void **state)
{
	double x[300], y[300];
	uint64_t s = 1;

	(void)state;
	for (size_t n = 0; n < 300; n++) {
		for (size_t i = 0; i < n; i++)
			x[i] = y[i] = n % 3 ? draw(&s, -1e6, 1e6) : floor(draw(&s, 0, 5));
		qs_risk_sort(n, x);
		qsort(y, n, sizeof *y, by_value);
		for (size_t i = 0; i < n; i++)
			assert_true(x[i] == y[i]);
	}
}

/* Means over the middle of each of n equal shares of the distribution. */
static void tails_of_normal_and_lognormal_are_the_known_ones(void **state)
{
	double *const loss = malloc(MANY * sizeof *loss);
	struct qs_risk_tail tail;

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		loss[i] = qs_k_normal(((double)i + 0.5) / MANY);
	tail = qs_risk_tail(MANY, loss, 0.95);
	near("normal VaR 95 %", tail.var, 1.6448536269514722, 1e-5);
	near("normal CVaR 95 %", tail.cvar, 2.0627128075, 1e-5);
	for (size_t i = 0; i < MANY; i++)
		loss[i] = -qs_k_exp(0.25 * qs_k_normal(1 - ((double)i + 0.5) / MANY));
	tail = qs_risk_tail(MANY, loss, 0.95);
	near("lognormal 5 % quantile", tail.var, -0.6628454608, 1e-6);
	near("lognormal mean below it", tail.cvar, -0.5995646267, 1e-6);
	free(loss);
}

static void cvar_is_the_least_of_rockafellar_and_uryasev_and_var_the_least_level_reached(void **state)
{
	double loss[60];
	uint64_t s = 8;

	(void)state;
	for (int k = 0; k < 500; k++) {
		const size_t n = 1 + (size_t)draw(&s, 0, 60);
		const double level = k % 3 ? draw(&s, 0.01, 0.99) : floor(draw(&s, 0, 20)) / 20;
		double least = HUGE_VAL;
		struct qs_risk_tail tail;

		for (size_t i = 0; i < n; i++)
			loss[i] = k % 2 ? draw(&s, -5, 5) : floor(draw(&s, -3, 3));
		qs_risk_sort(n, loss);
		tail = qs_risk_tail(n, loss, level);
		for (size_t z = 0; z < n; z++) {
			double sum = 0;

			for (size_t i = 0; i < n; i++)
				sum += fmax(loss[i] - loss[z], 0);
			least = fmin(least, loss[z] + sum / ((1 - level) * (double)n));
		}
		near("CVaR", tail.cvar, least, 1e-12);
		assert_true(tail.cvar >= tail.var);
		for (size_t i = 0; i < n; i++) { /* the least l with P(L <= l) >= level */
			size_t reached = 0;

			for (size_t j = 0; j < n; j++)
				reached += loss[j] <= loss[i];
			if ((double)reached >= level * (double)n - 1e-9) {
				assert_true(tail.var == loss[i]);
				break;
			}
		}
	}
}

static void a_level_that_falls_on_a_member_takes_that_member(void **state)
{
	double loss[100];

	(void)state;
	for (int i = 0; i < 100; i++)
		loss[i] = i + 1;
	for (int k = 1; k < 100; k++) /* 0.07 x 100 is a little above 7 */
		assert_true(qs_risk_tail(100, loss, k / 100.0).var == k);
	assert_true(qs_risk_tail(100, loss, 0).var == 1 && qs_risk_tail(100, loss, 0).cvar == 50.5);
	assert_true(qs_risk_tail(1, loss, 0.99).cvar == 1);
	assert_true(isnan(qs_risk_tail(0, loss, 0.5).var) && isnan(qs_risk_tail(0, loss, 0.5).cvar));
}

static void wilson_ends_are_the_shares_that_lie_z_errors_away(void **state)
{
	uint64_t s = 3;

	(void)state;
	for (int k = 0; k < 1000; k++) {
		const double n = 1 + floor(draw(&s, 0, 1000)), hits = floor(draw(&s, 0, n + 1)), z = draw(&s, 0.5, 4);
		const struct qs_risk_interval p = qs_risk_wilson(hits, n, z);
		const double share = hits / n;
		const struct qs_risk_interval mirror = qs_risk_wilson(n - hits, n, z);

		assert_true(p.low >= 0 && p.low <= share && share <= p.high && p.high <= 1);
		if (hits > 0)
			near("low", (share - p.low) / sqrt(p.low * (1 - p.low) / n), z, 1e-9 * n);
		if (hits < n)
			near("high", (p.high - share) / sqrt(p.high * (1 - p.high) / n), z, 1e-9 * n);
		near("mirror", mirror.low, 1 - p.high, 1e-14);
	}
	assert_true(qs_risk_wilson(0, 10, 1.96).low == 0 && qs_risk_wilson(10, 10, 1.96).high == 1);
	assert_true(qs_risk_wilson(0, 0, 1.96).low == 0 && qs_risk_wilson(0, 0, 1.96).high == 1);
}

/* By definition, over whole numbers from 0 to 9. */
static enum qs_risk_order by_definition(size_t na, const double *a, size_t nb, const double *b)
{
	long area = 0;
	int first = 1, second = 1;

	for (int x = 0; x < 10; x++) {
		long fa = 0, fb = 0;

		for (size_t i = 0; i < na; i++)
			fa += a[i] <= x;
		for (size_t i = 0; i < nb; i++)
			fb += b[i] <= x;
		first = first && fa * (long)nb <= fb * (long)na;
		second = second && area <= 0;
		area += fa * (long)nb - fb * (long)na; /* the integral up to x + 1 */
	}
	second = second && area <= 0;
	return first ? QS_RISK_FIRST : second ? QS_RISK_SECOND : QS_RISK_NEITHER;
}

static void dominance_is_that_of_its_definition(void **state)
{
	double a[12], b[12];
	size_t seen[3] = {0};
	uint64_t s = 77;

	(void)state;
	for (int k = 0; k < 20000; k++) {
		const size_t na = 1 + (size_t)draw(&s, 0, 12), nb = k % 2 ? na : 1 + (size_t)draw(&s, 0, 12);
		enum qs_risk_order order;

		for (size_t i = 0; i < na; i++)
			a[i] = floor(draw(&s, 1, 10));
		for (size_t i = 0; i < nb; i++)
			b[i] = floor(draw(&s, 0, 9));
		qs_risk_sort(na, a);
		qs_risk_sort(nb, b);
		order = qs_risk_dominates(na, a, nb, b);
		assert_int_equal(order, by_definition(na, a, nb, b));
		seen[order]++;
	}
	assert_true(seen[0] > 100 && seen[1] > 100 && seen[2] > 100);
}

static void a_spread_with_the_same_mean_is_dominated_in_second_order_only(void **state)
{
	static const double narrow[] = {0.1, 0.3}, wide[] = {0, 0.1 + 0.3};

	(void)state;
	assert_int_equal(qs_risk_dominates(2, narrow, 2, wide), QS_RISK_SECOND);
	assert_int_equal(qs_risk_dominates(2, wide, 2, narrow), QS_RISK_NEITHER);
	assert_int_equal(qs_risk_dominates(2, wide, 2, wide), QS_RISK_FIRST);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorting_is_that_of_qsort),
		cmocka_unit_test(tails_of_normal_and_lognormal_are_the_known_ones),
		cmocka_unit_test(cvar_is_the_least_of_rockafellar_and_uryasev_and_var_the_least_level_reached),
		cmocka_unit_test(a_level_that_falls_on_a_member_takes_that_member),
		cmocka_unit_test(wilson_ends_are_the_shares_that_lie_z_errors_away),
		cmocka_unit_test(dominance_is_that_of_its_definition),
		cmocka_unit_test(a_spread_with_the_same_mean_is_dominated_in_second_order_only),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
