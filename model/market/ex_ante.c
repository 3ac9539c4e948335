#include "model/market/ex_ante.h"

#include "model/base/units.h"

#include <math.h>

/* Carbon, soil and fire of all strata in a year. */
static struct qs_ex_ante_year strata_of(const struct qs_credit_table *table, size_t t)
{
	struct qs_ex_ante_year y = {0};

	for (const struct qs_credit_stratum *s = table->strata; s; s = s->next) {
		y.project_c += s->project_c[t];
		y.baseline_c += s->baseline_c[t];
		y.soil_t += s->soil_t[t];
		y.fire_t += s->fire_t[t];
	}
	return y;
}

size_t qs_ex_ante_first(const struct qs_credit_table *table)
{
	return table->terms.first > 0 ? (size_t)table->terms.first : 0;
}

size_t qs_ex_ante_end(const struct qs_credit_table *table, size_t years)
{
	const int end = table->terms.last + 1;

	return end < 0 ? 0 : (size_t)end < years ? (size_t)end : years;
}

struct qs_ex_ante_year qs_ex_ante_year(const struct qs_credit_table *table, size_t t)
{
	const double pools = qs_co2e_of_c(1) * qs_credit_pools(table->methodology);
	const struct qs_ex_ante_year before = strata_of(table, t ? t - 1 : 0);
	struct qs_ex_ante_year y = strata_of(table, t);

	y.baseline_t = (y.baseline_c - before.baseline_c) * pools;
	y.project_t =
		(y.project_c - (t ? before.project_c : before.baseline_c)) * pools + y.soil_t - (t ? before.soil_t : 0);
	y.project_t -= y.fire_t;
	for (const struct qs_credit_stratum *s = table->strata; s && t == qs_ex_ante_first(table); s = s->next)
		y.leakage_t += s->leakage_t;
	y.net_t = y.project_t - y.baseline_t - y.leakage_t;
	y.sampling_t = y.net_t * table->sampling;
	y.risk_t = (y.net_t - y.sampling_t) * table->risk;
	return y;
}

double qs_ex_ante_whole(double t)
{
	return floor(t + 1e-9);
}
