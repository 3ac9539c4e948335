/* Soil loss by water on a slope: RUSLE and its Chinese form CSLE.
 *
 *     A = R K L S C P,  potential R K L S,  retention R K L S (1 - C P)
 *
 * A t/ha/a, R MJ mm/(ha h a), K t ha h/(ha MJ mm); L, S, C, P have no unit. Sheet and rill erosion only: no gullies,
 * banks or slides. Factors of a unit are plain functions, called once a unit; what varies by lane and year (cover,
 * loss) is a kernel over columns. Percent stay percent. Sources: Wischmeier and Smith 1978 (USDA Handbook 537);
 * Renard et al. 1997 (Handbook 703); others at their equation.
 */
#ifndef QS_KERNELS_EROSION_H
#define QS_KERNELS_EROSION_H

#include <stddef.h>

/* Cover factor of a ground cover in %: 1 at 0, 0.6508 - 0.3436 log10(cover) to 78.3 %, 0 above, then held in
 * [c_min, c_max]. Cai et al. 2000; the published cover is in percent, not a fraction. */
typedef void qs_k_erosion_cover_fn(size_t n, double c_min, double c_max, const double *restrict cover_pct,
				   double *restrict c);

enum { QS_EROSION_COVER_CLASSES = 6, QS_EROSION_GROUPS = 3 };

/* Cover factors of trees, shrubs and herbs by class of the ground's cover: below 10, 30, 50, 70, 90 % and above. */
struct qs_erosion_table {
	double c[QS_EROSION_GROUPS][QS_EROSION_COVER_CLASSES];
};

/* Cover factor by a table of land classes: mean of the groups' factors in the class of the ground's cover, by the groups'
 * covers, which may overlap; a limit belongs to the fuller class, 1 without any group. Covers are shares of the ground. The guide
 * of ecological red lines, recalled. */
typedef void qs_k_erosion_cover_table_fn(size_t n, const struct qs_erosion_table *table, const double *restrict cover,
					 const double *restrict trees, const double *restrict shrubs, const double *restrict herbs, double *restrict c);

/* Cover factor by plots that lost the share ratio[g] of bare ground's soil under a cover `full` of group g: the product of
 * ratio[g]^(cover[g]/full), RUSLE's exp(-b cover) with b of the plots, at least c_min. ratio in (0, 1], full > 0. */
typedef void qs_k_erosion_cover_plots_fn(size_t n, const double ratio[QS_EROSION_GROUPS], double full, double c_min,
					 const double *restrict trees, const double *restrict shrubs,
					 const double *restrict herbs, double *restrict c);

/* Soil loss: potential = r k ls, actual = potential c p, retention = potential (1 - c p), t/ha/a. Under the rules of
 * accounting a project's benefit is the difference of two arms' actual losses; retention is the gross table only. */
typedef void qs_k_erosion_loss_fn(size_t n, const double *restrict r, const double *restrict k,
				  const double *restrict ls, const double *restrict c, const double *restrict p,
				  double *restrict potential, double *restrict actual, double *restrict retention);

/* ---- rain: erosivity R ---- */

/* Wischmeier's monthly form: unit_factor x sum of 1.735 10^(1.5 log10(Pm^2/P) - 0.8188), Pm and P = sum Pm in mm.
 * Dry months add nothing; 0 without rain. 1.735 leads to t m cm/(ha h), so 9.80665 gives SI; 17.02, which is also
 * published, counts the step from US units twice. */
double qs_erosion_r_wischmeier(double unit_factor, const double *monthly_mm);

/* Modified Fournier index F (mm): mean over years of sum Pm^2 / sum Pm; monthly_mm is [years][12]. A year without rain
 * counts as 0; years >= 1. */
double qs_erosion_fournier(size_t years, const double *monthly_mm);

/* Zhang and Fu 2003: R = coefficient F^exponent (0.1833, 1.9957). */
double qs_erosion_r_fournier(double coefficient, double exponent, double fournier_mm);

/* A day with rain. */
struct qs_erosion_day {
	int month, day; /* 1..12, 1..31 */
	double mm;
};

enum { QS_EROSION_HALF_MONTHS = 24 };

/* What the days say: the mean of those that count and their sum a year (mm), the parameters of the power law, R by
 * half-month (the first ends on day 15) and of the year, as means over the years. */
struct qs_erosion_daily {
	double mean_mm, year_mm, beta, alpha, r;
	double half_month_r[QS_EROSION_HALF_MONTHS];
};

/* Zhang, Xie, Liu 2002: alpha sum D^beta over days D >= threshold_mm (12); beta = 0.8363 + 18.144/Pd12 + 24.455/Py12,
 * alpha = 21.586 beta^-7.1891. Without such a day R is 0 and mean_mm, beta, alpha are NaN. years >= 1. */
