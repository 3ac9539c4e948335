/* Loans, tax and bids over columns: closed forms, identities that must hold for any figures, and their edges. */
#include "kernels/bid.h"
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"
#include "tests/cash_help.h"

enum { N = 37, YEARS = 14, ROWS = YEARS * N };

static const char *const isas[] = {"v2", "v3", "v4"};

struct loans {
	double rate[N], debt[N], cfads[ROWS];
	double interest[ROWS], subsidy[ROWS], paid[ROWS], principal[ROWS], service[ROWS], balance[ROWS];
};

static struct qs_debt_years years_of(struct loans *x)
{
	return (struct qs_debt_years){x->interest, x->subsidy, x->paid, x->principal, x->service, x->balance};
}

static void fill_loans(struct loans *x)
{
	uint64_t s = 5;

	for (size_t i = 0; i < N; i++) {
		x->rate[i] = i % 9 ? draw(&s, 0, 0.3) : 0;
		x->debt[i] = draw(&s, 1e5, 1e7);
		for (size_t t = 0; t < YEARS; t++)
			x->cfads[t * N + i] = draw(&s, i % 7 ? 0 : -5e5, 2e6);
	}
}

/* Kind 0 level, 1 equal principal, 2 sculpted. */
static void run_loans(const struct qs_kernels *ks, struct loans *x, int kind, const struct qs_debt_terms *terms)
{
	const struct qs_debt_years years = years_of(x);

	if (kind == 2)
		ks->debt_sculpted(N, terms, 1.3, x->rate, x->cfads, x->debt, &years);
	else
		ks->debt_schedule(N, terms, x->rate, x->debt, &years);
}

static struct qs_debt_terms terms_of(int kind, size_t grace, int paid, double subsidy, size_t years)
{
	return (struct qs_debt_terms){
		kind == 1 ? QS_CASH_EQUAL_PRINCIPAL : QS_CASH_LEVEL, grace, YEARS - grace, paid, subsidy, years};
}

/* One lane of a schedule against its terms: interest on the balance before, subsidy within it, and what is owed. */
static void assert_books(const struct loans *x, const struct qs_debt_terms *terms, size_t i)
{
	double owed = x->debt[i];

	for (size_t t = 0; t < YEARS; t++) {
		const size_t at = t * N + i;
		const double share = t < terms->subsidy_years ? fmin(terms->subsidy, x->rate[i]) : 0;
		const double scale = 1e-9 * (1 + fabs(owed));

		near("interest", x->interest[at], owed * x->rate[i], scale);
		near("subsidy", x->subsidy[at], owed * share, scale);
		near("service", x->service[at], x->principal[at] + x->paid[at], scale);
		if (t < terms->grace && !terms->grace_paid) {
			assert_true(x->paid[at] == 0 && x->principal[at] == 0);
			owed += x->interest[at] - x->subsidy[at];
		} else {
			near("paid", x->paid[at], x->interest[at] - x->subsidy[at], scale);
			owed -= x->principal[at];
		}
		assert_true(t >= terms->grace || x->principal[at] == 0);
		near("balance", x->balance[at], owed, scale);
	}
	assert_true(x->balance[(YEARS - 1) * N + i] == 0);
}

static void every_schedule_keeps_its_books_and_ends_at_nothing(void **state)
{
	static struct loans x;

	(void)state;
	for (int kind = 0; kind < 3; kind++)
		for (size_t grace = 0; grace < 4; grace++)
			for (int paid = 0; paid < 2; paid++) {
				const struct qs_debt_terms terms = terms_of(kind, grace, paid, 0.08, 1 + 2 * grace);

				fill_loans(&x);
				run_loans(qs_kernels_for(0), &x, kind, &terms);
				for (size_t i = 0; i < N; i++)
					assert_books(&x, &terms, i);
			}
}

static void level_service_is_level_and_principal_equal(void **state)
{
	static struct loans x;

	(void)state;
	for (int kind = 0; kind < 2; kind++) {
		const struct qs_debt_terms terms = terms_of(kind, 2, 0, 0, 0);
		const double *const column = kind ? x.principal : x.service;

		fill_loans(&x);
		run_loans(qs_kernels_for(0), &x, kind, &terms);
		for (size_t i = 0; i < N; i++) {
			const double owed = x.balance[N + i];

			near("owed", owed, x.debt[i] * pow(1 + x.rate[i], 2), 1e-8 * owed);
			for (size_t t = 2; t < YEARS; t++)
				near("payment", column[t * N + i],
				     owed / (kind ? YEARS - 2 : qs_k_cash_annuity(x.rate[i], YEARS - 2)), 1e-12 * owed);
		}
	}
}

