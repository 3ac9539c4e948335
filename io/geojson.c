#include "io/geojson.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kernels/elementary.h"

/* CGCS2000 (GB 22021-2008): semi-major axis, m, and flattening. WGS 84 differs from it by 0.1 mm. */
#define AXIS_M 6378137.0
#define FLATTENING (1 / 298.257222101)
#define ECCENTRICITY_SQUARED (FLATTENING * (2 - FLATTENING))
#define DEGREE (3.14159265358979323846 / 180)

/* q of Snyder's equation 3-12 for sine s of the latitude. atanh(e s)/e is a power series: e s <= 0.082. */
static double authalic_q(double s)
{
	const double x = ECCENTRICITY_SQUARED * s * s;
	double sum = 0;

	for (int k = 21; k >= 1; k -= 2)
		sum = sum * x + 1.0 / k;
	return (1 - ECCENTRICITY_SQUARED) * (s / (1 - x) + s * sum);
}

double qs_ring_area_ha(const double *lon, const double *lat, size_t n)
{
	double sum = 0;

	if (n < 3)
		return 0;
	for (size_t i = 0, before = n - 1; i < n; before = i++) {
		const double a = authalic_q(qs_k_sin(lat[before] * DEGREE));
		const double b = authalic_q(qs_k_sin(lat[i] * DEGREE));

		sum += (lon[i] - lon[before]) * DEGREE * (a + b);
	}
	/* The area below an edge is R_q^2 dlon (sin b1 + sin b2) / 2 with R_q^2 sin b = a^2 q / 2. */
	return fabs(sum) * AXIS_M * AXIS_M / 4 * 1e-4;
}

struct geo {
	struct qs_arena *arena;
	struct qs_mistakes *mistakes;
	const char *file;
	size_t feature;
	int no_memory;
	/* of the feature: area and area-weighted centre of its outer rings */
	double area, weight, lon, lat;
	int bad;
};

static void refuse(struct geo *g, const struct qs_json *at, const char *why)
{
	char path[64];

	snprintf(path, sizeof path, "/features/%zu", g->feature);
	qs_mistakes_add(g->mistakes, QS_E1201, qs_json_place(at, g->file), path, why, NULL, NULL, NULL);
	g->bad = 1;
}

/* One position; 0, or -1 with the mistake told. */
static int read_position(struct geo *g, const struct qs_json *node, double *lon, double *lat)
{
	const struct qs_json *const x = node->first, *const y = x ? x->next : NULL;

	if (node->kind != QS_JSON_ARRAY || !y || x->kind != QS_JSON_NUMBER || y->kind != QS_JSON_NUMBER) {
		refuse(g, node,
		       "位置应为 [经度, 纬度]\x1f"
		       "a position is [longitude, latitude]");
		return -1;
	}
	*lon = x->number;
	*lat = y->number;
	if (fabs(*lon) <= 180 && fabs(*lat) <= 90)
		return 0;
	if (fabs(*lon) <= 90 && fabs(*lat) <= 180)
		refuse(g, node,
		       "纬度超出 ±90°：经纬度是否颠倒？应为 [经度, 纬度]\x1flatitude beyond 90 degrees: are the two "
		       "swapped? "
		       "A position is [longitude, latitude]");
	else
		refuse(g, node,
		       "坐标像是投影坐标（米）：请转换为 CGCS2000 经纬度（EPSG:4490）后再提供\x1f"
		       "the coordinates look like projected metres: please give longitude and latitude in CGCS2000 "
		       "(EPSG:4490)");
	return -1;
}

