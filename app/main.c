#include "app/options.h"
#include "scenarios/pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Descriptors 0 to 2 stay ours: were standard output closed, the next file opened would take its place. What is closed
 * becomes /dev/null opened the wrong way round, so that its use fails. Returns -1 if that fails. */
static int hold_standard_files(void)
{
	for (int fd = 0; fd < 3; fd++) {
		if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
			continue;
		if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			return -1;
	}
	return 0;
}

static void set_up(struct qs_app *app, int argc, char **argv)
{
	const char *const term = getenv("TERM");
	const char *const no_color = getenv("NO_COLOR");

	memset(app, 0, sizeof *app);
	app->argc = argc;
	app->argv = argv;
	app->lang = qs_lang_of_environment();
	app->file_lang = QS_ZH;
	app->colour = isatty(2) && !(no_color && *no_color) && !(term && !strcmp(term, "dumb"));
	/* Language and form of errors hold for errors of the command line too, wherever the options stand. */
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		const char *const word = !strncmp(argv[i], "--lang=", 7)              ? argv[i] + 7
					 : !strcmp(argv[i], "--lang") && i + 1 < argc ? argv[i + 1]
										      : "";

		if (!strcmp(argv[i], "--json"))
			app->json = 1;
		if (!strcmp(word, "zh") || !strcmp(word, "en"))
			app->lang = app->file_lang = strcmp(word, "zh") ? QS_EN : QS_ZH;
	}
}

/* The command is the first word that is no option; --lang and --json may stand before it. Returns its index, or argc.
 */
static int find_command(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--lang"))
			i++;
		else if (argv[i][0] != '-')
			return i;
	}
	return argc;
}

static qs_status run_command(struct qs_app *app, const struct qs_command *command, const struct qs_args *args)
{
	struct qs_err err = {0};
	qs_status status;

	if (args->option[QS_OPT_HELP].given) {
		qs_help_print(app, command);
		return QS_OK;
	}
	if (command->needs_context) {
		status = qs_open(&app->context, getenv("QINGSHAN_ISA"), &err);
		if (status)
			return qs_say_err(app, &err);
		app->context.lang = app->lang;
		app->context.side_by_side = qs_pieces_run;
	}
	status = command->run(app, args);
	qs_close(&app->context);
	return status;
}

static qs_status start(struct qs_app *app, int argc, char **argv)
{
	const int at = find_command(argc, argv);
	const struct qs_command *command = qs_command_root();
	struct qs_args args;
	qs_status status;

	if (at < argc) {
		command = qs_command_find(argv[at]);
		if (!command)
			return qs_say_no_command(app, argv[at]);
		memmove(argv + at, argv + at + 1, (size_t)(argc - at - 1) * sizeof *argv);
		argc--;
	}
	status = qs_args_read(app, command, argc - 1, argv + 1, &args);
	return status ? status : run_command(app, command, &args);
}

/* What was printed has arrived, or the status says so. */
static qs_status flush(const struct qs_app *app, qs_status status)
{
	errno = 0;
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	if (errno != EPIPE) /* a reader that has seen enough needs no message */
		qs_say(app, QS_EFILE, NULL, qs_tr(app, "无法写标准输出：%s", "standard output cannot be written: %s"),
		       strerror(errno ? errno : EIO));
	return status ? status : QS_EFILE;
}

int main(int argc, char **argv)
{
	char **words;
	struct qs_app app;
	qs_status status;

	if (hold_standard_files())
		return qs_status_exit_code(QS_EFILE);
	signal(SIGPIPE, SIG_IGN); /* a write to a closed pipe is an error to report, not a death */
	signal(SIGXFSZ, SIG_IGN); /* and so is one beyond a limit */
	set_up(&app, argc, argv);
	words = qs_arena_take(&app.arena, (size_t)argc + 1, sizeof *words);
	if (!words)
		return qs_status_exit_code(QS_ENOMEM);
	memcpy(words, argv, (size_t)argc * sizeof *words);
	status = flush(&app, start(&app, argc, words));
	qs_arena_free(&app.arena);
	return qs_status_exit_code(status);
}
