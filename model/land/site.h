/* What a site is: its units (parcels), soil, cover, land-class history and treatment, as the input states them.
 *
 * Areas in ha, carbon in t C/ha planimetric unless said; a unit's `area_ha` is in its own basis (slope or planimetric).
 * Source of the concepts: rules 1-14 in docs/accounting.md.
 */
#ifndef QS_MODEL_LAND_SITE_H
#define QS_MODEL_LAND_SITE_H

#include "model/base/fields.h"
#include "model/policy/terms.h"

extern const char *const qs_words_site_type[];
extern const char *const qs_words_government_form[];
extern const char *const qs_words_upkeep_payer[];
extern const char *const qs_words_land_class[];
extern const char *const qs_words_substrate[];
extern const char *const qs_words_area_basis[];
extern const char *const qs_words_vegetation_model[];
extern const char *const qs_words_soil_model[];
extern const char *const qs_words_soil_water[];
extern const char *const qs_words_hazards[];
extern const char *const qs_words_cover_factor[];
extern const char *const qs_words_slope_length[];
extern const char *const qs_words_slope_factor[];
extern const char *const qs_words_delivery[];

enum qs_land_class { QS_FOREST, QS_SHRUB, QS_GRASS, QS_CROPLAND, QS_ORCHARD, QS_MINING, QS_CONSTRUCTION_VILLAGE,
		     QS_CONSTRUCTION_URBAN, QS_WATER, QS_WETLAND, QS_OTHER_LAND };
enum qs_substrate { QS_ROCK_FACE, QS_WASTE_ROCK, QS_PIT_FLOOR, QS_COAL_GANGUE, QS_TAILINGS, QS_FILL, QS_NATIVE, QS_SEALED,
		    QS_SUBSTRATES };
enum qs_vegetation_model { QS_VEGETATION_CURVE, QS_VEGETATION_3PG };
/* X(name, symbol of its row, word, zh, en): models of soil carbon, model/land/soil_kind.h. */
#define QS_SOIL_MODELS(X) \
	X(ROTHC, rothc, "rothc", "RothC-26.3", "RothC-26.3") \
	X(ROTHC_DRYLAND, rothc_dryland, "rothc-dryland", "RothC 旱地版", "RothC for dry soils") \
	X(YASSO20, yasso20, "yasso20", "Yasso20", "Yasso20") \
	X(ICBM, icbm, "icbm", "ICBM", "ICBM") \
	X(CENTURY, century, "century", "Century（1987）", "Century (1987)") \
	X(TIER2, tier2, "ipcc-tier2", "IPCC 2019 第二层级稳态法", "IPCC 2019 Tier 2 steady-state method") \
	X(CBM, cbm, "cbm", "CBM-CFS3 死有机质", "dead organic matter of CBM-CFS3")

enum qs_soil_model {
#define X(name, symbol, word, zh, en) QS_SOIL_##name,
	QS_SOIL_MODELS(X)
#undef X
	QS_SOIL_MODEL_COUNT
};

/* The model of a word of qs_words_soil_model, or -1. */
int qs_soil_model_of(const char *word);

/* Soil water: each soil model's own, or the water balance's store for all that reads soil water (model/land/water.h).
 */
enum qs_soil_water { QS_SOIL_WATER_OWN, QS_SOIL_WATER_SHARED };
enum qs_hazards { QS_HAZARDS_NONE, QS_HAZARDS_DRAWN };

/* Factors of soil loss and what of it reaches waters: model/land/erosion.h. */
enum qs_cover_factor { QS_COVER_FACTOR_CAI, QS_COVER_FACTOR_CLASSES, QS_COVER_FACTOR_PLOTS };
enum qs_slope_length { QS_SLOPE_LENGTH_FIXED, QS_SLOPE_LENGTH_CELL };
enum qs_slope_factor { QS_SLOPE_FACTOR_LIU, QS_SLOPE_FACTOR_MCCOOL };
enum qs_delivery { QS_DELIVERY_LUMPED, QS_DELIVERY_CONNECTIVITY };
enum qs_area_basis { QS_PLANIMETRIC, QS_SLOPE };

