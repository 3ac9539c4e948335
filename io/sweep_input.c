#include "io/sweep_input.h"

#include "model/base/version.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void say(struct qs_sweep_reading *r, const struct qs_json *at, const char *text)
{
	qs_reader_say(&r->reader, QS_E2206, at, text, NULL, NULL, NULL);
}

static void *take(struct qs_sweep_reading *r, size_t n, size_t size)
{
	return qs_reader_take(&r->reader, n, size);
}

/* ---- the shape of an axis ---- */

static void take_paths(struct qs_sweep_reading *r, struct qs_sweep_axis *axis)
{
	const struct qs_axis *const row = axis->row;

	if (!row->path == !row->paths.n) {
		say(r, axis->node,
		    "轴要有 path 或 paths 之一\x1f"
		    "an axis has either path or paths");
		return;
	}
	if (row->path) {
		const char **const one = take(r, 1, sizeof *one);

		if (one)
			one[0] = row->path;
		axis->paths = one;
		axis->path_count = one != NULL;
	} else {
		axis->paths = row->paths.items;
		axis->path_count = row->paths.n;
	}
	axis->kind = QS_AXIS_financial;
	for (size_t p = 0; p < axis->path_count; p++) {
		const enum qs_axis_kind kind = qs_path_kind(axis->paths[p]);

		if (axis->paths[p][0] != '/') {
			say(r, axis->node,
			    "路径以 / 开头\x1f"
			    "a path begins with /");
			axis->path_count = 0;
		}
		axis->kind = kind < axis->kind ? kind : axis->kind;
	}
}

/* The name of a value: its label, a text or number as written, else its place from 1. */
static const char *label_of(struct qs_sweep_reading *r, const struct qs_sweep_axis *axis, size_t i,
			    const struct qs_json *value)
{
	char text[24];

	if (i < axis->row->labels.n)
		return axis->row->labels.items[i];
	if (value->text)
		return value->text;
	if (value->kind == QS_JSON_BOOL)
		return value->truth ? "true" : "false";
	if (value->kind == QS_JSON_NULL)
		return "null";
	value = qs_json_find(value, "value");
	if (value && value->text)
		return value->text;
	snprintf(text, sizeof text, "%zu", i + 1);
	return qs_reader_keep(&r->reader, text, strlen(text));
}

static void take_values(struct qs_sweep_reading *r, struct qs_sweep_axis *axis, const struct qs_json *list)
{
	size_t i = 0;

	if (list->kind != QS_JSON_ARRAY || !list->n) {
		say(r, list,
		    "values 是不空的列表\x1f"
		    "values is a list that is not empty");
		return;
	}
	if (axis->row->labels.n && axis->row->labels.n != list->n)
		say(r, axis->node,
		    "labels 与 values 个数不同\x1f"
		    "there are not as many labels as values");
	axis->value = take(r, list->n * axis->path_count + 1, sizeof(const struct qs_json *));
	axis->label = take(r, list->n, sizeof(const char *));
	axis->number = take(r, list->n, sizeof *axis->number);
	if (!axis->value || !axis->label || !axis->number)
		return;
	for (const struct qs_json *child = list->first; child; child = child->next, i++) {
		axis->label[i] = label_of(r, axis, i, child);
		axis->number[i] =
			child->kind == QS_JSON_NUMBER ? child->number : qs_json_number(child, "value", (double)NAN);
		if (!axis->row->paths.n) {
			axis->value[i] = child;
			continue;
		}
		if (child->kind != QS_JSON_ARRAY || child->n != axis->path_count) {
			say(r, child,
			    "paths 的每个取值是同样长的列表\x1f"
			    "with paths, a value is a list with one entry a path");
			return;
		}
		for (size_t p = 0; p < axis->path_count; p++)
			axis->value[i * axis->path_count + p] = qs_json_at(child, p);
	}
	axis->values = list->n;
}

static void take_range(struct qs_sweep_reading *r, struct qs_sweep_axis *axis)
{
	const struct qs_numbers *const range = &axis->row->range;
	struct qs_spread *const spread = take(r, 1, sizeof *spread);

	if (range->n != 2 || !(range->items[0] < range->items[1])) {
		say(r, axis->node,
		    "range 是从小到大的两个数\x1f"
		    "range is two numbers, the lower first");
		return;
	}
	if (spread)
		*spread = (struct qs_spread){.kind = QS_SPREAD_UNIFORM, .a = range->items[0], .b = range->items[1]};
	axis->draw = (struct qs_figure){.value = (range->items[0] + range->items[1]) / 2, .spread = spread, .given = 1};
}

