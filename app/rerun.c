#include "app/rerun.h"

#include "app/input.h"
#include "app/options.h"
#include "io/file.h"
#include "io/h5_read.h"
#include "io/results.h"
#include "scenarios/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Everything of one run that must be given back. */
struct again {
	struct qs_app *app;
	const char *from;   /* the folder of results */
	const char *folder; /* made for the time being, inside `parent` */
	char *parent;
	struct qs_input input;
	struct qs_mistakes mistakes;
	struct qs_sink sink;
	struct qs_input_hash *hashes;
	size_t hash_count;
};

static char *join(struct qs_app *app, const char *folder, const char *name, const char *end)
{
	const size_t n = strlen(folder) + strlen(name) + strlen(end) + 2;
	char *const path = qs_arena_take(&app->arena, n, 1);

	if (path)
		snprintf(path, n, "%s/%s%s", folder, name, end);
	return path;
}

/* The plan, and the files that it was made of. */
static qs_status read_plan(struct again *again, struct qs_err *err)
{
	struct qs_app *const app = again->app;
	const char *const results = join(app, again->from, "results.h5", "");
	const char *plan, **names, **sums;
	size_t n, count = 0;
	qs_status status;

	if (!results)
		return qs_fail(err, QS_ENOMEM, "%s", again->from);
	status = qs_h5_read_text(&app->arena, results, "plan", &plan, &n, err);
	if (!status)
		status = qs_h5_read_texts(&app->arena, results, "input", &names, &again->hash_count, err);
	if (!status)
		status = qs_h5_read_texts(&app->arena, results, "input_sha256", &sums, &count, err);
	if (!status && count != again->hash_count)
		status = qs_fail(err, QS_EFILE, "%s: input_sha256", results);
	if (status)
		return status;
	again->hashes = qs_arena_take(&app->arena, count, sizeof *again->hashes);
	if (!again->hashes)
		return qs_fail(err, QS_ENOMEM, "%s", again->from);
	for (size_t i = 0; i < count; i++)
		again->hashes[i] = (struct qs_input_hash){names[i], sums[i]};
	status = qs_input_read_text(&app->context, results, plan, n, NULL, &again->input, &again->mistakes, err);
	if (again->mistakes.errors || status == QS_EFILE)
		status =
			qs_fail(err, QS_EFILE,
				qs_tr(app,
				      "%s 中的计划在这里读不通（场地文件不在结果旁边，或程序版本不同）；请用 run "
				      "--lang 重新运行",
				      "the plan in %s cannot be read here (its sites lie elsewhere, or another version "
				      "wrote it); run again with run --lang"),
				results);
	return status;
}

static qs_status make_folder(struct again *again, struct qs_err *err)
{
	const char *const tmp = getenv("TMPDIR");

	again->parent = join(again->app, tmp && *tmp ? tmp : "/tmp", "qingshan-XXXXXX", "");
	if (!again->parent)
		return qs_fail(err, QS_ENOMEM, "%s", again->from);
	if (!mkdtemp(again->parent)) {
		const int why = errno;

		again->parent = NULL;
		return qs_fail(err, QS_EFILE, "%s: %s", tmp && *tmp ? tmp : "/tmp", strerror(why));
	}
	again->folder = join(again->app, again->parent, "run", "");
	return again->folder ? QS_OK : qs_fail(err, QS_ENOMEM, "%s", again->from);
}

/* Whether the run came out as the one whose files lie there. */
static qs_status check_same(struct again *again, struct qs_err *err)
{
	const char *const path = join(again->app, again->from, "summary.json", "");
	const char *text;
	size_t n;
	qs_status status = path ? qs_file_read(&again->app->arena, path, &text, &n, err)
				: qs_fail(err, QS_ENOMEM, "%s", again->from);

	if (!status && strcmp(text, qs_results_summary(&again->sink)) != 0)
		status = qs_fail(
			err, QS_EFAILED,
			qs_tr(again->app, "%s 的结果来自另一个版本的程序；请用 run --lang 重新运行",
			      "the results in %s are of another version of the program; run again with run --lang"),
			again->from);
	return status;
}

static qs_status run_plan(struct again *again, const char *name, const char **bytes, size_t *n, struct qs_err *err)
{
	struct qs_app *const app = again->app;
	const struct qs_run_input run = {&again->input.portfolio,    &again->input.packs, &again->input.sites,
					 again->input.resolved_json, again->hashes,       again->hash_count};
	struct qs_run_size size;
	const char *path;
	qs_status status;

	status = qs_run_plan(&app->context, &run, &size, err);
	if (!status)
		status = qs_results_open(&app->context, again->folder, app->file_lang, &again->sink, err);
	if (!status)
		status = qs_run(&app->context, &run, &again->sink, &size, err);
	if (!status)
		status = check_same(again, err);
	if (status)
		return status;
	path = join(app, again->folder, name, ".part"); /* whole, and gone when the sink is dropped */
	return path ? qs_file_read(&app->arena, path, bytes, n, err) : qs_fail(err, QS_ENOMEM, "%s", name);
}

qs_status qs_app_rerun(struct qs_app *app, const char *folder, const char *name, const char **bytes, size_t *n,
		       struct qs_err *err)
{
	struct again again = {.app = app, .from = folder};
	qs_status status;

	qs_mistakes_init(&again.mistakes, NULL);
	status = read_plan(&again, err);
	if (!status)
		status = make_folder(&again, err);
	if (!status)
		status = run_plan(&again, name, bytes, n, err);
	qs_results_close(&again.sink);
	if (again.parent)
		rmdir(again.parent);
	qs_input_free(&again.input);
	qs_mistakes_free(&again.mistakes);
	return status;
}
