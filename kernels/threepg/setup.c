/* From the parameters of a species to the coefficients of the monthly step. */
#include "kernels/elementary.h"
#include "kernels/threepg/parameters.h"
#include "kernels/threepg/threepg.h"

#define PI 3.141592654 /* as published; the digits matter to comparisons at 1e-9 */

static const double middle_of_month[12] = {15, 46, 74, 105, 135, 166, 196, 227, 258, 288, 319, 349};

struct target {
	const double *p;
	double *coefs;
	size_t stride;
};

static void put(const struct target *to, int coef, double value)
{
	to->coefs[(size_t)coef * to->stride] = value;
}

/* g(x) = last + (first - last) exp(-ln 2 (x / half)^n); without a half time it is last. */
static void put_curve(const struct target *to, int coef, double first, double last, double half)
{
	put(to, coef, last);
	put(to, coef + 1, half > 0 ? first - last : 0);
	put(to, coef + 2, half > 0 ? 1 / half : 0);
}

static void put_allocation(const struct target *to, const struct qs_threepg_planting *planting)
{
	const double *const p = to->p;
	const double m = p[QS_3PG_m0] + (1 - p[QS_3PG_m0]) * planting->fertility;
	const double power = qs_k_log(p[QS_3PG_pFS20] / p[QS_3PG_pFS2]) / qs_k_log(10);
	const double f1 = p[QS_3PG_gammaF1], f0 = p[QS_3PG_gammaF0];
	const int rising = p[QS_3PG_tgammaF] * f1 > 0;

	put(to, QS_3PG_C_STEMS, planting->stems);
	put(to, QS_3PG_C_STEM, planting->stem);
	put(to, QS_3PG_C_ROOT, planting->root);
	put(to, QS_3PG_C_FOLIAGE, planting->foliage);
	put(to, QS_3PG_C_PFS_A, p[QS_3PG_pFS2] / qs_k_pow(2, power));
	put(to, QS_3PG_C_PFS_N, power);
	put(to, QS_3PG_C_WS_LN_A, qs_k_log(p[QS_3PG_aWS]));
	put(to, QS_3PG_C_WS_INV_N, 1 / p[QS_3PG_nWS]);
	put(to, QS_3PG_C_ROOT_TOP, p[QS_3PG_pRx] * p[QS_3PG_pRn]);
	put(to, QS_3PG_C_ROOT_MIN, p[QS_3PG_pRn]);
	put(to, QS_3PG_C_ROOT_M, (p[QS_3PG_pRx] - p[QS_3PG_pRn]) * m);
	put(to, QS_3PG_C_LITTER_TOP, rising ? f1 * f0 : f1);
	put(to, QS_3PG_C_LITTER_0, rising ? f0 : 1);
	put(to, QS_3PG_C_LITTER_RISE, rising ? f1 - f0 : 0);
	put(to, QS_3PG_C_LITTER_K, rising ? 12 * qs_k_log(1 + f1 / f0) / p[QS_3PG_tgammaF] : 0);
	put(to, QS_3PG_C_ROOT_LOSS, p[QS_3PG_gammaR]);
	put(to, QS_3PG_C_LEAF_GROW, p[QS_3PG_leafgrow]);
	put(to, QS_3PG_C_LEAF_FALL, p[QS_3PG_leaffall]);
}

