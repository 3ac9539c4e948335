/* Products of a run in the books: what is asked for beyond what is there is refused, one origin sells once, money
 * follows the lag and the fee, and cash counts what the books sell. */
#include "tests/portfolio_files.h"

#include "model/base/sink.h"
#include "model/finance/lines.h"
#include "model/policy/lapse.h"
#include "model/policy/products.h"

#include <math.h>

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
	"\"rain_mm_per_year\":550,\"finance\":{\"spoil_surplus_m3\":" #surplus ",\"spoil_share_frac\":0.3,\"quota_share_frac\":0.4}," \
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
	m.lines[QS_LINE_OF_quota_value * YEARS + 4] = 12500 * 20;
	m.lines[QS_LINE_OF_quota_value * YEARS + 5] = 12500 * 10; /* a third of the members is accepted a year later */
	assert_int_equal(qs_products_site(&m.books, &m.result, &err), QS_OK);
	assert_int_equal(qs_products_close(&m.books, &err), QS_OK);
	assert_true(m.books.balances);
	assert_int_equal(rock->issued, 500);
	assert_int_equal(rock->sold, 500);
	assert_int_equal(rock->refused, 500);
	assert_int_equal(rock->amount, 500 * 5200);
	/* less 0.3 % of 780,000 and of 15,000,000 fen */
	assert_int_equal(m.books.money[QS_HOLDER_INVESTOR], 150 * 5200 - 2340 + 5000 * 3000 - 45000);
	assert_int_equal(m.books.money[QS_HOLDERS], 2340 + 5460 + 45000);
	for (size_t i = 0; i < m.books.n; i++)
		if (m.books.entries[i].is_sale && m.books.entries[i].kind == QS_PRODUCT_AGGREGATE)
			assert_int_equal(m.books.entries[i].answer, QS_LEDGER_NOT_HELD);
	/* 1.5 ha of new cropland, 0.25 used by the swap */
	assert_int_equal(m.books.sum[QS_PRODUCT_QUOTA].issued, 12500);
	assert_int_equal(m.books.sum[QS_PRODUCT_QUOTA].sold, 5000);
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

/* Every line brings 100 a year at a hurdle of 8 %; the first year that ends after the validity decides. */
static void what_comes_after_the_validity_is_at_risk(void **state)
{
	static const struct {
		const char *policy;
		size_t from;
	} samples[] = {
		{"", 2}, /* 2028-03-12: the year 2028 ends after it */
		{"\"valid_to\":\"2028-12-31\"", 3},
		{"\"valid_to\":\"2099-01-01\"", YEARS},
		{"\"bid_date\":\"2029-01-01\"", 0}, /* the bid itself comes too late */
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct qs_lapse lapse;
		struct made m;
		double after = 0, all = 0;
		char text[2048], *at;

		snprintf(text, sizeof text, "%s", PORTFOLIO("@", 0));
		at = strchr(text, '@');
		memmove(at + strlen(samples[i].policy), at + 1, strlen(at));
		memcpy(at, samples[i].policy, strlen(samples[i].policy));
		make(&m, text);
		for (size_t y = 0; y < YEARS; y++) {
			const double value =
				100 / pow(1 + m.r.input.portfolio.finance.discount_rate_pct.value / 100, (double)y);

			m.lines[QS_LINE_OF_industry_income * YEARS + y] = 150;
			m.lines[QS_LINE_OF_industry_cost * YEARS + y] = 50;
			m.lines[QS_LINE_OF_quota_income * YEARS + y] = m.lines[QS_LINE_OF_spoil_income * YEARS + y] =
				m.lines[QS_LINE_OF_grant * YEARS + y] =
					m.lines[QS_LINE_OF_interest_subsidy * YEARS + y] = 100;
			all += value;
			after += y >= samples[i].from ? value : 0;
		}
		m.result.scalar[QS_SCALAR_npv].mean = 1000;
		m.result.scalar[QS_SCALAR_pv_income].mean = 4 * all;
		assert_int_equal(qs_lapse_of(&m.r.input.portfolio, &m.result, YEARS, &m.books.arena, &lapse), 0);
		assert_int_equal(lapse.from, samples[i].from);
		for (int c = 0; c < QS_LAPSE_COUNT; c++) {
			assert_true(fabs(lapse.all_cny[c] - all) < 1e-9);
			assert_true(fabs(lapse.after_cny[c] - after) < 1e-9);
		}
		assert_true(fabs(lapse.at_risk_cny - 4 * after) < 1e-9); /* interest belongs to equity */
		assert_true(fabs(lapse.share - after / all) < 1e-12);
		assert_true(fabs(lapse.npv_expected_cny - (1000 - 0.3 * 4 * after)) < 1e-9);
		drop_made(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sale_beyond_what_is_left_is_refused_and_made_of_what_is_held),
		cmocka_unit_test(credits_of_a_site_and_year_are_issued_and_sold_once),
		cmocka_unit_test(what_comes_after_the_validity_is_at_risk),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
