/* Water of a month: conductance, transpiration, evaporation of soil and crowns, and the soil's balance. */
#include "kernels/kernels.h"
#include "kernels/threepg/strip.h"

#define E20 2.2                          /* rate of change of saturated vapour pressure with temperature at 20 degC */
#define LATENT 2.46e6                    /* heat of vaporisation, J/kg */
#define VAPOUR (1.2 * 2.46e6 * 0.000622) /* density of air, heat of vaporisation, mbar to saturation deficit */
#define SOIL_G 0.0025                    /* greatest conductance of soil, m/s */

/* The canopy's height and sums of leaf area and of shares of light. */
static void sums(size_t n, const struct qs_threepg_block *b)
{
	double *restrict const total = qs_3pg_stand(b, S_LAI), *restrict const tallest = qs_3pg_stand(b, S_TALLEST);
	double *restrict const sum_fi = qs_3pg_stand(b, S_FI), *restrict const rain = qs_3pg_stand(b, S_RAIN);
	double *restrict const t = qs_3pg_stand(b, S_T);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		total[i] = sum_fi[i] = rain[i] = t[i] = 0.0;
		tallest[i] = -1e250;
	}
	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI), *restrict const h =
											   qs_3pg_state(b, c, QS_3PG_H);
		const double *restrict const fi = qs_3pg_result(b, c, W_FI);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			total[i] += lai[i];
			sum_fi[i] += fi[i];
			tallest[i] = ((lai[i] > 0) & (h[i] > tallest[i])) ? h[i] : tallest[i];
		}
	}
}

/* Conductance of the cohort's part of the canopy; rain that its crowns hold. */
static void canopy(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const total = qs_3pg_stand(b, S_LAI), *restrict const lai =
									     qs_3pg_state(b, c, QS_3PG_LAI);
	const double *restrict const f_phys = qs_3pg_result(b, c, QS_3PG_F_PHYS);
	const double *restrict const co2 = qs_3pg_weather(b, QS_3PG_CO2), *restrict const rain =
										  qs_3pg_weather(b, QS_3PG_RAIN);
	const double *restrict const co2_g = qs_3pg_coef(b, c, QS_3PG_C_CO2_G);
	const double *restrict const g_min = qs_3pg_coef(b, c, QS_3PG_C_G_MIN);
	const double *restrict const g_max = qs_3pg_coef(b, c, QS_3PG_C_G_MAX);
	const double *restrict const g_slope = qs_3pg_coef(b, c, QS_3PG_C_G_SLOPE);
	const double *restrict const g_lai = qs_3pg_coef(b, c, QS_3PG_C_G_LAI);
	const double *restrict const held = qs_3pg_coef(b, c, QS_3PG_C_RAIN);
	const double *restrict const inverse = qs_3pg_coef(b, c, QS_3PG_C_RAIN_INV_LAI);
	double *restrict const g = qs_3pg_result(b, c, W_G), *restrict const sum = qs_3pg_stand(b, S_RAIN);
	double *restrict const intercepted = qs_3pg_result(b, c, QS_3PG_INTERCEPTED);
	const _Bool warmed = b->settings.physiology == 2; /* W_G holds f_T of conductance */

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double share = total[i] > 0 ? lai[i] / total[i] : 0.0;
		const double full = total[i] > g_lai[i] ? g_max[i] : g_min[i] + g_slope[i] * total[i];
		const double f_co2 = co2_g[i] / (1.0 + (co2_g[i] - 1.0) * co2[i] / 350.0);
		const double cover = total[i] * inverse[i];
		const double part = inverse[i] > 0 ? (cover > 1.0 ? 1.0 : cover) * share : 1.0;

		g[i] = full * share * f_phys[i] * (warmed ? g[i] : 1.0) * f_co2;
		intercepted[i] = rain[i] * held[i] * part;
		sum[i] += intercepted[i];
	}
}

/* Penman-Monteith of a conductance, net radiation and a boundary conductance, mm in `seconds`. */
QS_K_INLINE double evaporation(double g, double radiation, double vpd, double boundary, double seconds)
{
	return g * (E20 * radiation + VAPOUR * vpd * boundary) / (g * (1.0 + E20) + boundary) * (seconds / LATENT);
}