static void put_modifiers(const struct target *to, int soil_class, double fertility)
{
	const double *const p = to->p;
	const double low = p[QS_3PG_Topt] - p[QS_3PG_Tmin], high = p[QS_3PG_Tmax] - p[QS_3PG_Topt];
	const double own = soil_class == 0 ? 999 : p[QS_3PG_SWconst];
	const double half = 0.5 * p[QS_3PG_nAge];

	put(to, QS_3PG_C_T_MIN, p[QS_3PG_Tmin]);
	put(to, QS_3PG_C_T_MAX, p[QS_3PG_Tmax]);
	put(to, QS_3PG_C_T_LOW, 1 / low);
	put(to, QS_3PG_C_T_HIGH, 1 / high);
	put(to, QS_3PG_C_T_POWER, high / low);
	put(to, QS_3PG_C_FROST, p[QS_3PG_kF]);
	put(to, QS_3PG_C_SW_INV, 1 / (soil_class > 0 ? 0.8 - 0.1 * soil_class : own));
	put(to, QS_3PG_C_SW_POWER, soil_class > 0 ? 11 - 2 * soil_class : p[QS_3PG_SWpower]);
	put(to, QS_3PG_C_CO2_ALPHA, p[QS_3PG_fCalpha700] / (2 - p[QS_3PG_fCalpha700]));
	put(to, QS_3PG_C_CO2_G, p[QS_3PG_fCg700] / (2 * p[QS_3PG_fCg700] - 1));
	put(to, QS_3PG_C_F_NUTR,
	    p[QS_3PG_fNn] > 0 ? 1 - (1 - p[QS_3PG_fN0]) * qs_k_pow(1 - fertility, p[QS_3PG_fNn]) : 1);
	put(to, QS_3PG_C_AGE_INV, 1 / p[QS_3PG_MaxAge] / p[QS_3PG_rAge]);
	put(to, QS_3PG_C_AGE_POWER, p[QS_3PG_nAge]);
	put(to, QS_3PG_C_AGE_GAIN, p[QS_3PG_nAge] > 0 ? 1 : 0);
	put(to, QS_3PG_C_AGE_EVEN, p[QS_3PG_nAge] > 0 && half <= 50 && half - floor(half) <= 0 ? 1 : 0);
	put_curve(to, QS_3PG_C_DIE_LAST, p[QS_3PG_gammaN0], p[QS_3PG_gammaN1], p[QS_3PG_tgammaN]);
	put(to, QS_3PG_C_DIE_POWER, p[QS_3PG_ngammaN]);
	put_curve(to, QS_3PG_C_SLA_LAST, p[QS_3PG_SLA0], p[QS_3PG_SLA1], p[QS_3PG_tSLA]);
	put_curve(to, QS_3PG_C_BARK_LAST, p[QS_3PG_fracBB0], p[QS_3PG_fracBB1], p[QS_3PG_tBB]);
	put_curve(to, QS_3PG_C_RHO_LAST, p[QS_3PG_rhoMin], p[QS_3PG_rhoMax], p[QS_3PG_tRho]);
}

static void put_exchange(const struct target *to, double f_nutr)
{
	const double *const p = to->p;
	const double g_rise = p[QS_3PG_MaxCond] - p[QS_3PG_MinCond];

	put(to, QS_3PG_C_TREE_MAX, p[QS_3PG_wSx1000]);
	put(to, QS_3PG_C_THIN_POWER, p[QS_3PG_thinPower]);
	put(to, QS_3PG_C_M_FOLIAGE, p[QS_3PG_mF]);
	put(to, QS_3PG_C_M_ROOT, p[QS_3PG_mR]);
	put(to, QS_3PG_C_M_STEM, p[QS_3PG_mS]);
	put(to, QS_3PG_C_K, p[QS_3PG_k]);
	put(to, QS_3PG_C_FULL_AGE, p[QS_3PG_fullCanAge]);
	put(to, QS_3PG_C_RAIN, p[QS_3PG_MaxIntcptn]);
	put(to, QS_3PG_C_RAIN_INV_LAI, p[QS_3PG_LAImaxIntcptn] > 0 ? 1 / p[QS_3PG_LAImaxIntcptn] : 0);
	put(to, QS_3PG_C_VPD_LAI, -qs_k_log(2) / p[QS_3PG_cVPD]);
	put(to, QS_3PG_C_ALPHA, p[QS_3PG_alphaCx] * f_nutr * p[QS_3PG_gDM_mol] * p[QS_3PG_molPAR_MJ] / 100);
	put(to, QS_3PG_C_Y, p[QS_3PG_Y]);
	put(to, QS_3PG_C_G_MIN, p[QS_3PG_MinCond]);
	put(to, QS_3PG_C_G_SLOPE, p[QS_3PG_LAIgcx] > 0 ? g_rise / p[QS_3PG_LAIgcx] : 0);
	put(to, QS_3PG_C_G_MAX, p[QS_3PG_MaxCond]);
	put(to, QS_3PG_C_G_LAI, p[QS_3PG_LAIgcx]);
	put(to, QS_3PG_C_G_VPD, -p[QS_3PG_CoeffCond]);
	put(to, QS_3PG_C_BOUNDARY, p[QS_3PG_BLcond]);
	put(to, QS_3PG_C_QA, p[QS_3PG_Qa]);
	put(to, QS_3PG_C_QB, p[QS_3PG_Qb]);
}

