#include "model/policy/ledger.h"

#include <string.h>

enum { FIRST_ROOM = 16, MILLION = 1000000 };

static const char *const words[QS_LEDGER_ANSWERS][2] = {
#define X(name, zh, en) {zh, en},
	QS_LEDGER_REFUSALS(X)
#undef X
};

const char *qs_ledger_words(enum qs_ledger_answer answer, enum qs_lang lang)
{
	return words[answer][lang == QS_ZH ? 0 : 1];
}

qs_status qs_ledger_open(struct qs_ledger *ledger, const struct qs_allocator *from, size_t accounts, int64_t fee_rate,
			 int lag, struct qs_err *err)
{
	memset(ledger, 0, sizeof *ledger);
	qs_arena_init(&ledger->arena, from);
	ledger->accounts = accounts;
	ledger->fee_rate = fee_rate;
	ledger->lag = lag;
	ledger->money = qs_arena_take(&ledger->arena, accounts + 1, sizeof *ledger->money);
	return ledger->money ? QS_OK : qs_fail(err, QS_ENOMEM, "a ledger of %zu accounts", accounts);
}

void qs_ledger_free(struct qs_ledger *ledger)
{
	qs_arena_free(&ledger->arena);
	memset(ledger, 0, sizeof *ledger);
}

/* Room for one more of a list; the old one stays in the arena. 0, or -1 without memory. */
static int grow(struct qs_arena *arena, void **items, size_t n, size_t *room, size_t size)
{
	const size_t more = n ? 2 * n : FIRST_ROOM;
	void *larger;

	if (n < *room)
		return 0;
	larger = qs_arena_take(arena, more, size);
	if (!larger)
		return -1;
	if (n)
		memcpy(larger, *items, n * size);
	*items = larger;
	*room = more;
	return 0;
}

static int room_for_lot(struct qs_ledger *ledger)
{
	void *lots = ledger->lots, *held = ledger->held;
	size_t lot_room = ledger->lot_room, held_room = ledger->lot_room;

	if (grow(&ledger->arena, &lots, ledger->lot_count, &lot_room, sizeof *ledger->lots) ||
	    grow(&ledger->arena, &held, ledger->lot_count, &held_room, ledger->accounts * sizeof *ledger->held))
		return -1;
	ledger->lots = lots;
	ledger->held = held;
	ledger->lot_room = lot_room;
	return 0;
}

static int issued_before(const struct qs_ledger *ledger, enum qs_product_kind kind, uint32_t product, uint64_t origin,
			 int vintage)
{
	for (size_t i = 0; i < ledger->lot_count; i++) {
		const struct qs_lot *const lot = &ledger->lots[i];

		if (lot->kind == kind && lot->origin == origin && lot->vintage == vintage &&
		    (kind == QS_PRODUCT_CREDIT || lot->product == product))
			return 1;
	}
	return 0;
}

static int64_t *held_by(const struct qs_ledger *ledger, size_t lot, size_t account)
{
	return &ledger->held[lot * ledger->accounts + account];
}

enum qs_ledger_answer qs_ledger_issue(struct qs_ledger *ledger, enum qs_product_kind kind, uint32_t product,
				      uint64_t origin, int vintage, size_t account, int64_t quantity, size_t *lot)
{
	if (quantity <= 0)
		return QS_LEDGER_NOT_POSITIVE;
	if (account >= ledger->accounts)
		return QS_LEDGER_NO_SUCH;
	if (issued_before(ledger, kind, product, origin, vintage))
		return QS_LEDGER_ISSUED_BEFORE;
	if (room_for_lot(ledger))
		return QS_LEDGER_NO_ROOM;
	*lot = ledger->lot_count++;
	ledger->lots[*lot] = (struct qs_lot){kind, product, origin, vintage, quantity, 0, 0};
	*held_by(ledger, *lot, account) = quantity;
	return QS_LEDGER_DONE;
}

/* quantity x price and the fee on it; -1 if that, or all sales together, would be too large for the books. */
static int value_of(const struct qs_ledger *ledger, int64_t quantity, int64_t price, int64_t *amount, int64_t *fee)
{
	const int64_t most = INT64_MAX / 4 - ledger->turnover;

	if (price && quantity > most / price)
		return -1;
	*amount = quantity * price;
	*fee = *amount / MILLION * ledger->fee_rate + *amount % MILLION * ledger->fee_rate / MILLION;
	return 0;
}

