/* What `qingshan calibrate` fits, one source a subject: parameters of a portfolio, growth curves, sets of 3-PG, price models. */
#ifndef QS_APP_CALIBRATE_H
#define QS_APP_CALIBRATE_H

#include "app/options.h"

/* A growth curve to a table (app/calibrate_growth.c), a set of 3-PG to such a table in a run (app/calibrate_3pg.c), a
 * price model to a yearly series (app/calibrate_price.c). Say what is wrong; the status is the exit code. */
qs_status qs_calibrate_growth_series(struct qs_app *app, const struct qs_args *args);
qs_status qs_calibrate_3pg_series(struct qs_app *app, const struct qs_args *args);
qs_status qs_calibrate_price_series(struct qs_app *app, const struct qs_args *args);

/* Parameters of a portfolio to observations, as a file says (app/calibrate_model.c). */
qs_status qs_calibrate_model(struct qs_app *app, const struct qs_args *args);

#endif
