#include "model/market/credits.h"

#include "kernels/ar_tools.h"
#include "kernels/sampling.h"
#include "model/base/units.h"
#include "model/land/site.h"
#include "model/market/deduction.h"

#include <math.h>
#include <string.h>

/* AR-TOOL14 v4.2 and AR-CM-001: shares by relative half-width (transcriptions; unverified for AR-CM-001). */
static const double tool14_limit[] = {0.10, 0.15, 0.20, 0.30}, tool14_share[] = {0, 0.25, 0.50, 0.75, 1};
static const double cm001_limit[] = {0.10, 0.20, 0.30}, cm001_share[] = {0, 0.06, 0.11};

struct qs_deduction_steps qs_credit_steps(const struct qs_methodology_pack *methodology)
{
	const struct qs_series *const limits = &methodology->deduction_limits, *const shares =
										       &methodology->deduction_shares;

	if (limits->n && shares->n >= limits->n)
		return (struct qs_deduction_steps){limits->n, limits->items, shares->items, shares->n > limits->n};
	return methodology->deduction == QS_DEDUCTION_AR_CM_001
		       ? (struct qs_deduction_steps){3, cm001_limit, cm001_share, 0}
		       : (struct qs_deduction_steps){4, tool14_limit, tool14_share, 1};
}

struct qs_deduction_vm0047 qs_credit_excess(const struct qs_methodology_pack *methodology)
{
	const struct qs_series *const limits = &methodology->deduction_limits, *const shares =
										       &methodology->deduction_shares;

	return (struct qs_deduction_vm0047){limits->n ? limits->items[0] : 0.10, shares->n ? shares->items[0] : 0.10,
					    1};
}

double qs_credit_half_width(const struct qs_sampling *sampling)
{
	const double plots = (double)sampling->plots;

	return plots > 1 ? qs_student(sampling->confidence.value, plots - 1) * sampling->cv_frac.value / sqrt(plots)
			 : sampling->precision_frac.value;
}

double qs_credit_deduction(const struct qs_methodology_pack *methodology, const struct qs_sampling *sampling)
{
	const double u = qs_credit_half_width(sampling);
	const struct qs_estimate one = {.mean = 1, .half_width = u, .relative = u};
	const struct qs_deduction_steps steps = qs_credit_steps(methodology);
	const struct qs_deduction_vm0047 excess = qs_credit_excess(methodology);
	double left;

	switch ((enum qs_deduction_kind)methodology->deduction) {
	case QS_DEDUCTION_NONE:
		return 0;
	case QS_DEDUCTION_VM0047:
	case QS_DEDUCTION_EXCESS:
		return qs_deduction_vm0047_share(&excess, u);
	case QS_DEDUCTION_AR_CM_001:
		left = qs_deduction_ar_cm_001(&steps, &one).result;
		break;
	case QS_DEDUCTION_AR_TOOL14:
	default:
		left = qs_deduction_ar_tool14(&steps, &one, 0).result;
		break;
	}
	return left >= 0 ? 1 - left : 1; /* no result: more plots are asked for, nothing can be credited */
}

int qs_credit_counts(const struct qs_methodology_pack *methodology, const char *pool)
{
	return methodology->pools.n ? qs_strings_have(&methodology->pools, pool) : strcmp(pool, "soil") != 0;
}

double qs_credit_pools(const struct qs_methodology_pack *methodology)
{
	return (qs_credit_counts(methodology, "woody") ? 1 : 0) +
	       (qs_credit_counts(methodology, "dead_wood") ? methodology->dead_wood_frac.value : 0) +
	       (qs_credit_counts(methodology, "litter") ? methodology->litter_frac.value : 0);
}

int qs_credit_baseline_fixed(const struct qs_methodology_pack *methodology, int substrate)
{
	return methodology->baseline == QS_BASELINE_ZERO_ON_SPOIL && substrate != QS_NATIVE && substrate != QS_SEALED;
}

