/* What selling credits under a registration brings and costs, present values by member.
 *
 *     income = sum over verifications t of issued_t x price_{t'} / (1 + r)^t',  t' = t + settlement_years, within the run
 *     cost   = share x (design / (1 + r)^start + sum over verifications t of verification / (1 + r)^t)
 *
 * with the draws, price years and shares of the account lines carbon_income and registration (model/finance/accounts.h) and the real
 * hurdle r. Amounts after the exit of the investor are left out, as there.
 */
#ifndef QS_MODEL_FINANCE_REGISTRATION_H
#define QS_MODEL_FINANCE_REGISTRATION_H

#include "model/finance/accounts.h"

/* Fills income and cost [members], CNY of price_year, of one seller of a site. work: 2 x members. */
void qs_registration_money(const struct qs_account_input *input, const struct qs_account_seller *seller, double *income,
			   double *cost, double *work);

#endif
