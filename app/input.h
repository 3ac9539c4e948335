/* Reading a portfolio for a command: mistakes are told in the app's language or as JSON. */
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

#endif
