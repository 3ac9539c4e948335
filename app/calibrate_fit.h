/* What `calibrate growth` and `calibrate 3pg` share: the table that is read, and how a fit to it is shown and written.
 */
#ifndef QS_APP_CALIBRATE_FIT_H
#define QS_APP_CALIBRATE_FIT_H

#include "app/options.h"
#include "validation/forest_fit.h"

/* A fit to be shown. */
struct qs_fit_shown {
	const char *model; /* what was fitted: a formula or a set, a site */
	const char *file;  /* of the series */
	const struct qs_bounded_fit *par;
	const char *const *name; /* of each parameter */
	const struct qs_growth_series *series;
	const struct qs_growth_score *score;
	const struct qs_forest_stand *stand; /* its course; NULL: a curve, which has none */
};

/* Reads the table; mistakes are told. */
qs_status qs_calibrate_read(struct qs_app *app, const char *file, struct qs_arena *arena,
			    struct qs_growth_series *series);

/* Writes DIR/calibration.json if -o is given, and prints the table or, with --json, the same text. */
qs_status qs_calibrate_show(struct qs_app *app, const struct qs_args *args, const struct qs_fit_shown *fit);

#endif
