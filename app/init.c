/* `qingshan init DIR`: a small portfolio that runs at once. */
#include "app/init.h"
#include "app/options.h"
#include "app/texts.h"
#include "io/files.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const struct qs_text_file *find(const char *name)
{
	for (const struct qs_text_file *file = qs_text_files; file->name; file++)
		if (!strcmp(file->name, name))
			return file;
	return NULL;
}

/* 1 if the folder holds anything, 0 if nothing, -1 if it cannot be read. */
static int holds_anything(const char *path)
{
	DIR *const folder = opendir(path);
	const struct dirent *entry;
	int found = 0;

	if (!folder)
		return -1;
	while (!found && (entry = readdir(folder)))
		found = strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
	closedir(folder);
	return found;
}

static qs_status print_done(struct qs_app *app, const char *path)
{
	struct qs_json_out out;

	if (!app->json) {
		printf(qs_tr(app, "已写出 %s\n下一步：qingshan run %s -o %s\n",
			     "wrote %s\nnext: qingshan run %s -o %s\n"),
		       path, path, "results");
		return QS_OK;
	}
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "portfolio", path);
	qs_json_out_end(&out);
	return qs_out_print(app, &out);
}

qs_status qs_app_init(struct qs_app *app, const struct qs_args *args)
{
	const char *const folder = args->operand[0];
	const char *const word = args->option[QS_OPT_TEMPLATE].given ? args->option[QS_OPT_TEMPLATE].text : "mine";
	const int grid = args->option[QS_OPT_GRID].given;
	const struct qs_text_file *const text = find(grid ? "grid" : word);
	struct qs_err err = {0};
	char path[4096];
	int holds;
	const int n = snprintf(path, sizeof path, "%s/portfolio.json", folder);

	if (!text || n < 0 || (size_t)n >= sizeof path)
		return qs_say(app, QS_EFILE, NULL, "%s: %s", folder, strerror(ENAMETOOLONG));
	if (mkdir(folder, 0777) && errno != EEXIST)
		return qs_say(app, QS_EFILE, NULL, "%s: %s", folder, strerror(errno));
	holds = holds_anything(folder);
	if (holds < 0)
		return qs_say(app, QS_EFILE, NULL, "%s: %s", folder, strerror(errno));
	if (holds)
		return qs_say(app, QS_EFILE, qs_tr(app, "选一个空的或新的目录", "choose an empty or a new folder"),
			      qs_tr(app, "%s 不是空目录", "%s is not empty"), folder);
	if (grid &&
	    qs_init_grid(app, folder, text, args->option[QS_OPT_SEED].given ? args->option[QS_OPT_SEED].whole : 1,
			 args->option[QS_OPT_CELLS].given ? args->option[QS_OPT_CELLS].whole : 10000, &err))
		return qs_say_err(app, &err);
	if (!grid && qs_file_replace(path, text->text, text->length, &err))
		return qs_say_err(app, &err);
	return print_done(app, path);
}
