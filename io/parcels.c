#include "io/parcels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernels/elementary.h"

/* CGCS2000 (GB 22021-2008) */
#define AXIS_M 6378137.0
#define FLATTENING (1 / 298.257222101)
#define ECCENTRICITY_SQUARED (FLATTENING * (2 - FLATTENING))
#define DEGREE (3.14159265358979323846 / 180)

#define NEAR_M 0.1

struct edge {
	double x0, y0, x1, y1; /* m, in the order of the ring */
	double sign;           /* of the strip below it */
};

struct edges {
	struct edge *items;
	size_t n;
};

/* ---- two polygons ---- */

struct plane {
	double lon, lat, east, north; /* origin, degrees; m a degree */
};

static struct plane plane_at(double lon, double lat)
{
	const double s = qs_k_sin(lat * DEGREE), w = 1 - ECCENTRICITY_SQUARED * s * s;
	struct plane plane = {lon, lat, 0, 0};

	plane.east = AXIS_M / sqrt(w) * qs_k_cos(lat * DEGREE) * DEGREE;
	plane.north = AXIS_M * (1 - ECCENTRICITY_SQUARED) / (w * sqrt(w)) * DEGREE;
	return plane;
}

/* The edges of all rings: outer rings count +1, holes -1, whichever way round they were drawn. */
static int take_edges(const struct qs_polygon *polygon, const struct plane *plane, struct qs_arena *arena,
		      struct edges *edges)
{
	size_t n = 0;

	for (size_t r = 0; r < polygon->n; r++)
		n += polygon->rings[r].n;
	edges->n = 0;
	edges->items = qs_arena_take(arena, n, sizeof *edges->items);
	if (!edges->items)
		return -1;
	for (size_t r = 0; r < polygon->n; r++) {
		const struct qs_ring *const ring = &polygon->rings[r];
		struct edge *const first = edges->items + edges->n;
		double below = 0, sign;

		for (size_t i = 0; i < ring->n; i++) {
			const size_t k = i + 1 < ring->n ? i + 1 : 0;
			struct edge *const edge = &first[i];

			edge->x0 = (ring->lon[i] - plane->lon) * plane->east;
			edge->y0 = (ring->lat[i] - plane->lat) * plane->north;
			edge->x1 = (ring->lon[k] - plane->lon) * plane->east;
			edge->y1 = (ring->lat[k] - plane->lat) * plane->north;
			below += (edge->x1 - edge->x0) * (edge->y0 + edge->y1);
		}
		sign = (below < 0) == (r == 0) ? -1 : 1;
		for (size_t i = 0; i < ring->n; i++)
			first[i].sign = first[i].x1 < first[i].x0 ? -sign : sign;
		edges->n += ring->n;
	}
	return 0;
}

static double height_at(const struct edge *e, double x)
{
	return e->y0 + (e->y1 - e->y0) * ((x - e->x0) / (e->x1 - e->x0));
}

/* Integral of the lower of two edges above a floor, where both stand over x. */
static double strip(const struct edge *a, const struct edge *b, double floor_m)
{
	const double left = fmax(fmin(a->x0, a->x1), fmin(b->x0, b->x1));
	const double right = fmin(fmax(a->x0, a->x1), fmax(b->x0, b->x1));
	const double width = right - left;
	double al, ar, bl, br, cut;

	if (!(width > 0))
		return 0;
	al = height_at(a, left) - floor_m;
	ar = height_at(a, right) - floor_m;
	bl = height_at(b, left) - floor_m;
	br = height_at(b, right) - floor_m;
	if ((al <= bl && ar <= br) || (bl <= al && br <= ar))
		return width * (fmin(al, bl) + fmin(ar, br)) / 2;
	cut = (bl - al) / ((bl - al) - (br - ar));
	return width *
	       (cut * (fmin(al, bl) + al + cut * (ar - al)) + (1 - cut) * (fmin(ar, br) + al + cut * (ar - al))) / 2;
}

static double squared_distance(double x, double y, const struct edge *e)
{
	const double dx = e->x1 - e->x0, dy = e->y1 - e->y0, length = dx * dx + dy * dy;
	double t = length > 0 ? ((x - e->x0) * dx + (y - e->y0) * dy) / length : 0, px, py;

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	px = x - (e->x0 + t * dx);
	py = y - (e->y0 + t * dy);
	return px * px + py * py;
}

static double side(const struct edge *e, double x, double y)
{
	return (e->x1 - e->x0) * (y - e->y0) - (e->y1 - e->y0) * (x - e->x0);
}

