/* Curves of age, modifiers, and production before the water balance. */
#include "kernels/kernels.h"
#include "kernels/threepg/strip.h"

/* How many lanes of a curve of age need be computed: 1 if the strip's ages and `count` coefficients from `coef` on are
 * the same in all n lanes. */
static size_t distinct(size_t n, const struct qs_threepg_block *b, size_t c, int coef, int count)
{
	if (!qs_3pg_same(n, qs_3pg_state(b, c, QS_3PG_AGE)))
		return n;
	for (int k = 0; k < count; k++)
		if (!qs_3pg_same(n, qs_3pg_coef(b, c, coef + k)))
			return n;
	return 1;
}

/* Gives the lanes from `from` on what the first has. */
static void repeat(size_t from, size_t n, double *restrict out)
{
	const double first = out[0];

#pragma omp simd
	for (size_t i = from; i < n; i++)
		out[i] = first;
}

/* last + rise exp(-ln 2 (x / half)), or of its square; without a rise it is the last value. */
static void curve(size_t n, const struct qs_threepg_block *b, size_t c, int coef, int square, double *restrict out)
{
	const double *restrict const last = qs_3pg_coef(b, c, coef), *restrict const rise = qs_3pg_coef(b, c, coef + 1);
	const double *restrict const inverse = qs_3pg_coef(b, c, coef + 2);
	const double *restrict const age = qs_3pg_result(b, c, W_AGE_M);
	const size_t count = distinct(n, b, c, coef, 3);

	if (!qs_3pg_any(n, rise)) {
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			out[i] = last[i];
		return;
	}
#pragma omp simd
	for (size_t i = 0; i < count; i++) {
		const double x = age[i] * inverse[i];
		const double e = qs_3pg_exp(-QS_3PG_LN2 * (square ? x * x : x));

		out[i] = rise[i] != 0 ? last[i] + rise[i] * e : last[i];
	}
	repeat(count, n, out);
}

/* Mortality by stress, % a year, of the age itself. */
static void death_rate(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const last = qs_3pg_coef(b, c, QS_3PG_C_DIE_LAST);
	const double *restrict const rise = qs_3pg_coef(b, c, QS_3PG_C_DIE_RISE);
	const double *restrict const inverse = qs_3pg_coef(b, c, QS_3PG_C_DIE_INV);
	const double *restrict const power = qs_3pg_coef(b, c, QS_3PG_C_DIE_POWER);
	const double *restrict const months = qs_3pg_state(b, c, QS_3PG_AGE);
	double *restrict const rate = qs_3pg_result(b, c, QS_3PG_DEATH_RATE);
	const size_t count = distinct(n, b, c, QS_3PG_C_DIE_LAST, 4);

	if (!qs_3pg_any(n, rise)) {
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			rate[i] = last[i];
		return;
	}
#pragma omp simd
	for (size_t i = 0; i < count; i++) {
		const double x = months[i] / 12.0 * inverse[i];
		const double e = qs_3pg_exp(-QS_3PG_LN2 * qs_3pg_size(power[i] * qs_3pg_log(x)));

		rate[i] = rise[i] != 0 ? last[i] + rise[i] * e : last[i];
	}
	repeat(count, n, rate);
}

static void litter_rate(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const top = qs_3pg_coef(b, c, QS_3PG_C_LITTER_TOP);
	const double *restrict const start = qs_3pg_coef(b, c, QS_3PG_C_LITTER_0);
	const double *restrict const rise = qs_3pg_coef(b, c, QS_3PG_C_LITTER_RISE);
	const double *restrict const k = qs_3pg_coef(b, c, QS_3PG_C_LITTER_K);
	const double *restrict const age = qs_3pg_result(b, c, W_AGE_M);
	double *restrict const rate = qs_3pg_result(b, c, QS_3PG_LITTER_RATE);
	const size_t count = distinct(n, b, c, QS_3PG_C_LITTER_TOP, 4);

#pragma omp simd
	for (size_t i = 0; i < count; i++)
		rate[i] = top[i] / (start[i] + rise[i] * qs_3pg_exp(-k[i] * (age[i] > -1.0 ? age[i] : -1.0)));
	repeat(count, n, rate);
}

