/* Weights and order by criteria: closed forms, invariances, edges. */
#include "kernels/mcda.h"
#include "tests/case_lines.h"
#include "tests/cash_help.h"

enum { MOST = 12 };

/* ---- AHP ---- */

/* Random judgements of Saaty's scale, reciprocal. */
static void fill_judgements(uint64_t *s, size_t n, double *a)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = i; j < n; j++) {
			const double scale = floor(draw(s, 1, 10));

			a[i * n + j] = i == j ? 1 : draw(s, 0, 1) < 0.5 ? scale : 1 / scale;
			a[j * n + i] = 1 / a[i * n + j];
		}
}

static double principal(size_t n, const double *a, double *w)
{
	double work[MOST * (MOST + 1)];

	return qs_mcda_principal(n, a, w, work);
}

/* For three criteria w is the geometric mean of each row, and lambda = 1 + t + 1/t with t^3 = a13 / (a12 a23). */
static void three_criteria_have_their_closed_form(void **state)
{
	uint64_t s = 5;

	(void)state;
	for (int k = 0; k < 500; k++) {
		const double spread = k % 2 ? 9 : 1e4;
		double a[9] = {1, draw(&s, 1 / spread, spread), 0, 0, 1, 0, 0, 0, 1}, w[3], g[3], sum = 0, t;

		a[2] = draw(&s, 1 / spread, spread);
		a[5] = draw(&s, 1 / spread, spread);
		a[3] = 1 / a[1];
		a[6] = 1 / a[2];
		a[7] = 1 / a[5];
		t = cbrt(a[2] / (a[1] * a[5]));
		for (int i = 0; i < 3; i++)
			sum += g[i] = cbrt(a[3 * i] * a[3 * i + 1] * a[3 * i + 2]);
		near("lambda", principal(3, a, w) / (1 + t + 1 / t), 1, 4e-14);
		for (int i = 0; i < 3; i++)
			near("weight", w[i] / (g[i] / sum), 1, 4e-14);
	}
}

static void consistent_judgements_give_back_their_weights(void **state)
{
	double a[MOST * MOST], v[MOST], w[MOST];
	uint64_t s = 6;

	(void)state;
	for (size_t n = 1; n <= MOST; n++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += v[i] = pow(10, draw(&s, -3, 3));
		for (size_t i = 0; i < n * n; i++)
			a[i] = v[i / n] / v[i % n];
		near("lambda", principal(n, a, w), (double)n, 1e-13);
		for (size_t i = 0; i < n; i++)
			near("weight", w[i] / (v[i] / sum), 1, 1e-13);
		near("index", qs_mcda_consistency((double)n, n), 0, 0);
	}
}

static void weights_are_an_eigenvector_to_rounding_whatever_the_judgements(void **state)
{
	double a[MOST * MOST], w[MOST];
	uint64_t s = 7;

	(void)state;
	for (int k = 0; k < 2000; k++) {
		const size_t n = 2 + (size_t)draw(&s, 0, MOST - 1);
		double lambda, sum = 0;

		fill_judgements(&s, n, a);
		lambda = principal(n, a, w);
		assert_true(lambda >= (double)n * (1 - 1e-14));
		for (size_t i = 0; i < n; i++) {
			double row = 0;

			for (size_t j = 0; j < n; j++)
				row += a[i * n + j] * w[j];
			near("A w / (lambda w)", row / (lambda * w[i]), 1, 2e-14);
			sum += w[i];
		}
		near("sum", sum, 1, 1e-15 * (double)n);
	}
}

/* i over j, j over k, k over i by a million each: the power method would need 10^6 steps and more. */
static void a_circle_of_extreme_judgements_is_solved(void **state)
{
	const double r = 1e6;
	const double a[] = {1, r, 1 / r, 1 / r, 1, r, r, 1 / r, 1};
	double w[3];

	(void)state;
	near("lambda", principal(3, a, w) / (1 + r + 1 / r), 1, 1e-14);
	for (int i = 0; i < 3; i++)
		near("weight", w[i], 1.0 / 3, 1e-14);
}

/* ---- entropy ---- */

static const int benefits[MOST], costs[MOST] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

