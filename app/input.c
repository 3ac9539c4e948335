#include "app/input.h"

#include "io/file.h"
#include "io/h5_read.h"
#include "io/mistakes_print.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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

const char *qs_app_inside(struct qs_app *app, const char *folder, const char *name)
{
	const size_t n = strlen(folder) + strlen(name) + 2;
	char *const path = qs_arena_take(&app->arena, n, 1);

	if (path)
		snprintf(path, n, "%s/%s", folder, name);
	return path;
}

/* The path of a file of a folder of results, or NULL where there is none or no memory (told). */
static const char *results_file(struct qs_app *app, const char *folder, const char *name, struct qs_err *err)
{
	const char *const path = qs_app_inside(app, folder, name);

	if (!path) {
		qs_fail(err, QS_ENOMEM, "%s", folder);
	} else if (access(path, F_OK)) {
		qs_fail(err, QS_EFILE,
			qs_tr(app, "%s 中没有结果（%s：%s）；提示：应为 `qingshan run -o` 写出的目录",
			      "%s holds no results (%s: %s); hint: name the folder that `qingshan run -o` was given"),
			folder, path, strerror(errno));
		return NULL;
	}
	return path;
}

qs_status qs_app_read_file(struct qs_app *app, const char *folder, const char *name, const char **bytes, size_t *n,
			   struct qs_err *err)
{
	const char *const path = results_file(app, folder, name, err);

	return path ? qs_file_read(&app->arena, path, bytes, n, err) : err->status;
}

qs_status qs_app_read_plan(struct qs_app *app, const char *folder, struct qs_input *input, struct qs_mistakes *mistakes,
			   struct qs_err *err)
{
	const char *const results = results_file(app, folder, "results.h5", err);
	struct qs_err why = {0};
	const char *plan = NULL;
	size_t n = 0;
	qs_status status = results ? qs_h5_read_text(&app->arena, results, "plan", &plan, &n, err) : err->status;

	if (status)
		return status;
	status = qs_input_read_text(&app->context, results, plan, n, NULL, input, mistakes, &why);
	if (status == QS_EFILE)
		return qs_fail(err, status,
			       qs_tr(app, "%s（计划中的场地文件须放在结果旁边）",
				     "%s (the plan names it: put it beside the results)"),
			       why.text);
	return status && !mistakes->errors ? qs_fail(err, status, "%s", why.text) : status;
}
