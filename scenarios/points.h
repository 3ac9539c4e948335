/* Points that fill the unit cube more evenly than random ones: Sobol's sequence, scrambled.
 *
 * Coordinates 0 to 39 are those of GSL's Sobol sequence (Bratley and Fox 1988, ACM TOMS 14, 88-100; 30 bits), begun at
 * its point 0, so that 2^k points are a whole net. Each is scrambled by nested uniform scrambling (Owen 1995, in: Monte
 * Carlo and Quasi-Monte Carlo Methods in Scientific Computing, 299-317): every bit is turned or left by a random bit
 * that belongs to the bits above it, so that each point is uniform and nets remain nets. Coordinates beyond 39 are
 * plain random numbers. A point depends on seed, coordinate and its number alone, not on how many coordinates there
 * are.
 *
 * A sequence with more coordinates takes the place of digits_of() in points.c; the scrambling is ready for it.
 */
#ifndef QS_SCENARIOS_POINTS_H
#define QS_SCENARIOS_POINTS_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stdint.h>

enum {
	QS_POINTS_SOBOL = 40,     /* coordinates of the sequence */
	QS_POINTS_MOST = 1 << 29, /* points of a sequence */
};

struct qs_points {
	size_t dimensions;
	uint64_t seed;
	uint32_t next;  /* number of the next point */
	void *sequence; /* GSL's, of the first coordinates */
};

/* Opens a sequence of points in the given number of dimensions (1 or more). Fails with QS_ENOMEM. */
qs_status qs_points_open(struct qs_points *points, size_t dimensions, uint64_t seed, struct qs_err *err);

/* The next n points: column[d][i] is coordinate d of point i, in (0, 1), a whole number and a half of 2^-30 (random
 * coordinates: of 2^-52). No more than QS_POINTS_MOST in all. */
void qs_points_take(struct qs_points *points, size_t n, double *const *column);

/* Gives the memory back; safe on a zeroed struct and twice. */
void qs_points_close(struct qs_points *points);

#endif
