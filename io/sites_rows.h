/* Sites from rows: a table's, or a GeoJSON file's features. Used by io/sites.c alone. */
#ifndef QS_IO_SITES_ROWS_H
#define QS_IO_SITES_ROWS_H

#include "io/leaves.h"
#include "io/reader.h"
#include "io/sites.h"

/* Reads one site whose units stand in "units", or one unit on the site itself. */
void qs_site_read_one(struct qs_reader *reader, const struct qs_json *node, struct qs_site *site);

/* All sites of a file's bytes, into the arena; scratch is the caller's and is freed by it. first_line of a
 * table: as in qs_csv_parse_part. */
qs_status qs_sites_read_csv(const char *bytes, size_t n, const char *file, unsigned first_line, struct qs_arena *scratch,
			    struct qs_arena *arena, struct qs_mistakes *mistakes, struct qs_sites *sites,
			    struct qs_err *err);
qs_status qs_sites_read_geojson(const char *bytes, size_t n, const char *file, struct qs_arena *scratch,
				struct qs_arena *arena, struct qs_mistakes *mistakes, struct qs_sites *sites,
				struct qs_err *err);

#endif
