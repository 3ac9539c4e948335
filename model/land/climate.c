#include "model/land/climate.h"

#define QS_THIS struct qs_region
QS_FIELD_TABLE(region, QS_FIELDS_REGION);
#undef QS_THIS

#define QS_THIS struct qs_climate_pack
QS_FIELD_TABLE(climate_pack, QS_FIELDS_CLIMATE_PACK);
#undef QS_THIS
