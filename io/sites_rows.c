#include "io/sites_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/csv.h"
#include "io/geojson.h"
#include "io/parcels.h"

/* Rows of one site, in the order of the file: row, then next[row] until NONE. */
#define NONE ((size_t)-1)

struct groups {
	size_t n;
	size_t *first, *last, *next;
};

/* What both kinds of rows need. */
struct rows {
	struct qs_arena *scratch; /* lives as long as the file is read */
	struct qs_arena site;     /* the tree of one site */
	struct qs_reader reader;
	struct qs_mistakes *mistakes;
	const char *file;
	int by_unit; /* rows are units: there is a column `site` */
	const char *const *known;
};

static int take_groups(struct groups *groups, struct qs_arena *arena, size_t rows)
{
	groups->n = 0;
	groups->first = qs_arena_take(arena, rows, sizeof *groups->first);
	groups->last = qs_arena_take(arena, rows, sizeof *groups->last);
	groups->next = qs_arena_take(arena, rows, sizeof *groups->next);
	return groups->first && groups->last && groups->next ? 0 : -1;
}

/* Adds a row to the group of its key; a NULL key makes a group of its own. 0 or -1 without memory. */
static int add_row(struct groups *groups, struct qs_names *names, const char *key, size_t row)
{
	size_t group = groups->n;
	int known = 0;

	groups->next[row] = NONE;
	if (key) {
		known = qs_names_add(names, key, strlen(key), group);
		if (known < 0)
			return -1;
		if (known)
			group = qs_names_find(names, key, strlen(key))->value;
	}
	if (known) {
		groups->next[groups->last[group]] = row;
	} else {
		groups->first[group] = row;
		groups->n++;
	}
	groups->last[group] = row;
	return 0;
}

static void rows_open(struct rows *rows, const char *file, struct qs_arena *scratch, struct qs_arena *arena,
		      struct qs_mistakes *mistakes)
{
	memset(rows, 0, sizeof *rows);
	rows->scratch = scratch;
	rows->mistakes = mistakes;
	rows->file = file;
	qs_arena_init(&rows->site, &arena->from);
	qs_reader_open(&rows->reader, arena, mistakes, file);
	rows->known = qs_leaf_names(scratch);
	if (!rows->known)
		rows->reader.no_memory = 1;
}

static qs_status rows_close(struct rows *rows, struct qs_err *err)
{
	const int failed = rows->reader.no_memory;

	qs_arena_free(&rows->site);
	qs_reader_close(&rows->reader);
	return failed ? qs_fail(err, QS_ENOMEM, "%s: sites", rows->file) : QS_OK;
}

static void say(struct rows *rows, enum qs_mistake_code code, const struct qs_json *at, const char *arg1,
		const char *arg2)
{
	qs_mistakes_add(rows->mistakes, code, qs_json_place(at, rows->file), rows->reader.path, arg1, arg2, NULL, NULL);
}

/* Hangs a value into a tree; tells a name that stands twice. */
static void put(struct rows *rows, struct qs_json *root, const char *path, struct qs_json *value)
{
	const int result = value ? qs_leaf_put(&rows->site, root, path, value) : -1;

	if (result < 0)
		rows->reader.no_memory = 1;
	else if (result)
		say(rows, QS_E1002, value, path, NULL);
}

/* The tree of a site with its (empty) list of units, if rows are units. */
static struct qs_json *site_new(struct rows *rows, unsigned line, const char *id, struct qs_json **units)
{
	struct qs_json *const site = qs_leaf_node(&rows->site, QS_JSON_OBJECT, line, NULL);
	struct qs_json *name;

	*units = NULL;
	if (!site || !rows->by_unit)
		return site;
	name = qs_leaf_node(&rows->site, QS_JSON_STRING, line, "site");
	*units = qs_leaf_node(&rows->site, QS_JSON_ARRAY, line, NULL);
	if (!name || !*units)
		return NULL;
	name->text = id;
	name->length = strlen(id);
	qs_leaf_hang(site, "id", name);
	qs_leaf_hang(site, "units", *units);
	return site;
}

