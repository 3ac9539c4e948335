/* Points that fill the unit cube more evenly than random ones: Sobol's sequence, scrambled.
 *
 * Up to 40 coordinates are those of GSL's Sobol sequence (Bratley and Fox 1988, ACM TOMS 14, 88-100; 30 bits). A sequence of more
 * has all its coordinates from Joe and Kuo (2008, SIAM J. Sci. Comput. 30, 2635-2654; table new-joe-kuo-6, its first 256 of 21201),
 * in the same order of points (Antonov and Saleev 1979). Both begin at point 0, so that 2^k points are a whole net. Each is
 * scrambled by nested uniform scrambling (Owen 1995, in: Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing,
 * 299-317): every bit is turned or left by a random bit that belongs to the bits above it, so that each point is uniform and nets
 * remain nets. Coordinates beyond 256 are plain random numbers. A point depends on seed, coordinate, its number and the table.
 */
#ifndef QS_SCENARIOS_POINTS_H
#define QS_SCENARIOS_POINTS_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stdint.h>

enum {
	QS_POINTS_GSL = 40,       /* coordinates of GSL's sequence */
	QS_POINTS_SOBOL = 256,    /* of Joe and Kuo's table */
	QS_POINTS_BITS = 30,      /* of a coordinate */
	QS_POINTS_MOST = 1 << 29, /* points of a sequence */
};

struct qs_points {
	size_t dimensions;
	uint64_t seed;
	uint32_t next;  /* number of the next point */
	void *sequence; /* GSL's; NULL: by the directions */
	uint32_t direction[QS_POINTS_SOBOL][QS_POINTS_BITS];
	uint32_t digits[QS_POINTS_SOBOL]; /* of the point before the next */
};

/* The table of Joe and Kuo: of coordinates 1 to 255 the polynomial and its first direction numbers. */
extern const uint16_t qs_joe_kuo[];

/* Opens a sequence of points in the given number of dimensions (1 or more). Fails with QS_ENOMEM. */
qs_status qs_points_open(struct qs_points *points, size_t dimensions, uint64_t seed, struct qs_err *err);

/* The next n points: column[d][i] is coordinate d of point i, in (0, 1), a whole number and a half of 2^-30 (random
 * coordinates: of 2^-52). No more than QS_POINTS_MOST in all. */
void qs_points_take(struct qs_points *points, size_t n, double *const *column);

/* Gives the memory back; safe on a zeroed struct and twice. */
void qs_points_close(struct qs_points *points);

#endif
