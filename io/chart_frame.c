#include "io/chart_frame.h"

#include <math.h>

enum { TICKS = 12 };

void qs_chart_widen(struct qs_chart_axis *axis, double value)
{
	if (!isfinite(value))
		return;
	if (value < axis->low)
		axis->low = value;
	if (value > axis->high)
		axis->high = value;
}

void qs_chart_round(struct qs_chart_axis *axis, int wanted)
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

size_t qs_chart_ticks(const struct qs_chart_axis *axis)
{
	const size_t n = (size_t)floor((axis->high - axis->low) / axis->step + 1.5);

	return n > TICKS ? TICKS : n;
}

double qs_chart_y(const struct qs_chart_axis *axis, double value)
{
	return QS_CHART_TOP +
	       (QS_CHART_HEIGHT - QS_CHART_TOP - QS_CHART_BOTTOM) * (axis->high - value) / (axis->high - axis->low);
}

double qs_chart_x(const struct qs_chart *chart, size_t year)
{
	const double span = QS_CHART_WIDTH - QS_CHART_LEFT - QS_CHART_RIGHT;

	return chart->years > 1 ? QS_CHART_LEFT + span * (double)year / (double)(chart->years - 1)
				: QS_CHART_LEFT + span / 2;
}

static long tenths(double value)
{
	return (long)floor(10 * value + 0.5);
}

/* A number in tenths; `apart` puts a space before it unless its sign does. */
static void put_tenths(struct qs_buffer *to, long value, int apart)
{
	const long size = value < 0 ? -value : value;

	qs_buffer_put(to, value < 0 ? "-" : apart ? " " : "");
	if (size / 10 || !(size % 10))
		qs_buffer_format(to, "%ld", size / 10);
	if (size % 10)
		qs_buffer_format(to, ".%ld", size % 10);
}

void qs_chart_number(struct qs_buffer *to, double value)
{
	put_tenths(to, tenths(value), 0);
}

void qs_chart_point(struct qs_buffer *to, const char *before, double x, double y)
{
	qs_buffer_put(to, before);
	put_tenths(to, tenths(x), 0);
	put_tenths(to, tenths(y), 1);
}

/* Writes the last point met and starts from it. */
static void pen_mark(struct qs_chart_pen *pen)
{
	const long x = tenths(pen->at_x), y = tenths(pen->at_y);

	if (x != pen->x || y != pen->y) {
		qs_buffer_put(pen->to, "l");
		put_tenths(pen->to, x - pen->x, 0);
		put_tenths(pen->to, y - pen->y, 1);
	}
	pen->x = x;
	pen->y = y;
	pen->from_x = pen->at_x;
	pen->from_y = pen->at_y;
	pen->waiting = 0;
}

/* The slopes from the last written point that pass a point narrow as points are met; the point met before is written when the
 * next one cannot be reached by such a slope. */
void qs_chart_pen_to(struct qs_chart_pen *pen, double x, double y)
{
	double run, slope;

	if (!pen->down) {
		qs_chart_point(pen->to, "M", x, y);
		pen->x = tenths(x);
		pen->y = tenths(y);
		pen->from_x = pen->at_x = x;
		pen->from_y = pen->at_y = y;
		pen->down = 1;
		pen->waiting = 0;
		return;
	}
	run = fabs(x - pen->from_x);
	slope = run > 0 ? (y - pen->from_y) / run : 0;
	if (pen->waiting && (run <= 0 || slope < pen->low || slope > pen->high)) {
		pen_mark(pen);
		run = fabs(x - pen->from_x);
		slope = run > 0 ? (y - pen->from_y) / run : 0;
	}
	pen->at_x = x;
	pen->at_y = y;
	if (run <= 0) {
		pen_mark(pen);
		return;
	}
	if (!pen->waiting || pen->low < slope - QS_CHART_NEAR / run)
		pen->low = slope - QS_CHART_NEAR / run;
	if (!pen->waiting || pen->high > slope + QS_CHART_NEAR / run)
		pen->high = slope + QS_CHART_NEAR / run;
	pen->waiting = 1;
}

void qs_chart_pen_corner(struct qs_chart_pen *pen)
{
	if (pen->down && pen->waiting)
		pen_mark(pen);
}

void qs_chart_pen_up(struct qs_chart_pen *pen)
{
	qs_chart_pen_corner(pen);
	pen->down = 0;
}