/* Two edges cross, or an end of one lies near the other. */
static int edges_meet(const struct edge *a, const struct edge *b)
{
	const double near = NEAR_M * NEAR_M;

	if (fmin(a->x0, a->x1) > fmax(b->x0, b->x1) + NEAR_M || fmin(b->x0, b->x1) > fmax(a->x0, a->x1) + NEAR_M ||
	    fmin(a->y0, a->y1) > fmax(b->y0, b->y1) + NEAR_M || fmin(b->y0, b->y1) > fmax(a->y0, a->y1) + NEAR_M)
		return 0;
	if ((side(a, b->x0, b->y0) < 0) != (side(a, b->x1, b->y1) < 0) &&
	    (side(b, a->x0, a->y0) < 0) != (side(b, a->x1, a->y1) < 0))
		return 1;
	return squared_distance(a->x0, a->y0, b) <= near || squared_distance(a->x1, a->y1, b) <= near ||
	       squared_distance(b->x0, b->y0, a) <= near || squared_distance(b->x1, b->y1, a) <= near;
}

/* Do two polygons join? Sets what they share, ha. -1 without memory. */
static int polygons_join(const struct qs_polygon *a, const struct qs_polygon *b, struct qs_arena *scratch,
			 double *overlap_ha)
{
	const struct plane plane = plane_at(a->rings[0].lon[0], a->rings[0].lat[0]);
	const double smaller = fmin(a->area_ha, b->area_ha);
	struct edges of_a, of_b;
	double floor_m = 0, sum = 0;
	int meet = 0;

	*overlap_ha = 0;
	if (take_edges(a, &plane, scratch, &of_a) || take_edges(b, &plane, scratch, &of_b))
		return -1;
	for (size_t i = 0; i < of_a.n; i++)
		floor_m = fmin(floor_m, of_a.items[i].y0);
	for (size_t k = 0; k < of_b.n; k++)
		floor_m = fmin(floor_m, of_b.items[k].y0);
	for (size_t i = 0; i < of_a.n; i++)
		for (size_t k = 0; k < of_b.n; k++) {
			sum += of_a.items[i].sign * of_b.items[k].sign * strip(&of_a.items[i], &of_b.items[k], floor_m);
			meet = meet || edges_meet(&of_a.items[i], &of_b.items[k]);
		}
	/* what is left of cancelled strips is no overlap */
	if (sum * 1e-4 > 1e-9 * smaller)
		*overlap_ha = fmin(sum * 1e-4, smaller);
	return meet || *overlap_ha > 0;
}

/* ---- all of them ---- */

struct box {
	double west, east, south, north; /* degrees */
	const struct qs_polygon *polygon;
	size_t number, feature;
};

static struct box box_of(const struct qs_polygon *polygon)
{
	const struct qs_ring *const ring = &polygon->rings[0];
	struct box box = {ring->lon[0], ring->lon[0], ring->lat[0], ring->lat[0], polygon, 0, 0};

	for (size_t i = 1; i < ring->n; i++) {
		box.west = fmin(box.west, ring->lon[i]);
		box.east = fmax(box.east, ring->lon[i]);
		box.south = fmin(box.south, ring->lat[i]);
		box.north = fmax(box.north, ring->lat[i]);
	}
	return box;
}

