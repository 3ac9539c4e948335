/* Taxes of a site (model/finance/funding.h): value-added tax with input tax carried forward, amortisation, income tax
 * with ring-fenced exempt lines, years free of tax, and losses carried (kernels/tax.h). */
#include "kernels/kernels.h"
#include "kernels/tax.h"
#include "model/finance/accounts.h"
#include "model/finance/funding.h"
#include "model/land/site.h"

#include <string.h>

enum { GENERAL, SMALL, RELIEF_ENDS = 2027 };

int qs_taxed(const struct qs_portfolio *portfolio)
{
	return qs_was_given(&qs_table_finance, &portfolio->finance.given, "tax");
}

/* ---- rates ---- */

/* Rates in force in a calendar year, as fractions; all 0 without taxes. */
struct rates {
	double income, services, goods, works, small, surcharge;
};

static void change(double *rate, const struct qs_figure *to)
{
	if (to->given)
		*rate = to->value / 100;
}

/* The rates of a portfolio in a year, with its changes up to it. */
static struct rates rates_in(const struct qs_portfolio *portfolio, int64_t year)
{
	const struct qs_tax *const tax = &portfolio->finance.tax;
	struct rates r = {tax->income_rate_pct.value / 100, tax->vat_rate_pct.value / 100,
			  tax->vat_goods_pct.value / 100,   tax->vat_works_pct.value / 100,
			  tax->vat_small_pct.value / 100,   tax->surcharge_frac.value};
	int64_t last = INT64_MIN;

	if (!qs_taxed(portfolio))
		return (struct rates){0};
	if (!tax->vat_small_pct.given && year <= RELIEF_ENDS)
		r.small = 0.01;
	for (;;) { /* changes in the order of their years, whatever their order in the list */
		const struct qs_tax_change *next = NULL;

		for (size_t i = 0; i < tax->changes.n; i++) {
			const struct qs_tax_change *const c = &tax->changes.items[i];

			if (c->year > last && c->year <= year && (!next || c->year < next->year))
				next = c;
		}
		if (!next)
			return r;
		last = next->year;
		change(&r.income, &next->income_rate_pct);
		change(&r.services, &next->vat_rate_pct);
		change(&r.goods, &next->vat_goods_pct);
		change(&r.works, &next->vat_works_pct);
		change(&r.small, &next->vat_small_pct);
		if (next->surcharge_frac.given)
			r.surcharge = next->surcharge_frac.value;
	}
}

/* Nonzero if a line is free of income tax. */
static int is_tax_free(const struct qs_tax *tax, const char *line)
{
	return qs_strings_name(&tax->exempt_lines, line);
}

/* Value-added tax in a CNY that comes in by a line ("carbon", "spoil" or a revenue line) in a year. */
static double vat_of_income(const struct qs_tax *tax, const struct rates *rates, const char *line)
{
	const double rate = tax->vat_payer == SMALL  ? rates->small
			    : !strcmp(line, "spoil") ? rates->goods
						     : rates->services;

	return qs_strings_name(&tax->vat_exempt_lines, line) ? 0 : rate / (1 + rate);
}

/* Value-added tax in a CNY of a cost taken off at a rate; 0 for small payers. */
static double vat_of_cost(const struct qs_tax *tax, double rate)
{
	return tax->vat_payer == SMALL ? 0 : rate / (1 + rate);
}

/* ---- columns ---- */

static const double *real_row(const struct qs_fund *f, enum qs_line line, size_t t)
{
	return f->of->lines + ((size_t)line * f->of->years + t) * f->of->members + f->first;
}

static const double *tax_row(const struct qs_fund *f, enum qs_tax_part part, size_t t)
{
	return f->of->tax + ((size_t)part * f->of->years + t) * f->of->members + f->first;
}

