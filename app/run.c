/* `qingshan run`: reads a portfolio, runs it, writes its files, prints the headline. */
#include "app/run.h"

#include "app/input.h"
#include "app/options.h"
#include "app/run_states.h"
#include "io/input.h"
#include "io/results.h"

#include <string.h>

/* state: bytes of the file that is left, or 0. */
static qs_status print_plan(struct qs_app *app, const struct qs_run_size *size, uint64_t state)
{
	struct qs_json_out out;

	if (!app->json) {
		printf(qs_tr(app,
			     "%llu 个场地（%llu 个单元）× 3 种情景 × %llu 个成员 × %llu 年\n内存约 %.1f "
			     "MiB，results.h5 约 %.1f MiB，%d 线程预计 %.1f 秒\n",
			     "%llu sites (%llu units) x 3 arms x %llu members x %llu years\n"
			     "about %.1f MiB of memory, %.1f MiB of results.h5, %d threads: about %.1f s\n"),
		       (unsigned long long)size->sites, (unsigned long long)size->units,
		       (unsigned long long)size->members, (unsigned long long)size->years,
		       (double)size->memory_bytes / 1048576, (double)size->output_bytes / 1048576, app->context.threads,
		       size->seconds);
		if (state)
			printf(qs_tr(app, "状态文件约 %.1f MiB\n", "about %.1f MiB of state\n"),
			       (double)state / 1048576);
		return QS_OK;
	}
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_object(&out, "plan");
	qs_json_out_uint(&out, "sites", size->sites);
	qs_json_out_uint(&out, "units", size->units);
	qs_json_out_int(&out, "arms", QS_ARMS);
	qs_json_out_uint(&out, "members", size->members);
	qs_json_out_uint(&out, "years", size->years);
	qs_json_out_uint(&out, "memory_bytes", size->memory_bytes);
	qs_json_out_uint(&out, "output_bytes", size->output_bytes);
	qs_json_out_uint(&out, "state_bytes", state);
	qs_json_out_int(&out, "threads", app->context.threads);
	qs_json_out_number(&out, "seconds", size->seconds);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	return qs_out_print(app, &out);
}

/* Everything of one run that must be given back. */
struct work {
	struct qs_app *app;
	struct qs_input input;
	struct qs_run_input run;
	struct qs_run_size size;
	struct qs_run_times times;
	struct qs_app_states states;
	struct qs_sink files;
	struct qs_headline headline;
	struct qs_progress progress;
	struct qs_err err;
};

static qs_status stopped(const struct qs_app *app, const struct qs_progress *progress)
{
	return qs_say(app, progress->signal == SIGTERM ? QS_ETERMINATED : QS_EINTERRUPTED, NULL, "%s",
		      qs_tr(app, "已中断：没有写出任何结果", "interrupted: no result was written"));
}

/* Runs with the signals watched, and puts the files in place. */
static qs_status run_watched(struct work *work, const char *folder)
{
	struct qs_app *const app = work->app;
	struct qs_sink sink = qs_headline_sink(&work->headline);
	const double start = qs_seconds();
	const char *record, *summary = NULL;
	qs_status status;

	status = qs_results_open(&app->context, folder, app->file_lang, &work->files, &work->err);
	if (status)
		return qs_say_err(app, &work->err);
	work->headline.to = &work->files;
	app->context.messages.progress = qs_progress_step;
	app->context.messages.self = &work->progress;
	status = qs_run_on(&app->context, &work->run, &work->states.run, &sink, &work->size, &work->err);
	memset(&app->context.messages, 0, sizeof app->context.messages);
	if (status == QS_EINTERRUPTED || (!status && qs_progress_signal(&work->progress)))
		return stopped(app, &work->progress);
	if (status)
		return qs_say_err(app, &work->err);
	work->times.run = qs_seconds() - start;
	work->times.all = work->times.read + work->times.run;
	record = qs_run_record(app, "run", &work->size, &work->times);
	if (!record)
		return qs_say(app, QS_ENOMEM, NULL, "run.json");
	if (app->json) {
		const char *const text = qs_results_summary(&work->files);

		summary = qs_arena_text(&app->arena, text, strlen(text));
		if (!summary)
			return qs_say(app, QS_ENOMEM, NULL, "summary.json");
	}
	status = qs_app_states_finish(&work->states, &work->err);
	if (!status)
		status = qs_results_finish(&work->files, record, &work->err);
	if (status)
		return qs_say_err(app, &work->err);
	if (summary)
		fputs(summary, stdout);
	return QS_OK;
}

static qs_status run_input(struct work *work, const struct qs_args *args)
{
	struct qs_app *const app = work->app;
	const char *const folder = args->option[QS_OPT_OUTPUT].text;
	qs_status status;

	work->run = (struct qs_run_input){&work->input.portfolio,    &work->input.packs, &work->input.sites,
					  work->input.resolved_json, work->input.hashes, work->input.hash_count};
	status = qs_app_states_open(app, args, &work->run, &work->states);
	if (status)
		return status;
	status = qs_run_plan(&app->context, &work->run, &work->states.run, &work->size, &work->err);
	if (status)
		return qs_say_err(app, &work->err);
	if (args->option[QS_OPT_DRY_RUN].given)
		return print_plan(app, &work->size, qs_app_states_bytes(&work->states, work->size.state_bytes));
	qs_progress_open(&work->progress, app, (enum qs_progress_form)args->option[QS_OPT_PROGRESS].word, &work->size);
	status = qs_app_states_create(app, args, &work->states);
	if (!status)
		status = run_watched(work, folder);
	qs_app_states_close(&work->states); /* what is not whole goes before signals are let through */
	qs_results_close(&work->files);
	qs_progress_close(&work->progress);
	if (!status && !app->json)
		qs_headline_print(app, &work->headline, &work->size, folder);
	return status;
}

qs_status qs_app_run(struct qs_app *app, const struct qs_args *args)
{
	struct work work = {.app = app};
	const struct qs_input_override override = {
		.have_members = args->option[QS_OPT_MEMBERS].given,
		.have_seed = args->option[QS_OPT_SEED].given,
		.members = (int64_t)args->option[QS_OPT_MEMBERS].whole,
		.seed = args->option[QS_OPT_SEED].whole,
	};
	const double start = qs_seconds();
	qs_status status;

	if (!args->option[QS_OPT_OUTPUT].given && !args->option[QS_OPT_DRY_RUN].given)
		return qs_say(app, QS_EUSAGE, "qingshan run PORTFOLIO.json -o DIR", "%s",
			      qs_tr(app, "run：缺少 -o DIR（结果目录）",
				    "run: -o DIR, the folder of the results, is missing"));
	app->context.threads = qs_threads(args->option[QS_OPT_THREADS].whole);
	status = qs_app_read(app, args->operand[0], &override, &work.input);
	work.times.read = qs_seconds() - start;
	if (!status)
		status = run_input(&work, args);
	qs_app_states_close(&work.states);
	qs_input_free(&work.input);
	return status;
}
