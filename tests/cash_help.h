/* For tests of money: draws, and numbers that must lie near. */
#ifndef QS_TESTS_CASH_HELP_H
#define QS_TESTS_CASH_HELP_H

#include "kernels/cash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

static inline double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static inline void near(const char *what, double got, double want, double within)
{
	if (!(fabs(got - want) <= within))
		fail_msg("%s: %.17g, not %.17g", what, got, want);
}

#endif