static void read_tree(struct rows *rows, const struct qs_json *tree, struct qs_sites *sites)
{
	const size_t length = rows->reader.path_length;

	qs_reader_enter_index(&rows->reader, (size_t)sites->first + sites->n);
	if (tree)
		qs_site_read_one(&rows->reader, tree, &sites->items[sites->n++]);
	else
		rows->reader.no_memory = 1;
	qs_reader_leave(&rows->reader, length);
	qs_arena_free(&rows->site);
}

/* ---- tables ---- */

struct columns {
	struct qs_leaf *leaves; /* path NULL: not used */
	const char **first;     /* a site's texts by column, of the first row that has one */
	size_t site;            /* the column `site`, or NONE */
};

static int find_columns(struct rows *rows, const struct qs_csv *csv, struct columns *columns)
{
	columns->leaves = qs_arena_take(rows->scratch, csv->columns, sizeof *columns->leaves);
	columns->first = qs_arena_take(rows->scratch, csv->columns, sizeof *columns->first);
	columns->site = NONE;
	if (!columns->leaves || !columns->first)
		return -1;
	for (size_t i = 0; i < csv->columns; i++) {
		const struct qs_place place = {csv->file, 1, 0, csv->names[i]};
		int unknown;

		if (!strcmp(csv->names[i], "site")) {
			columns->site = i;
			continue;
		}
		unknown = qs_leaf_find(rows->scratch, csv->names[i], &columns->leaves[i]);
		if (unknown < 0)
			return -1;
		if (unknown)
			qs_mistakes_add(rows->mistakes, QS_E2101, place, "", csv->names[i],
					qs_nearest_word(csv->names[i], rows->known), NULL, NULL);
	}
	rows->by_unit = columns->site != NONE;
	return 0;
}

/* Nonzero if a site's text in this row is the first one of its site; tells one that differs from it. */
static int is_first(struct rows *rows, struct columns *columns, size_t column, const char *text, unsigned line)
{
	const struct qs_place place = {rows->file, line, 0, columns->leaves[column].name};

	if (!columns->first[column]) {
		columns->first[column] = text;
		return 1;
	}
	if (strcmp(columns->first[column], text) != 0)
		qs_mistakes_add(rows->mistakes, QS_E2206, place, rows->reader.path,
				"同一场地各行的值不同\x1fthe rows of one site differ in this value", NULL, NULL, NULL);
	return 0;
}

static void csv_row(struct rows *rows, const struct qs_csv *csv, struct columns *columns, size_t row,
		    struct qs_json *site, struct qs_json *unit)
{
	const char *const *const cells = csv->cells + row * csv->columns;
	const unsigned line = csv->lines[row];

	for (size_t i = 0; i < csv->columns && !rows->reader.no_memory; i++) {
		const struct qs_leaf *const leaf = &columns->leaves[i];
		struct qs_json *root = site;

		if (!*cells[i] || !leaf->path)
			continue;
		if (rows->by_unit && leaf->of_unit)
			root = unit;
		else if (rows->by_unit && !is_first(rows, columns, i, cells[i], line))
			continue;
		put(rows, root, leaf->path, qs_leaf_cell(&rows->site, leaf, cells[i], line));
	}
}

static void csv_site(struct rows *rows, const struct qs_csv *csv, struct columns *columns, const struct groups *groups,
		     size_t group, struct qs_sites *sites)
{
	const size_t first = groups->first[group];
	const char *const id = rows->by_unit ? csv->cells[first * csv->columns + columns->site] : "";
	struct qs_json *units;
	struct qs_json *const site = site_new(rows, csv->lines[first], id, &units);

	memset(columns->first, 0, csv->columns * sizeof *columns->first);
	for (size_t row = first; site && row != NONE; row = groups->next[row]) {
		struct qs_json *unit = NULL;

		if (rows->by_unit) {
			unit = qs_leaf_node(&rows->site, QS_JSON_OBJECT, csv->lines[row], NULL);
			if (!unit) {
				rows->reader.no_memory = 1;
				break;
			}
			qs_leaf_hang(units, NULL, unit);
		}
		csv_row(rows, csv, columns, row, site, unit);
	}
	read_tree(rows, site, sites);
}

