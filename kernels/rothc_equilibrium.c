/* RothC-26.3: the state that a repeated year leaves as it was (kernels/rothc.h). */
#include "kernels/rothc_core.h"

#include "kernels/kernels.h"

enum { MONTHS = 12, MOST_YEARS = 200 };

static void water_month(size_t n, const double *restrict smd_max, const double *restrict balance_mm,
			const double *restrict cover, double *restrict swc)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		swc[i] = qs_rothc_step_standard(smd_max[i], cover[i], balance_mm[i], swc[i]);
}

static int moved(size_t n, const double *restrict before, const double *restrict after)
{
	int any = 0;

	for (size_t i = 0; i < n; i++)
		any |= before[i] != after[i];
	return any;
}

/* A year's water is a monotone map of one number, so a lane settles without swinging, and more years leave it settled:
 * the lanes of a call may wait for the slowest without changing its bits. */
static void settle_water(size_t n, const double *smd_max, const double *balance_mm, const double *cover, double *swc,
			 double *before)
{
	for (int year = 0; year < MOST_YEARS; year++) {
		for (size_t i = 0; i < n; i++)
			before[i] = swc[i];
		for (size_t m = 0; m < MONTHS; m++)
			water_month(n, smd_max, balance_mm + m * n, cover + m * n, swc);
		if (!moved(n, before, swc))
			return;
	}
}

static void rates_month(size_t n, const double *restrict smd_max, const double *restrict temperature_c,
			const double *restrict balance_mm, const double *restrict cover, double *restrict swc,
			double *restrict r)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		swc[i] = qs_rothc_step_standard(smd_max[i], cover[i], balance_mm[i], swc[i]);
		r[i] = qs_rothc_rate(qs_rothc_factor_a(temperature_c[i]), qs_rothc_standard_b(smd_max[i], swc[i]),
				     cover[i]);
	}
}

void QS_K(rothc_year_rates)(size_t n, const double *restrict smd_max, const double *restrict temperature_c,
			    const double *restrict balance_mm, const double *restrict cover, double *restrict swc,
			    double *restrict r)
{
	settle_water(n, smd_max, balance_mm, cover, swc, r); /* r is scratch until the rates are written */
	for (size_t m = 0; m < MONTHS; m++)
		rates_month(n, smd_max, temperature_c + m * n, balance_mm + m * n, cover + m * n, swc, r + m * n);
}

/* Lanes that are solved together, in short loops: a lane's months are one chain of dependent operations. */
enum { STRIP = 32 };

/* What a strip loses in each month, and what it takes in: rows of the tables stand `step` apart. */
struct strip {
	double lost_dpm[MONTHS][STRIP], lost_rpm[MONTHS][STRIP], lost_bio[MONTHS][STRIP], lost_hum[MONTHS][STRIP];
	const double *dpm_in, *rpm_in, *hum_in;
	size_t step;
};

/* The inputs of a month: nothing where there is no table. */
static const double *input_of(const double *table, size_t month, size_t step)
{
	static const double none[STRIP];

	return table ? table + month * step : none;
}

QS_K_INLINE void lose(size_t n, const double *restrict r, struct strip *restrict s)
{
	for (size_t m = 0; m < MONTHS; m++) {
		const double *restrict const rate = r + m * s->step;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const struct qs_rothc_lost lost = qs_rothc_lost_shares(rate[i]);

			s->lost_dpm[m][i] = lost.dpm;
			s->lost_rpm[m][i] = lost.rpm;
			s->lost_bio[m][i] = lost.bio;
			s->lost_hum[m][i] = lost.hum;
		}
	}
}

/* DPM and RPM: over the year s becomes (1 - W) s + f, so s = f / W. W is composed from the lost shares, not from what
 * is left, and keeps its digits where little is lost. */
QS_K_INLINE void solve_plant(size_t n, const struct strip *restrict s, double *restrict dpm, double *restrict rpm)
{
	double lost_d[STRIP] = {0}, lost_r[STRIP] = {0}, made_d[STRIP] = {0}, made_r[STRIP] = {0};

	for (size_t m = 0; m < MONTHS; m++) {
		const double *restrict const dpm_in = input_of(s->dpm_in, m, s->step);
		const double *restrict const rpm_in = input_of(s->rpm_in, m, s->step);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			made_d[i] = made_d[i] - made_d[i] * s->lost_dpm[m][i] + dpm_in[i];
			made_r[i] = made_r[i] - made_r[i] * s->lost_rpm[m][i] + rpm_in[i];
			lost_d[i] = qs_rothc_both(lost_d[i], s->lost_dpm[m][i]);
			lost_r[i] = qs_rothc_both(lost_r[i], s->lost_rpm[m][i]);
		}
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		dpm[i] = made_d[i] / lost_d[i];
		rpm[i] = made_r[i] / lost_r[i];
	}
}

