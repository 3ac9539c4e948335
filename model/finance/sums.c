/* Sums of a site's accounts by member: present values of lines and of gains of carbon (model/finance/accounts.h). */
#include "kernels/kernels.h"
#include "model/finance/accounts.h"
#include "model/finance/economic.h"

#include <string.h>

static const double *row(const struct qs_account_input *in, const struct qs_account_output *out, enum qs_line line,
			 size_t year)
{
	return out->lines + ((size_t)line * in->years + year) * in->members;
}

static double *sum(const struct qs_account_input *in, const struct qs_account_output *out, enum qs_sum which)
{
	return out->sums + (size_t)which * in->members;
}

/* Adds weight x the present value of `years` amounts at the members' rates. Most lines of a site are zero. */
static void add_present(const struct qs_account_input *in, const struct qs_account_output *out, const double *rate,
			const double *amounts, size_t years, enum qs_sum which, double weight)
{
	double *const value = out->work + in->members, *const to = sum(in, out, which);
	size_t k = 0;

	while (k < years * in->members && amounts[k] == 0)
		k++;
	if (k == years * in->members)
		return;
	in->context->kernels->cash_npv_rates(in->members, years, rate, amounts, value);
	for (size_t i = 0; i < in->members; i++)
		to[i] += weight * value[i];
}

/* Present value of yearly changes of a stock, less those of another (or NULL). */
static void add_gain(const struct qs_account_input *in, const struct qs_account_output *out, const double *rate,
		     const double *stock, const double *other, size_t kept, enum qs_sum which)
{
	double *const to = sum(in, out, which);

	for (size_t i = 0; i < in->members; i++) {
		const double step = 1 / (1 + rate[i]);
		double factor = 1, before = 0;

		for (size_t t = 0; t < kept; t++) {
			const size_t at = t * in->members + i;
			const double now = stock[at] - (other ? other[at] : 0);

			to[i] += (now - before) * factor;
			before = now;
			factor *= step;
		}
	}
}

/* What natural recovery costs and gains, to the same year. */
static void add_natural(const struct qs_account_input *in, const struct qs_account_output *out, const double *rate,
			size_t kept)
{
	add_present(in, out, rate, in->works_natural, kept, QS_SUM_OF_cost_natural, 1);
	add_present(in, out, rate, in->upkeep_natural, kept, QS_SUM_OF_cost_natural, 1);
	add_gain(in, out, rate, in->land[QS_SOURCE_grown_co2e][QS_SERIES_natural], NULL, kept, QS_SUM_OF_gain_natural);
}

/* The economic flow: what it counts less the costs that are no transfers. */
static void add_economic(const struct qs_account_input *in, const struct qs_account_output *out, double *rate,
			 size_t kept)
{
	double *const flow = out->lines + (size_t)QS_LINE_OF_economic_flow * in->years * in->members;

	for (size_t i = 0; i < in->members; i++)
		rate[i] = (in->portfolio->finance.social_rate_pct.value + (in->shift ? in->shift[i].discount_pct : 0)) /
			  100;
	for (int line = 0; line < QS_LINE_COUNT; line++) {
		const double weight = in->plan->economic[line];
		const double *const from = row(in, out, (enum qs_line)line, 0);

		for (size_t k = 0; (weight < 0 || weight > 0) && k < kept * in->members; k++)
			flow[k] += weight * from[k];
	}
	add_present(in, out, rate, flow, kept, QS_SUM_OF_npv_economic, 1);
}

