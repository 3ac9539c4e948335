/* Price paths: what a t of a product (CCER, BEA ...) brings in each year of the run, real, in prices of the portfolio's price_year.
 *
 *     flat    P(Y) = P0 (1 + g)^(Y - q)      Y calendar year, q the year of the quote; before q the same
 *     table   linear between the years given, the first and the last price held outside
 * Growth and tables are real, or nominal and then deflated. Quotes come to price_year by qs_price_factor.
 */
#ifndef QS_MODEL_FINANCE_PRICES_H
#define QS_MODEL_FINANCE_PRICES_H

#include "model/base/context.h"
#include "model/portfolio.h"

/* The price of a product, or NULL if the portfolio has none. */
const struct qs_price *qs_market_price(const struct qs_market *market, const char *product);

/* Fills path [years][members], CNY/t. */
void qs_price_path(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_price *price,
		   size_t years, size_t members, double *path);

#endif
