/* `qingshan update`: the results of a run, weighted by monitoring data and run anew with the members that are left. */
#include "scenarios/update.h"

#include "app/input.h"
#include "app/options.h"
#include "app/run.h"
#include "io/file.h"
#include "io/h5_read.h"
#include "io/input.h"
#include "io/observations.h"
#include "io/results.h"
#include "io/update_results.h"

#include <math.h>
#include <string.h>

enum { CANDIDATES = 64 }; /* times the members: the usual limit */

static const size_t shown[3] = {QS_P10, QS_P50, QS_P90};

struct work {
	struct qs_app *app;
	const char *folder; /* of the registered results */
	struct qs_input input;
	struct qs_observations observations;
	struct qs_update update;
	struct qs_update_told told;
	struct qs_sink files, sink; /* sink stands before files and keeps the carbon gain */
	double *gain;
	struct qs_run_size size;
	struct qs_run_times times;
	struct qs_err err;
};

/* ---- what was registered ---- */

static qs_status read_json(struct work *w, const char *name, struct qs_mistakes *mistakes, const struct qs_json **root)
{
	const char *text;
	size_t n;
	qs_status status = qs_app_read_file(w->app, w->folder, name, &text, &n, &w->err);

	return status ? status : qs_json_parse(text, n, name, &w->app->arena, mistakes, root, &w->err);
}

static qs_status hash_of(struct work *w, const char *path, const char **hash)
{
	char *const text = qs_arena_take(&w->app->arena, QS_SHA256_TEXT, 1);
	struct qs_arena arena;
	const char *bytes;
	size_t n;
	qs_status status;

	if (!text)
		return qs_fail(&w->err, QS_ENOMEM, "%s", path);
	qs_arena_init(&arena, &w->app->context.allocator);
	status = qs_file_read(&arena, path, &bytes, &n, &w->err);
	if (!status)
		status = qs_sha256(bytes, n, text, &w->err);
	qs_arena_free(&arena);
	*hash = text;
	return status;
}

/* The project's carbon gain by year as the results hold it: [year][arm][quantile]. */
static void read_gain(struct work *w, const char *results)
{
	struct qs_h5_numbers numbers;
	const size_t years = w->told.years;
	double *gain;

	if (qs_h5_read_numbers(&w->app->arena, results, "/portfolio/grown_co2e", &numbers, NULL) || numbers.rank != 3 ||
	    numbers.n != years * QS_ARMS * QS_QUANTILES)
		return;
	gain = qs_arena_take(&w->app->arena, 3 * years, sizeof *gain);
	for (size_t y = 0; gain && y < years; y++)
		for (size_t q = 0; q < 3; q++)
			gain[3 * y + q] = numbers.value[(y * QS_ARMS + QS_SERIES_project) * QS_QUANTILES + shown[q]];
	w->told.gain[0] = gain;
}

static qs_status read_registered(struct work *w, struct qs_mistakes *mistakes)
{
	const char *const results = qs_app_inside(w->app, w->folder, "results.h5");
	const struct qs_json *run = NULL;
	qs_status status =
		results ? read_json(w, "run.json", mistakes, &run) : qs_fail(&w->err, QS_ENOMEM, "%s", w->folder);

	if (!status && strcmp(qs_json_string(run, "command", ""), "run") != 0)
		return qs_fail(
			&w->err, QS_EUSAGE,
			"%s holds no results of `run`; hint: update what was registered, with all observations so far",
			w->folder);
	w->told.before_version = qs_json_string(run, "version", NULL);
	if (!status)
		status = read_json(w, "summary.json", mistakes, &w->told.before);
	if (!status)
		status = hash_of(w, results, &w->told.before_hash);
	if (!status)
		status = qs_app_read_plan(w->app, w->folder, &w->input, mistakes, &w->err);
	if (status)
		return status;
	w->told.first_year = (int)w->input.portfolio.start_year;
	w->told.years = (size_t)w->input.portfolio.years;
	read_gain(w, results);
	return QS_OK;
}

