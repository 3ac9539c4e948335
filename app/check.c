/* `qingshan check`: every mistake of a portfolio at once, and on demand the findings of the policy's rules or the nearest ways in. */
#include "app/check_market.h"
#include "app/check_policy.h"
#include "app/input.h"
#include "app/options.h"

/* With --json the mistakes are the data, so they go to standard output whether there are any or not. */
qs_status qs_app_check(struct qs_app *app, const struct qs_args *args)
{
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	qs_status status;

	app->context.threads = qs_threads(0);
	qs_mistakes_init(&mistakes, NULL);
	status = qs_input_read(&app->context, args->operand[0], &input, &mistakes, &err);
	if (status && !mistakes.errors)
		qs_say_err(app, &err);
	else if (app->json && (status || (!args->option[QS_OPT_POLICY].given && !args->option[QS_OPT_MARKET].given)))
		qs_app_tell(app, stdout, &mistakes);
	else if (!app->json && (mistakes.errors || mistakes.notices))
		qs_app_tell(app, stderr, &mistakes);
	if (!status && !app->json)
		printf(qs_tr(app, "%s：有效，%llu 个场地，%zu 条提示\n", "%s: valid, %llu sites, %zu notices\n"),
		       args->operand[0], (unsigned long long)input.sites.sites, mistakes.notices);
	if (!status && args->option[QS_OPT_POLICY].given)
		status = qs_check_policy(app, &input, &mistakes);
	if (!status && args->option[QS_OPT_MARKET].given)
		status = qs_app_check_market(app, &input);
	qs_input_free(&input);
	qs_mistakes_free(&mistakes);
	return status;
}
