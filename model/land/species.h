/* Species and substrates: what grows how fast, and on what ground.
 *
 * Above-ground carbon of a fully stocked stand on a site of quality 1: y(t) = A (1 - exp(-k t))^p, t C/ha
 * (Chapman-Richards, kernels/growth.h). Everything else of the vegetation is in model/land/vegetation.h.
 */
#ifndef QS_MODEL_LAND_SPECIES_H
#define QS_MODEL_LAND_SPECIES_H

#include "model/base/fields.h"

extern const char *const qs_words_species_group[];
extern const char *const qs_words_hydrologic_group[];

enum qs_species_group { QS_TREE, QS_SHRUB_GROUP, QS_HERB, QS_CROP };

#define QS_FIELDS_SPECIES_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRING, latin, none, "", 0, 0, 0, QS_REQUIRED, "学名", "scientific name") \
	X(CHOICE, group, species_group, "", 0, 0, 0, QS_REQUIRED, "生活型", "tree, shrub, herb or crop") \
	X(STRING, litter, none, "", 0, 0, 0, 0, "凋落物", "entry of the pack litter; absent: broadleaf, shrub, herb or crop by group") \
	X(BOOL, introduced, none, "", 0, 1, 0, 0, "外来种", "not native to North China") \
	X(BOOL, economic, none, "", 0, 1, 0, 0, "经济林树种", "grown for fruit, nuts, oil or medicine") \
	X(NUMBER, above_max_t_ha, none, "t/ha", 0, 400, 0, QS_REQUIRED, "地上碳上限 A", "asymptote A of above-ground carbon") \
	X(NUMBER, growth_rate, none, "1/a", 1e-4, 5, 0, QS_REQUIRED, "生长速率 k", "rate k") \
	X(NUMBER, growth_shape, none, "1", 1, 10, 3, QS_REQUIRED, "形状 p", "shape p") \
	X(NUMBER, growth_cv_frac, none, "1", 0, 2, 0.2, QS_REQUIRED, "A 的变差系数", "coefficient of variation of A between members") \
	X(NUMBER, root_shoot, none, "1", 0, 10, 0.25, QS_REQUIRED, "根茎比", "root:shoot ratio") \
	X(NUMBER, carbon_frac, none, "1", 0.3, 0.6, 0.47, QS_REQUIRED, "含碳率", "carbon share of dry matter") \
	X(NUMBER, stems_closed_per_ha, none, "1/ha", 1, 1e6, 500, QS_REQUIRED, "郁闭密度常数", \
	  "stocking = 1 - exp(-stems / this)") \
	X(NUMBER, thinning_stem_kg, none, "kg", 0, 2000, 0, QS_REQUIRED, "自疏单株质量", \
	  "mean above-ground dry mass of a stem at 1000 stems/ha on the self-thinning line; 0: none") \
	X(NUMBER, cover_max_frac, none, "1", 0, 1, 0.8, QS_REQUIRED | QS_ABOVE_MIN, "最大覆盖度", "cover of a full stand") \
	X(NUMBER, leaf_litter_t_ha, none, "t/ha", 0, 10, 1, QS_REQUIRED, "年凋落碳", "leaf litter a year of a full stand, carbon") \
	X(NUMBER, root_litter_t_ha, none, "t/ha", 0, 10, 0.5, QS_REQUIRED, "年细根凋落碳", "fine-root litter a year of a full stand, carbon") \
	X(NUMBER, mortality_frac, none, "1/a", 0, 1, 0.01, QS_REQUIRED, "年枯损率", "share of live carbon dying a year in a full stand") \
	X(NUMBER, drought_loss_frac, none, "1", 0, 1, 0.1, QS_REQUIRED, "极旱损失率", "share lost in a year without rain") \
	X(NUMBER, survival_frac, none, "1", 0, 1, 0.8, QS_REQUIRED, "第一年成活率", "survival of the first year, rain-fed, on native soil") \
	X(NUMBER, moisture_half, none, "1", 0.01, 100, 1, QS_REQUIRED, "水分响应常数", \
	  "h in growth response (1+h) m/(h+m), m moisture relative to normal") \
	X(NUMBER, temperature_min_c, none, "C", -20, 20, 2, QS_REQUIRED, "生长最低温", "growth minimum temperature") \
	X(NUMBER, temperature_best_c, none, "C", 5, 35, 21, QS_REQUIRED, "生长最适温", "growth optimum temperature") \
	X(NUMBER, temperature_max_c, none, "C", 20, 50, 38, QS_REQUIRED, "生长最高温", "growth maximum temperature") \
	X(NUMBER, dpm_rpm, none, "1", 0.01, 10, 0.25, QS_REQUIRED, "DPM:RPM", "DPM:RPM ratio of litter") \
	X(NUMBER, fire_resist_frac, none, "1", 0, 1, 0.3, QS_REQUIRED, "耐火比", "share of plants that a fire on their ground leaves alive") \
	X(STRING, threepg, none, "", 0, 0, 0, 0, "3-PG 参数组", "parameters of 3-PG for planted trees, an id of `list threepg`")
