/* Yield tables between their ages: the monotone cubic (PCHIP) of Fritsch and Carlson 1980, SIAM J. Numer. Anal. 17,
 * 238-246, with the slopes of Fritsch and Butland 1984, SIAM J. Sci. Stat. Comput. 5, 300-304.
 *
 * The curve passes through every point, rises only where the table rises, and has no extreme between two points. Ages
 * and yields are in the table's own units (years, m3/ha). Outside the table's ages a lane is NaN: a table says nothing
 * there, and a first point (0, 0) is the caller's to give.
 */
#ifndef QS_KERNELS_YIELD_H
#define QS_KERNELS_YIELD_H

#include <stddef.h>

/* points >= 2 ages, ascending, with yield and slope (yield a unit of age) at each. */
struct qs_yield_table {
	size_t points;
	const double *age, *yield, *slope;
};

/* Slopes of a table of points >= 2 at ascending ages: weighted harmonic means of the differences on both sides, 0 where
 * they change sign, one-sided at the ends. 0, or nonzero if ages do not ascend or a value is not finite. */
int qs_yield_slopes(size_t points, const double *age, const double *yield, double *slope);

/* Yield at age t of n lanes. */
typedef void qs_k_yield_fn(size_t n, const struct qs_yield_table *table, const double *restrict t, double *restrict y);

#endif
