/* The table of commands as a manual page and as completions of shells: `qingshan help --form man|bash|zsh|fish`. */
#include "app/options.h"

#include <string.h>

/* A text of roff: no line begins a request, no backslash or hyphen means more than itself. */
static void put_roff(const char *text)
{
	int start = 1;

	for (; *text; text++) {
		if (start && (*text == '.' || *text == '\''))
			fputs("\\&", stdout);
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
		start = *text == '\n';
	}
}

static void put_roff_option(const struct qs_app *app, const struct qs_option *option)
{
	fputs(".TP\n.B ", stdout);
	if (option->letter)
		printf("\\-%c, ", option->letter);
	printf("\\-\\-");
	put_roff(option->name);
	if (option->value) {
		fputs(" \\fI", stdout);
		put_roff(option->value);
		fputs("\\fR", stdout);
	}
	putchar('\n');
	put_roff(qs_tr(app, option->zh, option->en));
	putchar('\n');
}

static void put_roff_command(const struct qs_app *app, const struct qs_command *command)
{
	const char *const more = command->more_en ? qs_tr(app, command->more_zh, command->more_en) : NULL;

	printf(".SS \"qingshan %s ", command->name);
	for (const char *c = command->synopsis; *c; c++)
		if (*c != '"')
			putchar(*c);
	fputs("\"\n", stdout);
	put_roff(qs_tr(app, command->zh, command->en));
	fputs(".\n", stdout);
	if (more) {
		fputs(".PP\n", stdout);
		put_roff(more);
		putchar('\n');
	}
	for (int i = 0; i < QS_OPTIONS; i++)
		if (i != QS_OPT_HELP && i != QS_OPT_LANG && i != QS_OPT_JSON && qs_command_takes(command, i))
			put_roff_option(app, &qs_options[i]);
}

static void put_man(const struct qs_app *app)
{
	printf(".TH QINGSHAN 1 \"\" \"qingshan\" \"%s\"\n.ad l\n.SH %s\nqingshan \\- %s\n",
	       qs_tr(app, "青山手册", "Qingshan"), qs_tr(app, "名称", "NAME"),
	       qs_tr(app, "生态修复的碳、效益与资金", "carbon, benefits and money of ecological restoration"));
	printf(".SH %s\n.B qingshan\n\\fI%s\\fR\n.SH %s\n", qs_tr(app, "概要", "SYNOPSIS"),
	       qs_tr(app, "命令 [参数] [选项]", "COMMAND [ARGUMENT] [OPTION]"), qs_tr(app, "命令", "COMMANDS"));
	for (const struct qs_command *command = qs_commands; command->name; command++)
		put_roff_command(app, command);
	printf(".SH %s\n", qs_tr(app, "通用选项", "OPTIONS OF ALL"));
	put_roff_option(app, &qs_options[QS_OPT_LANG]);
	put_roff_option(app, &qs_options[QS_OPT_JSON]);
	put_roff_option(app, &qs_options[QS_OPT_HELP]);
	printf(".SH %s\n", qs_tr(app, "退出码", "EXIT STATUS"));
	for (int i = 0; i < QS_STATUS_COUNT; i++)
		if (i != QS_ENOMEM) { /* shares the code of a failed run */
			printf(".TP\n.B %d\n", qs_status_exit_code((qs_status)i));
			put_roff(qs_status_text((qs_status)i, app->lang));
			putchar('\n');
		}
	printf(".SH %s\n.TP\n.B QINGSHAN_ISA\n%s\n.TP\n.B OMP_NUM_THREADS\n%s\n.TP\n.B LC_ALL, LC_MESSAGES, LANG\n%s\n",
	       qs_tr(app, "环境变量", "ENVIRONMENT"),
	       qs_tr(app, "指定指令集：v2、v3 或 v4", "forces an instruction set: v2, v3 or v4"),
	       qs_tr(app, "默认线程数", "threads by default"), qs_tr(app, "信息的语言", "language of messages"));
}

static void put_words(const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		printf("%s%s", i ? " " : "", words[i]);
}

static void put_option_words(const struct qs_command *command)
{
	for (int i = 0, n = 0; i < QS_OPTIONS; i++)
		if (qs_command_takes(command, i))
			printf("%s--%s", n++ ? " " : "", qs_options[i].name);
}

