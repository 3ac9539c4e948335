#include "model/policy/rules.h"

const char *const qs_words_severity[] = {"hard", "soft", "info", "calc", NULL};
const char *const qs_words_level[] = {"unit", "site", "portfolio", NULL};

#define QS_THIS struct qs_policy_pack
QS_FIELD_TABLE(policy_pack, QS_FIELDS_POLICY_PACK);
#undef QS_THIS