/* f_age = 1 / (1 + (age / MaxAge / rAge)^nAge) */
static void age_factor(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const inverse = qs_3pg_coef(b, c, QS_3PG_C_AGE_INV);
	const double *restrict const power = qs_3pg_coef(b, c, QS_3PG_C_AGE_POWER);
	const double *restrict const gain = qs_3pg_coef(b, c, QS_3PG_C_AGE_GAIN);
	const double *restrict const even = qs_3pg_coef(b, c, QS_3PG_C_AGE_EVEN);
	const double *restrict const age = qs_3pg_result(b, c, W_AGE_M);
	double *restrict const factor = qs_3pg_result(b, c, QS_3PG_F_AGE);
	const size_t count = distinct(n, b, c, QS_3PG_C_AGE_INV, 4);

#pragma omp simd
	for (size_t i = 0; i < count; i++) {
		const double x = qs_3pg_size(power[i] * qs_3pg_log(fabs(age[i]) * inverse[i]));

		factor[i] = 1.0 / (1.0 + (age[i] < 0 ? even[i] : gain[i]) * x);
	}
	repeat(count, n, factor);
}

void QS_K(threepg_ages)(size_t n, const struct qs_threepg_block *b, int first)
{
	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const months = qs_3pg_state(b, c, QS_3PG_AGE);
		double *restrict const age = qs_3pg_result(b, c, W_AGE_M);

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			age[i] = months[i] / 12.0 - (first ? 0.0 : 1.0 / 12.0);
		curve(n, b, c, QS_3PG_C_SLA_LAST, 1, qs_3pg_result(b, c, QS_3PG_SLA));
		curve(n, b, c, QS_3PG_C_BARK_LAST, 0, qs_3pg_result(b, c, QS_3PG_BARK));
		curve(n, b, c, QS_3PG_C_RHO_LAST, 0, qs_3pg_result(b, c, QS_3PG_RHO));
		litter_rate(n, b, c);
		death_rate(n, b, c);
		age_factor(n, b, c);
		if (b->settings.bias) {
			double *restrict const ln_age = qs_3pg_result(b, c, W_LN_AGE);

			const size_t count = distinct(n, b, c, 0, 0);

#pragma omp simd
			for (size_t i = 0; i < count; i++)
				ln_age[i] = qs_3pg_log(months[i] / 12.0);
			repeat(count, n, ln_age);
		}
	}
}

/* ((t - Tmin) / (Topt - Tmin)) ((Tmax - t) / (Tmax - Topt))^((Tmax - Topt) / (Topt - Tmin)), 0 outside [Tmin, Tmax] */
static void temperature(size_t n, const struct qs_threepg_block *b, size_t c, double of_max, double *restrict factor)
{
	const double *restrict const least = qs_3pg_coef(b, c, QS_3PG_C_T_MIN);
	const double *restrict const most = qs_3pg_coef(b, c, QS_3PG_C_T_MAX);
	const double *restrict const low = qs_3pg_coef(b, c, QS_3PG_C_T_LOW);
	const double *restrict const high = qs_3pg_coef(b, c, QS_3PG_C_T_HIGH);
	const double *restrict const power = qs_3pg_coef(b, c, QS_3PG_C_T_POWER);
	const double *restrict const ave = qs_3pg_weather(b, QS_3PG_T_AVE), *restrict const max =
										    qs_3pg_weather(b, QS_3PG_T_MAX);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double t = (1.0 - of_max) * ave[i] + of_max * max[i];
		const double f = (t - least[i]) * low[i] * qs_3pg_exp(power[i] * qs_3pg_log((most[i] - t) * high[i]));

		factor[i] = ((t > least[i]) & (t < most[i])) ? f : 0.0;
	}
}