static void entropy_is_1_for_equals_0_for_one_that_has_all(void **state)
{
	static const double x[] = {2, 0, 1, 2, 7, 0, 2, 0, 1, 2, 0, 0};
	double e[3], w[3];

	(void)state;
	qs_mcda_entropy(4, 3, x, benefits, e, w);
	assert_true(e[0] == 1 && w[0] == 0);
	near("one has all", e[1], 0, 1e-15);
	near("two of four share", e[2], 0.5, 1e-15);
	near("weight", w[1] / w[2], 2, 1e-15);
	qs_mcda_entropy(1, 3, x, benefits, e, w); /* one plan: all are equal */
	assert_true(e[0] == 1 && e[2] == 1 && isnan(w[0]) && isnan(w[2]));
	qs_mcda_entropy(4, 1, (const double[]){0, 0, 0, 0}, benefits, e, w);
	assert_true(e[0] == 1 && isnan(w[0]));
}

static void a_cost_is_turned_within_its_range(void **state)
{
	static const double x[] = {10, 30, 20, 20, 30, 10}; /* costs 10 20 30 become 1 1/2 0 */
	double e[2], w[2], e2[1], w2[1];

	(void)state;
	qs_mcda_entropy(3, 2, x, costs, e, w);
	qs_mcda_entropy(3, 1, (const double[]){1, 0.5, 0}, benefits, e2, w2);
	near("entropy", e[0], e2[0], 1e-16);
	near("entropy", e[1], e2[0], 1e-16);
	near("weights", w[0], 0.5, 1e-16);
	qs_mcda_entropy(2, 1, (const double[]){-5, -7}, costs, e, w); /* a cost may be negative */
	near("one keeps all", e[0], 0, 1e-15);
}

/* 1 - e of shares (1 + d) / 2, (1 - d) / 2 is (d^2 / 2 + d^4 / 12 + ...) / ln 2. */
static void weights_keep_their_digits_where_plans_are_nearly_equal(void **state)
{
	double e[2], w[2];

	(void)state;
	for (double d = 1e-2; d > 1e-7; d /= 3) {
		const double x[] = {1 + d, 3, 1 - d, 1};
		const double half = (0.75 * log(1.5) + 0.25 * log(0.5)) / log(2); /* shares 3/4, 1/4 */
		const double spread = (d * d / 2 + pow(d, 4) / 12 + pow(d, 6) / 30) / log(2);

		qs_mcda_entropy(2, 2, x, benefits, e, w);
		near("weight", w[0] / w[1] / (spread / half), 1, 1e-14 + 4e-16 / d);
	}
}

/* ---- TOPSIS ---- */

static void the_best_in_all_is_close_by_1_and_the_worst_by_0(void **state)
{
	static const double x[] = {5, 1, 9, 3, 2, 7, 1, 4, 2}, w[] = {0.2, 0.3, 0.5};
	static const int direction[] = {0, 1, 0};
	double best[3], worst[3], c[3], rank[3];

	(void)state;
	qs_mcda_topsis(3, 3, x, direction, w, best, worst, c);
	assert_true(best[0] == 0 && c[0] == 1 && worst[2] == 0 && c[2] == 0);
	qs_mcda_rank(3, c, rank);
	assert_true(rank[0] == 1 && rank[1] == 2 && rank[2] == 3);
}

static void units_and_columns_of_zeroes_change_nothing_and_a_cost_is_a_negative_benefit(void **state)
{
	double x[5 * 3], y[5 * 4], z[5 * 3];
	const double w[] = {0.2, 0.3, 0.5, 0.7};
	const int direction[] = {0, 1, 0, 1};
	double best[3][5], worst[3][5], c[3][5];
	uint64_t s = 2;

	(void)state;
	for (int k = 0; k < 200; k++) {
		for (size_t i = 0; i < 15; i++) {
			x[i] = draw(&s, -1, 3);
			z[i] = i % 3 == 1 ? -x[i] : x[i];
			y[i / 3 * 4 + i % 3] = x[i] * (i % 3 == 1 ? 1e-200 : 1e200);
		}
		for (size_t i = 0; i < 5; i++)
			y[i * 4 + 3] = 0;
		qs_mcda_topsis(5, 3, x, direction, w, best[0], worst[0], c[0]);
		qs_mcda_topsis(5, 4, y, direction, w, best[1], worst[1], c[1]);
		qs_mcda_topsis(5, 3, z, benefits, w, best[2], worst[2], c[2]);
		for (size_t v = 1; v < 3; v++)
			for (size_t i = 0; i < 5; i++) {
				near("best", best[v][i], best[0][i], 1e-15);
				near("worst", worst[v][i], worst[0][i], 1e-15);
				near("closeness", c[v][i], c[0][i], 1e-14);
			}
	}
}