qs_status qs_sites_read_csv(const char *bytes, size_t n, const char *file, unsigned first_line,
			    struct qs_arena *scratch, struct qs_arena *arena, struct qs_mistakes *mistakes,
			    struct qs_sites *sites, struct qs_err *err)
{
	struct qs_names names = {scratch, NULL, 0, 0};
	struct rows rows;
	struct qs_csv csv;
	struct columns columns;
	struct groups groups;
	qs_status status = qs_csv_parse_part(bytes, n, file, first_line, scratch, mistakes, &csv, err);

	if (status != QS_OK)
		return status == QS_EINPUT ? QS_OK : status; /* told in the list */
	rows_open(&rows, file, scratch, arena, mistakes);
	qs_reader_enter(&rows.reader, "sites");
	if (rows.reader.no_memory || find_columns(&rows, &csv, &columns) || take_groups(&groups, scratch, csv.rows)) {
		rows.reader.no_memory = 1;
		return rows_close(&rows, err);
	}
	for (size_t row = 0; row < csv.rows; row++)
		if (add_row(&groups, &names, rows.by_unit ? csv.cells[row * csv.columns + columns.site] : NULL, row))
			rows.reader.no_memory = 1;
	sites->items = qs_reader_take(&rows.reader, groups.n, sizeof *sites->items);
	if (!csv.rows) {
		const struct qs_place place = {file, 1, 0, NULL};

		qs_mistakes_add(mistakes, QS_E2111, place, "/sites", NULL, NULL, NULL, NULL);
	}
	for (size_t group = 0; group < groups.n && !rows.reader.no_memory; group++)
		csv_site(&rows, &csv, &columns, &groups, group, sites);
	return rows_close(&rows, err);
}

/* ---- GeoJSON ---- */

static int is_apart(const char *key)
{
	static const char *const keys[] = {"site", "datum", "crs", "coordinate_system"};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (!strcmp(keys[i], key))
			return 1;
	return 0;
}

/* One property: a leaf name, or a whole object or list under a field's name. */
static void property(struct rows *rows, const struct qs_json *node, struct qs_json *site, struct qs_json *unit)
{
	const int whole = node->kind == QS_JSON_OBJECT || node->kind == QS_JSON_ARRAY;
	struct qs_json *const copy = qs_arena_take(&rows->site, 1, sizeof *copy);
	struct qs_leaf leaf = {node->key, node->key, QS_LEAF_ANY, qs_field_find(&qs_table_unit, node->key) != NULL};
	int unknown = 0;

	if (!copy) {
		rows->reader.no_memory = 1;
		return;
	}
	*copy = *node;
	if (!whole || strchr(node->key, '.'))
		unknown = qs_leaf_find(&rows->site, node->key, &leaf);
	else
		unknown = !leaf.of_unit && !qs_field_find(&qs_table_site, node->key);
	if (unknown < 0)
		rows->reader.no_memory = 1;
	else if (unknown)
		qs_reader_say_unknown(&rows->reader, node, rows->known);
	else if (!unit || leaf.of_unit)
		put(rows, unit ? unit : site, leaf.path, copy);
	else if (qs_leaf_put(&rows->site, site, leaf.path, copy) <
		 0) /* a site's field may stand in each of its features */
		rows->reader.no_memory = 1;
}

