/* Points and the indices made of them: nets, functions whose indices are known, and failures. */
#include "kernels/dispatch.h"
#include "scenarios/points.h"
#include "scenarios/sensitivity.h"
#include "tests/case_lines.h"
#include "tests/cash_help.h"
#include "tests/failing_memory.h"

enum { MOST = 60 };

static const double pi = 3.14159265358979323846;

/* ---- points ---- */

static void take(size_t dimensions, uint64_t seed, size_t n, double *all)
{
	struct qs_points points;
	struct qs_err err = {0};
	double *column[QS_POINTS_SOBOL + 10];

	assert_int_equal(qs_points_open(&points, dimensions, seed, &err), QS_OK);
	for (size_t half = 0; half < 2; half++) { /* in two parts */
		for (size_t d = 0; d < dimensions; d++)
			column[d] = all + d * n + half * (n / 3);
		qs_points_take(&points, half ? n - n / 3 : n / 3, column);
	}
	qs_points_close(&points);
	qs_points_close(&points);
}

static void each_coordinate_has_one_point_in_each_share_and_the_first_two_in_each_box(void **state)
{
	enum { K = 10, N = 1 << K };
	static double u[QS_POINTS_SOBOL * N];

	(void)state;
	for (uint64_t seed = 0; seed < 5; seed++) {
		take(QS_POINTS_SOBOL, seed, N, u);
		for (size_t d = 0; d < QS_POINTS_SOBOL; d++) {
			char seen[N] = {0};

			for (size_t i = 0; i < N; i++)
				seen[(size_t)(u[d * N + i] * N)]++;
			for (size_t i = 0; i < N; i++)
				assert_int_equal(seen[i], 1);
		}
		for (int k = 0; k <= K; k++) { /* a (0, 10, 2)-net in base 2 */
			char seen[N] = {0};

			for (size_t i = 0; i < N; i++)
				seen[((size_t)(u[i] * (1 << k)) << (K - k)) + (size_t)(u[N + i] * (1 << (K - k)))]++;
			for (size_t i = 0; i < N; i++)
				assert_int_equal(seen[i], 1);
		}
	}
}

/* Polynomials of the table: powers of x have the longest period, and none comes twice; numbers are odd and below 2^k.
 */
static void the_table_holds_primitive_polynomials_and_odd_numbers(void **state)
{
	const uint16_t *at = qs_joe_kuo;
	static char seen[1 << 12];

	(void)state;
	for (size_t d = 1; d < QS_POINTS_SOBOL; d++) {
		const uint32_t polynomial = *at++;
		uint32_t degree = 0, power = 1, period = 0;

		while (polynomial >> (degree + 1))
			degree++;
		do {
			power <<= 1;
			power ^= power >> degree & 1 ? polynomial : 0;
			period++;
		} while (power != 1 && period < 1 << 12);
		assert_int_equal(period, (1 << degree) - 1);
		assert_int_equal(seen[polynomial]++, 0);
		for (uint32_t k = 1; k <= degree; k++, at++)
			assert_true(*at & 1 && *at < 1 << k);
	}
}

/* Joe and Kuo's list begins: coordinate 1: 1 0 {1}, 2: 2 1 {1, 3}, 3: 3 1 {1, 3, 1}, 4: 3 2 {1, 1, 1}. */
static void unscrambled_points_are_those_of_the_published_list(void **state)
{
	static const uint32_t eighths[5][8] = {{0, 4, 6, 2, 3, 7, 5, 1},
					       {0, 4, 2, 6, 3, 7, 1, 5},
					       {0, 4, 2, 6, 5, 1, 7, 3},
					       {0, 4, 2, 6, 7, 3, 5, 1},
					       {0, 4, 6, 2, 3, 7, 5, 1}};
	static struct qs_points points;
	struct qs_err err = {0};
	static double room[QS_POINTS_GSL + 1][1];
	double *column[QS_POINTS_GSL + 1];

	(void)state;
	for (size_t d = 0; d <= QS_POINTS_GSL; d++)
		column[d] = room[d];
	assert_int_equal(qs_points_open(&points, QS_POINTS_GSL + 1, 1, &err), QS_OK);
	for (size_t i = 0; i < 8; i++) {
		qs_points_take(&points, 1, column);
		for (size_t d = 0; d < 5; d++)
			assert_int_equal(points.digits[d] >> (QS_POINTS_BITS - 3), eighths[d][i]);
	}
	qs_points_close(&points);
}

