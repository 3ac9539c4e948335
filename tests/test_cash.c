/* Money: present value, real and nominal, payback, cost, loans, the curve of measures. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/cash_help.h"

enum { LANES = 37, YEARS = 45 };

static const char *const isas[] = {"v2", "v3", "v4"};

static void fill_lanes(double *flow)
{
	uint64_t s = 7;

	for (size_t i = 0; i < (size_t)YEARS * LANES; i++)
		flow[i] = draw(&s, i < (size_t)4 * LANES ? -9e5 : -5e4, i < (size_t)4 * LANES ? 0 : 3e5);
}

static void take_lane(const double *flow, size_t lane, double *one)
{
	for (size_t t = 0; t < YEARS; t++)
		one[t] = flow[t * LANES + lane];
}

/* ---- present value ---- */

static void present_value_has_its_closed_forms(void **state)
{
	static const double rates[] = {-0.5, -1e-9, 0, 1e-15, 1e-9, 0.015, 0.08, 0.5, 3, 100};
	double level[61] = {0}, growing[61] = {0};

	(void)state;
	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
		const double r = rates[i];
		const long double g = log1pl((long double)r);
		const double want = r == 0 ? 60 : (double)(-expm1l(-60 * g) / (long double)r);

		for (size_t t = 1; t <= 60; t++) {
			level[t] = 1;
			growing[t] = pow(1 + r, (double)t);
		}
		near("factor", qs_k_cash_annuity(r, 60), want, 1e-14 * want);
		near("recovery", qs_k_cash_recovery(r, 60), 1 / want, 1e-14 / want);
		near("npv of a level flow", qs_cash_npv(61, level, r), want, 1e-12 * want);
		near("npv of a flow that grows as it is discounted", qs_cash_npv(61, growing, r), 60, 1e-11);
	}
	assert_true(qs_cash_npv(0, level, 0.1) == 0 && qs_cash_npv(1, growing + 60, 0.3) == growing[60]);
}

static void lanes_have_the_bits_of_one_on_every_isa(void **state)
{
	static double flow[YEARS * LANES], rate[LANES], npv[LANES], each[LANES], sum[LANES], payback[LANES];
	double one[YEARS];

	(void)state;
	fill_lanes(flow);
	for (size_t i = 0; i < LANES; i++)
		rate[i] = -0.02 + 0.005 * (double)i;
	for (size_t v = 0; v < 3; v++) {
		const struct qs_kernels *const k = qs_kernels_for(isas[v]);

		if (!k)
			continue;
		k->cash_npv(LANES, YEARS, 0.07, flow, npv);
		k->cash_npv_rates(LANES, YEARS, rate, flow, each);
		k->cash_payback(LANES, YEARS, 0.03, flow, sum, payback);
		for (size_t i = 0; i < LANES; i++) {
			double want;

			take_lane(flow, i, one);
			want = qs_cash_payback(YEARS, one, 0.03);
			assert_true(npv[i] == qs_cash_npv(YEARS, one, 0.07));
			assert_true(each[i] == qs_cash_npv(YEARS, one, rate[i]));
			assert_true(isnan(want) ? isnan(payback[i]) : payback[i] == want);
			near("sum", sum[i], qs_cash_npv(YEARS, one, 0.03), 1e-6);
		}
	}
}

static void real_and_nominal_money_have_one_present_value(void **state)
{
	static double flow[YEARS * LANES], nominal[YEARS * LANES], npv[LANES], same[LANES], back[LANES];
	static const double inflations[] = {-0.02, 0, 0.015, 0.12};
	static const double bases[] = {0, -3, 2};
	const struct qs_kernels *const k = qs_kernels_for(NULL);

	(void)state;
	fill_lanes(flow);
	k->cash_npv(LANES, YEARS, 0.06, flow, npv);
	for (size_t j = 0; j < 12; j++) {
		const double pi = inflations[j % 4], base = bases[j / 4];
		const double rate = qs_k_cash_nominal_rate(0.06, pi);
		const double price = pow(1 + pi, -base); /* money of year 0 for money of the price year */

		memcpy(nominal, flow, sizeof flow);
		k->cash_to_nominal(LANES, YEARS, pi, base, nominal);
		k->cash_npv(LANES, YEARS, rate, nominal, same);
		k->cash_to_real(LANES, YEARS, pi, base, nominal);
		k->cash_npv(LANES, YEARS, 0.06, nominal, back);
		near("real rate", qs_k_cash_real_rate(rate, pi), 0.06, 1e-15);
		for (size_t i = 0; i < LANES; i++) {
			near("nominal", same[i] / price, npv[i], 1e-9 * fabs(npv[i]));
			near("back", back[i], npv[i], 1e-9 * fabs(npv[i]));
		}
	}
}

/* ---- payback, cost, loans, curve ---- */

static void payback_lies_within_the_year_that_pays(void **state)
{
	static const double flow[] = {-100, 30, 40, 60, 10}, at_once[] = {5, -100, 300}, exact[] = {-10, 5, 5, 5};

	(void)state;
	near("payback", qs_cash_payback(5, flow, 0), 2.5, 1e-15);
	near("discounted", qs_cash_payback(5, flow, 0.1), 2 + (100 - 30 / 1.1 - 40 / 1.21) / (60 / 1.331), 1e-14);
	assert_true(qs_cash_payback(3, at_once, 0.1) == 0);
	assert_true(qs_cash_payback(4, exact, 0) == 2);
	assert_true(isnan(qs_cash_payback(5, flow, 0.2)));
}

