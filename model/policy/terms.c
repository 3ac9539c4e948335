#include "model/policy/terms.h"

#include <stddef.h>

const char *const qs_words_degradation[] = {"not_known", "none", "slight", "moderate", "severe", NULL};
const char *const qs_words_procurement[] = {"not_known",  "open_tender", "auction", "listing",
					    "negotiated", "direct",      NULL};
const char *const qs_words_mode[] = {"not_known",        "own",    "concession",     "ppp_user_pays",
				     "ppp_availability", "equity", "public_welfare", NULL};

#define QS_THIS struct qs_plan
QS_FIELD_TABLE(plan, QS_FIELDS_PLAN);
#undef QS_THIS

#define QS_THIS struct qs_stakeholder
QS_FIELD_TABLE(stakeholder, QS_FIELDS_STAKEHOLDER);
#undef QS_THIS

#define QS_THIS struct qs_credit_year
QS_FIELD_TABLE(credit_year, QS_FIELDS_CREDIT_YEAR);
#undef QS_THIS

#define QS_THIS struct qs_policy_terms
QS_FIELD_TABLE(policy_terms, QS_FIELDS_POLICY_TERMS);
#undef QS_THIS

#define QS_THIS struct qs_fiscal
QS_FIELD_TABLE(fiscal, QS_FIELDS_FISCAL);
#undef QS_THIS

#define QS_THIS struct qs_site_material
QS_FIELD_TABLE(site_material, QS_FIELDS_SITE_MATERIAL);
#undef QS_THIS

#define QS_THIS struct qs_as_built
QS_FIELD_TABLE(as_built, QS_FIELDS_AS_BUILT);
#undef QS_THIS

#define QS_THIS struct qs_site_policy
QS_FIELD_TABLE(site_policy, QS_FIELDS_SITE_POLICY);
#undef QS_THIS
