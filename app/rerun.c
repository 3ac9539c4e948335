#include "app/rerun.h"

#include "app/input.h"
#include "app/options.h"
#include "app/run.h"
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
	const char *parent;
	struct qs_input input;
	struct qs_mistakes mistakes;
	struct qs_sink sink;
	struct qs_input_hash *hashes;
	size_t hash_count;
};

/* The plan, and the files that it was made of. */
static qs_status read_plan(struct again *again, struct qs_err *err)
{
	struct qs_app *const app = again->app;
	const char *const results = qs_app_inside(app, again->from, "results.h5");
	const char **names, **sums;
	size_t count = 0;
	qs_status status;

	if (!results)
		return qs_fail(err, QS_ENOMEM, "%s", again->from);
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
	status = qs_app_read_plan(app, again->from, &again->input, &again->mistakes, err);
	if (again->mistakes.errors)
		status =
			qs_fail(err, QS_EFAILED,
				qs_tr(app, "%s 中的计划由另一个版本的程序写成；请用 run --lang 重新运行",
				      "another version of the program wrote the plan in %s; run again with run --lang"),
				results);
	return status;
}

static qs_status make_folder(struct again *again, struct qs_err *err)
{
	const char *const given = getenv("TMPDIR"), *const tmp = given && *given ? given : "/tmp";
	const char *const name = qs_app_inside(again->app, tmp, "qingshan-XXXXXX");
	char *const parent = name ? qs_arena_text(&again->app->arena, name, strlen(name)) : NULL;

	if (!parent)
		return qs_fail(err, QS_ENOMEM, "%s", again->from);
	if (!mkdtemp(parent))
		return qs_fail(err, QS_EFILE, "%s: %s", tmp, strerror(errno));
	again->parent = parent;
	again->folder = qs_app_inside(again->app, parent, "run");
	return again->folder ? QS_OK : qs_fail(err, QS_ENOMEM, "%s", again->from);
}

/* Whether the run came out as the one whose files lie there. */
static qs_status check_same(struct again *again, struct qs_err *err)
{
	const char *text;
	size_t n;
	qs_status status = qs_app_read_file(again->app, again->from, "summary.json", &text, &n, err);

	if (!status && strcmp(text, qs_results_summary(&again->sink)) != 0)
		status = qs_fail(
			err, QS_EFAILED,
			qs_tr(again->app, "%s 的结果来自另一个版本的程序；请用 run --lang 重新运行",
			      "the results in %s are of another version of the program; run again with run --lang"),
			again->from);
	return status;
}

/* The run, until a signal asks to stop: then the folder for the time being must go. */
static qs_status run_watched(struct again *again, const struct qs_run_input *run, struct qs_run_size *size,
			     struct qs_err *err)
{
	struct qs_context context = again->app->context;
	struct qs_progress progress;
	qs_status status;

	qs_progress_open(&progress, again->app, QS_PROGRESS_NEVER, size);
	context.messages = (struct qs_messages){.progress = qs_progress_step, .self = &progress};
	status = qs_run(&context, run, &again->sink, size, err);
	if (status == QS_EINTERRUPTED || (!status && qs_progress_signal(&progress))) {
		*err = (struct qs_err){0}; /* which keeps what is said first */
		status = qs_fail(err, progress.signal == SIGTERM ? QS_ETERMINATED : QS_EINTERRUPTED, "%s",
				 qs_tr(again->app, "没有写出任何结果", "no result was written"));
	}
	qs_progress_close(&progress);
	return status;
}

static qs_status run_plan(struct again *again, const char *name, const char **bytes, size_t *n, struct qs_err *err)
{
	struct qs_app *const app = again->app;
	const struct qs_run_input run = {&again->input.portfolio,    &again->input.packs, &again->input.sites,
					 again->input.resolved_json, again->hashes,       again->hash_count};
	struct qs_run_size size;
	char part[64];
	qs_status status;

	status = qs_run_plan(&app->context, &run, NULL, &size, err);
	if (!status)
		status = qs_results_open(&app->context, again->folder, app->file_lang, &again->sink, err);
	if (!status)
		status = run_watched(again, &run, &size, err);
	if (!status)
		status = check_same(again, err);
	snprintf(part, sizeof part, "%s.part", name); /* whole, and gone when the sink is dropped */
	return status ? status : qs_app_read_file(app, again->folder, part, bytes, n, err);
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
