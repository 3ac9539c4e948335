/* `qingshan calibrate 3pg PORTFOLIO.json SERIES.csv [SITE]`: fits parameters of a 3-PG set, in a run, to a table. */
#include "app/calibrate.h"
#include "app/calibrate_fit.h"
#include "app/input.h"

static qs_status fit_stand(struct qs_app *app, const struct qs_args *args, struct qs_input *input,
			   struct qs_arena *arena)
{
	struct qs_growth_series series;
	struct qs_growth_score score;
	struct qs_forest_stand stand = {0};
	struct qs_err err = {0};
	qs_status status = qs_calibrate_read(app, args->operand[2], arena, &series);

	if (status)
		return status;
	status = qs_forest_stand_open(&app->context, input, args->operands > 3 ? args->operand[3] : NULL, &stand, &err);
	if (!status)
		status = qs_forest_fit(&stand, &series, &score, &err);
	if (status) {
		qs_say_err(app, &err);
	} else {
		const struct qs_fit_shown shown = {.model = stand.set->id,
						   .file = args->operand[2],
						   .par = &series.set,
						   .name = series.set_name,
						   .series = &series,
						   .score = &score,
						   .stand = &stand};

		status = qs_calibrate_show(app, args, &shown);
	}
	qs_forest_stand_close(&stand);
	return status;
}

qs_status qs_calibrate_3pg_series(struct qs_app *app, const struct qs_args *args)
{
	const struct qs_input_override override = {
		.have_members = args->option[QS_OPT_MEMBERS].given,
		.members = (int64_t)args->option[QS_OPT_MEMBERS].whole,
		.unresolved = 1,
	};
	struct qs_input input = {0};
	struct qs_arena arena;
	qs_status status;

	if (args->operands < 3)
		return qs_say(app, QS_EUSAGE, "qingshan calibrate 3pg PORTFOLIO.json SERIES.csv [SITE]", "%s",
			      qs_tr(app, "calibrate 3pg：需要项目组合文件与 SERIES.csv",
				    "calibrate 3pg: a portfolio and SERIES.csv are needed"));
	app->context.threads = qs_threads(args->option[QS_OPT_THREADS].whole);
	qs_arena_init(&arena, NULL);
	status = qs_app_read(app, args->operand[1], &override, &input);
	if (!status)
		status = fit_stand(app, args, &input, &arena);
	qs_input_free(&input);
	qs_arena_free(&arena);
	return status;
}
