/* Mass of trees and stands: published figures, closed forms, ranges that are told, and what must hold whatever the
 * figures. */
#include "io/input.h"
#include "kernels/allometry.h"
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "model/base/packs.h"
#include "tests/case_lines.h"

#include <math.h>

enum { N = 206 }; /* even, so that turning the lanes round moves each to another kind of place */

static const char *const isas[] = {"v2", "v3", "v4"};

static struct qs_packs packs;

static int read_packs(void **state)
{
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	qs_status status;

	(void)state;
	qs_mistakes_init(&mistakes, NULL);
	status = qs_packs_read_shipped(NULL, &packs, &mistakes, &err);
	qs_mistakes_free(&mistakes);
	return status != QS_OK;
}

static int free_packs(void **state)
{
	(void)state;
	qs_arena_free(&packs.arena);
	return 0;
}

/* Mass of one tree by an equation of a pack. */
static double kg_of(const char *id, size_t index, double dbh, double *status)
{
	const struct qs_allometry_pack *const pack = qs_packs_allometry(&packs, id);
	uint64_t count[QS_ALLOMETRY_STATUS_COUNT] = {0};
	struct qs_allometry equation;
	double kg;

	assert_non_null(pack);
	assert_true(index < pack->equations.n);
	equation = qs_allometry_of(&pack->equations.items[index]);
	qs_kernels_for(0)->allometry_tree(1, &equation, &dbh, &kg, status, count);
	return kg;
}

static void equations_give_the_figures_tabled_beside_them(void **state)
{
	static const struct {
		const char *id;
		size_t index;
		double kg[5]; /* at 5, 10, 15, 20, 30 cm, two decimals; 0 where the equation is below it */
	} rows[] = {
		{"pinus_tabuliformis", 0, {4.72, 23.36, 59.54, 115.64, 294.75}},
		{"pinus_tabuliformis", 1, {4.23, 23.61, 64.56, 131.81, 360.44}},
		{"pinus_tabuliformis", 2, {3.32, 19.91, 56.73, 119.28, 339.94}},
		{"pinus_tabuliformis", 3, {4.54, 22.12, 55.83, 107.71, 271.92}},
		{"pinus_tabuliformis", 4, {4.22, 22.59, 60.28, 120.95, 322.74}},
		{"pinus_tabuliformis", 5, {3.71, 20.87, 57.37, 117.54, 323.03}},
		{"larix_principis_rupprechtii", 0, {3.67, 19.94, 53.71, 108.49, 292.21}},
		{"larix_principis_rupprechtii", 1, {0, 15.2, 65.7, 136.4, 338.4}},
		{"larix_principis_rupprechtii", 2, {5.99, 23.53, 52.39, 92.46, 205.89}},
		{"platycladus_orientalis", 0, {4.65, 26.57, 73.69, 151.97, 421.48}},
		{"platycladus_orientalis", 1, {6.54, 26.77, 61.04, 109.56, 249.87}},
		{"pinus_bungeana", 0, {6.54, 31.51, 79.04, 151.77, 380.68}},
		{"quercus_mongolica", 0, {5.23, 28.71, 77.71, 157.52, 426.39}},
		{"quercus_mongolica", 1, {4.51, 28.04, 82.67, 179.35, 540.63}},
		{"quercus_variabilis", 0, {7.27, 37.46, 97.76, 193.09, 503.94}},
		{"betula_platyphylla", 0, {6.51, 33.57, 87.66, 173.2, 452.22}},
		{"betula_platyphylla", 1, {6.15, 31.86, 85.45, 174.87, 494.33}},
		{"populus_davidiana", 0, {3.8, 20.39, 54.47, 109.37, 292.12}},
		{"populus_davidiana", 1, {4.11, 24.21, 68.3, 142.57, 402.23}},
		{"acer_mono", 0, {5.03, 29.17, 81.54, 169.09, 472.61}},
		{"acer_mono", 1, {6.25, 32.46, 85.86, 171.85, 459.52}},
		{"fraxinus_mandshurica", 0, {6.59, 34.99, 92.9, 185.73, 493.07}},
		{"fraxinus_mandshurica", 1, {5.61, 31.95, 90.14, 190.54, 559.83}},
		{"ulmus_japonica", 0, {6.13, 32.43, 87.56, 178.93, 497.7}},
		{"tilia_amurensis", 0, {2.96, 18.79, 55.44, 119.44, 352.34}},
		{"tilia_amurensis", 1, {5.31, 27.09, 70.24, 138.1, 358.11}},
		{"trees_northeast", 0, {5.29, 28.95, 79.0, 161.79, 447.51}},
	};
	static const double dbh[] = {5, 10, 15, 20, 30};
	double status;

	(void)state;
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
		for (size_t k = 0; k < 5; k++) {
			const double kg = kg_of(rows[r].id, rows[r].index, dbh[k], &status);

			if (!(fabs(kg - rows[r].kg[k]) <= 0.0050001))
				fail_msg("%s %zu at %g cm: %.6f, not %.2f", rows[r].id, rows[r].index, dbh[k], kg,
					 rows[r].kg[k]);
		}
}