/* X(kind, name, child, unit, min, max, default, flags, zh, en) */
#define QS_FIELDS_MODELS(X) \
	X(CHOICE, vegetation, vegetation_model, "", 0, 0, 0, 0, "植被模型", "vegetation model") \
	X(CHOICE, soil, soil_model, "", 0, 0, 0, 0, "土壤碳模型", "soil-carbon model") \
	X(CHOICE, soil_water, soil_water, "", 0, 0, 0, 0, "土壤水模型", "soil-water model") \
	X(CHOICE, hazards, hazards, "", 0, 0, 0, 0, "火灾与有害生物", "fire and pests: none, or drawn") \
	X(CHOICE, cover_factor, cover_factor, "", 0, 0, 0, 0, "覆盖与生物措施因子 C", "C of soil loss: cai by cover, classes by a table of land classes, plots by ratios of Beijing plots") \
	X(CHOICE, slope_length, slope_length, "", 0, 0, 0, 0, "坡长因子 L", "L of soil loss: of a slope length, or desmet-govers of a contributing area") \
	X(CHOICE, slope_factor, slope_factor, "", 0, 0, 0, 0, "坡度因子 S", "S of soil loss: liu on steep slopes, or mccool") \
	X(CHOICE, delivery, delivery, "", 0, 0, 0, 0, "泥沙输移", "what of the soil lost reaches waters: a lumped share, or by connectivity")
QS_FIELD_STRUCT(models, QS_FIELDS_MODELS);

#define QS_FIELDS_SOIL(X) \
	X(NUMBER, depth_cm, none, "cm", 0, 300, 30, QS_SAMPLED, "土层厚度（含石砾）", "soil depth, stones included") \
	X(NUMBER, sand_frac, none, "1", 0, 1, 0.4, 0, "砂粒", "sand share of fine earth") \
	X(NUMBER, clay_frac, none, "1", 0, 1, 0.2, 0, "黏粒", "clay share of fine earth") \
	X(NUMBER, silt_frac, none, "1", 0, 1, 0.4, 0, "粉粒", "silt share of fine earth") \
	X(NUMBER, stones_frac, none, "1", 0, 0.95, 0.3, 0, "石砾体积比", "stones, share of volume") \
	X(NUMBER, fine_earth_density_g_cm3, none, "g/cm3", 0.2, 2.2, 1.3, 0, "细土容重", "density of fine earth") \
	X(NUMBER, organic_c_g_kg, none, "g/kg", 0, 400, 2.0, QS_SAMPLED, "有机碳含量", "organic carbon of fine earth") \
	X(NUMBER, geogenic_c_g_kg, none, "g/kg", 0, 900, 0, 0, "地质源碳含量", "geogenic carbon of fine earth") \
	X(NUMBER, ph, none, "1", 3, 11, 7.5, 0, "pH", "pH")
QS_FIELD_STRUCT(soil, QS_FIELDS_SOIL);

#define QS_FIELDS_COURSE(X) \
	X(NUMBER, cover_frac, none, "1", 0, 1, 0.4, QS_SAMPLED, "终点植被覆盖度", "vegetation cover reached") \
	X(NUMBER, tau_years, none, "a", 0.5, 200, 15, QS_SAMPLED, "时间常数", "time constant of the approach") \
	X(NUMBER, grazing_frac, none, "1", 0, 1, 0, QS_SAMPLED, "放牧占当年生长", "share of the year's growth grazed")
QS_FIELD_STRUCT(course, QS_FIELDS_COURSE);

#define QS_FIELDS_LAND_SPELL(X) \
	X(DATE, from, none, "", 0, 0, 0, QS_REQUIRED, "自", "in force from") \
	X(CHOICE, class, land_class, "", 0, 0, 0, QS_REQUIRED, "地类", "land class") \
	X(BOOL, planned_afforestation, none, "", 0, 1, 0, QS_NULL_OK, "规划造林地", "planned afforestation land; absent: not known") \
	X(NUMBER, area_frac, none, "1", 0, 1, 1, QS_ABOVE_MIN, "面积占比", "share of the unit's area")
QS_FIELD_STRUCT(land_spell, QS_FIELDS_LAND_SPELL);

