#include "model/policy/lapse.h"

#include "model/base/arena.h"
#include "model/base/sink.h"
#include "model/finance/accounts.h"

#include <math.h>
#include <string.h>

struct qs_date qs_lapse_date(const struct qs_portfolio *portfolio)
{
	static const struct qs_date of_the_text = {2028, 3, 12}; /* five years from the date of issue */

	return portfolio->policy.valid_to.year ? portfolio->policy.valid_to : of_the_text;
}

static int later(const struct qs_date *a, const struct qs_date *b)
{
	return a->year != b->year ? a->year > b->year : a->month != b->month ? a->month > b->month : a->day > b->day;
}

static size_t first_year(const struct qs_portfolio *portfolio, size_t years)
{
	const struct qs_date end = qs_lapse_date(portfolio), *const bid = &portfolio->policy.bid_date;
	size_t y = 0;

	if (bid->year && later(bid, &end))
		return 0;
	while (y < years) {
		const struct qs_date close = {(int)portfolio->start_year + (int)y, 12, 31};

		if (later(&close, &end))
			break;
		y++;
	}
	return y;
}

int qs_lapse_of(const struct qs_portfolio *portfolio, const struct qs_result *result, size_t years,
		struct qs_arena *arena, struct qs_lapse *lapse)
{
	static const struct {
		enum qs_lapse_id clause;
		enum qs_line line;
		double sign;
	} parts[] = {{QS_LAPSE_quotas, QS_LINE_OF_quota_income, 1},
		     {QS_LAPSE_industry, QS_LINE_OF_industry_income, 1},
		     {QS_LAPSE_industry, QS_LINE_OF_industry_cost, -1},
		     {QS_LAPSE_spoil, QS_LINE_OF_spoil_income, 1},
		     {QS_LAPSE_grants, QS_LINE_OF_grant, 1},
		     {QS_LAPSE_grants, QS_LINE_OF_government_pay, 1},
		     {QS_LAPSE_grants, QS_LINE_OF_service_payment, 1},
		     {QS_LAPSE_interest, QS_LINE_OF_interest_subsidy, 1}};
	double *const late = years ? qs_arena_take(arena, years, sizeof *late) : NULL;
	double income;

	memset(lapse, 0, sizeof *lapse);
	if (!result->line_mean || !late)
		return -1;
	lapse->from = first_year(portfolio, years);
	for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
		const double *const mean = result->line_mean + (size_t)parts[p].line * years;

		memcpy(late, mean, years * sizeof *late);
		memset(late, 0, lapse->from * sizeof *late);
		lapse->all_cny[parts[p].clause] += parts[p].sign * qs_account_present(portfolio, mean, years);
		lapse->after_cny[parts[p].clause] += parts[p].sign * qs_account_present(portfolio, late, years);
	}
	for (int c = 0; c < QS_LAPSE_interest; c++)
		lapse->at_risk_cny += lapse->after_cny[c];
	income = result->scalar[QS_SCALAR_pv_income].mean;
	lapse->share = income > 0 ? lapse->at_risk_cny / income : (double)NAN;
	lapse->probability = portfolio->policy.lapse_probability_frac.value;
	lapse->npv_cny = result->scalar[QS_SCALAR_npv].mean;
	lapse->npv_lapsed_cny = lapse->npv_cny - lapse->at_risk_cny;
	lapse->npv_expected_cny = lapse->npv_cny - lapse->probability * lapse->at_risk_cny;
	return 0;
}
