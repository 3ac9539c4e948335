#include "app/run_states.h"

#include "app/app.h"
#include "model/base/version.h"

#include <string.h>

static qs_status open_from(struct qs_app *app, const char *path, struct qs_app_states *s, struct qs_err *err)
{
	qs_status status = qs_state_open(&s->from, &app->arena, path, err);

	if (status == QS_OK)
		status = qs_state_fits(&app->context.allocator, &s->from, s->text, err);
	s->run.from_years = (size_t)s->from.years;
	s->run.read = qs_state_read;
	s->run.rewind = qs_state_rewind;
	s->run.read_self = &s->from;
	return status;
}

static qs_status wrong_year(const struct qs_app *app, long long year, long long first, long long last)
{
	char hint[64];

	if (first > last)
		return qs_say(
			app, QS_EUSAGE, NULL, "%s",
			qs_tr(app, "--after：该状态之后没有剩下的年份", "--after: no year is left after the state"));
	snprintf(hint, sizeof hint, "%lld <= YEAR <= %lld", first, last);
	return qs_say(app, QS_EUSAGE, hint,
		      qs_tr(app, "--after 的值无效：“%lld”", "--after: not a valid value: \"%lld\""), year);
}

qs_status qs_app_states_open(struct qs_app *app, const struct qs_args *args, const struct qs_run_input *run,
			     struct qs_app_states *s)
{
	const int saves = args->option[QS_OPT_SAVE_STATE].given, goes_on = args->option[QS_OPT_FROM_STATE].given;
	const long long after = (long long)args->option[QS_OPT_AFTER].whole, start = run->portfolio->start_year;
	const long long last = start + run->portfolio->years - 1;
	struct qs_err err = {0};
	qs_status status = QS_OK;

	if (saves != args->option[QS_OPT_AFTER].given)
		return qs_say(
			app, QS_EUSAGE, "--save-state FILE --after YEAR", "%s",
			qs_tr(app, "--save-state 与 --after 须一起给出", "--save-state and --after belong together"));
	if (!saves && !goes_on)
		return QS_OK;
	s->text = qs_state_text(&app->arena, qs_version, run->resolved_json, run->hashes, run->hash_count);
	if (!s->text)
		return qs_say(app, QS_ENOMEM, NULL, "plan");
	if (goes_on)
		status = open_from(app, args->option[QS_OPT_FROM_STATE].text, s, &err);
	if (status == QS_OK && (long long)s->run.from_years > run->portfolio->years)
		status = qs_fail(&err, QS_EINPUT,
				 qs_tr(app, "%s：状态已含 %zu 年，项目组合只有 %lld 年",
				       "%s: the state is of %zu years, the portfolio has %lld"),
				 s->from.path, s->run.from_years, (long long)run->portfolio->years);
	if (status != QS_OK)
		return qs_say_err(app, &err);
	if (!saves)
		return QS_OK;
	if (after < start + (long long)s->run.from_years || after > last)
		return wrong_year(app, after, start + (long long)s->run.from_years, last);
	s->run.save_years = (size_t)(after - start) + 1;
	s->run.write = qs_state_write;
	s->run.write_self = &s->to;
	return QS_OK;
}

uint64_t qs_app_states_bytes(const struct qs_app_states *s, uint64_t run_bytes)
{
	return s->run.write ? QS_STATE_FRAME + strlen(s->text) + run_bytes : 0;
}

qs_status qs_app_states_create(struct qs_app *app, const struct qs_args *args, struct qs_app_states *s)
{
	struct qs_err err = {0};

	if (!s->run.write)
		return QS_OK;
	return qs_state_create(&s->to, &app->arena, args->option[QS_OPT_SAVE_STATE].text, s->run.save_years, s->text,
			       &err) == QS_OK
		       ? QS_OK
		       : qs_say_err(app, &err);
}

qs_status qs_app_states_finish(struct qs_app_states *s, struct qs_err *err)
{
	if (s->from.left)
		return qs_fail(err, QS_EINPUT, "%s: the saved state holds more than the run reads", s->from.path);
	return s->to.file ? qs_state_finish(&s->to, err) : QS_OK;
}

void qs_app_states_close(struct qs_app_states *s)
{
	qs_state_close(&s->from);
	qs_state_close(&s->to);
}
