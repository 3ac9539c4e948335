/* `qingshan compare A.h5 B.h5`: 1 if the files differ. */
#include "app/compare.h"

#include "app/options.h"

static void print_json(struct qs_app *app, const struct qs_compare *found, struct qs_json_out *out)
{
	qs_out_open(app, out);
	qs_json_out_object(out, NULL);
	qs_json_out_bool(out, "same", !found->differences);
	qs_json_out_uint(out, "datasets", found->datasets);
	qs_json_out_uint(out, "values", found->values);
	qs_json_out_uint(out, "differences", found->differences);
	qs_json_out_number(out, "worst_relative", found->worst);
	qs_json_out_string(out, "where", *found->where ? found->where : NULL);
	qs_json_out_array(out, "first");
	for (size_t i = 0; i < found->shown_count; i++)
		qs_json_out_string(out, NULL, found->shown[i]);
	qs_json_out_end(out);
	qs_json_out_end(out);
}

qs_status qs_app_compare(struct qs_app *app, const struct qs_args *args)
{
	struct qs_compare found;
	struct qs_json_out out;
	struct qs_err err = {0};
	qs_status status;

	status = qs_compare_files(args->operand[0], args->operand[1], args->option[QS_OPT_RTOL].real, &app->arena,
				  &found, &err);
	if (status)
		return qs_say_err(app, &err);
	if (app->json) {
		print_json(app, &found, &out);
		status = qs_out_print(app, &out);
		return status ? status : found.differences ? QS_EFAILED : QS_OK;
	}
	for (size_t i = 0; i < found.shown_count; i++)
		puts(found.shown[i]);
	if (found.differences > found.shown_count)
		puts("…");
	printf(qs_tr(app, "%zu 个数据集，%zu 个值，%zu 处不同", "%zu datasets, %zu values, %zu differences"),
	       found.datasets, found.values, found.differences);
	if (*found.where)
		printf(qs_tr(app, "；最大相对差 %.3g（%s）", "; largest relative difference %.3g (%s)"), found.worst,
		       found.where);
	putchar('\n');
	return found.differences ? QS_EFAILED : QS_OK;
}
