/* `qingshan schema`: what a portfolio file may hold, for editors. */
#include "io/schema.h"

#include "app/options.h"

qs_status qs_app_schema(struct qs_app *app, const struct qs_args *args)
{
	const char *const text = qs_schema_text(app->lang, &app->arena);

	(void)args;
	if (!text)
		return qs_say(app, QS_ENOMEM, NULL, "schema");
	puts(text);
	return QS_OK;
}
