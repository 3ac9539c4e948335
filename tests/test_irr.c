/* Internal rates of return: constructed roots, GSL's solver, a fine scan, extreme rates. */
#include "tests/cash_help.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

enum { YEARS = 45, CENTURY = 121 };

/* Costs first, income later: one change of sign. */
static void fill_project(uint64_t *s, size_t n, double *flow)
{
	const size_t works = 1 + (size_t)draw(s, 0, 5);

	for (size_t t = 0; t < n; t++)
		flow[t] = t < works ? draw(s, -2e6, -1e5) : draw(s, 0, 4e5);
}

/* The rates of a flow within a search; time may be NULL. */
static struct qs_cash_irr rates_of(size_t n, const double *time, const double *flow, struct qs_cash_search search,
				   double *roots)
{
	double work[2 * CENTURY];

	assert_true(n <= CENTURY);
	return qs_cash_irr(n, time, flow, search, roots, work);
}

static struct qs_cash_irr roots_of(size_t n, const double *flow, double *roots)
{
	return rates_of(n, NULL, flow, QS_CASH_SEARCH(0.08), roots);
}

struct gsl_flow {
	size_t n;
	const double *flow;
};

static double gsl_npv(double rate, void *params)
{
	const struct gsl_flow *const f = params;
	double sum = 0;

	for (size_t t = 0; t < f->n; t++)
		sum += f->flow[t] * pow(1 + rate, -(double)t);
	return sum;
}

static void one_change_of_sign_gives_the_root_that_gsl_finds(void **state)
{
	gsl_root_fsolver *const solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	double flow[YEARS], roots[CENTURY];
	uint64_t s = 11;

	(void)state;
	for (int k = 0; k < 300; k++) {
		const size_t n = 8 + (size_t)draw(&s, 0, YEARS - 8);
		struct gsl_flow f = {n, flow};
		gsl_function function = {gsl_npv, &f};
		struct qs_cash_irr irr;

		fill_project(&s, n, flow);
		irr = roots_of(n, flow, roots);
		assert_int_equal(irr.signs, 1);
		assert_int_equal(irr.outcome, QS_CASH_UNIQUE);
		assert_int_equal(gsl_root_fsolver_set(solver, &function, -0.9, 50), GSL_SUCCESS);
		for (int i = 0; i < 200; i++)
			if (gsl_root_fsolver_iterate(solver) ||
			    gsl_root_test_interval(gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver),
						   1e-15, 1e-15) == GSL_SUCCESS)
				break;
		near("rate", irr.rate, gsl_root_fsolver_root(solver), 1e-11);
		assert_true(roots[0] == irr.rate);
	}
	gsl_root_fsolver_free(solver);
}

/* The flow whose NPV is zero at given rates: scale x product of (u - 1 - rate) over u^count, long double. */
static void flow_of_roots(size_t count, const double *rates, double scale, double *flow)
{
	long double c[16] = {1};

	for (size_t k = 0; k < count; k++)
		for (size_t t = k + 1; t > 0; t--)
			c[t] -= (1 + (long double)rates[k]) * c[t - 1];
	for (size_t t = 0; t <= count; t++)
		flow[t] = (double)((long double)scale * c[t]);
}

static void expect_roots(size_t n, const double *flow, size_t count, const double *want, double within)
{
	double roots[CENTURY];
	const struct qs_cash_irr irr = roots_of(n, flow, roots);

	if (irr.count != count)
		fail_msg("%zu roots, not %zu", irr.count, count);
	assert_int_equal(irr.outcome, count == 0 ? QS_CASH_NONE : count == 1 ? QS_CASH_UNIQUE : QS_CASH_MULTIPLE);
	assert_true(irr.signs >= count);
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || roots[i] > roots[i - 1]);
		near("root", roots[i], want[i], within);
	}
}

static void every_root_of_a_flow_with_known_roots_is_found(void **state)
{
	uint64_t s = 3;

	(void)state;
	for (int k = 0; k < 200; k++) {
		const size_t count = 1 + (size_t)k % 5;
		double rates[5], flow[6];
		double u = draw(&s, 0.02, 0.5);

		for (size_t i = 0; i < count; i++) {
			rates[i] = u - 1;
			u *= draw(&s, 1.3, 2.5);
		}
		flow_of_roots(count, rates, k % 2 ? -1e6 : 3e-3, flow);
		expect_roots(count + 1, flow, count, rates, 1e-9);
	}
}

