#include "io/chart_money.h"
#include "io/chart_frame.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* SIDE: room for a value beside a bar; ROW: a line of text and a bar; BAR: height of the bar; LABEL: bytes of a cut
 * label (never more than fit the chart's width). */
enum { SIDE = 50, ROW = 27, BAR = 10, LABEL = 256 };

static void put_text(struct qs_buffer *to, const char *style, double x, double y, const char *text)
{
	qs_buffer_format(to, "<text class=\"%s\" x=\"", style);
	qs_chart_number(to, x);
	qs_buffer_put(to, "\" y=\"");
	qs_chart_number(to, y);
	qs_buffer_put(to, "\">");
	qs_buffer_html(to, text);
	qs_buffer_put(to, "</text>");
}

/* ---- tornado ---- */

/* Units of width of a letter, in hundredths of the font's size: a Chinese letter is square, a Latin one about half of
 * it. */
static int letter_width(const char *at)
{
	return (unsigned char)*at >= 0xe2 ? 100 : 56;
}

static size_t letter_bytes(const char *at)
{
	size_t n = 1;

	while (((unsigned char)at[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static double text_width(const char *text)
{
	int sum = 0;

	for (const char *at = text; *at; at += letter_bytes(at))
		sum += letter_width(at);
	return QS_CHART_TEXT * sum / 100.0;
}

/* A label that fits a width: its end gives way to an ellipsis. */
static void put_label(struct qs_buffer *to, double x, double y, const char *text, double width)
{
	const int whole = text_width(text) <= width;
	const char *end = text;
	double used = QS_CHART_TEXT;
	char room[LABEL];

	while (!whole && *end && (used += QS_CHART_TEXT * letter_width(end) / 100.0) <= width)
		end += letter_bytes(end);
	snprintf(room, sizeof room, "%.*s…", (int)(end - text), text);
	put_text(to, "tl", x, y, whole ? text : room);
}

static double across(const struct qs_chart_axis *axis, double left, double right, double value)
{
	return left + (right - left) * (value - axis->low) / (axis->high - axis->low);
}

static double tornado_x(const struct qs_chart_axis *axis, double value)
{
	return across(axis, SIDE, QS_CHART_WIDTH - SIDE, value);
}

static void put_half(struct qs_buffer *to, const struct qs_chart_axis *axis, const char *style, double middle,
		     double end, double top)
{
	const double from = tornado_x(axis, middle), till = tornado_x(axis, end);

	qs_chart_box(to, style, from < till ? from : till, top, fabs(till - from), BAR);
}

static void put_swing(struct qs_buffer *to, const struct qs_chart_axis *axis, double middle,
		      const struct qs_chart_swing *swing, double top)
{
	const double low = swing->low, high = swing->high, least = low < high ? low : high,
		     most = low < high ? high : low;
	const double bar = top + QS_CHART_TEXT + 4;
	/* the nearer end is drawn over the farther one where both lie on one side of the middle */
	const int low_first = fabs(low - middle) > fabs(high - middle);
	struct qs_people text;

	put_label(to, 2, top + QS_CHART_TEXT, swing->label, QS_CHART_WIDTH - 12 - text_width(swing->range));
	put_text(to, "ty", QS_CHART_WIDTH - 2, top + QS_CHART_TEXT, swing->range);
	if (!isfinite(low) || !isfinite(high))
		return;
	put_half(to, axis, low_first ? "bar low" : "bar high", middle, low_first ? low : high, bar);
	put_half(to, axis, low_first ? "bar high" : "bar low", middle, low_first ? high : low, bar);
	put_text(to, "ty", tornado_x(axis, least < middle ? least : middle) - 4, bar + BAR,
		 qs_people_number(least, &text));
	put_text(to, "end", tornado_x(axis, most > middle ? most : middle) + 4, bar + BAR,
		 qs_people_number(most, &text));
	qs_buffer_put(to, "\n");
}

/* Vertical grid with labels below, and the line of a value that stands out. */
static void put_scale(struct qs_buffer *to, const struct qs_chart_axis *axis, double left, double right, int height,
		      double marked)
{
	for (size_t i = 0; i < qs_chart_ticks(axis); i++) {
		const double value = axis->low + (double)i * axis->step, x = across(axis, left, right, value);

		qs_buffer_put(to, "<path class=\"grid\" d=\"");
		qs_chart_point(to, "M", x, QS_CHART_TOP);
		qs_buffer_format(to, "V%d\"/><text class=\"tx\" x=\"", height - QS_CHART_BOTTOM);
		qs_chart_number(to, x);
		qs_buffer_format(to, "\" y=\"%d\">", height - QS_CHART_BOTTOM + 16);
		qs_chart_tick(to, axis, value);
		qs_buffer_put(to, "</text>");
	}
	qs_buffer_put(to, "<path class=\"zero\" d=\"");
	qs_chart_point(to, "M", across(axis, left, right, marked), QS_CHART_TOP);
	qs_buffer_format(to, "V%d\"/>\n", height - QS_CHART_BOTTOM);
}

void qs_chart_tornado(struct qs_buffer *to, const struct qs_chart *chart, double middle,
		      const struct qs_chart_swing *swing, size_t n)
{
	const int height = QS_CHART_TOP + (int)n * ROW + QS_CHART_BOTTOM;
	struct qs_chart_axis axis = {middle, middle, 0, 1, 0};

	for (size_t i = 0; i < n; i++) {
		qs_chart_widen(&axis, swing[i].low);
		qs_chart_widen(&axis, swing[i].high);
	}
	qs_chart_round(&axis, 3);
	axis.decimals = axis.scale > 1 ? 0 : axis.decimals;
	axis.scale = 1;
	qs_chart_open(to, chart, &axis, height);
	put_scale(to, &axis, SIDE, QS_CHART_WIDTH - SIDE, height, middle);
	for (size_t i = 0; i < n; i++)
		put_swing(to, &axis, middle, &swing[i], QS_CHART_TOP + (double)i * ROW - 2);
	qs_chart_close(to, chart, "box");
}

/* ---- cash by year ---- */

static double at(const struct qs_chart_line *line, size_t year)
{
	const double value = line->mid[year * line->stride];

	return isfinite(value) ? value : 0;
}

/* Height of the lines [from, till) in a year. */
static double stacked(const struct qs_chart *chart, size_t from, size_t till, size_t year)
{
	double sum = 0;

	for (size_t l = from; l < till; l++)
		sum += at(&chart->line[l], year);
	return sum;
}

/* A line's columns as one path. */
static void put_columns(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_axis *axis, size_t l,
			size_t ins)
{
	const double slot = (QS_CHART_WIDTH - QS_CHART_LEFT - QS_CHART_RIGHT) / (double)chart->years;
	const size_t first = l < ins ? 0 : ins;
	const double sign = l < ins ? 1 : -1;

	qs_buffer_format(to, "<path class=\"piece %s\" d=\"", chart->line[l].style);
	for (size_t y = 0; y < chart->years; y++) {
		const double below = sign * stacked(chart, first, l, y), above = below + sign * at(&chart->line[l], y);

		if (above == below)
			continue;
		qs_chart_point(to, "M", QS_CHART_LEFT + slot * ((double)y + 0.1), qs_chart_y(axis, below));
		qs_buffer_put(to, "V");
		qs_chart_number(to, qs_chart_y(axis, above));
		qs_buffer_put(to, "h");
		qs_chart_number(to, slot * 0.8);
		qs_buffer_put(to, "V");
		qs_chart_number(to, qs_chart_y(axis, below));
		qs_buffer_put(to, "Z");
	}
	qs_buffer_put(to, "\"/>\n");
}

static void put_net(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_axis *axis,
		    const struct qs_chart_line *net)
{
	const double slot = (QS_CHART_WIDTH - QS_CHART_LEFT - QS_CHART_RIGHT) / (double)chart->years;
	struct qs_chart_pen pen = {.to = to};

	qs_buffer_put(to, "<path class=\"line net\" d=\"");
	for (size_t y = 0; y < chart->years; y++)
		qs_chart_pen_to(&pen, QS_CHART_LEFT + slot * ((double)y + 0.5), qs_chart_y(axis, at(net, y)));
	qs_chart_pen_up(&pen);
	qs_buffer_put(to, "\"/>\n");
}

void qs_chart_cash(struct qs_buffer *to, const struct qs_chart *chart, size_t ins, const struct qs_chart_line *net)
{
	struct qs_chart_axis axis = {0, chart->least_top, 0, 1, 0};

	if (!chart->years)
		return;
	for (size_t y = 0; y < chart->years; y++) {
		qs_chart_widen(&axis, stacked(chart, 0, ins, y));
		qs_chart_widen(&axis, -stacked(chart, ins, chart->lines, y));
		qs_chart_widen(&axis, at(net, y));
	}
	qs_chart_round(&axis, 4);
	qs_chart_open(to, chart, &axis, QS_CHART_HEIGHT);
	qs_chart_axes(to, chart, &axis, 1);
	for (size_t l = 0; l < chart->lines; l++)
		put_columns(to, chart, &axis, l, ins);
	put_net(to, chart, &axis, net);
	qs_chart_close(to, chart, "box");
}

/* ---- waterfall ---- */

static double fall_x(const struct qs_chart_axis *axis, double value)
{
	return across(axis, 24, QS_CHART_WIDTH - 24, value);
}

static void put_step(struct qs_buffer *to, const struct qs_chart_axis *axis, const struct qs_chart_step *step,
		     double before, double after, double top, int last)
{
	const double from = fall_x(axis, before), till = fall_x(axis, after), bar = top + QS_CHART_TEXT + 4;
	struct qs_people text;

	put_text(to, "tl", 8, top + QS_CHART_TEXT, step->label);
	put_text(to, "ty", QS_CHART_WIDTH - 8, top + QS_CHART_TEXT, qs_people_number(step->value, &text));
	qs_chart_box(to,
		     step->sum        ? "bar total"
		     : after < before ? "bar down"
				      : "bar up",
		     from < till ? from : till, bar, fabs(till - from) > 0.8 ? fabs(till - from) : 0.8, BAR);
	if (last) {
		qs_buffer_put(to, "\n");
		return;
	}
	qs_buffer_put(to, "<path class=\"zero\" d=\"");
	qs_chart_point(to, "M", till, bar + BAR);
	qs_buffer_format(to, "v%d\"/>\n", ROW - BAR);
}

void qs_chart_waterfall(struct qs_buffer *to, const struct qs_chart *chart, const struct qs_chart_step *step, size_t n)
{
	const int height = QS_CHART_TOP + (int)n * ROW + QS_CHART_BOTTOM;
	struct qs_chart_axis axis = {0, 0, 0, 1, 0};
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		sum = step[i].sum ? step[i].value : sum + step[i].value;
		qs_chart_widen(&axis, sum);
	}
	qs_chart_round(&axis, 4);
	axis.decimals = axis.scale > 1 ? 0 : axis.decimals;
	axis.scale = 1;
	qs_chart_open(to, chart, &axis, height);
	put_scale(to, &axis, 24, QS_CHART_WIDTH - 24, height, 0);
	sum = 0;
	for (size_t i = 0; i < n; i++) {
		const double after = step[i].sum ? step[i].value : sum + step[i].value;

		put_step(to, &axis, &step[i], step[i].sum ? 0 : sum, after, QS_CHART_TOP + (double)i * ROW - 2,
			 i + 1 == n);
		sum = after;
	}
	qs_chart_close(to, chart, "box");
}
