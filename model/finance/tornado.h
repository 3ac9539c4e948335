/* Tornado: how far the portfolio's net present value and credits move when one input moves and all others stay at their middle.
 *
 * An input with a distribution moves from its 10 % to its 90 % quantile (all uses of it together); one that is a decision or has no
 * distribution moves over a stated range. Year-to-year weather is no input: it stays at its middle.
 */
#ifndef QS_MODEL_FINANCE_TORNADO_H
#define QS_MODEL_FINANCE_TORNADO_H

#include <stddef.h>

enum { QS_TORNADO_ROWS = 10 }; /* shown */

struct qs_tornado_row {
	const char *id, *zh, *en;
	const char *range; /* "p10-p90", or the range in figures */
	double npv_low, npv_high;         /* CNY at the low and the high end of the input */
	double credits_low, credits_high; /* t CO2e sold */
};

struct qs_tornado {
	int computed; /* 0: the portfolio is too large for it beside its members */
	double npv, credits; /* with all inputs at their middle */
	const struct qs_tornado_row *rows; /* every input that moves either, in the order of ids */
	size_t n;
	const size_t *by_npv, *by_credits; /* rows by falling swing; the latter those that move credits */
	size_t npv_count, credits_count;
};

#endif
