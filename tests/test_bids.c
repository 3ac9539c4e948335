/* Bids: chances and bounds by the members, order by hand, its sensitivity, means of the largest of normal numbers. */
#include "model/base/context.h"
#include "scenarios/bids.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MEMBERS = 101 };

static void judge(size_t n, const struct qs_bid_offer *offers, double factor, const double *weight, struct qs_bid_verdict *verdicts,
		  struct qs_bid_bounds *bounds)
{
	struct qs_context context = {0};
	struct qs_arena arena = {0};
	struct qs_err err = {0};
	double npv[MEMBERS];
	struct qs_bid_terms terms = {npv, MEMBERS, factor, 0.8, {weight[0], weight[1], weight[2]}};

	for (int i = 0; i < MEMBERS; i++)
		npv[i] = (double)((i * 37) % MEMBERS) - 20; /* -20 to 80 in some order */
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	assert_int_equal(qs_bids_judge(context.kernels, n, offers, &terms, &arena, verdicts, bounds), 0);
	qs_arena_free(&arena);
	qs_close(&context);
}

static const double even[] = {0.5, 0.3, 0.2};

static void chances_and_bounds_are_those_of_the_members(void **state)
{
	const struct qs_bid_offer offers[] = {{"low", {-5, 1, 1}, 0, NULL, 0}, {"most", {-0.001, 1, 1}, 0, NULL, 0}, {"high", {40, 1, 1}, 0, NULL, 0}};
	struct qs_bid_verdict v[3];
	struct qs_bid_bounds b;

	(void)state;
	judge(3, offers, 1, even, v, &b);
	assert_true(fabs(b.most) < 1e-9 && fabs(b.reserve - 30) < 1e-9); /* the fifth of -20 .. 80, and its middle */
	assert_true(fabs(v[0].chance - 86.0 / 101) < 1e-12 && fabs(v[1].chance - 81.0 / 101) < 1e-12);
	assert_true(fabs(v[2].chance - 41.0 / 101) < 1e-12);
	assert_true(!v[0].above_most && !v[1].above_most && v[2].above_most);
	assert_true(v[2].rank < 1.5 && v[1].rank < 2.5 && v[0].rank > 2.5); /* only the price differs */
	assert_true(fabs(b.shaded - (b.most - b.shade)) < 1e-9 && b.shade > 0);
	judge(3, offers, 0.5, even, v, &b);
	assert_true(fabs(b.reserve - 60) < 1e-9);
}

static void a_plan_of_its_own_has_its_own_chance(void **state)
{
	double own[MEMBERS];
	const struct qs_bid_offer offers[] = {{"shared", {9.9, 1, 1}, 0, NULL, 0}, {"own", {9.9, 1, 1}, 0, own, 2}};
	struct qs_bid_verdict v[2];
	struct qs_bid_bounds b;

	(void)state;
	for (int i = 0; i < MEMBERS; i++)
		own[i] = i; /* 0 to 100: 81 of them reach 2 x 9.9, and the fifth is 20 */
	judge(2, offers, 1, even, v, &b);
	assert_true(fabs(v[0].chance - 71.0 / 101) < 1e-12 && v[0].above_most);
	assert_true(fabs(v[1].chance - 81.0 / 101) < 1e-12 && !v[1].above_most);
	assert_true(fabs(b.reserve - 30) < 1e-9); /* of the shared plan */
}

static void the_order_follows_the_weights(void **state)
{
	const struct qs_bid_offer offers[] = {{"dear", {100, 0, 0}, 0, NULL, 0}, {"green", {0, 100, 0}, 0, NULL, 0}, {"good", {0, 0, 100}, 0, NULL, 0}};
	const double price[] = {1, 0, 0}, benefit[] = {0.01, 0.98, 0.01}, close[] = {0.36, 0.34, 0.3};
	struct qs_bid_verdict v[3];
	struct qs_bid_bounds b;

	(void)state;
	judge(3, offers, 1, price, v, &b);
	assert_true(v[0].rank < 1.5 && fabs(v[0].closeness - 1) < 1e-12 && v[1].closeness < 1e-12);
	judge(3, offers, 1, benefit, v, &b);
	assert_true(v[1].rank < 1.5 && v[1].worst_rank < 1.5);
	judge(3, offers, 1, close, v, &b); /* a tenth of a weight turns the first two */
	assert_true(v[0].rank < 1.5 && v[0].worst_rank > 1.5 && v[1].best_rank < 1.5);
}

/* A bidder of the lowest grade has no place, and does not move the places of the others. */
static void the_lowest_grade_is_left_out(void **state)
{
	const struct qs_bid_offer all[] = {{"a", {10, 2, 3}, 0, NULL, 0}, {"d", {900, 90, 90}, 1, NULL, 0}, {"b", {20, 1, 3}, 0, NULL, 0}, {"c", {15, 3, 1}, 0, NULL, 0}};
	const struct qs_bid_offer rest[] = {{"a", {10, 2, 3}, 0, NULL, 0}, {"b", {20, 1, 3}, 0, NULL, 0}, {"c", {15, 3, 1}, 0, NULL, 0}};
	struct qs_bid_verdict with[4], without[3];
	struct qs_bid_bounds b;

	(void)state;
	judge(4, all, 1, even, with, &b);
	judge(3, rest, 1, even, without, &b);
	assert_true(isnan(with[1].rank) && isnan(with[1].best_rank) && isnan(with[1].closeness));
	for (int i = 0; i < 3; i++) {
		const struct qs_bid_verdict *const v = &with[i ? i + 1 : 0];

		assert_true(fabs(v->closeness - without[i].closeness) < 1e-15 && fabs(v->rank - without[i].rank) < 0.5);
		assert_true(fabs(v->worst_rank - without[i].worst_rank) < 0.5 && fabs(v->best_rank - without[i].best_rank) < 0.5);
	}
}

static void one_bid_and_equal_bids_are_judged(void **state)
{
	const struct qs_bid_offer offers[] = {{"a", {7, 7, 7}, 0, NULL, 0}, {"b", {7, 7, 7}, 0, NULL, 0}};
	struct qs_bid_verdict v[2];
	struct qs_bid_bounds b;

	(void)state;
	judge(1, offers, 1, even, v, &b);
	assert_true(v[0].rank < 1.5 && !isnan(v[0].closeness) && b.shade <= 0);
	judge(2, offers, 1, even, v, &b);
	assert_true(v[0].rank < 1.5 && v[1].rank < 1.5 && v[1].worst_rank < 1.5);
}

static void the_largest_of_normal_numbers_has_its_published_mean(void **state)
{
	(void)state;
	assert_true(fabs(qs_bid_largest_normal(1)) < 1e-12);
	assert_true(fabs(qs_bid_largest_normal(2) - 0.5641895835477563) < 1e-9); /* 1/sqrt(pi) */
	assert_true(fabs(qs_bid_largest_normal(3) - 0.8462843753216345) < 1e-9); /* 3/(2 sqrt(pi)) */
	assert_true(fabs(qs_bid_largest_normal(5) - 1.162964473640519) < 1e-9);
	assert_true(fabs(qs_bid_largest_normal(10) - 1.538752730835173) < 1e-9);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chances_and_bounds_are_those_of_the_members),
		cmocka_unit_test(a_plan_of_its_own_has_its_own_chance),
		cmocka_unit_test(the_order_follows_the_weights),
		cmocka_unit_test(the_lowest_grade_is_left_out),
		cmocka_unit_test(one_bid_and_equal_bids_are_judged),
		cmocka_unit_test(the_largest_of_normal_numbers_has_its_published_mean),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
