/* The table and the fit of `qingshan calibrate growth|3pg`: read, shown, written. */
#include "app/calibrate_fit.h"
#include "app/input.h"
#include "io/file.h"
#include "io/files.h"

#include <math.h>
#include <string.h>

#define FILE_NAME "calibration.json"
#define COMMAND "calibrate"

static int held(const struct qs_bounded_fit *par, size_t i)
{
	return par->high[i] <= par->low[i];
}

static void put_parameters(struct qs_json_out *out, const struct qs_fit_shown *fit)
{
	const struct qs_bounded_fit *const par = fit->par;

	qs_json_out_object(out, "parameters");
	for (size_t i = 0; i < par->n; i++) {
		qs_json_out_row(out, fit->name[i]);
		qs_json_out_number(out, "value", par->value[i]);
		qs_json_out_number(out, "standard_error", par->error[i]);
		qs_json_out_number(out, "low", par->low[i]);
		qs_json_out_number(out, "high", par->high[i]);
		qs_json_out_string(out, "state",
				   held(par, i)           ? "held"
				   : par->at_bound[i] < 0 ? "at the lower bound"
				   : par->at_bound[i] > 0 ? "at the upper bound"
							  : "free");
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static void put_points(struct qs_json_out *out, const struct qs_growth_series *series)
{
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
}

/* Quantiles of members by age. */
static void put_course(struct qs_json_out *out, const struct qs_forest_stand *stand)
{
	static const char *const name[QS_FOREST_QUANTILES] = {"p05", "p25", "p50", "p75", "p95"};

	qs_json_out_array(out, "course");
	for (size_t y = 1; y <= stand->years; y++) {
		qs_json_out_row(out, NULL);
		qs_json_out_uint(out, "age_yr", y);
		for (size_t q = 0; q < QS_FOREST_QUANTILES; q++)
			qs_json_out_number(out, name[q], qs_forest_at(stand, (double)y, q));
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static void put(struct qs_json_out *out, const struct qs_fit_shown *fit)
{
	qs_json_out_object(out, NULL);
	qs_json_out_string(out, fit->stand ? "set" : "curve", fit->model);
	if (fit->stand)
		qs_json_out_string(out, "site", fit->stand->site->id);
	qs_json_out_string(out, "series", fit->file);
	put_parameters(out, fit);
	qs_json_out_row(out, "chi2");
	qs_json_out_number(out, "data", fit->score->chi2_data);
	qs_json_out_number(out, "anchors", fit->score->chi2_anchors);
	qs_json_out_end(out);
	qs_json_out_row(out, "rows");
	for (int use = 0; use <= QS_GROWTH_APART; use++)
		qs_json_out_uint(out, qs_growth_use_word((enum qs_growth_use)use), fit->score->count[use]);
	qs_json_out_end(out);
	put_points(out, fit->series);
	if (fit->stand)
		put_course(out, fit->stand);
	qs_json_out_end(out);
}

static void print_table(const struct qs_app *app, const struct qs_fit_shown *fit)
{
	const struct qs_bounded_fit *const par = fit->par;

	for (size_t i = 0; i < par->n; i++) {
		printf("%s %.4g", fit->name[i], par->value[i]);
		if (held(par, i))
			fputs(qs_tr(app, "（固定）", " (held)"), stdout);
		else if (par->at_bound[i])
			fputs(qs_tr(app, "（在界上）", " (at its bound)"), stdout);
		else if (isfinite(par->error[i]))
			printf(" ± %.2g", par->error[i]);
		putchar('\n');
	}
	printf(qs_tr(app, "χ²：数据 %.3g（%zu 行），锚点 %.3g（%zu 行）\n",
		     "chi2: data %.3g (%zu rows), anchors %.3g (%zu rows)\n"),
	       fit->score->chi2_data, fit->score->count[QS_GROWTH_DATA], fit->score->chi2_anchors,
	       fit->score->count[QS_GROWTH_ANCHOR]);
	for (size_t i = 0; i < fit->series->n; i++) {
		const struct qs_growth_point *const p = &fit->series->points[i];

		printf("%-7s %6.1f  %8.3f -> %8.3f  %+6.2f", qs_growth_use_word(p->use), p->age, p->value, p->fitted,
		       p->residual);
		if (p->use == QS_GROWTH_ANCHOR)
			printf("  [%g, %g]%s", p->low, p->high,
			       p->fitted >= p->low && p->fitted <= p->high ? "" : qs_tr(app, " 在外", " outside"));
		putchar('\n');
	}
}

/* calibration.json and the record of the command. */
static qs_status write_folder(struct qs_app *app, const char *path, const char *text, size_t n)
{
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

qs_status qs_calibrate_read(struct qs_app *app, const char *file, struct qs_arena *arena,
			    struct qs_growth_series *series)
{
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	const char *bytes;
	size_t n;
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = qs_file_read(arena, file, &bytes, &n, &err);
	if (!status)
		status = qs_growth_series_read(bytes, n, file, arena, &mistakes, series, &err);
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(app, stderr, &mistakes);
	if (status && !mistakes.errors)
		qs_say_err(app, &err);
	qs_mistakes_free(&mistakes);
	return status;
}

qs_status qs_calibrate_show(struct qs_app *app, const struct qs_args *args, const struct qs_fit_shown *fit)
{
	struct qs_json_out out;
	const char *text;
	size_t n;
	qs_status status = QS_OK;

	qs_out_open(app, &out);
	put(&out, fit);
	text = qs_json_out_text(&out, &n);
	if (!text)
		return qs_say(app, QS_ENOMEM, NULL, FILE_NAME);
	if (args->option[QS_OPT_OUTPUT].given)
		status = write_folder(app, args->option[QS_OPT_OUTPUT].text, text, n);
	if (status)
		return status;
	if (app->json)
		return qs_out_print(app, &out);
	print_table(app, fit);
	return QS_OK;
}