/* Paths, and the one of values, range and draw that is given. */
static qs_status take_axis(struct qs_sweep_reading *r, struct qs_sweep_axis *axis, struct qs_err *err)
{
	const struct qs_json *const values = qs_json_find(axis->node, "values");
	const struct qs_json *const draw = qs_json_find(axis->node, "draw");

	take_paths(r, axis);
	if ((values != NULL) + (draw != NULL) + (axis->row->range.items != NULL) + (axis->row->from != NULL) != 1)
		say(r, axis->node,
		    "轴要有 values、range、draw、from 之一\x1f"
		    "an axis has one of values, range, draw and from");
	else if (values)
		take_values(r, axis, values);
	else if (axis->row->from)
		return qs_sweep_take_draws(r, axis, err);
	else if (!draw)
		take_range(r, axis);
	return QS_OK;
}

static size_t axis_named(const struct qs_sweep_input *sweep, const char *id)
{
	size_t a = 0;

	while (a < sweep->n && strcmp(sweep->axes[a].row->id, id) != 0)
		a++;
	return a;
}

/* ---- between axes ---- */

static void check_axis_name(struct qs_sweep_reading *r, const struct qs_json *at, const char *id)
{
	const char **const ids = take(r, r->sweep->n + 1, sizeof *ids);

	if (!ids || axis_named(r->sweep, id) < r->sweep->n)
		return;
	for (size_t a = 0; a < r->sweep->n; a++)
		ids[a] = r->sweep->axes[a].row->id;
	qs_reader_say(&r->reader, QS_E2202, at,
		      "轴\x1f"
		      "axis",
		      id, qs_nearest_word(id, ids), NULL);
}

/* Cholesky's factor exists if and only if a symmetric matrix is positive definite. */
static int is_definite(size_t n, const double *rho, double *lower)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = rho[i * n + j];

			for (size_t k = 0; k < j; k++)
				sum -= lower[i * n + k] * lower[j * n + k];
			if (i == j && !(sum > 1e-12))
				return 0;
			lower[i * n + j] = i == j ? sqrt(sum) : sum / lower[j * n + j];
		}
	return 1;
}

static void check_correlations(struct qs_sweep_reading *r)
{
	struct qs_sweep_input *const s = r->sweep;
	const struct qs_json *const at = qs_json_find(r->root, "correlations");
	double *lower;

	if (!at || !s->sweep.correlations.n)
		return;
	if (s->sweep.design.kind != QS_DESIGN_LHS && s->sweep.design.kind != QS_DESIGN_SOBOL) {
		say(r, at,
		    "只有 lhs 与 sobol 设计可以有相关\x1f"
		    "correlations go with the designs lhs and sobol");
		return;
	}
	s->rho = take(r, s->n * s->n, sizeof *s->rho);
	lower = take(r, s->n * s->n, sizeof *lower);
	if (!s->rho || !lower)
		return;
	for (size_t a = 0; a < s->n; a++)
		s->rho[a * s->n + a] = 1;
	for (size_t i = 0; i < s->sweep.correlations.n; i++) {
		const struct qs_correlation *const c = &s->sweep.correlations.items[i];
		const size_t a = axis_named(s, c->a), b = axis_named(s, c->b);

		check_axis_name(r, qs_json_at(at, i), c->a);
		check_axis_name(r, qs_json_at(at, i), c->b);
		if (a == b && a < s->n)
			say(r, qs_json_at(at, i),
			    "轴与自身相关\x1f"
			    "an axis with itself");
		else if (a < s->n && b < s->n)
			s->rho[a * s->n + b] = s->rho[b * s->n + a] = c->rho.value;
	}
	if (!is_definite(s->n, s->rho, lower))
		say(r, at,
		    "相关矩阵不是正定的：这些相关系数不能同时成立\x1f"
		    "the correlations are not positive definite: they cannot hold together");
}

enum { SOBOL_AXES = 256 }; /* scenarios/points.h */

