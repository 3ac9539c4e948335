#include "app/input.h"

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
