/* Accounts of a site: from what the land did, member by member and year by year, to lines of money and services and the sums that
 * figures are made of.
 *
 *     cash_flow_t = carbon + industry income + spoil + grant + public money + exit - works - upkeep - rent - industry cost
 *                   - registration - insurance - concession fee - rework - platform fee
 *     NPV = sum_t cash_flow_t / (1 + r)^t, t counted from the start year, r the real hurdle rate (finance.discount_rate_pct)
 *
 * before tax and debt, to the end of the run or to the exit. Real CNY of price_year; with price_basis nominal the lines are in
 * money of their year, and sums, which are always real, are taken before they are inflated: both bases have one NPV.
 *     acceptance   model/finance/acceptance.h: first year >= due + delay in which the worked units have what is asked; rework where a
 *                  stand fails
 *     industry     model/finance/industry.h
 *     public money model/finance/public_money.h: government payments, quotas, payments for services, concession
 *     grant        grant_frac x works of the year
 *     spoil        what is sold of the surplus, and no more than is left (model/policy/earth.h), x density x net price x the
 *                  investor's share, platform_lag_years after the last building year, at the latest in the last year
 *     platform fee platform_fee_frac x (carbon + spoil)
 *     insurance    insurance_pct of the works done so far, each year
 *     rent         rent a mu x restored area, each year
 *     registration design and validation in the year of the start, monitoring and verification at each verification; only
 *                  where the registration sells and some unit is at least conditional; shared by eligible area
 *     carbon       credits issued x price of the year they are paid in (settlement_years later, at the latest the last year)
 *     services     model/benefit/services.h
 *     score        model/policy/evaluate.h; with policy.graded_pay grants and spoil are paid by it and by credit, the rest is withheld
 * Sources: docs/finance.md. Draws: a price or a revenue with a spread of its own is drawn from it.
 */
#ifndef QS_MODEL_FINANCE_ACCOUNTS_H
#define QS_MODEL_FINANCE_ACCOUNTS_H

#include "model/base/context.h"
#include "model/base/packs.h"
#include "model/benefit/services.h"
#include "model/finance/lines.h"
#include "model/policy/evaluate.h"
#include "model/portfolio.h"

/* A registration that a site sells under. */
struct qs_account_seller {
	const struct qs_methodology_pack *methodology;
	const struct qs_registration *registration;
	double share;          /* of the registration's fixed cost that the site bears */
	int first, last, every; /* as in struct qs_credit_terms */
	const double *issued;  /* [years][ensemble] t CO2e by year of verification */
	const double *price;   /* [years][ensemble] CNY/t real; NULL: no price is given */
};

/* What differs between members of an experiment on inputs (scenarios/tornado.h); a run has none. */
struct qs_account_shift {
	double discount_pct;    /* added to the hurdle */
	double carbon_price;    /* factors */
	double grant_frac;      /* added */
	double upkeep, contingency; /* factor on upkeep; added to the shares of design and contingency */
	double risk;            /* factor on credits */
};

/* What is asked of an acceptance. */
enum qs_acceptance_kind { QS_ACCEPTANCE_cover, QS_ACCEPTANCE_survival, QS_ACCEPTANCE_retention, QS_ACCEPTANCE_soil,
			  QS_ACCEPTANCE_slope, QS_ACCEPTANCE_carbon, QS_ACCEPTANCE_KINDS };

/* Figures of a site's acceptance (model/finance/acceptance.h): shares of members; CNY, means. */
struct qs_acceptance_figures {
	double failing[QS_ACCEPTANCE_KINDS];
	double npv_passed, npv_late, rework_cny;
};

/* What is the same for all sites of a run, made once. */
struct qs_account_plan {
	struct qs_service_plan services;
	struct qs_evaluation evaluation;
	double economic[QS_LINE_COUNT]; /* weight of each line in the economic flow */
	double *factor;                 /* [years] real CNY of each year: qs_price_factor */
};

/* Makes it, with memory of the arena; 0, or -1 without memory. */
int qs_account_plan(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		    size_t years, size_t members, struct qs_arena *arena, struct qs_account_plan *plan);

enum { QS_ACCOUNT_LANES = 64 }; /* at work together: few enough for the cache, so that all lines are made in one pass over memory */

/* Lanes of one site: `members` of its members from `first` on; or as many sites with one member each that differ in what the land did
 * and in nothing that accounts read (cells). Columns are [years][members]. */
struct qs_account_input {
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	const struct qs_account_plan *plan;
	const struct qs_site *site;
	size_t years, members;
	size_t first, ensemble; /* columns of sellers and drawn prices are [years][ensemble], their pointers at `first` */
	const struct qs_site *const *cells; /* [members] sites of the lanes; NULL: all are `site` */
	int built_until;           /* last building year of the site's works, counted from the start year; -1: none */
	double area_ha, restored_ha; /* planimetric */
	double worked_ha; /* of it with works */
	const double *works, *upkeep;             /* CNY of the project */
	const double *capital; /* [QS_CAPITAL_KINDS][years][members] of the project by kind (model/land/costs.h) */
	const double *works_natural, *upkeep_natural; /* CNY of natural recovery */
	const double *cover_met; /* the least of the worked units' cover by what is asked of each, project */
	double soil_cm, slope_deg;                /* least depth as laid and steepest slope of the worked units */
	const double *survival, *retention;       /* [members] of what is planted; NULL: nothing is, or it is not asked */
	const double *net, *net_baseline;         /* t CO2e since t0, works and brought carbon lost taken off */
	const double *land[QS_SERVICE_SOURCE_COUNT][QS_ARMS]; /* model/benefit/services.h */
	const struct qs_account_seller *sellers;
	size_t seller_count;
	const struct qs_account_shift *shift; /* [members], or NULL */
};

/* What is made. lines [QS_LINE_COUNT][years][members], zero before; sums [QS_SUM_COUNT][members]; acceptance [members]: year
 * counted from the start, `years` if never. work: QS_ACCOUNT_WORK columns of members. tax: [QS_TAX_PARTS][years][members],
 * NULL if nothing is counted; fund: what qs_funding_room asks for (model/finance/funding.h). */
enum { QS_ACCOUNT_WORK = QS_SERVICE_COUNT };

struct qs_account_output {
	double *lines, *sums, *acceptance, *work, *tax, *fund;
	double *failing;   /* [QS_ACCEPTANCE_KINDS] members that fail, model/finance/acceptance.h */
	double *indicator; /* [QS_INDICATOR_COUNT] sums over members; then the share of weight that is known */
};

/* Fills the accounts of lanes. */
void qs_accounts_fill(const struct qs_account_input *input, const struct qs_account_output *output);

/* The year, counted from the start year, in which a site's acceptance is due. */
int qs_acceptance_due(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		      int built_until);

/* What a line earns and spends in a year, real CNY [members], told to taxes; input tax is taken off the deductible part of the
 * cost (NULL: none). Where something is taxed only. Used by the lines that earn. */
void qs_taxes_note(const struct qs_account_input *input, const struct qs_account_output *output, const char *line, size_t year,
		   const double *income, const double *cost, double deductible);

/* The sums, from lines in real money. Used by qs_accounts_fill. */
void qs_accounts_add_up(const struct qs_account_input *input, const struct qs_account_output *output, size_t kept);

/* Present value, at the hurdle and in prices of price_year, of yearly amounts in the portfolio's price basis: for means of
 * members, the mean of their present values. */
double qs_account_present(const struct qs_portfolio *portfolio, const double *amounts, size_t years);

/* Years that count: those of the run up to the exit. */
size_t qs_account_years(const struct qs_portfolio *portfolio, size_t years);

#endif
