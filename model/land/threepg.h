/* Parameter sets of 3-PG as packs: what 3-PGpjs reads of its 82 parameters, by their published names and units, and how a
 * set is put to use on a site. kernels/threepg/threepg.h has the equations and their sources, model/land/forest.h the run.
 *
 * What a pack does not hold stays at the published default and has no part in carbon under the settings that runs use: sizes of
 * crowns and volumes, mixing, carbon 13, the response to CO2 (held at 350 ppm, where it is 1), and the soil's constants, which come
 * from the class of the unit's texture.
 */
#ifndef QS_MODEL_LAND_THREEPG_H
#define QS_MODEL_LAND_THREEPG_H

#include "model/base/fields.h"

#define QS_FIELDS_THREEPG_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(STRING, latin, none, "", 0, 0, 0, QS_REQUIRED, "参数来源树种", "species that the published set belongs to") \
	X(NUMBER, fertility_per_quality, none, "1", 0, 1, 0.5, QS_REQUIRED, "肥力与立地质量之比", \
	  "fertility rating FR = min(1, this x site quality)") \
	X(NUMBER, stock_years, none, "a", 0, 20, 2, QS_REQUIRED, "苗龄", "age of container stock when it is planted") \
	X(NUMBER, stock_years_per_cm, none, "a", 0, 10, 1, QS_REQUIRED, "大苗每厘米胸径年数", \
	  "age of larger stock for each cm of diameter") \
	X(NUMBER, draw_power, none, "1", 0, 2, 0.5, QS_REQUIRED, "生长抽样作用于量子效率的指数", \
	  "power of the species' growth draw that multiplies the quantum efficiency") \
	X(NUMBER, pFS2, none, "1", 1e-6, 1e3, 1, QS_REQUIRED, "2 cm 时叶茎分配比", "foliage:stem partitioning at D = 2 cm") \
	X(NUMBER, pFS20, none, "1", 1e-6, 1e3, 0.15, QS_REQUIRED, "20 cm 时叶茎分配比", "foliage:stem partitioning at D = 20 cm") \
	X(NUMBER, aWS, none, "1", 1e-9, 1e6, 0.095, QS_REQUIRED, "茎质量系数", "a in stem mass (kg) = a D^n, D in cm") \
	X(NUMBER, nWS, none, "1", 0.05, 20, 2.4, QS_REQUIRED, "茎质量指数", "n in stem mass = a D^n") \
	X(NUMBER, pRx, none, "1", 1e-6, 1, 0.8, QS_REQUIRED, "根最大分配", "greatest share of production to roots") \
	X(NUMBER, pRn, none, "1", 1e-6, 1, 0.25, QS_REQUIRED, "根最小分配", "least share of production to roots") \
	X(NUMBER, gammaF1, none, "1/month", 0, 1, 0.027, QS_REQUIRED, "成熟凋落率", "litterfall rate of mature stands") \
	X(NUMBER, gammaF0, none, "1/month", 0, 1, 0.001, QS_REQUIRED, "初始凋落率", "litterfall rate at age 0") \
	X(NUMBER, tgammaF, none, "month", 0, 1e4, 12, QS_REQUIRED, "凋落率中值月龄", "age of the median litterfall rate") \
	X(NUMBER, gammaR, none, "1/month", 0, 1, 0.015, QS_REQUIRED, "根周转率", "turnover of roots") \
	X(NUMBER, leafgrow, none, "1", 0, 11, 0, QS_REQUIRED, "展叶月", "first month with leaves; 0: evergreen") \
	X(NUMBER, leaffall, none, "1", 0, 12, 0, QS_REQUIRED, "落叶月", "first month without leaves; 0: evergreen") \
	X(NUMBER, Tmin, none, "C", -60, 60, 8.5, QS_REQUIRED, "生长最低温", "minimum temperature for growth") \
	X(NUMBER, Topt, none, "C", -60, 60, 16, QS_REQUIRED, "生长最适温", "optimum temperature for growth") \
	X(NUMBER, Tmax, none, "C", -60, 80, 40, QS_REQUIRED, "生长最高温", "maximum temperature for growth") \
	X(NUMBER, kF, none, "1", 0, 1, 0, QS_REQUIRED, "霜日损失", "days of production lost a frost day") \
	X(NUMBER, m0, none, "1", 0, 1, 0, QS_REQUIRED, "贫瘠时 m", "m at FR = 0") \
	X(NUMBER, fN0, none, "1", 0, 1, 1, QS_REQUIRED, "贫瘠时养分修正", "nutrition modifier at FR = 0") \
	X(NUMBER, fNn, none, "1", 0, 100, 0, QS_REQUIRED, "养分修正指数", "power of 1 - FR in it") \
	X(NUMBER, MaxAge, none, "a", 0.1, 1e5, 50, QS_REQUIRED, "最大林龄", "age that the age modifier is relative to") \
	X(NUMBER, nAge, none, "1", 0, 100, 4, QS_REQUIRED, "林龄修正指数", "power of relative age") \
	X(NUMBER, rAge, none, "1", 1e-3, 100, 0.95, QS_REQUIRED, "林龄修正半值", "relative age at which the modifier is 0.5") \
	X(NUMBER, gammaN1, none, "%/a", 0, 100, 0, QS_REQUIRED, "成熟枯死率", "stems dying a year, old stands") \
	X(NUMBER, gammaN0, none, "%/a", 0, 100, 0, QS_REQUIRED, "幼龄枯死率", "stems dying a year at age 0") \
	X(NUMBER, tgammaN, none, "a", 0, 1e5, 0, QS_REQUIRED, "枯死率中值年龄", "age of the median rate") \
	X(NUMBER, ngammaN, none, "1", 0, 100, 1, QS_REQUIRED, "枯死率形状", "shape of the rate by age") \
	X(NUMBER, wSx1000, none, "kg", 1e-3, 1e7, 300, QS_REQUIRED, "自疏茎质量", "greatest stem mass of a tree at 1000 stems/ha") \
	X(NUMBER, thinPower, none, "1", 1.01, 10, 1.5, QS_REQUIRED, "自疏指数", "power of self-thinning") \
	X(NUMBER, mF, none, "1", 0, 1, 0, QS_REQUIRED, "枯死株叶相对质量", "foliage of a dying tree relative to the mean tree's") \
	X(NUMBER, mR, none, "1", 0, 1, 0.2, QS_REQUIRED, "枯死株根相对质量", "roots of a dying tree relative to the mean tree's") \
	X(NUMBER, mS, none, "1", 0, 1, 0.2, QS_REQUIRED, "枯死株茎相对质量", "stem of a dying tree relative to the mean tree's") \
	X(NUMBER, SLA0, none, "m2/kg", 0.01, 1e3, 11, QS_REQUIRED, "幼龄比叶面积", "specific leaf area at age 0") \
	X(NUMBER, SLA1, none, "m2/kg", 0.01, 1e3, 4, QS_REQUIRED, "成熟比叶面积", "specific leaf area of mature stands") \
	X(NUMBER, tSLA, none, "a", 0, 1e5, 2.5, QS_REQUIRED, "比叶面积中值年龄", "age of their mean") \
	X(NUMBER, k, none, "1", 1e-3, 10, 0.5, QS_REQUIRED, "消光系数", "extinction coefficient of the canopy") \
	X(NUMBER, fullCanAge, none, "a", 0, 1e4, 3, QS_REQUIRED, "郁闭年龄", "age at which the canopy closes") \
	X(NUMBER, MaxIntcptn, none, "1", 0, 1, 0.15, QS_REQUIRED, "最大截留", "greatest share of rain intercepted") \
	X(NUMBER, LAImaxIntcptn, none, "1", 0, 100, 0, QS_REQUIRED, "最大截留叶面积指数", "leaf area index of it") \
	X(NUMBER, alphaCx, none, "1", 0, 1, 0.06, QS_REQUIRED, "最大量子效率", \
	  "canopy quantum efficiency, mol C/mol PAR; times the species' growth draw to draw_power") \
	X(NUMBER, Y, none, "1", 0, 1, 0.47, QS_REQUIRED, "净初级比", "net over gross production") \
	X(NUMBER, MinCond, none, "m/s", 0, 1, 0, QS_REQUIRED, "最小导度", "least canopy conductance") \
	X(NUMBER, MaxCond, none, "m/s", 0, 1, 0.02, QS_REQUIRED, "最大导度", "greatest canopy conductance") \
	X(NUMBER, LAIgcx, none, "1", 0, 100, 3.33, QS_REQUIRED, "最大导度叶面积指数", "leaf area index of it") \
	X(NUMBER, CoeffCond, none, "1/hPa", 0, 10, 0.05, QS_REQUIRED, "气孔对水汽压差响应", "response of stomata to vapour pressure deficit") \
	X(NUMBER, BLcond, none, "m/s", 1e-6, 100, 0.2, QS_REQUIRED, "边界层导度", "conductance of the canopy's boundary layer") \
	X(NUMBER, draw_power_shared, none, "1", 0, 2, -1, QS_NULL_OK, "共用水库时的抽样指数", \
	  "draw_power where the stand reads the store of the water balance (soil_water shared); absent: the same") \
	X(NUMBER, alphaCx_shared, none, "1", 0, 1, -1, QS_NULL_OK, "共用水库时的量子效率", \
	  "alphaCx there; absent: the same") \
	X(NUMBER, pFS2_shared, none, "1", 1e-6, 1e3, -1, QS_NULL_OK, "共用水库时的 pFS2", "pFS2 there; absent: the same") \
	X(NUMBER, MaxAge_shared, none, "a", 0.1, 1e5, -1, QS_NULL_OK, "共用水库时的 MaxAge", "MaxAge there; absent: the same")
QS_FIELD_STRUCT(threepg_pack, QS_FIELDS_THREEPG_PACK);

/* All parameters of a set, QS_3PG_PARAMETERS of them, as kernels/threepg/parameters.h orders them. */
void qs_threepg_parameters(const struct qs_threepg_pack *pack, double *parameters);

/* Puts the figures that a set has for shared water in the place of its own; under shared water a run reads the set so. */
void qs_threepg_share_water(struct qs_threepg_pack *pack);

/* The field of a set that a parameter is read from: NAME_shared under shared water where the table has it, else NAME. */
const struct qs_field *qs_threepg_field(const char *name, int shared_water);

/* NULL, or what is wrong between the values of a set that are each in their range: a text that names them. Beyond what the
 * equations ask, leaves come after March, in which stock is planted, and none stand at the year's end. */
const char *qs_threepg_pack_fault(const struct qs_threepg_pack *pack);

#endif
