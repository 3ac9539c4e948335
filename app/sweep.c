/* `qingshan sweep`: the scenarios of a sweep file, all or one shard of them. */
#include "app/sweep.h"

#include "app/options.h"
#include "app/ranks.h"
#include "app/run.h"
#include "scenarios/shared.h"

#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

struct work {
	struct qs_app *app;
	struct qs_sweep_design_of design;
	struct qs_progress progress;
	struct qs_ranks ranks;
	struct qs_shard shard;
	struct qs_scenario scenario;
	double *here; /* coordinates of the scenario that is run */
	size_t place; /* in the order of running, of the first one of the job */
	uint64_t done, total;
	struct qs_sweep_times times;
	struct qs_err err;
};

/* Digits from `from` up to `to`; 0 if there is anything else. */
static size_t read_count(const char *from, const char *to)
{
	size_t n = 0;

	for (; from < to && n <= 1000000; from++) {
		if (*from < '0' || *from > '9')
			return 0;
		n = 10 * n + (size_t)(*from - '0');
	}
	return n;
}

/* i/N from the command line, or all/N: shard is 0 then. */
static int read_shard(const char *text, size_t *shard, size_t *of)
{
	const char *const slash = strchr(text, '/');
	const int all = !strncmp(text, "all/", 4);

	if (!slash)
		return -1;
	*shard = all ? 0 : read_count(text, slash);
	*of = read_count(slash + 1, slash + strlen(slash));
	return !*of || *of > 1000000 || (!all && (!*shard || *shard > *of)) ? -1 : 0;
}

/* Within a physics only the signal is looked for. */
static int step(void *self, uint64_t done, uint64_t total)
{
	(void)done;
	(void)total;
	return qs_progress_signal(&((struct work *)self)->progress);
}

static const double *coordinates(struct work *w, size_t scenario)
{
	for (size_t a = 0; a < w->design.plan.axis_count; a++)
		w->here[a] = w->design.at[a][scenario];
	return w->here;
}

static qs_status select_scenario(void *self, size_t k, struct qs_err *err)
{
	struct work *const w = self;

	return qs_scenario_move(&w->scenario, coordinates(w, w->design.order[w->place + k]), err);
}

static qs_status take_scenario(void *self, size_t k, const double *value, const struct qs_err *why, struct qs_err *err)
{
	struct work *const w = self;
	const size_t scenario = w->design.order[w->place + k];
	const qs_status status = qs_shard_add(&w->shard, scenario, coordinates(w, scenario), value, why->text, err);

	w->times.scenarios++;
	w->done++;
	if (status == QS_OK && qs_progress_step(&w->progress, w->done, w->total))
		return qs_fail(err, QS_EINTERRUPTED, "stopped");
	return status;
}

/* All scenarios from `place` on, up to `last`, of one physics. */
static qs_status run_group(struct work *w, size_t last)
{
	struct qs_shared_job job = {last - w->place, w, select_scenario, take_scenario};
	struct qs_shared_times times = {0};
	struct qs_err why = {0};
	struct qs_run_input run;
	qs_status status = qs_scenario_open(&w->app->context, &w->design.input,
					    coordinates(w, w->design.order[w->place]), &w->scenario, &why);

	if (status == QS_OK) {
		const struct qs_input *const in = &w->scenario.input;

		w->scenario.input.portfolio.soils_compared.n = 0;
		run = (struct qs_run_input){&in->portfolio, &in->packs, &w->scenario.input.sites,
					    NULL,           in->hashes, in->hash_count};
		status = qs_run_shared(&w->app->context, &run, &job, &times, &w->err);
		w->times.physics += times.physics;
		w->times.accounts += times.accounts;
		w->times.physics_runs += times.physics_runs;
	} else if (status == QS_EINPUT) {
		/* of several, the first is told by its own mistake; the others may hold where it does not */
		job.n = 1;
		status = take_scenario(w, 0, NULL, &why, &w->err);
		last = w->place + 1;
	} else {
		qs_fail(&w->err, status, "%s", why.text);
	}
	qs_scenario_close(&w->scenario);
	w->place = last;
	return status;
}

