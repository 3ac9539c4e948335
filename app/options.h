/* The table of commands and options: usage, help and parsing are loops over it. */
#ifndef QS_APP_OPTIONS_H
#define QS_APP_OPTIONS_H

#include "app/app.h"

enum qs_option_id {
	QS_OPT_OUTPUT,
	QS_OPT_MEMBERS,
	QS_OPT_SEED,
	QS_OPT_THREADS,
	QS_OPT_PROGRESS,
	QS_OPT_DRY_RUN,
	QS_OPT_MARKET,
	QS_OPT_MAP,
	QS_OPT_RTOL,
	QS_OPT_TEMPLATE,
	QS_OPT_GRID,
	QS_OPT_CELLS,
	QS_OPT_POLICY,
	QS_OPT_KIND,
	QS_OPT_FORM,
	QS_OPT_SHARD,
	QS_OPT_RESUME,
	QS_OPT_CANDIDATES,
	QS_OPT_SAVE_STATE,
	QS_OPT_AFTER,
	QS_OPT_FROM_STATE,
	QS_OPT_JSON,
	QS_OPT_LANG,
	QS_OPT_HELP,
	QS_OPT_VERSION,
	QS_OPTIONS
};

enum qs_option_kind { QS_OPT_FLAG, QS_OPT_TEXT, QS_OPT_WHOLE, QS_OPT_REAL, QS_OPT_WORD };

struct qs_option {
	const char *name; /* without dashes */
	char letter;      /* of the short form, or 0 */
	enum qs_option_kind kind;
	double min, max;          /* WHOLE, REAL; max 0 of a WHOLE: all 64 bits */
	const char *const *words; /* WORD: what is allowed, ending in NULL */
	const char *value;        /* how the value is called, or NULL */
	const char *zh, *en;
};

extern const struct qs_option qs_options[QS_OPTIONS];

/* What the command line gave. */
struct qs_args {
	struct {
		int given;
		const char *text;
		uint64_t whole;
		double real;
		int word;
	} option[QS_OPTIONS];
	char **operand;
	int operands;
};

enum { QS_MANY = 1 << 20 };

struct qs_command {
	const char *name;
	const char *synopsis; /* of its operands, "" if it takes none */
	int min_operands, max_operands;
	unsigned options; /* bit i: takes option i (help, lang and json always) */
	int needs_context;
	qs_status (*run)(struct qs_app *app, const struct qs_args *args);
	const char *zh, *en;           /* one line */
	const char *more_zh, *more_en; /* further lines of help, or NULL */
};

extern const struct qs_command qs_commands[]; /* ends with a row without a name */

/* The command of a name, or NULL. */
const struct qs_command *qs_command_find(const char *name);

/* Nonzero if a command takes option id. */
int qs_command_takes(const struct qs_command *command, int id);

/* What stands for the program itself: --version, --help. */
const struct qs_command *qs_command_root(void);

/* Reads the arguments of a command (argv without program and command). argv is reordered: operands first.
 * QS_EUSAGE is told. */
qs_status qs_args_read(const struct qs_app *app, const struct qs_command *command, int argc, char **argv,
		       struct qs_args *args);

/* Prints the help of a command, or of the program if command is NULL. */
void qs_help_print(const struct qs_app *app, const struct qs_command *command);

/* The forms of `help --form`, in the order of the option's words. */
enum qs_help_form { QS_HELP_TEXT, QS_HELP_MAN, QS_HELP_BASH, QS_HELP_ZSH, QS_HELP_FISH };

/* Prints the help of the program in a form: text, a manual page, completions of a shell. */
void qs_help_form(const struct qs_app *app, enum qs_help_form form);

/* Tells that there is no such command, with the list. */
qs_status qs_say_no_command(const struct qs_app *app, const char *name);

/* The subcommands, one file each. */
qs_status qs_app_run(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_choose(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_sweep(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_merge(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_status(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_bids(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_update(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_calibrate(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_report(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_check(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_validate(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_compare(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_bench(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_list(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_schema(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_explain(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_init(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_doctor(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_help(struct qs_app *app, const struct qs_args *args);
qs_status qs_app_version(struct qs_app *app, const struct qs_args *args);

#endif
