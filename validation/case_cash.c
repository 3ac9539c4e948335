#include "validation/case_cash.h"

#include "kernels/cash.h"
#include "kernels/kernels.h"

#include <stdlib.h>

#define MONEY 1e18
#define LEAST_RATE (-0.999999)
#define MOST_RATE 1e6
enum { MOST_PERIODS = 100000 };

static void put_column(struct qs_json_out *out, const char *key, const double *values, size_t n)
{
	qs_json_out_array_row(out, key);
	for (size_t i = 0; i < n; i++)
		qs_json_out_number(out, NULL, values[i]);
	qs_json_out_end(out);
}

static const char *outcome_word(enum qs_cash_outcome outcome)
{
	return outcome == QS_CASH_UNIQUE ? "unique" : outcome == QS_CASH_MULTIPLE ? "multiple" : "none";
}

/* ---- irr ---- */

struct dated {
	double time, amount;
	size_t at; /* place in the input: amounts of one day are added in its order */
};

struct irr_case {
	size_t n;
	const double *flow;
	double *time; /* years since the first date; NULL: yearly */
	struct qs_cash_search search;
	int has_rates; /* those of the modified rate */
	double finance, reinvest;
};

static int two_digits(const char *text)
{
	return text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9'
		       ? 10 * (text[0] - '0') + (text[1] - '0')
		       : -1;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* Days from 0000-01-01 to a date YYYY-MM-DD of the Gregorian calendar; -1 if the text is none. */
static double day_number(const struct qs_json *value)
{
	const char *const t = value->kind == QS_JSON_STRING && value->length == 10 ? value->text : "          ";
	const int century = two_digits(t), rest = two_digits(t + 2), month = two_digits(t + 5);
	const int year = 100 * century + rest, day = two_digits(t + 8);
	int days;

	if (century < 0 || rest < 0 || t[4] != '-' || t[7] != '-' || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return -1;
	days = 365 * year + (year > 0 ? (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1 : 0) + day - 1;
	for (int m = 1; m < month; m++)
		days += days_in_month(year, m);
	return days;
}

static void read_dates(const struct qs_case_given *given, struct irr_case *irr)
{
	const double year_days = qs_case_number(given, "year_days", 1, 1000);
	size_t n, i = 0;
	const struct qs_json *const list = qs_case_list(given, "dates", &n);
	double first = 0;

	if (!list || qs_case_failed(given))
		return;
	if (n != irr->n) {
		qs_case_refuse(given, "dates", "as many dates as flows are needed");
		return;
	}
	irr->time = qs_arena_take(given->arena, n, sizeof *irr->time);
	for (const struct qs_json *value = list->first; value && irr->time; value = value->next, i++) {
		const double days = day_number(value);

		if (days < 0)
			qs_mistakes_add(given->mistakes, QS_E2106, qs_json_place(value, given->file), "/given/dates",
					value->kind == QS_JSON_STRING ? value->text : qs_json_kind_word(value->kind),
					NULL, NULL, NULL);
		first = i == 0 ? days : first;
		irr->time[i] = (days - first) / year_days;
	}
}

static void read_irr(const struct qs_case_given *given, struct irr_case *irr)
{
	static const char *const keys[] = {"method",
					   "flows",
					   "dates",
					   "year_days",
					   "choose",
					   "hurdle_frac",
					   "finance_rate_frac",
					   "reinvest_rate_frac",
					   "search_low_frac",
					   "search_high_frac",
					   NULL};
	static const char *const methods[] = {"periodic", "dated", NULL};
	static const char *const choices[] = {"falling-npv-nearest-hurdle", NULL};

	qs_case_only(given, keys);
	irr->flow = qs_case_numbers(given, "flows", -MONEY, MONEY, &irr->n);
	(void)qs_case_word(given, "choose", choices, 0);
	irr->search.hurdle = qs_case_number(given, "hurdle_frac", LEAST_RATE, MOST_RATE);
	irr->search.low = qs_case_optional(given, "search_low_frac", LEAST_RATE, MOST_RATE, LEAST_RATE);
	irr->search.high = qs_case_optional(given, "search_high_frac", LEAST_RATE, MOST_RATE, 100);
	irr->has_rates = qs_case_has(given, "finance_rate_frac") && qs_case_has(given, "reinvest_rate_frac");
	irr->finance = qs_case_optional(given, "finance_rate_frac", LEAST_RATE, MOST_RATE, 0);
	irr->reinvest = qs_case_optional(given, "reinvest_rate_frac", LEAST_RATE, MOST_RATE, 0);
	if (qs_case_choice(given, "method", methods) == 1)
		read_dates(given, irr);
	if (!(irr->search.low < irr->search.high))
		qs_case_refuse(given, "search_low_frac", "the search must begin below its end");
}

static int by_time(const void *a, const void *b)
{
	const struct dated *const x = a, *const y = b;

	return x->time < y->time ? -1 : x->time > y->time ? 1 : x->at < y->at ? -1 : 1;
}

/* Sorts by date and adds what falls on one day. */
static size_t gather(const struct irr_case *irr, struct dated *items, double *time, double *flow)
{
	size_t n = 0;

	for (size_t i = 0; i < irr->n; i++)
		items[i] = (struct dated){irr->time[i], irr->flow[i], i};
	qsort(items, irr->n, sizeof *items, by_time);
	for (size_t i = 0; i < irr->n; i++) {
		if (n > 0 && time[n - 1] >= items[i].time) {
			flow[n - 1] += items[i].amount;
			continue;
		}
		time[n] = items[i].time;
		flow[n++] = items[i].amount;
	}
	return n;
}

static qs_status solve_irr(const struct irr_case *irr, struct qs_arena *arena, struct qs_cash_irr *result,
			   double **roots, struct qs_err *err)
{
	struct dated *const items = qs_arena_take(arena, irr->n, sizeof *items);
	double *const time = qs_arena_take(arena, irr->n, sizeof *time);
	double *const flow = qs_arena_take(arena, irr->n, sizeof *flow);
	double *const work = qs_arena_take(arena, irr->n, 2 * sizeof *work);

	*roots = qs_arena_take(arena, irr->n, sizeof **roots);
	if (!irr->flow || !items || !time || !flow || !work || !*roots)
		return qs_fail(err, QS_ENOMEM, "a flow");
	*result = irr->time ? qs_cash_irr(gather(irr, items, time, flow), time, flow, irr->search, *roots, work)
			    : qs_cash_irr(irr->n, NULL, irr->flow, irr->search, *roots, work);
	return QS_OK;
}

qs_status qs_case_irr(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		      struct qs_err *err)
{
	struct irr_case irr = {0};
	struct qs_cash_irr result = {0};
	double *roots;
	qs_status status;

	(void)kernels;
	read_irr(given, &irr);
	if (qs_case_failed(given))
		return QS_OK;
	status = solve_irr(&irr, given->arena, &result, &roots, err);
	if (status)
		return status;
	qs_json_out_number(out, "npv",
			   irr.time ? qs_cash_npv_dated(irr.n, irr.time, irr.flow, irr.search.hurdle)
				    : qs_cash_npv(irr.n, irr.flow, irr.search.hurdle));
	qs_json_out_string(out, "status", outcome_word(result.outcome));
	qs_json_out_uint(out, "root_count", result.count);
	put_column(out, "roots_frac", roots, result.count);
	qs_json_out_number(out, "irr_frac", result.rate);
	if (irr.time || !irr.has_rates)
		qs_json_out_null(out, "mirr_frac");
	else
		qs_json_out_number(out, "mirr_frac", qs_cash_mirr(irr.n, irr.flow, irr.finance, irr.reinvest));
	qs_json_out_uint(out, "sign_changes", result.signs);
	qs_json_out_int(out, "norstrom", result.certified);
	return QS_OK;
}

/* ---- cash-flow ---- */

struct flow_case {
	size_t n;
	const double *flow;
	double rate, inflation;
	double *real, *roots, *work;
};

static void put_indicators(struct qs_json_out *out, const struct flow_case *c)
{
	const double npv = qs_cash_npv(c->n, c->flow, c->rate);
	const struct qs_cash_irr irr = qs_cash_irr(c->n, NULL, c->flow, QS_CASH_SEARCH(c->rate), c->roots, c->work);

	qs_json_out_number(out, "npv", npv);
	qs_json_out_number(out, "irr_percent", 100 * irr.rate);
	qs_json_out_string(out, "irr_status", outcome_word(irr.outcome));
	qs_json_out_number(out, "payback_years", qs_cash_payback(c->n, c->flow, 0));
	qs_json_out_number(out, "discounted_payback_years", qs_cash_payback(c->n, c->flow, c->rate));
	qs_json_out_number(out, "funding_gap", npv < 0 ? -npv : 0);
}

/* The flow is nominal: the same in money of year 0. */
static void put_real(const struct qs_kernels *kernels, struct qs_json_out *out, const struct flow_case *c)
{
	const double real = qs_k_cash_real_rate(c->rate, c->inflation);

	for (size_t t = 0; t < c->n; t++)
		c->real[t] = c->flow[t];
	kernels->cash_to_real(1, c->n, c->inflation, 0, c->real);
	qs_json_out_number(out, "real_discount_rate", real);
	qs_json_out_number(out, "real_npv", qs_cash_npv(c->n, c->real, real));
	qs_json_out_number(out, "real_irr_percent",
			   100 * qs_cash_irr(c->n, NULL, c->real, QS_CASH_SEARCH(real), c->roots, c->work).rate);
	qs_json_out_number(out, "real_payback_years", qs_cash_payback(c->n, c->real, 0));
}

qs_status qs_case_cash_flow(const struct qs_kernels *kernels, const struct qs_case_given *given,
			    struct qs_json_out *out, struct qs_err *err)
{
	static const char *const keys[] = {"flows", "discount_rate", "inflation_rate", NULL};
	struct flow_case c = {0};

	qs_case_only(given, keys);
	c.flow = qs_case_numbers(given, "flows", -MONEY, MONEY, &c.n);
	c.rate = qs_case_number(given, "discount_rate", LEAST_RATE, MOST_RATE);
	c.inflation = qs_case_optional(given, "inflation_rate", -0.9, 1000, 0);
	if (qs_case_failed(given))
		return QS_OK;
	c.real = qs_arena_take(given->arena, c.n, sizeof *c.real);
	c.roots = qs_arena_take(given->arena, c.n, sizeof *c.roots);
	c.work = qs_arena_take(given->arena, c.n, 2 * sizeof *c.work);
	if (!c.flow || !c.real || !c.roots || !c.work)
		return qs_fail(err, QS_ENOMEM, "a flow");
	put_indicators(out, &c);
	if (qs_case_has(given, "inflation_rate"))
		put_real(kernels, out, &c);
	return QS_OK;
}

/* ---- annuity ---- */

/* Signs: money received is positive. Who gets the present value owes it, so payments are negative. */
qs_status qs_case_annuity(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			  struct qs_err *err)
{
	static const char *const keys[] = {"rate_frac", "periods", "present_value", "future_value", NULL};
	const double rate = qs_case_number(given, "rate_frac", LEAST_RATE, MOST_RATE);
	const double periods = qs_case_whole(given, "periods", 1, MOST_PERIODS);
	const double present = qs_case_number(given, "present_value", -MONEY, MONEY);
	const double future = qs_case_optional(given, "future_value", -MONEY, MONEY, 0);
	const struct qs_cash_loan loan = {QS_CASH_LEVEL, present, rate, -future, (size_t)periods};
	double *interest, *principal, *balance;

	(void)kernels;
	qs_case_only(given, keys);
	if (qs_case_failed(given))
		return QS_OK;
	interest = qs_arena_take(given->arena, loan.periods, sizeof *interest);
	principal = qs_arena_take(given->arena, loan.periods, sizeof *principal);
	balance = qs_arena_take(given->arena, loan.periods, sizeof *balance);
	if (!interest || !principal || !balance)
		return qs_fail(err, QS_ENOMEM, "an annuity");
	qs_cash_loan_schedule(&loan, interest, principal, balance);
	for (size_t t = 0; t < loan.periods; t++) {
		interest[t] = -interest[t];
		principal[t] = -principal[t];
	}
	qs_json_out_number(out, "annuity_factor", qs_k_cash_annuity(rate, periods));
	qs_json_out_number(out, "capital_recovery_factor", qs_k_cash_recovery(rate, periods));
	qs_json_out_number(out, "payment", -qs_cash_level_payment(&loan));
	put_column(out, "interest", interest, loan.periods);
	put_column(out, "principal", principal, loan.periods);
	qs_json_out_number(out, "balance_end", balance[loan.periods - 1]);
	return QS_OK;
}
