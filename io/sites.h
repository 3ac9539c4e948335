/* Sites: an array in the portfolio, or a table, or a GeoJSON file.
 *
 * A site of one unit may put the unit's keys on itself; the unit then has the site's id. A table or GeoJSON file with a
 * column (property) `site` has one row (feature) a unit: `site` is the site's id, `id` the unit's, and a site's fields
 * stand in its first row or in all of its rows; without it, one row a site.
 */
#ifndef QS_IO_SITES_H
#define QS_IO_SITES_H

#include "io/file.h"
#include "io/json.h"
#include "model/land/site.h"

struct qs_names;

struct qs_sites {
	struct qs_site *items;
	size_t n;
	uint64_t first; /* number of the first in the input: 0 unless they are a part */
};

/* The file of {"hdf5": file}, which io/grid.h reads; NULL if the node is none. */
const char *qs_sites_grid(const struct qs_json *node);

/* Reads all sites that a portfolio's "sites" names into the arena. Mistakes are added to the list. QS_EFILE if a file
 * cannot be read, QS_ENOMEM, else QS_OK. */
qs_status qs_sites_read(const struct qs_json *node, const char *file, struct qs_loader *loader, struct qs_arena *arena,
			struct qs_mistakes *mistakes, struct qs_sites *sites, struct qs_err *err);

/* Adds a site's district to a source's list unless it stands there; -1 without memory. names: those added so far. */
int qs_districts_add(struct qs_names *names, struct qs_arena *arena, const char *name, struct qs_site_source *source);

/* Fills what a site's input leaves open: models from the portfolio's, the third part of the texture, courses of cover. */
void qs_site_complete(const struct qs_models *models, struct qs_site *site);

/* A source over an array of sites; its self lies in the arena. Fails only without memory. */
qs_status qs_sites_source(const struct qs_sites *sites, struct qs_arena *arena, struct qs_site_source *source,
			  struct qs_err *err);

#endif
