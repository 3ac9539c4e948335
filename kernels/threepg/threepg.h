/* 3-PG, a monthly model of forest growth from physiological principles: 3-PGpjs and 3-PGmix.
 *
 * One step is one month of a block of n stands (lanes) with the same number of cohorts and the same settings;
 * everything else, parameters and weather included, may differ from lane to lane. Order of a month: planting, leaves on
 * or off, light, modifiers, production, water, allocation, sizes, thinning, mortality by stress, self-thinning. A
 * cohort's quantities per hectare: stems (1/ha), dry mass (Mg), basal area (m2), volume (m3); D in cm, heights and
 * crowns in m, one tree in kg; water in mm.
 *
 * Sources: Landsberg and Waring 1997, For. Ecol. Manage. 95, 209-228; Sands and Landsberg 2002, For. Ecol. Manage. 163,
 * 273-292 (3-PGpjs); Forrester et al. 2014, For. Ecosyst. 1, 17 (light of layers); Forrester and Tang 2016, Ecol.
 * Model. 319, 233-254 (3-PGmix); Duursma and Robinson 2003, For. Ecol. Manage. 186, 373-380 (bias of mean sizes); equal
 * to r3PG (Trotsiuk et al. 2020, Methods Ecol. Evol. 11, 1470-1475) where that is defined. Departures, all of them:
 *   - a thinning that leaves no tree leaves no mass;
 *   - cohorts under the light model of 3-PGpjs see the month's own light, each as if alone;
 *   - a cohort that is not planted yet, or dead, has no mortality and grows no leaves from an old debt; where nothing
 *     stands (less than 1e-9 stems/ha), sizes are 0 (heights 1.3 m with height model 2) and there is no competition;
 *   - before planting, the modifier of age is 1 unless its power is a whole even number;
 *   - a size by powers stays below exp(200) and the squared coefficient of variation of a distribution below 1e6, so
 * that absurd parameters stay finite; without daylight nothing transpires. Followed where one may wonder: with the
 * light model of 3-PGpjs no cohort has a share of net radiation under the second transpiration model; without a leaf
 * area for interception a cohort holds its share of rain even leafless or not planted; the month before January is
 * month 0, which is not December; f_frost is below 0 in a month of more frost than days. d13C is not computed.
 *
 * Leaf debt: in winter `debt` is the foliage of next spring, which falls as litter in the first month without leaves.
 * In spring the leaves stand at once and `debt` is what is still owed for them: production pays it first. So carbon
 * balances with the owed debt as a negative pool: of stem + root + foliage - (leafless ? 0 : debt), the change of a
 * month is npp + forgiven - losses - deaths - cuts.
 */
#ifndef QS_KERNELS_THREEPG_THREEPG_H
#define QS_KERNELS_THREEPG_THREEPG_H

#include <stddef.h>
#include <stdint.h>

enum { QS_3PG_COHORTS_MAX = 16 };

