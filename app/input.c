#include "app/input.h"

#include "io/mistakes_print.h"

#include <string.h>

qs_status qs_app_tell(struct qs_app *app, FILE *file, const struct qs_mistakes *mistakes)
{
	const char *const text = app->json ? qs_mistakes_json(mistakes, app->lang, 2, &app->arena)
					   : qs_mistakes_text(mistakes, app->lang, &app->arena);

	if (!text)
		return qs_say(app, QS_ENOMEM, NULL, "%zu errors", mistakes->errors);
	fputs(text, file);
	if (*text && text[strlen(text) - 1] != '\n')
		fputc('\n', file);
	return QS_OK;
}

qs_status qs_app_read(struct qs_app *app, const char *path, const struct qs_input_override *override,
		      struct qs_input *input)
{
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = qs_input_read_as(&app->context, path, override, input, &mistakes, &err);
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(app, stderr, &mistakes);
	if (status && !mistakes.errors)
		qs_say_err(app, &err);
	qs_mistakes_free(&mistakes);
	return status;
}
