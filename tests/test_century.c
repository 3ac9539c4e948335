/* Century: tiny steps by another method, closed forms, and what must hold whatever the figures. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>

enum { N = 333, POOLS = 7, YEAR = 12 };

#define MONTH (52.0 / 12.0)

static const char *const isas[] = {"v2", "v3", "v4"};
static const double year_xi[YEAR] = {0.014, 0.031, 0.098, 0.186, 0.235, 0.559, 0.852, 0.783, 0.504, 0.263, 0.08, 0.022};

struct lanes {
	double lignin_nitrogen[N], lignin[N], texture[N], xi[N], surface_in[N], soil_in[N], pool[POOLS][N], respired[N];
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
	static const double about[POOLS] = {1, 0.2, 1, 0.2, 1, 14, 20};

	for (size_t i = 0; i < N; i++) {
		x->lignin_nitrogen[i] = draw(&seed, 0, qs_century_lignin_nitrogen_max());
		x->lignin[i] = draw(&seed, 0, 1);
		x->texture[i] = draw(&seed, 0, 1);
		x->xi[i] = draw(&seed, 0, 1);
		x->surface_in[i] = draw(&seed, 0, 1) < 0.2 ? 0 : draw(&seed, 0, 0.4);
		x->soil_in[i] = draw(&seed, 0, 0.4);
		for (int p = 0; p < POOLS; p++)
			x->pool[p][i] = draw(&seed, 0, 1) < 0.1 ? 0 : draw(&seed, 0, 2 * about[p]);
		x->respired[i] = 0;
	}
	x->xi[0] = 0;
	x->lignin_nitrogen[1] = qs_century_lignin_nitrogen_max();
	x->lignin[2] = x->texture[2] = 1;
	x->lignin[3] = x->texture[3] = x->lignin_nitrogen[3] = 0;
}

/* n lanes from the first one on. */
static void step(const struct qs_kernels *k, double time, size_t parts, struct lanes *x, size_t first, size_t n)
{
	const struct qs_century_rates rates = qs_century_published();
	const struct qs_century_soil soil = {x->lignin_nitrogen + first, x->lignin + first, x->texture + first};
	const struct qs_century_pools pools = {x->pool[0] + first, x->pool[1] + first, x->pool[2] + first,
					       x->pool[3] + first, x->pool[4] + first, x->pool[5] + first,
					       x->pool[6] + first};

	k->century_step(n, &rates, time, parts, &soil, x->xi + first, x->surface_in + first, x->soil_in + first, &pools,
			x->respired + first);
}

static double total(const struct lanes *x, size_t i)
{
	double sum = 0;

	for (int p = 0; p < POOLS; p++)
		sum += x->pool[p][i];
	return sum;
}

/* ---- the published system, written out as equations of flows ---- */

struct published {
	double ln, ls, tx, xi, surface_in, soil_in; /* inputs a week */
};

static int derivative(double t, const double *y, double *dy, void *given)
{
	const struct published *const g = given;
	const double fm = 0.85 - 0.018 * g->ln, fs = 1 - fm, es = 0.85 - 0.68 * g->tx;
	const double s1 = g->xi * 0.076 * exp(-3 * g->ls) * y[0], m1 = g->xi * 0.28 * y[1];
	const double s2 = g->xi * 0.094 * exp(-3 * g->ls) * y[2], m2 = g->xi * 0.35 * y[3];
	const double a = g->xi * 0.14 * (1 - 0.75 * g->tx) * y[4], l = g->xi * 0.0038 * y[5],
		     p = g->xi * 0.00013 * y[6];

	(void)t;
	dy[0] = g->surface_in * fs - s1;
	dy[1] = g->surface_in * fm - m1;
	dy[2] = g->soil_in * fs - s2;
	dy[3] = g->soil_in * fm - m2;
	dy[4] = (1 - g->ls) * (1 - 0.45) * s1 + (1 - 0.55) * m1 + (1 - g->ls) * (1 - 0.55) * s2 + (1 - 0.55) * m2 +
		0.42 * l + (1 - 0.55) * p - a;
	dy[5] = g->ls * (1 - 0.3) * (s1 + s2) + (1 - es - 0.004) * a - l;
	dy[6] = 0.004 * a + 0.03 * l - p;
	return GSL_SUCCESS;
}

