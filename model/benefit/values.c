#include "model/benefit/values.h"

#define QS_THIS struct qs_services_pack
QS_FIELD_TABLE(services_pack, QS_FIELDS_SERVICES_PACK);
#undef QS_THIS

#define QS_THIS struct qs_plausible_pack
QS_FIELD_TABLE(plausible_pack, QS_FIELDS_PLAUSIBLE_PACK);
#undef QS_THIS

const char *const qs_words_plausible_measure[] = {"woody_gain",  "cover",      "soil_loss", "soil_kept",
						  "water_yield", "quick_flow", "services",  NULL};
const char *const qs_plausible_units[] = {"t/ha", "1", "t/ha", "t/ha", "mm", "mm", "CNY/ha"};
