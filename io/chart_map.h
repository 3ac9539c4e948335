/* A map of sites as inline SVG: points by longitude and latitude with the names of their districts; boundaries only from a file
 * that the user gives.
 *
 * Equal steps of a degree of latitude and, by the cosine of the middle latitude, of longitude: true to a part in a thousand over some
 * hundred kilometres. The drawing carries its frame (data-box: west, south, east, north in degrees), so that boundaries can be
 * drawn into a finished page.
 */
#ifndef QS_IO_CHART_MAP_H
#define QS_IO_CHART_MAP_H

#include "io/chart.h"
#include "io/json.h"

struct qs_chart_place {
	const char *label;    /* of the point: a site's id */
	const char *district; /* or NULL */
	double lon, lat;      /* degrees; a place without them is left out */
};

/* The map of some places, if two of them or one have a point; sorts them from north to south. scale: the words of the scale bar for
 * {1} km. Labels of points are left out beyond 24 of them, those of districts never. */
void qs_chart_map(struct qs_buffer *to, const struct qs_chart *chart, struct qs_chart_place *place, size_t n);

/* A finished page with the rings of GeoJSON features drawn into its map. 1, or 0 if the page has no map. */
int qs_chart_map_draw(struct qs_buffer *to, const char *page, const struct qs_json *geojson);

#endif
