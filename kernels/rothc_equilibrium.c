/* RothC-26.3: the state that a repeated year leaves as it was (kernels/rothc.h). */
#include "kernels/rothc_core.h"

#include "kernels/kernels.h"

#define MONTHS ((size_t)12)
#define MOST_YEARS 200

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

/* DPM and RPM: over the year s becomes (1 - W) s + f, so s = f / W. W is composed from the lost shares, not from what
 * is left, and keeps its digits where little is lost. */
static void solve_plant(const double *r, size_t step, const double *dpm_in, const double *rpm_in, double *dpm,
			double *rpm)
{
	double lost_d = 0.0, lost_r = 0.0, made_d = 0.0, made_r = 0.0;

	for (size_t m = 0; m < MONTHS; m++) {
		const struct qs_rothc_lost lost = qs_rothc_lost_shares(r[m * step]);

		made_d = made_d - made_d * lost.dpm + (dpm_in ? dpm_in[m * step] : 0.0);
		made_r = made_r - made_r * lost.rpm + (rpm_in ? rpm_in[m * step] : 0.0);
		lost_d = qs_rothc_both(lost_d, lost.dpm);
		lost_r = qs_rothc_both(lost_r, lost.rpm);
	}
	*dpm = made_d / lost_d;
	*rpm = made_r / lost_r;
}

/* BIO and HUM: with I - L the map of a year and f what is made in it, L s = f. L is composed as L + M - M L over the
 * months. */
static void solve_soil(const double *r, size_t step, double kept, const double *dpm_in, const double *rpm_in,
		       const double *hum_in, double dpm, double rpm, double *bio, double *hum)
{
	const double kb = 0.46 * kept, kh = 0.54 * kept;
	double bb = 0.0, bh = 0.0, hb = 0.0, hh = 0.0; /* L, row by row */
	double fb = 0.0, fh = 0.0;

	for (size_t m = 0; m < MONTHS; m++) {
		const struct qs_rothc_lost lost = qs_rothc_lost_shares(r[m * step]);
		const double plant = dpm * lost.dpm + rpm * lost.rpm;
		const double mbb = lost.bio * (1.0 - kb), mbh = -kb * lost.hum;
		const double mhb = -kh * lost.bio, mhh = lost.hum * (1.0 - kh);
		const double b = fb, h = fh, cbb = bb, cbh = bh, chb = hb, chh = hh;

		fb = b - (mbb * b + mbh * h) + kb * plant;
		fh = h - (mhb * b + mhh * h) + kh * plant + (hum_in ? hum_in[m * step] : 0.0);
		bb = cbb + mbb - (mbb * cbb + mbh * chb);
		bh = cbh + mbh - (mbb * cbh + mbh * chh);
		hb = chb + mhb - (mhb * cbb + mhh * chb);
		hh = chh + mhh - (mhb * cbh + mhh * chh);
		dpm = dpm - dpm * lost.dpm + (dpm_in ? dpm_in[m * step] : 0.0);
		rpm = rpm - rpm * lost.rpm + (rpm_in ? rpm_in[m * step] : 0.0);
	}
	const double det = bb * hh - bh * hb;
	*bio = (hh * fb - bh * fh) / det;
	*hum = (bb * fh - hb * fb) / det;
}

void QS_K(rothc_equilibrium)(size_t n, const double *restrict kept, const double *restrict r,
			     const double *restrict dpm_in, const double *restrict rpm_in,
			     const double *restrict hum_in, double *restrict dpm, double *restrict rpm,
			     double *restrict bio, double *restrict hum)
{
	for (size_t i = 0; i < n; i++) {
		const double *di = dpm_in ? dpm_in + i : 0, *ri = rpm_in ? rpm_in + i : 0,
			     *hi = hum_in ? hum_in + i : 0;

		solve_plant(r + i, n, di, ri, &dpm[i], &rpm[i]);
		solve_soil(r + i, n, kept[i], di, ri, hi, dpm[i], rpm[i], &bio[i], &hum[i]);
	}
}
