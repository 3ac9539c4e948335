/* Treatments: what is done on a unit, when, how much; and what each measure uses and emits.
 *
 * Amounts are per area of the unit in its own basis; a unit of measure without an area in it (m3, km, t) is the amount for
 * the whole unit. Year 0 is the portfolio's start year.
 */
#ifndef QS_MODEL_LAND_MEASURES_H
#define QS_MODEL_LAND_MEASURES_H

#include "model/base/fields.h"

extern const char *const qs_words_treatment_class[];
extern const char *const qs_words_action[];
extern const char *const qs_words_earth_of[]; /* "none", then the classes */
extern const char *const qs_words_earth_flow[];
extern const char *const qs_words_earth[];
extern const char *const qs_words_practice[];

/* Classes of earth, rock and plants. X(name, word, zh, en) */
#define QS_EARTHS(X) \
	X(ROCK, rock, "石料", "rock") \
	X(SOIL, soil, "土料", "soil") \
	X(SILT, silt, "淤泥、泥沙", "silt") \
	X(TOPSOIL, topsoil, "表土", "topsoil") \
	X(PLANTS, plants, "乡土植物（株）", "native plants (stems)")

enum qs_earth {
#define X(name, word, zh, en) QS_EARTH_##name,
	QS_EARTHS(X)
#undef X
	QS_EARTH_CLASSES
};

/* What a measure does with a class: frees it, needs it, moves it within the works, or carts it off as waste. */
enum qs_earth_flow { QS_EARTH_STAYS, QS_EARTH_FREES, QS_EARTH_NEEDS, QS_EARTH_MOVES, QS_EARTH_DISCARDS };

/* How a measure keeps soil from being lost, and so which measures take effect on one another (model/land/erosion.h): it shapes the
 * slope, holds the surface, or catches at the foot what the slope has lost. */
enum qs_practice { QS_PRACTICE_NONE, QS_PRACTICE_SLOPE, QS_PRACTICE_SURFACE, QS_PRACTICE_FOOT, QS_PRACTICES };

enum qs_treatment_class { QS_NATURAL, QS_ASSISTED, QS_ENGINEERED };

#define QS_FIELDS_RENEWAL(X) \
	X(INTEGER, year, none, "a", 0, 500, 0, QS_REQUIRED, "年", "year") \
	X(NUMBER, area_frac, none, "1", 0, 1, 0, QS_REQUIRED, "面积比", "share of the area renewed")
QS_FIELD_STRUCT(renewal, QS_FIELDS_RENEWAL);

