#include "model/finance/prices.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/base/context.h"
#include "model/base/draws.h"
#include "model/land/costs.h"

#include <math.h>
#include <string.h>

enum { NOMINAL = 1, DRAWS = 3 };

const struct qs_price *qs_market_price(const struct qs_market *market, const char *product)
{
	for (size_t i = 0; product && i < market->prices.n; i++)
		if (!strcmp(market->prices.items[i].id, product))
			return &market->prices.items[i];
	return NULL;
}

/* One path being made. */
struct path {
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	const struct qs_price *price;
	size_t years, members;
	double *row; /* [years][members] */
	double *draw[DRAWS], *beyond;
	uint32_t *regime; /* two rows */
};

static double growth_of(const struct qs_price *price)
{
	return 1 + price->growth_pct.value / 100;
}

/* What money of a year becomes in price_year if the path is nominal. */
static double deflator(const struct path *p, size_t t)
{
	return p->price->basis == NOMINAL
		       ? qs_price_factor(&p->portfolio->finance, p->portfolio->start_year + (int64_t)t)
		       : 1;
}

static double power(double base, int64_t n)
{
	double product = 1;

	for (int64_t i = 0; i < n; i++)
		product *= base;
	return product;
}

static void fill_table(const struct path *p)
{
	for (size_t t = 0; t < p->years; t++) {
		const double year = (double)(p->portfolio->start_year + (int64_t)t);
		const double value = p->price->years.n ? qs_price_given_at(p->price->years.n, p->price->years.items,
									   p->price->prices.items, 0, year)
						       : 0;

		for (size_t i = 0; i < p->members; i++)
			p->row[t * p->members + i] = value * deflator(p, t);
	}
}

/* Row 0 holds the quote of each member and is written last. */
static void fill_flat(const struct path *p)
{
	const struct qs_finance *const finance = &p->portfolio->finance;
	const int64_t quoted = p->price->price_year ? p->price->price_year : finance->price_year;
	const double inflation = 1 + finance->inflation_pct.value / 100;
	const int nominal = p->price->basis == NOMINAL;
	const double growth = growth_of(p->price) / (nominal ? inflation : 1);

	for (size_t t = p->years; t-- > 0;) {
		const int64_t since = p->portfolio->start_year + (int64_t)t - quoted;
		const double quote = nominal ? qs_price_factor(finance, quoted) : qs_quote_factor(finance, quoted);
		const double factor = quote * power(growth, since);

		for (size_t i = 0; i < p->members; i++)
			p->row[t * p->members + i] = factor * p->row[i];
	}
}

static const char *const leader = "BEA"; /* whose shocks the others go with */

/* Nonzero if a product's shocks go with the leader's. */
static int follows(const struct path *p)
{
	const struct qs_price *const first = qs_market_price(&p->portfolio->market, leader);

	return first && first != p->price && first->model >= QS_PRICE_GBM && !p->context->probes &&
	       (p->portfolio->market.price_correlation.value < 0 || p->portfolio->market.price_correlation.value > 0);
}

/* The first draw of the step from year t as a normal score. */
static void draw_shock(const struct path *p, unsigned k)
{
	const double rho = p->portfolio->market.price_correlation.value, rest = sqrt(1 - rho * rho);
	double *const z = p->draw[0], *const first = p->beyond;

	qs_draw_normal(p->context, p->members, p->portfolio->seed, QS_STREAM_price,
		       qs_scope_id("price", p->price->id, NULL), 0, k, z);
	if (!follows(p))
		return;
	qs_draw_normal(p->context, p->members, p->portfolio->seed, QS_STREAM_price, qs_scope_id("price", leader, NULL),
		       0, k, first);
	for (size_t i = 0; i < p->members; i++)
		z[i] = rho * first[i] + rest * z[i];
}

/* The draws of the step from year t. Draw 0 is normal or uniform as the model asks, 1 uniform, 2 normal. */
static void draw_step(const struct path *p, size_t t)
{
	const uint64_t id = qs_scope_id("price", p->price->id, NULL);
	const double least = 0x1p-53; /* no inverse is infinite */
	const unsigned k = 3 * (unsigned)t;
	const int uniform = p->price->model == QS_PRICE_CIR || p->price->model == QS_PRICE_REGIMES;

	if (uniform && !follows(p))
		qs_draw_uniform(p->context, p->members, p->portfolio->seed, QS_STREAM_price, id, 0, k, p->draw[0]);
	else
		draw_shock(p, k);
	for (size_t i = 0; uniform && follows(p) && i < p->members; i++) {
		const double u = 0.5 * qs_k_erfc(-p->draw[0][i] / 1.4142135623730951);

		p->draw[0][i] = u < least ? least : u > 1 - least ? 1 - least : u;
	}
	if (p->price->model == QS_PRICE_CIR || p->price->model == QS_PRICE_JUMP)
		qs_draw_uniform(p->context, p->members, p->portfolio->seed, QS_STREAM_price, id, 0, k + 1, p->draw[1]);
	if (p->price->model == QS_PRICE_JUMP)
		qs_draw_normal(p->context, p->members, p->portfolio->seed, QS_STREAM_price, id, 0, k + 2, p->draw[2]);
}

