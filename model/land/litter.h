/* What litter is made of: one entry of the pack `litter` for each group of plants, by organ, for the soil models that ask.
 *
 * RothC asks for a species' DPM:RPM only. The others ask for parts that add up when litters mix, their traits: of Yasso the shares
 * soluble in acid, water and ethanol (the rest is not soluble), of Century and the IPCC's method the metabolic share and the
 * lignin, of ICBM the share that becomes humus. Forest floor and dead wood carry the traits of what fell on them; what
 * they pass on to the soil has the mean of what they hold. Maps and sources: docs/soils.md.
 */
#ifndef QS_MODEL_LAND_LITTER_H
#define QS_MODEL_LAND_LITTER_H

#include "model/base/fields.h"

#define QS_FIELDS_ORGAN(X, organ, zh, en) \
	X(NUMBER, organ##_acid_frac, none, "1", 0, 1, 0.5, QS_REQUIRED, zh "酸溶份额", en " soluble in acid, share of carbon") \
	X(NUMBER, organ##_water_frac, none, "1", 0, 1, 0.1, QS_REQUIRED, zh "水溶份额", en " soluble in water") \
	X(NUMBER, organ##_ethanol_frac, none, "1", 0, 1, 0.1, QS_REQUIRED, zh "醇溶份额", en " soluble in ethanol") \
	X(NUMBER, organ##_lignin_frac, none, "1", 0, 0.8, 0.2, QS_REQUIRED, zh "木质素", en ", lignin, share of dry matter and of carbon") \
	X(NUMBER, organ##_nitrogen_frac, none, "1", 1e-4, 0.1, 0.01, QS_REQUIRED, zh "氮", en ", nitrogen, share of dry matter") \
	X(NUMBER, organ##_humified_frac, none, "1", 0, 0.95, 0.125, QS_REQUIRED, zh "腐殖化系数", en ", share that becomes old carbon in ICBM")

#define QS_FIELDS_LITTER_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	QS_FIELDS_ORGAN(X, leaf, "叶", "leaves") \
	QS_FIELDS_ORGAN(X, wood, "木质", "wood") \
	QS_FIELDS_ORGAN(X, root, "细根", "fine roots")
QS_FIELD_STRUCT(litter_pack, QS_FIELDS_LITTER_PACK);

/* Where litter comes from. Dead coarse roots are wood that lies in the soil. */
enum qs_litter_route { QS_LITTER_LEAF, QS_LITTER_WOOD, QS_LITTER_FINE_ROOT, QS_LITTER_COARSE_ROOT, QS_LITTER_ROUTES };

enum { QS_LITTER_TRAITS = 3 };

/* One organ's litter. */
struct qs_organ_litter {
	double acid, water, ethanol, lignin, nitrogen, humified;
};

/* The litter of a route. */
struct qs_organ_litter qs_litter_of(const struct qs_litter_pack *pack, enum qs_litter_route route);

/* The metabolic share of Century, 0.85 - 0.018 lignin/nitrogen; none beyond a ratio of 47.2, as in wood, which is structural. */
double qs_litter_metabolic(const struct qs_organ_litter *litter);

#endif
