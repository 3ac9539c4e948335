#include "model/market/demand.h"

#include <math.h>
#include <string.h>

/* The number with which a rule compares the buyer's share, where it stands first in its tree; NaN: nowhere. */
static double compared(const struct qs_condition *nodes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		double found = (double)NAN;

		if (nodes[i].fact && !strcmp(nodes[i].fact, "buyer_offset_frac"))
			found = nodes[i].value.value;
		else if (nodes[i].all.n)
			found = compared(nodes[i].all.items, nodes[i].all.n);
		else if (nodes[i].any.n)
			found = compared(nodes[i].any.items, nodes[i].any.n);
		if (!isnan(found))
			return found;
	}
	return (double)NAN;
}

static double limit_of(const struct qs_packs *packs, const char *rule)
{
	const struct qs_rule_pack *const pack = qs_packs_rules(packs, rule);

	return pack ? compared(pack->when.items, pack->when.n) : (double)NAN;
}

int qs_demand_outside(const struct qs_site *site)
{
	const struct qs_field *const field = qs_field_find(&qs_table_stated_facts, "outside_city");

	if (!(site->facts.given.mask >> (field - qs_table_stated_facts.fields) & 1))
		return -1;
	return site->facts.outside_city != 0;
}

int qs_demand_outside_both(int one, int other)
{
	if (one == 1 || other == 1)
		return 1;
	return one == -1 || other == -1 ? -1 : 0;
}

static int within(const struct qs_market *market, double limit)
{
	if (isnan(limit))
		return -1;
	if (market->buyer_offset_frac.given)
		return market->buyer_offset_frac.value <= limit;
	return market->buyer_emissions_t_per_year.given ? 1 : -1;
}

struct qs_demand_limits qs_demand_limits_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
					    int outside)
{
	const struct qs_market *const market = &portfolio->market;
	const double t = market->buyer_emissions_t_per_year.given && market->buyer_emissions_t_per_year.value > 0
				 ? market->buyer_emissions_t_per_year.value
				 : (double)NAN;
	struct qs_demand_limits l = {.frac = limit_of(packs, "BJ02"), .outside_frac = limit_of(packs, "BJ03")};

	l.met = within(market, l.frac);
	l.outside_met = outside ? within(market, l.outside_frac) : 1;
	if (outside == -1 && !l.outside_met)
		l.outside_met = -1;
	l.t = t * l.frac;
	l.outside_t = t * fmin(l.outside_frac, l.frac);
	return l;
}

int qs_demand_counts(const struct qs_registration *registration, const struct qs_methodology_pack *methodology)
{
	return registration->sell && methodology->open_to_new_projects == QS_OPEN_YES &&
	       qs_strings_have(&methodology->informs, "BJ02");
}

static int counts(const struct qs_credit_table *table)
{
	return qs_demand_counts(table->registration, table->methodology);
}

/* Credits of the tables that are settled in a year; from outside the city or from inside. */
static double settled(const struct qs_portfolio *portfolio, const struct qs_credit_table *tables, size_t count, int lag,
		      int year, int outside)
{
	const int end = (int)(portfolio->start_year + portfolio->years) - 1;
	double sum = 0;

	for (size_t r = 0; r < count; r++)
		for (size_t k = 0; counts(&tables[r]) && (tables[r].outside == 1) == outside && k < tables[r].count;
		     k++) {
			const int paid = tables[r].batches[k].year + lag;

			sum += (paid < end ? paid : end) == year ? tables[r].batches[k].issued_t.mean : 0;
		}
	return sum;
}

/* Emissions of which the limit, year by year, uses up the largest batch before the next one. */
static double emissions_for(const struct qs_credit_table *tables, size_t count, double limit)
{
	double most = 0;

	for (size_t r = 0; r < count; r++)
		for (size_t k = 0; counts(&tables[r]) && k < tables[r].count; k++) {
			const struct qs_credit_batch *const batch = &tables[r].batches[k];
			double all = 0;

			for (size_t s = 0; s < count; s++)
				for (size_t j = 0; counts(&tables[s]) && j < tables[s].count; j++)
					all += tables[s].batches[j].year == batch->year
						       ? tables[s].batches[j].issued_t.mean
						       : 0;
			all /= tables[r].terms.every * limit;
			most = all > most ? all : most;
		}
	return most;
}

/* The buyer's years, one after another. */
static void use(const struct qs_portfolio *portfolio, const struct qs_credit_table *tables, size_t count, int lag,
		struct qs_demand *d)
{
	double inside = 0, outside = 0;

	d->used_t = d->most_frac = 0;
	for (int y = 0; y < (int)portfolio->years; y++) {
		const int year = (int)portfolio->start_year + y;
		double from, own;

		outside += settled(portfolio, tables, count, lag, year, 1);
		inside += settled(portfolio, tables, count, lag, year, 0);
		from = fmin(outside, d->emissions_t * fmin(d->outside_frac, d->limit_frac));
		own = fmin(inside, d->emissions_t * d->limit_frac - from);
		outside -= from;
		inside -= own;
		d->used_t += from + own;
		d->most_frac = fmax(d->most_frac, (from + own) / d->emissions_t);
	}
	d->left_t = inside + outside;
}

struct qs_demand qs_demand_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			      const struct qs_credit_table *tables, size_t count)
{
	const struct qs_market *const market = &portfolio->market;
	int lag, land = 0;
	struct qs_demand d = {
		.emissions_t = (double)NAN, .used_t = (double)NAN, .left_t = (double)NAN, .most_frac = (double)NAN};

	for (size_t r = 0; r < count; r++)
		if (counts(&tables[r])) {
			d.applies = 1;
			land = qs_demand_outside_both(land, tables[r].outside);
		}
	d.limits = qs_demand_limits_of(portfolio, packs, land);
	d.limit_frac = d.limits.frac;
	d.outside_frac = d.limits.outside_frac;
	if (!d.applies || !(d.limit_frac > 0))
		return (struct qs_demand){0};
	lag = (int)(packs->accounts.items->settlement_years.value + 0.5);
	if (isnan(d.outside_frac))
		d.outside_frac = d.limit_frac;
	if (market->buyer_offset_frac.given)
		d.limit_frac = fmin(d.limit_frac, market->buyer_offset_frac.value);
	for (int y = 0; y < (int)portfolio->years; y++)
		for (int outside = 0; outside < 2; outside++) {
			const double t =
				settled(portfolio, tables, count, lag, (int)portfolio->start_year + y, outside);

			d.offered_t += t;
			d.outside_t += outside ? t : 0;
		}
	d.takes_emissions_t = d.limit_frac > 0 ? emissions_for(tables, count, d.limit_frac) : (double)NAN;
	if (market->buyer_emissions_t_per_year.given && market->buyer_emissions_t_per_year.value > 0) {
		d.emissions_t = market->buyer_emissions_t_per_year.value;
		use(portfolio, tables, count, lag, &d);
	}
	return d;
}
