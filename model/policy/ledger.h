/* Ledger of restoration products: credits, quotas of land, aggregates. What is issued, held, sold and retired, and who owes whom.
 *
 * Double entry over whole numbers: quantities in the product's smallest unit, money in fen (0.01 CNY). An entry moves a quantity
 * of a lot, or money, from one account to another, so that for every lot the accounts sum to what was issued, and money sums
 * to zero, always. A sale takes the quantity out of the seller's hands into escrow at once and settles `lag` periods later:
 * the buyer gets the quantity and pays, the platform keeps its fee, the seller gets the rest. Nothing is sold twice: not
 * what is in escrow, not what is retired; and one origin and vintage gives credits once, under whatever product.
 *     fee = floor(quantity x price x rate / 10^6)
 * A refused operation changes nothing. Source of the question: 京规自发〔2023〕60号, 3 (4).
 */
#ifndef QS_MODEL_POLICY_LEDGER_H
#define QS_MODEL_POLICY_LEDGER_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stddef.h>
#include <stdint.h>

enum qs_product_kind { QS_PRODUCT_CREDIT, QS_PRODUCT_QUOTA, QS_PRODUCT_AGGREGATE };

/* Why an operation was refused. X(name, zh, en) */
#define QS_LEDGER_REFUSALS(X) \
	X(DONE, "完成", "done") \
	X(NOT_POSITIVE, "数量须为正，价格不得为负", "a quantity is above 0 and a price not below") \
	X(NO_SUCH, "没有该批次或账户", "no such lot or account") \
	X(SAME_ACCOUNT, "买卖双方相同", "buyer and seller are one") \
	X(NOT_HELD, "持有量不足", "not as much is held") \
	X(ISSUED_BEFORE, "该来源与年份已签发", "the origin and vintage were issued before") \
	X(TIME_RUNS_BACK, "期次早于上一笔", "the period lies before the last entry's") \
	X(TOO_LARGE, "数额过大", "the amount is too large") \
	X(NO_ROOM, "内存不足", "no memory")

enum qs_ledger_answer {
#define X(name, zh, en) QS_LEDGER_##name,
	QS_LEDGER_REFUSALS(X)
#undef X
	QS_LEDGER_ANSWERS
};

/* An answer in words of a language. */
const char *qs_ledger_words(enum qs_ledger_answer answer, enum qs_lang lang);

struct qs_lot {
	enum qs_product_kind kind;
	uint32_t product; /* the caller's number of it */
	uint64_t origin;  /* where it comes from: a site or registration */
	int vintage;
	int64_t issued, retired, escrow; /* of all accounts */
};

struct qs_trade {
	size_t lot, seller, buyer;
	int64_t quantity, amount, fee; /* amount and fee in fen */
	int due;
	int settled;
};

struct qs_ledger {
	struct qs_arena arena;
	size_t accounts;  /* of holders; money has one more, the platform's */
	int64_t fee_rate; /* per million of the amount */
	int lag, now;     /* periods */
	struct qs_lot *lots;
	size_t lot_count, lot_room;
	int64_t *held; /* [lot][account] */
	int64_t *money; /* [account], the platform's last */
	int64_t turnover; /* of all sales: no account can owe more, and it stays far from overflow */
	struct qs_trade *trades;
	size_t trade_count, trade_room;
};

/* An empty ledger of some accounts. QS_ENOMEM. A rate from 0 to 1000000, a lag from 0 to 2^20 periods. */
qs_status qs_ledger_open(struct qs_ledger *ledger, const struct qs_allocator *from, size_t accounts, int64_t fee_rate,
			 int lag, struct qs_err *err);

/* Gives its memory back. Safe on a zeroed ledger and twice. */
void qs_ledger_free(struct qs_ledger *ledger);

/* Issues a lot to an account. *lot is its number. */
enum qs_ledger_answer qs_ledger_issue(struct qs_ledger *ledger, enum qs_product_kind kind, uint32_t product, uint64_t origin,
				      int vintage, size_t account, int64_t quantity, size_t *lot);

/* Sells a part of a lot at a price in fen a unit, in period `at`. */
enum qs_ledger_answer qs_ledger_sell(struct qs_ledger *ledger, size_t lot, size_t seller, size_t buyer, int64_t quantity,
				     int64_t price, int at);

/* Retires (uses up, delivers) a part of a lot that an account holds. */
enum qs_ledger_answer qs_ledger_retire(struct qs_ledger *ledger, size_t lot, size_t account, int64_t quantity);

/* Moves to a period and settles what is due by then, in the order of the sales. */
enum qs_ledger_answer qs_ledger_settle(struct qs_ledger *ledger, int at);

/* What an account holds of a lot and may sell; 0 if there is no such thing. */
int64_t qs_ledger_held(const struct qs_ledger *ledger, size_t lot, size_t account);

/* Nonzero if the books balance: every lot's accounts, escrow and retired sum to what was issued, nothing is negative,
 * escrow is what open trades hold, money sums to zero. */
int qs_ledger_balances(const struct qs_ledger *ledger);

#endif