static void check_design(struct qs_sweep_reading *r)
{
	const struct qs_sweep_input *const s = r->sweep;
	const struct qs_json *const at = qs_json_find(r->root, "design");
	const int kind = s->sweep.design.kind;
	double size = 1;

	for (size_t a = 0; a < s->n; a++) {
		const struct qs_sweep_axis *const axis = &s->axes[a];

		for (size_t b = 0; b < a; b++)
			if (!strcmp(axis->row->id, s->axes[b].row->id))
				qs_reader_say(&r->reader, QS_E2201, axis->node, axis->row->id, NULL, NULL, NULL);
		if (kind == QS_DESIGN_LIST && (!axis->values || axis->values != s->axes[0].values))
			say(r, axis->node,
			    "list 设计：各轴列出同样多的取值\x1f"
			    "design list: all axes list the same number of values");
		size *= axis->values ? (double)axis->values : (double)axis->row->steps;
	}
	if (kind == QS_DESIGN_SALTELLI)
		size = (double)s->sweep.design.points * (double)(s->n + 2);
	else if (kind == QS_DESIGN_MORRIS)
		size = (double)s->sweep.design.points * (double)(s->n + 1);
	else if (kind != QS_DESIGN_PRODUCT)
		size = 0;
	if (size > 1e7)
		say(r, at,
		    "情景超过一千万个\x1f"
		    "more than ten million scenarios");
	if (kind == QS_DESIGN_MORRIS && s->sweep.design.levels % 2)
		say(r, at,
		    "morris 的水平数是偶数\x1f"
		    "the levels of morris are even");
	if ((kind == QS_DESIGN_SOBOL && s->n > SOBOL_AXES) || (kind == QS_DESIGN_SALTELLI && s->n > SOBOL_AXES / 2))
		say(r, at,
		    "索博尔序列有 256 维：sobol 至多 256 个轴，saltelli 至多 128 个；更多的轴用 lhs 或 morris\x1f"
		    "Sobol's sequence has 256 dimensions: sobol takes 256 axes at most, saltelli 128; for more use lhs "
		    "or morris");
}

static void check_names(struct qs_sweep_reading *r)
{
	const struct qs_sweep *const sweep = &r->sweep->sweep;
	const size_t n = qs_sweep_outputs(&r->sweep->base.packs);
	const char **const names = take(r, n + 1, sizeof *names);

	for (size_t i = 0; names && i < n; i++) {
		char name[QS_SWEEP_NAME];

		qs_sweep_output(&r->sweep->base.packs, i, name);
		names[i] = qs_reader_keep(&r->reader, name, strlen(name));
	}
	for (size_t k = 0; names && k < sweep->outputs.n + sweep->objectives.n; k++) {
		const int listed = k < sweep->outputs.n;
		const char *const name =
			listed ? sweep->outputs.items[k] : sweep->objectives.items[k - sweep->outputs.n].output;
		size_t i = 0;

		while (i < n && strcmp(names[i], name) != 0)
			i++;
		if (i == n)
			qs_reader_say(&r->reader, QS_E2202, qs_json_find(r->root, listed ? "outputs" : "objectives"),
				      "输出\x1f"
				      "output",
				      name, qs_nearest_word(name, names), NULL);
	}
	for (size_t k = 0; k < sweep->heat_map.n; k++)
		check_axis_name(r, qs_json_find(r->root, "heat_map"), sweep->heat_map.items[k]);
	if (sweep->heat_map.n && sweep->heat_map.n != 2)
		say(r, qs_json_find(r->root, "heat_map"),
		    "热图有两个轴\x1f"
		    "a heat map has two axes");
}

/* A sweep has a design; a calibration has observations, and axes with a range or a prior. */
static void check_purpose(struct qs_sweep_reading *r)
{
	const struct qs_sweep_input *const s = r->sweep;
	const struct qs_json *const at = qs_json_find(r->root, "calibrate");

	if (!at == !qs_json_find(r->root, "design"))
		say(r, at ? at : r->root,
		    "要有 design（情景扫描）或 calibrate（率定）之一\x1f"
		    "one of design (a sweep) and calibrate (a calibration) is needed");
	if (!at)
		return;
	if (!s->sweep.calibrate.observations || !*s->sweep.calibrate.observations)
		qs_reader_say(&r->reader, QS_E2102, at, "observations",
			      "观测表\x1f"
			      "table of observations",
			      NULL, NULL);
	if (s->sweep.calibrate.draws % 2)
		say(r, at,
		    "draws 是偶数：链要对半分\x1f"
		    "draws is even: chains are cut in halves");
	for (size_t a = 0; a < s->n; a++)
		if (s->axes[a].values)
			say(r, s->axes[a].node,
			    "率定的轴要有 range 或 draw（先验）\x1f"
			    "an axis of a calibration has a range or a draw, its prior");
}

/* ---- the file ---- */

