/* Parts of `qingshan init`. */
#ifndef QS_APP_INIT_H
#define QS_APP_INIT_H

#include "app/app.h"

struct qs_text_file;

/* Writes a grid of cells and the portfolio that runs it into a folder that is there and empty. */
qs_status qs_init_grid(struct qs_app *app, const char *folder, const struct qs_text_file *portfolio, uint64_t seed,
		       uint64_t cells, struct qs_err *err);

#endif
