#include "io/sweep_input.h"

#include "io/check.h"

#include <stdio.h>

static void say(struct qs_sweep_reading *r, const struct qs_json *at, const char *text)
{
	qs_reader_say(&r->reader, QS_E2206, at, text, NULL, NULL, NULL);
}

/* What the checks between fields say of a value, told at the value. */
static void retell(struct qs_sweep_reading *r, const struct qs_json *at, const struct qs_mistakes *found)
{
	for (size_t i = 0; i < found->kept; i++) {
		char both[1200], zh[512], en[512];

		if (!qs_mistake_is_error(found->items[i].code))
			continue;
		qs_mistake_text(&found->items[i], QS_ZH, 0, zh, sizeof zh);
		qs_mistake_text(&found->items[i], QS_EN, 0, en, sizeof en);
		snprintf(both, sizeof both,
			 "取此值时 %s：%s\x1f"
			 "with this value %s: %s",
			 found->items[i].path, zh, found->items[i].path, en);
		say(r, at, both);
	}
}

/* One value of an axis in the base portfolio. */
static qs_status try_value(struct qs_sweep_reading *r, const struct qs_sweep_axis *axis,
			   const struct qs_json *const *value, const struct qs_targets *targets, struct qs_err *err)
{
	struct qs_input *const base = &r->sweep->base;
	const size_t before = r->mistakes->errors, length = r->reader.path_length;
	struct qs_mistakes found;
	qs_status status = QS_OK;

	for (size_t p = 0; p < axis->path_count; p++) {
		qs_path_enter(&r->reader, axis->paths[p]);
		for (size_t t = 0; t < targets[p].n && r->mistakes->errors == before; t++)
			qs_target_put(&r->reader, &targets[p].items[t], (enum qs_axis_how)axis->row->how, value[p]);
		qs_reader_leave(&r->reader, length);
	}
	if (r->mistakes->errors == before) {
		qs_mistakes_init(&found, &r->sweep->arena.from);
		status = qs_check(&base->portfolio, &base->packs, &base->all, &found, err);
		retell(r, value[0], &found);
		qs_mistakes_free(&found);
	}
	for (size_t p = 0; p < axis->path_count; p++)
		for (size_t t = 0; t < targets[p].n; t++)
			qs_target_restore(&targets[p].items[t]);
	return status;
}

/* The ends of a range or of a draw (its 1 and 99 %), as values. */
static qs_status try_ends(struct qs_sweep_reading *r, struct qs_sweep_axis *axis, const struct qs_targets *targets,
			  struct qs_err *err)
{
	const struct qs_json *const draw = qs_json_find(axis->node, "draw");
	const struct qs_json **const value =
		qs_reader_take(&r->reader, axis->path_count, sizeof(const struct qs_json *));
	const size_t before = r->mistakes->errors;
	struct qs_field drawn = *axis->field;
	qs_status status = QS_OK;

	drawn.flags |= QS_SAMPLED; /* by the axis */
	if (axis->field->kind != QS_KIND_NUMBER) {
		say(r, axis->node,
		    "range 与 draw 只用于数值字段\x1f"
		    "range and draw are for numbers");
		return QS_OK;
	}
	if (draw && axis->row->how == QS_AXIS_SET)
		(void)qs_read_figure(&r->reader, &drawn, draw, &axis->draw);
	else if (draw) { /* what is added or multiplies has no range of its own */
		static const struct qs_field any = {.kind = QS_KIND_NUMBER,
						    .flags = QS_SAMPLED,
						    .name = "draw",
						    .unit = "",
						    .min = -1e15,
						    .max = 1e15};

		(void)qs_read_figure(&r->reader, &any, draw, &axis->draw);
	}
	if (r->mistakes->errors > before)
		return QS_OK;
	if (!axis->draw.spread || axis->draw.spread->kind == QS_SPREAD_NONE) {
		say(r, draw ? draw : axis->node,
		    "draw 要有 spread\x1f"
		    "a draw needs a spread");
		return QS_OK;
	}
	for (int end = 0; end < 2 && value && status == QS_OK; end++) {
		struct qs_json at = *(draw ? draw : axis->node);
		char text[32];

		at.kind = QS_JSON_NUMBER;
		at.number = qs_axis_at(r->context, axis, end);
		at.text = text;
		at.length = qs_number_write(at.number, text);
		for (size_t p = 0; p < axis->path_count; p++)
			value[p] = &at;
		status = try_value(r, axis, value, targets, err);
	}
	return status;
}

qs_status qs_sweep_try_axis(struct qs_sweep_reading *r, struct qs_sweep_axis *axis, struct qs_err *err)
{
	struct qs_targets *const targets = qs_reader_take(&r->reader, axis->path_count, sizeof *targets);
	const size_t before = r->mistakes->errors;
	qs_status status = QS_OK;

	if (!targets || !axis->path_count)
		return QS_OK;
	for (size_t p = 0; p < axis->path_count; p++) {
		const size_t length = r->reader.path_length;

		qs_path_enter(&r->reader, axis->paths[p]);
		qs_path_find(&r->reader, &r->sweep->base, axis->paths[p], axis->node, &targets[p]);
		qs_reader_leave(&r->reader, length);
	}
	if (r->mistakes->errors > before || !targets[0].n)
		return QS_OK;
	axis->field = targets[0].items[0].field;
	if (!axis->values)
		return axis->value ? QS_OK : try_ends(r, axis, targets, err);
	for (size_t i = 0; i < axis->values && status == QS_OK; i++)
		status = try_value(r, axis, axis->value + i * axis->path_count, targets, err);
	return status;
}