QS_FIELD_STRUCT(species_pack, QS_FIELDS_SPECIES_PACK);

/* The entry of the pack `litter` that a species sheds: its own, or that of its kind of plant. */
const char *qs_species_litter(const struct qs_species_pack *species);

#define QS_FIELDS_SUBSTRATE_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id, a substrate of the input") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(NUMBER, quality_max, none, "1", 0, 2, 1, QS_REQUIRED, "立地质量上限", "site quality on deep fine earth") \
	X(NUMBER, quality_depth_cm, none, "cm", 1, 200, 20, QS_REQUIRED, "立地质量土深常数", \
	  "fine-earth depth at which quality reaches 63 %") \
	X(NUMBER, quality_cv_frac, none, "1", 0, 2, 0.2, QS_REQUIRED, "立地质量变差系数", "variation of site quality between members") \
	X(NUMBER, survival_factor, none, "1", 0, 1, 1, QS_REQUIRED, "成活系数", "factor on survival of planting") \
	X(NUMBER, woody_share_frac, none, "1", 0, 1, 0.5, QS_REQUIRED, "演替木本比例", "share of woody plants in spontaneous cover") \
	X(NUMBER, tree_share_frac, none, "1", 0, 1, 0.3, QS_REQUIRED, "演替乔木比例", "share of trees in spontaneous woody cover") \
	X(NUMBER, sustained_cover_frac, none, "1", 0, 1, 0.8, QS_REQUIRED, "无灌溉可维持覆盖度", "cover of sown plants that lasts without irrigation") \
	X(NUMBER, erodible_frac, none, "1", 0, 1, 1, QS_REQUIRED, "可侵蚀面积比", "share of the surface that rain can erode") \
	X(NUMBER, acceptance_cover_frac, none, "1", 0, 1, 0.45, QS_REQUIRED, "验收覆盖度", "vegetation cover that the acceptance asks for") \
	X(NUMBER, fallback_years, none, "a", 0.5, 50, 5, QS_REQUIRED, "退化时间常数", "time constant of sown cover after irrigation ends") \
	X(NUMBER, fertility_start_frac, none, "1", 0.01, 1, 1, QS_REQUIRED, "初始肥力", "site quality of the substrate's own earth at the start, relative to what it comes to") \
	X(NUMBER, fertility_years, none, "a", 0.5, 200, 20, QS_REQUIRED, "肥力时间常数", "time constant of its fertility") \
	X(NUMBER, works_price_factor, none, "1", 0.1, 10, 1, QS_SAMPLED, "工程单价系数", "factor on prices of measures on this ground, without haul, cement, fence and power; one draw a member for all sites of the substrate") \
	X(CHOICE, hydrologic_group, hydrologic_group, "", 0, 0, 2, 0, "水文土壤组", "hydrologic group of the ground, A (drains) to D; absent: C") \
	X(BOOL, inert_carbon, none, "", 0, 1, 0, 0, "含惰性有机质", "inert organic matter by Falloon (native soil only)")
QS_FIELD_STRUCT(substrate_pack, QS_FIELDS_SUBSTRATE_PACK);

#endif