QS_K_INLINE double net_radiation(double qa, double qb, double sun, double day)
{
	return qa + qb * (sun * 1e6 / (day > 0 ? day : 1.0));
}

static void transpire_1(size_t n, const struct qs_threepg_block *b, double days, size_t c)
{
	const double *restrict const sun = qs_3pg_weather(b, QS_3PG_SUN), *restrict const day =
										  qs_3pg_weather(b, QS_3PG_DAY);
	const double *restrict const vpd = qs_3pg_result(b, c, W_VPD), *restrict const g = qs_3pg_result(b, c, W_G);
	const double *restrict const boundary = qs_3pg_coef(b, c, QS_3PG_C_BOUNDARY);
	const double *restrict const qa = qs_3pg_coef(b, c, QS_3PG_C_QA), *restrict const qb =
										  qs_3pg_coef(b, c, QS_3PG_C_QB);
	double *restrict const t = qs_3pg_result(b, c, QS_3PG_TRANSPIRED), *restrict const sum = qs_3pg_stand(b, S_T);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double net = net_radiation(qa[i], qb[i], sun[i], day[i]);
		const double mm = evaporation(g[i], net, vpd[i], boundary[i], days * day[i]);

		t[i] = ((vpd[i] > 0) & (mm > 0)) ? mm : 0.0;
		sum[i] += t[i];
	}
}

/* By cohort, with the air's resistance within the canopy: 1 / BL for the tallest. */
static void transpire_2(size_t n, const struct qs_threepg_block *b, double days, size_t c)
{
	const double *restrict const sun = qs_3pg_weather(b, QS_3PG_SUN), *restrict const day =
										  qs_3pg_weather(b, QS_3PG_DAY);
	const double *restrict const vpd = qs_3pg_result(b, c, W_VPD), *restrict const g = qs_3pg_result(b, c, W_G);
	const double *restrict const fi = qs_3pg_result(b, c, W_FI), *restrict const lai =
									     qs_3pg_state(b, c, QS_3PG_LAI);
	const double *restrict const h = qs_3pg_state(b, c, QS_3PG_H), *restrict const total = qs_3pg_stand(b, S_LAI);
	const double *restrict const tallest = qs_3pg_stand(b, S_TALLEST);
	const double *restrict const boundary = qs_3pg_coef(b, c, QS_3PG_C_BOUNDARY);
	const double *restrict const qa = qs_3pg_coef(b, c, QS_3PG_C_QA), *restrict const qb =
										  qs_3pg_coef(b, c, QS_3PG_C_QB);
	double *restrict const t = qs_3pg_result(b, c, QS_3PG_TRANSPIRED), *restrict const sum = qs_3pg_stand(b, S_T);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double open = 1.0 / boundary[i];
		const double rise = h[i] / (tallest[i] > 0 ? tallest[i] / 2.0 : 1.0);
		const double within = open + (5.0 * total[i] - open) * qs_3pg_exp(-QS_3PG_LN2 * (rise * rise));
		const double air = 1.0 / (h[i] == tallest[i] ? open : within);
		const double net = net_radiation(qa[i], qb[i], sun[i], day[i]) * fi[i];
		const double mm = evaporation(g[i], net, vpd[i], air, days * day[i]);

		t[i] = lai[i] > 0 ? mm : 0.0;
		sum[i] += t[i];
	}
}

