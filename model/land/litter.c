#include "model/land/litter.h"

#define QS_THIS struct qs_litter_pack
QS_FIELD_TABLE(litter_pack, QS_FIELDS_LITTER_PACK);
#undef QS_THIS

#define QS_ORGAN(organ)                                                                                          \
	(struct qs_organ_litter)                                                                                 \
	{                                                                                                        \
		pack->organ##_acid_frac.value, pack->organ##_water_frac.value, pack->organ##_ethanol_frac.value, \
			pack->organ##_lignin_frac.value, pack->organ##_nitrogen_frac.value,                      \
			pack->organ##_humified_frac.value                                                        \
	}

struct qs_organ_litter qs_litter_of(const struct qs_litter_pack *pack, enum qs_litter_route route)
{
	if (route == QS_LITTER_LEAF)
		return QS_ORGAN(leaf);
	if (route == QS_LITTER_FINE_ROOT)
		return QS_ORGAN(root);
	return QS_ORGAN(wood);
}

double qs_litter_metabolic(const struct qs_organ_litter *litter)
{
	const double share = 0.85 - 0.018 * litter->lignin / litter->nitrogen;

	return share > 0 ? share : 0;
}
