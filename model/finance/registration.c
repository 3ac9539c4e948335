#include "model/finance/registration.h"

#include "model/base/draws.h"
#include "model/land/costs.h"
#include "model/market/credits.h"

#include <string.h>

/* 1 / (1 + r)^year by repeated multiplication, as sums of the accounts have it. */
static double discounted(const struct qs_account_input *in, size_t year)
{
	const double step = 1 / (1 + in->portfolio->finance.discount_rate_pct.value / 100);
	double factor = 1;

	while (year--)
		factor *= step;
	return factor;
}

void qs_registration_money(const struct qs_account_input *in, const struct qs_account_seller *seller, double *income,
			   double *cost, double *work)
{
	const struct qs_methodology_pack *const m = seller->methodology;
	const size_t lag = (size_t)(in->packs->accounts.items->settlement_years.value + 0.5);
	const size_t years = qs_account_years(in->portfolio, in->years);
	const size_t start = seller->first > 0 ? (size_t)seller->first : 0;
	const double money = qs_quote_factor(&in->portfolio->finance, m->cost_price_year) * seller->share;
	const uint64_t id = qs_scope_id("registration", seller->registration->id, NULL);
	double *const design = work, *const verification = work + in->members;

	memset(income, 0, in->members * sizeof *income);
	memset(cost, 0, in->members * sizeof *cost);
	qs_draw_figure(in->context, in->members, in->portfolio->seed, &m->registration_cny,
		       qs_scope_join(id, qs_scope_id("registration_cny", NULL, NULL)), (uint32_t)in->first, design);
	qs_draw_figure(in->context, in->members, in->portfolio->seed, &m->verification_cny,
		       qs_scope_join(id, qs_scope_id("verification_cny", NULL, NULL)), (uint32_t)in->first,
		       verification);
	for (size_t i = 0; start < years && i < in->members; i++)
		cost[i] += money * design[i] * discounted(in, start);
	for (size_t t = 0; t < years; t++) {
		const size_t paid = t + lag < in->years ? t + lag : in->years - 1;
		const double now = discounted(in, t), then = paid < years ? discounted(in, paid) : 0;

		if (!qs_credit_closes(seller->first, seller->last, seller->every, (int)t, (int)in->years))
			continue;
		for (size_t i = 0; i < in->members; i++) {
			cost[i] += money * verification[i] * now;
			if (seller->price)
				income[i] += seller->issued[t * in->ensemble + i] *
					     seller->price[paid * in->ensemble + i] * then;
		}
	}
}
