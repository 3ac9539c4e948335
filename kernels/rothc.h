/* RothC-26.3: turnover of soil organic carbon in four active pools, month by month.
 *
 * Pools in t C/ha: DPM and RPM (decomposable and resistant plant material), BIO (living), HUM (humus); inert carbon is
 * not touched. Water is a deficit of the topsoil in mm, zero or negative, zero at field capacity. Columns have n lanes.
 * `smd_max` is the deepest deficit (mm, <= 0; qs_rothc_smd_max), `cover` the covered fraction of the ground (0..1),
 * `kept` = 1/(x + 1) the share of decomposed carbon that stays in the soil (qs_rothc_kept), `balance_mm` = rain - 0.75
 * open-pan evaporation (a potential evapotranspiration already is 0.75 of the pan: rain - PET). Source: Coleman and
 * Jenkinson, RothC - a model for the turnover of carbon in soil (2014). Departures:
 * - The published cover is 0 or 1. Between them the drying limit and factor c are linear in the cover; at 0 and 1 they
 *   are the published ones, bit for bit.
 * - A deficit deeper than `smd_max` (a store that was made smaller) is set to `smd_max` in the next month.
 * - A DPM pool below 1e-30 t C/ha is lost whole.
 * Fused kernels give the same bits as rothc_temperature, rothc_moisture, rothc_rate, rothc_fractions, rothc_decay and
 * rothc_apply in turn.
 */
#ifndef QS_KERNELS_ROTHC_H
#define QS_KERNELS_ROTHC_H

#include <stddef.h>

/* Rate factor a of the month's mean air temperature (degC): 0 below -5, else 47.91/(exp(106.06/(T + 18.27)) + 1). */
typedef void qs_k_rothc_temperature_fn(size_t n, const double *temperature_c, double *a);

/* Water of a month: steps the deficit `swc` (mm, in and out) and gives rate factor b (0.2..1) of the deficit after it.
 */
typedef void qs_k_rothc_moisture_fn(size_t n, const double *smd_max, const double *cover, const double *balance_mm,
				    double *swc, double *b);

/* Rate factor b of a store that something else steps: `full` the share of it that is there (1: field capacity, 0: 15
 * bar), `one` the share of the deepest deficit down to which b is 1, `least` b without water: 0.444 and 0.2 in the
 * standard model. */
typedef void qs_k_rothc_moisture_of_fn(size_t n, const double *one, const double *least, const double *full, double *b);

/* Rate of a month r = a b c / 12 with c = 1 - 0.4 cover. */
typedef void qs_k_rothc_rate_fn(size_t n, const double *a, const double *b, const double *cover, double *r);

/* Shares 1 - exp(-k r) that the pools lose in a month, k = 10, 0.3, 0.66, 0.02 a year; r in [0, 2].
 * Relative error below 1e-14 on each. */
typedef void qs_k_rothc_fractions_fn(size_t n, const double *r, double *lost_dpm, double *lost_rpm, double *lost_bio,
				     double *lost_hum);

/* Flows of a month (t C/ha) from the shares and the pools at its start: what each pool loses, and the parts of the sum
 * that become BIO (0.46 kept) and HUM (0.54 kept) and that go to the air (the rest). */
typedef void qs_k_rothc_decay_fn(size_t n, const double *kept, const double *lost_dpm, const double *lost_rpm,
				 const double *lost_bio, const double *lost_hum, const double *dpm, const double *rpm,
				 const double *bio, const double *hum, double *decay_dpm, double *decay_rpm,
				 double *decay_bio, double *decay_hum, double *to_bio, double *to_hum, double *to_air);

/* Applies the flows of rothc_decay to the pools, then adds the inputs (t C/ha; NULL: none), and adds to_air to
 * `respired`. */
typedef void qs_k_rothc_apply_fn(size_t n, const double *decay_dpm, const double *decay_rpm, const double *decay_bio,
				 const double *decay_hum, const double *to_bio, const double *to_hum,
				 const double *to_air, const double *dpm_in, const double *rpm_in, const double *hum_in,
				 double *dpm, double *rpm, double *bio, double *hum, double *respired);