static void a_point_does_not_depend_on_how_many_coordinates_there_are(void **state)
{
	static double few[41 * 100], many[MOST * 100], other[41 * 100];
	size_t same = 0;

	(void)state;
	take(41, 9, 100, few);
	take(MOST, 9, 100, many);
	take(41, 10, 100, other);
	for (size_t i = 0; i < 41 * 100; i++) {
		assert_true(few[i] == many[i] && few[i] > 0 && few[i] < 1);
		same += few[i] == other[i];
	}
	assert_true(same < 5);
	take(40, 9, 100, few);
	take(3, 9, 100, other);
	assert_memory_equal(few, other, 300 * sizeof *few);
	for (size_t i = 0; i < MOST * 100; i++)
		assert_true(many[i] > 0 && many[i] < 1);
}

/* Over seeds a single point is uniform, in each coordinate and independent of the next. */
static void each_point_is_uniform_over_seeds(void **state)
{
	enum { SEEDS = 20000, NUMBER = 5 };
	double u[MOST * (NUMBER + 1)], mean[3] = {0}, square[3] = {0}, product = 0;

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		take(3, seed, NUMBER + 1, u);
		for (size_t d = 0; d < 3; d++) {
			const double x = u[d * (NUMBER + 1) + NUMBER];

			mean[d] += x / SEEDS;
			square[d] += x * x / SEEDS;
		}
		product += u[NUMBER] * u[2 * NUMBER + 1] / SEEDS;
	}
	for (size_t d = 0; d < 3; d++) {
		near("mean", mean[d], 0.5, 5 * sqrt(1.0 / 12 / SEEDS));
		near("square", square[d], 1.0 / 3, 5 * sqrt(4.0 / 45 / SEEDS));
	}
	near("product", product, 0.25, 5 * sqrt(7.0 / 144 / SEEDS));
}

/* Below the first bit in which two points differ their bits are turned apart; a shift would turn them together. */
static void bits_of_two_points_are_turned_apart_below_where_they_part(void **state)
{
	enum { SEEDS = 4000, DEEP = 24 };
	size_t equal[DEEP] = {0};
	double u[2];

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		take(1, seed, 2, u); /* points 0 and 1/2: they part at the first bit */
		for (int bit = 0; bit < DEEP; bit++)
			equal[bit] += ((int)(u[0] * (2 << bit)) & 1) == ((int)(u[1] * (2 << bit)) & 1);
	}
	assert_int_equal(equal[0], 0);
	for (int bit = 1; bit < DEEP; bit++)
		near("equal", (double)equal[bit], SEEDS / 2.0, 5 * sqrt(SEEDS / 4.0));
}

/* ---- responses ---- */

struct mix {
	size_t n, asked;
	double slope[MOST];
	qs_status status;
	int spoils;
};

static qs_status linear(void *self, size_t n, const double *const *u, double *y, struct qs_err *err)
{
	struct mix *const m = self;

	for (size_t i = 0; i < n; i++) {
		y[i] = 1000;
		for (size_t j = 0; j < m->n; j++)
			y[i] += m->slope[j] * u[j][i];
	}
	m->asked += n;
	if (m->spoils)
		y[n / 2] = (double)NAN;
	return m->status ? qs_fail(err, m->status, "no") : QS_OK;
}

static qs_status ishigami(void *self, size_t n, const double *const *u, double *y, struct qs_err *err)
{
	(void)self;
	(void)err;
	for (size_t i = 0; i < n; i++) {
		const double x = sin(pi * (2 * u[0][i] - 1)), s = sin(pi * (2 * u[1][i] - 1)),
			     z = pi * (2 * u[2][i] - 1);

		y[i] = x + 7 * s * s + 0.1 * pow(z, 4) * x;
	}
	return QS_OK;
}

static struct qs_sobol sobol_of(const struct qs_response *response, size_t samples, uint64_t seed, double *first,
				double *total)
{
	struct qs_sobol sobol = {.first = first, .total = total};
	struct qs_err err = {0};

	assert_int_equal(qs_sensitivity_sobol(response, samples, seed, NULL, &sobol, &err), QS_OK);
	return sobol;
}

static void ishigami_has_its_indices_within_two_thousandths(void **state)
{
	static const double s[] = {0.31390519114781146, 0.4424111447900408, 0};
	static const double st[] = {0.5575888552099592, 0.4424111447900408, 0.24368366406214775};
	const struct qs_response response = {3, ishigami, NULL};
	double first[3], total[3];

	(void)state;
	for (uint64_t seed = 0; seed < 4; seed++) {
		const struct qs_sobol sobol = sobol_of(&response, 1 << 15, seed, first, total);

		near("mean", sobol.mean, 3.5, 1e-3);
		near("variance", sobol.variance, 13.844587940719258, 0.01);
		for (size_t i = 0; i < 3; i++) {
			near("first", first[i], s[i], 2e-3);
			near("total", total[i], st[i], 2e-3);
		}
	}
}

