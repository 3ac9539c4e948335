/* `qingshan help`, `--help` and `--version`. */
#include "app/options.h"
#include "model/base/fields.h"
#include "model/base/version.h"

#include <string.h>

static void print_option(const struct qs_app *app, enum qs_option_id id)
{
	const struct qs_option *const option = &qs_options[id];
	char text[96];

	snprintf(text, sizeof text, "%s%c%s--%s%s%s", option->letter ? "-" : " ", option->letter ? option->letter : ' ',
		 option->letter ? ", " : "  ", option->name, option->value ? " " : "",
		 option->value ? option->value : "");
	fputs("  ", stdout);
	qs_put_padded(stdout, text, 36);
	printf(" %s\n", qs_tr(app, option->zh, option->en));
}

static void print_program(const struct qs_app *app)
{
	printf("%s\n\n%s\n",
	       qs_tr(app, "青山 qingshan：生态修复的碳、效益与资金",
		     "qingshan (青山): carbon, benefits and money of ecological restoration"),
	       qs_tr(app, "用法：qingshan 命令 [参数] [选项]", "usage: qingshan COMMAND [ARGUMENT] [OPTION]"));
	for (const struct qs_command *command = qs_commands; command->name; command++) {
		fputs("  ", stdout);
		qs_put_padded(stdout, command->name, 10);
		qs_put_padded(stdout, command->synopsis, 24);
		printf(" %s\n", qs_tr(app, command->zh, command->en));
	}
	putchar('\n');
	print_option(app, QS_OPT_LANG);
	print_option(app, QS_OPT_JSON);
	print_option(app, QS_OPT_HELP);
	print_option(app, QS_OPT_VERSION);
	printf("\n%s\n", qs_tr(app, "退出码", "exit codes"));
	for (int i = 0; i < QS_STATUS_COUNT; i++)
		if (i != QS_ENOMEM) /* shares the code of a failed run */
			printf("  %3d  %s\n", qs_status_exit_code((qs_status)i),
			       qs_status_text((qs_status)i, app->lang));
	printf("\n%s\n",
	       qs_tr(app,
		     "环境变量：QINGSHAN_ISA=v2|v3|v4 指定指令集；OMP_NUM_THREADS；NO_COLOR；LC_ALL、LC_MESSAGES、LANG",
		     "environment: QINGSHAN_ISA=v2|v3|v4 forces an instruction set; OMP_NUM_THREADS; NO_COLOR; LC_ALL, "
		     "LC_MESSAGES, LANG"));
}

void qs_help_print(const struct qs_app *app, const struct qs_command *command)
{
	const char *more;

	if (!command || command == qs_command_root()) {
		print_program(app);
		return;
	}
	printf("%s qingshan %s %s%s%s\n\n%s\n", qs_tr(app, "用法：", "usage:"), command->name, command->synopsis,
	       *command->synopsis ? " " : "", qs_tr(app, "[选项]", "[OPTION]"), qs_tr(app, command->zh, command->en));
	more = command->more_en ? qs_tr(app, command->more_zh, command->more_en) : NULL;
	if (more)
		printf("%s\n", more);
	putchar('\n');
	for (int i = 0; i < QS_OPTIONS; i++)
		if (qs_command_takes(command, i))
			print_option(app, (enum qs_option_id)i);
}

qs_status qs_say_no_command(const struct qs_app *app, const char *name)
{
	const char *words[32];
	const char *near;
	char hint[512];
	size_t n = 0;
	int count = 0;

	for (const struct qs_command *command = qs_commands; command->name && count < 31; command++)
		words[count++] = command->name;
	words[count] = NULL;
	near = qs_nearest_word(name, words);
	n = (size_t)snprintf(hint, sizeof hint, "%s%s%s", near ? qs_tr(app, "最接近：", "nearest: ") : "",
			     near ? near : "", near ? "; " : "");
	n += (size_t)snprintf(hint + n, sizeof hint - n, "%s", qs_tr(app, "命令：", "commands:"));
	for (int i = 0; i < count && n < sizeof hint; i++)
		n += (size_t)snprintf(hint + n, sizeof hint - n, " %s", words[i]);
	if (!*name)
		return qs_say(app, QS_EUSAGE, hint, "%s", qs_tr(app, "缺少命令", "a command is missing"));
	return qs_say(app, QS_EUSAGE, hint, qs_tr(app, "没有命令“%s”", "no such command: \"%s\""), name);
}

qs_status qs_app_help(struct qs_app *app, const struct qs_args *args)
{
	const struct qs_command *command = NULL;

	if (args->operands) {
		command = qs_command_find(args->operand[0]);
		if (!command)
			return qs_say_no_command(app, args->operand[0]);
	}
	if (args->option[QS_OPT_FORM].given && command)
		return qs_say(app, QS_EUSAGE, "qingshan help --form man", "%s",
			      qs_tr(app, "help：--form 用于全部命令", "help: --form is of all commands at once"));
	if (args->option[QS_OPT_FORM].given)
		qs_help_form(app, (enum qs_help_form)args->option[QS_OPT_FORM].word);
	else
		qs_help_print(app, command);
	return QS_OK;
}

qs_status qs_app_version(struct qs_app *app, const struct qs_args *args)
{
	struct qs_json_out out;

	if (!args->option[QS_OPT_VERSION].given)
		return qs_say_no_command(app, "");
	if (!app->json) {
		printf("qingshan %s\n", qs_version);
		return QS_OK;
	}
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "name", "qingshan");
	qs_json_out_string(&out, "version", qs_version);
	qs_json_out_string(&out, "compiler", QS_APP_COMPILER);
	qs_json_out_string(&out, "flags", QS_APP_FLAGS);
	qs_json_out_end(&out);
	return qs_out_print(app, &out);
}
