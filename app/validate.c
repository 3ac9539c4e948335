/* `qingshan validate`: reference cases through the library. */
#include "app/input.h"
#include "app/options.h"
#include "model/base/fields.h"
#include "validation/runner.h"

#include <math.h>
#include <string.h>

static void print_json(struct qs_app *app, const struct qs_cases *cases, struct qs_json_out *out)
{
	qs_out_open(app, out);
	qs_json_out_object(out, NULL);
	qs_json_out_array(out, "cases");
	for (size_t i = 0; i < cases->n; i++) {
		const struct qs_case_result *const result = &cases->items[i];
		const struct qs_comparison *const comparison = &result->comparison;

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "case", result->id);
		qs_json_out_string(out, "model", result->model);
		qs_json_out_string(out, "file", result->file);
		qs_json_out_bool(out, "pass", result->pass);
		qs_json_out_uint(out, "compared", comparison->compared);
		qs_json_out_number(out, "worst", comparison->worst);
		qs_json_out_number(out, "of_tolerance", comparison->used);
		qs_json_out_string(out, "where", comparison->where);
		qs_json_out_string(out, "reason", comparison->reason);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_uint(out, "passed", cases->passed);
	qs_json_out_uint(out, "failed", cases->failed);
	qs_json_out_uint(out, "malformed", cases->malformed);
	qs_json_out_uint(out, "unread", cases->unread);
	qs_json_out_end(out);
}

static const char *nearest_model(const char *word)
{
	const char *names[64] = {0};

	for (size_t i = 0; qs_case_models[i].name && i < sizeof names / sizeof *names - 1; i++)
		names[i] = qs_case_models[i].name;
	return qs_nearest_word(word, names);
}

static void print_reason(const struct qs_app *app, const struct qs_case_result *result)
{
	const char *nearest;

	printf(" %s", result->comparison.reason);
	if (result->comparison.compared || !result->model)
		return;
	printf(" (%s)", result->model);
	nearest = nearest_model(result->model);
	if (nearest && strcmp(nearest, result->model) != 0)
		printf(qs_tr(app, "，最相近的是 %s", ", the nearest is %s"), nearest);
}

/* A kind's word holds both languages, "zh\x1f" "en", but "null". */
static void print_kind(const struct qs_app *app, enum qs_json_kind kind)
{
	const char *const word = qs_json_kind_word(kind);
	const char *const cut = strchr(word, '\x1f');

	if (cut && app->lang == QS_ZH)
		fwrite(word, 1, (size_t)(cut - word), stdout);
	else
		fputs(cut ? cut + 1 : word, stdout);
}

static void print_kinds(const struct qs_app *app, const struct qs_comparison *comparison)
{
	fputs(qs_tr(app, "（应为", " (expected "), stdout);
	print_kind(app, comparison->expected_kind);
	fputs(qs_tr(app, "，得到", ", got "), stdout);
	print_kind(app, comparison->got_kind);
	fputs(qs_tr(app, "）", ")"), stdout);
}

static void print_case(const struct qs_app *app, const struct qs_case_result *result)
{
	const struct qs_comparison *const comparison = &result->comparison;

	fputs(result->pass ? qs_tr(app, "通过  ", "pass  ") : qs_tr(app, "失败  ", "FAIL  "), stdout);
	qs_put_padded(stdout, result->id, 32);
	if (!comparison->where) {
		print_reason(app, result);
	} else {
		printf(qs_tr(app, " 比较 %zu 个值", " %zu values compared"), comparison->compared);
		if (isfinite(comparison->worst))
			printf(qs_tr(app, "，最大相对差 %.2g（容差的 %.2g）",
				     ", worst relative difference %.2g (%.2g of the tolerance)"),
			       comparison->worst, comparison->used);
		printf(qs_tr(app, "，%s", ", at %s"), comparison->where);
		if (comparison->reason)
			printf(": %s", comparison->reason);
		if (comparison->reason && !isnan(comparison->expected))
			printf(qs_tr(app, "（应为 %.17g，得到 %.17g）", " (expected %.17g, got %.17g)"),
			       comparison->expected, comparison->got);
		else if (comparison->reason && comparison->expected_kind != comparison->got_kind)
			print_kinds(app, comparison);
	}
	if (!result->pass)
		printf(qs_tr(app, "，在 %s", ", in %s"), result->file);
	putchar('\n');
}

static void print_cases(const struct qs_app *app, const struct qs_cases *cases)
{
	for (size_t i = 0; i < cases->n; i++)
		print_case(app, &cases->items[i]);
	printf(qs_tr(app, "%zu 个通过，%zu 个失败", "%zu passed, %zu failed"), cases->passed, cases->failed);
	if (cases->malformed)
		printf(qs_tr(app, "，%zu 个不合格式", ", %zu malformed"), cases->malformed);
	if (cases->unread)
		printf(qs_tr(app, "，%zu 个不能读取", ", %zu cannot be read"), cases->unread);
	putchar('\n');
}

static qs_status run_all(struct qs_app *app, const struct qs_args *args, struct qs_cases *cases,
			 struct qs_mistakes *mistakes)
{
	struct qs_err err = {0};
	qs_status status = QS_OK;

	if (!args->operands)
		status = qs_cases_run_shipped(&app->context, cases, mistakes, &err);
	for (int i = 0; i < args->operands && !status; i++)
		status = qs_cases_run_path(&app->context, args->operand[i], cases, mistakes, &err);
	if (status)
		qs_say_err(app, &err);
	return status;
}

qs_status qs_app_validate(struct qs_app *app, const struct qs_args *args)
{
	struct qs_cases cases = {0};
	struct qs_mistakes mistakes;
	struct qs_json_out out;
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = run_all(app, args, &cases, &mistakes);
	if (status)
		goto done;
	if (app->json) {
		print_json(app, &cases, &out);
		status = qs_out_print(app, &out);
	} else {
		print_cases(app, &cases);
	}
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(app, stderr, &mistakes);
	if (status)
		goto done;
	status = cases.unread ? QS_EFILE : mistakes.errors ? QS_EINPUT : cases.failed ? QS_EFAILED : QS_OK;
done:
	qs_cases_free(&cases);
	qs_mistakes_free(&mistakes);
	return status;
}
