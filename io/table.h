/* Sites from a table that is too long to lie in memory: rows of one site each, a window of the file at a time.
 *
 * A table (CSV by io/csv.h, UTF-8) of QS_TABLE_LONG bytes and more, without a column `site`, is read twice: a first pass
 * checks every row and that no id stands twice, the second one gives the sites. Ids are compared by a 64-bit hash: that two
 * different ones of 20 million are taken for one is a matter of 1 in 100,000.
 */
#ifndef QS_IO_TABLE_H
#define QS_IO_TABLE_H

#include "io/file.h"
#include "io/sites.h"
#include "model/base/packs.h"

#define QS_TABLE_LONG ((size_t)32 << 20)
enum { QS_TABLE_WINDOW = 4 << 20 };

struct qs_portfolio;

/* Nonzero if a portfolio's "sites" name a table of at least `least` bytes without a column `site`; *name is its name. */
int qs_table_is_long(const struct qs_json *node, const struct qs_loader *loader, size_t least, const char **name);

/* Opens it, in windows of about `window` bytes: hashes it, checks every row, fills the source. Mistakes are added to the list.
 * QS_EFILE, QS_ENOMEM. */
qs_status qs_table_source(const char *name, size_t window, struct qs_loader *loader, const struct qs_portfolio *portfolio,
			  const struct qs_packs *packs, struct qs_arena *arena, struct qs_mistakes *mistakes,
			  struct qs_site_source *source, struct qs_err *err);

#endif
