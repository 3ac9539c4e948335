/* The members that travel in report.html: read back as the page does, they give the accounts' own sums. */
#include "io/json.h"
#include "io/whatif.h"
#include "kernels/cash.h"
#include "model/finance/lines.h"
#include "model/land/costs.h"
#include "model/portfolio.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { YEARS = 12, MOST = 2500, START = 2026 };

struct fixture {
	struct qs_portfolio portfolio;
	struct qs_result_head head;
	struct qs_result result;
	int64_t *line, *sum;
	struct qs_arena arena;
	struct qs_buffer text;
	const struct qs_json *page;
};

static int64_t *line_at(struct fixture *f, int line, size_t year)
{
	return f->line + ((size_t)line * f->head.years + year) * f->head.members;
}

static uint64_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

/* Present values of what was fed, as the accounts make them. */
static double present(struct fixture *f, int line, size_t member)
{
	const struct qs_finance *const finance = &f->portfolio.finance;
	double flow[200];

	for (size_t y = 0; y < f->head.years; y++)
		flow[y] = (double)line_at(f, line, y)[member] * qs_line_rows[line].quantum *
			  (finance->price_basis ? qs_price_factor(finance, START + (int64_t)y) : 1);
	return qs_cash_npv(f->head.years, flow, finance->discount_rate_pct.value / 100);
}

static void feed(struct fixture *f, size_t members, size_t years)
{
	static const int lines[] = {QS_LINE_OF_carbon_income, QS_LINE_OF_industry_income, QS_LINE_OF_industry_cost,
				    QS_LINE_OF_spoil_income,  QS_LINE_OF_grant,           QS_LINE_OF_exit_value,
				    QS_LINE_OF_works,         QS_LINE_OF_upkeep,          QS_LINE_OF_rent,
				    QS_LINE_OF_registration,  QS_LINE_OF_insurance,       QS_LINE_OF_spoil_value};
	uint64_t state = 7;

	f->head = (struct qs_result_head){
		.portfolio = &f->portfolio, .years = years, .members = members, .start_year = START};
	f->line = calloc((size_t)QS_LINE_COUNT * years * members, sizeof *f->line);
	f->sum = calloc((size_t)QS_SUM_COUNT * members, sizeof *f->sum);
	assert_true(f->line && f->sum);
	f->result.line_member = f->line;
	f->result.sum_member = f->sum;
	for (size_t l = 0; l < sizeof lines / sizeof lines[0]; l++)
		for (size_t y = 0; y < years; y++)
			for (size_t i = 0; i < members; i++)
				line_at(f, lines[l], y)[i] =
					lines[l] == QS_LINE_OF_rent ? 5000000 : (int64_t)next(&state);
	for (size_t i = 0; i < members; i++) {
		const double carbon = present(f, QS_LINE_OF_carbon_income, i), grant = present(f, QS_LINE_OF_grant, i),
			     industry = present(f, QS_LINE_OF_industry_income, i) -
					present(f, QS_LINE_OF_industry_cost, i),
			     spoil = present(f, QS_LINE_OF_spoil_income, i), works = present(f, QS_LINE_OF_works, i),
			     cost = works + present(f, QS_LINE_OF_upkeep, i) + present(f, QS_LINE_OF_rent, i) +
				    present(f, QS_LINE_OF_registration, i) + present(f, QS_LINE_OF_insurance, i);
		const double sums[QS_SUM_COUNT] = {[QS_SUM_OF_npv] = carbon + grant + industry + spoil +
								     present(f, QS_LINE_OF_exit_value, i) - cost,
						   [QS_SUM_OF_cost] = cost,
						   [QS_SUM_OF_carbon] = carbon,
						   [QS_SUM_OF_industry] = industry,
						   [QS_SUM_OF_grants] = grant,
						   [QS_SUM_OF_spoil] = spoil,
						   [QS_SUM_OF_works] = works};

		for (int s = 0; s < QS_SUM_COUNT; s++)
			f->sum[(size_t)s * members + i] = (int64_t)floor(sums[s] / qs_sum_quanta[s] + 0.5);
	}
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (!f)
		return -1;
	qs_arena_init(&f->arena, NULL);
	qs_fields_default(&qs_table_portfolio, &f->portfolio);
	f->portfolio.start_year = START;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	free(f->line);
	free(f->sum);
	qs_buffer_free(&f->text);
	qs_arena_free(&f->arena);
	free(f);
	return 0;
}

static void read_page(struct fixture *f)
{
	struct qs_mistakes mistakes;

	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_json_parse(f->text.bytes, f->text.length, "page", &f->arena, &mistakes, &f->page, NULL),
			 QS_OK);
	qs_mistakes_free(&mistakes);
}

/* A member's number of a row low, step, codes. */
static double code_at(const char *codes, unsigned digits, double low, double step, size_t i)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	double code = 0;

	for (unsigned d = 0; *codes && d < digits; d++)
		code = 64 * code + (double)(strchr(alphabet, codes[i * digits + d]) - alphabet);
	return low + step * code;
}

