/* Figures of the horizon from a site's or the portfolio's sums and members' figures: quantiles over the members. */
#ifndef QS_SCENARIOS_FIGURES_H
#define QS_SCENARIOS_FIGURES_H

#include "scenarios/accounts.h"
#include "scenarios/member_figures.h"

struct qs_figures {
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	size_t members, years;
	const int64_t *sums; /* [QS_SUM_COUNT][members], quanta */
	double *columns;     /* [QS_MEMBER_COLUMNS][members] (scenarios/member_figures.h), destroyed */
	const struct qs_member_rates *rates;
	const double *mean_flow; /* [years] means of the cash flow */
	double *work;        /* 2 columns of members */
	int64_t *row;        /* 2 columns */
	double *flow;        /* 3 columns of years */
};

/* Fills the scalars of the accounts and the probability of loss. */
void qs_figures(const struct qs_figures *figures, struct qs_site_accounts *accounts);

#endif
