/* GROUP: registrations over the ensemble.
 *
 * A site alone in its registration is settled by itself. Sites that share one are seen twice: a first pass adds up their net removals
 * (qs_credits_group, then qs_credits_settle once), the second gives each site its part of what the registration may issue, by its
 * part of the removals that are above zero at that verification. Parts are whole quanta rounded down: their sum is never more
 * than what the registration issues.
 */
#ifndef QS_SCENARIOS_CREDITS_H
#define QS_SCENARIOS_CREDITS_H

#include "model/market/credits.h"
#include "model/market/rating.h"
#include "scenarios/wave.h"

struct qs_verdicts;

/* Quantum of net removals and of what is issued, t CO2e. */
#define QS_CREDIT_QUANTUM (1.0 / 1048576)

/* Natural risks as they are simulated, on the area of a registration that is inside: whole quanta of carbon, [years][members]. */
struct qs_risk_watch {
	int64_t *stock, *burnt, *removed; /* woody carbon at the end of the year; burnt in it; cleared and thinned in it */
	int seen, unseen;                 /* units where hazards are drawn; and others */
};

/* A registration of several sites. */
struct qs_credit_group {
	struct qs_risk_watch watch;       /* where its methodology has a matrix of risks */
	int shared;
	double area_ha;                   /* of its sites that passes the rules */
	int64_t *net, *positive, *issued; /* [years][members] quanta: summed, of sites above zero summed, issued */
	int64_t *income, *cost;           /* [members] quanta of money: of the sites that sell under it */
};

struct qs_credit_books {
	struct qs_arena arena;
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	size_t members, years, count; /* count: registrations */
	struct qs_credit_terms *terms;
	struct qs_credit_group *group;
	struct qs_credit_table *table; /* [count] */
	struct qs_credit_batch **batch; /* [count] the same batches, to be filled */
	/* Strata to be filled, NULL: none: of the registrations, then of one registration of all sites under each methodology, which
	 * terms_of_all are about; compares 0: not wanted, the portfolio is too large. */
	struct qs_credit_stratum **stratum;
	struct qs_credit_terms *terms_of_all; /* [methodology] */
	struct qs_risk_watch *watch_of_all;   /* [methodology] */
	struct qs_risk_watch *watch;          /* [thread] of a site alone in its registration */
	struct qs_risk_rating *rating;        /* [registration] */
	int rates;                            /* nonzero: a methodology that is registered has a matrix of risks */
	int compares;
	double *mean_project, *mean_baseline, *mean_burnt; /* [years] of the unit at hand */
	int tables;       /* nonzero: batches are wanted */
	int groups;       /* nonzero: some registration has several sites */
	int *registered;  /* [methodology] */
	int64_t *issued;  /* [thread][methodology][members] totals of the portfolio */
	double *column;   /* [thread][11][members] */
	int64_t *row;     /* [thread][3][members] */
};

/* What a site issues under one registration. */
struct qs_site_credit {
	size_t registration;
	double share;      /* of the registration's fixed cost: by eligible area */
	double *issued;    /* [years][members] t CO2e, zero but in years of verification */
};

/* Opens the books. sites: how many the portfolio has. QS_EINPUT if a methodology is missing, QS_ENOMEM. */
qs_status qs_credits_open(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			  uint64_t sites, struct qs_credit_books *books, struct qs_err *err);

/* First pass: adds a site to the registrations that it shares. Not for several threads at once. */
void qs_credits_group(struct qs_credit_books *books, const struct qs_wave *wave, size_t site, const struct qs_verdicts *verdicts);

/* Between the passes: what shared registrations issue. */
void qs_credits_settle(struct qs_credit_books *books);

/* Adds a site's units to the strata of the registrations that hold it (scenarios/strata.c). One site at a time, in the order of the
 * input, so that sums do not depend on threads. work: members. QS_ENOMEM. */
qs_status qs_credits_strata(struct qs_credit_books *books, const struct qs_wave *wave, size_t site, const struct qs_verdicts *verdicts,
			    int64_t *work, struct qs_err *err);

/* Most registrations that hold one site. */
size_t qs_credits_most(const struct qs_credit_books *books, const char *site);

/* Settles a site, by thread number: fills credits and parts, one a registration that holds it (qs_credits_most of them, with room
 * for `issued`); returns how many. */
size_t qs_credits_site(struct qs_credit_books *books, int thread, const struct qs_wave *wave, size_t site,
		       const struct qs_verdicts *verdicts, struct qs_credit *credits, struct qs_site_credit *parts);

/* What a site that sells under a registration takes in and pays for it, present values by member (model/finance/registration.h). By
 * several threads. income and cost are destroyed; work: 2 x members. */
void qs_credits_money(struct qs_credit_books *books, size_t registration, double *income, double *cost, int64_t *work);

/* The portfolio's quantities, one a methodology registered. */
qs_status qs_credits_close(struct qs_credit_books *books, struct qs_result *portfolio, struct qs_err *err);

/* ---- used by the parts of this module alone (scenarios/batches.c) ---- */

/* A verification of a registration over the members, in t CO2e after the deduction for sampling. */
struct qs_credit_step {
	const double *net, *before; /* net removals; the highest verified before */
	const double *issued, *reversed, *drawn, *cancelled;
};

/* Watches of natural risks (scenarios/watch.c): memory, 0 or -1; emptied; a site added, work: members; and rated, which sets the
 * deduction of the terms. Not rated unless hazards are drawn on all units inside. */
int qs_credits_open_watch(struct qs_credit_books *books, struct qs_risk_watch *watch);
void qs_credits_clear_watch(const struct qs_credit_books *books, struct qs_risk_watch *watch);
void qs_credits_watch(const struct qs_credit_books *books, struct qs_risk_watch *watch, const struct qs_wave *wave, size_t site,
		      const struct qs_verdicts *verdicts, const struct qs_credit_terms *terms, int64_t *work);
struct qs_risk_rating qs_credits_rate(const struct qs_credit_books *books, const struct qs_risk_watch *watch,
				      struct qs_credit_terms *terms);

/* Takes memory for strata and makes the terms of one registration of all sites, 0 or -1; compares methodologies on their strata, 0 or
 * -1. */
int qs_credits_open_strata(struct qs_credit_books *books, uint64_t sites);
int qs_credits_compare(struct qs_credit_books *books, struct qs_result *portfolio);

/* Takes memory for the batches of registration r. QS_ENOMEM. */
qs_status qs_credits_open_table(struct qs_credit_books *books, size_t r, struct qs_err *err);

/* Fills the batch that a year closes, one registration by one thread. value, work: members. */
void qs_credits_batch(struct qs_credit_books *books, size_t r, size_t year, const struct qs_credit_step *step, int64_t *value,
		      int64_t *work);

/* Quantiles of whole multiples of the quantum; work is destroyed. */
struct qs_scalar qs_credits_scalar(const struct qs_credit_books *books, const int64_t *value, int64_t *work);

/* The money of registrations of several sites, when all of them are in. */
void qs_credits_close_tables(struct qs_credit_books *books);

/* Gives the memory back; safe on zeroed books and twice. */
void qs_credits_free(struct qs_credit_books *books);

#endif
