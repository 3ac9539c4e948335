/* Parts of `qingshan run`: progress, the record of the machine, the headline. */
#ifndef QS_APP_RUN_H
#define QS_APP_RUN_H

#include "app/app.h"
#include "model/base/sink.h"
#include "scenarios/run.h"

#include <signal.h>

enum qs_progress_form { QS_PROGRESS_AUTO, QS_PROGRESS_NEVER, QS_PROGRESS_JSON };

/* Progress on standard error, and the watch for signals: SIGINT and SIGTERM are blocked during a run and looked for at
 * every step, so that a run stops at a clean point and no handler needs a global. */
struct qs_progress {
	const struct qs_app *app;
	enum qs_progress_form form;
	int terminal;
	double work;        /* unit-member-years of the whole run, for the rate */
	double start, last; /* seconds */
	int drawn;
	int signal;      /* that asked to stop, or 0 */
	sigset_t before; /* the mask to restore */
};

/* Starts the watch. */
void qs_progress_open(struct qs_progress *progress, const struct qs_app *app, enum qs_progress_form form,
		      const struct qs_run_size *size);

/* As qs_messages.progress; self is the qs_progress. Returns nonzero if a signal waits. */
int qs_progress_step(void *self, uint64_t done, uint64_t total);

/* The signal that asks to stop, or 0. */
int qs_progress_signal(struct qs_progress *progress);

/* Wipes the line. Signals stay blocked if one waits: the command is about to return. */
void qs_progress_close(struct qs_progress *progress);

/* A sink that passes everything on and keeps the portfolio's figures. */
struct qs_headline {
	struct qs_sink *to;
	struct qs_result portfolio; /* without the yearly columns */
	uint64_t years, members;
};

/* The sink in front of headline->to. */
struct qs_sink qs_headline_sink(struct qs_headline *headline);

/* Prints the figures as a table. */
void qs_headline_print(const struct qs_app *app, const struct qs_headline *headline, const struct qs_run_size *size,
		       const char *folder);

/* Seconds of the parts of a run. */
struct qs_run_times {
	double read, run, all;
};

/* What built the program and what it runs on: version, compiler, flags, instruction set, threads, as fields of an object. */
void qs_record_build(const struct qs_app *app, struct qs_json_out *out);

/* The text of run.json of a command: facts of this machine and of this run. In the app's memory; NULL if there is none. */
const char *qs_run_record(struct qs_app *app, const char *command, const struct qs_run_size *size, const struct qs_run_times *times);

#endif