static void sculpted_service_covers_the_cash_flow_by_its_ratio(void **state)
{
	static struct loans x;
	const struct qs_debt_terms terms = terms_of(2, 3, 1, 0, 0);

	(void)state;
	fill_loans(&x);
	run_loans(qs_kernels_for(0), &x, 2, &terms);
	for (size_t i = 0; i < N; i++) {
		double worth = 0;

		for (size_t t = 3; t < YEARS; t++) {
			near("service", x.service[t * N + i], x.cfads[(t - 3) * N + i] / 1.3, 1e-6);
			worth += x.service[t * N + i] / pow(1 + x.rate[i], (double)t - 2);
		}
		near("debt", x.debt[i], worth, 1e-8 * fabs(worth) + 1e-6);
	}
}

static void a_full_subsidy_leaves_no_interest_and_never_more(void **state)
{
	static struct loans x, y;
	const struct qs_debt_terms more = terms_of(0, 2, 0, 7, 100), none = terms_of(0, 2, 0, 0, 0);

	(void)state;
	fill_loans(&x);
	run_loans(qs_kernels_for(0), &x, 0, &more);
	fill_loans(&y);
	run_loans(qs_kernels_for(0), &y, 0, &none);
	for (size_t k = 0; k < ROWS; k++) {
		assert_true(x.paid[k] == 0 && x.subsidy[k] == x.interest[k] && y.subsidy[k] == 0);
		assert_true(k >= 2 * N || x.balance[k] == x.debt[k % N]);
	}
}

static void a_dear_and_long_loan_keeps_its_digits(void **state)
{
	enum { LONG = 1000 };
	static double c[6][LONG];
	const struct qs_debt_years years = {c[0], c[1], c[2], c[3], c[4], c[5]};
	const struct qs_debt_terms terms = {QS_CASH_LEVEL, 0, LONG, 0, 0, 0};
	const double rate = 10, debt = 1000;
	double all = 0;

	(void)state;
	qs_kernels_for(0)->debt_schedule(1, &terms, &rate, &debt, &years);
	for (size_t t = 0; t < LONG; t++) {
		assert_true(c[5][t] >= 0 && c[5][t] <= 1000 * (1 + 1e-12) && c[3][t] >= 0);
		near("payment", c[4][t], 10000, 1e-8);
		all += c[3][t];
	}
	near("paid back", all, 1000, 1e-9);
}

/* ---- tax ---- */

struct taxes {
	double taxable[ROWS], exempt[ROWS], rate[YEARS], work[ROWS];
	double used[ROWS], base[ROWS], tax[ROWS], expired[ROWS], pool[ROWS], after[ROWS];
};

static void fill_taxes(struct taxes *x)
{
	uint64_t s = 77;

	for (size_t k = 0; k < ROWS; k++) {
		x->taxable[k] = floor(draw(&s, -1000, 1000));
		x->exempt[k] = floor(draw(&s, -500, 500));
	}
	for (size_t t = 0; t < YEARS; t++)
		x->rate[t] = t < 4 ? 0.125 : 0.25;
}

static void run_taxes(const struct qs_kernels *ks, struct taxes *x, size_t carry)
{
	const struct qs_tax_years years = {x->used, x->base, x->tax, x->expired, x->pool, x->after};

	ks->tax(N, YEARS, carry, x->rate, x->taxable, x->exempt, x->work, &years);
}

/* The same by looking for each loss's own end, one lane at a time. */
static void assert_taxed(const struct taxes *x, size_t carry, size_t i)
{
	double loss[YEARS] = {0};

	for (size_t t = 0; t < YEARS; t++) {
		const size_t at = t * N + i;
		double left = fmax(x->taxable[at], 0), used = 0, pool = 0, expired = 0;

		for (size_t y = 0; y < t; y++) { /* the oldest first */
			const double use = y + carry >= t ? fmin(left, loss[y]) : 0;

			loss[y] -= use;
			left -= use;
			used += use;
		}
		loss[t] = fmax(-x->taxable[at], 0);
		for (size_t y = 0; y <= t; y++) {
			expired += y + carry == t ? loss[y] : 0;
			pool += y + carry > t ? loss[y] : 0;
		}
		assert_true(x->used[at] == used && x->base[at] == left && x->tax[at] == x->rate[t] * left);
		assert_true(x->expired[at] == expired && x->pool[at] == pool);
		assert_true(x->after[at] == x->taxable[at] + x->exempt[at] - x->tax[at]);
	}
}

