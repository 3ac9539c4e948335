/* GeoJSON (RFC 7946): features whose polygons give area and place.
 *
 * A FeatureCollection of Polygon and MultiPolygon in longitude and latitude of CGCS2000 or WGS 84 (EPSG:4490, 4326,
 * CRS84), in degrees. Projected metres, another reference system or a shifted map-service datum (GCJ-02, BD-09) are
 * refused with a question and never guessed. Heights are ignored; a geometry of null leaves area and place to the
 * properties. Rings are kept for what asks which parcels touch (io/parcels.h).
 */
#ifndef QS_IO_GEOJSON_H
#define QS_IO_GEOJSON_H

#include "io/json.h"

/* Vertices in degrees, the first not repeated at the end. */
struct qs_ring {
	double *lon, *lat;
	size_t n;
};

struct qs_polygon {
	struct qs_ring *rings; /* the outer one, then holes */
	size_t n;
	double area_ha; /* on the ellipsoid, less holes */
};

struct qs_feature {
	const struct qs_json *node;       /* the feature */
	const struct qs_json *properties; /* an object, or NULL */
	int has_area;
	double area_ha;              /* on the ellipsoid */
	double lon, lat;             /* centroid, degrees */
	struct qs_polygon *polygons; /* none unless has_area */
	size_t polygon_count;
};

struct qs_features {
	struct qs_feature *items;
	size_t n;
};

/* Reads the features of a parsed file into the arena. Mistakes are added to the list. Fails only without memory. */
qs_status qs_geojson_read(const struct qs_json *root, const char *file, struct qs_arena *arena,
			  struct qs_mistakes *mistakes, struct qs_features *features, struct qs_err *err);

/* Area of a polygon on the CGCS2000 ellipsoid, ha: n vertices in degrees, not closed, either way round. Edges are
 * straight in the equal-area cylinder, which differs from the geodesic by less than 1e-6 of the area for edges of some
 * km. Authalic latitude: J. P. Snyder, Map Projections - A Working Manual, USGS Professional Paper 1395, 1987, eq. 3-11
 * to 3-13. */
double qs_ring_area_ha(const double *lon, const double *lat, size_t n);

#endif
