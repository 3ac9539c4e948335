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

/* A registration that is verified again and again, with what was issued, held back and taken back. */
struct book {
	double high[N], shortfall[N], issued[N], reversed[N], base[N], standing[N], buffer[N], drawn[N], cancelled[N];
};

static void settle(const struct qs_kernels *k, struct book *b, double deduction, int buffered, const double *net)
{
	double before[N];

	memcpy(before, b->high, sizeof before);
	k->issuance(N, deduction, net, b->high, b->shortfall, b->issued, b->reversed);
	k->cancellation(N, buffered ? deduction : 0, net, b->base, before, b->high, b->issued, b->standing, b->buffer,
			b->drawn, b->cancelled);
}

/* What a fall takes back, in figures worked by hand: a buffer of a tenth, and the same tenth held by nobody. */
static void a_fall_draws_the_buffer_and_then_cancels(void **state)
{
	static const struct {
		double net, drawn, cancelled, standing, buffer, cancelled_without;
	} row[] = {{100, 0, 0, 90, 10, 0},   {95, 5, 0, 90, 5, 0}, {60, 5, 30, 60, 0, 30},
		   {90, 0, 0, 60, 0, 0},     {60, 0, 0, 60, 0, 0}, {150, 0, 0, 105, 5, 0},
		   {-40, 5, 105, 0, 0, 105}, {150, 0, 0, 0, 0, 0}, {160, 0, 0, 9, 1, 0}};
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct book with = {.high = {0}}, without = {.high = {0}};
	double net[N];

	(void)state;
	for (size_t r = 0; r < sizeof row / sizeof row[0]; r++) {
		for (int i = 0; i < N; i++)
			net[i] = row[r].net;
		settle(k, &with, 0.1, 1, net);
		settle(k, &without, 0.1, 0, net);
		for (int i = 0; i < N; i++) {
			near_to(with.drawn[i], row[r].drawn, 1e-12);
			near_to(with.cancelled[i], row[r].cancelled, 1e-12);
			near_to(with.standing[i], row[r].standing, 1e-12);
			near_to(with.buffer[i], row[r].buffer, 1e-12);
			near_to(without.cancelled[i], row[r].cancelled_without, 1e-12);
			assert_true(without.drawn[i] == 0 && without.buffer[i] == 0);
		}
	}
}

/* Tries to be left with more credits than there are removals: every member's next net removals are the worst of a dozen
 * that are tried on a copy of its books. Where a base stands, what was removed before the start is no cover either. */
static void no_course_of_removals_leaves_more_credits_than_removals(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	double worst = -1, issued_ever = 0, cancelled_ever = 0, drawn_ever = 0;
	uint64_t s = 4;

	(void)state;
	for (int run = 0; run < 60; run++) {
		const double deduction = run % 5 ? draw(&s, 0, 0.6) : run % 2;
		const int buffered = run % 3 != 0;
		struct book b = {.high = {0}};
		double issued[N] = {0}, cancelled[N] = {0}, held[N] = {0}, drawn[N] = {0}, last[N] = {0};

		for (int i = 0; i < N && run % 4 == 1; i++)
			last[i] = b.base[i] = b.high[i] = draw(&s, 0, 300);
		for (int d = 0; d < 12; d++) {
			double net[N], margin[N], was[N];

			memcpy(was, b.high, sizeof was);
			for (int trial = 0; trial < 12; trial++) {
				struct book copy = b;
				double tried[N];

				for (int i = 0; i < N; i++) {
					const double to[] = {b.high[i],
							     b.high[i] * (1 + 1e-15),
							     b.base[i],
							     -draw(&s, 0, 500),
							     b.high[i] + draw(&s, 0, 400),
							     draw(&s, 0, b.high[i] + 1),
							     last[i]};

					tried[i] = to[(size_t)draw(&s, 0, 6.9999)];
				}
				settle(k, &copy, deduction, buffered, tried);
				for (int i = 0; i < N; i++) {
					const double since = fmax(0, tried[i] - b.base[i]);
					const double over =
						issued[i] + copy.issued[i] - cancelled[i] - copy.cancelled[i] - since;

					if (!trial || (d % 2 ? over > margin[i] : tried[i] > net[i])) {
						margin[i] = over;
						net[i] = tried[i];
					}
				}
			}
			settle(k, &b, deduction, buffered, net);
			for (int i = 0; i < N; i++) {
				const double since = fmax(0, net[i] - b.base[i]);

				issued[i] += b.issued[i];
				cancelled[i] += b.cancelled[i];
				held[i] += buffered ? deduction * (b.high[i] - was[i]) : 0;
				drawn[i] += b.drawn[i];
				last[i] = net[i];
				assert_true(b.drawn[i] >= 0 && b.cancelled[i] >= 0 && b.buffer[i] >= 0);
				assert_true(issued[i] - cancelled[i] >= -1e-9 && held[i] - drawn[i] >= -1e-9);
				worst = fmax(worst, issued[i] - cancelled[i] + held[i] - drawn[i] - since);
				/* and nothing is taken back that is covered, nor issued credits while a buffer is there
				 */
				assert_true(b.cancelled[i] <= 1e-9 || b.buffer[i] <= 1e-9);
				assert_true(b.cancelled[i] + b.drawn[i] <= 1e-9 ||
					    issued[i] - cancelled[i] + held[i] - drawn[i] >= since - 1e-9);
				issued_ever += b.issued[i];
				cancelled_ever += b.cancelled[i];
				drawn_ever += b.drawn[i];
			}
		}
	}
	if (!(worst <= 1e-9))
		fail_msg("%g more credits than removals", worst);
	assert_true(issued_ever > 1e5 && cancelled_ever > 1e5 && drawn_ever > 1e4); /* it was tried */
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
	struct book m[3];

	(void)state;
	memset(m, 0, sizeof m);
	for (size_t a = 0; a < 3; a++) {
		const struct qs_kernels *k = qs_kernels_for(sets[a]);
		double net[N] = {0};
		uint64_t s = 3;

		for (int d = 0; d < DATES && k; d++) {
			for (int i = 0; i < N; i++)
				net[i] += draw(&s, -3, 5);
			settle(k, &m[a], 0.1, d % 2, net);
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
		cmocka_unit_test(a_fall_draws_the_buffer_and_then_cancels),
		cmocka_unit_test(no_course_of_removals_leaves_more_credits_than_removals),
		cmocka_unit_test(nan_of_a_member_stays_with_it),
		cmocka_unit_test(issuance_has_the_same_bits_on_every_instruction_set),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