static void losses_are_used_oldest_first_and_expire_when_due(void **state)
{
	static const size_t carries[] = {0, 1, 2, 5, YEARS - 1, YEARS, 1000};
	static struct taxes x;

	(void)state;
	for (size_t k = 0; k < sizeof carries / sizeof *carries; k++) {
		fill_taxes(&x);
		run_taxes(qs_kernels_for(0), &x, carries[k]);
		for (size_t i = 0; i < N; i++)
			assert_taxed(&x, carries[k], i);
	}
}

static void every_loss_is_used_expired_or_left(void **state)
{
	static struct taxes x;

	(void)state;
	fill_taxes(&x);
	run_taxes(qs_kernels_for(0), &x, 3);
	for (size_t i = 0; i < N; i++) {
		double made = 0, gone = 0;

		for (size_t t = 0; t < YEARS; t++) {
			made += fmax(-x.taxable[t * N + i], 0);
			gone += x.used[t * N + i] + x.expired[t * N + i];
			assert_true(x.pool[t * N + i] == made - gone);
		}
	}
}

/* ---- bids ---- */

static void the_largest_bid_leaves_nothing_at_its_quantile(void **state)
{
	const double factor = qs_bid_factor(0.25, 10, 0.08), quantile[] = {216.6, -6.88, 0};
	double most[3], subsidy[3], shares = 0;

	(void)state;
	qs_kernels_for(0)->bid(3, factor, quantile, most, subsidy);
	for (size_t i = 0; i < 3; i++) {
		near("left", quantile[i] - factor * most[i], 0, 1e-13);
		assert_true(subsidy[i] == (most[i] < 0 ? -most[i] : 0));
	}
	for (int t = 1; t <= 10; t++)
		shares += 0.1 * pow(1.08, -t);
	near("factor", factor, 1 - 0.25 * shares, 1e-15);
	near("no discount", qs_bid_factor(0.25, 10, 0), 0.75, 1e-15);
	assert_true(qs_bid_factor(0, 10, 0.08) == 1);
}

/* ---- bits and cases ---- */

static void bits_are_equal_on_every_isa_and_in_any_company(void **state)
{
	static struct loans x, y;
	static struct taxes p, q;
	const struct qs_debt_terms terms = terms_of(0, 2, 0, 0.03, 5);

	(void)state;
	fill_loans(&x);
	fill_taxes(&p);
	run_loans(qs_kernels_for("v2"), &x, 0, &terms);
	run_taxes(qs_kernels_for("v2"), &p, 3);
	for (size_t v = 0; v < 3; v++) {
		if (!qs_kernels_for(isas[v]))
			continue;
		fill_loans(&y);
		fill_taxes(&q);
		run_loans(qs_kernels_for(isas[v]), &y, 0, &terms);
		run_taxes(qs_kernels_for(isas[v]), &q, 3);
		assert_memory_equal(&x, &y, sizeof x);
		assert_memory_equal(&p, &q, sizeof p);
	}
	for (size_t i = 0; i < N; i++) { /* alone */
		double c[6][YEARS];
		const struct qs_debt_years years = {c[0], c[1], c[2], c[3], c[4], c[5]};

		qs_kernels_for(0)->debt_schedule(1, &terms, x.rate + i, x.debt + i, &years);
		for (size_t t = 0; t < YEARS; t++)
			assert_true(c[2][t] == x.paid[t * N + i] && c[3][t] == x.principal[t * N + i] &&
				    c[5][t] == x.balance[t * N + i]);
	}
}

