#include "model/finance/accounts.h"

#include "kernels/kernels.h"
#include "model/base/draws.h"
#include "model/finance/acceptance.h"
#include "model/finance/economic.h"
#include "model/finance/funding.h"
#include "model/finance/industry.h"
#include "model/finance/public_money.h"
#include "model/land/costs.h"
#include "model/market/credits.h"
#include "model/policy/credit.h"
#include "model/policy/earth.h"

#include <string.h>

enum { MU_PER_HA = 15, NOMINAL = 1 };

static double *row(const struct qs_account_input *in, const struct qs_account_output *out, enum qs_line line,
		   size_t year)
{
	return out->lines + ((size_t)line * in->years + year) * in->members;
}

static double *sum(const struct qs_account_input *in, const struct qs_account_output *out, enum qs_sum which)
{
	return out->sums + (size_t)which * in->members;
}

static const struct qs_accounts_pack *values_of(const struct qs_account_input *in)
{
	return in->packs->accounts.items; /* the check asks for one */
}

size_t qs_account_years(const struct qs_portfolio *portfolio, size_t years)
{
	const int64_t leaves = portfolio->finance.exit.year;
	const int64_t kept = leaves ? leaves - portfolio->start_year + 1 : (int64_t)years;

	return kept < 0 ? 0 : kept < (int64_t)years ? (size_t)kept : years;
}

double qs_account_present(const struct qs_portfolio *portfolio, const double *amounts, size_t years)
{
	const struct qs_finance *const finance = &portfolio->finance;
	const double step = 1 / (1 + finance->discount_rate_pct.value / 100);
	double sum = 0, factor = 1;

	for (size_t t = 0; t < years; t++, factor *= step)
		sum += amounts[t] * factor *
		       (finance->price_basis == NOMINAL ? qs_price_factor(finance, portfolio->start_year + (int64_t)t)
							: 1);
	return sum;
}

int qs_account_plan(const struct qs_context *context, const struct qs_portfolio *portfolio,
		    const struct qs_packs *packs, size_t years, size_t members, struct qs_arena *arena,
		    struct qs_account_plan *plan)
{
	plan->factor = qs_arena_take(arena, years, sizeof *plan->factor);
	for (size_t t = 0; plan->factor && t < years; t++)
		plan->factor[t] = qs_price_factor(&portfolio->finance, portfolio->start_year + (int64_t)t);
	qs_evaluation_of(packs->evaluation.items, &plan->evaluation); /* the check asks for one, and for services */
	qs_economic_weights(portfolio, qs_services_chosen(packs, portfolio), plan->economic);
	/* a single member's prices are those of as many cells as stand side by side */
	return !plan->factor || qs_service_plan(context, portfolio, packs, members, members > 1 ? 1 : QS_ACCOUNT_LANES,
						arena, &plan->services)
		       ? -1
		       : 0;
}

/* ---- lines ---- */

static void add_spoil(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_accounts_pack *const values = values_of(in);
	const struct qs_site_finance *const finance = &in->site->finance;
	const size_t built = in->built_until > 0 ? (size_t)in->built_until : 0;
	const size_t paid = built + (size_t)in->portfolio->policy.platform_lag_years;
	const size_t year = paid < in->years ? paid : in->years - 1;
	const double factor = qs_quote_factor(&in->portfolio->finance, values->spoil_price_year);
	const double asked = finance->spoil_surplus_m3.value;
	double *const price = out->work;
	double left, whole, tonnes;

	if (!(asked > 0) || !(in->worked_ha > 0) || built >= in->years) /* nothing is cut where nothing is worked on */
		return;
	left = qs_earth_left(in->portfolio, in->packs, in->site);
	whole = (left < asked ? left : asked) * values->spoil_density_t_m3.value;
	tonnes = whole * finance->spoil_share_frac.value * factor;
	qs_draw_figure(in->context, in->members, in->portfolio->seed, &values->spoil_cny_t,
		       qs_scope_id("price", "spoil", NULL), (uint32_t)in->first, price);
	for (size_t i = 0; i < in->members; i++)
		row(in, out, QS_LINE_OF_spoil_value, year)[i] += whole * factor * price[i];
	for (size_t i = 0; i < in->members; i++)
		row(in, out, QS_LINE_OF_spoil_income, year)[i] += tonnes * price[i];
}

