/* Factors of soil loss that a unit has once: rain, soil, slope (kernels/erosion.h). Plain functions, compiled once. */
#include "kernels/elementary.h"
#include "kernels/erosion.h"

#define LOG10_E 0.43429448190325182765
#define RADIAN 0.017453292519943295769
#define UNIT_PLOT_M 22.13

/* ---- rain ---- */

enum { MONTHS = 12 };

static double year_sum(const double *monthly_mm)
{
	double sum = 0;

	for (size_t month = 0; month < MONTHS; month++)
		sum += monthly_mm[month];
	return sum;
}

double qs_erosion_r_wischmeier(double unit_factor, const double *monthly_mm)
{
	const double scale = 1.735 * 0.15177491558612493; /* 10^-0.8188 */
	const double year = year_sum(monthly_mm);
	double sum = 0;

	for (size_t month = 0; month < MONTHS; month++) {
		const double mm = monthly_mm[month];
		const double ratio = mm > 0 ? mm / year * mm : 0;

		sum += scale * (ratio * sqrt(ratio));
	}
	return unit_factor * sum;
}

double qs_erosion_fournier(size_t years, const double *monthly_mm)
{
	double sum = 0;

	for (size_t y = 0; y < years; y++) {
		const double *const mm = monthly_mm + y * MONTHS;
		const double year = year_sum(mm);
		double squares = 0;

		for (size_t month = 0; month < MONTHS; month++)
			squares += mm[month] * mm[month];
		sum += year > 0 ? squares / year : 0;
	}
	return sum / (double)years;
}

double qs_erosion_r_fournier(double coefficient, double exponent, double fournier_mm)
{
	return coefficient * qs_k_pow(fournier_mm, exponent);
}

void qs_erosion_r_daily(size_t years, double threshold_mm, size_t n, const struct qs_erosion_day *days,
			struct qs_erosion_daily *daily)
{
	double sum = 0, count = 0;

	*daily = (struct qs_erosion_daily){.mean_mm = (double)NAN, .beta = (double)NAN, .alpha = (double)NAN};
	for (size_t i = 0; i < n; i++)
		if (days[i].mm >= threshold_mm) {
			sum += days[i].mm;
			count += 1;
		}
	if (!(sum > 0))
		return;
	daily->mean_mm = sum / count;
	daily->year_mm = sum / (double)years;
	daily->beta = 0.8363 + 18.144 / daily->mean_mm + 24.455 / daily->year_mm;
	daily->alpha = 21.586 * qs_k_pow(daily->beta, -7.1891);
	for (size_t i = 0; i < n; i++)
		if (days[i].mm >= threshold_mm)
			daily->half_month_r[2 * (days[i].month - 1) + (days[i].day > 15)] +=
				daily->alpha * qs_k_pow(days[i].mm, daily->beta) / (double)years;
	for (size_t half = 0; half < QS_EROSION_HALF_MONTHS; half++)
		daily->r += daily->half_month_r[half];
}

/* ---- soil ---- */

double qs_erosion_k_epic(double sand_pct, double silt_pct, double clay_pct, double organic_carbon_pct)
{
	const double rest = 1.0 - 0.01 * sand_pct;
	const double carbon = organic_carbon_pct;
	const double coarse = 0.2 + 0.3 * qs_k_exp(-0.0256 * sand_pct * (1.0 - 0.01 * silt_pct));
	const double fine = silt_pct > 0 ? qs_k_pow(silt_pct / (clay_pct + silt_pct), 0.3) : 0;
	const double organic = 1.0 - 0.25 * carbon / (carbon + qs_k_exp(3.72 - 2.95 * carbon));
	const double sandy = 1.0 - 0.7 * rest / (rest + qs_k_exp(-5.51 + 22.9 * rest));

	return coarse * fine * organic * sandy;
}

double qs_erosion_k_renard(double sand_pct, double silt_pct, double clay_pct, struct qs_erosion_grains grains)
{
	const double ln_dg = 0.01 * (sand_pct * qs_k_log(grains.sand_mm) + silt_pct * qs_k_log(grains.silt_mm) +
				     clay_pct * qs_k_log(grains.clay_mm));
	const double z = (LOG10_E * ln_dg + 1.659) / 0.7101;

	return 7.594 * (0.0034 + 0.0405 * qs_k_exp(-0.5 * (z * z)));
}