/* Scenarios of the shard that are not there yet. */
static qs_status run_shard(struct work *w)
{
	const size_t last = w->shard.last;
	size_t group = 0;
	qs_status status = QS_OK;

	w->place = w->shard.first + w->shard.done;
	w->total = last - w->shard.first;
	w->done = w->shard.done;
	w->app->context.messages.progress = step;
	w->app->context.messages.self = w;
	while (w->place < last && status == QS_OK) {
		while (w->design.first[group + 1] <= w->place)
			group++;
		status = run_group(w, w->design.first[group + 1] < last ? w->design.first[group + 1] : last);
	}
	memset(&w->app->context.messages, 0, sizeof w->app->context.messages);
	return status == QS_OK ? qs_shard_finish(&w->shard, &w->err) : status;
}

static qs_status stopped(struct work *w)
{
	return qs_say(w->app, w->progress.signal == SIGTERM ? QS_ETERMINATED : QS_EINTERRUPTED,
		      qs_tr(w->app, "加 --resume 继续", "--resume goes on"),
		      qs_tr(w->app, "已中断：%zu 个情景已保存", "interrupted: %zu scenarios are kept"), w->shard.done);
}

static qs_status run_part(struct work *w, const char *folder, size_t shard, size_t of, int resume)
{
	struct qs_app *const app = w->app;
	const double start = qs_seconds();
	qs_status status = qs_shard_open(&app->context.allocator, folder, &w->design.plan, shard, of, resume,
					 w->design.order, &w->shard, &w->err);

	if (status == QS_OK && !w->shard.whole)
		status = run_shard(w);
	w->times.all = qs_seconds() - start;
	if (status == QS_EINTERRUPTED)
		stopped(w);
	else if (status != QS_OK)
		qs_say_err(app, &w->err);
	if (status == QS_EINTERRUPTED && w->progress.signal == SIGTERM)
		status = QS_ETERMINATED;
	qs_shard_close(&w->shard);
	return status;
}

/* Shards of a job of several ranks that says no number: enough that none waits long for another, and as many for any
 * number of ranks. */
enum { SHARDS_OF_RANKS = 64 };

/* Shards from the common counter until none is left. */
static qs_status run_all(struct work *w, const char *folder, size_t of, int resume)
{
	qs_status status = QS_OK;

	for (int64_t i = qs_ranks_next(&w->ranks); i < (int64_t)of && status == QS_OK; i = qs_ranks_next(&w->ranks))
		status = run_part(w, folder, (size_t)i + 1, of, resume);
	return status;
}

static qs_status run_parts(struct work *w, const struct qs_args *args, size_t shard, size_t of)
{
	const char *const folder = args->option[QS_OPT_OUTPUT].text;
	const int resume = args->option[QS_OPT_RESUME].given;
	const struct qs_sweep_plan *const plan = &w->design.plan;
	const struct qs_run_size size = {.lanes = (uint64_t)plan->scenarios / of * plan->units * plan->members,
					 .years = plan->years};
	qs_status status;

	qs_progress_open(&w->progress, w->app, (enum qs_progress_form)args->option[QS_OPT_PROGRESS].word, &size);
	status = shard ? run_part(w, folder, shard, of, resume) : run_all(w, folder, of, resume);
	qs_progress_close(&w->progress);
	return qs_ranks_meet(&w->ranks, status);
}

static qs_status run_sweep(struct work *w, const struct qs_args *args, size_t shard, size_t of)
{
	struct qs_app *const app = w->app;
	const char *const folder = args->option[QS_OPT_OUTPUT].text;
	qs_status status = QS_OK;

	if (!w->ranks.rank && qs_plan_put(folder, &app->arena, &w->design.plan, &w->err))
		status = qs_say_err(app, &w->err);
	status = qs_ranks_meet(&w->ranks, status);
	if (status == QS_OK)
		status = run_parts(w, args, shard, of);
	if (status != QS_OK || w->ranks.rank)
		return status;
	if (args->option[QS_OPT_SHARD].given && shard) {
		if (!app->json)
			printf(qs_tr(app, "第 %zu/%zu 份完成；全部完成后：qingshan merge %s\n",
				     "shard %zu/%zu is done; when all are: qingshan merge %s\n"),
			       shard, of, folder);
		return QS_OK;
	}
	status = qs_sweep_merge(app, folder, &w->times);
	if (status == QS_OK || status == QS_EPARTLY)
		qs_shards_remove(folder);
	return status;
}

