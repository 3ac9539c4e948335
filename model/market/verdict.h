/* Verdicts of methodologies on units and sites.
 *
 * A rule's condition is true, false or unknown (Kleene's three values: a false fact settles `all`, a true one settles `any`,
 * an unknown one stays open). Evidence held for a rule answers it where the facts leave it unknown, and never where they make
 * it false; where papers can heal a fact, the condition says so by `evidence_held`. Judged is each part of a unit with one land class:
 *   any rule false -> INELIGIBLE; else the methodology takes no new projects -> ACCOUNTING_ONLY; else any rule unknown ->
 *   CREDIT_CONDITIONAL; else CREDIT_EX_ANTE.
 * A unit has the grade of its best part, a site that of its best units. CREDIT_EX_ANTE is a grade of the input before any
 * validation, and no promise that anything is issued.
 */
#ifndef QS_MODEL_MARKET_VERDICT_H
#define QS_MODEL_MARKET_VERDICT_H

#include "model/base/packs.h"
#include "model/base/status.h"
#include "model/land/site.h"
#include "model/market/facts.h"
#include "model/portfolio.h"

#include <stdint.h>

enum qs_truth { QS_FALSE, QS_UNKNOWN, QS_TRUE };

/* X(name, zh, en), from the worst to the best */
#define QS_GRADES(X) \
	X(INELIGIBLE, "不适用", "ineligible") \
	X(ACCOUNTING_ONLY, "仅核算", "accounting only") \
	X(CREDIT_CONDITIONAL, "有条件（待补证据）", "conditional on evidence") \
	X(CREDIT_EX_ANTE, "可事前估算", "ex-ante estimate")

enum qs_grade {
#define X(name, zh, en) QS_##name,
	QS_GRADES(X)
#undef X
};

/* The grade as summary.json has it, and its label in a language. */
const char *qs_grade_word(enum qs_grade grade);
const char *qs_grade_label(enum qs_grade grade, enum qs_lang lang);

/* Bit i stands for rule i of the methodology's needs. A unit: failed holds rules false on any part of it (a part that fails
 * lies outside the boundary), missing those unknown on the parts that have the grade. A site: those of its best units. */
struct qs_verdict {
	enum qs_grade grade;
	double area_ha; /* planimetric, of what has the grade */
	uint64_t failed, missing;
	uint64_t told_failed, told_missing; /* rules that inform: bits of the methodology's informs */
};

/* Verdicts of all methodologies of the packs, in their order. Unit u, methodology m: units[u * n + m]. */
struct qs_verdicts {
	const struct qs_methodology_pack *methodologies;
	size_t n, unit_count;
	const struct qs_verdict *site, *units;
};

/* The outcome of one condition, or of a list of which all must hold. evidence_held is a fact like any other. */
enum qs_truth qs_condition_holds(const struct qs_condition *condition, const struct qs_facts *facts);
enum qs_truth qs_conditions_hold(const struct qs_condition *conditions, size_t n, const struct qs_facts *facts);

/* Judges facts by a list of rules: those that are false and those that are unknown, as bits. evidence_held is set for each rule. */
void qs_judge_facts(const struct qs_packs *packs, const struct qs_site *site, const struct qs_strings *rules,
		    struct qs_facts *facts, uint64_t *failed, uint64_t *missing);

/* Judges a site. The verdicts lie in the arena. QS_ENOMEM. */
qs_status qs_judge(struct qs_arena *arena, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		   const struct qs_site *site, const struct qs_verdicts **verdicts, struct qs_err *err);

#endif