enum qs_ledger_answer qs_ledger_sell(struct qs_ledger *ledger, size_t lot, size_t seller, size_t buyer,
				     int64_t quantity, int64_t price, int at)
{
	void *trades = ledger->trades;
	int64_t amount, fee;

	if (quantity <= 0 || price < 0)
		return QS_LEDGER_NOT_POSITIVE;
	if (lot >= ledger->lot_count || seller >= ledger->accounts || buyer >= ledger->accounts)
		return QS_LEDGER_NO_SUCH;
	if (seller == buyer)
		return QS_LEDGER_SAME_ACCOUNT;
	if (at < ledger->now)
		return QS_LEDGER_TIME_RUNS_BACK;
	if (*held_by(ledger, lot, seller) < quantity)
		return QS_LEDGER_NOT_HELD;
	if (at > INT32_MAX - ledger->lag || value_of(ledger, quantity, price, &amount, &fee))
		return QS_LEDGER_TOO_LARGE;
	if (grow(&ledger->arena, &trades, ledger->trade_count, &ledger->trade_room, sizeof *ledger->trades))
		return QS_LEDGER_NO_ROOM;
	ledger->trades = trades;
	ledger->trades[ledger->trade_count++] =
		(struct qs_trade){lot, seller, buyer, quantity, amount, fee, at + ledger->lag, 0};
	*held_by(ledger, lot, seller) -= quantity;
	ledger->lots[lot].escrow += quantity;
	ledger->turnover += amount;
	ledger->now = at;
	return QS_LEDGER_DONE;
}

enum qs_ledger_answer qs_ledger_retire(struct qs_ledger *ledger, size_t lot, size_t account, int64_t quantity)
{
	if (quantity <= 0)
		return QS_LEDGER_NOT_POSITIVE;
	if (lot >= ledger->lot_count || account >= ledger->accounts)
		return QS_LEDGER_NO_SUCH;
	if (*held_by(ledger, lot, account) < quantity)
		return QS_LEDGER_NOT_HELD;
	*held_by(ledger, lot, account) -= quantity;
	ledger->lots[lot].retired += quantity;
	return QS_LEDGER_DONE;
}

enum qs_ledger_answer qs_ledger_settle(struct qs_ledger *ledger, int at)
{
	if (at < ledger->now)
		return QS_LEDGER_TIME_RUNS_BACK;
	ledger->now = at;
	for (size_t i = 0; i < ledger->trade_count; i++) {
		struct qs_trade *const trade = &ledger->trades[i];

		if (trade->settled || trade->due > at)
			continue;
		ledger->lots[trade->lot].escrow -= trade->quantity;
		*held_by(ledger, trade->lot, trade->buyer) += trade->quantity;
		ledger->money[trade->buyer] -= trade->amount;
		ledger->money[trade->seller] += trade->amount - trade->fee;
		ledger->money[ledger->accounts] += trade->fee;
		trade->settled = 1;
	}
	return QS_LEDGER_DONE;
}

int64_t qs_ledger_held(const struct qs_ledger *ledger, size_t lot, size_t account)
{
	return lot < ledger->lot_count && account < ledger->accounts ? *held_by(ledger, lot, account) : 0;
}

static int lot_balances(const struct qs_ledger *ledger, size_t lot)
{
	const struct qs_lot *const of = &ledger->lots[lot];
	int64_t sum = of->retired + of->escrow, escrow = 0;
	int negative = of->retired < 0 || of->escrow < 0;

	for (size_t a = 0; a < ledger->accounts; a++) {
		sum += *held_by(ledger, lot, a);
		negative |= *held_by(ledger, lot, a) < 0;
	}
	for (size_t i = 0; i < ledger->trade_count; i++)
		if (ledger->trades[i].lot == lot && !ledger->trades[i].settled)
			escrow += ledger->trades[i].quantity;
	return !negative && sum == of->issued && escrow == of->escrow;
}

int qs_ledger_balances(const struct qs_ledger *ledger)
{
	int64_t money = 0;

	for (size_t lot = 0; lot < ledger->lot_count; lot++)
		if (!lot_balances(ledger, lot))
			return 0;
	for (size_t a = 0; a <= ledger->accounts; a++)
		money += ledger->money[a];
	return !money;
}
