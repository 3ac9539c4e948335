/* Rules of a policy as data: packs of the kind `policy`.
 *
 * A rule asks a question of a unit, a site or the whole portfolio. Its condition is that of model/market/rules.h, over the
 * same facts. `applies` says whom it concerns. Severity: hard, it must hold; soft, a departure needs a reason; info, something
 * to know; calc, a quantity that the policy works with, held against a named threshold. Text, clause and source stand beside
 * it; a portfolio's packs may replace any of it.
 */
#ifndef QS_MODEL_POLICY_RULES_H
#define QS_MODEL_POLICY_RULES_H

#include "model/market/rules.h"

extern const char *const qs_words_severity[];
extern const char *const qs_words_level[];

enum qs_severity { QS_HARD, QS_SOFT, QS_INFO, QS_CALC, QS_SEVERITIES };
enum qs_level { QS_LEVEL_UNIT, QS_LEVEL_SITE, QS_LEVEL_PORTFOLIO };

enum { QS_POLICY_RULES_MOST = 256 }; /* of all packs: io/check_rules.c */

#define QS_FIELDS_POLICY_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "要求", "what is asked") \
	X(TEXT, why, none, "", 0, 0, 0, QS_REQUIRED, "依据", "what settles it") \
	X(STRING, group, none, "", 0, 0, 0, QS_REQUIRED, "所属", "policy that it belongs to") \
	X(CHOICE, severity, severity, "", 0, 0, 0, QS_REQUIRED, "性质", "hard, soft, info or calc") \
	X(CHOICE, level, level, "", 0, 0, 0, QS_REQUIRED, "对象", "asked of a unit, a site or the portfolio") \
	X(STRING, clause, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "条款", "clause") \
	X(STRING, words, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "原文", "words of the clause") \
	X(STRING, source, none, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "来源", "source of the text") \
	X(CHOICE, status, basis, "", 0, 0, 2, QS_REQUIRED, "状态", "how sure the reading is") \
	X(ONE_OR_LIST, applies, condition, "", 0, 0, 0, QS_NOT_EMPTY, "适用条件", "condition under which it concerns something; absent: always") \
	X(ONE_OR_LIST, when, condition, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "成立条件", "condition under which it is met") \
	X(STRINGS, shows, none, "", 0, 0, 0, 0, "显示", "facts to show beside the outcome")
QS_FIELD_STRUCT(policy_pack, QS_FIELDS_POLICY_PACK);

#endif