/* Columns of coefficients, per cohort (kernels/threepg/parameters.h fills them). */
enum qs_threepg_coef {
	/* at planting; partitioning; turnover; leaves */
	QS_3PG_C_STEMS,
	QS_3PG_C_STEM,
	QS_3PG_C_ROOT,
	QS_3PG_C_FOLIAGE,
	QS_3PG_C_PFS_A,
	QS_3PG_C_PFS_N,
	QS_3PG_C_WS_LN_A,
	QS_3PG_C_WS_INV_N,
	QS_3PG_C_ROOT_TOP,
	QS_3PG_C_ROOT_MIN,
	QS_3PG_C_ROOT_M,
	QS_3PG_C_LITTER_TOP,
	QS_3PG_C_LITTER_0,
	QS_3PG_C_LITTER_RISE,
	QS_3PG_C_LITTER_K,
	QS_3PG_C_ROOT_LOSS,
	QS_3PG_C_LEAF_GROW,
	QS_3PG_C_LEAF_FALL,
	/* modifiers */
	QS_3PG_C_T_MIN,
	QS_3PG_C_T_MAX,
	QS_3PG_C_T_LOW,
	QS_3PG_C_T_HIGH,
	QS_3PG_C_T_POWER,
	QS_3PG_C_FROST,
	QS_3PG_C_SW_INV,
	QS_3PG_C_SW_POWER,
	QS_3PG_C_CO2_ALPHA,
	QS_3PG_C_CO2_G,
	QS_3PG_C_F_NUTR,
	QS_3PG_C_AGE_INV,
	QS_3PG_C_AGE_POWER,
	QS_3PG_C_AGE_GAIN,
	QS_3PG_C_AGE_EVEN,
	/* curves of age: last value, first less last, 1 / half time */
	QS_3PG_C_DIE_LAST,
	QS_3PG_C_DIE_RISE,
	QS_3PG_C_DIE_INV,
	QS_3PG_C_DIE_POWER,
	QS_3PG_C_SLA_LAST,
	QS_3PG_C_SLA_RISE,
	QS_3PG_C_SLA_INV,
	QS_3PG_C_BARK_LAST,
	QS_3PG_C_BARK_RISE,
	QS_3PG_C_BARK_INV,
	QS_3PG_C_RHO_LAST,
	QS_3PG_C_RHO_RISE,
	QS_3PG_C_RHO_INV,
	/* mortality */
	QS_3PG_C_TREE_MAX,
	QS_3PG_C_THIN_POWER,
	QS_3PG_C_M_FOLIAGE,
	QS_3PG_C_M_ROOT,
	QS_3PG_C_M_STEM,
	/* light, production, water */
	QS_3PG_C_K,
	QS_3PG_C_FULL_AGE,
	QS_3PG_C_RAIN,
	QS_3PG_C_RAIN_INV_LAI,
	QS_3PG_C_VPD_LAI,
	QS_3PG_C_ALPHA,
	QS_3PG_C_Y,
	QS_3PG_C_G_MIN,
	QS_3PG_C_G_SLOPE,
	QS_3PG_C_G_MAX,
	QS_3PG_C_G_LAI,
	QS_3PG_C_G_VPD,
	QS_3PG_C_BOUNDARY,
	QS_3PG_C_QA,
	QS_3PG_C_QB,
	/* sizes */
	QS_3PG_C_SHAPE,
	QS_3PG_C_H_A,
	QS_3PG_C_H_D,
	QS_3PG_C_H_COMP,
	QS_3PG_C_VOLUME_A,
	QS_3PG_C_VOLUME_D,
	QS_3PG_C_VOLUME_H,
	QS_3PG_C_W_A,
	QS_3PG_C_W_D,
	QS_3PG_C_W_H,
	QS_3PG_C_W_COMP,
	QS_3PG_C_W_REL,
	QS_3PG_C_L_A,
	QS_3PG_C_L_D,
	QS_3PG_C_L_LAI,
	QS_3PG_C_L_COMP,
	QS_3PG_C_L_REL,
	/* bias: half e (e - 1) of the exponents; two distributions, each scale, shape, location of 5, and 1 without
	   location */
	QS_3PG_C_BIAS_PFS,
	QS_3PG_C_BIAS_H,
	QS_3PG_C_BIAS_L,
	QS_3PG_C_BIAS_W,
	QS_3PG_C_BIAS_D,
	QS_3PG_C_SIZE_D,
	QS_3PG_C_SIZE_W = QS_3PG_C_SIZE_D + 15,
	QS_3PG_C_PLAIN_D = QS_3PG_C_SIZE_W + 15,
	QS_3PG_C_PLAIN_W,
	QS_3PG_COEFS
};

/* Columns of state, per cohort. The caller sets QS_3PG_AGE before qs_k_threepg_start: whole months since planting,
 * negative before it; the other columns are set there. */
enum qs_threepg_state {
	QS_3PG_AGE,
	QS_3PG_N,
	QS_3PG_STEM,
	QS_3PG_ROOT,
	QS_3PG_FOLIAGE,
	QS_3PG_DEBT,
	QS_3PG_LAI,
	QS_3PG_TREE, /* stem of the mean tree, kg */
	QS_3PG_D,
	QS_3PG_LN_D,
	QS_3PG_BA,
	QS_3PG_H,
	QS_3PG_CROWN_LENGTH,
	QS_3PG_CROWN_WIDTH,
	QS_3PG_PFS,
	QS_3PG_VOLUME,
	QS_3PG_VOLUME_OLD,
	QS_3PG_VOLUME_CUM, /* standing at the start and all increments since */
	QS_3PG_NEXT_CUT,   /* age (a) of the next thinning, or beyond any age */
	QS_3PG_STATES
};

/* Columns of a month's results, per cohort. Masses leave a pool or enter it in Mg DM/ha. The work columns hold what the
 * parts of a month hand on. */
