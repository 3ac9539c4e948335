/* Charts of money as inline SVG: inputs by their swing, cash by year, and a balance step by step. Conventions: io/chart.h. */
#ifndef QS_IO_CHART_MONEY_H
#define QS_IO_CHART_MONEY_H

#include "io/chart.h"

/* An input and the result at its low and its high end. */
struct qs_chart_swing {
	const char *label, *range;
	double low, high;
};

/* Bars from the middle, the low end of the input in one colour and the high end in another, with the values at both ends. The
 * chart's lines are its legend: the high end first. */
void qs_chart_tornado(struct qs_buffer *to, const struct qs_chart *chart, double middle, const struct qs_chart_swing *swing,
		      size_t n);

/* Columns by year: the first `ins` lines stacked above zero, the others below it (all of them positive amounts), with the line
 * `net` over them, which the legend names last. */
void qs_chart_cash(struct qs_buffer *to, const struct qs_chart *chart, size_t ins, const struct qs_chart_line *net);

/* A step of a balance. */
struct qs_chart_step {
	const char *label;
	double value; /* added to what came before; of a sum: the sum itself */
	int sum;      /* stands from zero */
};

/* A waterfall from top to bottom: each bar begins where the one before it ended. */
void qs_chart_waterfall(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_step *step, size_t n);

#endif
