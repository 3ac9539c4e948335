#include "io/whatif.h"

#include "kernels/cash.h"
#include "model/finance/accounts.h"
#include "model/finance/lines.h"
#include "model/land/costs.h"
#include "model/portfolio.h"

#include <math.h>
#include <string.h>

enum { CORRECTION_DIGITS = 3, NOMINAL = 1, LINES_MOST = 6 };

static const struct {
	size_t n;
	struct {
		enum qs_line line;
		double weight;
	} line[LINES_MOST];
} groups[QS_WHATIF_GROUP_COUNT] = {
	[QS_WHATIF_carbon] = {1, {{QS_LINE_OF_carbon_income, 1}}},
	[QS_WHATIF_industry] = {2, {{QS_LINE_OF_industry_income, 1}, {QS_LINE_OF_industry_cost, -1}}},
	[QS_WHATIF_grant] = {1, {{QS_LINE_OF_grant, 1}}},
	[QS_WHATIF_spoil] = {1, {{QS_LINE_OF_spoil_income, 1}}},
	[QS_WHATIF_works] = {1, {{QS_LINE_OF_works, 1}}},
	[QS_WHATIF_upkeep] = {1, {{QS_LINE_OF_upkeep, 1}}},
	[QS_WHATIF_fixed] = {6,
			     {{QS_LINE_OF_rent, 1},
			      {QS_LINE_OF_registration, 1},
			      {QS_LINE_OF_insurance, 1},
			      {QS_LINE_OF_rework, 1},
			      {QS_LINE_OF_concession_fee, 1},
			      {QS_LINE_OF_platform_fee, 1}}},
	[QS_WHATIF_leave] = {4,
			     {{QS_LINE_OF_exit_value, 1},
			      {QS_LINE_OF_government_pay, 1},
			      {QS_LINE_OF_service_payment, 1},
			      {QS_LINE_OF_quota_income, 1}}},
	[QS_WHATIF_spoil_value] = {1, {{QS_LINE_OF_spoil_value, 1}}},
};

/* What is written, and room for it. */
struct whatif {
	const struct qs_result_head *head;
	const struct qs_result *result;
	struct qs_buffer *to;
	size_t members, years;
	unsigned digits;
	double *cash, *kept; /* of a group: [years][members], and as it is read back */
	double *rest;        /* [members]: net present value that the groups so far leave */
	double *flow;        /* [years] */
};

static size_t member_of(const struct whatif *w, size_t i)
{
	return i * w->head->members / w->members;
}

/* A group's real amounts. */
static void fill(const struct whatif *w, int g)
{
	const struct qs_finance *const finance = &w->head->portfolio->finance;

	for (size_t y = 0; y < w->years; y++) {
		const double factor = finance->price_basis == NOMINAL
					      ? qs_price_factor(finance, w->head->start_year + (int64_t)y)
					      : 1;

		for (size_t i = 0; i < w->members; i++) {
			double sum = 0;

			for (size_t l = 0; l < groups[g].n; l++) {
				const size_t line = (size_t)groups[g].line[l].line,
					     at = (line * w->years + y) * w->head->members + member_of(w, i);

				sum += groups[g].line[l].weight * (double)w->result->line_member[at] *
				       qs_line_rows[line].quantum;
			}
			w->cash[y * w->members + i] = sum * factor;
		}
	}
}

/* One row as JSON: "low,step" and its codes; row becomes what is read back. All members alike: no codes, step 0. */
static void put_row(struct qs_buffer *to, size_t n, double *row, unsigned digits)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	double low = row[0], high = row[0], step;
	unsigned most = 1;

	for (unsigned d = 0; d < digits; d++)
		most *= 64;
	for (size_t i = 0; i < n; i++) {
		low = row[i] < low ? row[i] : low;
		high = row[i] > high ? row[i] : high;
	}
	step = (high - low) / (most - 1);
	qs_buffer_number(to, low);
	qs_buffer_put(to, ",");
	qs_buffer_number(to, step);
	qs_buffer_put(to, ",\"");
	for (size_t i = 0; i < n && step > 0; i++) {
		unsigned code = (unsigned)floor((row[i] - low) / step + 0.5);
		char text[4];

		code = code < most ? code : most - 1;
		row[i] = low + step * (double)code;
		for (unsigned d = digits; d-- > 0; code /= 64)
			text[d] = alphabet[code % 64];
		qs_buffer_add(to, text, digits);
	}
	qs_buffer_put(to, "\"");
}

/* Present values of a group by member, of what stands in `cash`. */
static double present(const struct whatif *w, const double *cash, size_t i)
{
	for (size_t y = 0; y < w->years; y++)
		w->flow[y] = cash[y * w->members + i];
	return qs_cash_npv(w->years, w->flow, w->head->portfolio->finance.discount_rate_pct.value / 100);
}