static void put_bash(void)
{
	fputs("_qingshan()\n{\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=''\n"
	      "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\twords='",
	      stdout);
	for (const struct qs_command *command = qs_commands; command->name; command++)
		printf("%s ", command->name);
	fputs("--help --version'\n\telse\n\t\tcase $prev in\n", stdout);
	for (int i = 0; i < QS_OPTIONS; i++)
		if (qs_options[i].kind == QS_OPT_WORD) {
			printf("\t\t--%s) COMPREPLY=($(compgen -W '", qs_options[i].name);
			put_words(qs_options[i].words);
			fputs("' -- \"$cur\")); return ;;\n", stdout);
		}
	fputs("\t\tesac\n\t\tcase ${COMP_WORDS[1]} in\n", stdout);
	for (const struct qs_command *command = qs_commands; command->name; command++) {
		printf("\t\t%s) words='", command->name);
		put_option_words(command);
		fputs("' ;;\n", stdout);
	}
	fputs("\t\tesac\n\t\t[[ $cur == -* ]] || words=''\n\tfi\n"
	      "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	      "\t[ -n \"$words\" ] || COMPREPLY=($(compgen -f -- \"$cur\"))\n}\ncomplete -o filenames -F _qingshan "
	      "qingshan\n",
	      stdout);
}

/* A text in single quotes for zsh and fish, without what closes them or means something to _arguments. */
static void put_plain(const char *text)
{
	for (; *text; text++)
		if (!strchr("'[]:\\", *text))
			putchar(*text);
}

static void put_zsh(const struct qs_app *app)
{
	fputs("#compdef qingshan\n_qingshan()\n{\n\tlocal -a commands=(\n", stdout);
	for (const struct qs_command *command = qs_commands; command->name; command++) {
		printf("\t\t'%s:", command->name);
		put_plain(qs_tr(app, command->zh, command->en));
		fputs("'\n", stdout);
	}
	fputs("\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n\tlocal "
	      "command=$words[2]\n"
	      "\tshift words\n\t(( CURRENT-- ))\n\tcase $command in\n",
	      stdout);
	for (const struct qs_command *command = qs_commands; command->name; command++) {
		printf("\t%s) _arguments", command->name);
		for (int i = 0; i < QS_OPTIONS; i++) {
			const struct qs_option *const option = &qs_options[i];

			if (!qs_command_takes(command, i))
				continue;
			printf(" '--%s[", option->name);
			put_plain(qs_tr(app, option->zh, option->en));
			putchar(']');
			if (option->kind == QS_OPT_WORD) {
				fputs(":word:(", stdout);
				put_words(option->words);
				putchar(')');
			} else if (option->kind != QS_OPT_FLAG) {
				printf(":%s:%s", option->name, option->kind == QS_OPT_TEXT ? "_files" : "");
			}
			putchar('\'');
		}
		fputs(" '*:file:_files' ;;\n", stdout);
	}
	fputs("\tesac\n}\n_qingshan \"$@\"\n", stdout);
}

static void put_fish(const struct qs_app *app)
{
	for (const struct qs_command *command = qs_commands; command->name; command++) {
		printf("complete -c qingshan -n __fish_use_subcommand -f -a %s -d '", command->name);
		put_plain(qs_tr(app, command->zh, command->en));
		fputs("'\n", stdout);
		for (int i = 0; i < QS_OPTIONS; i++) {
			const struct qs_option *const option = &qs_options[i];

			if (!qs_command_takes(command, i))
				continue;
			printf("complete -c qingshan -n '__fish_seen_subcommand_from %s' -l %s", command->name,
			       option->name);
			if (option->letter)
				printf(" -s %c", option->letter);
			if (option->kind == QS_OPT_WORD) {
				fputs(" -x -a '", stdout);
				put_words(option->words);
				putchar('\'');
			} else if (option->kind != QS_OPT_FLAG) {
				fputs(option->kind == QS_OPT_TEXT ? " -r" : " -x", stdout);
			}
			fputs(" -d '", stdout);
			put_plain(qs_tr(app, option->zh, option->en));
			fputs("'\n", stdout);
		}
	}
}

void qs_help_form(const struct qs_app *app, enum qs_help_form form)
{
	switch (form) {
	case QS_HELP_MAN:
		put_man(app);
		break;
	case QS_HELP_BASH:
		put_bash();
		break;
	case QS_HELP_ZSH:
		put_zsh(app);
		break;
	case QS_HELP_FISH:
		put_fish(app);
		break;
	case QS_HELP_TEXT:
	default:
		qs_help_print(app, NULL);
		break;
	}
}
