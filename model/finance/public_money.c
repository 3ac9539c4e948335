#include "model/finance/public_money.h"

#include "kernels/elementary.h"
#include "model/base/draws.h"
#include "model/land/costs.h"
#include "model/policy/swap.h"

#include <math.h>
#include <string.h>

enum { MU_PER_HA = 15, LEGACY = 0, RULE_YEAR = 2023, RULE_MONTH = 11, RULE_DAY = 3 };

static double *row(const struct qs_account_input *in, const struct qs_account_output *out, enum qs_line line,
		   size_t year)
{
	return out->lines + ((size_t)line * in->years + year) * in->members;
}

/* ---- government payments ---- */

double qs_government_pay(const struct qs_government_pay *terms, double cost, double running, double users, int64_t k)
{
	const double n = (double)terms->years, rate = terms->rate_pct.value / 100, margin = terms->margin_frac.value;
	double growth = 1, pay;

	if (k < 1 || k > terms->years)
		return 0;
	for (int64_t j = 0; j < (terms->form == LEGACY ? k : terms->years); j++)
		growth *= 1 + rate;
	if (terms->form == LEGACY)
		pay = cost * (1 + margin) * growth / n;
	else
		pay = rate > 0 ? cost * rate * growth / (growth - 1) : cost / n;
	pay += running * (1 + margin) - users;
	return pay > 0 ? pay : 0;
}

int qs_government_pay_complies(const struct qs_portfolio *portfolio, const struct qs_site *site)
{
	const struct qs_date *const bid = &portfolio->policy.bid_date;
	const int64_t rule = RULE_YEAR * 10000 + RULE_MONTH * 100 + RULE_DAY;
	const int64_t date =
		bid->year ? bid->year * 10000L + bid->month * 100L + bid->day : portfolio->start_year * 10000 + 101;

	return site->finance.government_pay.years == 0 || date < rule;
}

static void pay(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_government_pay *const terms = &in->site->finance.government_pay;
	const double *const money = in->plan->factor; /* real CNY of one of the year */

	for (size_t i = 0; terms->years > 0 && i < in->members; i++) {
		double cost = 0;

		for (size_t t = 0; t < in->years; t++)
			cost += (row(in, out, QS_LINE_OF_works, t)[i] - row(in, out, QS_LINE_OF_grant, t)[i]) /
				money[t];
		for (size_t t = 0; t < in->years; t++) {
			const double running =
				row(in, out, QS_LINE_OF_upkeep, t)[i] + row(in, out, QS_LINE_OF_insurance, t)[i];
			const double users = terms->user_fees ? row(in, out, QS_LINE_OF_industry_income, t)[i] -
									row(in, out, QS_LINE_OF_industry_cost, t)[i]
							      : 0;

			row(in, out, QS_LINE_OF_government_pay, t)[i] =
				money[t] * qs_government_pay(terms, cost, running / money[t], users / money[t],
							     (int64_t)((double)t - out->acceptance[i]));
		}
	}
}

/* ---- quotas, services ---- */

double qs_quota_ha(const struct qs_site *site)
{
	const struct qs_site_policy *const policy = &site->policy;
	double gain;

	if (site->finance.quota_ha.given)
		return site->finance.quota_ha.value;
	if (!policy->cropland_eligible || !site->land_before.n || !site->land_after.n)
		return 0;
	gain = qs_swap_difference(qs_swap_sum(site->land_after.items, site->land_after.n).cropland,
				  qs_swap_sum(site->land_before.items, site->land_before.n).cropland);
	gain -= policy->cropland_used_ha.value;
	return gain > 0 ? gain : 0;
}