static int from_west(const void *left, const void *right)
{
	const struct box *const a = left, *const b = right;

	if (a->west != b->west)
		return a->west < b->west ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static int by_number(const void *left, const void *right)
{
	const struct qs_joint *const a = left, *const b = right;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return a->b < b->b ? -1 : a->b > b->b;
}

static int add_joint(struct qs_joints *joints, struct qs_arena *arena, const struct box *a, const struct box *b,
		     double overlap_ha)
{
	const struct box *const first = a->number < b->number ? a : b, *const second = first == a ? b : a;

	if (joints->n == joints->room) {
		const size_t room = joints->room ? 2 * joints->room : 64;
		struct qs_joint *const items = qs_arena_take(arena, room, sizeof *items);

		if (!items)
			return -1;
		if (joints->n)
			memcpy(items, joints->items, joints->n * sizeof *items);
		joints->items = items;
		joints->room = room;
	}
	joints->items[joints->n++] = (struct qs_joint){
		first->number,   second->number, first->feature,
		second->feature, overlap_ha,     overlap_ha / fmin(a->polygon->area_ha, b->polygon->area_ha)};
	return 0;
}

/* Degrees that are surely more than the distance at which parcels join, at a latitude. */
static double margin(double lat)
{
	return 1e-6 / fmax(qs_k_cos(lat * DEGREE), 1e-3) * 1.5;
}

static int join_boxes(const struct box *boxes, size_t n, struct qs_arena *arena, struct qs_joints *joints)
{
	for (size_t i = 0; i < n; i++) {
		const double near = margin(boxes[i].north);

		for (size_t k = i + 1; k < n && boxes[k].west <= boxes[i].east + near; k++) {
			struct qs_arena scratch;
			double overlap;
			int join;

			if (boxes[k].south > boxes[i].north + near || boxes[i].south > boxes[k].north + near)
				continue;
			qs_arena_init(&scratch, &arena->from);
			join = polygons_join(boxes[i].polygon, boxes[k].polygon, &scratch, &overlap);
			qs_arena_free(&scratch);
			if (join < 0 || (join && add_joint(joints, arena, &boxes[i], &boxes[k], overlap)))
				return -1;
		}
	}
	return 0;
}

int qs_joints_find(const struct qs_features *features, struct qs_arena *arena, struct qs_joints *joints)
{
	struct box *boxes;
	size_t n = 0;

	memset(joints, 0, sizeof *joints);
	for (size_t f = 0; f < features->n; f++)
		joints->polygons += features->items[f].polygon_count;
	if (!joints->polygons)
		return 0;
	boxes = qs_arena_take(arena, joints->polygons, sizeof *boxes);
	if (!boxes)
		return -1;
	for (size_t f = 0; f < features->n; f++)
		for (size_t p = 0; p < features->items[f].polygon_count; p++, n++) {
			boxes[n] = box_of(&features->items[f].polygons[p]);
			boxes[n].number = n;
			boxes[n].feature = f;
		}
	qsort(boxes, n, sizeof *boxes, from_west);
	if (join_boxes(boxes, n, arena, joints))
		return -1;
	if (joints->n)
		qsort(joints->items, joints->n, sizeof *joints->items, by_number);
	return 0;
}

static size_t root_of(size_t *parent, size_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

static const char *id_of(const struct qs_feature *feature)
{
	return qs_json_string(feature->properties, "id", qs_json_string(feature->properties, "site", ""));
}

static void tell_overlaps(const struct qs_features *features, const struct qs_joints *joints,
			  struct qs_mistakes *mistakes, const char *file)
{
	for (size_t j = 0; j < joints->n; j++) {
		const struct qs_joint *const joint = &joints->items[j];
		const struct qs_feature *const a = &features->items[joint->feature_a];
		const struct qs_feature *const b = &features->items[joint->feature_b];
		char ha[32], path[64];

		if (a == b || joint->overlap_frac <= QS_OVERLAP_TOLD)
			continue;
		snprintf(ha, sizeof ha, "%.4f", joint->overlap_ha);
		snprintf(path, sizeof path, "/features/%zu", joint->feature_b);
		qs_mistakes_add(mistakes, QS_W2904, qs_json_place(b->node, file), path, id_of(a), id_of(b), ha, NULL);
	}
}

static int is_treated(const struct qs_feature *feature)
{
	return *qs_json_string(feature->properties, "treatment", "") != 0;
}

/* The sum of each connected area stands at its root: areas less what two of them share. */
static void sum_areas(const struct qs_features *features, const struct qs_joints *joints, const size_t *site,
		      size_t *parent, double *area)
{
	size_t n = 0;

	for (size_t i = 0; i < joints->polygons; i++) {
		parent[i] = i;
		area[i] = 0;
	}
	for (int pass = 0; pass < 2; pass++)
		for (size_t j = 0; j < joints->n; j++) {
			const struct qs_joint *const joint = &joints->items[j];
			const size_t a = joint->feature_a, b = joint->feature_b;

			if (site[a] != site[b] || !is_treated(&features->items[a]) || !is_treated(&features->items[b]))
				continue;
			if (pass)
				area[root_of(parent, joint->a)] -= joint->overlap_ha;
			else
				parent[root_of(parent, joint->b)] = root_of(parent, joint->a);
		}
	for (size_t f = 0; f < features->n; f++)
		for (size_t p = 0; p < features->items[f].polygon_count; p++, n++)
			area[root_of(parent, n)] += features->items[f].polygons[p].area_ha;
}

const double *qs_parcels_connected(const struct qs_features *features, const size_t *site, size_t sites,
				   struct qs_arena *arena, struct qs_mistakes *mistakes, const char *file)
{
	double *const largest = qs_arena_take(arena, sites + 1, sizeof *largest);
	struct qs_joints joints;
	size_t *parent, n = 0;
	double *area;

	if (!largest || qs_joints_find(features, arena, &joints))
		return NULL;
	parent = qs_arena_take(arena, joints.polygons + 1, sizeof *parent);
	area = qs_arena_take(arena, joints.polygons + 1, sizeof *area);
	if (!parent || !area)
		return NULL;
	tell_overlaps(features, &joints, mistakes, file);
	sum_areas(features, &joints, site, parent, area);
	for (size_t s = 0; s < sites; s++)
		largest[s] = 0;
	for (size_t f = 0; f < features->n; f++)
		for (size_t p = 0; p < features->items[f].polygon_count; p++, n++)
			if (is_treated(&features->items[f]))
				largest[site[f]] = fmax(largest[site[f]], area[root_of(parent, n)]);
	for (size_t f = 0; f < features->n; f++)
		if (is_treated(&features->items[f]) && !features->items[f].has_area)
			largest[site[f]] = 0;
	return largest;
}
