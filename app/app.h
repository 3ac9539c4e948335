/* The `qingshan` command: what every subcommand is given, and how the program speaks.
 *
 * Data goes to standard output, everything else to standard error. Numbers, keys and codes are never localised (the
 * program stays in the C locale); messages are Chinese or English. A subcommand tells its own failure and returns it.
 */
#ifndef QS_APP_APP_H
#define QS_APP_APP_H

#include "io/json.h"
#include "model/base/arena.h"
#include "model/base/context.h"
#include "model/base/status.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct qs_app {
	struct qs_context context;
	enum qs_lang lang;      /* of messages */
	enum qs_lang file_lang; /* of result files: --lang, else Chinese */
	int json;               /* data and errors as JSON */
	int colour;             /* standard error takes colours */
	struct qs_arena arena;  /* of the whole command */
	int argc;
	char *const *argv; /* as given, for the record of a run */
};

/* The text of the app's language. */
const char *qs_tr(const struct qs_app *app, const char *zh, const char *en)
	__attribute__((format_arg(2), format_arg(3)));

/* Language from LC_ALL, LC_MESSAGES, LANG in this order; Chinese if it begins with "zh". */
enum qs_lang qs_lang_of_environment(void);

/* Tells a failure on standard error, with a hint if it is not NULL; returns status. */
qs_status qs_say(const struct qs_app *app, qs_status status, const char *hint, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Tells a recorded failure; returns its status. */
qs_status qs_say_err(const struct qs_app *app, const struct qs_err *err);

/* A plain line on standard error; silent with --json. */
void qs_say_note(const struct qs_app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* An empty JSON text in the app's memory, indented by two. */
void qs_out_open(struct qs_app *app, struct qs_json_out *out);

/* Writes a finished JSON text and a newline to standard output. */
qs_status qs_out_print(struct qs_app *app, struct qs_json_out *out);

/* Writes a text and spaces up to a width in columns of a terminal (a Chinese character takes two). */
void qs_put_padded(FILE *file, const char *text, int width);

/* Seconds of a clock that only goes forward. */
double qs_seconds(void);

/* CPUs that are online, at least 1. */
int qs_cpus(void);

/* Threads of a run: `given` if it is not 0, else the first number of OMP_NUM_THREADS, else every CPU. */
int qs_threads(uint64_t given);

#endif