void qs_erosion_r_daily(size_t years, double threshold_mm, size_t n, const struct qs_erosion_day *days,
			struct qs_erosion_daily *daily);

/* ---- soil: erodibility K ---- */

/* Williams 1990 (EPIC), US units: sand, silt, clay and organic carbon in %. 0 without silt. */
double qs_erosion_k_epic(double sand_pct, double silt_pct, double clay_pct, double organic_carbon_pct);

/* Mean diameter of the grains of a class, mm, > 0. */
struct qs_erosion_grains {
	double clay_mm, silt_mm, sand_mm;
};

/* Renard et al. 1997, US units: 7.594 (0.0034 + 0.0405 exp(-0.5 ((log10 Dg + 1.659)/0.7101)^2)) with the geometric
 * mean Dg = exp(0.01 sum pct ln mm). */
double qs_erosion_k_renard(double sand_pct, double silt_pct, double clay_pct, struct qs_erosion_grains grains);

/* What the nomograph of Wischmeier asks for: %; classes of structure 1..4 and permeability 1..6. */
struct qs_erosion_nomograph {
	double silt_pct, very_fine_sand_pct, clay_pct, organic_matter_pct, structure_class, permeability_class;
};

/* SI: (2.1e-4 (12 - a) M^1.14 + 3.25 (b - 2) + 2.5 (c - 3)) / divisor with M = (silt + very fine sand)(100 - clay) and
 * the divisor 759. Made for silt <= 70 %; negative far out of its domain. */
double qs_erosion_k_nomograph(const struct qs_erosion_nomograph *soil, double divisor);

/* K in SI units from K in US units: (intercept + slope k_us) si_conversion. 0, 1, 0.1317 without correction; the
 * correction for Chinese plots (Zhang et al. 2008) is -0.01383, 0.51575. */
double qs_erosion_k_si(double k_us, double intercept, double slope, double si_conversion);

/* What stones at the surface leave of K: exp(-coefficient rock_pct), 0.053 in MUSLE. */
double qs_erosion_stones(double coefficient, double rock_pct);

/* ---- slope: L and S ---- */

/* An inclination in all its forms. */
struct qs_erosion_slope {
	double deg, pct, sin, cos;
};

/* From degrees in [0, 90), or from percent >= 0. The form that is given is kept to the bit: limits look at it. */
struct qs_erosion_slope qs_erosion_slope_of_deg(double deg);
struct qs_erosion_slope qs_erosion_slope_of_pct(double pct);

/* Exponent m of the slope length. A limit belongs to the gentler class. */
enum qs_erosion_m {
	QS_EROSION_M_BETA,   /* b/(1 + b), b = (sin/0.0896)/(3 sin^0.8 + 0.56): McCool et al. 1989 */
	QS_EROSION_M_CSLE,   /* 0.2 to 1 deg, 0.3 to 3, 0.4 to 5, else 0.5 */
	QS_EROSION_M_INVEST, /* 0.2 to 1 %, 0.3 to 3.5, 0.4 to 5, 0.5 to 9, else as beta */
};

/* m of a slope. */
double qs_erosion_length_exponent(enum qs_erosion_m method, struct qs_erosion_slope slope);

/* L = (length/22.13)^m of a slope of a length in m. */
double qs_erosion_l_length(double length_m, double m);

/* L of a cell, Desmet and Govers 1996: ((A + D^2)^(m+1) - A^(m+1)) / (D^(m+2) x^m 22.13^m); A area above (m2), D side
 * of the cell (m), x = |sin| + |cos| of the direction of flow. */
double qs_erosion_l_cell(double upslope_m2, double cell_m, double x, double m);

/* x of an aspect in degrees. */
double qs_erosion_crossing(double aspect_deg);

/* A as InVEST 3.14 takes it: sqrt((cells - 1) cell_m^2), an area's root added to an area; only to repeat its results,
 * with x from the slope's own angle. */
double qs_erosion_invest_upslope(double cells, double cell_m);

/* Steepness factor S. A limit belongs to the steeper class. */
enum qs_erosion_s {
	QS_EROSION_S_MCCOOL, /* 10.8 sin + 0.03 below 9 %, else 16.8 sin - 0.5: McCool et al. 1987 */
	QS_EROSION_S_LIU,    /* the first below one limit, the second below another (5, 10 deg), else 21.91 sin - 0.96:
				Liu et al. 1994 */
};

/* S of a slope; the limits (deg) are those of Liu. */
double qs_erosion_s(enum qs_erosion_s method, struct qs_erosion_slope slope, double limit_deg, double steep_deg);

/* S with the slope held at 50 %, beyond which the equations were not measured; *held tells whether it was. */
double qs_erosion_s_held(enum qs_erosion_s method, struct qs_erosion_slope slope, double limit_deg, double steep_deg,
			 int *held);

#endif