static void put_sizes(const struct target *to)
{
	static const int same[][2] = {
		{QS_3PG_C_SHAPE, QS_3PG_crownshape}, {QS_3PG_C_H_A, QS_3PG_aH},      {QS_3PG_C_H_D, QS_3PG_nHB},
		{QS_3PG_C_H_COMP, QS_3PG_nHC},       {QS_3PG_C_VOLUME_A, QS_3PG_aV}, {QS_3PG_C_W_A, QS_3PG_aK},
		{QS_3PG_C_W_D, QS_3PG_nKB},          {QS_3PG_C_W_H, QS_3PG_nKH},     {QS_3PG_C_W_COMP, QS_3PG_nKC},
		{QS_3PG_C_W_REL, QS_3PG_nKrh},       {QS_3PG_C_L_A, QS_3PG_aHL},     {QS_3PG_C_L_D, QS_3PG_nHLB},
		{QS_3PG_C_L_LAI, QS_3PG_nHLL},       {QS_3PG_C_L_COMP, QS_3PG_nHLC}, {QS_3PG_C_L_REL, QS_3PG_nHLrh}};

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		put(to, same[i][0], to->p[same[i][1]]);
	put(to, QS_3PG_C_VOLUME_D, to->p[QS_3PG_nVB] + 2 * to->p[QS_3PG_nVBH]);
	put(to, QS_3PG_C_VOLUME_H, to->p[QS_3PG_nVH] + to->p[QS_3PG_nVBH]);
}

/* Second-order term of the mean of x^e for a distribution of x: half e (e - 1), times its squared variation. */
static double second_order(double e)
{
	return 0.5 * e * (e - 1);
}

static void put_bias(const struct target *to, const double *sizes, double pfs_power)
{
	const double *const p = to->p;
	double location[2] = {0, 0};

	put(to, QS_3PG_C_BIAS_PFS, second_order(pfs_power));
	put(to, QS_3PG_C_BIAS_H, second_order(p[QS_3PG_nHB]));
	put(to, QS_3PG_C_BIAS_L, second_order(p[QS_3PG_nHLB]));
	put(to, QS_3PG_C_BIAS_W, second_order(p[QS_3PG_nKB]));
	put(to, QS_3PG_C_BIAS_D, second_order(1 / p[QS_3PG_nWS]));
	for (int i = 0; i < QS_3PG_SIZES; i++) {
		put(to, QS_3PG_C_SIZE_D + i, sizes ? sizes[i] : 0);
		if (sizes && i % 15 >= 10)
			location[i / 15] += fabs(sizes[i]);
	}
	put(to, QS_3PG_C_PLAIN_D, location[0] > 0 ? 0 : 1);
	put(to, QS_3PG_C_PLAIN_W, location[1] > 0 ? 0 : 1);
}

void qs_threepg_coefficients(const double *parameters, const double *sizes, int soil_class,
			     const struct qs_threepg_planting *planting, double *coefs, size_t stride)
{
	const struct target to = {parameters, coefs, stride};

	put_allocation(&to, planting);
	put_modifiers(&to, soil_class, planting->fertility);
	put_exchange(&to, coefs[QS_3PG_C_F_NUTR * stride]);
	put_sizes(&to);
	put_bias(&to, sizes, coefs[QS_3PG_C_PFS_N * stride]);
}

/* In the month of planting the curve of the rate of leaf fall stands a month before its start: beyond 1 if gammaF1 is
 * far below gammaF0. */
static int leaf_fall_before_start(const double *p)
{
	const double f0 = p[QS_3PG_gammaF0], f1 = p[QS_3PG_gammaF1], months = p[QS_3PG_tgammaF];
	const double share = f0 + (f1 - f0) * qs_k_exp(qs_k_log(1 + f1 / f0) / months);

	return !(f1 * f0 <= share);
}

