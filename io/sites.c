#include "io/sites.h"

#include "io/names.h"
#include "io/sites_rows.h"

#include <stdio.h>
#include <string.h>

/* Copies an object's members into two objects: those of a site, and those that are a unit's alone. */
static int split(struct qs_arena *arena, const struct qs_json *node, struct qs_json *of_site, struct qs_json *of_unit)
{
	const char *names[65];
	size_t n = 0;

	for (; n < qs_table_site.n && n < 64; n++)
		names[n] = qs_table_site.fields[n].name;
	names[n] = NULL;
	*of_site = *of_unit = *node;
	of_site->first = of_unit->first = NULL;
	of_site->n = of_unit->n = 0;
	for (const struct qs_json *child = node->first; child; child = child->next) {
		const int in_site = qs_field_find(&qs_table_site, child->key) != NULL;
		const int in_unit = !in_site && qs_field_find(&qs_table_unit, child->key) != NULL;
		struct qs_json *const copy = qs_arena_take(arena, 1, sizeof *copy);

		if (!copy)
			return -1;
		*copy = *child;
		/* an unknown key goes where a known one is near */
		qs_leaf_hang(in_unit || (!in_site && !qs_nearest_word(child->key, names)) ? of_unit : of_site,
			     child->key, copy);
		copy->key_length = child->key_length;
	}
	return 0;
}

static uint64_t bit_of(const struct qs_table *table, const char *name)
{
	return (uint64_t)1 << (qs_field_find(table, name) - table->fields);
}

void qs_site_read_one(struct qs_reader *reader, const struct qs_json *node, struct qs_site *site)
{
	struct qs_arena scratch;
	struct qs_json of_site, of_unit;
	struct qs_unit *unit;

	if (node->kind != QS_JSON_OBJECT || qs_json_find(node, "units")) {
		qs_read_struct(reader, &qs_table_site, node, site);
		return;
	}
	qs_arena_init(&scratch, &reader->arena->from);
	qs_fields_default(&qs_table_site, site);
	unit = qs_reader_take(reader, 1, sizeof *unit);
	if (!unit || split(&scratch, node, &of_site, &of_unit)) {
		reader->no_memory = 1;
		goto done;
	}
	site->given.mask |= bit_of(&qs_table_site, "units");
	site->units.items = unit;
	site->units.n = 1;
	qs_read_over(reader, &qs_table_site, &of_site, site);
	qs_fields_default(&qs_table_unit, unit);
	unit->id = site->id;
	unit->given.mask |= bit_of(&qs_table_unit, "id");
	qs_read_over(reader, &qs_table_unit, &of_unit, unit);
done:
	qs_arena_free(&scratch);
}

static qs_status read_array(const struct qs_json *node, const char *file, struct qs_arena *arena,
			    struct qs_mistakes *mistakes, struct qs_sites *sites, struct qs_err *err)
{
	struct qs_reader reader;
	qs_status status = QS_OK;
	size_t length;

	qs_reader_open(&reader, arena, mistakes, file);
	qs_reader_enter(&reader, "sites");
	length = reader.path_length;
	if (!node->n)
		qs_reader_say(&reader, QS_E2111, node, NULL, NULL, NULL, NULL);
	sites->items = qs_reader_take(&reader, node->n, sizeof *sites->items);
	for (const struct qs_json *child = node->first; child && !reader.no_memory; child = child->next) {
		qs_reader_enter_index(&reader, sites->n);
		qs_site_read_one(&reader, child, &sites->items[sites->n++]);
		qs_reader_leave(&reader, length);
	}
	if (reader.no_memory)
		status = qs_fail(err, QS_ENOMEM, "%s: sites", file);
	qs_reader_close(&reader);
	return status;
}

/* The file that {"csv": path} or its like names. */
static qs_status read_named(const struct qs_json *named, struct qs_loader *loader, struct qs_arena *arena,
			    struct qs_mistakes *mistakes, struct qs_sites *sites, struct qs_err *err)
{
	struct qs_arena scratch;
	const char *path, *bytes;
	size_t n;
	qs_status status;

	qs_arena_init(&scratch, &arena->from);
	status = qs_load(loader, &scratch, named->text, &path, &bytes, &n, err);
	if (status == QS_OK && !strcmp(named->key, "csv"))
		status = qs_sites_read_csv(bytes, n, path, 0, &scratch, arena, mistakes, sites, err);
	else if (status == QS_OK)
		status = qs_sites_read_geojson(bytes, n, path, &scratch, arena, mistakes, sites, err);
	qs_arena_free(&scratch);
	return status;
}