static void integrate(const struct lanes *x, size_t i, double time, double *y)
{
	struct published g = {x->lignin_nitrogen[i],   x->lignin[i],        x->texture[i], x->xi[i],
			      x->surface_in[i] / time, x->soil_in[i] / time};
	gsl_odeiv2_system system = {derivative, NULL, POOLS, &g};
	gsl_odeiv2_driver *const driver =
		gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-15, 1e-14);
	double t = 0;

	assert_non_null(driver);
	assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, time, y), GSL_SUCCESS);
	gsl_odeiv2_driver_free(driver);
}

static void a_month_is_what_tiny_steps_of_another_method_add_up_to(void **state)
{
	struct lanes x, at;
	double worst = 0;

	(void)state;
	fill(&x, 3);
	at = x;
	step(qs_kernels_for(0), MONTH, 1, &x, 0, N);
	for (size_t i = 0; i < N; i++) {
		double y[POOLS];

		for (int p = 0; p < POOLS; p++)
			y[p] = at.pool[p][i];
		integrate(&at, i, MONTH, y);
		for (int p = 0; p < POOLS; p++)
			if (y[p] > 1e-6 && fabs(x.pool[p][i] / y[p] - 1) > worst)
				worst = fabs(x.pool[p][i] / y[p] - 1);
	}
	if (!(worst < 1e-12))
		fail_msg("%g", worst);
}

static void ten_years_in_one_call_are_tiny_steps_too(void **state)
{
	struct lanes x, at;
	double y[POOLS];

	(void)state;
	fill(&x, 8);
	at = x;
	const struct qs_century_rates rates = qs_century_published();
	step(qs_kernels_for(0), 520, qs_century_parts(&rates, 520, 1), &x, 0, N);
	for (size_t i = 0; i < N; i += 37) {
		for (int p = 0; p < POOLS; p++)
			y[p] = at.pool[p][i];
		integrate(&at, i, 520, y);
		for (int p = 0; p < POOLS; p++)
			assert_true(fabs(x.pool[p][i] - y[p]) <= 1e-11 * y[p] + 1e-13);
	}
}

static void two_half_steps_are_one(void **state)
{
	struct lanes one, two;

	(void)state;
	fill(&one, 21);
	two = one;
	step(qs_kernels_for(0), MONTH, 1, &one, 0, N);
	for (size_t i = 0; i < N; i++) {
		two.surface_in[i] *= 0.5;
		two.soil_in[i] *= 0.5;
	}
	step(qs_kernels_for(0), 0.5 * MONTH, 1, &two, 0, N);
	step(qs_kernels_for(0), 0.5 * MONTH, 1, &two, 0, N);
	for (size_t i = 0; i < N; i++) {
		for (int p = 0; p < POOLS; p++)
			assert_true(fabs(one.pool[p][i] - two.pool[p][i]) <= 1e-14 * one.pool[p][i] + 1e-30);
		assert_true(fabs(one.respired[i] - two.respired[i]) <= 1e-14 * one.respired[i]);
	}
}

/* ---- properties ---- */

static void carbon_is_kept_and_nothing_becomes_negative(void **state)
{
	struct lanes x, at;

	(void)state;
	fill(&x, 77);
	at = x;
	for (int m = 0; m < 40 * YEAR; m++)
		step(qs_kernels_for(0), MONTH, 1, &x, 0, N);
	for (size_t i = 0; i < N; i++) {
		const double in = total(&at, i) + 40 * YEAR * (x.surface_in[i] + x.soil_in[i]);

		for (int p = 0; p < POOLS; p++)
			assert_true(x.pool[p][i] >= 0);
		assert_true(i == 0 ? x.respired[i] <= 0 : x.respired[i] > 0);
		assert_true(fabs(in - x.respired[i] - total(&x, i)) <= 1e-14 * in);
	}
}