const char *qs_threepg_fault(const double *parameters, int mix, int height_model, double co2_least, double co2_most)
{
	const double *const p = parameters;
	const double alpha = p[QS_3PG_fCalpha700] / (2 - p[QS_3PG_fCalpha700]);
	const double g = p[QS_3PG_fCg700] / (2 * p[QS_3PG_fCg700] - 1);

	if (!(p[QS_3PG_Tmin] < p[QS_3PG_Topt] && p[QS_3PG_Topt] < p[QS_3PG_Tmax]))
		return "Tmin < Topt < Tmax must hold";
	if ((p[QS_3PG_leafgrow] == 0 && p[QS_3PG_leaffall] == 1) ||
	    (p[QS_3PG_leafgrow] == 12 && p[QS_3PG_leaffall] == 1))
		return "leafgrow and leaffall must leave a month with leaves";
	if (p[QS_3PG_tgammaF] * p[QS_3PG_gammaF1] > 0 && !(p[QS_3PG_gammaF0] > 0))
		return "gammaF0 must be above 0 where gammaF1 and tgammaF are";
	if (p[QS_3PG_tgammaF] * p[QS_3PG_gammaF1] > 0 && leaf_fall_before_start(p))
		return "gammaF1 is too far below gammaF0: more leaves than there are would fall in the month of "
		       "planting";
	if (p[QS_3PG_MinCond] > p[QS_3PG_MaxCond])
		return "MinCond must not be above MaxCond";
	if (!(350 * (alpha - 1) + co2_least > 0))
		return "fCalpha700 puts a pole of f_Calpha above the least co2: 350 (fCax - 1) + co2 must be above 0";
	if (!(1 + (g - 1) * co2_least / 350 > 0 && 1 + (g - 1) * co2_most / 350 > 0))
		return "fCg700 puts a pole of f_Cg below the greatest co2: 1 + (fCg0 - 1) co2 / 350 must be above 0";
	if (mix && !(p[QS_3PG_aK] > 0))
		return "aK must be above 0 with light_model 2";
	if (mix && height_model == 1 && !(p[QS_3PG_aH] > 0 && p[QS_3PG_aHL] > 0))
		return "aH and aHL must be above 0 with light_model 2 and height_model 1";
	return 0;
}

/* Arc cosine of |x| < 1. */
static double arc_cosine(double x)
{
	const double half = 2 * qs_k_atan(1.0);

	return half - qs_k_atan(x / sqrt((1 - x) * (1 + x)));
}

void qs_threepg_day_lengths(double latitude, double seconds[12])
{
	const double s = qs_k_sin(PI * latitude / 180), c = qs_k_cos(PI * latitude / 180);

	for (int month = 0; month < 12; month++) {
		const double dec = 0.4 * qs_k_sin(0.0172 * (middle_of_month[month] - 80));
		const double h = -dec * s / (c * sqrt(1 - dec * dec));

		seconds[month] = h >= 1 ? 0 : h <= -1 ? 86400 : 86400 * (arc_cosine(h) / PI);
	}
}

/* Zenith angle at noon, degrees; negative between the tropics while the sun stands on the far side of the zenith. */
static double zenith(double latitude, double day)
{
	const double g = 2 * PI / 365 * (day - 1), lat = -PI / 180 * latitude;
	const double dec = 0.006918 - 0.399912 * qs_k_cos(g) + 0.070257 * qs_k_sin(g) - 0.006758 * qs_k_cos(2 * g) +
			   0.000907 * qs_k_sin(2 * g) - 0.002697 * qs_k_cos(3 * g) + 0.00148 * qs_k_sin(3 * g);
	const double s = qs_k_sin(lat) * qs_k_sin(dec) + qs_k_cos(lat) * qs_k_cos(dec);
	const double rest = 1 - s * s;
	const double z = 180 / PI * (rest > 0 ? qs_k_atan(-s / sqrt(rest)) + 2 * qs_k_atan(1.0) : s > 0 ? 0 : PI);
	const double l2 = latitude * latitude, l3 = l2 * latitude;
	const double second = 0.0018 * l3 - 0.0031 * l2 + 2.3826 * latitude + 266.62;
	const double first = -0.0018 * l3 + 0.0021 * l2 - 2.3459 * latitude + 80.097;
	const int north = latitude >= 0 && latitude <= 23.4 && (day > second || day < first);
	const int south = latitude >= -23.4 && latitude < 0 && day > first && day < second;

	return north || south ? -z : z;
}

void qs_threepg_sun_terms(double latitude, double terms[12])
{
	for (int month = 0; month < 12; month++) {
		const double z = zenith(latitude, middle_of_month[month]);

		terms[month] = z > 30 ? 0.00097 * qs_k_pow(1.08259, z) : 0;
	}
}
