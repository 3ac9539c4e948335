#include "model/market/credits.h"

#include "kernels/sampling.h"
#include "model/base/units.h"
#include "model/market/deduction.h"

#include <math.h>
#include <string.h>

/* AR-TOOL14 v4.2 and AR-CM-001: shares by relative half-width (transcriptions; unverified for AR-CM-001). */
static const double tool14_limit[] = {0.10, 0.15, 0.20, 0.30}, tool14_share[] = {0, 0.25, 0.50, 0.75, 1};
static const double cm001_limit[] = {0.10, 0.20, 0.30}, cm001_share[] = {0, 0.06, 0.11};

double qs_credit_deduction(const struct qs_methodology_pack *methodology, const struct qs_sampling *sampling)
{
	const double plots = (double)sampling->plots;
	const double u =
		plots > 1 ? qs_student(sampling->confidence.value, plots - 1) * sampling->cv_frac.value / sqrt(plots)
			  : sampling->precision_frac.value;
	const struct qs_estimate one = {.mean = 1, .half_width = u, .relative = u};
	double left;

	if (methodology->deduction == QS_DEDUCTION_VM0047)
		return qs_deduction_vm0047_share(&(struct qs_deduction_vm0047){0.10, 0.10, 1}, u);
	if (methodology->deduction == QS_DEDUCTION_AR_CM_001)
		left = qs_deduction_ar_cm_001(&(struct qs_deduction_steps){3, cm001_limit, cm001_share, 0}, &one)
			       .result;
	else
		left = qs_deduction_ar_tool14(&(struct qs_deduction_steps){4, tool14_limit, tool14_share, 1}, &one, 0)
			       .result;
	return left >= 0 ? 1 - left : 1; /* no result: more plots are asked for, nothing can be credited */
}

int qs_credit_terms(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		    const struct qs_registration *registration, struct qs_credit_terms *terms)
{
	const struct qs_methodology_pack *m = qs_packs_methodologies(packs, registration->methodology);

	if (!m)
		return -1;
	*terms = (struct qs_credit_terms){
		.registration = registration, .methodology = m, .risk = m->risk_deduction_frac.value};
	terms->per_c = qs_co2e_of_c(1) * (1 + m->dead_wood_frac.value + m->litter_frac.value) *
		       (1 - qs_credit_deduction(m, &registration->sampling));
	terms->first = registration->start.year ? registration->start.year - (int)portfolio->start_year : 0;
	terms->last = terms->first + (int)registration->crediting_years - 1;
	terms->every = (int)registration->verification_every_years;
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
	for (size_t i = 0; i < registration->sites.n; i++)
		if (!strcmp(registration->sites.items[i], "all") || !strcmp(registration->sites.items[i], site))
			return 1;
	return 0;
}
