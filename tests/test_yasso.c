/* Yasso: against an integration by tiny steps, closed forms, what must hold whatever the figures, and its cases. */
#include "tests/case_lines.h"
#include "tests/yasso_lanes.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>

/* ---- the equation, written again ---- */

struct equation {
	double matrix[POOLS][POOLS], litter[POOLS];
};

static struct equation equation_of(const struct qs_yasso *y, const struct lanes *x, size_t i)
{
	const double f[POOLS] = {x->f_awe[i], x->f_awe[i], x->f_awe[i], x->f_n[i], x->f_h[i]};
	struct equation q = {0};

	for (size_t from = 0; from < POOLS; from++) {
		const double k = y->alpha[from] * f[from] * (from < 4 ? x->size[i] : 1);

		for (size_t to = 0; to < 4 && from < 4; to++)
			q.matrix[to][from] = y->share[to][from] * k;
		q.matrix[4][from] = y->p_h * k;
		q.matrix[from][from] = -k - (from < 4 ? x->leached[i] : 0);
		q.litter[from] = x->litter[from][i];
	}
	return q;
}

static int derivatives(double t, const double p[], double d[], void *params)
{
	const struct equation *const q = params;

	(void)t;
	for (size_t to = 0; to < POOLS; to++) {
		d[to] = q->litter[to];
		for (size_t from = 0; from < POOLS; from++)
			d[to] += q->matrix[to][from] * p[from];
	}
	return GSL_SUCCESS;
}

static void integrate(const struct qs_yasso *y, const struct lanes *x, size_t i, double *p)
{
	struct equation q = equation_of(y, x, i);
	gsl_odeiv2_system system = {derivatives, NULL, POOLS, &q};
	gsl_odeiv2_driver *const driver =
		gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-4, 1e-13, 1e-13);
	double t = 0;

	assert_non_null(driver);
	assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, x->years[i], p), GSL_SUCCESS);
	gsl_odeiv2_driver_free(driver);
}

static void step_equals_integration_by_tiny_steps(void **state)
{
	static struct lanes x, y;

	(void)state;
	for (enum qs_yasso_form form = QS_YASSO07; form <= QS_YASSO20; form++) {
		const struct qs_yasso yasso = qs_yasso_default(form);

		fill(&x, &yasso);
		months(qs_kernels_for(0), &yasso, &x);
		y = x;
		step(qs_kernels_for(0), &yasso, &x);
		for (size_t i = 0; i < N; i++) {
			double p[POOLS];

			for (size_t pool = 0; pool < POOLS; pool++)
				p[pool] = y.pool[pool][i];
			integrate(&yasso, &y, i, p);
			for (size_t pool = 0; pool < POOLS; pool++)
				near(x.pool[pool][i], p[pool], 1e-10 * (1 + p[pool]));
		}
	}
}

static void stays_and_ends(const struct qs_yasso *yasso)
{
	static struct lanes x, y, z;

	fill(&x, yasso);
	for (size_t i = 0; i < N; i++)
		x.precip[i] += 50;
	months(qs_kernels_for(0), yasso, &x);
	y = x;
	steady(qs_kernels_for(0), yasso, &y);
	z = y;
	step(qs_kernels_for(0), yasso, &z);
	for (size_t i = 0; i < N; i++) {
		for (size_t pool = 0; pool < POOLS; pool++)
			near(z.pool[pool][i], y.pool[pool][i], 2e-12 * y.pool[pool][i]);
		x.years[i] = x.mean[i] > 0 ? 40 / (yasso->alpha[4] * x.f_h[i]) : 1;
	}
	step(qs_kernels_for(0), yasso, &x);
	for (size_t i = 0; i < N; i++)
		for (size_t pool = 0; pool < POOLS && x.mean[i] > 0; pool++)
			near(x.pool[pool][i], y.pool[pool][i], 1e-10 * y.pool[pool][i] + 1e-12);
}

static void steady_state_is_where_steps_stay_and_end(void **state)
{
	(void)state;
	for (enum qs_yasso_form form = QS_YASSO07; form <= QS_YASSO20; form++) {
		const struct qs_yasso yasso = qs_yasso_default(form);

		stays_and_ends(&yasso);
	}
}

/* ---- closed forms and what must hold ---- */

