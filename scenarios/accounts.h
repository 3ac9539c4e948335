/* ACCOUNTS over the ensemble: from a wave's ledger to account lines, sums and figures, of sites and of the portfolio.
 *
 * A site's members are settled strip by strip (scenarios/account_lanes.h): with many members by all threads together, else a site is
 * one thread's work. Values are rounded once to their quantum and totals are sums of integers, so that neither threads nor waves can
 * change one.
 */
#ifndef QS_SCENARIOS_ACCOUNTS_H
#define QS_SCENARIOS_ACCOUNTS_H

#include "model/finance/accounts.h"
#include "model/finance/risk.h"
#include "scenarios/credits.h"

struct qs_site_experiment;

struct qs_account_room;
struct qs_account_desk;

struct qs_account_books {
	struct qs_arena arena;
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	const struct qs_account_shift *shift; /* [members], or NULL */
	size_t members, years;
	struct qs_account_plan plan;
	double *price;       /* [product][years][members] */
	size_t districts;    /* totals are kept apart for so many; 1: for the portfolio alone */
	size_t places;       /* that lines of districts stand at (scenarios/cells.h) */
	size_t added;        /* districts whose lines are in those of the portfolio, from the first on */
	int64_t *all, *all_sums; /* of the portfolio, where there are districts: [QS_LINE_COUNT][years][members], [QS_SUM_COUNT][members] */
	uint8_t *all_held;       /* [QS_LINE_COUNT][years] something stands there */
	struct qs_account_room *room; /* [threads], and one for who ends a district in turn */
	struct qs_account_desk *desk; /* [desks] */
	size_t desks; /* as many as threads: each site is one thread's; 1: threads share a site */
};

/* What is kept of one site, or of the portfolio. */
struct qs_site_accounts {
	double *mean, *quantile; /* of lines, as in struct qs_result; NULL: not asked for */
	double *sums; /* [QS_SUM_COUNT] means over the members; NULL: not asked for */
	int figured;             /* the portfolio's figures are asked for although its lines are not */
	struct qs_scalar scalar[QS_SCALAR_COUNT]; /* those of the accounts */
	struct qs_npv_risk risk;
	double indicator[QS_INDICATOR_COUNT + 1]; /* of a site: as in struct qs_account_output */
	double probability_of_loss, acceptance_due_share;
	int acceptance_due; /* year counted from the start; -1: no works */
	struct qs_site_experiment *experiment; /* to be filled (scenarios/run.h); NULL: not asked for */
	struct qs_acceptance_figures acceptance; /* of a site */
	int told;            /* figures of one site are there: indicator, acceptance, accepted_by */
	double *accepted_by; /* [years] share of members accepted by then */
	struct qs_credit *credits;
	size_t credit_count;
};

/* Desks that so many threads work at: one that they share, or each its own. A desk has lines [QS_LINE_COUNT][years][members] of a
 * site, and as many of each district. in_strips: cells settle strips at desks of their own (scenarios/cell_strips.c), with one place
 * for totals. */
size_t qs_accounts_desks(size_t members, size_t threads, int in_strips);

/* Opens the books, with price paths; `districts` and `places` as in the books. QS_ENOMEM. */
qs_status qs_accounts_open(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			   const struct qs_account_shift *shift, size_t districts, size_t places, int in_strips,
			   struct qs_account_books *books, struct qs_err *err);

/* Room for a site's lines in an arena; 0, or -1 without memory. */
int qs_site_accounts_take(struct qs_arena *arena, size_t years, struct qs_site_accounts *accounts);

/* Points a result at figures of one site, if they are there. */
void qs_site_accounts_tell(const struct qs_site_accounts *accounts, struct qs_result *result);

/* Bytes of it. */
uint64_t qs_site_accounts_bytes(size_t years);

/* Accounts of a site by thread number. accounts->credits has room for qs_credits_most of the site. */
qs_status qs_accounts_site(struct qs_account_books *books, struct qs_credit_books *credits, int thread,
			   const struct qs_wave *wave, size_t site, const struct qs_verdicts *verdicts,
			   struct qs_site_accounts *accounts, struct qs_err *err);

/* Those of all sites of a wave, each by one thread; the first failure in their order is told. */
qs_status qs_accounts_sites(struct qs_account_books *books, struct qs_credit_books *credits, const struct qs_wave *wave,
			    const struct qs_verdicts *const *verdicts, struct qs_arena *arena, struct qs_site_accounts *accounts,
			    struct qs_err *err);

/* One line and year: quantiles and mean of row [members]; work: members. */
void qs_accounts_line(const struct qs_account_books *books, int line, size_t year, const int64_t *row, int64_t *work,
		      struct qs_site_accounts *accounts);

/* A thread's columns at the figures of a site or of totals; sums [QS_SUM_COUNT][members], mean_flow [years]. */
struct qs_account_desk;
struct qs_member_rates;
void qs_accounts_figures(const struct qs_account_books *books, struct qs_account_room *room, const struct qs_account_desk *desk,
			 const int64_t *sums, const struct qs_member_rates *rates, double *mean_flow,
			 struct qs_site_accounts *accounts);

/* The portfolio's, from the threads' totals. */
qs_status qs_accounts_close(struct qs_account_books *books, struct qs_site_accounts *accounts, struct qs_err *err);

/* After qs_accounts_close, or when the last cell of one that ends in turn is settled: those of a district; thread: as in
 * scenarios/reduce.h. */
void qs_accounts_district(struct qs_account_books *books, size_t district, int thread, struct qs_site_accounts *accounts);

/* Adds the lines of the next district, which ends in turn, to the portfolio's, and zeroes its place. By one thread of a team. */
void qs_accounts_end_district(struct qs_account_books *books, int thread);

/* After qs_accounts_close: a sum of the portfolio by member into a column, unless that is NULL. */
void qs_accounts_column(const struct qs_account_books *books, enum qs_sum sum, double *column);

/* After qs_accounts_close: the portfolio's columns of an experiment (scenarios/run.h). */
struct qs_experiment;
void qs_accounts_experiment(const struct qs_account_books *books, struct qs_experiment *experiment);

/* After qs_accounts_close: the portfolio's lines and sums by member, as struct qs_result holds them; valid as long as the books. */
void qs_accounts_members(const struct qs_account_books *books, struct qs_result *result);

/* Gives the memory back; safe on zeroed books and twice. */
void qs_accounts_free(struct qs_account_books *books);

#endif
