#include "model/land/land.h"

#define QS_THIS struct qs_hazard_rates
QS_FIELD_TABLE(hazard_rates, QS_FIELDS_HAZARD_RATES);
#undef QS_THIS

#define QS_THIS struct qs_erosion_values
QS_FIELD_TABLE(erosion_values, QS_FIELDS_EROSION_VALUES);
#undef QS_THIS

#define QS_THIS struct qs_land_pack
QS_FIELD_TABLE(land_pack, QS_FIELDS_LAND_PACK);
#undef QS_THIS