static void classic_flows_with_several_roots(void **state)
{
	static const double pump[] = {-1600, 10000, -10000}, pump_roots[] = {0.25, 4};
	static const double three[] = {-5, 10.5, 1, -8, 1};
	static const double three_roots[] = {-0.8702012474847411, 0.08859833852775535, 0.7095595276861836};
	static const double below[] = {-100, 100, 0, -7};
	static const double below_roots[] = {-0.6788943736323865, -0.08329966618493269};
	static const double minus[] = {-1678.87, 771.96, 1814.05, 3520.30, 3552.95, 3584.99, 4789.91, -1};
	static const double minus_roots[] = {-0.9997912, 1.00426984872};
	double roots[CENTURY];
	struct qs_cash_irr irr;

	(void)state;
	expect_roots(3, pump, 2, pump_roots, 1e-13);
	expect_roots(5, three, 3, three_roots, 1e-13);
	expect_roots(4, below, 2, below_roots, 1e-13);
	expect_roots(8, minus, 2, minus_roots, 1e-6);
	/* of several: where NPV falls, nearest to the hurdle */
	irr = rates_of(5, NULL, three, QS_CASH_SEARCH(0.08), roots);
	near("nearest that falls", irr.rate, three_roots[2], 1e-13);
	irr = rates_of(5, NULL, three, QS_CASH_SEARCH(-0.5), roots);
	near("nearest that falls", irr.rate, three_roots[0], 1e-13);
}

static void near_and_touching_roots_are_found(void **state)
{
	static const double pair[] = {0.25, 0.25 + 0x1p-12}, triple[] = {0.1, 0.101, 0.102};
	static const double touching[] = {-64, 160, -100}, touched[] = {0.25};
	static const double clear[] = {-64, 160, -100.001};
	double flow[4];

	(void)state;
	flow_of_roots(2, pair, -0x1p40, flow);
	expect_roots(3, flow, 2, pair, 1e-10);
	flow_of_roots(3, triple, -1, flow);
	expect_roots(4, flow, 3, triple, 1e-7);
	expect_roots(3, touching, 1, touched, 1e-12);
	expect_roots(3, clear, 0, NULL, 0);
}

static void a_flow_of_one_sign_has_no_rate(void **state)
{
	static const double costs[] = {-5, -1, 0, -3}, nothing[] = {0, 0, 0}, alone[] = {0, 0, 4, 0};
	double roots[CENTURY];
	struct qs_cash_irr irr;

	(void)state;
	expect_roots(4, costs, 0, NULL, 0);
	expect_roots(3, nothing, 0, NULL, 0);
	expect_roots(4, alone, 0, NULL, 0);
	expect_roots(0, NULL, 0, NULL, 0);
	irr = rates_of(4, NULL, costs, QS_CASH_SEARCH(0.08), roots);
	assert_true(isnan(irr.rate) && irr.certified == 0);
	assert_true(isnan(qs_cash_mirr(4, costs, 0.08, 0.08)) && isnan(qs_cash_payback(4, costs, 0)));
}

static void extreme_rates_are_found_and_the_search_has_ends(void **state)
{
	static const double rates[] = {-0.9999995, -0.99, -1e-12, 0, 1e-12, 1e-6, 0.9, 99.5};
	double flow[121] = {0}, roots[CENTURY];
	struct qs_cash_irr irr;

	(void)state;
	for (size_t i = 1; i < sizeof rates / sizeof *rates; i++) {
		memset(flow, 0, sizeof flow);
		flow[0] = -1;
		flow[1] = 1 + rates[i];
		irr = roots_of(2, flow, roots);
		assert_int_equal(irr.count, 1);
		near("rate of a year", irr.rate, rates[i], 3e-16 * (1 + fabs(rates[i])));
		/* a century: (1 + r)^120 is 1e-240 to 1e240 */
		flow[1] = 0;
		flow[120] = pow(1 + rates[i], 120);
		irr = roots_of(121, flow, roots);
		assert_int_equal(irr.count, 1);
		near("rate of a century", irr.rate, rates[i], 1e-14 * (1 + fabs(rates[i])));
	}
	flow_of_roots(1, rates, -1, flow); /* below the search */
	assert_int_equal(rates_of(2, NULL, flow, QS_CASH_SEARCH(0), roots).outcome, QS_CASH_NONE);
	flow_of_roots(2, (const double[]){0.25, 4}, -1600, flow);
	irr = rates_of(3, NULL, flow, (struct qs_cash_search){0.25, 4, 0.1}, roots);
	assert_int_equal(irr.count, 2); /* both ends belong to it */
	near("upper end falls", irr.rate, 4, 1e-12);
	irr = rates_of(3, NULL, flow, (struct qs_cash_search){0.26, 3.9, 0.1}, roots);
	assert_int_equal(irr.outcome, QS_CASH_NONE);
}