#define QS_FIELDS_MEASURE(X) \
	X(STRING, measure, none, "", 0, 0, 0, QS_REQUIRED, "措施", "measure, an id of `list measures`") \
	X(INTEGER, year, none, "a", 0, 500, 0, QS_REQUIRED, "年", "year") \
	X(BOOL, every_year, none, "", 0, 1, 0, 0, "逐年", "every year from `year`") \
	X(INTEGER, until_year, none, "a", 0, 500, 500, 0, "至（含）", "last year of a yearly measure") \
	X(NUMBER, amount, none, "", 0, 1e12, 0, QS_SAMPLED, "数量", "amount, in `unit`") \
	X(STRING, unit, none, "", 0, 0, 0, 0, "单位", "unit of the amount") \
	X(NUMBER, area_frac, none, "1", 0, 1, 1, QS_ABOVE_MIN, "面积比", "share of the unit's area treated") \
	X(NUMBER, organic_c_g_kg, none, "g/kg", 0, 500, 6, QS_SAMPLED, "有机碳含量", "organic carbon of what is brought in") \
	X(NUMBER, fine_earth_density_g_cm3, none, "g/cm3", 0.2, 2.2, 1.35, 0, "细土容重", "density of fine earth brought in") \
	X(NUMBER, stones_frac, none, "1", 0, 0.95, 0.05, 0, "石砾体积比", "stones of what is brought in") \
	X(NUMBER, haul_km, none, "km", 0, 2000, 0, 0, "运距", "haul, one way") \
	X(BOOL, from_site, none, "", 0, 1, 0, 0, "就地取材", "the material is taken from the site itself") \
	X(NUMBER, cement_kg_m3, none, "kg/m3", 0, 500, 0, 0, "水泥用量", "cement a m3") \
	X(NUMBER, peat_frac, none, "1", 0, 1, 0, 0, "泥炭体积比", "peat, share of volume") \
	X(NUMBER, organic_c_frac, none, "1", 0, 0.6, 0.25, 0, "有机碳质量比", "organic carbon of compost, share of mass") \
	X(LIST, renew, renewal, "", 0, 0, 0, 0, "更新", "renewals") \
	X(SHARES, species, none, "1", 0, 1, 0, QS_SUM_ONE, "树种（株数份额）", "species, shares of stems") \
	X(NUMBER, stems_per_ha, none, "1/ha", 0, 100000, 0, 0, "初植密度", "stems planted a hectare") \
	X(NUMBER, height_m, none, "m", 0, 15, 0, 0, "苗高", "height of stock") \
	X(NUMBER, stem_cm, none, "cm", 0, 40, 0, 0, "胸径", "stem diameter of stock") \
	X(NUMBER, cover_frac, none, "1", 0, 1, 0, QS_SAMPLED, "目标覆盖度", "cover aimed at by sowing") \
	X(NUMBERS, mm, none, "mm/a", 0, 3000, 0, 0, "灌溉量", "irrigation by year from `year`") \
	X(NUMBER, then_mm, none, "mm/a", 0, 3000, 0, 0, "其后年灌溉量", "irrigation of every later year") \
	X(NUMBER, lift_m, none, "m", 0, 1000, 0, 0, "扬程", "pump lift") \
	X(NUMBER, thin_frac, none, "1", 0, 1, 0, 0, "间伐株数比", "share of the stems of planted trees that is thinned") \
	X(NUMBER, thinned_mass_frac, none, "1", 0, 1, 0.6, 0, "间伐木相对生物量", "mass of a thinned stem relative to the mean stem") \
	X(NUMBER, harvest_frac, none, "1", 0, 1, 0, 0, "运出比", "share of thinned tops that is carried away") \
	X(NUMBER, fence_m_per_ha, none, "m/ha", 0, 5000, 0, 0, "围栏", "fence") \
	X(NUMBER, cny_per_ha, none, "CNY/ha", 0, 1e8, 0, QS_SAMPLED, "单位面积费用", "cost a hectare each time, in place of the price tables, prices of price_year") \
	X(NUMBER, cost_cny, none, "CNY", 0, 1e12, 0, QS_SAMPLED, "费用", "cost of the measure on the whole unit, in place of the price tables, prices of price_year")
QS_FIELD_STRUCT(measure, QS_FIELDS_MEASURE);

#define QS_FIELDS_TREATMENT(X) \
	X(ID, id, none, "", 0, 0, 0, 0, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, 0, "名称", "name") \
	X(CHOICE, class, treatment_class, "", 0, 0, 0, QS_REQUIRED, "类别", "natural, assisted or engineered") \
	X(INTEGER, upkeep_years, none, "a", 0, 500, 0, 0, "养护年数", "years of upkeep") \
	X(LIST, measures, measure, "", 0, 0, 0, 0, "措施", "measures")
QS_FIELD_STRUCT(treatment, QS_FIELDS_TREATMENT);

/* ---- packs ---- */

/* What a measure does to the land, beyond what it uses and emits. */
enum qs_action { QS_ACT_WORKS, QS_ACT_IMPORT_SOIL, QS_ACT_SPRAY, QS_ACT_COMPOST, QS_ACT_PLANT, QS_ACT_SEED, QS_ACT_IRRIGATE,
		 QS_ACT_CLOSE, QS_ACT_CLEAR, QS_ACT_UNSEAL, QS_ACT_UPKEEP, QS_ACT_THIN };

#define QS_FIELDS_USE(X) \
	X(STRING, material, none, "", 0, 0, 0, QS_REQUIRED, "材料", "material, an id of `list materials`") \
	X(NUMBER, per_unit, none, "", 0, 1e9, 0, QS_REQUIRED, "单位用量", "quantity in the material's unit, a unit of the measure")
QS_FIELD_STRUCT(use, QS_FIELDS_USE);

