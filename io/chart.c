#include "io/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Units of the drawing. */
enum { WIDTH = 360, HEIGHT = 224, LEFT = 55, RIGHT = 12, TOP = 12, BOTTOM = 26, TEXT = 12, BAR = 26, TICKS = 12 };

/* An axis of values: low..high in steps, all of them multiples of step; scale divides labels (1 or 1000). */
struct axis {
	double low, high, step, scale;
	int decimals;
};

static double at(const double *values, const struct qs_chart_line *line, size_t year)
{
	return values[year * line->stride];
}

static void widen(struct axis *axis, double value)
{
	if (!isfinite(value))
		return;
	if (value < axis->low)
		axis->low = value;
	if (value > axis->high)
		axis->high = value;
}

/* Rounds the ends outwards to a step of 1, 2, 2.5 or 5 times a power of ten, about four steps in all. */
static void round_axis(struct axis *axis, int wanted)
{
	static const double steps[] = {1, 2, 2.5, 5, 10};
	double power = 1, wish;
	int i = 0;

	if (axis->high <= axis->low)
		axis->high = axis->low + 1;
	wish = (axis->high - axis->low) / wanted;
	while (power > wish)
		power /= 10;
	while (power * 10 <= wish)
		power *= 10;
	while (i < 4 && steps[i] * power < wish)
		i++;
	axis->step = steps[i] * power;
	axis->low = floor(axis->low / axis->step) * axis->step;
	axis->high = -floor(-axis->high / axis->step) * axis->step;
	axis->scale = axis->high >= 1e5 || axis->low <= -1e5 ? 1e3 : 1;
	axis->decimals = 0;
	for (double left = axis->step / axis->scale; axis->decimals < 6 && fabs(left - floor(left + 0.5)) > 1e-6;
	     left *= 10)
		axis->decimals++;
}

static size_t ticks_of(const struct axis *axis)
{
	const size_t n = (size_t)floor((axis->high - axis->low) / axis->step + 1.5);

	return n > TICKS ? TICKS : n;
}

static double y_of(const struct axis *axis, double value)
{
	return TOP + (HEIGHT - TOP - BOTTOM) * (axis->high - value) / (axis->high - axis->low);
}

static double x_of(const struct qs_chart *chart, size_t year)
{
	const double span = WIDTH - LEFT - RIGHT;

	return chart->years > 1 ? LEFT + span * (double)year / (double)(chart->years - 1) : LEFT + span / 2;
}

static void put_point(struct qs_buffer *to, const char *before, double x, double y)
{
	qs_buffer_put(to, before);
	qs_buffer_fixed(to, x, 1);
	qs_buffer_put(to, " ");
	qs_buffer_fixed(to, y, 1);
}

static void put_tick(struct qs_buffer *to, const struct axis *axis, double value)
{
	struct qs_people number;

	value /= axis->scale;
	if (axis->decimals || fabs(value) < 1000) {
		qs_buffer_put(to, value < -1e-9 ? "−" : "");
		qs_buffer_fixed(to, fabs(value), axis->decimals);
		return;
	}
	qs_buffer_put(to, value < 0 ? "−" : "");
	qs_buffer_put(to, qs_people_count((unsigned long long)(fabs(value) + 0.5), &number));
}

