#include "app/options.h"

#include "model/base/fields.h"

#include <string.h>

/* Digits only, no sign, no overflow. */
static int read_whole(const char *text, uint64_t *value)
{
	*value = 0;
	if (!*text)
		return -1;
	for (; *text; text++) {
		const unsigned digit = (unsigned)(unsigned char)*text - '0';

		if (digit > 9 || *value > (UINT64_MAX - digit) / 10)
			return -1;
		*value = *value * 10 + digit;
	}
	return 0;
}

static qs_status bad_value(const struct qs_app *app, const struct qs_option *option, const char *text)
{
	char hint[256];
	size_t n = 0;

	if (option->kind == QS_OPT_WORD) {
		hint[0] = 0;
		for (size_t i = 0; option->words[i] && n < sizeof hint; i++)
			n += (size_t)snprintf(hint + n, sizeof hint - n, "%s%s", n ? ", " : "", option->words[i]);
	} else if (option->kind == QS_OPT_TEXT) {
		snprintf(hint, sizeof hint, "--%s %s", option->name, option->value);
	} else if (option->max > 0) {
		snprintf(hint, sizeof hint, "%.15g <= %s <= %.15g", option->min, option->value, option->max);
	} else {
		snprintf(hint, sizeof hint, "0 <= %s <= %llu", option->value, (unsigned long long)UINT64_MAX);
	}
	return qs_say(app, QS_EUSAGE, hint, qs_tr(app, "--%s 的值无效：“%s”", "--%s: not a valid value: \"%s\""),
		      option->name, text);
}

static qs_status take(const struct qs_app *app, enum qs_option_id id, const char *text, struct qs_args *args)
{
	const struct qs_option *const option = &qs_options[id];

	args->option[id].given = 1;
	args->option[id].text = text;
	switch (option->kind) {
	case QS_OPT_WHOLE:
		if (read_whole(text, &args->option[id].whole))
			return bad_value(app, option, text);
		if (option->max > 0 &&
		    ((double)args->option[id].whole < option->min || (double)args->option[id].whole > option->max))
			return bad_value(app, option, text);
		return QS_OK;
	case QS_OPT_REAL:
		if (qs_number_read(text, strlen(text), &args->option[id].real) || args->option[id].real < option->min ||
		    args->option[id].real > option->max)
			return bad_value(app, option, text);
		return QS_OK;
	case QS_OPT_WORD:
		for (int i = 0; option->words[i]; i++) {
			if (!strcmp(option->words[i], text)) {
				args->option[id].word = i;
				return QS_OK;
			}
		}
		return bad_value(app, option, text);
	case QS_OPT_TEXT:
		return *text ? QS_OK : bad_value(app, option, text);
	case QS_OPT_FLAG:
	default:
		return QS_OK;
	}
}

int qs_command_takes(const struct qs_command *command, int id)
{
	return id == QS_OPT_HELP || id == QS_OPT_LANG || id == QS_OPT_JSON || (command->options >> id & 1);
}

static qs_status unknown(const struct qs_app *app, const struct qs_command *command, const char *name)
{
	const char *words[QS_OPTIONS + 1];
	const char *near;
	char hint[64];
	int n = 0;

	for (int i = 0; i < QS_OPTIONS; i++)
		if (qs_command_takes(command, i))
			words[n++] = qs_options[i].name;
	words[n] = NULL;
	near = qs_nearest_word(name + strspn(name, "-"), words);
	if (near)
		snprintf(hint, sizeof hint, qs_tr(app, "最接近：--%s", "nearest: --%s"), near);
	else
		snprintf(hint, sizeof hint, "qingshan help %s", command->name);
	return qs_say(app, QS_EUSAGE, hint, qs_tr(app, "%s：未知的选项“%s”", "%s: unknown option \"%s\""),
		      command->name, name);
}

/* The option of a word beginning with a dash; *value is what stands in the same word, or NULL. */
static int find(const struct qs_command *command, const char *word, const char **value)
{
	const size_t length = strcspn(word, "=");

	*value = NULL;
	for (int i = 0; i < QS_OPTIONS; i++) {
		const struct qs_option *const option = &qs_options[i];

		if (!qs_command_takes(command, i))
			continue;
		if (word[1] == '-' && strlen(option->name) == length - 2 &&
		    !strncmp(word + 2, option->name, length - 2)) {
			*value = word[length] ? word + length + 1 : NULL;
			return i;
		}
		if (word[1] != '-' && option->letter && word[1] == option->letter) {
			if (word[2] && option->kind == QS_OPT_FLAG)
				continue;
			*value = word[2] ? word + 2 : NULL;
			return i;
		}
	}
	return -1;
}

static qs_status too_few_or_many(const struct qs_app *app, const struct qs_command *command, const struct qs_args *args)
{
	char hint[160];

	snprintf(hint, sizeof hint, "qingshan %s %s", command->name, command->synopsis);
	if (args->operands < command->min_operands)
		return qs_say(app, QS_EUSAGE, hint, qs_tr(app, "%s：缺少参数", "%s: an argument is missing"),
			      command->name);
	return qs_say(app, QS_EUSAGE, hint, qs_tr(app, "%s：多余的参数“%s”", "%s: one argument too many: \"%s\""),
		      command->name, args->operand[command->max_operands]);
}

qs_status qs_args_read(const struct qs_app *app, const struct qs_command *command, int argc, char **argv,
		       struct qs_args *args)
{
	int only_operands = 0;

	memset(args, 0, sizeof *args);
	args->operand = argv;
	for (int i = 0; i < argc; i++) {
		const char *value;
		qs_status status;
		int id;

		if (only_operands || argv[i][0] != '-' || !argv[i][1]) {
			argv[args->operands++] = argv[i];
			continue;
		}
		if (!strcmp(argv[i], "--")) {
			only_operands = 1;
			continue;
		}
		id = find(command, argv[i], &value);
		if (id < 0)
			return unknown(app, command, argv[i]);
		if (qs_options[id].kind == QS_OPT_FLAG && value)
			return qs_say(app, QS_EUSAGE, NULL, qs_tr(app, "--%s 不带值", "--%s takes no value"),
				      qs_options[id].name);
		if (qs_options[id].kind != QS_OPT_FLAG && !value) {
			if (i + 1 == argc)
				return qs_say(app, QS_EUSAGE, NULL,
					      qs_tr(app, "--%s 缺少值 %s", "--%s: its value %s is missing"),
					      qs_options[id].name, qs_options[id].value);
			value = argv[++i];
		}
		status = take(app, (enum qs_option_id)id, value, args);
		if (status)
			return status;
	}
	if (args->option[QS_OPT_HELP].given)
		return QS_OK;
	if (args->operands < command->min_operands || args->operands > command->max_operands)
		return too_few_or_many(app, command, args);
	return QS_OK;
}