static void add_works(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_finance *const finance = &in->portfolio->finance;
	const double beside = 1 + finance->design_frac.value + finance->contingency_frac.value;
	const double grant = in->site->finance.grant_frac.value;
	const double rent = in->site->finance.rent_cny_per_mu_year.value * MU_PER_HA * in->restored_ha;

	for (size_t t = 0; t < in->years; t++) {
		double *const works = row(in, out, QS_LINE_OF_works, t), *const upkeep =
										 row(in, out, QS_LINE_OF_upkeep, t);
		double *const grants = row(in, out, QS_LINE_OF_grant, t), *const rents =
										  row(in, out, QS_LINE_OF_rent, t);

		for (size_t i = 0; i < in->members; i++) {
			const struct qs_account_shift *const shift = in->shift ? &in->shift[i] : NULL;
			const double share = grant + (shift ? shift->grant_frac : 0);

			works[i] =
				in->works[t * in->members + i] * (shift ? (beside + shift->contingency) / beside : 1);
			upkeep[i] = in->upkeep[t * in->members + i] * (shift ? shift->upkeep : 1);
			grants[i] = works[i] * (share < 0 ? 0 : share > 1 ? 1 : share);
			rents[i] = rent;
		}
	}
}

/* Works by kind: as the costs of a member's measures of the year stand to each other; design and contingency by their
 * shares. */
static void split_works(const struct qs_account_input *in, const struct qs_account_output *out)
{
	static const enum qs_line kinds[QS_CAPITAL_KINDS] = {QS_LINE_OF_works_ground, QS_LINE_OF_works_soil,
							     QS_LINE_OF_works_plants, QS_LINE_OF_works_water};
	const struct qs_finance *const finance = &in->portfolio->finance;
	const double design = finance->design_frac.value, margin = finance->contingency_frac.value;
	double *const whole = out->work, *const part = out->work + in->members;

	for (size_t t = 0; t < in->years; t++) {
		const double *const works = row(in, out, QS_LINE_OF_works, t);
		double any = 0;

		memset(whole, 0, in->members * sizeof *whole);
		for (int k = 0; k < QS_CAPITAL_KINDS; k++)
			for (size_t i = 0; i < in->members; i++)
				whole[i] += in->capital[((size_t)k * in->years + t) * in->members + i];
		for (size_t i = 0; i < in->members; i++) {
			any += whole[i];
			part[i] = whole[i] > 0 ? works[i] / (1 + design + margin) : 0;
			whole[i] = whole[i] > 0 ? part[i] / whole[i] : 0;
		}
		if (!(any > 0))
			continue;
		for (int k = 0; k < QS_CAPITAL_KINDS; k++)
			for (size_t i = 0; i < in->members; i++)
				row(in, out, kinds[k], t)[i] =
					whole[i] * in->capital[((size_t)k * in->years + t) * in->members + i];
		for (size_t i = 0; i < in->members; i++) {
			row(in, out, QS_LINE_OF_works_design, t)[i] = part[i] * design;
			row(in, out, QS_LINE_OF_works_contingency, t)[i] = part[i] * margin;
		}
	}
}

