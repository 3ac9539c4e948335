#include "model/land/measures.h"

const char *const qs_words_treatment_class[] = {"natural", "assisted", "engineered", NULL};
const char *const qs_words_action[] = {"works", "import_soil", "spray", "compost", "plant", "seed", "irrigate", "close", "clear",
				       "unseal", "upkeep", NULL};

#define QS_THIS struct qs_renewal
QS_FIELD_TABLE(renewal, QS_FIELDS_RENEWAL);
#undef QS_THIS

#define QS_THIS struct qs_measure
QS_FIELD_TABLE(measure, QS_FIELDS_MEASURE);
#undef QS_THIS

#define QS_THIS struct qs_treatment
QS_FIELD_TABLE(treatment, QS_FIELDS_TREATMENT);
#undef QS_THIS

#define QS_THIS struct qs_use
QS_FIELD_TABLE(use, QS_FIELDS_USE);
#undef QS_THIS

#define QS_THIS struct qs_measure_pack
QS_FIELD_TABLE(measure_pack, QS_FIELDS_MEASURE_PACK);
#undef QS_THIS

#define QS_THIS struct qs_material_pack
QS_FIELD_TABLE(material_pack, QS_FIELDS_MATERIAL_PACK);
#undef QS_THIS
