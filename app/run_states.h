/* States of `run`: the files of --save-state and --from-state. */
#ifndef QS_APP_RUN_STATES_H
#define QS_APP_RUN_STATES_H

#include "app/options.h"
#include "io/state_file.h"
#include "scenarios/run.h"

/* A zeroed one is closed. */
struct qs_app_states {
	struct qs_state_file from, to;
	struct qs_run_states run; /* for qs_run_on */
	const char *text; /* what the run is of */
};

/* Checks what the options say and opens the state to go on from. Failures are told. */
qs_status qs_app_states_open(struct qs_app *app, const struct qs_args *args, const struct qs_run_input *run, struct qs_app_states *s);

/* Bytes of the file that the run leaves, of which so many are the run's; 0 if it leaves none. */
uint64_t qs_app_states_bytes(const struct qs_app_states *s, uint64_t run_bytes);

/* Makes the file that the run leaves, if it does. Failures are told. */
qs_status qs_app_states_create(struct qs_app *app, const struct qs_args *args, struct qs_app_states *s);

/* After a run that went well: the state that it left is whole. */
qs_status qs_app_states_finish(struct qs_app_states *s, struct qs_err *err);

/* Closes; what is not finished goes. */
void qs_app_states_close(struct qs_app_states *s);

#endif