static qs_status read_base(struct qs_sweep_reading *r, int64_t members, struct qs_err *err)
{
	struct qs_sweep_input *const s = r->sweep;
	qs_status status;

	if (!s->sweep.portfolio || !*s->sweep.portfolio)
		return QS_OK;
	s->portfolio = qs_path_beside(&s->arena, s->file, s->sweep.portfolio);
	if (!s->portfolio)
		return qs_fail(err, QS_ENOMEM, "%s", s->file);
	status = qs_file_read(&s->arena, s->portfolio, &s->bytes, &s->length, err);
	if (status)
		return status;
	s->override.members = members ? members : s->sweep.members;
	s->override.have_members = s->override.members > 0;
	status = qs_input_read_text(r->context, s->portfolio, s->bytes, s->length, &s->override, &s->base, r->mistakes,
				    err);
	return status == QS_EINPUT ? QS_OK : status; /* told in the list */
}

/* Hash of what all scenarios depend on. */
static qs_status make_hash(struct qs_sweep_input *s, const char *bytes, size_t n, struct qs_err *err)
{
	const char *const parts[] = {bytes, s->base.resolved_json, qs_version, s->drawn};
	const size_t count = *s->drawn ? 4 : 3;
	char text[4 * QS_SHA256_TEXT] = "";
	qs_status status = QS_OK;

	for (size_t i = 0; i < count && status == QS_OK; i++)
		status = qs_sha256(parts[i], i ? strlen(parts[i]) : n, text + strlen(text), err);
	return status == QS_OK ? qs_sha256(text, strlen(text), s->hash, err) : status;
}

static qs_status take_axes(struct qs_sweep_reading *r, struct qs_err *err)
{
	struct qs_sweep_input *const s = r->sweep;
	const struct qs_json *const nodes = qs_json_find(r->root, "axes");

	qs_status status = QS_OK;

	s->axes = take(r, s->sweep.axes.n, sizeof *s->axes);
	if (!s->axes || !nodes)
		return QS_OK; /* told, or no memory */
	s->n = s->sweep.axes.n;
	for (size_t a = 0; a < s->n && status == QS_OK; a++) {
		s->axes[a].row = &s->sweep.axes.items[a];
		s->axes[a].node = qs_json_at(nodes, a);
		if (s->axes[a].row->id && s->axes[a].node->kind == QS_JSON_OBJECT)
			status = take_axis(r, &s->axes[a], err);
	}
	return status;
}

static qs_status read_root(struct qs_sweep_reading *r, int64_t members, struct qs_err *err)
{
	struct qs_sweep_input *const s = r->sweep;
	const size_t before = r->mistakes->errors;
	qs_status status;

	qs_read_struct(&r->reader, &qs_table_sweep, r->root, &s->sweep);
	status = read_base(r, members, err);
	if (status || r->mistakes->errors > before) /* the shape is wrong: what follows would be about nothing */
		return status;
	status = take_axes(r, err);
	if (status)
		return status;
	check_purpose(r);
	check_design(r);
	check_correlations(r);
	check_names(r);
	for (size_t a = 0; a < s->n && status == QS_OK; a++)
		status = qs_sweep_try_axis(r, &s->axes[a], err);
	return status;
}

qs_status qs_sweep_read(const struct qs_context *context, const char *path, int64_t members, struct qs_sweep_input *s,
			struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_sweep_reading r = {.context = context, .sweep = s, .mistakes = mistakes};
	struct qs_err ignored = {0};
	const char *bytes;
	size_t n;
	qs_status status;

	memset(s, 0, sizeof *s);
	qs_arena_init(&s->arena, &context->allocator);
	s->file = path;
	status = qs_file_read(&s->arena, path, &bytes, &n, err);
	if (status)
		return status;
	status = qs_json_parse(bytes, n, path, &s->arena, mistakes, &r.root, &ignored);
	if (status == QS_ENOMEM)
		return qs_fail(err, status, "%s", ignored.text);
	if (!r.root)
		return qs_mistakes_status(mistakes, err);
	qs_reader_open(&r.reader, &s->arena, mistakes, path);
	status = read_root(&r, members, err);
	if (r.reader.no_memory && status == QS_OK)
		status = qs_fail(err, QS_ENOMEM, "%s", path);
	qs_reader_close(&r.reader);
	if (status == QS_OK)
		status = qs_mistakes_status(mistakes, err);
	return status == QS_OK ? make_hash(s, bytes, n, err) : status;
}

void qs_sweep_free(struct qs_sweep_input *s)
{
	qs_input_free(&s->base);
	qs_arena_free(&s->arena);
	memset(s, 0, sizeof *s);
}