static void soil_without_input_ends_at_zero_and_not_in_subnormals(void **state)
{
	struct lanes x;

	(void)state;
	fill(&x, 2);
	for (size_t i = 0; i < N; i++)
		x.surface_in[i] = x.soil_in[i] = 0;
	for (int m = 0; m < 200 * YEAR; m++)
		step(qs_kernels_for(0), MONTH, 1, &x, 0, 8);
	for (int p = 0; p < 4; p++)
		for (size_t i = 1; i < 8; i++)
			assert_true(x.pool[p][i] <= 0 || x.pool[p][i] >= 1e-30);
	assert_true(x.pool[1][1] <= 0 && x.pool[3][1] <= 0);
}

static void bits_are_equal_on_every_isa_in_any_length_and_order(void **state)
{
	static struct lanes at, x, y;

	(void)state;
	fill(&at, 13);
	x = at;
	step(qs_kernels_for("v2"), 3 * MONTH, 3, &x, 0, N);
	for (size_t v = 0; v < 3; v++) {
		if (!qs_kernels_for(isas[v]))
			continue;
		y = at;
		step(qs_kernels_for(isas[v]), 3 * MONTH, 3, &y, 0, N);
		assert_memory_equal(&x, &y, sizeof x);
		y = at;
		for (size_t i = 0; i < N; i++)
			step(qs_kernels_for(isas[v]), 3 * MONTH, 3, &y, N - 1 - i, 1);
		assert_memory_equal(&x, &y, sizeof x);
	}
}

/* ---- equilibrium ---- */

static void solve(const struct qs_kernels *k, const double *xi, struct lanes *x)
{
	const struct qs_century_rates rates = qs_century_published();
	const struct qs_century_soil soil = {x->lignin_nitrogen, x->lignin, x->texture};
	const struct qs_century_pools pools = {x->pool[0], x->pool[1], x->pool[2], x->pool[3],
					       x->pool[4], x->pool[5], x->pool[6]};
	static double months[3][YEAR][N];

	for (int m = 0; m < YEAR; m++) {
		for (size_t i = 0; i < N; i++) {
			months[0][m][i] = xi[m];
			months[1][m][i] = x->surface_in[i];
			months[2][m][i] = x->soil_in[i];
		}
	}
	k->century_equilibrium(N, &rates, MONTH, 1, &soil, months[0][0], months[1][0], months[2][0], &pools);
}

static void a_year_leaves_the_equilibrium_as_it_was(void **state)
{
	struct lanes x, at;

	(void)state;
	fill(&x, 41);
	solve(qs_kernels_for(0), year_xi, &x);
	at = x;
	for (int m = 0; m < YEAR; m++) {
		for (size_t i = 0; i < N; i++)
			x.xi[i] = year_xi[m];
		step(qs_kernels_for(0), MONTH, 1, &x, 0, N);
	}
	for (size_t i = 0; i < N; i++) {
		const double in = YEAR * (x.surface_in[i] + x.soil_in[i]);

		for (int p = 0; p < POOLS; p++)
			assert_true(fabs(x.pool[p][i] - at.pool[p][i]) <= 1e-13 * at.pool[p][i]);
		assert_true(fabs(x.respired[i] - in) <= 1e-11 * in);
	}
}