static void open_figure(struct qs_buffer *to, const struct qs_chart *chart, const struct axis *axis, int height)
{
	qs_buffer_put(to, "<figure class=\"chart\"><figcaption>");
	qs_buffer_html(to, chart->title);
	qs_buffer_put(to, " <span class=\"unit\">");
	qs_buffer_put(to, axis->scale > 1 ? "10³ " : "");
	qs_buffer_html(to, chart->unit);
	qs_buffer_format(to, "</span></figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH, height);
	qs_buffer_html(to, chart->title);
	qs_buffer_put(to, "</title><desc>");
	qs_buffer_html(to, chart->description);
	qs_buffer_put(to, "</desc>\n");
}

/* columns: a year is a slot, its label in the middle; else a point. */
static void put_axes(struct qs_buffer *to, const struct qs_chart *chart, const struct axis *axis, int columns)
{
	const double slot = (WIDTH - LEFT - RIGHT) / (double)(chart->years ? chart->years : 1);
	const size_t every = chart->years > 80   ? 25
			     : chart->years > 32 ? 10
			     : chart->years > 12 ? 5
			     : chart->years > 5  ? 2
						 : 1;
	const size_t n = ticks_of(axis);

	for (size_t i = 0; i < n; i++) {
		const double value = axis->low + (double)i * axis->step, y = y_of(axis, value);

		qs_buffer_format(to, "<path class=\"%s\" d=\"", fabs(value) < axis->step * 1e-6 ? "zero" : "grid");
		put_point(to, "M", LEFT, y);
		qs_buffer_format(to, "H%d\"/><text class=\"ty\" x=\"%d\" y=\"", WIDTH - RIGHT, LEFT - 6);
		qs_buffer_fixed(to, y + 4, 1);
		qs_buffer_put(to, "\">");
		put_tick(to, axis, value);
		qs_buffer_put(to, "</text>");
	}
	qs_buffer_put(to, "\n");
	for (size_t y = 0; y < chart->years; y++) {
		const double x = columns ? LEFT + slot * ((double)y + 0.5) : x_of(chart, y);

		if ((chart->first_year + (int)y) % (int)every)
			continue;
		qs_buffer_put(to, "<path class=\"grid\" d=\"");
		put_point(to, "M", x, HEIGHT - BOTTOM);
		qs_buffer_put(to, "v4\"/><text class=\"tx\" x=\"");
		qs_buffer_fixed(to, x, 1);
		qs_buffer_format(to, "\" y=\"%d\">%d</text>", HEIGHT - BOTTOM + 18, chart->first_year + (int)y);
	}
	qs_buffer_put(to, "\n");
}

static void put_legend(struct qs_buffer *to, const struct qs_chart *chart, const char *shape)
{
	qs_buffer_put(to, "<p class=\"legend\">");
	for (size_t l = chart->lines; l-- > 0;) {
		qs_buffer_format(to, "<span><i class=\"%s %s\"></i>", shape, chart->line[l].style);
		qs_buffer_html(to, chart->line[l].label);
		qs_buffer_put(to, "</span> ");
	}
	if (chart->band) {
		qs_buffer_put(to, "<span class=\"note\">");
		qs_buffer_html(to, chart->band);
		qs_buffer_put(to, "</span>");
	}
	qs_buffer_put(to, "</p>");
}

static void close_figure(struct qs_buffer *to, const struct qs_chart *chart, const char *shape)
{
	qs_buffer_put(to, "</svg>");
	if (chart->lines)
		put_legend(to, chart, shape);
	qs_buffer_put(to, "</figure>\n");
}

static void put_band(struct qs_buffer *to, const struct qs_chart *chart, const struct axis *axis,
		     const struct qs_chart_line *line)
{
	const char *before = "M";

	for (size_t y = 0; y < chart->years; y++)
		if (!isfinite(at(line->low, line, y)) || !isfinite(at(line->high, line, y)))
			return;
	qs_buffer_format(to, "<path class=\"band %s\" d=\"", line->style);
	for (size_t y = 0; y < chart->years; y++, before = "L")
		put_point(to, before, x_of(chart, y), y_of(axis, at(line->high, line, y)));
	for (size_t y = chart->years; y-- > 0;)
		put_point(to, "L", x_of(chart, y), y_of(axis, at(line->low, line, y)));
	qs_buffer_put(to, "Z\"/>\n");
}

static void put_line(struct qs_buffer *to, const struct qs_chart *chart, const struct axis *axis,
		     const struct qs_chart_line *line)
{
	const char *before = "M";

	qs_buffer_format(to, "<path class=\"line %s\" d=\"", line->style);
	for (size_t y = 0; y < chart->years; y++) {
		const double value = at(line->mid, line, y);

		if (isfinite(value))
			put_point(to, before, x_of(chart, y), y_of(axis, value));
		before = isfinite(value) ? "L" : "M";
	}
	qs_buffer_put(to, "\"/>\n");
}

void qs_chart_lines(struct qs_buffer *to, const struct qs_chart *chart)
{
	struct axis axis = {0, chart->least_top, 0, 1, 0};

	for (size_t l = 0; l < chart->lines; l++) {
		const struct qs_chart_line *line = &chart->line[l];

		for (size_t y = 0; y < chart->years; y++) {
			widen(&axis, at(line->mid, line, y));
			if (line->low && line->high) {
				widen(&axis, at(line->low, line, y));
				widen(&axis, at(line->high, line, y));
			}
		}
	}
	round_axis(&axis, 4);
	open_figure(to, chart, &axis, HEIGHT);
	put_axes(to, chart, &axis, 0);
	for (size_t l = 0; l < chart->lines; l++)
		if (chart->line[l].low && chart->line[l].high && chart->years > 1)
			put_band(to, chart, &axis, &chart->line[l]);
	for (size_t l = 0; l < chart->lines; l++)
		put_line(to, chart, &axis, &chart->line[l]);
	close_figure(to, chart, "stroke");
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
	struct axis axis = {0, chart->least_top, 0, 1, 0};

	for (size_t y = 0; y < chart->years; y++)
		widen(&axis, sum_to(chart, chart->lines, y));
	round_axis(&axis, 4);
	open_figure(to, chart, &axis, HEIGHT);
	put_axes(to, chart, &axis, 0);
	for (size_t l = 0; l < chart->lines; l++) {
		const char *before = "M";

		qs_buffer_format(to, "<path class=\"area %s\" d=\"", chart->line[l].style);
		for (size_t y = 0; y < chart->years; y++, before = "L")
			put_point(to, before, x_of(chart, y), y_of(&axis, sum_to(chart, l + 1, y)));
		for (size_t y = chart->years; y-- > 0;)
			put_point(to, "L", x_of(chart, y), y_of(&axis, sum_to(chart, l, y)));
		qs_buffer_put(to, "Z\"/>\n");
	}
	close_figure(to, chart, "box");
}

static void put_box(struct qs_buffer *to, const char *style, double x, double y, double width, double height)
{
	qs_buffer_format(to, "<rect class=\"%s\" x=\"", style);
	qs_buffer_fixed(to, x, 1);
	qs_buffer_put(to, "\" y=\"");
	qs_buffer_fixed(to, y, 1);
	qs_buffer_put(to, "\" width=\"");
	qs_buffer_fixed(to, width, 1);
	qs_buffer_put(to, "\" height=\"");
	qs_buffer_fixed(to, height, 1);
	qs_buffer_put(to, "\"/>");
}

void qs_chart_columns(struct qs_buffer *to, const struct qs_chart *chart)
{
	const double slot = (WIDTH - LEFT - RIGHT) / (double)(chart->years ? chart->years : 1);
	const double width = slot * 0.8 / (double)(chart->lines ? chart->lines : 1);
	struct axis axis = {0, chart->least_top, 0, 1, 0};

	for (size_t l = 0; l < chart->lines; l++)
		for (size_t y = 0; y < chart->years; y++)
			widen(&axis, at(chart->line[l].mid, &chart->line[l], y));
	round_axis(&axis, 4);
	open_figure(to, chart, &axis, HEIGHT);
	put_axes(to, chart, &axis, 1);
	for (size_t l = 0; l < chart->lines; l++) {
		for (size_t y = 0; y < chart->years; y++) {
			const double value = at(chart->line[l].mid, &chart->line[l], y), zero = y_of(&axis, 0);
			const double top = y_of(&axis, value);
			char style[32];

			if (!isfinite(value) || value == 0)
				continue;
			snprintf(style, sizeof style, "bar %s", chart->line[l].style);
			put_box(to, style, LEFT + slot * ((double)y + 0.1) + width * (double)l, top < zero ? top : zero,
				width, fabs(zero - top));
		}
	}
	qs_buffer_put(to, "\n");
	close_figure(to, chart, "box");
}

static double bar_x(const struct axis *axis, double value)
{
	return 8 + (WIDTH - 28) * (value - axis->low) / (axis->high - axis->low);
}

static void put_bar(struct qs_buffer *to, const struct axis *axis, const struct qs_chart_bar *bar, double top)
{
	const double zero = bar_x(axis, 0), end = bar_x(axis, bar->mid);
	struct qs_people number;

	qs_buffer_put(to, "<text class=\"tl\" x=\"8\" y=\"");
	qs_buffer_fixed(to, top + TEXT, 1);
	qs_buffer_put(to, "\">");
	qs_buffer_html(to, bar->label);
	qs_buffer_format(to, "</text><text class=\"ty\" x=\"%d\" y=\"", WIDTH - 12);
	qs_buffer_fixed(to, top + TEXT, 1);
	qs_buffer_format(to, "\">%s</text>", qs_people_number(bar->mid, &number));
	if (!isfinite(bar->mid) || !isfinite(bar->low) || !isfinite(bar->high))
		return;
	put_box(to, "bar c2", end < zero ? end : zero, top + TEXT + 4, fabs(end - zero), 9);
	qs_buffer_put(to, "<path class=\"whisker\" d=\"");
	put_point(to, "M", bar_x(axis, bar->low), top + TEXT + 8.5);
	put_point(to, "L", bar_x(axis, bar->high), top + TEXT + 8.5);
	put_point(to, "M", bar_x(axis, bar->low), top + TEXT + 5.5);
	qs_buffer_put(to, "v6");
	put_point(to, "M", bar_x(axis, bar->high), top + TEXT + 5.5);
	qs_buffer_put(to, "v6\"/>\n");
}

void qs_chart_bars(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_bar *bar, size_t bars)
{
	enum { ROW = BAR + 6 };
	const int height = TOP + (int)bars * ROW + BOTTOM;
	struct axis axis = {0, 0, 0, 1, 0};

	for (size_t i = 0; i < bars; i++) {
		widen(&axis, bar[i].low);
		widen(&axis, bar[i].mid);
		widen(&axis, bar[i].high);
	}
	round_axis(&axis, 4);
	axis.decimals = axis.scale > 1 ? 0 : axis.decimals;
	axis.scale = 1;
	open_figure(to, chart, &axis, height);
	for (size_t i = 0; i < ticks_of(&axis); i++) {
		const double value = axis.low + (double)i * axis.step;

		qs_buffer_format(to, "<path class=\"%s\" d=\"", fabs(value) < axis.step * 1e-6 ? "zero" : "grid");
		put_point(to, "M", bar_x(&axis, value), TOP);
		qs_buffer_format(to, "V%d\"/><text class=\"tx\" x=\"", height - BOTTOM);
		qs_buffer_fixed(to, bar_x(&axis, value), 1);
		qs_buffer_format(to, "\" y=\"%d\">", height - BOTTOM + 16);
		put_tick(to, &axis, value);
		qs_buffer_put(to, "</text>");
	}
	qs_buffer_put(to, "\n");
	for (size_t i = 0; i < bars; i++)
		put_bar(to, &axis, &bar[i], TOP + (double)i * ROW);
	close_figure(to, chart, "box");
}
