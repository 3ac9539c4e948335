/* `qingshan calibrate growth SERIES.csv`: fits a growth curve to a table. */
#include "app/calibrate.h"
#include "app/calibrate_fit.h"

static qs_status fit_series(struct qs_app *app, const struct qs_args *args, struct qs_arena *arena)
{
	const char *name[QS_GROWTH_PARAMETERS];
	struct qs_growth_series series;
	const struct qs_fit_shown shown = {.model = "A (1 - exp(-k t))^p",
					   .file = args->operand[1],
					   .par = &series.fit.par,
					   .name = name,
					   .series = &series,
					   .score = &series.fit.score};
	struct qs_err err = {0};
	qs_status status = qs_calibrate_read(app, args->operand[1], arena, &series);

	if (status)
		return status;
	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++)
		name[i] = qs_growth_parameter_name((enum qs_growth_parameter)i);
	status = qs_growth_fit(series.points, series.n, &series.fit, &err);
	return status ? qs_say_err(app, &err) : qs_calibrate_show(app, args, &shown);
}

qs_status qs_calibrate_growth_series(struct qs_app *app, const struct qs_args *args)
{
	struct qs_arena arena;
	qs_status status;

	if (args->operands != 2)
		return qs_say(app, QS_EUSAGE, "qingshan calibrate growth SERIES.csv", "%s",
			      qs_tr(app, "calibrate growth：需要一个 SERIES.csv",
				    "calibrate growth: one SERIES.csv is needed"));
	qs_arena_init(&arena, NULL);
	status = fit_series(app, args, &arena);
	qs_arena_free(&arena);
	return status;
}
