/* `qingshan calibrate SPEC.json|growth|3pg|price …`: values of a model from data. */
#include "app/calibrate.h"

#include <string.h>

qs_status qs_app_calibrate(struct qs_app *app, const struct qs_args *args)
{
	if (!strcmp(args->operand[0], "growth"))
		return qs_calibrate_growth_series(app, args);
	if (!strcmp(args->operand[0], "3pg"))
		return qs_calibrate_3pg_series(app, args);
	if (!strcmp(args->operand[0], "price"))
		return qs_calibrate_price_series(app, args);
	return qs_calibrate_model(app, args);
}