#define QS_FIELDS_UNIT(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(NUMBER, area_ha, none, "ha", 1e-9, 1e6, 0, QS_REQUIRED, "面积", "area in its own basis") \
	X(CHOICE, area_basis, area_basis, "", 0, 0, 0, 0, "面积口径", "basis of the area") \
	X(NUMBER, slope_deg, none, "degree", 0, 85, 0, 0, "坡度", "slope") \
	X(NUMBER, aspect_deg, none, "degree", 0, 360, 90, QS_NULL_OK, "坡向", "aspect, clockwise from north; not given: east, neither sunny nor shady") \
	X(NUMBER, contributing_area_ha, none, "ha", 0, 1e6, -1, QS_NULL_OK, "上游汇水面积", "area above that drains over the unit; absent: not known") \
	X(NUMBER, stream_distance_m, none, "m", 0.1, 1e5, -1, QS_NULL_OK, "至水体流程", "way from the unit to the stream; absent: not known") \
	X(NUMBER, stream_slope_deg, none, "degree", 0, 85, -1, QS_NULL_OK, "流程坡度", "slope of that way; absent: not known") \
	X(NUMBER, stream_cover_frac, none, "1", 0, 1, -1, QS_NULL_OK, "流程植被覆盖度", "vegetation cover along that way; absent: not known") \
	X(CHOICE, substrate, substrate, "", 0, 0, 6, QS_REQUIRED, "基质", "substrate") \
	X(NUMBER, sealed_frac, none, "1", 0, 1, 0, 0, "硬化面积比", "share sealed") \
	X(INTEGER, parcels, none, "1", 1, 1e6, 1, 0, "图斑数", "parcels") \
	X(OBJECT, soil, soil, "", 0, 0, 0, 0, "土壤", "soil today") \
	X(NUMBER, cover_frac, none, "1", 0, 1, 0, QS_REQUIRED | QS_SAMPLED, "植被覆盖度", "vegetation cover today") \
	X(NUMBER, woody_cover_frac, none, "1", 0, 1, 0, 0, "木本覆盖度", "woody cover today") \
	X(NUMBER, crown_density_frac, none, "1", 0, 1, 0, 0, "郁闭度", "crown density of trees today") \
	X(NUMBER, live_c_t_ha, none, "t/ha", 0, 500, 0, QS_SAMPLED, "活生物质碳", "live biomass carbon today") \
	X(OBJECT, baseline, course, "", 0, 0, 0, 0, "现状延续", "course if nothing is done") \
	X(OBJECT, natural, course, "", 0, 0, 0, 0, "自然恢复", "course under natural recovery") \
	X(ONE_OR_LIST, land, land_spell, "", 0, 0, 0, 0, "地类历史", "land-class history") \
	X(STRING, treatment, none, "", 0, 0, 0, QS_NULL_OK, "处理", "treatment; absent or null: none") \
	X(STRINGS, options, none, "", 0, 0, 0, 0, "可选处理", "treatments to choose from")
QS_FIELD_STRUCT(unit, QS_FIELDS_UNIT);

#define QS_FIELDS_LAND_ROW(X) \
	X(CHOICE, class, land_class, "", 0, 0, 0, QS_REQUIRED, "地类", "land class") \
	X(NUMBER, ha, none, "ha", 0, 1e9, 0, QS_REQUIRED, "面积", "area") \
	X(NUMBER, grade, none, "1", 0, 100, -1, QS_NULL_OK, "质量等级", "quality grade, 1 is best") \
	X(NUMBER, red_line_ha, none, "ha", 0, 1e9, -1, QS_NULL_OK, "生态保护红线内", "of it inside the ecological red line")
QS_FIELD_STRUCT(land_row, QS_FIELDS_LAND_ROW);

#define QS_FIELDS_REPLAY(X) \
	X(INTEGER, year, none, "a", 1900, 2200, 0, QS_REQUIRED, "实际年份", "year of the real case") \
	X(STRING, source, none, "", 0, 0, 0, QS_REQUIRED, "来源", "source")
QS_FIELD_STRUCT(replay, QS_FIELDS_REPLAY);

