#include "validation/runner.h"

#include "model/base/fields.h"

#include <math.h>
#include <string.h>

static const char *const envelope[] = {"case", "model", "title", "source", "given", "expect", "within", NULL};

/* Adds the mistake of a key that stands where it may not. */
static void unknown_key(const struct qs_case_given *whole, const struct qs_json *value, const char *path,
			const char *nearest)
{
	const struct qs_place place = {whole->file, value->key_line, value->key_column, NULL};

	qs_mistakes_add(whole->mistakes, QS_E2101, place, path, value->key, nearest, NULL, NULL);
}

static int has_name(const struct qs_json *tree, const char *name)
{
	for (const struct qs_json *value = tree->first; value; value = value->next)
		if ((value->key && !strcmp(value->key, name)) || has_name(value, name))
			return 1;
	return 0;
}

/* {"relative", "absolute"}: numbers that are not negative. */
static void check_tolerance(const struct qs_case_given *tolerance)
{
	(void)qs_case_optional(tolerance, "relative", 0, HUGE_VAL, 0);
	(void)qs_case_optional(tolerance, "absolute", 0, HUGE_VAL, 0);
}

static void check_within(const struct qs_case_given *whole, const struct qs_json *expect)
{
	static const char *const keys[] = {"relative", "absolute", NULL};
	const struct qs_case_given within = qs_case_object(whole, "within");

	if (!within.object || !expect)
		return;
	check_tolerance(&within);
	for (const struct qs_json *value = within.object->first; value; value = value->next) {
		struct qs_case_given own;

		if (!strcmp(value->key, "relative") || !strcmp(value->key, "absolute"))
			continue;
		if (!has_name(expect, value->key)) {
			unknown_key(whole, value, "/within", NULL);
			continue;
		}
		own = qs_case_object(&within, value->key);
		check_tolerance(&own);
		qs_case_only(&own, keys);
	}
}

static struct qs_case_result *append(struct qs_cases *cases)
{
	if (cases->n == cases->room) {
		const size_t room = cases->room ? 2 * cases->room : 32;
		struct qs_case_result *const items = qs_arena_take(&cases->arena, room, sizeof *items);

		if (!items)
			return NULL;
		if (cases->n)
			memcpy(items, cases->items, cases->n * sizeof *items);
		cases->items = items;
		cases->room = room;
	}
	return &cases->items[cases->n++];
}

static const char *copy(struct qs_arena *arena, const char *text)
{
	const char *const made = qs_arena_text(arena, text, strlen(text));

	return made ? made : "";
}

/* Everything of a case that is being run; the tree and the results lie in the arena of the case. */
struct work {
	const struct qs_context *context;
	struct qs_case_given whole, given;
	const struct qs_json *expect, *within;
	const struct qs_case_model *model;
	struct qs_case_result result;
};

/* Runs the model and makes a tree of what it wrote, in the case's arena. */
static qs_status run_model(struct work *work, const struct qs_json **got, struct qs_err *err)
{
	struct qs_mistakes own;
	struct qs_err refused = {0};
	struct qs_json_out out;
	const char *text;
	size_t n;
	qs_status status;

	qs_json_out_open(&out, work->whole.arena, 0);
	qs_json_out_object(&out, NULL);
	status = work->model->run(work->context->kernels, &work->given, &out, &refused);
	if (status == QS_EINPUT) { /* the model refuses what is given: the case's mistake */
		qs_mistakes_add(work->given.mistakes, QS_E2206, qs_json_place(work->given.object, work->given.file),
				"/given", refused.text, NULL, NULL, NULL);
		return QS_OK;
	}
	if (status)
		return qs_fail(err, status, "%s: %s", work->whole.file, refused.text);
	if (qs_case_failed(&work->given))
		return QS_OK;
	qs_json_out_end(&out);
	text = qs_json_out_text(&out, &n);
	if (!text)
		return qs_fail(err, QS_ENOMEM, "%s", work->whole.file);
	qs_mistakes_init(&own, NULL);
	status = qs_json_parse(text, n, "result", work->whole.arena, &own, got, err);
	qs_mistakes_free(&own);
	return status;
}

