#include "model/land/site.h"

#include "kernels/elementary.h"
#include "model/base/bug.h"

#include <string.h>

const char *const qs_words_upkeep_payer[] = {"investor", "public", NULL};
const char *const qs_words_government_form[] = {"legacy", "annuity", NULL};
const char *const qs_words_site_type[] = {"degraded_ecosystem", "abandoned_mine", "cleared_building_land", NULL};
const char *const qs_words_land_class[] = {"forest", "shrub", "grass", "cropland", "orchard", "mining", "construction_village",
					   "construction_urban", "water", "wetland", "other", NULL};
const char *const qs_words_substrate[] = {"rock_face", "waste_rock", "pit_floor", "coal_gangue", "tailings", "fill", "native",
					  "sealed", NULL};
const char *const qs_words_area_basis[] = {"planimetric", "slope", NULL};
const char *const qs_words_vegetation_model[] = {"curve", "3pg", NULL};
#define X(name, symbol, word, zh, en) word,
const char *const qs_words_soil_model[] = {QS_SOIL_MODELS(X) NULL};
#undef X
const char *const qs_words_soil_water[] = {"own", "shared", NULL};
const char *const qs_words_hazards[] = {"none", "drawn", NULL};
const char *const qs_words_cover_factor[] = {"cai", "classes", "plots", NULL};
const char *const qs_words_slope_length[] = {"length", "desmet-govers", NULL};
const char *const qs_words_slope_factor[] = {"liu", "mccool", NULL};
const char *const qs_words_delivery[] = {"lumped", "connectivity", NULL};

#define QS_THIS struct qs_models
QS_FIELD_TABLE(models, QS_FIELDS_MODELS);
#undef QS_THIS

#define QS_THIS struct qs_soil
QS_FIELD_TABLE(soil, QS_FIELDS_SOIL);
#undef QS_THIS

#define QS_THIS struct qs_course
QS_FIELD_TABLE(course, QS_FIELDS_COURSE);
#undef QS_THIS

#define QS_THIS struct qs_land_spell
QS_FIELD_TABLE(land_spell, QS_FIELDS_LAND_SPELL);
#undef QS_THIS

#define QS_THIS struct qs_unit
QS_FIELD_TABLE(unit, QS_FIELDS_UNIT);
#undef QS_THIS

#define QS_THIS struct qs_land_row
QS_FIELD_TABLE(land_row, QS_FIELDS_LAND_ROW);
#undef QS_THIS

#define QS_THIS struct qs_replay
QS_FIELD_TABLE(replay, QS_FIELDS_REPLAY);
#undef QS_THIS

#define QS_THIS struct qs_conflict
QS_FIELD_TABLE(conflict, QS_FIELDS_CONFLICT);
#undef QS_THIS

#define QS_THIS struct qs_revenue
QS_FIELD_TABLE(revenue, QS_FIELDS_REVENUE);
#undef QS_THIS

#define QS_THIS struct qs_government_pay
QS_FIELD_TABLE(government_pay, QS_FIELDS_GOVERNMENT_PAY);
#undef QS_THIS

#define QS_THIS struct qs_concession
QS_FIELD_TABLE(concession, QS_FIELDS_CONCESSION);
#undef QS_THIS

#define QS_THIS struct qs_site_finance
QS_FIELD_TABLE(site_finance, QS_FIELDS_SITE_FINANCE);
#undef QS_THIS

#define QS_THIS struct qs_stated_facts
QS_FIELD_TABLE(stated_facts, QS_FIELDS_STATED_FACTS);
#undef QS_THIS

#define QS_THIS struct qs_evidence
QS_FIELD_TABLE(evidence, QS_FIELDS_EVIDENCE);
#undef QS_THIS

#define QS_THIS struct qs_site
QS_FIELD_TABLE(site, QS_FIELDS_SITE);
#undef QS_THIS

int qs_soil_model_of(const char *word)
{
	for (int i = 0; qs_words_soil_model[i]; i++)
		if (!strcmp(qs_words_soil_model[i], word))
			return i;
	return -1;
}

double qs_unit_planimetric_ha(const struct qs_unit *unit)
{
	const double radian = unit->slope_deg.value * (3.14159265358979323846 / 180);

	return unit->area_basis == QS_SLOPE ? unit->area_ha.value * qs_k_cos(radian) : unit->area_ha.value;
}

double qs_site_treated_own_ha(const struct qs_site *site)
{
	double sum = 0;

	for (size_t u = 0; u < site->units.n; u++)
		sum += site->units.items[u].treatment ? site->units.items[u].area_ha.value : 0;
	return sum;
}

int qs_was_given(const struct qs_table *table, const struct qs_given *given, const char *name)
{
	const struct qs_field *field = qs_field_find(table, name);

	qs_bug_assert(field);
	return (int)(given->mask >> (field - table->fields) & 1);
}