double qs_erosion_k_nomograph(const struct qs_erosion_nomograph *soil, double divisor)
{
	const double texture = (soil->silt_pct + soil->very_fine_sand_pct) * (100.0 - soil->clay_pct);

	return (2.1e-4 * (12.0 - soil->organic_matter_pct) * qs_k_pow(texture, 1.14) +
		3.25 * (soil->structure_class - 2.0) + 2.5 * (soil->permeability_class - 3.0)) /
	       divisor;
}

double qs_erosion_k_si(double k_us, double intercept, double slope, double si_conversion)
{
	return (intercept + slope * k_us) * si_conversion;
}

double qs_erosion_stones(double coefficient, double rock_pct)
{
	return qs_k_exp(-coefficient * rock_pct);
}

/* ---- slope ---- */

struct qs_erosion_slope qs_erosion_slope_of_deg(double deg)
{
	struct qs_erosion_slope slope = {.deg = deg, .sin = qs_k_sin(deg * RADIAN), .cos = qs_k_cos(deg * RADIAN)};

	slope.pct = 100.0 * (slope.sin / slope.cos);
	return slope;
}

struct qs_erosion_slope qs_erosion_slope_of_pct(double pct)
{
	const double rise = pct / 100.0;
	struct qs_erosion_slope slope = {.pct = pct, .deg = qs_k_atan(rise) / RADIAN};

	slope.cos = 1.0 / sqrt(1.0 + rise * rise);
	slope.sin = rise * slope.cos;
	return slope;
}

static double exponent_of_beta(double sine)
{
	const double beta = sine / 0.0896 / (3.0 * qs_k_pow(sine, 0.8) + 0.56);

	return beta / (1.0 + beta);
}

double qs_erosion_length_exponent(enum qs_erosion_m method, struct qs_erosion_slope slope)
{
	const double beta = exponent_of_beta(slope.sin);

	if (method == QS_EROSION_M_CSLE)
		return slope.deg <= 1 ? 0.2 : slope.deg <= 3 ? 0.3 : slope.deg <= 5 ? 0.4 : 0.5;
	if (method == QS_EROSION_M_INVEST && slope.pct <= 9)
		return slope.pct <= 1 ? 0.2 : slope.pct <= 3.5 ? 0.3 : slope.pct <= 5 ? 0.4 : 0.5;
	return beta;
}

double qs_erosion_l_length(double length_m, double m)
{
	return qs_k_pow(length_m / UNIT_PLOT_M, m);
}

double qs_erosion_l_cell(double upslope_m2, double cell_m, double x, double m)
{
	const double cell_m2 = cell_m * cell_m, e = m + 1.0;
	/* In units of the cell; with much above, the difference of the powers is taken without cancellation. */
	const double above = upslope_m2 / cell_m2;
	const double gain = above > 1.0 ? qs_k_pow(above, e) * qs_k_expm1(e * qs_k_log1p(1.0 / above))
					: qs_k_pow(above + 1.0, e) - qs_k_pow(above, e);

	return gain * qs_k_pow(cell_m / (x * UNIT_PLOT_M), m);
}

double qs_erosion_crossing(double aspect_deg)
{
	return fabs(qs_k_sin(aspect_deg * RADIAN)) + fabs(qs_k_cos(aspect_deg * RADIAN));
}

double qs_erosion_invest_upslope(double cells, double cell_m)
{
	return sqrt((cells - 1.0) * (cell_m * cell_m));
}

double qs_erosion_s(enum qs_erosion_s method, struct qs_erosion_slope slope, double limit_deg, double steep_deg)
{
	const int liu = method == QS_EROSION_S_LIU;

	if (liu ? slope.deg < limit_deg : slope.pct < 9.0)
		return 10.8 * slope.sin + 0.03;
	if (!liu || slope.deg < steep_deg)
		return 16.8 * slope.sin - 0.5;
	return 21.91 * slope.sin - 0.96;
}

double qs_erosion_s_held(enum qs_erosion_s method, struct qs_erosion_slope slope, double limit_deg, double steep_deg,
			 int *held)
{
	*held = slope.pct > 50.0;
	return qs_erosion_s(method, *held ? qs_erosion_slope_of_pct(50.0) : slope, limit_deg, steep_deg);
}
