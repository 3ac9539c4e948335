#include "model/finance/sharing.h"

#include <math.h>
#include <string.h>

static void add(struct qs_sharing *sharing, const char *id, double cny)
{
	size_t at = 0;

	while (at < sharing->n && strcmp(sharing->part[at].id, id) != 0)
		at++;
	at = at < QS_SHARING_MOST ? at : QS_SHARING_MOST - 1;
	if (at == sharing->n) {
		sharing->part[at].id = id;
		sharing->part[at].cny = 0;
		sharing->n++;
	}
	sharing->part[at].cny += cny;
}

void qs_sharing_add(struct qs_sharing *sharing, const struct qs_result *site)
{
	const struct qs_shares *const shares = &site->site->finance.shares;

	for (size_t i = 0; i < shares->n; i++)
		if (strcmp(shares->items[i].name, "investor") != 0)
			add(sharing, shares->items[i].name,
			    shares->items[i].value * site->scalar[QS_SCALAR_pv_distribution].mean);
	add(sharing, "investor", site->scalar[QS_SCALAR_npv_investor].mean);
}

double qs_sharing_now(const struct qs_portfolio *portfolio, const char *id)
{
	for (size_t i = 0; i < portfolio->policy.stakeholders.n; i++) {
		const struct qs_stakeholder *const who = &portfolio->policy.stakeholders.items[i];

		if (!strcmp(who->id, id) && who->status_quo_cny.given)
			return who->status_quo_cny.value;
	}
	return (double)NAN;
}