/* Income and costs of a year without value-added tax, the tax due on both, what is written off later. */
static void open_year(struct qs_fund *f, size_t t, const struct rates *rates, double *input)
{
	const struct qs_tax *const tax = &f->of->portfolio->finance.tax;
	const double money = f->factor[t], services = vat_of_cost(tax, rates->services);
	const double built = vat_of_cost(tax, rates->works);
	const double run = services * tax->vat_industry_input_frac.value, granted = tax->grant_taxable ? 1 : 0;
	const double *const carbon = real_row(f, QS_LINE_OF_carbon_income, t);
	const double *const industry = real_row(f, QS_LINE_OF_industry_income, t);
	const double *const spoil = real_row(f, QS_LINE_OF_spoil_income, t);
	const double *const grant = real_row(f, QS_LINE_OF_grant, t), *const leave =
									      real_row(f, QS_LINE_OF_exit_value, t);
	const double *const works = real_row(f, QS_LINE_OF_works, t), *const upkeep = real_row(f, QS_LINE_OF_upkeep, t);
	const double *const rent = real_row(f, QS_LINE_OF_rent, t), *const cost =
									    real_row(f, QS_LINE_OF_industry_cost, t);
	const double *const registration = real_row(f, QS_LINE_OF_registration, t);
	const double *const insurance = real_row(f, QS_LINE_OF_insurance, t);
	const double *const rework = real_row(f, QS_LINE_OF_rework, t), *const fee = real_row(
										f, QS_LINE_OF_concession_fee, t);
	const double *const paid = real_row(f, QS_LINE_OF_government_pay, t), *const quota = real_row(
										      f, QS_LINE_OF_quota_income, t);
	const double *const service = real_row(f, QS_LINE_OF_service_payment, t);
	const double *const platform = real_row(f, QS_LINE_OF_platform_fee, t);
	const double *const output = tax_row(f, QS_TAX_OUTPUT, t), *const profit = tax_row(f, QS_TAX_FREE_PROFIT, t);
	const size_t at = t * f->n;
	const double kept = t < f->of->kept ? money : 0;

	for (size_t i = 0; i < f->n; i++) {
		const double serviced = upkeep[i] + insurance[i] + rework[i] + platform[i];
		const double common = serviced + rent[i] + fee[i] - services * serviced;
		const double earned = carbon[i] + industry[i] + spoil[i] + paid[i] + quota[i] + service[i];
		const double base = works[i] - built * works[i] - (1 - granted) * grant[i];

		f->column[QS_FUND_operating][at + i] = kept * earned;
		f->column[QS_FUND_income][at + i] = kept * (earned + leave[i] + granted * grant[i] - output[i]);
		f->column[QS_FUND_common][at + i] = kept * common;
		f->column[QS_FUND_costs][at + i] =
			kept * (common + cost[i] - run * cost[i] + registration[i] - services * registration[i]);
		f->column[QS_FUND_base][at + i] = kept * (base > 0 ? base : 0);
		f->column[QS_FUND_free_profit][at + i] = kept * profit[i];
		f->column[QS_FUND_vat][at + i] = kept * output[i];
		input[i] = kept * (services * (serviced + registration[i]) + run * cost[i] + built * works[i]);
	}
}

/* The tax due, input tax taken off; what is left of that is carried on. */
static void settle_vat(struct qs_fund *f, size_t t, double surcharge, const double *input, double *carried)
{
	double *const vat = f->column[QS_FUND_vat] + t * f->n, *const beside = f->column[QS_FUND_surcharge] + t * f->n;

	for (size_t i = 0; i < f->n; i++) {
		const double net = vat[i] - input[i] - carried[i];

		vat[i] = net > 0 ? net : 0;
		carried[i] = net > 0 ? 0 : -net;
		beside[i] = surcharge * vat[i];
	}
}

void qs_taxes_spread(const struct qs_fund *f, const double *paid, double *spread)
{
	const size_t n = f->n, years = f->of->years, over = (size_t)f->of->portfolio->finance.tax.amortisation_years;
	double *const left = f->lane[0], *const yearly = f->lane[1];

	memset(left, 0, n * sizeof *left);
	memset(yearly, 0, n * sizeof *yearly);
	for (size_t t = 0; t < years; t++)
		for (size_t i = 0; i < n; i++) {
			const double before = t > 0 ? paid[(t - 1) * n + i] : 0;
			const double over_by_now = t > over ? paid[(t - 1 - over) * n + i] : 0;
			double off;

			yearly[i] += (before - over_by_now) / (double)over;
			left[i] += before;
			off = yearly[i] < left[i] ? yearly[i] : left[i];
			if (t + 1 == f->of->kept && f->of->kept < years) /* the works go with the exit */
				off = left[i] + paid[t * n + i];
			off = t < f->of->kept && off > 0 ? off : 0;
			spread[t * n + i] = off;
			left[i] -= off;
		}
}

/* Share of all operating income over the years that lines free of tax bring: by it they bear common costs. */
static void share_common(struct qs_fund *f)
{
	double *const free_income = f->lane[0], *const all = f->lane[1], *const share = f->column[QS_FUND_free_share];

	memset(free_income, 0, f->n * sizeof *free_income);
	memset(all, 0, f->n * sizeof *all);
	for (size_t t = 0; t < f->of->kept; t++)
		for (size_t i = 0; i < f->n; i++) {
			free_income[i] += f->factor[t] * tax_row(f, QS_TAX_FREE_INCOME, t)[i];
			all[i] += f->column[QS_FUND_operating][t * f->n + i];
		}
	for (size_t i = 0; i < f->n; i++)
		share[i] = all[i] > 0 ? free_income[i] / all[i] : 0;
}