static void every_equation_gives_trees_of_a_credible_mass(void **state)
{
	double status;

	(void)state;
	for (size_t i = 0; i < packs.allometry.n; i++)
		for (size_t k = 0; k < packs.allometry.items[i].equations.n; k++) {
			const struct qs_allometric *const e = &packs.allometry.items[i].equations.items[k];
			const double low = e->dbh_min_cm.value, high = e->dbh_max_cm.value;
			double before = 0;

			for (double d = low; d <= high; d += 0.5) { /* at most a cylinder of 25 m of 1 t/m3; rising */
				const double kg = kg_of(packs.allometry.items[i].id, k, d, &status);
				const double all = 0.7854e-4 * d * d * 25 * 1000, least = 0.05 * d * d;

				assert_true(status == QS_ALLOMETRY_INSIDE);
				if (!(kg > before && kg < all && kg > least))
					fail_msg("%s %zu at %g cm: %g kg", packs.allometry.items[i].id, k, d, kg);
				before = kg;
			}
		}
}

static void what_lies_outside_the_sample_is_computed_marked_and_counted(void **state)
{
	const struct qs_allometry equation = {
		.n = 1, .coefficient = {2}, .exponent = {2}, .constant = -8, .slope = 1, .dbh_min = 4, .dbh_max = 10};
	const double dbh[] = {1, 2, 3, 4, 7, 10, 10.001, 20};
	static const double status[] = {3, 3, 1, 0, 0, 0, 2, 2};
	uint64_t count[QS_ALLOMETRY_STATUS_COUNT] = {100, 0, 0, 0};
	double kg[8], got[8];

	(void)state;
	qs_kernels_for(0)->allometry_tree(8, &equation, dbh, kg, got, count);
	for (size_t i = 0; i < 8; i++) {
		assert_true(got[i] == status[i]);
		assert_true(fabs(kg[i] - (status[i] < 3 ? 2 * dbh[i] * dbh[i] - 8 : 0)) <= 1e-12);
	}
	assert_true(count[0] == 103 && count[1] == 1 && count[2] == 2 && count[3] == 2);
}

static void no_diameter_at_the_ground_is_no_mass(void **state)
{
	const struct qs_allometry equation = {.n = 1,
					      .coefficient = {2},
					      .exponent = {0.5},
					      .intercept = -3,
					      .slope = 1,
					      .dbh_min = 1,
					      .dbh_max = 10};
	const double dbh[] = {2, 3, 4};
	uint64_t count[QS_ALLOMETRY_STATUS_COUNT] = {0};
	double kg[3], status[3];

	(void)state;
	qs_kernels_for(0)->allometry_tree(3, &equation, dbh, kg, status, count);
	assert_true(kg[0] == 0 && kg[1] == 0 && kg[2] == 2);
	assert_true(status[0] == QS_ALLOMETRY_NONE && status[1] == QS_ALLOMETRY_NONE &&
		    status[2] == QS_ALLOMETRY_INSIDE);
}

