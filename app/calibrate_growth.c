/* `qingshan calibrate growth SERIES.csv`: fits a growth curve to a table. */
#include "app/calibrate.h"
#include "app/input.h"
#include "app/options.h"
#include "io/file.h"
#include "io/files.h"
#include "validation/growth_series.h"

#include <math.h>
#include <string.h>

#define FILE_NAME "calibration.json"
#define COMMAND "calibrate"

struct work {
	struct qs_app *app;
	const char *file; /* of the series */
	struct qs_arena arena;
	struct qs_growth_series series;
};

static void put_parameters(struct qs_json_out *out, const struct qs_growth_fit *fit)
{
	qs_json_out_object(out, "parameters");
	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++) {
		const int held = fit->high[i] <= fit->low[i];

		qs_json_out_row(out, qs_growth_parameter_name((enum qs_growth_parameter)i));
		qs_json_out_number(out, "value", fit->value[i]);
		qs_json_out_number(out, "standard_error", fit->error[i]);
		qs_json_out_number(out, "low", fit->low[i]);
		qs_json_out_number(out, "high", fit->high[i]);
		qs_json_out_string(out, "state",
				   held                   ? "held"
				   : fit->at_bound[i] < 0 ? "at the lower bound"
				   : fit->at_bound[i] > 0 ? "at the upper bound"
							  : "free");
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static void put(struct qs_json_out *out, const struct work *work)
{
	const struct qs_growth_series *const series = &work->series;

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "curve", "A (1 - exp(-k t))^p");
	qs_json_out_string(out, "series", work->file);
	put_parameters(out, &series->fit);
	qs_json_out_row(out, "chi2");
	qs_json_out_number(out, "data", series->fit.chi2_data);
	qs_json_out_number(out, "anchors", series->fit.chi2_anchors);
	qs_json_out_end(out);
	qs_json_out_row(out, "rows");
	for (int use = 0; use <= QS_GROWTH_APART; use++)
		qs_json_out_uint(out, qs_growth_use_word((enum qs_growth_use)use), series->fit.count[use]);
	qs_json_out_end(out);
	qs_json_out_array(out, "points");
	for (size_t i = 0; i < series->n; i++) {
		const struct qs_growth_point *const p = &series->points[i];

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "kind", qs_growth_use_word(p->use));
		qs_json_out_number(out, "age_yr", p->age);
		qs_json_out_number(out, "value", p->value);
		qs_json_out_number(out, "sd_log", p->sd);
		qs_json_out_number(out, "fitted", p->fitted);
		qs_json_out_number(out, "residual", p->residual);
		if (p->use == QS_GROWTH_ANCHOR)
			qs_json_out_bool(out, "in_range", p->fitted >= p->low && p->fitted <= p->high);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_end(out);
}

static void print_table(const struct work *work)
{
	const struct qs_app *const app = work->app;
	const struct qs_growth_fit *const fit = &work->series.fit;

	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++) {
		printf("%s %.4g", qs_growth_parameter_name((enum qs_growth_parameter)i), fit->value[i]);
		if (fit->high[i] <= fit->low[i])
			fputs(qs_tr(app, "（固定）", " (held)"), stdout);
		else if (fit->at_bound[i])
			fputs(qs_tr(app, "（在界上）", " (at its bound)"), stdout);
		else if (isfinite(fit->error[i]))
			printf(" ± %.2g", fit->error[i]);
		putchar('\n');
	}
	printf(qs_tr(app, "χ²：数据 %.3g（%zu 行），锚点 %.3g（%zu 行）\n",
		     "chi2: data %.3g (%zu rows), anchors %.3g (%zu rows)\n"),
	       fit->chi2_data, fit->count[QS_GROWTH_DATA], fit->chi2_anchors, fit->count[QS_GROWTH_ANCHOR]);
	for (size_t i = 0; i < work->series.n; i++) {
		const struct qs_growth_point *const p = &work->series.points[i];

		printf("%-7s %6.1f  %8.3f -> %8.3f  %+6.2f", qs_growth_use_word(p->use), p->age, p->value, p->fitted,
		       p->residual);
		if (p->use == QS_GROWTH_ANCHOR)
			printf("  [%g, %g]%s", p->low, p->high,
			       p->fitted >= p->low && p->fitted <= p->high ? "" : qs_tr(app, " 在外", " outside"));
		putchar('\n');
	}
}

/* calibration.json and the record of the command. */
static qs_status write_folder(const struct work *work, const char *path, const char *text, size_t n)
{
	struct qs_app *const app = work->app;
	struct qs_folder folder = {0};
	struct qs_json_out out;
	struct qs_err err = {0};
	const char *record;
	qs_status status;

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "command", COMMAND);
	qs_json_out_array_row(&out, "arguments");
	for (int i = 1; i < app->argc; i++)
		qs_json_out_string(&out, NULL, app->argv[i]);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	record = qs_json_out_text(&out, NULL);
	if (!record)
		return qs_say(app, QS_ENOMEM, NULL, "run.json");
	status = qs_folder_open(&folder, NULL, path, COMMAND, &err);
	if (!status)
		status = qs_file_put(&folder, FILE_NAME, text, n, &err);
	if (!status)
		status = qs_folder_finish(&folder, record, &err);
	qs_folder_drop(&folder);
	return status ? qs_say_err(app, &err) : QS_OK;
}

static qs_status read_series(struct work *work)
{
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	const char *bytes;
	size_t n;
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = qs_file_read(&work->arena, work->file, &bytes, &n, &err);
	if (!status)
		status = qs_growth_series_read(bytes, n, work->file, &work->arena, &mistakes, &work->series, &err);
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(work->app, stderr, &mistakes);
	if (status && !mistakes.errors)
		qs_say_err(work->app, &err);
	qs_mistakes_free(&mistakes);
	return status;
}

static qs_status fit_series(struct work *work, const struct qs_args *args)
{
	struct qs_app *const app = work->app;
	struct qs_json_out out;
	struct qs_err err = {0};
	const char *text;
	size_t n;
	qs_status status = read_series(work);

	if (status)
		return status;
	status = qs_growth_fit(work->series.points, work->series.n, &work->series.fit, &err);
	if (status)
		return qs_say_err(app, &err);
	qs_out_open(app, &out);
	put(&out, work);
	text = qs_json_out_text(&out, &n);
	if (!text)
		return qs_say(app, QS_ENOMEM, NULL, FILE_NAME);
	if (args->option[QS_OPT_OUTPUT].given)
		status = write_folder(work, args->option[QS_OPT_OUTPUT].text, text, n);
	if (status)
		return status;
	if (app->json)
		return qs_out_print(app, &out);
	print_table(work);
	return QS_OK;
}

qs_status qs_calibrate_growth_series(struct qs_app *app, const struct qs_args *args)
{
	struct work work = {.app = app, .file = args->operand[1]};
	qs_status status;

	if (args->operands < 2)
		return qs_say(app, QS_EUSAGE, "qingshan calibrate growth SERIES.csv", "%s",
			      qs_tr(app, "calibrate growth：缺少 SERIES.csv", "calibrate growth: SERIES.csv is missing"));
	qs_arena_init(&work.arena, NULL);
	status = fit_series(&work, args);
	qs_arena_free(&work.arena);
	return status;
}
