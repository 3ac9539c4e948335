#include "model/market/rules.h"

const char *const qs_words_basis[] = {"verified", "unverified", "assumption", NULL};
const char *const qs_words_open[] = {"yes", "no", "unknown", NULL};
const char *const qs_words_deduction[] = {"ar-tool14", "ar-cm-001", "vm0047", "excess", "none", NULL};
const char *const qs_words_credit_baseline[] = {"simulated", "zero_on_spoil", NULL};
const char *const qs_words_credit_soil[] = {"none", "ar-tool16", NULL};
const char *const qs_words_credit_fire[] = {"none", "ar-tool08", NULL};
const char *const qs_words_credit_displacement[] = {"none", "ar-tool15", NULL};
const char *const qs_words_credit_held[] = {"deduction", "buffer", NULL};
const char *const qs_words_credit_pool[] = {"woody", "dead_wood", "litter", "soil", NULL};
const char *const qs_words_op[] = {"<", "<=", ">", ">=", "==", "!=", NULL};

#define QS_THIS struct qs_condition
QS_FIELD_TABLE(condition, QS_FIELDS_CONDITION);
#undef QS_THIS

#define QS_THIS struct qs_rule_pack
QS_FIELD_TABLE(rule_pack, QS_FIELDS_RULE_PACK);
#undef QS_THIS

#define QS_THIS struct qs_methodology_pack
QS_FIELD_TABLE(methodology_pack, QS_FIELDS_METHODOLOGY_PACK);
#undef QS_THIS

#define QS_THIS struct qs_monitored_pack
QS_FIELD_TABLE(monitored_pack, QS_FIELDS_MONITORED_PACK);
#undef QS_THIS