static void three_forms_of_one_equation_agree(void **state)
{
	static const enum qs_allometry_form forms[] = {QS_ALLOMETRY_POWER, QS_ALLOMETRY_LN, QS_ALLOMETRY_LOG10};
	const double a[] = {0.1, log(0.1), -1}, grams[] = {100, log(100), 2}, b = 2.4;
	struct qs_allometry equation;

	(void)state;
	for (size_t f = 0; f < 3; f++) {
		qs_allometry_set(&equation, forms[f], 1, 1, &a[f], &b);
		assert_true(fabs(equation.coefficient[0] - 0.1) <= 1e-16 && equation.exponent[0] == 2.4);
		qs_allometry_set(&equation, forms[f], 1e-3, 1, &grams[f], &b);
		assert_true(fabs(equation.coefficient[0] - 0.1) <= 1e-15);
	}
}

static void a_limit_belongs_to_the_class_below_it(void **state)
{
	const struct qs_allometry_classes classes = {.n = 3, .limit = {10, 50, 150}, .value = {0.4, 0.29, 0.2}};
	const double x[] = {0, 9.99, 10, 50, 50.01, 150, 151, 1e9};
	static const double value[] = {0.4, 0.4, 0.4, 0.4, 0.29, 0.29, 0.2, 0.2};
	uint64_t count[QS_ALLOMETRY_STATUS_COUNT] = {0};
	double got[8], status[8];

	(void)state;
	qs_kernels_for(0)->allometry_class(8, &classes, x, got, status, count);
	for (size_t i = 0; i < 8; i++)
		assert_true(got[i] == value[i] && status[i] == (x[i] < 10 ? QS_ALLOMETRY_BELOW : QS_ALLOMETRY_INSIDE));
	assert_true(count[0] == 6 && count[1] == 2);
}

static void bits_are_equal_on_every_isa_and_in_any_order(void **state)
{
	const struct qs_allometric *const oak = &qs_packs_allometry(&packs, "quercus_mongolica")->equations.items[1];
	const struct qs_allometry equation = qs_allometry_of(oak);
	uint64_t first_count[QS_ALLOMETRY_STATUS_COUNT] = {0};
	double dbh[N], turned[N], kg[N], status[N], first[N];

	(void)state;
	for (size_t i = 0; i < N; i++)
		dbh[i] = 0.5 + 0.37 * (double)((i * 89) % N);
	for (size_t i = 0; i < N; i++)
		turned[N - 1 - i] = dbh[i];
	qs_kernels_for("v2")->allometry_tree(N, &equation, dbh, first, status, first_count);
	for (size_t v = 0; v < 3; v++) {
		uint64_t count[QS_ALLOMETRY_STATUS_COUNT] = {0};

		if (!qs_kernels_for(isas[v]))
			continue;
		qs_kernels_for(isas[v])->allometry_tree(N, &equation, turned, kg, status, count);
		for (size_t i = 0; i < N; i++)
			assert_true(kg[N - 1 - i] == first[i]);
		assert_memory_equal(count, first_count, sizeof count);
	}
}

/* ---- cases ---- */

#define EQUATION(form, a, b, low, high)                                                                             \
	"{\"form\":\"" form "\",\"mass\":\"kg\",\"coefficients\":[" a "],\"exponents\":[" b "],\"dbh_min_cm\":" low \
	",\"dbh_max_cm\":" high "}"
#define TREE(equation, dbh) \
	"{\"method\":\"tree\",\"equation\":" equation ",\"dbh_cm\":[" dbh "],\"root_shoot\":0.25,\"carbon_frac\":0.5}"
