/* Evapotranspiration in four ways: published examples, closed forms, edges. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"

#include <math.h>

enum { N = 1003 };

static void near(double got, double want, double off)
{
	if (!(fabs(got - want) <= off))
		fail_msg("%.17g, not %.17g", got, want);
}

static void penman_gives_the_examples_of_fao_56(void **state)
{
	static const double t[] = {30.2, 16.9}, wind[] = {2, 2.078}, net[] = {14.33, 13.28}, ground[] = {0.14, 0};
	static const double es[] = {4.42, 1.997}, ea[] = {2.85, 1.409}, slope[] = {0.246, 0.122},
			    g[] = {0.0674, 0.0666};
	const struct qs_pet_day day = {t, wind, net, ground, es, ea, slope, g};
	double et0[2];

	(void)state;
	qs_kernels_for(0)->pet_penman(2, 273, 0, &day, et0);
	near(et0[0], 5.72, 0.01); /* examples 17 and 18 as printed */
	near(et0[1], 3.9, 0.03);
}

static void still_saturated_air_leaves_radiation_alone(void **state)
{
	static const double t[] = {10}, wind[] = {0}, net[] = {-5}, ground[] = {0}, e[] = {1.2}, slope[] = {0.08},
			    g[] = {0.08};
	const struct qs_pet_day day = {t, wind, net, ground, e, e, slope, g};
	double et0;

	(void)state;
	qs_kernels_for(0)->pet_penman(1, 273, -HUGE_VAL, &day, &et0);
	near(et0, 0.408 * -5 / 2, 1e-15);
	qs_kernels_for(0)->pet_penman(1, 273, 0, &day, &et0);
	assert_true(et0 == 0);
}

static double hargreaves(double t, double low, double high, double ra)
{
	double et0;

	qs_kernels_for(0)->pet_hargreaves(1, -HUGE_VAL, &t, &low, &high, &ra, &et0);
	return et0;
}

static double hargreaves_rain(double t, double low, double high, double ra, double rain)
{
	double et0;

	qs_kernels_for(0)->pet_hargreaves_rain(1, -HUGE_VAL, &t, &low, &high, &ra, &rain, &et0);
	return et0;
}

static void hargreaves_counts_radiation_in_mm(void **state)
{
	(void)state;
	near(hargreaves(22, 15.5, 28.5, 40.6), 5.467, 5e-4);
	near(hargreaves_rain(22, 15.5, 28.5, 40.6, 60), 5.643, 5e-4);
	near(hargreaves(-17.8, -20, -10, 20), 0, 1e-15);
	assert_true(hargreaves(-20, -25, -15, 20) < 0 && hargreaves(10, 10, 10, 20) == 0);
}

static void rain_that_takes_the_range_of_temperature_leaves_nothing(void **state)
{
	(void)state;
	assert_true(hargreaves_rain(24, 22, 26, 40, 4 / 0.0123 + 1e-9) == 0);
	assert_true(hargreaves_rain(24, 22, 26, 40, 500) == 0);
	assert_true(hargreaves_rain(24, 22, 26, 40, 320) > 0);
	assert_true(hargreaves_rain(24, 15, 33, 40, 100) < hargreaves_rain(24, 15, 33, 40, 50));
}

static void thornthwaite_gives_the_published_year(void **state)
{
	static const double t[] = {2.1, 2.5, 4.8, 7.1, 8.3, 10.7, 13.4, 14.5, 11.1, 8.2, 5.4, 3.7};
	static const double daylight[] = {9.4, 10.6, 11.9, 13.4, 14.6, 15.2, 14.9, 13.9, 12.6, 11.1, 9.8, 9.1};
	static const double days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	static const double want[] = {10.96, 13.07, 29.35, 45.61, 59.16, 75.04,
				      93.21, 93.40, 64.31, 44.49, 26.03, 17.72};
	struct qs_pet_year year;

	(void)state;
	qs_pet_thornthwaite(t, daylight, days, &year);
	near(year.heat_index, 25.25579, 5e-6);
	near(year.exponent, 0.906669, 5e-7);
	for (size_t m = 0; m < 12; m++)
		near(year.pet_mm[m], want[m], 5e-3);
}

