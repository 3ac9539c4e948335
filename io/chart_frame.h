/* What charts share: the axis of values, the frame of a figure, points and boxes (io/chart.c, io/chart_money.c). */
#ifndef QS_IO_CHART_FRAME_H
#define QS_IO_CHART_FRAME_H

#include "io/chart.h"

/* Units of the drawing: the plot lies within its margins, text is TEXT high. */
enum {
	QS_CHART_WIDTH = 360,
	QS_CHART_HEIGHT = 224,
	QS_CHART_LEFT = 55,
	QS_CHART_RIGHT = 12,
	QS_CHART_TOP = 12,
	QS_CHART_BOTTOM = 26,
	QS_CHART_TEXT = 12
};

/* An axis of values: low..high in steps, all of them multiples of step; scale divides labels (1 or 1000). */
struct qs_chart_axis {
	double low, high, step, scale;
	int decimals;
};

/* Makes room for a value; values that are not finite are left out. */
void qs_chart_widen(struct qs_chart_axis *axis, double value);

/* Rounds the ends outwards to a step of 1, 2, 2.5 or 5 times a power of ten, about `wanted` steps in all. */
void qs_chart_round(struct qs_chart_axis *axis, int wanted);

/* How many labels an axis has. */
size_t qs_chart_ticks(const struct qs_chart_axis *axis);

/* Appends a coordinate in tenths, as short as can be: "12", "3.5", "-.4". */
void qs_chart_number(struct qs_buffer *to, double value);

/* Appends a command and a point of a path: "M12 3.5". */
void qs_chart_point(struct qs_buffer *to, const char *before, double x, double y);

/* Draws a curve of a path: points on the way that lie nearer than QS_CHART_NEAR to the line between their neighbours are left
 * out, and what is written is the step from the last written point. The x of a stretch goes one way; at a corner it may turn. A
 * zeroed pen with `to` set is ready. */
struct qs_chart_pen {
	struct qs_buffer *to;
	int down;            /* 0: the next point begins a curve */
	int waiting;         /* a point was met since the last written one */
	long x, y;           /* the last written point, in tenths */
	double from_x, from_y, at_x, at_y; /* that point and the last one met */
	double low, high;    /* slopes that pass all points met since */
};
#define QS_CHART_NEAR 0.12

/* The next point; the last point met is written, as the curve turns there; and the next one begins another curve. */
void qs_chart_pen_to(struct qs_chart_pen *pen, double x, double y);
void qs_chart_pen_corner(struct qs_chart_pen *pen);
void qs_chart_pen_up(struct qs_chart_pen *pen);

/* Appends the label of a value on its axis. */
void qs_chart_tick(struct qs_buffer *to, const struct qs_chart_axis *axis, double value);

/* Opens <figure> and <svg> with caption, title and description; closes them, with a legend of the lines in swatches of a shape
 * ("stroke", "box"). */
void qs_chart_open(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_axis *axis, int height);
void qs_chart_close(struct qs_buffer *to, const struct qs_chart *chart, const char *shape);

/* Labels of years and values with their grid. columns: a year is a slot with its label in the middle; else a point. */
void qs_chart_axes(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_axis *axis, int columns);

/* Where a value and a year stand in the drawing. */
double qs_chart_y(const struct qs_chart_axis *axis, double value);
double qs_chart_x(const struct qs_chart *chart, size_t year);

/* A rectangle of a style. */
void qs_chart_box(struct qs_buffer *to, const char *style, double x, double y, double width, double height);

#endif