static qs_status compare(struct work *work, struct qs_err *err)
{
	struct qs_comparison *const comparison = &work->result.comparison;
	const struct qs_json *got = NULL;
	qs_status status;

	comparison->worst = comparison->used = (double)NAN;
	if (!work->model) {
		comparison->reason = "unknown model";
		return QS_OK;
	}
	status = run_model(work, &got, err);
	if (status || qs_case_failed(&work->given))
		return status;
	if (qs_comparison_run(work->expect, got, work->within, work->whole.arena, comparison))
		return qs_fail(err, QS_ENOMEM, "%s", work->whole.file);
	if (!comparison->compared && !comparison->reason)
		comparison->reason = "nothing to compare";
	work->result.pass = !comparison->reason;
	return QS_OK;
}

static qs_status keep(const struct work *work, struct qs_cases *cases, struct qs_err *err)
{
	struct qs_case_result *const kept = append(cases);

	if (!kept)
		return qs_fail(err, QS_ENOMEM, "%zu cases", cases->n);
	*kept = work->result;
	kept->file = copy(&cases->arena, work->whole.file);
	kept->id = copy(&cases->arena, work->result.id);
	kept->model = copy(&cases->arena, work->result.model);
	kept->title = copy(&cases->arena, work->result.title);
	if (kept->comparison.where)
		kept->comparison.where = copy(&cases->arena, kept->comparison.where);
	if (kept->pass)
		cases->passed++;
	else
		cases->failed++;
	return QS_OK;
}

/* Checks the envelope; what is wrong goes to the mistakes. */
static void open_envelope(struct work *work)
{
	const struct qs_case_given *const whole = &work->whole;
	struct qs_case_given expect;

	qs_case_only(whole, envelope);
	work->result.id = qs_case_text(whole, "case", 1);
	work->result.model = qs_case_text(whole, "model", 1);
	work->result.title = qs_case_text(whole, "title", 0);
	(void)qs_case_text(whole, "source", 0);
	work->given = qs_case_object(whole, "given");
	expect = qs_case_object(whole, "expect");
	work->expect = expect.object;
	check_within(whole, expect.object);
	work->within = qs_json_find(whole->object, "within");
	for (const struct qs_case_model *model = qs_case_models; model->name; model++)
		if (!strcmp(model->name, work->result.model))
			work->model = model;
}

qs_status qs_cases_run_text(const struct qs_context *context, const char *bytes, size_t n, const char *file,
			    struct qs_cases *cases, struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_arena arena;
	struct qs_mistakes own;
	struct work work = {.context = context};
	struct qs_err parse = {0};
	const struct qs_json *root = NULL;
	qs_status status;

	qs_arena_init(&arena, &context->allocator);
	qs_mistakes_init(&own, &context->allocator);
	if (!cases->n)
		cases->arena.from = context->allocator;
	status = qs_json_parse(bytes, n, file, &arena, &own, &root, &parse);
	if (status == QS_EINPUT) /* told as a mistake; `err` stays free for what stops the whole */
		status = QS_OK;
	else if (status)
		(void)qs_fail(err, status, "%s", parse.text);
	if (status || own.errors)
		goto done;
	work.whole = (struct qs_case_given){root, "", file, &arena, &own};
	if (root->kind != QS_JSON_OBJECT) {
		qs_mistakes_add(&own, QS_E2103, qs_json_place(root, file), "", qs_json_kind_word(QS_JSON_OBJECT),
				qs_json_kind_word(root->kind), NULL, NULL);
		goto done;
	}
	open_envelope(&work);
	if (!own.errors)
		status = compare(&work, err);
	if (!own.errors && !status)
		status = keep(&work, cases, err);
done:
	cases->malformed += own.errors != 0;
	qs_mistakes_append(mistakes, &own);
	qs_mistakes_free(&own);
	qs_arena_free(&arena);
	return status;
}

qs_status qs_cases_run_shipped(const struct qs_context *context, struct qs_cases *cases, struct qs_mistakes *mistakes,
			       struct qs_err *err)
{
	qs_status status = QS_OK;

	for (size_t i = 0; i < qs_embedded_case_count && !status; i++)
		status = qs_cases_run_text(context, qs_embedded_cases[i].json, qs_embedded_cases[i].length,
					   qs_embedded_cases[i].file, cases, mistakes, err);
	return status;
}

void qs_cases_free(struct qs_cases *cases)
{
	qs_arena_free(&cases->arena);
	memset(cases, 0, sizeof *cases);
}
