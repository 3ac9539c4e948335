/* Figures of the horizon from a site's or the portfolio's lines and sums: by member, then quantiles. */
#ifndef QS_SCENARIOS_FIGURES_H
#define QS_SCENARIOS_FIGURES_H

#include "scenarios/accounts.h"

struct qs_figures {
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	size_t members, years;
	const int64_t *sums; /* [QS_SUM_COUNT][members], quanta */
	const double *lines; /* [QS_LINE_COUNT][years][members], in money of the price basis */
	double *work;        /* 6 columns of members */
	int64_t *row;        /* 2 columns */
	double *flow;        /* 4 columns of years */
};

/* Fills the scalars of the accounts and the probability of loss. */
void qs_figures(const struct qs_figures *figures, struct qs_site_accounts *accounts);

#endif
