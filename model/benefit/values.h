/* Values of ecosystem services that belong to no site, packs of the kind `services`; and what of a site is plausible,
 * packs of the kind `plausible`. Equations: model/benefit/services.h, docs/benefits.md. */
#ifndef QS_MODEL_BENEFIT_VALUES_H
#define QS_MODEL_BENEFIT_VALUES_H

#include "model/base/fields.h"

#define QS_FIELDS_SERVICES_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRINGS, headline, none, "", 0, 0, 0, QS_REQUIRED, "计入合计的服务", "services that the headline adds up, ids of `list services`") \
	X(NUMBER, reservoir_cny_m3, none, "CNY/m3", 0, 1e4, 6.11, QS_REQUIRED | QS_SAMPLED, "水库单位库容造价", "cost of building a m3 of reservoir") \
	X(BOOL, reservoir_whole, none, "", 0, 1, 0, 0, "按水库造价一次计价", "a year's water is priced at the whole cost of its reservoir, not at the annuity of it") \
	X(NUMBER, water_quality_cny_m3, none, "CNY/m3", 0, 1e3, 0, QS_REQUIRED, "净化水质单价", "price of the quality of a m3 of that water, beside the reservoir") \
	X(INTEGER, reservoir_price_year, none, "a", 1950, 2200, 2005, 0, "价格年份", "year of the price") \
	X(NUMBER, reservoir_years, none, "a", 1, 500, 50, QS_REQUIRED, "水库年限", "years over which it is written off") \
	X(NUMBER, reservoir_rate_frac, none, "1", 0, 0.5, 0.05, QS_REQUIRED, "年化利率", "rate of its annuity") \
	X(NUMBER, silt_density_t_m3, none, "t/m3", 0.2, 3, 1.3, QS_REQUIRED, "淤泥容重", "bulk density of silt") \
	X(NUMBER, dredging_cny_m3, none, "CNY/m3", 0, 1e4, 15.58, QS_REQUIRED | QS_SAMPLED, "清淤单价", "price of dredging") \
	X(INTEGER, dredging_price_year, none, "a", 1950, 2200, 2010, 0, "价格年份", "year of the price") \
	X(NUMBER, earthwork_cny_m3, none, "CNY/m3", 0, 1e4, 12.6, QS_REQUIRED, "土方单价", "price of moving a m3 of earth: soil fixation") \
	X(NUMBER, potassium_frac, none, "1", 0, 0.2, 0.015, QS_REQUIRED, "土壤全钾", "potassium in eroded soil, share of mass") \
	X(NUMBER, organic_frac, none, "1", 0, 0.5, 0.01, QS_REQUIRED, "土壤有机质", "organic matter in eroded soil, share of mass") \
	X(NUMBER, dap_cny_t, none, "CNY/t", 0, 1e5, 2400, QS_REQUIRED, "磷酸二铵价格", "price of diammonium phosphate, 14.0 % N and 15.01 % P") \
	X(NUMBER, kcl_cny_t, none, "CNY/t", 0, 1e5, 2200, QS_REQUIRED, "氯化钾价格", "price of potassium chloride, 50 % K") \
	X(NUMBER, organic_cny_t, none, "CNY/t", 0, 1e5, 320, QS_REQUIRED, "有机质价格", "price of organic matter") \
	X(NUMBER, plant_nitrogen_frac, none, "1", 0, 0.1, 0.004, QS_REQUIRED, "林木含氮", "nitrogen in what grows, share of dry matter") \
	X(NUMBER, plant_phosphorus_frac, none, "1", 0, 0.1, 0.0008, QS_REQUIRED, "林木含磷", "phosphorus in what grows, share of dry matter") \
	X(NUMBER, plant_potassium_frac, none, "1", 0, 0.1, 0.0024, QS_REQUIRED, "林木含钾", "potassium in what grows, share of dry matter") \
	X(NUMBER, ion_cny, none, "CNY", 0, 1e-9, 5.8185e-18, QS_REQUIRED, "负离子单价", "price of a negative ion") \
	X(NUMBER, ions_cm3, none, "1/cm3", 0, 1e6, 1200, QS_REQUIRED, "林内负离子浓度", "negative ions under crowns; the first 600 count nothing") \
	X(NUMBER, ion_minutes, none, "min", 0.01, 1e4, 10, QS_REQUIRED, "负离子寿命", "life of an ion") \
	X(NUMBER, stand_height_m, none, "m", 0, 100, 6, QS_REQUIRED, "林分高度", "height of the air that a stand holds") \
	X(INTEGER, social_price_year, none, "a", 1950, 2200, 2007, 0, "价格年份", "year of the prices of earthwork, water quality, fertiliser, organic matter and ions") \
	X(NUMBER, visit_cny, none, "CNY", 0, 1e5, 30, QS_REQUIRED | QS_SAMPLED, "游憩人次价值", "worth of a visit beyond what is paid on the site") \
	X(NUMBER, lesson_cny, none, "CNY", 0, 1e5, 20, QS_REQUIRED, "自然教育人次价值", "worth of a visit for nature education") \
	X(INTEGER, visit_price_year, none, "a", 1950, 2200, 2025, 0, "价格年份", "year of the two prices") \
	X(NUMBER, nitrogen_frac, none, "1", 0, 0.1, 0.0008, QS_REQUIRED, "土壤全氮", "nitrogen in eroded soil, share of mass") \
	X(NUMBER, nitrogen_cny_t, none, "CNY/t", 0, 1e6, 875, QS_REQUIRED | QS_SAMPLED, "氮治理单价", "price of keeping a t of nitrogen out of waters") \
	X(INTEGER, nitrogen_price_year, none, "a", 1950, 2200, 2003, 0, "价格年份", "year of the price") \
	X(NUMBER, phosphorus_frac, none, "1", 0, 0.1, 0.0006, QS_REQUIRED, "土壤全磷", "phosphorus in eroded soil, share of mass") \
	X(NUMBER, phosphorus_cny_t, none, "CNY/t", 0, 1e6, 2800, QS_REQUIRED | QS_SAMPLED, "磷治理单价", "price of keeping a t of phosphorus out of waters") \
	X(INTEGER, phosphorus_price_year, none, "a", 1950, 2200, 2003, 0, "价格年份", "year of the price") \
	X(NUMBER, so2_ug_m3, none, "ug/m3", 0, 1e4, 4, QS_REQUIRED, "SO₂ 浓度", "sulphur dioxide in the air") \
	X(NUMBER, no2_ug_m3, none, "ug/m3", 0, 1e4, 22, QS_REQUIRED, "NO₂ 浓度", "nitrogen dioxide in the air") \
	X(NUMBER, pm10_ug_m3, none, "ug/m3", 0, 1e4, 48, QS_REQUIRED, "PM10 浓度", "particles below 10 micrometres in the air") \
	X(NUMBER, so2_velocity_m_s, none, "m/s", 0, 0.1, 0.004, QS_REQUIRED, "SO₂ 沉降速率", "deposition velocity on a canopy of full leaf area") \
	X(NUMBER, no2_velocity_m_s, none, "m/s", 0, 0.1, 0.003, QS_REQUIRED, "NO₂ 沉降速率", "deposition velocity on a canopy of full leaf area") \
	X(NUMBER, pm10_velocity_m_s, none, "m/s", 0, 0.1, 0.0064, QS_REQUIRED, "PM10 沉降速率", "deposition velocity on a canopy of full leaf area") \
	X(NUMBER, resuspended_frac, none, "1", 0, 1, 0, QS_REQUIRED, "再悬浮比例", "share of the deposited particles that the wind takes up again") \
	X(NUMBER, canopy_leaf_area, none, "1", 0.5, 20, 6, QS_REQUIRED, "参照叶面积指数", "leaf area of the canopy that velocities are stated for") \
	X(NUMBER, deposition_days, none, "d", 0, 366, 200, QS_REQUIRED, "沉降日数", "days in leaf without rain") \
	X(BOOL, air_by_table, none, "", 0, 1, 0, 0, "按单位面积吸附量表", "amounts a year of a ha of crowns in place of deposition on leaves") \
	X(NUMBER, so2_table_kg_ha, none, "kg/ha", 0, 1e6, 88.65, QS_REQUIRED, "林冠年吸收 SO₂", "sulphur dioxide a year of a ha of crowns") \
	X(NUMBER, nox_table_kg_ha, none, "kg/ha", 0, 1e6, 6, QS_REQUIRED, "林冠年吸收 NOx", "nitrogen oxides a year of a ha of crowns") \
	X(NUMBER, dust_table_kg_ha, none, "kg/ha", 0, 1e6, 10110, QS_REQUIRED, "林冠年滞尘", "settled dust a year of a ha of crowns") \
	X(NUMBER, so2_cny_t, none, "CNY/t", 0, 1e6, 1200, QS_REQUIRED | QS_SAMPLED, "SO₂ 治理单价", "price of a t of sulphur dioxide") \
	X(NUMBER, nox_cny_t, none, "CNY/t", 0, 1e6, 630, QS_REQUIRED | QS_SAMPLED, "NOx 治理单价", "price of a t of nitrogen oxides") \
	X(NUMBER, dust_cny_t, none, "CNY/t", 0, 1e6, 150, QS_REQUIRED | QS_SAMPLED, "粉尘治理单价", "price of a t of dust") \
	X(INTEGER, air_price_year, none, "a", 1950, 2200, 2003, 0, "价格年份", "year of the three prices") \
	X(NUMBER, latent_kwh_m3, none, "kWh/m3", 500, 800, 680.6, QS_REQUIRED, "蒸散发热量", "heat that a m3 of water takes up as it evaporates") \
	X(NUMBER, cooling_ratio, none, "1", 0.5, 20, 3, QS_REQUIRED, "空调能效比", "heat moved by an air conditioner over its electricity") \
	X(NUMBER, electricity_cny_kwh, none, "CNY/kWh", 0, 100, 0.4883, QS_REQUIRED | QS_SAMPLED, "电价", "price of electricity") \
	X(INTEGER, electricity_price_year, none, "a", 1950, 2200, 2025, 0, "价格年份", "year of the price") \
	X(NUMBER, carbon_cny_t, none, "CNY/t", 0, 1e5, 79.92, QS_REQUIRED | QS_SAMPLED, "碳价", "market price of a t of CO2") \
	X(INTEGER, carbon_price_year, none, "a", 1950, 2200, 2021, 0, "价格年份", "year of the price") \
	X(NUMBER, oxygen_cny_t, none, "CNY/t", 0, 1e5, 1000, QS_REQUIRED | QS_SAMPLED, "氧气价格", "price of a t of oxygen") \
	X(INTEGER, oxygen_price_year, none, "a", 1950, 2200, 2007, 0, "价格年份", "year of the price") \
	X(SERIES, diversity_cny_ha, none, "CNY/ha", 0, 1e7, 0, QS_REQUIRED, "生物多样性分级价值", "value a year of a ha of each class of the Shannon index: below 1, 1 to 2, … 6 and more") \
	X(INTEGER, diversity_price_year, none, "a", 1950, 2200, 2007, 0, "价格年份", "year of the prices")