/* {"value", "source", "status"} of what the polygon gives. */
static void put_measured(struct rows *rows, struct qs_json *root, const char *name, double value, const char *how,
			 const struct qs_json *at)
{
	struct qs_json *const figure = qs_leaf_node(&rows->site, QS_JSON_OBJECT, at->line, NULL);
	struct qs_json *const number = qs_leaf_node(&rows->site, QS_JSON_NUMBER, at->line, NULL);
	struct qs_json *const source = qs_leaf_node(&rows->site, QS_JSON_STRING, at->line, NULL);
	char text[32];

	if (!figure || !number || !source) {
		rows->reader.no_memory = 1;
		return;
	}
	number->number = value;
	number->length = qs_number_write(value, text);
	number->text = qs_arena_text(&rows->site, text, number->length);
	source->text = how;
	source->length = strlen(how);
	if (!number->text) {
		rows->reader.no_memory = 1;
		return;
	}
	qs_leaf_hang(figure, "value", number);
	qs_leaf_hang(figure, "source", source);
	qs_leaf_hang(root, name, figure);
}

static void feature_row(struct rows *rows, const struct qs_feature *feature, struct qs_json *site, struct qs_json *unit)
{
	struct qs_json *const owner = unit ? unit : site;

	if (feature->properties)
		for (const struct qs_json *node = feature->properties->first; node; node = node->next)
			if (!is_apart(node->key) && node->kind != QS_JSON_NULL)
				property(rows, node, site, unit);
	if (!feature->has_area || qs_json_find(owner, "area_ha"))
		return;
	if (!strcmp(qs_json_string(owner, "area_basis", ""), "slope"))
		say(rows, QS_E2206, feature->node,
		    "多边形面积是投影面积：请给出 area_ha 或改用 planimetric\x1f"
		    "a polygon's area is planimetric: give area_ha, or area_basis planimetric",
		    NULL);
	put_measured(rows, owner, "area_ha", feature->area_ha, "polygon: area on the CGCS2000 ellipsoid",
		     feature->node);
}

/* The connected area by polygons stands in the site's policy, before one that is stated there. */
static void put_connected(struct rows *rows, struct qs_json *site, double ha, const struct qs_json *at)
{
	static const char name[] = "contiguous_ha";
	struct qs_json *const policy = qs_leaf_node(&rows->site, QS_JSON_OBJECT, at->line, NULL);
	struct qs_json *old = site->first;
	const struct qs_json *stated;

	while (old && strcmp(old->key, "policy") != 0)
		old = old->next;
	if (!policy || (old && old->kind != QS_JSON_OBJECT)) { /* the reader refuses what is no object */
		rows->reader.no_memory |= !policy;
		return;
	}
	for (const struct qs_json *child = old ? old->first : NULL; child; child = child->next) {
		struct qs_json *const copy = qs_arena_take(&rows->site, 1, sizeof *copy);

		if (!copy) {
			rows->reader.no_memory = 1;
			return;
		}
		*copy = *child;
		if (strcmp(child->key, name) != 0)
			qs_leaf_hang(policy, child->key, copy);
	}
	put_measured(rows, policy, name, ha, "polygons: largest connected area", at);
	if (!old) {
		qs_leaf_hang(site, "policy", policy);
		return;
	}
	stated = qs_json_find(old, name);
	if (stated && stated->kind == QS_JSON_OBJECT)
		stated = qs_json_find(stated, "value");
	if (stated && stated->kind == QS_JSON_NUMBER && fabs(stated->number - ha) > 0.01 * ha) {
		char by_text[32], by_polygons[32];

		qs_number_write(stated->number, by_text);
		snprintf(by_polygons, sizeof by_polygons, "%.4f", ha);
		say(rows, QS_W2905, stated, by_text, by_polygons);
	}
	old->first = policy->first;
	old->n = policy->n;
}

/* The connected area of each site by its polygons. */
static const double *connected_areas(struct rows *rows, const struct qs_features *features, const struct groups *groups)
{
	size_t *const site_of = qs_arena_take(rows->scratch, features->n + 1, sizeof *site_of);

	for (size_t g = 0; site_of && g < groups->n; g++)
		for (size_t row = groups->first[g]; row != NONE; row = groups->next[row])
			site_of[row] = g;
	return site_of ? qs_parcels_connected(features, site_of, groups->n, rows->scratch, rows->mistakes, rows->file)
		       : NULL;
}

