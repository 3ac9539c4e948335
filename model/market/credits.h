/* Quantities of a registration: net removals, verifications, what may be issued.
 *
 * Until the equations of a methodology are loaded, AR-ACM0003 with its tools stands in (and the results say so): woody
 * carbon above and below ground of the project less that of the baseline, on the area that passes the rules; dead wood
 * and litter as shares of it (AR-TOOL12) in place of the process pools; soil, where the pack counts it, by AR-TOOL16 on
 * native ground alone (no reference stock holds on spoil and brought soil); emissions of site preparation are zero by
 * rule; where the pack counts them, gases of simulated fires (AR-TOOL08) and displaced grazing (AR-TOOL15) are taken
 * off. Pools, crediting baseline, the soil's equations and the steps of the deduction are chosen by name in the
 * methodology's pack. The sampling design, never the ensemble's spread, sets the deduction for the error of
 * measurement; one deduction for non-permanence is taken at issuance (kernels/issuance.h).
 */
#ifndef QS_MODEL_MARKET_CREDITS_H
#define QS_MODEL_MARKET_CREDITS_H

#include "model/base/packs.h"
#include "model/base/sink.h"
#include "model/market/deduction.h"
#include "model/portfolio.h"

/* What holds for all members of a registration. Years are counted from the portfolio's start year. */
struct qs_credit_terms {
	const struct qs_registration *registration;
	const struct qs_methodology_pack *methodology;
	double per_c;    /* t CO2e for a t of woody carbon above the baseline, after the deduction for sampling */
	double sampling; /* that deduction, a share of the net removals */
	double risk;     /* deduction for non-permanence */
	int buffered;    /* nonzero: it lies in a buffer that reversals draw */
	int first, last; /* years that may be credited; first < 0: they began before the run */
	int before;      /* year whose net removals lie before the start or the first counted vintage; -1: none */
	int every;       /* years between verifications */
};

/* One verification of a registration, over the members: the batch that it closes. Of every member
 * gross - sampling - non_permanence = issued. */
struct qs_credit_batch {
	int year, vintage_from, vintage_to; /* calendar */
	struct qs_scalar removals_t;        /* net removals since the start, before deductions */
	struct qs_scalar gross_t;           /* of them above all that was verified before */
	struct qs_scalar sampling_t, non_permanence_t, issued_t;
	struct qs_scalar reversed_t; /* verified before and lost since the last verification */
	struct qs_scalar drawn_t,
		cancelled_t; /* of what is lost: taken from the buffer; of issued credits (kernels/issuance.h) */
};

/* A stratum of a registration: the parts of its units that pass the rules and have one treatment, one substrate and one
 * year of planting. Means of the members, by year of the run, at the end of the year. */
struct qs_credit_stratum {
	struct qs_credit_stratum *next;       /* in the order in which the sites come; NULL: the last */
	const struct qs_treatment *treatment; /* NULL: none */
	int substrate, planted;               /* calendar year of the first planting or sowing; 0: none */
	double area_ha;                       /* planimetric */
	size_t units, parcels;
	double *project_c, *baseline_c; /* [years] woody carbon of the project and of the crediting baseline, t C */
	double *soil_t;                 /* [years] soil since the preparation, t CO2e, before deductions */
	double *fire_t;                 /* [years] CH4 and N2O of the year's fires, t CO2e */
	double leakage_t;               /* once, in the first year */
};

struct qs_monitoring_plan;
struct qs_risk_rating;

/* A registration with its batches. */
struct qs_credit_table {
	const struct qs_registration *registration;
	const struct qs_methodology_pack *methodology;
	struct qs_credit_terms terms;
	const struct qs_credit_stratum *strata; /* NULL: nothing passes the rules */
	const struct qs_monitoring_plan *plan;  /* model/market/monitoring.h; NULL: batches were not wanted */
	const struct qs_credit_batch *batches;
	size_t count;
	double sampling, risk; /* deductions */
	int outside; /* 1: a site says that it lies outside the city of the local market, 0: all say inside, -1: not all
			say */
	const struct qs_risk_rating *rating; /* model/market/rating.h; NULL: the methodology has no matrix of risks */
	struct qs_scalar issued_t;
	/* Registrations that sell, present values: income of credits, cost of registering and verifying; share of the
	 * members whose income is at least that cost. NaN and sells 0 where nothing is sold. */
	int sells;
	struct qs_scalar income_cny, cost_cny;
	double pays_share;
};

