/* From a sweep file to a plan: axes, outputs, the design's points, the order of running. */
#include "app/input.h"
#include "app/sweep.h"
#include "model/base/version.h"
#include "scenarios/design.h"

#include <stdio.h>
#include <string.h>

static int take_axis(struct qs_app *app, const struct qs_sweep_axis *from, struct qs_plan_axis *to)
{
	size_t n = 1, at = 0;
	char *path;

	for (size_t p = 0; p < from->path_count; p++)
		n += strlen(from->paths[p]) + 1;
	path = qs_arena_take(&app->arena, n, 1);
	for (size_t p = 0; path && p < from->path_count; p++)
		at += (size_t)snprintf(path + at, n - at, p ? " %s" : "%s", from->paths[p]);
	*to = (struct qs_plan_axis){.id = from->row->id,
				    .path = path,
				    .unit = from->row->how == QS_AXIS_MULTIPLY ? "1" : from->field->unit,
				    .zh = from->field->zh,
				    .en = from->field->en,
				    .kind = from->kind,
				    .values = from->values,
				    .label = from->label,
				    .number = from->number};
	return path ? 0 : -1;
}

static int take_outputs(struct qs_app *app, const struct qs_packs *packs, struct qs_sweep_plan *plan)
{
	plan->output_count = qs_sweep_outputs(packs);
	plan->outputs = qs_arena_take(&app->arena, plan->output_count, sizeof *plan->outputs);
	for (size_t i = 0; plan->outputs && i < plan->output_count; i++) {
		char name[QS_SWEEP_NAME];
		const char *const unit = qs_sweep_output(packs, i, name);

		plan->outputs[i] = (struct qs_plan_output){qs_arena_text(&app->arena, name, strlen(name)), unit,
							   qs_sweep_output_label(packs, i, QS_ZH),
							   qs_sweep_output_label(packs, i, QS_EN)};
		if (!plan->outputs[i].name)
			return -1;
	}
	return plan->outputs ? 0 : -1;
}

static size_t output_named(const struct qs_sweep_plan *plan, const char *name)
{
	size_t i = 0;

	while (i + 1 < plan->output_count && strcmp(plan->outputs[i].name, name) != 0)
		i++;
	return i;
}

static int take_aims(struct qs_app *app, const struct qs_sweep *sweep, struct qs_sweep_plan *plan)
{
	static const char *usual[] = {"npv_p50", "co2e_project_p50"};
	const size_t n = sweep->outputs.n ? sweep->outputs.n : 2, m = sweep->objectives.n ? sweep->objectives.n : 2;

	plan->analysed = qs_arena_take(&app->arena, n, sizeof *plan->analysed);
	plan->objective = qs_arena_take(&app->arena, m, sizeof *plan->objective);
	plan->goal = qs_arena_take(&app->arena, m, sizeof *plan->goal);
	if (!plan->analysed || !plan->objective || !plan->goal)
		return -1;
	plan->analysed_count = n;
	plan->objective_count = m;
	for (size_t i = 0; i < n; i++)
		plan->analysed[i] = output_named(plan, sweep->outputs.n ? sweep->outputs.items[i] : usual[i]);
	for (size_t i = 0; i < m; i++) {
		plan->objective[i] =
			output_named(plan, sweep->objectives.n ? sweep->objectives.items[i].output : usual[i]);
		plan->goal[i] = sweep->objectives.n ? sweep->objectives.items[i].goal : QS_GOAL_MOST;
	}
	return 0;
}

static size_t axis_named(const struct qs_sweep_plan *plan, const char *id)
{
	size_t a = 0;

	while (a + 1 < plan->axis_count && strcmp(plan->axes[a].id, id) != 0)
		a++;
	return a;
}

