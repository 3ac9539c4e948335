#include "io/chart.h"
#include "io/chart_frame.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BAR = 26 };

static double at(const double *values, const struct qs_chart_line *line, size_t year)
{
	return values[year * line->stride];
}

static void put_band(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_axis *axis,
		     const struct qs_chart_line *line)
{
	struct qs_chart_pen pen = {.to = to};

	for (size_t y = 0; y < chart->years; y++)
		if (!isfinite(at(line->low, line, y)) || !isfinite(at(line->high, line, y)))
			return;
	qs_buffer_format(to, "<path class=\"band %s\" d=\"", line->style);
	for (size_t y = 0; y < chart->years; y++)
		qs_chart_pen_to(&pen, qs_chart_x(chart, y), qs_chart_y(axis, at(line->high, line, y)));
	qs_chart_pen_corner(&pen);
	for (size_t y = chart->years; y-- > 0;)
		qs_chart_pen_to(&pen, qs_chart_x(chart, y), qs_chart_y(axis, at(line->low, line, y)));
	qs_chart_pen_up(&pen);
	qs_buffer_put(to, "Z\"/>\n");
}

static void put_line(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_axis *axis,
		     const struct qs_chart_line *line)
{
	struct qs_chart_pen pen = {.to = to};

	qs_buffer_format(to, "<path class=\"line %s\" d=\"", line->style);
	for (size_t y = 0; y < chart->years; y++) {
		const double value = at(line->mid, line, y);

		if (isfinite(value))
			qs_chart_pen_to(&pen, qs_chart_x(chart, y), qs_chart_y(axis, value));
		else
			qs_chart_pen_up(&pen);
	}
	qs_chart_pen_up(&pen);
	qs_buffer_put(to, "\"/>\n");
}

void qs_chart_lines(struct qs_buffer *to, const struct qs_chart *chart)
{
	struct qs_chart_axis axis = {0, chart->least_top, 0, 1, 0};

	for (size_t l = 0; l < chart->lines; l++) {
		const struct qs_chart_line *line = &chart->line[l];

		for (size_t y = 0; y < chart->years; y++) {
			qs_chart_widen(&axis, at(line->mid, line, y));
			if (line->low && line->high) {
				qs_chart_widen(&axis, at(line->low, line, y));
				qs_chart_widen(&axis, at(line->high, line, y));
			}
		}
	}
	qs_chart_round(&axis, 4);
	qs_chart_open(to, chart, &axis, QS_CHART_HEIGHT);
	qs_chart_axes(to, chart, &axis, 0);
	for (size_t l = 0; l < chart->lines; l++)
		if (chart->line[l].low && chart->line[l].high && chart->years > 1)
			put_band(to, chart, &axis, &chart->line[l]);
	for (size_t l = 0; l < chart->lines; l++)
		put_line(to, chart, &axis, &chart->line[l]);
	qs_chart_close(to, chart, "stroke");
}

/* The top of the first n areas in a year. */
static double sum_to(const struct qs_chart *chart, size_t n, size_t year)
{
	double sum = 0;

	for (size_t l = 0; l < n; l++) {
		const double value = at(chart->line[l].mid, &chart->line[l], year);

		if (isfinite(value) && value > 0)
			sum += value;
	}
	return sum;
}

void qs_chart_stack(struct qs_buffer *to, const struct qs_chart *chart)
{
	struct qs_chart_axis axis = {0, chart->least_top, 0, 1, 0};

	for (size_t y = 0; y < chart->years; y++)
		qs_chart_widen(&axis, sum_to(chart, chart->lines, y));
	qs_chart_round(&axis, 4);
	qs_chart_open(to, chart, &axis, QS_CHART_HEIGHT);
	qs_chart_axes(to, chart, &axis, 0);
	for (size_t l = 0; l < chart->lines; l++) {
		struct qs_chart_pen pen = {.to = to};

		qs_buffer_format(to, "<path class=\"area %s\" d=\"", chart->line[l].style);
		for (size_t y = 0; y < chart->years; y++)
			qs_chart_pen_to(&pen, qs_chart_x(chart, y), qs_chart_y(&axis, sum_to(chart, l + 1, y)));
		qs_chart_pen_corner(&pen);
		for (size_t y = chart->years; y-- > 0;)
			qs_chart_pen_to(&pen, qs_chart_x(chart, y), qs_chart_y(&axis, sum_to(chart, l, y)));
		qs_chart_pen_up(&pen);
		qs_buffer_put(to, "Z\"/>\n");
	}
	qs_chart_close(to, chart, "box");
}