static void a_pool_alone_decays_as_an_exponential(void **state)
{
	static struct lanes x;
	struct qs_yasso yasso = qs_yasso_default(QS_YASSO15);

	(void)state;
	for (size_t to = 0; to < 4; to++)
		for (size_t from = 0; from < 4; from++)
			yasso.share[to][from] = 0;
	yasso.p_h = 0;
	fill(&x, &yasso);
	months(qs_kernels_for(0), &yasso, &x);
	for (size_t i = 0; i < N; i++) {
		static struct lanes y;
		const struct qs_yasso_lanes l = lanes_at(&x, i);
		const double k = yasso.alpha[1] * x.f_awe[i] * x.size[i] + x.leached[i];
		const double kt = k * x.years[i], w = x.pool[1][i], b = x.litter[1][i] * x.years[i];
		const double want = w * exp(-kt) + (kt > 0 ? b * -expm1(-kt) / kt : b);

		y = x;
		qs_kernels_for(0)->yasso_step(1, &yasso, &l, &y.pool[0][i], &y.pool[1][i], &y.pool[2][i], &y.pool[3][i],
					      &y.pool[4][i]);
		near(y.pool[1][i], want, 1.7e-13 * (1 + kt) * want);
	}
}

static double sum_of(const struct lanes *x, size_t i)
{
	double sum = 0;

	for (size_t pool = 0; pool < POOLS; pool++)
		sum += x->pool[pool][i];
	return sum;
}

static void mass_is_kept_where_all_that_is_lost_is_passed_on(void **state)
{
	static struct lanes x, y;
	struct qs_yasso yasso = qs_yasso_default(QS_YASSO15);

	(void)state;
	yasso.alpha[4] = 0;
	for (size_t from = 0; from < 4; from++) {
		const double rest = 1 - qs_yasso_passed_on(&yasso, (int)from);

		yasso.share[from == 3 ? 0 : 3][from] += rest;
	}
	fill(&x, &yasso);
	months(qs_kernels_for(0), &yasso, &x);
	for (size_t i = 0; i < N; i++)
		x.leached[i] = 0;
	y = x;
	step(qs_kernels_for(0), &yasso, &y);
	for (size_t i = 0; i < N; i++) {
		double given = sum_of(&x, i);

		for (size_t pool = 0; pool < POOLS; pool++)
			given += x.litter[pool][i] * x.years[i];
		near(sum_of(&y, i), given, 2e-13 * given);
	}
}

static void nothing_becomes_negative_and_two_halves_are_a_step(void **state)
{
	static struct lanes x, y;
	const struct qs_yasso yasso = qs_yasso_default(QS_YASSO20);

	(void)state;
	fill(&x, &yasso);
	months(qs_kernels_for(0), &yasso, &x);
	for (size_t i = 0; i < N; i++)
		x.years[i] *= 1 + 40 * (double)(i % 4);
	y = x;
	step(qs_kernels_for(0), &yasso, &x);
	for (size_t i = 0; i < N; i++)
		y.years[i] *= 0.5;
	step(qs_kernels_for(0), &yasso, &y);
	step(qs_kernels_for(0), &yasso, &y);
	for (size_t i = 0; i < N; i++)
		for (size_t pool = 0; pool < POOLS; pool++) {
			assert_true(x.pool[pool][i] >= 0);
			near(y.pool[pool][i], x.pool[pool][i], 2e-12 * x.pool[pool][i] + 1e-14);
		}
}

static void slow_pools_keep_their_digits(void **state)
{
	const struct qs_yasso yasso = qs_yasso_default(QS_YASSO20);
	const double years = 1, f = 1e-9, size = 1, none = 0;
	const struct qs_yasso_lanes l = {&years, &f, &f, &f, &size, &none, {&none, &none, &none, &none, &none}};
	double p[POOLS] = {0, 0, 0, 1, 0};

	(void)state;
	qs_kernels_for(0)->yasso_step(1, &yasso, &l, &p[0], &p[1], &p[2], &p[3], &p[4]);
	near(p[4], yasso.p_h * yasso.alpha[3] * f, 1e-9 * yasso.p_h * yasso.alpha[3] * f);
	near(p[0], yasso.share[0][3] * yasso.alpha[3] * f, 1e-8 * yasso.alpha[3] * f);
}