static void sums_have_first_equal_to_total_in_proportion_to_squares(void **state)
{
	struct mix mix = {.n = MOST / 2}; /* 60 coordinates: the table of Joe and Kuo */
	struct qs_response response = {0, linear, &mix};
	double first[MOST], total[MOST];

	(void)state;
	for (size_t n = 1; n <= MOST / 2; n += n < 4 ? 1 : 13) {
		double squares = 0;

		mix.n = response.inputs = n;
		for (size_t j = 0; j < n; j++) {
			mix.slope[j] = (double)(j % 5) + 1;
			squares += mix.slope[j] * mix.slope[j];
		}
		mix.asked = 0;
		(void)sobol_of(&response, 20000, 1, first, total); /* no power of two, no whole block */
		assert_int_equal(mix.asked, 20000 * (n + 2));
		for (size_t j = 0; j < n; j++) {
			near("first", first[j], mix.slope[j] * mix.slope[j] / squares, 0.02);
			near("total", total[j], mix.slope[j] * mix.slope[j] / squares, 0.01);
		}
	}
}

static void a_constant_has_no_indices(void **state)
{
	struct mix mix = {.n = 2};
	const struct qs_response response = {2, linear, &mix};
	double first[2], total[2];
	const struct qs_sobol sobol = sobol_of(&response, 100, 1, first, total);

	(void)state;
	assert_true(sobol.mean == 1000 && sobol.variance == 0 && isnan(first[0]) && isnan(total[1]));
}

/* ---- elementary effects ---- */

/* All effects of Ishigami on the grid of 4 levels. */
static void grid_effects(size_t input, double *mu, double *mu_star, double *sigma)
{
	double sum = 0, sizes = 0, squares = 0;

	for (int k = 0; k < 32; k++) { /* 2 levels of the input, 4 of each other */
		const size_t a = (input + 1) % 3, b = (input + 2) % 3;
		double u[3], v[3], y[2], effect;
		const double *at[3] = {&u[0], &u[1], &u[2]}, *to[3] = {&v[0], &v[1], &v[2]};

		u[input] = (k & 1) / 3.0;
		u[a] = (k >> 1 & 3) / 3.0;
		u[b] = (k >> 3 & 3) / 3.0;
		memcpy(v, u, sizeof v);
		v[input] += 2 / 3.0;
		(void)ishigami(NULL, 1, at, &y[0], NULL);
		(void)ishigami(NULL, 1, to, &y[1], NULL);
		effect = (y[1] - y[0]) / (2 / 3.0);
		sum += effect / 32;
		sizes += fabs(effect) / 32;
		squares += effect * effect / 32;
	}
	*mu = sum;
	*mu_star = sizes;
	*sigma = sqrt(squares - sum * sum);
}

static void effects_of_ishigami_are_those_of_the_grid_and_of_the_literature(void **state)
{
	static const double published[] = {7.768, 7.875, 6.309}; /* SALib, a sample as well */
	const struct qs_response response = {3, ishigami, NULL};
	double mu[3], mu_star[3], sigma[3];
	struct qs_morris morris = {mu, mu_star, sigma};
	struct qs_err err = {0};

	(void)state;
	for (uint64_t seed = 1; seed < 4; seed++) {
		assert_int_equal(
			qs_sensitivity_morris(qs_kernels_for(NULL), &response, 10000, 4, seed, NULL, &morris, &err),
			QS_OK);
		for (size_t i = 0; i < 3; i++) {
			double m, ms, sd;

			grid_effects(i, &m, &ms, &sd);
			near("mu", mu[i], m, 5 * sd / 100);
			near("mu*", mu_star[i], ms, 5 * sd / 100);
			near("sigma", sigma[i], sd, 0.2);
			near("published mu*", mu_star[i], published[i], 0.4);
		}
	}
}

static void effects_of_a_sum_are_its_slopes_without_spread(void **state)
{
	struct mix mix = {.n = MOST};
	const struct qs_response response = {MOST, linear, &mix};
	double mu[MOST], mu_star[MOST], sigma[MOST];
	struct qs_morris morris = {mu, mu_star, sigma};
	struct qs_err err = {0};

	(void)state;
	for (size_t j = 0; j < MOST; j++)
		mix.slope[j] = (double)j - 7;
	for (unsigned levels = 2; levels <= 8; levels += 2) {
		mix.asked = 0;
		assert_int_equal(
			qs_sensitivity_morris(qs_kernels_for(NULL), &response, 20, levels, 3, NULL, &morris, &err),
			QS_OK);
		assert_int_equal(mix.asked, 20 * (MOST + 1));
		for (size_t j = 0; j < MOST; j++) {
			near("mu", mu[j], mix.slope[j], 1e-10);
			near("mu*", mu_star[j], fabs(mix.slope[j]), 1e-10);
			near("sigma", sigma[j], 0, 1e-10);
		}
	}
}

/* ---- failures ---- */