#define LOAN(type, rest) \
	"{\"type\":\"" type "\",\"grace_interest\":\"paid\",\"subsidy_rate_frac\":0,\"subsidy_years\":0," rest "}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given loans[] = {
		{"{\"type\":\"bullet\"}", QS_E2105, "/type"},
		{LOAN("level", "\"rate_frac\":-0.01,\"grace_years\":0,\"principal_cny\":1,\"repayment_years\":1"),
		 QS_E2104, "/rate_frac"},
		{LOAN("level", "\"rate_frac\":0.1,\"grace_years\":0,\"principal_cny\":1,\"repayment_years\":0"),
		 QS_E2104, "/repayment_years"},
		{LOAN("level", "\"rate_frac\":0.1,\"grace_years\":0.5,\"principal_cny\":1,\"repayment_years\":1"),
		 QS_E2113, "/grace_years"},
		{LOAN("sculpted", "\"rate_frac\":0.1,\"grace_years\":0,\"dscr\":0,\"cfads_cny\":[1]"), QS_E2104,
		 "/dscr"},
		{LOAN("sculpted", "\"rate_frac\":0.1,\"grace_years\":0,\"dscr\":1,\"cfads_cny\":[]"), QS_E2206,
		 "/cfads_cny"},
	};
	static const struct wrong_given taxes[] = {
		{"{\"taxable_profit_cny\":[1,2],\"exempt_profit_cny\":[1],\"rate_frac\":[0,0],\"carry_years\":5}",
		 QS_E2206, "/exempt_profit_cny"},
		{"{\"taxable_profit_cny\":[1],\"exempt_profit_cny\":[1],\"rate_frac\":[25],\"carry_years\":5}",
		 QS_E2104, "/rate_frac"},
		{"{\"taxable_profit_cny\":[1],\"exempt_profit_cny\":[1],\"rate_frac\":[0],\"carry_years\":-1}",
		 QS_E2104, "/carry_years"},
	};
	static const struct wrong_given bids[] = {
		{"{\"npv_cny\":[],\"probability_frac\":[0.5],\"deductible\":0}", QS_E2206, "/npv_cny"},
		{"{\"npv_cny\":[1],\"probability_frac\":[90],\"deductible\":0}", QS_E2104, "/probability_frac"},
		{"{\"npv_cny\":[1],\"probability_frac\":[0.5],\"deductible\":1}", QS_E2102, "/given"},
	};

	(void)state;
	assert_refused("debt", loans, sizeof loans / sizeof *loans);
	assert_refused("tax", taxes, sizeof taxes / sizeof *taxes);
	assert_refused("bid", bids, sizeof bids / sizeof *bids);
}

static void edges_of_cases_are_kept(void **state)
{
	(void)state;
	assert_gives(
		"tax",
		"{\"taxable_profit_cny\":[-8,4],\"exempt_profit_cny\":[1,0],\"rate_frac\":[0.25,0.25],\"carry_years\":"
		"0}",
		"{\"loss_used_cny\":[0,0],\"tax_cny\":[0,1],\"loss_expired_cny\":[8,0],\"loss_pool_end_cny\":[0,0],"
		"\"profit_after_tax_cny\":[-7,3],\"total_tax_cny\":1}");
	assert_gives("bid", "{\"npv_cny\":[4],\"probability_frac\":[0,0.3,1],\"deductible\":0}",
		     "{\"quantile_cny\":[4,4,4],\"max_bid_cny\":[4,4,4],\"subsidy_needed_cny\":[0,0,0]}");
	assert_gives("debt",
		     LOAN("level", "\"rate_frac\":0,\"grace_years\":1,\"principal_cny\":8,\"repayment_years\":2"),
		     "{\"debt_cny\":8,\"repaid_from_cny\":8,\"service_cny\":[0,4,4],\"balance_end_cny\":[8,4,0]}");
	assert_gives("debt", LOAN("sculpted", "\"rate_frac\":1,\"grace_years\":0,\"dscr\":2,\"cfads_cny\":[-4,16]"),
		     "{\"debt_cny\":1,\"principal_cny\":[-3,4],\"service_cny\":[-2,8],\"balance_end_cny\":[4,0]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_schedule_keeps_its_books_and_ends_at_nothing),
		cmocka_unit_test(level_service_is_level_and_principal_equal),
		cmocka_unit_test(sculpted_service_covers_the_cash_flow_by_its_ratio),
		cmocka_unit_test(a_full_subsidy_leaves_no_interest_and_never_more),
		cmocka_unit_test(a_dear_and_long_loan_keeps_its_digits),
		cmocka_unit_test(losses_are_used_oldest_first_and_expire_when_due),
		cmocka_unit_test(every_loss_is_used_expired_or_left),
		cmocka_unit_test(the_largest_bid_leaves_nothing_at_its_quantile),
		cmocka_unit_test(bits_are_equal_on_every_isa_and_in_any_company),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(edges_of_cases_are_kept),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