void qs_taxes_prepare(struct qs_fund *f)
{
	double *const input = f->lane[2], *const carried = f->lane[3];
	const size_t cells = f->of->years * f->n;

	memset(carried, 0, f->n * sizeof *carried);
	for (size_t t = 0; t < f->of->years; t++) {
		const struct rates rates = rates_in(f->of->portfolio, f->of->portfolio->start_year + (int64_t)t);

		f->income_rate[t] = rates.income;
		open_year(f, t, &rates, input);
		settle_vat(f, t, rates.surcharge, input, carried);
	}
	share_common(f);
	qs_taxes_spread(f, f->column[QS_FUND_base], f->column[QS_FUND_amortisation]);
	for (size_t k = 0; k < cells; k++)
		f->column[QS_FUND_ebit][k] = f->column[QS_FUND_income][k] - f->column[QS_FUND_costs][k] -
					     f->column[QS_FUND_surcharge][k] - f->column[QS_FUND_amortisation][k];
}

/* Years without tax, then of half the tax, counted from the first operating income. */
static void relieve(const struct qs_fund *f, double *tax)
{
	const struct qs_tax *const rules = &f->of->portfolio->finance.tax;
	const double none = (double)rules->free_years, half = none + (double)rules->half_years;
	double *const count = f->lane[0];

	if (!(half > 0))
		return;
	memset(count, 0, f->n * sizeof *count);
	for (size_t t = 0; t < f->of->years; t++)
		for (size_t i = 0; i < f->n; i++) {
			count[i] += count[i] > 0 || f->column[QS_FUND_operating][t * f->n + i] > 0 ? 1 : 0;
			tax[t * f->n + i] *= count[i] <= 0 ? 1 : count[i] <= none ? 0 : count[i] <= half ? 0.5 : 1;
		}
}

void qs_taxes_income(struct qs_fund *f, double *tax)
{
	const size_t n = f->n, years = f->of->years;
	const struct qs_tax_years out = {
		f->column[QS_FUND_loss_used], f->column[QS_FUND_tax_base], tax,
		f->column[QS_FUND_expired],   f->column[QS_FUND_pool],     f->column[QS_FUND_after_tax]};

	for (size_t t = 0; t < years; t++)
		for (size_t i = 0; i < n; i++) {
			const size_t k = t * n + i;
			const double shared = f->column[QS_FUND_common][k] + f->column[QS_FUND_amortisation][k] +
					      f->column[QS_FUND_finance_cost][k];
			const double exempt =
				f->column[QS_FUND_free_profit][k] - f->column[QS_FUND_free_share][i] * shared;

			f->column[QS_FUND_exempt][k] = exempt;
			f->column[QS_FUND_taxable][k] =
				f->column[QS_FUND_ebit][k] - f->column[QS_FUND_finance_cost][k] - exempt;
		}
	f->of->context->kernels->tax(n, years, (size_t)f->of->portfolio->finance.tax.carry_years, f->income_rate,
				     f->column[QS_FUND_taxable], f->column[QS_FUND_exempt], f->ring, &out);
	relieve(f, tax);
}

void qs_taxes_note(const struct qs_account_input *in, const struct qs_account_output *out, const char *line, size_t t,
		   const double *income, const double *cost, double deductible)
{
	const struct qs_tax *const tax = &in->portfolio->finance.tax;
	const struct rates rates = rates_in(in->portfolio, in->portfolio->start_year + (int64_t)t);
	const double vat = vat_of_income(tax, &rates, line), input = deductible * vat_of_cost(tax, rates.services);
	const double is_free = is_tax_free(tax, line) ? 1 : 0;
	double *const output = out->tax + ((size_t)QS_TAX_OUTPUT * in->years + t) * in->members;
	double *const free_income = out->tax + ((size_t)QS_TAX_FREE_INCOME * in->years + t) * in->members;
	double *const free_profit = out->tax + ((size_t)QS_TAX_FREE_PROFIT * in->years + t) * in->members;

	for (size_t i = 0; i < in->members; i++) {
		output[i] += vat * income[i];
		free_income[i] += is_free * income[i];
		free_profit[i] += is_free * ((1 - vat) * income[i] - (cost ? (1 - input) * cost[i] : 0));
	}
}