static void a_year_that_does_not_vary_has_the_equilibrium_of_the_rates(void **state)
{
	double same[YEAR];
	struct lanes x;

	(void)state;
	for (int m = 0; m < YEAR; m++)
		same[m] = 0.37;
	fill(&x, 6);
	solve(qs_kernels_for(0), same, &x);
	for (size_t i = 0; i < N; i++) {
		const double fm = 0.85 - 0.018 * x.lignin_nitrogen[i], ls = x.lignin[i], tx = x.texture[i];
		const double s1 = x.surface_in[i] * (1 - fm) / MONTH, m1 = x.surface_in[i] * fm / MONTH;
		const double s2 = x.soil_in[i] * (1 - fm) / MONTH, m2 = x.soil_in[i] * fm / MONTH;
		const double c = 0.146 + 0.68 * tx;
		const double l0 = 0.7 * ls * (s1 + s2), a0 = (1 - ls) * (0.55 * s1 + 0.45 * s2) + 0.45 * (m1 + m2);
		const double a = (a0 + (0.42 + 0.45 * 0.03) * l0) / (1 - 0.42 * c - 0.45 * (0.004 + 0.03 * c));
		const double l = l0 + c * a, p = 0.004 * a + 0.03 * l;
		const double want[POOLS] = {s1 / (0.37 * 0.076 * exp(-3 * ls)),
					    m1 / (0.37 * 0.28),
					    s2 / (0.37 * 0.094 * exp(-3 * ls)),
					    m2 / (0.37 * 0.35),
					    a / (0.37 * 0.14 * (1 - 0.75 * tx)),
					    l / (0.37 * 0.0038),
					    p / (0.37 * 0.00013)};

		for (int q = 0; q < POOLS; q++)
			assert_true(fabs(x.pool[q][i] - want[q]) <= 1e-13 * want[q] + 1e-16);
	}
}

static void equilibrium_has_equal_bits_on_every_isa(void **state)
{
	static struct lanes x, y;

	(void)state;
	fill(&x, 1);
	solve(qs_kernels_for("v2"), year_xi, &x);
	for (size_t v = 0; v < 3; v++) {
		if (!qs_kernels_for(isas[v]))
			continue;
		fill(&y, 1);
		solve(qs_kernels_for(isas[v]), year_xi, &y);
		assert_memory_equal(&x, &y, sizeof x);
	}
}

/* ---- climate ---- */

static void temperature_is_1_at_its_optimum_and_0_from_its_end_on(void **state)
{
	const double t[] = {35, 45, 46, 70, -60, 44.999999, 20};
	double f[7];

	(void)state;
	qs_kernels_for(0)->century_temperature(7, 45, 35, t, f);
	assert_true(fabs(f[0] - 1) < 1e-15);
	assert_true(f[1] == 0 && f[2] == 0 && f[3] == 0);
	assert_true(f[4] >= 0 && f[4] < 1e-6);
	assert_true(f[5] > 0 && f[5] < 0.05);
	assert_true(fabs(f[6] - pow(2.5, 0.2) * exp(0.2 / 2.63 * (1 - pow(2.5, 2.63)))) < 1e-15);
	qs_kernels_for(0)->century_daycent_temperature(7, t, f);
	assert_true(f[4] == 0);
	assert_true(fabs(f[0] - (0.56 + 1.46 / acos(-1) * atan(acos(-1) * 0.0309 * 19.3))) < 1e-15);
}

static void moisture_is_1_without_demand_and_never_not_a_number(void **state)
{
	const double rain[] = {0, 10, 0, 1e5, 50}, pet[] = {0, 0, 100, 1e-300, 100};
	double f[5];

	(void)state;
	qs_kernels_for(0)->century_moisture(5, rain, pet, f);
	assert_true(f[0] == 1 && f[1] == 1 && f[3] == 1);
	assert_true(fabs(f[2] - 1.0 / 31) < 1e-16);
	assert_true(fabs(f[4] - 1 / (1 + 30 * exp(-4.25))) < 1e-15);
}

static void parts_keep_a_step_within_the_reach_of_the_series(void **state)
{
	const struct qs_century_rates k = qs_century_published();

	(void)state;
	assert_int_equal(qs_century_parts(&k, MONTH, 1), 1);
	assert_int_equal(qs_century_parts(&k, 0, 1), 1);
	assert_int_equal(qs_century_parts(&k, 52, 1), 12); /* 18.2/1.6 */
	assert_int_equal(qs_century_parts(&k, 40, 0.5), 5);
}

/* ---- cases ---- */