/* A ring: area, and its centroid as a plane figure about its first vertex. 0 or -1. */
static int read_ring(struct geo *g, const struct qs_json *ring, int outer, struct qs_ring *kept)
{
	const size_t n = ring->n;
	double *lon, *lat, double_area = 0, cx = 0, cy = 0, area;
	size_t i = 0;

	if (ring->kind != QS_JSON_ARRAY || n < 4) {
		refuse(g, ring,
		       "环至少要有四个位置\x1f"
		       "a ring has at least four positions");
		return -1;
	}
	lon = qs_arena_take(g->arena, n, sizeof *lon);
	lat = qs_arena_take(g->arena, n, sizeof *lat);
	if (!lon || !lat) {
		g->no_memory = 1;
		return -1;
	}
	for (const struct qs_json *child = ring->first; child; child = child->next, i++)
		if (read_position(g, child, &lon[i], &lat[i]))
			return -1;
	if (lon[0] != lon[n - 1] || lat[0] != lat[n - 1]) {
		refuse(g, ring,
		       "环未闭合：首尾位置应相同\x1fthe ring is not closed: its first and last positions differ");
		return -1;
	}
	area = qs_ring_area_ha(lon, lat, n - 1);
	g->area += outer ? area : -area;
	*kept = (struct qs_ring){lon, lat, n - 1};
	if (!outer)
		return 0;
	for (i = 0; i + 1 < n; i++) {
		const double x0 = lon[i] - lon[0], y0 = lat[i] - lat[0], x1 = lon[i + 1] - lon[0],
			     y1 = lat[i + 1] - lat[0];
		const double cross = x0 * y1 - x1 * y0;

		double_area += cross;
		cx += (x0 + x1) * cross;
		cy += (y0 + y1) * cross;
	}
	if (double_area == 0 || !(area > 0)) {
		refuse(g, ring, "环没有面积\x1fthe ring has no area");
		return -1;
	}
	g->lon += area * (lon[0] + cx / (3 * double_area));
	g->lat += area * (lat[0] + cy / (3 * double_area));
	g->weight += area;
	return 0;
}

static void read_polygon(struct geo *g, const struct qs_json *polygon, struct qs_polygon *kept)
{
	const double before = g->area;

	if (polygon->kind != QS_JSON_ARRAY || !polygon->n) {
		refuse(g, polygon,
		       "多边形应为环的列表\x1f"
		       "a polygon is a list of rings");
		return;
	}
	kept->n = 0;
	kept->rings = qs_arena_take(g->arena, polygon->n, sizeof *kept->rings);
	if (!kept->rings) {
		g->no_memory = 1;
		return;
	}
	for (const struct qs_json *ring = polygon->first; ring; ring = ring->next)
		if (read_ring(g, ring, ring == polygon->first, &kept->rings[kept->n++]))
			return;
	kept->area_ha = g->area - before;
	if (!(kept->area_ha > 0))
		refuse(g, polygon,
		       "面积不大于 0：孔洞比外环大\x1fthe area is not above 0: the holes exceed the outer ring");
}

static void read_geometry(struct geo *g, const struct qs_json *geometry, struct qs_feature *feature)
{
	const char *const type = qs_json_string(geometry, "type", "");
	const struct qs_json *const coordinates = qs_json_find(geometry, "coordinates");
	const int many = !strcmp(type, "MultiPolygon");
	struct qs_polygon *polygons;
	size_t n = 0;

	if (!many && strcmp(type, "Polygon") != 0) {
		refuse(g, geometry,
		       "几何应为 Polygon 或 MultiPolygon\x1fthe geometry must be a Polygon or MultiPolygon");
		return;
	}
	if (!coordinates || coordinates->kind != QS_JSON_ARRAY || !coordinates->n) {
		refuse(g, geometry, "缺少坐标\x1fthere are no coordinates");
		return;
	}
	polygons = qs_arena_take(g->arena, many ? coordinates->n : 1, sizeof *polygons);
	if (!polygons) {
		g->no_memory = 1;
		return;
	}
	if (many)
		for (const struct qs_json *polygon = coordinates->first; polygon && !g->bad && !g->no_memory;
		     polygon = polygon->next)
			read_polygon(g, polygon, &polygons[n++]);
	else
		read_polygon(g, coordinates, &polygons[n++]);
	if (g->bad || g->no_memory)
		return;
	feature->has_area = 1;
	feature->area_ha = g->area;
	feature->lon = g->lon / g->weight;
	feature->lat = g->lat / g->weight;
	feature->polygons = polygons;
	feature->polygon_count = n;
}

/* Nonzero if a text names a datum that map services shift. */
static int is_shifted(const char *text)
{
	return strstr(text, "GCJ") || strstr(text, "gcj") || strstr(text, "BD09") || strstr(text, "BD-09") ||
	       strstr(text, "bd09") || strstr(text, "火星");
}