static void without_rain_litter_only_adds_up(void **state)
{
	const struct qs_yasso yasso = qs_yasso_default(QS_YASSO15);
	static struct lanes x, y;

	(void)state;
	fill(&x, &yasso);
	for (size_t i = 0; i < N; i++)
		x.precip[i] = 0;
	months(qs_kernels_for(0), &yasso, &x);
	y = x;
	for (size_t i = 0; i < N; i++) {
		assert_true(x.f_awe[i] == 0 && x.f_n[i] == 0 && x.f_h[i] == 0);
		y.f_n[i] = y.f_h[i] = 1; /* as published, the factor of A, W, E decides for all */
		y.f_awe[i] = 1e-16;
		y.leached[i] = 1;
	}
	step(qs_kernels_for(0), &yasso, &y);
	for (size_t i = 0; i < N; i++)
		for (size_t pool = 0; pool < POOLS; pool++) {
			const double want = x.pool[pool][i] + x.litter[pool][i] * x.years[i];

			near(y.pool[pool][i], want, 2e-15 * want);
		}
}

static void factors_are_those_of_the_equations(void **state)
{
	static struct lanes x;
	const double pi = 3.14159265358979323846;

	(void)state;
	for (enum qs_yasso_form form = QS_YASSO07; form <= QS_YASSO20; form++) {
		const struct qs_yasso y = qs_yasso_default(form);

		fill(&x, &y);
		x.precip[17] = 1e-6; /* little rain keeps its digits */
		for (int monthly = 0; monthly < 2; monthly++) {
			if (monthly)
				months(qs_kernels_for(0), &y, &x);
			else
				qs_kernels_for(0)->yasso_amplitude(N, &y, x.mean, x.amplitude, x.precip, x.f_awe, x.f_n,
								   x.f_h);
			for (size_t i = 0; i < N; i++) {
				const double far = 4 * x.amplitude[i] / (sqrt(2) * pi);
				const double close = 4 * x.amplitude[i] / pi * (1 - 1 / sqrt(2));
				const double points[] = {x.mean[i] - far, x.mean[i] - close, x.mean[i] + close,
							 x.mean[i] + far};
				const double *const got[] = {x.f_awe, x.f_n, x.f_h};

				for (int f = 0; f < 3; f++) {
					double sum = 0;

					for (int m = 0; m < (monthly ? 12 : 4); m++) {
						const double t = monthly ? x.months[m][i] : points[m];

						sum += exp(y.beta1[f] * t + y.beta2[f] * t * t);
					}
					sum *= -expm1(y.gamma[f] * x.precip[i] / 1000) / (monthly ? 12 : 4);
					near(got[f][i], sum, 1e-14 * sum);
				}
			}
		}
	}
}

/* ---- parameters ---- */

static void yasso20_creates_carbon_as_published_and_not_by_default(void **state)
{
	const struct qs_yasso published = qs_yasso_of(QS_YASSO20, qs_yasso_published(QS_YASSO20));
	const struct qs_yasso taken = qs_yasso_default(QS_YASSO20);

	(void)state;
	near(qs_yasso_passed_on(&published, QS_YASSO_A), 1.0042, 1e-15);
	near(qs_yasso_passed_on(&published, QS_YASSO_N), 1.0042, 1e-15);
	for (enum qs_yasso_form form = QS_YASSO07; form <= QS_YASSO20; form++) {
		const struct qs_yasso y = qs_yasso_default(form);

		for (int pool = 0; pool < 4; pool++)
			assert_true(qs_yasso_passed_on(&y, pool) <= 1);
	}
	near(qs_yasso_passed_on(&taken, QS_YASSO_A), 1, 1e-15);
	assert_true(taken.share[QS_YASSO_W][QS_YASSO_E] == 0.99);
}