static void evaporate_soil(size_t n, const struct qs_threepg_block *b, double days)
{
	const double *restrict const sun = qs_3pg_weather(b, QS_3PG_SUN), *restrict const day =
										  qs_3pg_weather(b, QS_3PG_DAY);
	const double *restrict const vpd = qs_3pg_weather(b, QS_3PG_VPD), *restrict const total =
										  qs_3pg_stand(b, S_LAI);
	const double *restrict const asw = qs_3pg_stand(b, QS_3PG_ASW), *restrict const most =
										qs_3pg_site(b, QS_3PG_ASW_MAX);
	const double *restrict const qa = qs_3pg_coef(b, 0, QS_3PG_C_QA), *restrict const qb =
										  qs_3pg_coef(b, 0, QS_3PG_C_QB);
	const double *restrict const sum_fi = qs_3pg_stand(b, S_FI);
	double *restrict const evaporated = qs_3pg_stand(b, QS_3PG_SOIL_EVAPORATION), *restrict const sum =
											      qs_3pg_stand(b, S_T);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double air = total[i] > 0 ? 1.0 / (5.0 * total[i]) : 1.0;
		const double below = vpd[i] * qs_3pg_exp(total[i] * (-QS_3PG_LN2 / 5.0));
		const double net = net_radiation(qa[i], qb[i], sun[i], day[i]) * (1.0 - sum_fi[i]);

		evaporated[i] = evaporation(SOIL_G * asw[i] / most[i], net, below, air, days * day[i]);
		sum[i] += evaporated[i];
	}
}

/* Rain in, evaporation out as far as there is water, the excess runs off; the least water is kept by irrigation. */
static void balance(size_t n, const struct qs_threepg_block *b)
{
	const double *restrict const rain = qs_3pg_weather(b, QS_3PG_RAIN), *restrict const held =
										    qs_3pg_stand(b, S_RAIN);
	const double *restrict const least = qs_3pg_site(b, QS_3PG_ASW_MIN), *restrict const most =
										     qs_3pg_site(b, QS_3PG_ASW_MAX);
	double *restrict const t = qs_3pg_stand(b, S_T), *restrict const asw = qs_3pg_stand(b, QS_3PG_ASW);
	double *restrict const scale = qs_3pg_stand(b, S_SCALE), *restrict const runoff =
									 qs_3pg_stand(b, QS_3PG_RUNOFF);
	double *restrict const irrigated = qs_3pg_stand(b, QS_3PG_IRRIGATED);
	double *restrict const evaporated = qs_3pg_stand(b, QS_3PG_SOIL_EVAPORATION);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double wet = asw[i] + rain[i], asked = t[i] + held[i];
		const double given = asked < wet ? asked : wet;
		const double over = wet - given - most[i], excess = over > 0 ? over : 0.0;
		const double left = wet - (given + excess), floor_mm = least[i] < most[i] ? least[i] : most[i];
		const double lacks = floor_mm - left;
		const double part = qs_k_select(asked != 0, given / asked, 1.0);
		const _Bool short_of = (t[i] > 0) & (part < 1.0);

		runoff[i] = excess;
		irrigated[i] = lacks > 0 ? lacks : 0.0;
		asw[i] = left < floor_mm ? floor_mm : left;
		scale[i] = part;
		t[i] = qs_k_select(short_of, (given - held[i]) / t[i], 1.0); /* of what was transpired */
		evaporated[i] *= t[i];
	}
}

void QS_K(threepg_water)(size_t n, const struct qs_threepg_block *b, double days)
{
	double *restrict const evaporated = qs_3pg_stand(b, QS_3PG_SOIL_EVAPORATION);

	sums(n, b);
	for (size_t c = 0; c < b->cohorts; c++) {
		canopy(n, b, c);
		if (b->settings.transpiration == 1)
			transpire_1(n, b, days, c);
		else
			transpire_2(n, b, days, c);
	}
	for (size_t i = 0; i < n; i++)
		evaporated[i] = 0.0;
	if (b->settings.transpiration == 2)
		evaporate_soil(n, b, days);
	balance(n, b);
	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const scale = qs_3pg_stand(b, S_SCALE), *restrict const part =
										       qs_3pg_stand(b, S_T);
		double *restrict const gpp = qs_3pg_result(b, c, QS_3PG_GPP), *restrict const npp =
										      qs_3pg_result(b, c, QS_3PG_NPP);
		double *restrict const t = qs_3pg_result(b, c, QS_3PG_TRANSPIRED);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			gpp[i] *= scale[i];
			npp[i] *= scale[i];
			t[i] *= part[i];
		}
	}
}
