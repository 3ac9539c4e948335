/* `qingshan validate`: reference cases through the library. */
#include "app/input.h"
#include "app/options.h"
#include "validation/runner.h"

#include <math.h>

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
	qs_json_out_end(out);
}

static void print_case(const struct qs_app *app, const struct qs_case_result *result)
{
	const struct qs_comparison *const comparison = &result->comparison;

	fputs(result->pass ? qs_tr(app, "通过  ", "pass  ") : qs_tr(app, "失败  ", "FAIL  "), stdout);
	qs_put_padded(stdout, result->id, 32);
	if (!comparison->where) {
		printf(" %s", comparison->reason);
		if (!comparison->compared && result->model)
			printf(" (%s)", result->model);
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
	}
	putchar('\n');
}

qs_status qs_app_validate(struct qs_app *app, const struct qs_args *args)
{
	struct qs_cases cases = {0};
	struct qs_mistakes mistakes;
	struct qs_json_out out;
	struct qs_err err = {0};
	qs_status status = QS_OK;

	qs_mistakes_init(&mistakes, NULL);
	if (!args->operands)
		status = qs_cases_run_shipped(&app->context, &cases, &mistakes, &err);
	for (int i = 0; i < args->operands && !status; i++)
		status = qs_cases_run_path(&app->context, args->operand[i], &cases, &mistakes, &err);
	if (status) {
		qs_say_err(app, &err);
		goto done;
	}
	if (app->json) {
		print_json(app, &cases, &out);
		status = qs_out_print(app, &out);
	} else {
		for (size_t i = 0; i < cases.n; i++)
			print_case(app, &cases.items[i]);
		printf(qs_tr(app, "%zu 个通过，%zu 个失败\n", "%zu passed, %zu failed\n"), cases.passed, cases.failed);
	}
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(app, stderr, &mistakes);
	if (!status && mistakes.errors)
		status = QS_EINPUT;
	else if (!status && cases.failed)
		status = QS_EFAILED;
done:
	qs_cases_free(&cases);
	qs_mistakes_free(&mistakes);
	return status;
}