#define QS_FIELDS_MEASURE_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(CHOICE, action, action, "", 0, 0, 0, QS_REQUIRED, "作用", "what it does to the land") \
	X(STRING, unit, none, "", 0, 0, 0, QS_REQUIRED, "单位", "unit of the amount") \
	X(NUMBER, clears_frac, none, "1", 0, 1, 0, 0, "清除植被比", "share of standing vegetation cleared, at full area_frac") \
	X(NUMBER, disturbs_frac, none, "1", 0, 1, 0, 0, "扰动面积比", "share of the soil surface disturbed") \
	X(LIST, uses, use, "", 0, 0, 0, 0, "用量", "what a unit uses") \
	X(NUMBER, unit_cost_cny, none, "CNY", 0, 1e8, 0, QS_REQUIRED | QS_SAMPLED, "单价", "price of a unit of the measure, without haul, cement, fence and power") \
	X(INTEGER, cost_price_year, none, "a", 1950, 2200, 2025, 0, "单价年份", "year of the price") \
	X(BOOL, recurrent, none, "", 0, 1, 0, 0, "经常性", "a cost of upkeep and not of capital works") \
	X(CHOICE, earth, earth_of, "", 0, 0, 0, 0, "土石料类别", "class of earth, rock or plants that it frees, needs or moves") \
	X(CHOICE, earth_flow, earth_flow, "", 0, 0, 0, 0, "土石料去向", "whether it frees, needs, moves or discards it") \
	X(NUMBER, earth_per_unit, none, "", 0, 1000, 1, 0, "单位土石料量", "m3 of the class (stems of plants) a unit of the measure") \
	X(CHOICE, practice, practice, "", 0, 0, 0, 0, "水土保持方式", "how it keeps soil: shapes the slope, holds the surface, catches at the foot") \
	X(NUMBER, practice_factor, none, "1", 0, 1, 1, QS_SAMPLED, "水土保持措施因子 P", "P of soil loss on the ground that it covers") \
	X(NUMBER, practice_amount, none, "", 0, 1e6, 0, 0, "覆盖全部面积的用量", "amount, in the unit of the measure, with which it covers all of the ground, less a share in proportion; 0: any amount does") \
	X(NUMBER, practice_years, none, "a", 1, 500, 500, 0, "有效年限", "years for which it holds, that of the works included")
QS_FIELD_STRUCT(measure_pack, QS_FIELDS_MEASURE_PACK);

#define QS_FIELDS_MATERIAL_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRING, unit, none, "", 0, 0, 0, QS_REQUIRED, "单位", "unit of the quantity") \
	X(NUMBER, emission_kg_co2e, none, "kg", 0, 1e6, 0, QS_REQUIRED | QS_SAMPLED, "排放因子", "emission of a unit, kg CO2e") \
	X(NUMBER, unit_cost_cny, none, "CNY", 0, 1e8, 0, QS_SAMPLED, "单价", "price of a unit where a treatment asks for it by a key of its own: haul, cement, fence, power") \
	X(INTEGER, cost_price_year, none, "a", 1950, 2200, 2025, 0, "单价年份", "year of the price")
QS_FIELD_STRUCT(material_pack, QS_FIELDS_MATERIAL_PACK);

/* A class of earth, rock or plants: entries `rock`, `soil`, `silt`, `topsoil`, `plants`. */
#define QS_FIELDS_EARTH_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(NUMBER, recovery_frac, none, "1", 0, 1, 1, QS_REQUIRED, "可利用比例", "share of what is cut that can be used; of plants: that live on when moved") \
	X(NUMBER, density_t_m3, none, "t/m3", 0, 5, 1, QS_REQUIRED, "密度", "density in place; of plants: t a stem, with its ball") \
	X(NUMBER, organic_c_g_kg, none, "g/kg", 0, 500, 0, QS_REQUIRED, "有机碳含量", "organic carbon of its mass") \
	X(NUMBER, reference_haul_km, none, "km", 0, 2000, 0, QS_REQUIRED, "外购运距", "haul of the same material if it were brought")
QS_FIELD_STRUCT(earth_pack, QS_FIELDS_EARTH_PACK);

/* The amount of a measure in its pack's unit, per area of the unit in its own basis: *factor times the amount as given.
 * A unit of measure without an area in it (m3, km) is the amount for the whole unit of own_area_ha. Returns 0, or -1 if the
 * unit given does not fit the pack's. */
int qs_measure_factor(const struct qs_measure *measure, const struct qs_measure_pack *pack, double own_area_ha, double *factor);

/* Nonzero if the measure's amount is one for the whole unit. */
int qs_measure_is_total(const struct qs_measure *measure, const struct qs_measure_pack *pack);

#endif