static void what_fails_in_a_response_ends_the_analysis(void **state)
{
	struct mix mix = {.n = 2, .slope = {1, 2}, .status = QS_EINTERRUPTED};
	const struct qs_response response = {2, linear, &mix};
	double a[2], b[2], c[2];
	struct qs_sobol sobol = {.first = a, .total = b};
	struct qs_morris morris = {a, b, c};
	struct qs_err err = {0};

	(void)state;
	assert_int_equal(qs_sensitivity_sobol(&response, 100, 1, NULL, &sobol, &err), QS_EINTERRUPTED);
	assert_int_equal(qs_sensitivity_morris(qs_kernels_for(NULL), &response, 9, 4, 1, NULL, &morris, &err),
			 QS_EINTERRUPTED);
	mix.status = QS_OK;
	mix.spoils = 1;
	assert_int_equal(qs_sensitivity_sobol(&response, 100, 1, NULL, &sobol, &err), QS_EFAILED);
	assert_int_equal(qs_sensitivity_morris(qs_kernels_for(NULL), &response, 9, 4, 1, NULL, &morris, &err),
			 QS_EFAILED);
}

static void every_lack_of_memory_is_told_and_nothing_stays_behind(void **state)
{
	struct mix mix = {.n = 2, .slope = {1, 2}};
	const struct qs_response response = {2, linear, &mix};
	double a[2], b[2], c[2];
	struct qs_sobol sobol = {.first = a, .total = b};
	struct qs_morris morris = {a, b, c};
	struct qs_err err = {0};
	qs_status status = QS_ENOMEM, screened;

	(void)state;
	for (int left = 0; status; left++) {
		struct failing memory = {.left = left};
		const struct qs_allocator from = {failing_get, failing_put, &memory};

		status = qs_sensitivity_sobol(&response, 100, 1, &from, &sobol, &err);
		assert_true(status == (memory.asked <= left ? QS_OK : QS_ENOMEM) && memory.out == 0);
		memory = (struct failing){.left = left};
		screened = qs_sensitivity_morris(qs_kernels_for(NULL), &response, 9, 4, 1, &from, &morris, &err);
		assert_int_equal(screened, memory.asked <= left ? QS_OK : QS_ENOMEM);
		assert_true(memory.out == 0 && left < 50);
	}
}

/* ---- cases ---- */

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{\"base_samples\":8}", QS_E2102, "/given"},
		{"{\"function\":\"morris\",\"base_samples\":8}", QS_E2105, "/function"},
		{"{\"function\":\"ishigami\",\"a\":7,\"base_samples\":8}", QS_E2102, "/given"},
		{"{\"function\":\"ishigami\",\"a\":7,\"b\":0.1,\"base_samples\":1}", QS_E2104, "/base_samples"},
		{"{\"function\":\"ishigami\",\"a\":7,\"b\":0.1,\"base_samples\":8.5}", QS_E2113, "/base_samples"},
		{"{\"function\":\"g\",\"a\":[],\"base_samples\":8}", QS_E2206, "/a"},
		{"{\"function\":\"g\",\"a\":[0,-1],\"base_samples\":8}", QS_E2104, "/a"},
		{"{\"function\":\"g\",\"a\":[0,1],\"base_samples\":8,\"c\":1}", QS_E2101, "/c"},
		{"{\"function\":\"ishigami\",\"a\":7,\"b\":0.1,\"base_samples\":536870912,\"seed\":-1}", QS_E2104,
		 "/seed"},
		{"{\"function\":\"g\",\"a\":[0,1,2,3,4,5],\"base_samples\":536870912}", QS_E2206, "/base_samples"},
	};

	(void)state;
	assert_refused("sobol", rows, sizeof rows / sizeof *rows);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_holds_primitive_polynomials_and_odd_numbers),
		cmocka_unit_test(unscrambled_points_are_those_of_the_published_list),
		cmocka_unit_test(each_coordinate_has_one_point_in_each_share_and_the_first_two_in_each_box),
		cmocka_unit_test(a_point_does_not_depend_on_how_many_coordinates_there_are),
		cmocka_unit_test(each_point_is_uniform_over_seeds),
		cmocka_unit_test(bits_of_two_points_are_turned_apart_below_where_they_part),
		cmocka_unit_test(ishigami_has_its_indices_within_two_thousandths),
		cmocka_unit_test(sums_have_first_equal_to_total_in_proportion_to_squares),
		cmocka_unit_test(a_constant_has_no_indices),
		cmocka_unit_test(effects_of_ishigami_are_those_of_the_grid_and_of_the_literature),
		cmocka_unit_test(effects_of_a_sum_are_its_slopes_without_spread),
		cmocka_unit_test(what_fails_in_a_response_ends_the_analysis),
		cmocka_unit_test(every_lack_of_memory_is_told_and_nothing_stays_behind),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