void QS_K(threepg_climate)(size_t n, const struct qs_threepg_block *b, double days)
{
	const double *restrict const frost = qs_3pg_weather(b, QS_3PG_FROST_DAYS);

	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const lost = qs_3pg_coef(b, c, QS_3PG_C_FROST);
		double *restrict const f_frost = qs_3pg_result(b, c, QS_3PG_F_FROST);

		temperature(n, b, c, 0.0, qs_3pg_result(b, c, QS_3PG_F_TMP));
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			f_frost[i] = 1.0 - lost[i] * (frost[i] / days);
		if (b->settings.physiology == 2)
			temperature(n, b, c, 0.5, qs_3pg_result(b, c, W_G));
	}
}

/* Factors of vapour pressure and soil water, and what they come to. */
static void physiology(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const vpd = qs_3pg_result(b, c, W_VPD), *restrict const slope =
									       qs_3pg_coef(b, c, QS_3PG_C_G_VPD);
	const double *restrict const asw = qs_3pg_stand(b, QS_3PG_ASW), *restrict const most =
										qs_3pg_site(b, QS_3PG_ASW_MAX);
	const double *restrict const inverse = qs_3pg_coef(b, c, QS_3PG_C_SW_INV);
	const double *restrict const power = qs_3pg_coef(b, c, QS_3PG_C_SW_POWER);
	const double *restrict const f_age = qs_3pg_result(b, c, QS_3PG_F_AGE);
	double *restrict const f_vpd = qs_3pg_result(b, c, QS_3PG_F_VPD), *restrict const f_sw =
										  qs_3pg_result(b, c, QS_3PG_F_SW);
	double *restrict const f_phys = qs_3pg_result(b, c, QS_3PG_F_PHYS);
	const _Bool least = b->settings.physiology == 1;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double dry = qs_3pg_size(power[i] * qs_3pg_log((1.0 - asw[i] / most[i]) * inverse[i]));
		const double v = qs_3pg_exp(slope[i] * vpd[i]), w = 1.0 / (1.0 + dry);
		const double lesser = v < w ? v : w;

		f_vpd[i] = v;
		f_sw[i] = w;
		f_phys[i] = (least ? lesser : v * w) * f_age[i];
	}
}

void QS_K(threepg_produce)(size_t n, const struct qs_threepg_block *b)
{
	const double *restrict const co2 = qs_3pg_weather(b, QS_3PG_CO2);

	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const f_tmp = qs_3pg_result(b, c, QS_3PG_F_TMP);
		const double *restrict const f_frost = qs_3pg_result(b, c, QS_3PG_F_FROST);
		const double *restrict const f_phys = qs_3pg_result(b, c, QS_3PG_F_PHYS);
		const double *restrict const apar = qs_3pg_result(b, c, QS_3PG_APAR);
		const double *restrict const alpha = qs_3pg_coef(b, c, QS_3PG_C_ALPHA);
		const double *restrict const co2_alpha = qs_3pg_coef(b, c, QS_3PG_C_CO2_ALPHA);
		const double *restrict const y = qs_3pg_coef(b, c, QS_3PG_C_Y);
		const double *restrict const lai = qs_3pg_state(b, c, QS_3PG_LAI);
		double *restrict const gpp = qs_3pg_result(b, c, QS_3PG_GPP), *restrict const npp =
										      qs_3pg_result(b, c, QS_3PG_NPP);

		physiology(n, b, c);
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double f_co2 = co2_alpha[i] * co2[i] / (350.0 * (co2_alpha[i] - 1.0) + co2[i]);
			const double g = alpha[i] * f_tmp[i] * f_frost[i] * f_co2 * f_phys[i] * apar[i];

			gpp[i] = lai[i] > 0 ? g : 0.0;
			npp[i] = gpp[i] * y[i];
		}
	}
}
