/* Products of a run in the books: what is asked for beyond what is there is refused, one origin sells once, money
 * follows the lag and the fee, and cash counts what the books sell. */
#include "tests/portfolio_files.h"

#include "model/base/sink.h"
#include "model/finance/lines.h"
#include "model/policy/products.h"

enum { YEARS = 12 };

/* clang-format off */
#define FIGURE(value, unit) "{\"value\":" value ",\"unit\":\"" unit "\",\"source\":\"test\",\"status\":\"assumption\"}"
#define CERTAIN \
	"{\"accounts\":{\"accounts\":{\"settlement_years\":" FIGURE("1", "a") ",\"spoil_cny_t\":" FIGURE("20", "CNY/t") ",\"spoil_price_year\":2025}}}"
/* 2,000 m3 of rock lie there, a quarter of it is fit for use: 500 m3; the works end in the second year */
#define PORTFOLIO(policy, surplus) \
	"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":2026,\"years\":12,\"members\":4,\"packs\":[\"mine.json\"]," \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"finance\":{\"price_year\":2025}," \
	"\"treatments\":{\"woods\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":" \
	"{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000}]}},\"policy\":{" policy "},\"sites\":[" \
	"{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"finance\":{\"spoil_surplus_m3\":" #surplus ",\"spoil_share_frac\":0.3}," \
	"\"land_before\":[{\"class\":\"grass\",\"ha\":5}],\"land_after\":[{\"class\":\"cropland\",\"ha\":1.5},{\"class\":\"grass\",\"ha\":3.5}]," \
	"\"policy\":{\"cropland_eligible\":true,\"cropland_used_ha\":0.25,\"materials\":[{\"class\":\"rock\",\"left\":2000," \
	"\"recovery_frac\":0.25}]},\"units\":[" \
	"{\"id\":\"u\",\"area_ha\":5,\"substrate\":\"native\",\"cover_frac\":0.6,\"woody_cover_frac\":0.1,\"treatment\":\"woods\"}]}]}"
/* clang-format on */

/* A site whose account lines are made up. */
struct made {
	struct read r;
	double lines[QS_LINE_COUNT * YEARS];
	struct qs_result result;
	struct qs_products books;
};

static void make(struct made *m, const char *text)
{
	struct qs_err err;

	memset(m, 0, sizeof *m);
	write_file("mine.json", CERTAIN, strlen(CERTAIN));
	read_text(&m->r, text);
	assert_int_equal(m->r.status, QS_OK);
	m->result.site = m->r.sites;
	m->result.line_mean = m->lines;
	assert_int_equal(qs_products_open(&m->books, NULL, &m->r.input.portfolio, &m->r.input.packs, YEARS, &err),
			 QS_OK);
}

static void drop_made(struct made *m)
{
	qs_products_free(&m->books);
	qs_products_free(&m->books); /* twice is safe */
	drop(&m->r);
}

static void a_sale_beyond_what_is_left_is_refused_and_made_of_what_is_held(void **state)
{
	struct made m;
	struct qs_err err;
	const struct qs_product_sum *const rock = &m.books.sum[QS_PRODUCT_AGGREGATE];

	(void)state;
	make(&m, PORTFOLIO("\"platform_fee_frac\":0.003", 1000));
	m.lines[QS_LINE_OF_spoil_value * YEARS + 1] = 500 * 52;
	assert_int_equal(qs_products_site(&m.books, &m.result, &err), QS_OK);
	assert_int_equal(qs_products_close(&m.books, &err), QS_OK);
	assert_true(m.books.balances);
	assert_int_equal(rock->issued, 500);
	assert_int_equal(rock->sold, 500);
	assert_int_equal(rock->refused, 500);
	assert_int_equal(rock->amount, 500 * 5200);
	assert_int_equal(m.books.money[QS_HOLDER_INVESTOR], 150 * 5200 - 2340); /* less 0.3 % of 780,000 fen */
	assert_int_equal(m.books.money[QS_HOLDERS], 2340 + 5460);
	for (size_t i = 0; i < m.books.n; i++)
		if (m.books.entries[i].is_sale)
			assert_int_equal(m.books.entries[i].answer, QS_LEDGER_NOT_HELD);
	/* 1.5 ha of new cropland, 0.25 used by the swap */
	assert_int_equal(m.books.sum[QS_PRODUCT_QUOTA].held, 12500);
	assert_int_equal(m.books.sum[QS_PRODUCT_QUOTA].sold, 0);
	drop_made(&m);
}

static void credits_of_a_site_and_year_are_issued_and_sold_once(void **state)
{
	struct made m;
	struct qs_err err;
	const struct qs_product_sum *const credit = &m.books.sum[QS_PRODUCT_CREDIT];

	(void)state;
	make(&m, PORTFOLIO("", 0));
	m.lines[QS_LINE_OF_credits_sold * YEARS + 6] = 10.9;
	m.lines[QS_LINE_OF_carbon_income * YEARS + 6] = 10.9 * 70;
	m.lines[QS_LINE_OF_credits_sold * YEARS + 11] = 7;
	m.lines[QS_LINE_OF_carbon_income * YEARS + 11] = 7 * 71;
	for (int twice = 0; twice < 2; twice++) /* as if two registrations sold the same removals */
		assert_int_equal(qs_products_site(&m.books, &m.result, &err), QS_OK);
	assert_int_equal(qs_products_close(&m.books, &err), QS_OK);
	assert_true(m.books.balances);
	assert_int_equal(credit->issued, 17);
	assert_int_equal(credit->sold, 17);
	assert_int_equal(credit->refused, 2 * 17);
	assert_int_equal(credit->amount, 10 * 7000 + 7 * 7100);
	assert_int_equal(m.books.money[QS_HOLDER_INVESTOR], credit->amount);
	assert_int_equal(m.books.money[QS_HOLDER_BUYER], -credit->amount);
	assert_int_equal(m.books.entries[0].at, 5); /* verified a year before the money */
	assert_int_equal(m.books.entries[0].paid, 6);
	drop_made(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sale_beyond_what_is_left_is_refused_and_made_of_what_is_held),
		cmocka_unit_test(credits_of_a_site_and_year_are_issued_and_sold_once),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