static void present_value_is_zero_at_each_root_whatever_the_scale_or_the_start(void **state)
{
	double flow[YEARS + 5], scaled[YEARS], roots[CENTURY], same[CENTURY], later[CENTURY];
	uint64_t s = 23;

	(void)state;
	for (int k = 0; k < 200; k++) {
		struct qs_cash_irr irr;

		memset(flow, 0, sizeof flow);
		for (size_t t = 0; t < YEARS; t++) {
			flow[5 + t] = draw(&s, -1e5, 1e5);
			scaled[t] = flow[5 + t] * 1e-9;
		}
		irr = roots_of(YEARS, flow + 5, roots);
		assert_true(irr.count <= irr.signs && (irr.count > 0 || isnan(irr.rate)));
		assert_int_equal(roots_of(YEARS, scaled, same).count, irr.count);
		assert_int_equal(roots_of(YEARS + 5, flow, later).count, irr.count);
		for (size_t i = 0; i < irr.count; i++) {
			double size = 0;

			for (size_t t = 0; t < YEARS; t++)
				size += fabs(flow[5 + t]) * pow(1 + roots[i], -(double)t);
			near("npv", qs_cash_npv(YEARS, flow + 5, roots[i]) / size, 0, 1e-13);
			near("scaled", same[i], roots[i], 1e-9 * (1 + fabs(roots[i])));
			near("later", later[i], roots[i], 1e-12);
		}
	}
}

/* Odd k: any amounts. Even k: signs in turn and squares above four times the product of the neighbours, so that every
 * root is real (Kurtz 1992). */
static size_t fill_many_roots(int k, uint64_t *s, double *flow)
{
	const size_t n = 4 + (size_t)k % 9;
	const double spread = draw(s, 4.05, 5);

	flow[0] = k % 4 ? 1 : -3;
	for (size_t t = 1; t < n; t++) {
		const double even = pow(spread, 0.5 * (double)t * ((double)n - (double)t)) * (t % 2 ? -1 : 1);

		flow[t] = k % 2 ? draw(s, -1, 1) : even * flow[0] * pow(0.01, (double)t);
	}
	return n;
}

static void a_fine_scan_sees_no_root_that_was_missed(void **state)
{
	enum { POINTS = 3000 };
	double flow[YEARS], roots[CENTURY];
	uint64_t s = 41;
	size_t seen = 0;

	(void)state;
	for (int k = 0; k < 60; k++) {
		const size_t n = fill_many_roots(k, &s, flow), count = roots_of(n, flow, roots).count;
		long double before = 0, last = 0;
		size_t i = 0;

		for (int p = 0; p <= POINTS; p++) { /* even in log u, long double */
			const long double u = expl(-13.8L + 18.4L * (long double)p / POINTS);
			long double sum = 0;
			size_t within = 0;

			for (size_t t = 0; t < n; t++)
				sum = u < 1 ? sum * u + (long double)flow[t] : sum / u + (long double)flow[n - 1 - t];
			for (; i < count && 1 + (long double)roots[i] < u; i++)
				within += 1 + (long double)roots[i] > last;
			assert_int_equal(within % 2, p > 0 && (sum < 0) != (before < 0));
			seen += within;
			before = sum;
			last = u;
		}
	}
	assert_true(seen > 220);
}

static void a_running_sum_that_turns_once_certifies_one_positive_root(void **state)
{
	double flow[12], roots[CENTURY];
	uint64_t s = 5;
	int certified = 0, several_signs = 0;

	(void)state;
	for (int k = 0; k < 2000; k++) {
		struct qs_cash_irr irr;
		size_t positive = 0;

		for (size_t t = 0; t < 12; t++)
			flow[t] = draw(&s, t < 3 ? -60 : -20, t < 3 ? 10 : 40);
		irr = roots_of(12, flow, roots);
		for (size_t i = 0; i < irr.count; i++)
			positive += roots[i] > 0;
		if (!irr.certified)
			continue;
		assert_int_equal(positive, 1);
		certified++;
		several_signs += irr.signs > 1;
	}
	assert_true(certified > 200 && several_signs > 100);
}

