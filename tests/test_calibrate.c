/* Price models from series: exact series, long samples of known models, what is refused. */
#include "model/finance/calibrate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A standard normal number of a small generator: the sum of twelve uniform ones less six. */
static double normal(uint64_t *state)
{
	double sum = -6;

	for (int i = 0; i < 12; i++) {
		*state ^= *state << 13;
		*state ^= *state >> 7;
		*state ^= *state << 17;
		sum += (double)(*state >> 11) * 0x1p-53;
	}
	return sum;
}

static void an_exact_series_gives_its_own_parameters(void **state)
{
	double year[20], price[20], x = log(30);
	struct qs_price_fit fit;

	(void)state;
	for (int t = 0; t < 20; t++) {
		year[t] = 2000 + t;
		price[t] = exp(x);
		x = 0.3 * log(100) + 0.7 * x;
	}
	assert_int_equal(qs_calibrate_price(20, year, price, &fit), 0);
	assert_true(fit.reverts && fabs(fit.slope - 0.7) < 1e-9 && fabs(fit.level - 100) < 1e-6);
	assert_true(fabs(fit.reversion + log(0.7)) < 1e-9 && fit.reverting_sigma < 1e-6);
	for (int t = 0; t < 20; t++)
		price[t] = 50 * pow(1.04, t);
	assert_int_equal(qs_calibrate_price(20, year, price, &fit), 0);
	assert_true(fabs(fit.growth - 0.04) < 1e-9 && fit.sigma < 1e-9);
}

static void long_samples_give_the_model_back(void **state)
{
	enum { N = QS_FIT_MOST };
	const double k = 0.4, sigma = 0.25, b = exp(-k), s = sigma * sqrt((1 - b * b) / (2 * k));
	double year[N], price[N], slope = 0, sd = 0, x = log(80);
	uint64_t seed = 20261127;
	struct qs_price_fit fit;

	(void)state;
	for (int run = 0; run < 20; run++) {
		for (int t = 0; t < N; t++) {
			year[t] = t;
			price[t] = exp(x);
			x = (1 - b) * log(80) + b * x + s * normal(&seed);
		}
		assert_int_equal(qs_calibrate_price(N, year, price, &fit), 0);
		slope += fit.slope / 20;
		sd += fit.reverting_sigma / 20;
	}
	assert_true(fabs(slope - b) < 0.02 && fabs(sd - sigma) < 0.01);
}

static void jumps_are_taken_apart(void **state)
{
	double year[60], price[60], x = log(80);
	uint64_t seed = 7;
	struct qs_price_fit fit;

	(void)state;
	for (int t = 0; t < 60; t++) {
		year[t] = t;
		price[t] = exp(x);
		x += 0.05 * normal(&seed) - (t == 20 || t == 40 ? 0.8 : 0);
	}
	assert_int_equal(qs_calibrate_price(60, year, price, &fit), 0);
	assert_int_equal(fit.jumps, 2);
	assert_true(fabs(fit.jump_mean + 0.8) < 0.15 && fit.calm_sigma < 0.08 && fit.sigma > 0.12);
}

static void what_is_no_yearly_series_of_prices_is_refused(void **state)
{
	double year[] = {2000, 2001, 2002, 2003, 2004}, price[] = {10, 11, 12, 11, 12};
	struct qs_price_fit fit;

	(void)state;
	assert_int_equal(qs_calibrate_price(5, year, price, &fit), 0);
	assert_int_equal(qs_calibrate_price(3, year, price, &fit), -1);
	price[2] = 0;
	assert_int_equal(qs_calibrate_price(5, year, price, &fit), -1);
	price[2] = (double)NAN;
	assert_int_equal(qs_calibrate_price(5, year, price, &fit), -1);
	price[2] = 12;
	year[4] = 2005;
	assert_int_equal(qs_calibrate_price(5, year, price, &fit), -1);
	for (int t = 0; t < 5; t++) {
		year[t] = t;
		price[t] = 10; /* constant: no spread, no reversion, and no NaN but where none can be */
	}
	assert_int_equal(qs_calibrate_price(5, year, price, &fit), 0);
	assert_true(fit.sigma <= 0 && fabs(fit.growth) < 1e-15 && !fit.reverts && fit.jumps == 0);
}

static void beijings_prices_rise_and_hardly_revert(void **state)
{
	struct qs_price_fit fit;

	(void)state;
	assert_int_equal(qs_calibrate_price(QS_BEIJING_YEARS, qs_beijing_year, qs_beijing_price, &fit), 0);
	/* 5.9 % a year in logarithms from 51.6 to 104.2 in twelve years */
	assert_true(fabs(log(1 + fit.growth) - fit.sigma * fit.sigma / 2 - log(104.2 / 51.6) / 12) < 1e-9);
	assert_true(fit.sigma > 0.15 && fit.sigma < 0.25 && fit.slope > 0.7);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_exact_series_gives_its_own_parameters),
		cmocka_unit_test(long_samples_give_the_model_back),
		cmocka_unit_test(jumps_are_taken_apart),
		cmocka_unit_test(what_is_no_yearly_series_of_prices_is_refused),
		cmocka_unit_test(beijings_prices_rise_and_hardly_revert),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
