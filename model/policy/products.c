#include "model/policy/products.h"

#include "model/base/draws.h"
#include "model/base/packs.h"
#include "model/base/sink.h"
#include "model/finance/lines.h"
#include "model/finance/public_money.h"
#include "model/policy/earth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEN = 100, M2_PER_HA = 10000, MILLION = 1000000, ROOM = 64 };

const char *const qs_words_product[] = {"credit", "quota", "aggregate", NULL};
const char *const qs_words_holder[] = {"investor", "district", "buyer", "platform", NULL};
const char *const qs_product_units[] = {"t", "m2", "m3", NULL};

/* Whole units of a quantity, with a hair for what should be whole. */
static int64_t whole(double quantity)
{
	return quantity > 0 && quantity < 9e15 ? (int64_t)floor(quantity + 1e-6) : 0;
}

qs_status qs_products_open(struct qs_products *products, const struct qs_allocator *from,
			   const struct qs_portfolio *portfolio, const struct qs_packs *packs, size_t years,
			   struct qs_err *err)
{
	const struct qs_policy *const policy = &portfolio->policy;

	memset(products, 0, sizeof *products);
	products->portfolio = portfolio;
	products->packs = packs;
	products->years = years;
	qs_arena_init(&products->arena, from);
	return qs_ledger_open(&products->ledger, from, QS_HOLDERS,
			      (int64_t)floor(policy->platform_fee_frac.value * MILLION + 0.5), 0, err);
}

/* Appends an entry; -1 without memory. */
static int note(struct qs_products *p, struct qs_product_entry entry)
{
	if (p->n == p->room) {
		const size_t more = p->room ? 2 * p->room : ROOM;
		struct qs_product_entry *const larger = qs_arena_take(&p->arena, more, sizeof *larger);

		if (!larger)
			return -1;
		if (p->n)
			memcpy(larger, p->entries, p->n * sizeof *larger);
		p->entries = larger;
		p->room = more;
	}
	entry.order = p->n;
	p->entries[p->n++] = entry;
	return 0;
}

/* Issues a quantity to a holder, and sells another of it if there is a price. */
static int issue_and_sell(struct qs_products *p, struct qs_product_entry entry, int64_t issued, int64_t sold)
{
	entry.asked = issued;
	if (issued > 0 && note(p, entry))
		return -1;
	entry.is_sale = 1;
	entry.asked = sold;
	return sold > 0 && note(p, entry) ? -1 : 0;
}

static const double *line_of(const struct qs_products *p, const struct qs_result *result, enum qs_line line)
{
	return result->line_mean + (size_t)line * p->years;
}

static int note_credits(struct qs_products *p, const struct qs_result *result, const char *site)
{
	const double *const sold = line_of(p, result, QS_LINE_OF_credits_sold);
	const double *const income = line_of(p, result, QS_LINE_OF_carbon_income);
	const int lag = (int)(p->packs->accounts.items->settlement_years.value + 0.5);

	for (size_t t = 0; t < p->years; t++) {
		const int64_t tonnes = whole(sold[t]);
		const int at = (int)t > lag ? (int)t - lag : 0;

		if (tonnes > 0 &&
		    issue_and_sell(p,
				   (struct qs_product_entry){.site = site,
							     .kind = QS_PRODUCT_CREDIT,
							     .vintage = at,
							     .at = at,
							     .paid = (int)t,
							     .holder = QS_HOLDER_INVESTOR,
							     .price = whole(FEN * income[t] / sold[t] + 0.5)},
				   tonnes, tonnes))
			return -1;
	}
	return 0;
}

/* What is left of earth and rock, for the investor and for the district, and what the finance asks to sell of it. */
static int note_aggregates(struct qs_products *p, const struct qs_result *result, const char *site)
{
	const struct qs_site_finance *const finance = &result->site->finance;
	const double *const value = line_of(p, result, QS_LINE_OF_spoil_value);
	const double asked = finance->spoil_surplus_m3.value, share = finance->spoil_share_frac.value;
	const double left = qs_earth_left(p->portfolio, p->packs, result->site);
	const double there = isnan(left) ? asked : left, sold = fmin(asked, there);
	const int lag = (int)p->portfolio->policy.platform_lag_years;
	size_t t = 0;

	while (t < p->years && !(value[t] > 0))
		t++;
	for (int part = 0; t < p->years && part < 2; part++) {
		const int64_t mine_left = whole(share * there), mine_asked = whole(share * asked);
		const int at = (int)t > lag ? (int)t - lag : 0;
		struct qs_product_entry entry = {.site = site,
						 .kind = QS_PRODUCT_AGGREGATE,
						 .vintage = at,
						 .at = at,
						 .paid = (int)t,
						 .holder = part ? QS_HOLDER_DISTRICT : QS_HOLDER_INVESTOR,
						 .price = whole(FEN * value[t] / sold + 0.5)};

		if (issue_and_sell(p, entry, part ? whole(there) - mine_left : mine_left,
				   part ? whole(asked) - mine_asked : mine_asked))
			return -1;
	}
	return 0;
}

/* Quotas of land in the year in which they count, else in the last: the investor's part is sold, the rest is the
 * district's. */