static qs_status read_monitoring(struct work *w, const char *path, struct qs_mistakes *mistakes)
{
	const char *bytes;
	size_t n;
	qs_status status = qs_file_read(&w->app->arena, path, &bytes, &n, &w->err);

	if (!status)
		status = qs_observations_read(bytes, n, path, &w->input.portfolio, &w->input.all, &w->app->arena,
					      mistakes, &w->observations, &w->err);
	if (!status)
		status = hash_of(w, path, &w->told.monitoring_hash);
	w->told.observations = w->observations.items;
	w->told.n = w->observations.n;
	return status;
}

static qs_status read_all(struct work *w, const char *monitoring)
{
	struct qs_mistakes registered, mistakes;
	qs_status status;

	qs_mistakes_init(&registered, NULL);
	qs_mistakes_init(&mistakes, NULL);
	status = read_registered(w, &registered); /* its notices were told when it was registered */
	if (!status)
		status = read_monitoring(w, monitoring, &mistakes);
	if (registered.errors || mistakes.errors || mistakes.notices)
		qs_app_tell(w->app, stderr, registered.errors ? &registered : &mistakes);
	else if (status)
		qs_say_err(w->app, &w->err);
	qs_mistakes_free(&registered);
	qs_mistakes_free(&mistakes);
	return status;
}

/* ---- the updated run ---- */

static qs_status pass_begin(void *self, const struct qs_result_head *head, struct qs_err *err)
{
	struct work *const w = self;

	return w->files.begin(w->files.self, head, err);
}

static qs_status pass_site(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct work *const w = self;

	return w->files.site(w->files.self, result, err);
}

static qs_status pass_end(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct work *const w = self;
	const size_t row = ((size_t)QS_OUT_grown_co2e * QS_SERIES_COUNT + QS_SERIES_project) * w->told.years;

	for (size_t y = 0; y < w->told.years; y++)
		for (size_t q = 0; q < 3; q++)
			w->gain[3 * y + q] = result->quantile[(row + y) * QS_QUANTILES + shown[q]];
	return w->files.end(w->files.self, result, err);
}

static void pass_drop(void *self)
{
	struct work *const w = self;

	w->files.drop(w->files.self);
}

static qs_status run_chosen(struct work *w)
{
	struct qs_app *const app = w->app;
	const size_t n = w->input.hash_count;
	struct qs_input_hash *const hashes = qs_arena_take(&app->arena, n + 1, sizeof *hashes);
	const struct qs_run_input run = {&w->input.portfolio,    &w->input.packs, &w->input.sites,
					 w->input.resolved_json, hashes,          n + 1};
	struct qs_context context = app->context;

	if (!hashes)
		return qs_fail(&w->err, QS_ENOMEM, "%zu hashes", n + 1);
	memcpy(hashes, w->input.hashes, n * sizeof *hashes);
	hashes[n] = (struct qs_input_hash){QS_INPUT_MONITORING, w->told.monitoring_hash};
	context.members = w->update.chosen;
	w->sink = (struct qs_sink){w, pass_begin, pass_site, pass_end, pass_drop, NULL};
	return qs_run(&context, &run, &w->sink, &w->size, &w->err);
}

static void tell_few(const struct work *w)
{
	size_t far = 0;

	for (size_t i = 0; i < w->told.n; i++)
		far += fabs(qs_update_misfit(&w->told.observations[i], &w->update.readings[i])) > 3;
	if (far)
		qs_say_note(w->app,
			    qs_tr(w->app, "%zu 个观测偏离更新后的成员 3 个标准差以上：见 update.html",
				  "%zu observations lie more than 3 sd off the updated members: see update.html"),
			    far);
	if (w->update.effective < 0.1 * (double)w->update.members)
		qs_say_note(w->app,
			    qs_tr(w->app, "有效样本量只有 %.0f：加大 --candidates，或核对观测误差",
				  "the effective size is only %.0f: raise --candidates, or look at the errors of the "
				  "observations"),
			    w->update.effective);
}

