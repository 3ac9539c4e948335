/* Acceptance of a site's works: what is asked, when each member passes, what failing costs.
 *
 *     ready   first year t >= due + delay (+ rework_years where the stand fails) in which
 *             cover_t >= asked on every worked unit, carbon_t >= asked, soil depth >= asked and slope <= asked
 *     stand   survival after a year and stems left after three, by stems over the planted units, each as the land model draws it:
 *             s_i of the unit; retention (s + (1 - s) s_0 where s < replant_below) x (1 - early loss)^2, s_0 the middle survival
 *     rework  rework_frac x works so far, in the year in which a failing stand is first shown
 *
 * Cover is always asked (by substrate unless the site says); the others only where finance.acceptance_* says so. Soil depth and
 * slope do not vary between members: where they fail nobody passes. Source of the question: 京规自发〔2023〕60号, 3 (5).
 */
#ifndef QS_MODEL_FINANCE_ACCEPTANCE_H
#define QS_MODEL_FINANCE_ACCEPTANCE_H

#include "model/finance/accounts.h"

/* How many members' stand, cover, … fail when acceptance is first due, into out->failing (NaN: not asked, or no works). The
 * members' years of acceptance go into out->acceptance, rework into its line, so that works must be there before. */
void qs_acceptance_fill(const struct qs_account_input *in, const struct qs_account_output *out);

/* After the accounts, of all members, accepted and npv [members]: the share accepted by each year into by_year, and the mean net
 * present value of those that pass when first due and of those that do not (NaN: none). */
void qs_acceptance_tell(const struct qs_account_input *in, const double *accepted, const double *npv, double *by_year,
			struct qs_acceptance_figures *figures);

#endif
