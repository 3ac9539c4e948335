#include "model/benefit/values.h"

#define QS_THIS struct qs_services_pack
QS_FIELD_TABLE(services_pack, QS_FIELDS_SERVICES_PACK);
#undef QS_THIS