QS_FIELD_STRUCT(services_pack, QS_FIELDS_SERVICES_PACK);

/* Grounds of a band, in the order of its values: rock face, waste rock and pit floor, coal gangue, tailings, fill and cleared building
 * land, planted hill, closed hill, spoil left alone. */
enum { QS_PLAUSIBLE_GROUNDS = 8 };

/* What a band is of, the words of `measure`: model/benefit/plausible.h. */
extern const char *const qs_words_plausible_measure[];

/* The unit of a measure's values. */
extern const char *const qs_plausible_units[];

#define QS_FIELDS_PLAUSIBLE_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(CHOICE, measure, plausible_measure, "", 0, 0, 0, QS_REQUIRED, "指标", "what is judged") \
	X(STRING, unit, none, "", 0, 0, 0, QS_REQUIRED, "单位", "unit of the values, that of the measure") \
	X(NUMBER, year, none, "a", 1, 1000, 15, QS_REQUIRED, "第几年", "year of the run, counted from 1") \
	X(SERIES, low, none, "", -1e9, 1e9, 0, QS_REQUIRED, "下限", "least plausible value on each of the eight grounds, a hectare, in the unit of the band") \
	X(SERIES, high, none, "", -1e9, 1e9, 0, QS_REQUIRED, "上限", "largest plausible value on each of the eight grounds, a hectare, in the unit of the band")
QS_FIELD_STRUCT(plausible_pack, QS_FIELDS_PLAUSIBLE_PACK);

#endif