#define QS_FIELDS_CONFLICT(X) \
	X(STRING, zh, none, "", 0, 0, 0, 0, "中文", "in Chinese") \
	X(STRING, en, none, "", 0, 0, 0, 0, "英文", "in English")
QS_FIELD_STRUCT(conflict, QS_FIELDS_CONFLICT);

#define QS_FIELDS_REVENUE(X) \
	X(STRING, line, none, "", 0, 0, 0, QS_REQUIRED, "收入项", "revenue line") \
	X(STRING, from, none, "", 0, 0, 0, 0, "起始", "start: acceptance or a date") \
	X(NUMBER, visits_per_year, none, "1/a", 0, 1e9, 0, QS_SAMPLED, "年人次", "visits a year") \
	X(NUMBER, cny_per_visit, none, "CNY", 0, 1e6, 0, QS_SAMPLED, "人均消费", "CNY a visit") \
	X(NUMBER, cny_per_year, none, "CNY", 0, 1e12, 0, QS_SAMPLED, "年收入", "CNY a year") \
	X(NUMBER, ramp_years, none, "a", 0, 50, 0, 0, "爬坡年数", "years to full income") \
	X(NUMBER, margin_frac, none, "1", -10, 1, 1, 0, "毛利率", "margin") \
	X(BOOL, needs_works, none, "", 0, 1, 1, 0, "依赖工程", "earned only from land that is worked on, not under natural recovery alone") \
	X(STRINGS, units, none, "", 0, 0, 0, 0, "所依托单元", "units whose works it rests on, by their planimetric area; absent: those that are worked on") \
	X(STRINGS, treatments, none, "", 0, 0, 0, 0, "所依托处理", "treatments that its units must have; absent: any with works") \
	X(NUMBER, most_visits_per_ha, none, "1/a", 0, 1e7, -1, QS_NULL_OK, "每公顷年接待上限", "most visits a year on a hectare that it rests on; absent: no limit") \
	X(STRINGS, conflicts_with, none, "", 0, 0, 0, 0, "冲突的规则", "rules that the line gets into the way of, beside those of its pack")
QS_FIELD_STRUCT(revenue, QS_FIELDS_REVENUE);

/* Payments of the government by the formulas of partnerships before 2023 (model/finance/public_money.h). */
#define QS_FIELDS_GOVERNMENT_PAY(X) \
	X(CHOICE, form, government_form, "", 0, 0, 0, 0, "公式", "legacy: cost, margin and growth by year; annuity: equal payments on the cost") \
	X(INTEGER, years, none, "a", 0, 100, 0, 0, "付费年数", "years of payment from the year after acceptance; 0: none") \
	X(NUMBER, margin_frac, none, "1", 0, 1, 0.06, 0, "合理利润率", "reasonable margin") \
	X(NUMBER, rate_pct, none, "%", 0, 50, 4.5, 0, "年度折现率", "rate: of the district's bonds (legacy), of the contract (annuity)") \
	X(BOOL, user_fees, none, "", 0, 1, 0, 0, "扣除使用者付费", "what users pay is taken off: a viability gap")
QS_FIELD_STRUCT(government_pay, QS_FIELDS_GOVERNMENT_PAY);

#define QS_FIELDS_CONCESSION(X) \
	X(INTEGER, years, none, "a", 0, 200, 0, 0, "特许经营年限", "years of the concession from the start year, after which industry lines end; 0: none") \
	X(NUMBER, fee_frac, none, "1", 0, 1, 0, 0, "特许经营费比例", "fee, share of the income of industry lines") \
	X(NUMBER, fee_cny_per_year, none, "CNY", 0, 1e11, 0, 0, "特许经营费", "fee a year")
QS_FIELD_STRUCT(concession, QS_FIELDS_CONCESSION);