double qs_credit_soil(const struct qs_credit_terms *terms, int substrate, double disturbed, int since)
{
	static const struct qs_ar_soil_rule rule = {0.10, 0.10, 20, 0.8}; /* AR-TOOL16 */
	const struct qs_methodology_pack *const m = terms->methodology;
	const struct qs_ar_soil soil = {m->soil_reference_t_ha.value, m->soil_land_use_factor.value,
					m->soil_management_factor.value, m->soil_input_factor.value, disturbed};
	const struct qs_ar_soil_change change = qs_ar_soil(&soil, &rule);
	double c = 0;

	if (m->soil != QS_SOIL_AR_TOOL16 || !qs_credit_counts(m, "soil") || substrate != QS_NATIVE)
		return 0;
	for (int year = 0; year <= since; year++)
		c += qs_ar_soil_year(&change, &rule, year);
	return qs_co2e_of_c(c) * (1 - terms->sampling);
}

static const double biomass_carbon = 0.47; /* default of the CDM's tools */

double qs_credit_fire(const struct qs_methodology_pack *m)
{
	if (m->fire != QS_FIRE_AR_TOOL08)
		return 0;
	return (m->fire_ch4_g_kg.value * m->gwp_ch4.value + m->fire_n2o_g_kg.value * m->gwp_n2o.value) / 1000 /
	       biomass_carbon;
}

double qs_credit_leakage(const struct qs_methodology_pack *m, const struct qs_unit *unit)
{
	const double trees = 1.1 * m->displaced_tree_t_ha.value * 1.25, shrubs = m->displaced_shrub_t_ha.value * 1.40;

	if (m->displacement != QS_DISPLACEMENT_AR_TOOL15 || !unit->treatment)
		return 0;
	return qs_co2e_of_c((trees + shrubs) * biomass_carbon + m->displaced_soil_t_ha.value) *
	       unit->baseline.grazing_frac.value;
}

/* The first whole calendar year from a date. */
static int whole_year(const struct qs_date *date)
{
	return date->year + (date->month > 1 || date->day > 1);
}

int qs_credit_terms(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		    const struct qs_registration *registration, struct qs_credit_terms *terms)
{
	const struct qs_methodology_pack *m = qs_packs_methodologies(packs, registration->methodology);
	int vintage;

	if (!m)
		return -1;
	*terms = (struct qs_credit_terms){.registration = registration,
					  .methodology = m,
					  .risk = m->risk_deduction_frac.value,
					  .buffered = m->risk_held == QS_HELD_IN_BUFFER,
					  .before = -1};
	terms->sampling = qs_credit_deduction(m, &registration->sampling);
	terms->per_c = qs_co2e_of_c(1) * qs_credit_pools(m) * (1 - terms->sampling);
	terms->first = registration->start.year ? registration->start.year - (int)portfolio->start_year : 0;
	terms->last = terms->first + (int)registration->crediting_years - 1;
	terms->every = (int)registration->verification_every_years;
	if (terms->first > 0)
		terms->before = terms->first - 1; /* what grew before the start is not the project's */
	vintage = m->vintage_from.year ? whole_year(&m->vintage_from) - (int)portfolio->start_year : terms->first;
	if (vintage > terms->first) {
		terms->first = vintage;
		terms->before = vintage - 1;
	}
	/* what takes no new projects is accounted over its whole period, and nothing of it is sold */
	if (m->vintage_to.year && m->open_to_new_projects == QS_OPEN_YES &&
	    m->vintage_to.year - (int)portfolio->start_year < terms->last)
		terms->last = m->vintage_to.year - (int)portfolio->start_year;
	return 0;
}

int qs_credit_closes(int first, int last, int every, int year, int years)
{
	const int since = year - first + 1;

	if (year < first || year > last)
		return 0;
	return since % every == 0 || year == last || year == years - 1;
}

int qs_credit_verified(const struct qs_credit_terms *terms, int year, int years)
{
	return qs_credit_closes(terms->first, terms->last, terms->every, year, years);
}

int qs_registration_holds(const struct qs_registration *registration, const char *site)
{
	return qs_strings_name(&registration->sites, site);
}
