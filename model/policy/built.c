#include "model/policy/built.h"

#include "model/land/estimate.h"

#include <math.h>
#include <string.h>

static const double days_of_year = 365.25;

static double stated(const struct qs_figure *figure)
{
	return figure->given ? figure->value : (double)NAN;
}

static const struct qs_unit *unit_of(const struct qs_site *site, const char *id)
{
	for (size_t u = 0; u < site->units.n; u++) {
		const char *const own = site->units.items[u].id ? site->units.items[u].id : site->id;

		if (!strcmp(own, id))
			return &site->units.items[u];
	}
	return NULL;
}

static const struct qs_measure *measure_of(const struct qs_treatment *treatment, const char *id, int64_t nth)
{
	for (size_t m = 0; treatment && m < treatment->measures.n; m++)
		if (!strcmp(treatment->measures.items[m].measure, id) && --nth == 0)
			return &treatment->measures.items[m];
	return NULL;
}

/* Days from 1 January of year 0 to a date of the Gregorian calendar. */
static double days(int year, int month, int day)
{
	static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	const int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	const int y = year - 1;
	const int all = 365 * year + y / 4 - y / 100 + y / 400 + before[month - 1] + (leap && month > 2) + day;

	return all;
}

/* Rounded to 1e-9, so that 110 of 100 is no more than a tenth. */
static double part(double built, double planned)
{
	return planned > 0 ? floor((built / planned - 1) * 1e9 + 0.5) / 1e9 : (double)NAN;
}

int qs_built_row(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		 size_t i, struct qs_built_row *row)
{
	const struct qs_as_built *const built = &site->policy.as_built.items[i];
	struct qs_estimate_item planned;

	memset(row, 0, sizeof *row);
	row->unit = unit_of(site, built->unit);
	row->measure = row->unit && row->unit->treatment
			       ? measure_of(qs_portfolio_treatment(portfolio, row->unit->treatment), built->measure,
					    built->nth)
			       : NULL;
	row->pack = qs_packs_measures(packs, built->measure);
	if (!row->measure || !row->pack || !packs->land.n)
		return -1;
	planned = qs_estimate_measure(packs, portfolio, row->unit, row->measure, row->pack);
	row->amount_unit = planned.unit;
	row->planned_amount = planned.quantity;
	row->built_amount = stated(&built->quantity);
	row->planned_cny = built->planned_cost_cny.given ? built->planned_cost_cny.value : planned.amount_cny;
	row->built_cny = stated(&built->cost_cny);
	row->planned_ha = row->unit->area_ha.value * row->measure->area_frac.value;
	row->built_ha = stated(&built->area_ha);
	row->planned_years = (double)(row->measure->year + 1);
	row->built_years = (double)NAN;
	if (built->finished.year)
		row->built_years = (days(built->finished.year, built->finished.month, built->finished.day) -
				    days((int)portfolio->start_year, 1, 1)) /
				   days_of_year;
	row->deviation = (struct qs_deviation){
		part(row->built_amount, row->planned_amount), part(row->built_cny, row->planned_cny),
		part(row->built_ha, row->planned_ha), part(row->built_years, row->planned_years)};
	return 0;
}

/* What a unit's rows, or a site's, sum up to. */
struct sums {
	double planned_cny, built_cny, planned_ha, built_ha, planned_years, built_years, amount;
};

/* Adds the rows of a unit. */
static void add_unit(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		     const struct qs_unit *unit, struct sums *sums)
{
	double planned_ha = 0, built_ha = 0;
	struct qs_built_row row;

	for (size_t i = 0; i < site->policy.as_built.n; i++) {
		if (qs_built_row(portfolio, packs, site, i, &row) || row.unit != unit)
			continue;
		if (!isnan(row.deviation.cost)) {
			sums->planned_cny += row.planned_cny;
			sums->built_cny += row.built_cny;
		}
		if (!isnan(row.deviation.area)) {
			planned_ha = fmax(planned_ha, row.planned_ha);
			built_ha = fmax(built_ha, row.built_ha);
		}
		if (!isnan(row.deviation.time)) {
			sums->planned_years = fmax(sums->planned_years, row.planned_years);
			sums->built_years = fmax(sums->built_years, row.built_years);
		}
		if (!isnan(row.deviation.amount) &&
		    (isnan(sums->amount) || fabs(row.deviation.amount) > fabs(sums->amount)))
			sums->amount = row.deviation.amount;
	}
	sums->planned_ha += planned_ha;
	sums->built_ha += built_ha;
}

struct qs_deviation qs_built_deviation(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
				       const struct qs_site *site, const struct qs_unit *unit)
{
	const struct qs_site_policy *const policy = &site->policy;
	struct sums sums = {.amount = (double)NAN};
	struct qs_deviation deviation;

	for (size_t u = 0; u < site->units.n; u++)
		if (!unit || unit == &site->units.items[u])
			add_unit(portfolio, packs, site, &site->units.items[u], &sums);
	deviation =
		(struct qs_deviation){sums.amount, part(sums.built_cny, sums.planned_cny),
				      part(sums.built_ha, sums.planned_ha), part(sums.built_years, sums.planned_years)};
	if (unit)
		return deviation;
	if (policy->cost_deviation_frac.given)
		deviation.cost = policy->cost_deviation_frac.value;
	if (policy->area_deviation_frac.given)
		deviation.area = policy->area_deviation_frac.value;
	if (policy->time_deviation_frac.given)
		deviation.time = policy->time_deviation_frac.value;
	return deviation;
}

double qs_deviation_largest(const struct qs_deviation *deviation)
{
	const double parts[] = {deviation->amount, deviation->cost, deviation->area, deviation->time};
	double largest = 0;

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (fabs(parts[i]) > largest) /* never of NaN */
			largest = fabs(parts[i]);
	return largest;
}

double qs_built_worst(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site)
{
	struct qs_deviation deviation = qs_built_deviation(portfolio, packs, site, NULL);
	double worst = qs_deviation_largest(&deviation);

	for (size_t u = 0; site->policy.as_built.n && u < site->units.n; u++) {
		deviation = qs_built_deviation(portfolio, packs, site, &site->units.items[u]);
		worst = fmax(worst, qs_deviation_largest(&deviation));
	}
	return worst;
}