#define QS_FIELDS_SITE_FINANCE(X) \
	X(NUMBER, grant_frac, none, "1", 0, 1, 0, 0, "财政补助比例", "grant, share of cost") \
	X(NUMBER, rent_cny_per_mu_year, none, "CNY", 0, 1e6, 0, 0, "地租", "rent a mu and year") \
	X(NUMBER, spoil_surplus_m3, none, "m3", 0, 1e10, 0, 0, "剩余土石料", "surplus spoil") \
	X(NUMBER, spoil_share_frac, none, "1", 0, 1, 0.15, 0, "投资方分成", "investor's share of spoil income") \
	X(INTEGER, acceptance_due, none, "a", 1900, 2200, 0, QS_NULL_OK, "首次验收年", "year in which the acceptance is first due; absent: some years after the works") \
	X(NUMBER, acceptance_cover_frac, none, "1", 0, 1, -1, QS_NULL_OK, "验收覆盖度", "cover that the acceptance asks for; absent: by substrate") \
	X(NUMBER, acceptance_survival_frac, none, "1", 0, 1, -1, QS_NULL_OK, "验收成活率", "survival after a year that the acceptance asks for; absent: not asked") \
	X(NUMBER, acceptance_retention_frac, none, "1", 0, 1, -1, QS_NULL_OK, "验收保存率", "stems left after three years that it asks for; absent: not asked") \
	X(NUMBER, acceptance_soil_cm, none, "cm", 0, 500, -1, QS_NULL_OK, "验收土层厚度", "soil depth that it asks for; absent: not asked") \
	X(NUMBER, acceptance_slope_deg, none, "degree", 0, 90, -1, QS_NULL_OK, "验收最大坡度", "steepest slope that it allows; absent: not asked") \
	X(NUMBER, acceptance_co2e_t, none, "t", -1e9, 1e9, -2e9, QS_NULL_OK, "验收碳增量", "carbon grown since the start that the plan asks for by then, CO2e; absent: not asked") \
	X(NUMBER, quota_ha, none, "ha", 0, 1e6, -1, QS_NULL_OK, "指标面积", "land that gives quotas; absent: new cropland that is assessed and left") \
	X(NUMBER, quota_cny_per_mu, none, "CNY", 0, 1e8, -1, QS_SAMPLED | QS_NULL_OK, "指标价格", "price of a quota, CNY a mu; absent: of the pack") \
	X(NUMBER, quota_share_frac, none, "1", 0, 1, 0, 0, "指标收益投资方分成", "investor's share of the quotas; the rest is the district's") \
	X(NUMBER, service_payment_cny_per_ha, none, "CNY", 0, 1e7, -1, QS_SAMPLED | QS_NULL_OK, "生态补偿", "payment for services, CNY a restored hectare and year; absent: none") \
	X(CHOICE, upkeep_after_payer, upkeep_payer, "", 0, 0, 0, 0, "移交后养护承担方", "who pays upkeep after the hand-over: the investor, or the public side") \
	X(INTEGER, handover_years, none, "a", 0, 100, 0, 0, "验收至移交", "years from the acceptance to the hand-over") \
	X(NUMBER, upkeep_after_cny_per_ha, none, "CNY", 0, 1e7, -1, QS_SAMPLED | QS_NULL_OK, "移交后养护费", "upkeep after the hand-over, CNY a worked hectare and year, beside what measures cost; absent: none") \
	X(OBJECT, government_pay, government_pay, "", 0, 0, 0, 0, "政府付费", "payments of the government") \
	X(OBJECT, concession, concession, "", 0, 0, 0, 0, "特许经营", "concession") \
	X(SHARES, shares, none, "1", 0, 1, 0, QS_SUM_ONE, "收益分配", "stakeholders' shares") \
	X(LIST, revenues, revenue, "", 0, 0, 0, 0, "产业收入", "revenue lines")
QS_FIELD_STRUCT(site_finance, QS_FIELDS_SITE_FINANCE);