/* Money of credits, and what registering costs. */
static void add_seller(const struct qs_account_input *in, const struct qs_account_output *out,
		       const struct qs_account_seller *seller)
{
	const struct qs_methodology_pack *const m = seller->methodology;
	const size_t lag = (size_t)(values_of(in)->settlement_years.value + 0.5);
	const double year = qs_quote_factor(&in->portfolio->finance, m->cost_price_year) * seller->share;
	const uint64_t id = qs_scope_id("registration", seller->registration->id, NULL);
	double *const design = out->work, *const verification = out->work + in->members;
	const size_t start = seller->first > 0 ? (size_t)seller->first : 0;

	qs_draw_figure(in->context, in->members, in->portfolio->seed, &m->registration_cny,
		       qs_scope_join(id, qs_scope_id("registration_cny", NULL, NULL)), (uint32_t)in->first, design);
	qs_draw_figure(in->context, in->members, in->portfolio->seed, &m->verification_cny,
		       qs_scope_join(id, qs_scope_id("verification_cny", NULL, NULL)), (uint32_t)in->first,
		       verification);
	for (size_t i = 0; start < in->years && i < in->members; i++)
		row(in, out, QS_LINE_OF_registration, start)[i] += year * design[i];
	for (size_t t = 0; t < in->years; t++) {
		const size_t paid = t + lag < in->years ? t + lag : in->years - 1;
		const double *const issued = seller->issued + t * in->ensemble;
		double *const cost = row(in, out, QS_LINE_OF_registration, t);
		double *const sold = row(in, out, QS_LINE_OF_credits_sold, paid);
		double *const income = row(in, out, QS_LINE_OF_carbon_income, paid);

		if (!qs_credit_closes(seller->first, seller->last, seller->every, (int)t, (int)in->years))
			continue;
		for (size_t i = 0; i < in->members; i++) {
			const struct qs_account_shift *const shift = in->shift ? &in->shift[i] : NULL;
			const double quantity = issued[i] * (shift ? shift->risk : 1);

			cost[i] += year * verification[i];
			if (!seller->price)
				continue;
			sold[i] += quantity;
			income[i] +=
				quantity * seller->price[paid * in->ensemble + i] * (shift ? shift->carbon_price : 1);
		}
	}
}

/* Services of the land (model/benefit/services.h). */
static void add_services(const struct qs_account_input *in, const struct qs_account_output *out)
{
	struct qs_service_input services = {.plan = &in->plan->services,
					    .site = in->site,
					    .years = in->years,
					    .members = in->members,
					    .first = in->first,
					    .area_ha = in->area_ha};
	double *const sets[QS_PRICE_SETS] = {
		sum(in, out, QS_SUM_OF_benefit_services), sum(in, out, QS_SUM_OF_benefit_gep),
		sum(in, out, QS_SUM_OF_benefit_gbt38582), sum(in, out, QS_SUM_OF_benefit_seea)};

	memcpy(services.land, in->land, sizeof services.land);
	qs_services_fill(&services, out->lines, sum(in, out, QS_SUM_OF_benefit),
			 sum(in, out, QS_SUM_OF_benefit_over_natural), sets, out->work);
}

/* The investor who leaves gets some years of the last year's net operating income; what comes later is not the
 * investor's. */
static void leave(const struct qs_account_input *in, const struct qs_account_output *out, size_t kept)
{
	const double multiple = in->portfolio->finance.exit.income_multiple.value;
	static const enum qs_line operating[] = {QS_LINE_OF_carbon_income, QS_LINE_OF_industry_income,
						 QS_LINE_OF_service_payment},
				  running[] = {QS_LINE_OF_upkeep, QS_LINE_OF_rent, QS_LINE_OF_industry_cost,
					       QS_LINE_OF_insurance, QS_LINE_OF_concession_fee};

	if (kept == 0 || kept == in->years)
		return;
	for (size_t i = 0; i < in->members; i++) {
		double net = 0;

		for (size_t l = 0; l < sizeof operating / sizeof operating[0]; l++)
			net += row(in, out, operating[l], kept - 1)[i];
		for (size_t l = 0; l < sizeof running / sizeof running[0]; l++)
			net -= row(in, out, running[l], kept - 1)[i];
		row(in, out, QS_LINE_OF_exit_value, kept - 1)[i] = net > 0 ? multiple * net : 0;
	}
	for (int line = 0; line < QS_LINE_COUNT; line++)
		if (qs_line_rows[line].group == QS_LINE_IN || qs_line_rows[line].group == QS_LINE_OUT ||
		    line == QS_LINE_OF_credits_sold || line == QS_LINE_OF_spoil_value || line == QS_LINE_OF_quota_value)
			memset(row(in, out, (enum qs_line)line, kept), 0,
			       (in->years - kept) * in->members * sizeof(double));
}

