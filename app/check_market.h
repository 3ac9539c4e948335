/* `qingshan check --market`: the nearest way in of every site, without a run. */
#ifndef QS_APP_CHECK_MARKET_H
#define QS_APP_CHECK_MARKET_H

#include "app/app.h"
#include "io/input.h"

/* Prints ways of all sites, as JSON {"sites": [...]} or as lines. A failure is told. */
qs_status qs_app_check_market(struct qs_app *app, struct qs_input *input);

#endif
