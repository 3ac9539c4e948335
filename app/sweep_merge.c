/* `qingshan merge` and `qingshan status`: the shards of a sweep. */
#include "app/options.h"
#include "app/run.h"
#include "app/sweep.h"
#include "io/sweep_results.h"
#include "scenarios/analysis.h"

#include <string.h>

static const char *record(struct qs_app *app, const struct qs_sweep_plan *plan, const struct qs_sweep_times *times)
{
	struct qs_json_out out;

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "command", "sweep");
	qs_record_build(app, &out);
	qs_json_out_row(&out, "here");
	qs_json_out_uint(&out, "scenarios", times->scenarios);
	qs_json_out_uint(&out, "physics_runs", times->physics_runs);
	qs_json_out_number(&out, "physics_seconds", times->physics);
	qs_json_out_number(&out, "accounts_seconds", times->accounts);
	qs_json_out_number(&out, "seconds", times->all);
	qs_json_out_end(&out);
	qs_json_out_row(&out, "size");
	qs_json_out_uint(&out, "scenarios", plan->scenarios);
	qs_json_out_uint(&out, "groups", plan->groups);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, NULL);
}

/* What a person is told at the end. */
static void headline(const struct qs_app *app, const struct qs_sweep_plan *plan, const struct qs_sweep_table *table,
		     const struct qs_sweep_analysis *analysis, const struct qs_sweep_times *times, const char *folder)
{
	const int zh = app->lang == QS_ZH;
	char text[32];

	printf(zh ? "%zu 个情景，失败 %zu 个；物理过程共 %zu 组\n"
		  : "%zu scenarios, %zu failed; %zu different physics\n",
	       plan->scenarios, table->failed, plan->groups);
	if (times->scenarios)
		printf(zh ? "本次计算 %zu 个情景：物理 %zu 次 %.3g 秒，账户 %.3g 秒；若每个情景各算一次物理，约需 %.3g "
			    "秒（%.2g 倍）\n"
			  : "computed here: %zu scenarios, physics %zu times in %.3g s, accounts in %.3g s; with a "
			    "physics each about %.3g s (%.2g x)\n",
		       times->scenarios, times->physics_runs, times->physics, times->accounts,
		       times->physics / (double)times->physics_runs * (double)times->scenarios + times->accounts,
		       (times->physics / (double)times->physics_runs * (double)times->scenarios + times->accounts) /
			       (times->physics + times->accounts));
	for (size_t i = 0; i < plan->analysed_count; i++) {
		const struct qs_plan_output *const output = &plan->outputs[plan->analysed[i]];

		printf("%s (%s)\n", output->name, output->unit);
		for (size_t a = 0; a < plan->axis_count; a++) {
			const struct qs_sweep_effect *const e = &analysis->effect[i * plan->axis_count + a];

			qs_put_padded(stdout, "", 2);
			qs_put_padded(stdout, plan->axes[a].id, 28);
			qs_number_write(e->low, text);
			printf("%14.6g … %-14.6g", e->low, e->high);
			if (plan->design == QS_DESIGN_SALTELLI)
				printf("  S %.3f ± %.3f  ST %.3f ± %.3f", e->first, e->first_error, e->total,
				       e->total_error);
			if (plan->design == QS_DESIGN_MORRIS)
				printf("  mu* %.4g  sigma %.4g", e->mu_star, e->sigma);
			putchar('\n');
		}
	}
	printf(zh ? "帕累托前沿上有 %zu 个情景；结果在 %s\n" : "%zu scenarios on the Pareto front; results in %s\n",
	       analysis->front_count, folder);
}

