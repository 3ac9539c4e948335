/* The policy's rules on a portfolio: what holds, what is broken, what is not known, whom a rule does not concern.
 *
 *     applies false -> not concerned; else `when` (three values, model/market/verdict.h): true -> holds, false -> broken if it
 *     surely applies, unknown -> not known. Evidence held for a rule (by the site, or by the portfolio for its rules) answers
 *     it where the facts leave it unknown.
 * What is not known is no violation. Sites are judged one by one, the portfolio at the end, so nothing is kept of a site.
 */
#ifndef QS_MODEL_POLICY_JUDGE_H
#define QS_MODEL_POLICY_JUDGE_H

#include "model/base/status.h"
#include "model/policy/evaluate.h"
#include "model/policy/facts.h"

/* X(name, zh, en) */
#define QS_POLICY_OUTCOMES(X) \
	X(holds, "成立", "holds") \
	X(broken, "违反", "broken") \
	X(not_known, "待明确", "not known") \
	X(not_concerned, "不涉及", "not concerned")

enum qs_policy_outcome {
#define X(name, zh, en) QS_POLICY_##name,
	QS_POLICY_OUTCOMES(X)
#undef X
	QS_POLICY_OUTCOME_COUNT
};

/* The outcome as JSON has it, and its label in a language. */
const char *qs_policy_outcome_word(enum qs_policy_outcome outcome);
const char *qs_policy_outcome_label(enum qs_policy_outcome outcome, enum qs_lang lang);

struct qs_policy_finding {
	const struct qs_policy_pack *rule;
	const struct qs_site *site; /* NULL: of the portfolio */
	const struct qs_unit *unit; /* or NULL */
	enum qs_policy_outcome outcome;
	const struct qs_facts *facts; /* what it was judged by */
};

/* Benefits of sites, kept for their order; none beyond QS_RANKED_MOST sites. */
enum { QS_RANKED_MOST = 500 };

struct qs_policy_ranks {
	struct qs_evaluation evaluation;
	struct qs_ranking order;
	size_t n;
	const char **id;      /* [n] */
	double *mean, *score; /* [n][QS_INDICATOR_COUNT]; [n] medians, NaN: nothing is restored */
};

struct qs_products;
struct qs_lapse;

/* A review under way. tell may be NULL; what it is given is valid during the call. */
struct qs_policy_review {
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	void (*tell)(void *self, const struct qs_policy_finding *finding);
	void *self;
	struct qs_policy_totals totals;
	uint64_t count[QS_SEVERITIES][QS_POLICY_OUTCOME_COUNT];
	uint64_t of_rule[QS_POLICY_RULES_MOST][QS_POLICY_OUTCOME_COUNT]; /* by the order of the packs */
	double natural_first_index; /* NaN: nothing is restored */
	double plan_blocks;         /* of eight; NaN: no plan is stated */
	const struct qs_policy_ranks *ranks; /* of a run; or NULL */
	const struct qs_products *products; /* of a run (model/policy/products.h); or NULL */
	const struct qs_lapse *lapse;       /* of a run (model/policy/lapse.h); or NULL */
};

/* Begins a review. */
void qs_policy_begin(struct qs_policy_review *review, const struct qs_portfolio *portfolio, const struct qs_packs *packs);

/* Judges the rules of a site and its units, in the order of the packs. results may be NULL. */
void qs_policy_site(struct qs_policy_review *review, const struct qs_site *site, const struct qs_policy_results *results);

/* Judges the rules of the portfolio, after its last site. results may be NULL. */
void qs_policy_end(struct qs_policy_review *review, const struct qs_policy_results *results);

#endif
