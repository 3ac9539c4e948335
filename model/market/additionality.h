/* Additionality of a site under a methodology, as evidence rows: the rules of the methodology's `additionality`, judged on the site's
 * facts and on what a run's cash flow says. They do not settle the grade; whoever validates does.
 *
 *     investment test   NPV without credits = NPV - present value of income from credits + present value of registering,
 *                       at the portfolio's hurdle rate: grants, quotas and other income stay on both sides
 *     credible          income from credits / cost, present values, medians of the members
 *
 * Both are facts (npv_without_credits_cny, credit_share_of_cost_pct) whose limits stand in packs of rules; exemptions, barriers and
 * common practice are facts that the site states, or evidence that it holds for the rule.
 */
#ifndef QS_MODEL_MARKET_ADDITIONALITY_H
#define QS_MODEL_MARKET_ADDITIONALITY_H

#include "model/base/sink.h"
#include "model/market/verdict.h"

/* Bits over the rules of methodology->additionality: those that are false, and those that are open. */
struct qs_additionality {
	uint64_t failed, missing;
};

/* Judges a site's result, whose scalars are in CNY and %. A figure that the run does not have is open. Returns 0, or -1 if the
 * methodology has no such tests, excludes the site, or the site sells nothing under it: then there is nothing to be shown. */
int qs_additionality_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_result *result,
			const struct qs_methodology_pack *methodology, struct qs_additionality *outcome);

#endif
