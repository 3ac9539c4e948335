/* Non-permanence risk rated by a matrix, and the buffer it asks for (form of the VCS AFOLU Non-Permanence Risk Tool
 * v4.2).
 *
 * A natural risk has a share lost in one event and a mean interval between events; the matrix gives a score in per cent
 * for the class of each, which measures of protection multiply by a factor of at most 1. A cell may forbid the project:
 * it holds NaN. Natural risk is the sum of the scores; internal and external risks are added; the buffer is that total,
 * or the programme's minimum.
 */
#ifndef QS_MODEL_MARKET_BUFFER_H
#define QS_MODEL_MARKET_BUFFER_H

#include <stddef.h>

struct qs_buffer_matrix {
	size_t losses, intervals;
	const double *loss_lower;     /* falling: class i holds from its limit upwards */
	const double *interval_lower; /* rising, years: class j holds from its limit upwards */
	const double *score;          /* losses x intervals, per cent; NaN: fails */
};

/* One natural risk: fire, pests, drought ... */
struct qs_buffer_factor {
	double loss;       /* share of the stock in one event */
	double interval;   /* years between events */
	double mitigation; /* 1: none */
};

struct qs_buffer_score {
	size_t loss, interval; /* classes, from 0 */
	double score;          /* per cent; NaN: fails */
};

/* Rates one risk. Returns 0, or -1 if its loss or interval lies below every class. */
int qs_buffer_rate(const struct qs_buffer_matrix *matrix, const struct qs_buffer_factor *factor,
		   struct qs_buffer_score *score);

struct qs_buffer {
	double natural, total, held; /* per cent; held: of the credits, into the buffer */
	double buffer, issued;       /* of the credits, in their unit */
};

/* The buffer of an amount of credits; internal, external and minimum in per cent. NaN throughout if natural is. */
struct qs_buffer qs_buffer_of(double natural, double internal, double external, double minimum, double credits);

#endif