/* Premiums on the works done so far; before the exit is taken. */
static void insure(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const double part = in->portfolio->finance.insurance_pct.value / 100;
	double *const done = out->work;

	memset(done, 0, in->members * sizeof *done);
	for (size_t t = 0; part > 0 && t < in->years; t++)
		for (size_t i = 0; i < in->members; i++) {
			done[i] += row(in, out, QS_LINE_OF_works, t)[i];
			row(in, out, QS_LINE_OF_insurance, t)[i] = part * done[i];
		}
}

/* Taxes, debt and what is left for owners. */
static void fund(const struct qs_account_input *in, const struct qs_account_output *out, size_t kept)
{
	const struct qs_funding funding = {in->context, in->portfolio,   in->site,   in->years, kept,
					   in->members, in->built_until, out->lines, out->tax,  in->plan->factor};

	for (size_t t = 0; out->tax && t < in->years; t++) {
		qs_taxes_note(in, out, "carbon", t, row(in, out, QS_LINE_OF_carbon_income, t),
			      row(in, out, QS_LINE_OF_registration, t), 1);
		qs_taxes_note(in, out, "spoil", t, row(in, out, QS_LINE_OF_spoil_income, t), NULL, 0);
	}
	qs_funding_fill(&funding, out->fund);
}

/* What the public side pays or leaves loses by a share of the pay: told, and withheld where pay goes by grade. */
static void withhold(const struct qs_account_input *in, const struct qs_account_output *out, const double *part)
{
	static const enum qs_line paid[] = {QS_LINE_OF_grant, QS_LINE_OF_spoil_income, QS_LINE_OF_government_pay};
	const int graded = in->portfolio->policy.graded_pay;

	for (size_t t = 0; t < in->years; t++) {
		double *const stake = row(in, out, QS_LINE_OF_pay_at_stake, t);

		for (size_t l = 0; l < sizeof paid / sizeof paid[0]; l++) {
			double *const amount = row(in, out, paid[l], t);

			for (size_t i = 0; i < in->members; i++)
				stake[i] += (1 - part[i]) * amount[i];
			for (size_t i = 0; graded && i < in->members; i++)
				amount[i] *= part[i];
		}
		if (graded)
			memcpy(row(in, out, QS_LINE_OF_pay_withheld, t), stake, in->members * sizeof *stake);
	}
}

/* The score of benefits by member, and the share of the pay that it and credit earn. */
static void grade(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_evaluated site = {
		in->portfolio,
		in->packs,
		in->site,
		in->years,
		in->members,
		in->restored_ha,
		out->lines,
		out->acceptance,
		in->worked_ha > 0 ? qs_acceptance_due(in->portfolio, in->packs, in->site, in->built_until) : -1};
	const struct qs_evaluation *const evaluation = &in->plan->evaluation;
	const double credit = qs_credit_rate(evaluation->pack, &in->portfolio->policy.terms).pay;
	double *const score = sum(in, out, QS_SUM_OF_score_ha), *const part = out->work;

	qs_evaluate(evaluation, &site, score, out->indicator, &out->indicator[QS_INDICATOR_COUNT], out->work);
	for (size_t i = 0; i < in->members; i++) {
		part[i] = credit * (in->restored_ha > 0 ? qs_evaluation_performance(evaluation->pack, score[i]) : 1);
		score[i] *= in->restored_ha;
		sum(in, out, QS_SUM_OF_restored_ha)[i] = in->restored_ha;
	}
	withhold(in, out, part);
}

