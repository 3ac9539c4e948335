/* Allometry of species and groups: equations of mass by diameter with the range of their sample, factors that turn the stem
 * volume of a stand into mass, root:shoot ratios, density, carbon (kernels/allometry.h has the equations).
 */
#ifndef QS_MODEL_LAND_ALLOMETRY_H
#define QS_MODEL_LAND_ALLOMETRY_H

#include "kernels/allometry.h"
#include "model/base/fields.h"

extern const char *const qs_words_allometry_group[];
extern const char *const qs_words_allometry_form[];
extern const char *const qs_words_allometry_mass[];

#define QS_FIELDS_ALLOMETRIC(X) \
	X(STRING, region, none, "", 0, 0, 0, QS_REQUIRED, "地区", "where the trees of the sample stood") \
	X(CHOICE, form, allometry_form, "", 0, 0, 0, QS_REQUIRED, "形式", "power a x^b, or ln or log10 of the mass") \
	X(CHOICE, mass, allometry_mass, "", 0, 0, 0, QS_REQUIRED, "质量单位", "unit of the published mass") \
	X(SERIES, coefficients, none, "1", -1e4, 1e4, 0, QS_REQUIRED, "系数 a", "a by term, as published in the mass's unit") \
	X(SERIES, exponents, none, "1", -10, 10, 0, QS_REQUIRED, "指数 b", "b by term") \
	X(NUMBER, constant_kg, none, "kg", -1e4, 1e4, 0, 0, "常数项", "constant") \
	X(NUMBER, ground_intercept_cm, none, "cm", -10, 10, 0, 0, "地径换算截距", "x = this + slope x diameter at breast height") \
	X(NUMBER, ground_slope, none, "1", 0.1, 10, 1, 0, "地径换算斜率", "slope of x") \
	X(NUMBER, dbh_min_cm, none, "cm", 0.01, 500, 1, QS_REQUIRED, "最小胸径", "least diameter of the sample") \
	X(NUMBER, dbh_max_cm, none, "cm", 0.01, 500, 1, QS_REQUIRED, "最大胸径", "greatest diameter of the sample") \
	X(NUMBER, trees, none, "1", 1, 1e5, 0, QS_NULL_OK, "样木数", "trees of the sample; absent: not stated")
QS_FIELD_STRUCT(allometric, QS_FIELDS_ALLOMETRIC);

#define QS_FIELDS_ALLOMETRY_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRING, latin, none, "", 0, 0, 0, QS_REQUIRED, "学名", "scientific name of the species or group") \
	X(CHOICE, group, allometry_group, "", 0, 0, 0, QS_REQUIRED, "类别", "conifer, broadleaf or mixed") \
	X(LIST, equations, allometric, "", 0, 0, 0, 0, "单木生物量方程", "mass above ground by diameter; the first one is the nearest to Beijing's hills") \
	X(NUMBER, wood_density_t_m3, none, "t/m3", 0.1, 1.5, 0, QS_NULL_OK, "木材基本密度", "basic density of wood") \
	X(NUMBER, stand_density_t_m3, none, "t/m3", 0.1, 1.5, 0, QS_NULL_OK, "配套木材密度", "density that belongs to the expansion factor") \
	X(NUMBER, bef, none, "1", 0.5, 10, 0, QS_NULL_OK, "生物量扩展因子", "mass above ground a mass of stem") \
	X(NUMBER, root_shoot, none, "1", 0, 10, -1, QS_NULL_OK, "根茎比", "root:shoot ratio of stands") \
	X(NUMBER, carbon_frac, none, "1", 0.3, 0.6, 0, QS_NULL_OK, "含碳率", "carbon share of dry matter") \
	X(SERIES, bcef_limits_m3_ha, none, "m3/ha", 0, 1e4, 0, 0, "BCEF 蓄积级下限", "lower limits of the classes of volume") \
	X(SERIES, bcef_t_m3, none, "t/m3", 0.01, 20, 0, 0, "BCEF", "mass above ground a volume of growing stock, by class") \
	X(SERIES, root_shoot_limits_t_ha, none, "t/ha", 0, 1e4, 0, 0, "根茎比生物量级下限", "lower limits of the classes of mass above ground") \
	X(SERIES, root_shoot_classes, none, "1", 0, 10, 0, 0, "分级根茎比", "root:shoot ratio by class")
QS_FIELD_STRUCT(allometry_pack, QS_FIELDS_ALLOMETRY_PACK);

/* The equation of a pack, which has passed its checks. */
struct qs_allometry qs_allometry_of(const struct qs_allometric *published);

/* Classes of two series of one length, 1..QS_ALLOMETRY_CLASSES. */
struct qs_allometry_classes qs_allometry_classes_of(const struct qs_series *limits, const struct qs_series *values);

#endif
