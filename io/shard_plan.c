#include "io/shards.h"

#include "io/files.h"
#include "io/json.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- out ---- */

static void put_axis(struct qs_json_out *out, const struct qs_plan_axis *axis)
{
	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "id", axis->id);
	qs_json_out_string(out, "path", axis->path);
	qs_json_out_int(out, "kind", (int)axis->kind);
	qs_json_out_string(out, "unit", axis->unit);
	qs_json_out_string(out, "zh", axis->zh);
	qs_json_out_string(out, "en", axis->en);
	qs_json_out_array_row(out, "labels");
	for (size_t i = 0; i < axis->values; i++)
		qs_json_out_string(out, NULL, axis->label[i]);
	qs_json_out_end(out);
	qs_json_out_numbers(out, "numbers", axis->number, axis->values);
	qs_json_out_end(out);
}

static void put_indices(struct qs_json_out *out, const char *key, const size_t *index, size_t n)
{
	qs_json_out_array_row(out, key);
	for (size_t i = 0; i < n; i++)
		qs_json_out_uint(out, NULL, index[i]);
	qs_json_out_end(out);
}

static void put_lists(struct qs_json_out *out, const struct qs_sweep_plan *plan)
{
	qs_json_out_array(out, "axes");
	for (size_t a = 0; a < plan->axis_count; a++)
		put_axis(out, &plan->axes[a]);
	qs_json_out_end(out);
	qs_json_out_array(out, "outputs");
	for (size_t i = 0; i < plan->output_count; i++) {
		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "name", plan->outputs[i].name);
		qs_json_out_string(out, "unit", plan->outputs[i].unit);
		qs_json_out_string(out, "zh", plan->outputs[i].zh);
		qs_json_out_string(out, "en", plan->outputs[i].en);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	put_indices(out, "analysed", plan->analysed, plan->analysed_count);
	put_indices(out, "objectives", plan->objective, plan->objective_count);
	qs_json_out_array_row(out, "goals");
	for (size_t i = 0; i < plan->objective_count; i++)
		qs_json_out_int(out, NULL, plan->goal[i]);
	qs_json_out_end(out);
	put_indices(out, "heat_map", plan->heat, 2);
}

/* The plan as text in an arena; NULL without memory. */
static const char *plan_text(const struct qs_sweep_plan *plan, struct qs_arena *arena)
{
	struct qs_json_out out;
	char seed[24];

	snprintf(seed, sizeof seed, "%llu", (unsigned long long)plan->seed);
	qs_json_out_open(&out, arena, 1);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "sweep", plan->hash);
	qs_json_out_string(&out, "version", plan->version);
	qs_json_out_string(&out, "name_zh", plan->name.zh);
	qs_json_out_string(&out, "name_en", plan->name.en);
	qs_json_out_string(&out, "portfolio_zh", plan->portfolio.zh);
	qs_json_out_string(&out, "portfolio_en", plan->portfolio.en);
	qs_json_out_int(&out, "design", (int)plan->design);
	qs_json_out_uint(&out, "points", plan->points);
	qs_json_out_uint(&out, "levels", plan->levels);
	qs_json_out_string(&out, "seed", seed);
	qs_json_out_uint(&out, "members", plan->members);
	qs_json_out_uint(&out, "years", plan->years);
	qs_json_out_uint(&out, "sites", plan->sites);
	qs_json_out_uint(&out, "units", plan->units);
	qs_json_out_uint(&out, "scenarios", plan->scenarios);
	qs_json_out_uint(&out, "groups", plan->groups);
	put_lists(&out, plan);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, NULL);
}

/* ---- in ---- */

static size_t whole(const struct qs_json *object, const char *key)
{
	const double value = qs_json_number(object, key, 0);

	return value > 0 && value < 1e15 ? (size_t)value : 0;
}

static size_t length_of(const struct qs_json *object, const char *key)
{
	const struct qs_json *const list = qs_json_find(object, key);

	return list ? list->n : 0;
}