/* One month under one weather: `a` and `balance_mm` hold for all lanes. The input of the month is added last (it does
 * not decay in its own month); an input that is NULL is none. Adds the carbon respired to `respired`. */
typedef void qs_k_rothc_month_fn(size_t n, double a, double balance_mm, const double *smd_max, const double *cover,
				 const double *kept, const double *dpm_in, const double *rpm_in, const double *hum_in,
				 double *dpm, double *rpm, double *bio, double *hum, double *swc, double *respired);

/* What the months of a year add for all lanes: water (mm), and their shares of the year's input. */
struct qs_rothc_months {
	double water_mm[12], share[12];
};

/* A set of pools and what they respire, columns. */
struct qs_rothc_columns {
	double *dpm, *rpm, *bio, *hum, *respired;
};

/* Twelve months with the weather of each lane, tables [12][n], month first: `a` (rothc_temperature, once for all soils
 * under one weather) and balance (mm), to which the month's water is added; the year's inputs (t C/ha) come by the
 * months' shares. `brought` (NULL: none) is a second set of pools in the same soil, carbon brought here, which has no
 * input (the model is linear in its pools): water and lost shares are computed once. Each set has the bits that twelve
 * calls of rothc_month give it alone; lanes go by strips of 64 through short loops, which keep more lanes in flight. */
typedef void qs_k_rothc_year_fn(size_t n, const struct qs_rothc_months *months, const double *a,
				const double *balance_mm, const double *smd_max, const double *cover,
				const double *kept, const double *dpm_in, const double *rpm_in, double *swc,
				const struct qs_rothc_columns *grown, const struct qs_rothc_columns *brought);

/* Rates of the 12 months of a year that comes again and again: repeats the year's water from `swc` (mm, in and out: at
 * the end of December) until it returns to where it began (at most 200 years) and gives r by month. Tables are [12][n],
 * month first. */
typedef void qs_k_rothc_year_rates_fn(size_t n, const double *smd_max, const double *temperature_c,
				      const double *balance_mm, const double *cover, double *swc, double *r);

/* Pools at the end of December that a repeated year leaves as they were: rates r [12][n] (rothc_year_rates) and monthly
 * inputs [12][n] (NULL: none). Exact: the twelve monthly maps are composed and solved, DPM and RPM alone, then BIO and
 * HUM as a pair. A year without any decay has no such pools: the result is then not finite. */
typedef void qs_k_rothc_equilibrium_fn(size_t n, const double *kept, const double *r, const double *dpm_in,
				       const double *rpm_in, const double *hum_in, double *dpm, double *rpm,
				       double *bio, double *hum);

/* Deepest deficit of a topsoil (mm): -(20 + 1.3 clay - 0.01 clay^2) depth/23 (1 - stones); clay in %, depth in cm,
 * stones a fraction of the volume. The share of fine earth is ours, the rest as published. */
double qs_rothc_smd_max(double clay_pct, double depth_cm, double stones_frac);

/* CO2/(BIO + HUM): x = 1.67 (1.85 + 1.60 exp(-0.0786 clay)), clay in %. */
double qs_rothc_x(double clay_pct);

/* 1/(x + 1): share of decomposed carbon that stays in the soil. */
double qs_rothc_kept(double clay_pct);

/* Inert carbon (t C/ha) from total organic carbon (t C/ha), 0.049 TOC^1.139: Falloon et al. 1998, Biol. Fertil.
 * Soils 27. For surface soils, and rough. */
double qs_rothc_iom(double toc_c);

/* Carbon that enters the soil (t C/ha), by pool. */
struct qs_rothc_input {
	double dpm, rpm, hum;
};

/* Splits the carbon of plants by the DPM/RPM ratio (1.44 crops and improved grass, 0.67 unimproved grass and scrub,
 * 0.25 wood) and that of farmyard manure into 0.49 DPM, 0.49 RPM, 0.02 HUM. */
struct qs_rothc_input qs_rothc_split(double plant_c, double manure_c, double dpm_rpm_ratio);

#endif
