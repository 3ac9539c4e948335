/* A folder of results computed again, for a file of it in the other language. */
#ifndef QS_APP_RERUN_H
#define QS_APP_RERUN_H

#include "app/app.h"

/* Runs the plan that results.h5 of a folder holds, in the language of the files, in a folder for the time being, and
 * reads one of its files ("report.html"). Equal plans have equal results: where summary.json comes out otherwise, the
 * results are of another version of the program, and QS_EFAILED says so. QS_EFILE if the folder lacks them, or the plan
 * names sites in a file that is not beside them. A signal ends it with nothing left. */
qs_status qs_app_rerun(struct qs_app *app, const char *folder, const char *name, const char **bytes, size_t *n,
		       struct qs_err *err);

#endif