static qs_status print_plan(struct work *w)
{
	struct qs_app *const app = w->app;
	const struct qs_sweep_plan *const plan = &w->design.plan;
	const double work = (double)plan->units * (double)plan->members * (double)plan->years;
	/* as measured in docs/performance.md: physics and accounts of a unit-member-year */
	const double seconds =
		work * ((double)plan->groups * 1.5e-6 + (double)plan->scenarios * 2.3e-7) / app->context.threads;
	const double bytes = 8.0 * (double)plan->scenarios * (double)(plan->axis_count + plan->output_count + 3);
	struct qs_json_out out;

	if (!app->json) {
		printf(qs_tr(app,
			     "%zu 个情景（物理 %zu 组）× %zu 个场地 × %zu 个成员 × %zu 年\n结果约 %.3g MB，各份约 %.3g "
			     "MB，约需 %.3g 秒\n",
			     "%zu scenarios (%zu different physics) × %zu sites × %zu members × %zu years\nresults "
			     "about %.3g MB, "
			     "shards %.3g MB, about %.3g s\n"),
		       plan->scenarios, plan->groups, plan->sites, plan->members, plan->years, 3.5e-6 * bytes,
		       1e-6 * bytes, seconds);
		return QS_OK;
	}
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_uint(&out, "scenarios", plan->scenarios);
	qs_json_out_uint(&out, "physics_runs", plan->groups);
	qs_json_out_uint(&out, "sites", plan->sites);
	qs_json_out_uint(&out, "members", plan->members);
	qs_json_out_uint(&out, "years", plan->years);
	qs_json_out_number(&out, "shard_bytes", bytes);
	qs_json_out_number(&out, "seconds", seconds);
	qs_json_out_end(&out);
	return qs_out_print(app, &out);
}

/* Each scenario takes and gives back the same megabytes: the C library keeps them, or the system would clear them each
 * time. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	enum { MOST = 256 << 20 };

	(void)mallopt(M_MMAP_THRESHOLD, MOST / 8);
	(void)mallopt(M_TRIM_THRESHOLD, MOST);
#endif
}

qs_status qs_app_sweep(struct qs_app *app, const struct qs_args *args)
{
	struct work work = {.app = app};
	size_t shard = 1, of = 1;
	qs_status status;

	if (!args->option[QS_OPT_OUTPUT].given && !args->option[QS_OPT_DRY_RUN].given)
		return qs_say(app, QS_EUSAGE, "qingshan sweep SWEEP.json -o DIR", "%s",
			      qs_tr(app, "sweep：缺少 -o DIR（结果目录）",
				    "sweep: -o DIR, the folder of the results, is missing"));
	if (args->option[QS_OPT_SHARD].given && read_shard(args->option[QS_OPT_SHARD].text, &shard, &of))
		return qs_say(app, QS_EUSAGE, "--shard 3/10",
			      qs_tr(app, "--shard 的值无效：“%s”", "--shard: not a valid value: \"%s\""),
			      args->option[QS_OPT_SHARD].text);
	status = qs_ranks_open(&work.ranks, &work.err);
	if (status != QS_OK)
		return qs_say_err(app, &work.err);
	if (work.ranks.n > 1 && args->option[QS_OPT_SHARD].given && shard) {
		status = work.ranks.rank
				 ? QS_EUSAGE
				 : qs_say(app, QS_EUSAGE, "--shard all/N", "%s",
					  qs_tr(app, "--shard i/N 只用于单个进程；MPI 作业运行全部各份",
						"--shard i/N is for one process; the ranks of a job run all shards"));
		qs_ranks_close(&work.ranks);
		return status;
	}
	keep_memory();
	app->context.threads = qs_threads(args->option[QS_OPT_THREADS].whole);
	if (!args->option[QS_OPT_THREADS].given && work.ranks.beside > 1)
		app->context.threads =
			app->context.threads > work.ranks.beside ? app->context.threads / work.ranks.beside : 1;
	status = qs_sweep_design_read(app, args->operand[0], (int64_t)args->option[QS_OPT_MEMBERS].whole, &work.design);
	if (status == QS_OK) {
		work.here = qs_arena_take(&app->arena, work.design.plan.axis_count, sizeof *work.here);
		if (work.ranks.n > 1 && !args->option[QS_OPT_SHARD].given) {
			shard = 0;
			of = work.design.plan.scenarios < SHARDS_OF_RANKS ? work.design.plan.scenarios
									  : SHARDS_OF_RANKS;
		}
		status = !work.here                           ? qs_say(app, QS_ENOMEM, NULL, "sweep")
			 : args->option[QS_OPT_DRY_RUN].given ? print_plan(&work)
							      : run_sweep(&work, args, shard, of);
	}
	qs_sweep_design_free(&work.design);
	qs_ranks_close(&work.ranks);
	return status;
}
