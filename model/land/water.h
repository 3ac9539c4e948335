/* The water of a block's units, each arm with its own leaves, soil and sealed ground (kernels/water_balance.h).
 *
 * What a ground is, from the state at the year's end: with c_g the cover of trees, shrubs and herbs (crops are herbs),
 * V the cover of all of them, bare by works in their year, leaf area     L = sum c_g leaf_g curve number  CN = CN_bare
 * (1 - V) + V sum(c_g CN_g)/sum(c_g), of the substrate's hydrologic group, and towards that of laid soil by its depth
 * over laid_full_cm capacity      water between field capacity and 15 bar of a cm of fine earth (pedotransfer of
 * kernels/rothc.h) x fine earth, laid earth included, no deeper than roots: evaporation depth (1 - V) + V sum(c_g
 * root_g)/sum(c_g) caught        canopy_mm L, and litter_mm V, a rain day All arms start from one store, that of the
 * normal year under today's plants.
 *
 * With `soil_water: shared` the store stands in place of those that RothC, ICBM and 3-PG keep by themselves. Of the
 * share f of it that is there as a month ends RothC's factor b is that of a deficit of 1 - f of its deepest. 3-PG's
 * f_sw takes the month's mean share for its ASW/ASWmax: this balance evaporates within its month, and at 550 mm of rain
 * little is left at the ends. Under 3-PG the year of the store is stepped before that of the plants, on the leaves of
 * the year before; else after it.
 */
#ifndef QS_MODEL_LAND_WATER_H
#define QS_MODEL_LAND_WATER_H

#include "model/base/fields.h"
#include "model/land/species.h"

struct qs_block;
struct qs_segment;

/* Cover classes of a curve number: of bare ground, woods, brush and grass. Four values each: hydrologic groups A, B, C, D. */
#define QS_FIELDS_WATER_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(SERIES, rain_days, none, "d", 0, 31, 0, QS_REQUIRED, "逐月降水日数", "rain days of the months of a normal year") \
	X(SERIES, leaf_share_frac, none, "1", 0, 1, 0, QS_REQUIRED, "逐月叶面积比例", "months' share of the full leaf area") \
	X(NUMBER, snow_c, none, "C", -20, 5, -1, QS_REQUIRED, "全雪气温", "month's temperature at and below which all falls as snow") \
	X(NUMBER, rain_c, none, "C", -5, 20, 3.3, QS_REQUIRED, "全雨气温", "month's temperature at and above which all falls as rain") \
	X(NUMBER, melt_frac, none, "1", 0, 1, 0.5, QS_REQUIRED, "月融雪比例", "share of the snow that melts in a warm month") \
	X(NUMBER, canopy_mm, none, "mm", 0, 3, 0.25, QS_REQUIRED, "单位叶面积截留", "water held by a leaf area of 1, a rain day") \
	X(NUMBER, litter_mm, none, "mm", 0, 10, 0.6, QS_REQUIRED, "枯落物截留", "water held by the litter of covered ground, a rain day") \
	X(NUMBER, sealed_mm, none, "mm", 0, 20, 1.5, QS_REQUIRED, "硬化面洼蓄", "water held by sealed ground, a rain day") \
	X(NUMBER, bare_demand_frac, none, "1", 0, 1.5, 0.5, QS_REQUIRED, "裸土蒸发系数", "evaporation of wet bare soil over PET") \
	X(NUMBER, full_leaf_area, none, "1", 0.5, 10, 3, QS_REQUIRED, "满蒸散叶面积", "leaf area from which plants demand PET") \
	X(NUMBER, smooth_lesser, none, "1", 0.1, 1, 0.93, QS_REQUIRED, "平滑取小参数 a", "a of Thomas' smooth lesser of two") \
	X(NUMBER, quickflow_ratio_limit, none, "1", 1, 1000, 100, QS_REQUIRED, "快速径流比值上限", "S over a rain day's mean depth without quick flow above") \
	X(NUMBER, storm_mm, none, "mm", 20, 300, 50, QS_REQUIRED, "暴雨日雨量", "depth of a rain day from which it is a storm") \
	X(NUMBER, leaf_tree, none, "1", 0, 15, 4, QS_REQUIRED, "乔木叶面积指数", "leaf area of trees on covered ground") \
	X(NUMBER, leaf_shrub, none, "1", 0, 15, 2.5, QS_REQUIRED, "灌木叶面积指数", "leaf area of shrubs on covered ground") \
	X(NUMBER, leaf_herb, none, "1", 0, 15, 2, QS_REQUIRED, "草本叶面积指数", "leaf area of herbs on covered ground") \
	X(NUMBER, root_tree_cm, none, "cm", 5, 500, 120, QS_REQUIRED, "乔木根深", "depth of roots of trees, fine earth") \
	X(NUMBER, root_shrub_cm, none, "cm", 5, 500, 80, QS_REQUIRED, "灌木根深", "depth of roots of shrubs, fine earth") \
	X(NUMBER, root_herb_cm, none, "cm", 5, 500, 40, QS_REQUIRED, "草本根深", "depth of roots of herbs, fine earth") \
	X(NUMBER, evaporation_cm, none, "cm", 1, 100, 15, QS_REQUIRED, "裸土蒸发深度", "depth that bare soil dries out, fine earth") \
	X(SERIES, curve_bare, none, "1", 1, 100, 0, QS_REQUIRED, "裸地曲线数", "curve numbers of bare ground") \
	X(SERIES, curve_tree, none, "1", 1, 100, 0, QS_REQUIRED, "乔木曲线数", "curve numbers of woods") \
	X(SERIES, curve_shrub, none, "1", 1, 100, 0, QS_REQUIRED, "灌木曲线数", "curve numbers of brush") \
	X(SERIES, curve_herb, none, "1", 1, 100, 0, QS_REQUIRED, "草本曲线数", "curve numbers of grass") \
	X(CHOICE, laid_group, hydrologic_group, "", 0, 0, 1, QS_REQUIRED, "客土水文组", "hydrologic group of laid soil, A (drains) to D") \
	X(NUMBER, laid_full_cm, none, "cm", 1, 200, 30, QS_REQUIRED, "客土厚度", "laid fine earth from which its own group counts") \
	X(NUMBER, hot_c, none, "C", 15, 45, 26, QS_REQUIRED, "热日气温", "daily maximum above which a day is hot") \
	X(NUMBER, hot_spread_c, none, "C", 0, 20, 7, QS_REQUIRED, "日最高气温离散", "half width of the even spread of daily maxima in a month")
QS_FIELD_STRUCT(water_pack, QS_FIELDS_WATER_PACK);

/* The store of the normal year under today's plants, in all arms. */
void qs_water_start(struct qs_block *block);

/* The sky of the year, after its weather. */
void qs_water_weather(struct qs_block *block);

/* The year of an arm, from plants, soil and works as they stand at its end. */
void qs_water_year(struct qs_block *block, int arm, double irrigation_mm);

#endif
