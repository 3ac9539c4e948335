/* What the tests of Yasso share: lanes of every kind, drawn the same each time. */
#ifndef QS_TESTS_YASSO_LANES_H
#define QS_TESTS_YASSO_LANES_H

#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "kernels/yasso_sets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

enum { N = 203, POOLS = QS_YASSO_POOLS };

static const char *const isas[] = {"v2", "v3", "v4"};

static inline double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static inline void near(double got, double want, double off)
{
	if (!(fabs(got - want) <= off))
		fail_msg("%.17g, not %.17g", got, want);
}

/* Lanes of every kind: cold and hot, wet and dry, fine and coarse, leaching, short and long steps. */
struct lanes {
	double months[12][N], mean[N], amplitude[N], precip[N], f_awe[N], f_n[N], f_h[N];
	double years[N], size[N], leached[N], litter[POOLS][N], pool[POOLS][N];
};

static inline void fill(struct lanes *x, const struct qs_yasso *yasso)
{
	uint64_t s = 21;

	for (size_t i = 0; i < N; i++) {
		x->mean[i] = draw(&s, i % 7 ? -5 : -45, 28);
		x->amplitude[i] = draw(&s, 0, 20);
		x->precip[i] = i % 23 ? draw(&s, 1, 2800) : 0;
		x->years[i] = i % 3 ? 1 : draw(&s, 0.01, 30);
		x->size[i] = qs_yasso_size(yasso, i % 2 ? 0 : draw(&s, 2, 30));
		x->leached[i] = i % 5 ? 0 : qs_yasso_leached(draw(&s, -0.5, 0), x->precip[i]);
		for (size_t m = 0; m < 12; m++)
			x->months[m][i] = x->mean[i] - x->amplitude[i] * cos(0.5236 * (double)m);
		for (size_t pool = 0; pool < POOLS; pool++) {
			x->litter[pool][i] = i % 11 ? draw(&s, 0, 2) : 0;
			x->pool[pool][i] = i % 13 ? draw(&s, 0, 20) : 0;
		}
	}
}

static inline struct qs_yasso_lanes lanes_at(const struct lanes *x, size_t i)
{
	const struct qs_yasso_lanes l = {
		x->years + i,
		x->f_awe + i,
		x->f_n + i,
		x->f_h + i,
		x->size + i,
		x->leached + i,
		{x->litter[0] + i, x->litter[1] + i, x->litter[2] + i, x->litter[3] + i, x->litter[4] + i}};

	return l;
}

static inline void months(const struct qs_kernels *k, const struct qs_yasso *y, struct lanes *x)
{
	k->yasso_months(N, y, x->months[0], x->precip, x->f_awe, x->f_n, x->f_h);
}

static inline void step(const struct qs_kernels *k, const struct qs_yasso *y, struct lanes *x)
{
	const struct qs_yasso_lanes l = lanes_at(x, 0);

	k->yasso_step(N, y, &l, x->pool[0], x->pool[1], x->pool[2], x->pool[3], x->pool[4]);
}

static inline void steady(const struct qs_kernels *k, const struct qs_yasso *y, struct lanes *x)
{
	const struct qs_yasso_lanes l = lanes_at(x, 0);

	k->yasso_steady(N, y, &l, x->pool[0], x->pool[1], x->pool[2], x->pool[3], x->pool[4]);
}

#endif