static void feature_site(struct rows *rows, const struct qs_features *features, const char *const *keys,
			 const struct groups *groups, size_t group, double connected, struct qs_sites *sites)
{
	const size_t first = groups->first[group];
	const struct qs_json *const at = features->items[first].node;
	double area = 0, lon = 0, lat = 0;
	struct qs_json *units;
	struct qs_json *const site = site_new(rows, at->line, rows->by_unit ? keys[first] : "", &units);

	if (site)
		site->column = at->column;
	for (size_t row = first; site && row != NONE; row = groups->next[row]) {
		const struct qs_feature *const feature = &features->items[row];
		struct qs_json *unit = NULL;

		if (rows->by_unit) {
			unit = qs_leaf_node(&rows->site, QS_JSON_OBJECT, feature->node->line, NULL);
			if (!unit) {
				rows->reader.no_memory = 1;
				break;
			}
			unit->column = feature->node->column;
			qs_leaf_hang(units, NULL, unit);
		}
		feature_row(rows, feature, site, unit);
		area += feature->area_ha;
		lon += feature->area_ha * feature->lon;
		lat += feature->area_ha * feature->lat;
	}
	if (site && area > 0 && !qs_json_find(site, "lon") && !qs_json_find(site, "lat")) {
		put_measured(rows, site, "lon", lon / area, "polygon: centroid", at);
		put_measured(rows, site, "lat", lat / area, "polygon: centroid", at);
	}
	if (site && connected > 0)
		put_connected(rows, site, connected, at);
	read_tree(rows, site, sites);
}

/* The sites' ids of all features, if any has the property `site`. */
static const char **site_keys(struct rows *rows, const struct qs_features *features)
{
	const char **const keys = qs_arena_take(rows->scratch, features->n, sizeof *keys);

	for (size_t i = 0; keys && i < features->n; i++) {
		keys[i] = qs_json_string(features->items[i].properties, "site", NULL);
		rows->by_unit |= keys[i] != NULL;
	}
	for (size_t i = 0; keys && rows->by_unit && i < features->n; i++) {
		if (keys[i])
			continue;
		say(rows, QS_E2102, features->items[i].node, "site", "场地编号\x1fid of the site");
		keys[i] = "";
	}
	return keys;
}

qs_status qs_sites_read_geojson(const char *bytes, size_t n, const char *file, struct qs_arena *scratch,
				struct qs_arena *arena, struct qs_mistakes *mistakes, struct qs_sites *sites,
				struct qs_err *err)
{
	struct qs_names names = {scratch, NULL, 0, 0};
	const struct qs_json *root;
	struct qs_features features;
	struct groups groups;
	struct rows rows;
	const char **keys;
	const double *connected;
	qs_status status = qs_json_parse(bytes, n, file, scratch, mistakes, &root, err);

	if (status == QS_OK)
		status = qs_geojson_read(root, file, scratch, mistakes, &features, err);
	if (status != QS_OK)
		return status == QS_EINPUT ? QS_OK : status; /* told in the list */
	rows_open(&rows, file, scratch, arena, mistakes);
	qs_reader_enter(&rows.reader, "features");
	keys = site_keys(&rows, &features);
	if (rows.reader.no_memory || !keys || take_groups(&groups, scratch, features.n)) {
		rows.reader.no_memory = 1;
		return rows_close(&rows, err);
	}
	for (size_t i = 0; i < features.n; i++)
		if (add_row(&groups, &names, keys[i], i))
			rows.reader.no_memory = 1;
	sites->items = qs_reader_take(&rows.reader, groups.n, sizeof *sites->items);
	if (!features.n && !mistakes->errors)
		say(&rows, QS_E2111, root, NULL, NULL);
	connected = connected_areas(&rows, &features, &groups);
	if (!connected)
		rows.reader.no_memory = 1;
	for (size_t group = 0; group < groups.n && !rows.reader.no_memory; group++)
		feature_site(&rows, &features, keys, &groups, group, connected[group], sites);
	return rows_close(&rows, err);
}