void qs_accounts_add_up(const struct qs_account_input *in, const struct qs_account_output *out, size_t kept)
{
	static const struct {
		enum qs_line line;
		enum qs_sum sum;
		double weight;
	} parts[] = {
		{QS_LINE_OF_cash_flow, QS_SUM_OF_npv, 1},
		{QS_LINE_OF_works, QS_SUM_OF_cost, 1},
		{QS_LINE_OF_upkeep, QS_SUM_OF_cost, 1},
		{QS_LINE_OF_rent, QS_SUM_OF_cost, 1},
		{QS_LINE_OF_registration, QS_SUM_OF_cost, 1},
		{QS_LINE_OF_insurance, QS_SUM_OF_cost, 1},
		{QS_LINE_OF_rework, QS_SUM_OF_cost, 1},
		{QS_LINE_OF_concession_fee, QS_SUM_OF_cost, 1},
		{QS_LINE_OF_platform_fee, QS_SUM_OF_cost, 1},
		{QS_LINE_OF_upkeep_public, QS_SUM_OF_upkeep_public, 1},
		{QS_LINE_OF_carbon_income, QS_SUM_OF_income, 1},
		{QS_LINE_OF_industry_income, QS_SUM_OF_income, 1},
		{QS_LINE_OF_industry_cost, QS_SUM_OF_income, -1},
		{QS_LINE_OF_spoil_income, QS_SUM_OF_income, 1},
		{QS_LINE_OF_grant, QS_SUM_OF_income, 1},
		{QS_LINE_OF_exit_value, QS_SUM_OF_income, 1},
		{QS_LINE_OF_government_pay, QS_SUM_OF_income, 1},
		{QS_LINE_OF_service_payment, QS_SUM_OF_income, 1},
		{QS_LINE_OF_quota_income, QS_SUM_OF_income, 1},
		{QS_LINE_OF_carbon_income, QS_SUM_OF_carbon, 1},
		{QS_LINE_OF_grant, QS_SUM_OF_grants, 1},
		{QS_LINE_OF_industry_income, QS_SUM_OF_industry, 1},
		{QS_LINE_OF_industry_cost, QS_SUM_OF_industry, -1},
		{QS_LINE_OF_credits_sold, QS_SUM_OF_credits, 1},
		{QS_LINE_OF_works, QS_SUM_OF_works, 1},
		{QS_LINE_OF_cash_after_tax, QS_SUM_OF_npv_after_tax, 1},
		{QS_LINE_OF_spoil_income, QS_SUM_OF_spoil, 1},
		{QS_LINE_OF_spoil_value, QS_SUM_OF_spoil_value, 1},
		{QS_LINE_OF_registration, QS_SUM_OF_registration, 1},
	};
	static const struct {
		enum qs_line line;
		enum qs_sum sum;
	} owners[] = {{QS_LINE_OF_equity_flow, QS_SUM_OF_npv_equity},
		      {QS_LINE_OF_investor_flow, QS_SUM_OF_npv_investor},
		      {QS_LINE_OF_distribution, QS_SUM_OF_distribution}};
	double *const rate = out->work, *const sold = sum(in, out, QS_SUM_OF_sold);

	for (size_t i = 0; i < in->members; i++)
		rate[i] =
			(in->portfolio->finance.discount_rate_pct.value + (in->shift ? in->shift[i].discount_pct : 0)) /
			100;
	for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
		add_present(in, out, rate, row(in, out, parts[p].line, 0), in->years, parts[p].sum, parts[p].weight);
	add_gain(in, out, rate, in->land[QS_SOURCE_grown_co2e][QS_SERIES_project], NULL, kept, QS_SUM_OF_gain);
	add_gain(in, out, rate, in->land[QS_SOURCE_grown_co2e][QS_SERIES_project],
		 in->land[QS_SOURCE_grown_co2e][QS_SERIES_baseline], kept, QS_SUM_OF_gain_net);
	add_gain(in, out, rate, in->net, in->net_baseline, kept, QS_SUM_OF_gain_works);
	add_natural(in, out, rate, kept);
	for (size_t i = 0; i < in->members; i++)
		sum(in, out, QS_SUM_OF_removals)[i] = in->net[(in->years - 1) * in->members + i] -
						      in->net_baseline[(in->years - 1) * in->members + i];
	for (size_t t = 0; t < in->years; t++)
		for (size_t i = 0; i < in->members; i++)
			sold[i] += row(in, out, QS_LINE_OF_credits_sold, t)[i];
	for (size_t i = 0; i < in->members; i++)
		rate[i] = (in->portfolio->finance.equity_rate_pct.value + (in->shift ? in->shift[i].discount_pct : 0)) /
			  100;
	for (size_t p = 0; p < sizeof owners / sizeof owners[0]; p++)
		add_present(in, out, rate, row(in, out, owners[p].line, 0), in->years, owners[p].sum, 1);
	add_economic(in, out, rate, kept);
}