/* What the site states for the rules; what is not given is not known. Not one of them moves a figure of carbon. */
#define QS_FIELDS_STATED_FACTS(X) \
	X(NUMBER, beneficiaries_within_1km, none, "1", 0, 1e8, -1, QS_NULL_OK, "1 公里内受益人口", "people within 1 km") \
	X(NUMBER, recreation_visits_per_year, none, "1/a", 0, 1e9, -1, QS_NULL_OK, "满覆盖时年游憩人次", "visits a year if all of the site were green; in no industry line") \
	X(NUMBER, education_visits_per_year, none, "1/a", 0, 1e9, -1, QS_NULL_OK, "满覆盖时年自然教育人次", "of nature education, visits a year if all of the site were green") \
	X(NUMBER, protected_area_ha, none, "ha", 0, 1e9, -1, QS_NULL_OK, "自然保护地内面积", "area inside protected areas") \
	X(BOOL, mountain_part, none, "", 0, 1, 0, QS_NULL_OK, "位于所在区的山区部分", "in the hill part of its district") \
	X(BOOL, programme_planted, none, "", 0, 1, 0, QS_NULL_OK, "公共造林工程范围内", "planted, at least in part, by a public programme") \
	X(BOOL, public_welfare_forest, none, "", 0, 1, 0, QS_NULL_OK, "生态公益林", "delineated as public-welfare forest") \
	X(BOOL, key_ecological_zone, none, "", 0, 1, 0, QS_NULL_OK, "国家重点生态功能区", "in a national key ecological function zone") \
	X(NUMBER, common_practice_frac, none, "1", 0, 1, -1, QS_NULL_OK, "普遍性：同类做法占比", "share of comparable land where the like is done without credits") \
	X(BOOL, corridor_greening, none, "", 0, 1, 0, QS_NULL_OK, "通道绿化", "greening of a road, railway or river corridor") \
	X(BOOL, planted_before_start, none, "", 0, 1, 0, QS_NULL_OK, "开工前已造林", "was planted before the project's start") \
	X(BOOL, outside_city, none, "", 0, 1, 0, QS_NULL_OK, "位于北京市外", "lies outside the city of the local market") \
	X(BOOL, burning, none, "", 0, 1, 0, QS_NULL_OK, "人为火烧", "vegetation is or will be burnt") \
	X(BOOL, timber_harvest_10_years, none, "", 0, 1, 0, QS_NULL_OK, "近十年有采伐", "timber was cut in the last ten years") \
	X(NUMBER, closed_year, none, "a", 1900, 2200, 0, QS_NULL_OK, "关停年份", "year of closure") \
	X(NUMBER, permit_end_year, none, "a", 1900, 2200, 0, QS_NULL_OK, "采矿许可到期年", "year in which the mining permit ended") \
	X(NUMBER, upkeep_from_year, none, "a", 1900, 2200, 0, QS_NULL_OK, "养护起始年", "year in which upkeep began, real case") \
	X(NUMBER, area_reported_m2, none, "m2", 0, 1e12, -1, QS_NULL_OK, "报道面积", "area in the source, real case") \
	X(NUMBER, area_other_reports_ha, none, "ha", 0, 1e9, -1, QS_NULL_OK, "其他报道的面积", "area in other reports") \
	X(NUMBER, budget_cny, none, "CNY", 0, 1e13, -1, QS_NULL_OK, "预算（实际案例）", "budget, real case") \
	X(NUMBER, cost_cny, none, "CNY", 0, 1e13, -1, QS_NULL_OK, "投资（实际案例）", "cost, real case") \
	X(NUMBER, stems_planted, none, "1", 0, 1e9, -1, QS_NULL_OK, "栽植株数（实际案例）", "stems planted, real case") \
	X(NUMBER, ground_cover_m2, none, "m2", 0, 1e10, -1, QS_NULL_OK, "地被面积（实际案例）", "ground cover, real case") \
	X(NUMBER, plant_species, none, "1", 0, 1e5, -1, QS_NULL_OK, "植物种数", "plant species found") \
	X(NUMBER, buildings_m2, none, "m2", 0, 1e10, -1, QS_NULL_OK, "建筑面积", "floor area of buildings") \
	X(NUMBER, galleries_km, none, "km", 0, 1e6, -1, QS_NULL_OK, "巷道长度", "length of galleries") \
	X(NUMBER, cover_reported_frac, none, "1", 0, 1, -1, QS_NULL_OK, "报道的植被覆盖度", "vegetation cover in the source") \
	X(NUMBER, cover_2009_frac, none, "1", 0, 1, -1, QS_NULL_OK, "2009 年植被覆盖度", "vegetation cover in 2009") \
	X(NUMBER, cover_2019_frac, none, "1", 0, 1, -1, QS_NULL_OK, "2019 年植被覆盖度", "vegetation cover in 2019")