static void wood_has_the_published_size_factor_and_its_gap(void **state)
{
	const struct qs_yasso y07 = qs_yasso_default(QS_YASSO07), y15 = qs_yasso_default(QS_YASSO15),
			      y20 = qs_yasso_default(QS_YASSO20);
	struct qs_yasso open = y20;
	double low, high;

	(void)state;
	near(qs_yasso_size(&y07, 1), pow(0.16, -0.306), 1e-15);
	near(qs_yasso_size(&y15, 20), pow(1 - 0.43892271 * 20 + 1.2674668 * 400, -0.25691424), 1e-15);
	assert_true(qs_yasso_size(&y07, 0) == 1 && qs_yasso_size(&y15, 0) == 1 && qs_yasso_size(&y20, 2) == 1);
	assert_true(!qs_yasso_size_gap(&y07, &low, &high) && !qs_yasso_size_gap(&y15, &low, &high));
	assert_true(qs_yasso_size_gap(&y20, &low, &high));
	near(low, 0.52743, 1e-5);
	near(high, 1.52902, 1e-5);
	for (int i = 0; i <= 3000; i++) {
		const double d = 0.001 * i;

		assert_true(isnan(qs_yasso_size(&y20, d)) == (d > low && d < high));
	}
	open.size2 = 0;
	assert_true(qs_yasso_size_gap(&open, &low, &high) && isinf(high));
	near(low, 1 / 2.55, 1e-15);
	open.size2 = -0.1;
	open.size1 = 0.2;
	assert_true(qs_yasso_size_gap(&open, &low, &high) && isinf(high));
	near(1 + 0.2 * low - 0.1 * low * low, 0, 1e-14);
	open.size2 = 0;
	assert_true(!qs_yasso_size_gap(&open, &low, &high));
}

static void rain_leaches_by_its_coefficient(void **state)
{
	(void)state;
	near(qs_yasso_leached(-0.15, 600), 0.09, 1e-16);
}

/* ---- bits ---- */

static void bits_are_equal_on_every_isa_and_lane_alone(void **state)
{
	static struct lanes x, y, s;
	const struct qs_yasso yasso = qs_yasso_default(QS_YASSO15);

	(void)state;
	fill(&x, &yasso);
	months(qs_kernels_for("v2"), &yasso, &x);
	s = x;
	step(qs_kernels_for("v2"), &yasso, &x);
	steady(qs_kernels_for("v2"), &yasso, &s);
	for (size_t v = 0; v < 3; v++) {
		const struct qs_kernels *const k = qs_kernels_for(isas[v]);

		if (!k)
			continue;
		fill(&y, &yasso);
		months(k, &yasso, &y);
		for (size_t i = 0; i < N; i++) { /* each alone, last first */
			const size_t at = N - 1 - i;
			const struct qs_yasso_lanes l = lanes_at(&y, at);

			k->yasso_step(1, &yasso, &l, &y.pool[0][at], &y.pool[1][at], &y.pool[2][at], &y.pool[3][at],
				      &y.pool[4][at]);
		}
		assert_memory_equal(x.f_h, y.f_h, sizeof x.f_h);
		assert_memory_equal(x.pool, y.pool, sizeof x.pool);
		fill(&y, &yasso);
		months(k, &yasso, &y);
		step(k, &yasso, &y);
		assert_memory_equal(x.pool, y.pool, sizeof x.pool);
		steady(k, &yasso, &y);
		for (size_t pool = 0; pool < POOLS; pool++)
			for (size_t i = 0; i < N; i++)
				assert_true(s.pool[pool][i] == y.pool[pool][i] ||
					    (isnan(s.pool[pool][i]) && isnan(y.pool[pool][i])));
	}
}

/* ---- cases ---- */

#define TWELVE "[1,2,3,4,5,6,7,8,9,10,11,12]"
#define STEPS(years, t, rain, litter, d, leach, steady)                                             \
	"{\"initial_awenh\":[1,1,1,1,1],\"steps\":{\"years\":[" years "],\"temperature_c\":[" t     \
	"],\"precipitation_mm\":[" rain "],\"litter_awenh\":[" litter "],\"woody_diameter_cm\":[" d \
	"],\"leaching\":[" leach "],\"steady_state\":[" steady "]}}"