qs_status qs_sites_read(const struct qs_json *node, const char *file, struct qs_loader *loader, struct qs_arena *arena,
			struct qs_mistakes *mistakes, struct qs_sites *sites, struct qs_err *err)
{
	static const char *const kinds[] = {"csv", "geojson", "hdf5", NULL};
	const struct qs_json *const named = node->first;
	struct qs_place place;

	memset(sites, 0, sizeof *sites);
	if (node->kind == QS_JSON_ARRAY)
		return read_array(node, file, arena, mistakes, sites, err);
	place = qs_json_place(node, file);
	if (node->kind != QS_JSON_OBJECT || node->n != 1) {
		qs_mistakes_add(mistakes, QS_E2103, place, "/sites",
				"场地列表或 {\"csv\": 文件}、{\"geojson\": 文件}\x1f"
				"a list of sites, or {\"csv\": file} or {\"geojson\": file}",
				qs_json_kind_word(node->kind), NULL, NULL);
		return QS_OK;
	}
	place = qs_json_place(named, file);
	if (strcmp(named->key, "csv") != 0 && strcmp(named->key, "geojson") != 0 && strcmp(named->key, "hdf5") != 0)
		qs_mistakes_add(mistakes, QS_E2101, place, "/sites", named->key, qs_nearest_word(named->key, kinds),
				NULL, NULL);
	else if (named->kind != QS_JSON_STRING)
		qs_mistakes_add(mistakes, QS_E2103, place, "/sites", qs_json_kind_word(QS_JSON_STRING),
				qs_json_kind_word(named->kind), NULL, NULL);
	else if (!named->length || strlen(named->text) != named->length)
		qs_mistakes_add(mistakes, QS_E2109, place, "/sites", NULL, NULL, NULL, NULL);
	else
		return read_named(named, loader, arena, mistakes, sites, err);
	return QS_OK;
}

const char *qs_sites_grid(const struct qs_json *node)
{
	const struct qs_json *const named = node && node->kind == QS_JSON_OBJECT && node->n == 1 ? node->first : NULL;
	const int is = named && !strcmp(named->key, "hdf5") && named->kind == QS_JSON_STRING && named->length &&
		       strlen(named->text) == named->length;

	return is ? named->text : NULL;
}

struct source {
	struct qs_sites sites;
	size_t at;
};

static int source_next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct source *const source = self;

	*n = source->sites.n - source->at;
	if (*n > most)
		*n = most;
	*sites = source->sites.items + source->at;
	source->at += *n;
	return 0;
}

static void source_rewind(void *self)
{
	((struct source *)self)->at = 0;
}

int qs_districts_add(struct qs_names *names, struct qs_arena *arena, const char *name, struct qs_site_source *source)
{
	const char *const district = name ? name : "";
	const int known = qs_names_add(names, district, strlen(district), source->district_count);
	const size_t n = source->district_count;
	const char **list;

	if (known)
		return known > 0 ? 0 : -1;
	if (!(n & (n - 1))) { /* a power of two: the room is full */
		list = qs_arena_take(arena, n ? 2 * n : 1, sizeof *list);
		if (!list)
			return -1;
		if (n)
			memcpy(list, source->districts, n * sizeof *list);
		source->districts = list;
	}
	source->districts[n] = district;
	source->district_count = n + 1;
	return 0;
}

static int list_districts(const struct qs_sites *sites, struct qs_arena *arena, struct qs_site_source *source)
{
	struct qs_names names = {arena, NULL, 0, 0};

	source->districts = NULL;
	source->district_count = 0;
	for (size_t i = 0; i < sites->n; i++)
		if (qs_districts_add(&names, arena, sites->items[i].district, source))
			return -1;
	return 0;
}

qs_status qs_sites_source(const struct qs_sites *sites, struct qs_arena *arena, struct qs_site_source *source,
			  struct qs_err *err)
{
	struct source *const self = qs_arena_take(arena, 1, sizeof *self);

	if (!self)
		return qs_fail(err, QS_ENOMEM, "source of sites");
	self->sites = *sites;
	source->self = self;
	source->sites = sites->n;
	if (list_districts(sites, arena, source))
		return qs_fail(err, QS_ENOMEM, "districts");
	source->units = 0;
	source->next = source_next;
	source->rewind = source_rewind;
	return QS_OK;
}
