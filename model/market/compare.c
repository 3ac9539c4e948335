#include "model/market/compare.h"

#include "model/base/units.h"
#include "model/finance/prices.h"
#include "model/land/costs.h"

#include <math.h>

/* Net removals of the strata since the start of the run, t CO2e, before deductions. */
static double net_of(const struct qs_credit_terms *terms, const struct qs_credit_stratum *strata, size_t year)
{
	const double pools = qs_credit_pools(terms->methodology);
	double sum = 0;

	for (const struct qs_credit_stratum *s = strata; s; s = s->next) {
		sum += qs_co2e_of_c(s->project_c[year] - s->baseline_c[year]) * pools + s->soil_t[year];
		sum -= (int)year >= terms->first ? s->leakage_t : 0;
		for (size_t y = 0; y <= year; y++)
			sum -= s->fire_t[y];
	}
	return sum;
}

/* Price of a methodology's product in money of the price year; NaN: none. */
static double price_of(const struct qs_portfolio *portfolio, const struct qs_methodology_pack *m)
{
	const struct qs_price *const price = m->open_to_new_projects == QS_OPEN_YES && m->product
						     ? qs_market_price(&portfolio->market, m->product)
						     : NULL;
	const int64_t quoted = !price ? 0 : price->price_year ? price->price_year : portfolio->finance.price_year;

	return price && price->cny_t.given ? price->cny_t.value * qs_quote_factor(&portfolio->finance, quoted)
					   : (double)NAN;
}

static double discounted(const struct qs_portfolio *portfolio, size_t year)
{
	const double step = 1 / (1 + portfolio->finance.discount_rate_pct.value / 100);
	double factor = 1;

	while (year--)
		factor *= step;
	return factor;
}

void qs_credit_compare(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		       const struct qs_credit_terms *terms, const struct qs_credit_stratum *strata,
		       struct qs_credit_compared *c)
{
	const struct qs_methodology_pack *const m = terms->methodology;
	const double price = price_of(portfolio, m), money = qs_quote_factor(&portfolio->finance, m->cost_price_year);
	const size_t years = (size_t)portfolio->years,
		     lag = (size_t)(packs->accounts.items->settlement_years.value + 0.5);
	double high =
		terms->before >= 0 && (size_t)terms->before < years ? net_of(terms, strata, (size_t)terms->before) : 0;

	*c = (struct qs_credit_compared){.methodology = m};
	c->years =
		(terms->last + 1 < (int)years ? terms->last + 1 : (int)years) - (terms->first > 0 ? terms->first : 0);
	high = high > 0 ? high : 0;
	for (const struct qs_credit_stratum *s = strata; s; s = s->next)
		c->area_ha += s->area_ha;
	c->registering_cny =
		m->registration_cny.value * money * discounted(portfolio, terms->first > 0 ? (size_t)terms->first : 0);
	c->cost_cny = c->registering_cny;
	c->plain_cost_cny = m->registration_cny.value * money;
	for (size_t t = 0; t < years; t++) {
		const size_t paid = t + lag < years ? t + lag : years - 1;
		double net, gross, sampling, risk;

		if (!qs_credit_verified(terms, (int)t, (int)years))
			continue;
		net = net_of(terms, strata, t);
		gross = net > high ? net - high : 0;
		sampling = gross * terms->sampling;
		risk = (gross - sampling) * terms->risk;
		high = net > high ? net : high;
		c->gross_t += gross;
		c->sampling_t += sampling;
		c->non_permanence_t += risk;
		c->cost_cny += m->verification_cny.value * money * discounted(portfolio, t);
		c->income_cny += (gross - sampling - risk) * price * discounted(portfolio, paid);
		c->plain_cost_cny += m->verification_cny.value * money;
		c->plain_income_cny += (gross - sampling - risk) * price;
	}
	c->issued_t = c->gross_t - c->sampling_t - c->non_permanence_t;
	c->income_cny = isnan(price) ? price : c->income_cny;
	c->plain_income_cny = isnan(price) ? price : c->plain_income_cny;
	c->plain_even_ha = c->plain_income_cny > 0 ? c->area_ha * c->plain_cost_cny / c->plain_income_cny : (double)NAN;
	c->net_cny = c->income_cny - c->cost_cny;
	c->break_even_ha = c->income_cny > 0 ? c->area_ha * c->cost_cny / c->income_cny : (double)NAN;
}
