#include "io/chart_map.h"
#include "io/chart_frame.h"

#include "kernels/elementary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 720, EDGE = 14, ROW = 15, LABELS = 24, DISTRICTS = 64, KM_A_DEGREE = 111 };

#define MARK "<g id=\"map-lines\" data-box=\""
#define RADIAN 0.017453292519943295

/* The frame in degrees, and in units of the drawing. */
struct frame {
	double west, south, east, north;
	double across, up; /* units a degree */
	double height;
};

static double map_x(const struct frame *f, double lon)
{
	return EDGE + (lon - f->west) * f->across;
}

static double map_y(const struct frame *f, double lat)
{
	return EDGE + (f->north - lat) * f->up;
}

static void fit(struct frame *f)
{
	const double shrink = qs_k_cos((f->south + f->north) / 2 * RADIAN);

	f->across = (WIDTH - 2 * EDGE) / (f->east - f->west);
	f->up = f->across / shrink;
	f->height = 2 * EDGE + (f->north - f->south) * f->up;
}

static int is_there(const struct qs_chart_place *p)
{
	return isfinite(p->lon) && isfinite(p->lat);
}

/* A frame around the places, with room beside them, at least a tenth of a degree wide and not higher than wide. 0 if
 * there are none. */
static int frame_of(const struct qs_chart_place *place, size_t n, struct frame *f)
{
	double wide, high, shrink;
	int any = 0;

	*f = (struct frame){0};
	for (size_t i = 0; i < n; i++) {
		if (!is_there(&place[i]))
			continue;
		f->west = any && f->west < place[i].lon ? f->west : place[i].lon;
		f->east = any && f->east > place[i].lon ? f->east : place[i].lon;
		f->south = any && f->south < place[i].lat ? f->south : place[i].lat;
		f->north = any && f->north > place[i].lat ? f->north : place[i].lat;
		any = 1;
	}
	if (!any)
		return 0;
	shrink = qs_k_cos((f->south + f->north) / 2 * RADIAN);
	high = (f->north - f->south) * 1.2;
	high = high > 0.05 ? high : 0.05;
	wide = (f->east - f->west) * 1.3;
	wide = wide > 0.1 ? wide : 0.1;
	wide = wide > high / shrink * 1.2 ? wide : high / shrink * 1.2;
	high = high > 0.45 * wide * shrink ? high : 0.45 * wide * shrink;
	f->west = (f->west + f->east - wide) / 2;
	f->east = f->west + wide;
	f->south = (f->south + f->north - high) / 2;
	f->north = f->south + high;
	fit(f);
	return 1;
}

static int from_north(const void *a, const void *b)
{
	const struct qs_chart_place *const x = a, *const y = b;

	if (is_there(x) != is_there(y))
		return is_there(x) ? -1 : 1;
	return x->lat < y->lat ? 1 : x->lat > y->lat ? -1 : strcmp(x->label, y->label);
}

static void put_words(struct qs_buffer *to, const char *style, double x, double y, const char *words)
{
	qs_buffer_format(to, "<text class=\"%s\" x=\"", style);
	qs_chart_number(to, x);
	qs_buffer_put(to, "\" y=\"");
	qs_chart_number(to, y);
	qs_buffer_put(to, "\">");
	qs_buffer_html(to, words);
	qs_buffer_put(to, "</text>");
}

/* A point with its label to the side where there is room, below the labels before it. */
static void put_point(struct qs_buffer *to, const struct frame *f, const struct qs_chart_place *p, double *lowest,
		      int label)
{
	const double x = map_x(f, p->lon), y = map_y(f, p->lat);
	const int left = x > 0.72 * WIDTH;
	double at = y + 4;

	qs_buffer_put(to, "<circle class=\"c2\" r=\"4\" cx=\"");
	qs_chart_number(to, x);
	qs_buffer_put(to, "\" cy=\"");
	qs_chart_number(to, y);
	qs_buffer_put(to, "\"/>");
	if (!label)
		return;
	at = at > lowest[left] + ROW ? at : lowest[left] + ROW;
	lowest[left] = at;
	if (at > y + 5) {
		qs_buffer_put(to, "<path class=\"grid\" d=\"");
		qs_chart_point(to, "M", x, y);
		qs_chart_point(to, "L", x + (left ? -7 : 7), at - 4);
		qs_buffer_put(to, "\"/>");
	}
	put_words(to, left ? "ty" : "end", x + (left ? -8 : 8), at, p->label);
}

/* Every district's name once, above the middle of its points. */
static void put_districts(struct qs_buffer *to, const struct frame *f, const struct qs_chart_place *place, size_t n)
{
	const char *seen[DISTRICTS];
	size_t count = 0;

	for (size_t i = 0; i < n && count < DISTRICTS; i++) {
		double lon = 0, lat = -90, members = 0;
		size_t k = 0;

		if (!is_there(&place[i]) || !place[i].district)
			continue;
		while (k < count && strcmp(seen[k], place[i].district) != 0)
			k++;
		if (k < count)
			continue;
		seen[count++] = place[i].district;
		for (size_t j = i; j < n; j++) {
			if (!is_there(&place[j]) || !place[j].district ||
			    strcmp(place[j].district, place[i].district) != 0)
				continue;
			lon += place[j].lon;
			lat = place[j].lat > lat ? place[j].lat : lat;
			members++;
		}
		put_words(to, "tx place", map_x(f, lon / members), map_y(f, lat) - 9, place[i].district);
	}
}

