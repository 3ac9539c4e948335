/* Prices of products that move together: their correlation, and what it leaves as it was. */
#include "kernels/kernels.h"
#include "model/base/context.h"
#include "model/finance/prices.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MEMBERS = 20000, YEARS = 3 };

static double bea[YEARS * MEMBERS], ccer[YEARS * MEMBERS], alone[YEARS * MEMBERS];

static struct qs_price price_of(const char *id, int model)
{
	return (struct qs_price){.id = id,
				 .model = model,
				 .cny_t.value = 80,
				 .sigma.value = model == QS_PRICE_CIR ? 2 : 0.25,
				 .reversion.value = 0.3,
				 .level_cny_t.value = 90,
				 .ceiling_cny_t.value = 1e6};
}

/* Both paths, and that of the second product where the first is not there. */
static void walk(int first, int second, double rho)
{
	struct qs_price prices[2] = {price_of("BEA", first), price_of("CCER", second)};
	struct qs_portfolio portfolio = {.seed = 11, .start_year = 2026, .members = MEMBERS, .years = YEARS};
	struct qs_context context = {0};
	struct qs_arena arena;
	struct qs_err err = {0};

	portfolio.finance.price_year = 2026;
	portfolio.market.price_correlation.value = rho;
	portfolio.market.prices.items = prices;
	portfolio.market.prices.n = 2;
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	qs_arena_init(&arena, NULL);
	assert_int_equal(qs_price_path(&context, &portfolio, &prices[0], YEARS, MEMBERS, &arena, bea), 0);
	assert_int_equal(qs_price_path(&context, &portfolio, &prices[1], YEARS, MEMBERS, &arena, ccer), 0);
	portfolio.market.prices.items = prices + 1;
	portfolio.market.prices.n = 1;
	assert_int_equal(qs_price_path(&context, &portfolio, &prices[1], YEARS, MEMBERS, &arena, alone), 0);
	qs_arena_free(&arena);
	qs_close(&context);
}

struct moments {
	double mean[2], sd[2], correlation;
};

/* Of the logarithms of the steps from year 1 to 2. */
static struct moments steps(const double *a, const double *b)
{
	struct moments m = {{0}, {0}, 0};
	const double *const of[2] = {a, b};
	double both = 0;

	for (size_t i = 0; i < MEMBERS; i++) {
		double x[2];

		for (int k = 0; k < 2; k++) {
			x[k] = log(of[k][2 * MEMBERS + i] / of[k][MEMBERS + i]);
			m.mean[k] += x[k] / MEMBERS;
			m.sd[k] += x[k] * x[k] / MEMBERS;
		}
		both += x[0] * x[1] / MEMBERS;
	}
	for (int k = 0; k < 2; k++)
		m.sd[k] = sqrt(m.sd[k] - m.mean[k] * m.mean[k]);
	m.correlation = (both - m.mean[0] * m.mean[1]) / (m.sd[0] * m.sd[1]);
	return m;
}

static void near(double a, double b, double within)
{
	if (!(fabs(a - b) <= within))
		fail_msg("%.17g and not %.17g", a, b);
}

/* The standard error of a correlation is (1 - rho^2) / sqrt(n). */
static void shocks_correlate_as_stated_and_each_price_keeps_its_law(void **state)
{
	static const double rhos[] = {0.6, -0.3, 1};

	(void)state;
	for (int r = 0; r < 3; r++) {
		const double rho = rhos[r];
		struct moments m;

		walk(QS_PRICE_GBM, QS_PRICE_GBM, rho);
		m = steps(bea, ccer);
		near(m.correlation, rho, 4 * (1 - rho * rho) / sqrt(MEMBERS) + 1e-9);
		near(m.sd[1], 0.25, 4 * 0.25 / sqrt(2.0 * MEMBERS));
		near(m.mean[1], -0.03125, 4 * 0.25 / sqrt(MEMBERS));
	}
}

/* Models that step by uniform numbers go with it too: a mean-reverting price and one of square roots. */
static void other_models_go_with_it(void **state)
{
	(void)state;
	walk(QS_PRICE_LOG_OU, QS_PRICE_CIR, 0.6);
	assert_true(steps(bea, ccer).correlation > 0.3);
	walk(QS_PRICE_LOG_OU, QS_PRICE_CIR, 0);
	near(steps(bea, ccer).correlation, 0, 4 / sqrt(MEMBERS));
}

/* Where allowances have no random price, or nothing is correlated, a path is what it is alone; and the allowances' never changes. */
static void who_has_nobody_to_follow_goes_alone(void **state)
{
	static double before[YEARS * MEMBERS];

	(void)state;
	walk(QS_PRICE_FLAT, QS_PRICE_GBM, 0.6);
	assert_memory_equal(ccer, alone, sizeof ccer);
	walk(QS_PRICE_GBM, QS_PRICE_GBM, 0);
	assert_memory_equal(ccer, alone, sizeof ccer);
	memcpy(before, bea, sizeof bea);
	walk(QS_PRICE_GBM, QS_PRICE_GBM, 0.9);
	assert_memory_equal(bea, before, sizeof bea);
	assert_memory_not_equal(ccer, alone, sizeof ccer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shocks_correlate_as_stated_and_each_price_keeps_its_law),
		cmocka_unit_test(other_models_go_with_it),
		cmocka_unit_test(who_has_nobody_to_follow_goes_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