/* A member's present value of a group at a rate, as the page computes it. */
static double group_value(const struct fixture *f, int g, size_t i, double rate)
{
	const unsigned digits = (unsigned)qs_json_find(f->page, "digits")->number;
	const struct qs_json *const group = qs_json_at(qs_json_find(f->page, "groups"), (size_t)g),
				    *const taken = qs_json_find(group, "taken");
	double flow[200] = {0};

	for (const struct qs_json *row = qs_json_find(group, "rows")->first; row; row = row->next)
		flow[(size_t)row->first->number] = code_at(qs_json_at(row, 3)->text, digits, qs_json_at(row, 1)->number,
							   qs_json_at(row, 2)->number, i);
	return qs_cash_npv(f->head.years, flow, rate) +
	       code_at(qs_json_at(taken, 2)->text, 3, taken->first->number, qs_json_at(taken, 1)->number, i);
}

static double net_value(const struct fixture *f, size_t i, double rate)
{
	static const int in[] = {QS_WHATIF_carbon, QS_WHATIF_industry, QS_WHATIF_grant, QS_WHATIF_spoil,
				 QS_WHATIF_leave},
			 out[] = {QS_WHATIF_works, QS_WHATIF_upkeep, QS_WHATIF_fixed};
	double sum = 0;

	for (size_t g = 0; g < sizeof in / sizeof in[0]; g++)
		sum += group_value(f, in[g], i, rate);
	for (size_t g = 0; g < sizeof out / sizeof out[0]; g++)
		sum -= group_value(f, out[g], i, rate);
	return sum;
}

static double sum_at(const struct fixture *f, int sum, size_t i)
{
	return (double)f->sum[(size_t)sum * f->head.members + i] * qs_sum_quanta[sum];
}

/* To the rounding of corrections: 2^-18 of what 2^-12 of the spread left. */
static void present_values_are_the_runs_own(void **state)
{
	struct fixture *f = *state;

	for (int nominal = 0; nominal < 2; nominal++) {
		double rate;

		f->portfolio.finance.price_basis = nominal;
		feed(f, 300, YEARS);
		rate = f->portfolio.finance.discount_rate_pct.value / 100;
		assert_int_equal(qs_whatif_write(&f->text, &f->head, &f->result), 1);
		read_page(f);
		for (size_t i = 0; i < f->head.members; i++) {
			assert_true(fabs(net_value(f, i, rate) - sum_at(f, QS_SUM_OF_npv, i)) < 0.2);
			assert_true(fabs(group_value(f, QS_WHATIF_grant, i, rate) - sum_at(f, QS_SUM_OF_grants, i)) <
				    0.05);
			assert_true(fabs(group_value(f, QS_WHATIF_works, i, rate) +
					 group_value(f, QS_WHATIF_upkeep, i, rate) +
					 group_value(f, QS_WHATIF_fixed, i, rate) - sum_at(f, QS_SUM_OF_cost, i)) <
				    0.2);
		}
		qs_buffer_free(&f->text);
		free(f->line);
		free(f->sum);
		f->line = f->sum = NULL;
	}
}

/* At another rate what rounding left is small against a sum's spread. */
static void other_rates_are_near(void **state)
{
	struct fixture *f = *state;
	double exact[YEARS];

	feed(f, 300, YEARS);
	assert_int_equal(qs_whatif_write(&f->text, &f->head, &f->result), 1);
	read_page(f);
	for (size_t i = 0; i < f->head.members; i++) {
		for (size_t y = 0; y < YEARS; y++)
			exact[y] = (double)line_at(f, QS_LINE_OF_grant, y)[i] * qs_line_rows[QS_LINE_OF_grant].quantum;
		assert_true(fabs(group_value(f, QS_WHATIF_grant, i, 0.02) / qs_cash_npv(YEARS, exact, 0.02) - 1) <
			    1e-3);
	}
}

static void many_members_are_thinned_and_too_many_years_left_out(void **state)
{
	struct fixture *f = *state;

	feed(f, MOST, YEARS);
	assert_int_equal(qs_whatif_write(&f->text, &f->head, &f->result), 1);
	assert_true(f->text.length <= QS_WHATIF_BYTES);
	read_page(f);
	assert_int_equal((int)qs_json_find(f->page, "members")->number, QS_WHATIF_MEMBERS);
	assert_true(fabs(net_value(f, 999, 0.08) - sum_at(f, QS_SUM_OF_npv, 2497)) < 0.2);
	qs_buffer_free(&f->text);
	f->head.members = 1000; /* the same numbers read as 26 years: six bits are needed */
	f->head.years = 26;
	assert_int_equal(qs_whatif_write(&f->text, &f->head, &f->result), 1);
	read_page(f);
	assert_int_equal((int)qs_json_find(f->page, "digits")->number, 1);
	qs_buffer_free(&f->text);
	free(f->line);
	free(f->sum);
	feed(f, 1000, 60);
	assert_int_equal(qs_whatif_write(&f->text, &f->head, &f->result), 0);
	assert_int_equal(f->text.length, 0);
	f->result.line_member = NULL;
	assert_int_equal(qs_whatif_write(&f->text, &f->head, &f->result), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(present_values_are_the_runs_own, setup, teardown),
		cmocka_unit_test_setup_teardown(other_rates_are_near, setup, teardown),
		cmocka_unit_test_setup_teardown(many_members_are_thinned_and_too_many_years_left_out, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
