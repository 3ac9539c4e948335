/* `qingshan report`: documents written from a portfolio or from a folder of results. */
#include "app/input.h"
#include "app/options.h"
#include "app/report_page.h"
#include "io/annual.h"
#include "io/file.h"
#include "io/files.h"
#include "io/plan.h"
#include "io/public_sheet.h"

#include <string.h>
#include <sys/stat.h>

/* The resolved plan of a run, and its summary. */
static qs_status read_folder(struct qs_app *app, const char *folder, struct qs_input *input,
			     struct qs_mistakes *mistakes, const struct qs_json **summary, struct qs_err *err)
{
	const char *text;
	size_t n;
	qs_status status = qs_app_read_plan(app, folder, input, mistakes, err);

	if (!status)
		status = qs_app_read_file(app, folder, "summary.json", &text, &n, err);
	if (!status)
		status = qs_json_parse(text, n, "summary.json", &app->arena, mistakes, summary, err);
	return status;
}

/* All sites at once: a document needs them in several chapters. */
static qs_status take_sites(struct qs_input *input, struct qs_plan_source *source, struct qs_err *err)
{
	input->sites.rewind(input->sites.self);
	if (input->sites.next(input->sites.self, &source->sites, (size_t)input->sites.sites, &source->n))
		return qs_fail(err, QS_EFILE, "sites cannot be read");
	return QS_OK;
}

enum kind { KIND_PLAN, KIND_ANNUAL, KIND_PUBLIC };

/* districts.csv of a folder of results. */
static qs_status read_table(struct qs_app *app, const char *folder, struct qs_mistakes *mistakes, struct qs_csv *table,
			    struct qs_err *err)
{
	const char *text;
	size_t n;
	qs_status status = qs_app_read_file(app, folder, "districts.csv", &text, &n, err);

	return status ? status : qs_csv_parse(text, n, "districts.csv", &app->arena, mistakes, table, err);
}

static qs_status write_document(struct qs_app *app, enum kind kind, struct qs_input *input,
				const struct qs_json *summary, const struct qs_csv *table, const char *path,
				struct qs_err *err)
{
	struct qs_plan_source source = {&input->portfolio, &input->packs, NULL, 0, summary};
	struct qs_buffer text;
	qs_status status = take_sites(input, &source, err);

	qs_buffer_init(&text, &app->context.allocator);
	if (!status) {
		if (kind == KIND_ANNUAL)
			qs_annual_write(&text, &source, table, app->file_lang);
		else if (kind == KIND_PUBLIC)
			qs_public_write(&text, &source, app->file_lang);
		else
			qs_plan_write(&text, &source, app->file_lang);
		status = qs_buffer_status(&text, err);
	}
	if (!status)
		status = qs_file_replace(path, qs_buffer_text(&text), text.length, err);
	qs_buffer_free(&text);
	return status;
}

qs_status qs_app_report(struct qs_app *app, const struct qs_args *args)
{
	const char *const from = args->operand[0];
	const struct qs_json *summary = NULL;
	enum kind kind = KIND_PLAN;
	struct qs_csv table = {0};
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	struct stat info;
	qs_status status;

	if (!args->option[QS_OPT_OUTPUT].given)
		return qs_say(app, QS_EUSAGE, "qingshan report DIR -o report.pdf", "%s",
			      qs_tr(app, "report：缺少 -o FILE", "report: -o FILE is missing"));
	if (!args->option[QS_OPT_KIND].given)
		return qs_app_report_page(app, args);
	kind = !strcmp(args->option[QS_OPT_KIND].text, "annual")   ? KIND_ANNUAL
	       : !strcmp(args->option[QS_OPT_KIND].text, "public") ? KIND_PUBLIC
								   : KIND_PLAN;
	qs_mistakes_init(&mistakes, NULL);
	if (!stat(from, &info) && S_ISDIR(info.st_mode)) {
		status = read_folder(app, from, &input, &mistakes, &summary, &err);
		if (!status && kind == KIND_ANNUAL)
			status = read_table(app, from, &mistakes, &table, &err);
	} else if (kind == KIND_ANNUAL) {
		status = qs_fail(&err, QS_EUSAGE, "%s",
				 qs_tr(app, "annual 需要一个结果目录", "annual needs a folder of results"));
	} else {
		status = qs_input_read(&app->context, from, &input, &mistakes, &err);
	}
	if (mistakes.errors)
		qs_app_tell(app, stderr, &mistakes);
	else if (!status)
		status = write_document(app, kind, &input, summary, &table, args->option[QS_OPT_OUTPUT].text, &err);
	if (status && !mistakes.errors)
		qs_say_err(app, &err);
	qs_input_free(&input);
	qs_mistakes_free(&mistakes);
	return status;
}