/* A bar of 1, 2 or 5 times a power of ten kilometres, about a fifth of the width. */
static void put_scale(struct qs_buffer *to, const struct frame *f)
{
	const double km = f->up / KM_A_DEGREE; /* units a km */
	double length = 1;
	char words[32];

	while (length * 2.5 * km < WIDTH / 5.0)
		length *= length == 1 || length == 10 || length == 100   ? 2
			  : length == 2 || length == 20 || length == 200 ? 2.5
									 : 2;
	snprintf(words, sizeof words, "%d km", (int)(length + 0.5));
	qs_buffer_put(to, "<path class=\"whisker\" d=\"");
	qs_chart_point(to, "M", EDGE, f->height - 10);
	qs_buffer_put(to, "h");
	qs_chart_number(to, length * km);
	qs_buffer_put(to, "\"/>");
	put_words(to, "end", EDGE, f->height - 15, words);
	put_words(to, "tx", WIDTH - 20, 22, "N");
	qs_buffer_format(to, "<path class=\"whisker\" d=\"M%d 26v16m-4 -12l4 -4l4 4\"/>\n", WIDTH - 20);
}

void qs_chart_map(struct qs_buffer *to, const struct qs_chart *chart, struct qs_chart_place *place, size_t n)
{
	double lowest[2] = {0, 0};
	struct frame f;
	size_t there = 0;

	if (!frame_of(place, n, &f))
		return;
	qsort(place, n, sizeof *place, from_north);
	while (there < n && is_there(&place[there]))
		there++;
	qs_buffer_put(to, "<figure class=\"chart map\"><figcaption>");
	qs_buffer_html(to, chart->title);
	qs_buffer_format(to, "</figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH, (int)f.height);
	qs_buffer_html(to, chart->title);
	qs_buffer_put(to, "</title><desc>");
	qs_buffer_html(to, chart->description);
	qs_buffer_put(to, "</desc>\n" MARK);
	qs_buffer_fixed(to, f.west, 6);
	qs_buffer_put(to, ",");
	qs_buffer_fixed(to, f.south, 6);
	qs_buffer_put(to, ",");
	qs_buffer_fixed(to, f.east, 6);
	qs_buffer_put(to, ",");
	qs_buffer_fixed(to, f.north, 6);
	qs_buffer_put(to, "\"></g>\n");
	for (size_t i = 0; i < there; i++)
		put_point(to, &f, &place[i], lowest, there <= LABELS);
	put_districts(to, &f, place, there);
	put_scale(to, &f);
	qs_buffer_put(to, "</svg><p class=\"legend\">");
	qs_buffer_html(to, chart->description);
	qs_buffer_put(to, "</p></figure>\n");
}

/* ---- boundaries ---- */

/* Every ring within nested arrays of positions. */
static void put_rings(struct qs_buffer *to, const struct frame *f, const struct qs_json *node)
{
	struct qs_chart_pen pen = {.to = to};

	if (!node || node->kind != QS_JSON_ARRAY || !node->first)
		return;
	if (node->first->kind == QS_JSON_ARRAY && node->first->first && node->first->first->kind == QS_JSON_NUMBER) {
		for (const struct qs_json *position = node->first; position; position = position->next) {
			qs_chart_pen_to(&pen, map_x(f, position->first->number),
					map_y(f, position->first->next->number));
			qs_chart_pen_corner(&pen); /* a boundary goes any way */
		}
		return;
	}
	for (const struct qs_json *child = node->first; child; child = child->next)
		put_rings(to, f, child);
}

int qs_chart_map_draw(struct qs_buffer *to, const char *page, const struct qs_json *geojson)
{
	const char *const mark = strstr(page, MARK), *box = mark ? mark + strlen(MARK) : NULL;
	const struct qs_json *const features = qs_json_find(geojson, "features");
	const char *const end = mark ? strstr(mark, "\">") : NULL;
	struct frame f = {0};
	double *const sides[] = {&f.west, &f.south, &f.east, &f.north};

	if (!mark || !end)
		return 0;
	for (int i = 0; i < 4; i++) {
		const size_t n = strcspn(box, ",\"");

		if (qs_number_read(box, n, sides[i]))
			return 0;
		box += n + 1;
	}
	fit(&f);
	qs_buffer_add(to, page, (size_t)(end + 2 - page));
	qs_buffer_put(to, "<path class=\"bound\" d=\"");
	for (const struct qs_json *feature = features ? features->first : NULL; feature; feature = feature->next)
		put_rings(to, &f, qs_json_find(qs_json_find(feature, "geometry"), "coordinates"));
	qs_buffer_put(to, "\"/>");
	qs_buffer_put(to, end + 2);
	return 1;
}