static int take_axis(struct qs_arena *arena, const struct qs_json *from, struct qs_plan_axis *axis)
{
	const struct qs_json *label = qs_json_find(from, "labels"), *number = qs_json_find(from, "numbers");

	*axis = (struct qs_plan_axis){.id = qs_json_string(from, "id", ""),
				      .path = qs_json_string(from, "path", ""),
				      .unit = qs_json_string(from, "unit", ""),
				      .zh = qs_json_string(from, "zh", ""),
				      .en = qs_json_string(from, "en", ""),
				      .kind = (enum qs_axis_kind)(whole(from, "kind") % QS_AXIS_KIND_COUNT),
				      .values = length_of(from, "labels")};
	if (length_of(from, "numbers") != axis->values)
		return -1;
	axis->label = qs_arena_take(arena, axis->values + 1, sizeof(const char *));
	axis->number = qs_arena_take(arena, axis->values + 1, sizeof *axis->number);
	if (!axis->label || !axis->number)
		return -1;
	label = label ? label->first : NULL;
	number = number ? number->first : NULL;
	for (size_t i = 0; i < axis->values && label && number; i++, label = label->next, number = number->next) {
		axis->label[i] = label->text ? label->text : "";
		axis->number[i] = number->kind == QS_JSON_NUMBER ? number->number : (double)NAN;
	}
	return 0;
}

/* Indices below a limit. */
static int take_indices(struct qs_arena *arena, const struct qs_json *list, size_t limit, size_t **index, size_t *n)
{
	*n = list && list->kind == QS_JSON_ARRAY ? list->n : 0;
	*index = qs_arena_take(arena, *n + 1, sizeof **index);
	if (!*index)
		return -1;
	list = *n ? list->first : NULL;
	for (size_t i = 0; i < *n; i++, list = list->next) {
		if (list->kind != QS_JSON_NUMBER || !(list->number >= 0 && list->number < (double)limit))
			return -1;
		(*index)[i] = (size_t)list->number;
	}
	return 0;
}

static int take_lists(struct qs_arena *arena, const struct qs_json *root, struct qs_sweep_plan *plan)
{
	const struct qs_json *child;
	size_t *goal, *heat, n;

	plan->axis_count = length_of(root, "axes");
	plan->output_count = length_of(root, "outputs");
	plan->axes = qs_arena_take(arena, plan->axis_count + 1, sizeof *plan->axes);
	plan->outputs = qs_arena_take(arena, plan->output_count + 1, sizeof *plan->outputs);
	if (!plan->axes || !plan->outputs || !plan->axis_count || !plan->output_count)
		return -1;
	child = qs_json_find(root, "axes")->first;
	for (size_t a = 0; a < plan->axis_count; a++, child = child->next)
		if (take_axis(arena, child, &plan->axes[a]))
			return -1;
	child = qs_json_find(root, "outputs")->first;
	for (size_t i = 0; i < plan->output_count; i++, child = child->next)
		plan->outputs[i] =
			(struct qs_plan_output){qs_json_string(child, "name", ""), qs_json_string(child, "unit", ""),
						qs_json_string(child, "zh", ""), qs_json_string(child, "en", "")};
	if (take_indices(arena, qs_json_find(root, "analysed"), plan->output_count, &plan->analysed,
			 &plan->analysed_count) ||
	    take_indices(arena, qs_json_find(root, "objectives"), plan->output_count, &plan->objective,
			 &plan->objective_count) ||
	    take_indices(arena, qs_json_find(root, "goals"), 2, &goal, &n) || n != plan->objective_count ||
	    take_indices(arena, qs_json_find(root, "heat_map"), plan->axis_count, &heat, &n) || n != 2)
		return -1;
	plan->heat[0] = heat[0];
	plan->heat[1] = heat[1];
	plan->goal = qs_arena_take(arena, plan->objective_count + 1, sizeof *plan->goal);
	for (size_t i = 0; plan->goal && i < plan->objective_count; i++)
		plan->goal[i] = (int)goal[i];
	return plan->goal ? 0 : -1;
}

static int take_plan(struct qs_arena *arena, const struct qs_json *root, struct qs_sweep_plan *plan)
{
	*plan = (struct qs_sweep_plan){
		.hash = qs_json_string(root, "sweep", ""),
		.version = qs_json_string(root, "version", ""),
		.name = {qs_json_string(root, "name_zh", ""), qs_json_string(root, "name_en", "")},
		.portfolio = {qs_json_string(root, "portfolio_zh", ""), qs_json_string(root, "portfolio_en", "")},
		.design = (enum qs_sweep_design_kind)(whole(root, "design") % (QS_DESIGN_MORRIS + 1)),
		.points = whole(root, "points"),
		.levels = whole(root, "levels"),
		.members = whole(root, "members"),
		.years = whole(root, "years"),
		.sites = whole(root, "sites"),
		.units = whole(root, "units"),
		.scenarios = whole(root, "scenarios"),
		.groups = whole(root, "groups")};
	for (const char *c = qs_json_string(root, "seed", "0"); *c >= '0' && *c <= '9'; c++)
		plan->seed = plan->seed * 10 + (uint64_t)(*c - '0');
	return strlen(plan->hash) + 1 == QS_SHA256_TEXT && plan->scenarios && plan->scenarios <= 100000000
		       ? take_lists(arena, root, plan)
		       : -1;
}

