/* Parcels: which polygons of GeoJSON features meet, by how much they overlap, and the largest connected area.
 *
 * Two parcels join if their rings come within 0.1 m of each other (an assumption: the accuracy of a digitised border),
 * which holds for a shared border, a vertex on an edge, a corner and edges that cross, or if they overlap at all, as
 * where one lies in the other. A parcel in the hole of another is outside it. Distances and overlaps are taken on a
 * plane about the first parcel's first vertex, with the radii of curvature of meridian and parallel there (CGCS2000);
 * over 10 km the plane is off by about 1e-3. An overlap is sum over pairs of edges of +-integral min(y_a, y_b) dx where
 * both stand over x: each ring is the signed sum of the strips below its edges, so that shared borders, holes and equal
 * polygons need no case of their own. The connected area is the sum of the joined polygons' areas on the ellipsoid less
 * the overlaps of their pairs, in ha: what two share counts once; where three share a place it is a lower bound.
 */
#ifndef QS_IO_PARCELS_H
#define QS_IO_PARCELS_H

#include "io/geojson.h"

/* Two polygons that join, as numbers in the order of features and their polygons; a < b. */
struct qs_joint {
	size_t a, b;
	size_t feature_a, feature_b;
	double overlap_ha;
	double overlap_frac; /* of the smaller polygon */
};

struct qs_joints {
	struct qs_joint *items; /* ascending by a, then b */
	size_t n, room;
	size_t polygons; /* of all features */
};

/* An overlap above this share of the smaller parcel is more than a border's inaccuracy (an assumption). */
#define QS_OVERLAP_TOLD 1e-3

/* Finds all pairs that join, into the arena. 0, or -1 without memory. */
int qs_joints_find(const struct qs_features *features, struct qs_arena *arena, struct qs_joints *joints);

/* The largest connected area of the features with a treatment of each site, ha, in the arena: site[i] < sites is the
 * feature's. 0 where none has a treatment or one that has is without a polygon. Tells features that overlap (W2904).
 * NULL without memory. */
const double *qs_parcels_connected(const struct qs_features *features, const size_t *site, size_t sites,
				   struct qs_arena *arena, struct qs_mistakes *mistakes, const char *file);

#endif
