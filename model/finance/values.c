#include "model/finance/values.h"

#define QS_THIS struct qs_price_index
QS_FIELD_TABLE(price_index, QS_FIELDS_PRICE_INDEX);
#undef QS_THIS

#define QS_THIS struct qs_accounts_pack
QS_FIELD_TABLE(accounts_pack, QS_FIELDS_ACCOUNTS_PACK);
#undef QS_THIS