QS_FIELD_STRUCT(stated_facts, QS_FIELDS_STATED_FACTS);

/* Papers and surveys that answer a rule. Not held is not a failure: the rule stays open. */
#define QS_FIELDS_EVIDENCE(X) \
	X(ID, id, none, "", 0, 0, 0, 0, "规则编号", "rule, an id of `list rules`") \
	X(BOOL, held, none, "", 0, 1, 0, 0, "已持有", "it is held") \
	X(TEXT, document, none, "", 0, 0, 0, 0, "文件", "the document")
QS_FIELD_STRUCT(evidence, QS_FIELDS_EVIDENCE);

#define QS_FIELDS_SITE(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRING, district, none, "", 0, 0, 0, 0, "区", "district") \
	X(STRING, locality, none, "", 0, 0, 0, 0, "乡镇", "township, village") \
	X(STRING, region, none, "", 0, 0, 0, QS_REQUIRED, "气候区", "climate region") \
	X(CHOICE, type, site_type, "", 0, 0, 0, QS_REQUIRED, "类型", "kind of site") \
	X(STRING, liable_party, none, "", 0, 0, 0, QS_NULL_OK, "责任主体", "liable party, or null") \
	X(NUMBER, elevation_m, none, "m", -430, 6000, 0, QS_REQUIRED, "海拔", "elevation") \
	X(NUMBER, lon, none, "degree", -180, 180, 0, 0, "经度", "longitude, CGCS2000") \
	X(NUMBER, lat, none, "degree", -66, 66, 40, 0, "纬度", "latitude, CGCS2000") \
	X(NUMBER, rain_mm_per_year, none, "mm/a", 20, 6000, 550, QS_REQUIRED, "年降水量", "rain, yearly mean") \
	X(LIST, land_before, land_row, "", 0, 0, 0, 0, "修复前地类表", "land classes before") \
	X(LIST, land_after, land_row, "", 0, 0, 0, 0, "修复后地类表", "land classes after") \
	X(OBJECT, replay_of, replay, "", 0, 0, 0, QS_OPTIONAL_OBJECT, "案例重演", "the case replayed") \
	X(LIST, conflicts, conflict, "", 0, 0, 0, 0, "资料矛盾", "conflicts between sources") \
	X(OBJECT, facts, stated_facts, "", 0, 0, 0, 0, "事实", "facts for rules") \
	X(MAP, evidence, evidence, "", 0, 0, 0, 0, "证据", "evidence, by rule") \
	X(OBJECT, policy, site_policy, "", 0, 0, 0, 0, "政策", "what is stated for the policy's rules") \
	X(OBJECT, finance, site_finance, "", 0, 0, 0, 0, "资金", "finance") \
	X(OBJECT, models, models, "", 0, 0, 0, 0, "模型", "models for this site") \
	X(LIST, units, unit, "", 0, 0, 0, QS_REQUIRED | QS_NOT_EMPTY, "修复单元", "units")
QS_FIELD_STRUCT(site, QS_FIELDS_SITE);

/* Planimetric area of a unit, ha: its own if the basis is planimetric, else area * cos(slope). */
double qs_unit_planimetric_ha(const struct qs_unit *unit);

/* Area of a site's units that have a treatment, each in its own basis, ha. */
double qs_site_treated_own_ha(const struct qs_site *site);

/* Nonzero if field `name` of the struct stood in the input. */
int qs_was_given(const struct qs_table *table, const struct qs_given *given, const char *name);

/* Sites come through a source: a chunk at a time, rewound for a second pass. Pass 1 checks, pass 2 runs. */
struct qs_site_source {
	void *self;
	uint64_t sites; /* how many there are in all */
	uint64_t units; /* of all sites; 0: not counted */
	const char **districts; /* of all sites, each once, in the order in which they first occur */
	size_t district_count;
	/* Points *sites at an array of the next sites, at most `most`, valid until the next call but one, so that one can be
	 * read while the one before is at work; *n == 0 at the end. */
	int (*next)(void *self, const struct qs_site **sites, size_t most, size_t *n);
	void (*rewind)(void *self);
	void (*close)(void *self); /* gives files back; NULL: there is none */
};

#endif
