/* The ledger of products: books balance after any sequence of operations, nothing is sold twice, refusals change
 * nothing. */
#include "model/policy/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { ACCOUNTS = 5, LOTS = 24, STEPS = 3000, SEEDS = 20 };

/* A small generator of the test's own. */
static uint64_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

/* What the books should say, kept in the plainest way: units by owner, one by one in total. */
struct shadow {
	int64_t held[LOTS][ACCOUNTS], retired[LOTS], issued[LOTS];
	int64_t money[ACCOUNTS + 1];
	struct {
		size_t lot, seller, buyer;
		int64_t quantity, price;
		int due, open;
	} trade[STEPS];
	size_t trades, lots;
	int now;
};

static void shadow_settle(struct shadow *s, int at, int64_t rate)
{
	s->now = at;
	for (size_t i = 0; i < s->trades; i++) {
		const int64_t amount = s->trade[i].quantity * s->trade[i].price, fee = amount * rate / 1000000;

		if (!s->trade[i].open || s->trade[i].due > at)
			continue;
		s->trade[i].open = 0;
		s->held[s->trade[i].lot][s->trade[i].buyer] += s->trade[i].quantity;
		s->money[s->trade[i].buyer] -= amount;
		s->money[s->trade[i].seller] += amount - fee;
		s->money[ACCOUNTS] += fee;
	}
}

static void agree(const struct qs_ledger *ledger, const struct shadow *s)
{
	assert_true(qs_ledger_balances(ledger));
	assert_int_equal(ledger->lot_count, s->lots);
	for (size_t lot = 0; lot < s->lots; lot++) {
		assert_int_equal(ledger->lots[lot].retired, s->retired[lot]);
		for (size_t a = 0; a < ACCOUNTS; a++)
			assert_int_equal(qs_ledger_held(ledger, lot, a), s->held[lot][a]);
	}
	assert_memory_equal(ledger->money, s->money, sizeof s->money);
}

static void try_sale(struct qs_ledger *ledger, struct shadow *s, uint64_t *state)
{
	const size_t lot = next(state) % (s->lots + 1), seller = next(state) % (ACCOUNTS + 1);
	const size_t buyer = next(state) % (ACCOUNTS + 1);
	const int64_t quantity = (int64_t)(next(state) % 60) - 2, price = (int64_t)(next(state) % 9000) - 5;
	const int at = s->now + (int)(next(state) % 4) - 1;
	const int fits = lot < s->lots && seller < ACCOUNTS && buyer < ACCOUNTS && seller != buyer && quantity > 0 &&
			 price >= 0 && at >= s->now && s->held[lot][seller] >= quantity;

	assert_int_equal(qs_ledger_sell(ledger, lot, seller, buyer, quantity, price, at) == QS_LEDGER_DONE, fits);
	if (!fits)
		return;
	s->held[lot][seller] -= quantity;
	s->trade[s->trades].lot = lot;
	s->trade[s->trades].seller = seller;
	s->trade[s->trades].buyer = buyer;
	s->trade[s->trades].quantity = quantity;
	s->trade[s->trades].price = price;
	s->trade[s->trades].open = 1;
	s->trade[s->trades++].due = at + ledger->lag;
	s->now = at;
}

static void try_issue(struct qs_ledger *ledger, struct shadow *s, uint64_t *state)
{
	const enum qs_product_kind kind = (enum qs_product_kind)(next(state) % 3);
	const size_t account = next(state) % (ACCOUNTS + 1);
	const uint64_t origin = next(state) % 6;
	const int64_t quantity = (int64_t)(next(state) % 500) - 10;
	size_t lot = LOTS;

	if (s->lots == LOTS || qs_ledger_issue(ledger, kind, (uint32_t)(next(state) % 2), origin,
					       (int)(next(state) % 3), account, quantity, &lot) != QS_LEDGER_DONE)
		return;
	assert_true(quantity > 0 && account < ACCOUNTS);
	assert_int_equal(lot, s->lots);
	s->held[s->lots][account] = s->issued[s->lots] = quantity;
	s->lots++;
}

static void try_retire(struct qs_ledger *ledger, struct shadow *s, uint64_t *state)
{
	const size_t lot = next(state) % (s->lots + 1), account = next(state) % (ACCOUNTS + 1);
	const int64_t quantity = (int64_t)(next(state) % 30) - 2;
	const int fits = lot < s->lots && account < ACCOUNTS && quantity > 0 && s->held[lot][account] >= quantity;

	assert_int_equal(qs_ledger_retire(ledger, lot, account, quantity) == QS_LEDGER_DONE, fits);
	if (!fits)
		return;
	s->held[lot][account] -= quantity;
	s->retired[lot] += quantity;
}

static void try_settle(struct qs_ledger *ledger, struct shadow *s, uint64_t *state)
{
	const int at = s->now + (int)(next(state) % 4) - 1;
	const int fits = at >= s->now;

	assert_int_equal(qs_ledger_settle(ledger, at) == QS_LEDGER_DONE, fits);
	if (fits)
		shadow_settle(s, at, ledger->fee_rate);
}