static void print(const struct work *w, const char *folder)
{
	const struct qs_update *const u = &w->update;

	printf(qs_tr(w->app, "%zu 个观测；候选成员 %zu 个，有效样本量 %.4g；抽出 %zu 个成员，其中不同的 %zu 个\n",
		     "%zu observations; %zu candidates, effective size %.4g; %zu members drawn, %zu of them "
		     "different\n"),
	       w->told.n, u->candidates, u->effective, u->members, u->different);
	for (size_t y = 0; y < u->year_count; y++)
		printf(qs_tr(w->app, "  至 %d 年：%zu 个观测，有效样本量 %.4g\n",
			     "  up to %d: %zu observations, effective size %.4g\n"),
		       u->years[y].year, u->years[y].observations, u->years[y].effective);
	if (w->told.gain[0])
		printf(qs_tr(w->app,
			     "碳增量（项目，期末，t CO₂e）：登记时 %.4g（%.4g 至 %.4g），更新后 %.4g（%.4g 至 %.4g）\n",
			     "carbon gain (project, at the end, t CO2e): registered %.4g (%.4g to %.4g), updated %.4g "
			     "(%.4g to %.4g)\n"),
		       w->told.gain[0][3 * w->told.years - 2], w->told.gain[0][3 * w->told.years - 3],
		       w->told.gain[0][3 * w->told.years - 1], w->gain[3 * w->told.years - 2],
		       w->gain[3 * w->told.years - 3], w->gain[3 * w->told.years - 1]);
	printf(qs_tr(w->app, "结果在 %s：update.html，另有更新后的全部结果文件\n",
		     "results in %s: update.html, and all result files as updated\n"),
	       folder);
}

/* All files, whole or none. */
static qs_status finish(struct work *w, const char *folder, double start)
{
	struct qs_app *const app = w->app;
	const char *const text = qs_results_summary(&w->files);
	const char *json = NULL, *record;
	struct qs_mistakes mistakes;
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = qs_json_parse(text, strlen(text), "summary.json", &app->arena, &mistakes, &w->told.after, &w->err);
	qs_mistakes_free(&mistakes);
	if (!status)
		status = qs_update_put(qs_results_folder(&w->files), &w->told, app->file_lang, &app->arena, &json,
				       &w->err);
	w->times.run = w->times.all = qs_seconds() - start;
	record = qs_run_record(app, "update", &w->size, &w->times);
	if (!status && !record)
		status = qs_fail(&w->err, QS_ENOMEM, "run.json");
	if (!status)
		status = qs_results_finish(&w->files, record, &w->err);
	if (status)
		return qs_say_err(app, &w->err);
	if (app->json)
		puts(json);
	else
		print(w, folder);
	tell_few(w);
	return QS_OK;
}

static qs_status update(struct work *w, const struct qs_args *args)
{
	struct qs_app *const app = w->app;
	const char *const folder = args->option[QS_OPT_OUTPUT].text;
	const size_t members = (size_t)w->input.portfolio.members;
	const size_t given = (size_t)args->option[QS_OPT_CANDIDATES].whole;
	const size_t most = !given ? CANDIDATES * members : given > members ? given : members;
	const struct qs_run_input run = {&w->input.portfolio, &w->input.packs, &w->input.sites, NULL, NULL, 0};
	const double start = qs_seconds();
	qs_status status;

	w->told.update = &w->update;
	w->told.gain[1] = w->gain = qs_arena_take(&app->arena, 3 * w->told.years, sizeof *w->gain);
	if (!w->gain)
		return qs_say(app, QS_ENOMEM, NULL, "%s", folder);
	status = qs_results_open_as(&app->context, folder, "update", app->file_lang, &w->files, &w->err);
	if (!status)
		status = qs_update_ensemble(&app->context, &run, w->observations.items, w->observations.n, most,
					    &app->arena, &w->update, &w->err);
	if (!status)
		status = run_chosen(w);
	status = status ? qs_say_err(app, &w->err) : finish(w, folder, start);
	qs_results_close(&w->files);
	return status;
}

qs_status qs_app_update(struct qs_app *app, const struct qs_args *args)
{
	struct work work = {.app = app, .folder = args->operand[0]};
	qs_status status;

	if (!args->option[QS_OPT_OUTPUT].given)
		return qs_say(app, QS_EUSAGE, "qingshan update DIR MONITORING.csv -o DIR", "%s",
			      qs_tr(app, "update：缺少 -o DIR（结果目录）",
				    "update: -o DIR, the folder of the updated results, is missing"));
	app->context.threads = qs_threads(args->option[QS_OPT_THREADS].whole);
	status = read_all(&work, args->operand[1]);
	if (!status)
		status = update(&work, args);
	qs_input_free(&work.input);
	return status;
}
