/* Draws of parameters that members stand on (parameter_draws of a portfolio): values from a table or a list become packs of the
 * land, one set a draw, of which member i takes number i modulo their number (model/base/packs.h: drawn).
 *
 * A path names figures of the packs climate, land, litter, species, substrates, threepg or water, as an axis of a sweep does; values
 * are read by the figure's own reader and are set, added or multiplied. A figure that draws set has no spread of its own. What a
 * table gave stands as `values` in the resolved plan, so that the plan needs no table.
 */
#ifndef QS_IO_DRAWN_H
#define QS_IO_DRAWN_H

#include "io/file.h"
#include "io/input.h"
#include "io/json.h"

/* Fills input->packs.drawn from input->portfolio.parameter_draws. root: the portfolio's object, for places of mistakes; file: its
 * path. Mistakes are told all at once, of values those of the first draw that holds one. QS_EFILE if a table cannot be read,
 * QS_ENOMEM. */
qs_status qs_drawn_read(const struct qs_json *root, const char *file, struct qs_loader *loader, struct qs_input *input,
			struct qs_mistakes *mistakes, struct qs_err *err);

#endif
