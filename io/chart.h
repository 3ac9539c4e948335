/* Charts as inline SVG: lines with bands, stacked areas, columns by year, and bars with intervals.
 *
 * A chart is a <figure> with its title as caption, an <svg> with title and description for readers who cannot see it, and a
 * legend. Colours and dashes are classes (c0 …) of the page's style sheet; the SVG holds no style, so that a strict content
 * policy holds. Drawn 360 units wide: text stays legible on a telephone. Values that are not finite are left out.
 */
#ifndef QS_IO_CHART_H
#define QS_IO_CHART_H

#include "io/text.h"

#include <stddef.h>

/* Values by year: value[i * stride]; low and high NULL: no band. */
struct qs_chart_line {
	const char *label;
	const char *style; /* class of colour and dash: "c0" … */
	const double *mid, *low, *high;
	size_t stride;
};

struct qs_chart {
	const char *title;
	const char *unit;
	const char *description; /* what it shows, for readers who cannot see it */
	const char *band;        /* legend of the band, or NULL */
	int first_year;
	size_t years;
	const struct qs_chart_line *line;
	size_t lines;
	double least_top; /* the axis reaches at least this high; 0: as the values ask */
};

/* One bar with its interval. */
struct qs_chart_bar {
	const char *label;
	double mid, low, high;
};

/* Lines, each with its band behind it. */
void qs_chart_lines(struct qs_buffer *to, const struct qs_chart *chart);

/* Areas one upon another, the first line lowest; negative values count as 0. */
void qs_chart_stack(struct qs_buffer *to, const struct qs_chart *chart);

/* Columns side by side, a group a year. */
void qs_chart_columns(struct qs_buffer *to, const struct qs_chart *chart);

/* Horizontal bars from 0 with whiskers low to high; the chart's line, year and band are not used. */
void qs_chart_bars(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_bar *bar, size_t bars);

#endif