/* I - L the map of a year of BIO and HUM, row by row, f what is made in it, and the pools that it is made of. */
struct map {
	double bb[STRIP], bh[STRIP], hb[STRIP], hh[STRIP], fb[STRIP], fh[STRIP], dpm[STRIP], rpm[STRIP];
};

/* L is composed as L + M - M L over the months. */
QS_K_INLINE void compose(size_t n, const struct strip *restrict s, const double *restrict kept, struct map *restrict y)
{
	for (size_t m = 0; m < MONTHS; m++) {
		const double *restrict const dpm_in = input_of(s->dpm_in, m, s->step);
		const double *restrict const rpm_in = input_of(s->rpm_in, m, s->step);
		const double *restrict const hum_in = input_of(s->hum_in, m, s->step);

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double kb = 0.46 * kept[i], kh = 0.54 * kept[i];
			const double lost_bio = s->lost_bio[m][i], lost_hum = s->lost_hum[m][i];
			const double plant = y->dpm[i] * s->lost_dpm[m][i] + y->rpm[i] * s->lost_rpm[m][i];
			const double mbb = lost_bio * (1.0 - kb), mbh = -kb * lost_hum;
			const double mhb = -kh * lost_bio, mhh = lost_hum * (1.0 - kh);
			const double b = y->fb[i], h = y->fh[i];
			const double cbb = y->bb[i], cbh = y->bh[i], chb = y->hb[i], chh = y->hh[i];

			y->fb[i] = b - (mbb * b + mbh * h) + kb * plant;
			y->fh[i] = h - (mhb * b + mhh * h) + kh * plant + hum_in[i];
			y->bb[i] = cbb + mbb - (mbb * cbb + mbh * chb);
			y->bh[i] = cbh + mbh - (mbb * cbh + mbh * chh);
			y->hb[i] = chb + mhb - (mhb * cbb + mhh * chb);
			y->hh[i] = chh + mhh - (mhb * cbh + mhh * chh);
			y->dpm[i] = y->dpm[i] - y->dpm[i] * s->lost_dpm[m][i] + dpm_in[i];
			y->rpm[i] = y->rpm[i] - y->rpm[i] * s->lost_rpm[m][i] + rpm_in[i];
		}
	}
}

/* BIO and HUM: L s = f. */
QS_K_INLINE void solve_soil(size_t n, const struct strip *restrict s, const double *restrict kept,
			    const double *restrict dpm, const double *restrict rpm, double *restrict bio,
			    double *restrict hum)
{
	struct map y = {0};

	for (size_t i = 0; i < n; i++) {
		y.dpm[i] = dpm[i];
		y.rpm[i] = rpm[i];
	}
	compose(n, s, kept, &y);
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double det = y.bb[i] * y.hh[i] - y.bh[i] * y.hb[i];

		bio[i] = (y.hh[i] * y.fb[i] - y.bh[i] * y.fh[i]) / det;
		hum[i] = (y.bb[i] * y.fh[i] - y.hb[i] * y.fb[i]) / det;
	}
}

void QS_K(rothc_equilibrium)(size_t n, const double *restrict kept, const double *restrict r,
			     const double *restrict dpm_in, const double *restrict rpm_in,
			     const double *restrict hum_in, double *restrict dpm, double *restrict rpm,
			     double *restrict bio, double *restrict hum)
{
	for (size_t from = 0; from < n; from += STRIP) {
		const size_t lanes = n - from < STRIP ? n - from : STRIP;
		struct strip s = {.dpm_in = dpm_in ? dpm_in + from : NULL,
				  .rpm_in = rpm_in ? rpm_in + from : NULL,
				  .hum_in = hum_in ? hum_in + from : NULL,
				  .step = n};

		lose(lanes, r + from, &s);
		solve_plant(lanes, &s, dpm + from, rpm + from);
		solve_soil(lanes, &s, kept + from, dpm + from, rpm + from, bio + from, hum + from);
	}
}
