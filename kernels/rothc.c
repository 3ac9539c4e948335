/* RothC-26.3, a month at a time (kernels/rothc.h). */
#include "kernels/rothc_core.h"

#include "kernels/kernels.h"

static void add_column(size_t n, const double *restrict in, double *restrict pool)
{
	if (!in)
		return;
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		pool[i] += in[i];
}

static void add_inputs(size_t n, const double *dpm_in, const double *rpm_in, const double *hum_in, double *dpm,
		       double *rpm, double *hum)
{
	add_column(n, dpm_in, dpm);
	add_column(n, rpm_in, rpm);
	add_column(n, hum_in, hum);
}

void QS_K(rothc_temperature)(size_t n, const double *restrict temperature_c, double *restrict a)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		a[i] = qs_rothc_factor_a(temperature_c[i]);
}

void QS_K(rothc_moisture)(size_t n, const double *restrict smd_max, const double *restrict cover,
			  const double *restrict balance_mm, double *restrict swc, double *restrict b)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		swc[i] = qs_rothc_step_standard(smd_max[i], cover[i], balance_mm[i], swc[i]);
		b[i] = qs_rothc_standard_b(smd_max[i], swc[i]);
	}
}

void QS_K(rothc_moisture_of)(size_t n, const double *restrict one, const double *restrict least,
			     const double *restrict full, double *restrict b)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		b[i] = qs_rothc_factor_b(-one[i], -1.0, least[i], full[i] - 1.0);
}

void QS_K(rothc_rate)(size_t n, const double *restrict a, const double *restrict b, const double *restrict cover,
		      double *restrict r)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		r[i] = qs_rothc_rate(a[i], b[i], cover[i]);
}

void QS_K(rothc_fractions)(size_t n, const double *restrict r, double *restrict lost_dpm, double *restrict lost_rpm,
			   double *restrict lost_bio, double *restrict lost_hum)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_rothc_lost lost = qs_rothc_lost_shares(r[i]);

		lost_dpm[i] = lost.dpm;
		lost_rpm[i] = lost.rpm;
		lost_bio[i] = lost.bio;
		lost_hum[i] = lost.hum;
	}
}

void QS_K(rothc_decay)(size_t n, const double *restrict kept, const double *restrict lost_dpm,
		       const double *restrict lost_rpm, const double *restrict lost_bio,
		       const double *restrict lost_hum, const double *restrict dpm, const double *restrict rpm,
		       const double *restrict bio, const double *restrict hum, double *restrict decay_dpm,
		       double *restrict decay_rpm, double *restrict decay_bio, double *restrict decay_hum,
		       double *restrict to_bio, double *restrict to_hum, double *restrict to_air)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_rothc_lost lost = {lost_dpm[i], lost_rpm[i], lost_bio[i], lost_hum[i]};
		const struct qs_rothc_flow f = qs_rothc_decay_pools(lost, kept[i], dpm[i], rpm[i], bio[i], hum[i]);

		decay_dpm[i] = f.dpm;
		decay_rpm[i] = f.rpm;
		decay_bio[i] = f.bio;
		decay_hum[i] = f.hum;
		to_bio[i] = f.to_bio;
		to_hum[i] = f.to_hum;
		to_air[i] = f.to_air;
	}
}

void QS_K(rothc_apply)(size_t n, const double *restrict decay_dpm, const double *restrict decay_rpm,
		       const double *restrict decay_bio, const double *restrict decay_hum,
		       const double *restrict to_bio, const double *restrict to_hum, const double *restrict to_air,
		       const double *restrict dpm_in, const double *restrict rpm_in, const double *restrict hum_in,
		       double *restrict dpm, double *restrict rpm, double *restrict bio, double *restrict hum,
		       double *restrict respired)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		dpm[i] = dpm[i] - decay_dpm[i];
		rpm[i] = rpm[i] - decay_rpm[i];
		bio[i] = bio[i] - decay_bio[i] + to_bio[i];
		hum[i] = hum[i] - decay_hum[i] + to_hum[i];
		respired[i] += to_air[i];
	}
	add_inputs(n, dpm_in, rpm_in, hum_in, dpm, rpm, hum);
}

void QS_K(rothc_month)(size_t n, double a, double balance_mm, const double *restrict smd_max,
		       const double *restrict cover, const double *restrict kept, const double *restrict dpm_in,
		       const double *restrict rpm_in, const double *restrict hum_in, double *restrict dpm,
		       double *restrict rpm, double *restrict bio, double *restrict hum, double *restrict swc,
		       double *restrict respired)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		swc[i] = qs_rothc_step_standard(smd_max[i], cover[i], balance_mm, swc[i]);

		const double rate = qs_rothc_rate(a, qs_rothc_standard_b(smd_max[i], swc[i]), cover[i]);

		qs_rothc_decay_lane(qs_rothc_lost_shares(rate), kept[i], &dpm[i], &rpm[i], &bio[i], &hum[i],
				    &respired[i]);
	}
	add_inputs(n, dpm_in, rpm_in, hum_in, dpm, rpm, hum);
}
