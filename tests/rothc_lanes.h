/* What the tests of RothC share: soils under a month's weather, drawn the same each time. */
#ifndef QS_TESTS_ROTHC_LANES_H
#define QS_TESTS_ROTHC_LANES_H

#include "kernels/dispatch.h"
#include "kernels/kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

enum {
	N = 67, /* not a multiple of a vector */
	YEAR = 12,
};

static const char *const isas[] = {"v2", "v3", "v4"};

static const double month_t[YEAR] = {-7.2, -5.0, 2.3, 12.4, 19.8, 24.6, 26.9, 25.2, 19.7, 12.1, 3.0, -5.1};
static const double month_rain[YEAR] = {2.6, 4.9, 9.3, 22.8, 37.5, 75.0, 171.2, 120.6, 49.9, 26.0, 9.1, 1.9};
static const double month_pan[YEAR] = {28.0, 41.5, 98.2, 171.0, 214.6, 221.3, 186.7, 163.4, 131.0, 92.8, 49.1, 29.7};

static inline double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static inline const struct qs_kernels *best(void)
{
	const struct qs_kernels *const k = qs_kernels_for(NULL);

	assert_non_null(k);
	return k;
}

/* N soils under one month: everything a kernel of a month reads and writes. */
struct lanes {
	double temperature_c[N], balance_mm[N], a[N], b[N], r[N];
	double smd_max[N], cover[N], kept[N], dpm_in[N], rpm_in[N], hum_in[N];
	double dpm[N], rpm[N], bio[N], hum[N], respired[N], swc[N];
	double brought_dpm[N], brought_rpm[N], brought_bio[N], brought_hum[N], brought_respired[N];
	double lost[4][N], decay[4][N], to_bio[N], to_hum[N], to_air[N];
};

static inline void fill_lanes(struct lanes *x, uint64_t seed)
{
	uint64_t s = seed;

	memset(x, 0, sizeof *x);
	for (size_t i = 0; i < N; i++) {
		x->temperature_c[i] = draw(&s, -8, 32);
		x->balance_mm[i] = draw(&s, -150, 120);
		x->smd_max[i] = i == 7 ? 0.0 : qs_rothc_smd_max(draw(&s, 1, 70), draw(&s, 2, 60), draw(&s, 0, 0.7));
		x->cover[i] = i % 3 == 0 ? 0.0 : i % 3 == 1 ? 1.0 : draw(&s, 0, 1);
		x->kept[i] = qs_rothc_kept(draw(&s, 1, 70));
		x->dpm_in[i] = draw(&s, 0, 0.3);
		x->rpm_in[i] = draw(&s, 0, 0.3);
		x->hum_in[i] = draw(&s, 0, 0.02);
		x->dpm[i] = i == 5 ? 1e-35 : draw(&s, 0, 1);
		x->rpm[i] = draw(&s, 0, 9);
		x->bio[i] = draw(&s, 0, 2);
		x->hum[i] = draw(&s, 0, 70);
		x->brought_dpm[i] = draw(&s, 0, 1);
		x->brought_rpm[i] = draw(&s, 0, 9);
		x->brought_bio[i] = draw(&s, 0, 2);
		x->brought_hum[i] = draw(&s, 0, 70);
		x->swc[i] = x->smd_max[i] * draw(&s, 0, 1);
	}
}

static inline void assert_same_state(const struct lanes *x, const struct lanes *y)
{
	assert_memory_equal(x->dpm, y->dpm, sizeof x->dpm);
	assert_memory_equal(x->rpm, y->rpm, sizeof x->rpm);
	assert_memory_equal(x->bio, y->bio, sizeof x->bio);
	assert_memory_equal(x->hum, y->hum, sizeof x->hum);
	assert_memory_equal(x->swc, y->swc, sizeof x->swc);
	assert_memory_equal(x->respired, y->respired, sizeof x->respired);
}

/* The parts in turn, from a and balance_mm; the sets of inputs may be NULL. */
static inline void run_parts(const struct qs_kernels *k, struct lanes *x, const double *dpm_in, const double *rpm_in,
			     const double *hum_in)
{
	k->rothc_moisture(N, x->smd_max, x->cover, x->balance_mm, x->swc, x->b);
	k->rothc_rate(N, x->a, x->b, x->cover, x->r);
	k->rothc_fractions(N, x->r, x->lost[0], x->lost[1], x->lost[2], x->lost[3]);
	k->rothc_decay(N, x->kept, x->lost[0], x->lost[1], x->lost[2], x->lost[3], x->dpm, x->rpm, x->bio, x->hum,
		       x->decay[0], x->decay[1], x->decay[2], x->decay[3], x->to_bio, x->to_hum, x->to_air);
	k->rothc_apply(N, x->decay[0], x->decay[1], x->decay[2], x->decay[3], x->to_bio, x->to_hum, x->to_air, dpm_in,
		       rpm_in, hum_in, x->dpm, x->rpm, x->bio, x->hum, x->respired);
}

#endif