/* Operations at random, among them many that must be refused. After each the books agree with the plain count. */
static void any_sequence_of_operations_leaves_books_that_balance(void **state)
{
	static const int64_t rates[] = {0, 1500, 30000, 1000000};

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		struct shadow *const s = test_calloc(1, sizeof *s);
		struct qs_ledger ledger;
		struct qs_err err;
		uint64_t random = seed * 7919 + 1;

		assert_int_equal(qs_ledger_open(&ledger, NULL, ACCOUNTS, rates[seed % 4], (int)(seed % 3), &err),
				 QS_OK);
		for (int step = 0; step < STEPS; step++) {
			switch (next(&random) % 8) {
			case 0:
				try_issue(&ledger, s, &random);
				break;
			case 1:
				try_retire(&ledger, s, &random);
				break;
			case 2:
				try_settle(&ledger, s, &random);
				break;
			default:
				try_sale(&ledger, s, &random);
				break;
			}
			if (step % 16 == 0)
				agree(&ledger, s);
		}
		agree(&ledger, s);
		assert_true(s->trades > 100 && s->lots > 10);
		qs_ledger_free(&ledger);
		test_free(s);
	}
}

static void open_one(struct qs_ledger *ledger, size_t *lot)
{
	struct qs_err err;

	assert_int_equal(qs_ledger_open(ledger, NULL, 3, 3000, 2, &err), QS_OK);
	assert_int_equal(qs_ledger_issue(ledger, QS_PRODUCT_CREDIT, 0, 7, 2031, 0, 100, lot), QS_LEDGER_DONE);
}

static void what_is_sold_cannot_be_sold_again_before_or_after_it_settles(void **state)
{
	struct qs_ledger ledger;
	size_t lot;

	(void)state;
	open_one(&ledger, &lot);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 1, 60, 7076, 10), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 2, 41, 7076, 10), QS_LEDGER_NOT_HELD);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 1, 2, 1, 7076, 11), QS_LEDGER_NOT_HELD); /* not yet the buyer's */
	assert_int_equal(qs_ledger_retire(&ledger, lot, 0, 41), QS_LEDGER_NOT_HELD);
	assert_int_equal(qs_ledger_settle(&ledger, 12), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 2, 41, 7076, 12), QS_LEDGER_NOT_HELD);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 1, 2, 60, 7076, 12), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_retire(&ledger, lot, 0, 40), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 2, 1, 7076, 12), QS_LEDGER_NOT_HELD);
	assert_true(qs_ledger_balances(&ledger));
	qs_ledger_free(&ledger);
}

static void one_origin_and_vintage_gives_credits_once_under_any_product(void **state)
{
	struct qs_ledger ledger;
	size_t lot, other;

	(void)state;
	open_one(&ledger, &lot);
	assert_int_equal(qs_ledger_issue(&ledger, QS_PRODUCT_CREDIT, 0, 7, 2031, 0, 1, &other),
			 QS_LEDGER_ISSUED_BEFORE);
	assert_int_equal(qs_ledger_issue(&ledger, QS_PRODUCT_CREDIT, 9, 7, 2031, 1, 1, &other),
			 QS_LEDGER_ISSUED_BEFORE);
	assert_int_equal(qs_ledger_issue(&ledger, QS_PRODUCT_CREDIT, 9, 7, 2032, 1, 1, &other), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_issue(&ledger, QS_PRODUCT_AGGREGATE, 9, 7, 2031, 1, 1, &other), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_issue(&ledger, QS_PRODUCT_CREDIT, 0, 8, 2031, 1, 1, &other), QS_LEDGER_DONE);
	qs_ledger_free(&ledger);
}

static void money_moves_after_the_lag_and_the_platform_keeps_its_fee(void **state)
{
	struct qs_ledger ledger;
	size_t lot;

	(void)state;
	open_one(&ledger, &lot);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 1, 50, 7076, 10), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_settle(&ledger, 11), QS_LEDGER_DONE);
	assert_int_equal(ledger.money[0], 0);
	assert_int_equal(qs_ledger_settle(&ledger, 12), QS_LEDGER_DONE);
	assert_int_equal(ledger.money[1], -353800); /* 50 x 70.76 CNY in fen */
	assert_int_equal(ledger.money[3], 1061);    /* 0.3 %, rounded down */
	assert_int_equal(ledger.money[0], 353800 - 1061);
	assert_int_equal(qs_ledger_settle(&ledger, 30), QS_LEDGER_DONE); /* once */
	assert_int_equal(ledger.money[3], 1061);
	qs_ledger_free(&ledger);
}

static void amounts_that_no_book_holds_are_refused(void **state)
{
	struct qs_ledger ledger;
	size_t lot;

	(void)state;
	open_one(&ledger, &lot);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 1, 100, INT64_MAX / 100, 1), QS_LEDGER_TOO_LARGE);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 1, 1, INT64_MAX / 4, 1), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 1, 1, 1, 1), QS_LEDGER_TOO_LARGE); /* all sales together */
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 1, 1, 0, 1), QS_LEDGER_DONE);
	assert_int_equal(qs_ledger_sell(&ledger, lot, 0, 1, 1, 0, INT32_MAX), QS_LEDGER_TOO_LARGE);
	assert_int_equal(qs_ledger_settle(&ledger, 100), QS_LEDGER_DONE);
	assert_true(qs_ledger_balances(&ledger));
	assert_string_equal(qs_ledger_words(QS_LEDGER_NOT_HELD, QS_EN), "not as much is held");
	qs_ledger_free(&ledger);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_sequence_of_operations_leaves_books_that_balance),
		cmocka_unit_test(what_is_sold_cannot_be_sold_again_before_or_after_it_settles),
		cmocka_unit_test(one_origin_and_vintage_gives_credits_once_under_any_product),
		cmocka_unit_test(money_moves_after_the_lag_and_the_platform_keeps_its_fee),
		cmocka_unit_test(amounts_that_no_book_holds_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