qs_status qs_sweep_merge(struct qs_app *app, const char *path, const struct qs_sweep_times *times)
{
	struct qs_arena arena;
	struct qs_sweep_plan plan;
	struct qs_sweep_table table;
	struct qs_sweep_analysis analysis;
	struct qs_folder folder = {0};
	struct qs_err err = {0};
	const char *summary = NULL, *text;
	qs_status status;

	qs_arena_init(&arena, &app->context.allocator);
	status = qs_plan_read(path, &arena, &plan, &err);
	if (status == QS_OK)
		status = qs_shards_read(path, &arena, &plan, &table, &err);
	if (status == QS_OK)
		status = qs_sweep_analyse(&app->context, &table, &arena, &analysis, &err);
	if (status == QS_OK)
		status = qs_folder_open(&folder, &app->context.allocator, path, "sweep", &err);
	if (status == QS_OK)
		status = qs_sweep_results_put(&folder, &table, &analysis, app->file_lang, &arena, &summary, &err);
	text = record(app, &plan, times);
	if (status == QS_OK && !text)
		status = qs_fail(&err, QS_ENOMEM, "run.json");
	if (status == QS_OK)
		status = qs_folder_finish(&folder, text, &err);
	else
		qs_folder_drop(&folder);
	if (status != QS_OK)
		qs_say_err(app, &err);
	else if (app->json)
		puts(summary);
	else
		headline(app, &plan, &table, &analysis, times, path);
	if (status == QS_OK && table.failed)
		status = qs_say(app, QS_EPARTLY, NULL,
				qs_tr(app, "%zu 个情景失败：原因见 scenarios.csv",
				      "%zu scenarios failed: scenarios.csv says why"),
				table.failed);
	qs_arena_free(&arena);
	return status;
}

qs_status qs_app_merge(struct qs_app *app, const struct qs_args *args)
{
	const struct qs_sweep_times none = {0};

	app->context.threads = 1;
	return qs_sweep_merge(app, args->operand[0], &none);
}

static void tell_status(struct qs_app *app, const struct qs_sweep_plan *plan, size_t of,
			const struct qs_shard_status *shards)
{
	static const char *const words[][2] = {
		{"未开始", "missing"}, {"未完成", "partly"}, {"运行中", "running"}, {"完成", "whole"}};
	size_t done = 0, failed = 0;

	for (size_t i = 0; i < of; i++) {
		done += shards[i].done;
		failed += shards[i].failed;
		if (shards[i].state != QS_SHARD_WHOLE || of <= 20)
			printf("%zu/%zu  %s  %zu / %zu\n", i + 1, of,
			       qs_tr(app, words[shards[i].state][0], words[shards[i].state][1]), shards[i].done,
			       shards[i].scenarios);
	}
	printf(app->lang == QS_ZH ? "%zu / %zu 个情景完成，失败 %zu 个\n" : "%zu of %zu scenarios done, %zu failed\n",
	       done, plan->scenarios, failed);
}

static qs_status tell_json(struct qs_app *app, const struct qs_sweep_plan *plan, size_t of,
			   const struct qs_shard_status *shards)
{
	static const char *const words[] = {"missing", "partly", "running", "whole"};
	struct qs_json_out out;
	size_t done = 0, failed = 0;

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "sweep", plan->hash);
	qs_json_out_uint(&out, "scenarios", plan->scenarios);
	qs_json_out_array(&out, "shards");
	for (size_t i = 0; i < of; i++) {
		done += shards[i].done;
		failed += shards[i].failed;
		qs_json_out_row(&out, NULL);
		qs_json_out_uint(&out, "shard", i + 1);
		qs_json_out_string(&out, "state", words[shards[i].state]);
		qs_json_out_uint(&out, "scenarios", shards[i].scenarios);
		qs_json_out_uint(&out, "done", shards[i].done);
		qs_json_out_uint(&out, "failed", shards[i].failed);
		qs_json_out_end(&out);
	}
	qs_json_out_end(&out);
	qs_json_out_uint(&out, "done", done);
	qs_json_out_uint(&out, "failed", failed);
	qs_json_out_end(&out);
	return qs_out_print(app, &out);
}

qs_status qs_app_status(struct qs_app *app, const struct qs_args *args)
{
	struct qs_sweep_plan plan;
	struct qs_shard_status *shards;
	struct qs_err err = {0};
	size_t of = 0;
	qs_status status = qs_plan_read(args->operand[0], &app->arena, &plan, &err);

	if (status == QS_OK)
		status = qs_shards_look(args->operand[0], &app->arena, &plan, &of, &shards, &err);
	if (status != QS_OK)
		return qs_say_err(app, &err);
	if (app->json)
		return tell_json(app, &plan, of, shards);
	tell_status(app, &plan, of, shards);
	return QS_OK;
}
