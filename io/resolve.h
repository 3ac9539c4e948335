/* The resolved plan: a portfolio with every field's value, unit, source and status, its sites inline (where rows are
 * districts, the name of their file instead), and the packs' values that it uses. It is itself a portfolio that
 * qs_input_read takes and that gives the same results. The same input gives the same bytes; no path and nothing of the
 * machine is in it.
 */
#ifndef QS_IO_RESOLVE_H
#define QS_IO_RESOLVE_H

#include "io/sites.h"
#include "model/base/packs.h"
#include "model/portfolio.h"

/* Writes the plan as text into the arena; `named`, unless NULL, is a node {"csv": file} that stands for the sites. Fails only
 * without memory. */
qs_status qs_resolve(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_sites *sites,
		     const struct qs_json *named, struct qs_arena *arena, const char **json, struct qs_err *err);

#endif