/* Quantity of one methodology: of a site or the portfolio, over the run's part of the crediting period. */
struct qs_credit {
	const struct qs_methodology_pack *methodology;
	int accounted;             /* nonzero: not open to new projects, nothing can be sold */
	struct qs_scalar issued_t; /* t CO2e over all verifications; of a site in a registration of several: its part */
};

/* The terms of a registration; 0, or -1 if its methodology is not in the packs. */
int qs_credit_terms(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		    const struct qs_registration *registration, struct qs_credit_terms *terms);

/* The same for a crediting period [first, last] with a verification every so many years. */
int qs_credit_closes(int first, int last, int every, int year, int years);

/* Nonzero if a verification closes a year of a run of `years`: every so many years, and at the end of the crediting
 * period or the run. */
int qs_credit_verified(const struct qs_credit_terms *terms, int year, int years);

/* Share of the net removals that sampling takes off: relative half-width of the design (its precision, or t cv /
 * sqrt(plots)) through the methodology's steps. */
double qs_credit_deduction(const struct qs_methodology_pack *methodology, const struct qs_sampling *sampling);

/* Steps of a methodology's deduction, or the tool's own where its pack gives none; allowance and minimum of one that
 * takes what the half-width exceeds. Of a step: AR-TOOL14 takes the share of the half-width, AR-CM-001 the share
 * itself. */
struct qs_deduction_steps qs_credit_steps(const struct qs_methodology_pack *methodology);
struct qs_deduction_vm0047 qs_credit_excess(const struct qs_methodology_pack *methodology);

/* Relative half-width of a sampling design: t cv / sqrt(plots), or the precision it aims at where no plots are given.
 */
double qs_credit_half_width(const struct qs_sampling *sampling);

/* Nonzero if a methodology counts a pool (qs_words_credit_pool). */
int qs_credit_counts(const struct qs_methodology_pack *methodology, const char *pool);

/* What a methodology counts of a change of woody carbon: itself, and dead wood and litter by their shares of it
 * (AR-TOOL12). */
double qs_credit_pools(const struct qs_methodology_pack *methodology);

/* Nonzero if the crediting baseline of a substrate stays as it is at the end of the run's first year. */
int qs_credit_baseline_fixed(const struct qs_methodology_pack *methodology, int substrate);

/* Soil of native ground, t CO2e/ha since the preparation, at the end of year `since` (0: the year of preparation),
 * after the deduction for sampling; 0 on other substrates and where the pack does not count it. disturbed: share of the
 * surface. */
double qs_credit_soil(const struct qs_credit_terms *terms, int substrate, double disturbed, int since);

/* CH4 and N2O of a fire, t CO2e for a t of carbon burnt: (EF_CH4 GWP_CH4 + EF_N2O GWP_N2O) / 1000 / 0.47 (AR-TOOL08;
 * the mass burnt is simulated, in place of area x biomass x combustion factor, and every fire counts, also below the
 * tool's 5 % of the area). 0 where the pack does not count it. */
double qs_credit_fire(const struct qs_methodology_pack *methodology);

/* Leakage of a unit whose grazing moves elsewhere, t CO2e/ha planimetric, once at the start (AR-TOOL15):
 * 44/12 ((1.1 b_TREE 1.25 + b_SHRUB 1.40) 0.47 + soil) x the share of growth that is grazed today; 0 without a
 * treatment and where the pack does not count it. */
double qs_credit_leakage(const struct qs_methodology_pack *methodology, const struct qs_unit *unit);

/* Nonzero if a registration names a site. */
int qs_registration_holds(const struct qs_registration *registration, const char *site);

#endif
