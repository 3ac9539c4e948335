/* RothC-26.3, a year at a time (kernels/rothc.h). */
#include "kernels/rothc_core.h"

#include "kernels/kernels.h"

/* Lanes that are stepped together. A month of a lane is one chain of dependent operations: a core holds several lanes
 * of a short loop in flight, but hardly one of the whole month. */
enum { STRIP = 64 };

/* What a strip reads; columns begin at the strip, rows of the tables stand `row` apart. */
struct soil {
	const double *a, *balance_mm, *smd_max, *cover, *kept, *dpm_in, *rpm_in;
	size_t row;
};

/* Shares that the pools of a strip lose in the month. */
struct lost {
	double dpm[STRIP], rpm[STRIP], bio[STRIP], hum[STRIP];
};

static struct qs_rothc_columns pools_at(const struct qs_rothc_columns *p, size_t from)
{
	return (struct qs_rothc_columns){p->dpm + from, p->rpm + from, p->bio + from, p->hum + from,
					 p->respired + from};
}

/* Steps the water of a month; the shares that are lost. */
QS_K_INLINE void lose(size_t n, const struct soil *s, size_t month, double water_mm, double *restrict swc,
		      struct lost *restrict lost)
{
	const double *restrict const a = s->a + month * s->row, *restrict const balance =
									s->balance_mm + month * s->row;
	const double *restrict const smd_max = s->smd_max, *restrict const cover = s->cover;
	double r[STRIP];

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		swc[i] = qs_rothc_step_standard(smd_max[i], cover[i], balance[i] + water_mm, swc[i]);
		r[i] = qs_rothc_rate(a[i], qs_rothc_standard_b(smd_max[i], swc[i]), cover[i]);
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		lost->hum[i] = qs_rothc_lost_hum(r[i]);
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_rothc_lost each = qs_rothc_lost_from(lost->hum[i]);

		lost->dpm[i] = each.dpm;
		lost->rpm[i] = each.rpm;
		lost->bio[i] = each.bio;
	}
}

/* Decays a set of pools; `share` of the year's inputs is added last. */
QS_K_INLINE void decay(_Bool fed, size_t n, const struct soil *s, double share, const struct lost *restrict lost,
		       const struct qs_rothc_columns *p)
{
	double *restrict const dpm = p->dpm, *restrict const rpm = p->rpm, *restrict const bio = p->bio,
			       *restrict const hum = p->hum, *restrict const respired = p->respired;
	const double *restrict const kept = s->kept, *restrict const dpm_in = s->dpm_in,
				     *restrict const rpm_in = s->rpm_in;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_rothc_lost of = {lost->dpm[i], lost->rpm[i], lost->bio[i], lost->hum[i]};

		qs_rothc_decay_lane(of, kept[i], &dpm[i], &rpm[i], &bio[i], &hum[i], &respired[i]);
		if (fed) {
			dpm[i] += dpm_in[i] * share;
			rpm[i] += rpm_in[i] * share;
		}
	}
}

QS_K_INLINE void strip_year(_Bool pair, size_t n, const struct soil *s, const struct qs_rothc_months *months,
			    double *swc, const struct qs_rothc_columns *grown, const struct qs_rothc_columns *brought)
{
	struct lost lost;

	for (size_t m = 0; m < 12; m++) {
		lose(n, s, m, months->water_mm[m], swc, &lost);
		decay(1, n, s, months->share[m], &lost, grown);
		if (pair)
			decay(0, n, s, 0, &lost, brought);
	}
}

void QS_K(rothc_year)(size_t n, const struct qs_rothc_months *months, const double *a, const double *balance_mm,
		      const double *smd_max, const double *cover, const double *kept, const double *dpm_in,
		      const double *rpm_in, double *swc, const struct qs_rothc_columns *grown,
		      const struct qs_rothc_columns *brought)
{
	for (size_t from = 0; from < n; from += STRIP) {
		const size_t left = n - from;
		const struct soil s = {a + from,    balance_mm + from, smd_max + from, cover + from,
				       kept + from, dpm_in + from,     rpm_in + from,  n};
		const struct qs_rothc_columns own = pools_at(grown, from);

		if (brought) {
			const struct qs_rothc_columns other = pools_at(brought, from);

			strip_year(1, left < STRIP ? left : STRIP, &s, months, swc + from, &own, &other);
		} else if (left < STRIP) {
			strip_year(0, left, &s, months, swc + from, &own, NULL);
		} else {
			strip_year(0, STRIP, &s, months, swc + from, &own, NULL);
		}
	}
}