/* Where the land is: worked on, accepted. */
static void add_areas(const struct qs_account_input *in, const struct qs_account_output *out)
{
	for (size_t t = 0; in->worked_ha > 0 && t < in->years; t++)
		for (size_t i = 0; i < in->members; i++) {
			row(in, out, QS_LINE_OF_area_built, t)[i] = (int)t >= in->built_until ? in->worked_ha : 0;
			row(in, out, QS_LINE_OF_area_accepted, t)[i] =
				(double)t >= out->acceptance[i] ? in->worked_ha : 0;
		}
}

/* What the platform keeps of what is sold. */
static void pay_platform(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const double fee = in->portfolio->policy.platform_fee_frac.value;

	for (size_t t = 0; fee > 0 && t < in->years; t++)
		for (size_t i = 0; i < in->members; i++)
			row(in, out, QS_LINE_OF_platform_fee, t)[i] =
				fee * (row(in, out, QS_LINE_OF_carbon_income, t)[i] +
				       row(in, out, QS_LINE_OF_spoil_income, t)[i]);
}

static void balance(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const size_t all = in->years * in->members;
	double *const net = row(in, out, QS_LINE_OF_cash_flow, 0), *const total =
									   row(in, out, QS_LINE_OF_cash_total, 0);

	for (int line = 0; line < QS_LINE_COUNT; line++) {
		const enum qs_line_group group = qs_line_rows[line].group;
		const double sign = group == QS_LINE_IN ? 1 : -1;
		const double *const from = row(in, out, (enum qs_line)line, 0);

		for (size_t k = 0; (group == QS_LINE_IN || group == QS_LINE_OUT) && k < all; k++)
			net[k] += sign * from[k];
	}
	for (size_t k = 0; k < all; k++)
		total[k] = net[k] + (k >= in->members ? total[k - in->members] : 0);
}

/* Money of each year in that year's prices. */
static void inflate(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_finance *const finance = &in->portfolio->finance;

	for (int line = 0; line < QS_LINE_COUNT && finance->price_basis == NOMINAL; line++) {
		double *const lines = row(in, out, (enum qs_line)line, 0);

		if (strcmp(qs_line_rows[line].unit, "CNY") != 0 || line == QS_LINE_OF_cash_total)
			continue;
		in->context->kernels->cash_to_nominal(in->members, in->years, finance->inflation_pct.value / 100,
						      (double)(finance->price_year - in->portfolio->start_year), lines);
	}
	for (size_t t = 0; t < in->years && finance->price_basis == NOMINAL; t++)
		for (size_t i = 0; i < in->members; i++)
			row(in, out, QS_LINE_OF_cash_total, t)[i] =
				row(in, out, QS_LINE_OF_cash_flow, t)[i] +
				(t ? row(in, out, QS_LINE_OF_cash_total, t - 1)[i] : 0);
}

void qs_accounts_fill(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const size_t kept = qs_account_years(in->portfolio, in->years);

	if (out->tax)
		memset(out->tax, 0, (size_t)QS_TAX_PARTS * in->years * in->members * sizeof *out->tax);
	memset(out->sums, 0, (size_t)QS_SUM_COUNT * in->members * sizeof *out->sums);
	add_works(in, out);
	split_works(in, out);
	qs_acceptance_fill(in, out);
	qs_upkeep_hand_over(in, out);
	qs_industry_fill(in, out);
	add_spoil(in, out);
	for (size_t s = 0; s < in->seller_count; s++)
		add_seller(in, out, &in->sellers[s]);
	insure(in, out);
	qs_public_money_fill(in, out);
	leave(in, out, kept);
	add_services(in, out);
	add_areas(in, out);
	grade(in, out);
	pay_platform(in, out);
	balance(in, out);
	fund(in, out, kept);
	qs_accounts_add_up(in, out, kept);
	inflate(in, out);
}