enum qs_threepg_result {
	QS_3PG_F_AGE,
	QS_3PG_F_VPD,
	QS_3PG_F_TMP,
	QS_3PG_F_FROST,
	QS_3PG_F_SW,
	QS_3PG_F_PHYS,
	QS_3PG_APAR, /* MJ/m2 */
	QS_3PG_GPP,
	QS_3PG_NPP,      /* all of it */
	QS_3PG_REPAID,   /* of it to the leaf debt */
	QS_3PG_FORGIVEN, /* debt still owed when the leaves fall: from then on nobody pays */
	QS_3PG_TRANSPIRED,
	QS_3PG_INTERCEPTED,
	QS_3PG_LOSS_FOLIAGE,
	QS_3PG_LOSS_ROOT,
	QS_3PG_STRESS_N, /* mortality by stress */
	QS_3PG_STRESS_STEM,
	QS_3PG_STRESS_ROOT,
	QS_3PG_STRESS_FOLIAGE,
	QS_3PG_SELF_N, /* self-thinning */
	QS_3PG_SELF_STEM,
	QS_3PG_SELF_ROOT,
	QS_3PG_SELF_FOLIAGE,
	QS_3PG_CUT_N, /* thinning */
	QS_3PG_CUT_STEM,
	QS_3PG_CUT_ROOT,
	QS_3PG_CUT_FOLIAGE,
	QS_3PG_SLA,
	QS_3PG_BARK,
	QS_3PG_RHO,
	QS_3PG_LITTER_RATE,
	QS_3PG_DEATH_RATE, /* % a year */
	QS_3PG_DORMANT,    /* 1 or 0 */
	QS_3PG_WAS_DORMANT,
	QS_3PG_WORK, /* the first of the work columns */
	QS_3PG_RESULTS = QS_3PG_WORK + 24
};

/* Columns of the stand, one of each a lane: the soil's water is state, the others are the month's. */
enum qs_threepg_stand {
	QS_3PG_ASW, /* available soil water; the caller sets it before qs_k_threepg_start */
	QS_3PG_SOIL_EVAPORATION,
	QS_3PG_RUNOFF,
	QS_3PG_IRRIGATED, /* what keeps the soil at its least water */
	QS_3PG_STAND_WORK,
	QS_3PG_STANDS = QS_3PG_STAND_WORK + 12
};

/* Columns of the site and of the month's weather. */
enum qs_threepg_site { QS_3PG_ASW_MIN, QS_3PG_ASW_MAX, QS_3PG_SITES };
enum qs_threepg_weather {
	QS_3PG_T_AVE, /* degC */
	QS_3PG_T_MAX,
	QS_3PG_RAIN,
	QS_3PG_SUN, /* MJ/m2/day */
	QS_3PG_FROST_DAYS,
	QS_3PG_VPD,      /* mbar */
	QS_3PG_CO2,      /* ppm */
	QS_3PG_DAY,      /* s of daylight, qs_threepg_day_lengths */
	QS_3PG_SUN_TERM, /* qs_threepg_sun_terms */
	QS_3PG_WEATHERS
};

/* One of the published alternatives a word; 3-PGpjs is 1, 1, 1, 1, 0 and 3-PGmix 2, 2, 2, 1, 1. */
struct qs_threepg_settings {
	int light;         /* 1: each cohort absorbs as if alone; 2: layers of crowns */
	int transpiration; /* 1: one big leaf; 2: by cohort, and soil evaporation */
	int physiology; /* 1: the lesser of vapour pressure and soil water; 2: their product, and f_T on conductance */
	int height;     /* 1: powers; 2: exponentials */
	int bias;       /* 1: means corrected by the distributions of sizes */
};

/* A thinning of one cohort: from an age (a) on, to a number of stems, each tree with a ratio of the mean tree's mass.
 */
struct qs_threepg_cut {
	double age, stems, stem, root, foliage;
};

/* A block of stands. Element [(cohort * COLUMNS + column) * stride + lane] of coefs, state, result; [column * stride +
 * lane] of site, weather, stand. A stride that is no multiple of 512 keeps columns apart in the cache. */
struct qs_threepg_block {
	size_t cohorts, stride;
	struct qs_threepg_settings settings;
	const double *coefs, *site, *weather;
	double *state, *stand, *result;
	/* Thinnings of cohort c in lane i: cuts[next[c * stride + i]] up to cuts[end[c * stride + i]] (not included),
	 * by age, one a month at most. next moves on. cuts NULL: none. */
	const struct qs_threepg_cut *cuts;
	uint32_t *next;
	const uint32_t *end;
};

/* Sets the state of n lanes at the start, in a month (1 to 12), whose weather fills the modifiers of age, temperature
 * and frost; all other results are 0. Cohorts that are planted later have age < 0. */
typedef void qs_k_threepg_start_fn(size_t n, int month, const struct qs_threepg_block *block);

/* One month of n lanes, ages one month on: weather in, state and stand moved, result filled. */
typedef void qs_k_threepg_month_fn(size_t n, int month, const struct qs_threepg_block *block);

#endif
