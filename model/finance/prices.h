/* Price paths: what a t of a product (CCER, BEA ...) brings in each year of the run, real, in prices of price_year.
 *
 *     flat     P(Y) = P0 (1 + g)^(Y - q)     Y calendar year, q the year of the quote; before q the same
 *     table    linear between the years given, the first and the last price held outside
 *     gbm      geometric Brownian motion of drift ln(1 + g) and volatility sigma
 *     jump     the same with jumps (Merton 1976), their mean taken off the drift
 *     log-ou   ln P reverts with speed `reversion` to ln level_cny_t + u ln(1 + g)
 *     cir      P reverts to level_cny_t, volatility sigma sqrt(P)
 *     regimes  a price a regime, a chance a year of moving
 * Random models start from P0 in the start year and step by their exact transitions (kernels/price.h), one draw a year shared
 * by all sites. Shocks of products go with those of Beijing's allowances (BEA) where both are random: the first draw of a step, as
 * a normal score, is rho z_BEA + sqrt(1 - rho^2) z, rho = market.price_correlation; BEA's own path does not depend on the others,
 * nor any path on products beside the two. An experiment on one price moves no other. A band is applied to the latent price.
 * Growth, levels and tables are real, or nominal (`basis`) and then deflated. Quotes come to price_year by qs_quote_factor.
 */
#ifndef QS_MODEL_FINANCE_PRICES_H
#define QS_MODEL_FINANCE_PRICES_H

#include "model/base/context.h"
#include "model/portfolio.h"

enum qs_price_model { QS_PRICE_FLAT, QS_PRICE_TABLE, QS_PRICE_GBM, QS_PRICE_LOG_OU, QS_PRICE_CIR, QS_PRICE_JUMP, QS_PRICE_REGIMES };

/* The price of a product, or NULL if the portfolio has none. */
const struct qs_price *qs_market_price(const struct qs_market *market, const char *product);

/* Fills path [years][members], CNY/t. Scratch comes from the arena; -1 without memory, else 0. */
int qs_price_path(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_price *price,
		  size_t years, size_t members, struct qs_arena *arena, double *path);

#endif