/* Nonzero if a text names longitude and latitude on CGCS2000 or WGS 84. */
static int is_lon_lat(const char *text)
{
	static const char *const good[] = {"CRS84",     "EPSG::4326", "EPSG:4326", "EPSG::4490",
					   "EPSG:4490", "CGCS2000",   "WGS84",     "WGS 84"};

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		const char *const found = strstr(text, good[i]);

		if (found && !(found[strlen(good[i])] >= '0' && found[strlen(good[i])] <= '9') &&
		    !strstr(text, "Gauss") && !strstr(text, "UTM"))
			return 1;
	}
	return 0;
}

/* A member that says which system the coordinates are in: "crs" (GeoJSON 2008), or a plain text. */
static void check_system(struct geo *g, const struct qs_json *node)
{
	const struct qs_json *const properties = qs_json_find(node, "properties");
	const char *const text = node->kind == QS_JSON_STRING ? node->text : qs_json_string(properties, "name", "");

	if (node->kind == QS_JSON_NULL)
		return;
	if (is_shifted(text))
		refuse(g, node,
		       "坐标为偏移基准（GCJ-02、BD-09）：请提供 CGCS2000 原始坐标\x1f"
		       "the coordinates are on a shifted datum (GCJ-02, BD-09): please give the original CGCS2000 "
		       "coordinates");
	else if (!is_lon_lat(text))
		refuse(g, node,
		       "坐标系应为 CGCS2000 或 WGS 84 经纬度（EPSG:4490、EPSG:4326）：这是什么坐标系？\x1f"
		       "the coordinates must be longitude and latitude in CGCS2000 or WGS 84 (EPSG:4490, EPSG:4326): "
		       "which system is this?");
}

static void check_systems(struct geo *g, const struct qs_json *object)
{
	static const char *const members[] = {"crs", "datum", "coordinate_system"};

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		const struct qs_json *const node = qs_json_find(object, members[i]);

		if (node)
			check_system(g, node);
	}
}

static void read_feature(struct geo *g, const struct qs_json *node, struct qs_feature *feature)
{
	const struct qs_json *const geometry = qs_json_find(node, "geometry");

	feature->node = node;
	g->bad = 0;
	g->area = g->weight = g->lon = g->lat = 0;
	if (strcmp(qs_json_string(node, "type", ""), "Feature") != 0) {
		refuse(g, node,
		       "应为 Feature\x1f"
		       "expected a Feature");
		return;
	}
	feature->properties = qs_json_find(node, "properties");
	if (feature->properties && feature->properties->kind != QS_JSON_OBJECT)
		feature->properties = NULL;
	check_systems(g, feature->properties);
	if (!g->bad && geometry && geometry->kind != QS_JSON_NULL)
		read_geometry(g, geometry, feature);
}

qs_status qs_geojson_read(const struct qs_json *root, const char *file, struct qs_arena *arena,
			  struct qs_mistakes *mistakes, struct qs_features *features, struct qs_err *err)
{
	const struct qs_json *const list = qs_json_find(root, "features");
	struct geo g;

	memset(&g, 0, sizeof g);
	memset(features, 0, sizeof *features);
	g.arena = arena;
	g.mistakes = mistakes;
	g.file = file;
	if (strcmp(qs_json_string(root, "type", ""), "FeatureCollection") != 0 || !list ||
	    list->kind != QS_JSON_ARRAY) {
		refuse(&g, root,
		       "应为带 features 的 FeatureCollection\x1f"
		       "expected a FeatureCollection with features");
		return QS_OK;
	}
	check_systems(&g, root);
	if (g.bad)
		return QS_OK; /* one question, not one a feature */
	features->items = qs_arena_take(arena, list->n, sizeof *features->items);
	if (!features->items)
		return qs_fail(err, QS_ENOMEM, "%s: features", file);
	for (const struct qs_json *node = list->first; node; node = node->next) {
		g.feature = features->n;
		read_feature(&g, node, &features->items[features->n++]);
	}
	return g.no_memory ? qs_fail(err, QS_ENOMEM, "%s: rings", file) : QS_OK;
}
