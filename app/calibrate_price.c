/* `qingshan calibrate price`: a price model from a series of yearly prices (model/finance/calibrate.h). */
#include "app/calibrate.h"
#include "app/input.h"
#include "app/options.h"
#include "io/csv.h"
#include "io/file.h"
#include "io/files.h"
#include "model/base/version.h"
#include "model/finance/calibrate.h"

#include <string.h>

/* The series, from a table or Beijing's. */
struct series {
	double year[QS_FIT_MOST], price[QS_FIT_MOST];
	size_t n;
	const char *source;
};

static qs_status no_series(const struct qs_app *app, const char *path, const char *zh, const char *en)
{
	return qs_say(app, QS_EINPUT,
		      qs_tr(app, "两列：year、cny_t，逐年连续，4 至 512 行",
			    "two columns: year and cny_t, a row a year without gaps, 4 to 512 rows"),
		      "%s: %s", path, qs_tr(app, zh, en));
}

static qs_status take_rows(const struct qs_app *app, const struct qs_csv *csv, const char *path, struct series *series)
{
	size_t year = csv->columns, price = csv->columns;

	for (size_t c = 0; c < csv->columns; c++) {
		year = !strcmp(csv->names[c], "year") ? c : year;
		price = !strcmp(csv->names[c], "cny_t") || !strcmp(csv->names[c], "cny_per_t") ? c : price;
	}
	if (year == csv->columns || price == csv->columns)
		return no_series(app, path, "缺少 year 或 cny_t 列", "no column year or cny_t");
	if (csv->rows > QS_FIT_MOST)
		return no_series(app, path, "行数过多", "too many rows");
	for (size_t r = 0; r < csv->rows; r++) {
		const char *const at = csv->cells[r * csv->columns + year];
		const char *const value = csv->cells[r * csv->columns + price];

		if (qs_number_read(at, strlen(at), &series->year[r]) ||
		    qs_number_read(value, strlen(value), &series->price[r]))
			return no_series(app, path, "有单元格不是数", "a cell is no number");
	}
	series->n = csv->rows;
	series->source = path;
	return QS_OK;
}

static qs_status read_series(struct qs_app *app, const char *path, struct series *series)
{
	struct qs_mistakes mistakes;
	struct qs_csv csv;
	struct qs_err err = {0};
	const char *bytes;
	size_t n;
	qs_status status = qs_file_read(&app->arena, path, &bytes, &n, &err);

	if (status)
		return qs_say_err(app, &err);
	qs_mistakes_init(&mistakes, NULL);
	status = qs_csv_parse(bytes, n, path, &app->arena, &mistakes, &csv, &err);
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(app, stderr, &mistakes);
	else if (status)
		qs_say_err(app, &err);
	qs_mistakes_free(&mistakes);
	return status ? status : take_rows(app, &csv, path, series);
}

/* A model as `market.prices` takes it, nominal as the series is. */
static void put_model(struct qs_json_out *out, const char *key, const char *model, const struct series *series,
		      double growth)
{
	qs_json_out_object(out, key);
	qs_json_out_string(out, "model", model);
	qs_json_out_number(out, "cny_t", series->price[series->n - 1]);
	qs_json_out_int(out, "price_year", (int64_t)series->year[series->n - 1]);
	qs_json_out_string(out, "basis", "nominal");
	qs_json_out_number(out, "growth_pct", 100 * growth);
}

static const char *write_fit(struct qs_app *app, const struct series *series, const struct qs_price_fit *fit, size_t *n)
{
	struct qs_json_out out;

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "version", qs_version);
	qs_json_out_string(&out, "source", series->source);
	qs_json_out_uint(&out, "prices", fit->n);
	qs_json_out_number(&out, "first_year", series->year[0]);
	qs_json_out_number(&out, "last_year", series->year[fit->n - 1]);
	qs_json_out_object(&out, "regression");
	qs_json_out_number(&out, "intercept", fit->intercept);
	qs_json_out_number(&out, "slope", fit->slope);
	qs_json_out_number(&out, "slope_standard_error", fit->slope_error);
	qs_json_out_end(&out);
	qs_json_out_object(&out, "models");
	put_model(&out, "gbm", "gbm", series, fit->growth);
	qs_json_out_number(&out, "sigma", fit->sigma);
	qs_json_out_end(&out);
	if (fit->reverts) {
		put_model(&out, "log-ou", "log-ou", series, 0);
		qs_json_out_number(&out, "level_cny_t", fit->level);
		qs_json_out_number(&out, "reversion", fit->reversion);
		qs_json_out_number(&out, "sigma", fit->reverting_sigma);
		qs_json_out_end(&out);
	}
	if (fit->jumps) {
		put_model(&out, "jump", "jump", series, fit->calm_growth);
		qs_json_out_number(&out, "sigma", fit->calm_sigma);
		qs_json_out_number(&out, "jumps_per_year", fit->jump_rate);
		qs_json_out_number(&out, "jump_mean", fit->jump_mean);
		qs_json_out_number(&out, "jump_sd", fit->jump_sd);
		qs_json_out_end(&out);
	}
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, n);
}

static qs_status put_files(struct qs_app *app, const char *path, const char *text, size_t n)
{
	struct qs_folder folder;
	struct qs_err err = {0};
	qs_status status = qs_folder_open(&folder, &app->context.allocator, path, "calibrate", &err);

	if (!status)
		status = qs_file_put(&folder, "calibration.json", text, n, &err);
	if (!status)
		status = qs_folder_finish(&folder, "{\"command\": \"calibrate\"}\n", &err);
	else
		qs_folder_drop(&folder);
	return status ? qs_say_err(app, &err) : QS_OK;
}

qs_status qs_calibrate_price_series(struct qs_app *app, const struct qs_args *args)
{
	const char *const folder = args->option[QS_OPT_OUTPUT].text;
	struct series *const series = qs_arena_take(&app->arena, 1, sizeof *series);
	struct qs_price_fit fit;
	const char *text;
	qs_status status;
	size_t n = 0;

	if (!args->option[QS_OPT_OUTPUT].given || args->operands > 2)
		return qs_say(app, QS_EUSAGE, "qingshan calibrate price [SERIES.csv] -o DIR", "%s",
			      qs_tr(app, "calibrate price：需要 -o DIR 与至多一个表",
				    "calibrate price: -o DIR is needed, and one table at most"));
	if (!series)
		return qs_say(app, QS_ENOMEM, NULL, "calibrate");
	series->n = QS_BEIJING_YEARS;
	series->source = qs_beijing_source;
	memcpy(series->year, qs_beijing_year, sizeof qs_beijing_year);
	memcpy(series->price, qs_beijing_price, sizeof qs_beijing_price);
	status = args->operands > 1 ? read_series(app, args->operand[1], series) : QS_OK;
	if (status)
		return status;
	if (qs_calibrate_price(series->n, series->year, series->price, &fit))
		return no_series(app, series->source, "不是逐年的正价格", "no series of yearly prices above 0");
	text = write_fit(app, series, &fit, &n);
	if (!text)
		return qs_say(app, QS_ENOMEM, NULL, "calibrate");
	status = put_files(app, folder, text, n);
	if (!status)
		puts(text);
	return status;
}
