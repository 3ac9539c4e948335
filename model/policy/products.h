/* Products of a run in the books: credits, surplus earth and rock, quotas of new cropland (model/policy/ledger.h).
 *
 *     credits     a lot a site and verification: whole tonnes of the mean that is sold, at the mean price; sold when verified, paid
 *                 settlement_years later, the latest in the last year of the run
 *     aggregates  a lot for the investor and one for the district by spoil_share_frac, m3, in the year in which they are sold:
 *                 what the balance of earth and rock leaves, or what is sold where nothing is known of it
 *                 (model/policy/earth.h); the finance asks to sell spoil_surplus_m3, and what is not there is refused
 *     quotas      land that gives quotas (model/finance/public_money.h), m2, in the first year in which they count: the
 *                 investor's share of them is sold, the rest is issued to the district's reserve
 *
 * Fee: policy.platform_fee_frac of each sale, paid by the seller; sales settle policy.platform_lag_years later (credits: as above).
 * Means over members, real CNY of price_year or of the year, as the run's price basis is. A sale that the books refuse for want of
 * holdings is made of what is held, and both are told. Source of the question: 京规自发〔2023〕60号, 3 (4), 4 (2), 4 (4).
 */
#ifndef QS_MODEL_POLICY_PRODUCTS_H
#define QS_MODEL_POLICY_PRODUCTS_H

#include "model/policy/ledger.h"

struct qs_packs;
struct qs_portfolio;
struct qs_result;

/* Holders of products and money; the platform keeps the fees. */
enum { QS_HOLDER_INVESTOR, QS_HOLDER_DISTRICT, QS_HOLDER_BUYER, QS_HOLDERS };

/* Beyond so many sites no books are kept. */
enum { QS_PRODUCT_SITES_MOST = 500 };

extern const char *const qs_words_product[];  /* "credit", "quota", "aggregate" */
extern const char *const qs_words_holder[];   /* "investor", "district", "buyer" */
extern const char *const qs_product_units[];  /* "t", "m2", "m3" */

/* What is to be done, and what came of it. */
struct qs_product_entry {
	const char *site;
	enum qs_product_kind kind;
	int is_sale;           /* else an issue */
	int vintage, at, paid; /* years counted from the start; paid: when a sale settles */
	int holder;
	int64_t asked, done;   /* quantity; done < asked: refused in part or whole */
	int64_t price, amount, fee; /* fen */
	enum qs_ledger_answer answer; /* to the whole of what was asked */
	size_t order;
};

/* Sums of a kind. */
struct qs_product_sum {
	int64_t issued, sold, refused, held, amount, fee;
};

struct qs_products {
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	size_t years;
	struct qs_arena arena;
	struct qs_ledger ledger;
	struct qs_product_entry *entries; /* in the order of time once closed */
	size_t n, room;
	struct qs_product_sum sum[QS_PRODUCT_AGGREGATE + 1];
	int64_t money[QS_HOLDERS + 1]; /* fen; the platform's last */
	int balances;                  /* the books balance */
};

/* Empty books for a run of `years`. QS_ENOMEM. */
qs_status qs_products_open(struct qs_products *products, const struct qs_allocator *from, const struct qs_portfolio *portfolio,
			   const struct qs_packs *packs, size_t years, struct qs_err *err);

/* Notes what a site has to issue and to sell by its account lines; nothing without them. QS_ENOMEM. */
qs_status qs_products_site(struct qs_products *products, const struct qs_result *result, struct qs_err *err);

/* Does all of it in the order of time and settles to the end. QS_ENOMEM. */
qs_status qs_products_close(struct qs_products *products, struct qs_err *err);

/* Gives their memory back. Safe on zeroed books and twice. */
void qs_products_free(struct qs_products *products);

#endif
