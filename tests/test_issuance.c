/* Issuance over members: no year is clipped, no removal is issued twice, one deduction for all. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

enum { N = 67, DATES = 9 };

static uint64_t next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

static double draw(uint64_t *s, double lo, double hi)
{
	return lo + (hi - lo) * ((double)(next(s) >> 12) + 0.5) * 0x1p-52;
}

static void near_to(double got, double want, double within)
{
	if (!(fabs(got - want) <= within))
		fail_msg("%.17g, not %.17g within %g", got, want, within);
}

/* Members' columns between verifications. */
struct members {
	double high[N], shortfall[N], issued[N], reversed[N];
};

static void verify(const struct qs_kernels *k, struct members *m, double deduction, const double *net)
{
	k->issuance(N, deduction, net, m->high, m->shortfall, m->issued, m->reversed);
}

/* Net removals that wander by multiples of 2^-20 t, so that sums are exact. */
static void wander(uint64_t *s, double net[N])
{
	for (int i = 0; i < N; i++)
		net[i] += floor(draw(s, -0.4, 0.6) * 1000 * 0x1p20) * 0x1p-20;
}

static void sum_issued_is_the_highest_verified_net_removal(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	uint64_t s = 1;

	(void)state;
	for (int run = 0; run < 50; run++) {
		const double deduction = run % 2 ? 0.1 : 0;
		struct members m = {.high = {0}};
		double net[N] = {0}, sum[N] = {0}, highest[N] = {0};

		for (int d = 0; d < DATES; d++) {
			wander(&s, net);
			verify(k, &m, deduction, net);
			for (int i = 0; i < N; i++) {
				assert_true(m.issued[i] >= 0 && m.reversed[i] >= 0);
				sum[i] += m.issued[i];
				highest[i] = fmax(highest[i], net[i]);
				assert_true(m.high[i] == highest[i]);
				if (run % 2)
					near_to(sum[i], 0.9 * highest[i], 1e-9);
				else
					assert_true(sum[i] == highest[i]);
			}
		}
	}
}

static void years_between_verifications_are_not_clipped(void **state)
{
	/* Two years down and two up by the same: verified every year or once, the same is issued. */
	static const double yearly[] = {40, 25, 10, 25, 60};
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct members each = {.high = {0}}, once = {.high = {0}};
	double net[N], sum = 0, clipped = 0, last = 0;

	(void)state;
	for (int y = 0; y < 5; y++) {
		for (int i = 0; i < N; i++)
			net[i] = yearly[y];
		verify(k, &each, 0, net);
		sum += each.issued[3];
		clipped += fmax(0, yearly[y] - last);
		last = yearly[y];
	}
	verify(k, &once, 0, net);
	assert_true(sum == 60 && once.issued[3] == 60);
	assert_true(clipped == 90); /* what adding up the good years would have issued */
}

static void fall_below_the_highest_is_reversed_once(void **state)
{
	static const struct {
		double net, issued, reversed, shortfall, high;
	} row[] = {{-20, 0, 0, 0, 0},     {100, 100, 0, 0, 100}, {80, 0, 20, 20, 100}, {70, 0, 10, 30, 100},
		   {90, 0, 0, 10, 100},   {85, 0, 5, 15, 100},   {130, 30, 0, 0, 130}, {-50, 0, 130, 130, 130},
		   {-90, 0, 0, 130, 130}, {130, 0, 0, 0, 130}};
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct members m = {.high = {0}};
	double net[N];

	(void)state;
	for (size_t r = 0; r < sizeof row / sizeof row[0]; r++) {
		for (int i = 0; i < N; i++)
			net[i] = row[r].net;
		verify(k, &m, 0, net);
		for (int i = 0; i < N; i++)
			assert_true(m.issued[i] == row[r].issued && m.reversed[i] == row[r].reversed &&
				    m.shortfall[i] == row[r].shortfall && m.high[i] == row[r].high);
	}
}

static void deduction_is_one_factor_for_every_member(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct members whole = {.high = {0}}, less = {.high = {0}}, none = {.high = {0}};
	double net[N] = {0};
	uint64_t s = 2;

	(void)state;
	for (int d = 0; d < DATES; d++) {
		wander(&s, net);
		verify(k, &whole, 0, net);
		verify(k, &less, 0.25, net);
		verify(k, &none, 1, net);
		for (int i = 0; i < N; i++)
			assert_true(less.issued[i] == 0.75 * whole.issued[i] && none.issued[i] == 0);
		assert_memory_equal(less.high, whole.high, sizeof less.high);
		assert_memory_equal(less.reversed, whole.reversed, sizeof less.reversed);
	}
}

static void nan_of_a_member_stays_with_it(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct members m = {.high = {0}};
	double net[N];

	(void)state;
	for (int i = 0; i < N; i++)
		net[i] = i == 5 ? (double)NAN : 10;
	verify(k, &m, 0, net);
	for (int i = 0; i < N; i++)
		assert_true(i == 5 ? isnan(m.issued[i]) && isnan(m.high[i]) : m.issued[i] == 10);
}

static void issuance_has_the_same_bits_on_every_instruction_set(void **state)
{
	static const char *const sets[] = {"v2", "v3", "v4"};
	struct members m[3];

	(void)state;
	memset(m, 0, sizeof m);
	for (size_t a = 0; a < 3; a++) {
		const struct qs_kernels *k = qs_kernels_for(sets[a]);
		double net[N] = {0};
		uint64_t s = 3;

		for (int d = 0; d < DATES && k; d++) {
			for (int i = 0; i < N; i++)
				net[i] += draw(&s, -3, 5);
			verify(k, &m[a], 0.1, net);
		}
		if (k)
			assert_memory_equal(&m[a], &m[0], sizeof m[0]);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sum_issued_is_the_highest_verified_net_removal),
		cmocka_unit_test(years_between_verifications_are_not_clipped),
		cmocka_unit_test(fall_below_the_highest_is_reversed_once),
		cmocka_unit_test(deduction_is_one_factor_for_every_member),
		cmocka_unit_test(nan_of_a_member_stays_with_it),
		cmocka_unit_test(issuance_has_the_same_bits_on_every_instruction_set),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