/* The latent price of the next year from that of year t. */
static void step(const struct path *p, size_t t)
{
	const struct qs_kernels *const k = p->context->kernels;
	const struct qs_price *const price = p->price;
	const double drift = qs_k_log(growth_of(price)), sigma = price->sigma.value, speed = price->reversion.value;
	const struct qs_price_regimes regimes = {price->levels_cny_t.n, price->levels_cny_t.items,
						 price->chances.items};
	double *const row = p->row + t * p->members;

	switch ((enum qs_price_model)price->model) {
	case QS_PRICE_GBM:
		k->price_gbm(p->members, 1, 1, &(struct qs_price_gbm){drift, sigma}, p->draw[0], row);
		return;
	case QS_PRICE_JUMP:
		k->price_merton(p->members, 1, 1,
				&(struct qs_price_merton){drift, sigma, price->jumps_per_year.value,
							  price->jump_mean.value, price->jump_sd.value},
				p->draw[0], p->draw[1], p->draw[2], row);
		return;
	case QS_PRICE_LOG_OU:
		k->price_log_ou(p->members, 1, 1, (double)t,
				&(struct qs_price_log_ou){speed, qs_k_log(price->level_cny_t.value), drift, sigma},
				p->draw[0], row);
		return;
	case QS_PRICE_CIR:
		k->price_cir(p->members, 1, 1, &(struct qs_price_cir){speed, price->level_cny_t.value, sigma},
			     p->draw[0], p->draw[1], row);
		return;
	case QS_PRICE_REGIMES:
		k->price_regimes(p->members, 1, &regimes, p->draw[0], p->regime, row);
		memcpy(p->regime, p->regime + p->members, p->members * sizeof *p->regime);
		return;
	case QS_PRICE_FLAT:
	case QS_PRICE_TABLE:
	default:
		return;
	}
}

/* From latent prices to real ones within the band. */
static void finish(const struct path *p)
{
	const struct qs_price *const price = p->price;
	const double quoted = qs_quote_factor(&p->portfolio->finance,
					      price->price_year ? price->price_year : p->portfolio->finance.price_year);
	const struct qs_price_band band = {price->floor_cny_t.value, price->ceiling_cny_t.value,
					   price->band_slope.value};
	const int banded = price->floor_cny_t.given || price->ceiling_cny_t.given;

	for (size_t t = 0; t < p->years; t++) {
		const double factor = price->basis == NOMINAL ? deflator(p, t) : quoted;
		double *const row = p->row + t * p->members;

		for (size_t i = 0; i < p->members; i++)
			row[i] *= factor;
		if (!banded)
			continue;
		memcpy(p->draw[0], row, p->members * sizeof *row);
		p->context->kernels->price_band(p->members, 1, &band, p->draw[0], row, p->beyond);
	}
}

int qs_price_path(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_price *price,
		  size_t years, size_t members, struct qs_arena *arena, double *path)
{
	struct path p = {context, portfolio, price, years, members, path, {NULL}, NULL, NULL};

	for (int i = 0; i < DRAWS; i++)
		p.draw[i] = qs_arena_take(arena, members, sizeof *p.draw[i]);
	p.beyond = qs_arena_take(arena, members, sizeof *p.beyond);
	p.regime = qs_arena_take(arena, 2 * members, sizeof *p.regime);
	if (!p.draw[0] || !p.draw[1] || !p.draw[2] || !p.beyond || !p.regime)
		return -1;
	qs_draw_figure(context, members, portfolio->seed, &price->cny_t, qs_scope_id("price", price->id, NULL), 0,
		       path);
	if (price->model == QS_PRICE_TABLE)
		fill_table(&p);
	else if (price->model < QS_PRICE_GBM)
		fill_flat(&p);
	if (price->model == QS_PRICE_REGIMES)
		for (size_t i = 0; i < members; i++)
			path[i] = price->levels_cny_t.items[0];
	for (size_t t = 0; price->model >= QS_PRICE_GBM && t + 1 < years; t++) {
		draw_step(&p, t);
		step(&p, t);
	}
	if (price->model >= QS_PRICE_GBM)
		finish(&p);
	return 0;
}