/* A sum of the accounts that a group's present value is, so that not even the order of additions differs; -1: none. */
static int sum_of(int g)
{
	switch (g) {
	case QS_WHATIF_carbon:
		return QS_SUM_OF_carbon;
	case QS_WHATIF_industry:
		return QS_SUM_OF_industry;
	case QS_WHATIF_grant:
		return QS_SUM_OF_grants;
	case QS_WHATIF_spoil:
		return QS_SUM_OF_spoil;
	case QS_WHATIF_works:
		return QS_SUM_OF_works;
	default:
		return -1;
	}
}

static double sum_at(const struct whatif *w, int sum, size_t i)
{
	return (double)w->result->sum_member[(size_t)sum * w->head->members + member_of(w, i)] * qs_sum_quanta[sum];
}

/* What a group's present value should be: the accounts' own sum, or what is left of costs and of the net present value.
 */
static double wanted(const struct whatif *w, int g, size_t i)
{
	if (sum_of(g) >= 0)
		return sum_at(w, sum_of(g), i);
	if (g == QS_WHATIF_fixed)
		return sum_at(w, QS_SUM_OF_cost, i) - sum_at(w, QS_SUM_OF_works, i) - w->rest[i];
	if (g == QS_WHATIF_leave)
		return sum_at(w, QS_SUM_OF_npv, i) + sum_at(w, QS_SUM_OF_cost, i) - sum_at(w, QS_SUM_OF_carbon, i) -
		       sum_at(w, QS_SUM_OF_industry, i) - sum_at(w, QS_SUM_OF_grants, i) -
		       sum_at(w, QS_SUM_OF_spoil, i);
	return present(w, w->cash, i);
}

/* A group: its rows that are not 0 throughout, then what rounding took from its present value. */
static void put_group(const struct whatif *w, int g)
{
	double *const taken = w->kept; /* row 0 of it, once its rows are read */
	int n = 0;

	fill(w, g);
	memcpy(w->kept, w->cash, w->years * w->members * sizeof *w->kept);
	qs_buffer_put(w->to, g ? ",\n{\"rows\":[" : "\n{\"rows\":[");
	for (size_t y = 0; y < w->years; y++) {
		double *const row = w->kept + y * w->members;
		int any = 0;

		for (size_t i = 0; i < w->members; i++)
			any |= row[i] != 0;
		if (!any)
			continue;
		qs_buffer_format(w->to, "%s[%zu,", n++ ? "," : "", y);
		put_row(w->to, w->members, row, w->digits);
		qs_buffer_put(w->to, "]");
	}
	for (size_t i = 0; i < w->members; i++) {
		const double value = wanted(w, g, i), read = present(w, w->kept, i);

		if (g == QS_WHATIF_upkeep)
			w->rest[i] = value;
		taken[i] = value - read; /* column i of row 0 is read before it is overwritten */
	}
	qs_buffer_put(w->to, "],\"taken\":[");
	put_row(w->to, w->members, taken, CORRECTION_DIGITS);
	qs_buffer_put(w->to, "]}");
}

static void put_all(struct whatif *w)
{
	qs_buffer_format(w->to, "{\"members\":%zu,\"years\":%zu,\"first\":%d,\"digits\":%u,\"rate\":", w->members,
			 w->years, w->head->start_year, w->digits);
	qs_buffer_number(w->to, w->head->portfolio->finance.discount_rate_pct.value);
	qs_buffer_put(w->to, ",\"groups\":[");
	for (int g = 0; g < QS_WHATIF_GROUP_COUNT; g++)
		put_group(w, g);
	qs_buffer_put(w->to, "]}");
}

int qs_whatif_write(struct qs_buffer *to, const struct qs_result_head *head, const struct qs_result *result)
{
	struct whatif w = {.head = head, .result = result, .to = to, .years = head->years};
	const size_t start = to->length;
	struct qs_arena arena;
	int fits = 0;

	if (!result->line_member || !result->sum_member || !head->years || !head->members)
		return 0;
	w.members = head->members < QS_WHATIF_MEMBERS ? head->members : QS_WHATIF_MEMBERS;
	qs_arena_init(&arena, &to->from);
	w.cash = qs_arena_take(&arena, w.years * w.members, sizeof *w.cash);
	w.kept = qs_arena_take(&arena, w.years * w.members, sizeof *w.kept);
	w.rest = qs_arena_take(&arena, w.members, sizeof *w.rest);
	w.flow = qs_arena_take(&arena, w.years, sizeof *w.flow);
	if (!w.cash || !w.kept || !w.rest || !w.flow)
		to->failed = 1;
	for (w.digits = 2; !to->failed && !fits && w.digits > 0; w.digits--) {
		put_all(&w);
		fits = !to->failed && to->length - start <= QS_WHATIF_BYTES;
		if (!fits && !to->failed) { /* try again with fewer letters, or go without */
			to->length = start;
			to->bytes[start] = 0;
		}
	}
	qs_arena_free(&arena);
	return to->failed ? -1 : fits;
}