void qs_chart_tick(struct qs_buffer *to, const struct qs_chart_axis *axis, double value)
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

void qs_chart_open(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_axis *axis, int height)
{
	qs_buffer_put(to, "<figure class=\"chart\"><figcaption>");
	qs_buffer_html(to, chart->title);
	qs_buffer_put(to, " <span class=\"unit\">");
	qs_buffer_put(to, axis->scale > 1 ? "10³ " : "");
	qs_buffer_html(to, chart->unit);
	qs_buffer_format(to, "</span></figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>", QS_CHART_WIDTH,
			 height);
	qs_buffer_html(to, chart->title);
	qs_buffer_put(to, "</title><desc>");
	qs_buffer_html(to, chart->description);
	qs_buffer_put(to, "</desc>\n");
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

void qs_chart_close(struct qs_buffer *to, const struct qs_chart *chart, const char *shape)
{
	qs_buffer_put(to, "</svg>");
	if (chart->lines)
		put_legend(to, chart, shape);
	qs_buffer_put(to, "</figure>\n");
}

void qs_chart_box(struct qs_buffer *to, const char *style, double x, double y, double width, double height)
{
	qs_buffer_format(to, "<rect class=\"%s\" x=\"", style);
	qs_chart_number(to, x);
	qs_buffer_put(to, "\" y=\"");
	qs_chart_number(to, y);
	qs_buffer_put(to, "\" width=\"");
	qs_chart_number(to, width);
	qs_buffer_put(to, "\" height=\"");
	qs_chart_number(to, height);
	qs_buffer_put(to, "\"/>");
}

/* Where a year's label stands: below its point, or in the middle of its slot. */
static double year_x(const struct qs_chart *chart, size_t year, int columns)
{
	const double slot =
		(QS_CHART_WIDTH - QS_CHART_LEFT - QS_CHART_RIGHT) / (double)(chart->years ? chart->years : 1);

	return columns ? QS_CHART_LEFT + slot * ((double)year + 0.5) : qs_chart_x(chart, year);
}

void qs_chart_axes(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_axis *axis, int columns)
{
	const size_t every = chart->years > 80   ? 25
			     : chart->years > 32 ? 10
			     : chart->years > 12 ? 5
			     : chart->years > 5  ? 2
						 : 1;
	const size_t n = qs_chart_ticks(axis);

	for (int zero = 0; zero < 2; zero++) {
		qs_buffer_put(to, zero ? "<path class=\"zero\" d=\"" : "<path class=\"grid\" d=\"");
		for (size_t i = 0; i < n; i++) {
			const double value = axis->low + (double)i * axis->step;

			if ((fabs(value) < axis->step * 1e-6) != zero)
				continue;
			qs_chart_point(to, "M", QS_CHART_LEFT, qs_chart_y(axis, value));
			qs_buffer_format(to, "H%d", QS_CHART_WIDTH - QS_CHART_RIGHT);
		}
		for (size_t y = 0; !zero && y < chart->years; y++)
			if ((chart->first_year + (int)y) % (int)every == 0) {
				qs_chart_point(to, "M", year_x(chart, y, columns), QS_CHART_HEIGHT - QS_CHART_BOTTOM);
				qs_buffer_put(to, "v4");
			}
		qs_buffer_put(to, "\"/>");
	}
	qs_buffer_put(to, "<g class=\"ty\">");
	for (size_t i = 0; i < n; i++) {
		const double value = axis->low + (double)i * axis->step;

		qs_buffer_format(to, "<text x=\"%d\" y=\"", QS_CHART_LEFT - 6);
		qs_chart_number(to, qs_chart_y(axis, value) + 4);
		qs_buffer_put(to, "\">");
		qs_chart_tick(to, axis, value);
		qs_buffer_put(to, "</text>");
	}
	qs_buffer_put(to, "</g><g class=\"tx\">");
	for (size_t y = 0; y < chart->years; y++) {
		if ((chart->first_year + (int)y) % (int)every)
			continue;
		qs_buffer_put(to, "<text x=\"");
		qs_chart_number(to, year_x(chart, y, columns));
		qs_buffer_format(to, "\" y=\"%d\">%d</text>", QS_CHART_HEIGHT - QS_CHART_BOTTOM + 18,
				 chart->first_year + (int)y);
	}
	qs_buffer_put(to, "</g>\n");
}