#define STAND(more) "{\"method\":\"stand\",\"volume_m3_ha\":[10,100],\"carbon_frac\":0.5," more "}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{}", QS_E2102, "/given"},
		{"{\"method\":\"guess\"}", QS_E2105, "/method"},
		{TREE(EQUATION("power", "1", "2", "1", "9"), "0"), QS_E2104, "/dbh_cm"},
		{TREE(EQUATION("power", "1", "2,1", "1", "9"), "1"), QS_E2206, "/exponents"},
		{TREE(EQUATION("power", "1,1,1,1,1", "1,1,1,1,1", "1", "9"), "1"), QS_E2206, "/coefficients"},
		{TREE(EQUATION("ln", "900", "2", "1", "9"), "1"), QS_E2104, "/coefficients"},
		{TREE(EQUATION("power", "1", "2", "9", "1"), "1"), QS_E2206, "/dbh_max_cm"},
		{"{\"method\":\"tree\",\"pack\":\"pinus\",\"dbh_cm\":[1],\"root_shoot\":1,\"carbon_frac\":0.5}",
		 QS_E2206, "/pack"},
		{"{\"method\":\"tree\",\"pack\":\"pinus_bungeana\",\"index\":1,\"dbh_cm\":[1]}", QS_E2206, "/index"},
		{"{\"method\":\"tree\",\"pack\":\"temperate_oaks\",\"dbh_cm\":[1],\"root_shoot\":1}", QS_E2206,
		 "/given"},
		{"{\"method\":\"tree\",\"pack\":\"trees_northeast\",\"dbh_cm\":[1],\"carbon_frac\":0.5}", QS_E2102,
		 "/given"},
		{STAND("\"root_shoot\":0.2,\"bef\":1.5"), QS_E2102, "/given"},
		{STAND("\"root_shoot\":0.2,\"bcef\":{\"limits\":[0,0],\"values\":[1,2]}"), QS_E2206, "/bcef/limits"},
		{STAND("\"root_shoot\":0.2,\"bcef\":{\"limits\":[0,1],\"values\":[1]}"), QS_E2206, "/bcef/values"},
		{STAND("\"root_shoot\":0.2,\"bef\":1.5,\"density_t_m3\":0.5,\"dbh_cm\":[1]"), QS_E2101, "/dbh_cm"},
	};

	(void)state;
	assert_refused("allometry", rows, sizeof rows / sizeof *rows);
}

static void trees_and_stands_are_told_with_their_roots_and_carbon(void **state)
{
	(void)state;
	assert_gives("allometry", TREE(EQUATION("power", "2", "2", "1", "9"), "2,10"),
		     "{\"above_kg\":[8,200],\"below_kg\":[2,50],\"carbon_kg\":[5,125],\"status\":[0,2],"
		     "\"count\":{\"inside\":1,\"below\":0,\"above\":1,\"none\":0}}");
	assert_gives(
		"allometry", STAND("\"root_shoot\":0.25,\"bef\":2,\"density_t_m3\":0.5"),
		"{\"factor_t_m3\":[1,1],\"above_t_ha\":[10,100],\"below_t_ha\":[2.5,25],\"carbon_t_ha\":[6.25,62.5]}");
	assert_gives("allometry",
		     STAND("\"root_shoot_classes\":{\"limits\":[20,50],\"values\":[0.5,0.25]},\"bef\":2,\"density_t_"
			   "m3\":0.5"),
		     "{\"root_shoot\":[0.5,0.25],\"root_status\":[1,0],\"root_count\":{\"inside\":1,\"below\":1}}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equations_give_the_figures_tabled_beside_them),
		cmocka_unit_test(every_equation_gives_trees_of_a_credible_mass),
		cmocka_unit_test(what_lies_outside_the_sample_is_computed_marked_and_counted),
		cmocka_unit_test(no_diameter_at_the_ground_is_no_mass),
		cmocka_unit_test(three_forms_of_one_equation_agree),
		cmocka_unit_test(a_limit_belongs_to_the_class_below_it),
		cmocka_unit_test(bits_are_equal_on_every_isa_and_in_any_order),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(trees_and_stands_are_told_with_their_roots_and_carbon),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, read_packs, free_packs);
}