static qs_status take_plan(struct qs_app *app, struct qs_sweep_design_of *d)
{
	const struct qs_sweep_input *const in = &d->input;
	const struct qs_sweep *const sweep = &in->sweep;
	struct qs_sweep_plan *const plan = &d->plan;

	*plan = (struct qs_sweep_plan){.hash = in->hash,
				       .version = qs_version,
				       .name = sweep->name,
				       .portfolio = in->base.portfolio.name,
				       .design = (enum qs_sweep_design_kind)sweep->design.kind,
				       .points = (size_t)sweep->design.points,
				       .levels = (size_t)sweep->design.levels,
				       .seed = sweep->seed,
				       .members = (size_t)in->base.portfolio.members,
				       .years = (size_t)in->base.portfolio.years,
				       .sites = in->base.all.n,
				       .axis_count = in->n};
	for (size_t s = 0; s < in->base.all.n; s++)
		plan->units += in->base.all.items[s].units.n;
	plan->axes = qs_arena_take(&app->arena, in->n, sizeof *plan->axes);
	for (size_t a = 0; plan->axes && a < in->n; a++)
		if (take_axis(app, &in->axes[a], &plan->axes[a]))
			return QS_ENOMEM;
	if (!plan->axes || take_outputs(app, &in->base.packs, plan) || take_aims(app, sweep, plan))
		return QS_ENOMEM;
	if (sweep->heat_map.n == 2)
		for (size_t k = 0; k < 2; k++)
			plan->heat[k] = axis_named(plan, sweep->heat_map.items[k]);
	else if (in->n >= 2)
		plan->heat[1] = 1;
	return QS_OK;
}

/* Points, turned into coordinates in place. */
static qs_status lay_out(struct qs_app *app, struct qs_sweep_design_of *d, struct qs_err *err)
{
	const struct qs_sweep_input *const in = &d->input;
	struct qs_design_axis *const axes = qs_arena_take(&app->arena, in->n, sizeof *axes);
	struct qs_design design = {.kind = d->plan.design,
				   .points = d->plan.points,
				   .levels = (unsigned)d->plan.levels,
				   .seed = d->plan.seed,
				   .n = in->n,
				   .axis = axes,
				   .rho = in->rho};
	double *all;
	qs_status status;

	d->kind = qs_arena_take(&app->arena, in->n, sizeof *d->kind);
	d->at = qs_arena_take(&app->arena, in->n, sizeof *d->at);
	if (!axes || !d->kind || !d->at)
		return qs_fail(err, QS_ENOMEM, "%zu axes", in->n);
	for (size_t a = 0; a < in->n; a++) {
		axes[a] = (struct qs_design_axis){in->axes[a].values, (size_t)in->axes[a].row->steps,
						  in->axes[a].row->range.n > 0};
		d->kind[a] = in->axes[a].kind;
	}
	d->plan.scenarios = qs_design_size(&design);
	all = qs_arena_take(&app->arena, in->n * d->plan.scenarios, sizeof *all);
	d->order = qs_arena_take(&app->arena, d->plan.scenarios, sizeof *d->order);
	d->first = qs_arena_take(&app->arena, d->plan.scenarios + 1, sizeof *d->first);
	if (!all || !d->order || !d->first)
		return qs_fail(err, QS_ENOMEM, "%zu scenarios", d->plan.scenarios);
	for (size_t a = 0; a < in->n; a++)
		d->at[a] = all + a * d->plan.scenarios;
	status = qs_design_points(&app->context, &design, d->at, err);
	for (size_t a = 0; a < in->n && status == QS_OK; a++)
		for (size_t s = 0; s < d->plan.scenarios; s++)
			d->at[a][s] = qs_axis_at(&app->context, &in->axes[a], d->at[a][s]);
	if (status == QS_OK)
		status = qs_design_groups(&app->context, d->plan.scenarios, in->n, (const double *const *)d->at,
					  d->kind, d->order, d->first, &d->plan.groups, err);
	return status;
}

qs_status qs_sweep_design_read(struct qs_app *app, const char *path, int64_t members, struct qs_sweep_design_of *d)
{
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	qs_status status;

	*d = (struct qs_sweep_design_of){0};
	qs_mistakes_init(&mistakes, NULL);
	status = qs_sweep_read(&app->context, path, members, &d->input, &mistakes, &err);
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(app, stderr, &mistakes);
	if (status && !mistakes.errors)
		qs_say_err(app, &err);
	qs_mistakes_free(&mistakes);
	if (status)
		return status;
	status = take_plan(app, d);
	if (status)
		return qs_say(app, status, NULL, "%s", path);
	status = lay_out(app, d, &err);
	return status ? qs_say_err(app, &err) : QS_OK;
}

void qs_sweep_design_free(struct qs_sweep_design_of *d)
{
	qs_sweep_free(&d->input);
}