static void give_quotas(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_accounts_pack *const values = in->packs->accounts.items; /* the check asks for one */
	const struct qs_site_finance *const finance = &in->site->finance;
	const int own = finance->quota_cny_per_mu.given != 0;
	const double mu = MU_PER_HA * qs_quota_ha(in->site);
	const double factor = own ? 1 : qs_quote_factor(&in->portfolio->finance, values->quota_price_year);
	double *const price = out->work;

	if (!(mu > 0) || !(in->worked_ha > 0))
		return;
	qs_draw_figure(in->context, in->members, in->portfolio->seed,
		       own ? &finance->quota_cny_per_mu : &values->quota_cny_mu, qs_scope_id("price", "quota", NULL),
		       (uint32_t)in->first, price);
	for (size_t i = 0; i < in->members; i++) {
		const size_t t = (size_t)out->acceptance[i] + 1;

		if (t >= in->years)
			continue;
		row(in, out, QS_LINE_OF_quota_value, t)[i] = mu * factor * price[i];
		row(in, out, QS_LINE_OF_quota_income, t)[i] = finance->quota_share_frac.value * mu * factor * price[i];
	}
}

static void pay_services(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_figure *const rate = &in->site->finance.service_payment_cny_per_ha;
	double *const each = out->work;

	if (!rate->given)
		return;
	qs_draw_figure(
		in->context, in->members, in->portfolio->seed, rate,
		qs_scope_join(qs_scope_id("site", in->site->id, NULL), qs_scope_id("service_payment", NULL, NULL)),
		(uint32_t)in->first, each);
	for (size_t t = 0; t < in->years; t++)
		for (size_t i = 0; i < in->members; i++)
			row(in, out, QS_LINE_OF_service_payment, t)[i] =
				(double)t > out->acceptance[i] ? each[i] * in->restored_ha : 0;
}

/* ---- concession ---- */

static void pay_concession(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_concession *const terms = &in->site->finance.concession;

	for (size_t t = 0; t < in->years && (int64_t)t < terms->years; t++)
		for (size_t i = 0; i < in->members; i++)
			row(in, out, QS_LINE_OF_concession_fee, t)[i] =
				(double)t > out->acceptance[i]
					? terms->fee_frac.value * row(in, out, QS_LINE_OF_industry_income, t)[i] +
						  terms->fee_cny_per_year.value
					: 0;
}

/* ---- hand-over ---- */

void qs_upkeep_hand_over(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_site_finance *const finance = &in->site->finance;
	const double kept = (double)finance->handover_years;
	double *const more = out->work;

	if (!(in->worked_ha > 0) || (!finance->upkeep_after_payer && !finance->upkeep_after_cny_per_ha.given))
		return;
	memset(more, 0, in->members * sizeof *more);
	if (finance->upkeep_after_cny_per_ha.given)
		qs_draw_figure(
			in->context, in->members, in->portfolio->seed, &finance->upkeep_after_cny_per_ha,
			qs_scope_join(qs_scope_id("site", in->site->id, NULL), qs_scope_id("upkeep_after", NULL, NULL)),
			(uint32_t)in->first, more);
	for (size_t t = 0; t < in->years; t++)
		for (size_t i = 0; i < in->members; i++) {
			double *const own = &row(in, out, QS_LINE_OF_upkeep, t)[i];
			const double factor = in->shift ? in->shift[i].upkeep : 1;

			if (!((double)t > out->acceptance[i] + kept))
				continue;
			*own += factor * in->worked_ha * more[i];
			if (!finance->upkeep_after_payer)
				continue;
			row(in, out, QS_LINE_OF_upkeep_public, t)[i] = *own;
			*own = 0;
		}
}

void qs_public_money_fill(const struct qs_account_input *in, const struct qs_account_output *out)
{
	static const struct {
		const char *name;
		enum qs_line line;
	} taxed[] = {{"government_pay", QS_LINE_OF_government_pay},
		     {"quota", QS_LINE_OF_quota_income},
		     {"service_payment", QS_LINE_OF_service_payment}};

	pay_concession(in, out);
	pay(in, out);
	give_quotas(in, out);
	pay_services(in, out);
	for (size_t t = 0; out->tax && t < in->years; t++)
		for (size_t k = 0; k < sizeof taxed / sizeof taxed[0]; k++)
			qs_taxes_note(in, out, taxed[k].name, t, row(in, out, taxed[k].line, t), NULL, 0);
}