#define LITTER(ln, ls, clay)                                                                                     \
	"\"ks\":[0.1,0.2,0.1,0.3,0.1,0.01,0.001],\"C0\":[1,1,1,1,1,1,1],\"surfaceIn\":1,\"soilIn\":1,\"LN\":" ln \
	",\"Ls\":" ls ",\"clay_fraction\":" clay ",\"silt_fraction\":0.5"
#define CASE(ln, ls, clay, more) "{" LITTER(ln, ls, clay) more "}"
#define MONTHS(t, more) ",\"climate\":{\"temperature_c\":[" t "],\"rain_mm\":[9],\"pet_mm\":[9]" more "}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{}", QS_E2102, "/given"},
		{CASE("48", "0.1", "0.2", ",\"t\":[0,1],\"xi\":1"), QS_E2104, "/LN"},
		{CASE("20", "1.1", "0.2", ",\"t\":[0,1],\"xi\":1"), QS_E2104, "/Ls"},
		{CASE("20", "0.1", "0.6", ",\"t\":[0,1],\"xi\":1"), QS_E2206, "/silt_fraction"},
		{CASE("20", "0.1", "0.2", ",\"t\":[0,1]"), QS_E2102, "/given"},
		{CASE("20", "0.1", "0.2", ",\"t\":[1,0],\"xi\":1"), QS_E2206, "/t"},
		{CASE("20", "0.1", "0.2", ",\"t\":[0,1e8],\"xi\":1"), QS_E2206, "/t"},
		{CASE("20", "0.1", "0.2", ",\"t\":[0,1],\"xi\":0,\"start\":\"equilibrium\""), QS_E2206, "/start"},
		{CASE("20", "0.1", "0.2", ",\"t\":[0,1],\"xi\":1" MONTHS("9", "")), QS_E2206, "/climate"},
		{CASE("20", "0.1", "0.2", MONTHS("45.1", "")), QS_E2104, "/temperature_c"},
		{CASE("20", "0.1", "0.2", MONTHS("9,9", "")), QS_E2206, "/rain_mm"},
		{CASE("20", "0.1", "0.2", MONTHS("9", ",\"t_opt_c\":45")), QS_E2206, "/t_opt_c"},
		{CASE("20", "0.1", "0.2", MONTHS("9", "") ",\"start\":\"equilibrium\""), QS_E2206, "/start"},
		{CASE("20", "0.1", "0.2", ",\"t\":[0],\"xi\":1,\"pool_order\":[\"slow\"]"), QS_E2206, "/pool_order"},
	};

	(void)state;
	assert_refused("century", rows, sizeof rows / sizeof *rows);
	assert_gives("century", CASE("20", "0.1", "0.2", ",\"t\":[5],\"xi\":0"),
		     "{\"pools\":[[1,1,1,1,1,1,1]],\"total\":[7],\"co2\":[]}");
	assert_gives("century", CASE("20", "0.1", "0.2", MONTHS("45", ",\"month\":2")),
		     "{\"xi\":[0],\"co2\":[0],\"total\":[7,11]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_month_is_what_tiny_steps_of_another_method_add_up_to),
		cmocka_unit_test(ten_years_in_one_call_are_tiny_steps_too),
		cmocka_unit_test(two_half_steps_are_one),
		cmocka_unit_test(carbon_is_kept_and_nothing_becomes_negative),
		cmocka_unit_test(soil_without_input_ends_at_zero_and_not_in_subnormals),
		cmocka_unit_test(bits_are_equal_on_every_isa_in_any_length_and_order),
		cmocka_unit_test(a_year_leaves_the_equilibrium_as_it_was),
		cmocka_unit_test(a_year_that_does_not_vary_has_the_equilibrium_of_the_rates),
		cmocka_unit_test(equilibrium_has_equal_bits_on_every_isa),
		cmocka_unit_test(temperature_is_1_at_its_optimum_and_0_from_its_end_on),
		cmocka_unit_test(moisture_is_1_without_demand_and_never_not_a_number),
		cmocka_unit_test(parts_keep_a_step_within_the_reach_of_the_series),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
