#include "model/land/measures.h"

#include "model/base/units.h"

#include <string.h>

const char *const qs_words_treatment_class[] = {"natural", "assisted", "engineered", NULL};
const char *const qs_words_action[] = {"works", "import_soil", "spray", "compost", "plant", "seed", "irrigate", "close", "clear",
				       "unseal", "upkeep", "thin", NULL};
const char *const qs_words_practice[] = {"none", "slope", "surface", "foot", NULL};
const char *const qs_words_earth_flow[] = {"none", "frees", "needs", "moves", "discards", NULL};
const char *const qs_words_earth_of[] = {"none",
#define X(name, word, zh, en) #word,
					 QS_EARTHS(X) NULL};
const char *const qs_words_earth[] = {QS_EARTHS(X) NULL};
#undef X

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

#define QS_THIS struct qs_earth_pack
QS_FIELD_TABLE(earth_pack, QS_FIELDS_EARTH_PACK);
#undef QS_THIS

/* Splits "m3/m2" into "m3" and the area's size in ha. Returns 0 if the unit has no area in it. */
static int split(const char *unit, char *part, size_t size, double *area_ha)
{
	const char *const slash = strrchr(unit, '/');
	const size_t n = slash ? (size_t)(slash - unit) : 0;

	if (!slash || n >= size)
		return 0;
	if (!strcmp(slash, "/ha"))
		*area_ha = 1;
	else if (!strcmp(slash, "/m2"))
		*area_ha = 1e-4;
	else
		return 0;
	memcpy(part, unit, n);
	part[n] = 0;
	return 1;
}

int qs_measure_is_total(const struct qs_measure *measure, const struct qs_measure_pack *pack)
{
	char part[32];
	double area_ha, ignored;

	return measure->unit && *measure->unit && qs_unit_convert(measure->unit, pack->unit, 1, &ignored) &&
	       split(pack->unit, part, sizeof part, &area_ha) && !qs_unit_convert(measure->unit, part, 1, &ignored);
}

int qs_measure_factor(const struct qs_measure *measure, const struct qs_measure_pack *pack, double own_area_ha, double *factor)
{
	char part[32];
	double area_ha;

	if (!measure->unit || !*measure->unit) {
		*factor = 1;
		return 0;
	}
	if (!qs_unit_convert(measure->unit, pack->unit, 1, factor))
		return 0;
	if (!split(pack->unit, part, sizeof part, &area_ha) || qs_unit_convert(measure->unit, part, 1, factor))
		return -1;
	*factor *= area_ha / own_area_ha;
	return 0;
}