#define CONSTANT(more, count, d, leach)                                                                                \
	"{" more "\"initial_awenh\":[1,1,1,1,1],\"steps_count\":" count ",\"step_years\":1,\"mean_temperature_c\":10," \
	"\"temperature_amplitude_c\":12,\"precipitation_mm\":0,\"litter_awenh_per_year\":[1,0,0,0,2],"                 \
	"\"woody_diameter_cm\":" d ",\"leaching\":" leach "}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{STEPS("1", TWELVE, "500", "[1,0,0,0,0]", "1", "0", "0"), QS_E2206, "/steps"},
		{STEPS("1", TWELVE, "500", "[1,0,0,0,0]", "0", "0.1", "0"), QS_E2104, "/leaching"},
		{STEPS("1", TWELVE, "-1", "[1,0,0,0,0]", "0", "0", "0"), QS_E2104, "/precipitation_mm"},
		{STEPS("1", "[1,2]", "500", "[1,0,0,0,0]", "0", "0", "0"), QS_E2206, "/temperature_c"},
		{STEPS("1", TWELVE, "500", "[1,0,0,0]", "0", "0", "0"), QS_E2206, "/litter_awenh"},
		{STEPS("1,1", TWELVE, "500", "[1,0,0,0,0]", "0", "0", "0"), QS_E2206, "/temperature_c"},
		{STEPS("-1", TWELVE, "500", "[1,0,0,0,0]", "0", "0", "0"), QS_E2104, "/years"},
		{STEPS("1", TWELVE, "500", "[1,0,0,0,0]", "0", "0", "2"), QS_E2104, "/steady_state"},
		{STEPS("1e4", TWELVE, "1e5", "[1,0,0,0,0]", "0", "-1000", "0"), QS_E2206, "/steps"},
		{"{\"initial_awenh\":[1,1,1,1,1]}", QS_E2102, "/given"},
		{"{\"parameters\":[1],\"initial_awenh\":[1,1,1,1,1]}", QS_E2206, "/parameters"},
	};
	static const struct wrong_given constants[] = {
		{CONSTANT("", "0", "0", "0"), QS_E2104, "/steps_count"},
		{CONSTANT("", "1.5", "0", "0"), QS_E2113, "/steps_count"},
		{CONSTANT("", "1", "-1", "0"), QS_E2104, "/woody_diameter_cm"},
		{CONSTANT("\"parameter_set\":\"mine\",", "1", "0", "0"), QS_E2105, "/parameter_set"},
		{CONSTANT("\"more\":1,", "1", "0", "0"), QS_E2101, "/more"},
	};

	(void)state;
	assert_refused("yasso20", rows, sizeof rows / sizeof *rows);
	assert_refused("yasso07", constants, sizeof constants / sizeof *constants);
	assert_refused("yasso15-amplitude", constants, sizeof constants / sizeof *constants);
}

static void cases_add_litter_up_without_rain_on_both_forms(void **state)
{
	(void)state;
	assert_gives("yasso07", CONSTANT("", "2", "3", "-0.1"),
		     "{\"awenh\":[[2,1,1,1,3],[3,1,1,1,5]],\"total\":[8,11]}");
	assert_gives("yasso15-amplitude", CONSTANT("\"steady_state\":1,", "1", "1", "0"), "{\"awenh\":[[2,1,1,1,3]]}");
	assert_gives("yasso20",
		     STEPS("2,0", TWELVE "," TWELVE, "0,500", "[1,0,0,0,2],[1,0,0,0,2]", "0,0.5", "0,0", "1,0"),
		     "{\"awenh\":[[3,1,1,1,5],[3,1,1,1,5]]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(step_equals_integration_by_tiny_steps),
		cmocka_unit_test(steady_state_is_where_steps_stay_and_end),
		cmocka_unit_test(a_pool_alone_decays_as_an_exponential),
		cmocka_unit_test(mass_is_kept_where_all_that_is_lost_is_passed_on),
		cmocka_unit_test(nothing_becomes_negative_and_two_halves_are_a_step),
		cmocka_unit_test(slow_pools_keep_their_digits),
		cmocka_unit_test(without_rain_litter_only_adds_up),
		cmocka_unit_test(factors_are_those_of_the_equations),
		cmocka_unit_test(yasso20_creates_carbon_as_published_and_not_by_default),
		cmocka_unit_test(wood_has_the_published_size_factor_and_its_gap),
		cmocka_unit_test(rain_leaches_by_its_coefficient),
		cmocka_unit_test(bits_are_equal_on_every_isa_and_lane_alone),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(cases_add_litter_up_without_rain_on_both_forms),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