static int note_quotas(struct qs_products *p, const struct qs_result *result, const char *site)
{
	const double *const value = line_of(p, result, QS_LINE_OF_quota_value);
	const double m2 = M2_PER_HA * qs_quota_ha(result->site);
	const int64_t own = whole(m2 * result->site->finance.quota_share_frac.value);
	struct qs_product_entry entry = {.site = site, .kind = QS_PRODUCT_QUOTA, .holder = QS_HOLDER_INVESTOR};
	double all = 0; /* members are accepted in different years */
	size_t t = 0;

	while (t + 1 < p->years && !(value[t] > 0))
		t++;
	for (size_t y = t; y < p->years; y++)
		all += value[y];
	entry.vintage = entry.at = entry.paid = (int)t;
	entry.price = m2 > 0 ? whole(FEN * all / m2 + 0.5) : 0;
	if (issue_and_sell(p, entry, own, all > 0 ? own : 0))
		return -1;
	entry.holder = QS_HOLDER_DISTRICT;
	return issue_and_sell(p, entry, whole(m2) - own, 0);
}

qs_status qs_products_site(struct qs_products *p, const struct qs_result *result, struct qs_err *err)
{
	const char *site;

	if (!result->line_mean || !result->site || !p->packs->accounts.n || !p->years)
		return QS_OK;
	site = qs_arena_text(&p->arena, result->site->id, strlen(result->site->id));
	if (!site || note_credits(p, result, site) || note_aggregates(p, result, site) || note_quotas(p, result, site))
		return qs_fail(err, QS_ENOMEM, "the books of products");
	return QS_OK;
}

/* ---- doing it ---- */

static int by_time(const void *a, const void *b)
{
	const struct qs_product_entry *const x = a, *const y = b;

	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->order > y->order) - (x->order < y->order);
}

/* Where a lot comes from: a number of the site, and of the holder that it is issued to. */
static uint64_t origin_of(const struct qs_product_entry *entry)
{
	return qs_scope_join(qs_scope_id("site", entry->site, NULL), (uint64_t)entry->holder + 1);
}

static size_t lot_of(const struct qs_ledger *ledger, const struct qs_product_entry *entry)
{
	size_t lot = 0;

	while (lot < ledger->lot_count &&
	       (ledger->lots[lot].kind != entry->kind || ledger->lots[lot].origin != origin_of(entry) ||
		ledger->lots[lot].vintage != entry->vintage))
		lot++;
	return lot;
}

static void sell(struct qs_products *p, struct qs_product_entry *entry)
{
	struct qs_ledger *const ledger = &p->ledger;
	const size_t lot = lot_of(ledger, entry), holder = (size_t)entry->holder;
	int64_t quantity = entry->asked;

	ledger->lag = entry->paid - entry->at;
	entry->answer = qs_ledger_sell(ledger, lot, holder, QS_HOLDER_BUYER, quantity, entry->price, entry->at);
	if (entry->answer == QS_LEDGER_NOT_HELD) { /* then what is held */
		quantity = qs_ledger_held(ledger, lot, holder);
		if (qs_ledger_sell(ledger, lot, holder, QS_HOLDER_BUYER, quantity, entry->price, entry->at) !=
		    QS_LEDGER_DONE)
			return;
	} else if (entry->answer != QS_LEDGER_DONE) {
		return;
	}
	entry->done = quantity;
	entry->amount = ledger->trades[ledger->trade_count - 1].amount;
	entry->fee = ledger->trades[ledger->trade_count - 1].fee;
}

static void add_sum(struct qs_products *p, const struct qs_product_entry *entry)
{
	struct qs_product_sum *const sum = &p->sum[entry->kind];

	sum->issued += entry->is_sale ? 0 : entry->done;
	sum->sold += entry->is_sale ? entry->done : 0;
	sum->refused += entry->asked - entry->done;
	sum->held = sum->issued - sum->sold;
	sum->amount += entry->amount;
	sum->fee += entry->fee;
}

qs_status qs_products_close(struct qs_products *p, struct qs_err *err)
{
	size_t lot;

	if (p->n)
		qsort(p->entries, p->n, sizeof *p->entries, by_time);
	for (size_t i = 0; i < p->n; i++) {
		struct qs_product_entry *const entry = &p->entries[i];

		(void)qs_ledger_settle(&p->ledger, entry->at); /* never back: the entries are in order */
		if (entry->is_sale) {
			sell(p, entry);
		} else {
			entry->answer = qs_ledger_issue(&p->ledger, entry->kind, 0, origin_of(entry), entry->vintage,
							(size_t)entry->holder, entry->asked, &lot);
			entry->done = entry->answer == QS_LEDGER_DONE ? entry->asked : 0;
		}
		if (entry->answer == QS_LEDGER_NO_ROOM)
			return qs_fail(err, QS_ENOMEM, "the books of products");
		add_sum(p, entry);
	}
	(void)qs_ledger_settle(&p->ledger, (int)p->years);
	for (size_t a = 0; a <= QS_HOLDERS; a++)
		p->money[a] = p->ledger.money[a];
	p->balances = qs_ledger_balances(&p->ledger);
	return QS_OK;
}

void qs_products_free(struct qs_products *p)
{
	qs_ledger_free(&p->ledger);
	qs_arena_free(&p->arena);
	memset(p, 0, sizeof *p);
}
