#include "model/land/species.h"

const char *const qs_words_species_group[] = {"tree", "shrub", "herb", "crop", NULL};
const char *const qs_words_hydrologic_group[] = {"A", "B", "C", "D", NULL};

#define QS_THIS struct qs_species_pack
QS_FIELD_TABLE(species_pack, QS_FIELDS_SPECIES_PACK);
#undef QS_THIS

#define QS_THIS struct qs_substrate_pack
QS_FIELD_TABLE(substrate_pack, QS_FIELDS_SUBSTRATE_PACK);
#undef QS_THIS

const char *qs_species_litter(const struct qs_species_pack *species)
{
	static const char *const usual[] = {
		[QS_TREE] = "broadleaf", [QS_SHRUB_GROUP] = "shrub", [QS_HERB] = "herb", [QS_CROP] = "crop"};

	return species->litter ? species->litter : usual[species->group];
}
