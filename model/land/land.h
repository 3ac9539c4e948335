/* Values of the land model that belong to no species, substrate or measure: one pack, `land`.
 *
 * Litter through forest floor and dead wood, planting and early losses, drought, slope radiation, what brought soil and
 * peat hold, pumping, and the spreads of draws that are not a figure's own. Equations: docs/land.md.
 */
#ifndef QS_MODEL_LAND_LAND_H
#define QS_MODEL_LAND_LAND_H

#include "model/base/fields.h"

#define QS_FIELDS_HAZARD_RATES(X) \
	X(NUMBER, fire_rate, none, "1/a", 0, 10, 0.001, QS_REQUIRED, "火灾频率", "fires a year of a unit, where hazards are drawn") \
	X(NUMBER, fire_least_share_frac, none, "1", 0, 1, 0.2, QS_REQUIRED, "过火面积比下限", "least share of the unit that a fire takes") \
	X(NUMBER, fire_least_fuel_t_ha, none, "t/ha", 0, 50, 2, QS_REQUIRED, "最少可燃物", "carbon of floor and tops of herbs below which nothing burns") \
	X(NUMBER, fire_leaf_frac, none, "1", 0, 1, 0.9, QS_REQUIRED, "草本烧尽比", "part of killed tops of herbs that burns") \
	X(NUMBER, fire_wood_frac, none, "1", 0, 1, 0.15, QS_REQUIRED, "木质烧尽比", "part of killed woody tops and of dead wood that burns") \
	X(NUMBER, fire_floor_frac, none, "1", 0, 1, 0.95, QS_REQUIRED, "枯落物烧尽比", "part of the forest floor that burns") \
	X(NUMBER, pest_rate, none, "1/a", 0, 10, 0.035, QS_REQUIRED, "有害生物频率", "outbreaks a year of a unit, where hazards are drawn") \
	X(NUMBER, pest_eaten_least_frac, none, "1", 0, 1, 0.2, QS_REQUIRED, "失叶率下限", "least share of leaves eaten") \
	X(NUMBER, pest_eaten_most_frac, none, "1", 0, 1, 0.8, QS_REQUIRED, "失叶率上限", "largest share of leaves eaten") \
	X(NUMBER, pest_dead_least_frac, none, "1", 0, 1, 0.01, QS_REQUIRED, "虫害死亡率下限", "least share that dies in a dry year or after another outbreak") \
	X(NUMBER, pest_dead_most_frac, none, "1", 0, 1, 0.1, QS_REQUIRED, "虫害死亡率上限", "largest such share")
QS_FIELD_STRUCT(hazard_rates, QS_FIELDS_HAZARD_RATES);

/* Values of factors of soil loss that a run may choose: model/land/erosion.h. */
#define QS_FIELDS_EROSION_VALUES(X) \
	X(SERIES, cover_factor_tree, none, "1", 0, 1, 0, QS_REQUIRED, "林地 C（按盖度分级）", "C of forest in six classes of cover: below 10, 30, 50, 70, 90 % and above") \
	X(SERIES, cover_factor_shrub, none, "1", 0, 1, 0, QS_REQUIRED, "灌丛 C（按盖度分级）", "C of shrubs in the same classes") \
	X(SERIES, cover_factor_herb, none, "1", 0, 1, 0, QS_REQUIRED, "草地 C（按盖度分级）", "C of grass in the same classes") \
	X(NUMBER, plot_tree_frac, none, "1", 1e-4, 1, 0.025, QS_REQUIRED, "径流小区土壤流失比：林", "soil loss of a plot under trees over that of bare ground") \
	X(NUMBER, plot_shrub_frac, none, "1", 1e-4, 1, 0.045, QS_REQUIRED, "径流小区土壤流失比：灌", "the same under shrubs") \
	X(NUMBER, plot_herb_frac, none, "1", 1e-4, 1, 0.045, QS_REQUIRED, "径流小区土壤流失比：草", "the same under grass") \
	X(NUMBER, plot_cover_frac, none, "1", 0.05, 1, 0.8, QS_REQUIRED, "小区盖度", "cover of those plots") \
	X(NUMBER, delivery_frac, none, "1", 0, 1, 0.24, QS_REQUIRED, "泥沙输移比", "share of the eroded soil that reaches waters, lumped") \
	X(NUMBER, delivery_ic0, none, "1", -20, 20, 0.5, QS_REQUIRED, "IC0", "index of connectivity of half the largest delivery") \
	X(NUMBER, delivery_k, none, "1", 0.05, 20, 2, QS_REQUIRED, "k", "spread of the delivery over the index of connectivity") \
	X(NUMBER, delivery_most_frac, none, "1", 0, 1, 0.8, QS_REQUIRED, "最大输移比", "largest delivery ratio")
QS_FIELD_STRUCT(erosion_values, QS_FIELDS_EROSION_VALUES);

