/* Reading a portfolio, or a folder of results, for a command: mistakes are told in the app's language or as JSON. */
#ifndef QS_APP_INPUT_H
#define QS_APP_INPUT_H

#include "app/app.h"
#include "io/input.h"
#include "model/base/mistakes.h"

/* Tells every mistake of the list on `file`: lines, or with --json one object {"errors":[…],"notices":[…],…}. */
qs_status qs_app_tell(struct qs_app *app, FILE *file, const struct qs_mistakes *mistakes);

/* Reads a portfolio; mistakes and notices go to standard error. `input` must be freed whatever comes back. */
qs_status qs_app_read(struct qs_app *app, const char *path, const struct qs_input_override *override,
		      struct qs_input *input);

/* ---- a folder of results ---- */

/* The path of a file of a folder, in the app's arena; NULL without memory. */
const char *qs_app_inside(struct qs_app *app, const char *folder, const char *name);

/* The bytes of a file of a folder, with a zero after them. QS_EFILE, QS_ENOMEM. */
qs_status qs_app_read_file(struct qs_app *app, const char *folder, const char *name, const char **bytes, size_t *n,
			   struct qs_err *err);

/* The plan that results.h5 of a folder holds, as the portfolio that it is; mistakes are left to the caller. Sites that
 * lie in a file of their own are looked for beside the results: QS_EFILE says so. */
qs_status qs_app_read_plan(struct qs_app *app, const char *folder, struct qs_input *input, struct qs_mistakes *mistakes,
			   struct qs_err *err);

#endif
