#include "model/policy/judge.h"

#include "model/base/bug.h"
#include "model/market/verdict.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *word, *zh, *en;
} outcomes[] = {
#define X(name, zh, en) {#name, zh, en},
	QS_POLICY_OUTCOMES(X)
#undef X
};

const char *qs_policy_outcome_word(enum qs_policy_outcome outcome)
{
	return outcomes[outcome].word;
}

const char *qs_policy_outcome_label(enum qs_policy_outcome outcome, enum qs_lang lang)
{
	return lang == QS_ZH ? outcomes[outcome].zh : outcomes[outcome].en;
}

static int holds_evidence(const struct qs_policy_review *review, const struct qs_site *site, const char *rule)
{
	const struct qs_evidence *const items = site ? site->evidence.items : review->portfolio->policy.evidence.items;
	const size_t n = site ? site->evidence.n : review->portfolio->policy.evidence.n;

	for (size_t i = 0; i < n; i++)
		if (items[i].held && !strcmp(items[i].id, rule))
			return 1;
	return 0;
}

static enum qs_policy_outcome outcome_of(const struct qs_policy_pack *rule, const struct qs_facts *facts, int evidence)
{
	const enum qs_truth applies =
		rule->applies.n ? qs_conditions_hold(rule->applies.items, rule->applies.n, facts) : QS_TRUE;
	const enum qs_truth holds = qs_conditions_hold(rule->when.items, rule->when.n, facts);

	if (applies == QS_FALSE)
		return QS_POLICY_not_concerned;
	if (holds == QS_TRUE || (holds == QS_UNKNOWN && evidence))
		return QS_POLICY_holds;
	return holds == QS_FALSE && applies == QS_TRUE ? QS_POLICY_broken : QS_POLICY_not_known;
}

static void judge(struct qs_policy_review *review, enum qs_level level, const struct qs_site *site,
		  const struct qs_unit *unit, struct qs_facts *facts)
{
	qs_bug_assert(review->packs->policy.n <= QS_POLICY_RULES_MOST); /* checked with the packs */
	for (size_t i = 0; i < review->packs->policy.n; i++) {
		const struct qs_policy_pack *const rule = &review->packs->policy.items[i];
		struct qs_policy_finding finding = {rule, site, unit, QS_POLICY_holds, facts};
		int evidence;

		if (rule->level != (int)level)
			continue;
		evidence = holds_evidence(review, site, rule->id);
		facts->value[QS_FACT_IS_evidence_held] = (struct qs_fact_value){evidence, 1};
		finding.outcome = outcome_of(rule, facts, evidence);
		review->count[rule->severity][finding.outcome]++;
		review->of_rule[i][finding.outcome]++;
		if (review->tell)
			review->tell(review->self, &finding);
	}
}

void qs_policy_begin(struct qs_policy_review *review, const struct qs_portfolio *portfolio,
		     const struct qs_packs *packs)
{
	memset(review, 0, sizeof *review);
	review->portfolio = portfolio;
	review->packs = packs;
	review->natural_first_index = review->plan_blocks = (double)NAN;
}

void qs_policy_site(struct qs_policy_review *review, const struct qs_site *site,
		    const struct qs_policy_results *results)
{
	const struct qs_policy_results none = qs_policy_no_results();
	struct qs_facts facts, of_unit;

	qs_policy_add(&review->totals, review->portfolio, review->packs, site);
	qs_policy_site_facts(review->portfolio, review->packs, site, results ? results : &none, &facts);
	judge(review, QS_LEVEL_SITE, site, NULL, &facts);
	for (size_t u = 0; u < site->units.n; u++) {
		qs_policy_unit_facts(review->portfolio, review->packs, site, &site->units.items[u], &facts, &of_unit);
		judge(review, QS_LEVEL_UNIT, site, &site->units.items[u], &of_unit);
	}
}

void qs_policy_end(struct qs_policy_review *review, const struct qs_policy_results *results)
{
	const struct qs_policy_results none = qs_policy_no_results();
	struct qs_facts facts;

	qs_policy_portfolio_facts(review->portfolio, review->packs, &review->totals, results ? results : &none, &facts);
	judge(review, QS_LEVEL_PORTFOLIO, NULL, NULL, &facts);
	if (facts.value[QS_FACT_IS_natural_first_index].known)
		review->natural_first_index = facts.value[QS_FACT_IS_natural_first_index].number;
	if (facts.value[QS_FACT_IS_plan_blocks].known)
		review->plan_blocks = facts.value[QS_FACT_IS_plan_blocks].number;
}