#define QS_FIELDS_LAND_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRING, spontaneous_tree, none, "", 0, 0, 0, QS_REQUIRED, "自然定居乔木", "species of spontaneous trees") \
	X(STRING, spontaneous_shrub, none, "", 0, 0, 0, QS_REQUIRED, "自然定居灌木", "species of spontaneous shrubs") \
	X(STRING, spontaneous_herb, none, "", 0, 0, 0, QS_REQUIRED, "自然定居草本", "species of spontaneous herbs") \
	X(STRING, upkeep_measure, none, "", 0, 0, 0, QS_REQUIRED, "养护措施", "measure of a year of upkeep, per ha") \
	X(STRING, haul_material, none, "", 0, 0, 0, QS_REQUIRED, "运输", "material of haul, t km") \
	X(STRING, cement_material, none, "", 0, 0, 0, QS_REQUIRED, "水泥", "material of cement, kg") \
	X(STRING, power_material, none, "", 0, 0, 0, QS_REQUIRED, "电力", "material of electricity, kWh") \
	X(STRING, fence_material, none, "", 0, 0, 0, QS_REQUIRED, "围栏", "material of fence, m") \
	X(NUMBER, floor_rate, none, "1/a", 0.01, 5, 0.3, QS_REQUIRED, "枯落物分解速率", "decay rate of the forest floor") \
	X(NUMBER, floor_passed_frac, none, "1", 0, 1, 0.4, QS_REQUIRED, "枯落物入土比例", "share of decayed floor passed to the soil") \
	X(NUMBER, dead_wood_rate, none, "1/a", 0.005, 2, 0.08, QS_REQUIRED, "枯死木分解速率", "decay rate of dead wood") \
	X(NUMBER, dead_wood_passed_frac, none, "1", 0, 1, 0.2, QS_REQUIRED, "枯死木入土比例", "share of decayed dead wood passed to the soil") \
	X(NUMBER, passed_dpm_rpm, none, "1", 0.01, 10, 0.25, QS_REQUIRED, "入土凋落物 DPM:RPM", "DPM:RPM of what floor and dead wood pass on") \
	X(SERIES, litter_share_frac, none, "1", 0, 1, 0, QS_REQUIRED, "逐月凋落占比", "months' share of litter into the soil") \
	X(SERIES, irrigation_share_frac, none, "1", 0, 1, 0, QS_REQUIRED, "逐月灌溉占比", "months' share of irrigation") \
	X(SERIES, growing_month, none, "1", 0, 1, 0, QS_REQUIRED, "生长季月份", "1 in a month of the growing season, else 0") \
	X(NUMBER, litter_cv_frac, none, "1", 0, 1, 0.2, QS_REQUIRED, "凋落与分解速率变差", "variation of litter decay rates between members") \
	X(NUMBER, soil_rate_cv_frac, none, "1", 0, 1, 0.15, QS_REQUIRED, "土壤分解速率变差", "variation of soil decay rates between members") \
	X(NUMBER, icbm_reference_rate, none, "1", 0.01, 10, 0.4, QS_REQUIRED, "ICBM 参照速率", "year's mean of RothC's a b c where ICBM's r is 1") \
	X(NUMBER, works_cv_frac, none, "1", 0, 1, 0.2, QS_REQUIRED, "工程排放变差", "variation of works' emissions between members") \
	X(NUMBER, cost_site_correlation_frac, none, "1", 0, 1, 0.3, QS_REQUIRED, "单价的场地间相关", "correlation of a unit price between sites, normal scores") \
	X(NUMBER, cost_measure_correlation_frac, none, "1", 0, 1, 0.5, QS_REQUIRED, "单价的措施间相关", "correlation of unit prices at a site, normal scores") \
	X(NUMBER, drought_below_frac, none, "1", 0, 1, 0.75, QS_REQUIRED, "干旱阈值", "moisture relative to normal below which plants die") \
	X(NUMBER, planting_growth_frac, none, "1", 0, 1, 0.5, QS_REQUIRED, "栽植当年生长比", "growth in the year of planting") \
	X(NUMBER, survival_logit_sd, none, "1", 0, 3, 0.35, QS_REQUIRED, "成活率对数几率标准差", "sd of survival between units, logit") \
	X(NUMBER, irrigation_survival_frac, none, "1", 0, 1, 0.5, QS_REQUIRED, "灌溉减少死亡比", "share of first-year deaths that full irrigation prevents") \
	X(NUMBER, irrigation_full_mm, none, "mm/a", 10, 2000, 150, QS_REQUIRED, "充分灌溉量", "irrigation with the full effect on survival") \
	X(NUMBER, replant_below_frac, none, "1", 0, 1, 0.85, QS_REQUIRED, "补植阈值", "survival below which gaps are replanted a year later") \
	X(NUMBER, early_loss_frac, none, "1/a", 0, 1, 0.05, QS_REQUIRED, "第2—3年死亡率", "loss of stems a year in years 2 and 3 after planting") \
	X(NUMBER, thinned_mass_frac, none, "1", 0, 1, 0.2, QS_REQUIRED, "自疏株相对生物量", "mass of a self-thinned stem relative to the mean stem") \
	X(NUMBER, nursery_height_m, none, "m", 0, 5, 0.4, QS_REQUIRED, "容器苗高", "height of stock where none is given") \
	X(NUMBER, nursery_kg_m2, none, "kg/m2", 0, 5, 0.2, QS_REQUIRED, "苗木生物量系数", "dry matter of a nursery stem, kg per (m height)^2") \
	X(NUMBER, stem_scale_kg, none, "kg", 0, 1, 0.078, QS_REQUIRED, "胸径异速系数", "a in above-ground dry matter a D^b of planted trees, D in cm") \
	X(NUMBER, stem_power, none, "1", 1, 4, 2.481, QS_REQUIRED, "胸径异速指数", "b in above-ground dry matter a D^b") \
	X(NUMBER, sown_tau_herb_years, none, "a", 0.2, 20, 1.5, QS_REQUIRED, "草本成坪时间常数", "time constant of sown herbs") \
	X(NUMBER, sown_tau_woody_years, none, "a", 0.2, 50, 4, QS_REQUIRED, "播种灌木时间常数", "time constant of sown shrubs and trees") \
	X(NUMBER, tree_maturity_frac, none, "1", 0, 1, 0.35, QS_REQUIRED, "现有乔木成熟度", "relative biomass of trees that stand at the start") \
	X(NUMBER, shrub_maturity_frac, none, "1", 0, 1, 0.7, QS_REQUIRED, "现有灌木成熟度", "relative biomass of shrubs that stand at the start") \
	X(NUMBER, diffuse_frac, none, "1", 0, 1, 0.4, QS_REQUIRED, "散射辐射比", "diffuse share of radiation") \
	X(NUMBER, sunny_loss_frac, none, "1", 0, 1, 0.2, QS_REQUIRED, "阳坡立地损失", "loss of site quality on a fully sunny slope of 25 degrees") \
	X(NUMBER, least_soil_cm, none, "cm", 0.1, 20, 1, QS_REQUIRED, "最小土层", "fine earth in cracks of bare rock, for the water store") \
	X(NUMBER, slope_length_m, none, "m", 1, 500, 50, QS_REQUIRED, "坡长", "length of slopes for the L factor") \
	X(NUMBER, erosivity_coefficient, none, "1", 0, 100, 0.1833, QS_REQUIRED, "侵蚀力系数", "a in R = a F^b, F the modified Fournier index") \
	X(NUMBER, erosivity_exponent, none, "1", 0, 5, 1.9957, QS_REQUIRED, "侵蚀力指数", "b in R = a F^b") \
	X(NUMBER, erodibility_intercept, none, "1", -1, 1, 0, QS_REQUIRED, "可蚀性校正截距", "intercept of the correction of K for Chinese plots") \
	X(NUMBER, erodibility_slope, none, "1", 0, 2, 1, QS_REQUIRED, "可蚀性校正斜率", "slope of that correction") \
	X(NUMBER, stones_coefficient, none, "1", 0, 1, 0.053, QS_REQUIRED, "石砾系数", "K falls with exp(-this x stones in %)") \
	X(NUMBER, least_cover_factor, none, "1", 0, 1, 0.003, QS_REQUIRED, "覆盖因子下限", "least cover factor C") \
	X(OBJECT, erosion, erosion_values, "", 0, 0, 0, QS_REQUIRED, "土壤流失", "cover factors and delivery of soil loss, by choice") \
	X(NUMBER, laid_sand_frac, none, "1", 0, 1, 0.4, QS_REQUIRED, "客土砂粒", "sand of soil that is laid") \
	X(NUMBER, laid_clay_frac, none, "1", 0, 1, 0.2, QS_REQUIRED, "客土黏粒", "clay of soil that is laid") \
	X(NUMBER, dryland_least_rate, none, "1", 0.01, 1, 0.2, QS_REQUIRED, "旱地最小分解系数", "least rate factor b of RothC's form for dry soils") \
	X(NUMBER, stone_density_g_cm3, none, "g/cm3", 1, 4, 2.65, QS_REQUIRED, "石砾密度", "density of stones") \
	X(NUMBER, spoil_density_g_cm3, none, "g/cm3", 0.5, 4, 1.8, QS_REQUIRED, "弃渣容重", "bulk density of rubble and spoil hauled") \
	X(NUMBER, peat_c_t_m3, none, "t/m3", 0, 0.3, 0.06, QS_REQUIRED, "泥炭含碳量", "carbon in a m3 of peat") \
	X(NUMBER, pump_efficiency_frac, none, "1", 0.05, 1, 0.6, QS_REQUIRED, "水泵效率", "efficiency of pumping") \
	X(NUMBER, frost_sd_c, none, "C", 0.5, 15, 4, QS_REQUIRED, "日最低气温标准差", "standard deviation of daily minima in a month") \
	X(NUMBER, radiation_coefficient, none, "1", 0.1, 0.25, 0.16, QS_REQUIRED, "辐射系数 kRs", "kRs of Hargreaves radiation, inland") \
	X(OBJECT, hazards, hazard_rates, "", 0, 0, 0, QS_REQUIRED, "火灾与有害生物", "fire and pests, where they are drawn")
QS_FIELD_STRUCT(land_pack, QS_FIELDS_LAND_PACK);

#endif
