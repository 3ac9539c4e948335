/* Who gets what of a portfolio: present values by stakeholder, to be held against what each has if nothing is done.
 *
 *     a site's others   share x present value of what is shared out (line distribution)
 *     its investor      present value of investor_flow: its own part, less all that it pays in
 * means over the members, at the hurdle of equity, added over sites. A site without shares belongs to its investor. Whoever has less
 * than now has no reason to agree (Pareto); the status quo is what the portfolio states (policy.stakeholders).
 */
#ifndef QS_MODEL_FINANCE_SHARING_H
#define QS_MODEL_FINANCE_SHARING_H

#include "model/base/sink.h"
#include "model/portfolio.h"

enum { QS_SHARING_MOST = 24 };

struct qs_sharing {
	size_t n;
	struct {
		const char *id;
		double cny;
	} part[QS_SHARING_MOST];
};

/* Adds a site's result. Names beyond the most are added to the last one. */
void qs_sharing_add(struct qs_sharing *sharing, const struct qs_result *site);

/* What a stakeholder of the portfolio has if nothing is done; NaN: not stated. */
double qs_sharing_now(const struct qs_portfolio *portfolio, const char *id);

#endif