qs_status qs_plan_read(const char *folder, struct qs_arena *arena, struct qs_sweep_plan *plan, struct qs_err *err)
{
	const size_t room = strlen(folder) + 32;
	char *const path = qs_arena_take(arena, room, 1);
	const struct qs_json *root = NULL;
	struct qs_mistakes mistakes;
	const char *bytes;
	size_t n;
	qs_status status;

	if (!path)
		return qs_fail(err, QS_ENOMEM, "%s", folder);
	snprintf(path, room, "%s/shards/plan.json", folder);
	if (access(path, F_OK))
		return qs_fail(err, QS_EFILE,
			       "%s holds no sweep (%s: %s); hint: name the folder that `qingshan sweep -o` was given",
			       folder, path, strerror(errno));
	status = qs_file_read(arena, path, &bytes, &n, err);
	if (status)
		return status;
	qs_mistakes_init(&mistakes, &arena->from);
	status = qs_json_parse(bytes, n, path, arena, &mistakes, &root, NULL);
	qs_mistakes_free(&mistakes);
	if (status == QS_ENOMEM)
		return qs_fail(err, status, "%s", path);
	return status == QS_OK && !take_plan(arena, root, plan)
		       ? QS_OK
		       : qs_fail(err, QS_EFILE, "%s is no plan of a sweep", path);
}

static qs_status make_folder(const char *path, struct qs_err *err)
{
	if (!mkdir(path, 0777) || errno == EEXIST)
		return QS_OK;
	return qs_fail(err, QS_EFILE, "cannot make the folder: %s: %s", path, strerror(errno));
}

/* The folder with its parents. */
static qs_status make_folders(char *path, struct qs_err *err)
{
	qs_status status = QS_OK;

	for (char *c = path + 1; *c && status == QS_OK; c++)
		if (*c == '/') {
			*c = 0;
			status = make_folder(path, err);
			*c = '/';
		}
	return status == QS_OK ? make_folder(path, err) : status;
}

/* Several processes may put the same plan at once: each writes a file of its own and renames it. */
static qs_status put_first(const char *folder, struct qs_arena *arena, const char *path, const char *text,
			   struct qs_err *err)
{
	const size_t room = strlen(folder) + 128;
	char *const own = qs_arena_take(arena, room, 1);
	char host[64] = "";
	qs_status status;

	(void)gethostname(host, sizeof host - 1);
	if (!own)
		return qs_fail(err, QS_ENOMEM, "the plan of a sweep");
	snprintf(own, room, "%s/shards/.plan-%s-%ld", folder, host, (long)getpid());
	status = qs_file_replace(own, text, strlen(text), err);
	if (status == QS_OK && rename(own, path))
		status = qs_fail(err, QS_EFILE, "cannot rename to: %s: %s", path, strerror(errno));
	return status;
}

qs_status qs_plan_put(const char *folder, struct qs_arena *arena, const struct qs_sweep_plan *plan, struct qs_err *err)
{
	const size_t room = strlen(folder) + 32;
	char *const path = qs_arena_take(arena, room, 1);
	const char *const text = plan_text(plan, arena);
	struct qs_sweep_plan there;
	struct stat info;
	qs_status status;

	if (!path || !text)
		return qs_fail(err, QS_ENOMEM, "the plan of a sweep");
	snprintf(path, room, "%s/shards", folder);
	status = make_folders(path, err);
	if (status)
		return status;
	snprintf(path, room, "%s/shards/plan.json", folder);
	if (stat(path, &info))
		return put_first(folder, arena, path, text, err);
	status = qs_plan_read(folder, arena, &there, err);
	if (status == QS_OK && strcmp(there.hash, plan->hash) != 0)
		status = qs_fail(
			err, QS_EFILE,
			"%s/shards holds parts of another sweep (or of another portfolio or version); hint: give a new "
			"folder, or remove that one",
			folder);
	return status;
}
