#include "io/sweep_input.h"

#include "io/check.h"
#include "kernels/random.h"
#include "model/base/draws.h"

#include <stdio.h>
#include <string.h>

/* The middle of a distribution to its ends that are not infinite: 1 and 99 % stand for 0 and 100 %. */
static double inside(double u)
{
	return u <= 0 ? 0.01 : u >= 1 ? 0.99 : u;
}

double qs_axis_at(const struct qs_context *context, const struct qs_sweep_axis *axis, double u)
{
	double z, value = 0;

	if (axis->values) {
		const double index = (double)(size_t)(u * (double)axis->values);

		return index < (double)axis->values ? index : (double)(axis->values - 1);
	}
	if (axis->draw.spread->kind == QS_SPREAD_UNIFORM)
		return axis->draw.spread->a + (axis->draw.spread->b - axis->draw.spread->a) * u;
	z = qs_k_normal(inside(u));
	qs_draw_figure_scores(context, 1, &axis->draw, &z, &value);
	return value;
}

/* The first mistake as a failure. */
static qs_status refuse(const struct qs_mistakes *mistakes, enum qs_lang lang, struct qs_err *err)
{
	for (size_t i = 0; i < mistakes->kept; i++) {
		char text[512];

		if (!qs_mistake_is_error(mistakes->items[i].code))
			continue;
		qs_mistake_text(&mistakes->items[i], lang, 0, text, sizeof text);
		return qs_fail(err, QS_EINPUT, "%s %s: %s", qs_mistake_word(mistakes->items[i].code),
			       mistakes->items[i].path, text);
	}
	return mistakes->errors ? qs_fail(err, QS_EINPUT, "%zu mistakes", mistakes->errors) : QS_OK;
}

/* Puts the values of an axis in place. */
static void put_axis(struct qs_reader *reader, const struct qs_sweep_axis *axis, double at,
		     const struct qs_targets *targets)
{
	const size_t length = reader->path_length;
	char text[32];

	for (size_t p = 0; p < axis->path_count; p++) {
		struct qs_json value = *axis->node;

		if (axis->values) {
			value = *axis->value[(size_t)at * axis->path_count + p];
		} else {
			value.kind = QS_JSON_NUMBER;
			value.number = at;
			value.text = text;
			value.length = qs_number_write(at, text);
		}
		qs_path_enter(reader, axis->paths[p]);
		for (size_t t = 0; t < targets[p].n; t++)
			qs_target_put(reader, &targets[p].items[t], (enum qs_axis_how)axis->row->how, &value);
		qs_reader_leave(reader, length);
	}
}

static qs_status change(void *self, struct qs_input *input, struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_scenario *const s = self;
	struct qs_targets *targets = s->targets;
	struct qs_reader find, put;
	qs_status status = QS_OK;

	qs_reader_open(&find, &input->arena, mistakes, s->sweep->file); /* and values that stay */
	qs_reader_open(&put, &s->arena, mistakes, s->sweep->file);
	for (size_t a = 0; a < s->sweep->n; a++) {
		const struct qs_sweep_axis *const axis = &s->sweep->axes[a];

		for (size_t p = 0; p < axis->path_count; p++)
			qs_path_find(&find, input, axis->paths[p], axis->node, &targets[p]);
		put_axis(axis->kind == QS_AXIS_physical ? &find : &put, axis, s->at[a], targets);
		targets += axis->path_count;
	}
	if (find.no_memory || put.no_memory)
		status = qs_fail(err, QS_ENOMEM, "values of %zu axes", s->sweep->n);
	qs_reader_close(&put);
	qs_reader_close(&find);
	return status;
}

qs_status qs_scenario_open(const struct qs_context *context, const struct qs_sweep_input *sweep, const double *at,
			   struct qs_scenario *s, struct qs_err *err)
{
	struct qs_input_override override = sweep->override;
	struct qs_mistakes mistakes;
	struct qs_err told = {0};
	size_t paths = 0;
	qs_status status;

	*s = (struct qs_scenario){.context = context, .sweep = sweep, .at = at};
	qs_arena_init(&s->own, &context->allocator);
	qs_arena_init(&s->arena, &context->allocator);
	qs_mistakes_init(&mistakes, &context->allocator);
	for (size_t a = 0; a < sweep->n; a++)
		paths += sweep->axes[a].path_count;
	s->targets = qs_arena_take(&s->own, paths, sizeof *s->targets);
	if (!s->targets)
		return qs_fail(err, QS_ENOMEM, "%zu paths", paths);
	override.change = change;
	override.self = s;
	override.unresolved = 1;
	status = qs_input_read_text(context, sweep->portfolio, sweep->bytes, sweep->length, &override, &s->input,
				    &mistakes, &told);
	if (status == QS_EINPUT)
		status = refuse(&mistakes, context->lang, err);
	else if (status)
		qs_fail(err, status, "%s", told.text);
	qs_mistakes_free(&mistakes);
	return status;
}

qs_status qs_scenario_move(struct qs_scenario *s, const double *at, struct qs_err *err)
{
	struct qs_targets *targets = s->targets;
	struct qs_mistakes mistakes;
	struct qs_reader put;
	qs_status status;

	for (size_t a = 0; a < s->sweep->n; targets += s->sweep->axes[a++].path_count)
		for (size_t p = 0; s->sweep->axes[a].kind != QS_AXIS_physical && p < s->sweep->axes[a].path_count; p++)
			for (size_t t = 0; t < targets[p].n; t++)
				qs_target_restore(&targets[p].items[t]);
	qs_arena_free(&s->arena);
	qs_mistakes_init(&mistakes, &s->context->allocator);
	qs_reader_open(&put, &s->arena, &mistakes, s->sweep->file);
	s->at = at;
	targets = s->targets;
	for (size_t a = 0; a < s->sweep->n; targets += s->sweep->axes[a++].path_count)
		if (s->sweep->axes[a].kind != QS_AXIS_physical)
			put_axis(&put, &s->sweep->axes[a], at[a], targets);
	status = put.no_memory ? qs_fail(err, QS_ENOMEM, "values of a scenario")
			       : qs_check(&s->input.portfolio, &s->input.packs, &s->input.all, &mistakes, err);
	qs_reader_close(&put);
	if (status == QS_OK)
		status = refuse(&mistakes, s->context->lang, err);
	qs_mistakes_free(&mistakes);
	return status;
}

void qs_scenario_close(struct qs_scenario *s)
{
	qs_input_free(&s->input);
	qs_arena_free(&s->arena);
	qs_arena_free(&s->own);
	*s = (struct qs_scenario){0};
}
