#include "model/market/changes.h"

#define QS_THIS struct qs_fact_set
QS_FIELD_TABLE(fact_set, QS_FIELDS_FACT_SET);
#undef QS_THIS

#define QS_THIS struct qs_change_pack
QS_FIELD_TABLE(change_pack, QS_FIELDS_CHANGE_PACK);
#undef QS_THIS

#define QS_THIS struct qs_revenue_line_pack
QS_FIELD_TABLE(revenue_line_pack, QS_FIELDS_REVENUE_LINE_PACK);
#undef QS_THIS
