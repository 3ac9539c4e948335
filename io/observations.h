/* Observations from a table: what was measured, where, when, how surely.
 *
 * Columns: site, year, variable, value and one of sd (standard error, in the unit of the variable) and cv_frac (sd /
 * value); perhaps unit (of the site; empty: all of it), arm (project where empty), depth_cm (asked for by soil_c_t_ha,
 * refused elsewhere), source and note. Variables and their units are rows of model/land/observe.h. A reading stands
 * once.
 */
#ifndef QS_IO_OBSERVATIONS_H
#define QS_IO_OBSERVATIONS_H

#include "io/csv.h"
#include "io/sites.h"
#include "model/land/observe.h"
#include "model/portfolio.h"

struct qs_observations {
	struct qs_observation *items; /* in rising order of years, else as in the table */
	size_t n;
};

/* Reads a table and checks it against a portfolio's sites and years; everything lies in the arena. QS_EINPUT if any
 * mistake was added, QS_ENOMEM. */
qs_status qs_observations_read(const char *bytes, size_t n, const char *file, const struct qs_portfolio *portfolio,
			       const struct qs_sites *sites, struct qs_arena *arena, struct qs_mistakes *mistakes,
			       struct qs_observations *observations, struct qs_err *err);

#endif
