/* Money that the public side pays or takes: government payments, quotas of land, payments for services, concessions.
 *
 *     government_pay, k = 1 .. N years after acceptance, in money of the year, not below 0:
 *         legacy   C (1 + m) (1 + r)^k / N + O_k (1 + m) - U_k
 *         annuity  C r / (1 - (1 + r)^-N)  + O_k (1 + m) - U_k
 *     C works less grants, O_k upkeep and insurance, U_k what users pay (industry income less its cost; 0 unless `user_fees`), m the
 *     reasonable margin, r the rate of the district's bonds or of the contract, N `years`
 *     quota_value      quota_ha x 15 mu x price, the year after acceptance; absent quota_ha: new cropland that is assessed and not
 *                      used up by the swap (rule S06). quota_income: the investor's share of it, 0 unless given
 *     service_payment  CNY a restored hectare and year, from the year after acceptance
 *     concession_fee   fee_frac x industry income + fee_cny_per_year, from the year after acceptance to the end of the concession,
 *                      with which the industry ends too (model/finance/industry.h)
 *
 * Sources: 财金〔2015〕21号 (legacy, recalled); contracts in use (annuity, recalled); 京规自发〔2023〕60号 4 (2) and (5). New
 * partnerships may not be paid for by the government since 国办函〔2023〕115号 of 3 November 2023: such a line is computed, and told
 * not to comply.
 */
#ifndef QS_MODEL_FINANCE_PUBLIC_MONEY_H
#define QS_MODEL_FINANCE_PUBLIC_MONEY_H

#include "model/finance/accounts.h"

/* A year's payment by the formula, money of the year: whole cost, running cost and what users pay in that year; k from 1. */
double qs_government_pay(const struct qs_government_pay *terms, double cost, double running, double users, int64_t k);

/* Nonzero if a site's government payments are open to it by their date: none, or a bid before the rule on new partnerships. */
int qs_government_pay_complies(const struct qs_portfolio *portfolio, const struct qs_site *site);

/* Hectares of a site that give quotas of land. */
double qs_quota_ha(const struct qs_site *site);

/* Fills the lines of a site, after industry and insurance; tells taxes. */
void qs_public_money_fill(const struct qs_account_input *input, const struct qs_account_output *output);

/* Upkeep after the hand-over, handover_years after the year of acceptance: what the site states for it is added, and where the public
 * side pays, all of it goes to upkeep_public. After acceptance is known, before anything is made of upkeep. */
void qs_upkeep_hand_over(const struct qs_account_input *input, const struct qs_account_output *output);

#endif