void qs_chart_columns(struct qs_buffer *to, const struct qs_chart *chart)
{
	const double slot =
		(QS_CHART_WIDTH - QS_CHART_LEFT - QS_CHART_RIGHT) / (double)(chart->years ? chart->years : 1);
	const double width = slot * 0.8 / (double)(chart->lines ? chart->lines : 1);
	struct qs_chart_axis axis = {0, chart->least_top, 0, 1, 0};

	for (size_t l = 0; l < chart->lines; l++)
		for (size_t y = 0; y < chart->years; y++)
			qs_chart_widen(&axis, at(chart->line[l].mid, &chart->line[l], y));
	qs_chart_round(&axis, 4);
	qs_chart_open(to, chart, &axis, QS_CHART_HEIGHT);
	qs_chart_axes(to, chart, &axis, 1);
	for (size_t l = 0; l < chart->lines; l++) {
		for (size_t y = 0; y < chart->years; y++) {
			const double value = at(chart->line[l].mid, &chart->line[l], y), zero = qs_chart_y(&axis, 0);
			const double top = qs_chart_y(&axis, value);
			char style[32];

			if (!isfinite(value) || value == 0)
				continue;
			snprintf(style, sizeof style, "bar %s", chart->line[l].style);
			qs_chart_box(to, style, QS_CHART_LEFT + slot * ((double)y + 0.1) + width * (double)l,
				     top < zero ? top : zero, width, fabs(zero - top));
		}
	}
	qs_buffer_put(to, "\n");
	qs_chart_close(to, chart, "box");
}

static double bar_x(const struct qs_chart_axis *axis, double value)
{
	return 24 + (QS_CHART_WIDTH - 48) * (value - axis->low) / (axis->high - axis->low);
}

static void put_bar(struct qs_buffer *to, const struct qs_chart_axis *axis, const struct qs_chart_bar *bar, double top)
{
	const double zero = bar_x(axis, 0), end = bar_x(axis, bar->mid);
	struct qs_people number;

	qs_buffer_put(to, "<text class=\"tl\" x=\"8\" y=\"");
	qs_chart_number(to, top + QS_CHART_TEXT);
	qs_buffer_put(to, "\">");
	qs_buffer_html(to, bar->label);
	qs_buffer_format(to, "</text><text class=\"ty\" x=\"%d\" y=\"", QS_CHART_WIDTH - 12);
	qs_chart_number(to, top + QS_CHART_TEXT);
	qs_buffer_format(to, "\">%s</text>", qs_people_number(bar->mid, &number));
	if (!isfinite(bar->mid) || !isfinite(bar->low) || !isfinite(bar->high))
		return;
	qs_chart_box(to, "bar c2", end < zero ? end : zero, top + QS_CHART_TEXT + 4, fabs(end - zero), 9);
	qs_buffer_put(to, "<path class=\"whisker\" d=\"");
	qs_chart_point(to, "M", bar_x(axis, bar->low), top + QS_CHART_TEXT + 8.5);
	qs_chart_point(to, "L", bar_x(axis, bar->high), top + QS_CHART_TEXT + 8.5);
	qs_chart_point(to, "M", bar_x(axis, bar->low), top + QS_CHART_TEXT + 5.5);
	qs_buffer_put(to, "v6");
	qs_chart_point(to, "M", bar_x(axis, bar->high), top + QS_CHART_TEXT + 5.5);
	qs_buffer_put(to, "v6\"/>\n");
}

void qs_chart_bars(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_bar *bar, size_t bars)
{
	enum { ROW = BAR + 6 };
	const int height = QS_CHART_TOP + (int)bars * ROW + QS_CHART_BOTTOM;
	struct qs_chart_axis axis = {0, 0, 0, 1, 0};

	for (size_t i = 0; i < bars; i++) {
		qs_chart_widen(&axis, bar[i].low);
		qs_chart_widen(&axis, bar[i].mid);
		qs_chart_widen(&axis, bar[i].high);
	}
	qs_chart_round(&axis, 4);
	axis.decimals = axis.scale > 1 ? 0 : axis.decimals;
	axis.scale = 1;
	qs_chart_open(to, chart, &axis, height);
	for (size_t i = 0; i < qs_chart_ticks(&axis); i++) {
		const double value = axis.low + (double)i * axis.step;

		qs_buffer_format(to, "<path class=\"%s\" d=\"", fabs(value) < axis.step * 1e-6 ? "zero" : "grid");
		qs_chart_point(to, "M", bar_x(&axis, value), QS_CHART_TOP);
		qs_buffer_format(to, "V%d\"/><text class=\"tx\" x=\"", height - QS_CHART_BOTTOM);
		qs_chart_number(to, bar_x(&axis, value));
		qs_buffer_format(to, "\" y=\"%d\">", height - QS_CHART_BOTTOM + 16);
		qs_chart_tick(to, &axis, value);
		qs_buffer_put(to, "</text>");
	}
	qs_buffer_put(to, "\n");
	for (size_t i = 0; i < bars; i++)
		put_bar(to, &axis, &bar[i], QS_CHART_TOP + (double)i * ROW);
	qs_chart_close(to, chart, "box");
}
