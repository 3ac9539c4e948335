#include "model/finance/prices.h"

#include "model/base/draws.h"
#include "model/land/costs.h"

#include <string.h>

enum { FLAT, TABLE };
enum { REAL, NOMINAL };

const struct qs_price *qs_market_price(const struct qs_market *market, const char *product)
{
	for (size_t i = 0; product && i < market->prices.n; i++)
		if (!strcmp(market->prices.items[i].id, product))
			return &market->prices.items[i];
	return NULL;
}

static double power(double base, int64_t n)
{
	double product = 1;

	for (int64_t i = 0; i < n; i++)
		product *= base;
	for (int64_t i = n; i < 0; i++)
		product /= base;
	return product;
}

/* Of the table, between its years. */
static double looked_up(const struct qs_price *price, double year)
{
	const size_t n = price->years.n;
	size_t i = 0;

	if (!n)
		return 0;
	while (i < n && price->years.items[i] <= year)
		i++;
	if (i == 0)
		return price->prices.items[0];
	if (i == n)
		return price->prices.items[n - 1];
	return price->prices.items[i - 1] + (price->prices.items[i] - price->prices.items[i - 1]) *
						    (year - price->years.items[i - 1]) /
						    (price->years.items[i] - price->years.items[i - 1]);
}

void qs_price_path(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_price *price,
		   size_t years, size_t members, double *path)
{
	const struct qs_finance *finance = &portfolio->finance;
	const int64_t quoted = price->price_year ? price->price_year : finance->price_year;
	const double inflation = 1 + finance->inflation_pct.value / 100, growth = 1 + price->growth_pct.value / 100;
	const double real = price->basis == NOMINAL ? growth / inflation : growth;

	qs_draw_figure(context, members, portfolio->seed, &price->cny_t, qs_scope_id("price", price->id, NULL), 0,
		       path);
	for (size_t t = years; t-- > 0;) { /* the first row holds the draws and is written last */
		const int64_t year = portfolio->start_year + (int64_t)t;
		double *const row = path + t * members;

		if (price->model == TABLE) {
			const double value = looked_up(price, (double)year) *
					     (price->basis == NOMINAL ? qs_price_factor(finance, year) : 1);

			for (size_t i = 0; i < members; i++)
				row[i] = value;
		} else {
			const double factor =
				qs_price_factor(finance, quoted) * power(real, year > quoted ? year - quoted : 0);

			for (size_t i = 0; i < members; i++)
				row[i] = factor * path[i];
		}
	}
}