static void plans_that_do_not_differ_have_no_closeness_and_equals_share_a_rank(void **state)
{
	static const double x[] = {3, 1, 3, 1}, w[] = {0.5, 0.5}, value[] = {0.2, 0.7, 0.2 + 1e-16, 0.1, (double)NAN};
	double best[2], worst[2], c[2], rank[5];

	(void)state;
	qs_mcda_topsis(2, 2, x, benefits, w, best, worst, c);
	assert_true(best[0] == 0 && worst[1] == 0 && isnan(c[0]) && isnan(c[1]));
	qs_mcda_rank(5, value, rank);
	assert_true(rank[0] == 2 && rank[1] == 1 && rank[2] == 2 && rank[3] == 4 && isnan(rank[4]));
}

/* ---- cases ---- */

#define TOPSIS(matrix, direction, weights) \
	"{\"method\":\"topsis\",\"matrix\":" matrix ",\"direction\":" direction ",\"weights\":" weights "}"
#define ENTROPY(matrix, direction) "{\"method\":\"entropy\",\"matrix\":" matrix ",\"direction\":" direction "}"
#define AHP(matrix) "{\"method\":\"ahp\",\"random_index\":0,\"matrix\":" matrix "}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{}", QS_E2102, "/given"},
		{"{\"method\":\"electre\"}", QS_E2105, "/method"},
		{AHP("[[1,2],[3,1]]"), QS_E2206, "/matrix"},
		{AHP("[[1,2]]"), QS_E2206, "/matrix"},
		{AHP("[[1,0],[1,1]]"), QS_E2104, "/matrix"},
		{AHP("[[1,-2],[-0.5,1]]"), QS_E2104, "/matrix"},
		{AHP("[]"), QS_E2206, "/matrix"},
		{"{\"method\":\"ahp\",\"matrix\":[[1]]}", QS_E2102, "/given"},
		{ENTROPY("[[1,-2],[3,4]]", "[\"benefit\",\"benefit\"]"), QS_E2206, "/matrix"},
		{ENTROPY("[[1,2],[3,4]]", "[\"benefit\"]"), QS_E2206, "/direction"},
		{ENTROPY("[[1,2],[3,4]]", "[\"benefit\",\"price\"]"), QS_E2105, "/direction"},
		{ENTROPY("[[1,2],[3]]", "[\"cost\",\"cost\"]"), QS_E2206, "/matrix"},
		{ENTROPY("[]", "[]"), QS_E2206, "/matrix"},
		{TOPSIS("[[1,2],[3,4]]", "[\"cost\",\"cost\"]", "[1]"), QS_E2206, "/weights"},
		{TOPSIS("[[1,2],[3,4]]", "[\"cost\",\"cost\"]", "[1,-1]"), QS_E2104, "/weights"},
	};

	(void)state;
	assert_refused("mcda", rows, sizeof rows / sizeof *rows);
}

static void edges_of_cases_are_numbers_or_null(void **state)
{
	(void)state;
	assert_gives("mcda", AHP("[[1]]"),
		     "{\"lambda_max\":1,\"weights\":[1],\"consistency_index\":0,\"consistency_ratio\":0}");
	assert_gives("mcda", AHP("[[1,4],[0.25,1]]"),
		     "{\"lambda_max\":2,\"weights\":[0.8,0.2],\"consistency_index\":0,\"consistency_ratio\":0}");
	assert_gives("mcda", ENTROPY("[[0,0],[0,1]]", "[\"benefit\",\"cost\"]"),
		     "{\"entropy\":[1,0],\"weights\":[0,1]}");
	assert_gives("mcda", TOPSIS("[[0,2],[0,1]]", "[\"cost\",\"cost\"]", "[1,1]"),
		     "{\"closeness\":[0,1],\"rank\":[2,1]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_criteria_have_their_closed_form),
		cmocka_unit_test(consistent_judgements_give_back_their_weights),
		cmocka_unit_test(weights_are_an_eigenvector_to_rounding_whatever_the_judgements),
		cmocka_unit_test(a_circle_of_extreme_judgements_is_solved),
		cmocka_unit_test(entropy_is_1_for_equals_0_for_one_that_has_all),
		cmocka_unit_test(a_cost_is_turned_within_its_range),
		cmocka_unit_test(weights_keep_their_digits_where_plans_are_nearly_equal),
		cmocka_unit_test(the_best_in_all_is_close_by_1_and_the_worst_by_0),
		cmocka_unit_test(units_and_columns_of_zeroes_change_nothing_and_a_cost_is_a_negative_benefit),
		cmocka_unit_test(plans_that_do_not_differ_have_no_closeness_and_equals_share_a_rank),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(edges_of_cases_are_numbers_or_null),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