static void a_cost_without_quantity_is_not_a_number(void **state)
{
	const double cost[] = {431000, 5, 5, -5, 0}, quantity[] = {47.3407149349729, 0, -3, 2, 1};
	const double npv[] = {-3, 0, 4, (double)NAN, -0.0};
	double levelised[5], gap[5];

	(void)state;
	qs_kernels_for(NULL)->cash_levelised(5, cost, quantity, levelised);
	qs_kernels_for(NULL)->cash_gap(5, npv, gap);
	near("lcoc", levelised[0], 9104.21400673861, 1e-9);
	for (size_t i = 0; i < 5; i++) {
		const struct qs_cash_cost one = qs_cash_levelised(cost[i], quantity[i]);

		assert_int_equal(one.defined, quantity[i] > 0);
		assert_true(one.defined ? one.value == levelised[i] : isnan(one.value) && isnan(levelised[i]));
	}
	assert_int_equal(qs_cash_levelised(1e300, 1e-300).defined, 0);
	assert_true(gap[0] == 3 && gap[1] == 0 && gap[2] == 0 && isnan(gap[3]) && gap[4] == 0);
}

static void a_loan_is_paid_back_and_worth_what_was_lent(void **state)
{
	double interest[30], principal[30], balance[30], service[31];

	(void)state;
	for (int k = 0; k < 12; k++) {
		const double residual = k < 6 ? 0 : 2.5e5;
		const struct qs_cash_loan loan = {k % 2 ? QS_CASH_EQUAL_PRINCIPAL : QS_CASH_LEVEL, 1e6,
						  k % 3 == 0 ? 0 : 0.03 * (k % 3), residual, 30};

		qs_cash_loan_schedule(&loan, interest, principal, balance);
		service[0] = -1e6;
		for (size_t t = 0; t < 30; t++) {
			service[t + 1] = interest[t] + principal[t];
			near(k % 2 ? "principal" : "payment", k % 2 ? principal[t] : service[t + 1],
			     k % 2 ? (1e6 - residual) / 30 : qs_cash_level_payment(&loan), 1e-8);
		}
		near("owed", balance[29], residual, 1e-7);
		service[30] += residual;
		near("worth", qs_cash_npv(31, service, loan.rate), 0, 1e-7);
	}
}

/* At 18 % over 107 periods an error at the start grows a hundred million times: schedules run from the end. */
static void a_long_dear_loan_keeps_its_digits(void **state)
{
	static double interest[107], principal[107], balance[107];
	const struct qs_cash_loan loan = {QS_CASH_LEVEL, 1e6, 0.184128328, 2e4, 107};
	const double level = qs_cash_level_payment(&loan);

	(void)state;
	qs_cash_loan_schedule(&loan, interest, principal, balance);
	assert_true(balance[106] == 2e4);
	near("lent", balance[0] + principal[0], 1e6, 1e-8);
	for (size_t t = 0; t < 107; t++)
		near("service", interest[t] + principal[t], level, 1e-8);
}

static void the_curve_is_convex_and_below_every_measure(void **state)
{
	enum { N = 12 };
	double cost[N] = {0}, quantity[N] = {0}, marginal[N];
	int kept[N];
	uint64_t s = 9;

	(void)state;
	for (int k = 0; k < 300; k++) {
		for (size_t j = 0; j < N; j++) {
			quantity[j] = floor(draw(&s, 0, 40));
			cost[j] = floor(draw(&s, -200, 2000)) + 3 * quantity[j] * quantity[j];
		}
		qs_cash_abatement(N, cost, quantity, kept, marginal);
		assert_true(kept[0] == 1 && isnan(marginal[0]));
		for (size_t j = 0; j < N; j++) {
			assert_true(kept[j] == !isnan(marginal[j]) || j == 0);
			for (size_t i = 0; i < N && kept[j] && j > 0; i++) {
				/* a line with the slope towards j leaves every measure above it */
				if (quantity[i] <= quantity[0])
					continue;
				assert_true(cost[i] - cost[j] >= marginal[j] * (quantity[i] - quantity[j]) - 1e-6);
				assert_true(!(kept[i] && quantity[i] > quantity[j]) || marginal[i] >= marginal[j]);
			}
		}
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(present_value_has_its_closed_forms),
		cmocka_unit_test(lanes_have_the_bits_of_one_on_every_isa),
		cmocka_unit_test(real_and_nominal_money_have_one_present_value),
		cmocka_unit_test(payback_lies_within_the_year_that_pays),
		cmocka_unit_test(a_cost_without_quantity_is_not_a_number),
		cmocka_unit_test(a_loan_is_paid_back_and_worth_what_was_lent),
		cmocka_unit_test(a_long_dear_loan_keeps_its_digits),
		cmocka_unit_test(the_curve_is_convex_and_below_every_measure),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