static void frozen_months_have_none_and_a_frozen_year_is_finite(void **state)
{
	double t[12], daylight[12], days[12];
	struct qs_pet_year year;

	(void)state;
	for (size_t m = 0; m < 12; m++) {
		t[m] = m == 6 ? 5 : m == 5 ? 0 : -10;
		daylight[m] = 12;
		days[m] = 30;
	}
	qs_pet_thornthwaite(t, daylight, days, &year);
	assert_true(year.heat_index == 1); /* one month of 5 degrees */
	near(year.pet_mm[6], 16 * pow(50, year.exponent), 1e-10);
	assert_true(year.pet_mm[5] == 0 && year.pet_mm[0] == 0);
	t[6] = 0;
	qs_pet_thornthwaite(t, daylight, days, &year);
	assert_true(year.heat_index == 0 && year.pet_mm[6] == 0 && year.exponent == 0.49239);
}

static void bits_are_equal_on_every_isa(void **state)
{
	static const char *const isas[] = {"v2", "v3", "v4"};
	static double t[N], low[N], high[N], ra[N], rain[N], x[3][N], y[3][N];
	const struct qs_pet_day day = {t, rain, ra, low, high, high, ra, ra};

	(void)state;
	for (size_t i = 0; i < N; i++) {
		t[i] = -25 + 0.06 * (double)i;
		low[i] = t[i] - 3 - 0.01 * (double)(i % 400);
		high[i] = t[i] + 6;
		ra[i] = 10 + 0.03 * (double)i;
		rain[i] = (double)(i * 37 % 400);
	}
	for (size_t v = 0; v < 3; v++) {
		const struct qs_kernels *const ks = qs_kernels_for(isas[v]);

		if (!ks)
			continue;
		ks->pet_penman(N, 273, 0, &day, y[0]);
		ks->pet_hargreaves(N, 0, t, low, high, ra, y[1]);
		ks->pet_hargreaves_rain(N, 0, t, low, high, ra, rain, y[2]);
		if (!v)
			memcpy(x, y, sizeof x);
		assert_memory_equal(x, y, sizeof x);
	}
}

#define RANGE(least, low, high)                                                                      \
	"{\"method\":\"hargreaves\",\"negative_to_zero\":" least ",\"tmean_c\":[1],\"tmin_c\":[" low \
	"],\"tmax_c\":[" high "],\"ra_mj_m2_d\":[20]}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{}", QS_E2102, "/given"},
		{"{\"method\":\"blaney\"}", QS_E2105, "/method"},
		{RANGE("1", "0", "5"), QS_E2206, "/negative_to_zero"},
		{RANGE("true", "6", "5"), QS_E2206, "/tmax_c"},
		{RANGE("true", "0,1", "5"), QS_E2206, "/tmin_c"},
		{"{\"method\":\"thornthwaite\",\"tmean_c\":[1]}", QS_E2206, "/tmean_c"},
		{"{\"method\":\"hargreaves\",\"negative_to_zero\":true,\"tmean\":[1]}", QS_E2101, "/tmean"},
	};

	(void)state;
	assert_refused("pet", rows, sizeof rows / sizeof *rows);
	assert_gives("pet", RANGE("true", "5", "5"), "{\"et0_mm_d\":[0]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(penman_gives_the_examples_of_fao_56),
		cmocka_unit_test(still_saturated_air_leaves_radiation_alone),
		cmocka_unit_test(hargreaves_counts_radiation_in_mm),
		cmocka_unit_test(rain_that_takes_the_range_of_temperature_leaves_nothing),
		cmocka_unit_test(thornthwaite_gives_the_published_year),
		cmocka_unit_test(frozen_months_have_none_and_a_frozen_year_is_finite),
		cmocka_unit_test(bits_are_equal_on_every_isa),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