static void dated_flows_on_whole_years_have_the_yearly_rates(void **state)
{
	static const double three[] = {-5, 10.5, 1, -8, 1};
	static const double xirr[] = {-10000, 2750, 4250, 3250, 2750};
	static const double days[] = {0, 60, 303, 411, 456};
	static const double late[] = {0, 2, 2.5}, late_flow[] = {0, -10, 11};
	double time[5], years[] = {0, 1, 2, 3, 4}, roots[CENTURY], dated[CENTURY];

	(void)state;
	assert_int_equal(roots_of(5, three, roots).count, 3);
	assert_int_equal(rates_of(5, years, three, QS_CASH_SEARCH(0.08), dated).count, 3);
	for (size_t i = 0; i < 3; i++)
		near("root", dated[i], roots[i], 1e-13);
	near("npv", qs_cash_npv_dated(5, years, three, 0.08), qs_cash_npv(5, three, 0.08), 1e-14);
	for (size_t i = 0; i < 5; i++)
		time[i] = days[i] / 365;
	near("a date without money first", rates_of(3, late, late_flow, QS_CASH_SEARCH(0), roots).rate, 0.21, 1e-13);
	near("xirr", rates_of(5, time, xirr, QS_CASH_SEARCH(0.08), roots).rate, 0.37336253351883153, 1e-13);
}

static void modified_rate_is_the_internal_rate_where_money_earns_it(void **state)
{
	static const double three_signs[] = {100, 200, -50, 300, -200};
	double flow[20], roots[CENTURY];
	uint64_t s = 17;

	(void)state;
	near("numpy", qs_cash_mirr(5, three_signs, 0.05, 0.06), 0.342823387842176664, 1e-14);
	for (int k = 0; k < 100; k++) {
		double rate;

		fill_project(&s, 20, flow);
		rate = roots_of(20, flow, roots).rate;
		near("mirr", qs_cash_mirr(20, flow, rate, rate), rate, 1e-12);
	}
}

/* A flow without dates is looked at in intervals first, one with dates by the chain alone: both find the same. */
static void intervals_find_what_the_chain_finds(void **state)
{
	enum { N = 24, FLOWS = 4000 };
	double flow[N], time[N], roots[N], chain[N], work[2 * N];
	uint64_t seed = 88172645463325252u;
	size_t several = 0;

	(void)state;
	for (size_t f = 0; f < FLOWS; f++) {
		struct qs_cash_irr a, b;

		for (size_t t = 0; t < N; t++) {
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			time[t] = (double)t;
			flow[t] = (double)(seed >> 11) * 0x1p-53 - (f % 3 ? 0.3 : 0.5) - (t == 0 ? 3 : 0) - (t % 5 == 4 ? 0.6 : 0);
		}
		a = qs_cash_irr(N, NULL, flow, QS_CASH_SEARCH(0.08), roots, work);
		b = qs_cash_irr(N, time, flow, QS_CASH_SEARCH(0.08), chain, work);
		assert_true(a.count == b.count && a.outcome == b.outcome);
		for (size_t k = 0; k < a.count; k++)
			assert_true(fabs(roots[k] - chain[k]) <= 1e-9 * (1 + fabs(chain[k])));
		several += a.count > 1;
	}
	assert_true(several > 100);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_change_of_sign_gives_the_root_that_gsl_finds),
		cmocka_unit_test(every_root_of_a_flow_with_known_roots_is_found),
		cmocka_unit_test(classic_flows_with_several_roots),
		cmocka_unit_test(near_and_touching_roots_are_found),
		cmocka_unit_test(a_flow_of_one_sign_has_no_rate),
		cmocka_unit_test(extreme_rates_are_found_and_the_search_has_ends),
		cmocka_unit_test(present_value_is_zero_at_each_root_whatever_the_scale_or_the_start),
		cmocka_unit_test(a_fine_scan_sees_no_root_that_was_missed),
		cmocka_unit_test(a_running_sum_that_turns_once_certifies_one_positive_root),
		cmocka_unit_test(dated_flows_on_whole_years_have_the_yearly_rates),
		cmocka_unit_test(modified_rate_is_the_internal_rate_where_money_earns_it),
		cmocka_unit_test(intervals_find_what_the_chain_finds),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
